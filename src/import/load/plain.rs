//! Plain CSV: a line of headings, a row for each point of load.
//!
//! What a column holds is guessed from its heading or chosen by the user; its
//! unit is told by the heading (`p95_ms`, `duration (s)`, `rss_mb`) or by the
//! cell itself (`1.2s`). Rows of one name and scenario are one run. Several
//! columns may make up a scenario: they are joined.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::check::{sound, sound_point};
use super::moment::length_ms;
use super::records::{Records, delimiter_of};
use super::results::{Body, ColumnRole, Columns, ReadPoint, ReadRun};
use super::source::Source;
use super::{HEAD, LoadError, ReadSettings};
use crate::import::parse_number;
use crate::workbook::Subject;

/// Rows shown for the choice of columns.
const SHOWN: usize = 20;

/// Most rows: each is a point of load that is kept.
const MOST_ROWS: usize = 20_000;

/// Most columns.
const MOST_COLUMNS: usize = 1_000;

/// What a table looks like before anybody said what its columns hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvColumns {
    /// The headings.
    pub headings: Vec<String>,
    /// The first rows, up to twenty.
    pub rows: Vec<Vec<String>>,
    /// What the headings suggest.
    pub guess: Columns,
}

/// The columns of plain CSV, from the bytes at its start; nothing where it is
/// no table with a line of headings.
pub fn columns_of(head: &[u8]) -> Option<CsvColumns> {
    let mut watch = |_: u64| ControlFlow::Continue(());
    let mut bytes = head;
    let mut source = Source::new(&mut bytes, &mut watch);
    let mut rows = Records::open(&mut source, delimiter_of).ok()??;
    let headings = rows.row();
    if headings.len() < 2
        || headings.iter().all(String::is_empty)
        || headings.iter().any(|cell| is_figure(cell))
    {
        return None;
    }
    let mut shown = Vec::new();
    while shown.len() < SHOWN && rows.advance().ok()? {
        // The last row of a head is seldom whole.
        if !rows.ended() && head.len() >= HEAD {
            break;
        }
        shown.push(rows.row());
    }
    let guess = guess(&headings);
    Some(CsvColumns { headings, rows: shown, guess })
}

/// Whether a cell of the first line is a figure and no heading: `95%` is one.
fn is_figure(cell: &str) -> bool {
    !cell.contains('%') && parse_number(cell).is_some()
}

/// Words of a heading in small letters, `%` kept; a capital within a word
/// begins a new one.
fn words(heading: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in heading.chars() {
        let part = c.is_alphanumeric() || c == '%' || c == '.' && before.is_ascii_digit();
        let new = c.is_uppercase() && !before.is_uppercase() || before == '%';
        if (!part || new) && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if part && let Some(word) = words.last_mut() {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    words.iter_mut().for_each(|word| *word = word.trim_end_matches('.').to_owned());
    words.retain(|word| !word.is_empty());
    // The capital within MiB begins no word.
    for at in (1..words.len()).rev() {
        if words[at] == "b" && matches!(words[at - 1].as_str(), "ki" | "mi" | "gi") {
            words[at - 1].push('b');
            words.remove(at);
        }
    }
    words
}

/// Names of a run's column, the most telling first.
const RUNS: [&str; 16] = [
    "run",
    "option",
    "server",
    "framework",
    "stack",
    "implementation",
    "variant",
    "candidate",
    "alternative",
    "system",
    "target",
    "backend",
    "runtime",
    "service",
    "tool",
    "name",
];

/// Names of a scenario's column, the most telling first.
const SCENARIOS: [&str; 11] = [
    "scenario",
    "test",
    "workload",
    "endpoint",
    "route",
    "case",
    "benchmark",
    "operation",
    "label",
    "url",
    "path",
];

/// What the headings suggest that the columns hold; each thing in one column,
/// the first that tells it. Only scenarios may be told by several.
fn guess(headings: &[String]) -> Columns {
    let words: Vec<Vec<String>> = headings.iter().map(|heading| words(heading)).collect();
    let mut roles = Vec::new();
    for words in &words {
        let role = role_of(words).filter(|role| !roles.contains(role));
        roles.push(role.unwrap_or_default());
    }
    let mut named = |names: &[&str], role: ColumnRole| {
        let is = |words: &[String], name: &str| {
            words == [name] || words == [name, "name"] || words == ["load", name]
        };
        let found = names.iter().find_map(|name| {
            (0..words.len()).find(|&at| roles[at] == ColumnRole::Ignored && is(&words[at], name))
        });
        if let Some(at) = found {
            roles[at] = role;
        }
    };
    named(&RUNS, ColumnRole::Run);
    named(&SCENARIOS, ColumnRole::Scenario);
    // Requests with another number of queries are other work.
    named(&["queries"], ColumnRole::Scenario);
    Columns { roles }
}

fn role_of(words: &[String]) -> Option<ColumnRole> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let has = |names: &[&str]| words.iter().any(|word| names.contains(word));
    let joined = words.join(" ");
    let is = |names: &[&str]| names.contains(&joined.as_str());
    if has(&["stdev", "stddev", "std", "deviation", "sd", "min", "minimum", "fastest", "p0"]) {
        return None;
    }
    if has(&["rate", "ratio", "share", "%", "percent", "pct"])
        && has(&["error", "errors", "fail", "failed", "failure", "failures", "success"])
    {
        return None;
    }
    let per_second = has(&["rps", "qps", "tps"])
        || joined.contains("per second")
        || joined.contains("per sec")
        || words.windows(2).any(|pair| {
            matches!(pair[0], "req" | "reqs" | "request" | "requests" | "ops" | "queries")
                && matches!(pair[1], "s" | "sec" | "second")
        })
        || is(&["throughput", "request rate", "rate"]);
    if per_second && !has(&["mb", "kb", "bytes", "mib", "target", "offered", "errors", "failures"])
    {
        return Some(ColumnRole::Throughput);
    }
    if is(&[
        "c",
        "n",
        "concurrency",
        "concurrency level",
        "concurrent",
        "concurrent users",
        "concurrent requests",
        "concurrent connections",
        "connections",
        "connection",
        "conns",
        "users",
        "user",
        "user count",
        "clients",
        "client",
        "threads",
        "thread",
        "vus",
        "vu",
        "virtual users",
        "load",
    ]) {
        return Some(ColumnRole::Concurrency);
    }
    if is(&[
        "requests",
        "request count",
        "total requests",
        "num requests",
        "number of requests",
        "completed requests",
        "requests total",
        "requests completed",
        "samples",
        "reqs",
        "count",
    ]) {
        return Some(ColumnRole::Requests);
    }
    if is(&[
        "errors",
        "error",
        "error count",
        "failures",
        "failure",
        "failure count",
        "failed",
        "failed requests",
        "errors total",
        "total errors",
        "num errors",
        "num failures",
    ]) {
        return Some(ColumnRole::Errors);
    }
    if has(&["rss", "memory", "mem", "ram"]) && !has(&["%", "percent", "pct"]) {
        return Some(ColumnRole::Memory);
    }
    if has(&["duration"]) && !has(&["request", "req", "response"])
        || is(&["elapsed", "elapsed s", "seconds", "test time s", "run time s", "runtime s"])
    {
        return Some(ColumnRole::Duration);
    }
    if let Some(at) = percentile_of(&words) {
        return Some(if at == 100_000 { ColumnRole::Max } else { ColumnRole::Percentile(at) });
    }
    let of_time =
        has(&["latency", "response", "time", "duration", "rt"]) || unit_ms(&words).is_some();
    let alone = words.len() == 1;
    if has(&["mean", "avg", "average"]) && (of_time || alone) {
        return Some(ColumnRole::Mean);
    }
    if has(&["max", "maximum", "slowest", "longest"]) && (of_time || alone) {
        return Some(ColumnRole::Max);
    }
    None
}

/// The percentile that a heading names, in thousandths of a percent: `p95`,
/// `p99.9`, `p999` (99.9), `p99_9`, `95%`, `95th percentile`, `median`.
fn percentile_of(words: &[&str]) -> Option<u32> {
    for (index, word) in words.iter().enumerate() {
        if matches!(*word, "median" | "med") {
            return Some(50_000);
        }
        let next = words.get(index + 1).copied().unwrap_or_default();
        let marked = word
            .strip_prefix('p')
            .or_else(|| word.strip_suffix('%'))
            .or_else(|| word.strip_suffix("th"))
            .or_else(|| matches!(next, "percentile" | "%").then_some(*word))
            .or_else(|| {
                let before = index.checked_sub(1).and_then(|at| words.get(at)).copied();
                matches!(before, Some("percentile" | "p" | "pct")).then_some(*word)
            });
        let Some(digits) = marked else { continue };
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
            continue;
        }
        let follows = next.len() == 1 && next.bytes().all(|byte| byte.is_ascii_digit());
        let written = if follows && word.starts_with('p') {
            format!("{digits}.{next}")
        } else if digits.len() > 2 && digits != "100" && !digits.contains('.') {
            // p999 is how 99.9 is written where a point cannot be.
            format!("{}.{}", &digits[..2], &digits[2..])
        } else {
            digits.to_owned()
        };
        let at: f64 = written.parse().ok()?;
        if at > 0.0 && at <= 100.0 {
            return Some((at * 1000.0).round() as u32);
        }
    }
    None
}

/// Milliseconds of the unit of time that a heading names last.
fn unit_ms(words: &[&str]) -> Option<f64> {
    words.iter().rev().find_map(|word| match *word {
        "ns" | "nanoseconds" | "nanos" => Some(1e-6),
        "us" | "µs" | "μs" | "usec" | "microseconds" | "micros" => Some(1e-3),
        "ms" | "msec" | "milliseconds" | "millis" => Some(1.0),
        "s" | "sec" | "secs" | "seconds" => Some(1e3),
        "min" | "minutes" => Some(6e4),
        _ => None,
    })
}

/// MB (10^6 bytes) of the unit of memory that a heading names.
fn unit_mb(words: &[&str]) -> Option<f64> {
    words.iter().rev().find_map(|word| match *word {
        "b" | "bytes" | "byte" => Some(1e-6),
        "kb" => Some(1e-3),
        "kib" => Some(1.024e-3),
        "mb" => Some(1.0),
        "mib" => Some(1.048_576),
        "gb" => Some(1e3),
        "gib" => Some(1_073.741_824),
        _ => None,
    })
}

/// A figure of a cell; nothing where the cell says that there is none.
fn figure(cell: &str, delimiter: u8) -> Result<Option<f64>, ()> {
    let none = ["", "-", "–", "n/a", "na", "nan", "null", "none", "?"];
    if none.contains(&cell.to_lowercase().as_str()) {
        return Ok(None);
    }
    // A lone comma between digits in groups of three is a decimal comma only
    // where something else separates the fields.
    let groups = cell.split(',').skip(1).all(|part| {
        let whole = part.split('.').next().unwrap_or_default();
        whole.len() == 3 && whole.bytes().all(|byte| byte.is_ascii_digit())
    });
    let plain = if delimiter != b';' && cell.contains(',') && groups {
        cell.replace(',', "")
    } else {
        cell.to_owned()
    };
    let number = if plain.contains('%') { None } else { parse_number(&plain) };
    number.filter(|number| *number >= 0.0).map(Some).ok_or(())
}

/// Reads a table.
pub(super) fn read(source: &mut Source<'_>, settings: &ReadSettings) -> Result<Body, LoadError> {
    let Some(mut rows) = Records::open(source, delimiter_of)? else {
        return Err(LoadError::new(
            "the file is empty",
            "It must have a line of headings and a row for each point.",
        ));
    };
    if rows.len() > MOST_COLUMNS {
        return Err(LoadError::at(
            rows.line(),
            format!("the table has more than {MOST_COLUMNS} columns"),
            "It must have a row for each point, and a column for each figure of it.",
        ));
    }
    let headings = rows.row();
    let columns = match &settings.columns {
        Some(columns) => columns.clone(),
        None => guess(&headings),
    };
    let roles: Vec<ColumnRole> =
        (0..headings.len()).map(|at| columns.roles.get(at).copied().unwrap_or_default()).collect();
    let tells = |role: &ColumnRole| {
        matches!(
            role,
            ColumnRole::Throughput | ColumnRole::Mean | ColumnRole::Percentile(_) | ColumnRole::Max
        )
    };
    let counted = roles.contains(&ColumnRole::Requests) && roles.contains(&ColumnRole::Duration);
    if !roles.iter().any(tells) && !counted {
        return Err(LoadError::at(
            rows.line(),
            "no column is known to hold throughput or latency",
            "Say which column holds what, or name them so: concurrency, rps, mean_ms, p50_ms, p95_ms, p99_ms, errors.",
        ));
    }
    if headings.iter().any(|cell| is_figure(cell)) {
        return Err(LoadError::at(
            rows.line(),
            "there is no line of headings",
            "The first line must name the columns, such as: option, scenario, concurrency, rps, p50_ms, p99_ms.",
        ));
    }
    let words: Vec<Vec<String>> = headings.iter().map(|heading| words(heading)).collect();
    let mut body = Body {
        limits: vec![
            "A table does not say how it was measured: whether users waited for answers (coordinated omission), and how long the load held.".to_owned(),
        ],
        ..Body::default()
    };
    let factors: Vec<f64> = (0..headings.len())
        .map(|at| {
            let words: Vec<&str> = words[at].iter().map(String::as_str).collect();
            match roles[at] {
                ColumnRole::Mean | ColumnRole::Max | ColumnRole::Percentile(_) => unit_ms(&words)
                    .unwrap_or_else(|| {
                        body.warnings.push(format!(
                            "The heading {:?} names no unit: it is taken as milliseconds.",
                            headings[at]
                        ));
                        1.0
                    }),
                ColumnRole::Duration => unit_ms(&words).unwrap_or(1e3) / 1e3,
                ColumnRole::Memory => unit_mb(&words).unwrap_or_else(|| {
                    body.warnings.push(format!(
                        "The heading {:?} names no unit: it is taken as MB.",
                        headings[at]
                    ));
                    1.0
                }),
                _ => 1.0,
            }
        })
        .collect();
    let mut places: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut kept = 0_usize;
    let mut bare = 0_u64;
    while rows.advance()? {
        let line = rows.line();
        if rows.len() != headings.len() {
            return Err(LoadError::at(
                line,
                format!("the row has {} fields, the headings {}", rows.len(), headings.len()),
                "The row was cut short or holds a stray separator: put texts with separators in quotation marks.",
            ));
        }
        let mut read = ReadPoint::default();
        let mut name = Vec::new();
        let mut scenario = Vec::new();
        for (at, &role) in roles.iter().enumerate() {
            let cell = rows.words(at);
            match role {
                ColumnRole::Ignored => continue,
                ColumnRole::Run => {
                    name.push(cell);
                    continue;
                }
                ColumnRole::Scenario => {
                    // A bare number says nothing without its heading.
                    let bare = parse_number(&cell).is_some();
                    if !cell.is_empty() {
                        scenario.push(if bare { format!("{} {cell}", headings[at]) } else { cell });
                    }
                    continue;
                }
                _ => {}
            }
            let wrong = |what: &str| {
                let shown: String = cell.chars().take(60).collect();
                LoadError::at(
                    line,
                    format!("{} is {shown:?}, which is no {what}", headings[at]),
                    "Repair the cell, leave it empty where nothing is known, or say that the column holds something else.",
                )
            };
            let value = match (figure(&cell, rows.delimiter()), role) {
                (Ok(value), _) => value.map(|value| value * factors[at]),
                (Err(()), ColumnRole::Mean | ColumnRole::Max | ColumnRole::Percentile(_)) => {
                    Some(length_ms(&cell).ok_or_else(|| wrong("time"))?)
                }
                (Err(()), ColumnRole::Duration) => {
                    Some(length_ms(&cell).ok_or_else(|| wrong("time"))? / 1000.0)
                }
                (Err(()), _) => return Err(wrong("figure")),
            };
            let Some(value) = value.filter(|value| value.is_finite()) else { continue };
            let whole = || {
                let is_count = value <= 9e15 && value.fract() == 0.0;
                if is_count { Ok(value as u64) } else { Err(wrong("count")) }
            };
            let point = &mut read.point;
            match role {
                ColumnRole::Concurrency => point.concurrency = Some(value),
                ColumnRole::Throughput => point.throughput_rps = Some(value),
                ColumnRole::Duration => point.duration_s = Some(value),
                ColumnRole::Requests => point.requests = Some(whole()?),
                ColumnRole::Errors => point.errors = Some(whole()?),
                ColumnRole::Mean => point.mean_ms = Some(value),
                ColumnRole::Max => point.max_ms = Some(value),
                ColumnRole::Memory => point.memory_mb = Some(value),
                ColumnRole::Percentile(percentile) => {
                    point.percentiles_ms.push((f64::from(percentile) / 1000.0, value));
                }
                ColumnRole::Ignored | ColumnRole::Run | ColumnRole::Scenario => {}
            }
        }
        let point = &mut read.point;
        point.percentiles_ms.sort_by(|a, b| a.0.total_cmp(&b.0));
        point.percentiles_ms.dedup_by(|a, b| a.0 == b.0);
        if point.throughput_rps.is_none()
            && let (Some(requests), Some(seconds)) = (point.requests, point.duration_s)
            && seconds > 0.0
        {
            point.throughput_rps = Some(requests as f64 / seconds);
        }
        if point.throughput_rps.is_none()
            && point.mean_ms.is_none()
            && point.percentiles_ms.is_empty()
            && point.max_ms.is_none()
        {
            bare += 1;
            continue;
        }
        let key = (name.join(" "), scenario.join(", "));
        sound_point(&read, &key.0, Some(line))?;
        kept += 1;
        if kept > MOST_ROWS {
            return Err(LoadError::at(
                line,
                format!("the table has more than {MOST_ROWS} rows"),
                "Each row is a point of load; a table that long holds single requests: summarise them with the tool that wrote them.",
            ));
        }
        let at = *places.entry(key).or_insert_with_key(|(name, scenario)| {
            body.runs.push(ReadRun {
                name: name.clone(),
                scenario: scenario.clone(),
                date: None,
                subject: Subject::Requests,
                points: Vec::new(),
            });
            body.runs.len() - 1
        });
        body.runs[at].points.push(read);
    }
    if kept == 0 {
        return Err(LoadError::new(
            "the table has headings but no row with a figure",
            "It must have a row for each point of load.",
        ));
    }
    if bare > 0 {
        body.warnings
            .push(format!("{bare} rows tell neither throughput nor latency and were left out."));
    }
    if !roles.contains(&ColumnRole::Concurrency) {
        body.warnings.push("No column tells concurrency: it is unknown.".to_owned());
    }
    for run in &mut body.runs {
        let key = |read: &ReadPoint| read.point.concurrency.unwrap_or(f64::MAX);
        run.points.sort_by(|a, b| key(a).total_cmp(&key(b)));
    }
    sound(body)
}
