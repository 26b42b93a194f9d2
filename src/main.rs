//! Chooses between the window and the command line.
//!
//! On Windows a program either brings a console window or has none. This one
//! has none, since it is a window; built with the feature `console` it prints
//! into the console that it is called from.
#![cfg_attr(all(windows, not(feature = "console")), windows_subsystem = "windows")]

use std::io::{stderr, stdout};
use std::path::Path;
use std::process::ExitCode;

use weighbridge::app;
use weighbridge::cli::{self, Outcome};

fn main() -> ExitCode {
    let outcome = cli::run(std::env::args_os(), &mut stdout(), &mut stderr());
    match outcome {
        Outcome::OpenWindow(file) => open_window(file.as_deref()).into(),
        outcome => outcome.into(),
    }
}

fn open_window(file: Option<&Path>) -> Outcome {
    let why = match missing_display() {
        Some(why) => why.to_owned(),
        None => match app::run(file) {
            Ok(()) => return Outcome::Done,
            Err(error) => error.to_string(),
        },
    };
    cli::without_display(file, &why, &mut stdout(), &mut stderr())
}

/// Why there can be no window, where the environment tells without trying.
fn missing_display() -> Option<&'static str> {
    let desktop_by_environment =
        cfg!(all(unix, not(target_vendor = "apple"), not(target_os = "android")));
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let has_display = ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"].into_iter().any(is_set);
    (desktop_by_environment && !has_display)
        .then_some("there is no display, neither DISPLAY nor WAYLAND_DISPLAY is set")
}
