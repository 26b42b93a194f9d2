//! Results: the ranking, why it is so, what it hangs on.

use eframe::egui::{Id, Label, RichText, Role, ScrollArea, Ui, WidgetInfo};

use crate::analysis::{
    self, Analysis, Flip, FlipChange, Reach, Standing, VerdictKind, raw_weight_for_share,
};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::plot::figure_ui;
use crate::app::screens::Screen;
use crate::app::theme::{self, icons, tokens};
use crate::app::tour::{self, Sight};
use crate::app::widgets::{
    self, Column, TableRow, Tone, WeightSlider, WeightSliderChange, text_cell,
};
use crate::figure::{self, Figure};
use crate::workbook::{
    AlternativeId, CriterionId, Edit, GateVerdict, ItemRef, Kind, Weighting, Workbook,
};

/// Weights listed before "show all".
const FIRST_WEIGHTS: usize = 12;
/// How the results are looked at.
#[derive(Debug, Default)]
pub struct ResultsView {
    first: Option<AlternativeId>,
    second: Option<AlternativeId>,
    all_weights: bool,
    all_flips: bool,
    figures: Option<Figures>,
}

/// The charts of one revision.
#[derive(Debug)]
struct Figures {
    key: (u64, usize, usize),
    ranking: Figure,
    differences: Option<Figure>,
}

impl ResultsView {
    /// Draws the screen.
    pub fn show(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        ScrollArea::vertical().id_salt("results").auto_shrink([false, false]).show(ui, |ui| {
            let analysis = context.analysis();
            let headline = analysis::headline(analysis);
            widgets::page_header(ui, &headline, &rests_on(context));
            if analysis.order.is_empty() || !analysis.weights.is_set() {
                nothing_yet(ui, context, out);
                return;
            }
            let (first, second) = self.pair(context);
            self.refresh(context, first, second);
            // A verdict that is withheld is the title already.
            if analysis.verdict.kind != VerdictKind::Withheld {
                verdict_card(ui, context, out);
                ui.add_space(theme::SPACE_XS);
            }
            if let Some(figures) = &self.figures {
                widgets::card(ui, |ui| {
                    widgets::section_title(ui, &figures.ranking.title);
                    figure_ui(ui, &figures.ranking);
                    not_ranked(ui, context, out);
                });
            }
            ui.add_space(theme::SPACE_XS);
            if analysis.order.len() > 1 {
                self.flips(ui, context, out);
                ui.add_space(theme::SPACE_XS);
            }
            if ui.available_width() > 980.0 && analysis.order.len() > 1 {
                let half = (ui.available_width() - ui.spacing().item_spacing.x) / 2.0;
                ui.horizontal_top(|ui| {
                    ui.vertical(|ui| {
                        ui.set_width(half);
                        self.weights(ui, context, out);
                    });
                    ui.vertical(|ui| {
                        ui.set_width(ui.available_width());
                        self.comparison(ui, context, first, second);
                    });
                });
            } else {
                self.weights(ui, context, out);
                ui.add_space(theme::SPACE_XS);
                if analysis.order.len() > 1 {
                    self.comparison(ui, context, first, second);
                }
            }
            ui.add_space(theme::SPACE_XS);
            dominance(ui, context);
            ui.add_space(theme::SPACE_L);
        });
    }

    /// The two options compared: those chosen, or else the first two.
    fn pair(&self, context: Context<'_>) -> (usize, usize) {
        let analysis = context.analysis();
        let find = |id: &Option<AlternativeId>| id.as_ref().and_then(|id| analysis.option_at(id));
        let leader = analysis.order.first().copied().unwrap_or(0);
        let runner_up = analysis.order.get(1).copied().unwrap_or(leader);
        let first = find(&self.first).unwrap_or(leader);
        let second = find(&self.second).filter(|&at| at != first);
        let other = if first == runner_up { leader } else { runner_up };
        (first, second.unwrap_or(other))
    }

    fn refresh(&mut self, context: Context<'_>, first: usize, second: usize) {
        let key = (context.derived.revision, first, second);
        if self.figures.as_ref().is_some_and(|figures| figures.key == key) {
            return;
        }
        let (workbook, analysis) = (context.workbook, context.analysis());
        self.figures = Some(Figures {
            key,
            ranking: figure::ranking(workbook, analysis),
            differences: figure::differences(workbook, analysis, first, second),
        });
    }

    fn flips(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let card = widgets::card(ui, |ui| {
            widgets::section_title(ui, "What would have to be true for another option to lead");
            let columns = [
                Column::left("Option", 150.0),
                Column::left("One change", 0.0),
                Column::right("Today", 96.0),
                Column::right("Needed", 110.0),
                Column::left("", 110.0),
            ];
            widgets::head_row(ui, &columns);
            let shown = if self.all_flips { usize::MAX } else { 2 };
            for list in &context.analysis().flips {
                let name = &context.analysis().options[list.option].name;
                let changes = list.weights.iter().take(shown).chain(list.scores.iter().take(shown));
                let mut any = false;
                for flip in changes.filter(|flip| flip.reach != Reach::NotPossible) {
                    any = true;
                    flip_row(ui, context, &columns, list.option, flip, out);
                }
                if !any {
                    let mut row = TableRow::new(ui, &columns, theme::ROW_HEIGHT);
                    row.cell(|ui| {
                        widgets::option_label(
                            ui,
                            list.option,
                            RichText::new(name).text_style(theme::strong()),
                        )
                    });
                    row.cell(|ui| text_cell(ui, "No single score and no single weight would do"));
                    row.end(true);
                }
            }
            ui.add_space(theme::SPACE_XS);
            let text =
                if self.all_flips { "Show the cheapest only" } else { "Show every single change" };
            if widgets::link_button(ui, text).clicked() {
                self.all_flips = !self.all_flips;
            }
        });
        tour::sight(ui, Sight::Flips, card.response.rect);
    }

    fn weights(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let analysis = context.analysis();
        let direct = matches!(
            analysis.weights.weighting,
            Some(Weighting::AcrossTree | Weighting::WithinFamily)
        );
        widgets::card(ui, |ui| {
            widgets::section_title(ui, "Weights, and how far each can move");
            let leader = analysis.leader().map_or("", |leader| leader.name.as_str());
            let family = analysis.weights.weighting == Some(Weighting::WithinFamily);
            let share = if family { "Shares of each family. " } else { "" };
            widgets::small(
                ui,
                format!(
                    "{share}Green is where {leader} stays first, the other weights in proportion."
                ),
            );
            if !direct {
                widgets::small(
                    ui,
                    "These weights come from the answers or requirements; change them there, or give the profile direct weights under Criteria.",
                );
            }
            let mut rows: Vec<&analysis::Stability> = analysis
                .stability
                .iter()
                .filter(|row| context.workbook.criteria[row.node].measure().is_some())
                .collect();
            rows.sort_by(|a, b| {
                let now =
                    |row: &analysis::Stability| context.workbook.criteria[row.node].id.clone();
                b.weight.total_cmp(&a.weight).then_with(|| now(a).cmp(&now(b)))
            });
            // While a slider is in use the rows must not change places.
            let order_id = ui.make_persistent_id("weight order");
            let focused = ui.memory(|memory| memory.focused());
            let used = |row: &&analysis::Stability| {
                let id = slider_id(&context.workbook.criteria[row.node].id);
                focused == Some(id) || ui.ctx().is_being_dragged(id)
            };
            let dragged = rows.iter().any(used);
            let kept: Option<Vec<usize>> = ui.data(|data| data.get_temp(order_id));
            if let Some(kept) = kept.filter(|_| dragged) {
                rows.sort_by_key(|row| {
                    kept.iter().position(|&node| node == row.node).unwrap_or(usize::MAX)
                });
            } else {
                let order: Vec<usize> = rows.iter().map(|row| row.node).collect();
                ui.data_mut(|data| data.insert_temp(order_id, order));
            }
            let most = if self.all_weights { usize::MAX } else { FIRST_WEIGHTS };
            let hidden = rows.len().saturating_sub(most);
            for row in rows.into_iter().take(most) {
                weight_row(ui, context, row, direct, out);
            }
            if hidden > 0 || self.all_weights {
                let text = if self.all_weights {
                    "Show fewer".to_owned()
                } else {
                    format!("Show {hidden} more")
                };
                let name = if self.all_weights { "Show fewer weights" } else { "Show all weights" };
                if widgets::link_button(ui, text).accessible_name(name).clicked() {
                    self.all_weights = !self.all_weights;
                }
            }
        });
    }

    fn comparison(&mut self, ui: &mut Ui, context: Context<'_>, first: usize, second: usize) {
        let analysis = context.analysis();
        widgets::card(ui, |ui| {
            let Some(figure) =
                self.figures.as_ref().and_then(|figures| figures.differences.clone())
            else {
                return;
            };
            widgets::section_title(ui, &figure.finding);
            let choices: Vec<(AlternativeId, String)> = analysis
                .order
                .iter()
                .map(|&at| (analysis.options[at].id.clone(), analysis.options[at].name.clone()))
                .collect();
            ui.horizontal_wrapped(|ui| {
                let id = |at: usize| analysis.options[at].id.clone();
                if let Some(chosen) = widgets::choose(
                    ui,
                    "first",
                    "First option compared",
                    &id(first),
                    150.0,
                    &choices,
                ) {
                    self.first = Some(chosen);
                    self.second = self.second.clone().or_else(|| Some(id(second)));
                }
                widgets::muted(ui, "against");
                if let Some(chosen) = widgets::choose(
                    ui,
                    "second",
                    "Second option compared",
                    &id(second),
                    150.0,
                    &choices,
                ) {
                    self.second = Some(chosen);
                    self.first = self.first.clone().or_else(|| Some(id(first)));
                }
                if widgets::icon_button(ui, icons::ARROWS_LEFT_RIGHT, "Swap the two options")
                    .clicked()
                {
                    self.first = Some(id(second));
                    self.second = Some(id(first));
                }
            });
            figure_ui(ui, &figure);
        });
    }
}

/// What the result rests on, in one line.
fn rests_on(context: Context<'_>) -> String {
    let analysis = context.analysis();
    let counted =
        (0..analysis.leaves.len()).filter(|&leaf| analysis.leaf_weight(leaf) > 0.0).count();
    let mut parts = vec![match counted {
        1 => "1 criterion counts".to_owned(),
        counted => format!("{counted} criteria count"),
    }];
    let gates = analysis.options.first().map_or(0, |option| option.gates.len());
    if gates > 0 {
        let open: usize =
            analysis.order.iter().map(|&at| analysis.options[at].open_gates().count()).sum();
        parts.push(if gates == 1 { "1 must".to_owned() } else { format!("{gates} musts") });
        if open > 0 {
            parts.push(format!("{open} not judged"));
        }
    }
    if let Some(profile) = context.profile() {
        parts.push(format!("profile \"{}\"", profile.name));
        if let Some(expected) = &profile.expected {
            parts.push(match &expected.first {
                Some(first) => format!(
                    "the sources put {} first with {} support",
                    context.workbook.alternative_name(first),
                    expected.support.name()
                ),
                None => format!(
                    "the sources see no clear winner, with {} support",
                    expected.support.name()
                ),
            });
        }
    }
    parts.join(" · ")
}

fn nothing_yet(ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
    let analysis = context.analysis();
    let (title, text, screen) = if context.workbook.alternatives.is_empty() {
        ("No option yet", "Name the options between which you decide.", Screen::Options)
    } else if analysis.leaves.is_empty() || !analysis.weights.is_set() {
        (
            "Nothing is weighted yet",
            "Give the criteria weights; only then can options be ranked.",
            Screen::Criteria,
        )
    } else {
        (
            "No option passes every must",
            "Each option fails a must or was dropped. The musts are listed under Requirements.",
            Screen::Requirements,
        )
    };
    let action = format!("Go to {}", screen.name());
    if widgets::empty_state(ui, title, text, Some(&action)) {
        out.push(Action::Go(screen));
    }
    not_ranked(ui, context, out);
}

fn verdict_card(ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
    let verdict = &context.analysis().verdict;
    let (tone, icon) = match verdict.kind {
        VerdictKind::Robust => (Tone::Good, icons::CHECK_CIRCLE),
        VerdictKind::Close | VerdictKind::Fragile => (Tone::Warning, icons::WARNING),
        VerdictKind::Withheld => (Tone::Bad, icons::PROHIBIT),
    };
    widgets::card(ui, |ui| {
        widgets::finding_line(ui, tone, icon, &verdict.sentence());
        if !verdict.sensitive.is_empty() {
            ui.horizontal_wrapped(|ui| {
                widgets::muted(ui, "The order hangs on");
                for id in verdict.sensitive.iter().take(4) {
                    let name = context.workbook.criterion_name(id);
                    if widgets::link_button(ui, name).clicked() {
                        out.push(Action::Reveal(ItemRef::new(Kind::Criterion, id.as_str())));
                    }
                }
            });
        }
    });
}

fn not_ranked(ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
    for option in &context.analysis().options {
        let reason = match &option.standing {
            Standing::Ranked => continue,
            Standing::Dropped => format!(
                "{} was dropped: {}",
                option.name,
                dropped_reason(context.workbook, &option.id)
            ),
            Standing::Excluded(_) => {
                let failed: Vec<String> = option
                    .gates
                    .iter()
                    .filter(|gate| gate.verdict == GateVerdict::Fail)
                    .map(|gate| {
                        let must = ItemRef::new(Kind::Requirement, gate.requirement.as_str())
                            .name(context.workbook);
                        if gate.reason.is_empty() {
                            must
                        } else {
                            format!("{must} ({})", gate.reason)
                        }
                    })
                    .collect();
                format!("{} is out: it fails {}", option.name, failed.join("; "))
            }
        };
        ui.horizontal_top(|ui| {
            widgets::finding_line(ui, Tone::Bad, icons::PROHIBIT, &reason);
        });
        if let Standing::Excluded(failed) = &option.standing
            && let Some(first) = failed.first()
            && widgets::link_button(ui, format!("Show the must that {} fails", option.name))
                .clicked()
        {
            out.push(Action::Reveal(ItemRef::new(Kind::Requirement, first.as_str())));
        }
    }
}

fn dropped_reason(workbook: &Workbook, id: &AlternativeId) -> String {
    let dropped = workbook.alternative(id).and_then(|alternative| alternative.dropped.as_ref());
    dropped.map(|dropped| dropped.reason.clone()).unwrap_or_default()
}

fn flip_row(
    ui: &mut Ui,
    context: Context<'_>,
    columns: &[Column<'_>],
    option: usize,
    flip: &Flip,
    out: &mut Actions,
) {
    let workbook = context.workbook;
    let analysis = context.analysis();
    let name = workbook.criterion_name(&flip.criterion);
    let (what, today, needed) = flip_words(workbook, analysis, flip);
    let mut row = TableRow::new(ui, columns, theme::ROW_HEIGHT);
    row.cell(|ui| {
        let text = RichText::new(&analysis.options[option].name).text_style(theme::strong());
        widgets::option_label(ui, option, text)
    });
    row.cell(|ui| {
        ui.push_id((option, &what), |ui| {
            let button = eframe::egui::Button::new(&what).frame(false).truncate();
            let response = ui.add(button).on_hover_text(format!("Show {name}"));
            let option = &analysis.options[option].name;
            response.widget_info(|| {
                WidgetInfo::labeled(Role::Button, true, format!("{option} would lead: {what}"))
            });
            if response.clicked() {
                out.push(Action::Reveal(ItemRef::new(Kind::Criterion, flip.criterion.as_str())));
            }
        });
    });
    row.cell(|ui| text_cell(ui, today));
    row.cell(|ui| text_cell(ui, RichText::new(needed).text_style(theme::strong())));
    row.cell(|ui| {
        let tone = if flip.reach == Reach::Near { Tone::Warning } else { Tone::Plain };
        let colour = if tone == Tone::Plain { tokens(ui).text_muted } else { tone.text(ui) };
        text_cell(ui, RichText::new(flip.reach.name()).color(colour))
    });
    row.end(true);
}

fn flip_words(workbook: &Workbook, analysis: &Analysis, flip: &Flip) -> (String, String, String) {
    let criterion = workbook.criterion_name(&flip.criterion);
    match &flip.change {
        FlipChange::Weight { from, to } => (
            format!("Weight of {criterion}"),
            analysis::percent(*from),
            to.map(analysis::percent).unwrap_or_default(),
        ),
        FlipChange::Score { alternative, from, to, .. } => {
            let measure =
                workbook.criterion(&flip.criterion).and_then(|criterion| criterion.measure());
            let words = |performance: Option<f64>| match (performance, measure) {
                (Some(performance), Some(measure)) => analysis::performance(measure, performance),
                _ => "unknown".to_owned(),
            };
            let name = analysis
                .option_at(alternative)
                .map_or(alternative.as_str(), |at| analysis.options[at].name.as_str());
            (format!("{criterion} of {name}"), words(*from), words(*to))
        }
    }
}

fn weight_row(
    ui: &mut Ui,
    context: Context<'_>,
    row: &analysis::Stability,
    direct: bool,
    out: &mut Actions,
) {
    let workbook = context.workbook;
    let analysis = context.analysis();
    let criterion = &workbook.criteria[row.node];
    let columns = [
        Column::left("", 0.0),
        Column::left("", 190.0),
        Column::right("", 58.0),
        Column::left("", 150.0),
    ];
    let span = row.span(analysis.weights.weighting);
    let share = span.map_or(row.weight, |span| span.weight);
    // Shares of the whole are printed so that they add to 100.
    let printed = if analysis.weights.weighting == Some(Weighting::WithinFamily) {
        analysis::percent(share)
    } else {
        format!("{} %", analysis::number(analysis.weights.nodes[row.node].percent, 1))
    };
    ui.push_id(&criterion.id, |ui| {
        let mut table = TableRow::new(ui, &columns, theme::ROW_HEIGHT);
        table.cell(|ui| text_cell(ui, &criterion.name));
        let mut change = None;
        table.cell(|ui| {
            ui.add_enabled_ui(direct, |ui| {
                let name = format!("Weight of {}", criterion.name);
                let slider = WeightSlider {
                    id: slider_id(&criterion.id),
                    name: &name,
                    share,
                    stable: span.map(|span| (span.low, span.high)),
                    width: ui.available_width(),
                };
                change = slider.show(ui).1;
            });
        });
        table.cell(|ui| text_cell(ui, printed));
        table.cell(|ui| {
            let colour = tokens(ui).text_muted;
            let words = span.map(|span| span.words()).unwrap_or_default();
            ui.add(Label::new(RichText::new(words).small().color(colour)).truncate());
        });
        table.end(false);
        match change {
            Some(WeightSliderChange::To(share)) => {
                let weight =
                    raw_weight_for_share(context.tree(), &analysis.weights, row.node, share);
                if let (Some(weight), Some(profile)) = (weight, context.profile_id()) {
                    let edit = Edit::SetWeight {
                        profile: profile.clone(),
                        criterion: criterion.id.clone(),
                        weight: Some(weight),
                    };
                    out.push(Action::Drag(edit, format!("weight of {}", criterion.id)));
                }
            }
            Some(WeightSliderChange::Done) => out.push(Action::DragEnd),
            None => {}
        }
    });
}

fn slider_id(criterion: &CriterionId) -> Id {
    Id::unique(("weight slider", criterion))
}

fn dominance(ui: &mut Ui, context: Context<'_>) {
    let analysis = context.analysis();
    if analysis.order.len() < 2 {
        return;
    }
    widgets::card(ui, |ui| {
        widgets::section_title(ui, "Whatever the weights");
        if analysis.dominance.is_empty() {
            widgets::muted(
                ui,
                "No option is at least as good as another on every criterion that counts.",
            );
        }
        for pair in &analysis.dominance {
            let (better, worse) =
                (&analysis.options[pair.better].name, &analysis.options[pair.worse].name);
            let how = if pair.strict { "better than" } else { "at least as good as" };
            ui.label(format!("{better} is {how} {worse} on every criterion that counts."));
        }
        for diagnostic in &analysis.diagnostics {
            widgets::muted(ui, diagnostic.sentence(context.workbook));
        }
    });
}
