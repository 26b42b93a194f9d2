//! The keyboard in the matrix: moving, typing, clearing.

use eframe::egui::{Event, EventFilter, Id, Key, Rect, TextEdit, Ui, UiBuilder};

use super::{Editor, ScoresView};
use crate::analysis::CellState;
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::theme::tokens;
use crate::app::widgets::parse_number;
use crate::workbook::{Confidence, Edit, Judgement, Scale, Score};

type Position = (usize, usize);

impl ScoresView {
    /// Takes the keys while a cell has the focus.
    pub(super) fn keys(
        &mut self,
        ui: &Ui,
        context: Context<'_>,
        id: Id,
        at: Position,
        out: &mut Actions,
    ) {
        ui.memory_mut(|memory| {
            let filter = EventFilter {
                tab: true,
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: false,
            };
            memory.set_focus_lock_filter(id, filter);
        });
        let events = ui.input(|input| input.events.clone());
        let command = ui.input(|input| input.modifiers.command || input.modifiers.alt);
        for event in events {
            match event {
                Event::Key { key, pressed: true, modifiers, .. } if !command => match key {
                    Key::ArrowUp => self.step(context, -1, 0),
                    Key::ArrowDown => self.step(context, 1, 0),
                    Key::ArrowLeft => self.step(context, 0, -1),
                    Key::ArrowRight => self.step(context, 0, 1),
                    Key::Tab if modifiers.shift => self.step_over(context, -1),
                    Key::Tab => self.step_over(context, 1),
                    Key::Home => self.step_to_edge(context, true),
                    Key::End => self.step_to_edge(context, false),
                    Key::F2 => self.begin_edit(context, at, None),
                    Key::Enter => self.focus_reason = true,
                    Key::Delete | Key::Backspace => clear(context, at, out),
                    _ => {}
                },
                Event::Text(text) if !command => match text.as_str() {
                    "?" => score(context, at, Judgement::Unknown, out),
                    "n" | "N" => score(context, at, Judgement::NotApplicable, out),
                    typed if typed.chars().all(|c| c.is_ascii_digit() || "-.,".contains(c)) => {
                        self.begin_edit(context, at, Some(typed));
                    }
                    _ => {}
                },
                _ => {}
            }
        }
    }

    /// Opens the editor of a cell, with what was typed or what it holds.
    pub(super) fn begin_edit(&mut self, context: Context<'_>, at: Position, typed: Option<&str>) {
        let analysis = context.analysis();
        let Some(leaf) = analysis.leaves.iter().position(|&leaf| leaf == at.0) else { return };
        let cell = analysis.cell(at.1, leaf);
        let text = match typed {
            Some(typed) => typed.to_owned(),
            None => cell
                .performance
                .filter(|_| cell.state == CellState::Known)
                .map(|x| format!("{x}"))
                .unwrap_or_default(),
        };
        self.cursor = Some(at);
        self.editor = Some(Editor { text, problem: None, begun: false });
    }

    /// Draws the open editor over its cell.
    pub(super) fn editor_ui(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        at: Position,
        rect: Rect,
        out: &mut Actions,
    ) {
        let Some(editor) = &mut self.editor else { return };
        let criterion = &context.workbook.criteria[at.0];
        let alternative = &context.workbook.alternatives[at.1];
        let id = Id::unique(("score editor", &criterion.id, &alternative.id));
        let mut child = ui.new_child(UiBuilder::new().max_rect(rect.shrink(1.0)).id_salt(id));
        let colour = if editor.problem.is_some() { tokens(ui).bad } else { tokens(ui).text };
        let field = TextEdit::singleline(&mut editor.text)
            .id(id)
            .desired_width(rect.width())
            .align(eframe::egui::Align2::RIGHT_CENTER)
            .text_color(colour)
            .lock_focus(true);
        let output = field.show(&mut child);
        let response = output.response.response;
        let response = response
            .accessible_name(format!("Score of {} on {}", alternative.name, criterion.name));
        if !editor.begun {
            editor.begun = true;
            response.request_focus();
            // The cursor goes behind what was typed to open the editor.
            let mut state = output.state;
            let end = eframe::egui::text::CCursor::new(editor.text.chars().count());
            state.cursor.set_char_range(Some(eframe::egui::text::CCursorRange::one(end)));
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
        if escape {
            self.editor = None;
            self.focus_cursor = true;
        } else if enter || tab || response.lost_focus() {
            match read(context, at, &editor.text) {
                Ok(Some(performance)) => {
                    score(context, at, Judgement::Value(performance), out);
                    self.editor = None;
                }
                Ok(None) => self.editor = None,
                Err(problem) => {
                    // What was typed stays until it is mended or given up.
                    editor.problem = Some(problem);
                    response.request_focus();
                    return;
                }
            }
            if enter {
                self.step(context, if back { -1 } else { 1 }, 0);
            } else if tab {
                self.step_over(context, if back { -1 } else { 1 });
            }
        }
    }

    /// Moves the cursor by rows and columns, over groups, within the matrix.
    fn step(&mut self, context: Context<'_>, rows: isize, columns: isize) {
        let Some((node, option)) = self.cursor else { return };
        let leaves = self.leaf_rows(context);
        let Some(row) = leaves.iter().position(|&other| other == node) else { return };
        let moved = |at: usize, by: isize, count: usize| {
            at.saturating_add_signed(by).min(count.saturating_sub(1))
        };
        let row = moved(row, rows, leaves.len());
        let option = moved(option, columns, context.workbook.alternatives.len());
        self.cursor = leaves.get(row).map(|&node| (node, option));
        self.focus_cursor = true;
    }

    /// Moves the cursor to the next or previous cell, row by row.
    fn step_over(&mut self, context: Context<'_>, by: isize) {
        let Some((node, option)) = self.cursor else { return };
        let leaves = self.leaf_rows(context);
        let columns = context.workbook.alternatives.len();
        let Some(row) = leaves.iter().position(|&other| other == node) else { return };
        let cell = (row * columns + option)
            .saturating_add_signed(by)
            .min((leaves.len() * columns).saturating_sub(1));
        self.cursor = leaves.get(cell / columns.max(1)).map(|&node| (node, cell % columns.max(1)));
        self.focus_cursor = true;
    }

    fn step_to_edge(&mut self, context: Context<'_>, first: bool) {
        let Some((_, option)) = self.cursor else { return };
        let leaves = self.leaf_rows(context);
        let edge = if first { leaves.first() } else { leaves.last() };
        self.cursor = edge.map(|&node| (node, option));
        self.focus_cursor = true;
    }

    fn leaf_rows(&self, context: Context<'_>) -> Vec<usize> {
        let is_leaf = |node: &usize| context.workbook.criteria[*node].measure().is_some();
        self.rows.nodes.iter().copied().filter(is_leaf).collect()
    }
}

/// Reads what was typed into a cell; nothing for an empty text.
fn read(context: Context<'_>, at: Position, text: &str) -> Result<Option<f64>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let number = parse_number(text).ok_or_else(|| format!("\"{}\" is no number", text.trim()))?;
    if let Some(measure) = context.workbook.criteria[at.0].measure()
        && let Scale::Levels(levels) = &measure.scale
        && !(1.0..=levels.len() as f64).contains(&number)
    {
        return Err(format!("The levels run from 1 to {}", levels.len()));
    }
    Ok(Some(number))
}

/// Puts a judgement on the reviewer's ballot, keeping the reason and evidence
/// that stand there.
pub(super) fn score(context: Context<'_>, at: Position, is: Judgement, out: &mut Actions) {
    let Some(old) = own_or_new(context, at) else {
        out.push(Action::Say(
            "Name a reviewer on the Overview first; scores belong to somebody.".to_owned(),
        ));
        return;
    };
    let mut score = Score { is, ..old };
    if let Judgement::Value(value) = is {
        // A range that no longer holds the value would be a contradiction.
        if score.low.is_some_and(|low| low > value) || score.high.is_some_and(|high| high < value) {
            score.low = None;
            score.high = None;
        }
    }
    put(context, score, out);
}

/// The reviewer's score in a cell, or a new one without judgement.
pub(super) fn own_or_new(context: Context<'_>, at: Position) -> Option<Score> {
    let criterion = &context.workbook.criteria.get(at.0)?.id;
    let alternative = &context.workbook.alternatives.get(at.1)?.id;
    let reviewer = context.reviewer?;
    let round = context.workbook.current_round();
    let own = context
        .workbook
        .ballot(reviewer, round)
        .and_then(|ballot| ballot.score(criterion, alternative));
    Some(
        own.cloned().unwrap_or_else(|| {
            Score::new(criterion.clone(), alternative.clone(), Judgement::Unknown)
        }),
    )
}

/// Puts a score on the reviewer's ballot.
pub(super) fn put(context: Context<'_>, score: Score, out: &mut Actions) {
    if let Some(reviewer) = context.reviewer {
        let round = context.workbook.current_round();
        out.edit(Edit::SetScore { reviewer: reviewer.clone(), round, score });
    }
}

/// Takes the reviewer's score out of a cell, so that the baseline holds again.
pub(super) fn clear(context: Context<'_>, at: Position, out: &mut Actions) {
    let (Some(score), Some(reviewer)) = (own_or_new(context, at), context.reviewer) else { return };
    out.edit(Edit::ClearScore {
        reviewer: reviewer.clone(),
        round: context.workbook.current_round(),
        criterion: score.criterion,
        alternative: score.alternative,
    });
}

/// The confidences on offer, with "not said" first.
pub(super) fn confidences() -> Vec<(Option<Confidence>, String)> {
    let mut all = vec![(None, "not said".to_owned())];
    all.extend(Confidence::ALL.map(|confidence| (Some(confidence), confidence.name().to_owned())));
    all
}
