//! Text for a terminal: aligned columns, and user text that cannot steer the
//! terminal.

use std::io::{self, Write};

use serde::Serialize;

use super::error::Stop;

/// Space between columns.
const GAP: usize = 2;

/// The text in one line, without characters that a terminal acts upon.
pub(super) fn plain(text: &str) -> String {
    let acts =
        |c: char| c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().filter(|&c| !acts(c)).collect()
}

/// "1 error", "2 errors".
pub(super) fn count(number: usize, word: &str) -> String {
    match number {
        1 => format!("1 {word}"),
        _ => format!("{number} {word}s"),
    }
}

/// Prints a document for machines, and a line end.
pub(super) fn json(out: &mut dyn Write, document: &impl Serialize) -> Result<(), Stop> {
    let text = serde_json::to_string_pretty(document).map_err(io::Error::from)?;
    writeln!(out, "{text}")?;
    Ok(())
}

/// Where the text of a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    /// At its left end: words.
    Left,
    /// At its right end: numbers.
    Right,
}

/// A table, column by column as wide as it needs.
#[derive(Debug)]
pub(super) struct Table {
    align: Vec<Align>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with headings.
    pub(super) fn new<const N: usize>(columns: [(&str, Align); N]) -> Self {
        Self {
            align: columns.iter().map(|(_, align)| *align).collect(),
            rows: vec![columns.iter().map(|(heading, _)| (*heading).to_owned()).collect()],
        }
    }

    /// Adds a row.
    pub(super) fn row<const N: usize>(&mut self, cells: [&str; N]) {
        self.rows.push(cells.into_iter().map(plain).collect());
    }

    /// Prints the table, each line after `indent` spaces and none with spaces
    /// at its end. A last column without any text is left out.
    pub(super) fn print(&self, out: &mut dyn Write, indent: usize) -> io::Result<()> {
        let is_empty = |column: usize| {
            self.rows.iter().skip(1).all(|row| row.get(column).is_none_or(String::is_empty))
        };
        let shown = (1..=self.align.len()).rev().find(|&end| !is_empty(end - 1)).unwrap_or(0);
        let widths: Vec<usize> = (0..shown)
            .map(|column| {
                let width =
                    |row: &Vec<String>| row.get(column).map_or(0, |cell| cell.chars().count());
                self.rows.iter().map(width).max().unwrap_or(0)
            })
            .collect();
        for row in &self.rows {
            let mut line = " ".repeat(indent);
            for ((cell, width), align) in row.iter().zip(&widths).zip(&self.align) {
                let space = " ".repeat(width.saturating_sub(cell.chars().count()));
                match align {
                    Align::Left => line.push_str(&format!("{cell}{space}")),
                    Align::Right => line.push_str(&format!("{space}{cell}")),
                }
                line.push_str(&" ".repeat(GAP));
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}
