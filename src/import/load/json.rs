//! Figures out of JSON, each with its path, and the line where one is wrong.

use serde_json::{Deserializer, Value};

use super::LoadError;
use super::text::{CUT_SHORT, DAMAGED};

/// The JSON values of a text, one after the other, with the bytes at which they
/// begin. Several are what a tool leaves that adds to a file.
///
/// # Errors
///
/// When there is none, or where one is broken or ends early.
pub(super) fn documents(text: &str) -> Result<Vec<(usize, Value)>, LoadError> {
    let mut stream = Deserializer::from_str(text).into_iter::<Value>();
    let mut found = Vec::new();
    loop {
        let from = stream.byte_offset();
        match stream.next() {
            Some(Ok(value)) => found.push((from, value)),
            Some(Err(error)) => {
                let line = (error.line() as u64).max(1);
                return Err(if error.is_eof() {
                    LoadError::at(line, "the JSON ends early", CUT_SHORT)
                } else {
                    LoadError::at(
                        line,
                        format!("the JSON is broken: {error}"),
                        "See whether other output was mixed into the file.",
                    )
                });
            }
            None if found.is_empty() => {
                return Err(LoadError::new("the file is empty", CUT_SHORT));
            }
            None => return Ok(found),
        }
    }
}

/// A value within a document, and where it stands.
#[derive(Debug, Clone)]
pub(super) struct At<'a> {
    text: &'a str,
    from: usize,
    path: String,
    /// The value itself.
    pub(super) value: &'a Value,
}

impl<'a> At<'a> {
    /// A whole document.
    pub(super) fn document(text: &'a str, (from, value): &'a (usize, Value)) -> Self {
        Self { text, from: *from, path: String::new(), value }
    }

    /// The line at which it stands. Fields are found by their names, in the
    /// order in which they are nested: good enough to look there.
    pub(super) fn line(&self) -> u64 {
        let skipped = self.text.len() - self.text[self.from..].trim_start().len();
        1 + self.text[..skipped].bytes().filter(|&byte| byte == b'\n').count() as u64
    }

    fn inner(&self, name: &str, value: &'a Value) -> Self {
        let path =
            if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) };
        let found = self.text[self.from..].find(&format!("\"{name}\""));
        Self { text: self.text, from: self.from + found.unwrap_or(0), path, value }
    }

    /// A field that may be absent or null.
    pub(super) fn get(&self, name: &str) -> Option<Self> {
        let value = self.value.get(name).filter(|value| !value.is_null())?;
        Some(self.inner(name, value))
    }

    /// A field that has to be there.
    ///
    /// # Errors
    ///
    /// When it is not.
    pub(super) fn need(&self, name: &str) -> Result<Self, LoadError> {
        self.get(name).ok_or_else(|| {
            let path = self.inner(name, self.value).path;
            LoadError::at(self.line(), format!("{path} is missing"), CUT_SHORT)
        })
    }

    /// The elements of a list.
    ///
    /// # Errors
    ///
    /// When it is no list.
    pub(super) fn elements(&self) -> Result<Vec<Self>, LoadError> {
        let list = self.value.as_array().ok_or_else(|| self.wrong("a list"))?;
        let element =
            |(at, value)| Self { path: format!("{}[{at}]", self.path), value, ..self.clone() };
        Ok(list.iter().enumerate().map(element).collect())
    }

    /// The same value, known to stand after another.
    pub(super) fn after(mut self, other: &Self) -> Self {
        self.from = self.from.max(other.from + 1).min(self.text.len());
        while !self.text.is_char_boundary(self.from) {
            self.from -= 1;
        }
        self
    }

    /// A finite number that is not negative.
    ///
    /// # Errors
    ///
    /// When it is none.
    pub(super) fn figure(&self) -> Result<f64, LoadError> {
        let number = self.value.as_f64().filter(|number| number.is_finite() && *number >= 0.0);
        number.ok_or_else(|| self.wrong("a number that is not negative"))
    }

    /// A whole number that is not negative.
    ///
    /// # Errors
    ///
    /// When it is none.
    pub(super) fn count(&self) -> Result<u64, LoadError> {
        let number = self.figure()?;
        let is_count = number.fract() == 0.0 && number < 1e15;
        if is_count { Ok(number as u64) } else { Err(self.wrong("a count")) }
    }

    /// A text.
    ///
    /// # Errors
    ///
    /// When it is none.
    pub(super) fn text(&self) -> Result<&'a str, LoadError> {
        self.value.as_str().ok_or_else(|| self.wrong("a text"))
    }

    /// A number that may be absent or null.
    ///
    /// # Errors
    ///
    /// When it is there, but no such number.
    pub(super) fn figure_of(&self, name: &str) -> Result<Option<f64>, LoadError> {
        self.get(name).map(|at| at.figure()).transpose()
    }

    /// A count that may be absent or null.
    ///
    /// # Errors
    ///
    /// When it is there, but no count.
    pub(super) fn count_of(&self, name: &str) -> Result<Option<u64>, LoadError> {
        self.get(name).map(|at| at.count()).transpose()
    }

    /// The text of a field; empty where there is none.
    pub(super) fn text_of(&self, name: &str) -> &'a str {
        self.value.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// The fields of an object with their counts.
    ///
    /// # Errors
    ///
    /// When it is none, or one is no count.
    pub(super) fn counts(&self) -> Result<Vec<(&'a str, u64)>, LoadError> {
        let fields = self.value.as_object().ok_or_else(|| self.wrong("an object"))?;
        let count = |(name, value): (&'a String, &'a Value)| {
            Ok((name.as_str(), self.inner(name, value).count()?))
        };
        fields.iter().map(count).collect()
    }

    /// What is wrong with it: what it should be.
    pub(super) fn wrong(&self, wanted: &str) -> LoadError {
        let mut shown: String = self.value.to_string();
        if shown.chars().count() > 40 {
            shown = shown.chars().take(40).chain(['…']).collect();
        }
        let path = if self.path.is_empty() { "the document" } else { &self.path };
        LoadError::at(self.line(), format!("{path} is {shown}, not {wanted}"), DAMAGED)
    }
}
