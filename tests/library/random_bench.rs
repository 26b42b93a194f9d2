//! Random small workbooks for laws of the analysis: trees of one to twelve
//! leaves with every value function, unknown and inapplicable cells, weights
//! of zero, gates, options taken out, load runs that feed some of the leaves.

use proptest::prelude::*;
use proptest::sample::select;
use weighbridge::workbook::{
    Feed, GateVerdict, Judgement, LoadPlan, LoadPoint, Measure, Measurement, MeasurementId,
    NodeType, NotApplicableRule, RequirementKind, Scale, ScaleLevel, Strength, Subject,
    ValueFunction, Weighting,
};

use crate::build::Bench;

/// Names of options, in an order that is not that of the alphabet.
pub const OPTIONS: [&str; 6] = ["rust", "go", "node", "java", "beam", "zig"];

fn levels(mut values: Vec<f64>) -> Measure {
    values.sort_by(f64::total_cmp);
    let levels: Vec<ScaleLevel> =
        values.iter().map(|&value| ScaleLevel { text: value.to_string(), value }).collect();
    let words: Vec<&str> = levels.iter().map(|level| level.text.as_str()).collect();
    Measure { scale: Scale::Levels(levels.clone()), ..Measure::levels(words) }
}

/// Any value function on anchors between 1 and 99, either way round.
fn any_measure() -> impl Strategy<Value = Measure> {
    let function = prop_oneof![
        3 => Just(ValueFunction::Linear),
        1 => (-20.0..20.0_f64).prop_map(ValueFunction::Exponential),
        1 => Just(ValueFunction::Logarithmic),
    ];
    let smooth = (1.0..40.0_f64, 60.0..99.0_f64, any::<bool>(), function).prop_map(
        |(low, high, less, value_function)| {
            let (worst, best) = if less { (high, low) } else { (low, high) };
            Measure { value_function, ..Measure::natural("ms", worst, best) }
        },
    );
    let knots = (proptest::collection::vec(0.0..=100.0_f64, 2..5), any::<bool>()).prop_map(
        |(mut values, falling)| {
            values.sort_by(f64::total_cmp);
            if falling {
                values.reverse();
            }
            let step = 98.0 / (values.len() - 1) as f64;
            let knots = values.iter().enumerate().map(|(at, &y)| (1.0 + at as f64 * step, y));
            let (worst, best) = if falling { (99.0, 1.0) } else { (1.0, 99.0) };
            Measure {
                value_function: ValueFunction::Piecewise(knots.collect()),
                ..Measure::natural("s", worst, best)
            }
        },
    );
    let constructed = proptest::collection::vec(0.0..=100.0_f64, 2..6).prop_map(levels);
    let rule = prop_oneof![
        2 => Just(NotApplicableRule::Drop),
        1 => Just(NotApplicableRule::Worst),
        1 => Just(NotApplicableRule::Best),
    ];
    (prop_oneof![3 => smooth, 1 => knots, 1 => constructed], rule)
        .prop_map(|(measure, not_applicable)| Measure { not_applicable, ..measure })
}

fn any_weight() -> impl Strategy<Value = f64> {
    prop_oneof![2 => (0_u32..5).prop_map(f64::from), 1 => 0.01..10.0_f64]
}

/// What stands in a cell, on a scale of 0 to 1 that is stretched to the
/// criterion's later; a little beyond both ends too.
#[derive(Debug, Clone, Copy)]
enum Mark {
    Value(f64),
    Ranged(f64, f64, f64),
    Unknown,
    UnknownWithin(f64, f64),
    NotApplicable,
    Nothing,
}

fn any_mark() -> impl Strategy<Value = Mark> {
    prop_oneof![
        12 => (-0.1..1.1_f64).prop_map(Mark::Value),
        3 => (0_u32..5).prop_map(|at| Mark::Value(f64::from(at) / 4.0)),
        4 => proptest::array::uniform3(0.0..1.0_f64).prop_map(|mut three| {
            three.sort_by(f64::total_cmp);
            Mark::Ranged(three[1], three[0], three[2])
        }),
        1 => Just(Mark::Unknown),
        1 => (0.0..0.5_f64, 0.5..1.0_f64).prop_map(|(low, high)| Mark::UnknownWithin(low, high)),
        1 => Just(Mark::NotApplicable),
        1 => Just(Mark::Nothing),
    ]
}

fn mark(bench: Bench, criterion: &str, option: &str, mark: Mark) -> Bench {
    let node = bench.workbook.criteria.iter().find(|node| node.id.as_str() == criterion).unwrap();
    let measure = node.measure().unwrap();
    let (low, high) = match &measure.scale {
        Scale::Levels(levels) => (1.0, levels.len() as f64),
        Scale::Natural { .. } => measure.anchors.range(),
    };
    let at = |share: f64| low + share * (high - low);
    match mark {
        Mark::Value(x) => bench.score(criterion, option, at(x)),
        Mark::Ranged(x, from, to) => {
            bench.ranged(criterion, option, Judgement::Value(at(x)), at(from), at(to))
        }
        Mark::Unknown => bench.unknown(criterion, option),
        Mark::UnknownWithin(from, to) => {
            bench.ranged(criterion, option, Judgement::Unknown, at(from), at(to))
        }
        Mark::NotApplicable => bench.not_applicable(criterion, option),
        Mark::Nothing => bench,
    }
}

/// What feeds a leaf, and the unit that it has then.
fn any_feed() -> impl Strategy<Value = (Feed, &'static str)> {
    let load = select(vec![1.0, 3.0, 10.0, 50.0]);
    (load, 0..10_u8).prop_map(|(load, which)| match which {
        0 => (Feed::PeakThroughput, "requests/s"),
        1 => (Feed::ThroughputAt(load), "req/s"),
        2 => (Feed::LatencyAt { percentile: 99.0, concurrency: load }, "s"),
        3 => (Feed::ErrorsAt(load), "%"),
        4 => (Feed::Contention, "%"),
        5 => (Feed::Coherency, "%"),
        6 => (Feed::Memory, "MiB"),
        7 => (Feed::StartUpTime, "ms"),
        8 => (Feed::CostPerMillion, "EUR"),
        _ => (Feed::NodesFor(100.0 * load), "nodes"),
    })
}

/// A run of one of the options: rising levels, tries, and figures of any size.
fn any_run() -> impl Strategy<Value = (usize, Vec<LoadPoint>, u8)> {
    let rate = prop_oneof![8 => 0.0..5_000.0_f64, 1 => Just(0.0), 1 => Just(1e300)];
    let point = (select(vec![1.0, 2.0, 10.0, 100.0, 1e12]), rate, 0.0..1e6_f64, 0..200_u64);
    let points = proptest::collection::vec(point, 0..7).prop_map(|points| {
        let made = points.into_iter().map(|(load, rate, ms, errors)| LoadPoint {
            concurrency: (errors != 7).then_some(load),
            throughput_rps: Some(rate),
            requests: Some(100),
            errors: Some(errors),
            mean_ms: Some(ms),
            memory_mb: Some(rate),
            percentiles_ms: vec![(99.0, ms)],
            ..LoadPoint::default()
        });
        made.collect()
    });
    (0..OPTIONS.len(), points, any::<u8>())
}

/// Feeds leaves that have a unit, and puts the runs and a plan into the bench.
fn fed(
    mut bench: Bench,
    feeds: Vec<(usize, (Feed, &'static str))>,
    runs: Vec<(usize, Vec<LoadPoint>, u8)>,
) -> Bench {
    let options = bench.workbook.alternatives.len();
    let criteria = std::sync::Arc::make_mut(&mut bench.workbook.criteria);
    for (leaf, (feed, unit)) in feeds {
        let id = format!("c{leaf}");
        let Some(node) = criteria.iter_mut().find(|node| node.id.as_str() == id) else { continue };
        if let weighbridge::workbook::CriterionKind::Scored(measure) = &mut node.kind
            && matches!(measure.scale, Scale::Natural { .. })
        {
            measure.scale = Scale::Natural { unit: unit.to_owned(), decimals: None };
            measure.feed = Some(feed);
        }
    }
    let mut made: Vec<Measurement> = Vec::new();
    for (at, (option, points, flags)) in runs.into_iter().enumerate() {
        let option = crate::build::option_id(OPTIONS[option % options]);
        let id = MeasurementId::new(&format!("run-{at}")).expect("an id");
        let before = made.iter().find(|other| other.alternative == option).filter(|_| flags > 200);
        made.push(Measurement {
            points,
            replaces: before.map(|other| other.id.clone()),
            comparison_only: flags % 16 == 0,
            subject: if flags % 8 == 1 { Subject::Program } else { Subject::Requests },
            scenario: if flags % 32 == 2 { "other".to_owned() } else { String::new() },
            cores: (flags % 4 != 0).then_some(2.0),
            ..Measurement::new(id, option, "run")
        });
    }
    bench.workbook.measurements = std::sync::Arc::new(made);
    bench.workbook.load_plan = LoadPlan {
        target_rps: Some(3_000.0),
        currency: "EUR".to_owned(),
        node_types: vec![NodeType {
            name: "small".to_owned(),
            cores: 4.0,
            memory_gb: None,
            per_month: 29.5,
        }],
        ..LoadPlan::default()
    };
    bench
}

/// A bench; with `all_sorts` also gates, options taken out, reviewers and
/// other sources of weights.
pub fn any_bench(all_sorts: bool) -> impl Strategy<Value = Bench> {
    (1_usize..=6, 1_usize..=12, 0_usize..=4).prop_flat_map(move |(options, leaves, groups)| {
        let cells = options * leaves;
        (
            proptest::collection::vec((any_measure(), any_weight(), 0..=groups), leaves),
            proptest::collection::vec((any_weight(), 0..=groups), groups),
            proptest::collection::vec(any_mark(), cells),
            select(Weighting::ALL.to_vec()),
            proptest::collection::vec(
                (
                    any::<bool>(),
                    prop_oneof![
                        6 => Just(GateVerdict::Pass),
                        1 => Just(GateVerdict::Narrow),
                        1 => Just(GateVerdict::Open),
                        1 => Just(GateVerdict::Fail),
                    ],
                    0..8_u8,
                ),
                options,
            ),
            proptest::collection::vec((0..cells, 0..3_usize, 1..3_u32, any_mark()), 0..6),
            proptest::collection::vec((0..leaves, select(Strength::ALL.to_vec())), 0..5),
            proptest::collection::vec((0..leaves, any_feed()), 0..4),
            proptest::collection::vec(any_run(), 0..6),
        )
            .prop_map(
                move |(
                    leaf_list,
                    group_list,
                    marks,
                    weighting,
                    musts,
                    ballots,
                    links,
                    feeds,
                    runs,
                )| {
                    let mut bench = Bench::new().options(&OPTIONS[..options]).close_call(3.0);
                    // A group stands below an earlier one, or at the top.
                    for (at, (weight, parent)) in group_list.iter().enumerate() {
                        let id = format!("g{at}");
                        bench = if *parent < at {
                            bench.group_in(&format!("g{parent}"), &id)
                        } else {
                            bench.group(&id)
                        };
                        bench = bench.weight(&id, *weight);
                    }
                    for (at, (measure, weight, parent)) in leaf_list.iter().enumerate() {
                        let above =
                            if *parent < groups { format!("g{parent}") } else { String::new() };
                        bench = bench.leaf_in(&above, &format!("c{at}"), measure.clone(), *weight);
                    }
                    for (at, one) in marks.iter().enumerate() {
                        let criterion = format!("c{}", at % leaves);
                        bench = mark(bench, &criterion, OPTIONS[at / leaves], *one);
                    }
                    if !all_sorts {
                        return bench;
                    }
                    bench = bench.weighting(weighting).must("m");
                    for (option, (judged, verdict, dropped)) in OPTIONS.iter().zip(&musts) {
                        if *judged {
                            bench = bench.gate("m", option, *verdict, "");
                        }
                        if *dropped == 0 {
                            bench = bench.drop_option(option);
                        }
                    }
                    for (cell, reviewer, round, one) in &ballots {
                        let (criterion, option) =
                            (format!("c{}", cell % leaves), OPTIONS[cell / leaves]);
                        let is = match one {
                            Mark::Value(x) | Mark::Ranged(x, ..) => {
                                Judgement::Value(1.0 + 98.0 * x)
                            }
                            Mark::NotApplicable => Judgement::NotApplicable,
                            _ => Judgement::Unknown,
                        };
                        let reviewer = ["ada", "ben", "cho"][*reviewer];
                        bench = bench.ballot(reviewer, *round, &criterion, option, is);
                    }
                    bench = bench.requirement("w", RequirementKind::Want);
                    let links: Vec<(String, Strength)> = links
                        .iter()
                        .map(|(leaf, strength)| (format!("c{leaf}"), *strength))
                        .collect();
                    let links: Vec<(&str, Strength)> =
                        links.iter().map(|(id, strength)| (id.as_str(), *strength)).collect();
                    let mut bench = bench.links("w", Some(4), &links);
                    // Every other reviewer says why, and cites a run.
                    for (at, ballot) in bench.workbook.ballots.iter_mut().enumerate() {
                        for score in &mut std::sync::Arc::make_mut(ballot).scores {
                            if at % 2 == 0 {
                                score.reason = "Seen elsewhere".to_owned();
                            }
                            if at % 2 == 0 && !runs.is_empty() {
                                let id = MeasurementId::new("run-0").expect("an id");
                                score.measurements = vec![id];
                            }
                        }
                    }
                    fed(bench, feeds, runs)
                },
            )
    })
}
