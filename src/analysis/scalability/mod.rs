//! What load runs tell: how throughput grows with load, what one node carries,
//! how many nodes a load takes and what they cost.
//!
//! Not here: reading the results of load tools (`import`), and charts (`figure`).

mod capacity;
mod measured;
mod nodes;

pub use capacity::{
    Capacity, ERRORS_ALLOWED_PERCENT, Limit, NoCapacity, RunCapacity, capacity, capacity_in,
};
pub use nodes::{
    CostPerMillion, Fleet, HOURS_A_MONTH, MOST_NODES, NodesNeeded, OneNode, cost_per_million,
    cost_per_million_in, each_type, fleet, fleet_in, millions_a_month, node_efficiency,
    node_type_of, nodes_for, nodes_for_in, one_node_for, shared_capacity,
};
