//! The two syntheses of the analytic hierarchy process: how priorities of
//! options on criteria become one figure for each.

use super::table::{Caveat, MethodError, Table, finite};

/// How the priorities on one criterion are scaled before they are weighted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SynthesisMode {
    /// Each column divided by its sum: the options share out each criterion
    /// (Saaty 1980). A copy of an option takes its share, and may so reverse
    /// the others (Belton and Gear 1983).
    Distributive,
    /// Each column divided by its largest: the best counts as one whole
    /// (Belton and Gear 1983; ideal mode, Saaty and Vargas 1993).
    Ideal,
}

/// What a synthesis gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Synthesis {
    /// Σ w p of each option; in the distributive mode they add to the sum of
    /// the weights that count.
    pub scores: Vec<f64>,
    /// Constant criteria, criteria that are 0 throughout, one option.
    pub caveats: Vec<Caveat>,
}

/// Joins priorities of options on criteria, one column for each, by the weights
/// divided by their sum. A column of zeros adds nothing and is noted.
///
/// # Errors
///
/// A bad table; a negative priority.
pub fn synthesis(table: &Table, mode: SynthesisMode) -> Result<Synthesis, MethodError> {
    table.check()?;
    let whole: f64 = table.weights.iter().sum();
    let mut scores = vec![0.0; table.options()];
    let mut caveats = table.caveats();
    for column in table.counted() {
        if let Some(row) = table.column(column).position(|x| x < 0.0) {
            return Err(MethodError::Negative { row, column });
        }
        let by = match mode {
            SynthesisMode::Distributive => table.column(column).sum(),
            SynthesisMode::Ideal => table.column(column).fold(0.0, f64::max),
        };
        if by <= 0.0 {
            caveats.push(Caveat::ZeroColumn { column });
            continue;
        }
        for (score, x) in scores.iter_mut().zip(table.column(column)) {
            *score += table.weights[column] / whole * (x / by);
        }
    }
    Ok(Synthesis { scores: finite(scores)?, caveats })
}
