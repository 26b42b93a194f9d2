//! The flagship's load runs against the table that they were read from.

use tempfile::TempDir;
use weighbridge::cli::Outcome;

use crate::support::{flagship, repository, run};

fn check(folder: &std::path::Path) -> crate::support::Run {
    let workbook = flagship();
    run(["check".as_ref(), workbook.as_os_str(), "--measurements".as_ref(), folder.as_os_str()])
}

#[test]
fn the_decision_holds_with_the_measurements_that_it_was_made_with() {
    let result = check(&repository("workbooks/measurements/results.csv"));
    assert_eq!(result.outcome, Outcome::Done, "{}", result.err);
    assert!(result.out.contains("holds under 21 profiles"), "{}", result.out);
    assert!(!result.out.contains("moved"), "{}", result.out);
    assert_eq!(result.out.matches("9 points of ").count(), 36);
}

#[test]
fn servers_that_swap_their_figures_swap_their_ranks_where_these_count() {
    let folder = TempDir::new().unwrap();
    let table = std::fs::read_to_string(repository("workbooks/measurements/results.csv")).unwrap();
    let swapped = table
        .replace("node-fastify,", "@,")
        .replace("python-fastapi,", "node-fastify,")
        .replace("@,", "python-fastapi,");
    std::fs::write(folder.path().join("results.csv"), swapped).unwrap();
    let result = check(folder.path());
    assert_eq!(result.outcome, Outcome::DoesNotHold);
    // Of the table: at 256 concurrent Fastify answered 11793.96 a second.
    let moved = "Waiting work carried, measured, Python: 7592 requests/s to 11,794 requests/s";
    assert!(result.out.contains(moved), "{}", result.out);
    assert!(
        result.out.contains(
            "The ranking was Node.js, Hybrid and Python, now Node.js, Python and Hybrid."
        ),
        "{}",
        result.out
    );
    assert!(result.out.contains("does not hold under 1 of 21 profiles"), "{}", result.out);
}
