//! Two profiles side by side: what each weighs, and who leads under each.

use super::{VerdictKind, analyse};
use crate::workbook::{ProfileId, Workbook};

/// Two profiles of a workbook compared.
#[derive(Debug, Clone, PartialEq)]
pub struct ProfileComparison {
    /// Who leads under each, with the total from lowest to highest; nothing
    /// where nobody is ranked or weights are missing.
    pub leaders: [Option<(String, f64, f64)>; 2],
    /// How firm each result is.
    pub verdicts: [VerdictKind; 2],
    /// Every scored criterion, the largest difference first.
    pub shares: Vec<ShareDifference>,
}

/// What one criterion weighs under two profiles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShareDifference {
    /// Position in `Workbook::criteria`.
    pub node: usize,
    /// Share of the whole under each, in percent as printed.
    pub percents: [f64; 2],
}

impl ShareDifference {
    /// By how many percentage points the second share is larger.
    pub fn points(&self) -> f64 {
        self.percents[1] - self.percents[0]
    }
}

/// Compares two profiles.
pub fn compare_profiles(
    workbook: &Workbook,
    first: &ProfileId,
    second: &ProfileId,
) -> ProfileComparison {
    let each = [first, second].map(|profile| analyse(workbook, Some(profile)));
    let leaders = [0, 1].map(|at| {
        let analysis: &super::Analysis = &each[at];
        let leader = analysis.leader().filter(|_| analysis.weights.is_set())?;
        Some((leader.name.clone(), leader.low, leader.high))
    });
    let verdicts = [0, 1].map(|at: usize| each[at].verdict.kind);
    let mut shares: Vec<ShareDifference> = (0..workbook.criteria.len())
        .filter(|&node| workbook.criteria[node].measure().is_some())
        .map(|node| ShareDifference {
            node,
            percents: [0, 1].map(|at: usize| each[at].weights.nodes[node].percent),
        })
        .collect();
    shares.sort_by(|a, b| b.points().abs().total_cmp(&a.points().abs()).then(a.node.cmp(&b.node)));
    ProfileComparison { leaders, verdicts, shares }
}
