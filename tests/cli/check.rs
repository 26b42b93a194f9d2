//! `check`, and what every command says of files that cannot be read.

use crate::support::{repository, run, shipped, small};
use weighbridge::cli::Outcome;

#[test]
fn every_workbook_that_ships_is_in_order() {
    let mut arguments = vec!["check".into()];
    arguments.extend(shipped());
    let run = run(arguments);
    assert_eq!(run.outcome, Outcome::Done, "{}{}", run.out, run.err);
    for path in shipped() {
        assert!(run.out.lines().any(|line| line == path.to_str().unwrap()), "{}", run.out);
    }
    assert!(!run.out.contains("  error  "), "{}", run.out);
}

#[test]
fn tells_findings_with_what_to_do_and_how_many() {
    let run = run(["check".into(), small()]);
    assert_eq!(run.outcome, Outcome::Done);
    for text in [
        "  note     The must \"Runs on our own machines\" does not say how it is measured.\n",
        "           Add a response measure with a figure.\n",
        "  warning  2 scores that count are unknown.\n",
        "  note     Deno only just meets \"Runs on our own machines\".\n",
        "  0 errors, 1 warning, 2 notes\n",
    ] {
        assert!(run.out.contains(text), "{text}\n{}", run.out);
    }
}

#[test]
fn an_error_makes_it_fail() {
    let text = std::fs::read_to_string(small()).unwrap();
    let (head, tail) = text.split_once("  people: [").unwrap();
    let desk = crate::support::Desk::new().with(
        "accepted.weighbridge.ron",
        format!("{head}  decision: Decision(status: Accepted),\n  people: [{tail}").as_bytes(),
    );
    let (status, out, err) = desk.run(&["check", "accepted.weighbridge.ron"]);
    assert_eq!((status, err.as_str()), (1, ""), "{out}");
    assert!(
        out.contains("  error    The decision is accepted, but no option is chosen.\n"),
        "{out}"
    );
    assert!(out.contains("  1 error, "), "{out}");
    // A file that cannot be read weighs more than one that does not hold.
    let (status, _, err) = desk.run(&["check", "accepted.weighbridge.ron", "missing.ron"]);
    assert_eq!(status, 2);
    assert!(err.starts_with("missing.ron: there is no such file\nhint: "), "{err}");
}

#[test]
fn json_has_the_documented_shape() {
    let run = run([
        "check".into(),
        "--json".into(),
        small(),
        repository("tests/data/broken/id-twice.ron"),
    ]);
    assert_eq!(run.outcome, Outcome::Refused);
    let document: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(document["format"], 1);
    let [sound, broken] = document["files"].as_array().unwrap().as_slice() else { panic!() };
    assert_eq!(sound["readable"], true);
    assert_eq!(
        (&sound["errors"], &sound["warnings"], &sound["notes"]),
        (&0.into(), &1.into(), &2.into())
    );
    assert_eq!(sound["findings"][0]["code"], "unknown");
    let first = &sound["findings"][1];
    assert_eq!(first["code"], "must-without-measure");
    assert_eq!(first["level"], "note");
    assert_eq!(first["item"], serde_json::json!({ "kind": "requirement", "id": "r-1" }));
    assert_eq!(first["line"], serde_json::Value::Null);
    assert_eq!(broken["readable"], false);
    assert_eq!(broken["errors"], 1);
    assert_eq!(broken["findings"][0]["line"], 48);
    assert_eq!(broken["findings"][0]["column"], 12);
    assert!(broken["findings"][0]["message"].as_str().unwrap().contains("id stands twice"));
}

/// Every broken file is refused by every command that reads one, with file,
/// line and column first and a hint after.
#[test]
fn broken_files_are_refused_with_place_and_hint() {
    let mut count = 0;
    for entry in std::fs::read_dir(repository("tests/data/broken")).unwrap() {
        let path = entry.unwrap().path();
        let file = path.to_str().unwrap().to_owned();
        for command in [
            vec!["check", &file],
            vec!["rank", &file],
            vec!["analyse", &file, "--json"],
            vec!["export", &file, "--to", "md", "-o", "-"],
            vec!["fmt", "--check", &file],
        ] {
            let run = run(command.clone());
            assert_eq!(run.outcome, Outcome::Refused, "{command:?}");
            assert_eq!(run.out, "", "{command:?}");
            let mut lines = run.err.lines();
            let first = lines.next().unwrap();
            let place =
                first.strip_prefix(&format!("{file}:")).unwrap_or_else(|| panic!("{first}"));
            let mut parts = place.splitn(3, ':');
            let line: usize = parts.next().unwrap().parse().unwrap();
            let column: usize = parts.next().unwrap().parse().unwrap();
            assert!(line >= 1 && column >= 1, "{first}");
            assert!(parts.next().unwrap().len() > 10, "{first}");
            assert!(lines.next().unwrap().starts_with("hint: "), "{}", run.err);
        }
        count += 1;
    }
    assert!(count > 20, "{count}");
}

#[test]
fn several_problems_are_told_in_one_go() {
    let run = run(["check".into(), repository("tests/data/broken/several-problems.ron")]);
    assert_eq!(run.err.lines().filter(|line| line.starts_with("hint: ")).count(), 3, "{}", run.err);
}
