//! pyperf: times of pieces of Python, as JSON.

use serde_json::Value;

use super::agree::short;
use super::json::{At, documents};
use super::moment::{day, written_ms};
use super::results::{Body, ReadPoint, ReadRun};
use super::sample::Sample;
use super::source::Source;
use super::text::CUT_SHORT;
use super::{LoadError, ReadSettings};
use crate::workbook::{Date, LoadPoint, Subject};

/// Reads a suite of benchmarks, each a run of its own.
pub(super) fn json(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let text = source.text()?;
    let mut runs = Vec::new();
    let mut warnings = Vec::new();
    for document in &documents(&text)? {
        let file = At::document(&text, document);
        let version = file.need("version")?;
        if !version.text()?.starts_with("1.") {
            return Err(version.wrong("a version that is known, 1.0"));
        }
        let mut place: Option<At<'_>> = None;
        for (at, benchmark) in file.need("benchmarks")?.elements()?.into_iter().enumerate() {
            let benchmark = match &place {
                Some(last) => benchmark.after(last),
                None => benchmark,
            };
            let found = Benchmark::read(&file, &benchmark, at)?;
            place = Some(found.last.clone());
            match found.run()? {
                Ok(run) => runs.push(run),
                Err(warning) => warnings.push(warning),
            }
        }
    }
    if runs.is_empty() {
        let what = warnings.first().map_or("the list of benchmarks is empty", String::as_str);
        return Err(LoadError::new(what, CUT_SHORT));
    }
    let limits = [
        "Not a load test: each value is the time of one go of a piece of Python, already divided by the number of loops.",
        "Warm-ups and the runs that find the number of loops are left out.",
    ];
    Ok(Body { runs, limits: limits.map(str::to_owned).to_vec(), warnings })
}

struct Benchmark<'a> {
    name: String,
    unit: String,
    date: Option<Date>,
    values: Vec<f64>,
    last: At<'a>,
}

impl<'a> Benchmark<'a> {
    fn read(file: &At<'a>, benchmark: &At<'a>, at: usize) -> Result<Self, LoadError> {
        let runs = benchmark.need("runs")?;
        let mut values = Vec::new();
        let mut last = runs.clone();
        let mut first_run: Option<&Value> = None;
        let mut date = None;
        for run in runs.elements()? {
            let run = run.after(&last);
            first_run = first_run.or(Some(run.value));
            let text = metadata(run.value, "date").unwrap_or_default();
            date = date.or_else(|| written_ms(text.as_bytes()).and_then(day));
            // A run that found the number of loops has none.
            let Some(list) = run.get("values") else { continue };
            for value in list.elements()? {
                values.push(value.figure()?);
            }
            last = list;
        }
        let inner = |name: &str| {
            let run = first_run.and_then(|run| metadata(run, name));
            run.or_else(|| metadata(benchmark.value, name)).or_else(|| metadata(file.value, name))
        };
        Ok(Self {
            name: inner("name").map_or_else(|| format!("benchmark {}", at + 1), str::to_owned),
            unit: inner("unit").unwrap_or("second").to_owned(),
            date,
            values,
            last,
        })
    }

    /// The run that it makes, or why it makes none.
    fn run(self) -> Result<Result<ReadRun, String>, LoadError> {
        if self.values.is_empty() {
            return Ok(Err(format!("{} has no values.", self.name)));
        }
        let mean = self.values.iter().sum::<f64>() / self.values.len() as f64;
        let mut read = ReadPoint::default();
        match self.unit.as_str() {
            "second" => {
                let mut times = Sample::default();
                self.values.iter().for_each(|seconds| times.push(1e3 * seconds));
                read.point = LoadPoint {
                    mean_ms: times.mean(),
                    stddev_ms: times.stddev(),
                    percentiles_ms: vec![(50.0, 1e3 * median(&self.values))],
                    max_ms: times.longest(),
                    ..LoadPoint::default()
                };
                if let (Some(mean), Some(stddev)) = (times.mean(), times.stddev())
                    && stddev > 0.1 * mean
                {
                    read.warnings.push(format!(
                        "The times differ much: {} ms around a mean of {} ms.",
                        short(stddev),
                        short(mean)
                    ));
                }
                if self.values.len() < 5 {
                    read.warnings.push(format!("There are {} values only.", self.values.len()));
                }
                read.values_s = self.values;
            }
            "byte" => {
                read.point.memory_mb = Some(mean / 1e6);
                read.warnings.push("It measured memory, not time.".to_owned());
            }
            unit => {
                return Ok(Err(format!(
                    "{} is in the unit \"{unit}\", not in seconds.",
                    self.name
                )));
            }
        }
        Ok(Ok(ReadRun {
            name: self.name,
            scenario: String::new(),
            date: self.date,
            subject: Subject::Program,
            points: vec![read],
        }))
    }
}

fn metadata<'a>(of: &'a Value, name: &str) -> Option<&'a str> {
    of.get("metadata")?.get(name)?.as_str()
}

/// The middle value, or the mean of the two in the middle.
fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 { sorted[middle] } else { (sorted[middle - 1] + sorted[middle]) / 2.0 }
}
