//! PROMETHEE I and II: flows from comparisons of pairs.

use super::table::{Caveat, Direction, MethodError, Table, finite_rows};

/// From a difference of performance to a preference of 0 to 1 (Brans and Vincke
/// 1985, Management Science 31, the six generalised criteria). Differences at
/// or below 0 are no preference.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Preference {
    /// Any difference is a full preference.
    Usual,
    /// None up to q, full beyond.
    UShape {
        /// Indifference threshold.
        q: f64,
    },
    /// Rising straight to full at p.
    VShape {
        /// Preference threshold.
        p: f64,
    },
    /// None up to q, half up to p, full beyond.
    Level {
        /// Indifference threshold.
        q: f64,
        /// Preference threshold.
        p: f64,
    },
    /// None up to q, from there rising straight to full at p.
    Linear {
        /// Indifference threshold.
        q: f64,
        /// Preference threshold.
        p: f64,
    },
    /// 1 − e^(−d² / 2s²).
    Gaussian {
        /// Difference at which the curve is steepest.
        s: f64,
    },
}

impl Preference {
    /// Name of the shape.
    pub fn name(self) -> &'static str {
        match self {
            Self::Usual => "usual",
            Self::UShape { .. } => "U-shape",
            Self::VShape { .. } => "V-shape",
            Self::Level { .. } => "level",
            Self::Linear { .. } => "linear",
            Self::Gaussian { .. } => "Gaussian",
        }
    }

    /// Whether the thresholds are in order: 0 ≤ q ≤ p, p > 0 where it alone
    /// counts, s > 0.
    pub fn is_sound(self) -> bool {
        let in_order = |q: f64, p: f64| q.is_finite() && p.is_finite() && 0.0 <= q && q <= p;
        match self {
            Self::Usual => true,
            Self::UShape { q } => q.is_finite() && q >= 0.0,
            Self::VShape { p } => p.is_finite() && p > 0.0,
            Self::Level { q, p } | Self::Linear { q, p } => in_order(q, p),
            Self::Gaussian { s } => s.is_finite() && s > 0.0,
        }
    }

    /// The preference for a difference in favour, 0 to 1.
    pub fn of(self, d: f64) -> f64 {
        if d <= 0.0 {
            return 0.0;
        }
        let step = |at: f64| if d > at { 1.0 } else { 0.0 };
        match self {
            Self::Usual => 1.0,
            Self::UShape { q } => step(q),
            Self::VShape { p } => (d / p).min(1.0),
            Self::Level { q, p } => f64::midpoint(step(q), step(p)),
            Self::Linear { q, p } if d > p || p <= q => step(q),
            Self::Linear { q, p } => ((d - q) / (p - q)).clamp(0.0, 1.0),
            Self::Gaussian { s } => -(-(d / s).powi(2) / 2.0).exp_m1(),
        }
    }
}

/// How one option stands against another in PROMETHEE I.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// It is preferred.
    Preferred,
    /// The other is preferred.
    Reverse,
    /// They are level in both flows.
    Indifferent,
    /// The one flow speaks for the one, the other for the other.
    Incomparable,
}

/// What PROMETHEE gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Promethee {
    /// π(a, b), the weighted preference of each option over each other, 0 to 1.
    pub preferences: Vec<Vec<f64>>,
    /// φ⁺, leaving flow, 0 to 1.
    pub leaving: Vec<f64>,
    /// φ⁻, entering flow, 0 to 1.
    pub entering: Vec<f64>,
    /// φ = φ⁺ − φ⁻, by which PROMETHEE II ranks; they add to 0.
    pub net: Vec<f64>,
    /// Constant criteria, one option.
    pub caveats: Vec<Caveat>,
}

/// Flows closer than this count as equal.
const EQUAL: f64 = 1e-9;

impl Promethee {
    /// The partial order of PROMETHEE I: preferred where neither flow speaks
    /// against it and one for it; incomparable where they speak against each
    /// other.
    pub fn relation(&self, one: usize, other: usize) -> Relation {
        relation(
            (self.leaving[one], self.entering[one]),
            (self.leaving[other], self.entering[other]),
        )
    }

    /// Pairs that PROMETHEE I calls incomparable, in the order of the rows.
    pub fn incomparable(&self) -> Vec<(usize, usize)> {
        let count = self.net.len();
        (0..count)
            .flat_map(|one| (one + 1..count).map(move |other| (one, other)))
            .filter(|&(one, other)| self.relation(one, other) == Relation::Incomparable)
            .collect()
    }
}

/// The relation of PROMETHEE I between two options by their leaving and
/// entering flows.
pub fn relation(one: (f64, f64), other: (f64, f64)) -> Relation {
    let leaving = side(one.0 - other.0);
    let entering = side(other.1 - one.1);
    match (leaving, entering) {
        (0, 0) => Relation::Indifferent,
        (a, b) if a >= 0 && b >= 0 => Relation::Preferred,
        (a, b) if a <= 0 && b <= 0 => Relation::Reverse,
        _ => Relation::Incomparable,
    }
}

fn side(d: f64) -> i8 {
    if d > EQUAL {
        1
    } else if d < -EQUAL {
        -1
    } else {
        0
    }
}

/// Preference ranking organisation method for enrichment evaluations (Brans and
/// Vincke 1985): π(a, b) = Σ w P(d) / Σ w; φ⁺(a) the mean of π(a, ·), φ⁻(a) that
/// of π(·, a), over the other options; one preference function per column, with
/// thresholds in the units of the column.
///
/// # Errors
///
/// A bad table; a preference function missing or with thresholds out of order.
pub fn promethee(table: &Table, functions: &[Preference]) -> Result<Promethee, MethodError> {
    table.check()?;
    let whole: f64 = table.weights.iter().sum();
    for column in table.counted() {
        if !functions.get(column).is_some_and(|function| function.is_sound()) {
            return Err(MethodError::Thresholds { column });
        }
    }
    let counted = table.counted();
    let count = table.options();
    let index = |a: usize, b: usize| -> f64 {
        if a == b {
            return 0.0;
        }
        counted
            .iter()
            .map(|&at| {
                let d = table.rows[a][at] - table.rows[b][at];
                let d = if table.directions[at] == Direction::Min { -d } else { d };
                table.weights[at] / whole * functions[at].of(d)
            })
            .sum()
    };
    let preferences: Vec<Vec<f64>> =
        (0..count).map(|a| (0..count).map(|b| index(a, b)).collect()).collect();
    let preferences = finite_rows(preferences)?;
    let (leaving, entering) = flows(&preferences);
    let net = leaving.iter().zip(&entering).map(|(out, back)| out - back).collect();
    Ok(Promethee { preferences, leaving, entering, net, caveats: table.caveats() })
}

/// Leaving and entering flow of each option from a square table of preference
/// indices: means of its row and of its column without the diagonal; 0 for a
/// single option.
pub fn flows(preferences: &[Vec<f64>]) -> (Vec<f64>, Vec<f64>) {
    let others = preferences.len().saturating_sub(1).max(1) as f64;
    let at = |a: usize, b: usize| {
        if a == b { 0.0 } else { preferences[a].get(b).copied().unwrap_or(0.0) }
    };
    let count = preferences.len();
    let leaving = (0..count).map(|a| (0..count).map(|b| at(a, b)).sum::<f64>() / others);
    let entering = (0..count).map(|a| (0..count).map(|b| at(b, a)).sum::<f64>() / others);
    (leaving.collect(), entering.collect())
}
