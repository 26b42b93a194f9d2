//! hyperfine: run times of commands, as JSON, CSV, Markdown and text.

use super::agree::{contradiction, short};
use super::json::{At, documents};
use super::results::{Body, ReadPoint, ReadRun};
use super::rows::Rows;
use super::source::Source;
use super::text::{CUT_SHORT, Length, count, length, lines, plain_text};
use super::{LoadError, ReadSettings};
use crate::workbook::{LoadPoint, Subject};

/// What all forms tell of a command, in milliseconds.
#[derive(Default)]
struct Timing {
    line: u64,
    command: String,
    parameters: String,
    mean: f64,
    stddev: Option<f64>,
    median: Option<f64>,
    min: Option<f64>,
    max: Option<f64>,
    times_s: Vec<f64>,
    warnings: Vec<String>,
}

impl Timing {
    /// The run that it makes. Figures may be off by `slack` milliseconds, for
    /// rounding.
    fn run(self, slack: f64) -> Result<ReadRun, LoadError> {
        let off = |what: String| Err(contradiction(self.line, format!("{}: {what}", self.command)));
        let between = [("mean", Some(self.mean)), ("median", self.median)];
        for (what, ms) in between {
            let Some(ms) = ms else { continue };
            if self.min.is_some_and(|min| ms < min - slack)
                || self.max.is_some_and(|max| ms > max + slack)
            {
                return off(format!(
                    "the {what}, {} ms, is not between the shortest and the longest",
                    short(ms)
                ));
            }
        }
        if let Some(stddev) = self.stddev
            && let (Some(min), Some(max)) = (self.min, self.max)
            && stddev > (max - min) + 2.0 * slack
        {
            return off(format!("the deviation, {} ms, is more than the range", short(stddev)));
        }
        let outside = |ms: f64| {
            self.min.is_some_and(|min| ms < min - slack)
                || self.max.is_some_and(|max| ms > max + slack)
        };
        if let Some(seconds) = self.times_s.iter().find(|seconds| outside(1e3 * **seconds)) {
            return off(format!("{seconds:e} s is not between the shortest and the longest"));
        }
        if !self.times_s.is_empty() {
            let mean = 1e3 * self.times_s.iter().sum::<f64>() / self.times_s.len() as f64;
            if (mean - self.mean).abs() > 0.01 * mean + slack {
                return off(format!(
                    "the times give a mean of {} ms, not {}",
                    short(mean),
                    short(self.mean)
                ));
            }
        }
        let mut warnings = self.warnings;
        if self.times_s.len() == 1 {
            warnings.push("It was run once: nothing is known of the spread.".to_owned());
        } else if (2..5).contains(&self.times_s.len()) {
            warnings.push(format!("It was run {} times only.", self.times_s.len()));
        }
        if let Some(stddev) = self.stddev
            && stddev > 0.1 * self.mean
        {
            warnings.push(format!(
                "The times differ much: {} ms around a mean of {} ms.",
                short(stddev),
                short(self.mean)
            ));
        }
        Ok(ReadRun {
            name: self.command,
            scenario: String::new(),
            date: None,
            subject: Subject::Program,
            points: vec![ReadPoint {
                point: LoadPoint {
                    mean_ms: Some(self.mean),
                    stddev_ms: self.stddev,
                    percentiles_ms: self.median.map(|ms| (50.0, ms)).into_iter().collect(),
                    max_ms: self.max,
                    ..LoadPoint::default()
                },
                label: self.parameters,
                warnings,
                values_s: self.times_s,
                ..ReadPoint::default()
            }],
        })
    }
}

fn body(runs: Vec<ReadRun>, further: Option<&str>) -> Body {
    let limits = [
        Some(
            "Not a load test: each time is of a whole program from its start to its end, on one machine, one after the other.",
        ),
        further,
    ];
    Body {
        runs,
        limits: limits.into_iter().flatten().map(str::to_owned).collect(),
        ..Body::default()
    }
}

/// Reads the JSON that hyperfine exports, in seconds.
pub(super) fn json(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let text = source.text()?;
    let mut runs = Vec::new();
    for document in &documents(&text)? {
        let mut place: Option<At<'_>> = None;
        for result in At::document(&text, document).need("results")?.elements()? {
            let result = match &place {
                Some(last) => result.after(last),
                None => result,
            };
            runs.push(json_timing(&result)?.run(1e-6)?);
            // The next one stands after this one's last figure.
            place = Some(result.get("times").or_else(|| result.get("max")).unwrap_or(result));
        }
    }
    if runs.is_empty() {
        return Err(LoadError::new("the list of results is empty", CUT_SHORT));
    }
    Ok(body(runs, None))
}

fn json_timing(result: &At<'_>) -> Result<Timing, LoadError> {
    let command = result.need("command")?;
    let ms = |name: &str| Ok(result.figure_of(name)?.map(|seconds| 1e3 * seconds));
    let mut times_s = Vec::new();
    if let Some(times) = result.get("times") {
        for time in times.elements()? {
            times_s.push(time.figure()?);
        }
    }
    let mut warnings = Vec::new();
    if let Some(codes) = result.get("exit_codes").and_then(|codes| codes.value.as_array()) {
        // A program ended by a signal has none.
        let failed = codes.iter().filter(|code| code.as_i64() != Some(0)).count();
        if failed > 0 {
            warnings.push(format!("{failed} of {} runs ended with a failure.", codes.len()));
        }
    }
    let mut parameters = Vec::new();
    if let Some(fields) = result.value.get("parameters").and_then(|fields| fields.as_object()) {
        for (name, value) in fields {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            parameters.push(format!("{name}={value}"));
        }
    }
    let timing = Timing {
        line: command.line(),
        command: command.text()?.to_owned(),
        parameters: parameters.join(", "),
        mean: 1e3 * result.need("mean")?.figure()?,
        stddev: ms("stddev")?,
        median: ms("median")?,
        min: ms("min")?,
        max: ms("max")?,
        times_s,
        warnings,
    };
    result.need("median")?;
    result.need("max")?;
    Ok(timing)
}

/// Reads the CSV that hyperfine exports, in seconds.
pub(super) fn csv(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let mut rows = Rows::new(source, b',')?;
    let [command, mean, stddev, median, min, max] =
        rows.columns(["command", "mean", "stddev", "median", "min", "max"])?;
    let named = rows.headings().iter().enumerate();
    let parameters: Vec<(usize, String)> = named
        .filter_map(|(at, name)| Some((at, name.strip_prefix("parameter_")?.to_owned())))
        .collect();
    let mut runs = Vec::new();
    while rows.next()? {
        let ms = |column: usize| rows.figure(column).map(|seconds| 1e3 * seconds);
        let deviation = if rows.text(stddev).is_empty() { None } else { Some(ms(stddev)?) };
        let values = parameters.iter().map(|(at, name)| format!("{name}={}", rows.text(*at)));
        let timing = Timing {
            line: rows.line(),
            command: rows.text(command),
            parameters: values.collect::<Vec<_>>().join(", "),
            mean: ms(mean)?,
            stddev: deviation,
            median: Some(ms(median)?),
            min: Some(ms(min)?),
            max: Some(ms(max)?),
            ..Timing::default()
        };
        runs.push(timing.run(1e-6)?);
    }
    if runs.is_empty() {
        return Err(LoadError::at(rows.line(), "there is no command", CUT_SHORT));
    }
    Ok(body(runs, Some("The CSV holds no single times; the JSON does.")))
}

/// Reads the table in Markdown that hyperfine exports.
pub(super) fn markdown(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let text = plain_text(source)?;
    let mut headings: Vec<String> = Vec::new();
    let mut runs = Vec::new();
    for (at, line) in lines(&text) {
        let Some(row) = line.strip_prefix('|') else { continue };
        let cells = cells(row);
        if headings.is_empty() {
            headings = cells;
            continue;
        }
        if cells.first().is_some_and(|cell| cell.starts_with(":-") || cell.starts_with("--")) {
            continue;
        }
        if cells.len() != headings.len() || !line.ends_with('|') {
            return Err(LoadError::at(at, "the row breaks off", CUT_SHORT));
        }
        let column = |name: &str| -> Result<(&str, &str), LoadError> {
            let found =
                headings.iter().position(|heading| heading.starts_with(&format!("{name} [")));
            let missing = || LoadError::at(at, format!("there is no column {name}"), CUT_SHORT);
            let found = found.ok_or_else(missing)?;
            let unit = headings[found].trim_end_matches(']').rsplit('[').next().unwrap_or_default();
            Ok((cells[found].as_str(), unit))
        };
        let (both, unit) = column("Mean")?;
        let (mean, deviation) = both.split_once('±').map_or((both, None), |(a, b)| (a, Some(b)));
        let read = |what: &str, text: &str| length(at, what, &format!("{} {unit}", text.trim()));
        let mean = read("the mean", mean)?;
        let timing = Timing {
            line: at,
            command: cells[0].trim_matches('`').to_owned(),
            mean: mean.ms,
            stddev: deviation.map(|text| read("the deviation", text)).transpose()?.map(|it| it.ms),
            min: Some(read("the shortest", column("Min")?.0)?.ms),
            max: Some(read("the longest", column("Max")?.0)?.ms),
            ..Timing::default()
        };
        runs.push(timing.run(2.0 * mean.rounding_ms)?);
    }
    if runs.is_empty() {
        return Err(LoadError::new("the table has no command", CUT_SHORT));
    }
    Ok(body(runs, Some("The table holds rounded figures and no single times; the JSON does.")))
}

/// Cells of a row of Markdown, without the last bar.
fn cells(row: &str) -> Vec<String> {
    let row = row.trim_end().trim_end_matches('|').replace("\\|", "\u{0}");
    row.split('|').map(|cell| cell.trim().replace('\u{0}', "|")).collect()
}

/// Reads what hyperfine printed.
pub(super) fn console(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let text = plain_text(source)?;
    let mut runs = Vec::new();
    let mut open: Option<(Timing, Option<Length>)> = None;
    let mut last = 1;
    let finish = |open: Option<(Timing, Option<Length>)>, at: u64, runs: &mut Vec<ReadRun>| {
        let Some((timing, mean)) = open else { return Ok(()) };
        let missing = |what: &str| {
            LoadError::at(
                at,
                format!("the benchmark of line {} has no {what}", timing.line),
                CUT_SHORT,
            )
        };
        let mean = mean.ok_or_else(|| missing("time"))?;
        if timing.stddev.is_some() && timing.max.is_none() {
            return Err(missing("range"));
        }
        // Mean and range may stand in different units.
        let slack = 2.0 * mean.rounding_ms.max(0.05);
        runs.push(timing.run(slack)?);
        Ok(())
    };
    for (at, line) in lines(&text) {
        last = at;
        let announced = line.strip_prefix("Benchmark ").and_then(|rest| rest.split_once(": "));
        if let Some((_, command)) = announced {
            finish(open.take(), at, &mut runs)?;
            let timing = Timing { line: at, command: command.to_owned(), ..Timing::default() };
            open = Some((timing, None));
            continue;
        }
        let Some((timing, mean)) = &mut open else { continue };
        if line.starts_with("Time (") {
            let figures = line.split_once(':').map_or("", |(_, figures)| figures);
            let figures = figures.split('[').next().unwrap_or_default();
            let (time, deviation) =
                figures.split_once('±').map_or((figures, None), |(a, b)| (a, Some(b)));
            let time = length(at, "the time", time)?;
            timing.mean = time.ms;
            *mean = Some(time);
            if !line.starts_with("Time (abs") {
                let deviation = deviation
                    .ok_or_else(|| LoadError::at(at, "the deviation is missing", CUT_SHORT))?;
                timing.stddev = Some(length(at, "the deviation", deviation)?.ms);
            }
        } else if line.starts_with("Range (") {
            let figures = line.split_once(':').map_or("", |(_, figures)| figures).trim();
            let (min, rest) = figures.split_once('…').unwrap_or((figures, ""));
            // The number of runs is set off by wide space.
            let (max, times) = rest.trim().split_once("  ").unwrap_or((rest, ""));
            timing.min = Some(length(at, "the shortest", min)?.ms);
            timing.max = Some(length(at, "the longest", max)?.ms);
            let times = times
                .trim()
                .strip_suffix("runs")
                .ok_or_else(|| LoadError::at(at, "the number of runs is missing", CUT_SHORT))?;
            let times = count(at, "the number of runs", times)?;
            if times < 5 {
                timing.warnings.push(format!("It was run {times} times only."));
            }
        } else if let Some(warning) = line.strip_prefix("Warning: ") {
            timing.warnings.push(warning.to_owned());
        }
    }
    finish(open, last, &mut runs)?;
    if runs.is_empty() {
        return Err(LoadError::new("no benchmark is in the file", CUT_SHORT));
    }
    Ok(body(
        runs,
        Some("The text holds rounded figures, no median and no single times; the JSON does."),
    ))
}
