//! What no point may claim, whichever tool says so.

use super::LoadError;
use super::results::{Body, ReadPoint};

/// How far a percentile may stand above the next one or above the longest
/// time before they contradict each other: tools round times to two digits.
const ROUNDING: f64 = 1.10;

const CONTRADICTS: &str = "The file contradicts itself: see whether it was edited or put together from several, and take the tool's own.";

/// Looks a reader's result over.
///
/// # Errors
///
/// Where figures are no figures or contradict each other.
pub(super) fn sound(mut body: Body) -> Result<Body, LoadError> {
    if body.runs.iter().all(|run| run.points.is_empty()) {
        return Err(LoadError::new(
            "the file holds no results",
            "The tool wrote its headings but no request: run it again, for longer.",
        ));
    }
    for run in &mut body.runs {
        for read in &mut run.points {
            sound_point(read, &run.name, None)?;
            doubt(read);
        }
    }
    Ok(body)
}

/// Warns of what contradicts itself, but may come of how a tool counts.
fn doubt(read: &mut ReadPoint) {
    let point = &read.point;
    let mut doubts = Vec::new();
    if let (Some(max), Some(&(at, last))) = (point.max_ms, point.percentiles_ms.last())
        && last > max * ROUNDING + 1.0
    {
        doubts.push(format!(
            "p{at} is {last} ms, but the longest latency {max} ms: the figures contradict each other."
        ));
    }
    if let (Some(errors), Some(requests)) = (point.errors, point.requests)
        && errors > requests
    {
        doubts.push(format!(
            "{errors} failures for {requests} requests: broken connections are counted apart from requests."
        ));
    }
    // A reader may have looked its results over already.
    doubts.retain(|doubt| !read.warnings.contains(doubt));
    read.warnings.append(&mut doubts);
}

/// Looks a point over, which stands in a line where that is known.
///
/// # Errors
///
/// Where figures are no figures or contradict each other.
pub(super) fn sound_point(
    read: &ReadPoint,
    name: &str,
    line: Option<u64>,
) -> Result<(), LoadError> {
    let fail = |what: String, hint: &str| {
        let what = if name.is_empty() { what } else { format!("{name}: {what}") };
        Err(LoadError { line, ..LoadError::new(what, hint) })
    };
    let point = &read.point;
    let figures = [
        ("concurrency", point.concurrency),
        ("the offered rate", point.offered_rps),
        ("throughput", point.throughput_rps),
        ("the duration", point.duration_s),
        ("the mean latency", point.mean_ms),
        ("the standard deviation", point.stddev_ms),
        ("the longest latency", point.max_ms),
        ("memory", point.memory_mb),
    ];
    let percentiles = point.percentiles_ms.iter().map(|&(_, ms)| ("a percentile", Some(ms)));
    let times = read.values_s.iter().map(|&seconds| ("a time", Some(seconds)));
    for (what, value) in figures.into_iter().chain(percentiles).chain(times) {
        if value.is_some_and(|value| !value.is_finite() || !(0.0..=1e15).contains(&value)) {
            return fail(
                format!("{what} is {}", value.unwrap_or_default()),
                "No such figure can be: see whether the file is damaged.",
            );
        }
    }
    if let Some((at, _)) = point.percentiles_ms.iter().find(|(at, _)| !(0.0..=100.0).contains(at)) {
        return fail(format!("p{at:e} is no percentile"), CONTRADICTS);
    }
    for pair in point.percentiles_ms.windows(2) {
        let ((lower, a), (upper, b)) = (pair[0], pair[1]);
        if a > b * ROUNDING + 1e-9 {
            return fail(
                format!("p{lower} is {a} ms and p{upper} is {b} ms, which is less"),
                CONTRADICTS,
            );
        }
    }
    if let (Some(mean), Some(max)) = (point.mean_ms, point.max_ms)
        && mean > max * ROUNDING + 1.0
    {
        return fail(
            format!("the mean latency is {mean} ms and the longest {max} ms, which is less"),
            CONTRADICTS,
        );
    }
    if point.requests == Some(0) && point.throughput_rps.is_some_and(|rps| rps > 0.0) {
        return fail("there is throughput, but not one request".to_owned(), CONTRADICTS);
    }
    Ok(())
}

/// Refuses more failures than requests, for tools that count failures among
/// the requests.
///
/// # Errors
///
/// When there are more.
pub(super) fn fewer_errors(errors: u64, requests: u64, line: Option<u64>) -> Result<(), LoadError> {
    if errors <= requests {
        return Ok(());
    }
    Err(LoadError {
        line,
        ..LoadError::new(
            format!("{errors} requests failed, but there were only {requests}"),
            CONTRADICTS,
        )
    })
}

/// Says so where users had far fewer requests under way than there were users
/// (Little 1961: those under way are throughput times mean latency).
pub(super) fn users_waited(read: &mut ReadPoint) {
    let point = &read.point;
    if let (Some(users), Some(rps), Some(mean)) =
        (point.concurrency, point.throughput_rps, point.mean_ms)
    {
        let under_way = rps * mean / 1000.0;
        // A handful of requests tells nothing of what users do between them.
        let many = point.requests.is_none_or(|requests| requests as f64 >= 10.0 * users);
        if many && users > 0.0 && under_way < 0.5 * users {
            let word = if users == 1.0 { "user" } else { "users" };
            read.warnings.push(format!(
                "{users} {word} had about {under_way:.1} requests under way at once: they waited between requests."
            ));
        }
    }
}
