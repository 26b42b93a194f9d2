//! Small linear programs, by the simplex method on a dense table.
//!
//! For some dozen variables and constraints, not for more. Bland's rule (1977,
//! Math. Oper. Res. 2:103) chooses the pivots, so that it ends for every input.

/// How a constraint bounds the sum of its terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// At most.
    AtMost,
    /// Exactly.
    Equal,
}

/// Σ coefficient × variable, at most or equal to a number.
#[derive(Debug, Clone, PartialEq)]
pub struct Constraint {
    /// One coefficient per variable.
    pub coefficients: Vec<f64>,
    /// How the sum is bounded.
    pub bound: Bound,
    /// What it is bounded by.
    pub limit: f64,
}

/// Why a linear program has no solution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LinearProgramError {
    /// The constraints contradict each other.
    #[error("the constraints contradict each other")]
    Infeasible,
    /// The objective can fall without end.
    #[error("the objective has no least value")]
    Unbounded,
    /// Numbers of such different size that rounding hides the answer, or
    /// numbers that are none.
    #[error("the numbers differ too much in size to be solved")]
    Unsolved,
}

/// Entries smaller than this count as 0.
const SMALL: f64 = 1e-11;

/// What a sum of artificial variables may keep of rounding.
const FEASIBLE: f64 = 1e-8;

/// The variables, none negative, that make Σ objective × variable least under
/// the constraints.
///
/// # Errors
///
/// See [`LinearProgramError`].
pub fn minimise(
    objective: &[f64],
    constraints: &[Constraint],
) -> Result<Vec<f64>, LinearProgramError> {
    let n = objective.len();
    let finite = objective.iter().all(|value| value.is_finite())
        && constraints.iter().all(|constraint| {
            constraint.coefficients.len() == n
                && constraint.limit.is_finite()
                && constraint.coefficients.iter().all(|value| value.is_finite())
        });
    if !finite {
        return Err(LinearProgramError::Unsolved);
    }
    let mut table = Table::new(n, constraints);
    let first: Vec<f64> =
        (0..table.columns).map(|column| f64::from(column >= table.artificial)).collect();
    table.lower(&first, table.columns)?;
    if table.value(&first) > FEASIBLE {
        return Err(LinearProgramError::Infeasible);
    }
    table.leave_artificial();
    let mut second = vec![0.0; table.columns];
    second[..n].copy_from_slice(objective);
    table.lower(&second, table.artificial)?;
    let mut solution = vec![0.0; n];
    for (row, &basic) in table.basis.iter().enumerate() {
        if basic < n {
            solution[basic] = table.rows[row][table.columns].max(0.0);
        }
    }
    if solution.iter().all(|value| value.is_finite()) {
        Ok(solution)
    } else {
        Err(LinearProgramError::Unsolved)
    }
}

/// Constraints as equations with one basic variable each; the last column holds
/// the right sides, none negative.
struct Table {
    rows: Vec<Vec<f64>>,
    basis: Vec<usize>,
    /// Number of variables, with slack and artificial ones.
    columns: usize,
    /// The first artificial variable.
    artificial: usize,
}

impl Table {
    fn new(n: usize, constraints: &[Constraint]) -> Self {
        let slacks = constraints.iter().filter(|one| one.bound == Bound::AtMost).count();
        let artificial = n + slacks;
        let columns = artificial + constraints.len();
        let mut rows = Vec::with_capacity(constraints.len());
        let mut basis = Vec::with_capacity(constraints.len());
        let mut slack = n;
        for (at, constraint) in constraints.iter().enumerate() {
            let mut row = vec![0.0; columns + 1];
            row[..n].copy_from_slice(&constraint.coefficients);
            row[columns] = constraint.limit;
            let is_negative = constraint.limit < 0.0;
            let mut basic = artificial + at;
            if constraint.bound == Bound::AtMost {
                row[slack] = 1.0;
                if !is_negative {
                    basic = slack;
                }
                slack += 1;
            }
            if is_negative {
                for value in &mut row {
                    *value = -*value;
                }
            }
            if basic >= artificial {
                row[basic] = 1.0;
            }
            rows.push(row);
            basis.push(basic);
        }
        Self { rows, basis, columns, artificial }
    }

    /// Pivots until no variable before `end` lowers the objective any more.
    fn lower(&mut self, objective: &[f64], end: usize) -> Result<(), LinearProgramError> {
        // Bland's rule ends by itself; the limit guards against rounding.
        let most = 200 * (self.columns + self.rows.len());
        for _ in 0..most {
            let Some(entering) = (0..end).find(|&column| self.reduced(objective, column) < -SMALL)
            else {
                return Ok(());
            };
            let mut leaving: Option<(f64, usize)> = None;
            for (at, row) in self.rows.iter().enumerate() {
                if row[entering] > SMALL {
                    let ratio = row[self.columns] / row[entering];
                    let is_better = leaving.is_none_or(|(least, other)| {
                        ratio < least - SMALL
                            || (ratio <= least + SMALL && self.basis[at] < self.basis[other])
                    });
                    if is_better {
                        leaving = Some((ratio, at));
                    }
                }
            }
            let Some((_, row)) = leaving else {
                return Err(LinearProgramError::Unbounded);
            };
            self.pivot(row, entering);
        }
        Err(LinearProgramError::Unsolved)
    }

    fn reduced(&self, objective: &[f64], column: usize) -> f64 {
        let basic: f64 =
            self.rows.iter().zip(&self.basis).map(|(row, &of)| objective[of] * row[column]).sum();
        objective[column] - basic
    }

    fn value(&self, objective: &[f64]) -> f64 {
        let right = self.columns;
        self.rows.iter().zip(&self.basis).map(|(row, &of)| objective[of] * row[right]).sum()
    }

    fn pivot(&mut self, row: usize, column: usize) {
        let by = self.rows[row][column];
        for value in &mut self.rows[row] {
            *value /= by;
        }
        let pivot = self.rows[row].clone();
        for (at, other) in self.rows.iter_mut().enumerate() {
            let factor = other[column];
            if at != row && factor != 0.0 {
                for (value, above) in other.iter_mut().zip(&pivot) {
                    *value -= factor * above;
                }
                other[column] = 0.0;
            }
        }
        self.basis[row] = column;
    }

    /// Takes artificial variables, all 0 by now, out of the basis. A row where
    /// none can enter says nothing and is dropped.
    fn leave_artificial(&mut self) {
        let mut row = 0;
        while row < self.rows.len() {
            if self.basis[row] < self.artificial {
                row += 1;
                continue;
            }
            match (0..self.artificial).find(|&column| self.rows[row][column].abs() > SMALL) {
                Some(column) => {
                    self.pivot(row, column);
                    row += 1;
                }
                None => {
                    self.rows.remove(row);
                    self.basis.remove(row);
                }
            }
        }
    }
}
