//! Differences in words, and joining two people's work.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use proptest::prelude::*;
use weighbridge::store::{differences, merge, parse, to_text};
use weighbridge::workbook::{
    Alternative, AlternativeId, CriterionId, Edit, Gate, GateVerdict, Item, ItemRef, Judgement,
    Kind, PersonId, ProfileId, RequirementId, Score, Workbook, apply, faults,
};

use crate::random_workbook::any_workbook;

fn small() -> Workbook {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/sound/small.weighbridge.ron");
    parse(&fs::read_to_string(path).unwrap()).unwrap()
}

fn criterion(id: &str) -> CriterionId {
    CriterionId::new(id).unwrap()
}

fn option(id: &str) -> AlternativeId {
    AlternativeId::new(id).unwrap()
}

fn score(person: &str, on: &str, of: &str, is: Judgement) -> Edit {
    Edit::SetScore {
        reviewer: PersonId::new(person).unwrap(),
        round: 1,
        score: Score::new(criterion(on), option(of), is),
    }
}

fn weight(on: &str, weight: f64) -> Edit {
    Edit::SetWeight {
        profile: ProfileId::new("public-api").unwrap(),
        criterion: criterion(on),
        weight: Some(weight),
    }
}

fn with(workbook: &Workbook, edits: &[Edit]) -> Workbook {
    edits.iter().fold(workbook.clone(), |workbook, edit| apply(&workbook, edit).unwrap())
}

fn words(before: &Workbook, after: &Workbook) -> Vec<String> {
    differences(before, after).into_iter().map(|difference| difference.text).collect()
}

#[test]
fn differences_are_sentences() {
    let before = small();
    let mut cost = before.criterion(&criterion("cost")).unwrap().clone();
    cost.definition =
        "All that a month costs, with support, licences and the people on call.".into();
    let mut deno = before.alternative(&option("deno")).unwrap().clone();
    deno.name = "Deno 2".into();
    let mut frame = before.frame.clone();
    frame.close_call = 3.0;
    let after = with(
        &before,
        &[
            score("ada", "cost", "deno", Judgement::Value(280.0)),
            score("ada", "speed", "deno", Judgement::NotApplicable),
            score("ben", "speed", "nodejs", Judgement::Value(2.0)),
            weight("cost", 3.0),
            Edit::Put(Item::from(Alternative::new(option("hybrid"), "Hybrid"))),
            Edit::Put(Item::from(cost)),
            Edit::Put(Item::from(deno)),
            Edit::SetGate {
                requirement: RequirementId::new("r-1").unwrap(),
                alternative: option("deno"),
                gate: Some(Gate {
                    verdict: GateVerdict::Fail,
                    reason: "after the next release".into(),
                }),
            },
            Edit::Move {
                item: ItemRef::new(Kind::Criterion, "speed"),
                before: Some("running".into()),
            },
            Edit::SetFrame(Box::new(frame)),
        ],
    );
    assert_eq!(
        words(&before, &after),
        [
            "close call of the decision question and setting: 5 → 3",
            "judgement of Deno 2 at requirement \"Runs on our own machines\": \"Narrow\" → \"Fail\"",
            "name of option Deno 2: \"Deno\" → \"Deno 2\"",
            "added option Hybrid",
            "added the definition of criterion Cost",
            "changed the order of the criteria",
            "weight of Cost in profile Public API: 2 → 3",
            "score of Deno 2 on Cost: 300 → 280, by Ada",
            "score of Deno 2 on Speed: unknown → not applicable, by Ada",
            "score of Node.js on Speed: 2, new, by Ben",
        ]
    );
    let back = words(&after, &before);
    assert!(back.contains(&"removed option Hybrid".to_owned()), "{back:?}");
    assert!(back.contains(&"score of Node.js on Speed: 2 removed, by Ben".to_owned()), "{back:?}");
    assert_eq!(words(&before, &before), Vec::<String>::new());
}

#[test]
fn work_in_different_places_is_joined_without_a_question() {
    let base = small();
    let ours = with(
        &base,
        &[
            score("ada", "cost", "deno", Judgement::Value(280.0)),
            weight("cost", 4.0),
            Edit::Put(Item::from(Alternative::new(option("go"), "Go"))),
        ],
    );
    let theirs = with(
        &base,
        &[
            score("ada", "cost", "nodejs", Judgement::Value(320.0)),
            score("ben", "cost", "nodejs", Judgement::Value(330.0)),
            weight("speed", 5.0),
            Edit::Put(Item::from(Alternative::new(option("java"), "Java"))),
            Edit::Move {
                item: ItemRef::new(Kind::Alternative, "deno"),
                before: Some("nodejs".into()),
            },
        ],
    );
    let merged = merge(&base, &ours, &theirs);
    assert_eq!(merged.conflicts, vec![]);
    let value = |person: &str, of: &str| {
        let ballot = merged.workbook.ballot(&PersonId::new(person).unwrap(), 1).unwrap();
        ballot.score(&criterion("cost"), &option(of)).unwrap().is
    };
    assert_eq!(value("ada", "deno"), Judgement::Value(280.0));
    assert_eq!(value("ada", "nodejs"), Judgement::Value(320.0));
    assert_eq!(value("ben", "nodejs"), Judgement::Value(330.0));
    let weights = &merged.workbook.profiles[0].weights;
    assert_eq!((weights[&criterion("cost")], weights[&criterion("speed")]), (4.0, 5.0));
    let order: Vec<&str> =
        merged.workbook.alternatives.iter().map(|item| item.id.as_str()).collect();
    // They moved Deno to the front; Go stands behind Deno as it does with us.
    assert_eq!(order, ["deno", "go", "nodejs", "java"]);
}

#[test]
fn a_clash_keeps_ours_and_is_told() {
    let base = small();
    let rename = |name: &str| {
        let mut deno = base.alternative(&option("deno")).unwrap().clone();
        deno.name = name.into();
        Edit::Put(Item::from(deno))
    };
    let ours = with(
        &base,
        &[
            score("ada", "cost", "deno", Judgement::Value(280.0)),
            weight("cost", 4.0),
            rename("Deno 2"),
        ],
    );
    let theirs = with(
        &base,
        &[
            score("ada", "cost", "deno", Judgement::Unknown),
            weight("cost", 1.0),
            rename("Deno two"),
        ],
    );
    let merged = merge(&base, &ours, &theirs);
    assert_eq!(merged.workbook, ours);
    let told: Vec<String> = merged.conflicts.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "name of option Deno 2: \"Deno 2\" here, \"Deno two\" there",
            "weight of Cost in profile Public API: 4 here, 1 there",
            "score of Deno 2 on Cost, by Ada, round 1: 280 here, unknown there",
        ]
    );
}

#[test]
fn what_one_removes_and_the_other_uses_comes_back() {
    let base = with(&small(), &[Edit::Put(Item::from(Alternative::new(option("go"), "Go")))]);
    let ours = with(&base, &[score("ben", "cost", "go", Judgement::Value(200.0))]);
    let theirs = with(&base, &[Edit::Remove(ItemRef::new(Kind::Alternative, "go"))]);
    for (ours, theirs) in [(&ours, &theirs), (&theirs, &ours)] {
        let merged = merge(&base, ours, theirs);
        assert_eq!(faults(&merged.workbook), vec![]);
        assert!(merged.workbook.alternative(&option("go")).is_some());
        assert_eq!(merged.conflicts.len(), 1, "{:?}", merged.conflicts);
        assert_eq!(merged.conflicts[0].what, "option Go");
    }
}

/// What the form of the file is for: plain git, which knows nothing of
/// workbooks, joins the ballots of two reviewers.
#[test]
fn plain_git_joins_two_ballots() {
    let base = small();
    let ours = with(
        &base,
        &[
            score("ada", "speed", "nodejs", Judgement::Value(1.0)),
            score("ada", "speed", "deno", Judgement::Value(2.0)),
        ],
    );
    let theirs = with(
        &base,
        &[
            score("ben", "cost", "deno", Judgement::Value(310.0)),
            score("ben", "cost", "nodejs", Judgement::Value(320.0)),
        ],
    );
    let folder = tempfile::TempDir::new().unwrap();
    for (name, workbook) in [("base", &base), ("ours", &ours), ("theirs", &theirs)] {
        fs::write(folder.path().join(name), to_text(workbook).unwrap()).unwrap();
    }
    let merged = Command::new("git")
        .args(["merge-file", "--stdout", "ours", "base", "theirs"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(merged.status.success(), "git found a conflict");
    let merged = parse(&String::from_utf8(merged.stdout).unwrap()).unwrap();
    assert_eq!(merged, merge(&base, &ours, &theirs).workbook);
    assert_eq!(merged.ballots.iter().map(|ballot| ballot.scores.len()).sum::<usize>(), 6);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn who_changed_nothing_takes_the_other_state(
        base in any_workbook(),
        other in any_workbook(),
    ) {
        let ours = merge(&base, &other, &base);
        prop_assert_eq!(&ours.workbook, &other);
        prop_assert_eq!(ours.conflicts, vec![]);
        let theirs = merge(&base, &base, &other);
        prop_assert_eq!(&theirs.workbook, &other);
        prop_assert_eq!(theirs.conflicts, vec![]);
        let same = merge(&base, &other, &other);
        prop_assert_eq!(&same.workbook, &other);
        prop_assert_eq!(same.conflicts, vec![]);
    }

    #[test]
    fn what_is_joined_is_sound(
        base in any_workbook(),
        ours in any_workbook(),
        theirs in any_workbook(),
    ) {
        let merged = merge(&base, &ours, &theirs);
        prop_assert_eq!(faults(&merged.workbook), vec![]);
    }

    #[test]
    fn no_difference_means_the_same_workbook(one in any_workbook(), other in any_workbook()) {
        prop_assert_eq!(differences(&one, &one), vec![]);
        prop_assert_eq!(differences(&one, &other).is_empty(), one == other);
        let mut copy = one.clone();
        copy.people = Arc::new(one.people.to_vec());
        prop_assert_eq!(differences(&one, &copy), vec![]);
    }
}
