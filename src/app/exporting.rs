//! An export under way: made on a thread of its own, told step by step, and
//! given up when that is asked.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use eframe::egui::{Context, Ui};

use super::App;
use super::document::Document;
use super::files;
use super::work::Work;
use crate::record::Format;

/// What an export does, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The workbook is analysed.
    Analysing,
    /// The record is built.
    Building,
    /// The record is put into its format.
    Setting,
    /// The file is written.
    Writing,
}

impl Step {
    const ALL: [Self; 4] = [Self::Analysing, Self::Building, Self::Setting, Self::Writing];

    fn words(self) -> &'static str {
        match self {
            Self::Analysing => "analysing",
            Self::Building => "building the record",
            Self::Setting => "setting the pages",
            Self::Writing => "writing the file",
        }
    }
}

/// Marks an export that was given up.
const GIVEN_UP: u8 = u8::MAX;

/// How far an export is; shared with the thread that makes it.
#[derive(Debug, Default)]
pub struct Course(AtomicU8);

impl Course {
    /// Begins a step; false when the export was given up meanwhile.
    pub fn enter(&self, step: Step) -> bool {
        let next = |now| (now != GIVEN_UP).then_some(step as u8);
        self.0.fetch_update(Ordering::AcqRel, Ordering::Acquire, next).is_ok()
    }

    /// Gives the export up; false when the file is being written already.
    fn give_up(&self) -> bool {
        let next = |now| (now < Step::Writing as u8).then_some(GIVEN_UP);
        self.0.fetch_update(Ordering::AcqRel, Ordering::Acquire, next).is_ok()
    }

    fn step(&self) -> Option<Step> {
        Step::ALL.get(usize::from(self.0.load(Ordering::Acquire))).copied()
    }
}

/// What was exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The file, or the folder of several.
    pub path: PathBuf,
    /// What was written, a sentence without its full stop.
    pub words: String,
    /// What the reader should know of what could not be written as it stands.
    pub warnings: Vec<String>,
}

impl Exported {
    /// What is said of it in passing.
    pub fn sentence(&self) -> String {
        match self.warnings.as_slice() {
            [] => self.words.clone(),
            warnings => format!("{}. {}", self.words, warnings.join(" ")),
        }
    }
}

/// An export under way.
pub struct Export {
    format: Format,
    course: Arc<Course>,
    work: Work<Result<Option<Exported>, String>>,
    cancellable: bool,
}

impl Export {
    /// Begins to export the document as it stands.
    pub fn begin(document: &Document, format: Format, path: &Path, ctx: &Context) -> Self {
        let (workbook, file) = (Arc::clone(document.workbook()), document.file_name());
        let course = Arc::new(Course::default());
        let (path, along) = (path.to_owned(), Arc::clone(&course));
        let work = Work::begin("export", ctx, move || {
            files::export(&workbook, &file, format, &path, &along)
        });
        Self { format, course, work, cancellable: false }
    }

    /// What is going on.
    pub fn words(&self) -> String {
        let step = self.course.step().map(Step::words).unwrap_or_default();
        format!("Exporting {}: {step}…", self.format.label())
    }
}

impl App {
    /// Takes in what became of the export.
    pub(super) fn take_in_export(&mut self) {
        let Some(result) = self.export.as_ref().and_then(|export| export.work.poll()) else {
            return;
        };
        self.export = None;
        match result {
            Ok(Ok(Some(exported))) => {
                self.toasts.say(exported.sentence(), false);
                self.views.record.note(exported);
            }
            Ok(Ok(None)) => {}
            Ok(Err(problem)) => self.toasts.say(problem, false),
            Err(problem) => self.toasts.say(format!("Not exported: {problem}"), false),
        }
    }

    /// Whether an export has gone on for so long that a way to end it is shown.
    pub(super) fn export_is_long(&mut self, ui: &Ui) -> bool {
        let Some(export) = &mut self.export else { return false };
        export.cancellable |= export.work.is_long(ui);
        export.cancellable
    }

    /// Gives the export up, unless its file is being written already.
    pub(super) fn cancel_export(&mut self) {
        if self.export.as_ref().is_some_and(|export| export.course.give_up()) {
            self.export = None;
            self.toasts.say("The export was cancelled. Nothing was written.", false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Course, Step};

    #[test]
    fn what_is_given_up_writes_nothing() {
        let course = Course::default();
        assert!(course.enter(Step::Building));
        assert!(course.give_up());
        assert!(!course.enter(Step::Setting));
        assert!(!course.enter(Step::Writing));
    }

    #[test]
    fn what_is_being_written_is_not_given_up() {
        let course = Course::default();
        assert!(course.enter(Step::Writing));
        assert!(!course.give_up());
    }
}
