//! Throughput over concurrency: what was measured, the law fitted to it with its
//! band and peak, and who carries most at which load.

use super::load_axis::{across, load_scale, load_text, run_name};
use super::palette::{Dash, Tone, option_style};
use super::{
    About, DataTable, Figure, Fill, LegendEntry, Mark, Reading, Sign, Vertical, round_scale,
};
use crate::analysis::scalability::{
    Fit, Level, Quality, Region, Study, StudyRun, alike, carries_sentence,
};
use crate::analysis::{number, percent};
use crate::workbook::Workbook;

/// Places at which a curve is drawn.
const STEPS: usize = 72;
/// How far past a peak its curve is drawn.
const PAST_PEAK: f64 = 1.15;

/// Requests answered per second over concurrency for the options of a scenario;
/// `compared` adds the runs that are kept for comparison. Nothing where no run
/// tells a throughput.
pub fn throughput(workbook: &Workbook, study: &Study, compared: bool) -> Option<Figure> {
    let others = if compared { study.compared.as_slice() } else { &[] };
    let shown: Vec<&StudyRun> =
        study.runs.iter().chain(others).filter(|run| measured(run).next().is_some()).collect();
    let loads = || shown.iter().flat_map(|run| measured(run)).map(|(load, ..)| load);
    let lowest = loads().reduce(f64::min)?;
    let highest = loads().fold(lowest, f64::max);
    // A peak that lies just beyond is worth one more doubling.
    let just_beyond = study
        .runs
        .iter()
        .filter_map(|run| run.fit.as_ref().ok())
        .filter(|fit| fit.quality() > Quality::Weak)
        .filter_map(|fit| fit.usl.peak_load())
        .filter(|&peak| peak > highest && peak <= 2.0 * highest)
        .fold(highest, f64::max);
    let beyond = if just_beyond > highest { PAST_PEAK * just_beyond } else { highest };
    let x = load_scale(lowest, highest, beyond);
    let finding = carries_sentence(workbook, study);
    let mut chart = Chart {
        workbook,
        end: libm::exp2(x.high),
        highest,
        several: compared && !study.compared.is_empty(),
        marks: Vec::new(),
        readings: Vec::new(),
        table: DataTable { header: header(), rows: Vec::new() },
        top: 0.0,
        row: 0,
    };
    chart.stretches(study);
    for run in others {
        chart.compared(run);
    }
    for run in &study.runs {
        chart.run(run);
    }
    let mut legend: Vec<LegendEntry> = Vec::new();
    for run in study.runs.iter().filter(|run| measured(run).next().is_some()) {
        let style = option_style(run.option);
        legend.push(LegendEntry::new(run_name(workbook, run, chart.several), Sign::Marker(style)));
    }
    if study.runs.iter().any(|run| run.bands.is_some()) {
        let band = Fill::Tone(Tone::Grid);
        legend.push(LegendEntry::new("Curve by the law, with its 90 % band", Sign::Patch(band)));
    }
    Some(Figure {
        id: "throughput",
        title: "Throughput over concurrency".to_owned(),
        alt: format!("Chart of throughput over concurrency in load runs. {finding}"),
        finding,
        x,
        // Room at the top for the names of the stretches.
        y: Vertical::Scale(round_scale("Requests per second", chart.top * 1.12)),
        marks: chart.marks,
        legend,
        readings: chart.readings,
        table: chart.table,
    })
}

fn header() -> Vec<String> {
    [
        "Option",
        "Run",
        "Concurrency",
        "Requests per second",
        "Lowest try",
        "Highest try",
        "Tries",
        "By the law",
        "Band from",
        "Band to",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// Loads with what was measured there.
fn measured(run: &StudyRun) -> impl Iterator<Item = (f64, f64, &Level)> {
    run.levels.iter().filter_map(|level| Some((level.load, level.carried()?.median, level)))
}

/// A rate as it is printed: requests per second, to three digits at least.
fn rate(rate: f64) -> String {
    number(rate, if rate >= 100.0 { 0 } else { 1 })
}

struct Chart<'a> {
    workbook: &'a Workbook,
    /// The load at the right end.
    end: f64,
    /// The highest load measured of any.
    highest: f64,
    /// Whether options have several runs in it.
    several: bool,
    marks: Vec<Mark>,
    readings: Vec<Reading>,
    table: DataTable,
    /// The highest figure.
    top: f64,
    row: usize,
}

impl Chart<'_> {
    /// Who carries most where.
    fn stretches(&mut self, study: &Study) {
        if study.crossover.regions.is_empty() {
            return;
        }
        for region in &study.crossover.regions {
            let run = region.carrier.and_then(|at| study.runs.get(at));
            let name = match run {
                Some(run) if region.is_sure() => {
                    self.workbook.alternative_name(&run.alternative).to_owned()
                }
                Some(run) => {
                    format!("{}, not sure", self.workbook.alternative_name(&run.alternative))
                }
                None => match alike(self.workbook, study, region) {
                    Some(names) => format!("{names} alike"),
                    None => "about the same".to_owned(),
                },
            };
            let title = match run {
                Some(run) => {
                    let option = self.workbook.alternative_name(&run.alternative);
                    format!("{option} carries most")
                }
                None => match alike(self.workbook, study, region) {
                    Some(names) => format!("{names} carry most alike"),
                    None => "All carry about the same".to_owned(),
                },
            };
            self.readings.push(Reading {
                mark: self.marks.len(),
                row: self.row,
                title,
                facts: vec![
                    ("From".to_owned(), format!("{} concurrent", load_text(region.from.round()))),
                    ("To".to_owned(), format!("{} concurrent", load_text(region.to.round()))),
                ],
                sum: sure_text(region),
                about: run.map(|run| About::Option(run.alternative.clone())),
                why: None,
            });
            self.marks.push(Mark::Stretch {
                from: across(region.from),
                to: across(region.to),
                style: run.map(|run| option_style(run.option)),
                name,
            });
        }
        self.row += 1;
    }

    /// A run for comparison: a thin line through what was measured.
    fn compared(&mut self, run: &StudyRun) {
        let style = option_style(run.option);
        let points: Vec<(f64, f64)> =
            measured(run).map(|(load, rate, _)| (across(load), rate)).collect();
        let Some(&last) = points.last() else { return };
        let name = run_name(self.workbook, run, true);
        self.top = points.iter().map(|point| point.1).fold(self.top, f64::max);
        self.marks.push(Mark::Line {
            points,
            dash: style.dash,
            fill: Fill::Hollow(style),
            name: name.clone(),
        });
        // Its end, to be read and named by.
        self.readings.push(Reading {
            mark: self.marks.len(),
            row: self.row,
            title: format!("{name}, for comparison"),
            facts: vec![
                ("Requests per second".to_owned(), rate(last.1)),
                ("Concurrency".to_owned(), load_text(libm::exp2(last.0))),
            ],
            sum: String::new(),
            about: Some(About::Measurement(run.run.clone())),
            why: None,
        });
        self.marks.push(Mark::Notch { x: last.0, y: last.1, style, name: run.label.clone() });
        for (load, median, level) in measured(run) {
            self.line_of_table(run, load, median, level);
        }
        self.row += 1;
    }

    /// An option's run: band, curve, points, peak.
    fn run(&mut self, run: &StudyRun) {
        let points: Vec<(f64, f64, &Level)> = measured(run).collect();
        let (Some(&(from, ..)), Some(&(to, ..))) = (points.first(), points.last()) else {
            return;
        };
        let style = option_style(run.option);
        let fill = Fill::Option(style);
        let name = run_name(self.workbook, run, self.several);
        let fit = run.fit.as_ref().ok();
        match fit {
            Some(fit) => {
                if let Some(bands) = &run.bands {
                    let points = steps(from, to)
                        .map(|load| {
                            let (low, high) = bands.throughput(load);
                            self.top = self.top.max(high.min(1.6 * fit.usl.throughput(load)));
                            (across(load), low.max(0.0), high)
                        })
                        .collect();
                    let name = format!("{name}: 90 % band of the law");
                    self.marks.push(Mark::Band { points, fill, name });
                }
                let curve = |from: f64, to: f64| -> Vec<(f64, f64)> {
                    steps(from, to).map(|load| (across(load), fit.usl.throughput(load))).collect()
                };
                let line = curve(from, to);
                self.top = line.iter().map(|point| point.1).fold(self.top, f64::max);
                let law = format!("{name}: by the law");
                self.marks.push(Mark::Line { points: line, dash: style.dash, fill, name: law });
                // On to the highest load measured of others, or to past its peak.
                let peak = fit.usl.peak_load().filter(|&peak| peak > to && peak <= self.end);
                let past = peak.map_or(0.0, |peak| PAST_PEAK * peak);
                let end = self.highest.max(past).min(self.end);
                if end > to * 1.001 && fit.quality() > Quality::Weak {
                    let line = curve(to, end);
                    self.top = line.iter().map(|point| point.1).fold(self.top, f64::max);
                    self.marks.push(Mark::Line {
                        points: line,
                        dash: Dash::Dotted,
                        fill: Fill::Hollow(style),
                        name: format!("{name}: beyond what was measured"),
                    });
                }
            }
            None => self.marks.push(Mark::Line {
                points: points.iter().map(|&(load, rate, _)| (across(load), rate)).collect(),
                dash: style.dash,
                fill,
                name: name.clone(),
            }),
        }
        let peak = fit.and_then(|fit| self.peak_of(fit));
        let highest = points
            .iter()
            .enumerate()
            .reduce(|best, next| if next.1.1 > best.1.1 { next } else { best })
            .map(|(at, _)| at);
        for (at, &(load, median, level)) in points.iter().enumerate() {
            // Read from the left: the peak stands between its neighbours.
            if let Some((peak, rate)) = peak
                && peak <= load
                && (at == 0 || peak > points[at - 1].0)
            {
                self.peak(run, &name, (peak, rate));
            }
            let named = match peak {
                Some(_) => String::new(),
                None if highest == Some(at) => {
                    let option = self.workbook.alternative_name(&run.alternative);
                    format!("{option} {}", rate(median))
                }
                None => String::new(),
            };
            self.point(run, &name, (load, median, level), named);
        }
        if let Some(peak) = peak.filter(|peak| peak.0 > to) {
            self.peak(run, &name, peak);
        }
        self.row += 1;
    }

    /// The peak of a law that can be relied on, where the chart reaches it.
    fn peak_of(&self, fit: &Fit) -> Option<(f64, f64)> {
        let (from, _) = fit.range();
        let sound = fit.quality() > Quality::Weak;
        fit.usl.peak().filter(|(load, _)| sound && *load >= from && *load <= self.end)
    }

    fn peak(&mut self, run: &StudyRun, name: &str, (load, height): (f64, f64)) {
        let Ok(fit) = &run.fit else { return };
        let beyond = fit.extrapolates(load);
        let option = self.workbook.alternative_name(&run.alternative);
        let mut facts = vec![
            ("Concurrency".to_owned(), load_text(load.round())),
            ("Requests per second".to_owned(), rate(height)),
            ("Contention".to_owned(), small_percent(fit.usl.sigma)),
            ("Coherency".to_owned(), small_percent(fit.usl.kappa)),
        ];
        if let Some((low, high)) = run.bands.as_ref().and_then(|bands| bands.peak_load()) {
            let high = high.map_or("open".to_owned(), |high| load_text(high.round()));
            let band = format!("{} to {high} concurrent", load_text(low.round()));
            facts.insert(1, ("Band of 90 %".to_owned(), band));
        }
        self.readings.push(Reading {
            mark: self.marks.len(),
            row: self.row,
            title: format!("Peak of {name}"),
            facts,
            sum: if beyond { "Beyond what was measured".to_owned() } else { String::new() },
            about: Some(About::Option(run.alternative.clone())),
            why: None,
        });
        let words = if beyond { "peak beyond," } else { "peak" };
        self.top = self.top.max(height);
        self.marks.push(Mark::Notch {
            x: across(load),
            y: height,
            style: option_style(run.option),
            name: format!("{option} {words} {} at {}", rate(height), load_text(load.round())),
        });
    }

    fn point(
        &mut self,
        run: &StudyRun,
        name: &str,
        (load, median, level): (f64, f64, &Level),
        named: String,
    ) {
        let tries = level.throughput;
        let (low, high) = tries.map_or((median, median), |tries| (tries.low, tries.high));
        self.top = self.top.max(high);
        let mut facts = vec![
            ("Concurrency".to_owned(), load_text(load)),
            ("Requests per second".to_owned(), rate(median)),
        ];
        if let Some(tries) = tries.filter(|tries| tries.count > 1) {
            let range = format!("{}, {} to {}", tries.count, rate(low), rate(high));
            facts.push(("Tries".to_owned(), range));
        }
        if let Ok(fit) = &run.fit {
            facts.push(("By the law".to_owned(), rate(fit.usl.throughput(load))));
        }
        if let Some(bands) = &run.bands {
            let (low, high) = bands.throughput(load);
            facts.push(("Band of 90 %".to_owned(), format!("{} to {}", rate(low), rate(high))));
        }
        if let Some(errors) = level.errors_percent.filter(|errors| *errors > 0.0) {
            facts.push(("Failed".to_owned(), percent(errors / 100.0)));
        }
        self.readings.push(Reading {
            mark: self.marks.len(),
            row: self.row,
            title: format!("{name} at {} concurrent", load_text(load)),
            facts,
            sum: String::new(),
            about: Some(About::Measurement(run.run.clone())),
            why: None,
        });
        self.marks.push(Mark::Point {
            x: across(load),
            y: median,
            x_range: (across(load), across(load)),
            y_range: (low, high),
            style: option_style(run.option),
            marked: !named.is_empty(),
            name: named,
        });
        self.line_of_table(run, load, median, level);
    }

    fn line_of_table(&mut self, run: &StudyRun, load: f64, median: f64, level: &Level) {
        let law = run.fit.as_ref().ok().map(|fit| fit.usl.throughput(load));
        let band = run.bands.as_ref().map(|bands| bands.throughput(load));
        let told = |figure: Option<f64>| figure.map_or_else(String::new, rate);
        self.table.rows.push(vec![
            self.workbook.alternative_name(&run.alternative).to_owned(),
            run.label.clone(),
            load_text(load),
            rate(median),
            told(level.throughput.map(|tries| tries.low)),
            told(level.throughput.map(|tries| tries.high)),
            level.throughput.map_or(0, |tries| tries.count).to_string(),
            told(law),
            told(band.map(|band| band.0)),
            told(band.map(|band| band.1)),
        ]);
    }
}

/// A share in percent to two digits at least, small as it may be, such as
/// contention and coherency.
pub fn small_percent(share: f64) -> String {
    let percent = 100.0 * share;
    if percent <= 0.0 {
        return "0 %".to_owned();
    }
    let digits = (1.0 - libm::log10(percent).floor()).clamp(1.0, 7.0) as usize;
    format!("{} %", number(percent, digits))
}

fn sure_text(region: &Region) -> String {
    match region.carrier {
        None => "No lead above 5 % and beyond the spread of the tries".to_owned(),
        Some(_) if region.apart >= 0.999 => "Its band lies above all others".to_owned(),
        Some(_) => {
            format!("Its band lies above all others on {} of it", percent(region.apart))
        }
    }
}

/// Loads from one to another, evenly over doublings.
fn steps(from: f64, to: f64) -> impl Iterator<Item = f64> {
    let (low, high) = (across(from), across(to));
    (0..=STEPS).map(move |step| libm::exp2(low + (high - low) * step as f64 / STEPS as f64))
}
