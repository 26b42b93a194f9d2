//! The runs that count for a plan, and their levels of load as one node had
//! them.

use super::levels::replaced_by;
use crate::workbook::{AlternativeId, LoadAxis, Measurement, Subject, Workbook};

/// One level of load of a run: what its tries come to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct MeasuredLevel {
    /// Requests under way at once.
    pub(super) concurrency: Option<f64>,
    /// Requests answered per second: the median of the tries.
    pub(super) rps: Option<f64>,
    /// Percentiles and milliseconds: the slowest of the tries. Percentiles of
    /// several tries are no mean of theirs.
    percentiles_ms: Vec<(f64, f64)>,
    /// Share that failed, in percent: the most of the tries.
    pub(super) errors_percent: Option<f64>,
}

impl MeasuredLevel {
    pub(super) fn percentile(&self, percentile: f64) -> Option<f64> {
        let found = self.percentiles_ms.iter().find(|(at, _)| (at - percentile).abs() < 1e-9);
        found.map(|&(_, ms)| ms)
    }
}

/// Whether a run counts: none replaces it, and it is of requests.
fn counts(workbook: &Workbook, run: &Measurement) -> bool {
    !run.comparison_only
        && run.subject == Subject::Requests
        && replaced_by(workbook, &run.id).is_none()
}

/// The runs of an option for a scenario that tell what one node carries.
pub(super) fn runs_counted<'a>(
    workbook: &'a Workbook,
    option: &AlternativeId,
    scenario: &str,
) -> Vec<&'a Measurement> {
    workbook
        .measurements
        .iter()
        .filter(|run| run.alternative == *option && run.scenario == scenario)
        .filter(|run| counts(workbook, run))
        .filter(|run| run.over == LoadAxis::Concurrency || on_one_node(run).next().is_some())
        .collect()
}

/// The runs of an option for a scenario over a growing number of nodes.
pub(super) fn runs_over_nodes<'a>(
    workbook: &'a Workbook,
    option: &'a AlternativeId,
    scenario: &'a str,
) -> impl Iterator<Item = &'a Measurement> {
    workbook.measurements.iter().filter(move |run| {
        run.alternative == *option
            && run.scenario == scenario
            && run.over == LoadAxis::Nodes
            && counts(workbook, run)
    })
}

fn on_one_node(run: &Measurement) -> impl Iterator<Item = &crate::workbook::LoadPoint> {
    run.points.iter().filter(|point| point.concurrency == Some(1.0))
}

/// The levels of a run by rising load; of one over nodes, what one node did.
pub(super) fn levels_of(run: &Measurement) -> Vec<MeasuredLevel> {
    let points: Vec<_> = match run.over {
        LoadAxis::Concurrency => run.points.iter().collect(),
        LoadAxis::Nodes => on_one_node(run).collect(),
    };
    // Levels are told apart by what was asked: the concurrency, or else the
    // rate at which requests were sent. A point that tells neither is alone.
    let mut levels: Vec<(Option<f64>, Option<f64>, Vec<&crate::workbook::LoadPoint>)> = Vec::new();
    for point in points {
        let concurrency = point.concurrency;
        let offered = point.offered_rps;
        let known = concurrency.is_some() || offered.is_some();
        match levels.iter_mut().find(|it| known && it.0 == concurrency && it.1 == offered) {
            Some(level) => level.2.push(point),
            None => levels.push((concurrency, offered, vec![point])),
        }
    }
    levels.sort_by(|a, b| {
        let rank = |x: Option<f64>| x.unwrap_or(f64::INFINITY);
        rank(a.0).total_cmp(&rank(b.0)).then(rank(a.1).total_cmp(&rank(b.1)))
    });
    levels
        .into_iter()
        .map(|(concurrency, _, points)| {
            let rates: Vec<f64> = points.iter().filter_map(|point| point.throughput_rps).collect();
            let mut percentiles_ms: Vec<(f64, f64)> = Vec::new();
            for &(at, ms) in points.iter().flat_map(|point| &point.percentiles_ms) {
                match percentiles_ms.iter_mut().find(|it| (it.0 - at).abs() < 1e-9) {
                    Some(kept) => kept.1 = kept.1.max(ms),
                    None => percentiles_ms.push((at, ms)),
                }
            }
            let errors = points.iter().filter_map(|point| point.errors_percent());
            MeasuredLevel {
                concurrency: match run.over {
                    LoadAxis::Concurrency => concurrency,
                    LoadAxis::Nodes => None,
                },
                rps: super::capacity::median_of(&rates, 0),
                percentiles_ms,
                errors_percent: errors.reduce(f64::max),
            }
        })
        .collect()
}
