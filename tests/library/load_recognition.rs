//! Which tool wrote a file is told by what stands in it.

use std::path::{Path, PathBuf};

use weighbridge::import::load::{Format, HEAD, recognise};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/loadtest")
}

/// Every sample file, as `folder/name`.
pub fn samples() -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for tool in std::fs::read_dir(folder()).unwrap() {
        let tool = tool.unwrap().path();
        // Other people's collections are of many tools or of none.
        if !tool.is_dir() || tool.ends_with("measured") || tool.ends_with("published") {
            continue;
        }
        for file in std::fs::read_dir(&tool).unwrap() {
            let path = file.unwrap().path();
            let name = path.strip_prefix(folder()).unwrap().to_string_lossy().replace('\\', "/");
            found.push((name, std::fs::read(&path).unwrap()));
        }
    }
    found.sort();
    assert!(found.len() >= 40, "{}", found.len());
    found
}

fn expected(name: &str) -> Format {
    let (tool, file) = name.split_once('/').unwrap();
    let ends = |end: &str| file.ends_with(end);
    match tool {
        "wrk" => Format::Wrk,
        "wrk2" => Format::Wrk2,
        "hey" if ends(".csv") => Format::HeyCsv,
        "hey" => Format::Hey,
        "oha" if ends(".csv") => Format::OhaCsv,
        "oha" if ends(".json") => Format::OhaJson,
        "oha" => Format::Oha,
        "autocannon" if ends(".txt") => Format::Autocannon,
        "autocannon" => Format::AutocannonJson,
        "vegeta" => Format::Vegeta,
        "ab" if ends(".percentiles.csv") => Format::AbPercentiles,
        "ab" if ends(".tsv") => Format::AbRequests,
        "ab" => Format::Ab,
        "siege" if ends(".json") => Format::SiegeJson,
        "siege" => Format::Siege,
        "hyperfine" if ends(".csv") => Format::HyperfineCsv,
        "hyperfine" if ends(".md") => Format::HyperfineMarkdown,
        "hyperfine" if ends(".txt") => Format::Hyperfine,
        "hyperfine" => Format::HyperfineJson,
        "pyperf" => Format::Pyperf,
        "k6" if ends("-out.csv") => Format::K6Csv,
        "k6" if ends(".ndjson") => Format::K6Json,
        "k6" if ends(".txt") => Format::K6Text,
        "k6" if file.contains("handleSummary") => Format::K6StructuredSummary,
        "k6" => Format::K6Summary,
        "locust" if ends(".json") => Format::LocustJson,
        "locust" if ends("_stats.csv") => Format::LocustStats,
        "locust" if ends("_history.csv") => Format::LocustHistory,
        "locust" => Format::LocustFailures,
        "jmeter" if ends(".xml.jtl") => Format::JmeterXml,
        "jmeter" => Format::JmeterCsv,
        "gatling" if ends(".log") => Format::GatlingLog,
        "gatling" if ends("global_stats.json") => Format::GatlingGlobal,
        "gatling" => Format::GatlingStats,
        "techempower" => Format::TechEmpower,
        "measured" | "published" => Format::Csv,
        other => panic!("no tool {other}"),
    }
}

#[test]
fn every_file_is_told_by_its_content() {
    for (name, bytes) in samples() {
        let head = &bytes[..bytes.len().min(HEAD)];
        assert_eq!(recognise(head), Some(expected(&name)), "{name}");
        // As Windows writes it, with a byte order mark and its line ends.
        if let Ok(text) = std::str::from_utf8(head) {
            let text = format!("\u{FEFF}{}", text.replace('\n', "\r\n"));
            assert_eq!(recognise(text.as_bytes()), Some(expected(&name)), "{name}, Windows");
        }
    }
}

#[test]
fn what_comes_before_the_result_does_not_matter() {
    let autocannon = "Running 4s test @ http://localhost/\n32 connections\n\n┌─────────┬──────┐\n│ Stat    │ 2.5% │\n";
    assert_eq!(recognise(autocannon.as_bytes()), Some(Format::Autocannon));
    let wrk =
        "some, words\n1, 2\nRunning 3s test @ http://localhost/\n  1 threads and 1 connections\n";
    assert_eq!(recognise(wrk.as_bytes()), Some(Format::Wrk));
}

#[test]
fn a_table_with_headings_is_a_table_and_nothing_else_is() {
    let table = |text: &str| recognise(text.as_bytes());
    assert_eq!(table("users,rps,p95\n1,20,3.5\n"), Some(Format::Csv));
    assert_eq!(table("users;rps\n1;20,5\n"), Some(Format::Csv));
    assert_eq!(table("users\trps\n1\t20\n"), Some(Format::Csv));
    for other in [
        "",
        "\n\n",
        "Dear all, here is nothing\nof use",
        "1,2\n3,4\n",
        "users,rps\n",
        "{}",
        "[]",
        "{\"summary\": 3}",
        "<html></html>",
        "\0\0\0\0\u{1}",
        "%PDF-1.7\n1 0 obj",
    ] {
        assert_eq!(table(other), None, "{other:?}");
    }
}
