//! Weighted product.

use serde_json::Value;

use super::super::{ComputeError, Inputs, Method, Outputs};
use super::{names, normalisation, normalisation_of, ranking, table, undefined};
use crate::analysis::methods::{
    Normalisation, Table, WeightedProduct, normalise, weighted_product,
};

/// Up to so many options the ratio of each pair is given.
const MOST_PAIRED: usize = 12;

pub(in super::super) const WEIGHTED_PRODUCT: Method = Method {
    name: "weighted_product",
    about: "Product of normalised performances to the power of their weights",
    inputs: "matrix, weights, [directions], [normalisation: none, vector, sum, min-max, linear \
             ratio; or an object of them for ratios and log10_scores], [floor], [alternatives]",
    outputs: "scores, log10_scores, ranking, ratio_A_B for each pair of few",
    variants: &[],
    run,
};

fn run(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let table = table(inputs)?;
    let floor = if inputs.has("floor") { Some(inputs.number("floor")?) } else { None };
    let product = |how: Normalisation| -> Result<WeightedProduct, ComputeError> {
        let made = normalise(&table, how).map_err(undefined)?;
        // What a normalisation leaves as "less is better" keeps its sign.
        let made = Table { weights: table.weights.clone(), ..made.table };
        weighted_product(&made, floor).map_err(undefined)
    };
    let (plain, ratios) = match inputs.value("normalisation") {
        Some(Value::Object(several)) => {
            let of = |name: &str| match several.get(name) {
                Some(how) => {
                    let place = format!("{}.{name}", inputs.place("normalisation"));
                    product(normalisation_of(how, &place)?)
                }
                None => product(Normalisation::None),
            };
            (of("log10_scores")?, of("ratios")?)
        }
        _ => {
            let one = product(normalisation(inputs, Normalisation::None)?)?;
            (one.clone(), one)
        }
    };
    let mut out = Outputs::new();
    let tens: Vec<f64> = plain.logarithms.iter().map(|x| x / std::f64::consts::LN_10).collect();
    out.put("ranking", ranking(&plain.logarithms))?;
    out.put("log10_scores", tens)?;
    out.put("scores", plain.scores)?;
    let names = names(inputs, table.options())?;
    if names.len() <= MOST_PAIRED {
        for a in 0..names.len() {
            for b in a + 1..names.len() {
                let ratio = (ratios.logarithms[a] - ratios.logarithms[b]).exp();
                out.put(&format!("ratio_{}_{}", names[a], names[b]), ratio)?;
            }
        }
    }
    Ok(out)
}
