//! Dominance and the Pareto set.

use super::{Analysis, TOLERANCE};

/// One option is at least as good as another on every criterion that counts,
/// whatever the weights, and better on at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dominance {
    /// Position in `Analysis::options` of the better one.
    pub better: usize,
    /// Position of the other.
    pub worse: usize,
    /// Whether it is better on every criterion, not only on some.
    pub strict: bool,
}

/// Every pair of ranked options of which one dominates the other. Unknown
/// cells count as the worst for the better and the best for the other, so
/// that what is listed holds whatever they turn out to be.
pub(super) fn dominance(analysis: &Analysis) -> Vec<Dominance> {
    let counted: Vec<usize> =
        (0..analysis.leaves.len()).filter(|&leaf| analysis.leaf_weight(leaf) > 0.0).collect();
    let mut found = Vec::new();
    for &better in &analysis.order {
        for &worse in &analysis.order {
            if better == worse || counted.is_empty() {
                continue;
            }
            let (mut all, mut any, mut strict) = (true, false, true);
            for &leaf in &counted {
                let lead =
                    analysis.cell(better, leaf).value_low - analysis.cell(worse, leaf).value_high;
                all &= lead >= -TOLERANCE;
                any |= lead > TOLERANCE;
                strict &= lead > TOLERANCE;
            }
            if all && any {
                found.push(Dominance { better, worse, strict });
            }
        }
    }
    found
}

/// Positions of the points that no other point beats: none is at least as high
/// in both coordinates and higher in one. Points that coincide stay together.
pub fn pareto_front(points: &[(f64, f64)]) -> Vec<usize> {
    (0..points.len())
        .filter(|&at| {
            let (x, y) = points[at];
            !points.iter().any(|&(other_x, other_y)| {
                other_x >= x - TOLERANCE
                    && other_y >= y - TOLERANCE
                    && (other_x > x + TOLERANCE || other_y > y + TOLERANCE)
            })
        })
        .collect()
}
