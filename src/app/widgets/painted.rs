//! Text and tags painted straight into a place, for rows of which hundreds are
//! drawn: they cost no layout and take no part in focus. The row itself says in
//! its accessible name what is painted in it.

use std::sync::Arc;

use eframe::egui::{
    Color32, CornerRadius, Galley, Pos2, Rect, TextStyle, Ui, pos2,
    text::{LayoutJob, TextFormat, TextWrapping},
    vec2,
};

use super::Tone;
use crate::app::theme;

fn job(ui: &Ui, text: &str, style: &TextStyle, colour: Color32, wrap: TextWrapping) -> Arc<Galley> {
    let format = TextFormat::simple(style.resolve(ui.style()), colour);
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap = wrap;
    ui.painter().layout_job(job)
}

/// Text on one line, cut short with "…" where it is wider than `width`.
pub fn one_line(
    ui: &Ui,
    text: &str,
    style: &TextStyle,
    colour: Color32,
    width: f32,
) -> Arc<Galley> {
    job(ui, text, style, colour, TextWrapping::truncate_at_width(width.max(8.0)))
}

/// Text on as many lines as it needs.
pub fn wrapped(ui: &Ui, text: &str, style: &TextStyle, colour: Color32, width: f32) -> Arc<Galley> {
    job(ui, text, style, colour, TextWrapping::wrap_at_width(width.max(24.0)))
}

/// Paints a line of text from the left, centred on `y`; gives its right edge
/// and whether it was cut short.
pub fn paint_left(
    ui: &Ui,
    text: &str,
    style: &TextStyle,
    colour: Color32,
    x: f32,
    y: f32,
    width: f32,
) -> (f32, bool) {
    let galley = one_line(ui, text, style, colour, width);
    let (right, elided) = (x + galley.size().x, galley.elided);
    ui.painter().galley(pos2(x, y - galley.size().y / 2.0), galley, colour);
    (right, elided)
}

/// Paints a line of text that ends at `right`, centred on `y`.
pub fn paint_right(
    ui: &Ui,
    text: &str,
    style: &TextStyle,
    colour: Color32,
    right: f32,
    y: f32,
    width: f32,
) {
    let galley = one_line(ui, text, style, colour, width);
    let place = pos2(right - galley.size().x, y - galley.size().y / 2.0);
    ui.painter().galley(place, galley, colour);
}

/// Height of a painted tag.
pub const TAG_HEIGHT: f32 = 19.0;

/// Paints a tag from the left, centred on `y`; gives its right edge. A tag for
/// which `width` leaves no room is left out.
pub fn paint_tag(ui: &Ui, tone: Tone, text: &str, x: f32, y: f32, width: f32) -> f32 {
    let inner = width - 2.0 * TAG_PADDING;
    if inner < 16.0 {
        return x;
    }
    let (colour, ground) = tone.colours(ui);
    let galley = one_line(ui, text, &TextStyle::Small, colour, inner);
    let size = vec2(galley.size().x + 2.0 * TAG_PADDING, TAG_HEIGHT);
    let rect = Rect::from_min_size(Pos2::new(x, y - TAG_HEIGHT / 2.0), size);
    ui.painter().rect_filled(rect, CornerRadius::same(theme::TAG_RADIUS), ground);
    let place = pos2(x + TAG_PADDING, y - galley.size().y / 2.0);
    ui.painter().galley(place, galley, colour);
    rect.right()
}

const TAG_PADDING: f32 = 6.0;
