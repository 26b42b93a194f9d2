//! The order of importance: rows that are dragged, or moved by keys.

use eframe::egui::{EventFilter, Id, Key, Modifiers, Response, Ui};

use super::draft::Draft;
use super::rows::{self, Columns, ROW};
use crate::analysis::Weighed;
use crate::app::theme::icons;
use crate::app::widgets::{self, RowOffsets, virtual_list};
use crate::workbook::{CriterionId, RankFormula};

const CONTROL: f32 = 190.0;

/// What the rows remember between frames.
#[derive(Debug, Default)]
pub struct RankingView {
    /// The row that takes the keys once it is drawn.
    focus: Option<CriterionId>,
}

/// What was done to a row.
enum Done {
    Put(usize, usize),
    Alike(usize),
    Focus(usize),
}

/// Shows the formula and the rows.
pub fn show(ui: &mut Ui, draft: &mut Draft, view: &mut RankingView, weighed: Option<&Weighed>) {
    ui.horizontal_wrapped(|ui| {
        let formulas: Vec<(RankFormula, String)> =
            RankFormula::ALL.iter().map(|it| (*it, it.name().to_owned())).collect();
        let name = "Formula from ranks to weights";
        if let Some(formula) =
            widgets::choose(ui, "rank formula", name, &draft.formula, 180.0, &formulas)
        {
            draft.formula = formula;
            draft.judged_now();
        }
        widgets::small(ui, "Drag a row, or Alt + arrows; Alt + Home to the top; = for alike.");
    });
    let columns = Columns::of(ui.available_width(), CONTROL).scaled(weighed);
    rows::heads(ui, columns, "Place");
    let offsets = RowOffsets::of(draft.order.iter().map(|_| ROW));
    let order = draft.order.clone();
    let reveal = view.focus.as_ref().and_then(|id| order.iter().position(|(it, _)| it == id));
    let mut done = None;
    let ranks = places(&order);
    virtual_list(
        ui,
        "ranking",
        &offsets,
        reveal,
        |at| order.get(at).map(|(id, _)| id.clone()),
        |ui, at| {
            let Some((id, alike)) = order.get(at) else { return };
            let Some(member) = draft.position(id) else { return };
            let name = draft.name(member).to_owned();
            let then = weighed.and_then(|weighed| weighed.shares.get(member)).copied();
            let lead = format!("{}.", ranks[at]);
            let response = rows::row(ui, draft, member, &lead, then, columns, |ui| {
                ui.add_enabled_ui(at > 0, |ui| {
                    if widgets::icon_button(ui, icons::ARROW_UP, &format!("Move {name} up"))
                        .clicked()
                    {
                        done = Some(Done::Put(at, at - 1));
                    }
                });
                ui.add_enabled_ui(at + 1 < order.len(), |ui| {
                    if widgets::icon_button(ui, icons::ARROW_DOWN, &format!("Move {name} down"))
                        .clicked()
                    {
                        done = Some(Done::Put(at, at + 1));
                    }
                });
                if at > 0 {
                    let chip = widgets::chip(ui, *alike, "As above");
                    if chip.accessible_name(format!("{name} as the one above")).clicked() {
                        done = Some(Done::Alike(at));
                    }
                }
            });
            if view.focus.as_ref() == Some(id) {
                response.request_focus();
                view.focus = None;
            }
            if let Some(found) = dragged(&response, at).or_else(|| keys(ui, &response, at)) {
                done = Some(found);
            }
            if response.clicked() || response.drag_started() {
                response.request_focus();
            }
        },
    );
    let last = draft.order.len().saturating_sub(1);
    let row_of = |at: usize, draft: &Draft| draft.order.get(at).map(|(id, _)| id.clone());
    match done {
        None => return,
        Some(Done::Put(from, to)) => {
            let to = to.min(last);
            draft.put_row(from, to);
            view.focus = row_of(to, draft);
        }
        Some(Done::Alike(at)) => {
            if let Some(row) = draft.order.get_mut(at) {
                row.1 = !row.1;
                draft.judged_now();
            }
        }
        Some(Done::Focus(to)) => view.focus = row_of(to.min(last), draft),
    }
    ui.request_repaint();
}

/// The rank of each row; those alike share one.
fn places(order: &[(CriterionId, bool)]) -> Vec<usize> {
    let mut rank = 1;
    order
        .iter()
        .enumerate()
        .map(|(at, (_, alike))| {
            if !alike {
                rank = at + 1;
            }
            rank
        })
        .collect()
}

/// A row follows the pointer that holds it, row by row.
fn dragged(response: &Response, at: usize) -> Option<Done> {
    let pointer = response.dragged().then(|| response.interact_pointer_pos()).flatten()?;
    let rows = ((pointer.y - response.rect.center().y) / ROW).round() as isize;
    (rows != 0).then(|| Done::Put(at, at.saturating_add_signed(rows)))
}

fn keys(ui: &Ui, response: &Response, at: usize) -> Option<Done> {
    let id: Id = response.id;
    if !ui.memory(|memory| memory.has_focus(id)) {
        return None;
    }
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    // The arrows are kept for the row from the frame after this one on.
    if !ui.memory(|memory| memory.had_focus_last_frame(id)) {
        ui.request_repaint();
    }
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    for (key, to) in [
        (Key::ArrowUp, at.saturating_sub(1)),
        (Key::ArrowDown, at + 1),
        (Key::Home, 0),
        (Key::End, usize::MAX),
        (Key::PageUp, at.saturating_sub(5)),
        (Key::PageDown, at + 5),
    ] {
        if pressed(Modifiers::ALT, key) {
            return Some(Done::Put(at, to));
        }
        if pressed(Modifiers::NONE, key) {
            return Some(Done::Focus(to));
        }
    }
    (at > 0 && pressed(Modifiers::NONE, Key::Equals)).then_some(Done::Alike(at))
}
