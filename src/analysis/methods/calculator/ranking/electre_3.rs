//! ELECTRE III.

use serde_json::Value;

use super::super::{ComputeError, Inputs, Method, Outputs, list_at, number_at};
use super::{names, table, undefined};
use crate::analysis::methods::{Cut, PseudoCriterion, Threshold, discordance, electre_3};

pub(in super::super) const ELECTRE_3: Method = Method {
    name: "electre_3",
    about: "Outranking to a degree of credibility, and the two distillations",
    inputs: "matrix, weights, q, p, [v] or veto_sets (one number for each column, or {kind: abs or \
             rel, value}; also under thresholds), [directions], [alternatives]",
    outputs: "concordance, credibility, credibility_NAME, discordance_sum, credibility_sum, \
              dominance and qualification at the first cut, descending, ascending, ranking; or \
              credibility_a_b by set of vetoes",
    variants: &[],
    run,
};

fn run(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let table = table(inputs)?;
    let columns = table.weights.len();
    let inner = if inputs.has("thresholds") { Some(inputs.object("thresholds")?) } else { None };
    let from = inner.as_ref().unwrap_or(inputs);
    let (q, p) = (thresholds(from, "q", columns)?, thresholds(from, "p", columns)?);
    let criteria = |veto: Option<Vec<Threshold>>| -> Vec<PseudoCriterion> {
        (0..columns)
            .map(|at| PseudoCriterion {
                indifference: q[at],
                preference: p[at],
                veto: veto.as_ref().map(|veto| veto[at]),
            })
            .collect()
    };
    let mut out = Outputs::new();
    if inputs.has("veto_sets") {
        let sets = inputs.object("veto_sets")?;
        let mut found = Vec::new();
        for (name, _) in sets.entries() {
            let criteria = criteria(Some(thresholds(&sets, name, columns)?));
            let result = electre_3(&table, &criteria, Cut::default()).map_err(undefined)?;
            if table.options() > 1 {
                found.push((name.to_owned(), result.credibility[0][1]));
            }
        }
        out.put("credibility_a_b", found)?;
        return Ok(out);
    }
    let veto = ["v", "veto"]
        .into_iter()
        .find(|name| from.value(name).is_some_and(|value| !value.is_null()))
        .map(|name| thresholds(from, name, columns))
        .transpose()?;
    let criteria = criteria(veto);
    let found = electre_3(&table, &criteria, Cut::default()).map_err(undefined)?;
    let names = names(inputs, table.options())?;
    let named = |classes: &[Vec<usize>]| -> Vec<Vec<String>> {
        classes
            .iter()
            .map(|class| {
                let mut class: Vec<String> = class.iter().map(|&at| names[at].clone()).collect();
                class.sort();
                class
            })
            .collect()
    };
    let mut doubt = 0.0;
    for column in table.counted() {
        let of = discordance(&table, &criteria, column).map_err(undefined)?;
        doubt += of.iter().flatten().sum::<f64>();
    }
    let highest = found.credibility.iter().flatten().copied().fold(0.0, f64::max);
    let cut = |degree: f64| usize::from(degree >= highest - Cut::default().offset);
    let dominance: Vec<Vec<usize>> = found
        .credibility
        .iter()
        .map(|row| row.iter().map(|&degree| cut(degree)).collect())
        .collect();
    let qualification: Vec<f64> = (0..table.options())
        .map(|a| {
            let across: usize = dominance[a].iter().sum();
            let down: usize = dominance.iter().map(|row| row[a]).sum();
            across as f64 - down as f64
        })
        .collect();
    out.put("descending", named(&found.descending))?;
    out.put("ascending", named(&found.ascending))?;
    out.put("ranking", found.ranks.clone())?;
    out.put("discordance_sum", doubt)?;
    out.put("credibility_sum", found.credibility.iter().flatten().sum::<f64>())?;
    out.put("dominance", dominance)?;
    out.put("qualification", qualification)?;
    for (at, name) in names.iter().enumerate() {
        let row: Vec<Option<f64>> = found.credibility[at]
            .iter()
            .enumerate()
            .map(|(to, degree)| (to != at).then_some(*degree))
            .collect();
        out.put(&format!("credibility_{name}"), row)?;
    }
    out.put("concordance", found.concordance.as_slice())?;
    out.put("credibility", found.credibility.as_slice())?;
    Ok(out)
}

fn thresholds(
    inputs: &Inputs<'_>,
    name: &str,
    columns: usize,
) -> Result<Vec<Threshold>, ComputeError> {
    let wants = format!("a list of {columns} thresholds");
    let place = inputs.place(name);
    let value = inputs.required(name, &wants)?;
    let items = list_at(value, &place, &wants)?;
    if items.len() != columns {
        return Err(ComputeError::wrong(place, wants, value));
    }
    items
        .iter()
        .enumerate()
        .map(|(at, item)| {
            let place = format!("{place}[{at}]");
            let Value::Object(map) = item else {
                return Ok(Threshold::Fixed(number_at(item, &place)?));
            };
            let number = number_at(map.get("value").unwrap_or(&Value::Null), &place)?;
            match map.get("kind").and_then(Value::as_str) {
                Some("rel") => Ok(Threshold::Share(number)),
                Some("abs") | None => Ok(Threshold::Fixed(number)),
                Some(_) => Err(ComputeError::wrong(place, "of kind abs or rel", item)),
            }
        })
        .collect()
}
