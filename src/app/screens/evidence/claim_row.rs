//! One row of the list of claims: its words and its looks.

use eframe::egui::{Rect, Response, Role, Sense, Stroke, TextStyle, Ui, WidgetInfo, pos2};

use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, Tone};
use crate::workbook::{Claim, ClaimVerdict, Treatment, Workbook};

pub(super) const PADDING: f32 = theme::SPACE_S;
pub(super) const LINE: f32 = 24.0;
/// Left of the text, where the icon stands.
pub(super) const GUTTER: f32 = 28.0;

/// The words below a claim's text, joined once.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Words {
    /// Id, source, place, options and criterion.
    pub place: String,
    /// What is known instead, where the claim is doubtful or does not count.
    pub note: String,
    /// The row read out.
    pub spoken: String,
}

pub(super) fn shown_text(claim: &Claim) -> &str {
    if claim.text.is_empty() { "Not written yet" } else { &claim.text }
}

pub(super) fn words(workbook: &Workbook, claim: &Claim) -> Words {
    let mut place = vec![claim.id.as_str().to_uppercase()];
    let source = claim.source.as_str().to_uppercase();
    place.push(if claim.locator.is_empty() {
        source.clone()
    } else {
        format!("{source} {}", claim.locator)
    });
    let about: Vec<&str> = claim.about.iter().map(|id| workbook.alternative_name(id)).collect();
    if !about.is_empty() {
        place.push(about.join(", "));
    }
    if let Some(criterion) = &claim.criterion {
        place.push(workbook.criterion_name(criterion).to_owned());
    }
    if let Some(favours) = &claim.favours {
        place.push(format!("favours {}", workbook.alternative_name(favours)));
    }
    let corrected = claim.verdict.is_doubtful()
        || claim.verdict == ClaimVerdict::PartlyTrue
        || claim.treatment == Treatment::ShowNotCount;
    let note = if corrected { claim.verdict_note.clone() } else { String::new() };
    let mut spoken = format!(
        "{} {}. {}. {}, {}",
        claim.id.as_str().to_uppercase(),
        shown_text(claim),
        place[1..].join(", "),
        claim.verdict.name(),
        claim.treatment.name()
    );
    if !note.is_empty() {
        spoken.push_str(". ");
        spoken.push_str(&note);
    }
    Words { place: place.join(" · "), note, spoken }
}

pub(super) fn head_ui(ui: &Ui, name: &str, count: usize) {
    let rect = ui.max_rect();
    let tokens = tokens(ui);
    let y = rect.bottom() - 14.0;
    let style = theme::strong();
    let (right, _) = widgets::paint_left(
        ui,
        name,
        &style,
        tokens.text,
        rect.left() + PADDING,
        y,
        rect.width() - 80.0,
    );
    let count = count.to_string();
    let style = TextStyle::Small;
    widgets::paint_left(ui, &count, &style, tokens.text_muted, right + 8.0, y, 60.0);
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(theme::LINE, tokens.line));
}

/// How a verdict looks.
pub fn tone_of(verdict: ClaimVerdict) -> Tone {
    match verdict {
        ClaimVerdict::True => Tone::Good,
        ClaimVerdict::PartlyTrue | ClaimVerdict::Disputed | ClaimVerdict::Outdated => Tone::Warning,
        ClaimVerdict::Wrong => Tone::Bad,
        ClaimVerdict::Opinion | ClaimVerdict::Unverifiable => Tone::Plain,
    }
}

pub(super) fn claim_ui(
    ui: &mut Ui,
    claim: &Claim,
    words: &Words,
    selected: bool,
    stop: bool,
) -> Response {
    let tokens = tokens(ui);
    let rect = ui.max_rect();
    let sense = if stop { Sense::click() } else { Sense::CLICK };
    let response = ui.interact(rect, ui.scope_id().with("row"), sense);
    response
        .widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, selected, &words.spoken));
    let ground = if selected {
        Some(tokens.accent_soft)
    } else if response.hovered() {
        Some(tokens.control_hover)
    } else {
        None
    };
    let painter = ui.painter();
    if let Some(ground) = ground {
        painter.rect_filled(rect, theme::TAG_RADIUS, ground);
    }
    painter.hline(rect.x_range(), rect.bottom(), Stroke::new(theme::LINE, tokens.line));

    let counts = claim.counts();
    let (icon, icon_colour) = match (counts, claim.verdict) {
        (_, ClaimVerdict::Wrong) => (icons::X_CIRCLE, tokens.bad),
        (true, verdict) if verdict.is_doubtful() => (icons::WARNING_CIRCLE, tokens.warning),
        (true, _) => (icons::CHECK_CIRCLE, tokens.good),
        (false, _) => (icons::PROHIBIT, tokens.text_muted),
    };
    let (left, right) = (rect.left() + GUTTER, rect.right() - PADDING);
    let top = rect.top() + PADDING;
    widgets::paint_left(ui, icon, &theme::icon(), icon_colour, rect.left() + 6.0, top + 9.0, 20.0);
    let colour = if counts && !claim.text.is_empty() { tokens.text } else { tokens.text_muted };
    let width = right - left;
    let text = widgets::wrapped(ui, shown_text(claim), &TextStyle::Body, colour, width);
    let mut y = top + text.size().y;
    ui.painter().galley(pos2(left, top), text, colour);
    meta(ui, claim, words, Rect::from_min_max(pos2(left, y), pos2(right, y + LINE)));
    y += LINE;
    if !words.note.is_empty() {
        let colour = tone_of(claim.verdict).text(ui);
        let note = widgets::wrapped(ui, &words.note, &TextStyle::Small, colour, width);
        ui.painter().galley(pos2(left, y), note, colour);
    }
    response
}

/// The line below the text: tags, then where the claim stands.
fn meta(ui: &Ui, claim: &Claim, words: &Words, line: Rect) {
    let y = line.center().y;
    let mut x = line.left();
    x = widgets::paint_tag(
        ui,
        tone_of(claim.verdict),
        claim.verdict.name(),
        x,
        y,
        line.right() - x,
    );
    x += 6.0;
    let tone = if claim.verdict == ClaimVerdict::Wrong && claim.counts() {
        Tone::Bad
    } else {
        Tone::Plain
    };
    if claim.treatment != Treatment::Count {
        x = widgets::paint_tag(ui, tone, claim.treatment.name(), x, y, line.right() - x);
        x += 6.0;
    }
    let muted = tokens(ui).text_muted;
    let width = line.right() - x - 2.0;
    widgets::paint_left(ui, &words.place, &TextStyle::Small, muted, x + 2.0, y, width);
}
