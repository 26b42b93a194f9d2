//! siege: its JSON, and its text with a line for each request.

use std::collections::BTreeMap;

use super::agree::{self, RATE, contradiction, kinds};
use super::json::{At, documents};
use super::moment::{day, written_ms};
use super::results::{Body, ReadPoint, ReadRun};
use super::rows::inexact;
use super::sample::{LONGEST_MS, Sample};
use super::source::Source;
use super::text::{CUT_SHORT, Length, count, figure, length, lines, plain_text};
use super::{LoadError, ReadSettings};
use crate::workbook::{Date, LoadPoint, Subject};

/// Half of the last digit of a time, in milliseconds.
const ROUNDING_MS: f64 = 5.0;

fn body(name: &str, date: Option<Date>, point: ReadPoint) -> Body {
    let run = ReadRun {
        name: name.to_owned(),
        scenario: if name.starts_with('/') { name.to_owned() } else { String::new() },
        date,
        subject: Subject::Requests,
        points: vec![point],
    };
    let limits = [
        agree::CLOSED_LOOP,
        "Times are told to a hundredth of a second: 0 is one below 5 ms.",
        "Concurrency is the mean number of requests under way as siege measured it, which may be below the users that it was given.",
        "Throughput counts requests that succeeded; siege's own \"throughput\" is MB a second.",
    ];
    Body { runs: vec![run], limits: limits.map(str::to_owned).to_vec(), ..Body::default() }
}

/// What JSON and text tell alike.
struct Summary {
    line: u64,
    transactions: u64,
    availability: f64,
    elapsed: Length,
    mean_ms: f64,
    rate: f64,
    concurrency: f64,
    failed: u64,
    longest_ms: f64,
}

impl Summary {
    fn point(self) -> Result<ReadPoint, LoadError> {
        let (seconds, rounding) = (self.elapsed.ms / 1e3, self.elapsed.rounding_ms / 1e3);
        agree::rate(self.line, self.transactions, seconds, rounding, self.rate, RATE)?;
        if self.availability > 100.0 {
            return Err(contradiction(
                self.line,
                format!("{} % of 100 were available", self.availability),
            ));
        }
        // Transactions are those that succeeded where availability is their
        // share of both; where it is not, failed ones are among them.
        let both = self.transactions.saturating_add(self.failed);
        let share =
            |part: u64, of: u64| if of == 0 { 0.0 } else { 100.0 * part as f64 / of as f64 };
        let apart = (share(self.transactions, both) - self.availability).abs() <= 0.06;
        let among = self.failed <= self.transactions
            && (share(self.transactions - self.failed, self.transactions) - self.availability)
                .abs()
                <= 0.06;
        if both > 0 && !apart && !among {
            return Err(contradiction(
                self.line,
                format!(
                    "{} transactions and {} failures do not make an availability of {} %",
                    self.transactions, self.failed, self.availability
                ),
            ));
        }
        let requests = if apart { both } else { self.transactions };
        let is_known = requests > 0;
        let mut read = ReadPoint {
            point: LoadPoint {
                concurrency: is_known.then_some(self.concurrency),
                throughput_rps: Some(self.rate),
                duration_s: Some(seconds),
                requests: Some(requests),
                errors: Some(self.failed),
                mean_ms: is_known.then_some(self.mean_ms),
                max_ms: is_known.then_some(self.longest_ms),
                ..LoadPoint::default()
            },
            error_detail: kinds([("failed", self.failed)]),
            ..ReadPoint::default()
        };
        agree::latencies(&read, self.line, ROUNDING_MS)?;
        if is_known && self.mean_ms == 0.0 {
            read.warnings.push("The mean is below 5 ms, which siege prints as 0.".to_owned());
        }
        agree::warn(&mut read, None);
        Ok(read)
    }
}

/// Reads siege's JSON, whatever it printed before.
pub(super) fn json(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let text = plain_text(source)?;
    let start = text.find('{').unwrap_or(0);
    // What comes before is blanked, so that lines keep their numbers.
    let blank: String = text[..start].chars().filter(|&c| c == '\n').collect();
    let text = format!("{blank}{}", &text[start..]);
    let documents = documents(&text)?;
    let [document] = documents.as_slice() else {
        return Err(LoadError::new(
            "several reports are in the file",
            "Give each run a file of its own.",
        ));
    };
    let at = At::document(&text, document);
    let seconds = |name: &str| Ok(1e3 * at.need(name)?.figure()?);
    let summary = Summary {
        line: at.need("transaction_rate")?.line(),
        transactions: at.need("transactions")?.count()?,
        availability: at.need("availability")?.figure()?,
        elapsed: Length { ms: seconds("elapsed_time")?, rounding_ms: ROUNDING_MS },
        mean_ms: seconds("response_time")?,
        rate: at.need("transaction_rate")?.figure()?,
        concurrency: at.need("concurrency")?.figure()?,
        failed: at.need("failed_transactions")?.count()?,
        longest_ms: seconds("longest_transaction")?,
    };
    Ok(body("siege", None, summary.point()?))
}

/// Fields of the summary in text, and whether they are times.
const FIELDS: [&str; 8] = [
    "Transactions",
    "Availability",
    "Elapsed time",
    "Response time",
    "Transaction rate",
    "Concurrency",
    "Failed transactions",
    "Longest transaction",
];

/// Reads what siege printed: a line for each request, a summary, or both.
pub(super) fn text(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let text = plain_text(source)?;
    let mut times = Sample::default();
    let mut failed: BTreeMap<u64, u64> = BTreeMap::new();
    let mut date = None;
    let mut paths: Option<String> = None;
    let mut summary: BTreeMap<&str, (u64, &str)> = BTreeMap::new();
    let mut last = 1;
    for (number, line) in lines(&text) {
        last = number;
        if let Some(request) = Request::read(number, line)? {
            if request.ms > LONGEST_MS {
                return Err(LoadError::at(
                    number,
                    format!("a request took {} ms", request.ms),
                    CUT_SHORT,
                ));
            }
            times.push(request.ms);
            if !(100..400).contains(&request.status) {
                *failed.entry(request.status).or_default() += 1;
            }
            date = date.or_else(|| written_ms(request.moment.as_bytes()).and_then(day));
            match &mut paths {
                None => paths = Some(request.path.to_owned()),
                Some(known) if known != request.path => known.clear(),
                Some(_) => {}
            }
        } else if let Some((name, value)) = line.split_once(':')
            && let Some(field) = FIELDS.iter().find(|field| **field == name)
        {
            summary.insert(field, (number, value.trim()));
        }
    }
    let name = paths.filter(|path| !path.is_empty()).unwrap_or_else(|| "siege".to_owned());
    let mut read = if summary.is_empty() {
        if times.count() == 0 {
            return Err(LoadError::at(last, "there is no request and no summary", CUT_SHORT));
        }
        let mut read = ReadPoint {
            point: LoadPoint {
                requests: Some(times.count()),
                errors: Some(failed.values().sum()),
                ..LoadPoint::default()
            },
            error_detail: failed
                .iter()
                .map(|(status, count)| (status.to_string(), *count))
                .collect(),
            ..ReadPoint::default()
        };
        read.warnings.push(
            "There is no summary: throughput and concurrency are not known, since requests are stamped to the second."
                .to_owned(),
        );
        agree::warn(&mut read, None);
        read
    } else {
        let field = |name: &str| {
            summary.get(name).copied().ok_or_else(|| {
                LoadError::at(last, format!("the summary has no \"{name}\""), CUT_SHORT)
            })
        };
        let first = |value: &str| {
            value.split_whitespace().next().unwrap_or_default().trim_end_matches('%').to_owned()
        };
        let (line, rate) = field("Transaction rate")?;
        let ms = |name: &str| -> Result<Length, LoadError> {
            let (line, value) = field(name)?;
            // Older versions leave the unit away for the longest transaction.
            let value = if value.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
                format!("{value} secs")
            } else {
                value.to_owned()
            };
            length(line, name, &value)
        };
        let number =
            |name: &str| field(name).and_then(|(line, value)| figure(line, name, &first(value)));
        let whole =
            |name: &str| field(name).and_then(|(line, value)| count(line, name, &first(value)));
        Summary {
            line,
            transactions: whole("Transactions")?,
            availability: number("Availability")?,
            elapsed: ms("Elapsed time")?,
            mean_ms: ms("Response time")?.ms,
            rate: figure(line, "the transaction rate", &first(rate))?,
            concurrency: number("Concurrency")?,
            failed: whole("Failed transactions")?,
            longest_ms: ms("Longest transaction")?.ms,
        }
        .point()?
    };
    if times.count() > 0 {
        // Single requests tell more than the summary does.
        read.point.mean_ms = times.mean();
        read.point.stddev_ms = times.stddev();
        read.point.percentiles_ms = times.percentiles();
        read.point.max_ms = times.longest();
        inexact(&mut read, &times);
    }
    Ok(body(&name, date, read))
}

/// A line for one request.
struct Request<'a> {
    status: u64,
    ms: f64,
    path: &'a str,
    moment: &'a str,
}

impl<'a> Request<'a> {
    /// `HTTP/1.1 200  0.36 secs:  3372 bytes ==> GET  /`, or
    /// `4,HTTP/1.1,200,  0.36,  3372,/,0,2015-12-20 21:30:13`; nothing for any
    /// other line.
    fn read(number: u64, line: &'a str) -> Result<Option<Self>, LoadError> {
        let cells: Vec<&str> = line.split(',').map(str::trim).collect();
        let (status, time, path, moment) = if cells
            .get(1)
            .is_some_and(|cell| cell.starts_with("HTTP/"))
        {
            let [_, _, status, time, _, path, .., moment] = cells.as_slice() else {
                return Err(LoadError::at(number, "the line of a request breaks off", CUT_SHORT));
            };
            if cells.len() < 8 || moment.len() < 19 {
                return Err(LoadError::at(number, "the line of a request breaks off", CUT_SHORT));
            }
            (*status, *time, *path, *moment)
        } else if line.starts_with("HTTP/") {
            let words: Vec<&str> = line.split_whitespace().collect();
            let [_, status, time, "secs:", _, "bytes", "==>", _, path, ..] = words.as_slice()
            else {
                return Err(LoadError::at(number, "the line of a request breaks off", CUT_SHORT));
            };
            (*status, *time, *path, "")
        } else {
            return Ok(None);
        };
        let status = count(number, "the status", status)?;
        let ms = 1e3 * figure(number, "the time", time)?;
        Ok(Some(Self { status, ms, path, moment }))
    }
}
