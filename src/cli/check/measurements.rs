//! `check --measurements`: whether the decision holds with fresh measurements.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::Arguments;
use super::fresh::{Fresh, files, refresh};
use crate::analysis::{Holding, HoldingChange, ProfileHolding, holding, listed, performance};
use crate::cli::Outcome;
use crate::cli::error::Stop;
use crate::cli::input::{open, profile};
use crate::cli::layout::{count, json, plain};
use crate::workbook::{AlternativeId, ItemRef, Kind, ProfileId, Workbook};

/// What `check --measurements --json` prints.
#[derive(Serialize)]
struct HoldingDocument {
    /// Version of this shape.
    format: u32,
    file: String,
    /// Whether the decision holds under every profile that was looked at.
    holds: bool,
    /// What was read for each load run.
    read: Vec<ReadDocument>,
    /// Files that no load run was read from.
    unmatched: Vec<String>,
    /// Performances that are others than before.
    moved: Vec<MovedDocument>,
    profiles: Vec<ProfileDocument>,
}

#[derive(Serialize)]
struct ReadDocument {
    run: String,
    option: Option<String>,
    file: String,
    points: usize,
    remarks: Vec<String>,
}

#[derive(Serialize)]
struct MovedDocument {
    criterion: String,
    option: String,
    /// Null where it was, or is, unknown.
    from: Option<f64>,
    to: Option<f64>,
    unit: String,
}

#[derive(Serialize)]
struct ProfileDocument {
    /// Null where the workbook has no profile.
    id: Option<String>,
    name: String,
    holds: bool,
    leader: Option<String>,
    verdict: &'static str,
    changes: Vec<ChangeDocument>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum ChangeDocument {
    Winner {
        from: Option<String>,
        to: Option<String>,
    },
    Ranking {
        from: Vec<String>,
        to: Vec<String>,
    },
    Verdict {
        from: &'static str,
        to: &'static str,
    },
    Must {
        requirement: String,
        option: String,
        from: &'static str,
        to: &'static str,
        reason: String,
    },
}

pub(super) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, Stop> {
    let [path] = arguments.files.as_slice() else {
        return Err(Stop::refused(
            "--measurements and --run are of one workbook",
            "Name one workbook, then --measurements with the files or folders.",
        ));
    };
    let workbook = open(path)?.workbook;
    let one = profile(&workbook, path, arguments.profile.as_deref())?;
    let profiles: Vec<Option<ProfileId>> = match one {
        Some(one) => vec![Some(one)],
        None if workbook.profiles.is_empty() => vec![None],
        None => workbook.profiles.iter().map(|profile| Some(profile.id.clone())).collect(),
    };
    let paths = files(&arguments.measurements)?;
    let fresh = refresh(&workbook, &paths, &arguments.run)?;
    if fresh.read.is_empty() {
        return Err(nothing_matched(&workbook, path));
    }
    let found = holding(&workbook, &fresh.workbook, &profiles);
    if arguments.json {
        json(out, &document(path, &workbook, &fresh, &found))?;
    } else {
        print(path, &workbook, &fresh, &found, out)?;
    }
    Ok(if found.holds() { Outcome::Done } else { Outcome::DoesNotHold })
}

fn nothing_matched(workbook: &Workbook, path: &Path) -> Stop {
    let of_runs = workbook.measurements.iter().filter_map(|run| run.raw_file.as_ref());
    let points = workbook.measurements.iter().flat_map(|run| &run.points);
    let mut names: Vec<&str> = of_runs
        .chain(points.filter_map(|point| point.raw_file.as_ref()))
        .map(|raw| raw.name.as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    let hint = match names.as_slice() {
        [] => "No load run tells its file: say with --run ID=FILE which file is of which run."
            .to_owned(),
        few if few.len() <= 6 => format!("Its load runs were read from {}.", few.join(", ")),
        [first, ..] => {
            format!("Its load runs were read from {} files, such as {first}.", names.len())
        }
    };
    Stop::refused(format!("{}: no file is of one of its load runs", path.display()), hint)
}

fn document(path: &Path, workbook: &Workbook, fresh: &Fresh, found: &Holding) -> HoldingDocument {
    let told = |path: &PathBuf| path.display().to_string();
    HoldingDocument {
        format: 1,
        file: path.display().to_string(),
        holds: found.holds(),
        read: fresh
            .read
            .iter()
            .map(|it| ReadDocument {
                run: it.run.to_string(),
                option: workbook.measurement(&it.run).map(|run| run.alternative.to_string()),
                file: told(&it.file),
                points: it.points,
                remarks: it.remarks.clone(),
            })
            .collect(),
        unmatched: fresh.unmatched.iter().map(told).collect(),
        moved: found
            .moved
            .iter()
            .map(|it| MovedDocument {
                criterion: it.criterion.to_string(),
                option: it.alternative.to_string(),
                from: it.from,
                to: it.to,
                unit: workbook
                    .criterion(&it.criterion)
                    .and_then(|criterion| criterion.measure())
                    .map_or_else(String::new, |measure| measure.unit().to_owned()),
            })
            .collect(),
        profiles: found
            .profiles
            .iter()
            .map(|it| ProfileDocument {
                id: it.profile.as_ref().map(ToString::to_string),
                name: name(workbook, it),
                holds: it.holds(),
                leader: it.leader.as_ref().map(ToString::to_string),
                verdict: it.verdict.name(),
                changes: it.changes.iter().map(change_document).collect(),
            })
            .collect(),
    }
}

fn change_document(change: &HoldingChange) -> ChangeDocument {
    let text = |id: &AlternativeId| id.to_string();
    match change {
        HoldingChange::Winner { from, to } => {
            ChangeDocument::Winner { from: from.as_ref().map(text), to: to.as_ref().map(text) }
        }
        HoldingChange::Ranking { from, to } => ChangeDocument::Ranking {
            from: from.iter().map(text).collect(),
            to: to.iter().map(text).collect(),
        },
        HoldingChange::Verdict { from, to } => {
            ChangeDocument::Verdict { from: from.name(), to: to.name() }
        }
        HoldingChange::Must { requirement, alternative, from, to, reason } => {
            ChangeDocument::Must {
                requirement: requirement.to_string(),
                option: alternative.to_string(),
                from: from.name(),
                to: to.name(),
                reason: reason.clone(),
            }
        }
    }
}

/// Name of a profile.
fn name(workbook: &Workbook, it: &ProfileHolding) -> String {
    it.profile.as_ref().map_or_else(
        || "All weights".to_owned(),
        |id| ItemRef::new(Kind::Profile, id.as_str()).name(workbook),
    )
}

fn print(
    path: &Path,
    workbook: &Workbook,
    fresh: &Fresh,
    found: &Holding,
    out: &mut dyn Write,
) -> Result<(), Stop> {
    let option = |id: &AlternativeId| workbook.alternative_name(id).to_owned();
    writeln!(out, "{}", plain(&path.display().to_string()))?;
    for it in &fresh.read {
        let of = workbook.measurement(&it.run).map(|run| option(&run.alternative));
        let words = format!(
            "{}: {} of {} ({})",
            it.file.display(),
            count(it.points, "point"),
            it.run,
            of.unwrap_or_default()
        );
        writeln!(out, "  read     {}", plain(&words))?;
        for remark in &it.remarks {
            writeln!(out, "           {}", plain(remark))?;
        }
    }
    for file in &fresh.unmatched {
        writeln!(
            out,
            "  unused   {}: no load run was read from a file of that name",
            plain(&file.display().to_string())
        )?;
    }
    for it in &found.moved {
        let print = |x: Option<f64>| match (x, workbook.criterion(&it.criterion)) {
            (Some(x), Some(criterion)) => {
                criterion.measure().map_or_else(String::new, |measure| performance(measure, x))
            }
            _ => "unknown".to_owned(),
        };
        let words = format!(
            "{}, {}: {} to {}",
            workbook.criterion_name(&it.criterion),
            option(&it.alternative),
            print(it.from),
            print(it.to)
        );
        writeln!(out, "  moved    {}", plain(&words))?;
    }
    for it in &found.profiles {
        let state = if it.holds() { "holds" } else { "FAILS" };
        let leader = it.leader.as_ref().map_or_else(|| "none".to_owned(), option);
        let words = format!("{}: first {leader}, {}", name(workbook, it), it.verdict.name());
        writeln!(out, "  {state}    {}", plain(&words))?;
        for change in &it.changes {
            writeln!(out, "           {}", plain(&words_of(workbook, change)))?;
        }
    }
    let broken = found.profiles.iter().filter(|it| !it.holds()).count();
    let of = count(found.profiles.len(), "profile");
    if broken == 0 {
        writeln!(out, "  The decision holds under {of}.")?;
    } else {
        writeln!(out, "  The decision does not hold under {broken} of {of}.")?;
    }
    Ok(())
}

fn words_of(workbook: &Workbook, change: &HoldingChange) -> String {
    let option = |id: &AlternativeId| workbook.alternative_name(id).to_owned();
    let one = |id: &Option<AlternativeId>| id.as_ref().map_or_else(|| "none".to_owned(), option);
    let row = |ids: &[AlternativeId]| {
        let names: Vec<String> = ids.iter().map(option).collect();
        if names.is_empty() { "none".to_owned() } else { listed(&names) }
    };
    match change {
        HoldingChange::Winner { from, to } => {
            format!("The winner was {}, now {}.", one(from), one(to))
        }
        HoldingChange::Ranking { from, to } => {
            format!("The ranking was {}, now {}.", row(from), row(to))
        }
        HoldingChange::Verdict { from, to } => {
            format!("The verdict was {}, now {}.", from.name(), to.name())
        }
        HoldingChange::Must { requirement, alternative, from, to, reason } => {
            let must = ItemRef::new(Kind::Requirement, requirement.as_str()).name(workbook);
            let reason = if reason.is_empty() { String::new() } else { format!(" ({reason})") };
            format!(
                "{} at the must \"{must}\": {}, now {}{reason}.",
                option(alternative),
                from.name(),
                to.name()
            )
        }
    }
}
