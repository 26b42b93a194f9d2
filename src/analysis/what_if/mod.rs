//! What would have to be true for an option to lead, beyond one score or one
//! weight: two scores, weight moved from one criterion to another, all weights
//! at once, and in which order of effort.
//!
//! None of it is part of [`super::analyse`]: it is worked out for one option
//! when it is asked for. Unknown cells count at the middle of what is possible,
//! and criteria without weight stay without.

use super::{Analysis, CellState, Flip, FlipChange, Reach, TOLERANCE, reachable};
use crate::workbook::{Measure, Workbook};

mod effort;
mod nearest;
mod pair_flips;
mod projection;
mod swap;
mod tornado;
mod triggers;
mod two_weights;
mod words;

pub use nearest::{Nearest, WeightVector, nearest_weights};
pub use pair_flips::{PairFlip, ScoreChange, pair_flips};
pub use swap::{WeightSwap, weight_swap};
pub use tornado::{Tornado, TornadoEnd, TornadoEntry, TornadoSubject, tornado};
pub use triggers::{keeps_trigger, offered_triggers, trigger_of};
pub use two_weights::{TwoWeights, WeightCell, sensitive_weights, two_weights};
pub use words::{WayPart, nearest_sentence, way_kind, way_parts, way_sentence};

/// The ways in which one option could lead.
#[derive(Debug, Clone, PartialEq)]
pub struct Ways {
    /// Position in `Analysis::options`.
    pub option: usize,
    /// Points by which it is behind the leader.
    pub gap: f64,
    /// The way of least effort of each sort, those within reach first, the
    /// least effort first. Sorts that cannot be had are left out.
    pub ways: Vec<Way>,
    /// The nearest weights, or why none would do.
    pub nearest: Nearest,
}

impl Ways {
    /// Whether the option is level with the leader: any gain makes it lead, so
    /// no way is listed.
    pub fn is_level(&self) -> bool {
        self.gap <= TOLERANCE
    }
}

/// One way in which an option could lead.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// What changes.
    pub change: WayChange,
    /// Whether it can be had.
    pub reach: Reach,
    /// How much it takes, 0 to 2. Up to 1 it stays within what is plausible: 1
    /// is the end of a score's stated range, a weight halved or doubled. From
    /// there it grows in proportion to 2, the end of the scale, all or none of
    /// the weight. What takes several changes takes as much as the largest.
    pub effort: f64,
}

/// What changes.
#[derive(Debug, Clone, PartialEq)]
pub enum WayChange {
    /// One score of the option.
    Score(Flip),
    /// One weight, the others in proportion.
    Weight(Flip),
    /// Two scores.
    Scores(PairFlip),
    /// Weight moved from one criterion to another.
    Swap(WeightSwap),
    /// All weights.
    Weights(WeightVector),
}

/// The ways in which an option could lead; nothing for the leader, an option
/// that is not ranked, and without weights.
pub fn ways(workbook: &Workbook, analysis: &Analysis, option: usize) -> Option<Ways> {
    let list = analysis.flips.iter().find(|list| list.option == option)?;
    if list.is_level() {
        let nearest = Nearest::default();
        return Some(Ways { option, gap: list.gap, ways: Vec::new(), nearest });
    }
    let mut ways = Vec::new();
    let least = |flips: &[Flip], wrap: fn(Flip) -> WayChange| {
        flips
            .iter()
            .filter(|flip| flip.reach != Reach::NotPossible)
            .map(|flip| (flip.reach, flip_effort(workbook, analysis, flip), flip))
            .min_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)))
            .map(|(reach, effort, flip)| Way { change: wrap(flip.clone()), reach, effort })
    };
    ways.extend(least(&list.scores, WayChange::Score));
    ways.extend(least(&list.weights, WayChange::Weight));
    if let Some(pair) = pair_flips(workbook, analysis, option).into_iter().next() {
        let (reach, effort) = (pair.reach, pair.effort);
        ways.push(Way { change: WayChange::Scores(pair), reach, effort });
    }
    if let Some(swap) = weight_swap(analysis, option) {
        let (reach, effort) = (swap.reach, swap.effort);
        ways.push(Way { change: WayChange::Swap(swap), reach, effort });
    }
    let nearest = nearest_weights(analysis, option);
    if let Some(lead) = &nearest.lead {
        let (reach, effort) = (lead.reach, lead.effort);
        ways.push(Way { change: WayChange::Weights(lead.clone()), reach, effort });
    }
    ways.sort_by(|a, b| a.reach.cmp(&b.reach).then(a.effort.total_cmp(&b.effort)));
    Some(Ways { option, gap: list.gap, ways, nearest })
}

/// The ways of every option that is ranked and does not lead, in the order of
/// the ranking.
pub fn all_ways(workbook: &Workbook, analysis: &Analysis) -> Vec<Ways> {
    analysis.flips.iter().filter_map(|list| ways(workbook, analysis, list.option)).collect()
}

/// How much a change of one score or weight takes; 2 where it cannot be had.
pub fn flip_effort(workbook: &Workbook, analysis: &Analysis, flip: &Flip) -> f64 {
    match &flip.change {
        FlipChange::Weight { from, to } => to.map_or(2.0, |to| effort::weight(*from, to)),
        FlipChange::Score { alternative, points, .. } => {
            let found = analysis
                .option_at(alternative)
                .zip(analysis.leaf_at(workbook, &flip.criterion))
                .zip(workbook.criterion(&flip.criterion).and_then(|found| found.measure()));
            found.map_or(2.0, |((option, leaf), measure)| {
                let room = Room::of(analysis, option, leaf, measure, *points >= 0.0);
                effort::score(points.abs(), room.plausible, room.most)
            })
        }
    }
}

/// How far a value can move in one direction, in points.
#[derive(Debug, Clone, Copy)]
struct Room {
    /// Within the range stated for the score.
    plausible: f64,
    /// To the end of the scale.
    most: f64,
}

impl Room {
    fn of(analysis: &Analysis, option: usize, leaf: usize, measure: &Measure, up: bool) -> Self {
        let cell = analysis.cell(option, leaf);
        let value = cell.middle();
        let (low, high) = cell.plausible_values(measure);
        let (least, most) = reachable(measure);
        let (plausible, most) =
            if up { (high - value, most - value) } else { (value - low, value - least) };
        let most = most.max(0.0);
        Self { plausible: plausible.clamp(0.0, most), most }
    }
}

/// The values that count, as a table.
struct Table {
    /// Positions in `Analysis::leaves` of the criteria with weight.
    leaves: Vec<usize>,
    /// Their weights; they add to 1.
    weights: Vec<f64>,
    /// Values by option (position in `Analysis::options`) and place in `leaves`.
    values: Vec<Vec<f64>>,
    /// Total of each option.
    totals: Vec<f64>,
}

impl Table {
    fn of(analysis: &Analysis) -> Self {
        let counts = |leaf: &usize| {
            let dropped = analysis
                .order
                .first()
                .is_some_and(|&option| analysis.cell(option, *leaf).state == CellState::Dropped);
            analysis.leaf_weight(*leaf) > 0.0 && !dropped
        };
        let leaves: Vec<usize> = (0..analysis.leaves.len()).filter(counts).collect();
        let weights: Vec<f64> = leaves.iter().map(|&leaf| analysis.leaf_weight(leaf)).collect();
        let values: Vec<Vec<f64>> = (0..analysis.options.len())
            .map(|option| leaves.iter().map(|&leaf| analysis.cell(option, leaf).middle()).collect())
            .collect();
        let totals = values.iter().map(|row| dot(row, &weights)).collect();
        Self { leaves, weights, values, totals }
    }

    /// What an option is ahead of another on each criterion.
    fn lead(&self, option: usize, rival: usize) -> Vec<f64> {
        self.values[option].iter().zip(&self.values[rival]).map(|(a, b)| a - b).collect()
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The ranked options but one, best first.
fn rivals(analysis: &Analysis, option: usize) -> impl Iterator<Item = usize> + '_ {
    analysis.order.iter().copied().filter(move |&rival| rival != option)
}

/// Whether an option is ranked, weighted and behind.
fn is_behind(analysis: &Analysis, option: usize) -> bool {
    analysis.weights.is_set()
        && analysis.order.contains(&option)
        && analysis
            .leader()
            .is_some_and(|leader| leader.middle() - analysis.options[option].middle() > TOLERANCE)
}
