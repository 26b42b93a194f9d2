//! What the program says about itself, and wrong usage.

use crate::support::{Desk, repository, run};
use weighbridge::cli::Outcome;

/// With this variable set, the expected text is written instead of compared.
const UPDATE: &str = "UPDATE_EXPECTED";

const COMMANDS: [&str; 8] = ["", "new", "check", "rank", "analyse", "export", "compute", "fmt"];

#[test]
fn help_is_as_agreed() {
    let desk = Desk::new();
    let mut text = String::new();
    for command in COMMANDS {
        let arguments: Vec<&str> =
            [command, "--help"].into_iter().filter(|word| !word.is_empty()).collect();
        let (status, out, err) = desk.run(&arguments);
        assert_eq!((status, err.as_str()), (0, ""), "{command}");
        text.push_str(&format!("$ weighbridge {}\n{out}\n", arguments.join(" ")));
    }
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let text = format!("{}\n", lines.join("\n"));
    let path = repository("tests/data/cli/help.txt");
    if std::env::var_os(UPDATE).is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &text).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text, expected, "if this is meant, run the test with {UPDATE}=1");
}

#[test]
fn version_is_the_packages() {
    let (status, out, _) = Desk::new().run(&["--version"]);
    assert_eq!(status, 0);
    assert_eq!(out, format!("weighbridge {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn wrong_usage_has_status_2_and_says_so_in_the_first_line() {
    let cases: [&[&str]; 6] = [
        &["rank"],
        &["rank", "--frobnicate", "a.ron"],
        &["export", "a.ron"],
        &["export", "a.ron", "--to", "docx"],
        &["check"],
        &["one.ron", "two.ron"],
    ];
    for arguments in cases {
        let run = run(arguments.iter().copied());
        assert_eq!(run.outcome, Outcome::Refused, "{arguments:?}");
        assert_eq!(run.outcome.status(), 2);
        assert_eq!(run.out, "", "{arguments:?}");
        assert!(run.err.starts_with("error: "), "{}", run.err);
        assert!(run.err.contains("--help"), "{}", run.err);
    }
}

#[test]
fn without_a_command_the_window_is_asked_for() {
    let nothing: [&str; 0] = [];
    assert_eq!(run(nothing).outcome, Outcome::OpenWindow(None));
    assert_eq!(run(["a.ron"]).outcome, Outcome::OpenWindow(Some("a.ron".into())));
}
