//! Weights from data, agreement of rankings, quantiles, votes and hierarchies,
//! on plain numbers.

use proptest::prelude::*;
use serde_json::{Value, json};
use weighbridge::analysis::methods::NumbersError;
use weighbridge::analysis::methods::calculator::{ComputeError, compute, methods, verify};
use weighbridge::analysis::methods::data_weights::{
    Correlation, EntropyOf, critic, entropy, merec, standard_deviation,
};
use weighbridge::analysis::methods::hierarchy::global_weights;
use weighbridge::analysis::methods::quantile::{Counted, QuantileType, quantile};
use weighbridge::analysis::methods::rank_correlation::{
    chi_squared_above, concordance, kendall_tau_b, spearman,
};
use weighbridge::analysis::methods::ratings;
use weighbridge::analysis::methods::voting::{Ballot, tally};

fn close(found: &[f64], expected: &[f64], within: f64) {
    assert_eq!(found.len(), expected.len());
    for (one, other) in found.iter().zip(expected) {
        assert!((one - other).abs() <= within, "{found:?} is not {expected:?}");
    }
}

#[test]
fn global_weights_are_products_along_the_path() {
    let parents = [None, Some(0), Some(0), None];
    close(&global_weights(&parents, &[0.6, 0.5, 0.5, 0.4]).unwrap(), &[0.6, 0.3, 0.3, 0.4], 1e-15);
    assert_eq!(global_weights(&[Some(0)], &[1.0]), Err(NumbersError::NotUnique));
}

/// A constant column says nothing: weight 0, and exactly that.
#[test]
fn a_constant_column_gets_no_weight() {
    let matrix = [vec![5.0, 1.0], vec![5.0, 2.0], vec![5.0, 4.0]];
    let more = [true, false];
    for of in [EntropyOf::Proportions, EntropyOf::MinMax] {
        assert_eq!(entropy(&matrix, &more, of).unwrap(), [0.0, 1.0]);
    }
    assert_eq!(standard_deviation(&matrix, true).unwrap(), [0.0, 1.0]);
    assert_eq!(standard_deviation(&matrix, false).unwrap(), [0.0, 1.0]);
    assert_eq!(critic(&matrix, &more, Correlation::Pearson).unwrap().weights, [0.0, 1.0]);
    assert_eq!(merec(&matrix, &more).unwrap()[0], 0.0);
    let alike = [vec![5.0, 1.0], vec![5.0, 1.0]];
    assert_eq!(entropy(&alike, &more, EntropyOf::Proportions), Err(NumbersError::AllAlike));
    assert_eq!(standard_deviation(&alike, false), Err(NumbersError::AllAlike));
    let one = [vec![5.0, 1.0]];
    let few = NumbersError::TooFew { what: "rows", found: 1, needs: 2 };
    assert_eq!(entropy(&one, &more, EntropyOf::Proportions), Err(few));
    let below = [vec![5.0, -1.0], vec![4.0, 1.0]];
    let negative = NumbersError::Negative { row: 0, column: 1, value: -1.0 };
    assert_eq!(entropy(&below, &more, EntropyOf::Proportions), Err(negative));
    let zero = NumbersError::NotPositive { row: 0, column: 0, value: 0.0 };
    assert_eq!(merec(&[vec![0.0], vec![1.0]], &[true]), Err(zero));
}

#[test]
fn points_become_shares_and_none_becomes_none() {
    close(&ratings::shares(&[100.0, 60.0, 40.0, 0.0]).unwrap(), &[0.5, 0.3, 0.2, 0.0], 1e-15);
    assert_eq!(ratings::shares(&[0.0, 0.0]), Err(NumbersError::AllZero));
    assert!(ratings::shares(&[1.0, -1.0]).is_err());
    assert!(ratings::shares(&[1.0, f64::NAN]).is_err());
    close(&ratings::shares(&[f64::MAX, f64::MAX]).unwrap(), &[0.5, 0.5], 1e-15);
    close(&ratings::simos(&[1, 1, 2], 3.0).unwrap(), &[0.2, 0.2, 0.6], 1e-15);
}

/// χ² tables: 3.841, 5.991, 7.815 and 18.307 are the 5 % points of 1, 2, 3 and
/// 10 degrees of freedom, 10.828 the 0.1 % point of 1.
#[test]
fn the_tail_of_chi_squared_is_that_of_the_tables() {
    for (value, degrees, chance) in [
        (3.841, 1, 0.05),
        (5.991, 2, 0.05),
        (7.815, 3, 0.05),
        (18.307, 10, 0.05),
        (10.828, 1, 0.001),
    ] {
        close(&[chi_squared_above(value, degrees)], &[chance], 3e-5);
    }
    // Two degrees are exp(-x / 2).
    close(&[chi_squared_above(200.0, 2)], &[(-100.0_f64).exp()], 1e-55);
    assert_eq!(chi_squared_above(0.0, 4), 1.0);
    assert!(chi_squared_above(1e9, 3) >= 0.0);
}

#[test]
fn judges_who_say_nothing_have_no_concordance() {
    let found = concordance(&[vec![1.0, 1.0], vec![2.0, 2.0]]).unwrap();
    assert_eq!((found.w, found.p), (None, None));
    assert_eq!(concordance(&[vec![1.0]]).unwrap().w, None);
    assert_eq!(concordance(&[vec![1.0, 2.0], vec![3.0, 7.0]]).unwrap().w, Some(1.0));
    assert_eq!(kendall_tau_b(&[1.0, 1.0], &[1.0, 2.0]).unwrap(), None);
    assert_eq!(spearman(&[1.0, 1.0], &[1.0, 2.0]).unwrap(), None);
    assert!(kendall_tau_b(&[1.0], &[1.0, 2.0]).is_err());
}

/// Of each pair the majority says the circle A before B before C before A: there
/// is no Condorcet winner.
#[test]
fn a_circle_of_majorities_has_no_winner() {
    let ballot = |ranks: [f64; 3]| Ballot { ranks: ranks.map(Some).to_vec(), count: 1.0 };
    let circle = [ballot([1.0, 2.0, 3.0]), ballot([3.0, 1.0, 2.0]), ballot([2.0, 3.0, 1.0])];
    let found = tally(&circle).unwrap();
    assert_eq!(found.condorcet_winner, None);
    assert_eq!(found.borda, [3.0; 3]);
    assert_eq!(found.copeland, [0; 3]);
    assert_eq!(found.schulze_wins, [0; 3]);
}

/// Schulze 2011, example 1 of the method's common description (45 voters, five
/// candidates): E, A, C, B, D.
#[test]
fn the_strongest_paths_order_the_textbook_election() {
    let orders = [
        (5.0, "ACBED"),
        (5.0, "ADECB"),
        (8.0, "BEDAC"),
        (3.0, "CABED"),
        (7.0, "CAEBD"),
        (2.0, "CBADE"),
        (7.0, "DCEBA"),
        (8.0, "EBADC"),
    ];
    let ballots: Vec<Ballot> = orders
        .iter()
        .map(|(count, order)| Ballot {
            ranks: "ABCDE".chars().map(|c| order.find(c).map(|at| at as f64)).collect(),
            count: *count,
        })
        .collect();
    let found = tally(&ballots).unwrap();
    assert_eq!(found.schulze_wins, [3, 1, 2, 0, 4]);
    assert_eq!(found.schulze_paths[0], [0.0, 28.0, 28.0, 30.0, 24.0]);
}

#[test]
fn counted_values_are_corrected_for_what_was_not_sent() {
    // Hand count: 30 above an interval of 10 brings 20 and 10.
    let counted = Counted::new(vec![(1.0, 3), (30.0, 1)]).unwrap();
    let corrected = counted.corrected(10.0).unwrap();
    assert_eq!((counted.count(), corrected.count()), (4, 6));
    close(&[corrected.mean(), counted.mean()], &[10.5, 8.25], 1e-12);
    close(&[corrected.quantile(0.5).unwrap(), corrected.quantile(1.0).unwrap()], &[1.0, 30.0], 0.0);
    close(&[corrected.share_at_or_below(10.0)], &[4.0 / 6.0], 1e-15);
    assert!(counted.corrected(0.0).is_err());
    assert!(Counted::new(vec![(1e12, 1)]).unwrap().corrected(1.0).is_err());
    assert!(Counted::new(vec![(1.0, 0)]).is_err());
    assert!(counted.quantile(1.5).is_err());
}

#[allow(clippy::needless_pass_by_value, reason = "cases are written in place")]
fn says(method: &str, inputs: Value, message: &str, hint: &str) {
    let error = compute(method, &inputs).unwrap_err();
    assert_eq!((error.to_string().as_str(), error.hint().as_str()), (message, hint));
}

#[test]
fn errors_tell_what_where_and_what_to_do() {
    says(
        "weights_std",
        json!({"matrix": [[1, 2], [3, 4], [5, "six"]]}),
        "inputs.matrix[2][1] is \"six\"",
        "It has to be a number.",
    );
    says(
        "weights_std",
        json!({"matrix": [[1, 2], [3]]}),
        "inputs.matrix[1] is a list of 1",
        "It has to be a row of 2, as the first one.",
    );
    says(
        "weights_std",
        json!({"matrix": [[1, 1e200]]}),
        "inputs.matrix[0][1] is 1e+200",
        "It has to be a number up to 1e50 either way.",
    );
    says(
        "dominance",
        json!({"matrix": vec![[1, 2]; 1001]}),
        "inputs.matrix: 1001 rows and 2 columns are too many",
        "Give at most 1000 rows and 500 columns.",
    );
    says("weights_std", json!({}), "inputs.matrix is missing", "Give a list of rows of numbers.");
    says(
        "weights_std",
        json!([]),
        "inputs is a list of 0",
        "It has to be an object with the inputs by name.",
    );
    says(
        "weights_entropy",
        json!({"matrix": [[1]], "variant": "other"}),
        "inputs.variant is \"other\"",
        "It has to be one of proportions, min_max.",
    );
    says(
        "weights_entropy",
        json!({"matrix": [[1, 2], [-3, 4]]}),
        "inputs.matrix[1][0]: row 2, column 1 is -3, below 0",
        "Use a method that bears negative numbers, or measure from a point below all.",
    );
    let sixteen = vec![vec![1; 16]; 16];
    let error = compute("ahp_eigenvector", &json!({"matrix": sixteen})).unwrap_err();
    assert!(error.to_string().contains("16 items are too many"), "{error}");
    assert!(error.hint().contains("groups"));
    let error = compute("weights_magic", &json!({})).unwrap_err();
    assert_eq!(error.to_string(), "method: there is no method \"weights_magic\"");
    assert!(error.hint().contains("weights_entropy"), "{}", error.hint());
}

/// 2 and 8 are 4 together, with a third person who left the pair out.
#[test]
fn several_people_s_matrices_are_joined() {
    let of = |value: Value, back: Value| json!([[1, value], [back, 1]]);
    let people =
        [of(json!(2), json!(0.5)), of(json!(8), json!(0.125)), of(json!(null), json!(null))];
    let found = compute("ahp_eigenvector", &json!({"matrices": people})).unwrap();
    close(&[found["matrix"][0][1].as_f64().unwrap()], &[4.0], 1e-12);
    close(&[found["weights"][0].as_f64().unwrap()], &[0.8], 1e-12);
    let other = [of(json!(2), json!(0.5)), json!([[1]])];
    let error = compute("ahp_eigenvector", &json!({"matrices": other})).unwrap_err();
    assert!(error.to_string().contains("of 2 and of 1 items cannot be joined"), "{error}");
}

/// Nodes below themselves, several tops, alternatives beside criteria.
#[test]
fn trees_that_do_not_end_are_refused() {
    for tree in [
        json!({"G": ["A"], "A": ["B"], "B": ["A"]}),
        json!({"A": ["B"], "B": ["A"]}),
        json!({"G": ["A"], "H": ["B"]}),
        json!({"G": ["A", "B", "X"], "A": ["X", "Y"], "B": ["X", "Y"]}),
        json!({"G": []}),
        json!({}),
    ] {
        let inputs = json!({"tree": tree, "comparisons": {
            "G.1": 2, "G.2": 2, "G.3": 2, "A.1": 2, "B.1": 2,
        }});
        let error = compute("ahp_hierarchy", &inputs).unwrap_err();
        assert!(!error.hint().is_empty(), "{error}");
    }
}

/// A number, most often a plain one.
fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        8 => (-20i32..20).prop_map(f64::from),
        4 => -1e3..1e3f64,
        2 => Just(0.0),
        1 => prop::num::f64::NORMAL,
        1 => Just(1e50),
        1 => Just(-1e-300),
    ]
}

/// JSON of any shape, often of a shape that methods read.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        6 => number().prop_map(|number| json!(number)),
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::from),
        2 => prop_oneof![Just("max"), Just("min"), Just("vector"), Just("A"), Just("usual")]
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 40, 6, |inner| {
        prop_oneof![
            4 => prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
            1 => prop::collection::btree_map("[a-zA-Z.1-3]{1,4}", inner, 0..5)
                .prop_map(|map| map.into_iter().collect()),
        ]
    })
}

/// A matrix that may be degenerate: constant columns, zeros, one row.
fn any_matrix() -> impl Strategy<Value = Value> {
    (1usize..6, 1usize..6).prop_flat_map(|(rows, columns)| {
        let column = prop_oneof![
            3 => prop::collection::vec(number(), rows),
            1 => number().prop_map(move |number| vec![number; rows]),
        ];
        prop::collection::vec(column, columns).prop_map(move |columns| {
            let row = |at: usize| columns.iter().map(|column| json!(column[at])).collect::<Value>();
            (0..rows).map(row).collect::<Value>()
        })
    })
}

/// The names of inputs that methods read, as their description tells them.
fn names_of(inputs: &str) -> Vec<String> {
    let words = inputs.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn is_sound(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.as_f64().is_some_and(f64::is_finite),
        Value::Array(items) => items.iter().all(is_sound),
        Value::Object(map) => map.values().all(is_sound),
        _ => true,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Whatever the inputs are, a method gives sound outputs or an error that
    /// says what to do.
    #[test]
    fn no_inputs_break_a_method(
        at in any::<prop::sample::Index>(),
        values in prop::collection::vec(prop_oneof![any_json(), any_matrix()], 24),
        given in prop::collection::vec(prop::bool::weighted(0.8), 24),
        matrix in any_matrix(),
    ) {
        let method = &methods()[at.index(methods().len())];
        let mut inputs = serde_json::Map::new();
        for ((name, value), given) in names_of(method.inputs).into_iter().zip(&values).zip(&given) {
            if *given {
                inputs.insert(name, value.clone());
            }
        }
        if given[0] {
            inputs.insert("matrix".to_owned(), matrix);
            inputs.remove("directions");
            inputs.remove("variant");
        }
        match compute(method.name, &Value::Object(inputs)) {
            Ok(outputs) => {
                prop_assert!(!outputs.is_empty());
                prop_assert!(outputs.values().all(is_sound));
            }
            Err(error) => prop_assert!(!error.hint().is_empty(), "{}", error),
        }
    }

    #[test]
    fn no_json_breaks_the_check_of_a_case(
        mut case in any_json(), inputs in any_json(), expected in any_json(),
        tolerance in any_json(), at in any::<prop::sample::Index>(),
    ) {
        verify(&case).ok();
        if let Value::Object(map) = &mut case {
            let method = methods()[at.index(methods().len())].name;
            map.insert("method".into(), method.into());
            map.insert("inputs".into(), inputs);
            map.insert("expected".into(), expected);
            map.insert("tolerance".into(), tolerance);
            verify(&case).ok();
        }
    }

    /// Quantiles rise with the share and stay within the sample; a sample of one
    /// is that one.
    #[test]
    fn quantiles_rise_within_the_sample(
        sample in prop::collection::vec(-1e6..1e6f64, 1..30),
        p in 0.0..=1.0f64, step in 0.0..=1.0f64,
    ) {
        let q = (p + step * (1.0 - p)).min(1.0);
        let least = sample.iter().copied().fold(f64::INFINITY, f64::min);
        let most = sample.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        for kind in QuantileType::ALL {
            let (low, high) = (quantile(&sample, p, kind).unwrap(), quantile(&sample, q, kind).unwrap());
            prop_assert!(low <= high + 1e-6, "{kind:?}: {low} {high}");
            prop_assert!(least <= low + 1e-6 && high <= most + 1e-6);
        }
    }

    #[test]
    fn weights_from_data_are_shares(
        matrix in (2usize..7, 1usize..6).prop_flat_map(|(rows, columns)| {
            prop::collection::vec(prop::collection::vec(0.0..1e4f64, columns), rows)
        }),
    ) {
        let more = vec![true; matrix[0].len()];
        for weights in [
            entropy(&matrix, &more, EntropyOf::Proportions),
            entropy(&matrix, &more, EntropyOf::MinMax),
            standard_deviation(&matrix, true),
            critic(&matrix, &more, Correlation::Pearson).map(|found| found.weights),
            merec(&matrix, &more),
        ]
        .into_iter()
        .flatten()
        {
            prop_assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            prop_assert!(weights.iter().all(|weight| *weight >= 0.0));
        }
    }
}

#[test]
fn every_method_tells_what_it_reads_and_gives() {
    for (at, method) in methods().iter().enumerate() {
        for text in [method.about, method.inputs, method.outputs] {
            assert!(!text.is_empty() && !text.contains('\n'), "{}", method.name);
        }
        assert!(!methods()[..at].iter().any(|other| other.name == method.name));
        assert!(method.variants.len() != 1, "{} has no choice of variants", method.name);
    }
    assert!(matches!(compute("", &json!({})), Err(ComputeError::UnknownMethod { .. })));
}
