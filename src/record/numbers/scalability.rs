//! What load runs and the load plan come to, for machines.

use serde::Serialize;

use crate::analysis::scalability::{
    Fleet, NoCapacity, OptionOutlook, Outlay, best_runs, fit_run, load_reach, measured_efficiency,
    outlay_regions, outlook,
};
use crate::workbook::{LoadPlan, Workbook};

/// What load runs and the load plan come to. Loads and capacities are in
/// requests per second, prices in the currency of the plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScalabilityDocument {
    /// The scenario that it is reckoned with; null without runs that count.
    pub scenario: Option<String>,
    /// Load to carry; null where the plan has none.
    pub target_rps: Option<f64>,
    /// Currency of the prices; may be empty.
    pub currency: String,
    /// The options that are not dropped, in the workbook's order.
    pub options: Vec<OptionCapacityDocument>,
    /// The scalability law fitted to the run of each option that reached the
    /// highest throughput.
    pub fits: Vec<FitDocument>,
    /// The load up to which the regions go; null where no option has a capacity.
    pub regions_up_to_rps: Option<f64>,
    /// Who needs the fewest nodes from where to where; null where no option has
    /// a capacity or it changes too often to tell.
    pub fewest_nodes: Option<Vec<RegionDocument>>,
    /// Whose nodes cost the least from where to where; null as above, and
    /// without prices.
    pub cheapest: Option<Vec<RegionDocument>>,
    /// What each of several nodes carries against one alone, where runs over
    /// nodes tell it.
    pub measured_efficiency: Vec<EfficiencyDocument>,
    /// What it shows.
    pub finding: String,
}

/// What the plan comes to for one option.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OptionCapacityDocument {
    /// Id of the option.
    pub option: String,
    /// What one node carries; null where that is not known, see `reasons`.
    pub capacity: Option<CapacityDocument>,
    /// Nodes for the load to carry; null where they cannot be told.
    pub nodes: Option<u64>,
    /// The same by the run that carries the most.
    pub nodes_least: Option<u64>,
    /// The same by the run that carries the least; null where no number of
    /// nodes is enough by it.
    pub nodes_most: Option<u64>,
    /// Name of the node type that it runs on; null without a price table.
    pub node_type: Option<String>,
    /// Name of the smallest node type that carries the load alone; null where
    /// none does.
    pub one_node: Option<String>,
    /// Price of the nodes a month.
    pub per_month: Option<f64>,
    /// Price of a million requests at the load to carry.
    pub cost_per_million: Option<f64>,
    /// How long the nodes of today last; null where that cannot be told.
    pub headroom: Option<HeadroomDocument>,
    /// What cannot be told, and why.
    pub reasons: Vec<MissingDocument>,
}

/// What one node carries.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CapacityDocument {
    /// As measured: the median over the runs.
    pub measured_rps: f64,
    /// Lowest over the runs, as measured.
    pub measured_low_rps: f64,
    /// Highest over the runs, as measured.
    pub measured_high_rps: f64,
    /// On the node type that it runs on.
    pub node_rps: f64,
    /// Whether it was scaled to the cores of the node type.
    pub scaled: bool,
    /// Whether the latency budget, where there is one, could be judged.
    pub budget_judged: bool,
    /// What each run carries.
    pub runs: Vec<RunCapacityDocument>,
    /// Ids of the runs that keep the limits at no level.
    pub failing: Vec<String>,
}

/// What one node carries by one run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunCapacityDocument {
    /// Id of the run.
    pub run: String,
    /// What it carries.
    pub rps: f64,
    /// Requests under way at once at that level.
    pub concurrency: Option<f64>,
    /// Latency there at the percentile of the budget, in milliseconds.
    pub latency_ms: Option<f64>,
    /// Requests that failed there, in percent.
    pub errors_percent: Option<f64>,
    /// `latency`, `errors`, `peak` or `end-of-measured`.
    pub limit: &'static str,
    /// Cores that it had.
    pub cores: Option<f64>,
}

/// How long the nodes of today last.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HeadroomDocument {
    /// What they carry within the use planned for.
    pub planned_rps: f64,
    /// The first month whose load is more; null within the horizon.
    pub full_in_month: Option<u32>,
    /// The first month whose load is more than they carry at their limit.
    pub over_in_month: Option<u32>,
    /// Nodes needed in each month from 0 to the horizon; null where no number of
    /// them is enough.
    pub nodes: Vec<Option<u64>>,
}

/// Why something cannot be told.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MissingDocument {
    /// `capacity`, `nodes`, `cost` or `headroom`.
    pub what: &'static str,
    /// A stable name of the reason.
    pub code: &'static str,
    /// The reason in a sentence.
    pub reason: String,
}

/// The scalability law of a run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FitDocument {
    /// Id of the option.
    pub option: String,
    /// Id of the run.
    pub run: String,
    /// Contention; null where there is no fit, as are the four that follow.
    pub sigma: Option<f64>,
    /// Coherency.
    pub kappa: Option<f64>,
    /// Throughput of one, requests per second.
    pub lambda: Option<f64>,
    /// Share of the spread that it explains.
    pub r_squared: Option<f64>,
    /// Concurrency of the peak; null also where there is none within what was
    /// measured.
    pub peak_concurrency: Option<f64>,
    /// What it cannot say, or why there is none.
    pub warnings: Vec<String>,
}

/// A stretch of load in which the same options take the least.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RegionDocument {
    /// The load that it begins above.
    pub above_rps: f64,
    /// The highest load of it.
    pub up_to_rps: f64,
    /// Ids of the options; several where they tie, none where none carries it.
    pub options: Vec<String>,
}

/// What each of several nodes carries against one alone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EfficiencyDocument {
    /// Id of the option.
    pub option: String,
    /// Id of the run.
    pub run: String,
    /// Number of nodes and share of what one carries alone, 0 to 1.
    pub points: Vec<(f64, f64)>,
}

/// Nothing where the workbook has neither runs nor a plan.
pub(super) fn scalability_document(workbook: &Workbook) -> Option<ScalabilityDocument> {
    let plan = &workbook.load_plan;
    if workbook.measurements.is_empty() && *plan == LoadPlan::default() {
        return None;
    }
    let found = outlook(workbook);
    let fleets = found.fleets();
    let reach = (!fleets.is_empty()).then(|| load_reach(workbook, &fleets));
    let regions = |by: Outlay| -> Option<Vec<RegionDocument>> {
        let regions = outlay_regions(&fleets, by, reach?)?;
        Some(
            regions
                .iter()
                .map(|region| RegionDocument {
                    above_rps: region.above,
                    up_to_rps: region.up_to,
                    options: region.best.iter().map(|&at| fleets[at].option.to_string()).collect(),
                })
                .collect(),
        )
    };
    Some(ScalabilityDocument {
        options: found.options.iter().map(option_document).collect(),
        fits: found.scenario.as_deref().map_or_else(Vec::new, |scenario| fits(workbook, scenario)),
        fewest_nodes: regions(Outlay::Nodes),
        cheapest: if plan.node_types.is_empty() { None } else { regions(Outlay::Price) },
        regions_up_to_rps: reach,
        measured_efficiency: measured_efficiency(workbook)
            .into_iter()
            .map(|it| EfficiencyDocument {
                option: it.option.to_string(),
                run: it.run.to_string(),
                points: it.points,
            })
            .collect(),
        scenario: found.scenario,
        target_rps: plan.target_rps,
        currency: plan.currency.clone(),
        finding: found.finding,
    })
}

fn option_document(found: &OptionOutlook) -> OptionCapacityDocument {
    let needed = found.nodes.as_ref().ok();
    let mut reasons: Vec<MissingDocument> = Vec::new();
    let mut note = |what: &'static str, why: Option<&NoCapacity>| {
        // What follows from a reason that was told is not told again.
        if let Some(why) = why {
            let told = MissingDocument { what, code: why.code(), reason: why.sentence() };
            if !reasons.iter().any(|it| it.code == told.code) {
                reasons.push(told);
            }
        }
    };
    note("capacity", found.fleet.as_ref().err());
    note("nodes", found.nodes.as_ref().err());
    note("cost", found.million.as_ref().err());
    note("headroom", found.headroom.as_ref().err());
    OptionCapacityDocument {
        option: found.id.to_string(),
        capacity: found.fleet.as_ref().ok().map(capacity_document),
        nodes: needed.map(|needed| needed.nodes),
        nodes_least: needed.map(|needed| needed.least),
        nodes_most: needed.and_then(|needed| needed.most),
        node_type: needed.and_then(|needed| needed.node_type.clone()),
        one_node: found
            .one_node
            .as_ref()
            .ok()
            .and_then(|node| node.as_ref().map(|node| node.node_type.name.clone())),
        per_month: needed.and_then(|needed| needed.per_month),
        cost_per_million: found.million.as_ref().ok().map(|million| million.price),
        headroom: found.headroom.as_ref().ok().map(|room| HeadroomDocument {
            planned_rps: room.planned_rps,
            full_in_month: room.full_in_month,
            over_in_month: room.over_in_month,
            nodes: room.nodes.clone(),
        }),
        reasons,
    }
}

fn capacity_document(fleet: &Fleet) -> CapacityDocument {
    let capacity = &fleet.capacity;
    CapacityDocument {
        measured_rps: capacity.rps,
        measured_low_rps: capacity.range.0,
        measured_high_rps: capacity.range.1,
        node_rps: fleet.node_rps,
        scaled: fleet.scaled,
        budget_judged: capacity.is_judged(),
        runs: capacity
            .runs
            .iter()
            .map(|run| RunCapacityDocument {
                run: run.run.to_string(),
                rps: run.rps,
                concurrency: run.concurrency,
                latency_ms: run.latency_ms,
                errors_percent: run.errors_percent,
                limit: run.limit.code(),
                cores: run.cores,
            })
            .collect(),
        failing: capacity.failing.iter().map(|(run, _)| run.to_string()).collect(),
    }
}

fn fits(workbook: &Workbook, scenario: &str) -> Vec<FitDocument> {
    best_runs(workbook, scenario)
        .into_iter()
        .map(|(option, run)| {
            let fit = fit_run(run);
            let usl = fit.as_ref().ok().map(|fit| fit.usl);
            FitDocument {
                option: option.to_string(),
                run: run.id.to_string(),
                sigma: usl.map(|usl| usl.sigma),
                kappa: usl.map(|usl| usl.kappa),
                lambda: usl.map(|usl| usl.lambda),
                r_squared: fit.as_ref().ok().map(|fit| fit.r_squared),
                peak_concurrency: fit
                    .as_ref()
                    .ok()
                    .and_then(|fit| fit.peak_within().map(|peak| peak.0)),
                warnings: match &fit {
                    Ok(fit) => fit.warnings.iter().map(ToString::to_string).collect(),
                    Err(none) => vec![none.to_string()],
                },
            }
        })
        .collect()
}
