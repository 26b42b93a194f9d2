//! The selected criterion: its words, its place, its weight and the evidence on
//! it. How it is measured stands in `measure`.

use eframe::egui::{RichText, Ui};

use crate::analysis::{EvidenceTally, claims_on, contradictions_on, listed, stability_sentence};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, TextField, Tone};
use crate::workbook::{
    Anchors, Criterion, CriterionId, CriterionKind, Edit, Item, ItemRef, Kind, new_levels,
    place_criterion, possible_parents,
};

use super::measure;

/// Claims listed before the rest is only counted.
const MOST_CLAIMS: usize = 12;

/// What the inspector needs and keeps beyond the workbook.
pub struct State<'a> {
    /// Anchors before they were moved; see [`measure`].
    pub moved: &'a mut Option<(CriterionId, Anchors)>,
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

/// Shows the criterion at `node`. Gives whether it is to go.
pub fn show(
    ui: &mut Ui,
    context: Context<'_>,
    node: usize,
    state: State<'_>,
    out: &mut Actions,
) -> bool {
    let State { moved, tally, hanging } = state;
    let criterion = &context.workbook.criteria[node];
    let mut changed = criterion.clone();
    let mut edits = Vec::new();
    words(ui, criterion, &mut changed);
    place(ui, context, node, &mut changed, &mut edits);
    weight(ui, context, node);
    if let CriterionKind::Scored(measure) = &criterion.kind
        && let Some(measure) = measure::show(ui, context, node, measure, moved, out)
    {
        changed.kind = CriterionKind::Scored(measure);
    }
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
    evidence(ui, context, criterion, tally, out);
    let gone = removal(ui, criterion, hanging);
    ui.add_space(theme::SPACE_M);
    gone
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
        widgets::small(ui, format!("It holds {holds} criteria, so it stays a group."));
    }
    let scores = scores_on(context, &criterion.id);
    if sort == Sort::Scored && scores > 0 {
        let text = format!("{scores} scores lie on it. They go when it is no longer scored.");
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

fn weight(ui: &mut Ui, context: Context<'_>, node: usize) {
    let analysis = context.analysis();
    let Some(stability) = analysis.stability.iter().find(|other| other.node == node) else {
        return;
    };
    widgets::form_section(ui, "Weight");
    let percent = analysis.weights.nodes[node].percent;
    ui.label(
        RichText::new(format!("{} %", crate::analysis::number(percent, 1)))
            .text_style(theme::figure()),
    );
    widgets::muted(ui, stability_sentence(analysis, stability));
}

fn evidence(
    ui: &mut Ui,
    context: Context<'_>,
    criterion: &Criterion,
    tally: Option<&EvidenceTally>,
    out: &mut Actions,
) {
    let Some(tally) = tally.filter(|tally| tally.claims > 0) else { return };
    let workbook = context.workbook;
    widgets::form_section(ui, "Evidence");
    widgets::muted(ui, tally_sentence(tally));
    for (option, (claims, voices)) in &tally.favours {
        let position = workbook.alternatives.iter().position(|other| other.id == *option);
        let text = format!(
            "{}, {claims} in favour from {voices} {}",
            workbook.alternative_name(option),
            if *voices == 1 { "voice" } else { "voices" }
        );
        widgets::option_label(ui, position.unwrap_or(0), RichText::new(text).small());
    }
    for contradiction in contradictions_on(workbook, &criterion.id) {
        let text = format!("{}, severity {}", contradiction.topic, contradiction.severity.name());
        if link(ui, icons::WARNING, super::tone_of(contradiction.severity), &text) {
            let item = ItemRef::new(Kind::Contradiction, contradiction.id.as_str());
            out.push(Action::Reveal(item));
        }
    }
    for claim in claims_on(workbook, &criterion.id).take(MOST_CLAIMS) {
        let text = format!("{} {}", claim.id.as_str().to_uppercase(), claim.text);
        let (icon, tone) = if claim.counts() {
            (icons::CHECK, Tone::Good)
        } else {
            (icons::PROHIBIT, Tone::Plain)
        };
        if link(ui, icon, tone, &text) {
            out.push(Action::Reveal(ItemRef::new(Kind::Claim, claim.id.as_str())));
        }
        if !claim.counts() {
            widgets::small(ui, format!("{}, {}", claim.verdict.name(), claim.treatment.name()));
        }
    }
    if tally.claims > MOST_CLAIMS {
        widgets::small(
            ui,
            format!("and {} more on the Evidence screen", tally.claims - MOST_CLAIMS),
        );
    }
}

/// An icon and a link beside it.
fn link(ui: &mut Ui, icon: &str, tone: Tone, text: &str) -> bool {
    ui.horizontal_top(|ui| {
        let colour = match tone {
            Tone::Plain => tokens(ui).text_muted,
            _ => tone.text(ui),
        };
        ui.label(RichText::new(icon).text_style(theme::icon()).color(colour));
        widgets::link_button(ui, text).clicked()
    })
    .inner
}

fn tally_sentence(tally: &EvidenceTally) -> String {
    let mut text = format!(
        "{} of {} claims count, from {} independent {}.",
        tally.counted,
        tally.claims,
        tally.voices,
        if tally.voices == 1 { "voice" } else { "voices" }
    );
    if tally.doubtful > 0 {
        text.push_str(&format!(" {} are disputed, outdated or wrong.", tally.doubtful));
    }
    text
}
