//! Weighing: criteria judged by a method, the weights that follow shown beside
//! today's, and applied as one step. Nothing in the workbook changes before.

use std::collections::BTreeMap;

use eframe::egui::{self, Id, Key, Label, Modifiers, RichText, Role, ScrollArea, Ui, WidgetInfo};

use crate::analysis::{
    ElicitationReport, MOST_PAIRED, Weighed, WeighingWarning, carried_weights, elicitation_report,
    scope_members, scope_name, weigh, weighed, weighing_scopes, weighing_warnings,
};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::screens::Screen;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, ChoiceGroup, GroupChange, GroupChoice, TextField, Tone};
use crate::workbook::{CriterionId, Edit, Item, ItemRef, Kind, Profile, WeighingScope, Weighting};

mod best_worst;
mod draft;
mod grid;
mod pairs;
mod points;
mod ranking;
mod rows;

use draft::{Draft, Method};

/// Height that the foot takes.
const FOOT: f32 = 52.0;
/// Most of the height that warnings take.
const WARNINGS: f32 = 150.0;

/// What is being weighed.
#[derive(Debug)]
pub struct Weighing {
    scope: WeighingScope,
    /// Judgements under way, by scope: going to another scope keeps them.
    drafts: BTreeMap<WeighingScope, Draft>,
    ranking: ranking::RankingView,
    grid: grid::GridView,
    /// The scale of pairs takes the keys once it is drawn.
    focus: bool,
    /// The question whether judgements may go is being asked.
    leaving: bool,
    show_warnings: bool,
    warnings: Option<(u64, Vec<WeighingWarning>)>,
    found: Option<((u64, WeighingScope), Found)>,
}

/// What follows from the judgements: weights, or what is still to be said.
#[derive(Debug, Clone)]
struct Found {
    weighed: Option<Weighed>,
    /// What is to be told beside the buttons, and whether it is in the way.
    said: String,
    problem: bool,
}

impl Weighing {
    /// Begins with a scope, or the first that can be weighed.
    pub fn begin(context: Context<'_>, scope: WeighingScope) -> Self {
        let (workbook, tree) = (context.workbook, context.tree());
        let enough = scope_members(workbook, tree, &scope).len() > 1;
        let scope = if enough { scope } else { WeighingScope::Leaves };
        let mut weighing = Self {
            scope: scope.clone(),
            drafts: BTreeMap::new(),
            ranking: ranking::RankingView::default(),
            grid: grid::GridView::default(),
            focus: false,
            leaving: false,
            show_warnings: false,
            warnings: None,
            found: None,
        };
        weighing.go_to(context, scope);
        weighing
    }

    /// Goes to a scope; what was judged on the one before is kept.
    pub fn go_to(&mut self, context: Context<'_>, scope: WeighingScope) {
        self.drafts.entry(scope.clone()).or_insert_with(|| Draft::begin(context, &scope));
        self.scope = scope;
        self.found = None;
    }

    /// Shows the weighing. Gives whether it goes on.
    pub fn show(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) -> bool {
        let Some(profile) = context.profile() else { return false };
        let workbook = context.workbook;
        let gone = |scope: &WeighingScope| scope_members(workbook, context.tree(), scope).len() < 2;
        if gone(&self.scope) {
            self.drafts.remove(&self.scope);
            if gone(&WeighingScope::Leaves) {
                return false;
            }
            self.go_to(context, WeighingScope::Leaves);
        }
        let mut stays = self.head(ui, context, profile);
        if !matches!(profile.weighting, Weighting::AcrossTree | Weighting::WithinFamily) {
            return stays && !decided_elsewhere(ui, context, profile, out);
        }
        let scope = self.scope.clone();
        let Some(draft) = self.drafts.get_mut(&scope) else { return false };
        draft.refresh(context);
        methods(ui, draft);
        if self.show_warnings {
            self.warnings_ui(ui, context, out);
        }
        let Some(draft) = self.drafts.get_mut(&scope) else { return false };
        let key = (draft.version, scope.clone());
        if self.found.as_ref().is_none_or(|(of, _)| *of != key) {
            self.found = Some((key, found(context, draft)));
        }
        let found = self.found.as_ref().map(|(_, found)| found.clone());
        let Some(found) = found else { return false };
        let weighed = found.weighed.as_ref();
        let height = (ui.available_height() - FOOT).max(120.0);
        let too_many = draft.method == Method::Pairs && draft.members.len() > MOST_PAIRED;
        ui.allocate_ui(egui::vec2(ui.available_width(), height), |ui| {
            ui.set_height(height);
            egui::Frame::new()
                .fill(tokens(ui).card)
                .corner_radius(theme::CARD_RADIUS)
                .inner_margin(theme::BOX_MARGIN)
                .show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    ui.spacing_mut().item_spacing.y = theme::SPACE_XS;
                    match draft.method {
                        Method::Swing | Method::Smart => points::show(ui, draft, weighed),
                        Method::Ranking => {
                            ranking::show(ui, draft, &mut self.ranking, weighed);
                        }
                        Method::Grid => grid::show(ui, draft, &mut self.grid, weighed),
                        Method::BestWorst => best_worst::show(ui, draft, weighed),
                        Method::Pairs if too_many => refused(ui),
                        Method::Pairs => pairs::show(ui, draft, &mut self.focus, weighed),
                    }
                });
        });
        stays &= self.foot(ui, context, profile, &found, out);
        stays
    }

    /// Title, scope, note, warnings, and the way out. Gives whether it goes on.
    fn head(&mut self, ui: &mut Ui, context: Context<'_>, profile: &Profile) -> bool {
        let workbook = context.workbook;
        let mut chosen = None;
        ui.horizontal(|ui| {
            let title = "Weigh";
            ui.label(RichText::new(title).text_style(theme::section()))
                .widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
            let scopes: Vec<(WeighingScope, String)> = weighing_scopes(workbook, context.tree())
                .into_iter()
                .map(|scope| {
                    let count = scope_members(workbook, context.tree(), &scope).len();
                    let name = format!("{} ({count})", scope_name(workbook, &scope));
                    (scope, name)
                })
                .collect();
            let width = (ui.available_width() * 0.36).clamp(150.0, 260.0);
            chosen = widgets::choose(
                ui,
                "weighing scope",
                "What is weighed",
                &self.scope,
                width,
                &scopes,
            );
            let revision = context.derived.revision;
            if self.warnings.as_ref().is_none_or(|(of, _)| *of != revision) {
                let warnings = weighing_warnings(workbook, context.analysis());
                self.warnings = Some((revision, warnings));
            }
            let count = self.warnings.as_ref().map_or(0, |(_, warnings)| warnings.len());
            if count > 0 {
                let words = if count == 1 {
                    "1 thing to look at".to_owned()
                } else {
                    format!("{count} things to look at")
                };
                if widgets::chip(ui, self.show_warnings, &words).clicked() {
                    self.show_warnings = !self.show_warnings;
                }
            }
            if let Some(draft) = self.drafts.get_mut(&self.scope) {
                let name = "Who weighed, and why so";
                let width = ui.available_width().max(80.0);
                let field = TextField::new(("weighing note", &self.scope), name, &draft.note)
                    .hint(name)
                    .width(width);
                if let Some(note) = field.show(ui) {
                    draft.note = note;
                    draft.judged_now();
                }
            }
        });
        if let Some(scope) = chosen {
            self.go_to(context, scope);
            ui.request_repaint();
        }
        if let Some(elicitation) = profile.elicited.get(&self.scope) {
            let report =
                elicitation_report(workbook, context.tree(), profile, &self.scope, elicitation);
            standing_line(ui, context, &report);
        }
        true
    }

    fn warnings_ui(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let Some((_, warnings)) = &self.warnings else { return };
        ScrollArea::vertical().id_salt("weighing warnings").max_height(WARNINGS).show(ui, |ui| {
            for (at, warning) in warnings.iter().enumerate() {
                ui.push_id(("warning", at), |ui| {
                    let text = format!("{} {}", warning.message, warning.hint);
                    widgets::finding_line(ui, Tone::Plain, icons::WARNING, &text);
                    ui.horizontal_wrapped(|ui| {
                        for id in warning.criteria.iter().take(6) {
                            let name = context.workbook.criterion_name(id).to_owned();
                            if widgets::link_button(ui, name).clicked() {
                                let item = ItemRef::new(Kind::Criterion, id.as_str());
                                out.push(Action::Reveal(item));
                            }
                        }
                    });
                });
            }
        });
    }

    fn foot(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        profile: &Profile,
        found: &Found,
        out: &mut Actions,
    ) -> bool {
        let touched = self.drafts.values().any(|draft| draft.touched);
        if self.leaving {
            let text = "Judgements that are not applied yet would be lost.";
            match widgets::confirm(ui, text, "Drop the judgements", "Go on weighing") {
                Some(true) => return false,
                Some(false) => self.leaving = false,
                None => {}
            }
            return true;
        }
        let mut stays = true;
        let mut apply = false;
        ui.horizontal(|ui| {
            ui.add_enabled_ui(!found.problem, |ui| {
                apply = widgets::primary_button(ui, "Apply weights").clicked();
            });
            let free = ui.memory(|memory| memory.focused().is_none());
            let escaped = free
                && !egui::Popup::is_any_open(ui)
                && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
            if widgets::button(ui, "Cancel").clicked() || escaped {
                if touched {
                    self.leaving = true;
                } else {
                    stays = false;
                }
            }
            let colour = if found.problem { Tone::Warning.text(ui) } else { tokens(ui).text_muted };
            ui.add(Label::new(RichText::new(&found.said).color(colour)).wrap());
        });
        if apply {
            stays &= self.apply(context, profile, out);
        }
        stays
    }

    /// Applies what was judged. Gives whether there is more to weigh.
    fn apply(&mut self, context: Context<'_>, profile: &Profile, out: &mut Actions) -> bool {
        let Some(draft) = self.drafts.get(&self.scope) else { return false };
        let Ok(judged) = draft.judged() else { return true };
        let (workbook, tree) = (context.workbook, context.tree());
        let edit = weigh(workbook, tree, profile, &self.scope, judged, &draft.note);
        let Ok(edit) = edit else { return true };
        let said = format!(
            "{} weighed by {}.",
            scope_name(workbook, &self.scope),
            method_word(draft.method)
        );
        out.push(Action::EditAndSay(edit, said));
        self.drafts.remove(&self.scope);
        let next = self.drafts.values().find(|draft| draft.touched).map(|it| it.scope.clone());
        match next {
            Some(scope) => {
                self.go_to(context, scope);
                true
            }
            None => false,
        }
    }
}

/// A method within a sentence.
fn method_word(method: Method) -> String {
    match method {
        Method::Smart => "SMART".to_owned(),
        Method::Pairs => "pairs (AHP)".to_owned(),
        other => other.name().to_lowercase(),
    }
}

/// What follows from the judgements under way.
fn found(context: Context<'_>, draft: &Draft) -> Found {
    let problem = |said: String| Found { weighed: None, said, problem: true };
    let judged = match draft.judged() {
        Ok(judged) => judged,
        Err(said) => return problem(said.to_owned()),
    };
    match weighed(&draft.members, &judged) {
        Ok(found) => {
            let mut said: Vec<String> = found.remarks.clone();
            said.extend(found.consistency.as_ref().map(|it| it.sentence()));
            let across = context.profile().is_some_and(|profile| {
                profile.weighting == Weighting::WithinFamily && draft.scope == WeighingScope::Leaves
            });
            if across {
                said.push(
                    "Weights will then be compared across the tree, not within families."
                        .to_owned(),
                );
            }
            Found { weighed: Some(found), said: said.join(" "), problem: false }
        }
        Err(error) => problem(format!("{} {}", error.sentence(context.workbook), error.hint())),
    }
}

/// The methods to choose from, and what the chosen one asks.
fn methods(ui: &mut Ui, draft: &mut Draft) {
    let choices: Vec<GroupChoice<'_>> = Method::ALL
        .iter()
        .map(|method| GroupChoice {
            label: method.name(),
            name: format!("Weigh by {}", method_word(*method)),
            on: *method == draft.method,
            hover: method.explained().to_owned(),
        })
        .collect();
    let group = ChoiceGroup {
        id: Id::unique("weighing method"),
        name: "Method of weighing",
        choices: &choices,
        several: false,
        focus: false,
    };
    if let Some(GroupChange::Toggle(at) | GroupChange::Move(at)) = group.show(ui).1
        && let Some(method) = Method::ALL.get(at)
        && *method != draft.method
    {
        draft.method = *method;
        draft.version += 1;
        ui.request_repaint();
    }
    widgets::small(ui, draft.method.explained());
}

fn refused(ui: &mut Ui) {
    widgets::section_title(ui, "Too many for pairs");
    widgets::muted(
        ui,
        "People lose track beyond seven. Weigh each group by itself, choose one above, or take \
         Ranking, Grid or Best-worst for all at once.",
    );
}

/// How it was weighed before, and whether that still holds.
pub fn standing_line(ui: &mut Ui, context: Context<'_>, report: &ElicitationReport) {
    let stale = report.staleness(context.workbook);
    let mut text = report.sentence();
    if let Some(consistency) = report.consistency() {
        text = format!("{text} {}", consistency.sentence());
    }
    if stale.is_empty() {
        widgets::finding_line(ui, Tone::Good, icons::CHECK, &text);
    } else {
        let text = format!("{text} {}", stale.join(" "));
        widgets::finding_line(ui, Tone::Warning, icons::WARNING, &text);
    }
}

/// Where answers or requirements decide: says so, and carries their weights
/// over as direct ones when asked. Gives whether weighing is left.
fn decided_elsewhere(
    ui: &mut Ui,
    context: Context<'_>,
    profile: &Profile,
    out: &mut Actions,
) -> bool {
    let mut left = false;
    let (what, screen) = match profile.weighting {
        Weighting::Questionnaire => ("the answers to the questionnaire", "Go to the questions"),
        _ => ("the requirements and their links to criteria", "Go to the requirements"),
    };
    widgets::card(ui, |ui| {
        widgets::section_title(ui, "Weights come from elsewhere");
        widgets::muted(
            ui,
            format!(
                "Under {} the weights follow from {what}; what is judged here would not count. \
                 Change them there, or carry today's weights over as direct ones and weigh from \
                 these.",
                profile.name
            ),
        );
        ui.add_space(theme::SPACE_S);
        ui.horizontal_wrapped(|ui| {
            if widgets::primary_button(ui, "Carry over as direct weights").clicked() {
                out.edit(carried(context, profile));
            }
            if widgets::button(ui, screen).clicked() {
                out.push(Action::Go(Screen::Requirements));
            }
            left = widgets::button(ui, "Back to the tree").clicked();
        });
    });
    left
}

/// The weights in force as direct weights across the tree.
fn carried(context: Context<'_>, profile: &Profile) -> Edit {
    // Weights given earlier would be kept in their place; these are asked for.
    let mut changed = Profile { weights: BTreeMap::new(), ..profile.clone() };
    let weights = &context.analysis().weights;
    let (workbook, tree) = (context.workbook, context.tree());
    let to = Weighting::AcrossTree;
    if let Some(carried) = carried_weights(workbook, tree, &changed, weights, to) {
        changed.weights = carried;
    }
    changed.weighting = to;
    let label = format!("carry over the weights of {}", profile.name);
    Edit::All { label, edits: vec![Edit::Put(Item::from(changed))] }
}

/// The scope of the criterion's own group, or of the group that it stands in.
pub fn scope_at(context: Context<'_>, id: Option<&CriterionId>) -> WeighingScope {
    let Some(node) = id.and_then(|id| context.node(id)) else { return WeighingScope::Leaves };
    let tree = context.tree();
    let holder = if tree.children[node].is_empty() { tree.parent[node] } else { Some(node) };
    match holder {
        Some(at) => WeighingScope::Group(context.workbook.criteria[at].id.clone()),
        None if tree.roots.iter().any(|&root| !tree.children[root].is_empty()) => {
            WeighingScope::Top
        }
        None => WeighingScope::Leaves,
    }
}
