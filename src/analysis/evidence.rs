//! What the claims on a criterion add up to: counted claims and independent
//! voices. What sources of one origin share counts once.

use std::collections::{BTreeMap, BTreeSet};

use super::{Analysis, percent};
use crate::workbook::{AlternativeId, Claim, Contradiction, CriterionId, Severity, Workbook};

/// The evidence on one criterion.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EvidenceTally {
    /// Claims, whether they count or not.
    pub claims: usize,
    /// Claims that count.
    pub counted: usize,
    /// Claims that are disputed, outdated or wrong.
    pub doubtful: usize,
    /// Independent voices among the claims that count.
    pub voices: usize,
    /// Counted claims and voices in favour of each option that has any.
    pub favours: BTreeMap<AlternativeId, (usize, usize)>,
    /// The gravest contradiction that touches the criterion.
    pub conflict: Option<Severity>,
}

/// The claims on a criterion, in the workbook's order.
pub fn claims_on<'a>(
    workbook: &'a Workbook,
    criterion: &'a CriterionId,
) -> impl Iterator<Item = &'a Claim> {
    workbook.claims.iter().filter(move |claim| claim.criterion.as_ref() == Some(criterion))
}

/// The contradictions that a claim on the criterion is part of, gravest first.
pub fn contradictions_on<'a>(
    workbook: &'a Workbook,
    criterion: &CriterionId,
) -> Vec<&'a Contradiction> {
    let named: BTreeSet<_> = claims_on(workbook, criterion)
        .flat_map(|claim| claim.contradictions.iter().cloned())
        .collect();
    let mut found: Vec<&Contradiction> = workbook
        .contradictions
        .iter()
        .filter(|contradiction| named.contains(&contradiction.id))
        .collect();
    found.sort_by_key(|contradiction| std::cmp::Reverse(contradiction.severity));
    found
}

/// Adds up the claims on a criterion.
pub fn tally(workbook: &Workbook, criterion: &CriterionId) -> EvidenceTally {
    let mut tally = EvidenceTally::default();
    let mut voices = BTreeSet::new();
    let mut favouring: BTreeMap<AlternativeId, (usize, BTreeSet<&str>)> = BTreeMap::new();
    for claim in claims_on(workbook, criterion) {
        tally.claims += 1;
        tally.doubtful += usize::from(claim.verdict.is_doubtful());
        if !claim.counts() {
            continue;
        }
        tally.counted += 1;
        let voice =
            workbook.source(&claim.source).map_or(claim.source.as_str(), |source| source.voice());
        voices.insert(voice);
        if let Some(option) = &claim.favours {
            let entry = favouring.entry(option.clone()).or_default();
            entry.0 += 1;
            entry.1.insert(voice);
        }
    }
    tally.voices = voices.len();
    tally.favours = favouring
        .into_iter()
        .map(|(option, (claims, voices))| (option, (claims, voices.len())))
        .collect();
    tally.conflict =
        contradictions_on(workbook, criterion).first().map(|contradiction| contradiction.severity);
    tally
}

/// How much of the weight stands on evidence, in shares of the whole, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Backing {
    /// On criteria with a claim that counts.
    pub claims: f64,
    /// On criteria with claims of two independent voices or more.
    pub voices: f64,
    /// On criteria that a contradiction of medium or high severity touches.
    pub contested: f64,
}

impl Backing {
    /// It in a sentence.
    pub fn sentence(&self) -> String {
        let contested = if self.contested > 0.0 {
            format!(
                "; on {} sources contradict each other in what matters",
                percent(self.contested)
            )
        } else {
            String::new()
        };
        format!(
            "{} of the weight rests on claims, {} on two voices or more{contested}.",
            percent(self.claims),
            percent(self.voices)
        )
    }
}

/// Adds up the weight that stands on evidence. `tallies` holds one tally for
/// each criterion, in the workbook's order.
pub fn backing(analysis: &Analysis, tallies: &[EvidenceTally]) -> Backing {
    let mut backing = Backing::default();
    for (leaf, node) in analysis.leaves.iter().enumerate() {
        let Some(tally) = tallies.get(*node) else { continue };
        let weight = analysis.leaf_weight(leaf);
        let share = |holds: bool| if holds { weight } else { 0.0 };
        backing.claims += share(tally.counted > 0);
        backing.voices += share(tally.voices > 1);
        backing.contested += share(tally.conflict.is_some_and(|it| it >= Severity::Medium));
    }
    backing
}
