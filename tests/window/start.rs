//! The start screen, by the names that a user sees.

use eframe::egui::Key;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use weighbridge::store::{Journal, StateDir, TEMPLATES, parse};

use crate::stage::Stage;

fn focused(stage: &Stage) -> String {
    stage
        .harness
        .query_all_by_label_contains("")
        .find(|node| node.is_focused())
        .and_then(|node| node.accesskit_node().label())
        .unwrap_or_default()
}

/// Moves the focus down until it is on what has this name.
fn down_to(stage: &mut Stage, name: &str) {
    for _ in 0..40 {
        if focused(stage) == name {
            return;
        }
        stage.key(Key::ArrowDown);
    }
    panic!("{name} is not reached, the focus is on {:?}", focused(stage));
}

#[test]
fn every_template_is_reached_and_opened_by_keyboard_alone() {
    for template in TEMPLATES {
        let mut stage = Stage::empty();
        stage.settle();
        assert_eq!(focused(&stage), "Choose the backend runtime", "what to begin with");
        down_to(&mut stage, template.title);
        stage.key(Key::Enter);
        assert!(stage.workbook().is_same(&parse(template.text).unwrap()), "{}", template.name);
        let document = stage.harness.state().document().unwrap();
        assert!(document.path.is_none() && !document.is_dirty(), "a copy that is in no file");
        assert_eq!(document.file_name(), template.file_name());
    }
}

#[test]
fn a_recent_workbook_is_shown_with_its_ranking_and_opened_with_enter() {
    let mut stage = Stage::flagship();
    stage.command(Key::W);
    // Figures of the digest for P01.
    let picture = "Ranking of Choose the backend runtime: Node.js, Python, or a hybrid of both: Node.js 85.3, Hybrid 70.7, Python 64.2";
    assert!(stage.harness.query_by_label(picture).is_some());
    let mut stage = stage.again();
    stage.settle();
    assert!(stage.harness.query_by_label(picture).is_some(), "it is remembered");
    assert_eq!(
        focused(&stage),
        "Choose the backend runtime: Node.js, Python, or a hybrid of both",
        "the file that was open last is what is wanted most likely"
    );
    stage.key(Key::Enter);
    assert!(stage.harness.state().document().unwrap().path.is_some());
}

#[test]
fn a_workbook_without_weights_has_no_picture() {
    let mut stage = Stage::empty();
    let path = stage.copy("workbooks/templates/blank.weighbridge.ron");
    stage.open(&path);
    stage.command(Key::W);
    assert!(stage.harness.query_by_label("New decision").is_some());
    assert!(!stage.shows("Ranking of"));
}

#[test]
fn a_file_that_is_gone_is_found_again_or_forgotten() {
    let title = "Choose the backend runtime: Node.js, Python, or a hybrid of both";
    let mut stage = Stage::flagship();
    let path = stage.folder.path().join("backend-runtime.weighbridge.ron");
    stage.command(Key::W);
    let moved = stage.folder.path().join("elsewhere.weighbridge.ron");
    std::fs::rename(&path, &moved).unwrap();
    let mut stage = stage.again();
    stage.settle();
    assert!(stage.harness.query_by_label(title).is_none(), "it cannot be opened");
    assert!(stage.shows(&format!("{title}, not found")));
    stage.click(&format!("Locate {title}…"));
    stage.answer_path(&moved);
    assert_eq!(stage.workbook().frame.title, title);
    stage.command(Key::W);
    assert!(!stage.shows("not found"), "the old place is forgotten");
    assert!(stage.harness.query_by_label(title).is_some());

    stage.click(&format!("Take {title} off this list"));
    assert!(stage.shows("No workbook was opened yet"));
    assert!(moved.exists(), "the file itself stays");

    stage.open(&moved);
    stage.command(Key::W);
    std::fs::remove_file(&moved).unwrap();
    let mut stage = stage.again();
    stage.settle();
    stage.click(&format!("Forget {title}"));
    assert!(stage.shows("No workbook was opened yet"));
}

#[test]
fn two_files_of_one_title_are_told_apart() {
    let mut stage = Stage::empty();
    let first = stage.copy("workbooks/templates/blank.weighbridge.ron");
    let second = stage.folder.path().join("second.weighbridge.ron");
    std::fs::copy(&first, &second).unwrap();
    stage.open(&first);
    stage.open(&second);
    stage.command(Key::W);
    assert!(stage.harness.query_by_label("New decision, blank.weighbridge.ron").is_some());
    stage.click("New decision, second.weighbridge.ron");
    let open = stage.harness.state().document().unwrap().path.clone().unwrap();
    assert_eq!(open.file_name().unwrap(), "second.weighbridge.ron");
}

#[test]
fn work_to_recover_comes_first() {
    let stage = Stage::flagship();
    let work = stage.workbook().clone();
    let next = Stage::empty();
    let journal = Journal::begin(&StateDir::at(next.folder.path().join("state")), None).unwrap();
    journal.record(&work, None, 1_700_000_000).unwrap();
    // As of a process that died: the journal stays, its lock is gone.
    let kept = tempfile::tempdir().unwrap();
    copy(&next.folder.path().join("state"), &kept.path().join("state"));
    drop(journal);
    copy(&kept.path().join("state"), &next.folder.path().join("state"));
    let mut next = next.again();
    next.settle();
    assert_eq!(focused(&next), "Recover");
    next.key(Key::Enter);
    assert!(next.workbook().is_same(&work));
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

#[test]
fn settings_of_an_older_program_are_read() {
    let stage = Stage::empty();
    let file = stage.copy("workbooks/backend-runtime.weighbridge.ron");
    let config = stage.folder.path().join("config");
    std::fs::create_dir_all(&config).unwrap();
    let text = format!(
        "(recent: [(path: {:?}, title: \"Runtime\", result: \"Node.js leads with 85.3\")], theme: Dark, inspector: true, window: None)",
        file.display().to_string()
    );
    std::fs::write(config.join("settings.ron"), text).unwrap();
    let mut stage = stage.again();
    stage.settle();
    stage.click("Runtime");
    assert_eq!(stage.workbook().alternatives.len(), 3);
}

#[test]
fn twelve_long_names_fit_every_window() {
    let stage = Stage::empty();
    let file = stage.copy("workbooks/backend-runtime.weighbridge.ron");
    let config = stage.folder.path().join("config");
    std::fs::create_dir_all(&config).unwrap();
    let long =
        "Choose how the settlement of international payments is spread over regions ".repeat(3);
    let entry = |at: usize| {
        let copy = stage.folder.path().join(format!("{at}.weighbridge.ron"));
        std::fs::copy(&file, &copy).unwrap();
        format!(
            "(path: {:?}, title: \"{at} {long}\", result: \"{long} leads with 12.0 – 88.0\", ranking: [(name: \"{long}\", position: 0, low: 12.0, high: 88.0), (name: \"B\", position: 7, low: 0.0, high: 100.0)], more: 9)",
            if at.is_multiple_of(2) {
                copy.display().to_string()
            } else {
                format!("/gone/{at}{long}")
            }
        )
    };
    let text = format!("(recent: [{}])", (0..12).map(entry).collect::<Vec<_>>().join(","));
    std::fs::write(config.join("settings.ron"), text).unwrap();
    for (width, height) in [(860.0, 560.0), (1024.0, 640.0), (1440.0, 900.0), (2560.0, 1440.0)] {
        let source = config.join("settings.ron");
        let mut stage = Stage::of_size(width, height);
        let target = stage.folder.path().join("config");
        std::fs::create_dir_all(&target).unwrap();
        std::fs::copy(&source, target.join("settings.ron")).unwrap();
        stage = stage.again_of_size(width, height);
        stage.settle();
        let window = stage.harness.ctx.content_rect();
        let nodes: Vec<_> = stage
            .harness
            .query_all_by_label_contains("settlement")
            .filter_map(|node| node.accesskit_node().raw_bounds())
            .collect();
        assert!(nodes.len() >= 12, "{} at {width}", nodes.len());
        for rect in nodes {
            assert!(
                rect.x0 >= 0.0 && rect.x1 <= f64::from(window.right()) + 0.5,
                "{rect:?} at {width}"
            );
        }
    }
}

#[test]
fn the_start_screen_and_the_tour_come_to_rest_in_light_and_dark() {
    let rests = |stage: &Stage| {
        let root = eframe::egui::ViewportId::ROOT;
        let delay = stage.harness.output().viewport_output[&root].repaint_delay;
        assert_eq!(delay, std::time::Duration::MAX);
    };
    for (width, height) in [(860.0, 560.0), (1024.0, 640.0), (1440.0, 900.0), (2560.0, 1440.0)] {
        for theme in [eframe::egui::Theme::Light, eframe::egui::Theme::Dark] {
            let mut stage = Stage::of_size(width, height);
            stage.harness.ctx.set_theme(theme);
            stage.settle();
            rests(&stage);
            stage.click("Take the tour");
            for _ in 0..5 {
                rests(&stage);
                stage.key(Key::ArrowRight);
            }
        }
    }
}
