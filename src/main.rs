//! Chooses between the window and the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    match weighbridge::app::run(std::env::args_os().nth(1).map(Into::into)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}
