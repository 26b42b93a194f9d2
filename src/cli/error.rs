//! What stops a command: one line that says what and where, then hints.

use std::io::{self, Write};
use std::path::Path;

use super::layout::plain;
use crate::store::{OpenError, ReadError, SaveError};

/// Why a command could not be done.
#[derive(Debug)]
pub(super) enum Stop {
    /// The output cannot be written.
    Output(io::Error),
    /// The usage or the input is not right: messages, each with its hint.
    Refused(Vec<Refusal>),
}

/// A message and what to do about it.
#[derive(Debug)]
pub(super) struct Refusal {
    /// One line, with the file and the place in it first where there is one.
    pub(super) message: String,
    /// What to do, in sentences; may be empty.
    pub(super) hint: String,
}

impl Stop {
    /// A refusal with one message.
    pub(super) fn refused(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Refused(vec![Refusal { message: message.into(), hint: hint.into() }])
    }

    /// A file that could not be written.
    pub(super) fn unwritten(path: &Path, cause: &io::Error) -> Self {
        Self::refused(
            format!("{}: cannot be written: {cause}", path.display()),
            "Check that the folder exists and takes files, or name another place with -o.",
        )
    }

    /// Prints messages and hints, a message first.
    pub(super) fn print(&self, err: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Output(error) => writeln!(err, "the output cannot be written: {error}"),
            Self::Refused(refusals) => {
                for refusal in refusals {
                    writeln!(err, "{}", plain(&refusal.message))?;
                    if !refusal.hint.is_empty() {
                        writeln!(err, "hint: {}", plain(&refusal.hint))?;
                    }
                }
                Ok(())
            }
        }
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<OpenError> for Stop {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Unreadable(error) => error.into(),
            other => Self::refused(other.to_string(), other.hint()),
        }
    }
}

impl From<ReadError> for Stop {
    fn from(error: ReadError) -> Self {
        let refusals = error.lines().zip(&error.problems);
        Self::Refused(
            refusals
                .map(|(message, problem)| Refusal { message, hint: problem.hint.clone() })
                .collect(),
        )
    }
}

impl From<SaveError> for Stop {
    fn from(error: SaveError) -> Self {
        Self::refused(error.to_string(), error.hint())
    }
}
