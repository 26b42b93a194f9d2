//! From an opened workbook to a changed, saved and exported one, by the names
//! that a user sees.

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use weighbridge::app::screens::Screen;
use weighbridge::store;
use weighbridge::workbook::Judgement;

use crate::stage::Stage;

#[test]
fn a_weight_moved_on_the_results_changes_who_leads_and_undo_takes_it_back() {
    let mut stage = Stage::flagship();
    stage.command(Key::Num7);
    // Figures of the digest for P01: 85.3, 64.2, 70.7.
    assert!(stage.shows("Node.js leads by 14.7 points"));
    stage.harness.get_by_label("Show all weights").click_accesskit();
    stage.settle();
    stage.focus("Weight of Data science and machine learning");
    for _ in 0..14 {
        stage.press(Modifiers::SHIFT, Key::ArrowRight);
    }
    // At 70 %, by hand: Python 0.7 × 100 + 0.3 × 64.22 = 89.3, the hybrid
    // 0.7 × 87.5 + 0.3 × 70.69 = 82.5.
    assert!(stage.shows("Python leads by 6.8 points"));
    stage.key(Key::Escape);
    stage.command(Key::Z);
    assert!(stage.shows("Node.js leads by 14.7 points"), "one undo takes the whole move back");
    assert!(!stage.harness.state().document().unwrap().is_dirty());
}

#[test]
fn a_question_is_answered_for_the_profile() {
    let mut stage = Stage::flagship();
    stage.command(Key::Num2);
    assert_eq!(stage.harness.state().screen(), Screen::Requirements);
    stage.click("Answer Q01: Waiting for I/O");
    let profile = stage.workbook().current_profile().unwrap();
    let (question, answer) = profile.answers.iter().next().expect("an answer is stored");
    assert_eq!(question.as_str(), "q01");
    assert_eq!(answer.choices.len(), 1);
    stage.command(Key::Z);
    assert!(stage.workbook().current_profile().unwrap().answers.is_empty());
}

#[test]
fn a_cell_is_scored_by_keyboard_saved_and_found_again() {
    let mut stage = Stage::flagship();
    let path = stage.folder.path().join("backend-runtime.weighbridge.ron");
    let before = std::fs::read_to_string(&path).unwrap();
    stage.command(Key::Num6);
    stage.click("Concurrency model, Node.js");
    stage.text("1");
    stage.text(",5");
    stage.key(Key::Enter);
    let score = |stage: &Stage| {
        stage.workbook().ballots[0]
            .scores
            .iter()
            .find(|score| {
                score.criterion.as_str() == "concurrency_model"
                    && score.alternative.as_str() == "nodejs"
            })
            .map(|score| score.is)
    };
    assert_eq!(score(&stage), Some(Judgement::Value(1.5)));
    // Enter went on to the next criterion; that was measured, so go to one that
    // is scored by hand.
    assert!(stage.harness.get_by_label("Waiting work carried, measured, Node.js").is_focused());
    stage.click("Scaling out, Node.js");
    stage.text("?");
    assert!(
        stage.workbook().ballots[0].scores.iter().any(|score| score.is == Judgement::Unknown),
        "a question mark scores the next cell as unknown"
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), before, "nothing is written before saving");
    stage.command(Key::S);
    assert!(stage.harness.state().message().is_some_and(|words| words.starts_with("Saved")));
    let saved = store::parse(&std::fs::read_to_string(&path).unwrap()).unwrap();
    assert!(saved.is_same(stage.workbook()));

    let mut stage = stage.again();
    stage.open(&path);
    assert_eq!(score(&stage), Some(Judgement::Value(1.5)));
}

#[test]
fn a_score_beyond_the_levels_is_refused_and_not_lost() {
    let mut stage = Stage::flagship();
    stage.command(Key::Num6);
    stage.click("Concurrency model, Node.js");
    stage.text("7");
    stage.key(Key::Enter);
    assert!(stage.workbook().ballots[0].scores.is_empty());
    let field = stage.harness.get_by_label("Score of Node.js on Concurrency model");
    assert_eq!(egui_kittest::kittest::NodeT::accesskit_node(&field).value().as_deref(), Some("7"));
    stage.key(Key::Escape);
    assert!(stage.workbook().ballots[0].scores.is_empty());
}

#[test]
fn the_record_is_exported_through_a_typed_path() {
    let mut stage = Stage::flagship();
    stage.command(Key::E);
    assert_eq!(stage.harness.state().screen(), Screen::Record);
    let target = stage.folder.path().join("decision");
    stage.click("Export as Markdown (MADR 4)");
    stage.answer_path(&target);
    stage.until("the export", |stage| {
        stage.harness.state().message().is_some_and(|words| words.starts_with("Exported"))
    });
    let text = std::fs::read_to_string(target.with_extension("md")).unwrap();
    assert!(text.contains("## Considered Options"));
    assert!(text.contains("* Node.js\n"));
}

#[test]
fn unsaved_work_is_guarded() {
    let mut stage = Stage::flagship();
    stage.command(Key::Num6);
    stage.click("Concurrency model, Node.js");
    stage.text("2");
    stage.key(Key::Enter);
    stage.command(Key::W);
    assert!(stage.shows("Save your changes?"));
    stage.click("Cancel");
    assert!(stage.harness.state().document().is_some());
    stage.command(Key::W);
    stage.click("Discard changes");
    assert!(stage.harness.state().document().is_none());
    assert!(stage.shows("Recent workbooks"));
}

#[test]
fn unsaved_work_of_a_window_that_died_is_offered_again() {
    let mut stage = Stage::flagship();
    stage.command(Key::Num6);
    stage.click("Concurrency model, Node.js");
    stage.text("2");
    stage.key(Key::Enter);
    let edited = stage.workbook().clone();
    let state = stage.folder.path().join("state");
    stage.until("the journal", |_| holds_unsaved_work(&state));
    // A process that dies takes its locks with it, but never closes its
    // journal: a copy of the folder is what it leaves behind.
    let left = tempfile::tempdir().unwrap();
    let journal = store::Journal::begin(&store::StateDir::at(left.path()), None).unwrap();
    journal.record(&edited, None, 1_700_000_000).unwrap();
    let next = Stage::empty();
    copy_folder(left.path(), &next.folder.path().join("state"));
    let mut next = next.again();
    next.settle();
    assert!(next.shows("Work that was not saved"));
    next.click("Recover");
    assert!(next.workbook().is_same(&edited));
    assert!(next.harness.state().document().unwrap().is_dirty());
}

fn holds_unsaved_work(state: &std::path::Path) -> bool {
    walk(state).iter().any(|path| {
        std::fs::read_to_string(path)
            .is_ok_and(|text| text.contains("concurrency_model") && text.contains("Value(2"))
    })
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    entries
        .filter_map(Result::ok)
        .flat_map(|entry| {
            let path = entry.path();
            if path.is_dir() { walk(&path) } else { vec![path] }
        })
        .collect()
}

fn copy_folder(from: &std::path::Path, to: &std::path::Path) {
    for path in walk(from) {
        let target = to.join(path.strip_prefix(from).unwrap());
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::copy(path, target).unwrap();
    }
}

#[test]
fn a_file_is_opened_by_its_typed_path() {
    let mut stage = Stage::empty();
    let path = stage.copy("workbooks/backend-runtime.weighbridge.ron");
    stage.click("Open a workbook…");
    assert!(stage.shows("The system showed no file dialog"));
    stage.answer_path(&path);
    assert_eq!(stage.workbook().alternatives.len(), 3);
}

#[test]
fn a_broken_file_is_refused_with_its_place_and_a_way_out() {
    let mut stage = Stage::empty();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/broken");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "ron") {
            continue;
        }
        seen += 1;
        stage.open(&path);
        assert!(stage.harness.state().document().is_none(), "{}", path.display());
        assert!(stage.shows("could not be opened"), "{}", path.display());
        let error = match store::open(&path) {
            Err(store::OpenError::Unreadable(error)) => error,
            other => panic!("{}: {other:?}", path.display()),
        };
        let line = error.lines().next().unwrap();
        assert!(stage.shows(&line), "{}: {line}", path.display());
        assert!(stage.shows(error.hint()), "{}: {}", path.display(), error.hint());
    }
    assert!(seen >= 20, "{seen} broken files");
    let path = stage.copy("workbooks/backend-runtime.weighbridge.ron");
    stage.open(&path);
    assert!(stage.harness.state().document().is_some(), "the window stays alive");
}

#[test]
fn a_file_changed_by_somebody_else_is_shown_and_joined() {
    let mut stage = Stage::flagship();
    let path = stage.folder.path().join("backend-runtime.weighbridge.ron");
    stage.command(Key::Num6);
    stage.click("Concurrency model, Node.js");
    stage.text("2");
    stage.key(Key::Enter);
    // Somebody else renames an option meanwhile.
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replacen("name: \"Python\"", "name: \"CPython\"", 1)).unwrap();
    stage.command(Key::S);
    assert!(stage.shows("was changed by somebody else"));
    assert!(stage.shows("CPython"), "the difference is told in words");
    assert!(std::fs::read_to_string(&path).unwrap().contains("CPython"), "nothing is overwritten");
    stage.click("Join both");
    let names: Vec<&str> =
        stage.workbook().alternatives.iter().map(|option| option.name.as_str()).collect();
    assert!(names.contains(&"CPython"));
    assert_eq!(stage.workbook().ballots[0].scores.len(), 1, "ours is kept");
    stage.command(Key::S);
    let saved = store::parse(&std::fs::read_to_string(&path).unwrap()).unwrap();
    assert!(saved.is_same(stage.workbook()));
}

#[test]
fn every_screen_comes_to_rest_in_light_and_dark_large_and_small() {
    for (width, height) in [(1440.0, 900.0), (860.0, 560.0)] {
        let mut stage = Stage::of_size(width, height);
        let path = stage.copy("workbooks/backend-runtime.weighbridge.ron");
        stage.open(&path);
        for theme in [eframe::egui::Theme::Light, eframe::egui::Theme::Dark] {
            stage.harness.ctx.set_theme(theme);
            for screen in Screen::ALL {
                stage.command(screen.key().unwrap());
                assert_eq!(stage.harness.state().screen(), screen);
                let root = eframe::egui::ViewportId::ROOT;
                let delay = stage.harness.output().viewport_output[&root].repaint_delay;
                assert_eq!(delay, std::time::Duration::MAX, "{} never rests", screen.name());
            }
        }
    }
}
