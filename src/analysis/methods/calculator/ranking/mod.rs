//! Adapters of the ranking methods.

mod dominance;
mod electre_1;
mod electre_3;
mod mavt_linear;
mod promethee;
mod sensitivity;
mod synthesis;
mod topsis;
mod vikor;
mod weighted_product;
mod weighted_sum;

pub(super) use dominance::DOMINANCE;
pub(super) use electre_1::ELECTRE_1;
pub(super) use electre_3::ELECTRE_3;
pub(super) use mavt_linear::MAVT_LINEAR;
pub(super) use promethee::PROMETHEE;
pub(super) use sensitivity::SENSITIVITY;
pub(super) use synthesis::AHP_SYNTHESIS;
pub(super) use topsis::TOPSIS;
pub(super) use vikor::VIKOR;
pub(super) use weighted_product::WEIGHTED_PRODUCT;
pub(super) use weighted_sum::WEIGHTED_SUM;

use serde_json::Value;

use super::{ComputeError, Inputs, list_at, numbers_at, weights_at};
use crate::analysis::methods::{MethodError, Normalisation, Table, ranks};

/// Scores closer than this tie.
const EQUAL: f64 = 1e-12;

/// The decision table of the inputs `matrix`, `directions`, `weights`.
fn table(inputs: &Inputs<'_>) -> Result<Table, ComputeError> {
    let rows = inputs.matrix("matrix")?;
    let columns = rows[0].len();
    let weights = inputs.weights(columns)?;
    Ok(Table { rows, weights, directions: inputs.directions(columns)? })
}

/// The same with equal weights where none are given.
fn unweighted(inputs: &Inputs<'_>) -> Result<Table, ComputeError> {
    let rows = inputs.matrix("matrix")?;
    let columns = rows[0].len();
    Ok(Table { rows, weights: vec![1.0; columns], directions: inputs.directions(columns)? })
}

/// The normalisation meant by a text; `usual` where none is given.
fn normalisation(inputs: &Inputs<'_>, usual: Normalisation) -> Result<Normalisation, ComputeError> {
    match inputs.value("normalisation") {
        None | Some(Value::Null) => Ok(usual),
        Some(value) => normalisation_of(value, &inputs.place("normalisation")),
    }
}

fn normalisation_of(value: &Value, place: &str) -> Result<Normalisation, ComputeError> {
    let wants = "none, vector, sum, min-max or linear ratio";
    let text = value.as_str().ok_or_else(|| ComputeError::wrong(place, wants, value))?;
    let has = |part: &str| text.contains(part);
    if has("none") {
        Ok(Normalisation::None)
    } else if has("vector") && has("1/x") {
        Ok(Normalisation::VectorReciprocal)
    } else if has("vector") {
        Ok(Normalisation::Vector)
    } else if has("min-max") || has("min–max") {
        Ok(Normalisation::MinMax)
    } else if has("ratio") || has("x/max") {
        Ok(Normalisation::LinearRatio)
    } else if has("sum") {
        Ok(Normalisation::Sum)
    } else {
        Err(ComputeError::wrong(place, wants, value))
    }
}

/// Each set of weights, by its name or its number from 1.
fn weight_sets(
    inputs: &Inputs<'_>,
    columns: usize,
) -> Result<Vec<(String, Vec<f64>)>, ComputeError> {
    let place = inputs.place("weight_sets");
    let wants = "sets of weights, as a list or by name";
    let value = inputs.required("weight_sets", wants)?;
    let sets: Vec<(String, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(name, set)| (name.clone(), set)).collect(),
        other => list_at(other, &place, wants)?
            .iter()
            .enumerate()
            .map(|(at, set)| ((at + 1).to_string(), set))
            .collect(),
    };
    sets.into_iter()
        .map(|(name, set)| {
            let place = format!("{place}[{name}]");
            let weights = numbers_at(set, &place)?;
            if weights.len() != columns {
                let wants = format!("a list of {columns} weights");
                return Err(ComputeError::wrong(place, wants, set));
            }
            Ok((name, weights_at(weights, &place)?))
        })
        .collect()
}

/// The options' names: as given, or A1, A2 and so on.
fn names(inputs: &Inputs<'_>, count: usize) -> Result<Vec<String>, ComputeError> {
    if !inputs.has("alternatives") {
        return Ok((1..=count).map(|at| format!("A{at}")).collect());
    }
    let given = inputs.texts("alternatives")?;
    if given.len() != count {
        let wants = format!("a list of {count} names");
        let value = inputs.required("alternatives", &wants)?;
        return Err(ComputeError::wrong(inputs.place("alternatives"), wants, value));
    }
    Ok(given.into_iter().map(str::to_owned).collect())
}

/// Ranks from 1, more being better.
fn ranking(scores: &[f64]) -> Vec<usize> {
    ranks(scores, true, EQUAL)
}

/// Positions counted from 1, as cases do.
fn from_one(positions: &[usize]) -> Vec<usize> {
    positions.iter().map(|at| at + 1).collect()
}

/// Truth as 0 and 1, as tables in papers print it.
fn zero_one(table: &[Vec<bool>]) -> Vec<Vec<usize>> {
    table.iter().map(|row| row.iter().map(|&is| usize::from(is)).collect()).collect()
}

/// What keeps a method from a result, with the place among the inputs.
fn undefined(error: MethodError) -> ComputeError {
    let place = match error {
        MethodError::NotFinite { row, column }
        | MethodError::NotPositive { row, column }
        | MethodError::Negative { row, column } => format!("inputs.matrix[{row}][{column}]"),
        MethodError::Shape { row, .. } => format!("inputs.matrix[{row}]"),
        MethodError::BadWeight { column } => format!("inputs.weights[{column}]"),
        MethodError::NoWeight => "inputs.weights".to_owned(),
        MethodError::NoOptions | MethodError::NoCriteria | MethodError::TooLarge => {
            "inputs.matrix".to_owned()
        }
        MethodError::Thresholds { .. } => "inputs".to_owned(),
        MethodError::Setting(name) => format!("inputs, {name}"),
    };
    let advice = match error {
        MethodError::NotPositive { .. } | MethodError::Negative { .. } => {
            "Shift the scale so that its numbers are above 0, or use another normalisation."
        }
        MethodError::Thresholds { .. } => "Give thresholds with 0 ≤ q ≤ p ≤ v for every column.",
        _ => "Correct it and compute again.",
    };
    ComputeError::undefined(place, error.to_string(), advice)
}
