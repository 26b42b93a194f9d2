//! `load`: what is in the results of load tools, and the scalability law fitted
//! to it.

use std::fs::File;
use std::io::{self, Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Outcome;
use super::error::Stop;
use super::layout::{Align, Table, json, plain};
use crate::analysis::number;
use crate::import::load::{
    Format, HEAD, LoadError, LoadResults, ReadPoint, ReadRun, ReadSettings, read_load, recognise,
};
use crate::workbook::Subject;

mod columns;
mod document;
mod series;

use document::{FileDocument, LoadDocument};
use series::{Series, series};

/// What stands for a file on standard input.
const STANDARD_INPUT: &str = "-";

/// What stands for a number that is not known.
const UNKNOWN: &str = "–";

/// Tell what is in the results of load tools
///
/// Reads what wrk, wrk2, hey, oha, autocannon, k6, vegeta, ab, siege, Locust,
/// JMeter, Gatling, hyperfine, pyperf and TechEmpower wrote, and plain CSV, in
/// one unit each: requests a second, milliseconds. The tool is told by the
/// content, not by the name. Where there are enough levels of concurrency, the
/// scalability law is fitted; files of one tool and address in one folder that
/// hold one level each count together as one series.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Results of load tools; - is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Print what was read as JSON
    #[arg(long)]
    json: bool,

    /// Columns of plain CSV, by heading or number from 1, such as
    /// concurrency=users,throughput=5. Kinds are run, scenario, concurrency,
    /// throughput, duration (s), requests, errors, mean, p50 and any other
    /// percentile, max (ms) and memory (MB)
    #[arg(long, value_name = "KIND=COLUMN,...")]
    columns: Option<String>,

    /// Fit each file by itself
    #[arg(long)]
    separate: bool,
}

/// A file that could be read.
pub(super) struct Loaded {
    name: String,
    /// Where it lies: sweeps of different systems lie in different folders.
    folder: PathBuf,
    results: LoadResults,
}

pub(super) fn run(
    arguments: &Arguments,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Outcome, Stop> {
    let wanted = arguments.columns.as_deref().map(columns::parse).transpose()?;
    let mut loaded = Vec::new();
    let mut files = Vec::new();
    let mut all_read = true;
    for path in &arguments.files {
        let name = path.display().to_string();
        match read(path, wanted.as_deref()) {
            Ok(results) => {
                files.push(FileDocument::read(&name, &results));
                let folder = path.parent().map(Path::to_owned).unwrap_or_default();
                loaded.push(Loaded { name, folder, results });
            }
            Err(error) => {
                all_read = false;
                files.push(FileDocument::unread(&name, &error));
                Stop::refused(format!("{name}: {error}"), error.hint).print(err)?;
            }
        }
    }
    let series = series(&loaded, arguments.separate);
    if arguments.json {
        json(out, &LoadDocument::new(files, &loaded, &series))?;
    } else {
        print(&loaded, &series, out)?;
    }
    Ok(if all_read { Outcome::Done } else { Outcome::Refused })
}

fn read(path: &Path, wanted: Option<&[columns::Wanted]>) -> Result<LoadResults, LoadError> {
    let mut file: Box<dyn Read> = if path.as_os_str() == STANDARD_INPUT {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(path).map_err(|error| unreadable(&error))?)
    };
    let mut head = Vec::new();
    file.by_ref().take(HEAD as u64).read_to_end(&mut head).map_err(|error| unreadable(&error))?;
    let mut settings = ReadSettings::default();
    if let Some(wanted) = wanted
        && recognise(&head) == Some(Format::Csv)
    {
        settings.columns = Some(columns::resolve(wanted, &head)?);
    }
    read_load(head.chain(file), &settings, &mut |_| ControlFlow::Continue(()))
}

fn unreadable(error: &io::Error) -> LoadError {
    let what = match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::IsADirectory => "this is a folder".to_owned(),
        _ => format!("cannot be read: {error}"),
    };
    LoadError::new(what, "Name a file that a load tool wrote, or - for standard input.")
}

fn print(loaded: &[Loaded], series: &[Series], out: &mut dyn Write) -> Result<(), Stop> {
    for (at, file) in loaded.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        print_file(file, out)?;
    }
    for series in series {
        writeln!(out, "\n{}", plain(&series.title(loaded)))?;
        for line in series.lines() {
            writeln!(out, "  {}", plain(&line))?;
        }
    }
    for (tool, limits) in limits(loaded) {
        writeln!(out, "\nWhat {tool} can and cannot tell")?;
        for limit in limits {
            writeln!(out, "  {}", plain(limit))?;
        }
    }
    Ok(())
}

/// What each tool can and cannot tell, each sentence once.
fn limits(loaded: &[Loaded]) -> Vec<(&'static str, Vec<&str>)> {
    let mut told: Vec<(&'static str, Vec<&str>)> = Vec::new();
    for results in loaded.iter().map(|file| &file.results) {
        let tool = results.format.tool();
        let at = told.iter().position(|(known, _)| *known == tool).unwrap_or_else(|| {
            told.push((tool, Vec::new()));
            told.len() - 1
        });
        for limit in &results.limits {
            if !told[at].1.contains(&limit.as_str()) {
                told[at].1.push(limit);
            }
        }
    }
    told.retain(|(_, limits)| !limits.is_empty());
    told
}

fn print_file(file: &Loaded, out: &mut dyn Write) -> Result<(), Stop> {
    let results = &file.results;
    writeln!(out, "{}: {}", plain(&file.name), results.format.tool())?;
    let programs = results.runs.iter().filter(|run| run.subject == Subject::Program);
    let mut table = Table::new([
        ("Program", Align::Left),
        ("Mean ms", Align::Right),
        ("Deviation", Align::Right),
        ("Median", Align::Right),
        ("Longest", Align::Right),
        ("Memory MB", Align::Right),
        ("Runs", Align::Right),
        ("", Align::Left),
    ]);
    let mut any_program = false;
    for (run, read) in programs.flat_map(|run| run.points.iter().map(move |read| (run, read))) {
        any_program = true;
        let point = &read.point;
        let runs = match read.values_s.len() {
            0 => UNKNOWN.to_owned(),
            runs => runs.to_string(),
        };
        table.row([
            &run.name,
            &shown(point.mean_ms),
            &shown(point.stddev_ms),
            &shown(point.percentile(50.0)),
            &shown(point.max_ms),
            &shown(point.memory_mb),
            &runs,
            &read.label,
        ]);
    }
    if any_program {
        table.print(out, 2)?;
    }
    for run in results.runs.iter().filter(|run| run.subject == Subject::Requests) {
        print_run(run, out)?;
    }
    for warning in warnings(results) {
        writeln!(out, "  warning: {}", plain(&warning))?;
    }
    Ok(())
}

fn print_run(run: &ReadRun, out: &mut dyn Write) -> Result<(), Stop> {
    let date = run.date.map(|date| format!(", {date}")).unwrap_or_default();
    writeln!(out, "  {}{date}", plain(&run.name))?;
    let mut table = Table::new([
        ("Concurrency", Align::Right),
        ("Requests/s", Align::Right),
        ("Errors", Align::Right),
        ("Mean ms", Align::Right),
        ("p50", Align::Right),
        ("p95", Align::Right),
        ("p99", Align::Right),
        ("", Align::Left),
    ]);
    for read in &run.points {
        let point = &read.point;
        let asked = point.offered_rps.map(|rps| format!("{} a second asked for", figure(rps)));
        let notes: Vec<String> =
            Some(read.label.clone()).into_iter().filter(|it| !it.is_empty()).chain(asked).collect();
        table.row([
            &shown(point.concurrency),
            &shown(point.throughput_rps),
            &shown(point.errors.map(|errors| errors as f64)),
            &shown(point.mean_ms),
            &shown(point.percentile(50.0)),
            &shown(point.percentile(95.0)),
            &shown(point.percentile(99.0)),
            &notes.join(", "),
        ]);
    }
    table.print(out, 4)?;
    Ok(())
}

/// Warnings of a file and its points, with what tells the point from others.
fn warnings(results: &LoadResults) -> Vec<String> {
    let mut all = results.warnings.clone();
    let several = results.runs.iter().map(|run| run.points.len()).sum::<usize>() > 1;
    for run in &results.runs {
        for read in &run.points {
            let place = if several { place(run, read) } else { String::new() };
            all.extend(read.warnings.iter().map(|warning| format!("{place}{warning}")));
        }
    }
    all
}

fn place(run: &ReadRun, read: &ReadPoint) -> String {
    match (read.point.concurrency, read.point.offered_rps) {
        (Some(concurrency), _) => format!("At {}: ", figure(concurrency)),
        (None, Some(rps)) => format!("At {} a second: ", figure(rps)),
        (None, None) if !read.label.is_empty() => format!("{}: ", read.label),
        (None, None) => format!("{}: ", run.name),
    }
}

fn shown(value: Option<f64>) -> String {
    value.map_or_else(|| UNKNOWN.to_owned(), figure)
}

/// A number with as many decimals as are of use.
fn figure(value: f64) -> String {
    let decimals = match value.abs() {
        x if x.fract() == 0.0 || x >= 1000.0 => 0,
        x if x >= 100.0 => 1,
        x if x >= 1.0 => 2,
        _ => 4,
    };
    number(value, decimals)
}
