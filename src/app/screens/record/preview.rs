//! The record of the workbook as it stands, made beside the window: built,
//! written as Markdown and set on pages. What was there before stays in sight
//! until the new one is done.

use std::path::Path;
use std::sync::Arc;

use eframe::egui::Ui;

use crate::app::context::Context;
use crate::app::files;
use crate::app::work::Work;
use crate::record::{Format, PageText, Pages, Record, write};
use crate::store::{RecordFolder, record_folder};

/// The record of one revision.
pub(super) struct Prepared {
    /// What it was made of.
    pub key: Key,
    /// The record.
    pub record: Result<Box<Record>, String>,
    /// It as Markdown.
    pub markdown: Result<String, String>,
    /// It as it will print.
    pub pages: Result<Arc<Pages>, String>,
    /// The words of each page.
    pub texts: Vec<Vec<PageText>>,
    /// The folder in which the repository keeps its records.
    pub folder: Option<RecordFolder>,
}

/// What a record is made of: a revision of the workbook, and its file's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key {
    pub revision: u64,
    file: String,
}

/// The record that is shown, and the one that is being made.
#[derive(Default)]
pub(super) struct Preview {
    shown: Option<Prepared>,
    coming: Option<(Key, Work<Prepared>)>,
    /// What went wrong where there is no record at all.
    problem: Option<(Key, String)>,
}

impl Preview {
    /// Takes in what is done and begins what is due; one at a time, so that
    /// quick edits do not pile up.
    pub fn tend(&mut self, ui: &Ui, context: Context<'_>) {
        if let Some((_, work)) = &self.coming
            && let Some(result) = work.poll()
            && let Some((key, _)) = self.coming.take()
        {
            match result {
                Ok(prepared) => self.shown = Some(prepared),
                Err(problem) => self.problem = Some((key, problem)),
            }
        }
        let wanted = Key { revision: context.derived.revision, file: context.file_name() };
        let is_there = self.shown.as_ref().is_some_and(|shown| shown.key == wanted)
            || self.problem.as_ref().is_some_and(|(key, _)| *key == wanted);
        if is_there || self.coming.is_some() {
            return;
        }
        let (workbook, key) = (context.workbook.clone(), wanted.clone());
        let path = context.path.map(Path::to_owned);
        let work = Work::begin("record", ui, move || {
            let record = files::record(&workbook, &key.file);
            let markdown = record.as_ref().map_err(Clone::clone).and_then(|record| {
                let written = write(Format::Markdown, record).map_err(|error| error.to_string())?;
                let bytes = written.files.into_iter().next().map(|(_, bytes)| bytes);
                Ok(String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned())
            });
            let pages = record.as_ref().map_err(Clone::clone).and_then(|record| {
                Pages::of(record).map(Arc::new).map_err(|error| error.to_string())
            });
            let texts = pages
                .as_ref()
                .map(|pages| (0..pages.len()).map(|page| pages.texts(page)).collect())
                .unwrap_or_default();
            let folder = path.as_deref().and_then(record_folder);
            Prepared { key, record: record.map(Box::new), markdown, pages, texts, folder }
        });
        self.coming = Some((wanted, work));
    }

    /// The record that is shown.
    pub fn shown(&self) -> Option<&Prepared> {
        self.shown.as_ref()
    }

    /// The record in words and numbers, where there is one.
    pub fn record(&self) -> Option<&Record> {
        self.shown.as_ref()?.record.as_deref().ok()
    }

    /// What keeps the record from being made.
    pub fn problem(&self) -> Option<&str> {
        match (&self.problem, &self.shown) {
            (Some((_, problem)), _) => Some(problem),
            (None, Some(Prepared { record: Err(problem), .. })) => Some(problem),
            (None, _) => None,
        }
    }

    /// Whether a newer one has been on its way for long enough to be told.
    pub fn is_long(&mut self, ui: &Ui) -> bool {
        self.coming.as_mut().is_some_and(|(_, work)| work.is_long(ui))
    }
}
