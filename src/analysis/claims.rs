//! Looking through the claims: which pass a filter, what uses a claim, what a
//! source comes to, and which sources speak with one voice.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::workbook::{
    AlternativeId, Claim, ClaimId, ClaimVerdict, Contradiction, ContradictionId, CriterionId,
    ProfileId, QuestionId, RequirementId, SourceId, Treatment, Workbook,
};

/// What claims are looked for. An empty filter lets all pass.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ClaimFilter {
    /// Words that must all occur in the claim, its note, place, names or id;
    /// capitals do not matter.
    pub text: String,
    /// The source that makes it.
    pub source: Option<SourceId>,
    /// The option that it speaks about or favours.
    pub option: Option<AlternativeId>,
    /// The criterion that it bears on.
    pub criterion: Option<CriterionId>,
    /// Its verdict.
    pub verdict: Option<ClaimVerdict>,
    /// Its treatment.
    pub treatment: Option<Treatment>,
}

impl ClaimFilter {
    /// Whether every claim passes.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a claim passes. `words` are those of [`ClaimFilter::words`].
    fn passes(&self, claim: &Claim, words: &[String]) -> bool {
        self.source.as_ref().is_none_or(|source| claim.source == *source)
            && self.option.as_ref().is_none_or(|option| {
                claim.about.contains(option) || claim.favours.as_ref() == Some(option)
            })
            && self
                .criterion
                .as_ref()
                .is_none_or(|criterion| claim.criterion.as_ref() == Some(criterion))
            && self.verdict.is_none_or(|verdict| claim.verdict == verdict)
            && self.treatment.is_none_or(|treatment| claim.treatment == treatment)
            && (words.is_empty() || holds_all(claim, words))
    }

    fn words(&self) -> Vec<String> {
        self.text.split_whitespace().map(str::to_lowercase).collect()
    }
}

fn holds_all(claim: &Claim, words: &[String]) -> bool {
    let mut text = String::new();
    for part in [
        claim.id.as_str(),
        &claim.text,
        &claim.verdict_note,
        &claim.heading,
        &claim.locator,
        &claim.quantity,
        &claim.unit,
    ] {
        text.push_str(part);
        text.push('\n');
    }
    for entity in &claim.entities {
        text.push_str(entity);
        text.push('\n');
    }
    let text = text.to_lowercase();
    words.iter().all(|word| text.contains(word.as_str()))
}

/// Positions in `Workbook::claims` of the claims that pass, in their order.
pub fn filter_claims(workbook: &Workbook, filter: &ClaimFilter) -> Vec<usize> {
    let words = filter.words();
    (0..workbook.claims.len()).filter(|&at| filter.passes(&workbook.claims[at], &words)).collect()
}

/// What some claims come to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClaimSummary {
    /// How many there are.
    pub claims: usize,
    /// How many of them count.
    pub counted: usize,
    /// How many are disputed, outdated or wrong.
    pub doubtful: usize,
    /// How many have each verdict; only verdicts that occur.
    pub verdicts: BTreeMap<ClaimVerdict, usize>,
}

impl ClaimSummary {
    /// Adds up some claims.
    pub fn of<'a>(claims: impl IntoIterator<Item = &'a Claim>) -> Self {
        let mut summary = Self::default();
        for claim in claims {
            summary.claims += 1;
            summary.counted += usize::from(claim.counts());
            summary.doubtful += usize::from(claim.verdict.is_doubtful());
            *summary.verdicts.entry(claim.verdict).or_default() += 1;
        }
        summary
    }

    /// Share of disputed, outdated and wrong claims, 0 to 1; nothing without
    /// claims.
    pub fn doubtful_share(&self) -> Option<f64> {
        (self.claims > 0).then(|| self.doubtful as f64 / self.claims as f64)
    }
}

/// Everything that uses a claim.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClaimUses {
    /// Cells with a score that cites it, and whose scores these are, in the
    /// order of the cells.
    pub cells: Vec<CitingCell>,
    /// Contradictions that it is part of, named on either side.
    pub contradictions: Vec<ContradictionId>,
    /// Profiles that use it.
    pub profiles: Vec<ProfileId>,
    /// Questions asked because of it.
    pub questions: Vec<QuestionId>,
    /// Requirements that rest on it.
    pub requirements: Vec<RequirementId>,
}

/// A cell of the matrix with scores that cite a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitingCell {
    /// The cell's criterion.
    pub criterion: CriterionId,
    /// The cell's option.
    pub alternative: AlternativeId,
    /// Whether the reading of the sources cites it.
    pub baseline: bool,
    /// How many reviewers' scores cite it, over all rounds.
    pub reviewers: usize,
}

/// Finds everything that uses a claim.
pub fn claim_uses(workbook: &Workbook, claim: &Claim) -> ClaimUses {
    let id = &claim.id;
    let mut cells: BTreeMap<(&CriterionId, &AlternativeId), (bool, BTreeSet<&str>)> =
        BTreeMap::new();
    for score in workbook.baseline.iter().filter(|score| score.claims.contains(id)) {
        cells.entry(score.cell()).or_default().0 = true;
    }
    for ballot in &workbook.ballots {
        for score in ballot.scores.iter().filter(|score| score.claims.contains(id)) {
            cells.entry(score.cell()).or_default().1.insert(ballot.reviewer.as_str());
        }
    }
    let expects = |profile: &crate::workbook::Profile| {
        profile.expected.as_ref().is_some_and(|expected| {
            expected.supporting.contains(id) || expected.against.contains(id)
        })
    };
    ClaimUses {
        cells: cells
            .into_iter()
            .map(|((criterion, alternative), (baseline, reviewers))| CitingCell {
                criterion: criterion.clone(),
                alternative: alternative.clone(),
                baseline,
                reviewers: reviewers.len(),
            })
            .collect(),
        contradictions: workbook
            .contradictions
            .iter()
            .filter(|other| claim.contradictions.contains(&other.id) || other.claims.contains(id))
            .map(|other| other.id.clone())
            .collect(),
        profiles: workbook
            .profiles
            .iter()
            .filter(|profile| claim.profiles.contains(&profile.id) || expects(profile))
            .map(|profile| profile.id.clone())
            .collect(),
        questions: workbook
            .questions
            .iter()
            .filter(|question| {
                claim.questions.contains(&question.id) || question.claims.contains(id)
            })
            .map(|question| question.id.clone())
            .collect(),
        requirements: workbook
            .requirements
            .iter()
            .filter(|requirement| requirement.claims.contains(id))
            .map(|requirement| requirement.id.clone())
            .collect(),
    }
}

/// The claims that belong to a contradiction, named on either side, in the
/// workbook's order.
pub fn claims_in<'a>(
    workbook: &'a Workbook,
    contradiction: &'a Contradiction,
) -> impl Iterator<Item = &'a Claim> {
    let named: BTreeSet<&ClaimId> = contradiction.claims.iter().collect();
    workbook.claims.iter().filter(move |claim| {
        named.contains(&claim.id) || claim.contradictions.contains(&contradiction.id)
    })
}

/// Sources among the given ones that share an origin, two or more to a voice:
/// whatever they agree on is said once.
pub fn shared_voices<'a>(
    workbook: &'a Workbook,
    sources: impl IntoIterator<Item = &'a SourceId>,
) -> Vec<Vec<SourceId>> {
    let mut voices: BTreeMap<&str, BTreeSet<&SourceId>> = BTreeMap::new();
    for id in sources {
        if let Some(source) = workbook.source(id)
            && !source.origin.is_empty()
        {
            voices.entry(source.voice()).or_default().insert(&source.id);
        }
    }
    voices
        .into_values()
        .filter(|sources| sources.len() > 1)
        .map(|sources| sources.into_iter().cloned().collect())
        .collect()
}
