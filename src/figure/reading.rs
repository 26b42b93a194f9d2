//! What single marks say, and how the arrow keys walk from one to the next.

use super::{Figure, Mark};
use crate::analysis::why::WhyAsked;
use crate::workbook::{AlternativeId, CriterionId, MeasurementId, ProfileId};

/// What one mark says when it is pointed at or reached with the arrow keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Position in `Figure::marks`.
    pub mark: usize,
    /// The row that it is walked in, from 0: a row of the chart, or a series.
    pub row: usize,
    /// What it is about.
    pub title: String,
    /// What is known of it: names and values.
    pub facts: Vec<(String, String)>,
    /// How the number comes about, in figures or in a sentence; may be empty.
    pub sum: String,
    /// What it leads to.
    pub about: Option<About>,
    /// The number that can be asked why.
    pub why: Option<WhyAsked>,
}

/// What a reading leads to: the thing that its number comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// A criterion.
    Criterion(CriterionId),
    /// An option.
    Option(AlternativeId),
    /// A profile.
    Profile(ProfileId),
    /// A load run.
    Measurement(MeasurementId),
}

impl Reading {
    /// All of it in one sentence, for those who listen.
    pub fn sentence(&self) -> String {
        let mut parts = vec![self.title.clone()];
        parts.extend(self.facts.iter().map(|(name, value)| format!("{name} {value}")));
        if !self.sum.is_empty() {
            parts.push(self.sum.clone());
        }
        parts.join("; ")
    }
}

/// A way to walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To the left within a row.
    Left,
    /// To the right within a row.
    Right,
    /// To the row above.
    Up,
    /// To the row below.
    Down,
    /// To the first reading.
    First,
    /// To the last reading.
    Last,
}

/// The reading that a step leads to from `at`, a position in
/// `Figure::readings`; the first one from nowhere. At an edge it stays where it
/// is. In a chart of one row, up and down walk by height instead.
pub fn step(figure: &Figure, at: Option<usize>, step: Step) -> Option<usize> {
    let readings = &figure.readings;
    let last = readings.len().checked_sub(1)?;
    let Some(at) = at.map(|at| at.min(last)) else {
        return Some(if step == Step::Last { last } else { 0 });
    };
    let row = readings[at].row;
    let found = match step {
        Step::First => Some(0),
        Step::Last => Some(last),
        Step::Left => at.checked_sub(1).filter(|&next| readings[next].row == row),
        Step::Right => Some(at + 1).filter(|&next| next <= last && readings[next].row == row),
        Step::Up | Step::Down if readings.iter().all(|reading| reading.row == row) => {
            by_height(figure, at, step == Step::Up)
        }
        Step::Up => nearest(figure, at, row.checked_sub(1)),
        Step::Down => nearest(figure, at, Some(row + 1)),
    };
    Some(found.unwrap_or(at))
}

/// The reading in a row that lies nearest to another one, across.
fn nearest(figure: &Figure, at: usize, row: Option<usize>) -> Option<usize> {
    let row = row?;
    let x = middle(figure, at).0;
    (0..figure.readings.len()).filter(|&other| figure.readings[other].row == row).min_by(
        |&a, &b| (middle(figure, a).0 - x).abs().total_cmp(&(middle(figure, b).0 - x).abs()),
    )
}

/// The reading next above or below, wherever it lies across.
fn by_height(figure: &Figure, at: usize, up: bool) -> Option<usize> {
    let mut order: Vec<usize> = (0..figure.readings.len()).collect();
    order.sort_by(|&a, &b| middle(figure, b).1.total_cmp(&middle(figure, a).1).then(a.cmp(&b)));
    let place = order.iter().position(|&other| other == at)?;
    let next = if up { place.checked_sub(1)? } else { place + 1 };
    order.get(next).copied()
}

/// Where a reading's mark lies, in numbers of the axes.
fn middle(figure: &Figure, at: usize) -> (f64, f64) {
    let mark = figure.readings.get(at).and_then(|reading| figure.marks.get(reading.mark));
    match mark {
        Some(Mark::Bar { row, from, to, .. }) => (f64::midpoint(*from, *to), -(*row as f64)),
        Some(Mark::Range { row, low, high, .. }) => (f64::midpoint(*low, *high), -(*row as f64)),
        Some(Mark::Tick { row, at, .. } | Mark::Label { row, at, .. }) => (*at, -(*row as f64)),
        Some(Mark::Cell { row, column, .. }) => (*column as f64, -(*row as f64)),
        Some(Mark::Point { x, y, .. } | Mark::Notch { x, y, .. }) => (*x, *y),
        Some(Mark::Stretch { from, to, .. }) => (f64::midpoint(*from, *to), 0.0),
        Some(Mark::Area { corners, .. }) => super::centre(corners),
        Some(Mark::Line { .. } | Mark::Rule { .. } | Mark::Region { .. } | Mark::Band { .. })
        | None => (0.0, 0.0),
    }
}
