//! The window.

pub mod action;
pub mod command;
pub mod context;
pub mod document;
pub mod palette_stub;
pub mod screens;
pub mod theme;
pub mod widgets;
