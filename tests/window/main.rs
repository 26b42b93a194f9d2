//! The window, through what can be seen and reached in it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod capacity;
mod change;
mod cost_value;
mod criteria;
mod design;
mod dropping;
mod evidence;
mod frame_sample;
mod journey;
mod large;
mod left;
mod load_runs;
mod options;
mod other_methods;
mod overview;
mod reach;
mod record;
mod requirements;
mod results;
mod scalability;
mod scores;
mod stage;
mod start;
mod sure;
mod tour;
mod weighing;
mod why;
