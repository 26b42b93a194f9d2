//! A case with known answers, held against what is computed.
//!
//! A case is an object with `method`, `inputs`, `expected` and `tolerance`. Only
//! what stands under `expected` is asserted. The tolerance is a number (allowed
//! absolute difference), or an object with a number or `{"abs": a, "rel": r}`
//! per output (allowed difference a + r |expected|), `*` for outputs that it
//! does not name.

use serde_json::{Map, Value};

use super::{ComputeError, compute_case};

/// Allowed difference where a case names none for an output.
const UNNAMED_TOLERANCE: f64 = 1e-9;

/// How a case came out.
#[derive(Debug, Clone, PartialEq)]
pub enum CaseOutcome {
    /// Everything expected was computed and agrees.
    Holds {
        /// Numbers, words and blanks compared.
        compared: usize,
        /// The largest difference of a number from what is expected.
        largest_difference: f64,
        /// Where it is, as a path such as `expected.weights[2]`; empty without
        /// a difference.
        at: String,
    },
    /// Something computed does not agree.
    Fails {
        /// Where, as a path such as `expected.weights[2]`.
        field: String,
        /// What is expected there.
        expected: Value,
        /// What was computed; nothing where there is nothing.
        got: Option<Value>,
        /// The allowed absolute difference there.
        tolerance: f64,
    },
    /// The case, or one of its outputs, cannot be computed.
    NotComputed {
        /// Why.
        reason: String,
    },
}

/// Computes a case and compares.
///
/// # Errors
///
/// The case itself cannot be read: it names no method, has no inputs, nothing
/// expected, or a tolerance that is none.
pub fn verify(case: &Value) -> Result<CaseOutcome, ComputeError> {
    for (name, wants) in [("method", "the name of a method"), ("inputs", "an object of inputs")] {
        if case.get(name).is_none() {
            return Err(ComputeError::missing(name, wants));
        }
    }
    let expected = match case.get("expected") {
        Some(Value::Object(map)) if !map.is_empty() => map,
        Some(other) => {
            return Err(ComputeError::wrong("expected", "an object, not empty", other));
        }
        None => return Err(ComputeError::missing("expected", "the outputs to compare with")),
    };
    let tolerances = Tolerances::read(case.get("tolerance"))?;
    let outputs = match compute_case(case) {
        Ok(outputs) => outputs,
        Err(error) => return Ok(CaseOutcome::NotComputed { reason: error.to_string() }),
    };
    let mut seen = Comparison::default();
    let mut absent = Vec::new();
    for (name, wanted) in expected {
        let Some(got) = outputs.get(name) else {
            absent.push(name.as_str());
            continue;
        };
        let place = format!("expected.{name}");
        if let Err(failed) = seen.compare(wanted, Some(got), &place, tolerances.of(name)) {
            return Ok(failed);
        }
    }
    if !absent.is_empty() {
        let reason = format!("the method does not give the output {}", absent.join(", "));
        return Ok(CaseOutcome::NotComputed { reason });
    }
    Ok(CaseOutcome::Holds {
        compared: seen.compared,
        largest_difference: seen.largest,
        at: seen.at,
    })
}

/// An allowed difference: absolute, and relative to what is expected.
#[derive(Debug, Clone, Copy)]
struct Tolerance {
    abs: f64,
    rel: f64,
}

#[derive(Debug)]
struct Tolerances {
    all: Tolerance,
    named: Vec<(String, Tolerance)>,
}

impl Tolerances {
    fn read(given: Option<&Value>) -> Result<Self, ComputeError> {
        let unnamed = Tolerance { abs: UNNAMED_TOLERANCE, rel: 0.0 };
        let mut read = Self { all: unnamed, named: Vec::new() };
        match given {
            None | Some(Value::Null) => {}
            Some(Value::Object(map)) if !is_rule(map) => {
                for (name, rule) in map {
                    let rule = Tolerance::read(rule, &format!("tolerance.{name}"))?;
                    if name == "*" {
                        read.all = rule;
                    } else {
                        read.named.push((name.clone(), rule));
                    }
                }
            }
            Some(rule) => read.all = Tolerance::read(rule, "tolerance")?,
        }
        Ok(read)
    }

    fn of(&self, output: &str) -> Tolerance {
        self.named.iter().find(|(name, _)| name == output).map_or(self.all, |(_, rule)| *rule)
    }
}

/// Whether an object is one rule rather than rules by output.
fn is_rule(map: &Map<String, Value>) -> bool {
    !map.is_empty() && map.keys().all(|key| key == "abs" || key == "rel")
}

impl Tolerance {
    fn read(value: &Value, place: &str) -> Result<Self, ComputeError> {
        let wants = "a number of 0 or more, or an object with abs and rel";
        let read = match value {
            Value::Object(map) if is_rule(map) => {
                let part = |name| map.get(name).map_or(Some(0.0), Value::as_f64);
                part("abs").zip(part("rel")).map(|(abs, rel)| Self { abs, rel })
            }
            other => other.as_f64().map(|abs| Self { abs, rel: 0.0 }),
        };
        read.filter(|rule| rule.abs >= 0.0 && rule.rel >= 0.0)
            .ok_or_else(|| ComputeError::wrong(place, wants, value))
    }

    fn allowed(self, expected: f64) -> f64 {
        self.abs + self.rel * expected.abs()
    }
}

#[derive(Debug, Default)]
struct Comparison {
    compared: usize,
    largest: f64,
    at: String,
}

impl Comparison {
    fn compare(
        &mut self,
        expected: &Value,
        got: Option<&Value>,
        place: &str,
        tolerance: Tolerance,
    ) -> Result<(), CaseOutcome> {
        let fails = |allowed: f64| CaseOutcome::Fails {
            field: place.to_owned(),
            expected: expected.clone(),
            got: got.cloned(),
            tolerance: allowed,
        };
        match (expected, got) {
            (Value::Array(wanted), Some(Value::Array(items))) => {
                if wanted.len() != items.len() {
                    return Err(fails(tolerance.abs));
                }
                for (at, (wanted, item)) in wanted.iter().zip(items).enumerate() {
                    self.compare(wanted, Some(item), &format!("{place}[{at}]"), tolerance)?;
                }
                Ok(())
            }
            (Value::Object(wanted), Some(Value::Object(items))) => {
                for (name, wanted) in wanted {
                    let place = format!("{place}.{name}");
                    self.compare(wanted, items.get(name), &place, tolerance)?;
                }
                Ok(())
            }
            (Value::Number(_), Some(Value::Number(_))) => {
                let (Some(wanted), Some(number)) = (expected.as_f64(), got.and_then(Value::as_f64))
                else {
                    return Err(fails(tolerance.abs));
                };
                let allowed = tolerance.allowed(wanted);
                let difference = (wanted - number).abs();
                if difference > allowed {
                    return Err(fails(allowed));
                }
                self.compared += 1;
                if difference > self.largest {
                    self.largest = difference;
                    place.clone_into(&mut self.at);
                }
                Ok(())
            }
            (wanted, Some(item)) if wanted == item => {
                self.compared += 1;
                Ok(())
            }
            _ => Err(fails(tolerance.abs)),
        }
    }
}
