//! The fields of one question: its words, why it is asked, its answers.

use eframe::egui::{CornerRadius, Frame, Id, Label, Ui};

use super::author_effects;
use super::authoring::tell;
use crate::app::context::Context;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, NumberField, TextField};
use crate::workbook::{
    Band, Choice, ClaimId, Question, QuestionPlace, QuestionProblem, Workbook, new_choice,
};

/// Claims offered for the words looked for.
const CLAIMS_OFFERED: usize = 6;

/// Draws the fields; gives the question after a change.
pub(super) fn fields(
    ui: &mut Ui,
    context: Context<'_>,
    question: &Question,
    problems: &[QuestionProblem],
    find_claim: &mut String,
) -> Option<Question> {
    let mut changed: Option<Question> = None;
    let mut change = |edit: &dyn Fn(&mut Question)| {
        let mut next = question.clone();
        edit(&mut next);
        changed = Some(next);
    };
    let id = question.id.as_str();
    widgets::labelled(ui, "Question", |ui| {
        let field = TextField::new((id, "question"), "Words of the question", &question.text);
        if let Some(text) = field.rows(2).show(ui) {
            change(&|it| it.text.clone_from(&text));
        }
        tell(ui, problems, &QuestionPlace::Text);
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = theme::SPACE_M;
        widgets::labelled(ui, "Heading that it stands under", |ui| {
            let field = TextField::new((id, "group"), "Heading", &question.group).width(FIELD);
            if let Some(text) = field.show(ui) {
                change(&|it| it.group.clone_from(&text));
            }
        });
        widgets::labelled(ui, "Unit, where a number answers it", |ui| {
            let field = TextField::new((id, "unit"), "Unit", &question.unit)
                .hint("ms, users, GB")
                .width(UNIT);
            if let Some(text) = field.show(ui) {
                change(&|it| it.unit.clone_from(&text));
            }
            tell(ui, problems, &QuestionPlace::Unit);
        });
    });
    widgets::labelled(ui, "What to answer beyond the choice", |ui| {
        let field = TextField::new((id, "hint"), "Hint", &question.hint)
            .hint("Shown below the question: name the system, give the figure");
        if let Some(text) = field.show(ui) {
            change(&|it| it.hint.clone_from(&text));
        }
    });
    if widgets::chip(ui, question.several, "Several answers may hold at once").clicked() {
        change(&|it| it.several = !it.several);
    }
    widgets::rule(ui);
    widgets::section_title(ui, "Answers");
    tell(ui, problems, &QuestionPlace::Choices);
    for (at, choice) in question.choices.iter().enumerate() {
        ui.push_id((id, &choice.id), |ui| {
            if let Some(choices) = choice_fields(ui, context, question, at, choice, problems) {
                change(&|it| it.choices.clone_from(&choices));
            }
        });
    }
    let hint = "Add an answer…";
    if let Some(label) = widgets::add_field(ui, new_answer_key(id), "answer", hint) {
        // Answers come several in a row.
        ui.memory_mut(|memory| memory.request_focus(new_answer_id(id)));
        change(&|it| it.choices.push(new_choice(question, &label)));
    }
    widgets::rule(ui);
    widgets::labelled(ui, "Why it is asked", |ui| {
        let field = TextField::new((id, "why"), "Why it is asked", &question.why)
            .hint("What goes wrong when nobody asks")
            .rows(2);
        if let Some(text) = field.show(ui) {
            change(&|it| it.why.clone_from(&text));
        }
    });
    if let Some(claims) = claim_fields(ui, context.workbook, question, find_claim) {
        change(&|it| it.claims.clone_from(&claims));
    }
    changed
}

fn new_answer_key(question: &str) -> (&str, &'static str) {
    (question, "new-answer")
}

/// What the field for a new answer is known by.
pub(super) fn new_answer_id(question: &str) -> Id {
    TextField::new(new_answer_key(question), "", "").id()
}

/// Width of a field for a few words, in points.
const FIELD: f32 = 220.0;
/// Width of the field for a unit, in points.
const UNIT: f32 = 120.0;

fn claim_fields(
    ui: &mut Ui,
    workbook: &Workbook,
    question: &Question,
    find: &mut String,
) -> Option<Vec<ClaimId>> {
    if workbook.claims.is_empty() {
        return None;
    }
    let mut changed = None;
    widgets::field_label(ui, "Claims that back it");
    for id in &question.claims {
        let Some(claim) = workbook.claim(id) else { continue };
        ui.push_id(("claim", id), |ui| {
            ui.horizontal(|ui| {
                let name = format!("Remove claim {} from the question", id.as_str().to_uppercase());
                if widgets::icon_button(ui, icons::X, &name).clicked() {
                    let mut rest = question.claims.clone();
                    rest.retain(|other| other != id);
                    changed = Some(rest);
                }
                let text = format!("{}  {}", id.as_str().to_uppercase(), claim.text);
                ui.add(Label::new(text).truncate());
            });
        });
    }
    widgets::find_field(ui, "Find a claim to add", find, FIELD);
    let words = find.trim().to_lowercase();
    if words.is_empty() {
        return changed;
    }
    let fits = |text: &str| text.to_lowercase().contains(&words);
    let mut offered = 0;
    for claim in workbook
        .claims
        .iter()
        .filter(|claim| !question.claims.contains(&claim.id))
        .filter(|claim| fits(claim.id.as_str()) || fits(&claim.text))
        .take(CLAIMS_OFFERED)
    {
        offered += 1;
        ui.push_id(("offer", &claim.id), |ui| {
            let id = claim.id.as_str().to_uppercase();
            let link = widgets::link_button(ui, format!("{id}  {}", claim.text));
            if link.accessible_name(format!("Add claim {id}")).clicked() {
                let mut more = question.claims.clone();
                more.push(claim.id.clone());
                changed = Some(more);
            }
        });
    }
    if offered == 0 {
        widgets::small(ui, "No other claim has these words in it.");
    }
    changed
}

/// The fields of one answer; gives all answers after a change.
fn choice_fields(
    ui: &mut Ui,
    context: Context<'_>,
    question: &Question,
    at: usize,
    choice: &Choice,
    problems: &[QuestionProblem],
) -> Option<Vec<Choice>> {
    let mut changed: Option<Vec<Choice>> = None;
    let mut change = |edit: &dyn Fn(&mut Vec<Choice>)| {
        let mut next = question.choices.clone();
        edit(&mut next);
        changed = Some(next);
    };
    let number = at + 1;
    let key = (question.id.as_str(), choice.id.as_str());
    let ground = tokens(ui).card;
    let frame = Frame::new()
        .fill(ground)
        .corner_radius(CornerRadius::same(theme::CONTROL_RADIUS))
        .inner_margin(theme::BOX_MARGIN);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = theme::SPACE_XS;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let width = (ui.available_width() - BUTTONS).max(80.0);
            let name = format!("Answer {number}");
            let field = TextField::new((key, "label"), &name, &choice.label).width(width);
            if let Some(text) = field.show(ui) {
                change(&|list| {
                    if let Some(it) = list.get_mut(at) {
                        it.label.clone_from(&text);
                    }
                });
            }
            ui.add_enabled_ui(at > 0, |ui| {
                let name = format!("Move answer {number} up");
                if widgets::icon_button(ui, icons::ARROW_UP, &name).clicked() {
                    change(&|list| list.swap(at, at - 1));
                }
            });
            ui.add_enabled_ui(number < question.choices.len(), |ui| {
                let name = format!("Move answer {number} down");
                if widgets::icon_button(ui, icons::ARROW_DOWN, &name).clicked() {
                    change(&|list| list.swap(at, at + 1));
                }
            });
            if widgets::remove_button(ui, &format!("Remove answer {number}")).clicked() {
                change(&|list| {
                    list.remove(at);
                });
            }
        });
        tell(ui, problems, &QuestionPlace::Label(choice.id.clone()));
        if !question.unit.trim().is_empty() || choice.band.is_some() {
            if let Some(band) = band_fields(ui, question, number, choice) {
                change(&|list| {
                    if let Some(it) = list.get_mut(at) {
                        it.band = band;
                    }
                });
            }
            tell(ui, problems, &QuestionPlace::Band(choice.id.clone()));
        }
        if let Some(effects) =
            author_effects::fields(ui, context, (question, choice), number, problems)
        {
            change(&|list| {
                if let Some(it) = list.get_mut(at) {
                    it.effects.clone_from(&effects);
                }
            });
        }
    });
    changed
}

/// Room for the buttons behind an answer, in points.
const BUTTONS: f32 = 136.0;

/// The numbers that mean an answer. Gives what they are after a change.
fn band_fields(
    ui: &mut Ui,
    question: &Question,
    number: usize,
    choice: &Choice,
) -> Option<Option<Band>> {
    let band = choice.band.unwrap_or(Band { from: None, to: None });
    let mut next = band;
    let mut touched = false;
    ui.horizontal_wrapped(|ui| {
        widgets::small(ui, "Numbers from");
        let key = (question.id.as_str(), choice.id.as_str());
        let name = format!("Answer {number} from");
        if let Some(from) = NumberField::new((key, "from"), &name, band.from).hint("any").show(ui) {
            next.from = from;
            touched = true;
        }
        widgets::small(ui, "to below");
        let name = format!("Answer {number} below");
        if let Some(to) = NumberField::new((key, "to"), &name, band.to).hint("any").show(ui) {
            next.to = to;
            touched = true;
        }
        if !question.unit.is_empty() {
            widgets::small(ui, question.unit.as_str());
        }
    });
    touched.then(|| (next.from.is_some() || next.to.is_some()).then_some(next))
}
