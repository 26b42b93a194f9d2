//! The commands, on the same core as the window.
//!
//! Here: what can be typed, how results are laid out for a terminal, and which
//! exit status they have. Not here: any number or verdict, which come from
//! [`crate::analysis`] and [`crate::record`], and the window itself.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod analyse;
mod check;
mod compute;
mod error;
mod export;
mod format;
mod input;
mod layout;
mod load;
mod new;
mod rank;
mod without_display;

use error::Stop;
pub use without_display::without_display;

/// How a run of the command line ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Done, and what was checked is in order: status 0.
    Done,
    /// What was checked does not hold: status 1.
    DoesNotHold,
    /// Wrong usage, or input that cannot be read: status 2.
    Refused,
    /// No command was given: the caller is to open the window, on this file.
    OpenWindow(Option<PathBuf>),
}

impl Outcome {
    /// The status that the program ends with.
    pub fn status(&self) -> u8 {
        match self {
            Self::Done | Self::OpenWindow(_) => 0,
            Self::DoesNotHold => 1,
            Self::Refused => 2,
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome.status())
    }
}

/// Everything that can be typed.
#[derive(Debug, Parser)]
#[command(
    name = "weighbridge",
    bin_name = "weighbridge",
    version,
    about = "A decision workbook for architecture reviews",
    long_about = "A decision workbook for architecture reviews: requirements, criteria, scores \
                  and evidence in; a ranking that answers why, and a decision record, out.\n\n\
                  Without a command it opens the window, on FILE or on the workbook that comes \
                  with it.",
    after_help = "Exit status: 0 done and in order; 1 what was checked does not hold; 2 wrong \
                  usage, or input that cannot be read.",
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    max_term_width = 100
)]
struct Arguments {
    /// Workbook to open in the window
    file: Option<PathBuf>,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    New(new::Arguments),
    Check(check::Arguments),
    Rank(rank::Arguments),
    Analyse(analyse::Arguments),
    Export(export::Arguments),
    Load(load::Arguments),
    Compute(compute::Arguments),
    Fmt(format::Arguments),
}

/// Runs the command that `arguments` give, the program's own name first.
/// Results go to `out`, errors and hints to `err`. A reader that closes `out`
/// early has had enough, which is no error.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Outcome {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return answer_usage(&error, out, err),
    };
    let Some(command) = arguments.command else {
        return Outcome::OpenWindow(arguments.file);
    };
    let result = match command {
        Command::New(arguments) => new::run(&arguments, out),
        Command::Check(arguments) => check::run(&arguments, out, err),
        Command::Rank(arguments) => rank::run(&arguments, out),
        Command::Analyse(arguments) => analyse::run(&arguments, out),
        Command::Export(arguments) => export::run(&arguments, out, err),
        Command::Load(arguments) => load::run(&arguments, out, err),
        Command::Compute(arguments) => compute::run(&arguments, out, err),
        Command::Fmt(arguments) => format::run(&arguments, out, err),
    };
    finish(result, out, err)
}

/// Says what stopped a command, and makes an outcome of it.
fn finish(result: Result<Outcome, Stop>, out: &mut dyn Write, err: &mut dyn Write) -> Outcome {
    let result = result.and_then(|outcome| {
        out.flush()?;
        Ok(outcome)
    });
    match result {
        Ok(outcome) => outcome,
        Err(Stop::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => Outcome::Done,
        Err(stop) => {
            // With standard error gone as well, the status is all that is left.
            stop.print(err).ok();
            Outcome::Refused
        }
    }
}

/// Prints the help or version that was asked for, or what is wrong with the
/// usage.
fn answer_usage(error: &clap::Error, out: &mut dyn Write, err: &mut dyn Write) -> Outcome {
    let text = error.render().to_string();
    if error.use_stderr() {
        err.write_all(text.as_bytes()).ok();
        return Outcome::Refused;
    }
    let printed = out.write_all(text.as_bytes()).map(|()| Outcome::Done).map_err(Stop::from);
    finish(printed, out, err)
}
