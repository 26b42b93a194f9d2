//! Scalability: what the options carry under load, two qualities against each
//! other, what that takes in nodes and money, and the load runs behind it.

mod capacity;
mod load;
mod runs;
mod section;
mod tradeoff;

use eframe::egui::{ScrollArea, Ui};
use serde::{Deserialize, Serialize};

use crate::app::action::Actions;
use crate::app::charts::Shelf;
use crate::app::context::Context;
use crate::app::theme;
use crate::app::widgets;
use crate::workbook::CriterionId;
use section::Section;

/// What of it is looked at, and how.
#[derive(Debug, Default)]
pub struct ScalabilityView {
    /// The section chosen; nothing until one was: then the first that has
    /// something to show.
    section: Option<Section>,
    axes: Option<(CriterionId, CriterionId)>,
    shelf: Shelf,
    capacity: capacity::CapacityView,
}

/// What is kept of it between runs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// The section, where one was chosen.
    section: Option<Section>,
    /// The two axes, across and upwards, where they were chosen.
    pub axes: Option<(CriterionId, CriterionId)>,
}

impl ScalabilityView {
    /// What is to be kept between runs.
    pub fn kept(&self) -> Kept {
        Kept { section: self.section, axes: self.axes.clone() }
    }

    /// Takes up what was kept.
    pub fn restore(&mut self, kept: Kept) {
        self.section = kept.section;
        self.axes = kept.axes;
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
                    Section::Runs => {
                        if measured {
                            runs::runs(ui, context);
                        } else {
                            load::no_runs(ui);
                        }
                    }
                }
                ui.add_space(theme::SPACE_L);
            },
        );
    }
}
