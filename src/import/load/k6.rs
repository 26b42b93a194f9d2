//! Summaries of k6: flat JSON (`--summary-export`), structured JSON
//! (`handleSummary`) and the end of the console's text.
//!
//! `http_req_failed` counts samples that are true: its `passes` are the
//! requests that failed. `med` is p50. Thresholds and checks are the team's
//! own judgement of the run, and no failures.

use serde_json::Value;

use super::check::{fewer_errors, sound, users_waited};
use super::levels::{ALL, CLOSED_LOOP};
use super::moment::length_ms;
use super::results::{Body, ReadPoint, ReadRun};
use super::source::Source;
use super::tree::{count, figure, needed, parse};
use super::{LoadError, ReadSettings};
use crate::workbook::{LoadPoint, Subject};

const NO_HTTP: &str = "Only HTTP requests are read: the script must make some, and the export must hold http_reqs and http_req_duration.";

/// Reads a flat or a structured summary.
pub(super) fn summary(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let file = parse(&source.text()?)?;
    let metrics = file.get("metrics").and_then(Value::as_object);
    let metrics = metrics.ok_or_else(|| {
        LoadError::new("the summary has no metrics", "Take k6's own file, whole.")
    })?;
    // The structured form keeps the figures one step deeper.
    let metric = |name: &str| metrics.get(name).map(|of| of.get("values").unwrap_or(of));
    let structured = metrics.values().any(|of| of.get("values").is_some());
    let requests = metric("http_reqs")
        .ok_or_else(|| LoadError::new("the summary has no metric http_reqs", NO_HTTP))?;
    let total = needed(count(requests, "count", "http_reqs")?, "http_reqs", "count")?;
    let mut read = ReadPoint {
        point: LoadPoint {
            requests: Some(total),
            throughput_rps: figure(requests, "rate", "http_reqs")?,
            ..LoadPoint::default()
        },
        ..ReadPoint::default()
    };
    let point = &mut read.point;
    if let Some(times) = metric("http_req_duration") {
        let path = "http_req_duration";
        point.mean_ms = figure(times, "avg", path)?;
        point.max_ms = figure(times, "max", path)?;
        if let Some(ms) = figure(times, "med", path)? {
            point.percentiles_ms.push((50.0, ms));
        }
        for key in times.as_object().into_iter().flat_map(|of| of.keys()) {
            let at = key.strip_prefix("p(").and_then(|rest| rest.strip_suffix(')'));
            let at = at.and_then(|at| at.parse::<f64>().ok());
            let at = at.filter(|at| (0.0..100.0).contains(at) && *at != 50.0);
            if let Some(at) = at
                && let Some(ms) = figure(times, key, path)?
            {
                point.percentiles_ms.push((at, ms));
            }
        }
        point.percentiles_ms.sort_by(|a, b| a.0.total_cmp(&b.0));
        if let (Some(min), Some(max)) = (figure(times, "min", path)?, point.max_ms)
            && min > max
        {
            return Err(LoadError::new(
                format!("{path}.min is {min} and {path}.max {max}, which is less"),
                "The file contradicts itself: take k6's own.",
            ));
        }
    }
    if let Some(failed) = metric("http_req_failed") {
        let errors = count(failed, "passes", "http_req_failed")?;
        if let Some(errors) = errors {
            fewer_errors(errors, total, None)?;
        }
        point.errors = errors;
    }
    if let Some(state) = file.get("state") {
        let ms = figure(state, "testRunDurationMs", "state")?;
        point.duration_s = ms.map(|ms| ms / 1000.0);
    }
    if structured && total > 0 {
        contradiction(point)?;
    }
    let vus = metric("vus").or_else(|| metric("vus_max"));
    let users = match vus {
        Some(vus) => (figure(vus, "min", "vus")?, figure(vus, "max", "vus")?),
        None => (None, None),
    };
    let dropped = metric("dropped_iterations").is_some();
    Ok(one_point(read, users, dropped)).and_then(sound)
}

/// Rate, count and duration must agree, since k6 divides one by the other.
fn contradiction(point: &LoadPoint) -> Result<(), LoadError> {
    let (Some(rate), Some(seconds), Some(requests)) =
        (point.throughput_rps, point.duration_s, point.requests)
    else {
        return Ok(());
    };
    let counted = rate * seconds;
    if (counted - requests as f64).abs() > 0.05 * requests as f64 + 1.0 {
        return Err(LoadError::new(
            format!(
                "{rate} requests/s for {seconds} s are {counted:.0} requests, but {requests} are told"
            ),
            "The file contradicts itself: see whether it was edited, and take k6's own.",
        ));
    }
    Ok(())
}

fn one_point(mut read: ReadPoint, users: (Option<f64>, Option<f64>), dropped: bool) -> Body {
    let mut body = Body::default();
    match users {
        (_, Some(most)) if dropped => body.warnings.push(format!(
            "Iterations started at a fixed rate and some were dropped: up to {most} users were used, which is no level of load. Concurrency is unknown."
        )),
        (least, Some(most)) if most > 0.0 => {
            read.point.concurrency = Some(most);
            if least.is_none_or(|least| least < most) {
                body.warnings.push(format!(
                    "The number of users changed{}: the point stands at the highest, {most}, though requests were made at fewer too. The single points (--out csv) tell levels apart.",
                    least.map_or_else(String::new, |least| format!(" between {least} and {most}"))
                ));
            }
        }
        _ => {}
    }
    users_waited(&mut read);
    body.runs.push(run(vec![read]));
    body.limits = vec![
        CLOSED_LOOP.to_owned(),
        "The rate is over the whole run: ramps up and down are in the mean.".to_owned(),
        "Concurrency is the highest number of virtual users; with pauses between requests fewer are under way.".to_owned(),
        "Percentiles beyond p95 are only told where the script asks for them (summaryTrendStats).".to_owned(),
    ];
    body
}

fn run(points: Vec<ReadPoint>) -> ReadRun {
    ReadRun {
        name: ALL.to_owned(),
        scenario: String::new(),
        date: None,
        subject: Subject::Requests,
        points,
    }
}

/// What was read of one summary on the console.
#[derive(Default)]
struct Summary {
    read: ReadPoint,
    begun: bool,
    users: (Option<f64>, Option<f64>),
    dropped: bool,
}

/// Reads the end of the console's text; several runs may stand in one file.
pub(super) fn text(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let text = source.text()?;
    let mut found: Vec<Summary> = Vec::new();
    let mut now = Summary::default();
    for (index, line) in text.lines().enumerate() {
        let number = index as u64 + 1;
        let line = line.trim().trim_start_matches(['✓', '✗', ' ']);
        if let Some(rest) = line.strip_prefix("running (")
            && let Some((length, _)) = rest.split_once(')')
            && let Some(ms) = length_ms(length)
        {
            // k6 says so once a second, and once after the summary.
            let of = if now.begun || found.is_empty() { Some(&mut now) } else { found.last_mut() };
            if let Some(of) = of {
                of.read.point.duration_s = Some(ms / 1000.0).filter(|&s| s > 0.0);
            }
            continue;
        }
        let Some((name, rest)) = line.split_once(':') else { continue };
        let name = name.trim_end_matches('.').trim();
        let broken = || {
            LoadError::at(
                number,
                format!("{name} is not told as k6 tells it"),
                "Take the end of k6's output as it stands, from http_req_duration to vus_max.",
            )
        };
        let point = &mut now.read.point;
        match name {
            "http_req_duration" if rest.contains("avg=") => {
                if now.begun {
                    found.push(std::mem::take(&mut now));
                }
                now.begun = true;
                let point = &mut now.read.point;
                for (key, value) in pairs(rest) {
                    let ms = length_ms(value).ok_or_else(broken)?;
                    let at = key.strip_prefix("p(").and_then(|key| key.strip_suffix(')'));
                    match (key, at.and_then(|at| at.parse::<f64>().ok())) {
                        ("avg", _) => point.mean_ms = Some(ms),
                        ("max", _) => point.max_ms = Some(ms),
                        ("med", _) => point.percentiles_ms.push((50.0, ms)),
                        (_, Some(at)) if (0.0..100.0).contains(&at) && at != 50.0 => {
                            point.percentiles_ms.push((at, ms));
                        }
                        _ => {}
                    }
                }
                point.percentiles_ms.sort_by(|a, b| a.0.total_cmp(&b.0));
            }
            "http_reqs" => {
                let mut words = rest.split_whitespace();
                let total = words.next().and_then(|word| word.parse().ok());
                let rate = words.next().and_then(|word| word.strip_suffix("/s"));
                let rate = rate.and_then(|rate| rate.parse::<f64>().ok());
                point.requests = Some(total.ok_or_else(broken)?);
                point.throughput_rps =
                    Some(rate.filter(|rate| rate.is_finite()).ok_or_else(broken)?);
            }
            "http_req_failed" if rest.contains('%') => {
                // `38.08% 435417 out of 1143423`, before k6 0.57
                // `38.08% ✓ 435417 ✗ 708006`: true samples are failures.
                let words: Vec<&str> =
                    rest.split_whitespace().filter(|word| !matches!(*word, "✓" | "✗")).collect();
                let errors = words.get(1).and_then(|word| word.parse().ok());
                point.errors = Some(errors.ok_or_else(broken)?);
            }
            "vus" => {
                for (key, value) in pairs(rest) {
                    let value = value.parse::<f64>().ok().filter(|value| value.is_finite());
                    match key {
                        "min" => now.users.0 = value,
                        "max" => now.users.1 = value,
                        _ => {}
                    }
                }
            }
            "dropped_iterations" => now.dropped = true,
            _ => {}
        }
    }
    if now.begun {
        found.push(now);
    }
    let mut body = Body::default();
    for Summary { read, users, dropped, .. } in found {
        let (Some(requests), Some(_)) = (read.point.requests, read.point.throughput_rps) else {
            return Err(LoadError::new(
                "the summary has no line http_reqs",
                "The text was cut short: take k6's output to its end.",
            ));
        };
        if let Some(errors) = read.point.errors {
            fewer_errors(errors, requests, None)?;
        }
        let one = one_point(read, users, dropped);
        body.limits = one.limits;
        body.warnings.extend(one.warnings);
        body.runs.extend(one.runs);
    }
    if body.runs.is_empty() {
        return Err(LoadError::new("the text has no summary of HTTP requests", NO_HTTP));
    }
    if body.runs.len() > 1 {
        // Runs in one transcript are points of one run, as far as they tell
        // their load apart.
        let points: Vec<ReadPoint> = body.runs.drain(..).flat_map(|run| run.points).collect();
        let mut whole = run(points);
        whole.points.sort_by(|a, b| {
            let key = |read: &ReadPoint| read.point.concurrency.unwrap_or(f64::MAX);
            key(a).total_cmp(&key(b))
        });
        body.runs.push(whole);
    }
    if text.contains("http_req_duration") {
        body.limits
            .push("The console's text is rounded: times have three to five digits.".to_owned());
    }
    sound(body)
}

fn pairs(rest: &str) -> impl Iterator<Item = (&str, &str)> {
    rest.split_whitespace().filter_map(|word| word.split_once('='))
}
