//! Results of wrk, wrk2, hey, oha, autocannon, vegeta, ab, siege, hyperfine and
//! pyperf. Expected figures were read in the files themselves; those of single
//! requests were reckoned from the rows with Python's `statistics`.

use std::ops::ControlFlow;
use std::path::Path;

use proptest::prelude::*;
use weighbridge::import::load::{
    Format, LoadError, LoadResults, ReadPoint, ReadSettings, read_load,
};
use weighbridge::workbook::{Date, Subject};

use super::load_recognition::samples;

fn bytes(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/loadtest");
    std::fs::read(folder.join(name)).unwrap()
}

fn text(name: &str) -> String {
    String::from_utf8(bytes(name)).unwrap()
}

fn try_read(bytes: &[u8]) -> Result<LoadResults, LoadError> {
    read_load(bytes, &ReadSettings::default(), &mut |_| ControlFlow::Continue(()))
}

fn read(name: &str) -> LoadResults {
    try_read(&bytes(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The only point of the only run.
fn only(results: &LoadResults) -> &ReadPoint {
    let [run] = results.runs.as_slice() else { panic!("{:?}", results.runs) };
    let [point] = run.points.as_slice() else { panic!("{:?}", run.points) };
    point
}

/// What a file holds of a point; `None` is what it does not hold.
#[derive(Default)]
struct Held<'a> {
    concurrency: Option<f64>,
    offered: Option<f64>,
    rps: Option<f64>,
    duration: Option<f64>,
    requests: Option<u64>,
    errors: Option<u64>,
    mean: Option<f64>,
    stddev: Option<f64>,
    percentiles: &'a [(f64, f64)],
    max: Option<f64>,
}

#[track_caller]
fn holds(read: &ReadPoint, held: &Held<'_>) {
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * b.abs().max(1e-3);
    let same = |what: &str, a: Option<f64>, b: Option<f64>| {
        let fits = match (a, b) {
            (Some(a), Some(b)) => near(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        assert!(fits, "{what}: {a:?}, not {b:?}");
    };
    let point = &read.point;
    same("concurrency", point.concurrency, held.concurrency);
    same("offered", point.offered_rps, held.offered);
    same("throughput", point.throughput_rps, held.rps);
    same("duration", point.duration_s, held.duration);
    same("mean", point.mean_ms, held.mean);
    same("deviation", point.stddev_ms, held.stddev);
    same("max", point.max_ms, held.max);
    assert_eq!(point.requests, held.requests, "requests");
    assert_eq!(point.errors, held.errors, "errors");
    assert_eq!(point.percentiles_ms.len(), held.percentiles.len(), "{:?}", point.percentiles_ms);
    for (a, b) in point.percentiles_ms.iter().zip(held.percentiles) {
        assert!(near(a.0, b.0) && near(a.1, b.1), "{a:?}, not {b:?}");
    }
}

#[track_caller]
fn warns(read: &ReadPoint, of: &[&str]) {
    assert_eq!(read.warnings.len(), of.len(), "{:#?}", read.warnings);
    for (warning, part) in read.warnings.iter().zip(of) {
        assert!(warning.contains(part), "{warning}");
    }
}

fn detail(read: &ReadPoint) -> Vec<(&str, u64)> {
    read.error_detail.iter().map(|(kind, count)| (kind.as_str(), *count)).collect()
}

#[test]
fn wrk() {
    let results = read("wrk/node-mix-c64-non2xx.txt");
    assert_eq!(results.format, Format::Wrk);
    assert_eq!(results.runs[0].name, "http://127.0.0.1:18090/mix");
    assert_eq!(results.runs[0].scenario, "/mix");
    assert!(results.limits.iter().any(|limit| limit.contains("coordinated omission")));
    let mix = only(&results);
    holds(
        mix,
        &Held {
            concurrency: Some(64.0),
            rps: Some(58724.99),
            duration: Some(5.0),
            requests: Some(293_918),
            errors: Some(16354),
            mean: Some(1.27),
            stddev: Some(1.27),
            percentiles: &[(50.0, 0.97), (75.0, 1.29), (90.0, 2.32), (99.0, 5.99)],
            max: Some(37.12),
            ..Held::default()
        },
    );
    assert_eq!(detail(mix), [("non-2xx", 16354)]);
    warns(mix, &["5.56 % of the requests failed"]);

    let results = read("wrk/node-ok-c1-plain.txt");
    holds(
        only(&results),
        &Held {
            concurrency: Some(1.0),
            rps: Some(19801.61),
            duration: Some(3.0),
            requests: Some(59466),
            errors: Some(0),
            mean: Some(0.50343),
            stddev: Some(0.95),
            max: Some(7.2),
            ..Held::default()
        },
    );
    // 19801.61 × 0.50343 ms = 9.97 under way on one connection.
    warns(only(&results), &["too short", "Little's law"]);

    let results = read("wrk/node-ok-c16-latency.txt");
    holds(
        only(&results),
        &Held {
            concurrency: Some(16.0),
            rps: Some(51134.73),
            duration: Some(5.02),
            requests: Some(256_656),
            errors: Some(0),
            mean: Some(0.97),
            stddev: Some(3.25),
            percentiles: &[(50.0, 0.253), (75.0, 0.39), (90.0, 1.89), (99.0, 18.24)],
            max: Some(62.79),
            ..Held::default()
        },
    );

    let results = read("wrk/node-slower-c64-timeouts.txt");
    let slower = only(&results);
    holds(
        slower,
        &Held {
            concurrency: Some(64.0),
            rps: Some(89.6),
            duration: Some(5.01),
            requests: Some(449),
            errors: Some(75),
            mean: Some(546.88),
            stddev: Some(195.23),
            percentiles: &[(50.0, 510.76), (75.0, 674.35), (90.0, 850.07), (99.0, 992.38)],
            max: Some(999.54),
            ..Held::default()
        },
    );
    assert_eq!(detail(slower), [("timeout", 75)]);
    warns(slower, &["75 requests timed out", "16.7 % of the requests failed"]);

    let results = read("wrk/3p-jenkins-all-non2xx.wrk");
    holds(
        only(&results),
        &Held {
            concurrency: Some(1.0),
            rps: Some(11.63),
            duration: Some(1.03),
            requests: Some(12),
            errors: Some(12),
            mean: Some(78.43),
            stddev: Some(0.05533),
            max: Some(78.48),
            ..Held::default()
        },
    );
    warns(only(&results), &["All requests failed", "too short"]);

    let results = read("wrk/3p-jenkins-latency.wrk");
    holds(
        only(&results),
        &Held {
            concurrency: Some(1.0),
            rps: Some(17.81),
            duration: Some(1.01),
            requests: Some(18),
            errors: Some(0),
            mean: Some(42.28),
            stddev: Some(3.67),
            percentiles: &[(50.0, 40.25), (75.0, 46.51), (90.0, 46.51), (99.0, 46.51)],
            max: Some(46.51),
            ..Held::default()
        },
    );

    let quick = Held {
        concurrency: Some(16.0),
        rps: Some(205.68),
        duration: Some(5.08),
        requests: Some(1045),
        errors: Some(0),
        mean: Some(78.27),
        stddev: Some(31.11),
        max: Some(235.54),
        ..Held::default()
    };
    holds(only(&read("wrk/3p-jenkins-quick.wrk")), &quick);
    // The same with other units: 83.33 minutes, and seconds of latency. The
    // rate still fits the five seconds asked for, which is said.
    let results = read("wrk/3p-jenkins-long-units.wrk");
    let long = Held {
        duration: Some(83.33 * 60.0),
        mean: Some(78_270.0),
        stddev: Some(31_110.0),
        max: Some(235_540.0),
        ..quick
    };
    holds(only(&results), &long);
    warns(only(&results), &["one of the figures was changed", "Little's law"]);
}

#[test]
fn four_runs_of_wrk_in_one_file_are_four_points() {
    let results = read("wrk/sweep-transcript.txt");
    let [run] = results.runs.as_slice() else { panic!() };
    let points: Vec<_> = run
        .points
        .iter()
        .map(|read| {
            let point = &read.point;
            (
                point.concurrency.unwrap(),
                point.throughput_rps.unwrap(),
                point.requests.unwrap(),
                point.percentile(50.0).unwrap(),
                point.percentile(99.0).unwrap(),
                point.percentile(95.0),
            )
        })
        .collect();
    assert_eq!(
        points,
        [
            (1.0, 21428.49, 64314, 0.049, 3.82, None),
            (4.0, 44420.31, 133_381, 0.057, 5.43, None),
            (16.0, 21420.59, 64305, 0.397, 7.78, None),
            (64.0, 45593.12, 137_053, 1.01, 8.28, None),
        ]
    );
}

#[test]
fn wrk2() {
    let results = read("wrk2/3p-allocGet-r2000.txt");
    assert_eq!(results.format, Format::Wrk2);
    assert!(results.limits.iter().any(|limit| limit.starts_with("Open loop")));
    let point = only(&results);
    holds(
        point,
        &Held {
            rps: Some(1995.22),
            duration: Some(60.0),
            requests: Some(119_714),
            errors: Some(0),
            mean: Some(1.441),
            stddev: Some(0.706),
            percentiles: &[
                (50.0, 1.37),
                (75.0, 1.85),
                (90.0, 2.42),
                // Rows 0.950000 and 0.975000 of the spectrum.
                (95.0, 2.663),
                (97.5, 2.825),
                (99.0, 3.02),
                (99.9, 5.72),
                (99.99, 7.89),
                (99.999, 12.68),
            ],
            max: Some(12.92),
            ..Held::default()
        },
    );
    assert_eq!(point.label, "64 connections");

    let results = read("wrk2/3p-lockPut-three-rates-transcript.txt");
    let [first, second] = results.runs.as_slice() else { panic!() };
    assert_eq!(
        (first.name.as_str(), second.name.as_str()),
        ("http://localhost:8081", "http://localhost:8080")
    );
    let points: Vec<_> = first.points.iter().chain(&second.points).collect();
    let told: Vec<_> = points
        .iter()
        .map(|read| {
            let point = &read.point;
            (
                point.offered_rps.unwrap(),
                point.throughput_rps.unwrap(),
                point.requests.unwrap(),
                point.percentile(95.0).unwrap(),
                point.percentile(99.0).unwrap(),
                point.max_ms.unwrap(),
                point.concurrency,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (2000.0, 1995.19, 119_714, 2.423, 2.78, 9.488, None),
            (40000.0, 40036.03, 2_399_325, 1.1, 1.21, 12.52, None),
            (80000.0, 78187.42, 4_688_625, 1187.839, 1360.0, 1463.296, None),
        ]
    );
}

#[test]
fn hey() {
    let results = read("hey/node-ok-c50.txt");
    holds(
        only(&results),
        &Held {
            rps: Some(28655.426),
            duration: Some(5.0014),
            requests: Some(143_317),
            errors: Some(0),
            mean: Some(1.7),
            percentiles: &[
                (10.0, 0.6),
                (25.0, 0.9),
                (50.0, 1.4),
                (75.0, 2.1),
                (90.0, 2.8),
                (95.0, 4.0),
                (99.0, 9.3),
            ],
            max: Some(32.4),
            ..Held::default()
        },
    );
    warns(only(&results), &[]);
    assert!(results.limits.iter().any(|limit| limit.contains("concurrency")));

    let results = read("hey/node-slow-n400-c20.txt");
    holds(
        only(&results),
        &Held {
            rps: Some(254.1819),
            duration: Some(1.5737),
            requests: Some(400),
            errors: Some(0),
            mean: Some(51.4),
            percentiles: &[
                (10.0, 8.9),
                (25.0, 18.2),
                (50.0, 37.3),
                (75.0, 80.1),
                (90.0, 116.4),
                (95.0, 140.3),
                (99.0, 174.1),
            ],
            max: Some(184.7),
            ..Held::default()
        },
    );

    // 150 requests, 129 answered: 129 / 4.6325 s.
    let results = read("hey/node-slower-n150-c30-t1-errors.txt");
    let point = only(&results);
    assert!((point.point.throughput_rps.unwrap() - 129.0 / 4.6325).abs() < 0.001);
    assert_eq!((point.point.requests, point.point.errors), (Some(150), Some(21)));
    assert_eq!((point.point.mean_ms, point.point.max_ms), (Some(554.2), Some(985.9)));
    assert_eq!(point.point.percentile(95.0), Some(942.2));
    let [(kind, 21)] = detail(point)[..] else { panic!() };
    assert!(kind.contains("context deadline exceeded"));
    warns(point, &["21 requests had no answer", "14 % of the requests failed", "too short"]);

    let results = read("hey/node-slow-n500-c10.csv");
    assert_eq!(results.format, Format::HeyCsv);
    holds(
        only(&results),
        &Held {
            rps: Some(169.325_070_269_904_16),
            duration: Some(2.9529),
            requests: Some(500),
            errors: Some(0),
            mean: Some(53.7208),
            stddev: Some(43.744_005_800_188),
            percentiles: &[
                (50.0, 39.0),
                (75.0, 77.6),
                (90.0, 119.1),
                (95.0, 149.2),
                (99.0, 175.0),
                (99.9, 191.2),
            ],
            max: Some(191.2),
            ..Held::default()
        },
    );
}

#[test]
fn oha() {
    let results = read("oha/node-ok-c50.json");
    holds(
        only(&results),
        &Held {
            // Answers over time; 50 more were cut off at the end.
            rps: Some(245_404.0 / 5.005_946_41),
            duration: Some(5.005_946_41),
            requests: Some(245_404),
            errors: Some(0),
            mean: Some(1.017_406_836_567_434_5),
            percentiles: &[
                (50.0, 0.865_694),
                (75.0, 1.060_438),
                (90.0, 1.515_059),
                (95.0, 2.510_63),
                (99.0, 4.974_193),
                (99.9, 9.017_541),
                (99.99, 15.362_879),
            ],
            max: Some(19.281_379),
            ..Held::default()
        },
    );
    warns(only(&results), &[]);

    // Success rate 1.0, but 127 answers with status 500.
    let results = read("oha/node-mix-n2000-c20.json");
    let point = only(&results);
    assert_eq!((point.point.requests, point.point.errors), (Some(2000), Some(127)));
    assert_eq!(detail(point), [("500", 127)]);
    assert!((point.point.throughput_rps.unwrap() - 48_897.848_604_681_55).abs() < 1e-6);
    assert_eq!(point.point.percentile(95.0), Some(1.019_095));
    assert!((point.point.mean_ms.unwrap() - 0.391_372_022).abs() < 1e-12);

    let results = read("oha/node-slow-n2000-c20.txt");
    holds(
        only(&results),
        &Held {
            rps: Some(2000.0 / 5.350_573_9),
            duration: Some(5.350_573_9),
            requests: Some(2000),
            errors: Some(0),
            mean: Some(52.5587),
            percentiles: &[
                (50.0, 40.0231),
                (75.0, 77.9704),
                (90.0, 116.5273),
                (95.0, 140.975),
                (99.0, 173.3677),
                (99.9, 191.5641),
                (99.99, 197.0412),
            ],
            max: Some(197.0412),
            ..Held::default()
        },
    );

    let results = read("oha/node-slow-n200-c10.csv");
    holds(
        only(&results),
        &Held {
            rps: Some(168.975_643_928_412_98),
            duration: Some(1.183_602_532),
            requests: Some(200),
            errors: Some(0),
            mean: Some(55.020_694_32),
            stddev: Some(50.509_623_939_231),
            percentiles: &[
                (50.0, 36.783_318),
                (75.0, 77.543_057),
                (90.0, 137.498_826),
                (95.0, 162.954_664),
                (99.0, 183.074_484),
                (99.9, 187.7587),
            ],
            max: Some(187.7587),
            ..Held::default()
        },
    );
}

#[test]
fn autocannon() {
    let results = read("autocannon/node-mix-c20-non2xx.json");
    let run = &results.runs[0];
    assert_eq!((run.name.as_str(), run.scenario.as_str()), ("node mix 5% errors", "/mix"));
    assert_eq!(run.date, Some(Date::parse("2026-11-20").unwrap()));
    let point = only(&results);
    holds(
        point,
        &Held {
            concurrency: Some(20.0),
            rps: Some(58467.2),
            duration: Some(5.02),
            requests: Some(292_325),
            errors: Some(16253),
            mean: Some(0.03),
            stddev: Some(0.37),
            percentiles: &[
                (50.0, 0.0),
                (75.0, 0.0),
                (90.0, 0.0),
                (97.5, 0.0),
                (99.0, 1.0),
                (99.9, 5.0),
                (99.99, 12.0),
                (99.999, 25.0),
            ],
            max: Some(26.0),
            ..Held::default()
        },
    );
    assert_eq!(detail(point), [("non-2xx", 16253)]);

    let results = read("autocannon/node-ok-c50.json");
    let point = &only(&results).point;
    assert_eq!((point.concurrency, point.throughput_rps), (Some(50.0), Some(62960.0)));
    assert_eq!((point.requests, point.errors, point.mean_ms), (Some(314_818), Some(0), Some(0.16)));
    assert_eq!(
        (point.percentile(99.0), point.percentile(95.0), point.max_ms),
        (Some(2.0), None, Some(104.0))
    );

    // Of 2017, with percentiles named p999 and p9999.
    let results = read("autocannon/3p-fastify-bench-2017-express.json");
    holds(
        only(&results),
        &Held {
            concurrency: Some(10.0),
            rps: Some(8840.0),
            duration: Some(2.0),
            requests: Some(17683),
            errors: Some(0),
            mean: Some(0.52),
            stddev: Some(0.6),
            percentiles: &[
                (50.0, 0.0),
                (75.0, 1.0),
                (90.0, 1.0),
                (99.0, 2.0),
                (99.9, 3.0),
                (99.99, 7.0),
                (99.999, 7.0),
            ],
            max: Some(7.0),
            ..Held::default()
        },
    );
    let results = read("autocannon/3p-fastify-bench-2017-fastify.json");
    let point = &only(&results).point;
    assert_eq!(
        (point.throughput_rps, point.requests, point.max_ms),
        (Some(11364.0), Some(22727), Some(6.0))
    );

    // Pipelining: a hundred connections, ten requests on each.
    let results = read("autocannon/3p-fastify-bench-2022-express.json");
    let point = only(&results);
    assert_eq!((point.point.concurrency, point.point.throughput_rps), (Some(100.0), Some(14215.8)));
    assert_eq!((point.point.requests, point.point.mean_ms), (Some(568_592), Some(69.79)));
    assert_eq!((point.point.percentile(97.5), point.point.max_ms), (Some(83.0), Some(197.0)));
    warns(point, &["Pipelining 10"]);
    let results = read("autocannon/3p-fastify-bench-2022-fastify.json");
    let point = &only(&results).point;
    assert_eq!((point.throughput_rps, point.requests), (Some(76673.61), Some(3_066_910)));
    assert_eq!(
        (point.mean_ms, point.percentile(99.9), point.max_ms),
        (Some(12.51), Some(27.0), Some(64.0))
    );

    let results = read("autocannon/node-slow-c32-table.txt");
    assert_eq!(results.format, Format::Autocannon);
    holds(
        only(&results),
        &Held {
            rps: Some(603.25),
            duration: Some(4.02),
            errors: Some(0),
            mean: Some(52.12),
            stddev: Some(42.58),
            percentiles: &[
                (50.0, 39.0),
                (75.0, 79.0),
                (90.0, 117.0),
                (97.5, 157.0),
                (99.0, 170.0),
                (99.9, 195.0),
                (99.99, 196.0),
                (99.999, 196.0),
            ],
            max: Some(196.0),
            ..Held::default()
        },
    );
    // Printed before the tables, where both streams were kept.
    let both = format!(
        "Running 4s test @ http://localhost/slow\n32 connections\n\n{}",
        text("autocannon/node-slow-c32-table.txt")
    );
    let results = try_read(both.as_bytes()).unwrap();
    assert_eq!(only(&results).point.concurrency, Some(32.0));
    assert_eq!(results.runs[0].scenario, "/slow");
}

#[test]
fn vegeta() {
    let results = read("vegeta/3p-refused.json");
    let point = only(&results);
    holds(
        point,
        &Held {
            offered: Some(10.204_243_850_975_31),
            rps: Some(4.079_029_905_659_022),
            duration: Some(4.899_922_104),
            requests: Some(50),
            errors: Some(30),
            mean: Some(3.627_414),
            percentiles: &[
                (50.0, 2.249_552),
                (90.0, 3.489_329),
                (95.0, 3.910_717),
                (99.0, 52.527_168),
            ],
            max: Some(52.527_168),
            ..Held::default()
        },
    );
    assert_eq!(detail(point), [("no answer", 30)]);
    assert_eq!(results.runs[0].date, Some(Date::parse("2023-03-31").unwrap()));

    let results = read("vegeta/3p-readme-with-buckets.json");
    holds(
        only(&results),
        &Held {
            offered: Some(101.010_106_723_804_01),
            rps: Some(101.000_124_898_12),
            duration: Some(0.989_999_944),
            requests: Some(100),
            errors: Some(0),
            mean: Some(2.371_194),
            percentiles: &[(50.0, 2.854_306), (90.0, 3.228_223), (95.0, 3.478_629), (99.0, 3.53)],
            max: Some(3.660_505),
            ..Held::default()
        },
    );

    // "concurrency" among the parameters is no concurrency of vegeta's.
    let results = read("vegeta/3p-params-appended.json");
    assert_eq!(results.runs[0].name, "sklearn-0");
    let point = &only(&results).point;
    assert_eq!((point.concurrency, point.requests, point.errors), (None, Some(6465), Some(0)));
    assert!((point.throughput_rps.unwrap() - 215.464_867_017_000_42).abs() < 1e-9);
    assert_eq!((point.percentile(99.0), point.max_ms), (Some(12.617_402), Some(37.0904)));
}

#[test]
fn ab() {
    let results = read("ab/node-mix-k-n5000-c50-non2xx.txt");
    let point = only(&results);
    holds(
        point,
        &Held {
            concurrency: Some(50.0),
            rps: Some(42320.88),
            duration: Some(0.118),
            requests: Some(5000),
            // 284 non-2xx, which had another length too: counted once.
            errors: Some(284),
            mean: Some(1.181),
            stddev: Some(0.8),
            percentiles: &[
                (50.0, 1.0),
                (66.0, 1.0),
                (75.0, 1.0),
                (80.0, 2.0),
                (90.0, 2.0),
                (95.0, 2.0),
                (98.0, 5.0),
                (99.0, 5.0),
            ],
            max: Some(6.0),
            ..Held::default()
        },
    );
    assert_eq!(detail(point), [("non-2xx", 284)]);
    warns(point, &["284 answers had another length", "5.68 % of the requests failed", "too short"]);

    let results = read("ab/node-slow-n2000-c20.txt");
    assert_eq!(results.runs[0].scenario, "/slow");
    holds(
        only(&results),
        &Held {
            concurrency: Some(20.0),
            rps: Some(372.47),
            duration: Some(5.37),
            requests: Some(2000),
            errors: Some(0),
            mean: Some(53.696),
            stddev: Some(42.9),
            percentiles: &[
                (50.0, 39.0),
                (66.0, 61.0),
                (75.0, 79.0),
                (80.0, 90.0),
                (90.0, 119.0),
                (95.0, 142.0),
                (98.0, 159.0),
                (99.0, 169.0),
            ],
            max: Some(196.0),
            ..Held::default()
        },
    );

    let results = read("ab/node-slow-n2000-c20.percentiles.csv");
    holds(
        only(&results),
        &Held {
            percentiles: &[
                (50.0, 39.476),
                (66.0, 61.182),
                (75.0, 79.056),
                (80.0, 89.772),
                (90.0, 119.182),
                (95.0, 141.657),
                (98.0, 158.912),
                (99.0, 169.087),
            ],
            max: Some(195.514),
            ..Held::default()
        },
    );

    let results = read("ab/node-slow-n2000-c20.gnuplot.tsv");
    assert_eq!(results.runs[0].date, Some(Date::parse("2026-11-20").unwrap()));
    holds(
        only(&results),
        &Held {
            requests: Some(2000),
            mean: Some(52.516),
            stddev: Some(42.903_614_114_105),
            percentiles: &[
                (50.0, 39.0),
                (75.0, 79.0),
                (90.0, 119.0),
                (95.0, 142.0),
                (99.0, 169.0),
                (99.9, 192.0),
            ],
            max: Some(196.0),
            ..Held::default()
        },
    );
    let results = read("ab/3p-taurus.gnuplot.tsv");
    holds(
        only(&results),
        &Held {
            requests: Some(10),
            mean: Some(238.3),
            stddev: Some(6.377_913_277_693),
            percentiles: &[
                (50.0, 235.0),
                (75.0, 245.0),
                (90.0, 247.0),
                (95.0, 247.0),
                (99.0, 247.0),
                (99.9, 247.0),
            ],
            max: Some(247.0),
            ..Held::default()
        },
    );
}

#[test]
fn siege() {
    let results = read("siege/node-mix-c20.json");
    let point = only(&results);
    holds(
        point,
        &Held {
            concurrency: Some(19.71),
            rps: Some(11185.9),
            duration: Some(1.56),
            // 17450 succeeded, 1024 did not: 94.46 % available.
            requests: Some(18474),
            errors: Some(1024),
            mean: Some(0.0),
            max: Some(10.0),
            ..Held::default()
        },
    );
    warns(point, &["below 5 ms", "5.54 % of the requests failed", "too short"]);
    // What siege prints before it does not matter.
    let both = format!(
        "** SIEGE 4.0.7\n** Preparing 20 concurrent users for battle.\n{}",
        text("siege/node-mix-c20.json")
    );
    assert_eq!(only(&try_read(both.as_bytes()).unwrap()).point, point.point);

    let results = read("siege/3p-taurus-verbose.out");
    assert_eq!(results.runs[0].date, Some(Date::parse("2015-12-20").unwrap()));
    // 0.36 0.38 0.38 0.38 0.39 0.39 0.39 0.40 0.40 0.41: sum 3.88.
    let point = &only(&results).point;
    assert_eq!((point.requests, point.errors, point.throughput_rps), (Some(10), Some(0), None));
    assert!((point.mean_ms.unwrap() - 388.0).abs() < 1e-9);
    assert_eq!((point.percentile(50.0), point.percentile(90.0)), (Some(390.0), Some(400.0)));
    assert_eq!((point.percentile(99.0), point.max_ms), (Some(410.0), Some(410.0)));
}

#[test]
fn the_text_of_siege_with_a_summary() {
    let printed = "\
HTTP/1.1 200     0.01 secs:      11 bytes ==> GET  /mix
HTTP/1.1 500     0.03 secs:       9 bytes ==> GET  /mix

Lifting the server siege...
Transactions:\t\t          30 hits
Availability:\t\t       75.00 %
Elapsed time:\t\t        6.00 secs
Data transferred:\t        0.20 MB
Response time:\t\t        0.02 secs
Transaction rate:\t        5.00 trans/sec
Throughput:\t\t        0.13 MB/sec
Concurrency:\t\t        0.11
Successful transactions:          30
Failed transactions:\t          10
Longest transaction:\t        0.03
Shortest transaction:\t        0.01
";
    let results = try_read(printed.as_bytes()).unwrap();
    holds(
        only(&results),
        &Held {
            concurrency: Some(0.11),
            rps: Some(5.0),
            duration: Some(6.0),
            requests: Some(40),
            errors: Some(10),
            mean: Some(20.0),
            // Of 10 and 30 ms.
            stddev: Some(14.142_135_623_731),
            percentiles: &[
                (50.0, 10.0),
                (75.0, 30.0),
                (90.0, 30.0),
                (95.0, 30.0),
                (99.0, 30.0),
                (99.9, 30.0),
            ],
            max: Some(30.0),
            ..Held::default()
        },
    );
}

/// Name, mean, deviation, median, longest (ms), label and number of times of
/// each program.
type Program = (String, f64, Option<f64>, Option<f64>, Option<f64>, String, usize);

fn programs(results: &LoadResults) -> Vec<Program> {
    let runs = results.runs.iter().map(|run| {
        assert_eq!(run.subject, Subject::Program);
        let [read] = run.points.as_slice() else { panic!() };
        let point = &read.point;
        assert_eq!((point.concurrency, point.throughput_rps, point.requests), (None, None, None));
        let rounded = |ms: f64| (ms * 1e9).round() / 1e9;
        (
            run.name.clone(),
            rounded(point.mean_ms.unwrap()),
            point.stddev_ms.map(rounded),
            point.percentile(50.0).map(rounded),
            point.max_ms.map(rounded),
            read.label.clone(),
            read.values_s.len(),
        )
    });
    runs.collect()
}

#[test]
fn hyperfine() {
    let program = |name: &str, mean, stddev, median, max, label: &str, times| {
        (name.to_owned(), mean, Some(stddev), median, Some(max), label.to_owned(), times)
    };
    let results = read("hyperfine/startup-node-python.json");
    assert_eq!(
        programs(&results),
        [
            program("node -e 0", 59.164_567_8, 1.517_630_867, Some(59.430_119), 61.661_325, "", 10),
            program(
                "python3 -c pass",
                31.250_480_5,
                0.592_405_604,
                Some(31.332_413),
                32.386_913,
                "",
                10
            ),
        ]
    );
    assert_eq!(results.runs[0].points[0].values_s[0], 0.059_155_693);
    assert_eq!(results.runs[1].points[0].values_s[9], 0.030_446_612);

    assert_eq!(
        programs(&read("hyperfine/startup-node-python.csv")),
        [
            program("node -e 0", 59.164_567_8, 1.517_630_867, Some(59.430_119), 61.661_325, "", 0),
            program(
                "python3 -c pass",
                31.250_480_5,
                0.592_405_604,
                Some(31.332_413),
                32.386_913,
                "",
                0
            ),
        ]
    );
    let rounded = [
        program("node -e 0", 59.2, 1.5, None, 61.7, "", 0),
        program("python3 -c pass", 31.3, 0.6, None, 32.4, "", 0),
    ];
    assert_eq!(programs(&read("hyperfine/startup-node-python.md")), rounded);
    assert_eq!(programs(&read("hyperfine/startup-node-python.console.txt")), rounded);

    assert_eq!(
        programs(&read("hyperfine/fib-node-params.json")),
        [
            program(
                "node fib.js 15",
                62.402_907_125,
                3.334_539_152,
                Some(61.466_321),
                67.743_124,
                "n=15",
                8
            ),
            program(
                "node fib.js 20",
                63.766_089_125,
                1.385_846_004,
                Some(64.272_423),
                65.259_111,
                "n=20",
                8
            ),
            program(
                "node fib.js 25",
                65.107_117_625,
                1.725_009_311,
                Some(65.047_983),
                68.083_074,
                "n=25",
                8
            ),
        ]
    );
    let results = read("hyperfine/3p-1brc.json");
    assert_eq!(
        programs(&results),
        [
            program(
                "cargo run --release --bin 1brc measurements_1000000000.txt",
                11_614.814_111_52,
                1_644.733_448_268,
                Some(11_818.133_333_52),
                13_148.435_542_52,
                "",
                3
            ),
            program(
                "cargo run --release --bin lucretiel_1brc measurements_1000000000.txt",
                11_554.405_167_52,
                1_138.959_750_544,
                Some(12_049.233_208_52),
                12_362.258_042_52,
                "",
                3
            ),
        ]
    );
    warns(&results.runs[0].points[0], &["3 times only", "differ much"]);
}

#[test]
fn pyperf() {
    let results = read("pyperf/json-dumps.json");
    assert_eq!(results.runs[0].name, "json_dumps_200");
    assert_eq!(results.runs[0].date, Some(Date::parse("2026-11-20").unwrap()));
    let [(_, mean, Some(stddev), Some(median), Some(max), _, 20)] = &programs(&results)[..] else {
        panic!()
    };
    assert!((mean - 0.083_085_577_905).abs() < 1e-9);
    assert!((stddev - 0.002_304_125_549).abs() < 1e-9);
    assert!((median - 0.082_984_958_984).abs() < 1e-9);
    assert!((max - 0.088_865_365_234).abs() < 1e-9);
    assert_eq!(results.runs[0].points[0].values_s[0], 8.183_972_851_560_917e-5);

    let results = read("pyperf/3p-telco.json");
    let [(name, mean, Some(stddev), Some(median), Some(max), _, 120)] = &programs(&results)[..]
    else {
        panic!()
    };
    assert_eq!(name, "telco");
    assert!((mean - 22.530_745_787).abs() < 1e-9);
    assert!((stddev - 0.186_560_584).abs() < 1e-9);
    assert!((median - 22.503_604_250).abs() < 1e-9);
    assert!((max - 22.920_717_374).abs() < 1e-9);

    // 7360512, 7364608 and 7380992 bytes.
    let results = read("pyperf/3p-track-memory.json");
    let point = only(&results);
    assert_eq!(point.point.memory_mb, Some(7.368_704));
    assert_eq!((point.point.mean_ms, point.values_s.len()), (None, 0));
    warns(point, &["memory"]);
}

/// Files of which each stands for a form.
const FORMS: [&str; 20] = [
    "wrk/node-mix-c64-non2xx.txt",
    "wrk/sweep-transcript.txt",
    "wrk2/3p-allocGet-r2000.txt",
    "hey/node-ok-c50.txt",
    "hey/node-slow-n500-c10.csv",
    "oha/node-ok-c50.json",
    "oha/node-slow-n2000-c20.txt",
    "oha/node-slow-n200-c10.csv",
    "autocannon/node-ok-c50.json",
    "autocannon/node-slow-c32-table.txt",
    "vegeta/3p-readme-with-buckets.json",
    "ab/node-slow-n2000-c20.txt",
    "ab/node-slow-n2000-c20.percentiles.csv",
    "ab/node-slow-n2000-c20.gnuplot.tsv",
    "siege/node-mix-c20.json",
    "siege/3p-taurus-verbose.out",
    "hyperfine/startup-node-python.json",
    "hyperfine/startup-node-python.csv",
    "hyperfine/startup-node-python.console.txt",
    "pyperf/json-dumps.json",
];

/// Forms in which a shorter file is a whole one: lists without an end mark.
const LISTS: [&str; 5] = [
    "hey/node-slow-n500-c10.csv",
    "oha/node-slow-n200-c10.csv",
    "ab/node-slow-n2000-c20.gnuplot.tsv",
    "siege/3p-taurus-verbose.out",
    "hyperfine/startup-node-python.csv",
];

#[test]
fn a_file_cut_short_is_refused_with_what_is_missing() {
    for name in FORMS {
        let whole = text(name);
        for share in [0.1, 0.25, 0.4, 0.55, 0.7] {
            // Here the first of several runs has just come to its end.
            let whole_run = [
                ("wrk/sweep-transcript.txt", 0.25),
                ("hyperfine/startup-node-python.console.txt", 0.4),
            ];
            if whole_run.contains(&(name, share)) {
                continue;
            }
            let mut at = (share * whole.len() as f64) as usize;
            while !whole.is_char_boundary(at) {
                at += 1;
            }
            if LISTS.contains(&name) {
                // Cut within a row.
                let Some(comma) = whole[..at].rfind([',', '\t']) else { continue };
                at = comma;
                if whole[..at].lines().count() < 2 {
                    continue;
                }
            }
            match try_read(&whole.as_bytes()[..at]) {
                Ok(results) => panic!("{name} cut at {share}: {results:?}"),
                Err(error) => {
                    assert!(!error.hint.is_empty(), "{name}: {error:?}");
                    let has_place = error.line.is_some() || share < 0.3;
                    assert!(has_place, "{name} cut at {share}: {error:?}");
                }
            }
        }
    }
}

#[track_caller]
fn refused(name: &str, from: &str, to: &str, line: u64, why: &str) {
    let whole = text(name);
    assert!(whole.contains(from), "{name} has no {from}");
    let error = try_read(whole.replacen(from, to, 1).as_bytes()).expect_err("it was read");
    assert!(error.what.contains(why), "{error}");
    assert_eq!(error.line, Some(line), "{error}");
    assert!(!error.hint.is_empty());
}

#[test]
fn figures_that_contradict_each_other_are_refused_with_their_place() {
    let mix = "wrk/node-mix-c64-non2xx.txt";
    refused(mix, "58724.99", "158724.99", 13, "293918 requests in 5 s are not");
    refused(mix, "293918 requests", "2939 requests", 13, "2939 requests in 5 s are not");
    refused(mix, "0.97ms", "9.97ms", 8, "p50 is 9.97 ms, but p75 1.29 ms");
    refused(mix, "1.27ms    1.27ms", "1.27s    1.27ms", 4, "the mean is 1270 ms");
    refused(mix, "58724.99", "nan", 13, "Requests/sec is \"nan\"");
    refused(mix, "58724.99", "-58724.99", 13, "Requests/sec is \"-58724.99\"");
    refused(mix, "16354", "1635400", 13, "1635400 answers beyond 2xx and 3xx of 293918");
    refused(mix, "5.99ms", "1e400ms", 10, "p99 is \"1e400ms\"");

    let sweep = "wrk/sweep-transcript.txt";
    refused(sweep, "Requests/sec:  44420.31", "", 30, "the run of line 16 has no Requests/sec");

    let rate = "wrk2/3p-allocGet-r2000.txt";
    refused(rate, "1995.22", "19952.2", 112, "119714 requests in 60 s are not 19952 a second");
    refused(
        rate,
        "2.663     0.950000",
        "9.663     0.950000",
        43,
        "p95 is 9.66 ms, but p99 3.02 ms",
    );

    let hey = "hey/node-ok-c50.txt";
    refused(hey, "28655.4260", "8655.4260", 7, "143317 requests in 5 s are not 8655 a second");
    refused(hey, "50% in 0.0014", "50% in 0.1014", 30, "p50 is 101.4 ms, but p75 2.1 ms");
    refused(hey, "0.0017 secs\n  Req", "-0.0017 secs\n  Req", 6, "the average is \"-0.0017 secs\"");

    let oha = "oha/node-ok-c50.json";
    refused(oha, "49032.4865463352", "4903.24865463352", 8, "are not 4903 a second");
    refused(oha, "0.000865694", "0.865694", 38, "p50 is 865.7 ms, but p75 1.06 ms");
    refused(oha, "0.0010174068365674345", "-1", 7, "summary.average is -1");

    let cannon = "autocannon/node-ok-c50.json";
    refused(
        cannon,
        "\"average\":62960",
        "\"average\":6296",
        1,
        "314818 requests in 5.02 s are not 6296",
    );
    refused(cannon, "\"non2xx\":0", "\"non2xx\":999999", 1, "999999 answers beyond 2xx of 314818");
    refused(cannon, "\"connections\":50", "\"connections\":-50", 1, "connections is -50");

    let vegeta = "vegeta/3p-readme-with-buckets.json";
    refused(
        vegeta,
        "101.00012489812",
        "1010.0012489812",
        35,
        "100 requests in 0.9935 s are not 1010",
    );
    refused(vegeta, "\"200\": 100", "\"200\": 90", 37, "90 statuses for 100 requests");
    refused(vegeta, "\"success\": 1", "\"success\": 0.5", 36, "100 of 100 requests succeeded");
    refused(vegeta, "2854306", "28543060", 2, "p50 is 28.54 ms, but p90 3.23 ms");

    let ab = "ab/node-slow-n2000-c20.txt";
    refused(ab, "372.47", "37.247", 21, "2000 requests in 5.37 s are not 37.25");
    refused(ab, "53.696 [ms]", "5.3696 [ms]", 21, "a mean of 5.3696 ms at concurrency 20");
    refused(ab, "  66%     61", "  66%     610", 36, "p66 is 610 ms, but p75 79 ms");
    let list = "ab/node-slow-n2000-c20.percentiles.csv";
    refused(list, "99,169.087", "99,16.9087", 101, "p98 is 158.912 ms, but p99 16.9087 ms");
    let rows = "ab/node-slow-n2000-c20.gnuplot.tsv";
    refused(rows, "\t0\t4\t4\t4", "\t0\t4\t400\t4", 2, "do not add up");

    let siege = "siege/node-mix-c20.json";
    refused(siege, "11185.90", "1185.90", 6, "17450 requests in 1.56 s are not 1186");
    refused(siege, "94.46", "34.46", 6, "do not make an availability of 34.46 %");

    let fine = "hyperfine/startup-node-python.json";
    refused(fine, "0.0591645678", "0.591645678", 4, "the mean, 591.6 ms, is not between");
    refused(fine, "0.0312504805", "0.0318", 38, "the times give a mean of 31.25 ms, not 31.8");
    refused(fine, "0.030604435000000003", "\"soon\"", 46, "results[1].times[5] is \"soon\"");
}

#[test]
fn what_is_no_result_is_refused() {
    for text in ["", "\n", "hello", "{}", "[1, 2]", "\u{1}\u{2}\u{3}"] {
        let error = try_read(text.as_bytes()).unwrap_err();
        assert_eq!(error, LoadError::unknown_format(), "{text:?}");
    }
    let wide: Vec<u8> =
        text("hey/node-ok-c50.txt").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let error = try_read(&[&[0xFF, 0xFE], wide.as_slice()].concat()).unwrap_err();
    assert!(error.what.contains("UTF-16"), "{error}");
    let mut bytes = bytes("wrk/node-mix-c64-non2xx.txt");
    bytes[200] = 0xFF;
    let error = try_read(&bytes).unwrap_err();
    assert_eq!((error.line, error.what.as_str()), (Some(5), "the text is not in UTF-8"));
}

#[test]
fn several_objects_in_a_file_are_several_points() {
    let one = text("vegeta/3p-readme-with-buckets.json");
    let two = text("vegeta/3p-refused.json");
    let results = try_read(format!("{one}\n{two}").as_bytes()).unwrap();
    let [run] = results.runs.as_slice() else { panic!() };
    let rates: Vec<_> = run.points.iter().map(|read| read.point.requests).collect();
    // By rising rate.
    assert_eq!(rates, [Some(50), Some(100)]);
}

fn is_sound(results: &LoadResults) {
    assert!(results.runs.iter().any(|run| !run.points.is_empty()));
    for read in results.runs.iter().flat_map(|run| &run.points) {
        let point = &read.point;
        let figures = [
            point.concurrency,
            point.offered_rps,
            point.throughput_rps,
            point.duration_s,
            point.mean_ms,
            point.stddev_ms,
            point.max_ms,
            point.memory_mb,
        ];
        let single = read.values_s.iter().copied().map(Some);
        let percentiles = point.percentiles_ms.iter().map(|&(_, ms)| Some(ms));
        for figure in figures.into_iter().chain(percentiles).chain(single).flatten() {
            assert!((0.0..=1e15).contains(&figure), "{read:?}");
        }
        for &(percentile, _) in &point.percentiles_ms {
            assert!((0.0..=100.0).contains(&percentile), "{read:?}");
        }
    }
}

fn mutated(file: &[u8], other: &[u8], changes: &[(u8, u32, u32, u8)]) -> Vec<u8> {
    let mut bytes = file.to_vec();
    for &(kind, a, b, byte) in changes {
        if bytes.is_empty() {
            break;
        }
        let at = a as usize % bytes.len();
        let end = at + (b as usize % 300).min(bytes.len() - at);
        match kind % 8 {
            0 => bytes[at] = byte,
            1 => bytes[at] ^= 1 << (byte % 8),
            2 => bytes.truncate(at),
            3 => drop(bytes.drain(at..end)),
            4 => {
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            5 => {
                let from = b as usize % other.len();
                let piece = &other[from..(from + 400).min(other.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
            6 => {
                // A figure made another one.
                let numbers: [&[u8]; 8] = [
                    b"-1",
                    b"1e308",
                    b"nan",
                    b"inf",
                    b"0",
                    b"99999999999999999999",
                    b".",
                    b"1e-320",
                ];
                if let Some(found) = bytes[at..].iter().position(u8::is_ascii_digit) {
                    let from = at + found;
                    let digits =
                        bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                    let number = numbers[usize::from(byte) % numbers.len()];
                    bytes.splice(from..from + digits, number.iter().copied());
                }
            }
            _ => {
                // Two lines change places.
                let mut lines: Vec<Vec<u8>> =
                    bytes.split(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect();
                let (x, y) = (a as usize % lines.len(), b as usize % lines.len());
                lines.swap(x, y);
                bytes = lines.join(&b'\n');
            }
        }
    }
    bytes
}

proptest! {
    // PROPTEST_CASES asks for more than the usual 256.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_a_reader_panic_or_tell_nonsense(
        which in any::<prop::sample::Index>(),
        other in any::<prop::sample::Index>(),
        changes in prop::collection::vec(any::<(u8, u32, u32, u8)>(), 1..8),
    ) {
        let samples = SAMPLES.get_or_init(samples);
        let (name, file) = which.get(samples);
        let (_, other) = other.get(samples);
        // Long files say no more than their beginning does.
        let bytes = mutated(&file[..file.len().min(20_000)], other, &changes);
        match try_read(&bytes) {
            Ok(results) => is_sound(&results),
            Err(error) => prop_assert!(
                !error.cancelled && !error.what.is_empty() && !error.hint.is_empty(),
                "{name}"
            ),
        }
    }
}

static SAMPLES: std::sync::OnceLock<Vec<(String, Vec<u8>)>> = std::sync::OnceLock::new();
