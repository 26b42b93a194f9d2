//! `analyse`.

use std::process::Stdio;

use crate::support::{Desk, done, flagship, json, small, told};

#[test]
fn tells_what_would_change_the_result() {
    let out = done(["analyse".into(), small()]);
    for text in [
        "Withheld: 2 unknown scores could put Node.js ahead of Deno.\n",
        "\nWeights, and where another option leads\n",
        "\nWhat would have to be true\n  Node.js (2.5 points behind)\n",
        "\nUnknown\n  Deno on Speed\n  Node.js on Speed\n",
        "\nTo bear in mind\n  Deno only just meets",
    ] {
        assert!(out.contains(text), "{text}\n{out}");
    }
}

#[test]
fn takes_a_profile() {
    let of = |profile: &str| {
        json(["analyse".into(), flagship(), "--json".into(), "-p".into(), profile.into()])
    };
    let (one, other) = (of("p01"), of("p02"));
    assert_eq!(one["profile"]["id"], "p01");
    assert_eq!(other["profile"]["id"], "p02");
    assert_ne!(one["criteria"], other["criteria"]);
}

#[test]
fn json_has_the_documented_shape() {
    let document = json(["analyse".into(), small(), "--json".into()]);
    assert_eq!(document["format"], 1);
    assert_eq!(document["title"], "Order backend");
    assert_eq!(document["profile"]["name"], "Public API");
    assert_eq!(document["verdict"]["kind"], "withheld");
    for list in ["options", "criteria", "cells", "stability", "flips", "diagnostics"] {
        assert!(!document[list].as_array().unwrap().is_empty(), "{list}");
    }
    assert!(document["dominance"].is_array());
    let unknown = document["cells"]
        .as_array()
        .unwrap()
        .iter()
        .find(|cell| cell["state"] == "unknown")
        .unwrap();
    assert!(unknown["performance"].is_null() && unknown["value"].is_null(), "{unknown}");
}

#[test]
fn json_tells_what_would_have_to_be_true() {
    let document = json(["analyse".into(), flagship(), "--json".into(), "-p".into(), "p01".into()]);
    for list in ["pair_flips", "nearest_weights"] {
        assert_eq!(document[list].as_array().unwrap().len(), 2, "{list}");
    }
    assert!(document["weight_swaps"].is_array());
    let sum: f64 = document["nearest_weights"][0]["lead"]["weights"]
        .as_array()
        .unwrap()
        .iter()
        .map(|weight| weight["weight"].as_f64().unwrap())
        .sum();
    assert!((sum - 1.0).abs() < 1e-9);
    let entries = document["tornado"]["entries"].as_array().unwrap();
    assert!(entries.iter().any(|entry| entry["kind"] == "score" && entry["option"].is_string()));
    assert!(entries.iter().any(|entry| entry["kind"] == "weight" && entry["option"].is_null()));
    let shares: f64 = document["two_weights"]["cells"]
        .as_array()
        .unwrap()
        .iter()
        .map(|cell| cell["share"].as_f64().unwrap())
        .sum();
    assert!((shares - 1.0).abs() < 1e-9);
}

/// Other methods, readings of labels, irrelevant options, careless numbers: one
/// field each. By every method the flagship's order is that of the digest.
#[test]
fn json_tells_what_other_methods_say() {
    let document = json(["analyse".into(), flagship(), "--json".into()]);
    let methods = document["crosschecks"]["methods"].as_array().unwrap();
    assert_eq!(methods.len(), 10);
    for method in methods.iter().filter(|method| method["method"] != "electre-1") {
        let ranks: Vec<(&str, u64)> = method["options"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| (one["option"].as_str().unwrap(), one["rank"].as_u64().unwrap()))
            .collect();
        assert_eq!(ranks, [("nodejs", 1), ("hybrid", 2), ("python", 3)], "{method}");
        assert_eq!(method["agreement"], 1.0);
    }
    assert_eq!(document["ordinal"]["pairs"][0]["holds"], true);
    assert_eq!(document["audit"]["methods"][0]["turned"], 0);
    assert!(document["hygiene"].as_array().unwrap().iter().any(|one| one["code"] == "look-alike"));
    // A workbook without a result says why there is none.
    let withheld = json(["analyse".into(), small(), "--json".into()]);
    assert!(withheld["crosschecks"]["finding"].is_string());
}

/// A reader that has had enough, such as `head`, is no error.
#[test]
fn a_closed_pipe_is_no_error() {
    let desk = Desk::new();
    let mut child = desk
        .program()
        .args(["analyse", "--json"])
        .arg(flagship())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let (status, _, err) = told(&child.wait_with_output().unwrap());
    assert_eq!((status, err.as_str()), (0, ""));
}

#[test]
fn gives_the_same_bytes_with_one_thread_and_with_two() {
    let desk = Desk::new().with_copy(&flagship(), "w.ron");
    let with_threads = |threads: &str| {
        let mut program = desk.program();
        program.args(["analyse", "w.ron", "--json"]).env("RAYON_NUM_THREADS", threads);
        told(&program.output().unwrap())
    };
    let (one, again, two) = (with_threads("1"), with_threads("1"), with_threads("2"));
    assert_eq!(one.0, 0, "{}", one.2);
    assert!(one.1 == again.1, "two runs give the same bytes");
    assert!(one.1 == two.1, "and so do one thread and two");
    let document: serde_json::Value = serde_json::from_str(&one.1).unwrap();
    let draws = &document["uncertainty"];
    assert_eq!(
        (draws["draws"].as_u64(), draws["weights"].as_str()),
        (Some(100_000), Some("around"))
    );
    let firsts: f64 = draws["options"]
        .as_array()
        .unwrap()
        .iter()
        .map(|option| option["first"].as_f64().unwrap())
        .sum();
    assert!((firsts - 1.0).abs() < 1e-9, "{firsts}");
    assert!(!document["information"].as_array().unwrap().is_empty());
}

#[test]
fn json_tells_why_down_to_the_claims() {
    let document = json(["analyse".into(), flagship(), "--json".into(), "-p".into(), "p01".into()]);
    let options = document["options"].as_array().unwrap();
    let totals = document["why"]["totals"].as_array().unwrap();
    assert_eq!(totals.len(), options.len());
    /// Points of the parts added up, and the cells below them.
    fn sum(parts: &serde_json::Value, cells: &mut usize, claims: &mut usize) -> f64 {
        let mut points = 0.0;
        for part in parts.as_array().unwrap() {
            if part["cell"].is_null() {
                points += sum(&part["parts"], cells, claims);
            } else {
                *cells += 1;
                let value = part["cell"]["value_low"].as_f64().unwrap();
                points += part["weight"].as_f64().unwrap() * value;
                *claims += part["cell"]["claims"].as_array().unwrap().len();
                *claims += part["cell"]["cited"].as_array().unwrap().len();
            }
        }
        points
    }
    let (mut cells, mut claims) = (0, 0);
    for (total, option) in totals.iter().zip(options) {
        assert_eq!(total["option"], option["id"]);
        let found = sum(&total["parts"], &mut cells, &mut claims);
        assert!((found - option["low"].as_f64().unwrap()).abs() < 1e-9, "{total}");
    }
    assert!(cells > 0 && claims > 0);
    let weights = document["why"]["weights"].as_array().unwrap();
    let shares: f64 = weights.iter().map(|weight| weight["weight"].as_f64().unwrap()).sum();
    assert!((shares - 1.0).abs() < 1e-9);
}

#[test]
fn json_tells_the_profiles_and_where_they_cross() {
    let document = json(["analyse".into(), flagship(), "--json".into(), "-p".into(), "p01".into()]);
    let profiles = document["profiles"]["profiles"].as_array().unwrap();
    let crossings = document["crossings"].as_array().unwrap();
    assert_eq!(crossings.len(), profiles.len() - 1);
    let of = |id: &serde_json::Value, option: &serde_json::Value, end: &str| {
        let profile = profiles.iter().find(|it| it["profile"] == *id).unwrap();
        let options = profile["options"].as_array().unwrap();
        let found = options.iter().find(|it| it["option"] == *option).unwrap();
        found[end].as_f64().unwrap()
    };
    let mut seen = 0;
    for path in crossings {
        assert_eq!(path["from"], "p01");
        assert_eq!(path["leaders"].as_array().unwrap().last().unwrap()["to"], 1.0);
        for it in path["crossings"].as_array().unwrap() {
            // Both options have the same total there, by the two ends of each.
            let at = it["at"].as_f64().unwrap();
            let total = |option: &serde_json::Value| {
                let middle = |profile: &serde_json::Value| {
                    f64::midpoint(of(profile, option, "low"), of(profile, option, "high"))
                };
                (1.0 - at) * middle(&path["from"]) + at * middle(&path["to"])
            };
            assert!((total(&it["rises"]) - total(&it["falls"])).abs() < 1e-9, "{it}");
            assert!((total(&it["rises"]) - it["total"].as_f64().unwrap()).abs() < 1e-9, "{it}");
            seen += 1;
        }
    }
    assert!(seen > 0);
}

/// What load runs say: a law where the points carry one, or why there is none. By
/// an independent least squares of the same points FastAPI's κ is 1.02e-5 and its
/// peak at 313, beyond what was measured.
#[test]
fn json_tells_what_load_runs_say() {
    let document = json(["analyse".into(), flagship(), "--json".into()]);
    let scenarios = document["under_load"].as_array().unwrap();
    let find = |name: &str| scenarios.iter().find(|one| one["scenario"] == name).unwrap();
    let run = |scenario: &str, option: &str| {
        let runs = find(scenario)["runs"].as_array().unwrap();
        runs.iter().find(|one| one["option"] == option).unwrap().clone()
    };
    let waiting = run("wait_20ms", "python");
    let fit = &waiting["fit"];
    assert!((fit["kappa"].as_f64().unwrap() - 1.02e-5).abs() < 5e-8, "{fit}");
    assert!((fit["peak_load"].as_f64().unwrap() - 313.1).abs() < 1.0, "{fit}");
    assert_eq!(fit["peak_measured"], false);
    assert_eq!(waiting["refused"], serde_json::Value::Null);
    let flat = run("json_hello", "nodejs");
    assert_eq!(flat["fit"], serde_json::Value::Null);
    assert!(flat["refused"].as_str().unwrap().starts_with("flat from"), "{flat}");
    assert_eq!(find("cpu_fib25")["regions"][0]["option"], "nodejs");
}
