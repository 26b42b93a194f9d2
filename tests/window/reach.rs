//! Getting anywhere: the palette, back and forward, the panes, the keys.

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use weighbridge::app::command::Command;
use weighbridge::app::screens::Screen;
use weighbridge::workbook::Workbook;

use crate::stage::Stage;

fn focused(stage: &Stage) -> String {
    let named = stage.harness.query_all_by_label_contains("").find(|node| node.is_focused());
    named.and_then(|node| node.accesskit_node().label()).unwrap_or_default()
}

fn screen(stage: &Stage) -> Screen {
    stage.harness.state().screen()
}

#[test]
fn the_palette_finds_an_action_and_does_it() {
    let mut stage = Stage::flagship();
    stage.command(Key::K);
    assert_eq!(focused(&stage), "Search or command");
    stage.text("show sco");
    stage.key(Key::Enter);
    assert_eq!(screen(&stage), Screen::Scores);
    assert!(!stage.shows("things fit"), "it has gone");
}

#[test]
fn the_palette_offers_every_action_that_can_be_done_now() {
    let mut stage = Stage::flagship();
    for command in Command::all() {
        let name = match command {
            // Nothing is to be undone yet, and nothing lies behind.
            Command::Undo | Command::Redo | Command::Back | Command::Forward => continue,
            Command::Palette => continue,
            Command::Show(screen) => format!("Show {}", screen.name()),
            command => command.text(),
        };
        stage.command(Key::K);
        stage.text(name.trim_end_matches('…'));
        assert!(stage.shows(&name), "{name}");
        stage.key(Key::Escape);
    }
}

#[test]
fn the_palette_finds_anything_in_the_workbook_and_shows_it_where_it_is_worked_on() {
    let mut stage = Stage::flagship();
    for (words, place) in [
        ("start-up time", Screen::Criteria),
        ("no multithreading", Screen::Evidence),
        ("cpu-bound throughput, python", Screen::Scores),
        ("waiting for i/o", Screen::Requirements),
        ("hybrid", Screen::Options),
    ] {
        stage.command(Key::K);
        stage.text(words);
        stage.key(Key::Enter);
        assert_eq!(screen(&stage), place, "{words}");
    }
    // Alt and an arrow go back to where one came from, and forward again.
    stage.press(Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(screen(&stage), Screen::Requirements);
    stage.press(Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(screen(&stage), Screen::Scores);
    stage.press(Modifiers::ALT, Key::ArrowRight);
    assert_eq!(screen(&stage), Screen::Requirements);
    // Going elsewhere ends the way forward.
    stage.command(Key::Num1);
    stage.press(Modifiers::ALT, Key::ArrowRight);
    assert_eq!(screen(&stage), Screen::Overview);
}

#[test]
fn the_palette_is_worked_by_arrows_and_puts_a_profile_in_force() {
    let mut stage = Stage::flagship();
    let before = stage.workbook().active_profile.clone();
    stage.command(Key::K);
    stage.text("weigh as");
    stage.key(Key::ArrowDown);
    stage.key(Key::Enter);
    assert_ne!(stage.workbook().active_profile, before);
    stage.command(Key::Z);
    assert_eq!(stage.workbook().active_profile, before);
}

#[test]
fn leaving_the_palette_gives_the_focus_back() {
    let mut stage = Stage::flagship();
    stage.focus("Export record");
    stage.command(Key::K);
    stage.text("zzyzx");
    assert!(stage.shows("Nothing fits"));
    stage.key(Key::Enter);
    assert!(stage.shows("Nothing fits"), "nothing was chosen, so it stays");
    stage.key(Key::Escape);
    assert_eq!(focused(&stage), "Export record");
}

#[test]
fn the_palette_works_without_a_workbook() {
    let mut stage = Stage::empty();
    stage.command(Key::K);
    stage.text("template blank");
    stage.key(Key::Enter);
    assert!(stage.harness.state().document().is_some());
}

#[test]
fn every_key_is_listed_under_f1() {
    let mut stage = Stage::flagship();
    stage.key(Key::F1);
    for command in Command::all() {
        if command.shown_shortcut().is_some() {
            let text = command.text();
            assert!(stage.shows(text.trim_end_matches('…')), "{text}");
        }
    }
    assert_eq!(focused(&stage), "Close");
    stage.key(Key::Escape);
    assert!(!stage.shows("Next part of the window"));
}

#[test]
fn f6_goes_through_the_parts_of_the_window() {
    let mut stage = Stage::flagship();
    stage.command(Key::Num4);
    stage.command(Key::K);
    stage.text("start-up time");
    stage.key(Key::Enter);
    let mut seen = Vec::new();
    for _ in 0..5 {
        stage.key(Key::F6);
        seen.push(focused(&stage));
    }
    // Screen, inspector, strip, bar, rail and round again, from anywhere.
    let at = seen.iter().position(|name| name == "File").unwrap_or_else(|| panic!("{seen:?}"));
    assert_eq!(seen[(at + 1) % 5], "Overview", "{seen:?}");
    let unlike: std::collections::BTreeSet<_> = seen.iter().collect();
    assert_eq!(unlike.len(), 5, "{seen:?}");
    let last = seen[4].clone();
    stage.key(Key::F6);
    assert_eq!(focused(&stage), seen[0], "and round again");
    stage.press(Modifiers::SHIFT, Key::F6);
    assert_eq!(focused(&stage), last);
}

#[test]
fn the_rail_is_narrowed_and_stays_so_after_a_new_start() {
    let mut stage = Stage::flagship();
    let width = |stage: &Stage| stage.harness.get_by_label("Scores").rect().width();
    let wide = width(&stage);
    stage.command(Key::B);
    let narrow = width(&stage);
    assert!(narrow < wide / 2.0);
    let mut stage = stage.again();
    let path = stage.copy("workbooks/backend-runtime.weighbridge.ron");
    stage.open(&path);
    assert!((width(&stage) - narrow).abs() < 1.0);
}

#[test]
fn a_small_window_narrows_the_rail_by_itself() {
    let mut stage = Stage::of_size(1024.0, 640.0);
    let path = stage.copy("workbooks/backend-runtime.weighbridge.ron");
    stage.open(&path);
    assert!(stage.harness.get_by_label("Scores").rect().width() < 60.0);
}

#[test]
fn presenting_shows_the_screen_alone_and_larger_until_escape() {
    let mut stage = Stage::flagship();
    stage.key(Key::F5);
    assert!((stage.harness.ctx.zoom_factor() - 1.5).abs() < 1e-6);
    assert!(stage.harness.query_by_label("File").is_none());
    assert!(stage.harness.query_by_label("Scores").is_some(), "the rail stays as icons");
    stage.key(Key::Escape);
    assert!((stage.harness.ctx.zoom_factor() - 1.0).abs() < 1e-6);
    assert!(stage.harness.query_by_label("File").is_some());
}

#[test]
fn something_new_is_begun_from_anywhere_and_named_at_once() {
    let mut stage = Stage::flagship();
    for (noun, place, count) in [
        ("an option", Screen::Options, (|it| it.alternatives.len()) as fn(&Workbook) -> usize),
        ("a requirement", Screen::Requirements, |it| it.requirements.len()),
        ("a question", Screen::Requirements, |it| it.questions.len()),
        ("a person", Screen::Overview, |it| it.people.len()),
        ("a criterion", Screen::Criteria, |it| it.criteria.len()),
        ("a profile", Screen::Criteria, |it| it.profiles.len()),
        ("a claim", Screen::Evidence, |it| it.claims.len()),
        ("a source", Screen::Evidence, |it| it.sources.len()),
        ("a contradiction", Screen::Evidence, |it| it.contradictions.len()),
    ] {
        let before = count(stage.workbook());
        stage.command(Key::K);
        stage.text(&format!("add {noun}"));
        stage.key(Key::Enter);
        assert_eq!(screen(&stage), place, "{noun}");
        if count(stage.workbook()) == before {
            // Where a name comes first, the field for it has the focus.
            stage.text("Something of ours");
            stage.key(Key::Enter);
        }
        assert_eq!(count(stage.workbook()), before + 1, "{noun}");
        stage.key(Key::Escape);
        stage.key(Key::Escape);
    }
}
