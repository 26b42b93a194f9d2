//! The Overview: what a latecomer reads, and what is changed there.

use eframe::egui;
use egui_kittest::kittest::Queryable as _;
use weighbridge::app::action::Action as Asked;
use weighbridge::app::screens::Screen;
use weighbridge::workbook::{
    Action, Date, ItemRef, Kind, PersonId, ProfileId, RevisitTrigger, Role, Status, Workbook,
};

use crate::frame_sample::{click, enter, note, sample, stage, stage_of};

#[test]
fn the_question_the_verdict_and_the_state_are_read_at_once() {
    let harness = stage(sample(), Screen::Overview);
    harness.get_by_label("Which runtime carries the order platform?");
    harness.get_by_label("Peak load grows tenfold within the year.");
    // Equal weights of 1: Node.js (100 + 25 + 75) / 3, Python (50 + 75 + 75) / 3: level.
    harness.get_by_label("Node.js and Python are level");
    harness.get_by_label("Questions answered: 0 of 3");
    harness.get_by_label("Scores known: 6 of 6");
    harness.get_by_label("Musts judged: 0 of 2");
    harness.get_by_label("Criteria with evidence: 1 of 3");
    harness.get_by_label("Criteria weighted: 3 of 3");
}

#[test]
fn a_latecomer_reads_the_verdict_what_is_open_and_what_is_due() {
    let mut workbook = sample();
    // The weights given directly: 3 and 1 on the first two criteria.
    workbook.active_profile = Some(ProfileId::new("direct").unwrap());
    let decision = &mut workbook.decision;
    decision.status = Status::Proposed;
    decision.decided = Some(Date::parse("2020-03-01").unwrap());
    decision.actions = vec![Action {
        what: "Measure the p95".to_owned(),
        who: Some(PersonId::new("anna").unwrap()),
        by: Some(Date::parse("9999-12-31").unwrap()),
    }];
    decision.revisit = vec![RevisitTrigger {
        metric: "Peak load".to_owned(),
        threshold: "above 5000 a second".to_owned(),
        ..RevisitTrigger::default()
    }];
    let mut harness = stage_of(workbook, Screen::Overview, [1240.0, 1400.0]);
    // Node.js 3/4 × 100 + 1/4 × 25 = 81.25, Python 3/4 × 50 + 1/4 × 75 = 56.25.
    harness.get_by_label_contains("Node.js leads by 25.0 points");
    harness.get_by_label("25.0 behind");
    harness.get_by_label("What is due: one is overdue");
    harness.get_by_label("Take the decision");
    let late = harness.get_all_by_label_contains("overdue by").count();
    assert_eq!(late, 2, "once in what is due, once beside the context");
    harness.get_by_label_contains("Anna · by 9999-12-31");
    harness.get_by_label("Peak load: above 5000 a second");
    assert!(harness.query_all_by_label_contains("Go to: ").count() > 0, "what is open");
    // What changed last is named.
    click(&mut harness, "Edit question and context");
    enter(&mut harness, "Organisation", "Order team");
    harness.get_by_label_contains("Last change: question and setting");
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
    assert_eq!(harness.state().asked.first(), Some(&Asked::Reveal(item)));
    // The requirement stands selected in the inspector.
    note(&mut harness, "Requirement in a sentence", "!");
    assert_eq!(harness.state().workbook().requirements[0].text, "Runs in our container platform!");
}

#[test]
fn an_empty_workbook_teaches_and_begins() {
    let mut harness = stage(Workbook::default(), Screen::Overview);
    harness.get_by_label("Three steps to a first ranking");
    harness.get_by_label("Add people");
    click(&mut harness, "Write the question");
    // The field has the focus: what is typed lands in it.
    harness.event(egui::Event::Text("Which cloud?".to_owned()));
    harness.run();
    harness.key_press(egui::Key::Tab);
    harness.run();
    assert_eq!(harness.state().workbook().frame.question, "Which cloud?");
    harness.get_by_label("Two steps to a first ranking");
    click(&mut harness, "Go to Options");
    assert_eq!(harness.state().screen, Screen::Options);
    harness.state_mut().screen = Screen::Overview;
    harness.run();
    click(&mut harness, "Go to Criteria");
    assert_eq!(harness.state().screen, Screen::Criteria);
}

#[test]
fn a_wide_window_holds_it_in_three_columns() {
    let harness = stage_of(sample(), Screen::Overview, [2400.0, 1200.0]);
    let left = |name: &str| harness.get_by_label(name).rect().left();
    let (context, result, state) = (
        left("Edit question and context"),
        left("See why under Results"),
        left("Questions answered: 0 of 3"),
    );
    assert!(context < result && result < state, "{context} {result} {state}");
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
