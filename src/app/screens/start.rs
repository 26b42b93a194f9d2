//! The start screen: recent workbooks, templates, the flagship, open.

use std::path::{Path, PathBuf};

use eframe::egui::{Button, Label, RichText, Role, ScrollArea, Ui, WidgetInfo, vec2};

use crate::app::prompt::Leaving;
use crate::app::settings::Recent;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, Tone};
use crate::store::{FLAGSHIP, Leftover};
use crate::workbook::Date;

/// What the start screen shows beside its choices.
#[derive(Debug)]
pub struct StartView {
    problem: Option<(PathBuf, Vec<String>)>,
    leftovers: Vec<Leftover>,
}

/// What was chosen on the start screen.
pub enum Chosen {
    /// Go on to something.
    Leave(Leaving),
    /// Open work that was not saved.
    Recover(Leftover),
}

impl StartView {
    /// The start screen, with work that earlier runs left behind.
    pub fn new(leftovers: Vec<Leftover>) -> Self {
        Self { problem: None, leftovers }
    }

    /// Whether there is work that an earlier run left behind.
    pub fn has_leftovers(&self) -> bool {
        !self.leftovers.is_empty()
    }

    /// Shows that a file could not be opened, and why.
    pub fn refuse(&mut self, path: &Path, problem: Vec<String>) {
        self.problem = Some((path.to_owned(), problem));
    }

    /// Forgets what could not be opened.
    pub fn forget_problem(&mut self) {
        self.problem = None;
    }

    /// Draws the screen; gives what was chosen.
    pub fn show(&mut self, ui: &mut Ui, recent: &[Recent]) -> Option<Chosen> {
        let mut chosen = None;
        let mut recover = None;
        ScrollArea::vertical().id_salt("start").auto_shrink([false, false]).show(ui, |ui| {
            let width = ui.available_width().min(860.0);
            let margin = (ui.available_width() - width) / 2.0;
            ui.horizontal_top(|ui| {
                ui.add_space(margin);
                ui.vertical(|ui| {
                    ui.set_max_width(width);
                    ui.add_space(theme::SPACE_L);
                    widgets::page_header(
                        ui,
                        "Weighbridge",
                        "Decide about architecture, and defend the decision a year later.",
                    );
                    ui.add_space(theme::SPACE_S);
                    self.problem_card(ui);
                    recover = self.leftover_card(ui);
                    templates(ui, &mut chosen);
                    ui.add_space(theme::SPACE_S);
                    recent_files(ui, recent, &mut chosen);
                });
            });
        });
        recover.map(Chosen::Recover).or(chosen.map(Chosen::Leave))
    }

    fn leftover_card(&mut self, ui: &mut Ui) -> Option<Leftover> {
        if self.leftovers.is_empty() {
            return None;
        }
        let mut taken = None;
        let mut dropped = None;
        widgets::card(ui, |ui| {
            widgets::section_title(ui, "Work that was not saved");
            widgets::muted(ui, "The program ended before this was saved.");
            for (at, leftover) in self.leftovers.iter().enumerate() {
                let name = leftover.path.as_ref().map_or_else(
                    || "A workbook without a file".to_owned(),
                    |path| path.display().to_string(),
                );
                let day = Date::from_unix_seconds(leftover.written);
                ui.push_id(at, |ui| {
                    ui.horizontal_wrapped(|ui| {
                        ui.label(format!("{name}, {day}"));
                        if widgets::button(ui, "Recover").clicked() {
                            taken = Some(at);
                        }
                        if widgets::danger_button(ui, "Discard").clicked() {
                            dropped = Some(at);
                        }
                    });
                });
            }
        });
        ui.add_space(theme::SPACE_S);
        if let Some(at) = dropped
            && let Err(error) = self.leftovers.remove(at).discard()
        {
            log::warn!("recovery journal: {error}");
        }
        taken.map(|at| self.leftovers.remove(at))
    }

    fn problem_card(&self, ui: &mut Ui) {
        let Some((path, lines)) = &self.problem else { return };
        widgets::card(ui, |ui| {
            let title = format!("{} could not be opened", path.display());
            widgets::finding_line(ui, Tone::Bad, icons::WARNING_CIRCLE, &title);
            for line in lines {
                ui.add(Label::new(line).wrap());
            }
            widgets::muted(ui, "The file was left as it is.");
        });
        ui.add_space(theme::SPACE_S);
    }
}

fn templates(ui: &mut Ui, chosen: &mut Option<Leaving>) {
    widgets::card(ui, |ui| {
        widgets::section_title(ui, "Begin");
        let entries = [
            (
                icons::SCALES,
                "Choose the backend runtime",
                "Node.js, Python, or a hybrid of both: a complete workbook with 518 claims from five articles",
                Leaving::Template(FLAGSHIP.to_owned()),
            ),
            (
                icons::FILE_PLUS,
                "Blank workbook",
                "Your own question, with two options and a few criteria to change",
                Leaving::Template("blank".to_owned()),
            ),
            (
                icons::FOLDER_OPEN,
                "Open a workbook…",
                "Or drop its file onto this window",
                Leaving::AskOpen,
            ),
        ];
        for (icon, title, text, leaving) in entries {
            if entry(ui, icon, title, text).clicked() {
                *chosen = Some(leaving);
            }
        }
    });
}

fn recent_files(ui: &mut Ui, recent: &[Recent], chosen: &mut Option<Leaving>) {
    widgets::card(ui, |ui| {
        widgets::section_title(ui, "Recent workbooks");
        if recent.is_empty() {
            widgets::muted(ui, "Workbooks that you open or save are listed here.");
        }
        for file in recent {
            let name = file
                .path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default();
            let title = if file.title.is_empty() { name } else { file.title.clone() };
            let place = file.path.display();
            let text = if file.result.is_empty() {
                place.to_string()
            } else {
                format!("{} · {place}", file.result)
            };
            if entry(ui, icons::FILE_TEXT, &title, &text).clicked() {
                *chosen = Some(Leaving::Open(file.path.clone()));
            }
        }
    });
}

fn entry(ui: &mut Ui, icon: &str, title: &str, text: &str) -> eframe::egui::Response {
    let tokens = tokens(ui);
    let width = ui.available_width();
    ui.push_id((title, text), |ui| {
        // Title and text of an entry belong together.
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.spacing_mut().interact_size.y = 0.0;
        let response = ui.add(
            Button::new((
                RichText::new(icon).text_style(theme::icon()).color(tokens.accent),
                RichText::new(title).text_style(theme::strong()),
            ))
            .right_text(())
            .frame_when_inactive(false)
            .min_size(vec2(width, theme::CONTROL_HEIGHT)),
        );
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, title));
        ui.horizontal(|ui| {
            ui.add_space(36.0);
            ui.add(Label::new(RichText::new(text).small().color(tokens.text_muted)).truncate());
        });
        response
    })
    .inner
}
