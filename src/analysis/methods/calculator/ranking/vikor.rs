//! VIKOR.

use super::super::{ComputeError, Inputs, Method, Outputs};
use super::{EQUAL, from_one, table, undefined, weight_sets};
use crate::analysis::methods::{Table, ranks, vikor};

pub(in super::super) const VIKOR: Method = Method {
    name: "vikor",
    about: "Compromise between the sum of regrets and the largest regret; less is better",
    inputs: "matrix, weights or weight_sets, [directions], [v: 0.5]",
    outputs: "S, R, Q, rank_Q, DQ, acceptable_advantage, acceptable_stability, compromise; or \
              ranks_by_weight_set",
    variants: &[],
    run,
};

fn run(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let v = inputs.number_or("v", 0.5)?;
    let mut out = Outputs::new();
    if inputs.has("weight_sets") {
        let rows = inputs.matrix("matrix")?;
        let columns = rows[0].len();
        let directions = inputs.directions(columns)?;
        let mut by_set = Vec::new();
        for (_, weights) in weight_sets(inputs, columns)? {
            let table = Table { rows: rows.clone(), weights, directions: directions.clone() };
            by_set.push(ranks(&vikor(&table, v).map_err(undefined)?.score, false, EQUAL));
        }
        out.put("ranks_by_weight_set", by_set)?;
        return Ok(out);
    }
    let found = vikor(&table(inputs)?, v).map_err(undefined)?;
    let mut compromise = from_one(&found.compromise);
    compromise.sort_unstable();
    out.put("rank_Q", ranks(&found.score, false, EQUAL))?;
    out.put("S", found.sum)?;
    out.put("R", found.regret)?;
    out.put("Q", found.score)?;
    out.put("DQ", found.needed_lead)?;
    out.put("acceptable_advantage", found.has_advantage)?;
    out.put("acceptable_stability", found.is_stable)?;
    out.put("compromise", compromise)?;
    Ok(out)
}
