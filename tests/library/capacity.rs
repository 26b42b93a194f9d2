//! What one node carries, how many nodes a load takes, what that costs and for
//! how long it lasts: by hand, by brute force, by laws.

use std::sync::Arc;

use proptest::prelude::*;
use weighbridge::analysis::scalability::{
    Fleet, Limit, NoCapacity, Outlay, capacity, capacity_in, cost_per_million, fleet, headroom,
    last_change, least_outlay, load_by_month, measured_efficiency, node_efficiency, node_steps,
    nodes_for, one_node_for, outlay, outlay_regions, outlook, shared_capacity,
};
use weighbridge::figure::{
    Figure, Ground, Mark, OutlayChart, headroom_figure, node_efficiency_figure, outlay_figure, svg,
};
use weighbridge::record::analysis_document;
use weighbridge::workbook::{
    LatencyBudget, LoadAxis, LoadPoint, Measurement, MeasurementId, NodeType, Subject, Workbook,
    faults,
};

use crate::build::{Bench, option_id, plain};

fn run_id(text: &str) -> MeasurementId {
    MeasurementId::new(text).expect("an id")
}

/// A point by concurrency, requests per second and p99 in milliseconds.
fn point(concurrency: f64, rps: f64, p99: f64) -> LoadPoint {
    LoadPoint {
        concurrency: Some(concurrency),
        throughput_rps: Some(rps),
        requests: Some((rps * 10.0) as u64),
        errors: Some(0),
        percentiles_ms: vec![(99.0, p99)],
        ..LoadPoint::default()
    }
}

fn run(id: &str, option: &str, points: Vec<LoadPoint>) -> Measurement {
    Measurement {
        scenario: "orders".to_owned(),
        cores: Some(1.0),
        points,
        ..Measurement::new(run_id(id), option_id(option), id)
    }
}

/// Throughput bends over at 32 concurrent; p99 keeps 100 ms up to 16.
fn bending(id: &str, option: &str) -> Measurement {
    let points = [
        (1.0, 100.0, 10.0),
        (8.0, 700.0, 40.0),
        (16.0, 1000.0, 90.0),
        (32.0, 1200.0, 250.0),
        (64.0, 1100.0, 500.0),
    ];
    run(id, option, points.map(|(at, rps, p99)| point(at, rps, p99)).to_vec())
}

fn workbook(options: &[&str], runs: Vec<Measurement>) -> Workbook {
    let bench = Bench::new().leaf("c", plain(), 1.0);
    let bench = options.iter().fold(bench, |bench, id| bench.option(id));
    let mut workbook = bench.workbook;
    workbook.measurements = Arc::new(runs);
    workbook.load_plan.utilisation_percent = 100.0;
    assert_eq!(faults(&workbook), []);
    workbook
}

fn node(name: &str, cores: f64, per_month: f64) -> NodeType {
    NodeType { name: name.to_owned(), cores, memory_gb: None, per_month }
}

/// One option whose node carries so much, without a price table.
fn carrying(rps: f64) -> Workbook {
    workbook(&["a"], vec![run("r", "a", vec![point(1.0, rps, 1.0)])])
}

fn fleet_of(workbook: &Workbook, option: &str) -> Fleet {
    fleet(workbook, &option_id(option)).expect("it has runs")
}

#[test]
fn capacity_is_the_most_that_was_measured_within_the_budget() {
    let mut workbook = workbook(&["a"], vec![bending("r", "a")]);
    let found = capacity(&workbook, &option_id("a")).unwrap();
    assert_eq!((found.rps, found.range), (1200.0, (1200.0, 1200.0)));
    assert_eq!(found.runs[0].limit, Limit::Peak);
    assert_eq!(found.scenario, "orders");

    workbook.load_plan.latency_budget = Some(LatencyBudget { percentile: 99.0, ms: 100.0 });
    let found = capacity(&workbook, &option_id("a")).unwrap();
    assert_eq!((found.rps, found.runs[0].concurrency), (1000.0, Some(16.0)));
    assert_eq!(found.runs[0].latency_ms, Some(90.0));
    assert_eq!(
        found.runs[0].limit,
        Limit::Latency { concurrency: Some(32.0), percentile: 99.0, ms: 250.0 }
    );
    assert!(found.is_judged());

    workbook.load_plan.latency_budget = Some(LatencyBudget { percentile: 99.0, ms: 9.0 });
    let budget = workbook.load_plan.latency_budget.unwrap();
    assert_eq!(capacity(&workbook, &option_id("a")), Err(NoCapacity::OverBudget(budget)));

    // Nobody measured p95: the budget cannot be judged, which is said.
    workbook.load_plan.latency_budget = Some(LatencyBudget { percentile: 95.0, ms: 9.0 });
    let found = capacity(&workbook, &option_id("a")).unwrap();
    assert_eq!((found.rps, found.is_judged()), (1200.0, false));
}

#[test]
fn a_level_where_one_in_a_hundred_fails_does_not_count() {
    let mut bent = bending("r", "a");
    bent.points[3].errors = Some(120); // of 12,000: exactly 1 %
    let found = capacity(&workbook(&["a"], vec![bent.clone()]), &option_id("a")).unwrap();
    assert_eq!(found.rps, 1100.0);
    assert_eq!(found.runs[0].limit, Limit::Errors { concurrency: Some(32.0), percent: 1.0 });
    bent.points[3].errors = Some(119);
    let found = capacity(&workbook(&["a"], vec![bent.clone()]), &option_id("a")).unwrap();
    assert_eq!(found.rps, 1200.0);
    for point in &mut bent.points {
        point.errors = point.requests;
    }
    let none = capacity(&workbook(&["a"], vec![bent]), &option_id("a"));
    assert_eq!(none, Err(NoCapacity::TooManyErrors));
}

#[test]
fn nothing_is_said_past_what_was_measured() {
    let rising = run("r", "a", vec![point(1.0, 90.0, 5.0), point(2.0, 180.0, 5.0)]);
    let found = capacity(&workbook(&["a"], vec![rising]), &option_id("a")).unwrap();
    assert_eq!((found.rps, &found.runs[0].limit), (180.0, &Limit::EndOfMeasured));
}

#[test]
fn of_several_tries_the_median_rate_and_the_slowest_latency_count() {
    let tries = vec![
        point(4.0, 300.0, 20.0),
        point(4.0, 420.0, 30.0),
        point(4.0, 400.0, 120.0),
        point(2.0, 250.0, 10.0),
    ];
    let mut workbook = workbook(&["a"], vec![run("r", "a", tries)]);
    assert_eq!(capacity(&workbook, &option_id("a")).unwrap().rps, 400.0);
    workbook.load_plan.latency_budget = Some(LatencyBudget { percentile: 99.0, ms: 100.0 });
    let found = capacity(&workbook, &option_id("a")).unwrap();
    assert_eq!(found.rps, 250.0);
    let limit = Limit::Latency { concurrency: Some(4.0), percentile: 99.0, ms: 120.0 };
    assert_eq!(found.runs[0].limit, limit);
}

#[test]
fn of_several_runs_the_median_counts_and_the_range_is_told() {
    let one = |id: &str, rps: f64| run(id, "a", vec![point(8.0, rps, 10.0)]);
    let mut runs = vec![one("r1", 500.0), one("r2", 900.0), one("r3", 600.0)];
    let found = capacity(&workbook(&["a"], runs.clone()), &option_id("a")).unwrap();
    assert_eq!((found.rps, found.range), (600.0, (500.0, 900.0)));
    // Not counted: replaced, for comparison only, of another scenario, of a
    // program, over nodes without one node.
    runs.push(Measurement { replaces: Some(run_id("r1")), ..one("r4", 700.0) });
    runs.push(Measurement { comparison_only: true, ..one("r5", 1.0) });
    runs.push(Measurement { scenario: "other".to_owned(), ..one("r6", 2.0) });
    runs.push(Measurement { subject: Subject::Program, ..one("r7", 3.0) });
    runs.push(Measurement { over: LoadAxis::Nodes, ..one("r8", 4.0) });
    let mut workbook = workbook(&["a"], runs);
    let found = capacity(&workbook, &option_id("a")).unwrap();
    assert_eq!((found.rps, found.range, found.runs.len()), (700.0, (600.0, 900.0), 3));
    assert_eq!(capacity_in(&workbook, &option_id("a"), Some("other")).unwrap().rps, 2.0);
    workbook.load_plan.scenario = "other".to_owned();
    assert_eq!(capacity(&workbook, &option_id("a")).unwrap().rps, 2.0);
    assert_eq!(
        capacity_in(&workbook, &option_id("a"), Some("nobody ran it")),
        Err(NoCapacity::NoRuns { scenario: "nobody ran it".to_owned() })
    );
}

#[test]
fn a_run_that_never_keeps_the_budget_carries_nothing() {
    let one = |id: &str, rps: f64, p99: f64| run(id, "a", vec![point(8.0, rps, p99)]);
    let mut workbook = workbook(
        &["a"],
        vec![one("r1", 500.0, 10.0), one("r2", 900.0, 10.0), one("r3", 600.0, 200.0)],
    );
    let budget = LatencyBudget { percentile: 99.0, ms: 100.0 };
    workbook.load_plan.latency_budget = Some(budget);
    let found = capacity(&workbook, &option_id("a")).unwrap();
    // 0, 500, 900: the median is 500.
    assert_eq!((found.rps, found.range), (500.0, (0.0, 900.0)));
    assert_eq!(found.failing, [(run_id("r3"), NoCapacity::OverBudget(budget))]);
    let needed = nodes_for(&workbook, &option_id("a"), 1000.0).unwrap();
    assert_eq!((needed.nodes, needed.least, needed.most), (2, 2, None));
    // 0 and 500: nothing is in the middle.
    Arc::make_mut(&mut workbook.measurements).remove(1);
    assert_eq!(capacity(&workbook, &option_id("a")), Err(NoCapacity::OverBudget(budget)));
}

#[test]
fn nodes_by_hand() {
    let mut workbook = carrying(1000.0);
    let plan = &mut workbook.load_plan;
    plan.utilisation_percent = 70.0;
    plan.core_contention_percent = 10.0;
    plan.node_contention_percent = 5.0;
    plan.node_types = vec![node("large", 8.0, 90.0), node("small", 2.0, 20.0)];
    plan.runs_on.insert(option_id("a"), "small".to_owned());
    plan.target_rps = Some(10_000.0);
    // 2 / 1.1 · 1000 = 1818.18 on two cores. 10,000 / 0.7 = 14,285.7: twelve
    // nodes carry 12 · 1818.18 / 1.55 = 14,076, thirteen 14,773.
    let fleet = fleet_of(&workbook, "a");
    assert!((fleet.node_rps - 1_818.181_818).abs() < 1e-5 && fleet.scaled);
    let needed = nodes_for(&workbook, &option_id("a"), 10_000.0).unwrap();
    assert_eq!((needed.nodes, needed.per_month), (13, Some(260.0)));
    assert_eq!(needed.node_type.as_deref(), Some("small"));
    // 10,000 · 730 · 3600 = 26,280 million requests a month.
    let cost = cost_per_million(&workbook, &option_id("a")).unwrap();
    assert!((cost.price - 260.0 / 26_280.0).abs() < 1e-12);
    // Eight cores carry 8 / 1.7 · 1000 = 4705.9 and at 70 % 3294.1 of them.
    let one = |load| one_node_for(&workbook, &fleet.capacity, load).unwrap().map(|it| it.node_type);
    assert_eq!(one(1_272.0).unwrap().name, "small");
    assert_eq!(one(1_273.0).unwrap().name, "large");
    assert_eq!(one(3_294.0).unwrap().name, "large");
    assert_eq!(one(3_295.0), None);

    // With a fifth of the work not shared, 0.7 · 1818.18 / 0.2 = 6363.6 is the
    // most that any number of nodes comes near to.
    workbook.load_plan.node_contention_percent = 20.0;
    let limit = match nodes_for(&workbook, &option_id("a"), 10_000.0) {
        Err(NoCapacity::OutOfReach { limit_rps }) => limit_rps,
        other => panic!("{other:?}"),
    };
    assert!((limit - 6_363.636_363).abs() < 1e-5);
    assert!(nodes_for(&workbook, &option_id("a"), 6_363.0).is_ok());
}

#[test]
fn rounding_buys_no_node() {
    // 700 / 0.7 is a little more than 1000 in floating point.
    let mut workbook = carrying(1000.0);
    workbook.load_plan.utilisation_percent = 70.0;
    for (load, nodes) in [(700.0, 1), (700.001, 2), (1400.0, 2), (2100.0, 3)] {
        assert_eq!(nodes_for(&workbook, &option_id("a"), load).unwrap().nodes, nodes, "{load}");
    }
}

#[test]
fn what_is_missing_is_told_by_its_name() {
    let mut workbook = carrying(1000.0);
    let id = option_id("a");
    let load = |load: f64| nodes_for(&carrying(1000.0), &option_id("a"), load);
    assert_eq!(load(0.0), Err(NoCapacity::BadLoad));
    assert_eq!(load(f64::NAN), Err(NoCapacity::BadLoad));
    assert_eq!(load(1e15), Err(NoCapacity::TooManyNodes));
    assert_eq!(cost_per_million(&workbook, &id), Err(NoCapacity::NoTarget));
    assert_eq!(headroom(&workbook, &fleet_of(&workbook, "a")), Err(NoCapacity::NoTarget));
    workbook.load_plan.target_rps = Some(500.0);
    assert_eq!(cost_per_million(&workbook, &id), Err(NoCapacity::NoPrices));
    assert_eq!(headroom(&workbook, &fleet_of(&workbook, "a")), Err(NoCapacity::NoGrowth));
    let found = nodes_for(&workbook, &id, 500.0).unwrap();
    assert_eq!((found.nodes, found.per_month, found.node_type), (1, None, None));
    let none = one_node_for(&workbook, &fleet_of(&workbook, "a").capacity, 500.0);
    assert_eq!(none, Err(NoCapacity::NoPrices));
    // A price of 0 is a price.
    workbook.load_plan.node_types = vec![node("own", 1.0, 0.0)];
    assert_eq!(cost_per_million(&workbook, &id).unwrap().price, 0.0);
    // Cores that nobody told: taken as measured.
    Arc::make_mut(&mut workbook.measurements)[0].cores = None;
    workbook.load_plan.node_types = vec![node("large", 8.0, 10.0)];
    let fleet = fleet_of(&workbook, "a");
    assert_eq!((fleet.node_rps, fleet.scaled), (1000.0, false));
}

#[test]
fn headroom_by_hand() {
    let mut workbook = carrying(1000.0);
    let plan = &mut workbook.load_plan;
    plan.utilisation_percent = 70.0;
    plan.target_rps = Some(1000.0);
    plan.growth_percent = Some(100.0);
    plan.horizon_months = 36;
    // Two nodes: 1400 planned, 2000 at the limit. 12 · log2(1.4) = 5.8 months;
    // after twelve the load is 2000, which they still carry.
    let found = headroom(&workbook, &fleet_of(&workbook, "a")).unwrap();
    assert_eq!(
        (found.nodes_today, found.full_in_month, found.over_in_month),
        (2, Some(6), Some(13))
    );
    assert!((found.spare - 0.4).abs() < 1e-9);
    assert_eq!((found.nodes.len(), found.nodes[12], found.nodes[36]), (37, Some(3), Some(12)));
    workbook.load_plan.growth_percent = Some(-20.0);
    let found = headroom(&workbook, &fleet_of(&workbook, "a")).unwrap();
    assert_eq!((found.full_in_month, found.nodes[36]), (None, Some(1)));
    let loads = load_by_month(&workbook.load_plan).unwrap();
    assert!((loads[12] - 800.0).abs() < 1e-9 && (loads[24] - 640.0).abs() < 1e-9);
}

/// Two options on node types of their own: a carries 3000 for 78, b 1000 for 30.
fn two() -> Workbook {
    let mut workbook = workbook(
        &["a", "b"],
        vec![
            run("ra", "a", vec![point(1.0, 3000.0, 1.0)]),
            run("rb", "b", vec![point(1.0, 1000.0, 1.0)]),
        ],
    );
    let plan = &mut workbook.load_plan;
    plan.node_types = vec![node("large", 1.0, 78.0), node("small", 1.0, 30.0)];
    plan.runs_on.insert(option_id("b"), "small".to_owned());
    workbook
}

#[test]
fn regions_by_hand() {
    let workbook = two();
    let fleets = [fleet_of(&workbook, "a"), fleet_of(&workbook, "b")];
    let told = |by: Outlay, reach: f64| -> Vec<(f64, f64, Vec<usize>)> {
        let regions = outlay_regions(&fleets, by, reach).unwrap();
        regions.into_iter().map(|it| (it.above, it.up_to, it.best)).collect()
    };
    // b: 30 to 1000, 60 to 2000, 90 to 3000, 120 to 4000, 150 to 5000, 180.
    // a: 78 to 3000, 156 to 6000.
    assert_eq!(
        told(Outlay::Price, 6000.0),
        [
            (0.0, 2000.0, vec![1]),
            (2000.0, 3000.0, vec![0]),
            (3000.0, 5000.0, vec![1]),
            (5000.0, 6000.0, vec![0]),
        ]
    );
    assert_eq!(told(Outlay::Nodes, 6000.0), [(0.0, 1000.0, vec![0, 1]), (1000.0, 6000.0, vec![0])]);
    let regions = outlay_regions(&fleets, Outlay::Nodes, 6000.0).unwrap();
    assert_eq!(last_change(&regions), Some((1000.0, 0)));
    // At the step itself the lower number of nodes still holds.
    assert_eq!(least_outlay(&fleets, Outlay::Price, 2000.0), [1]);
    assert_eq!(least_outlay(&fleets, Outlay::Price, 2000.1), [0]);
    assert_eq!(
        node_steps(&fleets[1], 2500.0, 100).unwrap(),
        [(0.0, 1000.0, 1), (1000.0, 2000.0, 2), (2000.0, 2500.0, 3)]
    );
    assert_eq!(node_steps(&fleets[1], 2500.0, 1), None);
}

#[test]
fn the_finding_says_who_needs_how_many() {
    let mut workbook = two();
    assert_eq!(outlook(&workbook).finding, "On one node a carries 3000 requests/s, b 1000.");
    workbook.load_plan.target_rps = Some(8000.0);
    assert_eq!(outlook(&workbook).finding, "At 8000 requests/s a needs 3 nodes, b 8.");
    workbook.load_plan.target_rps = Some(1000.0);
    assert_eq!(outlook(&workbook).finding, "At 1000 requests/s a and b need 1 node each.");
    workbook.load_plan.node_contention_percent = 100.0;
    workbook.load_plan.target_rps = Some(20_000.0);
    assert_eq!(
        outlook(&workbook).finding,
        "At 20,000 requests/s no option is enough, on however many nodes."
    );
    Arc::make_mut(&mut workbook.measurements).clear();
    assert_eq!(outlook(&workbook).finding, "No load run tells yet what a node carries.");
}

#[test]
fn efficiency_as_measured_over_nodes() {
    let mut over = run(
        "r",
        "a",
        vec![point(1.0, 1000.0, 1.0), point(2.0, 1900.0, 1.0), point(4.0, 3200.0, 1.0)],
    );
    over.over = LoadAxis::Nodes;
    let found = measured_efficiency(&workbook(&["a"], vec![over]));
    assert_eq!(found[0].points, [(1.0, 1.0), (2.0, 0.95), (4.0, 0.8)]);
    // Three nodes at a tenth of contention: 1 / 1.2.
    assert!((node_efficiency(3.0, 0.1) - 1.0 / 1.2).abs() < 1e-12);
}

/// A workbook of options with random capacities, prices and a random plan.
fn planned() -> impl Strategy<Value = Workbook> {
    let option = (50.0..5000.0_f64, 1..9_u32, 1.0..200.0_f64, 1..9_u32);
    (proptest::collection::vec(option, 1..5), 0.0..30.0_f64, 0.0..30.0_f64, 20.0..100.0_f64)
        .prop_map(|(options, among_nodes, among_cores, usage)| {
            let names = ["a", "b", "c", "d"];
            let runs = options.iter().zip(names).map(|((rps, cores, _, _), name)| Measurement {
                cores: Some(f64::from(*cores)),
                ..run(&format!("run-{name}"), name, vec![point(4.0, *rps, 1.0)])
            });
            let mut workbook = workbook(&names[..options.len()], runs.collect());
            let plan = &mut workbook.load_plan;
            plan.node_contention_percent = among_nodes;
            plan.core_contention_percent = among_cores;
            plan.utilisation_percent = usage;
            for ((_, _, price, cores), name) in options.iter().zip(names) {
                plan.node_types.push(node(name, f64::from(*cores), *price));
                plan.runs_on.insert(option_id(name), name.to_owned());
            }
            workbook
        })
}

proptest! {
    #[test]
    fn the_count_of_nodes_is_the_least(workbook in planned(), load in 1.0..60_000.0_f64) {
        let fleet = fleet_of(&workbook, "a");
        let plan = &workbook.load_plan;
        let sigma = plan.node_contention_percent / 100.0;
        let carries = |n: u64| {
            let n = n as f64;
            n * fleet.node_rps / (1.0 + sigma * (n - 1.0)) * plan.utilisation_percent / 100.0
        };
        // By hand, one after the other.
        let brute = (1..=20_000_u64).find(|&n| carries(n) >= load);
        match fleet.nodes(load) {
            Ok(nodes) if nodes <= 20_000 => {
                // What rounding forgives is a billionth.
                prop_assert!(carries(nodes) >= load * (1.0 - 2e-9));
                prop_assert!(brute.is_none_or(|brute| nodes <= brute));
                prop_assert!(nodes == 1 || carries(nodes - 1) < load);
            }
            Ok(_) => prop_assert_eq!(brute, None),
            Err(_) => prop_assert_eq!(brute, None),
        }
    }

    #[test]
    fn more_load_never_takes_fewer_nodes(
        workbook in planned(), load in 1.0..60_000.0_f64, more in 1.0..3.0_f64,
    ) {
        let fleet = fleet_of(&workbook, "a");
        if let Ok(after) = fleet.nodes(load * more) {
            prop_assert!(fleet.nodes(load).unwrap() <= after);
        }
        // A type that carries more carries less as well, on no more cores.
        let one = |load| one_node_for(&workbook, &fleet.capacity, load).unwrap();
        if let Some(after) = one(load * more) {
            let before = one(load).expect("what carries more carries less");
            prop_assert!(before.node_type.cores <= after.node_type.cores);
        }
    }

    #[test]
    fn sharing_never_gains(units in 1.0..1e6_f64, sigma in 0.0..1.0_f64) {
        let shared = shared_capacity(units, sigma);
        prop_assert!(shared <= units && shared >= 1.0 - 1e-12);
        let efficiency = node_efficiency(units, sigma);
        prop_assert!(efficiency > 0.0 && efficiency <= 1.0);
    }

    #[test]
    fn regions_are_those_of_a_fine_grid(
        workbook in planned(), reach in 1000.0..30_000.0_f64,
        shares in proptest::collection::vec(0.0001..1.0_f64, 40),
    ) {
        let options = &workbook.alternatives;
        let fleets: Vec<Fleet> =
            options.iter().map(|option| fleet(&workbook, &option.id).unwrap()).collect();
        for by in [Outlay::Nodes, Outlay::Price] {
            let regions = outlay_regions(&fleets, by, reach).expect("few steps");
            prop_assert_eq!(regions[0].above, 0.0);
            prop_assert_eq!(regions.last().unwrap().up_to, reach);
            for pair in regions.windows(2) {
                prop_assert_eq!(pair[0].up_to, pair[1].above);
                prop_assert_ne!(&pair[0].best, &pair[1].best);
            }
            for share in &shares {
                let load = share * reach;
                // On a step itself rounding decides.
                let near = |edge: f64| (load - edge).abs() <= edge.max(1.0) * 1e-8;
                if fleets.iter().any(|fleet| {
                    let Ok(nodes) = fleet.nodes(load) else { return false };
                    // Where a node adds next to nothing, steps are not told apart.
                    let width = fleet.planned_rps(nodes) - fleet.planned_rps(nodes - 1);
                    if nodes > 1 && width < 2e-7 * reach {
                        return true;
                    }
                    (nodes.saturating_sub(1)..=nodes + 1).any(|n| near(fleet.planned_rps(n)))
                }) {
                    continue;
                }
                let taken: Vec<Option<f64>> =
                    fleets.iter().map(|fleet| outlay(fleet, by, load)).collect();
                let least = taken.iter().flatten().copied().fold(f64::INFINITY, f64::min);
                let best: Vec<usize> = (0..fleets.len())
                    .filter(|&at| taken[at].is_some_and(|it| it <= least * (1.0 + 1e-9)))
                    .collect();
                let region = regions.iter().find(|it| it.above < load && load <= it.up_to);
                prop_assert_eq!(&region.expect("the regions leave no gap").best, &best);
            }
        }
    }
}

/// Every reading is of a mark that can be pointed at, and the picture holds the
/// names of the options.
fn sound(figure: &Figure) -> String {
    for reading in &figure.readings {
        let mark = &figure.marks[reading.mark];
        assert!(matches!(mark, Mark::Point { .. } | Mark::Area { .. }), "{reading:?}");
    }
    for row in &figure.table.rows {
        assert_eq!(row.len(), figure.table.header.len());
    }
    svg::paint(figure, svg::Look { ground: Ground::Light, heading: true, narrow: false })
}

#[test]
fn the_charts_say_what_the_numbers_say() {
    let mut workbook = two();
    let plan = &mut workbook.load_plan;
    plan.target_rps = Some(4000.0);
    plan.currency = "EUR".to_owned();
    let nodes = outlay_figure(&workbook, &outlook(&workbook), OutlayChart::Nodes).unwrap();
    assert_eq!(
        nodes.finding,
        "A and b alike need the fewest nodes up to 1000 requests/s, a beyond."
    );
    // At 4000: two of a, four of b; at 6000 two and six.
    let row = nodes.table.rows.iter().find(|row| row[0] == "4000").unwrap();
    assert_eq!(row[1..], ["2", "4", "a"]);
    let last = nodes.table.rows.last().unwrap();
    assert_eq!(last[..], ["6000", "2", "6", "a"]);
    assert!(sound(&nodes).contains("Target 4000"));
    let cost = outlay_figure(&workbook, &outlook(&workbook), OutlayChart::Price).unwrap();
    assert_eq!(
        cost.finding,
        "At 4000 requests/s b is the cheapest (120 EUR a month); up to 6000 that changes 3 times."
    );
    sound(&cost);
    // One node of the large type carries 3000, and so does one of the small
    // type, of as many cores: the cheaper of the two, 30, is enough for a.
    let alone = outlay_figure(&workbook, &outlook(&workbook), OutlayChart::OneNode).unwrap();
    assert_eq!(
        alone.finding,
        "As one larger node, a and b alike are the cheapest up to 1000 requests/s, a up to 3000, no single node is enough beyond."
    );
    sound(&alone);
    assert!(headroom_figure(&workbook, &outlook(&workbook)).is_none());
    workbook.load_plan.growth_percent = Some(100.0);
    // 6000 for a's two nodes, 4000 for b's four: 12 · log2(1.5) = 7.02 months,
    // and at once.
    let room = headroom_figure(&workbook, &outlook(&workbook)).unwrap();
    assert_eq!(room.finding, "The nodes of today are full in month 1 with b, in month 8 with a.");
    assert!(sound(&room).contains("a, month 8"));
    workbook.load_plan.node_contention_percent = 10.0;
    // a: 2 · 3000 / 1.1 = 5454; each of two carries 1 / 1.1. b: n / (1 + 0.1 (n - 1))
    // thousand reach 4000 with six (6 / 1.5 = 4).
    let each = node_efficiency_figure(&workbook, &outlook(&workbook)).unwrap();
    assert_eq!(
        each.finding,
        "With 10.0 % contention each of 6 nodes carries 66.7 % of what one carries alone."
    );
    sound(&each);
}

#[test]
fn eight_options_are_drawn_without_a_name_over_another() {
    let names = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let runs = names.iter().enumerate().map(|(at, name)| {
        run(&format!("r{name}"), name, vec![point(1.0, 900.0 + 250.0 * at as f64, 1.0)])
    });
    let mut workbook = workbook(&names, runs.collect());
    let plan = &mut workbook.load_plan;
    plan.target_rps = Some(12_000.0);
    plan.growth_percent = Some(30.0);
    plan.node_types = vec![node("only", 1.0, 20.0)];
    let found = outlook(&workbook);
    for figure in [
        outlay_figure(&workbook, &found, OutlayChart::Nodes),
        outlay_figure(&workbook, &found, OutlayChart::Price),
        outlay_figure(&workbook, &found, OutlayChart::OneNode),
        headroom_figure(&workbook, &found),
        node_efficiency_figure(&workbook, &found),
    ] {
        let figure = figure.unwrap();
        assert!(sound(&figure).contains("<svg"));
        assert!(figure.legend.len() >= 8, "{}", figure.id);
    }
}

#[test]
fn machines_get_the_same_numbers() {
    let mut workbook = two();
    workbook.load_plan.target_rps = Some(4000.0);
    let analysis = weighbridge::analysis::analyse(&workbook, None);
    let document = analysis_document(&workbook, &analysis).scalability.unwrap();
    assert_eq!(document.options[0].nodes, Some(2));
    assert_eq!(document.options[1].per_month, Some(120.0));
    assert_eq!(document.options[0].capacity.as_ref().unwrap().runs[0].limit, "end-of-measured");
    assert_eq!(document.options[0].reasons[0].code, "no-growth");
    let edges: Vec<f64> = document.cheapest.unwrap().iter().map(|it| it.up_to_rps).collect();
    assert_eq!(edges, [2000.0, 3000.0, 5000.0, 6000.0]);
    let bare = Bench::new().leaf("c", plain(), 1.0).option("a").workbook;
    let analysis = weighbridge::analysis::analyse(&bare, None);
    assert_eq!(analysis_document(&bare, &analysis).scalability, None);
}

#[test]
fn a_change_of_the_plan_is_undone_by_its_name() {
    let before = two().load_plan;
    let said = |change: &dyn Fn(&mut weighbridge::workbook::LoadPlan)| {
        let mut after = before.clone();
        change(&mut after);
        after.change_from(&before)
    };
    assert_eq!(said(&|plan| plan.target_rps = Some(1.0)), "load to carry");
    assert_eq!(said(&|plan| plan.node_types[0].per_month = 1.0), "node type large");
    assert_eq!(said(&|plan| plan.node_types.swap(0, 1)), "order of node types");
    assert_eq!(
        said(&|plan| {
            plan.node_types.remove(1);
            plan.runs_on.clear();
        }),
        "remove node type small"
    );
    assert_eq!(said(&|plan| plan.node_types.push(node("new", 1.0, 1.0))), "add node type new");
    assert_eq!(
        said(&|plan| plan.node_types[0].name = "huge".to_owned()),
        "node type large becomes huge"
    );
    assert_eq!(said(&|plan| plan.runs_on.clear()), "node type of an option");
    assert_eq!(
        said(&|plan| {
            plan.target_rps = Some(1.0);
            plan.horizon_months = 3;
        }),
        "load plan"
    );
}

#[test]
fn a_node_that_answers_nothing_carries_no_load() {
    let mut workbook = carrying(0.0);
    for contention in [0.0, 20.0] {
        workbook.load_plan.node_contention_percent = contention;
        assert_eq!(
            nodes_for(&workbook, &option_id("a"), 100.0).unwrap_err(),
            NoCapacity::CarriesNothing
        );
    }
}
