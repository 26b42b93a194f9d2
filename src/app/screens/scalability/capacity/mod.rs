//! Capacity: what the load takes in nodes and money, for how long that lasts,
//! and the plan that it is reckoned with.

mod options;
mod plan;
mod prices;

use eframe::egui::Ui;

use super::ScalabilityView;
use super::section::Section;
use crate::analysis::scalability::{Outlook, outlook};
use crate::analysis::{number, short_number};
use crate::app::action::Actions;
use crate::app::charts::{Chart, chart_card};
use crate::app::context::Context;
use crate::app::theme;
use crate::app::widgets;
use crate::figure::OutlayChart;
use crate::workbook::{Edit, LoadPlan, Workbook};

/// From this width on, charts stand side by side.
const TWO_COLUMNS: f32 = 980.0;

/// What is kept of the section while the window is open.
#[derive(Debug, Default)]
pub(super) struct CapacityView {
    /// What the plan comes to, and the revision that it holds for.
    outlook: Option<(u64, Outlook)>,
    /// The percentile of a latency budget whose time is not given yet.
    percentile: Option<f64>,
    /// A node type that is not complete yet.
    draft: prices::Draft,
}

impl CapacityView {
    pub(super) fn outlook(&mut self, context: Context<'_>) -> Outlook {
        let revision = context.derived.revision;
        match &self.outlook {
            Some((made, kept)) if *made == revision => kept.clone(),
            _ => {
                let made = outlook(context.workbook);
                self.outlook = Some((revision, made.clone()));
                made
            }
        }
    }
}

impl ScalabilityView {
    pub(super) fn capacity(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let workbook = context.workbook;
        let found = self.capacity.outlook(context);
        let measured = found.options.iter().any(|option| option.fleet.is_ok());
        widgets::page_header(ui, found.finding.trim_end_matches('.'), &rests_on(workbook, &found));
        let mut changed = None;
        if measured {
            changed = changed.or(options::table(ui, context, &found));
        } else {
            self.no_capacity(ui, workbook);
        }
        ui.add_space(theme::SPACE_XS);
        changed = changed.or(self.editors(ui, workbook));
        if measured {
            ui.add_space(theme::SPACE_XS);
            self.capacity_charts(ui, context, out);
        }
        if let Some(plan) = changed {
            out.edit(Edit::SetLoadPlan(Box::new(plan)));
        }
    }

    /// The plan and its prices, side by side where there is room.
    fn editors(&mut self, ui: &mut Ui, workbook: &Workbook) -> Option<LoadPlan> {
        let CapacityView { percentile, draft, .. } = &mut self.capacity;
        if ui.available_width() <= TWO_COLUMNS {
            let changed = plan::editor(ui, workbook, percentile);
            ui.add_space(theme::SPACE_XS);
            return changed.or(prices::editor(ui, workbook, draft));
        }
        let half = (ui.available_width() - ui.spacing().item_spacing.x) / 2.0;
        ui.horizontal_top(|ui| {
            let left = ui.vertical(|ui| {
                ui.set_width(half);
                plan::editor(ui, workbook, percentile)
            });
            let right = ui.vertical(|ui| {
                ui.set_width(ui.available_width());
                prices::editor(ui, workbook, draft)
            });
            left.inner.or(right.inner)
        })
        .inner
    }

    /// Says what is missing before anything can be told of nodes.
    fn no_capacity(&mut self, ui: &mut Ui, workbook: &Workbook) {
        let (title, text) = if workbook.measurements.is_empty() {
            (
                "Nodes follow from load runs",
                "A load run tells what one node of an option carries: the highest throughput measured while latency keeps its budget and less than 1 % of the requests fail. From that follow the nodes for the load to carry, their price, and the month in which they are full. Nothing is drawn out past what was measured. The plan below can be filled in before there are runs.",
            )
        } else {
            (
                "No run tells what a node carries",
                "What counts is a current run of requests in the scenario of the plan, with a throughput at a level that keeps the latency budget and whose errors stay under 1 %. Choose another scenario or budget in the plan below, or add a run.",
            )
        };
        if widgets::empty_state(ui, title, text, Some("Go to Load runs")) {
            self.section = Some(Section::Runs);
        }
    }

    fn capacity_charts(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let charts = [
            Chart::Outlay(OutlayChart::Nodes),
            Chart::Outlay(OutlayChart::Price),
            Chart::Headroom,
            Chart::Outlay(OutlayChart::OneNode),
            Chart::NodeEfficiency,
        ];
        let shown: Vec<_> = charts
            .into_iter()
            .filter_map(|chart| Some((self.shelf.figure(ui, context, &chart)?, chart)))
            .collect();
        let wide = ui.available_width() > TWO_COLUMNS;
        for pair in shown.chunks(if wide { 2 } else { 1 }) {
            match pair {
                [(left, first), (right, second)] => {
                    let half = (ui.available_width() - ui.spacing().item_spacing.x) / 2.0;
                    ui.horizontal_top(|ui| {
                        ui.vertical(|ui| {
                            ui.set_width(half);
                            chart_card(ui, first, left, out, |_| {});
                        });
                        ui.vertical(|ui| {
                            ui.set_width(ui.available_width());
                            chart_card(ui, second, right, out, |_| {});
                        });
                    });
                }
                rest => {
                    for (figure, chart) in rest {
                        chart_card(ui, chart, figure, out, |_| {});
                    }
                }
            }
        }
    }
}

/// What the numbers rest on, in a quiet line.
fn rests_on(workbook: &Workbook, found: &Outlook) -> String {
    let plan = &workbook.load_plan;
    let mut parts = Vec::new();
    match found.scenario.as_deref() {
        Some("") => parts.push("Runs without a scenario".to_owned()),
        Some(scenario) => parts.push(format!("Scenario {scenario}")),
        None => {}
    }
    parts.push(match plan.latency_budget {
        Some(budget) => format!(
            "p{} within {} ms, less than 1 % errors",
            short_number(budget.percentile, 2),
            short_number(budget.ms, 2)
        ),
        None => "no latency budget, less than 1 % errors".to_owned(),
    });
    parts.push(format!("{} % of a node planned for", number(plan.utilisation_percent, 0)));
    let text = format!("{}.", parts.join("; "));
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A copy of the plan with one thing changed.
fn with(plan: &LoadPlan, change: impl FnOnce(&mut LoadPlan)) -> LoadPlan {
    let mut plan = plan.clone();
    change(&mut plan);
    plan
}
