//! Measures changed by hand stay legal, and do what the hand meant. Expected
//! values by hand from the definitions of the value functions.

use proptest::prelude::*;
use weighbridge::analysis::{
    AnchorKind, add_knot, bend_through, grain, move_anchor, move_knot, remove_knot,
    set_level_value, value,
};
use weighbridge::workbook::{
    Criterion, CriterionId, CriterionKind, Edit, History, Item, Measure, Merge, Scale,
    ValueFunction, Workbook, apply,
};

/// Latency: 480 ms is worth 0, 20 ms 100, with two knots between.
fn latency() -> Measure {
    let knots = vec![(20.0, 100.0), (120.0, 60.0), (300.0, 20.0), (480.0, 0.0)];
    Measure {
        value_function: ValueFunction::Piecewise(knots),
        ..Measure::natural("ms", 480.0, 20.0)
    }
}

fn knots(measure: &Measure) -> &[(f64, f64)] {
    match &measure.value_function {
        ValueFunction::Piecewise(knots) => knots,
        other => panic!("{other:?} has no knots"),
    }
}

fn with(measure: Measure) -> Edit {
    Edit::Put(Item::from(Criterion {
        id: CriterionId::new("c").unwrap(),
        parent: None,
        name: "C".to_owned(),
        definition: String::new(),
        measure: String::new(),
        note: String::new(),
        kind: CriterionKind::Scored(measure),
    }))
}

fn is_sound(measure: &Measure) -> bool {
    apply(&Workbook::default(), &with(measure.clone())).is_ok()
}

#[test]
fn steps_are_powers_of_ten_of_the_range() {
    for (worst, best, step) in
        [(480.0, 20.0, 1.0), (0.0, 100.0, 1.0), (0.0, 1.0, 0.01), (8.0, 0.5, 0.01), (0.0, 1e6, 1e4)]
    {
        assert_eq!(grain(&Measure::natural("", worst, best)), step, "{worst} to {best}");
    }
    assert_eq!(grain(&Measure::levels(["a", "b", "c"])), 0.1);
}

#[test]
fn a_knot_goes_where_it_is_put_and_no_further_than_its_neighbours() {
    let measure = latency();
    let moved = move_knot(&measure, 1, 150.4, 70.2).unwrap();
    assert_eq!(knots(&moved)[1], (150.0, 70.0));
    // Past the next one and above the one before: a step and a level short of it.
    let moved = move_knot(&measure, 1, 1000.0, 1000.0).unwrap();
    assert_eq!(knots(&moved)[1], (299.0, 100.0));
    // Values fall here, so it never gets below the next.
    let moved = move_knot(&measure, 1, -1000.0, -1000.0).unwrap();
    assert_eq!(knots(&moved)[1], (21.0, 20.0));
    // The first knot stays between the anchors.
    let moved = move_knot(&measure, 0, -50.0, 80.0).unwrap();
    assert_eq!(knots(&moved)[0], (20.0, 80.0));
    assert_eq!(move_knot(&measure, 4, 0.0, 0.0), None);
}

#[test]
fn a_knot_is_added_on_the_line_and_taken_off() {
    let measure = latency();
    let (more, at) = add_knot(&measure, 210.0).unwrap();
    // Halfway between 120 ms at 60 and 300 ms at 20.
    assert_eq!((at, knots(&more)[2]), (2, (210.0, 40.0)));
    assert_eq!(value(&more, 170.0), value(&measure, 170.0));
    assert_eq!(remove_knot(&more, 2), Some(measure.clone()));
    assert_eq!(add_knot(&measure, 120.2), None, "one stands there");
    let two = remove_knot(&remove_knot(&measure, 1).unwrap(), 1).unwrap();
    assert_eq!(remove_knot(&two, 0), None, "two are needed");
}

#[test]
fn a_straight_line_becomes_one_of_knots() {
    let (bent, at) = add_knot(&Measure::natural("ms", 480.0, 20.0), 250.0).unwrap();
    assert_eq!(at, 1);
    assert_eq!(knots(&bent), [(20.0, 100.0), (250.0, 50.0), (480.0, 0.0)]);
    assert_eq!(add_knot(&Measure::levels(["a", "b"]), 1.5), None);
}

#[test]
fn a_curve_is_bent_through_a_value() {
    let bent = |bend| Measure {
        value_function: ValueFunction::Exponential(bend),
        ..Measure::natural("s", 10.0, 0.0)
    };
    // 1 / (1 + e^(-1)) is 0.731; at a bend of 2 that is halfway.
    let ValueFunction::Exponential(bend) =
        bend_through(&bent(0.0), 73.10586).unwrap().value_function
    else {
        panic!("another function")
    };
    assert_eq!(bend, 2.0);
    let through = bend_through(&bent(3.0), 40.0).unwrap();
    assert!((value(&through, 5.0).0 - 40.0).abs() < 0.2);
    assert_eq!(bend_through(&latency(), 40.0), None);
}

#[test]
fn anchors_never_meet_and_knots_go_along() {
    let moved = move_anchor(&latency(), AnchorKind::Worst, 940.0).unwrap();
    assert_eq!(moved.anchors.worst, 940.0);
    // The range was 460, it is 920: each knot lies twice as far from the best.
    assert_eq!(knots(&moved), [(20.0, 100.0), (220.0, 60.0), (580.0, 20.0), (940.0, 0.0)]);
    let moved = move_anchor(&Measure::natural("ms", 480.0, 20.0), AnchorKind::Best, 600.0).unwrap();
    assert_eq!(moved.anchors.best, 479.0);
    assert_eq!(move_anchor(&latency(), AnchorKind::Target, 100.0), None, "it is not set");
    let levels = Measure::levels(["a", "b"]);
    assert_eq!(move_anchor(&levels, AnchorKind::Best, 1.5), None);
    let log = Measure {
        value_function: ValueFunction::Logarithmic,
        ..Measure::natural("MB", 1000.0, 10.0)
    };
    assert!(move_anchor(&log, AnchorKind::Best, -50.0).unwrap().anchors.best > 0.0);
}

#[test]
fn a_level_takes_a_value() {
    let levels = Measure::levels(["a", "b", "c"]);
    let Scale::Levels(new) = set_level_value(&levels, 1, 130.0).unwrap().scale else { panic!() };
    assert_eq!(new[1].value, 100.0);
    assert_eq!(set_level_value(&levels, 3, 10.0), None);
}

#[test]
fn a_gesture_that_comes_back_leaves_no_step() {
    let book = apply(&Workbook::default(), &with(latency())).unwrap();
    let mut history = History::saved(book);
    let drag = |history: &mut History, measure: Measure| {
        history.apply(&with(measure), Merge::With("drag".to_owned())).unwrap();
    };
    drag(&mut history, move_knot(&latency(), 1, 150.0, 60.0).unwrap());
    drag(&mut history, move_knot(&latency(), 1, 180.0, 60.0).unwrap());
    assert!(history.is_dirty() && history.undo_label().is_some());
    drag(&mut history, latency());
    assert!(!history.is_dirty());
    assert_eq!(history.undo_label(), None);
}

proptest! {
    #[test]
    fn whatever_is_done_by_hand_is_legal(
        ends in (-1e4_f64..1e4, -1e4_f64..1e4).prop_filter("apart", |(a, b)| (a - b).abs() > 1e-3),
        steps in prop::collection::vec((0_usize..7, 0_usize..6, -3e4_f64..3e4, -50.0_f64..150.0), 1..24),
        start in 0_usize..4,
    ) {
        let function = match start {
            0 => ValueFunction::Linear,
            1 => ValueFunction::Exponential(3.0),
            2 if ends.0 > 0.0 && ends.1 > 0.0 => ValueFunction::Logarithmic,
            _ => ValueFunction::Piecewise(vec![
                (ends.0.min(ends.1), 10.0),
                (ends.0.max(ends.1), 90.0),
            ]),
        };
        let mut measure = Measure { value_function: function, ..Measure::natural("u", ends.0, ends.1) };
        measure.anchors.target = Some(ends.0);
        for (what, at, x, y) in steps {
            let changed = match what {
                0 => move_knot(&measure, at, x, y),
                1 => add_knot(&measure, x).map(|(measure, _)| measure),
                2 => remove_knot(&measure, at),
                3 => bend_through(&measure, y),
                _ => move_anchor(&measure, AnchorKind::ALL[at % 5], x),
            };
            if let Some(changed) = changed {
                prop_assert!(is_sound(&changed), "{measure:?} became {changed:?}");
                let less = |measure: &Measure| measure.anchors.best < measure.anchors.worst;
                prop_assert_eq!(less(&changed), less(&measure));
                measure = changed;
            }
        }
    }
}
