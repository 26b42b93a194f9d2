//! The folder for what belongs to this user and machine, not to a workbook:
//! earlier versions, recovery journals, locks.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::read::sha256_hex;

/// Environment variable that names another folder.
pub const STATE_DIR_VARIABLE: &str = "WEIGHBRIDGE_STATE_DIR";

/// The folder, which need not exist yet. Every function that needs it takes
/// it as a parameter, so that tests have one of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateDir(PathBuf);

impl StateDir {
    /// The folder at `path`.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// This user's folder: the one that [`STATE_DIR_VARIABLE`] names, or else
    /// where the system wants it. Nothing where there is no home folder.
    pub fn of_user() -> Option<Self> {
        if let Some(path) = std::env::var_os(STATE_DIR_VARIABLE).filter(|path| !path.is_empty()) {
            return Some(Self::at(path));
        }
        let dirs = directories::ProjectDirs::from("", "", "weighbridge")?;
        Some(Self::at(dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir())))
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// A folder within it, created where it is missing.
    ///
    /// # Errors
    /// When it cannot be created.
    pub fn folder(&self, name: &str) -> io::Result<PathBuf> {
        let folder = self.0.join(name);
        fs::create_dir_all(&folder)?;
        Ok(folder)
    }
}

/// A name for a file's own folder or lock: readable, and unlike that of any
/// other path.
pub(super) fn name_for(path: &Path) -> String {
    let digest = sha256_hex(path.as_os_str().as_encoded_bytes());
    let short = digest.get(..16).unwrap_or(&digest);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let plain: String = name
        .chars()
        .take(40)
        .map(|c| if c.is_ascii_alphanumeric() || c == '-' || c == '.' { c } else { '_' })
        .collect();
    format!("{}-{short}", plain.trim_start_matches('.'))
}
