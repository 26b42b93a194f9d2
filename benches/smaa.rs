//! Draws over weights and scores, as many a second as this machine makes:
//!
//! ```sh
//! cargo bench --bench smaa                # figures
//! cargo bench --bench smaa -- --check     # and a failure where a promise is not kept
//! make compare-numpy                      # beside hand-tuned NumPy, in one session
//! ```
//!
//! Twelve options by forty criteria, in double precision, with rank
//! acceptability, central weights, confidence factors, pairwise winning and
//! bands of totals.
#![allow(clippy::expect_used, reason = "on fixed data, and nobody to show an error to")]

use std::process::ExitCode;
use std::time::Instant;

use weighbridge::analysis::analyse;
use weighbridge::analysis::uncertainty::{Problem, Watch, problem};
use weighbridge::workbook::{Spread, Uncertainty, WeightFreedom};

#[allow(dead_code, reason = "it is shared with other benchmarks")]
#[path = "common/large.rs"]
mod large;

const OPTIONS: usize = 12;
const CRITERIA: usize = 40;

fn main() -> ExitCode {
    let check = std::env::args().any(|argument| argument == "--check");
    let mut state = 1_u64;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f64 / f64::from(1 << 24) * 100.0
    };
    let rows: Vec<Vec<f64>> =
        (0..OPTIONS).map(|_| (0..CRITERIA).map(|_| next()).collect()).collect();
    let fixed = Problem::free(&rows).expect("a sound table");
    let mut missed = false;
    let mut line = |name: &str, draws: u64, work: &dyn Fn(u64), most_ms: Option<f64>| {
        work(draws);
        let mut times: Vec<f64> = (0..7)
            .map(|_| {
                let start = Instant::now();
                work(draws);
                start.elapsed().as_secs_f64() * 1e3
            })
            .collect();
        times.sort_by(f64::total_cmp);
        let millions = draws as f64 / times[3] / 1e3;
        let late = most_ms.is_some_and(|most| times[3] > most);
        missed |= late;
        let promise = most_ms.map_or_else(String::new, |most| format!("  promise {most} ms"));
        let verdict = if late { "  MISSED" } else { "" };
        println!("{name:<52}{:>9.1} ms{millions:>8.2} M/s{promise}{verdict}", times[3]);
    };
    let simulate = |problem: &Problem, draws: u64| {
        std::hint::black_box(problem.simulate(draws, 1, &Watch::default()));
    };
    line("1,000,000 draws, any weights", 1_000_000, &|draws| simulate(&fixed, draws), None);
    line("10,000 draws, any weights", 10_000, &|draws| simulate(&fixed, draws), Some(16.0));
    let mut workbook = large::workbook(OPTIONS, CRITERIA, 1);
    for score in workbook.ballots.iter_mut().flat_map(|b| &mut std::sync::Arc::make_mut(b).scores) {
        if let weighbridge::workbook::Judgement::Value(value) = score.is {
            (score.low, score.high) = (Some(value - 1.0), Some(value + 1.0));
            score.spread = Spread::Pert;
        }
    }
    for (name, weights) in [
        ("any weights, every score from a range", WeightFreedom::Free),
        ("ordered weights, every score from a range", WeightFreedom::Ordered),
        ("weights around those stated, scores from ranges", WeightFreedom::Around(100.0)),
    ] {
        workbook.uncertainty = Uncertainty { weights, ..Uncertainty::default() };
        let (problem, ..) =
            problem(&workbook, &analyse(&workbook, None)).expect("a workbook to draw over");
        line(&format!("10,000 draws, {name}"), 10_000, &|draws| simulate(&problem, draws), None);
        line(&format!("100,000 draws, {name}"), 100_000, &|draws| simulate(&problem, draws), None);
    }
    if check && missed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
