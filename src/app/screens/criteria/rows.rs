//! What the rows of the outline say, made once per change of the workbook.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::analysis::{CellState, EvidenceTally, name_rank, number, tally};
use crate::app::context::Context;
use crate::workbook::{
    Claim, Contradiction, Criterion, CriterionId, CriterionKind, Measure, Scale, Severity, Source,
    Weighting,
};

/// One row of the outline.
#[derive(Debug)]
pub struct OutlineRow {
    /// The criterion.
    pub id: CriterionId,
    /// Its name.
    pub name: String,
    /// Steps from the top.
    pub depth: usize,
    /// What it is.
    pub kind: RowKind,
    /// Its raw weight, where it has one of its own or a sum.
    pub raw: Option<f64>,
    /// Whether the raw weight can be edited here.
    pub editable: bool,
    /// The raw weight in text, where it cannot.
    pub raw_text: String,
    /// Share of the largest weight in the tree, for the bar.
    pub share: f64,
    /// The percent as printed, empty where it has none.
    pub percent: String,
    /// The scale in short.
    pub scale: String,
    /// Counted claims of all, "8 of 12".
    pub counted: String,
    /// Independent voices.
    pub voices: String,
    /// The gravest contradiction.
    pub conflict: Option<Severity>,
    /// What is odd about its place, in a word or two, and whether it keeps the
    /// result back.
    pub odd: Option<(&'static str, bool)>,
    /// The row read out.
    pub spoken: String,
}

/// What a row stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// A group that is unfolded.
    Open,
    /// A group that is folded.
    Folded,
    /// A group without children.
    EmptyGroup,
    /// A scored leaf.
    Scored,
    /// A scored leaf that counts for nobody, as it does not apply.
    Dropped,
    /// A leaf for context only.
    Context,
}

impl RowKind {
    /// Whether it is a group.
    pub fn is_group(self) -> bool {
        matches!(self, Self::Open | Self::Folded | Self::EmptyGroup)
    }
}

/// Tallies of the evidence, made again only when the evidence changes.
#[derive(Debug, Default)]
pub struct Tallies {
    criteria: Arc<Vec<Criterion>>,
    claims: Arc<Vec<Claim>>,
    sources: Arc<Vec<Source>>,
    contradictions: Arc<Vec<Contradiction>>,
    /// One per criterion, in the workbook's order.
    pub each: Vec<EvidenceTally>,
}

impl Tallies {
    /// Makes them anew if what they rest on has changed.
    pub fn refresh(&mut self, context: Context<'_>) {
        let workbook = context.workbook;
        // A drag changes criteria in every frame, but not which there are.
        let ids = |criteria: &[Criterion], others: &[Criterion]| {
            criteria.len() == others.len()
                && criteria.iter().zip(others).all(|(one, other)| one.id == other.id)
        };
        let same = (Arc::ptr_eq(&self.criteria, &workbook.criteria)
            || ids(&self.criteria, &workbook.criteria))
            && Arc::ptr_eq(&self.claims, &workbook.claims)
            && Arc::ptr_eq(&self.sources, &workbook.sources)
            && Arc::ptr_eq(&self.contradictions, &workbook.contradictions);
        if same {
            return;
        }
        *self = Self {
            criteria: Arc::clone(&workbook.criteria),
            claims: Arc::clone(&workbook.claims),
            sources: Arc::clone(&workbook.sources),
            contradictions: Arc::clone(&workbook.contradictions),
            each: workbook
                .criteria
                .iter()
                .map(|criterion| tally(workbook, &criterion.id))
                .collect(),
        };
    }
}

/// The rows in sight, in the order of the tree; what is folded away is left
/// out. With words to find, those whose name holds all of them, and the groups
/// that lead to them, folded or not.
pub fn rows(
    context: Context<'_>,
    folded: &BTreeSet<CriterionId>,
    tallies: &Tallies,
    words: &[String],
) -> Vec<OutlineRow> {
    let (workbook, tree, analysis) = (context.workbook, context.tree(), context.analysis());
    let weights = &analysis.weights;
    let largest = weights.nodes.iter().map(|node| node.global).fold(0.0, f64::max);
    let finding = !words.is_empty();
    let mut found = vec![false; workbook.criteria.len()];
    for &node in tree.order.iter().rev() {
        found[node] |= name_rank(&workbook.criteria[node].name, words).is_some();
        if let (true, Some(above)) = (found[node], tree.parent[node]) {
            found[above] = true;
        }
    }
    let mut hidden = vec![false; workbook.criteria.len()];
    let mut rows = Vec::new();
    for &node in &tree.order {
        let criterion = &workbook.criteria[node];
        let above_hidden = tree.parent[node]
            .is_some_and(|above| hidden[above] || folded.contains(&workbook.criteria[above].id));
        hidden[node] = above_hidden && !finding;
        if hidden[node] || (finding && !found[node]) {
            continue;
        }
        let kind = match &criterion.kind {
            CriterionKind::Group if tree.children[node].is_empty() => RowKind::EmptyGroup,
            CriterionKind::Group if folded.contains(&criterion.id) && !finding => RowKind::Folded,
            CriterionKind::Group => RowKind::Open,
            CriterionKind::Context => RowKind::Context,
            CriterionKind::Scored(_) if is_dropped(context, node) => RowKind::Dropped,
            CriterionKind::Scored(_) => RowKind::Scored,
        };
        rows.push(row(context, node, kind, largest, tallies.each.get(node)));
    }
    rows
}

fn is_dropped(context: Context<'_>, node: usize) -> bool {
    let analysis = context.analysis();
    let leaf = analysis.leaves.iter().position(|&leaf| leaf == node);
    leaf.is_some_and(|leaf| {
        !analysis.options.is_empty() && analysis.cell(0, leaf).state == CellState::Dropped
    })
}

fn row(
    context: Context<'_>,
    node: usize,
    kind: RowKind,
    largest: f64,
    tally: Option<&EvidenceTally>,
) -> OutlineRow {
    let criterion = &context.workbook.criteria[node];
    let profile = context.profile();
    let weighting = profile.map(|profile| profile.weighting);
    let weight = context.analysis().weights.nodes[node];
    let weighs = kind != RowKind::Context;
    let editable = match weighting {
        Some(Weighting::AcrossTree) => matches!(kind, RowKind::Scored | RowKind::Dropped),
        Some(Weighting::WithinFamily) => weighs,
        Some(Weighting::Questionnaire | Weighting::Requirements) | None => false,
    };
    let raw = if editable {
        profile.and_then(|profile| profile.weights.get(&criterion.id).copied())
    } else {
        (weighs && weight.raw > 0.0).then_some(weight.raw)
    };
    let unset = !context.analysis().weights.is_set() && weight.percent == 0.0;
    let percent = if unset {
        // Not weighed yet is not the same as weighing nothing.
        String::new()
    } else if weighs && weighting.is_some() && kind != RowKind::EmptyGroup {
        format!("{} %", number(weight.percent, 1))
    } else {
        String::new()
    };
    let (mut counted, mut voices, mut conflict) = (String::new(), String::new(), None);
    if let Some(tally) = tally.filter(|tally| tally.claims > 0) {
        counted = format!("{} of {}", tally.counted, tally.claims);
        voices = tally.voices.to_string();
        conflict = tally.conflict;
    }
    let scale = criterion.measure().map(scale_in_short).unwrap_or_default();
    let odd = odd(context, node);
    OutlineRow {
        id: criterion.id.clone(),
        name: criterion.name.clone(),
        depth: context.tree().depth[node],
        kind,
        raw,
        editable,
        raw_text: raw.map(short).unwrap_or_default(),
        share: if largest > 0.0 { weight.global / largest } else { 0.0 },
        spoken: spoken(criterion, kind, &percent, &counted, conflict, odd),
        odd,
        percent,
        scale,
        counted,
        voices,
        conflict,
    }
}

fn spoken(
    criterion: &Criterion,
    kind: RowKind,
    percent: &str,
    counted: &str,
    conflict: Option<Severity>,
    odd: Option<(&'static str, bool)>,
) -> String {
    let mut words = vec![criterion.name.clone()];
    words.extend(match kind {
        RowKind::Open => Some("group, unfolded".to_owned()),
        RowKind::Folded => Some("group, folded".to_owned()),
        RowKind::EmptyGroup => Some("empty group".to_owned()),
        RowKind::Context => Some("context, never counts".to_owned()),
        RowKind::Dropped => Some("not applicable, counts for no option".to_owned()),
        RowKind::Scored => None,
    });
    if !percent.is_empty() {
        words.push(percent.to_owned());
    }
    if !counted.is_empty() {
        words.push(format!("{counted} claims count"));
    }
    if let Some(severity) = conflict {
        words.push(format!("conflict of severity {}", severity.name()));
    }
    words.extend(odd.map(|(word, _)| word.to_owned()));
    words.join(", ")
}

/// What is odd about a node's place in the tree.
fn odd(context: Context<'_>, node: usize) -> Option<(&'static str, bool)> {
    let (workbook, tree) = (context.workbook, context.tree());
    let criterion = &workbook.criteria[node];
    let unset = &context.analysis().weights.unset;
    if unset.iter().flatten().any(|family| *family == criterion.id) {
        return Some(("no weights in it", true));
    }
    let grouped = |&root: &usize| workbook.criteria[root].kind == CriterionKind::Group;
    if tree.parent[node].is_none()
        && criterion.measure().is_some()
        && tree.roots.iter().any(grouped)
    {
        return Some(("in no group", false));
    }
    None
}

/// A raw weight, as short as it goes.
pub fn short(x: f64) -> String {
    let text = number(x, 2);
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// A scale in a few words: "5 levels", "ms, less is better".
pub fn scale_in_short(measure: &Measure) -> String {
    let less = measure.anchors.best < measure.anchors.worst;
    match &measure.scale {
        Scale::Levels(levels) => format!("{} levels", levels.len()),
        Scale::Natural { unit, .. } => {
            let unit = if unit.is_empty() { "number" } else { unit.as_str() };
            if less { format!("{unit}, less is better") } else { unit.to_owned() }
        }
    }
}
