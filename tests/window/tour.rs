//! The guided tour, by the names that a user sees.

use eframe::egui::Key;
use egui_kittest::kittest::Queryable as _;
use weighbridge::app::screens::Screen;
use weighbridge::app::tour::STEPS;
use weighbridge::store::{FLAGSHIP, parse, template};

use crate::stage::Stage;

fn begin(stage: &mut Stage) {
    stage.settle();
    stage.click("Take the tour");
}

fn says(stage: &Stage, step: usize) -> bool {
    let dialog = format!("Step {} of 5. {}", step + 1, STEPS[step].title);
    stage.harness.query_all_by_label_contains(&dialog).next().is_some()
}

#[test]
fn the_tour_goes_forward_and_back_and_changes_nothing() {
    let mut stage = Stage::empty();
    begin(&mut stage);
    let screens =
        [Screen::Overview, Screen::Scores, Screen::Criteria, Screen::Results, Screen::Record];
    for (at, screen) in screens.into_iter().enumerate() {
        assert!(says(&stage, at), "step {}", at + 1);
        assert_eq!(stage.harness.state().screen(), screen);
        if at < 4 {
            assert!(stage.harness.get_by_label("Next step").is_focused(), "Enter goes on");
            stage.key(if at % 2 == 0 { Key::Enter } else { Key::ArrowRight });
        }
    }
    // The arrow stops at the last step; going back has a button and a key.
    stage.key(Key::ArrowRight);
    assert!(says(&stage, 4));
    stage.click("Previous step");
    assert!(says(&stage, 3));
    stage.key(Key::ArrowLeft);
    assert!(says(&stage, 2));
    stage.key(Key::ArrowRight);
    stage.key(Key::ArrowRight);
    stage.click("Finish the tour");
    assert!(stage.harness.state().tour().is_none());
    let bundled = parse(template(FLAGSHIP).unwrap()).unwrap();
    assert!(stage.workbook().is_same(&bundled), "the tour changes nothing");
    assert!(!stage.harness.state().document().unwrap().is_dirty());
}

#[test]
fn the_tour_is_left_at_any_step_and_remembered() {
    for step in 0..5 {
        let mut stage = Stage::empty();
        begin(&mut stage);
        for _ in 0..step {
            stage.key(Key::ArrowRight);
        }
        assert!(says(&stage, step));
        if step == 1 {
            stage.click("Leave the tour");
        } else {
            stage.key(Key::Escape);
        }
        assert!(stage.harness.state().tour().is_none());
        assert!(!says(&stage, step));
        let mut stage = stage.again();
        stage.settle();
        assert!(stage.harness.query_by_label("Take the tour").is_none());
        stage.click("Take the tour again");
        assert!(says(&stage, 0));
    }
}

#[test]
fn each_step_points_at_its_place_and_covers_none_of_it() {
    for (width, height, zoom) in
        [(1440.0, 900.0, 1.0), (1024.0, 640.0, 1.0), (860.0, 560.0, 1.0), (1440.0, 900.0, 1.6)]
    {
        let mut stage = Stage::of_size(width / zoom, height / zoom);
        begin(&mut stage);
        for (at, step) in STEPS.iter().enumerate() {
            let (ring, bubble) = stage.harness.state().tour().unwrap().layout();
            let ring = ring.unwrap_or_else(|| panic!("{} at {width}: not in sight", step.title));
            assert!(
                !ring.intersect(bubble).is_positive(),
                "{} at {width}: {bubble:?} covers {ring:?}",
                step.title
            );
            let window = stage.harness.ctx.content_rect().expand(1.0);
            assert!(window.contains_rect(ring) && window.contains_rect(bubble), "{}", step.title);
            if at == 0 {
                let verdict = stage
                    .harness
                    .query_all_by_label_contains("Node.js leads by 14.7 points")
                    .next()
                    .expect("the verdict is shown");
                assert!(ring.expand(1.0).contains_rect(verdict.rect()), "the verdict is ringed");
            }
            stage.key(Key::ArrowRight);
        }
    }
}

#[test]
fn keys_of_the_window_wait_until_the_tour_is_over() {
    let mut stage = Stage::empty();
    begin(&mut stage);
    stage.command(Key::Num3);
    assert_eq!(stage.harness.state().screen(), Screen::Overview);
    for _ in 0..6 {
        stage.key(Key::Tab);
        let focused = ["Next step", "Leave the tour"]
            .iter()
            .any(|name| stage.harness.get_by_label(name).is_focused());
        assert!(focused, "the focus stays within the tour");
    }
    stage.key(Key::Escape);
    stage.command(Key::Num3);
    assert_eq!(stage.harness.state().screen(), Screen::Options);
}

#[test]
fn after_the_tour_the_file_that_was_open_is_open_again() {
    let mut stage = Stage::empty();
    let path = stage.copy("workbooks/templates/blank.weighbridge.ron");
    stage.open(&path);
    stage.click("Help");
    stage.click("Guided tour");
    assert!(says(&stage, 0));
    assert_eq!(stage.workbook().alternatives.len(), 3, "the tour shows the flagship");
    stage.key(Key::Escape);
    stage.settle();
    assert_eq!(stage.workbook().frame.title, "New decision");
    assert!(stage.harness.state().document().unwrap().path.is_some());
}

#[test]
fn unsaved_work_is_asked_about_before_the_tour() {
    let mut stage = Stage::flagship();
    stage.command(Key::Num6);
    stage.click("Concurrency model, Node.js");
    stage.text("2");
    stage.key(Key::Enter);
    stage.click("Help");
    stage.click("Guided tour");
    assert!(stage.shows("Save your changes?"));
    stage.click("Cancel");
    assert!(stage.harness.state().tour().is_none());
    assert!(stage.harness.state().document().unwrap().is_dirty());
}
