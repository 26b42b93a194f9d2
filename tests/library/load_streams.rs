//! Results of k6, Locust, JMeter, Gatling, TechEmpower and plain CSV. Expected
//! figures were taken from the files by hand, with awk and Python.

use std::io::Read;
use std::ops::ControlFlow;
use std::path::PathBuf;

use proptest::prelude::*;
use weighbridge::import::load::{
    ColumnRole, Columns, Format, LoadError, LoadResults, ReadPoint, ReadSettings, columns_of,
    read_load,
};

const FILES: [&str; 35] = [
    "k6/3p-gateways-summary-export.json",
    "k6/3p-k6reporter-handleSummary.json",
    "k6/3p-out-json-lines.ndjson",
    "k6/3p-ratelimiter-console-tail.txt",
    "k6/3p-ratelimiter-summary-export-v1.json",
    "k6/3p-ratelimiter2-handleSummary-compact.json",
    "k6/3p-taurus-out.csv",
    "locust/3p-jenkins-old_stats.csv",
    "locust/items.json",
    "locust/items_exceptions.csv",
    "locust/items_failures.csv",
    "locust/items_stats.csv",
    "locust/items_stats_history.csv",
    "jmeter/3p-jenkins-formatted-timestamp.csv",
    "jmeter/3p-jenkins-minimal-columns.csv",
    "jmeter/3p-jenkins-multiline-quoted.jtl",
    "jmeter/3p-jenkins-no-header.jtl",
    "jmeter/3p-jenkins-transactions-first60.csv",
    "jmeter/3p-taurus-kpi-with-404.jtl",
    "jmeter/3p-taurus-tabs.jtl",
    "jmeter/3p-taurus-transaction-controller.jtl",
    "jmeter/3p-taurus-unicode-labels.jtl",
    "jmeter/slow-mix-10threads.jtl",
    "jmeter/slow-mix-3threads.xml.jtl",
    "gatling/3p-google-20190624073138657-global_stats.json",
    "gatling/3p-google-20190624073138657-simulation.log",
    "gatling/3p-google-20190624073138657-stats.json",
    "gatling/3p-google-20190624073558058-global_stats.json",
    "gatling/3p-taurus-3.3.1-simulation.log",
    "measured/results.csv",
    "published/web-frameworks-2023-04-23.csv",
    "published/web-frameworks-2024-12-31.csv",
    "published/web-frameworks-2026-02-11-suspect.csv",
    "published/techempower-2019-12-11-node-python.csv",
    "techempower/3p-citrine-2019-12-11-node-python-subset.json",
];

fn bytes(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/loadtest").join(name);
    std::fs::read(path).unwrap()
}

fn try_read(bytes: &[u8]) -> Result<LoadResults, LoadError> {
    read_load(bytes, &ReadSettings::default(), &mut |_| ControlFlow::Continue(()))
}

fn read(name: &str) -> LoadResults {
    try_read(&bytes(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn refused(bytes: &[u8]) -> LoadError {
    let error = try_read(bytes).unwrap_err();
    assert!(!error.hint.is_empty(), "{error} says nothing to do");
    error
}

fn only(results: &LoadResults) -> &ReadPoint {
    assert_eq!(results.runs.len(), 1);
    assert_eq!(results.runs[0].points.len(), 1);
    &results.runs[0].points[0]
}

#[track_caller]
fn near(found: Option<f64>, expected: f64) {
    let found = found.expect("a figure");
    assert!((found - expected).abs() <= 1e-9 * expected.abs() + 1e-12, "{found} for {expected}");
}

#[track_caller]
fn percentiles(read: &ReadPoint, expected: &[(f64, f64)]) {
    for &(at, ms) in expected {
        near(read.point.percentile(at), ms);
    }
    assert_eq!(read.point.percentiles_ms.len(), expected.len(), "{:?}", read.point.percentiles_ms);
}

fn says(lines: &[String], part: &str) -> bool {
    lines.iter().any(|line| line.contains(part))
}

#[test]
fn k6_flat_summary() {
    let results = read("k6/3p-gateways-summary-export.json");
    assert_eq!(results.format, Format::K6Summary);
    let read = only(&results);
    assert_eq!(read.point.requests, Some(613_790));
    near(read.point.throughput_rps, 1334.398196695031);
    assert_eq!(read.point.errors, Some(0));
    near(read.point.mean_ms, 23.686612397902877);
    near(read.point.max_ms, 14239.697849);
    percentiles(read, &[(50.0, 0.666148), (90.0, 21.263027999999984), (95.0, 83.93890599999999)]);
    // Iterations were dropped: k6 sent at a rate, and 1621 users are no level.
    assert_eq!(read.point.concurrency, None);
    assert_eq!(read.point.duration_s, None);
    assert!(says(&results.warnings, "1621"));
    assert!(says(&results.limits, "coordinated omission"));

    let results = read_first("k6/3p-ratelimiter-summary-export-v1.json");
    assert_eq!(results.point.requests, Some(1_143_423));
    near(results.point.throughput_rps, 25408.868076639643);
    assert_eq!(results.point.concurrency, Some(24.0));
    // `passes` of http_req_failed: 38.08 % of the requests got a 429 or 404.
    assert_eq!(results.point.errors, Some(435_417));
}

fn read_first(name: &str) -> ReadPoint {
    only(&read(name)).clone()
}

#[test]
fn k6_structured_summary() {
    let results = read("k6/3p-k6reporter-handleSummary.json");
    assert_eq!(results.format, Format::K6StructuredSummary);
    let read = only(&results);
    assert_eq!(read.point.requests, Some(878));
    assert_eq!(read.point.errors, Some(349));
    near(read.point.throughput_rps, 35.94634922417172);
    near(read.point.duration_s, 24.425289882);
    near(read.point.mean_ms, 21.37513127107059);
    near(read.point.max_ms, 143.326605);
    assert_eq!(read.point.concurrency, Some(20.0));
    percentiles(
        read,
        &[
            (50.0, 20.090773),
            (90.0, 26.358651200000008),
            (95.0, 30.0256841),
            (99.0, 39.577136380000084),
        ],
    );
    // 35.9 requests/s of 21.4 ms are 0.77 under way, not 20.
    assert!(says(&read.warnings, "about 0.8 requests under way"));

    let results = read_first("k6/3p-ratelimiter2-handleSummary-compact.json");
    assert_eq!(results.point.requests, Some(1_441_114));
    assert_eq!(results.point.errors, Some(853_649));
    near(results.point.throughput_rps, 4802.09094690692);
    near(results.point.duration_s, 300.101355);
    near(results.point.percentile(95.0), 964.729);
    assert_eq!(results.point.concurrency, None);
}

#[test]
fn k6_console() {
    let results = read("k6/3p-ratelimiter-console-tail.txt");
    assert_eq!(results.format, Format::K6Text);
    let read = only(&results);
    assert_eq!(read.point.requests, Some(1_143_423));
    assert_eq!(read.point.errors, Some(435_417));
    near(read.point.throughput_rps, 25408.868077);
    near(read.point.duration_s, 45.0);
    near(read.point.mean_ms, 0.4973);
    near(read.point.max_ms, 100.07);
    assert_eq!(read.point.concurrency, Some(24.0));
    percentiles(read, &[(50.0, 0.38759), (90.0, 0.88081), (95.0, 1.15)]);
    // Before k6 0.57 failures stood behind a tick: true samples are failures.
    let old =
        b"http_req_duration..............: avg=1.5s min=2ms med=1s max=1m2.5s p(90)=2s p(95)=3s\n\
        http_req_failed................: 10.00% \xE2\x9C\x93 7 \xE2\x9C\x97 63\n\
        http_reqs......................: 70 7.5/s\n";
    let old = try_read(old).unwrap();
    assert_eq!(only(&old).point.errors, Some(7));
    near(only(&old).point.max_ms, 62_500.0);
}

#[test]
fn k6_points_as_csv() {
    let results = read("k6/3p-taurus-out.csv");
    assert_eq!(results.format, Format::K6Csv);
    let read = only(&results);
    assert_eq!(read.point.requests, Some(4));
    assert_eq!(read.point.errors, Some(2));
    assert_eq!(read.error_detail.get("lookup: no such host"), Some(&2));
    assert_eq!(read.point.concurrency, Some(1.0));
    // Times of day as numbers of milliseconds are exact to 0.0002.
    let seconds = read.point.duration_s.unwrap();
    assert!((seconds - 43.245591442).abs() < 1e-6);
    near(read.point.throughput_rps, 4.0 / seconds);
    near(read.point.mean_ms, 120.9059725);
    near(read.point.max_ms, 245.591442);
    near(read.point.percentile(50.0), 0.0);
    near(read.point.percentile(75.0), 238.032448);
    assert_eq!(results.runs[0].date.unwrap().to_string(), "2021-10-08");
    assert!(says(&results.warnings, "2 requests took 0 ms"));
}

#[test]
fn k6_points_as_json_lines() {
    let results = read("k6/3p-out-json-lines.ndjson");
    assert_eq!(results.format, Format::K6Json);
    let read = only(&results);
    assert_eq!(results.runs[0].name, "https://httpbin.test.k6.io/get");
    assert_eq!(read.point.requests, Some(1));
    assert_eq!(read.point.errors, Some(0));
    assert_eq!(read.point.concurrency, Some(5.0));
    near(read.point.mean_ms, 459.865729);
    assert_eq!(results.runs[0].date.unwrap().to_string(), "2017-05-09");
}

#[test]
fn locust_statistics() {
    let results = read("locust/items_stats.csv");
    assert_eq!(results.format, Format::LocustStats);
    assert_eq!(results.runs.len(), 3);
    assert_eq!(results.runs[0].name, "Aggregated");
    let all = &results.runs[0].points[0];
    assert_eq!((all.point.requests, all.point.errors), (Some(5865), Some(257)));
    near(all.point.throughput_rps, 532.8467082958241);
    near(all.point.mean_ms, 5.508642195906945);
    near(all.point.max_ms, 34.79460399967138);
    near(all.point.percentile(50.0), 5.0);
    near(all.point.percentile(95.0), 10.0);
    near(all.point.percentile(99.9), 17.0);
    assert_eq!(all.point.concurrency, None);
    assert_eq!(all.point.duration_s, None);
    assert_eq!(results.runs[2].name, "POST /orders");
    near(results.runs[2].points[0].point.throughput_rps, 85.30998449953603);

    let results = read("locust/3p-jenkins-old_stats.csv");
    assert_eq!(results.runs.len(), 5);
    let all = &results.runs[0].points[0];
    assert_eq!((all.point.requests, all.point.errors), (Some(71_464), Some(10_000)));
    near(all.point.throughput_rps, 119.314_623_051_569_12);
    near(all.point.percentile(95.0), 570.0);
    // The rows fail 10 times, the sum says 10000; the median is 200 and 450.
    assert!(says(&results.warnings, "10000"));
    assert!(says(&all.warnings, "contradict"));

    let old = b"\"Method\",\"Name\",\"# requests\",\"# failures\",\"Median response time\",\"Average response time\",\"Min response time\",\"Max response time\",\"Average Content Size\",\"Requests/s\"\n\
        \"GET\",\"/\",10,1,20,25,3,60,100,2.5\n\"None\",\"Total\",10,1,20,25,3,60,100,2.5\n";
    let results = try_read(old).unwrap();
    let read = only(&results);
    assert_eq!(results.runs[0].name, "GET /");
    assert_eq!((read.point.requests, read.point.errors), (Some(10), Some(1)));
    near(read.point.percentile(50.0), 20.0);
}

#[test]
fn locust_history() {
    let results = read("locust/items_stats_history.csv");
    assert_eq!(results.format, Format::LocustHistory);
    let read = only(&results);
    // Twenty users from ...052 (840 requests, 40 failed) to ...061 (5865, 257).
    assert_eq!(read.point.concurrency, Some(20.0));
    assert_eq!(read.point.requests, Some(5865 - 840));
    assert_eq!(read.point.errors, Some(257 - 40));
    near(read.point.duration_s, 9.0);
    near(read.point.throughput_rps, 5025.0 / 9.0);
    near(read.point.mean_ms, (5865.0 * 5.508642195906945 - 840.0 * 5.741849896424442) / 5025.0);
    // Nine seconds are less than the window: its percentiles speak of the ramp.
    assert!(read.point.percentiles_ms.is_empty());
    assert!(says(&read.warnings, "_stats.csv"));
    assert_eq!(results.runs[0].date.unwrap().to_string(), "2026-11-20");
}

#[test]
fn locust_json() {
    let results = read("locust/items.json");
    assert_eq!(results.format, Format::LocustJson);
    let all = &results.runs[0].points[0];
    assert_eq!((all.point.requests, all.point.errors), (Some(6222), Some(272)));
    near(all.point.mean_ms, 5.734608724525627);
    near(all.point.throughput_rps, 530.1379211491901);
    percentiles(
        all,
        &[(50.0, 5.0), (75.0, 8.0), (90.0, 10.0), (95.0, 10.0), (99.0, 12.0), (99.9, 110.0)],
    );
    assert_eq!(results.runs[1].name, "POST /orders");
    near(results.runs[1].points[0].point.mean_ms, 2.366105148105547);
    percentiles(
        &results.runs[2].points[0],
        &[(50.0, 6.0), (75.0, 9.0), (90.0, 10.0), (95.0, 11.0), (99.0, 12.0), (99.9, 110.0)],
    );
}

#[test]
fn locust_lists_of_failures_are_refused_with_the_file_to_take() {
    for name in ["locust/items_failures.csv", "locust/items_exceptions.csv"] {
        assert!(refused(&bytes(name)).hint.contains("_stats.csv"));
    }
}

/// Requests, failures, seconds, mean and the six percentiles of a JMeter file.
#[track_caller]
fn jmeter(
    name: &str,
    counts: (u64, Option<u64>),
    seconds: f64,
    mean: f64,
    told: [f64; 6],
) -> LoadResults {
    let results = read(name);
    let read = only(&results);
    assert_eq!(read.point.requests, Some(counts.0));
    assert_eq!(read.point.errors, counts.1);
    near(read.point.duration_s, seconds);
    near(read.point.throughput_rps, counts.0 as f64 / seconds);
    near(read.point.mean_ms, mean);
    let at = [50.0, 75.0, 90.0, 95.0, 99.0, 99.9];
    let expected: Vec<(f64, f64)> = at.into_iter().zip(told).collect();
    percentiles(read, &expected);
    near(read.point.max_ms, told[5]);
    results
}

#[test]
fn jmeter_dialects() {
    let results = jmeter(
        "jmeter/3p-jenkins-formatted-timestamp.csv",
        (3, Some(1)),
        2.001,
        4300.0 / 3.0,
        [1300.0, 2000.0, 2000.0, 2000.0, 2000.0, 2000.0],
    );
    assert_eq!(results.format, Format::JmeterCsv);
    assert_eq!(results.runs[0].date.unwrap().to_string(), "2014-02-24");
    assert_eq!(only(&results).error_detail.get("501"), Some(&1));
    let results = jmeter(
        "jmeter/3p-jenkins-minimal-columns.csv",
        (3, Some(0)),
        2.206,
        5833.0 / 3.0,
        [2204.0; 6],
    );
    assert_eq!(only(&results).point.concurrency, None);
    let results = jmeter(
        "jmeter/3p-jenkins-multiline-quoted.jtl",
        (2, Some(1)),
        2.049,
        1008.0,
        [118.0, 1898.0, 1898.0, 1898.0, 1898.0, 1898.0],
    );
    assert_eq!(only(&results).point.concurrency, Some(1.0));
    let results = jmeter(
        "jmeter/3p-jenkins-no-header.jtl",
        (3, Some(0)),
        4.08,
        3688.0 / 3.0,
        [1425.0, 2204.0, 2204.0, 2204.0, 2204.0, 2204.0],
    );
    assert!(says(&results.warnings, "no line of headings"));
    let results = jmeter(
        "jmeter/3p-taurus-tabs.jtl",
        (4, Some(0)),
        3.56,
        456.25,
        [268.0, 296.0, 1008.0, 1008.0, 1008.0, 1008.0],
    );
    assert_eq!(results.runs[0].name, "http://localhost:8080");
    let results = jmeter(
        "jmeter/3p-taurus-unicode-labels.jtl",
        (13, Some(13)),
        13.534,
        7485.0 / 13.0,
        [857.0, 867.0, 868.0, 1152.0, 1152.0, 1152.0],
    );
    assert_eq!(only(&results).error_detail.get("404"), Some(&13));
    let results = jmeter(
        "jmeter/3p-taurus-kpi-with-404.jtl",
        (21, Some(9)),
        2.913,
        89.0 / 21.0,
        [3.0, 3.0, 3.0, 4.0, 34.0, 34.0],
    );
    // Users rose from 1 to 4 within three seconds: no level held.
    assert_eq!(only(&results).point.concurrency, None);
    assert!(says(&results.warnings, "from 1 to 4"));
}

#[test]
fn jmeter_transactions_are_not_counted_twice() {
    // 60 rows, of which 18 sum up others: here 14 within the first 60 lines.
    let results = jmeter(
        "jmeter/3p-jenkins-transactions-first60.csv",
        (42, Some(0)),
        28.755,
        26773.0 / 42.0,
        [541.0, 843.0, 980.0, 1172.0, 1624.0, 1624.0],
    );
    assert!(says(&results.warnings, "transaction controllers"));
    let results = jmeter(
        "jmeter/3p-taurus-transaction-controller.jtl",
        (2, Some(1)),
        1.007,
        631.0,
        [264.0, 998.0, 998.0, 998.0, 998.0, 998.0],
    );
    assert!(says(&results.warnings, "whole transaction"));
}

#[test]
fn jmeter_response_times_are_not_latency() {
    let results = jmeter(
        "jmeter/slow-mix-10threads.jtl",
        (300, Some(9)),
        1.401,
        10234.0 / 300.0,
        [9.0, 50.0, 98.0, 130.0, 258.0, 262.0],
    );
    assert_eq!(only(&results).error_detail.get("500"), Some(&9));
    let results = jmeter(
        "jmeter/slow-mix-3threads.xml.jtl",
        (30, Some(2)),
        0.702,
        857.0 / 30.0,
        [6.0, 46.0, 79.0, 105.0, 143.0, 143.0],
    );
    assert_eq!(results.format, Format::JmeterXml);
}

#[test]
fn jmeter_xml_counts_a_sample_within_a_sample_once() {
    let xml = |inner: &str| {
        format!("<?xml version=\"1.0\"?>\n<testResults version=\"1.2\">\n{inner}\n</testResults>")
    };
    let page = xml(
        "<httpSample t=\"40\" ts=\"1795215186731\" s=\"true\" lb=\"page\" rm=\"OK\"><httpSample t=\"30\" ts=\"1795215186735\" s=\"false\" lb=\"image\"/></httpSample>",
    );
    let results = try_read(page.as_bytes()).unwrap();
    assert_eq!(only(&results).point.requests, Some(1));
    assert_eq!(only(&results).point.errors, Some(0));
    let transaction = xml(
        "<sample t=\"70\" ts=\"1795215186731\" s=\"true\" lb=\"T\" rm=\"Number of samples in transaction : 2, number of failing samples : 0\"><httpSample t=\"30\" ts=\"1795215186735\" s=\"true\" lb=\"a\"/><httpSample t=\"40\" ts=\"1795215186765\" s=\"true\" lb=\"b\"/></sample>",
    );
    let results = try_read(transaction.as_bytes()).unwrap();
    assert_eq!(only(&results).point.requests, Some(2));
    near(only(&results).point.mean_ms, 35.0);
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaa\">]><testResults/>";
    assert!(refused(bomb.as_bytes()).what.contains("document type"));
    let deep = xml(&"<sample t=\"1\" ts=\"1795215186731\">".repeat(100));
    assert!(refused(deep.as_bytes()).what.contains("deep"));
}

#[test]
fn gatling_totals() {
    let results = read("gatling/3p-google-20190624073138657-global_stats.json");
    assert_eq!(results.format, Format::GatlingGlobal);
    let read_ = only(&results);
    assert_eq!((read_.point.requests, read_.point.errors), (Some(42), Some(0)));
    near(read_.point.throughput_rps, 2.3333333333333335);
    near(read_.point.mean_ms, 1249.0);
    near(read_.point.stddev_ms, 2793.0);
    near(read_.point.max_ms, 11293.0);
    percentiles(read_, &[(50.0, 363.0), (75.0, 706.0), (95.0, 10651.0), (99.0, 11212.0)]);

    let results = read("gatling/3p-google-20190624073558058-global_stats.json");
    let [all, well] = results.runs.as_slice() else { panic!("two runs") };
    assert_eq!((all.points[0].point.requests, all.points[0].point.errors), (Some(388), Some(1)));
    near(all.points[0].point.throughput_rps, 7.918367346938775);
    near(all.points[0].point.percentile(95.0), 16059.0);
    assert_eq!(well.points[0].point.requests, Some(387));
    near(well.points[0].point.percentile(95.0), 16066.0);
    near(well.points[0].point.mean_ms, 3765.0);

    let results = read("gatling/3p-google-20190624073138657-stats.json");
    assert_eq!(results.format, Format::GatlingStats);
    assert_eq!(results.runs.len(), 38);
    assert_eq!(results.runs[0].points[0].point.requests, Some(42));
    assert!(results.runs.iter().any(|run| run.name == "request_15"));

    let script = b"var stats = {\n type: \"GROUP\",\nname: \"Global\",\nstats: {\n \"name\": \"Global\",\n \"numberOfRequests\": {\"total\": \"42\", \"ok\": \"42\", \"ko\": \"-\"},\n \"percentiles1\": {\"total\": \"363\", \"ok\": \"363\", \"ko\": \"-\"}\n},\ncontents: {}\n}\n\nfunction fillStats(stat){ }\n";
    let results = try_read(script).unwrap();
    assert_eq!(only(&results).point.requests, Some(42));
    assert_eq!(only(&results).point.errors, None);
    near(only(&results).point.percentile(50.0), 363.0);
}

#[test]
fn gatling_log() {
    let results = read("gatling/3p-google-20190624073138657-simulation.log");
    assert_eq!(results.format, Format::GatlingLog);
    assert_eq!(results.runs[0].name, "gatling_example.GoogleTest");
    assert_eq!(results.runs[0].date.unwrap().to_string(), "2019-06-24");
    let read_ = only(&results);
    assert_eq!((read_.point.requests, read_.point.errors), (Some(42), Some(0)));
    near(read_.point.duration_s, 17.823);
    near(read_.point.mean_ms, 52462.0 / 42.0);
    near(read_.point.percentile(50.0), 334.0);
    near(read_.point.percentile(90.0), 1726.0);
    near(read_.point.percentile(95.0), 11095.0);
    near(read_.point.max_ms, 11293.0);

    let results = read("gatling/3p-taurus-3.3.1-simulation.log");
    let read_ = only(&results);
    assert_eq!(read_.point.requests, Some(100));
    near(read_.point.duration_s, 1.227);
    near(read_.point.mean_ms, 111.17);
    percentiles(
        read_,
        &[(50.0, 90.0), (75.0, 102.0), (90.0, 201.0), (95.0, 235.0), (99.0, 247.0), (99.9, 256.0)],
    );
    // Since 3.4 the user has no number, and a request neither.
    let newer = b"RUN\tS\tid\t1617204667323\t \t3.9.5\nUSER\tA\tSTART\t1617204668243\nREQUEST\t\tr\t1617204668271\t1617204668508\tKO\tstatus 503\nUSER\tA\tEND\t1617204669000\n";
    let results = try_read(newer).unwrap();
    assert_eq!(only(&results).error_detail.get("status 503"), Some(&1));
    near(only(&results).point.mean_ms, 237.0);
    let binary = b"\0\0\0\0\x063.14.3\0\0\0\x01S\0\0";
    assert!(refused(binary).hint.contains("global_stats.json"));
}

#[test]
fn users_of_gatling_who_are_replaced_make_a_level() {
    // Two and four users for ten seconds each; each makes one request of 500 ms
    // and is replaced by a new one a few milliseconds later.
    let mut text = "RUN\tS\tid\t1700000000000\t \t3.9.5\n".to_owned();
    let mut now = 1_700_000_000_000_u64;
    for users in [2_u64, 4] {
        for _ in users / 2..users {
            text.push_str(&format!("USER\tA\tSTART\t{now}\n"));
        }
        if users == 2 {
            text.push_str(&format!("USER\tA\tSTART\t{now}\n"));
        }
        for _ in 0..20 {
            let end = now + 500;
            for user in 0..users {
                text.push_str(&format!(
                    "REQUEST\t\tr\t{now}\t{end}\tOK\t \nUSER\tA\tEND\t{end}\nUSER\tA\tSTART\t{}\n",
                    end + user
                ));
            }
            now = end;
        }
    }
    let results = try_read(text.as_bytes()).unwrap();
    let points = &results.runs[0].points;
    let levels: Vec<f64> = points.iter().filter_map(|it| it.point.concurrency).collect();
    assert_eq!(levels, [2.0, 4.0]);
    let close = |found: Option<f64>, expected: f64| {
        let found = found.unwrap();
        assert!((found - expected).abs() < 0.05 * expected, "{found} for {expected}");
    };
    close(points[0].point.throughput_rps, 4.0);
    close(points[1].point.throughput_rps, 8.0);
    near(points[1].point.percentile(50.0), 500.0);
}

#[test]
fn techempower() {
    let results = read("techempower/3p-citrine-2019-12-11-node-python-subset.json");
    assert_eq!(results.format, Format::TechEmpower);
    let points: usize = results.runs.iter().map(|run| run.points.len()).sum();
    assert_eq!((results.runs.len(), points), (362, 826));
    let find = |name: &str, scenario: &str| {
        let found = |run: &&weighbridge::import::load::ReadRun| {
            run.name.to_lowercase().starts_with(name) && run.scenario == scenario
        };
        results.runs.iter().find(found).unwrap_or_else(|| panic!("{name} {scenario}"))
    };
    let json = find("flask", "json");
    let levels: Vec<f64> = json.points.iter().filter_map(|it| it.point.concurrency).collect();
    assert_eq!(levels, [16.0, 32.0, 64.0, 128.0, 256.0, 512.0]);
    near(json.points[0].point.throughput_rps, 535_619.0 / 15.0);
    near(json.points[0].point.mean_ms, 0.44913);
    near(json.points[0].point.max_ms, 1.96);
    near(json.points[0].point.duration_s, 15.0);
    assert!(json.points[0].point.percentiles_ms.is_empty());
    assert_eq!(json.date.unwrap().to_string(), "2019-12-13");
    let plaintext = find("flask", "plaintext");
    assert_eq!(plaintext.points[3].point.concurrency, Some(16384.0));
    assert_eq!(plaintext.points[3].point.errors, Some(6558 + 113));
    near(plaintext.points[3].point.mean_ms, 1320.0);
    // Twenty queries are other work than one: a scenario of its own.
    let queries = find("sanic", "update, 20 queries");
    assert_eq!(queries.points.len(), 1);
    assert_eq!(queries.points[0].point.concurrency, Some(512.0));
    near(queries.points[0].point.throughput_rps, 88_684.0 / 15.0);
}

#[test]
fn plain_csv_by_its_headings() {
    let results = read("measured/results.csv");
    assert_eq!(results.format, Format::Csv);
    assert_eq!(results.runs.len(), 36);
    assert!(results.runs.iter().all(|run| run.points.len() == 9));
    let run = &results.runs[0];
    assert_eq!((run.name.as_str(), run.scenario.as_str()), ("node-http", "json_hello"));
    let read_ = &run.points[3];
    assert_eq!(read_.point.concurrency, Some(8.0));
    near(read_.point.throughput_rps, 94902.18);
    percentiles(
        read_,
        &[(50.0, 0.067), (90.0, 0.141), (95.0, 0.72), (99.0, 75.749), (99.9, 109.307)],
    );
    near(read_.point.max_ms, 115.859);
    near(read_.point.mean_ms, 1.977);
    assert_eq!((read_.point.requests, read_.point.errors), (Some(572_511), Some(0)));
    near(read_.point.duration_s, 6.033);
    near(read_.point.memory_mb, 66.2);
    assert!(results.warnings.is_empty(), "{:?}", results.warnings);

    let results = read("published/techempower-2019-12-11-node-python.csv");
    let points: usize = results.runs.iter().map(|run| run.points.len()).sum();
    assert_eq!(points, 826);
    let run = &results.runs[0];
    assert_eq!((run.name.as_str(), run.scenario.as_str()), ("hapi-postgres", "fortune"));
    near(run.points[2].point.throughput_rps, 12667.5);
    near(run.points[2].point.mean_ms, 5.06);
    near(run.points[2].point.max_ms, 136.02);
    let many = |run: &&weighbridge::import::load::ReadRun| run.scenario == "update, queries 20";
    assert_eq!(results.runs.iter().filter(many).count(), 23);

    for (name, runs) in [
        ("published/web-frameworks-2023-04-23.csv", 61),
        ("published/web-frameworks-2024-12-31.csv", 89),
        ("published/web-frameworks-2026-02-11-suspect.csv", 92),
    ] {
        let results = read(name);
        assert_eq!(results.runs.len(), runs, "{name}");
        assert!(results.runs.iter().all(|run| run.points.len() == 3));
    }
    let results = read("published/web-frameworks-2026-02-11-suspect.csv");
    let read_ = &results.runs[0].points[0];
    near(read_.point.percentile(99.0), 35.5055);
    assert_eq!((read_.point.requests, read_.point.errors, read_.point.mean_ms), (None, None, None));
    let results = read("published/web-frameworks-2023-04-23.csv");
    let read_ = &results.runs[0].points[1];
    near(read_.point.throughput_rps, 85348.7);
    near(read_.point.percentile(75.0), 4.3443);
    near(read_.point.mean_ms, 2.7953);
    assert_eq!(read_.point.requests, Some(1_287_401));
}

#[test]
fn json_that_no_tool_wrote_is_refused() {
    for name in
        ["fastify-benchmarks-2026-07-21.json", "web-frameworks-2024-12-31-native-subset.json"]
    {
        assert!(refused(&bytes(&format!("../unknown/{name}"))).hint.contains("CSV"));
    }
}

#[test]
fn plain_csv_guesses_spellings_and_units() {
    let guess = |heading: &str| {
        let head = format!("x,{heading}\n1,2\n");
        columns_of(head.as_bytes()).unwrap().guess.roles[1]
    };
    for (heading, role) in [
        ("Concurrency", ColumnRole::Concurrency),
        ("connections", ColumnRole::Concurrency),
        ("Users", ColumnRole::Concurrency),
        ("VUs", ColumnRole::Concurrency),
        ("c", ColumnRole::Concurrency),
        ("Requests/s", ColumnRole::Throughput),
        ("requests per second", ColumnRole::Throughput),
        ("QPS", ColumnRole::Throughput),
        ("throughput_rps", ColumnRole::Throughput),
        ("p95", ColumnRole::Percentile(95_000)),
        ("p99.9 (ms)", ColumnRole::Percentile(99_900)),
        ("p999_us", ColumnRole::Percentile(99_900)),
        ("p97_5", ColumnRole::Percentile(97_500)),
        ("latencyP99Ms", ColumnRole::Percentile(99_000)),
        ("95th percentile (s)", ColumnRole::Percentile(95_000)),
        ("99%", ColumnRole::Percentile(99_000)),
        ("median_ms", ColumnRole::Percentile(50_000)),
        ("latency_avg_ms", ColumnRole::Mean),
        ("Average Response Time", ColumnRole::Mean),
        ("max latency", ColumnRole::Max),
        ("failed requests", ColumnRole::Errors),
        ("error_rate", ColumnRole::Ignored),
        ("latency_stdev_ms", ColumnRole::Ignored),
        ("server_core_busy", ColumnRole::Ignored),
        ("duration (s)", ColumnRole::Duration),
        ("RSS MiB", ColumnRole::Memory),
        ("framework", ColumnRole::Run),
        ("endpoint", ColumnRole::Scenario),
        ("throughput (MB/s)", ColumnRole::Ignored),
    ] {
        assert_eq!(guess(heading), role, "{heading}");
    }
    let table = "Server;users;req/s;p95 (s);mean_us;memory (MiB)\nA;8;1.250,5;0,012;900;100\nA;4;700;n/a;;\n";
    let results = try_read(table.as_bytes()).unwrap();
    let run = &results.runs[0];
    assert_eq!(run.name, "A");
    near(run.points[1].point.throughput_rps, 1250.5);
    near(run.points[1].point.percentile(95.0), 12.0);
    near(run.points[1].point.mean_ms, 0.9);
    near(run.points[1].point.memory_mb, 104.8576);
    assert_eq!(run.points[0].point.percentile(95.0), None);
    let tabs = "users\trps\tp95\n8\t1,250.5\t1.2s\n";
    let results = try_read(tabs.as_bytes()).unwrap();
    near(only(&results).point.throughput_rps, 1250.5);
    near(only(&results).point.percentile(95.0), 1200.0);
}

#[test]
fn plain_csv_with_chosen_columns() {
    let table = b"what,amount,speed\nA,8,100\nA,16,150\n";
    let columns = columns_of(table).unwrap();
    assert_eq!(columns.headings, ["what", "amount", "speed"]);
    assert_eq!(columns.rows.len(), 2);
    assert!(columns.guess.roles.iter().all(|role| *role == ColumnRole::Ignored));
    assert!(refused(table).what.contains("throughput"));
    let roles = vec![ColumnRole::Run, ColumnRole::Concurrency, ColumnRole::Throughput];
    let settings = ReadSettings { columns: Some(Columns { roles }) };
    let results = read_load(&table[..], &settings, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(results.runs[0].points.len(), 2);
    near(results.runs[0].points[1].point.throughput_rps, 150.0);
}

/// A JMeter file of a ramp: so many users for so many seconds each, a request
/// of each user a second, of as many milliseconds as there are users.
fn ramp(steps: &[(u64, u64)]) -> String {
    let mut text = "timeStamp,elapsed,label,responseCode,success,allThreads\n".to_owned();
    let mut now = 1_700_000_000_000_u64;
    for &(users, seconds) in steps {
        for _ in 0..seconds {
            for user in 0..users {
                let at = now + user * 1000 / users;
                text.push_str(&format!("{at},{users},a,200,true,{users}\n"));
            }
            now += 1000;
        }
    }
    text
}

#[test]
fn one_ramp_gives_a_point_for_each_level_that_held() {
    let results =
        try_read(ramp(&[(1, 2), (10, 20), (15, 3), (20, 20), (3, 1)]).as_bytes()).unwrap();
    let points = &results.runs[0].points;
    let levels: Vec<f64> = points.iter().filter_map(|it| it.point.concurrency).collect();
    assert_eq!(levels, [10.0, 20.0]);
    // Ten requests a second of 10 ms, twenty of 20 ms; the first request of a
    // level only marks its start.
    near(points[0].point.throughput_rps, 10.0);
    assert_eq!(points[0].point.requests, Some(199));
    near(points[0].point.duration_s, 19.9);
    near(points[0].point.percentile(99.0), 10.0);
    near(points[1].point.throughput_rps, 20.0);
    near(points[1].point.percentile(50.0), 20.0);
    assert!(says(&results.warnings, "from 1 to 20"));
    // One level only, but short ramps: it stands for the whole at its level.
    let results = try_read(ramp(&[(4, 30)]).as_bytes()).unwrap();
    assert_eq!(only(&results).point.concurrency, Some(4.0));
    assert_eq!(only(&results).point.requests, Some(120));
    // Two runs joined: time goes back, and the levels would count it twice.
    let twice = ramp(&[(10, 20), (20, 20)]);
    let joined = format!("{twice}{}", twice.split_once('\n').unwrap().1);
    let results = try_read(joined.as_bytes()).unwrap();
    assert_eq!(only(&results).point.concurrency, None);
    assert!(says(&results.warnings, "back in time"));
}

#[test]
fn levels_of_k6_are_cut_by_its_vus() {
    let mut text =
        "metric_name,timestamp,metric_value,error,expected_response,status,url\n".to_owned();
    let mut now = 1_700_000_000_u64;
    for users in [5_u64, 10, 20] {
        for _ in 0..12 {
            for _ in 0..users {
                text.push_str(&format!("http_reqs,{now},1,,true,200,u\nhttp_req_duration,{now},{users}.5,,true,200,u\nhttp_req_failed,{now},0,,true,200,u\n"));
            }
            text.push_str(&format!("vus,{now},{users},,,,\n"));
            now += 1;
        }
    }
    let results = try_read(text.as_bytes()).unwrap();
    let points = &results.runs[0].points;
    let levels: Vec<f64> = points.iter().filter_map(|it| it.point.concurrency).collect();
    assert_eq!(levels, [5.0, 10.0, 20.0]);
    near(points[1].point.throughput_rps, 10.0);
    near(points[1].point.duration_s, 11.0);
    assert_eq!(points[1].point.requests, Some(110));
    near(points[2].point.percentile(95.0), 20.5);
}

#[test]
fn beyond_a_hundred_thousand_times_percentiles_keep_four_digits() {
    let mut text = "timeStamp,elapsed,label,success\n".to_owned();
    // 1 to 200000 ms in an order that is not theirs: 7919 is prime to it.
    for index in 0..200_000_u64 {
        let ms = 1 + index * 7919 % 200_000;
        text.push_str(&format!("{},{ms},a,true\n", 1_700_000_000_000 + index));
    }
    let results = try_read(text.as_bytes()).unwrap();
    let read_ = only(&results);
    for (at, exact) in [(50.0, 100_000.0), (95.0, 190_000.0), (99.0, 198_000.0), (99.9, 199_800.0)]
    {
        let found = read_.point.percentile(at).unwrap();
        assert!((found - exact).abs() <= 1e-4 * exact, "p{at}: {found} for {exact}");
    }
    near(read_.point.mean_ms, 100_000.5);
    near(read_.point.max_ms, 200_000.0);
    // Of 1..n the variance with n-1 below is n(n+1)/12.
    near(read_.point.stddev_ms, (200_000.0_f64 * 200_001.0 / 12.0).sqrt());
    assert!(says(&read_.warnings, "4 significant digits"));
}

#[test]
fn what_is_cut_short_or_contradicts_itself_is_refused_with_its_place() {
    assert_eq!(
        refused(b"timeStamp,elapsed,label,success\n1795215182812,abc,a,true\n").line,
        Some(2)
    );
    assert_eq!(
        refused(b"timeStamp,elapsed,label,success\n1795215182812,5,a,true\nx,5,a,true\n").line,
        Some(3)
    );
    assert_eq!(
        refused(
            b"timeStamp,elapsed,label,success\n1795215182812,5,a,maybe\n1795215182812,5,a,true\n"
        )
        .line,
        Some(2)
    );
    assert_eq!(
        refused(b"timeStamp,elapsed,label,success\n1795215182812,5\n1795215182812,5,a,true\n").line,
        Some(2)
    );
    assert!(refused(b"timeStamp,elapsed,label,success\n").what.contains("no sample"));
    assert_eq!(refused(b"timeStamp,label,success,elapsed\n1,\"a\n2,b,true,3\n").line, Some(2));
    assert!(
        refused(b"timeStamp,elapsed,label\n1795215182812,5,a\n1795215182812,1e12,a\n")
            .what
            .contains("elapsed")
    );

    // Half a last row, as a killed tool leaves it: the rows before it count.
    let mut cut = bytes("jmeter/slow-mix-10threads.jtl");
    cut.truncate(cut.len() - 30);
    let results = try_read(&cut).unwrap();
    assert_eq!(only(&results).point.requests, Some(299));
    assert!(says(&results.warnings, "breaks off in line 301"));
    let mut cut = bytes("jmeter/slow-mix-3threads.xml.jtl");
    cut.truncate(cut.len() - 60);
    let results = try_read(&cut).unwrap();
    assert_eq!(only(&results).point.requests, Some(29));
    assert!(says(&results.warnings, "breaks off"));
    let mut cut = bytes("k6/3p-taurus-out.csv");
    cut.truncate(cut.len() - 20);
    assert!(says(&try_read(&cut).unwrap().warnings, "breaks off"));
    let mut cut = bytes("gatling/3p-taurus-3.3.1-simulation.log");
    cut.truncate(cut.len() - 20);
    assert!(says(&try_read(&cut).unwrap().warnings, "breaks off"));

    // Summaries are whole or nothing.
    for name in FILES.iter().filter(|name| name.ends_with(".json")) {
        let whole = bytes(name);
        let error = refused(&whole[..whole.len() * 9 / 10]);
        assert!(error.what.contains("ends early") && error.line.is_some(), "{name}: {error}");
    }
    let stats = bytes("locust/items_stats.csv");
    let error = refused(&stats[..stats.len() - 100]);
    assert_eq!(error.line, Some(4));
    let error = refused(&bytes("measured/results.csv")[..1000]);
    assert!(error.line.is_some(), "{error}");

    let text = String::from_utf8(bytes("k6/3p-k6reporter-handleSummary.json")).unwrap();
    assert!(
        refused(text.replace("\"p(99)\": 39.577136380000084", "\"p(99)\": 3.9").as_bytes())
            .what
            .contains("p99")
    );
    assert!(
        refused(
            text.replace(
                "\"passes\": 349,\n        \"fails\": 529",
                "\"passes\": 3490, \"fails\": 529"
            )
            .as_bytes()
        )
        .what
        .contains("3490")
    );
    assert!(
        refused(text.replace("\"count\": 878", "\"count\": 87800").as_bytes())
            .what
            .contains("87800")
    );
    assert!(
        refused(text.replace("\"count\": 878", "\"count\": -1").as_bytes())
            .what
            .contains("http_reqs.count")
    );
    let text =
        String::from_utf8(bytes("gatling/3p-google-20190624073558058-global_stats.json")).unwrap();
    assert!(
        refused(text.replace("\"ko\": 1\n", "\"ko\": 7\n").as_bytes()).what.contains("do not make")
    );
    let text = String::from_utf8(bytes("locust/items.json")).unwrap();
    assert!(
        refused(text.replace("\"2\": 494", "\"2\": 493").as_bytes())
            .what
            .contains("response_times")
    );
    let text = String::from_utf8(bytes("locust/items_stats_history.csv")).unwrap();
    assert!(
        refused(text.replace("1795215060,20,,", "1795215050,20,,").as_bytes())
            .what
            .contains("goes back")
    );
    assert!(refused(b"option,concurrency,rps,p50_ms,p99_ms\na,1,2,9,3\n").what.contains("less"));
    assert_eq!(refused(b"option,concurrency,rps\na,1,2\na,2,-5\n").line, Some(3));
    assert!(refused(b"").line.is_none());
    let long =
        [b"timeStamp,elapsed,label,success\n".to_vec(), vec![b'7'; 17 * 1024 * 1024]].concat();
    assert!(refused(&long).what.contains("16 MiB"));
}

#[test]
fn reading_stops_when_told_to() {
    let text = ramp(&[(50, 200)]);
    let mut asked = 0;
    let error = read_load(text.as_bytes(), &ReadSettings::default(), &mut |_| {
        asked += 1;
        if asked > 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })
    .unwrap_err();
    assert!(error.cancelled);
    assert_eq!(asked, 3);
    for name in FILES {
        let stop = &mut |_| ControlFlow::Break(());
        let error = read_load(&bytes(name)[..], &ReadSettings::default(), stop).unwrap_err();
        assert!(error.cancelled, "{name}");
    }
}

/// Gives as many bytes at a time as it is told.
struct Pieces<'a>(&'a [u8], usize);

impl Read for Pieces<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let length = self.1.min(into.len()).min(self.0.len());
        into[..length].copy_from_slice(&self.0[..length]);
        self.0 = &self.0[length..];
        Ok(length)
    }
}

#[test]
fn the_size_of_the_pieces_read_does_not_matter() {
    for name in FILES {
        let whole = bytes(name);
        let expected = try_read(&whole);
        for size in [1, 7, 4096] {
            let found = read_load(Pieces(&whole, size), &ReadSettings::default(), &mut |_| {
                ControlFlow::Continue(())
            });
            assert_eq!(found, expected, "{name} by {size}");
        }
    }
}

/// What holds of anything that was read.
fn is_sound(results: &LoadResults) {
    assert!(!results.runs.is_empty());
    for run in &results.runs {
        assert!(!run.points.is_empty());
        for read in &run.points {
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
            let percentiles = point.percentiles_ms.iter().map(|&(_, ms)| Some(ms));
            for figure in figures.into_iter().chain(percentiles).flatten() {
                assert!(figure.is_finite() && figure >= 0.0, "{read:?}");
            }
        }
    }
}

fn mutated(file: &[u8], other: &[u8], changes: &[(u8, u32, u32, u8)]) -> Vec<u8> {
    let mut text = file.to_vec();
    for &(kind, a, b, byte) in changes {
        if text.is_empty() {
            break;
        }
        let at = a as usize % text.len();
        let to = at + b as usize % (text.len() - at + 1);
        match kind % 7 {
            0 => text[at] = byte,
            1 => text[at] ^= 1 << (byte % 8),
            2 => text.truncate(at),
            3 => {
                let piece: Vec<u8> = text[at..to.min(at + 4096)].to_vec();
                text.splice(at..at, piece);
            }
            4 => {
                text.drain(at..to.min(at + 512));
            }
            5 => {
                let from = b as usize % other.len().max(1);
                let piece: Vec<u8> = other[from..(from + 512).min(other.len())].to_vec();
                text.splice(at..at, piece);
            }
            // Figures are where the meaning is.
            _ => {
                let digits = text.iter().skip(at).position(u8::is_ascii_digit);
                if let Some(found) = digits {
                    let new: &[u8] = match byte % 8 {
                        0 => b"-",
                        1 => b"9e999",
                        2 => b"NaN",
                        3 => b"1e300",
                        4 => b".",
                        5 => b"18446744073709551616",
                        6 => b"\"",
                        _ => b"",
                    };
                    text.splice(at + found..=at + found, new.iter().copied());
                }
            }
        }
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_a_reader_panic_or_tell_nonsense(
        which in 0..FILES.len(),
        other in 0..FILES.len(),
        changes in prop::collection::vec(any::<(u8, u32, u32, u8)>(), 1..8),
    ) {
        // The three long tables are cut: damage shows within their first rows.
        let file = bytes(FILES[which]);
        let other = bytes(FILES[other]);
        let longest = if FILES[which].ends_with(".csv") { 6_000 } else { file.len() };
        let text = mutated(&file[..file.len().min(longest)], &other, &changes);
        let said = |outcome: Result<LoadResults, LoadError>| match outcome {
            Ok(results) => is_sound(&results),
            Err(error) => assert!(!error.cancelled && !error.what.is_empty() && !error.hint.is_empty()),
        };
        said(try_read(&text));
        // Whatever somebody takes the columns of a table for.
        let Some(columns) = columns_of(&text) else { return Ok(()) };
        prop_assert_eq!(columns.guess.roles.len(), columns.headings.len());
        prop_assert!(columns.rows.len() <= 20);
        let all = [
            ColumnRole::Run,
            ColumnRole::Concurrency,
            ColumnRole::Throughput,
            ColumnRole::Requests,
            ColumnRole::Errors,
            ColumnRole::Percentile(99_000),
            ColumnRole::Mean,
            ColumnRole::Memory,
            ColumnRole::Duration,
            ColumnRole::Ignored,
            ColumnRole::Scenario,
            ColumnRole::Max,
        ];
        let turned = changes[0].1 as usize;
        let roles = (0..columns.headings.len()).map(|at| all[(at + turned) % all.len()]).collect();
        let settings = ReadSettings { columns: Some(Columns { roles }) };
        said(read_load(&text[..], &settings, &mut |_| ControlFlow::Continue(())));
    }
}

/// Few in the daily run; `WEIGHBRIDGE_FUZZ_CASES` asks for more.
fn cases() -> u32 {
    std::env::var("WEIGHBRIDGE_FUZZ_CASES").ok().and_then(|it| it.parse().ok()).unwrap_or(400)
}
