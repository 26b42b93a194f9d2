//! `usl_fit`, `usl_model`, `amdahl_gustafson`, `littles_law`: laws of
//! scalability, given and fitted.

use serde_json::{Map, Value};

use super::inputs::number_at;
use super::{ComputeError, Inputs, Method, Outputs};
use crate::analysis::scalability::{
    Fit, NoFit, Usl, amdahl, fit, fit_two_parameters, gustafson, rate, student_t, time_of_each,
    under_way,
};

pub(super) const FIT: Method = Method {
    name: "usl_fit",
    about: "Universal scalability law fitted to throughput over load, by bounded least squares",
    inputs: "N and X, lists of one length; [procedure, with words \"C = X / X(1)\" for the older \
             one with two parameters; degrees_of_freedom]",
    outputs: "sigma (alpha), kappa (beta), lambda (gamma, lam, scale), se, rse, df, r_squared, \
              adj_r_squared, p_values, fitted, residuals, efficiency, overhead, peak_N (peak), \
              peak_X, limit, opt_N, opt_X, peer_band, warnings; throughput, latency, predict by N",
    variants: &[],
    run: run_fit,
};

pub(super) const MODEL: Method = Method {
    name: "usl_model",
    about: "Universal scalability law with given coefficients",
    inputs: "sigma (alpha), kappa (beta), lambda (gamma, lam), [at: an object of names with N and \
             coefficients in place of these]",
    outputs: "peak_N, peak_X, limit, opt_N, opt_X; throughput and latency by N, \
              throughput_at_latency by seconds; the names of at",
    variants: &[],
    run: run_model,
};

pub(super) const SPEED_UP: Method = Method {
    name: "amdahl_gustafson",
    about: "Speed-up of a fixed and of a scaled task by the share that cannot be shared",
    inputs: "runs, a list of objects with serial and N (null: without limit); or parallel and N",
    outputs: "speedup; or amdahl and scaled",
    variants: &[],
    run: run_speed_up,
};

pub(super) const LITTLE: Method = Method {
    name: "littles_law",
    about: "Little's law N = X R: any of the three from the two others",
    inputs: "runs, a list of objects with two of N, X and R",
    outputs: "result, a list of objects with all three",
    variants: &[],
    run: run_little,
};

/// Words by which a case tells the older procedure.
const OLDER: &str = "C = X / X(1)";

fn refused(inputs: &Inputs<'_>, error: &NoFit) -> ComputeError {
    ComputeError::at(inputs.place("X"), error, error.hint())
}

fn run_fit(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let loads = inputs.numbers("N")?;
    let rates = inputs.numbers_of("X", loads.len())?;
    let points: Vec<(f64, f64)> = loads.iter().copied().zip(rates).collect();
    let mut outputs = Outputs::new();
    let older = inputs.value("procedure").and_then(Value::as_str);
    if older.is_some_and(|words| words.contains(OLDER)) {
        let fit = fit_two_parameters(&points).map_err(|error| refused(inputs, &error))?;
        outputs.put("rse", fit.residual_error)?;
        outputs.put("df", fit.degrees_of_freedom)?;
        outputs.put("r_squared", fit.r_squared)?;
        let freedom = fit.degrees_of_freedom;
        outputs.put("adj_r_squared", adjusted(fit.r_squared, points.len(), freedom))?;
        along(&fit.usl, &points, &mut outputs)?;
        model(&fit.usl, inputs, &mut outputs)?;
        return Ok(outputs);
    }
    let fit = fit(&points).map_err(|error| refused(inputs, &error))?;
    let freedom = freedom(inputs, &fit)?;
    let squares: f64 = fit.residuals.iter().map(|it| it * it).sum();
    let errors = &fit.standard_errors;
    outputs.put("se", vec![errors.sigma, errors.kappa, errors.lambda])?;
    outputs.put("p_values", fit.p_values().to_vec())?;
    outputs.put("rse", (squares / freedom as f64).sqrt())?;
    outputs.put("df", freedom)?;
    outputs.put("r_squared", fit.r_squared)?;
    outputs.put("adj_r_squared", adjusted(fit.r_squared, fit.points.len(), freedom))?;
    let warnings: Vec<String> = fit.warnings.iter().map(ToString::to_string).collect();
    outputs.put("warnings", warnings)?;
    along(&fit.usl, &points, &mut outputs)?;
    outputs.put("peer_band", peer_band(&fit, &points))?;
    model(&fit.usl, inputs, &mut outputs)?;
    Ok(outputs)
}

/// Degrees of freedom of the residual error: the input, or what the text `note`
/// says before these words, or else points less parameters.
fn freedom(inputs: &Inputs<'_>, fit: &Fit) -> Result<usize, ComputeError> {
    let given = if inputs.has("degrees_of_freedom") {
        Some(inputs.whole("degrees_of_freedom")?)
    } else {
        let note = inputs.value("note").and_then(Value::as_str).unwrap_or_default();
        note.split_once(" degrees of freedom")
            .and_then(|(before, _)| before.rsplit(' ').next()?.parse::<usize>().ok())
    };
    match given {
        None => Ok(fit.degrees_of_freedom),
        Some(freedom @ 1..) if freedom < fit.points.len() => Ok(freedom),
        Some(freedom) => Err(ComputeError::wrong(
            inputs.place("degrees_of_freedom"),
            "at least 1 and below the number of points",
            &Value::from(freedom),
        )),
    }
}

/// R² less what parameters explain by themselves (Wherry 1931).
fn adjusted(r_squared: f64, points: usize, freedom: usize) -> f64 {
    1.0 - (1.0 - r_squared) * (points as f64 - 1.0) / freedom as f64
}

/// The prediction band of the R package usl: fitted ± t(0.95, n − 1) times the
/// root of SSE / (n − 1).
fn peer_band(fit: &Fit, points: &[(f64, f64)]) -> Option<Vec<Vec<f64>>> {
    let freedom = fit.points.len() - 1;
    let squares: f64 = fit.residuals.iter().map(|it| it * it).sum();
    let reach = student_t(0.95, freedom)? * (squares / freedom as f64).sqrt();
    let band = |&(load, _): &(f64, f64)| {
        let at = fit.usl.throughput(load);
        vec![at - reach, at + reach]
    };
    Some(points.iter().map(band).collect())
}

/// What a law says at each point.
fn along(law: &Usl, points: &[(f64, f64)], outputs: &mut Outputs) -> Result<(), ComputeError> {
    let each = |of: &dyn Fn(f64, f64) -> f64| -> Vec<f64> {
        points.iter().map(|&(load, rate)| of(load, rate)).collect()
    };
    outputs.put("fitted", each(&|load, _| law.throughput(load)))?;
    outputs.put("residuals", each(&|load, rate| rate - law.throughput(load)))?;
    outputs.put("efficiency", each(&|load, rate| rate / (law.lambda * load)))?;
    outputs.put("overhead", overhead(law, points.iter().map(|&(load, _)| load)))
}

fn overhead(law: &Usl, loads: impl Iterator<Item = f64>) -> Vec<Vec<f64>> {
    loads
        .map(|load| {
            let parts = law.overhead(load);
            vec![parts.ideal, parts.contention, parts.coherency]
        })
        .collect()
}

/// What a law says of itself, and at what is asked for.
fn model(law: &Usl, inputs: &Inputs<'_>, outputs: &mut Outputs) -> Result<(), ComputeError> {
    for name in ["sigma", "alpha"] {
        outputs.put(name, law.sigma)?;
    }
    for name in ["kappa", "beta"] {
        outputs.put(name, law.kappa)?;
    }
    for name in ["lambda", "gamma", "lam", "scale"] {
        outputs.put(name, law.lambda)?;
    }
    let peak = law.peak();
    outputs.put("peak_N", peak.map(|peak| peak.0))?;
    outputs.put("peak", peak.map(|peak| peak.0))?;
    outputs.put("peak_X", peak.map(|peak| peak.1))?;
    let floor = peak.map(|peak| peak.0.floor());
    outputs.put("peak_N_floor", floor)?;
    outputs.put("peak_X_at_floor", floor.map(|load| law.throughput(load)))?;
    outputs.put("limit", law.limit())?;
    outputs.put("opt_N", law.optimum())?;
    outputs.put("opt_X", law.optimum().map(|load| law.throughput(load)))?;
    outputs.put("contention_constrained", law.sigma > law.kappa)?;
    by_number(inputs, "throughput", outputs, |load| Some(law.throughput(load)))?;
    by_number(inputs, "predict", outputs, |load| Some(law.throughput(load)))?;
    by_number(inputs, "latency", outputs, |load| Some(law.latency(load)))?;
    by_number(inputs, "throughput_at_latency", outputs, |time| law.throughput_at_latency(time))?;
    for name in inputs.asked() {
        let loads: Option<Vec<f64>> = name.strip_prefix("overhead_").and_then(|loads| {
            loads.split('_').map(|load| load.parse().ok().filter(|it| *it > 0.0)).collect()
        });
        if let Some(loads) = loads {
            outputs.put(name, overhead(law, loads.into_iter()))?;
        }
    }
    Ok(())
}

/// An output with a number for each that is asked for.
fn by_number(
    inputs: &Inputs<'_>,
    name: &str,
    outputs: &mut Outputs,
    of: impl Fn(f64) -> Option<f64>,
) -> Result<(), ComputeError> {
    let mut map: Vec<(String, Option<f64>)> = Vec::new();
    for asked in inputs.asked_in(name) {
        if let Some(at) = asked.parse::<f64>().ok().filter(|at| at.is_finite() && *at > 0.0) {
            map.push((asked.to_owned(), of(at)));
        }
    }
    if map.is_empty() { Ok(()) } else { outputs.put(name, map) }
}

/// A coefficient by any of its names.
fn coefficient(inputs: &Inputs<'_>, names: &[&str]) -> Result<Option<f64>, ComputeError> {
    let named = names.iter().find(|name| inputs.has(name));
    named.map(|name| inputs.number(name)).transpose()
}

/// The law of the inputs; what they leave out is that of another law.
fn law_of(inputs: &Inputs<'_>, otherwise: Option<Usl>) -> Result<Usl, ComputeError> {
    let read = |names: &[&str], other: Option<f64>| {
        coefficient(inputs, names)?
            .or(other)
            .ok_or_else(|| ComputeError::missing(inputs.place(names[0]), "a number"))
    };
    let law = Usl {
        sigma: read(&["sigma", "alpha"], otherwise.map(|law| law.sigma))?,
        kappa: read(&["kappa", "beta"], otherwise.map(|law| law.kappa))?,
        lambda: read(&["lambda", "gamma", "lam"], otherwise.map(|law| law.lambda))?,
    };
    if law.is_sound() {
        Ok(law)
    } else {
        Err(ComputeError::undefined(
            inputs.place("sigma"),
            "the law has a coefficient out of its bounds",
            "Give sigma from 0 to 1, kappa of 0 or more, and lambda above 0.",
        ))
    }
}

fn run_model(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let law = law_of(inputs, None)?;
    let mut outputs = Outputs::new();
    model(&law, inputs, &mut outputs)?;
    if inputs.has("at") {
        let at = inputs.object("at")?;
        for (name, _) in at.entries() {
            let one = at.object(name)?;
            let load = one.number("N")?;
            outputs.put(name, law_of(&one, Some(law))?.throughput(load))?;
        }
    }
    Ok(outputs)
}

/// A share from 0 to 1.
fn share(inputs: &Inputs<'_>, name: &str) -> Result<f64, ComputeError> {
    let share = inputs.number(name)?;
    if (0.0..=1.0).contains(&share) {
        Ok(share)
    } else {
        let wants = "a share from 0 to 1";
        Err(ComputeError::wrong(inputs.place(name), wants, &Value::from(share)))
    }
}

/// A number of workers of 1 or more; nothing for null.
fn workers(inputs: &Inputs<'_>) -> Result<Option<f64>, ComputeError> {
    let wants = "a number of 1 or more, or null for no limit";
    let value = inputs.required("N", wants)?;
    if value.is_null() {
        return Ok(None);
    }
    let workers = number_at(value, &inputs.place("N"))?;
    if workers >= 1.0 {
        Ok(Some(workers))
    } else {
        Err(ComputeError::wrong(inputs.place("N"), wants, value))
    }
}

fn run_speed_up(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let mut outputs = Outputs::new();
    if inputs.has("runs") {
        let speedups: Result<Vec<Option<f64>>, ComputeError> = inputs
            .objects("runs")?
            .iter()
            .map(|run| Ok(amdahl(share(run, "serial")?, workers(run)?)))
            .collect();
        outputs.put("speedup", speedups?)?;
        return Ok(outputs);
    }
    let serial = if inputs.has("serial") {
        share(inputs, "serial")?
    } else {
        1.0 - share(inputs, "parallel")?
    };
    let workers = workers(inputs)?;
    outputs.put("amdahl", amdahl(serial, workers))?;
    outputs.put("scaled", workers.map(|workers| gustafson(serial, workers)))?;
    Ok(outputs)
}

fn run_little(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let mut results = Vec::new();
    for run in inputs.objects("runs")? {
        let given = |name: &str| -> Result<Option<f64>, ComputeError> {
            if !run.has(name) {
                return Ok(None);
            }
            let number = run.number(name)?;
            if number > 0.0 {
                Ok(Some(number))
            } else {
                Err(ComputeError::wrong(run.place(name), "above 0", &Value::from(number)))
            }
        };
        let (n, x, r) = match (given("N")?, given("X")?, given("R")?) {
            (Some(n), Some(x), None) => (n, x, time_of_each(n, x)),
            (Some(n), None, Some(r)) => (n, rate(n, r), r),
            (None, Some(x), Some(r)) => (under_way(x, r), x, r),
            _ => {
                return Err(ComputeError::missing(run.place("N"), "two of N, X and R"));
            }
        };
        let result: Map<String, Value> = [("N", n), ("X", x), ("R", r)]
            .map(|(name, it)| (name.to_owned(), it.into()))
            .into_iter()
            .collect();
        results.push(Value::Object(result));
    }
    let mut outputs = Outputs::new();
    outputs.put("result", Value::Array(results))?;
    Ok(outputs)
}
