//! Results, other methods: the strip, a method opened, the reading of labels,
//! the audit, and the way from what is careless to its place.

use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};
use weighbridge::app::screens::Screen;

use crate::stage::Stage;

fn other_methods() -> Stage {
    let mut stage = Stage::of_size(1440.0, 2800.0);
    let path = stage.copy("workbooks/backend-runtime.weighbridge.ron");
    stage.open(&path);
    stage.command(Key::Num7);
    stage.click("Other methods");
    stage
}

#[test]
fn the_strip_tells_rank_and_agreement_of_each_method() {
    let mut stage = other_methods();
    // From the digest: Node.js 85.3, hybrid 70.7, Python 64.2; by every method
    // the same order.
    assert!(stage.shows("All 8 other methods put Node.js first too"));
    let strip = "Table of the rank of each option";
    stage.harness.get(by().role(Role::Image).label_contains(strip)).focus();
    stage.settle();
    stage.key(Key::ArrowRight);
    stage.key(Key::ArrowDown);
    stage.key(Key::ArrowRight);
    let node = stage.harness.get(by().role(Role::Image).label_contains(strip));
    let said = node.accesskit_node().value().unwrap_or_default();
    assert!(said.contains("Hybrid under Weighted product; Rank 2"), "{said}");
}

#[test]
fn an_opened_method_shows_its_conditions_and_numbers() {
    let mut stage = other_methods();
    assert!(!stage.shows("Acceptable advantage"));
    stage.click("Open VIKOR");
    // Q of the second is 0.439 here; 1 / (3 − 1) is asked for.
    assert!(stage.shows("Acceptable advantage is not met"));
    assert!(stage.shows("at least 0.500 is asked for"));
    assert!(stage.shows("The compromise set is Node.js and Hybrid."));
    stage.click("Close VIKOR");
    assert!(!stage.shows("Acceptable advantage"));
    stage.click("Open ELECTRE I");
    assert!(stage.shows("The kernel is Node.js alone"));
}

#[test]
fn labels_audit_and_the_way_to_a_place() {
    let mut stage = other_methods();
    assert!(stage.shows("The lead holds for any reading of the labels"));
    stage.click("Show the weights by level");
    assert!(stage.shows("Level 2 of 5 or better"));
    assert!(stage.shows("held in all 9 trials"));
    let message = "Operations and reliability and Cost give every option the same value; \
                   together they weigh 13.8 %.";
    stage.click(&format!("Go to Cost: {message}"));
    assert_eq!(stage.harness.state().screen(), Screen::Criteria);
}

#[test]
fn with_one_option_left_the_section_says_what_is_missing() {
    let mut stage = Stage::of_size(1440.0, 2800.0);
    let path = stage.copy("workbooks/backend-runtime.weighbridge.ron");
    let mut workbook = weighbridge::store::parse(&std::fs::read_to_string(&path).unwrap()).unwrap();
    let dropped = weighbridge::workbook::Dropped { reason: "Too old".to_owned(), date: None };
    for option in std::sync::Arc::make_mut(&mut workbook.alternatives).iter_mut().skip(1) {
        option.dropped = Some(dropped.clone());
    }
    std::fs::write(&path, weighbridge::store::to_text(&workbook).unwrap()).unwrap();
    stage.open(&path);
    stage.command(Key::Num7);
    stage.click("Other methods");
    assert!(stage.shows("No second opinion yet"));
    assert!(stage.shows("Fewer than two options are ranked"));
}
