//! The inspector of a cell: what is asked, what is given, what it could
//! change, and what is known.

use eframe::egui::{Label, RichText, Ui};

use super::keys;
use crate::analysis::{self, CellOrigin, claims_on, contradictions_on, leverage};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, NumberField, TextField, Tone};
use crate::workbook::{
    Claim, ClaimVerdict, Criterion, ItemRef, Judgement, Kind, Measure, Scale, Score, Severity,
};

/// Draws the inspector of the cell of a criterion and an option, by position.
pub(super) fn inspect(
    ui: &mut Ui,
    context: Context<'_>,
    node: usize,
    option: usize,
    focus_reason: bool,
    out: &mut Actions,
) {
    let (Some(criterion), Some(alternative)) =
        (context.workbook.criteria.get(node), context.workbook.alternatives.get(option))
    else {
        return;
    };
    let Some(measure) = criterion.measure() else { return };
    let Some(leaf) = context.analysis().leaf_at(context.workbook, &criterion.id) else { return };
    ui.push_id((&criterion.id, &alternative.id), |ui| {
        widgets::small(ui, format!("{} · {}", criterion.name, alternative.name));
        headline(ui, context, measure, leaf, option);
        if !criterion.definition.is_empty() {
            ui.add(Label::new(&criterion.definition).wrap());
        }
        scale(ui, measure);
        ui.add_space(theme::SPACE_S);
        judgement(ui, context, (node, option), measure, focus_reason, out);
        ui.add_space(theme::SPACE_S);
        widgets::section_title(ui, "What this score can do");
        let effect = leverage(context.workbook, context.analysis(), option, leaf);
        let tone = if effect.matters() { Tone::Warning } else { Tone::Good };
        let sentence = effect.sentence(context.workbook, context.analysis(), option, leaf);
        ui.add(Label::new(RichText::new(sentence).color(tone.text(ui))).wrap());
        ui.add_space(theme::SPACE_S);
        evidence(ui, context, criterion, option, out);
    });
}

fn headline(ui: &mut Ui, context: Context<'_>, measure: &Measure, leaf: usize, option: usize) {
    let cell = context.analysis().cell(option, leaf);
    let text = match cell.performance {
        Some(performance) => analysis::performance(measure, performance),
        None if cell.value.is_some() => "Not applicable".to_owned(),
        None => "Unknown".to_owned(),
    };
    ui.label(RichText::new(text).text_style(theme::title()));
    let origin = match &cell.origin {
        CellOrigin::Nobody => "Nobody has scored it".to_owned(),
        CellOrigin::Baseline => "As read from the sources; your score replaces it".to_owned(),
        CellOrigin::Answer(question) => {
            let name = ItemRef::new(Kind::Question, question.as_str()).name(context.workbook);
            format!("Set by the answer to \"{name}\"")
        }
        CellOrigin::Reviewers(1) => "Scored by one reviewer".to_owned(),
        CellOrigin::Reviewers(count) => format!("Mean of {count} reviewers"),
    };
    widgets::small(ui, origin);
    if let Some(value) = cell.value {
        let weight = context.analysis().leaf_weight(leaf);
        widgets::small(
            ui,
            format!(
                "Value {} × weight {} = {} points",
                analysis::points(value),
                analysis::percent(weight),
                analysis::number(value * weight, 2)
            ),
        );
    }
    if cell.out_of_range {
        widgets::finding_line(
            ui,
            Tone::Warning,
            icons::WARNING,
            "Beyond the scale; it counts as its end.",
        );
    }
}

fn scale(ui: &mut Ui, measure: &Measure) {
    match &measure.scale {
        Scale::Levels(levels) => {
            for (at, level) in levels.iter().enumerate() {
                ui.horizontal_top(|ui| {
                    ui.label(RichText::new(format!("{}", at + 1)).text_style(theme::strong()));
                    let colour = tokens(ui).text_muted;
                    ui.add(Label::new(RichText::new(&level.text).color(colour)).wrap());
                });
            }
        }
        Scale::Natural { .. } => {
            let anchors = &measure.anchors;
            widgets::muted(
                ui,
                format!(
                    "From {} (worth 0) to {} (worth 100)",
                    analysis::performance(measure, anchors.worst),
                    analysis::performance(measure, anchors.best)
                ),
            );
        }
    }
}

fn judgement(
    ui: &mut Ui,
    context: Context<'_>,
    at: (usize, usize),
    measure: &Measure,
    focus_reason: bool,
    out: &mut Actions,
) {
    let Some(own) = keys::own_or_new(context, at) else {
        widgets::muted(ui, "Name a reviewer on the Overview to give scores.");
        return;
    };
    let reviewer = context.reviewer.map(|id| context.workbook.person_name(id)).unwrap_or_default();
    widgets::section_title(ui, &format!("Score by {reviewer}"));
    let given = is_given(context, &own);
    let (low, high) = match &measure.scale {
        Scale::Levels(levels) => (1.0, levels.len() as f64),
        Scale::Natural { .. } => (f64::NEG_INFINITY, f64::INFINITY),
    };
    let value = match own.is {
        Judgement::Value(value) => Some(value),
        _ => None,
    };
    ui.horizontal(|ui| {
        let field = |name: &'static str, value: Option<f64>| {
            NumberField::new(name, name, value).width(46.0).bounds(low, high)
        };
        if let Some(Some(value)) = field("Score", value).show(ui) {
            keys::score(context, at, Judgement::Value(value), out);
        }
        widgets::small(ui, "low");
        if let Some(low) = field("Lowest plausible score", own.low).show(ui) {
            keys::put(context, Score { low, ..own.clone() }, out);
        }
        widgets::small(ui, "high");
        if let Some(high) = field("Highest plausible score", own.high).show(ui) {
            keys::put(context, Score { high, ..own.clone() }, out);
        }
    });
    ui.horizontal_wrapped(|ui| {
        if widgets::chip(ui, given && own.is == Judgement::Unknown, "Unknown").clicked() {
            keys::score(context, at, Judgement::Unknown, out);
        }
        if widgets::chip(ui, own.is == Judgement::NotApplicable, "Not applicable").clicked() {
            keys::score(context, at, Judgement::NotApplicable, out);
        }
        if given && widgets::link_button(ui, "Clear").clicked() {
            keys::clear(context, at, out);
        }
    });
    if given {
        ui.horizontal(|ui| {
            widgets::muted(ui, "Confidence");
            let choices = keys::confidences();
            if let Some(confidence) =
                widgets::choose(ui, "confidence", "Confidence", &own.confidence, 110.0, &choices)
            {
                keys::put(context, Score { confidence, ..own.clone() }, out);
            }
        });
        let field =
            TextField::new(("reason", &own.criterion, &own.alternative), "Reason", &own.reason)
                .hint("Why this score")
                .rows(3);
        let (response, reason) = field.show_with_response(ui);
        if focus_reason {
            response.request_focus();
        }
        if let Some(reason) = reason {
            keys::put(context, Score { reason, ..own }, out);
        }
    } else {
        baseline_reason(ui, context, at);
        if focus_reason {
            out.push(Action::Say("Score the cell first, then give the reason.".to_owned()));
        }
    }
}

fn is_given(context: Context<'_>, score: &Score) -> bool {
    context.reviewer.is_some_and(|reviewer| {
        context
            .workbook
            .ballot(reviewer, context.workbook.current_round())
            .is_some_and(|ballot| ballot.score(&score.criterion, &score.alternative).is_some())
    })
}

fn baseline_reason(ui: &mut Ui, context: Context<'_>, at: (usize, usize)) {
    let (criterion, alternative) =
        (&context.workbook.criteria[at.0].id, &context.workbook.alternatives[at.1].id);
    let baseline = crate::workbook::find_score(&context.workbook.baseline, criterion, alternative);
    if let Some(score) = baseline {
        if let (Some(low), Some(high)) = (score.low, score.high) {
            widgets::small(ui, format!("Range read from the sources: {low} – {high}"));
        }
        if !score.reason.is_empty() {
            widgets::small(ui, &score.reason);
        }
    }
}

fn evidence(
    ui: &mut Ui,
    context: Context<'_>,
    criterion: &Criterion,
    option: usize,
    out: &mut Actions,
) {
    let workbook = context.workbook;
    let alternative = &workbook.alternatives[option].id;
    let mut claims: Vec<&Claim> = claims_on(workbook, &criterion.id)
        .filter(|claim| claim.about.is_empty() || claim.about.contains(alternative))
        .collect();
    claims.sort_by_key(|claim| !claim.counts());
    let counted = claims.iter().filter(|claim| claim.counts()).count();
    widgets::section_title(ui, &format!("Evidence · {counted} of {} counted", claims.len()));
    let conflicts = contradictions_on(workbook, &criterion.id);
    for conflict in conflicts.iter().filter(|conflict| conflict.severity >= Severity::Medium) {
        ui.push_id(&conflict.id, |ui| {
            ui.horizontal_wrapped(|ui| {
                widgets::tag(ui, Tone::Warning, "sources disagree");
                if widgets::link_button(ui, &conflict.topic)
                    .on_hover_text(&conflict.conclusion)
                    .clicked()
                {
                    out.push(Action::Reveal(ItemRef::new(
                        Kind::Contradiction,
                        conflict.id.as_str(),
                    )));
                }
            });
        });
    }
    for claim in claims {
        ui.push_id(&claim.id, |ui| claim_ui(ui, context, claim, out));
    }
}

/// A claim in short: what it says, whose it is, whether it holds and counts.
fn claim_ui(ui: &mut Ui, context: Context<'_>, claim: &Claim, out: &mut Actions) {
    let colour = if claim.counts() { tokens(ui).text } else { tokens(ui).text_muted };
    ui.add(Label::new(RichText::new(&claim.text).color(colour)).wrap());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = theme::SPACE_XS;
        let place = format!("{} {}", claim.source.as_str().to_uppercase(), claim.locator);
        let title = context
            .workbook
            .source(&claim.source)
            .map(|source| source.title.clone())
            .unwrap_or_default();
        widgets::tag(ui, Tone::Plain, place.trim()).on_hover_text(title);
        let tone = match claim.verdict {
            ClaimVerdict::True | ClaimVerdict::PartlyTrue => Tone::Good,
            ClaimVerdict::Opinion | ClaimVerdict::Unverifiable => Tone::Plain,
            ClaimVerdict::Disputed | ClaimVerdict::Outdated => Tone::Warning,
            ClaimVerdict::Wrong => Tone::Bad,
        };
        widgets::tag(ui, tone, claim.verdict.name());
        if !claim.counts() {
            widgets::tag(ui, Tone::Plain, "not counted");
        }
        if widgets::link_button(ui, RichText::new(claim.id.as_str()).small().text())
            .on_hover_text("Show this claim under Evidence")
            .clicked()
        {
            out.push(Action::Reveal(ItemRef::new(Kind::Claim, claim.id.as_str())));
        }
    });
    if claim.verdict.is_doubtful() && !claim.verdict_note.is_empty() {
        widgets::small(ui, &claim.verdict_note);
    }
    ui.separator();
}
