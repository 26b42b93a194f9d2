//! Charts in rows: bars, whiskers, ticks and words along one scale.

use eframe::egui::{Align2, Rect, Stroke, StrokeKind, TextStyle, Ui, pos2, vec2};

use super::{Axis, Painted, Spot, colour, ground, name_at, row_of, scale};
use crate::analysis::points;
use crate::app::theme::{self, tokens};
use crate::app::widgets;
use crate::figure::palette::ink_on;
use crate::figure::{Figure, Fill, Mark, Row};

/// Height of the axis under the rows.
const AXIS: f32 = 42.0;
/// Share of a row that a bar fills.
const BAR: f32 = 0.7;
/// Heights of a row: at its least, as it comes, at its most.
const LEAST: f32 = 22.0;
const MOST: f32 = 110.0;

/// Height of a chart of so many rows, in points; `room` is to be filled.
pub(super) fn height(ui: &Ui, count: usize, room: Option<f32>) -> f32 {
    let size = scale(ui);
    let usual = match count {
        0..=14 => 34.0,
        15..=24 => 28.0,
        _ => LEAST,
    };
    let row = match room {
        Some(room) => ((room - AXIS * size) / count.max(1) as f32).clamp(LEAST * size, MOST * size),
        None => usual * size,
    };
    row * count as f32 + AXIS * size
}

/// Where the parts of the chart lie.
struct Layout {
    rect: Rect,
    row: f32,
    names: f32,
    lead: f32,
    axis: Axis,
    bottom: f32,
}

impl Layout {
    fn of(ui: &Ui, figure: &Figure, rows: &[Row], rect: Rect) -> Self {
        let size = scale(ui);
        let row = (rect.height() - AXIS * size) / rows.len().max(1) as f32;
        let width_of = |text: &str, style: &TextStyle| {
            widgets::one_line(ui, text, style, tokens(ui).text, f32::INFINITY).size().x
        };
        let lead = rows
            .iter()
            .filter(|row| !row.lead.is_empty())
            .map(|row| width_of(&row.lead, &TextStyle::Body) + theme::SPACE_S * size)
            .fold(0.0, f32::max);
        let sign = if rows.iter().any(|row| row.style.is_some()) { 20.0 * size } else { 0.0 };
        let widest =
            rows.iter().map(|row| width_of(&row.name, &name_style(row))).fold(0.0, f32::max);
        // A third of the width, more of it where that is little.
        let most = (rect.width() * 0.3).max((rect.width() * 0.42).min(220.0 * size)).max(80.0);
        let names = (sign + widest + 2.0).clamp(80.0, most);
        let left = rect.left() + lead + names + theme::SPACE_S * size;
        let axis = axis(ui, figure, left, rect.right());
        Self { rect, row, names, lead, axis, bottom: rect.top() + row * rows.len() as f32 }
    }

    /// The band of a row.
    fn band(&self, row: usize) -> Rect {
        let top = self.rect.top() + self.row * row as f32;
        Rect::from_min_size(pos2(self.rect.left(), top), vec2(self.rect.width(), self.row))
    }
}

fn name_style(row: &Row) -> TextStyle {
    if row.style.is_some() { theme::strong() } else { TextStyle::Body }
}

/// The horizontal axis, with room for the words at both ends of the bars.
fn axis(ui: &Ui, figure: &Figure, left: f32, right: f32) -> Axis {
    let size = scale(ui);
    let (mut before, mut after) = (4.0 * size, 14.0 * size);
    let make = |before: f32, after: f32| {
        let (from, to) = (left + before, right - after);
        Axis { low: figure.x.low, high: figure.x.high, from, to: to.max(from + 60.0) }
    };
    // Making room narrows the axis, which moves the words: thrice settles it.
    for _ in 0..3 {
        let axis = make(before, after);
        let (mut short_before, mut short_after) = (0.0_f32, 0.0_f32);
        for mark in &figure.marks {
            let Mark::Label { at, before: ends, text, .. } = mark else { continue };
            let style = label_style(figure);
            let words = widgets::one_line(ui, text, &style, tokens(ui).text, f32::INFINITY);
            let width = words.size().x + 10.0 * size;
            if *ends {
                short_before = short_before.max(left + width - axis.at(*at));
            } else {
                short_after = short_after.max(axis.at(*at) + width - right);
            }
        }
        before += short_before;
        after += short_after;
    }
    make(before, after)
}

/// Totals of options are printed stronger than other words in rows.
fn label_style(figure: &Figure) -> TextStyle {
    match &figure.y {
        crate::figure::Vertical::Rows(rows) if rows.iter().any(|row| row.style.is_some()) => {
            theme::strong()
        }
        _ => TextStyle::Small,
    }
}

/// Paints the chart.
pub(super) fn paint(ui: &Ui, figure: &Figure, rows: &[Row], rect: Rect) -> Painted {
    let layout = Layout::of(ui, figure, rows, rect);
    let mut painted = Painted::default();
    grid(ui, figure, &layout);
    for (at, row) in rows.iter().enumerate() {
        if ui.is_rect_visible(layout.band(at)) {
            name(ui, &mut painted, row, layout.band(at), &layout);
        }
    }
    let mut places: Vec<Rect> = Vec::with_capacity(figure.marks.len());
    for mark in &figure.marks {
        let place = match row_of(mark) {
            Some(row) if !ui.is_rect_visible(layout.band(row)) => outline(mark, &layout),
            _ => paint_mark(ui, figure, mark, &layout),
        };
        places.push(place);
    }
    let mut in_row = vec![0_usize; rows.len()];
    for reading in &figure.readings {
        if let Some(count) = in_row.get_mut(reading.row) {
            *count += 1;
        }
    }
    for (at, reading) in figure.readings.iter().enumerate() {
        let (Some(mark), Some(place)) =
            (figure.marks.get(reading.mark), places.get(reading.mark).copied())
        else {
            continue;
        };
        let alone = in_row.get(reading.row) == Some(&1);
        let band = row_of(mark).map_or(place, |row| layout.band(row));
        // A row with one reading answers anywhere; otherwise the mark and a
        // little around it.
        let reach = if alone {
            band
        } else {
            Rect::from_x_y_ranges(place.expand(2.0).x_range(), band.y_range())
        };
        painted.spots.push(Spot { reading: at, rect: place, reach });
    }
    painted
}

fn grid(ui: &Ui, figure: &Figure, layout: &Layout) {
    let (tokens, painter, size) = (tokens(ui), ui.painter(), scale(ui));
    let font = TextStyle::Small.resolve(ui.style());
    let mut free = f32::NEG_INFINITY;
    for (at, text) in &figure.x.ticks {
        let x = layout.axis.at(*at);
        painter.vline(x, layout.rect.top()..=layout.bottom, Stroke::new(1.0, tokens.line));
        let words = painter.layout_no_wrap(text.clone(), font.clone(), tokens.text_muted);
        let left = x - words.size().x / 2.0;
        if left > free {
            free = left + words.size().x + 6.0 * size;
            painter.galley(pos2(left, layout.bottom + 4.0 * size), words, tokens.text_muted);
        }
    }
    let middle = f32::midpoint(layout.axis.from, layout.axis.to);
    let words = widgets::one_line(
        ui,
        &figure.x.title,
        &TextStyle::Small,
        tokens.text_muted,
        layout.rect.width(),
    );
    let half = words.size().x / 2.0;
    let left = (middle - half)
        .clamp(layout.rect.left(), (layout.rect.right() - 2.0 * half).max(layout.rect.left()));
    painter.galley(pos2(left, layout.bottom + 22.0 * size), words, tokens.text_muted);
}

fn name(ui: &Ui, painted: &mut Painted, row: &Row, band: Rect, layout: &Layout) {
    let tokens = tokens(ui);
    let size = scale(ui);
    let left = band.left() + layout.lead;
    if !row.lead.is_empty() {
        let font = TextStyle::Body.resolve(ui.style());
        let end = pos2(left - theme::SPACE_S * size, band.center().y);
        ui.painter().text(end, Align2::RIGHT_CENTER, &row.lead, font, tokens.text_muted);
    }
    let ink = if row.note.is_empty() { tokens.text } else { tokens.text_muted };
    let place = Rect::from_x_y_ranges(left..=left + layout.names, band.y_range());
    name_at(ui, painted, row.style, &row.name, &name_style(row), ink, place);
    if !row.note.is_empty() {
        let place = Rect::from_x_y_ranges(layout.axis.from..=layout.rect.right(), band.y_range());
        name_at(ui, painted, None, &row.note, &TextStyle::Body, tokens.text_muted, place);
    }
}

/// Where a mark lies.
fn outline(mark: &Mark, layout: &Layout) -> Rect {
    let axis = &layout.axis;
    let bar = |row: usize, from: f64, to: f64| {
        let band = layout.band(row);
        Rect::from_x_y_ranges(
            axis.at(from)..=axis.at(to),
            band.shrink(band.height() * (1.0 - BAR) / 2.0).y_range(),
        )
    };
    match mark {
        Mark::Bar { row, from, to, .. } => bar(*row, *from, *to),
        Mark::Range { row, low, high, .. } => bar(*row, *low, *high),
        Mark::Tick { row, at, .. } | Mark::Label { row, at, .. } => bar(*row, *at, *at),
        _ => Rect::NOTHING,
    }
}

fn paint_mark(ui: &Ui, figure: &Figure, mark: &Mark, layout: &Layout) -> Rect {
    let (tokens, painter, size) = (tokens(ui), ui.painter(), scale(ui));
    let rect = outline(mark, layout);
    match mark {
        Mark::Bar { from, to, fill, key, .. } => {
            // A gap and an edge tell neighbours apart where their tints are near.
            let mut bar = rect;
            if bar.width() > 3.0 {
                bar.max.x -= 1.0;
            }
            let edge = Stroke::new(1.0, tokens.line_strong);
            let shade = colour(ui, *fill);
            let (shade, stroke) = match fill {
                Fill::Option(_) => (shade, Stroke::NONE),
                Fill::Hollow(_) => (tokens.veil(shade), Stroke::new(1.5 * size, shade)),
                Fill::Group(_) | Fill::Rank { .. } | Fill::Tone(_) => (shade, edge),
            };
            painter.rect(bar, 0.0, shade, stroke, StrokeKind::Inside);
            if let Some(key) = key {
                let ink = tokens.of_figure(ink_on(fill.colour(ground(ui))));
                let font = TextStyle::Small.resolve(ui.style());
                let full = match fill {
                    // What is shown of a rank is a share, told at its end.
                    Fill::Rank { .. } => (*key).to_owned(),
                    _ => format!("{key} {}", points(to - from)),
                };
                let fitting = [full, (*key).to_owned()].into_iter().find_map(|text| {
                    let words = painter.layout_no_wrap(text, font.clone(), ink);
                    (words.size().x + 4.0 * size <= bar.width()).then_some(words)
                });
                if let Some(words) = fitting {
                    let place = bar.center() - words.size() / 2.0;
                    painter.galley(place, words, ink);
                }
            }
            bar
        }
        Mark::Range { .. } => {
            let middle = rect.center().y;
            let reach = (rect.height() * 0.22).min(8.0 * size);
            let halo = Stroke::new(4.5, tokens.card);
            let stroke = Stroke::new(1.8, tokens.text);
            for stroke in [halo, stroke] {
                painter.hline(rect.x_range(), middle, stroke);
                for x in [rect.left(), rect.right()] {
                    painter.vline(x, middle - reach..=middle + reach, stroke);
                }
            }
            rect
        }
        Mark::Tick { fill, .. } => {
            let tick = Rect::from_center_size(rect.center(), vec2(4.0 * size, rect.height() + 4.0));
            painter.rect(
                tick,
                0.0,
                colour(ui, *fill),
                Stroke::new(1.0, tokens.card),
                StrokeKind::Outside,
            );
            tick
        }
        Mark::Label { before, text, .. } => {
            let words =
                widgets::one_line(ui, text, &label_style(figure), tokens.text, f32::INFINITY);
            let gap = 6.0 * size;
            let left = if *before { rect.left() - gap - words.size().x } else { rect.left() + gap };
            let place = pos2(left, rect.center().y - words.size().y / 2.0);
            let area = Rect::from_min_size(place, words.size());
            painter.galley(place, words, tokens.text);
            area
        }
        Mark::Rule { upright: true, at, .. } => {
            let x = layout.axis.at(*at);
            let stroke = Stroke::new(1.0, tokens.text_muted);
            painter.vline(x, layout.rect.top()..=layout.bottom, stroke);
            rect
        }
        _ => rect,
    }
}
