//! How long the nodes of today last: the load that grows month by month against
//! what they carry.
//!
//! Growth is given by the year and compounds: after m months the load is
//! target · (1 + g)^(m / 12) (Menascé and Almeida 2002, Capacity Planning for
//! Web Services, chapter 12 on forecasts by exponential growth).

use super::capacity::NoCapacity;
use super::nodes::Fleet;
use crate::workbook::{LoadPlan, Workbook};

/// The load of each month from 0 to the horizon, in requests per second.
pub fn load_by_month(plan: &LoadPlan) -> Result<Vec<f64>, NoCapacity> {
    let target = plan.target_rps.ok_or(NoCapacity::NoTarget)?;
    plan.growth_percent.ok_or(NoCapacity::NoGrowth)?;
    Ok((0..=plan.horizon_months)
        .filter_map(|month| load_in(plan, target, f64::from(month)))
        .collect())
}

fn load_in(plan: &LoadPlan, target: f64, month: f64) -> Option<f64> {
    let growth = 1.0 + plan.growth_percent? / 100.0;
    // A load past what a number holds is not planned for.
    Some(target * growth.powf(month / 12.0)).filter(|load| load.is_finite())
}

/// How long the nodes of today last.
#[derive(Debug, Clone, PartialEq)]
pub struct Headroom {
    /// Nodes that the load of month 0 takes.
    pub nodes_today: u64,
    /// What they carry within the use planned for, in requests per second.
    pub planned_rps: f64,
    /// What they carry at their limit.
    pub full_rps: f64,
    /// How much the load may grow until they carry no more, as a share of it.
    pub spare: f64,
    /// The first month whose load they do not carry within the use planned for;
    /// nothing where that lies past the horizon.
    pub full_in_month: Option<u32>,
    /// The first month whose load they do not carry at their limit.
    pub over_in_month: Option<u32>,
    /// Nodes needed in each month from 0 to the horizon; nothing from where no
    /// number of them is enough.
    pub nodes: Vec<Option<u64>>,
}

/// How long the nodes last that the load of today takes.
pub fn headroom(workbook: &Workbook, fleet: &Fleet) -> Result<Headroom, NoCapacity> {
    let plan = &workbook.load_plan;
    let loads = load_by_month(plan)?;
    let today = loads.first().copied().ok_or(NoCapacity::NoTarget)?;
    let nodes_today = fleet.nodes(today)?;
    let (planned_rps, full_rps) = (fleet.planned_rps(nodes_today), fleet.full_rps(nodes_today));
    // What the count of nodes forgives, the months forgive too.
    let first_past = |carried: f64| {
        let at = loads.iter().position(|load| *load > carried * (1.0 + 1e-9))?;
        u32::try_from(at).ok()
    };
    Ok(Headroom {
        nodes_today,
        planned_rps,
        full_rps,
        spare: (planned_rps / today - 1.0).max(0.0),
        full_in_month: first_past(planned_rps),
        over_in_month: first_past(full_rps),
        nodes: loads.iter().map(|&load| fleet.nodes(load).ok()).collect(),
    })
}
