//! The first three steps of a new workbook, each with a way to where it is
//! done, until they are done.

use eframe::egui::{Align, Label, Layout, RichText, Ui};

use super::OverviewView;
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::screens::Screen;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets;
use crate::workbook::Alternative;

/// The first steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FirstStep {
    Question,
    Options,
    Criteria,
}

impl FirstStep {
    const ALL: [Self; 3] = [Self::Question, Self::Options, Self::Criteria];

    fn is_done(self, context: Context<'_>) -> bool {
        let workbook = context.workbook;
        match self {
            Self::Question => !workbook.frame.question.trim().is_empty(),
            Self::Options => {
                let named = |it: &&Alternative| it.dropped.is_none() && !is_placeholder(&it.name);
                workbook.alternatives.iter().filter(named).count() >= 2
            }
            Self::Criteria => {
                !context.analysis().leaves.is_empty() && context.analysis().weights.is_set()
            }
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Question => "Write down the question",
            Self::Options => "Name at least two options",
            Self::Criteria => "Say what counts, and how much",
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::Question => {
                "The one question that this workbook answers, in a sentence with a question mark. \
                 Whoever comes later starts here."
            }
            Self::Options => {
                "What you decide between. Doing nothing is an option too, and keeps the others \
                 honest."
            }
            Self::Criteria => {
                "The criteria by which an option is good or bad here, each with a scale and a \
                 weight. Then score the options."
            }
        }
    }

    fn way(self) -> &'static str {
        match self {
            Self::Question => "Write the question",
            Self::Options => "Go to Options",
            Self::Criteria => "Go to Criteria",
        }
    }
}

/// Whether a name is one that the blank workbook gives: "Option A".
fn is_placeholder(name: &str) -> bool {
    name.trim().strip_prefix("Option ").is_some_and(|rest| rest.chars().count() == 1)
}

/// Whether one of the first steps is still to be done.
pub(super) fn are_left(context: Context<'_>) -> bool {
    FirstStep::ALL.iter().any(|step| !step.is_done(context))
}

impl OverviewView {
    /// The card of the first steps.
    pub(super) fn steps_card(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let done = FirstStep::ALL.iter().filter(|step| step.is_done(context)).count();
        let next = FirstStep::ALL.into_iter().find(|step| !step.is_done(context));
        widgets::card(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme::SPACE_S;
            let title = match FirstStep::ALL.len() - done {
                1 => "One step to a first ranking",
                2 => "Two steps to a first ranking",
                _ => "Three steps to a first ranking",
            };
            widgets::section_title(ui, title);
            for (at, step) in FirstStep::ALL.into_iter().enumerate() {
                if at > 0 {
                    widgets::rule(ui);
                }
                ui.push_id(step.title(), |ui| {
                    self.step(ui, context, at + 1, step, next == Some(step), out);
                });
            }
        });
    }

    fn step(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        number: usize,
        step: FirstStep,
        next: bool,
        out: &mut Actions,
    ) {
        let done = step.is_done(context);
        ui.horizontal(|ui| {
            let tokens = tokens(ui);
            let mark = if done {
                RichText::new(icons::CHECK_CIRCLE).text_style(theme::icon()).color(tokens.good)
            } else {
                RichText::new(number.to_string()).text_style(theme::figure()).color(tokens.accent)
            };
            ui.scope(|ui| {
                ui.set_width(MARK);
                ui.add(Label::new(mark).selectable(false));
            });
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if done {
                    widgets::muted(ui, "done");
                } else {
                    let button = if next { widgets::primary_button } else { widgets::button };
                    if button(ui, step.way()).clicked() {
                        match step {
                            FirstStep::Question => self.write_question(),
                            FirstStep::Options => out.push(Action::Go(Screen::Options)),
                            FirstStep::Criteria => out.push(Action::Go(Screen::Criteria)),
                        }
                    }
                }
                ui.with_layout(Layout::top_down(Align::LEFT), |ui| {
                    ui.spacing_mut().item_spacing.y = theme::SPACE_XS;
                    let title = RichText::new(step.title()).text_style(theme::strong());
                    ui.add(Label::new(title).wrap());
                    if !done {
                        widgets::muted(ui, step.text());
                    }
                });
            });
        });
    }
}

/// Room for a step's number, in points.
const MARK: f32 = 28.0;
