//! `new`.

use crate::support::{Desk, repository, run};
use weighbridge::cli::Outcome;

#[test]
fn makes_the_file_of_the_template() {
    for (template, file) in [
        ("blank", "workbooks/templates/blank.weighbridge.ron"),
        ("backend-runtime", "workbooks/backend-runtime.weighbridge.ron"),
    ] {
        let desk = Desk::new();
        let (status, out, err) = desk.run(&["new", template, "-o", "mine.weighbridge.ron"]);
        assert_eq!((status, err.as_str()), (0, ""));
        assert_eq!(out, "mine.weighbridge.ron\n");
        let expected = std::fs::read_to_string(repository(file)).unwrap();
        assert!(desk.text("mine.weighbridge.ron") == expected, "{template}");
        let (_, printed, _) = desk.run(&["new", template, "-o", "-"]);
        assert!(printed == expected, "{template}");
    }
}

#[test]
fn names_the_file_after_the_template_where_no_name_is_given() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["new", "backend-runtime"]).1, "backend-runtime.weighbridge.ron\n");
    assert_eq!(desk.run(&["new", "blank"]).1, "decision.weighbridge.ron\n");
    std::fs::create_dir(desk.path("folder")).unwrap();
    let (status, out, _) = desk.run(&["new", "blank", "-o", "folder"]);
    assert_eq!(status, 0);
    assert!(desk.path(out.trim_end()).starts_with(desk.path("folder")), "{out}");
    assert!(desk.path("folder/decision.weighbridge.ron").is_file());
}

#[test]
fn replaces_a_file_only_when_told_to() {
    let desk = Desk::new().with("mine.weighbridge.ron", b"precious");
    let (status, out, err) = desk.run(&["new", "blank", "-o", "mine.weighbridge.ron"]);
    assert_eq!((status, out.as_str()), (2, ""));
    let mut lines = err.lines();
    assert_eq!(lines.next(), Some("mine.weighbridge.ron: there is such a file already"));
    assert!(lines.next().unwrap().starts_with("hint: "), "{err}");
    assert!(err.contains("--force"), "{err}");
    assert_eq!(desk.text("mine.weighbridge.ron"), "precious");

    let (status, _, err) = desk.run(&["new", "blank", "-o", "mine.weighbridge.ron", "--force"]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(desk.text("mine.weighbridge.ron").contains("Workbook("));
}

#[test]
fn lists_the_templates() {
    let list = run(["new"]);
    assert_eq!(list.outcome, Outcome::Done);
    let names = [
        "backend-runtime",
        "framework-choice",
        "database",
        "hosting-model",
        "build-or-buy",
        "blank",
    ];
    for name in names {
        assert!(list.out.lines().any(|line| line.starts_with(name)), "{}", list.out);
    }
    let unknown = run(["new", "blanc"]);
    assert_eq!(unknown.outcome, Outcome::Refused);
    assert!(unknown.err.starts_with("there is no template \"blanc\"\nhint: "), "{}", unknown.err);
    assert!(unknown.err.contains(&names.join(", ")), "{}", unknown.err);
}

#[test]
fn says_when_the_folder_is_missing() {
    let desk = Desk::new();
    let (status, _, err) = desk.run(&["new", "blank", "-o", "nowhere/mine.weighbridge.ron"]);
    assert_eq!(status, 2);
    assert!(err.lines().next().unwrap().contains("nowhere: "), "{err}");
    assert!(err.contains("\nhint: "), "{err}");
}
