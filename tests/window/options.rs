//! The options: named, described, dropped, removed, put together.

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use weighbridge::app::screens::Screen;
use weighbridge::workbook::{PartRule, Workbook};

use crate::frame_sample::{click, enter, note, option_id, sample, stage, stage_of};

#[test]
fn an_option_is_added_described_and_moved() {
    let mut harness = stage_of(sample(), Screen::Options, [1240.0, 1800.0]);
    enter(&mut harness, "New option", "Go");
    let go = harness.state().workbook().alternatives[2].clone();
    assert_eq!((go.id.as_str(), go.name.as_str()), ("go", "Go"));
    // A new option opens for writing.
    enter(&mut harness, "Idea of the option", "One static binary");
    enter(&mut harness, "New pro", "Small images");
    enter(&mut harness, "New pro", "Fast start");
    enter(&mut harness, "New con", "New to the team");
    enter(&mut harness, "Costs to build", "80,000 EUR, 2026");
    click(&mut harness, "Move pro 2 up");
    let go = harness.state().workbook().alternatives[2].clone();
    assert_eq!(go.idea, "One static binary");
    assert_eq!(go.pros, ["Fast start", "Small images"]);
    assert_eq!(go.cons, ["New to the team"]);
    assert_eq!(go.costs.build, "80,000 EUR, 2026");
    click(&mut harness, "Remove pro 1");
    assert_eq!(harness.state().workbook().alternatives[2].pros, ["Small images"]);
    click(&mut harness, "Move Go up");
    let names: Vec<String> =
        harness.state().workbook().alternatives.iter().map(|it| it.name.clone()).collect();
    assert_eq!(names, ["Node.js", "Go", "Python"]);
    click(&mut harness, "Done Go");
    harness.get_by_label("Small images");
}

#[test]
fn a_dropped_option_stays_in_sight_and_comes_back() {
    let mut harness = stage(sample(), Screen::Options);
    click(&mut harness, "Option Python");
    click(&mut harness, "Drop…");
    note(&mut harness, "Reason for dropping", "nobody to run it");
    enter(&mut harness, "Day of dropping", "2026-02-03");
    click(&mut harness, "Drop option");
    let dropped = harness.state().workbook().alternatives[1].dropped.clone().unwrap();
    assert_eq!(dropped.reason, "nobody to run it");
    assert_eq!(dropped.date.map(|date| date.to_string()).as_deref(), Some("2026-02-03"));
    harness.get_by_label("Option Python");
    harness.get_by_label("Dropped on 2026-02-03: nobody to run it");
    click(&mut harness, "Take back into the ranking");
    assert!(harness.state().workbook().alternatives[1].dropped.is_none());
}

#[test]
fn removing_tells_what_hangs_on_the_option() {
    let mut harness = stage(sample(), Screen::Options);
    click(&mut harness, "Option Python");
    click(&mut harness, "Remove…");
    harness.get_by_label(
        "Removing Python also removes 3 scores and 1 score set by an answer. To keep them, drop \
         it instead.",
    );
    click(&mut harness, "Keep option");
    assert_eq!(harness.state().workbook().alternatives.len(), 2);
    click(&mut harness, "Remove…");
    click(&mut harness, "Remove option");
    assert_eq!(harness.state().workbook().alternatives.len(), 1);
    assert_eq!(harness.state().workbook().baseline.len(), 3);
}

#[test]
fn a_composite_is_made_of_parts_with_shares() {
    let mut harness = stage_of(sample(), Screen::Options, [1240.0, 1800.0]);
    enter(&mut harness, "New option", "Hybrid");
    click(&mut harness, "Part: Node.js");
    click(&mut harness, "Part: Python");
    enter(&mut harness, "Share of Node.js", "3");
    let hybrid = harness.state().workbook().alternative(&option_id("hybrid")).unwrap().clone();
    let composition = hybrid.composition.unwrap();
    assert_eq!(composition.rule, PartRule::Mean);
    assert_eq!(composition.parts[&option_id("node")], 3.0);
    assert_eq!(composition.parts[&option_id("python")], 1.0);
    click(&mut harness, "Done Hybrid");
    harness.get_by_label("75.0 % of the work");
    assert!(harness.state().refused.is_empty(), "{:?}", harness.state().refused);
}

#[test]
fn no_options_yet_teaches() {
    let mut harness = stage(Workbook::default(), Screen::Options);
    harness.get_by_label("What is decided between?");
    enter(&mut harness, "New option", "Do nothing");
    assert_eq!(harness.state().workbook().alternatives[0].id.as_str(), "do-nothing");
}

#[test]
fn the_list_is_walked_moved_and_renamed_by_keys() {
    let mut harness = stage_of(sample(), Screen::Options, [1240.0, 1800.0]);
    let names = |harness: &egui_kittest::Harness<'static, crate::frame_sample::Stage>| {
        let workbook: &Workbook = harness.state().workbook();
        workbook.alternatives.iter().map(|it| it.name.clone()).collect::<Vec<_>>()
    };
    let [first, second] = names(&harness)[..].to_vec().try_into().expect("two options");
    harness.get_by_label(&format!("Option {first}")).focus();
    harness.run();
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.get_by_label(&format!("Edit {second}"));
    harness.key_press_modifiers(Modifiers::ALT, Key::ArrowUp);
    harness.run();
    assert_eq!(names(&harness), [second.clone(), first.clone()]);
    // The focus goes with it.
    harness.key_press_modifiers(Modifiers::ALT, Key::ArrowDown);
    harness.run();
    assert_eq!(names(&harness), [first.clone(), second.clone()]);
    harness.key_press(Key::F2);
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(eframe::egui::Event::Text("Deno".to_owned()));
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(names(&harness), [first, "Deno".to_owned()]);
}

#[test]
fn a_duplicate_stands_after_its_option_and_says_the_same() {
    let mut harness = stage_of(sample(), Screen::Options, [1240.0, 1800.0]);
    let first = harness.state().workbook().alternatives[0].clone();
    click(&mut harness, &format!("Option {}", first.name));
    click(&mut harness, &format!("Duplicate {}", first.name));
    let workbook = harness.state().workbook();
    assert_eq!(workbook.alternatives.len(), 3);
    let copy = &workbook.alternatives[1];
    assert_eq!(copy.name, format!("{} (copy)", first.name));
    assert_ne!(copy.id, first.id);
    assert_eq!((&copy.idea, &copy.pros, &copy.cons), (&first.idea, &first.pros, &first.cons));
}
