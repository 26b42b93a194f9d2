//! The screens: the steps of a decision, in order. A screen shows and asks; it
//! computes nothing.

use eframe::egui::{Id, Key, Ui};
use serde::{Deserialize, Serialize};

use super::action::Actions;
use super::context::Context;
use super::theme::icons;
use crate::workbook::{CriterionId, ItemRef, Kind};

mod criteria;
mod evidence;
mod options;
mod overview;
mod record;
mod requirements;
mod results;
mod scalability;
mod scores;
pub mod start;

pub use criteria::CriteriaView;
pub use evidence::EvidenceView;
pub use options::OptionsView;
pub use overview::OverviewView;
pub use record::RecordView;
pub use requirements::RequirementsView;
pub use results::{ResultsView, Section as ResultSection};
pub use scalability::ScalabilityView;
pub use scores::ScoresView;

/// A step of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Screen {
    /// The question and how far the decision is.
    Overview,
    /// Questionnaire and requirements.
    Requirements,
    /// The options.
    Options,
    /// The value tree and its weights.
    Criteria,
    /// Claims, sources, contradictions.
    Evidence,
    /// The matrix.
    Scores,
    /// The ranking and what it hangs on.
    Results,
    /// Performance against scalability.
    Scalability,
    /// The decision and its record.
    Record,
}

impl Screen {
    /// Every screen, in the order of the rail.
    pub const ALL: [Self; 9] = [
        Self::Overview,
        Self::Requirements,
        Self::Options,
        Self::Criteria,
        Self::Evidence,
        Self::Scores,
        Self::Results,
        Self::Scalability,
        Self::Record,
    ];

    /// Its name in the rail.
    pub fn name(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Requirements => "Requirements",
            Self::Options => "Options",
            Self::Criteria => "Criteria",
            Self::Evidence => "Evidence",
            Self::Scores => "Scores",
            Self::Results => "Results",
            Self::Scalability => "Scalability",
            Self::Record => "Record",
        }
    }

    /// The heading that it begins in the rail, if it begins one.
    pub fn group(self) -> Option<&'static str> {
        match self {
            Self::Overview => Some("Frame"),
            Self::Evidence => Some("Judge"),
            Self::Results => Some("See"),
            Self::Record => Some("Decide"),
            _ => None,
        }
    }

    /// Its icon.
    pub fn icon(self) -> &'static str {
        match self {
            Self::Overview => icons::HOUSE,
            Self::Requirements => icons::LIST_CHECKS,
            Self::Options => icons::SQUARES_FOUR,
            Self::Criteria => icons::TREE_STRUCTURE,
            Self::Evidence => icons::FILES,
            Self::Scores => icons::GRID_NINE,
            Self::Results => icons::CHART_BAR,
            Self::Scalability => icons::CHART_SCATTER,
            Self::Record => icons::FILE_TEXT,
        }
    }

    /// The digit that shows it, with Ctrl.
    pub fn key(self) -> Option<Key> {
        const DIGITS: [Key; 9] = [
            Key::Num1,
            Key::Num2,
            Key::Num3,
            Key::Num4,
            Key::Num5,
            Key::Num6,
            Key::Num7,
            Key::Num8,
            Key::Num9,
        ];
        DIGITS.get(self.position()).copied()
    }

    /// Its place in the rail, from 0.
    pub fn position(self) -> usize {
        Self::ALL.iter().position(|screen| *screen == self).unwrap_or(0)
    }

    /// The screen on which an item is worked on.
    pub fn of(item: &ItemRef) -> Self {
        match item.kind {
            Kind::Person => Self::Overview,
            Kind::Question | Kind::Requirement => Self::Requirements,
            Kind::Alternative => Self::Options,
            Kind::Criterion | Kind::Profile => Self::Criteria,
            Kind::Source | Kind::Claim | Kind::Contradiction => Self::Evidence,
            Kind::Measurement => Self::Scalability,
            Kind::Finding => Self::Record,
        }
    }
}

/// What each screen remembers of how it is looked at. Never saved in the
/// workbook.
#[derive(Debug, Default)]
pub struct Views {
    /// See [`OverviewView`].
    pub overview: OverviewView,
    /// See [`RequirementsView`].
    pub requirements: RequirementsView,
    /// See [`OptionsView`].
    pub options: OptionsView,
    /// See [`CriteriaView`].
    pub criteria: CriteriaView,
    /// See [`EvidenceView`].
    pub evidence: EvidenceView,
    /// See [`ScoresView`].
    pub scores: ScoresView,
    /// See [`ResultsView`].
    pub results: ResultsView,
    /// See [`ScalabilityView`].
    pub scalability: ScalabilityView,
    /// See [`RecordView`].
    pub record: RecordView,
}

/// How the screens of a workbook were left: what is worth remembering between
/// runs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// See [`requirements::Kept`].
    pub requirements: requirements::Kept,
    /// See [`criteria::Kept`].
    pub criteria: criteria::Kept,
    /// See [`evidence::Kept`].
    pub evidence: evidence::Kept,
    /// See [`scores::Kept`].
    pub scores: scores::Kept,
    /// See [`results::Kept`].
    pub results: results::Kept,
    /// See [`scalability::Kept`].
    pub scalability: scalability::Kept,
    /// See [`record::Kept`].
    pub record: record::Kept,
}

impl Views {
    /// How the screens are looked at now.
    pub fn kept(&self) -> Kept {
        Kept {
            requirements: self.requirements.kept(),
            criteria: self.criteria.kept(),
            evidence: self.evidence.kept(),
            scores: self.scores.kept(),
            results: self.results.kept(),
            scalability: self.scalability.kept(),
            record: self.record.kept(),
        }
    }

    /// Looks at the screens as they were left.
    pub fn restore(&mut self, kept: Kept) {
        self.requirements.restore(kept.requirements);
        self.criteria.restore(kept.criteria);
        self.evidence.restore(kept.evidence);
        self.scores.restore(kept.scores);
        self.results.restore(kept.results);
        self.scalability.restore(kept.scalability);
        self.record.restore(kept.record);
    }

    /// Selects an item on the screen where it is worked on.
    pub fn select(&mut self, item: &ItemRef) {
        match item.kind {
            Kind::Question | Kind::Requirement => self.requirements.select(item),
            Kind::Alternative => self.options.select(&item.id),
            Kind::Criterion => {
                if let Ok(id) = CriterionId::new(&item.id) {
                    self.criteria.select(&id);
                }
            }
            Kind::Source | Kind::Claim | Kind::Contradiction => self.evidence.select(item),
            Kind::Finding => self.record.select(item),
            Kind::Measurement => self.scalability.select_run(&item.id),
            Kind::Person | Kind::Profile => {}
        }
    }

    /// Begins something new of a kind, where such things are worked on; gives
    /// the field that it is named in, where there is one for it.
    pub fn begin_adding(
        &mut self,
        kind: Kind,
        context: Context<'_>,
        out: &mut Actions,
    ) -> Option<Id> {
        match kind {
            Kind::Person => return Some(self.overview.begin_person()),
            Kind::Question | Kind::Requirement => return Some(self.requirements.begin(kind)),
            Kind::Alternative => return Some(self.options.begin()),
            Kind::Criterion => self.criteria.begin(context, out),
            Kind::Profile => criteria::begin_profile(context, out),
            Kind::Claim => self.evidence.begin_claim(context, out),
            Kind::Source => self.evidence.begin_source(context, out),
            Kind::Contradiction => self.evidence.begin_contradiction(context, out),
            Kind::Measurement => return self.scalability.begin_run(context, out),
            Kind::Finding => {}
        }
        None
    }

    /// Draws a screen into the middle of the window.
    pub fn screen_ui(
        &mut self,
        ui: &mut Ui,
        screen: Screen,
        context: Context<'_>,
        out: &mut Actions,
    ) {
        match screen {
            Screen::Overview => self.overview.show(ui, context, out),
            Screen::Requirements => self.requirements.show(ui, context, out),
            Screen::Options => self.options.show(ui, context, out),
            Screen::Criteria => self.criteria.show(ui, context, out),
            Screen::Evidence => self.evidence.show(ui, context, out),
            Screen::Scores => self.scores.show(ui, context, out),
            Screen::Results => self.results.show(ui, context, out),
            Screen::Scalability => self.scalability.show(ui, context, out),
            Screen::Record => self.record.show(ui, context, out),
        }
    }

    /// Draws what the inspector says of the selected thing; false where the
    /// screen has nothing to inspect.
    pub fn inspector_ui(
        &mut self,
        ui: &mut Ui,
        screen: Screen,
        context: Context<'_>,
        out: &mut Actions,
    ) {
        match screen {
            Screen::Requirements => self.requirements.inspect(ui, context, out),
            Screen::Criteria => self.criteria.inspect(ui, context, out),
            Screen::Evidence => self.evidence.inspect(ui, context, out),
            Screen::Scores => self.scores.inspect(ui, context, out),
            Screen::Overview
            | Screen::Options
            | Screen::Results
            | Screen::Scalability
            | Screen::Record => {}
        }
    }

    /// Whether the screen has an inspector.
    pub fn has_inspector(screen: Screen) -> bool {
        matches!(
            screen,
            Screen::Requirements | Screen::Criteria | Screen::Evidence | Screen::Scores
        )
    }
}
