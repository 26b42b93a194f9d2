//! Elicited weights. Shares are those of published tables or worked by hand.

use std::collections::BTreeMap;

use proptest::prelude::*;
use weighbridge::analysis::{
    Weighed, WeighingConsistency, WeighingError, WeighingWarningKind, analyse, elicitation_report,
    scope_members, weigh, weighed, weighing_scopes, weighing_warnings,
};
use weighbridge::store::{differences, merge, parse, to_text};
use weighbridge::workbook::{
    Anchors, CriterionId, CriterionKind, Edit, GridPlace, History, Item, ItemRef, Judged, Kind,
    Measure, Merge, PairJudgement, PairwiseMethod, Profile, ProfileId, RankFormula, Tree,
    WeighingScope, Weighting, Workbook, apply, faults,
};

use crate::build::{node, two_groups};

fn id(text: &str) -> CriterionId {
    CriterionId::new(text).unwrap()
}

fn ids(names: &[&str]) -> Vec<CriterionId> {
    names.iter().map(|name| id(name)).collect()
}

fn points(of: &[(&str, f64)]) -> BTreeMap<CriterionId, f64> {
    of.iter().map(|(name, points)| (id(name), *points)).collect()
}

fn pair(more: &str, less: &str, times: f64) -> PairJudgement {
    PairJudgement { more: id(more), less: id(less), times }
}

fn near(found: &[f64], wanted: &[f64], by: f64) {
    assert_eq!(found.len(), wanted.len());
    for (found, wanted) in found.iter().zip(wanted) {
        assert!((found - wanted).abs() <= by, "{found} is not {wanted}");
    }
}

fn profile(workbook: &Workbook) -> &Profile {
    workbook.current_profile().unwrap()
}

fn edit(workbook: &Workbook, scope: &WeighingScope, judged: Judged) -> Edit {
    weigh(workbook, &Tree::of(workbook), profile(workbook), scope, judged, "the team").unwrap()
}

fn shares(workbook: &Workbook) -> [f64; 3] {
    let analysis = analyse(workbook, None);
    ["a", "b", "c"].map(|name| {
        let at = workbook.criteria.iter().position(|other| other.id == id(name)).unwrap();
        analysis.weights.nodes[at].global
    })
}

fn group(name: &str) -> WeighingScope {
    WeighingScope::Group(id(name))
}

/// Rank-order centroids of three, four and five as Barron and Barrett (1996)
/// table them.
#[test]
fn an_order_gives_the_tabled_centroids() {
    for wanted in [
        vec![0.6111, 0.2778, 0.1111],
        vec![0.5208, 0.2708, 0.1458, 0.0625],
        vec![0.4567, 0.2567, 0.1567, 0.09, 0.04],
    ] {
        let names = &["a", "b", "c", "d", "e"][..wanted.len()];
        let ranks = names.iter().zip(1..).map(|(name, rank)| (id(name), rank)).collect();
        let judged = Judged::Ranking { ranks, formula: RankFormula::Centroid };
        near(&weighed(&ids(names), &judged).unwrap().shares, &wanted, 5e-5);
    }
}

/// Two alike on top of three share the centroids of both places, (11/18 + 5/18)
/// / 2 = 4/9; rank sum 3:2:1 of 6 and reciprocal 6:3:2 of 11.
#[test]
fn those_alike_share_and_the_other_formulas_hold() {
    let ranks = |ranks: [u32; 3]| ids(&["a", "b", "c"]).into_iter().zip(ranks).collect();
    let of = |ranked, formula| {
        let judged = Judged::Ranking { ranks: ranks(ranked), formula };
        weighed(&ids(&["a", "b", "c"]), &judged).unwrap().shares
    };
    near(&of([1, 1, 3], RankFormula::Centroid), &[4.0 / 9.0, 4.0 / 9.0, 1.0 / 9.0], 1e-12);
    near(&of([1, 2, 3], RankFormula::Sum), &[0.5, 1.0 / 3.0, 1.0 / 6.0], 1e-12);
    near(&of([1, 2, 3], RankFormula::Reciprocal), &[6.0 / 11.0, 3.0 / 11.0, 2.0 / 11.0], 1e-12);
}

#[test]
fn points_are_divided_by_their_sum_and_kept_as_they_are() {
    let judged = Judged::Swing(points(&[("a", 100.0), ("b", 60.0), ("c", 40.0)]));
    let Weighed { shares, raw, remarks, .. } = weighed(&ids(&["a", "b", "c"]), &judged).unwrap();
    near(&shares, &[0.5, 0.3, 0.2], 1e-12);
    assert_eq!(raw, [100.0, 60.0, 40.0]);
    assert!(remarks.is_empty());
    // 10 for the least, 30 and 60: 1, 3 and 6 tenths.
    let judged = Judged::Smart(points(&[("a", 60.0), ("b", 30.0), ("c", 10.0)]));
    near(&weighed(&ids(&["a", "b", "c"]), &judged).unwrap().shares, &[0.6, 0.3, 0.1], 1e-12);
}

#[test]
fn what_does_not_follow_is_told() {
    let three = ids(&["a", "b", "c"]);
    let some = Judged::Swing(points(&[("a", 100.0)]));
    assert_eq!(weighed(&three, &some), Err(WeighingError::NotJudged(ids(&["b", "c"]))));
    let none = Judged::Swing(points(&[("a", 0.0), ("b", 0.0), ("c", 0.0)]));
    assert_eq!(weighed(&three, &none), Err(WeighingError::AllZero));
    assert_eq!(weighed(&three[..1], &none), Err(WeighingError::TooFew));
    let eight = ids(&["a", "b", "c", "d", "e", "f", "g", "h"]);
    let pairs = Judged::Pairwise { pairs: vec![], method: PairwiseMethod::GeometricMean };
    assert_eq!(weighed(&eight, &pairs), Err(WeighingError::TooMany(8)));
    let apart = Judged::Pairwise {
        pairs: vec![pair("a", "b", 3.0)],
        method: PairwiseMethod::GeometricMean,
    };
    assert_eq!(
        weighed(&three, &apart),
        Err(WeighingError::Apart(vec![ids(&["a", "b"]), ids(&["c"])]))
    );
}

/// [[1, 3, 5], [1/3, 1, 2], [1/5, 1/2, 1]]: weights .64833 .22965 .12202, λ
/// 3.00369, so CI .00185, over .5252 of the simulated index .0035.
#[test]
fn pairs_give_saatys_weights_and_their_consistency() {
    for method in PairwiseMethod::ALL {
        let pairs = vec![pair("a", "b", 3.0), pair("a", "c", 5.0), pair("b", "c", 2.0)];
        let found = weighed(&ids(&["a", "b", "c"]), &Judged::Pairwise { pairs, method }).unwrap();
        near(&found.shares, &[0.64833, 0.22965, 0.12202], 5e-6);
        let Some(WeighingConsistency::Pairs { ratio: Some(ratio), source, missing, .. }) =
            found.consistency
        else {
            panic!("no consistency");
        };
        assert!((ratio - 0.00185 / 0.5252).abs() < 2e-5, "{ratio}");
        assert!(source.contains("simulated"));
        assert_eq!(missing, 0);
    }
}

/// a is 9 times b, b 9 times c, yet c 9 times a: the circle is found, and a pair
/// is suggested anew.
#[test]
fn a_circle_of_judgements_is_found_and_mended() {
    let pairs = vec![pair("a", "b", 9.0), pair("b", "c", 9.0), pair("c", "a", 9.0)];
    let judged = Judged::Pairwise { pairs, method: PairwiseMethod::GeometricMean };
    let found = weighed(&ids(&["a", "b", "c"]), &judged).unwrap();
    let consistency = found.consistency.unwrap();
    assert_eq!(consistency.accepted(), Some(false));
    let WeighingConsistency::Pairs { ratio, triad, suggestion, .. } = consistency else {
        panic!("pairs were judged");
    };
    assert_eq!(triad.unwrap().items, [0, 1, 2]);
    assert!(suggestion.unwrap().ratio_after < ratio);
}

/// The linear model (Rezaei 2016, Omega 64:126) on judgements that fit together:
/// a is 8, 4 and 2 times d, c and b, and b and c 4 and 2 times d, so weights are
/// 8:4:2:1 of 15, by hand.
#[test]
fn consistent_judgements_of_best_and_worst_give_their_ratios() {
    let judged = Judged::BestWorst {
        best: id("a"),
        worst: id("d"),
        best_to_others: points(&[("b", 2.0), ("c", 4.0), ("d", 8.0)]),
        others_to_worst: points(&[("b", 4.0), ("c", 2.0)]),
    };
    let found = weighed(&ids(&["a", "b", "c", "d"]), &judged).unwrap();
    near(&found.shares, &[8.0 / 15.0, 4.0 / 15.0, 2.0 / 15.0, 1.0 / 15.0], 1e-9);
    let Some(WeighingConsistency::BestWorst { xi, ratio, input_ratio, .. }) = found.consistency
    else {
        panic!("no consistency");
    };
    near(&[xi, ratio, input_ratio], &[0.0; 3], 1e-9);
}

#[test]
fn points_of_the_matrix_fall_along_rows_and_columns() {
    for step in 2..=3 {
        for other in 1..=3 {
            let at = |importance, difference| GridPlace { importance, difference }.points();
            assert!(at(step, other) > at(step - 1, other));
            assert!(at(other, step) > at(other, step - 1));
        }
    }
}

#[test]
fn a_weighing_is_one_step_that_undo_takes_back() {
    let before = two_groups(Weighting::AcrossTree);
    let judged = Judged::Swing(points(&[("a", 100.0), ("b", 60.0), ("c", 40.0)]));
    let edit = edit(&before, &WeighingScope::Leaves, judged);
    let mut history = History::saved(before.clone());
    history.apply(&edit, Merge::Never).unwrap();
    near(&shares(history.workbook()), &[0.5, 0.3, 0.2], 1e-12);
    assert_eq!(history.undo_label(), Some("weigh all criteria by swing"));
    history.undo();
    assert!(history.workbook().is_same(&before));
}

#[test]
fn a_family_keeps_what_it_weighs_together() {
    // Across the tree g weighs 2 of 3, which 3:1 divides into 1/2 and 1/6.
    let before = two_groups(Weighting::AcrossTree);
    let judged = Judged::Swing(points(&[("a", 75.0), ("b", 25.0)]));
    let after = apply(&before, &edit(&before, &group("g"), judged.clone())).unwrap();
    near(&shares(&after), &[0.5, 1.0 / 6.0, 1.0 / 3.0], 1e-6);
    // Within families g weighs 1 of 2.
    let before = two_groups(Weighting::WithinFamily);
    let after = apply(&before, &edit(&before, &group("g"), judged)).unwrap();
    near(&shares(&after), &[0.375, 0.125, 0.5], 1e-12);
    // The groups themselves: 3:1, each leaf in proportion.
    let before = two_groups(Weighting::AcrossTree);
    let judged = Judged::Swing(points(&[("g", 75.0), ("h", 25.0)]));
    let after = apply(&before, &edit(&before, &WeighingScope::Top, judged)).unwrap();
    near(&shares(&after), &[0.375, 0.375, 0.25], 1e-6);
}

#[test]
fn a_weight_changed_by_hand_and_an_anchor_moved_are_told() {
    let before = two_groups(Weighting::AcrossTree);
    let judged = Judged::Swing(points(&[("a", 100.0), ("b", 60.0), ("c", 40.0)]));
    let weighed = apply(&before, &edit(&before, &WeighingScope::Leaves, judged)).unwrap();
    let report = |workbook: &Workbook| {
        let (scope, elicitation) = profile(workbook).elicited.iter().next().unwrap();
        elicitation_report(workbook, &Tree::of(workbook), profile(workbook), scope, elicitation)
    };
    assert!(report(&weighed).holds());
    let by_hand = Edit::SetWeight {
        profile: profile(&weighed).id.clone(),
        criterion: id("c"),
        weight: Some(41.0),
    };
    let changed = apply(&weighed, &by_hand).unwrap();
    assert_eq!(report(&changed).changed, ids(&["a", "b", "c"]));
    assert!(!report(&changed).holds());
    let kinds = |workbook: &Workbook| -> Vec<WeighingWarningKind> {
        let analysis = analyse(workbook, None);
        weighing_warnings(workbook, &analysis).iter().map(|warning| warning.kind).collect()
    };
    assert!(kinds(&changed).contains(&WeighingWarningKind::Stale));
    assert!(!kinds(&weighed).contains(&WeighingWarningKind::Stale));

    let mut criterion = weighed.criterion(&id("b")).unwrap().clone();
    if let CriterionKind::Scored(measure) = &mut criterion.kind {
        measure.anchors = Anchors::new(200.0, 0.0);
    }
    let moved = apply(&weighed, &Edit::Put(Item::from(criterion))).unwrap();
    assert_eq!(report(&moved).moved, ids(&["b"]));
}

#[test]
fn a_criterion_that_goes_takes_its_judgements_along() {
    let before = two_groups(Weighting::AcrossTree);
    let judged = Judged::BestWorst {
        best: id("a"),
        worst: id("c"),
        best_to_others: points(&[("b", 2.0), ("c", 4.0)]),
        others_to_worst: points(&[("b", 2.0)]),
    };
    let weighed = apply(&before, &edit(&before, &WeighingScope::Leaves, judged)).unwrap();
    let without = |name: &str| {
        let gone = Edit::Remove(ItemRef::new(Kind::Criterion, name));
        let after = apply(&weighed, &gone).unwrap();
        assert_eq!(faults(&after), []);
        profile(&after).elicited.clone()
    };
    let left = without("b");
    assert_eq!(left[&WeighingScope::Leaves].judged.criteria(), [&id("a"), &id("c")].into());
    assert!(without("a").is_empty(), "nothing is left without the best");
}

#[test]
fn what_is_unsound_is_refused() {
    let before = two_groups(Weighting::AcrossTree);
    let weigh_with = |judged: Judged| {
        let mut changed = profile(&before).clone();
        let elicitation = weighbridge::workbook::Elicitation {
            judged,
            ranges: BTreeMap::new(),
            note: String::new(),
        };
        changed.elicited.insert(WeighingScope::Leaves, elicitation);
        apply(&before, &Edit::Put(Item::from(changed)))
    };
    assert!(weigh_with(Judged::Swing(points(&[("nobody", 1.0)]))).is_err());
    assert!(weigh_with(Judged::Swing(points(&[("a", f64::NAN)]))).is_err());
    assert!(weigh_with(Judged::Swing(points(&[("a", -1.0)]))).is_err());
    let method = PairwiseMethod::GeometricMean;
    for pairs in [
        vec![pair("a", "a", 1.0)],
        vec![pair("a", "b", 2.0), pair("b", "a", 3.0)],
        vec![pair("a", "b", 10.0)],
    ] {
        assert!(weigh_with(Judged::Pairwise { pairs, method }).is_err());
    }
    assert!(weigh_with(Judged::Swing(points(&[("a", 1.0)]))).is_ok());
}

#[test]
fn a_weighing_is_written_read_told_and_merged() {
    let before = two_groups(Weighting::AcrossTree);
    let swing = Judged::Swing(points(&[("a", 100.0), ("b", 60.0), ("c", 40.0)]));
    let ours = apply(&before, &edit(&before, &WeighingScope::Leaves, swing)).unwrap();
    let text = to_text(&ours).unwrap();
    assert!(parse(&text).unwrap().is_same(&ours), "{text}");
    assert!(!to_text(&before).unwrap().contains("elicited"));
    let told: Vec<String> = differences(&before, &ours).iter().map(ToString::to_string).collect();
    assert!(
        told.contains(&"added the weighing of all criteria in profile P".to_owned()),
        "{told:?}"
    );

    let ranks = ids(&["a", "b"]).into_iter().zip(1..).collect();
    let ranking = Judged::Ranking { ranks, formula: RankFormula::Sum };
    let theirs = apply(&before, &edit(&before, &group("g"), ranking)).unwrap();
    let merged = merge(&before, &ours, &theirs);
    assert_eq!(profile(&merged.workbook).elicited.len(), 2);
    assert_eq!(faults(&merged.workbook), []);
}

#[test]
fn groups_that_weigh_by_their_size_are_told() {
    // Four groups of 1, 2, 3 and 4 leaves, each leaf 1: weights follow sizes.
    let leaf = || CriterionKind::Scored(Measure::natural("ms", 100.0, 0.0));
    let mut edits = Vec::new();
    let mut profile = Profile::new(ProfileId::new("p").unwrap(), "P");
    for size in 1..=4 {
        let name = format!("g{size}");
        edits.push(node(&name, None, CriterionKind::Group));
        for at in 0..size {
            let below = format!("l{size}{at}");
            edits.push(node(&below, Some(&name), leaf()));
            profile.weights.insert(id(&below), 1.0);
        }
    }
    edits.push(Edit::Put(Item::from(profile)));
    let even = Edit::All { label: "set up".to_owned(), edits };
    let workbook = apply(&Workbook::default(), &even).unwrap();
    let splitting = |workbook: &Workbook| {
        weighing_warnings(workbook, &analyse(workbook, None))
            .iter()
            .any(|warning| warning.kind == WeighingWarningKind::Splitting)
    };
    assert!(splitting(&workbook));
    // The smallest group heaviest: no longer.
    let heavy = Edit::SetWeight {
        profile: ProfileId::new("p").unwrap(),
        criterion: id("l10"),
        weight: Some(10.0),
    };
    assert!(!splitting(&apply(&workbook, &heavy).unwrap()));
}

#[test]
fn scopes_are_all_the_top_and_the_groups_with_two_to_weigh() {
    let workbook = two_groups(Weighting::AcrossTree);
    let tree = Tree::of(&workbook);
    let wanted = vec![WeighingScope::Leaves, WeighingScope::Top, group("g")];
    assert_eq!(weighing_scopes(&workbook, &tree), wanted);
    assert_eq!(scope_members(&workbook, &tree, &group("h")).len(), 1);
}

proptest! {
    /// Whatever the points, shares add to 1, keep the order, and what is written
    /// as raw weights has the same shares.
    #[test]
    fn shares_add_to_one(given in proptest::collection::vec(0.0..100.0_f64, 2..12)) {
        let names: Vec<CriterionId> = (0..given.len()).map(|at| id(&format!("c{at}"))).collect();
        let all = names.iter().cloned().zip(given.iter().copied()).collect();
        prop_assume!(given.iter().sum::<f64>() > 0.0);
        let found = weighed(&names, &Judged::Swing(all)).unwrap();
        prop_assert!((found.shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        let ranks = names.iter().cloned().zip(1..).collect();
        let judged = Judged::Ranking { ranks, formula: RankFormula::Centroid };
        let found = weighed(&names, &judged).unwrap();
        prop_assert!((found.shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        prop_assert!(found.shares.is_sorted_by(|a, b| a > b));
        let sum: f64 = found.raw.iter().sum();
        for (raw, share) in found.raw.iter().zip(&found.shares) {
            prop_assert!((raw / sum - share).abs() < 1e-5);
        }
    }
}
