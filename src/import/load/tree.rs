//! Figures out of JSON, with the path to what is wrong.

use serde_json::Value;

use super::LoadError;

/// Reads JSON.
///
/// # Errors
///
/// Where it ends early or is none, with the line.
pub(super) fn parse(text: &str) -> Result<Value, LoadError> {
    if text.trim().is_empty() {
        return Err(LoadError::new("the file is empty", "Run the tool again, to its end."));
    }
    serde_json::from_str(text).map_err(|error| {
        let line = error.line() as u64;
        if error.is_eof() {
            LoadError::at(
                line,
                "the JSON ends early",
                "The file was cut short: take the whole, or run the tool again to its end.",
            )
        } else {
            LoadError::at(
                line,
                format!("the JSON is broken: {error}"),
                "See whether other output was mixed into the file.",
            )
        }
    })
}

/// A figure that may be absent: a finite number, not negative.
///
/// # Errors
///
/// When it is there but no such number.
pub(super) fn figure(of: &Value, key: &str, path: &str) -> Result<Option<f64>, LoadError> {
    match of.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => match value.as_f64() {
            Some(number) if number.is_finite() && number >= 0.0 => Ok(Some(number)),
            _ => Err(wrong(path, key, value, "a number that is not negative")),
        },
    }
}

/// A count that may be absent.
///
/// # Errors
///
/// When it is there but no count.
pub(super) fn count(of: &Value, key: &str, path: &str) -> Result<Option<u64>, LoadError> {
    match figure(of, key, path)? {
        None => Ok(None),
        Some(number) if number <= 9e15 && number.fract() == 0.0 => Ok(Some(number as u64)),
        Some(number) => Err(wrong(path, key, &Value::from(number), "a count")),
    }
}

/// A figure that must be there.
///
/// # Errors
///
/// When it is not.
pub(super) fn needed<T>(found: Option<T>, path: &str, key: &str) -> Result<T, LoadError> {
    found.ok_or_else(|| {
        LoadError::new(
            format!("{path}.{key} is missing"),
            "The file was cut short or edited: take the tool's own.",
        )
    })
}

fn wrong(path: &str, key: &str, value: &Value, wanted: &str) -> LoadError {
    let shown: String = value.to_string().chars().take(60).collect();
    LoadError::new(
        format!("{path}.{key} is {shown}, not {wanted}"),
        "See whether the file is damaged or was edited.",
    )
}
