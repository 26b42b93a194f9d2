//! The folder of a repository's decision records.

use std::fs;
use std::path::Path;

use weighbridge::store::{RecordShape, record_folder};

fn write(root: &Path, name: &str, text: &str) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

const MADR: &str = "---\nstatus: accepted\n---\n# Use MADR\n\n## Decision Outcome\n";
const NYGARD: &str = "# 1. Record decisions\n\nDate: 2026-01-02\n\n## Status\n\nAccepted\n\n## Context\n\nA.\n\n## Decision\n\nB.\n\n## Consequences\n\nC.\n";

#[test]
fn the_folder_is_found_from_anywhere_in_the_repository_and_not_beyond() {
    let root = tempfile::tempdir().unwrap();
    let workbook = root.path().join("work/architecture/runtime.weighbridge.ron");
    write(root.path(), "work/architecture/runtime.weighbridge.ron", "");
    write(root.path(), "docs/decisions/0001-use-madr.md", MADR);
    assert_eq!(record_folder(&workbook), None);
    fs::create_dir(root.path().join(".git")).unwrap();
    let found = record_folder(&workbook).unwrap();
    assert_eq!(found.path, root.path().join("docs/decisions"));
    assert_eq!((found.shape, found.records, found.next), (RecordShape::Madr, 1, 2));
}

#[test]
fn what_is_there_tells_the_shape_and_the_next_number() {
    let root = tempfile::tempdir().unwrap();
    let workbook = root.path().join("a.weighbridge.ron");
    fs::create_dir_all(root.path().join("doc/adr")).unwrap();
    let found = || record_folder(&workbook).unwrap();
    assert_eq!((found().shape, found().next), (RecordShape::None, 1));
    write(root.path(), "doc/adr/0001-record-decisions.md", NYGARD);
    write(root.path(), "doc/adr/0007-use-node-js.md", &NYGARD.replace('\n', "\r\n"));
    // Neither a record of a day nor a text beside the records counts.
    write(root.path(), "doc/adr/20260102-a-day.md", MADR);
    write(root.path(), "doc/adr/README.md", "# Decisions\n");
    assert_eq!((found().shape, found().records, found().next), (RecordShape::Nygard, 2, 8));
    write(root.path(), "doc/adr/0008-use-madr.md", MADR);
    assert_eq!((found().shape, found().next), (RecordShape::Other, 9));
}

#[test]
fn the_file_of_adr_tools_tells_the_folder() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "docs/adr/0001-a.md", MADR);
    write(root.path(), "notes/why/0003-b.md", NYGARD);
    write(root.path(), ".adr-dir", "notes/why\n");
    let found = record_folder(&root.path().join("a.weighbridge.ron")).unwrap();
    assert_eq!(found.path, root.path().join("notes/why"));
    assert_eq!(found.next, 4);
    // One that names what is not there is passed over.
    fs::write(root.path().join(".adr-dir"), "gone").unwrap();
    let found = record_folder(&root.path().join("a.weighbridge.ron")).unwrap();
    assert_eq!(found.path, root.path().join("docs/adr"));
}
