//! Scalability: what load runs say of how an option carries more load, what one
//! node carries, how many nodes a load takes and what they cost.
//!
//! Runs put in order and their points by level ([`levels()`]), the universal
//! scalability law ([`Usl`]), its fit ([`fit()`]) with what it cannot say, bands
//! around it ([`Bands`]), and which option carries most at which load
//! ([`crossover`]); [`study`] does that for one scenario. Then what a run
//! carries within the plan ([`capacity`]) and the fleet for it ([`fleet`]). Not
//! here: reading the results of load tools (`import`), and charts (`figure`).

mod bootstrap;
mod capacity;
mod cheapest;
mod crossover;
mod fit;
mod headroom;
mod law;
mod least_squares;
mod levels;
mod measured;
mod nodes;
mod outlook;
mod study;
mod wording;

pub use bootstrap::{BandSettings, Bands, bands};
pub use capacity::{
    Capacity, ERRORS_ALLOWED_PERCENT, Limit, NoCapacity, RunCapacity, capacity, capacity_in,
};
pub use cheapest::{
    OneNodeStep, Outlay, OutlayRegion, last_change, least_outlay, load_reach, node_steps,
    one_node_regions, one_node_steps, outlay, outlay_regions,
};
pub use crossover::{Carrier, Crossover, Region, crossover};
pub use fit::{
    Fit, FitWarning, LawFit, NoFit, Parameter, Quality, StandardErrors, TwoParameterFit, fit,
    fit_run, fit_two_parameters, student_t, two_sided_p,
};
pub use headroom::{Headroom, headroom, load_by_month};
pub use law::{Overhead, Usl, amdahl, gustafson, rate, time_of_each, under_way};
pub use levels::{
    Level, Tries, best_runs, current_runs, highest, is_under_load, levels, plan_scenario,
    replaced_by, runs_of, scenarios,
};
pub use nodes::{
    CostPerMillion, Fleet, HOURS_A_MONTH, MOST_NODES, NodesNeeded, OneNode, cost_per_million,
    cost_per_million_in, each_type, fleet, fleet_in, millions_a_month, node_efficiency,
    node_type_of, nodes_for, nodes_for_in, one_node_for, shared_capacity,
};
pub use outlook::{
    MeasuredEfficiency, OptionOutlook, Outlook, measured_efficiency, nodes_in_words, outlook,
};
pub use study::{Study, StudyRun, study};
pub use wording::{alike, carries_sentence, latency_sentence, shown_percentile};
