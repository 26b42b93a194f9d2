//! Options.

use eframe::egui::Ui;

use crate::app::action::Actions;
use crate::app::context::Context;
use crate::app::widgets;

/// How the screen is looked at.
#[derive(Debug, Default)]
pub struct OptionsView {}

impl OptionsView {
    /// Draws the screen.
    pub fn show(&mut self, ui: &mut Ui, _context: Context<'_>, _out: &mut Actions) {
        widgets::page_header(ui, "Options", "");
    }

    /// Selects an item.
    pub fn select(&mut self, _id: &str) {}
}
