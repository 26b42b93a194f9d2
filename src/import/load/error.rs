//! Why results of a load tool could not be read.

/// Why results of a load tool could not be read, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{what}", .line.map_or_else(String::new, |line| format!("line {line}: ")))]
pub struct LoadError {
    /// Line, from 1, where it is known.
    pub line: Option<u64>,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub hint: String,
    /// Reading was given up because it was asked for.
    pub cancelled: bool,
}

impl LoadError {
    /// Something wrong with the file as a whole.
    pub fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { line: None, what: what.into(), hint: hint.into(), cancelled: false }
    }

    /// Something wrong in a line, counted from 1.
    pub fn at(line: u64, what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { line: Some(line), ..Self::new(what, hint) }
    }

    /// The file is none that is known.
    pub fn unknown_format() -> Self {
        Self::new(
            "this is no result of a load tool that is known",
            "Known are wrk, wrk2, hey, oha, autocannon, k6, vegeta, ab, siege, Locust, JMeter, Gatling, hyperfine, pyperf, TechEmpower results, and CSV with a line of headings.",
        )
    }

    /// Reading was given up.
    pub fn cancelled() -> Self {
        Self { cancelled: true, ..Self::new("reading was stopped", "Nothing was kept.") }
    }
}
