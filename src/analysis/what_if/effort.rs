//! How much a change takes, so that changes of unlike kinds stand in one order.
//!
//! From 0, no change, to 1, the end of what is plausible, and on to 2, the end
//! of what is possible; in proportion in between. What is plausible of a score
//! is its stated range, of a weight what halving or doubling it gives.

use super::super::Reach;
use super::super::flips::{doubled, halved};

/// A change of value by so many points, where so many are plausible and so many
/// possible in that direction.
pub(super) fn score(points: f64, plausible: f64, most: f64) -> f64 {
    if points <= 0.0 {
        0.0
    } else if points <= plausible {
        points / plausible
    } else if most > plausible {
        (1.0 + (points - plausible) / (most - plausible)).min(2.0)
    } else {
        2.0
    }
}

/// A weight's way from one share (0 to 1) to another: by the logarithm of the
/// factor on the raw weight as far as half or double, by the share beyond.
pub(super) fn weight(from: f64, to: f64) -> f64 {
    if (to - from).abs() <= f64::EPSILON {
        return 0.0;
    }
    let (low, high) = (halved(from), doubled(from));
    if to > high {
        return (1.0 + (to - high) / (1.0 - high).max(f64::MIN_POSITIVE)).min(2.0);
    }
    if to < low {
        return (1.0 + (low - to) / low).min(2.0);
    }
    let odds = |share: f64| share / (1.0 - share);
    let factor = (odds(to) / odds(from)).log2().abs();
    if factor.is_finite() { factor.min(1.0) } else { 1.0 }
}

/// The reach that goes with an effort.
pub(super) fn reach(effort: f64) -> Reach {
    if effort <= 1.0 + 1e-12 { Reach::Near } else { Reach::Far }
}
