//! Scores: the matrix of criteria and options, worked by keyboard.

use eframe::egui::Ui;

use crate::analysis::{CellState, leaf_matters};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::screens::Screen;
use crate::app::widgets;
use crate::workbook::{AlternativeId, CriterionId, PersonId};

mod cell;
mod grid;
mod keys;

/// What the cells show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Show {
    /// Performances, as scored.
    #[default]
    Scores,
    /// Values, 0 to 100.
    Values,
    /// Points added to the total: weight times value.
    Points,
}

/// Which rows are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Filter {
    /// All.
    #[default]
    All,
    /// Those with an unknown cell.
    Unknown,
    /// Those that could still change who leads.
    Matters,
    /// Those that count under the profile.
    Weighted,
}

/// How the matrix is looked at.
#[derive(Debug, Default)]
pub struct ScoresView {
    /// What the cells show.
    pub show: Show,
    /// Which rows are shown.
    pub filter: Filter,
    /// The cell with the cursor: criterion and option by position in the
    /// workbook's lists of criteria and options.
    cursor: Option<(usize, usize)>,
    folded: Vec<CriterionId>,
    editor: Option<Editor>,
    focus_cursor: bool,
    focus_reason: bool,
    rows: Rows,
}

/// The text being typed into a cell.
#[derive(Debug)]
struct Editor {
    text: String,
    problem: Option<String>,
    begun: bool,
}

/// The rows shown, kept while nothing changes.
#[derive(Debug, Default)]
struct Rows {
    key: (u64, Filter, Vec<CriterionId>),
    nodes: Vec<usize>,
    unknown: usize,
    matters: Vec<bool>,
}

impl ScoresView {
    /// Draws the screen.
    pub fn show(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        self.refresh_rows(context);
        let analysis = context.analysis();
        let cells = analysis.cells.len();
        let known =
            cells - analysis.cells.iter().filter(|cell| cell.state == CellState::Unknown).count();
        widgets::page_header(
            ui,
            "Scores",
            &format!(
                "{known} of {cells} scores known. Arrows move, a number scores, ? is unknown, n is not applicable, Enter gives the reason."
            ),
        );
        if context.workbook.alternatives.is_empty() || analysis.leaves.is_empty() {
            empty(ui, context, out);
            return;
        }
        self.bar(ui, context, out);
        ui.add_space(crate::app::theme::SPACE_XS);
        self.grid(ui, context, out);
    }

    fn bar(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        ui.horizontal_wrapped(|ui| {
            for (show, text) in [
                (Show::Scores, "Scores"),
                (Show::Values, "Values 0 to 100"),
                (Show::Points, "Points of the total"),
            ] {
                if widgets::chip(ui, self.show == show, text).clicked() {
                    self.show = show;
                }
            }
            ui.add_space(crate::app::theme::SPACE_M);
            let matters = self.rows.matters.iter().filter(|matters| **matters).count();
            for (filter, text) in [
                (Filter::Weighted, "With weight".to_owned()),
                (Filter::Matters, format!("Can change who leads · {matters}")),
                (Filter::Unknown, format!("Unknown · {}", self.rows.unknown)),
            ] {
                let on = self.filter == filter;
                if widgets::chip(ui, on, &text).clicked() {
                    self.filter = if on { Filter::All } else { filter };
                }
            }
            ui.add_space(crate::app::theme::SPACE_M);
            self.reviewer(ui, context, out);
        });
    }

    fn reviewer(&self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let reviewers: Vec<(PersonId, String)> = context
            .workbook
            .people
            .iter()
            .filter(|person| person.reviewer)
            .map(|person| (person.id.clone(), format!("Scoring as {}", person.name)))
            .collect();
        match context.reviewer {
            Some(reviewer) => {
                if let Some(chosen) =
                    widgets::choose(ui, "reviewer", "Scoring as", reviewer, 200.0, &reviewers)
                {
                    out.push(Action::ScoreAs(chosen));
                }
            }
            None => {
                if widgets::link_button(ui, "Name a reviewer to score").clicked() {
                    out.push(Action::Go(Screen::Overview));
                }
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
        self.filter = Filter::All;
        self.folded.clear();
        self.editor = None;
        self.cursor = Some((node, option));
        self.focus_cursor = true;
    }

    /// Draws what the inspector says of the cell with the cursor.
    pub fn inspect(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let Some((node, option)) = self.cursor else {
            widgets::section_title(ui, "No score selected");
            widgets::muted(
                ui,
                "Select a cell to see what is asked, what is known and what it could change.",
            );
            return;
        };
        let focus = std::mem::take(&mut self.focus_reason);
        cell::inspect(ui, context, node, option, focus, out);
    }

    fn refresh_rows(&mut self, context: Context<'_>) {
        let key = (context.derived.revision, self.filter, self.folded.clone());
        if self.rows.key == key {
            return;
        }
        let (workbook, analysis, tree) = (context.workbook, context.analysis(), context.tree());
        let leaf_of = |node: usize| analysis.leaves.iter().position(|&leaf| leaf == node);
        let matters: Vec<bool> =
            (0..analysis.leaves.len()).map(|leaf| leaf_matters(workbook, analysis, leaf)).collect();
        let is_unknown = |leaf: usize| {
            (0..workbook.alternatives.len())
                .any(|option| analysis.cell(option, leaf).state == CellState::Unknown)
        };
        let shown = |node: usize| {
            leaf_of(node).is_some_and(|leaf| match self.filter {
                Filter::All => true,
                Filter::Unknown => is_unknown(leaf),
                Filter::Matters => matters[leaf],
                Filter::Weighted => analysis.leaf_weight(leaf) > 0.0,
            })
        };
        let hidden = |node: usize| {
            tree.path_up(node)
                .skip(1)
                .any(|above| self.folded.contains(&workbook.criteria[above].id))
        };
        let nodes = tree
            .order
            .iter()
            .copied()
            .filter(|&node| {
                let below = tree.leaves_below(workbook, node);
                below.into_iter().any(shown) && !hidden(node)
            })
            .collect();
        let unknown = analysis.cells.iter().filter(|cell| cell.state == CellState::Unknown).count();
        self.rows = Rows { key, nodes, unknown, matters };
        if let Some((node, option)) = self.cursor
            && (node >= workbook.criteria.len() || option >= workbook.alternatives.len())
        {
            self.cursor = None;
            self.editor = None;
        }
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
