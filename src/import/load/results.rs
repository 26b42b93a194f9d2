//! What was read of a result file, before anybody said which option it is of.

use std::collections::BTreeMap;

use super::Format;
use crate::workbook::{Date, LoadPoint, Subject};

/// All that a file held.
#[derive(Debug, Clone, PartialEq)]
pub struct LoadResults {
    /// What wrote it.
    pub format: Format,
    /// Runs, in the order of the file; at least one.
    pub runs: Vec<ReadRun>,
    /// What this tool and format can and cannot know, a sentence each.
    pub limits: Vec<String>,
    /// What is odd about this file, a sentence each.
    pub warnings: Vec<String>,
    /// SHA-256 of the file's bytes, in hexadecimal.
    pub sha256: String,
}

/// What the reader of a format makes of a file.
#[derive(Debug, Default)]
pub(super) struct Body {
    /// Runs, in the order of the file; at least one.
    pub(super) runs: Vec<ReadRun>,
    /// See [`LoadResults::limits`].
    pub(super) limits: Vec<String>,
    /// See [`LoadResults::warnings`].
    pub(super) warnings: Vec<String>,
}

/// Points that belong together: one target under one or several levels of load.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadRun {
    /// What the file calls it: an address, a label, a framework, a command.
    pub name: String,
    /// What was asked of the system, where the file tells it.
    pub scenario: String,
    /// Day of the run, where the file tells it.
    pub date: Option<Date>,
    /// What its times are of.
    pub subject: Subject,
    /// Points, by rising load as far as it is known; at least one.
    pub points: Vec<ReadPoint>,
}

/// One level of load, and what the file says of it beyond what a workbook keeps.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReadPoint {
    /// What a workbook keeps.
    pub point: LoadPoint,
    /// What the file calls the point, where it has a name of its own.
    pub label: String,
    /// Failed requests by kind, such as `non-2xx`, `timeout`, `500`.
    pub error_detail: BTreeMap<String, u64>,
    /// What is odd about it, a sentence each.
    pub warnings: Vec<String>,
    /// Single times in seconds, of a program run several times.
    pub values_s: Vec<f64>,
}

/// Which columns of plain CSV, counted from 0, hold what.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Columns {
    /// What each column is; a column beyond the list counts for nothing.
    pub roles: Vec<ColumnRole>,
}

/// What a column of plain CSV holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum ColumnRole {
    /// Nothing of use here.
    #[default]
    Ignored,
    /// Name of the run: rows of one name are one run.
    Run,
    /// What was asked of the system.
    Scenario,
    /// Requests under way at once.
    Concurrency,
    /// Requests per second.
    Throughput,
    /// Seconds that the point took.
    Duration,
    /// Number of requests.
    Requests,
    /// Number of requests that failed.
    Errors,
    /// Mean latency in milliseconds.
    Mean,
    /// A latency percentile in milliseconds, in thousandths of a percent: the
    /// 99.9th is 99900.
    Percentile(u32),
    /// Longest latency in milliseconds.
    Max,
    /// Memory in MB.
    Memory,
}
