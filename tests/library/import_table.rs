//! Tables from a spreadsheet: how they are split, what a cell says, and where
//! in the matrix it goes. Expected readings are written down from what
//! spreadsheets put on the clipboard.

use proptest::prelude::*;
use weighbridge::import::{
    Entry, Reading, Target, harmless_cell, place_scores, read_score, rows_of_table, table_of_rows,
};
use weighbridge::workbook::{Judgement, Measure, Workbook};

use crate::build::{Bench, plain};

fn table(rows: &[&[&str]]) -> Vec<Vec<String>> {
    rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
}

#[test]
fn a_table_is_split_at_tabs_semicolons_or_commas() {
    for (text, rows) in [
        ("4\t3,5\n2\t1\n", table(&[&["4", "3,5"], &["2", "1"]])),
        ("4\t\t3\r\n", table(&[&["4", "", "3"]])),
        ("4;3,5\n2;1", table(&[&["4", "3,5"], &["2", "1"]])),
        ("Cost,4,3\nSpeed,5,2\n", table(&[&["Cost", "4", "3"], &["Speed", "5", "2"]])),
        ("4,5\n3,5\n", table(&[&["4,5"], &["3,5"]])),
        ("\"1,5\",\"2,5\"\n", table(&[&["1,5", "2,5"]])),
        (
            "a\t\"two\nlines and \"\"quotes\"\"\"\tb\n",
            table(&[&["a", "two\nlines and \"quotes\"", "b"]]),
        ),
        ("5\" disk\t\"open\n3\t4", table(&[&["5\" disk", "\"open"], &["3", "4"]])),
        ("7", table(&[&["7"]])),
        ("", vec![]),
        ("\u{feff}1\t2", table(&[&["1", "2"]])),
    ] {
        assert_eq!(rows_of_table(text), rows, "{text:?}");
    }
}

#[test]
fn a_cell_says_a_number_a_range_or_that_it_is_not_known() {
    let range = |low, likely, high| Entry::Range { low, likely, high };
    for (text, entry) in [
        ("4", Entry::Number(4.0)),
        (" 3,5 ", Entry::Number(3.5)),
        ("\u{2212}2.5", Entry::Number(-2.5)),
        ("-3", Entry::Number(-3.0)),
        ("1e-3", Entry::Number(0.001)),
        ("", Entry::Empty),
        ("-", Entry::Empty),
        ("?", Entry::Unknown),
        ("Unknown", Entry::Unknown),
        ("n/a", Entry::NotApplicable),
        ("#N/A", Entry::NotApplicable),
        ("2-4", range(2.0, None, 4.0)),
        ("4 – 2", range(2.0, None, 4.0)),
        ("2,5 to 4,5", range(2.5, None, 4.5)),
        ("-3--1", range(-3.0, None, -1.0)),
        ("2..4", range(2.0, None, 4.0)),
        ("3 (2-4)", range(2.0, Some(3.0), 4.0)),
        ("5 (2-4)", Entry::Words),
        ("good", Entry::Words),
    ] {
        assert_eq!(Entry::read(text), entry, "{text:?}");
    }
}

#[test]
fn a_score_is_read_on_its_scale() {
    let levels = Measure::levels(["bad", "workable", "good"]);
    let value = |x| Ok(Some(Reading::new(Judgement::Value(x))));
    assert_eq!(read_score(&levels, "2"), value(2.0));
    assert_eq!(read_score(&levels, " Workable "), value(2.0), "the words of a level");
    assert_eq!(read_score(&levels, "4"), Err("The levels run from 1 to 3".to_owned()));
    assert_eq!(read_score(&levels, "1-4"), Err("The levels run from 1 to 3".to_owned()));
    assert_eq!(read_score(&levels, "fine"), Err("\"fine\" is no number".to_owned()));
    let milliseconds = Measure::natural("ms", 900.0, 10.0);
    assert_eq!(read_score(&milliseconds, "120 ms"), value(120.0));
    assert_eq!(
        read_score(&milliseconds, "80-120"),
        Ok(Some(Reading { is: Judgement::Unknown, low: Some(80.0), high: Some(120.0) })),
        "a range without a likely number is an unknown within it"
    );
    assert_eq!(read_score(&milliseconds, " "), Ok(None));
}

fn bench() -> Workbook {
    Bench::new()
        .leaf("cost", plain(), 1.0)
        .leaf("speed", plain(), 1.0)
        .leaf("safety", plain(), 1.0)
        .options(&["go", "rust"])
        .workbook
}

const ALL: [usize; 3] = [0, 1, 2];

fn at(first: (usize, usize), size: (usize, usize)) -> Target<'static> {
    Target { criteria: &ALL, all: &ALL, first, size }
}

fn values(placed: &weighbridge::import::PlacedScores) -> Vec<(usize, usize, f64)> {
    placed
        .readings
        .iter()
        .filter_map(|(criterion, option, reading)| match reading.is {
            Judgement::Value(value) => Some((*criterion, *option, value)),
            _ => None,
        })
        .collect()
}

#[test]
fn a_block_begins_at_the_first_cell_and_what_lies_beyond_is_told() {
    let placed = place_scores(&bench(), &at((1, 0), (1, 1)), "10\t20\t30\n40\tbad\n50\t60\n");
    assert_eq!(values(&placed), [(1, 0, 10.0), (1, 1, 20.0), (2, 0, 40.0)]);
    let told: Vec<(&str, &str)> = placed
        .problems
        .iter()
        .map(|problem| (problem.place.as_str(), problem.why.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("speed, column 3", "It lies beyond the last option"),
            ("safety, rust", "\"bad\" is no number"),
            ("row 3, go", "It lies below the last criterion"),
            ("row 3, rust", "It lies below the last criterion"),
        ]
    );
}

#[test]
fn a_single_cell_goes_into_all_that_is_selected() {
    let placed = place_scores(&bench(), &at((0, 0), (2, 2)), "7,5");
    assert_eq!(values(&placed), [(0, 0, 7.5), (0, 1, 7.5), (1, 0, 7.5), (1, 1, 7.5)]);
}

#[test]
fn names_in_the_heads_say_where_scores_go() {
    let text = "Criterion\tRust\tGo\nsafety\t90\t60\nCost\t30\t\ntaste\t1\t2\n";
    let placed = place_scores(&bench(), &at((1, 1), (1, 1)), text);
    assert!(placed.by_name);
    assert_eq!(values(&placed), [(2, 1, 90.0), (2, 0, 60.0), (0, 1, 30.0)]);
    assert_eq!(placed.problems.len(), 2);
    assert_eq!(placed.problems[0].why, "There is no criterion called \"taste\"");
    assert_eq!(placed.empty, 1);
}

#[test]
fn names_are_no_formulas() {
    assert_eq!(harmless_cell("=SUM(A1:A9)"), "'=SUM(A1:A9)");
    assert_eq!(harmless_cell("Cost"), "Cost");
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(text in any::<String>(), first in (0_usize..5, 0_usize..4)) {
        let _ = rows_of_table(&text);
        let _ = Entry::read(&text);
        let _ = place_scores(&bench(), &at(first, (2, 3)), &text);
    }

    #[test]
    fn tables_made_of_separators_are_read_without_a_panic(
        text in "[0-9a-z\t\r\n\",;.–() -]{0,80}",
    ) {
        let placed = place_scores(&bench(), &at((0, 0), (1, 1)), &text);
        for (criterion, option, reading) in placed.readings {
            prop_assert!(criterion < 3 && option < 2);
            if let (Some(low), Some(high)) = (reading.low, reading.high) {
                prop_assert!(low <= high);
            }
        }
    }

    #[test]
    fn what_is_copied_is_read_back(
        rows in (1_usize..5, 2_usize..5).prop_flat_map(|(rows, columns)| {
            proptest::collection::vec(proptest::collection::vec("[^\u{0}]{0,8}", columns), rows)
        }),
    ) {
        prop_assert_eq!(rows_of_table(&table_of_rows(&rows)), rows);
    }
}
