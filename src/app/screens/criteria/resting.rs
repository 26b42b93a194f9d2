//! What a criterion's weight rests on where it is not given by hand: answers
//! to questions, or requirements.

use eframe::egui::Ui;

use crate::analysis::{number, requirement_parts};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::widgets;
use crate::workbook::{Criterion, ItemRef, Kind, Weighting};

use super::rows::short;

/// Shows what the weight of a scored criterion rests on.
pub fn show(
    ui: &mut Ui,
    context: Context<'_>,
    criterion: &Criterion,
    weighting: Weighting,
    out: &mut Actions,
) {
    if criterion.measure().is_none() {
        return;
    }
    match weighting {
        Weighting::AcrossTree | Weighting::WithinFamily => {}
        Weighting::Questionnaire => answers(ui, context, criterion, out),
        Weighting::Requirements => requirements(ui, context, criterion, out),
    }
}

fn answers(ui: &mut Ui, context: Context<'_>, criterion: &Criterion, out: &mut Actions) {
    let effects = &context.analysis().questionnaire;
    let start = effects.start.get(&criterion.id).copied().unwrap_or(0.0);
    let steps = effects.steps.get(&criterion.id).map_or(&[][..], Vec::as_slice);
    if steps.is_empty() {
        let text = format!("The start weight of {}, which no answer has moved.", short(start));
        widgets::muted(ui, text);
        return;
    }
    widgets::muted(ui, format!("The start weight of {}, and the answers to", short(start)));
    for step in steps {
        let item = ItemRef::new(Kind::Question, step.question.as_str());
        let name = item.name(context.workbook);
        let bound =
            format!("{} {}", if step.cap { "at most" } else { "at least" }, short(step.bound));
        let did = if step.from == step.to {
            "changed nothing".to_owned()
        } else {
            format!("from {} to {}", short(step.from), short(step.to))
        };
        if widgets::link_button(ui, format!("{name}: {bound}, {did}")).clicked() {
            out.push(Action::Reveal(item));
        }
    }
}

fn requirements(ui: &mut Ui, context: Context<'_>, criterion: &Criterion, out: &mut Actions) {
    let parts = requirement_parts(context.workbook, &criterion.id);
    if parts.is_empty() {
        let text = "No requirement that weighs bears on it, so it has no weight. Link one below.";
        widgets::muted(ui, text);
        return;
    }
    widgets::muted(ui, "Importance times strength of the link, summed over");
    for part in parts {
        let requirement = &context.workbook.requirements[part.requirement];
        let text = format!(
            "{}: {} times {} is {}",
            requirement.text,
            part.importance,
            number(part.factor, 0),
            number(part.weight, 0)
        );
        if widgets::link_button(ui, text).clicked() {
            out.push(Action::Reveal(ItemRef::new(Kind::Requirement, requirement.id.as_str())));
        }
    }
}
