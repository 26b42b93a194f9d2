//! What the record says of the load runs: their charts, what these found, and
//! the runs themselves.

use super::model::MeasurementLine;
use super::text::one_line;
use crate::analysis::scalability::{BandSettings, outlook, plan_scenario, study};
use crate::analysis::{number, peak_throughput};
use crate::figure::{self, Figure, OutlayChart};
use crate::workbook::{Measurement, Workbook};

/// Ids of the charts of load, in the order in which they are printed.
pub(super) const FIGURES: [&str; 5] =
    ["throughput", "latency", "nodes-over-load", "cost-over-load", "headroom"];

/// The charts of what the load runs show; none without a run.
pub(super) fn figures(workbook: &Workbook) -> Vec<Figure> {
    let Some(scenario) = plan_scenario(workbook) else {
        return Vec::new();
    };
    let study = study(workbook, scenario, &BandSettings::default());
    let outlook = outlook(workbook);
    [
        figure::throughput(workbook, &study, false),
        figure::latency(workbook, &study, false),
        figure::outlay_figure(workbook, &outlook, OutlayChart::Nodes),
        figure::outlay_figure(workbook, &outlook, OutlayChart::Price),
        figure::headroom_figure(workbook, &outlook),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What the charts of load found, a sentence each.
pub(super) fn findings(figures: &[Figure]) -> Vec<String> {
    figures
        .iter()
        .filter(|figure| FIGURES.contains(&figure.id))
        .map(|figure| one_line(&figure.finding))
        .collect()
}

/// The runs, a line each: those that count first, then those for comparison,
/// then those replaced.
pub(super) fn lines(workbook: &Workbook) -> Vec<MeasurementLine> {
    let replaced_by = |run: &Measurement| {
        workbook.measurements.iter().find(|other| other.replaces.as_ref() == Some(&run.id))
    };
    let rank = |run: &Measurement| match replaced_by(run) {
        Some(_) => 2,
        None => usize::from(run.comparison_only),
    };
    let mut runs: Vec<&Measurement> = workbook.measurements.iter().collect();
    runs.sort_by_key(|run| rank(run));
    runs.into_iter()
        .map(|run| {
            let tool: Vec<String> = std::iter::once(one_line(&run.tool))
                .chain(run.date.map(|date| date.to_string()))
                .filter(|text| !text.is_empty())
                .collect();
            let standing = match replaced_by(run) {
                Some(newer) => format!("replaced by {}", one_line(&newer.label)),
                None if run.comparison_only => "for comparison".to_owned(),
                None => "counts".to_owned(),
            };
            let files = run
                .raw_file
                .iter()
                .chain(run.points.iter().filter_map(|point| point.raw_file.as_ref()))
                .map(|file| {
                    let hash = file.sha256.get(..12).unwrap_or(&file.sha256);
                    format!("{} ({hash})", one_line(&file.name))
                });
            let files: Vec<String> = files.collect();
            MeasurementLine {
                option: one_line(workbook.alternative_name(&run.alternative)),
                label: one_line(&run.label),
                scenario: one_line(&run.scenario),
                standing,
                tool: tool.join(", "),
                environment: one_line(&run.environment),
                peak: peak_throughput(run).map_or_else(String::new, |(rate, load)| {
                    format!("{} requests/s at {} concurrent", number(rate, 0), number(load, 0))
                }),
                file: files.join(", "),
            }
        })
        .collect()
}
