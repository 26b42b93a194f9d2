//! Opening and saving files.
//!
//! A save writes a new file beside the old one, sees it on the disk, and
//! renames it over the old one, so that a kill or a power cut at any moment
//! leaves one of the two, whole. The version before stays in the state folder,
//! away from the project's own folder, where it would only be litter in git.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::error::ReadError;
use super::form::to_text;
use super::read::{MAX_FILE_BYTES, Parsed, parse_bytes, too_large};
use super::stamp::Stamp;
use super::state::{StateDir, name_for};
use super::text::WriteError;
use super::whole::{folder_of, hidden_beside, remove_hidden_beside, write_whole};
use crate::workbook::{Workbook, faults};

/// What the name of a workbook file ends in.
pub const EXTENSION: &str = ".weighbridge.ron";

/// Earlier versions of a file that are kept.
pub const VERSIONS_KEPT: usize = 10;

/// A file that was opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// What it holds.
    pub workbook: Workbook,
    /// What it looked like on disk.
    pub stamp: Stamp,
    /// The older format that it is in, if it is. The file stays as it is until
    /// the next save.
    pub migrated_from: Option<u32>,
    /// Whether it cannot be saved in its place.
    pub read_only: bool,
}

/// Why a file could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no such file.
    #[error("{}: there is no such file", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// It is a folder.
    #[error("{}: this is a folder, not a workbook", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
    },
    /// The system does not let it be read.
    #[error("{}: cannot be read: {cause}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// It is no sound workbook.
    #[error(transparent)]
    Unreadable(#[from] ReadError),
}

impl OpenError {
    /// What to do about it.
    pub fn hint(&self) -> &str {
        match self {
            Self::Missing { .. } => "Check the name and the folder.",
            Self::Folder { .. } => "Choose a file in it; workbooks end in .weighbridge.ron.",
            Self::Io { .. } => "Check that you may read the file and that its disk is there.",
            Self::Unreadable(error) => error.hint(),
        }
    }
}

/// What a save expects to find in its place.
#[derive(Debug, Clone, Copy)]
pub enum Expected<'a> {
    /// The file as it was when it was read or saved last.
    Unchanged(&'a Stamp),
    /// No file yet.
    Absent,
    /// Whatever is there is to be replaced: the answer to a question that was
    /// asked.
    Anything,
}

/// Why a file could not be saved. The file on disk is as it was.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// Somebody else has changed the file since it was read.
    #[error("{}: the file has changed on disk since it was read", path.display())]
    ChangedOnDisk {
        /// The file.
        path: PathBuf,
        /// What it looks like now.
        now: Stamp,
    },
    /// There is such a file already.
    #[error("{}: there is such a file already", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The file may not be written.
    #[error("{}: the file is read-only", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// The folder is missing or takes no new file.
    #[error("{}: the folder takes no file: {cause}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// The workbook has a fault with which it could not be opened again.
    #[error("the workbook cannot be saved: {message}")]
    Unsound {
        /// What is wrong.
        message: String,
        /// What to do about it.
        hint: String,
    },
    /// The workbook has no form as text.
    #[error(transparent)]
    Text(#[from] WriteError),
    /// The system does not let it be written.
    #[error("{}: cannot be saved: {cause}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
}

impl SaveError {
    /// What to do about it.
    pub fn hint(&self) -> &str {
        match self {
            Self::ChangedOnDisk { .. } => {
                "Look at what changed and merge it, or save under another name."
            }
            Self::Exists { .. } => "Choose another name, or confirm that it is to be replaced.",
            Self::ReadOnly { .. } => "Save under another name, or make the file writable.",
            Self::Folder { .. } => "Save into another folder.",
            Self::Unsound { hint, .. } => hint,
            Self::Text(_) => "Undo the last change and save again.",
            Self::Io { .. } => "Check that the disk is there and has room, or save elsewhere.",
        }
    }
}

/// Opens a workbook file. The file is only read.
///
/// # Errors
/// When it is missing, cannot be read, or is no sound workbook.
pub fn open(path: &Path) -> Result<Opened, OpenError> {
    let fail = |cause: io::Error| match cause.kind() {
        io::ErrorKind::NotFound => OpenError::Missing { path: path.to_owned() },
        _ => OpenError::Io { path: path.to_owned(), cause },
    };
    let data = fs::metadata(path).map_err(fail)?;
    if data.is_dir() {
        return Err(OpenError::Folder { path: path.to_owned() });
    }
    if data.len() > MAX_FILE_BYTES {
        return Err(too_large(data.len()).in_file(path).into());
    }
    let bytes = fs::read(path).map_err(fail)?;
    let Parsed { workbook, migrated_from } =
        parse_bytes(&bytes).map_err(|error| error.in_file(path))?;
    Ok(Opened {
        workbook,
        stamp: Stamp::of_bytes(&bytes, data.modified().ok()),
        migrated_from,
        read_only: data.permissions().readonly() || !opens_for_writing(path),
    })
}

/// Whether the system would let the file be written. Opening it so changes
/// nothing, not even its time.
fn opens_for_writing(path: &Path) -> bool {
    OpenOptions::new().append(true).open(path).is_ok()
}

/// Saves a workbook and gives the file's new stamp. Links are followed; the
/// file keeps its permissions; the version that it replaces is kept in the
/// state folder, or beside the file as `NAME~` where that folder fails.
///
/// # Errors
/// When the file is not what was expected or cannot be written; nothing has
/// changed then.
pub fn save(
    path: &Path,
    workbook: &Workbook,
    expected: Expected<'_>,
    state: &StateDir,
) -> Result<Stamp, SaveError> {
    if let Some(fault) = faults(workbook).into_iter().next() {
        return Err(SaveError::Unsound { message: fault.message, hint: fault.hint });
    }
    let text = to_text(workbook)?;
    let path = real_path(path);
    let io_error = |cause: io::Error| SaveError::Io { path: path.clone(), cause };
    // Two windows that save the same file wait for each other, so that neither
    // replaces what it has not seen. Where no lock can be had, as on a full
    // disk, saving goes on without.
    let _lock = lock(&path, state);
    let permissions = match fs::metadata(&path) {
        Ok(data) if data.permissions().readonly() => {
            return Err(SaveError::ReadOnly { path });
        }
        Ok(data) => Some(data.permissions()),
        Err(_) => None,
    };
    let before = Content::read(&path).map_err(io_error)?;
    check(&path, before.as_ref(), expected)?;
    let temporary = write_beside(&path, text.as_bytes(), permissions)?;
    if let Some(before) = &before {
        keep_version(&path, &before.bytes, state).map_err(io_error)?;
    }
    // Once more, right before the file is replaced.
    if !before.as_ref().is_some_and(|before| before.still_looks_so(&path)) {
        check(&path, Content::read(&path).map_err(io_error)?.as_ref(), expected)?;
    }
    let file = temporary.persist(&path).map_err(|error| io_error(error.error))?;
    sync_folder(folder_of(&path));
    let modified = file.metadata().and_then(|data| data.modified()).ok();
    Ok(Stamp::of_bytes(text.as_bytes(), modified))
}

/// What lies in the file's place before the save.
struct Content {
    bytes: Vec<u8>,
    modified: Option<SystemTime>,
}

impl Content {
    fn read(path: &Path) -> io::Result<Option<Self>> {
        // The time first: a change between the two steps then shows.
        let modified = fs::metadata(path).and_then(|data| data.modified()).ok();
        match fs::read(path) {
            Ok(bytes) => Ok(Some(Self { bytes, modified })),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn still_looks_so(&self, path: &Path) -> bool {
        fs::metadata(path).is_ok_and(|data| {
            data.len() == self.bytes.len() as u64 && data.modified().ok() == self.modified
        })
    }
}

fn check(path: &Path, now: Option<&Content>, expected: Expected<'_>) -> Result<(), SaveError> {
    match (expected, now) {
        (Expected::Absent, Some(_)) => Err(SaveError::Exists { path: path.to_owned() }),
        (Expected::Unchanged(stamp), Some(now)) => {
            let now = Stamp::of_bytes(&now.bytes, now.modified);
            if now.is_same_content(stamp) {
                Ok(())
            } else {
                Err(SaveError::ChangedOnDisk { path: path.to_owned(), now })
            }
        }
        // A file that was deleted meanwhile is not overwritten by writing it
        // again.
        (_, None) | (Expected::Anything, _) => Ok(()),
    }
}

/// The file that a path leads to, through links, also where the last one leads
/// to a file that is not there yet.
fn real_path(path: &Path) -> PathBuf {
    if let Ok(real) = fs::canonicalize(path) {
        return real;
    }
    let mut path = path.to_owned();
    for _ in 0..32 {
        match fs::read_link(&path) {
            Ok(target) => path = path.parent().unwrap_or(Path::new("")).join(target),
            Err(_) => break,
        }
    }
    std::path::absolute(&path).unwrap_or(path)
}

fn lock(path: &Path, state: &StateDir) -> Option<File> {
    let file = state.folder("locks").ok()?.join(name_for(path));
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(file).ok()?;
    file.lock().ok()?;
    Some(file)
}

/// Writes a hidden file beside `path` and sees it on the disk.
fn write_beside(
    path: &Path,
    bytes: &[u8],
    permissions: Option<fs::Permissions>,
) -> Result<tempfile::NamedTempFile, SaveError> {
    // The lock is held: what saves of this file left were killed.
    remove_hidden_beside(path);
    let mut file = hidden_beside(path)
        .map_err(|cause| SaveError::Folder { path: folder_of(path).to_owned(), cause })?;
    let io_error = |cause| SaveError::Io { path: path.to_owned(), cause };
    file.write_all(bytes).map_err(io_error)?;
    if let Some(permissions) = permissions {
        keep_group(path, file.as_file());
        file.as_file().set_permissions(permissions).map_err(io_error)?;
    }
    file.as_file().sync_all().map_err(io_error)?;
    Ok(file)
}

/// Gives the new file the old one's owner and group as far as the system lets.
#[cfg(unix)]
fn keep_group(path: &Path, file: &File) {
    use std::os::unix::fs::{MetadataExt, fchown};
    if let Ok(data) = fs::metadata(path)
        && fchown(file, Some(data.uid()), Some(data.gid())).is_err()
        && fchown(file, None, Some(data.gid())).is_err()
    {
        log::info!("{}: keeps neither owner nor group", path.display());
    }
}

#[cfg(not(unix))]
fn keep_group(_: &Path, _: &File) {}

/// Makes a rename last through a power cut. Only unix knows how.
fn sync_folder(folder: &Path) {
    if cfg!(unix)
        && let Err(error) = File::open(folder).and_then(|folder| folder.sync_all())
    {
        log::warn!("{}: {error}", folder.display());
    }
}

/// An earlier version of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its number; later versions have higher ones.
    pub number: u64,
    /// Where it lies.
    pub path: PathBuf,
}

/// Earlier versions of a file, the latest first.
pub fn versions(path: &Path, state: &StateDir) -> Vec<Version> {
    let folder = state.path().join("versions").join(name_for(&real_path(path)));
    let mut found: Vec<Version> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name();
            let number = name.to_str()?.strip_suffix(EXTENSION)?.parse().ok()?;
            Some(Version { number, path: entry.path() })
        })
        .collect();
    found.sort_by_key(|version| std::cmp::Reverse(version.number));
    found
}

/// Keeps the file as it was as a version, unless the latest version is the
/// same.
fn keep_version(path: &Path, bytes: &[u8], state: &StateDir) -> io::Result<()> {
    match write_version(path, bytes, state) {
        Ok(()) => Ok(()),
        Err(error) => {
            log::warn!("{}: {error}", state.path().display());
            let mut name = path.file_name().unwrap_or_default().to_owned();
            name.push("~");
            write_whole(&path.with_file_name(name), bytes)
        }
    }
}

fn write_version(path: &Path, bytes: &[u8], state: &StateDir) -> io::Result<()> {
    let kept = versions(path, state);
    if let Some(latest) = kept.first()
        && fs::read(&latest.path).is_ok_and(|latest| latest == bytes)
    {
        return Ok(());
    }
    let folder = state.folder("versions")?.join(name_for(path));
    fs::create_dir_all(&folder)?;
    let number = kept.first().map_or(1, |latest| latest.number + 1);
    let version = folder.join(format!("{number:06}{EXTENSION}"));
    remove_hidden_beside(&version);
    write_whole(&version, bytes)?;
    for old in kept.iter().skip(VERSIONS_KEPT - 1) {
        if let Err(error) = fs::remove_file(&old.path) {
            log::warn!("{}: {error}", old.path.display());
        }
    }
    Ok(())
}
