//! Performance against scalability: two qualities against each other.

use eframe::egui::{TextWrapMode, Ui};

use super::ScalabilityView;
use crate::app::action::{Action, Actions};
use crate::app::charts::{self, Chart, named_chart_card};
use crate::app::context::Context;
use crate::app::screens::Screen;
use crate::app::theme::icons;
use crate::app::widgets;
use crate::workbook::CriterionId;

impl ScalabilityView {
    pub(super) fn tradeoff(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let Some((x, y)) = charts::axes_of(context, self.axes.as_ref()) else {
            widgets::page_header(ui, "Scalability", "One quality against another");
            let text = "With two criteria or groups of criteria, options can be seen by both at once. Describe the criteria first.";
            if widgets::empty_state(ui, "Nothing to compare yet", text, Some("Go to Criteria")) {
                out.push(Action::Go(Screen::Criteria));
            }
            return;
        };
        let chart = Chart::Tradeoff(self.axes.clone());
        let figure = self.shelf.figure(ui, context, &chart);
        let title =
            figure.as_ref().map_or("Nothing is known yet of any option on both axes", |figure| {
                figure.finding.as_str()
            });
        let line = match context.profile() {
            Some(profile) => format!(
                "Values from 0 to 100, weighted under the profile \"{}\"; crosses show the plausible range of the scores.",
                profile.name
            ),
            None => {
                "Values from 0 to 100; crosses show the plausible range of the scores.".to_owned()
            }
        };
        widgets::page_header(ui, title.trim_end_matches('.'), &line);
        let choices = choices(context);
        let mut chosen = None;
        let mut pickers = |ui: &mut Ui| {
            ui.horizontal_wrapped(|ui| {
                ui.style_mut().wrap_mode = Some(TextWrapMode::Truncate);
                widgets::muted(ui, "Across");
                if let Some(x) =
                    widgets::choose(ui, "x axis", "Horizontal axis", &x, 260.0, &choices)
                {
                    chosen = Some((x, y.clone()));
                }
                widgets::muted(ui, "Upwards");
                if let Some(y) = widgets::choose(ui, "y axis", "Vertical axis", &y, 260.0, &choices)
                {
                    chosen = Some((x.clone(), y));
                }
                if widgets::icon_button(ui, icons::ARROWS_LEFT_RIGHT, "Swap the axes").clicked() {
                    chosen = Some((y.clone(), x.clone()));
                }
            });
        };
        match figure {
            Some(figure) => named_chart_card(ui, &chart, &figure, out, pickers),
            None => {
                widgets::card(ui, |ui| {
                    pickers(ui);
                    charts::nothing_to_show(ui, &chart);
                    if widgets::button(ui, "Go to Scores").clicked() {
                        out.push(Action::Go(Screen::Scores));
                    }
                });
            }
        }
        if chosen.is_some() {
            self.axes = chosen;
        }
    }
}

/// The nodes that can be an axis, indented as in the tree.
fn choices(context: Context<'_>) -> Vec<(CriterionId, String)> {
    let tree = context.tree();
    tree.order
        .iter()
        .filter(|&&node| !tree.leaves_below(context.workbook, node).is_empty())
        .map(|&node| {
            let criterion = &context.workbook.criteria[node];
            let indent = "\u{2003}".repeat(tree.depth[node]);
            (criterion.id.clone(), format!("{indent}{}", criterion.name))
        })
        .collect()
}
