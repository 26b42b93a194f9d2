//! What follows for a composite from its parts, by hand and by laws.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use weighbridge::analysis::{
    Analysis, CellOrigin, CellState, Derivation, Diagnostic, PartsStanding, Refusal, analyse,
    compare_parts, is_reasoned, open_points,
};
use weighbridge::record::analysis_document;
use weighbridge::workbook::{
    Alternative, Composition, Counts, CriterionKind, Edit, Item, Judgement, Measure,
    NotApplicableRule, PartRule, Score, Workbook, apply, find_score, put_score,
};

use crate::build::{Bench, criterion_id, option_id, plain};

/// The bench with an option "mix" of the parts given with their shares.
fn mixed(bench: Bench, parts: &[(&str, f64)], rule: PartRule, counts: Counts) -> Workbook {
    let mut workbook = bench.option("mix").workbook;
    set(&mut workbook, |made| {
        made.parts = parts.iter().map(|(id, share)| (option_id(id), *share)).collect();
        made.rule = rule;
        made.counts = counts;
    });
    workbook
}

fn set(workbook: &mut Workbook, change: impl FnOnce(&mut Composition)) {
    let mix = Arc::make_mut(&mut workbook.alternatives)
        .iter_mut()
        .find(|option| option.id == option_id("mix"))
        .expect("the mix was made");
    let made =
        mix.composition.get_or_insert_with(|| Composition::new(BTreeMap::new(), PartRule::Mean));
    change(made);
}

fn mix(analysis: &Analysis, leaf: usize) -> &Derivation {
    let at = analysis.option_at(&option_id("mix")).expect("the mix is there");
    analysis.derivation(at, leaf).expect("it is a composite")
}

/// Latency in ms, 500 worth 0 and 100 worth 100: less is better.
fn latency() -> Measure {
    Measure::natural("ms", 500.0, 100.0)
}

fn value_by(rule: PartRule, measure: Measure, a: f64, b: f64) -> (f64, f64) {
    let bench = Bench::new().options(&["a", "b"]).leaf("c", measure, 1.0);
    let bench = bench.score("c", "a", a).score("c", "b", b);
    let workbook = mixed(bench, &[("a", 3.0), ("b", 1.0)], rule, Counts::Always);
    let analysis = analyse(&workbook, None);
    let cell = mix(&analysis, 0).derived.clone().expect("something follows");
    (cell.performance.unwrap(), cell.value.unwrap())
}

#[test]
fn rules_follow_performance_and_the_direction_of_value() {
    // 200 ms is worth (500 - 200) / 400 = 75, 300 ms is worth 50.
    assert_eq!(value_by(PartRule::Best, latency(), 200.0, 300.0), (200.0, 75.0));
    assert_eq!(value_by(PartRule::Worst, latency(), 200.0, 300.0), (300.0, 50.0));
    // 3/4 of 200 and 1/4 of 300 is 225 ms, worth (500 - 225) / 400 = 68.75.
    assert_eq!(value_by(PartRule::Mean, latency(), 200.0, 300.0), (225.0, 68.75));
    // 100 ms and 250 ms one after the other are 350 ms, worth 150 / 400 = 37.5.
    assert_eq!(value_by(PartRule::Sum, latency(), 100.0, 250.0), (350.0, 37.5));
}

#[test]
fn the_mean_is_of_performance_and_not_of_value() {
    // Logarithmic from 1000 (0) to 10 (100): 10 is worth 100, 1000 is worth 0.
    // The mean by halves is 505 ms, worth ln(505/1000) / ln(10/1000) = 14.83, far
    // from the mean of the values, 50.
    let mut measure = Measure::natural("ms", 1000.0, 10.0);
    measure.value_function = weighbridge::workbook::ValueFunction::Logarithmic;
    let bench = Bench::new().options(&["a", "b"]).leaf("c", measure, 1.0);
    let bench = bench.score("c", "a", 10.0).score("c", "b", 1000.0);
    let workbook = mixed(bench, &[("a", 1.0), ("b", 1.0)], PartRule::Mean, Counts::Never);
    let analysis = analyse(&workbook, None);
    let cell = mix(&analysis, 0).derived.clone().unwrap();
    assert_eq!(cell.performance, Some(505.0));
    let expected = 100.0 * (0.505_f64).ln() / (0.01_f64).ln();
    assert!((cell.value.unwrap() - expected).abs() < 1e-9, "{cell:?}");
}

#[test]
fn joining_costs_points_of_value_and_never_leaves_the_scale() {
    let bench = Bench::new().options(&["a", "b"]).leaf("c", latency(), 1.0);
    let bench = bench.score("c", "a", 200.0).score("c", "b", 300.0);
    let mut workbook = mixed(bench, &[("a", 1.0), ("b", 1.0)], PartRule::Best, Counts::Always);
    set(&mut workbook, |made| {
        let _ = made.integration_cost.insert(criterion_id("c"), 12.5);
    });
    let analysis = analyse(&workbook, None);
    let at = analysis.option_at(&option_id("mix")).unwrap();
    // 75 less 12.5 is 62.5, which 500 - 0.625 * 400 = 250 ms has.
    let cell = analysis.cell(at, 0);
    assert_eq!((cell.value, cell.performance), (Some(62.5), Some(250.0)));
    assert_eq!(cell.origin, CellOrigin::Parts);
    assert_eq!(analysis.options[at].total, Some(62.5));
    for (cost, value) in [(90.0, 0.0), (-60.0, 100.0)] {
        set(&mut workbook, |made| {
            let _ = made.integration_cost.insert(criterion_id("c"), cost);
        });
        let analysis = analyse(&workbook, None);
        assert_eq!(analysis.cell(at, 0).value, Some(value), "cost {cost}");
    }
}

#[test]
fn levels_are_not_added() {
    let levels = Measure::levels(["poor", "fair", "good"]);
    let bench = Bench::new().options(&["a", "b"]).leaf("c", levels, 1.0);
    let bench = bench.score("c", "a", 1.0).score("c", "b", 2.0).score("c", "mix", 3.0);
    let workbook = mixed(bench, &[("a", 1.0), ("b", 1.0)], PartRule::Sum, Counts::Always);
    let analysis = analyse(&workbook, None);
    let derivation = mix(&analysis, 0);
    assert_eq!(derivation.derived, Err(Refusal::SumOfLevels));
    assert_eq!(derivation.standing, PartsStanding::Refused);
    // Its own score counts, and the caveat says why.
    assert_eq!(analysis.cell(2, 0).value, Some(100.0));
    assert!(analysis.diagnostics.contains(&Diagnostic::PartsRefused {
        criterion: criterion_id("c"),
        alternative: option_id("mix"),
    }));
}

#[test]
fn an_unknown_part_leaves_an_interval() {
    let bench = |rule| {
        let bench = Bench::new().options(&["a", "b"]).leaf("c", plain(), 1.0);
        let bench = bench.score("c", "a", 40.0).unknown("c", "b");
        analyse(&mixed(bench, &[("a", 1.0), ("b", 1.0)], rule, Counts::Never), None)
    };
    // b may be 0 to 100: the best of 40 and b lies in 40 to 100, the worst in 0
    // to 40, the mean in 20 to 70.
    for (rule, low, high) in
        [(PartRule::Best, 40.0, 100.0), (PartRule::Worst, 0.0, 40.0), (PartRule::Mean, 20.0, 70.0)]
    {
        let analysis = bench(rule);
        let cell = mix(&analysis, 0).derived.clone().unwrap();
        assert_eq!(cell.state, CellState::Unknown);
        assert_eq!((cell.value_low, cell.value_high), (low, high), "{rule:?}");
    }
    // A range for the unknown narrows it: 60 to 80 makes the mean 50 to 60.
    let bench = Bench::new().options(&["a", "b"]).leaf("c", plain(), 1.0);
    let bench = bench.score("c", "a", 40.0).ranged("c", "b", Judgement::Unknown, 60.0, 80.0);
    let workbook = mixed(bench, &[("a", 1.0), ("b", 1.0)], PartRule::Mean, Counts::Never);
    let analysis = analyse(&workbook, None);
    let cell = mix(&analysis, 0).derived.clone().unwrap();
    assert_eq!((cell.value_low, cell.value_high), (50.0, 60.0));
    // Where a known part has all there is, the unknown one changes nothing.
    let bench = Bench::new().options(&["a", "b"]).leaf("c", plain(), 1.0);
    let bench = bench.score("c", "a", 100.0).unknown("c", "b");
    let workbook = mixed(bench, &[("a", 1.0), ("b", 1.0)], PartRule::Best, Counts::Never);
    let analysis = analyse(&workbook, None);
    assert_eq!(mix(&analysis, 0).derived.clone().unwrap().value, Some(100.0));
}

#[test]
fn a_part_to_which_it_does_not_apply_follows_the_criterions_rule() {
    for (rule, value) in [
        // Left out: the other part alone.
        (NotApplicableRule::Drop, 40.0),
        // Counted as 0 or 100: the mean by halves is 20 or 70.
        (NotApplicableRule::Worst, 20.0),
        (NotApplicableRule::Best, 70.0),
    ] {
        let measure = Measure { not_applicable: rule, ..plain() };
        let bench = Bench::new().options(&["a", "b"]).leaf("c", measure, 1.0);
        let bench = bench.score("c", "a", 40.0).not_applicable("c", "b");
        let workbook = mixed(bench, &[("a", 1.0), ("b", 1.0)], PartRule::Mean, Counts::Never);
        let analysis = analyse(&workbook, None);
        let derivation = mix(&analysis, 0);
        assert_eq!(derivation.derived.clone().unwrap().value, Some(value), "{rule:?}");
        assert!(!derivation.parts[1].applies);
    }
    let bench = Bench::new().options(&["a"]).leaf("c", plain(), 1.0).not_applicable("c", "a");
    let workbook = mixed(bench, &[("a", 1.0)], PartRule::Best, Counts::Never);
    let analysis = analyse(&workbook, None);
    assert_eq!(mix(&analysis, 0).derived.clone().unwrap().state, CellState::Dropped);
}

/// Two criteria of weight 3 and 1; the mix has a score of its own on the first.
fn two_criteria(counts: Counts) -> Workbook {
    let bench = Bench::new().options(&["a", "b"]).leaf("c", plain(), 3.0).leaf("d", plain(), 1.0);
    let bench = bench.row("a", &[80.0, 40.0]).row("b", &[60.0, 20.0]).score("c", "mix", 90.0);
    mixed(bench, &[("a", 1.0), ("b", 1.0)], PartRule::Mean, counts)
}

#[test]
fn whether_it_counts_is_chosen() {
    // Own: 3/4 of 90, and 0 to 100 on the other. Parts: 70 and 30.
    let total = |counts| {
        let analysis = analyse(&two_criteria(counts), None);
        let result = analysis.options[2].clone();
        (result.low, result.high)
    };
    assert_eq!(total(Counts::Never), (67.5, 92.5));
    assert_eq!(total(Counts::WhereUnscored), (75.0, 75.0));
    assert_eq!(total(Counts::Always), (60.0, 60.0));
    let analysis = analyse(&two_criteria(Counts::WhereUnscored), None);
    assert_eq!(mix(&analysis, 0).standing, PartsStanding::Overridden);
    assert_eq!(mix(&analysis, 1).standing, PartsStanding::InForce);
}

#[test]
fn a_score_over_what_follows_wants_a_reason() {
    let workbook = two_criteria(Counts::WhereUnscored);
    let criterion = workbook.criterion(&criterion_id("c")).unwrap().clone();
    assert!(!is_reasoned(&workbook, &criterion, &option_id("mix")));
    let told = |workbook: &Workbook| {
        let open = open_points(workbook, &analyse(workbook, None), &[]);
        open.into_iter().find(|point| point.code == "parts-overridden").map(|it| it.message)
    };
    assert_eq!(
        told(&workbook).unwrap(),
        "mix is scored over what follows from its parts on c, without a reason."
    );
    let mut reasoned = workbook.clone();
    let score = find_score(&workbook.baseline, &criterion.id, &option_id("mix")).unwrap().clone();
    put_score(
        Arc::make_mut(&mut reasoned.baseline),
        Score { reason: "Measured together".to_owned(), ..score },
    );
    assert!(is_reasoned(&reasoned, &criterion, &option_id("mix")));
    assert_eq!(told(&reasoned), None);
}

#[test]
fn both_totals_and_what_lies_between_them() {
    let mut workbook = two_criteria(Counts::Never);
    put_score(
        Arc::make_mut(&mut workbook.baseline),
        Score::new(criterion_id("d"), option_id("mix"), Judgement::Value(50.0)),
    );
    let analysis = analyse(&workbook, None);
    let found = compare_parts(&analysis).remove(0);
    // Own 3/4 * 90 + 1/4 * 50 = 80; parts 3/4 * 70 + 1/4 * 30 = 60.
    assert_eq!((found.own, found.from_parts), ((80.0, 80.0), (60.0, 60.0)));
    // -20 * 3/4 = -15 goes before -20 * 1/4 = -5.
    let points: Vec<(usize, f64)> =
        found.differences.iter().map(|it| (it.leaf, it.points)).collect();
    assert_eq!(points, [(0, -15.0), (1, -5.0)]);
    assert_eq!(
        found.sentence(&analysis),
        "mix has 80.0 points by its own scores and 60.0 by its parts, 20.0 fewer; its own scores \
         count."
    );
    assert_eq!(
        found.differences[0].sentence(&workbook, &analysis, 2),
        "c: 90.0 by its own score, 70.0 by its parts (mean by share of a 80.0 (50.0 %) and b 60.0 \
         (50.0 %)); \u{2212}15.00 points of the total"
    );
    let document = analysis_document(&workbook, &analysis);
    assert_eq!(document.composites[0].parts_low, Some(60.0));
    assert_eq!(document.composites[0].cells[0].standing, "beside");
}

#[test]
fn a_change_of_a_part_follows_through() {
    let workbook = two_criteria(Counts::Always);
    let mut analyser = weighbridge::analysis::Analyser::default();
    assert_eq!(analyser.analyse(&workbook, None).options[2].total, Some(60.0));
    let mut changed = workbook.clone();
    put_score(
        Arc::make_mut(&mut changed.baseline),
        Score::new(criterion_id("c"), option_id("a"), Judgement::Value(100.0)),
    );
    // The mean on c rises from 70 to 80, worth 7.5 points.
    assert_eq!(analyser.analyse(&changed, None).options[2].total, Some(67.5));
}

#[test]
fn composites_of_composites_are_refused() {
    let workbook = two_criteria(Counts::Never);
    let mut a = workbook.alternative(&option_id("a")).unwrap().clone();
    a.composition = Some(Composition::new([(option_id("mix"), 1.0)].into(), PartRule::Best));
    assert!(apply(&workbook, &Edit::Put(Item::from(a.clone()))).is_err());
    a.composition = Some(Composition::new([(option_id("a"), 1.0)].into(), PartRule::Best));
    assert!(apply(&workbook, &Edit::Put(Item::from(a))).is_err());
    // Nor does a part become a composite of a third.
    let mut b = workbook.alternative(&option_id("b")).unwrap().clone();
    b.composition = Some(Composition::new([(option_id("a"), 1.0)].into(), PartRule::Best));
    assert!(apply(&workbook, &Edit::Put(Item::from(b))).is_err());
}

fn any_rule() -> impl Strategy<Value = PartRule> {
    prop::sample::select(vec![PartRule::Best, PartRule::Worst, PartRule::Mean])
}

fn any_measure() -> impl Strategy<Value = Measure> {
    prop::sample::select(vec![plain(), latency(), Measure::levels(["a", "b", "c", "d"])])
}

proptest! {
    #[test]
    fn one_part_that_costs_nothing_is_what_it_is(
        measure in any_measure(),
        rule in any_rule(),
        is in prop_oneof![
            4 => (0.0..600.0_f64).prop_map(Judgement::Value),
            1 => Just(Judgement::Unknown),
            1 => Just(Judgement::NotApplicable),
        ],
        share in 0.1..9.0_f64,
        range in prop::option::of((0.0..50.0_f64, 0.0..50.0_f64)),
    ) {
        let bench = Bench::new().options(&["a"]).leaf("c", measure, 1.0);
        let bench = match (is, range) {
            (Judgement::Value(x), Some((less, more))) => {
                bench.ranged("c", "a", is, x - less, x + more)
            }
            _ => bench.judge("c", "a", is),
        };
        let workbook = mixed(bench, &[("a", share)], rule, Counts::Never);
        let analysis = analyse(&workbook, None);
        let derived = mix(&analysis, 0).derived.clone().unwrap();
        // As it was before a criterion was dropped for all.
        let part = analysis.cell(0, 0);
        prop_assert_eq!(derived.performance, part.performance);
        prop_assert_eq!(derived.value, part.value);
        prop_assert_eq!((derived.value_low, derived.value_high), (part.value_low, part.value_high));
        if part.performance.is_some() {
            prop_assert_eq!((derived.low, derived.high), (part.low, part.high));
        }
    }

    #[test]
    fn the_mean_lies_between_the_worst_and_the_best(
        scores in prop::collection::vec((-50.0..600.0_f64, 0.0..5.0_f64), 1..5),
        measure in any_measure(),
    ) {
        prop_assume!(scores.iter().any(|(_, share)| *share > 0.0));
        let names = ["p0", "p1", "p2", "p3", "p4"];
        let by = |rule| {
            let mut bench = Bench::new().leaf("c", measure.clone(), 1.0);
            for (name, (score, _)) in names.iter().zip(&scores) {
                bench = bench.option(name).score("c", name, *score);
            }
            let parts: Vec<(&str, f64)> =
                names.iter().zip(&scores).map(|(name, (_, share))| (*name, *share)).collect();
            let analysis = analyse(&mixed(bench, &parts, rule, Counts::Never), None);
            mix(&analysis, 0).derived.clone().unwrap().value.unwrap()
        };
        let (worst, mean, best) = (by(PartRule::Worst), by(PartRule::Mean), by(PartRule::Best));
        prop_assert!(worst - 1e-9 <= mean && mean <= best + 1e-9, "{worst} {mean} {best}");
    }

    #[test]
    fn nothing_is_ever_infinite(
        scores in prop::collection::vec(
            prop::sample::select(vec![-1e308, -1.0, 0.0, 3.5, 1e300, 1.7e308]), 2..4),
        rule in prop::sample::select(PartRule::ALL.to_vec()),
        cost in -100.0..100.0_f64,
    ) {
        let names = ["p0", "p1", "p2", "p3"];
        let mut bench = Bench::new().leaf("c", plain(), 1.0);
        for (name, score) in names.iter().zip(&scores) {
            bench = bench.option(name).score("c", name, *score);
        }
        let parts: Vec<(&str, f64)> =
            names.iter().take(scores.len()).map(|name| (*name, 1e308)).collect();
        let mut workbook = mixed(bench, &parts, rule, Counts::Always);
        set(&mut workbook, |made| { let _ = made.integration_cost.insert(criterion_id("c"), cost); });
        let analysis = analyse(&workbook, None);
        let cell = mix(&analysis, 0).derived.clone().unwrap();
        prop_assert!(cell.performance.unwrap().is_finite());
        prop_assert!((0.0..=100.0).contains(&cell.value.unwrap()));
    }
}

#[test]
fn a_composite_without_scored_criteria_says_nothing() {
    let bench = Bench::new().options(&["a"]).node("g", "", CriterionKind::Group);
    let workbook = mixed(bench, &[("a", 1.0)], PartRule::Mean, Counts::Always);
    let analysis = analyse(&workbook, None);
    assert!(analysis.composites[0].leaves.is_empty());
    assert!(compare_parts(&analysis).is_empty());
    let _: &Alternative = &workbook.alternatives[0];
}
