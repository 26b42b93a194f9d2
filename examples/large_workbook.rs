//! Writes the large workbook that the benchmarks use:
//!
//! ```sh
//! cargo run --release --example large_workbook -- large.weighbridge.ron
//! ```
#![allow(clippy::expect_used, reason = "a tool for developers, on fixed data")]

use std::process::ExitCode;

use weighbridge::store;

#[path = "../benches/common/large.rs"]
mod large;

fn main() -> ExitCode {
    let Some(path) = std::env::args_os().nth(1) else {
        eprintln!("name the file to write");
        return ExitCode::from(2);
    };
    let workbook = large::large_workbook();
    let text = store::to_text(&workbook).expect("a sound workbook");
    match store::write_whole(path.as_ref(), text.as_bytes()) {
        Ok(()) => {
            let scores = workbook.ballots.iter().map(|ballot| ballot.scores.len()).sum::<usize>();
            println!(
                "{} options, {} criteria, {} reviewers, {scores} scores",
                large::OPTIONS,
                large::CRITERIA,
                large::REVIEWERS
            );
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(3)
        }
    }
}
