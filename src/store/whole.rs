//! Files written whole: through a hidden file beside them, so that what stands
//! under the name is either the old or the new one, never a part.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

/// What the names of hidden files end in while they are written.
const SUFFIX: &str = ".saving";

fn prefix(path: &Path) -> String {
    format!(".{}.", path.file_name().unwrap_or_default().to_string_lossy())
}

/// A hidden file beside `path`, to be renamed over it. It is as open as the
/// user's other files, not for one pair of eyes as temporary files are.
pub(super) fn hidden_beside(path: &Path) -> io::Result<NamedTempFile> {
    let prefix = prefix(path);
    let mut builder = Builder::new();
    builder.prefix(&prefix).suffix(SUFFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder_of(path))
}

/// The folder that a file lies in.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Writes a file whole and sees it on the disk: whatever happens meanwhile,
/// what stands under the name is the old content or the new.
///
/// # Errors
/// When the folder takes no file, or the disk is full.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = hidden_beside(path)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Removes the hidden files that were left beside `path` by processes that
/// were killed. The caller sees to it that none of them is being written.
pub(super) fn remove_hidden_beside(path: &Path) {
    let prefix = prefix(path);
    let Ok(entries) = fs::read_dir(folder_of(path)) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let random = name.strip_prefix(&prefix).and_then(|rest| rest.strip_suffix(SUFFIX));
        if random.is_some_and(|random| !random.contains('.'))
            && let Err(error) = fs::remove_file(entry.path())
        {
            log::warn!("{}: {error}", entry.path().display());
        }
    }
}
