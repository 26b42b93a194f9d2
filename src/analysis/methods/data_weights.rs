//! Weights from how much the data tell the options apart.
//!
//! They say nothing of what matters to anyone, and with a handful of options
//! they are mostly noise: a diagnostic beside weights that people gave, not
//! their replacement. A matrix has a row for each option and a column for each
//! criterion. A column that is constant gets weight 0.

use super::error::{NumbersError, checked_matrix};
use super::rank_correlation::average_ranks;

/// What entropy is taken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntropyOf {
    /// The columns as they are: p = x / Σ x.
    Proportions,
    /// The columns brought to 0 for the worst and 1 for the best first.
    MinMax,
}

/// Which correlation CRITIC takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correlation {
    /// Of the values.
    Pearson,
    /// Of their ranks.
    Spearman,
}

/// Entropy weights (Shannon 1948; Hwang and Yoon 1981, Multiple Attribute
/// Decision Making): p = x / Σ x by column, e = -Σ p ln p / ln m with 0 ln 0 =
/// 0, weight = (1 - e) / Σ (1 - e). `more_is_better` is needed for
/// [`EntropyOf::MinMax`] only.
///
/// # Errors
///
/// Fewer than two rows, numbers below 0 or, for a column of proportions, all 0,
/// or nothing that differs.
pub fn entropy(
    matrix: &[Vec<f64>],
    more_is_better: &[bool],
    of: EntropyOf,
) -> Result<Vec<f64>, NumbersError> {
    let columns = checked_matrix(matrix, 2)?;
    let scaled = match of {
        EntropyOf::Proportions => matrix.to_vec(),
        EntropyOf::MinMax => min_max(matrix, more_is_better)?,
    };
    for (row, numbers) in scaled.iter().enumerate() {
        if let Some(column) = numbers.iter().position(|&number| number < 0.0) {
            return Err(NumbersError::Negative { row, column, value: numbers[column] });
        }
    }
    let rows = scaled.len() as f64;
    let divergence = (0..columns).map(|at| {
        let column = column(&scaled, at);
        let most = column.iter().copied().fold(0.0, f64::max);
        if most <= 0.0 || is_constant(&column) {
            return 0.0;
        }
        let sum: f64 = column.iter().map(|number| number / most).sum();
        let entropy: f64 = column
            .iter()
            .map(|number| number / most / sum)
            .filter(|share| *share > 0.0)
            .map(|share| -share * share.ln())
            .sum();
        (1.0 - entropy / rows.ln()).max(0.0)
    });
    shares_of(divergence.collect())
}

/// Standard deviation weights (Diakoulaki, Mavrotas and Papayannakis 1995, their
/// point of comparison): each column's standard deviation as share of all, of
/// the matrix as it is or brought to 0 to 1 first.
///
/// # Errors
///
/// Fewer than two rows, or nothing that differs.
pub fn standard_deviation(matrix: &[Vec<f64>], normalised: bool) -> Result<Vec<f64>, NumbersError> {
    shares_of(standard_deviations(matrix, normalised)?)
}

/// The sample standard deviation of each column, as it is or brought to 0 to 1
/// first.
///
/// # Errors
///
/// Fewer than two rows.
pub fn standard_deviations(
    matrix: &[Vec<f64>],
    normalised: bool,
) -> Result<Vec<f64>, NumbersError> {
    let columns = checked_matrix(matrix, 2)?;
    let matrix = if normalised { min_max(matrix, &vec![true; columns])? } else { matrix.to_vec() };
    Ok((0..columns).map(|at| deviation(&column(&matrix, at))).collect())
}

/// What CRITIC gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Critic {
    /// Information of each column: C_j = σ_j Σ_k (1 - ρ_jk), with the sample
    /// standard deviation.
    pub information: Vec<f64>,
    /// Information as shares.
    pub weights: Vec<f64>,
}

/// CRITIC weights (Diakoulaki, Mavrotas and Papayannakis 1995, Computers &
/// Operations Research 22:763): columns brought to 0 for the worst and 1 for
/// the best, C_j = σ_j Σ_k (1 - ρ_jk), as shares. The correlation with a
/// constant column counts as 0.
///
/// # Errors
///
/// Fewer than two rows, or nothing that differs.
pub fn critic(
    matrix: &[Vec<f64>],
    more_is_better: &[bool],
    correlation: Correlation,
) -> Result<Critic, NumbersError> {
    let columns = checked_matrix(matrix, 2)?;
    let scaled = min_max(matrix, more_is_better)?;
    let scaled: Vec<Vec<f64>> = (0..columns).map(|at| column(&scaled, at)).collect();
    let compared: Vec<Vec<f64>> = match correlation {
        Correlation::Pearson => scaled.clone(),
        Correlation::Spearman => scaled.iter().map(|column| average_ranks(column)).collect(),
    };
    let information: Vec<f64> = (0..columns)
        .map(|j| {
            let conflict: f64 = (0..columns)
                .filter(|&k| k != j)
                .map(|k| 1.0 - pearson(&compared[j], &compared[k]).unwrap_or(0.0))
                .sum();
            deviation(&scaled[j]) * conflict
        })
        .collect();
    // A single column cannot conflict with another one: all the weight is its.
    let weights = if columns == 1 && information == [0.0] && !is_constant(&scaled[0]) {
        vec![1.0]
    } else {
        shares_of(information.clone())?
    };
    Ok(Critic { information, weights })
}

/// MEREC weights (Keshavarz-Ghorabaee and others 2021, Symmetry 13:525): what
/// taking a criterion away changes. Benefits are min / x, costs x / max, S_i =
/// ln(1 + Σ_j |ln n_ij| / m), E_j = Σ_i |S_i without j - S_i|, as shares.
///
/// # Errors
///
/// A number that is 0 or below, no rows, or nothing that differs.
pub fn merec(matrix: &[Vec<f64>], more_is_better: &[bool]) -> Result<Vec<f64>, NumbersError> {
    let columns = checked_matrix(matrix, 1)?;
    checked_directions(more_is_better, columns)?;
    all_positive(matrix)?;
    let spans: Vec<(f64, f64)> = (0..columns).map(|at| span(&column(matrix, at))).collect();
    let log = |at: usize, number: f64| {
        let (least, most) = spans[at];
        let scaled = if more_is_better[at] { least / number } else { number / most };
        scaled.ln().abs()
    };
    let logs: Vec<Vec<f64>> = matrix
        .iter()
        .map(|row| row.iter().enumerate().map(|(at, &number)| log(at, number)).collect())
        .collect();
    let performance = |sum: f64| (1.0 + sum / columns as f64).ln();
    let effects = (0..columns).map(|at| {
        logs.iter()
            .map(|row| {
                let sum: f64 = row.iter().sum();
                (performance((sum - row[at]).max(0.0)) - performance(sum)).abs()
            })
            .sum()
    });
    shares_of(effects.collect())
}

/// CILOS weights (Zavadskas and Podvezko 2016, Int. J. Inf. Technol. Decis.
/// Mak. 15:267), by the loss that each criterion suffers where another one is at
/// its best. Costs become min / x, columns shares of their sum.
///
/// # Errors
///
/// A number that is 0 or below, fewer than two rows, or no single solution.
pub fn cilos(matrix: &[Vec<f64>], more_is_better: &[bool]) -> Result<Vec<f64>, NumbersError> {
    let columns = checked_matrix(matrix, 2)?;
    checked_directions(more_is_better, columns)?;
    all_positive(matrix)?;
    let scaled = benefits_as_shares(matrix, more_is_better);
    let best_row = |at: usize| {
        let column = column(&scaled, at);
        let most = span(&column).1;
        column.iter().position(|&number| number >= most).unwrap_or(0)
    };
    let best: Vec<usize> = (0..columns).map(best_row).collect();
    let loss = |i: usize, j: usize| {
        let most = scaled[best[j]][j];
        (most - scaled[best[i]][j]) / most
    };
    let mut system: Vec<Vec<f64>> =
        (0..columns).map(|i| (0..columns).map(|j| loss(i, j)).chain([0.0]).collect()).collect();
    for at in 0..columns {
        // Nothing is lost to itself, so that the diagonal is free for the sums.
        system[at][at] = -system.iter().map(|row| row[at]).sum::<f64>();
    }
    // The equations are one too many, since the columns sum to 0; instead of the
    // last one the weights sum to 1.
    system[columns - 1] = vec![1.0; columns + 1];
    let weights = solved(system).ok_or(NumbersError::NotUnique)?;
    if weights.iter().any(|weight| *weight < -1e-9 || !weight.is_finite()) {
        return Err(NumbersError::NotUnique);
    }
    shares_of(weights.into_iter().map(|weight| weight.max(0.0)).collect())
}

/// IDOCRIW weights (Zavadskas and Podvezko 2016): the product of entropy and
/// CILOS weights, as shares.
///
/// # Errors
///
/// As [`entropy`] and [`cilos`].
pub fn idocriw(matrix: &[Vec<f64>], more_is_better: &[bool]) -> Result<Vec<f64>, NumbersError> {
    let impact = cilos(matrix, more_is_better)?;
    let divergence = entropy(matrix, more_is_better, EntropyOf::Proportions)?;
    shares_of(impact.iter().zip(&divergence).map(|(one, other)| one * other).collect())
}

/// Costs as min / x, then each column as shares of its sum; for positive
/// numbers.
fn benefits_as_shares(matrix: &[Vec<f64>], more_is_better: &[bool]) -> Vec<Vec<f64>> {
    let columns: Vec<Vec<f64>> = more_is_better
        .iter()
        .enumerate()
        .map(|(at, &more)| {
            let column = column(matrix, at);
            let (least, most) = span(&column);
            let turned: Vec<f64> = column
                .iter()
                .map(|number| if more { number / most } else { least / number })
                .collect();
            let sum: f64 = turned.iter().sum();
            turned.iter().map(|number| number / sum).collect()
        })
        .collect();
    (0..matrix.len()).map(|row| columns.iter().map(|column| column[row]).collect()).collect()
}

/// Solves linear equations, the right side as the last column, with pivoting;
/// nothing where there is no single solution.
fn solved(mut system: Vec<Vec<f64>>) -> Option<Vec<f64>> {
    let n = system.len();
    let size = system.iter().flatten().fold(0.0, |most: f64, value| most.max(value.abs()));
    for at in 0..n {
        let pivot = (at..n).max_by(|&a, &b| system[a][at].abs().total_cmp(&system[b][at].abs()))?;
        if system[pivot][at].abs() <= 1e-12 * size {
            return None;
        }
        system.swap(at, pivot);
        let row = system[at].clone();
        for other in &mut system[at + 1..] {
            let factor = other[at] / row[at];
            for (value, above) in other.iter_mut().zip(&row) {
                *value -= factor * above;
            }
        }
    }
    let mut solution = vec![0.0; n];
    for at in (0..n).rev() {
        let known: f64 = (at + 1..n).map(|later| system[at][later] * solution[later]).sum();
        solution[at] = (system[at][n] - known) / system[at][at];
    }
    Some(solution)
}

fn column(matrix: &[Vec<f64>], at: usize) -> Vec<f64> {
    matrix.iter().map(|row| row[at]).collect()
}

/// Least and most of numbers.
fn span(numbers: &[f64]) -> (f64, f64) {
    numbers
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &x| (low.min(x), high.max(x)))
}

/// Whether numbers do not differ by more than rounding.
fn is_constant(numbers: &[f64]) -> bool {
    let (low, high) = span(numbers);
    high - low <= 1e-12 * high.abs().max(low.abs())
}

fn checked_directions(more_is_better: &[bool], columns: usize) -> Result<(), NumbersError> {
    if more_is_better.len() == columns {
        Ok(())
    } else {
        let found = more_is_better.len();
        Err(NumbersError::Length { what: "directions", found, needs: columns })
    }
}

fn all_positive(matrix: &[Vec<f64>]) -> Result<(), NumbersError> {
    for (row, numbers) in matrix.iter().enumerate() {
        if let Some(column) = numbers.iter().position(|&number| number <= 0.0) {
            return Err(NumbersError::NotPositive { row, column, value: numbers[column] });
        }
    }
    Ok(())
}

/// Each column from 0 for its worst to 1 for its best; a constant one is 0.
fn min_max(matrix: &[Vec<f64>], more_is_better: &[bool]) -> Result<Vec<Vec<f64>>, NumbersError> {
    let columns = matrix.first().map_or(0, Vec::len);
    checked_directions(more_is_better, columns)?;
    let spans: Vec<Option<(f64, f64)>> = (0..columns)
        .map(|at| {
            let column = column(matrix, at);
            (!is_constant(&column)).then(|| span(&column))
        })
        .collect();
    let scaled = |row: &Vec<f64>| {
        row.iter()
            .zip(&spans)
            .zip(more_is_better)
            .map(|((number, span), more)| match span {
                None => 0.0,
                Some((low, high)) if *more => (number - low) / (high - low),
                Some((low, high)) => (high - number) / (high - low),
            })
            .collect()
    };
    Ok(matrix.iter().map(scaled).collect())
}

/// Sample standard deviation; 0 for a constant column.
fn deviation(numbers: &[f64]) -> f64 {
    if is_constant(numbers) {
        return 0.0;
    }
    let n = numbers.len() as f64;
    let mean = numbers.iter().sum::<f64>() / n;
    let squares: f64 = numbers.iter().map(|number| (number - mean).powi(2)).sum();
    (squares / (n - 1.0)).sqrt()
}

/// Pearson's correlation; nothing where one of both is constant.
pub(super) fn pearson(x: &[f64], y: &[f64]) -> Option<f64> {
    if is_constant(x) || is_constant(y) {
        return None;
    }
    let n = x.len() as f64;
    let (mean_x, mean_y) = (x.iter().sum::<f64>() / n, y.iter().sum::<f64>() / n);
    let (mut xy, mut xx, mut yy) = (0.0, 0.0, 0.0);
    for (x, y) in x.iter().zip(y) {
        let (x, y) = (x - mean_x, y - mean_y);
        xy += x * y;
        xx += x * x;
        yy += y * y;
    }
    Some((xy / xx.sqrt() / yy.sqrt()).clamp(-1.0, 1.0))
}

/// Parts as shares of their sum; an error where all are 0.
fn shares_of(parts: Vec<f64>) -> Result<Vec<f64>, NumbersError> {
    let most = parts.iter().copied().fold(0.0, f64::max);
    if most <= 0.0 {
        return Err(NumbersError::AllAlike);
    }
    let sum: f64 = parts.iter().map(|part| part / most).sum();
    Ok(parts.into_iter().map(|part| part / most / sum).collect())
}
