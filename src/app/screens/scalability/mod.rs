//! Scalability: what the options carry under load, two qualities against each
//! other, what that takes in nodes and money, and the load runs behind it.

mod capacity;
mod fit_card;
mod load;
mod runs;
mod section;
mod tradeoff;

use std::path::PathBuf;

use eframe::egui::{Id, ScrollArea, Ui};
use serde::{Deserialize, Serialize};

use crate::app::action::Actions;
use crate::app::charts::{LoadView, Shelf};
use crate::app::context::Context;
use crate::app::theme;
use crate::app::widgets;
use crate::workbook::CriterionId;
use load::UnderLoad;
use section::Section;

/// What of it is looked at, and how.
#[derive(Debug, Default)]
pub struct ScalabilityView {
    /// The section chosen; nothing until one was: then the first that has
    /// something to show.
    section: Option<Section>,
    axes: Option<(CriterionId, CriterionId)>,
    under_load: UnderLoad,
    shelf: Shelf,
    capacity: capacity::CapacityView,
    runs: runs::RunsView,
}

/// What is kept of it between runs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// The section, where one was chosen.
    section: Option<Section>,
    /// The two axes, across and upwards, where they were chosen.
    pub axes: Option<(CriterionId, CriterionId)>,
    /// The load runs looked at.
    pub load: LoadView,
}

impl ScalabilityView {
    /// What is to be kept between runs.
    pub fn kept(&self) -> Kept {
        Kept { section: self.section, axes: self.axes.clone(), load: self.under_load.view.clone() }
    }

    /// Takes up what was kept.
    pub fn restore(&mut self, kept: Kept) {
        self.section = kept.section;
        self.axes = kept.axes;
        self.under_load.view = kept.load;
    }

    /// Reads these files as results of load tools, and shows what they hold.
    pub fn read_files(&mut self, paths: Vec<PathBuf>) {
        self.section = Some(Section::Runs);
        self.runs.read_files(paths);
    }

    /// Asks for the text on the clipboard, to read it as results of a load tool.
    pub fn begin_pasting(&mut self, ui: &Ui) {
        self.section = Some(Section::Runs);
        self.runs.begin_pasting(ui);
    }

    /// Selects a load run.
    pub fn select_run(&mut self, id: &str) {
        self.section = Some(Section::Runs);
        self.runs.select(id);
    }

    /// Begins a load run typed in by hand; gives the field that it is named in.
    pub fn begin_run(&mut self, context: Context<'_>, out: &mut Actions) -> Option<Id> {
        self.section = Some(Section::Runs);
        self.runs.begin(context, out)
    }

    /// Draws the screen.
    pub fn show(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let measured = !context.workbook.measurements.is_empty();
        let usual = if measured { Section::Load } else { Section::Tradeoff };
        let shown = self.section.unwrap_or(usual);
        let sections = Section::ALL.map(|section| (section, section.name()));
        if let Some(section) = widgets::choose_section(ui, &sections, shown) {
            self.section = Some(section);
        }
        ui.add_space(theme::SPACE_XS);
        // List and run scroll each by itself.
        if shown == Section::Runs {
            self.runs.show(ui, context, out);
            return;
        }
        ScrollArea::vertical().id_salt(("scalability", shown)).auto_shrink([false, false]).show(
            ui,
            |ui| {
                match shown {
                    Section::Load => {
                        if measured {
                            self.load(ui, context, out);
                        } else {
                            load::no_runs(ui);
                        }
                    }
                    Section::Capacity => self.capacity(ui, context, out),
                    Section::Tradeoff => {
                        self.tradeoff(ui, context, out);
                        if !measured {
                            ui.add_space(theme::SPACE_XS);
                            load::no_runs(ui);
                        }
                    }
                    Section::Runs => {}
                }
                ui.add_space(theme::SPACE_L);
            },
        );
    }
}
