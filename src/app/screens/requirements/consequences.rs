//! What the answers do, in the inspector: weights before and after, scores
//! replaced, musts asked for, profiles suggested, notes.

use eframe::egui::{Align, Label, Layout, RichText, Ui};
use serde::{Deserialize, Serialize};

use super::questionnaire::short_name;
use crate::analysis::{WeightChange, number, percent, performance};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, Tone};
use crate::workbook::{
    Edit, GateVerdict, ItemRef, Judgement, Kind, QuestionId, Weighting, find_score,
};

/// Weights listed that no answer moved.
const UNMOVED: usize = 5;

/// From when on the weights are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Since {
    /// From before any answer.
    #[default]
    Start,
    /// From before the answer to the current question.
    Answer,
}

/// The weights with what changed them.
pub(super) struct Compared<'a> {
    /// The changes, larger first.
    pub(super) changes: &'a [WeightChange],
    /// The question whose answer alone they are about, or all answers.
    pub(super) of: Option<&'a QuestionId>,
    /// The question that was worked on last.
    pub(super) current: Option<&'a QuestionId>,
}

/// Draws it. Gives a question that was clicked.
pub(super) fn show(
    ui: &mut Ui,
    context: Context<'_>,
    compared: &Compared<'_>,
    since: &mut Since,
    out: &mut Actions,
) -> Option<QuestionId> {
    let effects = &context.analysis().questionnaire;
    let mut wanted = None;
    widgets::section_title(ui, "What your answers do");
    let count = context.workbook.questions.len();
    let open = effects.open.len();
    widgets::muted(
        ui,
        match (count, open) {
            (0, _) => "There are no questions.".to_owned(),
            (_, 0) => "Every question is answered.".to_owned(),
            (_, 1) => "One question is open. An open question changes nothing and is listed in \
                       the record."
                .to_owned(),
            (count, open) if count == open => {
                "No question is answered yet. The weights are those before any answer.".to_owned()
            }
            _ => format!(
                "{open} questions are open. An open question changes nothing and is listed in the \
                 record."
            ),
        },
    );
    if count == 0 {
        return None;
    }
    weights(ui, context, compared, since, out, &mut wanted);
    suggestions(ui, context, out, &mut wanted);
    musts(ui, context, out, &mut wanted);
    scores(ui, context, out, &mut wanted);
    if !effects.notes.is_empty() {
        part(ui, "Notes for the record");
        for (question, text) in &effects.notes {
            ui.push_id(("note", question, text), |ui| {
                ui.horizontal_top(|ui| {
                    from(ui, question, &format!("note \"{text}\""), &mut wanted);
                    ui.add(Label::new(text).wrap());
                });
            });
        }
    }
    wanted
}

fn part(ui: &mut Ui, title: &str) {
    ui.add_space(theme::SPACE_S);
    widgets::rule(ui);
    widgets::field_label(ui, title);
}

/// The question behind something, as a small link to it.
fn from(ui: &mut Ui, question: &QuestionId, of: &str, wanted: &mut Option<QuestionId>) {
    let short = question.as_str().to_uppercase();
    let link = widgets::link_button(ui, short.as_str());
    if link.accessible_name(format!("{short}, behind {of}")).clicked() {
        *wanted = Some(question.clone());
    }
}

fn weights(
    ui: &mut Ui,
    context: Context<'_>,
    compared: &Compared<'_>,
    since: &mut Since,
    out: &mut Actions,
    wanted: &mut Option<QuestionId>,
) {
    part(ui, "Weights now");
    ui.horizontal_wrapped(|ui| {
        let start = widgets::chip(ui, compared.of.is_none(), "Since the start");
        if start.on_hover_text("Before any answer → now").clicked() {
            *since = Since::Start;
        }
        if let Some(current) = compared.current {
            let text = format!("By {}", short_name(current));
            let chip = widgets::chip(ui, compared.of.is_some(), &text);
            let name = format!("Weights by the answer to {}", short_name(current));
            if chip.accessible_name(name).on_hover_text("Without this answer → now").clicked() {
                *since = Since::Answer;
            }
        }
    });
    let holds = context.analysis().weights.weighting == Some(Weighting::Questionnaire);
    if !holds {
        widgets::small(
            ui,
            "These would be the weights if they came from the answers; this profile has its own.",
        );
    }
    let changes = compared.changes;
    let most = changes
        .iter()
        .flat_map(|change| [change.start_share, change.end_share])
        .fold(0.0_f64, f64::max)
        .max(f64::EPSILON);
    let moved = changes.iter().filter(|change| change.is_moved()).count();
    for (at, change) in changes.iter().enumerate().take(moved + UNMOVED) {
        if at == moved {
            widgets::small(
                ui,
                match (moved, compared.of) {
                    (0, None) => "No answer moves a weight yet. The largest weights:",
                    (0, Some(_)) => "This answer moves no weight. The largest changes of share:",
                    _ => "Not moved by an answer; their shares follow:",
                },
            );
        }
        ui.push_id(&change.criterion, |ui| weight(ui, context, change, most, out, wanted));
    }
    let rest = changes.len().saturating_sub(moved + UNMOVED);
    if rest > 0 {
        widgets::small(ui, format!("{rest} more, not moved."));
    }
}

fn weight(
    ui: &mut Ui,
    context: Context<'_>,
    change: &WeightChange,
    most: f64,
    out: &mut Actions,
    wanted: &mut Option<QuestionId>,
) {
    let tokens = tokens(ui);
    let name = context.workbook.criterion_name(&change.criterion);
    let raw = |x: f64| number(x, if x.fract() == 0.0 { 0 } else { 1 });
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = theme::SPACE_XXS;
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let (before, after) = (percent(change.start_share), percent(change.end_share));
                ui.add(Label::new(RichText::new(after).text_style(theme::strong())));
                ui.add(Label::new(
                    RichText::new(format!("{before} →")).small().color(tokens.text_muted),
                ));
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let hover = format!(
                        "Weight {} before any answer, {} after, of 5",
                        raw(change.start),
                        raw(change.end)
                    );
                    let link = widgets::name_button(ui, name).on_hover_text(hover);
                    if link.accessible_name(format!("Show criterion {name}")).clicked() {
                        let item = ItemRef::new(Kind::Criterion, change.criterion.as_str());
                        out.push(Action::Reveal(item));
                    }
                });
            });
        });
        let width = ui.available_width();
        widgets::bar(ui, change.start_share / most, width, tokens.pale(tokens.line_strong));
        widgets::bar(ui, change.end_share / most, width, tokens.accent);
        if !change.by.is_empty() {
            ui.horizontal_wrapped(|ui| {
                widgets::small(ui, "from");
                for question in &change.by {
                    from(ui, question, &format!("the weight of {name}"), wanted);
                }
            });
        }
        ui.add_space(theme::SPACE_XS);
    });
}

fn scores(ui: &mut Ui, context: Context<'_>, out: &mut Actions, wanted: &mut Option<QuestionId>) {
    let scores = &context.analysis().questionnaire.scores;
    if scores.is_empty() {
        return;
    }
    part(ui, "Scores replaced");
    let workbook = context.workbook;
    for ((criterion, option), score) in scores {
        let was = match find_score(&workbook.baseline, criterion, option).map(|score| score.is) {
            Some(Judgement::Value(value)) => Some(value),
            _ => None,
        };
        let figure = |x: f64| {
            workbook
                .criterion(criterion)
                .and_then(|criterion| criterion.measure())
                .map_or_else(|| number(x, 1), |measure| performance(measure, x))
        };
        let name = workbook.alternative_name(option);
        let on = workbook.criterion_name(criterion);
        let was = was.map_or("unknown".to_owned(), figure);
        ui.push_id((criterion, option), |ui| {
            ui.horizontal_top(|ui| {
                let of = format!("the score of {name} on {on}");
                from(ui, &score.question, &of, wanted);
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    let link = widgets::name_button(ui, on);
                    if link.accessible_name(format!("Show {on}, scored for {name}")).clicked() {
                        let item = ItemRef::new(Kind::Criterion, criterion.as_str());
                        out.push(Action::Reveal(item));
                    }
                    widgets::small(ui, format!("{name} {was} → {}", figure(score.value)));
                });
            });
        });
    }
}

fn musts(ui: &mut Ui, context: Context<'_>, out: &mut Actions, wanted: &mut Option<QuestionId>) {
    let screens = &context.analysis().questionnaire.screens;
    if screens.is_empty() {
        return;
    }
    part(ui, "Musts asked for");
    for (requirement, question) in screens {
        let Some(must) = context.workbook.requirement(requirement) else { continue };
        ui.push_id(requirement, |ui| {
            ui.horizontal_top(|ui| {
                from(ui, question, &format!("the must {}", must.text), wanted);
                let link = widgets::link_button(ui, must.text.as_str());
                if link.accessible_name(format!("Show must {}", must.text)).clicked() {
                    let item = ItemRef::new(Kind::Requirement, requirement.as_str());
                    out.push(Action::Reveal(item));
                }
            });
            let failing: Vec<&str> = context
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
            if !failing.is_empty() {
                let text = format!("Out by it: {}", crate::analysis::listed(&failing));
                widgets::finding_line(ui, Tone::Bad, icons::PROHIBIT, &text);
            }
        });
    }
}

fn suggestions(
    ui: &mut Ui,
    context: Context<'_>,
    out: &mut Actions,
    wanted: &mut Option<QuestionId>,
) {
    let suggestions = &context.analysis().questionnaire.suggestions;
    if suggestions.is_empty() {
        return;
    }
    part(ui, "Profiles that fit these answers");
    for (id, question) in suggestions {
        let Some(profile) = context.workbook.profile(id) else { continue };
        let active = context.profile_id() == Some(id);
        ui.push_id(id, |ui| {
            ui.horizontal_wrapped(|ui| {
                from(ui, question, &format!("the profile {}", profile.name), wanted);
                ui.add(Label::new(&profile.name).wrap());
                if active {
                    widgets::tag(ui, Tone::Accent, "in force");
                } else {
                    let name = format!("Put profile {} in force", profile.name);
                    if widgets::link_button(ui, "Use it").accessible_name(name).clicked() {
                        out.edit(Edit::Activate(id.clone()));
                    }
                }
            });
        });
    }
}
