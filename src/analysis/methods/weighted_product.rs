//! Weighted product.

use super::table::{Caveat, MethodError, Table, finite};
use super::weighted_sum::sign;

/// What the weighted product gives.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightedProduct {
    /// Π x^w of each option.
    pub scores: Vec<f64>,
    /// ln Π x^w, by which to rank: it does not fall to 0 by rounding.
    pub logarithms: Vec<f64>,
    /// Constant criteria, raised numbers, one option.
    pub caveats: Vec<Caveat>,
}

/// Π x^w of each option, x^(−w) where less is better (Bridgman 1922; Miller and
/// Starr 1969). A number at or below 0 would wipe out all others of its option:
/// with a `floor` such numbers, and those below it, are raised to it and noted;
/// without one they are refused.
///
/// # Errors
///
/// A bad table; a number at or below 0 without a floor; a floor not above 0.
pub fn weighted_product(table: &Table, floor: Option<f64>) -> Result<WeightedProduct, MethodError> {
    table.check()?;
    if floor.is_some_and(|floor| !floor.is_finite() || floor <= 0.0) {
        return Err(MethodError::Setting("the floor"));
    }
    let mut raised = Vec::new();
    let mut logarithms = Vec::with_capacity(table.rows.len());
    for (row, numbers) in table.rows.iter().enumerate() {
        let mut sum = 0.0;
        for column in table.counted() {
            let x = match floor {
                Some(floor) if numbers[column] < floor => {
                    raised.push((row, column));
                    floor
                }
                None if numbers[column] <= 0.0 => {
                    return Err(MethodError::NotPositive { row, column });
                }
                _ => numbers[column],
            };
            sum += sign(table, column) * table.weights[column] * x.ln();
        }
        logarithms.push(sum);
    }
    let logarithms = finite(logarithms)?;
    let scores = finite(logarithms.iter().map(|x| x.exp()).collect())?;
    let mut caveats = table.caveats();
    if !raised.is_empty() {
        caveats.push(Caveat::Floored { cells: raised });
    }
    Ok(WeightedProduct { scores, logarithms, caveats })
}
