//! The current reviewer's own score in the inspector: number, range,
//! confidence, reason; and what the others gave.

use eframe::egui::{Label, Ui};

use super::cell::CellAt;
use super::{ScoresView, edits, paste};
use crate::analysis::{self, CellOrigin, Leverage, scores_given};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::screens::Screen;
use crate::app::theme;
use crate::app::widgets::{self, NumberField, TextField};
use crate::import::Reading;
use crate::workbook::{ItemRef, Judgement, Kind, Measure, Scale, Score, Spread, find_score};

use super::select::Spot;

/// The reviewer's own score and how to change it. Gives back what waits for a
/// reason.
pub(super) fn judgement(
    ui: &mut Ui,
    context: Context<'_>,
    at: &CellAt,
    measure: &Measure,
    focus_reason: bool,
    out: &mut Actions,
) -> Vec<(Spot, Reading)> {
    let mut waiting = Vec::new();
    let Some(reviewer) = context.reviewer else {
        widgets::muted(ui, "Scores belong to somebody. Nobody reviews yet.");
        if widgets::link_button(ui, "Name a reviewer on the Overview").clicked() {
            out.push(Action::Go(Screen::Overview));
        }
        return waiting;
    };
    let spot = at.spot;
    let Some(standing) = edits::own_or_shown(context, spot) else { return waiting };
    let own = edits::own(context, spot);
    widgets::form_section(ui, &format!("Score by {}", context.workbook.person_name(reviewer)));
    let criterion = &context.workbook.criteria[spot.node].id;
    let alternative = &context.workbook.alternatives[spot.option].id;
    let measured = edits::measured(context, spot).is_some();
    numbers(ui, context, at, measure, own, &mut waiting, out);
    if let Some(own) = own {
        spread(ui, context, own, out);
    }
    ui.horizontal_wrapped(|ui| {
        let is = own.map(|own| own.is);
        let plain = |is| [(spot, Reading::new(is))];
        if widgets::chip(ui, is == Some(Judgement::Unknown), "Unknown").clicked() {
            waiting.extend(edits::score(context, "score", &plain(Judgement::Unknown), out));
        }
        if widgets::chip(ui, is == Some(Judgement::NotApplicable), "Not applicable").clicked() {
            let judged = plain(Judgement::NotApplicable);
            waiting.extend(edits::score(context, "score", &judged, out));
        }
        if own.is_some() {
            let text = if measured { "Back to the measurement" } else { "Clear my score" };
            if widgets::link_button(ui, text).clicked() {
                edits::clear(context, &[spot], out);
            }
        } else {
            keep_button(ui, context, at, measure, out);
        }
    });
    if measured && own.is_none() {
        if !at.waits {
            widgets::small(ui, "What was measured counts. A score over it needs a reason.");
        }
        from_the_sources(ui, context, spot);
        return waiting;
    }
    widgets::labelled(ui, "Confidence", |ui| {
        let choices = edits::confidences();
        let confidence = own.and_then(|own| own.confidence);
        if let Some(confidence) =
            widgets::choose(ui, "confidence", "Confidence", &confidence, 130.0, &choices)
        {
            edits::put_one(context, Score { confidence, ..standing.clone() }, out);
        }
    });
    widgets::labelled(ui, "Reason", |ui| {
        let reason = own.map_or("", |own| own.reason.as_str());
        let hint = if own.is_some() {
            "Why this score"
        } else {
            "A reason makes the score as it stands your own"
        };
        let field = TextField::new(("reason", criterion, alternative), "Reason", reason);
        let (response, reason) = field.hint(hint).rows(3).show_with_response(ui);
        if focus_reason {
            response.request_focus();
            response.scroll_to_me(None);
        }
        if let Some(reason) = reason {
            let score = Score { reason, ..standing.clone() };
            edits::put_one(context, edits::citing(context, spot, score), out);
        }
    });
    if own.is_none() {
        from_the_sources(ui, context, spot);
    }
    waiting
}

fn numbers(
    ui: &mut Ui,
    context: Context<'_>,
    at: &CellAt,
    measure: &Measure,
    own: Option<&Score>,
    waiting: &mut Vec<(Spot, Reading)>,
    out: &mut Actions,
) {
    let (least, most) = match &measure.scale {
        Scale::Levels(levels) => (1.0, levels.len() as f64),
        Scale::Natural { .. } => (f64::NEG_INFINITY, f64::INFINITY),
    };
    let value = own.and_then(|own| match own.is {
        Judgement::Value(value) => Some(value),
        Judgement::Unknown | Judgement::NotApplicable => None,
    });
    let key = |part: &'static str| (part, at.spot.node, at.spot.option);
    ui.horizontal(|ui| {
        let field = |part, name: &'static str, value: Option<f64>| {
            NumberField::new(key(part), name, value).width(52.0).bounds(least, most)
        };
        if let Some(Some(value)) = field("score", "Score", value).show(ui) {
            let reading = Reading::new(Judgement::Value(value));
            waiting.extend(edits::score(context, "score", &[(at.spot, reading)], out));
        }
        let Some(own) = own else { return };
        widgets::small(ui, "low");
        let top = own.high.or(value).unwrap_or(most);
        let bottom = own.low.or(value).unwrap_or(least);
        if let Some(low) = NumberField::new(key("low"), "Lowest plausible score", own.low)
            .width(52.0)
            .bounds(least, value.unwrap_or(top))
            .show(ui)
        {
            edits::put_one(context, Score { low, ..own.clone() }, out);
        }
        widgets::small(ui, "high");
        if let Some(high) = NumberField::new(key("high"), "Highest plausible score", own.high)
            .width(52.0)
            .bounds(value.unwrap_or(bottom), most)
            .show(ui)
        {
            edits::put_one(context, Score { high, ..own.clone() }, out);
        }
    });
}

/// How the score is spread over its range, where it has one.
fn spread(ui: &mut Ui, context: Context<'_>, own: &Score, out: &mut Actions) {
    let ranged = own.low.is_some() || own.high.is_some();
    if !ranged || !matches!(own.is, Judgement::Value(_)) {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        widgets::small(ui, "spread");
        let choices: Vec<(Spread, String)> =
            Spread::ALL.iter().map(|spread| (*spread, spread.name().to_owned())).collect();
        if let Some(spread) =
            widgets::choose(ui, "spread", "Spread over the range", &own.spread, 110.0, &choices)
        {
            edits::put_one(context, Score { spread, ..own.clone() }, out);
        }
    });
    widgets::small(ui, own.spread.meaning());
}

/// Takes what the sources or an answer say for the reviewer's own score.
fn keep_button(
    ui: &mut Ui,
    context: Context<'_>,
    at: &CellAt,
    measure: &Measure,
    out: &mut Actions,
) {
    let cell = context.analysis().cell(at.spot.option, at.leaf);
    if !matches!(cell.origin, CellOrigin::Baseline | CellOrigin::Answer(_)) {
        return;
    }
    let Some(standing) = edits::own_or_shown(context, at.spot) else { return };
    let reading = Reading { is: standing.is, low: standing.low, high: standing.high };
    let text = format!("Keep {}", paste::words(measure, reading));
    if widgets::link_button(ui, &text)
        .on_hover_text("Makes the score as it stands your own")
        .clicked()
    {
        edits::put_one(context, standing, out);
    }
}

fn from_the_sources(ui: &mut Ui, context: Context<'_>, spot: Spot) {
    let criterion = &context.workbook.criteria[spot.node].id;
    let alternative = &context.workbook.alternatives[spot.option].id;
    let Some(score) = find_score(&context.workbook.baseline, criterion, alternative) else {
        return;
    };
    if let (Some(low), Some(high)) = (score.low, score.high) {
        widgets::small(ui, format!("Range read from the sources: {low} – {high}"));
    }
    if !score.reason.is_empty() {
        widgets::small(ui, &score.reason);
    }
}

/// What each reviewer gave, as far as the current one may see it.
pub(super) fn others(ui: &mut Ui, context: Context<'_>, at: &CellAt, measure: &Measure) {
    let criterion = &context.workbook.criteria[at.spot.node].id;
    let alternative = &context.workbook.alternatives[at.spot.option].id;
    let given = scores_given(context.workbook, criterion, alternative);
    let others: Vec<_> =
        given.iter().filter(|given| Some(given.reviewer) != context.reviewer).collect();
    if others.is_empty() {
        return;
    }
    widgets::form_section(ui, "Who scored what");
    if at.blind && edits::own(context, at.spot).is_none() {
        let count = match others.len() {
            1 => "One other reviewer has scored this.".to_owned(),
            count => format!("{count} other reviewers have scored this."),
        };
        widgets::muted(ui, format!("{count} What they gave is shown once you have scored it."));
        return;
    }
    let open = context.workbook.current_round();
    for given in &given {
        let score = given.score;
        let reading = Reading { is: score.is, low: score.low, high: score.high };
        let mut text = paste::words(measure, reading);
        if given.round < open {
            text.push_str(&format!(", round {}", given.round));
        }
        if let Some(confidence) = score.confidence {
            text.push_str(&format!(", confidence {}", confidence.name()));
        }
        widgets::key_value(ui, context.workbook.person_name(given.reviewer), &text);
        if !score.reason.is_empty() && Some(given.reviewer) != context.reviewer {
            widgets::small(ui, &score.reason);
        }
    }
}

/// What the score could change, in a sentence.
pub(super) fn effect(ui: &mut Ui, context: Context<'_>, at: &CellAt) {
    widgets::form_section(ui, "What this score can do");
    let (option, leaf) = (at.spot.option, at.leaf);
    let effect: Leverage = analysis::leverage(context.workbook, context.analysis(), option, leaf);
    let tone = if effect.matters() { widgets::Tone::Warning } else { widgets::Tone::Good };
    let sentence = effect.sentence(context.workbook, context.analysis(), option, leaf);
    let text = eframe::egui::RichText::new(sentence).color(tone.text(ui));
    ui.add(Label::new(text).wrap());
}

impl ScoresView {
    /// The inspector while several cells are selected.
    pub(super) fn inspect_many(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        selected: &[(Spot, usize)],
        out: &mut Actions,
    ) {
        let count = selected.len();
        let mine = self.picked.mine;
        widgets::section_title(ui, &format!("{count} cells selected"));
        widgets::muted(ui, format!("{mine} of them are scored by you."));
        if context.reviewer.is_none() {
            widgets::muted(ui, edits::NOBODY);
            return;
        }
        ui.add_space(theme::SPACE_S);
        let words = format!("Score for all {count} cells");
        widgets::labelled(ui, &words, |ui| {
            let field = NumberField::new("score for all", &words, None).width(72.0);
            if let Some(Some(value)) = field.show(ui) {
                let reading = Reading::new(Judgement::Value(value));
                self.put_fitting(context, selected, reading, out);
            }
        });
        ui.horizontal_wrapped(|ui| {
            if widgets::button(ui, "Unknown").clicked() {
                self.judge_selected(context, Judgement::Unknown, out);
            }
            if widgets::button(ui, "Not applicable").clicked() {
                self.judge_selected(context, Judgement::NotApplicable, out);
            }
            if mine > 0 && widgets::button(ui, "Clear my scores").clicked() {
                self.clear_selected(context, out);
            }
        });
        ui.horizontal_wrapped(|ui| {
            if widgets::button(ui, "Fill down").on_hover_text("Ctrl+D").clicked() {
                self.fill(context, true, out);
            }
            if widgets::button(ui, "Fill right").on_hover_text("Ctrl+R").clicked() {
                self.fill(context, false, out);
            }
            if widgets::button(ui, "Copy").on_hover_text("Ctrl+C").clicked() {
                self.copy(context, out);
            }
        });
        ui.add_space(theme::SPACE_S);
        widgets::small(
            ui,
            "Type a number and press Ctrl+Enter to put it into all of them. Ctrl+V pastes from a \
             spreadsheet, from the first cell on. Each is one step to undo.",
        );
    }

    /// The inspector while the cursor is on a group.
    pub(super) fn inspect_group(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        spot: Spot,
        out: &mut Actions,
    ) {
        let criterion = &context.workbook.criteria[spot.node];
        ui.label(eframe::egui::RichText::new(&criterion.name).text_style(theme::title()));
        if !criterion.definition.is_empty() {
            ui.add(Label::new(&criterion.definition).wrap());
        }
        let weight = context.analysis().weights.nodes[spot.node].global;
        let below = context.tree().leaves_below(context.workbook, spot.node).len();
        let criteria = if below == 1 { "criterion" } else { "criteria" };
        let share = analysis::percent(weight);
        widgets::muted(ui, format!("{below} {criteria}, {share} of the weight"));
        widgets::form_section(ui, "Value of each option here");
        for (option, result) in context.analysis().options.iter().enumerate() {
            if let Some((low, high)) = self.facts.matrix.subtotal(spot.node, option) {
                widgets::key_value(ui, &result.name, &analysis::range(low, high));
            }
        }
        widgets::small(ui, "The mean of the values below, by weight; 0 is worst, 100 is best.");
        ui.add_space(theme::SPACE_S);
        let folded = self.is_folded(&criterion.id);
        if widgets::button(ui, if folded { "Unfold group" } else { "Fold group" }).clicked() {
            self.toggle_fold(&criterion.id);
        }
        if widgets::link_button(ui, "Open criterion").clicked() {
            out.push(Action::Reveal(ItemRef::new(Kind::Criterion, criterion.id.as_str())));
        }
    }
}
