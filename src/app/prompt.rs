//! What the window asks before it goes on: for a path, or whether unsaved
//! work may be lost.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError};

use eframe::egui::{Id, Key, ScrollArea, TextEdit, Ui};

use super::crash::CrashReport;
use super::dialogs::{DialogRequest, Dialogs};
use super::theme;
use super::widgets;
use crate::record::Format;

/// What a path is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// To open a workbook.
    Open,
    /// To save the workbook to.
    SaveAs,
    /// To write the record to.
    Export(Format),
    /// To read results of load tools from.
    ReadResults,
}

impl Purpose {
    fn title(&self) -> String {
        match self {
            Self::Open => "Open a workbook".to_owned(),
            Self::SaveAs => "Save the workbook as".to_owned(),
            Self::ReadResults => "Read result files".to_owned(),
            Self::Export(Format::Svg) => "Export the charts into a folder".to_owned(),
            Self::Export(format) => format!("Export the record as {}", format.label()),
        }
    }

    fn verb(&self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::SaveAs => "Save",
            Self::Export(_) => "Export",
            Self::ReadResults => "Read",
        }
    }

    fn filter(&self) -> Option<(String, String)> {
        match self {
            Self::Open | Self::SaveAs => {
                Some(("Weighbridge workbooks".to_owned(), "ron".to_owned()))
            }
            Self::Export(format) => {
                Some((format.label().to_owned(), format.extension().to_owned()))
            }
            // What wrote a result is told by what it holds, not by its name.
            Self::ReadResults => None,
        }
    }
}

/// Asks for a path: in the system's dialog, and by a field beside it.
pub struct PathPrompt {
    /// What for.
    pub purpose: Purpose,
    draft: String,
    answer: Option<Receiver<Vec<PathBuf>>>,
    asked_at: Option<f64>,
    /// What was wrong with the last path.
    problem: Option<String>,
    /// A file that is there already and would be replaced.
    replaces: Option<PathBuf>,
    focus: bool,
}

/// What became of a prompt in a frame.
pub enum PathAnswer {
    /// It is still open.
    Waiting,
    /// It was cancelled.
    Cancelled,
    /// These paths: one, unless several may be chosen.
    Chosen(Vec<PathBuf>),
}

/// A dialog that gives nothing sooner than this many seconds could not be shown.
const TOO_SOON: f64 = 0.4;

impl PathPrompt {
    /// Begins to ask, with `suggestion` in the field.
    pub fn new(purpose: Purpose, suggestion: &Path, dialogs: &mut dyn Dialogs, ui: &Ui) -> Self {
        let folder = suggestion.parent().filter(|folder| folder.is_dir()).map(Path::to_owned);
        let name = suggestion.file_name().map(|name| name.to_string_lossy().into_owned());
        let request = DialogRequest {
            title: purpose.title(),
            folder,
            save_as: match purpose {
                Purpose::Open | Purpose::ReadResults => None,
                Purpose::SaveAs | Purpose::Export(_) => name,
            },
            filter: purpose.filter(),
            several: purpose == Purpose::ReadResults,
        };
        let ctx = ui.ctx().clone();
        let answer = dialogs.show(request, Box::new(move || ctx.request_repaint()));
        Self {
            purpose,
            draft: suggestion.display().to_string(),
            answer: Some(answer),
            asked_at: None,
            problem: None,
            replaces: None,
            focus: true,
        }
    }

    /// Shows that the path did not serve.
    pub fn refuse(&mut self, problem: String) {
        self.problem = Some(problem);
    }

    /// Shows the prompt.
    pub fn show(&mut self, ui: &Ui) -> PathAnswer {
        let now = ui.input(|input| input.time);
        let asked_at = *self.asked_at.get_or_insert(now);
        if let Some(receiver) = &self.answer {
            match receiver.try_recv() {
                Ok(paths) if paths.len() > 1 => return PathAnswer::Chosen(paths),
                Ok(paths) => match paths.first() {
                    Some(path) => return self.take(path, true),
                    None if now - asked_at > TOO_SOON => return PathAnswer::Cancelled,
                    None => self.answer = None,
                },
                Err(TryRecvError::Disconnected) => self.answer = None,
                Err(TryRecvError::Empty) => {}
            }
        }
        let mut answer = PathAnswer::Waiting;
        let modal = widgets::modal(ui, "path prompt").show(ui, |ui| {
            ui.set_width(520.0);
            widgets::section_title(ui, &self.purpose.title());
            let what = if self.purpose == Purpose::ReadResults {
                "the path of a file here, or of a folder to read all files in it"
            } else {
                "its path here"
            };
            widgets::muted(
                ui,
                if self.answer.is_some() {
                    format!("Choose the file in the system's dialog, or write {what}.")
                } else if self.purpose == Purpose::ReadResults {
                    format!("The system showed no file dialog. Write {what}.")
                } else {
                    "The system showed no file dialog. Write the path here.".to_owned()
                },
            );
            let field = TextEdit::singleline(&mut self.draft)
                .id(Id::unique("path"))
                .desired_width(f32::INFINITY)
                .hint_text("Path of the file");
            let response = ui.add(field).accessible_name("Path");
            if std::mem::take(&mut self.focus) {
                response.request_focus();
            }
            if response.changed() {
                self.problem = None;
                self.replaces = None;
            }
            let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if let Some(problem) = &self.problem {
                widgets::finding_line(
                    ui,
                    widgets::Tone::Bad,
                    theme::icons::WARNING_CIRCLE,
                    problem,
                );
            }
            if let Some(path) = &self.replaces {
                let text = format!("{} is there already and would be replaced.", path.display());
                widgets::finding_line(ui, widgets::Tone::Warning, theme::icons::WARNING, &text);
            }
            ui.add_space(theme::SPACE_S);
            ui.horizontal(|ui| {
                let verb = if self.replaces.is_some() { "Replace" } else { self.purpose.verb() };
                if widgets::primary_button(ui, verb).clicked() || entered {
                    let path = PathBuf::from(self.draft.trim());
                    answer = self.take(&path, false);
                }
                if widgets::button(ui, "Cancel").clicked() {
                    answer = PathAnswer::Cancelled;
                }
            });
        });
        if modal.should_close() && matches!(answer, PathAnswer::Waiting) {
            return PathAnswer::Cancelled;
        }
        answer
    }

    /// Takes a path that was chosen; asks again before a file that is there is
    /// replaced, unless the system's dialog has asked for this very name.
    fn take(&mut self, path: &Path, asked: bool) -> PathAnswer {
        if path.as_os_str().is_empty() {
            self.problem = Some("Write the path of a file.".to_owned());
            return PathAnswer::Waiting;
        }
        let named = self.with_extension(path);
        let agreed = asked && named == path || self.replaces.as_ref() == Some(&named);
        let replaces = match self.purpose {
            Purpose::Open | Purpose::ReadResults | Purpose::Export(Format::Svg) => false,
            Purpose::SaveAs | Purpose::Export(_) => named.exists(),
        };
        if replaces && !agreed {
            self.draft = named.display().to_string();
            self.replaces = Some(named);
            self.answer = None;
            return PathAnswer::Waiting;
        }
        PathAnswer::Chosen(vec![named])
    }

    /// Dialogs differ in whether they append an extension; we do it here.
    fn with_extension(&self, path: &Path) -> PathBuf {
        let extension = match self.purpose {
            Purpose::Open | Purpose::ReadResults | Purpose::Export(Format::Svg) => {
                return path.to_owned();
            }
            Purpose::SaveAs => "weighbridge.ron",
            Purpose::Export(format) => format.extension(),
        };
        let name =
            path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        let has = match self.purpose {
            Purpose::SaveAs => name.ends_with(".ron"),
            _ => name.ends_with(&format!(".{extension}")),
        };
        if has || name.is_empty() {
            return path.to_owned();
        }
        let mut longer = path.as_os_str().to_owned();
        longer.push(".");
        longer.push(extension);
        PathBuf::from(longer)
    }
}

/// What waits until unsaved work is dealt with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leaving {
    /// The program ends.
    Quit,
    /// The start screen is shown.
    Close,
    /// Another workbook is opened.
    Open(PathBuf),
    /// A path is asked for, to open.
    AskOpen,
    /// A workbook from a template is begun.
    Template(String),
    /// The guided tour begins.
    Tour,
}

/// What was said about unsaved work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnsavedAnswer {
    /// Save it, then go on.
    Save,
    /// Go on without it.
    Discard,
    /// Stay.
    Stay,
}

/// Asks what to do with unsaved work.
pub fn unsaved_prompt(ui: &Ui, name: &str) -> Option<UnsavedAnswer> {
    let mut answer = None;
    let modal = widgets::modal(ui, "unsaved work").show(ui, |ui| {
        ui.set_width(420.0);
        widgets::section_title(ui, "Save your changes?");
        widgets::muted(ui, format!("{name} has changes that no file holds yet."));
        ui.add_space(theme::SPACE_S);
        ui.horizontal(|ui| {
            if widgets::primary_button(ui, "Save changes").clicked() {
                answer = Some(UnsavedAnswer::Save);
            }
            if widgets::danger_button(ui, "Discard changes").clicked() {
                answer = Some(UnsavedAnswer::Discard);
            }
            if widgets::button(ui, "Cancel").clicked() {
                answer = Some(UnsavedAnswer::Stay);
            }
        });
    });
    if answer.is_none() && modal.should_close() {
        return Some(UnsavedAnswer::Stay);
    }
    answer
}

/// What was said about a file that somebody else changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangedAnswer {
    /// Take what the file holds, as a step that can be undone.
    TakeTheirs,
    /// Join both.
    Join,
    /// Write ours over it.
    KeepOurs,
    /// Decide later.
    Later,
}

/// Shows what somebody else changed in the file, in words, and asks what to do.
pub fn changed_prompt(
    ui: &Ui,
    name: &str,
    differences: &[String],
    conflicts: &[String],
    dirty: bool,
) -> Option<ChangedAnswer> {
    let mut answer = None;
    let modal = widgets::modal(ui, "changed on disk").show(ui, |ui| {
        ui.set_width(560.0);
        widgets::section_title(ui, &format!("{name} was changed by somebody else"));
        widgets::muted(ui, "What the file holds now, against what you opened:");
        ScrollArea::vertical().max_height(260.0).auto_shrink([false, true]).show(ui, |ui| {
            for difference in differences.iter().take(100) {
                ui.add(eframe::egui::Label::new(format!("• {difference}")).wrap());
            }
            if differences.len() > 100 {
                widgets::muted(ui, format!("and {} more", differences.len() - 100));
            }
        });
        if !conflicts.is_empty() {
            ui.add_space(theme::SPACE_S);
            widgets::finding_line(
                ui,
                widgets::Tone::Warning,
                theme::icons::WARNING,
                "Both of you changed the following; joining keeps yours:",
            );
            for conflict in conflicts.iter().take(10) {
                ui.add(eframe::egui::Label::new(format!("• {conflict}")).wrap());
            }
        }
        ui.add_space(theme::SPACE_S);
        ui.horizontal_wrapped(|ui| {
            if dirty && widgets::primary_button(ui, "Join both").clicked() {
                answer = Some(ChangedAnswer::Join);
            }
            let take = if dirty {
                widgets::button(ui, "Take the file's")
            } else {
                widgets::primary_button(ui, "Take the file's")
            };
            if take.clicked() {
                answer = Some(ChangedAnswer::TakeTheirs);
            }
            if widgets::danger_button(ui, "Overwrite with mine").clicked() {
                answer = Some(ChangedAnswer::KeepOurs);
            }
            if widgets::button(ui, "Later").clicked() {
                answer = Some(ChangedAnswer::Later);
            }
        });
    });
    if answer.is_none() && modal.should_close() {
        return Some(ChangedAnswer::Later);
    }
    answer
}

/// What was said about the report of a run that broke.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CrashAnswer {
    /// Put it on the clipboard.
    Copy,
    /// Do not show it again.
    Dismiss,
}

/// Shows the report that the last run left behind when it broke.
pub fn crash_prompt(ui: &Ui, report: &CrashReport) -> Option<CrashAnswer> {
    let mut answer = None;
    let modal = widgets::modal(ui, "crash report").show(ui, |ui| {
        ui.set_width(theme::PROMPT_WIDTH.max(ui.content_rect().width() * 0.4));
        widgets::section_title(ui, "Weighbridge ended unexpectedly the last time");
        widgets::muted(
            ui,
            "Work that was not saved is offered on the start screen. A report of where the \
             program broke was written. Its message may quote a few words of your workbook: look \
             at it before you pass it on.",
        );
        widgets::key_value(ui, "Report", &report.path.display().to_string());
        ScrollArea::vertical().max_height(180.0).show(ui, |ui| {
            widgets::small(ui, report.text.as_str());
        });
        ui.add_space(theme::SPACE_S);
        ui.horizontal(|ui| {
            if widgets::primary_button(ui, "Go on").clicked() {
                answer = Some(CrashAnswer::Dismiss);
            }
            if widgets::button(ui, "Copy the report").clicked() {
                answer = Some(CrashAnswer::Copy);
            }
        });
    });
    if answer.is_none() && modal.should_close() {
        return Some(CrashAnswer::Dismiss);
    }
    answer
}
