//! Weight moved from one criterion to another, the others as they are.

use super::super::{Analysis, Reach, TOLERANCE};
use super::{Table, effort, is_behind, rivals};

/// Weight moved between two criteria so that an option leads.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightSwap {
    /// Position in `Analysis::leaves` of the criterion that gives.
    pub giver: usize,
    /// Position of the criterion that takes.
    pub taker: usize,
    /// Weight of the giver now, 0 to 1.
    pub giver_now: f64,
    /// Weight of the taker now.
    pub taker_now: f64,
    /// Weight moved.
    pub moved: f64,
    /// Whether it can be had: both within half and double.
    pub reach: Reach,
    /// How much it takes, as in [`super::Way::effort`]: the larger of the two.
    pub effort: f64,
}

/// The least effort at which weight moved from one criterion to another puts
/// an option level with or ahead of all others; nothing where no two will do.
///
/// Moving s from k to l changes the lead over r by s (d_rl − d_rk), d_r being
/// the differences of the values: half-lines in s, one for each rival.
pub fn weight_swap(analysis: &Analysis, option: usize) -> Option<WeightSwap> {
    let &leader = analysis.order.first()?;
    if !is_behind(analysis, option) {
        return None;
    }
    let table = Table::of(analysis);
    let gaps: Vec<(f64, Vec<f64>)> = rivals(analysis, option)
        .filter(|&rival| rival != leader)
        .map(|rival| (table.totals[rival] - table.totals[option], table.lead(option, rival)))
        .collect();
    let gap = table.totals[leader] - table.totals[option];
    let lead = table.lead(option, leader);
    let mut best: Option<(f64, f64, usize, usize)> = None;
    for giver in 0..lead.len() {
        for taker in 0..lead.len() {
            let gain = lead[taker] - lead[giver];
            if gain <= 0.0 || gap > gain * table.weights[giver] + TOLERANCE {
                continue;
            }
            let Some(moved) = least(gap / gain, &gaps, giver, taker, table.weights[giver]) else {
                continue;
            };
            let cost = effort::weight(table.weights[giver], table.weights[giver] - moved)
                .max(effort::weight(table.weights[taker], table.weights[taker] + moved));
            if best.is_none_or(|(least, amount, ..)| {
                cost < least - 1e-12 || (cost <= least + 1e-12 && moved < amount - 1e-12)
            }) {
                best = Some((cost, moved, giver, taker));
            }
        }
    }
    best.map(|(effort, moved, giver, taker)| WeightSwap {
        giver: table.leaves[giver],
        taker: table.leaves[taker],
        giver_now: table.weights[giver],
        taker_now: table.weights[taker],
        moved,
        reach: effort::reach(effort),
        effort,
    })
}

/// The least amount, from that which levels the leader, at which no other
/// rival is ahead; at most `most`.
fn least(
    start: f64,
    gaps: &[(f64, Vec<f64>)],
    giver: usize,
    taker: usize,
    most: f64,
) -> Option<f64> {
    let (mut low, mut high) = (start, most);
    for (gap, lead) in gaps {
        let gain = lead[taker] - lead[giver];
        if gain > 0.0 {
            low = low.max(gap / gain);
        } else if *gap > TOLERANCE {
            return None;
        } else if gain < 0.0 {
            high = high.min(gap / gain);
        }
    }
    (low <= high + 1e-12).then_some(low.min(most))
}
