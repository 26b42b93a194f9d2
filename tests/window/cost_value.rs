//! Value against cost, and composites by their parts, worked by keyboard.

use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};
use weighbridge::workbook::Counts;

use crate::frame_sample::option_id;
use crate::stage::Stage;

fn flagship(screen: Key) -> Stage {
    let mut stage = Stage::of_size(1440.0, 3000.0);
    let path = stage.copy("workbooks/backend-runtime.weighbridge.ron");
    stage.open(&path);
    stage.command(screen);
    stage
}

fn cost_section() -> Stage {
    let mut stage = flagship(Key::Num7);
    stage.focus("Cost and value");
    stage.key(Key::Space);
    stage
}

fn type_into(stage: &mut Stage, field: &str, text: &str) {
    stage.harness.get_by_role_and_label(Role::TextInput, field).focus();
    stage.settle();
    stage.command(Key::A);
    if text.is_empty() {
        stage.key(Key::Delete);
    } else {
        stage.text(text);
    }
    stage.key(Key::Enter);
}

const CHART: &str = "Scatter chart of the options by cost";

#[test]
fn costs_are_typed_and_set_against_value_by_keys() {
    let mut stage = cost_section();
    assert!(stage.shows("Is the better option worth its price?"));
    type_into(&mut stage, "Currency", "thousand EUR");
    type_into(&mut stage, "Likely cost of Node.js", "180,5");
    type_into(&mut stage, "Highest cost of Node.js", "240");
    type_into(&mut stage, "Likely cost of Python", "120");
    let costs =
        |stage: &Stage, id: &str| stage.workbook().alternative(&option_id(id)).unwrap().costs.total;
    let node = costs(&stage, "nodejs").unwrap();
    assert_eq!((node.low, node.likely, node.high), (None, 180.5, Some(240.0)));
    // Totals of the digest: 85.3448 and 64.2241, 21.1207 points apart, for 60.5:
    // 60.5 / 21.1207 = 2.86 a point.
    assert!(stage.shows(
        "Node.js has 21.1 points more than Python and costs 60.5 thousand EUR more: 2.86 thousand \
         EUR a point"
    ));
    assert!(stage.shows("Hybrid has no cost yet and so no place here."));
    // The points are read by keys, the cheapest first.
    stage.harness.get(by().role(Role::Image).label_contains(CHART)).focus();
    stage.settle();
    stage.key(Key::ArrowRight);
    stage.key(Key::ArrowRight);
    let node = stage.harness.get(by().role(Role::Image).label_contains(CHART));
    let said = node.accesskit_node().value().unwrap_or_default();
    assert!(said.contains("Over Python 21.1 points for 60.5 thousand EUR"), "{said}");
    // A lower end above the likely cost is refused where it is typed.
    type_into(&mut stage, "Lowest cost of Python", "130");
    assert_eq!(costs(&stage, "python").unwrap().low, None);
}

#[test]
fn a_budget_names_the_best_within_it() {
    let mut stage = cost_section();
    type_into(&mut stage, "Likely cost of Node.js", "180");
    type_into(&mut stage, "Likely cost of Python", "120");
    type_into(&mut stage, "Budget", "150");
    assert!(stage.shows("With 150, Python is the best: 64.2 points for 120."), "the dearer is out");
    type_into(&mut stage, "Budget", "");
    assert_eq!(stage.workbook().frame.costing.budget, None);
    stage.command(Key::Z);
    assert_eq!(stage.workbook().frame.costing.budget, Some(150.0));
}

#[test]
fn cost_that_counts_twice_is_told_and_can_be_left_out() {
    let mut stage = cost_section();
    assert!(!stage.shows("Value without these criteria"), "no cost is set against value yet");
    type_into(&mut stage, "Likely cost of Node.js", "180");
    type_into(&mut stage, "Likely cost of Python", "120");
    assert!(stage.shows(
        "Cost counts twice: Cost is a cost and has 6.9 % of the weight, while cost stands on the \
         other axis."
    ));
    stage.focus("Value without these criteria");
    stage.key(Key::Space);
    // The criterion has 2 of 29 of the raw weight and level 4 of 5, worth 75, for
    // both: (85.3448 - 75 * 2 / 29) / (27 / 29) = 86.11, Python 63.43.
    for text in ["86.1", "63.4"] {
        assert!(stage.shows(text), "{text}");
    }
    stage.focus("Cost is no cost");
    stage.key(Key::Space);
    assert!(!stage.shows("Value without these criteria"));
    assert!(stage.shows("Cost is no cost, as was said here."));
    stage.command(Key::Z);
    assert!(stage.shows("Value without these criteria"));
}

#[test]
fn a_composite_is_compared_with_its_parts_and_may_follow_them() {
    let mut stage = flagship(Key::Num3);
    stage.click("Option Hybrid");
    // Of the criteria with weight one differs: libraries, 5 against the better
    // of 4.5 and 4.5, 12.5 points of value at 2 of 29: 0.862 points.
    assert!(stage.shows(
        "Hybrid has 70.7 points by its own scores and 69.8 by its parts, 0.9 fewer; its own scores \
         count."
    ));
    stage.harness.get_by_role_and_label(Role::ComboBox, "What follows from its parts").click();
    stage.settle();
    stage.click("Counts in place of its own scores");
    let hybrid = stage.workbook().alternative(&option_id("hybrid")).unwrap();
    assert_eq!(hybrid.composition.as_ref().unwrap().counts, Counts::Always);
    assert!(stage.shows("its parts count."), "the total follows");
    // From the difference to the cell, and from there to a part's.
    stage.focus("Libraries and package management: its parts give \u{2212}0.86 points");
    stage.key(Key::Space);
    assert!(stage.shows("From its parts"));
    assert!(stage.shows("Counts in place of its own score, 5, which stays in the workbook."));
    stage.focus("Open the score of Python");
    stage.key(Key::Space);
    assert!(stage.shows("Libraries and package management · Python"));
}
