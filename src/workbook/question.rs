//! The questionnaire: questions whose answers act on weights, scores and gates.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{AlternativeId, ChoiceId, ClaimId, CriterionId, ProfileId, QuestionId, RequirementId};

/// One item of the questionnaire.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Stable id.
    pub id: QuestionId,
    /// Heading that it stands under.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// The question as asked.
    pub text: String,
    /// What an answer should hold beyond the choice: a number, a list, a name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hint: String,
    /// Why it is asked, in words; the claims below back it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// Whether several choices may hold at once.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub several: bool,
    /// Unit of the number that may be given, where one decides the choice.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// The answers on offer.
    pub choices: Vec<Choice>,
    /// Claims that give the reason for asking.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<ClaimId>,
}

/// One answer on offer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Id, unique within the question.
    pub id: ChoiceId,
    /// The answer in words.
    pub label: String,
    /// Numbers that mean this choice, in the question's unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub band: Option<Band>,
    /// What choosing it does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub effects: Vec<Effect>,
}

/// A half-open range of numbers, `from <= x < to`; an open end is unlimited.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Lowest number that belongs to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<f64>,
    /// First number above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<f64>,
}

impl Band {
    /// Whether `x` lies in the band.
    pub fn contains(self, x: f64) -> bool {
        self.from.is_none_or(|from| x >= from) && self.to.is_none_or(|to| x < to)
    }
}

/// What an answer does. Weights are on the questionnaire's scale of 0 to 5;
/// caps are applied before minimums, so that a stated need wins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Effect {
    /// The criterion's weight becomes at least this.
    Minimum(CriterionId, f64),
    /// The criterion's weight becomes at most this.
    Cap(CriterionId, f64),
    /// The option's baseline score on the criterion is replaced.
    Score {
        /// The criterion scored.
        criterion: CriterionId,
        /// The option scored.
        alternative: AlternativeId,
        /// Its performance, in the criterion's units.
        value: f64,
        /// Lowest plausible performance.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        low: Option<f64>,
        /// Highest plausible performance.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        high: Option<f64>,
    },
    /// A must that waits for this answer holds.
    Screen(RequirementId),
    /// Weights begin from this profile's instead of the start weights.
    StartFrom(ProfileId),
    /// A profile worth looking at.
    Suggest(ProfileId),
    /// Text for the record.
    Note(String),
}

/// Start of the questionnaire: weights before any answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StartWeights {
    /// Weight of each scored criterion that is not named in `weights`.
    pub default: f64,
    /// Weights that differ from the default.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "super::unique::map")]
    pub weights: BTreeMap<CriterionId, f64>,
}

impl Default for StartWeights {
    fn default() -> Self {
        Self { default: 1.0, weights: BTreeMap::new() }
    }
}

/// What was answered to one question, in one profile.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Answer {
    /// The choices taken, in the question's order.
    pub choices: Vec<ChoiceId>,
    /// The number given, in the question's unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<f64>,
    /// Further words: lists, names, reasons.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub detail: String,
}

impl Question {
    /// The choice whose band holds `number`, if the question has bands.
    pub fn choice_for(&self, number: f64) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.band.is_some_and(|band| band.contains(number)))
    }
}
