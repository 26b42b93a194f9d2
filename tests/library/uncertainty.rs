//! Draws over weights and scores, against shares that follow by argument, from
//! known distributions, or by hand.

use std::sync::Arc;

use weighbridge::analysis::analyse;
use weighbridge::analysis::uncertainty::{
    Outcome, Problem, UncertaintyError, Watch, half_width, information, normal_information,
    uncertainty,
};
use weighbridge::workbook::{Judgement, Spread, Uncertainty, WeightFreedom, Workbook};

use crate::build::{Bench, close, criterion_id};

const DRAWS: u32 = 200_000;

fn with(mut workbook: Workbook, weights: WeightFreedom) -> Workbook {
    workbook.uncertainty = Uncertainty { weights, ..Uncertainty::default() };
    workbook
}

fn draw(workbook: &Workbook) -> Outcome {
    let analysis = analyse(workbook, None);
    uncertainty(workbook, &analysis, DRAWS, &Watch::default()).unwrap().unwrap()
}

/// Share of draws in which the option of that name came first.
fn first(workbook: &Workbook, outcome: &Outcome, name: &str) -> f64 {
    let at = outcome
        .options
        .iter()
        .position(|&at| workbook.alternatives[at].id.as_str() == name)
        .unwrap();
    outcome.first(at)
}

/// Three standard errors of a share counted in so many draws.
fn near(share: f64) -> f64 {
    3.0 * (share * (1.0 - share) / f64::from(DRAWS)).sqrt() + 1e-12
}

fn bench(weights: &[f64], rows: &[(&str, &[f64])]) -> Workbook {
    Bench::table(weights, rows).build()
}

#[test]
fn weights_are_even_over_the_simplex_and_not_drawn_to_its_middle() {
    // The first of five weights is above one half in (1/2)^4 of cases.
    let rows: [(&str, &[f64]); 2] =
        [("all", &[100.0, 0.0, 0.0, 0.0, 0.0]), ("half", &[50.0, 50.0, 50.0, 50.0, 50.0])];
    let workbook = with(bench(&[1.0; 5], &rows), WeightFreedom::Free);
    close(first(&workbook, &draw(&workbook), "all"), 0.0625, near(0.0625));
}

#[test]
fn two_options_with_complementary_values_divide_the_weights_in_known_fractions() {
    // One is first where w1 + w3 > w2: in three quarters of the simplex.
    let rows = [vec![100.0, 0.0, 100.0], vec![0.0, 100.0, 0.0]];
    let found = Problem::free(&rows).unwrap().simulate(400_000, 7, &Watch::default()).unwrap();
    close(found.ranks[0][0], 0.75, 0.0021);
    let central = found.central[0].as_ref().unwrap();
    for (found, exact) in central.iter().zip([7.0 / 18.0, 4.0 / 18.0, 7.0 / 18.0]) {
        close(*found, exact, 0.001);
    }
    let central = found.central[1].as_ref().unwrap();
    for (found, exact) in central.iter().zip([1.0 / 6.0, 4.0 / 6.0, 1.0 / 6.0]) {
        close(*found, exact, 0.002);
    }
    assert_eq!(found.confidence, [Some(1.0), Some(1.0)]);
}

#[test]
fn ordered_weights_have_the_centroid_as_their_mean() {
    let rows: [(&str, &[f64]); 2] = [("best", &[100.0; 5]), ("worst", &[0.0; 5])];
    let workbook = with(bench(&[5.0, 1.0, 4.0, 3.0, 2.0], &rows), WeightFreedom::Ordered);
    let outcome = draw(&workbook);
    let central = outcome.shares.central[0].as_ref().unwrap();
    // Rank-order centroid of five (Barron and Barrett 1996).
    let centroid = [0.4567, 0.04, 0.2567, 0.1567, 0.09];
    for (found, exact) in central.iter().zip(centroid) {
        close(*found, exact, 0.0012);
    }
    // Criteria of one weight share the ranks that they take.
    let workbook = with(bench(&[2.0, 1.0, 1.0], &rows_of(3)), WeightFreedom::Ordered);
    let outcome = draw(&workbook);
    let central = outcome.shares.central[0].as_ref().unwrap();
    for (found, exact) in central.iter().zip([11.0 / 18.0, 3.5 / 18.0, 3.5 / 18.0]) {
        close(*found, exact, 0.0015);
    }
}

fn rows_of(criteria: usize) -> [(&'static str, &'static [f64]); 2] {
    const FULL: [f64; 8] = [100.0; 8];
    const NONE: [f64; 8] = [0.0; 8];
    [("best", &FULL[..criteria]), ("worst", &NONE[..criteria])]
}

#[test]
fn weights_around_those_stated_follow_the_beta_distribution() {
    // The first share is Beta(2, 8): above 0.3 in 0.7^9 + 9 · 0.3 · 0.7^8.
    let rows: [(&str, &[f64]); 2] = [("all", &[100.0, 0.0, 0.0]), ("level", &[30.0, 30.0, 30.0])];
    let workbook = with(bench(&[0.2, 0.5, 0.3], &rows), WeightFreedom::Around(10.0));
    let exact = 0.7_f64.powi(9) + 9.0 * 0.3 * 0.7_f64.powi(8);
    close(first(&workbook, &draw(&workbook), "all"), exact, near(exact));
    // With parameters below 1 the mean stays what was stated.
    let workbook = with(bench(&[0.2, 0.5, 0.3], &rows_of(3)), WeightFreedom::Around(1.0));
    let outcome = draw(&workbook);
    for (found, exact) in outcome.shares.central[0].as_ref().unwrap().iter().zip([0.2, 0.5, 0.3]) {
        close(*found, exact, 0.004);
    }
}

fn within(ranges: &[(&str, f64, f64)]) -> WeightFreedom {
    let ranges = ranges.iter().map(|(id, low, high)| (criterion_id(id), (*low, *high)));
    WeightFreedom::Within(ranges.collect())
}

#[test]
fn weights_within_ranges_are_even_over_what_the_ranges_leave() {
    // Two criteria: the first share is even between 0.2 and 0.6.
    let rows: [(&str, &[f64]); 2] = [("all", &[100.0, 0.0]), ("half", &[50.0, 50.0])];
    let workbook = with(bench(&[1.0, 1.0], &rows), within(&[("c1", 0.2, 0.6)]));
    close(first(&workbook, &draw(&workbook), "all"), 0.25, near(0.25));
    // Next to nothing of the simplex: shares of the first two are even over a
    // small square, so both together are below half its side in an eighth.
    let small = within(&[("c1", 0.0, 0.02), ("c2", 0.0, 0.02)]);
    let rows: [(&str, &[f64]); 2] = [("both", &[100.0, 100.0, 0.0]), ("level", &[1.0, 1.0, 1.0])];
    let workbook = with(bench(&[1.0, 1.0, 1.0], &rows), small.clone());
    close(first(&workbook, &draw(&workbook), "both"), 0.875, 0.01);
    let rows: [(&str, &[f64]); 2] = [("one", &[100.0, 0.0, 0.0]), ("level", &[1.5, 1.5, 1.5])];
    let workbook = with(bench(&[1.0, 1.0, 1.0], &rows), small);
    close(first(&workbook, &draw(&workbook), "one"), 0.25, 0.01);
}

#[test]
fn ranges_that_leave_no_room_are_told_with_a_way_out() {
    let room = within(&[("c1", 0.0, 0.3), ("c2", 0.0, 0.4)]);
    let workbook = with(bench(&[1.0, 1.0], &rows_of(2)), room);
    let analysis = analyse(&workbook, None);
    let error = uncertainty(&workbook, &analysis, 1_000, &Watch::default()).unwrap_err();
    assert!(matches!(&error, UncertaintyError::NoRoom { high, .. } if high == "70.0 %"), "{error}");
}

/// One criterion; "sure" has 70, "open" lies from 40 over 60 to 90.
fn spread(spread: Spread) -> Workbook {
    let bench = Bench::table(&[1.0], &[("sure", &[70.0]), ("open", &[60.0])]);
    let bench = bench.ranged("c1", "open", Judgement::Value(60.0), 40.0, 90.0);
    let mut workbook = with(bench.build(), WeightFreedom::Stated);
    for score in Arc::make_mut(&mut workbook.baseline) {
        score.spread = spread;
    }
    workbook
}

#[test]
fn scores_are_drawn_from_the_spread_that_was_chosen() {
    // Above 70: (90 − 70)² / (50 · 30); 20 of 50; Beta(2.6, 3.4) above 0.6, and
    // the normal of mean 60 and deviation 15.2, cut to 0 to 100, by SciPy 1.x.
    for (kind, exact) in [
        (Spread::Triangular, 400.0 / 1500.0),
        (Spread::Uniform, 0.4),
        (Spread::Pert, 0.204_364_7),
        (Spread::Normal, 0.252_121_5),
    ] {
        let workbook = spread(kind);
        close(first(&workbook, &draw(&workbook), "open"), exact, near(exact) + 2e-4);
    }
}

#[test]
fn an_unknown_score_may_be_anything_on_its_scale() {
    let bench = Bench::table(&[1.0, 1.0], &[("sure", &[70.0, 50.0]), ("open", &[0.0, 50.0])]);
    let workbook = with(bench.unknown("c1", "open").build(), WeightFreedom::Stated);
    close(first(&workbook, &draw(&workbook), "open"), 0.3, near(0.3));
}

#[test]
fn ranks_are_shared_by_options_that_are_level() {
    let rows: [(&str, &[f64]); 3] =
        [("one", &[60.0, 40.0]), ("same", &[60.0, 40.0]), ("last", &[0.0, 0.0])];
    let workbook = with(bench(&[1.0, 1.0], &rows), WeightFreedom::Free);
    let shares = draw(&workbook).shares;
    assert_eq!(shares.ranks, [[0.5, 0.5, 0.0], [0.5, 0.5, 0.0], [0.0, 0.0, 1.0]]);
    assert_eq!(shares.ahead[0], [0.5, 0.5, 1.0]);
    assert_eq!(shares.central[2], None);
    assert_eq!(shares.confidence[2], None);
}

#[test]
fn the_same_bits_come_from_any_number_of_threads() {
    let workbook = spread(Spread::Pert);
    let analysis = analyse(&workbook, None);
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| uncertainty(&workbook, &analysis, 30_001, &Watch::default()).unwrap())
    };
    let one = run(1).unwrap();
    assert_eq!(one.shares.draws, 30_001);
    assert_eq!(run(2).unwrap(), one);
    assert_eq!(run(5).unwrap(), one);
    let mut other = workbook.clone();
    other.uncertainty.seed = 2;
    let other = uncertainty(&other, &analysis, 30_001, &Watch::default()).unwrap().unwrap();
    assert_ne!(other.shares, one.shares, "another seed is other draws");
}

#[test]
fn draws_that_are_cancelled_come_to_nothing() {
    let workbook = spread(Spread::Uniform);
    let watch = Watch::default();
    watch.cancel();
    let analysis = analyse(&workbook, None);
    assert_eq!(uncertainty(&workbook, &analysis, 10_000, &watch), Ok(None));
}

#[test]
fn ranks_add_up_by_option_and_by_rank() {
    let rows: [(&str, &[f64]); 5] = [
        ("a", &[80.0, 40.0, 55.0, 90.0]),
        ("b", &[60.0, 75.0, 70.0, 40.0]),
        ("c", &[50.0, 60.0, 90.0, 60.0]),
        ("d", &[85.0, 20.0, 65.0, 70.0]),
        ("e", &[10.0, 95.0, 35.0, 50.0]),
    ];
    let workbook = with(bench(&[1.0; 4], &rows), WeightFreedom::Free);
    let shares = draw(&workbook).shares;
    for at in 0..5 {
        close(shares.ranks[at].iter().sum(), 1.0, 1e-12);
        close(shares.ranks.iter().map(|row| row[at]).sum(), 1.0, 1e-12);
        for other in 0..5 {
            close(shares.ahead[at][other] + shares.ahead[other][at], 1.0, 1e-12);
        }
        // Mean rank by ranks and by pairs is the same.
        let by_rank: f64 = (0..5).map(|rank| rank as f64 * shares.ranks[at][rank]).sum();
        let by_pair: f64 = (0..5).filter(|b| *b != at).map(|b| shares.ahead[b][at]).sum();
        close(by_rank, by_pair, 1e-9);
        let [low, middle, high] = shares.totals[at];
        assert!(low < middle && middle < high);
    }
}

#[test]
fn nothing_to_compare_is_told() {
    let workbook = bench(&[1.0], &[("only", &[50.0])]);
    let analysis = analyse(&workbook, None);
    let found = uncertainty(&workbook, &analysis, 1_000, &Watch::default());
    assert_eq!(found, Err(UncertaintyError::NothingToCompare));
}

#[test]
fn half_widths_are_those_of_the_books() {
    // 1.96 √(0.25 / K): 9,604 draws for one point.
    close(half_width(0.5, 9_604), 0.01, 1e-12);
    close(half_width(0.5, 10_000), 0.0098, 1e-12);
    assert!(half_width(1.0, 10_000) > 0.0, "no number of draws proves a certainty");
}

#[test]
fn what_a_score_is_worth_knowing_follows_the_normal_loss_integral() {
    // Worked by hand and by simulation: gap 0.75, weight 0.25, deviation 8.
    let (chance, worth) = normal_information(0.75, 2.0);
    close(chance, 0.354, 0.0005);
    close(worth, 0.4783, 0.0001);
    // The same through a workbook: totals 62 and 62.75, the range such that
    // nine of ten cases lie within it.
    let half = 8.0 * 1.644_853_626_951_472_2;
    let rows: [(&str, &[f64]); 2] = [("lead", &[50.0, 67.0]), ("open", &[50.0, 66.0])];
    let bench = Bench::table(&[0.25, 0.75], &rows);
    let bench = bench.ranged("c1", "open", Judgement::Value(50.0), 50.0 - half, 50.0 + half);
    let mut workbook = bench.build();
    for score in Arc::make_mut(&mut workbook.baseline) {
        score.spread = Spread::Normal;
    }
    let found = information(&workbook, &analyse(&workbook, None));
    assert_eq!((found.matter.len(), found.idle.len()), (1, 0));
    close(found.matter[0].chance, 0.354, 0.001);
    close(found.matter[0].worth, 0.4783, 0.002);
}

#[test]
fn a_score_that_cannot_change_the_leader_is_named_as_such() {
    let rows: [(&str, &[f64]); 2] = [("lead", &[90.0, 90.0]), ("open", &[50.0, 20.0])];
    let bench = Bench::table(&[0.5, 0.5], &rows);
    let workbook = bench.ranged("c1", "open", Judgement::Value(50.0), 40.0, 60.0).build();
    let found = information(&workbook, &analyse(&workbook, None));
    assert_eq!((found.matter.len(), found.idle.len()), (0, 1));
    assert_eq!((found.idle[0].chance, found.idle[0].worth), (0.0, 0.0));
}
