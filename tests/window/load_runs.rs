//! Load runs: results dropped, pasted and opened, looked at before they are
//! kept; the list and the editor.

use std::path::{Path, PathBuf};

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};
use weighbridge::workbook::{Measurement, Workbook};

use crate::dropping::drop_onto;
use crate::stage::Stage;

/// The flagship on its load runs.
fn on_runs() -> Stage {
    let mut stage = Stage::flagship();
    stage.command(Key::Num8);
    stage.click("Load runs");
    stage
}

fn write(stage: &Stage, name: &str, text: &str) -> PathBuf {
    let path = stage.folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    path
}

/// A table of one level of load.
fn level(rps: f64, p99: f64) -> String {
    format!("throughput_rps,errors,p50_ms,p99_ms\n{rps},0,{},{p99}\n", p99 / 4.0)
}

/// What wrk 4.1 writes, by hand after a file of its own.
fn wrk(connections: u32, rps: f64) -> String {
    format!(
        "Running 10s test @ http://127.0.0.1:8080/login\n  2 threads and {connections} connections\n  Thread Stats   Avg      Stdev     Max   +/- Stdev\n    Latency     4.00ms    1.25ms  42.79ms   96.26%\n    Req/Sec     1.50k    12.09    2.22k    73.00%\n  Latency Distribution\n     50%    3.00ms\n     75%    5.00ms\n     90%    9.00ms\n     99%   18.24ms\n  {} requests in 10.00s, 4.55MB read\nRequests/sec:   {rps:.2}\nTransfer/sec:      8.88MB\n",
        (rps * 10.0) as u64
    )
}

fn read(stage: &mut Stage, paths: &[&Path]) {
    drop_onto(stage, paths);
    stage.until("the files are read", |stage| stage.shows("read") && !stage.shows("Stop reading"));
    stage.settle();
}

fn choose(stage: &mut Stage, list: &str, choice: &str) {
    stage.harness.get(by().role(Role::ComboBox).label(list)).click();
    stage.settle();
    stage.harness.get(by().role(Role::Button).label(choice)).click();
    stage.settle();
}

fn last(workbook: &Workbook) -> &Measurement {
    workbook.measurements.last().unwrap()
}

fn enter(stage: &mut Stage, field: &str, text: &str) {
    stage.harness.get(by().role(Role::TextInput).label(field)).focus();
    stage.settle();
    stage.command(Key::A);
    match text {
        "" => stage.key(Key::Delete),
        text => stage.text(text),
    }
    stage.key(Key::Enter);
}

/// Presses a button by keys, wherever it is scrolled to.
fn press(stage: &mut Stage, name: &str) {
    stage.focus(name);
    stage.key(Key::Enter);
}

#[test]
fn files_of_a_level_each_are_dropped_seen_in_the_chart_kept_and_undone() {
    let mut stage = on_runs();
    let before = stage.workbook().measurements.len();
    let files: Vec<PathBuf> = [(1, 300.0), (8, 1900.0), (32, 2400.0)]
        .iter()
        .map(|&(load, rps)| write(&stage, &format!("node-login-c{load}.csv"), &level(rps, 20.0)))
        .collect();
    let paths: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    read(&mut stage, &paths);
    assert!(stage.shows("1 load run was read"), "three files are one run");
    assert_eq!(stage.workbook().measurements.len(), before, "nothing is kept yet");
    assert!(stage.shows("The load was taken from the file's name"), "that is said");
    let chart = stage.harness.query_all(by().role(Role::Image).label_contains("login")).count()
        + stage.harness.query_all(by().role(Role::Image).label_contains("Node.js")).count();
    assert!(chart > 0, "the chart is drawn before anything is kept");
    assert!(stage.shows("As the workbook would be"));
    stage.click("Keep 1 load run");
    let run = last(stage.workbook());
    let loads: Vec<Option<f64>> = run.points.iter().map(|point| point.concurrency).collect();
    assert_eq!(loads, [Some(1.0), Some(8.0), Some(32.0)]);
    assert_eq!((run.alternative.as_str(), run.scenario.as_str()), ("nodejs", "login"));
    assert_eq!(run.points[1].throughput_rps, Some(1900.0));
    let raw = run.points[2].raw_file.as_ref().unwrap();
    assert_eq!((raw.name.as_str(), raw.sha256.len()), ("node-login-c32.csv", 64));
    assert!(stage.shows("1 load run is kept"));
    stage.command(Key::Z);
    assert_eq!(stage.workbook().measurements.len(), before, "one step takes all back");
}

#[test]
fn a_run_whose_option_nobody_can_tell_waits_for_it() {
    let mut stage = on_runs();
    let before = stage.workbook().measurements.len();
    let file = write(&stage, "results-c4.csv", &level(500.0, 9.0));
    read(&mut stage, &[&file]);
    assert!(stage.shows("Names do not tell which option this is of"));
    let keep = stage.harness.get_by_label("Keep 1 load run");
    assert!(keep.accesskit_node().is_disabled(), "it cannot be kept yet");
    choose(&mut stage, "Option measured", "Python");
    enter(&mut stage, "Scenario", "search");
    stage.click("Keep 1 load run");
    assert_eq!(stage.workbook().measurements.len(), before + 1);
    let run = last(stage.workbook());
    assert_eq!((run.alternative.as_str(), run.scenario.as_str()), ("python", "search"));
    assert_eq!(run.raw_file.as_ref().unwrap().name, "results-c4.csv");
}

#[test]
fn a_broken_file_is_named_with_the_reason_and_the_others_stay() {
    let mut stage = on_runs();
    let broken = write(&stage, "shopping.txt", "milk, bread");
    let sound = write(&stage, "python-login-c4.csv", &level(500.0, 9.0));
    read(&mut stage, &[&broken, &sound]);
    assert!(stage.shows("1 file was refused"));
    assert!(stage.shows("shopping.txt: "), "by its name");
    assert!(stage.shows("1 load run was read"));
    stage.click("Leave out shopping.txt");
    assert!(!stage.shows("1 file was refused"));
    stage.click("Keep nothing");
    assert!(stage.shows("36 load runs"));
}

#[test]
fn a_table_of_unknown_headings_is_read_by_the_columns_chosen() {
    let mut stage = on_runs();
    let file = write(&stage, "node.csv", "level,speed,slow\n4,500,9\n16,1500,12\n");
    read(&mut stage, &[&file]);
    assert!(stage.shows("What the columns of node.csv hold"));
    choose(&mut stage, "What level holds", "Concurrency");
    choose(&mut stage, "What speed holds", "Requests per second");
    choose(&mut stage, "What slow holds", "p99 latency");
    stage.click("Read with these columns");
    stage.until("it is read again", |stage| stage.shows("Keep 1 load run"));
    stage.settle();
    stage.click("Keep 1 load run");
    let run = last(stage.workbook());
    let read: Vec<_> = run
        .points
        .iter()
        .map(|point| (point.concurrency, point.throughput_rps, point.percentile(99.0)))
        .collect();
    assert_eq!(read, [(Some(4.0), Some(500.0), Some(9.0)), (Some(16.0), Some(1500.0), Some(12.0))]);
}

#[test]
fn a_newer_run_replaces_the_one_of_its_name_and_the_same_file_is_told() {
    let mut stage = on_runs();
    let file = write(&stage, "node-login-c8.csv", &level(500.0, 9.0));
    read(&mut stage, &[&file]);
    stage.click("Keep 1 load run");
    let old = last(stage.workbook()).id.clone();
    read(&mut stage, &[&file]);
    assert!(stage.shows("This very file is in the workbook already"));
    assert!(stage.shows("None of it is marked to be kept"));
    stage.click("Keep nothing");
    write(&stage, "node-login-c8.csv", &level(650.0, 8.0));
    read(&mut stage, &[&file]);
    assert!(stage.shows("That run stays as a trace"));
    stage.click("Keep 1 load run");
    assert_eq!(last(stage.workbook()).replaces, Some(old));
    assert!(stage.shows("replaced by "), "the old one is marked in the list");
}

#[test]
fn text_is_pasted_from_a_terminal() {
    let mut stage = on_runs();
    stage.harness.event(Event::Paste(level(700.0, 30.0)));
    stage.until("it is read", |stage| stage.shows("Keep 1 load run"));
    stage.settle();
    choose(&mut stage, "Option measured", "Hybrid");
    stage.click("Keep 1 load run");
    let run = last(stage.workbook());
    assert_eq!(run.alternative.as_str(), "hybrid");
    assert_eq!(run.points[0].concurrency, None, "nobody told the load");
    assert!(stage.shows("load not known"));
}

#[test]
fn results_are_opened_by_a_typed_path_and_a_folder_is_read_whole() {
    let mut stage = Stage::flagship();
    let folder = stage.folder.path().join("python-fresh");
    std::fs::create_dir(&folder).unwrap();
    for load in [1, 2, 4] {
        let name = format!("login-c{load}.csv");
        std::fs::write(folder.join(name), level(f64::from(load) * 100.0, 9.0)).unwrap();
    }
    stage.command(Key::K);
    stage.text("Read result files");
    stage.key(Key::Enter);
    stage.settle();
    stage.answer_path(&folder);
    stage.until("they are read", |stage| stage.shows("Keep 1 load run"));
    stage.settle();
    stage.click("Keep 1 load run");
    let run = last(stage.workbook());
    assert_eq!((run.alternative.as_str(), run.points.len()), ("python", 3), "by its folder");
}

#[cfg(unix)]
#[test]
fn reading_is_stopped_and_nothing_of_it_is_kept() {
    let mut stage = on_runs();
    // A pipe that nobody writes to is read for ever.
    let pipe = stage.folder.path().join("endless.csv");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    drop_onto(&mut stage, &[&pipe]);
    stage.until("it is being read", |stage| stage.shows("Reading endless.csv"));
    stage.settle();
    stage.click("Stop reading");
    assert!(stage.shows("Reading was stopped. Nothing was kept of it."));
    stage.click("Close");
    assert!(stage.shows("36 load runs"));
}

#[test]
fn a_point_is_typed_over_by_keys_and_undone() {
    let mut stage = on_runs();
    let run = |stage: &Stage| {
        let runs = &stage.workbook().measurements;
        runs.iter().find(|run| run.id.as_str() == "node-http-cpu-fib25").unwrap().clone()
    };
    let before = run(&stage);
    enter(&mut stage, "Requests/s of point 1", "2345,5");
    assert_eq!(run(&stage).points[0].throughput_rps, Some(2345.5));
    enter(&mut stage, "p99 ms of point 1", "");
    assert_eq!(run(&stage).points[0].percentile(99.0), None, "empty is not known");
    stage.command(Key::Z);
    stage.command(Key::Z);
    assert_eq!(run(&stage), before);
}

#[test]
fn a_run_is_typed_in_by_hand_and_removed() {
    let mut stage = on_runs();
    stage.click("Add a run by hand");
    stage.command(Key::A);
    stage.text("Colleague's slide");
    stage.key(Key::Enter);
    assert_eq!(last(stage.workbook()).label, "Colleague's slide");
    for _ in 0..2 {
        stage.click("Add a level");
    }
    enter(&mut stage, "Load of point 1", "16");
    enter(&mut stage, "Requests/s of point 1", "900");
    enter(&mut stage, "Load of point 2", "4");
    stage.click("Sort by load");
    let loads: Vec<_> = last(stage.workbook()).points.iter().map(|it| it.concurrency).collect();
    assert_eq!(loads, [Some(4.0), Some(16.0)]);
    stage.click("Remove point 1");
    assert_eq!(last(stage.workbook()).points.len(), 1);
    let count = stage.workbook().measurements.len();
    press(&mut stage, "Remove Colleague's slide");
    assert_eq!(stage.workbook().measurements.len(), count - 1);
}

#[test]
fn the_list_is_walked_by_arrows_and_a_scenario_is_renamed_in_all_its_runs() {
    let mut stage = on_runs();
    stage.focus("Load run Plain http module of Node.js, cpu_fib25");
    stage.key(Key::ArrowDown);
    stage.settle();
    assert!(stage.shows("Fastify, cpu_fib25"), "the next run is shown in full");
    stage.key(Key::End);
    stage.settle();
    assert!(stage.shows("Fastify before FastAPI, wait_20ms"), "and the last");
    stage.press(Modifiers::NONE, Key::Home);
    stage.settle();
    press(&mut stage, "Rename scenario cpu_fib25");
    stage.command(Key::A);
    stage.text("Computing");
    stage.key(Key::Enter);
    let workbook = stage.workbook();
    let named =
        |name: &str| workbook.measurements.iter().filter(|run| run.scenario == name).count();
    assert_eq!((named("Computing"), named("cpu_fib25")), (9, 0));
    let fed = workbook.criteria.iter().filter_map(|criterion| criterion.measure());
    assert!(fed.clone().any(|measure| measure.feed_scenario == "Computing"), "criteria follow");
    stage.command(Key::Z);
    assert!(stage.shows("cpu_fib25 (9)"));
}

#[test]
fn without_runs_the_section_teaches_and_offers_the_ways_in() {
    let mut stage = Stage::empty();
    let path = stage.copy("workbooks/templates/blank.weighbridge.ron");
    stage.open(&path);
    stage.command(Key::Num8);
    stage.click("Load runs");
    for words in ["No load run yet", "Read result files", "Paste results", "Add a run by hand"] {
        assert!(stage.shows(words), "{words}");
    }
}

#[test]
fn runs_told_apart_by_their_names_are_joined_when_they_are_called_alike() {
    let mut stage = on_runs();
    let table = |load: u32, rps: f64| format!("concurrency,throughput_rps\n{load},{rps}\n");
    let files = [
        write(&stage, "first.csv", &table(64, 2500.0)),
        write(&stage, "second.csv", &table(8, 900.0)),
    ];
    read(&mut stage, &[&files[0], &files[1]]);
    assert!(stage.shows("Keep 2 load runs"), "they are two runs by their names");
    assert!(stage.shows("2 runs wait for their option"));
    choose(&mut stage, "Option measured", "Python");
    stage.click("Same option for those without");
    enter(&mut stage, "Label of the run", "a");
    enter(&mut stage, "Scenario", "s");
    stage.click("Show run 2, Python, unnamed, second");
    enter(&mut stage, "Label of the run", "a");
    enter(&mut stage, "Scenario", "s");
    stage.click("Join runs of one option, scenario and label");
    stage.click("Keep 1 load run");
    let run = last(stage.workbook());
    let read: Vec<_> = run.points.iter().map(|it| (it.concurrency, it.throughput_rps)).collect();
    assert_eq!(read, [(Some(8.0), Some(900.0)), (Some(64.0), Some(2500.0))]);
}

#[test]
fn what_wrk_wrote_is_read_with_its_load() {
    let mut stage = on_runs();
    let files = [
        write(&stage, "node-login-c64.txt", &wrk(64, 2500.0)),
        write(&stage, "node-login-c8.txt", &wrk(8, 900.0)),
    ];
    read(&mut stage, &[&files[0], &files[1]]);
    assert!(stage.shows("What wrk can and cannot know"), "the limits of the tool");
    stage.click("Keep 1 load run");
    let run = last(stage.workbook());
    let read: Vec<_> = run.points.iter().map(|it| (it.concurrency, it.throughput_rps)).collect();
    assert_eq!(read, [(Some(8.0), Some(900.0)), (Some(64.0), Some(2500.0))]);
    assert_eq!(run.points[0].percentile(99.0), Some(18.24));
}
