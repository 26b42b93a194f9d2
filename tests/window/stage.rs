//! The whole window in a test: a folder of its own, paths typed, no display.

use std::path::{Path, PathBuf};

use eframe::egui::{Key, Modifiers, Theme};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use weighbridge::app::dialogs::TypedDialogs;
use weighbridge::app::{App, Places, theme};
use weighbridge::workbook::Workbook;

/// The window with everything that it keeps in a folder that goes with it.
pub struct Stage {
    pub harness: Harness<'static, App>,
    pub folder: tempfile::TempDir,
}

impl Stage {
    /// The window at its start, on the start screen.
    pub fn empty() -> Self {
        Self::of_size(1440.0, 900.0)
    }

    pub fn of_size(width: f32, height: f32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self::in_folder(folder, width, height)
    }

    /// The window at its start, with what an earlier one left in the folder.
    pub fn in_folder(folder: tempfile::TempDir, width: f32, height: f32) -> Self {
        let app = App::new(Places::in_folder(folder.path()), Box::new(TypedDialogs));
        let harness = Harness::builder()
            .with_size([width, height])
            .with_theme(Theme::Light)
            .with_max_steps(40)
            .with_context_setup(theme::install)
            .build_ui_state(
                |ui, app: &mut App| {
                    app.logic(ui.ctx());
                    app.frame_ui(ui);
                },
                app,
            );
        Self { harness, folder }
    }

    /// The window on a copy of the flagship workbook.
    pub fn flagship() -> Self {
        let mut stage = Self::empty();
        let path = stage.copy("workbooks/backend-runtime.weighbridge.ron");
        stage.open(&path);
        stage
    }

    /// Copies a file of the project into the stage's folder.
    pub fn copy(&self, name: &str) -> PathBuf {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let to = self.folder.path().join(from.file_name().unwrap());
        std::fs::copy(from, &to).unwrap();
        to
    }

    pub fn open(&mut self, path: &Path) {
        self.harness.state_mut().open(path);
        self.settle();
    }

    /// Another window in the same folder, as after a new start.
    pub fn again(self) -> Self {
        self.again_of_size(1440.0, 900.0)
    }

    /// Another window in the same folder, of another size.
    pub fn again_of_size(self, width: f32, height: f32) -> Self {
        let Self { harness, folder } = self;
        drop(harness);
        Self::in_folder(folder, width, height)
    }

    pub fn workbook(&self) -> &Workbook {
        self.harness.state().document().expect("a workbook is open").workbook()
    }

    /// Runs frames until nothing asks for another at once.
    pub fn settle(&mut self) {
        self.harness.run();
    }

    pub fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    pub fn key(&mut self, key: Key) {
        self.press(Modifiers::NONE, key);
    }

    pub fn command(&mut self, key: Key) {
        self.press(Modifiers::COMMAND, key);
    }

    pub fn click(&mut self, name: &str) {
        self.harness.get_by_label(name).click();
        self.settle();
    }

    pub fn focus(&mut self, name: &str) {
        self.harness.get_by_label(name).focus();
        self.settle();
    }

    /// Types into what has the focus.
    pub fn text(&mut self, text: &str) {
        self.harness.event(eframe::egui::Event::Text(text.to_owned()));
        self.settle();
    }

    /// Puts a path into the prompt that is open and takes it.
    pub fn answer_path(&mut self, path: &Path) {
        let field = self.harness.get_by_label("Path");
        field.focus();
        self.harness.run();
        self.press(Modifiers::COMMAND, Key::A);
        self.text(&path.display().to_string());
        self.key(Key::Enter);
    }

    /// Whether something with these words is shown.
    pub fn shows(&self, words: &str) -> bool {
        self.harness.query_all_by_label_contains(words).next().is_some()
    }

    /// Runs frames until something outside of the window has happened: a
    /// thread's answer wakes the window and is there in a later frame.
    pub fn until(&mut self, what: &str, happened: impl Fn(&Self) -> bool) {
        for _ in 0..20_000 {
            self.harness.step();
            if happened(self) {
                return;
            }
            std::thread::yield_now();
        }
        let seen: Vec<String> = self
            .harness
            .query_all_by_label_contains("")
            .filter_map(|node| node.accesskit_node().label())
            .collect();
        panic!("{what} never happened; shown: {seen:?}");
    }
}
