//! `smaa2`: how often each option has each rank when weights, and where asked
//! for values, are drawn at random.

use serde_json::{Map, Value};

use super::inputs::{list_at, matrix_at};
use super::{ComputeError, Direction, Inputs, Method, Outputs};
use crate::analysis::methods::quantile::{QuantileType, quantile};
use crate::analysis::uncertainty::{
    Known, Problem, Quantiles, SampleIndices, Simulation, Watch, sample_indices,
};

pub(super) const SMAA_2: Method = Method {
    name: "smaa2",
    about: "Rank acceptability, central weights, confidence factors and pairwise winning",
    inputs: "values, one row an option, weights any at all; or values and weights draw by draw, \
             [fixed_weights, alternatives]; or ranks draw by draw; or beta_parameters and ranges; \
             or measurements (normal, lognormal) and directions; [draws, seed]",
    outputs: "rank_acceptability, central_weights, confidence, pairwise_winning; of stored draws \
              ranking_entropy_bits, value_summary, fixed_weights_rank_acceptability; scales or \
              hull_95 of distributions",
    variants: &[],
    run,
};

/// Draws made where none are asked for, and the most that can be.
const DRAWS: f64 = 200_000.0;
const MOST_DRAWS: f64 = 10_000_000.0;
/// The share left out at either end of a scale taken from distributions.
const TAIL: f64 = 0.025;

fn run(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    if inputs.has("ranks") {
        return of_ranks(inputs);
    }
    if inputs.has("beta_parameters") {
        return of_betas(inputs);
    }
    if inputs.has("measurements") {
        return of_measurements(inputs);
    }
    let wants = "a table of values, one row an option, or one such table a draw";
    let values = list_at(inputs.required("values", wants)?, &inputs.place("values"), wants)?;
    let by_draw = values.first().and_then(|row| row.get(0)).is_some_and(Value::is_array);
    if by_draw {
        return of_samples(inputs, values);
    }
    let rows = inputs.matrix("values")?;
    let cells: Vec<Vec<Known>> =
        rows.into_iter().map(|row| row.into_iter().map(Known::Value).collect()).collect();
    simulated(inputs, &cells)
}

/// Draws over cells with any weights.
fn simulated(inputs: &Inputs<'_>, cells: &[Vec<Known>]) -> Result<Outputs, ComputeError> {
    let mut outputs = Outputs::new();
    let wrong = |name: &str, wants: &str| {
        let value = inputs.value(name).cloned().unwrap_or(Value::Null);
        ComputeError::wrong(inputs.place(name), wants, &value)
    };
    let draws = inputs.number_or("draws", DRAWS)?;
    if !(1.0..=MOST_DRAWS).contains(&draws) {
        return Err(wrong("draws", "a whole number from 1 to 10,000,000"));
    }
    let seed = inputs.number_or("seed", 1.0)?;
    if !(0.0..=9e15).contains(&seed) {
        return Err(wrong("seed", "a whole number from 0 to 9e15"));
    }
    let problem = Problem::of(cells)
        .ok_or_else(|| wrong("values", "a table of finite numbers with rows of one length"))?;
    let Some(found) = problem.simulate(draws as u64, seed as u64, &Watch::default()) else {
        return Ok(outputs);
    };
    let Simulation { ranks, ahead, central, confidence, .. } = found;
    put(&mut outputs, &ranks, ahead, central, confidence)?;
    Ok(outputs)
}

fn put(
    outputs: &mut Outputs,
    ranks: &[Vec<f64>],
    mut ahead: Vec<Vec<f64>>,
    central: Vec<Option<Vec<f64>>>,
    confidence: Vec<Option<f64>>,
) -> Result<(), ComputeError> {
    for (at, row) in ahead.iter_mut().enumerate() {
        row[at] = 0.0;
    }
    outputs.put("rank_acceptability", ranks)?;
    outputs.put("pairwise_winning", ahead.as_slice())?;
    outputs.put("central_weights", central.into_iter().map(Value::from).collect::<Value>())?;
    outputs.put("confidence", confidence.into_iter().map(Value::from).collect::<Value>())
}

fn of_ranks(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let draws = inputs.rows("ranks")?;
    let options = draws[0].len();
    let mut ahead = vec![vec![0.0; options]; options];
    for ranks in &draws {
        for a in 0..options {
            for b in (0..options).filter(|b| ranks[a] < ranks[*b]) {
                ahead[a][b] += 1.0 / draws.len() as f64;
            }
        }
    }
    let mut outputs = Outputs::new();
    outputs.put("pairwise_winning", ahead.as_slice())?;
    Ok(outputs)
}

fn of_samples(inputs: &Inputs<'_>, values: &[Value]) -> Result<Outputs, ComputeError> {
    let place = inputs.place("values");
    let tables: Result<Vec<Vec<Vec<f64>>>, ComputeError> = values
        .iter()
        .enumerate()
        .map(|(draw, table)| matrix_at(table, &format!("{place}[{draw}]")))
        .collect();
    let (tables, weights) = (tables?, inputs.rows("weights")?);
    let unlike = || {
        let wants = "as many draws as there are weights, all of one shape";
        ComputeError::wrong(place.clone(), wants, &Value::Array(values.to_vec()))
    };
    let found = sample_indices(&tables, &weights).ok_or_else(unlike)?;
    let mut outputs = Outputs::new();
    if inputs.has("fixed_weights") {
        let fixed = inputs.numbers_of("fixed_weights", weights[0].len())?;
        let all = vec![fixed; weights.len()];
        let fixed = sample_indices(&tables, &all).ok_or_else(unlike)?;
        outputs.put("fixed_weights_rank_acceptability", fixed.ranks.as_slice())?;
    }
    outputs.put("ranking_entropy_bits", found.entropy)?;
    let mut summary = Map::new();
    for (at, totals) in found.totals.iter().enumerate() {
        let of = |p: f64| quantile(totals, p, QuantileType::Seven).unwrap_or(f64::NAN);
        let mean = totals.iter().sum::<f64>() / totals.len() as f64;
        let numbers = [of(0.0), of(0.25), of(0.5), mean, of(0.75), of(1.0)];
        summary.insert(name_of(inputs, at)?, Value::from(numbers.to_vec()));
    }
    outputs.put("value_summary", Value::Object(summary))?;
    let SampleIndices { ranks, ahead, central, confidence, .. } = found;
    put(&mut outputs, &ranks, ahead, central, confidence)?;
    Ok(outputs)
}

fn name_of(inputs: &Inputs<'_>, at: usize) -> Result<String, ComputeError> {
    let names = if inputs.has("alternatives") { inputs.texts("alternatives")? } else { Vec::new() };
    Ok(names.get(at).map_or_else(|| format!("A{}", at + 1), |name| (*name).to_owned()))
}

/// Risks of events, each Beta(a, b), worth 1 at the lower end of the stated
/// range and 0 at the upper.
fn of_betas(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let (options, criteria) = (inputs.texts("alternatives")?, inputs.texts("criteria")?);
    let (parameters, ranges) = (inputs.object("beta_parameters")?, inputs.object("ranges")?);
    let mut cells = Vec::with_capacity(options.len());
    let mut hull: Vec<(f64, f64)> = vec![(f64::INFINITY, f64::NEG_INFINITY); criteria.len()];
    for option in &options {
        let of_option = parameters.object(option)?;
        let mut row = Vec::with_capacity(criteria.len());
        for (criterion, hull) in criteria.iter().zip(&mut hull) {
            let pair = of_option.numbers_of(criterion, 2)?;
            let range = ranges.numbers_of(criterion, 2)?;
            if pair.iter().any(|p| !(1.0..=1e6).contains(p)) || range[0] >= range[1] {
                let value = of_option.value(criterion).cloned().unwrap_or(Value::Null);
                let wants = "two parameters from 1 to a million, on a range that is one";
                return Err(ComputeError::wrong(of_option.place(criterion), wants, &value));
            }
            let density = |x: f64| {
                libm::exp(
                    (pair[0] - 1.0) * libm::log(x) + (pair[1] - 1.0) * libm::log(1.0 - x)
                        - peak(pair[0], pair[1]),
                )
            };
            let risk = Quantiles::of_density(0.0, 1.0, density);
            *hull = (hull.0.min(risk.at(TAIL)), hull.1.max(risk.at(1.0 - TAIL)));
            row.push(Known::Spread(risk.map(|x| (range[1] - x) / (range[1] - range[0]))));
        }
        cells.push(row);
    }
    let mut outputs = simulated(inputs, &cells)?;
    let hull: Map<String, Value> = criteria
        .iter()
        .zip(hull)
        .map(|(name, (low, high))| ((*name).to_owned(), Value::from(vec![low, high])))
        .collect();
    outputs.put("hull_95", Value::Object(hull))?;
    Ok(outputs)
}

/// Logarithm of the largest value of x^(a−1) (1−x)^(b−1), so that the density
/// does not vanish for large parameters.
fn peak(a: f64, b: f64) -> f64 {
    if a + b <= 2.0 {
        return 0.0;
    }
    let mode = ((a - 1.0) / (a + b - 2.0)).clamp(1e-12, 1.0 - 1e-12);
    (a - 1.0) * libm::log(mode) + (b - 1.0) * libm::log(1.0 - mode)
}

/// Normal and lognormal measurements, worth 0 and 1 at the ends of the scale
/// that the 2.5 and 97.5 % quantiles of all options span, and clipped there.
fn of_measurements(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let options = inputs.texts("alternatives")?;
    let measurements = inputs.object("measurements")?;
    let mut spreads: Vec<Vec<Quantiles>> = Vec::with_capacity(options.len());
    for option in &options {
        let mut row = Vec::new();
        for cell in measurements.objects(option)? {
            let (mean, deviation) = (cell.number("mean")?, cell.number("sd")?);
            let kind = cell.text("type")?;
            let known = matches!(kind, "normal" | "lognormal");
            if deviation < 0.0 || !known || mean.abs() > 1e12 || deviation > 1e12 {
                let value = cell.value("type").cloned().unwrap_or(Value::Null);
                let wants = "normal or lognormal, with a standard deviation of 0 or more";
                return Err(ComputeError::wrong(cell.place("type"), wants, &value));
            }
            let spread =
                Quantiles::of_density(mean - 8.0 * deviation, mean + 8.0 * deviation, |x| {
                    libm::exp(-128.0 * (x - 0.5) * (x - 0.5))
                });
            let spread = if kind == "lognormal" { spread.map(libm::exp) } else { spread };
            row.push(spread);
        }
        spreads.push(row);
    }
    let criteria = spreads.first().map_or(0, Vec::len);
    if criteria == 0 || spreads.iter().any(|row| row.len() != criteria) {
        let value = inputs.value("measurements").cloned().unwrap_or(Value::Null);
        let wants = "as many measurements for each option";
        return Err(ComputeError::wrong(inputs.place("measurements"), wants, &value));
    }
    let directions = inputs.directions(criteria)?;
    let scales: Vec<Vec<f64>> = (0..criteria)
        .map(|at| {
            let ends = spreads.iter().map(|row| (row[at].at(TAIL), row[at].at(1.0 - TAIL)));
            let (low, high) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |all, (low, high)| {
                (all.0.min(low), all.1.max(high))
            });
            vec![low, high]
        })
        .collect();
    let cells: Vec<Vec<Known>> = spreads
        .into_iter()
        .map(|row| {
            row.into_iter()
                .enumerate()
                .map(|(at, spread)| {
                    let (low, range) = (scales[at][0], scales[at][1] - scales[at][0]);
                    let up = directions[at] == Direction::Max;
                    Known::Spread(spread.map(|x| {
                        let part =
                            if range > 0.0 { ((x - low) / range).clamp(0.0, 1.0) } else { 0.5 };
                        if up { part } else { 1.0 - part }
                    }))
                })
                .collect()
        })
        .collect();
    let mut outputs = simulated(inputs, &cells)?;
    outputs.put("scales", scales.as_slice())?;
    Ok(outputs)
}
