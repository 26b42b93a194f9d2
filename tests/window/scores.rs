//! The matrix of scores, by keyboard and by the names that a user sees.

use eframe::egui::{Event, Key, Modifiers, OutputCommand};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use weighbridge::app::screens::Screen;
use weighbridge::workbook::{Judgement, Score};

use crate::stage::Stage;

const SHIFT: Modifiers = Modifiers::SHIFT;

fn scores() -> Stage {
    let mut stage = Stage::flagship();
    stage.command(Key::Num6);
    assert_eq!(stage.harness.state().screen(), Screen::Scores);
    stage
}

/// The cursor on the first cell, without a pointer: Execution speed, Node.js.
fn at_first_cell() -> Stage {
    let mut stage = scores();
    stage.key(Key::ArrowDown);
    assert!(is_focused(&stage, "Execution speed, Node.js"));
    stage
}

fn is_focused(stage: &Stage, name: &str) -> bool {
    stage.harness.get_by_label(name).is_focused()
}

fn given(stage: &Stage) -> &[Score] {
    &stage.workbook().ballots[0].scores
}

fn own(stage: &Stage, criterion: &str, option: &str) -> Option<Judgement> {
    given(stage)
        .iter()
        .find(|it| it.criterion.as_str() == criterion && it.alternative.as_str() == option)
        .map(|score| score.is)
}

fn value(stage: &Stage, name: &str) -> String {
    stage.harness.get_by_label(name).accesskit_node().value().unwrap_or_default()
}

fn undo_label(stage: &Stage) -> String {
    let document = stage.harness.state().document().unwrap();
    document.history().undo_label().unwrap_or_default().to_owned()
}

fn copied(stage: &mut Stage, event: Event) -> Option<String> {
    stage.harness.event(event);
    let mut found = None;
    for _ in 0..4 {
        stage.harness.step();
        for command in &stage.harness.output().platform_output.commands {
            if let OutputCommand::CopyText(text) = command {
                found = Some(text.clone());
            }
        }
    }
    found
}

fn paste(stage: &mut Stage, text: &str) {
    stage.harness.event(Event::Paste(text.to_owned()));
    stage.settle();
}

#[test]
fn a_row_is_scored_by_keyboard_alone() {
    let mut stage = at_first_cell();
    stage.text("3,5");
    stage.key(Key::Tab);
    assert!(is_focused(&stage, "Execution speed, Python"));
    stage.text("2");
    stage.key(Key::Tab);
    stage.text("n");
    assert_eq!(own(&stage, "performance_speed", "nodejs"), Some(Judgement::Value(3.5)));
    assert_eq!(own(&stage, "performance_speed", "python"), Some(Judgement::Value(2.0)));
    assert_eq!(own(&stage, "performance_speed", "hybrid"), Some(Judgement::NotApplicable));
    // Tab goes on to the first option of the next criterion.
    stage.key(Key::Tab);
    assert!(is_focused(&stage, "I/O-bound latency and throughput, Node.js"));
    stage.press(SHIFT, Key::Tab);
    assert!(is_focused(&stage, "Execution speed, Hybrid"));
    stage.key(Key::Delete);
    assert_eq!(own(&stage, "performance_speed", "hybrid"), None);
}

#[test]
fn keys_go_to_the_edges_and_enter_gives_the_reason() {
    let mut stage = at_first_cell();
    stage.key(Key::End);
    assert!(is_focused(&stage, "Execution speed, Hybrid"));
    stage.command(Key::Home);
    assert!(is_focused(&stage, "Performance efficiency, Node.js"), "the first row is a group");
    stage.command(Key::End);
    let last = stage.workbook().criteria.iter().rev().find(|node| node.measure().is_some());
    let last = format!("{}, Hybrid", last.unwrap().name);
    assert!(is_focused(&stage, &last), "{last}");
    stage.command(Key::Home);
    stage.key(Key::PageDown);
    assert!(!stage.harness.get_by_label("Matrix of scores").is_focused());
    stage.command(Key::Home);
    stage.key(Key::ArrowDown);
    stage.key(Key::ArrowDown);
    stage.text("4");
    stage.key(Key::Tab);
    stage.key(Key::ArrowLeft);
    stage.key(Key::Enter);
    stage.text("Measured last year");
    stage.press(Modifiers::NONE, Key::F6);
    assert_eq!(given(&stage)[0].reason, "Measured last year");
}

#[test]
fn what_is_typed_is_given_up_with_escape_and_edited_with_f2() {
    let mut stage = at_first_cell();
    stage.text("5");
    stage.key(Key::Escape);
    assert!(given(&stage).is_empty());
    assert!(is_focused(&stage, "Execution speed, Node.js"));
    // Looking at what a cell holds gives nobody a score.
    stage.key(Key::F2);
    assert_eq!(value(&stage, "Score of Node.js on Execution speed"), "4");
    stage.key(Key::Enter);
    assert!(given(&stage).is_empty());
    stage.key(Key::ArrowUp);
    stage.key(Key::F2);
    stage.text("2-4");
    stage.key(Key::Enter);
    let score = &given(&stage)[0];
    assert_eq!((score.is, score.low, score.high), (Judgement::Unknown, Some(2.0), Some(4.0)));
}

#[test]
fn a_block_is_filled_and_undone_as_one_step() {
    let mut stage = at_first_cell();
    // Four criteria and three options: the rows of this group.
    for _ in 0..3 {
        stage.press(SHIFT, Key::ArrowDown);
    }
    for _ in 0..2 {
        stage.press(SHIFT, Key::ArrowRight);
    }
    assert!(stage.shows("12 cells selected"));
    stage.text("3");
    stage.command(Key::Enter);
    assert_eq!(given(&stage).len(), 12);
    assert!(given(&stage).iter().all(|score| score.is == Judgement::Value(3.0)));
    assert_eq!(undo_label(&stage), "score 12 cells");
    stage.command(Key::Z);
    assert!(given(&stage).is_empty(), "one step");
    // Delete on a selection is one step as well.
    stage.command(Key::Z);
    stage.press(Modifiers::COMMAND | SHIFT, Key::Z);
    assert_eq!(given(&stage).len(), 12);
    stage.key(Key::Delete);
    assert!(given(&stage).is_empty());
    assert_eq!(undo_label(&stage), "clear 12 cells");
    // Esc leaves the cursor alone selected.
    stage.key(Key::Escape);
    assert!(!stage.shows("cells selected"));
}

#[test]
fn fill_down_and_fill_right_take_what_stands_first() {
    let mut stage = at_first_cell();
    stage.text("5");
    stage.key(Key::Tab);
    stage.key(Key::ArrowLeft);
    stage.press(SHIFT, Key::ArrowDown);
    stage.press(SHIFT, Key::ArrowDown);
    stage.command(Key::D);
    for criterion in ["performance_io", "performance_cpu"] {
        let found = given(&stage).iter().find(|it| it.criterion.as_str().starts_with(criterion));
        assert_eq!(found.map(|score| score.is), Some(Judgement::Value(5.0)), "{criterion}");
    }
    assert_eq!(undo_label(&stage), "fill 2 cells");
    stage.key(Key::Escape);
    stage.command(Key::Home);
    stage.key(Key::ArrowDown);
    stage.key(Key::ArrowDown);
    stage.key(Key::ArrowRight);
    stage.command(Key::R);
    assert_eq!(own(&stage, "performance_speed", "python"), Some(Judgement::Value(5.0)));
}

#[test]
fn a_block_is_pasted_from_a_spreadsheet_as_one_step() {
    let mut stage = at_first_cell();
    paste(&mut stage, "1,5\t2\t?\r\n3\tn/a\t2-4\r\n");
    assert_eq!(given(&stage).len(), 6);
    assert_eq!(own(&stage, "performance_speed", "nodejs"), Some(Judgement::Value(1.5)));
    assert_eq!(own(&stage, "performance_speed", "hybrid"), Some(Judgement::Unknown));
    assert_eq!(undo_label(&stage), "paste 6 cells");
    assert!(stage.harness.state().message().unwrap().starts_with("Pasted 6 scores"));
    stage.command(Key::Z);
    assert!(given(&stage).is_empty());
}

#[test]
fn what_cannot_be_read_is_told_before_anything_changes() {
    let mut stage = at_first_cell();
    paste(&mut stage, "4\tgreat\t9\n");
    assert!(given(&stage).is_empty());
    assert!(stage.shows("2 cells cannot be read. Nothing is changed yet."));
    assert!(stage.shows("Execution speed, Python: \"great\". \"great\" is no number"));
    assert!(stage.shows("Execution speed, Hybrid: \"9\". The levels run from 1 to 5"));
    stage.click("Paste nothing");
    assert!(given(&stage).is_empty());
    paste(&mut stage, "4\tgreat\t9\n");
    stage.click("Paste the other score");
    assert_eq!(given(&stage).len(), 1);
    assert_eq!(own(&stage, "performance_speed", "nodejs"), Some(Judgement::Value(4.0)));
}

#[test]
fn a_selection_is_copied_plain_and_the_whole_matrix_with_its_names() {
    let mut stage = at_first_cell();
    stage.press(SHIFT, Key::ArrowRight);
    stage.press(SHIFT, Key::ArrowRight);
    // The baseline of the digest: 4, 2 and 3.5.
    assert_eq!(copied(&mut stage, Event::Copy).as_deref(), Some("4\t2\t3.5\n"));
    stage.command(Key::A);
    let all = copied(&mut stage, Event::Copy).unwrap();
    let lines: Vec<&str> = all.lines().collect();
    assert_eq!(lines[0], "Criterion\tNode.js\tPython\tHybrid");
    assert_eq!(lines[1], "Execution speed\t4\t2\t3.5");
    assert_eq!(lines.len(), 1 + 48);
    // Wherever the cursor stands, names put the scores where they belong.
    paste(&mut stage, &all);
    // The 15 that were measured say the same as their runs, and stay so.
    assert_eq!(given(&stage).len(), 144 - 15);
    assert_eq!(own(&stage, "performance_speed", "hybrid"), Some(Judgement::Value(3.5)));
    assert!(stage.harness.state().message().unwrap().contains("placed by their names"));
}

#[test]
fn names_are_found_and_gone_through() {
    let mut stage = scores();
    stage.command(Key::F);
    stage.text("throughput");
    assert!(stage.shows("2 found"));
    stage.key(Key::Enter);
    assert!(stage.shows("1 of 2"));
    stage.key(Key::Enter);
    assert!(stage.shows("2 of 2"));
    stage.press(SHIFT, Key::Enter);
    assert!(stage.shows("1 of 2"));
    stage.key(Key::Escape);
    assert!(is_focused(&stage, "I/O-bound latency and throughput, Node.js"));
    assert!(stage.harness.query_by_label("Find a criterion or option").is_none());
    stage.command(Key::F);
    stage.text("hybrid");
    stage.key(Key::Enter);
    stage.key(Key::Escape);
    assert!(is_focused(&stage, "I/O-bound latency and throughput, Hybrid"));
}

#[test]
fn filters_add_up_and_an_empty_result_has_a_way_out() {
    let mut stage = at_first_cell();
    stage.text("?");
    stage.click("Unscored · 1");
    assert!(stage.harness.query_by_label("Execution speed, Node.js").is_some());
    assert!(stage.harness.query_by_label("Concurrency model, Node.js").is_none());
    stage.click("Not mine yet · 143");
    assert!(stage.shows("No cell passes \"Unscored\" and \"Not mine yet\" at once."));
    stage.click("Show all criteria");
    assert!(stage.harness.query_by_label("Concurrency model, Node.js").is_some());
    stage.click("Mine · 1");
    assert!(stage.harness.query_by_label("Concurrency model, Node.js").is_none());
}

#[test]
fn groups_fold_by_key_and_show_their_value() {
    let mut stage = at_first_cell();
    stage.key(Key::ArrowUp);
    assert!(is_focused(&stage, "Time behaviour, Node.js"));
    // Execution speed and CPU-bound throughput have no weight; 17.2 of 20.7
    // parts stand at 100, 3.5 at 75.
    assert_eq!(value(&stage, "Time behaviour, Node.js"), "95.8");
    stage.key(Key::ArrowLeft);
    assert!(stage.harness.query_by_label("Execution speed, Node.js").is_none());
    stage.key(Key::ArrowDown);
    assert!(is_focused(&stage, "Resource utilisation, Node.js"));
    stage.key(Key::ArrowUp);
    stage.key(Key::Space);
    assert!(stage.harness.query_by_label("Execution speed, Node.js").is_some());
    stage.click("Fold all groups");
    assert!(stage.harness.query_by_label("Time behaviour, Node.js").is_none());
    stage.click("Unfold all groups");
    assert!(stage.harness.query_by_label("Execution speed, Node.js").is_some());
}

#[test]
fn heads_select_whole_rows_and_columns() {
    let mut stage = scores();
    stage.click("Concurrency model");
    assert!(stage.shows("3 cells selected"));
    stage.click("Python");
    assert!(stage.shows("48 cells selected"));
    stage.key(Key::Escape);
    stage.press(SHIFT, Key::Space);
    assert!(stage.shows("3 cells selected"));
}

#[test]
fn a_cell_tells_what_it_rests_on() {
    let stage = scores();
    let words = value(&stage, "Start-up time, Python");
    assert_eq!(words, "3; range 3 – 4; confidence low; estimated");
    let words = value(&stage, "Concurrency model, Node.js");
    assert!(words.starts_with("5; range 4 – 5; confidence medium; disputed; "), "{words}");
}

#[test]
fn only_mine_shows_nothing_of_others() {
    let mut stage = at_first_cell();
    stage.text("2");
    stage.key(Key::Enter);
    stage.click("Whose scores");
    stage.click("Only mine");
    assert!(value(&stage, "Execution speed, Node.js").starts_with("2; "));
    assert!(value(&stage, "Execution speed, Python").starts_with("not scored"));
}

#[test]
fn a_reason_makes_what_stands_the_reviewers_own() {
    let mut stage = at_first_cell();
    stage.key(Key::Enter);
    stage.text("Agreed in the round");
    // A click elsewhere takes what was typed.
    stage.click("Concurrency model, Python");
    let score = &given(&stage)[0];
    assert_eq!(score.is, Judgement::Value(4.0));
    assert_eq!(score.reason, "Agreed in the round");
}

#[test]
fn only_cells_in_sight_are_drawn() {
    let stage = scores();
    let cells = stage.harness.query_all_by_role(eframe::egui::Role::Cell).count();
    assert!(cells > 20 && cells < 100, "{cells} of 129 and the groups' are drawn");
}

/// The cursor on a cell that a load run feeds.
fn at_measured_cell() -> Stage {
    let mut stage = scores();
    stage.harness.get_by_label("Latency while waiting, measured, Node.js").click();
    stage.settle();
    stage
}

const MEASURED: &str = "Latency while waiting, measured, Node.js";
const WHY_NOT: &str = "Reason for the score over the measurement";

fn override_given(stage: &Stage) -> Option<Score> {
    given(stage).iter().find(|it| it.criterion.as_str() == "measured-waiting-latency").cloned()
}

#[test]
fn a_score_over_a_measurement_is_kept_with_its_reason_as_one_step() {
    let mut stage = at_measured_cell();
    assert_eq!(value(&stage, MEASURED), "23 ms; measured");
    stage.text("40");
    stage.key(Key::Enter);
    // Nothing is kept yet: the reason is asked for, and has the focus.
    assert_eq!(override_given(&stage), None);
    assert!(is_focused(&stage, WHY_NOT));
    stage.text("Our pool is half as large");
    stage.key(Key::Enter);
    let score = override_given(&stage).expect("the score is kept");
    assert_eq!(score.is, Judgement::Value(40.0));
    assert_eq!(score.reason, "Our pool is half as large");
    assert_eq!(score.measurements.len(), 1, "it cites the run that it stands over");
    assert!(value(&stage, MEASURED).contains("40 ms; overridden"), "{}", value(&stage, MEASURED));
    // One step takes both back.
    stage.key(Key::Escape);
    stage.command(Key::Z);
    assert_eq!(override_given(&stage), None);
    assert_eq!(value(&stage, MEASURED), "23 ms; measured");
}

#[test]
fn a_score_over_a_measurement_without_a_reason_is_not_kept_and_that_is_said() {
    let mut stage = at_measured_cell();
    stage.text("40");
    stage.key(Key::Enter);
    stage.key(Key::Escape);
    assert_eq!(override_given(&stage), None);
    assert!(stage.shows("Not kept: a score over what was measured needs a reason."));
    assert!(stage.harness.query_by_label(WHY_NOT).is_none());
    // The same where one goes on to another cell.
    stage.harness.get_by_label(MEASURED).click();
    stage.settle();
    stage.text("50");
    stage.key(Key::Enter);
    stage.harness.get_by_label("Latency while waiting, measured, Python").click();
    stage.settle();
    assert_eq!(override_given(&stage), None);
    assert!(stage.harness.query_by_label(WHY_NOT).is_none());
}

#[test]
fn the_way_back_to_the_measurement_takes_the_score_off() {
    let mut stage = at_measured_cell();
    stage.text("40");
    stage.key(Key::Enter);
    stage.text("Our pool is half as large");
    stage.key(Key::Enter);
    assert!(override_given(&stage).is_some());
    stage.focus("Back to the measurement");
    stage.key(Key::Space);
    assert_eq!(override_given(&stage), None);
    assert_eq!(value(&stage, MEASURED), "23 ms; measured");
}

#[test]
fn several_measured_cells_share_one_reason_and_the_others_are_put_at_once() {
    let mut stage = scores();
    stage.harness.get_by_label("Start-up time, Node.js").click();
    stage.settle();
    // From an estimated row over nothing measured: no reason is asked for.
    stage.text("3");
    stage.key(Key::Enter);
    assert!(stage.harness.query_by_label(WHY_NOT).is_none());
    stage.harness.get_by_label(MEASURED).click();
    stage.settle();
    stage.press(SHIFT, Key::ArrowRight);
    stage.text("?");
    assert!(is_focused(&stage, WHY_NOT));
    stage.text("Measured with a warm cache");
    stage.key(Key::Enter);
    let kept: Vec<_> = given(&stage)
        .iter()
        .filter(|it| it.criterion.as_str() == "measured-waiting-latency")
        .map(|it| (it.is, it.reason.as_str()))
        .collect();
    assert_eq!(kept, [(Judgement::Unknown, "Measured with a warm cache"); 2]);
}
