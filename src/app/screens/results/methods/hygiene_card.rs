//! What is careless about the numbers, with the way to each place.

use eframe::egui::{Label, RichText, Ui};

use super::MethodsView;
use crate::analysis::{HygieneItem, Jump};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::theme;
use crate::app::widgets::{self, Tone};
use crate::workbook::CheckLevel;

/// Items listed before all are asked for.
const FIRST: usize = 8;
/// Places of one item shown before all are asked for.
const PLACES: usize = 4;

/// The card of the list.
pub(super) fn show(
    ui: &mut Ui,
    context: Context<'_>,
    items: &[HygieneItem],
    view: &mut MethodsView,
    out: &mut Actions,
) {
    let grave = items.iter().filter(|item| item.level < CheckLevel::Note).count();
    widgets::card(ui, |ui| {
        if items.is_empty() {
            widgets::section_title(ui, "Nothing careless about the numbers was found");
            widgets::muted(
                ui,
                "Look-alike criteria, light weights, missing targets, scores without a reason and \
                 the like would be listed here.",
            );
            return;
        }
        let things = if items.len() == 1 { "1 thing" } else { "things" };
        let head = if items.len() == 1 { String::new() } else { format!("{} ", items.len()) };
        widgets::section_title(ui, &format!("{head}{things} to look at in the numbers"));
        widgets::small(
            ui,
            match grave {
                0 => "None of them is grave".to_owned(),
                1 => "1 of them may mislead".to_owned(),
                grave => format!("{grave} of them may mislead"),
            },
        );
        let most = if view.all { usize::MAX } else { FIRST };
        for item in items.iter().take(most) {
            ui.push_id((item.code, &item.message), |ui| row(ui, context, item, view, out));
        }
        if items.len() > FIRST {
            let words = if view.all {
                "Show the first only".to_owned()
            } else {
                format!("Show all {}", items.len())
            };
            let response = widgets::link_button(ui, words.clone());
            if response.accessible_name(format!("{words} things to look at")).clicked() {
                view.all = !view.all;
            }
        }
    });
}

fn row(
    ui: &mut Ui,
    context: Context<'_>,
    item: &HygieneItem,
    view: &mut MethodsView,
    out: &mut Actions,
) {
    let tone = match item.level {
        CheckLevel::Error => Tone::Bad,
        CheckLevel::Warning => Tone::Warning,
        CheckLevel::Note => Tone::Plain,
    };
    ui.horizontal_top(|ui| {
        ui.allocate_ui(eframe::egui::vec2(TAG, theme::ROW_HEIGHT), |ui| {
            ui.set_min_width(TAG);
            widgets::tag(ui, tone, item.level.name());
        });
        ui.vertical(|ui| {
            ui.set_max_width(theme::PROSE_WIDTH.min(ui.available_width()));
            ui.spacing_mut().item_spacing.y = theme::SPACE_XXS;
            ui.add(Label::new(RichText::new(&item.message)).wrap());
            if !item.hint.is_empty() {
                widgets::small(ui, &item.hint);
            }
            if !item.jumps.is_empty() {
                jumps(ui, context, item, view, out);
            }
        });
    });
    widgets::rule(ui);
}

fn jumps(
    ui: &mut Ui,
    context: Context<'_>,
    item: &HygieneItem,
    view: &mut MethodsView,
    out: &mut Actions,
) {
    let open = view.opened.contains(&item.message);
    // Of cells on the one criterion that the words name the options will do.
    let on = |jump: &Jump| match jump {
        Jump::Cell(_, criterion) => Some(criterion.clone()),
        Jump::Item(_) => None,
    };
    let first = item.jumps.first().and_then(on);
    let in_one_row = first.is_some() && item.jumps.iter().all(|jump| on(jump) == first);
    let most = if open { usize::MAX } else { PLACES };
    ui.horizontal_wrapped(|ui| {
        for jump in item.jumps.iter().take(most) {
            let name =
                if in_one_row { option_of(context, jump) } else { jump.name(context.workbook) };
            let words = format!("Go to {name}: {}", item.message);
            if widgets::link_button(ui, name).accessible_name(words).clicked() {
                out.push(match jump {
                    Jump::Cell(option, criterion) => {
                        Action::RevealCell(option.clone(), criterion.clone())
                    }
                    Jump::Item(item) => Action::Reveal(item.clone()),
                });
            }
        }
        if item.jumps.len() > PLACES {
            let words = if open {
                "fewer places".to_owned()
            } else {
                format!("{} more places", item.jumps.len() - PLACES)
            };
            let name = format!("Show {words}: {}", item.message);
            let response = widgets::link_button(ui, words);
            if response.accessible_name(name).clicked() && !view.opened.remove(&item.message) {
                view.opened.insert(item.message.clone());
            }
        }
    });
}

/// The option of a cell, or else the whole name of a place.
fn option_of(context: Context<'_>, jump: &Jump) -> String {
    match jump {
        Jump::Cell(option, _) => context.workbook.alternative_name(option).to_owned(),
        Jump::Item(_) => jump.name(context.workbook),
    }
}

/// Width of the column of levels.
const TAG: f32 = 72.0;
