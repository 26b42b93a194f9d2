//! What the draws are made of: how free the weights are, how many draws, and
//! where the random numbers begin.

use std::collections::BTreeMap;

use eframe::egui::{Align, Layout, Ui, vec2};

use super::weights;
use crate::analysis::percent;
use crate::analysis::uncertainty::{around_words, first_ranges, weighted};
use crate::app::action::Actions;
use crate::app::context::Context;
use crate::app::theme;
use crate::app::widgets::{self, NumberField};
use crate::workbook::{CriterionId, Edit, Uncertainty, WeightFreedom};

/// Up to so many ranges are listed unasked.
const FEW: usize = 9;
/// Concentrations offered, with their names.
const CONCENTRATIONS: [(f64, &str); 3] = [(25.0, "Loosely"), (100.0, "Fairly"), (400.0, "Closely")];
/// The largest seed that a field holds exactly: 2^53.
const LARGEST_SEED: f64 = 9_007_199_254_740_992.0;
/// Width of the names beside their ranges, in points.
const NAMES: f32 = 190.0;

/// How the settings are looked at.
#[derive(Debug, Default)]
pub(super) struct SettingsView {
    /// What was set for a freedom that is not in force now.
    concentration: Option<f64>,
    ranges: Option<BTreeMap<CriterionId, (f64, f64)>>,
    all_ranges: bool,
    /// The sentence on the concentration, and the revision that it holds for.
    around: Option<(u64, String)>,
}

impl SettingsView {
    /// Shows the settings.
    pub(super) fn show(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        widgets::card(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme::SPACE_S;
            widgets::section_title(ui, "What is drawn");
            widgets::small(
                ui,
                "Scores from their ranges, independently of each other. How free are the weights?",
            );
            self.freedom(ui, context, out);
            match &context.workbook.uncertainty.weights {
                WeightFreedom::Stated => {
                    widgets::muted(ui, "The weights stay as stated; only scores vary.");
                }
                WeightFreedom::Around(concentration) => {
                    self.around(ui, context, *concentration, out);
                }
                WeightFreedom::Ordered => {
                    widgets::muted(
                        ui,
                        "Any weights in which no criterion weighs more than one that is stated to \
                         weigh more.",
                    );
                }
                WeightFreedom::Within(ranges) => self.within(ui, context, ranges, out),
                WeightFreedom::Free => {
                    widgets::muted(
                        ui,
                        "Any weights at all, each mix as likely: what holds here holds whatever \
                         matters to whom. Criteria of weight 0 stay out.",
                    );
                }
            }
            widgets::rule(ui);
            counts(ui, context, out);
        });
    }

    fn freedom(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let now = &context.workbook.uncertainty.weights;
        ui.horizontal_wrapped(|ui| {
            let offer =
                |ui: &mut Ui, on: bool, name: &str| widgets::chip(ui, on, name).clicked() && !on;
            let mut wanted = None;
            if offer(ui, matches!(now, WeightFreedom::Stated), "As stated") {
                wanted = Some(WeightFreedom::Stated);
            }
            if offer(ui, matches!(now, WeightFreedom::Around(_)), "Around those stated") {
                wanted = Some(WeightFreedom::Around(self.concentration.unwrap_or(100.0)));
            }
            if offer(ui, matches!(now, WeightFreedom::Ordered), "In the stated order") {
                wanted = Some(WeightFreedom::Ordered);
            }
            if offer(ui, matches!(now, WeightFreedom::Within(_)), "Within ranges") {
                let kept = self.ranges.take().map(|mut ranges| {
                    ranges.retain(|id, _| context.node(id).is_some());
                    ranges
                });
                let ranges = kept.filter(|ranges| !ranges.is_empty());
                let ranges =
                    ranges.unwrap_or_else(|| first_ranges(context.workbook, context.analysis()));
                wanted = Some(WeightFreedom::Within(ranges));
            }
            if offer(ui, matches!(now, WeightFreedom::Free), "Any at all") {
                wanted = Some(WeightFreedom::Free);
            }
            let Some(wanted) = wanted else { return };
            match now {
                WeightFreedom::Around(concentration) => self.concentration = Some(*concentration),
                WeightFreedom::Within(ranges) => self.ranges = Some(ranges.clone()),
                WeightFreedom::Stated | WeightFreedom::Ordered | WeightFreedom::Free => {}
            }
            out.edit(weights(context, wanted));
        });
    }

    fn around(&mut self, ui: &mut Ui, context: Context<'_>, now: f64, out: &mut Actions) {
        ui.horizontal_wrapped(|ui| {
            for (concentration, name) in CONCENTRATIONS {
                if widgets::chip(ui, (now - concentration).abs() < 1e-9, name).clicked() {
                    out.edit(weights(context, WeightFreedom::Around(concentration)));
                }
            }
            widgets::field_label(ui, "Concentration");
            let (least, greatest) = Uncertainty::CONCENTRATION;
            let field = NumberField::new("concentration", "Concentration", Some(now));
            if let Some(Some(concentration)) = field.bounds(least, greatest).show(ui) {
                out.edit(weights(context, WeightFreedom::Around(concentration)));
            }
        });
        let revision = context.derived.revision;
        if self.around.as_ref().is_none_or(|(of, _)| *of != revision) {
            let words = around_words(context.workbook, context.analysis(), now);
            self.around = Some((revision, words));
        }
        if let Some((_, words)) = &self.around {
            widgets::muted(ui, words);
        }
    }

    fn within(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        ranges: &BTreeMap<CriterionId, (f64, f64)>,
        out: &mut Actions,
    ) {
        let (workbook, analysis) = (context.workbook, context.analysis());
        let leaves = weighted(analysis);
        widgets::muted(
            ui,
            "Any weights whose shares of the whole lie in these ranges, each mix as likely.",
        );
        let shown = if self.all_ranges { leaves.len() } else { leaves.len().min(FEW) };
        for &leaf in leaves.iter().take(shown) {
            let criterion = &workbook.criteria[analysis.leaves[leaf]];
            let (low, high) = ranges.get(&criterion.id).copied().unwrap_or((0.0, 1.0));
            ui.push_id(&criterion.id, |ui| {
                ui.horizontal(|ui| {
                    let room = vec2(NAMES.min(ui.available_width() * 0.4), theme::CONTROL_HEIGHT);
                    ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
                        ui.set_width(room.x);
                        widgets::text_cell(ui, &criterion.name);
                    });
                    let end = |ui: &mut Ui, part: &str, value: f64, least: f64, most: f64| {
                        let name = format!("{part} weight of {}", criterion.name);
                        NumberField::new((part, &criterion.id), &name, Some(in_percent(value)))
                            .bounds(in_percent(least), in_percent(most))
                            .width(78.0)
                            .unit("%")
                            .show(ui)
                            .map(|typed| typed.map(|percent| percent / 100.0))
                    };
                    // An emptied end is no end.
                    let lowest = end(ui, "Lowest", low, 0.0, high);
                    widgets::small(ui, "to");
                    let highest = end(ui, "Highest", high, low, 1.0);
                    let range = match (lowest, highest) {
                        (Some(typed), _) => (typed.unwrap_or(0.0), high),
                        (None, Some(typed)) => (low, typed.unwrap_or(1.0)),
                        (None, None) => (low, high),
                    };
                    if range != (low, high) {
                        let mut ranges = ranges.clone();
                        ranges.insert(criterion.id.clone(), range);
                        out.edit(weights(context, WeightFreedom::Within(ranges)));
                    }
                    let share = percent(analysis.leaf_weight(leaf));
                    widgets::small(ui, format!("stated {share}"));
                });
            });
        }
        if leaves.len() > FEW {
            let text = if self.all_ranges {
                "Show fewer ranges".to_owned()
            } else {
                format!("Show all {} ranges", leaves.len())
            };
            if widgets::link_button(ui, text).clicked() {
                self.all_ranges = !self.all_ranges;
            }
        }
        ui.horizontal_wrapped(|ui| {
            if widgets::link_button(ui, "Half of each stated weight up or down").clicked() {
                out.edit(weights(context, WeightFreedom::Within(first_ranges(workbook, analysis))));
            }
        });
    }
}

/// A share as a number of percent that is not longer than it was typed.
fn in_percent(share: f64) -> f64 {
    (share * 100.0 * 1e9).round() / 1e9
}

fn counts(ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
    let now = &context.workbook.uncertainty;
    ui.horizontal_wrapped(|ui| {
        widgets::field_label(ui, "Draws");
        let (fewest, most) = Uncertainty::DRAWS;
        let field = NumberField::new("draws", "Draws", Some(f64::from(now.draws)))
            .bounds(f64::from(fewest), f64::from(most))
            .width(96.0);
        if let Some(Some(draws)) = field.show(ui) {
            let draws = draws.round().clamp(f64::from(fewest), f64::from(most)) as u32;
            out.edit(Edit::SetUncertainty(Uncertainty { draws, ..now.clone() }));
        }
        widgets::field_label(ui, "Seed");
        let field = NumberField::new("seed", "Seed", Some(now.seed as f64))
            .bounds(0.0, LARGEST_SEED)
            .width(96.0);
        if let Some(Some(seed)) = field.show(ui) {
            let seed = seed.round() as u64;
            out.edit(Edit::SetUncertainty(Uncertainty { seed, ..now.clone() }));
        }
        if widgets::link_button(ui, "Another seed")
            .on_hover_text("Other random numbers: what the draws say should stay nearly the same")
            .clicked()
        {
            let seed = now.seed.wrapping_add(1);
            out.edit(Edit::SetUncertainty(Uncertainty { seed, ..now.clone() }));
        }
    });
    widgets::small(ui, "The same seed gives the same draws on every machine.");
}
