//! Started for the window where there is none.
#![cfg(all(unix, not(target_vendor = "apple")))]

use crate::support::{Desk, small, told};

#[test]
fn prints_the_ranking_and_names_the_export() {
    let desk = Desk::new().with_copy(&small(), "order.weighbridge.ron");
    let (status, out, err) = desk.run(&["order.weighbridge.ron"]);
    assert_eq!(status, 0);
    assert_eq!(err.lines().count(), 1, "{err}");
    assert!(err.contains("no display"), "{err}");
    let (_, ranking, _) = desk.run(&["rank", "order.weighbridge.ron"]);
    assert!(out.starts_with(&ranking), "{out}");
    assert!(out.contains("\n  weighbridge export order.weighbridge.ron --to "), "{out}");
}

#[test]
fn without_a_file_it_shows_the_workbook_that_comes_with_the_program() {
    let desk = Desk::new();
    let (status, out, err) = desk.run(&[]);
    assert_eq!(status, 0, "{err}");
    for name in ["Node.js", "Python", "weighbridge new backend-runtime", "weighbridge export"] {
        assert!(out.contains(name), "{name}\n{out}");
    }
}

/// A display that does not answer is as good as none.
#[test]
fn a_display_that_refuses_is_told_likewise() {
    let desk = Desk::new().with_copy(&small(), "order.weighbridge.ron");
    let output =
        desk.program().env("DISPLAY", ":4095").arg("order.weighbridge.ron").output().unwrap();
    let (status, out, err) = told(&output);
    assert_eq!(status, 0, "{err}");
    assert!(err.contains("no window"), "{err}");
    assert!(out.contains("Withheld: "), "{out}");
}

#[test]
fn a_file_that_cannot_be_read_is_refused() {
    let desk = Desk::new();
    let (status, out, err) = desk.run(&["missing.weighbridge.ron"]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.contains("\nmissing.weighbridge.ron: there is no such file\nhint: "), "{err}");
}
