//! In the inspector of a composite's cell: what follows from its parts, how
//! that comes about, and which of the two counts.

use eframe::egui::Ui;

use super::cell::CellAt;
use crate::analysis::{self, CellState, Derivation, PartsStanding};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::theme::{self, icons};
use crate::app::widgets::{self, Tone};
use crate::workbook::{Criterion, Measure};

/// What follows from the parts in a cell, where its option is a composite.
pub(super) fn show(
    ui: &mut Ui,
    context: Context<'_>,
    criterion: &Criterion,
    measure: &Measure,
    at: &CellAt,
    out: &mut Actions,
) {
    let Some(derivation) = context.analysis().derivation(at.spot.option, at.leaf) else { return };
    let workbook = context.workbook;
    widgets::form_section(ui, "From its parts");
    match &derivation.derived {
        Ok(cell) => {
            let text = match (cell.state, cell.performance, cell.value) {
                (_, Some(performance), Some(value)) => format!(
                    "{}, value {}",
                    analysis::performance(measure, performance),
                    analysis::points(value)
                ),
                (CellState::Unknown, ..) => {
                    format!("Value {}", analysis::range(cell.value_low, cell.value_high))
                }
                _ => "Not applicable".to_owned(),
            };
            widgets::prose(ui, &text);
        }
        Err(refusal) => {
            widgets::finding_line(ui, Tone::Warning, icons::WARNING, refusal.sentence());
        }
    }
    for part in &derivation.parts {
        let Some(option) = workbook.alternatives.get(part.option) else { continue };
        ui.push_id(&option.id, |ui| {
            ui.horizontal_wrapped(|ui| {
                widgets::option_label(ui, part.option, option.name.as_str().into());
                let mut facts = match (part.applies, part.performance) {
                    (false, _) => "not applicable".to_owned(),
                    (true, Some(performance)) => analysis::performance(measure, performance),
                    (true, None) => "unknown".to_owned(),
                };
                if part.applies {
                    let value = analysis::range(part.value.0, part.value.1);
                    facts.push_str(&format!(", value {value}"));
                }
                facts.push_str(&format!(", share {}", analysis::percent(part.share)));
                widgets::small(ui, facts);
                if widgets::link_button(ui, format!("Open the score of {}", option.name)).clicked()
                {
                    let to = Action::RevealCell(option.id.clone(), criterion.id.clone());
                    out.push(to);
                }
            });
        });
    }
    let mut words = derivation.in_words(workbook);
    if let Some(first) = words.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    widgets::muted(ui, words);
    standing(ui, context, criterion, measure, at, derivation);
    ui.add_space(theme::SPACE_XS);
}

fn standing(
    ui: &mut Ui,
    context: Context<'_>,
    criterion: &Criterion,
    measure: &Measure,
    at: &CellAt,
    derivation: &Derivation,
) {
    let Some(option) = context.workbook.alternatives.get(at.spot.option) else { return };
    match derivation.standing {
        PartsStanding::Beside => {
            widgets::small(ui, "Stands beside; what is said of the option itself counts.");
        }
        PartsStanding::InForce => {
            let own = derivation.own.performance;
            let text = match own {
                Some(own) => format!(
                    "Counts in place of its own score, {}, which stays in the workbook.",
                    analysis::performance(measure, own)
                ),
                None => "Counts, as its parts do; a change there changes it here.".to_owned(),
            };
            widgets::small(ui, text);
        }
        PartsStanding::Overridden => {
            if analysis::is_reasoned(context.workbook, criterion, &option.id) {
                widgets::small(ui, "Overridden by its own score, with a reason.");
            } else {
                widgets::finding_line(
                    ui,
                    Tone::Warning,
                    icons::WARNING,
                    "Overridden without a reason. Say in the reason why it departs from its parts.",
                );
            }
        }
        PartsStanding::Measured => {
            widgets::small(ui, "Stands beside; it was measured itself, and that counts.");
        }
        PartsStanding::Refused => {
            widgets::small(ui, "What is said of the option itself counts.");
        }
    }
}
