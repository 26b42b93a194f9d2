//! What one node of an option carries: the highest throughput that was measured
//! while latency kept its budget and errors stayed rare. Only what was measured
//! counts; nothing is drawn out past it.
//!
//! The capacity of a system is the most that it answers within the limits that
//! its users accept, not the most that it answers (Menascé and Almeida 2002,
//! Capacity Planning for Web Services, chapter 5: usable capacity).

use super::super::format::{number, short};
use super::levels::plan_scenario;
use super::measured::{MeasuredLevel, levels_of, runs_counted};
use crate::workbook::{AlternativeId, LatencyBudget, Measurement, MeasurementId, Workbook};

/// Share of requests that may fail at a level that counts, in percent.
pub const ERRORS_ALLOWED_PERCENT: f64 = 1.0;

/// What one node of an option carries, as it was measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Capacity {
    /// The option.
    pub option: AlternativeId,
    /// The scenario of the runs.
    pub scenario: String,
    /// What each run that counts carries, in the workbook's order.
    pub runs: Vec<RunCapacity>,
    /// Runs that keep the budget or the limit of errors at no level.
    pub failing: Vec<(MeasurementId, NoCapacity)>,
    /// Requests per second that count: the median over the runs.
    pub rps: f64,
    /// Lowest and highest over the runs, in requests per second; the lowest is
    /// 0 where a run keeps the limits at no level.
    pub range: (f64, f64),
}

impl Capacity {
    /// The run whose capacity is the nearest to the one that counts.
    pub fn typical(&self) -> Option<&RunCapacity> {
        let away = |run: &&RunCapacity| (run.rps - self.rps).abs();
        self.runs.iter().min_by(|a, b| away(a).total_cmp(&away(b)))
    }

    /// Whether the latency budget, where there is one, could be judged in every
    /// run.
    pub fn is_judged(&self) -> bool {
        self.runs.iter().all(|run| run.judged)
    }

    /// Whether every run tells how many cores it had.
    pub fn knows_cores(&self) -> bool {
        self.runs.iter().all(|run| run.cores.is_some())
    }
}

/// What one node carries by one run.
#[derive(Debug, Clone, PartialEq)]
pub struct RunCapacity {
    /// The run.
    pub run: MeasurementId,
    /// Requests per second.
    pub rps: f64,
    /// The level of load: requests under way at once, where they are known.
    pub concurrency: Option<f64>,
    /// Latency at the percentile of the budget, in milliseconds, where it was
    /// measured there.
    pub latency_ms: Option<f64>,
    /// Share of requests that failed, in percent, where it is known.
    pub errors_percent: Option<f64>,
    /// Whether the latency budget was judged: false where there is one and the
    /// run does not tell its percentile.
    pub judged: bool,
    /// What stands in the way of more.
    pub limit: Limit,
    /// Processor cores that the system measured had.
    pub cores: Option<f64>,
}

/// What stands in the way of a higher throughput.
#[derive(Debug, Clone, PartialEq)]
pub enum Limit {
    /// More was answered, but too slowly.
    Latency {
        /// Requests under way at once, where they are known.
        concurrency: Option<f64>,
        /// Percentile of the budget.
        percentile: f64,
        /// What was measured there, in milliseconds.
        ms: f64,
    },
    /// More was answered, but too much failed.
    Errors {
        /// Requests under way at once, where they are known.
        concurrency: Option<f64>,
        /// Share that failed, in percent.
        percent: f64,
    },
    /// More load brings no more throughput.
    Peak,
    /// The highest load measured: what lies past it is not known.
    EndOfMeasured,
}

impl Limit {
    /// In a few words, for a table.
    pub fn words(&self) -> String {
        let at = |concurrency: &Option<f64>| {
            concurrency.map_or_else(String::new, |at| format!(" at {}", number(at, 0)))
        };
        match self {
            Self::Latency { concurrency, percentile, ms } => {
                format!("p{} is {} ms{}", short(*percentile, 2), short(*ms, 1), at(concurrency))
            }
            Self::Errors { concurrency, percent } => {
                format!("{} % errors{}", short(*percent, 1), at(concurrency))
            }
            Self::Peak => "peak throughput".to_owned(),
            Self::EndOfMeasured => "highest load measured".to_owned(),
        }
    }

    /// A stable name.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Latency { .. } => "latency",
            Self::Errors { .. } => "errors",
            Self::Peak => "peak",
            Self::EndOfMeasured => "end-of-measured",
        }
    }
}

/// Why a capacity, a number of nodes or a price cannot be told.
#[derive(Debug, Clone, PartialEq)]
pub enum NoCapacity {
    /// The option has no run under load of the scenario that counts.
    NoRuns {
        /// The scenario.
        scenario: String,
    },
    /// No run of it tells a throughput.
    NoThroughput,
    /// At no level measured does latency keep the budget.
    OverBudget(LatencyBudget),
    /// At every level measured too many requests fail.
    TooManyErrors,
    /// Its runs answered no request at all.
    CarriesNothing,
    /// The load plan has no load to carry.
    NoTarget,
    /// The load plan says nothing of growth.
    NoGrowth,
    /// The load plan has no node types, hence no prices.
    NoPrices,
    /// No number of nodes carries the load: together they approach this limit.
    OutOfReach {
        /// Requests per second that any number of nodes stays below, within
        /// the use that is planned.
        limit_rps: f64,
    },
    /// It takes more nodes than are counted.
    TooManyNodes,
    /// The load is not a number above 0.
    BadLoad,
}

impl NoCapacity {
    /// What is missing or wrong, and what to do about it, in a sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::NoRuns { scenario } if scenario.is_empty() => {
                "There is no load run of it that counts; add one under Load runs.".to_owned()
            }
            Self::NoRuns { scenario } => format!(
                "There is no load run of it for the scenario \"{scenario}\" that counts; add one \
                 under Load runs, or plan with another scenario."
            ),
            Self::NoThroughput => {
                "Its runs tell no throughput; read a result that holds one.".to_owned()
            }
            Self::OverBudget(budget) => format!(
                "At no level measured does p{} keep {} ms; measure it under less load, or allow \
                 more time.",
                short(budget.percentile, 2),
                short(budget.ms, 3)
            ),
            Self::TooManyErrors => format!(
                "At every level measured {} % or more of the requests fail; measure it under less \
                 load.",
                short(ERRORS_ALLOWED_PERCENT, 1)
            ),
            Self::CarriesNothing => "One node answered no request in its runs, so that no number \
                                     of them carries a load; measure it again."
                .to_owned(),
            Self::NoTarget => "The load plan has no load to carry; give one.".to_owned(),
            Self::NoGrowth => "The load plan says nothing of growth; give it.".to_owned(),
            Self::NoPrices => "The load plan has no node types; add one with its price.".to_owned(),
            Self::OutOfReach { limit_rps } => format!(
                "However many nodes, contention among them keeps it below {} requests/s.",
                number(*limit_rps, 0)
            ),
            Self::TooManyNodes => "It takes more nodes than can be counted.".to_owned(),
            Self::BadLoad => "The load has to be more than 0 requests/s.".to_owned(),
        }
    }

    /// The same in a few words, for a table.
    pub fn words(&self) -> String {
        match self {
            Self::NoRuns { .. } => "no runs".to_owned(),
            Self::NoThroughput => "no throughput".to_owned(),
            Self::OverBudget(_) => "never within budget".to_owned(),
            Self::TooManyErrors => "errors at every level".to_owned(),
            Self::CarriesNothing => "carries nothing".to_owned(),
            Self::NoTarget => "no target".to_owned(),
            Self::NoGrowth => "no growth".to_owned(),
            Self::NoPrices => "no prices".to_owned(),
            Self::OutOfReach { .. } => "out of reach".to_owned(),
            Self::TooManyNodes => "too many".to_owned(),
            Self::BadLoad => "no load".to_owned(),
        }
    }

    /// A stable name.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoRuns { .. } => "no-runs",
            Self::NoThroughput => "no-throughput",
            Self::OverBudget(_) => "over-budget",
            Self::TooManyErrors => "too-many-errors",
            Self::CarriesNothing => "carries-nothing",
            Self::NoTarget => "no-target",
            Self::NoGrowth => "no-growth",
            Self::NoPrices => "no-prices",
            Self::OutOfReach { .. } => "out-of-reach",
            Self::TooManyNodes => "too-many-nodes",
            Self::BadLoad => "bad-load",
        }
    }
}

/// What one node of an option carries in the scenario of the load plan.
pub fn capacity(workbook: &Workbook, option: &AlternativeId) -> Result<Capacity, NoCapacity> {
    capacity_in(workbook, option, None)
}

/// The same in a scenario; without one in that of the load plan.
pub fn capacity_in(
    workbook: &Workbook,
    option: &AlternativeId,
    scenario: Option<&str>,
) -> Result<Capacity, NoCapacity> {
    let scenario = scenario.filter(|it| !it.is_empty()).or(plan_scenario(workbook));
    let scenario = scenario.unwrap_or_default().to_owned();
    let runs = runs_counted(workbook, option, &scenario);
    if runs.is_empty() {
        return Err(NoCapacity::NoRuns { scenario });
    }
    let budget = workbook.load_plan.latency_budget;
    let (mut carried, mut failing) = (Vec::new(), Vec::new());
    for run in runs {
        match run_capacity(run, budget.as_ref()) {
            Ok(found) => carried.push(found),
            Err(reason) => failing.push((run.id.clone(), reason)),
        }
    }
    // A run without a throughput says nothing; one that keeps the limits at no
    // level says that it carries nothing.
    let refused = failing.iter().filter(|(_, why)| *why != NoCapacity::NoThroughput).count();
    let rates: Vec<f64> = carried.iter().map(|run| run.rps).collect();
    let Some(rps) = median_of(&rates, refused) else {
        let reason = failing.iter().find(|(_, why)| *why != NoCapacity::NoThroughput);
        return Err(reason.or(failing.first()).map_or(NoCapacity::NoThroughput, |it| it.1.clone()));
    };
    let low = if refused > 0 { 0.0 } else { rates.iter().copied().fold(rps, f64::min) };
    let high = rates.iter().copied().fold(rps, f64::max);
    Ok(Capacity {
        option: option.clone(),
        scenario,
        runs: carried,
        failing,
        rps,
        range: (low, high),
    })
}

/// The median of rates and of so many runs that carry nothing; nothing where one
/// of those is in the middle.
pub(super) fn median_of(rates: &[f64], refused: usize) -> Option<f64> {
    let mut sorted = rates.to_vec();
    sorted.sort_by(f64::total_cmp);
    let all = sorted.len() + refused;
    if all == 0 {
        return None;
    }
    let at = |place: usize| place.checked_sub(refused).and_then(|at| sorted.get(at)).copied();
    let (low, high) = (at((all - 1) / 2)?, at(all / 2)?);
    Some(f64::midpoint(low, high))
}

/// What stands against a level.
enum Against {
    Latency(f64, f64),
    Errors(f64),
}

fn run_capacity(
    run: &Measurement,
    budget: Option<&LatencyBudget>,
) -> Result<RunCapacity, NoCapacity> {
    let levels = levels_of(run);
    let told: Vec<(&MeasuredLevel, f64)> =
        levels.iter().filter_map(|level| Some((level, level.rps?))).collect();
    if told.is_empty() {
        return Err(NoCapacity::NoThroughput);
    }
    let latency = |level: &MeasuredLevel| level.percentile(budget?.percentile);
    // Without the percentile the budget cannot be judged. Where some levels
    // tell it, those that do not cannot be said to keep it.
    let judged = budget.is_none() || told.iter().any(|(level, _)| latency(level).is_some());
    let against = |level: &MeasuredLevel| -> Option<Option<Against>> {
        if let Some(percent) = level.errors_percent.filter(|&it| it >= ERRORS_ALLOWED_PERCENT) {
            return Some(Some(Against::Errors(percent)));
        }
        match budget {
            Some(budget) if judged => match level.percentile(budget.percentile) {
                Some(ms) if ms > budget.ms => Some(Some(Against::Latency(budget.percentile, ms))),
                Some(_) => None,
                None => Some(None),
            },
            _ => None,
        }
    };
    let best = told
        .iter()
        .enumerate()
        .filter(|(_, (level, _))| against(level).is_none())
        .reduce(|best, next| if next.1.1 > best.1.1 { next } else { best });
    let Some((at, &(level, rps))) = best else {
        let slow = told.iter().any(|it| matches!(against(it.0), Some(Some(Against::Latency(..)))));
        return Err(match budget {
            Some(budget) if slow => NoCapacity::OverBudget(*budget),
            _ => NoCapacity::TooManyErrors,
        });
    };
    // What answered more stands in the way of itself; the next higher load is
    // asked first.
    let after = told[at + 1..].iter().chain(told[..at].iter().rev());
    let refused = after.filter(|(_, other)| *other > rps).find_map(|(level, _)| {
        against(level).flatten().map(|against| match against {
            Against::Latency(percentile, ms) => {
                Limit::Latency { concurrency: level.concurrency, percentile, ms }
            }
            Against::Errors(percent) => Limit::Errors { concurrency: level.concurrency, percent },
        })
    });
    let peak = if at + 1 < told.len() { Limit::Peak } else { Limit::EndOfMeasured };
    Ok(RunCapacity {
        run: run.id.clone(),
        rps,
        concurrency: level.concurrency,
        latency_ms: latency(level),
        errors_percent: level.errors_percent,
        judged,
        limit: refused.unwrap_or(peak),
        cores: run.cores,
    })
}
