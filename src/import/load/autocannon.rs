//! autocannon: its JSON, and its tables.

use super::agree::{self, CLOSED_LOOP, contradiction, kinds, short};
use super::json::{At, documents};
use super::moment::{day, written_ms};
use super::results::{Body, ReadPoint, ReadRun};
use super::source::Source;
use super::text::{CUT_SHORT, length, lines, number, number_with_suffix, path_of, plain_text};
use super::{LoadError, ReadSettings};
use crate::workbook::{LoadPoint, Subject};

/// How far the mean of the rates of single seconds may stand from requests over
/// duration: the last second is often cut.
const SECONDS: f64 = 0.10;

/// Shortest run of which the mean of the rates of single seconds says something.
const SHORTEST_S: f64 = 3.0;

fn limits() -> Vec<String> {
    [
        CLOSED_LOOP,
        "Latencies are counted in whole milliseconds: a percentile of 0 is one below 1 ms. There is no p95.",
        "Throughput is the mean of the rates of single seconds.",
        "Failures are connection errors, timeouts among them, and all answers but 2xx, so redirects too.",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// Reads autocannon's JSON: one object, or one on each line.
pub(super) fn json(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let text = source.text()?;
    let mut runs: Vec<ReadRun> = Vec::new();
    for document in &documents(&text)? {
        let document = At::document(&text, document);
        let point = json_point(&document)?;
        let url = document.text_of("url");
        let title = document.text_of("title");
        let name = if title.is_empty() { url } else { title };
        match runs.iter_mut().find(|run| run.name == name) {
            Some(run) => run.points.push(point),
            None => runs.push(ReadRun {
                name: name.to_owned(),
                scenario: path_of(url),
                date: written_ms(document.text_of("start").as_bytes()).and_then(day),
                subject: Subject::Requests,
                points: vec![point],
            }),
        }
    }
    for run in &mut runs {
        let key = |read: &ReadPoint| read.point.concurrency.unwrap_or(f64::MAX);
        run.points.sort_by(|a, b| key(a).total_cmp(&key(b)));
    }
    Ok(Body { runs, limits: limits(), ..Body::default() })
}

fn json_point(document: &At<'_>) -> Result<ReadPoint, LoadError> {
    let latency = document.need("latency")?;
    let requests = document.need("requests")?;
    let duration = document.need("duration")?;
    let connections = document.need("connections")?.count()?;
    let pipelining = document.figure_of("pipelining")?.unwrap_or(1.0).max(1.0);
    let total = requests.need("total")?.count()?;
    let average = requests.need("average")?;
    let seconds = duration.figure()?;
    let failed = document.need("errors")?.count()?;
    let non2xx = document.need("non2xx")?.count()?;
    let timeouts = document.count_of("timeouts")?.unwrap_or(0);
    if timeouts > failed {
        return Err(contradiction(
            document.need("timeouts")?.line(),
            format!("{timeouts} timeouts among {failed} errors"),
        ));
    }
    if non2xx > total {
        return Err(contradiction(
            document.need("non2xx")?.line(),
            format!("{non2xx} answers beyond 2xx of {total} requests"),
        ));
    }
    let mut percentiles_ms = Vec::new();
    let fields = latency.value.as_object().ok_or_else(|| latency.wrong("an object"))?;
    for name in fields.keys() {
        if let (Some(percentile), Some(ms)) = (percentile(name), latency.figure_of(name)?)
            && percentile >= 50.0
        {
            percentiles_ms.push((percentile, ms));
        }
    }
    percentiles_ms.sort_by(|a: &(f64, f64), b| a.0.total_cmp(&b.0));
    let is_known = total > 0;
    percentiles_ms.retain(|_| is_known);
    let mut warnings = Vec::new();
    let mut rps = average.figure()?;
    if !agree::rate_fits(total, seconds, 0.01, rps, SECONDS) {
        if seconds >= SHORTEST_S || seconds <= 0.0 {
            agree::rate(average.line(), total, seconds, 0.01, rps, SECONDS)?;
        }
        let over_all = total as f64 / seconds;
        warnings.push(format!(
            "Single seconds had {} requests on average, the whole run {} a second: it was too short for the former, so the latter counts.",
            short(rps),
            short(over_all)
        ));
        rps = over_all;
    }
    let mut read = ReadPoint {
        point: LoadPoint {
            concurrency: Some(connections as f64),
            throughput_rps: Some(rps),
            duration_s: Some(seconds),
            requests: Some(total),
            errors: Some(failed + non2xx),
            mean_ms: latency.figure_of("average")?.filter(|_| is_known),
            stddev_ms: latency.figure_of("stddev")?.filter(|_| is_known),
            percentiles_ms,
            max_ms: latency.figure_of("max")?.filter(|_| is_known),
            ..LoadPoint::default()
        },
        error_detail: kinds([
            ("non-2xx", non2xx),
            ("timeout", timeouts),
            ("connection", failed - timeouts),
        ]),
        warnings,
        ..ReadPoint::default()
    };
    agree::latencies(&read, latency.line(), 1.0)?;
    if pipelining > 1.0 {
        read.warnings.push(format!(
            "Pipelining {pipelining}: up to {} requests were under way on {connections} connections.",
            short(connections as f64 * pipelining)
        ));
    }
    agree::warn(&mut read, Some(connections as f64 * pipelining));
    Ok(read)
}

/// The percentile that a field holds: `p97_5`, `p99`, and `p999` as old
/// versions write 99.9.
fn percentile(name: &str) -> Option<f64> {
    let digits = name.strip_prefix('p')?;
    if !digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_') {
        return None;
    }
    let percentile = match digits.split_once('_') {
        Some((whole, part)) => number(&format!("{whole}.{part}"))?,
        None if digits.len() > 2 => number(&format!("{}.{}", &digits[..2], &digits[2..]))?,
        None => number(digits)?,
    };
    (percentile < 100.0).then_some(percentile)
}

/// Reads the tables that autocannon prints.
pub(super) fn tables(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let text = plain_text(source)?;
    let mut url = String::new();
    let mut connections = None;
    let mut pipelining = 1.0;
    let mut headings: Vec<&str> = Vec::new();
    let mut latency: Option<u64> = None;
    let mut read = ReadPoint::default();
    let mut percentiles: Vec<(f64, f64)> = Vec::new();
    let mut rate = None;
    let mut end = None;
    let (mut failed, mut timeouts, mut non2xx) = (0u64, 0u64, 0u64);
    let mut last = 1;
    for (at, line) in lines(&text) {
        last = at;
        if let Some(row) = line.strip_prefix('│') {
            let cells: Vec<&str> = row.trim_end_matches('│').split('│').map(str::trim).collect();
            let named = |name: &str| {
                headings.iter().position(|heading| *heading == name).and_then(|at| cells.get(at))
            };
            match cells.first().copied() {
                Some("Stat" | "Percentile") => headings = cells,
                Some("Latency") => {
                    if latency.is_some() {
                        return Err(LoadError::at(
                            at,
                            "a second table of latencies begins",
                            "Give each run a file of its own.",
                        ));
                    }
                    if cells.len() != headings.len() {
                        return Err(LoadError::at(
                            at,
                            "the row of latencies breaks off",
                            CUT_SHORT,
                        ));
                    }
                    latency = Some(at);
                    for (heading, cell) in headings.iter().zip(&cells).skip(1) {
                        let ms = length(at, &format!("the latency under {heading}"), cell)?.ms;
                        match *heading {
                            "Avg" => read.point.mean_ms = Some(ms),
                            "Stdev" => read.point.stddev_ms = Some(ms),
                            "Max" => read.point.max_ms = Some(ms),
                            _ => percentiles.extend(
                                heading.strip_suffix('%').and_then(number).map(|p| (p, ms)),
                            ),
                        }
                    }
                }
                Some("Req/Sec") => {
                    let average = named("Avg").and_then(|cell| number_with_suffix(cell));
                    rate = Some((
                        at,
                        average.ok_or_else(|| {
                            LoadError::at(at, "there is no average of Req/Sec", CUT_SHORT)
                        })?,
                    ));
                }
                Some(first) if headings.get(1) == Some(&"Latency (ms)") => {
                    let value = cells.get(1).and_then(|cell| number(cell));
                    let (Some(percentile), Some(ms)) = (number(first), value) else {
                        return Err(LoadError::at(at, "the row is no percentile", CUT_SHORT));
                    };
                    percentiles.push((percentile, ms));
                }
                _ => {}
            }
        } else if let Some((_, address)) =
            line.strip_prefix("Running ").and_then(|line| line.split_once(" test @ "))
        {
            url = address.to_owned();
        } else if let Some((before, rest)) = line.split_once(" connections") {
            connections = number_with_suffix(before).or(connections);
            let factor = rest.trim_start_matches(" with ").trim_end_matches(" pipelining factor");
            pipelining = number(factor).unwrap_or(1.0).max(1.0);
        } else if let Some((before, rest)) = line.split_once(" requests in ") {
            let lasted = rest.split(',').next().unwrap_or_default();
            let requests = number_with_suffix(before).ok_or_else(|| {
                LoadError::at(at, "the number of requests cannot be read", CUT_SHORT)
            })?;
            let exact = before.trim().bytes().all(|byte| byte.is_ascii_digit());
            end = Some((at, requests, exact, length(at, "the duration", lasted)?));
        } else if let Some((_, rest)) = line.split_once(" 2xx responses, ") {
            let other = rest.strip_suffix(" non 2xx responses").and_then(number_with_suffix);
            non2xx = whole(at, other)?;
        } else if let Some((errors, rest)) = line.split_once(" errors (") {
            failed = whole(at, number_with_suffix(errors))?;
            timeouts = whole(at, rest.strip_suffix(" timeouts)").and_then(number_with_suffix))?;
        }
    }
    let missing = |what: &str| LoadError::at(last, format!("there is no {what}"), CUT_SHORT);
    let latency = latency.ok_or_else(|| missing("row of latencies"))?;
    let (rate_line, rate) = rate.ok_or_else(|| missing("row Req/Sec"))?;
    let (_, requests, exact, lasted) =
        end.ok_or_else(|| missing("line with requests and duration"))?;
    let seconds = lasted.ms / 1e3;
    // Beyond a thousand they are rounded: 2k stands for 1500 to 2500, so that
    // only gross contradictions are seen.
    let share = if exact { 2.0 * SECONDS } else { 0.6 };
    if requests >= 1e15 {
        return Err(missing("believable number of requests"));
    }
    if seconds >= SHORTEST_S {
        agree::rate(rate_line, requests as u64, seconds, lasted.rounding_ms / 1e3, rate, share)?;
    }
    percentiles.retain(|(percentile, _)| (50.0..100.0).contains(percentile));
    percentiles.sort_by(|a, b| a.0.total_cmp(&b.0));
    // What stands in both tables is there once.
    percentiles.dedup();
    read.point = LoadPoint {
        concurrency: connections,
        throughput_rps: Some(rate),
        duration_s: Some(seconds),
        requests: exact.then_some(requests as u64),
        errors: Some(failed + non2xx),
        percentiles_ms: percentiles,
        ..read.point
    };
    if !exact {
        read.warnings.push(format!(
            "The number of requests is rounded to {}, so it is taken as unknown; the JSON form (-j) holds it.",
            short(requests)
        ));
    }
    read.error_detail = kinds([
        ("non-2xx", non2xx),
        ("timeout", timeouts.min(failed)),
        ("connection", failed.saturating_sub(timeouts)),
    ]);
    agree::latencies(&read, latency, 1.0)?;
    agree::warn(&mut read, connections.map(|connections| connections * pipelining));
    let mut limits = limits();
    if connections.is_none() {
        limits.push(agree::NO_CONCURRENCY.to_owned());
    }
    let name = if url.is_empty() { "autocannon".to_owned() } else { url.clone() };
    let run = ReadRun {
        name,
        scenario: path_of(&url),
        date: None,
        subject: Subject::Requests,
        points: vec![read],
    };
    Ok(Body { runs: vec![run], limits, ..Body::default() })
}

fn whole(line: u64, number: Option<f64>) -> Result<u64, LoadError> {
    let believed = number.filter(|number| *number < 1e15);
    believed
        .map(|number| number.round() as u64)
        .ok_or_else(|| LoadError::at(line, "a number of failures cannot be read", CUT_SHORT))
}
