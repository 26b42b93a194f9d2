//! A workbook on disk.
//!
//! Here: the text of a workbook and its reading ([`to_text`], [`parse`]),
//! what is wrong with a text ([`ReadError`]), older formats, files ([`open`],
//! [`save`], [`Watcher`]), unsaved work ([`Journal`]), and two states of one
//! workbook ([`differences`], [`merge`]). Not here: what a workbook is, and
//! windows that show one.

mod conflict;
mod diff;
mod error;
mod form;
mod journal;
mod merge;
mod migrate;
mod outline;
mod read;
mod record_folder;
mod save;
mod stamp;
mod state;
mod templates;
mod text;
mod watch;
mod whole;
mod words;

pub use diff::{Difference, differences};
pub use error::{Problem, ProblemKind, ReadError};
pub use form::{FORMAT, to_text};
pub use journal::{Journal, JournalError, Leftover};
pub use merge::{Conflict, Merged, merge};
pub use read::{
    MAX_DEPTH, MAX_FILE_BYTES, MAX_ITEMS, MAX_PROBLEMS, MAX_SCORES, Parsed, parse, parse_any,
    parse_bytes, sha256_hex,
};
pub use record_folder::{RecordFolder, RecordShape, record_folder};
pub use save::{
    EXTENSION, Expected, OpenError, Opened, SaveError, VERSIONS_KEPT, Version, open, save, versions,
};
pub use stamp::Stamp;
pub use state::{STATE_DIR_VARIABLE, StateDir};
pub use templates::{BLANK, FLAGSHIP, TEMPLATES, Template, template};
pub use text::WriteError;
pub use watch::{WatchError, Watcher};
pub use whole::write_whole;
