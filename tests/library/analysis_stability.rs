//! Weight stability intervals and flips against figures found by brute force:
//! totals recomputed on a grid of 20,000 weights, ends bisected.

use weighbridge::analysis::{Flip, FlipChange, Leverage, Reach, closest_flip, leverage};
use weighbridge::workbook::{Judgement, Measure, Scale, ScaleLevel, ValueFunction, Weighting};

use crate::build::{Bench, close, plain, total};

const ROWS: [(&str, &[f64]); 3] = [
    ("one", &[80.0, 40.0, 55.0, 90.0, 30.0]),
    ("two", &[60.0, 75.0, 70.0, 40.0, 60.0]),
    ("three", &[50.0, 60.0, 90.0, 60.0, 50.0]),
];

fn bench() -> Bench {
    Bench::table(&[0.30, 0.25, 0.20, 0.15, 0.10], &ROWS)
}

/// The same leaves in two groups: x (c1, c2) and y (c3, c4, c5), with the same
/// global weights given within the families.
fn grouped() -> Bench {
    let bench = Bench::new().group("x").group("y");
    let leaves = [("x", 0.30), ("x", 0.25), ("y", 0.20), ("y", 0.15), ("y", 0.10)];
    let bench = leaves.iter().enumerate().fold(bench, |bench, (at, (group, weight))| {
        bench.leaf_in(group, &format!("c{}", at + 1), plain(), *weight)
    });
    let bench = bench.weight("x", 0.55).weight("y", 0.45).weighting(Weighting::WithinFamily);
    ROWS.iter().fold(bench, |bench, (option, row)| bench.option(option).row(option, row))
}

#[test]
fn the_interval_of_each_weight_is_exact() {
    let analysis = bench().analyse();
    close(total(&analysis, "one"), 61.5, 1e-12);
    close(total(&analysis, "two"), 62.75, 1e-12);
    close(total(&analysis, "three"), 62.0, 1e-12);
    // Low, high, who leads below and above, low and high for the whole order.
    let expected = [
        (0.243243243, 0.341176471, Some(2), Some(0), 0.243243243, 0.311475410),
        (0.222222222, 1.0, Some(0), None, 0.230769231, 1.0),
        (0.127272727, 0.228915663, Some(0), Some(2), 0.188405797, 0.228915663),
        (0.0, 0.170731707, None, Some(0), 0.0, 0.163934426),
        (0.060869565, 1.0, Some(0), None, 0.076923077, 1.0),
    ];
    assert_eq!(analysis.stability.len(), 5);
    for (found, (low, high, below, above, order_low, order_high)) in
        analysis.stability.iter().zip(expected)
    {
        close(found.low, low, 1e-9);
        close(found.high, high, 1e-9);
        assert_eq!((found.below, found.above), (below, above));
        close(found.order.0, order_low, 1e-9);
        close(found.order.1, order_high, 1e-9);
        assert!(!found.assumes_equal);
    }
}

#[test]
fn a_group_moves_with_all_below_it_and_a_share_within_its_family() {
    let bench = grouped();
    let (workbook, analysis) = (bench.build(), bench.analyse());
    let of = |id: &str| {
        analysis.stability.iter().find(|one| workbook.criteria[one.node].id.as_str() == id).unwrap()
    };
    close(of("x").low, 0.520710059, 1e-9);
    close(of("x").high, 1.0, 0.0);
    assert_eq!(of("x").below, Some(2));
    close(of("y").low, 0.0, 0.0);
    close(of("y").high, 0.479289941, 1e-9);
    assert_eq!(of("y").above, Some(2));
    // Leaves across the tree are what they are without groups.
    close(of("c1").low, 0.243243243, 1e-9);
    let expected = [
        ("c1", 0.545454545, 0.0, 0.586776860),
        ("c2", 0.454545455, 0.413223140, 1.0),
        ("c3", 0.444444444, 0.360269360, 0.583333333),
        ("c4", 0.333333333, 0.0, 0.373015873),
        ("c5", 0.222222222, 0.166666667, 1.0),
    ];
    for (id, weight, low, high) in expected {
        let local = of(id).local.unwrap();
        close(local.weight, weight, 1e-9);
        close(local.low, low, 1e-9);
        close(local.high, high, 1e-9);
    }
}

#[test]
fn of_rivals_that_draw_level_at_once_the_one_that_gains_faster_leads_beyond() {
    // At a weight of ½ for the first criterion all three have 50.
    let rows: [(&str, &[f64]); 3] =
        [("lead", &[60.0, 40.0]), ("slow", &[50.0, 50.0]), ("fast", &[10.0, 90.0])];
    for rows in [rows, [rows[0], rows[2], rows[1]]] {
        let analysis = Bench::table(&[0.8, 0.2], &rows).analyse();
        let found = &analysis.stability[0];
        close(found.low, 0.5, 1e-12);
        assert_eq!(analysis.options[found.below.unwrap()].id.as_str(), "fast");
    }
}

fn weight_of(flip: &Flip) -> Option<f64> {
    match flip.change {
        FlipChange::Weight { to, .. } => to,
        FlipChange::Score { .. } => panic!("not a change of a weight"),
    }
}

#[test]
fn the_flip_of_one_score_is_the_gap_over_the_weight() {
    let analysis = bench().analyse();
    let list = analysis.flips.iter().find(|list| list.option == 2).unwrap();
    close(list.gap, 0.75, 1e-12);
    let found: Vec<(&str, f64, f64)> = list
        .scores
        .iter()
        .map(|flip| match &flip.change {
            FlipChange::Score { to, points, .. } => (flip.criterion.as_str(), to.unwrap(), *points),
            FlipChange::Weight { .. } => panic!("not a change of a score"),
        })
        .collect();
    let expected = [
        ("c1", 52.5, 2.5),
        ("c2", 63.0, 3.0),
        ("c3", 93.75, 3.75),
        ("c4", 65.0, 5.0),
        ("c5", 57.5, 7.5),
    ];
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!(found.0, expected.0);
        close(found.1, expected.1, 1e-9);
        close(found.2, expected.2, 1e-9);
    }
    assert_eq!(list.best_score().unwrap().criterion.as_str(), "c1");
}

#[test]
fn the_flip_of_one_weight_is_the_nearest_at_which_the_option_leads() {
    let analysis = bench().analyse();
    let to = |option: usize, criterion: &str| {
        let list = analysis.flips.iter().find(|list| list.option == option).unwrap();
        let flip = list.weights.iter().find(|flip| flip.criterion.as_str() == criterion).unwrap();
        assert_eq!(flip.reach == Reach::NotPossible, weight_of(flip).is_none());
        weight_of(flip)
    };
    let first = [0.341176471, 0.222222222, 0.127272727, 0.170731707, 0.060869565];
    for (at, expected) in first.iter().enumerate() {
        close(to(0, &format!("c{}", at + 1)).unwrap(), *expected, 1e-9);
    }
    close(to(2, "c1").unwrap(), 0.243243243, 1e-9);
    close(to(2, "c3").unwrap(), 0.228915663, 1e-9);
    // Where it overtakes the second, the first is ahead of both.
    for criterion in ["c2", "c4", "c5"] {
        assert_eq!(to(2, criterion), None);
    }
}

#[test]
fn a_flip_is_told_in_the_units_of_the_criterion() {
    // 500 ms is worth 0, 100 ms 100. b is 15 points behind, so p99 must gain
    // 30 points at a weight of ½: from 400 ms to 280 ms.
    let bench = Bench::new()
        .options(&["a", "b"])
        .leaf("p99", Measure::natural("ms", 500.0, 100.0), 1.0)
        .leaf("docs", plain(), 1.0)
        .row("a", &[300.0, 60.0])
        .row("b", &[400.0, 55.0]);
    let analysis = bench.analyse();
    let FlipChange::Score { from, to, points, .. } = &analysis.flips[0].scores[0].change else {
        panic!("not a change of a score");
    };
    assert_eq!((*from, analysis.flips[0].scores[0].criterion.as_str()), (Some(400.0), "p99"));
    close(to.unwrap(), 280.0, 1e-9);
    close(*points, 30.0, 1e-9);
}

#[test]
fn a_flip_is_near_within_the_range_given_and_impossible_beyond_the_scale() {
    let reach = |own: f64, low: f64, high: f64, docs: f64| {
        let analysis = Bench::new()
            .options(&["a", "b"])
            .leaf("skill", plain(), 1.0)
            .leaf("docs", plain(), 1.0)
            .row("a", &[80.0, 60.0])
            .score("docs", "b", docs)
            .ranged("skill", "b", Judgement::Value(own), low, high)
            .analyse();
        let flip = analysis.flips[0].scores.iter().find(|flip| flip.criterion.as_str() == "skill");
        flip.unwrap().reach
    };
    // Needed: 80 + 60 − docs.
    assert_eq!(reach(70.0, 60.0, 90.0, 55.0), Reach::Near);
    assert_eq!(reach(70.0, 60.0, 80.0, 55.0), Reach::Far);
    assert_eq!(reach(70.0, 60.0, 80.0, 40.0), Reach::Far);
    assert_eq!(reach(70.0, 60.0, 80.0, 39.0), Reach::NotPossible);
}

#[test]
fn levels_that_end_short_of_a_hundred_cannot_give_more() {
    let mut skill = Measure::levels(["poor", "fair", "good"]);
    skill.scale = Scale::Levels(
        [0.0, 40.0, 80.0].map(|value| ScaleLevel { text: value.to_string(), value }).to_vec(),
    );
    let bench = |docs: f64| {
        Bench::new()
            .options(&["a", "b"])
            .leaf("skill", skill.clone(), 1.0)
            .leaf("docs", plain(), 1.0)
            .row("a", &[2.0, 60.0])
            .row("b", &[1.0, docs])
            .analyse()
    };
    // b needs 100 − docs on skill; "good" gives 80.
    let enough = bench(20.0);
    let flip =
        enough.flips[0].scores.iter().find(|flip| flip.criterion.as_str() == "skill").unwrap();
    assert_ne!(flip.reach, Reach::NotPossible);
    assert_eq!(bench(19.0).flips[0].scores.last().unwrap().reach, Reach::NotPossible);
    assert_eq!(bench(19.0).flips[0].scores.last().unwrap().criterion.as_str(), "skill");
}

#[test]
fn what_a_cell_can_do_is_told_from_where_on() {
    let bench = bench();
    let (workbook, analysis) = (bench.build(), bench.analyse());
    // Option three leads from 52.5 on the first criterion; option two falls
    // behind three below 60 − 0.75 / 0.3.
    let Leverage::LeadsFrom(at) = leverage(&workbook, &analysis, 2, 0) else { panic!("no lever") };
    close(at, 52.5, 1e-9);
    let Leverage::FallsBehind(rival, at) = leverage(&workbook, &analysis, 1, 0) else {
        panic!("no lever")
    };
    assert_eq!(rival, 2);
    close(at, 57.5, 1e-9);
    // One on the last criterion: 12.5 points are needed, from 30.
    let Leverage::LeadsFrom(at) = leverage(&workbook, &analysis, 0, 4) else { panic!("no lever") };
    close(at, 42.5, 1e-9);
}

#[test]
fn an_option_level_with_the_leader_leads_from_where_it_stands() {
    let bench = Bench::table(&[1.0, 1.0], &[("a", &[50.0, 10.0]), ("b", &[0.0, 60.0])]);
    let (workbook, analysis) = (bench.build(), bench.analyse());
    assert_eq!(leverage(&workbook, &analysis, 1, 0), Leverage::LeadsFrom(0.0));
    assert_eq!(leverage(&workbook, &analysis, 0, 0), Leverage::FallsBehind(1, 50.0));
}

#[test]
fn bent_values_are_turned_back_into_units() {
    let bent = Measure {
        value_function: ValueFunction::Exponential(2.0),
        ..Measure::natural("requests/s", 0.0, 1000.0)
    };
    let bench = Bench::new()
        .options(&["a", "b"])
        .leaf("peak", bent, 1.0)
        .row("a", &[500.0])
        .row("b", &[100.0]);
    let analysis = bench.analyse();
    let FlipChange::Score { to, .. } = analysis.flips[0].scores[0].change else {
        panic!("not a change of a score");
    };
    close(to.unwrap(), 500.0, 1e-6);
}

#[test]
fn a_leader_that_at_worst_draws_level_is_not_overtaken() {
    // Worth nothing on the first criterion, a has 30 like b.
    let bench = Bench::table(&[1.0, 1.0], &[("a", &[40.0, 60.0]), ("b", &[30.0, 30.0])]);
    let (workbook, analysis) = (bench.build(), bench.analyse());
    assert_eq!(leverage(&workbook, &analysis, 0, 0), Leverage::None);
    assert_eq!(leverage(&workbook, &analysis, 0, 1), Leverage::FallsBehind(1, 20.0));
}

#[test]
fn an_option_level_with_the_leader_needs_no_change_and_is_told_so() {
    let rows: [(&str, &[f64]); 3] =
        [("one", &[80.0, 20.0]), ("two", &[20.0, 80.0]), ("three", &[40.0, 40.0])];
    let bench = Bench::table(&[0.5, 0.5], &rows);
    let analysis = bench.analyse();
    let level = &analysis.flips[0];
    assert!(level.is_level() && level.scores.is_empty() && level.weights.is_empty());
    assert!(!analysis.flips[1].is_level());
    let said = closest_flip(&bench.workbook, &analysis);
    assert_eq!(said, "two is level with one: any gain puts it ahead.");
}
