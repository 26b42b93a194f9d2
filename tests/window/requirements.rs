//! The questionnaire and the requirements.

use egui_kittest::kittest::Queryable as _;
use weighbridge::app::screens::Screen;
use weighbridge::workbook::{
    CriterionId, Edit, GateVerdict, ItemRef, Kind, ProfileId, RequirementKind, Strength, Weighting,
};

use crate::frame_sample::{
    click, enter, note, question_id, requirement_id, sample, stage, stage_of,
};

#[test]
fn an_answer_is_told_in_words_and_moves_weights() {
    let mut harness = stage(sample(), Screen::Requirements);
    click(&mut harness, "Answer Q01: waiting for I/O");
    harness.get_by_label("→ weighs I/O latency at least 4, CPU-bound work at most 0.5");
    // Weights 4, 0.5 and 1 of 5.5.
    harness.get_by_label("72.7 %");
    harness.get_by_label("9.1 %");
    harness.get_by_label("Q01, behind the weight of I/O latency");
    let weights = &harness.state().document.context().analysis().weights.nodes;
    assert!((weights[0].global - 4.0 / 5.5).abs() < 1e-12);
    // Another choice takes its place, a second click takes it back.
    click(&mut harness, "Answer Q01: computing");
    let profile = harness.state().workbook().profiles[0].clone();
    assert_eq!(profile.answers[&question_id("q01")].choices[0].as_str(), "computing");
    click(&mut harness, "Answer Q01: computing");
    assert!(harness.state().workbook().profiles[0].answers.is_empty());
}

#[test]
fn a_number_takes_the_choice_of_its_band() {
    let mut harness = stage(sample(), Screen::Requirements);
    enter(&mut harness, "Number of Q02", "80");
    let answer = harness.state().workbook().profiles[0].answers[&question_id("q02")].clone();
    assert_eq!(answer.choices[0].as_str(), "tight");
    assert_eq!(answer.number, Some(80.0));
    // It asks for the must, and suggests a profile.
    harness.get_by_label("Show must Measured p95 within the budget");
    click(&mut harness, "Answer Q02: 100 ms or more");
    let answer = harness.state().workbook().profiles[0].answers[&question_id("q02")].clone();
    assert_eq!((answer.choices[0].as_str(), answer.number), ("loose", None));
}

#[test]
fn several_answers_hold_where_they_may_and_words_are_kept() {
    let mut harness = stage(sample(), Screen::Requirements);
    click(&mut harness, "Answer Q03: Python");
    click(&mut harness, "Answer Q03: JavaScript");
    enter(&mut harness, "Detail of Q03", "five and two");
    let answer = harness.state().workbook().profiles[0].answers[&question_id("q03")].clone();
    let choices: Vec<&str> = answer.choices.iter().map(|id| id.as_str()).collect();
    assert_eq!(choices, ["js", "py"], "in the question's order");
    assert_eq!(answer.detail, "five and two");
    // The score replaced, before and after.
    harness.get_by_label("Python 4 → 2");
}

#[test]
fn a_profile_with_weights_of_its_own_says_so() {
    let mut harness = stage(sample(), Screen::Requirements);
    assert!(harness.query_by_label("Take the weights from the answers").is_none());
    let direct = ProfileId::new("direct").unwrap();
    harness.state_mut().document.edit(&Edit::Activate(direct)).unwrap();
    harness.run();
    harness.get_by_label_contains("act on its scores and musts only");
    click(&mut harness, "Switch to From answers");
    assert_eq!(
        harness.state().workbook().active_profile.as_ref().map(|id| id.as_str()),
        Some("answers")
    );
    let direct = ProfileId::new("direct").unwrap();
    harness.state_mut().document.edit(&Edit::Activate(direct)).unwrap();
    harness.run();
    click(&mut harness, "Take the weights from the answers");
    assert_eq!(harness.state().workbook().profiles[1].weighting, Weighting::Questionnaire);
}

#[test]
fn why_shows_the_claims_with_source_and_verdict() {
    let mut harness = stage(sample(), Screen::Requirements);
    assert!(harness.query_by_label("An event loop suits requests that wait.").is_none());
    click(&mut harness, "Why Q01?");
    harness.get_by_label("An event loop suits requests that wait.");
    harness.get_by_label("A comparison of two runtimes");
    harness.get_by_label("true");
    click(&mut harness, "Show claim c040 of Q01");
    assert_eq!(harness.state().screen, Screen::Evidence);
}

#[test]
fn finding_and_open_only_narrow_the_list() {
    let mut harness = stage(sample(), Screen::Requirements);
    click(&mut harness, "Answer Q03: Python");
    click(&mut harness, "List only what is open");
    assert!(harness.query_by_label("Answer Q03: Python").is_none());
    harness.get_by_label("Answer Q01: computing");
    // An answer given now stays in sight, so that it can be taken back.
    click(&mut harness, "Answer Q01: computing");
    harness.get_by_label("Answer Q01: computing");
    click(&mut harness, "List only what is open");
    harness.get_by_label("Find in requirements").focus();
    harness.run();
    harness.get_by_label("Find in requirements").type_text("budget");
    harness.run();
    harness.get_by_label("Answer Q02: under 100 ms");
    assert!(harness.query_by_label("Answer Q01: computing").is_none());
}

#[test]
fn a_requirement_is_written_judged_linked_and_removed() {
    let mut harness = stage_of(sample(), Screen::Requirements, [1240.0, 1600.0]);
    click(&mut harness, "Show requirements");
    enter(&mut harness, "New requirement", "One team can hold the pager");
    let id = requirement_id("one-team-can-hold-the-pager");
    assert_eq!(harness.state().workbook().requirement(&id).unwrap().kind, RequirementKind::Must);
    click(&mut harness, "It is a want");
    click(&mut harness, "Importance 4");
    click(&mut harness, "Difficulty 2");
    enter(&mut harness, "Response measure", "at most two calls a week");
    let requirement = harness.state().workbook().requirement(&id).unwrap().clone();
    assert_eq!(requirement.kind, RequirementKind::Want);
    assert_eq!((requirement.importance, requirement.difficulty), (Some(4), Some(2)));
    assert_eq!(requirement.scenario.measure, "at most two calls a week");
    click(&mut harness, "Link a criterion");
    click(&mut harness, "Operations");
    let ops = CriterionId::new("ops").unwrap();
    let links = harness.state().workbook().requirement(&id).unwrap().links.clone();
    assert_eq!(links.get(&ops), Some(&Strength::Medium));
    click(&mut harness, "Remove…");
    click(&mut harness, "Remove requirement");
    assert!(harness.state().workbook().requirement(&id).is_none());
    assert!(harness.state().refused.is_empty(), "{:?}", harness.state().refused);
}

#[test]
fn a_failed_must_takes_the_option_out_with_the_reason() {
    let mut harness = stage(sample(), Screen::Requirements);
    let item = ItemRef::new(Kind::Requirement, "platform");
    harness.state_mut().views.select(&item);
    harness.run();
    click(&mut harness, "Python at this must");
    click(&mut harness, "fails it");
    note(&mut harness, "Reason for Python", "no image for it");
    let gate = harness.state().workbook().requirements[0].gates.values().next().unwrap().clone();
    assert_eq!((gate.verdict, gate.reason.as_str()), (GateVerdict::Fail, "no image for it"));
    assert!(!harness.state().document.context().analysis().options[1].is_ranked());
}
