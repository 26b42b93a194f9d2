//! `rank`: the ranking of a workbook's options, and how firm it is.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::Outcome;
use super::error::Stop;
use super::input::{analysed, open};
use super::layout::{Align, Table, json, plain};
use crate::analysis::Analysis;
use crate::record::{Record, rank_document};

/// Rank the options of a workbook
///
/// Prints rank, total (an interval while scores are unknown) and musts of each
/// option, and the verdict with its reason.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The workbook
    file: PathBuf,

    /// Profile whose weights and answers count, by id or name; without it the
    /// workbook's active one
    #[arg(short, long, value_name = "PROFILE")]
    profile: Option<String>,

    /// Print the ranking as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, Stop> {
    let opened = open(&arguments.file)?;
    let (analysis, record) =
        analysed(&opened.workbook, &arguments.file, arguments.profile.as_deref())?;
    if arguments.json {
        json(out, &rank_document(&opened.workbook, &analysis))?;
    } else {
        print(&record, &analysis, out)?;
    }
    Ok(Outcome::Done)
}

/// Prints title, profile, ranking and verdict.
pub(super) fn print(record: &Record, analysis: &Analysis, out: &mut dyn Write) -> Result<(), Stop> {
    writeln!(out, "{}", plain(&record.title))?;
    writeln!(out, "Profile: {}\n", plain(&record.profile))?;
    let mut table = Table::new([
        ("Rank", Align::Right),
        ("Option", Align::Left),
        ("Total", Align::Right),
        ("Musts", Align::Left),
    ]);
    for option in &record.options {
        table.row([&option.rank, &option.title, &option.total, &option.musts]);
    }
    table.print(out, 0)?;
    let out_of_it: Vec<_> = record.options.iter().filter(|option| !option.out.is_empty()).collect();
    if !out_of_it.is_empty() {
        writeln!(out, "\nNot ranked")?;
        for option in out_of_it {
            writeln!(out, "  {}: {}", plain(&option.title), plain(&option.out))?;
        }
    }
    writeln!(out, "\n{}.", plain(&analysis.verdict.sentence()))?;
    Ok(())
}
