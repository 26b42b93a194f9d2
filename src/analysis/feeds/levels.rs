//! What was measured at each level of load, and what lies between two.

use super::{FedWay, NotFed};
use crate::workbook::{LoadPoint, Measurement};

/// A quantity at a load.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct AtLoad {
    /// The median of the tries, or what lies between two levels.
    pub(super) value: f64,
    /// Lowest try or neighbour, where there are several.
    pub(super) low: Option<f64>,
    /// Highest.
    pub(super) high: Option<f64>,
    pub(super) way: FedWay,
    pub(super) tries: usize,
    /// Loads that it was measured at.
    pub(super) loads: Vec<f64>,
}

/// The middle of several numbers; of an even count the mean of the two in the
/// middle. 0 of none, which no caller asks.
pub(super) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let half = sorted.len() / 2;
    match sorted.as_slice() {
        [] => 0.0,
        all if all.len() % 2 == 1 => all[half],
        all => f64::midpoint(all[half - 1], all[half]),
    }
}

/// The tries at each load, by rising load: of the points that tell their load
/// and the quantity.
pub(super) fn tries(
    run: &Measurement,
    what: impl Fn(&LoadPoint) -> Option<f64>,
) -> Vec<(f64, Vec<f64>)> {
    let mut told: Vec<(f64, f64)> = run
        .points
        .iter()
        .filter_map(|point| Some((point.concurrency?, what(point)?)))
        .filter(|(load, value)| *load > 0.0 && load.is_finite() && value.is_finite())
        .collect();
    told.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut levels: Vec<(f64, Vec<f64>)> = Vec::new();
    for (load, value) in told {
        match levels.last_mut() {
            Some((last, values)) if *last == load => values.push(value),
            _ => levels.push((load, vec![value])),
        }
    }
    levels
}

/// A quantity at a load: the median of what was measured there, or else on the
/// line between the neighbouring levels, straight in the logarithm of the load,
/// with these two as its ends. Never outside of what was measured.
pub(super) fn at(
    run: &Measurement,
    load: f64,
    name: &str,
    what: impl Fn(&LoadPoint) -> Option<f64>,
) -> Result<AtLoad, NotFed> {
    let levels = tries(run, &what);
    let (Some((from, _)), Some((to, _))) = (levels.first(), levels.last()) else {
        let told = run.points.iter().any(|point| what(point).is_some());
        return Err(if told {
            NotFed::LoadUnknown
        } else {
            NotFed::NotTold { what: name.to_owned() }
        });
    };
    if let Some((_, values)) = levels.iter().find(|(level, _)| *level == load) {
        return Ok(measured(load, values));
    }
    let outside = NotFed::OutsideMeasured { load, from: *from, to: *to };
    let pair = levels.windows(2).find(|pair| pair[0].0 < load && load < pair[1].0);
    let Some([(below, low), (above, high)]) = pair else { return Err(outside) };
    let (a, b) = (median(low), median(high));
    let share = (load.ln() - below.ln()) / (above.ln() - below.ln());
    let value = a + share * (b - a);
    if !value.is_finite() {
        return Err(outside);
    }
    Ok(AtLoad {
        value,
        low: Some(a.min(b)),
        high: Some(a.max(b)),
        way: FedWay::Between { below: *below, above: *above },
        tries: 1,
        loads: vec![*below, *above],
    })
}

/// What several tries at one load come to.
pub(super) fn measured(load: f64, values: &[f64]) -> AtLoad {
    let several = values.len() > 1;
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    AtLoad {
        value: median(values),
        low: several.then_some(low),
        high: several.then_some(high),
        way: FedWay::Measured,
        tries: values.len(),
        loads: vec![load],
    }
}
