//! Findings of the review, after ATAM (Kazman, Klein, Clements 2000).

use serde::{Deserialize, Serialize};

use super::{AlternativeId, CriterionId, FindingId, PersonId};

/// Something that the review found and wants to keep.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// Stable id.
    pub id: FindingId,
    /// What sort of finding.
    pub kind: FindingKind,
    /// The finding in a sentence.
    pub text: String,
    /// The option that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alternative: Option<AlternativeId>,
    /// The criterion that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criterion: Option<CriterionId>,
    /// Who follows it up, or whose view it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<PersonId>,
    /// The answer to it, once there is one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub answer: String,
}

/// What sort of finding it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FindingKind {
    /// May go wrong.
    Risk,
    /// Sound, and known to be.
    NonRisk,
    /// One quality hangs on it.
    SensitivityPoint,
    /// Several qualities hang on it, in different directions.
    TradeOffPoint,
    /// Taken as true.
    Assumption,
    /// Not known yet.
    OpenQuestion,
    /// What somebody advises.
    Advice,
    /// What somebody would have decided instead, and why.
    Dissent,
}

impl FindingKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Risk,
        Self::NonRisk,
        Self::SensitivityPoint,
        Self::TradeOffPoint,
        Self::Assumption,
        Self::OpenQuestion,
        Self::Advice,
        Self::Dissent,
    ];

    /// The kind in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Risk => "Risk",
            Self::NonRisk => "Non-risk",
            Self::SensitivityPoint => "Sensitivity point",
            Self::TradeOffPoint => "Trade-off point",
            Self::Assumption => "Assumption",
            Self::OpenQuestion => "Open question",
            Self::Advice => "Advice",
            Self::Dissent => "Dissent",
        }
    }
}
