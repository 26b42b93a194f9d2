//! What happens outside of the window while it is open: a file that somebody
//! else changes, work that an earlier run left behind.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{Context, Ui};

use super::App;
use super::document::Document;
use super::files;
use super::prompt::{ChangedAnswer, Leaving, changed_prompt};
use super::screens::Screen;
use crate::store::{self, Leftover, Merged, Stamp};
use crate::workbook::{Edit, Workbook};

/// What somebody else made of the file.
pub struct Changed {
    theirs: Arc<Workbook>,
    stamp: Stamp,
    merged: Merged,
    differences: Vec<String>,
    conflicts: Vec<String>,
}

impl Changed {
    /// Reads the file and compares it with what was opened; the error says why
    /// it cannot be read.
    fn read(document: &Document) -> Result<Option<Self>, String> {
        let Some(path) = &document.path else { return Ok(None) };
        let opened = store::open(path).map_err(|error| error.to_string())?;
        let merged = store::merge(&document.base, document.workbook(), &opened.workbook);
        let words = |differences: Vec<store::Difference>| {
            differences.into_iter().map(|difference| difference.text).collect::<Vec<_>>()
        };
        Ok(Some(Self {
            differences: words(store::differences(&document.base, &opened.workbook)),
            conflicts: merged.conflicts.iter().map(ToString::to_string).collect(),
            merged,
            theirs: Arc::new(opened.workbook),
            stamp: opened.stamp,
        }))
    }
}

impl App {
    /// Takes in what happened outside since the last frame.
    pub(super) fn take_in(&mut self, ctx: &Context) {
        self.take_in_export();
        self.take_in_work();
        // While our own file is being written it looks as if somebody had.
        let writing = self.saving.is_some();
        let Some(document) = &mut self.document else { return };
        let wake = ctx.clone();
        document.tend(move || wake.request_repaint());
        if self.changed.is_none() && !writing && document.changed_on_disk().is_some() {
            self.look_at_disk();
        }
    }

    /// Takes files that were dropped onto the window: a workbook is opened, what
    /// is none is read as results of a load tool into the open one.
    pub(super) fn dropped(&mut self, paths: Vec<PathBuf>) {
        let (workbooks, results): (Vec<PathBuf>, Vec<PathBuf>) =
            paths.into_iter().partition(|path| files::is_workbook(path));
        if let Some(path) = workbooks.first() {
            if workbooks.len() + results.len() > 1 {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let text = format!("One workbook is open at a time: of the files dropped, {name}.");
                self.toasts.say(text, false);
            }
            self.leave(Leaving::Open(path.clone()));
        } else if self.document.is_some() {
            self.read_results(results);
        } else if let Some(path) = results.first() {
            let hint = "Results of a load tool are dropped onto an open workbook. Open one first.";
            self.start.refuse(path, vec!["this is no workbook".to_owned(), hint.to_owned()]);
        }
    }

    /// Begins to read results of load tools, where load runs are listed.
    pub(super) fn read_results(&mut self, paths: Vec<PathBuf>) {
        self.go(Screen::Scalability);
        self.views.scalability.read_files(paths);
    }

    /// Compares the document with its file, and asks what to do where they
    /// differ.
    pub(super) fn look_at_disk(&mut self) {
        let Some(document) = &mut self.document else { return };
        match Changed::read(document) {
            Ok(Some(changed)) if changed.differences.is_empty() => {
                document.rebase(changed.theirs, changed.stamp);
            }
            Ok(changed) => self.changed = changed,
            Err(problem) => {
                let text = format!(
                    "The file was changed by somebody else and cannot be read: {problem}. Your work is still here."
                );
                self.toasts.say(text, false);
            }
        }
    }

    /// Shows what somebody else changed, and does what is answered.
    pub(super) fn changed_prompt(&mut self, ui: &Ui) {
        let (Some(changed), Some(document)) = (&self.changed, &mut self.document) else { return };
        let name = document.file_name();
        let dirty = document.is_dirty();
        let Some(answer) =
            changed_prompt(ui, &name, &changed.differences, &changed.conflicts, dirty)
        else {
            return;
        };
        let Some(changed) = self.changed.take() else { return };
        let replace = |label: &str, workbook: &Workbook| Edit::Replace {
            label: label.to_owned(),
            workbook: Box::new(workbook.clone()),
        };
        let result = match answer {
            ChangedAnswer::Later => return,
            ChangedAnswer::TakeTheirs => document
                .edit(&replace("take the file's state", &changed.theirs))
                .map(|_| "Took over what the file holds"),
            ChangedAnswer::Join => document
                .edit(&replace("join with the file's state", &changed.merged.workbook))
                .map(|_| "Joined both; save to keep it"),
            ChangedAnswer::KeepOurs => Ok("Overwriting the file with yours"),
        };
        match result {
            Ok(words) => {
                document.rebase(changed.theirs, changed.stamp);
                self.toasts.say(words, answer != ChangedAnswer::KeepOurs);
                if answer == ChangedAnswer::KeepOurs {
                    self.save(ui);
                }
            }
            Err(error) => self.toasts.say(format!("{error}. {}", error.hint()), false),
        }
    }

    /// Opens work that an earlier run left behind.
    pub(super) fn recover(&mut self, leftover: Leftover) {
        match leftover.workbook() {
            Ok(workbook) => {
                let (path, stamp) = (leftover.path.clone(), leftover.stamp.clone());
                let mut document = Document::recovered(workbook, path, stamp, &self.places);
                document.write_down();
                self.show_document(document);
                // It is in the new document's journal now.
                if let Err(error) = leftover.discard() {
                    log::warn!("recovery journal: {error}");
                }
                self.toasts.say("Recovered what was not saved. Save to keep it.", false);
            }
            Err(error) => {
                self.toasts.say(format!("The recovery file cannot be read: {error}"), false);
            }
        }
    }
}
