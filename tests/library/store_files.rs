//! Files on disk: saving, kills, other people's changes, recovery.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use tempfile::TempDir;
use weighbridge::store::{
    Expected, Journal, OpenError, SaveError, Stamp, StateDir, VERSIONS_KEPT, Watcher, open, parse,
    save, to_text, versions,
};
use weighbridge::workbook::{Frame, Workbook};

/// A folder for a file and one for the state.
struct Place {
    folder: TempDir,
    state: StateDir,
    _state: TempDir,
}

impl Place {
    fn new() -> Self {
        let state = TempDir::new().unwrap();
        Self { folder: TempDir::new().unwrap(), state: StateDir::at(state.path()), _state: state }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("choice.weighbridge.ron")
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }
}

fn titled(title: &str) -> Workbook {
    Workbook { frame: Frame { title: title.into(), ..Frame::default() }, ..Workbook::default() }
}

#[test]
fn what_is_saved_is_opened() {
    let place = Place::new();
    let stamp = save(&place.file(), &titled("one"), Expected::Absent, &place.state).unwrap();
    let opened = open(&place.file()).unwrap();
    assert_eq!(opened.workbook, titled("one"));
    assert!(opened.stamp.is_same_content(&stamp));
    assert!(stamp.still_holds(&place.file()));
    assert_eq!((opened.migrated_from, opened.read_only), (None, false));
    let again =
        save(&place.file(), &titled("two"), Expected::Unchanged(&opened.stamp), &place.state)
            .unwrap();
    assert!(!again.is_same_content(&stamp));
    assert!(!stamp.still_holds(&place.file()));
    assert_eq!(place.names(), ["choice.weighbridge.ron"]);
}

#[test]
fn saving_never_replaces_what_it_has_not_seen() {
    let place = Place::new();
    let stamp = save(&place.file(), &titled("one"), Expected::Absent, &place.state).unwrap();
    let theirs = to_text(&titled("theirs")).unwrap();
    fs::write(place.file(), &theirs).unwrap();
    let refused = save(&place.file(), &titled("two"), Expected::Unchanged(&stamp), &place.state);
    let Err(SaveError::ChangedOnDisk { now, .. }) = refused else { panic!("{refused:?}") };
    assert_eq!(now, Stamp::of_file(&place.file()).unwrap().unwrap());
    let refused = save(&place.file(), &titled("two"), Expected::Absent, &place.state);
    assert!(matches!(refused, Err(SaveError::Exists { .. })), "{refused:?}");
    assert_eq!(fs::read_to_string(place.file()).unwrap(), theirs);
    assert_eq!(place.names(), ["choice.weighbridge.ron"]);
    // With the new stamp, or asked to, it does; and what was there is kept.
    save(&place.file(), &titled("two"), Expected::Unchanged(&now), &place.state).unwrap();
    save(&place.file(), &titled("three"), Expected::Anything, &place.state).unwrap();
    assert_eq!(open(&place.file()).unwrap().workbook, titled("three"));
    let kept: Vec<String> = versions(&place.file(), &place.state)
        .iter()
        .map(|version| open(&version.path).unwrap().workbook.frame.title)
        .collect();
    assert_eq!(kept, ["two", "theirs"]);
}

#[test]
fn the_last_versions_are_kept() {
    let place = Place::new();
    for number in 0..VERSIONS_KEPT + 5 {
        save(&place.file(), &titled(&number.to_string()), Expected::Anything, &place.state)
            .unwrap();
    }
    let kept = versions(&place.file(), &place.state);
    assert_eq!(kept.len(), VERSIONS_KEPT);
    assert_eq!(open(&kept[0].path).unwrap().workbook, titled("13"));
    assert_eq!(open(&kept[9].path).unwrap().workbook, titled("4"));
}

#[test]
fn without_a_state_folder_the_version_before_lies_beside_the_file() {
    let place = Place::new();
    let taken = place.folder.path().join("taken");
    fs::write(&taken, "").unwrap();
    let nowhere = StateDir::at(taken.join("state"));
    save(&place.file(), &titled("one"), Expected::Absent, &nowhere).unwrap();
    save(&place.file(), &titled("two"), Expected::Anything, &nowhere).unwrap();
    let beside = place.folder.path().join("choice.weighbridge.ron~");
    assert_eq!(open(&beside).unwrap().workbook, titled("one"));
}

#[test]
fn an_old_file_stays_as_it_is_until_saved_and_is_kept_then() {
    let place = Place::new();
    let old =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/formats/format-1.weighbridge.ron");
    let old = fs::read(old).unwrap();
    fs::write(place.file(), &old).unwrap();
    let opened = open(&place.file()).unwrap();
    assert_eq!(fs::read(place.file()).unwrap(), old);
    save(&place.file(), &opened.workbook, Expected::Unchanged(&opened.stamp), &place.state)
        .unwrap();
    assert_eq!(open(&place.file()).unwrap().migrated_from, None);
    assert_eq!(open(&place.file()).unwrap().workbook, opened.workbook);
    assert_eq!(fs::read(&versions(&place.file(), &place.state)[0].path).unwrap(), old);
}

#[test]
fn what_cannot_be_opened_says_why() {
    let place = Place::new();
    let missing = open(&place.file());
    assert!(matches!(missing, Err(OpenError::Missing { .. })), "{missing:?}");
    let folder = open(place.folder.path());
    assert!(matches!(folder, Err(OpenError::Folder { .. })), "{folder:?}");
    let nowhere = place.folder.path().join("no/such/file.weighbridge.ron");
    let refused = save(&nowhere, &titled("one"), Expected::Absent, &place.state);
    assert!(matches!(refused, Err(SaveError::Folder { .. })), "{refused:?}");
}

#[test]
fn a_read_only_file_opens_and_is_not_replaced() {
    let place = Place::new();
    save(&place.file(), &titled("one"), Expected::Absent, &place.state).unwrap();
    let mut permissions = fs::metadata(place.file()).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(place.file(), permissions).unwrap();
    assert!(open(&place.file()).unwrap().read_only);
    let refused = save(&place.file(), &titled("two"), Expected::Anything, &place.state);
    assert!(matches!(refused, Err(SaveError::ReadOnly { .. })), "{refused:?}");
    assert_eq!(open(&place.file()).unwrap().workbook, titled("one"));
}

#[test]
fn a_workbook_that_could_not_be_opened_again_is_not_saved() {
    let place = Place::new();
    let mut unsound = titled("one");
    unsound.frame.close_call = f64::NAN;
    let refused = save(&place.file(), &unsound, Expected::Absent, &place.state);
    assert!(matches!(refused, Err(SaveError::Unsound { .. })), "{refused:?}");
    assert_eq!(place.names(), Vec::<String>::new());
}

#[cfg(unix)]
#[test]
fn permissions_stay_and_links_are_followed() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let place = Place::new();
    save(&place.file(), &titled("one"), Expected::Absent, &place.state).unwrap();
    fs::set_permissions(place.file(), fs::Permissions::from_mode(0o640)).unwrap();
    let link = place.folder.path().join("link.weighbridge.ron");
    symlink("choice.weighbridge.ron", &link).unwrap();
    save(&link, &titled("two"), Expected::Anything, &place.state).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(open(&place.file()).unwrap().workbook, titled("two"));
    assert_eq!(fs::metadata(place.file()).unwrap().permissions().mode() & 0o777, 0o640);
    // A link to nowhere yet.
    let ahead = place.folder.path().join("ahead.weighbridge.ron");
    symlink("later.weighbridge.ron", &ahead).unwrap();
    save(&ahead, &titled("three"), Expected::Absent, &place.state).unwrap();
    let later = place.folder.path().join("later.weighbridge.ron");
    assert_eq!(open(&later).unwrap().workbook, titled("three"));
}

/// Two workbooks of different length, long enough that writing one takes a
/// while.
fn alternating() -> [Workbook; 2] {
    [titled(&"even ".repeat(200_000)), titled(&"odd ".repeat(400_000))]
}

/// The child of the next test: saves two workbooks in turn until it is killed,
/// and says a word after each save.
#[test]
fn child_that_saves_in_turn() {
    let Some(folder) = std::env::var_os("WEIGHBRIDGE_TEST_SAVE_IN") else { return };
    let folder = PathBuf::from(folder);
    let state = StateDir::at(folder.join("state"));
    let books = alternating();
    for book in books.iter().cycle() {
        save(&folder.join("choice.weighbridge.ron"), book, Expected::Anything, &state).unwrap();
        println!("saved");
    }
}

#[test]
fn a_kill_at_any_moment_leaves_one_of_the_two_whole() {
    let place = Place::new();
    let books = alternating();
    save(&place.file(), &books[0], Expected::Absent, &place.state).unwrap();
    let sound = books.each_ref().map(|book| to_text(book).unwrap());
    let state = StateDir::at(place.folder.path().join("state"));
    // A small generator (Marsaglia 2003, xorshift) is enough to vary the moment.
    let mut random = 0x9e37_79b9_u32;
    for round in 0..300 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "store_files::child_that_saves_in_turn", "--nocapture"])
            .env("WEIGHBRIDGE_TEST_SAVE_IN", place.folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        random ^= random << 13;
        random ^= random >> 17;
        random ^= random << 5;
        for _ in 0..random % 2 {
            lines.by_ref().find(|line| line.as_ref().unwrap().contains("saved"));
        }
        // One round of three kills at any moment, one while the hidden file
        // is there, one as soon as the file itself has neither length, which
        // it never should.
        let length = || fs::metadata(place.file()).map_or(0, |data| data.len());
        let is_torn = || sound.iter().all(|text| text.len() as u64 != length());
        let is_hidden_there = || place.names().iter().any(|name| name.ends_with(".saving"));
        match round % 3 {
            0 => {}
            1 => while !is_hidden_there() && child.try_wait().unwrap().is_none() {},
            _ => {
                let mut polls = 0..60_000;
                while !is_torn() && polls.next().is_some() {}
            }
        }
        for turn in 0..if round % 3 == 2 { 0 } else { (random >> 8) % 200_000 } {
            std::hint::black_box(turn);
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let text = fs::read_to_string(place.file()).unwrap();
        assert!(sound.contains(&text), "round {round}: {} bytes, neither of the two", text.len());
        for version in versions(&place.file(), &state) {
            let text = fs::read_to_string(&version.path).unwrap();
            assert!(sound.contains(&text), "round {round}: a version is neither of the two");
        }
        let leftovers = place.names().into_iter().filter(|name| name.ends_with(".saving"));
        assert!(leftovers.count() <= 1, "hidden files pile up: {:?}", place.names());
    }
    assert!(books.contains(&open(&place.file()).unwrap().workbook));
    save(&place.file(), &books[1], Expected::Anything, &state).unwrap();
    let mut names = place.names();
    names.sort();
    assert_eq!(names, ["choice.weighbridge.ron", "state"]);
}

/// The child of the next test: writes unsaved work down and waits to be
/// killed.
#[test]
fn child_with_unsaved_work() {
    let Some(folder) = std::env::var_os("WEIGHBRIDGE_TEST_JOURNAL_IN") else { return };
    let folder = PathBuf::from(folder);
    let state = StateDir::at(folder.join("state"));
    let file = folder.join("choice.weighbridge.ron");
    let stamp = save(&file, &titled("saved"), Expected::Anything, &state).unwrap();
    let journal = Journal::begin(&state, Some(&file)).unwrap();
    journal.record(&titled("first"), Some(&stamp), 1_700_000_000).unwrap();
    journal.record(&titled("unsaved"), Some(&stamp), 1_800_000_000).unwrap();
    println!("ready");
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).unwrap();
}

#[test]
fn unsaved_work_survives_a_kill() {
    let place = Place::new();
    let state = StateDir::at(place.folder.path().join("state"));
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "store_files::child_with_unsaved_work", "--nocapture"])
        .env("WEIGHBRIDGE_TEST_JOURNAL_IN", place.folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    lines.find(|line| line.as_ref().unwrap().contains("ready")).unwrap().unwrap();
    // While the process lives its work is nobody else's, and the file is open
    // elsewhere.
    assert!(Journal::leftovers(&state).is_empty());
    let ours = Journal::begin(&state, Some(&place.file())).unwrap();
    assert_eq!(ours.open_elsewhere(&state, &place.file()), [child.id()]);
    assert!(ours.open_elsewhere(&state, Path::new("other.weighbridge.ron")).is_empty());
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(ours.open_elsewhere(&state, &place.file()).is_empty());

    let mut found = Journal::leftovers(&state);
    assert_eq!(found.len(), 1);
    // What one window offers, another does not.
    assert!(Journal::leftovers(&state).is_empty());
    let leftover = found.pop().unwrap();
    assert_eq!(leftover.workbook().unwrap(), titled("unsaved"));
    assert_eq!(leftover.written, 1_800_000_000);
    assert_eq!(leftover.path.as_deref(), Some(place.file().canonicalize().unwrap().as_path()));
    assert!(leftover.stamp.as_ref().unwrap().still_holds(&place.file()));
    drop(leftover);
    // Looked at but not decided upon: offered again.
    let again = Journal::leftovers(&state).pop().unwrap();
    again.discard().unwrap();
    assert!(Journal::leftovers(&state).is_empty());
    ours.close().unwrap();
    let left: Vec<_> = fs::read_dir(state.path().join("journal")).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn saved_work_leaves_nothing_to_recover() {
    let place = Place::new();
    let mut journal = Journal::begin(&place.state, None).unwrap();
    journal.record(&titled("new"), None, 5).unwrap();
    journal.set_path(Some(&place.file())).unwrap();
    journal.clear().unwrap();
    journal.clear().unwrap();
    drop(journal);
    assert!(Journal::leftovers(&place.state).is_empty());
    let journal = Journal::begin(&place.state, None).unwrap();
    journal.record(&titled("never saved"), None, 6).unwrap();
    drop(journal);
    let found = Journal::leftovers(&place.state);
    assert_eq!(found[0].path, None);
    assert_eq!(parse(&found[0].text).unwrap(), titled("never saved"));
}

#[test]
fn changes_by_others_are_noticed_however_they_save() {
    let place = Place::new();
    save(&place.file(), &titled("one"), Expected::Absent, &place.state).unwrap();
    let (tell, told) = mpsc::channel();
    let _watcher = Watcher::new(&place.file(), move || tell.send(()).unwrap_or(())).unwrap();
    let notice = || {
        told.recv_timeout(Duration::from_secs(20)).expect("the change was not noticed");
    };
    fs::write(place.file(), "written over").unwrap();
    notice();
    let other = place.folder.path().join("other");
    fs::write(&other, "renamed over").unwrap();
    while told.try_recv().is_ok() {}
    fs::rename(&other, place.file()).unwrap();
    notice();
    // The new file is watched as the old one was.
    while told.try_recv().is_ok() {}
    fs::write(place.file(), "written again").unwrap();
    notice();
    while told.try_recv().is_ok() {}
    fs::remove_file(place.file()).unwrap();
    notice();
}
