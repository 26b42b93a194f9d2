//! Scores that rest on a run which was replaced since.

use std::collections::BTreeSet;

use super::runs::replacements;
use crate::workbook::{AlternativeId, CriterionId, MeasurementId, PersonId, Score, Workbook};

/// A score in force that cites a run which another replaced since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaleScore {
    /// Who gave it; nothing for what was read from the sources.
    pub reviewer: Option<PersonId>,
    /// The round in which it was given; 0 for the sources.
    pub round: u32,
    /// The criterion.
    pub criterion: CriterionId,
    /// The option.
    pub alternative: AlternativeId,
    /// The run that it cites.
    pub replaced: MeasurementId,
    /// The run that stands for it today.
    pub newest: MeasurementId,
}

/// The scores in force that rest on replaced runs: those of the sources first,
/// then by reviewer. A score that cites the newest run too was looked at since.
pub fn stale(workbook: &Workbook) -> Vec<StaleScore> {
    let newer = replacements(workbook);
    if newer.is_empty() {
        return Vec::new();
    }
    let cited = |score: &Score| -> Option<(MeasurementId, MeasurementId)> {
        score.measurements.iter().find_map(|id| {
            let newest = *newer.get(id)?;
            (!score.measurements.contains(newest)).then(|| (id.clone(), newest.clone()))
        })
    };
    let entry = |reviewer: Option<&PersonId>, round, score: &Score| {
        let (replaced, newest) = cited(score)?;
        Some(StaleScore {
            reviewer: reviewer.cloned(),
            round,
            criterion: score.criterion.clone(),
            alternative: score.alternative.clone(),
            replaced,
            newest,
        })
    };
    let mut found: Vec<StaleScore> = Vec::new();
    // Where a reviewer has scored, the sources are not in force.
    let mut reviewed: BTreeSet<(&CriterionId, &AlternativeId)> = BTreeSet::new();
    for (at, ballot) in workbook.ballots.iter().enumerate() {
        // Ballots are sorted by reviewer and round: later ones are newer.
        let later: Vec<_> = workbook.ballots[at + 1..]
            .iter()
            .take_while(|other| other.reviewer == ballot.reviewer)
            .collect();
        for score in ballot.scores.iter().filter(|score| !score.measurements.is_empty()) {
            let newer_one = |other: &&std::sync::Arc<crate::workbook::Ballot>| {
                other.score(&score.criterion, &score.alternative).is_some()
            };
            if !later.iter().any(newer_one) {
                found.extend(entry(Some(&ballot.reviewer), ballot.round, score));
            }
        }
    }
    for score in workbook.baseline.iter().filter(|score| cited(score).is_some()) {
        let given = |ballot: &std::sync::Arc<crate::workbook::Ballot>| {
            ballot.score(&score.criterion, &score.alternative).is_some()
        };
        if workbook.ballots.iter().any(given) {
            reviewed.insert(score.cell());
        }
    }
    let mut all: Vec<StaleScore> = workbook
        .baseline
        .iter()
        .filter(|score| !reviewed.contains(&score.cell()))
        .filter_map(|score| entry(None, 0, score))
        .collect();
    all.append(&mut found);
    all
}

/// The score with today's runs in place of those replaced: looked at again, and
/// kept.
pub fn recited(workbook: &Workbook, score: &Score) -> Score {
    let newer = replacements(workbook);
    let mut measurements: Vec<MeasurementId> = Vec::new();
    for id in &score.measurements {
        let id = newer.get(id).copied().unwrap_or(id);
        if !measurements.contains(id) {
            measurements.push(id.clone());
        }
    }
    Score { measurements, ..score.clone() }
}
