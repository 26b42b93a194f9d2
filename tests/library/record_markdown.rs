//! The Markdown record against the rules of MADR 4.0 and of the tools that
//! read it.

use std::sync::Arc;

use weighbridge::analysis::analyse;
use weighbridge::record::{Format, Record, RecordError, RecordOptions, export, file_name};
use weighbridge::workbook::{Alternative, Date, Status, Workbook};

use super::record_sample::{option, workbook};

pub const HASH: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

pub fn options() -> RecordOptions {
    RecordOptions {
        number: Some(12),
        workbook_file: "backend-runtime.weighbridge.ron".to_owned(),
        workbook_text: "(format: 1)\n".to_owned(),
        sha256: HASH.to_owned(),
        generated: Date::new(2026, 11, 21),
        app_version: "0.1.0".to_owned(),
    }
}

pub fn record(workbook: &Workbook) -> Record {
    Record::build(workbook, &analyse(workbook, None), options())
}

fn markdown(workbook: &Workbook) -> String {
    let files = export(Format::Markdown, &record(workbook)).unwrap();
    assert_eq!(files.len(), 1);
    String::from_utf8(files[0].1.clone()).unwrap()
}

/// The bytes and the structure that every record has, whatever the workbook.
fn assert_sound(text: &str) {
    assert!(!text.starts_with('\u{FEFF}') && !text.contains('\r') && !text.contains('\t'));
    assert!(text.ends_with('\n') && !text.ends_with("\n\n"));
    for line in text.lines() {
        assert_eq!(line, line.trim_end(), "space at the end of {line:?}");
    }
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "---");
    let close = 1 + lines[1..].iter().position(|line| *line == "---").unwrap();
    assert!(!lines[close + 1..].contains(&"---"), "a rule that readers take for front matter");
    let front = &lines[1..close];
    assert!(front.iter().all(|line| !line.contains('|')));
    assert!(front.iter().all(|line| !line.starts_with("title")));
    let field = |name: &str| {
        front.iter().find_map(|line| line.strip_prefix(&format!("{name}: "))).unwrap_or_default()
    };
    assert!(field("number").parse::<u32>().is_ok());
    let status = field("status");
    let plain = ["draft", "proposed", "accepted", "rejected", "deprecated"].contains(&status);
    assert!(plain || status.starts_with("superseded by ADR-"), "{status}");
    assert!(field("date").is_empty() || Date::parse(field("date")).is_ok());

    let body = &lines[close + 1..];
    assert_eq!(body.iter().filter(|line| line.starts_with("# ")).count(), 1);
    let order = [
        "## Context and Problem Statement",
        "## Decision Drivers",
        "## Considered Options",
        "## Decision Outcome",
        "## Pros and Cons of the Options",
        "## More Information",
    ];
    let mut known = order.iter();
    for line in body.iter().filter(|line| line.starts_with("## ")) {
        assert!(known.any(|other| other == line), "{line} is out of order");
    }
    let section = |head: &str| -> Vec<&str> {
        let from = body.iter().position(|line| *line == head).unwrap();
        body[from + 1..].iter().take_while(|line| !line.starts_with("## ")).copied().collect()
    };
    let considered: Vec<&str> = section("## Considered Options")
        .into_iter()
        .filter_map(|line| line.strip_prefix("* "))
        .collect();
    assert!(considered.len() >= 2);
    let headed: Vec<&str> = section("## Pros and Cons of the Options")
        .into_iter()
        .filter_map(|line| line.strip_prefix("### "))
        .collect();
    assert_eq!(headed, considered);
    let outcomes: Vec<&&str> =
        body.iter().filter(|line| line.starts_with("Chosen option: ")).collect();
    assert_eq!(outcomes.len(), 1);
    let rest = outcomes[0].strip_prefix("Chosen option: \"").unwrap();
    let (title, because) = rest.split_once("\", because ").unwrap();
    assert!(considered.contains(&title), "{title}");
    assert!(because.ends_with('.') && because.len() > 1);

    let consequences: Vec<&str> = section("## Decision Outcome")
        .into_iter()
        .skip_while(|line| *line != "### Consequences")
        .take_while(|line| !line.starts_with("### ") || *line == "### Consequences")
        .collect();
    for tone in ["Good", "Bad"] {
        let bullet = format!("* {tone}, because ");
        let said = format!("No {} consequence was recorded.", tone.to_lowercase());
        assert!(
            consequences.iter().any(|line| line.starts_with(&bullet) || *line == said),
            "{tone} in {consequences:?}"
        );
    }
    for line in section("## Pros and Cons of the Options") {
        if let Some(bullet) = line.strip_prefix("* ") {
            assert!(
                ["Good, because ", "Neutral, because ", "Bad, because "]
                    .iter()
                    .any(|tone| bullet.starts_with(tone)),
                "{line}"
            );
        }
    }
    // Nothing empty, nothing left to fill in.
    for pair in body.windows(3) {
        let heads = pair[0].starts_with("## ") || pair[0].starts_with("### ");
        assert!(!(heads && pair[2].starts_with("## ")), "{} is empty", pair[0]);
    }
    for gap in ["TODO", "TBD", "…", "{", "}"] {
        assert!(!text.contains(gap), "{gap}");
    }
    assert!(!text.contains("\n\n\n"));
}

#[test]
fn the_sample_gives_the_record_it_should() {
    let text = markdown(&workbook());
    assert_sound(&text);
    let front = text.split("\n# ").next().unwrap();
    assert_eq!(
        front,
        format!(
            "---\nnumber: 12\nstatus: accepted\ndate: 2026-11-20\ndecision-makers:\n  - \"@ada\"\n  \
             - Lovelace, Ada\nconsulted:\n  - \"O'Neil: Pat\"\ninformed:\n  - Platform team\n\
             tags:\n  - backend\nreview-by: 2027-05-20\nweighbridge: \
             backend-runtime.weighbridge.ron sha256:{HASH}\n---\n"
        )
    );
    for line in [
        "# Use Node.js for the order backend",
        "Which runtime shall the order backend use?",
        "Not decided here: the database.",
        "* Must: Receives security fixes (a fix within 30 days)",
        "* p95 latency (weight 50.0 %, target 250 ms)",
        "Chosen option: \"Node.js\", because it passes every must and keeps one language in the house.",
        "* Good, because one language from end to end",
        "* Bad, because reports move to workers",
        "The load test in continuous integration stays under 300 ms at p95.",
        "* Move the reports to workers (Lovelace, Ada), by 2027-01-15",
        "| p95 latency | 50.0 % | 250 ms | 230 ms to 270 ms | 75.0 |",
        "| Team skills | 30.0 % | 3 | – | 50.0 |",
        "Rank 1, total 68.5 of 100; musts met: 1 of 1.",
        "Runner-up is Python with 67.0 points, 1.5 points behind.",
        "* O'Neil: Pat: Would have taken the hybrid.",
        "* How large do carts get?",
        "* Peak load: above 4,000 requests per second (read in the gateway's dashboard).",
        "* At the latest on 2027-05-20.",
        "Profile used: Today (weights: direct, across the tree).",
        "Workbook: backend-runtime.weighbridge.ron",
        "* @ada (Approver) approves on 2026-11-20: Agreed",
    ] {
        assert!(text.lines().any(|other| other == line), "{line:?} is not in\n{text}");
    }
    assert!(text.contains(
        "Not ranked: it fails a must: Receives security fixes (no release in two years)."
    ));
    assert!(text.contains("Not ranked: taken out on 2026-11-02 because nobody can hire for it."));
    assert!(text.contains(HASH));
}

/// The lead of 1.5 points: raising skills from 30 % to t, with the rest in
/// proportion, Python leads when t·50 = (1 − t)·(16.5 / 0.7), so t = 0.3204.
#[test]
fn the_record_names_the_weight_that_flips_it() {
    let text = markdown(&workbook());
    assert!(
        text.contains("Python leads if the weight of Team skills rises from 30.0 % to 32.0 %"),
        "{text}"
    );
}

#[test]
fn every_status_is_named() {
    for status in Status::ALL {
        let mut workbook = workbook();
        workbook.decision.status = status;
        let text = markdown(&workbook);
        assert_sound(&text);
        if status == Status::Superseded {
            workbook.decision.superseded_by = vec![15, 16];
            let text = markdown(&workbook);
            assert_sound(&text);
            assert!(text.contains("\nstatus: superseded by ADR-0015, ADR-0016\n"));
        }
    }
}

#[test]
fn a_record_that_supersedes_names_both() {
    let mut workbook = workbook();
    workbook.decision.supersedes = vec![3, 7];
    let text = markdown(&workbook);
    assert_sound(&text);
    assert!(text.contains("\nsupersedes: ADR-0003, ADR-0007\n"));
    assert!(text.contains("\nSupersedes ADR-0003 and ADR-0007.\n"));
}

#[test]
fn a_draft_proposes_the_leader_and_says_so() {
    let mut workbook = workbook();
    workbook.decision = Default::default();
    let text = markdown(&workbook);
    assert_sound(&text);
    assert!(text.contains(
        "Chosen option: \"Node.js\", because it passes every must and leads with 68.5 points \
         against 67.0 for Python; the decision is still a draft."
    ));
    assert!(text.contains("\ndate: 2026-11-21\n"));
}

#[test]
fn a_choice_against_the_ranking_says_so() {
    let mut workbook = workbook();
    workbook.decision.chosen = Some(option("python"));
    workbook.decision.because = "the data team owns it".to_owned();
    workbook.decision.override_because = "two of us leave in spring.".to_owned();
    let text = markdown(&workbook);
    assert_sound(&text);
    assert!(text.contains(
        "Chosen option: \"Python\", because the data team owns it; Node.js is ranked first and was \
         not taken because two of us leave in spring."
    ));
    assert!(
        text.contains("Node.js is ranked first with 68.5 points, 1.5 points ahead of the choice.")
    );
}

#[test]
fn nothing_weighed_or_nothing_passing_is_still_an_honest_record() {
    let mut unweighed = workbook();
    unweighed.decision = Default::default();
    unweighed.profiles = Arc::default();
    let text = markdown(&unweighed);
    assert_sound(&text);
    assert!(
        text.contains("because it stands first in the list, while nothing has been weighed yet")
    );

    let mut failing = workbook();
    failing.decision = Default::default();
    for gate in Arc::make_mut(&mut failing.requirements)[0].gates.values_mut() {
        gate.verdict = weighbridge::workbook::GateVerdict::Fail;
    }
    let text = markdown(&failing);
    assert_sound(&text);
    assert!(text.contains("it fails the fewest musts, while no option passes them all"));
}

#[test]
fn fewer_than_two_options_are_no_record() {
    for count in 0..2 {
        let mut workbook = workbook();
        Arc::make_mut(&mut workbook.alternatives).truncate(count);
        let error = export(Format::Markdown, &record(&workbook)).unwrap_err();
        assert_eq!(error, RecordError::TooFewOptions(count));
        // The other formats can be written all the same.
        for format in [Format::Html, Format::Csv, Format::Json, Format::Svg] {
            export(format, &record(&workbook)).unwrap();
        }
    }
}

#[test]
fn awkward_titles_make_sound_names_and_structure() {
    let long = "word ".repeat(24);
    for (title, name) in [
        ("Use Node.js for the order backend", "0012-use-node-js-for-the-order-backend.md"),
        ("Use \"C#\" & F# | maybe", "0012-use-c-f-maybe.md"),
        ("名前", "0012-decision-12.md"),
        ("2FA by default", "0012-2fa-by-default.md"),
        ("Über Größe [x](y)", "0012-uber-grosse-x-y.md"),
        (long.as_str(), ""),
    ] {
        let mut workbook = workbook();
        workbook.frame.title = title.to_owned();
        let mut alternatives = (*workbook.alternatives).clone();
        alternatives[0].name = title.to_owned();
        alternatives[1].name = title.to_owned();
        workbook.alternatives = Arc::new(alternatives);
        assert_sound(&markdown(&workbook));
        let own = file_name(&record(&workbook));
        if !name.is_empty() {
            assert_eq!(own, name);
        }
        assert!(own.len() <= 100, "{own}");
        let slug = own.strip_prefix("0012-").unwrap().strip_suffix(".md").unwrap();
        assert!(slug.split('-').all(|part| {
            !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        }));
    }
}

#[test]
fn user_text_forges_no_structure() {
    let nasty = "## Status\r\n\r\nAccepted\r\n---\r\n# Title\r\n| a | b |\r\n| - | - |\r\n\
                 * item\n- item\n+ item\n1. item\n> quote\n```\ncode\n```\n<script>x</script> <250 ms> {x} \
                 [a](b) ![c](d) `code` **bold** _it_ ~~s~~ https://example.org/a?b=c. … \
                 &lt; a&b \u{202E}evil\u{FEFF}\ttab\n===\ntext\n---\n[ref]: http://x\n    indented  \n";
    let long = "word and more ".repeat(215);
    assert!(long.len() > 3000);
    let mut workbook = workbook();
    workbook.frame.title = format!("Title {nasty}").chars().take(60).collect();
    workbook.frame.question = nasty.to_owned();
    workbook.frame.context = nasty.to_owned();
    workbook.frame.story = nasty.to_owned();
    workbook.frame.non_goals = vec![nasty.to_owned()];
    workbook.decision.because = nasty.to_owned();
    workbook.decision.confirmation = nasty.to_owned();
    workbook.decision.conditions = vec![nasty.to_owned()];
    for consequence in &mut workbook.decision.consequences {
        consequence.text = nasty.to_owned();
    }
    for finding in Arc::make_mut(&mut workbook.findings) {
        finding.text = nasty.to_owned();
    }
    for criterion in Arc::make_mut(&mut workbook.criteria) {
        criterion.name = format!("{} {nasty}", criterion.name);
    }
    let alternatives = Arc::make_mut(&mut workbook.alternatives);
    alternatives[0].description = nasty.to_owned();
    alternatives[0].pros = vec![nasty.to_owned(), long.clone()];
    alternatives[0].idea = nasty.to_owned();
    alternatives[1].name = format!("Option | [x] (y) {nasty}");
    for score in Arc::make_mut(&mut workbook.baseline) {
        score.reason = long.clone();
    }
    let text = markdown(&workbook);
    assert_sound(&text);
    for line in text.lines().skip(1) {
        assert!(!line.starts_with("## Status") && !line.starts_with("```"), "{line}");
        assert!(!line.replace("\\<", "").contains("<script"), "{line}");
        // Every row of a table has five cells, every other bar is escaped.
        let bars = line.replace("\\|", "").matches('|').count();
        assert!(bars == 0 || bars == 6, "{line}");
    }
    assert!(!text.contains('\u{202E}') && !text.contains('\u{FEFF}'));
    assert!(text.contains("<https://example.org/a?b=c>."));
}

#[test]
fn printed_weights_add_to_a_hundred() {
    let mut workbook = workbook();
    let profiles = Arc::make_mut(&mut workbook.profiles);
    for weight in profiles[0].weights.values_mut() {
        *weight = 1.0;
    }
    let text = markdown(&workbook);
    let weights: Vec<f64> = text
        .lines()
        .skip_while(|line| *line != "### Node.js")
        .filter_map(|line| line.split(" | ").nth(1)?.strip_suffix(" %")?.parse().ok())
        .take(3)
        .collect();
    assert_eq!(weights.len(), 3);
    assert!((weights.iter().sum::<f64>() - 100.0).abs() < 1e-9, "{weights:?}");
}

#[test]
fn the_same_workbook_gives_the_same_bytes_in_every_format() {
    let workbook = workbook();
    for format in Format::ALL {
        let first = export(format, &record(&workbook)).unwrap();
        assert_eq!(first, export(format, &record(&workbook)).unwrap(), "{format:?}");
        assert!(!first.is_empty());
    }
}

#[test]
fn an_option_without_a_name_goes_by_its_id() {
    let mut workbook = workbook();
    Arc::make_mut(&mut workbook.alternatives).push(Alternative::new(option("deno"), "[|]"));
    let text = markdown(&workbook);
    assert_sound(&text);
    assert!(text.contains("\n* deno\n"));
}
