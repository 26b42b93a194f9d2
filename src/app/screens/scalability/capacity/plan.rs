//! The fields of the load plan.

use eframe::egui::{Align, Layout, Ui, vec2};

use super::with;
use crate::analysis::scalability::{plan_scenario, runs_of, scenarios};
use crate::analysis::short_number;
use crate::app::theme;
use crate::app::widgets::{self, NumberField, TextField};
use crate::workbook::{LatencyBudget, LoadPlan, Workbook};

/// Width of a field of a number, in points.
const FIELD: f32 = 84.0;
/// The percentile that a budget is usually given for.
const USUAL: f64 = 99.0;

/// The editor of the plan but for its prices. Gives the plan after a change.
/// `percentile` is that of a latency budget without a time.
pub(super) fn editor(
    ui: &mut Ui,
    workbook: &Workbook,
    percentile: &mut Option<f64>,
) -> Option<LoadPlan> {
    let plan = &workbook.load_plan;
    let mut changed = None;
    widgets::card(ui, |ui| {
        widgets::section_title(ui, "Load plan");
        if plan.target_rps.is_none() {
            widgets::muted(
                ui,
                "Give the load to carry, and how fast it grows: nodes, prices and the month in which they are full follow.",
            );
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = theme::SPACE_M;
            changed = load(ui, plan);
        });
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = theme::SPACE_M;
            let next = changed.take();
            changed = next.or(limits(ui, workbook, percentile));
        });
    });
    changed
}

/// A field under its label.
fn field<'a>(
    ui: &mut Ui,
    label: &'a str,
    value: Option<f64>,
    shape: impl FnOnce(NumberField<'a>) -> NumberField<'a>,
) -> Option<Option<f64>> {
    cell(ui, label, CELL, |ui| {
        shape(NumberField::new(("load plan", label), label, value).width(FIELD)).show(ui)
    })
}

/// Room of a field with its label, in points.
const CELL: f32 = 164.0;

/// Contents under their label, that go to the next line where there is no room.
fn cell<R>(ui: &mut Ui, label: &str, width: f32, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let size = vec2(width, theme::CONTROL_HEIGHT + theme::SPACE_L);
    ui.allocate_ui_with_layout(size, Layout::top_down(Align::LEFT), |ui| {
        ui.set_width(width);
        widgets::labelled(ui, label, contents)
    })
    .inner
}

/// The smallest number above 0 that a field takes.
const ABOVE_ZERO: f64 = 1e-6;

fn load(ui: &mut Ui, plan: &LoadPlan) -> Option<LoadPlan> {
    let mut changed = None;
    let target = field(ui, "Load to carry", plan.target_rps, |field| {
        field.bounds(ABOVE_ZERO, 1e12).unit("requests/s").hint("none").width(150.0)
    });
    if let Some(target_rps) = target {
        changed = Some(with(plan, |plan| plan.target_rps = target_rps));
    }
    let growth = field(ui, "Growth a year", plan.growth_percent, |field| {
        field.bounds(-99.0, 10_000.0).unit("%").hint("unknown").width(104.0)
    });
    if let Some(growth_percent) = growth {
        changed = Some(with(plan, |plan| plan.growth_percent = growth_percent));
    }
    let months = f64::from(plan.horizon_months);
    let horizon = field(ui, "Planned ahead", Some(months), |field| {
        field.bounds(1.0, 600.0).unit("months").width(116.0)
    });
    if let Some(Some(horizon)) = horizon {
        changed = Some(with(plan, |plan| plan.horizon_months = horizon.round() as u32));
    }
    let usage = field(ui, "Use of a node", Some(plan.utilisation_percent), |field| {
        field.bounds(1.0, 100.0).unit("%")
    });
    if let Some(Some(usage)) = usage {
        changed = Some(with(plan, |plan| plan.utilisation_percent = usage));
    }
    let nodes = Some(plan.node_contention_percent);
    let nodes =
        field(ui, "Contention among nodes", nodes, |field| field.bounds(0.0, 100.0).unit("%"));
    if let Some(Some(contention)) = nodes {
        changed = Some(with(plan, |plan| plan.node_contention_percent = contention));
    }
    let cores = Some(plan.core_contention_percent);
    let cores =
        field(ui, "Contention among cores", cores, |field| field.bounds(0.0, 100.0).unit("%"));
    if let Some(Some(contention)) = cores {
        changed = Some(with(plan, |plan| plan.core_contention_percent = contention));
    }
    changed
}

fn limits(ui: &mut Ui, workbook: &Workbook, percentile: &mut Option<f64>) -> Option<LoadPlan> {
    let plan = &workbook.load_plan;
    let mut changed = None;
    let known = scenarios(workbook);
    cell(ui, "Scenario", 250.0, |ui| {
        let name = |scenario: &str| {
            if scenario.is_empty() { "without a name".to_owned() } else { scenario.to_owned() }
        };
        let usual = match plan_scenario(workbook) {
            Some(scenario) if plan.scenario.is_empty() => {
                format!("the one with the most runs ({})", name(scenario))
            }
            _ => "the one with the most runs".to_owned(),
        };
        let mut choices = vec![(String::new(), usual)];
        let named = known.iter().filter(|it| !it.is_empty());
        choices.extend(named.map(|it| ((*it).to_owned(), (*it).to_owned())));
        if !choices.iter().any(|it| it.0 == plan.scenario) {
            choices.push((plan.scenario.clone(), format!("{} (no runs)", plan.scenario)));
        }
        let id = "plan scenario";
        let chosen =
            widgets::choose(ui, id, "Scenario of the plan", &plan.scenario, 230.0, &choices);
        if let Some(scenario) = chosen {
            changed = Some(with(plan, |plan| plan.scenario = scenario));
        }
    });
    let measured = percentiles(workbook);
    let usual = measured.iter().copied().filter(|at| *at <= USUAL).reduce(f64::max);
    let given = plan.latency_budget;
    let at = given.map(|budget| budget.percentile).or(*percentile).or(usual).unwrap_or(USUAL);
    cell(ui, "Latency budget", 250.0, |ui| {
        ui.horizontal(|ui| {
            let mut choices: Vec<f64> = measured;
            choices.push(at);
            choices.sort_by(f64::total_cmp);
            choices.dedup_by(|a, b| (*a - *b).abs() < 1e-9);
            let choices: Vec<(f64, String)> = choices
                .into_iter()
                .map(|it| (it, format!("p{} within", short_number(it, 2))))
                .collect();
            let name = "Percentile of the latency budget";
            if let Some(chosen) = widgets::choose(ui, "percentile", name, &at, 110.0, &choices) {
                match given {
                    Some(budget) => {
                        let budget = LatencyBudget { percentile: chosen, ..budget };
                        changed = Some(with(plan, |plan| plan.latency_budget = Some(budget)));
                    }
                    None => *percentile = Some(chosen),
                }
            }
            let id = ("load plan", "budget");
            let field = NumberField::new(id, "Latency budget", given.map(|it| it.ms));
            let field = field.width(FIELD).bounds(ABOVE_ZERO, 1e9).unit("ms").hint("none");
            if let Some(ms) = field.show(ui) {
                let budget = ms.map(|ms| LatencyBudget { percentile: at, ms });
                changed = Some(with(plan, |plan| plan.latency_budget = budget));
            }
        });
    });
    cell(ui, "Currency of the prices", CELL, |ui| {
        let name = "Currency of the prices";
        let field = TextField::new(("load plan", "currency"), name, &plan.currency);
        if let Some(currency) = field.hint("EUR").width(FIELD).show(ui) {
            changed = Some(with(plan, |plan| plan.currency = currency));
        }
    });
    changed
}

/// The percentiles that runs of the plan's scenario tell, rising.
fn percentiles(workbook: &Workbook) -> Vec<f64> {
    let Some(scenario) = plan_scenario(workbook) else { return Vec::new() };
    let runs = runs_of(workbook, scenario);
    let points = runs.iter().flat_map(|run| &run.points);
    let mut found: Vec<f64> =
        points.flat_map(|point| &point.percentiles_ms).map(|&(at, _)| at).collect();
    found.sort_by(f64::total_cmp);
    found.dedup_by(|a, b| (*a - *b).abs() < 1e-9);
    found
}
