//! The charts of the window: which there are, when they are built anew, and
//! the card that shows one with its finding, its tools and its numbers.

use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::{
    self, Align, Button, Label, Layout, Popup, PopupCloseBehavior, Response, RichText, Role, Ui,
    WidgetInfo, vec2,
};

use serde::{Deserialize, Serialize};

use super::action::{Action, Actions};
use super::context::Context;
use super::draws::Drawn;
use super::plot::{Shown, chart_ui, numbers_ui};
use super::theme::{self, icons, tokens};
use super::widgets;
use crate::analysis::scalability::{BandSettings, Study, outlook, plan_scenario, scenarios, study};
use crate::analysis::{ProfileResult, ValueBasis, default_axes, option_cost, sensitive_weights};
use crate::figure::{self, About, Figure, OutlayChart, Stack, svg};
use crate::record::Format;
use crate::workbook::{
    Alternative, AlternativeId, CriterionId, Edit, ItemRef, Kind, Measurement, ProfileId, Workbook,
};

/// A chart of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chart {
    /// The totals, stacked.
    Ranking(Stack),
    /// One option against another: these, or else the first two in the ranking.
    Differences(Option<(AlternativeId, AlternativeId)>),
    /// The weights and how far each can move.
    Weights,
    /// The totals under each profile.
    Profiles,
    /// The ranks from profile to profile.
    RankFlow,
    /// The totals on the way from one profile to another: these, or else from
    /// the one in force to the first under which another option leads.
    Crossing(Option<(ProfileId, ProfileId)>),
    /// Each option against each other one.
    Pairs,
    /// The ranks under other methods.
    Agreement,
    /// Two nodes of the tree against each other: these, or else the usual.
    Tradeoff(Option<(CriterionId, CriterionId)>),
    /// Value against cost.
    CostValue(ValueBasis),
    /// What moves the leader's margin.
    Tornado,
    /// Who leads over the weights of two criteria: these, or else the two that
    /// can move least.
    TwoWeights(Option<(CriterionId, CriterionId)>),
    /// How often each option has each rank in draws over weights and scores.
    Acceptability,
    /// How often each option is ahead of each other one in them.
    Winning,
    /// The totals that each option reaches in them.
    Bands,
    /// What a load takes in nodes or money, over the load to carry.
    Outlay(OutlayChart),
    /// How long the nodes of today last.
    Headroom,
    /// What each of several nodes carries against one alone.
    NodeEfficiency,
    /// Throughput of the load runs of a scenario.
    Throughput(LoadView),
    /// Latency of the load runs of a scenario.
    Latency(LoadView),
}

/// Which load runs are looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LoadView {
    /// Their scenario; without one, that of the load plan.
    pub scenario: Option<String>,
    /// Whether the runs that are kept for comparison are shown too.
    pub compared: bool,
}

impl LoadView {
    /// The scenario, as far as it is there, or else that of the load plan.
    /// Nothing without a run.
    pub fn scenario_of(&self, workbook: &Workbook) -> Option<String> {
        let all = scenarios(workbook);
        let wanted = self.scenario.as_deref().filter(|wanted| all.contains(wanted));
        wanted.or_else(|| plan_scenario(workbook)).map(str::to_owned)
    }
}

impl Chart {
    /// What it is called in the names of its buttons.
    pub fn noun(&self) -> &'static str {
        match self {
            Self::Ranking(_) => "the ranking",
            Self::Differences(_) => "the comparison",
            Self::Weights => "the weights",
            Self::Profiles => "the profiles",
            Self::RankFlow => "the rank flow",
            Self::Crossing(_) => "the crossing",
            Self::Pairs => "the pairs",
            Self::Agreement => "the other methods",
            Self::Tradeoff(_) => "the trade-off",
            Self::CostValue(_) => "value against cost",
            Self::Tornado => "the margin",
            Self::TwoWeights(_) => "the two weights",
            Self::Acceptability => "the ranks in draws",
            Self::Winning => "the pairs in draws",
            Self::Bands => "the totals in draws",
            Self::Outlay(OutlayChart::Nodes) => "the nodes",
            Self::Outlay(OutlayChart::Price) => "the cost of nodes",
            Self::Outlay(OutlayChart::OneNode) => "the single node",
            Self::Headroom => "the headroom",
            Self::NodeEfficiency => "the efficiency per node",
            Self::Throughput(_) => "the throughput",
            Self::Latency(_) => "the latency",
        }
    }

    /// The charts that the workbook has something to show in.
    pub fn at_hand(context: Context<'_>) -> Vec<Self> {
        let (workbook, analysis) = (context.workbook, context.analysis());
        let weighted = analysis.weights.is_set();
        let compared = weighted && analysis.order.len() > 1;
        let costed =
            analysis.order.iter().filter(|&&at| option_cost(workbook, at).is_some()).count();
        let plan = &workbook.load_plan;
        let planned = !workbook.measurements.is_empty() && plan.target_rps.is_some();
        let growing = planned && plan.growth_percent.is_some();
        let priced = !workbook.measurements.is_empty() && !plan.node_types.is_empty();
        let pick = |has: bool, chart: Self| has.then_some(chart);
        [
            pick(weighted && !analysis.order.is_empty(), Self::Ranking(Stack::Groups)),
            pick(compared, Self::Differences(None)),
            pick(compared, Self::Weights),
            pick(compared, Self::Pairs),
            pick(compared, Self::Agreement),
            pick(weighted && workbook.profiles.len() > 1, Self::RankFlow),
            pick(weighted && workbook.profiles.len() > 1, Self::Profiles),
            pick(weighted && workbook.profiles.len() > 1, Self::Crossing(None)),
            pick(compared, Self::Tradeoff(None)),
            pick(compared, Self::Tornado),
            pick(compared, Self::TwoWeights(None)),
            pick(compared, Self::Acceptability),
            pick(compared, Self::Winning),
            pick(compared, Self::Bands),
            pick(compared && costed > 1, Self::CostValue(ValueBasis::All)),
            pick(!workbook.measurements.is_empty(), Self::Outlay(OutlayChart::Nodes)),
            pick(priced, Self::Outlay(OutlayChart::Price)),
            pick(priced, Self::Outlay(OutlayChart::OneNode)),
            pick(growing, Self::Headroom),
            pick(planned, Self::NodeEfficiency),
            pick(!workbook.measurements.is_empty(), Self::Throughput(LoadView::default())),
            pick(!workbook.measurements.is_empty(), Self::Latency(LoadView::default())),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Whether it shows draws.
    fn is_drawn(&self) -> bool {
        matches!(self, Self::Acceptability | Self::Winning | Self::Bands)
    }

    /// The chart as data; nothing where the workbook has nothing to show in it.
    fn build(
        &self,
        context: Context<'_>,
        profiles: &[ProfileResult],
        drawn: Option<&Drawn>,
        study: Option<&Study>,
    ) -> Option<Figure> {
        let (workbook, analysis) = (context.workbook, context.analysis());
        match self {
            Self::Ranking(stack) => Some(figure::ranking_by(workbook, analysis, *stack)),
            Self::Differences(pair) => {
                let (first, second) = pair_of(context, pair.as_ref())?;
                figure::differences(workbook, analysis, first, second)
            }
            Self::Weights => figure::stability(workbook, analysis),
            Self::Profiles => figure::profiles(workbook, analysis, profiles),
            Self::RankFlow => figure::rank_flow_figure(workbook, analysis, profiles),
            Self::Crossing(pair) => {
                let (from, to) = path_of(context, profiles, pair.as_ref())?;
                figure::crossing(workbook, from, to)
            }
            Self::Pairs => figure::pairs(workbook, analysis),
            Self::Agreement => figure::agreement(workbook, analysis),
            Self::Tradeoff(axes) => {
                let (x, y) = axes_of(context, axes.as_ref())?;
                figure::tradeoff(workbook, analysis, &x, &y)
            }
            Self::Tornado => figure::tornado(workbook, analysis),
            Self::TwoWeights(pair) => {
                let (x, y) = weights_of(context, pair.as_ref())?;
                figure::two_weights(workbook, analysis, x, y)
            }
            Self::CostValue(basis) => figure::cost_value_figure(workbook, analysis, *basis),
            Self::Acceptability | Self::Winning | Self::Bands => {
                let drawn = drawn?;
                let outcome = drawn.outcome.as_ref().ok()?;
                match self {
                    Self::Winning => figure::winning(&drawn.analysis, outcome),
                    Self::Bands => figure::bands(&drawn.analysis, outcome),
                    _ => figure::acceptability(&drawn.analysis, outcome),
                }
            }
            Self::Outlay(chart) => figure::outlay_figure(workbook, &outlook(workbook), *chart),
            Self::Headroom => figure::headroom_figure(workbook, &outlook(workbook)),
            Self::NodeEfficiency => figure::node_efficiency_figure(workbook, &outlook(workbook)),
            Self::Throughput(view) => figure::throughput(workbook, study?, view.compared),
            Self::Latency(view) => figure::latency(workbook, study?, view.compared),
        }
    }
}

/// Positions in `Analysis::options` of the two compared: those wanted, as far
/// as they are there, or else the leader and the second.
pub fn pair_of(
    context: Context<'_>,
    wanted: Option<&(AlternativeId, AlternativeId)>,
) -> Option<(usize, usize)> {
    let analysis = context.analysis();
    let (leader, second) = (*analysis.order.first()?, *analysis.order.get(1)?);
    let find = |id: &AlternativeId| analysis.option_at(id);
    let wanted = wanted.and_then(|(a, b)| Some((find(a)?, find(b)?))).filter(|(a, b)| a != b);
    Some(wanted.unwrap_or((leader, second)))
}

/// The two profiles between which totals cross: those wanted, as far as they
/// are there, or else the one in force and the first under which another option
/// leads, or the next one.
pub fn path_of<'a>(
    context: Context<'_>,
    profiles: &'a [ProfileResult],
    wanted: Option<&(ProfileId, ProfileId)>,
) -> Option<(&'a ProfileResult, &'a ProfileResult)> {
    let find = |id: &ProfileId| profiles.iter().find(|result| result.profile == *id);
    let wanted = wanted.and_then(|(a, b)| Some((find(a)?, find(b)?)));
    wanted.filter(|(a, b)| a.profile != b.profile).or_else(|| {
        let here = find(context.analysis().profile.as_ref()?)?;
        let others = || profiles.iter().filter(|other| other.profile != here.profile);
        let turned = others().find(|other| other.leader.is_some() && other.leader != here.leader);
        Some((here, turned.or_else(|| others().next())?))
    })
}

/// The two nodes set against each other: those wanted, as far as they are
/// there, or else the usual.
pub fn axes_of(
    context: Context<'_>,
    wanted: Option<&(CriterionId, CriterionId)>,
) -> Option<(CriterionId, CriterionId)> {
    let there = |id: &CriterionId| context.node(id).is_some();
    wanted.filter(|(x, y)| there(x) && there(y)).cloned().or_else(|| default_axes(context.workbook))
}

/// The two weights of a map, as positions in `Analysis::leaves`: those wanted,
/// as far as they count, or else the two that can move least.
pub fn weights_of(
    context: Context<'_>,
    wanted: Option<&(CriterionId, CriterionId)>,
) -> Option<(usize, usize)> {
    let (workbook, analysis) = (context.workbook, context.analysis());
    let find = |id: &CriterionId| {
        analysis.leaf_at(workbook, id).filter(|&leaf| analysis.leaf_weight(leaf) > 0.0)
    };
    let wanted = wanted.and_then(|(x, y)| Some((find(x)?, find(y)?))).filter(|(x, y)| x != y);
    wanted.or_else(|| sensitive_weights(workbook, analysis))
}

/// Charts kept until the workbook changes.
#[derive(Debug, Default)]
pub struct Shelf {
    stamp: (u64, u64, u64),
    figures: Vec<(Chart, Option<Arc<Figure>>)>,
    profiles: ProfileSheet,
    studies: Studies,
}

impl Shelf {
    /// What the load runs of a scenario say; nothing without a run.
    pub fn study(&mut self, context: Context<'_>, view: &LoadView) -> Option<Arc<Study>> {
        self.studies.of(context.workbook, view)
    }

    /// What came out under each profile, in the workbook's order; the last full
    /// set while a new one is worked out.
    pub fn profiles(&mut self, ui: &Ui, context: Context<'_>) -> &[ProfileResult] {
        self.profiles.tend(ui, context);
        &self.profiles.done
    }

    /// The chart, built when it is asked for the first time or anew.
    pub fn figure(&mut self, ui: &Ui, context: Context<'_>, chart: &Chart) -> Option<Arc<Figure>> {
        if matches!(chart, Chart::Profiles | Chart::RankFlow | Chart::Crossing(_)) {
            self.profiles.tend(ui, context);
        }
        let mut stamp = (context.derived.revision, self.profiles.made, self.stamp.2);
        let mut drawn = None;
        if chart.is_drawn() {
            let standing = context.draws.look(ui, context);
            stamp.2 = standing.made;
            drawn = standing.drawn;
        }
        if self.stamp != stamp {
            self.stamp = stamp;
            self.figures.clear();
        }
        if let Some((_, kept)) = self.figures.iter().find(|(other, _)| other == chart) {
            return kept.clone();
        }
        let study = match chart {
            Chart::Throughput(view) | Chart::Latency(view) => {
                self.studies.of(context.workbook, view)
            }
            _ => None,
        };
        let built = chart
            .build(context, &self.profiles.done, drawn.as_deref(), study.as_deref())
            .map(Arc::new);
        self.figures.push((chart.clone(), built.clone()));
        built
    }
}

/// The runs and options that studies hold for.
type StudiedOf = (Arc<Vec<Measurement>>, Arc<Vec<Alternative>>);

/// Studies of load runs, kept until runs or options change: fitting and drawing
/// bands costs more than a chart does, and most edits touch neither.
#[derive(Debug, Default)]
struct Studies {
    of: Option<StudiedOf>,
    kept: Vec<Arc<Study>>,
}

impl Studies {
    fn of(&mut self, workbook: &Workbook, view: &LoadView) -> Option<Arc<Study>> {
        let same = self.of.as_ref().is_some_and(|(runs, options)| {
            Arc::ptr_eq(runs, &workbook.measurements)
                && Arc::ptr_eq(options, &workbook.alternatives)
        });
        if !same {
            self.kept.clear();
            self.of =
                Some((Arc::clone(&workbook.measurements), Arc::clone(&workbook.alternatives)));
        }
        let scenario = view.scenario_of(workbook)?;
        if let Some(kept) = self.kept.iter().find(|study| study.scenario == scenario) {
            return Some(Arc::clone(kept));
        }
        let made = Arc::new(study(workbook, &scenario, &BandSettings::default()));
        self.kept.push(Arc::clone(&made));
        Some(made)
    }
}

/// How long the profiles are worked at in one frame.
const SLICE: Duration = Duration::from_millis(3);

/// The result under every profile, worked out a slice in each frame. Only what
/// a change touches is worked out anew: a weight moved in one profile leaves the
/// others as they are.
#[derive(Debug, Default)]
struct ProfileSheet {
    /// The workbook that the results hold for.
    of: Option<Workbook>,
    revision: u64,
    fresh: Vec<Option<ProfileResult>>,
    /// The last full set.
    done: Vec<ProfileResult>,
    /// How many full sets there were.
    made: u64,
}

impl ProfileSheet {
    fn tend(&mut self, ui: &Ui, context: Context<'_>) {
        if self.revision != context.derived.revision || self.of.is_none() {
            self.revision = context.derived.revision;
            self.renew(context.workbook);
        }
        if self.fresh.iter().all(Option::is_some) {
            return;
        }
        let begun = Instant::now();
        for (profile, result) in context.workbook.profiles.iter().zip(&mut self.fresh) {
            if result.is_some() {
                continue;
            }
            if begun.elapsed() > SLICE {
                ui.request_repaint();
                return;
            }
            let current = context.analysis().profile.as_ref() == Some(&profile.id);
            *result = Some(if current {
                ProfileResult::of(context.workbook, &profile.id, context.analysis())
            } else {
                ProfileResult::compute(context.workbook, &profile.id)
            });
        }
        self.done = self.fresh.iter().flatten().cloned().collect();
        self.made += 1;
    }

    /// Keeps the results that a change left as they were.
    fn renew(&mut self, workbook: &Workbook) {
        let old = self.of.replace(workbook.clone());
        let kept = old.filter(|old| {
            let mut same = workbook.clone();
            same.profiles = Arc::clone(&old.profiles);
            same.active_profile.clone_from(&old.active_profile);
            same.is_same(old)
        });
        let results = std::mem::take(&mut self.fresh);
        self.fresh = workbook
            .profiles
            .iter()
            .map(|profile| {
                let at = kept.as_ref()?.profiles.iter().position(|other| other == profile)?;
                results.get(at).cloned().flatten()
            })
            .collect();
        if self.fresh.iter().all(Option::is_some) {
            self.done = self.fresh.iter().flatten().cloned().collect();
            self.made += 1;
        }
    }
}

/// Shows a chart in a card: the finding as its title, its tools, what `above`
/// adds, the chart, and its numbers when they are asked for.
pub fn chart_card(
    ui: &mut Ui,
    chart: &Chart,
    figure: &Figure,
    out: &mut Actions,
    above: impl FnOnce(&mut Ui),
) {
    card_titled(ui, chart, figure, Head::Finding, out, above);
}

/// The same under a title that says what the chart is, where its finding is the
/// title of the screen.
pub fn named_chart_card(
    ui: &mut Ui,
    chart: &Chart,
    figure: &Figure,
    out: &mut Actions,
    above: impl FnOnce(&mut Ui),
) {
    card_titled(ui, chart, figure, Head::Name, out, above);
}

/// What stands over a chart.
#[derive(Clone, Copy, PartialEq)]
enum Head {
    /// Its finding, and what it is in a quiet line.
    Finding,
    /// What it is.
    Name,
}

fn card_titled(
    ui: &mut Ui,
    chart: &Chart,
    figure: &Figure,
    title: Head,
    out: &mut Actions,
    above: impl FnOnce(&mut Ui),
) {
    widgets::card(ui, |ui| {
        ui.push_id(figure.id, |ui| {
            head(ui, chart, figure, title, out);
            above(ui);
            let shown = chart_ui(ui, figure, None);
            after(chart, figure, shown, out);
            numbers(ui, chart, figure);
        });
    });
}

/// What a chart asks for once it is shown: a context menu, a way to what a
/// mark is about.
pub fn after(chart: &Chart, figure: &Figure, shown: Shown, out: &mut Actions) {
    if let Some(about) = shown.followed {
        follow(about, out);
    }
    if let Some(asked) = shown.asked {
        out.ask_why(asked);
    }
    let askable = shown.askable;
    shown.response.context_menu(|ui| {
        if let Some(asked) = &askable {
            if ui.button("Why is this number what it is?").clicked() {
                out.ask_why(asked.clone());
                ui.close();
            }
            ui.separator();
        }
        menu(ui, chart, figure, out);
    });
}

fn follow(about: About, out: &mut Actions) {
    let item = match about {
        About::Criterion(id) => ItemRef::new(Kind::Criterion, id.as_str()),
        About::Option(id) => ItemRef::new(Kind::Alternative, id.as_str()),
        About::Profile(id) => {
            out.edit(Edit::Activate(id));
            return;
        }
        About::Measurement(id) => ItemRef::new(Kind::Measurement, id.as_str()),
    };
    out.push(Action::Reveal(item));
}

/// The finding as a title, with the chart's tools at the right, and what the
/// chart is in a quiet line.
pub fn chart_head(ui: &mut Ui, chart: &Chart, figure: &Figure, out: &mut Actions) {
    head(ui, chart, figure, Head::Finding, out);
}

fn head(ui: &mut Ui, chart: &Chart, figure: &Figure, title: Head, out: &mut Actions) {
    ui.with_layout(Layout::right_to_left(Align::TOP), |ui| {
        ui.spacing_mut().item_spacing.x = theme::SPACE_XS;
        more_button(ui, chart, figure, out);
        let name = format!("Open {} in its own window", chart.noun());
        if widgets::icon_button(ui, icons::PROJECTOR_SCREEN, &name).clicked() {
            out.push(Action::OpenChart(chart.clone()));
        }
        numbers_button(ui, chart, figure);
        ui.with_layout(Layout::top_down(Align::LEFT), |ui| {
            ui.spacing_mut().item_spacing.y = theme::SPACE_XXS;
            match title {
                Head::Finding => {
                    widgets::section_title(ui, figure.finding.trim_end_matches('.'));
                    widgets::small(ui, &figure.title);
                }
                Head::Name => {
                    widgets::section_title(ui, &figure.title);
                }
            }
        });
    });
}

fn more_button(ui: &mut Ui, chart: &Chart, figure: &Figure, out: &mut Actions) {
    let name = format!("More for {}", chart.noun());
    let button = widgets::icon_button(ui, icons::DOTS_THREE, &name);
    Popup::menu(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClick)
        .accessible_name(&name)
        .show(|ui| menu(ui, chart, figure, out));
}

fn menu(ui: &mut Ui, chart: &Chart, figure: &Figure, out: &mut Actions) {
    ui.set_min_width(260.0);
    let mut entry = |ui: &mut Ui, text: &str, action: Action| {
        if ui.button(text).clicked() {
            out.push(action);
            ui.close();
        }
    };
    entry(ui, "Open in its own window", Action::OpenChart(chart.clone()));
    ui.separator();
    entry(ui, "Copy the finding", Action::Copy(figure.finding.clone()));
    entry(ui, "Copy the numbers for a spreadsheet", Action::Copy(figure.table.tab_separated()));
    let look = svg::Look { ground: tokens(ui).ground_kind(), heading: true, narrow: false };
    if ui.button("Copy as a picture (SVG)").clicked() {
        out.push(Action::Copy(svg::paint(figure, look)));
        out.push(Action::Say("The picture is on the clipboard, as SVG text".to_owned()));
        ui.close();
    }
    ui.separator();
    if ui.button("Save the record's charts (SVG)…").clicked() {
        out.push(Action::Export(Format::Svg));
        ui.close();
    }
}

fn numbers_id(chart: &Chart) -> egui::Id {
    egui::Id::unique(("chart numbers", chart.noun()))
}

/// A button that shows and hides the numbers of a chart.
pub fn numbers_button(ui: &mut Ui, chart: &Chart, figure: &Figure) {
    if figure.table.rows.is_empty() {
        return;
    }
    let id = numbers_id(chart);
    let open = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or(false);
    let verb = if open { "Hide" } else { "Show" };
    let name = format!("{verb} the numbers of {}", chart.noun());
    let response: Response = ui
        .add(
            Button::new(RichText::new(icons::TABLE).text_style(theme::icon()))
                .frame_when_inactive(open)
                .selected(open),
        )
        .on_hover_text(&name);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if response.clicked() {
        ui.data_mut(|data| data.insert_temp(id, !open));
    }
}

/// The numbers of a chart, where they are asked for.
pub fn numbers(ui: &mut Ui, chart: &Chart, figure: &Figure) {
    let open = ui.data(|data| data.get_temp::<bool>(numbers_id(chart))).unwrap_or(false);
    if open {
        numbers_ui(ui, &figure.table, chart.noun());
    }
}

/// Says in a quiet line what a chart would need.
pub fn nothing_to_show(ui: &mut Ui, chart: &Chart) {
    let text = match chart {
        Chart::Ranking(_) => "The ranking shows once there are options and weights.",
        Chart::Differences(_) | Chart::Pairs | Chart::Agreement => {
            "It takes two ranked options to compare."
        }
        Chart::Weights => "The weights show once two options are ranked.",
        Chart::Profiles | Chart::RankFlow | Chart::Crossing(_) => {
            "It takes two profiles to compare results under each."
        }
        Chart::Tradeoff(_) => "It takes two criteria on which ranked options have values.",
        Chart::Acceptability | Chart::Winning | Chart::Bands => {
            "It takes two ranked options, and weights that the ranges leave room for."
        }
        Chart::Tornado => {
            "It takes two ranked options, and a weight or a range that moves the lead."
        }
        Chart::TwoWeights(_) => "It takes two ranked options and two criteria with weight.",
        Chart::CostValue(_) => "It takes two ranked options with a cost.",
        Chart::Outlay(OutlayChart::Nodes) => "It takes a load run that tells what a node carries.",
        Chart::Outlay(_) => {
            "It takes a load run that tells what a node carries, and node types with prices."
        }
        Chart::Headroom => "It takes a load run, a load to carry and its growth.",
        Chart::NodeEfficiency => "It takes a load run and a load to carry.",
        Chart::Throughput(_) | Chart::Latency(_) => "The workbook holds no load run that tells it.",
    };
    let colour = tokens(ui).text_muted;
    ui.allocate_ui_with_layout(
        vec2(ui.available_width(), 40.0),
        Layout::left_to_right(Align::Center),
        |ui| ui.add(Label::new(RichText::new(text).color(colour)).wrap()),
    );
}
