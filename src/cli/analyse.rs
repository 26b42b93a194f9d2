//! `analyse`: what lies behind a ranking, and what would change it.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::error::Stop;
use super::input::{analysed, open};
use super::layout::{Align, Table, json, plain};
use super::{Outcome, rank};
use crate::record::Record;

/// Tell why the ranking is as it is and what would change it
///
/// Prints the ranking, the weights and how far each can move before another
/// option leads, what would have to be true for each losing option to lead,
/// and what is unknown. With --json everything, cell by cell.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The workbook
    file: PathBuf,

    /// Profile whose weights and answers count, by id or name; without it the
    /// workbook's active one
    #[arg(short, long, value_name = "PROFILE")]
    profile: Option<String>,

    /// Print the whole analysis as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, Stop> {
    let opened = open(&arguments.file)?;
    let (analysis, record) =
        analysed(&opened.workbook, &arguments.file, arguments.profile.as_deref())?;
    if arguments.json {
        let mut numbers = record.numbers;
        numbers.add_cross_checks(&opened.workbook, &analysis);
        numbers.add_draws(&opened.workbook, &analysis);
        numbers.add_reasons(&opened.workbook, &analysis);
        numbers.add_load_runs(&opened.workbook);
        json(out, &numbers)?;
        return Ok(Outcome::Done);
    }
    rank::print(&record, &analysis, out)?;
    section(out, "Why", &record.reasons)?;
    section(out, "What speaks against it", &record.downsides)?;
    switching(&record, out)?;
    flips(&record, out)?;
    section(out, "Unknown", &record.unknown)?;
    section(out, "To bear in mind", &record.caveats)?;
    Ok(Outcome::Done)
}

fn section(out: &mut dyn Write, heading: &str, lines: &[String]) -> Result<(), Stop> {
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{heading}")?;
    for line in lines {
        writeln!(out, "  {}", plain(line))?;
    }
    Ok(())
}

fn switching(record: &Record, out: &mut dyn Write) -> Result<(), Stop> {
    if record.switching.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nWeights, and where another option leads")?;
    let mut table = Table::new([
        ("Criterion", Align::Left),
        ("Now", Align::Right),
        ("Below", Align::Left),
        ("Above", Align::Left),
    ]);
    for line in &record.switching {
        table.row([&line.criterion, &line.now, &line.below, &line.above]);
    }
    table.print(out, 2)?;
    Ok(())
}

fn flips(record: &Record, out: &mut dyn Write) -> Result<(), Stop> {
    if record.flips.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nWhat would have to be true")?;
    for flip in &record.flips {
        writeln!(out, "  {} ({} points behind)", plain(&flip.option), plain(&flip.gap))?;
        writeln!(out, "    {}", plain(&flip.score))?;
        writeln!(out, "    {}", plain(&flip.pair))?;
        writeln!(out, "    {}", plain(&flip.weight))?;
        writeln!(out, "    {}", plain(&flip.weights))?;
    }
    Ok(())
}
