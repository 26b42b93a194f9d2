//! The window, through what can be seen and reached in it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod journey;
mod stage;
