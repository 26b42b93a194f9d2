//! The JSON of criteria that load runs feed.

use serde::Serialize;

use crate::analysis::{Analysis, FedCell, FedWay, feed_name};
use crate::workbook::Workbook;

/// A criterion that load runs feed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FedCriterionDocument {
    /// Id of the criterion.
    pub criterion: String,
    /// What is measured, in words.
    pub quantity: String,
    /// The scenario whose runs feed it; null where it is not clear which, or
    /// there is no run.
    pub scenario: Option<String>,
    /// What each option gets, in the workbook's order.
    pub options: Vec<FedCellDocument>,
}

/// What an option gets from its load runs on a criterion.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FedCellDocument {
    /// Id of the option.
    pub option: String,
    /// Performance in the criterion's unit; null where it was not measured.
    pub performance: Option<f64>,
    /// Lowest plausible performance.
    pub low: Option<f64>,
    /// Highest plausible performance.
    pub high: Option<f64>,
    /// How it comes from the runs: `measured`, `between` (two levels), `fitted`
    /// or `reckoned`; null where it was not measured.
    pub way: Option<&'static str>,
    /// Ids of the runs that it comes from.
    pub runs: Vec<String>,
    /// How often the level was measured.
    pub tries: usize,
    /// Day of the newest of them.
    pub date: Option<String>,
    /// Share of the variation that a fit explains.
    pub r_squared: Option<f64>,
    /// Levels of load that a fit rests on.
    pub levels: Option<usize>,
    /// What is to be known of it, a sentence each.
    pub remarks: Vec<String>,
    /// What the runs that these replaced gave.
    pub before: Vec<BeforeDocument>,
    /// Whether a reviewer's score, with a reason, counts in its place.
    pub overridden: bool,
    /// Ids of reviewers whose scores count for nothing, as they give no reason.
    pub ignored: Vec<String>,
    /// Why it was not measured, as a stable code such as `no-runs`; null where
    /// it was.
    pub not_measured: Option<&'static str>,
    /// The same in a sentence.
    pub why: Option<String>,
}

/// What a run gave that another replaced.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BeforeDocument {
    /// Id of the run.
    pub run: String,
    /// Performance in the criterion's unit.
    pub performance: f64,
}

/// The criteria that load runs feed, in tree order.
pub(super) fn fed(workbook: &Workbook, analysis: &Analysis) -> Vec<FedCriterionDocument> {
    let each = analysis.fed.iter().filter_map(|it| {
        let criterion = workbook.criteria.get(*analysis.leaves.get(it.leaf)?)?;
        let feed = criterion.measure()?.feed.as_ref()?;
        let options = it.cells.iter().zip(&analysis.options);
        Some(FedCriterionDocument {
            criterion: criterion.id.to_string(),
            quantity: feed_name(feed),
            scenario: it.scenario.clone(),
            options: options.map(|(cell, result)| document(result.id.to_string(), cell)).collect(),
        })
    });
    each.collect()
}

fn document(option: String, cell: &FedCell) -> FedCellDocument {
    let fed = cell.reading.as_ref().ok();
    let refused = cell.reading.as_ref().err();
    FedCellDocument {
        option,
        performance: fed.map(|it| it.performance),
        low: fed.and_then(|it| it.low),
        high: fed.and_then(|it| it.high),
        way: fed.map(|it| match it.way {
            FedWay::Measured => "measured",
            FedWay::Between { .. } => "between",
            FedWay::Fitted => "fitted",
            FedWay::Reckoned => "reckoned",
        }),
        runs: fed.map_or_else(Vec::new, |it| it.runs.iter().map(ToString::to_string).collect()),
        tries: fed.map_or(0, |it| it.tries),
        date: fed.and_then(|it| it.date).map(|date| date.to_string()),
        r_squared: fed.and_then(|it| it.quality).map(|it| it.r_squared),
        levels: fed.and_then(|it| it.quality).map(|it| it.levels),
        remarks: fed.map_or_else(Vec::new, |it| it.remarks.clone()),
        before: fed.map_or_else(Vec::new, |it| {
            let each = it.before.iter();
            each.map(|(run, was)| BeforeDocument { run: run.to_string(), performance: *was })
                .collect()
        }),
        overridden: cell.overridden,
        ignored: cell.ignored.iter().map(ToString::to_string).collect(),
        not_measured: refused.map(|why| why.code()),
        why: refused.map(|why| why.sentence()),
    }
}
