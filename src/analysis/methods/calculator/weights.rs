//! `weights_*`: weights from data, from points and from ranks.

use serde_json::Value;

use super::inputs::{number_at, whole_at};
use super::{ComputeError, Direction, Inputs, Method, Outputs, Variant};
use crate::analysis::methods::NumbersError;
use crate::analysis::methods::data_weights::{
    Correlation, EntropyOf, cilos, critic, entropy, idocriw, merec, standard_deviation,
    standard_deviations,
};
use crate::analysis::methods::{rank_weights, ratings};

pub(super) const CRITIC: Method = Method {
    name: "weights_critic",
    about: "CRITIC weights: how much a criterion spreads and how little others follow it",
    inputs: "matrix, [directions]",
    outputs: "weights, weights_spearman, information",
    variants: &[],
    run: run_critic,
};

pub(super) const DIRECT: Method = Method {
    name: "weights_direct",
    about: "Direct rating, or SMART: points as shares of their sum",
    inputs: "ratings",
    outputs: "weights, weights_percent",
    variants: &[],
    run: |inputs| from_points(inputs, "ratings"),
};

pub(super) const ENTROPY: Method = Method {
    name: "weights_entropy",
    about: "Entropy weights: how unevenly a criterion is spread over the options",
    inputs: "matrix, [directions, variant]",
    outputs: "weights",
    variants: &[
        Variant {
            name: "proportions",
            about: "of the columns as they are; directions do not matter",
            told_by: &[],
        },
        Variant {
            name: "min_max",
            about: "of the columns brought to 0 for the worst and 1 for the best first",
            told_by: &["min-max"],
        },
    ],
    run: run_entropy,
};

pub(super) const OTHER: Method = Method {
    name: "weights_other",
    about: "MEREC, CILOS and IDOCRIW weights of a matrix; revised Simos weights of ranks",
    inputs: "matrix, [directions]; or ranks (1 is least important) and ratio",
    outputs: "weights and merec, cilos, idocriw (null where undefined); or weights_percent",
    variants: &[],
    run: run_other,
};

pub(super) const RANK: Method = Method {
    name: "weights_rank",
    about: "Weights from the order of importance alone; equal ranks share the mean",
    inputs: "ranks (1 is most important)",
    outputs: "roc, rank_sum, rank_reciprocal, equal",
    variants: &[],
    run: run_rank,
};

pub(super) const STANDARD_DEVIATION: Method = Method {
    name: "weights_std",
    about: "Standard deviation weights",
    inputs: "matrix, or several named matrix_NAME, [variant]",
    outputs: "weights and standard_deviations, with _NAME for each matrix",
    variants: &[
        Variant { name: "raw", about: "of the columns as they are", told_by: &["raw matrix"] },
        Variant {
            name: "min_max",
            about: "of the columns brought to 0 to 1 first",
            told_by: &["min-max"],
        },
    ],
    run: run_standard_deviation,
};

pub(super) const SWING: Method = Method {
    name: "weights_swing",
    about: "Swing weights: points for the swing from worst to best, as shares of their sum",
    inputs: "swing_ratings",
    outputs: "weights, weights_percent",
    variants: &[],
    run: |inputs| from_points(inputs, "swing_ratings"),
};

fn at(place: String, error: &NumbersError) -> ComputeError {
    let place = match error {
        NumbersError::Negative { row, column, .. }
        | NumbersError::NotPositive { row, column, .. }
            if place.ends_with("matrix") =>
        {
            format!("{place}[{row}][{column}]")
        }
        _ => place,
    };
    ComputeError::at(place, error, error.hint())
}

type Table = (Vec<Vec<f64>>, Vec<bool>);

fn table(inputs: &Inputs<'_>) -> Result<Table, ComputeError> {
    let matrix = inputs.matrix("matrix")?;
    let directions = inputs.directions(matrix[0].len())?;
    Ok((matrix, directions.iter().map(|direction| *direction == Direction::Max).collect()))
}

fn run_critic(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let (matrix, more) = table(inputs)?;
    let by = |correlation| {
        critic(&matrix, &more, correlation).map_err(|error| at(inputs.place("matrix"), &error))
    };
    let found = by(Correlation::Pearson)?;
    let mut outputs = Outputs::new();
    outputs.put("weights", found.weights)?;
    outputs.put("information", found.information)?;
    outputs.put("weights_spearman", by(Correlation::Spearman)?.weights)?;
    Ok(outputs)
}

fn run_entropy(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let (matrix, more) = table(inputs)?;
    let of = if inputs.variant() == "min_max" { EntropyOf::MinMax } else { EntropyOf::Proportions };
    let weights =
        entropy(&matrix, &more, of).map_err(|error| at(inputs.place("matrix"), &error))?;
    let mut outputs = Outputs::new();
    outputs.put("weights", weights)?;
    Ok(outputs)
}

fn run_standard_deviation(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let normalised = inputs.variant() == "min_max";
    let names: Vec<&str> =
        inputs.entries().map(|(name, _)| name).filter(|name| name.starts_with("matrix")).collect();
    if names.is_empty() {
        return Err(ComputeError::missing(inputs.place("matrix"), "a list of rows of numbers"));
    }
    let mut outputs = Outputs::new();
    for name in names {
        let matrix = inputs.matrix(name)?;
        let failed = |error: NumbersError| at(inputs.place(name), &error);
        let suffix = &name["matrix".len()..];
        let weights = standard_deviation(&matrix, normalised).map_err(failed)?;
        let deviations = standard_deviations(&matrix, normalised).map_err(failed)?;
        outputs.put(&format!("weights{suffix}"), weights)?;
        outputs.put(&format!("standard_deviations{suffix}"), deviations)?;
    }
    Ok(outputs)
}

fn run_other(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    if inputs.has("ranks") {
        return simos(inputs);
    }
    let (matrix, more) = table(inputs)?;
    let first = merec(&matrix, &more);
    let second = cilos(&matrix, &more);
    let third = idocriw(&matrix, &more);
    if let (Err(error), Err(_), Err(_)) = (&first, &second, &third) {
        return Err(at(inputs.place("matrix"), error));
    }
    let mut outputs = Outputs::new();
    outputs.put("weights", first.clone().ok())?;
    outputs.put("merec", first.ok())?;
    outputs.put("cilos", second.ok())?;
    outputs.put("idocriw", third.ok())?;
    Ok(outputs)
}

/// Ranks as a list or, by name, as an object; the weights in the same order.
fn simos(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let place = inputs.place("ranks");
    let ranks = match inputs.required("ranks", "ranks, 1 for the least important")? {
        Value::Object(named) => named
            .iter()
            .map(|(name, rank)| whole_at(rank, &format!("{place}.{name}")))
            .collect::<Result<Vec<_>, _>>()?,
        _ => rank_list(inputs)?,
    };
    let ratio =
        number_at(inputs.required("ratio", "a number of 1 or more")?, &inputs.place("ratio"))?;
    if ratio < 1.0 {
        let wants = "a number of 1 or more";
        return Err(ComputeError::wrong(inputs.place("ratio"), wants, &Value::from(ratio)));
    }
    let weights = ratings::simos(&ranks, ratio).map_err(|error| at(place, &error))?;
    points(&weights)
}

fn rank_list(inputs: &Inputs<'_>) -> Result<Vec<usize>, ComputeError> {
    let place = inputs.place("ranks");
    inputs
        .list("ranks", "a list of ranks")?
        .iter()
        .enumerate()
        .map(|(at, rank)| whole_at(rank, &format!("{place}[{at}]")))
        .collect()
}

fn run_rank(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let ranks = rank_list(inputs)?;
    // Ties are looked for pair by pair.
    if ranks.len() > 5000 {
        let wants = "a list of at most 5000 ranks";
        return Err(ComputeError::wrong(inputs.place("ranks"), wants, &Value::from(ranks.len())));
    }
    let mut outputs = Outputs::new();
    outputs.put("roc", rank_weights::centroid(&ranks))?;
    outputs.put("rank_sum", rank_weights::sum(&ranks))?;
    outputs.put("rank_reciprocal", rank_weights::reciprocal(&ranks))?;
    outputs.put("equal", vec![1.0 / ranks.len() as f64; ranks.len()])?;
    Ok(outputs)
}

fn from_points(inputs: &Inputs<'_>, name: &str) -> Result<Outputs, ComputeError> {
    let weights =
        ratings::shares(&inputs.numbers(name)?).map_err(|error| at(inputs.place(name), &error))?;
    points(&weights)
}

fn points(weights: &[f64]) -> Result<Outputs, ComputeError> {
    let mut outputs = Outputs::new();
    outputs.put("weights", weights)?;
    let percent: Vec<f64> = weights.iter().map(|weight| 100.0 * weight).collect();
    outputs.put("weights_percent", percent)?;
    Ok(outputs)
}
