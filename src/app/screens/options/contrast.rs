//! Where an option is stronger and where weaker than the others, by its scores.

use eframe::egui::{RichText, Ui};

use crate::analysis::{Contrast, TOLERANCE, contrasts, percent, points};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::theme::{self, tokens};
use crate::app::widgets;
use crate::workbook::Alternative;

/// Criteria listed on either side.
const LISTED: usize = 4;

/// The card; nothing where the option is not ranked among others.
pub(super) fn card(
    ui: &mut Ui,
    context: Context<'_>,
    at: usize,
    option: &Alternative,
    out: &mut Actions,
) {
    let contrasts = contrasts(context.analysis(), at);
    let ahead: Vec<&Contrast> =
        contrasts.iter().filter(|it| it.points > TOLERANCE).take(LISTED).collect();
    let behind: Vec<&Contrast> =
        contrasts.iter().rev().filter(|it| it.points < -TOLERANCE).take(LISTED).collect();
    if ahead.is_empty() && behind.is_empty() {
        return;
    }
    widgets::card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::SPACE_XS;
        let sides = [("Stronger than the others", ahead), ("Weaker than the others", behind)];
        let mut side = |ui: &mut Ui, (title, list): (&str, Vec<&Contrast>)| {
            ui.vertical(|ui| {
                widgets::section_title(ui, title);
                if list.is_empty() {
                    widgets::muted(ui, "On no criterion that counts.");
                }
                for contrast in list {
                    row(ui, context, option, contrast, out);
                }
            });
        };
        if ui.available_width() < super::detail::TWO_COLUMNS {
            sides.into_iter().for_each(|it| side(ui, it));
        } else {
            ui.columns_const(|columns: &mut [Ui; 2]| {
                for (column, it) in columns.iter_mut().zip(sides) {
                    side(column, it);
                }
            });
        }
        widgets::small(ui, "Points of the total, against the mean of the other options.");
    });
}

fn row(
    ui: &mut Ui,
    context: Context<'_>,
    option: &Alternative,
    contrast: &Contrast,
    out: &mut Actions,
) {
    let analysis = context.analysis();
    let Some(&node) = analysis.leaves.get(contrast.leaf) else { return };
    let criterion = &context.workbook.criteria[node];
    ui.push_id(&criterion.id, |ui| {
        ui.horizontal_wrapped(|ui| {
            let sign = if contrast.points > 0.0 { "+" } else { "\u{2212}" };
            let text = format!("{sign}{}", points(contrast.points.abs()));
            ui.label(RichText::new(&text).text_style(theme::strong()));
            let link = widgets::link_button(ui, criterion.name.as_str());
            let name = format!("{}: {text} points", criterion.name);
            if link.accessible_name(name).clicked() {
                out.push(Action::RevealCell(option.id.clone(), criterion.id.clone()));
            }
            let weight = percent(analysis.leaf_weight(contrast.leaf));
            let weight = RichText::new(format!("weight {weight}")).small();
            ui.label(weight.color(tokens(ui).text_muted));
        });
    });
}
