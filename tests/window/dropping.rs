//! Files dropped onto the window.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::{DroppedFile, HoveredFile};

use crate::stage::Stage;

#[derive(Debug)]
struct Dropped(PathBuf);

impl DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

pub fn drop_onto(stage: &mut Stage, paths: &[&Path]) {
    stage.harness.input_mut().hovered_files = paths
        .iter()
        .map(|path| HoveredFile { path: Some(path.to_path_buf()), ..Default::default() })
        .collect();
    stage.harness.step();
    stage.harness.input_mut().hovered_files.clear();
    for path in paths {
        stage.harness.input_mut().dropped_files.push(Arc::new(Dropped(path.to_path_buf())));
    }
    stage.settle();
}

#[test]
fn a_workbook_dropped_onto_the_window_is_opened() {
    let mut stage = Stage::empty();
    let path = stage.copy("workbooks/templates/blank.weighbridge.ron");
    drop_onto(&mut stage, &[&path]);
    assert_eq!(stage.workbook().frame.title, "New decision");
}

#[test]
fn what_is_no_workbook_is_refused_and_what_is_open_stays() {
    let mut stage = Stage::flagship();
    let path = stage.folder.path().join("notes.txt");
    std::fs::write(&path, "milk, bread").unwrap();
    drop_onto(&mut stage, &[&path]);
    assert!(stage.workbook().frame.title.contains("Node.js"));
    assert!(stage.shows("notes.txt") || stage.shows("line 1"), "it is told");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "milk, bread");
}

#[test]
fn of_several_files_the_first_is_opened_and_that_is_said() {
    let mut stage = Stage::empty();
    let blank = stage.copy("workbooks/templates/blank.weighbridge.ron");
    let flagship = stage.copy("workbooks/backend-runtime.weighbridge.ron");
    drop_onto(&mut stage, &[&blank, &flagship]);
    assert_eq!(stage.workbook().frame.title, "New decision");
    assert!(stage.shows("One workbook is open at a time"));
}

#[test]
fn unsaved_work_is_asked_about_before_a_dropped_file_takes_its_place() {
    let mut stage = Stage::flagship();
    let path = stage.copy("workbooks/templates/blank.weighbridge.ron");
    stage.command(eframe::egui::Key::Num2);
    stage.click("Answer Q01: Waiting for I/O");
    drop_onto(&mut stage, &[&path]);
    assert!(stage.shows("Save your changes?"));
    stage.click("Cancel");
    assert!(stage.workbook().frame.title.contains("Node.js"));
}

#[test]
fn results_dropped_where_no_workbook_is_open_are_refused_with_the_way_on() {
    let mut stage = Stage::empty();
    let path = stage.folder.path().join("node-c8.csv");
    std::fs::write(&path, "throughput_rps\n100\n").unwrap();
    drop_onto(&mut stage, &[&path]);
    assert!(stage.shows("this is no workbook"), "it is told");
    assert!(stage.shows("dropped onto an open workbook"), "with the way on");
}
