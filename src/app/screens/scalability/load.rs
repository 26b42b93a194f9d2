//! Under load: which option carries which load, at what latency, and how far
//! that can be relied on.

use std::sync::Arc;

use eframe::egui::{Align, Rect, RichText, Ui, pos2};

use super::ScalabilityView;
use super::fit_card::fit_card;
use crate::analysis::number;
use crate::analysis::scalability::{
    Fit, FitWarning, Study, StudyRun, carries_sentence, runs_of, scenarios, shown_percentile,
};
use crate::app::action::Actions;
use crate::app::charts::{Chart, LoadView, chart_card, named_chart_card};
use crate::app::context::Context;
use crate::app::theme;
use crate::app::widgets::{self, Column, TableRow, Tone, text_cell};
use crate::figure::small_percent;
use crate::workbook::AlternativeId;

/// From this width on, the charts of the load runs stand side by side.
const TWO_COLUMNS: f32 = 980.0;
/// From this width on, the table at a glance shows all of its columns.
const ALL_COLUMNS: f32 = 860.0;

/// What of the section is looked at.
#[derive(Debug, Default)]
pub(super) struct UnderLoad {
    /// The runs.
    pub(super) view: LoadView,
    /// The load at which latency is told; without one, a usual one.
    at: Option<f64>,
    /// The option whose fit is told in full.
    open: Option<AlternativeId>,
    /// Whether it has just been opened, so that it is to be scrolled to.
    show: bool,
}

impl ScalabilityView {
    pub(super) fn load(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let Some(study) = self.shelf.study(context, &self.under_load.view) else {
            no_runs(ui);
            return;
        };
        let finding = carries_sentence(context.workbook, &study);
        widgets::page_header(ui, finding.trim_end_matches('.'), &rests_on(context, &study));
        // What that takes belongs to the answer, where it is of the same runs.
        let outlook = self.capacity.outlook(context);
        if context.workbook.load_plan.target_rps.is_some()
            && outlook.scenario.as_ref() == Some(&study.scenario)
        {
            widgets::prose(ui, &outlook.finding);
        }
        self.choose_runs(ui, context, &study);
        let throughput = Chart::Throughput(self.under_load.view.clone());
        let latency = Chart::Latency(self.under_load.view.clone());
        let first = self.shelf.figure(ui, context, &throughput);
        let second = self.shelf.figure(ui, context, &latency);
        match (first, second) {
            (Some(first), Some(second)) if ui.available_width() > TWO_COLUMNS => {
                let half = (ui.available_width() - ui.spacing().item_spacing.x) / 2.0;
                ui.horizontal_top(|ui| {
                    ui.vertical(|ui| {
                        ui.set_width(half);
                        named_chart_card(ui, &throughput, &first, out, |_| {});
                    });
                    ui.vertical(|ui| {
                        ui.set_width(ui.available_width());
                        chart_card(ui, &latency, &second, out, |_| {});
                    });
                });
            }
            (first, second) => {
                if let Some(figure) = first {
                    named_chart_card(ui, &throughput, &figure, out, |_| {});
                }
                if let Some(figure) = second {
                    chart_card(ui, &latency, &figure, out, |_| {});
                }
            }
        }
        self.glance(ui, context, &study);
        let open = self.under_load.open.as_ref();
        if let Some(run) = study.runs.iter().find(|run| Some(&run.alternative) == open) {
            let top = ui.cursor().min;
            fit_card(ui, context, run);
            if std::mem::take(&mut self.under_load.show) {
                let room = Rect::from_min_max(top, pos2(ui.max_rect().right(), ui.cursor().top()));
                ui.scroll_to_rect(room, Some(Align::Min));
            }
        }
    }

    /// The scenarios, where there are several, and whether other runs are shown.
    fn choose_runs(&mut self, ui: &mut Ui, context: Context<'_>, study: &Arc<Study>) {
        let all = scenarios(context.workbook);
        if all.len() < 2 && study.compared.is_empty() {
            return;
        }
        ui.horizontal_wrapped(|ui| {
            if all.len() > 1 {
                widgets::muted(ui, "Scenario");
                for name in &all {
                    if runs_of(context.workbook, name).is_empty() {
                        continue;
                    }
                    let words = if name.is_empty() { "Without a name" } else { name };
                    if widgets::chip(ui, *name == study.scenario, words).clicked() {
                        self.under_load.view.scenario = Some((*name).to_owned());
                        // What stands above has been drawn for the one before.
                        ui.request_repaint();
                    }
                }
                ui.add_space(theme::SPACE_S);
            }
            if !study.compared.is_empty() {
                let count = study.compared.len();
                let words = if count == 1 {
                    "1 run for comparison".to_owned()
                } else {
                    format!("{count} runs for comparison")
                };
                let compared = &mut self.under_load.view.compared;
                if widgets::chip(ui, *compared, &words).clicked() {
                    *compared = !*compared;
                    ui.request_repaint();
                }
            }
        });
    }

    /// The table at a glance.
    fn glance(&mut self, ui: &mut Ui, context: Context<'_>, study: &Study) {
        let loads = study.loads();
        let at = self.under_load.at.filter(|at| loads.contains(at)).or_else(|| usual_load(study));
        widgets::card(ui, |ui| {
            widgets::section_title(ui, "At a glance");
            if let Some(at) = at {
                ui.horizontal(|ui| {
                    widgets::muted(ui, "Latency at");
                    let choices: Vec<(f64, String)> = loads
                        .iter()
                        .map(|&load| (load, format!("{} concurrent", number(load, 0))))
                        .collect();
                    let chosen =
                        widgets::choose(ui, "glance load", "Latency at", &at, 150.0, &choices);
                    if chosen.is_some() {
                        self.under_load.at = chosen;
                        ui.request_repaint();
                    }
                });
            }
            let wide = ui.available_width() >= ALL_COLUMNS;
            let slow = shown_percentile(context.workbook, study).filter(|it| *it != 50.0);
            let load = at.map_or_else(String::new, |at| number(at, 0));
            let median = format!("p50 at {load}, ms");
            let slowest = slow.map(|slow| {
                let decimals = usize::from(slow.fract() > 0.0);
                format!("p{} at {load}, ms", number(slow, decimals))
            });
            let mut columns = vec![Column::left("Option", if wide { 150.0 } else { 120.0 })];
            if wide {
                columns.push(Column::right("Contention", 82.0));
                columns.push(Column::right("Coherency", 92.0));
            }
            columns.push(Column::right("Peak, requests/s", if wide { 168.0 } else { 140.0 }));
            columns.push(Column::right(&median, 96.0));
            if let Some(slowest) = &slowest {
                columns.push(Column::right(slowest, 96.0));
            }
            // Room between numbers and words.
            columns.push(Column::left("", theme::SPACE_XS));
            columns.push(Column::left("Fit", 0.0));
            widgets::head_row(ui, &columns);
            let last = study.runs.len().saturating_sub(1);
            for (place, run) in study.runs.iter().enumerate() {
                ui.push_id(&run.run, |ui| {
                    let mut row = TableRow::new(ui, &columns, theme::ROW_HEIGHT);
                    let fit = run.fit.as_ref().ok();
                    row.cell(|ui| widgets::option_label(ui, run.option, name_of(context, run)));
                    if wide {
                        let told = fit.map_or("–".to_owned(), |fit| small_percent(fit.usl.sigma));
                        row.cell(|ui| text_cell(ui, told));
                        let told = fit.map_or("–".to_owned(), |fit| small_percent(fit.usl.kappa));
                        row.cell(|ui| text_cell(ui, told));
                    }
                    row.cell(|ui| text_cell(ui, peak_text(run)));
                    let level = at.and_then(|at| run.level(at));
                    for percentile in std::iter::once(50.0).chain(slow) {
                        let told = level.and_then(|level| level.percentile(percentile));
                        let told = told.map_or("–".to_owned(), |tries| {
                            number(tries.median, usize::from(tries.median < 10.0))
                        });
                        row.cell(|ui| text_cell(ui, told));
                    }
                    row.cell(|_| ());
                    row.cell(|ui| {
                        let open = self.under_load.open.as_ref() == Some(&run.alternative);
                        let option = context.workbook.alternative_name(&run.alternative);
                        let verb = if open { "Hide" } else { "Details" };
                        let button = widgets::link_button(ui, verb);
                        let button =
                            button.accessible_name(format!("{verb} of the fit of {option}"));
                        if button.clicked() {
                            self.under_load.open = (!open).then(|| run.alternative.clone());
                            self.under_load.show = !open;
                        }
                        let (tone, words) = fit_words(run);
                        let text = RichText::new(&words).color(tone.text(ui));
                        text_cell(ui, text).on_hover_text(&words);
                    });
                    row.end(place < last);
                });
            }
        });
    }
}

fn name_of(context: Context<'_>, run: &StudyRun) -> RichText {
    RichText::new(context.workbook.alternative_name(&run.alternative)).text_style(theme::strong())
}

/// What the section rests on, in a line.
fn rests_on(context: Context<'_>, study: &Study) -> String {
    let mut parts = Vec::new();
    if !study.scenario.is_empty() {
        parts.push(format!("Scenario {}", study.scenario));
    }
    parts.push(match study.current {
        1 => "1 load run".to_owned(),
        count => format!("{count} load runs"),
    });
    let mut tools: Vec<&str> = study
        .runs
        .iter()
        .filter_map(|run| context.workbook.measurement(&run.run))
        .map(|run| run.tool.as_str())
        .filter(|tool| !tool.is_empty())
        .collect();
    tools.sort_unstable();
    tools.dedup();
    parts.extend(tools.iter().map(|tool| (*tool).to_owned()));
    let bands = study.runs.iter().any(|run| run.bands.is_some());
    let end = if bands { ". Bands: 90 %, by bootstrap of the residuals." } else { "." };
    format!("{}{end}", parts.join(", "))
}

/// The load at which latency is told unless another is chosen: the one in the
/// middle of those that all were measured at.
fn usual_load(study: &Study) -> Option<f64> {
    let mut loads = study.loads();
    let in_all: Vec<f64> = loads
        .iter()
        .copied()
        .filter(|&load| study.runs.iter().all(|run| run.level(load).is_some()))
        .collect();
    if !in_all.is_empty() {
        loads = in_all;
    }
    loads.get(loads.len() / 2).copied()
}

/// Throughput and load of the peak: by the law where it lies within what was
/// measured, or else the highest measured, with which of the two it is.
fn peak_text(run: &StudyRun) -> String {
    let at = |rate: f64, load: f64| format!("{} at {}", number(rate, 0), number(load, 0));
    if let Some((load, rate)) = run.fit.as_ref().ok().and_then(Fit::peak_within) {
        return at(rate, load.round());
    }
    let best = run
        .levels
        .iter()
        .filter_map(|level| Some((level.throughput?.median, level.load)))
        .reduce(|best, next| if next.0 > best.0 { next } else { best });
    let how = if run.fit.is_ok() { "rising" } else { "measured" };
    best.map_or("–".to_owned(), |(rate, load)| format!("{}, {how}", at(rate, load)))
}

/// The fit in words, with the first thing that it cannot say.
fn fit_words(run: &StudyRun) -> (Tone, String) {
    match &run.fit {
        Err(none) => (Tone::Warning, format!("No fit: {none}")),
        Ok(fit) => {
            let word = fit.quality().word();
            let mut words = format!("{word}, R² {}", number(fit.r_squared, 3));
            for warning in &fit.warnings {
                // What the word says already is not said again.
                if !matches!(warning, FitWarning::WeakFit { .. }) {
                    words.push_str(&format!("; {}", warning.short()));
                }
            }
            let tone = match fit.warnings.is_empty() {
                true => Tone::Good,
                false => Tone::Warning,
            };
            (tone, words)
        }
    }
}

/// Says what a load run is, and what the screen rests on without one.
pub(super) fn no_runs(ui: &mut Ui) {
    widgets::card(ui, |ui| {
        widgets::section_title(ui, "No load run is behind these values: they rest on scores alone");
        widgets::prose(
            ui,
            "A load run is one option under rising load: at each level of concurrency, the requests answered per second, the latency of slow requests and the errors. Where a workbook holds load runs, throughput and latency are drawn here over concurrency, option by option, and it shows from which load on another option is ahead.\n\nUntil then, give scores that are estimates a lowest and a highest value under Scores: the crosses in the chart show them.",
        );
    });
}
