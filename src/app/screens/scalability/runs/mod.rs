//! Load runs: the list of them, the one selected in full, and the way in for
//! results of load tools.

mod columns;
mod editor;
mod import;
mod list;
mod points;
mod proposal;
mod reading;

use std::path::PathBuf;

use eframe::egui::{Event, Id, Rect, ScrollArea, Ui, UiBuilder, ViewportCommand, vec2};

use crate::app::action::{Action, Actions};
use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::screens::Screen;
use crate::app::theme;
use crate::app::widgets::{self, TallRows, TextField};
use crate::workbook::{Edit, Item, Measurement, MeasurementId};
use import::ImportPanel;

/// How the load runs are looked at.
#[derive(Debug, Default)]
pub(super) struct RunsView {
    /// The run shown in full.
    selected: Option<MeasurementId>,
    /// The run whose name in the list is to take the focus.
    focus: Option<MeasurementId>,
    /// A run to bring into sight in the list.
    wanted: Option<MeasurementId>,
    rows: TallRows,
    /// The scenario that is being renamed.
    renaming: Option<String>,
    /// What was read and is not kept yet.
    import: Option<ImportPanel>,
}

/// Width of the list, in points: a share of the screen within bounds.
fn list_width(width: f32) -> f32 {
    (width * 0.34).clamp(220.0, 380.0)
}

impl RunsView {
    /// Reads these files as results of load tools.
    pub(super) fn read_files(&mut self, paths: Vec<PathBuf>) {
        self.import.get_or_insert_default().read_files(paths);
    }

    /// Asks for the text on the clipboard.
    pub(super) fn begin_pasting(&mut self, ui: &Ui) {
        ui.send_viewport_cmd(ViewportCommand::RequestPaste);
    }

    /// Selects a run.
    pub(super) fn select(&mut self, id: &str) {
        self.selected = MeasurementId::new(id).ok();
        self.wanted.clone_from(&self.selected);
    }

    /// Begins a run by hand; gives the field that it is named in.
    pub(super) fn begin(&mut self, context: Context<'_>, out: &mut Actions) -> Option<Id> {
        let Some(option) = context.workbook.alternatives.first() else {
            out.push(Action::Go(Screen::Options));
            out.push(Action::Say("A load run is of an option: name one first.".to_owned()));
            return None;
        };
        let like = self.selected.as_ref().and_then(|id| context.workbook.measurement(id));
        let taken = context.workbook.measurements.iter().map(|run| &run.id);
        let option = like.map_or(&option.id, |run| &run.alternative).clone();
        let id = MeasurementId::fresh(&format!("{option} run"), "run", taken);
        let run = Measurement {
            scenario: like.map(|run| run.scenario.clone()).unwrap_or_default(),
            environment: like.map(|run| run.environment.clone()).unwrap_or_default(),
            tool: "by hand".to_owned(),
            ..Measurement::new(id.clone(), option, "New run")
        };
        out.edit(Edit::Put(Item::from(run)));
        self.selected = Some(id.clone());
        self.wanted = Some(id.clone());
        Some(editor::label_field(&id))
    }

    /// Draws the section.
    pub(super) fn show(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        self.take_paste(ui);
        if let Some(panel) = &mut self.import {
            match panel.show(ui, context, out) {
                import::Answer::Open => {}
                import::Answer::Left => self.import = None,
                import::Answer::Kept(first) => {
                    self.import = None;
                    self.selected = first;
                    self.wanted.clone_from(&self.selected);
                }
            }
            return;
        }
        let runs = &context.workbook.measurements;
        if runs.is_empty() {
            ScrollArea::vertical().id_salt("no runs").auto_shrink([false, false]).show(ui, |ui| {
                self.empty(ui, context, out);
            });
            return;
        }
        let order = list::order(context);
        let there = |id: &MeasurementId| context.workbook.measurement(id).is_some();
        if !self.selected.as_ref().is_some_and(there) {
            self.selected =
                order.first().and_then(|group| group.1.first()).map(|run| run.id.clone());
        }
        let room = ui.available_rect_before_wrap();
        let width = list_width(room.width());
        let left = Rect::from_min_size(room.min, vec2(width, room.height()));
        let right = Rect::from_min_max(room.min + vec2(width + theme::SPACE_M, 0.0), room.max);
        ui.scope_builder(UiBuilder::new().id_salt("list").max_rect(left), |ui| {
            ScrollArea::vertical().id_salt("runs").auto_shrink([false, false]).show(ui, |ui| {
                self.list(ui, context, &order, out);
            });
        });
        ui.scope_builder(UiBuilder::new().id_salt("run").max_rect(right), |ui| {
            let selected = self.selected.clone();
            let Some(run) = selected.and_then(|id| context.workbook.measurement(&id)) else {
                return;
            };
            ScrollArea::vertical().id_salt(("run", &run.id)).auto_shrink([false, false]).show(
                ui,
                |ui| {
                    ui.push_id(&run.id, |ui| self.editor(ui, context, run, out));
                },
            );
        });
    }

    /// Takes text that was pasted while no field has the focus.
    fn take_paste(&mut self, ui: &Ui) {
        if ui.text_edit_focused() || ui.memory(|memory| memory.top_modal_layer().is_some()) {
            return;
        }
        let pasted = ui.input(|input| {
            input.events.iter().find_map(|event| match event {
                Event::Paste(text) if !text.trim().is_empty() => Some(text.clone()),
                _ => None,
            })
        });
        if let Some(text) = pasted {
            self.import.get_or_insert_default().read_text(text);
        }
    }

    /// The ways in: from files, from the clipboard, by hand.
    fn ways_in(&mut self, ui: &mut Ui, context: Context<'_>, first: bool, out: &mut Actions) {
        let read = if first {
            widgets::primary_button(ui, "Read result files")
        } else {
            widgets::button(ui, "Read result files")
        };
        if read.on_hover_text("Or drop them onto the window").clicked() {
            out.push(Action::Run(Command::ReadResults));
        }
        let paste = widgets::button(ui, "Paste results");
        if paste.on_hover_text("What a tool wrote into a terminal, with Ctrl+V").clicked() {
            self.begin_pasting(ui);
        }
        if widgets::button(ui, "Add a run by hand").clicked()
            && let Some(field) = self.begin(context, out)
        {
            ui.memory_mut(|memory| memory.request_focus(field));
        }
    }

    /// What a load run is and how one gets here, while there is none.
    fn empty(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        widgets::card(ui, |ui| {
            widgets::section_title(ui, "No load run yet");
            widgets::prose(
                ui,
                "A load run is one option under rising load: at each level of concurrency, the requests answered per second, the latency of slow requests and the errors. Runs of one scenario are compared; runs of different ones never.\n\nDrop what a load tool wrote onto the window: wrk, wrk2, hey, oha, autocannon, k6, vegeta, ab, siege, Locust, JMeter, Gatling, hyperfine, pyperf, TechEmpower results, or a table as CSV. Several files, one for each level, become one run. Nothing is kept before you have seen it.",
            );
            ui.add_space(theme::SPACE_S);
            ui.horizontal_wrapped(|ui| self.ways_in(ui, context, true, out));
        });
    }

    /// Renames a scenario in all runs, where its new name is typed.
    fn rename(&mut self, ui: &mut Ui, context: Context<'_>, scenario: &str, out: &mut Actions) {
        let mut done = false;
        widgets::labelled(ui, "Name of the scenario, in all its runs", |ui| {
            let field = TextField::new(("rename", scenario), "New name of the scenario", scenario);
            let id = field.id();
            let (response, text) = field.show_with_response(ui);
            if let Some(edit) = text.filter(|text| !text.is_empty()).and_then(|text| {
                crate::workbook::rename_scenario(context.workbook, scenario, &text)
            }) {
                out.edit(edit);
            }
            let begun = id.with("begun");
            let was =
                ui.data_mut(|data| std::mem::replace(data.get_temp_mut_or(begun, false), true));
            if !was {
                response.request_focus();
            } else if response.lost_focus() {
                ui.data_mut(|data| data.remove_temp::<bool>(begun));
                done = true;
            }
        });
        if done {
            self.renaming = None;
        }
    }
}
