//! The folder of a repository in which its decision records are kept, found by
//! looking, and how the records there are written.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Where repositories keep their records, after MADR, adr-tools and their kin.
const FOLDERS: [&str; 8] = [
    "docs/decisions",
    "docs/adr",
    "docs/adrs",
    "doc/adr",
    "docs/architecture/decisions",
    "doc/architecture/decisions",
    "adr",
    "decisions",
];
/// Records read to see how they are written.
const MOST_READ: usize = 200;
/// Bytes read of each: what tells a shape stands at its head.
const HEAD: u64 = 16_384;
/// Folders gone up in search of the repository's root.
const MOST_UP: usize = 16;
/// Highest number: higher ones are days, as log4brains writes them.
const HIGHEST: u32 = 99_999;

/// How the records in a folder are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordShape {
    /// Front matter and the headings of MADR 3 or 4.
    Madr,
    /// Nygard's sections, as adr-tools writes them.
    Nygard,
    /// Something else, or several shapes mixed.
    Other,
    /// There is none yet.
    None,
}

/// A folder of decision records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordFolder {
    /// The folder.
    pub path: PathBuf,
    /// How its records are written.
    pub shape: RecordShape,
    /// Count of records.
    pub records: usize,
    /// The number that the next record gets.
    pub next: u32,
}

/// The folder of decision records nearest to a workbook's file: in its own
/// folder or, within a git repository, in one above it. Nothing where there is
/// none.
pub fn record_folder(workbook: &Path) -> Option<RecordFolder> {
    let own = workbook.parent()?;
    let up: Vec<&Path> = own.ancestors().take(MOST_UP).collect();
    let root = up.iter().position(|folder| folder.join(".git").exists()).unwrap_or(0);
    up.iter().take(root + 1).find_map(|folder| {
        let told = fs::read_to_string(folder.join(".adr-dir")).ok();
        let told = told.map(|text| folder.join(text.trim())).filter(|path| path.is_dir());
        let path = told
            .or_else(|| FOLDERS.iter().map(|name| folder.join(name)).find(|path| path.is_dir()))?;
        Some(look(path))
    })
}

/// Looks at the records in a folder.
fn look(path: PathBuf) -> RecordFolder {
    let mut names: Vec<(u32, PathBuf)> = fs::read_dir(&path)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((number(&entry.file_name().to_string_lossy())?, entry.path())))
        .collect();
    names.sort();
    let shapes: Vec<RecordShape> =
        names.iter().rev().take(MOST_READ).filter_map(|(_, path)| shape(path)).collect();
    let all = |wanted: RecordShape| shapes.iter().all(|shape| *shape == wanted);
    let shape = match shapes.as_slice() {
        [] => RecordShape::None,
        _ if all(RecordShape::Madr) => RecordShape::Madr,
        _ if all(RecordShape::Nygard) => RecordShape::Nygard,
        _ => RecordShape::Other,
    };
    let last = names.iter().map(|(number, _)| *number).max().unwrap_or(0);
    RecordFolder { path, shape, records: names.len(), next: last + 1 }
}

/// The number of a record by its file's name, `NNNN-title.md`.
fn number(name: &str) -> Option<u32> {
    let (digits, rest) = name.split_once('-')?;
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number || !rest.ends_with(".md") {
        return None;
    }
    digits.parse().ok().filter(|number| *number <= HIGHEST)
}

fn shape(path: &Path) -> Option<RecordShape> {
    let mut head = Vec::new();
    fs::File::open(path).ok()?.take(HEAD).read_to_end(&mut head).ok()?;
    let text = String::from_utf8_lossy(&head).replace("\r\n", "\n");
    Some(if text.starts_with("---\n") || text.contains("\n## Context and Problem Statement\n") {
        RecordShape::Madr
    } else if text.contains("\n## Status\n") && text.contains("\n## Decision\n") {
        RecordShape::Nygard
    } else {
        RecordShape::Other
    })
}
