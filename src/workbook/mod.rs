//! What a workbook is: plain data, ids, edits, checks.
//!
//! Here: the types of everything that a workbook holds, the one function that
//! changes it ([`apply`]), undo and redo ([`History`]), and the checks that
//! tell what is missing or odd ([`check()`]). Not here: files, clocks, windows,
//! and any number computed from the data.
//!
//! Collections are shared (`Arc`), so that a snapshot for undo costs next to
//! nothing and an edit copies only the collection that it touches.

use std::sync::Arc;

mod alternative;
mod arrange;
mod authoring;
mod ballot;
mod check;
mod criterion;
mod date;
mod decision;
mod detach;
mod edit;
mod elicitation;
mod evidence;
mod finding;
mod frame;
mod history;
mod id;
mod integrity;
mod item;
mod load_plan;
mod load_runs;
mod measurement;
mod profile;
mod question;
mod requirement;
mod tree;
mod uncertainty;
pub(crate) mod unique;

pub use alternative::{Alternative, Composition, CostFigure, Costs, Counts, Dropped, PartRule};
pub use arrange::{
    NewPlace, TreeStep, add_criterion, new_levels, place_criterion, possible_parents,
    step_criterion,
};
pub use authoring::{
    HIGHEST_WEIGHT, QuestionPlace, QuestionProblem, new_choice, new_question, question_change,
    question_problems,
};
pub use ballot::{Ballot, Confidence, Judgement, Score, find_score, put_score};
pub use check::{CheckFinding, CheckLevel, check};
pub use criterion::{
    Anchors, Criterion, CriterionKind, Feed, Measure, NotApplicableRule, Scale, ScaleLevel,
    ValueFunction,
};
pub use date::{Date, DateError};
pub use decision::{
    Action, Consequence, Decision, RevisitTrigger, SignOff, SignOffVerdict, Status, Tone,
};
pub use edit::{Edit, EditError, Weighing, apply};
pub use elicitation::{
    Elicitation, GridPlace, Judged, JudgedRange, MOST_POINTS, MOST_TIMES, PairJudgement,
    PairwiseMethod, RankFormula, WeighingScope,
};
pub use evidence::{
    Claim, ClaimKind, ClaimStrength, ClaimVerdict, Contradiction, ContradictionKind, Severity,
    Source, Treatment,
};
pub use finding::{Finding, FindingKind};
pub use frame::{Costing, Frame, Level, Person, Reversibility, Role};
pub use history::{History, Merge};
pub use id::{
    AlternativeId, ChoiceId, ClaimId, ContradictionId, CriterionId, FindingId, IdError,
    MAX_ID_LENGTH, MeasurementId, PersonId, ProfileId, QuestionId, RequirementId, SourceId,
    fresh_slug,
};
pub(crate) use integrity::distance;
pub use integrity::{Fault, Place, faults};
pub use item::{Item, ItemRef, Kind};
pub use load_plan::{LatencyBudget, LoadPlan, NodeType};
pub use load_runs::rename_scenario;
pub use measurement::{LoadAxis, LoadPoint, Measurement, RawFile, Subject};
pub use profile::{Expected, Profile, Support, Weighting};
pub use question::{Answer, Band, Choice, Effect, Question, StartWeights};
pub use requirement::{
    Gate, GateVerdict, Requirement, RequirementKind, Scenario, Strength, Threshold,
};
pub use tree::Tree;
pub use uncertainty::{Spread, Uncertainty, WeightFreedom};

/// A whole workbook. Lists stand in display order; ids are unique within each.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Workbook {
    /// The question and its setting.
    pub frame: Frame,
    /// The people with a part in it.
    pub people: Arc<Vec<Person>>,
    /// The questionnaire.
    pub questions: Arc<Vec<Question>>,
    /// Weights before any answer.
    pub start_weights: StartWeights,
    /// What the draws over weights and scores are made of.
    pub uncertainty: Uncertainty,
    /// The load to carry, and on what.
    pub load_plan: LoadPlan,
    /// What the chosen option must and should do.
    pub requirements: Arc<Vec<Requirement>>,
    /// The options.
    pub alternatives: Arc<Vec<Alternative>>,
    /// The value tree; siblings in display order.
    pub criteria: Arc<Vec<Criterion>>,
    /// Sets of weights and answers.
    pub profiles: Arc<Vec<Profile>>,
    /// The profile in force.
    pub active_profile: Option<ProfileId>,
    /// Where claims come from.
    pub sources: Arc<Vec<Source>>,
    /// What the sources claim.
    pub claims: Arc<Vec<Claim>>,
    /// Where they disagree.
    pub contradictions: Arc<Vec<Contradiction>>,
    /// Load runs.
    pub measurements: Arc<Vec<Measurement>>,
    /// Scores read from the sources, which hold until somebody scores;
    /// sorted like a ballot's.
    pub baseline: Arc<Vec<Score>>,
    /// What the reviewers gave; one ballot per reviewer and round, sorted so.
    pub ballots: Vec<Arc<Ballot>>,
    /// What the review found.
    pub findings: Arc<Vec<Finding>>,
    /// What was decided.
    pub decision: Decision,
}

macro_rules! lookups {
    ($($(#[$doc:meta])* $name:ident($list:ident: $id:ty) -> $item:ty;)+) => {
        impl Workbook {$(
            $(#[$doc])*
            pub fn $name(&self, id: &$id) -> Option<&$item> {
                self.$list.iter().find(|item| item.id == *id)
            }
        )+}
    };
}

lookups! {
    /// The person with this id.
    person(people: PersonId) -> Person;
    /// The question with this id.
    question(questions: QuestionId) -> Question;
    /// The requirement with this id.
    requirement(requirements: RequirementId) -> Requirement;
    /// The option with this id.
    alternative(alternatives: AlternativeId) -> Alternative;
    /// The criterion with this id.
    criterion(criteria: CriterionId) -> Criterion;
    /// The profile with this id.
    profile(profiles: ProfileId) -> Profile;
    /// The source with this id.
    source(sources: SourceId) -> Source;
    /// The claim with this id.
    claim(claims: ClaimId) -> Claim;
    /// The contradiction with this id.
    contradiction(contradictions: ContradictionId) -> Contradiction;
    /// The load run with this id.
    measurement(measurements: MeasurementId) -> Measurement;
    /// The finding with this id.
    finding(findings: FindingId) -> Finding;
}

impl Workbook {
    /// The profile in force: the active one, or else the first.
    pub fn current_profile(&self) -> Option<&Profile> {
        self.active_profile
            .as_ref()
            .and_then(|id| self.profile(id))
            .or_else(|| self.profiles.first())
    }

    /// The ballot of a reviewer in a round.
    pub fn ballot(&self, reviewer: &PersonId, round: u32) -> Option<&Ballot> {
        self.ballots
            .iter()
            .find(|ballot| ballot.reviewer == *reviewer && ballot.round == round)
            .map(Arc::as_ref)
    }

    /// The round that is open: the last one that any ballot has, at least 1.
    pub fn current_round(&self) -> u32 {
        self.ballots.iter().map(|ballot| ballot.round).max().unwrap_or(1).max(1)
    }

    /// Name of an option, or its id where there is no such option.
    pub fn alternative_name<'a>(&'a self, id: &'a AlternativeId) -> &'a str {
        self.alternative(id).map_or(id.as_str(), |alternative| &alternative.name)
    }

    /// Name of a criterion, or its id where there is no such criterion.
    pub fn criterion_name<'a>(&'a self, id: &'a CriterionId) -> &'a str {
        self.criterion(id).map_or(id.as_str(), |criterion| &criterion.name)
    }

    /// Name of a person, or the id where there is no such person.
    pub fn person_name<'a>(&'a self, id: &'a PersonId) -> &'a str {
        self.person(id).map_or(id.as_str(), |person| &person.name)
    }

    /// Whether two workbooks hold the same. Collections that they share are
    /// not compared item by item.
    pub fn is_same(&self, other: &Self) -> bool {
        fn same<T: PartialEq>(a: &Arc<T>, b: &Arc<T>) -> bool {
            Arc::ptr_eq(a, b) || a == b
        }
        self.frame == other.frame
            && same(&self.people, &other.people)
            && same(&self.questions, &other.questions)
            && self.start_weights == other.start_weights
            && self.uncertainty == other.uncertainty
            && self.load_plan == other.load_plan
            && same(&self.requirements, &other.requirements)
            && same(&self.alternatives, &other.alternatives)
            && same(&self.criteria, &other.criteria)
            && same(&self.profiles, &other.profiles)
            && self.active_profile == other.active_profile
            && same(&self.sources, &other.sources)
            && same(&self.claims, &other.claims)
            && same(&self.contradictions, &other.contradictions)
            && same(&self.measurements, &other.measurements)
            && same(&self.baseline, &other.baseline)
            && self.ballots.len() == other.ballots.len()
            && self.ballots.iter().zip(&other.ballots).all(|(a, b)| same(a, b))
            && same(&self.findings, &other.findings)
            && self.decision == other.decision
    }
}
