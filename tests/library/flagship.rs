//! The flagship workbook against the figures of the digest that it was made
//! from, in `tests/data/flagship`. Not here: reading and writing of workbooks
//! in general, and the methods, which have tests of their own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use weighbridge::analysis::{Analysis, Standing, VerdictKind, analyse};
use weighbridge::store;
use weighbridge::workbook::{
    AlternativeId, Answer, CheckLevel, ChoiceId, ClaimVerdict, CriterionId, Profile, ProfileId,
    QuestionId, Workbook, check, faults,
};

const OPTIONS: [&str; 3] = ["nodejs", "python", "hybrid"];

/// A figure printed to one decimal may be off by half a tenth.
const PRINTED: f64 = 0.05 + 1e-9;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn text() -> String {
    std::fs::read_to_string(folder("workbooks/backend-runtime.weighbridge.ron")).unwrap()
}

fn flagship() -> Workbook {
    store::parse(&text()).unwrap_or_else(|error| panic!("{error}"))
}

fn rows<T: serde::de::DeserializeOwned>(name: &str) -> Vec<T> {
    csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_path(folder("tests/data/flagship").join(name))
        .unwrap()
        .deserialize()
        .map(|row| row.unwrap())
        .collect()
}

fn profile_id(id: &str) -> ProfileId {
    ProfileId::new(id).unwrap()
}

fn option_id(id: &str) -> AlternativeId {
    AlternativeId::new(id).unwrap()
}

fn total(analysis: &Analysis, option: &str) -> f64 {
    analysis.options[analysis.option_at(&option_id(option)).unwrap()].total.unwrap()
}

fn lead(analysis: &Analysis, option: &str, rival: &str) -> f64 {
    total(analysis, option) - total(analysis, rival)
}

fn first(analysis: &Analysis) -> &str {
    analysis.leader().unwrap().id.as_str()
}

/// The analysis of a profile after a change of it.
fn analyse_changed(id: &str, change: impl FnOnce(&mut Profile)) -> Analysis {
    let mut workbook = flagship();
    let id = profile_id(id);
    change(
        Arc::make_mut(&mut workbook.profiles).iter_mut().find(|profile| profile.id == id).unwrap(),
    );
    assert_eq!(faults(&workbook), []);
    analyse(&workbook, Some(&id))
}

fn answer(profile: &mut Profile, question: &str, choices: &[&str]) {
    let choices = choices.iter().map(|choice| ChoiceId::new(choice).unwrap()).collect();
    profile
        .answers
        .insert(QuestionId::new(question).unwrap(), Answer { choices, ..Answer::default() });
}

#[test]
fn it_is_sound() {
    let workbook = flagship();
    assert_eq!(faults(&workbook), []);
    let errors: Vec<_> =
        check(&workbook).into_iter().filter(|found| found.level == CheckLevel::Error).collect();
    assert_eq!(errors, []);
}

#[test]
fn it_is_stored_as_it_would_be_saved() {
    let text = text();
    assert_eq!(store::to_text(&store::parse(&text).unwrap()).unwrap(), text);
}

#[test]
fn it_holds_all_of_the_digest() {
    let workbook = flagship();
    let scored = workbook.criteria.iter().filter(|criterion| criterion.measure().is_some()).count();
    assert_eq!(workbook.sources.len(), 5);
    assert_eq!(workbook.claims.len(), 518);
    assert_eq!(workbook.contradictions.len(), 46);
    assert_eq!(workbook.questions.len(), 37);
    let measured: Vec<&str> = workbook
        .criteria
        .iter()
        .filter(|criterion| criterion.measure().is_some_and(|measure| measure.feed.is_some()))
        .map(|criterion| criterion.id.as_str())
        .collect();
    // The digest is of the sources; what was measured stands beside it.
    assert_eq!(measured.len(), 5);
    assert_eq!(scored - measured.len(), 43);
    assert_eq!(workbook.alternatives.len(), 3);
    assert_eq!(workbook.baseline.len(), 43 * 3);
    let expecting = workbook.profiles.iter().filter(|profile| profile.expected.is_some()).count();
    assert_eq!(expecting, 19);
}

#[test]
fn articles_that_share_whole_phrases_are_one_voice() {
    let workbook = flagship();
    let voices: BTreeSet<&str> = workbook.sources.iter().map(|source| source.voice()).collect();
    assert_eq!(voices.len(), 4);
}

#[test]
fn every_claim_keeps_its_verdict() {
    #[derive(serde::Deserialize)]
    struct Row {
        id: String,
        source: String,
        verdict: String,
        treatment: String,
    }
    let workbook = flagship();
    let expected: Vec<Row> = rows("verdicts.csv");
    assert_eq!(expected.len(), workbook.claims.len());
    for (claim, row) in workbook.claims.iter().zip(expected) {
        assert_eq!(claim.id.as_str(), row.id);
        assert_eq!(claim.source.as_str(), row.source, "{}", row.id);
        assert_eq!(claim.verdict.name(), row.verdict, "{}", row.id);
        assert_eq!(claim.treatment.name(), row.treatment, "{}", row.id);
    }
}

#[test]
fn a_wrong_claim_stays_with_its_correction_and_never_counts() {
    let workbook = flagship();
    let wrong: Vec<_> =
        workbook.claims.iter().filter(|claim| claim.verdict == ClaimVerdict::Wrong).collect();
    assert_eq!(wrong.len(), 19);
    for claim in wrong {
        assert!(!claim.counts(), "{}", claim.id);
        assert!(!claim.verdict_note.is_empty(), "{}", claim.id);
    }
}

#[test]
fn scores_rest_on_counted_claims_about_their_own_cell() {
    let workbook = flagship();
    for score in workbook.baseline.iter() {
        for id in &score.claims {
            let claim = workbook.claim(id).unwrap();
            assert!(claim.counts(), "{id} backs a score and does not count");
            assert_eq!(claim.criterion.as_ref(), Some(&score.criterion), "{id}");
            assert!(claim.about.contains(&score.alternative), "{id}");
        }
    }
}

#[test]
fn claims_are_counted_as_in_the_digest() {
    #[derive(serde::Deserialize)]
    struct Row {
        criterion: String,
        claims: usize,
        counted: usize,
        for_nodejs: usize,
        for_python: usize,
        for_hybrid: usize,
        neutral: usize,
    }
    let workbook = flagship();
    let expected: Vec<Row> = rows("claims_per_criterion.csv");
    assert_eq!(expected.len(), 47);
    for row in expected {
        let all: Vec<_> = workbook
            .claims
            .iter()
            .filter(|claim| claim.criterion.as_ref().is_some_and(|id| id.as_str() == row.criterion))
            .collect();
        let favouring = |option: Option<&str>| {
            all.iter()
                .filter(|claim| claim.counts())
                .filter(|claim| claim.favours.as_ref().map(AlternativeId::as_str) == option)
                .count()
        };
        let found = [
            all.len(),
            all.iter().filter(|claim| claim.counts()).count(),
            favouring(Some("nodejs")),
            favouring(Some("python")),
            favouring(Some("hybrid")),
            favouring(None),
        ];
        let expected =
            [row.claims, row.counted, row.for_nodejs, row.for_python, row.for_hybrid, row.neutral];
        assert_eq!(found, expected, "{}", row.criterion);
    }
}

#[test]
fn every_question_can_be_answered() {
    for question in flagship().questions.iter() {
        assert!(question.choices.len() >= 2, "{}", question.id);
        let ids: BTreeSet<_> = question.choices.iter().map(|choice| &choice.id).collect();
        assert_eq!(ids.len(), question.choices.len(), "{}", question.id);
    }
}

#[test]
fn numbers_at_the_edges_fall_into_the_band_that_names_them() {
    let workbook = flagship();
    for (question, number, choice) in [
        ("q02", 99.0, "under-100"),
        ("q02", 100.0, "100-500"),
        ("q02", 500.0, "100-500"),
        ("q02", 501.0, "over-500"),
        ("q03", 0.0, "up-to-100"),
        ("q03", 100.0, "up-to-100"),
        ("q03", 101.0, "100-1000"),
        ("q03", 1000.0, "100-1000"),
        ("q03", 1001.0, "over-1000"),
        ("q21", 255.0, "under-256"),
        ("q21", 256.0, "256-1024"),
        ("q21", 1024.0, "256-1024"),
        ("q21", 1025.0, "more"),
        ("q25", 59.0, "under-60"),
        ("q25", 60.0, "over-60"),
    ] {
        let found = workbook.question(&QuestionId::new(question).unwrap()).unwrap();
        let id = found.choice_for(number).map(|choice| choice.id.as_str());
        assert_eq!(id, Some(choice), "{question} at {number}");
    }
}

#[test]
fn every_profile_ranks_as_the_articles_do() {
    #[derive(serde::Deserialize)]
    struct Row {
        id: String,
        expected_first: String,
        support: String,
        nodejs: f64,
        python: f64,
        hybrid: f64,
        lead: f64,
    }
    let workbook = flagship();
    let expected: Vec<Row> = rows("profiles.csv");
    assert_eq!(expected.len(), 19);
    for row in expected {
        let id = profile_id(&row.id);
        let stated = workbook.profile(&id).unwrap().expected.clone().unwrap();
        let analysis = analyse(&workbook, Some(&id));
        for (option, total_expected) in
            OPTIONS.into_iter().zip([row.nodejs, row.python, row.hybrid])
        {
            let found = total(&analysis, option);
            assert!(
                (found - total_expected).abs() <= PRINTED,
                "{}: {option} has {found}, not {total_expected}",
                row.id
            );
        }
        let verdict = &analysis.verdict;
        let found = verdict.lead.unwrap();
        assert!((found - row.lead).abs() <= PRINTED, "{}: lead {found}", row.id);
        assert_eq!(stated.support.name(), row.support, "{}", row.id);
        let stated_first = stated.first.as_ref().map_or("", AlternativeId::as_str);
        assert_eq!(stated_first, row.expected_first, "{}", row.id);
        if row.expected_first.is_empty() {
            assert_eq!(verdict.kind, VerdictKind::Close, "{}", row.id);
        } else {
            assert_eq!(first(&analysis), row.expected_first, "{}", row.id);
            assert!(
                matches!(verdict.kind, VerdictKind::Robust | VerdictKind::Fragile),
                "{}: {}",
                row.id,
                verdict.sentence()
            );
        }
    }
}

#[test]
fn worked_answers_come_out() {
    #[derive(serde::Deserialize)]
    struct Cases {
        cases: Vec<Case>,
    }
    #[derive(serde::Deserialize)]
    struct Case {
        case: String,
        answers: BTreeMap<String, Vec<String>>,
        totals: BTreeMap<String, serde_json::Value>,
    }
    let path = folder("tests/data/flagship/worked_answers.json");
    let cases: Cases = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(cases.cases.len(), 16);
    for case in cases.cases {
        let analysis = analyse_changed("questionnaire", |profile| {
            for (question, choices) in &case.answers {
                let choices: Vec<&str> = choices.iter().map(String::as_str).collect();
                answer(profile, question, &choices);
            }
        });
        assert_eq!(analysis.questionnaire.open.len(), 37 - case.answers.len(), "{}", case.case);
        for option in OPTIONS {
            let result = &analysis.options[analysis.option_at(&option_id(option)).unwrap()];
            if let Some(expected) = case.totals[option].as_f64() {
                let found = result.total.unwrap();
                assert_eq!(result.standing, Standing::Ranked, "{}: {option}", case.case);
                assert!(
                    (found - expected).abs() <= PRINTED,
                    "{}: {option} has {found}, not {expected}",
                    case.case
                );
            } else {
                assert_eq!(case.totals[option], "out");
                assert!(
                    matches!(result.standing, Standing::Excluded(_)),
                    "{}: {option} is not out",
                    case.case
                );
            }
        }
    }
}

/// A change of a profile that the digest describes, and what it says follows.
struct Change {
    profile: &'static str,
    weights: &'static [(&'static str, f64)],
    team: Option<&'static str>,
    first: &'static str,
    /// Lead over an option before and after, in whole points, where told.
    lead: Option<(&'static str, f64, f64)>,
}

const CHANGES: &[Change] = &[
    Change {
        profile: "p01",
        weights: &[("performance_io", 0.0), ("concurrency_model", 0.0)],
        team: None,
        first: "nodejs",
        lead: Some(("python", 21.0, 9.0)),
    },
    Change {
        profile: "p02",
        weights: &[("performance_cpu", 5.0), ("data_science_ml", 3.0)],
        team: None,
        first: "nodejs",
        lead: Some(("hybrid", 17.0, 2.0)),
    },
    Change {
        profile: "p04",
        weights: &[("data_science_ml", 5.0), ("hybrid_fit", 4.0)],
        team: None,
        first: "hybrid",
        lead: None,
    },
    Change {
        profile: "p05",
        weights: &[("startup_time", 5.0), ("deployment_containers", 5.0)],
        team: None,
        first: "nodejs",
        lead: None,
    },
    Change {
        profile: "p06",
        weights: &[("team_skills", 5.0)],
        team: Some("mostly-python"),
        first: "nodejs",
        lead: Some(("python", 20.0, 7.0)),
    },
    Change {
        profile: "p08",
        weights: &[("performance_cpu", 5.0)],
        team: None,
        first: "nodejs",
        lead: Some(("hybrid", 16.0, 8.0)),
    },
    Change {
        profile: "p09",
        weights: &[],
        team: Some("mostly-python"),
        first: "nodejs",
        lead: Some(("python", 32.0, 6.0)),
    },
    Change {
        profile: "p10",
        weights: &[("data_science_ml", 0.0)],
        team: None,
        first: "python",
        lead: Some(("nodejs", 24.0, 9.0)),
    },
    Change {
        profile: "p11",
        weights: &[("realtime", 5.0), ("performance_io", 4.0), ("concurrency_model", 4.0)],
        team: None,
        first: "hybrid",
        lead: None,
    },
    Change {
        profile: "p13",
        weights: &[("performance_speed", 2.0), ("performance_io", 2.0), ("concurrency_model", 2.0)],
        team: None,
        first: "python",
        lead: None,
    },
    Change {
        profile: "p15",
        weights: &[("team_skills", 4.0), ("fullstack_language", 5.0)],
        team: Some("mostly-javascript"),
        first: "nodejs",
        lead: None,
    },
    Change {
        profile: "p17",
        weights: &[("hybrid_fit", 0.0)],
        team: None,
        first: "hybrid",
        lead: Some(("nodejs", 11.0, 1.0)),
    },
    Change {
        profile: "p18",
        weights: &[("fullstack_language", 0.0)],
        team: Some("mostly-python"),
        first: "python",
        lead: None,
    },
    Change {
        profile: "p19",
        weights: &[],
        team: Some("mostly-javascript"),
        first: "nodejs",
        lead: None,
    },
    Change {
        profile: "p19",
        weights: &[],
        team: Some("mostly-python"),
        first: "python",
        lead: None,
    },
];

#[test]
fn changed_profiles_move_as_the_digest_says() {
    let workbook = flagship();
    for change in CHANGES {
        let analysis = analyse_changed(change.profile, |profile| {
            for (criterion, weight) in change.weights {
                profile.weights.insert(CriterionId::new(criterion).unwrap(), *weight);
            }
            if let Some(team) = change.team {
                answer(profile, "q09", &[team]);
            }
        });
        assert_eq!(first(&analysis), change.first, "{} {:?}", change.profile, change.team);
        if let Some((rival, before, after)) = change.lead {
            let unchanged = analyse(&workbook, Some(&profile_id(change.profile)));
            let found = [&unchanged, &analysis].map(|it| lead(it, change.first, rival));
            for (found, expected) in found.into_iter().zip([before, after]) {
                assert!(
                    (found - expected).abs() <= 0.5,
                    "{}: lead over {rival} is {found}, not {expected}",
                    change.profile
                );
            }
        }
    }
}

#[test]
fn no_single_weight_doubled_or_halved_takes_chat_from_node() {
    let weights = flagship().profile(&profile_id("p03")).unwrap().weights.clone();
    for criterion in weights.keys() {
        for factor in [0.5, 2.0] {
            let analysis = analyse_changed("p03", |profile| {
                *profile.weights.get_mut(criterion).unwrap() *= factor;
            });
            assert_eq!(first(&analysis), "nodejs", "{criterion} times {factor}");
        }
    }
}

#[test]
fn a_hybrid_is_out_with_its_reason_where_two_runtimes_cannot_be_run() {
    let analysis = analyse_changed("p17", |profile| answer(profile, "q11", &["no"]));
    let hybrid = &analysis.options[analysis.option_at(&option_id("hybrid")).unwrap()];
    let Standing::Excluded(musts) = &hybrid.standing else { panic!("{:?}", hybrid.standing) };
    assert_eq!(musts.iter().map(|id| id.as_str()).collect::<Vec<_>>(), ["m-two-runtimes"]);
    let gate = hybrid.gates.iter().find(|gate| gate.requirement == musts[0]).unwrap();
    assert!(gate.reason.contains("two runtimes"), "{}", gate.reason);
}

#[test]
fn a_required_machine_learning_library_excludes_node_alone() {
    let analysis = analyse_changed("p11", |profile| {
        answer(profile, "q06", &["ml-inference", "ml-required"]);
    });
    let ranked: Vec<&str> =
        analysis.order.iter().map(|&at| analysis.options[at].id.as_str()).collect();
    assert_eq!(ranked, ["python", "hybrid"]);
}

#[test]
fn a_start_from_a_profile_takes_its_weights() {
    for profile in ["p01", "p10", "p19"] {
        let workbook = flagship();
        let direct = analyse(&workbook, Some(&profile_id(profile)));
        let started = analyse_changed("questionnaire", |own| answer(own, "q37", &[profile]));
        for option in OPTIONS {
            assert!((total(&direct, option) - total(&started, option)).abs() < 1e-9, "{profile}");
        }
    }
}

#[test]
fn a_shop_of_a_python_team_hangs_on_team_skills() {
    let analysis = analyse_changed("p06", |profile| {
        profile.weights.insert(CriterionId::new("team_skills").unwrap(), 5.0);
        answer(profile, "q09", &["mostly-python"]);
    });
    let sensitive: Vec<&str> = analysis.verdict.sensitive.iter().map(|id| id.as_str()).collect();
    assert_eq!(sensitive, ["team_skills"]);
}

/// A row of the table that the load runs were read from.
#[derive(serde::Deserialize)]
struct Measured {
    option: String,
    scenario: String,
    concurrency: f64,
    rps: f64,
    p50_ms: f64,
    p90_ms: f64,
    p95_ms: f64,
    p99_ms: f64,
    p999_ms: f64,
    max_ms: f64,
    mean_ms: f64,
    requests: u64,
    duration_s: f64,
    errors: u64,
    rss_mb: f64,
}

#[test]
fn its_load_runs_are_those_of_the_table() {
    let workbook = flagship();
    let bytes = std::fs::read(folder("workbooks/measurements/results.csv")).unwrap();
    let table: Vec<Measured> =
        csv::Reader::from_reader(bytes.as_slice()).deserialize().map(|row| row.unwrap()).collect();
    assert_eq!(table.len(), 324);
    let points: usize = workbook.measurements.iter().map(|run| run.points.len()).sum();
    assert_eq!(points, 324);
    for row in table {
        let place = format!("{}, {} at {}", row.option, row.scenario, row.concurrency);
        let run = workbook
            .measurements
            .iter()
            .find(|run| {
                run.raw_file.as_ref().is_some_and(|raw| raw.run == row.option)
                    && run.scenario == row.scenario
            })
            .unwrap_or_else(|| panic!("{place} is missing"));
        let family = row.option.split('-').next().unwrap();
        let option = if family == "node" { "nodejs" } else { family };
        assert_eq!(run.alternative.as_str(), option, "{place}");
        let point = run
            .points
            .iter()
            .find(|point| point.concurrency == Some(row.concurrency))
            .unwrap_or_else(|| panic!("{place} is missing"));
        assert_eq!(point.throughput_rps, Some(row.rps), "{place}");
        assert_eq!(point.mean_ms, Some(row.mean_ms), "{place}");
        assert_eq!(point.max_ms, Some(row.max_ms), "{place}");
        assert_eq!(point.requests, Some(row.requests), "{place}");
        assert_eq!(point.errors, Some(row.errors), "{place}");
        assert_eq!(point.duration_s, Some(row.duration_s), "{place}");
        assert_eq!(point.memory_mb, Some(row.rss_mb), "{place}");
        let told = [
            (50.0, row.p50_ms),
            (90.0, row.p90_ms),
            (95.0, row.p95_ms),
            (99.0, row.p99_ms),
            (99.9, row.p999_ms),
        ];
        assert_eq!(point.percentiles_ms, told, "{place}");
    }
}

/// Values by hand from the table and the anchors, for the frameworks that the
/// hybrid uses: of throughput while waiting 100 (x - 100) / 12700, of the others
/// by the logarithm, of memory straight from 250 MB down to 30.
#[test]
fn what_was_measured_is_worth_what_a_hand_finds() {
    let workbook = flagship();
    let analysis = analyse(&workbook, Some(&profile_id("p21")));
    for (criterion, values) in [
        ("measured-waiting", [92.08, 58.99, 93.85]),
        ("measured-waiting-latency", [94.46, 58.27, 94.67]),
        ("measured-computing", [95.42, 27.23, 27.41]),
        ("measured-serialising", [95.96, 53.38, 47.68]),
        ("measured-memory", [70.23, 85.64, 46.95]),
    ] {
        let leaf = analysis.leaf_at(&workbook, &CriterionId::new(criterion).unwrap()).unwrap();
        for (option, expected) in OPTIONS.iter().zip(values) {
            let at = analysis.option_at(&option_id(option)).unwrap();
            let found = analysis.cell(at, leaf).value.unwrap();
            assert!((found - expected).abs() < 0.01, "{criterion}, {option}: {found}");
        }
    }
    assert_eq!(first(&analysis), "nodejs");
}
