//! Evidence in words: sources, what they claim, and where they disagree.

use serde::{Deserialize, Serialize};

use super::{
    AlternativeId, ClaimId, ContradictionId, CriterionId, ProfileId, QuestionId, SourceId,
};

/// Where claims come from: an article, a report, a conversation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Stable id.
    pub id: SourceId,
    /// Title as printed.
    pub title: String,
    /// Author or publisher as printed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// Date as printed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// Where it can be found: a link or a file name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// What it covers.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub covers: String,
    /// Evident problems of quality.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub problems: String,
    /// Sources with the same word here share an origin and count as one voice.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub origin: String,
}

impl Source {
    /// What tells this source's voice from others: its origin or else its id.
    pub fn voice(&self) -> &str {
        if self.origin.is_empty() { self.id.as_str() } else { &self.origin }
    }
}

/// One statement of a source, restated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Stable id.
    pub id: ClaimId,
    /// The source that makes it.
    pub source: SourceId,
    /// Heading in the source under which it stands.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub heading: String,
    /// Line and sentence in the source.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub locator: String,
    /// What is claimed, right or wrong.
    pub text: String,
    /// The options that it speaks about; empty when it is general.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<AlternativeId>,
    /// The criterion that it bears on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criterion: Option<CriterionId>,
    /// The option that gains if it is believed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub favours: Option<AlternativeId>,
    /// How firmly the source puts it, not how true it is.
    pub strength: ClaimStrength,
    /// Fact, opinion, number, example, guidance.
    pub kind: ClaimKind,
    /// Number as given, with bounds as given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub quantity: String,
    /// Unit of the number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// How true it is, as far as is known.
    pub verdict: ClaimVerdict,
    /// Why that verdict, with the correction where it is wrong.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub verdict_note: String,
    /// Whether it counts.
    pub treatment: Treatment,
    /// Technologies, companies and fields that it names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entities: Vec<String>,
    /// Contradictions that it is part of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contradictions: Vec<ContradictionId>,
    /// Profiles that use it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub profiles: Vec<ProfileId>,
    /// Questions that use it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<QuestionId>,
}

impl Claim {
    /// Whether it counts as evidence: neither wrong, nor for show, nor context.
    pub fn counts(&self) -> bool {
        matches!(self.treatment, Treatment::Count | Treatment::CountWithCaveat)
    }
}

/// How firmly a source puts a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ClaimStrength {
    /// In passing.
    Weak,
    /// Plainly.
    Moderate,
    /// With emphasis.
    Strong,
}

impl ClaimStrength {
    /// Every strength.
    pub const ALL: [Self; 3] = [Self::Weak, Self::Moderate, Self::Strong];

    /// The strength in a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Weak => "weak",
            Self::Moderate => "moderate",
            Self::Strong => "strong",
        }
    }
}

/// What sort of statement a claim is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ClaimKind {
    /// Stated as a fact.
    Fact,
    /// A judgement.
    Opinion,
    /// A number.
    Number,
    /// A case.
    Example,
    /// Advice.
    Guidance,
}

impl ClaimKind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::Fact, Self::Opinion, Self::Number, Self::Example, Self::Guidance];

    /// The kind in a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fact => "fact",
            Self::Opinion => "opinion",
            Self::Number => "number",
            Self::Example => "example",
            Self::Guidance => "guidance",
        }
    }
}

/// How true a claim is, as far as is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ClaimVerdict {
    /// Holds.
    True,
    /// Holds in part.
    PartlyTrue,
    /// A judgement that cannot be true or false.
    Opinion,
    /// Contested.
    Disputed,
    /// Held once.
    Outdated,
    /// Does not hold.
    Wrong,
    /// Could not be checked.
    Unverifiable,
}

impl ClaimVerdict {
    /// Every verdict.
    pub const ALL: [Self; 7] = [
        Self::True,
        Self::PartlyTrue,
        Self::Opinion,
        Self::Disputed,
        Self::Outdated,
        Self::Wrong,
        Self::Unverifiable,
    ];

    /// The verdict in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::True => "true",
            Self::PartlyTrue => "partly true",
            Self::Opinion => "opinion",
            Self::Disputed => "disputed",
            Self::Outdated => "outdated",
            Self::Wrong => "wrong",
            Self::Unverifiable => "unverifiable",
        }
    }

    /// Whether the claim should not be relied on.
    pub fn is_doubtful(self) -> bool {
        matches!(self, Self::Disputed | Self::Outdated | Self::Wrong)
    }
}

/// Whether a claim counts as evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Treatment {
    /// Counts.
    Count,
    /// Counts, with its caveat shown.
    CountWithCaveat,
    /// Shown with its correction; adds nothing.
    ShowNotCount,
    /// Background only.
    ContextOnly,
}

impl Treatment {
    /// Every treatment.
    pub const ALL: [Self; 4] =
        [Self::Count, Self::CountWithCaveat, Self::ShowNotCount, Self::ContextOnly];

    /// The treatment in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Count => "counts",
            Self::CountWithCaveat => "counts, with a caveat",
            Self::ShowNotCount => "shown, not counted",
            Self::ContextOnly => "context only",
        }
    }
}

/// A place where sources disagree with each other, with themselves or with
/// known facts, and what was concluded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contradiction {
    /// Stable id.
    pub id: ContradictionId,
    /// What it is about, as a title or question.
    pub topic: String,
    /// Between what.
    pub kind: ContradictionKind,
    /// How much hangs on it.
    pub severity: Severity,
    /// The claims involved.
    pub claims: Vec<ClaimId>,
    /// What the sources say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub said: String,
    /// What the reader of the sources concludes.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub conclusion: String,
    /// What follows for this workbook.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub consequence: String,
}

/// Between what a contradiction lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ContradictionKind {
    /// Two sources.
    BetweenSources,
    /// One source with itself.
    InsideOneSource,
    /// A source and known facts.
    AgainstKnownFacts,
    /// Premise and conclusion.
    FaultyReasoning,
}

impl ContradictionKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [
        Self::BetweenSources,
        Self::InsideOneSource,
        Self::AgainstKnownFacts,
        Self::FaultyReasoning,
    ];

    /// The kind in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::BetweenSources => "between sources",
            Self::InsideOneSource => "inside one source",
            Self::AgainstKnownFacts => "against known facts",
            Self::FaultyReasoning => "faulty reasoning",
        }
    }
}

/// How much hangs on a contradiction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// Little.
    Low,
    /// A score's range.
    Medium,
    /// The result may.
    High,
}

impl Severity {
    /// Every severity.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// The severity in a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}
