//! Profiles: named sets of weights and answers, one of which is active.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    AlternativeId, Answer, ClaimId, CriterionId, Elicitation, ProfileId, QuestionId, WeighingScope,
};

/// A named set of weights and answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Stable id.
    pub id: ProfileId,
    /// Name as shown.
    pub name: String,
    /// The kind of project it stands for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub story: String,
    /// Where the weights come from.
    pub weighting: Weighting,
    /// Raw weights by criterion, on any scale from 0 up. Across the tree only
    /// the leaves count; within the family each node has its own.
    #[serde(
        default,
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "super::unique::map"
    )]
    pub weights: BTreeMap<CriterionId, f64>,
    /// How weights were elicited, by what was weighed. The weights above are
    /// what counts, and may have been changed since.
    #[serde(
        default,
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "super::unique::map"
    )]
    pub elicited: BTreeMap<WeighingScope, Elicitation>,
    /// Answers to the questionnaire. Their scores and gates hold in any case;
    /// their weights only with [`Weighting::Questionnaire`].
    #[serde(
        default,
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "super::unique::map"
    )]
    pub answers: BTreeMap<QuestionId, Answer>,
    /// What the sources say should come first under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Expected>,
    /// Checks worth making, caveats.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Profile {
    /// A new profile with weights given across the tree.
    pub fn new(id: ProfileId, name: &str) -> Self {
        Self {
            id,
            name: name.to_owned(),
            story: String::new(),
            weighting: Weighting::AcrossTree,
            weights: BTreeMap::new(),
            elicited: BTreeMap::new(),
            answers: BTreeMap::new(),
            expected: None,
            note: String::new(),
        }
    }
}

/// Where a profile's weights come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Weighting {
    /// Given for each leaf, compared across the whole tree.
    AcrossTree,
    /// Given for each node, compared with its siblings.
    WithinFamily,
    /// From the answers to the questionnaire.
    Questionnaire,
    /// From the importance of the requirements and their links to criteria
    /// (9, 3, 1).
    Requirements,
}

impl Weighting {
    /// Every source of weights.
    pub const ALL: [Self; 4] =
        [Self::AcrossTree, Self::WithinFamily, Self::Questionnaire, Self::Requirements];

    /// The source of weights in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::AcrossTree => "Direct, across the tree",
            Self::WithinFamily => "Direct, within each family",
            Self::Questionnaire => "From the answers",
            Self::Requirements => "From the requirements",
        }
    }
}

/// What the sources expect of a profile.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// The option that they put first; nothing where they see no clear winner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<AlternativeId>,
    /// How well they carry that.
    pub support: Support,
    /// Claims for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supporting: Vec<ClaimId>,
    /// Claims against it, or to be weighed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub against: Vec<ClaimId>,
}

/// How well the sources carry a recommendation, not how large the lead is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Support {
    /// One source, or one unproven statement.
    Weak,
    /// Some sources, or with counter-evidence.
    Moderate,
    /// Several independent sources.
    Strong,
}

impl Support {
    /// Every support.
    pub const ALL: [Self; 3] = [Self::Weak, Self::Moderate, Self::Strong];

    /// The support in a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Weak => "weak",
            Self::Moderate => "moderate",
            Self::Strong => "strong",
        }
    }
}
