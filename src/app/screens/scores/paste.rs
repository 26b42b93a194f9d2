//! Copying to a spreadsheet and pasting from one.

use eframe::egui::{Key, Label, RichText, ScrollArea, Ui};

use super::rows::Row;
use super::select::Spot;
use super::{ScoresView, Show, Whose, edits};
use crate::analysis::{self, CellState};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::theme::{self, tokens};
use crate::app::widgets;
use crate::import::{self, PlacedScores, Reading, Target};
use crate::workbook::{Judgement, Measure};

/// A table that was pasted and not wholly understood, before anything is done.
#[derive(Debug)]
pub(super) struct Preview {
    placed: PlacedScores,
    /// What each cell would become, in words: where, before, after.
    changes: Vec<(String, String, String)>,
}

/// Most changes and problems that are listed.
const LISTED: usize = 200;

impl ScoresView {
    /// Puts the selection on the clipboard as a spreadsheet takes it; the whole
    /// matrix with the names of criteria and options.
    pub(super) fn copy(&mut self, context: Context<'_>, out: &mut Actions) {
        let columns = context.workbook.alternatives.len();
        let heads = self.is_all_selected(columns);
        let areas = self.selection.areas(&self.rows.row_of);
        let (Some(first), Some(last)) = (
            areas.iter().map(|area| area.options.0).min(),
            areas.iter().map(|area| area.options.1).max(),
        ) else {
            return;
        };
        let selected = |row, option| areas.iter().any(|area| area.contains(row, option));
        let mut table: Vec<Vec<String>> = Vec::new();
        if heads {
            let names = context.workbook.alternatives.iter().map(|option| &option.name);
            let mut head = vec!["Criterion".to_owned()];
            head.extend(names.map(|name| import::harmless_cell(name)));
            table.push(head);
        }
        for (at, row) in self.rows.all.iter().enumerate() {
            let taken = row.leaf.is_some() && (first..=last).any(|option| selected(at, option));
            if !taken {
                continue;
            }
            let name = &context.workbook.criteria[row.node].name;
            let mut cells = if heads { vec![import::harmless_cell(name)] } else { Vec::new() };
            cells.extend((first..=last).map(|option| {
                if selected(at, option) { self.plain(context, *row, option) } else { String::new() }
            }));
            table.push(cells);
        }
        let count = table.len().saturating_sub(usize::from(heads)) * (last + 1 - first);
        if count == 0 {
            return;
        }
        let scores = if count == 1 { "1 score".to_owned() } else { format!("{count} scores") };
        let with = if heads { ", with the names of criteria and options" } else { "" };
        let text = import::table_of_rows(&table);
        // A single cell is put into other programs' fields without a line end.
        out.push(Action::Copy(if count == 1 { text.trim_end().to_owned() } else { text }));
        out.push(Action::Say(format!("Copied {scores}{with}")));
    }

    /// A cell as other programs read it: numbers with a point and nothing else.
    fn plain(&self, context: Context<'_>, row: Row, option: usize) -> String {
        let Some(leaf) = row.leaf else { return String::new() };
        let spot = Spot { node: row.node, option };
        let Some(measure) = context.workbook.criteria[row.node].measure() else {
            return String::new();
        };
        let weight = context.analysis().leaf_weight(leaf);
        let print = |performance: f64, value: f64| match self.kept.show {
            Show::Scores => format!("{performance}"),
            Show::Values => format!("{value}"),
            Show::Points => format!("{}", weight * value),
        };
        if self.kept.whose == Whose::Mine {
            return match edits::own(context, spot).map(|score| score.is) {
                None => String::new(),
                Some(Judgement::Value(x)) => print(x, analysis::value(measure, x).0),
                Some(Judgement::Unknown) => "?".to_owned(),
                Some(Judgement::NotApplicable) => "n/a".to_owned(),
            };
        }
        let cell = context.analysis().cell(option, leaf);
        match (cell.state, cell.performance) {
            (CellState::Unknown, _) => "?".to_owned(),
            (_, Some(performance)) => print(performance, cell.value.unwrap_or(0.0)),
            (_, None) => "n/a".to_owned(),
        }
    }

    /// Takes a table from a spreadsheet. What is wholly understood is put in
    /// place at once, as one step; otherwise it is shown first.
    pub(super) fn paste(&mut self, context: Context<'_>, text: &str, out: &mut Actions) {
        if context.reviewer.is_none() {
            out.push(Action::Say(edits::NOBODY.to_owned()));
            return;
        }
        let areas = self.selection.areas(&self.rows.row_of);
        let cells = self.selected();
        let (Some(area), Some(&(top, _))) = (areas.last(), cells.first()) else {
            out.push(Action::Say("Select the cell at which the scores begin.".to_owned()));
            return;
        };
        let shown: Vec<usize> =
            self.rows.leaves.iter().map(|&row| self.rows.all[row].node).collect();
        let inside = |row: &&usize| (area.rows.0..=area.rows.1).contains(*row);
        let target = Target {
            criteria: &shown,
            all: &context.analysis().leaves,
            first: (shown.iter().position(|&node| node == top.node).unwrap_or(0), area.options.0),
            size: (
                self.rows.leaves.iter().filter(inside).count(),
                area.options.1 + 1 - area.options.0,
            ),
        };
        let placed = import::place_scores(context.workbook, &target, text);
        if placed.problems.is_empty() {
            let waiting = put(context, &placed, out);
            self.hold(waiting);
        } else {
            let changes = changes(context, &placed);
            self.preview = Some(Preview { placed, changes });
        }
    }

    /// What a pasted table would change and what of it cannot be read.
    pub(super) fn preview_ui(&mut self, ui: &Ui, context: Context<'_>, out: &mut Actions) {
        let Some(preview) = &self.preview else { return };
        let (read, unread) = (preview.placed.readings.len(), preview.placed.problems.len());
        let mut answer = None;
        let modal = widgets::modal(ui, "Paste scores").show(ui, |ui| {
            ui.set_width(560.0);
            widgets::section_title(ui, "Paste scores");
            let cannot = if unread == 1 {
                "1 cell cannot".to_owned()
            } else {
                format!("{unread} cells cannot")
            };
            widgets::muted(ui, format!("{cannot} be read. Nothing is changed yet."));
            ScrollArea::vertical().max_height(320.0).auto_shrink([false, true]).show(ui, |ui| {
                for problem in preview.placed.problems.iter().take(LISTED) {
                    let colour = tokens(ui).bad;
                    let text = format!("{}: \"{}\". {}", problem.place, problem.text, problem.why);
                    ui.add(Label::new(RichText::new(text).color(colour)).wrap());
                }
                more(ui, unread);
                ui.add_space(theme::SPACE_S);
                if read > 0 {
                    widgets::section_title(ui, "What would change");
                }
                for (place, before, after) in preview.changes.iter().take(LISTED) {
                    ui.add(Label::new(format!("{place}: {before}, then {after}")).wrap());
                }
                more(ui, preview.changes.len());
                if read > 0 && preview.changes.is_empty() {
                    widgets::muted(ui, "Nothing: you have given these scores already.");
                }
            });
            ui.add_space(theme::SPACE_S);
            ui.horizontal(|ui| {
                let text = match preview.changes.len() {
                    1 => "Paste the other score".to_owned(),
                    count => format!("Paste the other {count} scores"),
                };
                if !preview.changes.is_empty() && widgets::primary_button(ui, &text).clicked() {
                    answer = Some(true);
                }
                if widgets::button(ui, "Paste nothing").clicked() {
                    answer = Some(false);
                }
            });
        });
        if modal.should_close() || ui.input(|input| input.key_pressed(Key::Escape)) {
            answer = Some(false);
        }
        if let Some(yes) = answer {
            if yes {
                let waiting = put(context, &preview.placed, out);
                self.hold(waiting);
            }
            self.preview = None;
            self.focus_cursor = !self.waits();
        }
    }
}

fn more(ui: &mut Ui, count: usize) {
    if count > LISTED {
        widgets::muted(ui, format!("and {} more", count - LISTED));
    }
}

/// Puts what was pasted; gives back what waits for a reason.
#[must_use = "scores over what was measured wait for their reason"]
fn put(context: Context<'_>, placed: &PlacedScores, out: &mut Actions) -> Vec<(Spot, Reading)> {
    let readings: Vec<(Spot, Reading)> = placed
        .readings
        .iter()
        .map(|&(node, option, reading)| (Spot { node, option }, reading))
        .collect();
    let (waiting, readings) = edits::needing_reason(context, &readings);
    match edits::put(context, "paste", &readings) {
        Some((edit, count)) => {
            let scores = if count == 1 { "1 score".to_owned() } else { format!("{count} scores") };
            let by = if placed.by_name { ", placed by their names" } else { "" };
            let left = match placed.problems.len() {
                0 => String::new(),
                1 => "; 1 cell was not read".to_owned(),
                unread => format!("; {unread} cells were not read"),
            };
            out.push(Action::EditAndSay(edit, format!("Pasted {scores}{by}{left}")));
        }
        None if placed.readings.is_empty() => {
            out.push(Action::Say("There is no score in what was copied.".to_owned()));
        }
        None if !waiting.is_empty() => {}
        None => out.push(Action::Say("These scores are there already.".to_owned())),
    }
    waiting
}

fn changes(context: Context<'_>, placed: &PlacedScores) -> Vec<(String, String, String)> {
    placed
        .readings
        .iter()
        .filter_map(|&(node, option, reading)| {
            let spot = Spot { node, option };
            let criterion = context.workbook.criteria.get(node)?;
            let measure = criterion.measure()?;
            let alternative = context.workbook.alternatives.get(option)?;
            let own = edits::own(context, spot);
            if own.is_some() && edits::with_reading(context, spot, reading).as_ref() == own {
                return None;
            }
            let before = own.map_or_else(
                || "no score of yours".to_owned(),
                |own| words(measure, Reading { is: own.is, low: own.low, high: own.high }),
            );
            let place = format!("{}, {}", criterion.name, alternative.name);
            Some((place, before, words(measure, reading)))
        })
        .collect()
}

/// A judgement in words.
pub(super) fn words(measure: &Measure, reading: Reading) -> String {
    let print = |x: f64| analysis::performance(measure, x);
    let range = match (reading.low, reading.high) {
        (Some(low), Some(high)) => format!("{} – {}", print(low), print(high)),
        _ => String::new(),
    };
    match (reading.is, range.is_empty()) {
        (Judgement::Value(x), true) => print(x),
        (Judgement::Value(x), false) => format!("{} ({range})", print(x)),
        (Judgement::Unknown, true) => "unknown".to_owned(),
        (Judgement::Unknown, false) => format!("unknown within {range}"),
        (Judgement::NotApplicable, _) => "not applicable".to_owned(),
    }
}
