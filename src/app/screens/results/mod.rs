//! Results: the ranking, why it is so, what it hangs on.

use eframe::egui::{ScrollArea, TextWrapMode, Ui};
use serde::{Deserialize, Serialize};

use crate::analysis;
use crate::app::action::Actions;
use crate::app::charts::{self, Chart, Shelf, chart_card};
use crate::app::context::Context;
use crate::app::theme::{self, icons};
use crate::app::widgets;
use crate::figure::Stack;
use crate::workbook::{AlternativeId, CriterionId, ProfileId};

mod change;
mod cost_value;
mod evidence;
mod flips;
mod methods;
mod profiles;
mod section;
mod standing;
mod sure;
mod ways;
mod weights;

pub use section::Section;

/// From this width on, cards stand side by side.
const TWO_COLUMNS: f32 = 980.0;
/// Up to so many criteria make a short list of weights.
const SHORT: usize = 9;

/// How the results are looked at.
#[derive(Debug, Default)]
pub struct ResultsView {
    section: Section,
    change: change::ChangeView,
    sure: sure::SureView,
    methods: methods::MethodsView,
    cost: cost_value::CostView,
    profiles: profiles::ProfilesView,
    pair: Option<(AlternativeId, AlternativeId)>,
    stack: Stack,
    all_weights: bool,
    all_flips: bool,
    evidence: evidence::Base,
    words: Option<Words>,
    shelf: Shelf,
}

/// What the screen says of one revision in words of its own.
#[derive(Debug)]
struct Words {
    revision: u64,
    headline: String,
    rests_on: String,
    closest_flip: String,
}

impl Words {
    fn of(context: Context<'_>) -> Self {
        let analysis = context.analysis();
        Self {
            revision: context.derived.revision,
            headline: analysis::headline(analysis),
            rests_on: standing::rests_on(context),
            closest_flip: analysis::closest_flip(context.workbook, analysis),
        }
    }
}

/// What is kept of it between runs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// Which section is shown.
    pub section: Section,
    /// The two options compared, where they were chosen.
    pub pair: Option<(AlternativeId, AlternativeId)>,
    /// What the ranking's bars are stacked from.
    pub stack: Stack,
    /// Whether all weights are listed.
    pub all_weights: bool,
    /// Whether every single change is listed.
    pub all_flips: bool,
    /// Whether every option has a card of what would make it lead.
    pub all_ways: bool,
    /// The two weights of the map, where they were chosen.
    pub two_weights: Option<(CriterionId, CriterionId)>,
    /// The two profiles between which totals cross, where they were chosen.
    pub profile_pair: Option<(ProfileId, ProfileId)>,
}

impl ResultsView {
    /// What is to be kept between runs.
    pub fn kept(&self) -> Kept {
        Kept {
            section: self.section,
            pair: self.pair.clone(),
            stack: self.stack,
            all_weights: self.all_weights,
            all_flips: self.all_flips,
            all_ways: self.change.all_ways,
            two_weights: self.change.weights.clone(),
            profile_pair: self.profiles.pair.clone(),
        }
    }

    /// Takes up what was kept.
    pub fn restore(&mut self, kept: Kept) {
        self.section = kept.section;
        self.pair = kept.pair;
        self.stack = kept.stack;
        self.all_weights = kept.all_weights;
        self.all_flips = kept.all_flips;
        self.change.all_ways = kept.all_ways;
        self.change.weights = kept.two_weights;
        self.profiles.pair = kept.profile_pair;
    }

    /// Shows a section from now on.
    pub fn open(&mut self, section: Section) {
        self.section = section;
    }

    /// Draws the screen.
    pub fn show(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let scroll = ScrollArea::vertical().id_salt(("results", self.section));
        scroll.auto_shrink([false, false]).show(ui, |ui| {
            let analysis = context.analysis();
            let revision = context.derived.revision;
            let words = match self.words.take() {
                Some(words) if words.revision == revision => words,
                _ => Words::of(context),
            };
            let drawn = match self.section {
                Section::Result => context.draws.of_revision(revision),
                _ => None,
            };
            let shares = drawn.as_ref().and_then(|drawn| sure::shares_in_words(drawn));
            match shares {
                Some(shares) => {
                    let line = format!("{} · {shares}", words.rests_on);
                    widgets::page_header(ui, &words.headline, &line);
                }
                None => widgets::page_header(ui, &words.headline, &words.rests_on),
            }
            let closest_flip = words.closest_flip.clone();
            self.words = Some(words);
            if analysis.order.is_empty() || !analysis.weights.is_set() {
                standing::nothing_yet(ui, context, out);
                return;
            }
            let sections = Section::ALL.map(|section| (section, section.name()));
            if let Some(section) = widgets::choose_section(ui, &sections, self.section) {
                self.section = section;
            }
            ui.add_space(theme::SPACE_XS);
            match self.section {
                Section::Result => self.result(ui, context, &closest_flip, out),
                Section::Change => self.change.show(ui, context, &closest_flip, out),
                Section::Sure => self.sure.show(ui, context, &mut self.shelf, out),
                Section::Methods => self.methods.show(ui, context, out),
                Section::Cost => self.cost.show(ui, context, &mut self.shelf, out),
                Section::Profiles => self.profiles.show(ui, context, out),
            }
            ui.add_space(theme::SPACE_L);
        });
    }

    /// What came out, in one look: the ranking, why it is so, what it hangs on.
    fn result(&mut self, ui: &mut Ui, context: Context<'_>, closest_flip: &str, out: &mut Actions) {
        let analysis = context.analysis();
        standing::verdict_card(ui, context, out);
        ui.add_space(theme::SPACE_XS);
        self.ranking(ui, context, out);
        ui.add_space(theme::SPACE_XS);
        if analysis.order.len() < 2 {
            self.profile_chart(ui, context, out);
            evidence::evidence(ui, context, &mut self.evidence, out);
            return;
        }
        flips::flips(ui, context, closest_flip, &mut self.all_flips, out);
        ui.add_space(theme::SPACE_XS);
        if ui.available_width() > TWO_COLUMNS {
            let half = (ui.available_width() - ui.spacing().item_spacing.x) / 2.0;
            // The shorter column takes the pairs.
            let pairs_left = analysis.leaves.len() <= SHORT && !self.all_weights;
            ui.horizontal_top(|ui| {
                ui.vertical(|ui| {
                    ui.set_width(half);
                    self.weights(ui, context, out);
                    if pairs_left {
                        self.pairs(ui, context, out);
                    }
                });
                ui.vertical(|ui| {
                    ui.set_width(ui.available_width());
                    self.comparison(ui, context, out);
                    if !pairs_left {
                        self.pairs(ui, context, out);
                    }
                });
            });
        } else {
            self.weights(ui, context, out);
            ui.add_space(theme::SPACE_XS);
            self.comparison(ui, context, out);
            ui.add_space(theme::SPACE_XS);
            self.pairs(ui, context, out);
        }
        ui.add_space(theme::SPACE_XS);
        self.profile_chart(ui, context, out);
        evidence::evidence(ui, context, &mut self.evidence, out);
    }

    fn ranking(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let chart = Chart::Ranking(self.stack);
        let Some(figure) = self.shelf.figure(ui, context, &chart) else { return };
        chart_card(ui, &chart, &figure, out, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = theme::SPACE_XS;
                for (stack, name) in
                    [(Stack::Groups, "By group"), (Stack::Criteria, "By criterion")]
                {
                    if widgets::chip(ui, self.stack == stack, name).clicked() {
                        self.stack = stack;
                    }
                }
            });
        });
    }

    fn weights(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let figure = self.shelf.figure(ui, context, &Chart::Weights);
        weights::weights(ui, context, figure.as_deref(), &mut self.all_weights, out);
    }

    fn comparison(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let Some((first, second)) = charts::pair_of(context, self.pair.as_ref()) else { return };
        let chart = Chart::Differences(self.pair.clone());
        let Some(figure) = self.shelf.figure(ui, context, &chart) else { return };
        let analysis = context.analysis();
        let id = |at: usize| analysis.options[at].id.clone();
        let (first, second) = (id(first), id(second));
        let choices: Vec<(AlternativeId, String)> =
            analysis.order.iter().map(|&at| (id(at), analysis.options[at].name.clone())).collect();
        chart_card(ui, &chart, &figure, out, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.style_mut().wrap_mode = Some(TextWrapMode::Truncate);
                let name = "First option compared";
                if let Some(chosen) = widgets::choose(ui, "first", name, &first, 170.0, &choices) {
                    // The two change places when one is chosen for both.
                    let other = if chosen == second { first.clone() } else { second.clone() };
                    self.pair = Some((chosen, other));
                }
                widgets::muted(ui, "against");
                let name = "Second option compared";
                if let Some(chosen) = widgets::choose(ui, "second", name, &second, 170.0, &choices)
                {
                    let other = if chosen == first { second.clone() } else { first.clone() };
                    self.pair = Some((other, chosen));
                }
                let name = "Swap the two options";
                if widgets::icon_button(ui, icons::ARROWS_LEFT_RIGHT, name).clicked() {
                    self.pair = Some((second.clone(), first.clone()));
                }
            });
        });
    }

    fn pairs(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let Some(figure) = self.shelf.figure(ui, context, &Chart::Pairs) else { return };
        chart_card(ui, &Chart::Pairs, &figure, out, |_| {});
    }

    fn profile_chart(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        if context.workbook.profiles.len() < 2 {
            return;
        }
        if let Some(figure) = self.shelf.figure(ui, context, &Chart::Profiles) {
            chart_card(ui, &Chart::Profiles, &figure, out, |_| {});
            ui.add_space(theme::SPACE_XS);
        }
    }
}
