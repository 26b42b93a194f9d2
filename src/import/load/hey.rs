//! hey: its text, and its CSV of single requests.

use super::agree::{self, CLOSED_LOOP, NO_CONCURRENCY, RATE, contradiction, short};
use super::results::{Body, ReadPoint, ReadRun};
use super::rows::{Rows, Tally};
use super::source::Source;
use super::text::{CUT_SHORT, count, figure, length, lines, plain_text};
use super::{LoadError, ReadSettings};
use crate::workbook::{LoadPoint, Subject};

fn limits() -> Vec<String> {
    [
        CLOSED_LOOP,
        NO_CONCURRENCY,
        "Times are told to a tenth of a millisecond.",
        "Latencies are those of requests that were answered, whatever the status; others are missing.",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// Reads what hey printed.
pub(super) fn text(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let text = plain_text(source)?;
    let mut reports: Vec<Report> = Vec::new();
    let mut last = 1;
    for (number, line) in lines(&text) {
        last = number;
        if line == "Summary:" {
            if let Some(open) = reports.last() {
                open.complete(number)?;
            }
            reports.push(Report::new(number));
        } else if let Some(report) = reports.last_mut() {
            report.take_in(number, line)?;
        }
    }
    let mut points = Vec::new();
    for report in reports {
        report.complete(last)?;
        points.push(report.point()?);
    }
    if points.is_empty() {
        return Err(LoadError::new("no summary is in the file", CUT_SHORT));
    }
    Ok(Body { runs: vec![run(points)], limits: limits(), ..Body::default() })
}

fn run(points: Vec<ReadPoint>) -> ReadRun {
    ReadRun {
        name: "hey".to_owned(),
        scenario: String::new(),
        date: None,
        subject: Subject::Requests,
        points,
    }
}

#[derive(PartialEq, Eq)]
enum Part {
    Summary,
    Percentiles,
    Status,
    Errors,
    Other,
}

struct Report {
    line: u64,
    part: Part,
    total: Option<super::text::Length>,
    slowest_ms: Option<f64>,
    /// Without a number where nothing was answered.
    average_ms: Option<Option<f64>>,
    rate: Option<(u64, f64)>,
    percentiles: Vec<(f64, f64)>,
    percentile_line: u64,
    statuses: Vec<(u64, u64)>,
    errors: Vec<(String, u64)>,
    has_details: bool,
    has_distribution: bool,
}

impl Report {
    fn new(line: u64) -> Self {
        Self {
            line,
            part: Part::Summary,
            total: None,
            slowest_ms: None,
            average_ms: None,
            rate: None,
            percentiles: Vec::new(),
            percentile_line: line,
            statuses: Vec::new(),
            errors: Vec::new(),
            has_details: false,
            has_distribution: false,
        }
    }

    fn take_in(&mut self, number: u64, line: &str) -> Result<(), LoadError> {
        let heading = match line {
            "Latency distribution:" => Some(Part::Percentiles),
            "Status code distribution:" => Some(Part::Status),
            "Error distribution:" => Some(Part::Errors),
            "Response time histogram:" => Some(Part::Other),
            _ if line.starts_with("Details (") => Some(Part::Other),
            _ => None,
        };
        if let Some(part) = heading {
            self.has_details |= line.starts_with("Details (");
            self.has_distribution |= matches!(part, Part::Status | Part::Errors);
            self.part = part;
            return Ok(());
        }
        let field = line.split_once(':').map(|(name, value)| (name, value.trim()));
        match (&self.part, field) {
            (Part::Summary, Some(("Total", value))) => {
                self.total = Some(length(number, "the total", value)?);
            }
            (Part::Summary, Some(("Slowest", value))) => {
                self.slowest_ms = Some(length(number, "the slowest", value)?.ms);
            }
            (Part::Summary, Some(("Average", value))) => {
                let is_none = value.starts_with("NaN");
                let average = || length(number, "the average", value).map(|length| length.ms);
                self.average_ms = Some(if is_none { None } else { Some(average()?) });
            }
            (Part::Summary, Some(("Requests/sec", value))) => {
                self.rate = Some((number, figure(number, "Requests/sec", value)?));
            }
            (Part::Percentiles, _) => {
                if let Some((percentile, value)) = line.split_once(" in ") {
                    let percentile = percentile.trim_end_matches('%');
                    let percentile = figure(number, "a percentile", percentile)?;
                    let ms = length(number, &format!("p{percentile}"), value)?.ms;
                    agree::rises(&self.percentiles, percentile, ms, number)?;
                    self.percentile_line = number;
                    self.percentiles.push((percentile, ms));
                }
            }
            (Part::Status, _) => {
                if let Some((status, rest)) = bracketed(line) {
                    let status = count(number, "a status", status)?;
                    let responses = rest.strip_suffix("responses").ok_or_else(|| {
                        LoadError::at(number, "the number of responses breaks off", CUT_SHORT)
                    })?;
                    self.statuses
                        .push((status, count(number, "the number of responses", responses)?));
                }
            }
            (Part::Errors, _) => {
                if let Some((errors, kind)) = bracketed(line) {
                    let errors = count(number, "the number of errors", errors)?;
                    self.errors.push((kind.to_owned(), errors));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn complete(&self, at: u64) -> Result<(), LoadError> {
        let missing = [
            (self.total.is_none(), "Total"),
            (self.slowest_ms.is_none(), "Slowest"),
            (self.average_ms.is_none(), "Average"),
            (self.rate.is_none(), "Requests/sec"),
            (!self.has_details, "Details"),
            (!self.has_distribution, "distribution of status codes or errors"),
            (self.statuses.is_empty() && self.errors.is_empty(), "request"),
        ];
        match missing.into_iter().find(|(is_missing, _)| *is_missing) {
            None => Ok(()),
            Some((_, what)) => Err(LoadError::at(
                at,
                format!("the summary of line {} has no {what}", self.line),
                CUT_SHORT,
            )),
        }
    }

    fn point(self) -> Result<ReadPoint, LoadError> {
        let (Some(total), Some((rate_line, rate))) = (self.total, self.rate) else {
            return Err(LoadError::at(self.line, "the summary breaks off", CUT_SHORT));
        };
        let answered: u64 = self.statuses.iter().map(|(_, count)| count).sum();
        let unanswered: u64 = self.errors.iter().map(|(_, count)| count).sum();
        let requests = answered + unanswered;
        let seconds = total.ms / 1e3;
        agree::rate(rate_line, requests, seconds, total.rounding_ms / 1e3, rate, RATE)?;
        let mut read = ReadPoint {
            point: LoadPoint {
                throughput_rps: Some(if unanswered == 0 {
                    rate
                } else if requests > 0 {
                    rate * answered as f64 / requests as f64
                } else {
                    0.0
                }),
                duration_s: Some(seconds),
                requests: Some(requests),
                mean_ms: self.average_ms.flatten().filter(|_| answered > 0),
                percentiles_ms: self.percentiles,
                max_ms: self.slowest_ms.filter(|_| answered > 0),
                ..LoadPoint::default()
            },
            ..ReadPoint::default()
        };
        if read.point.mean_ms.is_none() && answered > 0 {
            return Err(contradiction(
                rate_line,
                format!("{answered} requests were answered, but there is no average"),
            ));
        }
        failures(&mut read, &self.statuses, &self.errors);
        agree::latencies(&read, self.percentile_line, 0.1)?;
        if unanswered > 0 {
            read.warnings.push(format!(
                "{unanswered} requests had no answer: hey counts them in its {} a second, here they are left out, and their times are missing.",
                short(rate)
            ));
        }
        agree::warn(&mut read, None);
        Ok(read)
    }
}

/// `[inside] rest`
fn bracketed(line: &str) -> Option<(&str, &str)> {
    let (inside, rest) = line.strip_prefix('[')?.split_once(']')?;
    Some((inside, rest.trim()))
}

/// Sets what failed: statuses of 400 and more, and requests without an answer.
pub(super) fn failures(read: &mut ReadPoint, statuses: &[(u64, u64)], errors: &[(String, u64)]) {
    let failed = statuses.iter().filter(|(status, _)| *status >= 400);
    let failed = failed.map(|(status, count)| (status.to_string(), *count));
    let mut sum = 0;
    for (kind, count) in failed.chain(errors.iter().cloned()) {
        sum += count;
        *read.error_detail.entry(kind).or_default() += count;
    }
    read.point.errors = Some(sum);
}

/// Reads hey's CSV: a row for each request that was answered, in seconds.
pub(super) fn csv(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let mut rows = Rows::new(source, b',')?;
    let [time, status, offset] = rows.columns(["response-time", "status-code", "offset"])?;
    let mut tally = Tally::default();
    while rows.next()? {
        let seconds = rows.figure(time)?;
        tally.request(&rows, rows.figure(offset)?, seconds, rows.status(status)?)?;
    }
    let mut limits = limits();
    limits.push(
        "Requests without an answer have no row: how many there were is not known.".to_owned(),
    );
    let point = tally.point(rows.line())?;
    Ok(Body { runs: vec![run(vec![point])], limits, ..Body::default() })
}
