//! Why numbers cannot be computed with, shared by the methods on data.

/// What is wrong with the numbers given.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum NumbersError {
    /// Too few rows, columns or values.
    #[error("{found} {what} are given where at least {needs} are needed")]
    TooFew {
        /// What there are too few of, in the plural.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many are needed.
        needs: usize,
    },
    /// Lists that go together differ in length.
    #[error("{found} {what} are given where {needs} are needed")]
    Length {
        /// What differs, in the plural.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many are needed.
        needs: usize,
    },
    /// A number is infinite or none.
    #[error("row {}, column {} is not a finite number", row + 1, column + 1)]
    NotFinite {
        /// Position of the row.
        row: usize,
        /// Position of the column, or in a list.
        column: usize,
    },
    /// A number is below 0 where the method needs shares of a sum.
    #[error("row {}, column {} is {value}, below 0", row + 1, column + 1)]
    Negative {
        /// Position of the row.
        row: usize,
        /// Position of the column.
        column: usize,
        /// The number.
        value: f64,
    },
    /// A number is 0 or below where the method takes its logarithm or divides.
    #[error("row {}, column {} is {value}, not above 0", row + 1, column + 1)]
    NotPositive {
        /// Position of the row.
        row: usize,
        /// Position of the column.
        column: usize,
        /// The number.
        value: f64,
    },
    /// Nothing differs, so that nothing tells one criterion from the other.
    #[error("no column tells one row from another")]
    AllAlike,
    /// All numbers are 0.
    #[error("all numbers are 0")]
    AllZero,
    /// A share is not from 0 to 1.
    #[error("{value} is not a share from 0 to 1")]
    NotAShare {
        /// The number.
        value: f64,
    },
    /// The equations have no single solution.
    #[error("the equations have no single solution")]
    NotUnique,
}

impl NumbersError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::TooFew { .. } => "Give more of them.",
            Self::Length { .. } => "Give as many as go together.",
            Self::NotFinite { .. } => "Give a finite number.",
            Self::Negative { .. } => {
                "Use a method that bears negative numbers, or measure from a point below all."
            }
            Self::NotPositive { .. } => {
                "Use a method that bears 0 and less, or measure from a point below all."
            }
            Self::AllAlike => "Weigh the criteria by judgement: these data say nothing of them.",
            Self::AllZero => "Give at least one a number above 0.",
            Self::NotAShare { .. } => "Give a share from 0 to 1.",
            Self::NotUnique => "Use another method for these data.",
        }
    }
}

/// Checks a matrix: at least so many rows, at least one column, all rows of one
/// length, all numbers finite. Gives the number of columns.
pub(super) fn checked_matrix(matrix: &[Vec<f64>], rows: usize) -> Result<usize, NumbersError> {
    if matrix.len() < rows {
        return Err(NumbersError::TooFew { what: "rows", found: matrix.len(), needs: rows });
    }
    let columns = matrix.first().map_or(0, Vec::len);
    if columns == 0 {
        return Err(NumbersError::TooFew { what: "columns", found: 0, needs: 1 });
    }
    for (row, numbers) in matrix.iter().enumerate() {
        if numbers.len() != columns {
            return Err(NumbersError::Length {
                what: "columns",
                found: numbers.len(),
                needs: columns,
            });
        }
        if let Some(column) = numbers.iter().position(|number| !number.is_finite()) {
            return Err(NumbersError::NotFinite { row, column });
        }
    }
    Ok(columns)
}

/// Checks a list: at least so many numbers, all finite.
pub(super) fn checked_list(
    numbers: &[f64],
    what: &'static str,
    needs: usize,
) -> Result<(), NumbersError> {
    if numbers.len() < needs {
        return Err(NumbersError::TooFew { what, found: numbers.len(), needs });
    }
    match numbers.iter().position(|number| !number.is_finite()) {
        Some(column) => Err(NumbersError::NotFinite { row: 0, column }),
        None => Ok(()),
    }
}
