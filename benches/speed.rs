//! The promises of speed, measured without a window:
//!
//! ```sh
//! cargo bench                # every figure, beside what is promised
//! cargo bench -- --check     # and a failure where a promise is not kept
//! cargo bench -- frame       # only figures whose name holds "frame"
//! ```
//!
//! A figure is the median of several runs on this machine, in milliseconds of
//! one core. A frame is all that the program does for it, and its tessellation;
//! what the graphics driver does is not in it.
#![allow(clippy::expect_used, reason = "on fixed data, and nobody to show an error to")]

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::{self, Event, Key, Modifiers, RawInput, Rect, ViewportId, vec2};
use weighbridge::analysis::analyse;
use weighbridge::app::action::Action;
use weighbridge::app::dialogs::TypedDialogs;
use weighbridge::app::screens::Screen;
use weighbridge::app::{App, Places, theme};
use weighbridge::record::{self, Format, Record, RecordOptions};
use weighbridge::store::{self, Expected, StateDir};
use weighbridge::workbook::{Edit, Judgement, Score, Workbook};

#[path = "common/large.rs"]
mod large;

/// Frames drawn before any is measured: the first ones fill caches.
const WARM: usize = 8;
/// Frames measured.
const FRAMES: usize = 60;

/// The figures measured so far.
struct Report {
    only: Option<String>,
    missed: usize,
}

impl Report {
    fn wants(&self, name: &str) -> bool {
        self.only.as_ref().is_none_or(|only| name.contains(only.as_str()))
    }

    fn line(&mut self, name: &str, value: f64, unit: &str, promise: Option<f64>) {
        let kept = promise.is_none_or(|most| value <= most);
        if !kept {
            self.missed += 1;
        }
        let promise = promise.map_or_else(String::new, |most| format!("{most:>8} {unit}"));
        let verdict = if kept { "" } else { "  MISSED" };
        println!("{name:<58}{value:>10.2} {unit:<3}{promise}{verdict}");
    }

    fn time(&mut self, name: &str, most_ms: f64, runs: usize, mut work: impl FnMut()) {
        if !self.wants(name) {
            return;
        }
        let mut times: Vec<Duration> = (0..runs)
            .map(|_| {
                let begun = Instant::now();
                work();
                begun.elapsed()
            })
            .collect();
        self.line(name, median_ms(&mut times), "ms", Some(most_ms));
    }
}

fn median_ms(times: &mut [Duration]) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1000.0
}

/// The program without a window, as large as a usual one.
struct Stage {
    ctx: egui::Context,
    app: App,
    folder: tempfile::TempDir,
    time: f64,
}

impl Stage {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let app = App::new(Places::in_folder(folder.path()), Box::new(TypedDialogs));
        let ctx = egui::Context::default();
        theme::install(&ctx);
        Self { ctx, app, folder, time: 0.0 }
    }

    fn open(&mut self, workbook: &Workbook) {
        let path = self.folder.path().join("bench.weighbridge.ron");
        let state = StateDir::at(self.folder.path().join("state"));
        store::save(&path, workbook, Expected::Anything, &state).expect("a saved file");
        self.app.open(&path);
        assert!(self.app.document().is_some(), "the workbook is open");
    }

    /// Draws a frame; gives what it took, and how soon another is wanted.
    fn frame(&mut self, events: Vec<Event>) -> (Duration, Duration) {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(egui::Pos2::ZERO, vec2(1440.0, 900.0))),
            time: Some(self.time),
            events,
            ..RawInput::default()
        };
        let begun = Instant::now();
        let mut output = self.ctx.run_ui(input, |ui| {
            self.app.logic(ui.ctx());
            self.app.frame_ui(ui);
        });
        let shapes = std::mem::take(&mut output.shapes);
        let meshes = self.ctx.tessellate(shapes, output.pixels_per_point);
        let took = begun.elapsed();
        std::hint::black_box(meshes);
        output.textures_delta.clear();
        let again = output.viewport_output[&ViewportId::ROOT].repaint_delay;
        (took, again)
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        let event =
            |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
        self.frame(vec![Event::ModifiersChanged(modifiers), event(true)]);
        self.frame(vec![event(false), Event::ModifiersChanged(Modifiers::NONE)]);
    }

    /// Frames until none is wanted any more; how many there were.
    fn settle(&mut self) -> usize {
        for count in 0..1000 {
            let (_, again) = self.frame(Vec::new());
            if again > Duration::from_secs(1) {
                return count;
            }
            self.time += again.as_secs_f64();
        }
        1000
    }
}

fn frames(report: &mut Report, what: &str, workbook: &Workbook, most_ms: f64) {
    if !report.wants("frame") && !report.wants("edit") {
        return;
    }
    let mut stage = Stage::new();
    stage.open(workbook);
    for screen in Screen::ALL {
        let name = format!("frame, {what}, {}", screen.name());
        let Some(key) = screen.key() else { continue };
        stage.press(Modifiers::COMMAND, key);
        stage.settle();
        assert_eq!(stage.app.screen(), screen);
        for _ in 0..WARM {
            stage.frame(Vec::new());
        }
        // The pointer moves, so that what answers on hover does.
        let mut times = Vec::new();
        for at in 0..FRAMES {
            let along = at as f32 / FRAMES as f32;
            let place = egui::pos2(300.0 + 700.0 * along, 200.0 + 500.0 * along);
            times.push(stage.frame(vec![Event::PointerMoved(place)]).0);
        }
        report.line(&name, median_ms(&mut times), "ms", Some(most_ms));
        times.sort_unstable();
        let slow = times[times.len() * 95 / 100].as_secs_f64() * 1000.0;
        report.line(&format!("{name}, 95th percentile"), slow, "ms", None);
        stage.frame(vec![Event::PointerGone]);
        stage.settle();
        let (_, again) = stage.frame(Vec::new());
        let repaints = if again == Duration::MAX { 0.0 } else { 1.0 };
        report.line(&format!("idle, {what}, {}, repaints", screen.name()), repaints, "", Some(0.0));
    }
    // Scrolling the matrix.
    stage.press(Modifiers::COMMAND, Key::Num6);
    stage.settle();
    let mut times = Vec::new();
    stage.frame(vec![Event::PointerMoved(egui::pos2(700.0, 500.0))]);
    for _ in 0..FRAMES {
        let wheel = Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            source: egui::MouseWheelSource::Unknown,
            delta: vec2(0.0, -120.0),
            phase: egui::TouchPhase::Move,
            modifiers: Modifiers::NONE,
        };
        times.push(stage.frame(vec![wheel]).0);
    }
    let name = format!("frame, {what}, Scores while scrolling");
    report.line(&name, median_ms(&mut times), "ms", Some(most_ms));
}

/// From the key that makes an edit to the frame that shows its effect.
fn edits(report: &mut Report, what: &str, workbook: &Workbook, most_ms: f64) {
    let name = format!("edit, {what}, undo and redo of a score, until drawn");
    if !report.wants(&name) {
        return;
    }
    let mut stage = Stage::new();
    stage.open(workbook);
    stage.press(Modifiers::COMMAND, Key::Num6);
    stage.settle();
    let leaf = workbook.criteria.iter().find(|item| item.measure().is_some()).expect("a criterion");
    let reviewer = workbook.people.iter().find(|person| person.reviewer).expect("a reviewer");
    let option = &workbook.alternatives[0];
    let edit = Edit::SetScore {
        reviewer: reviewer.id.clone(),
        round: workbook.current_round(),
        score: Score::new(leaf.id.clone(), option.id.clone(), Judgement::Value(3.0)),
    };
    stage.app.ask(Action::Edit(edit));
    stage.settle();
    let mut times = Vec::new();
    for at in 0..20 {
        let (modifiers, key) = if at % 2 == 0 {
            (Modifiers::COMMAND, Key::Z)
        } else {
            (Modifiers::COMMAND | Modifiers::SHIFT, Key::Z)
        };
        let event =
            |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
        let begun = Instant::now();
        stage.frame(vec![Event::ModifiersChanged(modifiers), event(true)]);
        stage.frame(Vec::new());
        times.push(begun.elapsed());
        stage.frame(vec![event(false), Event::ModifiersChanged(Modifiers::NONE)]);
        stage.settle();
    }
    report.line(&name, median_ms(&mut times), "ms", Some(most_ms));
}

fn files(report: &mut Report, workbook: &Workbook) {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, state) =
        (folder.path().join("large.ron"), StateDir::at(folder.path().join("state")));
    report.time("open, large workbook", 1500.0, 3, || {
        if !path.exists() {
            store::save(&path, workbook, Expected::Anything, &state).expect("saved");
        }
        let opened = store::open(Path::new(&path)).expect("opened");
        std::hint::black_box(analyse(&opened.workbook, None));
    });
    report.time("save, large workbook", 1000.0, 3, || {
        store::save(&path, workbook, Expected::Anything, &state).expect("saved");
    });
}

fn records(report: &mut Report, workbook: &Workbook) {
    let build = || {
        let analysis = analyse(workbook, None);
        let options = RecordOptions::of(workbook, "bench.ron", None).expect("options");
        Record::build(workbook, &analysis, options)
    };
    report.time("record, flagship, Markdown", 5.0, 15, || {
        std::hint::black_box(record::export(Format::Markdown, &build()).expect("a record"));
    });
    if report.wants("record, flagship, PDF after the first") {
        record::export(Format::Pdf, &build()).expect("a record");
    }
    report.time("record, flagship, PDF after the first", 100.0, 9, || {
        std::hint::black_box(record::export(Format::Pdf, &build()).expect("a record"));
    });
}

fn main() -> ExitCode {
    // Cargo adds an argument of its own.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    let check = arguments.iter().any(|argument| argument == "--check");
    let only = arguments.into_iter().find(|argument| !argument.starts_with("--"));
    let mut report = Report { only, missed: 0 };
    let text = store::template(store::FLAGSHIP).expect("the flagship");
    let flagship = store::parse(text).expect("the flagship is sound");
    println!("{:<58}{:>10}    {:>8}", "", "median", "promised");
    frames(&mut report, "flagship", &flagship, 4.0);
    edits(&mut report, "flagship", &flagship, 16.7);
    records(&mut report, &flagship);
    if ["frame", "edit", "open", "save"]
        .iter()
        .any(|it| report.wants(&format!("{it}, large workbook")))
    {
        let workbook = Arc::new(large::large_workbook());
        files(&mut report, &workbook);
        edits(&mut report, "large workbook", &workbook, 50.0);
        frames(&mut report, "large workbook", &workbook, 8.0);
    }
    if report.missed > 0 {
        println!("{} promises are not kept on this machine", report.missed);
    }
    if check && report.missed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
