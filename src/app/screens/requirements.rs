//! Requirements: the questionnaire, whose answers act on weights, scores and
//! musts, and the list of what the chosen option must and should do.

use std::collections::BTreeSet;

use eframe::egui::Ui;

use crate::analysis::{WeightChange, weight_changes};
use crate::app::action::Actions;
use crate::app::context::Context;
use crate::app::theme;
use crate::app::widgets::{self, TallRows};
use crate::workbook::{ItemRef, Kind, QuestionId, RequirementId};

mod consequences;
mod editor;
mod gates;
mod list;
mod portfolio;
mod questionnaire;

/// What of the screen is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Part {
    /// The questions.
    #[default]
    Questionnaire,
    /// The requirements.
    Requirements,
}

/// How the screen is looked at.
#[derive(Debug, Default)]
pub struct RequirementsView {
    part: Part,
    /// Only what has these words in it is listed.
    find: String,
    /// Only questions without an answer, and musts not judged, are listed.
    open_only: bool,
    /// Questions answered while only open ones are listed: they stay in sight.
    kept: BTreeSet<QuestionId>,
    /// Questions whose reasons are unfolded.
    explained: BTreeSet<QuestionId>,
    /// The requirement worked on.
    selected: Option<RequirementId>,
    /// A question or requirement to bring into sight.
    wanted: Option<ItemRef>,
    /// Whether the requirement worked on is about to be removed.
    removing: bool,
    rows: TallRows,
    changes: Option<(u64, Vec<WeightChange>)>,
}

impl RequirementsView {
    /// Draws the screen.
    pub fn show(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let questions = context.workbook.questions.len();
        let answered = questions.saturating_sub(context.analysis().questionnaire.open.len());
        let requirements = context.workbook.requirements.len();
        let line = format!(
            "{answered} of {questions} questions answered · {requirements} {}",
            if requirements == 1 { "requirement" } else { "requirements" }
        );
        widgets::page_header(ui, "Requirements", &line);
        ui.horizontal_wrapped(|ui| {
            for (part, name) in
                [(Part::Questionnaire, "Questionnaire"), (Part::Requirements, "Requirements")]
            {
                let chip = widgets::chip(ui, self.part == part, name);
                if chip.accessible_name(format!("Show {}", name.to_lowercase())).clicked() {
                    self.part = part;
                }
            }
            ui.add_space(theme::SPACE_S);
            let chip = widgets::chip(ui, self.open_only, "Open only");
            if chip.accessible_name("List only what is open").clicked() {
                self.open_only = !self.open_only;
                self.kept.clear();
            }
            widgets::find_field(ui, "Find in requirements", &mut self.find, 180.0);
        });
        ui.add_space(theme::SPACE_XS);
        match self.part {
            Part::Questionnaire => self.questionnaire(ui, context, out),
            Part::Requirements => self.list(ui, context, out),
        }
    }

    /// Draws what the inspector says.
    pub fn inspect(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        match self.part {
            Part::Questionnaire => {
                let revision = context.derived.revision;
                if self.changes.as_ref().is_none_or(|(of, _)| *of != revision) {
                    let changes = weight_changes(&context.analysis().questionnaire);
                    self.changes = Some((revision, changes));
                }
                if let Some((_, changes)) = &self.changes {
                    let wanted = consequences::show(ui, context, changes, out);
                    if let Some(question) = wanted {
                        self.select(&ItemRef::new(Kind::Question, question.as_str()));
                    }
                }
            }
            Part::Requirements => self.editor(ui, context, out),
        }
    }

    /// Selects an item.
    pub fn select(&mut self, item: &ItemRef) {
        self.open_only = false;
        self.find.clear();
        match item.kind {
            Kind::Question => {
                self.part = Part::Questionnaire;
                self.wanted = Some(item.clone());
                if let Ok(id) = QuestionId::new(&item.id) {
                    self.explained.insert(id);
                }
            }
            Kind::Requirement => {
                self.part = Part::Requirements;
                self.selected = RequirementId::new(&item.id).ok();
                self.removing = false;
                self.wanted = Some(item.clone());
            }
            _ => {}
        }
    }

    /// Whether any of the texts has the words looked for in it.
    fn finds<'a>(&self, mut texts: impl Iterator<Item = &'a str>) -> bool {
        let words = self.find.trim().to_lowercase();
        words.is_empty() || texts.any(|text| text.to_lowercase().contains(&words))
    }
}
