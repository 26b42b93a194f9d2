//! The numbers of a figure as text, to be read or put into a spreadsheet.

/// The numbers of a figure as text, for those who would rather read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DataTable {
    /// Heads of the columns.
    pub header: Vec<String>,
    /// The rows, each as long as the header.
    pub rows: Vec<Vec<String>>,
}

impl DataTable {
    /// The table for a spreadsheet: cells apart by tabs, one line a row, heads
    /// first. Numbers get a plain sign and no grouping, so that they are taken
    /// for numbers; text that would be taken for a formula gets an apostrophe
    /// in front.
    pub fn tab_separated(&self) -> String {
        let mut out = String::new();
        for row in std::iter::once(&self.header).chain(&self.rows) {
            let cells: Vec<String> = row.iter().map(|cell| spreadsheet_cell(cell)).collect();
            out.push_str(&cells.join("\t"));
            out.push('\n');
        }
        out
    }
}

fn spreadsheet_cell(cell: &str) -> String {
    let plain = cell.replace('\u{2212}', "-");
    let (number, unit) = match plain.strip_suffix(" %") {
        Some(number) => (number, "%"),
        None => (plain.as_str(), ""),
    };
    let digits = number.replace(',', "");
    if digits.parse::<f64>().is_ok_and(f64::is_finite) {
        return format!("{}{unit}", digits.trim_start_matches('+'));
    }
    let text: String =
        cell.chars().map(|c| if c.is_control() || c == '\u{2028}' { ' ' } else { c }).collect();
    if text.trim_start().starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text }
}
