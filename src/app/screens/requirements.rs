//! Requirements.

use eframe::egui::Ui;

use crate::app::action::Actions;
use crate::app::context::Context;
use crate::app::widgets;

/// How the screen is looked at.
#[derive(Debug, Default)]
pub struct RequirementsView {}

impl RequirementsView {
    /// Draws the screen.
    pub fn show(&mut self, ui: &mut Ui, _context: Context<'_>, _out: &mut Actions) {
        widgets::page_header(ui, "Requirements", "");
    }

    /// Draws what the inspector says.
    pub fn inspect(&mut self, _ui: &mut Ui, _context: Context<'_>, _out: &mut Actions) {}

    /// Selects an item.
    pub fn select(&mut self, _item: &crate::workbook::ItemRef) {}
}
