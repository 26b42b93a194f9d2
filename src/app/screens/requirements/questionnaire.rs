//! The questions with their answers, and the reasons for asking.

use eframe::egui::{Align, Label, RichText, ScrollArea, Ui};

use super::RequirementsView;
use crate::analysis::{effects_in_words, with_choice, with_detail, with_number};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::screens::Screen;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, NumberField, TextField, Tone};
use crate::workbook::{
    Answer, ClaimId, Edit, Item, ItemRef, Kind, Profile, ProfileId, Question, Weighting, Workbook,
};

impl RequirementsView {
    pub(super) fn questionnaire(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let workbook = context.workbook;
        if workbook.questions.is_empty() {
            let text = "A questionnaire turns what a project needs into weights, scores and musts. \
                        Templates bring one with them; this workbook has none. State what the \
                        chosen option must do as requirements, and give weights under Criteria.";
            let way = Some("Write requirements");
            if widgets::empty_state(ui, "No questions here", text, way) {
                self.part = super::Part::Requirements;
            }
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
        for (at, question) in shown.iter().enumerate() {
            let heading = (question.group != group).then_some(question.group.as_str());
            group = &question.group;
            let key = ("question", question.id.as_str(), heading);
            let room = rows.row(ui, key, |ui| {
                if let Some(heading) = heading.filter(|heading| !heading.is_empty()) {
                    if at > 0 {
                        ui.add_space(theme::SPACE_S);
                    }
                    widgets::section_title(ui, heading);
                }
                self.question(ui, context, profile, question, out);
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
        }
        self.rows = rows;
    }

    fn question(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        profile: &Profile,
        question: &Question,
        out: &mut Actions,
    ) {
        let workbook = context.workbook;
        let answer = profile.answers.get(&question.id);
        let id = question.id.as_str();
        let short = id.to_uppercase();
        let mut given: Option<Option<Answer>> = None;
        let mut set = |answer: Option<Answer>| given = Some(answer);
        ui.spacing_mut().item_spacing.y = theme::SPACE_XS + 2.0;
        ui.horizontal_top(|ui| {
            let colour = tokens(ui).text_muted;
            ui.scope(|ui| {
                ui.set_width(ID_WIDTH);
                ui.add(Label::new(RichText::new(&short).color(colour)).truncate());
            });
            ui.vertical(|ui| {
                let text = RichText::new(&question.text).text_style(theme::strong());
                ui.add(Label::new(text).wrap());
                if !question.hint.is_empty() {
                    widgets::small(ui, question.hint.as_str());
                }
                ui.add_space(2.0);
                ui.horizontal_wrapped(|ui| {
                    for choice in &question.choices {
                        let on = answer.is_some_and(|answer| answer.choices.contains(&choice.id));
                        widgets::whole_words(ui, &choice.label);
                        let chip = widgets::chip(ui, on, &choice.label);
                        let name = format!("Answer {short}: {}", choice.label);
                        if chip.accessible_name(name).clicked() {
                            set(with_choice(question, answer, &choice.id));
                        }
                    }
                    if question.several {
                        widgets::small(ui, "several may hold");
                    }
                });
                ui.horizontal_wrapped(|ui| {
                    if !question.unit.is_empty() {
                        let name = format!("Number of {short}");
                        let number = answer.and_then(|answer| answer.number);
                        let field = NumberField::new((&profile.id, &question.id), &name, number)
                            .hint("number")
                            .unit(&question.unit)
                            .width(NUMBER_WIDTH);
                        if let Some(number) = field.show(ui) {
                            set(with_number(question, answer, number));
                        }
                    }
                    let name = format!("Detail of {short}");
                    let detail = answer.map_or("", |answer| answer.detail.as_str());
                    let width = (ui.available_width() - 4.0).clamp(120.0, DETAIL_WIDTH);
                    let field = TextField::new((&profile.id, &question.id), &name, detail)
                        .hint("Detail, if any")
                        .width(width);
                    if let Some(detail) = field.show(ui) {
                        set(with_detail(answer, detail));
                    }
                });
                let chosen = question.choices.iter().filter(|choice| {
                    answer.is_some_and(|answer| answer.choices.contains(&choice.id))
                });
                let clauses = effects_in_words(workbook, chosen);
                let answered = answer.is_some_and(|answer| !answer.choices.is_empty());
                if !clauses.is_empty() {
                    widgets::small(ui, format!("→ {}", clauses.join("; ")));
                } else if answered {
                    widgets::small(ui, "→ changes nothing");
                }
                self.reasons(ui, workbook, question, &short, out);
            });
        });
        if let Some(answer) = given {
            self.kept.insert(question.id.clone());
            out.edit(Edit::SetAnswer {
                profile: profile.id.clone(),
                question: question.id.clone(),
                answer,
            });
        }
    }

    fn reasons(
        &mut self,
        ui: &mut Ui,
        workbook: &Workbook,
        question: &Question,
        short: &str,
        out: &mut Actions,
    ) {
        if question.claims.is_empty() {
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
        if open {
            claims(ui, workbook, &question.claims, short, out);
        }
    }
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
                    ui.spacing_mut().item_spacing.y = 2.0;
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

/// Width of a question's id, in points.
const ID_WIDTH: f32 = 40.0;
/// Width of the field for a number with its unit, in points.
const NUMBER_WIDTH: f32 = 120.0;
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
