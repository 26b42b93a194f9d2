//! ab: its text, its percentiles (`-e`), and its single requests (`-g`).

use super::agree::{self, CLOSED_LOOP, NO_CONCURRENCY, RATE, contradiction, kinds};
use super::moment::day;
use super::results::{Body, ReadPoint, ReadRun};
use super::rows::{Rows, inexact};
use super::sample::{LONGEST_MS, Sample};
use super::source::Source;
use super::text::{CUT_SHORT, DAMAGED, Length, count, figure, lines, plain_text};
use super::{LoadError, ReadSettings};
use crate::workbook::{Date, LoadPoint, Subject};

/// Percentiles kept of the hundred that `-e` writes: those that the text has.
const KEPT: [f64; 8] = [50.0, 66.0, 75.0, 80.0, 90.0, 95.0, 98.0, 99.0];

const WHOLE_MS: &str = "Times are whole milliseconds: 0 is one below half a millisecond.";

fn body(
    name: String,
    scenario: String,
    date: Option<Date>,
    points: Vec<ReadPoint>,
    limits: &[&str],
) -> Body {
    let run = ReadRun { name, scenario, date, subject: Subject::Requests, points };
    let limits = limits.iter().map(|&limit| limit.to_owned()).collect();
    Body { runs: vec![run], limits, ..Body::default() }
}

/// What a run printed, as far as it was read.
#[derive(Default)]
struct Report {
    line: u64,
    host: String,
    port: String,
    path: String,
    concurrency: Option<u64>,
    taken: Option<Length>,
    complete: Option<u64>,
    failed: Option<(u64, u64)>,
    /// Connect, receive, length, exceptions.
    kinds: Option<[u64; 4]>,
    non_2xx: u64,
    rate: Option<(u64, f64)>,
    mean_ms: Option<f64>,
    has_transfer_rate: bool,
    /// Mean, deviation and longest of the whole time.
    total: Option<(u64, f64, f64)>,
    in_percentiles: bool,
    percentiles: Vec<(f64, f64)>,
    percentile_line: u64,
    longest_ms: Option<f64>,
}

/// Reads what ab printed, of one run or several.
pub(super) fn text(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let text = plain_text(source)?;
    let mut reports: Vec<Report> = Vec::new();
    let mut last = 1;
    for (number, line) in lines(&text) {
        last = number;
        if line.starts_with("This is ApacheBench") {
            if let Some(open) = reports.last() {
                open.complete(number)?;
            }
            reports.push(Report { line: number, percentile_line: number, ..Report::default() });
        } else if let Some(report) = reports.last_mut() {
            report.take_in(number, line)?;
        }
    }
    let (mut name, mut scenario) = (String::new(), String::new());
    let mut points = Vec::new();
    for report in reports {
        report.complete(last)?;
        if points.is_empty() {
            scenario.clone_from(&report.path);
            name = format!("{}:{}{}", report.host, report.port, report.path);
        } else if scenario != report.path {
            return Err(LoadError::at(
                report.line,
                format!("this run asks for {}, the first one for {scenario}", report.path),
                "Give each address a file of its own.",
            ));
        }
        points.push(report.point()?);
    }
    if points.is_empty() {
        return Err(LoadError::new("no run is in the file", CUT_SHORT));
    }
    let key = |read: &ReadPoint| read.point.concurrency.unwrap_or(f64::MAX);
    points.sort_by(|a, b| key(a).total_cmp(&key(b)));
    let limits = [
        CLOSED_LOOP,
        "Percentiles and the longest time are whole milliseconds: 0 is one below half a millisecond.",
        "The mean is concurrency over throughput, so the two say the same.",
        "Failures are non-2xx answers and failures to connect or receive. A body of another length than the first is none: dynamic pages differ.",
    ];
    Ok(body(name, scenario, None, points, &limits))
}

impl Report {
    fn take_in(&mut self, number: u64, line: &str) -> Result<(), LoadError> {
        if self.in_percentiles {
            if let Some((percentile, rest)) = line.split_once('%') {
                let percentile = figure(number, "a percentile", percentile)?;
                let value = rest.split_whitespace().next().unwrap_or_default();
                let ms = figure(number, &format!("p{percentile}"), value)?;
                self.percentile_line = number;
                agree::rises(&self.percentiles, percentile, ms, number)?;
                if percentile < 100.0 {
                    self.percentiles.push((percentile, ms));
                } else {
                    self.longest_ms = Some(ms);
                }
                return Ok(());
            }
            self.in_percentiles = line.is_empty() && self.percentiles.is_empty();
        }
        if line.starts_with("Percentage of the requests served") {
            self.in_percentiles = true;
            return Ok(());
        }
        if let Some(figures) = line.strip_prefix("(Connect:") {
            let figures = format!("Connect:{}", figures.trim_end_matches(')'));
            let mut found = [0; 4];
            for (kind, sum) in
                ["Connect:", "Receive:", "Length:", "Exceptions:"].iter().zip(&mut found)
            {
                let part = figures.split(',').find_map(|part| part.trim().strip_prefix(kind));
                *sum = count(number, "a number of failures", part.unwrap_or_default())?;
            }
            self.kinds = Some(found);
            return Ok(());
        }
        let Some((name, value)) = line.split_once(':') else { return Ok(()) };
        let value = value.trim();
        let first = value.split_whitespace().next().unwrap_or_default();
        match name {
            "Server Hostname" => value.clone_into(&mut self.host),
            "Server Port" => value.clone_into(&mut self.port),
            "Document Path" => value.clone_into(&mut self.path),
            "Concurrency Level" => {
                self.concurrency = Some(count(number, "the concurrency", value)?);
            }
            "Time taken for tests" => {
                self.taken = Some(super::text::length(number, "the time taken", value)?);
            }
            "Complete requests" => {
                self.complete = Some(count(number, "the number of requests", value)?);
            }
            "Failed requests" => {
                self.failed =
                    Some((number, count(number, "the number of failed requests", value)?));
            }
            "Non-2xx responses" => {
                self.non_2xx = count(number, "the number of answers beyond 2xx", value)?;
            }
            "Requests per second" => {
                self.rate = Some((number, figure(number, "the requests per second", first)?));
            }
            // The second one of that name, across all concurrent requests, is
            // no latency.
            "Time per request" if value.ends_with("[ms] (mean)") => {
                self.mean_ms = Some(figure(number, "the time per request", first)?);
            }
            "Transfer rate" => self.has_transfer_rate = true,
            "Total" if self.has_transfer_rate => {
                let words: Vec<&str> = value.split_whitespace().collect();
                let [_, _, deviation, _, longest] = words.as_slice() else {
                    return Err(LoadError::at(
                        number,
                        "the row of total times breaks off",
                        CUT_SHORT,
                    ));
                };
                self.total = Some((
                    number,
                    figure(number, "the deviation of the times", deviation)?,
                    figure(number, "the longest time", longest)?,
                ));
            }
            _ => {}
        }
        Ok(())
    }

    fn complete(&self, at: u64) -> Result<(), LoadError> {
        let answered = self.complete != Some(0);
        let missing = [
            (self.concurrency.is_none(), "Concurrency Level"),
            (self.taken.is_none(), "Time taken for tests"),
            (self.complete.is_none(), "Complete requests"),
            (self.failed.is_none(), "Failed requests"),
            (
                self.failed.is_some_and(|(_, failed)| failed > 0) && self.kinds.is_none(),
                "kinds of failures",
            ),
            (self.rate.is_none(), "Requests per second"),
            (answered && self.mean_ms.is_none(), "Time per request"),
            (answered && self.total.is_none(), "row of total times"),
            (!self.percentiles.is_empty() && self.longest_ms.is_none(), "longest request"),
        ];
        match missing.into_iter().find(|(is_missing, _)| *is_missing) {
            None => Ok(()),
            Some((_, what)) => {
                let what = format!("the run of line {} has no {what}", self.line);
                Err(LoadError::at(at, what, CUT_SHORT))
            }
        }
    }

    fn point(self) -> Result<ReadPoint, LoadError> {
        let cut = || LoadError::at(self.line, "the run breaks off", CUT_SHORT);
        let (Some(concurrency), Some(taken), Some(requests)) =
            (self.concurrency, self.taken, self.complete)
        else {
            return Err(cut());
        };
        let ((line, rate), (failed_line, failed)) =
            (self.rate.ok_or_else(cut)?, self.failed.ok_or_else(cut)?);
        let seconds = taken.ms / 1e3;
        agree::rate(line, requests, seconds, taken.rounding_ms / 1e3, rate, RATE)?;
        let [connect, receive, length, exceptions] = self.kinds.unwrap_or_default();
        if connect.max(receive).max(length).max(exceptions) > failed {
            return Err(contradiction(
                failed_line,
                format!("{failed} requests failed, but more are listed by kind"),
            ));
        }
        if self.non_2xx > requests {
            return Err(contradiction(
                line,
                format!("{} answers beyond 2xx of {requests} requests", self.non_2xx),
            ));
        }
        let answered = requests > 0;
        if let Some(mean) = self.mean_ms
            && answered
            && rate > 0.0
            && (mean - 1e3 * concurrency as f64 / rate).abs() > 0.03 * mean + 0.01
        {
            return Err(contradiction(
                line,
                format!(
                    "a mean of {mean} ms at concurrency {concurrency} is not {rate} requests a second"
                ),
            ));
        }
        let (total_line, deviation, longest) = self.total.unwrap_or((self.line, 0.0, 0.0));
        let longest = self.longest_ms.map_or(longest, |last| last.max(longest));
        let mut read = ReadPoint {
            point: LoadPoint {
                concurrency: Some(concurrency as f64),
                throughput_rps: Some(rate),
                duration_s: Some(seconds),
                requests: Some(requests),
                errors: Some(self.non_2xx + connect + receive + exceptions),
                mean_ms: self.mean_ms.filter(|_| answered),
                stddev_ms: answered.then_some(deviation),
                percentiles_ms: self.percentiles,
                max_ms: answered.then_some(longest),
                ..LoadPoint::default()
            },
            error_detail: kinds([
                ("non-2xx", self.non_2xx),
                ("connect", connect),
                ("receive", receive),
                ("exceptions", exceptions),
            ]),
            ..ReadPoint::default()
        };
        let place =
            if read.point.percentiles_ms.is_empty() { total_line } else { self.percentile_line };
        agree::latencies(&read, place, 1.0)?;
        if length > 0 {
            read.warnings.push(format!(
                "{length} answers had another length than the first, which ab counts as failed; they are not counted as failed here."
            ));
        }
        agree::warn(&mut read, None);
        Ok(read)
    }
}

/// Reads the percentiles that `-e` writes, in milliseconds.
pub(super) fn percentiles(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let mut rows = Rows::new(source, b',')?;
    let [share, time] = rows.columns(["percentage served", "time in ms"])?;
    let mut read = ReadPoint::default();
    let mut before: Option<(f64, f64)> = None;
    while rows.next()? {
        let (percentile, ms) = (rows.figure(share)?, rows.figure(time)?);
        if percentile > 100.0 {
            return Err(rows.wrong(share, "a percentile"));
        }
        if let Some((lower, shorter)) = before
            && (lower >= percentile || shorter > ms)
        {
            return Err(contradiction(
                rows.line(),
                format!("p{lower} is {shorter} ms, but p{percentile} {ms} ms"),
            ));
        }
        before = Some((percentile, ms));
        if KEPT.contains(&percentile) {
            read.point.percentiles_ms.push((percentile, ms));
        } else if percentile == 100.0 {
            read.point.max_ms = Some(ms);
        }
    }
    if read.point.max_ms.is_none() {
        return Err(LoadError::at(rows.line(), "the list ends before 100 percent", CUT_SHORT));
    }
    let limits = [
        CLOSED_LOOP,
        "The list holds percentiles alone: throughput, concurrency and failures are in ab's text.",
    ];
    Ok(body("ab".to_owned(), String::new(), None, vec![read], &limits))
}

/// Reads the single requests that `-g` writes, sorted by how long they took.
pub(super) fn requests(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let mut rows = Rows::new(source, b'\t')?;
    let [seconds, connect, processing, total] =
        rows.columns(["seconds", "ctime", "dtime", "ttime"])?;
    let mut times = Sample::default();
    let mut first: Option<f64> = None;
    while rows.next()? {
        let ms = rows.figure(total)?;
        if ms > LONGEST_MS {
            return Err(rows.wrong(total, "a believable time"));
        }
        // Each of the three is rounded by itself.
        if (rows.figure(connect)? + rows.figure(processing)? - ms).abs() > 2.0 {
            return Err(contradiction(rows.line(), "ctime and dtime do not add up to ttime"));
        }
        let began = rows.figure(seconds)?;
        first = Some(first.map_or(began, |first| first.min(began)));
        times.push(ms);
    }
    let Some(first) = first else {
        return Err(LoadError::at(rows.line(), "there are no requests", CUT_SHORT));
    };
    if first > 1e11 {
        return Err(LoadError::new("the requests were made in no believable year", DAMAGED));
    }
    let mut read = ReadPoint {
        point: LoadPoint {
            requests: Some(times.count()),
            mean_ms: times.mean(),
            stddev_ms: times.stddev(),
            percentiles_ms: times.percentiles(),
            max_ms: times.longest(),
            ..LoadPoint::default()
        },
        ..ReadPoint::default()
    };
    inexact(&mut read, &times);
    let limits = [
        CLOSED_LOOP,
        WHOLE_MS,
        NO_CONCURRENCY,
        "Requests are stamped to the second, which is too coarse for a throughput; ab's text holds it, and the failures.",
    ];
    Ok(body("ab".to_owned(), String::new(), day(first * 1e3), vec![read], &limits))
}
