//! The Markdown of the record, letter by letter.

use eframe::egui::{TextEdit, TextStyle, Ui};

use crate::app::action::{Action, Actions};
use crate::app::theme::{self, icons};
use crate::app::widgets::{self, Tone};

/// Draws the source, to be read, selected and copied.
pub(super) fn show(ui: &mut Ui, text: &Result<String, String>, out: &mut Actions) {
    match text {
        Err(problem) => {
            widgets::card(ui, |ui| {
                widgets::finding_line(ui, Tone::Warning, icons::WARNING, problem);
            });
        }
        Ok(text) => {
            ui.horizontal_wrapped(|ui| {
                if widgets::button(ui, "Copy the Markdown").clicked() {
                    out.push(Action::Copy(text.clone()));
                    out.push(Action::Say("Copied the Markdown".to_owned()));
                }
                let lines = text.lines().count();
                widgets::muted(ui, format!("{lines} lines, as the file will hold them"));
            });
            ui.add_space(theme::SPACE_XS);
            // A text that is not changed: it can be selected, and that is all.
            let mut shown = text.as_str();
            let field = TextEdit::multiline(&mut shown)
                .id_salt("markdown of the record")
                .font(TextStyle::Monospace)
                .desired_width(f32::INFINITY)
                .lock_focus(false);
            ui.add(field).accessible_name("Markdown source");
        }
    }
}
