//! `ahp_eigenvector`, `ahp_geometric_mean` and `bwm`: weights from comparisons.

use serde_json::{Map, Value, json};

use super::inputs::{list_at, number_at};
use super::{ComputeError, Inputs, Method, Outputs};
use crate::analysis::methods::ahp::{
    self, Comparisons, RandomIndex, aggregated, consistency_by, suggested_judgement,
    weights_column_mean, weights_eigenvector, weights_geometric, worst_triad,
};
use crate::analysis::methods::bwm;

pub(super) const EIGENVECTOR: Method = Method {
    name: "ahp_eigenvector",
    about: "AHP: weights by the principal eigenvector, with consistency and what to repair",
    inputs: "matrix (null for a missing pair), or matrices, one for each person; [random_index: a \
             number, by size, or a table's name]",
    outputs: "weights, matrix (of several people), eigenvector, geometric_mean, column_mean, lambda_max, ci, cr, random_index, \
              random_index_source, worst_triad, suggestion; without a matrix the tables of random \
              indices",
    variants: &[],
    run: eigenvector,
};

pub(super) const GEOMETRIC: Method = Method {
    name: "ahp_geometric_mean",
    about: "AHP: weights by row geometric means, missing pairs by logarithmic least squares",
    inputs: "matrix (null for a missing pair), or several matrices by names of their own",
    outputs: "weights, or an output by the name of each matrix",
    variants: &[],
    run: geometric,
};

pub(super) const BEST_WORST: Method = Method {
    name: "bwm",
    about: "Best-worst method: linear model, intervals of the non-linear one, consistency",
    inputs: "best, worst (names of criteria, or positions from 1), best_to_others, \
             others_to_worst, [criteria]",
    outputs: "weights, xi, nonlinear_xi, nonlinear_intervals, consistency_index, \
              consistency_ratio, input_consistency_ratio; without judgements the table of \
              consistency indices",
    variants: &[],
    run: best_worst,
};

/// Comparisons from a matrix in which null stands for a missing pair.
pub(super) fn comparisons(value: &Value, place: &str) -> Result<Comparisons, ComputeError> {
    let rows = list_at(value, place, "a square matrix")?;
    let n = rows.len();
    // Refused before anything is read that is larger than can be judged.
    if n > ahp::MAX_ITEMS {
        return Err(told(place, &ahp::AhpError::TooManyItems { n }));
    }
    let mut matrix = vec![vec![None; n]; n];
    for (at, row) in rows.iter().enumerate() {
        let place = format!("{place}[{at}]");
        let entries = list_at(row, &place, "a list of numbers")?;
        if entries.len() != n {
            return Err(ComputeError::wrong(place, format!("a row of {n}"), row));
        }
        for (column, entry) in entries.iter().enumerate() {
            if !entry.is_null() {
                matrix[at][column] = Some(number_at(entry, &format!("{place}[{column}]"))?);
            }
        }
    }
    Comparisons::from_entries(&matrix).map_err(|error| told(place, &error))
}

pub(super) fn told(place: &str, error: &ahp::AhpError) -> ComputeError {
    ComputeError::at(place, error, error.hint())
}

/// The random index that the inputs name, for so many items.
pub(super) fn random_index(inputs: &Inputs<'_>, n: usize) -> Result<RandomIndex, ComputeError> {
    let place = inputs.place("random_index");
    match inputs.value("random_index") {
        None => Ok(RandomIndex::Simulated),
        Some(Value::String(name)) => RandomIndex::TABLES
            .into_iter()
            .find(|table| table.name() == Some(name))
            .ok_or_else(|| {
                let names: Vec<&str> =
                    RandomIndex::TABLES.into_iter().filter_map(RandomIndex::name).collect();
                let wants = format!("a number, or one of {}", names.join(", "));
                ComputeError::wrong(place, wants, &Value::from(name.as_str()))
            }),
        Some(Value::Object(by_size)) => match by_size.get(&n.to_string()) {
            Some(index) => given(index, &format!("{place}.{n}")),
            None => Ok(RandomIndex::Simulated),
        },
        Some(number) => given(number, &place),
    }
}

fn given(value: &Value, place: &str) -> Result<RandomIndex, ComputeError> {
    let index = number_at(value, place)?;
    if index >= 0.0 {
        Ok(RandomIndex::Given(index))
    } else {
        Err(ComputeError::wrong(place, "a number of 0 or more", value))
    }
}

fn eigenvector(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let several = inputs.has("matrices");
    if !several && !inputs.has("matrix") {
        return random_index_tables();
    }
    let name = if several { "matrices" } else { "matrix" };
    let place = inputs.place(name);
    let failed = |error| told(&place, &error);
    let judged = if several {
        let people = inputs.list(name, "a list of square matrices")?;
        let read: Result<Vec<Comparisons>, ComputeError> = people
            .iter()
            .enumerate()
            .map(|(at, matrix)| comparisons(matrix, &format!("{place}[{at}]")))
            .collect();
        aggregated(&read?).map_err(failed)?
    } else {
        comparisons(inputs.required(name, "a square matrix")?, &place)?
    };
    let weights = weights_eigenvector(&judged).map_err(failed)?;
    let table = random_index(inputs, judged.n())?;
    let found = consistency_by(&judged, table).map_err(failed)?;
    let mut outputs = Outputs::new();
    if several {
        let n = judged.n();
        let row = |i| (0..n).map(|j| judged.judgement(i, j)).collect::<Vec<_>>();
        outputs.put("matrix", (0..n).map(row).collect::<Vec<_>>())?;
    }
    outputs.put("weights", weights.as_slice())?;
    // Some papers print the same weights to four digits beside those to three.
    outputs.put("weights_4", weights.as_slice())?;
    outputs.put("eigenvector", weights.as_slice())?;
    outputs.put("geometric_mean", weights_geometric(&judged).map_err(failed)?)?;
    outputs.put("column_mean", weights_column_mean(&judged).map_err(failed)?)?;
    outputs.put("lambda_max", found.lambda_max)?;
    outputs.put("ci", found.index)?;
    outputs.put("cr", found.ratio)?;
    outputs.put("random_index", table.of(judged.n()))?;
    outputs.put("random_index_source", table.source())?;
    let donegan = if inputs.has("random_index_donegan_dodd") {
        RandomIndex::Given(inputs.number("random_index_donegan_dodd")?)
    } else {
        RandomIndex::DoneganDodd1991
    };
    outputs.put("cr_donegan_dodd", consistency_by(&judged, donegan).map_err(failed)?.ratio)?;
    let triad = worst_triad(&judged).filter(|triad| triad.contradiction > 1e-9);
    outputs.put(
        "worst_triad",
        triad.map(|triad| {
            json!({
                "items": triad.items.map(|item| item + 1),
                "direct": triad.direct,
                "indirect": triad.indirect,
            })
        }),
    )?;
    let suggestion = suggested_judgement(&judged).map_err(failed)?;
    outputs.put(
        "suggestion",
        suggestion.map(|found| {
            json!({
                "row": found.row + 1,
                "column": found.column + 1,
                "now": found.now,
                "suggested": found.suggested,
                "on_scale": found.on_scale,
                "cr_after": found.ratio_after,
            })
        }),
    )?;
    Ok(outputs)
}

fn random_index_tables() -> Result<Outputs, ComputeError> {
    let mut outputs = Outputs::new();
    for table in RandomIndex::TABLES {
        let sizes: Map<String, Value> = (1..=ahp::MAX_ITEMS)
            .filter_map(|n| Some((n.to_string(), Value::from(table.of(n)?))))
            .collect();
        if let Some(name) = table.name() {
            outputs.put(name, Value::Object(sizes))?;
        }
    }
    Ok(outputs)
}

fn geometric(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let mut outputs = Outputs::new();
    let is_matrix = |value: &Value| value.get(0).is_some_and(Value::is_array);
    let named: Vec<(&str, &Value)> = if inputs.has("matrix") {
        vec![("matrix", inputs.required("matrix", "a square matrix")?)]
    } else {
        inputs.entries().filter(|(_, value)| is_matrix(value)).collect()
    };
    if named.is_empty() {
        return Err(ComputeError::missing(inputs.place("matrix"), "a square matrix"));
    }
    for (name, value) in named {
        let place = inputs.place(name);
        let judged = comparisons(value, &place)?;
        let weights = weights_geometric(&judged).map_err(|error| told(&place, &error))?;
        outputs.put(if name == "matrix" { "weights" } else { name }, weights)?;
    }
    Ok(outputs)
}

fn best_worst(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let mut outputs = Outputs::new();
    if !inputs.has("best_to_others") && !inputs.has("others_to_worst") {
        let table: Map<String, Value> = (1..=9)
            .map(|a| (a.to_string(), Value::from(bwm::consistency_index(f64::from(a)))))
            .collect();
        outputs.put("consistency_index", Value::Object(table))?;
        return Ok(outputs);
    }
    let best_to_others = inputs.numbers("best_to_others")?;
    let others_to_worst = inputs.numbers("others_to_worst")?;
    let found = bwm::linear(
        item(inputs, "best")?,
        item(inputs, "worst")?,
        &best_to_others,
        &others_to_worst,
    )
    .map_err(|error| {
        let place = match &error {
            bwm::BwmError::Judgement { item, of_best: true, .. } => {
                format!("{}[{item}]", inputs.place("best_to_others"))
            }
            bwm::BwmError::Judgement { item, .. } => {
                format!("{}[{item}]", inputs.place("others_to_worst"))
            }
            bwm::BwmError::Ends { .. } => inputs.place("best"),
            _ => inputs.place("best_to_others"),
        };
        ComputeError::at(place, &error, error.hint())
    })?;
    outputs.put("weights", found.weights)?;
    outputs.put("xi", found.xi)?;
    outputs.put("nonlinear_xi", found.nonlinear_xi)?;
    let intervals = found.nonlinear_intervals.iter().map(|&(low, high)| vec![low, high]);
    outputs.put("nonlinear_intervals", intervals.collect::<Vec<_>>())?;
    outputs.put("consistency_index", found.index)?;
    outputs.put("consistency_index_source", bwm::INDEX_SOURCE)?;
    outputs.put("consistency_ratio", found.ratio)?;
    outputs.put("input_consistency_ratio", found.input_ratio)?;
    Ok(outputs)
}

/// An item by its name among the criteria, or by its position from 1.
fn item(inputs: &Inputs<'_>, name: &str) -> Result<usize, ComputeError> {
    let wants = "the name of a criterion, or its position from 1";
    let value = inputs.required(name, wants)?;
    let found = match value {
        Value::String(wanted) => {
            inputs.texts("criteria")?.iter().position(|criterion| criterion == wanted)
        }
        _ => inputs.whole(name)?.checked_sub(1),
    };
    found.ok_or_else(|| ComputeError::wrong(inputs.place(name), wants, value))
}
