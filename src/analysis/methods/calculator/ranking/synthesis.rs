//! The two syntheses of the analytic hierarchy process.

use super::super::{ComputeError, Inputs, Method, Outputs, Variant};
use super::{ranking, table, undefined};
use crate::analysis::methods::{SynthesisMode, synthesis};

pub(in super::super) const AHP_SYNTHESIS: Method = Method {
    name: "ahp_synthesis",
    about: "Priorities of options on criteria joined into one figure for each option",
    inputs: "matrix of priorities, weights",
    outputs: "scores, ranking",
    variants: &[
        Variant {
            name: "distributive",
            about: "each column divided by its sum",
            told_by: &["distributive", "divided by its sum"],
        },
        Variant {
            name: "ideal",
            about: "each column divided by its largest",
            told_by: &["ideal", "divided by its largest"],
        },
    ],
    run,
};

fn run(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let mode = match inputs.variant() {
        "ideal" => SynthesisMode::Ideal,
        _ => SynthesisMode::Distributive,
    };
    let found = synthesis(&table(inputs)?, mode).map_err(undefined)?;
    let mut out = Outputs::new();
    out.put("ranking", ranking(&found.scores))?;
    out.put("scores", found.scores)?;
    Ok(out)
}
