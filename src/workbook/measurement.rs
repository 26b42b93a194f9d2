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
    /// What was asked of the system.
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
    /// What was measured, by rising concurrency.
    pub points: Vec<LoadPoint>,
    /// The file that it was read from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw_file: Option<RawFile>,
    /// The run that this one replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<MeasurementId>,
    /// What the run can and cannot say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// What was measured at one level of load. What the tool did not tell is
/// unknown, never zero.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LoadPoint {
    /// Requests under way at once, or nodes.
    pub concurrency: f64,
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
    /// Latency percentiles: percentile (0 to 100) and milliseconds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub percentiles_ms: Vec<(f64, f64)>,
    /// Longest latency in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_ms: Option<f64>,
}

/// The file that a run was read from, so that it can be found and checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawFile {
    /// Its name, without folders.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}
