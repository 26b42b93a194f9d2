//! What the answer to one question does, beside it: which weights go up and
//! down, and which options a must that it asks for keeps out.

use std::collections::BTreeMap;

use eframe::egui::{Label, RichText, Ui};

use crate::analysis::{WeightChange, answer_changes, listed, percent};
use crate::app::context::Context;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, Tone};
use crate::workbook::{GateVerdict, Profile, Question, QuestionId, Weighting};

/// Weights named beside a question before the rest is counted.
const NAMED: usize = 6;

/// Height of a line beside a question, in points.
const LINE: f32 = 20.0;

/// What each answer does, computed when it is first shown and kept for one
/// revision of the workbook.
#[derive(Debug, Default)]
pub(super) struct AnswerEffects {
    revision: u64,
    of: BTreeMap<QuestionId, Vec<WeightChange>>,
}

impl AnswerEffects {
    /// What the answer to a question does to every weight.
    pub(super) fn of(
        &mut self,
        context: Context<'_>,
        profile: &Profile,
        question: &QuestionId,
    ) -> &[WeightChange] {
        if self.revision != context.derived.revision {
            self.revision = context.derived.revision;
            self.of.clear();
        }
        let effects = &context.analysis().questionnaire;
        self.of
            .entry(question.clone())
            .or_insert_with(|| answer_changes(context.workbook, profile, effects, question))
    }
}

/// Draws the weights that an answer moves, each with its share before and
/// after.
pub(super) fn weights(
    ui: &mut Ui,
    context: Context<'_>,
    profile: &Profile,
    question: &Question,
    changes: &[WeightChange],
) {
    let answered =
        profile.answers.get(&question.id).is_some_and(|answer| !answer.choices.is_empty());
    if !answered {
        return;
    }
    ui.spacing_mut().item_spacing.y = theme::SPACE_XXS;
    ui.spacing_mut().interact_size.y = LINE;
    let holds = profile.weighting == Weighting::Questionnaire;
    let lead = if holds { "Weights by this answer" } else { "Weights, if answers set them" };
    let moved: Vec<&WeightChange> = changes.iter().filter(|change| change.is_moved()).collect();
    if moved.is_empty() {
        let asks = question.choices.iter().any(|choice| {
            let taken = profile.answers.get(&question.id);
            taken.is_some_and(|answer| answer.choices.contains(&choice.id))
                && choice.effects.iter().any(|effect| {
                    matches!(
                        effect,
                        crate::workbook::Effect::Minimum(..) | crate::workbook::Effect::Cap(..)
                    )
                })
        });
        let text = if asks {
            "Moves no weight: other answers ask for as much already."
        } else {
            "Moves no weight."
        };
        widgets::small(ui, text);
        return;
    }
    widgets::field_label(ui, lead);
    for change in moved.iter().take(NAMED) {
        let name = context.workbook.criterion_name(&change.criterion);
        let up = change.end > change.start;
        let (before, after) = (percent(change.start_share), percent(change.end_share));
        let direction = if up { "up" } else { "down" };
        let row = ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = theme::SPACE_XS;
            let icon = if up { icons::ARROW_UP } else { icons::ARROW_DOWN };
            let colour = if up { tokens(ui).accent } else { tokens(ui).text_muted };
            let icon = RichText::new(icon).text_style(theme::icon()).color(colour);
            ui.add(Label::new(icon).selectable(false));
            let figures = format!("{before} → {after}");
            let font = eframe::egui::TextStyle::Small.resolve(ui.style());
            let width = ui.painter().layout_no_wrap(figures.clone(), font, colour).size().x
                + theme::SPACE_S;
            let room = (ui.available_width() - width).max(40.0);
            ui.scope(|ui| {
                ui.set_max_width(room);
                ui.add(Label::new(RichText::new(name).small()).truncate());
            });
            ui.add(Label::new(RichText::new(figures).small().color(tokens(ui).text_muted)));
        });
        row.response.on_hover_text(format!(
            "{name} goes {direction} from {before} to {after} of the weight"
        ));
    }
    if moved.len() > NAMED {
        widgets::small(ui, format!("and {} more", moved.len() - NAMED));
    }
    let rest = changes.len() - moved.len();
    if rest > 0 {
        widgets::small(ui, "The others share what is left.");
    }
}

/// Draws the musts that the answer sets, where one keeps an option out.
pub(super) fn musts(ui: &mut Ui, context: Context<'_>, question: &QuestionId) {
    for (requirement, by) in &context.analysis().questionnaire.screens {
        if by != question {
            continue;
        }
        let out: Vec<&str> = context
            .analysis()
            .options
            .iter()
            .filter(|option| {
                option.gates.iter().any(|gate| {
                    gate.requirement == *requirement && gate.verdict == GateVerdict::Fail
                })
            })
            .map(|option| option.name.as_str())
            .collect();
        if !out.is_empty() {
            let text = format!("The must that it asks for keeps out {}", listed(&out));
            widgets::finding_line(ui, Tone::Bad, icons::PROHIBIT, &text);
        }
    }
}
