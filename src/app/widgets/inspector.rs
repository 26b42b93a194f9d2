//! Parts of which the inspector is made: sections with a line above, and text
//! fields under their label.

use eframe::egui::Ui;

use super::{TextField, labelled, rule, section_title};
use crate::app::theme;

/// A text field with its label above, as wide as there is space; gives the new
/// text when it is committed and differs.
pub fn labelled_text(
    ui: &mut Ui,
    id: impl std::hash::Hash + std::fmt::Debug,
    label: &str,
    value: &str,
    rows: usize,
) -> Option<String> {
    labelled(ui, label, |ui| TextField::new(id, label, value).rows(rows).show(ui))
}

/// Begins a part of the inspector: room, a line and a title.
pub fn form_section(ui: &mut Ui, title: &str) {
    ui.add_space(theme::SPACE_S);
    rule(ui);
    section_title(ui, title);
}
