//! Tables with a line of headings, read row by row.

use std::collections::BTreeMap;

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::LoadError;
use super::agree;
use super::results::ReadPoint;
use super::sample::{LONGEST_MS, MOST_EXACT, Sample};
use super::source::Source;
use super::text::{CUT_SHORT, DAMAGED, number};
use crate::workbook::LoadPoint;

/// Rows of a table.
pub(super) struct Rows<'a, 'b> {
    reader: Reader<&'a mut Source<'b>>,
    headings: Vec<String>,
    row: ByteRecord,
}

impl<'a, 'b> Rows<'a, 'b> {
    /// A table, after its headings.
    ///
    /// # Errors
    ///
    /// When there are none.
    pub(super) fn new(source: &'a mut Source<'b>, separator: u8) -> Result<Self, LoadError> {
        let mut reader = ReaderBuilder::new().delimiter(separator).from_reader(source);
        let headings = reader.byte_headers().map_err(|error| broken(&error))?;
        let name = |cell: &[u8]| {
            String::from_utf8_lossy(cell).trim_start_matches('\u{FEFF}').trim().to_lowercase()
        };
        let headings = headings.iter().map(name).collect();
        Ok(Self { reader, headings, row: ByteRecord::new() })
    }

    /// The columns with these headings.
    ///
    /// # Errors
    ///
    /// When one is missing.
    pub(super) fn columns<const N: usize>(
        &self,
        names: [&str; N],
    ) -> Result<[usize; N], LoadError> {
        let mut columns = [0; N];
        for (column, name) in columns.iter_mut().zip(names) {
            *column = self
                .column(name)
                .ok_or_else(|| LoadError::at(1, format!("there is no column {name}"), CUT_SHORT))?;
        }
        Ok(columns)
    }

    /// The column with a heading, where there is one.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.headings.iter().position(|heading| heading == name)
    }

    /// The headings, in lower case.
    pub(super) fn headings(&self) -> &[String] {
        &self.headings
    }

    /// Goes to the next row; says whether there is one.
    ///
    /// # Errors
    ///
    /// When it has not as many cells as there are headings.
    pub(super) fn next(&mut self) -> Result<bool, LoadError> {
        self.reader.read_byte_record(&mut self.row).map_err(|error| broken(&error))
    }

    /// The line of the row, or that of the end.
    pub(super) fn line(&self) -> u64 {
        self.row.position().map_or(1, csv::Position::line)
    }

    /// A cell as text.
    pub(super) fn text(&self, column: usize) -> String {
        let cell = self.row.get(column).unwrap_or_default();
        String::from_utf8_lossy(cell).trim().to_owned()
    }

    /// A cell that has to hold a number that is not negative.
    ///
    /// # Errors
    ///
    /// When it does not.
    pub(super) fn figure(&self, column: usize) -> Result<f64, LoadError> {
        let cell = self.row.get(column).unwrap_or_default();
        let found = std::str::from_utf8(cell).ok().and_then(number);
        found.ok_or_else(|| self.wrong(column, "a number"))
    }

    /// A cell that has to hold a status of HTTP.
    ///
    /// # Errors
    ///
    /// When it does not.
    pub(super) fn status(&self, column: usize) -> Result<u64, LoadError> {
        let status = self.figure(column)?;
        let is_status = status.fract() == 0.0 && status < 1000.0;
        if is_status { Ok(status as u64) } else { Err(self.wrong(column, "a status")) }
    }

    /// What is wrong with a cell: what it should hold.
    pub(super) fn wrong(&self, column: usize, wanted: &str) -> LoadError {
        let name = self.headings.get(column).map_or("", String::as_str);
        let shown: String = self.text(column).chars().take(40).collect();
        LoadError::at(self.line(), format!("{name} is \"{shown}\", which is not {wanted}"), DAMAGED)
    }
}

fn broken(error: &csv::Error) -> LoadError {
    let line = error.position().map(csv::Position::line);
    let what = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("the row has {len} cells, but there are {expected_len} headings")
        }
        _ => format!("the table cannot be read: {error}"),
    };
    LoadError { line, ..LoadError::new(what, CUT_SHORT) }
}

/// Single requests that say when they began, how long they took and what came
/// back.
#[derive(Default)]
pub(super) struct Tally {
    times: Sample,
    first_s: Option<f64>,
    last_s: f64,
    failed: BTreeMap<u64, u64>,
}

impl Tally {
    /// Takes in a request of the row that is being read.
    ///
    /// # Errors
    ///
    /// When it took longer than can be believed.
    pub(super) fn request(
        &mut self,
        rows: &Rows<'_, '_>,
        began_s: f64,
        took_s: f64,
        status: u64,
    ) -> Result<(), LoadError> {
        if took_s * 1e3 > LONGEST_MS || began_s > 1e9 {
            return Err(LoadError::at(
                rows.line(),
                format!("a request began at {began_s} s and took {took_s} s"),
                DAMAGED,
            ));
        }
        self.times.push(took_s * 1e3);
        self.first_s = Some(self.first_s.map_or(began_s, |first| first.min(began_s)));
        self.last_s = self.last_s.max(began_s + took_s);
        if !(100..400).contains(&status) {
            *self.failed.entry(status).or_default() += 1;
        }
        Ok(())
    }

    /// The point that they make.
    ///
    /// # Errors
    ///
    /// When there is no request.
    pub(super) fn point(mut self, line: u64) -> Result<ReadPoint, LoadError> {
        let Some(first) = self.first_s else {
            return Err(LoadError::at(line, "there are no requests", CUT_SHORT));
        };
        let requests = self.times.count();
        let seconds = self.last_s - first;
        let mut read = ReadPoint {
            point: LoadPoint {
                throughput_rps: (seconds > 0.0)
                    .then(|| requests as f64 / seconds)
                    .filter(|rate| *rate < 1e12),
                duration_s: Some(seconds),
                requests: Some(requests),
                errors: Some(self.failed.values().sum()),
                mean_ms: self.times.mean(),
                stddev_ms: self.times.stddev(),
                percentiles_ms: self.times.percentiles(),
                max_ms: self.times.longest(),
                ..LoadPoint::default()
            },
            error_detail: self
                .failed
                .iter()
                .map(|(status, count)| (status.to_string(), *count))
                .collect(),
            ..ReadPoint::default()
        };
        inexact(&mut read, &self.times);
        agree::warn(&mut read, None);
        Ok(read)
    }
}

/// Says so where there were too many times to keep each.
pub(super) fn inexact(read: &mut ReadPoint, times: &Sample) {
    if !times.is_exact() {
        read.warnings.push(format!(
            "More than {MOST_EXACT} times: percentiles are told to 4 significant digits."
        ));
    }
}
