//! How sure the result is: draws over weights and scores, and what they say.
//!
//! Stochastic multicriteria acceptability analysis (Lahdelma, Hokkanen and
//! Salminen 1998; SMAA-2: Lahdelma and Salminen 2001) over the additive model.
//! Scores are drawn from their ranges, weights from what the workbook leaves
//! open; nothing is drawn twice for two options, and each cell is on its own.
//! Criteria whose stated weight is 0 stay out.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng as _;

use super::{Analysis, CellState};
use crate::workbook::{CriterionId, WeightFreedom, Workbook};

mod beta;
mod exponential;
mod information;
mod ranges;
mod samples;
mod simulation;
mod spread;
mod tally;
mod weights;
mod wording;

pub use beta::{beta_quantile, regularised_beta};
pub use information::{CellInformation, Information, information, normal_information};
pub use ranges::{around_share, around_words, first_ranges, weighted, widened_ranges};
pub use samples::{SampleIndices, sample_indices};
pub use simulation::{Known, Problem, Simulation, Watch};
pub use spread::Quantiles;
pub use wording::{
    Chooser, Lean, chance_text, choosers, drawn_text, draws_text, margin_text, share_headline,
    share_text,
};

use simulation::OTHER_STREAMS;
use tally::Varying;
use weights::WeightLaw;

/// Draws that are made while something is being moved.
pub const LIVE_DRAWS: u32 = 10_000;

/// Draws that are made for a record, which is written in a moment; it tells
/// their sampling error.
pub const RECORD_DRAWS: u32 = 1_000;

/// Why no draws can be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UncertaintyError {
    /// Fewer than two options are ranked, or nothing is weighted.
    #[error("It takes two ranked options and weights before a result can be uncertain.")]
    NothingToCompare,
    /// The ranges leave no weights that add to 100 %.
    #[error(
        "The ranges of the weights leave no room: the lowest shares add to {low} and the highest \
         to {high}, but all shares add to 100 %. Lower a lower end or raise an upper one."
    )]
    NoRoom {
        /// Sum of the lowest shares, as printed.
        low: String,
        /// Sum of the highest shares, as printed.
        high: String,
    },
}

/// What the draws say of a workbook.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Where the random numbers began.
    pub seed: u64,
    /// The positions in `Analysis::options` that the rows of `shares` stand
    /// for, in the order of the ranking.
    pub options: Vec<usize>,
    /// The positions in `Analysis::leaves` that the central weights stand for.
    pub leaves: Vec<usize>,
    /// How many cells were drawn from a range.
    pub varying: usize,
    /// What was counted.
    pub shares: Simulation,
}

impl Outcome {
    /// Share of draws in which an option (position in `Outcome::options`) came
    /// first.
    pub fn first(&self, at: usize) -> f64 {
        self.shares.ranks[at].first().copied().unwrap_or(0.0)
    }

    /// The position in `Outcome::options` of the option that came first most
    /// often.
    pub fn favourite(&self) -> usize {
        (0..self.options.len())
            .rev()
            .max_by(|a, b| self.first(*a).total_cmp(&self.first(*b)))
            .unwrap_or(0)
    }
}

/// Half the width of the 95 % interval around a share that was counted in so
/// many draws: 1.96 √(p (1 − p) / K). Where a share is next to 0 or 1, it is
/// taken as if one more draw had gone either way, as no number of draws proves
/// that a thing never happens.
pub fn half_width(share: f64, draws: u64) -> f64 {
    let count = draws.max(1) as f64;
    let p = share.clamp(1.0 / (count + 2.0), 1.0 - 1.0 / (count + 2.0));
    1.96 * (p * (1.0 - p) / count).sqrt()
}

/// The workbook as a problem to draw over: its ranked options, and the
/// criteria that have weight. Also gives the options' positions in
/// `Analysis::options` and the criteria's in `Analysis::leaves`.
///
/// # Errors
/// Where there is nothing to compare or the ranges of weights leave no room.
pub fn problem(
    workbook: &Workbook,
    analysis: &Analysis,
) -> Result<(Problem, Vec<usize>, Vec<usize>), UncertaintyError> {
    let options = analysis.order.clone();
    let leaves: Vec<usize> = (0..analysis.leaves.len())
        .filter(|&leaf| analysis.leaf_weight(leaf) > 0.0)
        .filter(|&leaf| {
            options.iter().all(|&option| analysis.cell(option, leaf).state != CellState::Dropped)
        })
        .collect();
    if options.len() < 2 || leaves.is_empty() || !analysis.weights.is_set() {
        return Err(UncertaintyError::NothingToCompare);
    }
    let mut fixed = Vec::with_capacity(options.len() * leaves.len());
    let mut varying = Vec::new();
    for (row, &option) in options.iter().enumerate() {
        for (column, &leaf) in leaves.iter().enumerate() {
            let cell = analysis.cell(option, leaf);
            let measure = workbook.criteria[analysis.leaves[leaf]].measure();
            match measure.and_then(|measure| spread::quantiles(measure, cell)) {
                Some(quantiles) => {
                    fixed.push(0.0);
                    varying.push((Varying { option: row, criterion: column }, quantiles));
                }
                None => fixed.push(cell.middle()),
            }
        }
    }
    let law = law(workbook, analysis, &leaves)?;
    Ok((Problem { options: options.len(), fixed, varying, law }, options, leaves))
}

fn law(
    workbook: &Workbook,
    analysis: &Analysis,
    leaves: &[usize],
) -> Result<WeightLaw, UncertaintyError> {
    let stated: Vec<f64> = leaves.iter().map(|&leaf| analysis.leaf_weight(leaf)).collect();
    Ok(match &workbook.uncertainty.weights {
        WeightFreedom::Stated => WeightLaw::Stated(stated),
        WeightFreedom::Around(concentration) => {
            WeightLaw::Around(stated.iter().map(|weight| weight * concentration).collect())
        }
        WeightFreedom::Ordered => WeightLaw::Ordered(by_importance(&stated)),
        WeightFreedom::Free => WeightLaw::Free(leaves.len()),
        WeightFreedom::Within(ranges) => {
            let range = |leaf: &usize| {
                let id: &CriterionId = &workbook.criteria[analysis.leaves[*leaf]].id;
                ranges.get(id).copied().unwrap_or((0.0, 1.0))
            };
            let (low, high): (Vec<f64>, Vec<f64>) = leaves.iter().map(range).unzip();
            let (least, most): (f64, f64) = (low.iter().sum(), high.iter().sum());
            if least > 1.0 + 1e-9 || most < 1.0 - 1e-9 {
                return Err(UncertaintyError::NoRoom {
                    low: super::percent(least),
                    high: super::percent(most),
                });
            }
            let mut random = ChaCha8Rng::seed_from_u64(workbook.uncertainty.seed);
            random.set_stream(OTHER_STREAMS - 1);
            WeightLaw::within(low, high, &mut random)
        }
    })
}

/// Positions by weight, the heaviest first, in groups that weigh the same.
fn by_importance(weights: &[f64]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|&a, &b| weights[b].total_cmp(&weights[a]));
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for at in order {
        match groups.last_mut() {
            Some(group) if (weights[group[0]] - weights[at]).abs() <= 1e-12 => group.push(at),
            _ => groups.push(vec![at]),
        }
    }
    groups
}

/// As [`uncertainty`], but nothing is counted except the ranks: central weights,
/// confidence, pairs and totals stay empty. For where a moment is all there is.
///
/// # Errors
/// Where there is nothing to compare or the ranges of weights leave no room.
pub fn draw_ranks(
    workbook: &Workbook,
    analysis: &Analysis,
    draws: u32,
) -> Result<Outcome, UncertaintyError> {
    let (problem, options, leaves) = problem(workbook, analysis)?;
    let seed = workbook.uncertainty.seed;
    let shares = problem.ranks(u64::from(draws), seed);
    Ok(Outcome { seed, options, leaves, varying: problem.varying.len(), shares })
}

/// Draws over a workbook with its own settings, but so many draws; nothing when
/// they were cancelled.
///
/// # Errors
/// Where there is nothing to compare or the ranges of weights leave no room.
pub fn uncertainty(
    workbook: &Workbook,
    analysis: &Analysis,
    draws: u32,
    watch: &Watch,
) -> Result<Option<Outcome>, UncertaintyError> {
    let (problem, options, leaves) = problem(workbook, analysis)?;
    let seed = workbook.uncertainty.seed;
    let varying = problem.varying.len();
    Ok(problem.simulate(u64::from(draws), seed, watch).map(|shares| Outcome {
        seed,
        options,
        leaves,
        varying,
        shares,
    }))
}
