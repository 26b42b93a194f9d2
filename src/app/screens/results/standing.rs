//! What the result rests on, how firm it is, and which options are out.

use eframe::egui::{Label, RichText, Role, Ui, WidgetInfo};

use crate::analysis::why::Subject;
use crate::analysis::{self, CellState, Standing, VerdictKind};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::screens::Screen;
use crate::app::theme::{self, icons};
use crate::app::widgets::{self, Tone};
use crate::workbook::{AlternativeId, GateVerdict, ItemRef, Kind, Workbook};

/// What the result rests on, in one line.
pub(super) fn rests_on(context: Context<'_>) -> String {
    let analysis = context.analysis();
    let counted =
        (0..analysis.leaves.len()).filter(|&leaf| analysis.leaf_weight(leaf) > 0.0).count();
    let mut parts = vec![match counted {
        0 => "No criterion counts yet".to_owned(),
        1 => "1 criterion counts".to_owned(),
        counted => format!("{counted} criteria count"),
    }];
    let gates = analysis.options.first().map_or(0, |option| option.gates.len());
    if gates > 0 {
        let open: usize =
            analysis.order.iter().map(|&at| analysis.options[at].open_gates().count()).sum();
        parts.push(if gates == 1 { "1 must".to_owned() } else { format!("{gates} musts") });
        if open > 0 {
            parts.push(format!("{open} not judged"));
        }
    }
    let unknown: usize = analysis
        .order
        .iter()
        .map(|&option| {
            (0..analysis.leaves.len())
                .filter(|&leaf| analysis.leaf_weight(leaf) > 0.0)
                .filter(|&leaf| analysis.cell(option, leaf).state == CellState::Unknown)
                .count()
        })
        .sum();
    match unknown {
        0 => {}
        1 => parts.push("1 score unknown".to_owned()),
        unknown => parts.push(format!("{unknown} scores unknown")),
    }
    if let Some(profile) = context.profile() {
        parts.push(format!("profile \"{}\"", profile.name));
        if let Some(expected) = &profile.expected {
            parts.push(match &expected.first {
                Some(first) => format!(
                    "the sources put {} first with {} support",
                    context.workbook.alternative_name(first),
                    expected.support.name()
                ),
                None => format!(
                    "the sources see no clear winner, with {} support",
                    expected.support.name()
                ),
            });
        }
    }
    parts.join(" · ")
}

/// The totals, the verdict and the lead, each of which can be asked why.
fn totals(ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
    let analysis = context.analysis();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = theme::SPACE_S;
        widgets::muted(ui, "Ask why");
        for &at in analysis.order.iter().take(ASKED) {
            let option = &analysis.options[at];
            let range = analysis::range(option.low, option.high);
            widgets::option_sign(ui, at);
            let text = format!("{} {range}", option.name);
            let name = format!("Ask why {range} for {}", option.name);
            if widgets::asked(ui, text, &name).clicked() {
                out.ask_why(Subject::Total(option.id.clone()));
            }
            ui.add_space(theme::SPACE_XS);
        }
        let verdict = &analysis.verdict;
        if let (Some(first), Some(second), Some(lead)) =
            (&verdict.leader, &verdict.runner_up, verdict.lead)
        {
            let text = format!("lead {}", analysis::points(lead));
            if widgets::asked(ui, text.as_str(), &format!("Ask why {text}")).clicked() {
                out.ask_why(Subject::Lead(first.clone(), second.clone()));
            }
        }
        let text = verdict.kind.name();
        if widgets::asked(ui, text, &format!("Ask why {text}")).clicked() {
            out.ask_why(Subject::Verdict);
        }
    });
}

/// Totals that are offered in a line.
const ASKED: usize = 12;

/// What is missing before there is a result, and where it is given.
pub(super) fn nothing_yet(ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
    let analysis = context.analysis();
    let (title, text, screen) = if context.workbook.alternatives.is_empty() {
        ("No option yet", "Name the options between which you decide.", Screen::Options)
    } else if analysis.leaves.is_empty() || !analysis.weights.is_set() {
        (
            "Nothing is weighted yet",
            "Give the criteria weights; only then can options be ranked.",
            Screen::Criteria,
        )
    } else {
        (
            "No option passes every must",
            "Each option fails a must or was dropped. The musts are listed under Requirements.",
            Screen::Requirements,
        )
    };
    let action = format!("Go to {}", screen.name());
    if widgets::empty_state(ui, title, text, Some(&action)) {
        out.push(Action::Go(screen));
    }
    not_ranked(ui, context, out);
}

/// The verdict with its reason and what it hangs on; who is out, and why.
pub(super) fn verdict_card(ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
    let verdict = &context.analysis().verdict;
    let (tone, icon) = match verdict.kind {
        VerdictKind::Robust => (Tone::Good, icons::CHECK_CIRCLE),
        VerdictKind::Close | VerdictKind::Fragile => (Tone::Warning, icons::WARNING),
        VerdictKind::Withheld => (Tone::Bad, icons::PROHIBIT),
    };
    let out_of_it = context.analysis().options.iter().any(|option| !option.is_ranked());
    let withheld = verdict.kind == VerdictKind::Withheld;
    let diagnostics = &context.analysis().diagnostics;
    if withheld && verdict.sensitive.is_empty() && diagnostics.is_empty() && !out_of_it {
        return;
    }
    widgets::card(ui, |ui| {
        // A verdict that is withheld is the title of the screen already.
        if !withheld {
            ui.horizontal_top(|ui| {
                let colour = tone.text(ui);
                ui.label(RichText::new(icon).text_style(theme::icon()).color(colour));
                let text = RichText::new(verdict.sentence()).color(colour);
                let shown = ui.add(Label::new(text).wrap());
                shown.widget_info(|| WidgetInfo::labeled(Role::Label, true, verdict.sentence()));
            });
            totals(ui, context, out);
        }
        if !verdict.sensitive.is_empty() {
            ui.horizontal_wrapped(|ui| {
                widgets::muted(ui, "The order hangs on");
                for id in verdict.sensitive.iter().take(4) {
                    let name = context.workbook.criterion_name(id);
                    if widgets::link_button(ui, name).clicked() {
                        out.push(Action::Reveal(ItemRef::new(Kind::Criterion, id.as_str())));
                    }
                }
            });
        }
        for diagnostic in diagnostics {
            widgets::muted(ui, diagnostic.sentence(context.workbook));
        }
        not_ranked(ui, context, out);
    });
}

fn not_ranked(ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
    for option in &context.analysis().options {
        let reason = match &option.standing {
            Standing::Ranked => continue,
            Standing::Dropped => format!(
                "{} was dropped: {}",
                option.name,
                dropped_reason(context.workbook, &option.id)
            ),
            Standing::Excluded(_) => {
                let failed: Vec<String> = option
                    .gates
                    .iter()
                    .filter(|gate| gate.verdict == GateVerdict::Fail)
                    .map(|gate| {
                        let must = ItemRef::new(Kind::Requirement, gate.requirement.as_str())
                            .name(context.workbook);
                        if gate.reason.is_empty() {
                            must
                        } else {
                            format!("{must} ({})", gate.reason)
                        }
                    })
                    .collect();
                format!("{} is out: it fails {}", option.name, failed.join("; "))
            }
        };
        ui.horizontal_top(|ui| {
            widgets::finding_line(ui, Tone::Bad, icons::PROHIBIT, &reason);
        });
        if let Standing::Excluded(failed) = &option.standing
            && let Some(first) = failed.first()
            && widgets::link_button(ui, format!("Show the must that {} fails", option.name))
                .clicked()
        {
            out.push(Action::Reveal(ItemRef::new(Kind::Requirement, first.as_str())));
        }
    }
}

fn dropped_reason(workbook: &Workbook, id: &AlternativeId) -> String {
    let dropped = workbook.alternative(id).and_then(|alternative| alternative.dropped.as_ref());
    dropped.map(|dropped| dropped.reason.clone()).unwrap_or_default()
}
