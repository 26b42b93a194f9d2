//! What was decided: choice, reason, consequences, when to look again.

use eframe::egui::Ui;

use crate::analysis::offered_triggers;
use crate::app::action::Actions;
use crate::app::context::Context;
use crate::app::theme::{self, icons};
use crate::app::widgets::{self, DateField, TextField, Tone};
use crate::workbook::{
    Action as Task, AlternativeId, Consequence, Decision, Edit, PersonId, RevisitTrigger, SignOff,
    SignOffVerdict, Status, Tone as ConsequenceTone,
};

/// Widest that the list of options to choose from gets.
const CHOICE_WIDTH: f32 = 340.0;
/// Room for a day beside it.
const DAY_WIDTH: f32 = 150.0;

/// Draws the form.
pub(super) fn show(ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
    let decision = &context.workbook.decision;
    let mut changed = decision.clone();
    choice(ui, context, &mut changed);
    ui.add_space(theme::SPACE_XS);
    consequences(ui, &mut changed);
    ui.add_space(theme::SPACE_XS);
    later(ui, context, &mut changed);
    ui.add_space(theme::SPACE_XS);
    actions(ui, context, &mut changed);
    ui.add_space(theme::SPACE_XS);
    sign_offs(ui, context, &mut changed);
    if changed != *decision {
        out.edit(Edit::SetDecision(Box::new(changed)));
    }
}

fn choice(ui: &mut Ui, context: Context<'_>, decision: &mut Decision) {
    widgets::card(ui, |ui| {
        widgets::section_title(ui, "Status and choice");
        ui.horizontal_wrapped(|ui| {
            for status in Status::ALL {
                if widgets::chip(ui, decision.status == status, status.name()).clicked() {
                    decision.status = status;
                }
            }
        });
        let mut choices: Vec<(Option<AlternativeId>, String)> =
            vec![(None, "Nothing chosen yet".to_owned())];
        choices.extend(
            context
                .workbook
                .alternatives
                .iter()
                .map(|option| (Some(option.id.clone()), option.name.clone())),
        );
        ui.horizontal_top(|ui| {
            widgets::labelled(ui, "Chosen option", |ui| {
                let wide = CHOICE_WIDTH.min(ui.available_width() - DAY_WIDTH);
                if let Some(chosen) =
                    widgets::choose(ui, "chosen", "Chosen option", &decision.chosen, wide, &choices)
                {
                    decision.chosen = chosen;
                }
            });
            widgets::labelled(ui, "Decided on", |ui| {
                let field = DateField::new("decided", "Decided on", decision.decided);
                if let Some(day) = field.show(ui) {
                    decision.decided = day;
                }
            });
        });
        field(ui, "Because", "Why it is chosen, to follow \"because\"", 2, &mut decision.because);
        let leader = context.analysis().verdict.leader.as_ref();
        if decision.chosen.is_some() && leader.is_some() && decision.chosen.as_ref() != leader {
            let name = leader.map(|id| context.workbook.alternative_name(id)).unwrap_or_default();
            let text = format!("The ranking puts {name} first. Say why another option is chosen.");
            widgets::finding_line(ui, Tone::Warning, icons::WARNING, &text);
            field(
                ui,
                "Chosen against the ranking because",
                "Why not the option ranked first",
                2,
                &mut decision.override_because,
            );
        }
        field(
            ui,
            "Confirmation",
            "How it will be seen that the decision is followed and holds",
            2,
            &mut decision.confirmation,
        );
        lines(
            ui,
            "Condition",
            "What must hold for the decision to stand",
            &mut decision.conditions,
        );
    });
}

/// A text field with a label; changes the text in place when it is committed.
fn field(ui: &mut Ui, name: &str, hint: &str, rows: usize, text: &mut String) {
    widgets::small(ui, name);
    if let Some(new) = TextField::new(name, name, text).hint(hint).rows(rows).show(ui) {
        *text = new;
    }
}

/// A list of one-line texts, to add to, change and take from.
fn lines(ui: &mut Ui, name: &str, hint: &str, list: &mut Vec<String>) {
    widgets::small(ui, format!("{name}s"));
    let mut gone = None;
    for (at, line) in list.iter_mut().enumerate() {
        ui.push_id((name, at), |ui| {
            ui.horizontal(|ui| {
                let label = format!("{name} {}", at + 1);
                let field =
                    TextField::new((name, at), &label, line).width(ui.available_width() - 48.0);
                if let Some(new) = field.show(ui) {
                    *line = new;
                }
                if widgets::icon_button(ui, icons::X, &format!("Remove {}", label.to_lowercase()))
                    .clicked()
                {
                    gone = Some(at);
                }
            });
        });
    }
    if let Some(gone) = gone {
        list.remove(gone);
    }
    list.retain(|line| !line.trim().is_empty());
    let label = format!("New {}", name.to_lowercase());
    if let Some(new) = TextField::new((name, "new"), &label, "").hint(hint).show(ui) {
        list.push(new);
    }
}

fn consequences(ui: &mut Ui, decision: &mut Decision) {
    widgets::card(ui, |ui| {
        widgets::section_title(ui, "Consequences");
        widgets::muted(
            ui,
            "What follows from the decision, good and bad; each to stand after \"because\".",
        );
        let tones: Vec<(ConsequenceTone, String)> =
            ConsequenceTone::ALL.map(|tone| (tone, tone.name().to_owned())).to_vec();
        let mut gone = None;
        for (at, consequence) in decision.consequences.iter_mut().enumerate() {
            ui.push_id(at, |ui| {
                ui.horizontal(|ui| {
                    let name = format!("Tone of consequence {}", at + 1);
                    if let Some(tone) =
                        widgets::choose(ui, "tone", &name, &consequence.tone, 90.0, &tones)
                    {
                        consequence.tone = tone;
                    }
                    let label = format!("Consequence {}", at + 1);
                    let field = TextField::new(("consequence", at), &label, &consequence.text);
                    if let Some(text) = field.width(ui.available_width() - 48.0).show(ui) {
                        consequence.text = text;
                    }
                    if widgets::icon_button(ui, icons::X, &format!("Remove consequence {}", at + 1))
                        .clicked()
                    {
                        gone = Some(at);
                    }
                });
            });
        }
        if let Some(gone) = gone {
            decision.consequences.remove(gone);
        }
        decision.consequences.retain(|consequence| !consequence.text.trim().is_empty());
        for tone in [ConsequenceTone::Good, ConsequenceTone::Bad] {
            let label = format!("New {} consequence", tone.name().to_lowercase());
            let hint = format!("{}, because …", tone.name());
            if let Some(text) =
                TextField::new(("new consequence", tone.name()), &label, "").hint(&hint).show(ui)
            {
                decision.consequences.push(Consequence { tone, text });
            }
        }
    });
}

fn later(ui: &mut Ui, context: Context<'_>, decision: &mut Decision) {
    widgets::card(ui, |ui| {
        widgets::section_title(ui, "When to look at it again");
        ui.horizontal(|ui| {
            widgets::muted(ui, "Review by");
            if let Some(day) = DateField::new("review by", "Review by", decision.review_by).show(ui)
            {
                decision.review_by = day;
            }
        });
        let mut gone = None;
        for (at, trigger) in decision.revisit.iter_mut().enumerate() {
            ui.push_id(at, |ui| {
                ui.horizontal(|ui| {
                    let width = (ui.available_width() - 64.0) / 3.0;
                    let parts: [(&str, &str, &mut String); 3] = [
                        ("What is watched", "metric", &mut trigger.metric),
                        ("Value that reopens it", "threshold", &mut trigger.threshold),
                        ("Where it is read", "source", &mut trigger.source),
                    ];
                    for (name, key, text) in parts {
                        let label = format!("{name}, trigger {}", at + 1);
                        if let Some(new) =
                            TextField::new((key, at), &label, text).hint(name).width(width).show(ui)
                        {
                            *text = new;
                        }
                    }
                    if widgets::icon_button(ui, icons::X, &format!("Remove trigger {}", at + 1))
                        .clicked()
                    {
                        gone = Some(at);
                    }
                });
            });
        }
        if let Some(gone) = gone {
            decision.revisit.remove(gone);
        }
        if let Some(metric) = TextField::new("new trigger", "New trigger", "")
            .hint("What would reopen the decision")
            .show(ui)
        {
            decision.revisit.push(RevisitTrigger { metric, ..RevisitTrigger::default() });
        }
        suggestions(ui, context, decision);
    });
}

/// Offers what would have to be true for another option to lead as triggers.
fn suggestions(ui: &mut Ui, context: Context<'_>, decision: &mut Decision) {
    let offered = offered_triggers(context.workbook, context.analysis());
    if offered.is_empty() {
        return;
    }
    widgets::small(ui, "From what would have to be true for another option to lead");
    for trigger in offered {
        let text = format!("Add: {} at {}", trigger.metric, trigger.threshold);
        if widgets::link_button(ui, text).clicked() {
            decision.revisit.push(trigger);
        }
    }
}

fn people(context: Context<'_>, nobody: &str) -> Vec<(Option<PersonId>, String)> {
    let mut people = vec![(None, nobody.to_owned())];
    people.extend(
        context.workbook.people.iter().map(|person| (Some(person.id.clone()), person.name.clone())),
    );
    people
}

fn actions(ui: &mut Ui, context: Context<'_>, decision: &mut Decision) {
    widgets::card(ui, |ui| {
        widgets::section_title(ui, "Actions");
        let people = people(context, "nobody yet");
        let mut gone = None;
        for (at, task) in decision.actions.iter_mut().enumerate() {
            ui.push_id(at, |ui| {
                ui.horizontal(|ui| {
                    let label = format!("Action {}", at + 1);
                    let field = TextField::new(("action", at), &label, &task.what);
                    if let Some(what) = field.width(ui.available_width() - 380.0).show(ui) {
                        task.what = what;
                    }
                    let name = format!("Who does action {}", at + 1);
                    if let Some(who) = widgets::choose(ui, "who", &name, &task.who, 160.0, &people)
                    {
                        task.who = who;
                    }
                    let name = format!("Action {} by", at + 1);
                    if let Some(by) = DateField::new(("action by", at), &name, task.by).show(ui) {
                        task.by = by;
                    }
                    if widgets::icon_button(ui, icons::X, &format!("Remove action {}", at + 1))
                        .clicked()
                    {
                        gone = Some(at);
                    }
                });
            });
        }
        if let Some(gone) = gone {
            decision.actions.remove(gone);
        }
        if let Some(what) =
            TextField::new("new action", "New action", "").hint("What is to be done").show(ui)
        {
            decision.actions.push(Task { what, ..Task::default() });
        }
    });
}

fn sign_offs(ui: &mut Ui, context: Context<'_>, decision: &mut Decision) {
    widgets::card(ui, |ui| {
        widgets::section_title(ui, "Sign-off");
        let verdicts: Vec<(Option<SignOffVerdict>, String)> =
            std::iter::once((None, "not signed".to_owned()))
                .chain(
                    SignOffVerdict::ALL.map(|verdict| (Some(verdict), verdict.name().to_owned())),
                )
                .collect();
        if context.workbook.people.is_empty() {
            widgets::muted(ui, "Name the people on the Overview; each can sign here.");
        }
        for person in context.workbook.people.iter() {
            ui.push_id(&person.id, |ui| {
                ui.horizontal_wrapped(|ui| {
                    ui.label(format!("{}, {}", person.name, person.role.name().to_lowercase()));
                    let at =
                        decision.sign_offs.iter().position(|sign_off| sign_off.person == person.id);
                    let now = at.map(|at| decision.sign_offs[at].verdict);
                    let name = format!("Verdict of {}", person.name);
                    if let Some(verdict) =
                        widgets::choose(ui, "verdict", &name, &now, 150.0, &verdicts)
                    {
                        match (at, verdict) {
                            (Some(at), None) => {
                                decision.sign_offs.remove(at);
                            }
                            (Some(at), Some(verdict)) => decision.sign_offs[at].verdict = verdict,
                            (None, Some(verdict)) => decision.sign_offs.push(SignOff {
                                person: person.id.clone(),
                                verdict,
                                comment: String::new(),
                                date: decision.decided,
                                hash: String::new(),
                            }),
                            (None, None) => {}
                        }
                    }
                    if let Some(sign_off) =
                        decision.sign_offs.iter_mut().find(|sign_off| sign_off.person == person.id)
                    {
                        let name = format!("Comment of {}", person.name);
                        let field =
                            TextField::new(("comment", &person.id), &name, &sign_off.comment);
                        if let Some(comment) = field.hint("Comment").width(260.0).show(ui) {
                            sign_off.comment = comment;
                        }
                    }
                });
            });
        }
    });
}
