//! What stands above and below the matrix: filters, whose scores, how far each
//! reviewer has come, keys and legend.

use eframe::egui::{Align, Label, Layout, RichText, Stroke, StrokeKind, Ui, UiBuilder};

use super::{Filters, ScoresView, Show, Whose, paint};
use crate::analysis;
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::screens::Screen;
use crate::app::theme::{self, icons};
use crate::app::widgets;
use crate::workbook::PersonId;

/// A screen this wide has room for the choices beside the title.
const ROOMY: f32 = 820.0;
/// A window this tall has room for the legend.
const TALL: f32 = 700.0;
/// A window lower than this has no room for the line of keys.
const LOW: f32 = 520.0;

/// A count as it is printed.
fn whole(count: usize) -> String {
    analysis::number(count as f64, 0)
}

/// The keys, as the line below the matrix tells them.
const KEYS: [&str; 8] = [
    "Arrows move",
    "type a number or 2-4",
    "? unknown",
    "n not applicable",
    "Enter reason",
    "Shift selects, Ctrl+Enter fills",
    "Ctrl+C, Ctrl+V spreadsheet",
    "Ctrl+F find",
];

impl ScoresView {
    /// The title with what is shown beside it, and the lines above the matrix.
    pub(super) fn bar(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let summary = self.summary(context);
        let roomy = ui.available_width() >= ROOMY;
        let beside = ui.available_rect_before_wrap();
        widgets::page_header(ui, "Scores", &summary);
        let layout = Layout::right_to_left(Align::Min);
        let builder = UiBuilder::new().max_rect(beside).layout(layout).id_salt("beside");
        let mut right = ui.new_child(builder);
        self.buttons(&mut right, context);
        if roomy {
            self.choices(&mut right, context, true, out);
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.y = theme::SPACE_XS;
            self.filters_ui(ui, context);
            if !roomy {
                self.choices(ui, context, false, out);
            }
        });
        self.progress(ui);
        self.find_ui(ui, context);
        ui.add_space(theme::SPACE_XS);
    }

    /// Who scores, whose scores are shown and as what; from the right where
    /// there is room for them beside the title.
    fn choices(&mut self, ui: &mut Ui, context: Context<'_>, reversed: bool, out: &mut Actions) {
        let mut order = [0, 1, 2];
        if reversed {
            order.reverse();
        }
        for part in order {
            match part {
                0 => self.reviewer(ui, context, out),
                1 => {
                    let all = [
                        (Whose::Joint, "All together".to_owned()),
                        (Whose::Mine, "Only mine".to_owned()),
                    ];
                    let whose = self.kept.whose;
                    if let Some(whose) =
                        widgets::choose(ui, "whose", "Whose scores", &whose, 104.0, &all)
                    {
                        self.kept.whose = whose;
                    }
                }
                _ => {
                    let shows = [
                        (Show::Scores, "As scored".to_owned()),
                        (Show::Values, "Values, 0 to 100".to_owned()),
                        (Show::Points, "Points of the total".to_owned()),
                    ];
                    let shown = self.kept.show;
                    if let Some(show) =
                        widgets::choose(ui, "show", "Show as", &shown, 128.0, &shows)
                    {
                        self.kept.show = show;
                    }
                }
            }
        }
    }

    /// What acts on the matrix as a whole, from the right.
    fn buttons(&mut self, ui: &mut Ui, context: Context<'_>) {
        let spacing = ui.spacing().item_spacing.x;
        ui.spacing_mut().item_spacing.x = 0.0;
        let legend = if self.kept.no_legend { "Show the legend" } else { "Hide the legend" };
        let buttons = [
            (icons::INFO, legend),
            (icons::MAGNIFYING_GLASS, "Find (Ctrl+F)"),
            (icons::CARET_DOUBLE_DOWN, "Unfold all groups"),
            (icons::CARET_DOUBLE_RIGHT, "Fold all groups"),
        ];
        for (icon, name) in buttons {
            if !widgets::icon_button(ui, icon, name).clicked() {
                continue;
            }
            match icon {
                icons::CARET_DOUBLE_RIGHT => self.fold_all(context),
                icons::CARET_DOUBLE_DOWN => {
                    self.kept.folded.clear();
                    self.reveal = true;
                }
                icons::MAGNIFYING_GLASS => self.open_find(),
                _ => self.kept.no_legend = !self.kept.no_legend,
            }
        }
        ui.spacing_mut().item_spacing.x = spacing;
    }

    fn filters_ui(&mut self, ui: &mut Ui, context: Context<'_>) {
        let counts = self.facts.counts;
        let filters = &mut self.kept.filters;
        let chip = |ui: &mut Ui, on: bool, name: &str, count: usize, tip: &str| {
            widgets::chip(ui, on, &format!("{name} · {}", whole(count)))
                .on_hover_text(tip)
                .clicked()
        };
        let tip = "Cells of which nobody knows the score";
        if chip(ui, filters.unscored, "Unscored", counts.unscored, tip) {
            filters.unscored = !filters.unscored;
        }
        if context.reviewer.is_some() {
            let tip = "Cells that you have scored in this round";
            if chip(ui, filters.by_me == Some(true), "Mine", counts.mine, tip) {
                filters.by_me = if filters.by_me == Some(true) { None } else { Some(true) };
            }
            let tip = "Cells that you have not scored in this round";
            if chip(ui, filters.by_me == Some(false), "Not mine yet", counts.not_mine, tip) {
                filters.by_me = if filters.by_me == Some(false) { None } else { Some(false) };
            }
        }
        let tip = "Cells whose score could still change who leads";
        if chip(ui, filters.matters, "Can change the winner", counts.matters, tip) {
            filters.matters = !filters.matters;
        }
        let tip = "Criteria that count under the profile";
        if chip(ui, filters.weighted, "With weight", counts.weighted, tip) {
            filters.weighted = !filters.weighted;
        }
    }

    fn reviewer(&self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let reviewers: Vec<(PersonId, String)> = self
            .facts
            .reviewers
            .iter()
            .map(|(id, name, _)| (id.clone(), format!("Scoring as {name}")))
            .collect();
        match context.reviewer {
            Some(reviewer) => {
                if let Some(chosen) =
                    widgets::choose(ui, "reviewer", "Scoring as", reviewer, 176.0, &reviewers)
                {
                    out.push(Action::ScoreAs(chosen));
                }
            }
            None => {
                if widgets::link_button(ui, "Name a reviewer to score").clicked() {
                    out.push(Action::Go(Screen::Overview));
                }
            }
        }
    }

    /// How far each of several reviewers has come.
    fn progress(&self, ui: &mut Ui) {
        const MOST: usize = 6;
        let reviewers = &self.facts.reviewers;
        if reviewers.len() < 2 {
            return;
        }
        ui.horizontal_wrapped(|ui| {
            for (id, name, count) in reviewers.iter().take(MOST) {
                ui.push_id(id, |ui| {
                    let tokens = theme::tokens(ui);
                    ui.spacing_mut().item_spacing.x = theme::SPACE_XS;
                    widgets::small(ui, name);
                    let share = count.share().unwrap_or(0.0);
                    let bar = widgets::bar(ui, share, 48.0, tokens.accent);
                    let stroke = Stroke::new(theme::LINE, tokens.line_strong);
                    ui.painter().rect_stroke(
                        bar.rect,
                        theme::BAR_RADIUS,
                        stroke,
                        StrokeKind::Inside,
                    );
                    widgets::small(ui, format!("{} of {}", whole(count.done), whole(count.of)));
                });
                ui.add_space(theme::SPACE_S);
            }
            if reviewers.len() > MOST {
                widgets::small(ui, format!("and {} more", reviewers.len() - MOST));
            }
        });
    }

    /// What stands under the title: how much is known and whose it is.
    pub(super) fn summary(&self, context: Context<'_>) -> String {
        let known = self.facts.known;
        let mut text = format!("{} of {} scores known", whole(known.done), whole(known.of));
        let mine = self.facts.reviewers.iter().find(|(id, ..)| Some(id) == context.reviewer);
        if let Some((_, name, count)) = mine {
            let round = context.workbook.current_round();
            let round = if round > 1 { format!(" in round {round}") } else { String::new() };
            text.push_str(&format!("; {name} has scored {}{round}", whole(count.done)));
        }
        text.push('.');
        if self.kept.whose == Whose::Mine {
            text.push_str(" Others' scores are hidden.");
        }
        text
    }

    /// The lines below the matrix.
    pub(super) fn foot(&self, ui: &mut Ui) {
        ui.spacing_mut().item_spacing.y = theme::SPACE_XXS;
        ui.add_space(theme::SPACE_XS);
        let colour = theme::tokens(ui).text_muted;
        // What little room there is belongs to the matrix; F1 has the keys too.
        if ui.content_rect().height() < LOW {
            return;
        }
        ui.add(Label::new(RichText::new(KEYS.join(" · ")).small().color(colour)).truncate());
        let tall = ui.content_rect().height() >= TALL;
        if !self.kept.no_legend && tall {
            paint::legend(ui);
        }
    }

    /// What stands in place of the matrix when the filters leave nothing.
    pub(super) fn nothing_passes(&mut self, ui: &mut Ui) {
        let filters = self.kept.filters;
        let mut on = Vec::new();
        for (is_on, name) in [
            (filters.unscored, "Unscored"),
            (filters.by_me == Some(true), "Mine"),
            (filters.by_me == Some(false), "Not mine yet"),
            (filters.matters, "Can change the winner"),
            (filters.weighted, "With weight"),
        ] {
            if is_on {
                on.push(format!("\"{name}\""));
            }
        }
        let text = match on.as_slice() {
            [only] => format!("No cell passes {only}."),
            _ => format!("No cell passes {} at once.", on.join(" and ")),
        };
        if widgets::empty_state(ui, "Nothing to show", &text, Some("Show all criteria")) {
            self.kept.filters = Filters::default();
        }
    }
}
