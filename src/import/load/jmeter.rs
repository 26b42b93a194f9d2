//! JMeter's samples (JTL) as CSV and as XML.
//!
//! `elapsed` (`t`) is the response time; `Latency` (`lt`) is the time to the
//! first byte and is not read. Rows of transaction controllers are sums of
//! other rows: they are left out, unless there is nothing else. In XML a sample
//! within a sample is part of it.

use std::io::{self, BufRead, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::check::{sound, users_waited};
use super::levels::{CLOSED_LOOP, Levels, OneName, USERS};
use super::moment::{believed, day, written_ms};
use super::records::{LONGEST, Records, delimiter_of, number};
use super::results::{Body, ReadRun};
use super::sample::LONGEST_MS;
use super::source::{Source, read_through};
use super::{LoadError, ReadSettings};
use crate::workbook::Subject;

/// Deepest nesting of XML elements that is followed.
const DEEPEST: usize = 64;

/// The order of columns where the line of headings is missing.
const ORDER: [&str; 10] = [
    "timeStamp",
    "elapsed",
    "label",
    "responseCode",
    "responseMessage",
    "threadName",
    "dataType",
    "success",
    "bytes",
    "Latency",
];

/// What a transaction controller says in place of an answer.
const TRANSACTION: &[u8] = b"Number of samples in transaction";

/// A sample of either form.
struct Row<'a> {
    at_ms: f64,
    elapsed_ms: f64,
    label: &'a [u8],
    code: &'a [u8],
    message: &'a [u8],
    success: Option<bool>,
    users: Option<u32>,
}

#[derive(Default)]
struct Gathered {
    samples: Levels,
    /// Transactions, until the first sample that is none.
    transactions: Levels,
    transaction_count: u64,
    parts_told: u64,
    label: OneName,
    transaction_label: OneName,
    success_unknown: bool,
    good: u64,
    warnings: Vec<String>,
}

impl Gathered {
    fn take(&mut self, row: &Row<'_>) {
        self.good += 1;
        let is_transaction = row.message.starts_with(TRANSACTION);
        let (levels, label) = if is_transaction {
            self.transaction_count += 1;
            let digits = row.message.iter().skip_while(|byte| !byte.is_ascii_digit());
            let digits: Vec<u8> = digits.copied().take_while(u8::is_ascii_digit).collect();
            let parts = std::str::from_utf8(&digits).ok().and_then(|it| it.parse::<u64>().ok());
            self.parts_told = self.parts_told.saturating_add(parts.unwrap_or(0).min(1_000_000));
            if self.samples.requests() > 0 {
                return;
            }
            (&mut self.transactions, &mut self.transaction_label)
        } else {
            if self.samples.requests() == 0 {
                self.transactions = Levels::default();
            }
            (&mut self.samples, &mut self.label)
        };
        label.see(row.label);
        let ended_ms = row.at_ms + row.elapsed_ms;
        levels.request(row.at_ms, ended_ms, row.elapsed_ms);
        match row.success {
            Some(false) => {
                let kind = if row.code.is_empty() { row.message } else { row.code };
                let kind = String::from_utf8_lossy(kind);
                levels.failure(if kind.is_empty() { "failed" } else { kind.as_ref() });
            }
            Some(true) => {}
            None => self.success_unknown = true,
        }
        if let Some(users) = row.users {
            levels.users(ended_ms, users);
        }
    }

    fn finish(mut self) -> Result<Body, LoadError> {
        let only_transactions = self.samples.requests() == 0;
        let (mut levels, label) = if only_transactions {
            (self.transactions, self.transaction_label)
        } else {
            (self.samples, self.label)
        };
        if levels.requests() == 0 {
            return Err(LoadError::new(
                "the file holds no sample",
                "JMeter had made no request yet: run it to its end.",
            ));
        }
        if self.success_unknown {
            levels.errors_are_unknown();
        }
        let requests = levels.requests();
        let date = levels.first_ms().and_then(day);
        let (mut points, mut warnings) = levels.finish();
        warnings.append(&mut self.warnings);
        points.iter_mut().for_each(users_waited);
        if self.success_unknown {
            warnings.push(
                "Not every sample tells whether it succeeded: failures are unknown.".to_owned(),
            );
        }
        if only_transactions && self.transaction_count > 0 {
            warnings.push(
                "All samples are of transaction controllers: a request here is a whole transaction."
                    .to_owned(),
            );
        } else if self.transaction_count > 0 {
            warnings.push(format!(
                "{} samples of transaction controllers are sums of others and were left out.",
                self.transaction_count
            ));
            if self.parts_told > requests.saturating_mul(2) {
                warnings.push(format!(
                    "The transactions speak of {} parts, but the file holds {requests} other samples: some are missing.",
                    self.parts_told
                ));
            }
        }
        sound(Body {
            runs: vec![ReadRun {
                name: label.tell(),
                scenario: String::new(),
                date,
                subject: Subject::Requests,
                points,
            }],
            limits: vec![
                CLOSED_LOOP.to_owned(),
                USERS.to_owned(),
                "Times are whole milliseconds: below some 10 ms they are rough.".to_owned(),
                "All labels are counted together; samplers that are no requests count too."
                    .to_owned(),
            ],
            warnings,
        })
    }
}

fn elapsed(field: &[u8]) -> Option<f64> {
    number(field).filter(|ms| (0.0..=LONGEST_MS).contains(ms))
}

fn moment(field: &[u8]) -> Option<f64> {
    match number(field) {
        Some(ms) => believed(ms),
        None => written_ms(field),
    }
}

fn truth(field: &[u8]) -> Option<bool> {
    if field.eq_ignore_ascii_case(b"true") {
        Some(true)
    } else if field.eq_ignore_ascii_case(b"false") {
        Some(false)
    } else {
        None
    }
}

fn users(field: &[u8]) -> Option<u32> {
    number(field).filter(|users| (0.0..=1e9).contains(users)).map(|users| users as u32)
}

fn no_time(line: u64, shown: &str) -> LoadError {
    LoadError::at(
        line,
        format!("{shown:?} is no time stamp"),
        "Set jmeter.save.saveservice.timestamp_format to ms, or to yyyy-MM-dd HH:mm:ss.SSS.",
    )
}

fn no_elapsed(line: u64, shown: &str) -> LoadError {
    LoadError::at(
        line,
        format!("elapsed is {shown:?}, which is no time in milliseconds"),
        "See whether the row is damaged.",
    )
}

fn broken_off(line: u64, good: u64) -> String {
    format!("The file breaks off in line {line}: the {good} whole samples before it were read.")
}

/// Reads samples as CSV, whatever separates them, with or without the line of
/// headings. A last row that was cut short is left out with a warning: JMeter
/// is often stopped while it writes.
pub(super) fn csv(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let Some(mut rows) = Records::open(source, delimiter_of)? else {
        return Err(LoadError::new("the file is empty", "Run JMeter again, to its end."));
    };
    let has_headings = rows.position("timeStamp").is_some() || rows.position("elapsed").is_some();
    let at = |name: &str| {
        if has_headings {
            return rows.position(name);
        }
        ORDER.iter().position(|known| *known == name).filter(|&at| at < rows.len())
    };
    let needed = |name: &str| {
        at(name).ok_or_else(|| {
            LoadError::at(
                rows.line(),
                format!("there is no column {name}"),
                "JMeter writes timeStamp, elapsed, label and success unless told otherwise: switch them on (jmeter.save.saveservice.*).",
            )
        })
    };
    let (time, took) = (needed("timeStamp")?, needed("elapsed")?);
    let anywhere = |name: &str| at(name).unwrap_or(usize::MAX);
    let (label, code, message) =
        (anywhere("label"), anywhere("responseCode"), anywhere("responseMessage"));
    let (success, all_threads) = (anywhere("success"), anywhere("allThreads"));
    let columns = rows.len();
    let mut all = Gathered::default();
    if !has_headings {
        all.warnings.push(
            "There is no line of headings: columns are taken to stand in JMeter's usual order."
                .to_owned(),
        );
    }
    let mut more = if has_headings { rows.advance()? } else { true };
    while more {
        let line = rows.line();
        let is_last = !rows.ended();
        if rows.len() != columns {
            if is_last && rows.len() < columns && all.good > 0 {
                all.warnings.push(broken_off(line, all.good));
                break;
            }
            return Err(LoadError::at(
                line,
                format!("the row has {} fields, the first line {columns}", rows.len()),
                "The file was cut short or put together from several: take JMeter's own.",
            ));
        }
        let row = Row {
            at_ms: moment(rows.field(time)).ok_or_else(|| no_time(line, &rows.words(time)))?,
            elapsed_ms: elapsed(rows.field(took))
                .ok_or_else(|| no_elapsed(line, &rows.words(took)))?,
            label: rows.field(label),
            code: rows.field(code),
            message: rows.field(message),
            success: match rows.field(success) {
                b"" => None,
                told => match truth(told) {
                    None if is_last && all.good > 0 => {
                        all.warnings.push(broken_off(line, all.good));
                        break;
                    }
                    None => {
                        return Err(LoadError::at(
                            line,
                            format!("success is {:?}, neither true nor false", rows.words(success)),
                            "See whether the row is damaged.",
                        ));
                    }
                    known => known,
                },
            },
            users: match rows.field(all_threads) {
                b"" => None,
                told => Some(users(told).ok_or_else(|| {
                    LoadError::at(
                        line,
                        format!("allThreads is {:?}, which is no count", rows.words(all_threads)),
                        "See whether the row is damaged.",
                    )
                })?),
            },
        };
        all.take(&row);
        more = rows.advance()?;
    }
    all.finish()
}

/// Counts lines on the way, and refuses a single piece of XML that is too long.
struct Pieces<'s, 'a> {
    source: &'s mut Source<'a>,
    line: u64,
    since: u64,
}

impl BufRead for Pieces<'_, '_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.since > LONGEST {
            return Err(io::Error::other("an element is longer than 16 MiB"));
        }
        self.source.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        if let Ok(bytes) = self.source.fill_buf() {
            let bytes = &bytes[..amount.min(bytes.len())];
            self.line += bytes.iter().filter(|&&byte| byte == b'\n').count() as u64;
        }
        self.since += amount as u64;
        self.source.consume(amount);
    }
}

impl Read for Pieces<'_, '_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        read_through(self, into)
    }
}

fn is_sample(element: &BytesStart<'_>) -> bool {
    matches!(element.name().as_ref(), "httpSample" | "sample")
}

/// The text of an attribute; entities that are not XML's own stay as they are,
/// so that none can grow.
fn plain(raw: &str) -> Vec<u8> {
    match quick_xml::escape::unescape(raw) {
        Ok(text) => text.as_bytes().to_vec(),
        Err(_) => raw.as_bytes().to_vec(),
    }
}

/// Takes a sample in; says whether it stands for those within it.
fn take_sample(all: &mut Gathered, element: &BytesStart<'_>, line: u64) -> Result<bool, LoadError> {
    let (mut time, mut took, mut success, mut threads) = (None, None, None, None);
    let (mut label, mut code, mut message) = (Vec::new(), Vec::new(), Vec::new());
    // Looking for doubled attributes takes time that grows with their square.
    let mut attributes = element.attributes();
    for attribute in attributes.with_checks(false) {
        let attribute = attribute.map_err(|error| {
            LoadError::at(
                line,
                format!("an attribute is broken: {error}"),
                "See whether the file is damaged.",
            )
        })?;
        let value = attribute.value.as_ref();
        let bytes = value.as_bytes();
        match attribute.key.as_ref() {
            "ts" => time = Some(moment(bytes).ok_or_else(|| no_time(line, value))?),
            "t" => took = Some(elapsed(bytes).ok_or_else(|| no_elapsed(line, value))?),
            "s" => success = truth(bytes),
            "na" => threads = users(bytes),
            "lb" => label = plain(value),
            "rc" => code = plain(value),
            "rm" => message = plain(value),
            _ => {}
        }
    }
    let missing = |what: &str| {
        LoadError::at(
            line,
            format!("a sample has no attribute {what}"),
            "JMeter writes t and ts unless told otherwise: switch them on (jmeter.save.saveservice.time and timestamp).",
        )
    };
    let row = Row {
        at_ms: time.ok_or_else(|| missing("ts"))?,
        elapsed_ms: took.ok_or_else(|| missing("t"))?,
        label: &label,
        code: &code,
        message: &message,
        success,
        users: threads,
    };
    all.take(&row);
    Ok(!message.starts_with(TRANSACTION))
}

/// Reads samples as XML. A file that is not closed, as JMeter leaves it when it
/// is stopped, gives the samples that are whole, with a warning.
pub(super) fn xml(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let mut reader = Reader::from_reader(Pieces { source, line: 1, since: 0 });
    let mut buffer = Vec::new();
    let mut all = Gathered::default();
    let mut depth = 0_usize;
    // How deep the sample lies that stands for all within it.
    let mut within: Option<usize> = None;
    let mut closed = false;
    loop {
        buffer.clear();
        reader.get_mut().since = 0;
        let event = reader.read_event_into(&mut buffer);
        let line = reader.get_ref().line;
        let event = match event {
            Ok(event) => event,
            Err(quick_xml::Error::Syntax(_)) if all.good > 0 && at_end(&mut reader) => {
                all.warnings.push(broken_off(line, all.good));
                return all.finish();
            }
            Err(error) => {
                return Err(LoadError::at(
                    line,
                    format!("the XML is broken: {error}"),
                    "See whether the file is damaged, or holds other output.",
                ));
            }
        };
        match event {
            Event::Start(element) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(LoadError::at(
                        line,
                        format!("elements lie more than {DEEPEST} deep"),
                        "JMeter writes no such file.",
                    ));
                }
                if is_sample(&element) && within.is_none() && take_sample(&mut all, &element, line)?
                {
                    within = Some(depth);
                }
            }
            Event::Empty(element) if is_sample(&element) && within.is_none() => {
                take_sample(&mut all, &element, line)?;
            }
            Event::End(_) => {
                if within == Some(depth) {
                    within = None;
                }
                depth = depth.saturating_sub(1);
                closed |= depth == 0;
            }
            Event::DocType(_) => {
                return Err(LoadError::at(
                    line,
                    "the file declares a document type",
                    "JMeter writes none, and it may hide what it expands to: take JMeter's own file.",
                ));
            }
            Event::Eof => {
                if !closed || depth > 0 {
                    if all.good == 0 {
                        return Err(LoadError::at(
                            line,
                            "the XML is not closed and holds no sample",
                            "The file was cut short: take the whole.",
                        ));
                    }
                    all.warnings.push(broken_off(line, all.good));
                }
                return all.finish();
            }
            _ => {}
        }
    }
}

/// Whether the file has nothing left to read.
fn at_end(reader: &mut Reader<Pieces<'_, '_>>) -> bool {
    reader.get_mut().source.fill_buf().is_ok_and(<[u8]>::is_empty)
}
