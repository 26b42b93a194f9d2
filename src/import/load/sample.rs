//! Times of single requests in memory that does not grow with their number.
//!
//! Up to [`MOST_EXACT`] times are kept as they are, and percentiles are exact:
//! the nearest rank (NIST/SEMATECH e-Handbook, 7.2.6.2: the smallest time that
//! at least p percent of all do not exceed). Beyond that they are counted in a
//! histogram of four significant digits in microseconds (Tene, HdrHistogram),
//! so that a percentile is within 0.01 % of the exact one. Mean, standard
//! deviation and longest time are exact either way (Welford 1962; merged by
//! Chan, Golub and LeVeque 1979).

use hdrhistogram::Histogram;

/// How many times are kept as they are.
pub(super) const MOST_EXACT: usize = 100_000;

/// Longest time that counts as one, in milliseconds: eleven days.
pub(super) const LONGEST_MS: f64 = 1e9;

/// Percentiles told of single times, in thousandths of a percent.
const TOLD: [u32; 6] = [50_000, 75_000, 90_000, 95_000, 99_000, 99_900];

/// Times in milliseconds.
#[derive(Debug, Clone, Default)]
pub(super) struct Sample {
    exact: Vec<f64>,
    sketch: Option<Histogram<u64>>,
    count: u64,
    mean: f64,
    squares: f64,
    longest: f64,
}

impl Sample {
    /// Takes a time in; the caller has seen that it is finite, not negative
    /// and at most [`LONGEST_MS`].
    pub(super) fn push(&mut self, ms: f64) {
        self.count += 1;
        let off = ms - self.mean;
        self.mean += off / self.count as f64;
        self.squares += off * (ms - self.mean);
        self.longest = self.longest.max(ms);
        self.keep(ms);
    }

    /// Takes in all that another holds.
    pub(super) fn merge(&mut self, other: &Self) {
        if other.count == 0 {
            return;
        }
        let (ours, theirs) = (self.count as f64, other.count as f64);
        let off = other.mean - self.mean;
        self.count += other.count;
        self.mean += off * theirs / (ours + theirs);
        self.squares += other.squares + off * off * ours * theirs / (ours + theirs);
        self.longest = self.longest.max(other.longest);
        match &other.sketch {
            None => other.exact.iter().for_each(|&ms| self.keep(ms)),
            Some(theirs) => {
                let mut sketch = self.sketch.take().or_else(|| sketch_of(&self.exact));
                self.exact = Vec::new();
                if let Some(ours) = &mut sketch {
                    // Both resize themselves, so that nothing is out of range.
                    let _ = ours.add(theirs);
                }
                self.sketch = sketch;
            }
        }
    }

    fn keep(&mut self, ms: f64) {
        if let Some(sketch) = &mut self.sketch {
            count_in(sketch, ms);
        } else if self.exact.len() < MOST_EXACT {
            self.exact.push(ms);
        } else {
            self.sketch = sketch_of(&self.exact);
            self.exact = Vec::new();
            if let Some(sketch) = &mut self.sketch {
                count_in(sketch, ms);
            }
        }
    }

    /// Number of times.
    pub(super) fn count(&self) -> u64 {
        self.count
    }

    /// Mean in milliseconds.
    pub(super) fn mean(&self) -> Option<f64> {
        (self.count > 0).then(|| self.mean.max(0.0))
    }

    /// Standard deviation of the sample in milliseconds; none of one time.
    pub(super) fn stddev(&self) -> Option<f64> {
        (self.count > 1).then(|| (self.squares.max(0.0) / (self.count - 1) as f64).sqrt())
    }

    /// The longest in milliseconds.
    pub(super) fn longest(&self) -> Option<f64> {
        (self.count > 0).then_some(self.longest)
    }

    /// Whether percentiles are those of the times themselves.
    pub(super) fn is_exact(&self) -> bool {
        self.sketch.is_none()
    }

    /// The percentiles told, each with its milliseconds.
    pub(super) fn percentiles(&mut self) -> Vec<(f64, f64)> {
        if self.count == 0 {
            return Vec::new();
        }
        self.exact.sort_unstable_by(f64::total_cmp);
        let told = TOLD.iter().map(|&at| {
            let ms = match &self.sketch {
                Some(sketch) => {
                    let us = sketch.value_at_quantile(f64::from(at) / 100_000.0);
                    // The start of its slot, so that whole milliseconds stay whole.
                    (sketch.lowest_equivalent(us) as f64 / 1000.0).min(self.longest)
                }
                None => self.exact[nearest_rank(at, self.exact.len() as u64) as usize - 1],
            };
            (f64::from(at) / 1000.0, ms)
        });
        told.collect()
    }
}

/// Rank, from 1, of a percentile in thousandths of a percent among so many.
pub(super) fn nearest_rank(at: u32, count: u64) -> u64 {
    let rank = (u128::from(at) * u128::from(count)).div_ceil(100_000);
    (rank as u64).clamp(1, count.max(1))
}

fn count_in(sketch: &mut Histogram<u64>, ms: f64) {
    // It resizes itself, so that no time up to the longest is out of range.
    let _ = sketch.record((ms * 1000.0).round() as u64);
}

fn sketch_of(times: &[f64]) -> Option<Histogram<u64>> {
    // Four digits are within what the histogram takes, 0 to 5.
    let mut sketch = Histogram::new(4).ok()?;
    times.iter().for_each(|&ms| count_in(&mut sketch, ms));
    Some(sketch)
}
