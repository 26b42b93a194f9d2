//! Charts in rows as SVG: bars, ranges and labels beside names.

use std::fmt::Write as _;

use super::super::measure::{cut, text_width, wrap};
use super::super::palette::{Dash, Tone};
use super::super::{Figure, Fill, Mark, Row};
use super::{Anchor, Area, Axis, EDGE, Painter, SMALL, TEXT, titled};

/// Least width of a bar that holds its letter.
const KEY_ROOM: f64 = 14.0;
/// Beyond this many rows they stand closer, one line each.
const MANY_ROWS: usize = 24;

impl Painter {
    /// A chart in rows; returns where it ends.
    pub(super) fn rows(&mut self, figure: &Figure, rows: &[Row], top: f64) -> f64 {
        let many = rows.len() > MANY_ROWS;
        let lead = rows.iter().map(|row| text_width(&row.lead, TEXT)).fold(0.0, f64::max);
        let lead = if lead > 0.0 { lead + 8.0 } else { 0.0 };
        let sign = if rows.iter().any(|row| row.style.is_some()) { 18.0 } else { 0.0 };
        let widest = rows.iter().map(|row| text_width(&row.name, TEXT)).fold(0.0, f64::max);
        let names = widest.clamp(60.0, 210.0);
        let left = EDGE + lead + sign + names + 10.0;
        let (axis, before) = horizontal(figure, self.width, left);
        let lines: Vec<Vec<String>> =
            rows.iter().map(|row| wrap(&row.name, TEXT, names, if many { 1 } else { 2 })).collect();
        let heights: Vec<f64> = lines
            .iter()
            .map(|lines| if many { 20.0 } else { 28.0_f64.max(16.0 * lines.len() as f64 + 6.0) })
            .collect();
        let mut middles = Vec::with_capacity(rows.len());
        let mut y = top;
        for height in &heights {
            middles.push(y + height / 2.0);
            y += height;
        }
        let end = y + 2.0;
        let grid = self.tone(Tone::Grid);
        for (at, _) in &figure.x.ticks {
            let x = axis.at(*at);
            self.line((x, top), (x, end), &grid, 1.0, Dash::Solid);
        }
        for (at, row) in rows.iter().enumerate() {
            let middle = middles[at];
            if !row.lead.is_empty() {
                let x = EDGE + lead - 8.0;
                self.text(x, middle + 4.5, Anchor::End, TEXT, Tone::Muted, &row.lead);
            }
            if let Some(style) = row.style {
                self.marker(EDGE + lead + 7.0, middle, style, "");
            }
            let x = EDGE + lead + sign;
            let first = middle + 4.5 - 8.0 * (lines[at].len().max(1) - 1) as f64;
            let _ = write!(self.out, "<g>{}", titled(&row.name));
            for (line, words) in lines[at].iter().enumerate() {
                self.text(x, first + 16.0 * line as f64, Anchor::Start, TEXT, Tone::Ink, words);
            }
            self.out.push_str("</g>");
            if !row.note.is_empty() {
                let room = self.width - EDGE - axis.from - 6.0;
                let words = cut(&row.note, SMALL, room);
                let _ = write!(self.out, "<g>{}", titled(&row.note));
                self.text(axis.from + 6.0, middle + 4.0, Anchor::Start, SMALL, Tone::Muted, &words);
                self.out.push_str("</g>");
            }
        }
        let thick = if many { 12.0 } else { 16.0 };
        for mark in &figure.marks {
            self.row_mark(mark, &axis, &middles, thick, (top, end));
        }
        let mut bottom = end + 14.0;
        for (at, words) in &figure.x.ticks {
            self.text(axis.at(*at), bottom, Anchor::Middle, SMALL, Tone::Muted, words);
        }
        bottom += 17.0;
        let title = cut(&figure.x.title, SMALL, axis.to - axis.from + before);
        let middle = f64::midpoint(axis.from, axis.to);
        self.text(middle, bottom, Anchor::Middle, SMALL, Tone::Muted, &title);
        bottom + 10.0
    }

    fn row_mark(
        &mut self,
        mark: &Mark,
        axis: &Axis,
        middles: &[f64],
        thick: f64,
        span: (f64, f64),
    ) {
        let at_row = |row: usize| middles.get(row).copied();
        match mark {
            Mark::Bar { row, from, to, fill, key, name } => {
                let Some(y) = at_row(*row) else { return };
                let colour = fill.colour(self.ground).hex();
                let (left, right) = (axis.at(*from), axis.at(*to));
                // A thin gap tells neighbours apart where their tints are near.
                let right = if right - left > 2.5 { right - 1.0 } else { right };
                let area = Area { left, top: y - thick / 2.0, right, bottom: y + thick / 2.0 };
                match fill {
                    Fill::Hollow(_) => self.hollow(area, &colour, name),
                    Fill::Option(_) => self.rectangle(area, &colour, name),
                    Fill::Group(_) | Fill::Rank { .. } | Fill::Tone(_) => {
                        self.edged(area, &colour, name);
                    }
                }
                if let Some(key) = key.filter(|_| right - left > KEY_ROOM && thick > SMALL + 2.0) {
                    let middle = f64::midpoint(left, right);
                    self.key(middle, y + 4.0, key, fill.colour(self.ground));
                }
            }
            Mark::Range { row, low, high, .. } => {
                let Some(y) = at_row(*row) else { return };
                let ink = self.tone(Tone::Ink);
                self.whisker((axis.at(*low), y), (axis.at(*high), y), &ink);
            }
            Mark::Tick { row, at, fill, name } => {
                let Some(y) = at_row(*row) else { return };
                let x = axis.at(*at);
                let colour = fill.colour(self.ground).hex();
                let half = thick / 2.0 + 2.0;
                let area = Area { left: x - 1.5, top: y - half, right: x + 1.5, bottom: y + half };
                self.rectangle(area, &colour, name);
            }
            Mark::Label { row, at, before, text } => {
                let Some(y) = at_row(*row) else { return };
                let (x, anchor) = if *before {
                    (axis.at(*at) - 6.0, Anchor::End)
                } else {
                    (axis.at(*at) + 6.0, Anchor::Start)
                };
                self.text(x, y + 4.0, anchor, SMALL, Tone::Ink, text);
            }
            Mark::Rule { upright: true, at, name } => {
                let colour = self.tone(Tone::Muted);
                let x = axis.at(*at);
                self.line((x, span.0), (x, span.1), &colour, 1.2, Dash::Solid);
                if !name.is_empty() {
                    self.text(x + 4.0, span.0 + 10.0, Anchor::Start, SMALL, Tone::Muted, name);
                }
            }
            Mark::Rule { .. }
            | Mark::Point { .. }
            | Mark::Line { .. }
            | Mark::Area { .. }
            | Mark::Region { .. }
            | Mark::Band { .. }
            | Mark::Stretch { .. }
            | Mark::Notch { .. }
            | Mark::Cell { .. } => {}
        }
    }
}

/// The horizontal axis of a chart in rows, with room for words at both ends,
/// and the room left of it.
fn horizontal(figure: &Figure, whole: f64, left: f64) -> (Axis, f64) {
    let (mut before, mut after) = (6.0_f64, 16.0_f64);
    // Making room narrows the axis, which moves the words: thrice settles it.
    for _ in 0..3 {
        let (from, to) = (left + before, whole - EDGE - after);
        let axis = Axis { low: figure.x.low, high: figure.x.high, from, to };
        let (mut short_before, mut short_after) = (0.0_f64, 0.0_f64);
        for mark in &figure.marks {
            let Mark::Label { at, before: ends, text, .. } = mark else { continue };
            let width = text_width(text, SMALL) + 8.0;
            if *ends {
                short_before = short_before.max(left + width - axis.at(*at));
            } else {
                short_after = short_after.max(axis.at(*at) + width - (whole - EDGE));
            }
        }
        before += short_before;
        after += short_after;
    }
    let (from, to) = (left + before, whole - EDGE - after);
    (Axis { low: figure.x.low, high: figure.x.high, from, to: to.max(from + 60.0) }, before)
}
