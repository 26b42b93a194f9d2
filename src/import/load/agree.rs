//! Whether the figures of a point agree with each other, and what is odd about
//! those that do.

use super::LoadError;
use super::results::ReadPoint;

/// How far requests over duration may stand from the rate, as a share.
pub(super) const RATE: f64 = 0.03;

/// A run shorter than this says little, in seconds.
const SHORT_S: f64 = 4.9;

/// What to do about figures that cannot all be true.
const CONTRADICTS: &str = "The file contradicts itself: see whether it was edited or put together from several, and take the tool's own.";

/// Whether a rate is what a count over a length of time gives, that length
/// being rounded by up to `rounding_s`.
pub(super) fn rate_fits(count: u64, seconds: f64, rounding_s: f64, rate: f64, share: f64) -> bool {
    let count = count as f64;
    let low = count / (seconds + rounding_s) * (1.0 - share) - 0.006;
    // Where all of the length may be rounding, the rate may be anything.
    let shortest = seconds - rounding_s;
    rate >= low && (shortest <= 0.0 || rate <= count / shortest * (1.0 + share) + 0.006)
}

/// Refuses a rate that a count over a length of time does not give.
///
/// # Errors
///
/// When it does not.
pub(super) fn rate(
    line: u64,
    count: u64,
    seconds: f64,
    rounding_s: f64,
    rate: f64,
    share: f64,
) -> Result<(), LoadError> {
    if rate_fits(count, seconds, rounding_s, rate, share) {
        return Ok(());
    }
    Err(contradiction(
        line,
        format!("{count} requests in {} s are not {} a second", short(seconds), short(rate)),
    ))
}

/// Figures that cannot all be true.
pub(super) fn contradiction(line: u64, what: impl Into<String>) -> LoadError {
    LoadError::at(line, what, CONTRADICTS)
}

/// Refuses a percentile in a line that is below the last one before it.
///
/// # Errors
///
/// When it is.
pub(super) fn rises(
    before: &[(f64, f64)],
    percentile: f64,
    ms: f64,
    line: u64,
) -> Result<(), LoadError> {
    match before.last() {
        Some(&(lower, a)) if lower >= percentile || a > ms => Err(contradiction(
            line,
            format!("p{lower} is {} ms, but p{percentile} {} ms", short(a), short(ms)),
        )),
        _ => Ok(()),
    }
}

/// Refuses latencies that contradict each other: percentiles that fall, or a
/// mean or percentile above the longest. They may be off by `slack_ms` and by a
/// hundredth, for rounding.
///
/// # Errors
///
/// When they contradict each other.
pub(super) fn latencies(read: &ReadPoint, line: u64, slack_ms: f64) -> Result<(), LoadError> {
    let point = &read.point;
    if let Some((percentile, _)) = point.percentiles_ms.iter().find(|(at, _)| *at > 100.0) {
        return Err(contradiction(line, format!("p{percentile:e} is no percentile")));
    }
    for pair in point.percentiles_ms.windows(2) {
        let ((lower, a), (upper, b)) = (pair[0], pair[1]);
        if lower >= upper || a > b * 1.000_001 + 1e-9 {
            return Err(contradiction(
                line,
                format!("p{lower} is {} ms, but p{upper} {} ms", short(a), short(b)),
            ));
        }
    }
    let Some(max) = point.max_ms else { return Ok(()) };
    let most = max * 1.01 + slack_ms;
    if let Some(&(at, last)) = point.percentiles_ms.last()
        && last > most
    {
        return Err(contradiction(
            line,
            format!("p{at} is {} ms, but the longest {} ms", short(last), short(max)),
        ));
    }
    if let Some(mean) = point.mean_ms
        && mean > most
    {
        return Err(contradiction(
            line,
            format!("the mean is {} ms, but the longest {} ms", short(mean), short(max)),
        ));
    }
    Ok(())
}

/// Says what is odd about a point, whichever tool it is of. `in_flight` is how
/// many requests a closed loop kept under way, where that is known.
pub(super) fn warn(read: &mut ReadPoint, in_flight: Option<f64>) {
    let point = &read.point;
    let mut warnings = Vec::new();
    match (point.requests, point.errors) {
        (Some(0), _) => warnings.push("No request was answered.".to_owned()),
        (Some(requests), Some(errors)) if errors >= requests => warnings
            .push("All requests failed: throughput and latency are those of failures.".to_owned()),
        (Some(requests), Some(errors)) if errors > 0 => {
            let percent = 100.0 * errors as f64 / requests as f64;
            warnings.push(format!("{} % of the requests failed ({errors}).", short(percent)));
        }
        _ => {}
    }
    if let Some(seconds) = point.duration_s
        && seconds < SHORT_S
    {
        warnings
            .push(format!("The run lasted {} s: too short to be past warming up.", short(seconds)));
    }
    if let (Some(wanted), Some(rps), Some(mean)) = (in_flight, point.throughput_rps, point.mean_ms)
        && wanted > 0.0
        && point.requests != Some(0)
    {
        // Little 1961: the mean number under way is rate times mean time.
        let under_way = rps * mean / 1000.0;
        if !(0.7 * wanted..=1.4 * wanted).contains(&under_way) {
            warnings.push(format!(
                "By Little's law, throughput and mean latency give {} requests under way where {} were meant: times are missing, corrected or rounded, or there were pauses.",
                short(under_way),
                short(wanted)
            ));
        }
    }
    read.warnings.extend(warnings);
}

/// A number in a sentence: about four digits.
pub(super) fn short(number: f64) -> String {
    let decimals = match number.abs() {
        x if x >= 1000.0 => 0,
        x if x >= 100.0 => 1,
        x if x >= 1.0 => 2,
        _ => 4,
    };
    let text = format!("{number:.decimals$}");
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

/// Kinds of failures with their counts, without those of which there were none.
pub(super) fn kinds<const N: usize>(
    kinds: [(&str, u64); N],
) -> std::collections::BTreeMap<String, u64> {
    kinds
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| (kind.to_owned(), count))
        .collect()
}

/// What holds of every tool that sends the next request when the last one was
/// answered.
pub(super) const CLOSED_LOOP: &str = "Closed loop: while a request waits, no other is sent in its place, so latency under overload is understated (coordinated omission).";

/// What holds of every file that does not say how many requests were under way.
pub(super) const NO_CONCURRENCY: &str =
    "The output does not hold the concurrency: put it in by hand.";
