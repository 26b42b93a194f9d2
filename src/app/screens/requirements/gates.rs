//! How options stand at a must: marks for lists, and whether it is open.

use eframe::egui::{Label, RichText, Sense, Ui, vec2};

use crate::analysis::{GateBasis, GateResult};
use crate::app::context::Context;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, Tone};
use crate::figure::option_style;
use crate::workbook::{GateVerdict, Requirement, RequirementKind};

/// The results at a must that holds, with the options' positions; options
/// taken out beforehand are left out.
pub(super) fn results<'a>(
    context: Context<'a>,
    requirement: &'a Requirement,
) -> impl Iterator<Item = (usize, &'a GateResult)> {
    context
        .analysis()
        .options
        .iter()
        .enumerate()
        .filter(|(_, option)| option.standing != crate::analysis::Standing::Dropped)
        .flat_map(|(at, option)| option.gates.iter().map(move |gate| (at, gate)))
        .filter(|(_, gate)| gate.requirement == requirement.id)
}

/// Whether a must holds now: it may wait for an answer.
pub(super) fn holds(context: Context<'_>, requirement: &Requirement) -> bool {
    !requirement.when_asked
        || context.analysis().questionnaire.screens.contains_key(&requirement.id)
}

/// Whether something is to be done about a requirement: a must that holds and
/// has not been judged for every option, a want that bears on no criterion.
pub(super) fn is_open(context: Context<'_>, requirement: &Requirement) -> bool {
    match requirement.kind {
        RequirementKind::Must => {
            results(context, requirement).any(|(_, gate)| gate.verdict == GateVerdict::Open)
        }
        RequirementKind::Want => requirement.links.is_empty(),
        RequirementKind::Constraint | RequirementKind::Assumption => false,
    }
}

/// Tone and icon of a verdict.
pub(super) fn look(verdict: GateVerdict) -> (Tone, &'static str) {
    match verdict {
        GateVerdict::Pass => (Tone::Good, icons::CHECK_CIRCLE),
        GateVerdict::Narrow => (Tone::Warning, icons::WARNING),
        GateVerdict::Open => (Tone::Plain, icons::QUESTION),
        GateVerdict::Fail => (Tone::Bad, icons::X_CIRCLE),
    }
}

/// An option's marker with how it stands, in one line.
pub(super) fn verdict_mark(ui: &mut Ui, at: usize, result: &GateResult) {
    let (tone, _) = look(result.verdict);
    let response = ui
        .horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = theme::SPACE_XS;
            let (rect, _) = ui.allocate_exact_size(vec2(10.0, 14.0), Sense::hover());
            let colour = tokens(ui).option(at);
            widgets::marker(ui.painter(), rect.center(), 4.0, option_style(at).marker, colour);
            let colour = match tone {
                Tone::Plain => tokens(ui).text_muted,
                tone => tone.text(ui),
            };
            let text = RichText::new(result.verdict.name()).small().color(colour);
            ui.add(Label::new(text).extend());
        })
        .response;
    let basis = match result.basis {
        GateBasis::Judged => "judged",
        GateBasis::Compared => "compared with the bound",
        GateBasis::Nothing => "nothing to judge by yet",
    };
    let text = if result.reason.is_empty() {
        basis.to_owned()
    } else {
        format!("{} ({basis})", result.reason)
    };
    response.on_hover_text(text);
}
