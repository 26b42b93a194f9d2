//! The questionnaire and the requirements.

use std::sync::Arc;

use eframe::egui::{self, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use weighbridge::app::screens::{RequirementsView, Screen};
use weighbridge::workbook::{
    CriterionId, Edit, Effect, GateVerdict, ItemRef, Kind, ProfileId, RequirementKind, Strength,
    Weighting,
};

use crate::frame_sample::{
    Stage, click, enter, note, question_id, requirement_id, sample, stage, stage_of,
};

fn press(harness: &mut Harness<'_, Stage>, key: Key) {
    harness.key_press(key);
    harness.run();
}

fn focus(harness: &mut Harness<'_, Stage>, name: &str) {
    harness.get_by_label(name).focus();
    harness.run();
}

/// The labels of the choices taken for a question in the first profile.
fn taken(harness: &Harness<'_, Stage>, question: &str) -> Vec<String> {
    let profile = &harness.state().workbook().profiles[0];
    profile
        .answers
        .get(&question_id(question))
        .map(|answer| answer.choices.iter().map(|id| id.to_string()).collect())
        .unwrap_or_default()
}

fn weight_of(harness: &Harness<'_, Stage>, at: usize) -> f64 {
    harness.state().document.context().analysis().weights.nodes[at].global
}

#[test]
fn the_questionnaire_is_answered_by_keyboard_alone() {
    let mut harness = stage(sample(), Screen::Requirements);
    assert!((weight_of(&harness, 0) - 1.0 / 3.0).abs() < 1e-12, "three weights of 1");
    focus(&mut harness, "Next open question");
    press(&mut harness, Key::Enter);
    assert!(harness.get_by_label("Answers to Q01").is_focused());
    // A digit takes an answer: at least 4 for I/O, at most 0.5 for CPU.
    press(&mut harness, Key::Num1);
    assert_eq!(taken(&harness, "q01"), ["waiting"]);
    assert!((weight_of(&harness, 0) - 4.0 / 5.5).abs() < 1e-12);
    // Beside the question stands what it did: from 1 of 3 to 4 of 5.5.
    harness.get_by_label("33.3 % → 72.7 %");
    harness.get_by_label("33.3 % → 9.1 %");
    // An arrow moves on to the next answer.
    press(&mut harness, Key::ArrowRight);
    assert_eq!(taken(&harness, "q01"), ["computing"]);
    assert!((weight_of(&harness, 1) - 5.0 / 7.0).abs() < 1e-12, "5 of 1, 5 and 1");
    // Enter goes on; there several answers may hold, of which Space takes one.
    press(&mut harness, Key::Enter);
    assert!(harness.get_by_label("Answers to Q02").is_focused());
    press(&mut harness, Key::Enter);
    assert!(harness.get_by_label("Answers to Q03").is_focused());
    press(&mut harness, Key::ArrowRight);
    press(&mut harness, Key::Space);
    press(&mut harness, Key::Num1);
    assert_eq!(taken(&harness, "q03"), ["js", "py"]);
    // Back up, and the answer is taken back; one undo brings it again.
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Enter);
    harness.run();
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Enter);
    harness.run();
    assert!(harness.get_by_label("Answers to Q01").is_focused());
    press(&mut harness, Key::Delete);
    assert!(taken(&harness, "q01").is_empty());
    harness.get_by_label("1 of 3 answered");
    harness.state_mut().document.undo();
    harness.run();
    assert_eq!(taken(&harness, "q01"), ["computing"]);
    harness.get_by_label("2 of 3 answered");
    // The one that was passed over is the next that is open.
    focus(&mut harness, "Next open question");
    press(&mut harness, Key::Enter);
    assert!(harness.get_by_label("Answers to Q02").is_focused());
}

#[test]
fn a_run_of_arrows_over_answers_is_one_step_of_undo() {
    let mut harness = stage(sample(), Screen::Requirements);
    click(&mut harness, "Skip Q01");
    assert!(harness.get_by_label("Answers to Q02").is_focused());
    press(&mut harness, Key::ArrowRight);
    press(&mut harness, Key::ArrowRight);
    assert_eq!(taken(&harness, "q02"), ["loose"]);
    harness.state_mut().document.undo();
    harness.run();
    assert!(taken(&harness, "q02").is_empty());
}

#[test]
fn a_click_on_an_answer_brings_the_keyboard_there() {
    // Most rows are out of sight.
    let mut harness = stage_of(sample(), Screen::Requirements, [1240.0, 330.0]);
    click(&mut harness, "Answer Q01: computing");
    assert!(harness.get_by_label("Answers to Q01").is_focused());
    press(&mut harness, Key::Num1);
    assert_eq!(taken(&harness, "q01"), ["waiting"]);
}

#[test]
fn an_answer_taken_back_can_be_put_back() {
    let mut harness = stage(sample(), Screen::Requirements);
    click(&mut harness, "Answer Q01: computing");
    click(&mut harness, "Reset answer to Q01");
    assert!(taken(&harness, "q01").is_empty());
    click(&mut harness, "Put the answer to Q01 back");
    assert_eq!(taken(&harness, "q01"), ["computing"]);
}

#[test]
fn the_weights_are_compared_with_those_before_one_answer() {
    let mut harness = stage(sample(), Screen::Requirements);
    click(&mut harness, "Answer Q01: waiting for I/O");
    click(&mut harness, "Answer Q02: under 100 ms");
    // Without it 4, 0.5 and 1; with it 5, 0.5 and 1.
    click(&mut harness, "Weights by the answer to Q02");
    harness.get_by_label("72.7 % →");
    harness.get_by_label("76.9 %");
    // The start was 1 of 3.
    click(&mut harness, "Since the start");
    harness.get_by_label("76.9 %");
    assert!(harness.query_by_label("72.7 % →").is_none());
}

#[test]
fn a_question_is_written_and_answered() {
    let mut harness = stage_of(sample(), Screen::Requirements, [1240.0, 1600.0]);
    click(&mut harness, "Edit questions");
    enter(&mut harness, "New question", "Who is on call?");
    // What is wrong is told at once, and at its place.
    harness.get_by_label("Add at least two answers to choose from.");
    // The keyboard is where its answers are written.
    harness.event(egui::Event::Text("nobody".to_owned()));
    harness.run();
    press(&mut harness, Key::Enter);
    harness.get_by_label("One answer leaves nothing to choose: add another.");
    // The field keeps the keyboard, for the next answer.
    harness.event(egui::Event::Text("nobody".to_owned()));
    harness.run();
    press(&mut harness, Key::Enter);
    harness.get_by_label("Another answer has the same words.");
    note(&mut harness, "Why it is asked", "Nights are long.");
    enter(&mut harness, "Answer 2", "a team");
    assert!(harness.query_by_label_contains("has the same words").is_none());
    click(&mut harness, "Add an effect to answer 2");
    click(&mut harness, "Weigh a criterion at least so much");
    click(&mut harness, "Criterion of effect 1 of answer 2");
    click(&mut harness, "Operations");
    enter(&mut harness, "Weight of effect 1 of answer 2", "7");
    harness.get_by_label("Weights here run from 0 to 5.");
    enter(&mut harness, "Weight of effect 1 of answer 2", "4");
    let question = harness.state().workbook().questions[3].clone();
    assert_eq!(question.id, question_id("q04"));
    assert_eq!(
        (question.text.as_str(), question.why.as_str()),
        ("Who is on call?", "Nights are long.")
    );
    let operations = CriterionId::new("ops").unwrap();
    assert_eq!(question.choices[1].effects, [Effect::Minimum(operations, 4.0)]);
    click(&mut harness, "Done editing questions");
    click(&mut harness, "Answer Q04: a team");
    // 1, 1 and 4 of 6.
    assert!((weight_of(&harness, 2) - 4.0 / 6.0).abs() < 1e-12);
    assert!(harness.state().refused.is_empty(), "{:?}", harness.state().refused);
}

#[test]
fn questions_change_places_and_an_answer_taken_away_goes_from_the_profiles() {
    let mut harness = stage_of(sample(), Screen::Requirements, [1240.0, 1600.0]);
    click(&mut harness, "Answer Q01: computing");
    click(&mut harness, "Edit questions");
    click(&mut harness, "Move Q01 down");
    let order = |harness: &Harness<'_, Stage>| -> Vec<String> {
        harness.state().workbook().questions.iter().map(|it| it.id.to_string()).collect()
    };
    assert_eq!(order(&harness), ["q02", "q01", "q03"]);
    click(&mut harness, "Remove answer 2");
    assert_eq!(harness.state().workbook().question(&question_id("q01")).unwrap().choices.len(), 1);
    assert!(taken(&harness, "q01").is_empty());
    // Both are one step.
    harness.state_mut().document.undo();
    harness.run();
    assert_eq!(taken(&harness, "q01"), ["computing"]);
    // A question with an answer asks before it goes.
    click(&mut harness, "Remove Q01");
    assert_eq!(order(&harness).len(), 3);
    click(&mut harness, "Remove question");
    assert_eq!(order(&harness), ["q02", "q03"]);
    assert!(harness.state().refused.is_empty(), "{:?}", harness.state().refused);
}

#[test]
fn a_link_in_the_matrix_closes_a_gap() {
    let mut workbook = sample();
    let want = crate::frame_sample::requirement("w", RequirementKind::Want, "Answers stay quick");
    Arc::make_mut(&mut workbook.requirements).push(want);
    let mut harness = stage(workbook, Screen::Requirements);
    click(&mut harness, "Show coverage");
    let gap = "Mend: No criterion measures the want \"Answers stay quick\".";
    let unasked = "No requirement asks for CPU-bound work, which has 33.3 % of the weight.";
    harness.get_by_label(gap);
    assert_eq!(harness.query_all_by_label(unasked).count(), 1, "at the head of its column");
    click(&mut harness, gap);
    assert!(harness.get_by_label("Answers stay quick, I/O latency").is_focused());
    press(&mut harness, Key::ArrowRight);
    press(&mut harness, Key::Num3);
    let link = |harness: &Harness<'_, Stage>| {
        let cpu = CriterionId::new("cpu").unwrap();
        harness.state().workbook().requirements[2].links.get(&cpu).copied()
    };
    assert_eq!(link(&harness), Some(Strength::Strong));
    assert_eq!(
        harness.state().document.history().undo_label(),
        Some("link of Answers stay quick to CPU-bound work")
    );
    assert_eq!(
        harness.get_by_label("Answers stay quick, CPU-bound work").value().as_deref(),
        Some("strong")
    );
    assert!(harness.query_by_label(gap).is_none());
    assert!(harness.query_by_label(unasked).is_none());
    // Space steps on to no link, and the gap is back.
    press(&mut harness, Key::Space);
    assert_eq!(link(&harness), None);
    harness.get_by_label(gap);
}

#[test]
fn a_requirement_is_dragged_in_the_grid_and_undone_in_one_step() {
    let mut harness = stage_of(sample(), Screen::Requirements, [1240.0, 1200.0]);
    click(&mut harness, "Show importance and difficulty");
    harness.get_by_label("Nothing is placed yet");
    // The list leads the keyboard from one scale to the next.
    focus(&mut harness, "Begin with the first requirement");
    press(&mut harness, Key::Enter);
    press(&mut harness, Key::Num2);
    press(&mut harness, Key::Enter);
    press(&mut harness, Key::Num2);
    let place = |harness: &Harness<'_, Stage>| {
        let requirement = &harness.state().workbook().requirements[0];
        (requirement.importance, requirement.difficulty)
    };
    assert_eq!(place(&harness), (Some(2), Some(2)));
    let mark = "1 in the chart: Runs in our container platform";
    let from = harness.get_by_label(mark).rect().left_center() + egui::vec2(8.0, 0.0);
    harness.drag_at(from);
    harness.run();
    for step in 1..=12 {
        harness.hover_at(from + egui::vec2(30.0, -20.0) * step as f32);
        harness.run();
    }
    harness.drop_at(from + egui::vec2(360.0, -240.0));
    harness.run();
    let (importance, difficulty) = place(&harness);
    assert!(importance > Some(3) && difficulty > Some(3), "{importance:?} {difficulty:?}");
    harness.get_by_label(
        "Important and hard is \"Runs in our container platform\": look at it first. One is not \
         placed yet.",
    );
    harness.state_mut().document.undo();
    harness.run();
    assert_eq!(place(&harness), (Some(2), Some(2)));
    // The arrow keys move it too.
    focus(&mut harness, mark);
    press(&mut harness, Key::ArrowUp);
    press(&mut harness, Key::ArrowLeft);
    assert_eq!(place(&harness), (Some(3), Some(1)));
    assert_eq!(harness.get_by_label(mark).value().as_deref(), Some("importance 3, difficulty 1"));
}

#[test]
fn requirements_are_filtered_and_put_in_order_and_that_is_kept() {
    let mut workbook = sample();
    let mut want =
        crate::frame_sample::requirement("w", RequirementKind::Want, "Answers stay quick");
    want.importance = Some(5);
    Arc::make_mut(&mut workbook.requirements).push(want);
    let mut harness = stage(workbook, Screen::Requirements);
    click(&mut harness, "Show requirements");
    click(&mut harness, "Order of the requirements");
    click(&mut harness, "Most important first");
    let top = |harness: &Harness<'_, Stage>, name: &str| harness.get_by_label(name).rect().top();
    assert!(
        top(&harness, "Want: Answers stay quick")
            < top(&harness, "Must: Runs in our container platform")
    );
    click(&mut harness, "List wants");
    assert!(harness.query_by_label("Must: Runs in our container platform").is_none());
    let kept = harness.state().views.requirements.kept();
    let text = ron::to_string(&kept).unwrap();
    let mut view = RequirementsView::default();
    view.restore(ron::from_str(&text).unwrap());
    assert_eq!(view.kept(), kept);
    assert_ne!(view.kept(), RequirementsView::default().kept());
}

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
    click(&mut harness, "Add detail to Q03");
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
