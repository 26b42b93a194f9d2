//! Asking numbers why: by click and by keys, from many places, down to claims
//! and back; and the section of the profiles.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, ViewportId};
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};
use weighbridge::app::action::Action;
use weighbridge::app::command::Command;
use weighbridge::app::screens::Screen;
use weighbridge::workbook::Kind;

use crate::frame_sample::{sample, stage_of};
use crate::stage::Stage;

fn flagship(height: f32) -> Stage {
    let mut stage = Stage::of_size(1440.0, height);
    let path = stage.copy("workbooks/backend-runtime.weighbridge.ron");
    stage.open(&path);
    stage
}

fn button_with(stage: &Stage, words: &str) -> String {
    let all = stage.harness.get_all(by().role(Role::Button).label_contains(words));
    let first = all.into_iter().next().expect("there is one");
    first.accesskit_node().label().unwrap_or_default()
}

#[test]
fn a_total_opens_down_to_claims_and_back_by_keys() {
    let mut stage = flagship(900.0);
    // In the strip, on any screen.
    let total = button_with(&stage, "for Node.js");
    stage.focus(&total);
    stage.key(Key::Enter);
    assert!(stage.shows("Total of Node.js"));
    assert!(stage.shows("V = Σ W · v"));
    // The first part has the focus: Enter goes on, step by step.
    stage.key(Key::Enter);
    assert!(stage.shows("adds to Node.js"));
    assert!(stage.shows("Back to Total of Node.js"));
    stage.key(Key::Enter);
    // Alt+Left and Backspace go back.
    stage.press(Modifiers::ALT, Key::ArrowLeft);
    stage.key(Key::Backspace);
    assert!(!stage.shows("Back to Total of Node.js"));
    assert!(stage.shows("Total of Node.js"));
    // Esc closes, and the focus is where it was.
    stage.key(Key::Escape);
    stage.settle();
    assert!(!stage.shows("Total of Node.js"));
    assert!(stage.harness.get_by_label(&total).is_focused());
}

#[test]
fn a_cell_of_the_matrix_is_asked_by_keys_and_leads_to_its_claims() {
    let mut stage = flagship(1400.0);
    stage.command(Key::Num6);
    assert_eq!(stage.harness.state().screen(), Screen::Scores);
    let (option, leaf) = (stage_option(&stage), first_leaf(&stage));
    stage.harness.state_mut().ask(Action::RevealCell(option, leaf));
    stage.settle();
    stage.settle();
    let why = button_with(&stage, "Why this number");
    stage.click(&why);
    assert!(stage.shows("W · v ="));
    let value = button_with(&stage, "for Value of Node.js");
    stage.click(&value);
    let performance = button_with(&stage, "for Performance x of Node.js");
    stage.click(&performance);
    assert!(stage.shows("What it rests on"));
    // The first claim has the focus.
    assert!(stage.shows("Show claim"));
    stage.key(Key::Enter);
    stage.settle();
    stage.settle();
    assert_eq!(stage.harness.state().screen(), Screen::Evidence);
    assert!(!stage.shows("What it rests on"));
}

fn stage_option(stage: &Stage) -> weighbridge::workbook::AlternativeId {
    let found = stage.workbook().alternatives.iter().find(|option| option.name == "Node.js");
    found.expect("it is in the flagship").id.clone()
}

fn first_leaf(stage: &Stage) -> weighbridge::workbook::CriterionId {
    let workbook = stage.workbook();
    let named = "I/O-bound latency and throughput";
    let found = workbook.criteria.iter().find(|criterion| criterion.name == named);
    found.expect("a scored criterion with claims").id.clone()
}

#[test]
fn weights_flips_and_the_verdict_can_be_asked() {
    let mut stage = flagship(3600.0);
    stage.command(Key::Num7);
    for (words, title) in [
        ("Why up to", "Highest weight of"),
        ("% for ", "Weight of"),
        ("Ask why lead", "Lead of Node.js over"),
        ("Ask why robust", "The verdict"),
    ] {
        let all = stage.harness.query_all(by().role(Role::Button).label_contains(words));
        let Some(name) = all.into_iter().next().and_then(|it| it.accesskit_node().label()) else {
            continue;
        };
        stage.harness.get_all_by_label(&name).next().unwrap().click();
        stage.settle();
        assert!(stage.shows(title), "{words} {name}");
        stage.key(Key::Escape);
        stage.settle();
    }
}

#[test]
fn the_profiles_are_read_by_keys_and_asked() {
    let mut stage = flagship(3200.0);
    stage.command(Key::Num7);
    stage.click("Profiles");
    stage.until("the rank flow is drawn", |stage| stage.shows("Rank flow chart"));
    stage.settle();
    let chart = |stage: &Stage, words: &str| {
        let node = stage.harness.get(by().role(Role::Image).label_contains(words));
        node.accesskit_node().value().unwrap_or_default()
    };
    stage.harness.get(by().role(Role::Image).label_contains("Rank flow chart")).focus();
    stage.settle();
    stage.key(Key::ArrowRight);
    let first = chart(&stage, "Rank flow chart");
    assert!(first.contains("Rank "), "{first}");
    stage.key(Key::ArrowRight);
    assert_ne!(chart(&stage, "Rank flow chart"), first);
    // A question mark asks the total there, under that profile.
    stage.text("?");
    stage.settle();
    assert!(stage.shows("Total of"));
    stage.key(Key::Escape);
    stage.settle();
    // The way from one profile to another.
    assert!(stage.shows("Line chart of the totals"));
    let from = stage.workbook().profiles[0].name.clone();
    stage.click("Swap the two profiles");
    assert!(stage.shows(&from));
    assert!(stage.shows("Profile at the start of the way"));
}

#[test]
fn one_profile_teaches_what_a_second_would_show() {
    let mut workbook = sample();
    std::sync::Arc::make_mut(&mut workbook.profiles).truncate(1);
    workbook.active_profile = Some(workbook.profiles[0].id.clone());
    let mut harness = stage_of(workbook, Screen::Results, [1024.0, 640.0]);
    crate::frame_sample::click(&mut harness, "Profiles");
    harness.get_by_label("One profile, one ranking");
    crate::frame_sample::click(&mut harness, "Add a profile");
    let wanted = Action::Run(Command::Add(Kind::Profile));
    assert!(harness.state().asked.contains(&wanted));
    assert!(harness.unnamed_widgets().is_empty());
}

#[test]
fn the_section_of_profiles_is_idle_once_it_is_drawn() {
    let mut harness = stage_of(sample(), Screen::Results, [1440.0, 2400.0]);
    crate::frame_sample::click(&mut harness, "Profiles");
    harness.run();
    let delay = harness.output().viewport_output[&ViewportId::ROOT].repaint_delay;
    assert_eq!(delay, std::time::Duration::MAX);
    assert!(harness.unnamed_widgets().is_empty());
}
