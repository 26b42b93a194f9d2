//! Which option takes the least nodes or money over the load to carry, and
//! where that changes.
//!
//! Nodes are a step function of the load: so many are enough up to what they
//! carry within the use planned for. Between two steps of any option nothing
//! changes, so that the regions are exact: at the steps, not on a grid.

use super::nodes::{Fleet, MOST_NODES, OneNode};
use crate::workbook::{NodeType, Workbook};

/// What options are compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outlay {
    /// Nodes.
    Nodes,
    /// Price a month.
    Price,
}

/// A stretch of load in which the same options take the least.
#[derive(Debug, Clone, PartialEq)]
pub struct OutlayRegion {
    /// The load that it begins above, in requests per second.
    pub above: f64,
    /// The highest load of it.
    pub up_to: f64,
    /// The options that take the least, by position among the fleets given;
    /// several where they tie, none where none carries the load.
    pub best: Vec<usize>,
}

/// How far loads are looked at, in requests per second: past the target and what
/// it grows to, though not past three times the target; without a target up to
/// what four nodes carry.
pub fn load_reach(workbook: &Workbook, fleets: &[Fleet]) -> f64 {
    let plan = &workbook.load_plan;
    let Some(target) = plan.target_rps else {
        return fleets.iter().map(|fleet| fleet.planned_rps(4)).fold(1.0, f64::max);
    };
    let growth = 1.0 + plan.growth_percent.unwrap_or(0.0) / 100.0;
    let grown = target * growth.powf(f64::from(plan.horizon_months) / 12.0);
    let grown = if grown.is_finite() { grown } else { target };
    (1.5 * target).max(grown.min(3.0 * target))
}

/// Steps of all options together beyond which regions are not worked out.
const MOST_STEPS: usize = 100_000;

/// Steps narrower than this share of the reach are not told apart: near the
/// limit that contention sets, each node adds next to nothing.
const NARROWEST: f64 = 1e-7;

/// The most load that n nodes of a fleet carry, n from 1, as far as it lies
/// below `reach`; the limit that nodes approach at the end, where it does too.
fn steps(fleet: &Fleet, reach: f64, most: usize) -> Option<Vec<f64>> {
    let mut steps: Vec<f64> = Vec::new();
    for nodes in 1..=MOST_NODES {
        let carried = fleet.planned_rps(nodes);
        if carried >= reach {
            return Some(steps);
        }
        if steps.last().is_some_and(|last| carried - last < reach * NARROWEST) {
            steps.extend(fleet.limit_rps().filter(|limit| *limit < reach));
            return Some(steps);
        }
        if steps.len() >= most {
            return None;
        }
        steps.push(carried);
    }
    None
}

/// What an option takes for a load; nothing where it does not carry it or has
/// no price.
pub fn outlay(fleet: &Fleet, by: Outlay, load: f64) -> Option<f64> {
    let nodes = fleet.nodes(load).ok()?;
    match by {
        Outlay::Nodes => Some(nodes as f64),
        Outlay::Price => fleet.per_month(nodes),
    }
}

/// The options that take the least for a load, by position; several where they
/// tie within a billionth.
pub fn least_outlay(fleets: &[Fleet], by: Outlay, load: f64) -> Vec<usize> {
    let taken: Vec<Option<f64>> = fleets.iter().map(|fleet| outlay(fleet, by, load)).collect();
    least_of(&taken)
}

/// Positions of the least, several where they tie within a billionth.
fn least_of(taken: &[Option<f64>]) -> Vec<usize> {
    let Some(least) = taken.iter().flatten().copied().reduce(f64::min) else { return Vec::new() };
    let ties = |it: f64| it <= least + least.abs() * 1e-9;
    (0..taken.len()).filter(|&at| taken[at].is_some_and(ties)).collect()
}

/// The regions of load from 0 to `reach` by who takes the least; nothing where
/// there are more steps than are worked out.
pub fn outlay_regions(fleets: &[Fleet], by: Outlay, reach: f64) -> Option<Vec<OutlayRegion>> {
    if !(reach.is_finite() && reach > 0.0) {
        return Some(Vec::new());
    }
    let mut edges = vec![0.0];
    for fleet in fleets {
        edges.extend(steps(fleet, reach, MOST_STEPS.saturating_sub(edges.len()))?);
    }
    Some(regions_between(edges, reach, |load| least_outlay(fleets, by, load)))
}

/// The regions between edges, from who is best within each.
fn regions_between(
    mut edges: Vec<f64>,
    reach: f64,
    best_at: impl Fn(f64) -> Vec<usize>,
) -> Vec<OutlayRegion> {
    edges.push(reach);
    edges.sort_by(f64::total_cmp);
    // Steps of two options that differ in the last bits alone are one.
    edges.dedup_by(|next, kept| *next - *kept <= reach * 1e-12 || *next - *kept <= *next * 1e-9);
    let mut regions: Vec<OutlayRegion> = Vec::new();
    for pair in edges.windows(2) {
        let best = best_at(f64::midpoint(pair[0], pair[1]));
        match regions.last_mut() {
            Some(last) if last.best == best => last.up_to = pair[1],
            _ => regions.push(OutlayRegion { above: pair[0], up_to: pair[1], best }),
        }
    }
    regions
}

/// A stretch of load that the same node type carries alone for the least price.
#[derive(Debug, Clone, PartialEq)]
pub struct OneNodeStep {
    /// The load that it begins above, in requests per second.
    pub above: f64,
    /// The highest load of it.
    pub up_to: f64,
    /// The node type.
    pub node_type: NodeType,
}

/// The node types that carry loads up to `reach` alone, the cheapest of those
/// that are enough, within the use that is planned for (0 to 1).
pub fn one_node_steps(types: &[OneNode], usage: f64, reach: f64) -> Vec<OneNodeStep> {
    let mut edges: Vec<f64> = types.iter().map(|it| (it.node_rps * usage).min(reach)).collect();
    edges.retain(|edge| edge.is_finite() && *edge > 0.0);
    edges.sort_by(f64::total_cmp);
    edges.dedup();
    let mut steps: Vec<OneNodeStep> = Vec::new();
    let mut above = 0.0;
    for edge in edges {
        let enough = types.iter().filter(|it| it.node_rps * usage >= edge);
        let cheapest = enough.reduce(|best, next| {
            if next.node_type.per_month < best.node_type.per_month { next } else { best }
        });
        let Some(OneNode { node_type, .. }) = cheapest else { break };
        match steps.last_mut() {
            Some(last) if last.node_type == *node_type => last.up_to = edge,
            _ => steps.push(OneNodeStep { above, up_to: edge, node_type: node_type.clone() }),
        }
        above = edge;
    }
    steps
}

/// The regions of load from 0 to `reach` by whose single node costs the least.
pub fn one_node_regions(options: &[Vec<OneNodeStep>], reach: f64) -> Vec<OutlayRegion> {
    let edges = options.iter().flatten().map(|step| step.up_to).filter(|edge| *edge < reach);
    let edges = std::iter::once(0.0).chain(edges).collect();
    regions_between(edges, reach, |load| {
        let prices: Vec<Option<f64>> = options
            .iter()
            .map(|steps| {
                let step = steps.iter().find(|step| step.above < load && load <= step.up_to)?;
                Some(step.node_type.per_month)
            })
            .collect();
        least_of(&prices)
    })
}

/// The load from which on one option alone takes the least, up to the end of the
/// regions, with its position; nothing where there is no change before it.
pub fn last_change(regions: &[OutlayRegion]) -> Option<(f64, usize)> {
    let last = regions.last()?;
    let [winner] = last.best[..] else { return None };
    (regions.len() > 1).then_some((last.above, winner))
}

/// The steps of an option up to `reach`, to be drawn: from a load to a load, so
/// many nodes. Nothing where there are too many to draw.
pub fn node_steps(fleet: &Fleet, reach: f64, most: usize) -> Option<Vec<(f64, f64, u64)>> {
    let mut edges = steps(fleet, reach, most)?;
    edges.retain(|edge| fleet.limit_rps().is_none_or(|limit| *edge < limit));
    let mut from = 0.0;
    let mut drawn = Vec::new();
    for (at, &edge) in edges.iter().enumerate() {
        drawn.push((from, edge, at as u64 + 1));
        from = edge;
    }
    let next = edges.len() as u64 + 1;
    if fleet.planned_rps(next) >= reach {
        drawn.push((from, reach, next));
    }
    Some(drawn)
}
