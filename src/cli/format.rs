//! `fmt`: workbook files in their one canonical form.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Outcome;
use super::error::Stop;
use super::input::{open, state_dir};
use super::layout::plain;
use crate::store::{Expected, save, sha256_hex, to_text};

/// Write workbooks in their canonical form
///
/// Sorts, indents and spells a workbook as the window would when it saves it,
/// and brings older formats up to date. A canonical file is not touched. What
/// a workbook does not know, such as comments in the file, is not kept; the
/// version before stays recoverable.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Workbooks to write
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Write nothing; fail if a file would change
    #[arg(long)]
    check: bool,
}

/// What became of a file.
enum Done {
    Canonical,
    WouldChange,
    Rewritten { migrated_from: Option<u32> },
}

pub(super) fn run(
    arguments: &Arguments,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Outcome, Stop> {
    let (mut any_refused, mut any_change) = (false, false);
    for path in &arguments.files {
        let text = match format(path, arguments.check) {
            Ok(Done::Canonical) => "canonical already".to_owned(),
            Ok(Done::WouldChange) => {
                any_change = true;
                "would be rewritten".to_owned()
            }
            Ok(Done::Rewritten { migrated_from: None }) => "rewritten".to_owned(),
            Ok(Done::Rewritten { migrated_from: Some(old) }) => {
                format!("rewritten, from format {old}")
            }
            Err(stop) => {
                any_refused = true;
                stop.print(err)?;
                continue;
            }
        };
        writeln!(out, "{}: {text}", plain(&path.display().to_string()))?;
    }
    Ok(if any_refused {
        Outcome::Refused
    } else if any_change {
        Outcome::DoesNotHold
    } else {
        Outcome::Done
    })
}

fn format(path: &Path, only_check: bool) -> Result<Done, Stop> {
    let opened = open(path)?;
    let text = to_text(&opened.workbook)
        .map_err(|error| Stop::refused(format!("{}: {error}", path.display()), ""))?;
    if opened.stamp.sha256 == sha256_hex(text.as_bytes()) {
        return Ok(Done::Canonical);
    }
    if only_check {
        return Ok(Done::WouldChange);
    }
    save(path, &opened.workbook, Expected::Unchanged(&opened.stamp), &state_dir())?;
    Ok(Done::Rewritten { migrated_from: opened.migrated_from })
}
