//! What draws say in words, the ranges of weights, and the charts of draws:
//! with outcomes written by hand, and quantiles of the books.

use std::sync::Arc;

use weighbridge::analysis::uncertainty::{
    Outcome, Simulation, UncertaintyError, Watch, around_share, beta_quantile, choosers,
    first_ranges, margin_text, share_headline, share_text, uncertainty, widened_ranges,
};
use weighbridge::analysis::{Analysis, analyse};
use weighbridge::figure::svg::{self, Look};
use weighbridge::figure::{Fill, Ground, Mark, Vertical, acceptability, bands, winning};
use weighbridge::workbook::{WeightFreedom, Workbook};

use crate::build::{Bench, close, criterion_id};

/// Three options, A before B before C, and draws that were never made.
fn hand() -> (Workbook, Analysis, Outcome) {
    let rows: [(&str, &[f64]); 3] =
        [("a", &[80.0, 60.0]), ("b", &[40.0, 90.0]), ("c", &[10.0, 20.0])];
    let mut workbook = Bench::table(&[3.0, 1.0], &rows).build();
    for option in Arc::make_mut(&mut workbook.alternatives) {
        option.name = option.name.to_uppercase();
    }
    let analysis = analyse(&workbook, None);
    let shares = Simulation {
        draws: 100_000,
        ranks: vec![vec![0.972, 0.028, 0.0], vec![0.028, 0.962, 0.01], vec![0.0, 0.01, 0.99]],
        ahead: vec![vec![0.5, 0.972, 1.0], vec![0.028, 0.5, 0.99], vec![0.0, 0.01, 0.5]],
        central: vec![Some(vec![0.752, 0.248]), Some(vec![0.3, 0.7]), None],
        confidence: vec![Some(0.99), Some(0.6), None],
        totals: vec![[70.0, 75.0, 78.0], [45.0, 52.5, 71.0], [11.0, 12.5, 14.0]],
    };
    let outcome =
        Outcome { seed: 1, options: vec![0, 1, 2], leaves: vec![0, 1], varying: 2, shares };
    (workbook, analysis, outcome)
}

#[test]
fn shares_are_told_as_exactly_as_the_draws_allow() {
    assert_eq!(share_text(0.9724, 100_000), "97.2 %");
    assert_eq!(share_text(0.9724, 10_000), "97 %");
    assert_eq!(share_text(0.9999, 10_000), "over 99 %");
    assert_eq!(share_text(0.000_01, 100_000), "under 0.1 %");
    assert_eq!(share_text(1.0, 100_000), "100 %");
    assert_eq!(share_text(0.0, 10_000), "0 %");
    // 1.96 √(0.25 / 10,000) = 0.98 points; 1.96 √(0.027 / 100,000) = 0.10.
    assert_eq!(margin_text(0.5, 10_000), "± 1");
    assert_eq!(margin_text(0.972, 100_000), "± 0.1");
    let (_, analysis, mut outcome) = hand();
    assert_eq!(share_headline(&analysis, &outcome), "A leads in 97.2 % of 100,000 draws (± 0.1)");
    outcome.shares.ranks[0] = vec![1.0, 0.0, 0.0];
    assert_eq!(share_headline(&analysis, &outcome), "A leads in all 100,000 draws");
    outcome.shares.ranks[0] = vec![0.4, 0.6, 0.0];
    outcome.shares.ranks[1] = vec![0.6, 0.4, 0.0];
    assert_eq!(
        share_headline(&analysis, &outcome),
        "B leads in 60.0 % of 100,000 draws (± 0.3); as things are stated, A leads"
    );
    // 1.96 √(1 / 100,000) = 0.62 points lie between two that are apart.
    outcome.shares.ranks[0] = vec![0.4986, 0.5014, 0.0];
    outcome.shares.ranks[1] = vec![0.5014, 0.4986, 0.0];
    assert_eq!(
        share_headline(&analysis, &outcome),
        "A and B lead about as often, in 49.9 % and 50.1 % of 100,000 draws"
    );
}

#[test]
fn who_would_choose_an_option_is_told_by_the_weights_that_differ() {
    let (workbook, analysis, outcome) = hand();
    let found = choosers(&workbook, &analysis, &outcome);
    // Stated: 75 and 25 %. A's friends weigh nearly so.
    assert_eq!(found[0].weights, "Those who weigh about as stated.");
    assert!(found[0].confidence.contains("all but certain"));
    assert_eq!(
        found[1].weights,
        "Those who weigh c1 less (30.0 % instead of 75.0 %) and c2 more (70.0 % instead of 25.0 %)."
    );
    assert!(found[1].confidence.contains("60 %"), "{}", found[1].confidence);
    assert_eq!(found[2].weights, "Nobody in these draws: C is never first.");
    assert_eq!(found[2].confidence, "");
}

#[test]
fn quantiles_of_the_beta_distribution_are_those_of_closed_forms() {
    // Beta(1, n): 1 − (1 − p)^(1/n). Beta(n, 1): p^(1/n).
    for n in [0.5, 1.0, 7.0, 99.0, 9_999.0] {
        for p in [0.05_f64, 0.5, 0.95] {
            let exact = 1.0 - (1.0 - p).powf(1.0 / n);
            close(beta_quantile(p, 1.0, n).unwrap(), exact, 1e-9);
            close(beta_quantile(p, n, 1.0).unwrap(), p.powf(1.0 / n), 1e-9);
        }
    }
    // Beta(2, 2): the distribution function is 3x² − 2x³.
    let x = beta_quantile(0.05, 2.0, 2.0).unwrap();
    close(3.0 * x * x - 2.0 * x * x * x, 0.05, 1e-9);
    // Half and half is the arcsine law: sin²(πp / 2).
    let exact = (std::f64::consts::FRAC_PI_2 * 0.05).sin().powi(2);
    close(beta_quantile(0.05, 0.5, 0.5).unwrap(), exact, 1e-9);
    // A large concentration is next to normal: 0.2 ± 1.645 √(0.16 / 100,001).
    let (low, high) = around_share(0.2, 100_000.0);
    close(low, 0.2 - 1.6449 * (0.16_f64 / 100_001.0).sqrt(), 2e-5);
    close(high, 0.2 + 1.6449 * (0.16_f64 / 100_001.0).sqrt(), 2e-5);
    assert_eq!(beta_quantile(0.5, 0.0, 1.0), None);
    assert_eq!(beta_quantile(0.5, f64::NAN, 1.0), None);
    assert_eq!(around_share(1.0, 100.0), (1.0, 1.0));
}

#[test]
fn ranges_begin_with_room_and_are_widened_until_they_have_it() {
    let (mut workbook, analysis, _) = hand();
    let draws = |workbook: &Workbook| {
        uncertainty(workbook, &analyse(workbook, None), 1_000, &Watch::default())
    };
    let first = first_ranges(&workbook, &analysis);
    assert_eq!(first[&criterion_id("c1")], (0.375, 1.0));
    assert_eq!(first[&criterion_id("c2")], (0.125, 0.375));
    workbook.uncertainty.weights = WeightFreedom::Within(first);
    assert!(draws(&workbook).is_ok());
    for (one, two) in [
        ((0.9, 1.0), (0.4, 0.5)),
        ((0.0, 0.3), (0.1, 0.2)),
        ((0.0, 0.0), (0.0, 0.0)),
        ((1.0, 1.0), (1.0, 1.0)),
    ] {
        let ranges = [(criterion_id("c1"), one), (criterion_id("c2"), two)].into();
        workbook.uncertainty.weights = WeightFreedom::Within(ranges);
        assert!(matches!(draws(&workbook), Err(UncertaintyError::NoRoom { .. })));
        let wider = widened_ranges(&workbook, &analysis).unwrap();
        // Nobody's range gets narrower.
        for (id, old) in [("c1", one), ("c2", two)] {
            let new = wider[&criterion_id(id)];
            assert!(new.0 <= old.0 && new.1 >= old.1 && new.0 <= new.1, "{old:?} {new:?}");
        }
        workbook.uncertainty.weights = WeightFreedom::Within(wider);
        assert!(draws(&workbook).is_ok_and(|drawn| drawn.is_some()));
    }
    workbook.uncertainty.weights = WeightFreedom::Free;
    assert_eq!(widened_ranges(&workbook, &analysis), None);
}

#[test]
fn bars_of_ranks_are_numbered_and_fill_their_rows() {
    let (_, analysis, outcome) = hand();
    let figure = acceptability(&analysis, &outcome).unwrap();
    assert_eq!(figure.finding, "A leads in 97.2 % of 100,000 draws (± 0.1).");
    let bars: Vec<(usize, &str, f64, f64)> = figure
        .marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Bar { row, from, to, key, fill: Fill::Rank { .. }, .. } => {
                Some((*row, key.unwrap_or_default(), *from, *to))
            }
            _ => None,
        })
        .collect();
    // A has no third rank, C no first.
    let keys: Vec<(usize, &str)> = bars.iter().map(|bar| (bar.0, bar.1)).collect();
    assert_eq!(keys, [(0, "1"), (0, "2"), (1, "1"), (1, "2"), (1, "3"), (2, "2"), (2, "3")]);
    for row in 0..3 {
        let widths: f64 = bars.iter().filter(|bar| bar.0 == row).map(|bar| bar.3 - bar.2).sum();
        close(widths, 100.0, 1e-9);
    }
    assert_eq!(figure.table.rows[1], ["B", "2.8 %", "96.2 %", "1.0 %"]);
    assert_eq!(figure.readings.len(), bars.len());
    assert!(figure.alt.contains("B 2.8 %"));
    // Two options have a first and a last rank, and nothing without draws.
    let mut none = outcome.clone();
    none.shares.draws = 0;
    assert!(acceptability(&analysis, &none).is_none());
    assert!(winning(&analysis, &none).is_none() && bands(&analysis, &none).is_none());
}

#[test]
fn pairs_and_totals_tell_what_they_show() {
    let (_, analysis, outcome) = hand();
    let figure = winning(&analysis, &outcome).unwrap();
    assert!(figure.finding.contains("A ahead of B, in 97.2 %"), "{}", figure.finding);
    assert_eq!(figure.table.rows[0], ["A", "B", "97.2 %"]);
    assert_eq!(figure.table.rows.len(), 6);
    let mut close_call = outcome.clone();
    close_call.shares.ahead[1] = vec![0.45, 0.5, 0.6];
    close_call.shares.ahead[0] = vec![0.5, 0.55, 1.0];
    let finding = winning(&analysis, &close_call).unwrap().finding;
    assert_eq!(finding, "Least settled: A is ahead of B in 55.0 % of the draws.");
    let figure = bands(&analysis, &outcome).unwrap();
    assert_eq!(figure.finding, "A reaches 75.0 in the middle; its range overlaps that of B.");
    assert_eq!(figure.table.rows[0], ["A", "70.0", "75.0", "78.0", "75.0"]);
}

#[test]
fn twelve_ranks_are_numbered_in_the_picture_too() {
    let rows: Vec<(String, Vec<f64>)> =
        (0..12).map(|at| (format!("o{at}"), vec![90.0 - at as f64, 50.0])).collect();
    let rows: Vec<(&str, &[f64])> =
        rows.iter().map(|(name, values)| (name.as_str(), values.as_slice())).collect();
    let workbook = Bench::table(&[1.0, 1.0], &rows).build();
    let analysis = analyse(&workbook, None);
    let even = vec![vec![1.0 / 12.0; 12]; 12];
    let shares = Simulation {
        draws: 10_000,
        ranks: even.clone(),
        ahead: vec![vec![0.5; 12]; 12],
        central: vec![None; 12],
        confidence: vec![None; 12],
        totals: vec![[40.0, 50.0, 60.0]; 12],
    };
    let outcome =
        Outcome { seed: 1, options: (0..12).collect(), leaves: vec![0, 1], varying: 0, shares };
    for figure in [
        acceptability(&analysis, &outcome).unwrap(),
        winning(&analysis, &outcome).unwrap(),
        bands(&analysis, &outcome).unwrap(),
    ] {
        for ground in [Ground::Light, Ground::Dark] {
            let picture = svg::paint(&figure, Look { ground, heading: true, narrow: false });
            assert!(!picture.contains("NaN"));
            if matches!(figure.y, Vertical::Rows(_)) && figure.id == "acceptability" {
                assert!(picture.contains(">12</text>") && picture.contains(">1</text>"));
            }
        }
    }
}
