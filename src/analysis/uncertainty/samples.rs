//! The same indices from draws that somebody else made.

/// What stored draws come to; see [`super::Simulation`] for the words.
#[derive(Debug, Clone, PartialEq)]
pub struct SampleIndices {
    /// Share of draws by option and rank.
    pub ranks: Vec<Vec<f64>>,
    /// Share of draws in which an option is ahead of another; 0 against itself.
    pub ahead: Vec<Vec<f64>>,
    /// Mean weights with which an option is first.
    pub central: Vec<Option<Vec<f64>>>,
    /// Share of draws in which it is first with these.
    pub confidence: Vec<Option<f64>>,
    /// Entropy of the whole rankings that occur, in bits.
    pub entropy: f64,
    /// Totals by option and draw.
    pub totals: Vec<Vec<f64>>,
}

/// The indices of stored draws: `values[draw][option][criterion]` with
/// `weights[draw][criterion]`. Options that are level take their order in the
/// list. Nothing for draws of unlike shape, or none.
pub fn sample_indices(values: &[Vec<Vec<f64>>], weights: &[Vec<f64>]) -> Option<SampleIndices> {
    let options = values.first()?.len();
    let criteria = weights.first()?.len();
    let sound = options > 0
        && criteria > 0
        && values.len() == weights.len()
        && weights.iter().all(|row| row.len() == criteria)
        && values
            .iter()
            .all(|draw| draw.len() == options && draw.iter().all(|row| row.len() == criteria));
    if !sound {
        return None;
    }
    let count = values.len() as f64;
    let total =
        |row: &[f64], weights: &[f64]| row.iter().zip(weights).map(|(v, w)| v * w).sum::<f64>();
    let order = |draw: &[Vec<f64>], weights: &[f64]| {
        let totals: Vec<f64> = draw.iter().map(|row| total(row, weights)).collect();
        let mut order: Vec<usize> = (0..options).collect();
        order.sort_by(|&a, &b| totals[b].total_cmp(&totals[a]));
        (order, totals)
    };
    let mut ranks = vec![vec![0.0; options]; options];
    let mut ahead = ranks.clone();
    let mut sums = vec![vec![0.0; criteria]; options];
    let mut totals = vec![Vec::with_capacity(values.len()); options];
    let mut rankings = std::collections::BTreeMap::<Vec<usize>, f64>::new();
    for (draw, weights) in values.iter().zip(weights) {
        let (order, drawn) = order(draw, weights);
        for (rank, &option) in order.iter().enumerate() {
            ranks[option][rank] += 1.0 / count;
            for &behind in &order[rank + 1..] {
                ahead[option][behind] += 1.0 / count;
            }
        }
        for (all, drawn) in totals.iter_mut().zip(drawn) {
            all.push(drawn);
        }
        for (sum, weight) in sums[order[0]].iter_mut().zip(weights) {
            *sum += weight;
        }
        *rankings.entry(order).or_default() += 1.0 / count;
    }
    let central: Vec<Option<Vec<f64>>> = sums
        .iter()
        .map(|sums| {
            let all: f64 = sums.iter().sum();
            (all > 0.0).then(|| sums.iter().map(|sum| sum / all).collect())
        })
        .collect();
    let confidence = central
        .iter()
        .enumerate()
        .map(|(option, central)| {
            central.as_ref().map(|central| {
                let firsts = values.iter().filter(|draw| order(draw, central).0[0] == option);
                firsts.count() as f64 / count
            })
        })
        .collect();
    let entropy = -rankings.values().map(|p| p * libm::log2(*p)).sum::<f64>() + 0.0;
    Some(SampleIndices { ranks, ahead, central, confidence, entropy, totals })
}
