//! The rooms of the house: who may know whom, as `ARCHITECTURE.md` says.

use std::fs;
use std::path::{Path, PathBuf};

/// Each room with those below it that it may know.
const ROOMS: [(&str, &[&str]); 8] = [
    ("workbook", &[]),
    ("store", &["workbook"]),
    ("import", &["workbook"]),
    ("analysis", &["workbook"]),
    ("figure", &["workbook", "analysis"]),
    ("record", &["workbook", "store", "import", "analysis", "figure"]),
    ("app", &["workbook", "store", "import", "analysis", "figure", "record"]),
    ("cli", &["workbook", "store", "import", "analysis", "figure", "record"]),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The lines of code of a room's files, without comments.
fn lines(room: &str) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(room), &mut files);
    let mut lines = Vec::new();
    for file in files {
        for line in fs::read_to_string(&file).unwrap().lines() {
            if !line.trim_start().starts_with("//") {
                lines.push((file.clone(), line.to_owned()));
            }
        }
    }
    assert!(!lines.is_empty() || room == "import", "{room}");
    lines
}

#[test]
fn no_room_knows_one_above_it() {
    for (room, below) in ROOMS {
        for (file, line) in lines(room) {
            for (other, _) in ROOMS {
                let knows = line.contains(&format!("crate::{other}::"))
                    || line.contains(&format!("crate::{other};"));
                let may = other == room || below.contains(&other);
                assert!(!knows || may, "{}: {line}", file.display());
            }
        }
    }
}

#[test]
fn only_the_window_knows_egui() {
    for (room, _) in ROOMS {
        for (file, line) in lines(room) {
            let knows = ["egui", "eframe", "rfd::"].iter().any(|name| line.contains(name));
            assert!(!knows || room == "app", "{}: {line}", file.display());
        }
    }
}

/// Below the window and the commands nobody prints or reads the environment,
/// but for the variable that names the folder of a user's state.
#[test]
fn nothing_below_prints_or_reads_the_environment() {
    for room in ["workbook", "analysis", "figure", "record", "store", "import"] {
        for (file, line) in lines(room) {
            assert!(!line.contains("println!"), "{}: {line}", file.display());
            let reads = line.contains("env::var") && !file.ends_with("store/state.rs");
            assert!(!reads, "{}: {line}", file.display());
        }
    }
}
