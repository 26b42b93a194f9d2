//! The command line, in the process and as the real program.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod analyse;
mod check;
mod check_measurements;
mod compute;
mod export;
mod flagship_measurements;
mod format;
mod help;
mod load;
mod new;
mod rank;
mod support;
mod without_display;
