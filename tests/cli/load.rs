//! `load` tells what load tools wrote.

use serde_json::json;
use weighbridge::cli::Outcome;

use super::support::{Desk, done, json as told, repository, run};

fn sample(name: &str) -> std::path::PathBuf {
    repository("tests/data/loadtest").join(name)
}

#[test]
fn a_sweep_is_told_point_by_point() {
    let out = done(["load".into(), sample("wrk/sweep-transcript.txt")]);
    assert!(out.contains("sweep-transcript.txt: wrk\n"), "{out}");
    assert!(out.contains("http://127.0.0.1:18090/ok\n"), "{out}");
    let row = out.lines().find(|line| line.trim_start().starts_with("16 ")).unwrap();
    let cells: Vec<&str> = row.split_whitespace().collect();
    assert_eq!(cells, ["16", "21,421", "0", "1.31", "0.3970", "–", "7.78"]);
    assert!(out.contains("warning: At 16: By Little's law"), "{out}");
    assert!(out.contains("What wrk can and cannot tell\n"), "{out}");
    assert!(out.contains("coordinated omission"), "{out}");
}

#[test]
fn json_has_the_documented_shape() {
    let document = told(["load".into(), "--json".into(), sample("wrk/sweep-transcript.txt")]);
    assert_eq!(document["format"], 1);
    assert_eq!(document["files"][0]["tool"], "wrk");
    assert_eq!(document["files"][0]["sha256"].as_str().unwrap().len(), 64);
    assert_eq!(document["files"][0]["error"], json!(null));
    let runs = document["runs"].as_array().unwrap();
    assert_eq!(runs.len(), 4);
    let first = &runs[0];
    assert!(first["file"].as_str().unwrap().ends_with("sweep-transcript.txt"));
    assert_eq!(first["tool"], "wrk");
    assert_eq!(first["label"], "http://127.0.0.1:18090/ok");
    assert_eq!(first["concurrency"], 1.0);
    assert_eq!(first["duration_s"], 3.0);
    assert_eq!(first["requests"], 64314);
    assert_eq!(first["throughput_rps"], 21428.49);
    assert_eq!(first["errors"], 0);
    assert_eq!(first["error_detail"], json!({}));
    assert_eq!(
        first["latency_ms"],
        json!({
            "mean": 0.50384, "stddev": 0.95, "p50": 0.049, "p75": 0.457, "p90": 2.04, "p95": null,
            "p97.5": null, "p99": 3.82, "p99.9": null, "max": 6.09
        })
    );
    assert_eq!(first["warnings"].as_array().unwrap().len(), 2);
    let [fit] = document["fits"].as_array().unwrap().as_slice() else { panic!() };
    assert_eq!(fit["runs"], json!([0, 1, 2, 3]));
}

#[test]
fn programs_have_times_in_seconds() {
    let document =
        told(["load".into(), "--json".into(), sample("hyperfine/startup-node-python.json")]);
    let first = &document["runs"][0];
    assert_eq!(first["label"], "node -e 0");
    let near =
        |value: &serde_json::Value, wanted: f64| (value.as_f64().unwrap() - wanted).abs() < 1e-12;
    assert!(near(&first["mean_s"], 0.059_164_567_8));
    assert!(near(&first["stddev_s"], 0.001_517_630_866_740_828));
    assert!(near(&first["median_s"], 0.059_430_119));
    assert_eq!(first["values"].as_array().unwrap().len(), 10);
    assert_eq!(first["values"][0], 0.059_155_693);
    assert_eq!(document["fits"], json!([]));
    let out = done(["load".into(), sample("hyperfine/fib-node-params.json")]);
    assert!(out.contains("node fib.js 15") && out.contains("n=15"), "{out}");
}

/// wrk's output at a concurrency, by the law with σ = 0.02, κ = 0.0005 and
/// λ = 1000.
fn by_law(n: u32) -> Vec<u8> {
    let n_f = f64::from(n);
    let x = 1000.0 * n_f / (1.0 + 0.02 * (n_f - 1.0) + 0.0005 * n_f * (n_f - 1.0));
    let mean = n_f / x * 1000.0;
    format!(
        "Running 10s test @ http://localhost/items\n  1 threads and {n} connections\n  \
         Thread Stats   Avg      Stdev     Max   +/- Stdev\n    \
         Latency   {mean:.2}ms    1.00ms  900.00ms   70.00%\n    \
         Req/Sec     1.00k     1.00     1.00k    70.00%\n  \
         {} requests in 10.00s, 1.00MB read\nRequests/sec: {x:.6}\nTransfer/sec:    100.00KB\n",
        (10.0 * x).round()
    )
    .into_bytes()
}

const LEVELS: [u32; 8] = [1, 2, 4, 8, 16, 32, 64, 128];

fn desk() -> Desk {
    LEVELS.iter().fold(Desk::new(), |desk, &n| desk.with(&format!("c{n}.txt"), &by_law(n)))
}

#[test]
fn files_of_one_address_make_one_curve() {
    let desk = desk();
    let names: Vec<String> = LEVELS.iter().map(|n| format!("c{n}.txt")).collect();
    let arguments: Vec<&str> =
        ["load", "--json"].into_iter().chain(names.iter().map(String::as_str)).collect();
    let (status, out, err) = desk.run(&arguments);
    assert_eq!((status, err.as_str()), (0, ""));
    let document: serde_json::Value = serde_json::from_str(&out).unwrap();
    let [fit] = document["fits"].as_array().unwrap().as_slice() else { panic!("{out}") };
    let near = |field: &str, wanted: f64, share: f64| {
        let found = fit[field].as_f64().unwrap();
        assert!((found - wanted).abs() <= share * wanted, "{field}: {found}, not {wanted}");
    };
    near("sigma", 0.02, 0.01);
    near("kappa", 0.0005, 0.01);
    near("lambda", 1000.0, 0.01);
    // √((1 − 0.02) / 0.0005)
    near("peak_concurrency", 44.2719, 0.01);
    assert!(fit["r_squared"].as_f64().unwrap() > 0.9999);
    assert_eq!(fit["runs"], json!([0, 1, 2, 3, 4, 5, 6, 7]));

    let text: Vec<&str> = ["load"].into_iter().chain(names.iter().map(String::as_str)).collect();
    let (_, out, _) = desk.run(&text);
    assert!(out.contains("Scalability of http://localhost/items (8 files)"), "{out}");
    assert!(out.contains("peak at concurrency 44.27"), "{out}");

    // Each by itself is one level, of which nothing follows.
    let separate: Vec<&str> = arguments.iter().copied().chain(["--separate"]).collect();
    let (_, out, _) = desk.run(&separate);
    let document: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(document["fits"], json!([]));
}

#[test]
fn why_there_is_no_fit_is_told() {
    let desk = desk();
    let (_, out, _) = desk.run(&["load", "--json", "c1.txt", "c2.txt"]);
    let document: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        document["fits"],
        json!([{ "runs": [0, 1], "refused": "2 of the 4 levels of load that a fit needs" }])
    );
    let (_, out, _) = desk.run(&["load", "c1.txt", "c2.txt"]);
    assert!(out.contains("no fit: 2 of the 4 levels"), "{out}");
}

#[test]
fn a_file_that_cannot_be_read_does_not_hide_the_others() {
    let cut = &by_law(4)[..150];
    let desk =
        Desk::new().with("cut.txt", cut).with("whole.txt", &by_law(8)).with("none.txt", b"hello");
    let (status, out, err) = desk.run(&["load", "cut.txt", "none.txt", "whole.txt", "missing.txt"]);
    assert_eq!(status, 2);
    assert!(out.starts_with("whole.txt: wrk\n"), "{out}");
    let lines: Vec<&str> = err.lines().collect();
    assert_eq!(lines.len(), 6, "{err}");
    assert!(lines[0].starts_with("cut.txt: line "), "{err}");
    assert!(lines[1].starts_with("hint: "), "{err}");
    assert!(lines[2].starts_with("none.txt: this is no result of a load tool"), "{err}");
    assert_eq!(lines[4], "missing.txt: there is no such file");
    let (status, out, _) = desk.run(&["load", "--json", "cut.txt", "whole.txt"]);
    assert_eq!(status, 2);
    let document: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(document["runs"].as_array().unwrap().len(), 1);
    assert!(document["files"][0]["error"]["line"].is_u64(), "{out}");
    assert_eq!(document["files"][1]["error"], json!(null));
}

#[test]
fn standard_input_is_a_file_too() {
    let desk = Desk::new();
    let (status, out, err) = desk.run_with_input(&["load", "-"], &by_law(16));
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(out.starts_with("-: wrk\n"), "{out}");
}

#[test]
fn columns_of_a_table_are_named_or_counted() {
    let table = b"who,level,rate,slow\nours,1,10,5\nours,2,19,6\nours,4,36,8\n";
    let desk = Desk::new().with("table.csv", table);
    for columns in
        ["concurrency=level,throughput=rate,p99=slow", "concurrency=2,throughput=3,p99=4"]
    {
        let (status, out, err) = desk.run(&["load", "--json", "--columns", columns, "table.csv"]);
        assert_eq!((status, err.as_str()), (0, ""));
        let document: serde_json::Value = serde_json::from_str(&out).unwrap();
        let runs = document["runs"].as_array().unwrap();
        assert_eq!(runs.len(), 3);
        assert_eq!(runs[2]["concurrency"], 4.0);
        assert_eq!(runs[2]["throughput_rps"], 36.0);
        assert_eq!(runs[2]["latency_ms"]["p99"], 8.0);
        assert_eq!(runs[2]["latency_ms"]["p50"], json!(null));
    }
    let (status, _, err) = desk.run(&["load", "--columns", "concurrency=users", "table.csv"]);
    assert_eq!(status, 2);
    assert!(err.starts_with("table.csv: line 1: there is no column \"users\"\nhint: The headings are who, level, rate, slow."), "{err}");
    for wrong in ["level", "speed=1", "mean=1,mean=2", ","] {
        let result = run(["load", "--columns", wrong, "table.csv"]);
        assert_eq!(result.outcome, Outcome::Refused);
        assert!(result.err.starts_with("--columns: "), "{}", result.err);
    }
}

/// Three servers were measured at the same address one after the other: their
/// files hold nine levels each and are three series, not tries of one.
#[test]
fn files_that_hold_a_series_each_are_not_thrown_together() {
    let files = ["node-fastify", "python-fastapi", "hybrid-fastify-fastapi"]
        .map(|server| repository(&format!("workbooks/measurements/{server}-wait-20ms.txt")));
    let text =
        done(std::iter::once("load".into()).chain(files.into_iter().map(|it| it.into_os_string())));
    assert_eq!(text.matches("Scalability of ").count(), 3, "{text}");
    assert_eq!(text.matches("over 9 levels").count(), 3, "{text}");
    let table = repository("workbooks/measurements/results.csv");
    let document = done(["load".into(), "--json".into(), table.into_os_string()]);
    let document: serde_json::Value = serde_json::from_str(&document).unwrap();
    assert_eq!(document["fits"].as_array().unwrap().len(), 36, "nine servers, four scenarios");
}
