//! Weights by the best-worst method: the most important item against all, and
//! all against the least important one (Rezaei 2015, Omega 53:49; the linear
//! model Rezaei 2016, Omega 64:126).
//!
//! With 2n - 3 comparisons it asks less than all pairs do. A judgement is 1 for
//! alike and more for more important, up to 9 as a rule.

use super::linear_program::{Bound, Constraint, LinearProgramError, minimise};

/// The most items that are compared.
pub const MAX_ITEMS: usize = 40;

/// The largest judgement that is taken. The usual scale ends at 9.
pub const MAX_JUDGEMENT: f64 = 1000.0;

/// Name of the table of consistency indices that [`BwmWeights::ratio`] rests on.
pub const INDEX_SOURCE: &str = "Rezaei 2015, Table 1, by its formula";

/// Why there are no weights.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum BwmError {
    /// Fewer than two items, or more than [`MAX_ITEMS`].
    #[error("{n} items cannot be compared with the best and the worst of them")]
    Items {
        /// How many there are.
        n: usize,
    },
    /// A list of judgements does not have one for each item.
    #[error("{found} judgements are given where {n} items need one each")]
    Length {
        /// Items that there are.
        n: usize,
        /// Judgements that there are.
        found: usize,
    },
    /// Best or worst is none of the items, or both are the same.
    #[error("best and worst have to be two of the {n} items")]
    Ends {
        /// Items that there are.
        n: usize,
    },
    /// A judgement is below 1 or too large.
    #[error("the judgement of item {} is {value}, not a number from 1 to 1000", item + 1)]
    Judgement {
        /// Position of the item.
        item: usize,
        /// The judgement.
        value: f64,
        /// Whether it is one of best to others, rather than others to worst.
        of_best: bool,
    },
    /// The best against itself, or the worst against itself, is not 1.
    #[error("item {} against itself is {value}, not 1", item + 1)]
    Itself {
        /// Position of the item.
        item: usize,
        /// What is said.
        value: f64,
    },
    /// Best against worst is said twice, differently.
    #[error("best against worst is said twice, as {first} and as {second}")]
    Contradiction {
        /// In the judgements of the best.
        first: f64,
        /// In the judgements against the worst.
        second: f64,
    },
    /// The linear program could not be solved.
    #[error("the weights cannot be found: {0}")]
    Program(#[from] LinearProgramError),
}

impl BwmError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Items { .. } => "Compare from 2 to 40 items; put more into groups.",
            Self::Length { .. } => "Give one judgement for each item, the item itself with 1.",
            Self::Ends { .. } => "Name the most and the least important item.",
            Self::Judgement { .. } => {
                "Say how many times as important the more important one is: from 1 to 9 as a rule."
            }
            Self::Itself { .. } => "An item is as important as itself: 1.",
            Self::Contradiction { .. } => "Say the same in both lists.",
            Self::Program(_) => "Use judgements from 1 to 9.",
        }
    }
}

/// Weights, and how well they fit the judgements.
#[derive(Debug, Clone, PartialEq)]
pub struct BwmWeights {
    /// Weights of the linear model, summing to 1.
    pub weights: Vec<f64>,
    /// ξ of the linear model: the largest |w_B - a_Bj w_j| or |w_j - a_jW w_W|.
    /// 0 where the judgements are fully consistent; itself a measure of
    /// consistency, near 0 is good.
    pub xi: f64,
    /// ξ of the non-linear model: the largest |w_B / w_j - a_Bj| or |w_j / w_W -
    /// a_jW| at best.
    pub nonlinear_xi: f64,
    /// The weights that the non-linear model leaves possible, least and most.
    pub nonlinear_intervals: Vec<(f64, f64)>,
    /// The consistency index for this judgement of best against worst, see
    /// [`consistency_index`].
    pub index: f64,
    /// ξ of the non-linear model over the index: 0 for consistent, 1 for the
    /// worst that can be. 0 where best and worst are alike.
    pub ratio: f64,
    /// The consistency ratio by inputs (Liang, Brunelli and Rezaei 2020, Omega
    /// 96:102175): the largest |a_Bj a_jW - a_BW| / (a_BW² - a_BW), which needs
    /// no weights. 0 where best and worst are alike.
    pub input_ratio: f64,
}

/// Weights by the linear model: minimise ξ under |w_B - a_Bj w_j| ≤ ξ,
/// |w_j - a_jW w_W| ≤ ξ, Σ w = 1, w ≥ 0, solved exactly.
///
/// `best` and `worst` are positions; `best_to_others` and `others_to_worst` have
/// one judgement for each item. Where judgements of all pairs are at hand
/// rather than these two lists, [`super::ahp`] uses them all.
///
/// # Errors
///
/// See [`BwmError`].
pub fn linear(
    best: usize,
    worst: usize,
    best_to_others: &[f64],
    others_to_worst: &[f64],
) -> Result<BwmWeights, BwmError> {
    check(best, worst, best_to_others, others_to_worst)?;
    let n = best_to_others.len();
    let mut constraints = Vec::new();
    let mut within_xi = |one: usize, factor: f64, other: usize| {
        // Both signs of w_one - factor w_other, at most ξ.
        for sign in [1.0, -1.0] {
            let mut coefficients = vec![0.0; n + 1];
            coefficients[one] += sign;
            coefficients[other] -= sign * factor;
            coefficients[n] = -1.0;
            constraints.push(Constraint { coefficients, bound: Bound::AtMost, limit: 0.0 });
        }
    };
    for item in 0..n {
        if item != best {
            within_xi(best, best_to_others[item], item);
        }
        // Best against worst is the same in both lists.
        if item != worst && item != best {
            within_xi(item, others_to_worst[item], worst);
        }
    }
    let mut coefficients = vec![1.0; n + 1];
    coefficients[n] = 0.0;
    constraints.push(Constraint { coefficients, bound: Bound::Equal, limit: 1.0 });
    let mut objective = vec![0.0; n + 1];
    objective[n] = 1.0;
    let mut weights = minimise(&objective, &constraints)?;
    weights.truncate(n);
    let sum: f64 = weights.iter().sum();
    for weight in &mut weights {
        *weight /= sum;
    }
    let xi = (0..n)
        .flat_map(|item| {
            [
                (weights[best] - best_to_others[item] * weights[item]).abs(),
                (weights[item] - others_to_worst[item] * weights[worst]).abs(),
            ]
        })
        .fold(0.0, f64::max);
    // What is left of rounding is not an inconsistency.
    let xi = if xi < 1e-12 { 0.0 } else { xi };

    let against = best_to_others[worst];
    let (nonlinear_xi, nonlinear_intervals) =
        nonlinear(best, worst, best_to_others, others_to_worst);
    let index = consistency_index(against);
    let worst_product = (0..n)
        .map(|item| (best_to_others[item] * others_to_worst[item] - against).abs())
        .fold(0.0, f64::max);
    Ok(BwmWeights {
        weights,
        xi,
        nonlinear_xi,
        nonlinear_intervals,
        index,
        ratio: if index > 0.0 { nonlinear_xi / index } else { 0.0 },
        input_ratio: if against > 1.0 {
            worst_product / (against * against - against)
        } else {
            0.0
        },
    })
}

fn check(
    best: usize,
    worst: usize,
    best_to_others: &[f64],
    others_to_worst: &[f64],
) -> Result<(), BwmError> {
    let n = best_to_others.len();
    if !(2..=MAX_ITEMS).contains(&n) {
        return Err(BwmError::Items { n });
    }
    if others_to_worst.len() != n {
        return Err(BwmError::Length { n, found: others_to_worst.len() });
    }
    if best >= n || worst >= n || best == worst {
        return Err(BwmError::Ends { n });
    }
    for (list, of_best) in [(best_to_others, true), (others_to_worst, false)] {
        let bad = |value: &f64| !(1.0..=MAX_JUDGEMENT).contains(value);
        if let Some(item) = list.iter().position(bad) {
            return Err(BwmError::Judgement { item, value: list[item], of_best });
        }
    }
    for (item, value) in [(best, best_to_others[best]), (worst, others_to_worst[worst])] {
        if value != 1.0 {
            return Err(BwmError::Itself { item, value });
        }
    }
    let (first, second) = (best_to_others[worst], others_to_worst[best]);
    if first != second {
        return Err(BwmError::Contradiction { first, second });
    }
    Ok(())
}

/// ξ of the non-linear model, and the weights that it leaves possible.
///
/// With r = w_B / w_W and x_j = w_j / w_W, item j asks for r / x_j within ξ of
/// a_Bj and x_j within ξ of a_jW: so r lies between the products of the lower
/// and of the upper ends. ξ is the least one at which all these intervals of r,
/// and that of a_BW itself, have a value in common.
fn nonlinear(
    best: usize,
    worst: usize,
    best_to_others: &[f64],
    others_to_worst: &[f64],
) -> (f64, Vec<(f64, f64)>) {
    let n = best_to_others.len();
    let inner: Vec<usize> = (0..n).filter(|&item| item != best && item != worst).collect();
    let against = best_to_others[worst];
    let range = |xi: f64| {
        let least = |value: f64| (value - xi).max(0.0);
        let mut low = least(against);
        let mut high = against + xi;
        for &item in &inner {
            let (a, b) = (best_to_others[item], others_to_worst[item]);
            low = low.max(least(a) * least(b));
            high = high.min((a + xi) * (b + xi));
        }
        (low, high)
    };
    let fits = |xi: f64| {
        let (low, high) = range(xi);
        low <= high
    };
    let mut xi = 0.0;
    if !fits(0.0) {
        // At ξ = MAX_JUDGEMENT everything fits.
        let (mut below, mut above) = (0.0, MAX_JUDGEMENT);
        for _ in 0..200 {
            let middle = 0.5 * (below + above);
            if fits(middle) {
                above = middle;
            } else {
                below = middle;
            }
        }
        xi = above;
    }
    let (low, high) = range(xi);
    let ratio = 0.5 * (low + high);
    // Each x_j by itself, at the one r that is left.
    let bounds: Vec<(f64, f64)> = (0..n)
        .map(|item| {
            if item == best {
                (ratio, ratio)
            } else if item == worst {
                (1.0, 1.0)
            } else {
                let (a, b) = (best_to_others[item], others_to_worst[item]);
                let low = (ratio / (a + xi)).max(b - xi);
                let high = if a > xi { (ratio / (a - xi)).min(b + xi) } else { b + xi };
                (low.min(high), high.max(low))
            }
        })
        .collect();
    let (lows, highs): (f64, f64) =
        bounds.iter().fold((0.0, 0.0), |(lows, highs), (low, high)| (lows + low, highs + high));
    // Where an interval is a point, rounding can turn its ends round.
    let intervals = bounds
        .iter()
        .map(|(low, high)| (low / (low + highs - high), high / (high + lows - low)))
        .map(|(low, high)| (low.min(high), high.max(low)))
        .collect();
    (xi, intervals)
}

/// The largest ξ of the non-linear model that a judgement `a` of best against
/// worst allows: the smaller root of ξ² - (1 + 2a) ξ + (a² - a) = 0 (Rezaei
/// 2015, Table 1). 0 for 1.
pub fn consistency_index(a: f64) -> f64 {
    let half = 0.5 * (1.0 + 2.0 * a);
    let root = (half * half - (a * a - a)).max(0.0).sqrt();
    half - root
}
