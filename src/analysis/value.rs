//! Value functions: from performance to value (0 to 100), and back.

use crate::workbook::{Measure, Scale, ValueFunction};

/// The value of a performance, 0 to 100, and whether the performance lies
/// outside of the scale (it then counts as the nearer end).
///
/// Linear, with z = (x − worst) / (best − worst): v = 100 z. Exponential with
/// bend ρ: v = 100 (1 − e^(−ρz)) / (1 − e^(−ρ)), linear for |ρ| < 1e-6
/// (Kirkwood 1997). Logarithmic: linear in ln x. Piecewise and levels: linear
/// between knots.
pub fn value(measure: &Measure, performance: f64) -> (f64, bool) {
    let (low, high) = ends(measure);
    let clamped = performance.clamp(low, high);
    let outside = clamped != performance;
    let anchors = &measure.anchors;
    let z = (clamped - anchors.worst) / (anchors.best - anchors.worst);
    let value = match &measure.value_function {
        ValueFunction::Linear => 100.0 * z,
        ValueFunction::Exponential(bend) if bend.abs() < 1e-6 => 100.0 * z,
        // expm1 keeps small bends exact.
        ValueFunction::Exponential(bend) => 100.0 * (-bend * z).exp_m1() / (-bend).exp_m1(),
        ValueFunction::Logarithmic => {
            100.0 * (clamped / anchors.worst).ln() / (anchors.best / anchors.worst).ln()
        }
        ValueFunction::Piecewise(knots) => interpolate(knots, clamped),
        ValueFunction::Levels => interpolate(&level_knots(measure), clamped),
    };
    // Adding 0 turns a negative zero into a plain one.
    (value.clamp(0.0, 100.0) + 0.0, outside)
}

/// A performance that has the given value (0 to 100); where several have, as
/// on a flat stretch, the first from the worse end.
pub fn invert(measure: &Measure, value: f64) -> f64 {
    let value = value.clamp(0.0, 100.0);
    let anchors = &measure.anchors;
    let at = |z: f64| anchors.worst + z * (anchors.best - anchors.worst);
    let share = value / 100.0;
    match &measure.value_function {
        ValueFunction::Linear => at(share),
        ValueFunction::Exponential(bend) if bend.abs() < 1e-6 => at(share),
        ValueFunction::Exponential(bend) => at(-(share * (-bend).exp_m1()).ln_1p() / bend),
        ValueFunction::Logarithmic => anchors.worst * (anchors.best / anchors.worst).powf(share),
        ValueFunction::Piecewise(knots) => interpolate(&turned(knots), value),
        ValueFunction::Levels => interpolate(&turned(&level_knots(measure)), value),
    }
}

/// Lower and upper end of the performances that the value function covers.
fn ends(measure: &Measure) -> (f64, f64) {
    match (&measure.value_function, &measure.scale) {
        (ValueFunction::Piecewise(knots), _) => {
            let first = knots.first().map_or(0.0, |knot| knot.0);
            (first, knots.last().map_or(first, |knot| knot.0))
        }
        (ValueFunction::Levels, Scale::Levels(levels)) => (1.0, levels.len().max(1) as f64),
        _ => measure.anchors.range(),
    }
}

fn level_knots(measure: &Measure) -> Vec<(f64, f64)> {
    match &measure.scale {
        Scale::Levels(levels) => {
            levels.iter().enumerate().map(|(at, level)| ((at + 1) as f64, level.value)).collect()
        }
        Scale::Natural { .. } => Vec::new(),
    }
}

/// Knots by rising value instead of by rising performance.
fn turned(knots: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut turned: Vec<(f64, f64)> = knots.iter().map(|&(x, value)| (value, x)).collect();
    if knots.first().zip(knots.last()).is_some_and(|(first, last)| first.1 > last.1) {
        turned.reverse();
    }
    turned
}

/// The height over `x` of the line through knots in rising order, level
/// beyond its ends; 0 without knots.
fn interpolate(knots: &[(f64, f64)], x: f64) -> f64 {
    let Some(&first) = knots.first() else { return 0.0 };
    if x <= first.0 {
        return first.1;
    }
    for pair in knots.windows(2) {
        let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
        if x <= x1 && x1 > x0 {
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0);
        }
    }
    knots.last().map_or(first.1, |last| last.1)
}
