//! The cells of the matrix: who says what of an option on a criterion, and
//! what it is worth.
//!
//! What the reviewers gave goes before what an answer sets, and that before
//! the baseline. Where load runs feed a criterion, what was measured goes before
//! all of these, but for what a reviewer gave with a reason. Several reviewers count by the mean of their performances;
//! who does not know is left out of the mean, never counted as zero.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::feeds::{self, Fed, FedLeaf};
use super::value::value_range;
use super::{AnswerScore, Diagnostic, QuestionnaireEffects, reachable, value};
use crate::workbook::{
    AlternativeId, Ballot, Criterion, CriterionId, Judgement, Measure, MeasurementId,
    NotApplicableRule, PersonId, QuestionId, Score, Spread, Workbook, find_score,
};

/// What is known of an option on a criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Whether it is known.
    pub state: CellState,
    /// Whose word it is.
    pub origin: CellOrigin,
    /// Performance in the criterion's units, where known.
    pub performance: Option<f64>,
    /// Lowest plausible performance, where given.
    pub low: Option<f64>,
    /// Highest plausible performance, where given.
    pub high: Option<f64>,
    /// How the performance is spread over that range.
    pub spread: Spread,
    /// Value, 0 to 100, where known.
    pub value: Option<f64>,
    /// Lowest value that it can have: the value itself where it is known, else
    /// the lower end of what is possible.
    pub value_low: f64,
    /// Highest value that it can have.
    pub value_high: f64,
    /// The performance lies beyond the scale's ends and counts as the nearer.
    pub out_of_range: bool,
}

/// Whether a cell is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellState {
    /// It has a performance.
    Known,
    /// Nobody knows, or nobody has said.
    Unknown,
    /// The criterion does not apply to the option, and counts as its rule says.
    NotApplicable,
    /// The criterion counts for no option, as it does not apply to all.
    Dropped,
}

/// Whose word a cell is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellOrigin {
    /// Nobody's.
    Nobody,
    /// The reading of the sources.
    Baseline,
    /// An answer to the questionnaire.
    Answer(QuestionId),
    /// This many reviewers.
    Reviewers(usize),
    /// The parts of a composite.
    Parts,
    /// What these load runs measured, by the criterion's feed.
    Measured(Vec<MeasurementId>),
}

impl Cell {
    fn unknown(origin: CellOrigin, low: Option<f64>, high: Option<f64>, measure: &Measure) -> Self {
        // A range given for an unknown bounds its value; otherwise anything goes.
        let (value_low, value_high) = match (low, high) {
            (Some(low), Some(high)) => value_range(measure, low, high),
            _ => reachable(measure),
        };
        Self {
            state: CellState::Unknown,
            origin,
            performance: None,
            low,
            high,
            spread: Spread::default(),
            value: None,
            value_low,
            value_high,
            out_of_range: false,
        }
    }

    pub(super) fn known(
        origin: CellOrigin,
        performance: f64,
        low: Option<f64>,
        high: Option<f64>,
        measure: &Measure,
    ) -> Self {
        let (value, out_of_range) = value(measure, performance);
        Self {
            state: CellState::Known,
            origin,
            performance: Some(performance),
            low,
            high,
            spread: Spread::default(),
            value: Some(value),
            value_low: value,
            value_high: value,
            out_of_range,
        }
    }

    pub(super) fn not_applicable(origin: CellOrigin, measure: &Measure) -> Self {
        let (worst, best) = reachable(measure);
        let value = match measure.not_applicable {
            NotApplicableRule::Drop => None,
            NotApplicableRule::Worst => Some(worst),
            NotApplicableRule::Best => Some(best),
        };
        Self {
            state: if value.is_some() { CellState::NotApplicable } else { CellState::Dropped },
            origin,
            performance: None,
            low: None,
            high: None,
            spread: Spread::default(),
            value,
            value_low: value.unwrap_or(worst),
            value_high: value.unwrap_or(best),
            out_of_range: false,
        }
    }

    /// The value, or while it is unknown the middle of what is possible.
    pub fn middle(&self) -> f64 {
        f64::midpoint(self.value_low, self.value_high)
    }

    /// Values at the ends of the plausible range: of the stated low and high
    /// performance where given, else the value itself.
    pub fn plausible_values(&self, measure: &Measure) -> (f64, f64) {
        match (self.value, self.low, self.high) {
            (Some(own), low, high) => {
                let a = low.map_or(own, |low| value(measure, low).0);
                let b = high.map_or(own, |high| value(measure, high).0);
                ordered(a, b)
            }
            _ => (self.value_low, self.value_high),
        }
    }
}

fn ordered(a: f64, b: f64) -> (f64, f64) {
    if a <= b { (a, b) } else { (b, a) }
}

/// The cells of the workbook analysed last, before what follows from parts was
/// put in and before any was dropped, and what they were read from. One score typed into a workbook of a million must not
/// cost a second look at all of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Remembered {
    workbook: Workbook,
    leaves: Vec<usize>,
    answers: BTreeMap<(CriterionId, AlternativeId), AnswerScore>,
    cells: Vec<Cell>,
    fed: Vec<FedLeaf>,
}

impl Remembered {
    /// All cells, option by option: those remembered, but for what has changed;
    /// and what load runs give on the leaves that they feed.
    pub(super) fn resolve(
        &mut self,
        workbook: &Workbook,
        leaves: &[usize],
        questionnaire: &QuestionnaireEffects,
    ) -> (Vec<Cell>, Vec<FedLeaf>) {
        let fed = feeds::read(workbook, leaves);
        let same = fed == self.fed;
        self.fed = fed;
        match self.changed(workbook, leaves, questionnaire).filter(|_| same) {
            Some(changed) => {
                for (option, leaf) in changed {
                    let criterion = &workbook.criteria[leaves[leaf]];
                    let alternative = &workbook.alternatives[option].id;
                    let given = newest_of_cell(workbook, &criterion.id, alternative);
                    let at = option * leaves.len() + leaf;
                    let fed = measured(&self.fed, option, leaf);
                    if let Some(cell) =
                        resolve_cell(workbook, criterion, alternative, &given, fed, questionnaire)
                    {
                        self.cells[at] = cell;
                    }
                }
            }
            None => {
                self.cells = resolve_all(workbook, leaves, &self.fed, questionnaire);
                self.leaves = leaves.to_vec();
                self.answers.clone_from(&questionnaire.scores);
            }
        }
        self.workbook = workbook.clone();
        (self.cells.clone(), self.fed.clone())
    }

    /// The cells (option, leaf) in which something was given since; nothing
    /// where more than scores has changed, so that all have to be read again.
    fn changed(
        &self,
        workbook: &Workbook,
        leaves: &[usize],
        questionnaire: &QuestionnaireEffects,
    ) -> Option<BTreeSet<(usize, usize)>> {
        let before = &self.workbook;
        let same = Arc::ptr_eq(&before.criteria, &workbook.criteria)
            && Arc::ptr_eq(&before.alternatives, &workbook.alternatives)
            && Arc::ptr_eq(&before.baseline, &workbook.baseline)
            && before.ballots.len() == workbook.ballots.len()
            && self.leaves == leaves
            && self.answers == questionnaire.scores;
        if !same {
            return None;
        }
        let mut cells = BTreeSet::new();
        for (old, new) in before.ballots.iter().zip(&workbook.ballots) {
            if Arc::ptr_eq(old, new) {
                continue;
            }
            if (&old.reviewer, old.round) != (&new.reviewer, new.round) {
                return None;
            }
            let changed = differing_scores(&old.scores, &new.scores);
            if changed.len() > MOST_CHANGED {
                return None;
            }
            for (criterion, alternative) in changed {
                let leaf = leaves.iter().position(|&at| workbook.criteria[at].id == *criterion);
                let option = workbook.alternatives.iter().position(|item| item.id == *alternative);
                if let (Some(option), Some(leaf)) = (option, leaf) {
                    cells.insert((option, leaf));
                }
            }
        }
        Some(cells)
    }
}

/// Cells changed at once beyond which reading all again is as quick.
const MOST_CHANGED: usize = 500;

/// The cells in which two sorted lists of scores differ.
fn differing_scores<'a>(
    old: &'a [Score],
    new: &'a [Score],
) -> Vec<(&'a CriterionId, &'a AlternativeId)> {
    let mut differing = Vec::new();
    let (mut a, mut b) = (old.iter().peekable(), new.iter().peekable());
    loop {
        let (cell, step) = match (a.peek(), b.peek()) {
            (None, None) => return differing,
            (Some(one), None) => (one.cell(), Ordering::Less),
            (None, Some(other)) => (other.cell(), Ordering::Greater),
            (Some(one), Some(other)) => match one.cell().cmp(&other.cell()) {
                Ordering::Equal if one == other => {
                    a.next();
                    b.next();
                    continue;
                }
                Ordering::Greater => (other.cell(), Ordering::Greater),
                order => (one.cell(), order),
            },
        };
        differing.push(cell);
        if step != Ordering::Greater {
            a.next();
        }
        if step != Ordering::Less {
            b.next();
        }
    }
}

/// What was measured of an option on a leaf, where a load run feeds it.
fn measured(fed: &[FedLeaf], option: usize, leaf: usize) -> Option<&Fed> {
    fed.iter().find(|it| it.leaf == leaf)?.cells.get(option)?.as_ref().ok()
}

fn resolve_all(
    workbook: &Workbook,
    leaves: &[usize],
    fed: &[FedLeaf],
    questionnaire: &QuestionnaireEffects,
) -> Vec<Cell> {
    let given = newest_scores(workbook, leaves);
    let mut cells = Vec::with_capacity(given.len());
    for (option, alternative) in workbook.alternatives.iter().enumerate() {
        for (leaf, &node) in leaves.iter().enumerate() {
            let criterion = &workbook.criteria[node];
            let given = &given[option * leaves.len() + leaf];
            let fed = measured(fed, option, leaf);
            let id = &alternative.id;
            cells.extend(resolve_cell(workbook, criterion, id, given, fed, questionnaire));
        }
    }
    cells
}

/// One cell, from what the reviewers gave in it and what was measured; nothing
/// for a criterion that is not scored.
fn resolve_cell(
    workbook: &Workbook,
    criterion: &Criterion,
    alternative: &AlternativeId,
    given: &[&Score],
    fed: Option<&Fed>,
    questionnaire: &QuestionnaireEffects,
) -> Option<Cell> {
    let measure = criterion.measure()?;
    if let Some(fed) = fed {
        // Over what was measured only a score counts that says why.
        let reasoned: Vec<&Score> =
            given.iter().copied().filter(|score| score.is_reasoned()).collect();
        return Some(if reasoned.is_empty() {
            from_runs(fed, measure)
        } else {
            from_reviewers(&reasoned, measure)
        });
    }
    if !given.is_empty() {
        return Some(from_reviewers(given, measure));
    }
    let key = (criterion.id.clone(), alternative.clone());
    if let Some(answered) = questionnaire.scores.get(&key) {
        return Some(from_answer(answered, measure));
    }
    Some(match find_score(&workbook.baseline, &criterion.id, alternative) {
        Some(score) => from_score(score, CellOrigin::Baseline, measure),
        None => Cell::unknown(CellOrigin::Nobody, None, None, measure),
    })
}

/// What the reviewers gave in one cell: of each the newest score, in the order
/// of their ids.
fn newest_of_cell<'a>(
    workbook: &'a Workbook,
    criterion: &CriterionId,
    alternative: &AlternativeId,
) -> Vec<&'a Score> {
    let mut newest: BTreeMap<&PersonId, (u32, &Score)> = BTreeMap::new();
    for ballot in &workbook.ballots {
        let Some(score) = ballot.score(criterion, alternative) else { continue };
        let entry = newest.entry(&ballot.reviewer).or_insert((ballot.round, score));
        if ballot.round >= entry.0 {
            *entry = (ballot.round, score);
        }
    }
    newest.into_values().map(|(_, score)| score).collect()
}

/// What the reviewers gave in each cell, option by option: of each reviewer
/// the newest score, in the order of their ids. Ballots are sorted like the
/// cells are here, so each is walked once: a large workbook has a million
/// scores.
fn newest_scores<'a>(workbook: &'a Workbook, leaves: &[usize]) -> Vec<Vec<&'a Score>> {
    let mut columns: Vec<(&CriterionId, usize)> = leaves
        .iter()
        .enumerate()
        .map(|(leaf, &node)| (&workbook.criteria[node].id, leaf))
        .collect();
    columns.sort();
    let mut rows: Vec<(&AlternativeId, usize)> =
        workbook.alternatives.iter().enumerate().map(|(at, option)| (&option.id, at)).collect();
    rows.sort();
    let mut newest: Vec<&Ballot> = workbook.ballots.iter().map(AsRef::as_ref).collect();
    newest.sort_by_key(|ballot| (&ballot.reviewer, std::cmp::Reverse(ballot.round)));

    let mut given: Vec<Vec<&Score>> = vec![Vec::new(); rows.len() * leaves.len()];
    // Who was last heard in each cell: an older round of theirs is passed over.
    let mut heard: Vec<Option<&PersonId>> = vec![None; given.len()];
    for ballot in newest {
        let (mut column, mut row) = (0, 0);
        for score in &ballot.scores {
            while columns.get(column).is_some_and(|(id, _)| **id < score.criterion) {
                column += 1;
                row = 0;
            }
            let Some((_, leaf)) = columns.get(column).filter(|(id, _)| **id == score.criterion)
            else {
                continue;
            };
            while rows.get(row).is_some_and(|(id, _)| **id < score.alternative) {
                row += 1;
            }
            let Some((_, option)) = rows.get(row).filter(|(id, _)| **id == score.alternative)
            else {
                continue;
            };
            let at = option * leaves.len() + leaf;
            if heard[at] != Some(&ballot.reviewer) {
                heard[at] = Some(&ballot.reviewer);
                given[at].push(score);
            }
        }
    }
    given
}

fn from_reviewers(given: &[&Score], measure: &Measure) -> Cell {
    let known: Vec<(f64, &Score)> = given
        .iter()
        .filter_map(|score| match score.is {
            Judgement::Value(value) => Some((value, *score)),
            Judgement::Unknown | Judgement::NotApplicable => None,
        })
        .collect();
    let origin = CellOrigin::Reviewers(given.len());
    if known.is_empty() {
        let all_inapplicable = given.iter().all(|score| score.is == Judgement::NotApplicable);
        if all_inapplicable {
            return Cell::not_applicable(origin, measure);
        }
        let (low, high) = match given {
            [only] => (only.low, only.high),
            _ => (None, None),
        };
        return Cell::unknown(origin, low, high, measure);
    }
    let count = known.len() as f64;
    let mean = |part: &dyn Fn(&(f64, &Score)) -> f64| {
        let sum: f64 = known.iter().map(part).sum();
        // The sum of the largest numbers does not fit where their mean does.
        if sum.is_finite() { sum / count } else { known.iter().map(|one| part(one) / count).sum() }
    };
    let performance = mean(&|(value, _)| *value);
    let any_range = known.iter().any(|(_, score)| score.low.is_some() || score.high.is_some());
    let (low, high) = if any_range {
        (
            Some(mean(&|(value, score)| score.low.unwrap_or(*value))),
            Some(mean(&|(value, score)| score.high.unwrap_or(*value))),
        )
    } else {
        (None, None)
    };
    // Where reviewers differ in it, none of their spreads is the room's.
    let spread = known[0].1.spread;
    let shared = known.iter().all(|(_, score)| score.spread == spread);
    Cell {
        spread: if shared { spread } else { Spread::default() },
        ..Cell::known(CellOrigin::Reviewers(known.len()), performance, low, high, measure)
    }
}

fn from_runs(fed: &Fed, measure: &Measure) -> Cell {
    let origin = CellOrigin::Measured(fed.runs.clone());
    Cell::known(origin, fed.performance, fed.low, fed.high, measure)
}

fn from_answer(answered: &AnswerScore, measure: &Measure) -> Cell {
    let origin = CellOrigin::Answer(answered.question.clone());
    Cell::known(origin, answered.value, answered.low, answered.high, measure)
}

fn from_score(score: &Score, origin: CellOrigin, measure: &Measure) -> Cell {
    match score.is {
        Judgement::Value(performance) => {
            let known = Cell::known(origin, performance, score.low, score.high, measure);
            Cell { spread: score.spread, ..known }
        }
        Judgement::Unknown => Cell::unknown(origin, score.low, score.high, measure),
        Judgement::NotApplicable => Cell::not_applicable(origin, measure),
    }
}

/// Notes the cells whose performance lies beyond the scale.
pub(super) fn note_out_of_range(
    workbook: &Workbook,
    leaves: &[usize],
    cells: &[Cell],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| cell.out_of_range) {
        debug_assert!(cell.value.is_some());
        diagnostics.push(Diagnostic::OutOfRange {
            criterion: workbook.criteria[leaves[at % leaves.len()]].id.clone(),
            alternative: workbook.alternatives[at / leaves.len()].id.clone(),
        });
    }
}

/// Where a criterion that counts for all or none does not apply to one option
/// still in the running (`out` tells which are not), it counts for none: its
/// cells are dropped. Returns the positions of those criteria in the workbook.
pub(super) fn drop_not_applicable(
    workbook: &Workbook,
    leaves: &[usize],
    out: &[bool],
    cells: &mut [Cell],
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeSet<usize> {
    let mut dropped = BTreeSet::new();
    for (leaf, &node) in leaves.iter().enumerate() {
        let hit = workbook.alternatives.iter().enumerate().find(|(option, _)| {
            !out[*option] && cells[option * leaves.len() + leaf].state == CellState::Dropped
        });
        let Some((_, alternative)) = hit else { continue };
        diagnostics.push(Diagnostic::NotApplicable {
            criterion: workbook.criteria[node].id.clone(),
            alternative: alternative.id.clone(),
        });
        dropped.insert(node);
        for option in 0..workbook.alternatives.len() {
            cells[option * leaves.len() + leaf].state = CellState::Dropped;
        }
    }
    dropped
}
