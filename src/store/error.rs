//! Why a text is no workbook: what, where, and what to do about it.

use std::fmt;
use std::path::{Path, PathBuf};

/// A text that could not be read as a workbook. Holds every problem that was
/// found, the first in the file first; at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    /// The file, where the text came from one.
    pub path: Option<PathBuf>,
    /// The problems; never empty.
    pub problems: Vec<Problem>,
}

/// One problem in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What sort of problem it is.
    pub kind: ProblemKind,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The item in which it lies, as `option "nodejs"`, where it lies in one.
    pub item: Option<String>,
    /// What is wrong, as a clause without a full stop; names the item.
    pub message: String,
    /// What to do about it, in sentences.
    pub hint: String,
}

/// What sort of problem a text has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// It is no workbook at all, or empty, or not text.
    NotAWorkbook,
    /// A later version of the program wrote it.
    NewerFormat,
    /// A merge was not finished.
    Conflict,
    /// It passes one of the stated limits.
    Limit,
    /// It is not well-formed, or has a field or a word that is not known.
    Syntax,
    /// It is well-formed, but its parts do not fit together.
    Unsound,
}

impl ReadError {
    /// An error with one problem.
    pub(super) fn one(problem: Problem) -> Self {
        Self { path: None, problems: vec![problem] }
    }

    /// The same error, with the file that the text came from.
    #[must_use]
    pub fn in_file(mut self, path: &Path) -> Self {
        self.path = Some(path.to_owned());
        self
    }

    /// What to do about the first problem.
    pub fn hint(&self) -> &str {
        self.problems.first().map_or("", |problem| &problem.hint)
    }

    /// One line for each problem, as `FILE:LINE:COLUMN: message`.
    pub fn lines(&self) -> impl Iterator<Item = String> + '_ {
        self.problems.iter().map(|problem| match &self.path {
            Some(path) => format!("{}:{problem}", path.display()),
            None => problem.to_string(),
        })
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.lines().next().unwrap_or_default())?;
        match self.problems.len() {
            0 | 1 => Ok(()),
            2 => f.write_str(" (and one more problem)"),
            more => write!(f, " (and {} more problems)", more - 1),
        }
    }
}

impl std::error::Error for ReadError {}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}
