//! Totals, ranks, ties, rank reversal, contributions, A against B, dominance
//! and the value-cost front, and the cases in which there is little to rank.

use weighbridge::analysis::{
    CellState, Diagnostic, VerdictKind, compare, frontier_steps, pareto_front,
};
use weighbridge::workbook::{Measure, Workbook};

use crate::build::{Bench, close, criterion_id, option_id, order, plain, result, total};

/// Ranks of all options, in the workbook's order.
fn ranks(bench: &Bench) -> Vec<Option<usize>> {
    bench.analyse().options.iter().map(|option| option.rank()).collect()
}

#[test]
fn options_that_tie_share_the_better_rank() {
    let bench = Bench::table(
        &[1.0, 1.0],
        &[("a", &[40.0, 60.0]), ("b", &[90.0, 90.0]), ("c", &[60.0, 40.0]), ("d", &[0.0, 0.0])],
    );
    assert_eq!(ranks(&bench), [Some(2), Some(1), Some(2), Some(4)]);
    let analysis = bench.analyse();
    assert_eq!(order(&analysis), ["b", "a", "c", "d"]);
    assert!(
        analysis
            .diagnostics
            .contains(&Diagnostic::Tie { alternatives: vec![option_id("a"), option_id("c")] })
    );
}

#[test]
fn rounding_noise_is_no_lead() {
    // Totals within 1e-7, a billionth of the scale, are the same.
    let bench =
        |more: f64| Bench::table(&[1.0], &[("a", &[50.0]), ("b", &[50.0 + more]), ("c", &[49.0])]);
    assert_eq!(ranks(&bench(5e-8)), [Some(1), Some(1), Some(3)]);
    assert_eq!(bench(5e-8).analyse().verdict.reason, "a and b are level");
    assert_eq!(ranks(&bench(-5e-8)), [Some(1), Some(1), Some(3)]);
    assert_eq!(ranks(&bench(2e-7)), [Some(2), Some(1), Some(3)]);
}

#[test]
fn a_long_chain_of_near_ties_is_put_in_order() {
    // Neighbours are within the tolerance of 1e-7, the ends are not.
    let names: Vec<String> = (0..60).map(|at| format!("o{at:02}")).collect();
    let bench =
        names.iter().enumerate().fold(Bench::new().leaf("c", plain(), 1.0), |bench, (at, name)| {
            let step = (at * 37 % 60) as f64;
            bench.option(name).score("c", name, 50.0 + step * 0.6e-7)
        });
    let analysis = bench.analyse();
    let totals: Vec<f64> = analysis.order.iter().map(|&at| analysis.options[at].middle()).collect();
    assert!(totals.windows(2).all(|pair| pair[0] >= pair[1] - 1.1e-7));
    assert!(totals[0] - totals[59] > 3e-6);
}

/// Throughput and maintainability weighed .55 and .45; option c is added.
#[test]
fn fixed_anchors_keep_the_order_when_an_option_is_added() {
    let bench = Bench::new()
        .options(&["a", "b"])
        .leaf("throughput", Measure::natural("requests/s", 0.0, 5000.0), 0.55)
        .leaf("maintainability", plain(), 0.45)
        .row("a", &[1200.0, 60.0])
        .row("b", &[1000.0, 90.0]);
    let before = bench.analyse();
    close(total(&before, "a"), 40.2, 1e-9);
    close(total(&before, "b"), 51.5, 1e-9);
    let after = bench.option("c").row("c", &[4000.0, 55.0]).analyse();
    assert_eq!(total(&after, "a").to_bits(), total(&before, "a").to_bits());
    assert_eq!(total(&after, "b").to_bits(), total(&before, "b").to_bits());
    close(total(&after, "c"), 68.75, 1e-9);
    assert_eq!(order(&after), ["c", "b", "a"]);
}

/// Labels 1 to 5 read evenly, then in a concave way (ORD-1).
#[test]
fn what_the_labels_are_worth_decides_who_leads() {
    let bench = |values: [f64; 5]| {
        let knots = (1..=5).map(f64::from).zip(values).collect();
        let measure = Measure {
            value_function: weighbridge::workbook::ValueFunction::Piecewise(knots),
            ..Measure::natural("", 1.0, 5.0)
        };
        Bench::new()
            .options(&["a", "b"])
            .leaf("c1", measure.clone(), 0.5)
            .leaf("c2", measure.clone(), 0.3)
            .leaf("c3", measure, 0.2)
            .row("a", &[5.0, 2.0, 3.0])
            .row("b", &[3.0, 4.0, 4.0])
            .analyse()
    };
    let even = bench([0.0, 25.0, 50.0, 75.0, 100.0]);
    close(total(&even, "a"), 67.5, 1e-9);
    close(total(&even, "b"), 62.5, 1e-9);
    let concave = bench([0.0, 45.0, 75.0, 90.0, 100.0]);
    close(total(&concave, "a"), 78.5, 1e-9);
    close(total(&concave, "b"), 82.5, 1e-9);
}

#[test]
fn a_against_b_is_sorted_by_weighted_difference_and_adds_up() {
    let analysis =
        Bench::table(&[0.5, 0.3, 0.2], &[("a", &[60.0, 20.0, 90.0]), ("b", &[40.0, 80.0, 90.0])])
            .analyse();
    // 0.5·20 = 10, 0.3·(−60) = −18, 0.
    let differences = compare(&analysis, 0, 1);
    let found: Vec<(usize, f64)> =
        differences.iter().map(|difference| (difference.leaf, difference.middle())).collect();
    assert_eq!(found.iter().map(|one| one.0).collect::<Vec<_>>(), [1, 0, 2]);
    close(found[0].1, -18.0, 1e-12);
    close(found[1].1, 10.0, 1e-12);
    let sum: f64 = found.iter().map(|one| one.1).sum();
    close(sum, total(&analysis, "a") - total(&analysis, "b"), 1e-12);
}

#[test]
fn against_an_option_to_which_a_criterion_does_not_apply_nothing_is_certain() {
    let analysis = Bench::table(&[1.0, 1.0], &[("a", &[60.0, 20.0]), ("b", &[40.0, 80.0])])
        .not_applicable("c1", "b")
        .drop_option("b")
        .analyse();
    assert_eq!(analysis.cell(1, 0).state, CellState::Dropped);
    let difference = compare(&analysis, 0, 1).into_iter().find(|one| one.leaf == 0).unwrap();
    close(difference.low, -20.0, 1e-12);
    close(difference.high, 30.0, 1e-12);
}

#[test]
fn dominance_needs_one_criterion_that_is_better_and_none_that_is_worse() {
    let analysis = Bench::table(
        &[1.0, 1.0, 0.0],
        &[
            ("best", &[80.0, 80.0, 0.0]),
            ("same", &[80.0, 80.0, 50.0]),
            ("level", &[80.0, 70.0, 90.0]),
            ("worse", &[70.0, 60.0, 100.0]),
            ("other", &[90.0, 10.0, 0.0]),
        ],
    )
    .analyse();
    let mut pairs: Vec<(&str, &str, bool)> = analysis
        .dominance
        .iter()
        .map(|found| {
            let id = |at: usize| analysis.options[at].id.as_str();
            (id(found.better), id(found.worse), found.strict)
        })
        .collect();
    pairs.sort_unstable();
    // The third criterion has no weight and does not count.
    assert_eq!(
        pairs,
        [
            ("best", "level", false),
            ("best", "worse", true),
            ("level", "worse", true),
            ("same", "level", false),
            ("same", "worse", true),
        ]
    );
}

#[test]
fn an_unknown_cell_dominates_only_at_its_worst() {
    let bench = Bench::table(&[1.0, 1.0], &[("a", &[80.0, 80.0]), ("b", &[10.0, 20.0])]);
    let open = bench.clone().unknown("c1", "a").analyse();
    assert_eq!(open.dominance, []);
    let bounded =
        bench.ranged("c1", "a", weighbridge::workbook::Judgement::Unknown, 10.0, 90.0).analyse();
    assert_eq!(bounded.dominance.len(), 1);
    assert!(!bounded.dominance[0].strict);
}

#[test]
fn points_that_coincide_stay_on_the_front_together() {
    let points = [(1.0, 9.0), (5.0, 5.0), (5.0, 5.0), (9.0, 1.0), (5.0, 4.0), (1.0, 8.0)];
    assert_eq!(pareto_front(&points), [0, 1, 2, 3]);
    assert_eq!(pareto_front(&[]), Vec::<usize>::new());
}

#[test]
fn each_step_along_the_front_has_its_own_price() {
    // Value and cost; the third is beaten by the second, the last two coincide.
    let points = [(40.0, 100.0), (60.0, 150.0), (55.0, 160.0), (80.0, 350.0), (80.0, 350.0)];
    let steps = frontier_steps(&points);
    let found: Vec<(usize, usize, f64)> =
        steps.iter().map(|step| (step.from, step.to, step.cost_per_point)).collect();
    assert_eq!(found, [(0, 1, 2.5), (1, 3, 10.0)]);
}

#[test]
fn one_constant_column_is_told_and_changes_nothing() {
    let analysis =
        Bench::table(&[1.0, 1.0], &[("a", &[70.0, 30.0]), ("b", &[70.0, 20.0])]).analyse();
    assert_eq!(order(&analysis), ["a", "b"]);
    assert!(
        analysis
            .diagnostics
            .contains(&Diagnostic::ConstantCriterion { criterion: criterion_id("c1") })
    );
}

#[test]
fn identical_options_are_level() {
    let rows: [(&str, &[f64]); 3] =
        [("a", &[50.0, 50.0]), ("b", &[50.0, 50.0]), ("c", &[50.0, 50.0])];
    let bench = Bench::table(&[1.0, 1.0], &rows);
    assert_eq!(ranks(&bench), [Some(1), Some(1), Some(1)]);
    let analysis = bench.analyse();
    assert_eq!(analysis.verdict.kind, VerdictKind::Close);
    assert_eq!(analysis.verdict.reason, "a, b and c are level");
    for stability in &analysis.stability {
        assert_eq!((stability.low, stability.high), (0.0, 1.0));
    }
}

#[test]
fn a_column_of_zeros_is_a_column_like_any_other() {
    let analysis = Bench::table(&[1.0, 1.0], &[("a", &[0.0, 30.0]), ("b", &[0.0, 20.0])]).analyse();
    close(total(&analysis, "a"), 15.0, 1e-12);
    assert_eq!(order(&analysis), ["a", "b"]);
}

#[test]
fn a_single_option_has_a_total_and_no_rival() {
    let analysis = Bench::table(&[1.0, 1.0], &[("a", &[0.0, 30.0])]).analyse();
    close(total(&analysis, "a"), 15.0, 1e-12);
    assert_eq!(result(&analysis, "a").rank(), Some(1));
    assert!(analysis.diagnostics.contains(&Diagnostic::SingleOption));
    assert_eq!(
        analysis.verdict.reason,
        "there is only one option, and so nothing to compare it with"
    );
}

#[test]
fn one_criterion_with_all_the_weight_decides() {
    let bench = Bench::table(&[1.0], &[("a", &[40.0]), ("b", &[60.0])]);
    let analysis = bench.analyse();
    assert_eq!(order(&analysis), ["b", "a"]);
    assert_eq!(analysis.weights.nodes[0].percent, 100.0);
    assert_eq!(analysis.stability, []);
    let analysis =
        Bench::table(&[1.0, 0.0, 0.0], &[("a", &[40.0, 9.0, 0.0]), ("b", &[60.0, 0.0, 2.0])])
            .analyse();
    // At a weight of t the rest count alike: 20 t − (1 − t) 3.5 for b over a.
    let first = &analysis.stability[0];
    assert!(first.assumes_equal);
    close(first.low, 3.5 / 23.5, 1e-12);
    assert_eq!(first.below, Some(0));
}

#[test]
fn nothing_to_rank_is_said_in_words() {
    let empty = weighbridge::analysis::analyse(&Workbook::default(), None);
    assert_eq!(empty.verdict.reason, "there is no criterion to score on");
    let no_option = Bench::new().leaf("cost", plain(), 1.0).analyse();
    assert_eq!(no_option.verdict.reason, "there is no option");
    let no_criterion = Bench::new().options(&["a", "b"]).analyse();
    assert_eq!(no_criterion.diagnostics, [Diagnostic::NoCriteria,]);
    let dropped = Bench::table(&[1.0], &[("a", &[1.0])]).drop_option("a").analyse();
    assert_eq!(dropped.verdict.reason, "every option was taken out");
    for analysis in [empty, no_option, no_criterion, dropped] {
        assert_eq!(analysis.verdict.kind, VerdictKind::Withheld);
        assert_eq!(analysis.verdict.leader, None);
    }
}

#[test]
fn contrasts_are_weighted_differences_from_the_mean_of_the_others() {
    // Weights 1/2, 3/10, 1/5 after the raw 5, 3, 2.
    let analysis = Bench::table(
        &[5.0, 3.0, 2.0],
        &[("a", &[80.0, 40.0, 50.0]), ("b", &[60.0, 70.0, 50.0]), ("c", &[40.0, 90.0, 50.0])],
    )
    .analyse();
    let contrasts = weighbridge::analysis::contrasts(&analysis, 0);
    // By hand: 0.5 × (80 − 50) = 15, 0.3 × (40 − 80) = −12, 0.2 × (50 − 50) = 0.
    let points: Vec<(usize, f64)> = contrasts.iter().map(|it| (it.leaf, it.points)).collect();
    for ((leaf, points), (wanted_leaf, wanted)) in
        points.iter().zip([(0, 15.0), (2, 0.0), (1, -12.0)])
    {
        assert_eq!(*leaf, wanted_leaf);
        assert!((points - wanted).abs() < 1e-9, "{points} for {wanted}");
    }
    assert_eq!(points.len(), 3);
    let alone = Bench::table(&[1.0], &[("a", &[80.0])]).analyse();
    assert!(weighbridge::analysis::contrasts(&alone, 0).is_empty());
}
