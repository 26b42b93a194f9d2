//! Normalisations: ways to make columns in different units comparable. Which
//! one is used is part of a method; the same method with another may rank the
//! other way round (García-Cascales and Lamata 2012).

use super::table::{Caveat, Direction, MethodError, Table, finite_rows};

/// How the columns of a table are made comparable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Normalisation {
    /// Not at all: the numbers are comparable as they are.
    None,
    /// x / √Σx² (Hwang and Yoon 1981); directions stay.
    Vector,
    /// The same, of 1/x where less is better; then more is better throughout.
    VectorReciprocal,
    /// x / Σx, of 1/x where less is better; then more is better throughout.
    Sum,
    /// (x − worst) / (best − worst) among the options at hand; then more is
    /// better throughout. Relative to the set of options.
    MinMax,
    /// x / max, or min / x where less is better; then more is better throughout.
    LinearRatio,
}

impl Normalisation {
    /// Every normalisation.
    pub const ALL: [Self; 6] = [
        Self::None,
        Self::Vector,
        Self::VectorReciprocal,
        Self::Sum,
        Self::MinMax,
        Self::LinearRatio,
    ];

    /// The normalisation in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Vector => "vector: each column divided by its length",
            Self::VectorReciprocal => {
                "vector: each column divided by its length, reciprocals where less is better"
            }
            Self::Sum => "sum: each column divided by its sum, reciprocals where less is better",
            Self::MinMax => "min–max: from the worst to the best option at hand",
            Self::LinearRatio => "ratio: x / largest, smallest / x where less is better",
        }
    }
}

/// A table made comparable.
#[derive(Debug, Clone, PartialEq)]
pub struct Normalised {
    /// The numbers; directions as the normalisation leaves them.
    pub table: Table,
    /// Columns that hold no information.
    pub caveats: Vec<Caveat>,
}

/// Makes the columns of a table comparable. A column that is constant under
/// min–max, or 0 throughout under the others, becomes 0 and is noted.
///
/// # Errors
///
/// A bad table; a negative number under sum and ratio; a number at or below 0
/// where its reciprocal is needed.
pub fn normalise(table: &Table, how: Normalisation) -> Result<Normalised, MethodError> {
    table.check()?;
    let mut out = table.clone();
    let mut caveats = Vec::new();
    for column in table.counted() {
        let less = table.directions[column] == Direction::Min;
        let own: Vec<f64> = table.column(column).collect();
        let scaled = match how {
            Normalisation::None => continue,
            Normalisation::Vector => divided(&own, length(&own)),
            Normalisation::VectorReciprocal => {
                let own = if less { reciprocals(&own, column)? } else { own };
                divided(&own, length(&own))
            }
            Normalisation::Sum => {
                let own =
                    if less { reciprocals(&own, column)? } else { not_negative(own, column)? };
                let sum = own.iter().sum();
                divided(&own, sum)
            }
            Normalisation::MinMax => min_max(&own, less),
            Normalisation::LinearRatio => {
                let own =
                    if less { reciprocals(&own, column)? } else { not_negative(own, column)? };
                let largest = own.iter().copied().fold(0.0, f64::max);
                divided(&own, largest)
            }
        };
        if how != Normalisation::Vector {
            out.directions[column] = Direction::Max;
        }
        if scaled.is_none() {
            caveats.push(match how {
                Normalisation::MinMax => Caveat::Constant { column },
                _ => Caveat::ZeroColumn { column },
            });
        }
        let scaled = scaled.unwrap_or_else(|| vec![0.0; table.options()]);
        for (row, x) in out.rows.iter_mut().zip(scaled) {
            row[column] = x;
        }
    }
    out.rows = finite_rows(out.rows)?;
    Ok(Normalised { table: out, caveats })
}

/// √Σx², by the largest first so that no square is too large.
fn length(own: &[f64]) -> f64 {
    let largest = own.iter().map(|x| x.abs()).fold(0.0, f64::max);
    if largest == 0.0 {
        return 0.0;
    }
    largest * own.iter().map(|x| (x / largest).powi(2)).sum::<f64>().sqrt()
}

fn divided(own: &[f64], by: f64) -> Option<Vec<f64>> {
    (by > 0.0).then(|| own.iter().map(|x| x / by).collect())
}

fn min_max(own: &[f64], less: bool) -> Option<Vec<f64>> {
    let low = own.iter().copied().fold(f64::INFINITY, f64::min);
    let high = own.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let span = high - low;
    (span > 0.0)
        .then(|| own.iter().map(|x| if less { (high - x) / span } else { (x - low) / span }))
        .map(Iterator::collect)
}

fn reciprocals(own: &[f64], column: usize) -> Result<Vec<f64>, MethodError> {
    own.iter()
        .enumerate()
        .map(|(row, x)| {
            let turned = 1.0 / x;
            if *x > 0.0 && turned.is_finite() {
                Ok(turned)
            } else {
                Err(MethodError::NotPositive { row, column })
            }
        })
        .collect()
}

fn not_negative(own: Vec<f64>, column: usize) -> Result<Vec<f64>, MethodError> {
    match own.iter().position(|x| *x < 0.0) {
        Some(row) => Err(MethodError::Negative { row, column }),
        None => Ok(own),
    }
}
