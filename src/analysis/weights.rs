//! Weights in the value tree.
//!
//! Local weight: raw weight over the sum of its siblings'. Global weight: the
//! product of local weights down the path. Leaf weights add to 1. A family
//! whose raw weights are all 0 or missing is *unset*, which is not the same as
//! equal, and blocks the verdict.

use std::collections::BTreeSet;

use super::{Diagnostic, QuestionnaireEffects};
use crate::workbook::{CriterionId, Profile, RequirementKind, Tree, Weighting, Workbook};

/// The weight of one node of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct NodeWeight {
    /// As given, on the profile's own scale; for a group across the tree, the
    /// sum of the leaves below.
    pub raw: f64,
    /// Share among its siblings, 0 to 1.
    pub local: f64,
    /// Share of the whole, 0 to 1.
    pub global: f64,
    /// The share in percent as printed, to a tenth; leaves add to 100.
    pub percent: f64,
}

/// Weights of all nodes.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// One per criterion, in the workbook's order.
    pub nodes: Vec<NodeWeight>,
    /// Where the weights come from; nothing without a profile.
    pub weighting: Option<Weighting>,
    /// Families without any weight, by their parent; nothing is the top one.
    pub unset: Vec<Option<CriterionId>>,
}

impl Weights {
    /// Whether every family that counts has weights.
    pub fn is_set(&self) -> bool {
        self.unset.is_empty()
    }

    pub(super) fn diagnostics(&self, workbook: &Workbook) -> Vec<Diagnostic> {
        if workbook.criteria.iter().all(|criterion| criterion.measure().is_none()) {
            return vec![Diagnostic::NoCriteria];
        }
        self.unset
            .iter()
            .map(|family| Diagnostic::WeightsUnset { family: family.clone() })
            .collect()
    }
}

/// The weights under a profile. Leaves in `dropped` count for nobody.
pub(super) fn weights(
    workbook: &Workbook,
    tree: &Tree,
    profile: Option<&Profile>,
    questionnaire: &QuestionnaireEffects,
    dropped: &BTreeSet<usize>,
) -> Weights {
    let weighting = profile.map(|profile| profile.weighting);
    let mut raw = vec![0.0; workbook.criteria.len()];
    if let Some(profile) = profile {
        for (at, criterion) in workbook.criteria.iter().enumerate() {
            raw[at] = match profile.weighting {
                Weighting::AcrossTree | Weighting::WithinFamily => {
                    profile.weights.get(&criterion.id).copied().unwrap_or(0.0)
                }
                Weighting::Questionnaire => {
                    questionnaire.weights.get(&criterion.id).copied().unwrap_or(0.0)
                }
                Weighting::Requirements => requirement_weight(workbook, &criterion.id),
            };
        }
    }
    let counts: Vec<bool> = (0..raw.len())
        .map(|at| workbook.criteria[at].measure().is_some() && !dropped.contains(&at))
        .collect();
    let (nodes, unset) = match weighting {
        Some(Weighting::WithinFamily) => within_family(workbook, tree, &raw, &counts),
        _ => across_tree(tree, &raw, &counts),
    };
    Weights { nodes, weighting, unset }
}

/// What one requirement gives to the weight of a criterion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RequirementPart {
    /// Position in `Workbook::requirements`.
    pub requirement: usize,
    /// Importance, 1 to 5; 3 where none is stated.
    pub importance: u8,
    /// Factor of the link's strength: 9, 3 or 1.
    pub factor: f64,
    /// Importance times factor.
    pub weight: f64,
}

/// What the requirements give to the weight of a criterion: importance times
/// strength (9, 3, 1) of each that is linked to it, as in the relationship
/// matrix of quality function deployment (Akao 1990). A requirement without a
/// stated importance counts as 3 of 5; a must is a gate and does not weigh.
pub fn requirement_parts(workbook: &Workbook, criterion: &CriterionId) -> Vec<RequirementPart> {
    workbook
        .requirements
        .iter()
        .enumerate()
        .filter(|(_, requirement)| requirement.kind != RequirementKind::Must)
        .filter_map(|(at, requirement)| {
            let factor = requirement.links.get(criterion)?.factor();
            let importance = requirement.importance.unwrap_or(3);
            let weight = f64::from(importance) * factor;
            Some(RequirementPart { requirement: at, importance, factor, weight })
        })
        .collect()
}

/// Weight of a criterion from the requirements: the sum of their parts.
fn requirement_weight(workbook: &Workbook, criterion: &CriterionId) -> f64 {
    requirement_parts(workbook, criterion).iter().map(|part| part.weight).sum()
}

type Parts = (Vec<NodeWeight>, Vec<Option<CriterionId>>);

fn across_tree(tree: &Tree, raw: &[f64], counts: &[bool]) -> Parts {
    let mut nodes: Vec<NodeWeight> = raw
        .iter()
        .zip(counts)
        .map(|(&raw, &counts)| NodeWeight {
            raw: if counts { raw } else { 0.0 },
            ..NodeWeight::default()
        })
        .collect();
    let Some(shares) = shares(&nodes.iter().map(|node| node.raw).collect::<Vec<_>>()) else {
        return (nodes, vec![None]);
    };
    for (node, share) in nodes.iter_mut().zip(shares) {
        node.global = share;
    }
    sum_up(tree, &mut nodes, counts, true);
    for siblings in tree.children.iter().chain(std::iter::once(&tree.roots)) {
        let family: f64 = siblings.iter().map(|&at| nodes[at].global).sum();
        for &at in siblings {
            nodes[at].local = if family > 0.0 { nodes[at].global / family } else { 0.0 };
        }
    }
    (nodes, Vec::new())
}

/// Each raw weight over their sum; nothing where all are 0. Divided by the
/// largest first, so that no sum is too large and no weight too small.
fn shares(raw: &[f64]) -> Option<Vec<f64>> {
    let largest = raw.iter().copied().fold(0.0, f64::max);
    if largest <= 0.0 {
        return None;
    }
    let scaled: Vec<f64> = raw.iter().map(|raw| raw / largest).collect();
    let sum: f64 = scaled.iter().sum();
    Some(scaled.into_iter().map(|raw| raw / sum).collect())
}

fn within_family(workbook: &Workbook, tree: &Tree, raw: &[f64], counts: &[bool]) -> Parts {
    // A group counts when a leaf below it does.
    let mut live = counts.to_vec();
    for &node in tree.order.iter().rev() {
        live[node] |= tree.children[node].iter().any(|&child| live[child]);
    }
    let mut nodes: Vec<NodeWeight> = raw
        .iter()
        .zip(&live)
        .map(|(&raw, &live)| NodeWeight {
            raw: if live { raw } else { 0.0 },
            ..NodeWeight::default()
        })
        .collect();
    let mut unset = Vec::new();
    let mut share =
        |siblings: &[usize], above: f64, parent: Option<usize>, nodes: &mut Vec<NodeWeight>| {
            let raw: Vec<f64> = siblings.iter().map(|&at| nodes[at].raw).collect();
            let shares = shares(&raw);
            let any_live = siblings.iter().any(|&at| live[at]);
            if above > 0.0 && any_live && shares.is_none() {
                unset.push(parent.map(|at| workbook.criteria[at].id.clone()));
            }
            for (&at, share) in siblings.iter().zip(shares.unwrap_or_else(|| vec![0.0; raw.len()]))
            {
                nodes[at].local = share;
                nodes[at].global = above * share;
            }
        };
    share(&tree.roots, 1.0, None, &mut nodes);
    if tree.roots.is_empty() || !live.iter().any(|&live| live) {
        return (nodes, vec![None]);
    }
    for &node in &tree.order {
        if !tree.children[node].is_empty() {
            let above = nodes[node].global;
            share(&tree.children[node], above, Some(node), &mut nodes);
        }
    }
    sum_up(tree, &mut nodes, counts, false);
    (nodes, unset)
}

/// Percents of the leaves by largest remainder, and sums for the groups.
fn sum_up(tree: &Tree, nodes: &mut [NodeWeight], counts: &[bool], raw_too: bool) {
    let leaves: Vec<usize> = (0..nodes.len()).filter(|&at| counts[at]).collect();
    let shares: Vec<f64> = leaves.iter().map(|&at| nodes[at].global).collect();
    for (&at, percent) in leaves.iter().zip(largest_remainder(&shares, 1)) {
        nodes[at].percent = percent;
    }
    for &node in tree.order.iter().rev() {
        if tree.children[node].is_empty() {
            continue;
        }
        let sum = |part: fn(&NodeWeight) -> f64| -> f64 {
            tree.children[node].iter().map(|&child| part(&nodes[child])).sum()
        };
        let (percent, global, raw) = (sum(|n| n.percent), sum(|n| n.global), sum(|n| n.raw));
        // Tenths of a percent add exactly as whole numbers only.
        nodes[node].percent = (percent * 10.0).round() / 10.0;
        if raw_too {
            nodes[node].global = global;
            nodes[node].raw = raw.min(f64::MAX);
        }
    }
}

/// Percents of the given shares, rounded to `decimals` so that they add to 100
/// exactly (method of the largest remainder, Hamilton 1792). Shares need not
/// add to 1; all zero gives all zero.
pub fn largest_remainder(shares: &[f64], decimals: u32) -> Vec<f64> {
    let total: f64 = shares.iter().sum();
    let unit = 10_f64.powi(i32::try_from(decimals).unwrap_or(0));
    if !(total > 0.0 && total.is_finite()) {
        return vec![0.0; shares.len()];
    }
    let seats = 100.0 * unit;
    // A share that is a whole number of units up to rounding noise stays one.
    let exact: Vec<f64> = shares
        .iter()
        .map(|share| {
            let exact = share / total * seats;
            if (exact - exact.round()).abs() < 1e-9 { exact.round() } else { exact }
        })
        .collect();
    let mut given: Vec<f64> = exact.iter().map(|x| x.floor()).collect();
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by(|&a, &b| {
        let rest = |at: usize| exact[at] - exact[at].floor();
        rest(b).total_cmp(&rest(a)).then(a.cmp(&b))
    });
    let left = (seats - given.iter().sum::<f64>()).round().max(0.0) as usize;
    for &at in order.iter().take(left) {
        given[at] += 1.0;
    }
    given.iter().map(|seats| seats / unit).collect()
}
