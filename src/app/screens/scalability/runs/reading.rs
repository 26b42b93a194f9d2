//! Reading result files on a thread of its own: a gigabyte takes a while, tells
//! how far it is, and can be given up.

use std::fs::File;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use eframe::egui::Context;

use crate::app::work::Work;
use crate::import::load::{
    HEAD, LoadError, LoadResults, ReadSettings, columns_of, propose::NamedResults, read_load,
};

/// Most files that are read at once: a folder dropped by mistake may hold any
/// number.
const MOST_FILES: usize = 500;

/// Where results come from.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Origin {
    /// A file.
    File(PathBuf),
    /// Text from the clipboard.
    Text(Arc<str>),
}

impl Origin {
    /// What it is called.
    pub(super) fn name(&self) -> String {
        match self {
            Self::File(path) => {
                let name = path.file_name().unwrap_or(path.as_os_str());
                name.to_string_lossy().into_owned()
            }
            Self::Text(_) => "Pasted text".to_owned(),
        }
    }

    fn folder(&self) -> String {
        match self {
            Self::File(path) => {
                let folder = path.parent().and_then(Path::file_name);
                folder.unwrap_or_default().to_string_lossy().into_owned()
            }
            Self::Text(_) => String::new(),
        }
    }

    fn bytes(&self) -> u64 {
        match self {
            Self::File(path) => std::fs::metadata(path).map_or(0, |about| about.len()),
            Self::Text(text) => text.len() as u64,
        }
    }
}

/// Something to read, and how.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ToRead {
    /// Where it comes from.
    pub(super) origin: Origin,
    /// How it is read.
    pub(super) settings: ReadSettings,
}

/// What came of reading one.
#[derive(Debug)]
pub(super) struct Outcome {
    /// What was to be read.
    pub(super) what: ToRead,
    /// What it holds, or why it was refused.
    pub(super) read: Result<NamedResults, LoadError>,
    /// The bytes at its start, where it is a table whose columns can be chosen.
    pub(super) head: Option<Vec<u8>>,
}

/// How far reading is; shared with the thread that reads.
#[derive(Debug, Default)]
struct Course {
    bytes: AtomicU64,
    all: AtomicU64,
    stop: AtomicBool,
}

/// Files that are being read.
#[derive(Debug)]
pub(super) struct Reading {
    /// What is being read, as it was asked for.
    asked: Vec<ToRead>,
    course: Arc<Course>,
    /// The work itself.
    pub(super) work: Work<Vec<Outcome>>,
}

impl Reading {
    /// Begins to read; files of folders are read in order of their names.
    pub(super) fn begin(asked: Vec<ToRead>, ctx: &Context) -> Self {
        let course = Arc::new(Course::default());
        let (along, files) = (Arc::clone(&course), asked.clone());
        let work = Work::begin("read results", ctx, move || read_all(files, &along));
        Self { asked, course, work }
    }

    /// What is being read, in words.
    pub(super) fn words(&self) -> String {
        match self.asked.as_slice() {
            [one] => one.origin.name(),
            all => format!("{} files", all.len()),
        }
    }

    /// Bytes read so far, and all there are.
    pub(super) fn progress(&self) -> (u64, u64) {
        let all = self.course.all.load(Ordering::Relaxed);
        (self.course.bytes.load(Ordering::Relaxed).min(all), all)
    }

    /// Gives it up: what was read of it is not kept.
    pub(super) fn stop(&self) {
        self.course.stop.store(true, Ordering::Relaxed);
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The files of a folder, in order of their names; a file itself.
fn expanded(asked: Vec<ToRead>) -> Vec<ToRead> {
    let mut all = Vec::new();
    for one in asked {
        let Origin::File(path) = &one.origin else {
            all.push(one);
            continue;
        };
        if !path.is_dir() {
            all.push(one);
            continue;
        }
        let hidden = |path: &Path| {
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
        };
        let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        files.retain(|path| path.is_file() && !hidden(path));
        files.sort();
        all.extend(
            files
                .into_iter()
                .map(|path| ToRead { origin: Origin::File(path), settings: one.settings.clone() }),
        );
    }
    all.truncate(MOST_FILES);
    all
}

fn read_all(asked: Vec<ToRead>, course: &Course) -> Vec<Outcome> {
    let files = expanded(asked);
    course.all.store(files.iter().map(|file| file.origin.bytes()).sum(), Ordering::Relaxed);
    let mut before = 0;
    let mut outcomes = Vec::with_capacity(files.len());
    for what in files {
        let mut last = 0;
        let mut watch = |bytes: u64| {
            last = bytes;
            course.bytes.store(before + bytes, Ordering::Relaxed);
            if course.stop.load(Ordering::Relaxed) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        let results = match &what.origin {
            Origin::File(path) => match File::open(path) {
                Ok(file) => read_load(file, &what.settings, &mut watch),
                Err(error) => Err(LoadError::new(
                    format!("the file cannot be opened: {error}"),
                    "See whether it is still there and may be read.",
                )),
            },
            Origin::Text(text) => read_load(text.as_bytes(), &what.settings, &mut watch),
        };
        before += last;
        if course.stop.load(Ordering::Relaxed) {
            return Vec::new();
        }
        let named = |results: LoadResults| NamedResults {
            name: what.origin.name(),
            folder: what.origin.folder(),
            results,
        };
        let read = results.map(named);
        let head = head_of_table(&what.origin, read.as_ref().ok());
        outcomes.push(Outcome { what, read, head });
    }
    outcomes
}

/// The bytes at the start of a table whose columns can be chosen: of plain CSV,
/// or of a file that is nothing else that is known.
fn head_of_table(origin: &Origin, read: Option<&NamedResults>) -> Option<Vec<u8>> {
    if read.is_some_and(|read| read.results.format != crate::import::load::Format::Csv) {
        return None;
    }
    let mut head = Vec::new();
    match origin {
        Origin::File(path) => {
            let file = BufReader::new(File::open(path).ok()?);
            file.take(HEAD as u64).read_to_end(&mut head).ok()?;
        }
        Origin::Text(text) => head.extend(text.as_bytes().iter().take(HEAD)),
    }
    columns_of(&head).is_some_and(|table| !table.rows.is_empty()).then_some(head)
}
