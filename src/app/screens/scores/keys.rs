//! The keyboard in the matrix: moving, selecting, typing, filling, folding.

use eframe::egui::{
    Align2, Event, EventFilter, FocusDirection, Id, Key, Modifiers, Rect, TextEdit, Ui, UiBuilder,
    text::CCursor, text::CCursorRange,
};

use super::select::{Area, Spot};
use super::{Editor, ScoresView, edits};
use crate::analysis::CellState;
use crate::analysis::why::Subject;
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::theme::tokens;
use crate::import::{self, Reading};
use crate::workbook::Judgement;

impl ScoresView {
    /// Takes the keys while a cell has the focus; only keeps them from moving
    /// the focus where they are not meant for it.
    pub(super) fn keys(
        &mut self,
        ui: &Ui,
        context: Context<'_>,
        id: Id,
        meant: bool,
        out: &mut Actions,
    ) {
        ui.memory_mut(|memory| {
            let filter = EventFilter {
                tab: true,
                horizontal_arrows: true,
                vertical_arrows: true,
                // Esc first leaves the cursor alone selected.
                escape: !self.selection.is_single(),
            };
            memory.set_focus_lock_filter(id, filter);
        });
        if !meant {
            return;
        }
        for event in ui.input(|input| input.events.clone()) {
            // What a key has opened or moved takes the next event.
            if self.editor.is_some() {
                return;
            }
            match event {
                Event::Key { key, pressed: true, modifiers, .. } => {
                    self.key(ui, context, key, modifiers, out);
                }
                Event::Text(text) => self.typed(context, &text, out),
                Event::Copy => self.copy(context, out),
                Event::Cut => {
                    self.copy(context, out);
                    self.clear_selected(context, out);
                }
                Event::Paste(text) => self.paste(context, &text, out),
                _ => {}
            }
        }
    }

    fn key(
        &mut self,
        ui: &Ui,
        context: Context<'_>,
        key: Key,
        modifiers: Modifiers,
        out: &mut Actions,
    ) {
        let Some(cursor) = self.selection.cursor() else { return };
        if modifiers.alt {
            if key == Key::Enter {
                self.ask_why(context, cursor, out);
            }
            return;
        }
        let (command, shift) = (modifiers.command, modifiers.shift);
        let group =
            context.workbook.criteria.get(cursor.node).is_some_and(|it| it.measure().is_none());
        let far = if command { isize::MAX } else { 1 };
        match key {
            Key::ArrowLeft if group && !command && !shift => self.fold_or_go_up(context, cursor),
            Key::ArrowRight if group && !command && !shift => {
                self.unfold(&context.workbook.criteria[cursor.node].id);
            }
            Key::Space if group && !command => {
                self.toggle_fold(&context.workbook.criteria[cursor.node].id);
            }
            Key::Space if command => self.select_column(cursor.option),
            Key::Space if shift => self.select_row(context, cursor.node),
            Key::ArrowUp => self.step(context, -far, 0, shift),
            Key::ArrowDown => self.step(context, far, 0, shift),
            Key::ArrowLeft => self.step(context, 0, -far, shift),
            Key::ArrowRight => self.step(context, 0, far, shift),
            Key::PageUp if !command => self.step(context, -(self.page as isize), 0, shift),
            Key::PageDown if !command => self.step(context, self.page as isize, 0, shift),
            Key::Home | Key::End => {
                let by = if key == Key::Home { -isize::MAX } else { isize::MAX };
                self.step(context, if command { by } else { 0 }, by, shift);
            }
            Key::Tab if !command => {
                let by = if shift { -1 } else { 1 };
                if !self.step_over(context, by) {
                    // At the last cell the focus goes on.
                    let direction =
                        if shift { FocusDirection::Previous } else { FocusDirection::Next };
                    ui.memory_mut(|memory| memory.move_focus(direction));
                }
            }
            Key::F2 => self.begin_edit(context, cursor, None),
            Key::Enter if group => self.toggle_fold(&context.workbook.criteria[cursor.node].id),
            Key::Enter if !command => self.focus_reason = true,
            Key::Escape => self.selection.collapse(),
            Key::Delete | Key::Backspace => self.clear_selected(context, out),
            Key::A if command => self.select_all(context),
            Key::D if command => self.fill(context, true, out),
            Key::R if command => self.fill(context, false, out),
            _ => {}
        }
    }

    /// Asks why the number under the cursor is what it is. What others gave
    /// stays hidden while one scores blind.
    fn ask_why(&mut self, context: Context<'_>, cursor: Spot, out: &mut Actions) {
        let (Some(option), Some(criterion)) = (
            context.workbook.alternatives.get(cursor.option),
            context.workbook.criteria.get(cursor.node),
        ) else {
            return;
        };
        let analysis = context.analysis();
        let Some(leaf) = analysis.leaves.iter().position(|&node| node == cursor.node) else {
            out.ask_why(Subject::Value(option.id.clone(), criterion.id.clone()));
            return;
        };
        let at = self.cell_at(context, cursor, leaf);
        if at.blind && edits::own(context, cursor).is_none() {
            let text = "What others gave shows once you have scored the cell yourself.";
            out.push(Action::Say(text.to_owned()));
            return;
        }
        out.ask_why(super::cell::why(context, &at));
    }

    fn typed(&mut self, context: Context<'_>, text: &str, out: &mut Actions) {
        let Some(cursor) = self.selection.cursor() else { return };
        match text {
            "?" => self.judge_selected(context, Judgement::Unknown, out),
            "n" | "N" => self.judge_selected(context, Judgement::NotApplicable, out),
            typed if typed.chars().all(|c| c.is_ascii_digit() || "-.,".contains(c)) => {
                self.begin_edit(context, cursor, Some(typed));
            }
            _ => {}
        }
    }

    /// Gives every selected cell the same judgement.
    pub(super) fn judge_selected(
        &mut self,
        context: Context<'_>,
        is: Judgement,
        out: &mut Actions,
    ) {
        let readings: Vec<(Spot, Reading)> =
            self.selected().iter().map(|&(spot, _)| (spot, Reading::new(is))).collect();
        let waiting = edits::score(context, "score", &readings, out);
        self.hold(waiting);
    }

    /// Puts one reading into cells, as far as their scales take it.
    pub(super) fn put_fitting(
        &mut self,
        context: Context<'_>,
        cells: &[(Spot, usize)],
        reading: Reading,
        out: &mut Actions,
    ) {
        let all = cells.iter().map(|&(spot, _)| (spot, reading));
        let (fitting, other): (Vec<_>, Vec<_>) =
            all.partition(|&(spot, reading)| fits(context, spot, reading));
        let waiting = edits::score(context, "score", &fitting, out);
        self.hold(waiting);
        say_refused(other.len(), out);
    }

    /// Takes the reviewer's scores out of the selected cells.
    pub(super) fn clear_selected(&mut self, context: Context<'_>, out: &mut Actions) {
        let spots: Vec<Spot> = self.selected().iter().map(|&(spot, _)| spot).collect();
        edits::clear(context, &spots, out);
    }

    /// Copies the first row of the selection into those below, or the first
    /// column into those to the right; a single row or column takes what
    /// stands before it.
    pub(super) fn fill(&mut self, context: Context<'_>, down: bool, out: &mut Actions) {
        let areas = self.selection.areas(&self.rows.row_of);
        let Some(mut area) = areas.last().copied() else { return };
        if down {
            // Rows of groups hold no scores and are passed over.
            let leaf_in = |rows: (usize, usize)| {
                self.rows.leaves.iter().filter(|&&at| (rows.0..=rows.1).contains(&at)).count()
            };
            if leaf_in(area.rows) == 1
                && let Some(&above) = self.rows.leaves.iter().rev().find(|&&at| at < area.rows.0)
            {
                area.rows.0 = above;
            }
        } else if area.options.0 == area.options.1 {
            area.options.0 = area.options.0.saturating_sub(1);
        }
        let cells = self.leaf_spots(&[area]);
        let Some(&(first, _)) = cells.first() else { return };
        let mut readings = Vec::new();
        let mut refused = 0;
        for &(spot, _) in &cells {
            let source = if down {
                Spot { node: first.node, option: spot.option }
            } else {
                Spot { node: spot.node, option: first.option }
            };
            if source == spot {
                continue;
            }
            let leaf = self.facts.matrix.leaf_of.get(source.node).copied().flatten();
            let Some(reading) = leaf.and_then(|leaf| edits::shown(context, source, leaf)) else {
                continue;
            };
            if fits(context, spot, reading) {
                readings.push((spot, reading));
            } else {
                refused += 1;
            }
        }
        let waiting = edits::score(context, "fill", &readings, out);
        self.hold(waiting);
        say_refused(refused, out);
    }

    /// Opens the editor of a cell, with what was typed or what it holds.
    pub(super) fn begin_edit(&mut self, context: Context<'_>, at: Spot, typed: Option<&str>) {
        let Some(leaf) = self.facts.matrix.leaf_of.get(at.node).copied().flatten() else { return };
        let cell = context.analysis().cell(at.option, leaf);
        let own = edits::own(context, at).map(|score| (score.is, score.low, score.high));
        let text = match (typed, own) {
            (Some(typed), _) => typed.to_owned(),
            (None, Some((Judgement::Value(value), ..))) => format!("{value}"),
            (None, Some((Judgement::Unknown, Some(low), Some(high)))) => format!("{low} – {high}"),
            (None, Some((Judgement::Unknown, ..))) => "?".to_owned(),
            (None, Some((Judgement::NotApplicable, ..))) => "n/a".to_owned(),
            (None, None) => cell
                .performance
                .filter(|_| cell.state == CellState::Known)
                .map(|x| format!("{x}"))
                .unwrap_or_default(),
        };
        if self.selection.cursor() != Some(at) {
            self.selection.set(at);
        }
        self.editor = Some(Editor { at, before: text.clone(), text, problem: None, begun: false });
        if typed.is_some()
            && let Some(editor) = &mut self.editor
        {
            editor.before.clear();
        }
    }

    /// Draws the open editor over its cell.
    pub(super) fn editor_ui(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        at: Spot,
        rect: Rect,
        out: &mut Actions,
    ) {
        let Some(editor) = &mut self.editor else { return };
        let criterion = &context.workbook.criteria[at.node];
        let alternative = &context.workbook.alternatives[at.option];
        let id = Id::unique(("score editor", &criterion.id, &alternative.id));
        // Taken before the field sees them.
        let fill =
            editor.begun && ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
        let mut child = ui.new_child(UiBuilder::new().max_rect(rect.shrink(1.0)).id_salt(id));
        let colour = if editor.problem.is_some() { tokens(ui).bad } else { tokens(ui).text };
        let field = TextEdit::singleline(&mut editor.text)
            .id(id)
            .desired_width(rect.width())
            .align(Align2::RIGHT_CENTER)
            .text_color(colour)
            .lock_focus(true);
        let output = field.show(&mut child);
        let response = output.response.response;
        let response = response
            .accessible_name(format!("Score of {} on {}", alternative.name, criterion.name));
        if !editor.begun {
            editor.begun = true;
            response.request_focus();
            // The cursor goes behind what was typed to open the editor; what
            // the cell held is selected, so that typing replaces it.
            let end = CCursor::new(editor.text.chars().count());
            let start = if editor.before.is_empty() { end } else { CCursor::new(0) };
            let mut state = output.state;
            state.cursor.set_char_range(Some(CCursorRange::two(start, end)));
            state.store(ui.ctx(), id);
            return;
        }
        if response.changed() {
            editor.problem = None;
        }
        if let Some(problem) = &editor.problem {
            response.show_tooltip_text(problem);
        }
        let (escape, enter, tab, back) = ui.input(|input| {
            (
                input.key_pressed(Key::Escape),
                input.key_pressed(Key::Enter),
                input.key_pressed(Key::Tab),
                input.modifiers.shift,
            )
        });
        let clicked_away = ui.input(|input| {
            input.pointer.any_pressed()
                && input.pointer.interact_pos().is_some_and(|at| !rect.contains(at))
        });
        if escape {
            self.editor = None;
            self.focus_cursor = true;
            return;
        }
        if !(fill || enter || tab || clicked_away || response.lost_focus()) {
            return;
        }
        let (text, untouched) = (editor.text.clone(), editor.text == editor.before);
        let spots = if fill { self.selected() } else { [(at, 0)].into() };
        match self.read_into(context, at, &spots, &text) {
            // What a cell held and nobody changed is no score of anybody's.
            _ if untouched && !fill => self.editor = None,
            Ok((readings, refused)) => {
                let verb = if fill { "score" } else { "" };
                let waiting = edits::score(context, verb, &readings, out);
                say_refused(refused, out);
                self.editor = None;
                if !waiting.is_empty() {
                    // The cursor stays where the reason is asked for.
                    self.hold(waiting);
                    return;
                }
            }
            Err(problem) => {
                // What was typed stays until it is mended or given up.
                if let Some(editor) = &mut self.editor {
                    editor.problem = Some(problem);
                }
                ui.memory_mut(|memory| memory.request_focus(id));
                return;
            }
        }
        if fill {
            self.focus_cursor = true;
        } else if enter {
            self.step_to_leaf(context, !back);
        } else if tab {
            let by = if back { -1 } else { 1 };
            self.step_over(context, by);
            self.focus_cursor = true;
        }
    }

    /// Reads a text for several cells; what does not fit the cell at hand is a
    /// problem, what does not fit others is counted.
    fn read_into(
        &self,
        context: Context<'_>,
        at: Spot,
        spots: &[(Spot, usize)],
        text: &str,
    ) -> Result<(Vec<(Spot, Reading)>, usize), String> {
        let mut readings = Vec::new();
        let mut refused = 0;
        for &(spot, _) in spots {
            let Some(measure) = context.workbook.criteria[spot.node].measure() else { continue };
            match import::read_score(measure, text) {
                Ok(Some(reading)) => readings.push((spot, reading)),
                Ok(None) => {}
                Err(problem) if spot == at => return Err(problem),
                Err(_) => refused += 1,
            }
        }
        Ok((readings, refused))
    }

    /// Moves the cursor by rows and columns, within the matrix.
    pub(super) fn step(&mut self, context: Context<'_>, rows: isize, columns: isize, extend: bool) {
        let Some(cursor) = self.selection.cursor() else { return };
        let moved = |at: usize, by: isize, count: usize| {
            at.saturating_add_signed(by).min(count.saturating_sub(1))
        };
        let row = moved(self.rows.row(cursor.node).unwrap_or(0), rows, self.rows.all.len());
        let option = moved(cursor.option, columns, context.workbook.alternatives.len());
        let Some(row) = self.rows.all.get(row) else { return };
        let spot = Spot { node: row.node, option };
        if extend {
            self.selection.extend(spot);
        } else {
            self.selection.set(spot);
        }
        self.focus_cursor = true;
        self.reveal = true;
    }

    /// Moves the cursor to the next or previous criterion, over groups.
    fn step_to_leaf(&mut self, context: Context<'_>, down: bool) {
        let Some(cursor) = self.selection.cursor() else { return };
        let Some(row) = self.rows.row(cursor.node) else { return };
        let next = if down {
            self.rows.leaves.iter().find(|&&at| at > row)
        } else {
            self.rows.leaves.iter().rev().find(|&&at| at < row)
        };
        let by = next.map_or(0, |&next| next as isize - row as isize);
        self.step(context, by, 0, false);
    }

    /// Moves the cursor to the next or previous cell, row by row, over groups.
    /// Returns whether there was one.
    fn step_over(&mut self, context: Context<'_>, by: isize) -> bool {
        let Some(cursor) = self.selection.cursor() else { return false };
        let columns = context.workbook.alternatives.len();
        let Some(row) = self.rows.row(cursor.node) else { return false };
        let option = cursor.option.checked_add_signed(by).filter(|&option| option < columns);
        let on_leaf = self.rows.leaves.binary_search(&row).is_ok();
        if let (Some(option), true) = (option, on_leaf) {
            self.selection.set(Spot { node: cursor.node, option });
        } else {
            let next = if by > 0 {
                self.rows.leaves.iter().find(|&&at| at > row)
            } else {
                self.rows.leaves.iter().rev().find(|&&at| at < row)
            };
            let Some(&next) = next else { return false };
            let option = if by > 0 { 0 } else { columns.saturating_sub(1) };
            self.selection.set(Spot { node: self.rows.all[next].node, option });
        }
        self.focus_cursor = true;
        self.reveal = true;
        true
    }

    fn fold_or_go_up(&mut self, context: Context<'_>, cursor: Spot) {
        let id = &context.workbook.criteria[cursor.node].id;
        if !self.is_folded(id) {
            self.toggle_fold(id);
        } else if let Some(above) = context.tree().parent[cursor.node] {
            self.selection.set(Spot { node: above, ..cursor });
            self.focus_cursor = true;
            self.reveal = true;
        }
    }

    /// Selects every cell shown.
    pub(super) fn select_all(&mut self, context: Context<'_>) {
        let (Some(first), Some(last)) = (self.rows.leaves.first(), self.rows.leaves.last()) else {
            return;
        };
        let columns = context.workbook.alternatives.len();
        let spot = |row: usize, option| Spot { node: self.rows.all[row].node, option };
        let (from, to) = (spot(*last, columns.saturating_sub(1)), spot(*first, 0));
        self.selection.span(from, to, false);
        self.focus_cursor = true;
    }

    fn select_row(&mut self, context: Context<'_>, node: usize) {
        let last = context.workbook.alternatives.len().saturating_sub(1);
        let spot = |option| Spot { node, option };
        self.selection.span(spot(last), spot(0), false);
        self.focus_cursor = true;
        self.reveal = true;
    }

    fn select_column(&mut self, option: usize) {
        let ends = self.rows.leaves.first().zip(self.rows.leaves.last());
        let Some((&first, &last)) = ends else { return };
        let spot = |row: usize| Spot { node: self.rows.all[row].node, option };
        self.selection.span(spot(last), spot(first), false);
        self.focus_cursor = true;
        self.reveal = true;
    }

    /// Whether all leaves shown are selected.
    pub(super) fn is_all_selected(&self, columns: usize) -> bool {
        let areas: Vec<Area> = self.selection.areas(&self.rows.row_of);
        let ends = self.rows.leaves.first().zip(self.rows.leaves.last());
        ends.is_some_and(|(&first, &last)| {
            areas.iter().any(|area| {
                area.contains(first, 0) && area.contains(last, columns.saturating_sub(1))
            })
        })
    }

    /// What a right click offers: what keys do, with the keys beside it.
    pub(super) fn cell_menu(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        spot: Spot,
        out: &mut Actions,
    ) {
        let entry = |ui: &mut Ui, text: &str, keys: &str| {
            let button = eframe::egui::Button::new(text).shortcut_text(keys);
            ui.add(button.min_size(eframe::egui::vec2(220.0, 0.0))).clicked()
        };
        if self.rows.row(spot.node).is_none_or(|row| self.rows.all[row].leaf.is_none()) {
            let id = context.workbook.criteria[spot.node].id.clone();
            let text = if self.is_folded(&id) { "Unfold" } else { "Fold" };
            if entry(ui, text, "Space") {
                self.toggle_fold(&id);
            }
            return;
        }
        if entry(ui, "Edit score", "F2") {
            self.begin_edit(context, spot, None);
        }
        if entry(ui, "Give the reason", "Enter") {
            self.focus_reason = true;
        }
        if entry(ui, "Score unknown", "?") {
            self.judge_selected(context, Judgement::Unknown, out);
        }
        if entry(ui, "Score not applicable", "n") {
            self.judge_selected(context, Judgement::NotApplicable, out);
        }
        if entry(ui, "Clear my score", "Del") {
            self.clear_selected(context, out);
        }
        ui.separator();
        if entry(ui, "Copy scores", "Ctrl+C") {
            self.copy(context, out);
        }
        if entry(ui, "Paste scores", "Ctrl+V") {
            self.focus_cursor = true;
            ui.send_viewport_cmd(eframe::egui::ViewportCommand::RequestPaste);
        }
        if entry(ui, "Fill down", "Ctrl+D") {
            self.fill(context, true, out);
        }
        if entry(ui, "Fill right", "Ctrl+R") {
            self.fill(context, false, out);
        }
    }
}

fn fits(context: Context<'_>, spot: Spot, reading: Reading) -> bool {
    let Some(measure) = context.workbook.criteria[spot.node].measure() else { return false };
    let value = match reading.is {
        Judgement::Value(value) => Some(value),
        _ => None,
    };
    [value, reading.low, reading.high]
        .into_iter()
        .flatten()
        .all(|number| import::fits_scale(measure, number).is_ok())
}

fn say_refused(refused: usize, out: &mut Actions) {
    match refused {
        0 => {}
        1 => out.push(Action::Say(
            "One cell was left as it is: its levels do not reach so far.".to_owned(),
        )),
        more => out.push(Action::Say(format!(
            "{more} cells were left as they are: their levels do not reach so far."
        ))),
    }
}
