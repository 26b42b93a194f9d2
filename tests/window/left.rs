//! What the window leaves behind, and finds again at the next start: where it
//! was, how its screens were looked at, and what a run that broke could save.

use std::panic::{AssertUnwindSafe, catch_unwind};

use eframe::egui::Key;
use egui_kittest::kittest::Queryable as _;
use weighbridge::app::crash;
use weighbridge::app::settings::{Settings, WindowPlace};

use crate::stage::Stage;

#[test]
fn a_run_that_breaks_leaves_its_unsaved_work_and_a_report_that_is_offered() {
    let mut stage = Stage::flagship();
    stage.command(Key::Num2);
    stage.click("Answer Q01: Waiting for I/O");
    let Stage { harness, folder } = stage;
    let state = folder.path().join("state");
    let broken = catch_unwind(AssertUnwindSafe(move || {
        let _window = harness;
        panic!("as a screen might");
    }));
    assert!(broken.is_err());
    let text = crash::describe("as a screen might", "src/lib.rs:1:1", "main", "0: here");
    crash::write(&state.join("crashes"), &text).unwrap();

    let mut stage = Stage::in_folder(folder, 1440.0, 900.0);
    stage.settle();
    assert!(stage.shows("ended unexpectedly the last time"));
    assert!(stage.shows("as a screen might"));
    stage.click("Copy the report");
    stage.click("Go on");
    assert!(!stage.shows("ended unexpectedly the last time"));
    assert!(stage.shows("Recover"), "the answer given can be had back");

    let mut stage = stage.again();
    stage.settle();
    assert!(!stage.shows("ended unexpectedly"), "it is offered once");
}

#[test]
fn a_report_says_where_and_the_oldest_go() {
    let folder = tempfile::tempdir().unwrap();
    let text = crash::describe("index out of bounds", "src/x.rs:7:9", "main", "0: somewhere");
    for part in [env!("CARGO_PKG_VERSION"), "src/x.rs:7:9", "main", "0: somewhere"] {
        assert!(text.contains(part), "{part}");
    }
    let reports = folder.path().join("crashes");
    for number in 0..9 {
        // Named by the millisecond: a name that is there already is written over.
        crash::write(&reports, &format!("{text}{number}")).unwrap();
    }
    assert!(std::fs::read_dir(&reports).unwrap().count() <= 5);
    assert!(crash::newest(folder.path()).unwrap().text.ends_with('8'));
    crash::put_aside(folder.path());
    assert_eq!(crash::newest(folder.path()), None);
}

#[test]
fn screens_are_found_as_they_were_left() {
    let mut stage = Stage::flagship();
    let rows = |stage: &Stage| stage.harness.query_all_by_label_contains("Start-up time, ").count();
    stage.command(Key::Num6);
    assert!(rows(&stage) > 0);
    stage.click("Fold all groups");
    assert_eq!(rows(&stage), 0);
    stage.command(Key::W);
    let path = stage.folder.path().join("backend-runtime.weighbridge.ron");
    let mut stage = stage.again();
    stage.open(&path);
    stage.command(Key::Num6);
    assert_eq!(rows(&stage), 0, "still folded after a new start");
    // So is what claims are looked for.
    stage.command(Key::Num5);
    stage.focus("Find in claims");
    stage.text("deno");
    stage.command(Key::W);
    let mut stage = stage.again();
    stage.open(&path);
    stage.command(Key::Num5);
    assert!(!stage.shows("All 518 claims"));
    stage.command(Key::Num6);
    // Another file is looked at in its own way.
    let other = stage.folder.path().join("other.weighbridge.ron");
    std::fs::copy(&path, &other).unwrap();
    stage.open(&other);
    stage.command(Key::Num6);
    assert!(rows(&stage) > 0);
}

#[test]
fn where_the_window_was_is_remembered_and_nonsense_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let place = WindowPlace {
        position: Some((120.0, 80.0)),
        size: Some((1300.0, 820.0)),
        maximised: true,
        zoom: 1.25,
    };
    let settings = Settings { window: Some(place), ..Settings::default() };
    settings.save(folder.path()).unwrap();
    assert_eq!(Settings::load(folder.path()).window, Some(place));
    assert!(place.is_sound());
    for nonsense in [
        WindowPlace { size: Some((0.0, 0.0)), ..place },
        WindowPlace { size: Some((f32::NAN, 500.0)), ..place },
        WindowPlace { position: Some((f32::INFINITY, 0.0)), ..place },
        WindowPlace { zoom: 0.0, ..place },
        WindowPlace { zoom: f32::NAN, ..place },
    ] {
        assert!(!nonsense.is_sound(), "{nonsense:?}");
    }
}
