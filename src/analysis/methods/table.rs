//! The plain numbers that a ranking method works on, and what it can say of
//! them beyond its result.

use std::fmt;

pub use super::calculator::Direction;

/// A decision table: one row per option, one column per criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Performance or value of each option on each criterion.
    pub rows: Vec<Vec<f64>>,
    /// Weight of each criterion, 0 or more. A weight of 0 takes the criterion
    /// out exactly.
    pub weights: Vec<f64>,
    /// Which way each criterion counts.
    pub directions: Vec<Direction>,
}

impl Table {
    /// A table on which more is better throughout, as values are.
    pub fn of_values(rows: Vec<Vec<f64>>, weights: Vec<f64>) -> Self {
        let directions = vec![Direction::Max; weights.len()];
        Self { rows, weights, directions }
    }

    /// Count of options.
    pub fn options(&self) -> usize {
        self.rows.len()
    }

    /// Positions of the criteria with weight.
    pub fn counted(&self) -> Vec<usize> {
        (0..self.weights.len()).filter(|&at| self.weights[at] > 0.0).collect()
    }

    /// One criterion's numbers, option by option.
    pub fn column(&self, at: usize) -> impl Iterator<Item = f64> + '_ {
        self.rows.iter().map(move |row| row[at])
    }

    /// Whether every number is there and finite, weights are not negative and
    /// one at least is above 0.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), MethodError> {
        let columns = self.weights.len();
        if self.rows.is_empty() {
            return Err(MethodError::NoOptions);
        }
        if columns == 0 {
            return Err(MethodError::NoCriteria);
        }
        if self.directions.len() != columns {
            return Err(MethodError::Shape { row: 0, found: self.directions.len(), columns });
        }
        for (at, row) in self.rows.iter().enumerate() {
            if row.len() != columns {
                return Err(MethodError::Shape { row: at, found: row.len(), columns });
            }
            if let Some(column) = row.iter().position(|x| !x.is_finite()) {
                return Err(MethodError::NotFinite { row: at, column });
            }
        }
        if let Some(column) = self.weights.iter().position(|w| !w.is_finite() || *w < 0.0) {
            return Err(MethodError::BadWeight { column });
        }
        if self.weights.iter().all(|w| *w == 0.0) {
            return Err(MethodError::NoWeight);
        }
        Ok(())
    }

    /// Criteria with weight on which all options are alike.
    pub fn constant_columns(&self) -> Vec<usize> {
        self.counted()
            .into_iter()
            .filter(|&at| {
                let first = self.rows[0][at];
                self.column(at).all(|x| x == first)
            })
            .collect()
    }

    /// The caveats that hold for every method: constant criteria, one option.
    pub fn caveats(&self) -> Vec<Caveat> {
        if self.rows.len() == 1 {
            return vec![Caveat::SingleOption];
        }
        self.constant_columns().into_iter().map(|column| Caveat::Constant { column }).collect()
    }
}

/// Why a method cannot be run on a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum MethodError {
    /// There is no option.
    NoOptions,
    /// There is no criterion.
    NoCriteria,
    /// No criterion has weight.
    NoWeight,
    /// A row has another length than there are criteria.
    Shape {
        /// The row, from 0.
        row: usize,
        /// Its length.
        found: usize,
        /// Count of criteria.
        columns: usize,
    },
    /// A number is missing or infinite.
    NotFinite {
        /// The row, from 0.
        row: usize,
        /// The column, from 0.
        column: usize,
    },
    /// A weight is negative, missing or infinite.
    BadWeight {
        /// The column, from 0.
        column: usize,
    },
    /// The method needs a number above 0 here.
    NotPositive {
        /// The row, from 0.
        row: usize,
        /// The column, from 0.
        column: usize,
    },
    /// The method needs a number of at least 0 here.
    Negative {
        /// The row, from 0.
        row: usize,
        /// The column, from 0.
        column: usize,
    },
    /// The thresholds of a criterion are out of order, negative or missing.
    Thresholds {
        /// The column, from 0.
        column: usize,
    },
    /// A setting of the method, by its name, is out of its range.
    Setting(&'static str),
    /// The numbers are too large to be worked with.
    TooLarge,
}

impl fmt::Display for MethodError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoOptions => write!(f, "there is no option"),
            Self::NoCriteria => write!(f, "there is no criterion"),
            Self::NoWeight => write!(f, "no criterion has a weight above 0"),
            Self::Shape { row, found, columns } => {
                write!(f, "row {} has {found} numbers, but there are {columns} criteria", row + 1)
            }
            Self::NotFinite { row, column } => {
                write!(f, "the number in row {}, column {} is missing", row + 1, column + 1)
            }
            Self::BadWeight { column } => {
                write!(f, "the weight of column {} is not a number of at least 0", column + 1)
            }
            Self::NotPositive { row, column } => {
                write!(f, "the number in row {}, column {} has to be above 0", row + 1, column + 1)
            }
            Self::Negative { row, column } => write!(
                f,
                "the number in row {}, column {} must not be negative",
                row + 1,
                column + 1
            ),
            Self::Thresholds { column } => write!(
                f,
                "the thresholds of column {} have to rise from at least 0: indifference, \
                 preference, veto",
                column + 1
            ),
            Self::Setting(name) => write!(f, "{name} is out of its range"),
            Self::TooLarge => write!(f, "the numbers are too large"),
        }
    }
}

impl std::error::Error for MethodError {}

/// What has to be said beside a method's result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caveat {
    /// A criterion tells no options apart and adds nothing.
    Constant {
        /// The column, from 0.
        column: usize,
    },
    /// A criterion is 0 throughout and adds nothing.
    ZeroColumn {
        /// The column, from 0.
        column: usize,
    },
    /// Numbers at or below 0 were raised to the floor of the method.
    Floored {
        /// Row and column of each, from 0.
        cells: Vec<(usize, usize)>,
    },
    /// There is nothing to compare with.
    SingleOption,
    /// All options are alike, so that the score has no meaning; all tie.
    AllAlike,
}

/// Gives the numbers back unless one of them is infinite or not a number.
pub(super) fn finite(numbers: Vec<f64>) -> Result<Vec<f64>, MethodError> {
    if numbers.iter().all(|x| x.is_finite()) { Ok(numbers) } else { Err(MethodError::TooLarge) }
}

/// The same for a table of numbers.
pub(super) fn finite_rows(rows: Vec<Vec<f64>>) -> Result<Vec<Vec<f64>>, MethodError> {
    rows.into_iter().map(finite).collect()
}
