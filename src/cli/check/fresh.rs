//! Fresh results of load tools put in place of the points that a workbook
//! holds: files are matched by the names that runs and points were read from,
//! or said to be of a run.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::BufReader;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::analysis::replacements;
use crate::cli::error::{Refusal, Stop};
use crate::import::load::{LoadResults, ReadRun, ReadSettings, read_load};
use crate::workbook::{LoadPoint, Measurement, MeasurementId, RawFile, Workbook, faults};

/// Folders within folders that are looked into.
const DEPTH: usize = 8;

/// Names of runs that are told where none fits.
const MOST_NAMES: usize = 12;

/// A workbook with fresh points, and where these came from.
pub(super) struct Fresh {
    pub(super) workbook: Workbook,
    /// What was read for each run, in the workbook's order.
    pub(super) read: Vec<FreshRun>,
    /// Files that no run was read from, by name.
    pub(super) unmatched: Vec<PathBuf>,
}

/// Points of one run that are fresh.
pub(super) struct FreshRun {
    pub(super) run: MeasurementId,
    pub(super) file: PathBuf,
    /// Points that the file gave.
    pub(super) points: usize,
    /// What is to be known of it, a sentence each.
    pub(super) remarks: Vec<String>,
}

/// The files named, and those in the folders named, in the order of their
/// paths.
pub(super) fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Stop> {
    let mut found = BTreeSet::new();
    for path in paths {
        if path.is_dir() {
            within(path, DEPTH, &mut found)?;
        } else {
            found.insert(path.clone());
        }
    }
    Ok(found.into_iter().collect())
}

fn within(folder: &Path, depth: usize, found: &mut BTreeSet<PathBuf>) -> Result<(), Stop> {
    let refused = |cause: std::io::Error| {
        Stop::refused(
            format!("{}: cannot be looked into: {cause}", folder.display()),
            "Check that the folder is there and may be read.",
        )
    };
    for entry in fs::read_dir(folder).map_err(refused)? {
        let path = entry.map_err(refused)?.path();
        if path.is_dir() && depth > 0 {
            within(&path, depth - 1, found)?;
        } else if path.is_file() {
            found.insert(path);
        }
    }
    Ok(())
}

/// A file that is said to be of a run.
#[derive(Debug, Clone)]
pub(super) struct Assigned {
    run: MeasurementId,
    file: PathBuf,
    /// Which of several runs of the file.
    name: Option<String>,
}

impl Assigned {
    /// Splits `ID=FILE` or `ID=FILE#NAME`.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let wrong = "it has to be ID=FILE, or ID=FILE#NAME for one of several runs in a file";
        let (id, file) = text.split_once('=').ok_or(wrong)?;
        let run = MeasurementId::new(id.trim()).map_err(|error| error.to_string())?;
        if file.is_empty() {
            return Err(wrong.to_owned());
        }
        let whole = PathBuf::from(file);
        // A file may be called so.
        let named = file.rsplit_once('#').filter(|_| !whole.exists());
        Ok(match named {
            Some((file, name)) => Self { run, file: file.into(), name: Some(name.to_owned()) },
            None => Self { run, file: whole, name: None },
        })
    }
}

/// Puts fresh points in place of the old ones.
pub(super) fn refresh(
    workbook: &Workbook,
    paths: &[PathBuf],
    assigned: &[Assigned],
) -> Result<Fresh, Stop> {
    let mut refusals = Vec::new();
    let old = replacements(workbook);
    // Runs that another replaced count for nothing, and stay as they were.
    let current: BTreeSet<&MeasurementId> = workbook
        .measurements
        .iter()
        .map(|run| &run.id)
        .filter(|id| !old.contains_key(id))
        .collect();
    let mut by_name: BTreeMap<String, &Path> = BTreeMap::new();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Some(other) = by_name.insert(name.clone(), path) {
            refusals.push(Refusal {
                message: format!("{}: {} has the same name", path.display(), other.display()),
                hint: "Runs know the files that they were read from by name: give one of them."
                    .to_owned(),
            });
        }
    }
    let named: BTreeSet<&MeasurementId> = assigned.iter().map(|it| &it.run).collect();
    for id in named.iter().filter(|id| !current.contains(**id)) {
        let hint = match old.get(*id) {
            Some(newest) => format!("{newest} replaced it: give that one."),
            None => {
                let ids: Vec<&str> = current.iter().map(|id| id.as_str()).collect();
                format!("The load runs are {}.", ids.join(", "))
            }
        };
        refusals.push(Refusal { message: format!("--run {id}: there is no such load run"), hint });
    }
    let mut desk = Desk { opened: BTreeMap::new(), refusals };
    let mut fresh = workbook.clone();
    let mut used: BTreeSet<&Path> = BTreeSet::new();
    let mut read = Vec::new();
    for run in Arc::make_mut(&mut fresh.measurements) {
        if !current.contains(&run.id) {
            continue;
        }
        if named.contains(&run.id) {
            let files = assigned.iter().filter(|it| it.run == run.id);
            let files: Vec<(&Path, Option<&str>)> =
                files.map(|it| (it.file.as_path(), it.name.as_deref())).collect();
            desk.whole(run, &files, &mut read);
        } else {
            let whole = run.raw_file.as_ref().and_then(|raw| by_name.get(raw.name.as_str()));
            if let Some(&path) = whole {
                used.insert(path);
                desk.whole(run, &[(path, None)], &mut read);
            }
            let names: BTreeSet<String> = run
                .points
                .iter()
                .filter_map(|it| Some(it.raw_file.as_ref()?.name.clone()))
                .collect();
            for name in names {
                if let Some(&path) = by_name.get(name.as_str()) {
                    used.insert(path);
                    desk.part(run, &name, path, &mut read);
                }
            }
        }
    }
    if !desk.refusals.is_empty() {
        return Err(Stop::Refused(desk.refusals));
    }
    if let Some(fault) = faults(&fresh).first() {
        return Err(Stop::refused(
            format!("the fresh points do not fit the workbook: {}", fault.message),
            fault.hint.clone(),
        ));
    }
    let unmatched = paths.iter().filter(|path| !used.contains(path.as_path())).cloned().collect();
    Ok(Fresh { workbook: fresh, read, unmatched })
}

/// Files as they are read, each once, and what could not be.
struct Desk {
    opened: BTreeMap<PathBuf, Option<LoadResults>>,
    refusals: Vec<Refusal>,
}

impl Desk {
    fn open(&mut self, path: &Path) -> Option<LoadResults> {
        if let Some(known) = self.opened.get(path) {
            return known.clone();
        }
        let results = match File::open(path) {
            Err(cause) => {
                self.refuse(path, &format!("cannot be read: {cause}"), "Check the name.");
                None
            }
            Ok(file) => {
                let go_on = &mut |_| ControlFlow::Continue(());
                match read_load(BufReader::new(file), &ReadSettings::default(), go_on) {
                    Ok(results) => Some(results),
                    Err(error) => {
                        self.refuse(path, &error.to_string(), &error.hint);
                        None
                    }
                }
            }
        };
        self.opened.insert(path.to_owned(), results.clone());
        results
    }

    fn refuse(&mut self, path: &Path, what: &str, hint: &str) {
        self.refusals.push(Refusal {
            message: format!("{}: {what}", path.display()),
            hint: hint.to_owned(),
        });
    }

    /// The run of a file that a run of the workbook is read from, with the raw
    /// file to keep: the only one, or the one that goes by its name; of several
    /// by that name the one of its scenario.
    fn run_of(
        &mut self,
        run: &Measurement,
        path: &Path,
        said: Option<&str>,
    ) -> Option<(ReadRun, RawFile)> {
        let results = self.open(path)?;
        let name = name_of(path);
        let of_points = run.points.iter().filter_map(|point| point.raw_file.as_ref());
        let kept = run.raw_file.iter().chain(of_points).find(|raw| raw.name == name);
        let kept = kept.map(|raw| raw.run.as_str()).filter(|called| !called.is_empty());
        let called = said.or(kept);
        let named = |it: &&ReadRun| match called {
            Some(called) => it.name == called,
            None => it.name == run.label || it.name == run.id.as_str(),
        };
        let found = match results.runs.as_slice() {
            [only] if said.is_none() => Some(only),
            several => {
                let by_name: Vec<&ReadRun> = several.iter().filter(named).collect();
                let of_scenario = by_name.iter().find(|it| it.scenario == run.scenario);
                match by_name.as_slice() {
                    [only] => Some(*only),
                    _ => of_scenario.copied(),
                }
            }
        };
        let Some(found) = found else {
            let called = called.unwrap_or(&run.label);
            let scenario = match run.scenario.as_str() {
                "" => String::new(),
                scenario => format!(" in the scenario \"{scenario}\""),
            };
            let mut names: Vec<&str> = results.runs.iter().map(|it| it.name.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            let shown = names.len().min(MOST_NAMES);
            let more = match names.len() - shown {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let what = format!("holds no run called \"{called}\"{scenario}");
            let hint = format!("Its runs are called {}{more}.", names[..shown].join(", "));
            self.refuse(path, &what, &hint);
            return None;
        };
        let run = called.unwrap_or_default().to_owned();
        Some((found.clone(), RawFile { name, sha256: results.sha256, run }))
    }

    /// Puts the points of files in place of all points of a run.
    fn whole(
        &mut self,
        run: &mut Measurement,
        paths: &[(&Path, Option<&str>)],
        read: &mut Vec<FreshRun>,
    ) {
        let several = paths.len() > 1;
        let before = run.clone();
        let old = std::mem::take(&mut run.points);
        let mut points: Vec<LoadPoint> = Vec::new();
        for &(path, name) in paths {
            let Some((found, raw)) = self.run_of(&before, path, name) else { continue };
            let mut remarks = Vec::new();
            let fresh = fitted(&found, &old, &mut remarks);
            read.push(FreshRun {
                run: run.id.clone(),
                file: path.to_path_buf(),
                points: fresh.len(),
                remarks,
            });
            let own = several.then(|| raw.clone());
            points.extend(fresh.into_iter().map(|it| LoadPoint { raw_file: own.clone(), ..it }));
            run.raw_file = (!several).then_some(raw);
            run.date = found.date;
        }
        run.points = points;
    }

    /// Puts the points of a file in place of those of a run that were read from
    /// a file of that name.
    fn part(&mut self, run: &mut Measurement, name: &str, path: &Path, read: &mut Vec<FreshRun>) {
        let Some((found, raw)) = self.run_of(run, path, None) else { return };
        let is_of = |point: &LoadPoint| point.raw_file.as_ref().is_some_and(|it| it.name == name);
        let at = run.points.iter().position(is_of).unwrap_or(run.points.len());
        let (old, mut points): (Vec<LoadPoint>, Vec<LoadPoint>) =
            std::mem::take(&mut run.points).into_iter().partition(is_of);
        let mut remarks = Vec::new();
        let fresh = fitted(&found, &old, &mut remarks);
        read.push(FreshRun {
            run: run.id.clone(),
            file: path.to_owned(),
            points: fresh.len(),
            remarks,
        });
        let raw = Some(RawFile { name: name.to_owned(), ..raw });
        let fresh = fresh.into_iter().map(|point| LoadPoint { raw_file: raw.clone(), ..point });
        points.splice(at..at, fresh);
        run.points = points;
        if found.date.is_some() {
            run.date = found.date;
        }
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The points of a file, with what their tool cannot know taken over from those
/// that they replace: the load, where each has its counterpart, and the memory.
fn fitted(found: &ReadRun, old: &[LoadPoint], remarks: &mut Vec<String>) -> Vec<LoadPoint> {
    let fresh: Vec<LoadPoint> = found.points.iter().map(|it| it.point.clone()).collect();
    let alike = fresh.len() == old.len();
    let (mut loads, mut memory) = (false, false);
    let made = fresh.into_iter().enumerate().map(|(at, mut point)| {
        let same = |other: &&LoadPoint| {
            point.concurrency.is_some() && other.concurrency == point.concurrency
        };
        let twin = old.iter().find(same).or_else(|| {
            let in_place = alike.then(|| old.get(at)).flatten();
            in_place.filter(|_| point.concurrency.is_none())
        });
        if let Some(twin) = twin {
            loads |= point.concurrency.is_none() && twin.concurrency.is_some();
            memory |= point.memory_mb.is_none() && twin.memory_mb.is_some();
            point.concurrency = point.concurrency.or(twin.concurrency);
            point.memory_mb = point.memory_mb.or(twin.memory_mb);
        }
        point
    });
    let made = made.collect();
    if loads {
        remarks.push("The file does not tell the load: it is taken from the workbook.".to_owned());
    }
    if memory {
        remarks.push("The file does not tell the memory: it stays as it was.".to_owned());
    }
    remarks.extend(found.points.iter().flat_map(|point| point.warnings.iter().cloned()));
    made
}
