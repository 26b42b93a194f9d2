//! The text of a workbook: the same workbook gives the same bytes, and the
//! text gives the same workbook.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use weighbridge::store::{open, parse, sha256_hex, to_text};
use weighbridge::workbook::{Confidence, CriterionId, Judgement, PersonId, Role, Workbook, faults};

use crate::random_workbook::any_workbook;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn reading_gives_back_what_was_written(workbook in any_workbook()) {
        prop_assert_eq!(faults(&workbook), vec![]);
        let text = to_text(&workbook).unwrap();
        let read = parse(&text);
        let read = match read {
            Ok(read) => read,
            Err(error) => return Err(TestCaseError::fail(format!("{error}\n{text}"))),
        };
        prop_assert_eq!(&read, &workbook);
        prop_assert_eq!(to_text(&read).unwrap(), text);
    }
}

#[test]
fn an_empty_workbook_is_a_few_lines() {
    let text = to_text(&Workbook::default()).unwrap();
    assert_eq!(
        text,
        "#![enable(implicit_some)]\n\
         Workbook(\n  format: 2,\n  frame: Frame(\n    title: \"\",\n    question: \"\",\n    \
         close_call: 0.0,\n  ),\n)\n"
    );
    assert_eq!(parse(&text).unwrap(), Workbook::default());
}

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

#[test]
fn a_file_in_order_is_written_as_it_stands() {
    let text = fs::read_to_string(data("sound/small.weighbridge.ron")).unwrap();
    let workbook = parse(&text).unwrap();
    assert_eq!(to_text(&workbook).unwrap(), text);
    // Display order comes from the lists of the order.
    let names: Vec<&str> = workbook.alternatives.iter().map(|item| item.name.as_str()).collect();
    assert_eq!(names, ["Node.js", "Deno"]);
    assert_eq!(workbook.frame.context, "Orders double every year.\nThe team knows \"both\" sides.");
    let ada = workbook.ballot(&PersonId::new("ada").unwrap(), 1).unwrap();
    assert_eq!(ada.scores[0].confidence, Some(Confidence::High));
    assert_eq!(ada.scores[1].reason, "offer of May,\nwithout tax");
}

#[test]
fn a_file_out_of_order_is_put_in_order() {
    let text = fs::read_to_string(data("sound/small.weighbridge.ron")).unwrap();
    let (ada, ben) = ("      id: \"ada\",\n", "      id: \"ben\",\n");
    let swapped = text.replace(ada, "@").replace(ben, ada).replace('@', ben);
    let read = parse(&swapped).unwrap();
    let ids: Vec<&str> = read.people.iter().map(|person| person.id.as_str()).collect();
    assert_eq!(ids, ["ada", "ben"]);
}

#[test]
fn negative_zero_is_written_as_zero() {
    let text = fs::read_to_string(data("sound/small.weighbridge.ron")).unwrap();
    let read = parse(&text.replace("close_call: 5.0", "close_call: -0.0")).unwrap();
    assert!(to_text(&read).unwrap().contains("close_call: 0.0,\n"));
}

#[test]
fn format_1_becomes_a_workbook_of_today() {
    let path = data("formats/format-1.weighbridge.ron");
    let opened = open(&path).unwrap();
    assert_eq!(opened.migrated_from, Some(1));
    let workbook = opened.workbook;
    assert_eq!(faults(&workbook), vec![]);
    assert_eq!(workbook.frame.title, "Order backend");
    assert_eq!(workbook.frame.question, "Which run-time carries the order backend?");
    let people: Vec<(&str, Role)> =
        workbook.people.iter().map(|person| (person.id.as_str(), person.role)).collect();
    assert_eq!(people, [("ben", Role::Approver), ("ada", Role::Contributor)]);
    let cost = CriterionId::new("cost").unwrap();
    let measure = workbook.criterion(&cost).unwrap().measure().unwrap();
    assert_eq!(
        (measure.unit(), measure.anchors.worst, measure.anchors.best),
        ("EUR/month", 900.0, 100.0)
    );
    assert_eq!(workbook.current_profile().unwrap().weights.get(&cost), Some(&2.0));
    let scores = |person: &str| -> Vec<(&str, &str, Judgement)> {
        let ballot = workbook.ballot(&PersonId::new(person).unwrap(), 1).unwrap();
        ballot
            .scores
            .iter()
            .map(|score| (score.criterion.as_str(), score.alternative.as_str(), score.is))
            .collect()
    };
    assert_eq!(scores("ben"), [("cost", "nodejs", Judgement::Value(350.5))]);
    assert_eq!(
        scores("ada"),
        [
            ("cost", "nodejs", Judgement::Value(400.0)),
            ("speed", "deno", Judgement::Unknown),
            ("speed", "nodejs", Judgement::Value(4000.0)),
        ]
    );
}

/// NIST, "SHA-256 examples": the digest of "abc".
#[test]
fn digests_are_those_of_the_standard() {
    assert_eq!(
        sha256_hex("abc"),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
}
