//! `check`: what is missing, odd or still open in workbooks.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

mod fresh;
mod measurements;

use super::Outcome;
use super::error::Stop;
use super::layout::{count, json, plain};
use crate::analysis::{analyse, open_points};
use crate::store::{OpenError, open};
use crate::workbook::{CheckLevel, Workbook, check};

/// Tell what is missing, odd or still open in workbooks
///
/// Reads each file as strictly as the window does and lists what is open: what
/// the checks find, what the analysis under the active profile cannot tell, and
/// questions without an answer. Fails on errors; warnings and notes are only told.
///
/// With --measurements or --run, tells instead whether the decision of one
/// workbook holds with fresh results of load tools in place of its load runs:
/// fails where the ranking, the winner or the verdict changes or a must is
/// broken. Figures may move.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Workbooks to check
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Fresh results of load tools, or folders of them; each takes the place of
    /// the load run that was read from a file of its name
    #[arg(long, value_name = "PATH", num_args = 1..)]
    measurements: Vec<PathBuf>,

    /// A fresh result of a load run, by the run's id; of several runs in the
    /// file the one of that NAME
    #[arg(long, value_name = "ID=FILE[#NAME]", value_parser = fresh::Assigned::parse)]
    run: Vec<fresh::Assigned>,

    /// Profile under which the decision has to hold, by id or name; without it
    /// every one
    #[arg(short, long, value_name = "PROFILE")]
    profile: Option<String>,

    /// Print the findings as JSON
    #[arg(long)]
    json: bool,
}

/// What `check --json` prints.
#[derive(Serialize)]
struct CheckDocument {
    /// Version of this shape.
    format: u32,
    files: Vec<FileDocument>,
}

#[derive(Serialize)]
struct FileDocument {
    file: String,
    /// Whether the file could be read as a workbook.
    readable: bool,
    errors: usize,
    warnings: usize,
    notes: usize,
    findings: Vec<FindingDocument>,
}

#[derive(Serialize)]
struct FindingDocument {
    level: &'static str,
    code: &'static str,
    /// Where it lies, for a file that cannot be read.
    line: Option<usize>,
    column: Option<usize>,
    item: Option<ItemDocument>,
    message: String,
    hint: String,
}

#[derive(Serialize)]
struct ItemDocument {
    kind: &'static str,
    id: String,
}

impl FileDocument {
    fn new(path: &Path, readable: bool, findings: Vec<FindingDocument>) -> Self {
        let of = |level: CheckLevel| {
            findings.iter().filter(|finding| finding.level == level.name()).count()
        };
        Self {
            file: path.display().to_string(),
            readable,
            errors: of(CheckLevel::Error),
            warnings: of(CheckLevel::Warning),
            notes: of(CheckLevel::Note),
            findings,
        }
    }
}

pub(super) fn run(
    arguments: &Arguments,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Outcome, Stop> {
    if !arguments.measurements.is_empty() || !arguments.run.is_empty() {
        return measurements::run(arguments, out);
    }
    if arguments.profile.is_some() {
        return Err(Stop::refused(
            "--profile goes with --measurements or --run",
            "Without them the workbook's active profile is looked at.",
        ));
    }
    let mut files = Vec::with_capacity(arguments.files.len());
    for path in &arguments.files {
        let file = match open(path) {
            Ok(opened) => FileDocument::new(path, true, findings(&opened.workbook)),
            Err(error) => {
                let file = FileDocument::new(path, false, problems(&error));
                Stop::from(error).print(err)?;
                file
            }
        };
        if !arguments.json && file.readable {
            if !files.is_empty() {
                writeln!(out)?;
            }
            print(&file, out)?;
        }
        files.push(file);
    }
    let outcome = if files.iter().any(|file| !file.readable) {
        Outcome::Refused
    } else if files.iter().any(|file| file.errors > 0) {
        Outcome::DoesNotHold
    } else {
        Outcome::Done
    };
    if arguments.json {
        json(out, &CheckDocument { format: 1, files })?;
    }
    Ok(outcome)
}

/// What the checks find, what the analysis has to say, and what the review
/// left open; the grave first.
fn findings(workbook: &Workbook) -> Vec<FindingDocument> {
    let analysis = analyse(workbook, None);
    open_points(workbook, &analysis, &check(workbook))
        .into_iter()
        .map(|finding| FindingDocument {
            level: finding.level.name(),
            code: finding.code,
            line: None,
            column: None,
            item: finding.item.map(|item| ItemDocument { kind: item.kind.word(), id: item.id }),
            message: finding.message,
            hint: finding.hint,
        })
        .collect()
}

fn problems(error: &OpenError) -> Vec<FindingDocument> {
    let finding = |line, column, message: String, hint: &str| FindingDocument {
        level: CheckLevel::Error.name(),
        code: "unreadable",
        line,
        column,
        item: None,
        message,
        hint: hint.to_owned(),
    };
    match error {
        OpenError::Unreadable(error) => error
            .problems
            .iter()
            .map(|problem| {
                let (line, column) = (Some(problem.line), Some(problem.column));
                finding(line, column, problem.message.clone(), &problem.hint)
            })
            .collect(),
        _ => vec![finding(None, None, error.to_string(), error.hint())],
    }
}

fn print(file: &FileDocument, out: &mut dyn Write) -> Result<(), Stop> {
    writeln!(out, "{}", plain(&file.file))?;
    for finding in &file.findings {
        writeln!(out, "  {:<7}  {}", finding.level, plain(&finding.message))?;
        if !finding.hint.is_empty() {
            writeln!(out, "  {:<7}  {}", "", plain(&finding.hint))?;
        }
    }
    if file.findings.is_empty() {
        writeln!(out, "  in order: nothing was found")?;
        return Ok(());
    }
    writeln!(
        out,
        "  {}, {}, {}",
        count(file.errors, "error"),
        count(file.warnings, "warning"),
        count(file.notes, "note")
    )?;
    Ok(())
}
