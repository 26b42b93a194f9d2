//! What the matrix shows, kept while nothing changes: facts of one revision,
//! and the rows that the filters and folds leave.

use std::collections::BTreeMap;

use eframe::egui::{TextStyle, Ui};
use serde::{Deserialize, Serialize};

use crate::analysis::{self, CellGrounds, CellMarks, CellState, Count, Matrix};
use crate::app::context::Context;
use crate::app::theme;
use crate::app::widgets;
use crate::workbook::{AlternativeId, CriterionId, PersonId};

/// Which cells are looked for; rows without such a cell are not shown. Filters
/// add up: what is shown passes all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Filters {
    /// Cells of which nobody knows the score.
    pub unscored: bool,
    /// Cells that the current reviewer has scored, or has not.
    pub by_me: Option<bool>,
    /// Cells that can change who leads.
    pub matters: bool,
    /// Criteria that count under the profile.
    pub weighted: bool,
}

impl Filters {
    /// Whether any is on.
    pub fn is_any(self) -> bool {
        self != Self::default()
    }

    /// Whether any tells cells of one row apart.
    pub fn tell_cells_apart(self) -> bool {
        self.unscored || self.by_me.is_some() || self.matters
    }
}

/// How many cells or criteria each filter finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counts {
    pub unscored: usize,
    pub mine: usize,
    pub not_mine: usize,
    pub matters: usize,
    pub weighted: usize,
}

/// What is computed once for a revision and reviewer.
#[derive(Debug, Default)]
pub(super) struct Facts {
    key: Option<(u64, Option<PersonId>)>,
    /// What stands behind each cell.
    pub matrix: Matrix,
    /// Whether the reviewer has scored a cell, option by option.
    own: Vec<bool>,
    /// What backs the cells that were looked at so far.
    grounds: Vec<Option<CellGrounds>>,
    leaves: usize,
    dropped: Vec<bool>,
    /// What each filter finds.
    pub counts: Counts,
    /// Scores known, of those asked for.
    pub known: Count,
    /// How far each reviewer has come, with the name.
    pub reviewers: Vec<(PersonId, String, Count)>,
    /// The largest share of the weight that a top group or criterion has.
    pub largest_share: f64,
    /// Width of the widest option's name, in points.
    pub widest_option: f32,
    /// Width that the widest criterion takes with its indent, in points.
    pub widest_criterion: f32,
}

/// How far each level of the tree is indented.
pub(super) const INDENT: f32 = 14.0;
/// Room for the caret of a group.
pub(super) const CARET: f32 = 20.0;

impl Facts {
    /// Computes them anew if the workbook or the reviewer has changed. Returns
    /// whether it had.
    pub fn refresh(&mut self, ui: &Ui, context: Context<'_>) -> bool {
        let key = (context.derived.revision, context.reviewer.cloned());
        if self.key.as_ref() == Some(&key) {
            return false;
        }
        let (workbook, analysis, tree) = (context.workbook, context.analysis(), context.tree());
        self.key = Some(key);
        self.matrix = analysis::matrix(workbook, tree, analysis);
        self.leaves = analysis.leaves.len();
        self.dropped = workbook.alternatives.iter().map(|one| one.dropped.is_some()).collect();
        self.own = vec![false; analysis.cells.len()];
        let ballot = context
            .reviewer
            .and_then(|reviewer| workbook.ballot(reviewer, workbook.current_round()));
        if let Some(ballot) = ballot {
            let leaves: BTreeMap<&CriterionId, usize> = analysis
                .leaves
                .iter()
                .enumerate()
                .map(|(leaf, &node)| (&workbook.criteria[node].id, leaf))
                .collect();
            let options: BTreeMap<&AlternativeId, usize> =
                workbook.alternatives.iter().enumerate().map(|(at, it)| (&it.id, at)).collect();
            for score in &ballot.scores {
                let cell = options.get(&score.alternative).zip(leaves.get(&score.criterion));
                if let Some((option, leaf)) = cell {
                    self.own[option * self.leaves + leaf] = true;
                }
            }
        }
        self.grounds = vec![None; analysis.cells.len()];
        self.counts = self.count(context);
        self.known = analysis::progress(workbook, analysis).scores;
        self.reviewers = analysis::ballot_progress(workbook, analysis)
            .into_iter()
            .map(|(id, count)| (id.clone(), workbook.person_name(&id).to_owned(), count))
            .collect();
        let share = |&root: &usize| analysis.weights.nodes[root].global;
        self.largest_share = tree.roots.iter().map(share).fold(0.0, f64::max);
        let width = |text: &str, style: &TextStyle| {
            let colour = theme::tokens(ui).text;
            widgets::one_line(ui, text, style, colour, f32::INFINITY).size().x
        };
        let strong = theme::strong();
        self.widest_option = workbook
            .alternatives
            .iter()
            .map(|option| width(&option.name, &strong))
            .fold(0.0, f32::max);
        self.widest_criterion = tree
            .order
            .iter()
            .map(|&node| {
                let criterion = &workbook.criteria[node];
                let group = criterion.measure().is_none();
                let style = if group { &strong } else { &TextStyle::Body };
                let caret = if group { CARET } else { 0.0 };
                width(&criterion.name, style) + INDENT * tree.depth[node] as f32 + caret
            })
            .fold(0.0, f32::max);
        true
    }

    fn count(&self, context: Context<'_>) -> Counts {
        let analysis = context.analysis();
        let mut counts = Counts::default();
        for option in 0..context.workbook.alternatives.len() {
            for leaf in 0..self.leaves {
                let any = |filters| self.passes(context, filters, option, leaf);
                let off = Filters::default();
                counts.unscored += usize::from(any(Filters { unscored: true, ..off }));
                counts.mine += usize::from(any(Filters { by_me: Some(true), ..off }));
                counts.not_mine += usize::from(any(Filters { by_me: Some(false), ..off }));
                counts.matters += usize::from(any(Filters { matters: true, ..off }));
            }
        }
        counts.weighted = (0..self.leaves).filter(|&leaf| analysis.leaf_weight(leaf) > 0.0).count();
        counts
    }

    /// All that stands behind a cell. What the reviewers gave is looked up when
    /// the cell is first looked at: there may be a million scores.
    pub fn marks(&mut self, context: Context<'_>, option: usize, leaf: usize) -> CellMarks {
        let marks = self.matrix.marks(option, leaf);
        let node = context.analysis().leaves[leaf];
        let (workbook, at) = (context.workbook, option * self.leaves + leaf);
        let Some(grounds) = self.grounds.get_mut(at) else { return marks };
        let grounds = grounds.get_or_insert_with(|| {
            analysis::cell_grounds(
                workbook,
                &workbook.criteria[node],
                &workbook.alternatives[option].id,
            )
        });
        marks.backed_by(*grounds)
    }

    /// Whether the reviewer has scored a cell.
    pub fn is_own(&self, option: usize, leaf: usize) -> bool {
        self.own.get(option * self.leaves + leaf).copied().unwrap_or(false)
    }

    /// Whether a cell passes the filters. Cells of options that are out of the
    /// running are not looked for.
    pub fn passes(
        &self,
        context: Context<'_>,
        filters: Filters,
        option: usize,
        leaf: usize,
    ) -> bool {
        let out = self.dropped.get(option).copied().unwrap_or(false);
        if out && filters.tell_cells_apart() {
            return false;
        }
        let analysis = context.analysis();
        let cell = analysis.cell(option, leaf);
        (!filters.unscored || cell.state == CellState::Unknown)
            && filters.by_me.is_none_or(|mine| self.is_own(option, leaf) == mine)
            && (!filters.matters || self.matrix.marks(option, leaf).matters)
            && (!filters.weighted || analysis.leaf_weight(leaf) > 0.0)
    }
}

/// One row of the matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    /// The criterion, by position in the workbook.
    pub node: usize,
    /// The leaf that it is (position in `Analysis::leaves`); nothing for a group.
    pub leaf: Option<usize>,
}

/// The rows that filters and folds leave.
#[derive(Debug, Default)]
pub(super) struct Rows {
    key: Option<(Filters, Vec<CriterionId>)>,
    /// The rows, from above.
    pub all: Vec<Row>,
    /// The row of each criterion of the workbook.
    pub row_of: Vec<Option<usize>>,
    /// The criteria that pass the filters, folded away or not.
    pub passing: Vec<usize>,
    /// Which of the rows are leaves.
    pub leaves: Vec<usize>,
    /// Counts up when the rows change.
    pub stamp: u64,
}

impl Rows {
    /// Sorts out the rows anew if anything has changed that they hang on.
    pub fn refresh(
        &mut self,
        context: Context<'_>,
        facts: &Facts,
        facts_changed: bool,
        filters: Filters,
        folded: &[CriterionId],
    ) {
        let same = self.key.as_ref().is_some_and(|key| key.0 == filters && key.1 == folded);
        if same && !facts_changed {
            return;
        }
        let (workbook, tree) = (context.workbook, context.tree());
        let options = workbook.alternatives.len();
        let mut wanted = vec![false; workbook.criteria.len()];
        for (leaf, &node) in context.analysis().leaves.iter().enumerate() {
            if (0..options).any(|option| facts.passes(context, filters, option, leaf)) {
                for above in tree.path_up(node) {
                    wanted[above] = true;
                }
            }
        }
        self.passing = tree.order.iter().copied().filter(|&node| wanted[node]).collect();
        let mut below_fold = vec![false; workbook.criteria.len()];
        self.all.clear();
        self.leaves.clear();
        self.row_of = vec![None; workbook.criteria.len()];
        for &node in &self.passing {
            let above = tree.parent[node];
            below_fold[node] = above.is_some_and(|above| {
                below_fold[above] || folded.contains(&workbook.criteria[above].id)
            });
            if below_fold[node] {
                continue;
            }
            let leaf = facts.matrix.leaf_of.get(node).copied().flatten();
            self.row_of[node] = Some(self.all.len());
            if leaf.is_some() {
                self.leaves.push(self.all.len());
            }
            self.all.push(Row { node, leaf });
        }
        self.key = Some((filters, folded.to_vec()));
        self.stamp += 1;
    }

    /// The row of a criterion, if it is shown.
    pub fn row(&self, node: usize) -> Option<usize> {
        self.row_of.get(node).copied().flatten()
    }
}
