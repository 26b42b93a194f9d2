//! What the charts over load share: the axis of load in doublings, an axis of
//! powers of ten, and how loads are told.

use super::Scale;
use crate::analysis::number;
use crate::analysis::scalability::StudyRun;
use crate::workbook::Workbook;

/// Where a load stands across: doublings of concurrency.
pub(super) fn across(load: f64) -> f64 {
    libm::log2(load)
}

/// The axis for loads measured from the lowest to the highest, and on to another
/// one if that lies beyond.
pub(super) fn load_scale(lowest: f64, highest: f64, beyond: f64) -> Scale {
    let low = across(lowest).floor();
    let high = across(highest).ceil().max(low + 1.0).max(across(beyond));
    // Far apart loads have a line at every second or fourth doubling.
    let step = ((high - low) / 14.0).ceil().max(1.0) as usize;
    Scale {
        title: "Concurrent requests, each line twice the one before".to_owned(),
        low,
        high,
        ticks: (low as i32..=high as i32)
            .step_by(step)
            .map(|at| (f64::from(at), load_text(f64::from(at).exp2())))
            .collect(),
    }
}

/// A load as it is printed.
pub(super) fn load_text(load: f64) -> String {
    number(load, usize::from(load < 1.0 || (load < 10.0 && load.fract() > 1e-9)))
}

/// An axis of powers of ten that holds figures above 0, with lines at 1, 2 and 5
/// times each power, or at the powers alone where there are many. What stands on
/// it is the logarithm.
pub(super) fn power_scale(title: &str, lowest: f64, highest: f64) -> Scale {
    let steps: &[f64] = if libm::log10(highest / lowest) > 3.2 { &[1.0] } else { &[1.0, 2.0, 5.0] };
    let from = libm::log10(lowest).floor() as i32;
    let to = libm::log10(highest).ceil() as i32;
    let mut ticks: Vec<f64> = (from - 1..=to + 1)
        .flat_map(|power| steps.iter().map(move |step| step * libm::pow(10.0, f64::from(power))))
        .collect();
    // From the last line at or below the lowest to the first at or above the highest.
    let first = ticks.iter().rposition(|&at| at <= lowest * (1.0 + 1e-9)).unwrap_or(0);
    let last = ticks.iter().position(|&at| at >= highest * (1.0 - 1e-9)).unwrap_or(ticks.len() - 1);
    ticks = ticks.get(first..=last.max(first + 1)).map(<[f64]>::to_vec).unwrap_or_default();
    let text = |at: f64| {
        let decimals = (-libm::log10(at).floor()).clamp(0.0, 6.0) as usize;
        number(at, decimals)
    };
    Scale {
        title: title.to_owned(),
        low: ticks.first().map_or(0.0, |&at| libm::log10(at)),
        high: ticks.last().map_or(1.0, |&at| libm::log10(at)),
        ticks: ticks.iter().map(|&at| (libm::log10(at), text(at))).collect(),
    }
}

/// The option's name, with the run's where the option has several in the chart.
pub(super) fn run_name(workbook: &Workbook, run: &StudyRun, several: bool) -> String {
    let option = workbook.alternative_name(&run.alternative);
    if several { format!("{option}, {}", run.label) } else { option.to_owned() }
}
