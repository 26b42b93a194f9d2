//! The keys of commands: taken before a frame is drawn, and after it those that
//! the screen may use first.

use eframe::egui::Ui;

use super::App;
use super::action::Action;
use super::command::Command;

impl App {
    /// Takes the keys of commands: before a frame is drawn, and after it those
    /// that the screen may use first.
    pub(super) fn shortcuts(&mut self, ui: &Ui, drawn: bool) {
        if !drawn {
            for command in std::mem::take(&mut self.queued) {
                self.actions.push(Action::Run(command));
            }
        }
        if self.prompt.is_some()
            || self.leaving.is_some()
            || self.changed.is_some()
            || self.palette.is_some()
            || self.help.is_some()
            || self.why.is_some()
            || self.tour.is_some()
        {
            return;
        }
        let editing = ui.text_edit_focused();
        for command in Command::all() {
            let Some(shortcut) = command.shortcut() else { continue };
            if command.yields_to_screen() != drawn {
                continue;
            }
            if editing && command.yields_to_text() {
                continue;
            }
            if command.needs_workbook() && self.document.is_none() {
                continue;
            }
            if !ui.input_mut(|input| input.consume_shortcut(&shortcut)) {
                continue;
            }
            if editing && !command.moves_focus() {
                // What is half typed counts: let the field give it back first.
                ui.memory_mut(|memory| {
                    if let Some(focused) = memory.focused() {
                        memory.surrender_focus(focused);
                    }
                });
                self.queued.push(command);
                ui.request_repaint();
            } else {
                self.actions.push(Action::Run(command));
            }
        }
    }
}
