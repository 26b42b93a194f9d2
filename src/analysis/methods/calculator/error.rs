//! Why a method could not be computed.

use serde_json::Value;

use super::Method;

/// What is wrong, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ComputeError {
    /// There is no method of this name.
    #[error("method: there is no method \"{name}\"")]
    UnknownMethod {
        /// The name that was asked for.
        name: String,
        /// Names that look alike.
        alike: Vec<&'static str>,
    },
    /// An input that is needed is not there.
    #[error("{place} is missing")]
    Missing {
        /// Which, as a path such as `inputs.matrix`.
        place: String,
        /// What it has to be.
        wants: String,
    },
    /// An input is not what it has to be.
    #[error("{place} is {found}")]
    Wrong {
        /// Where, as a path such as `inputs.matrix[2][1]`.
        place: String,
        /// What it has to be.
        wants: String,
        /// What stands there, shortened.
        found: String,
    },
    /// The method has no result for these inputs.
    #[error("{place}: {reason}")]
    Undefined {
        /// What it is about, as a path.
        place: String,
        /// Why there is no result.
        reason: String,
        /// What can be done.
        advice: String,
    },
}

impl ComputeError {
    /// An input that is needed and not there. `wants` says what it has to be.
    pub fn missing(place: impl Into<String>, wants: impl Into<String>) -> Self {
        Self::Missing { place: place.into(), wants: wants.into() }
    }

    /// An input that is not what it has to be. `wants` says what that is.
    pub fn wrong(place: impl Into<String>, wants: impl Into<String>, found: &Value) -> Self {
        Self::Wrong { place: place.into(), wants: wants.into(), found: shown(found) }
    }

    /// No result for these inputs: why, and what can be done.
    pub fn undefined(
        place: impl Into<String>,
        reason: impl Into<String>,
        advice: impl Into<String>,
    ) -> Self {
        Self::Undefined { place: place.into(), reason: reason.into(), advice: advice.into() }
    }

    /// What a method says of inputs at a place, with its hint.
    pub fn at(place: impl Into<String>, error: &dyn std::error::Error, hint: &str) -> Self {
        Self::undefined(place, error.to_string(), hint)
    }

    pub(super) fn unknown_method(name: &str, methods: &[Method]) -> Self {
        let stem = name.split('_').next().unwrap_or_default();
        let alike = methods
            .iter()
            .map(|method| method.name)
            .filter(|known| !stem.is_empty() && known.contains(stem))
            .collect();
        Self::UnknownMethod { name: name.chars().take(80).collect(), alike }
    }

    /// What to do about it, in one or two sentences.
    pub fn hint(&self) -> String {
        match self {
            Self::UnknownMethod { alike, .. } if alike.is_empty() => {
                "`compute --list` tells the methods.".to_owned()
            }
            Self::UnknownMethod { alike, .. } => {
                format!("There is {}. `compute --list` tells all.", alike.join(", "))
            }
            Self::Missing { wants, .. } => format!("Give {wants}."),
            Self::Wrong { wants, .. } => format!("It has to be {wants}."),
            Self::Undefined { advice, .. } => advice.clone(),
        }
    }
}

/// A value as a message shows it: short, and on one line.
fn shown(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("a list of {}", items.len()),
        Value::Object(_) => "an object".to_owned(),
        other => {
            let text = other.to_string();
            if text.chars().count() <= 60 {
                text
            } else {
                format!("{}…", text.chars().take(59).collect::<String>())
            }
        }
    }
}
