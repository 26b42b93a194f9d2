//! Draws over weights and scores, made in chunks that any thread may take, and
//! what they come to.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use rayon::prelude::*;

use super::exponential::even;
use super::spread::Quantiles;
use super::tally::{BINS, BLOCK, Block, Draws, Tally, Varying};
use super::weights::{WeightLaw, WeightSampler};

/// Blocks that one thread does in one go.
const BLOCKS: usize = 32;
/// Draws in a chunk. Each chunk has a stream of random numbers of its own.
const CHUNK: u64 = (BLOCKS * BLOCK) as u64;
/// Fewest and most draws spent on the confidence factor of one option; between
/// them all options together take as many as everything else.
const CONFIDENCE_DRAWS: (u64, u64) = (1_000, 20_000);
/// Streams beyond those of the chunks: for the factors, for trying out ranges.
pub(super) const OTHER_STREAMS: u64 = 1 << 40;

/// What is known of a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Known {
    /// Its value.
    Value(f64),
    /// What it may be.
    Spread(Quantiles),
}

/// A decision in plain numbers: what is drawn over.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// How many options.
    pub(super) options: usize,
    /// Values, 0 to 100, option by option; 0 where they vary.
    pub(super) fixed: Vec<f64>,
    /// The cells that vary.
    pub(super) varying: Vec<(Varying, Quantiles)>,
    /// How weights are drawn.
    pub(super) law: WeightLaw,
}

/// Lets another thread look at draws under way, and end them.
#[derive(Debug, Default)]
pub struct Watch {
    cancelled: AtomicBool,
    done: AtomicU64,
}

impl Watch {
    /// Ends the draws as soon as may be.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether they were ended.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Draws done so far.
    pub fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }
}

/// What the draws come to, in plain numbers: shares from 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Simulation {
    /// Draws made.
    pub draws: u64,
    /// For each option the share of draws in which it had each rank, the first
    /// rank first (rank acceptability, Lahdelma and Salminen 2001). Options
    /// that are level share their ranks. Rows and columns add to 1.
    pub ranks: Vec<Vec<f64>>,
    /// For each option the share of draws in which it was ahead of each other;
    /// level counts half (pairwise winning, Leskinen et al. 2006). 0.5 against
    /// itself.
    pub ahead: Vec<Vec<f64>>,
    /// For each option the mean of the weights with which it was first, adding
    /// to 1 (central weights); nothing for one that never was.
    pub central: Vec<Option<Vec<f64>>>,
    /// For each option the share of draws over scores in which it is first with
    /// its central weights (confidence factor).
    pub confidence: Vec<Option<f64>>,
    /// For each option the total below which 5, 50 and 95 % of draws lie, to a
    /// tenth of a point.
    pub totals: Vec<[f64; 3]>,
}

impl Problem {
    /// A problem in plain numbers: values (0 to 100) by option and criterion,
    /// weights any at all. Nothing for a table that is none, or not finite.
    pub fn free(values: &[Vec<f64>]) -> Option<Self> {
        let rows = values.iter().map(|row| row.iter().copied().map(Known::Value).collect());
        Self::of(&rows.collect::<Vec<_>>())
    }

    /// The same with cells that may be spread.
    pub fn of(rows: &[Vec<Known>]) -> Option<Self> {
        let criteria = rows.first()?.len();
        if criteria == 0 || rows.iter().any(|row| row.len() != criteria) {
            return None;
        }
        let mut fixed = Vec::with_capacity(rows.len() * criteria);
        let mut varying = Vec::new();
        for (option, row) in rows.iter().enumerate() {
            for (criterion, cell) in row.iter().enumerate() {
                match cell {
                    Known::Value(value) if value.is_finite() => fixed.push(*value),
                    Known::Spread(quantiles) if quantiles.are_finite() => {
                        fixed.push(0.0);
                        varying.push((Varying { option, criterion }, quantiles.clone()));
                    }
                    Known::Value(_) | Known::Spread(_) => return None,
                }
            }
        }
        Some(Self { options: rows.len(), fixed, varying, law: WeightLaw::Free(criteria) })
    }

    /// Makes the draws; nothing when they were cancelled. The same problem,
    /// number of draws and seed give the same bits with any number of threads.
    pub fn simulate(&self, draws: u64, seed: u64, watch: &Watch) -> Option<Simulation> {
        let tally = self.tally(&self.law, draws, seed, 0, watch)?;
        let (options, criteria) = (self.options, self.law.criteria());
        let all = tally.draws.max(1) as f64;
        let shares = |counts: &[f64]| -> Vec<Vec<f64>> {
            let rows = counts.chunks_exact(options);
            rows.map(|row| row.iter().map(|count| count / all).collect()).collect()
        };
        let mut ahead = shares(&tally.ahead);
        for (at, row) in ahead.iter_mut().enumerate() {
            row[at] = 0.5;
        }
        let central: Vec<Option<Vec<f64>>> = tally
            .first_weights
            .chunks_exact(criteria)
            .map(|weights| {
                let sum: f64 = weights.iter().sum();
                (sum > 0.0).then(|| weights.iter().map(|weight| weight / sum).collect())
            })
            .collect();
        let mut confidence = Vec::with_capacity(options);
        for (option, weights) in central.iter().enumerate() {
            confidence.push(match weights {
                Some(weights) => {
                    let law = WeightLaw::Stated(weights.clone());
                    // Without a cell that varies every draw is the same.
                    let draws = match self.varying.is_empty() {
                        true => 1,
                        false => {
                            let (fewest, most) = CONFIDENCE_DRAWS;
                            (draws / options as u64).clamp(fewest, most).min(draws)
                        }
                    };
                    let stream = OTHER_STREAMS * (option as u64 + 1);
                    let tally = self.tally(&law, draws, seed, stream, watch)?;
                    Some(tally.ranks[option * options] / tally.draws.max(1) as f64)
                }
                None => None,
            });
        }
        let totals = tally.totals.chunks_exact(BINS).map(|bins| bands(bins, tally.draws)).collect();
        Some(Simulation {
            draws: tally.draws,
            ranks: shares(&tally.ranks),
            ahead,
            central,
            confidence,
            totals,
        })
    }

    /// The ranks alone; everything else is left empty.
    pub(super) fn ranks(&self, draws: u64, seed: u64) -> Simulation {
        let tally = self.tally(&self.law, draws, seed, 0, &Watch::default());
        // Nobody holds this watch, so nobody cancels.
        let tally = tally.unwrap_or_else(|| Tally::new(self.options, self.law.criteria()));
        let all = tally.draws.max(1) as f64;
        let rows = tally.ranks.chunks_exact(self.options);
        Simulation {
            draws: tally.draws,
            ranks: rows.map(|row| row.iter().map(|count| count / all).collect()).collect(),
            ahead: Vec::new(),
            central: Vec::new(),
            confidence: Vec::new(),
            totals: Vec::new(),
        }
    }

    /// Counts draws in chunks; their tallies are added in the order of the
    /// chunks, whoever was done first.
    fn tally(
        &self,
        law: &WeightLaw,
        draws: u64,
        seed: u64,
        stream: u64,
        watch: &Watch,
    ) -> Option<Tally> {
        let vectors = pulp::Arch::new();
        let tallies: Option<Vec<Tally>> = (0..draws.div_ceil(CHUNK))
            .into_par_iter()
            .map(|chunk| {
                if watch.is_cancelled() {
                    return None;
                }
                let left = draws - chunk * CHUNK;
                let mut random = ChaCha8Rng::seed_from_u64(seed);
                random.set_stream(stream + chunk);
                let work = Chunk { problem: self, law, draws: left.min(CHUNK) as usize, random };
                let tally = vectors.dispatch(work);
                if stream == 0 {
                    watch.done.fetch_add(tally.draws, Ordering::Relaxed);
                }
                Some(tally)
            })
            .collect();
        let mut sum = Tally::new(self.options, law.criteria());
        for tally in &tallies? {
            sum.add(tally);
        }
        Some(sum)
    }
}

/// The draws of a chunk, compiled for the widest vector registers there are.
struct Chunk<'a> {
    problem: &'a Problem,
    law: &'a WeightLaw,
    draws: usize,
    random: ChaCha8Rng,
}

impl pulp::NullaryFnOnce for Chunk<'_> {
    type Output = Tally;

    #[inline(always)]
    fn call(self) -> Tally {
        let Self { problem, law, mut draws, mut random } = self;
        let criteria = law.criteria();
        let places: Vec<Varying> = problem.varying.iter().map(|(place, _)| *place).collect();
        let mut tally = Tally::new(problem.options, criteria);
        let mut block = Block::new(problem.options, criteria, places.len());
        let mut weights = WeightSampler::new(law, &mut random);
        let mut words = vec![0; 4 * BLOCK];
        while draws > 0 {
            weights.fill(&mut block.weights, &mut random);
            for (values, (_, quantiles)) in block.values.iter_mut().zip(&problem.varying) {
                random.fill_bytes(&mut words);
                draw_values(values, quantiles, &words);
            }
            let count = draws.min(BLOCK);
            block.count(&problem.fixed, &places, count, &mut tally);
            draws -= count;
        }
        tally
    }
}

#[inline(always)]
fn draw_values(values: &mut Draws, quantiles: &Quantiles, words: &[u8]) {
    for (value, word) in values.iter_mut().zip(words.as_chunks::<4>().0) {
        *value = quantiles.at(even(u32::from_le_bytes(*word)));
    }
}

/// The totals below which 5, 50 and 95 % of draws lie, from their bins.
fn bands(bins: &[u32], draws: u64) -> [f64; 3] {
    [0.05, 0.5, 0.95].map(|share| {
        let wanted = share * draws as f64;
        let mut below = 0.0;
        for (bin, count) in bins.iter().enumerate() {
            below += f64::from(*count);
            if below >= wanted && *count > 0 {
                return bin as f64 / 10.0;
            }
        }
        0.0
    })
}
