//! How many nodes a load takes, and what they cost.
//!
//! Nodes of one kind share the work by the scalability law without coherency:
//! n nodes that carry c each alone carry n·c / (1 + σ (n − 1)) together, with σ
//! the share of work that cannot be shared (Amdahl 1967; Gunther 2007, Guerrilla
//! Capacity Planning, chapter 4, equation 4.11 for hardware). The same law takes
//! a capacity from the cores that were measured to those of a node type. Of what
//! nodes carry, only the use that is planned for is counted on: n is the least
//! number with n·c / (1 + σ (n − 1)) ≥ load / use.
//!
//! Prices are by the month of 730 hours (8760 hours a year by twelve).

use super::capacity::{Capacity, NoCapacity, capacity_in, median_of};
use crate::workbook::{AlternativeId, NodeType, Workbook};

/// Hours of a month: 8760 of a year by twelve.
pub const HOURS_A_MONTH: f64 = 730.0;
/// More nodes than these are not counted.
pub const MOST_NODES: u64 = 1_000_000;
/// A load that nodes miss by no more than this share counts as carried, so that
/// rounding of 700 / 0.7 buys no node.
const SLACK: f64 = 1e-9;

/// Requests of a month at a rate, in millions.
pub fn millions_a_month(rps: f64) -> f64 {
    rps * HOURS_A_MONTH * 3600.0 / 1e6
}

/// What p units of a thing carry together, against one: p / (1 + σ (p − 1)) with
/// σ from 0 to 1. Less than one unit carries its share.
pub fn shared_capacity(units: f64, contention: f64) -> f64 {
    if units <= 1.0 {
        return units.max(0.0);
    }
    units / (1.0 + contention * (units - 1.0))
}

/// What a node of n carries against one that is alone, 0 to 1:
/// 1 / (1 + σ (n − 1)) (Gunther 2007, efficiency C(n)/n).
pub fn node_efficiency(nodes: f64, contention: f64) -> f64 {
    if nodes <= 1.0 { 1.0 } else { shared_capacity(nodes, contention) / nodes }
}

/// Nodes of one kind that run an option.
#[derive(Debug, Clone, PartialEq)]
pub struct Fleet {
    /// The option.
    pub option: AlternativeId,
    /// What one node carries as it was measured.
    pub capacity: Capacity,
    /// The node type; nothing without a price table: then a node is a machine
    /// like the one measured.
    pub node_type: Option<NodeType>,
    /// Requests per second that one node carries, scaled to the cores of the
    /// node type: the median over the runs.
    pub node_rps: f64,
    /// Lowest and highest of it over the runs.
    pub node_range: (f64, f64),
    /// Whether it was scaled: the cores of every run and those of the node type
    /// are known. Where not, a node is taken to carry what was measured.
    pub scaled: bool,
    /// Contention among nodes, 0 to 1.
    contention: f64,
    /// Use that is planned for, more than 0 and at most 1.
    usage: f64,
}

impl Fleet {
    /// Requests per second that so many nodes carry, within the use planned for.
    pub fn planned_rps(&self, nodes: u64) -> f64 {
        self.usage * self.full_rps(nodes)
    }

    /// Requests per second that so many nodes carry at their limit.
    pub fn full_rps(&self, nodes: u64) -> f64 {
        self.node_rps * shared_capacity(nodes as f64, self.contention)
    }

    /// Requests per second that no number of nodes reaches, within the use
    /// planned for; nothing where there is no such limit.
    pub fn limit_rps(&self) -> Option<f64> {
        (self.contention > 0.0).then(|| self.usage * self.node_rps / self.contention)
    }

    /// The least number of nodes that carries a load.
    pub fn nodes(&self, load: f64) -> Result<u64, NoCapacity> {
        least_nodes(self.node_rps, self.contention, self.usage, load)
    }

    /// Price of so many nodes a month.
    pub fn per_month(&self, nodes: u64) -> Option<f64> {
        self.node_type.as_ref().map(|node| node.per_month * nodes as f64)
    }
}

/// The least n with n·c / (1 + σ (n − 1)) ≥ load / use. Solved for n it is
/// n ≥ L (1 − σ) / (c − L σ) with L = load / use; without a limit below L.
fn least_nodes(c: f64, contention: f64, usage: f64, load: f64) -> Result<u64, NoCapacity> {
    if !(load.is_finite() && load > 0.0) {
        return Err(NoCapacity::BadLoad);
    }
    if c <= 0.0 {
        return Err(NoCapacity::CarriesNothing);
    }
    let needed = load / usage * (1.0 - SLACK);
    let carries = |nodes: u64| c * shared_capacity(nodes as f64, contention) >= needed;
    if carries(1) {
        return Ok(1);
    }
    let room = c - needed * contention;
    if room <= 0.0 {
        return Err(NoCapacity::OutOfReach { limit_rps: usage * c / contention });
    }
    let solved = (needed * (1.0 - contention) / room).ceil();
    if !solved.is_finite() || solved > MOST_NODES as f64 {
        return Err(NoCapacity::TooManyNodes);
    }
    // The closed form may miss by one in the last bit.
    let mut nodes = (solved as u64).max(1);
    while nodes > 1 && carries(nodes - 1) {
        nodes -= 1;
    }
    while !carries(nodes) {
        nodes += 1;
        if nodes > MOST_NODES {
            return Err(NoCapacity::TooManyNodes);
        }
    }
    Ok(nodes)
}

/// The node type that an option runs on: its own by the plan, or else the first.
pub fn node_type_of<'a>(workbook: &'a Workbook, option: &AlternativeId) -> Option<&'a NodeType> {
    let plan = &workbook.load_plan;
    let named = plan.runs_on.get(option);
    let found = named.and_then(|name| plan.node_types.iter().find(|node| node.name == *name));
    found.or(plan.node_types.first())
}

/// The nodes that run an option in the scenario of the plan.
pub fn fleet(workbook: &Workbook, option: &AlternativeId) -> Result<Fleet, NoCapacity> {
    fleet_in(workbook, option, None)
}

/// The same in a scenario; without one in that of the load plan.
pub fn fleet_in(
    workbook: &Workbook,
    option: &AlternativeId,
    scenario: Option<&str>,
) -> Result<Fleet, NoCapacity> {
    let capacity = capacity_in(workbook, option, scenario)?;
    Ok(fleet_on(workbook, capacity, node_type_of(workbook, option)))
}

fn fleet_on(workbook: &Workbook, capacity: Capacity, node_type: Option<&NodeType>) -> Fleet {
    let plan = &workbook.load_plan;
    let contention = plan.core_contention_percent / 100.0;
    let scaled = node_type.is_some() && capacity.knows_cores();
    let rates: Vec<f64> = capacity
        .runs
        .iter()
        .map(|run| match (run.cores, node_type) {
            (Some(cores), Some(node)) if scaled => {
                run.rps * shared_capacity(node.cores, contention)
                    / shared_capacity(cores, contention)
            }
            _ => run.rps,
        })
        .collect();
    let refused = capacity.failing.iter().filter(|it| it.1 != NoCapacity::NoThroughput).count();
    let node_rps = median_of(&rates, refused).unwrap_or(capacity.rps);
    let low = if refused > 0 { 0.0 } else { rates.iter().copied().fold(node_rps, f64::min) };
    let high = rates.iter().copied().fold(node_rps, f64::max);
    Fleet {
        option: capacity.option.clone(),
        capacity,
        node_type: node_type.cloned(),
        node_rps,
        node_range: (low, high),
        scaled,
        contention: plan.node_contention_percent / 100.0,
        usage: plan.utilisation_percent / 100.0,
    }
}

/// The nodes that a load takes.
#[derive(Debug, Clone, PartialEq)]
pub struct NodesNeeded {
    /// The load in requests per second.
    pub load: f64,
    /// How many, with the capacity that counts.
    pub nodes: u64,
    /// How many with the run that carries the most.
    pub least: u64,
    /// How many with the run that carries the least; nothing where no number of
    /// nodes is enough by that run.
    pub most: Option<u64>,
    /// Name of the node type; nothing without a price table.
    pub node_type: Option<String>,
    /// Price of them a month; nothing without a price table.
    pub per_month: Option<f64>,
    /// Whether the capacity was scaled to the cores of the node type.
    pub scaled: bool,
    /// Whether the latency budget, where there is one, could be judged.
    pub judged: bool,
}

/// The nodes that an option needs for a load in requests per second, in the
/// scenario of the load plan.
pub fn nodes_for(
    workbook: &Workbook,
    option: &AlternativeId,
    load: f64,
) -> Result<NodesNeeded, NoCapacity> {
    nodes_for_in(workbook, option, load, None)
}

/// The same in a scenario; without one in that of the load plan.
pub fn nodes_for_in(
    workbook: &Workbook,
    option: &AlternativeId,
    load: f64,
    scenario: Option<&str>,
) -> Result<NodesNeeded, NoCapacity> {
    nodes_needed(&fleet_in(workbook, option, scenario)?, load)
}

pub(super) fn nodes_needed(fleet: &Fleet, load: f64) -> Result<NodesNeeded, NoCapacity> {
    let nodes = fleet.nodes(load)?;
    let with = |rps: f64| {
        (rps > 0.0).then(|| least_nodes(rps, fleet.contention, fleet.usage, load).ok()).flatten()
    };
    Ok(NodesNeeded {
        load,
        nodes,
        least: with(fleet.node_range.1).unwrap_or(nodes),
        most: with(fleet.node_range.0),
        node_type: fleet.node_type.as_ref().map(|node| node.name.clone()),
        per_month: fleet.per_month(nodes),
        scaled: fleet.scaled,
        judged: fleet.capacity.is_judged(),
    })
}

/// The price of a million requests.
#[derive(Debug, Clone, PartialEq)]
pub struct CostPerMillion {
    /// The price, in the currency of the load plan.
    pub price: f64,
    /// The same with the run that carries the most.
    pub least: f64,
    /// The same with the run that carries the least; nothing where no number of
    /// nodes is enough by that run.
    pub most: Option<f64>,
    /// The nodes that it comes from, at the load of the plan.
    pub needed: NodesNeeded,
}

/// The price of a million requests of an option at the load of the plan: the
/// nodes for a month of 730 hours by the requests of that month.
pub fn cost_per_million(
    workbook: &Workbook,
    option: &AlternativeId,
) -> Result<CostPerMillion, NoCapacity> {
    cost_per_million_in(workbook, option, None)
}

/// The same in a scenario; without one in that of the load plan.
pub fn cost_per_million_in(
    workbook: &Workbook,
    option: &AlternativeId,
    scenario: Option<&str>,
) -> Result<CostPerMillion, NoCapacity> {
    let load = workbook.load_plan.target_rps.ok_or(NoCapacity::NoTarget)?;
    let fleet = fleet_in(workbook, option, scenario)?;
    let needed = nodes_needed(&fleet, load)?;
    million_of(&fleet, needed)
}

pub(super) fn million_of(fleet: &Fleet, needed: NodesNeeded) -> Result<CostPerMillion, NoCapacity> {
    let millions = millions_a_month(needed.load);
    let of = |nodes: u64| fleet.per_month(nodes).map(|price| price / millions);
    Ok(CostPerMillion {
        price: of(needed.nodes).ok_or(NoCapacity::NoPrices)?,
        least: of(needed.least).ok_or(NoCapacity::NoPrices)?,
        most: needed.most.and_then(of),
        needed,
    })
}

/// The node type that carries a load alone.
#[derive(Debug, Clone, PartialEq)]
pub struct OneNode {
    /// The node type.
    pub node_type: NodeType,
    /// Requests per second that it carries at its limit.
    pub node_rps: f64,
    /// Whether the capacity was scaled to its cores.
    pub scaled: bool,
}

/// What one node of each type carries, by rising cores and then price.
pub fn each_type(workbook: &Workbook, capacity: &Capacity) -> Vec<OneNode> {
    let mut types: Vec<&NodeType> = workbook.load_plan.node_types.iter().collect();
    types.sort_by(|a, b| a.cores.total_cmp(&b.cores).then(a.per_month.total_cmp(&b.per_month)));
    types
        .into_iter()
        .map(|node| {
            let fleet = fleet_on(workbook, capacity.clone(), Some(node));
            OneNode { node_type: node.clone(), node_rps: fleet.node_rps, scaled: fleet.scaled }
        })
        .collect()
}

/// The smallest node type, by cores and then price, that carries a load alone
/// within the use planned for; nothing where none does.
pub fn one_node_for(
    workbook: &Workbook,
    capacity: &Capacity,
    load: f64,
) -> Result<Option<OneNode>, NoCapacity> {
    if workbook.load_plan.node_types.is_empty() {
        return Err(NoCapacity::NoPrices);
    }
    if !(load.is_finite() && load > 0.0) {
        return Err(NoCapacity::BadLoad);
    }
    let usage = workbook.load_plan.utilisation_percent / 100.0;
    Ok(each_type(workbook, capacity)
        .into_iter()
        .find(|node| least_nodes(node.node_rps, 0.0, usage, load) == Ok(1)))
}
