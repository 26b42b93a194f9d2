//! Who leads over all weights of two criteria, the others in proportion.
//!
//! With t₁ and t₂ the two weights, an option's total is t₁ v₁ + t₂ v₂ +
//! (1 − t₁ − t₂) R, R being its mean on the other criteria: linear, so that the
//! weights at which it leads are a convex polygon, cut from the triangle t₁, t₂
//! ≥ 0, t₁ + t₂ ≤ 1 by one line for each rival (Sutherland and Hodgman 1974).

use super::super::{Analysis, Stability, TOLERANCE};
use super::Table;
use crate::workbook::Workbook;

/// Who leads over the weights of two criteria.
#[derive(Debug, Clone, PartialEq)]
pub struct TwoWeights {
    /// Position in `Analysis::leaves` of the criterion across.
    pub x: usize,
    /// Position of the criterion upwards.
    pub y: usize,
    /// Today's weights, 0 to 1.
    pub today: (f64, f64),
    /// One area for each option that leads somewhere, the largest first. They
    /// fill the triangle.
    pub cells: Vec<WeightCell>,
    /// The weights nearest to today's at which somebody else leads: who
    /// (position in `Analysis::options`), the two weights.
    pub nearest: Option<(usize, (f64, f64))>,
    /// The other criteria have no weight, and so no proportions: they are taken
    /// to count alike.
    pub assumes_equal: bool,
}

/// The weights at which one option leads.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightCell {
    /// Position in `Analysis::options`.
    pub option: usize,
    /// Options level with it at all of these weights.
    pub level: Vec<usize>,
    /// Corners in order, a convex polygon.
    pub corners: Vec<(f64, f64)>,
    /// Share of all weights, 0 to 1.
    pub share: f64,
}

/// Area of the triangle of all weights.
const WHOLE: f64 = 0.5;
/// Areas below this are lines and points.
const SLIVER: f64 = 1e-12;

/// Heaviest criteria of which pairs are tried.
const TRIED: usize = 12;

/// The two criteria (positions in `Analysis::leaves`) whose weights have least
/// room before another option leads. Where no single weight lets another lead,
/// the two of the heaviest that together need to move least for it; failing
/// that the heaviest. Nothing with fewer than two criteria that count.
pub fn sensitive_weights(workbook: &Workbook, analysis: &Analysis) -> Option<(usize, usize)> {
    let room = |entry: &Stability| {
        let down = entry.below.map_or(f64::INFINITY, |_| entry.weight - entry.low);
        let up = entry.above.map_or(f64::INFINITY, |_| entry.high - entry.weight);
        down.min(up)
    };
    let mut leaves: Vec<(f64, f64, usize)> = Table::of(analysis)
        .leaves
        .into_iter()
        .filter(|&leaf| workbook.criteria[analysis.leaves[leaf]].measure().is_some())
        .map(|leaf| {
            let node = analysis.leaves[leaf];
            let entry = analysis.stability.iter().find(|entry| entry.node == node);
            (entry.map_or(f64::INFINITY, room), analysis.leaf_weight(leaf), leaf)
        })
        .collect();
    leaves.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
    let first_two = match leaves.as_slice() {
        [first, second, ..] => (first.2, second.2),
        _ => return None,
    };
    if leaves[0].0.is_finite() {
        return Some(first_two);
    }
    let mut nearest: Option<(f64, (usize, usize))> = None;
    leaves.truncate(TRIED);
    for (at, x) in leaves.iter().enumerate() {
        for y in &leaves[at + 1..] {
            let Some(map) = two_weights(analysis, x.2, y.2) else { continue };
            let Some((_, border)) = map.nearest else { continue };
            let away = distance(border, map.today);
            if nearest.is_none_or(|(least, _)| away < least - 1e-12) {
                nearest = Some((away, (x.2, y.2)));
            }
        }
    }
    Some(nearest.map_or(first_two, |(_, pair)| pair))
}

/// Who leads over the weights of two criteria (positions in `Analysis::leaves`).
/// Nothing where they are the same or do not count, or fewer than two options
/// are ranked.
pub fn two_weights(analysis: &Analysis, x: usize, y: usize) -> Option<TwoWeights> {
    if !analysis.weights.is_set() || analysis.order.len() < 2 || x == y {
        return None;
    }
    let table = Table::of(analysis);
    let place = |leaf: usize| table.leaves.iter().position(|&at| at == leaf);
    let (across, upwards) = (place(x)?, place(y)?);
    let today = (table.weights[across], table.weights[upwards]);
    let others: Vec<usize> =
        (0..table.leaves.len()).filter(|&at| at != across && at != upwards).collect();
    let left: f64 = others.iter().map(|&at| table.weights[at]).sum();
    let assumes_equal = left <= TOLERANCE && !others.is_empty();
    let rest = |option: usize| -> f64 {
        let row = &table.values[option];
        if others.is_empty() {
            // Without others, what the two leave over goes to neither: their own
            // proportions decide.
            let sum = today.0 + today.1;
            (today.0 * row[across] + today.1 * row[upwards]) / sum
        } else if assumes_equal {
            others.iter().map(|&at| row[at]).sum::<f64>() / others.len() as f64
        } else {
            others.iter().map(|&at| table.weights[at] * row[at]).sum::<f64>() / left
        }
    };
    // Total at (t1, t2): rest + t1 (v1 − rest) + t2 (v2 − rest).
    let planes: Vec<(usize, [f64; 3])> = analysis
        .order
        .iter()
        .map(|&option| {
            let (row, rest) = (&table.values[option], rest(option));
            (option, [rest, row[across] - rest, row[upwards] - rest])
        })
        .collect();
    let mut cells: Vec<WeightCell> = Vec::new();
    for (at, (option, plane)) in planes.iter().enumerate() {
        let alike =
            |other: &[f64; 3]| plane.iter().zip(other).all(|(a, b)| (a - b).abs() <= TOLERANCE);
        if planes[..at].iter().any(|(_, earlier)| alike(earlier)) {
            continue;
        }
        let mut corners = vec![(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)];
        for (_, other) in planes.iter().filter(|(_, other)| !alike(other)) {
            corners = cut(&corners, |(t1, t2)| {
                (plane[0] - other[0]) + t1 * (plane[1] - other[1]) + t2 * (plane[2] - other[2])
            });
        }
        let area = area(&corners);
        if area > SLIVER {
            let level = planes[at + 1..].iter().filter(|(_, later)| alike(later));
            cells.push(WeightCell {
                option: *option,
                level: level.map(|(option, _)| *option).collect(),
                corners,
                share: area / WHOLE,
            });
        }
    }
    cells.sort_by(|a, b| b.share.total_cmp(&a.share));
    let leader = analysis.order[0];
    let nearest = cells
        .iter()
        .filter(|cell| cell.option != leader && !cell.level.contains(&leader))
        .map(|cell| (cell.option, closest(&cell.corners, today)))
        .min_by(|a, b| distance(a.1, today).total_cmp(&distance(b.1, today)));
    Some(TwoWeights { x, y, today, cells, nearest, assumes_equal })
}

/// The part of a convex polygon in which a linear function is 0 or more.
fn cut(corners: &[(f64, f64)], lead: impl Fn((f64, f64)) -> f64) -> Vec<(f64, f64)> {
    let mut kept = Vec::with_capacity(corners.len() + 1);
    for (at, &corner) in corners.iter().enumerate() {
        let next = corners[(at + 1) % corners.len()];
        let (here, there) = (lead(corner), lead(next));
        if here >= 0.0 {
            kept.push(corner);
        }
        if (here > 0.0 && there < 0.0) || (here < 0.0 && there > 0.0) {
            let share = here / (here - there);
            kept.push((
                corner.0 + share * (next.0 - corner.0),
                corner.1 + share * (next.1 - corner.1),
            ));
        }
    }
    kept
}

/// Area of a polygon (the shoelace formula).
fn area(corners: &[(f64, f64)]) -> f64 {
    let edges = corners.iter().zip(corners.iter().cycle().skip(1));
    edges.map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>().abs() / 2.0
}

fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

/// The point of a polygon's edge nearest to a point outside of it.
fn closest(corners: &[(f64, f64)], point: (f64, f64)) -> (f64, f64) {
    let mut best = corners.first().copied().unwrap_or(point);
    for (a, b) in corners.iter().zip(corners.iter().cycle().skip(1)) {
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let length = dx * dx + dy * dy;
        if length <= 0.0 {
            continue;
        }
        let share = (((point.0 - a.0) * dx + (point.1 - a.1) * dy) / length).clamp(0.0, 1.0);
        let found = (a.0 + share * dx, a.1 + share * dy);
        if distance(found, point) < distance(best, point) {
            best = found;
        }
    }
    best
}
