//! What the load runs show: throughput and latency over concurrency.

use super::palette::option_style;
use super::{
    About, DataTable, Figure, Fill, LegendEntry, Mark, Reading, Scale, Sign, Vertical, round_scale,
};
use crate::analysis::{Analysis, number, peak_throughput, slow_latency};
use crate::workbook::{LoadPoint, Measurement, Workbook};

/// Requests answered per second over concurrency, one line for each run.
/// Nothing where no run tells a throughput.
pub fn throughput(workbook: &Workbook, analysis: &Analysis) -> Option<Figure> {
    let peaks: Vec<(usize, f64, f64)> = workbook
        .measurements
        .iter()
        .enumerate()
        .filter_map(|(run, measurement)| {
            let (rate, at) = peak_throughput(measurement)?;
            Some((run, rate, at))
        })
        .collect();
    let best =
        peaks.iter().copied().reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    let name = |run: usize| run_name(workbook, &workbook.measurements[run]);
    let rate = |rate: f64| format!("{} requests/s", number(rate, 0));
    let mut finding = format!(
        "{} answers the most: {} at {} concurrent",
        name(best.0),
        rate(best.1),
        number(best.2, 0)
    );
    let option = |run: usize| &workbook.measurements[run].alternative;
    let rival = peaks
        .iter()
        .copied()
        .filter(|peak| option(peak.0) != option(best.0))
        .reduce(|best, next| if next.1 > best.1 { next } else { best });
    match rival {
        Some(rival) => {
            finding.push_str(&format!(
                "; {} peaks at {} at {}.",
                name(rival.0),
                rate(rival.1),
                number(rival.2, 0)
            ));
        }
        None => finding.push('.'),
    }
    figure(
        workbook,
        analysis,
        &Kind {
            id: "throughput",
            title: "Throughput over concurrency".to_owned(),
            axis: "Requests per second".to_owned(),
            decimals: 0,
            finding,
            value: &|point| point.throughput_rps,
            is_peak: &|run, point| {
                peaks.iter().any(|peak| {
                    peak.0 == run
                        && Some(peak.2) == point.concurrency
                        && Some(peak.1) == point.throughput_rps
                })
            },
        },
    )
}

/// A slow request's latency over concurrency, one line for each run: the
/// highest percentile up to the 99th that every run with percentiles tells.
/// Nothing where no run tells one.
pub fn latency(workbook: &Workbook, analysis: &Analysis) -> Option<Figure> {
    let percentile = slow_latency(workbook)?;
    let of = |point: &LoadPoint| percentile_of(point, percentile);
    // Runs are compared at the highest load of each.
    let ends: Vec<(usize, f64, f64)> = workbook
        .measurements
        .iter()
        .enumerate()
        .filter_map(|(run, measurement)| {
            let last = measurement
                .points
                .iter()
                .rev()
                .find(|point| of(point).is_some() && point.concurrency.is_some())?;
            Some((run, of(last)?, last.concurrency?))
        })
        .collect();
    let best =
        ends.iter().copied().reduce(|best, next| if next.1 < best.1 { next } else { best })?;
    let worst =
        ends.iter().copied().reduce(|worst, next| if next.1 > worst.1 { next } else { worst })?;
    let name = |run: usize| run_name(workbook, &workbook.measurements[run]);
    let told = |(run, ms, at): (usize, f64, f64)| {
        format!("{} {} ms at {} concurrent", name(run), milliseconds(ms), number(at, 0))
    };
    let p = format!("p{}", number(percentile, usize::from(percentile.fract() > 0.0)));
    let finding = if ends.len() == 1 {
        format!("At its highest load, {p} is {}.", told(best))
    } else {
        format!(
            "At the highest load of each, {p} is lowest for {} and highest for {}.",
            told(best),
            told(worst)
        )
    };
    figure(
        workbook,
        analysis,
        &Kind {
            id: "latency",
            title: format!("Latency ({p}) over concurrency"),
            axis: format!("{p} latency, milliseconds"),
            decimals: 1,
            finding,
            value: &of,
            is_peak: &|_, _| false,
        },
    )
}

/// What one of the two charts shows.
struct Kind<'a> {
    id: &'static str,
    title: String,
    axis: String,
    decimals: usize,
    finding: String,
    value: &'a dyn Fn(&LoadPoint) -> Option<f64>,
    is_peak: &'a dyn Fn(usize, &LoadPoint) -> bool,
}

fn figure(workbook: &Workbook, analysis: &Analysis, kind: &Kind<'_>) -> Option<Figure> {
    let (mut marks, mut readings, mut legend) = (Vec::new(), Vec::new(), Vec::new());
    let mut table = DataTable {
        header: ["Option", "Run", "Concurrency"].map(str::to_owned).to_vec(),
        rows: Vec::new(),
    };
    table.header.push(kind.axis.clone());
    let (mut least, mut most, mut highest) = (f64::INFINITY, 0.0_f64, 0.0_f64);
    let mut series = 0;
    for (run, measurement) in workbook.measurements.iter().enumerate() {
        let position = analysis.option_at(&measurement.alternative).unwrap_or(0);
        let style = option_style(position);
        let mut points: Vec<(&LoadPoint, f64)> = measurement
            .points
            .iter()
            .filter(|point| load(point) > 0.0)
            .filter_map(|point| Some((point, (kind.value)(point)?)))
            .collect();
        points.sort_by(|a, b| load(a.0).total_cmp(&load(b.0)));
        if points.is_empty() {
            continue;
        }
        let name = run_name(workbook, measurement);
        let option = workbook.alternative_name(&measurement.alternative);
        legend.push(LegendEntry::new(name.clone(), Sign::Marker(style)));
        marks.push(Mark::Line {
            points: points.iter().map(|(point, value)| (across(point), *value)).collect(),
            dash: style.dash,
            fill: Fill::Option(style),
            name: name.clone(),
        });
        for (point, value) in points {
            let concurrency = number(load(point), 0);
            let peak = (kind.is_peak)(run, point);
            table.rows.push(vec![
                option.to_owned(),
                measurement.label.clone(),
                concurrency.clone(),
                number(value, kind.decimals),
            ]);
            let mut facts = vec![
                ("Concurrency".to_owned(), concurrency.clone()),
                (kind.axis.clone(), number(value, kind.decimals)),
            ];
            if let Some(errors) = point.errors.filter(|&errors| errors > 0) {
                facts.push(("Errors".to_owned(), errors.to_string()));
            }
            if !measurement.tool.is_empty() {
                facts.push(("Tool".to_owned(), measurement.tool.clone()));
            }
            readings.push(Reading {
                mark: marks.len(),
                row: series,
                title: format!("{name} at {concurrency} concurrent"),
                facts,
                sum: if peak { "Highest of the run".to_owned() } else { String::new() },
                about: Some(About::Measurement(measurement.id.clone())),
                why: None,
            });
            (least, most) = (least.min(across(point)), most.max(across(point)));
            highest = highest.max(value);
            marks.push(Mark::Point {
                x: across(point),
                y: value,
                x_range: (across(point), across(point)),
                y_range: (value, value),
                style,
                marked: peak,
                name: if peak {
                    format!("{option} {}", number(value, kind.decimals))
                } else {
                    String::new()
                },
            });
        }
        series += 1;
    }
    if readings.is_empty() {
        return None;
    }
    let (low, high) = (least.floor(), most.ceil().max(least.floor() + 1.0));
    Some(Figure {
        id: kind.id,
        title: kind.title.clone(),
        alt: format!("Line chart of the load runs. {}", kind.finding),
        finding: kind.finding.clone(),
        x: Scale {
            title: "Requests under way at once, each line twice the one before".to_owned(),
            low,
            high,
            ticks: (low as i32..=high as i32)
                .map(|at| (f64::from(at), number(f64::from(at).exp2(), usize::from(at < 0))))
                .collect(),
        },
        y: Vertical::Scale(round_scale(&kind.axis, highest * 1.08)),
        marks,
        legend,
        readings,
        table,
    })
}

/// Where a point stands across: doublings of concurrency.
fn across(point: &LoadPoint) -> f64 {
    load(point).log2()
}

/// The level of load, 0 where it is not known.
fn load(point: &LoadPoint) -> f64 {
    point.concurrency.unwrap_or(0.0)
}

fn percentile_of(point: &LoadPoint, percentile: f64) -> Option<f64> {
    let found = point.percentiles_ms.iter().find(|(at, _)| (at - percentile).abs() < 1e-9);
    found.map(|&(_, ms)| ms)
}

fn milliseconds(ms: f64) -> String {
    number(ms, if ms < 10.0 { 1 } else { 0 })
}

/// The option's name, with the run's where the option has several.
fn run_name(workbook: &Workbook, run: &Measurement) -> String {
    let option = workbook.alternative_name(&run.alternative);
    let several =
        workbook.measurements.iter().filter(|other| other.alternative == run.alternative).count();
    if several > 1 { format!("{option}, {}", run.label) } else { option.to_owned() }
}
