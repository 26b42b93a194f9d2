//! Sample quantiles, and quantiles of counted values.

use super::error::{NumbersError, checked_list};

/// The nine types of sample quantiles, numbered as in Hyndman and Fan (1996,
/// The American Statistician 50:361).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuantileType {
    /// Smallest value with at least that share at or below it.
    One,
    /// As one, the mean of both where a share falls between two values.
    Two,
    /// The nearest value, an even place of two equally near.
    Three,
    /// Between values, along the steps of shares.
    Four,
    /// Between values, in the middle of the steps (hydrology).
    Five,
    /// Expected places, p (n + 1) (Weibull).
    Six,
    /// Modes of places, 1 + p (n - 1): spreadsheets, R and NumPy.
    Seven,
    /// Medians of places, nearly free of the distribution.
    Eight,
    /// Nearly unbiased for normal samples (Blom).
    Nine,
}

impl QuantileType {
    /// All types in order.
    pub const ALL: [Self; 9] = [
        Self::One,
        Self::Two,
        Self::Three,
        Self::Four,
        Self::Five,
        Self::Six,
        Self::Seven,
        Self::Eight,
        Self::Nine,
    ];
}

/// The quantile of a share `p` (0 to 1) of a sample in any order.
///
/// # Errors
///
/// No values, one that is not finite, or a share that is none.
pub fn quantile(sample: &[f64], p: f64, kind: QuantileType) -> Result<f64, NumbersError> {
    checked_list(sample, "values", 1)?;
    if !(0.0..=1.0).contains(&p) {
        return Err(NumbersError::NotAShare { value: p });
    }
    let mut sorted = sample.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len() as f64;
    // Place j and the part g of the way to the next, as n p + m = j + g.
    let split = |place: f64| {
        // n p that misses a whole number by rounding alone is that number.
        let fuzz = 4.0 * f64::EPSILON * place.abs().max(1.0);
        let whole = (place + fuzz).floor();
        let part = place - whole;
        (whole, if part.abs() <= fuzz { 0.0 } else { part })
    };
    // The value of a place that counts from 1, the ends beyond both ends.
    let at = |place: f64| sorted[(place.clamp(1.0, n) - 1.0) as usize];
    let between = |place: f64| {
        let (whole, part) = split(place);
        let (low, high) = (at(whole), at(whole + 1.0));
        // Both ends by their own share: the difference could overflow.
        if part == 0.0 { low } else { (1.0 - part) * low + part * high }
    };
    Ok(match kind {
        QuantileType::One => {
            let (whole, part) = split(n * p);
            if part > 0.0 { at(whole + 1.0) } else { at(whole) }
        }
        QuantileType::Two => {
            let (whole, part) = split(n * p);
            if part > 0.0 { at(whole + 1.0) } else { 0.5 * at(whole) + 0.5 * at(whole + 1.0) }
        }
        QuantileType::Three => {
            let (whole, part) = split(n * p - 0.5);
            let is_even = (whole / 2.0).fract() == 0.0;
            if part == 0.0 && is_even { at(whole) } else { at(whole + 1.0) }
        }
        QuantileType::Four => between(n * p),
        QuantileType::Five => between(n * p + 0.5),
        QuantileType::Six => between((n + 1.0) * p),
        QuantileType::Seven => between((n - 1.0) * p + 1.0),
        QuantileType::Eight => between((n + 1.0 / 3.0) * p + 1.0 / 3.0),
        QuantileType::Nine => between((n + 0.25) * p + 0.375),
    })
}

/// Values that were counted, as in a histogram.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    /// Values with how often each occurred, by rising value.
    entries: Vec<(f64, u64)>,
}

/// The most different values of [`Counted`], corrected ones among them.
pub const MAX_COUNTED: usize = 1_000_000;

impl Counted {
    /// Counted values in any order.
    ///
    /// # Errors
    ///
    /// None, more than [`MAX_COUNTED`], or a value that is not finite.
    pub fn new(mut entries: Vec<(f64, u64)>) -> Result<Self, NumbersError> {
        entries.retain(|(_, count)| *count > 0);
        if entries.is_empty() {
            return Err(NumbersError::TooFew { what: "values", found: 0, needs: 1 });
        }
        if entries.len() > MAX_COUNTED {
            let found = entries.len();
            return Err(NumbersError::Length { what: "values", found, needs: MAX_COUNTED });
        }
        if let Some(column) = entries.iter().position(|(value, _)| !value.is_finite()) {
            return Err(NumbersError::NotFinite { row: 0, column });
        }
        entries.sort_by(|a, b| a.0.total_cmp(&b.0));
        Ok(Self { entries })
    }

    /// Corrects for coordinated omission (Tene, HdrHistogram): whoever sends a
    /// request each `interval` and waits for the answer leaves out the requests
    /// that a slow answer held up. For each value v above the interval, values
    /// v - interval, v - 2 interval and so on down to the interval are added.
    ///
    /// # Errors
    ///
    /// An interval that is not above 0, or more values than [`MAX_COUNTED`].
    pub fn corrected(&self, interval: f64) -> Result<Self, NumbersError> {
        if !interval.is_finite() || interval <= 0.0 {
            return Err(NumbersError::NotPositive { row: 0, column: 0, value: interval });
        }
        let steps = |value: f64| (value / interval).floor().max(0.0);
        let added: f64 = self.entries.iter().map(|(value, _)| steps(*value)).sum();
        if added > MAX_COUNTED as f64 {
            let found = added.min(1e15) as usize;
            return Err(NumbersError::Length { what: "values", found, needs: MAX_COUNTED });
        }
        let mut all = self.entries.clone();
        for &(value, count) in &self.entries {
            for step in 1..=(steps(value) as u64) {
                let missing = value - step as f64 * interval;
                if missing >= interval {
                    all.push((missing, count));
                }
            }
        }
        Self::new(all)
    }

    /// How many values there are.
    pub fn count(&self) -> u64 {
        self.entries.iter().fold(0, |sum, (_, count)| sum.saturating_add(*count))
    }

    /// Their mean.
    pub fn mean(&self) -> f64 {
        let n = self.count() as f64;
        self.entries.iter().map(|(value, count)| value * (*count as f64 / n)).sum()
    }

    /// Their standard deviation, divided by the count.
    pub fn standard_deviation(&self) -> f64 {
        let (n, mean) = (self.count() as f64, self.mean());
        let squares = |(value, count): &(f64, u64)| (value - mean).powi(2) * (*count as f64 / n);
        self.entries.iter().map(squares).sum::<f64>().sqrt()
    }

    /// The smallest value with at least a share `p` of the counts at or below
    /// it.
    ///
    /// # Errors
    ///
    /// A share that is none.
    pub fn quantile(&self, p: f64) -> Result<f64, NumbersError> {
        if !(0.0..=1.0).contains(&p) {
            return Err(NumbersError::NotAShare { value: p });
        }
        let wanted = p * self.count() as f64;
        let mut below = 0.0;
        for (value, count) in &self.entries {
            below += *count as f64;
            // A share such as 0.9999 of 10001 misses by rounding alone.
            if below >= wanted * (1.0 - 1e-12) {
                return Ok(*value);
            }
        }
        Ok(self.entries.last().map_or(0.0, |(value, _)| *value))
    }

    /// The share of counts at or below a value.
    pub fn share_at_or_below(&self, value: f64) -> f64 {
        let below: u64 = self
            .entries
            .iter()
            .filter(|(entry, _)| *entry <= value)
            .fold(0, |sum, (_, count)| sum.saturating_add(*count));
        below as f64 / self.count() as f64
    }
}
