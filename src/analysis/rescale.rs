//! What raw weights become when something that they belong to changes: the
//! range of a criterion, or where the profile's weights come from.
//!
//! A weight says what the swing from the worst to the best anchor is worth, so
//! it belongs to that range. When the range of criterion j goes from L to L′
//! and its value function is linear, the same preferences are expressed by
//! w′ⱼ ∝ wⱼ · L′ⱼ / Lⱼ, all other weights keeping their proportions (Keeney
//! and Raiffa 1976; on the range effect von Nitzsch and Weber 1993). With a
//! bent value function this is a guide only.

use std::collections::BTreeMap;

use super::Weights;
use crate::workbook::{Anchors, CriterionId, Profile, Tree, Weighting, Workbook};

/// L′/L, the length of a range over its length before. Nothing where the
/// length did not change, a range is empty or the direction was turned round:
/// a weight cannot follow then, it has to be asked for again.
pub fn range_factor(before: &Anchors, after: &Anchors) -> Option<f64> {
    let factor = (after.best - after.worst) / (before.best - before.worst);
    (factor.is_finite() && factor > 0.0 && (factor - 1.0).abs() > 1e-12).then_some(factor)
}

/// The raw weights of `profile` that change when the weight of `criterion`
/// follows its range by `factor`. Across the tree this is the leaf's alone.
/// Within the family each group above grows with the sum of its children too:
/// without that, the leaf's gain would be taken from its siblings only and the
/// proportions to the rest of the tree would be lost. Empty where the profile's
/// weights are not given directly or the criterion has none.
pub fn rescaled_weights(
    workbook: &Workbook,
    tree: &Tree,
    profile: &Profile,
    criterion: &CriterionId,
    factor: f64,
) -> Vec<(CriterionId, f64)> {
    let raw = |id: &CriterionId| profile.weights.get(id).copied().unwrap_or(0.0);
    let Some(node) = workbook.criteria.iter().position(|other| other.id == *criterion) else {
        return Vec::new();
    };
    if raw(criterion) <= 0.0 || !(factor.is_finite() && factor > 0.0) {
        return Vec::new();
    }
    let mut changed = vec![(criterion.clone(), raw(criterion) * factor)];
    match profile.weighting {
        Weighting::Questionnaire | Weighting::Requirements => return Vec::new(),
        Weighting::AcrossTree => {}
        Weighting::WithinFamily => {
            for above in tree.path_up(node).skip(1) {
                let (mut before, mut after) = (0.0, 0.0);
                for &child in &tree.children[above] {
                    let id = &workbook.criteria[child].id;
                    before += raw(id);
                    after += changed
                        .iter()
                        .find(|(other, _)| other == id)
                        .map_or(raw(id), |(_, weight)| *weight);
                }
                let id = &workbook.criteria[above].id;
                if before > 0.0 && raw(id) > 0.0 {
                    changed.push((id.clone(), raw(id) * after / before));
                }
            }
        }
    }
    changed
}

/// The raw weights with which `profile` goes on under another, direct
/// weighting, so that the shares of all nodes stay what they are: a change of
/// where weights come from should not by itself change the result. Weights that
/// the profile holds already are kept where they set every share under the new
/// weighting. `weights` are those in force. Nothing where the new weighting is
/// not direct.
pub fn carried_weights(
    workbook: &Workbook,
    tree: &Tree,
    profile: &Profile,
    weights: &Weights,
    to: Weighting,
) -> Option<BTreeMap<CriterionId, f64>> {
    let own = |node: usize| {
        let id = &workbook.criteria[node].id;
        profile.weights.get(id).copied().unwrap_or(0.0)
    };
    let direct = matches!(profile.weighting, Weighting::AcrossTree | Weighting::WithinFamily);
    let nodes: Vec<usize> = match to {
        Weighting::Questionnaire | Weighting::Requirements => return None,
        Weighting::AcrossTree => {
            let leaves = tree.leaves(workbook);
            if !direct && leaves.iter().any(|&leaf| own(leaf) > 0.0) {
                return Some(profile.weights.clone());
            }
            leaves
        }
        Weighting::WithinFamily => {
            let families = tree.children.iter().chain(std::iter::once(&tree.roots));
            let set = families
                .filter(|family| !family.is_empty())
                .all(|family| family.iter().any(|&node| own(node) > 0.0));
            if !direct && set {
                return Some(profile.weights.clone());
            }
            tree.order.clone()
        }
    };
    if !weights.is_set() {
        return Some(profile.weights.clone());
    }
    let from_family = weights.weighting == Some(Weighting::WithinFamily);
    Some(
        nodes
            .into_iter()
            .filter_map(|node| {
                let weight = &weights.nodes[node];
                // Raw weights of one scale compare across the tree; those of
                // several families do so by their share of the whole only.
                let raw =
                    if from_family { (weight.global * 1e5).round() / 1e3 } else { weight.raw };
                (raw > 0.0).then(|| (workbook.criteria[node].id.clone(), raw))
            })
            .collect(),
    )
}

/// The raw weights within families under which each leaf has the share of the
/// whole that `shares` gives it (0 to 1; a leaf that it does not name has
/// none): every group weighs what its leaves do. What a branch that was moved
/// into another family is worth stays the same so.
pub fn weights_for_shares(
    workbook: &Workbook,
    tree: &Tree,
    shares: &BTreeMap<CriterionId, f64>,
) -> BTreeMap<CriterionId, f64> {
    let mut weights = BTreeMap::new();
    for &node in &tree.order {
        let share: f64 = tree
            .leaves_below(workbook, node)
            .into_iter()
            .filter_map(|leaf| shares.get(&workbook.criteria[leaf].id))
            .sum();
        // Percents to a thousandth are finer than any that is printed.
        let weight = (share * 1e5).round() / 1e3;
        if weight > 0.0 {
            weights.insert(workbook.criteria[node].id.clone(), weight);
        }
    }
    weights
}

/// Raw weights of 1 for every node whose family has none, as
/// [`SetWeight`](crate::workbook::Edit::SetWeight) takes them: what "equal
/// weights" means when somebody asks for it. Across the tree these are the
/// scored leaves.
pub fn equal_weights(
    workbook: &Workbook,
    tree: &Tree,
    profile: &Profile,
) -> Vec<(CriterionId, f64)> {
    let set = |node: usize| {
        profile.weights.get(&workbook.criteria[node].id).is_some_and(|weight| *weight > 0.0)
    };
    let counts = |node: usize| !tree.leaves_below(workbook, node).is_empty();
    let nodes: Vec<usize> = match profile.weighting {
        Weighting::Questionnaire | Weighting::Requirements => Vec::new(),
        Weighting::AcrossTree => {
            let leaves = tree.leaves(workbook);
            if leaves.iter().any(|&leaf| set(leaf)) { Vec::new() } else { leaves }
        }
        Weighting::WithinFamily => tree
            .children
            .iter()
            .chain(std::iter::once(&tree.roots))
            .filter(|family| !family.iter().any(|&node| set(node)))
            .flatten()
            .copied()
            .filter(|&node| counts(node))
            .collect(),
    };
    nodes.into_iter().map(|node| (workbook.criteria[node].id.clone(), 1.0)).collect()
}
