//! The selected criterion: its words, its weight, its place and the way out.
//! How it is measured stands in `measure`, what bears on it in `bearing`.

use eframe::egui::{Id, RichText, Ui};

use crate::analysis::{
    EvidenceTally, elicitation_report, listed, number, percent, raw_weight_for_share,
    scope_members, stability_sentence,
};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::theme::{self, icons};
use crate::app::widgets::{self, TextField, Tone, WeightSlider, WeightSliderChange};
use crate::workbook::{
    Criterion, CriterionId, CriterionKind, Edit, Item, WeighingScope, Weighting, new_levels,
    place_criterion, possible_parents,
};

use super::measure::{self, Stretched};
use super::weighing::standing_line;
use super::{bearing, resting};

/// What the inspector needs and keeps beyond the workbook.
pub struct State<'a> {
    /// Anchors before they were moved; see [`measure`].
    pub moved: &'a mut Stretched,
    /// The evidence on the criterion.
    pub tally: Option<&'a EvidenceTally>,
    /// What goes with the criterion, clause by clause.
    pub hanging: &'a [String],
}

/// What stands here while nothing is selected.
pub fn nothing_selected(ui: &mut Ui) {
    widgets::section_title(ui, "Criterion");
    widgets::muted(ui, "Select a criterion to see its scale, its value function and its evidence.");
    ui.add_space(theme::SPACE_S);
    for (keys, what) in [
        ("↑ ↓", "walk through the tree"),
        ("← →", "fold and unfold"),
        ("Alt + arrows", "move the criterion"),
        ("F2 or Enter", "rename"),
        ("Ctrl + Enter", "add a criterion beside it"),
        ("Ctrl + Shift + Enter", "add a group beside it"),
        ("Insert", "add a criterion in the group"),
        ("Delete", "remove"),
        ("Ctrl + F", "find"),
    ] {
        ui.horizontal(|ui| {
            ui.label(RichText::new(keys).text_style(theme::small_strong()));
            widgets::small(ui, what);
        });
    }
}

/// What is asked for beyond a change.
pub enum Asked {
    /// The criterion is to go.
    Remove,
    /// Weigh what stands in this scope.
    Weigh(WeighingScope),
}

/// Shows the criterion at `node`. Gives what is asked for.
pub fn show(
    ui: &mut Ui,
    context: Context<'_>,
    node: usize,
    state: State<'_>,
    out: &mut Actions,
) -> Option<Asked> {
    let State { moved, tally, hanging } = state;
    let criterion = &context.workbook.criteria[node];
    let mut changed = criterion.clone();
    let mut edits = Vec::new();
    words(ui, criterion, &mut changed);
    warnings(ui, context, node);
    weight(ui, context, node, out);
    let weigh = elicited(ui, context, node, out);
    if let CriterionKind::Scored(measure) = &criterion.kind
        && let Some(measure) = measure::show(ui, context, node, measure, moved, out)
    {
        changed.kind = CriterionKind::Scored(measure);
    }
    bearing::requirements(ui, context, criterion, out);
    bearing::evidence(ui, context, criterion, tally, out);
    place(ui, context, node, &mut changed, &mut edits);
    notes(ui, criterion, &mut changed);
    if changed != *criterion {
        edits.insert(0, Edit::Put(Item::from(changed)));
    }
    if !edits.is_empty() {
        out.edit(match edits.len() {
            1 => edits.remove(0),
            _ => Edit::All { label: format!("change criterion {}", criterion.name), edits },
        });
    }
    let gone = removal(ui, criterion, hanging);
    ui.add_space(theme::SPACE_M);
    if gone { Some(Asked::Remove) } else { weigh.map(Asked::Weigh) }
}

/// How what is in a group was weighed, and the way to weigh it.
fn elicited(
    ui: &mut Ui,
    context: Context<'_>,
    node: usize,
    out: &mut Actions,
) -> Option<WeighingScope> {
    let (workbook, tree) = (context.workbook, context.tree());
    let profile = context.profile()?;
    let scope = WeighingScope::Group(workbook.criteria[node].id.clone());
    if scope_members(workbook, tree, &scope).len() < 2 {
        return None;
    }
    let elicitation = profile.elicited.get(&scope);
    if let Some(elicitation) = elicitation {
        let report = elicitation_report(workbook, tree, profile, &scope, elicitation);
        standing_line(ui, context, &report);
        if !elicitation.note.is_empty() {
            widgets::small(ui, &elicitation.note);
        }
    }
    let mut asked = None;
    ui.horizontal_wrapped(|ui| {
        if widgets::button(ui, "Weigh what is in it…").clicked() {
            asked = Some(scope.clone());
        }
        if elicitation.is_some() && widgets::button(ui, "Forget how it was weighed").clicked() {
            let profile = profile.id.clone();
            out.edit(Edit::ForgetElicitation { profile, scope: scope.clone() });
        }
    });
    asked
}

/// The way out, and what it takes along. Gives whether it is taken.
fn removal(ui: &mut Ui, criterion: &Criterion, hanging: &[String]) -> bool {
    widgets::form_section(ui, "Removal");
    let text = if hanging.is_empty() {
        "Nothing else goes with it.".to_owned()
    } else {
        format!("With it go {}. Undo brings all of it back.", listed(hanging))
    };
    widgets::muted(ui, text);
    let group = criterion.kind == CriterionKind::Group;
    let words = if group { "Remove this group" } else { "Remove this criterion" };
    widgets::danger_button(ui, words).clicked()
}

fn words(ui: &mut Ui, criterion: &Criterion, changed: &mut Criterion) {
    let id = criterion.id.as_str();
    let name = widgets::labelled(ui, "Name", |ui| {
        let field =
            TextField::new(("criterion-name", id), "Name of the criterion", &criterion.name);
        field.show(ui)
    });
    if let Some(name) = name.filter(|name| !name.is_empty()) {
        changed.name = name;
    }
    let definition =
        widgets::labelled_text(ui, (id, "definition"), "Definition", &criterion.definition, 2);
    if let Some(definition) = definition {
        changed.definition = definition;
    }
}

/// Words that are read less often than they are kept.
fn notes(ui: &mut Ui, criterion: &Criterion, changed: &mut Criterion) {
    let id = criterion.id.as_str();
    widgets::form_section(ui, "Notes");
    for (label, stored, new) in [
        ("How it is measured", &criterion.measure, &mut changed.measure),
        ("Note on the criterion", &criterion.note, &mut changed.note),
    ] {
        if let Some(text) = widgets::labelled_text(ui, (id, label), label, stored, 2) {
            *new = text;
        }
    }
}

/// What sort of node a criterion is, for the list to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Group,
    Scored,
    Context,
}

/// Parent and kind.
fn place(
    ui: &mut Ui,
    context: Context<'_>,
    node: usize,
    changed: &mut Criterion,
    edits: &mut Vec<Edit>,
) {
    widgets::form_section(ui, "Place");
    let (workbook, tree) = (context.workbook, context.tree());
    let criterion = &workbook.criteria[node];
    let mut parents: Vec<(Option<CriterionId>, String)> =
        vec![(None, "Top of the tree".to_owned())];
    parents.extend(possible_parents(workbook, tree, node).into_iter().map(|at| {
        let above = &workbook.criteria[at];
        (Some(above.id.clone()), above.name.clone())
    }));
    let width = ui.available_width();
    let parent = widgets::labelled(ui, "Stands in", |ui| {
        widgets::choose(ui, "parent", "Group that it stands in", &criterion.parent, width, &parents)
    });
    if let Some(parent) = parent {
        let above = parent.as_ref().and_then(|id| context.node(id));
        edits.extend(place_criterion(workbook, tree, node, above, None));
    }
    let sort = match criterion.kind {
        CriterionKind::Group => Sort::Group,
        CriterionKind::Scored(_) => Sort::Scored,
        CriterionKind::Context => Sort::Context,
    };
    let sorts = [
        (Sort::Group, "Group of criteria".to_owned()),
        (Sort::Scored, "Scored criterion".to_owned()),
        (Sort::Context, "Context, never counts".to_owned()),
    ];
    let holds = tree.children[node].len();
    let chosen = widgets::labelled(ui, "Kind", |ui| {
        ui.add_enabled_ui(holds == 0, |ui| {
            widgets::choose(ui, "kind", "Kind of the criterion", &sort, width, &sorts)
        })
        .inner
    });
    if holds > 0 {
        let noun = if holds == 1 { "criterion" } else { "criteria" };
        widgets::small(ui, format!("It holds {holds} {noun}, so it stays a group."));
    }
    let scores = scores_on(context, &criterion.id);
    if sort == Sort::Scored && scores > 0 {
        let text = if scores == 1 {
            "One score lies on it. It goes when it is no longer scored.".to_owned()
        } else {
            format!("{scores} scores lie on it. They go when it is no longer scored.")
        };
        widgets::small(ui, text);
    }
    match chosen {
        Some(Sort::Group) => changed.kind = CriterionKind::Group,
        Some(Sort::Scored) => changed.kind = CriterionKind::Scored(new_levels()),
        Some(Sort::Context) => changed.kind = CriterionKind::Context,
        None => {}
    }
}

/// Count of scores on a criterion: those read from the sources and all ballots'.
pub fn scores_on(context: Context<'_>, id: &CriterionId) -> usize {
    let workbook = context.workbook;
    let lists = std::iter::once(&*workbook.baseline)
        .chain(workbook.ballots.iter().map(|ballot| &ballot.scores));
    lists
        .map(|scores| {
            // Scores are sorted by criterion.
            let from = scores.partition_point(|score| score.criterion < *id);
            scores[from..].iter().take_while(|score| score.criterion == *id).count()
        })
        .sum()
}

/// What is odd about the criterion's place, each with a way out.
fn warnings(ui: &mut Ui, context: Context<'_>, node: usize) {
    let (workbook, tree) = (context.workbook, context.tree());
    let criterion = &workbook.criteria[node];
    let mut say = |tone: Tone, text: &str| {
        let icon = if tone == Tone::Warning { icons::WARNING } else { icons::INFO };
        widgets::finding_line(ui, tone, icon, text);
    };
    let group = criterion.kind == CriterionKind::Group;
    let members = tree.children[node].len();
    if group && members == 0 {
        say(Tone::Warning, "The group is empty. Add criteria to it (Insert), or remove it.");
    }
    if members == 1 {
        say(
            Tone::Plain,
            "A group of one: it weighs what its only criterion does. Add another, or move that \
             one out.",
        );
    }
    let unset = &context.analysis().weights.unset;
    if unset.iter().flatten().any(|family| *family == criterion.id) {
        say(
            Tone::Warning,
            "None of the criteria in it has a weight, so nothing is ranked. Give weights in the \
             tree, or set equal ones above it.",
        );
    }
    let grouped = |&root: &usize| workbook.criteria[root].kind == CriterionKind::Group;
    if tree.parent[node].is_none() && !group && tree.roots.iter().any(grouped) {
        say(
            Tone::Plain,
            "It stands in no group, though others do. Drag it into one, or choose one under \
             Place.",
        );
    }
}

fn weight(ui: &mut Ui, context: Context<'_>, node: usize, out: &mut Actions) {
    let analysis = context.analysis();
    let criterion = &context.workbook.criteria[node];
    let Some(weighting) = analysis.weights.weighting else { return };
    if criterion.kind == CriterionKind::Context {
        return;
    }
    widgets::form_section(ui, "Weight");
    let weight = &analysis.weights.nodes[node];
    let family = weighting == Weighting::WithinFamily;
    ui.horizontal(|ui| {
        let text = format!("{} %", number(weight.percent, 1));
        ui.label(RichText::new(text).text_style(theme::figure()));
        let above = context.tree().parent[node].map(|above| &context.workbook.criteria[above].name);
        if let (true, Some(above)) = (family, above) {
            widgets::small(ui, format!("of the whole, {} of {above}", percent(weight.local)));
        } else {
            widgets::small(ui, "of the whole");
        }
    });
    let stability = analysis.stability.iter().find(|other| other.node == node);
    let span = stability.and_then(|stability| stability.span(Some(weighting)));
    let share = if family { weight.local } else { weight.global };
    let possible = raw_weight_for_share(context.tree(), &analysis.weights, node, share).is_some();
    if possible {
        let name = format!("Share of {}", criterion.name);
        let slider = WeightSlider {
            id: Id::unique(("share slider", &criterion.id)),
            name: &name,
            share,
            stable: span.map(|span| (span.low, span.high)),
            width: ui.available_width(),
        };
        let (response, change) = slider.show(ui);
        match change {
            Some(WeightSliderChange::To(share)) => {
                let raw = raw_weight_for_share(context.tree(), &analysis.weights, node, share);
                if let (Some(raw), Some(profile)) = (raw, context.profile_id()) {
                    let edit = Edit::SetWeight {
                        profile: profile.clone(),
                        criterion: criterion.id.clone(),
                        weight: Some(raw),
                    };
                    out.push(Action::Drag(edit, format!("share of {}", criterion.id)));
                }
            }
            Some(WeightSliderChange::Done) => out.push(Action::DragEnd),
            None if response.lost_focus() => out.push(Action::DragEnd),
            None => {}
        }
    } else if weighting == Weighting::AcrossTree && criterion.kind == CriterionKind::Group {
        widgets::small(ui, "A group weighs what its criteria do together.");
    }
    resting::show(ui, context, criterion, weighting, out);
    if let Some(stability) = stability {
        widgets::muted(ui, stability_sentence(analysis, stability));
    }
}
