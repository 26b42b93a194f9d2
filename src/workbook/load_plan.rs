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
