//! Answers: how a choice or a number changes one, what it does in words, and
//! how the weights moved in all.

use std::collections::BTreeMap;

use super::{QuestionnaireEffects, number, performance, questionnaire_effects};
use crate::workbook::{
    Answer, Choice, ChoiceId, CriterionId, Effect, Profile, Question, QuestionId, Workbook,
};

/// The answer after a choice was taken or taken back. Nothing where nothing of
/// it is left. A number that means another choice goes.
pub fn with_choice(
    question: &Question,
    answer: Option<&Answer>,
    choice: &ChoiceId,
) -> Option<Answer> {
    let mut changed = answer.cloned().unwrap_or_default();
    let taken = changed.choices.contains(choice);
    if !question.several {
        changed.choices.clear();
    }
    changed.choices.retain(|other| other != choice);
    if !taken {
        changed.choices.push(choice.clone());
    }
    in_order(question, &mut changed);
    if let Some(number) = changed.number
        && question.choice_for(number).is_some_and(|meant| !changed.choices.contains(&meant.id))
    {
        changed.number = None;
    }
    filled(changed)
}

/// The answer after its number was given or cleared. A number in a choice's
/// band takes that choice.
pub fn with_number(
    question: &Question,
    answer: Option<&Answer>,
    number: Option<f64>,
) -> Option<Answer> {
    let mut changed = answer.cloned().unwrap_or_default();
    changed.number = number;
    if let Some(meant) = number.and_then(|number| question.choice_for(number)) {
        // A band excludes the other bands, also where several choices may hold.
        changed.choices.retain(|id| {
            question.several
                && question.choices.iter().any(|other| other.id == *id && other.band.is_none())
        });
        changed.choices.push(meant.id.clone());
        in_order(question, &mut changed);
    }
    filled(changed)
}

/// The answer after its further words were changed.
pub fn with_detail(answer: Option<&Answer>, detail: String) -> Option<Answer> {
    filled(Answer { detail, ..answer.cloned().unwrap_or_default() })
}

fn in_order(question: &Question, answer: &mut Answer) {
    answer.choices = question
        .choices
        .iter()
        .map(|choice| &choice.id)
        .filter(|id| answer.choices.contains(id))
        .cloned()
        .collect();
}

fn filled(answer: Answer) -> Option<Answer> {
    let empty =
        answer.choices.is_empty() && answer.number.is_none() && answer.detail.trim().is_empty();
    (!empty).then_some(answer)
}

/// What choosing these answers does, clause by clause.
pub fn effects_in_words<'a>(
    workbook: &Workbook,
    choices: impl Iterator<Item = &'a Choice>,
) -> Vec<String> {
    let effects: Vec<&Effect> = choices.flat_map(|choice| &choice.effects).collect();
    let name = |id: &CriterionId| workbook.criterion_name(id).to_owned();
    let plain = |x: f64| number(x, if x.fract() == 0.0 { 0 } else { 1 });
    let mut clauses = Vec::new();
    let weights: Vec<String> = effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Minimum(id, bound) => Some(format!("{} at least {}", name(id), plain(*bound))),
            Effect::Cap(id, bound) => Some(format!("{} at most {}", name(id), plain(*bound))),
            _ => None,
        })
        .collect();
    if !weights.is_empty() {
        clauses.push(format!("weighs {}", weights.join(", ")));
    }
    for effect in effects {
        clauses.push(match effect {
            Effect::Minimum(..) | Effect::Cap(..) => continue,
            Effect::Score { criterion, alternative, value, low, high } => {
                let figure = |x: f64| {
                    workbook
                        .criterion(criterion)
                        .and_then(|criterion| criterion.measure())
                        .map_or_else(|| plain(x), |measure| performance(measure, x))
                };
                let range = match (low, high) {
                    (Some(low), Some(high)) => format!(" ({} to {})", figure(*low), figure(*high)),
                    _ => String::new(),
                };
                format!(
                    "scores {} on {} {}{range}",
                    workbook.alternative_name(alternative),
                    name(criterion),
                    figure(*value)
                )
            }
            Effect::Screen(id) => {
                let text = workbook.requirement(id).map_or(id.as_str(), |must| &must.text);
                format!("asks for the must \"{text}\"")
            }
            Effect::StartFrom(id) => {
                let name = workbook.profile(id).map_or(id.as_str(), |profile| &profile.name);
                format!("starts from the weights of {name}")
            }
            Effect::Suggest(id) => {
                let name = workbook.profile(id).map_or(id.as_str(), |profile| &profile.name);
                format!("suggests the profile {name}")
            }
            Effect::Note(text) => format!("notes \"{text}\""),
        });
    }
    clauses
}

/// How answers moved one weight.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightChange {
    /// The criterion.
    pub criterion: CriterionId,
    /// Raw weight before.
    pub start: f64,
    /// Raw weight after.
    pub end: f64,
    /// Share of all weights before, 0 to 1.
    pub start_share: f64,
    /// Share of all weights after, 0 to 1.
    pub end_share: f64,
    /// The questions whose answers moved it, each once.
    pub by: Vec<QuestionId>,
}

impl WeightChange {
    /// Whether an answer moved the weight itself, not only its share.
    pub fn is_moved(&self) -> bool {
        (self.end - self.start).abs() > f64::EPSILON
    }
}

/// How all answers together moved the weights: those that an answer moved
/// first, the larger change of share before the smaller, then the larger share.
pub fn weight_changes(effects: &QuestionnaireEffects) -> Vec<WeightChange> {
    changes(&effects.start, effects)
}

/// What the answer to one question does to the weights while every other
/// answer stays as it is: before is without it, after is with it. In the order
/// of [`weight_changes`]. `effects` are those of all the profile's answers.
pub fn answer_changes(
    workbook: &Workbook,
    profile: &Profile,
    effects: &QuestionnaireEffects,
    question: &QuestionId,
) -> Vec<WeightChange> {
    let mut without = profile.clone();
    without.answers.remove(question);
    let before = questionnaire_effects(workbook, Some(&without));
    let mut changes = changes(&before.weights, effects);
    for change in &mut changes {
        change.by = if change.is_moved() { vec![question.clone()] } else { Vec::new() };
    }
    changes
}

fn changes(
    before: &BTreeMap<CriterionId, f64>,
    effects: &QuestionnaireEffects,
) -> Vec<WeightChange> {
    let (sum, sum_after): (f64, f64) = (before.values().sum(), effects.weights.values().sum());
    let share = |weight: f64, total: f64| if total > 0.0 { weight / total } else { 0.0 };
    let mut changes: Vec<WeightChange> = effects
        .weights
        .iter()
        .map(|(criterion, &end)| {
            let start = before.get(criterion).copied().unwrap_or(0.0);
            let mut by: Vec<QuestionId> = Vec::new();
            for step in effects.steps.get(criterion).into_iter().flatten() {
                if (step.to - step.from).abs() > f64::EPSILON && !by.contains(&step.question) {
                    by.push(step.question.clone());
                }
            }
            WeightChange {
                criterion: criterion.clone(),
                start,
                end,
                start_share: share(start, sum),
                end_share: share(end, sum_after),
                by,
            }
        })
        .collect();
    let size = |change: &WeightChange| (change.end_share - change.start_share).abs();
    changes.sort_by(|a, b| {
        b.is_moved()
            .cmp(&a.is_moved())
            .then(size(b).total_cmp(&size(a)))
            .then(b.end_share.total_cmp(&a.end_share))
    });
    changes
}
