//! What a cell may be worth: the value at each quantile of its performance.

use super::super::{Cell, CellState, reachable, value};
use crate::workbook::{Measure, Spread};

/// Steps between quantiles; values between two are taken on the straight line.
pub(super) const STEPS: usize = 256;
/// Points at which a density is summed up.
const POINTS: usize = 4_096;
/// Standard deviations from the middle within which nine of ten cases lie.
const NINE_OF_TEN: f64 = 1.644_853_626_951_472_2;

/// Values of a cell at the quantiles 0, 1/256, 2/256 ... 1 of its performance.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantiles(Vec<f64>);

impl Quantiles {
    /// Of a density between two ends, given on 0 to 1 and up to a factor.
    pub fn of_density(from: f64, to: f64, density: impl Fn(f64) -> f64) -> Self {
        Self(inverse(density).into_iter().map(|x| from + (to - from) * x).collect())
    }

    /// What a rising or falling function makes of them.
    pub fn map(self, function: impl Fn(f64) -> f64) -> Self {
        Self(self.0.into_iter().map(function).collect())
    }

    /// Whether all of them are finite numbers.
    pub fn are_finite(&self) -> bool {
        self.0.iter().all(|value| value.is_finite())
    }

    /// The value at a quantile from 0 to 1.
    #[inline(always)]
    pub fn at(&self, quantile: f64) -> f64 {
        let place = quantile * STEPS as f64;
        let step = (place as usize).min(STEPS - 1);
        let part = place - step as f64;
        let (low, high) = (self.0[step], self.0[step + 1]);
        low + part * (high - low)
    }

    /// The mean value.
    pub fn mean(&self) -> f64 {
        self.0.windows(2).map(|pair| 0.5 * (pair[0] + pair[1])).sum::<f64>() / STEPS as f64
    }

    /// Lowest and highest value.
    pub fn ends(&self) -> (f64, f64) {
        let low = self.0.iter().copied().fold(f64::INFINITY, f64::min);
        let high = self.0.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        (low, high)
    }

    /// The mean of what lies above a level, and the share of cases there: the
    /// integrals of max(v − level, 0) and of 1 where v is above it, exact for
    /// the straight lines between quantiles.
    pub(super) fn above(&self, level: f64) -> (f64, f64) {
        let (mut excess, mut share) = (0.0, 0.0);
        for pair in self.0.windows(2) {
            let (a, b) = (pair[0] - level, pair[1] - level);
            match (a > 0.0, b > 0.0) {
                (true, true) => {
                    excess += 0.5 * (a + b);
                    share += 1.0;
                }
                (false, false) => {}
                _ => {
                    let (over, under) = (a.max(b), a.min(b));
                    let part = over / (over - under);
                    excess += 0.5 * over * part;
                    share += part;
                }
            }
        }
        (excess / STEPS as f64, share / STEPS as f64)
    }
}

/// The quantiles of what a cell may be worth; nothing where its value is
/// certain or counts for nobody. An unknown cell without a range may have any
/// value that its scale allows, each as likely.
pub(super) fn quantiles(measure: &Measure, cell: &Cell) -> Option<Quantiles> {
    let evenly = |low: f64, high: f64| {
        Quantiles((0..=STEPS).map(|at| low + (high - low) * at as f64 / STEPS as f64).collect())
    };
    match cell.state {
        CellState::Dropped | CellState::NotApplicable => None,
        CellState::Unknown => {
            if let (Some(low), Some(high)) = (cell.low, cell.high) {
                return Some(through(measure, &evenly(low.min(high), low.max(high)).0));
            }
            let (low, high) = reachable(measure);
            (high > low).then(|| evenly(low, high))
        }
        CellState::Known => {
            let mode = cell.performance?;
            let low = cell.low.unwrap_or(mode).min(mode);
            let high = cell.high.unwrap_or(mode).max(mode);
            if high <= low {
                return None;
            }
            let performances = performances(cell.spread, low, mode, high, measure.anchors.range());
            let values = through(measure, &performances);
            let (least, most) = values.ends();
            (most > least).then_some(values)
        }
    }
}

fn through(measure: &Measure, performances: &[f64]) -> Quantiles {
    Quantiles(performances.iter().map(|performance| value(measure, *performance).0).collect())
}

/// Performances at the quantiles of a spread.
fn performances(spread: Spread, low: f64, mode: f64, high: f64, scale: (f64, f64)) -> Vec<f64> {
    let range = high - low;
    let part = ((mode - low) / range).clamp(0.0, 1.0);
    let even = |at: usize| at as f64 / STEPS as f64;
    match spread {
        Spread::Uniform => (0..=STEPS).map(|at| low + range * even(at)).collect(),
        // The inverse of the triangular distribution function.
        Spread::Triangular => (0..=STEPS)
            .map(even)
            .map(|p| {
                if p < part {
                    low + range * (p * part).sqrt()
                } else {
                    high - range * ((1.0 - p) * (1.0 - part)).sqrt()
                }
            })
            .collect(),
        // Beta with parameters 1 + 4 (mode − low) / range and its mirror.
        Spread::Pert => {
            let density =
                |x: f64| libm::pow(x, 4.0 * part) * libm::pow(1.0 - x, 4.0 * (1.0 - part));
            inverse(density).into_iter().map(|x| low + range * x).collect()
        }
        Spread::Normal => {
            let deviation = range / (2.0 * NINE_OF_TEN);
            // Beyond the scale there is nothing; far out on it next to nothing.
            let from = scale.0.max(mode - 8.0 * deviation).min(mode);
            let to = scale.1.min(mode + 8.0 * deviation).max(mode);
            let width = to - from;
            if width <= 0.0 {
                return vec![mode; STEPS + 1];
            }
            let density = |x: f64| {
                let z = (from + width * x - mode) / deviation;
                libm::exp(-0.5 * z * z)
            };
            inverse(density).into_iter().map(|x| from + width * x).collect()
        }
    }
}

/// Quantiles of a density on 0 to 1, which need not integrate to 1: its
/// distribution function by the midpoint rule, inverted on straight lines. The
/// first and the last stand where the straight line to their neighbour has the
/// mean of the tail that it stands for, which may run on for long and thinly.
fn inverse(density: impl Fn(f64) -> f64) -> Vec<f64> {
    let mut sums = Vec::with_capacity(POINTS + 1);
    let mut sum = 0.0;
    sums.push(sum);
    for at in 0..POINTS {
        sum += density((at as f64 + 0.5) / POINTS as f64);
        sums.push(sum);
    }
    let mut at = 0;
    let mut quantiles: Vec<f64> = (0..=STEPS)
        .map(|step| {
            let wanted = sum * step as f64 / STEPS as f64;
            while at + 1 < POINTS && sums[at + 1] < wanted {
                at += 1;
            }
            let bin = sums[at + 1] - sums[at];
            let part = if bin > 0.0 { ((wanted - sums[at]) / bin).clamp(0.0, 1.0) } else { 0.0 };
            (at as f64 + part) / POINTS as f64
        })
        .collect();
    // Mean of x below a quantile, by what each point adds to the sum.
    let mean = |points: &mut dyn Iterator<Item = usize>, inside: &dyn Fn(f64) -> bool| {
        let (mut weighted, mut weight) = (0.0, 0.0);
        for point in points {
            let x = (point as f64 + 0.5) / POINTS as f64;
            if !inside(x) {
                break;
            }
            let share = sums[point + 1] - sums[point];
            weighted += share * x;
            weight += share;
        }
        (weight > 0.0).then(|| weighted / weight)
    };
    let (second, last_but_one) = (quantiles[1], quantiles[STEPS - 1]);
    if let Some(mean) = mean(&mut (0..POINTS), &|x| x < second) {
        quantiles[0] = (2.0 * mean - second).clamp(quantiles[0], second);
    }
    if let Some(mean) = mean(&mut (0..POINTS).rev(), &|x| x > last_but_one) {
        quantiles[STEPS] = (2.0 * mean - last_but_one).clamp(last_but_one, quantiles[STEPS]);
    }
    quantiles
}
