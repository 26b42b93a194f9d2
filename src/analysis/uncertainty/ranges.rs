//! Ranges of weights: where they begin, how they get room, and what a
//! concentration means for one weight.

use std::collections::BTreeMap;

use super::beta::beta_quantile;
use crate::analysis::{Analysis, CellState, percent};
use crate::workbook::{CriterionId, WeightFreedom, Workbook};

/// How far a range reaches to begin with, as a part of the stated share.
const REACH: f64 = 0.5;
/// How far beyond just enough ranges are widened, so that there is something
/// to draw.
const ROOM: f64 = 0.2;

/// Positions in `Analysis::leaves` of the criteria whose weights are drawn.
pub fn weighted(analysis: &Analysis) -> Vec<usize> {
    (0..analysis.leaves.len())
        .filter(|&leaf| analysis.leaf_weight(leaf) > 0.0)
        .filter(|&leaf| {
            analysis.order.iter().all(|&at| analysis.cell(at, leaf).state != CellState::Dropped)
        })
        .collect()
}

/// Ranges to begin with: from half of each stated share to half as much again,
/// which always leave room.
pub fn first_ranges(workbook: &Workbook, analysis: &Analysis) -> BTreeMap<CriterionId, (f64, f64)> {
    weighted(analysis)
        .into_iter()
        .map(|leaf| {
            let share = analysis.leaf_weight(leaf);
            let id = workbook.criteria[analysis.leaves[leaf]].id.clone();
            (id, (round(share * (1.0 - REACH)), round((share * (1.0 + REACH)).min(1.0))))
        })
        .collect()
}

/// The ranges of the workbook, widened just so far that shares within them can
/// add to 100 %, with a little to spare: lower ends lowered or upper ends
/// raised, each in proportion. Nothing where weights are not held in ranges.
pub fn widened_ranges(
    workbook: &Workbook,
    analysis: &Analysis,
) -> Option<BTreeMap<CriterionId, (f64, f64)>> {
    let WeightFreedom::Within(ranges) = &workbook.uncertainty.weights else { return None };
    let mut ranges = ranges.clone();
    let ids: Vec<&CriterionId> = weighted(analysis)
        .into_iter()
        .map(|leaf| &workbook.criteria[analysis.leaves[leaf]].id)
        .collect();
    let of = |ranges: &BTreeMap<CriterionId, (f64, f64)>, id: &CriterionId| {
        ranges.get(id).copied().unwrap_or((0.0, 1.0))
    };
    let least: f64 = ids.iter().map(|id| of(&ranges, id).0).sum();
    let most: f64 = ids.iter().map(|id| of(&ranges, id).1).sum();
    for id in ids {
        let (mut low, mut high) = of(&ranges, id);
        if least > 1.0 {
            low = floor(low / least * (1.0 - ROOM));
        }
        if most < 1.0 {
            let wanted = if most > 0.0 { high / most * (1.0 + ROOM) } else { 1.0 };
            high = ceil(wanted).min(1.0);
        }
        ranges.insert(id.clone(), (low, high.max(low)));
    }
    Some(ranges)
}

/// Where a stated share lies in nine of ten draws around it, 0 to 1: the
/// quantiles 5 and 95 % of the beta distribution that the Dirichlet
/// distribution with this concentration leaves for one share.
pub fn around_share(share: f64, concentration: f64) -> (f64, f64) {
    let end = |p| beta_quantile(p, share * concentration, (1.0 - share) * concentration);
    match (end(0.05), end(0.95)) {
        (Some(low), Some(high)) => (low, high),
        _ => (share, share),
    }
}

/// What a concentration means for the heaviest criterion, a sentence.
pub fn around_words(workbook: &Workbook, analysis: &Analysis, concentration: f64) -> String {
    let heaviest = weighted(analysis)
        .into_iter()
        .rev()
        .max_by(|a, b| analysis.leaf_weight(*a).total_cmp(&analysis.leaf_weight(*b)));
    let Some(leaf) = heaviest else { return String::new() };
    let share = analysis.leaf_weight(leaf);
    let name = &workbook.criteria[analysis.leaves[leaf]].name;
    let (low, high) = around_share(share, concentration);
    format!(
        "{name}, stated at {}, lies between {} and {} in nine of ten draws.",
        percent(share),
        percent(low),
        percent(high)
    )
}

/// To a tenth of a percent, so that ranges read well.
fn round(share: f64) -> f64 {
    (share * 1000.0).round() / 1000.0
}

fn floor(share: f64) -> f64 {
    (share * 1000.0).floor() / 1000.0
}

fn ceil(share: f64) -> f64 {
    (share * 1000.0).ceil() / 1000.0
}
