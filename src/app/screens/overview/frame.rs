//! The card of the question and its setting: read first, fields on request.

use eframe::egui::Ui;

use super::OverviewView;
use crate::app::action::Actions;
use crate::app::context::Context;
use crate::app::theme;
use crate::app::widgets::{self, DateField, NumberField, TextField};
use crate::workbook::{Edit, Frame, Level, Reversibility};

impl OverviewView {
    pub(super) fn frame_card(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let frame = &context.workbook.frame;
        let bare = frame.question.trim().is_empty() && frame.context.trim().is_empty();
        if bare && !self.editing_frame {
            // The first steps above ask for the question.
            return;
        }
        let deadline = self.deadline();
        let focus = std::mem::take(&mut self.focus_question);
        widgets::card(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme::SPACE_S;
            let editing = self.editing_frame;
            let (title, verb) = if editing { ("Question", "Done") } else { ("Context", "Edit") };
            if widgets::titled(ui, title, verb, &format!("{verb} question and context")) {
                self.editing_frame = !editing;
            }
            if editing {
                if let Some(changed) = fields(ui, frame, focus) {
                    out.edit(Edit::SetFrame(Box::new(changed)));
                }
            } else {
                reading(ui, frame, deadline);
            }
        });
    }
}

fn reading(ui: &mut Ui, frame: &Frame, deadline: Option<String>) {
    if frame.context.trim().is_empty() {
        widgets::muted(ui, "The situation and its forces are not written down yet.");
    } else {
        widgets::prose(ui, &frame.context);
    }
    if !frame.non_goals.is_empty() {
        ui.add_space(theme::SPACE_XS);
        widgets::labelled(ui, "Not decided here", |ui| widgets::bullets(ui, &frame.non_goals));
    }
    let facts = [
        ("To be decided", deadline.unwrap_or_default()),
        ("Organisation", frame.organisation.clone()),
        ("Reach", frame.level.map(|level| level.name().to_owned()).unwrap_or_default()),
        (
            "Reversibility",
            frame.reversibility.map(|value| value.name().to_owned()).unwrap_or_default(),
        ),
        ("Record number", frame.number.map(|number| number.to_string()).unwrap_or_default()),
        ("Story", frame.story.clone()),
        ("Raised", frame.raised.map(|date| date.to_string()).unwrap_or_default()),
        ("Tags", frame.tags.join(", ")),
        ("Close call", format!("a lead below {} points of 100", margin(frame.close_call))),
    ];
    ui.add_space(theme::SPACE_XS);
    widgets::rule(ui);
    ui.spacing_mut().item_spacing.y = theme::SPACE_XS;
    for (key, value) in facts.iter().filter(|(_, value)| !value.trim().is_empty()) {
        widgets::key_value(ui, key, value);
    }
}

fn margin(x: f64) -> String {
    crate::analysis::number(x, if x.fract() == 0.0 { 0 } else { 1 })
}

/// The fields; gives the frame after a change.
fn fields(ui: &mut Ui, frame: &Frame, focus: bool) -> Option<Frame> {
    let mut changed = None;
    let mut change = |edit: &mut dyn FnMut(&mut Frame)| {
        let mut next = frame.clone();
        edit(&mut next);
        changed = Some(next);
    };
    let mut text = |ui: &mut Ui,
                    label: &str,
                    value: &str,
                    hint: &str,
                    rows: usize,
                    set: &mut dyn FnMut(&mut Frame, String)| {
        let done = widgets::labelled(ui, label, |ui| {
            let field = TextField::new(("frame", label), label, value).hint(hint).rows(rows);
            let (response, done) = field.show_with_response(ui);
            if focus && label == QUESTION {
                response.request_focus();
            }
            done
        });
        if let Some(done) = done {
            change(&mut |frame| set(frame, done.clone()));
        }
    };
    text(
        ui,
        QUESTION,
        &frame.question,
        "One sentence with a question mark",
        2,
        &mut |frame, text| frame.question = text,
    );
    text(
        ui,
        "Short name",
        &frame.title,
        "As it stands in a list of decisions",
        1,
        &mut |frame, text| frame.title = text,
    );
    text(
        ui,
        "Situation and forces",
        &frame.context,
        "What is given, what pulls in which direction, why now",
        6,
        &mut |frame, text| frame.context = text,
    );
    text(
        ui,
        "Organisation",
        &frame.organisation,
        "Who decides, as printed in the record",
        1,
        &mut |frame, text| frame.organisation = text,
    );
    text(
        ui,
        "Story",
        &frame.story,
        "Link or key of the ticket behind it",
        1,
        &mut |frame, text| frame.story = text,
    );
    text(
        ui,
        "Tags",
        &frame.tags.join(", "),
        "Words to find it by, with commas between",
        1,
        &mut |frame, text| {
            frame.tags = text
                .split(',')
                .map(|word| word.trim().to_owned())
                .filter(|word| !word.is_empty())
                .collect();
        },
    );
    widgets::labelled(ui, "Not decided here", |ui| {
        if let Some(goals) = widgets::text_list(ui, "non-goals", "non-goal", &frame.non_goals) {
            change(&mut |frame| frame.non_goals.clone_from(&goals));
        }
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = theme::SPACE_M;
        widgets::labelled(ui, "Reach", |ui| {
            let choices = or_open(&Level::ALL, Level::name);
            if let Some(level) =
                widgets::choose(ui, "level", "Reach", &frame.level, FIELD, &choices)
            {
                change(&mut |frame| frame.level = level);
            }
        });
        widgets::labelled(ui, "Reversibility", |ui| {
            let choices = or_open(&Reversibility::ALL, Reversibility::name);
            let name = "Reversibility";
            let value = &frame.reversibility;
            if let Some(value) = widgets::choose(ui, "reversal", name, value, FIELD, &choices) {
                change(&mut |frame| frame.reversibility = value);
            }
        });
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = theme::SPACE_M;
        widgets::labelled(ui, "Record number", |ui| {
            let number = frame.number.map(f64::from);
            let field = NumberField::new("record-number", "Record number", number)
                .bounds(0.0, f64::from(u32::MAX))
                .hint("none");
            if let Some(number) = field.show(ui) {
                change(&mut |frame| frame.number = number.map(|number| number.round() as u32));
            }
        });
        widgets::labelled(ui, "Raised", |ui| {
            if let Some(date) = DateField::new("raised", "Raised", frame.raised).show(ui) {
                change(&mut |frame| frame.raised = date);
            }
        });
        widgets::labelled(ui, "Close call below", |ui| {
            let field = NumberField::new("close-call", "Close call below", Some(frame.close_call))
                .bounds(0.0, 100.0)
                .width(96.0)
                .unit("points");
            if let Some(Some(points)) = field.show(ui) {
                change(&mut |frame| frame.close_call = points);
            }
        });
    });
    changed
}

/// Name of the field for the question.
const QUESTION: &str = "Decision question";
/// Width of the lists to choose from, in points.
const FIELD: f32 = 180.0;

fn or_open<T: Copy>(all: &[T], name: impl Fn(T) -> &'static str) -> Vec<(Option<T>, String)> {
    std::iter::once((None, "Not said".to_owned()))
        .chain(all.iter().map(|&value| (Some(value), name(value).to_owned())))
        .collect()
}
