//! The result under every profile: how ranks change from one to the next, the
//! totals, and where the lead changes hands on the way between two.

use eframe::egui::{TextWrapMode, Ui};

use crate::analysis::ProfileResult;
use crate::app::action::{Action, Actions};
use crate::app::charts::{self, Chart, Shelf, chart_card, nothing_to_show};
use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::screens::Screen;
use crate::app::theme::{self, icons};
use crate::app::widgets;
use crate::workbook::{Kind, ProfileId};

/// How the section is looked at.
#[derive(Debug, Default)]
pub(super) struct ProfilesView {
    shelf: Shelf,
    /// The two profiles between which totals cross, where they were chosen.
    pub(super) pair: Option<(ProfileId, ProfileId)>,
}

impl ProfilesView {
    /// Draws the section.
    pub(super) fn show(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        if context.workbook.profiles.len() < 2 {
            one_profile(ui, out);
            return;
        }
        if let Some(figure) = self.shelf.figure(ui, context, &Chart::RankFlow) {
            chart_card(ui, &Chart::RankFlow, &figure, out, |_| {});
        } else {
            widgets::card(ui, |ui| nothing_to_show(ui, &Chart::RankFlow));
        }
        ui.add_space(theme::SPACE_XS);
        if let Some(figure) = self.shelf.figure(ui, context, &Chart::Profiles) {
            chart_card(ui, &Chart::Profiles, &figure, out, |_| {});
            ui.add_space(theme::SPACE_XS);
        }
        self.crossing(ui, context, out);
    }

    /// The way from one profile to another.
    fn crossing(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let chart = Chart::Crossing(self.pair.clone());
        let figure = self.shelf.figure(ui, context, &chart);
        let results = self.shelf.profiles(ui, context);
        let Some((from, to)) = charts::path_of(context, results, self.pair.as_ref()) else {
            return;
        };
        let (from, to) = (from.profile.clone(), to.profile.clone());
        let choices: Vec<(ProfileId, String)> = results
            .iter()
            .map(|it: &ProfileResult| (it.profile.clone(), it.name.clone()))
            .collect();
        let pair = &mut self.pair;
        let mut choosers = |ui: &mut Ui| {
            ui.horizontal_wrapped(|ui| {
                ui.style_mut().wrap_mode = Some(TextWrapMode::Truncate);
                widgets::muted(ui, "From");
                let name = "Profile at the start of the way";
                if let Some(chosen) = widgets::choose(ui, "from", name, &from, 190.0, &choices) {
                    // The two change places when one is chosen for both.
                    let other = if chosen == to { from.clone() } else { to.clone() };
                    *pair = Some((chosen, other));
                }
                widgets::muted(ui, "to");
                let name = "Profile at the end of the way";
                if let Some(chosen) = widgets::choose(ui, "to", name, &to, 190.0, &choices) {
                    let other = if chosen == from { to.clone() } else { from.clone() };
                    *pair = Some((other, chosen));
                }
                let name = "Swap the two profiles";
                if widgets::icon_button(ui, icons::ARROWS_LEFT_RIGHT, name).clicked() {
                    *pair = Some((to.clone(), from.clone()));
                }
            });
        };
        match figure {
            Some(figure) => chart_card(ui, &chart, &figure, out, choosers),
            None => {
                widgets::card(ui, |ui| {
                    choosers(ui);
                    widgets::muted(ui, "No option is ranked under both.");
                });
            }
        }
    }
}

/// What a second profile would show, and how to make one.
fn one_profile(ui: &mut Ui, out: &mut Actions) {
    widgets::card(ui, |ui| {
        widgets::section_title(ui, "One profile, one ranking");
        widgets::prose(
            ui,
            "A profile is a named set of weights and answers. It can stand for a kind of project, \
             such as \"Public API\" and \"Data pipeline\", or for a scenario: today, ten times the \
             load, half the team. Its weights say what matters there; its answers to the \
             questionnaire can also set scores and musts that hold there alone.\n\nWith a second \
             one you see here how the ranks change from one to the other, and at which mix of the \
             two another option takes the lead.",
        );
        ui.horizontal_wrapped(|ui| {
            if widgets::primary_button(ui, "Add a profile").clicked() {
                out.push(Action::Run(Command::Add(Kind::Profile)));
            }
            if widgets::link_button(ui, "See this one under Criteria").clicked() {
                out.push(Action::Go(Screen::Criteria));
            }
        });
    });
}
