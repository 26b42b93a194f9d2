//! How far one weight of a weighted sum can move.

use super::table::{MethodError, Table};
use super::weighted_sum::weighted_sum;

/// The option that leads a weighted sum, and the range of each weight in which
/// it does.
#[derive(Debug, Clone, PartialEq)]
pub struct WinnerIntervals {
    /// The leading option; the first of those that tie.
    pub best: usize,
    /// For each criterion the lowest and highest share of the whole, 0 to 1, at
    /// which the leader is first, the other weights keeping their proportions.
    pub intervals: Vec<(f64, f64)>,
}

/// Weight stability intervals of a weighted sum (Mareschal 1988, European
/// Journal of Operational Research 33): with weight t for criterion k and the
/// others scaled to 1 − t, the difference between two options is straight in t,
/// D(t) = t d + (1 − t) R, and crosses 0 at R / (R − d). Where a criterion has
/// all the weight, the others share the rest alike.
///
/// # Errors
///
/// A bad table.
pub fn winner_intervals(table: &Table) -> Result<WinnerIntervals, MethodError> {
    let scores = weighted_sum(table)?;
    let whole: f64 = table.weights.iter().sum();
    let columns = table.weights.len();
    let best = (0..scores.len())
        .max_by(|&a, &b| scores[a].total_cmp(&scores[b]).then(b.cmp(&a)))
        .ok_or(MethodError::NoOptions)?;
    let value = |row: usize, column: usize| {
        super::weighted_sum::sign(table, column) * table.rows[row][column]
    };
    let mut intervals = vec![(0.0_f64, 1.0_f64); columns];
    for (k, interval) in intervals.iter_mut().enumerate() {
        let rest: f64 =
            (0..columns).filter(|&at| at != k).map(|at| table.weights[at]).sum::<f64>() / whole;
        let alike = 1.0 / (columns - 1).max(1) as f64;
        let share = |at: usize| if rest > 0.0 { table.weights[at] / whole / rest } else { alike };
        for other in (0..scores.len()).filter(|&other| other != best) {
            let d = value(best, k) - value(other, k);
            let others: f64 = (0..columns)
                .filter(|&at| at != k)
                .map(|at| share(at) * (value(best, at) - value(other, at)))
                .sum();
            if !d.is_finite() || !others.is_finite() {
                return Err(MethodError::TooLarge);
            }
            if others == d {
                continue;
            }
            let cross = (others / (others - d)).clamp(0.0, 1.0);
            if d > others {
                // The lead grows with the weight: it holds from here on.
                if others < 0.0 {
                    interval.0 = interval.0.max(cross);
                }
            } else if d < 0.0 {
                interval.1 = interval.1.min(cross);
            }
        }
    }
    Ok(WinnerIntervals { best, intervals })
}

/// The smallest change of one weight that makes another option lead the best.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CriticalWeight {
    /// The criterion.
    pub column: usize,
    /// The option that then ties with the leader.
    pub rival: usize,
    /// By how much the weight falls, in percent of itself; negative where it has
    /// to rise.
    pub percent: f64,
}

/// The smallest relative change of one weight that ties another option with the
/// leader (Triantaphyllou and Sánchez 1997, Decision Sciences 28, theorem 1):
/// δ = (P_rival − P_leader) / (a_rival,k − a_leader,k) · 100 / w_k, feasible up
/// to 100. Nothing where no change of one weight would do.
///
/// # Errors
///
/// A bad table.
pub fn critical_weight(table: &Table) -> Result<Option<CriticalWeight>, MethodError> {
    let scores = weighted_sum(table)?;
    let best = winner_intervals(table)?.best;
    let mut found: Option<CriticalWeight> = None;
    for rival in (0..scores.len()).filter(|&rival| rival != best) {
        for column in table.counted() {
            let sign = super::weighted_sum::sign(table, column);
            let d = sign * (table.rows[rival][column] - table.rows[best][column]);
            let percent = (scores[rival] - scores[best]) / d * 100.0 / table.weights[column];
            if !percent.is_finite() || percent > 100.0 {
                continue;
            }
            if found.is_none_or(|before| percent.abs() < before.percent.abs()) {
                found = Some(CriticalWeight { column, rival, percent });
            }
        }
    }
    Ok(found)
}
