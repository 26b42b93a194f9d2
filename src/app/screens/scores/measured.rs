//! In the inspector of a cell that load runs feed: what was measured and by
//! which run, or why nothing was; scores that count for nothing, and those that
//! rest on a run replaced since.

use eframe::egui::Ui;

use super::cell::CellAt;
use super::edits;
use crate::analysis::{self, Fed, FedCell, StaleScore};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::theme::{self, icons};
use crate::app::widgets::{self, Tone};
use crate::workbook::{ItemRef, Kind, Measure, MeasurementId, find_score};

/// What load runs give in a cell, where one feeds it.
pub(super) fn show(
    ui: &mut Ui,
    context: Context<'_>,
    measure: &Measure,
    at: &CellAt,
    out: &mut Actions,
) {
    if let Some(cell) = context.analysis().fed(at.spot.option, at.leaf) {
        widgets::form_section(ui, "Measured");
        match &cell.reading {
            Ok(fed) => figure(ui, context, measure, cell, fed, out),
            Err(why) => {
                widgets::prose(ui, "Not measured; what is scored here is an estimate.");
                widgets::small(ui, format!("{} {}", why.sentence(), why.hint()));
            }
        }
        ignored(ui, context, cell);
        ui.add_space(theme::SPACE_XS);
    }
    if at.marks.stale {
        stale(ui, context, at, out);
    }
}

fn figure(
    ui: &mut Ui,
    context: Context<'_>,
    measure: &Measure,
    cell: &FedCell,
    fed: &Fed,
    out: &mut Actions,
) {
    let print = |x: f64| analysis::performance(measure, x);
    let mut text = print(fed.performance);
    if let (Some(low), Some(high)) = (fed.low, fed.high)
        && low != high
    {
        text.push_str(&format!(", from {} to {}", print(low), print(high)));
    }
    widgets::prose(ui, &text);
    widgets::small(ui, fed.sentence(context.workbook));
    for remark in &fed.remarks {
        widgets::small(ui, remark);
    }
    for (run, was) in &fed.before {
        let words = format!("Was {} by {}, replaced since.", print(*was), name(context, run));
        widgets::small(ui, words);
    }
    if cell.overridden {
        let words = "A score with a reason counts in its place.";
        widgets::finding_line(ui, Tone::Warning, icons::WARNING, words);
    }
    ui.horizontal_wrapped(|ui| {
        for run in &fed.runs {
            let label = name(context, run);
            if widgets::link_button(ui, format!("Open load run {label}")).clicked() {
                out.push(Action::Reveal(ItemRef::new(Kind::Measurement, run.as_str())));
            }
        }
    });
}

/// Label of a run, or else its id.
fn name(context: Context<'_>, id: &MeasurementId) -> String {
    let label = context.workbook.measurement(id).map(|run| run.label.trim().to_owned());
    label.filter(|label| !label.is_empty()).unwrap_or_else(|| id.to_string())
}

fn ignored(ui: &mut Ui, context: Context<'_>, cell: &FedCell) {
    if cell.ignored.is_empty() {
        return;
    }
    let mine = context.reviewer.is_some_and(|it| cell.ignored.contains(it));
    let words = match (mine, cell.ignored.len()) {
        (true, 1) => "Your score counts for nothing: it gives no reason.".to_owned(),
        (true, count) => format!(
            "Your score and those of {} others count for nothing: they give no reason.",
            count - 1
        ),
        (false, 1) => {
            let who = cell.ignored.first().map(|it| context.workbook.person_name(it));
            let who = who.unwrap_or_default();
            format!("The score of {who} counts for nothing: it gives no reason.")
        }
        (false, count) => format!("{count} scores count for nothing: they give no reason."),
    };
    widgets::finding_line(ui, Tone::Warning, icons::WARNING, &words);
}

/// The score in force rests on a run that was replaced: says so, and offers to
/// keep it after another look.
fn stale(ui: &mut Ui, context: Context<'_>, at: &CellAt, out: &mut Actions) {
    let workbook = context.workbook;
    let criterion = &workbook.criteria[at.spot.node].id;
    let alternative = &workbook.alternatives[at.spot.option].id;
    // Only where the marks say so is it looked for, and these are few.
    let here = |it: &&StaleScore| it.criterion == *criterion && it.alternative == *alternative;
    for it in analysis::stale(workbook).iter().filter(here) {
        let whose = match &it.reviewer {
            Some(person) if Some(person) == context.reviewer => "Your score".to_owned(),
            Some(person) => format!("The score of {}", workbook.person_name(person)),
            None => "What was read from the sources".to_owned(),
        };
        let words = format!(
            "{whose} rests on {}, which {} replaced since.",
            name(context, &it.replaced),
            name(context, &it.newest)
        );
        widgets::finding_line(ui, Tone::Warning, icons::CLOCK, &words);
        let score = match &it.reviewer {
            Some(person) if Some(person) == context.reviewer => {
                workbook.ballot(person, it.round).and_then(|it| it.score(criterion, alternative))
            }
            Some(_) => None,
            None => find_score(&workbook.baseline, criterion, alternative),
        };
        let Some(score) = score.filter(|_| context.reviewer.is_some()) else { continue };
        let text = "Keep it for the new run";
        if widgets::button(ui, text)
            .on_hover_text("You looked at it again, and it still holds")
            .clicked()
        {
            edits::put_one(context, analysis::recited(workbook, score), out);
        }
    }
}
