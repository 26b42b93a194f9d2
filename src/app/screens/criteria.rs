//! Criteria: the value tree with its weights, and the profile that gives them.

use std::collections::BTreeSet;

use eframe::egui::{Frame, Label, RichText, Role, Ui, WidgetInfo};
use serde::{Deserialize, Serialize};

use crate::analysis::{attached, name_rank, query_words};
use crate::app::action::Actions;
use crate::app::context::Context;
use crate::app::theme::{self, tokens};
use crate::app::widgets;
use crate::workbook::{
    Anchors, CriterionId, CriterionKind, Edit, Item, ItemRef, Kind, NewPlace, TreeStep,
    WeighingScope, add_criterion, place_criterion, step_criterion,
};

mod bearing;
mod chart;
mod comparing;
mod dragging;
mod feed;
mod inspector;
mod measure;
mod menu;
mod moved;
mod outline;
mod profile_bar;
mod resting;
mod rows;
mod toolbar;
mod weighing;

use moved::Moved;
use outline::{OutlineEvent, OutlineState};
use profile_bar::ProfileBar;
pub use profile_bar::begin_profile;
use rows::{OutlineRow, Tallies};
use toolbar::ToolbarEvent;
use weighing::Weighing;

pub(in crate::app::screens) use outline::tone_of;

const TITLE: &str = "Criteria";

/// What is remembered of the screen between runs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// The groups that are folded.
    pub folded: BTreeSet<CriterionId>,
}

/// How the screen is looked at.
#[derive(Debug, Default)]
pub struct CriteriaView {
    selected: Option<CriterionId>,
    folded: BTreeSet<CriterionId>,
    /// What is looked for among the names.
    find: String,
    /// Counts changes of the folds and of what is looked for, for the cache.
    folds: u64,
    /// Unfold the way to the selected row and scroll to it.
    reveal: bool,
    /// The selected row takes the keys once it is drawn.
    take_focus: bool,
    /// The selected row's name is being typed; whether that begins now.
    renaming: Option<bool>,
    /// The row that is held by the pointer.
    held: Option<CriterionId>,
    /// What was just moved into another family.
    moved: Option<Moved>,
    profile: ProfileBar,
    /// The anchors of a criterion before they were moved, until its weight has
    /// been rescaled or left.
    stretched: Option<(CriterionId, Anchors)>,
    /// What is being weighed.
    weighing: Option<Weighing>,
    /// What goes with the selected criterion when it goes, for a revision.
    hanging: Option<(u64, CriterionId, Vec<String>)>,
    tallies: Tallies,
    rows: Vec<OutlineRow>,
    rows_for: Option<(u64, u64)>,
}

impl CriteriaView {
    /// Draws the screen.
    pub fn show(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        header(ui, context);
        if let Some(weighing) = &mut self.weighing {
            if !weighing.show(ui, context, out) {
                self.weighing = None;
                ui.request_repaint();
            }
            return;
        }
        profile_bar::show(ui, context, &mut self.profile, out);
        if context.workbook.criteria.is_empty() {
            ui.add_space(theme::SPACE_XS);
            self.nothing_yet(ui, context, out);
            return;
        }
        if std::mem::take(&mut self.profile.weigh) {
            self.weigh(context, WeighingScope::Leaves);
            ui.request_repaint();
            return;
        }
        self.settle(context);
        let selected = self.selected.as_ref().and_then(|id| context.node(id));
        for event in toolbar::show(ui, context, selected, &mut self.find) {
            match event {
                ToolbarEvent::Row(event) => self.handle(event, context, out),
                ToolbarEvent::FoldAll(fold) => self.fold_all(context, fold),
                ToolbarEvent::Find => {
                    self.folds += 1;
                    self.reveal |= self.find.is_empty();
                }
                ToolbarEvent::FirstFound => self.first_found(),
            }
        }
        if let Some(moved) = &mut self.moved
            && !moved.show(ui, context, out)
        {
            self.moved = None;
        }
        self.refresh_rows(context);
        let events = self.outline(ui, context);
        if !events.is_empty() {
            // The inspector may have been drawn before.
            ui.request_repaint();
        }
        for event in events {
            self.handle(event, context, out);
        }
    }

    /// Draws what the inspector says.
    pub fn inspect(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let node = self.selected.as_ref().and_then(|id| context.node(id));
        match node {
            Some(node) => {
                self.refresh_hanging(context, node);
                let state = inspector::State {
                    moved: &mut self.stretched,
                    tally: self.tallies.each.get(node),
                    hanging: self.hanging.as_ref().map_or(&[], |(_, _, hanging)| hanging),
                };
                match inspector::show(ui, context, node, state, out) {
                    Some(inspector::Asked::Remove) => self.remove(context, out),
                    Some(inspector::Asked::Weigh(scope)) => self.weigh(context, scope),
                    None => {}
                }
            }
            None => inspector::nothing_selected(ui),
        }
    }

    /// Begins to weigh, or goes on with what is being weighed.
    pub fn weigh(&mut self, context: Context<'_>, scope: WeighingScope) {
        match &mut self.weighing {
            Some(weighing) => weighing.go_to(context, scope),
            None => self.weighing = Some(Weighing::begin(context, scope)),
        }
    }

    /// Begins to weigh all criteria.
    pub fn begin_weighing(&mut self, context: Context<'_>) {
        self.weigh(context, WeighingScope::Leaves);
    }

    /// Selects an item.
    pub fn select(&mut self, id: &CriterionId) {
        if self.selected.as_ref() != Some(id) {
            self.renaming = None;
        }
        self.selected = Some(id.clone());
        self.reveal = true;
    }

    /// What is worth remembering between runs.
    pub fn kept(&self) -> Kept {
        Kept { folded: self.folded.clone() }
    }

    /// Takes up what was remembered.
    pub fn restore(&mut self, kept: Kept) {
        self.folded = kept.folded;
        self.folds += 1;
    }

    fn nothing_yet(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let text = "Criteria say what matters and how it is measured. Put them in groups, give \
                    each leaf a scale, then weigh them.";
        if widgets::empty_state(ui, "No criteria yet", text, Some("Add criterion")) {
            self.add(context, NewPlace::Inside, false, out);
        }
        ui.vertical_centered(|ui| {
            if widgets::button(ui, "Add group").clicked() {
                self.add(context, NewPlace::Inside, true, out);
            }
        });
    }

    /// Forgets what is gone, and unfolds the way to what is to be shown.
    fn settle(&mut self, context: Context<'_>) {
        let Some(node) = self.selected.as_ref().and_then(|id| context.node(id)) else {
            self.selected = None;
            self.stretched = None;
            self.renaming = None;
            return;
        };
        if self.stretched.as_ref().is_some_and(|(id, _)| Some(id) != self.selected.as_ref()) {
            self.stretched = None;
        }
        if self.reveal {
            for above in context.tree().path_up(node).skip(1) {
                if self.folded.remove(&context.workbook.criteria[above].id) {
                    self.folds += 1;
                }
            }
        }
    }

    fn refresh_rows(&mut self, context: Context<'_>) {
        let key = (context.derived.revision, self.folds);
        if self.rows_for == Some(key) {
            return;
        }
        self.tallies.refresh(context);
        let words = query_words(&self.find);
        self.rows = rows::rows(context, &self.folded, &self.tallies, &words);
        self.rows_for = Some(key);
    }

    fn refresh_hanging(&mut self, context: Context<'_>, node: usize) {
        let id = &context.workbook.criteria[node].id;
        let revision = context.derived.revision;
        if self.hanging.as_ref().is_some_and(|(of, other, _)| *of == revision && other == id) {
            return;
        }
        let item = ItemRef::new(Kind::Criterion, id.as_str());
        self.hanging = Some((revision, id.clone(), attached(context.workbook, &item)));
    }

    fn outline(&mut self, ui: &mut Ui, context: Context<'_>) -> Vec<OutlineEvent> {
        let reveal = std::mem::take(&mut self.reveal);
        let selected_row = self.rows.iter().position(|row| Some(&row.id) == self.selected.as_ref());
        let state = OutlineState {
            selected: self.selected.as_ref(),
            reveal: selected_row.filter(|_| reveal),
            take_focus: std::mem::take(&mut self.take_focus),
            renaming: self.renaming,
            held: self.held.as_ref(),
            movable: self.find.trim().is_empty(),
        };
        Frame::new()
            .fill(tokens(ui).card)
            .corner_radius(theme::CARD_RADIUS)
            .inner_margin(theme::ROW_MARGIN)
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 0.0;
                if self.rows.is_empty() {
                    let text = format!("No criterion is called \"{}\".", self.find.trim());
                    widgets::muted(ui, text);
                    return Vec::new();
                }
                outline::heads(ui);
                outline::show(ui, context, &self.rows, &state)
            })
            .inner
    }

    /// Selects the first row whose name is what is looked for.
    fn first_found(&mut self) {
        let words = query_words(&self.find);
        let found = self.rows.iter().find(|row| name_rank(&row.name, &words).is_some());
        if let Some(id) = found.map(|row| row.id.clone()) {
            self.select(&id);
            self.take_focus = true;
        }
    }

    fn fold_all(&mut self, context: Context<'_>, fold: bool) {
        self.folds += 1;
        self.folded = context
            .workbook
            .criteria
            .iter()
            .filter(|criterion| fold && criterion.kind == CriterionKind::Group)
            .map(|criterion| criterion.id.clone())
            .collect();
        // What is selected must not stay where it cannot be seen.
        if let Some(node) = self.selected.as_ref().and_then(|id| context.node(id))
            && fold
        {
            let root = context.tree().root_of(node);
            self.selected = Some(context.workbook.criteria[root].id.clone());
        }
    }

    /// Begins a criterion beside the selected one; its name is typed next.
    pub fn begin(&mut self, context: Context<'_>, out: &mut Actions) {
        self.add(context, NewPlace::Inside, false, out);
    }

    fn add(&mut self, context: Context<'_>, place: NewPlace, group: bool, out: &mut Actions) {
        let node = self.selected.as_ref().and_then(|id| context.node(id));
        let (id, edit) = add_criterion(context.workbook, context.tree(), node, place, group);
        out.edit(edit);
        if !self.find.is_empty() {
            // What is new would be hidden.
            self.find.clear();
            self.folds += 1;
        }
        self.select(&id);
        self.renaming = Some(true);
    }

    /// Removes the selected criterion and selects a neighbour.
    fn remove(&mut self, context: Context<'_>, out: &mut Actions) {
        let Some(id) = self.selected.take() else { return };
        let Some(node) = context.node(&id) else { return };
        out.edit(Edit::Remove(ItemRef::new(Kind::Criterion, id.as_str())));
        let tree = context.tree();
        let family = tree.parent[node].map_or(&tree.roots, |above| &tree.children[above]);
        let at = family.iter().position(|&other| other == node).unwrap_or(0);
        let next = family
            .get(at + 1)
            .or_else(|| at.checked_sub(1).and_then(|before| family.get(before)))
            .copied()
            .or(tree.parent[node]);
        self.selected = next.map(|node| context.workbook.criteria[node].id.clone());
        self.reveal = true;
        self.take_focus = self.selected.is_some();
    }

    /// Moves a criterion, and notes it where that is to another family.
    fn put(&mut self, context: Context<'_>, node: usize, edit: Edit, out: &mut Actions) {
        self.moved = Some(Moved::begin(self.moved.take(), context, node));
        out.edit(edit);
        self.select(&context.workbook.criteria[node].id.clone());
        self.take_focus = true;
    }

    fn step(&mut self, context: Context<'_>, step: TreeStep, out: &mut Actions) {
        let Some(node) = self.selected.as_ref().and_then(|id| context.node(id)) else { return };
        if let Some(edit) = step_criterion(context.workbook, context.tree(), node, step) {
            self.put(context, node, edit, out);
        }
    }

    fn let_go(
        &mut self,
        context: Context<'_>,
        place: Option<(Option<CriterionId>, Option<CriterionId>)>,
        out: &mut Actions,
    ) {
        let Some(node) = self.held.take().and_then(|id| context.node(&id)) else { return };
        let Some((parent, before)) = place else { return };
        let (parent, before) =
            (parent.and_then(|id| context.node(&id)), before.and_then(|id| context.node(&id)));
        let edit = place_criterion(context.workbook, context.tree(), node, parent, before);
        if let Some(edit) = edit {
            self.put(context, node, edit, out);
        }
    }

    fn handle(&mut self, event: OutlineEvent, context: Context<'_>, out: &mut Actions) {
        match event {
            OutlineEvent::Select(row) => {
                if let Some(row) = self.rows.get(row) {
                    let id = row.id.clone();
                    self.select(&id);
                    self.take_focus = true;
                }
            }
            OutlineEvent::Fold(id) => {
                if !self.folded.remove(&id) {
                    self.folded.insert(id);
                }
                self.folds += 1;
            }
            OutlineEvent::Weight(criterion, weight) => {
                if let Some(profile) = context.profile_id() {
                    out.edit(Edit::SetWeight { profile: profile.clone(), criterion, weight });
                }
            }
            OutlineEvent::Step(step) => self.step(context, step, out),
            OutlineEvent::Add(place, group) => self.add(context, place, group, out),
            OutlineEvent::Remove => self.remove(context, out),
            OutlineEvent::Weigh => {
                let scope = weighing::scope_at(context, self.selected.as_ref());
                self.weigh(context, scope);
            }
            OutlineEvent::Rename => {
                self.renaming = Some(true);
                self.reveal = true;
            }
            OutlineEvent::RenameBegun => self.renaming = Some(false),
            OutlineEvent::Renamed(id, name) => {
                let Some(criterion) = context.workbook.criterion(&id) else { return };
                let label = format!("rename {} to {name}", criterion.name);
                let mut changed = criterion.clone();
                changed.name = name;
                out.edit(Edit::All { label, edits: vec![Edit::Put(Item::from(changed))] });
            }
            OutlineEvent::RenameOver(by_key) => {
                self.renaming = None;
                self.take_focus = by_key;
            }
            OutlineEvent::Hold(id) => self.held = Some(id),
            OutlineEvent::LetGo(place) => self.let_go(context, place, out),
        }
    }
}

/// The title, and what the tree comes to beside it.
fn header(ui: &mut Ui, context: Context<'_>) {
    ui.horizontal(|ui| {
        ui.label(RichText::new(TITLE).text_style(theme::title()))
            .widget_info(|| WidgetInfo::labeled(Role::Heading, true, TITLE));
        ui.add_space(theme::SPACE_S);
        let colour = tokens(ui).text_muted;
        ui.add(Label::new(RichText::new(headline(context)).color(colour)).truncate());
    });
}

/// What the tree comes to, in a line.
fn headline(context: Context<'_>) -> String {
    let (workbook, analysis) = (context.workbook, context.analysis());
    let leaves = analysis.leaves.len();
    let groups =
        workbook.criteria.iter().filter(|other| other.kind == CriterionKind::Group).count();
    if leaves == 0 {
        return String::new();
    }
    let mut line = format!(
        "{leaves} {} in {groups} {}",
        if leaves == 1 { "criterion" } else { "criteria" },
        if groups == 1 { "group" } else { "groups" }
    );
    let heaviest = analysis
        .leaves
        .iter()
        .max_by(|a, b| {
            let share = |node: usize| analysis.weights.nodes[node].global;
            share(**a).total_cmp(&share(**b)).then(b.cmp(a))
        })
        .filter(|&&node| analysis.weights.nodes[node].global > 0.0);
    if let Some(&node) = heaviest {
        line.push_str(&format!(
            ". {} weighs most, {} %",
            workbook.criteria[node].name,
            crate::analysis::number(analysis.weights.nodes[node].percent, 1)
        ));
    }
    line.push('.');
    line
}
