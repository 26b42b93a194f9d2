//! How sure a fit is: a residual bootstrap (Efron 1979; Davison and Hinkley
//! 1997, section 7.2). Residuals are drawn anew onto the fitted throughputs and
//! the law is fitted again, many times.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

use super::fit::refit;
use super::{Fit, Usl};

/// How bands are drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BandSettings {
    /// How many draws.
    pub draws: u32,
    /// Share of the draws that a band holds, 0 to 1.
    pub level: f64,
    /// Where the random numbers begin.
    pub seed: u64,
}

impl Default for BandSettings {
    fn default() -> Self {
        Self { draws: 400, level: 0.9, seed: 1 }
    }
}

/// The laws that came out, and what lies between.
#[derive(Debug, Clone, PartialEq)]
pub struct Bands {
    /// Share of the draws that a band holds, 0 to 1.
    pub level: f64,
    /// The laws of the draws.
    pub laws: Vec<Usl>,
}

/// Draws laws around a fit. The same fit and settings give the same bits.
pub fn bands(fit: &Fit, settings: &BandSettings) -> Bands {
    let mut random = ChaCha8Rng::seed_from_u64(settings.seed);
    let count = fit.residuals.len();
    let mean = fit.residuals.iter().sum::<f64>() / count.max(1) as f64;
    // Residuals are smaller than errors by the parameters that were fitted.
    let widen = (count as f64 / fit.degrees_of_freedom.max(1) as f64).sqrt();
    let errors: Vec<f64> = fit.residuals.iter().map(|it| (it - mean) * widen).collect();
    let loads: Vec<f64> = fit.points.iter().map(|&(load, _)| load).collect();
    let mut laws = Vec::with_capacity(settings.draws as usize);
    let mut rates = vec![0.0; count];
    for _ in 0..settings.draws {
        for (rate, fitted) in rates.iter_mut().zip(&fit.fitted) {
            // A number below the count, evenly: the high half of a product.
            let pick = (u64::from(random.next_u32()) * count as u64) >> 32;
            *rate = (fitted + errors[pick as usize]).max(0.0);
        }
        if let Some(law) = refit(&loads, &rates, fit.usl) {
            laws.push(law);
        }
    }
    if laws.is_empty() {
        laws.push(fit.usl);
    }
    Bands { level: settings.level.clamp(0.0, 1.0), laws }
}

impl Bands {
    /// Lowest and highest of a figure of the laws, without the outermost on
    /// either side.
    pub fn between(&self, of: impl Fn(&Usl) -> f64) -> (f64, f64) {
        let mut figures: Vec<f64> = self.laws.iter().map(of).filter(|it| it.is_finite()).collect();
        let Some(last) = figures.len().checked_sub(1) else {
            return (0.0, 0.0);
        };
        let tail = (1.0 - self.level) / 2.0;
        let mut at = |p: f64| {
            let place = (p * last as f64).round() as usize;
            *figures.select_nth_unstable_by(place.min(last), f64::total_cmp).1
        };
        (at(tail), at(1.0 - tail))
    }

    /// Throughput at a load.
    pub fn throughput(&self, load: f64) -> (f64, f64) {
        self.between(|law| law.throughput(load))
    }

    /// Contention.
    pub fn sigma(&self) -> (f64, f64) {
        self.between(|law| law.sigma)
    }

    /// Coherency.
    pub fn kappa(&self) -> (f64, f64) {
        self.between(|law| law.kappa)
    }

    /// Throughput of one.
    pub fn lambda(&self) -> (f64, f64) {
        self.between(|law| law.lambda)
    }

    /// Load of the peak: the lower end, and the upper end unless it is open,
    /// since too many of the laws have no peak. Nothing where even the lower end
    /// is open.
    pub fn peak_load(&self) -> Option<(f64, Option<f64>)> {
        let mut peaks: Vec<f64> =
            self.laws.iter().map(|law| law.peak_load().unwrap_or(f64::INFINITY)).collect();
        peaks.sort_by(f64::total_cmp);
        let tail = (1.0 - self.level) / 2.0;
        let at = |p: f64| {
            let place = (p * (peaks.len() - 1) as f64).round() as usize;
            peaks.get(place).copied().filter(|peak| peak.is_finite())
        };
        at(tail).map(|low| (low, at(1.0 - tail)))
    }

    /// Highest throughput for loads up to one.
    pub fn highest_up_to(&self, load: f64) -> (f64, f64) {
        self.between(|law| law.highest_up_to(load).1)
    }
}
