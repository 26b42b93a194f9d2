//! Robust, close, fragile or withheld, held against what really happens when
//! each weight and each score is changed and the workbook analysed again.

use std::sync::Arc;

use proptest::prelude::*;
use weighbridge::analysis::{Analysis, TOLERANCE, VerdictKind, analyse};
use weighbridge::workbook::{Judgement, Weighting, Workbook};

use crate::build::{Bench, plain};
use crate::random_bench::any_bench;

/// Whether the option that led is behind another beyond rounding.
fn is_overtaken(analysis: &Analysis, leader: usize) -> bool {
    let own = analysis.options[leader].middle();
    analysis.order.iter().any(|&at| analysis.options[at].middle() > own + 2.0 * TOLERANCE)
}

/// Whether halving or doubling one raw weight, or moving one score to an end
/// of its range, makes another option lead: by doing it.
fn breaks(workbook: &Workbook) -> bool {
    let before = analyse(workbook, None);
    let Some(&leader) = before.order.first() else { return false };
    let profile = workbook.current_profile().unwrap();
    for (criterion, weight) in &profile.weights {
        for factor in [0.5, 2.0] {
            let mut changed = workbook.clone();
            let weights = &mut Arc::make_mut(&mut changed.profiles)[0].weights;
            weights.insert(criterion.clone(), weight * factor);
            if is_overtaken(&analyse(&changed, None), leader) {
                return true;
            }
        }
    }
    for (at, score) in workbook.baseline.iter().enumerate() {
        for end in [score.low, score.high].into_iter().flatten() {
            let mut changed = workbook.clone();
            let moved = &mut Arc::make_mut(&mut changed.baseline)[at];
            moved.is = Judgement::Value(end);
            (moved.low, moved.high) = (None, None);
            if is_overtaken(&analyse(&changed, None), leader) {
                return true;
            }
        }
    }
    false
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn robust_and_fragile_are_what_halving_doubling_and_the_ranges_say(
        bench in any_bench(false), family in any::<bool>()
    ) {
        let weighting = if family { Weighting::WithinFamily } else { Weighting::AcrossTree };
        let workbook = bench.weighting(weighting).close_call(0.0).build();
        let analysis = analyse(&workbook, None);
        match analysis.verdict.kind {
            VerdictKind::Robust => prop_assert!(!breaks(&workbook), "{:?}", analysis.verdict),
            VerdictKind::Fragile => {
                prop_assert!(breaks(&workbook), "{:?}", analysis.verdict);
                prop_assert!(!analysis.verdict.sensitive.is_empty());
            }
            VerdictKind::Close => prop_assert!(analysis.verdict.lead.unwrap() < 0.1),
            VerdictKind::Withheld => {}
        }
    }

    #[test]
    fn withheld_is_what_unknown_cells_can_turn_round(bench in any_bench(false)) {
        let workbook = bench.build();
        let analysis = analyse(&workbook, None);
        let Some(&leader) = analysis.order.first() else { return Ok(()) };
        if !analysis.weights.is_set() || workbook.alternatives.len() < 2 {
            return Ok(());
        }
        let first = &analysis.options[leader];
        let turned = analysis.order.iter().skip(1).map(|&at| &analysis.options[at]).any(|other| {
            (first.total.is_none() || other.total.is_none())
                && other.high > first.low + TOLERANCE
        });
        if turned {
            prop_assert_eq!(analysis.verdict.kind, VerdictKind::Withheld);
        }
    }
}

fn two(lead: f64, margin: f64) -> weighbridge::analysis::Verdict {
    Bench::table(&[1.0], &[("a", &[50.0 + lead]), ("b", &[50.0])])
        .close_call(margin)
        .analyse()
        .verdict
}

#[test]
fn a_lead_below_the_margin_is_close() {
    assert_eq!(two(4.0, 5.0).kind, VerdictKind::Close);
    assert_eq!(two(4.0, 5.0).reason, "4.0 points between a and b, below the margin of 5");
    assert_eq!(two(4.97, 5.0).reason, "4.97 points between a and b, below the margin of 5");
    assert_eq!(two(5.0, 5.0).kind, VerdictKind::Robust);
    assert!(two(5.0, 5.0).lead.is_some_and(|lead| (lead - 5.0).abs() < 1e-9));
}

#[test]
fn a_lead_too_small_to_show_is_close_whatever_the_margin() {
    assert_eq!(two(0.05, 0.0).kind, VerdictKind::Close);
    assert_eq!(two(0.05, 0.0).reason, "less than 0.1 points between a and b, too little to count");
    assert_eq!(two(0.15, 0.0).kind, VerdictKind::Robust);
}

#[test]
fn one_weight_halved_makes_it_fragile_and_says_which() {
    // 2 : 1; a leads by (2·30 − 50) / 3, and falls behind at a weight of 5/8.
    let bench = Bench::table(&[2.0, 1.0], &[("a", &[80.0, 20.0]), ("b", &[50.0, 70.0])]);
    let verdict = bench.analyse().verdict;
    assert_eq!(verdict.kind, VerdictKind::Fragile);
    assert_eq!(verdict.reason, "b leads if the weight of c2 rises from 33.3 % to above 37.5 %");
    assert_eq!(verdict.sentence(), format!("Fragile: {}", verdict.reason));
    let ids: Vec<&str> = verdict.sensitive.iter().map(|id| id.as_str()).collect();
    assert_eq!(ids, ["c2", "c1"]);
}

#[test]
fn one_score_at_the_end_of_its_range_makes_it_fragile() {
    let bench = Bench::table(&[1.0, 1.0], &[("a", &[80.0, 60.0]), ("b", &[70.0, 50.0])]);
    assert_eq!(bench.analyse().verdict.kind, VerdictKind::Robust);
    // b is 10 points behind: 20 on one criterion.
    let near = bench.clone().ranged("c2", "b", Judgement::Value(50.0), 40.0, 69.0);
    assert_eq!(near.analyse().verdict.kind, VerdictKind::Robust);
    let far = bench.clone().ranged("c2", "b", Judgement::Value(50.0), 40.0, 75.0);
    assert_eq!(far.analyse().verdict.kind, VerdictKind::Fragile);
    assert_eq!(
        far.analyse().verdict.reason,
        "b leads if b on c2 is at the better end of its range"
    );
    let falls = bench.ranged("c1", "a", Judgement::Value(80.0), 50.0, 90.0);
    assert_eq!(
        falls.analyse().verdict.reason,
        "b leads if a on c1 is at the worse end of its range"
    );
}

/// Within a family a doubled weight takes from its siblings alone: here y
/// keeps its half whatever happens in x.
#[test]
fn a_weight_within_a_family_moves_only_its_family() {
    let bench = |c1: f64| {
        Bench::new()
            .group("x")
            .leaf_in("x", "c1", plain(), c1)
            .leaf_in("x", "c2", plain(), 1.0)
            .leaf("y", plain(), 1.0)
            .weight("x", 1.0)
            .weighting(Weighting::WithinFamily)
            .options(&["a", "b"])
            .row("a", &[0.0, 100.0, 60.0])
            .row("b", &[100.0, 0.0, 40.0])
            .analyse()
            .verdict
    };
    // a − b = 50 (1 − 2 s) + 10 with s the share of c1 in x: 0 at s = .6.
    // 0.7 : 1 doubled is .583 and stays below, 0.8 : 1 doubled is .615. Moving
    // all other weights of the tree instead, 0.7 : 1 would already turn.
    assert_eq!(bench(0.7).kind, VerdictKind::Robust);
    let verdict = bench(0.8);
    assert_eq!(verdict.kind, VerdictKind::Fragile);
    let expected = [
        "b leads if the share of c1 in x rises from 44.4 % to above 60.0 %",
        "b leads if the share of c2 in x falls from 55.6 % to below 40.0 %",
    ];
    assert!(expected.contains(&verdict.reason.as_str()), "{}", verdict.reason);
}

#[test]
fn a_verdict_names_three_options_and_counts_the_rest() {
    let ids = ["a", "b", "c", "d", "e", "f"];
    let bench = |count: usize| {
        let mut bench = Bench::new().options(&ids[..count]).leaf("c1", plain(), 1.0);
        bench = bench.leaf("c2", plain(), 1.0);
        for (at, id) in ids[..count].iter().enumerate() {
            // The first leads while nothing is known of the second criterion.
            bench = bench.score("c1", id, if at == 0 { 60.0 } else { 50.0 }).unknown("c2", id);
        }
        bench.analyse().verdict.sentence()
    };
    assert!(bench(4).contains("could put b or c or d ahead of a"), "{}", bench(4));
    assert!(bench(5).contains("could put b or c or d or e ahead of a"), "{}", bench(5));
    assert!(bench(6).contains("could put b or c or d or 2 more ahead of a"), "{}", bench(6));
}
