//! What is left behind when the program breaks: a report in a file, offered at
//! the next start. It holds where the program broke and what it said then, and
//! nothing else of what was worked on.

use std::backtrace::Backtrace;
use std::fs;
use std::io::Write as _;
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// Reports kept; older ones go.
const MOST_KEPT: usize = 5;
/// Folder of the reports in the folder of the program's state.
const FOLDER: &str = "crashes";

/// A report of an earlier run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrashReport {
    /// Where it lies.
    pub path: PathBuf,
    /// What it says.
    pub text: String,
}

/// From now on, writes a report into the state folder when the program breaks,
/// besides what is printed then.
pub fn report_into(state: &Path) {
    let folder = state.join(FOLDER);
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        before(info);
        let text = report(info);
        // Nobody is left to tell when even this fails.
        write(&folder, &text).ok();
    }));
}

fn report(info: &PanicHookInfo<'_>) -> String {
    let place = info.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    let said = info.payload_as_str().unwrap_or("no message");
    let thread = std::thread::current().name().unwrap_or("unnamed").to_owned();
    describe(said, &place, &thread, &Backtrace::force_capture().to_string())
}

/// The text of a report.
pub fn describe(said: &str, place: &str, thread: &str, backtrace: &str) -> String {
    format!(
        "Weighbridge {} ended unexpectedly.\n\
         System: {} {}\n\
         Thread: {thread}\n\
         Place: {place}\n\
         Message: {said}\n\
         \n\
         {backtrace}\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
    )
}

/// Writes a report into its folder and lets go of the oldest.
///
/// # Errors
/// When the folder cannot be written.
pub fn write(folder: &Path, text: &str) -> std::io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
    let path = folder.join(format!("crash-{now:014}-{}.txt", std::process::id()));
    let mut file = fs::File::create(&path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    let mut kept = reports_in(folder);
    while kept.len() > MOST_KEPT {
        fs::remove_file(kept.remove(0))?;
    }
    Ok(path)
}

/// The newest report that was not yet put aside.
pub fn newest(state: &Path) -> Option<CrashReport> {
    let path = reports_in(&state.join(FOLDER)).pop()?;
    let text = fs::read_to_string(&path).ok()?;
    Some(CrashReport { path, text })
}

/// Puts the reports aside, so that they are not offered again. They stay in the
/// folder.
pub fn put_aside(state: &Path) {
    for path in reports_in(&state.join(FOLDER)) {
        let seen = path.with_extension("seen");
        if let Err(error) = fs::rename(&path, &seen) {
            log::warn!("crash report {}: {error}", path.display());
        }
    }
}

/// Reports not yet put aside, oldest first.
fn reports_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    paths.sort();
    paths
}
