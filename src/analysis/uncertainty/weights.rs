//! Weights drawn at random, block by block.
//!
//! Evenly over all weights: w = E / ΣE with E exponential, which is the
//! Dirichlet distribution with all parameters 1 (Rubinstein 1982; Tervonen and
//! Lahdelma 2007). Numbers evenly drawn and divided by their sum would keep to
//! the middle. What is drawn need not add to 1: totals are compared, and where
//! shares count the sum is divided out.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng as _;

use super::exponential::{even, ln, next_even, next_gamma};
use super::tally::{BLOCK, Draws};

/// Pairs of weights moved between two draws, for each weight there is.
const MOVES: usize = 4;
/// Moves before the first draw, in multiples of those between two draws.
const WARM_UP: usize = 50;
/// Draws tried to see how often one lies within the ranges.
const TRIALS: usize = 2_000;

/// How weights are drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum WeightLaw {
    /// Always these.
    Stated(Vec<f64>),
    /// Dirichlet with these parameters.
    Around(Vec<f64>),
    /// Any, in order of importance: positions, the most important first, in
    /// groups that are alike.
    Ordered(Vec<Vec<usize>>),
    /// Any within these ranges; the flag tells that draws are made freely and
    /// kept where they fit, which does when enough of them fit.
    Within {
        /// Lowest share of each.
        low: Vec<f64>,
        /// Highest share of each.
        high: Vec<f64>,
        /// Whether free draws are tried until one fits.
        by_trial: bool,
    },
    /// Any at all, of so many criteria.
    Free(usize),
}

impl WeightLaw {
    /// Any weights within ranges of their shares, which must leave room for a
    /// sum of 1.
    pub(super) fn within(low: Vec<f64>, high: Vec<f64>, random: &mut ChaCha8Rng) -> Self {
        let mut fit = 0;
        let mut weights = vec![0.0; low.len()];
        for _ in 0..TRIALS {
            free(&mut weights, random);
            fit += usize::from(fits(&weights, &low, &high));
        }
        // One in a hundred is enough (Tervonen et al. 2013 go on to a walk
        // where it is not).
        let by_trial = fit * 100 >= TRIALS;
        Self::Within { low, high, by_trial }
    }

    /// How many criteria there are.
    pub(super) fn criteria(&self) -> usize {
        match self {
            Self::Stated(weights) | Self::Around(weights) => weights.len(),
            Self::Ordered(groups) => groups.iter().map(Vec::len).sum(),
            Self::Within { low, .. } => low.len(),
            Self::Free(criteria) => *criteria,
        }
    }
}

/// Draws weights by a law, chunk by chunk.
pub(super) struct WeightSampler<'a> {
    law: &'a WeightLaw,
    words: Vec<u8>,
    /// Where a walk within ranges stands.
    walk: Vec<f64>,
    /// A normal number made and not used yet.
    spare: Option<f64>,
}

impl<'a> WeightSampler<'a> {
    /// Begins a chunk.
    pub(super) fn new(law: &'a WeightLaw, random: &mut ChaCha8Rng) -> Self {
        let mut walk = Vec::new();
        if let WeightLaw::Within { low, high, by_trial: false } = law {
            let (sum, room): (f64, f64) =
                (low.iter().sum(), low.iter().zip(high).map(|(low, high)| high - low).sum());
            let share = if room > 0.0 { (1.0 - sum) / room } else { 0.0 };
            walk = low.iter().zip(high).map(|(low, high)| low + share * (high - low)).collect();
            for _ in 0..WARM_UP {
                step(&mut walk, low, high, random);
            }
        }
        Self { law, words: vec![0; 4 * law.criteria() * BLOCK], walk, spare: None }
    }

    /// Draws the weights of a block.
    #[inline(always)]
    pub(super) fn fill(&mut self, weights: &mut [Draws], random: &mut ChaCha8Rng) {
        match self.law {
            WeightLaw::Stated(stated) => {
                for (weights, stated) in weights.iter_mut().zip(stated) {
                    *weights = [*stated; BLOCK];
                }
            }
            WeightLaw::Free(_) => self.exponentials(weights, random),
            WeightLaw::Ordered(groups) => {
                self.exponentials(weights, random);
                order(weights, groups, random);
            }
            WeightLaw::Around(parameters) => {
                for draw in 0..BLOCK {
                    for (weights, parameter) in weights.iter_mut().zip(parameters) {
                        weights[draw] = next_gamma(random, &mut self.spare, *parameter);
                    }
                }
            }
            WeightLaw::Within { low, high, by_trial } => {
                for draw in 0..BLOCK {
                    if *by_trial {
                        self.walk.resize(low.len(), 0.0);
                        loop {
                            free(&mut self.walk, random);
                            if fits(&self.walk, low, high) {
                                break;
                            }
                        }
                    } else {
                        step(&mut self.walk, low, high, random);
                    }
                    for (weights, drawn) in weights.iter_mut().zip(&self.walk) {
                        weights[draw] = *drawn;
                    }
                }
            }
        }
    }

    #[inline(always)]
    fn exponentials(&mut self, weights: &mut [Draws], random: &mut ChaCha8Rng) {
        random.fill_bytes(&mut self.words);
        let words = self.words.as_chunks::<4>().0.chunks_exact(BLOCK);
        for (weights, words) in weights.iter_mut().zip(words) {
            for (weight, word) in weights.iter_mut().zip(words) {
                *weight = -ln(even(u32::from_le_bytes(*word)));
            }
        }
    }
}

/// Puts exponential numbers in order without sorting: the k-th largest of n is
/// the sum of E_i / i from i = k to n (Rényi 1953), and their shares are those
/// of weights sorted. Within a group of equals any order is as likely.
#[inline(always)]
fn order(weights: &mut [Draws], groups: &[Vec<usize>], random: &mut ChaCha8Rng) {
    let mut sum = [0.0; BLOCK];
    let places: Vec<usize> = groups.iter().flatten().copied().collect();
    let mut sorted = weights.to_vec();
    for (at, sorted) in sorted.iter_mut().enumerate().rev() {
        let part = 1.0 / (at + 1) as f64;
        for (sum, number) in sum.iter_mut().zip(sorted.iter_mut()) {
            *sum += *number * part;
            *number = *sum;
        }
    }
    for (place, sorted) in places.iter().zip(&sorted) {
        weights[*place] = *sorted;
    }
    for group in groups.iter().filter(|group| group.len() > 1) {
        for draw in 0..BLOCK {
            shuffle(weights, group, draw, random);
        }
    }
}

/// Puts the weights of a group in any order, in one draw (Fisher and Yates).
fn shuffle(weights: &mut [Draws], group: &[usize], draw: usize, random: &mut ChaCha8Rng) {
    for last in (1..group.len()).rev() {
        let other = ((next_even(random) * (last + 1) as f64) as usize).min(last);
        let held = weights[group[last]][draw];
        weights[group[last]][draw] = weights[group[other]][draw];
        weights[group[other]][draw] = held;
    }
}

/// Any weights at all, adding to 1.
fn free(weights: &mut [f64], random: &mut ChaCha8Rng) {
    let mut sum = 0.0;
    for weight in weights.iter_mut() {
        *weight = -ln(next_even(random));
        sum += *weight;
    }
    weights.iter_mut().for_each(|weight| *weight /= sum);
}

fn fits(weights: &[f64], low: &[f64], high: &[f64]) -> bool {
    weights.iter().zip(low.iter().zip(high)).all(|(w, (low, high))| low <= w && w <= high)
}

/// The next weights of a walk within ranges: again and again two weights, and
/// what they have together divided anew, evenly over what the ranges leave. A
/// hit-and-run walk (Smith 1984; for weights Tervonen et al. 2013) along the
/// edges' directions, which leaves the even distribution as it is.
fn step(walk: &mut [f64], low: &[f64], high: &[f64], random: &mut ChaCha8Rng) {
    let count = walk.len();
    if count < 2 {
        return;
    }
    for _ in 0..MOVES * count {
        let a = ((next_even(random) * count as f64) as usize).min(count - 1);
        let b = ((next_even(random) * (count - 1) as f64) as usize).min(count - 2);
        let b = if b >= a { b + 1 } else { b };
        let both = walk[a] + walk[b];
        let least = low[a].max(both - high[b]);
        let most = high[a].min(both - low[b]);
        if most > least {
            walk[a] = least + next_even(random) * (most - least);
            walk[b] = both - walk[a];
        }
    }
}
