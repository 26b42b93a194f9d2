//! Work that takes longer than a frame may: done on a thread of its own, told
//! while it goes on, and taken in when it is done.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::Duration;

use eframe::egui::{Context, Ui};

use super::App;
use super::document::Document;
use super::files::{self, Unsaved};
use super::theme;
use super::widgets;
use crate::store::{Expected, SaveError, Stamp, save};
use crate::workbook::Workbook;

/// Files of more bytes than this are opened on a thread: smaller ones are open
/// before anyone could read a message about it.
const LARGE_FILE_BYTES: u64 = 4_000_000;
/// Workbooks with more scores than this are saved on a thread.
const LARGE_SCORES: usize = 60_000;
/// Work that is done sooner is not told, in seconds.
const SOON: f64 = 0.3;

/// Work under way on a thread.
#[derive(Debug)]
pub struct Work<T> {
    result: Receiver<T>,
    begun: Option<f64>,
}

impl<T: Send + 'static> Work<T> {
    /// Begins it, and wakes the window when it is done.
    pub fn begin(name: &str, ctx: &Context, work: impl FnOnce() -> T + Send + 'static) -> Self {
        let (sender, result) = channel();
        let ctx = ctx.clone();
        let work = move || {
            // Nobody listens any more once it was cancelled.
            sender.send(work()).ok();
            ctx.request_repaint();
        };
        if let Err(error) = std::thread::Builder::new().name(name.to_owned()).spawn(work) {
            log::warn!("no thread for {name}: {error}");
        }
        Self { result, begun: None }
    }

    /// The result, once; an error where the thread ended without one.
    pub fn poll(&self) -> Option<Result<T, String>> {
        match self.result.try_recv() {
            Ok(result) => Some(Ok(result)),
            Err(TryRecvError::Disconnected) => Some(Err("it ended unexpectedly".to_owned())),
            Err(TryRecvError::Empty) => None,
        }
    }

    /// Whether it has gone on for long enough to be told; asks for the frame
    /// in which it will have.
    pub fn is_long(&mut self, ui: &Ui) -> bool {
        let now = ui.input(|input| input.time);
        let gone = now - *self.begun.get_or_insert(now);
        if gone < SOON {
            ui.request_repaint_after(Duration::from_secs_f64(SOON - gone));
        }
        gone >= SOON
    }
}

/// A large file that is being opened.
pub struct Opening {
    path: PathBuf,
    bytes: u64,
    work: Work<Result<Box<Document>, Vec<String>>>,
}

/// A large workbook that is being saved.
pub struct Saving {
    path: PathBuf,
    workbook: Arc<Workbook>,
    work: Work<Result<Stamp, SaveError>>,
}

impl App {
    /// Begins to open a large file on a thread; false for a small one.
    pub(super) fn open_large(&mut self, ctx: &Context, path: &Path) -> bool {
        let bytes = std::fs::metadata(path).map_or(0, |about| about.len());
        if bytes <= LARGE_FILE_BYTES {
            return false;
        }
        let (file, places) = (path.to_owned(), self.places.clone());
        let work = Work::begin("open", ctx, move || files::open(&file, &places).map(Box::new));
        self.opening = Some(Opening { path: path.to_owned(), bytes, work });
        true
    }

    /// Begins to save a large workbook on a thread; false for a small one.
    pub(super) fn save_large(&mut self, ctx: &Context) -> bool {
        let Some(document) = &self.document else { return false };
        let scores = document.workbook().ballots.iter().map(|ballot| ballot.scores.len());
        let Some(path) = document.path.clone() else { return false };
        if scores.sum::<usize>() <= LARGE_SCORES {
            return false;
        }
        if self.saving.is_some() {
            return true;
        }
        let workbook = Arc::clone(document.workbook());
        let (stamp, state) = (document.stamp.clone(), self.places.state.clone());
        let (file, snapshot) = (path.clone(), Arc::clone(&workbook));
        let work = Work::begin("save", ctx, move || {
            let expected = stamp.as_ref().map_or(Expected::Absent, Expected::Unchanged);
            save(&file, &snapshot, expected, &state)
        });
        self.saving = Some(Saving { path, workbook, work });
        true
    }

    /// Takes in what the threads have done.
    pub(super) fn take_in_work(&mut self) {
        if let Some(Opening { path, work, .. }) = &self.opening
            && let Some(result) = work.poll()
        {
            let path = path.clone();
            self.opening = None;
            let result = result.unwrap_or_else(|problem| Err(vec![problem]));
            self.opened(&path, result.map(|document| *document));
        }
        let Some(Saving { work, .. }) = &self.saving else { return };
        let Some(result) = work.poll() else { return };
        let (Some(saving), Some(document)) = (self.saving.take(), &mut self.document) else {
            return;
        };
        let result = match result {
            Ok(Ok(stamp)) => {
                document.mark_saved(&saving.path, stamp, &saving.workbook);
                Ok(())
            }
            Ok(Err(SaveError::ChangedOnDisk { .. })) => Err(Unsaved::Changed),
            Ok(Err(error)) => Err(Unsaved::Because(format!("{error}. {}", error.hint()))),
            Err(problem) => Err(Unsaved::Because(format!("Not saved: {problem}"))),
        };
        self.saved(result);
    }

    /// Tells that a file is being opened, and lets it be cancelled.
    pub(super) fn work_prompt(&mut self, ui: &Ui) {
        let Some(opening) = &mut self.opening else { return };
        if !opening.work.is_long(ui) {
            return;
        }
        let name = opening.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let size = opening.bytes / 1_000_000;
        let modal = widgets::modal(ui, "opening").show(ui, |ui| {
            ui.set_width(theme::PROMPT_WIDTH);
            widgets::section_title(ui, "Opening a large workbook");
            widgets::muted(ui, format!("{name}, {size} MB"));
            ui.add_space(theme::SPACE_S);
            widgets::button(ui, "Cancel").clicked()
        });
        if modal.inner || modal.should_close() {
            // What was open stays open.
            self.opening = None;
        }
    }

    /// What goes on in the background, for the strip.
    pub(super) fn busy(&self) -> Option<String> {
        match (&self.saving, &self.export) {
            (Some(_), _) => Some("Saving…".to_owned()),
            (None, Some(export)) => Some(export.words()),
            (None, None) => None,
        }
    }
}
