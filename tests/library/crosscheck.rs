//! Cross-checks on workbooks: other methods, readings of labels, irrelevant
//! options, the list of what is careless.

use proptest::prelude::*;
use weighbridge::analysis::{
    CrossMethod, Jump, NoCrossChecks, analyse, audit, cross_checks, hygiene, ordinal,
};
use weighbridge::workbook::{Measure, Scale, ScaleLevel};

use crate::build::{Bench, close, criterion_id, option_id};
use crate::random_bench::any_bench;

fn levels(values: &[f64]) -> Measure {
    let words: Vec<String> = (1..=values.len()).map(|at| format!("level {at}")).collect();
    let levels = values
        .iter()
        .zip(&words)
        .map(|(&value, text)| ScaleLevel { text: text.clone(), value })
        .collect();
    Measure { scale: Scale::Levels(levels), ..Measure::levels(words.iter().map(String::as_str)) }
}

fn labelled(values: &[f64], weights: &[f64], rows: &[(&str, &[f64])]) -> Bench {
    let mut bench = Bench::new();
    for (at, weight) in weights.iter().enumerate() {
        bench = bench.leaf(&format!("c{}", at + 1), levels(values), *weight);
    }
    rows.iter().fold(bench, |bench, (option, row)| bench.option(option).row(option, row))
}

/// The worked case: labels read as 0, 25, 50, 75, 100 put A ahead by 5 points;
/// it fails at level 3, which A reaches on 0.7 of the weight and B on all of it.
/// In the reading least kind to A, all below level 3 is worth 0 and the rest
/// 100: 100 × (0.7 − 1) = −30 points.
#[test]
fn a_lead_that_hangs_on_the_reading_of_labels_is_told_with_the_level() {
    let even = [0.0, 25.0, 50.0, 75.0, 100.0];
    let rows: [(&str, &[f64]); 2] = [("a", &[5.0, 2.0, 3.0]), ("b", &[3.0, 4.0, 4.0])];
    let bench = labelled(&even, &[0.5, 0.3, 0.2], &rows);
    let (workbook, analysis) = (bench.build(), bench.analyse());
    let found = ordinal(&workbook, &analysis).unwrap();
    assert_eq!(analysis.options[found.leader].id, option_id("a"));
    let pair = &found.pairs[0];
    assert_eq!(pair.fails_at, Some((5, 3)));
    close(pair.least, -30.0, 1e-9);
    let at: Vec<(f64, f64)> = pair.levels.iter().map(|one| (one.leader, one.other)).collect();
    for ((a, b), (x, y)) in at.iter().zip([(1.0, 1.0), (0.7, 1.0), (0.5, 0.5), (0.5, 0.0)]) {
        close(*a, x, 1e-9);
        close(*b, y, 1e-9);
    }
    let words = found.sentence(&analysis);
    assert!(words.contains("fails at level 3 of 5") && words.contains("30.0 points"), "{words}");
    // The concave reading of the case turns the order, as told.
    let concave = labelled(&[0.0, 45.0, 75.0, 90.0, 100.0], &[0.5, 0.3, 0.2], &rows).analyse();
    assert_eq!(concave.leader().unwrap().id, option_id("b"));
}

#[test]
fn a_lead_at_every_level_holds_for_any_reading() {
    let even = [0.0, 50.0, 100.0];
    // By the weight that reaches level 2: 1 against 0.6; level 3: 0.4 against 0.
    let rows: [(&str, &[f64]); 2] = [("a", &[2.0, 3.0]), ("b", &[2.0, 1.0])];
    let bench = labelled(&even, &[0.6, 0.4], &rows);
    let found = ordinal(&bench.build(), &bench.analyse()).unwrap();
    assert!(found.pairs[0].holds() && found.pairs[0].holds_each());
    assert!(found.sentence(&bench.analyse()).contains("even if each criterion"));
    // Crossing on single criteria, but not across them: 2, 3 against 3, 2 with
    // the heavier criterion higher.
    let rows: [(&str, &[f64]); 2] = [("a", &[3.0, 2.0]), ("b", &[2.0, 3.0])];
    let bench = labelled(&even, &[0.6, 0.4], &rows);
    let found = ordinal(&bench.build(), &bench.analyse()).unwrap();
    assert!(found.pairs[0].holds() && !found.pairs[0].holds_each());
}

/// 20 points of a quantity cannot be argued away by labels that lose 10.
#[test]
fn quantities_count_beside_labels() {
    let bench = Bench::new()
        .leaf("q", crate::build::plain(), 0.9)
        .leaf("l", levels(&[0.0, 100.0]), 0.1)
        .option("a")
        .option("b")
        .row("a", &[60.0, 1.0])
        .row("b", &[40.0, 2.0]);
    let found = ordinal(&bench.build(), &bench.analyse()).unwrap();
    close(found.pairs[0].quantities, 18.0, 1e-9);
    close(found.pairs[0].least, 8.0, 1e-9);
    assert!(found.pairs[0].holds());
}

/// Values A (100, 0), B (55, 60), weights 0.55 and 0.45: additive 55.0 against
/// 57.25, by hand.
#[test]
fn disagreement_is_put_into_words_with_the_criterion_that_tells_most() {
    let bench = Bench::table(
        &[0.6, 0.4],
        &[("spiky", &[100.0, 2.0]), ("even", &[55.0, 60.0]), ("low", &[10.0, 10.0])],
    );
    let (workbook, analysis) = (bench.build(), bench.analyse());
    // 60.8 against 57.0.
    assert_eq!(analysis.leader().unwrap().id, option_id("spiky"));
    let found = cross_checks(&workbook, &analysis).unwrap();
    let product =
        found.methods.iter().find(|check| check.method == CrossMethod::WeightedProduct).unwrap();
    // 100^0.6 · 2^0.4 = 20.9 against 55^0.6 · 60^0.4 = 56.9.
    assert_eq!(product.ranks, [Some(2), Some(1), Some(3)]);
    assert!(!product.same_winner);
    close(product.agreement.unwrap(), 1.0 / 3.0, 1e-9);
    for words in [
        "puts even first, the additive total spiky",
        "worth only 2.0 on c2",
        "What tells most is c2, where even is worth 60.0 and spiky 2.0",
        "were the two level there, it would put spiky ahead",
        "pay for these 23.2 points with c1 (27.0 points)",
    ] {
        assert!(product.explanation.contains(words), "{words}: {}", product.explanation);
    }
    let said = found.sentence(&analysis);
    assert!(said.contains("Weighted product"), "{said}");
}

#[test]
fn nothing_to_rank_is_told() {
    let none = Bench::table(&[0.0], &[("a", &[1.0]), ("b", &[2.0])]);
    assert_eq!(cross_checks(&none.build(), &none.analyse()), Err(NoCrossChecks::NoWeights));
    let one = Bench::table(&[1.0], &[("a", &[1.0])]);
    assert_eq!(audit(&one.build(), &one.analyse()), Err(NoCrossChecks::FewOptions));
}

/// The case of Belton and Gear as a workbook: a copy of B turns A and B under
/// the distributive synthesis, never under the additive total.
#[test]
fn the_audit_finds_the_reversal_of_belton_and_gear() {
    let third = 100.0 / 9.0;
    let bench = Bench::table(
        &[1.0, 1.0, 1.0],
        &[
            ("a", &[third, 100.0, 800.0 / 9.0]),
            ("b", &[100.0, third, 100.0]),
            ("c", &[third, third, third]),
        ],
    );
    let (workbook, analysis) = (bench.build(), bench.analyse());
    let found = audit(&workbook, &analysis).unwrap();
    let of = |method| found.methods.iter().find(|one| one.method == method).unwrap();
    assert_eq!((of(CrossMethod::Additive).turned, of(CrossMethod::Additive).tried), (0, 9));
    assert_eq!(of(CrossMethod::AhpIdeal).turned, 0);
    let turned = of(CrossMethod::AhpDistributive);
    assert!(
        turned.reversals.iter().any(|one| {
            one.winner && one.words(&analysis) == "with a copy of b, a passes b and is first"
        }),
        "{:?}",
        turned.reversals
    );
    let said = found.sentence(&analysis);
    assert!(said.contains("held in all 9 trials") && said.contains("AHP, distributive"), "{said}");
}

#[test]
fn careless_numbers_are_listed_once_with_the_places_to_go_to() {
    let bench = Bench::table(
        &[0.5, 0.3, 0.195, 0.005],
        &[
            ("a", &[10.0, 10.0, 50.0, 1.0]),
            ("b", &[90.0, 90.0, 50.0, 2.0]),
            ("c", &[20.0, 20.0, 120.0, 3.0]),
        ],
    )
    .unknown("c2", "c");
    let (workbook, analysis) = (bench.build(), bench.analyse());
    let list = hygiene(&workbook, &analysis);
    let of = |code: &str| list.iter().filter(|item| item.code == code).collect::<Vec<_>>();
    let cell =
        |option: &str, criterion: &str| Jump::Cell(option_id(option), criterion_id(criterion));
    assert_eq!(of("unknown")[0].jumps, [cell("c", "c2")]);
    assert_eq!(of("out-of-range")[0].jumps, [cell("c", "c3")]);
    assert!(of("light-weight")[0].message.contains("c4 weighs less than 1 %"));
    let bare = of("score-without-ground");
    assert_eq!(bare.len(), 3, "one for each heavy criterion");
    assert_eq!(bare[0].jumps.len(), 3);
    assert!(of("look-alike").is_empty(), "an unknown cell leaves it open");
    let known = Bench::table(&[0.5, 0.5], &[("a", &[10.0, 10.0]), ("b", &[90.0, 90.0])]);
    let list = hygiene(&known.build(), &known.analyse());
    let alike = list.iter().find(|item| item.code == "look-alike").unwrap();
    assert!(alike.message.contains("c1 and c2 give every option the same value"));
    // Nothing is said twice.
    let mut told: Vec<&str> = list.iter().map(|item| item.message.as_str()).collect();
    told.sort_unstable();
    let count = told.len();
    told.dedup();
    assert_eq!(told.len(), count);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    /// Whatever the workbook: no method panics or gives what is not a number,
    /// agreement lies between −1 and 1, the additive model follows the analysis
    /// and never turns around in the audit.
    #[test]
    fn cross_checks_hold_for_any_workbook(bench in any_bench(true)) {
        let workbook = bench.build();
        let analysis = analyse(&workbook, None);
        let list = hygiene(&workbook, &analysis);
        prop_assert!(list.iter().all(|item| !item.message.is_empty()));
        let Ok(found) = cross_checks(&workbook, &analysis) else {
            prop_assert!(audit(&workbook, &analysis).is_err());
            prop_assert!(ordinal(&workbook, &analysis).is_err());
            return Ok(());
        };
        let text = format!("{found:?}");
        let odd = text
            .split(|c: char| !c.is_ascii_alphanumeric())
            .find(|word| matches!(*word, "NaN" | "inf"));
        prop_assert_eq!(odd, None);
        for check in &found.methods {
            prop_assert!(check.agreement.is_none_or(|tau| (-1.0..=1.0).contains(&tau)));
            prop_assert!(!check.explanation.is_empty());
        }
        let own = &found.methods[0];
        prop_assert_eq!(own.method, CrossMethod::Additive);
        prop_assert!(own.ranks.windows(2).all(|pair| pair[0] <= pair[1]));
        let audited = audit(&workbook, &analysis).unwrap();
        prop_assert_eq!(audited.methods[0].turned, 0);
        let labels = ordinal(&workbook, &analysis).unwrap();
        prop_assert_eq!(labels.pairs.len(), found.options.len() - 1);
        for pair in &labels.pairs {
            prop_assert!(pair.least.is_finite() && pair.least_each <= pair.least + 1e-6);
        }
        prop_assert_eq!(&cross_checks(&workbook, &analysis), &Ok(found));
    }
}

/// 50 and 50 by hand: 0.5 × 100 against 0.5 × 40 + 0.5 × 60.
#[test]
fn a_tie_at_the_top_is_called_a_tie() {
    let bench = Bench::table(&[0.5, 0.5], &[("spiky", &[100.0, 0.0]), ("even", &[40.0, 60.0])]);
    let (workbook, analysis) = (bench.build(), bench.analyse());
    let found = cross_checks(&workbook, &analysis).unwrap();
    let said = found.sentence(&analysis);
    assert!(said.starts_with("spiky and even are level in the additive total; "), "{said}");
    let product =
        found.methods.iter().find(|check| check.method == CrossMethod::WeightedProduct).unwrap();
    assert!(
        product.explanation.contains("level in the additive total; Weighted product puts even"),
        "{}",
        product.explanation
    );
}
