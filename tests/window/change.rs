//! What would change it: a card for each option, flags that keep a change as a
//! reason to reopen the decision, the tornado, the map of two weights.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, ViewportId};
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};
use weighbridge::app::screens::Screen;

use crate::frame_sample::{sample, stage_of};
use crate::stage::Stage;

fn change() -> Stage {
    let mut stage = Stage::of_size(1440.0, 3600.0);
    let path = stage.copy("workbooks/backend-runtime.weighbridge.ron");
    stage.open(&path);
    stage.command(Key::Num7);
    stage.click("What would change it");
    stage
}

const TORNADO: &str = "Bars of the margin";
const MAP: &str = "Map of who leads";

fn value(stage: &Stage, chart: &str) -> String {
    let node = stage.harness.get(by().role(Role::Image).label_contains(chart));
    node.accesskit_node().value().unwrap_or_default()
}

#[test]
fn each_option_has_a_card_whose_numbers_lead_to_their_scores() {
    let mut stage = change();
    assert!(stage.shows("For Hybrid to lead"));
    assert!(stage.shows("14.7 points behind Node.js"));
    assert!(stage.shows("For Python to lead"));
    // By hand: both weigh 5 of 29, Node.js may plausibly fall from 5 to 4, worth
    // 25 points each, and to 1 at the most. 14.66 points need 42.5 of value on
    // each: from 5 down to 3.3.
    assert!(stage.shows("3.3"));
    stage.click("Hybrid would lead by two scores: Concurrency model of Node.js");
    assert_eq!(stage.harness.state().screen(), Screen::Scores);
}

#[test]
fn a_flag_keeps_a_change_as_a_reason_to_reopen_and_one_undo_takes_it_back() {
    let mut stage = change();
    let before = stage.workbook().decision.revisit.clone();
    stage.click("Keep as a reason to reopen the decision: two scores for Hybrid to lead");
    let after = stage.workbook().decision.revisit.clone();
    assert_eq!(after.len(), before.len() + 1);
    let kept = after.last().unwrap();
    assert_eq!(
        kept.metric,
        "I/O-bound latency and throughput of Node.js and Concurrency model of Node.js"
    );
    assert_eq!(kept.threshold, "3.3 or less and 3.3 or less, together (Hybrid then leads)");
    // It says so in the flag's place, and is not offered again.
    assert!(stage.shows("Reopens the decision already: two scores for Hybrid to lead"));
    stage.command(Key::Z);
    assert_eq!(stage.workbook().decision.revisit, before);
}

#[test]
fn the_same_trigger_is_offered_once_by_the_record() {
    let mut stage = change();
    // Both losers wait for one weight; the record offers what comes first.
    stage.click("Record");
    stage.click("Decision");
    let offers = stage
        .harness
        .get_all(by().role(Role::Button).label_contains("Add: Weight of Data science"))
        .count();
    assert_eq!(offers, 1);
    assert!(stage.shows(
        "Add: Weight of Data science and machine learning at 16.3 % or more (Hybrid then leads)"
    ));
}

#[test]
fn the_tornado_and_the_map_are_read_by_keys() {
    let mut stage = change();
    stage.harness.get(by().role(Role::Image).label_contains(TORNADO)).focus();
    stage.settle();
    stage.key(Key::ArrowDown);
    let said = value(&stage, TORNADO);
    // By hand: 2 of 29 on the skills, 3 levels of 5 on either side worth 25 each.
    assert!(said.starts_with("Skills of the team of Node.js; 1 "), "{said}");
    assert!(said.contains("Node.js leads by"), "{said}");
    stage.harness.get(by().role(Role::Image).label_contains(MAP)).focus();
    stage.settle();
    stage.key(Key::End);
    let said = value(&stage, MAP);
    assert!(said.starts_with("Today's weights; Libraries and package management 6.9 %"), "{said}");
    stage.key(Key::Home);
    let said = value(&stage, MAP);
    assert!(said.starts_with("Node.js; Leads at 79."), "{said}");
}

#[test]
fn the_two_weights_can_be_swapped_and_set_back() {
    let mut stage = change();
    stage.click("Swap the two weights");
    let words = |stage: &Stage| {
        let map = stage.harness.get(by().role(Role::Image).label_contains(MAP));
        map.accesskit_node().label().unwrap_or_default()
    };
    assert!(words(&stage).contains("management (upwards)"), "{}", words(&stage));
    stage.click("Take the two that can move least");
    assert!(words(&stage).contains("management (across)"), "{}", words(&stage));
    // The chart goes into a window of its own.
    stage.click("Open the two weights in its own window");
    assert_eq!(stage.harness.state().chart_windows().count(), 1);
}

#[test]
fn the_section_fits_small_windows_and_rests() {
    for size in [[860.0, 2400.0], [1024.0, 640.0]] {
        let mut harness = stage_of(sample(), Screen::Results, size);
        crate::frame_sample::click(&mut harness, "What would change it");
        let delay = harness.output().viewport_output[&ViewportId::ROOT].repaint_delay;
        assert_eq!(delay, std::time::Duration::MAX);
        assert!(harness.unnamed_widgets().is_empty());
    }
}
