//! The weights nearest to today's at which an option is level with the leader,
//! and at which it is level with or ahead of all others.
//!
//! Nearest by the Euclidean distance between the vectors of weights. Against
//! one rival with differences d and none of the weights at 0 it is
//! w − (w·d / ‖d̃‖²) d̃ with d̃ = d − mean(d); in general a quadratic program.
//! (With sums of absolute changes instead: Wolters and Mareschal 1995, European
//! Journal of Operational Research 81:281–290.)

use super::super::methods::linear_program::{Bound, Constraint, minimise};
use super::super::{Analysis, Reach, TOLERANCE};
use super::projection::{Projection, nearest};
use super::{Table, effort, rivals};

/// What weights would have to be for an option to lead.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Nearest {
    /// The nearest at which it is level with the leader; nothing where no
    /// weights do.
    pub level: Option<WeightVector>,
    /// The nearest at which nobody is ahead of it; nothing where no weights do.
    pub lead: Option<WeightVector>,
    /// Where no weights make it lead: options (position in `Analysis::options`)
    /// with shares adding to 1. A mixture of them in these shares is worth more
    /// than this option on every criterion that counts. One entry is an option
    /// that dominates it.
    pub dominated_by: Vec<(usize, f64)>,
}

/// Weights other than today's.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightVector {
    /// Weight of each leaf in the order of `Analysis::leaves`, 0 to 1; they add
    /// to 1.
    pub weights: Vec<f64>,
    /// Euclidean distance from today's.
    pub distance: f64,
    /// Weight that changes hands, 0 to 1: half the sum of all changes.
    pub moved: f64,
    /// Whether it can be had: every weight within half and double.
    pub reach: Reach,
    /// How much it takes, as in [`super::Way::effort`]: that of the weight
    /// which takes most.
    pub effort: f64,
}

impl WeightVector {
    /// The weights that change: leaf (position in `Analysis::leaves`), weight
    /// now, weight then; the largest change first.
    pub fn changes(&self, analysis: &Analysis) -> Vec<(usize, f64, f64)> {
        let mut changes: Vec<(usize, f64, f64)> = self
            .weights
            .iter()
            .enumerate()
            .map(|(leaf, &then)| (leaf, analysis.leaf_weight(leaf), then))
            .filter(|(_, now, then)| (now - then).abs() > 1e-12)
            .collect();
        let size = |change: &(usize, f64, f64)| (change.2 - change.1).abs();
        changes.sort_by(|a, b| size(b).total_cmp(&size(a)).then(a.0.cmp(&b.0)));
        changes
    }
}

/// The nearest weights for an option. Empty for one that is not ranked, and
/// without weights.
pub fn nearest_weights(analysis: &Analysis, option: usize) -> Nearest {
    let Some(&leader) = analysis.order.first() else { return Nearest::default() };
    if !analysis.weights.is_set() || !analysis.order.contains(&option) {
        return Nearest::default();
    }
    let table = Table::of(analysis);
    let sum: f64 = table.weights.iter().sum();
    if sum <= 0.0 {
        return Nearest::default();
    }
    let start: Vec<f64> = table.weights.iter().map(|weight| weight / sum).collect();
    let level = match nearest(&start, &[table.lead(option, leader)]) {
        Projection::At(weights) => Some(vector(analysis, &table, &weights)),
        Projection::Nowhere(_) | Projection::Lost => None,
    };
    let rivals: Vec<usize> = rivals(analysis, option).collect();
    let rows: Vec<Vec<f64>> = rivals.iter().map(|&rival| table.lead(option, rival)).collect();
    match nearest(&start, &rows) {
        Projection::At(weights) => Nearest {
            level,
            lead: Some(vector(analysis, &table, &weights)),
            dominated_by: Vec::new(),
        },
        Projection::Nowhere(shares) => {
            let mixture: Vec<(usize, f64)> =
                rivals.into_iter().zip(shares).filter(|(_, share)| *share > 1e-9).collect();
            Nearest { level, lead: None, dominated_by: proven(&table, option, mixture) }
        }
        Projection::Lost => match outplayed(&rows) {
            Some(shares) => {
                let mixture: Vec<(usize, f64)> =
                    rivals.into_iter().zip(shares).filter(|(_, share)| *share > 1e-9).collect();
                Nearest { level, lead: None, dominated_by: proven(&table, option, mixture) }
            }
            None => Nearest { level, lead: None, dominated_by: Vec::new() },
        },
    }
}

/// The mixture of rivals against which the option gains least at its best, as
/// the solution of a game of two (von Neumann 1928): shares λ of the rows that
/// make the largest Σ λ row\[criterion\] least. Asked where the way to the
/// nearest weights loses itself in rounding, as it does where the leads over
/// the rivals are next to dependent.
fn outplayed(rows: &[Vec<f64>]) -> Option<Vec<f64>> {
    let criteria = rows.first()?.len();
    // The variables: the shares, then the value as the difference of two.
    let line =
        |at: usize| -> Vec<f64> { rows.iter().map(|row| row[at]).chain([-1.0, 1.0]).collect() };
    let mut constraints: Vec<Constraint> = (0..criteria)
        .map(|at| Constraint { coefficients: line(at), bound: Bound::AtMost, limit: 0.0 })
        .collect();
    let all = rows.iter().map(|_| 1.0).chain([0.0, 0.0]).collect();
    constraints.push(Constraint { coefficients: all, bound: Bound::Equal, limit: 1.0 });
    let objective: Vec<f64> = rows.iter().map(|_| 0.0).chain([1.0, -1.0]).collect();
    let mut found = minimise(&objective, &constraints).ok()?;
    found.truncate(rows.len());
    Some(found)
}

/// The mixture, if it holds on every criterion; one option alone where one is
/// enough.
fn proven(table: &Table, option: usize, mixture: Vec<(usize, f64)>) -> Vec<(usize, f64)> {
    let own = &table.values[option];
    let above = |mixture: &[(usize, f64)]| {
        (0..own.len()).all(|at| {
            let worth: f64 = mixture.iter().map(|(it, share)| share * table.values[*it][at]).sum();
            worth >= own[at] - TOLERANCE
        })
    };
    if let Some((one, _)) = mixture.iter().find(|(one, _)| above(&[(*one, 1.0)])) {
        return vec![(*one, 1.0)];
    }
    if above(&mixture) { mixture } else { Vec::new() }
}

fn vector(analysis: &Analysis, table: &Table, weights: &[f64]) -> WeightVector {
    let mut all = vec![0.0; analysis.leaves.len()];
    let (mut square, mut moved, mut cost) = (0.0, 0.0, 0.0_f64);
    for ((&leaf, &now), &then) in table.leaves.iter().zip(&table.weights).zip(weights) {
        all[leaf] = then;
        square += (then - now) * (then - now);
        moved += (then - now).abs() / 2.0;
        cost = cost.max(effort::weight(now, then));
    }
    WeightVector {
        weights: all,
        distance: square.sqrt(),
        moved,
        reach: effort::reach(cost),
        effort: cost,
    }
}
