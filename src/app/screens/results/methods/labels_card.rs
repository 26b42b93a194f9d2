//! Whether the lead survives any reading of the labels.

use eframe::egui::Ui;

use crate::analysis::{Ordinal, OrdinalPair, percent};
use crate::app::context::Context;
use crate::app::theme::{self, icons};
use crate::app::widgets::{self, Column, TableRow, Tone, text_cell};

/// The card of the labels; `levels` tells whether the weights are listed level
/// by level.
pub(super) fn show(
    ui: &mut Ui,
    context: Context<'_>,
    found: &Ordinal,
    sentence: &str,
    levels: &mut bool,
) {
    let holds = found.worst().is_none();
    widgets::card(ui, |ui| {
        widgets::section_title(
            ui,
            match (found.scales.is_empty(), holds) {
                (true, _) => "No labels to be read",
                (false, true) => "The lead holds for any reading of the labels",
                (false, false) => "The order at the top hangs on how the labels are read",
            },
        );
        ui.scope(|ui| {
            ui.set_max_width(theme::PROSE_WIDTH.min(ui.available_width()));
            let (tone, icon) =
                if holds { (Tone::Good, icons::CHECK) } else { (Tone::Warning, icons::WARNING) };
            widgets::finding_line(ui, tone, icon, sentence);
        });
        // The pair that matters, or else the second.
        let Some(pair) = found.worst().or_else(|| found.pairs.first()) else { return };
        if pair.levels.is_empty() {
            return;
        }
        let words = if *levels { "Hide the weights by level" } else { "Show the weights by level" };
        if widgets::link_button(ui, words).clicked() {
            *levels = !*levels;
        }
        if *levels {
            table(ui, context, found, pair);
        }
    });
}

fn table(ui: &mut Ui, context: Context<'_>, found: &Ordinal, pair: &OrdinalPair) {
    let name = |at: usize| context.analysis().options[at].name.as_str();
    let columns = [
        Column::left("Weight on which it is reached", 240.0),
        Column::right(name(found.leader), 150.0),
        Column::right(name(pair.other), 150.0),
        Column::right("Difference", 110.0),
    ];
    widgets::head_row(ui, &columns);
    for one in &pair.levels {
        let mut row = TableRow::new(ui, &columns, theme::ROW_HEIGHT);
        row.cell(|ui| text_cell(ui, format!("Level {} of {} or better", one.level, one.of)));
        row.cell(|ui| text_cell(ui, percent(one.leader)));
        row.cell(|ui| text_cell(ui, percent(one.other)));
        row.cell(|ui| text_cell(ui, percent(one.leader - one.other)));
        row.end(true);
    }
    ui.scope(|ui| {
        ui.set_max_width(theme::PROSE_WIDTH.min(ui.available_width()));
        widgets::small(
            ui,
            "Where no difference is negative, no reading of the labels that keeps their order can \
             turn the two around. Unknown scores count against the leader.",
        );
    });
}
