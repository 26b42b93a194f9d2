//! The questions with their answers, and the reasons for asking.

use eframe::egui::{Align, Id, Label, RichText, ScrollArea, Ui};

use super::{Part, RequirementsView};
use crate::analysis::{effects_in_words, with_choice, with_detail, with_number};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::screens::Screen;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{
    self, ChoiceGroup, GroupChange, GroupChoice, NumberField, TextField, Tone,
};
use crate::workbook::{
    Answer, ClaimId, Edit, Item, ItemRef, Kind, Profile, ProfileId, Question, QuestionId,
    Weighting, Workbook,
};

impl RequirementsView {
    pub(super) fn questionnaire(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let workbook = context.workbook;
        if self.authoring.on {
            self.author(ui, context, out);
            return;
        }
        if workbook.questions.is_empty() {
            self.no_questions(ui);
            return;
        }
        let Some(profile) = context.profile() else {
            let text = "Answers are kept per profile: one project, one set of answers. \
                        Add a profile to answer the questions for.";
            if widgets::empty_state(ui, "No profile yet", text, Some("Add a profile")) {
                out.edit(first_profile());
            }
            return;
        };
        self.progress(ui, context);
        ScrollArea::vertical().id_salt("questionnaire").auto_shrink([false, false]).show(
            ui,
            |ui| {
                weighting_notice(ui, context, profile, out);
                let shown: Vec<&Question> =
                    workbook.questions.iter().filter(|it| self.lists(context, it)).collect();
                if shown.is_empty() {
                    let text = if self.find.trim().is_empty() {
                        "Every question has an answer."
                    } else {
                        "No question has these words in it."
                    };
                    if widgets::empty_state(ui, "Nothing to list", text, Some("Show all questions"))
                    {
                        self.open_only = false;
                        self.find.clear();
                    }
                    return;
                }
                widgets::card(ui, |ui| self.question_rows(ui, context, profile, &shown, out));
            },
        );
    }

    /// What a questionnaire is for, and two ways on.
    fn no_questions(&mut self, ui: &mut Ui) {
        widgets::card(ui, |ui| {
            ui.add_space(theme::SPACE_M);
            ui.vertical_centered(|ui| {
                widgets::section_title(ui, "No questions here");
                ui.scope(|ui| {
                    ui.set_max_width(EMPTY_WIDTH);
                    widgets::muted(
                        ui,
                        "A questionnaire turns what a project needs into weights, scores and \
                         musts. Write questions of your own, each with answers and what they do; \
                         or state what the chosen option must do as requirements.",
                    );
                });
                ui.add_space(theme::SPACE_S);
                if widgets::primary_button(ui, "Write questions").clicked() {
                    self.authoring.on = true;
                }
                if widgets::link_button(ui, "Write requirements").clicked() {
                    self.part = Part::Requirements;
                }
            });
            ui.add_space(theme::SPACE_M);
        });
    }

    /// How far the answers are, and the ways on.
    fn progress(&mut self, ui: &mut Ui, context: Context<'_>) {
        let count = context.workbook.questions.len();
        let open = &context.analysis().questionnaire.open;
        let done = count.saturating_sub(open.len());
        ui.horizontal_wrapped(|ui| {
            let tokens = tokens(ui);
            let track = widgets::bar(ui, 1.0, PROGRESS_WIDTH, tokens.line);
            let mut filled = track.rect;
            filled.set_width(PROGRESS_WIDTH * done as f32 / count.max(1) as f32);
            let colour = if done == count { tokens.good } else { tokens.accent };
            ui.painter().rect_filled(filled, theme::BAR_RADIUS, colour);
            let text = format!("{done} of {count} answered");
            widgets::small(ui, text);
            ui.add_enabled_ui(!open.is_empty(), |ui| {
                let button = widgets::button(ui, "Next open question");
                if button.on_hover_text("Every question is answered when none is left").clicked()
                    && let Some(next) = self.next_open(context)
                {
                    self.go_to_question(next);
                }
            });
            if widgets::button(ui, "Edit questions").clicked() {
                self.authoring.begin(self.current.clone());
            }
        });
        widgets::small(
            ui,
            "Arrows or digits choose an answer, Enter goes on to the next question, Delete takes \
             the answer back.",
        );
        ui.add_space(theme::SPACE_XS);
    }

    /// The open question after the current one, or else the first.
    fn next_open(&self, context: Context<'_>) -> Option<QuestionId> {
        let questions = &context.workbook.questions;
        let open = &context.analysis().questionnaire.open;
        let at = self
            .current
            .as_ref()
            .and_then(|id| questions.iter().position(|question| question.id == *id))
            .map_or(0, |at| at + 1);
        let (before, after) = questions.split_at(at.min(questions.len()));
        after
            .iter()
            .chain(before)
            .map(|question| &question.id)
            .find(|id| open.contains(id))
            .cloned()
    }

    /// Brings a question into sight and puts the keyboard on its answers.
    fn go_to_question(&mut self, id: QuestionId) {
        self.kept.insert(id.clone());
        self.find.clear();
        self.focus = Some(id.clone());
        self.current = Some(id);
    }

    fn lists(&self, context: Context<'_>, question: &Question) -> bool {
        let open = !self.open_only
            || self.kept.contains(&question.id)
            || context.analysis().questionnaire.open.contains(&question.id);
        let texts = [question.id.as_str(), &question.text, &question.hint, &question.group];
        let labels = question.choices.iter().map(|choice| choice.label.as_str());
        open && self.finds(texts.into_iter().chain(labels))
    }

    fn question_rows(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        profile: &Profile,
        shown: &[&Question],
        out: &mut Actions,
    ) {
        let mut rows = std::mem::take(&mut self.rows);
        rows.begin(ui, context.derived.revision);
        let mut group = "";
        let mut step = None;
        for (at, question) in shown.iter().enumerate() {
            let heading = (question.group != group).then_some(question.group.as_str());
            group = &question.group;
            let key = ("question", question.id.as_str(), heading);
            let wanted_here = self.focus.as_ref() == Some(&question.id);
            let room = rows.row(ui, key, |ui| {
                if let Some(heading) = heading.filter(|heading| !heading.is_empty()) {
                    if at > 0 {
                        ui.add_space(theme::SPACE_S);
                    }
                    widgets::section_title(ui, heading);
                }
                if let Some(by) = self.question(ui, context, profile, question, out) {
                    step = Some((at, by));
                }
                if at + 1 < shown.len() {
                    ui.add_space(theme::SPACE_XS);
                    widgets::rule(ui);
                }
            });
            let item = ItemRef::new(Kind::Question, question.id.as_str());
            if self.wanted.as_ref() == Some(&item) {
                ui.scroll_to_rect(room, Some(Align::TOP));
                self.wanted = None;
                ui.request_repaint();
            }
            if wanted_here {
                // In the middle, so that what an answer does is in sight too.
                ui.scroll_to_rect(room, Some(Align::Center));
                ui.request_repaint();
            }
        }
        self.rows = rows;
        if let Some((at, by)) = step {
            let to = match by {
                Step::Next => (at + 1).min(shown.len().saturating_sub(1)),
                Step::Previous => at.saturating_sub(1),
            };
            self.focus = shown.get(to).map(|question| question.id.clone());
            ui.request_repaint();
        }
    }

    /// Draws a question with its answers, and beside them what they do. Gives
    /// where the keyboard is to go.
    fn question(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        profile: &Profile,
        question: &Question,
        out: &mut Actions,
    ) -> Option<Step> {
        let mut step = None;
        ui.spacing_mut().item_spacing.y = theme::SPACE_XS + 2.0;
        let width = ui.available_width();
        let beside = width >= BESIDE_FROM;
        let room = if beside { (width * 0.36).clamp(250.0, BESIDE_WIDEST) } else { 0.0 };
        ui.horizontal_top(|ui| {
            let colour = tokens(ui).text_muted;
            ui.scope(|ui| {
                ui.set_width(ID_WIDTH);
                let short = short_name(&question.id);
                ui.add(Label::new(RichText::new(short).color(colour)).truncate());
            });
            let own = width - ID_WIDTH - room - 2.0 * theme::SPACE_M;
            let own = if beside { own.min(WIDEST) } else { own };
            ui.vertical(|ui| {
                ui.set_max_width(own);
                ui.set_min_width(own);
                step = self.answer(ui, context, profile, question, out);
                if !beside {
                    let changes = self.effects.of(context, profile, &question.id);
                    super::effects::weights(ui, context, profile, question, changes);
                }
            });
            if beside {
                ui.add_space(theme::SPACE_S);
                ui.vertical(|ui| {
                    ui.set_max_width(room);
                    let changes = self.effects.of(context, profile, &question.id);
                    super::effects::weights(ui, context, profile, question, changes);
                });
            }
        });
        step
    }

    fn answer(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        profile: &Profile,
        question: &Question,
        out: &mut Actions,
    ) -> Option<Step> {
        let workbook = context.workbook;
        let answer = profile.answers.get(&question.id);
        let short = short_name(&question.id);
        let set = |answer: Option<Answer>| Edit::SetAnswer {
            profile: profile.id.clone(),
            question: question.id.clone(),
            answer,
        };
        let mut given: Option<Option<Answer>> = None;
        let mut step = None;

        let text = RichText::new(&question.text).text_style(theme::strong());
        ui.add(Label::new(text).wrap());
        if !question.hint.is_empty() {
            widgets::small(ui, question.hint.as_str());
        }
        ui.add_space(theme::SPACE_XXS);
        let choices: Vec<GroupChoice<'_>> = question
            .choices
            .iter()
            .map(|choice| GroupChoice {
                label: &choice.label,
                name: format!("Answer {short}: {}", choice.label),
                on: answer.is_some_and(|answer| answer.choices.contains(&choice.id)),
                hover: effects_in_words(workbook, std::iter::once(choice)).join("; "),
            })
            .collect();
        let name = format!("Answers to {short}");
        let group = ChoiceGroup {
            id: Id::unique(("answers", &profile.id, &question.id)),
            name: &name,
            choices: &choices,
            several: question.several,
            focus: self.focus.as_ref() == Some(&question.id),
        };
        if group.focus {
            self.focus = None;
        }
        let (response, change) = group.show(ui);
        if ui.memory(|memory| memory.has_focus(response.id)) {
            self.current = Some(question.id.clone());
        }
        if response.lost_focus() {
            out.push(Action::DragEnd);
        }
        match change {
            Some(GroupChange::Toggle(at)) => {
                if let Some(choice) = question.choices.get(at) {
                    given = Some(with_choice(question, answer, &choice.id));
                }
            }
            Some(GroupChange::Move(at)) => {
                if let Some(choice) = question.choices.get(at) {
                    self.kept.insert(question.id.clone());
                    let edit = set(with_choice(question, answer, &choice.id));
                    out.push(Action::Drag(edit, format!("answer {} {}", profile.id, question.id)));
                }
            }
            Some(GroupChange::Clear) if answer.is_some() => given = Some(None),
            Some(GroupChange::Clear) | None => {}
            Some(GroupChange::Next) => step = Some(Step::Next),
            Some(GroupChange::Previous) => step = Some(Step::Previous),
        }
        let detail = answer.map_or("", |answer| answer.detail.as_str());
        let written = !detail.is_empty() || self.detailed.contains(&question.id);
        if written {
            let name = format!("Detail of {short}");
            let width = (ui.available_width() - theme::SPACE_XS).clamp(120.0, DETAIL_WIDTH);
            let field = TextField::new((&profile.id, &question.id), &name, detail)
                .hint("Numbers, names, reasons")
                .width(width);
            let (response, text) = field.show_with_response(ui);
            if self.focus_detail.as_ref() == Some(&question.id) {
                response.request_focus();
                self.focus_detail = None;
            }
            if let Some(detail) = text {
                given = Some(with_detail(answer, detail));
            }
        }
        let chosen = question
            .choices
            .iter()
            .filter(|choice| answer.is_some_and(|answer| answer.choices.contains(&choice.id)));
        let clauses = effects_in_words(workbook, chosen);
        let answered = answer.is_some_and(|answer| !answer.choices.is_empty());
        if !clauses.is_empty() {
            widgets::small(ui, format!("→ {}", clauses.join("; ")));
        } else if answered {
            widgets::small(ui, "→ changes nothing");
        }
        super::effects::musts(ui, context, &question.id);
        ui.horizontal_wrapped(|ui| {
            if !question.unit.is_empty() {
                let name = format!("Number of {short}");
                let number = answer.and_then(|answer| answer.number);
                let field = NumberField::new((&profile.id, &question.id), &name, number)
                    .hint("number")
                    .unit(&question.unit)
                    .width(number_width(ui, &question.unit));
                if let Some(number) = field.show(ui) {
                    given = Some(with_number(question, answer, number));
                }
            }
            self.why_link(ui, question, &short);
            if !written {
                let link = widgets::link_button(ui, "Add detail");
                if link.accessible_name(format!("Add detail to {short}")).clicked() {
                    self.detailed.insert(question.id.clone());
                    self.focus_detail = Some(question.id.clone());
                }
            }
            if answer.is_some() {
                let link = widgets::link_button(ui, "Reset");
                if link.accessible_name(format!("Reset answer to {short}")).clicked() {
                    given = Some(None);
                }
            } else if let Some(before) = self.taken_back(profile, question) {
                widgets::small(ui, "Answer taken back.");
                let link = widgets::link_button(ui, "Put it back");
                if link.accessible_name(format!("Put the answer to {short} back")).clicked() {
                    given = Some(Some(before));
                }
            } else {
                let link = widgets::link_button(ui, "Skip");
                if link.accessible_name(format!("Skip {short}")).clicked() {
                    step = Some(Step::Next);
                }
            }
        });
        if self.explained.contains(&question.id) {
            if !question.why.trim().is_empty() {
                widgets::prose(ui, &question.why);
            }
            claims(ui, workbook, &question.claims, &short, out);
        }
        if let Some(given) = given {
            self.reset = match (&given, answer) {
                (None, Some(old)) => Some((profile.id.clone(), question.id.clone(), old.clone())),
                _ => None,
            };
            self.kept.insert(question.id.clone());
            self.current = Some(question.id.clone());
            out.edit(set(given));
        }
        step
    }

    /// The answer that was reset last, where it was this question's.
    fn taken_back(&self, profile: &Profile, question: &Question) -> Option<Answer> {
        let (of, id, answer) = self.reset.as_ref()?;
        (*of == profile.id && *id == question.id).then(|| answer.clone())
    }

    fn why_link(&mut self, ui: &mut Ui, question: &Question, short: &str) {
        if question.claims.is_empty() && question.why.trim().is_empty() {
            return;
        }
        let open = self.explained.contains(&question.id);
        let text = if open { "Hide why" } else { "Why is this asked?" };
        let name = if open { format!("Hide why of {short}") } else { format!("Why {short}?") };
        if widgets::link_button(ui, text).accessible_name(name).clicked() {
            if open {
                self.explained.remove(&question.id);
            } else {
                self.explained.insert(question.id.clone());
            }
        }
    }
}

/// Where the keyboard goes from a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// To the question below.
    Next,
    /// To the question above.
    Previous,
}

/// A question's id as the window shows it.
pub(super) fn short_name(id: &QuestionId) -> String {
    id.as_str().to_uppercase()
}

/// Claims with their source and verdict, each with a way to it. `place` tells
/// lists of the same claims apart.
pub(super) fn claims(
    ui: &mut Ui,
    workbook: &Workbook,
    ids: &[ClaimId],
    place: &str,
    out: &mut Actions,
) {
    for id in ids {
        let Some(claim) = workbook.claim(id) else { continue };
        ui.push_id((place, id), |ui| {
            ui.horizontal_top(|ui| {
                let colour = tokens(ui).line_strong;
                ui.add(Label::new(RichText::new("•").color(colour)).selectable(false));
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = theme::SPACE_XXS;
                    ui.add(Label::new(&claim.text).wrap());
                    ui.horizontal_wrapped(|ui| {
                        let tone = match claim.verdict {
                            verdict if verdict.is_doubtful() => Tone::Warning,
                            crate::workbook::ClaimVerdict::True => Tone::Good,
                            _ => Tone::Plain,
                        };
                        widgets::tag(ui, tone, claim.verdict.name());
                        if !claim.counts() {
                            widgets::tag(ui, Tone::Plain, claim.treatment.name());
                        }
                        let source = workbook
                            .source(&claim.source)
                            .map_or(claim.source.as_str(), |source| &source.title);
                        widgets::small(ui, source);
                        let name = format!("Show claim {} of {place}", claim.id);
                        let link = widgets::link_button(ui, claim.id.as_str().to_uppercase());
                        if link.accessible_name(name).clicked() {
                            let item = ItemRef::new(Kind::Claim, claim.id.as_str());
                            out.push(Action::Reveal(item));
                        }
                    });
                });
            });
        });
    }
}

/// Width of the text of an empty state, in points.
const EMPTY_WIDTH: f32 = 460.0;
/// Width of a question's id, in points.
const ID_WIDTH: f32 = 40.0;
/// Room for the digits of a number, in points.
const DIGITS_WIDTH: f32 = 84.0;

/// Width of the field for a number with its unit, in points.
fn number_width(ui: &Ui, unit: &str) -> f32 {
    let font = eframe::egui::TextStyle::Body.resolve(ui.style());
    let colour = tokens(ui).text;
    DIGITS_WIDTH + ui.painter().layout_no_wrap(unit.to_owned(), font, colour).size().x
}

/// Width of the bar that tells how many questions are answered, in points.
const PROGRESS_WIDTH: f32 = 120.0;
/// Widest that a question gets with what it does beside it, in points.
const WIDEST: f32 = 860.0;
/// From this width of a question on, what it does stands beside it, in points.
const BESIDE_FROM: f32 = 640.0;
/// Widest room for what an answer does, in points.
const BESIDE_WIDEST: f32 = 440.0;
/// Widest field for further words, in points.
const DETAIL_WIDTH: f32 = 420.0;

/// Says plainly where this profile's weights come from, when not from the
/// answers, and offers two ways to have them from the answers.
fn weighting_notice(ui: &mut Ui, context: Context<'_>, profile: &Profile, out: &mut Actions) {
    if profile.weighting == Weighting::Questionnaire {
        return;
    }
    let given = match profile.weighting {
        Weighting::Requirements => "come from the importance of the requirements",
        _ => "are given directly",
    };
    widgets::card(ui, |ui| {
        let text = format!(
            "The weights of the profile \"{}\" {given}. Answers here act on its scores and musts \
             only.",
            profile.name
        );
        widgets::finding_line(ui, Tone::Warning, icons::WARNING_CIRCLE, &text);
        ui.horizontal_wrapped(|ui| {
            let by_answers = |other: &&Profile| other.weighting == Weighting::Questionnaire;
            if let Some(other) = context.workbook.profiles.iter().find(by_answers) {
                let text = format!("Switch to {}", other.name);
                if widgets::button(ui, &text).clicked() {
                    out.edit(Edit::Activate(other.id.clone()));
                }
            }
            if widgets::button(ui, "Take the weights from the answers").clicked() {
                let changed = Profile { weighting: Weighting::Questionnaire, ..profile.clone() };
                out.edit(Edit::Put(Item::from(changed)));
            }
            if widgets::link_button(ui, "Look at the weights").clicked() {
                out.push(Action::Go(Screen::Criteria));
            }
        });
    });
}

/// A profile whose weights come from the answers, put in force.
fn first_profile() -> Edit {
    let id = ProfileId::fresh("Our project", "profile", std::iter::empty());
    let profile =
        Profile { weighting: Weighting::Questionnaire, ..Profile::new(id.clone(), "Our project") };
    Edit::All {
        label: "add profile Our project".to_owned(),
        edits: vec![Edit::Put(Item::from(profile)), Edit::Activate(id)],
    }
}
