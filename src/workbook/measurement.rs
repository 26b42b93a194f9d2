//! Evidence in numbers: load runs.

use serde::{Deserialize, Serialize};

use super::{AlternativeId, Date, MeasurementId};

/// A load run: what an option did under one or several levels of load.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measurement {
    /// Stable id.
    pub id: MeasurementId,
    /// The option measured.
    pub alternative: AlternativeId,
    /// What tells this run from others of the same option.
    pub label: String,
    /// What was asked of the system. Runs of one scenario are compared with
    /// each other, those of different ones never.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub scenario: String,
    /// Machine, versions, settings.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub environment: String,
    /// The load tool.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tool: String,
    /// Day of the run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// What its times are of.
    #[serde(default, skip_serializing_if = "Subject::is_default")]
    pub subject: Subject,
    /// What its levels of load count.
    #[serde(default, skip_serializing_if = "LoadAxis::is_default")]
    pub over: LoadAxis,
    /// Processor cores that the system measured had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cores: Option<f64>,
    /// Shown beside the others, but feeds no criterion.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub comparison_only: bool,
    /// What was measured, by rising load. Several points at one level are
    /// tries at the same.
    pub points: Vec<LoadPoint>,
    /// The file that it was read from, where one gave all points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw_file: Option<RawFile>,
    /// The run that this one replaces. That one stays in the workbook, but
    /// counts no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<MeasurementId>,
    /// What the run can and cannot say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Measurement {
    /// A run of an option without points, under load and over concurrency.
    pub fn new(id: MeasurementId, alternative: AlternativeId, label: &str) -> Self {
        Self {
            id,
            alternative,
            label: label.to_owned(),
            scenario: String::new(),
            environment: String::new(),
            tool: String::new(),
            date: None,
            subject: Subject::default(),
            over: LoadAxis::default(),
            cores: None,
            comparison_only: false,
            points: Vec::new(),
            raw_file: None,
            replaces: None,
            note: String::new(),
        }
    }
}

/// What the times of a run are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Subject {
    /// Requests under load.
    #[default]
    Requests,
    /// A program from its start to its end, such as until it is ready.
    Program,
}

impl Subject {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// What the levels of load of a run count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum LoadAxis {
    /// Requests under way at once.
    #[default]
    Concurrency,
    /// Nodes that share the work.
    Nodes,
}

impl LoadAxis {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// What was measured at one level of load. What the tool did not tell is
/// unknown, never zero.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LoadPoint {
    /// Requests under way at once, or nodes. Tools that send at a fixed rate do
    /// not know it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub concurrency: Option<f64>,
    /// Requests sent per second, where the tool sends at a fixed rate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offered_rps: Option<f64>,
    /// Requests answered per second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub throughput_rps: Option<f64>,
    /// Length of the run in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_s: Option<f64>,
    /// Requests answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requests: Option<u64>,
    /// Requests failed or answered with an error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub errors: Option<u64>,
    /// Mean latency in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mean_ms: Option<f64>,
    /// Standard deviation of the latency in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stddev_ms: Option<f64>,
    /// Latency percentiles: percentile (0 to 100) and milliseconds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub percentiles_ms: Vec<(f64, f64)>,
    /// Longest latency in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_ms: Option<f64>,
    /// Memory of the system under this load, in MB (10^6 bytes).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory_mb: Option<f64>,
    /// The file that the point was read from, where each has its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raw_file: Option<RawFile>,
}

impl LoadPoint {
    /// A latency percentile (0 to 100) in milliseconds, where it was told.
    /// Never one worked out from its neighbours.
    pub fn percentile(&self, percentile: f64) -> Option<f64> {
        let found = self.percentiles_ms.iter().find(|(at, _)| (at - percentile).abs() < 1e-9);
        found.map(|&(_, ms)| ms)
    }

    /// Share of the requests that failed, in percent.
    pub fn errors_percent(&self) -> Option<f64> {
        match (self.errors?, self.requests) {
            (0, _) => Some(0.0),
            (errors, Some(requests)) if requests > 0 => {
                Some((100.0 * errors as f64 / requests as f64).min(100.0))
            }
            // Nothing was answered: all that was tried failed.
            (_, Some(_)) => Some(100.0),
            (_, None) => None,
        }
    }
}

/// The file that a run was read from, so that it can be found and checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawFile {
    /// Its name, without folders.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// What the file calls the run, where it holds several.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub run: String,
}
