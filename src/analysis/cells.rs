//! The cells of the matrix: who says what of an option on a criterion, and
//! what it is worth.
//!
//! What the reviewers gave goes before what an answer sets, and that before
//! the baseline. Several reviewers count by the mean of their performances;
//! who does not know is left out of the mean, never counted as zero.

use std::collections::{BTreeMap, BTreeSet};

use super::{AnswerScore, Diagnostic, QuestionnaireEffects, value};
use crate::workbook::{
    AlternativeId, CriterionId, Judgement, Measure, NotApplicableRule, PersonId, QuestionId, Score,
    Workbook, find_score,
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
}

impl Cell {
    fn unknown(origin: CellOrigin, low: Option<f64>, high: Option<f64>, measure: &Measure) -> Self {
        // A range given for an unknown bounds its value; otherwise anything goes.
        let (value_low, value_high) = match (low, high) {
            (Some(low), Some(high)) => ordered(value(measure, low).0, value(measure, high).0),
            _ => (0.0, 100.0),
        };
        Self {
            state: CellState::Unknown,
            origin,
            performance: None,
            low,
            high,
            value: None,
            value_low,
            value_high,
            out_of_range: false,
        }
    }

    fn known(
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
            value: Some(value),
            value_low: value,
            value_high: value,
            out_of_range,
        }
    }

    fn not_applicable(origin: CellOrigin, rule: NotApplicableRule) -> Self {
        let value = match rule {
            NotApplicableRule::Drop => None,
            NotApplicableRule::Worst => Some(0.0),
            NotApplicableRule::Best => Some(100.0),
        };
        Self {
            state: if value.is_some() { CellState::NotApplicable } else { CellState::Dropped },
            origin,
            performance: None,
            low: None,
            high: None,
            value,
            value_low: value.unwrap_or(0.0),
            value_high: value.unwrap_or(0.0),
            out_of_range: false,
        }
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

/// All cells, option by option.
pub(super) fn resolve(
    workbook: &Workbook,
    leaves: &[usize],
    questionnaire: &QuestionnaireEffects,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Cell> {
    let newest = newest_ballots(workbook);
    let mut cells = Vec::with_capacity(workbook.alternatives.len() * leaves.len());
    for alternative in workbook.alternatives.iter() {
        for &node in leaves {
            let criterion = &workbook.criteria[node];
            let Some(measure) = criterion.measure() else { continue };
            let given = reviewers_scores(&newest, &criterion.id, &alternative.id);
            let answered =
                questionnaire.scores.get(&(criterion.id.clone(), alternative.id.clone()));
            let cell = if !given.is_empty() {
                from_reviewers(&given, measure)
            } else if let Some(answered) = answered {
                from_answer(answered, measure)
            } else {
                match find_score(&workbook.baseline, &criterion.id, &alternative.id) {
                    Some(score) => from_score(score, CellOrigin::Baseline, measure),
                    None => Cell::unknown(CellOrigin::Nobody, None, None, measure),
                }
            };
            if cell.out_of_range {
                diagnostics.push(Diagnostic::OutOfRange {
                    criterion: criterion.id.clone(),
                    alternative: alternative.id.clone(),
                });
            }
            cells.push(cell);
        }
    }
    cells
}

/// Ballots by reviewer, newest round first.
fn newest_ballots(workbook: &Workbook) -> Vec<Vec<&[Score]>> {
    let mut by_reviewer: BTreeMap<&PersonId, Vec<(u32, &[Score])>> = BTreeMap::new();
    for ballot in &workbook.ballots {
        by_reviewer.entry(&ballot.reviewer).or_default().push((ballot.round, &ballot.scores));
    }
    by_reviewer
        .into_values()
        .map(|mut rounds| {
            rounds.sort_by_key(|(round, _)| std::cmp::Reverse(*round));
            rounds.into_iter().map(|(_, scores)| scores).collect()
        })
        .collect()
}

/// Each reviewer's newest score in a cell.
fn reviewers_scores<'a>(
    newest: &[Vec<&'a [Score]>],
    criterion: &CriterionId,
    alternative: &AlternativeId,
) -> Vec<&'a Score> {
    newest
        .iter()
        .filter_map(|rounds| {
            rounds.iter().find_map(|scores| find_score(scores, criterion, alternative))
        })
        .collect()
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
            return Cell::not_applicable(origin, measure.not_applicable);
        }
        let (low, high) = match given {
            [only] => (only.low, only.high),
            _ => (None, None),
        };
        return Cell::unknown(origin, low, high, measure);
    }
    let count = known.len() as f64;
    let mean = |part: &dyn Fn(&(f64, &Score)) -> f64| known.iter().map(part).sum::<f64>() / count;
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
    Cell::known(CellOrigin::Reviewers(known.len()), performance, low, high, measure)
}

fn from_answer(answered: &AnswerScore, measure: &Measure) -> Cell {
    let origin = CellOrigin::Answer(answered.question.clone());
    Cell::known(origin, answered.value, answered.low, answered.high, measure)
}

fn from_score(score: &Score, origin: CellOrigin, measure: &Measure) -> Cell {
    match score.is {
        Judgement::Value(performance) => {
            Cell::known(origin, performance, score.low, score.high, measure)
        }
        Judgement::Unknown => Cell::unknown(origin, score.low, score.high, measure),
        Judgement::NotApplicable => Cell::not_applicable(origin, measure.not_applicable),
    }
}

/// Where a criterion that counts for all or none does not apply to one option
/// still in the running, it counts for none: its cells are dropped. Returns
/// the positions of those criteria in the workbook.
pub(super) fn drop_not_applicable(
    workbook: &Workbook,
    leaves: &[usize],
    cells: &mut [Cell],
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeSet<usize> {
    let mut dropped = BTreeSet::new();
    for (leaf, &node) in leaves.iter().enumerate() {
        let hit = workbook.alternatives.iter().enumerate().find(|(option, alternative)| {
            alternative.dropped.is_none()
                && cells[option * leaves.len() + leaf].state == CellState::Dropped
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
