//! What lies over the window for a while: the command field, pages of help,
//! questions that have to be answered first; and who has the focus after it.

use eframe::egui::{self, Ui};

use super::App;
use super::action::Action;
use super::action::Actions;
use super::command::Command;
use super::crash;
use super::palette::PaletteAnswer;
use super::prompt;
use super::prompt::CrashAnswer;
use super::prompt::PathAnswer;
use super::prompt::UnsavedAnswer;
use super::theme;
use super::theme::tokens;

impl App {
    /// What lies over the window: the palette, the pages of help.
    pub(super) fn laid_over(&mut self, ui: &Ui, out: &mut Actions) {
        let was_open = self.is_laid_over();
        if let Some(palette) = &mut self.palette {
            match palette.show(ui, self.document.as_ref(), &self.settings.recent) {
                PaletteAnswer::Waiting => {}
                PaletteAnswer::Left => self.palette = None,
                PaletteAnswer::Chosen(action) => {
                    self.palette = None;
                    self.focused_before = None;
                    self.chosen = Some(*action);
                }
            }
        } else if let Some(page) = self.help
            && !page.show(ui, &self.places, &self.toasts)
        {
            self.help = None;
        } else if let (None, Some(why)) = (self.help, &mut self.why) {
            let stays = match &self.document {
                Some(document) => {
                    let mut wanted = Actions::default();
                    let stays = why.show(ui, document.context(), &mut wanted);
                    for action in wanted.take() {
                        // Where it leads elsewhere, the focus is not given back.
                        if matches!(
                            action,
                            Action::Reveal(_) | Action::RevealCell(..) | Action::Go(_)
                        ) {
                            self.focused_before = None;
                            self.chosen = Some(action);
                        } else {
                            out.push(action);
                        }
                    }
                    stays
                }
                None => false,
            };
            if !stays {
                self.why = None;
            }
        }
        if was_open && !self.is_laid_over() {
            ui.request_repaint();
        }
        let escape = |input: &egui::InputState| input.key_pressed(egui::Key::Escape);
        if self.zoom_before.is_some()
            && !was_open
            && ui.memory(|memory| memory.focused()).is_none()
            && !egui::Popup::is_any_open(ui)
            && ui.input(escape)
        {
            out.push(Action::Run(Command::Present));
        }
    }

    fn is_laid_over(&self) -> bool {
        self.palette.is_some() || self.help.is_some() || self.why.is_some()
    }

    /// Offers the report that the last run left behind when it broke.
    pub(super) fn crash_prompt(&mut self, ui: &Ui, out: &mut Actions) {
        let Some(report) = &self.crash else { return };
        match prompt::crash_prompt(ui, report) {
            None => {}
            Some(CrashAnswer::Copy) => {
                out.push(Action::Copy(report.text.clone()));
                self.toasts.say("The report is on the clipboard.", false);
            }
            Some(CrashAnswer::Dismiss) => {
                crash::put_aside(self.places.state.path());
                self.crash = None;
            }
        }
    }

    /// Remembers what has the focus, before something takes it away for a while.
    pub(super) fn keep_focus(&mut self, ui: &Ui) {
        self.focused_before = ui.memory(|memory| memory.focused());
    }

    pub(super) fn give_focus_back(&mut self, ui: &Ui) {
        if let Some(action) = self.chosen.take() {
            if ui.memory(|memory| memory.top_modal_layer().is_none()) {
                self.actions.push(action);
            } else {
                self.chosen = Some(action);
            }
            ui.request_repaint();
        }
        // What lies on top keeps the focus away from below for a frame longer.
        let free = ui.memory(|memory| memory.top_modal_layer().is_none());
        let closed = !self.is_laid_over();
        if closed && !free && self.focused_before.is_some() {
            ui.request_repaint();
        } else if closed
            && free
            && let Some(id) = self.focused_before.take()
        {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
    }

    pub(super) fn prompts(&mut self, ui: &Ui) {
        if let Some(prompt) = &mut self.prompt {
            match prompt.show(ui) {
                PathAnswer::Waiting => {}
                PathAnswer::Cancelled => {
                    self.prompt = None;
                    self.leaving = None;
                    self.locating = None;
                }
                PathAnswer::Chosen(paths) => self.path_chosen(ui.ctx(), paths),
            }
        } else if self.saving.is_some() {
            // What waits for the file to be written waits on.
        } else if let (Some(leaving), Some(document)) = (self.leaving.clone(), &self.document) {
            match prompt::unsaved_prompt(ui, &document.file_name()) {
                None => {}
                Some(UnsavedAnswer::Stay) => self.leaving = None,
                Some(UnsavedAnswer::Discard) => {
                    self.leaving = None;
                    self.then = Some(leaving);
                }
                Some(UnsavedAnswer::Save) => self.save(ui),
            }
        }
        // Once the work is saved, what waited for it goes on.
        if self.leaving.is_some() && !self.is_dirty() && self.saving.is_none() {
            self.then = self.leaving.take();
        }
    }
}

/// Shows that a file held over the window can be dropped, and what becomes of
/// it. Some systems tell what is held only once it is dropped.
pub(super) fn drop_target(ui: &Ui, open: bool) {
    let held: Vec<Option<bool>> = ui.input(|input| {
        let files = input.raw.hovered_files.iter();
        files.map(|file| file.path.as_deref().map(super::files::is_workbook)).collect()
    });
    if held.is_empty() {
        return;
    }
    let words = if !open || held.iter().all(|it| *it == Some(true)) {
        "Drop the workbook here to open it"
    } else if held.contains(&None) {
        "Drop results of a load tool here to read them, or a workbook to open it"
    } else {
        "Drop the results here to read them"
    };
    let tokens = tokens(ui);
    let painter =
        ui.layer_painter(egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop")));
    let rect = ui.content_rect().shrink(12.0);
    painter.rect(
        rect,
        theme::CARD_RADIUS,
        tokens.cloud(tokens.accent_soft),
        egui::Stroke::new(theme::LINE_STRONG, tokens.accent),
        egui::StrokeKind::Inside,
    );
    painter.text(
        rect.center(),
        egui::Align2::CENTER_CENTER,
        words,
        theme::title().resolve(ui.style()),
        tokens.accent,
    );
}
