//! Why one option is ahead of another: weighted differences, criterion by
//! criterion.

use super::{Analysis, CellState, TOLERANCE};

/// What one criterion adds to the lead of one option over another.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Position of the criterion in `Analysis::leaves`.
    pub leaf: usize,
    /// Value of the first option, where known.
    pub first: Option<f64>,
    /// Value of the second option, where known.
    pub second: Option<f64>,
    /// Points that it adds to the first option's lead (negative: takes away),
    /// as lowest and highest while a cell is unknown.
    pub low: f64,
    /// Highest such points.
    pub high: f64,
}

impl Difference {
    /// Middle of the interval.
    pub fn middle(&self) -> f64 {
        f64::midpoint(self.low, self.high)
    }
}

/// The weighted differences between two options (positions in
/// `Analysis::options`), largest in size first; criteria without weight are
/// left out. They add up to the difference of the totals.
pub fn compare(analysis: &Analysis, first: usize, second: usize) -> Vec<Difference> {
    let mut differences: Vec<Difference> = (0..analysis.leaves.len())
        .filter(|&leaf| analysis.leaf_weight(leaf) > 0.0)
        .filter(|&leaf| analysis.cell(first, leaf).state != CellState::Dropped)
        .map(|leaf| {
            let weight = analysis.leaf_weight(leaf);
            let (a, b) = (analysis.cell(first, leaf), analysis.cell(second, leaf));
            Difference {
                leaf,
                first: a.value,
                second: b.value,
                low: weight * (a.value_low - b.value_high),
                high: weight * (a.value_high - b.value_low),
            }
        })
        .collect();
    differences
        .sort_by(|a, b| b.middle().abs().total_cmp(&a.middle().abs()).then(a.leaf.cmp(&b.leaf)));
    differences
}

/// How two options stand against each other, by criteria with weight.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Pair {
    /// Criteria on which the first is better.
    pub better: usize,
    /// Their weight, 0 to 1.
    pub better_weight: f64,
    /// Criteria on which they are level.
    pub level: usize,
    /// Their weight.
    pub level_weight: f64,
    /// Criteria on which the first is worse.
    pub worse: usize,
    /// Their weight.
    pub worse_weight: f64,
    /// Criteria on which an unknown value leaves it open.
    pub unknown: usize,
    /// Their weight.
    pub unknown_weight: f64,
}

impl Pair {
    /// Whether the first is nowhere worse and somewhere better, whatever the
    /// unknown values turn out to be.
    pub fn never_worse(&self) -> bool {
        self.worse == 0 && self.unknown == 0 && self.better > 0
    }
}

/// Counts on how many criteria, and how much weight, the first of two options
/// (positions in `Analysis::options`) is better, level and worse.
pub fn pair(analysis: &Analysis, first: usize, second: usize) -> Pair {
    let mut pair = Pair::default();
    for difference in compare(analysis, first, second) {
        let weight = analysis.leaf_weight(difference.leaf);
        let (count, sum) = if difference.low > TOLERANCE {
            (&mut pair.better, &mut pair.better_weight)
        } else if difference.high < -TOLERANCE {
            (&mut pair.worse, &mut pair.worse_weight)
        } else if difference.high - difference.low <= TOLERANCE {
            (&mut pair.level, &mut pair.level_weight)
        } else {
            (&mut pair.unknown, &mut pair.unknown_weight)
        };
        *count += 1;
        *sum += weight;
    }
    pair
}

/// What one criterion adds to an option's total, beside what it adds to the
/// others' on the whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contrast {
    /// Position of the criterion in `Analysis::leaves`.
    pub leaf: usize,
    /// Points of the total by which the option is ahead of the mean of the
    /// other ranked options; negative where it is behind.
    pub points: f64,
}

/// Where a ranked option (position in `Analysis::options`) is ahead of the
/// others and where behind, most ahead first: weight times the difference
/// between its value and the mean of the other ranked options' values. Unknown
/// cells count at the middle of what is possible. Criteria without weight are
/// left out; nothing where no other option is ranked.
pub fn contrasts(analysis: &Analysis, option: usize) -> Vec<Contrast> {
    let others: Vec<usize> =
        analysis.order.iter().copied().filter(|&other| other != option).collect();
    if others.is_empty() || !analysis.order.contains(&option) {
        return Vec::new();
    }
    let mut contrasts: Vec<Contrast> = (0..analysis.leaves.len())
        .filter(|&leaf| analysis.leaf_weight(leaf) > 0.0)
        .filter(|&leaf| analysis.cell(option, leaf).state != CellState::Dropped)
        .map(|leaf| {
            let values = others.iter().map(|&other| analysis.cell(other, leaf).middle());
            let mean = values.sum::<f64>() / others.len() as f64;
            let ahead = analysis.cell(option, leaf).middle() - mean;
            Contrast { leaf, points: analysis.leaf_weight(leaf) * ahead }
        })
        .collect();
    contrasts.sort_by(|a, b| b.points.total_cmp(&a.points).then(a.leaf.cmp(&b.leaf)));
    contrasts
}
