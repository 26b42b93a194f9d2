//! How far a weight can move before another option leads, exactly.
//!
//! One weight W moves to t while the others keep their proportions. The lead
//! of option a over b is then D(t) = t d + (1 − t) R, with d the difference of
//! their values on the criterion and R = (D − W d) / (1 − W) that on the rest:
//! linear in t, so it crosses 0 at t* = R / (R − d). The interval in which a
//! leads is the intersection over all b (Mareschal 1988; Triantaphyllou and
//! Sánchez 1997; the same closed form in O'Shea et al. 2026).

use super::{Analysis, CellState, TOLERANCE};
use crate::workbook::{Tree, Workbook};

/// The range of one node's global weight in which the leader stays first.
#[derive(Debug, Clone, PartialEq)]
pub struct Stability {
    /// Position of the node in `Workbook::criteria`.
    pub node: usize,
    /// Its weight now, 0 to 1.
    pub weight: f64,
    /// Lowest weight at which the leader still leads, 0 to 1.
    pub low: f64,
    /// Highest such weight.
    pub high: f64,
    /// Position in `Analysis::options` of who leads below `low`; nothing when
    /// no weight is that low.
    pub below: Option<usize>,
    /// Who leads above `high`.
    pub above: Option<usize>,
}

/// The weight at which two options tie, from the difference `d` of their
/// values on the criterion and `rest` on the others; nothing where the
/// difference does not depend on the weight.
pub(super) fn crossing(d: f64, rest: f64) -> Option<f64> {
    ((rest - d).abs() > TOLERANCE).then(|| rest / (rest - d))
}

/// Values of an option on one node and on the rest of the tree, each the mean
/// by weight. Unknown cells count at the middle of what is possible. Where one
/// side has no weight, its leaves count alike: there are no proportions.
pub(super) fn split(analysis: &Analysis, inside: &[bool], option: usize) -> (f64, f64) {
    let side = |which: bool| {
        let leaves = || (0..analysis.leaves.len()).filter(|&leaf| inside[leaf] == which);
        let total: f64 = leaves().map(|leaf| analysis.leaf_weight(leaf)).sum();
        let (mut sum, mut weights) = (0.0, 0.0);
        for leaf in leaves() {
            let cell = analysis.cell(option, leaf);
            if cell.state == CellState::Dropped {
                continue;
            }
            let weight = if total > 0.0 { analysis.leaf_weight(leaf) } else { 1.0 };
            sum += weight * f64::midpoint(cell.value_low, cell.value_high);
            weights += weight;
        }
        if weights > 0.0 { sum / weights } else { 0.0 }
    };
    (side(true), side(false))
}

/// The intervals for all nodes of the tree on which somebody could put weight.
pub(super) fn stability(workbook: &Workbook, tree: &Tree, analysis: &Analysis) -> Vec<Stability> {
    let Some(&leader) = analysis.order.first() else { return Vec::new() };
    let mut found = Vec::new();
    for &node in &tree.order {
        let below_node = tree.leaves_below(workbook, node);
        let inside: Vec<bool> =
            analysis.leaves.iter().map(|leaf| below_node.contains(leaf)).collect();
        let counts = (0..inside.len())
            .any(|leaf| inside[leaf] && analysis.cell(leader, leaf).state != CellState::Dropped);
        let whole = inside.iter().all(|&inside| inside);
        if !counts || whole {
            continue;
        }
        found.push(interval(analysis, node, &inside, leader));
    }
    found
}

fn interval(analysis: &Analysis, node: usize, inside: &[bool], leader: usize) -> Stability {
    let weight: f64 =
        (0..inside.len()).filter(|&leaf| inside[leaf]).map(|leaf| analysis.leaf_weight(leaf)).sum();
    let own = split(analysis, inside, leader);
    let mut result = Stability { node, weight, low: 0.0, high: 1.0, below: None, above: None };
    for &rival in analysis.order.iter().skip(1) {
        let other = split(analysis, inside, rival);
        let (d, rest) = (own.0 - other.0, own.1 - other.1);
        let Some(at) = crossing(d, rest) else { continue };
        // Ahead on the criterion and behind on the rest: a floor; the reverse:
        // a ceiling.
        if d > rest && at > result.low {
            result.low = at.min(1.0);
            result.below = Some(rival);
        } else if d < rest && at < result.high {
            result.high = at.max(0.0);
            result.above = Some(rival);
        }
    }
    result
}

/// The range of a weight in a few words: "up to 31.0 %", "any weight".
pub fn stability_words(stability: &Stability) -> String {
    let (low, high) = (super::percent(stability.low), super::percent(stability.high));
    match (stability.below, stability.above) {
        (None, None) => "any weight".to_owned(),
        (None, Some(_)) => format!("up to {high}"),
        (Some(_), None) => format!("from {low}"),
        (Some(_), Some(_)) => format!("{low} to {high}"),
    }
}
