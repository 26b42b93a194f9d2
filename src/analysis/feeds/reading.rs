//! What one run gives by a feed, in the quantity's own unit.

use super::levels::{self, AtLoad};
use super::words::{ordinal, plain};
use super::{FedWay, FitQuality, NotFed, Raw};
use crate::analysis::format::short;
use crate::analysis::percent;
use crate::analysis::scalability::{
    BandSettings, NoCapacity, NoFit, Quality, Usl, bands, cost_per_million_in, fit_run,
    nodes_for_in,
};
use crate::workbook::{AlternativeId, Feed, LoadPoint, Measurement, Workbook};

/// What a run gives. What is reckoned from all runs of an option is not asked of
/// one, see [`reckoned`].
pub(super) fn of_run(feed: &Feed, run: &Measurement) -> Result<Raw, NotFed> {
    match feed {
        Feed::PeakThroughput => peak(run),
        Feed::ThroughputAt(load) => {
            let found = levels::at(run, *load, "the throughput", |point| point.throughput_rps)?;
            Ok(from_levels(run, &found, true))
        }
        Feed::LatencyAt { percentile, concurrency } => {
            let name = format!("the {} percentile", ordinal(*percentile));
            let told = |point: &LoadPoint| point.percentile(*percentile);
            Ok(from_levels(run, &levels::at(run, *concurrency, &name, told)?, true))
        }
        Feed::ErrorsAt(load) => {
            let found = levels::at(run, *load, "the errors", LoadPoint::errors_percent)?;
            Ok(from_levels(run, &found, false))
        }
        Feed::Memory => memory(run),
        Feed::StartUpTime => start_up(run),
        Feed::Contention => fitted(run, |law| law.sigma),
        Feed::Coherency => fitted(run, |law| law.kappa),
        Feed::CostPerMillion | Feed::NodesFor(_) => {
            Err(NotFed::NotTold { what: "it by itself".to_owned() })
        }
    }
}

/// A parameter of the universal scalability law fitted to a run, in percent,
/// with the ends of its 90 % band.
fn fitted(run: &Measurement, parameter: impl Fn(&Usl) -> f64) -> Result<Raw, NotFed> {
    let no_fit = |why: NoFit| NotFed::NoFit { why: sentence(&why.to_string()) };
    let fit = fit_run(run).map_err(no_fit)?;
    // A number that the points do not bear is no measurement.
    if fit.quality() == Quality::Weak {
        let r = short(fit.r_squared, 3);
        let why = format!("The scalability law fits too badly to be relied on: R² is {r}.");
        return Err(NotFed::NoFit { why });
    }
    let bands = bands(&fit, &BandSettings::default());
    let (low, high) = bands.between(&parameter);
    let mut made = raw(run, 100.0 * parameter(&fit.usl), FedWay::Fitted);
    made.low = Some(100.0 * low);
    made.high = Some(100.0 * high);
    made.quality = Some(FitQuality { r_squared: fit.r_squared, levels: fit.levels });
    made.remarks.extend(fit.warnings.iter().map(|it| sentence(&it.to_string())));
    Ok(made)
}

/// Words as a sentence of their own.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    let mut made: String = first.into_iter().flatten().collect();
    made.push_str(letters.as_str());
    if !made.ends_with('.') {
        made.push('.');
    }
    made
}

/// Nodes or their price for an option, from all its runs and the load plan.
/// Nothing where the quantity is one that runs give by themselves.
pub(super) fn reckoned(
    workbook: &Workbook,
    feed: &Feed,
    option: &AlternativeId,
    runs: &[&Measurement],
) -> Option<Result<Raw, NotFed>> {
    let run = runs.first()?;
    let scenario = Some(run.scenario.as_str());
    let why = |why: NoCapacity| NotFed::NotReckoned { why: why.sentence() };
    let count = |nodes: u64| nodes as f64;
    let (value, low, high, needed) = match feed {
        Feed::NodesFor(load) => match nodes_for_in(workbook, option, *load, scenario) {
            Ok(it) => (count(it.nodes), count(it.least), it.most.map(count), it),
            Err(reason) => return Some(Err(why(reason))),
        },
        Feed::CostPerMillion => match cost_per_million_in(workbook, option, scenario) {
            Ok(it) => (it.price, it.least, it.most, it.needed),
            Err(reason) => return Some(Err(why(reason))),
        },
        _ => return None,
    };
    let mut made = raw(run, value, FedWay::Reckoned);
    made.runs = runs.iter().map(|run| run.id.clone()).collect();
    made.tries = runs.len();
    made.date = runs.iter().filter_map(|run| run.date).max();
    if low != value || high != Some(value) {
        made.low = Some(low);
        made.high = high;
    }
    let node = needed.node_type.map(|name| format!(" of type \"{name}\"")).unwrap_or_default();
    let nodes = if needed.nodes == 1 { "node" } else { "nodes" };
    made.remarks.push(format!(
        "{} {nodes}{node} for {} requests/s.",
        plain(count(needed.nodes)),
        plain(needed.load)
    ));
    if !needed.judged {
        let blind = "The runs do not tell the percentile of the latency budget.";
        made.remarks.push(blind.to_owned());
    }
    if high.is_none() {
        let open = "By one of the runs no number of nodes is enough.";
        made.remarks.push(open.to_owned());
    }
    Some(Ok(made))
}

fn raw(run: &Measurement, value: f64, way: FedWay) -> Raw {
    Raw {
        value,
        low: None,
        high: None,
        runs: vec![run.id.clone()],
        way,
        tries: 1,
        date: run.date,
        quality: None::<FitQuality>,
        remarks: Vec::new(),
        before: Vec::new(),
    }
}

/// What was found at a load, with the errors there where they matter.
fn from_levels(run: &Measurement, found: &AtLoad, with_errors: bool) -> Raw {
    let mut made = raw(run, found.value, found.way);
    made.low = found.low;
    made.high = found.high;
    made.tries = found.tries;
    if with_errors {
        made.remarks.extend(errors_at(run, &found.loads));
    }
    made
}

/// What is said where requests failed at the loads that count: such a figure is
/// of those that were answered, or of all, as the tool has it.
fn errors_at(run: &Measurement, loads: &[f64]) -> Option<String> {
    let at = |point: &&LoadPoint| point.concurrency.is_some_and(|load| loads.contains(&load));
    let failed =
        run.points.iter().filter(at).filter_map(LoadPoint::errors_percent).fold(0.0, f64::max);
    (failed > 0.0)
        .then(|| format!("Up to {} of the requests failed there.", percent(failed / 100.0)))
}

/// Highest throughput measured: the highest of the levels, each by the median of
/// its tries.
fn peak(run: &Measurement) -> Result<Raw, NotFed> {
    let all = levels::tries(run, |point| point.throughput_rps);
    let best = all
        .iter()
        .map(|(load, values)| (*load, levels::measured(*load, values)))
        .reduce(|best, next| if next.1.value > best.1.value { next } else { best });
    let Some((load, found)) = best else {
        // Tools that send at a fixed rate tell no concurrency: what was answered
        // at most is the highest all the same.
        let told: Vec<f64> = run.points.iter().filter_map(|point| point.throughput_rps).collect();
        let most = told.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if !most.is_finite() {
            return Err(NotFed::NotTold { what: "the throughput".to_owned() });
        }
        let mut made = raw(run, most, FedWay::Measured);
        made.remarks.push("The run does not tell how many requests were under way.".to_owned());
        return Ok(made);
    };
    let mut made = from_levels(run, &found, true);
    made.remarks.insert(0, format!("Reached at {} concurrent.", plain(load)));
    if all.len() > 1 && all.last().is_some_and(|(last, _)| *last == load) {
        let more = "That was the highest load measured: more may give more.";
        made.remarks.insert(1, more.to_owned());
    }
    Ok(made)
}

/// Most memory over all points.
fn memory(run: &Measurement) -> Result<Raw, NotFed> {
    let told = run.points.iter().filter_map(|point| Some((point.memory_mb?, point.concurrency)));
    let most = told.reduce(|best, next| if next.0 > best.0 { next } else { best });
    let Some((most, load)) = most else {
        return Err(NotFed::NotTold { what: "the memory".to_owned() });
    };
    let mut made = raw(run, most, FedWay::Measured);
    made.remarks.extend(load.map(|load| format!("Reached at {} concurrent.", plain(load))));
    Ok(made)
}

/// Mean time from the start of a program to its end or until it is ready.
fn start_up(run: &Measurement) -> Result<Raw, NotFed> {
    let means: Vec<f64> = run.points.iter().filter_map(|point| point.mean_ms).collect();
    if means.is_empty() {
        return Err(NotFed::NotTold { what: "the mean time".to_owned() });
    }
    let mut made = from_levels(run, &levels::measured(0.0, &means), false);
    if let [only] = run.points.as_slice()
        && let Some(spread) = only.stddev_ms
    {
        let times = only.requests.map(|times| format!(" over {times} runs")).unwrap_or_default();
        made.remarks.push(format!("Standard deviation {} ms{times}.", plain(spread)));
    }
    Ok(made)
}
