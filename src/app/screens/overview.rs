//! Overview: what is to be decided, by whom, how far it has come, what came
//! out and what is still open. A latecomer understands it in a minute.

use eframe::egui::{Label, RichText, ScrollArea, Ui, UiBuilder, vec2};

use crate::analysis::{Progress, open_points, progress};
use crate::app::action::Actions;
use crate::app::context::Context;
use crate::app::theme;
use crate::app::widgets::{self, Tone};
use crate::workbook::{CheckFinding, PersonId, Status};

mod frame;
mod open;
mod people;
mod standing;

/// Below this width, in points, the cards stand in one column.
const TWO_COLUMNS: f32 = 740.0;

/// How the screen is looked at.
#[derive(Debug, Default)]
pub struct OverviewView {
    /// Whether the question and its setting are shown as fields.
    editing_frame: bool,
    /// Whether the roster is shown as fields.
    editing_people: bool,
    /// Whether every open point is listed, not only the first few.
    all_open: bool,
    /// The person about to be removed.
    leaving: Option<PersonId>,
    /// What was counted for one revision of the workbook.
    counted: Option<Counted>,
}

/// What takes a pass over the workbook, kept by its revision.
#[derive(Debug)]
struct Counted {
    revision: u64,
    progress: Progress,
    open: Vec<CheckFinding>,
}

impl OverviewView {
    /// Draws the screen.
    pub fn show(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let revision = context.derived.revision;
        if self.counted.as_ref().is_none_or(|counted| counted.revision != revision) {
            self.counted = Some(Counted {
                revision,
                progress: progress(context.workbook, context.analysis()),
                open: open_points(context.workbook, context.analysis(), &context.derived.findings),
            });
        }
        ScrollArea::vertical().id_salt("overview").auto_shrink([false, false]).show(ui, |ui| {
            header(ui, context);
            let gap = theme::SPACE_M;
            let width = ui.available_width();
            if width < TWO_COLUMNS {
                ui.spacing_mut().item_spacing.y = gap;
                standing::result_card(ui, context, out);
                self.frame_card(ui, context, out);
                self.standing_cards(ui, context, out);
                self.people_card(ui, context, out);
                return;
            }
            let left = ((width - gap) * 0.56).floor();
            let top = ui.cursor().min;
            let mut column = |x: f32, width: f32, contents: &mut dyn FnMut(&mut Ui)| {
                let room = eframe::egui::Rect::from_min_size(
                    top + vec2(x, 0.0),
                    vec2(width, ui.available_height()),
                );
                ui.scope_builder(UiBuilder::new().max_rect(room), |ui| {
                    ui.spacing_mut().item_spacing.y = gap;
                    contents(ui);
                });
            };
            column(0.0, left, &mut |ui| {
                self.frame_card(ui, context, out);
                self.people_card(ui, context, out);
            });
            column(left + gap, width - left - gap, &mut |ui| {
                standing::result_card(ui, context, out);
                self.standing_cards(ui, context, out);
            });
        });
    }

    fn standing_cards(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        if let Some(counted) = &self.counted {
            standing::progress_card(ui, context, &counted.progress, out);
            let asked = open::open_card(ui, &counted.open, &mut self.all_open, out);
            match asked {
                Some(open::Mend::Question) => self.editing_frame = true,
                Some(open::Mend::People) => self.editing_people = true,
                None => {}
            }
        }
        open::due_card(ui, context, out);
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
        widgets::muted(ui, words.join(" · "));
    });
    ui.add_space(theme::SPACE_XS);
}

/// Widest that the title gets, in points.
const PROSE: f32 = 1.3 * theme::PROSE_WIDTH;
