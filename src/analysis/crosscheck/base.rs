//! The plain numbers of a workbook that the other methods work on.

use crate::analysis::methods::{Direction, Preference, Table};
use crate::analysis::{Analysis, CellState, invert};
use crate::workbook::{Measure, Scale, Workbook};

/// Indifference and preference threshold on a quantity, in points of value.
pub(super) const INDIFFERENCE: f64 = 5.0;
pub(super) const PREFERENCE: f64 = 25.0;
/// Up to so many levels any difference is a full preference.
const FEW_LEVELS: usize = 3;

/// Ranked options by criteria with weight, as plain numbers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Base {
    /// Position in `Analysis::options` of each row; the additive order.
    pub options: Vec<usize>,
    /// Position in `Analysis::leaves` of each column.
    pub leaves: Vec<usize>,
    /// Weight of each column; they add to 1.
    pub weights: Vec<f64>,
    /// Value of each option on each criterion, 0 to 100; the middle of what is
    /// possible where it is unknown.
    pub values: Vec<Vec<f64>>,
    /// Performance, in the criterion's unit, or the number of the level; that of
    /// the middle value where it is unknown.
    pub performances: Vec<Vec<f64>>,
    /// Which way each performance counts.
    pub directions: Vec<Direction>,
    /// How differences of value count in PROMETHEE, by the kind of scale.
    pub functions: Vec<Preference>,
    /// Rows and columns of the cells that are unknown.
    pub unknown: Vec<(usize, usize)>,
}

impl Base {
    /// The numbers of an analysis.
    pub fn of(workbook: &Workbook, analysis: &Analysis) -> Self {
        let options = analysis.order.clone();
        let counts = |leaf: usize| {
            analysis.leaf_weight(leaf) > 0.0
                && options
                    .iter()
                    .all(|&option| analysis.cell(option, leaf).state != CellState::Dropped)
        };
        let columns: Vec<(usize, &Measure)> = (0..analysis.leaves.len())
            .filter(|&leaf| counts(leaf))
            .filter_map(|leaf| Some((leaf, workbook.criteria[analysis.leaves[leaf]].measure()?)))
            .collect();
        let mut base = Self {
            leaves: columns.iter().map(|(leaf, _)| *leaf).collect(),
            weights: columns.iter().map(|(leaf, _)| analysis.leaf_weight(*leaf)).collect(),
            values: Vec::with_capacity(options.len()),
            performances: Vec::with_capacity(options.len()),
            directions: columns
                .iter()
                .map(|(_, measure)| {
                    let less = measure.anchors.best < measure.anchors.worst;
                    if less { Direction::Min } else { Direction::Max }
                })
                .collect(),
            functions: columns.iter().map(|(_, measure)| function(measure)).collect(),
            unknown: Vec::new(),
            options,
        };
        for (row, &option) in base.options.iter().enumerate() {
            let (mut values, mut performances) = (Vec::new(), Vec::new());
            for (column, (leaf, measure)) in columns.iter().enumerate() {
                let cell = analysis.cell(option, *leaf);
                let value = cell.middle();
                values.push(value);
                performances.push(cell.performance.unwrap_or_else(|| invert(measure, value)));
                if cell.state == CellState::Unknown {
                    base.unknown.push((row, column));
                }
            }
            base.values.push(values);
            base.performances.push(performances);
        }
        base
    }

    /// Values as a decision table.
    pub fn on_values(&self) -> Table {
        Table::of_values(self.values.clone(), self.weights.clone())
    }

    /// Raw performances as a decision table.
    pub fn on_performances(&self) -> Table {
        Table {
            rows: self.performances.clone(),
            weights: self.weights.clone(),
            directions: self.directions.clone(),
        }
    }

    /// The same with one option level with another on one criterion.
    pub fn levelled(&self, row: usize, with: usize, column: usize) -> Self {
        let mut other = self.clone();
        other.values[row][column] = self.values[with][column];
        other.performances[row][column] = self.performances[with][column];
        other
    }

    /// The same without an option.
    pub fn without(&self, row: usize) -> Self {
        let mut other = self.clone();
        other.values.remove(row);
        other.performances.remove(row);
        other.options.remove(row);
        other
    }

    /// The same with one more option at the end.
    pub fn with(&self, values: Vec<f64>, performances: Vec<f64>) -> Self {
        let mut other = self.clone();
        other.values.push(values);
        other.performances.push(performances);
        other.options.push(usize::MAX);
        other
    }
}

/// How differences of value on a criterion count: any difference where there
/// are few levels; half a preference for a step between levels, a full one for
/// two; straight between the thresholds for a quantity (guidance of Mareschal,
/// PROMETHEE-GAIA).
fn function(measure: &Measure) -> Preference {
    match &measure.scale {
        Scale::Levels(levels) if levels.len() <= FEW_LEVELS => Preference::Usual,
        Scale::Levels(levels) => {
            let step = 100.0 / (levels.len() - 1) as f64;
            Preference::Level { q: step / 2.0, p: 1.5 * step }
        }
        Scale::Natural { .. } => Preference::Linear { q: INDIFFERENCE, p: PREFERENCE },
    }
}
