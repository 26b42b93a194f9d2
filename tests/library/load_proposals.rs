//! From result files to proposed load runs: what names give away, which files
//! belong together, what is replaced. Expected values are written down from
//! the names as a person reads them.

use std::sync::Arc;

use proptest::prelude::*;
use weighbridge::import::load::propose::{
    Lacking, NamedResults, ProposedRun, join_alike, keeping, load_in_name, option_named, propose,
};
use weighbridge::import::load::{Format, LoadResults, ReadPoint, ReadRun};
use weighbridge::workbook::{
    Alternative, AlternativeId, LoadPoint, Measurement, MeasurementId, RawFile, Subject, Workbook,
    apply, rename_scenario,
};

fn option(id: &str) -> AlternativeId {
    AlternativeId::new(id).unwrap()
}

fn workbook() -> Workbook {
    Workbook {
        alternatives: Arc::new(vec![
            Alternative::new(option("node"), "Node.js"),
            Alternative::new(option("python"), "Python"),
            Alternative::new(option("hybrid"), "Hybrid of Node.js and Python"),
        ]),
        ..Workbook::default()
    }
}

/// A file of one run with points at these loads.
fn file(name: &str, folder: &str, loads: &[Option<f64>]) -> NamedResults {
    let points = loads
        .iter()
        .map(|&concurrency| ReadPoint {
            point: LoadPoint {
                concurrency,
                throughput_rps: Some(100.0),
                percentiles_ms: vec![(99.0, 20.0)],
                ..LoadPoint::default()
            },
            ..ReadPoint::default()
        })
        .collect();
    NamedResults {
        name: name.to_owned(),
        folder: folder.to_owned(),
        results: LoadResults {
            format: Format::Wrk,
            runs: vec![ReadRun {
                name: "http://127.0.0.1:8080/".to_owned(),
                scenario: String::new(),
                date: None,
                subject: Subject::Requests,
                points,
            }],
            limits: vec!["A closed loop.".to_owned()],
            warnings: Vec::new(),
            sha256: format!("hash of {folder}/{name}"),
        },
    }
}

#[test]
fn a_load_is_read_from_a_name_only_where_it_is_marked_as_one() {
    for (name, load) in [
        ("json-c64", Some(64.0)),
        ("json_hello-c256", Some(256.0)),
        ("c=16 node", Some(16.0)),
        ("run-64-connections", Some(64.0)),
        ("run.concurrency_8", Some(8.0)),
        ("50users", Some(50.0)),
        ("vus-100", Some(100.0)),
        ("run-2", None),
        ("2026-11-21", None),
        ("node-20", None),
        ("c0", None),
        ("wait_20ms", None),
        ("http2", None),
    ] {
        assert_eq!(load_in_name(name), load, "{name}");
    }
}

#[test]
fn the_option_is_told_from_names_or_not_at_all() {
    let workbook = workbook();
    for (texts, expected) in [
        (["node-c64", "", ""], Some("node")),
        (["results", "python-fastapi", ""], Some("python")),
        (["hybrid-fastify", "", ""], Some("hybrid")),
        (["NodeJs_wait", "", ""], Some("node")),
        (["run1", "", "GET node"], Some("node")),
        (["json-c1", "bench", "http://127.0.0.1/"], None),
        (["go-c64", "", ""], None),
    ] {
        assert_eq!(option_named(&workbook, &texts), expected.map(option), "{texts:?}");
    }
    let mut one = workbook;
    Arc::make_mut(&mut one.alternatives).truncate(1);
    assert_eq!(option_named(&one, &["anything"]), Some(option("node")), "there is no other");
}

#[test]
fn names_of_scenarios_tell_no_option_and_labels_of_runs_do() {
    let mut workbook = workbook();
    let run = Measurement {
        scenario: "json_hello".to_owned(),
        ..Measurement::new(
            MeasurementId::new("python-json-hello").unwrap(),
            option("python"),
            "Django",
        )
    };
    workbook.measurements = Arc::new(vec![run]);
    assert_eq!(option_named(&workbook, &["json_hello-c4", "", ""]), None);
    assert_eq!(option_named(&workbook, &["django-c4", "", ""]), Some(option("python")));
}

#[test]
fn nine_files_of_a_level_each_become_one_run_of_nine_points() {
    let loads = [256.0, 1.0, 2.0, 128.0, 4.0, 8.0, 16.0, 32.0, 64.0];
    let files: Vec<NamedResults> = loads
        .iter()
        .map(|&load| file(&format!("json_hello-c{load}.txt"), "node-fastify", &[Some(load)]))
        .collect();
    let proposed = propose(&workbook(), &files);
    let [run] = proposed.as_slice() else { panic!("{proposed:#?}") };
    let read: Vec<Option<f64>> = run.points.iter().map(|it| it.point.concurrency).collect();
    assert_eq!(read, [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0].map(Some));
    assert_eq!(run.option, Some(option("node")));
    assert_eq!((run.scenario.as_str(), run.label.as_str()), ("json hello", "fastify"));
    assert_eq!(run.limits, ["A closed loop."], "told once");
    let edit = keeping(&workbook(), &proposed).unwrap().unwrap();
    let kept = apply(&workbook(), &edit).unwrap();
    let run = &kept.measurements[0];
    assert_eq!(run.raw_file, None, "each point has its own");
    let first = run.points[0].raw_file.as_ref().unwrap();
    assert_eq!(first.name, "json_hello-c1.txt");
    assert_eq!(first.sha256, "hash of node-fastify/json_hello-c1.txt");
    assert_eq!(edit.label(&workbook(), &kept), "add load run fastify");
}

#[test]
fn several_runs_of_one_file_are_told_apart_by_what_it_calls_them() {
    let mut several = file("node-items.csv", "", &[Some(8.0)]);
    let mut other = several.results.runs[0].clone();
    several.results.runs[0].name = "GET /items".to_owned();
    other.name = "POST /items".to_owned();
    several.results.runs.push(other);
    let proposed = propose(&workbook(), &[several]);
    let labels: Vec<&str> = proposed.iter().map(|run| run.label.as_str()).collect();
    assert_eq!(labels, ["GET /items", "POST /items"]);
}

#[test]
fn a_load_that_the_tool_does_not_know_is_taken_from_the_name_and_said_to_be() {
    let proposed = propose(&workbook(), &[file("node-c50.txt", "", &[None])]);
    assert_eq!(proposed[0].points[0].point.concurrency, Some(50.0));
    assert!(proposed[0].points[0].load_from_name);
    let told = propose(&workbook(), &[file("node-c50.txt", "", &[Some(10.0)])]);
    assert_eq!(told[0].points[0].point.concurrency, Some(10.0), "the tool knows better");
    assert!(!told[0].points[0].load_from_name);
    let several = propose(&workbook(), &[file("node-c50.txt", "", &[None, None])]);
    assert_eq!(several[0].without_load(), 2, "one name does not tell two levels");
    let mut open = file("node-c50.txt", "", &[None]);
    open.results.runs[0].points[0].point.offered_rps = Some(200.0);
    assert_eq!(propose(&workbook(), &[open])[0].without_load(), 1, "a fixed rate has none");
}

#[test]
fn runs_of_unknown_load_are_not_taken_for_tries_until_it_is_given() {
    let files = [file("node-a.txt", "", &[None]), file("node-a.txt", "x", &[None])];
    let mut proposed = propose(&workbook(), &files);
    assert_eq!(proposed.len(), 2);
    for (run, load) in proposed.iter_mut().zip([8.0, 8.0]) {
        run.label = "a".to_owned();
        run.scenario = "s".to_owned();
        run.points[0].point.concurrency = Some(load);
    }
    join_alike(&mut proposed);
    assert_eq!(proposed.len(), 1);
    assert_eq!(proposed[0].tries(), [(8.0, 2)]);
    assert_eq!(proposed[0].clone().split().len(), 2, "and they come apart again");
}

#[test]
fn the_same_file_is_told_and_a_newer_one_replaces() {
    let mut workbook = workbook();
    let first = [file("node-c8.txt", "", &[Some(8.0)])];
    let edit = keeping(&workbook, &propose(&workbook, &first)).unwrap().unwrap();
    workbook = apply(&workbook, &edit).unwrap();
    let id = workbook.measurements[0].id.clone();
    let again = propose(&workbook, &first);
    assert_eq!((again[0].known_as.clone(), again[0].keep), (Some(id.clone()), false));
    assert_eq!(again[0].replaces, None, "it is no newer run");
    assert_eq!(keeping(&workbook, &again), Ok(None));
    // A second reading of the file by another hash.
    let mut newer = first.clone();
    newer[0].results.sha256 = "another".to_owned();
    let proposed = propose(&workbook, &newer);
    assert_eq!(proposed[0].replaces, Some(id.clone()));
    let edit = keeping(&workbook, &proposed).unwrap().unwrap();
    let replaced = apply(&workbook, &edit).unwrap();
    assert_eq!(replaced.measurements[1].replaces, Some(id));
    // What is replaced already is not replaced again: its successor is.
    newer[0].results.sha256 = "a third".to_owned();
    let third = propose(&replaced, &newer);
    assert_eq!(third[0].replaces, Some(replaced.measurements[1].id.clone()));
    // The same file twice among those read is one.
    assert_eq!(propose(&workbook, &[newer[0].clone(), newer[0].clone()]).len(), 1);
}

#[test]
fn without_an_option_nothing_is_kept() {
    let workbook = workbook();
    let mut proposed = propose(&workbook, &[file("a.txt", "", &[Some(8.0)])]);
    assert_eq!(keeping(&workbook, &proposed), Err(Lacking::Option));
    proposed[0].option = Some(option("node"));
    proposed[0].points.clear();
    assert_eq!(keeping(&workbook, &proposed), Err(Lacking::Points));
    proposed[0].keep = false;
    assert_eq!(keeping(&workbook, &proposed), Ok(None));
}

#[test]
fn several_runs_are_added_as_one_step_with_ids_of_their_own() {
    let workbook = workbook();
    let files = [
        file("node-a-c1.txt", "", &[Some(1.0)]),
        file("python-a-c1.txt", "", &[Some(1.0)]),
        file("node-b-c1.txt", "", &[Some(1.0)]),
    ];
    let proposed = propose(&workbook, &files);
    assert_eq!(proposed.len(), 3);
    let edit = keeping(&workbook, &proposed).unwrap().unwrap();
    let kept = apply(&workbook, &edit).unwrap();
    assert_eq!(edit.label(&workbook, &kept), "add 3 load runs");
    assert_eq!(kept.measurements.len(), 3);
    let raw = RawFile {
        name: "node-a-c1.txt".to_owned(),
        sha256: "hash of /node-a-c1.txt".to_owned(),
        run: String::new(),
    };
    assert_eq!(kept.measurements[0].raw_file, Some(raw));
    assert_eq!(kept.measurements[0].points[0].raw_file, None, "the run has it");
}

#[test]
fn a_scenario_is_renamed_in_runs_plan_and_criteria_as_one_step() {
    let text = std::fs::read_to_string("workbooks/backend-runtime.weighbridge.ron").unwrap();
    let before = weighbridge::store::parse(&text).unwrap();
    let edit = rename_scenario(&before, "wait_20ms", "Waiting").unwrap();
    let after = apply(&before, &edit).unwrap();
    assert_eq!(edit.label(&before, &after), "rename scenario wait_20ms");
    let spoken = |workbook: &Workbook, name: &str| {
        let runs = workbook.measurements.iter().filter(|run| run.scenario == name).count();
        let fed = workbook.criteria.iter().filter_map(|criterion| criterion.measure());
        let fed = fed.filter(|measure| measure.feed_scenario == name).count();
        (runs, fed, workbook.load_plan.scenario == name)
    };
    let (runs, fed, planned) = spoken(&before, "wait_20ms");
    assert!(runs > 0 && fed > 0 && planned, "the flagship speaks of it everywhere");
    assert_eq!(spoken(&after, "Waiting"), (runs, fed, planned));
    assert_eq!(spoken(&after, "wait_20ms"), (0, 0, false));
    assert_eq!(rename_scenario(&before, "wait_20ms", "wait_20ms"), None);
    assert_eq!(rename_scenario(&before, "nobody's", "somebody's"), None);
}

proptest! {
    /// Whatever files are called, what is proposed can be kept once each run has
    /// an option: the workbook stays sound and no point is lost.
    #[test]
    fn whatever_names_are_no_point_is_lost(
        names in prop::collection::vec("\\PC{0,24}", 1..6),
        folder in "\\PC{0,12}",
        loads in prop::collection::vec(prop::option::of(0.0..1e6_f64), 1..4),
    ) {
        let workbook = workbook();
        let files: Vec<NamedResults> = names
            .iter()
            .enumerate()
            .map(|(at, name)| {
                let mut file = file(name, &folder, &loads);
                file.results.sha256 = at.to_string();
                file
            })
            .collect();
        let mut proposed = propose(&workbook, &files);
        let points: usize = proposed.iter().map(|run| run.points.len()).sum();
        prop_assert_eq!(points, names.len() * loads.len());
        for run in &mut proposed {
            run.option.get_or_insert(option("node"));
        }
        let parts: Vec<ProposedRun> = proposed.iter().cloned().flat_map(ProposedRun::split).collect();
        prop_assert_eq!(parts.iter().map(|run| run.points.len()).sum::<usize>(), points);
        let edit = keeping(&workbook, &proposed).unwrap().unwrap();
        let kept = apply(&workbook, &edit).unwrap();
        let kept: usize = kept.measurements.iter().map(|run| run.points.len()).sum();
        prop_assert_eq!(kept, points);
    }
}
