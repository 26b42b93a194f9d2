//! Why numbers are what they are: formulas by hand, and that the parts give the
//! result whatever the workbook.

use proptest::prelude::*;
use weighbridge::analysis::why::{Amount, End, Explanation, Family, Rule, Subject, explain};
use weighbridge::analysis::{self, Analysis};
use weighbridge::workbook::{
    Effect, GateVerdict, Judgement, Measure, RequirementKind, Strength, Tree, ValueFunction,
    Weighting, Workbook,
};

use crate::build::{Bench, close, criterion_id, option_id, plain, requirement_id};
use crate::random_workbook::any_workbook;

fn told(bench: &Bench, subject: &Subject) -> Explanation {
    let analysis = bench.analyse();
    let tree = Tree::of(&bench.workbook);
    explain(&bench.workbook, &tree, &analysis, subject).expect("the workbook holds it")
}

fn result(told: &Explanation) -> f64 {
    let amount = told.result.expect("it is a number");
    assert!(amount.is_known(), "{told:?}");
    amount.low
}

fn total(option: &str) -> Subject {
    Subject::Total(option_id(option))
}

fn value(option: &str, criterion: &str) -> Subject {
    Subject::Value(option_id(option), criterion_id(criterion))
}

/// Weights of 30, 25, 20, 15, 10 percent; totals by hand 61.5, 62.75, 62.
fn three() -> Bench {
    Bench::table(
        &[30.0, 25.0, 20.0, 15.0, 10.0],
        &[
            ("a", &[80.0, 40.0, 55.0, 90.0, 30.0]),
            ("b", &[60.0, 75.0, 70.0, 40.0, 60.0]),
            ("c", &[50.0, 60.0, 90.0, 60.0, 50.0]),
        ],
    )
}

#[test]
fn a_total_is_the_sum_of_weight_times_value() {
    let it = told(&three(), &total("b"));
    close(result(&it), 62.75, 1e-9);
    assert_eq!(it.rule, Rule::Sum);
    let points: Vec<f64> = it.parts.iter().map(|part| part.amount.unwrap().low).collect();
    for (found, by_hand) in points.iter().zip([18.0, 18.75, 14.0, 6.0, 6.0]) {
        close(*found, by_hand, 1e-9);
    }
    assert_eq!(it.formula, "V = Σ W · v = 18.00 + 18.75 + 14.00 + 6.00 + 6.00 = 62.75");
    // One step on: 25 % of a value of 75.
    let next = told(&three(), it.parts[1].subject.as_ref().unwrap());
    assert_eq!(next.formula, "W · v = 25.00 % · 75.00 = 18.75");
}

#[test]
fn groups_lie_between_the_total_and_the_criteria() {
    let bench = Bench::new()
        .group("run")
        .leaf_in("run", "speed", plain(), 3.0)
        .leaf_in("run", "scale", plain(), 1.0)
        .leaf("cost", plain(), 4.0)
        .options(&["a", "b"])
        .row("a", &[80.0, 40.0, 50.0])
        .row("b", &[10.0, 20.0, 30.0]);
    let it = told(&bench, &total("a"));
    // 3/8 · 80 + 1/8 · 40 = 35 and 4/8 · 50 = 25.
    let labels: Vec<&str> = it.parts.iter().map(|part| part.label.as_str()).collect();
    assert_eq!(labels, ["run", "cost"]);
    close(it.parts[0].amount.unwrap().low, 35.0, 1e-9);
    let group = told(&bench, &Subject::Contribution(option_id("a"), criterion_id("run")));
    assert_eq!(group.parts.len(), 2);
    close(group.parts[0].amount.unwrap().low, 30.0, 1e-9);
    // Its value: 3/4 · 80 + 1/4 · 40 = 70.
    close(result(&told(&bench, &value("a", "run"))), 70.0, 1e-9);
    // Its weight: 3/8 + 1/8.
    close(result(&told(&bench, &Subject::Weight(criterion_id("run")))), 0.5, 1e-12);
}

#[test]
fn what_is_unknown_is_a_range_all_the_way_up() {
    let bench =
        Bench::table(&[1.0, 1.0], &[("a", &[80.0, 40.0]), ("b", &[60.0, 60.0])]).unknown("c2", "a");
    let it = told(&bench, &total("a"));
    // 40 is sure, of the other half anything from 0 to 50.
    assert_eq!(it.result, Some(Amount { low: 40.0, high: 90.0 }));
    assert_eq!(it.evaluate(), it.result);
    let cell = told(&bench, &Subject::Performance(option_id("a"), criterion_id("c2")));
    assert_eq!((cell.result, cell.printed.as_str()), (None, "unknown"));
}

#[test]
fn value_functions_show_their_figures() {
    let shaped = |function: ValueFunction, worst: f64, best: f64| {
        let mut measure = Measure::natural("ms", worst, best);
        measure.value_function = function;
        measure
    };
    let of = |measure: Measure, x: f64| {
        let bench =
            Bench::new().leaf("c", measure, 1.0).options(&["a", "b"]).row("a", &[x]).row("b", &[x]);
        told(&bench, &value("a", "c"))
    };
    // Less is better: from 500 ms down to 100 ms, 200 ms is three quarters.
    let it = of(shaped(ValueFunction::Linear, 500.0, 100.0), 200.0);
    close(result(&it), 75.0, 1e-9);
    assert!(it.formula.contains("(200 ms \u{2212} 500 ms) / (100 ms \u{2212} 500 ms)"), "{it:?}");
    // In the logarithm, 10 is half way from 1 to 100.
    let it = of(shaped(ValueFunction::Logarithmic, 1.0, 100.0), 10.0);
    close(result(&it), 50.0, 1e-9);
    assert_eq!(it.rule, Rule::Logarithmic);
    // Between the knots (0, 0), (10, 80), (20, 100): at 15, 90.
    let knots = vec![(0.0, 0.0), (10.0, 80.0), (20.0, 100.0)];
    let it = of(shaped(ValueFunction::Piecewise(knots), 0.0, 20.0), 15.0);
    close(result(&it), 90.0, 1e-9);
    close(it.evaluate().unwrap().low, 90.0, 1e-9);
    // Kirkwood's curve with a bend of 2, at a half: (1 − e^−1) / (1 − e^−2).
    let it = of(shaped(ValueFunction::Exponential(2.0), 0.0, 10.0), 5.0);
    close(result(&it), 73.105_857_863, 1e-8);
    close(it.evaluate().unwrap().low, 73.105_857_863, 1e-8);
}

#[test]
fn a_cell_is_the_mean_of_its_reviewers_and_tells_their_reasons() {
    let bench = Bench::table(&[1.0], &[("a", &[10.0]), ("b", &[20.0])])
        .ballot("ann", 1, "c1", "a", Judgement::Value(60.0))
        .ballot("bob", 1, "c1", "a", Judgement::Value(80.0))
        .ballot("cyn", 1, "c1", "a", Judgement::Unknown);
    let it = told(&bench, &Subject::Performance(option_id("a"), criterion_id("c1")));
    close(result(&it), 70.0, 1e-9);
    assert_eq!(it.parts.len(), 3);
    assert_eq!(it.parts.iter().filter(|part| part.counts).count(), 2);
    assert!(it.formula.contains("(60 points + 80 points) / 2"), "{}", it.formula);
    assert!(it.notes.iter().any(|note| note.contains("left out of the mean")));
}

#[test]
fn weights_from_answers_are_told_step_by_step() {
    let cap = vec![Effect::Cap(criterion_id("c1"), 2.0)];
    let minimum = vec![Effect::Minimum(criterion_id("c1"), 5.0)];
    let bench = Bench::table(&[3.0, 5.0], &[("a", &[1.0, 2.0]), ("b", &[2.0, 1.0])])
        .question("q1", &[("yes", minimum)])
        .question("q2", &[("yes", cap)])
        .weighting(Weighting::Questionnaire)
        .answer("q1", &["yes"])
        .answer("q2", &["yes"]);
    let it = told(&bench, &Subject::RawWeight(criterion_id("c1")));
    // Caps before minimums: at most 2, then at least 5.
    close(result(&it), 5.0, 1e-12);
    assert_eq!(it.rule, Rule::Bounds(1));
    assert!(it.formula.ends_with("at most 2, at least 5 = 5"), "{}", it.formula);
    assert_eq!(it.evidence.len(), 2, "{:?}", it.evidence);
}

#[test]
fn weights_from_requirements_are_importance_times_strength() {
    let bench = Bench::table(&[1.0, 1.0], &[("a", &[1.0, 2.0]), ("b", &[2.0, 1.0])])
        .requirement("r1", RequirementKind::Want)
        .requirement("r2", RequirementKind::Want)
        .links("r1", Some(4), &[("c1", Strength::Strong)])
        .links("r2", None, &[("c1", Strength::Weak), ("c2", Strength::Strong)])
        .weighting(Weighting::Requirements);
    let it = told(&bench, &Subject::RawWeight(criterion_id("c1")));
    // 4 · 9, and 3 (no importance stated) · 1.
    close(result(&it), 39.0, 1e-12);
    assert_eq!(it.formula, "w = 36 + 3 = 39");
    let share = told(&bench, &Subject::Weight(criterion_id("c1")));
    close(result(&share), 39.0 / 66.0, 1e-12);
    assert_eq!(share.parts[1].subject, Some(Subject::RawSum(Family::Leaves)));
}

#[test]
fn weights_within_families_multiply_down_the_path() {
    let bench = Bench::new()
        .group("run")
        .leaf_in("run", "speed", plain(), 3.0)
        .leaf_in("run", "scale", plain(), 1.0)
        .leaf("cost", plain(), 4.0)
        .weight("run", 6.0)
        .weighting(Weighting::WithinFamily)
        .options(&["a", "b"])
        .row("a", &[80.0, 40.0, 50.0])
        .row("b", &[10.0, 20.0, 30.0]);
    let it = told(&bench, &Subject::Weight(criterion_id("speed")));
    close(result(&it), 0.6 * 0.75, 1e-12);
    assert_eq!(it.formula, "W = 60.00 % · 75.00 % = 45.00 %");
    assert_eq!(it.parts[0].subject, Some(Subject::Share(criterion_id("run"))));
}

#[test]
fn leads_and_ends_of_stability_are_told_as_published() {
    // The intervals of option b: O'Shea et al. 2026, worked out by closed form
    // and by a grid of 100,000 steps.
    let bench = three();
    for (criterion, end, at) in [
        ("c1", End::Low, 0.2432),
        ("c1", End::High, 0.3412),
        ("c2", End::Low, 0.2222),
        ("c3", End::High, 0.2289),
        ("c5", End::Low, 0.0609),
    ] {
        let it = told(&bench, &Subject::Stability(criterion_id(criterion), end));
        close(result(&it), at, 5e-5);
        assert_eq!(it.rule, Rule::Crossing, "{criterion}");
        close(it.evaluate().unwrap().low, result(&it), 1e-9);
    }
    let open = told(&bench, &Subject::Stability(criterion_id("c2"), End::High));
    assert_eq!(open.rule, Rule::Given);
    close(result(&open), 1.0, 1e-12);

    let lead = told(&bench, &Subject::Lead(option_id("b"), option_id("c")));
    close(result(&lead), 0.75, 1e-9);
    // The largest weighted difference first: 20 % of 70 − 90.
    assert_eq!(lead.parts[0].label, "c3");
    close(lead.parts[0].amount.unwrap().low, -4.0, 1e-9);

    // c draws level when c1 rises by 2.5 points, from 50.
    let flip = told(&bench, &Subject::ScoreFlip(option_id("c"), criterion_id("c1")));
    close(result(&flip), 52.5, 1e-9);
    let weight = told(&bench, &Subject::WeightFlip(option_id("a"), criterion_id("c1")));
    close(result(&weight), 0.3412, 5e-5);
    close(weight.evaluate().unwrap().low, result(&weight), 1e-9);
}

#[test]
fn a_gate_tells_its_figures_and_who_judged() {
    let bench = three().must("fast").bound("fast", "c1", 55.0, 2.0).must("open").gate(
        "open",
        "a",
        GateVerdict::Fail,
        "closed source",
    );
    let compared = told(&bench, &Subject::Gate(option_id("c"), requirement_id("fast")));
    assert_eq!(compared.printed, "fails it");
    assert_eq!(compared.parts[0].amount, Some(Amount::known(50.0)));
    assert_eq!(compared.parts[1].amount, Some(Amount::known(55.0)));
    let judged = told(&bench, &Subject::Gate(option_id("a"), requirement_id("open")));
    assert_eq!(judged.evidence[0].text, "closed source");
}

#[test]
fn what_is_gone_has_no_explanation() {
    let bench = three();
    let analysis = bench.analyse();
    let tree = Tree::of(&bench.workbook);
    for subject in [total("nobody"), value("a", "nothing"), Subject::Weight(criterion_id("no"))] {
        assert_eq!(explain(&bench.workbook, &tree, &analysis, &subject), None);
    }
}

/// Every explanation that can be reached from totals, leads, stability, flips
/// and the verdict, up to so many.
fn reached(workbook: &Workbook, analysis: &Analysis) -> Vec<Explanation> {
    let tree = Tree::of(workbook);
    let mut open: Vec<Subject> = vec![Subject::Verdict];
    for option in &analysis.options {
        open.push(Subject::Total(option.id.clone()));
        for node in workbook.criteria.iter() {
            open.push(Subject::Value(option.id.clone(), node.id.clone()));
            open.push(Subject::ScoreFlip(option.id.clone(), node.id.clone()));
            open.push(Subject::WeightFlip(option.id.clone(), node.id.clone()));
        }
        for gate in &option.gates {
            open.push(Subject::Gate(option.id.clone(), gate.requirement.clone()));
        }
        for other in &analysis.options {
            if other.id != option.id {
                open.push(Subject::Lead(option.id.clone(), other.id.clone()));
            }
        }
    }
    for node in workbook.criteria.iter() {
        for end in [End::Low, End::High] {
            open.push(Subject::Stability(node.id.clone(), end));
        }
        open.push(Subject::Share(node.id.clone()));
    }
    let mut seen: Vec<Subject> = Vec::new();
    let mut told = Vec::new();
    while let Some(subject) = open.pop() {
        if seen.contains(&subject) || seen.len() > 600 {
            continue;
        }
        seen.push(subject.clone());
        let Some(it) = explain(workbook, &tree, analysis, &subject) else { continue };
        open.extend(it.parts.iter().filter_map(|part| part.subject.clone()));
        told.push(it);
    }
    told
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

fn holds(it: &Explanation) {
    let finite = |amount: Amount| amount.low.is_finite() && amount.high.is_finite();
    assert!(it.result.is_none_or(finite), "{it:?}");
    let (Some(result), Some(found)) = (it.result, it.evaluate()) else { return };
    if !finite(found) {
        return;
    }
    assert!(near(found.low, result.low) && near(found.high, result.high), "{found:?} {it:#?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn the_parts_give_the_result_whatever_the_workbook(bench in crate::random_bench::any_bench(true)) {
        let workbook = &bench.workbook;
        let found = analysis::analyse(workbook, None);
        for it in reached(workbook, &found) {
            holds(&it);
            prop_assert!(!it.title.is_empty() && !it.text().is_empty());
        }
        // The totals told are those of the analysis, to the last bit.
        let tree = Tree::of(workbook);
        for option in found.options.iter().filter(|_| found.weights.is_set()) {
            let it = explain(workbook, &tree, &found, &Subject::Total(option.id.clone())).unwrap();
            prop_assert_eq!(it.result, Some(Amount { low: option.low, high: option.high }));
        }
    }

    #[test]
    fn no_workbook_breaks_an_explanation(workbook in any_workbook()) {
        let found = analysis::analyse(&workbook, None);
        for it in reached(&workbook, &found) {
            prop_assert!(it.result.is_none_or(|it| it.low.is_finite() && it.high.is_finite()));
            prop_assert!(!it.text().is_empty());
        }
    }
}
