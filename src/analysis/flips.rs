//! What would have to be true for another option to lead: one score or one
//! weight, in the criterion's units.

use super::composite::{is_bound, is_followed};
use super::moved::{lead_after, least};
use super::stability::{Line, Parts};
use super::{Analysis, CellState, TOLERANCE, invert, reachable};
use crate::workbook::{AlternativeId, CriterionId, Workbook};

/// The changes that would make one option lead, cheapest first.
#[derive(Debug, Clone, PartialEq)]
pub struct FlipList {
    /// Position in `Analysis::options` of the option that would lead.
    pub option: usize,
    /// Points by which it is behind now.
    pub gap: f64,
    /// Changes of one score, the least change of value first, those that are
    /// not possible last.
    pub scores: Vec<Flip>,
    /// Changes of one weight, the least change first, those that are not
    /// possible last.
    pub weights: Vec<Flip>,
}

impl FlipList {
    /// Whether the option is level with the leader: any gain makes it lead, so
    /// no change is listed.
    pub fn is_level(&self) -> bool {
        self.gap <= TOLERANCE
    }

    /// The cheapest change of a score, if one is possible.
    pub fn best_score(&self) -> Option<&Flip> {
        self.scores.first().filter(|flip| flip.reach != Reach::NotPossible)
    }

    /// The cheapest change of a weight, if one is possible.
    pub fn best_weight(&self) -> Option<&Flip> {
        self.weights.first().filter(|flip| flip.reach != Reach::NotPossible)
    }
}

/// One change that would make an option lead.
#[derive(Debug, Clone, PartialEq)]
pub struct Flip {
    /// The criterion changed.
    pub criterion: CriterionId,
    /// What changes.
    pub change: FlipChange,
    /// Whether it can be had.
    pub reach: Reach,
}

/// What changes.
#[derive(Debug, Clone, PartialEq)]
pub enum FlipChange {
    /// The score of one option.
    Score {
        /// The option scored.
        alternative: AlternativeId,
        /// Performance now, in the criterion's units, where known.
        from: Option<f64>,
        /// Performance needed; nothing where no performance would do.
        to: Option<f64>,
        /// Points of value that it has to move by, with its sign.
        points: f64,
    },
    /// The weight of the criterion, the others in proportion.
    Weight {
        /// Weight now, 0 to 1.
        from: f64,
        /// Weight needed; nothing where no weight would do.
        to: Option<f64>,
    },
}

/// Whether a change can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Within the range given for the score, or a weight at most halved or
    /// doubled.
    Near,
    /// Possible, beyond that.
    Far,
    /// No score on the scale, no weight from 0 to 100 %, would do.
    NotPossible,
}

impl Reach {
    /// The reach in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Near => "within reach",
            Self::Far => "possible",
            Self::NotPossible => "not possible",
        }
    }
}

/// The flips for every ranked option but the leader. Unknown cells count at
/// the middle of what is possible.
pub(super) fn flips(workbook: &Workbook, analysis: &Analysis) -> Vec<FlipList> {
    let Some(&leader) = analysis.order.first() else { return Vec::new() };
    let parts = Parts::of(analysis);
    // Value of each option on each leaf, and on all others.
    let sides: Vec<Vec<(f64, f64)>> = (0..analysis.leaves.len())
        .map(|leaf| {
            (0..analysis.options.len()).map(|option| parts.leaf_sides(option, leaf)).collect()
        })
        .collect();
    analysis
        .order
        .iter()
        .skip(1)
        .map(|&option| {
            let gap = analysis.options[leader].middle() - analysis.options[option].middle();
            if gap <= TOLERANCE {
                return FlipList { option, gap, scores: Vec::new(), weights: Vec::new() };
            }
            let mut scores: Vec<Flip> = (0..analysis.leaves.len())
                .filter_map(|leaf| score_flip(workbook, analysis, option, leaf, gap))
                .collect();
            let size = |flip: &Flip| match &flip.change {
                FlipChange::Score { points, .. } => points.abs(),
                FlipChange::Weight { from, to } => to.map_or(f64::INFINITY, |to| (to - from).abs()),
            };
            let by_cost = |a: &Flip, b: &Flip| {
                let possible = |flip: &Flip| flip.reach == Reach::NotPossible;
                possible(a).cmp(&possible(b)).then(size(a).total_cmp(&size(b)))
            };
            scores.sort_by(by_cost);
            let mut weights: Vec<Flip> = (0..analysis.leaves.len())
                .filter_map(|leaf| weight_flip(workbook, analysis, option, leaf, &sides[leaf]))
                .collect();
            weights.sort_by(by_cost);
            FlipList { option, gap, scores, weights }
        })
        .collect()
}

/// The option ties the leader when its value on the criterion rises by the
/// gap over the weight, or by more where a composite takes part in the rise. A
/// score that follows from parts whatever is said of it does not change.
fn score_flip(
    workbook: &Workbook,
    analysis: &Analysis,
    option: usize,
    leaf: usize,
    gap: f64,
) -> Option<Flip> {
    let weight = analysis.leaf_weight(leaf);
    let cell = analysis.cell(option, leaf);
    if weight <= 0.0 || cell.state == CellState::Dropped {
        return None;
    }
    let criterion = &workbook.criteria[analysis.leaves[leaf]];
    let measure = criterion.measure()?;
    if is_bound(analysis, option, leaf) {
        return None;
    }
    let (_, most) = reachable(measure);
    let mut points = gap / weight;
    if is_followed(analysis, option, leaf) && cell.middle() + points <= most {
        // A composite goes along, and may lead or take the lead itself.
        let leads = |value: f64| {
            lead_after(workbook, analysis, option, &[(option, leaf, value)]) >= -TOLERANCE
        };
        let found = least(cell.middle() + points, most, leads);
        points = found.map_or(f64::INFINITY, |value| value - cell.middle());
        if points.is_infinite() {
            points = most - cell.middle() + gap / weight;
        }
    }
    let needed = cell.middle() + points;
    let possible = needed <= most + TOLERANCE;
    let to = possible.then(|| invert(measure, needed.min(most)));
    let (_, plausible) = cell.plausible_values(measure);
    let reach = match possible {
        false => Reach::NotPossible,
        true if needed <= plausible + TOLERANCE => Reach::Near,
        true => Reach::Far,
    };
    Some(Flip {
        criterion: criterion.id.clone(),
        change: FlipChange::Score {
            alternative: analysis.options[option].id.clone(),
            from: cell.performance,
            to,
            points,
        },
        reach,
    })
}

/// The weight nearest to today's at which the option is ahead of, or level
/// with, every other: the intersection of half-lines, one for each rival. Where
/// all other criteria have no weight, they are taken to count alike.
fn weight_flip(
    workbook: &Workbook,
    analysis: &Analysis,
    option: usize,
    leaf: usize,
    sides: &[(f64, f64)],
) -> Option<Flip> {
    if analysis.cell(option, leaf).state == CellState::Dropped {
        return None;
    }
    let from = analysis.leaf_weight(leaf);
    let own = sides[option];
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    for &rival in analysis.order.iter().filter(|&&rival| rival != option) {
        let other = sides[rival];
        match (Line { at_0: own.1 - other.1, at_1: own.0 - other.0 }).ahead() {
            Some((from, to)) => (low, high) = (low.max(from), high.min(to)),
            None => high = -1.0,
        }
    }
    let to = (low <= high + 1e-12).then(|| from.clamp(low, high.max(low)));
    let reach = match to {
        None => Reach::NotPossible,
        Some(to) if is_near(from, to) => Reach::Near,
        Some(_) => Reach::Far,
    };
    Some(Flip {
        criterion: workbook.criteria[analysis.leaves[leaf]].id.clone(),
        change: FlipChange::Weight { from, to },
        reach,
    })
}

/// Share of a leaf whose raw weight is doubled, the others kept.
pub(super) fn doubled(share: f64) -> f64 {
    2.0 * share / (1.0 + share)
}

/// Share of a leaf whose raw weight is halved.
pub(super) fn halved(share: f64) -> f64 {
    0.5 * share / (1.0 - 0.5 * share)
}

/// Whether halving or doubling the raw weight gets from one share to the other.
fn is_near(from: f64, to: f64) -> bool {
    (halved(from) - 1e-12..=doubled(from) + 1e-12).contains(&to)
}
