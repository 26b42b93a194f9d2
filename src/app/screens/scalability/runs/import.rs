//! What was read of result files, before anything of it is kept: each run with
//! its option and scenario, seen in the chart as it would be.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{ScrollArea, Ui};

use super::columns::{Chooser, Chosen, tables_name};
use super::reading::{Origin, Outcome, Reading, ToRead};
use crate::analysis::scalability::{BandSettings, study};
use crate::app::action::{Action, Actions};
use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::theme::{self, icons};
use crate::app::widgets::{self, Tone};
use crate::figure::Figure;
use crate::import::load::propose::{NamedResults, ProposedRun, join_alike, keeping, propose};
use crate::import::load::{LoadError, ReadSettings};
use crate::workbook::{Edit, Item, MeasurementId};

/// How often the progress of reading is drawn anew.
const BEAT: Duration = Duration::from_millis(100);

/// A file that was refused.
#[derive(Debug)]
pub(super) struct Refused {
    what: ToRead,
    error: LoadError,
    /// The bytes at its start, where its columns can be chosen.
    head: Option<Vec<u8>>,
}

/// What is to be kept, and what was refused.
#[derive(Debug, Default)]
pub(super) struct ImportPanel {
    /// What is still to be read.
    queue: Vec<ToRead>,
    reading: Option<Reading>,
    refused: Vec<Refused>,
    /// Tables that were read by guessed columns: their choice can be opened.
    tables: Vec<(ToRead, Vec<u8>)>,
    chooser: Option<Chooser>,
    /// Hashes of what was read, so that the same file is not proposed twice.
    hashes: Vec<String>,
    pub(super) proposed: Vec<ProposedRun>,
    /// The proposal shown in full.
    pub(super) selected: usize,
    /// What is said of the last reading.
    said: Option<String>,
    preview: Preview,
}

/// The chart of the workbook as it would be.
#[derive(Debug, Default)]
struct Preview {
    of: Option<(u64, usize, Vec<ProposedRun>)>,
    figure: Option<Arc<Figure>>,
}

/// What became of the panel in a frame.
pub(super) enum Answer {
    /// It is still open.
    Open,
    /// It was left; nothing is kept.
    Left,
    /// What was proposed is kept; the first of it.
    Kept(Option<MeasurementId>),
}

impl ImportPanel {
    /// Reads these files beside what was read already.
    pub(super) fn read_files(&mut self, paths: Vec<PathBuf>) {
        self.queue.extend(
            paths.into_iter().map(|path| ToRead {
                origin: Origin::File(path),
                settings: ReadSettings::default(),
            }),
        );
    }

    /// Reads a text.
    pub(super) fn read_text(&mut self, text: String) {
        let origin = Origin::Text(Arc::from(text));
        self.queue.push(ToRead { origin, settings: ReadSettings::default() });
    }

    /// Shows it.
    pub(super) fn show(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) -> Answer {
        self.tend(ui, context);
        let mut answer = Answer::Open;
        ScrollArea::vertical().id_salt("import").auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme::SPACE_M;
            if self.reading.is_some() {
                self.progress(ui);
            }
            answer = self.head(ui, context, out);
            self.refusals(ui);
            if let Some(chooser) = &mut self.chooser {
                match chooser.show(ui) {
                    Chosen::Open => {}
                    Chosen::Left => self.chooser = None,
                    Chosen::Read(what) => {
                        self.chooser = None;
                        for one in what {
                            self.read_again(one);
                        }
                    }
                }
            }
            self.proposals(ui, context);
            ui.add_space(theme::SPACE_L);
        });
        let empty = self.reading.is_none() && self.queue.is_empty() && self.chooser.is_none();
        let nothing = self.proposed.is_empty() && self.refused.is_empty() && self.said.is_none();
        if empty && nothing && matches!(answer, Answer::Open) {
            return Answer::Left;
        }
        answer
    }

    /// Begins and takes in the reading.
    fn tend(&mut self, ui: &Ui, context: Context<'_>) {
        if let Some(result) = self.reading.as_ref().and_then(|reading| reading.work.poll()) {
            self.reading = None;
            match result {
                Ok(outcomes) => self.take_in(context, outcomes),
                Err(problem) => self.said = Some(format!("The files were not read: {problem}.")),
            }
        }
        if self.reading.is_none() && !self.queue.is_empty() {
            self.said = None;
            self.reading = Some(Reading::begin(std::mem::take(&mut self.queue), ui));
        }
        if self.reading.is_some() {
            ui.request_repaint_after(BEAT);
        }
    }

    fn take_in(&mut self, context: Context<'_>, outcomes: Vec<Outcome>) {
        let mut read: Vec<NamedResults> = Vec::new();
        let mut again = 0;
        if outcomes.is_empty() {
            self.said = Some("There was no file to read.".to_owned());
        }
        for Outcome { what, read: result, head } in outcomes {
            match result {
                Ok(results) if self.hashes.contains(&results.results.sha256) => again += 1,
                Ok(results) => {
                    self.hashes.push(results.results.sha256.clone());
                    if let Some(head) = head {
                        self.tables.push((what, head));
                    }
                    read.push(results);
                }
                Err(error) if error.cancelled => {}
                Err(error) => self.refused.push(Refused { what, error, head }),
            }
        }
        if again > 0 {
            let files = if again == 1 { "1 file was" } else { &format!("{again} files were") };
            self.said = Some(format!("{files} read already and is not listed twice."));
        }
        let first = self.proposed.len();
        self.proposed.extend(propose(context.workbook, &read));
        join_alike(&mut self.proposed);
        if !read.is_empty() {
            self.selected = first.min(self.proposed.len().saturating_sub(1));
        }
        // A table that nobody could read is mended by choosing its columns.
        if self.proposed.is_empty()
            && let [refused] = self.refused.as_slice()
            && let Some(head) = &refused.head
        {
            self.chooser = Chooser::new(vec![refused.what.clone()], head);
        }
    }

    /// Reads a table again, with other columns.
    fn read_again(&mut self, what: ToRead) {
        self.refused.retain(|refused| refused.what.origin != what.origin);
        let tables = self.tables.len();
        self.tables.retain(|(table, _)| table.origin != what.origin);
        if self.tables.len() < tables {
            let name = what.origin.name();
            let from_it: Vec<String> = self
                .proposed
                .iter()
                .flat_map(|run| &run.points)
                .filter(|it| it.file.name == name)
                .map(|it| it.file.sha256.clone())
                .collect();
            self.hashes.retain(|hash| !from_it.contains(hash));
            self.proposed.retain(|run| !run.files().contains(&name.as_str()));
            self.selected = 0;
        }
        self.queue.push(what);
    }

    /// How far reading is, with a way to stop it.
    fn progress(&mut self, ui: &mut Ui) {
        let Some(reading) = &self.reading else { return };
        let (done, all) = reading.progress();
        let mut stopped = false;
        widgets::card(ui, |ui| {
            widgets::section_title(ui, &format!("Reading {}", reading.words()));
            widgets::muted(ui, format!("{} of {}", bytes(done), bytes(all)));
            let share = if all == 0 { 0.0 } else { done as f64 / all as f64 };
            let accent = theme::tokens(ui).accent;
            let width = ui.available_width().min(theme::PROMPT_WIDTH);
            widgets::bar(ui, share, width, accent);
            ui.add_space(theme::SPACE_XS);
            stopped = widgets::button(ui, "Stop reading").clicked();
        });
        if stopped {
            // The thread sees it at its next piece; what it read is dropped.
            self.reading = None;
            self.said = Some("Reading was stopped. Nothing was kept of it.".to_owned());
        }
    }

    /// What was read, and the way on.
    fn head(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) -> Answer {
        let mut answer = Answer::Open;
        let kept = self.proposed.iter().filter(|run| run.keep).count();
        let open = self.proposed.iter().filter(|run| run.keep && run.option.is_none()).count();
        let title = match self.proposed.len() {
            0 if self.reading.is_some() => return answer,
            0 => "Nothing was read".to_owned(),
            1 => "1 load run was read".to_owned(),
            count => format!("{count} load runs were read"),
        };
        widgets::card(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme::SPACE_S;
            widgets::section_title(ui, &title);
            if let Some(said) = &self.said {
                widgets::finding_line(ui, Tone::Plain, icons::INFO, said);
            }
            let words = match (kept, open) {
                (0, _) if self.proposed.is_empty() => "Nothing is in the workbook yet.".to_owned(),
                (0, _) => "None of it is marked to be kept.".to_owned(),
                (_, 0) => {
                    "Nothing is in the workbook yet. Look at each run, then keep it.".to_owned()
                }
                (_, 1) => "1 run waits for its option. Choose it, or leave the run out.".to_owned(),
                (_, open) => {
                    format!("{open} runs wait for their option. Choose it, or leave them out.")
                }
            };
            widgets::muted(ui, words);
            ui.horizontal_wrapped(|ui| {
                let text = match kept {
                    1 => "Keep 1 load run".to_owned(),
                    kept => format!("Keep {kept} load runs"),
                };
                if !self.proposed.is_empty() {
                    ui.add_enabled_ui(kept > 0 && open == 0, |ui| {
                        if widgets::primary_button(ui, &text).clicked() {
                            answer = self.keep(context, out);
                        }
                    });
                }
                let leave = if self.proposed.is_empty() { "Close" } else { "Keep nothing" };
                if widgets::button(ui, leave).clicked() {
                    answer = Answer::Left;
                }
                if widgets::button(ui, "Read more files").clicked() {
                    out.push(Action::Run(Command::ReadResults));
                }
                self.tables(ui);
            });
        });
        answer
    }

    /// Puts what is to be kept into the workbook, as one step.
    fn keep(&self, context: Context<'_>, out: &mut Actions) -> Answer {
        match keeping(context.workbook, &self.proposed) {
            Ok(Some(edit)) => {
                let first = first_put(&edit);
                let said = match &edit {
                    Edit::All { edits, .. } if edits.len() == 1 => "1 load run is kept".to_owned(),
                    Edit::All { edits, .. } => format!("{} load runs are kept", edits.len()),
                    _ => "Kept".to_owned(),
                };
                out.push(Action::EditAndSay(edit, said));
                Answer::Kept(first)
            }
            Ok(None) => Answer::Left,
            Err(lacking) => {
                out.push(Action::Say(format!("Not kept: {lacking}.")));
                Answer::Open
            }
        }
    }

    /// Files that were refused, with the reason; the others stay.
    fn refusals(&mut self, ui: &mut Ui) {
        let mut choose = None;
        let mut dismissed = None;
        if !self.refused.is_empty() {
            widgets::card(ui, |ui| {
                ui.spacing_mut().item_spacing.y = theme::SPACE_S;
                let title = match self.refused.len() {
                    1 => "1 file was refused".to_owned(),
                    count => format!("{count} files were refused"),
                };
                widgets::section_title(ui, &title);
                for (at, refused) in self.refused.iter().enumerate() {
                    let name = refused.what.origin.name();
                    let text = format!("{name}: {}. {}", refused.error, refused.error.hint);
                    ui.push_id(at, |ui| {
                        widgets::finding_line(ui, Tone::Bad, icons::WARNING_CIRCLE, &text);
                        ui.horizontal_wrapped(|ui| {
                            if refused.head.is_some()
                                && widgets::button(ui, "Choose its columns")
                                    .accessible_name(format!("Choose the columns of {name}"))
                                    .clicked()
                            {
                                choose = Some(at);
                            }
                            if widgets::button(ui, "Leave it out")
                                .accessible_name(format!("Leave out {name}"))
                                .clicked()
                            {
                                dismissed = Some(at);
                            }
                        });
                    });
                }
            });
        }
        if let Some(refused) = choose.and_then(|at| self.refused.get(at)) {
            let head = refused.head.as_deref().unwrap_or_default();
            self.chooser = Chooser::new(vec![refused.what.clone()], head);
        }
        if let Some(at) = dismissed {
            self.refused.remove(at);
        }
    }

    /// Offers to choose the columns of tables that were read by what their
    /// headings suggest; tables with the same headings together.
    fn tables(&mut self, ui: &mut Ui) {
        if self.chooser.is_some() {
            return;
        }
        let mut alike: Vec<(Vec<ToRead>, usize)> = Vec::new();
        for (at, (what, head)) in self.tables.iter().enumerate() {
            let line = |head: &[u8]| head.split(|&byte| byte == b'\n').next().map(<[u8]>::to_vec);
            let same = |first: usize| {
                self.tables.get(first).is_some_and(|(_, other)| line(other) == line(head))
            };
            match alike.iter_mut().find(|(_, first)| same(*first)) {
                Some((all, _)) => all.push(what.clone()),
                None => alike.push((vec![what.clone()], at)),
            }
        }
        for (all, first) in alike {
            let text = format!("Choose the columns of {}", tables_name(&all));
            if widgets::button(ui, &text).clicked()
                && let Some((_, head)) = self.tables.get(first)
            {
                self.chooser = Chooser::new(all, head);
            }
        }
    }

    /// The throughput of the scenario selected, as the workbook would be.
    pub(super) fn chart(&mut self, context: Context<'_>) -> Option<Arc<Figure>> {
        let of = (context.derived.revision, self.selected, self.proposed.clone());
        if self.preview.of.as_ref() != Some(&of) {
            self.preview.figure = self.build(context).map(Arc::new);
            self.preview.of = Some(of);
        }
        self.preview.figure.clone()
    }

    fn build(&self, context: Context<'_>) -> Option<Figure> {
        let shown = self.proposed.get(self.selected)?;
        // What lacks an option is not drawn; the run looked at is, kept or not.
        let mut drawn: Vec<ProposedRun> = Vec::new();
        for (at, run) in self.proposed.iter().enumerate() {
            if run.option.is_some()
                && (run.keep || at == self.selected)
                && run.scenario == shown.scenario
            {
                drawn.push(ProposedRun { keep: true, ..run.clone() });
            }
        }
        let edit = keeping(context.workbook, &drawn).ok().flatten()?;
        let mut workbook = crate::workbook::apply(context.workbook, &edit).ok()?;
        // Runs of other scenarios are another chart, and what was read before is
        // not drawn twice.
        let scenario = shown.scenario.clone();
        let replaced: Vec<MeasurementId> =
            workbook.measurements.iter().filter_map(|run| run.replaces.clone()).collect();
        let known: Vec<MeasurementId> =
            drawn.iter().filter_map(|run| run.known_as.clone()).collect();
        let mut runs = workbook.measurements.as_ref().clone();
        runs.retain(|run| {
            run.scenario == scenario && !replaced.contains(&run.id) && !known.contains(&run.id)
        });
        for run in &mut runs {
            run.replaces = None;
        }
        workbook.measurements = Arc::new(runs);
        workbook.load_plan.scenario.clone_from(&scenario);
        let study = study(&workbook, &scenario, &BandSettings::default());
        crate::figure::throughput(&workbook, &study, true)
    }
}

fn first_put(edit: &Edit) -> Option<MeasurementId> {
    match edit {
        Edit::All { edits, .. } => edits.first().and_then(first_put),
        Edit::Put(Item::Measurement(run)) => Some(run.id.clone()),
        _ => None,
    }
}

/// A count of bytes, in words.
fn bytes(count: u64) -> String {
    match count {
        0..10_000 => format!("{count} bytes"),
        10_000..10_000_000 => format!("{} kB", count / 1000),
        _ => format!("{} MB", count / 1_000_000),
    }
}
