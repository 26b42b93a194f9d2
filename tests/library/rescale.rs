//! Weights that follow their range, and weights that are carried over when
//! they come to be given in another way. Expected values by hand.

use weighbridge::analysis::{
    analyse, carried_weights, compare_profiles, equal_weights, range_factor, rescaled_weights,
    weights_for_shares,
};
use weighbridge::workbook::{
    Anchors, CriterionId, CriterionKind, Edit, Item, Measure, Profile, ProfileId, Tree, Weighting,
    Workbook, apply,
};

use crate::build::{node, two_groups};

fn id(text: &str) -> CriterionId {
    CriterionId::new(text).unwrap()
}

fn shares(workbook: &Workbook) -> [f64; 3] {
    let analysis = analyse(workbook, None);
    ["a", "b", "c"].map(|name| {
        let at = workbook.criteria.iter().position(|node| node.id == id(name)).unwrap();
        analysis.weights.nodes[at].global
    })
}

fn close(found: [f64; 3], wanted: [f64; 3]) {
    for (found, wanted) in found.iter().zip(wanted) {
        assert!((found - wanted).abs() < 1e-9, "{found} is not {wanted}");
    }
}

fn with(workbook: &Workbook, weights: Vec<(CriterionId, f64)>) -> Workbook {
    let profile = workbook.current_profile().unwrap().id.clone();
    let edits = weights
        .into_iter()
        .map(|(criterion, weight)| Edit::SetWeight {
            profile: profile.clone(),
            criterion,
            weight: Some(weight),
        })
        .collect();
    apply(workbook, &Edit::All { label: "weights".to_owned(), edits }).unwrap()
}

#[test]
fn the_factor_is_the_ratio_of_the_lengths() {
    let before = Anchors::new(200.0, 0.0);
    assert_eq!(range_factor(&before, &Anchors::new(400.0, 0.0)), Some(2.0));
    assert_eq!(range_factor(&before, &Anchors::new(150.0, 100.0)), Some(0.25));
    assert_eq!(range_factor(&before, &Anchors::new(300.0, 100.0)), None, "same length");
    assert_eq!(range_factor(&before, &Anchors::new(0.0, 200.0)), None, "turned round");
}

#[test]
fn a_weight_that_follows_its_range_keeps_all_other_proportions() {
    // Across the tree 1 : 1 : 1 becomes 2 : 1 : 1.
    let across = two_groups(Weighting::AcrossTree);
    let tree = Tree::of(&across);
    let profile = across.current_profile().unwrap();
    let rescaled = rescaled_weights(&across, &tree, profile, &id("a"), 2.0);
    assert_eq!(rescaled, vec![(id("a"), 2.0)]);
    close(shares(&with(&across, rescaled)), [0.5, 0.25, 0.25]);

    // Within families shares are 1/4, 1/4, 1/2; with a doubled 2 : 1 : 2.
    let family = two_groups(Weighting::WithinFamily);
    close(shares(&family), [0.25, 0.25, 0.5]);
    let profile = family.current_profile().unwrap();
    let rescaled = rescaled_weights(&family, &tree, profile, &id("a"), 2.0);
    assert_eq!(rescaled, vec![(id("a"), 2.0), (id("g"), 1.5)]);
    close(shares(&with(&family, rescaled)), [0.4, 0.2, 0.4]);
}

#[test]
fn weights_that_are_not_given_directly_do_not_follow() {
    let answers = two_groups(Weighting::Questionnaire);
    let tree = Tree::of(&answers);
    let profile = answers.current_profile().unwrap();
    assert!(rescaled_weights(&answers, &tree, profile, &id("a"), 2.0).is_empty());
}

#[test]
fn another_source_of_weights_keeps_the_shares() {
    for (from, to) in [
        (Weighting::WithinFamily, Weighting::AcrossTree),
        (Weighting::AcrossTree, Weighting::WithinFamily),
    ] {
        let before = two_groups(from);
        let wanted = shares(&before);
        let analysis = analyse(&before, None);
        let profile = before.current_profile().unwrap();
        let carried =
            carried_weights(&before, &Tree::of(&before), profile, &analysis.weights, to).unwrap();
        let mut changed = profile.clone();
        changed.weighting = to;
        changed.weights = carried;
        close(shares(&apply(&before, &Edit::Put(Item::from(changed))).unwrap()), wanted);
    }
}

#[test]
fn equal_weights_are_offered_only_where_none_are_set() {
    let mut book = two_groups(Weighting::AcrossTree);
    let tree = Tree::of(&book);
    let mut profile = book.current_profile().unwrap().clone();
    assert!(equal_weights(&book, &tree, &profile).is_empty());
    profile.weights.clear();
    book = apply(&book, &Edit::Put(Item::from(profile.clone()))).unwrap();
    let equal = equal_weights(&book, &tree, &profile);
    assert_eq!(equal.len(), 3, "the leaves");
    close(shares(&with(&book, equal)), [1.0 / 3.0; 3]);
}

#[test]
fn a_leaf_that_changes_its_family_can_keep_its_share() {
    // g and h share alike; a and b have a quarter each, c a half.
    let before = two_groups(Weighting::WithinFamily);
    close(shares(&before), [0.25, 0.25, 0.5]);
    let moved = CriterionKind::Scored(Measure::natural("ms", 100.0, 0.0));
    let after = apply(&before, &node("b", Some("h"), moved)).unwrap();
    // b and c now share h's half.
    close(shares(&after), [0.5, 0.25, 0.25]);
    let wanted = [("a", 0.25), ("b", 0.25), ("c", 0.5)].map(|(name, share)| (id(name), share));
    let weights = weights_for_shares(&after, &Tree::of(&after), &wanted.into_iter().collect());
    assert_eq!(weights[&id("g")], 25.0);
    assert_eq!(weights[&id("h")], 75.0);
    let mut profile = after.current_profile().unwrap().clone();
    profile.weights = weights;
    let kept = apply(&after, &Edit::Put(Item::from(profile))).unwrap();
    close(shares(&kept), [0.25, 0.25, 0.5]);
}

#[test]
fn two_profiles_are_compared_share_by_share() {
    let one = two_groups(Weighting::AcrossTree);
    let mut other = Profile::new(ProfileId::new("q").unwrap(), "Q");
    for (name, weight) in [("a", 1.0), ("b", 1.0), ("c", 6.0)] {
        other.weights.insert(id(name), weight);
    }
    let both = apply(&one, &Edit::Put(Item::from(other))).unwrap();
    let ids = ["p", "q"].map(|name| ProfileId::new(name).unwrap());
    let found = compare_profiles(&both, &ids[0], &ids[1]);
    // A third each, against an eighth, an eighth and three quarters.
    let largest = found.shares[0];
    assert_eq!(both.criteria[largest.node].id, id("c"));
    assert!((largest.percents[0] - 33.3).abs() < 0.11);
    assert_eq!(largest.percents[1], 75.0);
    assert!((largest.points() - 41.7).abs() < 0.11);
    assert_eq!(found.shares.len(), 3);
    assert_eq!(found.leaders, [None, None], "there are no options");
}
