//! The decision: what the approver chose, why, and when to look at it again.

use serde::{Deserialize, Serialize};

use super::{AlternativeId, Date, PersonId};

/// What was decided. It may differ from the verdict, with the reason.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Decision {
    /// Where the decision stands.
    pub status: Status,
    /// The option chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chosen: Option<AlternativeId>,
    /// Why, to follow "because"; without a full stop.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub because: String,
    /// Why the chosen option is not the one ranked first, where it is not.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub override_because: String,
    /// What must hold for the decision to stand.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<String>,
    /// What follows from it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub consequences: Vec<Consequence>,
    /// How it will be confirmed: check, where it runs, evidence.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub confirmation: String,
    /// When to look at it again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub revisit: Vec<RevisitTrigger>,
    /// Day of the decision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided: Option<Date>,
    /// Day by which it is looked at again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_by: Option<Date>,
    /// What is to be done.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Action>,
    /// Who signed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sign_offs: Vec<SignOff>,
    /// Numbers of the records that this one supersedes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub supersedes: Vec<u32>,
    /// Numbers of the records that supersede this one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub superseded_by: Vec<u32>,
}

/// Where a decision stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub enum Status {
    /// Being written.
    #[default]
    Draft,
    /// Put forward.
    Proposed,
    /// In force.
    Accepted,
    /// Turned down.
    Rejected,
    /// No longer to be followed.
    Deprecated,
    /// Replaced by another.
    Superseded,
}

impl Status {
    /// Every status, in the order of a decision's life.
    pub const ALL: [Self; 6] = [
        Self::Draft,
        Self::Proposed,
        Self::Accepted,
        Self::Rejected,
        Self::Deprecated,
        Self::Superseded,
    ];

    /// The status in a word, lower case, as records print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Proposed => "proposed",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Deprecated => "deprecated",
            Self::Superseded => "superseded",
        }
    }
}

/// What follows from the decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consequence {
    /// Good, neutral or bad.
    pub tone: Tone,
    /// What follows, to stand after "because"; without a full stop.
    pub text: String,
}

/// Whether a consequence is welcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Tone {
    /// Welcome.
    Good,
    /// Neither.
    Neutral,
    /// Unwelcome, and accepted.
    Bad,
}

impl Tone {
    /// Every tone.
    pub const ALL: [Self; 3] = [Self::Good, Self::Neutral, Self::Bad];

    /// The tone in a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Good => "Good",
            Self::Neutral => "Neutral",
            Self::Bad => "Bad",
        }
    }
}

/// Something whose happening reopens the decision.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RevisitTrigger {
    /// What is watched.
    pub metric: String,
    /// The value that reopens the decision.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub threshold: String,
    /// Where it is read.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// Something to be done.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Action {
    /// What.
    pub what: String,
    /// Who does it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<PersonId>,
    /// By when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Date>,
}

/// A person's sign-off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOff {
    /// Who.
    pub person: PersonId,
    /// Their verdict.
    pub verdict: SignOffVerdict,
    /// Their words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub comment: String,
    /// Day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// SHA-256 of the workbook signed, without the sign-offs.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hash: String,
}

/// What a person says to the decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SignOffVerdict {
    /// Approves; the approver's word.
    Approve,
    /// Can live with it.
    Consent,
    /// Does not take part.
    StandAside,
    /// Objects.
    Object,
}

impl SignOffVerdict {
    /// Every verdict.
    pub const ALL: [Self; 4] = [Self::Approve, Self::Consent, Self::StandAside, Self::Object];

    /// The verdict in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Approve => "approves",
            Self::Consent => "consents",
            Self::StandAside => "stands aside",
            Self::Object => "objects",
        }
    }
}
