//! Overview: what is to be decided, by whom, how far it has come, what came
//! out and what is still open. A latecomer understands it in a minute.

use eframe::egui::{Label, Rect, RichText, ScrollArea, Ui, UiBuilder, vec2};

use crate::analysis::{Due, DueKind, Progress, due, open_points, progress};
use crate::app::action::Actions;
use crate::app::context::Context;
use crate::app::theme;
use crate::app::widgets::{self, Tone};
use crate::workbook::{CheckFinding, Date, PersonId, Status};

mod due_card;
mod frame;
mod open;
mod people;
mod standing;
mod steps;

/// From this width on, in points, the cards stand in two columns.
const TWO_COLUMNS: f32 = 740.0;
/// From this width on, in points, the cards stand in three columns.
const THREE_COLUMNS: f32 = 1560.0;

/// How the screen is looked at.
#[derive(Debug, Default)]
pub struct OverviewView {
    /// Whether the question and its setting are shown as fields.
    editing_frame: bool,
    /// Whether the field for the question is to take the focus.
    focus_question: bool,
    /// Whether the roster is shown as fields.
    editing_people: bool,
    /// Whether every open point is listed, not only the first few.
    all_open: bool,
    /// The person about to be removed.
    leaving: Option<PersonId>,
    /// What was counted for one revision of the workbook.
    counted: Option<Counted>,
}

/// What takes a pass over the workbook, kept by its revision and the day.
#[derive(Debug)]
struct Counted {
    revision: u64,
    today: Date,
    progress: Progress,
    open: Vec<CheckFinding>,
    due: Vec<Due>,
}

impl OverviewView {
    /// Draws the screen.
    pub fn show(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let (revision, today) = (context.derived.revision, widgets::today());
        let holds = |it: &Counted| it.revision == revision && it.today == today;
        if !self.counted.as_ref().is_some_and(holds) {
            self.counted = Some(Counted {
                revision,
                today,
                progress: progress(context.workbook, context.analysis()),
                open: open_points(context.workbook, context.analysis(), &context.derived.findings),
                due: due(context.workbook, today),
            });
        }
        ScrollArea::vertical().id_salt("overview").auto_shrink([false, false]).show(ui, |ui| {
            header(ui, context);
            let width = ui.available_width();
            if steps::are_left(context) {
                self.steps_card(ui, context, out);
                ui.add_space(theme::SPACE_M);
            }
            if width < TWO_COLUMNS {
                ui.spacing_mut().item_spacing.y = theme::SPACE_M;
                self.result(ui, context, out);
                self.frame_card(ui, context, out);
                self.open_and_due(ui, context, out);
                self.progress(ui, context, out);
                self.people_card(ui, context, out);
            } else if width < THREE_COLUMNS {
                columns(ui, &[0.54, 0.46], |ui, at| match at {
                    0 => {
                        self.frame_card(ui, context, out);
                        self.people_card(ui, context, out);
                        self.progress(ui, context, out);
                    }
                    _ => {
                        self.result(ui, context, out);
                        self.open_and_due(ui, context, out);
                    }
                });
            } else {
                columns(ui, &[0.36, 0.32, 0.32], |ui, at| match at {
                    0 => {
                        self.frame_card(ui, context, out);
                        self.people_card(ui, context, out);
                    }
                    1 => {
                        self.result(ui, context, out);
                        self.open(ui, out);
                    }
                    _ => {
                        self.progress(ui, context, out);
                        self.due(ui, context, out);
                    }
                });
            }
        });
    }

    /// The ranking, once there is something to rank.
    fn result(&self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        if !context.workbook.alternatives.is_empty() {
            standing::result_card(ui, context, out);
        }
    }

    /// What is open and what is due: first what has a day, if anything has.
    fn open_and_due(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let dated = |due: &Due| due.kind != DueKind::Trigger;
        if self.counted.as_ref().is_some_and(|counted| counted.due.iter().any(dated)) {
            self.due(ui, context, out);
            self.open(ui, out);
        } else {
            self.open(ui, out);
            self.due(ui, context, out);
        }
    }

    fn due(&self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        if let Some(counted) = &self.counted {
            due_card::show(ui, context, &counted.due, out);
        }
    }

    fn progress(&self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        if let Some(counted) = &self.counted {
            standing::progress_card(ui, context, &counted.progress, out);
        }
    }

    fn open(&mut self, ui: &mut Ui, out: &mut Actions) {
        let Some(counted) = &self.counted else { return };
        match open::open_card(ui, &counted.open, &mut self.all_open, out) {
            Some(open::Mend::Question) => self.write_question(),
            Some(open::Mend::People) => self.editing_people = true,
            None => {}
        }
    }

    fn write_question(&mut self) {
        self.editing_frame = true;
        self.focus_question = true;
    }

    /// By when the decision is to be taken, in words.
    fn deadline(&self) -> Option<String> {
        let all = &self.counted.as_ref()?.due;
        let decision = all.iter().find(|due| due.kind == DueKind::Decision)?;
        decision.by.map(|_| decision.when())
    }
}

/// Columns side by side, each of a share of the width.
fn columns(ui: &mut Ui, shares: &[f32], mut contents: impl FnMut(&mut Ui, usize)) {
    let gap = theme::SPACE_M;
    let width = ui.available_width() - gap * shares.len().saturating_sub(1) as f32;
    let top = ui.cursor().min;
    let mut x = 0.0;
    for (at, share) in shares.iter().enumerate() {
        let own = (width * share).floor();
        let room = Rect::from_min_size(top + vec2(x, 0.0), vec2(own, ui.available_height()));
        ui.scope_builder(UiBuilder::new().id_salt(("column", at)).max_rect(room), |ui| {
            ui.spacing_mut().item_spacing.y = gap;
            contents(ui, at);
        });
        x += own + gap;
    }
}

/// The decision question, or what stands for it, with the decision's status.
fn header(ui: &mut Ui, context: Context<'_>) {
    let frame = &context.workbook.frame;
    let title = [&frame.question, &frame.title]
        .into_iter()
        .find(|text| !text.trim().is_empty())
        .map_or("What is to be decided?", |text| text.as_str());
    ui.scope(|ui| {
        ui.set_max_width(ui.available_width().min(PROSE));
        ui.add(Label::new(RichText::new(title).text_style(theme::title())).wrap());
    });
    ui.horizontal_wrapped(|ui| {
        let status = context.workbook.decision.status;
        let tone = match status {
            Status::Draft | Status::Proposed => Tone::Accent,
            Status::Accepted => Tone::Good,
            Status::Rejected | Status::Deprecated | Status::Superseded => Tone::Warning,
        };
        widgets::tag(ui, tone, status.name());
        let mut words: Vec<String> = Vec::new();
        if title != frame.title && !frame.title.trim().is_empty() {
            words.push(frame.title.clone());
        }
        if let Some(number) = frame.number {
            words.push(format!("Record {number}"));
        }
        if let Some(profile) = context.profile() {
            words.push(format!("Profile {}", profile.name));
        }
        if let Some(change) = &context.derived.last_change {
            words.push(format!("Last change: {change}"));
        }
        widgets::muted(ui, words.join(" · "));
    });
    ui.add_space(theme::SPACE_XS);
}

/// Widest that the title gets, in points.
const PROSE: f32 = 1.3 * theme::PROSE_WIDTH;
