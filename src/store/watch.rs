//! Notice of a file that somebody else changes on disk.
//!
//! The folder is watched, not the file, since most programs save by renaming a
//! new file over the old one. Not here: whether the change was our own save;
//! the caller compares stamps.

use std::io;
use std::path::{Path, PathBuf};

use notify::{EventKind, RecursiveMode, Watcher as _};

/// Watches one file for as long as it lives.
pub struct Watcher {
    _inner: notify::RecommendedWatcher,
}

impl std::fmt::Debug for Watcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Watcher")
    }
}

/// Why a file cannot be watched. Its changes are noticed no later than at the
/// next save, which compares the file with what was read.
#[derive(Debug, thiserror::Error)]
#[error("{}: changes on disk cannot be noticed: {cause}", path.display())]
pub struct WatchError {
    /// The file.
    pub path: PathBuf,
    /// What the system says.
    pub cause: notify::Error,
}

impl Watcher {
    /// Calls `on_change` from another thread whenever the file at `path` may
    /// have changed, appeared or gone. It may be called several times for one
    /// change.
    ///
    /// # Errors
    /// When the folder cannot be watched.
    pub fn new(path: &Path, on_change: impl Fn() + Send + 'static) -> Result<Self, WatchError> {
        let fail = |cause: notify::Error| WatchError { path: path.to_owned(), cause };
        // Links are followed as a save follows them.
        let file = path
            .canonicalize()
            .or_else(|_| std::path::absolute(path))
            .map_err(|error| fail(notify::Error::io(error)))?;
        let folder = file
            .parent()
            .ok_or_else(|| fail(notify::Error::io(io::Error::other("it is in no folder"))))?
            .to_owned();
        let name = file.file_name().map(ToOwned::to_owned);
        let mut inner = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let concerns = match event {
                // Reading a file is no change.
                Ok(event) if matches!(event.kind, EventKind::Access(_)) => false,
                Ok(event) => {
                    event.need_rescan()
                        || event.paths.iter().any(|path| path.file_name() == name.as_deref())
                }
                // Events may have been lost: let the caller look.
                Err(_) => true,
            };
            if concerns {
                on_change();
            }
        })
        .map_err(fail)?;
        inner.watch(&folder, RecursiveMode::NonRecursive).map_err(fail)?;
        Ok(Self { _inner: inner })
    }
}
