//! Load runs put in order: which count, what they were of, and the points of
//! one put together by level of load.

use crate::workbook::{
    AlternativeId, LoadAxis, LoadPoint, Measurement, MeasurementId, Subject, Workbook,
};

/// What several tries at one level of load came to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tries {
    /// The middle one; between the middle two where their number is even.
    pub median: f64,
    /// The lowest.
    pub low: f64,
    /// The highest.
    pub high: f64,
    /// How many there were.
    pub count: usize,
}

impl Tries {
    /// Of figures in any order; those that are not finite are left out. Nothing
    /// where none is left.
    pub fn of(figures: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut figures: Vec<f64> = figures.into_iter().filter(|it| it.is_finite()).collect();
        figures.sort_by(f64::total_cmp);
        let (low, high) = (*figures.first()?, *figures.last()?);
        let middle = figures.len() / 2;
        let median = if figures.len() % 2 == 1 {
            figures[middle]
        } else {
            f64::midpoint(figures[middle - 1], figures[middle])
        };
        Some(Self { median, low, high, count: figures.len() })
    }
}

/// What a run told at one level of load. What no try told is unknown.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// Requests under way at once, or nodes.
    pub load: f64,
    /// How many points of the run stand at this level.
    pub tries: usize,
    /// Requests answered per second.
    pub throughput: Option<Tries>,
    /// Mean latency in milliseconds: the median of the tries.
    pub mean_ms: Option<f64>,
    /// Requests that failed, in percent: of all tries together where each told
    /// how many there were, or else the median.
    pub errors_percent: Option<f64>,
    /// Memory of the system in MB: the median of the tries.
    pub memory_mb: Option<f64>,
    /// Latency percentiles (0 to 100) in milliseconds, by rising percentile:
    /// each over those tries that told it. Percentiles of several tries are not
    /// averaged; the middle one is shown with the lowest and highest.
    pub percentiles: Vec<(f64, Tries)>,
}

impl Level {
    /// A latency percentile (0 to 100), where it was told.
    pub fn percentile(&self, percentile: f64) -> Option<Tries> {
        let found = self.percentiles.iter().find(|(at, _)| (at - percentile).abs() < 1e-9);
        found.map(|&(_, tries)| tries)
    }

    /// Throughput, where it and the load are of a size that can be reckoned with
    /// and drawn: a load from a thousandth to a thousand million.
    pub fn carried(&self) -> Option<Tries> {
        let sound = (1e-3..=1e9).contains(&self.load);
        self.throughput.filter(|tries| sound && tries.low >= 0.0 && tries.high <= 1e50)
    }

    fn of(load: f64, points: &[&LoadPoint]) -> Self {
        let median = |of: &dyn Fn(&LoadPoint) -> Option<f64>| {
            Tries::of(points.iter().filter_map(|point| of(point))).map(|tries| tries.median)
        };
        let mut shares: Vec<f64> =
            points.iter().flat_map(|point| &point.percentiles_ms).map(|&(at, _)| at).collect();
        shares.retain(|at| at.is_finite());
        shares.sort_by(f64::total_cmp);
        shares.dedup_by(|a, b| (*a - *b).abs() < 1e-9);
        Self {
            load,
            tries: points.len(),
            throughput: Tries::of(points.iter().filter_map(|point| point.throughput_rps)),
            mean_ms: median(&|point| point.mean_ms),
            errors_percent: errors(points),
            memory_mb: median(&|point| point.memory_mb),
            percentiles: shares
                .into_iter()
                .filter_map(|at| {
                    let told = points.iter().filter_map(|point| point.percentile(at));
                    Some((at, Tries::of(told)?))
                })
                .collect(),
        }
    }
}

fn errors(points: &[&LoadPoint]) -> Option<f64> {
    let counted: Option<Vec<(u64, u64)>> =
        points.iter().map(|point| Some((point.errors?, point.requests?))).collect();
    if let Some(counted) = counted {
        let (errors, requests) = counted
            .iter()
            .fold((0.0, 0.0), |sum, one| (sum.0 + one.0 as f64, sum.1 + one.1 as f64));
        if requests > 0.0 {
            return Some((100.0 * errors / requests).min(100.0));
        }
    }
    Tries::of(points.iter().filter_map(|point| point.errors_percent())).map(|it| it.median)
}

/// The points of a run put together by level of load, by rising load. Points
/// that do not know their load, as of tools that send at a fixed rate, are left
/// out.
pub fn levels(run: &Measurement) -> Vec<Level> {
    let mut known: Vec<(f64, &LoadPoint)> = run
        .points
        .iter()
        .filter_map(|point| Some((point.concurrency?, point)))
        .filter(|(load, _)| load.is_finite())
        .collect();
    known.sort_by(|a, b| a.0.total_cmp(&b.0));
    known
        .chunk_by(|a, b| a.0 == b.0)
        .map(|tries| {
            let points: Vec<&LoadPoint> = tries.iter().map(|&(_, point)| point).collect();
            Level::of(tries[0].0, &points)
        })
        .collect()
}

/// The run that replaces one, if any does.
pub fn replaced_by<'a>(workbook: &'a Workbook, id: &MeasurementId) -> Option<&'a Measurement> {
    workbook.measurements.iter().find(|run| run.replaces.as_ref() == Some(id) && run.id != *id)
}

/// The runs that count: those that no other one replaces, in the workbook's
/// order.
pub fn current_runs(workbook: &Workbook) -> Vec<&Measurement> {
    workbook.measurements.iter().filter(|run| replaced_by(workbook, &run.id).is_none()).collect()
}

/// Whether a run tells what a system did under requests, over concurrency:
/// what can be compared with others and fitted.
pub fn is_under_load(run: &Measurement) -> bool {
    run.subject == Subject::Requests && run.over == LoadAxis::Concurrency
}

/// The scenarios of the current runs of requests, those with the most runs
/// first, then by name. The empty name stands for runs that name none.
pub fn scenarios(workbook: &Workbook) -> Vec<&str> {
    let mut counted: Vec<(&str, usize)> = Vec::new();
    for run in current_runs(workbook).into_iter().filter(|run| run.subject == Subject::Requests) {
        match counted.iter_mut().find(|(name, _)| *name == run.scenario) {
            Some((_, count)) => *count += 1,
            None => counted.push((&run.scenario, 1)),
        }
    }
    counted.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    counted.into_iter().map(|(name, _)| name).collect()
}

/// The scenario that is reckoned with: that of the load plan where a run has
/// it, or else the one with the most runs. Nothing without a run.
pub fn plan_scenario(workbook: &Workbook) -> Option<&str> {
    let all = scenarios(workbook);
    let planned = workbook.load_plan.scenario.as_str();
    let named = all.iter().copied().find(|&name| !planned.is_empty() && name == planned);
    named.or_else(|| all.first().copied())
}

/// The current runs of a scenario, of requests over concurrency, in the
/// workbook's order; those for comparison only among them.
pub fn runs_of<'a>(workbook: &'a Workbook, scenario: &str) -> Vec<&'a Measurement> {
    let mut runs = current_runs(workbook);
    runs.retain(|run| run.scenario == scenario && is_under_load(run));
    runs
}

/// One run for each option that has one in a scenario, in the order of the
/// options: the current run, not for comparison only, that reached the highest
/// throughput. Runs over concurrency alone.
pub fn best_runs<'a>(
    workbook: &'a Workbook,
    scenario: &str,
) -> Vec<(&'a AlternativeId, &'a Measurement)> {
    let runs = runs_of(workbook, scenario);
    workbook
        .alternatives
        .iter()
        .filter_map(|option| {
            let reached = |run: &Measurement| highest(run).map(|(_, rate)| rate);
            let best = runs
                .iter()
                .copied()
                .filter(|run| run.alternative == option.id && !run.comparison_only)
                .filter_map(|run| Some((run, reached(run)?)))
                .reduce(|best, next| if next.1 > best.1 { next } else { best })?;
            Some((&option.id, best.0))
        })
        .collect()
}

/// Load and throughput of the level with the highest median throughput; nothing
/// where no point tells both.
pub fn highest(run: &Measurement) -> Option<(f64, f64)> {
    levels(run)
        .iter()
        .filter_map(|level| Some((level.load, level.throughput?.median)))
        .reduce(|best, next| if next.1 > best.1 { next } else { best })
}
