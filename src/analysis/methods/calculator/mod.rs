//! The calculator: every method by its name, on inputs and outputs as JSON.
//!
//! A method reads what it needs by name from the inputs and gives named outputs;
//! [`methods`] lists them. [`compute`] runs one, [`verify`] holds a case with
//! known answers against what is computed. Each method's adapter stands in a
//! file of its own; the formulas are those of the modules beside this one.

use serde_json::{Map, Value};

mod acceptability;
mod error;
mod inputs;
mod outputs;
mod pairs;
mod ranking;
mod ranks;
mod samples;
mod scalability;
mod table;
mod tree;
mod verify;
mod weights;

pub use error::ComputeError;
pub use inputs::{
    Direction, Inputs, MAX_CELLS, MAX_COLUMNS, MAX_NUMBER, MAX_ROWS, list_at, matrix_at, number_at,
    numbers_at, square_at, weights_at, whole_at,
};
pub use outputs::{Output, Outputs};
pub use verify::{CaseOutcome, verify};

/// One of the formulas that go by the name of a method.
#[derive(Debug, Clone, Copy)]
pub struct Variant {
    /// Name, as the input `variant` takes it.
    pub name: &'static str,
    /// What sets it apart, in half a sentence.
    pub about: &'static str,
    /// Phrases by which the free text `variant` of a case tells this one.
    pub told_by: &'static [&'static str],
}

/// A method of the calculator.
#[derive(Debug, Clone, Copy)]
pub struct Method {
    /// Name, as in the field `method` of a case.
    pub name: &'static str,
    /// What it does, in one line.
    pub about: &'static str,
    /// The inputs that it reads, in one line; optional ones in brackets.
    pub inputs: &'static str,
    /// The outputs that it gives, in one line.
    pub outputs: &'static str,
    /// Its variants, the usual one first; empty where there is only one.
    pub variants: &'static [Variant],
    /// Computes the outputs.
    pub run: fn(&Inputs<'_>) -> Result<Outputs, ComputeError>,
}

/// All methods, by name.
pub fn methods() -> &'static [Method] {
    table::METHODS
}

/// The method of a name.
///
/// # Errors
///
/// [`ComputeError::UnknownMethod`], with names that look alike.
pub fn method(name: &str) -> Result<&'static Method, ComputeError> {
    methods()
        .iter()
        .find(|method| method.name == name)
        .ok_or_else(|| ComputeError::unknown_method(name, methods()))
}

/// Computes a method by name. The input `variant` chooses among its variants;
/// without it the usual one is meant.
///
/// # Errors
///
/// What is wrong, where, and what to do: a method that there is none of, inputs
/// that are missing or not what they have to be, or a result that is not
/// defined for these inputs.
pub fn compute(method_name: &str, inputs: &Value) -> Result<Map<String, Value>, ComputeError> {
    compute_variant(method_name, inputs, None, None)
}

/// Computes a case: an object with `method`, `inputs` and, where it matters,
/// `variant` in free text. Where the case has `expected`, the names in it (not
/// what stands under them) tell which outputs with a parameter in their name are
/// asked for.
///
/// # Errors
///
/// As [`compute`], and where there is no `method` or no `inputs`.
pub fn compute_case(case: &Value) -> Result<Map<String, Value>, ComputeError> {
    let Some(name) = case.get("method").and_then(Value::as_str) else {
        return Err(ComputeError::missing("method", "the name of a method"));
    };
    let Some(inputs) = case.get("inputs") else {
        return Err(ComputeError::missing("inputs", "an object with the inputs by name"));
    };
    let told = case.get("variant").and_then(Value::as_str);
    compute_variant(name, inputs, told, case.get("expected").and_then(Value::as_object))
}

fn compute_variant(
    name: &str,
    inputs: &Value,
    told: Option<&str>,
    asked: Option<&Map<String, Value>>,
) -> Result<Map<String, Value>, ComputeError> {
    let method = method(name)?;
    let Value::Object(map) = inputs else {
        return Err(ComputeError::wrong("inputs", "an object with the inputs by name", inputs));
    };
    let inputs = Inputs::new(map, variant(method, map, told)?, asked);
    Ok((method.run)(&inputs)?.into_map())
}

/// The name of the variant that is meant; empty for methods without variants.
fn variant(
    method: &'static Method,
    inputs: &Map<String, Value>,
    told: Option<&str>,
) -> Result<&'static str, ComputeError> {
    let usual = method.variants.first().map_or("", |variant| variant.name);
    match inputs.get("variant") {
        None => Ok(told
            .and_then(|text| {
                let meant = |variant: &&Variant| {
                    text == variant.name
                        || variant.told_by.iter().any(|phrase| text.contains(phrase))
                };
                method.variants.iter().find(meant)
            })
            .map_or(usual, |variant| variant.name)),
        Some(wanted) => method
            .variants
            .iter()
            .find(|variant| wanted.as_str() == Some(variant.name))
            .map(|variant| variant.name)
            .ok_or_else(|| {
                let names: Vec<&str> = method.variants.iter().map(|one| one.name).collect();
                let wants = if names.is_empty() {
                    format!("left out: {} has no variants", method.name)
                } else {
                    format!("one of {}", names.join(", "))
                };
                ComputeError::wrong("inputs.variant", wants, wanted)
            }),
    }
}
