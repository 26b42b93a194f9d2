//! oha: its JSON, its text, and its CSV of single requests.

use super::agree::{self, CLOSED_LOOP, NO_CONCURRENCY, RATE, contradiction, short};
use super::hey::failures;
use super::json::{At, documents};
use super::results::{Body, ReadPoint, ReadRun};
use super::rows::{Rows, Tally};
use super::source::Source;
use super::text::{CUT_SHORT, Length, count, figure, length, lines, number, plain_text};
use super::{LoadError, ReadSettings};
use crate::workbook::{LoadPoint, Subject};

/// What oha calls requests that were under way when the time was up.
const DEADLINE: &str = "aborted due to deadline";

fn body(points: Vec<ReadPoint>) -> Body {
    let run = ReadRun {
        name: "oha".to_owned(),
        scenario: String::new(),
        date: None,
        subject: Subject::Requests,
        points,
    };
    let limits = [
        CLOSED_LOOP,
        "With -q and --latency-correction requests are due at a fixed rate; the output does not say so.",
        NO_CONCURRENCY,
        "oha's success rate counts any answer, a 500 too: failures are counted from the status codes here.",
        "oha's rate counts what was sent, also what timed out or was cut off at the end: throughput here is answers a second.",
    ];
    Body { runs: vec![run], limits: limits.map(str::to_owned).to_vec(), ..Body::default() }
}

/// What all forms tell.
struct Summary {
    line: u64,
    percentile_line: u64,
    total: Length,
    rate: f64,
    slowest_ms: Option<f64>,
    average_ms: Option<f64>,
    percentiles: Vec<(f64, f64)>,
    statuses: Vec<(u64, u64)>,
    errors: Vec<(String, u64)>,
}

impl Summary {
    fn point(mut self) -> Result<ReadPoint, LoadError> {
        let answered: u64 = self.statuses.iter().map(|(_, count)| count).sum();
        let sent = answered + self.errors.iter().map(|(_, count)| count).sum::<u64>();
        self.errors.retain(|(kind, _)| kind != DEADLINE);
        let unanswered: u64 = self.errors.iter().map(|(_, count)| count).sum();
        let (seconds, rounding) = (self.total.ms / 1e3, self.total.rounding_ms / 1e3);
        // Which requests count has changed between versions: all sent, all that
        // came to an end, all answered.
        let fits = [sent, answered + unanswered, answered]
            .iter()
            .any(|&count| agree::rate_fits(count, seconds, rounding, self.rate, RATE));
        if !fits {
            agree::rate(self.line, sent, seconds, rounding, self.rate, RATE)?;
        }
        let is_known = answered > 0;
        if is_known && self.average_ms.is_none() {
            return Err(contradiction(
                self.line,
                format!("{answered} requests were answered, but there is no average"),
            ));
        }
        self.percentiles.retain(|_| is_known);
        let mut read = ReadPoint {
            point: LoadPoint {
                throughput_rps: (seconds > 0.0).then(|| answered as f64 / seconds),
                duration_s: Some(seconds),
                requests: Some(answered + unanswered),
                mean_ms: self.average_ms.filter(|_| is_known),
                percentiles_ms: self.percentiles,
                max_ms: self.slowest_ms.filter(|_| is_known),
                ..LoadPoint::default()
            },
            ..ReadPoint::default()
        };
        failures(&mut read, &self.statuses, &self.errors);
        agree::latencies(&read, self.percentile_line, 0.001)?;
        if unanswered > 0 {
            read.warnings.push(format!(
                "{unanswered} requests had no answer: their times are missing, and {} a second counts them, throughput does not.",
                short(self.rate)
            ));
        }
        agree::warn(&mut read, None);
        Ok(read)
    }
}

/// Reads oha's JSON, in seconds.
pub(super) fn json(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let text = source.text()?;
    let documents = documents(&text)?;
    let points = documents.iter().map(|document| json_point(&At::document(&text, document)));
    Ok(body(points.collect::<Result<_, _>>()?))
}

fn json_point(document: &At<'_>) -> Result<ReadPoint, LoadError> {
    let summary = document.need("summary")?;
    let percentiles_at = document.need("latencyPercentiles")?;
    let fields =
        percentiles_at.value.as_object().ok_or_else(|| percentiles_at.wrong("an object"))?;
    let mut percentiles = Vec::new();
    for name in fields.keys() {
        let percentile = name.strip_prefix('p').and_then(number);
        if let (Some(percentile), Some(seconds)) = (percentile, percentiles_at.figure_of(name)?)
            && percentile >= 50.0
        {
            percentiles.push((percentile, seconds * 1e3));
        }
    }
    percentiles.sort_by(|a, b| a.0.total_cmp(&b.0));
    let status_at = document.need("statusCodeDistribution")?;
    let mut statuses = Vec::new();
    for (name, count) in status_at.counts()? {
        let status = name.parse().map_err(|_| status_at.wrong("statuses with counts"))?;
        statuses.push((status, count));
    }
    let errors = document.need("errorDistribution")?.counts()?;
    let ms = |name: &str| Ok(summary.figure_of(name)?.map(|seconds| seconds * 1e3));
    let total = summary.need("total")?.figure()?;
    Summary {
        line: summary.need("requestsPerSec")?.line(),
        percentile_line: percentiles_at.line(),
        total: Length { ms: total * 1e3, rounding_ms: 0.0 },
        rate: summary.need("requestsPerSec")?.figure()?,
        slowest_ms: ms("slowest")?,
        average_ms: ms("average")?,
        percentiles,
        statuses,
        errors: errors.into_iter().map(|(kind, count)| (kind.to_owned(), count)).collect(),
    }
    .point()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Summary,
    Percentiles,
    Status,
    Errors,
    Other,
}

/// Reads what oha printed.
pub(super) fn text(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let text = plain_text(source)?;
    let mut part = Part::Other;
    let mut total = None;
    let mut rate = None;
    let (mut slowest_ms, mut average_ms) = (None, None);
    let mut percentiles = Vec::new();
    let (mut statuses, mut errors) = (Vec::new(), Vec::new());
    let mut last = 1;
    let mut has_status = false;
    let mut percentile_line = 1;
    for (at, line) in lines(&text) {
        last = at;
        part = match line {
            "Summary:" if total.is_some() => {
                return Err(LoadError::at(
                    at,
                    "a second summary begins",
                    "Give each run a file of its own.",
                ));
            }
            "Summary:" => Part::Summary,
            "Response time distribution:" => {
                percentile_line = at;
                Part::Percentiles
            }
            "Status code distribution:" => Part::Status,
            "Error distribution:" => Part::Errors,
            _ if line.starts_with("Details (") || line.ends_with("histogram:") => Part::Other,
            _ => part,
        };
        has_status |= matches!(part, Part::Status | Part::Errors);
        let field = line.split_once(':').map(|(name, value)| (name, value.trim()));
        // Where nothing was answered there is no number.
        let ms = |what: &str, value: &str| -> Result<Option<f64>, LoadError> {
            if value.starts_with("NaN") || value.starts_with('-') || value.contains("inf") {
                return Ok(None);
            }
            length(at, what, value).map(|length| Some(length.ms))
        };
        match (part, field) {
            (Part::Summary, Some(("Total", value))) => {
                total = Some(length(at, "the total", value)?);
            }
            (Part::Summary, Some(("Slowest", value))) => slowest_ms = ms("the slowest", value)?,
            (Part::Summary, Some(("Average", value))) => average_ms = ms("the average", value)?,
            (Part::Summary, Some(("Requests/sec", value))) => {
                rate = Some((at, figure(at, "Requests/sec", value)?));
            }
            (Part::Percentiles, _) => {
                if let Some((percentile, value)) = line.split_once(" in ") {
                    let percentile = figure(at, "a percentile", percentile.trim_end_matches('%'))?;
                    if let Some(ms) = ms(&format!("p{percentile}"), value)?
                        && percentile >= 50.0
                    {
                        percentiles.push((percentile, ms));
                    }
                }
            }
            (Part::Status | Part::Errors, _) => {
                let Some((inside, rest)) =
                    line.strip_prefix('[').and_then(|line| line.split_once(']'))
                else {
                    continue;
                };
                if part == Part::Errors {
                    errors
                        .push((rest.trim().to_owned(), count(at, "the number of errors", inside)?));
                } else {
                    let responses = rest.trim().strip_suffix("responses").ok_or_else(|| {
                        LoadError::at(at, "the number of responses breaks off", CUT_SHORT)
                    })?;
                    let status = count(at, "a status", inside)?;
                    statuses.push((status, count(at, "the number of responses", responses)?));
                }
            }
            _ => {}
        }
    }
    let missing = |what: &str| LoadError::at(last, format!("there is no {what}"), CUT_SHORT);
    let (line, rate) = rate.ok_or_else(|| missing("Requests/sec"))?;
    if !has_status || statuses.is_empty() && errors.is_empty() {
        return Err(missing("distribution of status codes or errors"));
    }
    let summary = Summary {
        line,
        percentile_line,
        total: total.ok_or_else(|| missing("Total"))?,
        rate,
        slowest_ms,
        average_ms,
        percentiles,
        statuses,
        errors,
    };
    Ok(body(vec![summary.point()?]))
}

/// Reads oha's CSV: a row for each request that was answered, in seconds.
pub(super) fn csv(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let mut rows = Rows::new(source, b',')?;
    let [start, time, status] = rows.columns(["request-start", "request-duration", "status"])?;
    let mut tally = Tally::default();
    while rows.next()? {
        let seconds = rows.figure(time)?;
        tally.request(&rows, rows.figure(start)?, seconds, rows.status(status)?)?;
    }
    let point = tally.point(rows.line())?;
    let mut body = body(vec![point]);
    body.limits.push(
        "Requests without an answer have no row: how many there were is not known.".to_owned(),
    );
    Ok(body)
}
