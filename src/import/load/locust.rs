//! Locust: statistics and history as CSV, and `--json`.
//!
//! Statistics tell the whole run, for each name and together; the number of
//! users is not in them. The history has a row a second, with the number of
//! users, figures of a sliding window of about ten seconds, and totals since
//! the start: levels of users are told from the totals, and percentiles only
//! from a window that lies within the level.

use std::collections::BTreeMap;

use serde_json::Value;

use super::check::{fewer_errors, sound, sound_point, users_waited};
use super::levels::{
    ALL, CLOSED_LOOP, FEWEST_REQUESTS, SHORTEST_LEVEL_MS, SHORTEST_STRETCH_MS, USERS,
};
use super::moment::{believed, day};
use super::records::{Records, count, number};
use super::results::{Body, ReadPoint, ReadRun};
use super::sample::nearest_rank;
use super::source::Source;
use super::tree;
use super::{LoadError, ReadSettings};
use crate::workbook::{LoadPoint, Subject};

const ROUNDED: &str = "Locust rounds times before it counts them (above 100 ms to two digits): percentiles are approximate, mean and longest time are exact.";

/// Length of the window of the history, in milliseconds.
const WINDOW_MS: f64 = 10_000.0;

fn empty() -> LoadError {
    LoadError::new("the file is empty", "Run Locust again with --csv, to its end.")
}

fn run(name: String, date: Option<crate::workbook::Date>, points: Vec<ReadPoint>) -> ReadRun {
    ReadRun { name, scenario: String::new(), date, subject: Subject::Requests, points }
}

/// Refuses lists of failures and exceptions, which tell no speed.
pub(super) fn failures(_: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    Err(LoadError::new(
        "this is Locust's list of failures or exceptions, which tells no speed",
        "Take the file beside it whose name ends in _stats.csv or _stats_history.csv.",
    ))
}

/// Columns of percentiles of a row of headings, with the percentile.
fn percentile_columns(rows: &Records<'_, '_>) -> Vec<(usize, f64)> {
    let columns = (0..rows.len()).filter_map(|at| {
        let heading = std::str::from_utf8(rows.field(at)).ok()?;
        let percentile: f64 = heading.strip_suffix('%')?.parse().ok()?;
        // 100 % is the longest, told exactly in a column of its own.
        (0.0..100.0).contains(&percentile).then_some((at, percentile))
    });
    columns.collect()
}

/// A figure, or nothing where Locust writes N/A.
fn figure(rows: &Records<'_, '_>, at: Option<usize>) -> Result<Option<f64>, LoadError> {
    let Some(at) = at else { return Ok(None) };
    let field = rows.field(at);
    if field.is_empty() || field.eq_ignore_ascii_case(b"n/a") {
        return Ok(None);
    }
    match number(field) {
        Some(number) if number >= 0.0 => Ok(Some(number)),
        _ => Err(LoadError::at(
            rows.line(),
            format!("{:?} is no figure", rows.words(at)),
            "See whether the row is damaged.",
        )),
    }
}

fn whole_row(rows: &Records<'_, '_>, columns: usize) -> Result<(), LoadError> {
    if rows.len() == columns {
        return Ok(());
    }
    Err(LoadError::at(
        rows.line(),
        format!("the row has {} fields, the headings {columns}", rows.len()),
        "The file was cut short: Locust writes it anew until the end of the test. Take the whole file.",
    ))
}

/// Reads statistics, those of before Locust 1.0 too.
pub(super) fn stats(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let Some(mut rows) = Records::open(source, |_| b',')? else { return Err(empty()) };
    let position = |names: [&str; 2]| names.iter().find_map(|name| rows.position(name));
    let needed = |names: [&str; 2]| {
        position(names).ok_or_else(|| {
            LoadError::at(
                rows.line(),
                format!("there is no column {}", names[0]),
                "The first line must be Locust's own headings.",
            )
        })
    };
    let name = needed(["Name", "Name"])?;
    let method = position(["Type", "Method"]);
    let requests = needed(["Request Count", "# requests"])?;
    let failed = position(["Failure Count", "# failures"]);
    let median = position(["Median Response Time", "Median Response Time"]);
    let mean = position(["Average Response Time", "Average Response Time"]);
    let max = position(["Max Response Time", "Max Response Time"]);
    let rate = needed(["Requests/s", "Requests/s"])?;
    let percentiles = percentile_columns(&rows);
    let columns = rows.len();
    let mut body = Body {
        limits: vec![
            CLOSED_LOOP.to_owned(),
            "The number of users is not in this file: it is in _stats_history.csv beside it."
                .to_owned(),
            "Throughput is over the whole run, ramps included.".to_owned(),
            ROUNDED.to_owned(),
        ],
        ..Body::default()
    };
    let mut together = None;
    let mut sums = (0_u64, 0_u64);
    while rows.advance()? {
        whole_row(&rows, columns)?;
        let line = rows.line();
        let counted = |at: usize| {
            count(rows.field(at)).ok_or_else(|| {
                LoadError::at(
                    line,
                    format!("{:?} is no count", rows.words(at)),
                    "See whether the row is damaged.",
                )
            })
        };
        let total = counted(requests)?;
        let errors = failed.map(counted).transpose()?;
        if let Some(errors) = errors {
            fewer_errors(errors, total, Some(line))?;
        }
        let mut read = ReadPoint {
            point: LoadPoint {
                requests: Some(total),
                errors,
                throughput_rps: figure(&rows, Some(rate))?,
                mean_ms: figure(&rows, mean)?,
                max_ms: figure(&rows, max)?,
                ..LoadPoint::default()
            },
            ..ReadPoint::default()
        };
        for &(at, percentile) in &percentiles {
            if let Some(ms) = figure(&rows, Some(at))? {
                read.point.percentiles_ms.push((percentile, ms));
            }
        }
        let middle = figure(&rows, median)?;
        match (middle, read.point.percentile(50.0)) {
            (Some(told), Some(at_50)) if (told - at_50).abs() > 0.05 * at_50 + 1.0 => {
                read.warnings.push(format!(
                    "The median is {told} ms in one column and {at_50} ms in another: the figures contradict each other."
                ));
            }
            (Some(told), None) => read.point.percentiles_ms.insert(0, (50.0, told)),
            _ => {}
        }
        let label = rows.words(name);
        let kind = method.map(|at| rows.words(at)).unwrap_or_default();
        if total == 0 {
            read.point.mean_ms = None;
            read.point.max_ms = None;
            read.point.percentiles_ms.clear();
        }
        sound_point(&read, &label, Some(line))?;
        if matches!(kind.as_str(), "" | "None") && matches!(label.as_str(), "Aggregated" | "Total")
        {
            together = Some((label, total, errors.unwrap_or(0), read));
        } else {
            sums = (sums.0.saturating_add(total), sums.1.saturating_add(errors.unwrap_or(0)));
            let name = if kind.is_empty() { label } else { format!("{kind} {label}") };
            body.runs.push(run(name, None, vec![read]));
        }
    }
    match together {
        Some((label, total, errors, read)) => {
            if !body.runs.is_empty() && sums != (total, errors) {
                body.warnings.push(format!(
                    "The rows add up to {} requests and {} failures, the last row says {total} and {errors}: the file contradicts itself.",
                    sums.0, sums.1
                ));
            }
            // One name tells nothing beside the sum.
            if let [only] = body.runs.as_mut_slice() {
                only.points = vec![read];
            } else {
                body.runs.insert(0, run(label, None, vec![read]));
            }
        }
        None if body.runs.is_empty() => {
            return Err(LoadError::new(
                "the file has headings but no row",
                "Locust had made no request yet: run it to its end.",
            ));
        }
        None => {
            return Err(LoadError::new(
                "the last row, Aggregated, is missing",
                "The file was cut short: Locust writes it anew until the end of the test. Take the whole file.",
            ));
        }
    }
    sound(body)
}

/// Totals since the start.
#[derive(Clone, Copy, Default)]
struct Totals {
    at_ms: f64,
    requests: u64,
    errors: u64,
    mean_ms: f64,
}

/// A time over which the number of users held.
struct Stretch {
    users: u32,
    from: Totals,
    to: Totals,
    window: Vec<(f64, f64)>,
}

#[derive(Default)]
struct Level {
    held_ms: f64,
    requests: u64,
    errors: u64,
    total_ms: f64,
    window: Vec<(f64, f64)>,
    stretches: u32,
}

impl Level {
    fn take(&mut self, stretch: &Stretch) {
        let (from, to) = (stretch.from, stretch.to);
        self.held_ms += to.at_ms - from.at_ms;
        self.requests += to.requests.saturating_sub(from.requests);
        self.errors += to.errors.saturating_sub(from.errors);
        self.total_ms += to.mean_ms * to.requests as f64 - from.mean_ms * from.requests as f64;
        self.stretches += 1;
        if !stretch.window.is_empty() {
            self.window.clone_from(&stretch.window);
        }
    }
}

/// Reads the history.
pub(super) fn history(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let Some(mut rows) = Records::open(source, |_| b',')? else { return Err(empty()) };
    let needed = |name: &str| {
        rows.position(name).ok_or_else(|| {
            LoadError::at(
                rows.line(),
                format!("there is no column {name}"),
                "The first line must be Locust's own headings.",
            )
        })
    };
    let (time, user_count, name) = (needed("Timestamp")?, needed("User Count")?, needed("Name")?);
    let requests = needed("Total Request Count")?;
    let failed = needed("Total Failure Count")?;
    let mean = needed("Total Average Response Time")?;
    let max = rows.position("Total Max Response Time");
    let percentiles = percentile_columns(&rows);
    let columns = rows.len();
    let mut first: Option<Totals> = None;
    let mut last = Totals::default();
    let mut longest = None;
    let mut stretch: Option<Stretch> = None;
    let mut levels: BTreeMap<u32, Level> = BTreeMap::new();
    let mut users_seen = (u32::MAX, 0_u32);
    let mut warnings = Vec::new();
    let mut good = 0_u64;
    let close = |stretch: Option<Stretch>, levels: &mut BTreeMap<u32, Level>| {
        if let Some(stretch) = stretch
            && stretch.users > 0
            && stretch.to.at_ms - stretch.from.at_ms >= SHORTEST_STRETCH_MS
            && (levels.len() < 1000 || levels.contains_key(&stretch.users))
        {
            levels.entry(stretch.users).or_default().take(&stretch);
        }
    };
    while rows.advance()? {
        let line = rows.line();
        if rows.len() < columns && !rows.ended() && good > 0 {
            warnings.push(format!(
                "The file breaks off in line {line}: the {good} whole rows before it were read."
            ));
            break;
        }
        whole_row(&rows, columns)?;
        good += 1;
        if !matches!(rows.field(name), b"Aggregated" | b"Total") {
            continue;
        }
        let damaged = |at: usize| {
            LoadError::at(
                line,
                format!("{:?} is no figure", rows.words(at)),
                "See whether the row is damaged.",
            )
        };
        let now = Totals {
            at_ms: number(rows.field(time))
                .and_then(|seconds| believed(seconds * 1000.0))
                .ok_or_else(|| damaged(time))?,
            requests: count(rows.field(requests)).ok_or_else(|| damaged(requests))?,
            errors: count(rows.field(failed)).ok_or_else(|| damaged(failed))?,
            mean_ms: figure(&rows, Some(mean))?.unwrap_or(0.0),
        };
        fewer_errors(now.errors, now.requests, Some(line))?;
        if now.at_ms < last.at_ms || now.requests < last.requests || now.errors < last.errors {
            return Err(LoadError::at(
                line,
                "time or a total since the start goes back",
                "The file holds several runs, or Locust's statistics were reset within it (--reset-stats): take one run from its start.",
            ));
        }
        let users = count(rows.field(user_count)).ok_or_else(|| damaged(user_count))?;
        let users = u32::try_from(users).map_err(|_| damaged(user_count))?;
        if now.requests > last.requests {
            users_seen = (users_seen.0.min(users), users_seen.1.max(users));
        }
        if stretch.as_ref().is_none_or(|stretch| stretch.users != users) {
            close(stretch.take(), &mut levels);
            stretch = Some(Stretch { users, from: now, to: now, window: Vec::new() });
        }
        if let Some(stretch) = &mut stretch {
            stretch.to = now;
            // Only a window that lies within the stretch speaks for it.
            if now.at_ms - stretch.from.at_ms >= WINDOW_MS {
                stretch.window.clear();
                for &(at, percentile) in &percentiles {
                    if let Some(ms) = figure(&rows, Some(at))? {
                        stretch.window.push((percentile, ms));
                    }
                }
            }
        }
        first.get_or_insert(now);
        last = now;
        longest = figure(&rows, max)?.or(longest);
    }
    close(stretch, &mut levels);
    let Some(first) = first else {
        return Err(LoadError::new(
            "the file has no row named Aggregated",
            "Locust had not begun: run it to its end, and take the file whole.",
        ));
    };
    if last.requests == 0 {
        return Err(LoadError::new(
            "not one request was made",
            "Locust had not begun: run it to its end.",
        ));
    }
    let mut points = Vec::new();
    for (users, level) in levels {
        if level.held_ms < SHORTEST_LEVEL_MS || level.requests < FEWEST_REQUESTS {
            continue;
        }
        let seconds = level.held_ms / 1000.0;
        let mut read = ReadPoint {
            point: LoadPoint {
                concurrency: Some(f64::from(users)),
                throughput_rps: Some(level.requests as f64 / seconds),
                duration_s: Some(seconds),
                requests: Some(level.requests),
                errors: Some(level.errors),
                mean_ms: Some((level.total_ms / level.requests as f64).max(0.0)),
                percentiles_ms: level.window,
                ..LoadPoint::default()
            },
            ..ReadPoint::default()
        };
        read.warnings.push(if read.point.percentiles_ms.is_empty() {
            "The number of users held for less than the 10 s of Locust's window: percentiles are unknown; the file _stats.csv beside it has those of the whole run.".to_owned()
        } else {
            "Percentiles are those of the last 10 s of this level.".to_owned()
        });
        points.push(read);
    }
    if points.is_empty() {
        let seconds = (last.at_ms - first.at_ms) / 1000.0;
        let known = (users_seen.0 == users_seen.1).then(|| f64::from(users_seen.1));
        points.push(ReadPoint {
            point: LoadPoint {
                concurrency: known.filter(|&users| users > 0.0),
                throughput_rps: (seconds > 0.0).then(|| last.requests as f64 / seconds),
                duration_s: Some(seconds).filter(|&seconds| seconds > 0.0),
                requests: Some(last.requests),
                errors: Some(last.errors),
                mean_ms: Some(last.mean_ms),
                max_ms: longest,
                ..LoadPoint::default()
            },
            ..ReadPoint::default()
        });
        if known.is_none() {
            warnings.push(format!(
                "The number of users went from {} to {} and none held for 5 s and {FEWEST_REQUESTS} requests: one point for the whole, of no known concurrency and without percentiles.",
                users_seen.0, users_seen.1
            ));
        }
    } else {
        let kept: u64 = points.iter().filter_map(|read| read.point.requests).sum();
        if kept < last.requests {
            warnings.push(format!(
                "A point for each number of users that held 5 s and {FEWEST_REQUESTS} requests; {} of {} requests, made while it changed, are in none.",
                last.requests - kept,
                last.requests
            ));
        }
    }
    points.iter_mut().for_each(users_waited);
    sound(Body {
        runs: vec![run("Aggregated".to_owned(), day(first.at_ms), points)],
        limits: vec![
            CLOSED_LOOP.to_owned(),
            USERS.to_owned(),
            "Throughput and mean are told from totals since the start, percentiles from a sliding window of about 10 s.".to_owned(),
            ROUNDED.to_owned(),
        ],
        warnings,
    })
}

/// What `--json` tells of a name, or of several together.
#[derive(Default)]
struct Entry {
    requests: u64,
    errors: u64,
    untimed: u64,
    total_ms: f64,
    max_ms: f64,
    from_s: Option<f64>,
    to_s: f64,
    times: BTreeMap<u64, (f64, u64)>,
}

impl Entry {
    fn of(value: &Value, path: &str) -> Result<Self, LoadError> {
        use tree::{count, figure, needed};
        let mut entry = Self {
            requests: needed(count(value, "num_requests", path)?, path, "num_requests")?,
            errors: needed(count(value, "num_failures", path)?, path, "num_failures")?,
            untimed: count(value, "num_none_requests", path)?.unwrap_or(0),
            total_ms: needed(
                figure(value, "total_response_time", path)?,
                path,
                "total_response_time",
            )?,
            max_ms: figure(value, "max_response_time", path)?.unwrap_or(0.0),
            from_s: figure(value, "start_time", path)?,
            to_s: figure(value, "last_request_timestamp", path)?.unwrap_or(0.0),
            times: BTreeMap::new(),
        };
        fewer_errors(entry.errors, entry.requests, None)?;
        let times = value.get("response_times").filter(|times| times.is_object());
        let times = needed(times, path, "response_times")?;
        let path = format!("{path}.response_times");
        for key in times.as_object().into_iter().flat_map(|times| times.keys()) {
            let ms = key.parse::<f64>().ok().filter(|ms| (0.0..=1e12).contains(ms));
            let ms = ms.ok_or_else(|| {
                LoadError::new(
                    format!("{path} holds {key:?}, which is no time"),
                    "See whether the file is damaged.",
                )
            })?;
            let many = needed(count(times, key, &path)?, &path, key)?;
            entry.times.insert((ms * 1000.0).round() as u64, (ms, many));
        }
        let counted: u64 = entry.times.values().fold(0, |sum, (_, many)| sum.saturating_add(*many));
        if counted != entry.requests.saturating_sub(entry.untimed) {
            return Err(LoadError::new(
                format!("{path} hold {counted} times, but num_requests is {}", entry.requests),
                "The file contradicts itself: take Locust's own.",
            ));
        }
        Ok(entry)
    }

    fn merge(&mut self, other: &Self) {
        self.requests = self.requests.saturating_add(other.requests);
        self.errors = self.errors.saturating_add(other.errors);
        self.untimed = self.untimed.saturating_add(other.untimed);
        self.total_ms += other.total_ms;
        self.max_ms = self.max_ms.max(other.max_ms);
        self.from_s = match (self.from_s, other.from_s) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        self.to_s = self.to_s.max(other.to_s);
        for (&at, &(ms, many)) in &other.times {
            let entry = self.times.entry(at).or_insert((ms, 0));
            entry.1 = entry.1.saturating_add(many);
        }
    }

    fn point(&self) -> ReadPoint {
        let timed = self.requests.saturating_sub(self.untimed);
        let seconds = self.from_s.map(|from| self.to_s - from).filter(|&seconds| seconds > 0.0);
        let percentile = |at: u32| {
            let mut left = nearest_rank(at, timed);
            for &(ms, many) in self.times.values() {
                if left <= many {
                    return Some((f64::from(at) / 1000.0, ms));
                }
                left -= many;
            }
            None
        };
        ReadPoint {
            point: LoadPoint {
                requests: Some(self.requests),
                errors: Some(self.errors),
                throughput_rps: seconds.map(|seconds| self.requests as f64 / seconds),
                duration_s: seconds,
                mean_ms: (timed > 0).then(|| self.total_ms / timed as f64),
                percentiles_ms: [50_000, 75_000, 90_000, 95_000, 99_000, 99_900]
                    .into_iter()
                    .filter_map(percentile)
                    .collect(),
                max_ms: (timed > 0).then_some(self.max_ms),
                ..LoadPoint::default()
            },
            ..ReadPoint::default()
        }
    }
}

/// Reads what `--json` writes.
pub(super) fn json(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let file = tree::parse(&source.text()?)?;
    let entries = file.as_array().filter(|entries| !entries.is_empty()).ok_or_else(|| {
        LoadError::new("the file holds no list of requests", "Run Locust again with --json.")
    })?;
    let mut body = Body {
        limits: vec![
            CLOSED_LOOP.to_owned(),
            "The number of users is not in this file.".to_owned(),
            "Throughput runs from the first start to the last request, ramps included.".to_owned(),
            ROUNDED.to_owned(),
        ],
        ..Body::default()
    };
    let mut together = Entry::default();
    for (index, value) in entries.iter().enumerate() {
        let entry = Entry::of(value, &format!("[{index}]"))?;
        let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default();
        let name = format!("{} {}", text("method"), text("name")).trim().to_owned();
        let date = entry.from_s.and_then(|seconds| day(seconds * 1000.0));
        body.runs.push(run(name, date, vec![entry.point()]));
        together.merge(&entry);
    }
    if body.runs.len() > 1 {
        let date = together.from_s.and_then(|seconds| day(seconds * 1000.0));
        body.runs.insert(0, run(ALL.to_owned(), date, vec![together.point()]));
    }
    sound(body)
}
