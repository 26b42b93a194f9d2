//! What the answers to the questionnaire do: to weights, scores and gates.

use std::collections::BTreeMap;

use crate::workbook::{
    AlternativeId, Choice, CriterionId, Effect, Profile, ProfileId, QuestionId, RequirementId,
    Workbook,
};

/// A score that an answer sets in place of the baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerScore {
    /// The question whose answer sets it.
    pub question: QuestionId,
    /// Performance, in the criterion's units.
    pub value: f64,
    /// Lowest plausible performance.
    pub low: Option<f64>,
    /// Highest plausible performance.
    pub high: Option<f64>,
}

/// One change of one weight by an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightStep {
    /// The question whose answer asks for it.
    pub question: QuestionId,
    /// Whether the answer asks for at most (cap) or at least (minimum).
    pub cap: bool,
    /// The bound asked for.
    pub bound: f64,
    /// Weight before.
    pub from: f64,
    /// Weight after; the same where another answer had already done it.
    pub to: f64,
}

/// All that the answers of a profile do.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct QuestionnaireEffects {
    /// Weights before the answers: the start weights, or those of the profile
    /// that an answer starts from.
    pub start: BTreeMap<CriterionId, f64>,
    /// Raw weight of each scored leaf after all answers.
    pub weights: BTreeMap<CriterionId, f64>,
    /// How each weight came about, in the order applied.
    pub steps: BTreeMap<CriterionId, Vec<WeightStep>>,
    /// Scores set by answers.
    pub scores: BTreeMap<(CriterionId, AlternativeId), AnswerScore>,
    /// Musts that an answer asks for, with the question.
    pub screens: BTreeMap<RequirementId, QuestionId>,
    /// Profiles that answers suggest, each once.
    pub suggestions: Vec<(ProfileId, QuestionId)>,
    /// Remarks for the record.
    pub notes: Vec<(QuestionId, String)>,
    /// Questions without an answer.
    pub open: Vec<QuestionId>,
}

/// What the answers of a profile do. Caps apply before minimums, so that a
/// stated need wins; an unanswered question changes nothing.
pub fn questionnaire_effects(
    workbook: &Workbook,
    profile: Option<&Profile>,
) -> QuestionnaireEffects {
    let mut effects = QuestionnaireEffects::default();
    let mut chosen: Vec<(&QuestionId, &Choice)> = Vec::new();
    for question in workbook.questions.iter() {
        let answer = profile.and_then(|profile| profile.answers.get(&question.id));
        match answer {
            Some(answer) if !answer.choices.is_empty() => chosen.extend(
                question
                    .choices
                    .iter()
                    .filter(|choice| answer.choices.contains(&choice.id))
                    .map(|choice| (&question.id, choice)),
            ),
            _ => effects.open.push(question.id.clone()),
        }
    }
    let all = || {
        chosen
            .iter()
            .flat_map(|(id, choice)| choice.effects.iter().map(move |effect| (*id, effect)))
    };

    effects.start = start_weights(workbook, all().map(|(_, effect)| effect));
    effects.weights = effects.start.clone();
    for cap in [true, false] {
        for (question, effect) in all() {
            let (criterion, bound) = match effect {
                Effect::Cap(criterion, bound) if cap => (criterion, *bound),
                Effect::Minimum(criterion, bound) if !cap => (criterion, *bound),
                _ => continue,
            };
            let Some(weight) = effects.weights.get_mut(criterion) else { continue };
            let from = *weight;
            *weight = if cap { from.min(bound) } else { from.max(bound) };
            effects.steps.entry(criterion.clone()).or_default().push(WeightStep {
                question: question.clone(),
                cap,
                bound,
                from,
                to: *weight,
            });
        }
    }
    for (question, effect) in all() {
        match effect {
            Effect::Score { criterion, alternative, value, low, high } => {
                effects.scores.insert(
                    (criterion.clone(), alternative.clone()),
                    AnswerScore {
                        question: question.clone(),
                        value: *value,
                        low: *low,
                        high: *high,
                    },
                );
            }
            Effect::Screen(requirement) => {
                effects.screens.entry(requirement.clone()).or_insert_with(|| question.clone());
            }
            Effect::Suggest(profile) => {
                if effects.suggestions.iter().all(|(other, _)| other != profile) {
                    effects.suggestions.push((profile.clone(), question.clone()));
                }
            }
            Effect::Note(text) => effects.notes.push((question.clone(), text.clone())),
            Effect::Minimum(..) | Effect::Cap(..) | Effect::StartFrom(_) => {}
        }
    }
    effects
}

fn start_weights<'a>(
    workbook: &Workbook,
    mut effects: impl Iterator<Item = &'a Effect>,
) -> BTreeMap<CriterionId, f64> {
    let from = effects.find_map(|effect| match effect {
        Effect::StartFrom(profile) => workbook.profile(profile),
        _ => None,
    });
    workbook
        .criteria
        .iter()
        .filter(|criterion| criterion.measure().is_some())
        .map(|criterion| {
            let weight = match from {
                Some(profile) => profile.weights.get(&criterion.id).copied().unwrap_or(0.0),
                None => workbook
                    .start_weights
                    .weights
                    .get(&criterion.id)
                    .copied()
                    .unwrap_or(workbook.start_weights.default),
            };
            (criterion.id.clone(), weight)
        })
        .collect()
}
