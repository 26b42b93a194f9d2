//! The open workbook: its history, its file, and what is computed from it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::analysis::analyse;
use crate::app::palette_stub::Stamp;
use crate::workbook::{Edit, EditError, History, Merge, PersonId, Tree, Workbook, check};

use super::context::{Context, Derived};

/// The open workbook.
#[derive(Debug)]
pub struct Document {
    history: History,
    derived: Derived,
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
}

impl Document {
    /// A workbook as read from a file.
    pub fn from_file(path: &Path, workbook: Workbook, stamp: Stamp, read_only: bool) -> Self {
        let mut document = Self::new(History::saved(workbook), "");
        document.path = Some(path.to_owned());
        document.stamp = Some(stamp);
        document.read_only = read_only;
        document
    }

    /// A workbook that no file holds yet, such as one from a template.
    pub fn unsaved(workbook: Workbook, suggested_name: &str) -> Self {
        Self::new(History::unsaved(workbook), suggested_name)
    }

    /// A workbook from a template, which nobody has worked on yet: closing it
    /// loses nothing.
    pub fn template(workbook: Workbook, suggested_name: &str) -> Self {
        Self::new(History::saved(workbook), suggested_name)
    }

    fn new(history: History, suggested_name: &str) -> Self {
        let derived = derive(&history);
        let mut document = Self {
            history,
            derived,
            path: None,
            stamp: None,
            suggested_name: suggested_name.to_owned(),
            read_only: false,
            reviewer: None,
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

    /// What the screens see.
    pub fn context(&self) -> Context<'_> {
        Context {
            workbook: self.history.workbook(),
            derived: &self.derived,
            reviewer: self.reviewer.as_ref(),
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
        self.path = Some(path.to_owned());
        self.stamp = Some(stamp);
        self.read_only = false;
    }

    /// Whether it differs from its file.
    pub fn is_dirty(&self) -> bool {
        self.history.is_dirty()
    }

    /// The file's name, or the one that will be offered.
    pub fn file_name(&self) -> String {
        self.path
            .as_ref()
            .and_then(|path| path.file_name())
            .map_or_else(|| self.suggested_name.clone(), |name| name.to_string_lossy().into_owned())
    }

    fn refresh(&mut self) {
        if self.derived.revision != self.history.revision() {
            self.derived = derive(&self.history);
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

fn derive(history: &History) -> Derived {
    let workbook = history.workbook();
    Derived {
        revision: history.revision(),
        tree: Tree::of(workbook),
        analysis: analyse(workbook, None),
        findings: check(workbook),
    }
}
