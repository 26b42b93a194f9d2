//! What a file on disk looked like at a moment, to notice that somebody else
//! has changed it.

use std::fs;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::read::sha256_hex;

/// A file's length, time and content at a moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stamp {
    /// Length in bytes.
    pub length: u64,
    /// When it was last changed, where the system tells.
    #[serde(default)]
    pub modified: Option<SystemTime>,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

impl Stamp {
    /// The stamp of these bytes, changed at this time.
    pub(super) fn of_bytes(bytes: &[u8], modified: Option<SystemTime>) -> Self {
        Self { length: bytes.len() as u64, modified, sha256: sha256_hex(bytes) }
    }

    /// The stamp of a file; nothing where there is none.
    ///
    /// # Errors
    /// When the file is there but cannot be read.
    pub fn of_file(path: &Path) -> io::Result<Option<Self>> {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let modified = fs::metadata(path).and_then(|data| data.modified()).ok();
        Ok(Some(Self::of_bytes(&bytes, modified)))
    }

    /// Whether both are stamps of the same content. Time does not count: git
    /// touches files without changing them.
    pub fn is_same_content(&self, other: &Self) -> bool {
        self.length == other.length && self.sha256 == other.sha256
    }

    /// Whether the file at `path` still has this content. Looks at length and
    /// time first and reads the file only when they differ; a file that cannot
    /// be read counts as changed.
    pub fn still_holds(&self, path: &Path) -> bool {
        let Ok(data) = fs::metadata(path) else { return false };
        if data.len() == self.length && data.modified().ok() == self.modified {
            return true;
        }
        Self::of_file(path).is_ok_and(|now| now.is_some_and(|now| self.is_same_content(&now)))
    }
}
