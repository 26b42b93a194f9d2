//! Totals after scores have moved, with what composites take over from them.

use super::composite::after_moves;
use super::{Analysis, Cell, CellState, invert};
use crate::workbook::Workbook;

/// A score moved to a value: option, leaf (positions in the analysis), value
/// from 0 to 100.
pub(super) type Move = (usize, usize, f64);

/// The totals of all options, unknown cells in the middle, after scores moved.
pub(super) fn totals_after(workbook: &Workbook, analysis: &Analysis, moves: &[Move]) -> Vec<f64> {
    let mut totals: Vec<f64> = analysis.options.iter().map(|option| option.middle()).collect();
    for (at, &(_, leaf, _)) in moves.iter().enumerate() {
        if moves[..at].iter().any(|&(_, earlier, _)| earlier == leaf) {
            continue;
        }
        let moved: Vec<(usize, Cell)> = moves
            .iter()
            .filter(|&&(_, other, _)| other == leaf)
            .filter_map(|&(option, _, value)| {
                Some((option, cell_at(workbook, analysis, option, leaf, value)?))
            })
            .collect();
        let weight = analysis.leaf_weight(leaf);
        for (option, cell) in after_moves(workbook, analysis, leaf, &moved) {
            totals[option] += weight * (cell.middle() - analysis.cell(option, leaf).middle());
        }
    }
    totals
}

/// The lead of an option over the strongest of the other ranked options after
/// scores moved; below 0 where it is behind.
pub(super) fn lead_after(
    workbook: &Workbook,
    analysis: &Analysis,
    option: usize,
    moves: &[Move],
) -> f64 {
    let totals = totals_after(workbook, analysis, moves);
    let rivals = analysis.order.iter().filter(|&&rival| rival != option);
    totals[option] - rivals.map(|&rival| totals[rival]).fold(f64::NEG_INFINITY, f64::max)
}

fn cell_at(
    workbook: &Workbook,
    analysis: &Analysis,
    option: usize,
    leaf: usize,
    value: f64,
) -> Option<Cell> {
    let measure = workbook.criteria[analysis.leaves[leaf]].measure()?;
    Some(Cell {
        state: CellState::Known,
        performance: Some(invert(measure, value)),
        low: None,
        high: None,
        value: Some(value),
        value_low: value,
        value_high: value,
        out_of_range: false,
        ..analysis.cell(option, leaf).clone()
    })
}

/// The least `x` between two at which something holds, to rounding, if it holds
/// from there on; nothing where it does not hold at the upper one.
pub(super) fn least(low: f64, high: f64, holds: impl Fn(f64) -> bool) -> Option<f64> {
    if holds(low) {
        return Some(low);
    }
    if !holds(high) {
        return None;
    }
    let (mut below, mut above) = (low, high);
    // 60 halvings are finer than any number of the scale.
    for _ in 0..60 {
        let middle = f64::midpoint(below, above);
        if holds(middle) {
            above = middle;
        } else {
            below = middle;
        }
    }
    Some(above)
}
