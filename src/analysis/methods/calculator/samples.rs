//! `percentiles`: quantiles of samples and of counted values.

use serde_json::{Map, Value};

use super::inputs::{number_at, numbers_at};
use super::{ComputeError, Inputs, Method, Outputs};
use crate::analysis::methods::NumbersError;
use crate::analysis::methods::quantile::{Counted, QuantileType, quantile};

pub(super) const PERCENTILES: Method = Method {
    name: "percentiles",
    about: "Quantiles of a sample by the nine types; of counted values, with coordinated omission \
            corrected",
    inputs: "x and p (a share or a list); or runs, a list of objects with x and p; or raw, a list \
             of objects with value and count, [interval, p]",
    outputs: "result (type 7) and by_type; or raw and corrected with _count, _mean, _sd and \
              _share_at_or_below_N",
    variants: &[],
    run,
};

/// Shares for which counted values are told where none are asked for.
const USUAL_SHARES: [&str; 8] = ["0.25", "0.5", "0.75", "0.9", "0.95", "0.99", "0.999", "1.0"];

/// What the text `correction` says before the interval.
const INTERVAL_WORDS: &str = "expected interval ";

fn at(place: String, error: &NumbersError) -> ComputeError {
    ComputeError::at(place, error, error.hint())
}

fn run(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    if inputs.has("raw") {
        return of_counts(inputs);
    }
    let mut outputs = Outputs::new();
    if inputs.has("runs") {
        let results: Result<Vec<Value>, ComputeError> =
            inputs.objects("runs")?.iter().map(|run| by(run, QuantileType::Seven)).collect();
        outputs.put("result", Value::Array(results?))?;
        return Ok(outputs);
    }
    outputs.put("result", by(inputs, QuantileType::Seven)?)?;
    let mut types = Map::new();
    for (number, kind) in (1..).zip(QuantileType::ALL) {
        types.insert(format!("{number}"), by(inputs, kind)?);
    }
    outputs.put("by_type", Value::Object(types))?;
    Ok(outputs)
}

/// The quantile of `x` at `p`, or a list of them where `p` is a list.
fn by(inputs: &Inputs<'_>, kind: QuantileType) -> Result<Value, ComputeError> {
    let sample = inputs.numbers("x")?;
    let place = inputs.place("p");
    let of = |p: f64| {
        quantile(&sample, p, kind).map(Value::from).map_err(|error| at(place.clone(), &error))
    };
    match inputs.required("p", "a share from 0 to 1, or a list of them")? {
        list @ Value::Array(_) => {
            let shares = numbers_at(list, &place)?;
            // The sample is sorted anew for each share.
            if shares.len() > 1000 {
                return Err(ComputeError::wrong(place, "a list of at most 1000", list));
            }
            Ok(Value::Array(shares.into_iter().map(of).collect::<Result<Vec<_>, _>>()?))
        }
        number => of(number_at(number, &place)?),
    }
}

fn of_counts(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let place = inputs.place("raw");
    let mut entries = Vec::new();
    for entry in inputs.objects("raw")? {
        entries.push((entry.number("value")?, entry.whole("count")? as u64));
    }
    let raw = Counted::new(entries).map_err(|error| at(place, &error))?;
    let mut outputs = Outputs::new();
    tell(inputs, "raw", &raw, &mut outputs)?;
    if let Some(interval) = interval(inputs)? {
        let corrected =
            raw.corrected(interval).map_err(|error| at(inputs.place("interval"), &error))?;
        tell(inputs, "corrected", &corrected, &mut outputs)?;
    }
    Ok(outputs)
}

/// The expected interval between requests: the input `interval`, or what the
/// text `correction` calls so.
fn interval(inputs: &Inputs<'_>) -> Result<Option<f64>, ComputeError> {
    if inputs.has("interval") {
        return inputs.number("interval").map(Some);
    }
    if !inputs.has("correction") {
        return Ok(None);
    }
    let text = inputs.text("correction")?;
    let number = text
        .split_once(INTERVAL_WORDS)
        .and_then(|(_, after)| after.split_whitespace().next())
        .and_then(|word| word.parse::<f64>().ok())
        .filter(|number| number.is_finite());
    match number {
        Some(number) => Ok(Some(number)),
        None => Err(ComputeError::wrong(
            inputs.place("correction"),
            format!("text with \"{INTERVAL_WORDS}\" and a number, or left out for `interval`"),
            &Value::from(text),
        )),
    }
}

fn tell(
    inputs: &Inputs<'_>,
    name: &str,
    counted: &Counted,
    outputs: &mut Outputs,
) -> Result<(), ComputeError> {
    outputs.put(&format!("{name}_count"), Value::from(counted.count()))?;
    outputs.put(&format!("{name}_mean"), counted.mean())?;
    outputs.put(&format!("{name}_sd"), counted.standard_deviation())?;
    let asked: Vec<&str> = inputs.asked_in(name).collect();
    let shares = if asked.is_empty() { USUAL_SHARES.to_vec() } else { asked };
    let mut quantiles = Map::new();
    for share in shares {
        let Some(p) = share.parse::<f64>().ok().filter(|p| p.is_finite()) else {
            continue;
        };
        let value = counted.quantile(p).map_err(|error| at(format!("{name}.{share}"), &error))?;
        quantiles.insert(share.to_owned(), Value::from(value));
    }
    outputs.put(name, Value::Object(quantiles))?;
    let prefix = format!("{name}_share_at_or_below_");
    for output in inputs.asked() {
        let threshold = output.strip_prefix(&prefix).and_then(|text| text.parse::<f64>().ok());
        if let Some(threshold) = threshold {
            outputs.put(output, counted.share_at_or_below(threshold))?;
        }
    }
    Ok(())
}
