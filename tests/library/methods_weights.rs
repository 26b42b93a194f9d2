//! Weights from judgements, on plain numbers.

use proptest::prelude::*;
use weighbridge::analysis::methods::ahp::{
    self, AhpError, Comparisons, RandomIndex, consistency, consistency_by, suggested_judgement,
    suggestion_for, weights_eigenvector, weights_geometric, worst_triad,
};
use weighbridge::analysis::methods::bwm::{self, BwmError};
use weighbridge::analysis::methods::linear_program::{
    Bound, Constraint, LinearProgramError, minimise,
};
use weighbridge::analysis::methods::rank_weights;

fn close(found: &[f64], expected: &[f64], within: f64) {
    assert_eq!(found.len(), expected.len());
    for (one, other) in found.iter().zip(expected) {
        assert!((one - other).abs() <= within, "{found:?} is not {expected:?}");
    }
}

fn complete(n: usize, upper: &[f64]) -> Comparisons {
    Comparisons::new(n, upper.iter().copied().map(Some).collect()).unwrap()
}

/// Figures computed apart from this program.
#[test]
fn three_items_have_the_weights_and_the_consistency_of_a_hand_computation() {
    let judged = complete(3, &[3.0, 5.0, 2.0]);
    let expected = [0.64833, 0.22965, 0.12202];
    close(&weights_geometric(&judged).unwrap(), &expected, 5e-6);
    close(&weights_eigenvector(&judged).unwrap(), &expected, 5e-6);
    let found = consistency(&judged).unwrap();
    close(&[found.lambda_max, found.index], &[3.00369, 0.00185], 6e-6);
    assert_eq!(found.random_index_source, RandomIndex::Simulated);
    let by = |table| consistency_by(&judged, table).unwrap().ratio.unwrap();
    close(&[by(RandomIndex::Saaty1980)], &[0.0032], 5e-5);
    close(&[by(RandomIndex::DoneganDodd1991)], &[0.0038], 5e-5);
}

#[test]
fn two_items_never_contradict_each_other() {
    let judged = complete(2, &[7.0]);
    close(&weights_eigenvector(&judged).unwrap(), &[0.875, 0.125], 1e-15);
    let found = consistency(&judged).unwrap();
    assert_eq!((found.lambda_max, found.index, found.ratio), (2.0, 0.0, Some(0.0)));
    assert_eq!(worst_triad(&judged), None);
    assert_eq!(suggested_judgement(&judged).unwrap(), None);
}

#[test]
fn sixteen_items_are_refused_with_advice() {
    let error = Comparisons::new(16, vec![Some(1.0); 120]).unwrap_err();
    assert_eq!(error, AhpError::TooManyItems { n: 16 });
    assert!(error.hint().contains("groups"));
    assert!(Comparisons::from_matrix(&vec![vec![1.0; 16]; 16]).is_err());
    assert!(consistency(&complete(15, &[1.0; 105])).unwrap().ratio.is_some());
}

/// Weights 8 : 4 : 2 : 1, but for the first against the last, said to be 2
/// rather than 8: (2 × 8 × 8 × 2)^(1/4) = 4 by hand.
#[test]
fn the_judgement_that_does_not_fit_is_found_and_repaired() {
    let judged = complete(4, &[2.0, 4.0, 2.0, 2.0, 4.0, 2.0]);
    let triad = worst_triad(&judged).unwrap();
    assert_eq!((triad.items, triad.direct, triad.indirect), ([0, 1, 3], 2.0, 8.0));
    close(&[triad.contradiction], &[4.0_f64.ln()], 1e-12);
    let found = suggested_judgement(&judged).unwrap().unwrap();
    assert_eq!((found.row, found.column, found.now, found.on_scale), (0, 3, Some(2.0), 4.0));
    close(&[found.suggested], &[4.0], 1e-12);
    assert!(found.ratio_after < consistency(&judged).unwrap().ratio);
    let repaired = judged.with(3, 0, Some(0.125)).unwrap();
    assert_eq!(repaired.judgement(0, 3), Some(8.0));
    assert!(consistency(&repaired).unwrap().ratio.unwrap() < 1e-12);
    assert_eq!(suggested_judgement(&repaired).unwrap(), None);
}

/// A chain of n - 1 judgements gives all weights, and can contradict nothing.
#[test]
fn missing_pairs_follow_from_those_that_are_there() {
    let judged =
        Comparisons::new(4, vec![Some(2.0), None, None, Some(3.0), None, Some(4.0)]).unwrap();
    let expected = [24.0, 12.0, 4.0, 1.0].map(|part| part / 41.0);
    close(&weights_geometric(&judged).unwrap(), &expected, 1e-12);
    close(&weights_eigenvector(&judged).unwrap(), &expected, 1e-9);
    let found = consistency(&judged).unwrap();
    close(&[found.lambda_max, found.index, found.ratio.unwrap()], &[4.0, 0.0, 0.0], 1e-9);
    assert_eq!(judged.missing(), [(0, 2), (0, 3), (1, 3)]);
    let wanted = suggestion_for(&judged, 0, 3).unwrap();
    close(&[wanted.suggested], &[24.0], 1e-9);
    assert_eq!((wanted.now, wanted.on_scale), (None, 9.0));
}

/// One of six pairs is missing: the random index of four items counts 1 - 2 / 6
/// of itself (Ágoston and Csató 2022, who simulated .583 for it).
#[test]
fn contradictions_weigh_more_where_few_pairs_could_contradict() {
    let judged =
        Comparisons::new(4, vec![Some(2.0), Some(4.0), None, Some(5.0), Some(4.0), Some(2.0)])
            .unwrap();
    let found = consistency(&judged).unwrap();
    assert!(found.index > 0.01, "{found:?}");
    close(&[found.index / found.ratio.unwrap()], &[0.583], 0.01);
}

#[test]
fn items_that_nothing_connects_are_named() {
    let judged = Comparisons::new(4, vec![None, Some(2.0), None, None, Some(3.0), None]).unwrap();
    let error = weights_geometric(&judged).unwrap_err();
    assert_eq!(error, AhpError::Unconnected { groups: vec![vec![0, 2], vec![1, 3]] });
    assert_eq!(
        error.to_string(),
        "no chain of comparisons connects all items: items 1, 3; apart from them 2, 4"
    );
    assert!(weights_eigenvector(&judged).is_err());
    assert!(consistency(&judged).is_err());
}

#[test]
fn judgements_that_are_none_are_refused() {
    for value in [0.0, -3.0, f64::NAN, f64::INFINITY, 1e9] {
        let error = Comparisons::new(2, vec![Some(value)]).unwrap_err();
        assert!(matches!(error, AhpError::Judgement { row: 0, column: 1, .. }), "{error}");
    }
    assert_eq!(Comparisons::new(0, vec![]), Err(AhpError::NoItems));
    assert_eq!(Comparisons::new(3, vec![None]), Err(AhpError::Length { n: 3, found: 1 }));
    let ragged = Comparisons::from_matrix(&[vec![1.0, 2.0], vec![0.5]]);
    assert_eq!(ragged, Err(AhpError::NotSquare { row: 1, found: 1, n: 2 }));
    // One of both entries is enough; two have to agree, gaps elsewhere or not.
    let gaps = |below| {
        let row = |a, b, c| vec![a, b, c];
        Comparisons::from_entries(&[
            row(Some(1.0), Some(2.0), None),
            row(below, None, None),
            row(Some(0.25), None, Some(1.0)),
        ])
    };
    assert_eq!(gaps(None).unwrap().upper(), [Some(2.0), Some(4.0), None]);
    assert_eq!(gaps(Some(0.5)), gaps(None));
    let error = gaps(Some(2.0)).unwrap_err();
    assert!(matches!(error, AhpError::NotReciprocal { row: 0, column: 1, .. }), "{error}");
    let error = Comparisons::from_matrix(&[vec![1.0, 2.0], vec![2.0, 1.0]]).unwrap_err();
    assert!(matches!(error, AhpError::NotReciprocal { row: 0, column: 1, .. }), "{error}");
}

/// The arithmetic mean of 1/4 and 4 would be 2.125, and 2.125 the other way
/// round as well; the geometric one is 1 both ways.
#[test]
fn several_people_are_joined_by_the_geometric_mean() {
    let one = complete(2, &[4.0]);
    let other = complete(2, &[0.25]);
    let joined = ahp::aggregated(&[one.clone(), other]).unwrap();
    close(&[joined.judgement(0, 1).unwrap()], &[1.0], 1e-15);
    let silent = Comparisons::new(2, vec![None]).unwrap();
    assert_eq!(ahp::aggregated(&[one, silent]).unwrap().judgement(0, 1), Some(4.0));
    assert_eq!(ahp::aggregated(&[]), Err(AhpError::NoItems));
}

/// Barron and Barrett 1996, and by hand.
#[test]
fn rank_weights_are_the_tabled_ones_and_ties_share() {
    close(&rank_weights::centroid(&[1, 2, 3]), &[0.6111, 0.2778, 0.1111], 5e-5);
    close(&rank_weights::centroid(&[4, 2, 1, 3]), &[0.0625, 0.2708, 0.5208, 0.1458], 5e-5);
    close(&rank_weights::centroid(&[1, 2, 3, 4, 5]), &[0.4567, 0.2567, 0.1567, 0.09, 0.04], 5e-5);
    close(&rank_weights::sum(&[1, 2, 3, 4]), &[0.4, 0.3, 0.2, 0.1], 1e-12);
    close(&rank_weights::reciprocal(&[1, 2, 3, 4]), &[0.48, 0.24, 0.16, 0.12], 1e-12);
    // Two share places 1 and 2: (11/18 + 5/18) / 2 = 4/9.
    close(&rank_weights::centroid(&[1, 1, 3]), &[4.0 / 9.0, 4.0 / 9.0, 1.0 / 9.0], 1e-12);
    assert_eq!(rank_weights::centroid(&[]), [0.0; 0]);
}

/// Rezaei 2016, Omega 64:126, examples 1 and 2.
#[test]
fn best_and_worst_give_the_weights_of_the_paper() {
    let consistent =
        bwm::linear(1, 4, &[2.0, 1.0, 4.0, 2.0, 8.0], &[4.0, 8.0, 2.0, 4.0, 1.0]).unwrap();
    close(&consistent.weights, &[0.2105, 0.4211, 0.1053, 0.2105, 0.0526], 5.1e-5);
    assert_eq!((consistent.xi, consistent.ratio, consistent.input_ratio), (0.0, 0.0, 0.0));
    let other = bwm::linear(1, 4, &[2.0, 1.0, 4.0, 3.0, 8.0], &[4.0, 8.0, 2.0, 3.0, 1.0]).unwrap();
    close(&other.weights, &[0.2295, 0.4481, 0.1148, 0.1530, 0.0546], 5.1e-5);
    close(&[other.xi, other.nonlinear_xi], &[0.0109, 0.1459], 5.1e-5);
    // 4.47 for a judgement of 8 by Rezaei 2015, Table 1; |3 × 3 - 8| / 56 by hand.
    close(&[other.index, other.ratio], &[4.47, 0.1459 / 4.47], 5e-3);
    close(&[other.input_ratio], &[1.0 / 56.0], 1e-12);
}

#[test]
fn best_and_worst_that_cannot_be_are_refused() {
    let two = [1.0, 2.0];
    let back = [2.0, 1.0];
    close(&bwm::linear(0, 1, &two, &back).unwrap().weights, &[2.0 / 3.0, 1.0 / 3.0], 1e-12);
    assert_eq!(bwm::linear(0, 0, &two, &back), Err(BwmError::Ends { n: 2 }));
    assert_eq!(bwm::linear(0, 2, &two, &back), Err(BwmError::Ends { n: 2 }));
    assert_eq!(bwm::linear(0, 1, &[1.0], &[1.0]), Err(BwmError::Items { n: 1 }));
    assert_eq!(bwm::linear(0, 1, &two, &[1.0]), Err(BwmError::Length { n: 2, found: 1 }));
    let half = bwm::linear(0, 1, &[1.0, 0.5], &back).unwrap_err();
    assert!(matches!(half, BwmError::Judgement { item: 1, of_best: true, .. }), "{half}");
    let itself = bwm::linear(0, 1, &[3.0, 2.0], &back).unwrap_err();
    assert_eq!(itself, BwmError::Itself { item: 0, value: 3.0 });
    let twice = bwm::linear(0, 1, &two, &[5.0, 1.0]).unwrap_err();
    assert_eq!(twice, BwmError::Contradiction { first: 2.0, second: 5.0 });
}

fn at_most(coefficients: &[f64], limit: f64) -> Constraint {
    Constraint { coefficients: coefficients.to_vec(), bound: Bound::AtMost, limit }
}

/// Dantzig's example: most of 3x + 5y under x ≤ 4, 2y ≤ 12, 3x + 2y ≤ 18 is
/// 36 at (2, 6) (Hillier and Lieberman, the Wyndor Glass problem).
#[test]
fn a_linear_program_of_the_textbook_is_solved() {
    let limits =
        [at_most(&[1.0, 0.0], 4.0), at_most(&[0.0, 2.0], 12.0), at_most(&[3.0, 2.0], 18.0)];
    close(&minimise(&[-3.0, -5.0], &limits).unwrap(), &[2.0, 6.0], 1e-9);
    assert_eq!(minimise(&[-3.0, -5.0], &limits[..1]), Err(LinearProgramError::Unbounded));
    let against = [limits[0].clone(), at_most(&[-1.0, 0.0], -5.0)];
    assert_eq!(minimise(&[1.0, 1.0], &against), Err(LinearProgramError::Infeasible));
    let nothing = [at_most(&[f64::NAN, 0.0], 1.0)];
    assert_eq!(minimise(&[1.0, 1.0], &nothing), Err(LinearProgramError::Unsolved));
    // The same row twice says nothing new.
    let row = Constraint { coefficients: vec![1.0, 1.0], bound: Bound::Equal, limit: 1.0 };
    close(&minimise(&[2.0, 1.0], &[row.clone(), row]).unwrap(), &[0.0, 1.0], 1e-9);
}

fn judgement() -> impl Strategy<Value = f64> {
    (1u32..=9, any::<bool>()).prop_map(|(step, up)| {
        let step = f64::from(step);
        if up { step } else { 1.0 / step }
    })
}

fn comparisons() -> impl Strategy<Value = Comparisons> {
    (2usize..=15).prop_flat_map(|n| {
        let pair = proptest::option::weighted(0.8, judgement());
        proptest::collection::vec(pair, n * (n - 1) / 2)
            .prop_map(move |upper| Comparisons::new(n, upper).unwrap())
    })
}

proptest! {
    #[test]
    fn weights_of_comparisons_are_shares_or_the_items_are_not_connected(judged in comparisons()) {
        let connected = judged.groups().len() == 1;
        for weights in [weights_geometric(&judged), weights_eigenvector(&judged)] {
            match weights {
                Ok(weights) => {
                    prop_assert!(connected);
                    prop_assert!(weights.iter().all(|weight| *weight > 0.0 && *weight < 1.0));
                    prop_assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-9);
                }
                Err(error) => {
                    let unconnected = matches!(error, AhpError::Unconnected { .. });
                    prop_assert!(!connected && unconnected);
                }
            }
        }
        if connected {
            let found = consistency(&judged).unwrap();
            prop_assert!(found.index >= 0.0 && found.index.is_finite());
            prop_assert!(found.ratio.is_some_and(|ratio| ratio >= 0.0 && ratio.is_finite()));
            // Every row agrees on the eigenvalue.
            let weights = weights_eigenvector(&judged).unwrap();
            for ratio in ahp::row_ratios(&judged, &weights) {
                prop_assert!((ratio - found.lambda_max).abs() < 1e-7 * found.lambda_max);
            }
        }
    }

    /// Both ways give the weights themselves where judgements are ratios of
    /// weights, whichever pairs are missing.
    #[test]
    fn consistent_judgements_give_their_weights_back(
        raw in proptest::collection::vec(0.1f64..10.0, 2..=15),
        gaps in proptest::collection::vec(any::<bool>(), 105),
    ) {
        let n = raw.len();
        let pairs = (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j)));
        let upper = pairs
            .enumerate()
            .map(|(at, (i, j))| (i == 0 || !gaps[at]).then(|| raw[i] / raw[j]))
            .collect();
        let judged = Comparisons::new(n, upper).unwrap();
        let sum: f64 = raw.iter().sum();
        for weights in [weights_geometric(&judged), weights_eigenvector(&judged)] {
            for (weight, raw) in weights.unwrap().iter().zip(&raw) {
                prop_assert!((weight - raw / sum).abs() < 1e-9);
            }
        }
        prop_assert!(consistency(&judged).unwrap().ratio.unwrap() < 1e-6);
    }

    /// No other weights fit the judgements of best and worst better.
    #[test]
    fn the_linear_model_is_least(
        (best_to, to_worst, other) in (3usize..=9).prop_flat_map(|n| {
            let judgements = || proptest::collection::vec((1u8..=9).prop_map(f64::from), n);
            (judgements(), judgements(), proptest::collection::vec(0.01f64..1.0, n))
        })
    ) {
        let (mut best_to, mut to_worst) = (best_to, to_worst);
        let worst = best_to.len() - 1;
        best_to[0] = 1.0;
        to_worst[worst] = 1.0;
        to_worst[0] = best_to[worst];
        let found = bwm::linear(0, worst, &best_to, &to_worst).unwrap();
        prop_assert!((found.weights.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        prop_assert!(found.weights.iter().all(|weight| *weight >= 0.0));
        let misfit = |weights: &[f64]| {
            (0..weights.len())
                .map(|j| {
                    let of_best = (weights[0] - best_to[j] * weights[j]).abs();
                    of_best.max((weights[j] - to_worst[j] * weights[worst]).abs())
                })
                .fold(0.0, f64::max)
        };
        let sum: f64 = other.iter().sum();
        for step in [1.0, 0.1, 0.001] {
            let moved: Vec<f64> = found
                .weights
                .iter()
                .zip(&other)
                .map(|(weight, other)| (1.0 - step) * weight + step * other / sum)
                .collect();
            prop_assert!(misfit(&moved) >= found.xi - 1e-9);
        }
        for ((low, high), name) in found.nonlinear_intervals.iter().zip(0..) {
            prop_assert!(low <= high && *low > 0.0 && *high < 1.0, "{name}: {low} {high}");
        }
        prop_assert!(found.nonlinear_xi.is_finite() && found.ratio.is_finite());
    }

    #[test]
    fn rank_weights_are_shares_in_order(ranks in proptest::collection::vec(0usize..30, 1..40)) {
        for weights in [
            rank_weights::centroid(&ranks),
            rank_weights::sum(&ranks),
            rank_weights::reciprocal(&ranks),
        ] {
            prop_assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            for (i, one) in ranks.iter().enumerate() {
                for (j, other) in ranks.iter().enumerate() {
                    prop_assert_eq!(one < other, weights[i] > weights[j] + 1e-12);
                }
            }
        }
    }
}
