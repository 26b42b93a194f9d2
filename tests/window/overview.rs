//! The Overview: what a latecomer reads, and what is changed there.

use egui_kittest::kittest::Queryable as _;
use weighbridge::app::action::Action;
use weighbridge::app::screens::Screen;
use weighbridge::workbook::{ItemRef, Kind, Role, Workbook};

use crate::frame_sample::{click, enter, note, sample, stage, stage_of};

#[test]
fn the_question_the_verdict_and_the_state_are_read_at_once() {
    let harness = stage(sample(), Screen::Overview);
    harness.get_by_label("Which runtime carries the order platform?");
    harness.get_by_label("Peak load grows tenfold within the year.");
    // Equal weights of 1: Node.js (100 + 25 + 75) / 3, Python (50 + 75 + 75) / 3: level.
    harness.get_by_label_contains("too close to call");
    harness.get_by_label("Questions answered: 0 of 3");
    harness.get_by_label("Scores known: 6 of 6");
    harness.get_by_label("Musts judged: 0 of 2");
    harness.get_by_label("Criteria with evidence: 1 of 3");
}

#[test]
fn the_question_is_edited_in_place_and_undone() {
    let mut harness = stage(sample(), Screen::Overview);
    assert!(harness.query_by_label("Decision question").is_none(), "reading comes first");
    click(&mut harness, "Edit question and context");
    enter(&mut harness, "Organisation", "Order team");
    enter(&mut harness, "Close call below", "2,5");
    enter(&mut harness, "Raised", "2026-03-01");
    let frame = harness.state().workbook().frame.clone();
    assert_eq!(frame.organisation, "Order team");
    assert!((frame.close_call - 2.5).abs() < 1e-12);
    assert_eq!(frame.raised.map(|date| date.to_string()).as_deref(), Some("2026-03-01"));
    enter(&mut harness, "New non-goal", "The choice of a cloud");
    assert_eq!(harness.state().workbook().frame.non_goals, ["The choice of a cloud"]);
    harness.state_mut().document.undo();
    harness.run();
    assert!(harness.state().workbook().frame.non_goals.is_empty());
    click(&mut harness, "Done question and context");
    harness.get_by_label("Order team");
}

#[test]
fn people_come_change_and_leave() {
    let mut harness = stage(sample(), Screen::Overview);
    click(&mut harness, "Edit people");
    enter(&mut harness, "New person", "Bo");
    let added = harness.state().workbook().people[1].clone();
    assert_eq!((added.name.as_str(), added.role, added.reviewer), ("Bo", Role::Contributor, true));
    click(&mut harness, "Bo gives scores");
    enter(&mut harness, "Name of Bo", "Bo Li");
    let changed = harness.state().workbook().people[1].clone();
    assert_eq!((changed.name.as_str(), changed.reviewer), ("Bo Li", false));
    click(&mut harness, "Remove Bo Li");
    assert_eq!(harness.state().workbook().people.len(), 1);
}

#[test]
fn what_is_open_leads_to_its_place() {
    let mut harness = stage_of(sample(), Screen::Overview, [1240.0, 1400.0]);
    let name = "Go to: Node.js and Python have not been judged at the must \"Runs in our \
                container platform\".";
    click(&mut harness, name);
    let item = ItemRef::new(Kind::Requirement, "platform");
    assert_eq!(harness.state().asked.first(), Some(&Action::Reveal(item)));
    // The requirement stands selected in the inspector.
    note(&mut harness, "Requirement in a sentence", "!");
    assert_eq!(harness.state().workbook().requirements[0].text, "Runs in our container platform!");
}

#[test]
fn an_empty_workbook_teaches_and_begins() {
    let mut harness = stage(Workbook::default(), Screen::Overview);
    harness.get_by_label("Go to Options");
    harness.get_by_label("Add people");
    click(&mut harness, "Write the question");
    note(&mut harness, "Decision question", "Which cloud?");
    assert_eq!(harness.state().workbook().frame.question, "Which cloud?");
}

#[test]
fn a_small_window_holds_it_in_one_column() {
    let harness = stage_of(sample(), Screen::Overview, [700.0, 1600.0]);
    let result = harness.get_by_label("See why under Results").rect();
    let context = harness.get_by_label("Edit question and context").rect();
    let people = harness.get_by_label("Edit people").rect();
    assert!(result.bottom() < context.top() && context.bottom() < people.top());
    assert!(context.right() <= 700.0);
}
