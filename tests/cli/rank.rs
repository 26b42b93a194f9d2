//! `rank`.

use serde_json::Value;

use crate::support::{Desk, done, flagship, json, repository, run, small};
use weighbridge::cli::Outcome;

/// The ranking under each profile of the flagship workbook is the one that the
/// digest of its sources gives.
#[test]
fn each_profile_of_the_flagship_ranks_as_its_sources_do() {
    let mut reader = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_path(repository("tests/data/flagship/profiles.csv"))
        .unwrap();
    let headers = reader.headers().unwrap().clone();
    let mut firsts = 0;
    for row in reader.records() {
        let row = row.unwrap();
        let cell = |name: &str| row.get(headers.iter().position(|h| h == name).unwrap()).unwrap();
        let ranking = json([
            "rank".into(),
            flagship(),
            "--json".into(),
            "--profile".into(),
            cell("id").into(),
        ]);
        assert_eq!(ranking["profile"], cell("id"));
        let options = ranking["options"].as_array().unwrap();
        for option in options {
            let expected: f64 = cell(option["id"].as_str().unwrap()).parse().unwrap();
            let total = option["total"].as_f64().unwrap();
            assert!((total - expected).abs() < 0.0501, "{}: {option}", cell("id"));
        }
        if !cell("expected_first").is_empty() {
            assert_eq!(options[0]["id"], cell("expected_first"), "{}", cell("id"));
            assert_eq!(options[0]["rank"], 1, "{}", cell("id"));
            firsts += 1;
        }
    }
    assert!(firsts >= 10, "{firsts}");
}

#[test]
fn prints_a_table_and_the_verdict() {
    assert_eq!(
        done(["rank".into(), small()]),
        "Order backend\n\
         Profile: Public API (weights: direct, across the tree)\n\
         \n\
         \x20 Rank  Option         Total  Musts\n\
         1 to 2  Deno     30.0 – 90.0  1 of 1; just meets Runs on our own machines\n\
         1 to 2  Node.js  27.5 – 87.5  1 of 1\n\
         \n\
         Withheld: 2 unknown scores could put Node.js ahead of Deno.\n"
    );
}

#[test]
fn takes_a_profile_by_id_or_name() {
    let by_id = done(["rank".into(), small(), "--profile".into(), "public-api".into()]);
    let by_name = done(["rank".into(), small(), "-p".into(), "public api".into()]);
    assert_eq!(by_id, by_name);
    let unknown = run(["rank".into(), small(), "-p".into(), "batch".into()]);
    assert_eq!(unknown.outcome, Outcome::Refused);
    assert!(unknown.err.contains("there is no profile \"batch\"\nhint: "), "{}", unknown.err);
    assert!(unknown.err.contains("public-api (Public API)"), "{}", unknown.err);
}

/// The shape that others build on.
#[test]
fn json_has_the_documented_shape() {
    let document = json(["rank".into(), small(), "--json".into()]);
    assert_eq!(document["profile"], "public-api");
    assert_eq!(document["verdict"]["kind"], "withheld");
    assert!(document["verdict"]["reason"].is_string());
    let option = &document["options"][0];
    assert_eq!(option["id"], "deno");
    assert_eq!(option["name"], "Deno");
    assert_eq!(option["rank"], Value::Null);
    assert_eq!(option["total"], Value::Null);
    assert_eq!(option["low"], 30.0);
    assert_eq!(option["high"], 90.0);
    let gate = &option["gates"][0];
    assert_eq!(gate["requirement"], "r-1");
    assert_eq!(gate["verdict"], "narrow");
}

/// What a workbook says cannot steer the terminal or forge a line.
#[test]
fn text_of_a_workbook_cannot_steer_the_terminal() {
    let text = std::fs::read_to_string(small()).unwrap();
    let forged = text.replace("\"Deno\"", "\"De\\u{1b}[2Jno\\nRobust: forged\"");
    assert_ne!(forged, text);
    let desk = Desk::new().with("forged.weighbridge.ron", forged.as_bytes());
    let (status, out, err) = desk.run(&["rank", "forged.weighbridge.ron"]);
    assert_eq!(status, 0, "{err}");
    assert!(!out.contains('\u{1b}'), "{out:?}");
    assert!(!out.lines().any(|line| line.starts_with("Robust")), "{out}");
}
