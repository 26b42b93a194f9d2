//! The JSON of `load`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Loaded;
use super::series::Series;
use crate::import::load::{LoadError, LoadResults, ReadPoint, ReadRun};
use crate::workbook::Subject;

/// What `load --json` prints.
#[derive(Serialize)]
pub(super) struct LoadDocument {
    /// Version of this shape.
    format: u32,
    /// The files, in the order given.
    files: Vec<FileDocument>,
    /// Each point of each run, in the order of the files.
    runs: Vec<RunDocument>,
    /// The scalability law for each series with more than one level.
    fits: Vec<FitDocument>,
}

/// What a file is, or why it could not be read.
#[derive(Serialize)]
pub(super) struct FileDocument {
    file: String,
    tool: Option<&'static str>,
    sha256: Option<String>,
    /// What the tool can and cannot tell.
    limits: Vec<String>,
    warnings: Vec<String>,
    error: Option<ErrorDocument>,
}

#[derive(Serialize)]
struct ErrorDocument {
    line: Option<u64>,
    message: String,
    hint: String,
}

#[derive(Serialize)]
#[serde(untagged)]
enum RunDocument {
    Requests(Box<RequestsDocument>),
    Program(Box<ProgramDocument>),
}

/// A level of load.
#[derive(Serialize)]
struct RequestsDocument {
    file: String,
    tool: &'static str,
    label: String,
    scenario: String,
    /// `YYYY-MM-DD`.
    date: Option<String>,
    concurrency: Option<f64>,
    offered_rps: Option<f64>,
    duration_s: Option<f64>,
    requests: Option<u64>,
    throughput_rps: Option<f64>,
    errors: Option<u64>,
    error_detail: BTreeMap<String, u64>,
    latency_ms: LatencyDocument,
    memory_mb: Option<f64>,
    warnings: Vec<String>,
}

#[derive(Serialize)]
struct LatencyDocument {
    mean: Option<f64>,
    stddev: Option<f64>,
    p50: Option<f64>,
    p75: Option<f64>,
    p90: Option<f64>,
    p95: Option<f64>,
    #[serde(rename = "p97.5")]
    p97_5: Option<f64>,
    p99: Option<f64>,
    #[serde(rename = "p99.9")]
    p99_9: Option<f64>,
    max: Option<f64>,
}

/// A program that was run several times.
#[derive(Serialize)]
struct ProgramDocument {
    file: String,
    tool: &'static str,
    label: String,
    date: Option<String>,
    mean_s: Option<f64>,
    stddev_s: Option<f64>,
    median_s: Option<f64>,
    max_s: Option<f64>,
    /// Single times in seconds, where the file holds them.
    values: Vec<f64>,
    memory_mb: Option<f64>,
    warnings: Vec<String>,
}

/// A fit, or why there is none.
#[derive(Serialize)]
#[serde(untagged)]
enum FitDocument {
    Fitted {
        /// Positions in `runs`, from 0.
        runs: Vec<usize>,
        sigma: f64,
        kappa: f64,
        lambda: f64,
        /// Null where throughput never falls by the law.
        peak_concurrency: Option<f64>,
        peak_rps: Option<f64>,
        r_squared: f64,
        warnings: Vec<String>,
    },
    Refused {
        /// Positions in `runs`, from 0.
        runs: Vec<usize>,
        refused: String,
    },
}

impl FileDocument {
    /// A file that was read.
    pub(super) fn read(name: &str, results: &LoadResults) -> Self {
        Self {
            file: name.to_owned(),
            tool: Some(results.format.tool()),
            sha256: Some(results.sha256.clone()),
            limits: results.limits.clone(),
            warnings: results.warnings.clone(),
            error: None,
        }
    }

    /// A file that could not be read.
    pub(super) fn unread(name: &str, error: &LoadError) -> Self {
        Self {
            file: name.to_owned(),
            tool: None,
            sha256: None,
            limits: Vec::new(),
            warnings: Vec::new(),
            error: Some(ErrorDocument {
                line: error.line,
                message: error.what.clone(),
                hint: error.hint.clone(),
            }),
        }
    }
}

impl LoadDocument {
    /// The document of what was read.
    pub(super) fn new(files: Vec<FileDocument>, loaded: &[Loaded], series: &[Series]) -> Self {
        let runs = loaded.iter().flat_map(|file| {
            let points = file
                .results
                .runs
                .iter()
                .flat_map(|run| run.points.iter().map(move |read| (run, read)));
            points.map(|(run, read)| run_document(file, run, read))
        });
        let fits = series.iter().map(|series| {
            let runs = series.positions.clone();
            match &series.fit {
                Ok(fit) => {
                    let peak = fit.usl.peak();
                    FitDocument::Fitted {
                        runs,
                        sigma: fit.usl.sigma,
                        kappa: fit.usl.kappa,
                        lambda: fit.usl.lambda,
                        peak_concurrency: peak.map(|(load, _)| load),
                        peak_rps: peak.map(|(_, rate)| rate),
                        r_squared: fit.r_squared,
                        warnings: fit.warnings.iter().map(ToString::to_string).collect(),
                    }
                }
                Err(refused) => FitDocument::Refused { runs, refused: refused.to_string() },
            }
        });
        Self { format: 1, files, runs: runs.collect(), fits: fits.collect() }
    }
}

fn run_document(file: &Loaded, run: &ReadRun, read: &ReadPoint) -> RunDocument {
    let point = &read.point;
    let label = match (run.name.as_str(), read.label.as_str()) {
        (name, "") => name.to_owned(),
        (name, label) => format!("{name} ({label})"),
    };
    let date = run.date.map(|date| date.to_string());
    let (file, tool) = (file.name.clone(), file.results.format.tool());
    let warnings = read.warnings.clone();
    match run.subject {
        Subject::Program => {
            let seconds = |ms: Option<f64>| ms.map(|ms| ms / 1e3);
            RunDocument::Program(Box::new(ProgramDocument {
                file,
                tool,
                label,
                date,
                mean_s: seconds(point.mean_ms),
                stddev_s: seconds(point.stddev_ms),
                median_s: seconds(point.percentile(50.0)),
                max_s: seconds(point.max_ms),
                values: read.values_s.clone(),
                memory_mb: point.memory_mb,
                warnings,
            }))
        }
        Subject::Requests => RunDocument::Requests(Box::new(RequestsDocument {
            file,
            tool,
            label,
            scenario: run.scenario.clone(),
            date,
            concurrency: point.concurrency,
            offered_rps: point.offered_rps,
            duration_s: point.duration_s,
            requests: point.requests,
            throughput_rps: point.throughput_rps,
            errors: point.errors,
            error_detail: read.error_detail.clone(),
            latency_ms: LatencyDocument {
                mean: point.mean_ms,
                stddev: point.stddev_ms,
                p50: point.percentile(50.0),
                p75: point.percentile(75.0),
                p90: point.percentile(90.0),
                p95: point.percentile(95.0),
                p97_5: point.percentile(97.5),
                p99: point.percentile(99.0),
                p99_9: point.percentile(99.9),
                max: point.max_ms,
            },
            memory_mb: point.memory_mb,
            warnings,
        })),
    }
}
