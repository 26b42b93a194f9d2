//! Weighing by a method, by the names that a user sees and by keyboard.

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use weighbridge::app::screens::Screen;
use weighbridge::workbook::{CriterionId, Judged, WeighingScope, Weighting};

use crate::stage::Stage;

/// The flagship with "Time behaviour" about to be weighed: four siblings.
fn weighing() -> Stage {
    let mut stage = Stage::flagship();
    stage.command(Key::Num4);
    assert_eq!(stage.harness.state().screen(), Screen::Criteria);
    stage.click("Weigh…");
    stage
}

fn family() -> (Stage, WeighingScope) {
    let mut stage = weighing();
    stage.click("What is weighed");
    stage.click("Time behaviour (4)");
    (stage, WeighingScope::Group(CriterionId::new("k1-time-behaviour").unwrap()))
}

fn names(stage: &Stage, scope: &WeighingScope) -> Vec<String> {
    let workbook = stage.workbook();
    workbook
        .criteria
        .iter()
        .filter(|criterion| criterion.parent.as_ref() == scope.group())
        .map(|criterion| criterion.name.clone())
        .collect()
}

fn fill(stage: &mut Stage, field: &str, text: &str) {
    stage.focus(field);
    stage.command(Key::A);
    stage.text(text);
    stage.key(Key::Tab);
}

fn push(stage: &mut Stage, button: &str) {
    stage.focus(button);
    stage.key(Key::Space);
}

fn judged(stage: &Stage, scope: &WeighingScope) -> Judged {
    stage.workbook().current_profile().unwrap().elicited[scope].judged.clone()
}

/// Shares of the family's criteria by the raw weights in force, which are given
/// across the tree.
fn shares(stage: &Stage, scope: &WeighingScope) -> Vec<f64> {
    let workbook = stage.workbook();
    let profile = workbook.current_profile().unwrap();
    let raw: Vec<f64> = workbook
        .criteria
        .iter()
        .filter(|criterion| criterion.parent.as_ref() == scope.group())
        .map(|criterion| profile.weights.get(&criterion.id).copied().unwrap_or(0.0))
        .collect();
    let sum: f64 = raw.iter().sum();
    raw.iter().map(|raw| raw / sum).collect()
}

fn near(found: &[f64], wanted: &[f64]) {
    assert_eq!(found.len(), wanted.len());
    for (found, wanted) in found.iter().zip(wanted) {
        assert!((found - wanted).abs() < 1e-4, "{found} is not {wanted}");
    }
}

#[test]
fn swings_are_given_points_and_applied_as_one_step() {
    let (mut stage, scope) = family();
    let before = stage.workbook().clone();
    let names = names(&stage, &scope);
    assert!(stage.shows("Not judged yet"));
    for (name, points) in names.iter().zip(["50", "100", "30", "20"]) {
        fill(&mut stage, &format!("Points for {name}"), points);
    }
    assert!(stage.workbook().is_same(&before), "nothing changes before it is applied");
    push(&mut stage, "Apply weights");
    near(&shares(&stage, &scope), &[0.25, 0.5, 0.15, 0.1]);
    assert!(matches!(judged(&stage, &scope), Judged::Swing(_)));
    assert!(stage.shows("Add criterion"), "the tree is back");
    stage.command(Key::Z);
    assert!(stage.workbook().is_same(&before));
}

#[test]
fn smart_gives_the_least_ten() {
    let (mut stage, scope) = family();
    let names = names(&stage, &scope);
    push(&mut stage, "Weigh by SMART");
    for (name, points) in names.iter().zip(["40", "30", "20", "10"]) {
        fill(&mut stage, &format!("Points for {name}"), points);
    }
    push(&mut stage, "Apply weights");
    near(&shares(&stage, &scope), &[0.4, 0.3, 0.2, 0.1]);
}

/// Rank-order centroids of four: .5208 .2708 .1458 .0625.
#[test]
fn rows_are_ordered_by_keys() {
    let (mut stage, scope) = family();
    let names = names(&stage, &scope);
    stage.click("Weigh by ranking");
    for name in names.iter().rev() {
        stage.harness.get_by_label_contains(&format!(". {name}, from")).focus();
        stage.settle();
        stage.press(Modifiers::ALT, Key::Home);
    }
    for name in &names {
        let chip = format!("{name} as the one above");
        let on = Some(eframe::egui::accesskit::Toggled::True);
        let alike = stage
            .harness
            .query_by_label(&chip)
            .is_some_and(|node| node.accesskit_node().toggled() == on);
        assert!(!alike, "{name}");
    }
    push(&mut stage, "Apply weights");
    near(&shares(&stage, &scope), &[0.5208, 0.2708, 0.1458, 0.0625]);
}

/// All pairs alike but the first, which is 3: the row geometric means of
/// (1, 3, 1, 1), (1/3, 1, 1, 1) and twice 1 are 3^¼, 3^-¼, 1, 1.
#[test]
fn pairs_are_judged_by_arrows_and_enter() {
    let (mut stage, scope) = family();
    let names = names(&stage, &scope);
    stage.click("Weigh by pairs (AHP)");
    stage.focus(&format!("{} against {}", names[0], names[1]));
    stage.key(Key::ArrowLeft);
    stage.key(Key::ArrowLeft);
    stage.key(Key::Enter);
    for _ in 0..5 {
        stage.key(Key::Home);
        stage.key(Key::Enter);
    }
    assert!(stage.shows("Consistency ratio"));
    assert!(stage.shows("random index simulated"));
    push(&mut stage, "Apply weights");
    let root = 3.0_f64.powf(0.25);
    let sum = root + 1.0 / root + 2.0;
    near(&shares(&stage, &scope), &[root / sum, 1.0 / root / sum, 1.0 / sum, 1.0 / sum]);
}

#[test]
fn the_best_and_the_worst_are_chosen_and_compared() {
    let (mut stage, scope) = family();
    let names = names(&stage, &scope);
    stage.click("Weigh by best-worst");
    assert!(stage.shows("Choose the most important one."));
    for (list, at) in [("The most important", 0), ("The least important", 3)] {
        stage.click(list);
        stage.harness.get_by_role_and_label(eframe::egui::Role::Button, &names[at]).click();
        stage.settle();
    }
    let (best, worst) = (&names[0], &names[3]);
    for (at, times) in [(1, "2"), (2, "4"), (3, "8")] {
        fill(&mut stage, &format!("{best} over {}, times", names[at]), times);
    }
    for (at, times) in [(1, "4"), (2, "2")] {
        fill(&mut stage, &format!("{} over {worst}, times", names[at]), times);
    }
    push(&mut stage, "Apply weights");
    near(&shares(&stage, &scope), &[8.0 / 15.0, 4.0 / 15.0, 2.0 / 15.0, 1.0 / 15.0]);
}

/// Two keys for each of 48 criteria, and no other key between them.
#[test]
fn all_criteria_are_weighed_with_two_keys_each() {
    let mut stage = weighing();
    stage.click("Weigh by grid");
    stage.focus("Importance of Execution speed");
    for _ in 0..48 {
        stage.key(Key::Num1);
        stage.key(Key::Num2);
    }
    push(&mut stage, "Apply weights");
    let Judged::Grid(places) = judged(&stage, &WeighingScope::Leaves) else {
        panic!("the grid was judged");
    };
    assert_eq!(places.len(), 48);
    assert!(places.values().all(|place| (place.importance, place.difference) == (3, 2)));
}

#[test]
fn cancelling_asks_only_where_something_was_judged() {
    let (mut stage, _) = family();
    let name = "Cancel";
    push(&mut stage, name);
    assert!(stage.shows("Add criterion"));
    let (mut stage, scope) = family();
    let names = names(&stage, &scope);
    fill(&mut stage, &format!("Points for {}", names[0]), "100");
    push(&mut stage, name);
    assert!(stage.shows("would be lost"));
    push(&mut stage, "Go on weighing");
    push(&mut stage, name);
    push(&mut stage, "Drop the judgements");
    assert!(stage.shows("Add criterion"));
    assert!(stage.workbook().current_profile().unwrap().elicited.is_empty());
}

#[test]
fn too_many_for_pairs_are_refused_with_a_way_out() {
    let mut stage = weighing();
    stage.click("Weigh by pairs (AHP)");
    assert!(stage.shows("Too many for pairs"));
    assert!(stage.shows("Put them into groups"));
}

#[test]
fn weights_from_elsewhere_are_carried_over_first() {
    let mut stage = weighing();
    push(&mut stage, "Cancel");
    stage.click("Source of weights");
    stage.click("From the requirements");
    stage.click("Weigh…");
    assert!(stage.shows("Weights come from elsewhere"));
    assert!(!stage.shows("Apply weights"));
    stage.click("Carry over as direct weights");
    assert!(stage.shows("Apply weights"));
    let profile = stage.workbook().current_profile().unwrap();
    assert_eq!(profile.weighting, Weighting::AcrossTree);
}
