//! Between the window and the disk: opening, saving, exporting, and the words
//! for what went wrong.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::document::Document;
use super::exporting::{Course, Exported, Step};
use super::prompt::Purpose;
use super::settings::Settings;
use crate::analysis::{Analysis, analyse};
use crate::record::{self, Format, Record, RecordOptions, Written};
use crate::store::{self, EXTENSION, Expected, OpenError, ReadError, SaveError, StateDir};
use crate::workbook::Workbook;

/// Folders that the program keeps things in.
#[derive(Debug, Clone)]
pub struct Places {
    /// Settings.
    pub settings: PathBuf,
    /// Earlier versions, recovery journals, locks.
    pub state: StateDir,
}

impl Places {
    /// The folders of the user who runs the program.
    pub fn of_user() -> Self {
        let folders = directories::ProjectDirs::from("", "", "weighbridge");
        let settings = folders.as_ref().map_or_else(
            || std::env::temp_dir().join("weighbridge"),
            |folders| folders.config_dir().to_owned(),
        );
        let state = StateDir::of_user()
            .unwrap_or_else(|| StateDir::at(std::env::temp_dir().join("weighbridge-state")));
        Self { settings, state }
    }

    /// Everything in one folder, as tests want it.
    pub fn in_folder(folder: &Path) -> Self {
        Self { settings: folder.join("config"), state: StateDir::at(folder.join("state")) }
    }
}

/// A path from the root on, under which a file is remembered.
pub fn whole_path(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// Whether a file is a workbook, as far as its name tells.
pub fn is_workbook(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ron"))
}

/// Opens a file; the error is what is wrong with it, line by line.
pub fn open(path: &Path, places: &Places) -> Result<Document, Vec<String>> {
    match store::open(path) {
        Ok(opened) => Ok(Document::from_file(path, opened, places)),
        Err(OpenError::Unreadable(error)) => Err(problems(&error)),
        Err(error) => Err(vec![error.to_string(), error.hint().to_owned()]),
    }
}

/// Problems told one by one before the rest is only counted.
const MOST_PROBLEMS: usize = 8;

/// What is wrong with a file and what to do about it, problem by problem.
fn problems(error: &ReadError) -> Vec<String> {
    let hints = error.problems.iter().map(|problem| problem.hint.clone());
    let mut told: Vec<String> = error
        .lines()
        .zip(hints)
        .take(MOST_PROBLEMS)
        .flat_map(|(line, hint)| [line, hint])
        .filter(|line| !line.is_empty())
        .collect();
    if let Some(rest) = error.problems.len().checked_sub(MOST_PROBLEMS).filter(|rest| *rest > 0) {
        told.push(format!("and {rest} more"));
    }
    told
}

/// A workbook from a template that comes with the program.
pub fn template(name: &str, places: &Places) -> Result<Document, Vec<String>> {
    let template = store::TEMPLATES
        .iter()
        .find(|template| template.name == name)
        .ok_or_else(|| vec![format!("there is no template called \"{name}\"")])?;
    let workbook =
        store::parse(template.text).map_err(|error| error.lines().collect::<Vec<_>>())?;
    Ok(Document::template(workbook, &template.file_name(), places))
}

/// Why a workbook was not saved.
pub enum Unsaved {
    /// Somebody else has changed the file.
    Changed,
    /// Something else, in words.
    Because(String),
}

/// Saves a workbook to its file.
pub fn save(document: &mut Document, places: &Places) -> Result<(), Unsaved> {
    let Some(path) = document.path.clone() else { return Ok(()) };
    let workbook = Arc::clone(document.workbook());
    let stamp = document.stamp.clone();
    let expected = stamp.as_ref().map_or(Expected::Absent, Expected::Unchanged);
    match store::save(&path, &workbook, expected, &places.state) {
        Ok(stamp) => {
            document.mark_saved(&path, stamp, &workbook);
            Ok(())
        }
        Err(SaveError::ChangedOnDisk { .. }) => Err(Unsaved::Changed),
        Err(error) => Err(Unsaved::Because(format!("{error}. {}", error.hint()))),
    }
}

/// Saves a workbook to another file, replacing what is there: that was asked.
pub fn save_as(document: &mut Document, path: &Path, places: &Places) -> Result<(), String> {
    let workbook = Arc::clone(document.workbook());
    match store::save(path, &workbook, Expected::Anything, &places.state) {
        Ok(stamp) => {
            document.mark_saved(path, stamp, &workbook);
            Ok(())
        }
        Err(error) => Err(format!("{error}. {}", error.hint())),
    }
}

/// The record of a workbook under its current profile.
pub fn record(workbook: &Workbook, file: &str) -> Result<Record, String> {
    record_of(workbook, &analyse(workbook, None), file)
}

fn record_of(workbook: &Workbook, analysis: &Analysis, file: &str) -> Result<Record, String> {
    let options = RecordOptions::of(workbook, file, None).map_err(|error| error.to_string())?;
    Ok(Record::build(workbook, analysis, options))
}

/// Writes the record and tells what was written; nothing when it was given up
/// on the way.
pub fn export(
    workbook: &Workbook,
    file: &str,
    format: Format,
    path: &Path,
    course: &Course,
) -> Result<Option<Exported>, String> {
    let analysis = analyse(workbook, None);
    if !course.enter(Step::Building) {
        return Ok(None);
    }
    let record = record_of(workbook, &analysis, file)?;
    if !course.enter(Step::Setting) {
        return Ok(None);
    }
    let written = record::write(format, &record).map_err(|error| error.to_string())?;
    if !course.enter(Step::Writing) {
        return Ok(None);
    }
    let Written { files, warnings } = written;
    let failed = |path: &Path, error: &dyn std::fmt::Display| {
        format!("{} cannot be written: {error}. Choose another place.", path.display())
    };
    let words = if format == Format::Svg {
        std::fs::create_dir_all(path).map_err(|error| failed(path, &error))?;
        for (name, bytes) in &files {
            let file = path.join(name);
            store::write_whole(&file, bytes).map_err(|error| failed(&file, &error))?;
        }
        format!("Exported {} charts to {}", files.len(), path.display())
    } else {
        let bytes = files.into_iter().next().map(|(_, bytes)| bytes).unwrap_or_default();
        store::write_whole(path, &bytes).map_err(|error| failed(path, &error))?;
        format!("Exported {}", path.display())
    };
    Ok(Some(Exported { path: path.to_owned(), words, warnings }))
}

/// The file's name in the nearest folder above it that is still there.
pub fn nearest(path: &Path) -> PathBuf {
    let folder = path.ancestors().skip(1).find(|folder| folder.is_dir());
    match (folder, path.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}

/// The path to offer.
pub fn suggestion(document: Option<&Document>, purpose: &Purpose, settings: &Settings) -> PathBuf {
    let folder = document
        .and_then(|document| document.path.as_deref())
        .or_else(|| settings.recent.first().map(|recent| recent.path.as_path()))
        .and_then(Path::parent)
        .map(Path::to_owned)
        .or_else(|| std::env::current_dir().ok())
        .unwrap_or_default();
    let name = document.map(Document::file_name).unwrap_or_default();
    let stem = name.strip_suffix(EXTENSION).unwrap_or(&name);
    match purpose {
        Purpose::Open | Purpose::ReadResults => folder,
        Purpose::SaveAs => folder.join(&name),
        Purpose::Export(Format::Svg) => folder.join(format!("{stem}-charts")),
        Purpose::Export(format) => folder.join(format!("{stem}.{}", format.extension())),
    }
}
