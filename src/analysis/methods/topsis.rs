//! TOPSIS: nearness to an ideal and distance from its opposite.

use super::normalise::{Normalisation, normalise};
use super::table::{Caveat, Direction, MethodError, Table, finite, finite_rows};

/// Where the ideal and its opposite lie.
#[derive(Debug, Clone, PartialEq)]
pub enum Ideal {
    /// At the best and worst number of each column among the options at hand.
    Observed,
    /// At fixed numbers of each column, before weighting: best, then worst.
    Fixed(Vec<(f64, f64)>),
}

/// What TOPSIS gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Topsis {
    /// C = d⁻ / (d⁺ + d⁻) of each option, 0 to 1; ½ for all where all are alike.
    pub closeness: Vec<f64>,
    /// d⁺, distance from the ideal.
    pub from_ideal: Vec<f64>,
    /// d⁻, distance from the opposite of the ideal.
    pub from_worst: Vec<f64>,
    /// The ideal, weighted.
    pub ideal: Vec<f64>,
    /// Its opposite, weighted.
    pub worst: Vec<f64>,
    /// The normalised table, before weighting.
    pub normalised: Vec<Vec<f64>>,
    /// What could not be told apart.
    pub caveats: Vec<Caveat>,
}

/// Technique for order preference by similarity to ideal solution (Hwang and
/// Yoon 1981, Multiple Attribute Decision Making, section 3.3): r normalised,
/// t = w r, d± the Euclidean distances from the ideal and its opposite,
/// C = d⁻ / (d⁺ + d⁻). Constant columns add nothing to either distance; where
/// both are 0 the closeness is undefined, and all tie at ½.
///
/// # Errors
///
/// A bad table, or one that the normalisation refuses; a fixed ideal of
/// another length.
pub fn topsis(
    table: &Table,
    normalisation: Normalisation,
    ideal: &Ideal,
) -> Result<Topsis, MethodError> {
    let made = normalise(table, normalisation)?;
    let mut caveats = table.caveats();
    for caveat in made.caveats {
        if !caveats.contains(&caveat) {
            caveats.push(caveat);
        }
    }
    let (rows, directions) = (&made.table.rows, &made.table.directions);
    let columns = table.weights.len();
    if let Ideal::Fixed(ends) = ideal
        && (ends.len() != columns
            || ends.iter().any(|(best, worst)| !best.is_finite() || !worst.is_finite()))
    {
        return Err(MethodError::Setting("the fixed ideal"));
    }
    let mut best = vec![0.0; columns];
    let mut worst = vec![0.0; columns];
    for column in table.counted() {
        let weight = table.weights[column];
        let (high, low) = match ideal {
            Ideal::Fixed(ends) => ends[column],
            Ideal::Observed => {
                let own = || rows.iter().map(|row| row[column]);
                let most = own().fold(f64::NEG_INFINITY, f64::max);
                let least = own().fold(f64::INFINITY, f64::min);
                match directions[column] {
                    Direction::Max => (most, least),
                    Direction::Min => (least, most),
                }
            }
        };
        best[column] = weight * high;
        worst[column] = weight * low;
    }
    let counted = table.counted();
    let distance = |row: &[f64], to: &[f64]| -> f64 {
        counted.iter().map(|&at| (table.weights[at] * row[at] - to[at]).powi(2)).sum::<f64>().sqrt()
    };
    let from_ideal = finite(rows.iter().map(|row| distance(row, &best)).collect())?;
    let from_worst = finite(rows.iter().map(|row| distance(row, &worst)).collect())?;
    let mut undefined = false;
    let closeness = from_ideal
        .iter()
        .zip(&from_worst)
        .map(|(away, near)| {
            let whole = away + near;
            undefined |= whole <= 0.0;
            if whole > 0.0 { near / whole } else { 0.5 }
        })
        .collect();
    if undefined {
        caveats.push(Caveat::AllAlike);
    }
    Ok(Topsis {
        closeness: finite(closeness)?,
        from_ideal,
        from_worst,
        ideal: best,
        worst,
        normalised: finite_rows(made.table.rows)?,
        caveats,
    })
}
