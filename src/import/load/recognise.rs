//! How the formats are told apart: by what stands at the start of a file, never
//! by its name.

use std::collections::BTreeSet;

use super::Format;

/// Levels of nesting that are looked into.
const DEPTH: usize = 4;

/// The format of a file, from the bytes at its start ([`super::HEAD`] of them
/// are enough); nothing where it is none that is known.
///
/// A file that was cut short is recognised as well as may be, so that its
/// reader can say what is missing.
pub fn recognise(head: &[u8]) -> Option<Format> {
    if is_binary_gatling(head) {
        return Some(Format::GatlingLog);
    }
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    match text.chars().next()? {
        '{' | '[' => json(text),
        '<' => xml(text),
        _ => by_heading(text)
            .or_else(|| by_lines(text))
            .or_else(|| headless_jmeter(text).then_some(Format::JmeterCsv))
            .or_else(|| is_table(text).then_some(Format::Csv)),
    }
}

/// Gatling's log since version 3.10: a record for the run, which begins with
/// the length of the version and the version.
fn is_binary_gatling(head: &[u8]) -> bool {
    let [0, 0, 0, 0, length @ 1..=32, version @ ..] = head else { return false };
    let version = &version[..version.len().min(usize::from(*length))];
    version.first().is_some_and(u8::is_ascii_digit) && version.contains(&b'.')
}

fn xml(text: &str) -> Option<Format> {
    let is_jmeter = ["<testResults", "<httpSample ", "<sample "].iter().any(|it| text.contains(it));
    is_jmeter.then_some(Format::JmeterXml)
}

/// Tells JSON formats apart by the names of their fields.
fn json(text: &str) -> Option<Format> {
    let paths = paths(text);
    let has = |path: &str| paths.contains(path);
    let any = |start: &str, end: &str| {
        paths.iter().any(|path| {
            path.len() > start.len() + end.len() && path.starts_with(start) && path.ends_with(end)
        })
    };
    let first_line = text.lines().next().unwrap_or_default();
    let k6_line = ["\"Point\"", "\"Metric\""].iter().any(|kind| first_line.contains(kind));
    let techempower =
        ["rawData", "concurrencyLevels", "frameworks", "testMetadata", "queryIntervals"];
    let found = if has("type") && has("metric") && has("data") && k6_line {
        Format::K6Json
    } else if has("summary.requestsPerSec") || has("summary.successRate") {
        Format::OhaJson
    } else if has("metrics") || has("root_group") {
        // Groups and checks are lists in the structured summary, objects in the
        // flat one: that helps where a long list of checks comes first.
        let structured = any("metrics.", ".values")
            || has("root_group.groups[]")
            || has("root_group.checks[]")
            || has("state");
        let flat = has("root_group") || has("metrics.http_reqs.rate");
        match (structured, flat) {
            (true, _) => Format::K6StructuredSummary,
            (false, true) => Format::K6Summary,
            (false, false) => return None,
        }
    } else if has("latencies.mean") || has("latencies.total") && has("bytes_in") {
        Format::Vegeta
    } else if has("connections") && has("pipelining")
        || has("latency.average") && has("requests.average")
    {
        Format::AutocannonJson
    } else if has("transactions") && (has("availability") || has("transaction_rate")) {
        Format::SiegeJson
    } else if has("benchmarks[].runs") {
        Format::Pyperf
    } else if has("results[].command") && (has("results[].mean") || has("results[].times")) {
        Format::HyperfineJson
    } else if techempower.iter().filter(|name| has(name)).count() >= 2 {
        Format::TechEmpower
    } else if has("numberOfRequests.total") {
        Format::GatlingGlobal
    } else if has("stats.numberOfRequests") {
        Format::GatlingStats
    } else if has("[].num_requests") && (has("[].response_times") || has("[].num_failures")) {
        Format::LocustJson
    } else {
        return None;
    };
    Some(found)
}

/// Names of the fields of the first JSON value, with those around them:
/// `summary.total`, `results[].command`. Ends where the text does or where it
/// is no JSON any more.
fn paths(text: &str) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    // What is open, from the outside: the field that one is in, or a list.
    let mut open: Vec<Option<String>> = Vec::new();
    let mut rest = text;
    let mut last_text: Option<String> = None;
    while let Some(next) = rest.chars().next() {
        rest = &rest[next.len_utf8()..];
        match next {
            '{' => open.push(Some(String::new())),
            '[' => open.push(None),
            '}' | ']' => {
                open.pop();
                if open.is_empty() {
                    break;
                }
            }
            '"' => {
                let Some((inside, after)) = string(rest) else { break };
                last_text = Some(inside.to_owned());
                rest = after;
            }
            ':' => {
                if let (Some(Some(field)), Some(name)) = (open.last_mut(), last_text.take()) {
                    *field = name;
                    if open.len() <= DEPTH {
                        paths.insert(joined(&open));
                    }
                }
            }
            _ => {}
        }
    }
    paths
}

/// The path to where `open` is.
fn joined(open: &[Option<String>]) -> String {
    let mut path = String::new();
    for step in open {
        match step {
            None => path.push_str("[]"),
            Some(name) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(name);
            }
        }
    }
    // A list within a field is written `field[].inner`, the outermost one
    // `[].inner`; both come out of the same rule.
    path
}

/// What stands before the quotation mark that ends a JSON string, as it is
/// written, and what comes after it.
fn string(rest: &str) -> Option<(&str, &str)> {
    let mut escaped = false;
    for (at, next) in rest.char_indices() {
        match next {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some((&rest[..at], &rest[at + 1..])),
            _ => {}
        }
    }
    None
}

/// Cells of a line, as well as they can be told without knowing about quoted
/// line breaks.
fn cells(line: &str) -> Vec<String> {
    let separator = ['\t', ';', ','].into_iter().max_by_key(|&it| line.matches(it).count());
    let separator = separator.unwrap_or(',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .delimiter(separator as u8)
        .from_reader(line.as_bytes());
    let first = reader.records().next().and_then(Result::ok).unwrap_or_default();
    first.iter().map(|cell| cell.trim().to_owned()).collect()
}

/// Tells tables apart whose first line is known.
fn by_heading(text: &str) -> Option<Format> {
    let line = text.lines().next()?;
    let cells: Vec<String> = cells(line).iter().map(|cell| cell.to_lowercase()).collect();
    let has = |name: &str| cells.iter().any(|cell| cell == name);
    let starts = |names: &[&str]| {
        cells.len() >= names.len() && cells.iter().zip(names).all(|(cell, name)| cell == name)
    };
    let found = if starts(&["percentage served", "time in ms"]) {
        Format::AbPercentiles
    } else if starts(&["starttime", "seconds", "ctime", "dtime", "ttime"]) {
        Format::AbRequests
    } else if starts(&["response-time", "dns+dialup"]) {
        Format::HeyCsv
    } else if starts(&["request-start"]) && has("request-duration") {
        Format::OhaCsv
    } else if starts(&["metric_name", "timestamp", "metric_value"]) {
        Format::K6Csv
    } else if has("timestamp") && has("user count") {
        Format::LocustHistory
    } else if has("name")
        && (has("request count") && has("failure count") || has("# requests") && has("# failures"))
    {
        Format::LocustStats
    } else if starts(&["method", "name", "error", "occurrences"])
        || starts(&["count", "message", "traceback"])
    {
        Format::LocustFailures
    } else if has("timestamp") && has("elapsed") {
        Format::JmeterCsv
    } else if starts(&["command", "mean", "stddev"]) {
        Format::HyperfineCsv
    } else if line.trim_start_matches('|').trim().starts_with("Command")
        && line.contains("| Mean [")
    {
        Format::HyperfineMarkdown
    } else if cells.first().is_some_and(|cell| cell == "run" || cell == "assertion")
        && line.contains('\t')
        || line.split('\t').nth(2) == Some("RUN")
    {
        Format::GatlingLog
    } else {
        return None;
    };
    Some(found)
}

/// Tells texts for people apart, whatever stands before them: a command line, a
/// banner, a log.
fn by_lines(text: &str) -> Option<Format> {
    let any = |is: &dyn Fn(&str) -> bool| text.lines().any(|line| is(line.trim()));
    let has = |part: &str| text.contains(part);
    let found = if has("This is ApacheBench") {
        Format::Ab
    } else if has("│ Stat") || has("Req/Bytes counts sampled once per second") {
        // It announces itself as wrk does.
        Format::Autocannon
    } else if any(&|line| line.starts_with("Running ") && line.contains(" test @ ")) {
        if has("Thread calibration:") || has("(HdrHistogram") { Format::Wrk2 } else { Format::Wrk }
    } else if any(&|line| line == "Summary:") && any(&|line| line.starts_with("Success rate:")) {
        Format::Oha
    } else if any(&|line| line == "Summary:") && any(&|line| line.starts_with("Total:")) {
        Format::Hey
    } else if has("http_reqs..") || has("http_req_duration..") {
        Format::K6Text
    } else if has("\"transactions\":") && has("\"availability\":") {
        Format::SiegeJson
    } else if has("** SIEGE")
        || has("Lifting the server siege")
        || any(&|line| line.starts_with("Transactions:") && line.ends_with("hits"))
        || any(&is_siege_request)
    {
        Format::Siege
    } else if any(&|line| line.starts_with("Time (mean ±") || line.starts_with("Time (abs ≡"))
        || any(&|line| line.starts_with("Benchmark ") && line.contains(": ")) && has("Range (")
    {
        Format::Hyperfine
    } else if any(&|line| {
        line.starts_with("var stats = {") || line.starts_with("var global_stats = {")
    }) {
        Format::GatlingStats
    } else {
        return None;
    };
    Some(found)
}

/// A line of siege for one request: `HTTP/1.1 200  0.36 secs:  3372 bytes ==> GET /`,
/// or the same with commas.
fn is_siege_request(line: &str) -> bool {
    line.starts_with("HTTP/") && line.contains(" secs:") && line.contains(" bytes ==>")
        || line.split(',').nth(1).is_some_and(|cell| cell.starts_with("HTTP/"))
            && line.split(',').count() >= 8
}

/// JMeter's samples without the line of headings: time, elapsed, label, code,
/// message, thread, type, success, bytes, latency.
fn headless_jmeter(text: &str) -> bool {
    let cells = cells(text.lines().next().unwrap_or_default());
    let digits = |cell: &str| !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
    cells.len() >= 9
        && (12..=14).contains(&cells[0].len())
        && digits(&cells[0])
        && digits(&cells[1])
        && matches!(cells[7].as_str(), "true" | "false")
}

/// A line of headings, and below it a line with as many cells and a number.
fn is_table(text: &str) -> bool {
    if text.contains('\0') {
        return false;
    }
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let (Some(headings), Some(row)) = (lines.next(), lines.next()) else { return false };
    let (headings, row) = (cells(headings), cells(row));
    let is_number = |cell: &String| cell.replace(',', ".").parse::<f64>().is_ok();
    headings.len() >= 2
        && headings.len() == row.len()
        && !headings.iter().any(is_number)
        && row.iter().any(is_number)
}
