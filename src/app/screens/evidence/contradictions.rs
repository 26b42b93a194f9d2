//! Where sources disagree: topics that unfold into what is said, what is
//! concluded, and the claims side by side.

use eframe::egui::{
    Frame, Label, RichText, Role, ScrollArea, Sense, TextStyle, Ui, WidgetInfo, vec2,
};

use crate::analysis::{claims_in, shared_voices};
use crate::app::context::Context;
use crate::app::screens::criteria::tone_of as tone_of_severity;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, TallRows, Tone};
use crate::workbook::{
    Claim, Contradiction, ContradictionId, ItemRef, Kind, Severity, SourceId, Workbook,
};

use super::Wish;
use super::claim_row::tone_of;

/// How the list is looked at.
#[derive(Debug, Default)]
pub struct ContradictionsView {
    severity: Option<Severity>,
    reveal: bool,
    rows: TallRows,
    /// Counts what changes the heights beside the workbook.
    layout: u64,
    open: Option<ContradictionId>,
}

impl ContradictionsView {
    /// Scrolls to the selected contradiction when next drawn.
    pub fn reveal(&mut self) {
        self.reveal = true;
    }

    /// Shows the list; the selected one is unfolded.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        selected: Option<&ContradictionId>,
    ) -> Vec<Wish> {
        let workbook = context.workbook;
        if workbook.contradictions.is_empty() {
            let text = "A contradiction names claims that cannot all hold, what is concluded, and \
                        what follows for the scores.";
            let begin = Some("Write the first contradiction");
            let wanted = widgets::empty_state(ui, "No contradictions", text, begin);
            return if wanted { vec![Wish::AddContradiction(None)] } else { Vec::new() };
        }
        let mut wishes = Vec::new();
        ui.horizontal_wrapped(|ui| {
            for (severity, name) in [
                (None, "Any severity"),
                (Some(Severity::High), "High"),
                (Some(Severity::Medium), "Medium"),
                (Some(Severity::Low), "Low"),
            ] {
                if widgets::chip(ui, self.severity == severity, name).clicked() {
                    self.severity = severity;
                }
            }
            let open =
                workbook.contradictions.iter().filter(|other| other.conclusion.trim().is_empty());
            let count = open.count();
            if count > 0 {
                ui.add_space(theme::SPACE_S);
                let text = format!("Next without a conclusion ({count})");
                if widgets::button(ui, &text).clicked()
                    && let Some(next) = next_open(workbook, selected)
                {
                    let item = ItemRef::new(Kind::Contradiction, next.as_str());
                    wishes.push(Wish::Select(item));
                }
            }
        });
        if self.open.as_ref() != selected {
            self.open = selected.cloned();
            self.layout += 1;
        }
        let reveal = std::mem::take(&mut self.reveal);
        if reveal {
            self.severity = None;
        }
        let mut shown = 0_usize;
        ScrollArea::vertical().id_salt("contradictions").auto_shrink([false, false]).show(
            ui,
            |ui| {
                ui.spacing_mut().item_spacing.y = theme::SPACE_XS;
                self.rows.begin(ui, context.derived.revision.wrapping_mul(1 << 16) ^ self.layout);
                for contradiction in workbook.contradictions.iter() {
                    let passes =
                        self.severity.is_none_or(|wanted| contradiction.severity == wanted);
                    if !passes {
                        continue;
                    }
                    shown += 1;
                    let open = selected == Some(&contradiction.id);
                    let rect = self.rows.row(ui, contradiction.id.as_str(), |ui| {
                        row_ui(ui, workbook, contradiction, open, &mut wishes);
                    });
                    if open && reveal {
                        ui.scroll_to_rect(rect, None);
                    }
                }
                if shown == 0 {
                    widgets::muted(ui, "None of this severity.");
                }
            },
        );
        wishes
    }
}

/// The contradiction after the selected one of which nothing is concluded yet,
/// round the end of the list.
fn next_open<'a>(
    workbook: &'a Workbook,
    selected: Option<&ContradictionId>,
) -> Option<&'a ContradictionId> {
    let all = &workbook.contradictions;
    let at = selected.and_then(|id| all.iter().position(|other| other.id == *id));
    let after = at.map_or(0, |at| at + 1);
    all.iter()
        .skip(after)
        .chain(all.iter().take(after))
        .find(|other| other.conclusion.trim().is_empty())
        .map(|other| &other.id)
}

fn row_ui(
    ui: &mut Ui,
    workbook: &Workbook,
    contradiction: &Contradiction,
    open: bool,
    wishes: &mut Vec<Wish>,
) {
    Frame::new()
        .fill(tokens(ui).card)
        .corner_radius(theme::CARD_RADIUS)
        .inner_margin(theme::BOX_MARGIN)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            if head_ui(ui, contradiction, open) {
                let item = ItemRef::new(Kind::Contradiction, contradiction.id.as_str());
                wishes.push(if open { Wish::Unselect } else { Wish::Select(item) });
            }
            if open {
                body_ui(ui, workbook, contradiction, wishes);
            }
        });
}

fn head_ui(ui: &mut Ui, contradiction: &Contradiction, open: bool) -> bool {
    let tokens = tokens(ui);
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), theme::ROW_HEIGHT), Sense::click());
    let id = contradiction.id.as_str().to_uppercase();
    response.widget_info(|| {
        let spoken = format!(
            "{id} {}. {}, severity {}, {} claims",
            contradiction.topic,
            contradiction.kind.name(),
            contradiction.severity.name(),
            contradiction.claims.len()
        );
        WidgetInfo::selected(Role::ListBoxOption, true, open, spoken)
    });
    let y = rect.center().y;
    let count = format!("{} claims", contradiction.claims.len());
    let small = TextStyle::Small;
    widgets::paint_right(ui, &count, &small, tokens.text_muted, rect.right(), y, 70.0);
    let mut right = rect.right() - 78.0;
    let severity = contradiction.severity;
    let words = format!("severity {}", severity.name());
    let width = 112.0;
    widgets::paint_tag(ui, tone_of_severity(severity), &words, right - width, y, width);
    right -= width + 8.0;
    if rect.width() > 560.0 {
        let kind = contradiction.kind.name();
        widgets::paint_left(ui, kind, &small, tokens.text_muted, right - 118.0, y, 118.0);
        right -= 126.0;
    }
    let left = rect.left() + 44.0;
    widgets::paint_left(ui, &id, &small, tokens.text_muted, rect.left(), y, 40.0);
    let colour = if response.hovered() && !open { tokens.accent } else { tokens.text };
    widgets::paint_left(ui, &contradiction.topic, &theme::strong(), colour, left, y, right - left);
    response.clicked()
}

fn body_ui(
    ui: &mut Ui,
    workbook: &Workbook,
    contradiction: &Contradiction,
    wishes: &mut Vec<Wish>,
) {
    let claims: Vec<&Claim> = claims_in(workbook, contradiction).collect();
    for voices in shared_voices(workbook, claims.iter().map(|claim| &claim.source)) {
        let names: Vec<String> = voices.iter().map(|id| id.as_str().to_uppercase()).collect();
        let text = format!("{} share an origin and count as one voice.", names.join(" and "));
        widgets::finding_line(ui, Tone::Warning, icons::LINK, &text);
    }
    for (label, text) in [
        ("What is said", &contradiction.said),
        ("What is concluded", &contradiction.conclusion),
        ("What follows", &contradiction.consequence),
    ] {
        if !text.is_empty() {
            widgets::field_label(ui, label);
            widgets::prose(ui, text);
        }
    }
    ui.add_space(theme::SPACE_XS);
    columns(ui, workbook, &claims, wishes);
}

/// Least width of a source's column.
const COLUMN: f32 = 210.0;

/// The claims by source, side by side as far as there is room.
fn columns(ui: &mut Ui, workbook: &Workbook, claims: &[&Claim], wishes: &mut Vec<Wish>) {
    let mut sources: Vec<&SourceId> = Vec::new();
    for claim in claims {
        if !sources.contains(&&claim.source) {
            sources.push(&claim.source);
        }
    }
    let gap = theme::SPACE_M;
    let fit = ((ui.available_width() + gap) / (COLUMN + gap)).floor().max(1.0) as usize;
    let across = fit.min(sources.len().max(1));
    let width = (ui.available_width() - gap * (across - 1) as f32) / across as f32;
    for row in sources.chunks(across) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap;
            for source in row {
                ui.vertical(|ui| {
                    ui.set_width(width);
                    source_column(ui, workbook, source, claims, wishes);
                });
            }
        });
    }
}

fn source_column(
    ui: &mut Ui,
    workbook: &Workbook,
    source: &SourceId,
    claims: &[&Claim],
    wishes: &mut Vec<Wish>,
) {
    let title = workbook.source(source).map_or("", |source| &source.title);
    let text = format!("{} {title}", source.as_str().to_uppercase());
    ui.add(Label::new(RichText::new(text).text_style(theme::small_strong())).truncate());
    widgets::rule(ui);
    for claim in claims.iter().filter(|claim| claim.source == *source) {
        ui.push_id(claim.id.as_str(), |ui| {
            ui.spacing_mut().item_spacing.y = theme::SPACE_XS;
            ui.add(Label::new(&claim.text).wrap());
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = theme::SPACE_XS;
                let id = claim.id.as_str().to_uppercase();
                let name = format!("Go to claim {id}");
                if widgets::link_button(ui, id).accessible_name(name).clicked() {
                    wishes.push(Wish::Select(ItemRef::new(Kind::Claim, claim.id.as_str())));
                }
                widgets::tag(ui, tone_of(claim.verdict), claim.verdict.name());
                if !claim.counts() {
                    widgets::tag(ui, Tone::Plain, claim.treatment.name());
                }
            });
            if claim.verdict.is_doubtful() && !claim.verdict_note.is_empty() {
                widgets::small(ui, &claim.verdict_note);
            }
        });
    }
}
