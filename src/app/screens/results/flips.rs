//! What would have to be true for another option to lead.

use std::ops::Range;

use eframe::egui::{RichText, Role, Ui, WidgetInfo};

use crate::analysis::why::Subject;
use crate::analysis::{Flip, FlipChange, FlipList, Reach, flip_words};
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
/// Options listed before all are asked for, those least behind first.
const OPTIONS: usize = 12;
/// Beyond this many rows only those in sight are drawn, and so many around.
const LONG: usize = 120;
const MARGIN: usize = 6;

/// The card of the changes; `all` tells whether every one of them is listed.
pub(super) fn flips(
    ui: &mut Ui,
    context: Context<'_>,
    finding: &str,
    all: &mut bool,
    out: &mut Actions,
) {
    let analysis = context.analysis();
    let card = widgets::card(ui, |ui| {
        widgets::section_title(ui, finding.trim_end_matches('.'));
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
        let options = if *all { usize::MAX } else { OPTIONS };
        let rows = rows(context, options, shown);
        let in_sight = in_sight(ui, rows.len());
        ui.add_space(in_sight.start as f32 * theme::ROW_HEIGHT);
        for &(option, flip) in rows.get(in_sight.clone()).unwrap_or_default() {
            match flip {
                Some(flip) => flip_row(ui, context, &columns, option, flip, out),
                None => no_flip_row(ui, context, &columns, option),
            }
        }
        ui.add_space((rows.len() - in_sight.end) as f32 * theme::ROW_HEIGHT);
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

/// The rows of the table: an option and a change that makes it lead; none where
/// there is no such change.
fn rows(context: Context<'_>, options: usize, most: usize) -> Vec<(usize, Option<&Flip>)> {
    let mut rows = Vec::new();
    for list in context.analysis().flips.iter().take(options) {
        let before = rows.len();
        rows.extend(possible(list, most).map(|flip| (list.option, Some(flip))));
        if rows.len() == before {
            rows.push((list.option, None));
        }
    }
    rows
}

/// The rows to be drawn: all of a short table, so that each can be reached;
/// of a long one those in sight and some around them.
fn in_sight(ui: &Ui, count: usize) -> Range<usize> {
    if count <= LONG {
        return 0..count;
    }
    let top = ui.cursor().top();
    let at = |y: f32| ((y - top) / theme::ROW_HEIGHT).max(0.0) as usize;
    let first = at(ui.clip_rect().top()).saturating_sub(MARGIN).min(count);
    let last = (at(ui.clip_rect().bottom()) + MARGIN).min(count);
    first..last.max(first)
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

fn no_flip_row(ui: &mut Ui, context: Context<'_>, columns: &[Column<'_>], option: usize) {
    let name = &context.analysis().options[option].name;
    let mut row = TableRow::new(ui, columns, theme::ROW_HEIGHT);
    row.cell(|ui| {
        widgets::option_label(ui, option, RichText::new(name).text_style(theme::strong()))
    });
    let level =
        context.analysis().flips.iter().any(|list| list.option == option && list.is_level());
    row.cell(|ui| {
        let text = if level {
            "Level with the leader: any gain puts it ahead"
        } else {
            "No single score and no single weight would do"
        };
        text_cell(ui, text);
    });
    row.end(true);
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
    row.cell(|ui| {
        ui.push_id(("needed", option, &what), |ui| {
            let text = RichText::new(&needed).text_style(theme::strong());
            let name = format!("Why {needed} for {}: {what}", analysis.options[option].name);
            if widgets::asked(ui, text, &name).clicked() {
                let id = analysis.options[option].id.clone();
                let criterion = flip.criterion.clone();
                out.ask_why(match flip.change {
                    FlipChange::Weight { .. } => Subject::WeightFlip(id, criterion),
                    FlipChange::Score { .. } => Subject::ScoreFlip(id, criterion),
                });
            }
        });
    });
    row.cell(|ui| {
        let tone = if flip.reach == Reach::Near { Tone::Warning } else { Tone::Plain };
        let colour = if tone == Tone::Plain { tokens(ui).text_muted } else { tone.text(ui) };
        text_cell(ui, RichText::new(flip.reach.name()).color(colour))
    });
    row.end(true);
}
