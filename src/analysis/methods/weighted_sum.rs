//! Weighted sum.

use super::table::{MethodError, Table, finite};

/// Σ w x of each option (Fishburn 1967, Additive Utilities with Incomplete
/// Product Sets); a column where less is better counts negative. The table is
/// to be made comparable before. Weights are used as given.
///
/// # Errors
///
/// A bad table.
pub fn weighted_sum(table: &Table) -> Result<Vec<f64>, MethodError> {
    table.check()?;
    let counted = table.counted();
    let score = |row: &Vec<f64>| -> f64 {
        counted.iter().map(|&at| table.weights[at] * row[at] * sign(table, at)).sum()
    };
    finite(table.rows.iter().map(score).collect())
}

/// 1 where more is better, −1 where less is.
pub(super) fn sign(table: &Table, column: usize) -> f64 {
    match table.directions[column] {
        super::Direction::Max => 1.0,
        super::Direction::Min => -1.0,
    }
}
