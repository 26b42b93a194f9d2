//! What answers do, beyond their effect on weights.

use weighbridge::analysis::{analyse, questionnaire_effects};
use weighbridge::workbook::Effect;

use crate::build::{
    Bench, criterion_id, option_id, plain, profile_id, question_id, requirement_id,
};

fn bench() -> Bench {
    Bench::new()
        .options(&["a", "b"])
        .leaf("peak", plain(), 1.0)
        .leaf("cost", plain(), 1.0)
        .row("a", &[10.0, 20.0])
        .row("b", &[20.0, 10.0])
        .must_when_asked("offline")
        .question(
            "load",
            &[
                ("low", vec![Effect::Cap(criterion_id("peak"), 0.5)]),
                (
                    "high",
                    vec![
                        Effect::Minimum(criterion_id("peak"), 4.0),
                        Effect::Suggest(profile_id("main")),
                        Effect::Note("Plan a load test.".to_owned()),
                    ],
                ),
            ],
        )
        .question(
            "site",
            &[(
                "ship",
                vec![
                    Effect::Screen(requirement_id("offline")),
                    Effect::Suggest(profile_id("main")),
                    Effect::Minimum(criterion_id("peak"), 3.0),
                ],
            )],
        )
}

#[test]
fn an_unanswered_question_changes_nothing_and_is_listed() {
    let workbook = bench().build();
    let effects = questionnaire_effects(&workbook, workbook.current_profile());
    assert_eq!(effects.open, [question_id("load"), question_id("site")]);
    assert_eq!(effects.weights, effects.start);
    assert!(effects.steps.is_empty() && effects.scores.is_empty() && effects.screens.is_empty());
}

#[test]
fn every_step_of_a_weight_is_told_in_the_order_applied() {
    let workbook = bench().answer("load", &["low", "high"]).answer("site", &["ship"]).build();
    let effects = questionnaire_effects(&workbook, workbook.current_profile());
    let steps: Vec<(bool, f64, f64, f64)> = effects.steps[&criterion_id("peak")]
        .iter()
        .map(|step| (step.cap, step.bound, step.from, step.to))
        .collect();
    assert_eq!(steps, [(true, 0.5, 1.0, 0.5), (false, 4.0, 0.5, 4.0), (false, 3.0, 4.0, 4.0)]);
    assert_eq!(effects.weights[&criterion_id("peak")], 4.0);
    assert_eq!(effects.weights[&criterion_id("cost")], 1.0);
    assert_eq!(effects.suggestions, [(profile_id("main"), question_id("load"))]);
    assert_eq!(effects.notes, [(question_id("load"), "Plan a load test.".to_owned())]);
    assert_eq!(effects.screens[&requirement_id("offline")], question_id("site"));
    assert!(effects.open.is_empty());
}

#[test]
fn scores_and_gates_of_answers_hold_whatever_the_weights_come_from() {
    let sets = Effect::Score {
        criterion: criterion_id("peak"),
        alternative: option_id("a"),
        value: 90.0,
        low: None,
        high: None,
    };
    let workbook =
        bench().question("disk", &[("fast", vec![sets])]).answer("disk", &["fast"]).build();
    let analysis = analyse(&workbook, None);
    assert_eq!(analysis.cell(0, 0).performance, Some(90.0));
    // The weights are still the profile's own.
    assert_eq!(analysis.leaf_weight(0), 0.5);
}
