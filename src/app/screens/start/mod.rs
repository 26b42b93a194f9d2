//! The start screen: work to recover, the example and its tour, templates,
//! recent workbooks.

use std::path::{Path, PathBuf};

use eframe::egui::{Event, Id, Label, ScrollArea, Ui};

use crate::app::prompt::Leaving;
use crate::app::settings::Recent;
use crate::app::theme::{self, icons};
use crate::app::widgets::{self, Tone};
use crate::store::{BLANK, FLAGSHIP, Leftover, TEMPLATES};
use crate::workbook::Date;

mod entry;
mod picture;
mod recent;

/// Two columns from this width on.
const TWO_COLUMNS: f32 = 860.0;
/// Widest that the screen gets.
const WIDEST: f32 = 1720.0;

/// What the start screen shows beside its choices.
#[derive(Debug)]
pub struct StartView {
    problem: Option<(PathBuf, Vec<String>)>,
    leftovers: Vec<Leftover>,
    /// Recent files that are no longer where they were.
    missing: Vec<PathBuf>,
    /// Whether it has just come up: it looks after the recent files then, and
    /// gives the focus to what is most likely wanted.
    arriving: bool,
}

/// What was chosen on the start screen.
pub enum Chosen {
    /// Go on to something.
    Leave(Leaving),
    /// Open work that was not saved.
    Recover(Leftover),
    /// Ask where a recent file is now.
    Locate(PathBuf),
    /// Take a file off the list of recent ones.
    Forget(PathBuf),
}

impl StartView {
    /// The start screen, with work that earlier runs left behind.
    pub fn new(leftovers: Vec<Leftover>) -> Self {
        Self { problem: None, leftovers, missing: Vec::new(), arriving: true }
    }

    /// Whether there is work that an earlier run left behind.
    pub fn has_leftovers(&self) -> bool {
        !self.leftovers.is_empty()
    }

    /// Shows that a file could not be opened, and why.
    pub fn refuse(&mut self, path: &Path, problem: Vec<String>) {
        self.problem = Some((path.to_owned(), problem));
    }

    /// Forgets what could not be opened.
    pub fn forget_problem(&mut self) {
        self.problem = None;
    }

    /// It comes up again.
    pub fn arrive(&mut self) {
        self.arriving = true;
    }

    /// Draws the screen; gives what was chosen. `toured` is whether the tour
    /// was taken before.
    pub fn show(&mut self, ui: &mut Ui, recent: &[Recent], toured: bool) -> Option<Chosen> {
        let back = ui.input(|input| input.events.contains(&Event::WindowFocused(true)));
        if self.arriving || back {
            self.missing = recent
                .iter()
                .map(|file| &file.path)
                .filter(|path| !path.exists())
                .cloned()
                .collect();
        }
        let mut chosen = None;
        ScrollArea::vertical().id_salt("start").auto_shrink([false, false]).show(ui, |ui| {
            let width = ui.available_width().min(WIDEST);
            let margin = (ui.available_width() - width) / 2.0;
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                ui.add_space(margin);
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.x = theme::SPACE_S;
                    ui.set_width(width);
                    widgets::page_header(
                        ui,
                        "Weighbridge",
                        "Decide about architecture, and defend the decision a year later.",
                    );
                    self.problem_card(ui);
                    self.leftover_card(ui, &mut chosen);
                    if width < TWO_COLUMNS {
                        begin(ui, toured, &mut chosen);
                        ui.add_space(theme::SPACE_S);
                        recent::recent_files(ui, recent, &self.missing, &mut chosen);
                        return;
                    }
                    let left = (width * 0.4).clamp(380.0, 560.0);
                    ui.horizontal_top(|ui| {
                        ui.spacing_mut().item_spacing.x = theme::SPACE_M;
                        ui.vertical(|ui| {
                            ui.set_width(left);
                            begin(ui, toured, &mut chosen);
                        });
                        ui.vertical(|ui| {
                            ui.set_width(width - left - theme::SPACE_M);
                            recent::recent_files(ui, recent, &self.missing, &mut chosen);
                        });
                    });
                });
            });
        });
        if std::mem::take(&mut self.arriving) && self.leftovers.is_empty() {
            let first = self.first(recent);
            ui.memory_mut(|memory| memory.request_focus(first));
        }
        chosen
    }

    /// What is most likely wanted where there is nothing to recover: the file
    /// that was open last, or the example.
    fn first(&self, recent: &[Recent]) -> Id {
        let last = recent.iter().find(|file| !self.missing.contains(&file.path));
        match last {
            Some(file) => Id::unique(("start", file.path.display().to_string().as_str())),
            None => Id::unique(("start", FLAGSHIP)),
        }
    }

    fn leftover_card(&mut self, ui: &mut Ui, chosen: &mut Option<Chosen>) {
        if self.leftovers.is_empty() {
            return;
        }
        let mut taken = None;
        let mut dropped = None;
        widgets::card(ui, |ui| {
            widgets::section_title(ui, "Work that was not saved");
            widgets::muted(ui, "The program ended before this was saved.");
            let several = self.leftovers.len() > 1;
            for (at, leftover) in self.leftovers.iter().enumerate() {
                let name = leftover.path.as_ref().map_or_else(
                    || "A workbook without a file".to_owned(),
                    |path| path.display().to_string(),
                );
                let day = Date::from_unix_seconds(leftover.written);
                let named = |verb: &str| {
                    if several { format!("{verb} {name}, {}", at + 1) } else { verb.to_owned() }
                };
                ui.horizontal_wrapped(|ui| {
                    ui.label(format!("{name}, {day}"));
                    let recover = widgets::primary_button(ui, "Recover");
                    if self.arriving && at == 0 {
                        recover.request_focus();
                    }
                    if recover.accessible_name(named("Recover")).clicked() {
                        taken = Some(at);
                    }
                    let discard = widgets::danger_button(ui, "Discard");
                    if discard.accessible_name(named("Discard")).clicked() {
                        dropped = Some(at);
                    }
                });
            }
        });
        ui.add_space(theme::SPACE_S);
        if let Some(at) = dropped
            && let Err(error) = self.leftovers.remove(at).discard()
        {
            log::warn!("recovery journal: {error}");
        }
        if let Some(at) = taken {
            *chosen = Some(Chosen::Recover(self.leftovers.remove(at)));
        }
    }

    fn problem_card(&self, ui: &mut Ui) {
        let Some((path, lines)) = &self.problem else { return };
        widgets::card(ui, |ui| {
            let title = format!("{} could not be opened", path.display());
            widgets::finding_line(ui, Tone::Bad, icons::WARNING_CIRCLE, &title);
            for line in lines {
                ui.add(Label::new(line).wrap());
            }
            widgets::muted(ui, "The file was left as it is.");
        });
        ui.add_space(theme::SPACE_S);
    }
}

/// The example with its tour, and the templates.
fn begin(ui: &mut Ui, toured: bool, chosen: &mut Option<Chosen>) {
    widgets::card(ui, |ui| {
        // As high as the title beside it, which has a button in its row.
        ui.horizontal(|ui| widgets::section_title(ui, "See how it works"));
        template_entry(ui, FLAGSHIP, chosen);
        ui.horizontal_wrapped(|ui| {
            let tour = if toured {
                widgets::button(ui, "Take the tour again")
            } else {
                widgets::primary_button(ui, "Take the tour")
            };
            if tour.clicked() {
                *chosen = Some(Chosen::Leave(Leaving::Tour));
            }
            widgets::small(ui, "Five steps. Nothing is changed.");
        });
    });
    ui.add_space(theme::SPACE_S);
    widgets::card(ui, |ui| {
        widgets::section_title(ui, "Begin your own decision");
        ui.spacing_mut().item_spacing.y = theme::SPACE_XXS;
        for template in TEMPLATES.iter().filter(|template| template.name != FLAGSHIP) {
            template_entry(ui, template.name, chosen);
        }
    });
}

fn template_entry(ui: &mut Ui, name: &'static str, chosen: &mut Option<Chosen>) {
    let Some(template) = TEMPLATES.iter().find(|template| template.name == name) else { return };
    let icon = match name {
        FLAGSHIP => icons::SCALES,
        BLANK => icons::FILE_PLUS,
        "framework-choice" => icons::CODE,
        "database" => icons::DATABASE,
        "hosting-model" => icons::CLOUD,
        "build-or-buy" => icons::HANDSHAKE,
        _ => icons::FILE_TEXT,
    };
    let mut about = template.about.chars();
    let about = about.next().map(|first| first.to_uppercase().chain(about).collect::<String>());
    let about = about.unwrap_or_default();
    if entry::entry(ui, name, icon, template.title, &about).clicked() {
        *chosen = Some(Chosen::Leave(Leaving::Template(name.to_owned())));
    }
}
