//! A workbook on disk.
//!
//! Here: the text of a workbook and its reading ([`to_text`], [`parse`]),
//! what is wrong with a text ([`ReadError`]), and older formats. Not here:
//! what a workbook is, and windows that show one.

mod conflict;
mod error;
mod form;
mod migrate;
mod outline;
mod read;
mod text;

pub use error::{Problem, ProblemKind, ReadError};
pub use form::{FORMAT, to_text};
pub use read::{
    MAX_DEPTH, MAX_FILE_BYTES, MAX_ITEMS, MAX_PROBLEMS, MAX_SCORES, Parsed, parse, parse_any,
    parse_bytes, sha256_hex,
};
pub use text::WriteError;
