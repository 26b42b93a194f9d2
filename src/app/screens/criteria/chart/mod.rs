//! The value function drawn: value over performance, with everything in it that
//! can be taken hold of, and where the options sit on it.

use eframe::egui::{
    Align2, Color32, Pos2, Rect, Role, Sense, Shape, Stroke, TextStyle, Ui, Vec2, WidgetInfo, pos2,
    vec2,
};

use super::measure::Stretched;
use crate::analysis::{AnchorKind, add_knot, number, performance, value};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::theme::{self, tokens};
use crate::app::widgets;
use crate::figure::palette::option_style;
use crate::workbook::{Criterion, CriterionKind, Edit, Item, Measure, Scale, ValueFunction};

mod handles;

use handles::{Handle, Held};

/// Points at which a bent curve is drawn.
const SAMPLES: u32 = 80;
/// Height of the drawing with its axis.
const HEIGHT: f32 = 210.0;
/// Room for the values on the left.
const LEFT: f32 = 28.0;
/// Room below the axis for the grips of the anchors.
const BELOW: f32 = 36.0;
/// Room above for the names of anchors.
const ABOVE: f32 = 34.0;
const BAR: f64 = 0.56;

/// From performance and value to a place on the screen, and back.
#[derive(Debug, Clone, Copy)]
struct Frame {
    area: Rect,
    low: f64,
    high: f64,
}

impl Frame {
    fn x(&self, performance: f64) -> f32 {
        let share = ((performance - self.low) / (self.high - self.low)).clamp(-0.2, 1.2);
        self.area.left() + self.area.width() * share as f32
    }

    fn y(&self, value: f64) -> f32 {
        self.area.bottom() - self.area.height() * (value / 100.0) as f32
    }

    fn at(&self, performance: f64, value: f64) -> Pos2 {
        pos2(self.x(performance), self.y(value))
    }

    fn performance(&self, x: f32) -> f64 {
        let share = f64::from((x - self.area.left()) / self.area.width());
        self.low + share * (self.high - self.low)
    }

    fn value(&self, y: f32) -> f64 {
        f64::from((self.area.bottom() - y) / self.area.height()) * 100.0
    }
}

/// Draws the value function of a leaf (position in `Analysis::leaves`, where it
/// has one). What is dragged or stepped goes to `out`; anchors as they were
/// before their ends were moved go to `stretched`.
pub fn show(
    ui: &mut Ui,
    context: Context<'_>,
    criterion: &Criterion,
    measure: &Measure,
    leaf: Option<usize>,
    stretched: &mut Stretched,
    out: &mut Actions,
) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let area =
        Rect::from_min_max(rect.min + vec2(LEFT, ABOVE), rect.max - vec2(theme::SPACE_S, BELOW));
    // While an end is dragged the scale stays, or it would run away from the pointer.
    let held = Held::of(ui, criterion);
    let (low, high) = held.as_ref().map_or_else(|| span(measure), |held| held.span);
    let frame = Frame { area, low, high };
    axes(ui, frame);
    let ground = ui.interact(area, ui.scope_id().with("value-chart"), Sense::CLICK);
    ground.widget_info(|| WidgetInfo::labeled(Role::Image, true, summary(criterion, measure)));
    if has_bars(measure) {
        bars(ui, frame, measure);
    } else {
        curve(ui, frame, measure);
    }
    optional_anchors(ui, frame, measure);
    let marks = options(ui, context, frame, measure, leaf);
    let handled = handles::show(ui, frame, rect, criterion, measure, stretched, out);
    // Above the handles, so that an option on a knot is seen; below them to the pointer.
    for (option, place) in marks {
        let ring = Stroke::new(theme::LINE_MARK, tokens(ui).card);
        ui.painter().circle_stroke(place, 6.5, ring);
        let shape = option_style(option).marker;
        widgets::marker(ui.painter(), place, 4.5, shape, tokens(ui).option(option));
    }
    if !handled && held.is_none() {
        reading(ui, frame, measure, ground.hover_pos());
    }
    let here = ground.interact_pointer_pos().or_else(|| ground.hover_pos());
    if ground.double_clicked()
        && let Some(place) = here
    {
        knot_at(ui, criterion, measure, frame.performance(place.x), out);
    }
    ground.context_menu(|ui| {
        let possible = measure.value_function != ValueFunction::Levels;
        let button = eframe::egui::Button::new("Add knot here");
        if ui.add_enabled(possible, button).clicked()
            && let Some(place) = ui.ctx().input(|input| input.pointer.press_origin()).or(here)
        {
            knot_at(ui, criterion, measure, frame.performance(place.x), out);
        }
    });
}

/// Adds a knot on the line and gives it the focus.
fn knot_at(ui: &Ui, criterion: &Criterion, measure: &Measure, performance: f64, out: &mut Actions) {
    if let Some((changed, at)) = add_knot(measure, performance) {
        out.edit(edit(criterion, changed, "add knot to"));
        let id = handles::id(criterion, Handle::Knot(at));
        ui.memory_mut(|memory| memory.request_focus(id));
    }
}

/// The edit that gives a criterion another measure, as a step named `what` and
/// the criterion.
fn edit(criterion: &Criterion, measure: Measure, what: &str) -> Edit {
    let changed = Criterion { kind: CriterionKind::Scored(measure), ..criterion.clone() };
    Edit::All {
        label: format!("{what} {}", criterion.name),
        edits: vec![Edit::Put(Item::from(changed))],
    }
}

/// Whether the levels' values are drawn as bars.
fn has_bars(measure: &Measure) -> bool {
    measure.value_function == ValueFunction::Levels
}

fn summary(criterion: &Criterion, measure: &Measure) -> String {
    let anchors = &measure.anchors;
    format!(
        "Value function of {}, {}, from 0 at {} to 100 at {}",
        criterion.name,
        measure.value_function.name().to_lowercase(),
        performance(measure, anchors.worst),
        performance(measure, anchors.best)
    )
}

fn text(ui: &Ui, place: Pos2, align: Align2, words: &str, colour: Color32) -> Rect {
    let font = TextStyle::Small.resolve(ui.style());
    ui.painter().text(place, align, words, font, colour)
}

fn axes(ui: &Ui, frame: Frame) {
    let tokens = tokens(ui);
    for mark in [0.0, 50.0, 100.0] {
        let y = frame.y(mark);
        ui.painter().hline(frame.area.x_range(), y, Stroke::new(theme::LINE, tokens.line));
        let place = pos2(frame.area.left() - 6.0, y);
        text(ui, place, Align2::RIGHT_CENTER, &number(mark, 0), tokens.text_muted);
    }
}

fn curve(ui: &Ui, frame: Frame, measure: &Measure) {
    let colour = tokens(ui).accent;
    let step = (frame.high - frame.low) / f64::from(SAMPLES);
    let mut at: Vec<f64> =
        (0..=SAMPLES).map(|sample| frame.low + step * f64::from(sample)).collect();
    // Corners are drawn where they are.
    if let ValueFunction::Piecewise(knots) = &measure.value_function {
        at.extend(knots.iter().map(|knot| knot.0));
    }
    at.extend([measure.anchors.worst, measure.anchors.best]);
    at.sort_by(f64::total_cmp);
    let points: Vec<Pos2> = at.into_iter().map(|x| frame.at(x, value(measure, x).0)).collect();
    ui.painter().add(Shape::line(points, Stroke::new(theme::LINE_STRONG, colour)));
}

fn bars(ui: &Ui, frame: Frame, measure: &Measure) {
    let tokens = tokens(ui);
    let Scale::Levels(levels) = &measure.scale else { return };
    for (at, level) in levels.iter().enumerate() {
        let middle = (at + 1) as f64;
        let bar = Rect::from_min_max(
            frame.at(middle - BAR / 2.0, level.value),
            frame.at(middle + BAR / 2.0, 0.0),
        );
        ui.painter().rect_filled(bar, theme::MARK_RADIUS, tokens.veil(tokens.accent));
        ui.painter().hline(
            bar.x_range(),
            bar.top(),
            Stroke::new(theme::LINE_STRONG, tokens.accent),
        );
        let place = pos2(bar.center().x, frame.area.bottom() + 4.0);
        text(ui, place, Align2::CENTER_TOP, &(at + 1).to_string(), tokens.text_muted);
    }
    // Between two levels the value lies on the line between theirs.
    let points: Vec<Pos2> = levels
        .iter()
        .enumerate()
        .map(|(at, level)| frame.at((at + 1) as f64, level.value))
        .collect();
    ui.painter().extend(Shape::dashed_line(
        &points,
        Stroke::new(theme::LINE, tokens.line_strong),
        3.0,
        3.0,
    ));
}

/// Walk-away, current and target as lines with their names above.
fn optional_anchors(ui: &Ui, frame: Frame, measure: &Measure) {
    let tokens = tokens(ui);
    let set = AnchorKind::ALL
        .into_iter()
        .filter(|anchor| anchor.is_optional())
        .filter_map(|anchor| Some((anchor, anchor.of(&measure.anchors)?)));
    let mut taken: Vec<Rect> = Vec::new();
    for (anchor, at) in set {
        let x = frame.x(at);
        let y = frame.area.y_range();
        let line = [pos2(x, y.min - 4.0), pos2(x, y.max)];
        let stroke = Stroke::new(theme::LINE, tokens.line_strong);
        ui.painter().extend(Shape::dashed_line(&line, stroke, 4.0, 3.0));
        let words = anchor.name().to_lowercase();
        let galley = widgets::one_line(ui, &words, &TextStyle::Small, tokens.text_muted, 90.0);
        let half = galley.size().x / 2.0;
        let middle = x.clamp(frame.area.left() - LEFT + half, frame.area.right() - half);
        // The next line up where another name stands.
        let mut place =
            Rect::from_min_size(pos2(middle - half, y.min - 4.0 - galley.size().y), galley.size());
        if taken.iter().any(|other| other.expand(3.0).intersects(place)) {
            place = place.translate(vec2(0.0, -galley.size().y));
        }
        taken.push(place);
        ui.painter().galley(place.min, galley, tokens.text_muted);
    }
}

/// Where the options sit, told under the pointer.
fn options(
    ui: &mut Ui,
    context: Context<'_>,
    frame: Frame,
    measure: &Measure,
    leaf: Option<usize>,
) -> Vec<(usize, Pos2)> {
    let Some(leaf) = leaf else { return Vec::new() };
    let analysis = context.analysis();
    let mut marks: Vec<(usize, Pos2)> = Vec::new();
    for (option, result) in analysis.options.iter().enumerate() {
        let cell = analysis.cell(option, leaf);
        let (Some(x), Some(worth)) = (cell.performance, cell.value) else { continue };
        let mut place = frame.at(x.clamp(frame.low, frame.high), worth);
        // Options at one place stand one above the other, downwards at the top.
        let step =
            if place.y - frame.area.top() < frame.area.height() / 3.0 { 11.0 } else { -11.0 };
        while marks.iter().any(|(_, other)| other.distance(place) < 9.0)
            && frame.area.expand(20.0).contains(place)
        {
            place.y += step;
        }
        marks.push((option, place));
        let rect = Rect::from_center_size(place, Vec2::splat(14.0));
        let id = ui.scope_id().with(("option on the curve", &result.id));
        let said =
            format!("{}, {} gives {}", result.name, performance(measure, x), number(worth, 0));
        ui.interact(rect, id, Sense::hover()).on_hover_text(said);
    }
    marks
}

/// What the curve says under the pointer.
fn reading(ui: &Ui, frame: Frame, measure: &Measure, pointer: Option<Pos2>) {
    let Some(pointer) = pointer else { return };
    let tokens = tokens(ui);
    let mut x = frame.performance(pointer.x);
    if has_bars(measure) {
        x = x.round();
    }
    let worth = value(measure, x).0;
    let place = frame.at(x, worth);
    let stroke = Stroke::new(theme::LINE, tokens.line_strong);
    ui.painter().vline(place.x, frame.area.y_range(), stroke);
    ui.painter().circle_filled(place, 3.0, tokens.accent);
    let mut words =
        format!("{} gives {}", performance(measure, rounded(measure, x)), number(worth, 0));
    if let Scale::Levels(levels) = &measure.scale
        && let Some(level) = levels.get((x.round() as usize).saturating_sub(1))
        && !level.text.is_empty()
    {
        words = format!("{words}. {}", level.text);
    }
    let galley =
        widgets::one_line(ui, &words, &TextStyle::Small, tokens.text, frame.area.width() - 8.0);
    let left = (place.x - galley.size().x / 2.0)
        .clamp(frame.area.left(), (frame.area.right() - galley.size().x).max(frame.area.left()));
    let rect = Rect::from_min_size(pos2(left, frame.area.top() - ABOVE), galley.size());
    ui.painter().rect_filled(rect.expand(3.0), theme::BAR_RADIUS, tokens.card);
    ui.painter().galley(rect.min, galley, tokens.text);
}

/// A performance as coarse as it can be set by hand.
fn rounded(measure: &Measure, x: f64) -> f64 {
    let grain = crate::analysis::grain(measure);
    (x / grain).round() * grain
}

/// The performances shown: what is fixed on the scale, with room beyond the
/// ends where they can be moved to.
fn span(measure: &Measure) -> (f64, f64) {
    let anchors = &measure.anchors;
    let (mut low, mut high) = anchors.range();
    for anchor in AnchorKind::ALL.into_iter().filter_map(|anchor| anchor.of(anchors)) {
        low = low.min(anchor);
        high = high.max(anchor);
    }
    if let ValueFunction::Piecewise(knots) = &measure.value_function {
        for (x, _) in knots {
            low = low.min(*x);
            high = high.max(*x);
        }
    }
    let room = match &measure.scale {
        Scale::Levels(_) => 0.5,
        Scale::Natural { .. } => (high - low) * 0.08,
    };
    (low - room, high + room)
}
