//! From files that were read to the load runs that a workbook might keep:
//! which option and scenario they seem to be of, which files belong together,
//! what they would replace.
//!
//! Here: proposals as plain data, and the edit that keeps them. All of it is a
//! guess that somebody looks at; nothing here changes a workbook.

mod guess;

use std::collections::BTreeSet;

use super::{LoadResults, ReadPoint, ReadRun};
use crate::workbook::{
    AlternativeId, Date, Edit, Item, LoadPoint, Measurement, MeasurementId, RawFile, Subject,
    Workbook,
};

pub use guess::{load_in_name, option_named, scenario_named};

/// A file that was read, as it lay on the disk.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedResults {
    /// Its name, without folders.
    pub name: String,
    /// The name of the folder that it lies in; empty where it lies in none.
    pub folder: String,
    /// What it holds.
    pub results: LoadResults,
}

/// A load run as it might be kept.
#[derive(Debug, Clone, PartialEq)]
pub struct ProposedRun {
    /// Whether it is to be kept.
    pub keep: bool,
    /// What the files call it, each name once.
    pub names: Vec<String>,
    /// The option that it seems to be of; nothing where none fits best.
    pub option: Option<AlternativeId>,
    /// What was asked of the system.
    pub scenario: String,
    /// What tells it from others of the same option.
    pub label: String,
    /// Machine, versions, settings.
    pub environment: String,
    /// The load tool.
    pub tool: String,
    /// Day of the run.
    pub date: Option<Date>,
    /// What its times are of.
    pub subject: Subject,
    /// Processor cores that the system measured had.
    pub cores: Option<f64>,
    /// Shown beside the others, but feeds no criterion.
    pub comparison_only: bool,
    /// Points, by rising load; those of unknown load last.
    pub points: Vec<ProposedPoint>,
    /// The run of the workbook that it replaces.
    pub replaces: Option<MeasurementId>,
    /// A run of the workbook that was read from one of these files already.
    pub known_as: Option<MeasurementId>,
    /// What its tool can and cannot know, a sentence each.
    pub limits: Vec<String>,
    /// What is odd about its files, a sentence each.
    pub warnings: Vec<String>,
}

/// A point as it might be kept.
#[derive(Debug, Clone, PartialEq)]
pub struct ProposedPoint {
    /// What was measured.
    pub point: LoadPoint,
    /// The file that it was read from.
    pub file: RawFile,
    /// The load stands in the file's name alone.
    pub load_from_name: bool,
    /// What is odd about it, a sentence each.
    pub warnings: Vec<String>,
    /// What the file calls it, where it has a name of its own.
    pub label: String,
}

/// Why a proposed run cannot be kept yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Lacking {
    /// No option was chosen.
    #[error("choose the option that this run is of")]
    Option,
    /// It has no point left.
    #[error("this run has no point left")]
    Points,
}

/// What might be kept of files that were read, in their order: runs of one
/// option and scenario that single files hold a level each of are joined.
pub fn propose(workbook: &Workbook, files: &[NamedResults]) -> Vec<ProposedRun> {
    let mut proposed: Vec<ProposedRun> = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for file in files {
        // The same bytes twice are one file.
        if !seen.insert(&file.results.sha256) {
            continue;
        }
        for run in &file.results.runs {
            proposed.push(of_run(workbook, file, run));
        }
    }
    join_alike(&mut proposed);
    for run in &mut proposed {
        run.replaces = replaced_by(workbook, run);
    }
    proposed
}

/// One run of one file.
fn of_run(workbook: &Workbook, file: &NamedResults, run: &ReadRun) -> ProposedRun {
    let stem = guess::stem(&file.name);
    let texts = [stem.as_str(), file.folder.as_str(), run.name.as_str()];
    let option = option_named(workbook, &texts);
    let scenario = scenario_named(workbook, &run.scenario, &texts, option.as_ref());
    // Several runs of one file are told apart by what the file calls them.
    let label = if file.results.runs.len() > 1 && !run.name.trim().is_empty() {
        run.name.trim().to_owned()
    } else {
        guess::label(workbook, &texts, option.as_ref(), &scenario)
    };
    let one = run.points.len() == 1;
    let named_load = if one && run.subject == Subject::Requests {
        load_in_name(&stem).or_else(|| load_in_name(&run.name))
    } else {
        None
    };
    let several = file.results.runs.len() > 1;
    let raw = RawFile {
        name: file.name.clone(),
        sha256: file.results.sha256.clone(),
        run: if several { run.name.clone() } else { String::new() },
    };
    let points = run.points.iter().map(|read| of_point(read, &raw, named_load)).collect();
    let mut proposed = ProposedRun {
        keep: true,
        names: Some(run.name.clone()).filter(|name| !name.is_empty()).into_iter().collect(),
        option,
        scenario,
        label,
        environment: String::new(),
        tool: file.results.format.tool().to_owned(),
        date: run.date,
        subject: run.subject,
        cores: None,
        comparison_only: false,
        points,
        replaces: None,
        known_as: read_before(workbook, &raw.sha256),
        limits: file.results.limits.clone(),
        warnings: file.results.warnings.clone(),
    };
    // What was read before is offered, but not kept a second time unasked.
    proposed.keep = proposed.known_as.is_none();
    proposed.sort();
    proposed
}

fn of_point(read: &ReadPoint, raw: &RawFile, named_load: Option<f64>) -> ProposedPoint {
    let mut point = read.point.clone();
    // A load that the tool does not know is looked for in the file's name; one
    // at a fixed rate has none.
    let load_from_name =
        point.concurrency.is_none() && point.offered_rps.is_none() && named_load.is_some();
    if load_from_name {
        point.concurrency = named_load;
    }
    ProposedPoint {
        point,
        file: raw.clone(),
        load_from_name,
        warnings: read.warnings.clone(),
        label: read.label.clone(),
    }
}

/// The run that was read from a file with this hash.
pub fn read_before(workbook: &Workbook, sha256: &str) -> Option<MeasurementId> {
    let same = |raw: &Option<RawFile>| raw.as_ref().is_some_and(|raw| raw.sha256 == sha256);
    let run = workbook
        .measurements
        .iter()
        .find(|run| same(&run.raw_file) || run.points.iter().any(|point| same(&point.raw_file)))?;
    Some(run.id.clone())
}

/// The current run of the same option, scenario and label, which a new one
/// would replace.
pub fn replaced_by(workbook: &Workbook, run: &ProposedRun) -> Option<MeasurementId> {
    let option = run.option.as_ref()?;
    let current = |id: &MeasurementId| {
        !workbook.measurements.iter().any(|other| other.replaces.as_ref() == Some(id))
    };
    let same = workbook.measurements.iter().find(|other| {
        other.alternative == *option
            && other.scenario == run.scenario
            && other.label == run.label
            && other.subject == run.subject
            && current(&other.id)
    })?;
    // What was read from the very same file is no newer run of it.
    (run.known_as.as_ref() != Some(&same.id)).then(|| same.id.clone())
}

/// Joins proposals of one tool, option, scenario and label: the levels of load
/// that single files hold become the points of one run.
pub fn join_alike(proposed: &mut Vec<ProposedRun>) {
    let mut joined: Vec<ProposedRun> = Vec::with_capacity(proposed.len());
    for run in proposed.drain(..) {
        match joined.iter_mut().find(|other| other.is_alike(&run)) {
            Some(other) => other.join(run),
            None => joined.push(run),
        }
    }
    *proposed = joined;
}

impl ProposedRun {
    /// Whether both are levels of one run. Runs of unknown load are not: two of
    /// them would be tries at a level that nobody knows.
    fn is_alike(&self, other: &Self) -> bool {
        let known = |run: &Self| run.points.iter().all(|it| it.point.concurrency.is_some());
        self.tool == other.tool
            && self.option == other.option
            && self.scenario == other.scenario
            && self.label == other.label
            && self.subject == other.subject
            && self.keep == other.keep
            && known(self)
            && known(other)
    }

    fn join(&mut self, other: Self) {
        let add = |to: &mut Vec<String>, from: Vec<String>| {
            for text in from {
                if !to.contains(&text) {
                    to.push(text);
                }
            }
        };
        add(&mut self.names, other.names);
        add(&mut self.limits, other.limits);
        add(&mut self.warnings, other.warnings);
        self.date = self.date.max(other.date);
        self.points.extend(other.points);
        self.sort();
    }

    /// Puts the points in the order of their load, as it is known.
    pub fn sort(&mut self) {
        let load = |it: &ProposedPoint| it.point.concurrency.unwrap_or(f64::INFINITY);
        self.points.sort_by(|a, b| load(a).total_cmp(&load(b)));
    }

    /// Names of the files that it was read from, each once, in order of load.
    pub fn files(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for it in &self.points {
            if !names.contains(&it.file.name.as_str()) {
                names.push(&it.file.name);
            }
        }
        names
    }

    /// Its parts, one for each file.
    pub fn split(self) -> Vec<Self> {
        let mut hashes: Vec<String> = Vec::new();
        for it in &self.points {
            if !hashes.contains(&it.file.sha256) {
                hashes.push(it.file.sha256.clone());
            }
        }
        let part = |hash: &String| {
            let points: Vec<ProposedPoint> =
                self.points.iter().filter(|it| it.file.sha256 == *hash).cloned().collect();
            let label = points.first().map(|it| guess::stem(&it.file.name));
            Self { label: label.unwrap_or_default(), points, replaces: None, ..self.clone() }
        };
        hashes.iter().map(part).collect()
    }

    /// Levels that several points stand at: tries at the same load.
    pub fn tries(&self) -> Vec<(f64, usize)> {
        let loads = self.points.iter().filter_map(|it| it.point.concurrency);
        let mut loads: Vec<f64> = loads.collect();
        loads.sort_by(f64::total_cmp);
        let levels = loads.chunk_by(|a, b| a.total_cmp(b).is_eq());
        let counted = levels.filter_map(|tries| Some((*tries.first()?, tries.len())));
        counted.filter(|(_, count)| *count > 1).collect()
    }

    /// How many of its points count for no curve, since nobody told their load.
    pub fn without_load(&self) -> usize {
        self.points.iter().filter(|it| it.point.concurrency.is_none()).count()
    }

    /// The run as the workbook would keep it.
    ///
    /// # Errors
    /// When something is lacking that a run needs.
    pub fn measurement<'a>(
        &self,
        taken: impl Iterator<Item = &'a MeasurementId>,
    ) -> Result<Measurement, Lacking> {
        let option = self.option.clone().ok_or(Lacking::Option)?;
        let first = self.points.first().ok_or(Lacking::Points)?;
        let label = if self.label.trim().is_empty() { &self.tool } else { &self.label };
        let name = format!("{option} {label} {}", self.scenario);
        let one_file = self.points.iter().all(|it| it.file == first.file);
        let mut sorted = self.clone();
        sorted.sort();
        let points = sorted
            .points
            .into_iter()
            .map(|it| LoadPoint { raw_file: (!one_file).then_some(it.file), ..it.point });
        Ok(Measurement {
            scenario: self.scenario.clone(),
            environment: self.environment.clone(),
            tool: self.tool.clone(),
            date: self.date,
            subject: self.subject,
            cores: self.cores,
            comparison_only: self.comparison_only,
            points: points.collect(),
            raw_file: one_file.then(|| first.file.clone()),
            replaces: self.replaces.clone(),
            ..Measurement::new(MeasurementId::fresh(&name, "run", taken), option, label)
        })
    }
}

/// The edit that keeps the proposals that are to be kept, as one step; nothing
/// where none is.
///
/// # Errors
/// When one of them lacks something.
pub fn keeping(workbook: &Workbook, proposed: &[ProposedRun]) -> Result<Option<Edit>, Lacking> {
    let mut taken: Vec<MeasurementId> =
        workbook.measurements.iter().map(|run| run.id.clone()).collect();
    let mut runs = Vec::new();
    for proposal in proposed.iter().filter(|proposal| proposal.keep) {
        let run = proposal.measurement(taken.iter())?;
        taken.push(run.id.clone());
        runs.push(run);
    }
    let label = match runs.as_slice() {
        [] => return Ok(None),
        [run] => format!("add load run {}", run.label),
        runs => format!("add {} load runs", runs.len()),
    };
    let edits = runs.into_iter().map(|run| Edit::Put(Item::from(run))).collect();
    Ok(Some(Edit::All { label, edits }))
}
