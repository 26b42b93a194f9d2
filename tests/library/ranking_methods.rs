//! Ranking methods on plain numbers: published cases, worked figures, and what
//! becomes of degenerate tables.

use std::path::Path;

use proptest::prelude::*;
use serde_json::Value;
use weighbridge::analysis::methods::calculator::{CaseOutcome, verify};
use weighbridge::analysis::methods::{
    Caveat, Cut, Direction, DiscordanceScale, Ideal, MethodError, Normalisation, Preference,
    PseudoCriterion, Relation, SynthesisMode, Table, Threshold, electre_1, electre_3, normalise,
    promethee, rank_agreement, ranks, synthesis, topsis, vikor, weighted_product, weighted_sum,
};

use crate::build::close;

const METHODS: [&str; 10] = [
    "dominance",
    "electre_1",
    "electre_3",
    "mavt_linear",
    "promethee",
    "sensitivity",
    "topsis",
    "vikor",
    "weighted_product",
    "weighted_sum",
];

#[test]
fn every_published_case_of_the_ranking_methods_holds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/reference");
    let (mut held, mut failed) = (0, Vec::new());
    for method in METHODS {
        let mut files: Vec<_> = std::fs::read_dir(root.join(method))
            .unwrap()
            .map(|file| file.unwrap().path())
            .collect();
        files.sort();
        for file in files {
            let case: Value =
                serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
            match verify(&case).unwrap() {
                CaseOutcome::Holds { compared, .. } => {
                    assert!(compared > 0);
                    held += 1;
                }
                other => failed.push(format!("{}: {other:?}", file.display())),
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert!(held >= 55, "{held}");
}

fn table(rows: &[&[f64]], weights: &[f64], less: &[usize]) -> Table {
    let direction = |at: usize| if less.contains(&at) { Direction::Min } else { Direction::Max };
    Table {
        rows: rows.iter().map(|row| row.to_vec()).collect(),
        weights: weights.to_vec(),
        directions: (0..weights.len()).map(direction).collect(),
    }
}

fn all_close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (a, b) in found.iter().zip(expected) {
        close(*a, *b, tolerance);
    }
}

/// Local min–max depends on the options at hand: a third option turns the order
/// of the first two. By hand from the figures of the case.
#[test]
fn min_max_turns_the_order_of_two_when_a_third_comes_in() {
    let weights = [0.55, 0.45];
    let score = |rows: &[&[f64]]| {
        let made = normalise(&table(rows, &weights, &[]), Normalisation::MinMax).unwrap();
        weighted_sum(&made.table).unwrap()
    };
    all_close(&score(&[&[1200.0, 60.0], &[1000.0, 90.0]]), &[0.55, 0.45], 1e-9);
    let three = score(&[&[1200.0, 60.0], &[1000.0, 90.0], &[4000.0, 55.0]]);
    all_close(&three, &[0.101, 0.45, 0.55], 6e-4);
}

/// A dominated option makes TOPSIS with vector normalisation change its winner.
#[test]
fn topsis_by_length_changes_its_winner_for_a_dominated_option() {
    let weights = [0.4, 0.35, 0.25];
    let closeness = |rows: &[&[f64]]| {
        topsis(&table(rows, &weights, &[]), Normalisation::Vector, &Ideal::Observed)
            .unwrap()
            .closeness
    };
    let three: [&[f64]; 3] = [&[8.0, 7.0, 3.0], &[6.0, 7.0, 3.0], &[4.0, 9.0, 9.0]];
    all_close(&closeness(&three), &[0.4821, 0.2968, 0.5179], 6e-5);
    let four = [three[0], three[1], three[2], &[1.0, 8.0, 9.0][..]];
    all_close(&closeness(&four), &[0.6824, 0.5667, 0.5254, 0.3050], 6e-5);
}

/// Belton and Gear (1983): a copy of B turns A and B in the distributive mode,
/// not in the ideal mode.
#[test]
fn a_copy_turns_the_order_of_the_distributive_synthesis_alone() {
    let three: [&[f64]; 3] = [&[1.0, 9.0, 8.0], &[9.0, 1.0, 9.0], &[1.0, 1.0, 1.0]];
    let four = [three[0], three[1], three[2], three[1]];
    let score =
        |rows: &[&[f64]], mode| synthesis(&table(rows, &[1.0; 3], &[]), mode).unwrap().scores;
    all_close(&score(&three, SynthesisMode::Distributive), &[0.4512, 0.4697, 0.0791], 6e-5);
    let copied = score(&four, SynthesisMode::Distributive);
    all_close(&copied, &[0.3654, 0.2889, 0.0568, 0.2889], 6e-5);
    let ideal = score(&four, SynthesisMode::Ideal);
    close(ideal[1], 0.7037, 6e-5);
    close(ideal[0], 0.6667, 6e-5);
    all_close(&score(&three, SynthesisMode::Ideal)[..2], &ideal[..2], 1e-12);
}

const NORM: [&[f64]; 3] = [&[80.0, 250.0, 3.0], &[70.0, 180.0, 4.0], &[60.0, 120.0, 5.0]];

/// Two normalisations, opposite orders.
#[test]
fn the_normalisation_of_topsis_turns_the_order_around() {
    let table = table(&NORM, &[0.5, 0.3, 0.2], &[1]);
    let of = |how| topsis(&table, how, &Ideal::Observed).unwrap().closeness;
    all_close(&of(Normalisation::Vector), &[0.3851, 0.5224, 0.6149], 6e-5);
    all_close(&of(Normalisation::MinMax), &[0.5810, 0.5091, 0.4190], 6e-5);
}

#[test]
fn vikor_gives_the_worked_compromise() {
    let found = vikor(&table(&NORM, &[0.5, 0.3, 0.2], &[1]), 0.5).unwrap();
    all_close(&found.sum, &[0.5, 0.4885, 0.5], 6e-5);
    all_close(&found.regret, &[0.3, 0.25, 0.5], 1e-9);
    all_close(&found.score, &[0.6, 0.0, 1.0], 1e-9);
    close(found.needed_lead, 0.5, 1e-12);
    assert_eq!((found.has_advantage, found.is_stable), (true, true));
    assert_eq!(found.compromise, [1]);
}

#[test]
fn promethee_gives_the_worked_flows() {
    let rows: [&[f64]; 3] = [&[80.0, 250.0], &[70.0, 180.0], &[60.0, 120.0]];
    let functions =
        [Preference::Linear { q: 2.0, p: 10.0 }, Preference::Linear { q: 20.0, p: 100.0 }];
    let found = promethee(&table(&rows, &[0.6, 0.4], &[1]), &functions).unwrap();
    all_close(&found.leaving, &[0.6, 0.425, 0.3], 1e-9);
    all_close(&found.entering, &[0.325, 0.4, 0.6], 1e-9);
    all_close(&found.net, &[0.275, 0.025, -0.3], 1e-9);
    assert_eq!(found.relation(0, 1), Relation::Preferred);
}

/// All six shapes by hand: 1 − e^(−2) at twice s.
#[test]
fn preference_functions_have_their_shapes() {
    let of = |function: Preference| [-1.0, 0.0, 1.0, 2.0, 3.0, 4.0].map(|d| function.of(d));
    assert_eq!(of(Preference::Usual), [0.0, 0.0, 1.0, 1.0, 1.0, 1.0]);
    assert_eq!(of(Preference::UShape { q: 2.0 }), [0.0, 0.0, 0.0, 0.0, 1.0, 1.0]);
    assert_eq!(of(Preference::VShape { p: 4.0 }), [0.0, 0.0, 0.25, 0.5, 0.75, 1.0]);
    assert_eq!(of(Preference::Level { q: 1.0, p: 3.0 }), [0.0, 0.0, 0.0, 0.5, 0.5, 1.0]);
    assert_eq!(of(Preference::Linear { q: 1.0, p: 3.0 }), [0.0, 0.0, 0.0, 0.5, 1.0, 1.0]);
    assert_eq!(of(Preference::Linear { q: 2.0, p: 2.0 }), [0.0, 0.0, 0.0, 0.0, 1.0, 1.0]);
    close(Preference::Gaussian { s: 2.0 }.of(4.0), 0.864_664_716_763, 1e-11);
}

#[test]
fn agreement_counts_pairs_and_ties() {
    assert_eq!(ranks(&[3.0, 5.0, 5.0, 1.0], true, 0.0), [3, 1, 1, 4]);
    close(rank_agreement(&[1, 2, 3], &[3, 2, 1]).unwrap(), -1.0, 1e-12);
    // 5 pairs apart in the first, 6 in the second; 5 concordant: 5 / √30.
    close(rank_agreement(&[1, 1, 3, 4], &[1, 2, 3, 4]).unwrap(), 0.912_870_929_2, 1e-9);
    assert_eq!(rank_agreement(&[1, 1, 1], &[1, 2, 3]), None);
}

fn every_method(table: &Table) -> Vec<(&'static str, Result<Vec<f64>, MethodError>)> {
    let columns = table.weights.len();
    let linear = vec![Preference::Linear { q: 5.0, p: 25.0 }; columns];
    let pseudo = PseudoCriterion {
        indifference: Threshold::Fixed(5.0),
        preference: Threshold::Fixed(25.0),
        veto: Some(Threshold::Fixed(75.0)),
    };
    let flat = |rows: Vec<Vec<f64>>| rows.into_iter().flatten().collect::<Vec<f64>>();
    let fixed = Ideal::Fixed(vec![(100.0, 0.0); columns]);
    let mut out = vec![
        ("sum", weighted_sum(table)),
        (
            "product",
            weighted_product(table, Some(1.0)).map(|it| [it.scores, it.logarithms].concat()),
        ),
        ("fixed", topsis(table, Normalisation::None, &fixed).map(|it| it.closeness)),
        ("vikor", vikor(table, 0.5).map(|it| [it.sum, it.regret, it.score].concat())),
        ("promethee", promethee(table, &linear).map(|it| [it.leaving, it.net].concat())),
        (
            "electre 3",
            electre_3(table, &vec![pseudo; columns], Cut::default()).map(|it| flat(it.credibility)),
        ),
        (
            "electre 1",
            electre_1(table, 0.7, 0.3, DiscordanceScale::LargestRange)
                .map(|it| flat(it.discordance)),
        ),
        ("distributive", synthesis(table, SynthesisMode::Distributive).map(|it| it.scores)),
        ("ideal", synthesis(table, SynthesisMode::Ideal).map(|it| it.scores)),
    ];
    for how in Normalisation::ALL {
        out.push(("topsis", topsis(table, how, &Ideal::Observed).map(|it| it.closeness)));
    }
    out
}

/// The ordinary degenerate tables that libraries answer with NaN.
#[test]
fn degenerate_tables_give_finite_numbers_and_say_so() {
    let cases: [(&str, Table); 6] = [
        ("constant column", table(&[&[5.0, 1.0], &[5.0, 2.0]], &[0.5, 0.5], &[])),
        ("zero column", table(&[&[0.0, 1.0], &[0.0, 2.0]], &[0.5, 0.5], &[])),
        ("all alike", table(&[&[5.0, 1.0], &[5.0, 1.0]], &[0.5, 0.5], &[])),
        ("symmetric", table(&[&[1.0, 0.0], &[0.0, 1.0]], &[0.5, 0.5], &[])),
        ("one option", table(&[&[5.0, 1.0]], &[0.5, 0.5], &[])),
        ("zero weight", table(&[&[5.0, 1.0], &[4.0, 2.0]], &[1.0, 0.0], &[])),
    ];
    for (name, table) in &cases {
        for (method, found) in every_method(table) {
            let found = found.unwrap_or_else(|error| panic!("{name}, {method}: {error}"));
            assert!(found.iter().all(|x| x.is_finite()), "{name}, {method}: {found:?}");
        }
    }
    let alike = topsis(&cases[2].1, Normalisation::Vector, &Ideal::Observed).unwrap();
    assert_eq!(alike.closeness, [0.5, 0.5]);
    assert!(alike.caveats.contains(&Caveat::AllAlike));
    let zero = topsis(&cases[1].1, Normalisation::Vector, &Ideal::Observed).unwrap();
    assert!(zero.caveats.contains(&Caveat::ZeroColumn { column: 0 }));
    assert_eq!(zero.closeness, [0.0, 1.0], "the column of zeros adds nothing");
    let level = vikor(&cases[3].1, 0.5).unwrap();
    assert_eq!(level.score, [0.0, 0.0]);
    assert_eq!(level.compromise, [0, 1]);
    assert!(vikor(&cases[0].1, 0.5).unwrap().caveats.contains(&Caveat::Constant { column: 0 }));
    // A zero with a weight above 0 annihilates, unless there is a floor.
    let annihilating = weighted_product(&cases[1].1, None);
    assert_eq!(annihilating, Err(MethodError::NotPositive { row: 0, column: 0 }));
    // What is missing is refused by its place.
    let missing = table(&[&[f64::NAN, 1.0]], &[1.0, 1.0], &[]);
    assert_eq!(weighted_sum(&missing), Err(MethodError::NotFinite { row: 0, column: 0 }));
}

fn any_table() -> impl Strategy<Value = Table> {
    (1_usize..7, 1_usize..7).prop_flat_map(|(options, columns)| {
        let number = prop_oneof![
            3 => 0.0..100.0_f64,
            2 => (0_u8..4).prop_map(|step| f64::from(step) * 25.0),
        ];
        let weight = prop_oneof![3 => 0.01..10.0_f64, 1 => Just(0.0)];
        (
            proptest::collection::vec(proptest::collection::vec(number, columns), options),
            proptest::collection::vec(weight, columns),
            proptest::collection::vec(any::<bool>(), columns),
        )
            .prop_map(|(rows, weights, less)| Table {
                rows,
                weights,
                directions: less
                    .into_iter()
                    .map(|less| if less { Direction::Min } else { Direction::Max })
                    .collect(),
            })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_method_gives_what_is_not_a_number(table in any_table()) {
        for (method, found) in every_method(&table) {
            if let Ok(found) = found {
                prop_assert!(found.iter().all(|x| x.is_finite()), "{}: {:?}", method, found);
            }
        }
    }

    /// Net flows add to 0, closeness lies between 0 and 1, the compromise set of
    /// VIKOR holds the first by Q.
    #[test]
    fn laws_of_the_methods(table in any_table()) {
        prop_assume!(table.weights.iter().any(|w| *w > 0.0));
        let linear = vec![Preference::Linear { q: 5.0, p: 25.0 }; table.weights.len()];
        let flows = promethee(&table, &linear).unwrap();
        prop_assert!(flows.net.iter().sum::<f64>().abs() < 1e-9);
        let near = topsis(&table, Normalisation::Vector, &Ideal::Observed).unwrap();
        prop_assert!(near.closeness.iter().all(|c| (0.0..=1.0).contains(c)));
        let compromise = vikor(&table, 0.5).unwrap();
        let best = ranks(&compromise.score, false, 1e-12).iter().position(|rank| *rank == 1);
        prop_assert!(best.is_some_and(|best| compromise.compromise.contains(&best)));
        // Every option outside the kernel is outranked by one inside.
        let outranking = electre_1(&table, 0.7, 0.3, DiscordanceScale::LargestRange).unwrap();
        for option in (0..table.rows.len()).filter(|&at| !outranking.in_kernel(at)) {
            let beaten = outranking.kernel.iter().flatten().any(|&by| outranking.outranks[by][option]);
            let circle = (0..table.rows.len()).any(|by| outranking.outranks[by][option]);
            prop_assert!(beaten || circle);
        }
    }
}
