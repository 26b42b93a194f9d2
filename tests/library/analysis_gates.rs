//! Musts: who is out stays visible and unranked, with the reason.

use weighbridge::analysis::{Diagnostic, GateBasis, Standing, VerdictKind};
use weighbridge::workbook::{Effect, GateVerdict, Judgement, Measure};

use crate::build::{Bench, option_id, order, plain, requirement_id, result};

fn bench() -> Bench {
    Bench::new()
        .options(&["a", "b", "c"])
        .leaf("p99", Measure::natural("ms", 500.0, 0.0), 1.0)
        .leaf("docs", plain(), 1.0)
        .row("a", &[100.0, 90.0])
        .row("b", &[200.0, 50.0])
        .row("c", &[300.0, 10.0])
}

#[test]
fn who_fails_a_must_is_visible_and_unranked() {
    let analysis =
        bench().must("offline").gate("offline", "a", GateVerdict::Fail, "Needs a cloud").analyse();
    assert_eq!(order(&analysis), ["b", "c"]);
    let a = result(&analysis, "a");
    assert_eq!(a.standing, Standing::Excluded(vec![requirement_id("offline")]));
    assert_eq!(a.rank(), None);
    assert_eq!(a.gates[0].reason, "Needs a cloud");
    assert_eq!(result(&analysis, "b").rank(), Some(1));
    assert!(analysis.flips.iter().all(|list| list.option != 0));
    assert!(analysis.dominance.iter().all(|pair| pair.better != 0 && pair.worse != 0));
}

#[test]
fn a_bound_judges_by_itself_and_flags_a_narrow_pass() {
    let analysis = bench().must("fast").bound("fast", "p99", 200.0, 20.0).analyse();
    let verdicts: Vec<GateVerdict> =
        analysis.options.iter().map(|option| option.gates[0].verdict).collect();
    // Less is better: 100 passes, 200 is at the bound, 300 fails.
    assert_eq!(verdicts, [GateVerdict::Pass, GateVerdict::Narrow, GateVerdict::Fail]);
    assert_eq!(result(&analysis, "c").gates[0].reason, "p99: 300 ms against 200 ms");
    assert_eq!(result(&analysis, "c").gates[0].basis, GateBasis::Compared);
    assert!(analysis.diagnostics.contains(&Diagnostic::NarrowPass {
        requirement: requirement_id("fast"),
        alternative: option_id("b"),
    }));
}

#[test]
fn a_mean_that_misses_the_bound_by_rounding_meets_it() {
    // (0.1 + 0.1 + 0.1) / 3 is a rounding step above 0.1.
    let mean = (0.1 + 0.1 + 0.1) / 3.0;
    assert!(mean > 0.1);
    let bench = Bench::new()
        .options(&["a", "b"])
        .leaf("errors", Measure::natural("%", 1.0, 0.0), 1.0)
        .must("clean")
        .bound("clean", "errors", 0.1, 0.0)
        .score("errors", "b", 0.101);
    let scored = [("ada", 0.1), ("ben", 0.1), ("cho", 0.1)]
        .iter()
        .fold(bench, |bench, (who, x)| bench.ballot(who, 1, "errors", "a", Judgement::Value(*x)));
    let analysis = scored.analyse();
    assert_eq!(result(&analysis, "a").gates[0].verdict, GateVerdict::Narrow);
    assert_eq!(result(&analysis, "b").gates[0].verdict, GateVerdict::Fail);
}

#[test]
fn a_judgement_goes_before_a_bound() {
    let analysis = bench()
        .must("fast")
        .bound("fast", "p99", 200.0, 0.0)
        .gate("fast", "c", GateVerdict::Pass, "Measured again")
        .analyse();
    assert!(result(&analysis, "c").is_ranked());
}

#[test]
fn an_unknown_performance_leaves_the_must_open() {
    let analysis =
        bench().unknown("p99", "a").must("fast").bound("fast", "p99", 200.0, 0.0).analyse();
    let a = result(&analysis, "a");
    assert_eq!(a.gates[0].verdict, GateVerdict::Open);
    assert!(a.is_ranked());
    assert!(analysis.diagnostics.contains(&Diagnostic::OpenGate {
        requirement: requirement_id("fast"),
        alternative: option_id("a"),
    }));
}

#[test]
fn a_must_that_waits_holds_only_when_asked() {
    let screens = vec![Effect::Screen(requirement_id("offline"))];
    let bench = bench()
        .must_when_asked("offline")
        .gate("offline", "a", GateVerdict::Fail, "")
        .question("site", &[("ship", screens), ("office", vec![])]);
    assert_eq!(order(&bench.analyse()), ["a", "b", "c"]);
    assert_eq!(order(&bench.clone().answer("site", &["office"]).analyse()), ["a", "b", "c"]);
    let asked = bench.answer("site", &["ship"]).analyse();
    assert_eq!(order(&asked), ["b", "c"]);
    assert!(result(&asked, "a").gates[0].asked_by.is_some());
}

#[test]
fn the_last_one_standing_is_said_to_be_so() {
    let failing = bench().must("m").gate("m", "a", GateVerdict::Fail, "").gate(
        "m",
        "b",
        GateVerdict::Fail,
        "",
    );
    let analysis = failing.analyse();
    assert_eq!(analysis.verdict.kind, VerdictKind::Robust);
    assert_eq!(analysis.verdict.reason, "c is the only option that passes every must");
    let none = failing.gate("m", "c", GateVerdict::Fail, "").analyse();
    assert_eq!(none.verdict.kind, VerdictKind::Withheld);
    assert_eq!(none.verdict.reason, "no option passes every must");
}
