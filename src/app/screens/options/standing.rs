//! How an option stands: its rank and total, the musts, and what would make it
//! lead.

use eframe::egui::{Label, RichText, Ui};

use crate::analysis::why::Subject;
use crate::analysis::{Flip, FlipChange, GateBasis, GateResult, percent, performance, points};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::screens::Screen;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, Tone};
use crate::workbook::{Alternative, AlternativeId, GateVerdict, ItemRef, Kind, Workbook};

/// Musts passed with room to spare that are listed one by one.
const PASSES_LISTED: usize = 3;

/// The card of how an option stands.
pub(super) fn card(
    ui: &mut Ui,
    context: Context<'_>,
    at: usize,
    option: &Alternative,
    out: &mut Actions,
) {
    let Some(result) = context.analysis().options.get(at) else { return };
    widgets::card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::SPACE_S;
        ui.horizontal_wrapped(|ui| {
            let (tone, words) = super::brief(context, result);
            widgets::tag(ui, tone, &words);
            if result.is_ranked() && context.analysis().weights.is_set() {
                let total = RichText::new(super::figure(result)).text_style(theme::figure());
                ui.add(Label::new(total));
                let share = if result.completeness < 1.0 - 1e-9 {
                    format!(
                        "of 100 points; {} of the weight is scored",
                        percent(result.completeness)
                    )
                } else {
                    "of 100 points".to_owned()
                };
                widgets::muted(ui, share);
            }
        });
        if let Some(dropped) = &option.dropped {
            let day = dropped.date.map(|date| format!(" on {date}")).unwrap_or_default();
            let reason = match dropped.reason.trim() {
                "" => "no reason is given".to_owned(),
                reason => reason.to_owned(),
            };
            let text = format!("Dropped{day}: {reason}");
            widgets::finding_line(ui, Tone::Warning, icons::MINUS_CIRCLE, &text);
        }
        musts(ui, context.workbook, &result.id, &result.gates, out);
        if result.is_ranked() {
            way_to_the_top(ui, context, at);
        }
        ui.horizontal_wrapped(|ui| {
            let name = &option.name;
            let scores = widgets::link_button(ui, "Scores");
            if scores.accessible_name(format!("Scores of {name}")).clicked() {
                out.push(Action::Go(Screen::Scores));
            }
            let results = widgets::link_button(ui, "Results");
            if results.accessible_name(format!("Results of {name}")).clicked() {
                out.push(Action::Go(Screen::Results));
            }
        });
    });
}

fn musts(
    ui: &mut Ui,
    workbook: &Workbook,
    option: &AlternativeId,
    gates: &[GateResult],
    out: &mut Actions,
) {
    let mut passed = 0;
    for gate in gates {
        let Some(must) = workbook.requirement(&gate.requirement) else { continue };
        let (tone, icon, words) = match gate.verdict {
            GateVerdict::Fail => (Tone::Bad, icons::X_CIRCLE, "Fails"),
            GateVerdict::Narrow => (Tone::Warning, icons::WARNING, "Only just meets"),
            GateVerdict::Open => (Tone::Plain, icons::QUESTION, "Not judged at"),
            GateVerdict::Pass => {
                passed += 1;
                if passed > PASSES_LISTED {
                    continue;
                }
                (Tone::Good, icons::CHECK_CIRCLE, "Meets")
            }
        };
        ui.push_id(&gate.requirement, |ui| {
            ui.horizontal_top(|ui| {
                let colour = match tone {
                    Tone::Plain => tokens(ui).text_muted,
                    tone => tone.text(ui),
                };
                let icon = RichText::new(icon).text_style(theme::icon()).color(colour);
                ui.add(Label::new(icon).selectable(false));
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    let text = format!("{words} \"{}\"", must.text);
                    let link = widgets::link_button(ui, text.as_str());
                    if link.accessible_name(text).clicked() {
                        let item = ItemRef::new(Kind::Requirement, must.id.as_str());
                        out.push(Action::Reveal(item));
                    }
                    if widgets::asked(
                        ui,
                        RichText::new(gate.verdict.name()).small(),
                        &format!("Why {} for \"{}\"", gate.verdict.name(), must.text),
                    )
                    .clicked()
                    {
                        out.ask_why(Subject::Gate(option.clone(), must.id.clone()));
                    }
                    if !gate.reason.is_empty() {
                        let basis = match gate.basis {
                            GateBasis::Compared => "compared: ",
                            GateBasis::Judged | GateBasis::Nothing => "",
                        };
                        widgets::small(ui, format!("{basis}{}", gate.reason));
                    }
                });
            });
        });
    }
    if passed > PASSES_LISTED {
        widgets::small(ui, format!("Meets {} more musts.", passed - PASSES_LISTED));
    }
}

/// The cheapest changes that would make the option lead.
fn way_to_the_top(ui: &mut Ui, context: Context<'_>, at: usize) {
    let Some(list) = context.analysis().flips.iter().find(|list| list.option == at) else {
        return;
    };
    let workbook = context.workbook;
    let ways: Vec<String> = [list.best_weight(), list.best_score()]
        .into_iter()
        .flatten()
        .filter_map(|flip| in_words(workbook, flip))
        .collect();
    let gap = format!("{} points behind the leader.", points(list.gap));
    if ways.is_empty() {
        widgets::muted(ui, format!("{gap} No single score or weight would make it lead."));
    } else {
        widgets::muted(ui, format!("{gap} It would lead if {}.", ways.join(", or if ")));
    }
}

fn in_words(workbook: &Workbook, flip: &Flip) -> Option<String> {
    let criterion = workbook.criterion_name(&flip.criterion);
    Some(match &flip.change {
        FlipChange::Weight { from, to } => {
            let to = (*to)?;
            let verb = if to > *from { "rose" } else { "fell" };
            format!("the weight of {criterion} {verb} from {} to {}", percent(*from), percent(to))
        }
        FlipChange::Score { alternative, to, .. } => {
            let measure = workbook.criterion(&flip.criterion)?.measure()?;
            format!(
                "{} scored {} on {criterion}",
                workbook.alternative_name(alternative),
                performance(measure, (*to)?)
            )
        }
    })
}
