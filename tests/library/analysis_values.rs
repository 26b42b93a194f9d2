//! From performance to value and back, and unknown or inapplicable cells.

use weighbridge::analysis::{CellOrigin, CellState, Diagnostic, VerdictKind, invert, value};
use weighbridge::workbook::{
    Effect, Judgement, Measure, NotApplicableRule, Scale, ScaleLevel, ValueFunction,
};

use crate::build::{Bench, close, criterion_id, option_id, order, plain, result, total};

fn with(value_function: ValueFunction, worst: f64, best: f64) -> Measure {
    Measure { value_function, ..Measure::natural("ms", worst, best) }
}

#[test]
fn direction_lies_in_the_anchors() {
    let throughput = Measure::natural("requests/s", 0.0, 5000.0);
    assert_eq!(value(&throughput, 1200.0), (24.0, false));
    let latency = Measure::natural("ms", 500.0, 100.0);
    assert_eq!(value(&latency, 100.0), (100.0, false));
    assert_eq!(value(&latency, 400.0), (25.0, false));
}

#[test]
fn beyond_the_anchors_the_nearer_end_counts_and_says_so() {
    let latency = Measure::natural("ms", 500.0, 100.0);
    assert_eq!(value(&latency, 900.0), (0.0, true));
    assert_eq!(value(&latency, 1.0), (100.0, true));
    let bench = Bench::new().option("a").leaf("p99", latency, 1.0).score("p99", "a", 900.0);
    assert!(bench.analyse().diagnostics.contains(&Diagnostic::OutOfRange {
        criterion: criterion_id("p99"),
        alternative: option_id("a"),
    }));
}

#[test]
fn an_exponential_bends_as_kirkwood_says() {
    // 100 (1 − e^(−ρz)) / (1 − e^(−ρ)) at z = ½ is 100 / (1 + e^(−ρ/2)).
    for bend in [-4.0, -1.0, 0.5, 2.0, 4.0_f64] {
        let measure = with(ValueFunction::Exponential(bend), 10.0, 30.0);
        close(value(&measure, 20.0).0, 100.0 / (1.0 + (-bend / 2.0).exp()), 1e-10);
        assert_eq!(value(&measure, 10.0).0, 0.0);
        close(value(&measure, 30.0).0, 100.0, 1e-12);
    }
    let straight = with(ValueFunction::Exponential(1e-7), 10.0, 30.0);
    assert_eq!(value(&straight, 15.0).0, 25.0);
    let nearly = with(ValueFunction::Exponential(1e-5), 10.0, 30.0);
    close(value(&nearly, 15.0).0, 25.0, 1e-4);
}

#[test]
fn a_logarithm_makes_equal_ratios_equal_steps() {
    let latency = with(ValueFunction::Logarithmic, 1000.0, 1.0);
    close(value(&latency, 100.0).0, 100.0 / 3.0, 1e-12);
    close(value(&latency, 10.0).0, 200.0 / 3.0, 1e-12);
    close(invert(&latency, 200.0 / 3.0), 10.0, 1e-9);
}

#[test]
fn knots_and_levels_are_joined_by_lines() {
    let knots = ValueFunction::Piecewise(vec![(50.0, 100.0), (75.0, 80.0), (100.0, 0.0)]);
    let measure = with(knots, 100.0, 50.0);
    assert_eq!(value(&measure, 75.0).0, 80.0);
    close(value(&measure, 60.0).0, 92.0, 1e-12);
    close(value(&measure, 80.0).0, 64.0, 1e-12);
    close(invert(&measure, 64.0), 80.0, 1e-12);

    let mut levels = Measure::levels(["1", "2", "3", "4", "5"]);
    assert_eq!(value(&levels, 4.0).0, 75.0);
    let concave = [0.0, 45.0, 75.0, 90.0, 100.0];
    levels.scale =
        Scale::Levels(concave.map(|value| ScaleLevel { text: value.to_string(), value }).to_vec());
    assert_eq!(value(&levels, 2.0).0, 45.0);
    close(value(&levels, 2.5).0, 60.0, 1e-12);
    close(invert(&levels, 60.0), 2.5, 1e-12);
}

#[test]
fn the_value_of_what_is_asked_back_is_the_value() {
    let functions = [
        ValueFunction::Linear,
        ValueFunction::Exponential(3.0),
        ValueFunction::Exponential(-3.0),
        ValueFunction::Exponential(50.0),
        ValueFunction::Exponential(-50.0),
        ValueFunction::Logarithmic,
        ValueFunction::Piecewise(vec![(5.0, 0.0), (20.0, 60.0), (30.0, 60.0), (80.0, 100.0)]),
    ];
    for function in functions {
        for (worst, best) in [(5.0, 80.0), (80.0, 5.0)] {
            let measure = match (&function, worst < best) {
                (ValueFunction::Piecewise(knots), false) => {
                    let fall = knots.iter().map(|&(x, value)| (x, 100.0 - value)).collect();
                    with(ValueFunction::Piecewise(fall), worst, best)
                }
                _ => with(function.clone(), worst, best),
            };
            for step in 0..=40 {
                let wanted = 2.5 * f64::from(step);
                let performance = invert(&measure, wanted);
                assert!((5.0..=80.0).contains(&performance), "{measure:?} at {wanted}");
                close(value(&measure, performance).0, wanted, 1e-6);
            }
        }
    }
}

#[test]
fn of_several_performances_the_first_from_the_worse_end_is_given() {
    let rise = vec![(0.0, 0.0), (4.0, 60.0), (6.0, 60.0), (10.0, 100.0)];
    let fall = vec![(0.0, 100.0), (4.0, 60.0), (6.0, 60.0), (10.0, 0.0)];
    close(invert(&with(ValueFunction::Piecewise(rise), 0.0, 10.0), 60.0), 4.0, 1e-12);
    close(invert(&with(ValueFunction::Piecewise(fall), 10.0, 0.0), 60.0), 6.0, 1e-12);
}

#[test]
fn scales_of_any_size_stay_finite() {
    let huge = f64::MAX;
    for measure in [
        with(ValueFunction::Linear, -huge, huge),
        with(ValueFunction::Exponential(5.0), huge, -huge),
        with(ValueFunction::Exponential(50.0), huge, -huge),
        with(ValueFunction::Exponential(-50.0), -huge, huge),
        with(ValueFunction::Logarithmic, f64::MIN_POSITIVE, huge),
        with(ValueFunction::Logarithmic, 1.0, 1.0 + f64::EPSILON),
        with(ValueFunction::Logarithmic, 2.0 - f64::EPSILON, 2.0),
        with(ValueFunction::Piecewise(vec![(-huge, 0.0), (huge, 100.0)]), -huge, huge),
        with(ValueFunction::Linear, 0.0, 5e-324),
    ] {
        for performance in [-huge, -1.0, 0.0, 5e-324, 1.0, 2.0, huge] {
            let found = value(&measure, performance).0;
            assert!((0.0..=100.0).contains(&found), "{measure:?} {performance} {found}");
        }
        for wanted in [0.0, 1.0, 50.0, 100.0] {
            assert!(invert(&measure, wanted).is_finite(), "{measure:?} {wanted}");
        }
        let (low, high) = measure.anchors.range();
        close(value(&measure, measure.anchors.worst).0, 0.0, 1e-9);
        close(value(&measure, measure.anchors.best).0, 100.0, 1e-9);
        assert!(low < high);
    }
}

/// W = (.4, .35, .25), v = (70, ?, 60): bounds 43 and 78.
#[test]
fn an_unknown_makes_the_total_an_interval() {
    let bench = Bench::table(&[0.4, 0.35, 0.25], &[("a", &[70.0, 0.0, 60.0]), ("b", &[50.0; 3])])
        .unknown("c2", "a");
    let analysis = bench.analyse();
    let a = result(&analysis, "a");
    assert_eq!(a.total, None);
    close(a.low, 43.0, 1e-12);
    close(a.high, 78.0, 1e-12);
    close(a.completeness, 0.65, 1e-12);
    assert_eq!((a.best_rank, a.worst_rank, a.rank()), (1, 2, None));
    assert_eq!(analysis.verdict.kind, VerdictKind::Withheld);
    assert_eq!(analysis.verdict.reason, "one unknown score could put b ahead of a");
    assert!(
        analysis
            .diagnostics
            .contains(&Diagnostic::Unknown { cells: vec![(criterion_id("c2"), option_id("a"))] })
    );
}

#[test]
fn a_cell_without_any_score_is_unknown() {
    let bench =
        Bench::new().options(&["a", "b"]).leaf("cost", plain(), 1.0).score("cost", "a", 10.0);
    let analysis = bench.analyse();
    assert_eq!(analysis.cell(1, 0).state, CellState::Unknown);
    assert_eq!(analysis.cell(1, 0).origin, CellOrigin::Nobody);
    let b = result(&analysis, "b");
    assert_eq!((b.total, b.low, b.high), (None, 0.0, 100.0));
}

#[test]
fn a_range_bounds_an_unknown_and_can_free_the_verdict() {
    let rows: [(&str, &[f64]); 2] = [("a", &[0.0, 90.0]), ("b", &[30.0, 70.0])];
    let bench = Bench::table(&[1.0, 1.0], &rows);
    let wide = bench.clone().unknown("c1", "a").analyse();
    assert_eq!(wide.verdict.kind, VerdictKind::Withheld);
    // At worst 20 and 90 against 30 and 70.
    let bounded = bench.ranged("c1", "a", Judgement::Unknown, 20.0, 80.0).analyse();
    let a = result(&bounded, "a");
    close(a.low, 55.0, 1e-12);
    close(a.high, 85.0, 1e-12);
    assert_eq!((a.rank(), result(&bounded, "b").rank()), (Some(1), Some(2)));
    assert_ne!(bounded.verdict.kind, VerdictKind::Withheld);
}

#[test]
fn levels_that_end_short_of_a_hundred_bound_an_unknown() {
    let mut measure = Measure::levels(["poor", "fair", "good"]);
    measure.scale = Scale::Levels(
        [10.0, 40.0, 80.0].map(|value| ScaleLevel { text: value.to_string(), value }).to_vec(),
    );
    let bench = Bench::new()
        .options(&["a", "b"])
        .leaf("skill", measure, 1.0)
        .leaf("rest", plain(), 1.0)
        .row("a", &[3.0, 50.0])
        .row("b", &[1.0, 20.0])
        .unknown("skill", "a");
    let analysis = bench.analyse();
    let a = result(&analysis, "a");
    close(a.low, 30.0, 1e-12);
    close(a.high, 65.0, 1e-12);
}

#[test]
fn not_applicable_counts_as_its_rule_says() {
    let totals = |rule: NotApplicableRule| {
        let measure = Measure { not_applicable: rule, ..plain() };
        let analysis = Bench::new()
            .options(&["a", "b"])
            .leaf("cost", measure, 1.0)
            .leaf("speed", plain(), 3.0)
            .row("a", &[0.0, 40.0])
            .row("b", &[80.0, 20.0])
            .not_applicable("cost", "a")
            .analyse();
        (total(&analysis, "a"), total(&analysis, "b"))
    };
    assert_eq!(totals(NotApplicableRule::Drop), (40.0, 20.0));
    assert_eq!(totals(NotApplicableRule::Worst), (30.0, 35.0));
    assert_eq!(totals(NotApplicableRule::Best), (55.0, 35.0));
}

#[test]
fn reviewers_count_by_the_mean_of_those_who_know() {
    let bench = Bench::table(&[1.0], &[("a", &[10.0]), ("b", &[55.0])])
        .ballot("ada", 1, "c1", "a", Judgement::Value(30.0))
        .ballot("ben", 1, "c1", "a", Judgement::Value(60.0))
        .ballot("cho", 1, "c1", "a", Judgement::Unknown);
    let analysis = bench.analyse();
    assert_eq!(analysis.cell(0, 0).performance, Some(45.0));
    assert_eq!(analysis.cell(0, 0).origin, CellOrigin::Reviewers(2));
    assert_eq!(order(&analysis), ["b", "a"]);
    // A second round replaces the first, for who gave one.
    let second = bench.clone().ballot("ada", 2, "c1", "a", Judgement::Value(90.0)).analyse();
    assert_eq!(second.cell(0, 0).performance, Some(75.0));
    assert_eq!(order(&second), ["a", "b"]);
    // One who knew and no longer does is left out.
    let unsure = bench.ballot("ben", 2, "c1", "a", Judgement::Unknown).analyse();
    assert_eq!(unsure.cell(0, 0).performance, Some(30.0));
}

#[test]
fn reviewers_go_before_answers_and_answers_before_the_baseline() {
    let sets = Effect::Score {
        criterion: criterion_id("c1"),
        alternative: option_id("a"),
        value: 70.0,
        low: Some(60.0),
        high: None,
    };
    let bench = Bench::table(&[1.0], &[("a", &[10.0]), ("b", &[20.0])])
        .question("load", &[("high", vec![sets])]);
    assert_eq!(bench.analyse().cell(0, 0).origin, CellOrigin::Baseline);
    let answered = bench.answer("load", &["high"]);
    assert_eq!(total(&answered.analyse(), "a"), 70.0);
    let scored = answered.ballot("ada", 1, "c1", "a", Judgement::Value(33.0));
    assert_eq!(total(&scored.analyse(), "a"), 33.0);
}
