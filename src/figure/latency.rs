//! Latency over concurrency: a slow request's percentile for each option,
//! against the budget.

use super::load_axis::{across, load_scale, load_text, power_scale, run_name};
use super::palette::option_style;
use super::{About, DataTable, Figure, Fill, LegendEntry, Mark, Reading, Sign, Vertical};
use crate::analysis::number;
use crate::analysis::scalability::{
    Level, Study, StudyRun, Tries, latency_sentence, shown_percentile,
};
use crate::workbook::Workbook;

/// Up to this many options the median is drawn as well.
const WITH_MEDIAN: usize = 3;

/// A slow request's latency over concurrency for the options of a scenario: the
/// percentile of the plan's budget where it was measured, or else the highest up
/// to the 99th that every run tells. Nothing where no run tells one.
pub fn latency(workbook: &Workbook, study: &Study, compared: bool) -> Option<Figure> {
    let percentile = shown_percentile(workbook, study)?;
    let others = if compared { study.compared.as_slice() } else { &[] };
    let budget = workbook
        .load_plan
        .latency_budget
        .filter(|budget| (budget.percentile - percentile).abs() < 1e-9 && budget.ms > 0.0);
    let told = |run: &StudyRun| points(run, percentile).next().is_some();
    let shown: Vec<&StudyRun> = study.runs.iter().filter(|run| told(run)).collect();
    let beside: Vec<&StudyRun> = others.iter().filter(|run| told(run)).collect();
    let all = || shown.iter().chain(&beside).copied();
    let loads = || all().flat_map(|run| points(run, percentile)).map(|(load, ..)| load);
    let lowest = loads().reduce(f64::min)?;
    let highest = loads().fold(lowest, f64::max);
    let name = percentile_name(percentile);
    let with_median = shown.len() <= WITH_MEDIAN && percentile > 50.0;
    let finding = latency_sentence(workbook, study)?;
    let axis = format!("{name} latency, milliseconds");
    let mut chart = Chart {
        workbook,
        percentile,
        several: !beside.is_empty(),
        axis: axis.clone(),
        marks: Vec::new(),
        readings: Vec::new(),
        rows: Vec::new(),
        range: (f64::INFINITY, 0.0),
        row: 0,
    };
    if let Some(budget) = budget {
        chart.hold(budget.ms);
        chart.marks.push(Mark::Rule {
            upright: false,
            at: libm::log10(budget.ms),
            name: format!("Budget, {name} within {} ms", milliseconds(budget.ms)),
        });
    }
    for run in &beside {
        chart.compared(run);
    }
    for run in &shown {
        chart.run(run, with_median);
    }
    let mut legend: Vec<LegendEntry> = shown
        .iter()
        .map(|run| {
            let style = option_style(run.option);
            LegendEntry::new(run_name(workbook, run, chart.several), Sign::Marker(style))
        })
        .collect();
    if with_median && shown.iter().any(|run| points(run, 50.0).next().is_some()) {
        let thin = Fill::Tone(super::palette::Tone::Muted);
        legend.push(LegendEntry::new("Thin line: p50", Sign::Line(thin, super::Dash::Solid)));
    }
    let (low, high) = chart.range;
    Some(Figure {
        id: "latency",
        title: format!("Latency ({name}) over concurrency"),
        alt: format!("Line chart of latency over concurrency in load runs. {finding}"),
        finding,
        x: load_scale(lowest, highest, highest),
        y: Vertical::Scale(power_scale(&axis, low, high)),
        marks: chart.marks,
        legend,
        readings: chart.readings,
        table: DataTable {
            header: ["Option", "Run", "Concurrency", &axis, "Lowest try", "Highest try", "p50"]
                .map(str::to_owned)
                .to_vec(),
            rows: chart.rows,
        },
    })
}

/// What a percentile is called: `p99`, `p99.9`.
fn percentile_name(percentile: f64) -> String {
    format!("p{}", number(percentile, usize::from(percentile.fract() > 0.0)))
}

fn milliseconds(ms: f64) -> String {
    number(ms, if ms < 10.0 { 1 } else { 0 })
}

/// Loads with a percentile, where both can stand on a scale of powers.
fn points(run: &StudyRun, percentile: f64) -> impl Iterator<Item = (f64, Tries, &Level)> {
    run.levels
        .iter()
        .filter(|level| (1e-3..=1e9).contains(&level.load))
        .filter_map(move |level| Some((level.load, level.percentile(percentile)?, level)))
        .filter(|(_, tries, _)| tries.low >= 1e-6 && tries.high <= 1e12)
}

struct Chart<'a> {
    workbook: &'a Workbook,
    percentile: f64,
    several: bool,
    axis: String,
    marks: Vec<Mark>,
    readings: Vec<Reading>,
    rows: Vec<Vec<String>>,
    /// Lowest and highest figure.
    range: (f64, f64),
    row: usize,
}

impl Chart<'_> {
    fn hold(&mut self, ms: f64) {
        self.range = (self.range.0.min(ms), self.range.1.max(ms));
    }

    fn line(&mut self, run: &StudyRun, percentile: f64, fill: Fill, name: String) {
        let line: Vec<(f64, f64)> = points(run, percentile)
            .map(|(load, tries, _)| {
                self.hold(tries.median);
                (across(load), libm::log10(tries.median))
            })
            .collect();
        let dash = option_style(run.option).dash;
        self.marks.push(Mark::Line { points: line, dash, fill, name });
    }

    /// A run for comparison: a thin line, named at its end.
    fn compared(&mut self, run: &StudyRun) {
        let style = option_style(run.option);
        let name = run_name(self.workbook, run, true);
        self.line(run, self.percentile, Fill::Hollow(style), name.clone());
        let last = points(run, self.percentile).last().map(|(load, tries, _)| (load, tries));
        if let Some((load, tries)) = last {
            let title = format!("{name}, for comparison");
            self.reading(run, load, tries, title);
            self.marks.push(Mark::Notch {
                x: across(load),
                y: libm::log10(tries.median),
                style,
                name: run.label.clone(),
            });
        }
        let lines: Vec<Vec<String>> =
            points(run, self.percentile).map(|point| self.line_of_table(run, point)).collect();
        self.rows.extend(lines);
        self.row += 1;
    }

    fn run(&mut self, run: &StudyRun, with_median: bool) {
        let style = option_style(run.option);
        let name = run_name(self.workbook, run, self.several);
        if with_median && points(run, 50.0).next().is_some() {
            self.line(run, 50.0, Fill::Hollow(style), format!("{name}: p50"));
        }
        self.line(run, self.percentile, Fill::Option(style), name.clone());
        let all: Vec<(f64, Tries, &Level)> = points(run, self.percentile).collect();
        let last = all.len().saturating_sub(1);
        for (at, &(load, tries, level)) in all.iter().enumerate() {
            let title = format!("{name} at {} concurrent", load_text(load));
            let named = if at == last {
                self.workbook.alternative_name(&run.alternative).to_owned()
            } else {
                String::new()
            };
            self.mark(run, load, tries, title, named);
            let line = self.line_of_table(run, (load, tries, level));
            self.rows.push(line);
        }
        self.row += 1;
    }

    /// A point with what it says.
    fn mark(&mut self, run: &StudyRun, load: f64, tries: Tries, title: String, name: String) {
        self.reading(run, load, tries, title);
        self.marks.push(Mark::Point {
            x: across(load),
            y: libm::log10(tries.median),
            x_range: (across(load), across(load)),
            y_range: (libm::log10(tries.low), libm::log10(tries.high)),
            style: option_style(run.option),
            marked: false,
            name,
        });
    }

    /// What the mark that comes next says.
    fn reading(&mut self, run: &StudyRun, load: f64, tries: Tries, title: String) {
        self.hold(tries.low);
        self.hold(tries.high);
        let mut facts = vec![
            ("Concurrency".to_owned(), load_text(load)),
            (self.axis.clone(), milliseconds(tries.median)),
        ];
        if tries.count > 1 {
            let range = format!(
                "{}, {} to {} ms",
                tries.count,
                milliseconds(tries.low),
                milliseconds(tries.high)
            );
            facts.push(("Tries".to_owned(), range));
        }
        if let Some(level) = run.level(load) {
            for &(at, other) in &level.percentiles {
                if (at - self.percentile).abs() > 1e-9 {
                    let value = format!("{} ms", milliseconds(other.median));
                    facts.push((percentile_name(at), value));
                }
            }
        }
        self.readings.push(Reading {
            mark: self.marks.len(),
            row: self.row,
            title,
            facts,
            sum: String::new(),
            about: Some(About::Measurement(run.run.clone())),
            why: None,
        });
    }

    fn line_of_table(
        &self,
        run: &StudyRun,
        (load, tries, level): (f64, Tries, &Level),
    ) -> Vec<String> {
        vec![
            self.workbook.alternative_name(&run.alternative).to_owned(),
            run.label.clone(),
            load_text(load),
            milliseconds(tries.median),
            milliseconds(tries.low),
            milliseconds(tries.high),
            level.percentile(50.0).map_or_else(String::new, |it| milliseconds(it.median)),
        ]
    }
}
