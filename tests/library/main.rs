//! The library through its public doors.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod figure;
mod flagship;
mod random_workbook;
mod record_formats;
mod record_markdown;
mod record_sample;
mod rooms;
mod store_broken;
mod store_files;
mod store_merge;
mod store_text;
