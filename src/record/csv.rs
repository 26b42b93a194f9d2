//! The matrix as comma-separated values, one row per criterion and option.
//!
//! UTF-8 without a byte-order mark, comma, double quotes where needed, CRLF
//! line ends (RFC 4180). Numbers are plain, with a point; unknown is empty. A
//! text cell that begins with `= + - @`, a tab or a line end gets an apostrophe
//! in front, so that no spreadsheet takes it for a formula; numbers do not.

use super::text::clean;
use super::{Record, RecordError};

const HEADER: [&str; 15] = [
    "criterion_id",
    "criterion",
    "option_id",
    "option",
    "weight_percent",
    "unit",
    "state",
    "performance",
    "low",
    "high",
    "value",
    "contribution",
    "total",
    "origin",
    "reason",
];

/// The matrix of the record.
pub(super) fn write(record: &Record) -> Result<Vec<u8>, RecordError> {
    let fail = |error: String| RecordError::Writing { format: "CSV", reason: error };
    let mut writer =
        ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(HEADER).map_err(|error| fail(error.to_string()))?;
    let numbers = &record.numbers;
    for cell in &numbers.cells {
        let criterion = numbers.criteria.iter().find(|criterion| criterion.id == cell.criterion);
        let option = numbers.options.iter().find(|option| option.id == cell.option);
        let (Some(criterion), Some(option)) = (criterion, option) else { continue };
        let row = [
            guarded(&criterion.id),
            guarded(&criterion.name),
            guarded(&option.id),
            guarded(&option.name),
            number(Some(criterion.percent)),
            guarded(&criterion.unit),
            cell.state.to_owned(),
            number(cell.performance),
            number(cell.low),
            number(cell.high),
            number(cell.value),
            number(cell.contribution),
            number(option.total),
            guarded(&cell.origin),
            guarded(&cell.reason),
        ];
        writer.write_record(row).map_err(|error| fail(error.to_string()))?;
    }
    writer.into_inner().map_err(|error| fail(error.to_string()))
}

fn number(x: Option<f64>) -> String {
    x.map_or_else(String::new, |x| x.to_string())
}

/// Text that no spreadsheet takes for a formula.
fn guarded(text: &str) -> String {
    let dangerous = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n');
    let guard = text.starts_with(dangerous) || text.trim_start().starts_with(dangerous);
    let text = clean(text);
    if guard { format!("'{text}") } else { text }
}
