//! Load runs as a set: scenarios renamed for all that speak of them.

use std::sync::Arc;

use super::{CriterionKind, Edit, Item, Workbook};

/// Renames a scenario in every run, in the load plan and in every criterion
/// that it feeds, as one step; nothing where nothing speaks of it. Under the
/// name of another scenario the two become one.
pub fn rename_scenario(workbook: &Workbook, from: &str, to: &str) -> Option<Edit> {
    if from == to {
        return None;
    }
    let mut edits: Vec<Edit> = Vec::new();
    for run in workbook.measurements.iter().filter(|run| run.scenario == from) {
        let mut run = run.clone();
        run.scenario = to.to_owned();
        edits.push(Edit::Put(Item::from(run)));
    }
    // An empty name of a scenario means "any" in plan and criteria.
    if !from.is_empty() {
        if workbook.load_plan.scenario == from {
            let mut plan = workbook.load_plan.clone();
            plan.scenario = to.to_owned();
            edits.push(Edit::SetLoadPlan(Box::new(plan)));
        }
        for criterion in Arc::as_ref(&workbook.criteria) {
            let mut criterion = criterion.clone();
            let CriterionKind::Scored(measure) = &mut criterion.kind else { continue };
            if measure.feed_scenario == from {
                measure.feed_scenario = to.to_owned();
                edits.push(Edit::Put(Item::from(criterion)));
            }
        }
    }
    let label = if from.is_empty() {
        format!("name scenario {to}")
    } else {
        format!("rename scenario {from}")
    };
    (!edits.is_empty()).then_some(Edit::All { label, edits })
}
