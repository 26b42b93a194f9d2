//! How far one weight of a weighted sum can move.

use super::super::{ComputeError, Inputs, Method, Outputs};
use super::{names, normalisation, table, undefined};
use crate::analysis::methods::{
    Normalisation, critical_weight, normalise, weighted_sum, winner_intervals,
};

/// Up to so many options the preferences of each few of them are given by name.
const MOST_NAMED: u32 = 4;

pub(in super::super) const SENSITIVITY: Method = Method {
    name: "sensitivity",
    about: "Ranges of single weights in which the best of a weighted sum stays first",
    inputs: "matrix, weights, [directions], [normalisation: none, vector, sum, min-max, linear \
             ratio], [alternatives]",
    outputs: "best, intervals, preferences, percent_top and percent_top_criterion (the smallest \
              change of one weight that dethrones it, in percent of the weight)",
    variants: &[],
    run,
};

fn run(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let given = table(inputs)?;
    let how = normalisation(inputs, Normalisation::None)?;
    let table = normalise(&given, how).map_err(undefined)?.table;
    let scores = weighted_sum(&table).map_err(undefined)?;
    let found = winner_intervals(&table).map_err(undefined)?;
    let mut out = Outputs::new();
    out.put("best", found.best + 1)?;
    let intervals: Vec<Vec<f64>> =
        found.intervals.iter().map(|(low, high)| vec![*low, *high]).collect();
    out.put("intervals", intervals)?;
    if let Some(change) = critical_weight(&table).map_err(undefined)? {
        out.put("percent_top", change.percent)?;
        out.put("percent_top_criterion", change.column + 1)?;
    }
    let names = names(inputs, scores.len())?;
    let count = u32::try_from(names.len()).unwrap_or(u32::MAX);
    if count <= MOST_NAMED {
        for some in 1_usize..1 << count {
            let chosen = || (0..names.len()).filter(|at| some >> at & 1 == 1);
            let name: Vec<&str> = chosen().map(|at| names[at].as_str()).collect();
            let preferences: Vec<f64> = chosen().map(|at| scores[at]).collect();
            out.put(&format!("P_{}", name.join("_")), preferences)?;
        }
    }
    out.put("preferences", scores)?;
    Ok(out)
}
