//! Scores from a table that another program wrote: what each cell says on the
//! criterion's scale, and where in the matrix it belongs.

use crate::workbook::{Judgement, Measure, Scale, Workbook};

use super::parse_number;
use super::table::{Entry, rows_of_table};

/// A judgement as it was written down, with its range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// The judgement. A range without a likely number is an unknown within it.
    pub is: Judgement,
    /// Lowest plausible performance.
    pub low: Option<f64>,
    /// Highest plausible performance.
    pub high: Option<f64>,
}

impl Reading {
    /// A judgement without a range.
    pub fn new(is: Judgement) -> Self {
        Self { is, low: None, high: None }
    }
}

/// What a text says on a scale: besides all that [`Entry`] reads, a number with
/// the scale's unit, or the words of a level. Nothing for an empty text.
///
/// # Errors
/// Why the text says nothing on this scale, in words.
pub fn read_score(measure: &Measure, text: &str) -> Result<Option<Reading>, String> {
    let text = text.trim();
    let entry = match (Entry::read(text), &measure.scale) {
        (Entry::Words, Scale::Levels(levels)) => levels
            .iter()
            .position(|level| level.text.trim().to_lowercase() == text.to_lowercase())
            .map_or(Entry::Words, |at| Entry::Number(at as f64 + 1.0)),
        (Entry::Words, Scale::Natural { unit, .. }) if !unit.is_empty() => text
            .strip_suffix(unit.as_str())
            .and_then(parse_number)
            .map_or(Entry::Words, Entry::Number),
        (entry, _) => entry,
    };
    let fits = |number| fits_scale(measure, number);
    Ok(match entry {
        Entry::Empty => None,
        Entry::Unknown => Some(Reading::new(Judgement::Unknown)),
        Entry::NotApplicable => Some(Reading::new(Judgement::NotApplicable)),
        Entry::Number(number) => Some(Reading::new(Judgement::Value(fits(number)?))),
        Entry::Range { low, likely, high } => Some(Reading {
            is: likely.map_or(Judgement::Unknown, Judgement::Value),
            low: Some(fits(low)?),
            high: Some(fits(high)?),
        }),
        Entry::Words => return Err(format!("\"{}\" is no number", shortened(text))),
    })
}

/// The number itself, where it can be a performance on the scale.
///
/// # Errors
/// Why it cannot, in words.
pub fn fits_scale(measure: &Measure, number: f64) -> Result<f64, String> {
    match &measure.scale {
        Scale::Levels(levels) if !(1.0..=levels.len() as f64).contains(&number) => {
            Err(format!("The levels run from 1 to {}", levels.len()))
        }
        _ => Ok(number),
    }
}

/// Where a table goes: the criteria in the order in which they are shown, as
/// positions in the workbook, and the cells that are selected.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// The criteria shown, as positions in the workbook's list.
    pub criteria: &'a [usize],
    /// All scored criteria in the order of the tree: names in a table's head
    /// are looked for among these.
    pub all: &'a [usize],
    /// The first cell: its place in `criteria`, and the option's in the workbook.
    pub first: (usize, usize),
    /// How many criteria and options are selected from there on.
    pub size: (usize, usize),
}

/// What a table says, cell by cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PlacedScores {
    /// What is said of an option on a criterion, as positions in the workbook.
    pub readings: Vec<(usize, usize, Reading)>,
    /// What could not be read or has no place.
    pub problems: Vec<Unread>,
    /// Cells with nothing in them, which change nothing.
    pub empty: usize,
    /// The cells were placed by the names in the table's heads, not by where
    /// the cursor stood.
    pub by_name: bool,
}

/// A text that says nothing here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Where it stands: the criterion and option, or the row and column.
    pub place: String,
    /// The text.
    pub text: String,
    /// Why it says nothing.
    pub why: String,
}

/// Reads a table into the matrix. A table whose first row names options, or
/// whose first column names criteria, goes where the names say; any other
/// begins at the first cell. A single cell goes into every cell selected.
pub fn place_scores(workbook: &Workbook, target: &Target<'_>, text: &str) -> PlacedScores {
    let mut table = rows_of_table(text);
    let mut placed = PlacedScores::default();
    let options_by_name = options_in_head(workbook, &table);
    let criteria_by_name = criteria_in_head(workbook, target.all, &table);
    placed.by_name = options_by_name.is_some() || criteria_by_name.is_some();
    if let [row] = table.as_slice()
        && let [only] = row.as_slice()
        && !placed.by_name
    {
        table = vec![vec![only.clone(); target.size.1.max(1)]; target.size.0.max(1)];
    }
    let (top, left) =
        (usize::from(options_by_name.is_some()), usize::from(criteria_by_name.is_some()));
    for (row, cells) in table.iter().enumerate().skip(top) {
        let criterion = match &criteria_by_name {
            Some(names) => names.get(row).copied().flatten(),
            None => target.criteria.get(target.first.0 + row - top).copied(),
        };
        for (column, text) in cells.iter().enumerate().skip(left) {
            if text.trim().is_empty() {
                placed.empty += 1;
                continue;
            }
            let option = match &options_by_name {
                Some(names) => names.get(column).copied().flatten(),
                None => Some(target.first.1 + column - left)
                    .filter(|&option| option < workbook.alternatives.len()),
            };
            let unread = |why: String| Unread {
                place: place(workbook, criterion, option, (row, column)),
                text: shortened(text),
                why,
            };
            let (Some(node), Some(option)) = (criterion, option) else {
                let head =
                    |text: Option<&String>| text.map(|text| shortened(text)).unwrap_or_default();
                placed.problems.push(unread(match (criterion, criteria_by_name.is_some()) {
                    (None, true) => {
                        format!("There is no criterion called \"{}\"", head(cells.first()))
                    }
                    (None, false) => "It lies below the last criterion".to_owned(),
                    (Some(_), _) if options_by_name.is_some() => {
                        let name = table.first().and_then(|row| row.get(column));
                        format!("There is no option called \"{}\"", head(name))
                    }
                    (Some(_), _) => "It lies beyond the last option".to_owned(),
                }));
                continue;
            };
            let Some(measure) =
                workbook.criteria.get(node).and_then(|criterion| criterion.measure())
            else {
                continue;
            };
            match read_score(measure, text) {
                Ok(Some(reading)) => placed.readings.push((node, option, reading)),
                Ok(None) => placed.empty += 1,
                Err(why) => placed.problems.push(unread(why)),
            }
        }
    }
    placed
}

fn place(
    workbook: &Workbook,
    criterion: Option<usize>,
    option: Option<usize>,
    (row, column): (usize, usize),
) -> String {
    let criterion = criterion
        .and_then(|at| workbook.criteria.get(at))
        .map_or_else(|| format!("row {}", row + 1), |criterion| criterion.name.clone());
    let option = option
        .and_then(|at| workbook.alternatives.get(at))
        .map_or_else(|| format!("column {}", column + 1), |option| option.name.clone());
    format!("{criterion}, {option}")
}

fn same_name(name: &str, written: &str) -> bool {
    // An apostrophe in front keeps spreadsheets from taking a name for a formula.
    let plain = |text: &str| text.trim().trim_start_matches('\'').trim().to_lowercase();
    !plain(written).is_empty() && plain(name) == plain(written)
}

/// The option named at the head of each column, if the first row is a head.
fn options_in_head(workbook: &Workbook, table: &[Vec<String>]) -> Option<Vec<Option<usize>>> {
    let head = table.first()?;
    let found: Vec<Option<usize>> = head
        .iter()
        .map(|name| workbook.alternatives.iter().position(|option| same_name(&option.name, name)))
        .collect();
    let says_scores = head.iter().skip(1).any(|text| matches!(Entry::read(text), Entry::Number(_)));
    (found.iter().any(Option::is_some) && !says_scores).then_some(found)
}

/// The criterion named at the head of each row, if the first column is a head.
/// Of several criteria of one name each is meant in turn.
fn criteria_in_head(
    workbook: &Workbook,
    shown: &[usize],
    table: &[Vec<String>],
) -> Option<Vec<Option<usize>>> {
    if table.iter().all(|row| row.len() < 2) {
        return None;
    }
    let mut free: Vec<usize> = shown.to_vec();
    let found: Vec<Option<usize>> = table
        .iter()
        .map(|row| {
            let name = row.first()?;
            let at = free.iter().position(|&node| {
                workbook.criteria.get(node).is_some_and(|node| same_name(&node.name, name))
            })?;
            Some(free.remove(at))
        })
        .collect();
    found.iter().any(Option::is_some).then_some(found)
}

/// The text as it can be told in a line.
fn shortened(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default();
    match line.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}
