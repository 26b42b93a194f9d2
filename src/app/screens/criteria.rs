//! Criteria: the value tree with its weights, and the profile that gives them.

use std::collections::BTreeSet;

use eframe::egui::{Frame, Margin, Ui};

use crate::app::action::Actions;
use crate::app::context::Context;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets;
use crate::workbook::{Anchors, CriterionId, CriterionKind, Edit, ItemRef, Kind};

mod arrange;
mod chart;
mod inspector;
mod measure;
mod outline;
mod profile_bar;
mod rows;

use arrange::Step;
use outline::{OutlineEvent, OutlineState};
use rows::{OutlineRow, Tallies};

pub(in crate::app::screens) use outline::tone_of;

/// How the screen is looked at.
#[derive(Debug, Default)]
pub struct CriteriaView {
    selected: Option<CriterionId>,
    folded: BTreeSet<CriterionId>,
    /// Counts changes of the folds, for the cache.
    folds: u64,
    /// Unfold the way to the selected row and scroll to it.
    reveal: bool,
    /// The selected row takes the keys once it is drawn.
    take_focus: bool,
    /// The inspector's name field takes the keys once it is drawn.
    rename: bool,
    profile_details: bool,
    /// The anchors of a criterion before they were moved, until its weight has
    /// been rescaled or left.
    moved: Option<(CriterionId, Anchors)>,
    tallies: Tallies,
    rows: Vec<OutlineRow>,
    rows_for: Option<(u64, u64)>,
}

impl CriteriaView {
    /// Draws the screen.
    pub fn show(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        widgets::page_header(ui, "Criteria", &headline(context));
        profile_bar::show(ui, context, &mut self.profile_details, out);
        ui.add_space(theme::SPACE_XS);
        if context.workbook.criteria.is_empty() {
            let text = "Criteria say what matters and how it is measured. Put them in groups, \
                        give each leaf a scale, then weigh them.";
            if widgets::empty_state(ui, "No criteria yet", text, Some("Add criterion")) {
                self.add(context, false, out);
            }
            return;
        }
        self.settle(context);
        self.toolbar(ui, context, out);
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
                let state = inspector::State {
                    rename: std::mem::take(&mut self.rename),
                    moved: &mut self.moved,
                    tally: self.tallies.each.get(node),
                };
                inspector::show(ui, context, node, state, out);
            }
            None => inspector::nothing_selected(ui),
        }
    }

    /// Selects an item.
    pub fn select(&mut self, id: &CriterionId) {
        self.selected = Some(id.clone());
        self.reveal = true;
    }

    /// Forgets what is gone, and unfolds the way to what is to be shown.
    fn settle(&mut self, context: Context<'_>) {
        let Some(node) = self.selected.as_ref().and_then(|id| context.node(id)) else {
            self.selected = None;
            self.moved = None;
            return;
        };
        if self.moved.as_ref().is_some_and(|(id, _)| Some(id) != self.selected.as_ref()) {
            self.moved = None;
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
        self.rows = rows::rows(context, &self.folded, &self.tallies);
        self.rows_for = Some(key);
    }

    fn outline(&mut self, ui: &mut Ui, context: Context<'_>) -> Vec<OutlineEvent> {
        let reveal = std::mem::take(&mut self.reveal);
        let selected_row = self.rows.iter().position(|row| Some(&row.id) == self.selected.as_ref());
        let state = OutlineState {
            selected: self.selected.as_ref(),
            reveal: selected_row.filter(|_| reveal),
            take_focus: std::mem::take(&mut self.take_focus),
            profile: context.profile_id(),
        };
        Frame::new()
            .fill(tokens(ui).card)
            .corner_radius(theme::CARD_RADIUS)
            .inner_margin(Margin::symmetric(8, 8))
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 0.0;
                outline::heads(ui);
                outline::show(ui, &self.rows, &state)
            })
            .inner
    }

    fn toolbar(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let node = self.selected.as_ref().and_then(|id| context.node(id));
        ui.horizontal_wrapped(|ui| {
            if widgets::button(ui, "Add criterion").clicked() {
                self.add(context, false, out);
            }
            if widgets::button(ui, "Add group").clicked() {
                self.add(context, true, out);
            }
            ui.add_space(theme::SPACE_S);
            for (step, icon, name) in [
                (Step::Up, icons::ARROW_UP, "Move up (Alt+↑)"),
                (Step::Down, icons::ARROW_DOWN, "Move down (Alt+↓)"),
                (Step::Out, icons::ARROW_LEFT, "Move out of the group (Alt+←)"),
                (Step::Into, icons::ARROW_RIGHT, "Move into the group above (Alt+→)"),
            ] {
                let edit = node
                    .and_then(|node| arrange::step(context.workbook, context.tree(), node, step));
                let clicked = ui
                    .add_enabled_ui(edit.is_some(), |ui| widgets::icon_button(ui, icon, name))
                    .inner
                    .clicked();
                if let (true, Some(edit)) = (clicked, edit) {
                    out.edit(edit);
                    self.reveal = true;
                }
            }
            let remove = ui
                .add_enabled_ui(node.is_some(), |ui| {
                    widgets::icon_button(ui, icons::TRASH, "Remove criterion (Delete)")
                })
                .inner;
            if remove.clicked() {
                self.remove(context, out);
            }
            ui.add_space(theme::SPACE_S);
            self.fold_all(ui, context);
        });
    }

    fn fold_all(&mut self, ui: &mut Ui, context: Context<'_>) {
        let all_open = self.folded.is_empty();
        let words = if all_open { "Fold all" } else { "Unfold all" };
        if !widgets::button(ui, words).clicked() {
            return;
        }
        self.folds += 1;
        self.folded = if all_open {
            context
                .workbook
                .criteria
                .iter()
                .filter(|criterion| criterion.kind == CriterionKind::Group)
                .map(|criterion| criterion.id.clone())
                .collect()
        } else {
            BTreeSet::new()
        };
    }

    fn add(&mut self, context: Context<'_>, group: bool, out: &mut Actions) {
        let node = self.selected.as_ref().and_then(|id| context.node(id));
        let (id, edit) = arrange::add(context.workbook, context.tree(), node, group);
        out.edit(edit);
        self.select(&id);
        self.rename = true;
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
            OutlineEvent::Step(step) => {
                let node = self.selected.as_ref().and_then(|id| context.node(id));
                let edit = node
                    .and_then(|node| arrange::step(context.workbook, context.tree(), node, step));
                if let Some(edit) = edit {
                    out.edit(edit);
                    self.reveal = true;
                    self.take_focus = true;
                }
            }
            OutlineEvent::Add(group) => self.add(context, group, out),
            OutlineEvent::Remove => self.remove(context, out),
            OutlineEvent::Rename => self.rename = true,
        }
    }
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
