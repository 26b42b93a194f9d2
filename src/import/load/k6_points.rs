//! Single points of k6, as CSV (`--out csv`) and as JSON lines (`--out json`).

use std::borrow::Cow;

use serde::Deserialize;

use super::check::{sound, users_waited};
use super::levels::{CLOSED_LOOP, Levels, OneName, USERS};
use super::moment::{believed, day, written_ms};
use super::records::{Lines, Records, number};
use super::results::{Body, ReadRun};
use super::sample::LONGEST_MS;
use super::source::Source;
use super::{LoadError, ReadSettings};
use crate::workbook::Subject;

/// What points of either form are gathered in.
#[derive(Default)]
struct Gathered {
    levels: Levels,
    name: OneName,
    requests: f64,
    fails_told: bool,
    status_failures: u64,
    statuses: std::collections::BTreeMap<String, u64>,
    dropped: bool,
    whole_seconds: bool,
    untimed: u64,
    good: u64,
    warnings: Vec<String>,
}

/// A point of either form.
struct Point<'a> {
    metric: &'a [u8],
    at_ms: f64,
    value: f64,
    status: &'a [u8],
    error: &'a [u8],
    name: &'a [u8],
}

impl Gathered {
    fn take(&mut self, point: &Point<'_>, line: u64) -> Result<(), LoadError> {
        match point.metric {
            b"http_reqs" => {
                if !(0.0..=1e9).contains(&point.value) {
                    return Err(bad(line, "http_reqs", point.value));
                }
                self.requests += point.value;
            }
            b"http_req_duration" => {
                if !(0.0..=LONGEST_MS).contains(&point.value) {
                    return Err(bad(line, "http_req_duration", point.value));
                }
                self.levels.request(point.at_ms - point.value, point.at_ms, point.value);
                self.name.see(point.name);
                if point.value == 0.0 {
                    self.untimed += 1;
                }
                // Before http_req_failed was there, only the status tells.
                let good = matches!(point.status, [b'2' | b'3', _, _]) || point.status.is_empty();
                if !good && !self.fails_told {
                    self.status_failures += 1;
                    super::levels::count_kind(&mut self.statuses, &kind(point), 1);
                }
            }
            b"http_req_failed" => {
                self.fails_told = true;
                if point.value == 1.0 {
                    self.levels.failure(&kind(point));
                } else if point.value != 0.0 {
                    return Err(bad(line, "http_req_failed", point.value));
                }
            }
            b"vus" => {
                if !(0.0..=1e9).contains(&point.value) {
                    return Err(bad(line, "vus", point.value));
                }
                self.levels.users(point.at_ms, point.value as u32);
            }
            b"dropped_iterations" => self.dropped = true,
            _ => {}
        }
        self.good += 1;
        Ok(())
    }

    fn finish(mut self) -> Result<Body, LoadError> {
        if self.levels.requests() == 0 {
            return Err(LoadError::new(
                "the file holds no http_req_duration",
                "Only HTTP requests are read: the script must make some. See whether the file was cut short.",
            ));
        }
        let date = self.levels.first_ms().and_then(day);
        let requests = self.levels.requests();
        if self.requests > 0.0 && (self.requests - requests as f64).abs() > 0.5 {
            self.warnings.push(format!(
                "{} requests are counted (http_reqs), but {requests} timed: those timed are taken.",
                self.requests
            ));
        }
        if self.dropped {
            self.levels.users_are_no_load();
        }
        let (mut points, mut warnings) = self.levels.finish();
        warnings.append(&mut self.warnings);
        if self.dropped {
            warnings.push(
                "Iterations started at a fixed rate and some were dropped: users are what k6 needed, not a level of load."
                    .to_owned(),
            );
        }
        if !self.fails_told {
            if let [only] = points.as_mut_slice() {
                only.point.errors = Some(self.status_failures);
                only.error_detail = self.statuses;
            } else {
                points.iter_mut().for_each(|read| read.point.errors = None);
            }
            warnings.push(
                "The file has no http_req_failed: failures are counted by status, for the whole only."
                    .to_owned(),
            );
        }
        if self.untimed > 0 {
            warnings.push(format!(
                "{} requests took 0 ms, as k6 notes of requests that got no answer: they are in mean and percentiles.",
                self.untimed
            ));
        }
        let short = |seconds: Option<f64>| seconds.is_none_or(|seconds| seconds < 20.0);
        if self.whole_seconds && points.iter().any(|read| short(read.point.duration_s)) {
            warnings.push(
                "Times of day are whole seconds: the throughput of so short a run is rough."
                    .to_owned(),
            );
        }
        points.iter_mut().for_each(users_waited);
        sound(Body {
            runs: vec![ReadRun {
                name: self.name.tell(),
                scenario: String::new(),
                date,
                subject: Subject::Requests,
                points,
            }],
            limits: vec![
                CLOSED_LOOP.to_owned(),
                USERS.to_owned(),
                "Throughput runs from the first request's start to the last one's end.".to_owned(),
                "All requests are counted together, whatever their address.".to_owned(),
            ],
            warnings,
        })
    }
}

fn kind(point: &Point<'_>) -> String {
    let told = match point.status {
        b"" | b"0" if point.error.is_empty() => b"no answer",
        b"" | b"0" => point.error,
        status => status,
    };
    String::from_utf8_lossy(told).into_owned()
}

fn bad(line: u64, metric: &str, value: f64) -> LoadError {
    LoadError::at(
        line,
        format!("{metric} is {value}"),
        "No such figure can be: see whether the line is damaged.",
    )
}

fn broken_off(line: u64, good: u64) -> String {
    format!("The file breaks off in line {line}: the {good} whole rows before it were read.")
}

/// Reads points as CSV. A last row that was cut short is left out with a
/// warning: k6 is often stopped while it writes.
pub(super) fn csv(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let Some(mut rows) = Records::open(source, |_| b',')? else {
        return Err(LoadError::new("the file is empty", "Run k6 again, to its end."));
    };
    let needed = |name: &str| {
        rows.position(name).ok_or_else(|| {
            LoadError::at(
                rows.line(),
                format!("there is no column {name}"),
                "The first line must be k6's own headings.",
            )
        })
    };
    let (metric, time, value) =
        (needed("metric_name")?, needed("timestamp")?, needed("metric_value")?);
    let at = |name: &str| rows.position(name).unwrap_or(usize::MAX);
    let (status, error, name, url) = (at("status"), at("error"), at("name"), at("url"));
    let columns = rows.len();
    let mut all = Gathered::default();
    while rows.advance()? {
        let line = rows.line();
        if rows.len() != columns {
            if !rows.ended() && rows.len() < columns && all.good > 0 {
                all.warnings.push(broken_off(line, all.good));
                break;
            }
            return Err(LoadError::at(
                line,
                format!("the row has {} fields, the headings {columns}", rows.len()),
                "The file was cut short or put together from several: take k6's own.",
            ));
        }
        let at_ms = timestamp(rows.field(time), &mut all.whole_seconds).ok_or_else(|| {
            LoadError::at(
                line,
                format!("{:?} is no time", rows.words(time)),
                "Times are epoch seconds or what K6_CSV_TIME_FORMAT says (unix, unix_milli, unix_micro, unix_nano, rfc3339).",
            )
        })?;
        let figure = number(rows.field(value)).ok_or_else(|| {
            LoadError::at(
                line,
                format!("{:?} is no number", rows.words(value)),
                "See whether the line is damaged.",
            )
        })?;
        let named = if rows.field(name).is_empty() { url } else { name };
        let point = Point {
            metric: rows.field(metric),
            at_ms,
            value: figure,
            status: rows.field(status),
            error: rows.field(error),
            name: rows.field(named),
        };
        all.take(&point, line)?;
    }
    all.finish()
}

fn timestamp(field: &[u8], whole_seconds: &mut bool) -> Option<f64> {
    if let Some(value) = number(field) {
        let factor = match field.iter().take_while(|byte| byte.is_ascii_digit()).count() {
            18.. => 1e-6,
            15..=17 => 1e-3,
            12..=14 => 1.0,
            _ => {
                *whole_seconds = true;
                1e3
            }
        };
        return believed(value * factor);
    }
    written_ms(field)
}

#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow, rename = "type")]
    kind: Cow<'a, str>,
    #[serde(borrow, default)]
    metric: Cow<'a, str>,
    #[serde(borrow, default)]
    data: Option<Data<'a>>,
}

#[derive(Deserialize)]
struct Data<'a> {
    #[serde(borrow, default)]
    time: Option<Cow<'a, str>>,
    #[serde(default)]
    value: Option<f64>,
    #[serde(borrow, default)]
    tags: Option<Tags<'a>>,
}

#[derive(Deserialize)]
struct Tags<'a> {
    #[serde(borrow, default)]
    status: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    error: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    name: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    url: Option<Cow<'a, str>>,
}

fn bytes<'a>(text: Option<&'a Cow<'_, str>>) -> &'a [u8] {
    text.map_or(b"", |text| text.as_bytes())
}

/// Reads points as JSON lines. A last line that was cut short is left out with
/// a warning, as in CSV.
pub(super) fn json(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let mut lines = Lines::new(source);
    let mut all = Gathered::default();
    while lines.advance()? {
        let number = lines.number();
        if lines.line().iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let line: Line<'_> = match serde_json::from_slice(lines.line()) {
            Ok(line) => line,
            Err(error) if error.is_eof() && !lines.ended() && all.good > 0 => {
                all.warnings.push(broken_off(number, all.good));
                break;
            }
            Err(error) => {
                return Err(LoadError::at(
                    number,
                    format!("the line is no JSON of k6: {error}"),
                    "See whether other output was mixed into the file.",
                ));
            }
        };
        if line.kind != "Point" {
            continue;
        }
        let Some((data, (at_ms, value))) = line.data.as_ref().and_then(|data| {
            let at_ms = written_ms(data.time.as_ref()?.as_bytes())?;
            Some((data, (at_ms, data.value?)))
        }) else {
            return Err(LoadError::at(
                number,
                "the point has no time or no value",
                "See whether the line is damaged.",
            ));
        };
        let tags = data.tags.as_ref();
        let name = tags.and_then(|tags| tags.name.as_ref().or(tags.url.as_ref()));
        let point = Point {
            metric: line.metric.as_bytes(),
            at_ms,
            value,
            status: bytes(tags.and_then(|tags| tags.status.as_ref())),
            error: bytes(tags.and_then(|tags| tags.error.as_ref())),
            name: bytes(name),
        };
        all.take(&point, number)?;
    }
    all.finish()
}
