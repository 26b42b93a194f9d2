//! Criteria fed by load runs: what an option gets from them, by hand.

use std::sync::Arc;

use weighbridge::analysis::{
    Analysis, CellOrigin, Diagnostic, Fed, FedWay, Ground, NotFed, PartsStanding, analyse,
    cell_grounds, matrix, open_points, recited, stale,
    why::{Subject as Asked, explain},
};
use weighbridge::workbook::{
    Composition, Counts, Date, Feed, Judgement, LoadAxis, LoadPoint, Measure, Measurement,
    MeasurementId, PartRule, PersonId, Score, Subject, Tree, Workbook, faults, put_score,
};

use crate::build::{Bench, close, criterion_id, option_id};

pub fn run_id(text: &str) -> MeasurementId {
    MeasurementId::new(text).expect("an id")
}

/// A point with throughput and 99th percentile.
pub fn point(load: f64, rps: f64, p99: f64) -> LoadPoint {
    LoadPoint {
        concurrency: Some(load),
        throughput_rps: Some(rps),
        percentiles_ms: vec![(99.0, p99)],
        ..LoadPoint::default()
    }
}

pub fn run(id: &str, option: &str, points: Vec<LoadPoint>) -> Measurement {
    Measurement { points, ..Measurement::new(run_id(id), option_id(option), id) }
}

pub fn with_runs(bench: Bench, runs: Vec<Measurement>) -> Workbook {
    let mut workbook = bench.workbook;
    workbook.measurements = Arc::new(runs);
    assert_eq!(faults(&workbook), vec![]);
    workbook
}

/// The 99th percentile at 500 concurrent in ms: 1000 worth 0, 0 worth 100.
fn slow(unit: &str) -> Measure {
    let feed = Feed::LatencyAt { percentile: 99.0, concurrency: 500.0 };
    Measure { feed: Some(feed), ..Measure::natural(unit, 1000.0, 0.0) }
}

fn fed_by(feed: Feed, unit: &str) -> Measure {
    Measure { feed: Some(feed), ..Measure::natural(unit, 0.0, 10_000.0) }
}

fn two(measure: Measure) -> Bench {
    Bench::new().options(&["a", "b"]).leaf("c", measure, 1.0).score("c", "b", 700.0)
}

/// What the first option gets on the first criterion.
fn first(workbook: &Workbook) -> Result<Fed, NotFed> {
    analyse(workbook, None).fed(0, 0).expect("the criterion is fed").reading.clone()
}

fn only(measure: Measure, points: Vec<LoadPoint>) -> Result<Fed, NotFed> {
    first(&with_runs(two(measure), vec![run("r", "a", points)]))
}

#[test]
fn what_was_measured_counts_before_all_else() {
    let bench =
        two(slow("ms")).score("c", "a", 100.0).ballot("ada", 1, "c", "a", Judgement::Value(50.0));
    let workbook = with_runs(bench, vec![run("r", "a", vec![point(500.0, 900.0, 310.0)])]);
    let analysis = analyse(&workbook, None);
    let cell = analysis.cell(0, 0);
    assert_eq!(cell.origin, CellOrigin::Measured(vec![run_id("r")]));
    // (1000 - 310) / 1000 of the scale.
    assert_eq!((cell.performance, cell.value), (Some(310.0), Some(69.0)));
    // The other option has no run: its estimate stands, and is told as one.
    assert_eq!(analysis.cell(1, 0).origin, CellOrigin::Baseline);
    let told = |code: &str| analysis.diagnostics.iter().any(|it| it.code() == code);
    assert!(told("not-measured") && told("over-measured"));
    assert_eq!(analysis.fed(1, 0).unwrap().reading, Err(NotFed::NoRuns));
}

#[test]
fn a_score_over_a_measurement_needs_a_reason() {
    let bench = two(slow("ms"));
    let runs = vec![run("r", "a", vec![point(500.0, 900.0, 310.0)])];
    let bench = bench.ballot("ada", 1, "c", "a", Judgement::Value(50.0)).ballot(
        "ben",
        1,
        "c",
        "a",
        Judgement::Value(150.0),
    );
    let mut workbook = with_runs(bench, runs);
    let bare = analyse(&workbook, None);
    assert_eq!(bare.cell(0, 0).performance, Some(310.0));
    let people: Vec<&str> = bare.fed(0, 0).unwrap().ignored.iter().map(PersonId::as_str).collect();
    assert_eq!(people, ["ada", "ben"]);

    // Ben says why: his score counts alone, Ada's still does not.
    let ballot = Arc::make_mut(&mut workbook.ballots[1]);
    ballot.scores[0].reason = "The pool was too small; with 64 it was 150 ms.".to_owned();
    let reasoned = analyse(&workbook, None);
    assert_eq!(reasoned.cell(0, 0).performance, Some(150.0));
    assert_eq!(reasoned.cell(0, 0).origin, CellOrigin::Reviewers(1));
    let cell = reasoned.fed(0, 0).unwrap();
    assert!(cell.overridden && cell.reading.is_ok());
    let marks = matrix(&workbook, &Tree::of(&workbook), &reasoned).marks(0, 0);
    assert_eq!(marks.ground(reasoned.cell(0, 0)), Some(Ground::Overridden));
    // Blanks are no reason.
    Arc::make_mut(&mut workbook.ballots[1]).scores[0].reason = " \n".to_owned();
    assert_eq!(analyse(&workbook, None).cell(0, 0).performance, Some(310.0));
}

#[test]
fn several_tries_at_a_level_give_their_median_and_range() {
    let tries = [310.0, 290.0, 400.0].map(|p99| point(500.0, 900.0, p99));
    let fed = only(slow("ms"), tries.to_vec()).unwrap();
    assert_eq!((fed.performance, fed.low, fed.high), (310.0, Some(290.0), Some(400.0)));
    assert_eq!((fed.way, fed.tries), (FedWay::Measured, 3));
}

#[test]
fn between_two_levels_the_logarithm_of_the_load_decides() {
    // 500 is half way from 250 to 1000 in the logarithm.
    let points = vec![point(1000.0, 800.0, 600.0), point(250.0, 900.0, 200.0)];
    let fed = only(slow("ms"), points).unwrap();
    close(fed.performance, 400.0, 1e-9);
    assert_eq!((fed.low, fed.high), (Some(200.0), Some(600.0)));
    assert_eq!(fed.way, FedWay::Between { below: 250.0, above: 1000.0 });
}

#[test]
fn nothing_is_extrapolated() {
    let points = vec![point(1.0, 80.0, 6.0), point(256.0, 900.0, 200.0)];
    let outside = NotFed::OutsideMeasured { load: 500.0, from: 1.0, to: 256.0 };
    assert_eq!(only(slow("ms"), points.clone()), Err(outside));
    // The peak is the highest measured, and it is said that it may lie beyond.
    let fed = only(fed_by(Feed::PeakThroughput, "requests/s"), points).unwrap();
    assert_eq!(fed.performance, 900.0);
    assert!(fed.remarks.iter().any(|it| it.contains("highest load")), "{:?}", fed.remarks);
}

#[test]
fn what_the_tool_did_not_tell_is_unknown() {
    let p50 = LoadPoint { percentiles_ms: vec![(50.0, 7.0)], ..point(500.0, 9.0, 1.0) };
    let what = "the 99th percentile".to_owned();
    assert_eq!(only(slow("ms"), vec![p50]), Err(NotFed::NotTold { what }));
    let fixed = LoadPoint { concurrency: None, ..point(500.0, 9.0, 1.0) };
    assert_eq!(only(slow("ms"), vec![fixed]), Err(NotFed::LoadUnknown));
    let memory = fed_by(Feed::Memory, "MB");
    let what = "the memory".to_owned();
    assert_eq!(only(memory, vec![point(5.0, 9.0, 1.0)]), Err(NotFed::NotTold { what }));
}

#[test]
fn quantities_come_in_the_unit_of_the_scale() {
    let points = vec![LoadPoint {
        errors: Some(5),
        requests: Some(200),
        memory_mb: Some(1500.0),
        ..point(500.0, 900.0, 310.0)
    }];
    let given = |measure| only(measure, points.clone()).map(|fed| fed.performance);
    assert_eq!(given(slow("s")), Ok(0.31));
    assert_eq!(given(slow("ms at p99")), Ok(310.0));
    assert_eq!(given(fed_by(Feed::Memory, "GB")), Ok(1.5));
    close(given(fed_by(Feed::Memory, "MiB")).unwrap(), 1_500_000_000.0 / 1_048_576.0, 1e-9);
    assert_eq!(given(fed_by(Feed::ErrorsAt(500.0), "%")), Ok(2.5));
    assert_eq!(given(fed_by(Feed::ThroughputAt(500.0), "req/s")), Ok(900.0));
    let unit = |unit: &str| Err(NotFed::Unit { unit: unit.to_owned(), own: "ms".to_owned() });
    assert_eq!(given(slow("")), unit(""));
    assert_eq!(given(slow("MB")), unit("MB"));
    let levels = Measure { feed: Some(Feed::Memory), ..Measure::levels(["poor", "good"]) };
    assert_eq!(given(levels), Err(NotFed::ScaleOfLevels));
}

#[test]
fn several_runs_of_one_option_count_together() {
    let each = |id: &str, p99| run(id, "a", vec![point(500.0, 900.0, p99)]);
    let runs = vec![each("r1", 300.0), each("r2", 200.0), each("r3", 700.0)];
    let fed = first(&with_runs(two(slow("ms")), runs)).unwrap();
    assert_eq!((fed.performance, fed.low, fed.high), (300.0, Some(200.0), Some(700.0)));
    assert_eq!(fed.runs, ["r1", "r2", "r3"].map(run_id));
}

#[test]
fn runs_of_different_scenarios_are_never_taken_together() {
    let of = |id: &str, scenario: &str, p99| Measurement {
        scenario: scenario.to_owned(),
        ..run(id, "a", vec![point(500.0, 900.0, p99)])
    };
    let runs = vec![of("r1", "read", 300.0), of("r2", "write", 500.0)];
    let mut workbook = with_runs(two(slow("ms")), runs);
    let scenarios = vec!["read".to_owned(), "write".to_owned()];
    assert_eq!(first(&workbook), Err(NotFed::WhichScenario { scenarios }));
    workbook.load_plan.scenario = "write".to_owned();
    assert_eq!(first(&workbook).unwrap().performance, 500.0);
    // What the criterion says itself goes before the plan.
    let chosen = Measure { feed_scenario: "read".to_owned(), ..slow("ms") };
    let mut other = with_runs(two(chosen), workbook.measurements.to_vec());
    other.load_plan = workbook.load_plan.clone();
    assert_eq!(first(&other).unwrap().performance, 300.0);
}

#[test]
fn runs_for_comparison_over_nodes_and_of_programs_feed_no_load() {
    let points = || vec![point(500.0, 900.0, 310.0)];
    let given = |run: Measurement| first(&with_runs(two(slow("ms")), vec![run]));
    let comparison = Measurement { comparison_only: true, ..run("r", "a", points()) };
    assert_eq!(given(comparison), Err(NotFed::ComparisonOnly));
    let nodes = Measurement { over: LoadAxis::Nodes, ..run("r", "a", points()) };
    assert_eq!(given(nodes), Err(NotFed::OverNodes));
    let program = Measurement { subject: Subject::Program, ..run("r", "a", points()) };
    assert_eq!(given(program.clone()), Err(NotFed::OtherSubject { program: false }));
    let start = |mean_ms| LoadPoint { mean_ms: Some(mean_ms), ..LoadPoint::default() };
    let started = Measurement { points: vec![start(120.0), start(100.0)], ..program };
    let bench = two(fed_by(Feed::StartUpTime, "s"));
    let fed = first(&with_runs(bench, vec![started])).unwrap();
    close(fed.performance, 0.11, 1e-12);
    assert_eq!((fed.low, fed.high), (Some(0.1), Some(0.12)));
}

/// A run, and another that replaces it.
fn replaced() -> Workbook {
    let old = Measurement {
        date: Date::new(2026, 3, 1),
        ..run("old", "a", vec![point(500.0, 900.0, 310.0)])
    };
    let new = Measurement {
        replaces: Some(run_id("old")),
        date: Date::new(2026, 5, 1),
        ..run("new", "a", vec![point(500.0, 900.0, 250.0)])
    };
    with_runs(two(slow("ms")).ballot("ada", 1, "c", "a", Judgement::Value(90.0)), vec![old, new])
}

fn cite(workbook: &mut Workbook, runs: &[&str]) {
    let score = &mut Arc::make_mut(&mut workbook.ballots[0]).scores[0];
    score.reason = "Warm caches".to_owned();
    score.measurements = runs.iter().map(|id| run_id(id)).collect();
}

fn said(analysis: &Analysis, workbook: &Workbook) -> String {
    let asked = Asked::Performance(option_id("a"), criterion_id("c"));
    let told = explain(workbook, &Tree::of(workbook), analysis, &asked).expect("it is explained");
    format!("{}\n{}", told.words, told.notes.join("\n"))
}

#[test]
fn a_replaced_run_counts_for_nothing_and_leaves_a_trace() {
    let mut workbook = replaced();
    Arc::make_mut(&mut workbook.ballots[0]).scores.clear();
    let analysis = analyse(&workbook, None);
    let fed = analysis.fed(0, 0).unwrap().reading.clone().unwrap();
    assert_eq!((fed.performance, fed.runs.as_slice()), (250.0, &[run_id("new")][..]));
    assert_eq!(fed.date, Date::new(2026, 5, 1));
    assert_eq!(fed.before, vec![(run_id("old"), 310.0)]);
    let said = said(&analysis, &workbook);
    assert!(said.contains("Measured by \"new\" of 2026-05-01."), "{said}");
    assert!(said.contains("Was 310 ms by \"old\" of 2026-03-01, replaced since."), "{said}");
    assert!(stale(&workbook).is_empty());
}

#[test]
fn a_score_that_rests_on_a_replaced_run_is_stale_until_it_is_looked_at_again() {
    let mut workbook = replaced();
    cite(&mut workbook, &["old"]);
    let found = stale(&workbook);
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0].replaced, &found[0].newest), (&run_id("old"), &run_id("new")));
    let analysis = analyse(&workbook, None);
    let marks = matrix(&workbook, &Tree::of(&workbook), &analysis).marks(0, 0);
    assert_eq!(marks.ground(analysis.cell(0, 0)), Some(Ground::Stale));
    let points = open_points(&workbook, &analysis, &[]);
    assert!(points.iter().any(|point| point.code == "stale-score"), "{points:?}");

    let again = recited(&workbook, &workbook.ballots[0].scores[0]);
    assert_eq!(again.measurements, [run_id("new")]);
    put_score(&mut Arc::make_mut(&mut workbook.ballots[0]).scores, again);
    assert!(stale(&workbook).is_empty());
    // A newer round without the citation is what is in force.
    let mut rounds = replaced();
    cite(&mut rounds, &["old"]);
    let bench = Bench { workbook: rounds };
    let second = bench.ballot("ada", 2, "c", "a", Judgement::Value(70.0)).workbook;
    assert!(stale(&second).is_empty());
}

#[test]
fn a_baseline_that_cites_a_replaced_run_is_stale_while_it_is_in_force() {
    let mut workbook = replaced();
    let mut score = Score::new(criterion_id("c"), option_id("b"), Judgement::Value(310.0));
    score.measurements = vec![run_id("old")];
    put_score(Arc::make_mut(&mut workbook.baseline), score);
    assert_eq!(stale(&workbook).len(), 1);
    let bench = Bench { workbook }.ballot("ada", 1, "c", "b", Judgement::Value(1.0));
    assert!(stale(&bench.workbook).is_empty());
}

#[test]
fn a_composite_that_was_measured_needs_none_of_its_parts() {
    let bench = Bench::new().options(&["a", "b", "mix"]).leaf("c", slow("ms"), 1.0);
    let each = |id: &str, option: &str, p99| run(id, option, vec![point(500.0, 1.0, p99)]);
    let mut runs = vec![each("ra", "a", 100.0), each("rb", "b", 300.0)];
    let compose = |bench: Bench| {
        let mut workbook = bench.workbook;
        let parts = [("a", 1.0), ("b", 1.0)].map(|(id, share)| (option_id(id), share));
        let mut made = Composition::new(parts.into(), PartRule::Mean);
        made.counts = Counts::Always;
        Arc::make_mut(&mut workbook.alternatives)[2].composition = Some(made);
        Bench { workbook }
    };
    let bench = compose(bench);
    // Without a run of its own it follows from what its parts were measured at.
    let derived = analyse(&with_runs(bench.clone(), runs.clone()), None);
    assert_eq!(derived.cell(2, 0).origin, CellOrigin::Parts);
    assert_eq!(derived.cell(2, 0).performance, Some(200.0));
    runs.push(each("rm", "mix", 420.0));
    let measured = analyse(&with_runs(bench, runs), None);
    assert_eq!(measured.cell(2, 0).origin, CellOrigin::Measured(vec![run_id("rm")]));
    assert_eq!(measured.cell(2, 0).performance, Some(420.0));
    assert_eq!(measured.derivation(2, 0).unwrap().standing, PartsStanding::Measured);
}

#[test]
fn measured_and_estimated_are_told_apart() {
    let runs = vec![run("r", "a", vec![point(500.0, 900.0, 310.0)])];
    let workbook = with_runs(two(slow("ms")), runs);
    let analysis = analyse(&workbook, None);
    let table = matrix(&workbook, &Tree::of(&workbook), &analysis);
    let ground = |option: usize| {
        let id = &workbook.alternatives[option].id;
        let grounds = cell_grounds(&workbook, &workbook.criteria[0], id);
        table.marks(option, 0).backed_by(grounds).ground(analysis.cell(option, 0))
    };
    assert_eq!(ground(0), Some(Ground::Measured));
    assert_eq!(ground(1), Some(Ground::Estimated));
    let missing = Diagnostic::NotMeasured {
        criterion: criterion_id("c"),
        alternatives: vec![option_id("b")],
    };
    assert!(analysis.diagnostics.contains(&missing));
}

/// Throughput by the universal scalability law, exactly.
fn by_law(sigma: f64, kappa: f64) -> Vec<LoadPoint> {
    let loads = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0];
    let rate = |n: f64| 1000.0 * n / (1.0 + sigma * (n - 1.0) + kappa * n * (n - 1.0));
    loads.iter().map(|&n| point(n, rate(n), 1.0)).collect()
}

#[test]
fn parameters_of_the_law_come_in_percent_with_their_quality() {
    let fed = only(fed_by(Feed::Contention, "%"), by_law(0.02, 0.0005)).unwrap();
    close(fed.performance, 2.0, 1e-4);
    assert_eq!(fed.way, FedWay::Fitted);
    let quality = fed.quality.unwrap();
    close(quality.r_squared, 1.0, 1e-9);
    assert_eq!(quality.levels, 7);
    let (low, high) = (fed.low.unwrap(), fed.high.unwrap());
    assert!(low <= fed.performance && fed.performance <= high, "{fed:?}");
    let fed = only(fed_by(Feed::Coherency, "percent"), by_law(0.02, 0.0005)).unwrap();
    close(fed.performance, 0.05, 1e-4);
    let few = by_law(0.02, 0.0005)[..3].to_vec();
    let refused = only(fed_by(Feed::Contention, "%"), few);
    assert!(matches!(refused, Err(NotFed::NoFit { .. })), "{refused:?}");
}

#[test]
fn nodes_and_their_price_come_from_the_plan() {
    use weighbridge::workbook::{LoadPlan, NodeType};
    let run = Measurement {
        cores: Some(4.0),
        ..run("r", "a", vec![point(8.0, 800.0, 5.0), point(64.0, 1000.0, 9.0)])
    };
    let given = |feed: Feed, unit: &str, plan: LoadPlan| {
        let mut workbook = with_runs(two(fed_by(feed, unit)), vec![run.clone()]);
        workbook.load_plan = plan;
        first(&workbook)
    };
    // 70 % of 1000 requests/s a node: 3000 take 4.29, hence 5 nodes.
    let plain = LoadPlan { target_rps: Some(3000.0), ..LoadPlan::default() };
    let fed = given(Feed::NodesFor(3000.0), "nodes", plain.clone()).unwrap();
    assert_eq!((fed.performance, fed.way), (5.0, FedWay::Reckoned));
    // Without node types there is no price.
    let refused = given(Feed::CostPerMillion, "per million", plain.clone());
    assert!(matches!(refused, Err(NotFed::NotReckoned { .. })), "{refused:?}");
    let priced = LoadPlan {
        currency: "EUR".to_owned(),
        node_types: vec![NodeType {
            name: "n4".to_owned(),
            cores: 4.0,
            memory_gb: None,
            per_month: 30.0,
        }],
        ..plain
    };
    // 150 EUR a month of 730 hours for 3000 requests/s: 7884 million.
    let fed = given(Feed::CostPerMillion, "EUR per million", priced).unwrap();
    close(fed.performance, 150.0 / 7884.0, 1e-12);
}

#[test]
fn a_scale_to_begin_with_runs_from_nothing_to_a_round_figure_past_all_options() {
    use weighbridge::analysis::measured_scale;
    use weighbridge::workbook::ValueFunction;
    let levels = Measure::levels(["poor", "fair", "good"]);
    let runs = vec![
        run("r", "a", vec![point(1.0, 90.0, 4.0), point(64.0, 11_794.0, 52.3)]),
        run("s", "b", vec![point(1.0, 80.0, 5.0), point(64.0, 7_592.0, 21.0)]),
    ];
    let workbook = with_runs(two(levels.clone()), runs);
    let scale = measured_scale(&workbook, &levels, &Feed::PeakThroughput);
    assert_eq!((scale.anchors.worst, scale.anchors.best), (0.0, 20_000.0));
    assert_eq!((scale.unit(), &scale.value_function), ("requests/s", &ValueFunction::Linear));
    let feed = Feed::LatencyAt { percentile: 99.0, concurrency: 64.0 };
    let scale = measured_scale(&workbook, &levels, &feed);
    assert_eq!((scale.anchors.worst, scale.anchors.best), (100.0, 0.0), "less is better");
    assert_eq!(scale.unit(), "ms");
    // Nothing tells its memory.
    let scale = measured_scale(&workbook, &levels, &Feed::Memory);
    assert_eq!((scale.anchors.worst, scale.anchors.best), (100.0, 0.0));
}

#[test]
fn a_law_that_fits_badly_feeds_nothing() {
    // It rises, but by leaps that no law has.
    let leaps =
        [(1.0, 100.0), (2.0, 390.0), (4.0, 150.0), (8.0, 900.0), (16.0, 300.0), (32.0, 1000.0)];
    let points = leaps.map(|(load, rate)| point(load, rate, 5.0)).to_vec();
    match only(fed_by(Feed::Contention, "%"), points) {
        Err(NotFed::NoFit { why }) => assert!(why.contains("R²"), "{why}"),
        other => panic!("{other:?}"),
    }
}
