//! Reading named inputs, with errors that tell the place.

use serde_json::{Map, Value};

use super::ComputeError;

/// The largest magnitude of a number that is computed with. What is larger
/// could overflow in a product or a square.
pub const MAX_NUMBER: f64 = 1e50;

/// The most numbers that one list or matrix may hold.
pub const MAX_CELLS: usize = 200_000;

/// The most rows and columns of a matrix that a method reads as its table:
/// many methods compare each row with each other one.
pub const MAX_ROWS: usize = 1000;

/// See [`MAX_ROWS`].
pub const MAX_COLUMNS: usize = 500;

/// Which end of a criterion is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// More is better.
    Max,
    /// Less is better.
    Min,
}

/// The inputs of a method, or an object inside them.
#[derive(Debug, Clone)]
pub struct Inputs<'a> {
    map: &'a Map<String, Value>,
    place: String,
    variant: &'static str,
    asked: Option<&'a Map<String, Value>>,
}

impl<'a> Inputs<'a> {
    pub(super) fn new(
        map: &'a Map<String, Value>,
        variant: &'static str,
        asked: Option<&'a Map<String, Value>>,
    ) -> Self {
        Self { map, place: "inputs".to_owned(), variant, asked }
    }

    /// Names of the outputs that a case asks for, and no more than names. For
    /// outputs whose names hold a parameter, such as a threshold.
    pub fn asked(&self) -> impl Iterator<Item = &'a str> {
        self.asked.into_iter().flat_map(|map| map.keys().map(String::as_str))
    }

    /// Names inside an output that a case asks for, such as shares of quantiles.
    pub fn asked_in(&self, output: &str) -> impl Iterator<Item = &'a str> {
        let inner = self.asked.and_then(|map| map.get(output)).and_then(Value::as_object);
        inner.into_iter().flat_map(|map| map.keys().map(String::as_str))
    }

    /// Name of the variant that is meant; empty for a method that has none.
    pub fn variant(&self) -> &'static str {
        self.variant
    }

    /// The path of an input, such as `inputs.matrix`.
    pub fn place(&self, name: &str) -> String {
        format!("{}.{name}", self.place)
    }

    /// Whether an input is given.
    pub fn has(&self, name: &str) -> bool {
        self.map.contains_key(name)
    }

    /// Names and values as given.
    pub fn entries(&self) -> impl Iterator<Item = (&'a str, &'a Value)> {
        self.map.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// An input as it stands, where it is given.
    pub fn value(&self, name: &str) -> Option<&'a Value> {
        self.map.get(name)
    }

    /// An input that has to be there. `wants` says what it has to be.
    pub fn required(&self, name: &str, wants: &str) -> Result<&'a Value, ComputeError> {
        self.map.get(name).ok_or_else(|| ComputeError::missing(self.place(name), wants))
    }

    /// A number.
    pub fn number(&self, name: &str) -> Result<f64, ComputeError> {
        number_at(self.required(name, "a number")?, &self.place(name))
    }

    /// A number, or what stands for it where it is not given.
    pub fn number_or(&self, name: &str, otherwise: f64) -> Result<f64, ComputeError> {
        if self.has(name) { self.number(name) } else { Ok(otherwise) }
    }

    /// A whole number of 0 or more, up to a million.
    pub fn whole(&self, name: &str) -> Result<usize, ComputeError> {
        whole_at(self.required(name, "a whole number")?, &self.place(name))
    }

    /// Text.
    pub fn text(&self, name: &str) -> Result<&'a str, ComputeError> {
        let value = self.required(name, "text")?;
        value.as_str().ok_or_else(|| ComputeError::wrong(self.place(name), "text", value))
    }

    /// A list of text.
    pub fn texts(&self, name: &str) -> Result<Vec<&'a str>, ComputeError> {
        let items = self.list(name, "a list of text")?;
        items
            .iter()
            .enumerate()
            .map(|(at, item)| {
                item.as_str().ok_or_else(|| {
                    ComputeError::wrong(format!("{}[{at}]", self.place(name)), "text", item)
                })
            })
            .collect()
    }

    /// A list of anything. `wants` says what it has to be.
    pub fn list(&self, name: &str, wants: &str) -> Result<&'a [Value], ComputeError> {
        list_at(self.required(name, wants)?, &self.place(name), wants)
    }

    /// A list of numbers, not empty.
    pub fn numbers(&self, name: &str) -> Result<Vec<f64>, ComputeError> {
        numbers_at(self.required(name, "a list of numbers")?, &self.place(name))
    }

    /// A list of numbers of a given length.
    pub fn numbers_of(&self, name: &str, length: usize) -> Result<Vec<f64>, ComputeError> {
        let numbers = self.numbers(name)?;
        if numbers.len() == length {
            Ok(numbers)
        } else {
            let wants = format!("a list of {length} numbers");
            Err(ComputeError::wrong(self.place(name), wants, &self.map[name]))
        }
    }

    /// A matrix: rows of numbers, all of one length, at least 1 by 1 and at most
    /// [`MAX_ROWS`] by [`MAX_COLUMNS`].
    pub fn matrix(&self, name: &str) -> Result<Vec<Vec<f64>>, ComputeError> {
        self.table(name, MAX_ROWS)
    }

    fn table(&self, name: &str, most: usize) -> Result<Vec<Vec<f64>>, ComputeError> {
        let value = self.required(name, "a list of rows of numbers")?;
        let place = self.place(name);
        let matrix = matrix_at(value, &place)?;
        let (rows, columns) = (matrix.len(), matrix[0].len());
        if rows > most || columns > MAX_COLUMNS {
            return Err(ComputeError::undefined(
                place,
                format!("{rows} rows and {columns} columns are too many"),
                format!("Give at most {most} rows and {MAX_COLUMNS} columns."),
            ));
        }
        Ok(matrix)
    }

    /// Draws or other rows that no method compares with each other: as
    /// [`Inputs::matrix`], without its limit of rows.
    pub fn rows(&self, name: &str) -> Result<Vec<Vec<f64>>, ComputeError> {
        self.table(name, MAX_CELLS)
    }

    /// A square matrix, of at most [`MAX_COLUMNS`].
    pub fn square(&self, name: &str) -> Result<Vec<Vec<f64>>, ComputeError> {
        let place = self.place(name);
        // Looked at as a table first, for its limits.
        self.matrix(name)?;
        square_at(self.required(name, "a square matrix")?, &place)
    }

    /// The directions of so many criteria, `max` or `min` each; `max` for all
    /// where they are not given.
    pub fn directions(&self, columns: usize) -> Result<Vec<Direction>, ComputeError> {
        if !self.has("directions") {
            return Ok(vec![Direction::Max; columns]);
        }
        let given = self.texts("directions")?;
        let place = self.place("directions");
        if given.len() != columns {
            let wants = format!("a list of {columns}, max or min for each column");
            return Err(ComputeError::wrong(place, wants, &self.map["directions"]));
        }
        given
            .iter()
            .enumerate()
            .map(|(at, word)| match *word {
                "max" => Ok(Direction::Max),
                "min" => Ok(Direction::Min),
                other => Err(ComputeError::wrong(
                    format!("{place}[{at}]"),
                    "max or min",
                    &Value::from(other),
                )),
            })
            .collect()
    }

    /// Weights of so many criteria as given: not negative, and not all 0.
    pub fn weights(&self, columns: usize) -> Result<Vec<f64>, ComputeError> {
        let weights = self.numbers_of("weights", columns)?;
        weights_at(weights, &self.place("weights"))
    }

    /// An object inside, to be read like the inputs themselves.
    pub fn object(&self, name: &str) -> Result<Inputs<'a>, ComputeError> {
        object_at(self.required(name, "an object")?, &self.place(name), self)
    }

    /// A list of objects, each to be read like the inputs themselves.
    pub fn objects(&self, name: &str) -> Result<Vec<Inputs<'a>>, ComputeError> {
        let place = self.place(name);
        self.list(name, "a list of objects")?
            .iter()
            .enumerate()
            .map(|(at, item)| object_at(item, &format!("{place}[{at}]"), self))
            .collect()
    }
}

fn object_at<'a>(
    value: &'a Value,
    place: &str,
    around: &Inputs<'a>,
) -> Result<Inputs<'a>, ComputeError> {
    match value {
        Value::Object(map) => Ok(Inputs { map, place: place.to_owned(), ..around.clone() }),
        other => Err(ComputeError::wrong(place, "an object", other)),
    }
}

/// A number at a place: finite and of a magnitude up to [`MAX_NUMBER`].
pub fn number_at(value: &Value, place: &str) -> Result<f64, ComputeError> {
    match value.as_f64() {
        Some(number) if number.abs() <= MAX_NUMBER => Ok(number),
        Some(_) => Err(ComputeError::wrong(place, "a number up to 1e50 either way", value)),
        None => Err(ComputeError::wrong(place, "a number", value)),
    }
}

/// A whole number at a place, of 0 or more and up to a million.
pub fn whole_at(value: &Value, place: &str) -> Result<usize, ComputeError> {
    match value.as_f64() {
        Some(number) if (0.0..=1e6).contains(&number) && number.fract() == 0.0 => {
            Ok(number as usize)
        }
        _ => Err(ComputeError::wrong(place, "a whole number from 0 to 1000000", value)),
    }
}

/// A list at a place, not empty and of at most [`MAX_CELLS`] items.
pub fn list_at<'a>(
    value: &'a Value,
    place: &str,
    wants: &str,
) -> Result<&'a [Value], ComputeError> {
    match value {
        Value::Array(items) if items.is_empty() => {
            Err(ComputeError::wrong(place, format!("{wants}, not empty"), value))
        }
        Value::Array(items) if items.len() > MAX_CELLS => {
            Err(ComputeError::wrong(place, format!("a list of at most {MAX_CELLS}"), value))
        }
        Value::Array(items) => Ok(items),
        other => Err(ComputeError::wrong(place, wants, other)),
    }
}

/// A list of numbers at a place.
pub fn numbers_at(value: &Value, place: &str) -> Result<Vec<f64>, ComputeError> {
    list_at(value, place, "a list of numbers")?
        .iter()
        .enumerate()
        .map(|(at, item)| number_at(item, &format!("{place}[{at}]")))
        .collect()
}

/// A matrix at a place.
pub fn matrix_at(value: &Value, place: &str) -> Result<Vec<Vec<f64>>, ComputeError> {
    let rows = list_at(value, place, "a list of rows of numbers")?;
    let mut matrix: Vec<Vec<f64>> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let place = format!("{place}[{at}]");
        let numbers = numbers_at(row, &place)?;
        if let Some(first) = matrix.first()
            && first.len() != numbers.len()
        {
            let wants = format!("a row of {}, as the first one", first.len());
            return Err(ComputeError::wrong(place, wants, row));
        }
        if (matrix.len() + 1) * numbers.len() > MAX_CELLS {
            let wants = format!("part of a matrix of at most {MAX_CELLS} numbers");
            return Err(ComputeError::wrong(place, wants, row));
        }
        matrix.push(numbers);
    }
    Ok(matrix)
}

/// A square matrix at a place.
pub fn square_at(value: &Value, place: &str) -> Result<Vec<Vec<f64>>, ComputeError> {
    let matrix = matrix_at(value, place)?;
    if matrix[0].len() == matrix.len() {
        Ok(matrix)
    } else {
        let wants = format!("square; it has {} rows and {} columns", matrix.len(), matrix[0].len());
        Err(ComputeError::wrong(place, wants, value))
    }
}

/// Weights that are not negative and not all 0, as given.
pub fn weights_at(weights: Vec<f64>, place: &str) -> Result<Vec<f64>, ComputeError> {
    if let Some(at) = weights.iter().position(|&weight| weight < 0.0) {
        let value = Value::from(weights[at]);
        return Err(ComputeError::wrong(format!("{place}[{at}]"), "0 or more", &value));
    }
    if weights.iter().sum::<f64>() > 0.0 {
        Ok(weights)
    } else {
        Err(ComputeError::undefined(
            place,
            "all weights are 0",
            "Give at least one criterion a weight.",
        ))
    }
}
