//! ELECTRE I.

use super::super::{ComputeError, Inputs, Method, Outputs};
use super::{from_one, normalisation, table, undefined};
use crate::analysis::methods::{DiscordanceScale, Normalisation, electre_1, normalise};

/// Thresholds where none are given.
const CONCORDANCE: f64 = 0.7;
const DISCORDANCE: f64 = 0.3;

pub(in super::super) const ELECTRE_1: Method = Method {
    name: "electre_1",
    about: "Outranking by concordance and discordance, and its kernel",
    inputs: "matrix, weights, [directions], [normalisation], [thresholds: concordance 0.7, \
             discordance 0.3]",
    outputs: "concordance, discordance, arcs, kernel, kernel_classes, net_concordance, \
              mean_concordance",
    variants: &[],
    run,
};

fn run(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let given = table(inputs)?;
    let how = normalisation(inputs, Normalisation::None)?;
    let table = normalise(&given, how).map_err(undefined)?.table;
    let (mut for_it, mut against) = (CONCORDANCE, DISCORDANCE);
    if inputs.has("thresholds") {
        let thresholds = inputs.object("thresholds")?;
        for_it = thresholds.number_or("concordance", for_it)?;
        against = thresholds.number_or("discordance", against)?;
    }
    let found =
        electre_1(&table, for_it, against, DiscordanceScale::LargestRange).map_err(undefined)?;
    let count = table.options();
    let pairs = || (0..count).flat_map(|a| (0..count).map(move |b| (a, b)));
    let arcs: Vec<Vec<usize>> =
        pairs().filter(|&(a, b)| found.outranks[a][b]).map(|(a, b)| vec![a + 1, b + 1]).collect();
    let apart: Vec<f64> =
        pairs().filter(|(a, b)| a != b).map(|(a, b)| found.concordance[a][b]).collect();
    let mut out = Outputs::new();
    let mut kernel: Vec<usize> = found.kernel.iter().flatten().map(|at| at + 1).collect();
    kernel.sort_unstable();
    out.put("arcs", arcs)?;
    out.put("kernel", kernel)?;
    let classes: Vec<Vec<usize>> = found.kernel.iter().map(|class| from_one(class)).collect();
    out.put("kernel_classes", classes)?;
    out.put("net_concordance", found.net_concordance())?;
    if !apart.is_empty() {
        out.put("mean_concordance", apart.iter().sum::<f64>() / apart.len() as f64)?;
    }
    out.put("concordance", found.concordance.as_slice())?;
    out.put("discordance", found.discordance.as_slice())?;
    Ok(out)
}
