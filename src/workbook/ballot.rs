//! Judgements: scores, and the ballots that hold all that one reviewer gave.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{AlternativeId, ClaimId, CriterionId, MeasurementId, PersonId, Spread};

/// All that one reviewer gave in one round.
#[derive(Debug, Clone, PartialEq)]
pub struct Ballot {
    /// Who gave it.
    pub reviewer: PersonId,
    /// The round, from 1.
    pub round: u32,
    /// Scores, sorted by criterion and option; one per cell at most.
    pub scores: Vec<Score>,
    /// The reviewer's own raw weights, where asked for.
    pub weights: BTreeMap<CriterionId, f64>,
}

impl Ballot {
    /// An empty ballot.
    pub fn new(reviewer: PersonId, round: u32) -> Self {
        Self { reviewer, round, scores: Vec::new(), weights: BTreeMap::new() }
    }

    /// The score in a cell.
    pub fn score(&self, criterion: &CriterionId, alternative: &AlternativeId) -> Option<&Score> {
        find_score(&self.scores, criterion, alternative)
    }
}

/// The score in a cell of a sorted list of scores.
pub fn find_score<'a>(
    scores: &'a [Score],
    criterion: &CriterionId,
    alternative: &AlternativeId,
) -> Option<&'a Score> {
    scores
        .binary_search_by(|score| score.cell().cmp(&(criterion, alternative)))
        .ok()
        .map(|at| &scores[at])
}

/// Puts a score into a sorted list of scores, in place of one in the same cell.
pub fn put_score(scores: &mut Vec<Score>, score: Score) {
    match scores.binary_search_by(|other| other.cell().cmp(&score.cell())) {
        Ok(at) => scores[at] = score,
        Err(at) => scores.insert(at, score),
    }
}

/// A judgement of one option on one criterion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// The criterion.
    pub criterion: CriterionId,
    /// The option.
    pub alternative: AlternativeId,
    /// The judgement.
    pub is: Judgement,
    /// Lowest plausible performance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// Highest plausible performance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// How the performance is spread over that range.
    #[serde(default, skip_serializing_if = "Spread::is_default")]
    pub spread: Spread,
    /// How sure the reviewer is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Claims that back it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<ClaimId>,
    /// Load runs that back it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measurements: Vec<MeasurementId>,
}

impl Score {
    /// Whether it says why.
    pub fn is_reasoned(&self) -> bool {
        !self.reason.trim().is_empty()
    }

    /// A score with a judgement and nothing else.
    pub fn new(criterion: CriterionId, alternative: AlternativeId, is: Judgement) -> Self {
        Self {
            criterion,
            alternative,
            is,
            low: None,
            high: None,
            spread: Spread::default(),
            confidence: None,
            reason: String::new(),
            claims: Vec::new(),
            measurements: Vec::new(),
        }
    }

    /// What lists of scores are sorted by: criterion, then option.
    pub fn cell(&self) -> (&CriterionId, &AlternativeId) {
        (&self.criterion, &self.alternative)
    }
}

/// What a reviewer says of a cell. Unknown is not zero.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Judgement {
    /// A performance, in the criterion's units.
    Value(f64),
    /// The reviewer does not know.
    Unknown,
    /// The criterion does not apply to the option.
    NotApplicable,
}

/// How sure a reviewer is of a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Confidence {
    /// A guess.
    Low,
    /// Some ground.
    Medium,
    /// Good ground.
    High,
}

impl Confidence {
    /// Every confidence.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// The confidence in a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}
