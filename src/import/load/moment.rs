//! Points in time and lengths of time, as load tools write them.

use crate::workbook::Date;

/// Latest moment that is believed: milliseconds since 1970, in the year 5138.
const LATEST_MS: f64 = 1e14;

/// Milliseconds since 1970-01-01 of a date and time written
/// `2017-05-09T14:34:45.625+02:00`, or with a space or slashes; without an
/// offset it is taken as UTC.
pub(super) fn written_ms(text: &[u8]) -> Option<f64> {
    let text = std::str::from_utf8(text).ok()?.trim();
    let date = text.get(..10)?.replace('/', "-");
    let date = Date::parse(&date).ok()?;
    let rest = text.get(10..)?;
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let two = |at: usize| -> Option<f64> {
        let digits = rest.get(at..at + 2)?;
        digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
    };
    let colon = |at: usize| rest.as_bytes().get(at) == Some(&b':');
    if !colon(2) || !colon(5) {
        return None;
    }
    let (hour, minute, second) = (two(0)?, two(3)?, two(6)?);
    if hour > 23.0 || minute > 59.0 || second > 60.0 {
        return None;
    }
    let rest = rest.get(8..)?;
    let digits = rest
        .strip_prefix(['.', ','])
        .map_or(0, |after| after.bytes().take_while(u8::is_ascii_digit).count());
    let fraction = match digits {
        0 => 0.0,
        _ => format!("0.{}", rest.get(1..=digits)?).parse::<f64>().ok()?,
    };
    let zone = rest.get(if digits == 0 { 0 } else { digits + 1 }..)?.trim();
    let offset = match zone {
        "" | "Z" | "z" => 0.0,
        _ => {
            let sign = match zone.as_bytes()[0] {
                b'+' => 1.0,
                b'-' => -1.0,
                _ => return None,
            };
            let digits: String = zone.get(1..)?.chars().filter(|&c| c != ':').collect();
            if digits.len() != 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            let hours: f64 = digits.get(..2)?.parse().ok()?;
            let minutes: f64 = digits.get(2..)?.parse().ok()?;
            sign * (hours * 60.0 + minutes)
        }
    };
    let days = Date::new(1970, 1, 1)?.days_until(date) as f64;
    let seconds = days * 86_400.0 + hour * 3600.0 + (minute - offset) * 60.0 + second;
    believed(seconds * 1000.0 + fraction * 1000.0)
}

/// Milliseconds since 1970 as they are, where they can be believed.
pub(super) fn believed(ms: f64) -> Option<f64> {
    (0.0..=LATEST_MS).contains(&ms).then_some(ms)
}

/// The day, in UTC, of milliseconds since 1970.
pub(super) fn day(ms: f64) -> Option<Date> {
    // Nothing was measured before the tools were there.
    (ms >= 9e11).then(|| Date::from_unix_seconds((ms / 1000.0) as u64))
}

/// Milliseconds of a length of time with units, such as `497.3µs`, `1.2s` or
/// `1m2.5s`.
pub(super) fn length_ms(text: &str) -> Option<f64> {
    let mut rest = text.trim();
    let mut total = 0.0;
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (value, after) = rest.split_at(digits);
        let value: f64 = value.parse().ok()?;
        let unit_end = after.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(after.len());
        let (unit, after) = after.split_at(unit_end);
        let factor = match unit.trim() {
            "ns" => 1e-6,
            "us" | "µs" | "μs" => 1e-3,
            "ms" => 1.0,
            "s" => 1e3,
            "m" => 6e4,
            "h" => 3.6e6,
            _ => return None,
        };
        total += value * factor;
        rest = after;
    }
    (total.is_finite()).then_some(total)
}
