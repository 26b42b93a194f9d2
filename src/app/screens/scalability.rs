//! Scalability: two qualities against each other, and the load runs behind
//! them.

use eframe::egui::{RichText, ScrollArea, TextWrapMode, Ui};
use serde::{Deserialize, Serialize};

use crate::analysis;
use crate::app::action::{Action, Actions};
use crate::app::charts::{self, Chart, Shelf, chart_card, named_chart_card};
use crate::app::context::Context;
use crate::app::screens::Screen;
use crate::app::theme::{self, icons};
use crate::app::widgets::{self, Column, TableRow, text_cell};
use crate::workbook::CriterionId;

/// From this width on, the charts of the load runs stand side by side.
const TWO_COLUMNS: f32 = 980.0;

/// How the trade-off is looked at.
#[derive(Debug, Default)]
pub struct ScalabilityView {
    axes: Option<(CriterionId, CriterionId)>,
    shelf: Shelf,
}

/// What is kept of it between runs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// The two axes, across and upwards, where they were chosen.
    pub axes: Option<(CriterionId, CriterionId)>,
}

impl ScalabilityView {
    /// What is to be kept between runs.
    pub fn kept(&self) -> Kept {
        Kept { axes: self.axes.clone() }
    }

    /// Takes up what was kept.
    pub fn restore(&mut self, kept: Kept) {
        self.axes = kept.axes;
    }

    /// Draws the screen.
    pub fn show(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        ScrollArea::vertical().id_salt("scalability").auto_shrink([false, false]).show(ui, |ui| {
            self.tradeoff(ui, context, out);
            ui.add_space(theme::SPACE_XS);
            if context.workbook.measurements.is_empty() {
                no_runs(ui);
            } else {
                self.load(ui, context, out);
                ui.add_space(theme::SPACE_XS);
                runs(ui, context);
            }
            ui.add_space(theme::SPACE_L);
        });
    }

    fn tradeoff(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
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

    fn load(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let throughput = self.shelf.figure(ui, context, &Chart::Throughput);
        let latency = self.shelf.figure(ui, context, &Chart::Latency);
        match (throughput, latency) {
            (Some(throughput), Some(latency)) if ui.available_width() > TWO_COLUMNS => {
                let half = (ui.available_width() - ui.spacing().item_spacing.x) / 2.0;
                ui.horizontal_top(|ui| {
                    ui.vertical(|ui| {
                        ui.set_width(half);
                        chart_card(ui, &Chart::Throughput, &throughput, out, |_| {});
                    });
                    ui.vertical(|ui| {
                        ui.set_width(ui.available_width());
                        chart_card(ui, &Chart::Latency, &latency, out, |_| {});
                    });
                });
            }
            (throughput, latency) => {
                for (chart, figure) in [(Chart::Throughput, throughput), (Chart::Latency, latency)]
                {
                    if let Some(figure) = figure {
                        chart_card(ui, &chart, &figure, out, |_| {});
                    }
                }
            }
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

/// Says what a load run is, and what the screen rests on without one.
fn no_runs(ui: &mut Ui) {
    widgets::card(ui, |ui| {
        widgets::section_title(ui, "No load run is behind these values: they rest on scores alone");
        widgets::prose(
            ui,
            "A load run is one option under rising load: at each level of concurrency, the requests answered per second, the latency of slow requests and the errors. Where a workbook holds load runs, throughput and latency are drawn here over concurrency, option by option, and it shows from which load on another option is ahead.\n\nUntil then, give scores that are estimates a lowest and a highest value under Scores: the crosses in the chart show them.",
        );
    });
}

/// The load runs in the workbook, one line each.
fn runs(ui: &mut Ui, context: Context<'_>) {
    widgets::card(ui, |ui| {
        let count = context.workbook.measurements.len();
        let title = if count == 1 { "1 load run".to_owned() } else { format!("{count} load runs") };
        widgets::section_title(ui, &title);
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
                        let text = RichText::new(name).text_style(theme::strong());
                        widgets::option_label(ui, at, text);
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
