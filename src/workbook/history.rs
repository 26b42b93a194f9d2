//! Undo and redo: every edit leaves a named step.

use std::sync::Arc;

use super::{Edit, EditError, Workbook, apply};

/// Steps kept; older ones are forgotten.
const MAX_STEPS: usize = 200;

/// Whether an edit joins the step before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Merge {
    /// It is a step of its own.
    Never,
    /// It joins the last step if that one had the same key, as the many edits
    /// of one drag do.
    With(String),
}

#[derive(Debug, Clone)]
struct Step {
    label: String,
    /// The workbook on the other side of the step.
    workbook: Arc<Workbook>,
    merge: Merge,
}

/// A workbook with its past and its undone future. The only way to change it.
#[derive(Debug, Clone)]
pub struct History {
    current: Arc<Workbook>,
    past: Vec<Step>,
    future: Vec<Step>,
    revision: u64,
    saved: Option<Arc<Workbook>>,
}

impl History {
    /// Begins with a workbook as it stands on disk.
    pub fn saved(workbook: Workbook) -> Self {
        let current = Arc::new(workbook);
        Self { saved: Some(Arc::clone(&current)), ..Self::around(current) }
    }

    /// Begins with a workbook that no file holds yet.
    pub fn unsaved(workbook: Workbook) -> Self {
        Self::around(Arc::new(workbook))
    }

    fn around(current: Arc<Workbook>) -> Self {
        Self { current, past: Vec::new(), future: Vec::new(), revision: 1, saved: None }
    }

    /// The workbook as it is now.
    pub fn workbook(&self) -> &Arc<Workbook> {
        &self.current
    }

    /// Grows with every change, undo and redo; results are cached by it.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Whether the workbook differs from what was last saved.
    pub fn is_dirty(&self) -> bool {
        !self.saved.as_ref().is_some_and(|saved| Arc::ptr_eq(saved, &self.current))
    }

    /// Notes that `workbook` is now what the file holds.
    pub fn mark_saved(&mut self, workbook: &Arc<Workbook>) {
        self.saved = Some(Arc::clone(workbook));
        self.seal();
    }

    /// Makes an edit, as a step named after it. An edit that changes nothing
    /// leaves no step. Returns whether anything changed.
    ///
    /// # Errors
    /// When the edit does not fit the workbook; nothing has changed then.
    pub fn apply(&mut self, edit: &Edit, merge: Merge) -> Result<bool, EditError> {
        let changed = apply(&self.current, edit)?;
        if changed.is_same(&self.current) {
            return Ok(false);
        }
        let label = edit.label(&self.current, &changed);
        let joins =
            merge != Merge::Never && self.past.last().is_some_and(|step| step.merge == merge);
        if joins && let Some(step) = self.past.pop_if(|step| changed.is_same(&step.workbook)) {
            // Back where the gesture began: it leaves nothing to take back.
            self.current = step.workbook;
            self.future.clear();
            self.revision += 1;
            return Ok(true);
        }
        let before = std::mem::replace(&mut self.current, Arc::new(changed));
        if !joins {
            self.past.push(Step { label, workbook: before, merge });
            if self.past.len() > MAX_STEPS {
                self.past.remove(0);
            }
        }
        self.future.clear();
        self.revision += 1;
        Ok(true)
    }

    /// Ends a run of merging edits: the next one is a step of its own.
    pub fn seal(&mut self) {
        if let Some(step) = self.past.last_mut() {
            step.merge = Merge::Never;
        }
    }

    /// Takes the last step back and tells its name.
    pub fn undo(&mut self) -> Option<String> {
        let step = self.past.pop()?;
        let undone = std::mem::replace(&mut self.current, step.workbook);
        self.future.push(Step { label: step.label.clone(), workbook: undone, merge: Merge::Never });
        self.seal();
        self.revision += 1;
        Some(step.label)
    }

    /// Makes the last undone step again and tells its name.
    pub fn redo(&mut self) -> Option<String> {
        let step = self.future.pop()?;
        let before = std::mem::replace(&mut self.current, step.workbook);
        self.past.push(Step { label: step.label.clone(), workbook: before, merge: Merge::Never });
        self.revision += 1;
        Some(step.label)
    }

    /// Name of the step that undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.past.last().map(|step| step.label.as_str())
    }

    /// Name of the step that redo would make.
    pub fn redo_label(&self) -> Option<&str> {
        self.future.last().map(|step| step.label.as_str())
    }
}
