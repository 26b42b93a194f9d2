//! `check --measurements`: whether a decision holds with fresh results of load
//! tools. The files are as wrk writes them; latencies and totals are by hand.

use serde_json::json;

use crate::support::Desk;

/// Two options on two criteria: the 99th percentile at 64 concurrent (500 ms
/// worth 0, 0 worth 100, weight 3) and a judged one (weight 1). Fast was measured
/// at 100 ms (80) and judged 20: (3 · 80 + 20) / 4 = 65. Slow was measured at 200
/// ms (60) and judged 40: 55. At most 400 ms are a must.
const WORKBOOK: &str = r#"#![enable(implicit_some)]
Workbook(
  format: 2,
  frame: Frame(title: "Bench", question: "Which?", close_call: 2.0),
  order: Order(alternatives: ["fast", "slow"], criteria: ["p99", "taste"]),
  active_profile: "main",
  requirements: [
    Requirement(
      id: "r-1",
      text: "Answers in time",
      kind: Must,
      threshold: Threshold(criterion: "p99", bound: 400.0, margin: 0.0),
    ),
  ],
  alternatives: [
    Alternative(id: "fast", name: "Fast"),
    Alternative(id: "slow", name: "Slow"),
  ],
  criteria: [
    Criterion(
      id: "p99",
      name: "Slowest of a hundred",
      kind: Scored(Measure(
        scale: Natural(unit: "ms"),
        anchors: Anchors(worst: 500.0, best: 0.0),
        value_function: Linear,
        feed: LatencyAt(percentile: 99.0, concurrency: 64.0),
      )),
    ),
    Criterion(
      id: "taste",
      name: "Taste",
      kind: Scored(Measure(
        scale: Natural(unit: "points"),
        anchors: Anchors(worst: 0.0, best: 100.0),
        value_function: Linear,
      )),
    ),
  ],
  measurements: [
    Measurement(
      id: "run-fast",
      alternative: "fast",
      label: "Fast",
      tool: "wrk",
      points: [
        LoadPoint(concurrency: 16.0, throughput_rps: 900.0, percentiles_ms: [(99.0, 50.0)], raw_file: RawFile(name: "fast-16.txt", sha256: "00")),
        LoadPoint(concurrency: 64.0, throughput_rps: 950.0, percentiles_ms: [(99.0, 100.0)], raw_file: RawFile(name: "fast-64.txt", sha256: "00")),
      ],
    ),
    Measurement(
      id: "run-slow",
      alternative: "slow",
      label: "Slow",
      tool: "wrk",
      points: [
        LoadPoint(concurrency: 64.0, throughput_rps: 400.0, percentiles_ms: [(99.0, 200.0)], memory_mb: 90.0),
      ],
      raw_file: RawFile(name: "slow-64.txt", sha256: "00"),
    ),
  ],
  profiles: [
    Profile(id: "main", name: "Main", weighting: AcrossTree, weights: {"p99": 3.0, "taste": 1.0}),
    Profile(id: "taste", name: "By taste", weighting: AcrossTree, weights: {"p99": 0.0, "taste": 1.0}),
  ],
  baseline: [
    Score(criterion: "taste", alternative: "fast", is: Value(20.0)),
    Score(criterion: "taste", alternative: "slow", is: Value(40.0)),
  ],
)
"#;

/// What wrk prints with --latency.
fn wrk(connections: u32, p99: &str) -> String {
    format!(
        "Running 10s test @ http://127.0.0.1:8080/orders
  2 threads and {connections} connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency    40.00ms   10.00ms 480.00ms   91.23%
    Req/Sec   475.00     20.00   600.00     70.00%
  Latency Distribution
     50%   35.00ms
     75%   38.00ms
     90%   45.00ms
     99%  {p99}
  9510 requests in 10.01s, 1.90MB read
Requests/sec:    950.05
Transfer/sec:    194.36KB
"
    )
}

fn desk() -> Desk {
    Desk::new().with("bench.weighbridge.ron", WORKBOOK.as_bytes())
}

const CHECK: [&str; 3] = ["check", "bench.weighbridge.ron", "--measurements"];

fn check(desk: &Desk, more: &[&str]) -> (i32, String, String) {
    desk.run(&[&CHECK, more].concat())
}

#[test]
fn the_workbook_of_these_tests_is_in_order() {
    let (status, out, err) = desk().run(&["rank", "bench.weighbridge.ron"]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(out.contains("1  Fast     65.0"), "{out}");
    assert!(out.contains("2  Slow     55.0"), "{out}");
}

#[test]
fn a_decision_holds_while_only_digits_move() {
    let desk = desk()
        .with("fast-64.txt", wrk(64, "110.00ms").as_bytes())
        .with("slow-64.txt", wrk(64, "190.00ms").as_bytes())
        .with("notes.md", b"These are from Friday.");
    let (status, out, err) = check(&desk, &["fast-64.txt", "slow-64.txt", "notes.md"]);
    assert_eq!((status, err.as_str()), (0, ""), "{out}");
    for line in [
        "  read     fast-64.txt: 1 point of run-fast (Fast)\n",
        "  read     slow-64.txt: 1 point of run-slow (Slow)\n",
        "           The file does not tell the memory: it stays as it was.\n",
        "  unused   notes.md: no load run was read from a file of that name\n",
        "  moved    Slowest of a hundred, Fast: 100 ms to 110 ms\n",
        "  moved    Slowest of a hundred, Slow: 200 ms to 190 ms\n",
        "  holds    Main: first Fast, ",
        "  holds    By taste: first Slow, ",
        "  The decision holds under 2 profiles.\n",
    ] {
        assert!(out.contains(line), "{line}\n{out}");
    }
}

#[test]
fn another_ranking_fails_and_is_named() {
    // 220 ms are worth 56: Fast has 47 and Slow leads with 55.
    let desk = desk().with("fast-64.txt", wrk(64, "220.00ms").as_bytes());
    let (status, out, err) = check(&desk, &["."]);
    assert_eq!((status, err.as_str()), (1, ""), "{out}");
    assert!(out.contains("The winner was Fast, now Slow."), "{out}");
    assert!(out.contains("The ranking was Fast and Slow, now Slow and Fast."), "{out}");
    assert!(out.contains("  holds    By taste"), "{out}");
    assert!(out.contains("does not hold under 1 of 2 profiles"), "{out}");
    // The profile that does not weigh it holds.
    let (status, _, _) = check(&desk, &[".", "--profile", "By taste"]);
    assert_eq!(status, 0);
    // The same by the run's id, from a file of any name.
    let desk = desk.with("friday.log", wrk(64, "220.00ms").as_bytes());
    let by_id = ["check", "bench.weighbridge.ron", "--run", "run-fast=friday.log"];
    assert_eq!(desk.run(&by_id).0, 1);
}

#[test]
fn a_broken_must_fails_and_is_named() {
    let desk = desk().with("slow-64.txt", wrk(64, "401.00ms").as_bytes());
    let (status, out, err) = check(&desk, &["slow-64.txt", "--json"]);
    assert_eq!((status, err.as_str()), (1, ""), "{out}");
    let document: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&document["format"], &document["holds"]), (&json!(1), &json!(false)));
    assert_eq!(document["read"][0]["run"], "run-slow");
    assert_eq!(document["read"][0]["points"], 1);
    let moved = json!({
        "criterion": "p99", "option": "slow", "from": 200.0, "to": 401.0, "unit": "ms"
    });
    assert_eq!(document["moved"], json!([moved]));
    let main = &document["profiles"][0];
    assert_eq!((&main["id"], &main["holds"]), (&json!("main"), &json!(false)));
    let changes = main["changes"].as_array().unwrap();
    let must = changes.iter().find(|it| it["kind"] == "must").unwrap();
    assert_eq!((&must["requirement"], &must["option"]), (&json!("r-1"), &json!("slow")));
    assert_eq!((&must["from"], &must["to"]), (&json!("meets it"), &json!("fails it")));
    let ranking = changes.iter().find(|it| it["kind"] == "ranking").unwrap();
    assert_eq!(ranking["to"], json!(["fast"]));
    // Slow led by taste alone, and is out there too.
    let taste = &document["profiles"][1];
    assert!(taste["changes"].as_array().unwrap().iter().any(|it| it["kind"] == "winner"));
}

#[test]
fn what_cannot_be_read_has_status_2() {
    let whole = wrk(64, "110.00ms");
    let half = &whole[..whole.find("Latency Dist").unwrap()];
    let desk = desk().with("fast-64.txt", half.as_bytes());
    let (status, out, err) = check(&desk, &["fast-64.txt"]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.starts_with("fast-64.txt: "), "{err}");
    assert!(err.contains("\nhint: "), "{err}");
    // Files that are of no run at all are not passed over in silence.
    let desk = desk.with("other.txt", whole.as_bytes());
    let (status, _, err) = check(&desk, &["other.txt"]);
    assert_eq!(status, 2);
    assert!(err.contains("no file is of one of its load runs"), "{err}");
    assert!(err.contains("fast-16.txt, fast-64.txt, slow-64.txt"), "{err}");
    let (status, _, err) =
        desk.run(&["check", "bench.weighbridge.ron", "--run", "run-none=other.txt"]);
    assert_eq!(status, 2);
    assert!(err.contains("--run run-none: there is no such load run"), "{err}");
}
