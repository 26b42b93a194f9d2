//! Gatling: totals and tree of statistics as JSON, and the log of single
//! requests.
//!
//! The four percentiles bear no numbers: they are 50, 75, 95 and 99 unless
//! gatling.conf says otherwise. Totals mix requests that were answered well
//! with those that failed; a fast refusal makes them look better, so those that
//! were answered well are told as a run of their own where any failed.

use std::collections::VecDeque;

use serde_json::Value;

use super::check::{fewer_errors, sound, users_waited};
use super::levels::{CLOSED_LOOP, Levels, USERS};
use super::moment::{believed, day};
use super::records::{Lines, number};
use super::results::{Body, ReadPoint, ReadRun};
use super::sample::LONGEST_MS;
use super::source::Source;
use super::{LoadError, ReadSettings, tree};
use crate::workbook::{Date, LoadPoint, Subject};

/// Deepest group that is followed.
const DEEPEST: usize = 64;

fn run(name: String, date: Option<Date>, points: Vec<ReadPoint>) -> ReadRun {
    ReadRun { name, scenario: String::new(), date, subject: Subject::Requests, points }
}

fn limits() -> Vec<String> {
    vec![
        "Percentiles 1 to 4 are taken as 50, 75, 95 and 99, Gatling's own: gatling.conf may change them.".to_owned(),
        "Concurrency is not in this file; the rate is over the whole run, ramps included.".to_owned(),
        "Times are whole milliseconds.".to_owned(),
        "Users that are injected at a fixed rate do not wait for each other; a fixed number of users does, and understates latency under overload (coordinated omission).".to_owned(),
    ]
}

/// Reads the totals alone.
pub(super) fn global(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let file = tree::parse(&source.text()?)?;
    let mut body = Body { limits: limits(), ..Body::default() };
    let name = file.get("name").and_then(Value::as_str).unwrap_or("Global Information");
    body.runs = statistics(&file, name, "")?;
    sound(body)
}

/// Reads the tree: totals first, then every group and request in it. The tree
/// as JavaScript (`stats.js`) is read too.
pub(super) fn stats(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let text = source.text()?;
    let file = match text.trim_start().strip_prefix("var ") {
        Some(script) => tree::parse(&json_of_script(script))?,
        None => tree::parse(&text)?,
    };
    let mut body = Body { limits: limits(), ..Body::default() };
    branch(&file, "", 0, &mut body.runs)?;
    sound(body)
}

fn branch(of: &Value, above: &str, depth: usize, runs: &mut Vec<ReadRun>) -> Result<(), LoadError> {
    if depth > DEEPEST {
        return Err(LoadError::new(
            format!("groups lie more than {DEEPEST} deep"),
            "Gatling writes no such file.",
        ));
    }
    let name = of.get("name").and_then(Value::as_str).unwrap_or_default();
    let name = if above.is_empty() { name.to_owned() } else { format!("{above} / {name}") };
    let figures = of.get("stats").ok_or_else(|| {
        LoadError::new(format!("{name} has no stats"), "The file was cut short or edited.")
    })?;
    runs.append(&mut statistics(figures, &name, &format!("{name}: "))?);
    let inner = if depth == 0 { "" } else { &name };
    for value in
        of.get("contents").and_then(Value::as_object).into_iter().flat_map(|it| it.values())
    {
        branch(value, inner, depth + 1, runs)?;
    }
    Ok(())
}

/// The runs that one block of figures tells: all, and those answered well where
/// any failed.
fn statistics(of: &Value, name: &str, path: &str) -> Result<Vec<ReadRun>, LoadError> {
    let figure = |metric: &str, kind: &str| -> Result<Option<f64>, LoadError> {
        let Some(values) = of.get(metric) else { return Ok(None) };
        // JavaScript tells figures as texts, and "-" for none.
        match values.get(kind).and_then(Value::as_str) {
            Some("-" | "") => Ok(None),
            Some(text) => {
                number(text.as_bytes()).filter(|number| *number >= 0.0).map(Some).ok_or_else(|| {
                    LoadError::new(
                        format!("{path}{metric}.{kind} is {text:?}, which is no figure"),
                        "See whether the file is damaged.",
                    )
                })
            }
            None => tree::figure(values, kind, &format!("{path}{metric}")),
        }
    };
    let total = figure("numberOfRequests", "total")?;
    let total = tree::needed(total, path, "numberOfRequests.total")?;
    let failed = figure("numberOfRequests", "ko")?;
    let well = figure("numberOfRequests", "ok")?;
    if let (Some(failed), Some(well)) = (failed, well)
        && (failed + well - total).abs() > 0.5
    {
        return Err(LoadError::new(
            format!("{path}{well} requests ok and {failed} ko do not make {total}"),
            "The file contradicts itself: take Gatling's own.",
        ));
    }
    let errors = failed.map(|failed| failed as u64);
    fewer_errors(errors.unwrap_or(0), total as u64, None)?;
    let point = |kind: &str, requests: f64| -> Result<LoadPoint, LoadError> {
        let mut point = LoadPoint {
            requests: Some(requests as u64),
            throughput_rps: figure("meanNumberOfRequestsPerSecond", kind)?,
            ..LoadPoint::default()
        };
        // A kind of which there was none is told as zeros.
        if requests > 0.0 {
            point.mean_ms = figure("meanResponseTime", kind)?;
            point.stddev_ms = figure("standardDeviation", kind)?;
            point.max_ms = figure("maxResponseTime", kind)?;
            for (at, metric) in [
                (50.0, "percentiles1"),
                (75.0, "percentiles2"),
                (95.0, "percentiles3"),
                (99.0, "percentiles4"),
            ] {
                if let Some(ms) = figure(metric, kind)? {
                    point.percentiles_ms.push((at, ms));
                }
            }
        }
        Ok(point)
    };
    let all = LoadPoint { errors, ..point("total", total)? };
    let mut runs =
        vec![run(name.to_owned(), None, vec![ReadPoint { point: all, ..ReadPoint::default() }])];
    if let (Some(failed), Some(well)) = (failed, well)
        && failed > 0.0
        && well > 0.0
    {
        let read = ReadPoint {
            point: point("ok", well)?,
            warnings: vec![format!("{failed} failed requests are left out of this run.")],
            ..ReadPoint::default()
        };
        runs.push(run(format!("{name}, answered well"), None, vec![read]));
    }
    Ok(runs)
}

/// JSON of the object that a script assigns: bare names before a colon get
/// quotation marks, and what comes after the object is left out.
fn json_of_script(script: &str) -> String {
    let object = script.find('{').map_or("", |at| &script[at..]);
    let mut json = String::with_capacity(object.len() + object.len() / 8);
    let mut depth = 0_usize;
    let mut rest = object.char_indices().peekable();
    while let Some((at, next)) = rest.next() {
        match next {
            '"' => {
                json.push('"');
                let mut escaped = false;
                for (_, inside) in rest.by_ref() {
                    json.push(inside);
                    match inside {
                        _ if escaped => escaped = false,
                        '\\' => escaped = true,
                        '"' => break,
                        _ => {}
                    }
                }
            }
            'a'..='z' | 'A'..='Z' | '_' => {
                let word = object[at..].split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
                let word = word.take(1).next().unwrap_or_default();
                for _ in 1..word.len() {
                    rest.next();
                }
                let is_name = object[at + word.len()..].trim_start().starts_with(':');
                if is_name {
                    json.push('"');
                    json.push_str(word);
                    json.push('"');
                } else {
                    json.push_str(word);
                }
            }
            '{' => {
                depth += 1;
                json.push('{');
            }
            '}' => {
                depth = depth.saturating_sub(1);
                json.push('}');
                if depth == 0 {
                    break;
                }
            }
            other => json.push(other),
        }
    }
    json
}

fn milliseconds(field: &[u8]) -> Option<f64> {
    let is_moment = field.len() >= 12 && field.iter().all(u8::is_ascii_digit);
    if is_moment { number(field).and_then(believed) } else { None }
}

/// Reads the log of single requests, of versions 2.2 to 3.9. A last line that
/// was cut short is left out with a warning.
pub(super) fn log(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let mut lines = Lines::new(source);
    let mut levels = Levels::default();
    let mut name = String::new();
    let mut began = None;
    let mut users = Users::default();
    let mut good = 0_u64;
    let mut warnings = Vec::new();
    while lines.advance()? {
        let line = lines.number();
        if line == 1 && lines.line().iter().take(64).any(|&byte| byte < b' ' && byte != b'\t') {
            return Err(LoadError::new(
                "this is Gatling's log in its binary form, which only Gatling reads",
                "Since version 3.10 the log is binary: take js/global_stats.json or js/stats.json of the report in its place.",
            ));
        }
        if lines.line().iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let fields: Vec<&[u8]> = lines.line().split(|&byte| byte == b'\t').collect();
        // Before version 2.2 the scenario stood first.
        let kind = fields[0];
        let known = match kind {
            b"RUN" => {
                name = fields
                    .get(1)
                    .map(|it| String::from_utf8_lossy(it).into_owned())
                    .unwrap_or_default();
                began = fields.iter().find_map(|field| milliseconds(field));
                Some(())
            }
            b"USER" => user(&fields).map(|(at_ms, came)| users.event(&mut levels, at_ms, came)),
            b"REQUEST" => match request(&fields) {
                Some((from, to, _, _)) if to < from || to - from > LONGEST_MS => {
                    return Err(LoadError::at(
                        line,
                        format!("a request began at {from} and ended at {to}"),
                        "The file contradicts itself: see whether the line is damaged.",
                    ));
                }
                Some((from, to, failed, message)) => {
                    levels.request(from, to, to - from);
                    if failed {
                        let message = String::from_utf8_lossy(message);
                        let message = message.trim();
                        levels.failure(if message.is_empty() { "KO" } else { message });
                    }
                    users.seen(&mut levels, to);
                    Some(())
                }
                None => None,
            },
            b"GROUP" | b"ERROR" | b"ASSERTION" | b"ACTION" => Some(()),
            _ => None,
        };
        if known.is_none() {
            if !lines.ended() && good > 0 {
                warnings.push(format!(
                    "The file breaks off in line {line}: the {good} whole lines before it were read."
                ));
                break;
            }
            let shown: String = String::from_utf8_lossy(lines.line()).chars().take(60).collect();
            return Err(LoadError::at(
                line,
                format!("{shown:?} is no line of Gatling's log"),
                "Logs of Gatling 2.2 to 3.9 are read. See whether the file is damaged; js/global_stats.json of the report tells the same.",
            ));
        }
        good += 1;
    }
    if levels.requests() == 0 {
        return Err(LoadError::new(
            "the log holds no request",
            "The simulation had made none: run it to its end.",
        ));
    }
    let date = began.or(levels.first_ms()).and_then(day);
    let (mut points, odd) = levels.finish();
    warnings.extend(odd);
    points.iter_mut().for_each(users_waited);
    sound(Body {
        runs: vec![run(name, date, points)],
        limits: vec![
            CLOSED_LOOP.to_owned(),
            USERS.to_owned(),
            "Users that are injected at a fixed rate come whether others wait or not: then their number follows from latency and is no level of load.".to_owned(),
            "Times are whole milliseconds; all requests are counted together.".to_owned(),
        ],
        warnings,
    })
}

/// How soon, in milliseconds, a user must come after another went to take its
/// place: a test with a fixed number of users starts a new one for each that
/// has done.
const REPLACED_MS: f64 = 50.0;

/// Users at work, as they come and go.
#[derive(Default)]
struct Users {
    now: u32,
    /// When users went whose place may yet be taken.
    gone: VecDeque<f64>,
}

impl Users {
    fn event(&mut self, levels: &mut Levels, at_ms: f64, came: bool) {
        self.settle(levels, at_ms);
        if !came {
            self.gone.push_back(at_ms);
        } else if self.gone.pop_front().is_none() {
            self.change(levels, at_ms, self.now.saturating_add(1));
        }
    }

    /// So many are at work at a moment.
    fn seen(&mut self, levels: &mut Levels, at_ms: f64) {
        self.settle(levels, at_ms);
        if self.now > 0 {
            levels.users(at_ms, self.now);
        }
    }

    /// Those who went and were not replaced are gone.
    fn settle(&mut self, levels: &mut Levels, at_ms: f64) {
        while let Some(gone_ms) = self.gone.front().copied().filter(|it| *it < at_ms - REPLACED_MS)
        {
            self.gone.pop_front();
            self.change(levels, gone_ms, self.now.saturating_sub(1));
        }
    }

    fn change(&mut self, levels: &mut Levels, at_ms: f64, to: u32) {
        // What was asked until now was asked of the former number.
        if self.now > 0 {
            levels.users(at_ms, self.now);
        }
        self.now = to;
        levels.users(at_ms, to);
    }
}

/// When a user came or went, and whether it came.
fn user(fields: &[&[u8]]) -> Option<(f64, bool)> {
    let at = fields.iter().position(|field| matches!(*field, b"START" | b"END"))?;
    let came = fields[at] == b"START";
    let mut times = fields[at + 1..].iter().filter_map(|field| milliseconds(field));
    // Versions to 3.3 repeat the start before the end.
    let time = if came { times.next() } else { times.next_back() };
    Some((time?, came))
}

/// Start and end of a request, whether it failed, and what it says.
fn request<'a>(fields: &[&'a [u8]]) -> Option<(f64, f64, bool, &'a [u8])> {
    let at = (3..fields.len()).find(|&at| {
        matches!(fields[at], b"OK" | b"KO")
            && milliseconds(fields[at - 1]).is_some()
            && milliseconds(fields[at - 2]).is_some()
    })?;
    let (from, to) = (milliseconds(fields[at - 2])?, milliseconds(fields[at - 1])?);
    Some((from, to, fields[at] == b"KO", fields.get(at + 1).copied().unwrap_or_default()))
}
