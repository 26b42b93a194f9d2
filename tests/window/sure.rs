//! How sure: draws at once and in full, how free the weights are, ranges
//! without room, what to find out next, how a score spreads over its range.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, ViewportId};
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};
use weighbridge::analysis::analyse;
use weighbridge::analysis::uncertainty::{Watch, information, uncertainty};
use weighbridge::app::screens::Screen;
use weighbridge::workbook::{Spread, WeightFreedom};

use crate::stage::Stage;

/// The section in a window so tall that all of it is in sight.
fn sure() -> Stage {
    let mut stage = Stage::of_size(1440.0, 3200.0);
    let path = stage.copy("workbooks/backend-runtime.weighbridge.ron");
    stage.open(&path);
    stage.command(Key::Num7);
    stage.click("How sure");
    stage
}

fn type_into(stage: &mut Stage, name: &str, text: &str) {
    // The words beside a field are called as it is.
    stage.harness.get(by().role(Role::TextInput).label(name)).focus();
    stage.settle();
    stage.press(Modifiers::COMMAND, Key::A);
    stage.text(text);
    stage.key(Key::Enter);
}

fn is_at_rest(stage: &Stage) -> bool {
    stage.harness.state().document().unwrap().draws().is_at_rest()
}

fn delay(stage: &Stage) -> std::time::Duration {
    stage.harness.output().viewport_output[&ViewportId::ROOT].repaint_delay
}

#[test]
fn a_few_draws_are_shown_at_once_all_of_them_later_and_then_nothing_moves() {
    let mut stage = sure();
    type_into(&mut stage, "Draws", "1000000");
    assert_eq!(stage.workbook().uncertainty.draws, 1_000_000);
    stage.until("a few draws", |stage| stage.shows("10,000 draws, seed 1"));
    stage.until("all draws", |stage| stage.shows("1,000,000 draws, seed 1"));
    stage.settle();
    assert!(is_at_rest(&stage));
    assert_eq!(delay(&stage), std::time::Duration::MAX);
    assert!(stage.harness.unnamed_widgets().is_empty());
    // The figures are those that the analysis gives for the same seed.
    let workbook = stage.workbook().clone();
    let analysis = analyse(&workbook, workbook.active_profile.as_ref());
    let found = uncertainty(&workbook, &analysis, 1_000_000, &Watch::default()).unwrap().unwrap();
    let share = format!("{:.1} %", 100.0 * found.first(found.favourite()));
    assert!(stage.shows(&format!("leads in {share} of 1,000,000 draws")), "{share}");
    // The first section tells it too, now that it is known.
    stage.click("Result");
    assert!(stage.shows(&format!("leads in {share} of 1,000,000 draws")));
}

#[test]
fn a_count_is_cancelled_and_taken_up_again_and_ends_when_nobody_looks() {
    let mut stage = sure();
    type_into(&mut stage, "Draws", "10000000");
    // The few that are made first may take long enough to be told as well.
    stage.until("a full count", |stage| {
        stage.shows("of 10,000,000 draws") && stage.shows("Cancel the count")
    });
    stage.click("Cancel the count");
    assert!(is_at_rest(&stage));
    assert!(stage.shows("The count of 10,000,000 draws was cancelled."));
    assert!(stage.shows("of 10,000 draws"), "what was drawn at once stays");
    stage.click("Count 10,000,000 draws");
    stage.until("a count", |stage| !is_at_rest(stage));
    stage.click("Cost and value");
    assert!(is_at_rest(&stage));
}

#[test]
fn each_freedom_of_the_weights_is_one_step_to_undo() {
    let mut stage = sure();
    let before = stage.workbook().uncertainty.weights.clone();
    assert_eq!(before, WeightFreedom::Around(100.0));
    assert!(stage.shows("in nine of ten draws"), "the concentration is put into words");
    for (name, words) in [
        ("As stated", "The weights stay as stated"),
        ("In the stated order", "no criterion weighs more than one"),
        ("Any at all", "each mix as likely"),
    ] {
        stage.click(name);
        assert!(stage.shows(words), "{name}");
        assert_ne!(stage.workbook().uncertainty.weights, before);
        stage.command(Key::Z);
        assert_eq!(stage.workbook().uncertainty.weights, before, "{name}");
    }
    type_into(&mut stage, "Concentration", "40");
    assert_eq!(stage.workbook().uncertainty.weights, WeightFreedom::Around(40.0));
}

#[test]
fn ranges_without_room_are_told_and_mended() {
    let mut stage = sure();
    stage.click("Within ranges");
    assert!(matches!(stage.workbook().uncertainty.weights, WeightFreedom::Within(_)));
    let field = stage
        .harness
        .get_all(by().role(Role::TextInput).label_contains("Highest weight of"))
        .next()
        .and_then(|node| node.accesskit_node().label())
        .unwrap();
    let lowest = field.replace("Highest", "Lowest");
    type_into(&mut stage, &field, "100");
    type_into(&mut stage, &lowest, "95");
    stage.until("the refusal", |stage| stage.shows("leave no room"));
    // Nothing is drawn, and the window rests.
    stage.settle();
    assert_eq!(delay(&stage), std::time::Duration::MAX);
    stage.click("Widen the ranges");
    stage.until("draws", |stage| stage.shows("leads in"));
    stage.command(Key::Z);
    stage.until("the refusal again", |stage| stage.shows("leave no room"));
}

#[test]
fn what_to_find_out_next_leads_to_the_cell() {
    let mut stage = sure();
    stage.until("the list", |stage| stage.shows("What to find out next"));
    let workbook = stage.workbook().clone();
    let analysis = analyse(&workbook, workbook.active_profile.as_ref());
    let found = information(&workbook, &analysis);
    let first = found.matter.iter().chain(&found.idle).next().unwrap();
    if found.matter.is_empty() {
        stage.click("Show scores that cannot matter");
    }
    let criterion = &workbook.criteria[analysis.leaves[first.leaf]].name;
    let name = format!("{criterion} of {}", analysis.options[first.option].name);
    stage.click(&name);
    assert_eq!(stage.harness.state().screen(), Screen::Scores);
    let cell = format!("{criterion}, {}", analysis.options[first.option].name);
    assert!(stage.harness.get_by_label(&cell).is_focused(), "{cell}");
}

#[test]
fn the_section_is_found_by_its_name() {
    let mut stage = Stage::flagship();
    stage.command(Key::K);
    stage.text("how sure");
    stage.key(Key::Enter);
    assert_eq!(stage.harness.state().screen(), Screen::Results);
    assert!(stage.shows("What is drawn"));
}

#[test]
fn the_charts_go_into_windows_of_their_own_and_are_read_by_keys() {
    let mut stage = sure();
    stage.until("draws", |stage| stage.shows("Open the ranks in draws in its own window"));
    stage.until("all draws", |stage| is_at_rest(stage) && stage.shows("of 100,000 draws"));
    let chart = by().role(Role::Image).label_contains("each option has each rank");
    stage.harness.get(chart).focus();
    stage.settle();
    stage.key(Key::Home);
    let chart = by().role(Role::Image).label_contains("each option has each rank");
    let said = stage.harness.get(chart).accesskit_node().value().unwrap_or_default();
    assert!(said.starts_with("Node.js; Rank 1 "), "{said}");
    stage.click("Open the ranks in draws in its own window");
    assert_eq!(stage.harness.state().chart_windows().count(), 1);
}

#[test]
fn a_score_with_a_range_has_a_spread_which_one_undo_takes_back() {
    let mut stage = Stage::flagship();
    stage.command(Key::Num6);
    stage.key(Key::ArrowDown);
    stage.text("3");
    stage.key(Key::Enter);
    stage.key(Key::ArrowUp);
    assert!(!stage.shows("Spread over the range"), "it takes a range");
    type_into(&mut stage, "Lowest plausible score", "2");
    stage.click("Spread over the range");
    stage.click("uniform");
    let spread = |stage: &Stage| stage.workbook().ballots[0].scores[0].spread;
    assert_eq!(spread(&stage), Spread::Uniform);
    assert!(stage.shows("anything in the range is as likely"));
    stage.command(Key::Z);
    assert_eq!(spread(&stage), Spread::Triangular);
}
