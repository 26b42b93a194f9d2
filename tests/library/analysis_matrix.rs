//! What stands behind the cells of the matrix: subtotals as the analysis has
//! them one by one, claims as they are counted in the workbook, whose ballots
//! are how full.

use std::sync::Arc;

use proptest::prelude::*;
use weighbridge::analysis::{
    Ground, analyse, ballot_progress, leverage, matrix, scores_given, tally,
};
use weighbridge::store::{self, FLAGSHIP};
use weighbridge::workbook::{
    Edit, Judgement, Person, PersonId, Role, Score, Tree, Workbook, apply,
};

use crate::build::{Bench, criterion_id, option_id, plain};
use crate::random_bench::any_bench;

/// The bench's workbook with reviewers who have given nothing yet.
fn with_reviewers(bench: Bench, ids: &[&str]) -> Workbook {
    let mut workbook = bench.workbook;
    for id in ids {
        Arc::make_mut(&mut workbook.people).push(Person {
            id: PersonId::new(id).unwrap(),
            name: (*id).to_owned(),
            role: Role::Contributor,
            reviewer: true,
        });
    }
    workbook
}

proptest! {
    #[test]
    fn subtotals_and_leverage_are_those_of_the_analysis(bench in any_bench(true)) {
        let workbook = bench.workbook;
        let (tree, analysis) = (Tree::of(&workbook), analyse(&workbook, None));
        let matrix = matrix(&workbook, &tree, &analysis);
        for option in 0..workbook.alternatives.len() {
            for node in 0..workbook.criteria.len() {
                let expected = analysis.node_value(&workbook, &tree, node, option);
                let found = matrix.subtotal(node, option);
                prop_assert_eq!(expected.is_some(), found.is_some());
                if let (Some(expected), Some(found)) = (expected, found) {
                    prop_assert!((expected.0 - found.0).abs() < 1e-9);
                    prop_assert!((expected.1 - found.1).abs() < 1e-9);
                }
            }
            for leaf in 0..analysis.leaves.len() {
                let expected = leverage(&workbook, &analysis, option, leaf).matters();
                prop_assert_eq!(matrix.marks(option, leaf).matters, expected);
            }
        }
    }
}

#[test]
fn the_flagships_cells_tell_what_they_rest_on() {
    let workbook = store::parse(store::template(FLAGSHIP).unwrap()).unwrap();
    let (tree, analysis) = (Tree::of(&workbook), analyse(&workbook, None));
    let matrix = matrix(&workbook, &tree, &analysis);
    let leaf = |id: &str| analysis.leaf_at(&workbook, &criterion_id(id)).unwrap();
    let option = |id: &str| analysis.option_at(&option_id(id)).unwrap();
    // No source says anything of a hybrid's adopters.
    let adopters = leaf("adopters");
    let hybrid = matrix.marks(option("hybrid"), adopters);
    let ground = hybrid.ground(analysis.cell(option("hybrid"), adopters));
    assert_eq!((hybrid.counted, ground), (0, Some(Ground::Estimated)));
    // Every claim on a criterion bears on at least one option there.
    for (at, &node) in analysis.leaves.iter().enumerate() {
        let all = tally(&workbook, &workbook.criteria[node].id).claims;
        let most = (0..3).map(|option| matrix.marks(option, at).claims).max().unwrap();
        let sum: usize = (0..3).map(|option| matrix.marks(option, at).claims).sum();
        assert!(most <= all && all <= sum, "{}", workbook.criteria[node].id);
    }
}

#[test]
fn ballots_are_counted_in_the_open_round_without_options_that_are_out() {
    let bench = Bench::new()
        .leaf("cost", plain(), 1.0)
        .leaf("speed", plain(), 1.0)
        .options(&["go", "rust", "zig"])
        .drop_option("zig");
    let workbook = with_reviewers(bench, &["ada", "ben"]);
    let ada = PersonId::new("ada").unwrap();
    let put = |criterion: &str, option: &str| {
        Score::new(criterion_id(criterion), option_id(option), Judgement::Value(5.0))
    };
    let edit = Edit::SetScores {
        label: "score 3 cells".to_owned(),
        reviewer: ada.clone(),
        round: 1,
        put: vec![put("cost", "go"), put("speed", "go"), put("cost", "zig")],
        clear: Vec::new(),
    };
    let workbook = apply(&workbook, &edit).unwrap();
    let progress = ballot_progress(&workbook, &analyse(&workbook, None));
    let counts: Vec<(usize, usize)> =
        progress.iter().map(|(_, count)| (count.done, count.of)).collect();
    assert_eq!(counts, [(2, 4), (0, 4)]);
    let given = scores_given(&workbook, &criterion_id("cost"), &option_id("go"));
    assert_eq!(given.len(), 1);
    assert_eq!(given[0].reviewer, &ada);
}

#[test]
fn many_scores_are_put_and_cleared_as_one_step_or_not_at_all() {
    let bench = Bench::new()
        .leaf("cost", plain(), 1.0)
        .leaf("speed", plain(), 1.0)
        .options(&["go", "rust"]);
    let empty = with_reviewers(bench, &["ada"]);
    let ada = PersonId::new("ada").unwrap();
    let put = |criterion: &str, option: &str, value: f64| {
        Score::new(criterion_id(criterion), option_id(option), Judgement::Value(value))
    };
    let edit = |put: Vec<Score>, clear: &[(&str, &str)]| Edit::SetScores {
        label: "score cells".to_owned(),
        reviewer: ada.clone(),
        round: 1,
        put,
        clear: clear.iter().map(|(a, b)| (criterion_id(a), option_id(b))).collect(),
    };
    let first = edit(vec![put("speed", "rust", 4.0), put("cost", "rust", 3.0)], &[]);
    let workbook = apply(&empty, &first).unwrap();
    assert_eq!(first.label(&empty, &workbook), "score cells");
    let second = edit(vec![put("cost", "go", 1.0), put("cost", "go", 2.0)], &[("speed", "rust")]);
    let workbook = apply(&workbook, &second).unwrap();
    let ballot = workbook.ballot(&ada, 1).unwrap();
    assert_eq!(ballot.scores, [put("cost", "go", 2.0), put("cost", "rust", 3.0)], "sorted");
    let unsound = edit(vec![put("cost", "go", 9.0), put("taste", "go", 1.0)], &[]);
    assert!(apply(&workbook, &unsound).is_err());
}
