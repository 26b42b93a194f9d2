//! Weights in the tree: shares, unset families, percents that add to 100,
//! weights from answers and from requirements.

use weighbridge::analysis::{
    Analysis, Diagnostic, VerdictKind, analyse, largest_remainder, range_factor, rescaled_weights,
};
use weighbridge::workbook::{
    Anchors, CriterionKind, Effect, GateVerdict, Measure, RequirementKind, Strength, Tree,
    Weighting, Workbook,
};

use crate::build::{Bench, close, criterion_id, order, plain, profile_id, total};

fn shares(workbook: &Workbook, analysis: &Analysis, id: &str) -> (f64, f64, f64) {
    let at = workbook.criteria.iter().position(|node| node.id.as_str() == id).unwrap();
    let node = analysis.weights.nodes[at];
    (node.local, node.global, node.percent)
}

/// (speed 3: p99 1, peak 3), (people 1: hiring 2, docs 2).
fn tree(weighting: Weighting) -> Bench {
    Bench::new()
        .options(&["a", "b"])
        .group("speed")
        .leaf_in("speed", "p99", plain(), 1.0)
        .leaf_in("speed", "peak", plain(), 3.0)
        .group("people")
        .leaf_in("people", "hiring", plain(), 2.0)
        .leaf_in("people", "docs", plain(), 2.0)
        .weight("speed", 3.0)
        .weight("people", 1.0)
        .weighting(weighting)
        .row("a", &[100.0, 0.0, 0.0, 0.0])
        .row("b", &[0.0, 0.0, 50.0, 100.0])
}

#[test]
fn within_the_family_a_leaf_weighs_the_product_down_its_path() {
    let bench = tree(Weighting::WithinFamily);
    let (workbook, analysis) = (bench.build(), bench.analyse());
    assert_eq!(shares(&workbook, &analysis, "speed"), (0.75, 0.75, 75.0));
    // 3/4 · 1/4 = 18.75 %, 3/4 · 3/4 = 56.25 %, 1/4 · 1/2 = 12.5 %: the tenth
    // that is over goes to the first of two equal remainders.
    assert_eq!(shares(&workbook, &analysis, "p99"), (0.25, 0.1875, 18.8));
    assert_eq!(shares(&workbook, &analysis, "peak"), (0.75, 0.5625, 56.2));
    assert_eq!(shares(&workbook, &analysis, "docs"), (0.5, 0.125, 12.5));
    close(total(&analysis, "a"), 18.75, 1e-12);
    close(total(&analysis, "b"), 18.75, 1e-12);
}

#[test]
fn across_the_tree_only_the_leaves_count() {
    let bench = tree(Weighting::AcrossTree);
    let (workbook, analysis) = (bench.build(), bench.analyse());
    // 1 : 3 : 2 : 2 of 8.
    assert_eq!(shares(&workbook, &analysis, "speed"), (0.5, 0.5, 50.0));
    assert_eq!(shares(&workbook, &analysis, "p99"), (0.25, 0.125, 12.5));
    assert_eq!(shares(&workbook, &analysis, "peak"), (0.75, 0.375, 37.5));
    close(total(&analysis, "a"), 12.5, 1e-12);
    close(total(&analysis, "b"), 37.5, 1e-12);
}

#[test]
fn the_printed_percents_add_to_a_hundred() {
    assert_eq!(largest_remainder(&[1.0, 1.0, 1.0], 0), [34.0, 33.0, 33.0]);
    assert_eq!(largest_remainder(&[1.0, 1.0, 1.0], 1), [33.4, 33.3, 33.3]);
    // Hamilton's rule for 10 seats on votes 47, 16, 15.8, 12, 6.1, 3.1: quotas
    // 4.7 1.6 1.58 1.2 .61 .31, so the four seats left go to .7 .61 .6 .58.
    let seats = largest_remainder(&[47.0, 16.0, 15.8, 12.0, 6.1, 3.1], 0);
    assert_eq!(seats, [47.0, 16.0, 16.0, 12.0, 6.0, 3.0]);
    assert_eq!(largest_remainder(&[0.0, 0.0], 1), [0.0, 0.0]);
    assert_eq!(largest_remainder(&[], 1), Vec::<f64>::new());
}

#[test]
fn a_family_of_zeros_is_unset_not_equal() {
    let bench = tree(Weighting::WithinFamily).weight("p99", 0.0).weight("peak", 0.0);
    let analysis = bench.analyse();
    assert!(
        analysis
            .diagnostics
            .contains(&Diagnostic::WeightsUnset { family: Some(criterion_id("speed")) })
    );
    assert_eq!(analysis.verdict.kind, VerdictKind::Withheld);
    assert_eq!(analysis.verdict.reason, "the criteria in speed have no weights");
    assert!(analysis.options.iter().all(|option| option.total.is_none()));

    let bench = Bench::table(&[0.0, 0.0], &[("a", &[1.0, 2.0]), ("b", &[2.0, 1.0])]);
    let analysis = bench.analyse();
    assert_eq!(analysis.diagnostics, [Diagnostic::WeightsUnset { family: None }]);
    assert_eq!(analysis.verdict.reason, "no criterion that counts has a weight");
}

#[test]
fn a_family_of_zeros_in_a_group_of_weight_zero_is_nobodys_loss() {
    let bench =
        tree(Weighting::WithinFamily).weight("p99", 0.0).weight("peak", 0.0).weight("speed", 0.0);
    let analysis = bench.analyse();
    assert!(analysis.weights.is_set());
    close(total(&analysis, "b"), 75.0, 1e-12);
}

#[test]
fn weight_zero_removes_a_criterion_exactly() {
    let with =
        Bench::table(&[1.0, 0.0, 3.0], &[("a", &[10.0, 0.0, 30.0]), ("b", &[20.0, 0.0, 20.0])])
            .unknown("c2", "a");
    let without = Bench::table(&[1.0, 3.0], &[("a", &[10.0, 30.0]), ("b", &[20.0, 20.0])]);
    let (with, without) = (with.analyse(), without.analyse());
    for option in ["a", "b"] {
        assert_eq!(total(&with, option).to_bits(), total(&without, option).to_bits());
    }
    assert!(!with.diagnostics.iter().any(|found| matches!(found, Diagnostic::Unknown { .. })));
    assert_eq!(with.verdict.kind, without.verdict.kind);
}

#[test]
fn a_criterion_that_does_not_apply_leaves_its_weight_to_its_family() {
    let bench = tree(Weighting::WithinFamily).not_applicable("p99", "b");
    let (workbook, analysis) = (bench.build(), bench.analyse());
    assert_eq!(shares(&workbook, &analysis, "p99").1, 0.0);
    assert_eq!(shares(&workbook, &analysis, "peak").1, 0.75);
    assert_eq!(shares(&workbook, &analysis, "docs").1, 0.125);
    assert!(analysis.diagnostics.iter().any(|found| found.code() == "not-applicable"));
    close(total(&analysis, "a"), 0.0, 1e-12);
    close(total(&analysis, "b"), 18.75, 1e-12);
}

#[test]
fn an_option_that_fails_a_must_has_no_say_in_what_counts() {
    let bench = Bench::table(
        &[1.0, 1.0],
        &[("a", &[80.0, 20.0]), ("b", &[20.0, 80.0]), ("c", &[0.0, 0.0])],
    )
    .not_applicable("c1", "c")
    .must("offline");
    let counted = bench.clone().gate("offline", "c", GateVerdict::Pass, "");
    close(total(&counted.analyse(), "a"), 20.0, 1e-12);
    let out = bench.clone().gate("offline", "c", GateVerdict::Fail, "needs the cloud");
    close(total(&out.analyse(), "a"), 50.0, 1e-12);
    let dropped = bench.drop_option("c");
    close(total(&dropped.analyse(), "a"), 50.0, 1e-12);
}

#[test]
fn context_leaves_and_empty_groups_take_no_weight() {
    let bench = Bench::new()
        .option("a")
        .leaf("cost", plain(), 1.0)
        .node("history", "", CriterionKind::Context)
        .weight("history", 9.0)
        .group("empty")
        .weight("empty", 9.0)
        .row("a", &[40.0]);
    for weighting in [Weighting::AcrossTree, Weighting::WithinFamily] {
        let analysis = bench.clone().weighting(weighting).analyse();
        close(total(&analysis, "a"), 40.0, 1e-12);
    }
}

#[test]
fn requirements_weigh_by_nine_three_one() {
    // Wants: load (importance 5) bears strongly on peak, weakly on cost; budget
    // (2) bears strongly on cost; unrated (3 of 5) bears medium on docs. The
    // must bears on docs too, but is a gate.
    // peak 5·9 = 45, cost 5·1 + 2·9 = 23, docs 3·3 = 9: of 77.
    let bench = Bench::new()
        .options(&["a", "b", "c"])
        .leaf("peak", plain(), 0.0)
        .leaf("cost", plain(), 0.0)
        .leaf("docs", plain(), 0.0)
        .requirement("load", RequirementKind::Want)
        .links("load", Some(5), &[("peak", Strength::Strong), ("cost", Strength::Weak)])
        .requirement("budget", RequirementKind::Want)
        .links("budget", Some(2), &[("cost", Strength::Strong)])
        .requirement("manual", RequirementKind::Want)
        .links("manual", None, &[("docs", Strength::Medium)])
        .must("audit")
        .links("audit", Some(5), &[("docs", Strength::Strong)])
        .weighting(Weighting::Requirements)
        .row("a", &[100.0, 0.0, 0.0])
        .row("b", &[0.0, 100.0, 0.0])
        .row("c", &[0.0, 0.0, 100.0]);
    let analysis = bench.analyse();
    close(total(&analysis, "a"), 4500.0 / 77.0, 1e-12);
    close(total(&analysis, "b"), 2300.0 / 77.0, 1e-12);
    close(total(&analysis, "c"), 900.0 / 77.0, 1e-12);
}

#[test]
fn weights_of_any_size_keep_their_ratios() {
    for scale in [1e-320, 1e-300, 1.0, 1e300, 4e307] {
        let bench = Bench::table(
            &[3.0 * scale, scale, 0.0],
            &[("a", &[100.0, 0.0, 50.0]), ("b", &[0.0, 100.0, 50.0])],
        );
        for weighting in [Weighting::AcrossTree, Weighting::WithinFamily] {
            let analysis = bench.clone().weighting(weighting).analyse();
            assert_eq!(order(&analysis), ["a", "b"]);
            close(total(&analysis, "a"), 75.0, 0.1);
        }
    }
}

#[test]
fn a_minimum_goes_before_a_cap_and_a_start_profile_before_both() {
    let questions = |bench: Bench| {
        bench
            .question("load", &[("high", vec![Effect::Minimum(criterion_id("peak"), 4.0)])])
            .question(
                "team",
                &[
                    (
                        "small",
                        vec![
                            Effect::Cap(criterion_id("peak"), 1.0),
                            Effect::Cap(criterion_id("cost"), 0.5),
                        ],
                    ),
                    ("rich", vec![Effect::StartFrom(profile_id("main"))]),
                ],
            )
    };
    let bench = questions(
        Bench::new()
            .options(&["a", "b"])
            .leaf("peak", plain(), 2.0)
            .leaf("cost", plain(), 6.0)
            .row("a", &[100.0, 0.0])
            .row("b", &[0.0, 100.0]),
    )
    .weighting(Weighting::Questionnaire);
    // No answer: all start at 1.
    close(total(&bench.analyse(), "a"), 50.0, 1e-12);
    // Cap 1 then minimum 4 on peak; cost capped to 0.5: 4 of 4.5.
    let answered = bench.clone().answer("load", &["high"]).answer("team", &["small"]);
    close(total(&answered.analyse(), "a"), 100.0 * 4.0 / 4.5, 1e-12);
    // From the profile's own 2 : 6, with the minimum of 4: 4 of 10.
    let started = bench.answer("load", &["high"]).answer("team", &["rich"]);
    close(total(&started.analyse(), "a"), 40.0, 1e-12);
}

/// Weights belong to ranges: when an anchor moves and the raw weights follow
/// its range, the differences between options keep their ratios; with the old
/// weights they do not.
#[test]
fn weights_that_follow_a_range_keep_the_preferences() {
    let differences = |best: f64, weighting: Weighting, follow: bool| {
        let bench = Bench::new()
            .group("speed")
            .leaf_in("speed", "peak", Measure::natural("requests/s", 0.0, best), 3.0)
            .leaf_in("speed", "p99", plain(), 1.0)
            .leaf("docs", plain(), 2.0)
            .weight("speed", 5.0)
            .weighting(weighting)
            .options(&["a", "b", "c"])
            .row("a", &[900.0, 10.0, 20.0])
            .row("b", &[400.0, 80.0, 50.0])
            .row("c", &[100.0, 90.0, 95.0]);
        let mut workbook = bench.build();
        if follow {
            let (before, after) = (Anchors::new(0.0, 1000.0), Anchors::new(0.0, best));
            let factor = range_factor(&before, &after).unwrap();
            let tree = Tree::of(&workbook);
            let profile = workbook.current_profile().unwrap().clone();
            let changed =
                rescaled_weights(&workbook, &tree, &profile, &criterion_id("peak"), factor);
            for (id, weight) in changed {
                std::sync::Arc::make_mut(&mut workbook.profiles)[0].weights.insert(id, weight);
            }
        }
        let analysis = analyse(&workbook, None);
        let of = |option: &str| total(&analysis, option);
        (of("a") - of("b")) / (of("b") - of("c"))
    };
    for weighting in [Weighting::AcrossTree, Weighting::WithinFamily] {
        let before = differences(1000.0, weighting, false);
        for best in [950.0, 2000.0, 10_000.0] {
            close(differences(best, weighting, true), before, 1e-9);
            assert!((differences(best, weighting, false) - before).abs() > 1e-3);
        }
    }
}
