//! `compute`.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{Desk, done, json as json_of, repository, run};
use weighbridge::cli::Outcome;

const CASE: &str = r#"{
  "method": "weights_swing",
  "inputs": {"swing_ratings": [100, 60, 40]},
  "expected": {"weights": [0.5, 0.3, 0.2]},
  "tolerance": 1e-9
}"#;

fn desk() -> Desk {
    Desk::new().with("case.json", CASE.as_bytes())
}

#[test]
fn prints_what_a_method_gives() {
    let desk = desk();
    let case = desk.path("case.json");
    assert_eq!(
        done(["compute".into(), case.clone()]),
        "weights          0.5, 0.3, 0.2\nweights_percent  50, 30, 20\n"
    );
    let printed = json_of(["compute".into(), case, "--json".into()]);
    assert_eq!(printed["method"], "weights_swing");
    assert_eq!(printed["outputs"]["weights"], json!([0.5, 0.3, 0.2]));
    let nine = repository("tests/data/reference/percentiles/percentile-nine-types.json");
    assert_eq!(
        done(["compute".into(), nine]),
        "by_type  1 20, 2 27.5, 3 20, 4 20, 5 27.5, 6 26, 7 29, 8 27, 9 27.125\nresult   29\n"
    );
}

#[test]
fn lists_the_methods() {
    let text = done(["compute", "--list"]);
    assert!(text.contains("\nbwm: "), "{text}");
    assert!(text.contains("  inputs   ranks (1 is most important)\n"), "{text}");
    assert!(text.contains("  variant  min_max: "), "{text}");
    let methods = json_of(["compute", "--list", "--json"]);
    let names: Vec<&str> = methods["methods"]
        .as_array()
        .unwrap()
        .iter()
        .map(|method| method["name"].as_str().unwrap())
        .collect();
    assert!(names.len() >= 15, "{names:?}");
    assert!(names.is_sorted(), "{names:?}");
}

#[test]
fn a_case_can_come_from_standard_input() {
    let desk = desk();
    let (status, out, err) = desk.run_with_input(&["compute", "-"], CASE.as_bytes());
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(out.starts_with("weights          0.5, 0.3, 0.2\n"), "{out}");
    let (status, out, err) = desk.run_with_input(&["compute", "-"], b"{\"method\": 3");
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.starts_with("standard input:1:12: not JSON: "), "{err}");
}

#[test]
fn the_cases_of_the_repository_hold_but_for_one_of_another_convention() {
    let folder = repository("tests/data/reference");
    let run = run(["compute".into(), "--verify".into(), folder, "--json".into()]);
    assert_eq!(run.err, "");
    let document: Value = serde_json::from_str(&run.out).unwrap();
    // Its source gives tied ranks other weights, and the case says so.
    assert_eq!((run.outcome, &document["fails"]), (Outcome::DoesNotHold, &json!(1)));
    assert!(document["holds"].as_u64().unwrap() >= 110, "{document}");
    assert_eq!((&document["not_computed"], &document["unreadable"]), (&json!(0), &json!(0)));
    let case = |id: &str| {
        let cases = document["cases"].as_array().unwrap();
        cases.iter().find(|case| case["file"].as_str().unwrap().contains(id)).unwrap().clone()
    };
    let tied = case("rank-weights-tied");
    assert_eq!((&tied["outcome"], &tied["status"]), (&json!("fails"), &json!("peer-convention")));
    let drinks = case("ahp-saaty-2008-drinks");
    assert_eq!((&drinks["outcome"], &drinks["compared"]), (&json!("holds"), &json!(16)));
    assert!(drinks["largest_difference"].as_f64().unwrap() < 0.00051);
}

/// The tolerance is what divides the cases that hold from those that do not.
#[test]
fn a_case_that_does_not_hold_is_told_and_fails() {
    let off = CASE.replace("0.3, 0.2", "0.3, 0.2000001");
    let beyond = CASE.replace("\"weights\"", "\"points\"");
    let desk = desk()
        .with("fails.json", off.as_bytes())
        .with("other.json", beyond.as_bytes())
        .with("index.json", b"[1, 2]")
        .with("notes.txt", b"no case");
    let (status, out, err) = desk.run(&["compute", "--verify", "."]);
    assert_eq!((status, err.as_str()), (1, ""));
    assert_eq!(
        out,
        "holds  ./case.json  3 figures\n\
         fails  ./fails.json  expected.weights[2]: 0.2000001 expected, 0.2 computed, 1.00e-9 allowed\n\
         not computed  ./other.json  the method does not give the output points\n\
         \n\
         3 cases: 1 hold, 1 fail, 1 cannot be computed, 1 other JSON file passed over\n"
    );
    // What cannot be computed is listed, and no failure.
    let (status, ..) = desk.run(&["compute", "--verify", "other.json"]);
    assert_eq!(status, 0);
    let (status, ..) = desk.run(&["compute", "--verify", "fails.json"]);
    assert_eq!(status, 1);
}

#[test]
fn what_cannot_be_read_has_status_2_and_says_what_to_do() {
    let ragged = CASE
        .replace("weights_swing", "weights_std")
        .replace("\"swing_ratings\": [100, 60, 40]", "\"matrix\": [[1, 2], [3]]");
    let desk = desk()
        .with("nan.json", CASE.replace("60", "NaN").as_bytes())
        .with("large.json", CASE.replace("60", "1e60").as_bytes())
        .with("huge.json", CASE.replace("60", "1e999").as_bytes())
        .with("ragged.json", ragged.as_bytes())
        .with("deep.json", "[".repeat(100_000).as_bytes())
        .with("empty.json", b"")
        .with("bulk.json", " ".repeat(9 * 1024 * 1024).as_bytes());
    for (file, says) in [
        ("nan.json", "nan.json:3:37: not JSON"),
        ("large.json", "large.json: inputs.swing_ratings[1] is 1e+60"),
        ("huge.json", "not JSON: number out of range"),
        ("ragged.json", "ragged.json: inputs.matrix[1] is a list of 1"),
        ("deep.json", "recursion limit"),
        ("empty.json", "not JSON"),
        ("bulk.json", "bulk.json: larger than 8 MB"),
        ("absent.json", "absent.json: cannot be read"),
    ] {
        let run = run(["compute".into(), desk.path(file)]);
        assert_eq!(run.outcome, Outcome::Refused, "{file}");
        assert!(run.err.contains(says), "{file}: {}", run.err);
        assert!(run.err.contains("\nhint: "), "{file}: {}", run.err);
        assert_eq!(run.out, "", "{file}");
    }
    // One file that is none makes the whole folder 2, and the others are told.
    let (status, out, err) = desk.run(&["compute", "--verify", "."]);
    assert_eq!(status, 2);
    assert!(out.contains("holds  ./case.json"), "{out}");
    assert!(err.contains("./nan.json:3:37: not JSON"), "{err}");
    let empty = Desk::new().with("notes.txt", b"");
    assert_eq!(empty.run(&["compute", "--verify", "."]).0, 2);
    assert_eq!(empty.run(&["compute", "--verify", "nowhere"]).0, 2);
    for usage in [&["compute"][..], &["compute", "a.json", "--list"]] {
        assert_eq!(run(usage.iter().copied()).outcome, Outcome::Refused, "{usage:?}");
    }
}

/// Text in a case cannot steer the terminal.
#[test]
fn names_in_a_case_are_plain_text() {
    let case = r#"{"method": "borda_condorcet", "inputs": {"ballots": [
        {"order": ["\u001b[31mA", "B"], "count": 2}]}}"#;
    let desk = Desk::new().with("case.json", case.as_bytes());
    let text = done(["compute".into(), desk.path("case.json")]);
    assert!(!text.contains('\u{1b}'), "{text:?}");
    let printed: Value = json_of(["compute".into(), desk.path("case.json"), "--json".into()]);
    assert_eq!(printed["outputs"]["condorcet_winner"], "\u{1b}[31mA");
}

proptest! {
    /// Whatever bytes a case has, the command ends with a status, and an error
    /// says what to do.
    #[test]
    fn no_bytes_break_it(
        at in 0..CASE.len(),
        cut in 0..40usize,
        put in prop_oneof![
            "[\\[\\]{}\",:0-9eE.+-]{0,12}",
            "\\PC{0,12}",
            Just("1e308".to_owned()),
            Just("[[1,2],[3,4]]".to_owned()),
            Just("null".to_owned()),
        ],
    ) {
        let mut bytes = CASE.as_bytes().to_vec();
        let end = (at + cut).min(bytes.len());
        bytes.splice(at..end, put.bytes());
        let desk = Desk::new().with("case.json", &bytes);
        for arguments in [&["compute"][..], &["compute", "--verify"], &["compute", "--json"]] {
            let path = desk.path("case.json").into_os_string();
            let run = run(arguments.iter().map(Into::into).chain([path]));
            let refused = run.outcome == Outcome::Refused;
            prop_assert_eq!(refused, run.err.contains("hint: "), "{:?} {}", run.outcome, run.err);
        }
    }
}
