//! A workbook so large that opening and saving it take time.

use eframe::egui::Key;
use egui_kittest::kittest::Queryable as _;

use crate::stage::Stage;

/// A workbook of 60,001 or more scores, more than 4 MB, given by `reviewers`.
fn large(stage: &Stage) -> std::path::PathBuf {
    let (options, criteria, reviewers) = (40, 100, 16);
    let mut text = String::from(
        "#![enable(implicit_some)]\nWorkbook(format: 2, frame: Frame(title: \"Large\", question: \"Which?\", close_call: 5.0), active_profile: \"p\", profiles: [Profile(id: \"p\", name: \"P\", weighting: AcrossTree)],\n",
    );
    let list = |count: usize, item: &dyn Fn(usize) -> String| {
        (0..count).map(item).collect::<Vec<_>>().join(",\n")
    };
    let person = |at: usize| {
        format!(
            "Person(id: \"r{at:02}\", name: \"Reviewer {at}\", role: Contributor, reviewer: true)"
        )
    };
    let option = |at: usize| format!("Alternative(id: \"o{at:02}\", name: \"Option {at}\")");
    let criterion = |at: usize| {
        format!(
            "Criterion(id: \"c{at:03}\", name: \"Criterion {at}\", kind: Scored(Measure(scale: Natural(unit: \"ms\"), anchors: Anchors(worst: 100.0, best: 0.0), value_function: Linear)))"
        )
    };
    let ballot = |at: usize| {
        let scores = (0..options * criteria)
            .map(|cell| {
                let (c, o) = (cell / options, cell % options);
                format!(
                    "Score(criterion: \"c{c:03}\", alternative: \"o{o:02}\", is: Value({}.0))",
                    (cell + at) % 100
                )
            })
            .collect::<Vec<_>>()
            .join(",\n");
        format!("Ballot(reviewer: \"r{at:02}\", round: 1, scores: [{scores}], end: \"r{at:02}\")")
    };
    for (name, items) in [
        ("people", list(reviewers, &person)),
        ("alternatives", list(options, &option)),
        ("criteria", list(criteria, &criterion)),
        ("ballots", list(reviewers, &ballot)),
    ] {
        text.push_str(&format!("{name}: [{items}],\n"));
    }
    text.push_str(")\n");
    let path = stage.folder.path().join("large.weighbridge.ron");
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn a_large_workbook_is_opened_and_saved_beside_the_window_and_opening_can_be_cancelled() {
    let mut stage = Stage::flagship();
    let path = large(&stage);
    assert!(std::fs::metadata(&path).unwrap().len() > 4_000_000);

    stage.command(Key::O);
    stage.answer_path(&path);
    stage.until("told", |stage| stage.shows("Opening a large workbook"));
    assert!(stage.workbook().frame.title.contains("Node.js"), "what was open is open");
    stage.key(Key::Escape);
    assert!(!stage.shows("Opening a large workbook"));
    assert!(stage.workbook().frame.title.contains("Node.js"), "cancelled, it stays");

    stage.command(Key::O);
    stage.answer_path(&path);
    stage.until("opened", |stage| stage.workbook().frame.title == "Large");

    stage.command(Key::Num6);
    stage.click("Criterion 0, Option 0");
    stage.text("42");
    stage.key(Key::Enter);
    let document = |stage: &Stage| stage.harness.state().document().unwrap().is_dirty();
    assert!(document(&stage));
    stage.harness.key_press_modifiers(eframe::egui::Modifiers::COMMAND, Key::S);
    stage.until("saved", |stage| !document(stage));
    assert!(!stage.shows("changed"), "our own writing is not taken for somebody else's");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("is: Value(42.0)"));
    assert!(stage.harness.query_by_label("Saved").is_some());
}
