//! What load tools wrote: runs, points, and what each tool can and cannot
//! know.
//!
//! The format is recognised by content, never by the file's name. Units are
//! normalised: requests per second, milliseconds, seconds of duration. What a
//! file does not hold stays unknown; no percentile is worked out from its
//! neighbours and no concurrency is guessed. A file is read once from its
//! start, in memory that does not grow with its length.

mod error;
mod format;
mod results;

use std::io::Read;
use std::ops::ControlFlow;

pub use error::LoadError;
pub use format::{Format, recognise};
pub use results::{LoadResults, ReadPoint, ReadRun};

/// Bytes at the start of a file from which its format is recognised.
pub const HEAD: usize = 64 * 1024;

/// Told of the bytes read so far; says whether to go on.
pub type Watch<'a> = dyn FnMut(u64) -> ControlFlow<()> + 'a;

/// How a file is to be read, beyond what it says itself.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReadSettings {
    /// The columns of plain CSV, where they were chosen.
    pub columns: Option<results::Columns>,
}

/// Reads the results of a load tool.
///
/// # Errors
///
/// When the file is in no format that is known, breaks off or contradicts
/// itself, when it cannot be read, or when `watch` said to stop.
pub fn read_load(
    source: impl Read,
    settings: &ReadSettings,
    watch: &mut Watch<'_>,
) -> Result<LoadResults, LoadError> {
    let _ = (source, settings, watch);
    Err(LoadError::unknown_format())
}
