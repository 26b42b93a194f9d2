//! Scores: the matrix of criteria and options, worked by keyboard.

use std::rc::Rc;

use eframe::egui::{FocusDirection, Frame, Key, Modifiers, Panel, Ui, Vec2};
use serde::{Deserialize, Serialize};

use crate::app::action::{Action, Actions};
use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::screens::Screen;
use crate::app::widgets;
use crate::workbook::{AlternativeId, CriterionId};

mod bar;
mod cell;
mod edits;
mod find;
mod from_parts;
mod grid;
mod heads;
mod judge;
mod keys;
mod measured;
mod over;
mod paint;
mod paste;
mod rows;
mod select;

pub use rows::Filters;

use find::Find;
use paste::Preview;
use rows::{Facts, Rows};
use select::{Selection, Spot};

/// What the cells show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Show {
    /// Performances, as scored.
    #[default]
    Scores,
    /// Values, 0 to 100.
    Values,
    /// Points added to the total: weight times value.
    Points,
}

/// Whose scores the cells show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Whose {
    /// What is in force: the mean of the reviewers, or what holds until they
    /// score.
    #[default]
    Joint,
    /// What the current reviewer gave in this round, and nothing else.
    Mine,
}

/// What is remembered of how the matrix was looked at.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// What the cells show.
    pub show: Show,
    /// Whose scores they show.
    pub whose: Whose,
    /// Which cells are looked for.
    pub filters: Filters,
    /// Groups that are folded.
    pub folded: Vec<CriterionId>,
    /// Width of the criteria's names in points; as fits where not set.
    pub names_width: Option<f32>,
    /// The legend is hidden.
    pub no_legend: bool,
}

/// How the matrix is looked at.
#[derive(Debug, Default)]
pub struct ScoresView {
    kept: Kept,
    selection: Selection,
    editor: Option<Editor>,
    find: Option<Find>,
    find_focused: bool,
    preview: Option<Preview>,
    /// Scores over what was measured that wait for their reason.
    waiting: Option<over::Waiting>,
    /// The cell with the cursor is to take the focus.
    focus_cursor: bool,
    /// The cursor is to be brought into sight.
    reveal: bool,
    /// The reason in the inspector is to take the focus.
    focus_reason: bool,
    /// The selection is being drawn out by the pointer.
    dragging: bool,
    /// How far the matrix is scrolled.
    offset: Vec2,
    /// Rows that one page down goes.
    page: usize,
    /// The row that the cursor was on last, for when its criterion goes.
    cursor_row: usize,
    /// A cell has the focus.
    focused: bool,
    /// The one cell that the inspector has shown in the frame before.
    inspected: Option<Spot>,
    facts: Facts,
    rows: Rows,
    picked: Picked,
}

/// The cells selected, kept while neither selection nor rows change: there may
/// be tens of thousands.
#[derive(Debug, Default)]
struct Picked {
    key: (Selection, u64),
    cells: Rc<[(Spot, usize)]>,
    /// How many of them the reviewer has scored.
    mine: usize,
}

/// The text being typed into a cell.
#[derive(Debug)]
struct Editor {
    at: Spot,
    text: String,
    /// What it began with, where the cell held it.
    before: String,
    problem: Option<String>,
    begun: bool,
}

impl ScoresView {
    /// What is worth remembering between runs.
    pub fn kept(&self) -> Kept {
        self.kept.clone()
    }

    /// Looks at the matrix as remembered.
    pub fn restore(&mut self, kept: Kept) {
        self.kept = kept;
    }

    /// Draws the screen.
    pub fn show(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        self.refresh(ui, context);
        if context.workbook.alternatives.is_empty() || context.analysis().leaves.is_empty() {
            widgets::page_header(ui, "Scores", "");
            empty(ui, context, out);
            return;
        }
        if self.focus_reason {
            // The inspector, drawn before, would have taken it: it is hidden.
            out.push(Action::Run(Command::ToggleInspector));
        }
        self.screen_keys(ui);
        self.bar(ui, context, out);
        if self.rows.all.is_empty() {
            self.nothing_passes(ui);
        } else {
            Panel::bottom("below the matrix")
                .frame(Frame::NONE)
                .resizable(false)
                .show_separator_line(false)
                .show(ui, |ui| self.foot(ui));
            self.grid(ui, context, out);
        }
        self.preview_ui(ui, context, out);
    }

    /// Keys that work wherever the focus is on this screen.
    fn screen_keys(&mut self, ui: &Ui) {
        if ui.memory(|memory| memory.top_modal_layer().is_some()) {
            return;
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::F)) {
            self.open_find();
        }
        // With nothing in focus an arrow goes to the matrix.
        let nothing = ui.memory(|memory| memory.focused().is_none());
        let arrow = |input: &mut eframe::egui::InputState| {
            let keys = [Key::ArrowUp, Key::ArrowDown, Key::ArrowLeft, Key::ArrowRight];
            input.modifiers.is_none()
                && keys.iter().any(|key| input.consume_key(Modifiers::NONE, *key))
        };
        if nothing && self.editor.is_none() && ui.input_mut(arrow) {
            let first = self.rows.leaves.first().map(|&row| self.rows.all[row].node);
            let at = self.selection.cursor().filter(|it| self.rows.row(it.node).is_some());
            // The arrow has done its work and moves the focus no farther.
            ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
            if let Some(spot) = at.or(first.map(|node| Spot { node, option: 0 })) {
                self.selection.set(spot);
                self.focus_cursor = true;
                self.reveal = true;
            }
        }
    }

    /// Puts the cursor on a cell and brings it into view.
    pub fn select_cell(
        &mut self,
        context: Context<'_>,
        alternative: &AlternativeId,
        criterion: &CriterionId,
    ) {
        let workbook = context.workbook;
        let option = workbook.alternatives.iter().position(|option| option.id == *alternative);
        let (Some(node), Some(option)) = (context.node(criterion), option) else { return };
        self.kept.filters = Filters::default();
        self.unfold_to(context, node);
        self.editor = None;
        self.selection.set(Spot { node, option });
        self.focus_cursor = true;
        self.reveal = true;
    }

    /// Draws what the inspector says of the cell with the cursor.
    pub fn inspect(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        self.refresh(ui, context);
        let selected = self.selected();
        let one = match &*selected {
            [(spot, _)] => Some(*spot),
            _ => None,
        };
        // What is half typed in a field is given back when the field has lost
        // the focus: the cell left is drawn once more for that.
        let left = self.inspected.filter(|left| Some(*left) != one);
        self.inspected = one;
        if let Some(left) = left
            && self.inspect_cell(ui, context, left, false, out)
        {
            ui.request_repaint();
            return;
        }
        let focus = std::mem::take(&mut self.focus_reason);
        self.leave_waiting(context, out);
        let asks = self.ask_reason(ui, context, focus, out);
        let focus = focus && !asks;
        let Some(cursor) = self.selection.cursor() else {
            widgets::section_title(ui, "No score selected");
            widgets::muted(
                ui,
                "Select a cell to see what is asked, what is known and what it could change.",
            );
            return;
        };
        match one {
            Some(spot) => {
                self.inspect_cell(ui, context, spot, focus, out);
            }
            None if selected.is_empty() => self.inspect_group(ui, context, cursor, out),
            None => self.inspect_many(ui, context, &selected, out),
        }
    }

    /// A cell as it is inspected.
    fn cell_at(&mut self, context: Context<'_>, spot: Spot, leaf: usize) -> cell::CellAt {
        cell::CellAt {
            spot,
            leaf,
            marks: self.facts.marks(context, spot.option, leaf),
            blind: self.kept.whose == Whose::Mine,
            waits: self.waits(),
        }
    }

    /// Draws the inspector of a cell. Returns whether it is a cell.
    fn inspect_cell(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        spot: Spot,
        focus: bool,
        out: &mut Actions,
    ) -> bool {
        let Some(leaf) = self.facts.matrix.leaf_of.get(spot.node).copied().flatten() else {
            return false;
        };
        if spot.option >= context.workbook.alternatives.len() {
            return false;
        }
        let cell = self.cell_at(context, spot, leaf);
        let waiting = cell::inspect(ui, context, &cell, focus, out);
        self.hold(waiting);
        true
    }

    fn refresh(&mut self, ui: &Ui, context: Context<'_>) {
        let changed = self.facts.refresh(ui, context);
        if context.reviewer.is_none() {
            self.kept.filters.by_me = None;
        }
        let (filters, folded) = (self.kept.filters, &self.kept.folded);
        self.rows.refresh(context, &self.facts, changed, filters, folded);
        let gone = |spot: Spot| {
            spot.node >= context.workbook.criteria.len()
                || spot.option >= context.workbook.alternatives.len()
        };
        if changed
            && self
                .selection
                .areas(&self.rows.row_of)
                .iter()
                .any(|area| area.options.1 >= context.workbook.alternatives.len())
            || self.selection.cursor().is_some_and(gone)
        {
            self.selection.clear();
        }
        if self.editor.as_ref().is_some_and(|editor| gone(editor.at)) {
            self.editor = None;
        }
        self.keep_cursor_in_sight(context);
        self.pick();
    }

    /// Gathers the cells selected, if they are others than before.
    fn pick(&mut self) {
        if self.picked.key.0 == self.selection && self.picked.key.1 == self.rows.stamp {
            return;
        }
        let cells = self.leaf_spots(&self.selection.areas(&self.rows.row_of));
        let own = |&&(spot, leaf): &&(Spot, usize)| self.facts.is_own(spot.option, leaf);
        let mine = cells.iter().filter(own).count();
        let key = (self.selection.clone(), self.rows.stamp);
        self.picked = Picked { key, cells: cells.into(), mine };
    }

    /// The cells selected, row by row, with their leaves; groups are left out.
    fn selected(&mut self) -> Rc<[(Spot, usize)]> {
        self.pick();
        Rc::clone(&self.picked.cells)
    }

    /// The cursor's criterion may be folded away, or pass the filters no more:
    /// then the cursor goes to the group, or to what stands in its place.
    fn keep_cursor_in_sight(&mut self, context: Context<'_>) {
        let Some(cursor) = self.selection.cursor() else { return };
        if let Some(row) = self.rows.row(cursor.node) {
            self.cursor_row = row;
            return;
        }
        let group = context.tree().path_up(cursor.node).find(|&above| {
            self.rows.row(above).is_some() && self.is_folded(&context.workbook.criteria[above].id)
        });
        let last = self.rows.all.len().saturating_sub(1);
        let instead = self.rows.all.get(self.cursor_row.min(last)).map(|row| row.node);
        match group.or(instead) {
            Some(node) => {
                self.selection.set(Spot { node, ..cursor });
                self.focus_cursor |= self.focused;
            }
            None => self.selection.clear(),
        }
    }

    fn is_folded(&self, id: &CriterionId) -> bool {
        self.kept.folded.contains(id)
    }

    fn unfold(&mut self, id: &CriterionId) {
        self.kept.folded.retain(|other| other != id);
    }

    fn toggle_fold(&mut self, id: &CriterionId) {
        if self.is_folded(id) {
            self.unfold(id);
        } else {
            self.kept.folded.push(id.clone());
        }
    }

    fn fold_all(&mut self, context: Context<'_>) {
        let tree = context.tree();
        let groups = tree.order.iter().filter(|&&node| !tree.children[node].is_empty());
        self.kept.folded = groups.map(|&node| context.workbook.criteria[node].id.clone()).collect();
        if let Some(cursor) = self.selection.cursor() {
            let node = tree.root_of(cursor.node);
            self.selection.set(Spot { node, ..cursor });
        }
        self.reveal = true;
    }

    /// Unfolds all groups above a criterion.
    fn unfold_to(&mut self, context: Context<'_>, node: usize) {
        for above in context.tree().path_up(node).skip(1) {
            self.unfold(&context.workbook.criteria[above].id);
        }
        self.rows.refresh(context, &self.facts, false, self.kept.filters, &self.kept.folded);
    }
}

fn empty(ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
    let (text, screen) = if context.workbook.alternatives.is_empty() {
        (
            "Scores say how well each option does on each criterion. Name the options first.",
            Screen::Options,
        )
    } else {
        (
            "Scores say how well each option does on each criterion. Describe the criteria first.",
            Screen::Criteria,
        )
    };
    let action = format!("Go to {}", screen.name());
    if widgets::empty_state(ui, "Nothing to score yet", text, Some(&action)) {
        out.push(Action::Go(screen));
    }
}
