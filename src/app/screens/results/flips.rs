//! What would have to be true for another option to lead.

use eframe::egui::{RichText, Role, Ui, WidgetInfo};

use crate::analysis::{self, Flip, FlipList, Reach, flip_words};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::theme::{self, tokens};
use crate::app::tour::{self, Sight};
use crate::app::widgets::{self, Column, TableRow, Tone, text_cell};
use crate::figure::DataTable;
use crate::workbook::{ItemRef, Kind};

/// Changes of each sort listed for an option before all are asked for.
const FIRST: usize = 2;
/// Beyond this many options one change of each sort has to do.
const FEW: usize = 4;

/// The card of the changes; `all` tells whether every one of them is listed.
pub(super) fn flips(ui: &mut Ui, context: Context<'_>, all: &mut bool, out: &mut Actions) {
    let (workbook, analysis) = (context.workbook, context.analysis());
    let card = widgets::card(ui, |ui| {
        widgets::section_title(
            ui,
            analysis::closest_flip(workbook, analysis).trim_end_matches('.'),
        );
        widgets::small(
            ui,
            "What would have to be true for another option to lead, one change at a time",
        );
        let columns = [
            Column::left("Option", 150.0),
            Column::left("One change", 0.0),
            Column::right("Today", 96.0),
            Column::right("Needed", 110.0),
            Column::left("", 110.0),
        ];
        ui.set_max_width(theme::TABLE_WIDTH.min(ui.available_width()));
        widgets::head_row(ui, &columns);
        let shown = match analysis.flips.len() {
            _ if *all => usize::MAX,
            0..=FEW => FIRST,
            _ => 1,
        };
        for list in &analysis.flips {
            let mut any = false;
            for flip in possible(list, shown) {
                any = true;
                flip_row(ui, context, &columns, list.option, flip, out);
            }
            if !any {
                let name = &analysis.options[list.option].name;
                let mut row = TableRow::new(ui, &columns, theme::ROW_HEIGHT);
                row.cell(|ui| {
                    let text = RichText::new(name).text_style(theme::strong());
                    widgets::option_label(ui, list.option, text)
                });
                row.cell(|ui| text_cell(ui, "No single score and no single weight would do"));
                row.end(true);
            }
        }
        ui.add_space(theme::SPACE_XS);
        ui.horizontal_wrapped(|ui| {
            let text = if *all { "Show the cheapest only" } else { "Show every single change" };
            if widgets::link_button(ui, text).clicked() {
                *all = !*all;
            }
            if widgets::link_button(ui, "Copy the changes for a spreadsheet").clicked() {
                out.push(Action::Copy(table(context).tab_separated()));
                out.push(Action::Say("The changes are on the clipboard".to_owned()));
            }
        });
    });
    tour::sight(ui, Sight::Flips, card.response.rect);
}

/// The changes that can be had, so many of each sort.
fn possible(list: &FlipList, most: usize) -> impl Iterator<Item = &Flip> {
    let changes = list.weights.iter().take(most).chain(list.scores.iter().take(most));
    changes.filter(|flip| flip.reach != Reach::NotPossible)
}

fn table(context: Context<'_>) -> DataTable {
    let analysis = context.analysis();
    let rows = analysis.flips.iter().flat_map(|list| {
        possible(list, usize::MAX).map(|flip| {
            let (what, today, needed) = flip_words(context.workbook, analysis, flip);
            let option = analysis.options[list.option].name.clone();
            vec![option, what, today, needed, flip.reach.name().to_owned()]
        })
    });
    DataTable {
        header: ["Option", "One change", "Today", "Needed", "Reach"].map(str::to_owned).to_vec(),
        rows: rows.collect(),
    }
}

fn flip_row(
    ui: &mut Ui,
    context: Context<'_>,
    columns: &[Column<'_>],
    option: usize,
    flip: &Flip,
    out: &mut Actions,
) {
    let (workbook, analysis) = (context.workbook, context.analysis());
    let name = workbook.criterion_name(&flip.criterion);
    let (what, today, needed) = flip_words(workbook, analysis, flip);
    let mut row = TableRow::new(ui, columns, theme::ROW_HEIGHT);
    row.cell(|ui| {
        let text = RichText::new(&analysis.options[option].name).text_style(theme::strong());
        widgets::option_label(ui, option, text)
    });
    row.cell(|ui| {
        ui.push_id((option, &what), |ui| {
            let button = eframe::egui::Button::new(&what).frame(false).truncate();
            let response = ui.add(button).on_hover_text(format!("Show {name}"));
            let option = &analysis.options[option].name;
            response.widget_info(|| {
                WidgetInfo::labeled(Role::Button, true, format!("{option} would lead: {what}"))
            });
            if response.clicked() {
                out.push(Action::Reveal(ItemRef::new(Kind::Criterion, flip.criterion.as_str())));
            }
        });
    });
    row.cell(|ui| text_cell(ui, today));
    row.cell(|ui| text_cell(ui, RichText::new(needed).text_style(theme::strong())));
    row.cell(|ui| {
        let tone = if flip.reach == Reach::Near { Tone::Warning } else { Tone::Plain };
        let colour = if tone == Tone::Plain { tokens(ui).text_muted } else { tone.text(ui) };
        text_cell(ui, RichText::new(flip.reach.name()).color(colour))
    });
    row.end(true);
}
