//! The result under every profile.

use eframe::egui::Ui;

use crate::app::action::Actions;
use crate::app::charts::{Chart, Shelf, chart_card};
use crate::app::context::Context;
use crate::app::widgets;

/// How the section is looked at.
#[derive(Debug, Default)]
pub(super) struct ProfilesView {
    shelf: Shelf,
}

impl ProfilesView {
    /// Draws the section.
    pub(super) fn show(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        if context.workbook.profiles.len() < 2 {
            widgets::card(ui, |ui| {
                widgets::section_title(ui, "One profile, one ranking");
                widgets::muted(
                    ui,
                    "A profile is a named set of weights and answers, such as \"today\" or \"ten \
                     times the load\". With a second one the rankings are set side by side.",
                );
            });
            return;
        }
        if let Some(figure) = self.shelf.figure(ui, context, &Chart::Profiles) {
            chart_card(ui, &Chart::Profiles, &figure, out, |_| {});
        }
    }
}
