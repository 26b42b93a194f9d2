//! Weighbridge: a decision workbook for architecture reviews.
//!
//! The rooms, each of which knows only those above it in this list:
//! [`workbook`]; [`store`], [`import`] and [`analysis`]; [`figure`];
//! [`record`]; [`app`] and [`cli`]. `ARCHITECTURE.md` describes them.

pub mod analysis;
pub mod app;
pub mod cli;
pub mod figure;
pub mod import;
pub mod record;
pub mod store;
pub mod workbook;
