//! The load runs in the workbook.

use eframe::egui::{RichText, Ui};

use crate::analysis;
use crate::app::context::Context;
use crate::app::theme;
use crate::app::widgets::{self, Column, TableRow, text_cell};

/// The load runs in the workbook, one line each.
pub(super) fn runs(ui: &mut Ui, context: Context<'_>) {
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
