//! What is planned for: the load to carry, its growth, the budget of latency,
//! and what nodes cost.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::AlternativeId;

/// The load that the chosen option is to carry, and on what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LoadPlan {
    /// The scenario of the load runs that it is reckoned with; empty: the one
    /// with the most runs.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub scenario: String,
    /// Load to carry at first, in requests per second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_rps: Option<f64>,
    /// Growth of the load in percent a year; negative where it shrinks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub growth_percent: Option<f64>,
    /// How far ahead is planned, in months.
    pub horizon_months: u32,
    /// How much of what a node can carry is planned for, in percent; the rest
    /// is kept for peaks and failures.
    pub utilisation_percent: f64,
    /// Work that cannot be shared among nodes, in percent: the contention of
    /// the scalability law over nodes. 0 where each node works for itself.
    pub node_contention_percent: f64,
    /// Work that cannot be shared among the cores of one node, in percent.
    pub core_contention_percent: f64,
    /// Latency that requests may take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latency_budget: Option<LatencyBudget>,
    /// What prices are in: `EUR`, `€`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub currency: String,
    /// Nodes that can be had, by rising size.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub node_types: Vec<NodeType>,
    /// Name of the node type that an option runs on; without one, the first.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub runs_on: BTreeMap<AlternativeId, String>,
}

impl Default for LoadPlan {
    fn default() -> Self {
        Self {
            scenario: String::new(),
            target_rps: None,
            growth_percent: None,
            horizon_months: 36,
            utilisation_percent: 70.0,
            node_contention_percent: 0.0,
            core_contention_percent: 0.0,
            latency_budget: None,
            currency: String::new(),
            node_types: Vec::new(),
            runs_on: BTreeMap::new(),
        }
    }
}

/// A latency that a share of the requests must keep.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LatencyBudget {
    /// Percentile of the requests, 0 to 100.
    pub percentile: f64,
    /// Longest latency in milliseconds.
    pub ms: f64,
}

/// A node that can be had, and its price.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NodeType {
    /// What it is called; no two of one plan share a name.
    pub name: String,
    /// Processor cores.
    pub cores: f64,
    /// Memory in GB.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory_gb: Option<f64>,
    /// Price of one node a month.
    pub per_month: f64,
}

impl LoadPlan {
    /// What differs from another plan, in the words of an undo step; "load plan"
    /// where several things do.
    pub fn change_from(&self, before: &Self) -> String {
        let said = |text: &str| text.to_owned();
        let mut changes = Vec::new();
        let mut note = |differs: bool, words: String| {
            if differs {
                changes.push(words);
            }
        };
        note(self.scenario != before.scenario, said("scenario of the load plan"));
        note(self.target_rps != before.target_rps, said("load to carry"));
        note(self.growth_percent != before.growth_percent, said("growth of the load"));
        note(self.horizon_months != before.horizon_months, said("months planned ahead"));
        note(self.utilisation_percent != before.utilisation_percent, said("use of a node"));
        note(
            self.node_contention_percent != before.node_contention_percent,
            said("contention among nodes"),
        );
        note(
            self.core_contention_percent != before.core_contention_percent,
            said("contention among cores"),
        );
        note(self.latency_budget != before.latency_budget, said("latency budget"));
        note(self.currency != before.currency, said("currency of the load plan"));
        // A node type that goes or gets another name takes along what runs on it.
        let (old, new) = (&before.node_types, &self.node_types);
        if old == new {
            note(self.runs_on != before.runs_on, said("node type of an option"));
        } else {
            let missing = |from: &[NodeType], of: &[NodeType]| {
                let gone = from.iter().filter(|it| !of.iter().any(|other| other.name == it.name));
                gone.map(|it| it.name.clone()).collect::<Vec<_>>()
            };
            note(
                true,
                match (missing(old, new).as_slice(), missing(new, old).as_slice()) {
                    ([], [added]) => format!("add node type {added}"),
                    ([gone], []) => format!("remove node type {gone}"),
                    ([was], [is]) => format!("node type {was} becomes {is}"),
                    _ => match new.iter().zip(old).find(|(new, old)| new != old) {
                        Some((new, old)) if new.name == old.name => {
                            format!("node type {}", new.name)
                        }
                        _ => said("order of node types"),
                    },
                },
            );
        }
        match changes.as_slice() {
            [one] => one.clone(),
            _ => said("load plan"),
        }
    }
}
