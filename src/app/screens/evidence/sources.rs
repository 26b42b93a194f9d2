//! The sources: who says it, what is wrong with it, how much of it holds.

use eframe::egui::{Frame, Label, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo};

use crate::analysis::{ClaimFilter, ClaimSummary, percent, shared_voices};
use crate::app::action::Actions;
use crate::app::context::Context;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, TallRows, TextField, Tone};
use crate::workbook::{ClaimVerdict, Edit, Item, ItemRef, Kind, Source, SourceId, Workbook};

use super::Wish;
use super::claim_row::tone_of;

/// How the list is looked at.
#[derive(Debug, Default)]
pub struct SourcesView {
    rows: TallRows,
    /// What each source comes to, in the workbook's order.
    summaries: Vec<ClaimSummary>,
    made_for: Option<u64>,
    /// The title field takes the keys once it is drawn.
    write: bool,
    /// The source whose removal is being asked about.
    asking: Option<SourceId>,
}

impl SourcesView {
    /// Lets the user write the source's title straight away.
    pub fn write(&mut self) {
        self.write = true;
    }

    fn refresh(&mut self, context: Context<'_>) {
        let revision = context.derived.revision;
        if self.made_for == Some(revision) {
            return;
        }
        let workbook = context.workbook;
        self.summaries = workbook
            .sources
            .iter()
            .map(|source| {
                let own = workbook.claims.iter().filter(|claim| claim.source == source.id);
                ClaimSummary::of(own)
            })
            .collect();
        self.made_for = Some(revision);
    }

    /// Shows the list.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        selected: Option<&SourceId>,
    ) -> Vec<Wish> {
        self.refresh(context);
        let workbook = context.workbook;
        let mut wishes = Vec::new();
        ScrollArea::vertical().id_salt("sources").auto_shrink([false, false]).show(ui, |ui| {
            let shared = shared_voices(workbook, workbook.sources.iter().map(|source| &source.id));
            for voices in &shared {
                let names: Vec<String> =
                    voices.iter().map(|id| id.as_str().to_uppercase()).collect();
                let text = format!(
                    "{} share an origin: what only they say counts as one voice.",
                    names.join(" and ")
                );
                widgets::finding_line(ui, Tone::Warning, icons::LINK, &text);
            }
            self.rows.begin(ui, context.derived.revision);
            for (source, summary) in workbook.sources.iter().zip(&self.summaries) {
                let on = selected == Some(&source.id);
                self.rows.row(ui, source.id.as_str(), |ui| {
                    source_ui(ui, workbook, source, summary, on, &mut wishes);
                });
            }
        });
        wishes
    }

    /// Shows the selected source, to be changed.
    pub fn inspect(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        source: &Source,
        out: &mut Actions,
    ) -> Vec<Wish> {
        self.refresh(context);
        let workbook = context.workbook;
        let at = workbook.sources.iter().position(|other| other.id == source.id);
        let claims = at.and_then(|at| self.summaries.get(at)).map_or(0, |summary| summary.claims);
        let id = source.id.as_str();
        let mut changed = source.clone();
        widgets::section_title(ui, &format!("Source {}", id.to_uppercase()));
        let title = widgets::labelled(ui, "Title", |ui| {
            let field = TextField::new((id, "title"), "Title of the source", &source.title).rows(2);
            let (response, title) = field.show_with_response(ui);
            if std::mem::take(&mut self.write) {
                response.request_focus();
            }
            title
        });
        if let Some(title) = title.filter(|title| !title.is_empty()) {
            changed.title = title;
        }
        for (label, rows, stored, new) in [
            ("Author or publisher", 1, &source.author, &mut changed.author),
            ("Date as printed", 1, &source.date, &mut changed.date),
            ("Link or file", 1, &source.place, &mut changed.place),
            ("What it covers", 3, &source.covers, &mut changed.covers),
            ("Evident problems", 3, &source.problems, &mut changed.problems),
            ("Origin", 1, &source.origin, &mut changed.origin),
        ] {
            if let Some(text) = widgets::labelled_text(ui, (id, label), label, stored, rows) {
                *new = text;
            }
        }
        widgets::small(ui, "Sources with the same word as origin count as one voice.");
        if changed != *source {
            out.edit(Edit::Put(Item::from(changed)));
        }
        ui.add_space(theme::SPACE_S);
        let wishes = self.actions(ui, source, claims, out);
        ui.add_space(theme::SPACE_M);
        wishes
    }

    fn actions(
        &mut self,
        ui: &mut Ui,
        source: &Source,
        claims: usize,
        out: &mut Actions,
    ) -> Vec<Wish> {
        let mut wishes = Vec::new();
        ui.horizontal_wrapped(|ui| {
            if widgets::button(ui, "Add claim of this source").clicked() {
                wishes.push(Wish::AddClaim(Some(source.id.clone())));
            }
            if claims > 0 && widgets::button(ui, &format!("Show its {claims} claims")).clicked() {
                let source = Some(source.id.clone());
                let filter = ClaimFilter { source, ..ClaimFilter::default() };
                wishes.push(Wish::Filter(Box::new(filter)));
            }
        });
        let remove = Edit::Remove(ItemRef::new(Kind::Source, source.id.as_str()));
        if self.asking.as_ref() == Some(&source.id) {
            let text = format!("Its {claims} claims go with it.");
            match widgets::confirm(ui, &text, "Remove both", "Keep the source") {
                Some(true) => {
                    self.asking = None;
                    out.edit(remove);
                }
                Some(false) => self.asking = None,
                None => {}
            }
        } else if widgets::danger_button(ui, "Remove source").clicked() {
            if claims == 0 {
                out.edit(remove);
            } else {
                self.asking = Some(source.id.clone());
            }
        }
        wishes
    }
}

fn source_ui(
    ui: &mut Ui,
    workbook: &Workbook,
    source: &Source,
    summary: &ClaimSummary,
    selected: bool,
    wishes: &mut Vec<Wish>,
) {
    let tokens = tokens(ui);
    let shown = Frame::new()
        .fill(if selected { tokens.accent_soft } else { tokens.card })
        .corner_radius(theme::CARD_RADIUS)
        .inner_margin(theme::CARD_MARGIN)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = theme::SPACE_XS;
            let name = format!("{} {}", source.id.as_str().to_uppercase(), source.title);
            let text = RichText::new(&name).text_style(theme::section());
            ui.add(Label::new(text).wrap().selectable(false));
            let printed: Vec<&str> = [&source.author, &source.date, &source.place]
                .into_iter()
                .map(String::as_str)
                .filter(|text| !text.is_empty())
                .collect();
            if !printed.is_empty() {
                widgets::small(ui, printed.join(" · "));
            }
            counts(ui, summary);
            let voices = workbook
                .sources
                .iter()
                .filter(|other| other.id != source.id && other.voice() == source.voice())
                .map(|other| other.id.as_str().to_uppercase())
                .collect::<Vec<_>>();
            if !voices.is_empty() {
                let text = format!("one voice with {}", voices.join(" and "));
                widgets::tag(ui, Tone::Warning, &text);
            }
            for (label, text) in
                [("What it covers", &source.covers), ("Evident problems", &source.problems)]
            {
                if !text.is_empty() {
                    widgets::field_label(ui, label);
                    ui.scope(|ui| {
                        ui.set_max_width(theme::PROSE_WIDTH.min(ui.available_width()));
                        ui.add(Label::new(text).wrap().selectable(false));
                    });
                }
            }
        });
    let rect = shown.response.rect;
    let response = ui.interact(rect, ui.scope_id().with("source"), Sense::click());
    response.widget_info(|| {
        let name = format!("Source {} {}", source.id.as_str().to_uppercase(), source.title);
        WidgetInfo::selected(Role::ListBoxOption, true, selected, name)
    });
    if response.clicked() {
        response.request_focus();
        wishes.push(Wish::Select(ItemRef::new(Kind::Source, source.id.as_str())));
    }
}

/// Claims, how many count, and how many of each verdict.
fn counts(ui: &mut Ui, summary: &ClaimSummary) {
    let Some(doubtful) = summary.doubtful_share() else {
        widgets::small(ui, "No claims yet");
        return;
    };
    let text = format!(
        "{} claims, {} counted, {} doubtful",
        summary.claims,
        summary.counted,
        percent(doubtful)
    );
    ui.add(Label::new(text).selectable(false));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = theme::SPACE_XS;
        for verdict in ClaimVerdict::ALL {
            if let Some(count) = summary.verdicts.get(&verdict) {
                widgets::tag(ui, tone_of(verdict), &format!("{count} {}", verdict.name()));
            }
        }
    });
}
