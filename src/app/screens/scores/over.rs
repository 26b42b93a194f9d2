//! Scores over what was measured: they count only with a reason, so the reason
//! is asked for at once, and both are put as one step.

use eframe::egui::{Key, Ui};

use super::select::Spot;
use super::{ScoresView, edits, paste};
use crate::analysis;
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::theme::icons;
use crate::app::widgets::{self, TextField, Tone};
use crate::import::Reading;
use crate::workbook::{Edit, Score};

/// What is said where a score over a measurement was given up.
const NOT_KEPT: &str =
    "Not kept: a score over what was measured needs a reason. The measurement stays.";

/// Scores that wait for their reason.
#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) cells: Vec<(Spot, Reading)>,
    reason: String,
}

impl ScoresView {
    /// Takes scores that wait for a reason, and has it asked for.
    pub(super) fn hold(&mut self, cells: Vec<(Spot, Reading)>) {
        if let Some(&(first, _)) = cells.first() {
            if !cells.iter().any(|(spot, _)| self.selection.cursor() == Some(*spot)) {
                self.selection.set(first);
            }
            self.waiting = Some(Waiting { cells, reason: String::new() });
            self.focus_reason = true;
            self.focus_cursor = false;
        }
    }

    /// Whether scores wait for a reason in the cell with the cursor.
    pub(super) fn waits(&self) -> bool {
        self.waiting.is_some()
    }

    /// Once the cursor is elsewhere, what waits is kept with the reason typed so
    /// far, or given up.
    pub(super) fn leave_waiting(&mut self, context: Context<'_>, out: &mut Actions) {
        let cursor = self.selection.cursor();
        let left =
            self.waiting.take_if(|it| !it.cells.iter().any(|(spot, _)| Some(*spot) == cursor));
        if let Some(left) = left {
            keep(context, &left, out);
        }
    }

    /// Asks for the reason, above all else in the inspector. Returns whether it
    /// does.
    pub(super) fn ask_reason(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        focus: bool,
        out: &mut Actions,
    ) -> bool {
        let Some(waiting) = &mut self.waiting else { return false };
        widgets::section_title(ui, "Why not as measured?");
        widgets::prose(ui, &question(context, &waiting.cells));
        let key =
            ("over-measured", waiting.cells.first().map(|(spot, _)| (spot.node, spot.option)));
        let field =
            TextField::new(key, "Reason for the score over the measurement", &waiting.reason);
        let (response, typed) = field.hint("What the run does not show").show_with_response(ui);
        if focus {
            response.request_focus();
            response.scroll_to_me(None);
        }
        let pressed = |key| ui.input(|input| input.key_pressed(key));
        let (enter, escape) = (pressed(Key::Enter), pressed(Key::Escape));
        let left = response.lost_focus();
        if let Some(typed) = typed {
            waiting.reason = typed;
        }
        let mut done = left && enter;
        let mut cancelled = left && escape;
        ui.horizontal_wrapped(|ui| {
            done |= widgets::button(ui, "Keep with this reason").clicked();
            cancelled |= widgets::button(ui, "Leave the measurement").clicked();
        });
        if done && waiting.reason.trim().is_empty() && !cancelled {
            widgets::finding_line(ui, Tone::Warning, icons::WARNING, "Say why first.");
            response.request_focus();
        } else if done || cancelled {
            let mut over = self.waiting.take();
            if let Some(over) = &mut over {
                if cancelled {
                    over.reason.clear();
                }
                keep(context, over, out);
            }
            self.focus_cursor = true;
        }
        ui.separator();
        true
    }
}

/// Puts what waits as one step, or says that it is not kept.
fn keep(context: Context<'_>, waiting: &Waiting, out: &mut Actions) {
    let Some(reviewer) = context.reviewer.cloned() else { return };
    if waiting.reason.trim().is_empty() {
        out.push(Action::Say(NOT_KEPT.to_owned()));
        return;
    }
    let round = context.workbook.current_round();
    let reason = waiting.reason.trim().to_owned();
    let over = |&(spot, reading): &(Spot, Reading)| {
        let score = edits::with_reading(context, spot, reading)?;
        Some(Score { reason: reason.clone(), ..edits::citing(context, spot, score) })
    };
    let mut put: Vec<Score> = waiting.cells.iter().filter_map(over).collect();
    match (put.pop(), put.is_empty()) {
        (None, _) => {}
        (Some(score), true) => out.edit(Edit::SetScore { reviewer, round, score }),
        (Some(score), false) => {
            put.push(score);
            let label = format!("score {} cells over what was measured", put.len());
            out.edit(Edit::SetScores { label, reviewer, round, put, clear: Vec::new() });
        }
    }
}

fn question(context: Context<'_>, cells: &[(Spot, Reading)]) -> String {
    let [(spot, reading)] = cells else {
        return format!(
            "{} of the cells were measured. A score counts there only with a reason.",
            cells.len()
        );
    };
    let (Some(criterion), Some(option)) =
        (context.workbook.criteria.get(spot.node), context.workbook.alternatives.get(spot.option))
    else {
        return String::new();
    };
    let Some(measure) = criterion.measure() else { return String::new() };
    let given = paste::words(measure, *reading);
    let measured = edits::measured(context, *spot)
        .map(|fed| analysis::performance(measure, fed.performance))
        .unwrap_or_default();
    format!(
        "{} on {} was measured: {measured}. {given} counts in its place only with a reason.",
        option.name, criterion.name
    )
}
