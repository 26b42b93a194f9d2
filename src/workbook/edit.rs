//! The one door for changes: an edit is a value, applied to a workbook.
//!
//! An edit either fits, and the result is as sound as the workbook was, or it
//! is refused with a reason and nothing changes.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::integrity::{faults_of_ballot_scores, faults_of_item};
use super::{
    AlternativeId, Answer, Ballot, CriterionId, Decision, Elicitation, Frame, Gate, Item, ItemRef,
    Kind, LoadPlan, PersonId, ProfileId, QuestionId, RequirementId, Score, StartWeights,
    Uncertainty, WeighingScope, Weighting, Workbook, put_score,
};

/// A change to a workbook.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// The question and its setting.
    SetFrame(Box<Frame>),
    /// The decision.
    SetDecision(Box<Decision>),
    /// The questionnaire's start weights.
    SetStartWeights(StartWeights),
    /// What the draws over weights and scores are made of.
    SetUncertainty(Uncertainty),
    /// The load to carry, and on what.
    SetLoadPlan(Box<LoadPlan>),
    /// An item, new or in place of the one with its id.
    Put(Item),
    /// Takes an item out, with everything that hangs on it.
    Remove(ItemRef),
    /// Moves an item before another of its kind, or to the end.
    Move {
        /// The item to move.
        item: ItemRef,
        /// Id of the item to stand before.
        before: Option<String>,
    },
    /// Puts a profile in force.
    Activate(ProfileId),
    /// Sets or clears a raw weight.
    SetWeight {
        /// The profile.
        profile: ProfileId,
        /// The criterion.
        criterion: CriterionId,
        /// The raw weight, 0 or more; nothing clears it.
        weight: Option<f64>,
    },
    /// Weights by elicitation: what was judged and the weights that follow, as
    /// one step.
    Weigh(Box<Weighing>),
    /// Takes out how weights were elicited; the weights stay.
    ForgetElicitation {
        /// The profile.
        profile: ProfileId,
        /// What had been weighed.
        scope: WeighingScope,
    },
    /// Sets or clears the answer to a question.
    SetAnswer {
        /// The profile.
        profile: ProfileId,
        /// The question.
        question: QuestionId,
        /// The answer; nothing clears it.
        answer: Option<Answer>,
    },
    /// Sets or clears the judgement of an option at a must.
    SetGate {
        /// The must.
        requirement: RequirementId,
        /// The option.
        alternative: AlternativeId,
        /// The judgement; nothing clears it.
        gate: Option<Gate>,
    },
    /// Puts a score on a reviewer's ballot.
    SetScore {
        /// The reviewer.
        reviewer: PersonId,
        /// The round, from 1.
        round: u32,
        /// The score.
        score: Score,
    },
    /// Takes a score off a reviewer's ballot.
    ClearScore {
        /// The reviewer.
        reviewer: PersonId,
        /// The round, from 1.
        round: u32,
        /// The cell's criterion.
        criterion: CriterionId,
        /// The cell's option.
        alternative: AlternativeId,
    },
    /// Puts many scores on a reviewer's ballot and takes others off it, as one
    /// step.
    SetScores {
        /// Name of the step.
        label: String,
        /// The reviewer.
        reviewer: PersonId,
        /// The round, from 1.
        round: u32,
        /// The scores to put; the last of several in one cell holds.
        put: Vec<Score>,
        /// The cells to clear.
        clear: Vec<(CriterionId, AlternativeId)>,
    },
    /// Several edits as one step.
    All {
        /// Name of the step.
        label: String,
        /// The edits, in order.
        edits: Vec<Edit>,
    },
    /// Another workbook in place of this one, as after a reload or merge.
    Replace {
        /// Name of the step.
        label: String,
        /// The workbook to put in place.
        workbook: Box<Workbook>,
    },
}

/// Weights by elicitation.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighing {
    /// The profile.
    pub profile: ProfileId,
    /// What was weighed.
    pub scope: WeighingScope,
    /// What was judged.
    pub elicitation: Elicitation,
    /// Where the profile's weights come from now.
    pub weighting: Weighting,
    /// The raw weights that change.
    pub weights: BTreeMap<CriterionId, f64>,
}

/// Why an edit does not fit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The item that it speaks of is not there.
    #[error("there is no {kind} with the id \"{id}\"", kind = .0.kind.word(), id = .0.id)]
    Missing(ItemRef),
    /// The result would not be a sound workbook.
    #[error("{message}")]
    Unsound {
        /// What is wrong.
        message: String,
        /// What to do about it.
        hint: String,
    },
}

impl EditError {
    /// What to do about it.
    pub fn hint(&self) -> &str {
        match self {
            Self::Missing(_) => "It may have been removed meanwhile.",
            Self::Unsound { hint, .. } => hint,
        }
    }
}

/// The workbook that results from an edit.
///
/// # Errors
/// When the edit speaks of items that are not there or would leave the
/// workbook unsound.
pub fn apply(workbook: &Workbook, edit: &Edit) -> Result<Workbook, EditError> {
    let mut changed = workbook.clone();
    change(&mut changed, edit)?;
    Ok(changed)
}

fn missing(kind: Kind, id: impl AsRef<str>) -> EditError {
    EditError::Missing(ItemRef::new(kind, id))
}

fn sound(faults: Vec<super::Fault>) -> Result<(), EditError> {
    match faults.into_iter().next() {
        None => Ok(()),
        Some(fault) => Err(EditError::Unsound { message: fault.message, hint: fault.hint }),
    }
}

fn change(workbook: &mut Workbook, edit: &Edit) -> Result<(), EditError> {
    match edit {
        Edit::SetFrame(frame) => {
            if !frame.close_call.is_finite() || frame.close_call < 0.0 {
                return Err(EditError::Unsound {
                    message: "the close-call margin must be 0 or more points".to_owned(),
                    hint: "Give a number such as 5.".to_owned(),
                });
            }
            workbook.frame = (**frame).clone();
            sound(super::integrity::faults_of_frame(workbook))?;
        }
        Edit::SetDecision(decision) => {
            workbook.decision = (**decision).clone();
            sound(super::integrity::faults_of_decision(workbook))?;
        }
        Edit::SetStartWeights(weights) => {
            workbook.start_weights = weights.clone();
            sound(super::integrity::faults_of_start_weights(workbook))?;
        }
        Edit::SetUncertainty(uncertainty) => {
            workbook.uncertainty = uncertainty.clone();
            sound(super::integrity::faults_of_uncertainty(workbook))?;
        }
        Edit::SetLoadPlan(plan) => {
            workbook.load_plan = (**plan).clone();
            sound(super::integrity::faults_of_load_plan(workbook))?;
        }
        Edit::Put(item) => {
            item.clone().put(workbook);
            sound(faults_of_item(workbook, item))?;
            if let Item::Person(person) = item {
                prepare_ballot(workbook, &person.id, person.reviewer);
            }
            if let Item::Criterion(criterion) = item
                && criterion.measure().is_none()
            {
                super::detach::drop_scores_on(workbook, criterion.id.as_str());
            }
        }
        Edit::Remove(item) => remove(workbook, item)?,
        Edit::Move { item, before } => {
            if !item.move_before(workbook, before.as_deref()) {
                return Err(EditError::Missing(item.clone()));
            }
        }
        Edit::Activate(profile) => {
            workbook.profile(profile).ok_or_else(|| missing(Kind::Profile, profile.as_str()))?;
            workbook.active_profile = Some(profile.clone());
        }
        Edit::SetWeight { profile, criterion, weight } => {
            workbook
                .criterion(criterion)
                .ok_or_else(|| missing(Kind::Criterion, criterion.as_str()))?;
            if weight.is_some_and(|weight| !weight.is_finite() || weight < 0.0) {
                return Err(EditError::Unsound {
                    message: "a weight must be 0 or more".to_owned(),
                    hint: "Give a number such as 3, or 0 to leave the criterion out.".to_owned(),
                });
            }
            let profile = profile_mut(workbook, profile)?;
            match weight {
                Some(weight) => profile.weights.insert(criterion.clone(), *weight),
                None => profile.weights.remove(criterion),
            };
        }
        Edit::Weigh(weighing) => {
            let profile = profile_mut(workbook, &weighing.profile)?;
            profile.weighting = weighing.weighting;
            profile.weights.extend(weighing.weights.clone());
            profile.elicited.insert(weighing.scope.clone(), weighing.elicitation.clone());
            let changed = Item::from(profile.clone());
            sound(faults_of_item(workbook, &changed))?;
        }
        Edit::ForgetElicitation { profile, scope } => {
            profile_mut(workbook, profile)?.elicited.remove(scope);
        }
        Edit::SetAnswer { profile, question, answer } => {
            workbook
                .question(question)
                .ok_or_else(|| missing(Kind::Question, question.as_str()))?;
            let changed = profile_mut(workbook, profile)?;
            match answer {
                Some(answer) => changed.answers.insert(question.clone(), answer.clone()),
                None => changed.answers.remove(question),
            };
            if let Some(changed) = workbook.profile(profile) {
                sound(faults_of_item(workbook, &Item::from(changed.clone())))?;
            }
        }
        Edit::SetGate { requirement, alternative, gate } => {
            workbook
                .alternative(alternative)
                .ok_or_else(|| missing(Kind::Alternative, alternative.as_str()))?;
            let found = Arc::make_mut(&mut workbook.requirements)
                .iter_mut()
                .find(|item| item.id == *requirement)
                .ok_or_else(|| missing(Kind::Requirement, requirement.as_str()))?;
            match gate {
                Some(gate) => found.gates.insert(alternative.clone(), gate.clone()),
                None => found.gates.remove(alternative),
            };
        }
        Edit::SetScore { reviewer, round, score } => {
            workbook.person(reviewer).ok_or_else(|| missing(Kind::Person, reviewer.as_str()))?;
            sound(faults_of_ballot_scores(workbook, std::slice::from_ref(score)))?;
            put_score(&mut ballot_mut(workbook, reviewer, *round).scores, score.clone());
        }
        Edit::ClearScore { reviewer, round, criterion, alternative } => {
            ballot_mut(workbook, reviewer, *round)
                .scores
                .retain(|score| score.cell() != (criterion, alternative));
        }
        Edit::SetScores { reviewer, round, put, clear, .. } => {
            workbook.person(reviewer).ok_or_else(|| missing(Kind::Person, reviewer.as_str()))?;
            sound(faults_of_ballot_scores(workbook, put))?;
            let scores = &mut ballot_mut(workbook, reviewer, *round).scores;
            let mut all: BTreeMap<_, Score> = std::mem::take(scores)
                .into_iter()
                .map(|score| ((score.criterion.clone(), score.alternative.clone()), score))
                .collect();
            for cell in clear {
                all.remove(cell);
            }
            for score in put {
                all.insert((score.criterion.clone(), score.alternative.clone()), score.clone());
            }
            // The map has them in the order in which a ballot keeps them.
            scores.extend(all.into_values());
        }
        Edit::All { edits, .. } => {
            for edit in edits {
                change(workbook, edit)?;
            }
        }
        Edit::Replace { workbook: other, .. } => *workbook = (**other).clone(),
    }
    Ok(())
}

fn profile_mut<'a>(
    workbook: &'a mut Workbook,
    id: &ProfileId,
) -> Result<&'a mut super::Profile, EditError> {
    Arc::make_mut(&mut workbook.profiles)
        .iter_mut()
        .find(|profile| profile.id == *id)
        .ok_or_else(|| missing(Kind::Profile, id.as_str()))
}

fn ballot_mut<'a>(workbook: &'a mut Workbook, reviewer: &PersonId, round: u32) -> &'a mut Ballot {
    let key = (reviewer, round);
    let at =
        match workbook.ballots.binary_search_by(|other| (&other.reviewer, other.round).cmp(&key)) {
            Ok(at) => at,
            Err(at) => {
                workbook.ballots.insert(at, Arc::new(Ballot::new(reviewer.clone(), round)));
                at
            }
        };
    Arc::make_mut(&mut workbook.ballots[at])
}

/// A reviewer has a ballot from the moment the roster is set, so that two
/// people's scores merge in plain git; an empty one goes when they no longer
/// review.
fn prepare_ballot(workbook: &mut Workbook, person: &PersonId, reviewer: bool) {
    if reviewer {
        let round = workbook.current_round();
        ballot_mut(workbook, person, round);
    } else {
        workbook.ballots.retain(|ballot| {
            ballot.reviewer != *person || !ballot.scores.is_empty() || !ballot.weights.is_empty()
        });
    }
}

fn remove(workbook: &mut Workbook, item: &ItemRef) -> Result<(), EditError> {
    if item.get(workbook).is_none() {
        return Err(EditError::Missing(item.clone()));
    }
    super::detach::detach(workbook, item);
    item.take_out(workbook);
    Ok(())
}

impl Edit {
    /// Name of the undo step that the edit leaves, as it follows "Undo":
    /// "weight of Cost", "score of Node.js on Cost".
    pub fn label(&self, before: &Workbook, after: &Workbook) -> String {
        let criterion = |id: &CriterionId| after.criterion_name(id).to_owned();
        let option = |id: &AlternativeId| after.alternative_name(id).to_owned();
        match self {
            Self::SetFrame(frame) if frame.costing.budget != before.frame.costing.budget => {
                "budget".to_owned()
            }
            Self::SetFrame(frame) if frame.costing != before.frame.costing => {
                "what costs are counted in".to_owned()
            }
            Self::SetFrame(_) => "question and setting".to_owned(),
            Self::SetDecision(_) => "decision".to_owned(),
            Self::SetUncertainty(_) => "uncertainty".to_owned(),
            Self::SetLoadPlan(plan) => plan.change_from(&before.load_plan),
            Self::SetStartWeights(_) => "start weights".to_owned(),
            Self::Put(item) => {
                let item = item.reference();
                let verb = if item.get(before).is_some() { "change" } else { "add" };
                format!("{verb} {} {}", item.kind.word(), item.name(after))
            }
            Self::Remove(item) => format!("remove {} {}", item.kind.word(), item.name(before)),
            Self::Move { item, .. } => format!("move {} {}", item.kind.word(), item.name(after)),
            Self::Activate(profile) => {
                format!("profile {}", ItemRef::new(Kind::Profile, profile.as_str()).name(after))
            }
            Self::SetWeight { criterion: id, .. } => format!("weight of {}", criterion(id)),
            Self::Weigh(weighing) => format!(
                "weigh {} by {}",
                scope_name(after, &weighing.scope),
                method_word(weighing.elicitation.judged.name())
            ),
            Self::ForgetElicitation { scope, .. } => {
                format!("forget how {} was weighed", scope_name(after, scope))
            }
            Self::SetAnswer { question, .. } => {
                format!("answer to {}", ItemRef::new(Kind::Question, question.as_str()).name(after))
            }
            Self::SetGate { requirement, alternative, .. } => format!(
                "{} at {}",
                option(alternative),
                ItemRef::new(Kind::Requirement, requirement.as_str()).name(after)
            ),
            Self::SetScore { score, .. } => {
                format!(
                    "score of {} on {}",
                    option(&score.alternative),
                    criterion(&score.criterion)
                )
            }
            Self::ClearScore { criterion: id, alternative, .. } => {
                format!("clear score of {} on {}", option(alternative), criterion(id))
            }
            Self::SetScores { label, .. }
            | Self::All { label, .. }
            | Self::Replace { label, .. } => label.clone(),
        }
    }
}

fn scope_name<'a>(workbook: &'a Workbook, scope: &'a WeighingScope) -> &'a str {
    match scope {
        WeighingScope::Leaves => "all criteria",
        WeighingScope::Top => "the top of the tree",
        WeighingScope::Group(id) => workbook.criterion_name(id),
    }
}

/// A name of a method within a sentence: "SMART" stays, "Swing" becomes "swing".
fn method_word(name: &str) -> String {
    if name.starts_with("SMART") {
        return name.to_owned();
    }
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
