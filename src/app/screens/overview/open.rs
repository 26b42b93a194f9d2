//! What is open, each with a way there, and what is due.

use eframe::egui::{Label, RichText, Ui};

use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::screens::Screen;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, Tone};
use crate::workbook::{CheckFinding, CheckLevel, Status};

/// Open points listed before the rest is folded away.
const FIRST: usize = 6;

/// Something that is mended on this screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mend {
    /// The question is missing.
    Question,
    /// A person is missing.
    People,
}

/// The card of what is open. Gives what is to be mended here.
pub(super) fn open_card(
    ui: &mut Ui,
    points: &[CheckFinding],
    all: &mut bool,
    out: &mut Actions,
) -> Option<Mend> {
    let mut mend = None;
    widgets::card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::SPACE_S;
        if points.is_empty() {
            widgets::section_title(ui, "Nothing is open");
            widgets::finding_line(
                ui,
                Tone::Good,
                icons::CHECK_CIRCLE,
                "The checks find nothing to mend.",
            );
            return;
        }
        widgets::section_title(
            ui,
            &match points.len() {
                1 => "One point is open".to_owned(),
                count => format!("{count} points are open"),
            },
        );
        let shown = if *all { points.len() } else { points.len().min(FIRST) };
        for (at, point) in points.iter().take(shown).enumerate() {
            ui.push_id((point.code, &point.item, at), |ui| {
                if let Some(here) = point_row(ui, point, out) {
                    mend = Some(here);
                }
            });
        }
        if points.len() > FIRST {
            let text = if *all {
                "Show fewer".to_owned()
            } else {
                format!("Show {} more", points.len() - FIRST)
            };
            let name = format!("{text} open points");
            if widgets::link_button(ui, text).accessible_name(name).clicked() {
                *all = !*all;
            }
        }
    });
    mend
}

fn point_row(ui: &mut Ui, point: &CheckFinding, out: &mut Actions) -> Option<Mend> {
    let (tone, icon) = match point.level {
        CheckLevel::Error => (Tone::Bad, icons::X_CIRCLE),
        CheckLevel::Warning => (Tone::Warning, icons::WARNING),
        CheckLevel::Note => (Tone::Plain, icons::INFO),
    };
    let mut mend = None;
    ui.horizontal_top(|ui| {
        let colour = match tone {
            Tone::Plain => tokens(ui).text_muted,
            tone => tone.text(ui),
        };
        let icon = RichText::new(icon).text_style(theme::icon()).color(colour);
        ui.add(Label::new(icon).selectable(false)).on_hover_text(point.level.name());
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let link = widgets::link_button(ui, point.message.as_str());
            let link = link.accessible_name(format!("Go to: {}", point.message));
            widgets::small(ui, point.hint.as_str());
            if link.clicked() {
                match (&point.item, point.code) {
                    (Some(item), _) => out.push(Action::Reveal(item.clone())),
                    (None, "no-question") => mend = Some(Mend::Question),
                    (None, "no-approver") => mend = Some(Mend::People),
                    (None, code) => out.push(Action::Go(screen_of(code))),
                }
            }
        });
    });
    mend
}

/// The screen on which a point without an item of its own is mended.
fn screen_of(code: &str) -> Screen {
    match code {
        "few-options" | "single-option" => Screen::Options,
        "no-criteria" | "no-profile" | "weights-unset" => Screen::Criteria,
        "unknown" | "not-applicable" | "out-of-range" => Screen::Scores,
        "tie" | "constant-criterion" => Screen::Results,
        _ => Screen::Record,
    }
}

/// The card of what is due: the review of the decision and its actions.
pub(super) fn due_card(ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
    let decision = &context.workbook.decision;
    let decided = matches!(decision.status, Status::Accepted | Status::Rejected);
    if decision.review_by.is_none() && decision.actions.is_empty() && !decided {
        return;
    }
    let today = widgets::today();
    widgets::card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::SPACE_S;
        widgets::section_title(ui, "What is due");
        match decision.review_by {
            Some(by) => due_row(ui, "Look at the decision again", &format!("by {by}"), by < today),
            None => {
                widgets::muted(ui, "No day is set on which the decision is looked at again.");
            }
        }
        let mut actions: Vec<_> = decision.actions.iter().collect();
        actions.sort_by_key(|action| (action.by.is_none(), action.by));
        for action in actions {
            let who = action.who.as_ref().map(|who| context.workbook.person_name(who));
            let by = action.by.map(|by| format!("by {by}"));
            let facts: Vec<&str> = who.into_iter().chain(by.as_deref()).collect();
            due_row(ui, &action.what, &facts.join(", "), action.by.is_some_and(|by| by < today));
        }
        if widgets::link_button(ui, "Work on them under Record").clicked() {
            out.push(Action::Go(Screen::Record));
        }
    });
}

fn due_row(ui: &mut Ui, what: &str, facts: &str, late: bool) {
    ui.horizontal_top(|ui| {
        let colour = if late { tokens(ui).warning } else { tokens(ui).text_muted };
        let icon = RichText::new(icons::CLOCK).text_style(theme::icon()).color(colour);
        ui.add(Label::new(icon).selectable(false));
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.add(Label::new(what).wrap());
            if !facts.is_empty() || late {
                let late = if late { " · overdue" } else { "" };
                widgets::small(ui, format!("{facts}{late}"));
            }
        });
    });
}
