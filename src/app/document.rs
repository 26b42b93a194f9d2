//! The open workbook: its history, its file, and what is computed from it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::analysis::Analyser;
use crate::store::{Opened, Stamp, Watcher};
use crate::workbook::{Edit, EditError, History, Merge, PersonId, Tree, Workbook, check};

use super::context::{Context, Derived};
use super::draws::Draws;
use super::files::Places;
use super::recovery::Recovery;

/// The open workbook.
#[derive(Debug)]
pub struct Document {
    history: History,
    derived: Derived,
    analyser: Analyser,
    draws: Draws,
    /// The file that it is saved to.
    pub path: Option<PathBuf>,
    /// The file as it was when it was read or written last.
    pub stamp: Option<Stamp>,
    /// The name to offer when there is no file yet.
    pub suggested_name: String,
    /// Whether the file can only be read.
    pub read_only: bool,
    /// The reviewer whose scores are being entered.
    pub reviewer: Option<PersonId>,
    /// What the file held when it was read or written last.
    pub base: Arc<Workbook>,
    /// The format that the file is in, where it is an older one.
    pub migrated_from: Option<u32>,
    recovery: Recovery,
    recorded: u64,
    watcher: Option<Watcher>,
    touched: Arc<AtomicBool>,
}

impl Document {
    /// A workbook as read from a file.
    pub fn from_file(path: &Path, opened: Opened, places: &Places) -> Self {
        let mut document = Self::new(History::saved(opened.workbook), "", Some(path), places);
        document.path = Some(path.to_owned());
        document.stamp = Some(opened.stamp);
        document.read_only = opened.read_only;
        document.migrated_from = opened.migrated_from;
        document
    }

    /// Work that was not saved when the program ended, of the file at `path`
    /// as it was when it was read.
    pub fn recovered(
        workbook: Workbook,
        path: Option<PathBuf>,
        stamp: Option<Stamp>,
        places: &Places,
    ) -> Self {
        let history = History::unsaved(workbook);
        let mut document = Self::new(history, "recovered.weighbridge.ron", path.as_deref(), places);
        document.path = path;
        document.stamp = stamp;
        document
    }

    /// A workbook from a template, which nobody has worked on yet: closing it
    /// loses nothing.
    pub fn template(workbook: Workbook, suggested_name: &str, places: &Places) -> Self {
        Self::new(History::saved(workbook), suggested_name, None, places)
    }

    fn new(history: History, suggested_name: &str, path: Option<&Path>, places: &Places) -> Self {
        let mut analyser = Analyser::default();
        let derived = derive(&history, &mut analyser);
        let base = Arc::clone(history.workbook());
        let mut document = Self {
            history,
            derived,
            analyser,
            draws: Draws::default(),
            path: None,
            stamp: None,
            suggested_name: suggested_name.to_owned(),
            read_only: false,
            reviewer: None,
            base,
            migrated_from: None,
            recovery: Recovery::begin(&places.state, path),
            recorded: 1,
            watcher: None,
            touched: Arc::default(),
        };
        document.settle_reviewer();
        document
    }

    /// The workbook as it stands.
    pub fn workbook(&self) -> &Arc<Workbook> {
        self.history.workbook()
    }

    /// Its past and future.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Draws over its weights and scores.
    pub fn draws(&self) -> &Draws {
        &self.draws
    }

    /// What the screens see.
    pub fn context(&self) -> Context<'_> {
        Context {
            workbook: self.history.workbook(),
            derived: &self.derived,
            draws: &self.draws,
            reviewer: self.reviewer.as_ref(),
            path: self.path.as_deref(),
            suggested_name: &self.suggested_name,
        }
    }

    /// Makes an edit as one step. Returns whether anything changed.
    ///
    /// # Errors
    /// When the edit does not fit; nothing has changed then.
    pub fn edit(&mut self, edit: &Edit) -> Result<bool, EditError> {
        self.apply(edit, Merge::Never)
    }

    /// Makes an edit as part of a gesture.
    ///
    /// # Errors
    /// When the edit does not fit; nothing has changed then.
    pub fn drag(&mut self, edit: &Edit, gesture: &str) -> Result<bool, EditError> {
        self.apply(edit, Merge::With(gesture.to_owned()))
    }

    fn apply(&mut self, edit: &Edit, merge: Merge) -> Result<bool, EditError> {
        let changed = self.history.apply(edit, merge)?;
        self.refresh();
        Ok(changed)
    }

    /// Ends a gesture.
    pub fn end_drag(&mut self) {
        self.history.seal();
    }

    /// Takes the last step back and tells its name.
    pub fn undo(&mut self) -> Option<String> {
        let label = self.history.undo();
        self.refresh();
        label
    }

    /// Makes the last undone step again and tells its name.
    pub fn redo(&mut self) -> Option<String> {
        let label = self.history.redo();
        self.refresh();
        label
    }

    /// Notes that a file now holds `workbook`.
    pub fn mark_saved(&mut self, path: &Path, stamp: Stamp, workbook: &Arc<Workbook>) {
        self.history.mark_saved(workbook);
        self.base = Arc::clone(workbook);
        if self.path.as_deref() != Some(path) {
            self.path = Some(path.to_owned());
            self.recovery.set_path(path);
            self.watcher = None;
        }
        self.stamp = Some(stamp);
        self.read_only = false;
        self.migrated_from = None;
        self.recovery.clear();
    }

    /// Notes that the file holds `workbook` now, as somebody else wrote it.
    pub fn rebase(&mut self, workbook: Arc<Workbook>, stamp: Stamp) {
        if workbook.is_same(self.history.workbook()) {
            self.history.mark_saved(&Arc::clone(self.history.workbook()));
        }
        self.base = workbook;
        self.stamp = Some(stamp);
    }

    /// Writes the work down at once, whether it has changed or not.
    pub fn write_down(&mut self) {
        self.recovery.record(self.history.workbook(), self.stamp.as_ref());
    }

    /// Whether other windows have the file open.
    pub fn is_open_elsewhere(&self) -> bool {
        self.recovery.open_elsewhere > 0
    }

    /// Writes unsaved work down for a crash, and watches the file. `wake` is
    /// called when somebody else may have changed it.
    pub fn tend(&mut self, wake: impl Fn() + Send + 'static) {
        let revision = self.history.revision();
        if self.recorded != revision {
            self.recorded = revision;
            if self.is_dirty() {
                self.recovery.record(self.history.workbook(), self.stamp.as_ref());
            } else {
                self.recovery.clear();
            }
        }
        if let (None, Some(path)) = (&self.watcher, &self.path) {
            let touched = Arc::clone(&self.touched);
            let watcher = Watcher::new(path, move || {
                touched.store(true, Ordering::Relaxed);
                wake();
            });
            match watcher {
                Ok(watcher) => self.watcher = Some(watcher),
                // The next save compares the file with what was read anyway.
                Err(error) => log::info!("{error}"),
            }
        }
    }

    /// The file's new stamp, if somebody else has changed it since this was
    /// asked last.
    pub fn changed_on_disk(&self) -> Option<Stamp> {
        if !self.touched.swap(false, Ordering::Relaxed) {
            return None;
        }
        let now = Stamp::of_file(self.path.as_deref()?).ok().flatten()?;
        (!self.stamp.as_ref()?.is_same_content(&now)).then_some(now)
    }

    /// Whether it differs from its file.
    pub fn is_dirty(&self) -> bool {
        self.history.is_dirty()
    }

    /// The file's name, or the one that will be offered.
    pub fn file_name(&self) -> String {
        self.context().file_name()
    }

    fn refresh(&mut self) {
        if self.derived.revision != self.history.revision() {
            self.derived = derive(&self.history, &mut self.analyser);
            self.settle_reviewer();
        }
    }

    /// Keeps the reviewer one who reviews.
    fn settle_reviewer(&mut self) {
        let workbook = self.history.workbook();
        let reviews = |id: &PersonId| workbook.person(id).is_some_and(|person| person.reviewer);
        if !self.reviewer.as_ref().is_some_and(reviews) {
            self.reviewer = workbook
                .people
                .iter()
                .find(|person| person.reviewer)
                .map(|person| person.id.clone());
        }
    }
}

fn derive(history: &History, analyser: &mut Analyser) -> Derived {
    let workbook = history.workbook();
    Derived {
        revision: history.revision(),
        tree: Tree::of(workbook),
        analysis: analyser.analyse(workbook, None),
        findings: check(workbook),
        last_change: history.undo_label().map(str::to_owned),
    }
}
