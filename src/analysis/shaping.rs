//! Changes of a measure by hand: knots, bends, levels and anchors that are
//! dragged or stepped. Whatever is asked for, the result is legal: knots keep
//! their order and never turn back, anchors never meet.

use super::value;
use crate::workbook::{Anchors, Measure, Scale, ValueFunction};

/// A fixed point of a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AnchorKind {
    /// Worth 0.
    Worst,
    /// Not taken below this.
    WalkAway,
    /// As it is today.
    Current,
    /// Aimed at.
    Target,
    /// Worth 100.
    Best,
}

impl AnchorKind {
    /// Every anchor, the worse first.
    pub const ALL: [Self; 5] =
        [Self::Worst, Self::WalkAway, Self::Current, Self::Target, Self::Best];

    /// The anchor in a word, as it begins a line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Worst => "Worst",
            Self::WalkAway => "Walk-away",
            Self::Current => "Current",
            Self::Target => "Target",
            Self::Best => "Best",
        }
    }

    /// What it stands for, in a few words.
    pub fn note(self) -> &'static str {
        match self {
            Self::Worst => "worth 0",
            Self::WalkAway => "not taken below this",
            Self::Current => "as it is today",
            Self::Target => "aimed at",
            Self::Best => "worth 100",
        }
    }

    /// Where it stands, if it is set.
    pub fn of(self, anchors: &Anchors) -> Option<f64> {
        match self {
            Self::Worst => Some(anchors.worst),
            Self::WalkAway => anchors.walk_away,
            Self::Current => anchors.current,
            Self::Target => anchors.target,
            Self::Best => Some(anchors.best),
        }
    }

    /// Whether it may be left out.
    pub fn is_optional(self) -> bool {
        !matches!(self, Self::Worst | Self::Best)
    }
}

/// The step to which performances set by hand are rounded: the power of ten
/// that fits 100 to 1,000 times between the anchors; a tenth of a level.
pub fn grain(measure: &Measure) -> f64 {
    if matches!(measure.scale, Scale::Levels(_)) {
        return 0.1;
    }
    let (low, high) = measure.anchors.range();
    // Finer than a billionth of the numbers themselves, steps would be lost in them.
    let least = low.abs().max(high.abs()) * 1e-9;
    let exponent = ((high - low) / 100.0).max(least).log10();
    if !exponent.is_finite() {
        return 1.0;
    }
    // A range of exactly 100 is to have steps of 1, whatever the logarithm's last bit.
    10_f64.powi((exponent + 1e-9).floor().clamp(-300.0, 300.0) as i32)
}

/// `x` to the nearest multiple of `grain`, printed as short as it can be.
fn rounded(x: f64, grain: f64) -> f64 {
    let inverse = (1.0 / grain).round();
    let near = if grain < 1.0 && inverse.is_finite() {
        (x * inverse).round() / inverse
    } else {
        (x / grain).round() * grain
    };
    if near.is_finite() { near + 0.0 } else { x }
}

/// `x` between two numbers; the nearer to the middle where they have crossed.
fn between(x: f64, low: f64, high: f64) -> Option<f64> {
    (low <= high).then(|| x.clamp(low, high))
}

/// The measure with a knot moved to a performance and a value (0 to 100), as
/// near as is legal: between its neighbours, rising or falling as the others
/// do, and between the anchors. Nothing where there is no such knot.
pub fn move_knot(measure: &Measure, at: usize, performance: f64, to: f64) -> Option<Measure> {
    let ValueFunction::Piecewise(knots) = &measure.value_function else { return None };
    let &(x, y) = knots.get(at)?;
    let grain = grain(measure);
    let before = at.checked_sub(1).and_then(|before| knots.get(before));
    let after = knots.get(at + 1);
    let (low, high) = measure.anchors.range();
    let left = before.map_or(low.min(x), |knot| knot.0 + grain);
    let right = after.map_or(high.max(x), |knot| knot.0 - grain);
    let mut new = knots.clone();
    new[at].0 = between(rounded(performance, grain), left, right).unwrap_or(x);
    let falls = knots.first().zip(knots.last()).is_some_and(|(a, b)| a.1 > b.1);
    let (under, over) = if falls { (after, before) } else { (before, after) };
    let (least, most) = (under.map_or(0.0, |knot| knot.1), over.map_or(100.0, |knot| knot.1));
    new[at].1 = between(to.round(), least, most).unwrap_or(y);
    legal(with_knots(measure, new))
}

/// The measure, unless numbers too close together have made knots or anchors meet.
fn legal(measure: Measure) -> Option<Measure> {
    let apart = match &measure.value_function {
        ValueFunction::Piecewise(knots) => knots.windows(2).all(|pair| pair[0].0 < pair[1].0),
        _ => true,
    };
    (apart && measure.anchors.worst != measure.anchors.best).then_some(measure)
}

/// The measure with a knot added on the line at a performance, and its place
/// among the knots. Another value function first becomes one of knots. Nothing
/// where a knot stands there already, outside of the knots, and where levels
/// give the values.
pub fn add_knot(measure: &Measure, performance: f64) -> Option<(Measure, usize)> {
    if measure.value_function == ValueFunction::Levels {
        return None;
    }
    let mut knots = starting_knots(measure);
    let grain = grain(measure);
    let x = rounded(performance, grain);
    let place = knots.partition_point(|knot| knot.0 < x);
    let before = knots.get(place.checked_sub(1)?)?;
    let after = knots.get(place)?;
    if x - before.0 < grain * 0.5 || after.0 - x < grain * 0.5 {
        return None;
    }
    let (least, most) = (before.1.min(after.1), before.1.max(after.1));
    let y = value(&with_knots(measure, knots.clone()), x).0;
    let y = if measure.value_function == ValueFunction::Linear
        || matches!(measure.value_function, ValueFunction::Piecewise(_))
    {
        y
    } else {
        // A bent line keeps its height where it is taken hold of.
        value(measure, x).0
    };
    knots.insert(place, (x, (y * 10.0).round().clamp(least * 10.0, most * 10.0) / 10.0));
    Some((legal(with_knots(measure, knots))?, place))
}

/// The measure without a knot; nothing where only two are left.
pub fn remove_knot(measure: &Measure, at: usize) -> Option<Measure> {
    let ValueFunction::Piecewise(knots) = &measure.value_function else { return None };
    if knots.len() < 3 || at >= knots.len() {
        return None;
    }
    let mut new = knots.clone();
    new.remove(at);
    Some(with_knots(measure, new))
}

/// Knots that a value function of another kind begins with: those of the ends,
/// and for a bent one the performance worth 50. A function of knots gives its own.
pub fn starting_knots(measure: &Measure) -> Vec<(f64, f64)> {
    let values: &[f64] = match &measure.value_function {
        ValueFunction::Piecewise(knots) => return knots.clone(),
        ValueFunction::Linear => &[0.0, 100.0],
        _ => &[0.0, 50.0, 100.0],
    };
    let mut knots: Vec<(f64, f64)> =
        values.iter().map(|&value| (super::invert(measure, value), value)).collect();
    knots.sort_by(|a, b| a.0.total_cmp(&b.0));
    knots.dedup_by(|a, b| a.0 == b.0);
    if knots.len() < 2 {
        let (low, high) = measure.anchors.range();
        return vec![(low, value(measure, low).0), (high, value(measure, high).0)];
    }
    knots
}

fn with_knots(measure: &Measure, knots: Vec<(f64, f64)>) -> Measure {
    Measure { value_function: ValueFunction::Piecewise(knots), ..measure.clone() }
}

/// The measure with an exponential value function that gives the performance
/// halfway between the anchors this value: v(½) = 100 / (1 + e^(−ρ/2)), so
/// ρ = 2 ln(v / (100 − v)). Nothing for another value function.
pub fn bend_through(measure: &Measure, halfway: f64) -> Option<Measure> {
    let ValueFunction::Exponential(_) = measure.value_function else { return None };
    let share = (halfway / 100.0).clamp(0.001, 0.999);
    let bend = (200.0 * (share / (1.0 - share)).ln()).round() / 100.0;
    Some(Measure {
        value_function: ValueFunction::Exponential(bend.clamp(-50.0, 50.0) + 0.0),
        ..measure.clone()
    })
}

/// The measure with another value (0 to 100) for a level, from 0. Nothing
/// where there is no such level.
pub fn set_level_value(measure: &Measure, at: usize, to: f64) -> Option<Measure> {
    let Scale::Levels(levels) = &measure.scale else { return None };
    let mut new = levels.clone();
    new.get_mut(at)?.value = to.round().clamp(0.0, 100.0);
    Some(Measure { scale: Scale::Levels(new), ..measure.clone() })
}

/// The measure with an anchor moved to a performance, as near as is legal: the
/// worst and the best never meet or change sides, a logarithm keeps them above
/// 0, and levels have theirs fixed. Knots move along with the ends. An anchor
/// that is not set stays so.
pub fn move_anchor(measure: &Measure, anchor: AnchorKind, performance: f64) -> Option<Measure> {
    let before = &measure.anchors;
    anchor.of(before)?;
    let levels = matches!(measure.scale, Scale::Levels(_));
    if levels && !anchor.is_optional() {
        return None;
    }
    let grain = grain(measure);
    let mut x = rounded(performance, grain);
    if !x.is_finite() {
        return None;
    }
    if measure.value_function == ValueFunction::Logarithmic {
        x = x.max(grain);
    }
    if let (Scale::Levels(levels), true) = (&measure.scale, anchor.is_optional()) {
        x = x.clamp(1.0, levels.len().max(1) as f64);
    }
    let less = before.best < before.worst;
    let mut after = before.clone();
    match anchor {
        AnchorKind::Worst if less => after.worst = x.max(before.best + grain),
        AnchorKind::Worst => after.worst = x.min(before.best - grain),
        AnchorKind::Best if less => after.best = x.min(before.worst - grain),
        AnchorKind::Best => after.best = x.max(before.worst + grain),
        AnchorKind::WalkAway => after.walk_away = Some(x),
        AnchorKind::Current => after.current = Some(x),
        AnchorKind::Target => after.target = Some(x),
    }
    legal(with_anchors(measure, after))
}

/// The measure with other anchors; knots move along with the ends that they
/// lie between.
pub fn with_anchors(measure: &Measure, anchors: Anchors) -> Measure {
    let before = &measure.anchors;
    let mut changed = measure.clone();
    let ends = (before.worst, before.best) != (anchors.worst, anchors.best);
    if let (ValueFunction::Piecewise(knots), true) = (&mut changed.value_function, ends) {
        let scale = (anchors.best - anchors.worst) / (before.best - before.worst);
        for knot in knots.iter_mut() {
            // An end knot is to meet its anchor to the last bit.
            knot.0 = if knot.0 == before.best {
                anchors.best
            } else {
                anchors.worst + (knot.0 - before.worst) * scale
            };
        }
        knots.sort_by(|a, b| a.0.total_cmp(&b.0));
    }
    changed.anchors = anchors;
    changed
}
