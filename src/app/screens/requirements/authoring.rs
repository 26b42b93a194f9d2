//! Writing the questionnaire: questions in their order, one of them unfolded to
//! be worked on, with what is wrong told where it is.

use std::collections::BTreeMap;

use eframe::egui::{Align, CornerRadius, Frame, Layout, RichText, ScrollArea, Ui};

use super::questionnaire::short_name;
use super::{RequirementsView, author_question};
use crate::analysis::{attached, listed};
use crate::app::action::Actions;
use crate::app::context::Context;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, NumberField, TallRows, Tone};
use crate::workbook::{
    CriterionId, Edit, HIGHEST_WEIGHT, Item, ItemRef, Kind, Question, QuestionId, QuestionPlace,
    QuestionProblem, StartWeights, new_question, question_problems,
};

/// How the questionnaire is being written.
#[derive(Debug, Default)]
pub(super) struct Authoring {
    /// Whether the questions are edited, not answered.
    pub(super) on: bool,
    /// The question that is unfolded.
    open: Option<QuestionId>,
    /// To be brought into sight.
    wanted: Option<QuestionId>,
    /// The question about to be removed.
    removing: Option<QuestionId>,
    /// Whether the weights before any answer are unfolded.
    start_open: bool,
    /// Words that a claim to be added has in it.
    pub(super) find_claim: String,
    rows: TallRows,
    problems: (u64, BTreeMap<QuestionId, Vec<QuestionProblem>>),
}

impl Authoring {
    /// Begins to edit, at this question.
    pub(super) fn begin(&mut self, at: Option<QuestionId>) {
        self.on = true;
        self.wanted.clone_from(&at);
        self.open = at;
        self.removing = None;
    }

    fn refresh(&mut self, context: Context<'_>) {
        let revision = context.derived.revision;
        if self.problems.0 != revision {
            let of = |question: &Question| {
                (question.id.clone(), question_problems(context.workbook, question))
            };
            self.problems = (revision, context.workbook.questions.iter().map(of).collect());
        }
    }

    fn problems_of(&self, id: &QuestionId) -> Vec<QuestionProblem> {
        self.problems.1.get(id).cloned().unwrap_or_default()
    }
}

/// Tells what is wrong at a place of a question.
pub(super) fn tell(ui: &mut Ui, problems: &[QuestionProblem], place: &QuestionPlace) {
    for problem in problems.iter().filter(|problem| problem.place == *place) {
        widgets::finding_line(ui, Tone::Warning, icons::WARNING, &problem.message);
    }
}

impl RequirementsView {
    /// Draws the questions to be edited.
    pub(super) fn author(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        self.authoring.refresh(context);
        let questions = &context.workbook.questions;
        let wrong = self.authoring.problems.1.values().filter(|list| !list.is_empty()).count();
        ui.horizontal_wrapped(|ui| {
            if widgets::primary_button(ui, "Done editing questions").clicked() {
                self.authoring.on = false;
                self.focus.clone_from(&self.authoring.open);
            }
            let line = match (questions.len(), wrong) {
                (0, _) => "Write the first question below.".to_owned(),
                (_, 0) => "Nothing is wrong with the questions.".to_owned(),
                (_, 1) => "One question has something to mend.".to_owned(),
                (_, more) => format!("{more} questions have something to mend."),
            };
            widgets::muted(ui, line);
        });
        ui.add_space(theme::SPACE_XS);
        ScrollArea::vertical().id_salt("authoring").auto_shrink([false, false]).show(ui, |ui| {
            self.start_weights(ui, context, out);
            widgets::card(ui, |ui| {
                ui.spacing_mut().item_spacing.y = theme::SPACE_XS;
                let mut rows = std::mem::take(&mut self.authoring.rows);
                rows.begin(ui, context.derived.revision);
                let mut group = "";
                for (at, question) in questions.iter().enumerate() {
                    let texts = [question.id.as_str(), &question.text, &question.group];
                    if !self.finds(texts.into_iter()) {
                        continue;
                    }
                    let heading = (question.group != group).then_some(question.group.as_str());
                    group = &question.group;
                    let key = ("author", question.id.as_str(), heading);
                    let room = rows.row(ui, key, |ui| {
                        if let Some(heading) = heading.filter(|heading| !heading.is_empty()) {
                            widgets::field_label(ui, heading);
                        }
                        self.author_row(ui, context, at, question, out);
                    });
                    if self.authoring.wanted.as_ref() == Some(&question.id) {
                        ui.scroll_to_rect(room, Some(Align::TOP));
                        self.authoring.wanted = None;
                    }
                }
                self.authoring.rows = rows;
                ui.add_space(theme::SPACE_XS);
                let hint = "Add a question, as it is asked…";
                if let Some(text) = widgets::add_field(ui, NEW, "question", hint) {
                    let question = new_question(context.workbook, group, &text);
                    self.authoring.open = Some(question.id.clone());
                    self.authoring.wanted = Some(question.id.clone());
                    // Its answers come next.
                    let field = author_question::new_answer_id(question.id.as_str());
                    ui.memory_mut(|memory| memory.request_focus(field));
                    self.find.clear();
                    out.edit(Edit::Put(Item::from(question)));
                }
            });
        });
    }

    fn author_row(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        at: usize,
        question: &Question,
        out: &mut Actions,
    ) {
        let tokens = tokens(ui);
        let open = self.authoring.open.as_ref() == Some(&question.id);
        let short = short_name(&question.id);
        let problems = self.authoring.problems_of(&question.id);
        let ground = if open { tokens.stripe } else { tokens.card };
        let frame = Frame::new()
            .fill(ground)
            .corner_radius(CornerRadius::same(theme::CONTROL_RADIUS))
            .inner_margin(theme::ROW_MARGIN);
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal(|ui| {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.spacing_mut().item_spacing.x = 0.0;
                    self.author_buttons(ui, context, at, question, &short, out);
                    if !problems.is_empty() {
                        ui.add_space(theme::SPACE_XS);
                        widgets::tag(ui, Tone::Warning, &format!("{} to mend", problems.len()));
                        ui.add_space(theme::SPACE_S);
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        ui.spacing_mut().item_spacing.x = theme::SPACE_S;
                        let icon = if open { icons::CARET_DOWN } else { icons::CARET_RIGHT };
                        let icon = RichText::new(icon).text_style(theme::icon());
                        ui.add(eframe::egui::Label::new(icon).selectable(false));
                        let text = match question.text.trim() {
                            "" => "(no words yet)",
                            text => text,
                        };
                        let button = widgets::name_button(ui, &format!("{short}  {text}"));
                        let verb = if open { "Fold" } else { "Edit" };
                        if button.accessible_name(format!("{verb} {short}: {text}")).clicked() {
                            self.authoring.open = (!open).then(|| question.id.clone());
                            self.authoring.removing = None;
                        }
                    });
                });
            });
            if self.authoring.removing.as_ref() == Some(&question.id) {
                let item = ItemRef::new(Kind::Question, question.id.as_str());
                let hanging = listed(&attached(context.workbook, &item));
                let text = format!("Removing {short} also removes {hanging}.");
                match widgets::confirm(ui, &text, "Remove question", "Keep question") {
                    Some(true) => {
                        self.authoring.removing = None;
                        self.authoring.open = None;
                        out.edit(Edit::Remove(item));
                    }
                    Some(false) => self.authoring.removing = None,
                    None => {}
                }
            }
            if open {
                ui.spacing_mut().item_spacing.y = theme::SPACE_S;
                let find = &mut self.authoring.find_claim;
                if let Some(changed) =
                    author_question::fields(ui, context, question, &problems, find)
                {
                    out.edit(crate::workbook::question_change(context.workbook, changed));
                }
            }
        });
        if !open {
            widgets::rule(ui);
        }
    }

    /// Up, down and out; drawn from the right.
    fn author_buttons(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        at: usize,
        question: &Question,
        short: &str,
        out: &mut Actions,
    ) {
        let questions = &context.workbook.questions;
        let item = ItemRef::new(Kind::Question, question.id.as_str());
        if widgets::remove_button(ui, &format!("Remove {short}")).clicked() {
            if attached(context.workbook, &item).is_empty() {
                out.edit(Edit::Remove(item.clone()));
            } else {
                self.authoring.removing = Some(question.id.clone());
            }
        }
        let mut before: Option<Option<String>> = None;
        ui.add_enabled_ui(at + 1 < questions.len(), |ui| {
            let name = format!("Move {short} down");
            if widgets::icon_button(ui, icons::ARROW_DOWN, &name).clicked() {
                before = Some(questions.get(at + 2).map(|it| it.id.to_string()));
            }
        });
        ui.add_enabled_ui(at > 0, |ui| {
            let name = format!("Move {short} up");
            if widgets::icon_button(ui, icons::ARROW_UP, &name).clicked() {
                before = Some(questions.get(at.saturating_sub(1)).map(|it| it.id.to_string()));
            }
        });
        if let Some(before) = before {
            out.edit(Edit::Move { item, before });
        }
    }

    /// The weights from which the answers start.
    fn start_weights(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let start = &context.workbook.start_weights;
        widgets::card(ui, |ui| {
            let open = self.authoring.start_open;
            let verb = if open { "Done" } else { "Edit" };
            let name = format!("{verb} the weights before any answer");
            if widgets::titled(ui, "Weights before any answer", verb, &name) {
                self.authoring.start_open = !open;
            }
            if !open {
                let decimals = if start.default.fract() == 0.0 { 0 } else { 1 };
                let plain = crate::analysis::number(start.default, decimals);
                let text = match start.weights.len() {
                    0 => format!("Every criterion starts with {plain} of 5."),
                    1 => format!("Every criterion starts with {plain} of 5, but for one."),
                    more => format!("Every criterion starts with {plain} of 5, but for {more}."),
                };
                widgets::small(ui, text);
                return;
            }
            if let Some(changed) = start_fields(ui, context, start) {
                out.edit(Edit::SetStartWeights(changed));
            }
        });
        ui.add_space(theme::SPACE_S);
    }
}

fn start_fields(ui: &mut Ui, context: Context<'_>, start: &StartWeights) -> Option<StartWeights> {
    let workbook = context.workbook;
    let mut changed = None;
    let mut change = |edit: &dyn Fn(&mut StartWeights)| {
        let mut next = start.clone();
        edit(&mut next);
        changed = Some(next);
    };
    widgets::labelled(ui, "Every criterion, unless named below", |ui| {
        let name = "Start weight of every criterion";
        let field = NumberField::new("start-default", name, Some(start.default))
            .bounds(0.0, HIGHEST_WEIGHT);
        if let Some(Some(weight)) = field.show(ui) {
            change(&|it| it.default = weight);
        }
    });
    for (criterion, weight) in &start.weights {
        let name = workbook.criterion_name(criterion);
        ui.push_id(criterion, |ui| {
            ui.horizontal(|ui| {
                let of = format!("Start weight of {name}");
                let field = NumberField::new(("start", criterion), &of, Some(*weight))
                    .bounds(0.0, HIGHEST_WEIGHT);
                if let Some(Some(weight)) = field.show(ui) {
                    change(&|it| {
                        it.weights.insert(criterion.clone(), weight);
                    });
                }
                if widgets::remove_button(ui, &format!("Remove start weight of {name}")).clicked() {
                    change(&|it| {
                        it.weights.remove(criterion);
                    });
                }
                ui.add(eframe::egui::Label::new(name).truncate());
            });
        });
    }
    let others: Vec<(Option<CriterionId>, String)> = workbook
        .criteria
        .iter()
        .filter(|it| it.measure().is_some() && !start.weights.contains_key(&it.id))
        .map(|it| (Some(it.id.clone()), it.name.clone()))
        .collect();
    if !others.is_empty() {
        widgets::labelled(ui, "Another start weight for", |ui| {
            let name = "Criterion with another start weight";
            if let Some(Some(criterion)) = widgets::choose(ui, "start", name, &None, 240.0, &others)
            {
                change(&|it| {
                    it.weights.insert(criterion.clone(), start.default);
                });
            }
        });
    }
    changed
}

/// The field for a new question.
pub(super) const NEW: &str = "new-question";
