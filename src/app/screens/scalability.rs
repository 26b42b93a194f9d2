//! Scalability: two qualities against each other, and the load runs behind
//! them.

use eframe::egui::{RichText, ScrollArea, Ui};

use crate::analysis::{self, default_axes};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::plot::figure_ui;
use crate::app::screens::Screen;
use crate::app::theme::{self, icons};
use crate::app::widgets::{self, Column, TableRow, text_cell};
use crate::figure::{self, Figure};
use crate::workbook::CriterionId;

/// How the trade-off is looked at.
#[derive(Debug, Default)]
pub struct ScalabilityView {
    x: Option<CriterionId>,
    y: Option<CriterionId>,
    figure: Option<(Key, Option<Figure>)>,
}

type Key = (u64, CriterionId, CriterionId);

impl ScalabilityView {
    /// Draws the screen.
    pub fn show(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        ScrollArea::vertical().id_salt("scalability").auto_shrink([false, false]).show(ui, |ui| {
            let Some((x, y)) = self.axes(context) else {
                widgets::page_header(ui, "Scalability", "One quality against another");
                let text = "With two criteria or groups of criteria, options can be seen by both at once. Describe the criteria first.";
                if widgets::empty_state(ui, "Nothing to compare yet", text, Some("Go to Criteria")) {
                    out.push(Action::Go(Screen::Criteria));
                }
                return;
            };
            self.refresh(context, &x, &y);
            let figure = self.figure.as_ref().and_then(|(_, figure)| figure.as_ref());
            let title = figure.map_or("No option has a value on both axes", |figure| figure.finding.as_str());
            let line = "Values from 0 to 100 as weighted under the profile; crosses show the plausible range of the scores; the dashed line is the Pareto front.";
            widgets::page_header(ui, title.trim_end_matches('.'), line);
            widgets::card(ui, |ui| {
                let choices = choices(context);
                let (mut new_x, mut new_y) = (None, None);
                ui.horizontal_wrapped(|ui| {
                    widgets::muted(ui, "Across");
                    new_x = widgets::choose(ui, "x axis", "Horizontal axis", &x, 260.0, &choices);
                    widgets::muted(ui, "Upwards");
                    new_y = widgets::choose(ui, "y axis", "Vertical axis", &y, 260.0, &choices);
                    if widgets::icon_button(ui, icons::ARROWS_LEFT_RIGHT, "Swap the axes").clicked() {
                        new_x = Some(y.clone());
                        new_y = Some(x.clone());
                    }
                });
                if let Some(new_x) = new_x {
                    self.x = Some(new_x);
                }
                if let Some(new_y) = new_y {
                    self.y = Some(new_y);
                }
                if let Some((_, Some(figure))) = &self.figure {
                    figure_ui(ui, figure);
                }
            });
            ui.add_space(theme::SPACE_XS);
            runs(ui, context);
            ui.add_space(theme::SPACE_L);
        });
    }

    fn axes(&self, context: Context<'_>) -> Option<(CriterionId, CriterionId)> {
        let (x, y) = default_axes(context.workbook)?;
        let kept = |id: &Option<CriterionId>| id.clone().filter(|id| context.node(id).is_some());
        Some((kept(&self.x).unwrap_or(x), kept(&self.y).unwrap_or(y)))
    }

    fn refresh(&mut self, context: Context<'_>, x: &CriterionId, y: &CriterionId) {
        let key = (context.derived.revision, x.clone(), y.clone());
        if self.figure.as_ref().is_none_or(|(old, _)| *old != key) {
            let figure = figure::tradeoff(context.workbook, context.analysis(), x, y);
            self.figure = Some((key, figure));
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

/// The load runs in the workbook, one line each.
fn runs(ui: &mut Ui, context: Context<'_>) {
    widgets::card(ui, |ui| {
        widgets::section_title(ui, "Load runs");
        if context.workbook.measurements.is_empty() {
            widgets::muted(
                ui,
                "This workbook holds no load runs: the axes rest on scores alone. Scores that are estimates show their range.",
            );
            return;
        }
        let columns = [
            Column::left("Option", 170.0),
            Column::left("Run", 0.0),
            Column::right("Points", 64.0),
            Column::right("Peak, requests/s", 130.0),
            Column::right("At concurrency", 120.0),
            Column::left("Tool", 90.0),
        ];
        widgets::head_row(ui, &columns);
        for run in context.workbook.measurements.iter() {
            ui.push_id(&run.id, |ui| {
                let peak = analysis::peak_throughput(run);
                let mut row = TableRow::new(ui, &columns, theme::ROW_HEIGHT);
                row.cell(|ui| match context.analysis().option_at(&run.alternative) {
                    Some(at) => {
                        let name = &context.analysis().options[at].name;
                        widgets::option_label(
                            ui,
                            at,
                            RichText::new(name).text_style(theme::strong()),
                        );
                    }
                    None => {
                        text_cell(ui, run.alternative.as_str());
                    }
                });
                row.cell(|ui| text_cell(ui, &run.label).on_hover_text(&run.environment));
                row.cell(|ui| text_cell(ui, run.points.len().to_string()));
                let (rate, at) = peak.map_or((String::new(), String::new()), |(rate, at)| {
                    (analysis::number(rate, 0), analysis::number(at, 0))
                });
                row.cell(|ui| text_cell(ui, rate));
                row.cell(|ui| text_cell(ui, at));
                row.cell(|ui| text_cell(ui, &run.tool));
                row.end(true);
            });
        }
    });
}
