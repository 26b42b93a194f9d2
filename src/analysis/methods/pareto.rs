//! Dominance on plain numbers.

use super::table::{Direction, MethodError, Table};

/// How options stand to each other on every criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DominanceTable {
    /// Row a, column b: a is at least as good as b on every criterion and better
    /// on one.
    pub dominates: Vec<Vec<bool>>,
    /// The same, better on every one.
    pub strictly: Vec<Vec<bool>>,
    /// Options that none dominates.
    pub front: Vec<usize>,
}

/// Dominance between all pairs (Pareto 1906) on the criteria with weight.
///
/// # Errors
///
/// A bad table.
pub fn dominance_table(table: &Table) -> Result<DominanceTable, MethodError> {
    table.check()?;
    let count = table.options();
    let counted = table.counted();
    let mut dominates = vec![vec![false; count]; count];
    let mut strictly = dominates.clone();
    for a in 0..count {
        for b in (0..count).filter(|&b| b != a) {
            let (mut all, mut any, mut every) = (true, false, true);
            for &at in &counted {
                let (x, y) = (table.rows[a][at], table.rows[b][at]);
                let (x, y) = if table.directions[at] == Direction::Min { (y, x) } else { (x, y) };
                all &= x >= y;
                any |= x > y;
                every &= x > y;
            }
            dominates[a][b] = all && any;
            strictly[a][b] = every;
        }
    }
    let front = (0..count).filter(|&b| (0..count).all(|a| !dominates[a][b])).collect();
    Ok(DominanceTable { dominates, strictly, front })
}
