//! vegeta: the report in JSON, its times in nanoseconds.

use super::agree::{self, RATE, contradiction, short};
use super::json::{At, documents};
use super::moment::{day, written_ms};
use super::results::{Body, ReadPoint, ReadRun};
use super::source::Source;
use super::{LoadError, ReadSettings};
use crate::workbook::{LoadPoint, Subject};

/// Percentiles that a report may hold.
const PERCENTILES: [(&str, f64); 4] =
    [("50th", 50.0), ("90th", 90.0), ("95th", 95.0), ("99th", 99.0)];

/// Reads reports: one, or one after the other by rising rate.
pub(super) fn json(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let text = source.text()?;
    let documents = documents(&text)?;
    let mut points = Vec::new();
    let mut date = None;
    let mut name = "";
    for document in &documents {
        let document = At::document(&text, document);
        points.push(point(&document)?);
        date = date.or_else(|| written_ms(document.text_of("earliest").as_bytes()).and_then(day));
        if let Some(params) = document.get("params") {
            name = params.text_of("name");
        }
    }
    let key = |read: &ReadPoint| read.point.offered_rps.unwrap_or(f64::MAX);
    points.sort_by(|a, b| key(a).total_cmp(&key(b)));
    let run = ReadRun {
        name: if name.is_empty() { "vegeta" } else { name }.to_owned(),
        scenario: String::new(),
        date,
        subject: Subject::Requests,
        points,
    };
    let limits = [
        "Open loop: requests leave at a fixed rate whether or not others were answered. There is no concurrency.",
        "Throughput counts successful requests only, up to the last answer; the rate is what was asked for.",
        "Percentiles are estimates. Latencies count unanswered requests too: a fast refusal makes them look better.",
        "The list of errors holds each message once and counts nothing.",
    ];
    Ok(Body { runs: vec![run], limits: limits.map(str::to_owned).to_vec(), ..Body::default() })
}

fn point(document: &At<'_>) -> Result<ReadPoint, LoadError> {
    let latencies = document.need("latencies")?;
    let requests_at = document.need("requests")?;
    let requests = requests_at.count()?;
    let rate_at = document.need("rate")?;
    let (rate, throughput_at) = (rate_at.figure()?, document.need("throughput")?);
    let throughput = throughput_at.figure()?;
    let duration = document.need("duration")?.figure()? / 1e9;
    let wait = document.figure_of("wait")?.unwrap_or(0.0) / 1e9;
    let success_at = document.need("success")?;
    let success = success_at.figure()?;
    if success > 1.0 {
        return Err(success_at.wrong("a share"));
    }
    let statuses_at = document.need("status_codes")?;
    let statuses = statuses_at.counts()?;
    let mut successes = 0;
    let mut sum = 0;
    let mut read = ReadPoint::default();
    for (status, count) in statuses {
        sum += count;
        let code: u64 = status.parse().map_err(|_| statuses_at.wrong("statuses with counts"))?;
        match code {
            200..=399 => successes += count,
            _ => {
                let kind = if code == 0 { "no answer" } else { status };
                *read.error_detail.entry(kind.to_owned()).or_default() += count;
            }
        }
    }
    if sum != requests {
        return Err(contradiction(
            statuses_at.line(),
            format!("{sum} statuses for {requests} requests"),
        ));
    }
    if (success * requests as f64 - successes as f64).abs() > 0.5 + 0.001 * requests as f64 {
        return Err(contradiction(
            success_at.line(),
            format!("{successes} of {requests} requests succeeded, but the share is {success}"),
        ));
    }
    // One request takes no time from the first to the last sent.
    if duration > 0.0 && requests > 1 {
        agree::rate(rate_at.line(), requests, duration, 0.0, rate, RATE)?;
    }
    if duration + wait > 0.0 {
        agree::rate(throughput_at.line(), successes, duration + wait, 0.0, throughput, RATE)?;
    }
    let ms = |name: &str| Ok(latencies.figure_of(name)?.map(|ns| ns / 1e6));
    let is_known = requests > 0;
    let mut percentiles_ms = Vec::new();
    for (name, percentile) in PERCENTILES {
        if let Some(value) = ms(name)? {
            percentiles_ms.push((percentile, value));
        }
    }
    percentiles_ms.retain(|_| is_known);
    latencies.need("mean")?;
    read.point = LoadPoint {
        offered_rps: is_known.then_some(rate),
        throughput_rps: Some(throughput),
        duration_s: Some(duration),
        requests: Some(requests),
        errors: Some(requests - successes),
        mean_ms: ms("mean")?.filter(|_| is_known),
        percentiles_ms,
        max_ms: ms("max")?.filter(|_| is_known),
        ..LoadPoint::default()
    };
    agree::latencies(&read, latencies.line(), 0.001)?;
    agree::warn(&mut read, None);
    if successes == requests && throughput < 0.97 * rate && wait < 0.03 * duration {
        read.warnings.push(format!(
            "{} a second were sent, {} were answered: the system fell behind.",
            short(rate),
            short(throughput)
        ));
    }
    Ok(read)
}
