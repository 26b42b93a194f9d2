//! Under load: throughput and latency of the runs.

use eframe::egui::Ui;

use super::ScalabilityView;
use crate::app::action::Actions;
use crate::app::charts::{Chart, chart_card};
use crate::app::context::Context;
use crate::app::widgets;

/// From this width on, the charts of the load runs stand side by side.
const TWO_COLUMNS: f32 = 980.0;

impl ScalabilityView {
    pub(super) fn load(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
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
