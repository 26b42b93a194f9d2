//! What would have to be true for another option to lead, in full.

use eframe::egui::Ui;

use super::{flips, weights};
use crate::app::action::Actions;
use crate::app::charts::{Chart, Shelf};
use crate::app::context::Context;
use crate::app::theme;
use crate::app::widgets;

/// How the section is looked at.
#[derive(Debug, Default)]
pub(super) struct ChangeView {
    shelf: Shelf,
}

impl ChangeView {
    /// Draws the section; `finding` is the closest flip in a sentence.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        finding: &str,
        out: &mut Actions,
    ) {
        if context.analysis().order.len() < 2 {
            widgets::card(ui, |ui| {
                widgets::section_title(ui, "Nothing stands against it");
                widgets::muted(ui, "It takes two ranked options for one to overtake the other.");
            });
            return;
        }
        flips::flips(ui, context, finding, &mut true, out);
        ui.add_space(theme::SPACE_XS);
        let figure = self.shelf.figure(ui, context, &Chart::Weights);
        weights::weights(ui, context, figure.as_deref(), &mut true, out);
    }
}
