//! Named outputs of a method. No number that is not finite gets into them.

use serde_json::{Map, Value};

use super::ComputeError;

/// What a method computed, by name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outputs {
    map: Map<String, Value>,
}

impl Outputs {
    /// No outputs yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an output.
    ///
    /// # Errors
    ///
    /// A number in it is not finite: the inputs lead out of what can be
    /// computed.
    pub fn put(&mut self, name: &str, output: impl Output) -> Result<(), ComputeError> {
        let value = output.value().ok_or_else(|| {
            ComputeError::undefined(
                name,
                "the inputs lead to a number beyond what can be computed",
                "Check for very large or very small numbers among the inputs.",
            )
        })?;
        self.map.insert(name.to_owned(), value);
        Ok(())
    }

    /// The outputs as JSON.
    pub fn into_map(self) -> Map<String, Value> {
        self.map
    }
}

/// What can be an output.
pub trait Output {
    /// As JSON; nothing where a number is not finite.
    fn value(self) -> Option<Value>;
}

impl Output for f64 {
    fn value(self) -> Option<Value> {
        // Minus zero is a quirk of arithmetic that nobody asked for.
        self.is_finite().then(|| Value::from(if self == 0.0 { 0.0 } else { self }))
    }
}

impl Output for usize {
    fn value(self) -> Option<Value> {
        Some(Value::from(self))
    }
}

impl Output for bool {
    fn value(self) -> Option<Value> {
        Some(Value::from(self))
    }
}

impl Output for &str {
    fn value(self) -> Option<Value> {
        Some(Value::from(self))
    }
}

impl Output for String {
    fn value(self) -> Option<Value> {
        Some(Value::from(self))
    }
}

impl Output for Value {
    fn value(self) -> Option<Value> {
        Some(self)
    }
}

impl Output for &[f64] {
    fn value(self) -> Option<Value> {
        self.iter().map(|&number| number.value()).collect()
    }
}

impl Output for &[Vec<f64>] {
    fn value(self) -> Option<Value> {
        self.iter().map(|row| row.as_slice().value()).collect()
    }
}

/// Null stands for undefined.
impl<T: Output> Output for Option<T> {
    fn value(self) -> Option<Value> {
        self.map_or(Some(Value::Null), Output::value)
    }
}

impl<T: Output> Output for Vec<T> {
    fn value(self) -> Option<Value> {
        self.into_iter().map(Output::value).collect()
    }
}

/// An object: names with what stands under them.
impl<T: Output> Output for Vec<(String, T)> {
    fn value(self) -> Option<Value> {
        let map: Option<Map<String, Value>> =
            self.into_iter().map(|(name, output)| Some((name, output.value()?))).collect();
        map.map(Value::Object)
    }
}
