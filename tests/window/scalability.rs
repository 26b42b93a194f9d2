//! Scalability: the trade-off, and the load runs where there are any.

use std::sync::Arc;

use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};
use weighbridge::app::screens::Screen;
use weighbridge::workbook::{LoadPoint, Measurement, MeasurementId};

use crate::frame_sample::{click, option_id, sample, stage};

fn run(id: &str, option: &str, points: &[(f64, f64, f64)]) -> Measurement {
    Measurement {
        environment: "one core".to_owned(),
        tool: "wrk 4.1".to_owned(),
        points: points
            .iter()
            .map(|&(concurrency, rps, p99)| LoadPoint {
                concurrency: Some(concurrency),
                throughput_rps: Some(rps),
                percentiles_ms: vec![(50.0, p99 / 4.0), (99.0, p99)],
                ..LoadPoint::default()
            })
            .collect(),
        ..Measurement::new(MeasurementId::new(id).unwrap(), option_id(option), "JSON endpoint")
    }
}

fn value(harness: &egui_kittest::Harness<'_, crate::frame_sample::Stage>, chart: &str) -> String {
    let node = harness.get(by().role(Role::Image).label_contains(chart));
    node.accesskit_node().value().unwrap_or_default()
}

#[test]
fn without_load_runs_the_screen_teaches_what_one_is() {
    let harness = stage(sample(), Screen::Scalability);
    assert!(
        harness.query_by_label_contains("A load run is one option under rising load").is_some()
    );
    assert!(harness.query_by_label("Show the numbers of the throughput").is_none());
}

#[test]
fn load_runs_are_drawn_listed_and_read_point_by_point() {
    let mut workbook = sample();
    workbook.measurements = Arc::new(vec![
        run("m1", "node", &[(1.0, 320.0, 8.0), (32.0, 3730.0, 61.0), (64.0, 3900.0, 140.0)]),
        run("m2", "python", &[(1.0, 180.0, 12.0), (32.0, 1310.0, 410.0)]),
    ]);
    let mut harness = stage(workbook, Screen::Scalability);
    let says = |harness: &egui_kittest::Harness<'_, _>, words: &str| {
        harness.query_all_by_label_contains(words).next().is_some()
    };
    // At the loads that both were measured at, beyond a tenth either way.
    let finding = "Node.js carries more at every load, from 1 to 32 concurrent requests";
    assert!(says(&harness, finding));
    assert!(says(
        &harness,
        "p99 is lowest for Node.js 140 ms at 64 concurrent and highest for Python 410 ms at 32 concurrent"
    ));
    let chart = "throughput over concurrency in load runs";
    harness.get(by().role(Role::Image).label_contains(chart)).focus();
    harness.run();
    harness.key_press(Key::ArrowRight);
    harness.run();
    let said = value(&harness, chart);
    assert!(said.starts_with("Node.js carries most; From 1 concurrent; To 32"), "{said}");
    for key in [Key::ArrowDown, Key::ArrowRight, Key::ArrowRight] {
        harness.key_press(key);
        harness.run();
    }
    let said = value(&harness, chart);
    assert!(said.starts_with("Node.js at 64 concurrent"), "{said}");
    assert!(said.contains("Requests per second 3900"), "{said}");
    harness.key_press(Key::ArrowDown);
    harness.run();
    assert!(value(&harness, chart).starts_with("Python at 32 concurrent"));
    click(&mut harness, "Show the numbers of the throughput");
    assert!(says(&harness, "1310"));
    click(&mut harness, "Load runs");
    assert!(says(&harness, "2 load runs"));
}

/// SPEC SDM91 (Gunther 2007): peak 1884 at 97, contention 2.8 %, coherency
/// 0.010 %, R² 0.9896.
const SDM91: [(f64, f64, f64); 7] = [
    (1.0, 64.9, 20.0),
    (18.0, 995.9, 25.0),
    (36.0, 1652.4, 30.0),
    (72.0, 1853.2, 60.0),
    (108.0, 1828.9, 90.0),
    (144.0, 1775.0, 130.0),
    (216.0, 1702.2, 250.0),
];

#[test]
fn a_fit_is_told_at_a_glance_and_in_full_and_what_is_flat_is_refused() {
    let flat = SDM91.map(|(load, _, p99)| (load, 500.0, p99));
    let mut other = run("m3", "node", &SDM91);
    other.scenario = "Search".to_owned();
    let mut workbook = sample();
    workbook.measurements =
        Arc::new(vec![run("m1", "node", &SDM91), run("m2", "python", &flat), other]);
    let mut harness = stage(workbook, Screen::Scalability);
    let says = |harness: &egui_kittest::Harness<'_, _>, words: &str| {
        harness.query_all_by_label_contains(words).next().is_some()
    };
    for words in ["1884 at 97", "2.8 %", "0.010 %", "good, R² 0.990"] {
        assert!(says(&harness, words), "{words}");
    }
    assert!(says(&harness, "No fit: flat from 1 on"));
    // Another scenario is another picture.
    click(&mut harness, "Search");
    assert!(says(&harness, "Node.js carries up to 1853 requests/s, at 72 concurrent"));
    click(&mut harness, "Without a name");
    assert!(!says(&harness, "Straight line"));
    click(&mut harness, "Details of the fit of Node.js");
    // R usl 3.0.3 on the same data: standard errors 0.0091, 1.99e-5, 14.2; residual
    // error 82.85; first residual -25.1.
    for words in ["0.91 %", "0.0020 %", "14.2", "82.8", "\u{2212}25.1", "Straight line", "Amdahl"] {
        assert!(says(&harness, words), "{words}");
    }
    click(&mut harness, "Hide of the fit of Node.js");
    assert!(!says(&harness, "Straight line"));
    click(&mut harness, "Details of the fit of Python");
    assert!(says(&harness, "No law is fitted"));
}

#[test]
fn the_trade_off_is_read_from_left_to_right_and_from_top_to_bottom() {
    let mut harness = stage(sample(), Screen::Scalability);
    let chart = "Scatter chart of the options";
    harness.get(by().role(Role::Image).label_contains(chart)).focus();
    harness.run();
    harness.key_press(Key::Home);
    harness.run();
    let first = value(&harness, chart);
    harness.key_press(Key::ArrowRight);
    harness.run();
    let second = value(&harness, chart);
    assert_ne!(first, second);
    assert!(first.contains("Total") && first.contains("Pareto front"), "{first}");
    click(&mut harness, "Swap the axes");
    harness.get(by().role(Role::Image).label_contains(chart)).focus();
    harness.run();
    harness.key_press(Key::Home);
    harness.run();
    assert!(!value(&harness, chart).is_empty());
}

#[test]
fn where_nothing_is_known_nothing_is_drawn_and_the_way_on_is_shown() {
    let mut workbook = sample();
    workbook.baseline = Arc::default();
    let mut harness = stage(workbook, Screen::Scalability);
    assert!(harness.query_by_label("Nothing is known yet of any option on both axes").is_some());
    click(&mut harness, "Go to Scores");
    assert_eq!(harness.state().screen, Screen::Scores);
}
