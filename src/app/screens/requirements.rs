//! Requirements: the questionnaire, whose answers act on weights, scores and
//! musts; the list of what the chosen option must and should do; how important
//! and hard that is; and whether criteria measure it.

use std::collections::BTreeSet;

use eframe::egui::Ui;
use serde::{Deserialize, Serialize};

use crate::analysis::{Coverage, Portfolio, WeightChange, coverage, portfolio, weight_changes};
use crate::app::action::Actions;
use crate::app::context::Context;
use crate::app::theme;
use crate::app::widgets::{self, TallRows};
use crate::workbook::{
    Answer, ItemRef, Kind, ProfileId, QuestionId, RequirementId, RequirementKind,
};

mod author_effects;
mod author_question;
mod authoring;
mod consequences;
mod cover;
mod editor;
mod effects;
mod gates;
mod list;
mod matrix;
mod portfolio;
mod questionnaire;
mod rating;

/// What of the screen is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Part {
    /// The questions.
    #[default]
    Questionnaire,
    /// The requirements.
    Requirements,
    /// Importance against difficulty.
    Portfolio,
    /// Requirements against criteria.
    Coverage,
}

impl Part {
    const ALL: [Self; 4] =
        [Self::Questionnaire, Self::Requirements, Self::Portfolio, Self::Coverage];

    fn name(self) -> &'static str {
        match self {
            Self::Questionnaire => "Questionnaire",
            Self::Requirements => "Requirements",
            Self::Portfolio => "Importance and difficulty",
            Self::Coverage => "Coverage",
        }
    }
}

/// What of the view is worth keeping between runs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    part: Part,
    open_only: bool,
    since: consequences::Since,
    kinds: Vec<RequirementKind>,
    sort: list::Sort,
    gaps_only: bool,
}

/// How the screen is looked at.
#[derive(Debug, Default)]
pub struct RequirementsView {
    part: Part,
    /// Only what has these words in it is listed.
    find: String,
    /// Only questions without an answer, and musts not judged, are listed.
    open_only: bool,
    /// Only requirements of these kinds are listed; of all, where none is named.
    kinds: Vec<RequirementKind>,
    /// In which order requirements are listed.
    sort: list::Sort,
    /// Questions answered while only open ones are listed: they stay in sight.
    kept: BTreeSet<QuestionId>,
    /// Questions whose reasons are unfolded.
    explained: BTreeSet<QuestionId>,
    /// Questions with a field for further words.
    detailed: BTreeSet<QuestionId>,
    /// The question worked on last.
    current: Option<QuestionId>,
    /// The question whose answers are to take the focus.
    focus: Option<QuestionId>,
    /// The question whose field for further words is to take the focus.
    focus_detail: Option<QuestionId>,
    /// The answer that was taken back last.
    reset: Option<(ProfileId, QuestionId, Answer)>,
    effects: effects::AnswerEffects,
    since: consequences::Since,
    authoring: authoring::Authoring,
    /// The requirement worked on.
    selected: Option<RequirementId>,
    /// A question or requirement to bring into sight.
    wanted: Option<ItemRef>,
    /// Whether the requirement worked on is about to be removed.
    removing: bool,
    /// The rating that is to take the focus.
    rate: Option<(RequirementId, rating::Scale)>,
    matrix: matrix::Matrix,
    rows: TallRows,
    counted: Option<Counted>,
}

/// What takes a pass over the workbook, kept by its revision.
#[derive(Debug)]
struct Counted {
    revision: u64,
    changes: Vec<WeightChange>,
    portfolio: Portfolio,
    coverage: Coverage,
}

impl RequirementsView {
    /// What of the view is worth keeping between runs.
    pub fn kept(&self) -> Kept {
        Kept {
            part: self.part,
            open_only: self.open_only,
            since: self.since,
            kinds: self.kinds.clone(),
            sort: self.sort,
            gaps_only: self.matrix.gaps_only,
        }
    }

    /// Looks at the screen as it was looked at before.
    pub fn restore(&mut self, kept: Kept) {
        self.part = kept.part;
        self.open_only = kept.open_only;
        self.since = kept.since;
        self.kinds = kept.kinds;
        self.sort = kept.sort;
        self.matrix.gaps_only = kept.gaps_only;
    }

    fn count(&mut self, context: Context<'_>) {
        let revision = context.derived.revision;
        if self.counted.as_ref().is_none_or(|counted| counted.revision != revision) {
            self.counted = Some(Counted {
                revision,
                changes: weight_changes(&context.analysis().questionnaire),
                portfolio: portfolio(&context.workbook.requirements),
                coverage: coverage(context.workbook, context.analysis()),
            });
        }
    }

    /// Draws the screen.
    pub fn show(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        self.count(context);
        let questions = context.workbook.questions.len();
        let answered = questions.saturating_sub(context.analysis().questionnaire.open.len());
        let requirements = context.workbook.requirements.len();
        let gaps = self.counted.as_ref().map_or(0, |counted| counted.coverage.gaps.len());
        let mut line = match questions {
            0 => "No questions".to_owned(),
            _ => format!("{answered} of {questions} questions answered"),
        };
        line.push_str(&match requirements {
            0 => " · no requirements yet".to_owned(),
            1 => " · 1 requirement".to_owned(),
            more => format!(" · {more} requirements"),
        });
        if requirements > 0 && gaps > 0 {
            let noun = if gaps == 1 { "gap" } else { "gaps" };
            line.push_str(&format!(" · {gaps} {noun} in coverage"));
        }
        widgets::page_header(ui, "Requirements", &line);
        ui.horizontal_wrapped(|ui| {
            for part in Part::ALL {
                widgets::whole_words(ui, part.name());
                let chip = widgets::chip(ui, self.part == part, part.name());
                if chip.accessible_name(format!("Show {}", part.name().to_lowercase())).clicked() {
                    self.part = part;
                }
            }
            ui.add_space(theme::SPACE_S);
            if matches!(self.part, Part::Questionnaire | Part::Requirements) {
                if !(self.part == Part::Questionnaire && self.authoring.on) {
                    let chip = widgets::chip(ui, self.open_only, "Open only");
                    if chip.accessible_name("List only what is open").clicked() {
                        self.open_only = !self.open_only;
                        self.kept.clear();
                    }
                }
                widgets::find_field(ui, "Find in requirements", &mut self.find, 180.0);
            }
        });
        ui.add_space(theme::SPACE_XS);
        match self.part {
            Part::Questionnaire => self.questionnaire(ui, context, out),
            Part::Requirements => self.list(ui, context, out),
            Part::Portfolio => self.portfolio(ui, context, out),
            Part::Coverage => self.coverage(ui, context, out),
        }
    }

    /// Draws what the inspector says.
    pub fn inspect(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        self.count(context);
        match self.part {
            Part::Questionnaire => self.consequences(ui, context, out),
            Part::Requirements | Part::Portfolio => self.editor(ui, context, out),
            Part::Coverage => self.coverage_inspector(ui, context, out),
        }
    }

    fn consequences(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let current = self.current.as_ref().filter(|id| context.workbook.question(id).is_some());
        let alone = match (self.since, context.profile()) {
            (consequences::Since::Answer, Some(profile)) => current.map(|id| (profile, id)),
            _ => None,
        };
        let (changes, of) = match alone {
            Some((profile, id)) => (self.effects.of(context, profile, id), Some(id)),
            None => (self.counted.as_ref().map_or(&[][..], |counted| &counted.changes), None),
        };
        let compared = consequences::Compared { changes, of, current };
        let wanted = consequences::show(ui, context, &compared, &mut self.since, out);
        if let Some(question) = wanted {
            self.select(&ItemRef::new(Kind::Question, question.as_str()));
        }
    }

    /// Begins a question or a requirement; gives the field for its words.
    pub fn begin(&mut self, kind: Kind) -> eframe::egui::Id {
        self.open_only = false;
        self.find.clear();
        let field = if kind == Kind::Question {
            self.part = Part::Questionnaire;
            self.authoring.begin(None);
            authoring::NEW
        } else {
            self.part = Part::Requirements;
            list::NEW
        };
        widgets::TextField::new(field, "", "").id()
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
                    self.explained.insert(id.clone());
                    if self.authoring.on {
                        self.authoring.begin(Some(id.clone()));
                    }
                    self.current = Some(id);
                }
            }
            Kind::Requirement => {
                self.part = Part::Requirements;
                self.kinds.clear();
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
