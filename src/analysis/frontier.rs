//! Value against cost: what each further step along the front buys.
//!
//! Value is an interval scale, so value over cost means nothing by itself (it
//! changes with where 0 lies); a gain of value over the cost of that gain does.

use super::{TOLERANCE, pareto_front};

/// A step from one option to the next dearer one that none beats.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FrontierStep {
    /// Position of the cheaper point.
    pub from: usize,
    /// Position of the dearer point.
    pub to: usize,
    /// Points of value gained, more than 0.
    pub gain: f64,
    /// What they cost, more than 0.
    pub cost: f64,
    /// Cost of one point of value on this step.
    pub cost_per_point: f64,
}

/// The steps along the front of points of value (more is better) and cost
/// (less is better), by rising cost. Of points that coincide the first stands
/// for all.
pub fn frontier_steps(points: &[(f64, f64)]) -> Vec<FrontierStep> {
    let turned: Vec<(f64, f64)> = points.iter().map(|&(value, cost)| (value, -cost)).collect();
    let mut front = pareto_front(&turned);
    front.sort_by(|&a, &b| points[a].1.total_cmp(&points[b].1).then(a.cmp(&b)));
    front.dedup_by(|next, kept| points[*next].0 - points[*kept].0 <= TOLERANCE);
    front
        .windows(2)
        .map(|pair| {
            let (from, to) = (pair[0], pair[1]);
            let gain = points[to].0 - points[from].0;
            let cost = points[to].1 - points[from].1;
            FrontierStep { from, to, gain, cost, cost_per_point: cost / gain }
        })
        .collect()
}
