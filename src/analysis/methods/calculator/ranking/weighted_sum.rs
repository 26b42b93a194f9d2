//! Weighted sum.

use serde_json::Value;

use super::super::{ComputeError, Inputs, Method, Outputs};
use super::{normalisation, normalisation_of, ranking, table, undefined};
use crate::analysis::methods::{Normalisation, normalise, weighted_sum};

pub(in super::super) const WEIGHTED_SUM: Method = Method {
    name: "weighted_sum",
    about: "Sum of weight times normalised performance",
    inputs: "matrix, weights, [directions], [normalisation: none, vector, sum, min-max, linear \
             ratio; or an object of them by output]",
    outputs: "scores (or one list by output), ranking",
    variants: &[],
    run,
};

fn run(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let table = table(inputs)?;
    let scores = |how: Normalisation| {
        let made = normalise(&table, how).map_err(undefined)?;
        weighted_sum(&made.table).map_err(undefined)
    };
    let mut out = Outputs::new();
    if let Some(Value::Object(several)) = inputs.value("normalisation") {
        for (at, (name, how)) in several.iter().enumerate() {
            let place = format!("{}.{name}", inputs.place("normalisation"));
            let found = scores(normalisation_of(how, &place)?)?;
            if at == 0 {
                out.put("ranking", ranking(&found))?;
            }
            out.put(name, found)?;
        }
        return Ok(out);
    }
    let found = scores(normalisation(inputs, Normalisation::None)?)?;
    out.put("ranking", ranking(&found))?;
    out.put("scores", found)?;
    Ok(out)
}
