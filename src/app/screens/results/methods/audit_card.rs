//! Whether an irrelevant option would change the order.

use eframe::egui::Ui;

use crate::analysis::{Audit, CrossMethod};
use crate::app::context::Context;
use crate::app::theme::{self, icons};
use crate::app::widgets::{self, Column, TableRow, Tone, text_cell};

/// The card of the audit.
pub(super) fn show(ui: &mut Ui, context: Context<'_>, found: &Audit, sentence: &str) {
    let own = found.methods.iter().find(|one| one.method == CrossMethod::Additive);
    let holds = own.is_none_or(|own| own.turned == 0);
    widgets::card(ui, |ui| {
        widgets::section_title(
            ui,
            if holds {
                "No irrelevant option can change the order of the others"
            } else {
                "An irrelevant option changes the order of the others"
            },
        );
        ui.scope(|ui| {
            ui.set_max_width(theme::PROSE_WIDTH.min(ui.available_width()));
            let (tone, icon) =
                if holds { (Tone::Good, icons::CHECK) } else { (Tone::Warning, icons::WARNING) };
            widgets::finding_line(ui, tone, icon, sentence);
        });
        ui.set_max_width(theme::TABLE_WIDTH.min(ui.available_width()));
        let columns = [
            Column::left("Method", 190.0),
            Column::right("Trials", 60.0),
            Column::right("Order changed", 110.0),
            Column::right("New winner", 90.0),
            Column::left("", 4.0),
            Column::left("For example", 0.0),
        ];
        widgets::head_row(ui, &columns);
        for one in &found.methods {
            let mut row = TableRow::new(ui, &columns, theme::ROW_HEIGHT);
            row.cell(|ui| text_cell(ui, one.method.name()));
            for count in [one.tried, one.turned, one.new_winner] {
                row.cell(|ui| text_cell(ui, count.to_string()));
            }
            row.cell(|_| {});
            let example = one
                .reversals
                .first()
                .map_or_else(String::new, |reversal| reversal.words(context.analysis()));
            row.cell(|ui| text_cell(ui, example));
            row.end(true);
        }
        widgets::small(
            ui,
            "Each option is taken out, copied, and followed by one that it beats on everything.",
        );
    });
}
