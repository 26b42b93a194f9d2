//! Two scores that together would make an option lead.
//!
//! The option's own scores rise, the leader's fall. Each score k that may move
//! gives w_k d_k(e) points towards the lead when the effort e is put into it,
//! with d_k as in the effort of one score. The cheapest pair is the one that
//! reaches the lead at the least effort common to both: the root of an upper
//! envelope of rising lines, found by stepping from line to line.

use super::super::composite::{is_bound, is_followed};
use super::super::moved::{Move, lead_after, least};
use super::super::{Analysis, CellState, Reach, TOLERANCE, invert};
use super::{Room, Table, effort, is_behind, rivals};
use crate::workbook::{AlternativeId, CriterionId, Workbook};

/// Two changes of scores that would make an option lead.
#[derive(Debug, Clone, PartialEq)]
pub struct PairFlip {
    /// The changes: the option's own first, then in the order of the tree.
    pub changes: [ScoreChange; 2],
    /// Whether they can be had.
    pub reach: Reach,
    /// How much they take, as in [`super::Way::effort`].
    pub effort: f64,
}

/// A change of one score.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreChange {
    /// The criterion.
    pub criterion: CriterionId,
    /// The option scored.
    pub alternative: AlternativeId,
    /// Performance now, in the criterion's units, where known.
    pub from: Option<f64>,
    /// Performance needed.
    pub to: f64,
    /// Points of value that it moves by, with its sign.
    pub points: f64,
}

/// A score that can move towards the lead of the option.
struct Lever {
    option: usize,
    leaf: usize,
    weight: f64,
    value: f64,
    room: Room,
    up: bool,
}

impl Lever {
    fn points(&self, effort: f64) -> f64 {
        let Room { plausible, most } = self.room;
        if effort <= 1.0 {
            effort * plausible
        } else {
            plausible + (effort - 1.0) * (most - plausible)
        }
    }

    fn gain(&self, effort: f64) -> f64 {
        self.weight * self.points(effort)
    }

    fn moved(&self, effort: f64) -> Move {
        let points = self.points(effort);
        let value = if self.up { self.value + points } else { self.value - points };
        (self.option, self.leaf, value)
    }
}

/// The pairs of scores that would make an option lead: the cheapest of its own
/// two, of one of its own and one of the leader's, and of the leader's two,
/// the least effort first. Only pairs that take less than any single score of
/// the two options, and none for an option that is not behind. Where a composite
/// takes over a score of either, only the cheapest pair of all.
pub fn pair_flips(workbook: &Workbook, analysis: &Analysis, option: usize) -> Vec<PairFlip> {
    let Some(&leader) = analysis.order.first() else { return Vec::new() };
    if !is_behind(analysis, option) {
        return Vec::new();
    }
    let table = Table::of(analysis);
    let behind = |rival: usize| table.totals[rival] - table.totals[option];
    let gap = behind(leader);
    // What it takes to be level with all others: the leader's fall is no help.
    let others = rivals(analysis, option)
        .filter(|&rival| rival != leader)
        .map(behind)
        .fold(f64::NEG_INFINITY, f64::max);
    let own = levers(workbook, analysis, &table, option, true);
    let fall = levers(workbook, analysis, &table, leader, false);
    let followed =
        |levers: &[Lever]| levers.iter().any(|it| is_followed(analysis, it.option, it.leaf));
    if followed(&own) || followed(&fall) {
        let levers: Vec<Lever> = own.into_iter().chain(fall).collect();
        return pair_by_trial(workbook, analysis, option, gap, &levers).into_iter().collect();
    }
    let mut found: Vec<PairFlip> = Vec::new();
    found.extend(two_of(&own, gap).and_then(|(a, b, e)| {
        pair(workbook, analysis, [(&own[a], own[a].points(e)), (&own[b], own[b].points(e))])
    }));
    found.extend(one_of_each(&own, &fall, gap, others).and_then(|(a, b, e)| {
        let rise = own[a].points(e);
        let left = gap - own[a].weight * rise;
        pair(workbook, analysis, [(&own[a], rise), (&fall[b], left / fall[b].weight)])
    }));
    if others <= TOLERANCE {
        found.extend(two_of(&fall, gap).and_then(|(a, b, e)| {
            let changes = [(&fall[a], fall[a].points(e)), (&fall[b], fall[b].points(e))];
            pair(workbook, analysis, changes)
        }));
    }
    let alone = |levers: &[Lever]| {
        levers.iter().map(|lever| crossing(&[lever], gap)).fold(f64::INFINITY, f64::min)
    };
    let fall_alone = if others <= TOLERANCE { alone(&fall) } else { f64::INFINITY };
    let single = alone(&own).min(fall_alone);
    found.retain(|pair| pair.effort < single - 1e-12);
    found.sort_by(|a, b| a.effort.total_cmp(&b.effort));
    found
}

/// The cheapest pair where composites take scores over: each pair that gives
/// enough against the leader is tried with all that follows from it, the effort
/// halved in on.
fn pair_by_trial(
    workbook: &Workbook,
    analysis: &Analysis,
    option: usize,
    gap: f64,
    levers: &[Lever],
) -> Option<PairFlip> {
    let leads = |moved: &[&Lever], effort: f64| {
        let enough: f64 = moved.iter().map(|lever| lever.gain(effort)).sum();
        let moves: Vec<Move> = moved.iter().map(|lever| lever.moved(effort)).collect();
        enough >= gap - TOLERANCE && lead_after(workbook, analysis, option, &moves) >= -TOLERANCE
    };
    let mut best = 2.0;
    for lever in levers {
        best = least(0.0, best, |effort| leads(&[lever], effort)).unwrap_or(best);
    }
    let mut found = None;
    for (at, first) in levers.iter().enumerate() {
        for second in &levers[at + 1..] {
            // Nothing that does not lead for less than the best so far.
            let bound = best - 1e-9;
            if let Some(effort) = least(0.0, bound, |effort| leads(&[first, second], effort)) {
                best = effort;
                found = Some((first, second));
            }
        }
    }
    let (first, second) = found?;
    pair(workbook, analysis, [(first, first.points(best)), (second, second.points(best))])
}

/// The scores of an option that count and can rise, or fall.
fn levers(
    workbook: &Workbook,
    analysis: &Analysis,
    table: &Table,
    option: usize,
    up: bool,
) -> Vec<Lever> {
    let of = |(&leaf, &weight): (&usize, &f64)| {
        let cell = analysis.cell(option, leaf);
        let measure = workbook.criteria[analysis.leaves[leaf]].measure()?;
        let room = Room::of(analysis, option, leaf, measure, up);
        let moves = matches!(cell.state, CellState::Known | CellState::Unknown)
            && !is_bound(analysis, option, leaf);
        (moves && room.most > TOLERANCE).then(|| Lever {
            option,
            leaf,
            weight,
            value: cell.middle(),
            room,
            up,
        })
    };
    table.leaves.iter().zip(&table.weights).filter_map(of).collect()
}

/// The least effort at which scores moved together give so many points; more
/// than 2 where none does.
fn crossing(moved: &[&Lever], need: f64) -> f64 {
    let near: f64 = moved.iter().map(|lever| lever.gain(1.0)).sum();
    let far: f64 = moved.iter().map(|lever| lever.gain(2.0)).sum();
    if need <= 0.0 {
        0.0
    } else if need <= near {
        need / near
    } else if far > near {
        1.0 + (need - near) / (far - near)
    } else {
        f64::INFINITY
    }
}

/// The two that give most at an effort.
fn best_two(levers: &[Lever], effort: f64) -> Option<(usize, usize)> {
    let mut best: [Option<(usize, f64)>; 2] = [None, None];
    for (at, lever) in levers.iter().enumerate() {
        let gain = lever.gain(effort);
        if best[0].is_none_or(|(_, most)| gain > most) {
            best = [Some((at, gain)), best[0]];
        } else if best[1].is_none_or(|(_, most)| gain > most) {
            best[1] = Some((at, gain));
        }
    }
    let (a, b) = (best[0]?.0, best[1]?.0);
    Some((a.min(b), a.max(b)))
}

/// The one that gives most at an effort.
fn best_one(levers: &[Lever], effort: f64) -> Option<usize> {
    let mut best: Option<(usize, f64)> = None;
    for (at, lever) in levers.iter().enumerate() {
        let gain = lever.gain(effort);
        if best.is_none_or(|(_, most)| gain > most) {
            best = Some((at, gain));
        }
    }
    best.map(|(at, _)| at)
}

/// Goes down from the greatest effort: the pair that gives most there reaches
/// the lead at a lesser effort; until no pair does better. Every pair is met
/// once at the most.
fn descend(
    best_at: impl Fn(f64) -> Option<(usize, usize)>,
    cost: impl Fn(usize, usize) -> f64,
) -> Option<(usize, usize, f64)> {
    let (mut a, mut b) = best_at(2.0)?;
    let mut effort = cost(a, b);
    if effort > 2.0 + 1e-12 {
        return None;
    }
    loop {
        let (next_a, next_b) = best_at(effort)?;
        let next = cost(next_a, next_b);
        if next >= effort - 1e-12 {
            return Some((a, b, effort));
        }
        (a, b, effort) = (next_a, next_b, next);
    }
}

fn two_of(levers: &[Lever], need: f64) -> Option<(usize, usize, f64)> {
    descend(|effort| best_two(levers, effort), |a, b| crossing(&[&levers[a], &levers[b]], need))
}

/// One of its own and one of the leader's: its own has to be enough against
/// the others, both together against the leader.
fn one_of_each(
    own: &[Lever],
    fall: &[Lever],
    gap: f64,
    others: f64,
) -> Option<(usize, usize, f64)> {
    descend(
        |effort| Some((best_one(own, effort)?, best_one(fall, effort)?)),
        |a, b| crossing(&[&own[a]], others).max(crossing(&[&own[a], &fall[b]], gap)),
    )
}

fn pair(workbook: &Workbook, analysis: &Analysis, moved: [(&Lever, f64); 2]) -> Option<PairFlip> {
    if moved.iter().any(|(_, points)| *points <= TOLERANCE) {
        return None;
    }
    let efforts =
        moved.map(|(lever, points)| effort::score(points, lever.room.plausible, lever.room.most));
    let effort = efforts[0].max(efforts[1]);
    let change = |(lever, points): (&Lever, f64)| {
        let criterion = &workbook.criteria[analysis.leaves[lever.leaf]];
        let points = if lever.up { points } else { -points };
        Some(ScoreChange {
            criterion: criterion.id.clone(),
            alternative: analysis.options[lever.option].id.clone(),
            from: analysis.cell(lever.option, lever.leaf).performance,
            to: invert(criterion.measure()?, lever.value + points),
            points,
        })
    };
    Some(PairFlip {
        changes: [change(moved[0])?, change(moved[1])?],
        reach: effort::reach(effort),
        effort,
    })
}
