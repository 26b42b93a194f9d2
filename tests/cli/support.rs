//! Running the command line, and the files that several tests use.

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;
use weighbridge::cli::{self, Outcome};
use weighbridge::store::STATE_DIR_VARIABLE;

pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

pub fn flagship() -> PathBuf {
    repository("workbooks/backend-runtime.weighbridge.ron")
}

/// A workbook with two options and two unknown scores, under a must.
pub fn small() -> PathBuf {
    repository("tests/data/sound/small.weighbridge.ron")
}

/// Every workbook that ships.
pub fn shipped() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in ["workbooks", "workbooks/templates"] {
        for entry in std::fs::read_dir(repository(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "ron") {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(found.len() >= 2, "{found:?}");
    found
}

/// What a run in this process gave.
pub struct Run {
    pub outcome: Outcome,
    pub out: String,
    pub err: String,
}

/// Runs a command that writes no files in this process.
pub fn run<I: Into<OsString>>(arguments: impl IntoIterator<Item = I>) -> Run {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let name = std::iter::once(OsString::from("weighbridge"));
    let outcome = cli::run(name.chain(arguments.into_iter().map(Into::into)), &mut out, &mut err);
    Run { outcome, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
}

/// Runs a command in this process that has to succeed, and gives its output.
pub fn done<I: Into<OsString>>(arguments: impl IntoIterator<Item = I>) -> String {
    let run = run(arguments);
    assert_eq!(run.outcome, Outcome::Done, "{}", run.err);
    assert_eq!(run.err, "");
    run.out
}

/// Output of a JSON command.
pub fn json<I: Into<OsString>>(arguments: impl IntoIterator<Item = I>) -> serde_json::Value {
    serde_json::from_str(&done(arguments)).unwrap()
}

/// A folder for one test, and the real program at work in it.
pub struct Desk {
    folder: TempDir,
}

impl Desk {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("work").join(name)
    }

    /// Puts a copy of a file into the folder.
    pub fn with_copy(self, of: &Path, name: &str) -> Self {
        self.with(name, &std::fs::read(of).unwrap())
    }

    pub fn with(self, name: &str, bytes: &[u8]) -> Self {
        std::fs::create_dir_all(self.path("")).unwrap();
        std::fs::write(self.path(name), bytes).unwrap();
        self
    }

    pub fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// The program, ready to start in the folder, without a display.
    pub fn program(&self) -> Command {
        std::fs::create_dir_all(self.path("")).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_weighbridge"));
        command
            .current_dir(self.path(""))
            .env(STATE_DIR_VARIABLE, self.folder.path().join("state"))
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("WAYLAND_SOCKET")
            .env_remove("SOURCE_DATE_EPOCH")
            .env("COLUMNS", "100");
        command
    }

    /// Status, output and errors of a run.
    pub fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        told(&self.program().args(arguments).output().unwrap())
    }

    /// The same with something on standard input.
    pub fn run_with_input(&self, arguments: &[&str], input: &[u8]) -> (i32, String, String) {
        let piped = Stdio::piped;
        let mut program = self.program();
        program.args(arguments).stdin(piped()).stdout(piped()).stderr(piped());
        let mut running = program.spawn().unwrap();
        running.stdin.take().unwrap().write_all(input).unwrap();
        told(&running.wait_with_output().unwrap())
    }
}

pub fn told(output: &Output) -> (i32, String, String) {
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout.clone()).unwrap(),
        String::from_utf8(output.stderr.clone()).unwrap(),
    )
}
