//! Unsaved work outside the file, so that a crash or a kill loses none of it.
//!
//! Each open document has a lock in the state folder for as long as its
//! process lives; what it has not saved lies beside the lock. At the next
//! start, whatever lies there without a living owner is offered for recovery.
//! The lock also tells whether a file is open elsewhere.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::ReadError;
use super::form::to_text;
use super::read::{parse, ron_options};
use super::stamp::Stamp;
use super::state::StateDir;
use super::text::WriteError;
use super::whole::{remove_hidden_beside, write_whole};
use crate::workbook::Workbook;

/// Name of the folder within the state folder.
const FOLDER: &str = "journal";

/// The journal of one open document. Dropping it, as at the end of a session,
/// leaves what was not saved for the next start; [`Journal::close`] does not.
#[derive(Debug)]
pub struct Journal {
    slot: Slot,
    path: Option<PathBuf>,
}

/// Why unsaved work could not be written down.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The system does not let it be written.
    #[error("unsaved work cannot be kept for recovery: {0}")]
    Io(#[from] io::Error),
    /// The workbook has no form as text.
    #[error(transparent)]
    Text(#[from] WriteError),
}

/// Unsaved work whose process is gone.
#[derive(Debug)]
pub struct Leftover {
    /// The file that it belongs to; nothing if it was never saved.
    pub path: Option<PathBuf>,
    /// What the file looked like when it was read or saved last.
    pub stamp: Option<Stamp>,
    /// When the work was written down, in seconds since 1970 began, UTC.
    pub written: u64,
    /// The text of the workbook.
    pub text: String,
    slot: Slot,
}

/// Where a document's journal lies; held by whoever holds the lock.
#[derive(Debug)]
struct Slot {
    /// Held for as long as this lives.
    _lock: File,
    /// The lock's path; its siblings have other endings.
    lock: PathBuf,
}

/// The first line of a journal.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    path: Option<String>,
    stamp: Option<Stamp>,
    written: u64,
}

impl Slot {
    fn owner(&self) -> PathBuf {
        self.lock.with_extension("owner")
    }

    fn unsaved(&self) -> PathBuf {
        self.lock.with_extension("unsaved")
    }

    /// Takes the lock at `path` if nobody holds it.
    fn take(path: PathBuf) -> Option<Self> {
        let lock = OpenOptions::new().write(true).open(&path).ok()?;
        lock.try_lock().ok()?;
        // Somebody may have removed it between the two steps.
        path.exists().then_some(Self { _lock: lock, lock: path })
    }

    fn remove(&self) -> io::Result<()> {
        for path in [self.unsaved(), self.owner(), self.lock.clone()] {
            remove_hidden_beside(&path);
            match fs::remove_file(path) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

impl Journal {
    /// Begins the journal of a document, of the file at `path` if it has one.
    ///
    /// # Errors
    /// When the state folder cannot be written.
    pub fn begin(state: &StateDir, path: Option<&Path>) -> Result<Self, JournalError> {
        let folder = state.folder(FOLDER)?;
        // A start of another process may find the new lock before it is
        // locked, and clear it away: then try again.
        for _ in 0..100 {
            let (file, lock) = tempfile::Builder::new()
                .prefix("document-")
                .suffix(".lock")
                .tempfile_in(&folder)?
                .keep()
                .map_err(|error| error.error)?;
            drop(file);
            if let Some(slot) = Slot::take(lock) {
                let mut journal = Self { slot, path: None };
                journal.set_path(path)?;
                return Ok(journal);
            }
        }
        Err(io::Error::other("the folder for recovery is in use").into())
    }

    /// Tells the journal where the document now lies, as after "save as".
    ///
    /// # Errors
    /// When the state folder cannot be written.
    pub fn set_path(&mut self, path: Option<&Path>) -> Result<(), JournalError> {
        let path = path.map(full_path);
        let text = path.as_deref().map(|path| path.to_string_lossy().into_owned());
        write_whole(
            &self.slot.owner(),
            format!("{}\n{}", std::process::id(), text.unwrap_or_default()).as_bytes(),
        )?;
        self.path = path;
        Ok(())
    }

    /// Writes down work that is not saved. `written` is the time, in seconds
    /// since 1970 began, UTC.
    ///
    /// # Errors
    /// When it cannot be written; what was written before stays.
    pub fn record(
        &self,
        workbook: &Workbook,
        stamp: Option<&Stamp>,
        written: u64,
    ) -> Result<(), JournalError> {
        let header = Header {
            path: self.path.as_deref().map(|path| path.to_string_lossy().into_owned()),
            stamp: stamp.cloned(),
            written,
        };
        let mut text = ron_options().to_string(&header).map_err(io::Error::other)?;
        text.push('\n');
        text.push_str(&to_text(workbook)?);
        Ok(write_whole(&self.slot.unsaved(), text.as_bytes())?)
    }

    /// Forgets what was written down: all work is saved, or given up.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn clear(&self) -> Result<(), JournalError> {
        match fs::remove_file(self.slot.unsaved()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Ends the journal and everything in it: the document was closed in
    /// order.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn close(self) -> Result<(), JournalError> {
        Ok(self.slot.remove()?)
    }

    /// Unsaved work whose process is gone, the latest first. Each is held
    /// until it is discarded or dropped, so that two windows do not offer the
    /// same.
    pub fn leftovers(state: &StateDir) -> Vec<Leftover> {
        let mut found: Vec<Leftover> = locks(state)
            .into_iter()
            .filter_map(Slot::take)
            .filter_map(|slot| match read(&slot.unsaved()) {
                Ok((header, text)) => Some(Leftover {
                    path: header.path.map(PathBuf::from),
                    stamp: header.stamp,
                    written: header.written,
                    text,
                    slot,
                }),
                Err(error) => {
                    // Nothing was unsaved: the slot has done its duty. What
                    // cannot be read stays, for somebody to look at.
                    if error.kind() == io::ErrorKind::NotFound
                        && let Err(error) = slot.remove()
                    {
                        log::warn!("{}: {error}", slot.lock.display());
                    }
                    None
                }
            })
            .collect();
        found.sort_by(|a, b| b.written.cmp(&a.written).then_with(|| a.slot.lock.cmp(&b.slot.lock)));
        found
    }

    /// Processes, by number, that have the file at `path` open as well as this
    /// journal's document.
    pub fn open_elsewhere(&self, state: &StateDir, path: &Path) -> Vec<u32> {
        let path = full_path(path);
        locks(state)
            .into_iter()
            .filter(|lock| *lock != self.slot.lock)
            .filter(|lock| Slot::take(lock.clone()).is_none())
            .filter_map(|lock| {
                let owner = fs::read_to_string(lock.with_extension("owner")).ok()?;
                let (process, file) = owner.split_once('\n')?;
                (file == path.to_string_lossy()).then(|| process.parse().ok())?
            })
            .collect()
    }
}

impl Leftover {
    /// The workbook that was being edited.
    ///
    /// # Errors
    /// When the text is no sound workbook; it is still in `text`.
    pub fn workbook(&self) -> Result<Workbook, ReadError> {
        parse(&self.text)
    }

    /// Removes it for good.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn discard(self) -> Result<(), JournalError> {
        Ok(self.slot.remove()?)
    }
}

fn full_path(path: &Path) -> PathBuf {
    fs::canonicalize(path)
        .or_else(|_| std::path::absolute(path))
        .unwrap_or_else(|_| path.to_owned())
}

fn locks(state: &StateDir) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(state.path().join(FOLDER))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "lock"))
        .collect();
    found.sort();
    found
}

fn read(path: &Path) -> io::Result<(Header, String)> {
    let text = fs::read_to_string(path)?;
    let (header, text) =
        text.split_once('\n').ok_or_else(|| io::Error::other("the journal has no first line"))?;
    let header = ron_options().from_str(header).map_err(io::Error::other)?;
    Ok((header, text.to_owned()))
}
