//! What would have to be true for another option to lead, in full.

use eframe::egui::{TextWrapMode, Ui};

use super::{ways, weights};
use crate::analysis::Analysis;
use crate::app::action::Actions;
use crate::app::charts::{self, Chart, Shelf, chart_card};
use crate::app::context::Context;
use crate::app::theme::{self, icons};
use crate::app::widgets;
use crate::workbook::CriterionId;

/// How the section is looked at.
#[derive(Debug, Default)]
pub(super) struct ChangeView {
    sheet: ways::Sheet,
    /// Whether every option has a card.
    pub all_ways: bool,
    all_weights: bool,
    /// The two weights of the map, where they were chosen.
    pub weights: Option<(CriterionId, CriterionId)>,
    /// The two taken where none were chosen, and the revision that it holds for.
    usual: Option<(u64, Option<(usize, usize)>)>,
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
        widgets::section_title(ui, finding.trim_end_matches('.'));
        widgets::small(
            ui,
            "Within reach means inside the range stated for a score, or a weight at most halved or doubled. A flag keeps a change as a reason to reopen the decision.",
        );
        ui.add_space(theme::SPACE_XS);
        ways::ways_cards(ui, context, &mut self.sheet, &mut self.all_ways, out);
        ui.add_space(theme::SPACE_XS);
        if let Some(figure) = self.shelf.figure(ui, context, &Chart::Tornado) {
            chart_card(ui, &Chart::Tornado, &figure, out, |_| {});
            ui.add_space(theme::SPACE_XS);
        }
        self.map(ui, context, out);
        let figure = self.shelf.figure(ui, context, &Chart::Weights);
        weights::weights(ui, context, figure.as_deref(), &mut self.all_weights, out);
    }

    /// Who leads over two weights.
    fn map(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let revision = context.derived.revision;
        let found = match self.usual {
            Some((known, found)) if known == revision && self.weights.is_none() => found,
            _ => charts::weights_of(context, self.weights.as_ref()),
        };
        self.usual = self.weights.is_none().then_some((revision, found));
        let Some((x, y)) = found else { return };
        let chart = Chart::TwoWeights(self.weights.clone());
        let Some(figure) = self.shelf.figure(ui, context, &chart) else { return };
        let (workbook, analysis) = (context.workbook, context.analysis());
        let id = |leaf: usize| workbook.criteria[analysis.leaves[leaf]].id.clone();
        let (x, y) = (id(x), id(y));
        chart_card(ui, &chart, &figure, out, |ui| {
            let choices = choices(context, analysis);
            ui.horizontal_wrapped(|ui| {
                ui.style_mut().wrap_mode = Some(TextWrapMode::Truncate);
                let name = "Weight across";
                if let Some(chosen) = widgets::choose(ui, "across", name, &x, 210.0, &choices) {
                    let other = if chosen == y { x.clone() } else { y.clone() };
                    self.weights = Some((chosen, other));
                }
                widgets::muted(ui, "against");
                let name = "Weight upwards";
                if let Some(chosen) = widgets::choose(ui, "upwards", name, &y, 210.0, &choices) {
                    let other = if chosen == x { y.clone() } else { x.clone() };
                    self.weights = Some((other, chosen));
                }
                if widgets::icon_button(ui, icons::ARROWS_LEFT_RIGHT, "Swap the two weights")
                    .clicked()
                {
                    self.weights = Some((y.clone(), x.clone()));
                }
                if self.weights.is_some()
                    && widgets::link_button(ui, "Take the two that can move least").clicked()
                {
                    self.weights = None;
                }
            });
        });
        ui.add_space(theme::SPACE_XS);
    }
}

/// The criteria with weight, heaviest first.
fn choices(context: Context<'_>, analysis: &Analysis) -> Vec<(CriterionId, String)> {
    let mut leaves: Vec<usize> =
        (0..analysis.leaves.len()).filter(|&leaf| analysis.leaf_weight(leaf) > 0.0).collect();
    leaves.sort_by(|&a, &b| {
        analysis.leaf_weight(b).total_cmp(&analysis.leaf_weight(a)).then(a.cmp(&b))
    });
    leaves
        .into_iter()
        .map(|leaf| &context.workbook.criteria[analysis.leaves[leaf]])
        .map(|criterion| (criterion.id.clone(), criterion.name.clone()))
        .collect()
}
