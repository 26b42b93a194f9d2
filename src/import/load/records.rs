//! Lines and rows of tables, one at a time.
//!
//! A row keeps the number of the line it began in, and knows whether the file
//! ended within it: what was cut off can be told from what was written.

use std::io::{BufRead, Read};

use super::LoadError;
use super::source::Source;

/// Longest line or row, in bytes.
pub(super) const LONGEST: u64 = 16 * 1024 * 1024;

/// The lines of a file, without their ends.
pub(super) struct Lines<'s, 'a> {
    source: &'s mut Source<'a>,
    line: Vec<u8>,
    number: u64,
    ended: bool,
}

impl<'s, 'a> Lines<'s, 'a> {
    pub(super) fn new(source: &'s mut Source<'a>) -> Self {
        Self { source, line: Vec::new(), number: 0, ended: true }
    }

    /// Goes to the next line; says whether there was one.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or the line is too long.
    pub(super) fn advance(&mut self) -> Result<bool, LoadError> {
        self.line.clear();
        let outcome = (&mut *self.source).take(LONGEST + 1).read_until(b'\n', &mut self.line);
        let length = outcome.map_err(|error| {
            LoadError::new(
                format!("the file cannot be read: {error}"),
                "See whether it is still there and may be read.",
            )
        })?;
        if length == 0 {
            return Ok(false);
        }
        self.number += 1;
        if length as u64 > LONGEST {
            return Err(too_long(self.number));
        }
        self.ended = self.line.last() == Some(&b'\n');
        if self.ended {
            self.line.pop();
        }
        if self.line.last() == Some(&b'\r') {
            self.line.pop();
        }
        if self.number == 1 && self.line.starts_with(b"\xEF\xBB\xBF") {
            self.line.drain(..3);
        }
        Ok(true)
    }

    /// The line gone to last.
    pub(super) fn line(&self) -> &[u8] {
        &self.line
    }

    /// Its number, from 1.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// Whether it was ended: the last line of a file may not be.
    pub(super) fn ended(&self) -> bool {
        self.ended
    }
}

fn too_long(line: u64) -> LoadError {
    LoadError::at(
        line,
        format!("the line is longer than {} MiB", LONGEST / (1024 * 1024)),
        "No load tool writes such lines: see whether this is the right file, whole and unpacked.",
    )
}

/// The rows of a table, blank lines left out.
pub(super) struct Records<'s, 'a> {
    lines: Lines<'s, 'a>,
    delimiter: u8,
    text: Vec<u8>,
    fields: Vec<(usize, usize)>,
    began: u64,
}

impl<'s, 'a> Records<'s, 'a> {
    /// Goes to the first row; `choose` tells the delimiter from its line.
    /// Nothing where the file is empty.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or its first row has no end.
    pub(super) fn open(
        source: &'s mut Source<'a>,
        choose: impl Fn(&[u8]) -> u8,
    ) -> Result<Option<Self>, LoadError> {
        let mut records = Self {
            lines: Lines::new(source),
            delimiter: b',',
            text: Vec::new(),
            fields: Vec::new(),
            began: 0,
        };
        if !records.step()? {
            return Ok(None);
        }
        // A spreadsheet's line that tells the delimiter, and nothing else.
        let told = match records.lines.line() {
            [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] => Some(*delimiter),
            _ => None,
        };
        if told.is_some() && !records.step()? {
            return Ok(None);
        }
        records.delimiter = told.unwrap_or_else(|| choose(records.lines.line()));
        records.split()?;
        Ok(Some(records))
    }

    /// Goes to the next row; says whether there was one.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or the row is too long or never ends.
    pub(super) fn advance(&mut self) -> Result<bool, LoadError> {
        if !self.step()? {
            return Ok(false);
        }
        self.split()?;
        Ok(true)
    }

    /// Goes to the next line that is not blank.
    fn step(&mut self) -> Result<bool, LoadError> {
        while self.lines.advance()? {
            if !self.lines.line().iter().all(u8::is_ascii_whitespace) {
                self.began = self.lines.number();
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn split(&mut self) -> Result<(), LoadError> {
        self.fields.clear();
        self.text.clear();
        if !self.lines.line().contains(&b'"') {
            self.text.extend_from_slice(self.lines.line());
            let mut from = 0;
            for (at, &byte) in self.text.iter().enumerate() {
                if byte == self.delimiter {
                    self.fields.push((from, at));
                    from = at + 1;
                }
            }
            self.fields.push((from, self.text.len()));
            return Ok(());
        }
        let mut at = 0;
        let mut from = 0;
        let mut quoted = false;
        loop {
            let line = self.lines.line();
            match line.get(at) {
                Some(b'"') if quoted && line.get(at + 1) == Some(&b'"') => {
                    self.text.push(b'"');
                    at += 1;
                }
                Some(b'"') if quoted => quoted = false,
                Some(b'"') if self.text.len() == from => quoted = true,
                Some(&byte) if byte == self.delimiter && !quoted => {
                    self.fields.push((from, self.text.len()));
                    from = self.text.len();
                }
                Some(&byte) => self.text.push(byte),
                None if quoted => {
                    self.text.push(b'\n');
                    if !self.lines.advance()? {
                        return Err(LoadError::at(
                            self.began,
                            "a quotation mark opened in this row is never closed",
                            "The file was cut short or the mark is a stray one: take the whole file, or repair the row.",
                        ));
                    }
                    if self.text.len() as u64 > LONGEST {
                        return Err(too_long(self.began));
                    }
                    at = 0;
                    continue;
                }
                None => {
                    self.fields.push((from, self.text.len()));
                    return Ok(());
                }
            }
            at += 1;
        }
    }

    /// A field of the row, counted from 0, without white space around it;
    /// empty beyond the last.
    pub(super) fn field(&self, index: usize) -> &[u8] {
        self.fields.get(index).map_or(b"", |&(from, to)| self.text[from..to].trim_ascii())
    }

    /// A field as text.
    pub(super) fn words(&self, index: usize) -> String {
        String::from_utf8_lossy(self.field(index)).into_owned()
    }

    /// How many fields the row has.
    pub(super) fn len(&self) -> usize {
        self.fields.len()
    }

    /// Line in which the row begins, from 1.
    pub(super) fn line(&self) -> u64 {
        self.began
    }

    /// Whether the row was ended: the last of a file may not be.
    pub(super) fn ended(&self) -> bool {
        self.lines.ended()
    }

    /// What separates fields.
    pub(super) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// All fields as texts.
    pub(super) fn row(&self) -> Vec<String> {
        (0..self.len()).map(|index| self.words(index)).collect()
    }

    /// Which field of this row, a line of headings, is called so.
    pub(super) fn position(&self, heading: &str) -> Option<usize> {
        (0..self.len()).find(|&at| self.field(at).eq_ignore_ascii_case(heading.as_bytes()))
    }
}

/// The delimiter that occurs most often in a line outside quotation marks;
/// comma where none does.
pub(super) fn delimiter_of(line: &[u8]) -> u8 {
    let mut counts = [(b'\t', 0_usize), (b';', 0), (b'|', 0), (b',', 0)];
    let mut quoted = false;
    for &byte in line {
        if byte == b'"' {
            quoted = !quoted;
        }
        for (delimiter, count) in &mut counts {
            *count += usize::from(byte == *delimiter && !quoted);
        }
    }
    counts.iter().max_by_key(|(_, count)| *count).map_or(b',', |&(delimiter, _)| delimiter)
}

/// A finite number written with a decimal point.
pub(super) fn number(field: &[u8]) -> Option<f64> {
    let value: f64 = std::str::from_utf8(field).ok()?.trim().parse().ok()?;
    value.is_finite().then_some(value)
}

/// A count.
pub(super) fn count(field: &[u8]) -> Option<u64> {
    let value = number(field)?;
    ((0.0..=9e15).contains(&value) && value.fract() == 0.0).then_some(value as u64)
}
