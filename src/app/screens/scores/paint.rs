//! What a cell of the matrix looks like: its number on a ground by value, and
//! the marks of what it rests on.

use eframe::egui::{
    CornerRadius, Painter, Rect, Shape, Stroke, StrokeKind, TextStyle, Ui, pos2, vec2,
};

use super::rows::Row;
use super::select::Spot;
use super::{ScoresView, Show, Whose, edits};
use crate::analysis::{self, CellMarks, CellOrigin, CellState, Ground};
use crate::app::context::Context;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, Tone};
use crate::workbook::{Confidence, Judgement, Measure};

/// Room for the marks of confidence right of the number.
const BARS: f32 = 16.0;

/// Room for the icon of what a cell rests on, left of the number.
const GROUND: f32 = 24.0;

/// A cell as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shown {
    /// The number, or what stands for it.
    pub text: String,
    /// The value that colours the ground, where there is one.
    heat: Option<f64>,
    unknown: bool,
    quiet: bool,
    /// The plausible range, where it is given.
    range: String,
    /// What stands behind it.
    pub marks: CellMarks,
    confidence: Option<Confidence>,
    ground: Option<Ground>,
    own: bool,
    /// How many reviewers' mean it is, where it is one.
    mean_of: usize,
    /// Whether it follows from the parts of a composite.
    from_parts: bool,
}

fn range_text(measure: &Measure, low: Option<f64>, high: Option<f64>) -> String {
    match (low, high) {
        (Some(low), Some(high)) if low != high => {
            let unit = measure.unit();
            let end = |x: f64| {
                let text = analysis::performance(measure, x);
                text.strip_suffix(unit).unwrap_or(&text).trim_end().to_owned()
            };
            format!("{} – {}", end(low), end(high))
        }
        _ => String::new(),
    }
}

impl ScoresView {
    /// What a cell shows, as it is looked at.
    pub(super) fn shown(&mut self, context: Context<'_>, row: Row, option: usize) -> Option<Shown> {
        let (leaf, spot) = (row.leaf?, Spot { node: row.node, option });
        let measure = context.workbook.criteria[row.node].measure()?;
        let marks = self.facts.marks(context, option, leaf);
        let cell = context.analysis().cell(option, leaf);
        let own = self.facts.is_own(option, leaf);
        let weight = context.analysis().leaf_weight(leaf);
        let print = |performance: f64, value: f64| match self.kept.show {
            Show::Scores => analysis::performance(measure, performance),
            Show::Values => analysis::points(value),
            Show::Points => analysis::number(weight * value, 2),
        };
        let mut shown = Shown {
            text: String::new(),
            heat: None,
            unknown: false,
            quiet: false,
            range: String::new(),
            marks,
            confidence: marks.confidence,
            ground: marks.ground(cell),
            own,
            mean_of: 0,
            from_parts: false,
        };
        if self.kept.whose == Whose::Mine {
            let Some(score) = edits::own(context, spot) else {
                // What others gave is not shown before one's own is there.
                shown.confidence = None;
                shown.ground = None;
                shown.quiet = true;
                shown.text = "not scored".to_owned();
                return Some(shown);
            };
            shown.confidence = score.confidence;
            shown.range = range_text(measure, score.low, score.high);
            match score.is {
                Judgement::Value(performance) => {
                    let value = analysis::value(measure, performance).0;
                    shown.heat = Some(value);
                    shown.text = print(performance, value);
                }
                Judgement::Unknown => shown.unknown = true,
                Judgement::NotApplicable => {
                    shown.quiet = true;
                    shown.text = "n/a".to_owned();
                }
            }
        } else {
            shown.range = range_text(measure, cell.low, cell.high);
            shown.from_parts = cell.origin == CellOrigin::Parts;
            if matches!(cell.origin, CellOrigin::Parts | CellOrigin::Measured(_)) {
                // Confidence is that of a score, which this is not.
                shown.confidence = None;
            }
            if let CellOrigin::Reviewers(count) = cell.origin
                && count > 1
            {
                shown.mean_of = count;
            }
            match (cell.state, cell.performance) {
                (CellState::Unknown, _) => shown.unknown = true,
                (state, Some(performance)) => {
                    shown.quiet = state == CellState::Dropped;
                    shown.heat = cell.value.filter(|_| !shown.quiet);
                    shown.text = print(performance, cell.value.unwrap_or(0.0));
                }
                (state, None) => {
                    shown.quiet = true;
                    shown.heat = cell.value.filter(|_| state == CellState::NotApplicable);
                    shown.text = "n/a".to_owned();
                }
            }
        }
        if shown.unknown {
            // An unknown within a range is shown by the range.
            shown.text = match shown.range.as_str() {
                "" => "unknown".to_owned(),
                range => format!("{range} ?"),
            };
            shown.range.clear();
        }
        Some(shown)
    }
}

impl Shown {
    /// All that the cell says, for those who do not see it.
    pub fn words(&self) -> String {
        let mut words = vec![self.text.clone()];
        if !self.range.is_empty() {
            words.push(format!("range {}", self.range));
        }
        if let Some(confidence) = self.confidence {
            words.push(format!("confidence {}", confidence.name()));
        }
        if let Some(ground) = self.ground {
            words.push(ground.name().to_owned());
        }
        words.push(claims_in_words(&self.marks));
        if self.marks.ignored {
            words.push("a score without a reason counts for nothing".to_owned());
        }
        if self.from_parts {
            words.push("from its parts".to_owned());
        }
        if self.own {
            words.push("scored by you".to_owned());
        }
        words.retain(|words| !words.is_empty());
        words.join("; ")
    }
}

/// How many claims there are and how many of them are in doubt.
pub(super) fn claims_in_words(marks: &CellMarks) -> String {
    if marks.claims == 0 {
        return String::new();
    }
    let claims = if marks.claims == 1 { "claim" } else { "claims" };
    let mut text = format!("{} of {} {claims} counted", marks.counted, marks.claims);
    for (count, what) in [(marks.disputed, "disputed"), (marks.refuted, "refuted")] {
        if count > 0 {
            text.push_str(&format!(", {count} {what}"));
        }
    }
    text
}

/// The icon and tone of what a cell rests on.
pub(super) fn icon_of(ground: Ground) -> (&'static str, Tone) {
    match ground {
        Ground::Measured => (icons::GAUGE, Tone::Good),
        Ground::Overridden => (icons::PENCIL_SIMPLE, Tone::Warning),
        Ground::Stale => (icons::CLOCK, Tone::Warning),
        Ground::Disputed => (icons::WARNING, Tone::Warning),
        Ground::Estimated => (icons::APPROXIMATE_EQUALS, Tone::Plain),
    }
}

/// Paints a cell; `faded` where a filter looks for others.
pub(super) fn paint(ui: &Ui, rect: Rect, shown: &Shown, faded: bool) {
    let tokens = tokens(ui);
    let painter = ui.painter();
    let ground = match shown.heat {
        Some(value) if !faded => tokens.heat(value),
        _ => tokens.card,
    };
    painter.rect_filled(rect.shrink2(vec2(1.0, 0.5)), 0.0, ground);
    let y = rect.center().y;
    let mut right = rect.right() - theme::SPACE_S;
    if let Some(confidence) = shown.confidence {
        confidence_bars(ui, painter, right, y, confidence);
    }
    right -= BARS;
    let colour = if shown.unknown {
        tokens.warning
    } else if shown.quiet || faded {
        tokens.text_muted
    } else {
        tokens.text
    };
    let room = right - rect.left() - theme::SPACE_XS;
    let line = |text: &str, room: f32| widgets::one_line(ui, text, &TextStyle::Body, colour, room);
    let whole = line(&shown.text, f32::INFINITY).size().x;
    // The mark of what it rests on goes before the unit, which the criterion's
    // own line tells.
    let number = shown.text.split_once(' ').map(|(number, _)| number);
    let number = number.filter(|it| it.ends_with(|end: char| end.is_ascii_digit()));
    let text = match number {
        Some(number) if shown.ground.is_some() && whole > room - GROUND => number,
        _ => &shown.text,
    };
    let galley = line(text, room);
    let number = right - galley.size().x;
    painter.galley(pos2(number, y - galley.size().y / 2.0), galley, colour);
    if shown.own {
        let corner = rect.left_top() + vec2(1.0, 0.5);
        let side = 8.0;
        let points = vec![corner, corner + vec2(side, 0.0), corner + vec2(0.0, side)];
        painter.add(Shape::convex_polygon(points, tokens.accent, Stroke::NONE));
    }
    left_marks(ui, rect, number - theme::SPACE_XS, shown);
}

/// The marks left of the number, the weightiest first, as far as there is room.
fn left_marks(ui: &Ui, rect: Rect, end: f32, shown: &Shown) {
    let tokens = tokens(ui);
    let y = rect.center().y;
    let mut x = rect.left() + theme::SPACE_S + 2.0;
    let width = |text: &str| {
        widgets::one_line(ui, text, &TextStyle::Small, tokens.text_muted, f32::INFINITY).size().x
    };
    if let Some(ground) = shown.ground {
        let (icon, tone) = icon_of(ground);
        if end - x >= width(ground.name()) + 12.0 {
            x = widgets::paint_tag(ui, tone, ground.name(), x, y, end - x) + theme::SPACE_XS;
        } else if end - x >= 15.0 {
            let colour = if tone == Tone::Plain { tokens.text } else { tone.text(ui) };
            widgets::paint_left(ui, icon, &theme::small_icon(), colour, x, y, 15.0);
            x += 16.0;
        }
    }
    let count = if shown.marks.claims > 0 { shown.marks.claims.to_string() } else { String::new() };
    let mean = match shown.mean_of {
        _ if shown.from_parts => "from parts".to_owned(),
        2.. => format!("mean of {}", shown.mean_of),
        _ => String::new(),
    };
    if !count.is_empty() && end - x >= width(&count) + 15.0 {
        widgets::paint_left(ui, icons::FILES, &theme::small_icon(), tokens.text_muted, x, y, 14.0);
        x = widgets::paint_left(ui, &count, &TextStyle::Small, tokens.text, x + 15.0, y, end - x).0
            + 6.0;
    }
    for text in [mean, shown.range.clone()] {
        if !text.is_empty() && end - x >= width(&text) {
            x = widgets::paint_left(ui, &text, &TextStyle::Small, tokens.text, x, y, end - x + 8.0)
                .0
                + 6.0;
        }
    }
}

/// Confidence as bars that rise: one for low, two for medium, three for high.
pub(super) fn confidence_bars(
    ui: &Ui,
    painter: &Painter,
    right: f32,
    y: f32,
    confidence: Confidence,
) {
    let tokens = tokens(ui);
    let full = match confidence {
        Confidence::Low => 1,
        Confidence::Medium => 2,
        Confidence::High => 3,
    };
    for bar in 0..3_u8 {
        let height = 4.0 + 3.0 * f32::from(bar);
        let left = right - 11.0 + 4.0 * f32::from(bar);
        let rect = Rect::from_min_max(pos2(left, y + 5.0 - height), pos2(left + 3.0, y + 5.0));
        if bar < full {
            painter.rect_filled(rect, 0.0, tokens.text);
        } else {
            let base = Rect::from_min_max(pos2(left, y + 3.0), pos2(left + 3.0, y + 5.0));
            painter.rect_filled(base, 0.0, tokens.text_muted);
        }
    }
}

/// The legend of the marks, in one or two lines.
pub(super) fn legend(ui: &mut Ui) {
    use eframe::egui::Sense;
    let tokens = tokens(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(theme::SPACE_XS, theme::SPACE_XXS);
        let gap = |ui: &mut Ui| ui.add_space(theme::SPACE_S);
        let (rect, _) = ui.allocate_exact_size(vec2(48.0, 12.0), Sense::hover());
        for step in 0..8_u8 {
            let left = rect.left() + 6.0 * f32::from(step);
            let part = Rect::from_min_size(pos2(left, rect.top()), vec2(6.0, 12.0));
            ui.painter().rect_filled(part, 0.0, tokens.heat(f64::from(step) * 100.0 / 7.0));
        }
        ui.painter().rect_stroke(
            rect,
            CornerRadius::ZERO,
            Stroke::new(theme::LINE, tokens.line),
            StrokeKind::Inside,
        );
        widgets::small(ui, "value, low to high");
        gap(ui);
        let (rect, _) = ui.allocate_exact_size(vec2(12.0, 14.0), Sense::hover());
        confidence_bars(ui, ui.painter(), rect.right(), rect.center().y, Confidence::Medium);
        widgets::small(ui, "confidence");
        gap(ui);
        let (rect, _) = ui.allocate_exact_size(vec2(9.0, 14.0), Sense::hover());
        let corner = rect.left_top() + vec2(0.0, 3.0);
        let points = vec![corner, corner + vec2(8.0, 0.0), corner + vec2(0.0, 8.0)];
        ui.painter().add(Shape::convex_polygon(points, tokens.accent, Stroke::NONE));
        widgets::small(ui, "scored by you");
        gap(ui);
        let (rect, _) = ui.allocate_exact_size(vec2(13.0, 14.0), Sense::hover());
        let y = rect.center().y;
        widgets::paint_left(
            ui,
            icons::FILES,
            &theme::small_icon(),
            tokens.text_muted,
            rect.left(),
            y,
            14.0,
        );
        widgets::small(ui, "claims");
        for ground in Ground::ALL {
            gap(ui);
            let (icon, tone) = icon_of(ground);
            let colour = if tone == Tone::Plain { tokens.text } else { tone.text(ui) };
            let (rect, _) = ui.allocate_exact_size(vec2(15.0, 14.0), Sense::hover());
            let y = rect.center().y;
            widgets::paint_left(ui, icon, &theme::small_icon(), colour, rect.left(), y, 16.0);
            widgets::small(ui, ground.name()).on_hover_text(ground.meaning());
        }
    });
}
