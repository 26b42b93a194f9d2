//! The window: screens, widgets, theme, and the open document.
//!
//! Here: what is shown and asked, and the order of a frame. [`App::logic`]
//! takes in what happened outside, [`App::frame_ui`] draws and collects
//! [`Action`]s, and then they are done, so that no frame sees half a change.
//! Not here: any number that is not read from [`crate::analysis`], any format.

use std::path::{Path, PathBuf};

use eframe::egui::{self, CentralPanel, Frame, Panel, Role, ScrollArea, Ui, ViewportCommand};

use action::{Action, Actions};
use chart_windows::ChartWindows;
use command::Command;
use crash::CrashReport;
use document::Document;
use exporting::Export;
use help::HelpPage;
use outside::Changed;
use palette::Palette;
use panes::Panes;
use prompt::{Leaving, PathPrompt, Purpose};
use screens::{Screen, Views, start};
use settings::{Recent, Settings, ThemeChoice};
use theme::tokens;
use why::WhyPanel;

use crate::store::Journal;

pub mod action;
mod chart_windows;
pub mod charts;
mod chrome;
pub mod command;
pub mod context;
pub mod crash;
pub mod dialogs;
pub mod document;
mod doing;
pub mod draws;
mod exporting;
mod files;
#[cfg(debug_assertions)]
mod gallery;
mod help;
mod icon;
mod keys;
mod outside;
mod over;
mod palette;
mod panes;
mod plot;
mod prompt;
mod recovery;
pub mod screens;
pub mod settings;
pub mod theme;
pub mod tour;
pub mod why;
pub mod widgets;
mod window;
mod work;

pub use files::Places;
pub use window::{APP_ID, run};

/// Why the window could not be shown.
#[derive(Debug, thiserror::Error)]
#[error("the window could not be opened: {0}")]
pub struct AppError(String);

/// The window and everything that it remembers.
pub struct App {
    document: Option<Document>,
    screen: Screen,
    before: Vec<Screen>,
    after: Vec<Screen>,
    views: Views,
    settings: Settings,
    stored_settings: Settings,
    places: Places,
    dialogs: Box<dyn dialogs::Dialogs>,
    toasts: widgets::Toasts,
    actions: Actions,
    prompt: Option<PathPrompt>,
    leaving: Option<Leaving>,
    then: Option<Leaving>,
    start: start::StartView,
    /// The place of a recent file that is gone, while its new one is asked for.
    locating: Option<PathBuf>,
    chart_windows: ChartWindows,
    /// Commands whose turn comes when the field with the focus has given its
    /// draft back.
    queued: Vec<Command>,
    quit: bool,
    tour: Option<tour::Tour>,
    changed: Option<Changed>,
    export: Option<Export>,
    opening: Option<work::Opening>,
    saving: Option<work::Saving>,
    palette: Option<Palette>,
    help: Option<HelpPage>,
    /// The number that is being asked why.
    why: Option<WhyPanel>,
    /// What was chosen in the palette, to be done once that is out of the way:
    /// as long as it lies on top, nothing below can take the focus.
    chosen: Option<Action>,
    /// What had the focus before something was laid over the window.
    focused_before: Option<egui::Id>,
    panes: Panes,
    /// While all is shown large to a room: how large it was before.
    zoom_before: Option<f32>,
    /// The inspector was asked for in a window too small for both.
    inspector_in_small: bool,
    /// The window lay beyond every display and was brought back.
    brought_back: bool,
    /// What the last run left behind when it broke.
    crash: Option<CrashReport>,
    /// Whether the window's library was told that nothing is to move.
    still: bool,
}

impl App {
    /// The program at its start, with nothing open.
    pub fn new(places: Places, dialogs: Box<dyn dialogs::Dialogs>) -> Self {
        let settings = Settings::load(&places.settings);
        let start = start::StartView::new(Journal::leftovers(&places.state));
        let crash = crash::newest(places.state.path());
        Self {
            document: None,
            screen: Screen::Overview,
            before: Vec::new(),
            after: Vec::new(),
            views: Views::default(),
            stored_settings: settings.clone(),
            settings,
            places,
            dialogs,
            toasts: widgets::Toasts::default(),
            actions: Actions::default(),
            prompt: None,
            leaving: None,
            then: None,
            start,
            locating: None,
            chart_windows: ChartWindows::default(),
            queued: Vec::new(),
            quit: false,
            tour: None,
            changed: None,
            export: None,
            opening: None,
            saving: None,
            palette: None,
            help: None,
            why: None,
            chosen: None,
            focused_before: None,
            panes: Panes::default(),
            zoom_before: None,
            inspector_in_small: false,
            brought_back: false,
            crash,
            still: false,
        }
    }

    /// The open workbook.
    pub fn document(&self) -> Option<&Document> {
        self.document.as_ref()
    }

    /// The screen shown.
    pub fn screen(&self) -> Screen {
        self.screen
    }

    /// The charts that are shown in windows of their own.
    pub fn chart_windows(&self) -> impl Iterator<Item = &charts::Chart> {
        self.chart_windows.charts()
    }

    /// Asks for something, as a screen does: it is done at the end of the next
    /// frame.
    pub fn ask(&mut self, action: Action) {
        self.actions.push(action);
    }

    /// The newest message in passing, while it is up.
    pub fn message(&self) -> Option<&str> {
        self.toasts.newest()
    }

    /// The theme wanted.
    pub fn theme(&self) -> ThemeChoice {
        self.settings.theme
    }

    /// Opens a file, or shows on the start screen what is wrong with it.
    pub fn open(&mut self, path: &Path) {
        let result = files::open(path, &self.places);
        self.opened(path, result);
    }

    /// Shows what came of opening a file.
    fn opened(&mut self, path: &Path, result: Result<Document, Vec<String>>) {
        match result {
            Ok(document) => {
                if document.is_open_elsewhere() {
                    let text = "This workbook is open in another window too. Changes saved there are noticed here.";
                    self.toasts.say(text, false);
                }
                if let Some(format) = document.migrated_from {
                    let text = format!(
                        "The file is in the older format {format}. Saving writes today's; the original is kept."
                    );
                    self.toasts.say(text, false);
                }
                self.show_document(document);
                if let Some(before) = self.locating.take() {
                    self.settings.forget(&before);
                }
                self.remember();
            }
            Err(problem) => {
                self.start.refuse(path, problem.clone());
                if let Some(prompt) = &mut self.prompt {
                    prompt.refuse(problem.join("\n"));
                } else if self.document.is_some() {
                    self.toasts.say(problem.join("\n"), false);
                }
            }
        }
    }

    /// Begins a workbook from a template.
    pub fn open_template(&mut self, name: &str) {
        match files::template(name, &self.places) {
            Ok(document) => self.show_document(document),
            Err(problem) => self.start.refuse(Path::new(name), problem),
        }
    }

    fn show_document(&mut self, document: Document) {
        self.keep_views();
        self.views = Views::default();
        if let Some(path) = &document.path
            && let Some(kept) = self.settings.kept_views(&files::whole_path(path))
        {
            self.views.restore(kept.clone());
        }
        self.document = Some(document);
        self.chart_windows.close_all();
        self.screen = Screen::Overview;
        self.before.clear();
        self.after.clear();
        self.tour = None;
        self.why = None;
        self.prompt = None;
        self.start.forget_problem();
    }

    fn remember(&mut self) {
        let Some(document) = &self.document else { return };
        let Some(path) = &document.path else { return };
        self.settings.remember(Recent::of(path, document.context()));
        self.store_settings();
    }

    /// Notes how the screens of the open file are looked at.
    fn keep_views(&mut self) {
        if let Some(path) = self.document.as_ref().and_then(|document| document.path.as_ref()) {
            self.settings.keep_views(&files::whole_path(path), self.views.kept());
        }
    }

    fn store_settings(&mut self) {
        if self.settings != self.stored_settings {
            if let Err(error) = self.settings.save(&self.places.settings) {
                log::warn!("settings not saved: {error}");
            }
            self.stored_settings = self.settings.clone();
        }
    }

    /// Takes in what happened outside: dropped files, the wish to close.
    pub fn logic(&mut self, ctx: &egui::Context) {
        let preference = match self.settings.theme {
            ThemeChoice::System => egui::ThemePreference::System,
            ThemeChoice::Light => egui::ThemePreference::Light,
            ThemeChoice::Dark => egui::ThemePreference::Dark,
        };
        if ctx.options(|options| options.theme_preference) != preference {
            ctx.set_theme(preference);
        }
        if self.still != self.settings.reduce_motion {
            self.still = self.settings.reduce_motion;
            theme::set_motion(ctx, !self.still);
        }
        let title = match &self.document {
            Some(document) => {
                let mark = if document.is_dirty() { "• " } else { "" };
                format!("{mark}{} – Weighbridge", document.file_name())
            }
            None => "Weighbridge".to_owned(),
        };
        let id = egui::Id::unique("window title");
        if ctx.data(|data| data.get_temp::<String>(id)).as_deref() != Some(title.as_str()) {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            ctx.data_mut(|data| data.insert_temp(id, title));
        }
        self.take_in(ctx);
        let dropped = ctx.input(|input| input.raw.dropped_files.clone());
        if !dropped.is_empty() {
            self.dropped(dropped.iter().map(|file| file.path().to_owned()).collect());
        }
        if ctx.input(|input| input.viewport().close_requested()) && !self.quit {
            if self.is_dirty() || self.saving.is_some() {
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
                self.leave(Leaving::Quit);
            } else {
                self.quit = true;
            }
        }
    }

    fn is_dirty(&self) -> bool {
        self.document.as_ref().is_some_and(Document::is_dirty)
    }

    /// Leaves the workbook, once unsaved work is dealt with.
    fn leave(&mut self, leaving: Leaving) {
        if self.is_dirty() || self.saving.is_some() {
            self.leaving = Some(leaving);
        } else {
            self.then = Some(leaving);
        }
    }

    /// Draws a frame into a bare `ui` and does what was asked for in it.
    pub fn frame_ui(&mut self, ui: &mut Ui) {
        self.give_focus_back(ui);
        self.tour_keys(ui);
        self.shortcuts(ui, false);
        let mut out = std::mem::take(&mut self.actions);
        let mut panes = Panes::default();
        let presenting = self.zoom_before.is_some();
        if !presenting {
            let recent = &self.settings.recent;
            panes.top = Some(chrome::top_bar(ui, self.document.as_ref(), recent, &mut out));
        }
        let frame = Frame::new().fill(tokens(ui).ground).inner_margin(theme::SCREEN_MARGIN);
        let long_export = self.export_is_long(ui);
        match &self.document {
            Some(document) => {
                let busy = self.busy();
                let cancel = long_export.then_some(Action::CancelExport);
                panes.strip = Some(chrome::strip(ui, document, busy.as_deref(), cancel, &mut out));
                let context = document.context();
                let wide = !presenting && self.is_rail_wide(ui);
                panes.rail = Some(chrome::rail(ui, self.screen, context, wide, &mut out));
                let asked = self.tour.as_ref().is_some_and(tour::Tour::needs_inspector);
                let inspected = (self.is_inspector_wanted(ui) || asked) && !presenting;
                if inspected && Views::has_inspector(self.screen) {
                    let width = self.settings.inspector_width;
                    let rect =
                        inspector(ui, &mut self.views, self.screen, width, context, &mut out);
                    if rect.width() > 0.0 {
                        self.settings.inspector_width = Some(rect.width().round());
                    }
                    panes.inspector = Some(rect);
                }
                let middle = CentralPanel::default().frame(frame).show(ui, |ui| {
                    ui.push_id(self.screen.name(), |ui| {
                        widgets::landmark(ui, Role::Main, "Screen", |ui| {
                            self.views.screen_ui(ui, self.screen, context, &mut out);
                        });
                    });
                });
                panes.screen = Some(middle.response.rect);
            }
            None => {
                let middle = CentralPanel::default().frame(frame).show(ui, |ui| {
                    let settings = &self.settings;
                    let chosen = widgets::landmark(ui, Role::Main, "Start", |ui| {
                        self.start.show(ui, &settings.recent, settings.toured)
                    });
                    match chosen {
                        Some(start::Chosen::Leave(leaving)) => self.then = Some(leaving),
                        Some(start::Chosen::Recover(leftover)) => self.recover(leftover),
                        Some(start::Chosen::Locate(path)) => {
                            let near = files::nearest(&path);
                            let prompt =
                                PathPrompt::new(Purpose::Open, &near, self.dialogs.as_mut(), ui);
                            self.prompt = Some(prompt);
                            self.locating = Some(path);
                        }
                        Some(start::Chosen::Forget(path)) => {
                            self.settings.forget(&path);
                            self.store_settings();
                        }
                        None => {}
                    }
                });
                panes.screen = Some(middle.response.rect);
            }
        }
        self.panes = panes;
        self.actions = std::mem::take(&mut out);
        self.shortcuts(ui, true);
        let mut out = std::mem::take(&mut self.actions);
        self.laid_over(ui, &mut out);
        self.work_prompt(ui);
        self.crash_prompt(ui, &mut out);
        if let Some(document) = &self.document {
            self.chart_windows.show(ui, document.context(), &mut out);
            document.draws().end_frame();
        }
        self.prompts(ui);
        self.changed_prompt(ui);
        if self.toasts.show(ui) {
            out.push(Action::Run(Command::Undo));
        }
        self.show_tour(ui);
        over::drop_target(ui, self.document.is_some());
        for action in out.take() {
            self.act(ui, action);
        }
        if let Some(leaving) = self.then.take() {
            self.left(ui, leaving);
        }
    }

    /// Whether the inspector is shown, where a screen has one. A window too
    /// small for both leaves its room to the screen until it is asked for.
    fn is_inspector_wanted(&self, ui: &Ui) -> bool {
        if is_small(ui) { self.inspector_in_small } else { self.settings.inspector }
    }

    fn is_rail_wide(&self, ui: &Ui) -> bool {
        let roomy = ui.content_rect().width() >= theme::ROOMY_WIDTH;
        self.settings.rail.unwrap_or(roomy)
    }
}

fn inspector(
    ui: &mut Ui,
    views: &mut Views,
    screen: Screen,
    width: Option<f32>,
    context: context::Context<'_>,
    out: &mut Actions,
) -> egui::Rect {
    let fill = tokens(ui).card;
    let frame = Frame::new().fill(fill).inner_margin(theme::CARD_MARGIN);
    let widest = (ui.content_rect().width() * 0.4).max(theme::INSPECTOR_WIDTH);
    // A small window leaves the larger part to the screen.
    let first = theme::INSPECTOR_WIDTH.min(ui.content_rect().width() * 0.26);
    Panel::right("inspector")
        .default_size(width.unwrap_or(first).clamp(260.0, widest))
        .size_range(260.0..=widest)
        .frame(frame)
        .show(ui, |ui| {
            ui.take_available_width();
            ScrollArea::vertical()
                .id_salt(("inspector", screen.name()))
                .auto_shrink([false, false])
                .show(ui, |ui| {
                    widgets::landmark(ui, Role::Complementary, "Inspector", |ui| {
                        views.inspector_ui(ui, screen, context, out);
                    });
                });
        })
        .response
        .rect
}

/// Whether the window is too small for a screen and its inspector, as a usual
/// one is when all is shown twice as large.
fn is_small(ui: &Ui) -> bool {
    ui.content_rect().width() < theme::SMALL_WIDTH
}
