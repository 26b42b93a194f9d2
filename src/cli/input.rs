//! What several commands take: a workbook file, a profile of it, and the
//! analysis and record that follow.

use std::path::Path;

use super::error::Stop;
use crate::analysis::{Analysis, analyse};
use crate::record::{Record, RecordOptions};
use crate::store::{self, EXTENSION, Opened, StateDir};
use crate::workbook::{Date, Profile, ProfileId, Workbook};

/// Environment variable with the moment that counts as now in what is written,
/// in seconds since 1970: see reproducible-builds.org.
const SOURCE_DATE_EPOCH: &str = "SOURCE_DATE_EPOCH";

/// Opens a workbook for reading.
pub(super) fn open(path: &Path) -> Result<Opened, Stop> {
    Ok(store::open(path)?)
}

/// The analysis under the profile that was asked for, and the record made of
/// it. The record bears a date of making only where [`SOURCE_DATE_EPOCH`] gives
/// one, so that it does not change from day to day.
pub(super) fn analysed(
    workbook: &Workbook,
    path: &Path,
    wanted: Option<&str>,
) -> Result<(Analysis, Record), Stop> {
    let profile = profile(workbook, path, wanted)?;
    let analysis = analyse(workbook, profile.as_ref());
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let options = RecordOptions::of(workbook, &file, day_of_making())
        .map_err(|error| Stop::refused(format!("{}: {error}", path.display()), ""))?;
    let record = Record::build(workbook, &analysis, options);
    Ok((analysis, record))
}

fn day_of_making() -> Option<Date> {
    let seconds: u64 = std::env::var(SOURCE_DATE_EPOCH).ok()?.trim().parse().ok()?;
    Some(Date::from_unix_seconds(seconds))
}

/// Where earlier versions of files are kept: the user's folder, or the system's
/// one for temporary files where there is no home.
pub(super) fn state_dir() -> StateDir {
    StateDir::of_user().unwrap_or_else(|| StateDir::at(std::env::temp_dir().join("weighbridge")))
}

/// The profile that was asked for, by id or by name; nothing when none was.
pub(super) fn profile(
    workbook: &Workbook,
    path: &Path,
    wanted: Option<&str>,
) -> Result<Option<ProfileId>, Stop> {
    let Some(wanted) = wanted else { return Ok(None) };
    let by_id = workbook.profiles.iter().find(|profile| profile.id.as_str() == wanted);
    if let Some(profile) = by_id {
        return Ok(Some(profile.id.clone()));
    }
    let is_named = |profile: &&Profile| profile.name.to_lowercase() == wanted.to_lowercase();
    let named: Vec<&Profile> = workbook.profiles.iter().filter(is_named).collect();
    match named.as_slice() {
        [profile] => Ok(Some(profile.id.clone())),
        [] => Err(Stop::refused(
            format!("{}: there is no profile \"{wanted}\"", path.display()),
            profiles_of(workbook),
        )),
        _ => Err(Stop::refused(
            format!("{}: several profiles are called \"{wanted}\"", path.display()),
            format!("Name one by its id. {}", profiles_of(workbook)),
        )),
    }
}

fn profiles_of(workbook: &Workbook) -> String {
    if workbook.profiles.is_empty() {
        return "The workbook has no profiles.".to_owned();
    }
    let names: Vec<String> = workbook
        .profiles
        .iter()
        .map(|profile| format!("{} ({})", profile.id, profile.name))
        .collect();
    format!("The profiles are {}.", names.join(", "))
}

/// Name of a workbook file without folders and without the ending of workbooks
/// or, where it has another, without that.
pub(super) fn stem(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match name.strip_suffix(EXTENSION) {
        Some(stem) if !stem.is_empty() => stem.to_owned(),
        _ => path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
    }
}
