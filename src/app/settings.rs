//! What the program remembers between runs: recent files, theme, panels. Kept
//! in a file of its own, never in a workbook.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::context::Context;
use super::screens::Kept;
use crate::analysis::{VerdictKind, range};

/// Recent files remembered.
const MAX_RECENT: usize = 12;
/// Files of which it is remembered how their screens were left.
const MAX_VIEWS: usize = 40;
/// Options pictured of each.
const MAX_RANKED: usize = 4;

/// What is remembered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Files opened last, newest first.
    pub recent: Vec<Recent>,
    /// Light, dark, or as the system has it.
    pub theme: ThemeChoice,
    /// Whether the inspector is shown.
    pub inspector: bool,
    /// Whether the rail shows names; by the width of the window where not set.
    pub rail: Option<bool>,
    /// Width of the inspector in points, where it was set.
    pub inspector_width: Option<f32>,
    /// Where the window was left.
    pub window: Option<WindowPlace>,
    /// How the screens of each file were left, the latest first.
    pub views: Vec<KeptViews>,
    /// Whether the guided tour was taken.
    pub toured: bool,
    /// Whether nothing moves by itself.
    pub reduce_motion: bool,
}

/// Where the window was left, in points of the display.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WindowPlace {
    /// Its upper left corner, where the system tells.
    pub position: Option<(f32, f32)>,
    /// Width and height of what is inside its frame.
    pub size: Option<(f32, f32)>,
    /// Whether it filled the display.
    pub maximised: bool,
    /// How much larger all is than it comes, 1 for not.
    pub zoom: f32,
}

impl Default for WindowPlace {
    fn default() -> Self {
        Self { position: None, size: None, maximised: false, zoom: 1.0 }
    }
}

impl WindowPlace {
    /// Whether a window can be opened so: the file may have been edited.
    pub fn is_sound(&self) -> bool {
        let size = |length: f32| (200.0..20_000.0).contains(&length);
        let place = |at: f32| (-50_000.0..50_000.0).contains(&at);
        self.size.is_none_or(|(width, height)| size(width) && size(height))
            && self.position.is_none_or(|(x, y)| place(x) && place(y))
            && (0.2..=5.0).contains(&self.zoom)
    }
}

/// How the screens of a file were left.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeptViews {
    /// The file.
    pub path: PathBuf,
    /// How its screens were left.
    pub views: Kept,
}

/// A file opened before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recent {
    /// Where it is.
    pub path: PathBuf,
    /// Title of its decision.
    #[serde(default)]
    pub title: String,
    /// How its ranking stood.
    #[serde(default)]
    pub result: String,
    /// The options that were ranked first, best first, for a picture of them.
    #[serde(default)]
    pub ranking: Vec<Ranked>,
    /// How many more options were ranked.
    #[serde(default)]
    pub more: usize,
}

/// How an option of a recent file stood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ranked {
    /// Its name.
    pub name: String,
    /// Its position in the workbook, which gives it colour and marker.
    pub position: usize,
    /// Lowest total that is possible, 0 to 100.
    pub low: f64,
    /// Highest total that is possible, 0 to 100.
    pub high: f64,
}

impl Recent {
    /// What is remembered of an open workbook in the file at `path`.
    pub fn of(path: &Path, context: Context<'_>) -> Self {
        let analysis = context.analysis();
        let ranked: &[usize] = if analysis.weights.is_set() { &analysis.order } else { &[] };
        let result = match (ranked.first(), analysis.verdict.kind) {
            (None, _) => String::new(),
            (Some(_), VerdictKind::Withheld) => "No verdict yet".to_owned(),
            (Some(&at), kind) => {
                let leader = &analysis.options[at];
                let total = range(leader.low, leader.high);
                format!("{} leads with {total}, {}", leader.name, kind.name())
            }
        };
        let ranking = ranked.iter().take(MAX_RANKED).map(|&at| {
            let option = &analysis.options[at];
            Ranked { name: option.name.clone(), position: at, low: option.low, high: option.high }
        });
        Self {
            path: std::path::absolute(path).unwrap_or_else(|_| path.to_owned()),
            title: context.workbook.frame.title.clone(),
            result,
            ranking: ranking.collect(),
            more: ranked.len().saturating_sub(MAX_RANKED),
        }
    }
}

/// Which theme to use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            recent: Vec::new(),
            theme: ThemeChoice::System,
            inspector: true,
            rail: None,
            inspector_width: None,
            window: None,
            views: Vec::new(),
            toured: false,
            reduce_motion: false,
        }
    }
}

impl Settings {
    /// Reads the settings in a folder. What cannot be read counts as not set:
    /// settings are a convenience and must not keep the program from starting.
    pub fn load(folder: &Path) -> Self {
        let text = std::fs::read_to_string(file_in(folder)).unwrap_or_default();
        let mut settings: Self = ron::from_str(&text).unwrap_or_default();
        let mut seen = std::collections::BTreeSet::new();
        settings.recent.retain(|file| seen.insert(file.path.clone()));
        settings
    }

    /// Writes the settings into a folder.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn save(&self, folder: &Path) -> std::io::Result<()> {
        let pretty = ron::ser::PrettyConfig::new().new_line("\n");
        let text = ron::ser::to_string_pretty(self, pretty).map_err(std::io::Error::other)?;
        std::fs::create_dir_all(folder)?;
        let file = tempfile::NamedTempFile::new_in(folder)?;
        std::io::Write::write_all(&mut file.as_file(), text.as_bytes())?;
        file.persist(file_in(folder))?;
        Ok(())
    }

    /// Notes that a file was opened or saved.
    pub fn remember(&mut self, file: Recent) {
        self.recent.retain(|other| other.path != file.path);
        self.recent.insert(0, file);
        self.recent.truncate(MAX_RECENT);
    }

    /// Notes how the screens of a file were left.
    pub fn keep_views(&mut self, path: &Path, views: Kept) {
        self.views.retain(|other| other.path != path);
        if views != Kept::default() {
            self.views.insert(0, KeptViews { path: path.to_owned(), views });
            self.views.truncate(MAX_VIEWS);
        }
    }

    /// How the screens of a file were left.
    pub fn kept_views(&self, path: &Path) -> Option<&Kept> {
        self.views.iter().find(|kept| kept.path == path).map(|kept| &kept.views)
    }

    /// Forgets a file.
    pub fn forget(&mut self, path: &Path) {
        self.recent.retain(|other| other.path != path);
    }
}

fn file_in(folder: &Path) -> PathBuf {
    folder.join("settings.ron")
}
