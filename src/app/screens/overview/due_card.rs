//! What is due, late things first, said in words and not by colour alone.

use eframe::egui::{Label, RichText, Ui};

use crate::analysis::{Due, DueKind, DueState};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::screens::Screen;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets;

/// Draws the card of what is due.
pub(super) fn show(ui: &mut Ui, context: Context<'_>, all: &[Due], out: &mut Actions) {
    if all.is_empty() && super::steps::are_left(context) {
        return;
    }
    widgets::card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::SPACE_S;
        let late = all.iter().filter(|due| due.is_overdue()).count();
        let watched = all.iter().filter(|due| due.kind == DueKind::Trigger).count();
        let title = match (all.len() - watched, late) {
            (0, _) => "Nothing is due".to_owned(),
            (_, 0) => "What is due".to_owned(),
            (_, 1) => "What is due: one is overdue".to_owned(),
            (_, late) => format!("What is due: {late} are overdue"),
        };
        widgets::section_title(ui, &title);
        if all.is_empty() {
            widgets::muted(
                ui,
                "No day is set for the decision or its review, nothing is to be done, and nothing \
                 is watched.",
            );
        }
        ui.spacing_mut().item_spacing.y = theme::SPACE_XS;
        let mut begun = false;
        for (at, due) in all.iter().enumerate() {
            if due.kind == DueKind::Trigger && !begun {
                begun = true;
                widgets::field_label(ui, "Watched, and reopens the decision when it happens");
            }
            ui.push_id((at, &due.what), |ui| row(ui, context, due));
        }
        let text =
            if all.is_empty() { "Set days under Record" } else { "Work on them under Record" };
        if widgets::link_button(ui, text).clicked() {
            out.push(Action::Go(Screen::Record));
        }
    });
}

fn row(ui: &mut Ui, context: Context<'_>, due: &Due) {
    ui.horizontal_top(|ui| {
        let tokens = tokens(ui);
        let (icon, colour) = match (due.kind, due.state) {
            (DueKind::Trigger, _) => (icons::EYE, tokens.text_muted),
            (_, DueState::Overdue(_)) => (icons::WARNING, tokens.warning),
            (_, DueState::Today) => (icons::CLOCK, tokens.warning),
            _ => (icons::CLOCK, tokens.text_muted),
        };
        let icon = RichText::new(icon).text_style(theme::icon()).color(colour);
        ui.add(Label::new(icon).selectable(false));
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let what = match due.what.trim() {
                "" => "(not said)",
                what => what,
            };
            ui.add(Label::new(what).wrap());
            if due.kind == DueKind::Trigger {
                return;
            }
            let who = due.who.as_ref().map(|who| context.workbook.person_name(who));
            let when = due.when();
            let facts: Vec<&str> = who.into_iter().chain([when.as_str()]).collect();
            let text = RichText::new(facts.join(" · ")).small().color(match due.state {
                DueState::Overdue(_) | DueState::Today => tokens.warning,
                _ => tokens.text_muted,
            });
            ui.add(Label::new(text).wrap());
        });
    });
}
