//! How far a weight can move before another option leads, exactly.
//!
//! One weight W moves to t while the others keep their proportions. The lead
//! of option a over b is then D(t) = t d + (1 − t) R, with d the difference of
//! their values on the criterion and R = (D − W d) / (1 − W) that on the rest:
//! linear in t, so it crosses 0 at t* = R / (R − d). The interval in which a
//! leads is the intersection over all b (Mareschal 1988; Triantaphyllou and
//! Sánchez 1997; the same closed form in O'Shea et al. 2026). A share within a
//! family moves likewise, what lies outside of the family added to both ends.

use std::ops::Range;

use super::{Analysis, CellState, TOLERANCE};
use crate::workbook::{Tree, Weighting, Workbook};

/// The range of one node's global weight in which the leader stays first.
#[derive(Debug, Clone, PartialEq)]
pub struct Stability {
    /// Position of the node in `Workbook::criteria`.
    pub node: usize,
    /// Its weight now, 0 to 1.
    pub weight: f64,
    /// Lowest weight at which the leader still leads, 0 to 1.
    pub low: f64,
    /// Highest such weight.
    pub high: f64,
    /// Position in `Analysis::options` of who leads below `low`; nothing when
    /// no weight is that low.
    pub below: Option<usize>,
    /// Who leads above `high`.
    pub above: Option<usize>,
    /// Lowest and highest weight between which the whole order stays.
    pub order: (f64, f64),
    /// The same for its share among its siblings while the family keeps its
    /// weight; nothing where its siblings have no weight.
    pub local: Option<Span>,
    /// The criteria within the node, or those outside of it, have no weight
    /// and so no proportions: they are taken to count alike.
    pub assumes_equal: bool,
}

/// The range of a weight in which the leader stays first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// The weight now, 0 to 1.
    pub weight: f64,
    /// Lowest weight at which the leader still leads.
    pub low: f64,
    /// Highest such weight.
    pub high: f64,
    /// Position in `Analysis::options` of who leads below `low`.
    pub below: Option<usize>,
    /// Who leads above `high`.
    pub above: Option<usize>,
}

/// The lead of an option over another while a weight moves from 0 to 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// The lead at a weight of 0.
    pub at_0: f64,
    /// The lead at a weight of 1.
    pub at_1: f64,
}

impl Line {
    /// The weights at which the option is not behind; nothing where there are
    /// none.
    pub(super) fn ahead(self) -> Option<(f64, f64)> {
        let crossing = self.at_0 / (self.at_0 - self.at_1);
        match (self.at_0 >= -TOLERANCE, self.at_1 >= -TOLERANCE) {
            (true, true) => Some((0.0, 1.0)),
            (false, false) => None,
            (false, true) => Some((crossing.clamp(0.0, 1.0), 1.0)),
            (true, false) => Some((0.0, crossing.clamp(0.0, 1.0))),
        }
    }
}

/// Values of options on parts of the tree, each the mean by weight. Unknown
/// cells count at the middle of what is possible.
pub(super) struct Parts<'a> {
    analysis: &'a Analysis,
    /// Total of each option.
    totals: Vec<f64>,
}

impl<'a> Parts<'a> {
    pub(super) fn of(analysis: &'a Analysis) -> Self {
        let totals = (0..analysis.options.len())
            .map(|option| {
                (0..analysis.leaves.len())
                    .map(|leaf| analysis.leaf_weight(leaf) * analysis.cell(option, leaf).middle())
                    .sum()
            })
            .collect();
        Self { analysis, totals }
    }

    /// Mean value of an option on leaves with the given proportions.
    fn mean(&self, option: usize, proportions: &[(usize, f64)]) -> f64 {
        let (mut sum, mut count) = (0.0, 0.0);
        for &(leaf, share) in proportions {
            let cell = self.analysis.cell(option, leaf);
            if cell.state != CellState::Dropped {
                sum += share * cell.middle();
                count += share;
            }
        }
        if count > 0.0 { sum / count } else { 0.0 }
    }

    /// Values of an option on leaves that have `weight` together, and on all
    /// other leaves.
    fn sides(&self, option: usize, weight: f64, inside: &[(usize, f64)]) -> (f64, f64) {
        let own = self.mean(option, inside);
        let left = 1.0 - weight;
        // Where next to nothing is left, the difference is mostly rounding.
        let rest = if left > 1e-3 {
            (self.totals[option] - weight * own) / left
        } else {
            let outside = |leaf: &usize| inside.iter().all(|(inside, _)| inside != leaf);
            let leaves = (0..self.analysis.leaves.len()).filter(outside);
            self.mean(option, &proportions(self.analysis, leaves))
        };
        (own, rest)
    }

    /// Values of an option on one leaf, and on all others.
    pub(super) fn leaf_sides(&self, option: usize, leaf: usize) -> (f64, f64) {
        self.sides(option, self.analysis.leaf_weight(leaf), &[(leaf, 1.0)])
    }
}

/// Leaves with their weights; alike where none has any.
fn proportions(
    analysis: &Analysis,
    leaves: impl Iterator<Item = usize> + Clone,
) -> Vec<(usize, f64)> {
    let none = leaves.clone().all(|leaf| analysis.leaf_weight(leaf) <= 0.0);
    leaves.map(|leaf| (leaf, if none { 1.0 } else { analysis.leaf_weight(leaf) })).collect()
}

/// The leaves below a node without weight, with the proportions that they have
/// among themselves; nothing where they have none.
fn inner_proportions(
    tree: &Tree,
    analysis: &Analysis,
    node: usize,
    inside: &Range<usize>,
) -> Option<Vec<(usize, f64)>> {
    let shares: Vec<(usize, f64)> = inside
        .clone()
        .map(|leaf| {
            let path = tree.path_up(analysis.leaves[leaf]).take_while(|&at| at != node);
            (leaf, path.map(|at| analysis.weights.nodes[at].local).product())
        })
        .collect();
    shares.iter().any(|(_, share)| *share > 0.0).then_some(shares)
}

/// The run of positions in `Analysis::leaves` that lie at or below a node:
/// leaves stand in the order of the tree.
fn run_below(workbook: &Workbook, tree: &Tree, analysis: &Analysis, node: usize) -> Range<usize> {
    let below = tree.leaves_below(workbook, node);
    let first = below
        .first()
        .and_then(|first| analysis.leaves.iter().position(|leaf| leaf == first))
        .unwrap_or(0);
    first..first + below.len()
}

/// The intervals for all nodes of the tree on which somebody could put weight.
pub(super) fn stability(workbook: &Workbook, tree: &Tree, analysis: &Analysis) -> Vec<Stability> {
    let Some(&leader) = analysis.order.first() else { return Vec::new() };
    let parts = Parts::of(analysis);
    let counts = |range: &Range<usize>| {
        range.clone().any(|leaf| analysis.cell(leader, leaf).state != CellState::Dropped)
    };
    let mut found = Vec::new();
    for &node in &tree.order {
        let inside = run_below(workbook, tree, analysis, node);
        let whole = inside.len() == analysis.leaves.len();
        if !counts(&inside) || whole {
            continue;
        }
        let sum: f64 = inside.clone().map(|leaf| analysis.leaf_weight(leaf)).sum();
        // Leaves with all the weight add to a little more than 1 at times.
        let weight = sum.min(1.0);
        let inner = if weight > 0.0 || inside.len() == 1 {
            None
        } else {
            inner_proportions(tree, analysis, node, &inside)
        };
        let assumes_equal = (weight <= 0.0 && inside.len() > 1 && inner.is_none())
            || (weight >= 1.0 - 1e-12 && analysis.leaves.len() - inside.len() > 1);
        let own = inner.unwrap_or_else(|| proportions(analysis, inside.clone()));
        let sides: Vec<(f64, f64)> =
            analysis.order.iter().map(|&option| parts.sides(option, weight, &own)).collect();
        let line = |a: usize, b: usize| Line {
            at_0: sides[a].1 - sides[b].1,
            at_1: sides[a].0 - sides[b].0,
        };
        let lines = (1..sides.len()).map(|rival| (analysis.order[rival], line(0, rival)));
        let span = span(weight, lines);
        let mut order = (span.low, span.high);
        for next in 2..sides.len() {
            if let Some((low, high)) = line(next - 1, next).ahead() {
                order = (order.0.max(low.min(weight)), order.1.min(high.max(weight)));
            }
        }
        found.push(Stability {
            node,
            weight,
            low: span.low,
            high: span.high,
            below: span.below,
            above: span.above,
            order,
            local: local(workbook, tree, &parts, node, &inside, weight, &own),
            assumes_equal,
        });
    }
    found
}

/// A node's siblings, while the family keeps its weight and all outside of it
/// stays.
struct Siblings {
    /// The leaves below them, with their proportions.
    leaves: Vec<(usize, f64)>,
    /// Their weight together.
    weight: f64,
}

impl Siblings {
    /// The siblings of a node; nothing where they have no weight.
    fn of(
        workbook: &Workbook,
        tree: &Tree,
        analysis: &Analysis,
        node: usize,
        inside: &Range<usize>,
    ) -> Option<Self> {
        let family = match tree.parent.get(node).copied().flatten() {
            Some(parent) => run_below(workbook, tree, analysis, parent),
            None => 0..analysis.leaves.len(),
        };
        let leaves = (family.start..inside.start).chain(inside.end..family.end);
        let weight: f64 = leaves.clone().map(|leaf| analysis.leaf_weight(leaf)).sum();
        (weight > 0.0).then(|| Self { leaves: proportions(analysis, leaves), weight })
    }

    /// Totals of an option at a share of 0 and of 1 of the node in its family.
    fn ends(
        &self,
        parts: &Parts<'_>,
        weight: f64,
        own: &[(usize, f64)],
        option: usize,
    ) -> (f64, f64) {
        let family_weight = weight + self.weight;
        let (own, others) = (parts.mean(option, own), parts.mean(option, &self.leaves));
        let outside = parts.totals[option] - weight * own - self.weight * others;
        (outside + family_weight * others, outside + family_weight * own)
    }
}

/// The interval of a node's share among its siblings.
fn local(
    workbook: &Workbook,
    tree: &Tree,
    parts: &Parts<'_>,
    node: usize,
    inside: &Range<usize>,
    weight: f64,
    own: &[(usize, f64)],
) -> Option<Span> {
    let analysis = parts.analysis;
    let siblings = Siblings::of(workbook, tree, analysis, node, inside)?;
    let ends: Vec<(f64, f64)> =
        analysis.order.iter().map(|&option| siblings.ends(parts, weight, own, option)).collect();
    let lines = (1..ends.len()).map(|rival| {
        let line = Line { at_0: ends[0].0 - ends[rival].0, at_1: ends[0].1 - ends[rival].1 };
        (analysis.order[rival], line)
    });
    Some(span(weight / (weight + siblings.weight), lines))
}

/// The lead of the first option over the second without a node and on it
/// alone: the ends R and d of the straight line that it goes as the node's
/// weight moves from 0 to 1. With `within` it is its share of its family that
/// moves, and what lies outside of the family is part of both.
pub(super) fn lead_without_and_alone(
    workbook: &Workbook,
    tree: &Tree,
    analysis: &Analysis,
    node: usize,
    (first, second): (usize, usize),
    within: bool,
) -> Option<(f64, f64)> {
    let parts = Parts::of(analysis);
    let inside = run_below(workbook, tree, analysis, node);
    let sum: f64 = inside.clone().map(|leaf| analysis.leaf_weight(leaf)).sum();
    let weight = sum.min(1.0);
    let own = if weight > 0.0 || inside.len() == 1 {
        None
    } else {
        inner_proportions(tree, analysis, node, &inside)
    }
    .unwrap_or_else(|| proportions(analysis, inside.clone()));
    let siblings = match within {
        true => Some(Siblings::of(workbook, tree, analysis, node, &inside)?),
        false => None,
    };
    let ends = |option: usize| match &siblings {
        Some(siblings) => siblings.ends(&parts, weight, &own, option),
        None => {
            let (alone, rest) = parts.sides(option, weight, &own);
            (rest, alone)
        }
    };
    let (a, b) = (ends(first), ends(second));
    Some((a.0 - b.0, a.1 - b.1))
}

/// The range around `weight` in which the leader is behind none of its rivals.
fn span(weight: f64, rivals: impl Iterator<Item = (usize, Line)>) -> Span {
    let mut span = Span { weight, low: 0.0, high: 1.0, below: None, above: None };
    // Where several rivals draw level at once, the one that gains fastest
    // leads beyond.
    let (mut steepest_down, mut steepest_up) = (0.0, 0.0);
    for (rival, line) in rivals {
        let Some((low, high)) = line.ahead() else { continue };
        // It leads at today's weight, whatever rounding says.
        let (low, high) = (low.min(weight), high.max(weight));
        let slope = line.at_1 - line.at_0;
        if low > 0.0
            && (low > span.low + 1e-12 || (low > span.low - 1e-12 && slope > steepest_down))
        {
            span.low = span.low.max(low);
            span.below = Some(rival);
            steepest_down = slope;
        }
        if high < 1.0
            && (high < span.high - 1e-12 || (high < span.high + 1e-12 && -slope > steepest_up))
        {
            span.high = span.high.min(high);
            span.above = Some(rival);
            steepest_up = -slope;
        }
    }
    span
}

impl Stability {
    /// The range in which the weight is moved: of its share among its siblings
    /// where weights are given within families, else of its share of the whole.
    pub fn span(&self, weighting: Option<Weighting>) -> Option<Span> {
        if weighting == Some(Weighting::WithinFamily) {
            return self.local;
        }
        let Self { weight, low, high, below, above, .. } = *self;
        Some(Span { weight, low, high, below, above })
    }
}

impl Span {
    /// The range in a few words: "up to 31.0 %", "any weight".
    pub fn words(&self) -> String {
        let (low, high) = (super::percent(self.low), super::percent(self.high));
        match (self.below, self.above) {
            (None, None) => "any weight".to_owned(),
            (None, Some(_)) => format!("up to {high}"),
            (Some(_), None) => format!("from {low}"),
            (Some(_), Some(_)) => format!("{low} to {high}"),
        }
    }
}
