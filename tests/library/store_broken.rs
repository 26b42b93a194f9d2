//! Each way in which a file can be broken, in `tests/data/broken`: refused
//! with line, column, a clear word and a way out.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use weighbridge::store::{MAX_DEPTH, OpenError, ProblemKind, open, parse, parse_bytes, to_text};

use crate::random_workbook::any_workbook;

fn broken(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/broken").join(format!("{name}.ron"))
}

/// File, line, column, words of the message, words of the hint. Lines and
/// columns were counted by hand.
const REFUSALS: &[(&str, usize, usize, ProblemKind, &str, &str)] = &[
    (
        "syntax-missing-comma",
        27,
        7,
        ProblemKind::Syntax,
        "person \"ada\": a comma is missing",
        "Add the comma",
    ),
    (
        "syntax-unclosed-string",
        51,
        14,
        ProblemKind::Syntax,
        "option \"deno\": the text that begins here",
        "closing quotation mark",
    ),
    ("truncated", 95, 5, ProblemKind::Syntax, "ends in the middle", "not closed"),
    ("something-after-the-end", 125, 1, ProblemKind::Syntax, "follows the end", "Remove it"),
    (
        "unknown-field",
        56,
        7,
        ProblemKind::Syntax,
        "option \"nodejs\": unknown field \"prose\" in Alternative",
        "Did you mean \"pros\"?",
    ),
    (
        "unknown-word",
        43,
        31,
        ProblemKind::Syntax,
        "unknown word \"Narow\"",
        "Did you mean \"Narrow\"?",
    ),
    (
        "missing-field",
        49,
        5,
        ProblemKind::Syntax,
        "option \"deno\": the field \"name\" is missing",
        "Add \"name: …\"",
    ),
    ("field-twice", 52, 7, ProblemKind::Syntax, "the field \"name\" stands twice", "Keep one"),
    ("key-twice", 104, 10, ProblemKind::Syntax, "the key \"cost\" stands twice", "Keep one"),
    (
        "id-twice",
        48,
        12,
        ProblemKind::Unsound,
        "requirement \"r-1\": the id stands twice",
        "another id",
    ),
    ("bad-id", 76, 12, ProblemKind::Syntax, "\"Running it\" does not", "Correct the text"),
    (
        "dangling-reference",
        113,
        48,
        ProblemKind::Unsound,
        "refers to option \"nodejss\", which does not exist",
        "Did you mean \"nodejs\"?",
    ),
    (
        "dangling-parent",
        64,
        16,
        ProblemKind::Unsound,
        "criterion \"cost\": refers to criterion \"runing\"",
        "Did you mean \"running\"?",
    ),
    (
        "dangling-order",
        15,
        8,
        ProblemKind::Unsound,
        "the order of alternatives names \"java\"",
        "Remove the line",
    ),
    (
        "not-a-number",
        102,
        17,
        ProblemKind::Unsound,
        "profile \"public-api\": a weight is NaN",
        "finite number",
    ),
    (
        "infinite-number",
        69,
        18,
        ProblemKind::Unsound,
        "criterion \"cost\": the worst anchor is inf",
        "finite number",
    ),
    ("negative-weight", 103, 18, ProblemKind::Unsound, "a weight is -3, below 0", "0 or more"),
    (
        "score-twice",
        113,
        48,
        ProblemKind::Unsound,
        "ballot of \"ada\", round 1: scores \"deno\" on \"cost\" twice",
        "Keep one",
    ),
    (
        "ballot-end",
        121,
        13,
        ProblemKind::Unsound,
        "the ballot of \"ben\", round 1, ends with the name of \"ada\"",
        "run into each other",
    ),
    (
        "ballot-twice",
        119,
        18,
        ProblemKind::Unsound,
        "ballot of \"ada\", round 1: stands twice",
        "Join the two",
    ),
    (
        "newer-format",
        3,
        3,
        ProblemKind::NewerFormat,
        "made by a newer Weighbridge, format 7; this one reads up to format 2",
        "Update",
    ),
    ("no-format", 2, 1, ProblemKind::Syntax, "does not say its format", "format: 2"),
    ("format-zero", 3, 3, ProblemKind::Syntax, "there is no format 0", "format: 2"),
    (
        "conflict-markers",
        103,
        1,
        ProblemKind::Conflict,
        "lines 103 to 107 hold a conflict between \"HEAD\" and \"ben/weights\"",
        "Finish the merge",
    ),
    (
        "too-deep",
        5,
        12,
        ProblemKind::Syntax,
        "a text in quotation marks is expected",
        "between two",
    ),
    ("empty", 1, 1, ProblemKind::NotAWorkbook, "empty", "earlier versions"),
    ("byte-order-mark", 1, 1, ProblemKind::NotAWorkbook, "byte order mark", "without"),
    ("json", 1, 1, ProblemKind::NotAWorkbook, "it looks like JSON", "Workbook("),
    ("markdown", 1, 1, ProblemKind::NotAWorkbook, "it looks like Markdown", "Workbook("),
    ("not-utf-8", 7, 23, ProblemKind::NotAWorkbook, "no UTF-8", "UTF-8"),
    ("utf-16", 1, 1, ProblemKind::NotAWorkbook, "no UTF-8", "UTF-16"),
];

#[test]
fn each_broken_file_is_refused_with_place_and_way_out() {
    let mut wrong = Vec::new();
    for (name, line, column, kind, message, hint) in REFUSALS {
        let path = broken(name);
        let error = match open(&path) {
            Err(OpenError::Unreadable(error)) => error,
            other => {
                wrong.push(format!("{name}: not refused as unreadable but {other:?}"));
                continue;
            }
        };
        let [problem] = error.problems.as_slice() else {
            wrong.push(format!("{name}: several problems: {:#?}", error.problems));
            continue;
        };
        let right = problem.line == *line
            && problem.column == *column
            && problem.kind == *kind
            && problem.message.contains(message)
            && problem.hint.contains(hint)
            && error.to_string().starts_with(&format!("{}:{line}:", path.display()));
        if !right {
            wrong.push(format!("{name}: {line}:{column} {message:?} expected, got {problem:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_broken_file_is_in_the_table() {
    let known: Vec<&str> = REFUSALS.iter().map(|row| row.0).chain(["several-problems"]).collect();
    for entry in fs::read_dir(broken("x").parent().unwrap()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert!(known.contains(&name), "{name} is not in the table");
    }
}

#[test]
fn all_faults_are_told_at_once_in_file_order() {
    let Err(OpenError::Unreadable(error)) = open(&broken("several-problems")) else {
        panic!("not refused");
    };
    let places: Vec<(usize, usize, Option<&str>)> = error
        .problems
        .iter()
        .map(|problem| (problem.line, problem.column, problem.item.as_deref()))
        .collect();
    assert_eq!(
        places,
        [
            (64, 16, Some("criterion \"cost\"")),
            (103, 10, Some("profile \"public-api\"")),
            (114, 66, Some("ballot of \"ada\", round 1")),
        ]
    );
    assert!(error.to_string().ends_with("(and 2 more problems)"), "{error}");
}

#[test]
fn brackets_deeper_than_the_limit_do_not_overflow_the_stack() {
    for bracket in ["(", "[", "{", "Some("] {
        let text = format!("Workbook(format: 2, frame: {}", bracket.repeat(200_000));
        assert!(parse(&text).is_err());
    }
    assert_eq!(MAX_DEPTH, 64);
}

#[test]
fn line_ends_of_another_system_are_read_as_ours() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/sound/small.weighbridge.ron");
    let text = fs::read_to_string(path).unwrap();
    let other = parse(&text.replace('\n', "\r\n")).unwrap();
    assert_eq!(to_text(&other).unwrap(), text);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in any::<Vec<u8>>()) {
        let _ = parse_bytes(&bytes).is_ok();
    }

    #[test]
    fn no_change_of_a_sound_text_makes_the_reader_panic(
        workbook in any_workbook(),
        changes in proptest::collection::vec(
            (any::<proptest::sample::Index>(), 0_usize..40, "[\\x00-\\x7f]{0,4}|NaN|inf|Some\\(|\"|\\(|r#\"|1e999|é"),
            1..6,
        ),
    ) {
        let mut text = to_text(&workbook).unwrap();
        for (at, length, with) in changes {
            let mut from = at.index(text.len() + 1);
            while !text.is_char_boundary(from) {
                from -= 1;
            }
            let mut to = (from + length).min(text.len());
            while !text.is_char_boundary(to) {
                to += 1;
            }
            text.replace_range(from..to, &with);
        }
        match parse(&text) {
            // What is read must be written and read again.
            Ok(read) => prop_assert_eq!(&parse(&to_text(&read).unwrap()).unwrap(), &read),
            Err(error) => {
                let lines = text.replace("\r\n", "\n").split('\n').count();
                for problem in &error.problems {
                    prop_assert!(problem.line >= 1 && problem.line <= lines, "{}", problem);
                    prop_assert!(problem.column >= 1);
                    prop_assert!(!problem.message.is_empty() && !problem.hint.is_empty());
                }
            }
        }
    }
}
