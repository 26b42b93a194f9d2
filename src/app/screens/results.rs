//! Results.

use eframe::egui::Ui;

use crate::app::action::Actions;
use crate::app::context::Context;
use crate::app::widgets;

/// How the screen is looked at.
#[derive(Debug, Default)]
pub struct ResultsView {}

impl ResultsView {
    /// Draws the screen.
    pub fn show(&mut self, ui: &mut Ui, _context: Context<'_>, _out: &mut Actions) {
        widgets::page_header(ui, "Results", "");
    }
}
