//! What would have to be true, as documents for machines.
//!
//! Efforts run from 0 to 2: up to 1 within what is plausible (the range stated
//! for a score, a weight halved or doubled), from there in proportion to the
//! end of what is possible.

use serde::Serialize;

use super::reach_name;
use crate::analysis::{
    self, Analysis, PairFlip, TornadoEnd, TornadoSubject, WayChange, Ways, WeightVector,
    pair_flips, sensitive_weights,
};
use crate::workbook::Workbook;

/// Pairs of scores that together would make an option lead.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PairFlipsDocument {
    /// Id of the option.
    pub option: String,
    /// The pairs, least effort first: its own two, one of its own and one of
    /// the leader's, the leader's two. Empty where none takes less than one
    /// score alone.
    pub pairs: Vec<PairFlipDocument>,
}

/// Two scores that change.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PairFlipDocument {
    /// The two changes.
    pub changes: [ScoreChangeDocument; 2],
    /// `near` or `far`.
    pub reach: &'static str,
    /// How much it takes.
    pub effort: f64,
}

/// One score that changes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScoreChangeDocument {
    /// Id of the criterion.
    pub criterion: String,
    /// Id of the option scored.
    pub option: String,
    /// Performance now; null while unknown.
    pub from: Option<f64>,
    /// Performance needed.
    pub to: f64,
    /// Points of value that it moves by.
    pub points: f64,
}

/// Weight moved between two criteria so that an option leads.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WeightSwapDocument {
    /// Id of the option.
    pub option: String,
    /// Id of the criterion that gives weight.
    pub from: String,
    /// Id of the criterion that takes it.
    pub to: String,
    /// Weight moved.
    pub moved: f64,
    /// `near` or `far`.
    pub reach: &'static str,
    /// How much it takes.
    pub effort: f64,
}

/// The weights nearest to today's at which an option leads.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NearestWeightsDocument {
    /// Id of the option.
    pub option: String,
    /// The nearest at which it is level with the leader; null where none are.
    pub level: Option<WeightVectorDocument>,
    /// The nearest at which nobody is ahead of it; null where none are.
    pub lead: Option<WeightVectorDocument>,
    /// Where no weights make it lead: the options of which a mixture in these
    /// shares is worth more on every criterion that counts.
    pub dominated_by: Vec<ShareDocument>,
}

/// Weights other than today's.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WeightVectorDocument {
    /// The weights, in tree order; they add to 1.
    pub weights: Vec<CriterionWeightDocument>,
    /// Euclidean distance from today's.
    pub distance: f64,
    /// Weight that changes hands.
    pub moved: f64,
    /// `near` or `far`.
    pub reach: &'static str,
    /// How much it takes.
    pub effort: f64,
}

/// The weight of one criterion.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CriterionWeightDocument {
    /// Id of the criterion.
    pub criterion: String,
    /// Its weight today.
    pub now: f64,
    /// Its weight then.
    pub weight: f64,
}

/// A share of a mixture.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShareDocument {
    /// Id of the option.
    pub option: String,
    /// Its share, 0 to 1.
    pub share: f64,
}

/// What moves the leader's margin over the strongest other option.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TornadoDocument {
    /// Id of the leader.
    pub leader: String,
    /// Its margin today, in points.
    pub margin: f64,
    /// Every range and weight that moves it, the widest first.
    pub entries: Vec<TornadoEntryDocument>,
}

/// One score over its range, or one weight halved and doubled.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TornadoEntryDocument {
    /// `score` or `weight`.
    pub kind: &'static str,
    /// Id of the criterion.
    pub criterion: String,
    /// Id of the option scored; null for a weight.
    pub option: Option<String>,
    /// The worse end of the range, or half the weight.
    pub low: TornadoEndDocument,
    /// The better end of the range, or double the weight.
    pub high: TornadoEndDocument,
}

/// One end of a range.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TornadoEndDocument {
    /// Performance, or weight.
    pub at: f64,
    /// Margin of today's leader there; below 0 where another is first.
    pub margin: f64,
    /// Id of the option that is first there.
    pub first: String,
}

/// Who leads over the weights of two criteria, the others in proportion.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TwoWeightsDocument {
    /// Id of the criterion of the first weight.
    pub x: String,
    /// Id of the criterion of the second weight.
    pub y: String,
    /// Today's two weights.
    pub today: [f64; 2],
    /// Where each option leads, the largest area first.
    pub cells: Vec<WeightCellDocument>,
    /// The nearest two weights at which another option leads; null where none
    /// does.
    pub nearest: Option<NearestCellDocument>,
}

/// The weights at which an option leads.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WeightCellDocument {
    /// Id of the option.
    pub option: String,
    /// Ids of options that are level with it there.
    pub level: Vec<String>,
    /// Corners of the convex polygon, in order.
    pub corners: Vec<[f64; 2]>,
    /// Share of all weights.
    pub share: f64,
}

/// A change of leader.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NearestCellDocument {
    /// Id of the option that leads from there on.
    pub option: String,
    /// The two weights.
    pub at: [f64; 2],
}

pub(super) fn pairs(workbook: &Workbook, analysis: &Analysis) -> Vec<PairFlipsDocument> {
    let document = |pair: PairFlip| PairFlipDocument {
        changes: pair.changes.map(|change| ScoreChangeDocument {
            criterion: change.criterion.to_string(),
            option: change.alternative.to_string(),
            from: change.from,
            to: change.to,
            points: change.points,
        }),
        reach: reach_name(pair.reach),
        effort: pair.effort,
    };
    losers(analysis)
        .map(|option| PairFlipsDocument {
            option: analysis.options[option].id.to_string(),
            pairs: pair_flips(workbook, analysis, option).into_iter().map(document).collect(),
        })
        .collect()
}

pub(super) fn swaps(
    workbook: &Workbook,
    analysis: &Analysis,
    ways: &[Ways],
) -> Vec<WeightSwapDocument> {
    let swap_of = |found: &Ways| {
        found.ways.iter().find_map(|way| match &way.change {
            WayChange::Swap(swap) => Some(swap.clone()),
            _ => None,
        })
    };
    ways.iter()
        .filter_map(|found| {
            let swap = swap_of(found)?;
            Some(WeightSwapDocument {
                option: analysis.options[found.option].id.to_string(),
                from: criterion(workbook, analysis, swap.giver),
                to: criterion(workbook, analysis, swap.taker),
                moved: swap.moved,
                reach: reach_name(swap.reach),
                effort: swap.effort,
            })
        })
        .collect()
}

pub(super) fn nearest(
    workbook: &Workbook,
    analysis: &Analysis,
    ways: &[Ways],
) -> Vec<NearestWeightsDocument> {
    let vector = |vector: &WeightVector| WeightVectorDocument {
        weights: (0..analysis.leaves.len())
            .filter(|&leaf| analysis.leaf_weight(leaf) > 0.0)
            .map(|leaf| CriterionWeightDocument {
                criterion: criterion(workbook, analysis, leaf),
                now: analysis.leaf_weight(leaf),
                weight: vector.weights[leaf],
            })
            .collect(),
        distance: vector.distance,
        moved: vector.moved,
        reach: reach_name(vector.reach),
        effort: vector.effort,
    };
    ways.iter()
        .filter(|found| !found.is_level())
        .map(|found| {
            let share = |&(option, share): &(usize, f64)| ShareDocument {
                option: analysis.options[option].id.to_string(),
                share,
            };
            NearestWeightsDocument {
                option: analysis.options[found.option].id.to_string(),
                level: found.nearest.level.as_ref().map(vector),
                lead: found.nearest.lead.as_ref().map(vector),
                dominated_by: found.nearest.dominated_by.iter().map(share).collect(),
            }
        })
        .collect()
}

pub(super) fn tornado(workbook: &Workbook, analysis: &Analysis) -> Option<TornadoDocument> {
    let found = analysis::tornado(workbook, analysis)?;
    let id = |option: usize| analysis.options[option].id.to_string();
    let end = |end: TornadoEnd| TornadoEndDocument {
        at: end.at,
        margin: end.margin,
        first: id(end.first),
    };
    let entries = found.entries.iter().map(|entry| {
        let (kind, leaf, option) = match entry.subject {
            TornadoSubject::Score { option, leaf } => ("score", leaf, Some(option)),
            TornadoSubject::Weight { leaf } => ("weight", leaf, None),
        };
        TornadoEntryDocument {
            kind,
            criterion: criterion(workbook, analysis, leaf),
            option: option.map(id),
            low: end(entry.low),
            high: end(entry.high),
        }
    });
    Some(TornadoDocument {
        leader: id(found.leader),
        margin: found.margin,
        entries: entries.collect(),
    })
}

pub(super) fn two_weights(workbook: &Workbook, analysis: &Analysis) -> Option<TwoWeightsDocument> {
    let (x, y) = sensitive_weights(workbook, analysis)?;
    let map = analysis::two_weights(analysis, x, y)?;
    let id = |option: usize| analysis.options[option].id.to_string();
    let cells = map.cells.iter().map(|cell| WeightCellDocument {
        option: id(cell.option),
        level: cell.level.iter().copied().map(id).collect(),
        corners: cell.corners.iter().map(|&(x, y)| [x, y]).collect(),
        share: cell.share,
    });
    Some(TwoWeightsDocument {
        x: criterion(workbook, analysis, x),
        y: criterion(workbook, analysis, y),
        today: [map.today.0, map.today.1],
        cells: cells.collect(),
        nearest: map
            .nearest
            .map(|(option, (x, y))| NearestCellDocument { option: id(option), at: [x, y] }),
    })
}

/// Ranked options behind the leader.
fn losers(analysis: &Analysis) -> impl Iterator<Item = usize> + '_ {
    analysis.flips.iter().filter(|list| !list.is_level()).map(|list| list.option)
}

fn criterion(workbook: &Workbook, analysis: &Analysis, leaf: usize) -> String {
    workbook.criteria[analysis.leaves[leaf]].id.to_string()
}
