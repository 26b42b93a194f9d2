//! `export`.

use std::collections::BTreeMap;
use std::path::Path;

use weighbridge::record::Format;

use crate::support::{Desk, done, flagship, run, small};
use weighbridge::cli::Outcome;

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read(&path).unwrap())
        })
        .collect()
}

/// Each format, twice, is the same bytes; the path that is printed holds them.
#[test]
fn two_exports_are_the_same_bytes() {
    for format in Format::ALL {
        let mut seen: Vec<BTreeMap<String, Vec<u8>>> = Vec::new();
        for _ in 0..2 {
            let desk = Desk::new().with_copy(&flagship(), "runtime.weighbridge.ron");
            let (status, out, err) =
                desk.run(&["export", "runtime.weighbridge.ron", "--to", format.name()]);
            assert_eq!((status, err.as_str()), (0, ""), "{}", format.name());
            for line in out.lines() {
                assert!(std::fs::metadata(desk.path(line)).unwrap().len() > 100, "{line}");
            }
            let folder = if format == Format::Svg { "runtime-charts" } else { "" };
            let found = files(&desk.path(folder));
            assert!(out.lines().count() >= 1 && found.len() >= out.lines().count(), "{out}");
            seen.push(found);
        }
        assert!(seen[0] == seen[1], "{}", format.name());
    }
}

#[test]
fn the_file_stands_beside_the_workbook_unless_told_otherwise() {
    let desk = Desk::new().with_copy(&small(), "order.weighbridge.ron");
    std::fs::create_dir(desk.path("folder")).unwrap();
    assert_eq!(desk.run(&["export", "order.weighbridge.ron", "--to", "md"]).1, "order.md\n");
    let (_, out, _) = desk.run(&["export", "order.weighbridge.ron", "--to", "csv", "-o", "folder"]);
    assert_eq!(desk.path(out.trim_end()), desk.path("folder").join("order.csv"));
    let (_, out, _) =
        desk.run(&["export", "order.weighbridge.ron", "--to", "json", "-o", "a.json"]);
    assert_eq!(out, "a.json\n");
    let beside = desk.path("order.weighbridge.ron");
    let elsewhere = Desk::new();
    let (status, out, _) = elsewhere.run(&["export", beside.to_str().unwrap(), "--to", "csv"]);
    assert_eq!(status, 0);
    assert_eq!(Path::new(out.trim_end()), desk.path("order.csv"));
}

#[test]
fn a_dash_means_standard_output() {
    let desk = Desk::new().with_copy(&small(), "order.weighbridge.ron");
    desk.run(&["export", "order.weighbridge.ron", "--to", "md"]);
    let (status, out, _) = desk.run(&["export", "order.weighbridge.ron", "--to", "md", "-o", "-"]);
    assert_eq!(status, 0);
    assert_eq!(out, desk.text("order.md"));
    assert!(out.contains("Order backend"), "{out}");
    let (status, out, err) =
        desk.run(&["export", "order.weighbridge.ron", "--to", "svg", "-o", "-"]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.contains("\nhint: "), "{err}");
}

#[test]
fn the_profile_shapes_the_record() {
    let of = |profile: &str| {
        done([
            "export".into(),
            flagship(),
            "--to".into(),
            "csv".into(),
            "-o".into(),
            "-".into(),
            "--profile".into(),
            profile.into(),
        ])
    };
    assert_ne!(of("p01"), of("p02"));
}

#[test]
fn never_writes_over_the_workbook() {
    let desk = Desk::new().with_copy(&small(), "order.weighbridge.ron");
    let before = desk.text("order.weighbridge.ron");
    let same = "./order.weighbridge.ron";
    let (status, _, err) = desk.run(&["export", "order.weighbridge.ron", "--to", "md", "-o", same]);
    assert_eq!(status, 2);
    assert!(err.contains("this is the workbook itself\nhint: "), "{err}");
    assert_eq!(desk.text("order.weighbridge.ron"), before);
}

#[test]
fn a_place_that_takes_no_file_is_named() {
    let run = run([
        "export".into(),
        small(),
        "--to".into(),
        "md".into(),
        "-o".into(),
        "no/such/folder/record.md".into(),
    ]);
    assert_eq!(run.outcome, Outcome::Refused);
    assert!(run.err.starts_with("no/such/folder/record.md: cannot be written: "), "{}", run.err);
    assert!(run.err.contains("\nhint: "), "{}", run.err);
}
