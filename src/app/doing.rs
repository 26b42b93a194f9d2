//! What was asked for in a frame is done after it, here: edits, commands, saving,
//! going from screen to screen and from workbook to workbook.

use std::path::PathBuf;

use eframe::egui::{self, Ui, ViewportCommand};

use super::App;
use super::action::Action;
use super::command::Command;
use super::document::Document;
use super::exporting::Export;
use super::files;
use super::help::HelpPage;
use super::palette::Palette;
use super::prompt::Leaving;
use super::prompt::PathPrompt;
use super::prompt::Purpose;
use super::screens::Screen;
use super::settings::ThemeChoice;
use super::theme;
use super::why::WhyPanel;

impl App {
    pub(super) fn path_chosen(&mut self, ctx: &egui::Context, paths: Vec<PathBuf>) {
        let (Some(prompt), Some(path)) = (&mut self.prompt, paths.first()) else { return };
        match prompt.purpose.clone() {
            Purpose::Open => {
                if self.open_large(ctx, path) {
                    self.prompt = None;
                } else {
                    self.open(path);
                }
            }
            Purpose::SaveAs => match &mut self.document {
                None => self.prompt = None,
                Some(document) => match files::save_as(document, path, &self.places) {
                    Ok(()) => {
                        self.prompt = None;
                        self.toasts.say(format!("Saved {}", path.display()), false);
                        self.remember();
                    }
                    Err(problem) => prompt.refuse(problem),
                },
            },
            Purpose::ReadResults if !path.exists() => {
                prompt.refuse(format!("There is no file {}.", path.display()));
            }
            Purpose::ReadResults => {
                self.prompt = None;
                self.read_results(paths);
            }
            Purpose::Export(format) => {
                self.prompt = None;
                let Some(document) = &self.document else { return };
                self.export = Some(Export::begin(document, format, path, ctx));
            }
        }
    }

    pub(super) fn save(&mut self, ui: &Ui) {
        let Some(document) = &self.document else { return };
        if document.path.is_none() || document.read_only {
            self.ask_path(ui, Purpose::SaveAs);
            return;
        }
        if self.save_large(ui) {
            return;
        }
        let Some(document) = &mut self.document else { return };
        let result = files::save(document, &self.places);
        self.saved(result);
    }

    /// Tells what came of saving.
    pub(super) fn saved(&mut self, result: Result<(), files::Unsaved>) {
        match result {
            Ok(()) => {
                let name = self.document.as_ref().map(Document::file_name).unwrap_or_default();
                self.toasts.say(format!("Saved {name}"), false);
                self.remember();
            }
            Err(files::Unsaved::Changed) => {
                self.leaving = None;
                self.look_at_disk();
            }
            Err(files::Unsaved::Because(problem)) => {
                self.leaving = None;
                self.toasts.say(problem, false);
            }
        }
    }

    pub(super) fn ask_path(&mut self, ui: &Ui, purpose: Purpose) {
        let mut suggestion = files::suggestion(self.document.as_ref(), &purpose, &self.settings);
        if let Purpose::Export(format) = purpose {
            suggestion = self.views.record.place(format, suggestion);
        }
        self.prompt = Some(PathPrompt::new(purpose, &suggestion, self.dialogs.as_mut(), ui));
    }

    pub(super) fn act(&mut self, ui: &Ui, action: Action) {
        match action {
            Action::Edit(edit) => {
                if let Some(document) = &mut self.document {
                    let removed = match &edit {
                        crate::workbook::Edit::Remove(item) => {
                            Some(crate::analysis::attached(document.workbook(), item))
                        }
                        _ => None,
                    };
                    match (document.edit(&edit), removed) {
                        (Ok(true), Some(hanging)) => {
                            let label = document.history().undo_label().unwrap_or_default();
                            self.toasts.say(sentence(label, &hanging), true);
                        }
                        (Ok(_), _) => {}
                        (Err(error), _) => {
                            self.toasts.say(format!("{error}. {}", error.hint()), false);
                        }
                    }
                }
            }
            Action::Drag(edit, gesture) => {
                if let Some(document) = &mut self.document
                    && let Err(error) = document.drag(&edit, &gesture)
                {
                    self.toasts.say(format!("{error}. {}", error.hint()), false);
                }
            }
            Action::DragEnd => {
                if let Some(document) = &mut self.document {
                    document.end_drag();
                }
            }
            Action::Run(command) => self.run(ui, command),
            Action::Go(screen) => self.go(screen),
            Action::Reveal(item) => {
                self.go(Screen::of(&item));
                self.views.select(&item);
            }
            Action::RevealCell(alternative, criterion) => {
                self.go(Screen::Scores);
                if let Some(document) = &self.document {
                    let context = document.context();
                    self.views.scores.select_cell(context, &alternative, &criterion);
                }
            }
            Action::ShowSection(section) => {
                self.go(Screen::Results);
                self.views.results.open(section);
            }
            Action::Open(path) => self.leave(Leaving::Open(path)),
            Action::OpenTemplate(name) => self.leave(Leaving::Template(name.to_owned())),
            Action::Export(format) => self.ask_path(ui, Purpose::Export(format)),
            Action::CancelExport => self.cancel_export(),
            Action::ScoreAs(reviewer) => {
                if let Some(document) = &mut self.document {
                    document.reviewer = Some(reviewer);
                }
            }
            Action::OpenChart(chart) => self.chart_windows.open(ui, chart),
            Action::Why(asked) => {
                self.keep_focus(ui);
                self.why = Some(WhyPanel::new(asked));
            }
            Action::Say(text) => self.toasts.say(text, false),
            Action::EditAndSay(edit, text) => {
                if let Some(document) = &mut self.document {
                    match document.edit(&edit) {
                        Ok(changed) => self.toasts.say(text, changed),
                        Err(error) => self.toasts.say(format!("{error}. {}", error.hint()), false),
                    }
                }
            }
            Action::Copy(text) => ui.copy_text(text),
        }
        ui.request_repaint();
    }

    pub(super) fn go(&mut self, screen: Screen) {
        if screen != self.screen {
            self.before.push(self.screen);
            self.after.clear();
            self.screen = screen;
        }
    }

    pub(super) fn run(&mut self, ui: &Ui, command: Command) {
        match command {
            Command::New => self.leave(Leaving::Template("blank".to_owned())),
            Command::Open => self.leave(Leaving::AskOpen),
            Command::Save => self.save(ui),
            Command::SaveAs => self.ask_path(ui, Purpose::SaveAs),
            Command::CloseWorkbook => self.leave(Leaving::Close),
            Command::Quit => self.leave(Leaving::Quit),
            Command::Undo => {
                if let Some(label) = self.document.as_mut().and_then(Document::undo) {
                    self.toasts.say(format!("Undone: {label}"), false);
                }
            }
            Command::Redo => {
                if let Some(label) = self.document.as_mut().and_then(Document::redo) {
                    self.toasts.say(format!("Done again: {label}"), false);
                }
            }
            Command::ExportRecord => {
                self.go(Screen::Record);
                self.views.record.show_exports();
            }
            Command::Show(screen) => self.go(screen),
            Command::Add(kind) => {
                self.go(Screen::of(&crate::workbook::ItemRef::new(kind, "")));
                if let Some(document) = &self.document {
                    let field =
                        self.views.begin_adding(kind, document.context(), &mut self.actions);
                    if let Some(field) = field {
                        ui.memory_mut(|memory| memory.request_focus(field));
                    }
                }
            }
            Command::ReadResults => self.ask_path(ui, Purpose::ReadResults),
            Command::PasteResults => {
                self.go(Screen::Scalability);
                self.views.scalability.begin_pasting(ui);
            }
            Command::Weigh => {
                self.go(Screen::Criteria);
                if let Some(document) = &self.document {
                    self.views.criteria.begin_weighing(document.context());
                }
            }
            Command::PreviousScreen => {
                let at = self.screen.position();
                self.go(Screen::ALL[at.saturating_sub(1)]);
            }
            Command::NextScreen => {
                let at = self.screen.position();
                self.go(Screen::ALL[(at + 1).min(Screen::ALL.len() - 1)]);
            }
            Command::Back => {
                if let Some(screen) = self.before.pop() {
                    self.after.push(std::mem::replace(&mut self.screen, screen));
                }
            }
            Command::Forward => {
                if let Some(screen) = self.after.pop() {
                    self.before.push(std::mem::replace(&mut self.screen, screen));
                }
            }
            Command::Palette => {
                self.keep_focus(ui);
                self.palette = Some(Palette::default());
            }
            Command::Shortcuts => {
                self.keep_focus(ui);
                self.help = Some(HelpPage::Shortcuts);
            }
            Command::About => {
                self.keep_focus(ui);
                self.help = Some(HelpPage::About);
            }
            Command::Messages => {
                self.keep_focus(ui);
                self.help = Some(HelpPage::Messages);
            }
            #[cfg(debug_assertions)]
            Command::Gallery => {
                self.keep_focus(ui);
                self.help = Some(HelpPage::Gallery);
            }
            Command::NextPane => self.panes.go(ui, true),
            Command::PreviousPane => self.panes.go(ui, false),
            Command::ToggleRail => {
                self.settings.rail = Some(!self.is_rail_wide(ui));
                self.store_settings();
            }
            Command::Present => self.present(ui),
            Command::FullScreen => {
                let now = ui.input(|input| input.viewport().fullscreen).unwrap_or(false);
                ui.send_viewport_cmd(ViewportCommand::Fullscreen(!now));
            }
            Command::ToggleInspector => {
                if super::is_small(ui) {
                    self.inspector_in_small = !self.inspector_in_small;
                } else {
                    self.settings.inspector = !self.settings.inspector;
                    self.store_settings();
                }
            }
            Command::SwitchTheme => {
                self.settings.theme =
                    if ui.visuals().dark_mode { ThemeChoice::Light } else { ThemeChoice::Dark };
                self.store_settings();
            }
            Command::ToggleMotion => {
                self.settings.reduce_motion = !self.settings.reduce_motion;
                self.store_settings();
                let now = if self.settings.reduce_motion { "off" } else { "on" };
                self.toasts.say(format!("Motion is {now}"), false);
            }
            Command::ZoomIn => egui::gui_zoom::zoom_in(ui.ctx()),
            Command::ZoomOut => egui::gui_zoom::zoom_out(ui.ctx()),
            Command::ZoomReset => ui.set_zoom_factor(1.0),
            Command::Tour => self.leave(Leaving::Tour),
        }
    }

    /// Begins or ends showing all large to a room.
    pub(super) fn present(&mut self, ui: &Ui) {
        match self.zoom_before.take() {
            Some(zoom) => ui.set_zoom_factor(zoom),
            None => {
                let zoom = ui.zoom_factor();
                self.zoom_before = Some(zoom);
                ui.set_zoom_factor(zoom * theme::PRESENT_ZOOM);
                self.toasts.say("Shown large to a room. Esc or F5 ends it.", false);
            }
        }
    }

    /// Does what waited for unsaved work to be dealt with.
    pub(super) fn left(&mut self, ui: &Ui, leaving: Leaving) {
        match leaving {
            Leaving::Quit => {
                self.quit = true;
                ui.send_viewport_cmd(ViewportCommand::Close);
            }
            Leaving::Close => {
                self.keep_views();
                self.store_settings();
                self.document = None;
                self.why = None;
                if self.zoom_before.is_some() {
                    self.present(ui);
                }
                self.chart_windows.close_all();
                self.start.forget_problem();
                self.start.arrive();
            }
            Leaving::Open(path) if self.open_large(ui, &path) => self.prompt = None,
            Leaving::Open(path) => self.open(&path),
            Leaving::AskOpen => self.ask_path(ui, Purpose::Open),
            Leaving::Template(name) => self.open_template(&name),
            Leaving::Tour => {
                if self.zoom_before.is_some() {
                    self.present(ui);
                }
                self.begin_tour();
            }
        }
        ui.request_repaint();
    }
}

/// What was done, and what went with it.
fn sentence(label: &str, hanging: &[String]) -> String {
    let mut letters = label.chars();
    let mut said = match letters.next() {
        Some(first) => format!("Done: {}{}", first.to_lowercase(), letters.as_str()),
        None => String::new(),
    };
    if !hanging.is_empty() {
        said.push_str(&format!(", and with it {}", crate::analysis::listed(hanging)));
    }
    said
}
