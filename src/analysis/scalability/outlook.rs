//! The load plan, option by option: what each carries, on how many nodes, at
//! what price, and for how long. And the sentence that says it.

use super::capacity::{Capacity, NoCapacity};
use super::headroom::{Headroom, headroom};
use super::levels::plan_scenario;
use super::measured::runs_over_nodes;
use super::nodes::{
    CostPerMillion, Fleet, NodesNeeded, OneNode, fleet, million_of, nodes_needed, one_node_for,
};
use crate::analysis::format::number;
use crate::workbook::{AlternativeId, MeasurementId, Workbook};

/// What the load plan comes to for one option.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionOutlook {
    /// Position in `Workbook::alternatives`.
    pub option: usize,
    /// Its id.
    pub id: AlternativeId,
    /// Its nodes, with what one carries.
    pub fleet: Result<Fleet, NoCapacity>,
    /// The nodes that the target takes.
    pub nodes: Result<NodesNeeded, NoCapacity>,
    /// The smallest node type that carries the target alone; nothing where none
    /// does.
    pub one_node: Result<Option<OneNode>, NoCapacity>,
    /// The price of a million requests.
    pub million: Result<CostPerMillion, NoCapacity>,
    /// How long the nodes of today last.
    pub headroom: Result<Headroom, NoCapacity>,
}

impl OptionOutlook {
    /// What one node carries as it was measured.
    pub fn capacity(&self) -> Result<&Capacity, &NoCapacity> {
        self.fleet.as_ref().map(|fleet| &fleet.capacity)
    }
}

/// What the load plan comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// The scenario that it is reckoned with; nothing without runs that count.
    pub scenario: Option<String>,
    /// The options that are not dropped, in the workbook's order.
    pub options: Vec<OptionOutlook>,
    /// What it shows, a sentence.
    pub finding: String,
}

impl Outlook {
    /// The nodes of the options that have a capacity.
    pub fn fleets(&self) -> Vec<Fleet> {
        self.options.iter().filter_map(|option| option.fleet.as_ref().ok().cloned()).collect()
    }
}

/// What the load plan of a workbook comes to.
pub fn outlook(workbook: &Workbook) -> Outlook {
    let target = workbook.load_plan.target_rps;
    let options: Vec<OptionOutlook> = workbook
        .alternatives
        .iter()
        .enumerate()
        .filter(|(_, option)| option.dropped.is_none())
        .map(|(at, option)| {
            let fleet = fleet(workbook, &option.id);
            let at_target =
                |fleet: &Result<Fleet, NoCapacity>| -> Result<(Fleet, f64), NoCapacity> {
                    Ok((fleet.clone()?, target.ok_or(NoCapacity::NoTarget)?))
                };
            let reached = at_target(&fleet);
            let nodes = reached.clone().and_then(|(fleet, load)| nodes_needed(&fleet, load));
            OptionOutlook {
                option: at,
                id: option.id.clone(),
                one_node: reached
                    .clone()
                    .and_then(|(fleet, load)| one_node_for(workbook, &fleet.capacity, load)),
                million: reached.and_then(|(fleet, _)| million_of(&fleet, nodes.clone()?)),
                headroom: fleet.clone().and_then(|fleet| headroom(workbook, &fleet)),
                nodes,
                fleet,
            }
        })
        .collect();
    let finding = finding(workbook, &options);
    Outlook { scenario: plan_scenario(workbook).map(str::to_owned), options, finding }
}

/// "1 node", "3 nodes".
pub fn nodes_in_words(nodes: u64) -> String {
    if nodes == 1 { "1 node".to_owned() } else { format!("{} nodes", number(nodes as f64, 0)) }
}

fn finding(workbook: &Workbook, options: &[OptionOutlook]) -> String {
    let name = |option: &OptionOutlook| workbook.alternatives[option.option].name.as_str();
    let mut carried: Vec<(&OptionOutlook, &Capacity)> =
        options.iter().filter_map(|option| Some((option, option.capacity().ok()?))).collect();
    if carried.is_empty() {
        return "No load run tells yet what a node carries.".to_owned();
    }
    let Some(target) = workbook.load_plan.target_rps else {
        carried.sort_by(|a, b| b.1.rps.total_cmp(&a.1.rps));
        let told: Vec<String> = carried
            .iter()
            .take(3)
            .enumerate()
            .map(|(at, (option, capacity))| {
                let verb = if at == 0 { " carries" } else { "" };
                let unit = if at == 0 { " requests/s" } else { "" };
                format!("{}{verb} {}{unit}", name(option), number(capacity.rps, 0))
            })
            .collect();
        return format!("On one node {}.", told.join(", "));
    };
    let load = format!("At {} requests/s", number(target, target_decimals(target)));
    let mut needed: Vec<(&OptionOutlook, u64)> = options
        .iter()
        .filter_map(|option| Some((option, option.nodes.as_ref().ok()?.nodes)))
        .collect();
    needed.sort_by_key(|(_, nodes)| *nodes);
    let Some(&(_, fewest)) = needed.first() else {
        return format!("{load} no option is enough, on however many nodes.");
    };
    // Those that take the same number share a place in the sentence.
    let mut groups: Vec<(u64, Vec<&str>)> = Vec::new();
    for (option, nodes) in &needed {
        match groups.last_mut() {
            Some(last) if last.0 == *nodes => last.1.push(name(option)),
            _ => groups.push((*nodes, vec![name(option)])),
        }
    }
    let all = |names: &[&str]| match names {
        [one] => (*one).to_owned(),
        [one, other] => format!("{one} and {other}"),
        [one, other, third] => format!("{one}, {other} and {third}"),
        [one, other, rest @ ..] => format!("{one}, {other} and {} others", rest.len()),
        [] => String::new(),
    };
    let short: Vec<&str> = options
        .iter()
        .filter(|option| matches!(option.nodes, Err(NoCapacity::OutOfReach { .. })))
        .map(name)
        .collect();
    let end = match short.as_slice() {
        [] => ".".to_owned(),
        [one] => format!("; {one} is not enough on any number."),
        names => format!("; {} are not enough on any number.", all(names)),
    };
    let first = &groups[0].1;
    let mut sentence = if first.len() == 1 {
        format!("{load} {} needs {}", first[0], nodes_in_words(fewest))
    } else {
        format!("{load} {} need {} each", all(first), nodes_in_words(fewest))
    };
    let rest = &groups[1..];
    if rest.len() <= 2 {
        for (nodes, names) in rest {
            let each = if names.len() > 1 { " each" } else { "" };
            sentence.push_str(&format!(", {} {}{each}", all(names), number(*nodes as f64, 0)));
        }
    } else if let Some((nodes, names)) = rest.last() {
        sentence.push_str(&format!(
            ", the others up to {} ({})",
            number(*nodes as f64, 0),
            all(names)
        ));
    }
    sentence.push_str(&end);
    sentence
}

/// Loads below ten are told to two decimals.
fn target_decimals(load: f64) -> usize {
    if load < 10.0 { 2 } else { 0 }
}

/// What nodes carry against one alone, as it was measured.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasuredEfficiency {
    /// The option.
    pub option: AlternativeId,
    /// The run.
    pub run: MeasurementId,
    /// Number of nodes and throughput of each against one alone, 1 for all of
    /// it, by rising number.
    pub points: Vec<(f64, f64)>,
}

/// What each node carries against one alone in the runs over a growing number
/// of nodes, those of the plan's scenario: X(n) / (n · X(1)). Runs that do not
/// tell what one node does are left out.
pub fn measured_efficiency(workbook: &Workbook) -> Vec<MeasuredEfficiency> {
    let Some(scenario) = plan_scenario(workbook) else { return Vec::new() };
    let mut found = Vec::new();
    for option in workbook.alternatives.iter() {
        for run in runs_over_nodes(workbook, &option.id, scenario) {
            let mut tries: Vec<(f64, Vec<f64>)> = Vec::new();
            for point in &run.points {
                let (Some(nodes), Some(rps)) = (point.concurrency, point.throughput_rps) else {
                    continue;
                };
                match tries.iter_mut().find(|it| it.0 == nodes) {
                    Some(level) => level.1.push(rps),
                    None => tries.push((nodes, vec![rps])),
                }
            }
            tries.sort_by(|a, b| a.0.total_cmp(&b.0));
            let rates: Vec<(f64, f64)> = tries
                .into_iter()
                .filter_map(|(nodes, rps)| Some((nodes, super::capacity::median_of(&rps, 0)?)))
                .collect();
            let alone = rates.iter().find(|it| it.0 == 1.0).map(|it| it.1).filter(|it| *it > 0.0);
            let Some(alone) = alone else { continue };
            found.push(MeasuredEfficiency {
                option: option.id.clone(),
                run: run.id.clone(),
                points: rates
                    .into_iter()
                    .filter(|it| it.0 >= 1.0)
                    .map(|(nodes, rps)| (nodes, rps / (nodes * alone)))
                    .collect(),
            });
        }
    }
    found
}
