//! Dominance and the Pareto set.

use super::super::{ComputeError, Inputs, Method, Outputs, list_at, matrix_at};
use super::{names, undefined, unweighted, zero_one};
use crate::analysis::methods::{Table, dominance_table};

pub(in super::super) const DOMINANCE: Method = Method {
    name: "dominance",
    about: "Which option is at least as good as which other on every criterion",
    inputs: "matrix, [directions], [alternatives]; or pairs of rows; or benefit and cost",
    outputs: "dominates, strictly_dominates, dominated, dominators_of_NAME, \
              strict_dominators_of_NAME, frontier; or dominates and strict for each pair",
    variants: &[],
    run,
};

fn run(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let mut out = Outputs::new();
    if inputs.has("pairs") {
        let place = inputs.place("pairs");
        let wants = "a list of pairs of rows";
        let (mut plain, mut strict) = (Vec::new(), Vec::new());
        let pairs = list_at(inputs.required("pairs", wants)?, &place, wants)?;
        for (at, pair) in pairs.iter().enumerate() {
            let rows = matrix_at(pair, &format!("{place}[{at}]"))?;
            let columns = rows[0].len();
            let directions = inputs.directions(columns)?;
            let table = Table { rows, weights: vec![1.0; columns], directions };
            let found = dominance_table(&table).map_err(undefined)?;
            plain.push(found.dominates);
            strict.push(found.strictly);
        }
        out.put("dominates", plain)?;
        out.put("strict", strict)?;
        return Ok(out);
    }
    let table = if inputs.has("benefit") {
        let benefit = inputs.numbers("benefit")?;
        let cost = inputs.numbers_of("cost", benefit.len())?;
        let rows = benefit.into_iter().zip(cost).map(|(gain, cost)| vec![gain, -cost]).collect();
        Table::of_values(rows, vec![1.0, 1.0])
    } else {
        unweighted(inputs)?
    };
    let count = table.options();
    let names = names(inputs, count)?;
    let found = dominance_table(&table).map_err(undefined)?;
    let named = |is: &dyn Fn(usize) -> bool| -> Vec<String> {
        (0..count).filter(|&at| is(at)).map(|at| names[at].clone()).collect()
    };
    out.put("frontier", named(&|at| found.front.contains(&at)))?;
    out.put("dominated", named(&|at| !found.front.contains(&at)))?;
    for (at, name) in names.iter().enumerate() {
        out.put(&format!("dominators_of_{name}"), named(&|by| found.dominates[by][at]))?;
        out.put(&format!("strict_dominators_of_{name}"), named(&|by| found.strictly[by][at]))?;
    }
    out.put("dominates_01", zero_one(&found.dominates))?;
    out.put("dominates", found.dominates)?;
    out.put("strictly_dominates", found.strictly)?;
    Ok(out)
}
