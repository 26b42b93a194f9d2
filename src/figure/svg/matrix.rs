//! Tables of numbers as SVG: filled cells under names.

use std::fmt::Write as _;

use super::super::measure::{cut, text_width};
use super::super::palette::{Tone, heat};
use super::super::{Figure, LegendEntry, Mark, Row, Sign};
use super::{Anchor, Area, EDGE, Painter, SMALL, TEXT, n, titled};

/// Least width of a matrix column that holds a name.
const NAMED_COLUMN: f64 = 72.0;

impl Painter {
    /// Rows by columns; returns where it ends.
    pub(super) fn matrix(
        &mut self,
        figure: &Figure,
        rows: &[Row],
        columns: &[Row],
        top: f64,
    ) -> f64 {
        let widest = rows.iter().map(|row| text_width(&row.name, TEXT)).fold(0.0, f64::max);
        let sign = if rows.iter().any(|row| row.style.is_some()) { 18.0 } else { 0.0 };
        let names = widest.clamp(60.0, 230.0);
        let left = EDGE + sign + names + 10.0;
        let width = ((self.width - EDGE - left) / columns.len().max(1) as f64).min(130.0);
        let (head, height) = (24.0, 24.0);
        // Narrow columns are numbered, and named in a legend below.
        let narrow = width < NAMED_COLUMN;
        for (at, column) in columns.iter().enumerate() {
            let x = left + at as f64 * width;
            if narrow {
                let number = (at + 1).to_string();
                let middle = x + width / 2.0 - 1.0;
                let base = top + head / 2.0 + 4.0;
                self.text(middle, base, Anchor::Middle, SMALL, Tone::Muted, &number);
                continue;
            }
            let mut from = x + 4.0;
            if let Some(style) = column.style {
                self.marker(from + 5.0, top + head / 2.0, style, "");
                from += 16.0;
            }
            let words = cut(&column.name, SMALL, x + width - from);
            let _ = write!(self.out, "<g>{}", titled(&column.name));
            self.text(from, top + head / 2.0 + 4.0, Anchor::Start, SMALL, Tone::Muted, &words);
            self.out.push_str("</g>");
        }
        for (at, row) in rows.iter().enumerate() {
            let middle = top + head + (at as f64 + 0.5) * height;
            if let Some(style) = row.style {
                self.marker(EDGE + 6.0, middle, style, "");
            }
            let words = cut(&row.name, TEXT, names);
            let _ = write!(self.out, "<g>{}", titled(&row.name));
            self.text(EDGE + sign, middle + 4.5, Anchor::Start, TEXT, Tone::Ink, &words);
            self.out.push_str("</g>");
        }
        for mark in &figure.marks {
            let Mark::Cell { row, column, strength, text, short, marked, name } = mark else {
                continue;
            };
            let Some(strength) = strength else {
                let x = left + (*column as f64 + 0.5) * width;
                let y = top + head + (*row as f64 + 0.5) * height + 4.0;
                self.text(x, y, Anchor::Middle, SMALL, Tone::Muted, &cut(text, SMALL, width - 3.0));
                continue;
            };
            let area = Area {
                left: left + *column as f64 * width,
                top: top + head + *row as f64 * height,
                right: left + (*column as f64 + 1.0) * width - 2.0,
                bottom: top + head + (*row as f64 + 1.0) * height - 2.0,
            };
            self.rectangle(area, &heat(*strength, self.ground).hex(), name);
            let (middle, base) =
                (f64::midpoint(area.left, area.right), f64::midpoint(area.top, area.bottom) + 4.0);
            let weight = if *marked { " font-weight=\"600\"" } else { "" };
            let fits = text_width(text, SMALL) <= width - 6.0;
            let words = cut(if fits { text } else { short }, SMALL, width - 3.0);
            self.words(middle, base, Anchor::Middle, SMALL, Tone::Ink, &words, weight);
            if *marked {
                let _ = write!(
                    self.out,
                    "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"none\" \
                     stroke=\"{}\" stroke-width=\"1.5\"/>",
                    n(area.left + 0.5),
                    n(area.top + 0.5),
                    n(area.right - area.left - 1.0),
                    n(area.bottom - area.top - 1.0),
                    self.tone(Tone::Ink)
                );
            }
        }
        let bottom = top + head + rows.len() as f64 * height + 14.0;
        let title = cut(&figure.x.title, SMALL, self.width - 2.0 * EDGE);
        self.text(EDGE, bottom, Anchor::Start, SMALL, Tone::Muted, &title);
        if !narrow {
            return bottom + 10.0;
        }
        let names: Vec<LegendEntry> = columns
            .iter()
            .enumerate()
            .filter_map(|(at, column)| {
                let name = format!("{} {}", at + 1, column.name);
                Some(LegendEntry::new(name, Sign::Marker(column.style?)))
            })
            .collect();
        self.legend(&names, bottom + 10.0)
    }
}
