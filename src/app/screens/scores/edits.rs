//! What becomes of a reviewer's scores: typed, filled, pasted, cleared. Every
//! change of several cells is one step.

use super::select::Spot;
use crate::analysis::{CellOrigin, CellState, Fed};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::import::Reading;
use crate::workbook::{Confidence, Edit, Judgement, Score, find_score};

/// What is said where nobody scores yet.
pub(super) const NOBODY: &str = "Name a reviewer on the Overview first; scores belong to somebody.";

/// The reviewer's score in a cell, if there is one.
pub(super) fn own<'a>(context: Context<'a>, spot: Spot) -> Option<&'a Score> {
    let criterion = &context.workbook.criteria.get(spot.node)?.id;
    let alternative = &context.workbook.alternatives.get(spot.option)?.id;
    let round = context.workbook.current_round();
    context.workbook.ballot(context.reviewer?, round)?.score(criterion, alternative)
}

/// The reviewer's score in a cell, or what is in force there made the
/// reviewer's own: what the sources or an answer say. Others' scores are not
/// taken over.
pub(super) fn own_or_shown(context: Context<'_>, spot: Spot) -> Option<Score> {
    if let Some(own) = own(context, spot) {
        return Some(own.clone());
    }
    let criterion = context.workbook.criteria.get(spot.node)?;
    let alternative = context.workbook.alternatives.get(spot.option)?;
    let empty = Score::new(criterion.id.clone(), alternative.id.clone(), Judgement::Unknown);
    let analysis = context.analysis();
    let leaf = analysis.leaf_at(context.workbook, &criterion.id)?;
    let cell = analysis.cell(spot.option, leaf);
    Some(match &cell.origin {
        CellOrigin::Baseline => {
            find_score(&context.workbook.baseline, &criterion.id, &alternative.id)
                .cloned()
                .unwrap_or(empty)
        }
        CellOrigin::Answer(_) | CellOrigin::Parts | CellOrigin::Measured(_) => {
            match cell.performance {
                Some(value) => {
                    Score { is: Judgement::Value(value), low: cell.low, high: cell.high, ..empty }
                }
                None => empty,
            }
        }
        CellOrigin::Nobody | CellOrigin::Reviewers(_) => empty,
    })
}

/// What a cell shows, as something to be put into another.
pub(super) fn shown(context: Context<'_>, spot: Spot, leaf: usize) -> Option<Reading> {
    let cell = context.analysis().cell(spot.option, leaf);
    let is = match (cell.state, cell.performance) {
        (_, Some(value)) => Judgement::Value(value),
        (CellState::NotApplicable | CellState::Dropped, None) => Judgement::NotApplicable,
        (CellState::Unknown, None) if cell.origin == CellOrigin::Nobody => return None,
        _ => Judgement::Unknown,
    };
    Some(Reading { is, low: cell.low, high: cell.high })
}

/// The reviewer's score in a cell with another judgement; reason, confidence
/// and evidence stay.
pub(super) fn with_reading(context: Context<'_>, spot: Spot, reading: Reading) -> Option<Score> {
    let criterion = context.workbook.criteria.get(spot.node)?.id.clone();
    let alternative = context.workbook.alternatives.get(spot.option)?.id.clone();
    let old = own(context, spot).cloned();
    let old = old.unwrap_or_else(|| Score::new(criterion, alternative, reading.is));
    let mut score = Score { is: reading.is, ..old };
    if reading.low.is_some() || reading.high.is_some() {
        score.low = reading.low;
        score.high = reading.high;
    } else {
        // A range that does not hold the value would be a contradiction.
        let holds = |value: f64| {
            score.low.is_none_or(|low| low <= value) && score.high.is_none_or(|high| value <= high)
        };
        if !matches!(reading.is, Judgement::Value(value) if holds(value)) {
            score.low = None;
            score.high = None;
        }
    }
    Some(score)
}

/// An edit that puts judgements into cells, and how many of them it changes;
/// nothing where it would change none. `verb` begins the name of the step.
pub(super) fn put(
    context: Context<'_>,
    verb: &str,
    readings: &[(Spot, Reading)],
) -> Option<(Edit, usize)> {
    let reviewer = context.reviewer?.clone();
    let round = context.workbook.current_round();
    let mut put: Vec<Score> = readings
        .iter()
        .filter_map(|&(spot, reading)| {
            with_reading(context, spot, reading).filter(|new| own(context, spot) != Some(new))
        })
        .collect();
    let count = put.len();
    match (put.pop(), put.is_empty()) {
        (None, _) => None,
        (Some(score), true) => Some((Edit::SetScore { reviewer, round, score }, count)),
        (Some(score), false) => {
            put.push(score);
            let label = format!("{verb} {count} cells");
            Some((Edit::SetScores { label, reviewer, round, put, clear: Vec::new() }, count))
        }
    }
}

/// Puts judgements into cells. Gives back those that stand over what was
/// measured and have no reason yet: it has to be asked for.
#[must_use = "scores over what was measured wait for their reason"]
pub(super) fn score(
    context: Context<'_>,
    verb: &str,
    readings: &[(Spot, Reading)],
    out: &mut Actions,
) -> Vec<(Spot, Reading)> {
    if context.reviewer.is_none() {
        out.push(Action::Say(NOBODY.to_owned()));
        return Vec::new();
    }
    let (waiting, free) = needing_reason(context, readings);
    if let Some((edit, _)) = put(context, verb, &free) {
        out.edit(edit);
    }
    waiting
}

/// Judgements with the cells that they are for.
type Readings = Vec<(Spot, Reading)>;

/// Readings in cells that were measured, where the reviewer has given no
/// reason, and the others. What says the same as the run, as when a table is
/// pasted back, is no score over it and is in neither.
pub(super) fn needing_reason(
    context: Context<'_>,
    readings: &[(Spot, Reading)],
) -> (Readings, Readings) {
    let needs = |&(spot, _): &(Spot, Reading)| {
        let reasoned = own(context, spot).is_some_and(Score::is_reasoned);
        !reasoned && measured(context, spot).is_some()
    };
    let same = |&(spot, reading): &(Spot, Reading)| {
        let fed = measured(context, spot).filter(|_| own(context, spot).is_none());
        let plain = reading.low.is_none() && reading.high.is_none();
        plain && fed.is_some_and(|fed| reading.is == Judgement::Value(fed.performance))
    };
    readings.iter().copied().filter(|one| !same(one)).partition(needs)
}

/// What was measured in a cell, where load runs feed it.
pub(super) fn measured(context: Context<'_>, spot: Spot) -> Option<&Fed> {
    let analysis = context.analysis();
    if analysis.fed.is_empty() {
        return None;
    }
    let criterion = &context.workbook.criteria.get(spot.node)?.id;
    let leaf = analysis.leaf_at(context.workbook, criterion)?;
    analysis.fed(spot.option, leaf)?.reading.as_ref().ok()
}

/// The score with the runs that it stands over, so that it is told once these
/// are replaced.
pub(super) fn citing(context: Context<'_>, spot: Spot, mut score: Score) -> Score {
    if let Some(fed) = measured(context, spot) {
        let fresh = fed.runs.iter().filter(|id| !score.measurements.contains(id));
        let fresh: Vec<_> = fresh.cloned().collect();
        score.measurements.extend(fresh);
    }
    score
}

/// Puts a score on the reviewer's ballot as it is.
pub(super) fn put_one(context: Context<'_>, score: Score, out: &mut Actions) {
    if let Some(reviewer) = context.reviewer {
        let round = context.workbook.current_round();
        out.edit(Edit::SetScore { reviewer: reviewer.clone(), round, score });
    }
}

/// Takes the reviewer's scores out of cells, so that what held before holds
/// again.
pub(super) fn clear(context: Context<'_>, spots: &[Spot], out: &mut Actions) {
    let Some(reviewer) = context.reviewer.cloned() else { return };
    let round = context.workbook.current_round();
    let given: Vec<&Score> = spots.iter().filter_map(|&spot| own(context, spot)).collect();
    match given.as_slice() {
        [] => out.push(Action::Say(
            "There is no score of yours to clear; what the sources say stays.".to_owned(),
        )),
        [one] => out.edit(Edit::ClearScore {
            reviewer,
            round,
            criterion: one.criterion.clone(),
            alternative: one.alternative.clone(),
        }),
        many => {
            let cell = |score: &&Score| (score.criterion.clone(), score.alternative.clone());
            out.edit(Edit::SetScores {
                label: format!("clear {} cells", many.len()),
                reviewer,
                round,
                put: Vec::new(),
                clear: many.iter().map(cell).collect(),
            });
        }
    }
}

/// The confidences on offer, with "not said" first.
pub(super) fn confidences() -> Vec<(Option<Confidence>, String)> {
    let mut all = vec![(None, "not said".to_owned())];
    all.extend(Confidence::ALL.map(|confidence| (Some(confidence), confidence.name().to_owned())));
    all
}
