//! Requirements: what the chosen option must or should do, and how each bears
//! on options (gates) and criteria (links).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{AlternativeId, ClaimId, CriterionId, PersonId, RequirementId};

/// One thing that the decision has to respect.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// Stable id.
    pub id: RequirementId,
    /// The requirement in a sentence.
    pub text: String,
    /// Must, want, constraint or assumption.
    pub kind: RequirementKind,
    /// Scenario that makes it testable.
    #[serde(default, skip_serializing_if = "Scenario::is_empty")]
    pub scenario: Scenario,
    /// How much it matters, 1 to 5; drives weights through the links.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub importance: Option<u8>,
    /// How hard it is to meet, 1 to 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difficulty: Option<u8>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<PersonId>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub origin: String,
    /// Criteria that it bears on, and how strongly.
    #[serde(
        default,
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "super::unique::map"
    )]
    pub links: BTreeMap<CriterionId, Strength>,
    /// For a must: how each option stands, where somebody has judged it.
    #[serde(
        default,
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "super::unique::map"
    )]
    pub gates: BTreeMap<AlternativeId, Gate>,
    /// For a must: a bound on a criterion's performance that judges by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<Threshold>,
    /// A must that holds only when an answer of the questionnaire asks for it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub when_asked: bool,
    /// Claims that give the reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<ClaimId>,
}

/// What a requirement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum RequirementKind {
    /// A gate: an option that fails it is out, never traded off.
    Must,
    /// To be met as far as possible; weighs through its links.
    Want,
    /// A given fact that limits the options.
    Constraint,
    /// Taken as true until shown otherwise.
    Assumption,
}

impl RequirementKind {
    /// Every kind, gates first.
    pub const ALL: [Self; 4] = [Self::Must, Self::Want, Self::Constraint, Self::Assumption];

    /// The kind in a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Must => "Must",
            Self::Want => "Want",
            Self::Constraint => "Constraint",
            Self::Assumption => "Assumption",
        }
    }
}

/// A quality-attribute scenario (Bass, Clements, Kazman: six parts).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Scenario {
    /// Who or what acts.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// What happens.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub stimulus: String,
    /// In which state of the system.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub environment: String,
    /// What the system does.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub response: String,
    /// How it is measured, with the figure to reach.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub measure: String,
}

impl Scenario {
    /// Whether nothing is written in it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// How strongly a requirement bears on a criterion: the relationship matrix of
/// quality function deployment, 9, 3 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Strength {
    /// 1.
    Weak,
    /// 3.
    Medium,
    /// 9.
    Strong,
}

impl Strength {
    /// Every strength, from weak to strong.
    pub const ALL: [Self; 3] = [Self::Weak, Self::Medium, Self::Strong];

    /// The factor in the relationship matrix: 1, 3 or 9.
    pub fn factor(self) -> f64 {
        match self {
            Self::Weak => 1.0,
            Self::Medium => 3.0,
            Self::Strong => 9.0,
        }
    }

    /// The strength in a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Weak => "weak",
            Self::Medium => "medium",
            Self::Strong => "strong",
        }
    }
}

/// How one option stands at one must.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    /// The judgement.
    pub verdict: GateVerdict,
    /// Why; shown wherever the option is out.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// Whether an option meets a must.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum GateVerdict {
    /// Meets it.
    Pass,
    /// Meets it with little to spare.
    Narrow,
    /// Not judged yet: the option stays in, and the must is listed as open.
    Open,
    /// Does not meet it: the option is not ranked.
    Fail,
}

impl GateVerdict {
    /// Every verdict.
    pub const ALL: [Self; 4] = [Self::Pass, Self::Narrow, Self::Open, Self::Fail];

    /// The verdict in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pass => "meets it",
            Self::Narrow => "just meets it",
            Self::Open => "not judged",
            Self::Fail => "fails it",
        }
    }
}

/// A bound on the performance on one criterion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// The criterion whose performance is compared.
    pub criterion: CriterionId,
    /// The bound in the criterion's units; "at least as good as", so the
    /// direction follows from the criterion's anchors.
    pub bound: f64,
    /// Within this distance of the bound a pass is a narrow one, in units.
    #[serde(default)]
    pub margin: f64,
}
