//! TOPSIS.

use super::super::{ComputeError, Direction, Inputs, Method, Outputs, numbers_at};
use super::{normalisation, ranking, table, undefined, weight_sets};
use crate::analysis::methods::{Ideal, Normalisation, Table, Topsis, topsis};

pub(in super::super) const TOPSIS: Method = Method {
    name: "topsis",
    about: "Nearness to the ideal and distance from its opposite",
    inputs: "matrix, weights or weight_sets, [directions] or directions_by_run, [normalisation: \
             vector (usual), min-max, sum, linear ratio, none], [ideal and anti_ideal: fixed, \
             before weighting], [subset: first … rows, first … columns]",
    outputs: "closeness, one_minus_closeness, ranking, d_plus, d_minus, ideal, anti_ideal, \
              normalised; or ranks_by_weight_set; or the closeness by run",
    variants: &[],
    run,
};

fn run(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let how = normalisation(inputs, Normalisation::Vector)?;
    let mut out = Outputs::new();
    if inputs.has("weight_sets") {
        let rows = inputs.matrix("matrix")?;
        let columns = rows[0].len();
        let directions = inputs.directions(columns)?;
        let mut by_set = Vec::new();
        for (_, weights) in weight_sets(inputs, columns)? {
            let table = Table { rows: rows.clone(), weights, directions: directions.clone() };
            let found = topsis(&table, how, &Ideal::Observed).map_err(undefined)?;
            by_set.push(ranking(&found.closeness));
        }
        out.put("ranks_by_weight_set", by_set)?;
        return Ok(out);
    }
    let table = table(inputs)?;
    if inputs.has("directions_by_run") {
        let runs = inputs.object("directions_by_run")?;
        for (name, _) in runs.entries() {
            let words = runs.texts(name)?;
            if words.len() != table.weights.len() {
                let wants = format!("a list of {}, max or min", table.weights.len());
                return Err(ComputeError::wrong(runs.place(name), wants, &words.len().into()));
            }
            let directions = words
                .iter()
                .map(|word| if *word == "min" { Direction::Min } else { Direction::Max })
                .collect();
            let table = Table { directions, ..table.clone() };
            let found = topsis(&table, how, &Ideal::Observed).map_err(undefined)?;
            out.put(name, found.closeness)?;
        }
        return Ok(out);
    }
    let ideal = if inputs.has("ideal") {
        let wants = "a number for each column";
        let ends = |name: &str| -> Result<Vec<f64>, ComputeError> {
            numbers_at(inputs.required(name, wants)?, &inputs.place(name))
        };
        Ideal::Fixed(ends("ideal")?.into_iter().zip(ends("anti_ideal")?).collect())
    } else {
        Ideal::Observed
    };
    if inputs.has("subset") {
        let text = inputs.text("subset")?;
        if let Some((rows, columns)) = subset(text, &table) {
            let part = Table {
                rows: table.rows[..rows].iter().map(|row| row[..columns].to_vec()).collect(),
                weights: table.weights[..columns].to_vec(),
                directions: table.directions[..columns].to_vec(),
            };
            let found = topsis(&part, how, &Ideal::Observed).map_err(undefined)?;
            out.put(&format!("closeness_subset_{rows}x{columns}"), found.closeness)?;
        }
    }
    put(&mut out, topsis(&table, how, &ideal).map_err(undefined)?)?;
    Ok(out)
}

fn put(out: &mut Outputs, found: Topsis) -> Result<(), ComputeError> {
    let turned: Vec<f64> = found.closeness.iter().map(|x| 1.0 - x).collect();
    out.put("ranking", ranking(&found.closeness))?;
    out.put("one_minus_closeness", turned)?;
    out.put("closeness", found.closeness)?;
    out.put("d_plus", found.from_ideal)?;
    out.put("d_minus", found.from_worst)?;
    out.put("ideal", found.ideal)?;
    out.put("anti_ideal", found.worst)?;
    out.put("normalised", found.normalised.as_slice())
}

/// Rows and columns meant by "first two rows, first three columns".
fn subset(text: &str, table: &Table) -> Option<(usize, usize)> {
    const WORDS: [&str; 9] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let count = |of: &str| {
        let at = words.iter().position(|word| word.starts_with(of))?;
        let word = words.get(at.checked_sub(1)?)?;
        let named = WORDS.iter().position(|one| one == word).map(|at| at + 1);
        named.or_else(|| word.parse().ok())
    };
    let (rows, columns) = (count("row")?, count("column")?);
    let fits = (1..=table.options()).contains(&rows);
    (fits && (1..=table.weights.len()).contains(&columns)).then_some((rows, columns))
}
