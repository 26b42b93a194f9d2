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
    let share = || share_between(clamped, anchors.worst, anchors.best);
    let value = match &measure.value_function {
        ValueFunction::Linear => 100.0 * share(),
        ValueFunction::Exponential(bend) if bend.abs() < 1e-6 => 100.0 * share(),
        // expm1 keeps small bends exact.
        ValueFunction::Exponential(bend) => 100.0 * (-bend * share()).exp_m1() / (-bend).exp_m1(),
        ValueFunction::Logarithmic => {
            let whole = log_ratio(anchors.worst, anchors.best);
            let part = log_ratio(anchors.worst, clamped);
            // Anchors a rounding step apart have no logarithm between them.
            100.0 * if whole == 0.0 { share() } else { part / whole }
        }
        ValueFunction::Piecewise(knots) => interpolate(knots, clamped),
        ValueFunction::Levels => interpolate(&level_knots(measure), clamped),
    };
    // Adding 0 turns a negative zero into a plain one.
    (value.clamp(0.0, 100.0) + 0.0, outside)
}

/// A performance that has the given value (0 to 100); where several have, as
/// on a flat stretch, the first from the worse end. A value that no performance
/// has, as where the levels end below 100, gives the nearest.
pub fn invert(measure: &Measure, value: f64) -> f64 {
    let share = value.clamp(0.0, 100.0) / 100.0;
    let anchors = &measure.anchors;
    let at = |share: f64| point_between(share, anchors.worst, anchors.best);
    match &measure.value_function {
        ValueFunction::Linear => at(share),
        ValueFunction::Exponential(bend) if bend.abs() < 1e-6 => at(share),
        // A strong bend rounds to an infinite share at the very end: `at` keeps
        // it on the scale.
        ValueFunction::Exponential(bend) => at(-(share * (-bend).exp_m1()).ln_1p() / bend),
        ValueFunction::Logarithmic => {
            let (low, high) = anchors.range();
            let log = anchors.worst.ln() + share * log_ratio(anchors.worst, anchors.best);
            log.exp().clamp(low, high)
        }
        ValueFunction::Piecewise(knots) => performance_at(knots, 100.0 * share),
        ValueFunction::Levels => performance_at(&level_knots(measure), 100.0 * share),
    }
}

/// Lowest and highest value that a performance on the scale can have: 0 and
/// 100, unless knots or levels stop short of them.
pub fn reachable(measure: &Measure) -> (f64, f64) {
    let span = |knots: &[(f64, f64)]| {
        knots
            .iter()
            .fold((100.0_f64, 0.0_f64), |(low, high), knot| (low.min(knot.1), high.max(knot.1)))
    };
    match &measure.value_function {
        ValueFunction::Piecewise(knots) => span(knots),
        ValueFunction::Levels => span(&level_knots(measure)),
        _ => (0.0, 100.0),
    }
}

/// Lowest and highest value of the performances between two.
pub(super) fn value_range(measure: &Measure, low: f64, high: f64) -> (f64, f64) {
    let (a, b) = (value(measure, low).0, value(measure, high).0);
    let knots = match &measure.value_function {
        ValueFunction::Piecewise(knots) => knots.clone(),
        ValueFunction::Levels => level_knots(measure),
        _ => Vec::new(),
    };
    knots
        .iter()
        .filter(|knot| knot.0 > low && knot.0 < high)
        .fold((a.min(b), a.max(b)), |(least, most), knot| (least.min(knot.1), most.max(knot.1)))
}

/// Where `x` lies between two different numbers: 0 at `from`, 1 at `to`.
fn share_between(x: f64, from: f64, to: f64) -> f64 {
    let span = to - from;
    // Numbers of the largest size are too far apart for their difference.
    if span.is_finite() {
        (x - from) / span
    } else {
        (x / 2.0 - from / 2.0) / (to / 2.0 - from / 2.0)
    }
}

/// The number at a share of the way between two.
fn point_between(share: f64, from: f64, to: f64) -> f64 {
    let span = to - from;
    let point =
        if span.is_finite() { from + share * span } else { from * (1.0 - share) + to * share };
    point.clamp(from.min(to), from.max(to))
}

/// ln(to / from) of two numbers above 0.
fn log_ratio(from: f64, to: f64) -> f64 {
    let ratio = to / from;
    if ratio.is_normal() { ratio.ln() } else { to.ln() - from.ln() }
}

/// Lower and upper end of the performances that the value function covers.
pub(super) fn ends(measure: &Measure) -> (f64, f64) {
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
            return y0 + (y1 - y0) * share_between(x, x0, x1);
        }
    }
    knots.last().map_or(first.1, |last| last.1)
}

/// The performance at which the line through the knots first has a height,
/// coming from its lower end; the nearest where it never has.
fn performance_at(knots: &[(f64, f64)], height: f64) -> f64 {
    let falling = knots.first().zip(knots.last()).is_some_and(|(first, last)| first.1 > last.1);
    let mut walked = knots.to_vec();
    if falling {
        walked.reverse();
    }
    for pair in walked.windows(2) {
        let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
        if height == y0 {
            return x0;
        }
        if height >= y0.min(y1) && height <= y0.max(y1) && y0 != y1 {
            return point_between((height - y0) / (y1 - y0), x0, x1);
        }
    }
    walked
        .iter()
        .min_by(|a, b| (a.1 - height).abs().total_cmp(&(b.1 - height).abs()))
        .map_or(0.0, |knot| knot.0)
}
