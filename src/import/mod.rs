//! What other tools wrote: tables from a spreadsheet, and what they say of
//! scores.
//!
//! Here: from text to plain data, with what could not be read and why. Not
//! here: any change to a workbook; what is read becomes an edit elsewhere.

pub mod load;
mod number;
mod scores;
mod table;

pub use number::parse_number;
pub use scores::{PlacedScores, Reading, Target, Unread, fits_scale, place_scores, read_score};
pub use table::{Entry, harmless_cell, rows_of_table, table_of_rows};
