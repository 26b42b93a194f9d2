//! How sure the result is: draws over weights and scores, who would choose
//! each option, and what to find out next.

use std::sync::Arc;

use eframe::egui::{Align, Label, Layout, RichText, Ui, vec2};

use crate::analysis::number;
use crate::analysis::uncertainty::{
    Chooser, UncertaintyError, choosers, drawn_text, draws_text, share_headline, share_text,
    widened_ranges,
};
use crate::app::action::Actions;
use crate::app::charts::{Chart, Shelf, chart_card};
use crate::app::context::Context;
use crate::app::draws::{Drawn, Standing};
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, Tone};
use crate::workbook::{Edit, Uncertainty, WeightFreedom};

mod next;
mod settings;

/// Options of which it is told unasked who would choose them.
const FEW: usize = 6;
/// Room for the words on how often an option is first, in points.
const SHARE: f32 = 140.0;

/// How the section is looked at.
#[derive(Debug, Default)]
pub(super) struct SureView {
    settings: settings::SettingsView,
    next: next::NextView,
    all_choosers: bool,
    told: Option<Told>,
}

/// What is told of one set of draws.
#[derive(Debug)]
struct Told {
    made: u64,
    drawn: String,
    choosers: Vec<Chooser>,
}

impl Told {
    fn of(drawn: &Drawn, made: u64) -> Self {
        let Ok(outcome) = &drawn.outcome else {
            return Self { made, drawn: String::new(), choosers: Vec::new() };
        };
        Self {
            made,
            drawn: drawn_text(&drawn.workbook, outcome),
            choosers: choosers(&drawn.workbook, &drawn.analysis, outcome),
        }
    }
}

/// Who leads how often, where draws say it.
pub(super) fn shares_in_words(drawn: &Drawn) -> Option<String> {
    let outcome = drawn.outcome.as_ref().ok()?;
    Some(share_headline(&drawn.analysis, outcome))
}

impl SureView {
    /// Draws the section.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        shelf: &mut Shelf,
        out: &mut Actions,
    ) {
        if context.analysis().order.len() < 2 {
            widgets::card(ui, |ui| {
                widgets::section_title(ui, "Nothing stands against it");
                widgets::muted(
                    ui,
                    "It takes two ranked options for one of them to lead more often.",
                );
            });
            return;
        }
        let standing = context.draws.look(ui, context);
        let Some(drawn) = standing.drawn.clone() else {
            widgets::card(ui, |ui| {
                widgets::section_title(ui, "Drawing weights and scores");
                status(ui, context, &standing, "");
            });
            ui.add_space(theme::SPACE_XS);
            self.settings.show(ui, context, out);
            return;
        };
        let told = match self.told.take() {
            Some(told) if told.made == standing.made => told,
            _ => Told::of(&drawn, standing.made),
        };
        if let Err(error) = &drawn.outcome {
            refused(ui, context, error, out);
            ui.add_space(theme::SPACE_XS);
            self.settings.show(ui, context, out);
            self.told = Some(told);
            return;
        }
        if let Some(figure) = shelf.figure(ui, context, &Chart::Acceptability) {
            chart_card(ui, &Chart::Acceptability, &figure, out, |ui| {
                status(ui, context, &standing, &told.drawn);
            });
        }
        ui.add_space(theme::SPACE_XS);
        if ui.available_width() > super::TWO_COLUMNS {
            let half = (ui.available_width() - ui.spacing().item_spacing.x) / 2.0;
            ui.horizontal_top(|ui| {
                ui.vertical(|ui| {
                    ui.set_width(half);
                    self.choosers(ui, &drawn, &told);
                });
                ui.vertical(|ui| {
                    ui.set_width(ui.available_width());
                    self.settings.show(ui, context, out);
                });
            });
            ui.add_space(theme::SPACE_XS);
            self.next.show(ui, &drawn, out);
            ui.add_space(theme::SPACE_XS);
            ui.horizontal_top(|ui| {
                ui.vertical(|ui| {
                    ui.set_width(half);
                    chart(ui, context, shelf, &Chart::Winning, out);
                });
                ui.vertical(|ui| {
                    ui.set_width(ui.available_width());
                    chart(ui, context, shelf, &Chart::Bands, out);
                });
            });
        } else {
            self.choosers(ui, &drawn, &told);
            ui.add_space(theme::SPACE_XS);
            self.settings.show(ui, context, out);
            ui.add_space(theme::SPACE_XS);
            self.next.show(ui, &drawn, out);
            ui.add_space(theme::SPACE_XS);
            chart(ui, context, shelf, &Chart::Winning, out);
            ui.add_space(theme::SPACE_XS);
            chart(ui, context, shelf, &Chart::Bands, out);
        }
        self.told = Some(told);
    }

    /// With what weights each option is first.
    fn choosers(&mut self, ui: &mut Ui, drawn: &Arc<Drawn>, told: &Told) {
        let Ok(outcome) = &drawn.outcome else { return };
        widgets::card(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme::SPACE_XS;
            let all = told.choosers.len();
            let title = "Who would choose it";
            if all > FEW {
                let verb = if self.all_choosers { "Show fewer" } else { "Show all" };
                let name = format!("{verb} options under Who would choose it");
                if widgets::titled(ui, title, verb, &name) {
                    self.all_choosers = !self.all_choosers;
                }
            } else {
                widgets::section_title(ui, title);
            }
            let as_stated = matches!(drawn.workbook.uncertainty.weights, WeightFreedom::Stated);
            widgets::small(
                ui,
                if as_stated {
                    "The weights are as stated in every draw; only scores vary."
                } else {
                    "The mean of the weights with which an option is first."
                },
            );
            let shown = if self.all_choosers { all } else { all.min(FEW) };
            // Those that are first most often come first.
            let mut order: Vec<&Chooser> = told.choosers.iter().collect();
            order.sort_by(|a, b| b.share.total_cmp(&a.share));
            for chooser in order.into_iter().take(shown) {
                let name = &drawn.analysis.options[chooser.option].name;
                ui.add_space(theme::SPACE_XS);
                let share = share_text(chooser.share, outcome.shares.draws);
                ui.horizontal(|ui| {
                    // A long name is cut short before the share is.
                    let room =
                        vec2((ui.available_width() - SHARE).max(SHARE), theme::CONTROL_HEIGHT);
                    let layout = Layout::left_to_right(Align::Center);
                    ui.allocate_ui_with_layout(room, layout, |ui| {
                        ui.set_max_width(room.x);
                        let text = RichText::new(name).text_style(theme::strong());
                        widgets::option_label(ui, chooser.option, text);
                    });
                    widgets::muted(ui, format!("first in {share}"));
                });
                if !as_stated || chooser.confidence.is_empty() {
                    ui.add(Label::new(&chooser.weights).wrap());
                }
                if !chooser.confidence.is_empty() {
                    widgets::muted(ui, &chooser.confidence);
                }
            }
        });
    }
}

fn chart(ui: &mut Ui, context: Context<'_>, shelf: &mut Shelf, chart: &Chart, out: &mut Actions) {
    if let Some(figure) = shelf.figure(ui, context, chart) {
        chart_card(ui, chart, &figure, out, |_| {});
    }
}

/// What was drawn, and how far the full count is; as high in any case.
fn status(ui: &mut Ui, context: Context<'_>, standing: &Standing, drawn: &str) {
    let wanted = u64::from(context.workbook.uncertainty.draws);
    ui.horizontal(|ui| {
        ui.set_min_height(theme::CONTROL_HEIGHT);
        if let Some((done, of)) = standing.progress {
            let share = done as f64 / of.max(1) as f64;
            let colour = tokens(ui).accent;
            let track = tokens(ui).line;
            let whole = widgets::bar(ui, 1.0, PROGRESS, track).rect;
            let filled = whole.with_max_x(whole.left() + whole.width() * share.min(1.0) as f32);
            ui.painter().rect_filled(filled, theme::BAR_RADIUS, colour);
            let text = format!("{} of {}", number(done as f64, 0), draws_text(of));
            widgets::small(ui, text);
            if widgets::link_button(ui, "Cancel the count").clicked() {
                context.draws.give_up();
            }
        } else if standing.given_up {
            let before = if standing.outdated { " Shown is what held before." } else { "" };
            let text = format!("The count of {} was cancelled.{before}", draws_text(wanted));
            widgets::small(ui, text);
            if widgets::link_button(ui, format!("Count {}", draws_text(wanted))).clicked() {
                context.draws.go_on();
            }
        } else {
            widgets::small(ui, drawn);
        }
    });
}

/// Length of the bar that tells how far a count is, in points.
const PROGRESS: f32 = 120.0;

/// Why nothing can be drawn, with a way out.
fn refused(ui: &mut Ui, context: Context<'_>, error: &UncertaintyError, out: &mut Actions) {
    widgets::card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::SPACE_S;
        match error {
            UncertaintyError::NothingToCompare => {
                widgets::finding_line(ui, Tone::Warning, icons::WARNING, &error.to_string());
            }
            UncertaintyError::NoRoom { .. } => {
                widgets::finding_line(ui, Tone::Bad, icons::WARNING, &error.to_string());
                let ranges = widened_ranges(context.workbook, context.analysis());
                if let Some(ranges) = ranges
                    && widgets::button(ui, "Widen the ranges").clicked()
                {
                    out.edit(weights(context, WeightFreedom::Within(ranges)));
                }
            }
        }
    });
}

/// A change of how free the weights are.
fn weights(context: Context<'_>, weights: WeightFreedom) -> Edit {
    Edit::SetUncertainty(Uncertainty { weights, ..context.workbook.uncertainty.clone() })
}
