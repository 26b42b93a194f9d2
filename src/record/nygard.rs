//! The record as Markdown after Michael Nygard's sections of 2011, in the shape
//! that adr-tools reads: the title with its number in the first line, the day,
//! the status in a section of its own that is not the last.

use std::fmt::Write as _;

use super::markdown::{
    Heads, bullets, capital, context, escape, escape_line, more_information, outcome, pros_and_cons,
};
use super::{Record, RecordError};

const HEADS: Heads = Heads {
    context: "## Context",
    outcome: "## Decision",
    consequences: "## Consequences",
    confirmation: "### Confirmation",
};

/// The record.
pub(super) fn write(record: &Record) -> Result<String, RecordError> {
    let chosen = record
        .chosen()
        .filter(|_| record.options.len() >= 2)
        .ok_or(RecordError::TooFewOptions(record.options.len()))?;
    let mut out = String::new();
    let _ = writeln!(out, "# {}. {}", record.file_number(), escape(&record.title));
    if let Some(date) = record.date {
        let _ = write!(out, "\nDate: {date}\n");
    }
    let _ = write!(out, "\n## Status\n\n{}\n", capital(&record.status_text));
    context(&mut out, record, &HEADS);
    if !record.drivers.is_empty() {
        out.push_str("\nThe decision hangs on:\n\n");
        bullets(&mut out, &record.drivers);
    }
    out.push_str("\nThese options were considered:\n\n");
    for option in &record.options {
        let _ = writeln!(out, "* {}", escape_line(&option.title));
    }
    outcome(&mut out, record, chosen, &HEADS);
    out.push_str("\n## Options\n");
    for option in &record.options {
        pros_and_cons(&mut out, option);
    }
    more_information(&mut out, record);
    Ok(out)
}
