//! TechEmpower Framework Benchmarks: `results.json`.
//!
//! A framework and a test make a run. `json`, `db`, `fortune` and `plaintext`
//! were measured at rising concurrency: a point each. `query`, `update` and
//! `cached_query` were measured at one concurrency, the highest, with a rising
//! number of queries in one request: that is different work, so each number of
//! queries is a scenario of its own and never a try at the same.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::check::sound;
use super::moment::{day, length_ms};
use super::results::{Body, ReadPoint, ReadRun};
use super::source::Source;
use super::tree::{count, figure, parse};
use super::{LoadError, ReadSettings};
use crate::workbook::{Date, LoadPoint, Subject};

/// Kinds of failures of an entry.
const FAILURES: [&str; 5] = ["connect", "read", "write", "timeout", "5xx"];

/// What a test's entries stand for, one after another.
enum Steps {
    Concurrency(Vec<f64>),
    Queries(Vec<f64>),
}

/// Reads the results.
pub(super) fn results(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let file = parse(&source.text()?)?;
    let raw = file.get("rawData").and_then(Value::as_object).ok_or_else(|| {
        LoadError::new("there is no rawData", "Take TechEmpower's results.json, whole.")
    })?;
    let numbers = |key: &str| -> Vec<f64> {
        let list = file.get(key).and_then(Value::as_array).into_iter().flatten();
        list.filter_map(Value::as_f64).filter(|it| *it >= 0.0).collect()
    };
    let levels = numbers("concurrencyLevels");
    let highest = levels.iter().copied().reduce(f64::max);
    let duration = match file.get("duration") {
        Some(Value::String(text)) => text.trim().parse().ok(),
        Some(value) => value.as_f64(),
        None => None,
    };
    let duration = duration.filter(|seconds: &f64| *seconds > 0.0 && seconds.is_finite());
    let names = display_names(&file);
    let mut body = Body {
        limits: vec![
            "There are no percentiles; throughput is the requests over the length of a test.".to_owned(),
            "Measured with wrk in a closed loop: latency under overload is understated (coordinated omission).".to_owned(),
            "plaintext is pipelined: 16 requests are under way on each connection.".to_owned(),
            "query, update and cached_query were measured at the highest concurrency, a scenario for each number of queries.".to_owned(),
        ],
        ..Body::default()
    };
    if duration.is_none() {
        body.warnings
            .push("The file does not tell the length of a test: throughput is unknown.".to_owned());
    }
    let mut left_out = BTreeSet::new();
    let mut empty = 0_u64;
    for (test, frameworks) in raw {
        let Some(frameworks) = frameworks.as_object() else { continue };
        if matches!(test.as_str(), "slocCounts" | "commitCounts") {
            continue;
        }
        let steps = match test.as_str() {
            "plaintext" => Steps::Concurrency(numbers("pipelineConcurrencyLevels")),
            "query" | "update" => Steps::Queries(numbers("queryIntervals")),
            "cached_query" | "cached-query" => Steps::Queries(numbers("cachedQueryIntervals")),
            _ => Steps::Concurrency(levels.clone()),
        };
        let failed: BTreeSet<&str> = file
            .get("failed")
            .and_then(|failed| failed.get(test))
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        for (framework, entries) in frameworks {
            let Some(entries) = entries.as_array() else { continue };
            if failed.contains(framework.as_str()) {
                left_out.insert(format!("{framework} ({test})"));
                continue;
            }
            let name = names.get(framework).unwrap_or(framework);
            let mut points = Vec::new();
            for (index, entry) in entries.iter().enumerate() {
                let path = format!("rawData.{test}.{framework}[{index}]");
                let Some((mut read, date)) = point(entry, duration, &path)? else {
                    empty += 1;
                    continue;
                };
                let step = match &steps {
                    Steps::Concurrency(steps) | Steps::Queries(steps) => steps.get(index).copied(),
                };
                let step = step.ok_or_else(|| {
                    LoadError::new(
                        format!("{path} is one more than there are levels"),
                        "The file was put together from several: take TechEmpower's own.",
                    )
                })?;
                match steps {
                    Steps::Concurrency(_) => {
                        read.point.concurrency = Some(step);
                        points.push((test.clone(), date, read));
                    }
                    Steps::Queries(_) => {
                        read.point.concurrency = highest;
                        let word = if step == 1.0 { "query" } else { "queries" };
                        read.label = format!("{step} {word}");
                        points.push((format!("{test}, {step} {word}"), date, read));
                    }
                }
            }
            for (scenario, date, read) in points {
                let of = |run: &ReadRun| run.name == *name && run.scenario == scenario;
                match body.runs.last_mut() {
                    Some(run) if of(run) => run.points.push(read),
                    _ => body.runs.push(ReadRun {
                        name: name.clone(),
                        scenario,
                        date,
                        subject: Subject::Requests,
                        points: vec![read],
                    }),
                }
            }
        }
    }
    if !left_out.is_empty() {
        let some: Vec<&str> = left_out.iter().take(5).map(String::as_str).collect();
        let more = if left_out.len() > some.len() { " and others" } else { "" };
        body.warnings.push(format!(
            "{} results failed TechEmpower's own verification and were left out: {}{more}.",
            left_out.len(),
            some.join(", ")
        ));
    }
    if empty > 0 {
        body.warnings.push(format!("{empty} results hold no request and were left out."));
    }
    for run in &mut body.runs {
        let key = |read: &ReadPoint| read.point.concurrency.unwrap_or(0.0);
        run.points.sort_by(|a, b| key(a).total_cmp(&key(b)));
    }
    sound(body)
}

/// Names for people, of those that are not borne by two.
fn display_names(file: &Value) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    let mut borne: BTreeMap<String, u32> = BTreeMap::new();
    for entry in file.get("testMetadata").and_then(Value::as_array).into_iter().flatten() {
        let text = |key: &str| entry.get(key).and_then(Value::as_str).filter(|it| !it.is_empty());
        if let (Some(name), Some(shown)) = (text("name"), text("display_name"))
            && names.insert(name.to_owned(), shown.to_owned()).is_none()
        {
            *borne.entry(shown.to_owned()).or_default() += 1;
        }
    }
    for (name, shown) in &mut names {
        if borne.get(shown).is_some_and(|&by| by > 1) && shown != name {
            *shown = format!("{shown} ({name})");
        }
    }
    names
}

/// A point and its day; nothing where no request was answered.
fn point(
    entry: &Value,
    duration: Option<f64>,
    path: &str,
) -> Result<Option<(ReadPoint, Option<Date>)>, LoadError> {
    let Some(requests) = count(entry, "totalRequests", path)?.filter(|&it| it > 0) else {
        return Ok(None);
    };
    let length = |key: &str| -> Result<Option<f64>, LoadError> {
        match entry.get(key).and_then(Value::as_str) {
            None | Some("" | "nan" | "-nan") => Ok(None),
            Some(text) => length_ms(text).map(Some).ok_or_else(|| {
                LoadError::new(
                    format!("{path}.{key} is {text:?}, which is no length of time"),
                    "See whether the file is damaged.",
                )
            }),
        }
    };
    let mut read = ReadPoint::default();
    let mut errors = 0_u64;
    for kind in FAILURES {
        let failed = count(entry, kind, path)?.unwrap_or(0);
        errors = errors.saturating_add(failed);
        if failed > 0 {
            read.error_detail.insert(kind.to_owned(), failed);
        }
    }
    read.point = LoadPoint {
        throughput_rps: duration.map(|seconds| requests as f64 / seconds),
        duration_s: duration,
        requests: Some(requests),
        errors: Some(errors),
        mean_ms: length("latencyAvg")?,
        stddev_ms: length("latencyStdev")?,
        max_ms: length("latencyMax")?,
        ..LoadPoint::default()
    };
    let date = figure(entry, "startTime", path)?.and_then(|seconds| {
        // Older files tell milliseconds here too.
        day(if seconds > 1e11 { seconds } else { seconds * 1000.0 })
    });
    Ok(Some((read, date)))
}
