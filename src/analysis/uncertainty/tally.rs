//! Draws counted in blocks: totals, who is ahead of whom, ranks.
//!
//! A block holds [`BLOCK`] draws side by side, so that the same step is done
//! for several draws at once by whatever vector registers the processor has.
//! Every draw goes through the same additions in the same order whatever their
//! width, so that the result does not depend on it.

use super::super::TOLERANCE;

/// Draws in a block.
pub(super) const BLOCK: usize = 64;
/// Draws that go through the innermost loops together.
const LANES: usize = 8;
/// Options whose totals are added up together.
const GROUP: usize = 4;
/// Totals are counted in bins of a tenth of a point, from 0 to 100.
pub(super) const BINS: usize = 1001;

/// One number per draw of a block.
pub(super) type Draws = [f64; BLOCK];

/// What was counted over some draws.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tally {
    /// Draws counted.
    pub draws: u64,
    /// How often each option had each rank, option by option; options that are
    /// level share the ranks that they take.
    pub ranks: Vec<f64>,
    /// How often each option was ahead of each other; level counts half.
    pub ahead: Vec<f64>,
    /// Sums of the weights of the draws in which an option was first, ten
    /// times too large, option by option.
    pub first_weights: Vec<f64>,
    /// How often the total of an option fell into each bin, option by option.
    pub totals: Vec<u32>,
}

impl Tally {
    /// Nothing counted yet.
    pub(super) fn new(options: usize, criteria: usize) -> Self {
        Self {
            draws: 0,
            ranks: vec![0.0; options * options],
            ahead: vec![0.0; options * options],
            first_weights: vec![0.0; options * criteria],
            totals: vec![0; options * BINS],
        }
    }

    /// Adds what was counted elsewhere.
    pub(super) fn add(&mut self, other: &Self) {
        fn sum(to: &mut [f64], from: &[f64]) {
            to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
        }
        self.draws += other.draws;
        sum(&mut self.ranks, &other.ranks);
        sum(&mut self.ahead, &other.ahead);
        sum(&mut self.first_weights, &other.first_weights);
        self.totals.iter_mut().zip(&other.totals).for_each(|(to, from)| *to += from);
    }
}

/// A cell whose value differs from draw to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Varying {
    /// The option.
    pub option: usize,
    /// The criterion.
    pub criterion: usize,
}

/// Room for one block.
pub(super) struct Block {
    options: usize,
    /// Weights of each criterion; they need not add to 1.
    pub weights: Vec<Draws>,
    /// Values of the cells that differ from draw to draw.
    pub values: Vec<Draws>,
    /// Sums of the weights.
    sums: Draws,
    /// Ten over the sums of the weights.
    parts: Draws,
    /// Totals of each option, as large as the sum of the weights makes them.
    totals: Vec<Draws>,
    /// How many options are ahead of each.
    better: Vec<Draws>,
    /// How often each option is ahead of each later one, lane by lane.
    ahead: Vec<[f64; LANES]>,
}

impl Block {
    /// Room for so many options, criteria and varying cells.
    pub(super) fn new(options: usize, criteria: usize, varying: usize) -> Self {
        Self {
            options,
            weights: vec![[0.0; BLOCK]; criteria],
            values: vec![[0.0; BLOCK]; varying],
            sums: [0.0; BLOCK],
            parts: [0.0; BLOCK],
            totals: vec![[0.0; BLOCK]; options],
            better: vec![[0.0; BLOCK]; options],
            ahead: vec![[0.0; LANES]; options * options],
        }
    }

    /// Counts the first `count` draws of the block. `fixed` holds the values
    /// of the other cells, option by option, and 0 for those that vary.
    #[inline(always)]
    pub(super) fn count(
        &mut self,
        fixed: &[f64],
        varying: &[Varying],
        count: usize,
        tally: &mut Tally,
    ) {
        self.sum_up(fixed, varying);
        // Draws in which options are level are rare; a block with one goes the
        // slow way as a whole.
        if count == BLOCK && !self.compare() {
            self.count_whole(tally);
        } else {
            self.count_singly(count, tally);
        }
        self.count_totals(count, tally);
        tally.draws += count as u64;
    }

    #[inline(always)]
    fn sum_up(&mut self, fixed: &[f64], varying: &[Varying]) {
        let criteria = self.weights.len();
        self.sums = [0.0; BLOCK];
        for weights in &self.weights {
            for (sum, weight) in self.sums.iter_mut().zip(weights) {
                *sum += weight;
            }
        }
        for (part, sum) in self.parts.iter_mut().zip(&self.sums) {
            *part = 10.0 / sum;
        }
        let mut groups = self.totals.chunks_exact_mut(GROUP);
        let mut rows = fixed.chunks_exact(GROUP * criteria);
        for (totals, rows) in groups.by_ref().zip(rows.by_ref()) {
            add_up::<GROUP>(totals, rows, &self.weights);
        }
        let rest = groups.into_remainder().iter_mut();
        for (total, row) in rest.zip(rows.remainder().chunks_exact(criteria)) {
            add_up::<1>(std::slice::from_mut(total), row, &self.weights);
        }
        for (cell, values) in varying.iter().zip(&self.values) {
            let weights = &self.weights[cell.criterion];
            let totals = &mut self.totals[cell.option];
            for ((total, weight), value) in totals.iter_mut().zip(weights).zip(values) {
                *total += weight * value;
            }
        }
    }

    /// Compares all options in all draws; whether any two were level.
    #[inline(always)]
    fn compare(&mut self) -> bool {
        let options = self.options;
        self.better.fill([0.0; BLOCK]);
        self.ahead.fill([0.0; LANES]);
        let mut level = [0.0_f64; LANES];
        for lanes in 0..BLOCK / LANES {
            let at = |draws: &Draws| draws.as_chunks::<LANES>().0[lanes];
            let near = at(&self.sums).map(|sum| sum * TOLERANCE);
            for a in 0..options {
                let first = at(&self.totals[a]);
                let mut behind = at(&self.better[a]);
                for b in a + 1..options {
                    let second = at(&self.totals[b]);
                    let better = &mut self.better[b].as_chunks_mut::<LANES>().0[lanes];
                    let ahead = &mut self.ahead[a * options + b];
                    for lane in 0..LANES {
                        let lead = first[lane] - second[lane];
                        let win = if lead > near[lane] { 1.0 } else { 0.0 };
                        let lose = if lead < -near[lane] { 1.0 } else { 0.0 };
                        better[lane] += win;
                        behind[lane] += lose;
                        ahead[lane] += win;
                        level[lane] += 1.0 - win - lose;
                    }
                }
                self.better[a].as_chunks_mut::<LANES>().0[lanes] = behind;
            }
        }
        level.iter().any(|level| *level > 0.0)
    }

    /// Counts a block in which nobody was level.
    #[inline(always)]
    fn count_whole(&self, tally: &mut Tally) {
        let (options, criteria) = (self.options, self.weights.len());
        for a in 0..options {
            for b in a + 1..options {
                let wins: f64 = self.ahead[a * options + b].iter().sum();
                tally.ahead[a * options + b] += wins;
                tally.ahead[b * options + a] += BLOCK as f64 - wins;
            }
        }
        let mut firsts = [0_usize; BLOCK];
        for (a, better) in self.better.iter().enumerate() {
            let ranks = &mut tally.ranks[a * options..][..options];
            for (better, first) in better.iter().zip(&mut firsts) {
                let rank = whole(*better);
                ranks[rank] += 1.0;
                *first = if rank == 0 { a } else { *first };
            }
        }
        for (draw, first) in firsts.iter().enumerate() {
            let to = &mut tally.first_weights[first * criteria..][..criteria];
            for (to, weights) in to.iter_mut().zip(&self.weights) {
                *to += weights[draw] * self.parts[draw];
            }
        }
    }

    /// Counts draw by draw, ranks shared by options that are level.
    fn count_singly(&self, count: usize, tally: &mut Tally) {
        let (options, criteria) = (self.options, self.weights.len());
        for draw in 0..count {
            let near = self.sums[draw] * TOLERANCE;
            let lead = |a: usize, b: usize| self.totals[a][draw] - self.totals[b][draw];
            let leads = |a: usize| (0..options).all(|b| lead(a, b) >= -near);
            let firsts = (0..options).filter(|&a| leads(a)).count().max(1) as f64;
            for a in 0..options {
                let (mut better, mut level) = (0, 1);
                for b in (0..options).filter(|&b| b != a) {
                    let lead = lead(a, b);
                    if lead < -near {
                        better += 1;
                    } else if lead <= near {
                        level += 1;
                        tally.ahead[a * options + b] += 0.5;
                    } else {
                        tally.ahead[a * options + b] += 1.0;
                    }
                }
                for rank in better..better + level {
                    tally.ranks[a * options + rank] += 1.0 / level as f64;
                }
                if better == 0 {
                    let to = &mut tally.first_weights[a * criteria..][..criteria];
                    for (to, weights) in to.iter_mut().zip(&self.weights) {
                        *to += weights[draw] * self.parts[draw] / firsts;
                    }
                }
            }
        }
    }

    #[inline(always)]
    fn count_totals(&self, count: usize, tally: &mut Tally) {
        for (totals, bins) in self.totals.iter().zip(tally.totals.chunks_exact_mut(BINS)) {
            let mut at = [0_usize; BLOCK];
            for ((at, total), part) in at.iter_mut().zip(totals).zip(&self.parts) {
                *at = whole(total * part);
            }
            for at in &at[..count] {
                bins[(*at).min(BINS - 1)] += 1;
            }
        }
    }
}

/// Totals of a group of options, from the rows of their values.
#[inline(always)]
fn add_up<const SIZE: usize>(totals: &mut [Draws], rows: &[f64], weights: &[Draws]) {
    let criteria = weights.len();
    for lanes in 0..BLOCK / LANES {
        let mut sums = [[0.0_f64; LANES]; SIZE];
        for (at, weights) in weights.iter().enumerate() {
            let weights = &weights.as_chunks::<LANES>().0[lanes];
            for (option, sums) in sums.iter_mut().enumerate() {
                let value = rows[option * criteria + at];
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += value * weight;
                }
            }
        }
        for (total, sums) in totals.iter_mut().zip(sums) {
            total.as_chunks_mut::<LANES>().0[lanes] = sums;
        }
    }
}

/// The nearest whole number to one from 0 to 4095, without leaving the vector
/// registers: added to 2^52 it lies in the last bits.
#[inline(always)]
fn whole(x: f64) -> usize {
    ((x + 4_503_599_627_370_496.0).to_bits() & 0xFFF) as usize
}
