//! Additive value with linear and piecewise linear value functions.

use super::super::{ComputeError, Inputs, Method, Outputs};
use super::{ranking, undefined, unweighted, weight_sets};
use crate::analysis::methods::{
    Beyond, Normalisation, Table, normalise, piecewise_value, weighted_sum,
};

pub(in super::super) const MAVT_LINEAR: Method = Method {
    name: "mavt_linear",
    about: "Additive value with linear or piecewise linear value functions",
    inputs: "matrix, [directions], [weights or weight_sets] with values between the worst and best \
             at hand; or functions (cutoffs, values, x, [outside: clip or \
             extrapolate]); or value_scores with \
             weights_rounded_percent and swing_ratings; or benefit and extra_cost",
    outputs: "values (of the cells, or of the options by weights), ranking; or \
              weights_from_swings and aggregate_NAME; or cost_per_value_point_A_to_B",
    variants: &[],
    run,
};

fn run(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let mut out = Outputs::new();
    if inputs.has("functions") {
        let mut found = Vec::new();
        for function in inputs.objects("functions")? {
            let at = function.numbers("cutoffs")?;
            let values = function.numbers_of("values", at.len())?;
            let points: Vec<(f64, f64)> = at.into_iter().zip(values).collect();
            let beyond = match function.value("outside").and_then(|value| value.as_str()) {
                Some("extrapolate") => Beyond::Extend,
                _ => Beyond::Level,
            };
            let values: Option<Vec<f64>> = function
                .numbers("x")?
                .into_iter()
                .map(|x| piecewise_value(&points, x, beyond))
                .collect();
            found.push(values.ok_or_else(|| {
                ComputeError::undefined(
                    function.place("cutoffs"),
                    "they do not rise, or there are fewer than two",
                    "Give at least two cutoffs in rising order.",
                )
            })?);
        }
        out.put("values", found)?;
        return Ok(out);
    }
    if inputs.has("value_scores") {
        if inputs.has("swing_ratings") {
            let swings = inputs.numbers("swing_ratings")?;
            let sum: f64 = swings.iter().sum();
            let percent: Vec<f64> = swings.iter().map(|x| (100.0 * x / sum).round()).collect();
            out.put("weights_from_swings", percent)?;
        }
        let percent = inputs.numbers("weights_rounded_percent")?;
        let rows = inputs.object("value_scores")?;
        for (name, _) in rows.entries() {
            let values = rows.numbers_of(name, percent.len())?;
            let whole: f64 = values.iter().zip(&percent).map(|(v, w)| v * w / 100.0).sum();
            out.put(&format!("aggregate_{name}"), whole)?;
        }
        return Ok(out);
    }
    if inputs.has("extra_cost") {
        let (benefit, extra) = (inputs.object("benefit")?, inputs.object("extra_cost")?);
        for (step, _) in extra.entries() {
            let Some((from, to)) = step.split_once("_to_") else { continue };
            let gain = benefit.number(to)? - benefit.number(from)?;
            if gain == 0.0 {
                return Err(ComputeError::undefined(
                    extra.place(step),
                    "the two are worth the same",
                    "Compare options of different value.",
                ));
            }
            out.put(&format!("cost_per_value_point_{step}"), extra.number(step)? / gain)?;
        }
        return Ok(out);
    }
    let plain = unweighted(inputs)?;
    let columns = plain.weights.len();
    let values = normalise(&plain, Normalisation::MinMax).map_err(undefined)?.table;
    let total = |weights: Vec<f64>| -> Result<Vec<f64>, ComputeError> {
        let sum: f64 = weights.iter().sum();
        let weights = weights.into_iter().map(|weight| weight / sum).collect();
        weighted_sum(&Table { weights, ..values.clone() }).map_err(undefined)
    };
    if inputs.has("weight_sets") {
        let mut by_set = Vec::new();
        for (name, weights) in weight_sets(inputs, columns)? {
            by_set.push((name, total(weights)?));
        }
        out.put("values", by_set)?;
    } else if inputs.has("weights") {
        let found = total(inputs.weights(columns)?)?;
        out.put("ranking", ranking(&found))?;
        out.put("values", found)?;
    } else {
        out.put("values", values.rows.as_slice())?;
    }
    Ok(out)
}
