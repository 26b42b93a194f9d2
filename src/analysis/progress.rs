//! How far a decision has come: what is answered, scored, judged and backed.
//! Counts only; what is wrong with them is told by checks and diagnostics.

use std::collections::BTreeSet;

use super::{Analysis, CellOrigin, CellState, GateBasis};
use crate::workbook::{CriterionId, GateVerdict, Weighting, Workbook};

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// What is done.
    pub done: usize,
    /// What there is to do.
    pub of: usize,
}

impl Count {
    /// The share done, 0 to 1; nothing where there is nothing to do.
    pub fn share(self) -> Option<f64> {
        (self.of > 0).then(|| self.done as f64 / self.of as f64)
    }

    /// Whether nothing is left to do, though there was something.
    pub fn is_complete(self) -> bool {
        self.of > 0 && self.done == self.of
    }
}

/// How far a decision has come under one profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Questions of the questionnaire that have an answer.
    pub questions: Count,
    /// Scores of options still in the running that are known or do not apply.
    pub scores: Count,
    /// Those of them that reviewers gave.
    pub reviewed: usize,
    /// Scored criteria with at least one claim that counts, or fed by a
    /// measurement.
    pub evidence: Count,
    /// Judgements of options still in the running at the musts that hold.
    pub musts: Count,
    /// Scored criteria to which the profile gives a weight, also one of 0.
    pub weights: Count,
}

/// Counts how far the decision has come.
pub fn progress(workbook: &Workbook, analysis: &Analysis) -> Progress {
    let mut progress = Progress {
        questions: Count {
            done: workbook.questions.len().saturating_sub(analysis.questionnaire.open.len()),
            of: workbook.questions.len(),
        },
        ..Progress::default()
    };
    for (at, option) in workbook.alternatives.iter().enumerate() {
        if option.dropped.is_some() {
            continue;
        }
        for leaf in 0..analysis.leaves.len() {
            let cell = analysis.cell(at, leaf);
            progress.scores.of += 1;
            progress.scores.done += usize::from(cell.state != CellState::Unknown);
            progress.reviewed += usize::from(matches!(cell.origin, CellOrigin::Reviewers(_)));
        }
        for gate in analysis.options.get(at).map_or(&[][..], |result| &result.gates) {
            let judged = gate.verdict != GateVerdict::Open && gate.basis != GateBasis::Nothing;
            progress.musts.of += 1;
            progress.musts.done += usize::from(judged);
        }
    }
    let given = profile_weights(workbook, analysis);
    for &leaf in &analysis.leaves {
        progress.weights.of += 1;
        let counts = analysis.weights.nodes[leaf].global > 0.0;
        progress.weights.done += usize::from(counts || given.contains(&workbook.criteria[leaf].id));
    }
    let backed: BTreeSet<_> = workbook
        .claims
        .iter()
        .filter(|claim| claim.counts())
        .filter_map(|claim| claim.criterion.as_ref())
        .collect();
    for &leaf in &analysis.leaves {
        let criterion = &workbook.criteria[leaf];
        let fed = analysis
            .fed
            .iter()
            .filter(|it| analysis.leaves.get(it.leaf) == Some(&leaf))
            .any(|it| it.cells.iter().any(|cell| cell.reading.is_ok()));
        progress.evidence.of += 1;
        progress.evidence.done += usize::from(fed || backed.contains(&criterion.id));
    }
    progress
}

/// The criteria to which the profile in force gives a weight of its own.
fn profile_weights<'a>(workbook: &'a Workbook, analysis: &Analysis) -> BTreeSet<&'a CriterionId> {
    let profile = analysis.profile.as_ref().and_then(|id| workbook.profile(id));
    profile
        .filter(|it| matches!(it.weighting, Weighting::AcrossTree | Weighting::WithinFamily))
        .map(|profile| profile.weights.keys().collect())
        .unwrap_or_default()
}
