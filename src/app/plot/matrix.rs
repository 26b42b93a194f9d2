//! Rows by columns, each cell a number on a ground as strong as the number.

use eframe::egui::{Align2, Rect, Stroke, StrokeKind, TextStyle, Ui, pos2, vec2};

use super::{Painted, Spot, ground, name_at, scale};
use crate::app::theme::{self, tokens};
use crate::app::widgets;
use crate::figure::palette::heat;
use crate::figure::{Figure, Mark, Row, Vertical};

/// Height of the columns' heads.
const HEAD: f32 = 28.0;
/// Height of the line under the rows that says what the numbers are.
const FOOT: f32 = 26.0;
/// Heights of a row: at its least, as it comes, at its most.
const LEAST: f32 = 24.0;
const USUAL: f32 = 30.0;
const MOST: f32 = 72.0;
/// Widest a column gets, and least width that holds a name.
const WIDEST: f32 = 170.0;
const NAMED: f32 = 84.0;

/// Height of a chart of so many rows, in points; `room` is to be filled.
pub(super) fn height(ui: &Ui, count: usize, room: Option<f32>) -> f32 {
    let size = scale(ui);
    let row = match room {
        Some(room) => {
            ((room - (HEAD + FOOT) * size) / count.max(1) as f32).clamp(LEAST * size, MOST * size)
        }
        None => USUAL * size,
    };
    row * count as f32 + (HEAD + FOOT) * size
}

/// Width of the names at the left, and of a column.
fn widths(ui: &Ui, rows: &[Row], columns: usize, width: f32) -> (f32, f32) {
    let size = scale(ui);
    let wanted = rows
        .iter()
        .map(|row| {
            let name =
                widgets::one_line(ui, &row.name, &TextStyle::Body, tokens(ui).text, f32::INFINITY);
            let note = if row.note.is_empty() { 0.0 } else { 64.0 * size };
            let sign = if row.style.is_some() { 20.0 * size } else { 0.0 };
            name.size().x + note + sign
        })
        .fold(0.0, f32::max);
    let names = (wanted + 4.0).clamp(80.0, (width * 0.36).max(80.0)) + theme::SPACE_S * size;
    let widest = if size > 1.0 { f32::INFINITY } else { WIDEST };
    let column = ((width - names) / columns.max(1) as f32).clamp(20.0, widest);
    (names, column)
}

/// Whether columns are too narrow for the options' names.
pub(super) fn is_narrow(ui: &Ui, figure: &Figure) -> bool {
    let Vertical::Matrix { rows, columns } = &figure.y else { return false };
    widths(ui, rows, columns.len(), ui.available_width()).1 < NAMED * scale(ui)
}

/// Paints the chart.
pub(super) fn paint(
    ui: &Ui,
    figure: &Figure,
    rows: &[Row],
    columns: &[Row],
    rect: Rect,
) -> Painted {
    let (tokens, painter, size) = (tokens(ui), ui.painter(), scale(ui));
    let mut painted = Painted::default();
    let (names, width) = widths(ui, rows, columns.len(), rect.width());
    let height = (rect.height() - (HEAD + FOOT) * size) / rows.len().max(1) as f32;
    let top = rect.top() + HEAD * size;
    let left = rect.left() + names;
    let cell = |row: usize, column: usize| {
        let place = pos2(left + column as f32 * width, top + row as f32 * height);
        Rect::from_min_size(place, vec2(width - 2.0, height - 2.0))
    };
    for (at, column) in columns.iter().enumerate() {
        let place = Rect::from_min_size(
            pos2(left + at as f32 * width + 2.0, rect.top()),
            vec2(width - 4.0, HEAD * size),
        );
        if width < NAMED * size {
            let middle = Rect::from_center_size(place.center(), vec2(12.0 * size, place.height()));
            name_at(ui, &mut painted, column.style, "", &TextStyle::Small, tokens.text, middle);
            painted.cut.push((place, column.name.clone()));
        } else {
            let style = theme::small_strong();
            name_at(ui, &mut painted, column.style, &column.name, &style, tokens.text, place);
        }
    }
    for (at, row) in rows.iter().enumerate() {
        let y = top + at as f32 * height;
        let note = (!row.note.is_empty()).then(|| {
            widgets::one_line(ui, &row.note, &TextStyle::Small, tokens.accent, f32::INFINITY)
        });
        let taken = note.as_ref().map_or(0.0, |note| note.size().x + theme::SPACE_S * size);
        let place = Rect::from_min_max(
            pos2(rect.left(), y),
            pos2(left - theme::SPACE_S * size - taken, y + height - 2.0),
        );
        let right =
            name_at(ui, &mut painted, row.style, &row.name, &TextStyle::Body, tokens.text, place);
        if let Some(note) = note {
            let at = pos2(right + theme::SPACE_S * size, place.center().y - note.size().y / 2.0);
            painter.galley(at, note, tokens.accent);
        }
    }
    let mut places = Vec::with_capacity(figure.marks.len());
    for mark in &figure.marks {
        let Mark::Cell { row, column, strength, text, short, marked, .. } = mark else {
            places.push(Rect::NOTHING);
            continue;
        };
        let place = cell(*row, *column);
        places.push(place);
        if !ui.is_rect_visible(place) {
            continue;
        }
        let mut ink = tokens.text_muted;
        if let Some(strength) = strength {
            ink = tokens.text;
            let shade = tokens.of_figure(heat(*strength, ground(ui)));
            painter.rect_filled(place, 2.0, shade);
        }
        if *marked {
            painter.rect_stroke(place, 2.0, Stroke::new(1.5, tokens.text), StrokeKind::Inside);
        }
        if text.is_empty() {
            painter.text(
                place.center(),
                Align2::CENTER_CENTER,
                "–",
                TextStyle::Body.resolve(ui.style()),
                tokens.text_muted,
            );
            continue;
        }
        let (large, small) = if *marked {
            (theme::strong(), theme::small_strong())
        } else {
            (TextStyle::Body, TextStyle::Small)
        };
        let room = place.width() - 4.0;
        let words = [(text, &large), (text, &small), (short, &small)]
            .iter()
            .map(|(text, style)| widgets::one_line(ui, text, style, ink, room))
            .find(|words| !words.elided)
            .unwrap_or_else(|| widgets::one_line(ui, short, &small, ink, room));
        painter.galley(place.center() - words.size() / 2.0, words, ink);
    }
    let words =
        widgets::one_line(ui, &figure.x.title, &TextStyle::Small, tokens.text_muted, rect.width());
    let bottom = pos2(rect.left(), rect.bottom() - words.size().y - 2.0);
    painter.galley(bottom, words, tokens.text_muted);
    for (at, reading) in figure.readings.iter().enumerate() {
        if let Some(place) = places.get(reading.mark).copied() {
            painted.spots.push(Spot { reading: at, rect: place, reach: place });
        }
    }
    painted
}
