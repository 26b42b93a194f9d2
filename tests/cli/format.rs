//! `fmt`.

use crate::support::{Desk, repository, shipped, small};

#[test]
fn changes_no_byte_of_a_workbook_that_ships() {
    for path in shipped() {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let desk = Desk::new().with_copy(&path, &name);
        let time = std::fs::metadata(desk.path(&name)).unwrap().modified().unwrap();
        let (status, out, err) = desk.run(&["fmt", &name]);
        assert_eq!((status, err.as_str()), (0, ""), "{name}");
        assert_eq!(out, format!("{name}: canonical already\n"));
        assert!(desk.text(&name) == std::fs::read_to_string(&path).unwrap(), "{name}");
        assert_eq!(std::fs::metadata(desk.path(&name)).unwrap().modified().unwrap(), time);
        assert_eq!(desk.run(&["fmt", "--check", &name]).0, 0, "{name}");
    }
}

#[test]
fn check_writes_nothing_and_fails_where_something_would_change() {
    let text = std::fs::read_to_string(small()).unwrap();
    let untidy = text.replace("  frame: Frame(\n", "  frame: Frame( // a comment\n\n");
    assert_ne!(untidy, text);
    let desk = Desk::new().with("order.weighbridge.ron", untidy.as_bytes());
    let (status, out, err) = desk.run(&["fmt", "--check", "order.weighbridge.ron"]);
    assert_eq!((status, err.as_str()), (1, ""));
    assert_eq!(out, "order.weighbridge.ron: would be rewritten\n");
    assert_eq!(desk.text("order.weighbridge.ron"), untidy);

    let (status, out, _) = desk.run(&["fmt", "order.weighbridge.ron"]);
    assert_eq!(status, 0);
    assert_eq!(out, "order.weighbridge.ron: rewritten\n");
    assert_eq!(desk.text("order.weighbridge.ron"), text);
    let (_, out, _) = desk.run(&["fmt", "order.weighbridge.ron"]);
    assert_eq!(out, "order.weighbridge.ron: canonical already\n");
}

#[test]
fn brings_an_older_format_up_to_date() {
    let desk = Desk::new().with_copy(
        &repository("tests/data/formats/format-1.weighbridge.ron"),
        "old.weighbridge.ron",
    );
    let (status, out, err) = desk.run(&["fmt", "old.weighbridge.ron"]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert_eq!(out, "old.weighbridge.ron: rewritten, from format 1\n");
    assert!(desk.text("old.weighbridge.ron").contains("\n  format: 2,\n"));
}

/// One file that cannot be read does not keep the others from being written.
#[test]
fn goes_on_after_a_file_that_cannot_be_read() {
    let text = std::fs::read_to_string(small()).unwrap();
    let desk = Desk::new()
        .with("bad.weighbridge.ron", b"Workbook(")
        .with("good.weighbridge.ron", text.replace("\n  format", "\n\n  format").as_bytes());
    let (status, out, err) = desk.run(&["fmt", "bad.weighbridge.ron", "good.weighbridge.ron"]);
    assert_eq!(status, 2);
    assert!(err.starts_with("bad.weighbridge.ron:1:"), "{err}");
    assert_eq!(out, "good.weighbridge.ron: rewritten\n");
    assert_eq!(desk.text("bad.weighbridge.ron"), "Workbook(");
}
