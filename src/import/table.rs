//! A table as text, the way spreadsheets put one on the clipboard, and what a
//! text in one of its cells says.
//!
//! Any text whatever is a table of some sort; nothing here fails or panics.

use super::parse_number;

/// Splits a text into rows of cells. Between cells stand tabs; or, where there
/// is none, semicolons; or, where a line makes sense no other way, commas. A
/// cell in double quotes may hold anything, a quote being doubled. The empty
/// line that ends most texts is no row.
pub fn rows_of_table(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let separator = separator(text);
    let letters: Vec<char> = text.chars().collect();
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut cell = String::new();
    let mut begun = false;
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        at += 1;
        if letter == '"'
            && !begun
            && let Some((quoted, after)) = quoted(&letters, at, separator)
        {
            cell.push_str(&quoted);
            at = after;
            begun = true;
        } else if Some(letter) == separator {
            row.push(std::mem::take(&mut cell));
            begun = false;
        } else if letter == '\n' || letter == '\r' {
            if letter == '\r' && letters.get(at) == Some(&'\n') {
                at += 1;
            }
            row.push(std::mem::take(&mut cell));
            rows.push(std::mem::take(&mut row));
            begun = false;
        } else {
            cell.push(letter);
            begun = true;
        }
    }
    if begun || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows
}

/// The contents of a quoted cell that begins at `from`, and where it ends.
/// Nothing where no quote closes it before a separator or line end: such a
/// quote is a letter like any other.
fn quoted(letters: &[char], from: usize, separator: Option<char>) -> Option<(String, usize)> {
    let mut contents = String::new();
    let mut at = from;
    loop {
        match *letters.get(at)? {
            '"' if letters.get(at + 1) == Some(&'"') => {
                contents.push('"');
                at += 2;
            }
            '"' => {
                let next = letters.get(at + 1).copied();
                let ends = next.is_none() || next == separator;
                let ends = ends || matches!(next, Some('\n' | '\r'));
                return ends.then_some((contents, at + 1));
            }
            letter => {
                contents.push(letter);
                at += 1;
            }
        }
    }
}

/// What stands between the cells of a line, if anything does.
fn separator(text: &str) -> Option<char> {
    if text.contains('\t') {
        return Some('\t');
    }
    if text.contains(';') {
        return Some(';');
    }
    // A comma may be a decimal sign: "4,3" on a line is one number, "4,3,5"
    // and "Cost,4" are rows.
    let is_row = |line: &str| {
        line.contains(',')
            && (line.contains(", ")
                || matches!(Entry::read(line), Entry::Words)
                || line.contains('"'))
    };
    text.lines().any(is_row).then_some(',')
}

/// Rows as text that spreadsheets take from the clipboard: tabs between cells,
/// a line for each row. [`rows_of_table`] reads the same cells from it.
pub fn table_of_rows(rows: &[Vec<String>]) -> String {
    let mut text = String::new();
    for row in rows {
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                text.push('\t');
            }
            if cell.contains(['\t', '\n', '\r', '"', ';', ',', '\u{feff}']) {
                text.push('"');
                text.push_str(&cell.replace('"', "\"\""));
                text.push('"');
            } else {
                text.push_str(cell);
            }
        }
        text.push('\n');
    }
    text
}

/// A name for a spreadsheet's cell, with an apostrophe in front where it would
/// be taken for a formula.
pub fn harmless_cell(name: &str) -> String {
    if name.trim_start().starts_with(['=', '+', '-', '@']) {
        format!("'{name}")
    } else {
        name.to_owned()
    }
}

/// What a text in a cell says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Entry {
    /// Nothing.
    Empty,
    /// That it is not known.
    Unknown,
    /// That the question does not apply.
    NotApplicable,
    /// A number.
    Number(f64),
    /// Somewhere between two numbers, the lower first, with the likely one
    /// where it is given.
    Range {
        /// The lower end.
        low: f64,
        /// What is likely, between the ends.
        likely: Option<f64>,
        /// The upper end.
        high: f64,
    },
    /// Something else.
    Words,
}

impl Entry {
    /// Reads a text: nothing or a dash; `?` or "unknown"; "n/a"; a number with
    /// point or comma; a range such as `2-4` or `2,5 – 4`; a number with its
    /// range such as `3 (2-4)`.
    pub fn read(text: &str) -> Self {
        let text = text.trim();
        match text.to_lowercase().as_str() {
            "" | "-" | "\u{2013}" | "\u{2014}" => return Self::Empty,
            "?" | "unknown" => return Self::Unknown,
            "n" | "n/a" | "na" | "n.a." | "#n/a" | "not applicable" => return Self::NotApplicable,
            _ => {}
        }
        if let Some(number) = parse_number(text) {
            return Self::Number(number);
        }
        if let Some((likely, range)) = text.strip_suffix(')').and_then(|text| text.split_once('('))
            && let (Some(likely), Some((low, high))) = (parse_number(likely), ends(range))
            && (low..=high).contains(&likely)
        {
            return Self::Range { low, likely: Some(likely), high };
        }
        match ends(text) {
            Some((low, high)) => Self::Range { low, likely: None, high },
            None => Self::Words,
        }
    }
}

/// The ends of a range, the lower first.
fn ends(text: &str) -> Option<(f64, f64)> {
    let between = ["\u{2013}", "\u{2014}", "..", " to ", "-"];
    between.iter().flat_map(|mark| text.match_indices(mark)).find_map(|(at, mark)| {
        let low = parse_number(&text[..at])?;
        let high = parse_number(&text[at + mark.len()..])?;
        Some((low.min(high), low.max(high)))
    })
}
