//! Value against cost, by hand and by laws.

use std::sync::Arc;

use proptest::prelude::*;
use weighbridge::analysis::{
    Affordable, CostStanding, CostValue, ValueBasis, analyse, cost_text, cost_value,
    criteria_that_are_costs, open_points,
};
use weighbridge::figure::{Ground, Mark, cost_value_figure, svg};
use weighbridge::record::{Record, RecordOptions, analysis_document};
use weighbridge::store::{differences, merge, parse, to_text};
use weighbridge::workbook::{
    CostFigure, Edit, Frame, Item, ItemRef, Kind, Measure, Workbook, apply, faults,
};

use crate::build::{Bench, criterion_id, option_id, plain};

/// A cost figure as low, likely, high.
fn figure(low: f64, likely: f64, high: f64) -> CostFigure {
    CostFigure { low: Some(low), likely, high: Some(high) }
}

fn with_costs(bench: Bench, costs: &[(&str, CostFigure)]) -> Workbook {
    let mut workbook = bench.workbook;
    for option in Arc::make_mut(&mut workbook.alternatives) {
        let found = costs.iter().find(|(id, _)| *id == option.id.as_str());
        option.costs.total = found.map(|(_, cost)| *cost);
    }
    workbook.frame.costing.currency = "EUR".to_owned();
    workbook
}

/// Options on one criterion of plain values, with costs.
fn flat(rows: &[(&str, f64, f64)]) -> Workbook {
    let bench = rows.iter().fold(Bench::new().leaf("c", plain(), 1.0), |bench, (id, value, _)| {
        bench.option(id).score("c", id, *value)
    });
    let costs: Vec<(&str, CostFigure)> =
        rows.iter().map(|(id, _, cost)| (*id, CostFigure::of(*cost))).collect();
    with_costs(bench, &costs)
}

fn found(workbook: &Workbook) -> CostValue {
    cost_value(workbook, &analyse(workbook, None), ValueBasis::All).expect("there are costs")
}

fn at(found: &CostValue, id: &str) -> usize {
    found.points.iter().position(|point| point.id == option_id(id)).expect("it has a point")
}

fn ids(found: &CostValue, points: &[usize]) -> Vec<String> {
    points.iter().map(|&at| found.points[at].id.to_string()).collect()
}

/// Five options: b is dear for what it adds, d is beaten by c.
fn five() -> Workbook {
    flat(&[
        ("a", 20.0, 100.0),
        ("b", 30.0, 200.0),
        ("c", 60.0, 300.0),
        ("d", 50.0, 350.0),
        ("e", 70.0, 500.0),
    ])
}

#[test]
fn the_line_its_steps_and_who_is_behind() {
    let found = found(&five());
    assert_eq!(ids(&found, &found.line), ["a", "b", "c", "e"]);
    // a to b: 10 points for 100, 0.1 a unit, 10 a point. b to c: 30 for 100,
    // 0.3 and 3.33. c to e: 10 for 200, 0.05 and 20.
    let steps: Vec<(f64, f64, f64)> =
        found.steps.iter().map(|step| (step.gain, step.cost, step.ratio)).collect();
    assert_eq!(steps, [(10.0, 100.0, 0.1), (30.0, 100.0, 0.3), (10.0, 200.0, 0.05)]);
    assert_eq!(found.steps[2].cost_per_point, 20.0);
    // d: 50 for 350, and c has 60 for 300.
    let d = &found.points[at(&found, "d")];
    assert_eq!(d.standing, CostStanding::Dominated(vec![at(&found, "c")]));
    // From a straight to c is 40 points for 200, at 200 it is worth 40: b has 30
    // there, so no price of a point makes b the best. It stays on the line.
    let b = &found.points[at(&found, "b")];
    let mixed = CostStanding::BehindMix { cheaper: at(&found, "a"), dearer: at(&found, "c") };
    assert_eq!(b.standing, mixed);
    for id in ["a", "c", "e"] {
        assert_eq!(found.points[at(&found, id)].standing, CostStanding::OnHull, "{id}");
    }
    assert!(found.points.iter().all(|point| point.sure));
    assert_eq!(
        found.finding,
        "a is the cheapest; 3 steps lead up to e, the last at 20 EUR a point. d is behind the \
         line."
    );
}

#[test]
fn options_on_the_straight_way_are_not_behind_it() {
    // 10, 20, 30 points for 1, 2, 3: each point costs the same.
    let found = found(&flat(&[("a", 10.0, 1.0), ("b", 20.0, 2.0), ("c", 30.0, 3.0)]));
    assert!(found.points.iter().all(|point| point.standing == CostStanding::OnHull));
}

#[test]
fn equal_cost_and_equal_value_are_told_from_dominance() {
    let found = found(&flat(&[
        ("a", 50.0, 100.0),
        ("twin", 50.0, 100.0),
        ("as-dear", 40.0, 100.0),
        ("as-good", 50.0, 120.0),
        ("behind", 40.0, 120.0),
    ]));
    assert_eq!(ids(&found, &found.line), ["a", "twin"]);
    let standing = |id| found.points[at(&found, id)].standing.clone();
    let (a, twin) = (at(&found, "a"), at(&found, "twin"));
    assert_eq!(found.points[a].coincides, [twin]);
    assert_eq!(standing("as-dear"), CostStanding::SameCost(vec![a, twin]));
    assert_eq!(standing("as-good"), CostStanding::SameValue(vec![a, twin]));
    assert_eq!(standing("behind"), CostStanding::Dominated(vec![a, twin]));
    assert!(found.steps.is_empty());
    assert_eq!(found.finding, "a and twin cost least and have the most value.");
}

#[test]
fn a_budget_selects_and_rejects() {
    let mut workbook = five();
    let mut answer = |budget: f64| {
        workbook.frame.costing.budget = Some(budget);
        let found = found(&workbook);
        let answer = found.budget.clone().expect("a budget was set");
        (ids(&found, &answer.best), answer)
    };
    assert_eq!(answer(99.0).0, Vec::<String>::new());
    assert_eq!(answer(250.0).0, ["b"]);
    // d costs 350 and is within 400, but c has more value.
    let (best, within) = answer(400.0);
    assert_eq!(best, ["c"]);
    assert!(within.sure);
    assert_eq!(within.affordable.iter().filter(|it| it.is_likely()).count(), 4);
    assert_eq!(answer(500.0).0, ["e"]);
}

#[test]
fn ranges_leave_the_line_and_the_budget_open() {
    let bench = Bench::new().leaf("c", plain(), 1.0).option("a").score("c", "a", 40.0);
    let bench = bench.option("b").score("c", "b", 60.0).option("far").score("c", "far", 10.0);
    let costs = [
        ("a", figure(80.0, 100.0, 160.0)),
        ("b", figure(120.0, 150.0, 200.0)),
        ("far", figure(300.0, 300.0, 300.0)),
    ];
    let mut workbook = with_costs(bench, &costs);
    workbook.frame.costing.budget = Some(160.0);
    let found = found(&workbook);
    // b could cost 120 while a costs 160, and then b has more for less.
    assert!(!found.points[at(&found, "a")].sure);
    assert!(!found.steps[0].sure);
    // Nothing could have more value than b.
    assert!(found.points[at(&found, "b")].sure);
    // far is behind whatever the ranges.
    assert!(found.points[at(&found, "far")].sure);
    let answer = found.budget.clone().unwrap();
    assert_eq!(ids(&found, &answer.best), ["b"]);
    assert_eq!(answer.affordable[at(&found, "b")], Affordable::Likely);
    assert!(!answer.sure);
}

#[test]
fn cost_counted_twice_is_warned_of_and_taken_out() {
    // Value with all: a 0.5 * 80 + 0.5 * 20 = 50, b 0.5 * 40 + 0.5 * 90 = 65.
    // Without the cost: a 20, b 90.
    let bench = Bench::new().options(&["a", "b"]);
    let bench = bench.leaf("running-cost", plain(), 1.0).leaf("speed", plain(), 1.0);
    let bench = bench.row("a", &[80.0, 20.0]).row("b", &[40.0, 90.0]);
    let workbook = with_costs(bench, &[("a", CostFigure::of(1.0)), ("b", CostFigure::of(2.0))]);
    let analysis = analyse(&workbook, None);
    let all = cost_value(&workbook, &analysis, ValueBasis::All).unwrap();
    assert_eq!((all.points[0].value.0, all.points[1].value.0), (50.0, 65.0));
    assert_eq!(
        all.warning(&workbook).unwrap(),
        "Cost counts twice: running-cost is a cost and has 50.0 % of the weight, while cost \
         stands on the other axis."
    );
    let open = open_points(&workbook, &analysis, &[]);
    assert!(open.iter().any(|point| point.code == "cost-counted-twice"), "{open:?}");
    let without = cost_value(&workbook, &analysis, ValueBasis::WithoutCosts).unwrap();
    assert_eq!((without.points[0].value.0, without.points[1].value.0), (20.0, 90.0));
    let document = analysis_document(&workbook, &analysis).cost_value.unwrap();
    assert_eq!(document.points[1].value_without_costs, Some(90.0));
    assert_eq!(document.counted_twice.len(), 1);
}

#[test]
fn what_makes_a_criterion_a_cost() {
    let named = |name: &str, unit: &str| {
        let bench = Bench::new().options(&["a"]).leaf("c", Measure::natural(unit, 9.0, 0.0), 1.0);
        let mut workbook = bench.workbook;
        Arc::make_mut(&mut workbook.criteria)[0].name = name.to_owned();
        workbook
    };
    let is = |workbook: &Workbook| {
        !criteria_that_are_costs(workbook, &analyse(workbook, None)).is_empty()
    };
    for (name, unit, cost) in [
        ("Total cost of ownership", "", true),
        ("Licence fees", "", true),
        ("Bill", "EUR a month", true),
        ("Bill", "k€", true),
        ("Costume changes", "", false),
        ("Latency", "ms", false),
        ("Europe", "regions", false),
    ] {
        assert_eq!(is(&named(name, unit)), cost, "{name}, {unit}");
    }
    // What was said goes before what the name tells.
    let mut workbook = named("Cost", "");
    workbook.frame.costing.criteria.insert(criterion_id("c"), false);
    assert!(!is(&workbook));
    let mut workbook = named("Effort", "person days");
    assert!(!is(&workbook));
    workbook.frame.costing.criteria.insert(criterion_id("c"), true);
    assert!(is(&workbook));
    // So does a unit that is the currency.
    let mut workbook = named("Effort", "person days");
    workbook.frame.costing.currency = "person days".to_owned();
    assert!(is(&workbook));
}

#[test]
fn options_without_a_cost_and_options_that_are_out_are_named() {
    let mut workbook = five();
    Arc::make_mut(&mut workbook.alternatives)[0].costs.total = None;
    let workbook = Bench { workbook }.drop_option("e").workbook;
    let found = found(&workbook);
    assert_eq!(found.without_cost, [0]);
    assert_eq!(found.not_ranked, [4]);
    assert_eq!(ids(&found, &found.line), ["b", "c"]);
    let none = Bench::table(&[1.0], &[("a", &[1.0])]).workbook;
    assert!(cost_value(&none, &analyse(&none, None), ValueBasis::All).is_none());
}

#[test]
fn costs_are_sound_or_refused() {
    let workbook = five();
    let mut a = workbook.alternatives[0].clone();
    for bad in [
        CostFigure::of(-1.0),
        CostFigure::of(f64::NAN),
        CostFigure::of(f64::INFINITY),
        figure(5.0, 4.0, 6.0),
        figure(1.0, 7.0, 6.0),
    ] {
        a.costs.total = Some(bad);
        assert!(apply(&workbook, &Edit::Put(Item::from(a.clone()))).is_err(), "{bad:?}");
    }
    let frame = |change: &dyn Fn(&mut Frame)| {
        let mut frame = workbook.frame.clone();
        change(&mut frame);
        apply(&workbook, &Edit::SetFrame(Box::new(frame)))
    };
    assert!(frame(&|frame| frame.costing.budget = Some(-1.0)).is_err());
    let lost = criterion_id("lost");
    assert!(
        frame(&|frame| {
            let _ = frame.costing.criteria.insert(lost.clone(), true);
        })
        .is_err()
    );
    let marked = frame(&|frame| {
        let _ = frame.costing.criteria.insert(criterion_id("c"), true);
    })
    .unwrap();
    // A criterion that goes takes its mark with it.
    let gone = apply(&marked, &Edit::Remove(ItemRef::new(Kind::Criterion, "c"))).unwrap();
    assert!(gone.frame.costing.criteria.is_empty());
    assert!(faults(&gone).is_empty());
}

#[test]
fn costs_are_printed_with_their_currency() {
    let mut costing = five().frame.costing;
    assert_eq!(cost_text(&costing, 123_456.7), "123,457 EUR");
    assert_eq!(cost_text(&costing, 12.5), "12.5 EUR");
    costing.currency.clear();
    assert_eq!(cost_text(&costing, 80.0), "80");
}

proptest! {
    /// Value is an interval scale: where 0 lies and how long a point is must
    /// change nothing but the figures.
    #[test]
    fn the_line_does_not_hang_on_where_zero_is(
        rows in prop::collection::vec((0_u8..=100, 0_u16..50), 1..9),
        scale in 0.1..0.5_f64,
        shift in 0.0..40.0_f64,
    ) {
        let names = ["o0", "o1", "o2", "o3", "o4", "o5", "o6", "o7", "o8"];
        let of = |turn: &dyn Fn(f64) -> f64| {
            let rows: Vec<(&str, f64, f64)> = names
                .iter()
                .zip(&rows)
                .map(|(name, (value, cost))| (*name, turn(f64::from(*value)), f64::from(*cost)))
                .collect();
            found(&flat(&rows))
        };
        let (plain, turned) = (of(&|x| x), of(&|x| shift + scale * x));
        prop_assert_eq!(ids(&plain, &plain.line), ids(&turned, &turned.line));
        for (one, other) in plain.points.iter().zip(&turned.points) {
            prop_assert_eq!(&one.id, &other.id);
            prop_assert_eq!(one.standing.is_on_line(), other.standing.is_on_line());
        }
        for (one, other) in plain.steps.iter().zip(&turned.steps) {
            prop_assert!((one.ratio * scale - other.ratio).abs() < 1e-6 * other.ratio.max(1.0));
        }
    }

    /// By definition, held against all pairs.
    #[test]
    fn on_the_line_are_those_that_none_beats(
        rows in prop::collection::vec((0_u8..=12, 0_u16..12), 1..9),
    ) {
        let names = ["o0", "o1", "o2", "o3", "o4", "o5", "o6", "o7", "o8"];
        let rows: Vec<(&str, f64, f64)> = names
            .iter()
            .zip(&rows)
            .map(|(name, (value, cost))| (*name, f64::from(*value), f64::from(*cost)))
            .collect();
        let found = found(&flat(&rows));
        for (name, value, cost) in &rows {
            let beaten = rows.iter().any(|(_, other, dear)| {
                other >= value && dear <= cost && (other > value || dear < cost)
            });
            let point = &found.points[at(&found, name)];
            prop_assert_eq!(point.standing.is_on_line(), !beaten, "{}", name);
            // Behind the mix of two: some pair of others is above it, strictly.
            let below = rows.iter().any(|(_, v0, c0)| {
                rows.iter().any(|(_, v1, c1)| {
                    c0 < cost && cost < c1 && {
                        let share = (cost - c0) / (c1 - c0);
                        v0 + share * (v1 - v0) > value + 1e-9
                    }
                })
            });
            if !beaten {
                let behind = matches!(point.standing, CostStanding::BehindMix { .. });
                prop_assert_eq!(behind, below, "{}", name);
            }
        }
    }
}

#[test]
fn costs_are_written_told_apart_and_joined() {
    let base = five();
    let with = |change: &dyn Fn(&mut Workbook)| {
        let mut workbook = base.clone();
        change(&mut workbook);
        workbook
    };
    let ours = with(&|workbook| {
        Arc::make_mut(&mut workbook.alternatives)[0].costs.total = Some(figure(90.0, 110.0, 120.0));
    });
    let theirs = with(&|workbook| {
        Arc::make_mut(&mut workbook.alternatives)[1].costs.total = None;
        workbook.frame.costing.budget = Some(400.0);
    });
    let said: Vec<String> = differences(&base, &ours).into_iter().map(|it| it.text).collect();
    assert!(said.contains(&"likely total cost of option a: 100 → 110".to_owned()), "{said:?}");
    let joined = merge(&base, &ours, &theirs);
    assert!(joined.conflicts.is_empty(), "{:?}", joined.conflicts);
    let costs = |at: usize| joined.workbook.alternatives[at].costs.total;
    assert_eq!((costs(0), costs(1)), (Some(figure(90.0, 110.0, 120.0)), None));
    assert_eq!(joined.workbook.frame.costing.budget, Some(400.0));
    // Two ranges that fit alone and not together leave a sound workbook.
    let low = with(&|workbook| {
        Arc::make_mut(&mut workbook.alternatives)[0].costs.total =
            Some(CostFigure { low: Some(95.0), likely: 100.0, high: None });
    });
    let less = with(&|workbook| {
        Arc::make_mut(&mut workbook.alternatives)[0].costs.total = Some(CostFigure::of(80.0));
    });
    assert!(faults(&merge(&base, &low, &less).workbook).is_empty());
    // What was never said is not in the file.
    let text = to_text(&Bench::table(&[1.0], &[("a", &[1.0])]).workbook).unwrap();
    assert!(!text.contains("cost"), "{text}");
    assert_eq!(parse(&to_text(&ours).unwrap()).unwrap(), ours);
}

#[test]
fn the_chart_marks_the_line_who_is_behind_it_and_the_budget() {
    let mut workbook = five();
    workbook.frame.costing.budget = Some(400.0);
    let analysis = analyse(&workbook, None);
    let figure = cost_value_figure(&workbook, &analysis, ValueBasis::All).unwrap();
    let named = |name: &str, line: bool| {
        figure.marks.iter().any(|mark| {
            matches!(mark, Mark::Point { name: it, marked, .. } if it == name && *marked == line)
        })
    };
    assert!(named("a", true) && named("b", true) && named("dominated: d", false));
    let places = [(100.0, 20.0), (200.0, 30.0), (300.0, 60.0), (500.0, 70.0)];
    assert!(figure.marks.iter().any(
        |mark| matches!(mark, Mark::Line { points, name, .. } if name == "Pareto line" && points == &places)
    ));
    // The step from b to c: 30 points for 100, 3.33 a point.
    let row = figure.table.rows.iter().find(|row| row[0] == "c").unwrap();
    assert_eq!(row[5..8], ["30.0", "100 EUR", "3.33 EUR"]);
    let picture =
        svg::paint(&figure, svg::Look { ground: Ground::Light, heading: true, narrow: false });
    assert!(picture.contains("Budget") && !picture.contains("NaN"));
    // It stands in the record with what the options cost.
    let options = RecordOptions::of(&workbook, "w.ron", None).unwrap();
    let record = Record::build(&workbook, &analysis, options);
    assert!(record.figures.iter().any(|figure| figure.id == "cost-value"));
    let e = record.options.iter().find(|option| option.title == "e").unwrap();
    assert!(e.arguments.iter().any(|(_, text)| text == "in all it costs 500 EUR"));
    // One cost alone is no chart.
    let one = with_costs(
        Bench::table(&[1.0], &[("a", &[1.0]), ("b", &[2.0])]),
        &[("a", CostFigure::of(3.0))],
    );
    assert!(cost_value_figure(&one, &analyse(&one, None), ValueBasis::All).is_none());
    assert_eq!(found(&one).finding, "Only a has a cost: 1.0 points for 3 EUR.");
}
