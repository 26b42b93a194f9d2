//! The scalability law fitted to measured points: by non-linear least squares
//! on the throughput, all three parameters free within their bounds, and what
//! the fit cannot say.

use super::super::uncertainty::{beta_quantile, regularised_beta};
use super::super::{number, percent};
use super::least_squares::{Data, Descent, Free};
use super::{Usl, is_under_load, levels};
use crate::workbook::{LoadAxis, Measurement};

/// Fewest levels of load that carry three parameters and something over.
pub const FEWEST_LEVELS: usize = 4;
/// Fewer levels than this are warned of.
const ENOUGH_LEVELS: usize = 6;
/// Least rise of throughput above that at the lowest load: below it there is
/// nothing that a law of growth could tell.
const LEAST_RISE: f64 = 1.25;
/// Throughputs this near to the highest, as a share of it, lie on one plateau.
const PLATEAU: f64 = 0.8;
/// Levels that a rise to a plateau has to hold before the law can tell one
/// plateau from another shape.
const RISING_LEVELS: usize = 4;
/// The R² from which on the law is taken to follow even a steep rise.
const FOLLOWS: f64 = 0.97;
/// R² from which on a fit is good, and fair.
const GOOD: f64 = 0.98;
const FAIR: f64 = 0.9;
/// A lowest load above this leaves the throughput of one to extrapolation.
const LOW_START: f64 = 4.0;
/// Loads and throughputs up to which is reckoned.
const MOST_LOAD: f64 = 1e9;
const MOST_RATE: f64 = 1e50;
/// Failed requests, in percent, from which on throughput is warned of.
const MANY_ERRORS: f64 = 1.0;

/// A parameter of the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parameter {
    /// Contention σ.
    Contention,
    /// Coherency κ.
    Coherency,
    /// Throughput of one, λ.
    Single,
}

impl Parameter {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Contention => "contention",
            Self::Coherency => "coherency",
            Self::Single => "the throughput of one",
        }
    }
}

/// Standard errors of the parameters, from the Jacobian at the optimum. Nothing
/// for one that lies on its bound, or that the data cannot tell from another.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct StandardErrors {
    /// Of σ.
    pub sigma: Option<f64>,
    /// Of κ.
    pub kappa: Option<f64>,
    /// Of λ.
    pub lambda: Option<f64>,
}

/// How well a law follows the points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LawFit {
    /// The law.
    pub law: Usl,
    /// Share of the spread of the throughputs about their mean that it
    /// explains: 1 − SSE / SST. Below 0 where the mean does better.
    pub r_squared: f64,
    /// Root of SSE over the degrees of freedom, in the unit of the throughput;
    /// nothing where none is left.
    pub residual_error: Option<f64>,
}

/// How far a fit can be relied on, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quality {
    /// It tells little.
    Weak,
    /// Its course holds, its parameters roughly.
    Fair,
    /// It follows the points.
    Good,
}

impl Quality {
    /// The word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Fair => "fair",
            Self::Weak => "weak",
        }
    }
}

/// What a fit cannot say, or only with a caveat.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum FitWarning {
    /// Few levels of load.
    #[error("{levels} levels of load are few for a law with three parameters")]
    FewLevels {
        /// How many there are.
        levels: usize,
    },
    /// The law follows the points badly.
    #[error("the law explains {} of the spread only", percent(.r_squared.max(0.0)))]
    WeakFit {
        /// 1 − SSE / SST.
        r_squared: f64,
    },
    /// Throughput still rises where the measurement ends, so that the peak lies
    /// beyond what was measured, if there is one.
    #[error("no bend up to {}: the peak lies beyond what was measured", number(*.highest, 0))]
    NoBend {
        /// The highest load measured.
        highest: f64,
        /// The load of the peak by the law, where it has one.
        peak: Option<f64>,
    },
    /// A parameter was held by its bound.
    #[error("{} lies on its bound", .parameter.name())]
    OnBound {
        /// Which one.
        parameter: Parameter,
    },
    /// The lowest load lies far above 1, so that the throughput of one is
    /// extrapolated.
    #[error("the lowest load is {}: what one alone carries is extrapolated", number(*.lowest, 0))]
    StartsHigh {
        /// The lowest load measured.
        lowest: f64,
    },
    /// Points that nothing can be reckoned with.
    #[error("{} left out: loads below 1 or figures that are none", points(*.count))]
    LeftOut {
        /// How many.
        count: usize,
    },
    /// Requests failed, which the throughput may count as answered.
    #[error("{} of the requests failed at {}", percent(*.share), number(*.load, 0))]
    Failures {
        /// The load with the largest share.
        load: f64,
        /// The share, 0 to 1.
        share: f64,
    },
}

fn points(count: usize) -> String {
    if count == 1 { "1 point".to_owned() } else { format!("{count} points") }
}

impl FitWarning {
    /// The same in a few words, for where there is little room.
    pub fn short(&self) -> String {
        match self {
            Self::FewLevels { levels } => format!("{levels} levels only"),
            Self::WeakFit { r_squared } => format!("R² {}", number(*r_squared, 2)),
            Self::NoBend { highest, .. } => format!("no bend up to {}", number(*highest, 0)),
            Self::OnBound { parameter } => format!("{} on its bound", parameter.name()),
            Self::StartsHigh { lowest } => format!("from {} on only", number(*lowest, 0)),
            Self::LeftOut { count } => format!("{} left out", points(*count)),
            Self::Failures { load, share } => {
                format!("{} failed at {}", percent(*share), number(*load, 0))
            }
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::FewLevels { .. } => "Measure at six levels or more, from 1 to beyond the peak.",
            Self::WeakFit { .. } => {
                "Measure each level several times, and look at the residuals for a limit that the law does not know, such as a fixed number of workers."
            }
            Self::NoBend { .. } => "Measure at higher loads, until throughput falls.",
            Self::OnBound { .. } => {
                "Take its value as \"none that these points can tell\", not as none."
            }
            Self::StartsHigh { .. } => "Measure at a load of 1 as well.",
            Self::LeftOut { .. } => "Look at the points of the run.",
            Self::Failures { .. } => {
                "Look at what failed: requests that are refused at once raise throughput."
            }
        }
    }
}

/// Why no law can be fitted.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum NoFit {
    /// Too few levels of load.
    #[error("{levels} of the {FEWEST_LEVELS} levels of load that a fit needs")]
    TooFewLevels {
        /// How many distinct ones there are.
        levels: usize,
    },
    /// No point tells a throughput above 0 with its load.
    #[error("no throughput is told")]
    NoThroughput,
    /// Throughput does not rise with load, or is flat from so low a load on that
    /// the points carry no law.
    #[error("flat from {} on: the points carry no scalability law", number(*.from, 0))]
    Flat {
        /// The load from which on throughput stays about the same, or falls.
        from: f64,
        /// The highest throughput.
        highest: f64,
    },
    /// The run is of something else than requests over a load.
    #[error("its times are of a program, not of requests under load")]
    NotUnderLoad,
    /// The search found no end.
    #[error("the fit did not converge")]
    NotConverged,
}

impl NoFit {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::TooFewLevels { .. } => {
                "Measure at four levels of load or more, better six, from 1 to beyond the peak."
            }
            Self::NoThroughput => "Choose a run whose tool tells requests per second and load.",
            Self::Flat { .. } => {
                "Read the highest throughput as it was measured; for a law, measure more levels below it."
            }
            Self::NotUnderLoad => "Choose a run of requests under load.",
            Self::NotConverged => "Look for points that contradict each other.",
        }
    }
}

/// The law fitted to points.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The law.
    pub usl: Usl,
    /// Standard errors of its parameters.
    pub standard_errors: StandardErrors,
    /// Points less parameters.
    pub degrees_of_freedom: usize,
    /// Root of SSE over the degrees of freedom, in the unit of the throughput.
    pub residual_error: f64,
    /// 1 − SSE / SST.
    pub r_squared: f64,
    /// The points that it rests on, by rising load, then throughput.
    pub points: Vec<(f64, f64)>,
    /// Throughput by the law at each of them.
    pub fitted: Vec<f64>,
    /// Measured less fitted, for each of them.
    pub residuals: Vec<f64>,
    /// Distinct levels of load.
    pub levels: usize,
    /// Amdahl's law beside it: κ = 0.
    pub amdahl: LawFit,
    /// The straight line beside it: σ = κ = 0.
    pub linear: LawFit,
    /// What it cannot say.
    pub warnings: Vec<FitWarning>,
}

impl Fit {
    /// Lowest and highest load measured.
    pub fn range(&self) -> (f64, f64) {
        let end = |point: Option<&(f64, f64)>| point.map_or(1.0, |&(load, _)| load);
        (end(self.points.first()), end(self.points.last()))
    }

    /// How far it can be relied on.
    pub fn quality(&self) -> Quality {
        let short = self.levels < ENOUGH_LEVELS || self.degrees_of_freedom < 2;
        match self.r_squared {
            r if r >= GOOD && !short => Quality::Good,
            r if r >= FAIR => Quality::Fair,
            _ => Quality::Weak,
        }
    }

    /// Load and throughput of the peak, where it lies within what was measured.
    pub fn peak_within(&self) -> Option<(f64, f64)> {
        let (_, highest) = self.range();
        self.usl.peak().filter(|(load, _)| *load <= highest)
    }

    /// Whether a load lies beyond what was measured, on either side.
    pub fn extrapolates(&self, load: f64) -> bool {
        let (low, high) = self.range();
        load < low || load > high
    }

    /// Two-sided chance that a t as large as value / error comes about where the
    /// parameter is 0: of σ, κ, λ.
    pub fn p_values(&self) -> [Option<f64>; 3] {
        let of = |value: f64, error: Option<f64>| {
            let error = error.filter(|error| *error > 0.0)?;
            two_sided_p(value / error, self.degrees_of_freedom)
        };
        let errors = &self.standard_errors;
        [
            of(self.usl.sigma, errors.sigma),
            of(self.usl.kappa, errors.kappa),
            of(self.usl.lambda, errors.lambda),
        ]
    }
}

/// Two-sided chance of a t at least so large under Student's distribution.
pub fn two_sided_p(t: f64, degrees_of_freedom: usize) -> Option<f64> {
    let df = degrees_of_freedom as f64;
    (degrees_of_freedom > 0 && t.is_finite())
        .then(|| regularised_beta(df / (df + t * t), df / 2.0, 0.5))
}

/// The t below which a share `p` (0.5 to 1) of Student's distribution lies.
pub fn student_t(p: f64, degrees_of_freedom: usize) -> Option<f64> {
    let df = degrees_of_freedom as f64;
    let share = beta_quantile(2.0 * (1.0 - p), df / 2.0, 0.5)?;
    let t = (df * (1.0 / share - 1.0)).max(0.0).sqrt();
    t.is_finite().then_some(t)
}

/// Fits the law to loads and throughputs in any order; several points at one
/// load are tries.
///
/// # Errors
/// Where the points carry no law: too few levels, no throughput, throughput that
/// does not rise, or no end to the search.
pub fn fit(points: &[(f64, f64)]) -> Result<Fit, NoFit> {
    let usable = |&(load, rate): &(f64, f64)| {
        (1.0..=MOST_LOAD).contains(&load) && (0.0..=MOST_RATE).contains(&rate)
    };
    let mut kept: Vec<(f64, f64)> = points.iter().copied().filter(usable).collect();
    // One order for all, so that the order of rows cannot change a bit.
    kept.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let highest = kept.iter().map(|&(_, rate)| rate).fold(0.0, f64::max);
    if highest < f64::MIN_POSITIVE * 1e20 {
        return Err(NoFit::NoThroughput);
    }
    let means = level_means(&kept);
    if means.len() < FEWEST_LEVELS {
        return Err(NoFit::TooFewLevels { levels: means.len() });
    }
    let plateau = plateau(&means);
    let peak = means.iter().map(|&(_, rate)| rate).fold(0.0, f64::max);
    if peak < LEAST_RISE * means[0].1 {
        return Err(NoFit::Flat { from: means[0].0, highest });
    }
    let data = Data {
        loads: kept.iter().map(|&(load, _)| load).collect(),
        rates: kept.iter().map(|&(_, rate)| rate / highest).collect(),
    };
    let found = lowest(&data, [true; 3]).ok_or(NoFit::NotConverged)?;
    let r_squared = explained(&data, found.squares);
    if plateau < RISING_LEVELS && r_squared < FOLLOWS {
        return Err(NoFit::Flat { from: means[plateau].0, highest });
    }
    let amdahl = lowest(&data, [true, false, true]).ok_or(NoFit::NotConverged)?;
    let line = Usl { sigma: 0.0, kappa: 0.0, lambda: 1.0 };
    let line = data.with_best_lambda(line);
    let beside = |law: Usl, squares: f64, parameters: usize| {
        let freedom = data.loads.len().saturating_sub(parameters);
        let error = (freedom > 0).then(|| highest * (squares / freedom as f64).sqrt());
        LawFit {
            law: scaled(law, highest),
            r_squared: explained(&data, squares),
            residual_error: error,
        }
    };
    let usl = scaled(found.law, highest);
    if !usl.is_sound() {
        return Err(NoFit::NotConverged);
    }
    let degrees_of_freedom = kept.len() - 3;
    let variance = found.squares / degrees_of_freedom as f64;
    let on_bound =
        [found.law.sigma <= 0.0 || found.law.sigma >= 1.0, found.law.kappa <= 0.0, false];
    let inverse = data.inverse_normal(&found.law, on_bound.map(|on| !on));
    let error = |at: usize, scale: f64| {
        let square = inverse.filter(|_| !on_bound[at])?[at][at] * variance;
        (square.is_finite() && square >= 0.0).then(|| square.sqrt() * scale)
    };
    let fitted: Vec<f64> = kept.iter().map(|&(load, _)| usl.throughput(load)).collect();
    let residuals = kept.iter().zip(&fitted).map(|(&(_, rate), law)| rate - law).collect();
    let mut fit = Fit {
        usl,
        standard_errors: StandardErrors {
            sigma: error(0, 1.0),
            kappa: error(1, 1.0),
            lambda: error(2, highest),
        },
        degrees_of_freedom,
        residual_error: highest * variance.sqrt(),
        r_squared,
        fitted,
        residuals,
        levels: means.len(),
        amdahl: beside(amdahl.law, amdahl.squares, 2),
        linear: beside(line, data.squares(&line), 1),
        points: kept,
        warnings: Vec::new(),
    };
    fit.warnings = warnings(&fit, points.len() - fit.points.len(), on_bound);
    Ok(fit)
}

fn warnings(fit: &Fit, left_out: usize, on_bound: [bool; 3]) -> Vec<FitWarning> {
    let mut warnings = Vec::new();
    let (lowest, highest) = fit.range();
    if fit.r_squared < FAIR {
        warnings.push(FitWarning::WeakFit { r_squared: fit.r_squared });
    }
    if fit.levels < ENOUGH_LEVELS {
        warnings.push(FitWarning::FewLevels { levels: fit.levels });
    }
    let peak = fit.usl.peak_load();
    if peak.is_none_or(|peak| peak > highest) {
        warnings.push(FitWarning::NoBend { highest, peak });
    }
    for (on, parameter) in on_bound.into_iter().zip([Parameter::Contention, Parameter::Coherency]) {
        if on {
            warnings.push(FitWarning::OnBound { parameter });
        }
    }
    if lowest > LOW_START {
        warnings.push(FitWarning::StartsHigh { lowest });
    }
    if left_out > 0 {
        warnings.push(FitWarning::LeftOut { count: left_out });
    }
    warnings
}

/// Fits the law to a run over its load, each try a point. The load is what the
/// run counts: requests under way at once, or nodes.
///
/// # Errors
/// As [`fit`], and where the run is not of requests.
pub fn fit_run(run: &Measurement) -> Result<Fit, NoFit> {
    if !is_under_load(run) && run.over != LoadAxis::Nodes
        || run.subject != crate::workbook::Subject::Requests
    {
        return Err(NoFit::NotUnderLoad);
    }
    let told: Vec<(f64, f64)> = run
        .points
        .iter()
        .filter_map(|point| Some((point.concurrency?, point.throughput_rps?)))
        .collect();
    let mut fit = fit(&told)?;
    let failed = levels(run)
        .iter()
        .filter_map(|level| Some((level.load, level.errors_percent?)))
        .filter(|(_, percent)| *percent >= MANY_ERRORS)
        .reduce(|worst, next| if next.1 > worst.1 { next } else { worst });
    if let Some((load, percent)) = failed {
        fit.warnings.push(FitWarning::Failures { load, share: percent / 100.0 });
    }
    Ok(fit)
}

/// Mean throughput at each distinct load, by rising load.
fn level_means(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    points
        .chunk_by(|a, b| a.0 == b.0)
        .map(|tries| {
            let count = tries.len() as f64;
            (tries[0].0, tries.iter().map(|&(_, rate)| rate / count).sum())
        })
        .collect()
}

/// The level from which on throughput stays within [`PLATEAU`] of the highest;
/// the number of levels where it does not.
fn plateau(means: &[(f64, f64)]) -> usize {
    let highest = means.iter().map(|&(_, rate)| rate).fold(0.0, f64::max);
    let below = means.iter().rposition(|&(_, rate)| rate < PLATEAU * highest);
    let from = below.map_or(0, |at| at + 1);
    // Three levels that happen to lie near each other are no plateau.
    if means.len() - from > 3 { from } else { means.len() }
}

fn scaled(law: Usl, by: f64) -> Usl {
    Usl { lambda: law.lambda * by, ..law }
}

/// 1 − SSE / SST, with the spread about the mean.
fn explained(data: &Data, squares: f64) -> f64 {
    let count = data.rates.len() as f64;
    let mean = data.rates.iter().sum::<f64>() / count;
    let all: f64 = data.rates.iter().map(|rate| (rate - mean) * (rate - mean)).sum();
    if all > 0.0 { (1.0 - squares / all).max(-1e6) } else { 0.0 }
}

/// The lowest sum of squares that is reached from several starts: the
/// linearised regression, and laws of several shapes with their best λ, of which
/// the best few are followed.
fn lowest(data: &Data, free: Free) -> Option<Descent> {
    let last = data.loads.last().copied().unwrap_or(1.0).max(2.0);
    let shape = |sigma: f64, kappa: f64| {
        let kappa = if free[1] { kappa } else { 0.0 };
        data.with_best_lambda(Usl { sigma, kappa, lambda: 1.0 })
    };
    let mut starts = Vec::new();
    for sigma in [0.0005, 0.02, 0.2, 0.7] {
        for bend in [0.0, 0.05, 1.0, 20.0] {
            let start = shape(sigma, bend / (last * last));
            starts.push((data.squares(&start), start));
        }
    }
    starts.sort_by(|a, b| a.0.total_cmp(&b.0));
    starts.truncate(3);
    let linearised = data.linearised().map(|law| shape(law.sigma, law.kappa));
    let tried = linearised.into_iter().chain(starts.into_iter().map(|(_, start)| start));
    tried
        .map(|start| data.descend(start, free))
        .filter(|descent| descent.converged && descent.squares.is_finite())
        .reduce(|best, next| if next.squares < best.squares { next } else { best })
}

/// The older procedure with two parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct TwoParameterFit {
    /// The law; its λ is the throughput measured at a load of 1.
    pub usl: Usl,
    /// Points less parameters.
    pub degrees_of_freedom: usize,
    /// Root of SSE over the degrees of freedom, in the unit of the throughput.
    pub residual_error: f64,
    /// 1 − SSE / SST.
    pub r_squared: f64,
    /// The points by rising load.
    pub points: Vec<(f64, f64)>,
}

/// The procedure of Gunther (2007, section 5.5): with the capacity C = X / X(1),
/// N/C − 1 is regressed on (N − 1)² and N − 1 without intercept; κ is the
/// coefficient of the square, σ the linear one less κ. Kept for figures in
/// print: [`fit`] rests on one point less. Parameters may lie out of bounds.
///
/// # Errors
/// Where there are too few levels, none of them is a load of 1, or a throughput
/// is 0.
pub fn fit_two_parameters(points: &[(f64, f64)]) -> Result<TwoParameterFit, NoFit> {
    let mut kept: Vec<(f64, f64)> = points
        .iter()
        .copied()
        .filter(|&(load, rate)| {
            (1.0..=MOST_LOAD).contains(&load) && rate > 0.0 && rate <= MOST_RATE
        })
        .collect();
    kept.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let means = level_means(&kept);
    if means.len() < FEWEST_LEVELS {
        return Err(NoFit::TooFewLevels { levels: means.len() });
    }
    let single = means.first().filter(|(load, _)| *load == 1.0).ok_or(NoFit::NoThroughput)?.1;
    let (mut aa, mut ab, mut bb, mut ay, mut by) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for &(load, rate) in &kept {
        let (b, y) = (load - 1.0, load * single / rate - 1.0);
        let a = b * b;
        aa += a * a;
        ab += a * b;
        bb += b * b;
        ay += a * y;
        by += b * y;
    }
    let determinant = aa * bb - ab * ab;
    let square = (ay * bb - by * ab) / determinant;
    let usl =
        Usl { sigma: (by * aa - ay * ab) / determinant - square, kappa: square, lambda: single };
    let count = kept.len() as f64;
    let mean = kept.iter().map(|&(_, rate)| rate / count).sum::<f64>();
    let (mut off, mut all) = (0.0, 0.0);
    for &(load, rate) in &kept {
        off += (rate - usl.throughput(load)) * (rate - usl.throughput(load));
        all += (rate - mean) * (rate - mean);
    }
    let degrees_of_freedom = kept.len() - 2;
    let fit = TwoParameterFit {
        usl,
        degrees_of_freedom,
        residual_error: (off / degrees_of_freedom as f64).sqrt(),
        r_squared: if all > 0.0 { 1.0 - off / all } else { 0.0 },
        points: kept,
    };
    let figures = [usl.sigma, usl.kappa, fit.residual_error, fit.r_squared];
    if figures.iter().all(|figure| figure.is_finite()) { Ok(fit) } else { Err(NoFit::NotConverged) }
}

/// A fit as the bootstrap repeats it: from the law found, to other throughputs
/// at the same loads.
pub(super) fn refit(loads: &[f64], rates: &[f64], from: Usl) -> Option<Usl> {
    let highest = rates.iter().copied().fold(0.0, f64::max);
    if highest < f64::MIN_POSITIVE * 1e20 {
        return None;
    }
    let data =
        Data { loads: loads.to_vec(), rates: rates.iter().map(|rate| rate / highest).collect() };
    let start = data.with_best_lambda(from);
    // A parameter at its bound could not leave it with a slope of 0 there.
    let inside = Usl { sigma: start.sigma.clamp(1e-6, 1.0 - 1e-6), ..start };
    let law = scaled(data.descend(inside, [true; 3]).law, highest);
    law.is_sound().then_some(law)
}
