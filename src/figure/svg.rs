//! Paints any figure as SVG: one self-contained text without scripts, styles
//! or references, the same bytes for the same figure. Words stay words
//! (`<text>`), so that they can be found, read aloud and copied.

use std::fmt::Write as _;

use super::measure::{cut, text_width, wrap};
use super::palette::{
    Dash, Ground, Marker, OptionStyle, Rgb, Tone, heat, ink_on, option_colour, tone,
};
use super::{Figure, Fill, LegendEntry, Mark, Row, Scale, Sign, Vertical, centre, hatching};

/// Width of every chart in pixels.
pub const WIDTH: f64 = 720.0;

const FONTS: &str = "IBM Plex Sans, Segoe UI, Helvetica, Arial, sans-serif";
const TEXT: f64 = 13.0;
const SMALL: f64 = 11.5;
const EDGE: f64 = 8.0;
/// Least width of a bar that holds its letter.
const KEY_ROOM: f64 = 14.0;
/// Least width of a matrix column that holds a name.
const NAMED_COLUMN: f64 = 72.0;
/// Beyond this many rows they stand closer, one line each.
const MANY_ROWS: usize = 24;
/// Beyond this many points only those singled out are named in the chart.
const MANY_POINTS: usize = 16;

/// How a figure is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The ground that it stands on.
    pub ground: Ground,
    /// Whether title and finding stand above the chart, as in a file of its own.
    pub heading: bool,
}

/// The figure as SVG.
pub fn paint(figure: &Figure, look: Look) -> String {
    let mut painter = Painter { out: String::new(), ground: look.ground };
    let mut top = EDGE;
    if look.heading {
        top = painter.heading(figure, top);
    }
    let bottom = match &figure.y {
        Vertical::Rows(rows) => painter.rows(figure, rows, top),
        Vertical::Scale(scale) => painter.scatter(figure, scale, top),
        Vertical::Matrix { rows, columns } => painter.matrix(figure, rows, columns, top),
    };
    let height = (painter.legend(&figure.legend, bottom) + EDGE).ceil();
    let mut svg = String::new();
    let _ = write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" \
         width=\"{WIDTH}\" height=\"{height}\" role=\"img\" font-family=\"{FONTS}\" \
         font-size=\"{TEXT}\"><title>{}</title><desc>{}</desc>",
        escape(&figure.title),
        escape(&figure.alt),
    );
    if look.heading {
        let ground = tone(Tone::Ground, look.ground).hex();
        let _ = write!(svg, "<rect width=\"{WIDTH}\" height=\"{height}\" fill=\"{ground}\"/>");
    }
    svg.push_str(&painter.out);
    svg.push_str("</svg>\n");
    svg
}

/// Text for XML: markup characters as entities, what XML forbids left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => out.push(c),
        }
    }
    out
}

/// A coordinate to a tenth of a pixel.
fn n(x: f64) -> String {
    let text = format!("{x:.1}");
    let text = text.strip_suffix(".0").map_or(text.clone(), str::to_owned);
    if text == "-0" { "0".to_owned() } else { text }
}

fn dashes(dash: Dash) -> &'static str {
    match dash {
        Dash::Solid => "",
        Dash::Dashed => " stroke-dasharray=\"7 4\"",
        Dash::Dotted => " stroke-dasharray=\"2 3\"",
        Dash::DashDotted => " stroke-dasharray=\"8 3 2 3\"",
    }
}

/// From numbers to pixels along one axis.
struct Axis {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Axis {
    fn at(&self, x: f64) -> f64 {
        let span = self.high - self.low;
        let share = if span > 0.0 { ((x - self.low) / span).clamp(0.0, 1.0) } else { 0.0 };
        self.from + share * (self.to - self.from)
    }
}

/// An upright box in the picture.
#[derive(Clone, Copy)]
struct Area {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Area {
    fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Anchor {
    Start,
    Middle,
    End,
}

struct Painter {
    out: String,
    ground: Ground,
}

impl Painter {
    fn tone(&self, which: Tone) -> String {
        tone(which, self.ground).hex()
    }

    fn text(&mut self, x: f64, y: f64, anchor: Anchor, size: f64, colour: Tone, words: &str) {
        if words.is_empty() {
            return;
        }
        self.words(x, y, anchor, size, colour, words, "");
    }

    #[allow(clippy::too_many_arguments, reason = "one place writes every text element")]
    fn words(
        &mut self,
        x: f64,
        y: f64,
        anchor: Anchor,
        size: f64,
        colour: Tone,
        words: &str,
        more: &str,
    ) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let fill = self.tone(colour);
        let _ = write!(
            self.out,
            "<text x=\"{}\" y=\"{}\"{anchor} font-size=\"{size}\" fill=\"{fill}\"{more}>{}</text>",
            n(x),
            n(y),
            escape(words)
        );
    }

    fn line(&mut self, from: (f64, f64), to: (f64, f64), colour: &str, width: f64, dash: Dash) {
        let _ = write!(
            self.out,
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"{colour}\" \
             stroke-width=\"{width}\"{}/>",
            n(from.0),
            n(from.1),
            n(to.0),
            n(to.1),
            dashes(dash)
        );
    }

    fn rectangle(&mut self, area: Area, fill: &str, title: &str) {
        let _ = write!(
            self.out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{fill}\">{}</rect>",
            n(area.left),
            n(area.top),
            n((area.right - area.left).max(0.4)),
            n(area.bottom - area.top),
            titled(title)
        );
    }

    fn heading(&mut self, figure: &Figure, top: f64) -> f64 {
        let mut y = top + 12.0;
        for line in wrap(&figure.title, 17.0, WIDTH - 2.0 * EDGE, 2) {
            self.words(
                EDGE,
                y + 5.0,
                Anchor::Start,
                17.0,
                Tone::Ink,
                &line,
                " font-weight=\"600\"",
            );
            y += 22.0;
        }
        for line in wrap(&figure.finding, TEXT, WIDTH - 2.0 * EDGE, 4) {
            self.text(EDGE, y + 4.0, Anchor::Start, TEXT, Tone::Muted, &line);
            y += 18.0;
        }
        y + 6.0
    }

    fn marker(&mut self, x: f64, y: f64, style: OptionStyle, title: &str) {
        let fill = option_colour(style, self.ground).hex();
        let title = titled(title);
        let polygon = |points: &[(f64, f64)]| {
            let points: Vec<String> =
                points.iter().map(|(dx, dy)| format!("{},{}", n(x + dx), n(y + dy))).collect();
            format!("<polygon points=\"{}\" fill=\"{fill}\">{title}</polygon>", points.join(" "))
        };
        let shape = match style.marker {
            Marker::Circle => {
                format!(
                    "<circle cx=\"{}\" cy=\"{}\" r=\"5\" fill=\"{fill}\">{title}</circle>",
                    n(x),
                    n(y)
                )
            }
            Marker::Square => polygon(&[(-4.5, -4.5), (4.5, -4.5), (4.5, 4.5), (-4.5, 4.5)]),
            Marker::Diamond => polygon(&[(0.0, -6.2), (6.2, 0.0), (0.0, 6.2), (-6.2, 0.0)]),
            Marker::TriangleUp => polygon(&[(0.0, -5.8), (5.6, 4.4), (-5.6, 4.4)]),
            Marker::TriangleDown => polygon(&[(0.0, 5.8), (5.6, -4.4), (-5.6, -4.4)]),
            Marker::Star => polygon(&[
                (0.0, -6.5),
                (1.6, -2.2),
                (6.2, -2.0),
                (2.6, 0.8),
                (3.8, 5.3),
                (0.0, 2.7),
                (-3.8, 5.3),
                (-2.6, 0.8),
                (-6.2, -2.0),
                (-1.6, -2.2),
            ]),
            Marker::Cross => format!(
                "<path d=\"M{} {}l9 9m0 -9l-9 9\" stroke=\"{fill}\" stroke-width=\"2.6\" \
                 fill=\"none\">{title}</path>",
                n(x - 4.5),
                n(y - 4.5)
            ),
        };
        self.out.push_str(&shape);
    }

    /// An area whose fill may be pale: its edge stands out from the ground.
    fn edged(&mut self, area: Area, fill: &str, title: &str) {
        let edge = self.tone(Tone::Muted);
        let _ = write!(
            self.out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{fill}\" \
             stroke=\"{edge}\" stroke-width=\"0.6\">{}</rect>",
            n(area.left + 0.3),
            n(area.top + 0.3),
            n((area.right - area.left - 0.6).max(0.2)),
            n(area.bottom - area.top - 0.6),
            titled(title)
        );
    }

    /// An area of which the edge alone is strong.
    fn hollow(&mut self, area: Area, colour: &str, title: &str) {
        let _ = write!(
            self.out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{colour}\" \
             fill-opacity=\"0.2\" stroke=\"{colour}\" stroke-width=\"1.5\">{}</rect>",
            n(area.left + 0.75),
            n(area.top + 0.75),
            n((area.right - area.left - 1.5).max(0.4)),
            n(area.bottom - area.top - 1.5),
            titled(title)
        );
    }

    /// The letter of a filled area, in an ink that stands out from it.
    fn key(&mut self, x: f64, y: f64, key: &str, fill: Rgb) {
        let _ = write!(
            self.out,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\" font-size=\"{SMALL}\" \
             fill=\"{}\">{key}</text>",
            n(x),
            n(y),
            ink_on(fill).hex()
        );
    }

    fn whisker(&mut self, from: (f64, f64), to: (f64, f64), colour: &str) {
        self.line(from, to, colour, 1.4, Dash::Solid);
        let flat = (from.1 - to.1).abs() < 0.01;
        for (x, y) in [from, to] {
            let (dx, dy) = if flat { (0.0, 4.0) } else { (4.0, 0.0) };
            self.line((x - dx, y - dy), (x + dx, y + dy), colour, 1.4, Dash::Solid);
        }
    }

    /// A chart in rows; returns where it ends.
    fn rows(&mut self, figure: &Figure, rows: &[Row], top: f64) -> f64 {
        let many = rows.len() > MANY_ROWS;
        let lead = rows.iter().map(|row| text_width(&row.lead, TEXT)).fold(0.0, f64::max);
        let lead = if lead > 0.0 { lead + 8.0 } else { 0.0 };
        let sign = if rows.iter().any(|row| row.style.is_some()) { 18.0 } else { 0.0 };
        let widest = rows.iter().map(|row| text_width(&row.name, TEXT)).fold(0.0, f64::max);
        let names = widest.clamp(60.0, 210.0);
        let left = EDGE + lead + sign + names + 10.0;
        let (axis, before) = horizontal(figure, left);
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
                let room = WIDTH - EDGE - axis.from - 6.0;
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
            | Mark::Cell { .. } => {}
        }
    }

    /// Rows by columns; returns where it ends.
    fn matrix(&mut self, figure: &Figure, rows: &[Row], columns: &[Row], top: f64) -> f64 {
        let widest = rows.iter().map(|row| text_width(&row.name, TEXT)).fold(0.0, f64::max);
        let sign = if rows.iter().any(|row| row.style.is_some()) { 18.0 } else { 0.0 };
        let names = widest.clamp(60.0, 230.0);
        let left = EDGE + sign + names + 10.0;
        let width = ((WIDTH - EDGE - left) / columns.len().max(1) as f64).min(130.0);
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
        let title = cut(&figure.x.title, SMALL, WIDTH - 2.0 * EDGE);
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

    /// A chart with two scales; returns where it ends.
    fn scatter(&mut self, figure: &Figure, scale: &Scale, top: f64) -> f64 {
        self.text(EDGE, top + 10.0, Anchor::Start, SMALL, Tone::Muted, &scale.title);
        let top = top + 22.0;
        // Words beside the axis, such as names, take the room that they need.
        let widest = scale.ticks.iter().map(|(_, words)| text_width(words, SMALL));
        let from = widest.fold(34.0, f64::max) + 14.0;
        let across = Axis { low: figure.x.low, high: figure.x.high, from, to: WIDTH - 24.0 };
        let upwards = Axis { low: scale.low, high: scale.high, from: top + 380.0, to: top };
        let grid = self.tone(Tone::Grid);
        let names = figure.x.title.is_empty();
        let apart = match figure.x.ticks.as_slice() {
            [first, second, ..] => (across.at(second.0) - across.at(first.0)).max(24.0),
            _ => across.to - across.from,
        };
        // Names that would not fit side by side run down to the right.
        let narrow = names && apart < 76.0;
        for (at, words) in &figure.x.ticks {
            let x = across.at(*at);
            self.line((x, upwards.to), (x, upwards.from), &grid, 1.0, Dash::Solid);
            if names {
                let _ = write!(self.out, "<g>{}", titled(words));
                if narrow {
                    let y = upwards.from + 14.0;
                    let turn = format!(" transform=\"rotate(45 {} {})\"", n(x), n(y));
                    let words = cut(words, SMALL, 150.0);
                    self.words(x, y, Anchor::Start, SMALL, Tone::Muted, &words, &turn);
                    self.out.push_str("</g>");
                    continue;
                }
                for (line, words) in wrap(words, SMALL, apart - 8.0, 3).iter().enumerate() {
                    let y = upwards.from + 16.0 + 14.0 * line as f64;
                    self.text(x, y, Anchor::Middle, SMALL, Tone::Muted, words);
                }
                self.out.push_str("</g>");
                continue;
            }
            self.text(x, upwards.from + 16.0, Anchor::Middle, SMALL, Tone::Muted, words);
        }
        for (at, words) in &scale.ticks {
            let y = upwards.at(*at);
            self.line((across.from, y), (across.to, y), &grid, 1.0, Dash::Solid);
            self.text(across.from - 8.0, y + 4.0, Anchor::End, SMALL, Tone::Muted, words);
        }
        let middle = f64::midpoint(across.from, across.to);
        let title = cut(&figure.x.title, SMALL, across.to - across.from);
        self.text(middle, upwards.from + 34.0, Anchor::Middle, SMALL, Tone::Muted, &title);
        let mut taken = Vec::new();
        for mark in &figure.marks {
            self.scatter_mark(mark, &across, &upwards, &mut taken);
        }
        let lines = lines_of(figure, &across, &upwards);
        for mark in &figure.marks {
            match mark {
                Mark::Point { x, y, style, name, .. } => {
                    self.marker(across.at(*x), upwards.at(*y), *style, name);
                }
                Mark::Area { corners, style, name, .. } => {
                    let (x, y) = centre(corners);
                    self.marker(across.at(x), upwards.at(y), *style, name);
                }
                _ => {}
            }
        }
        let frame = Area {
            left: across.from + 2.0,
            top: upwards.to + 2.0,
            right: across.to - 2.0,
            bottom: upwards.from - 2.0,
        };
        self.point_names(figure, (&across, &upwards), frame, taken, &lines);
        upwards.from
            + match (names, narrow) {
                (_, true) => 126.0,
                (true, false) => 58.0,
                (false, false) => 44.0,
            }
    }

    fn scatter_mark(&mut self, mark: &Mark, across: &Axis, upwards: &Axis, taken: &mut Vec<Area>) {
        match mark {
            Mark::Region { x, y, fill, name } => {
                let area = Area {
                    left: across.at(x.0),
                    right: across.at(x.1),
                    top: upwards.at(y.1),
                    bottom: upwards.at(y.0),
                };
                let colour = fill.colour(self.ground).hex();
                self.rectangle(area, &colour, name);
                self.text(
                    area.left + 6.0,
                    area.top + 14.0,
                    Anchor::Start,
                    SMALL,
                    Tone::Muted,
                    name,
                );
            }
            Mark::Area { corners, style, name, .. } => {
                self.area(corners, *style, name, (across, upwards));
                let (x, y) = centre(corners);
                let (px, py) = (across.at(x), upwards.at(y));
                taken.push(Area {
                    left: px - 7.0,
                    top: py - 7.0,
                    right: px + 7.0,
                    bottom: py + 7.0,
                });
            }
            Mark::Rule { upright, at, name } => {
                let colour = self.tone(Tone::Muted);
                let room = 6.0 + text_width(name, SMALL);
                if *upright {
                    let x = across.at(*at);
                    self.line((x, upwards.to), (x, upwards.from), &colour, 1.2, Dash::Dotted);
                    let y = upwards.from - 6.0;
                    self.text(x + 4.0, y, Anchor::Start, SMALL, Tone::Muted, name);
                    taken.push(Area { left: x, top: y - 12.0, right: x + room, bottom: y + 3.0 });
                } else {
                    let y = upwards.at(*at);
                    self.line((across.from, y), (across.to, y), &colour, 1.2, Dash::Dotted);
                    let x = across.from + 4.0;
                    self.text(x, y - 4.0, Anchor::Start, SMALL, Tone::Muted, name);
                    taken.push(Area { left: x, top: y - 16.0, right: x + room, bottom: y });
                }
            }
            Mark::Line { points, dash, fill, name } => {
                let places: Vec<String> = points
                    .iter()
                    .map(|(x, y)| format!("{},{}", n(across.at(*x)), n(upwards.at(*y))))
                    .collect();
                let _ = write!(
                    self.out,
                    "<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.5\"{}>{}\
                     </polyline>",
                    places.join(" "),
                    fill.colour(self.ground).hex(),
                    dashes(*dash),
                    titled(name)
                );
            }
            Mark::Point { x, y, x_range, y_range, style, .. } => {
                let (px, py) = (across.at(*x), upwards.at(*y));
                taken.push(Area {
                    left: px - 7.0,
                    top: py - 7.0,
                    right: px + 7.0,
                    bottom: py + 7.0,
                });
                let colour = option_colour(*style, self.ground).hex();
                let flat = (across.at(x_range.0), across.at(x_range.1));
                let steep = (upwards.at(y_range.0), upwards.at(y_range.1));
                if flat.1 - flat.0 > 1.0 {
                    self.whisker((flat.0, py), (flat.1, py), &colour);
                }
                if steep.0 - steep.1 > 1.0 {
                    self.whisker((px, steep.0), (px, steep.1), &colour);
                }
            }
            Mark::Bar { .. }
            | Mark::Range { .. }
            | Mark::Tick { .. }
            | Mark::Label { .. }
            | Mark::Cell { .. } => {}
        }
    }

    /// An option's area: its tint, its hatching, its edge.
    fn area(
        &mut self,
        corners: &[(f64, f64)],
        style: OptionStyle,
        name: &str,
        (across, upwards): (&Axis, &Axis),
    ) {
        let colour = option_colour(style, self.ground).hex();
        let place = |(x, y): (f64, f64)| format!("{},{}", n(across.at(x)), n(upwards.at(y)));
        let points: Vec<String> = corners.iter().copied().map(place).collect();
        let lines: String = hatching(corners, style)
            .into_iter()
            .map(|[from, to]| format!("M{}L{}", place(from), place(to)))
            .collect();
        let _ = write!(
            self.out,
            "<polygon points=\"{}\" fill=\"{colour}\" fill-opacity=\"0.15\" stroke=\"{colour}\" \
             stroke-width=\"1.2\">{}</polygon><path d=\"{lines}\" stroke=\"{colour}\" \
             stroke-opacity=\"0.4\" stroke-width=\"0.8\" fill=\"none\"/>",
            points.join(" "),
            titled(name)
        );
    }

    /// Names beside the points, each where it meets no other name or marker,
    /// and no line if that can be had; one that fits nowhere is left to the
    /// legend.
    fn point_names(
        &mut self,
        figure: &Figure,
        (across, upwards): (&Axis, &Axis),
        frame: Area,
        mut taken: Vec<Area>,
        lines: &[Area],
    ) {
        let points = figure.marks.iter().filter(|mark| matches!(mark, Mark::Point { .. })).count();
        let halo = format!(
            " stroke=\"{}\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\"",
            self.tone(Tone::Ground)
        );
        for mark in &figure.marks {
            let (x, y, marked, name) = match mark {
                Mark::Point { x, y, marked, name, .. } => (*x, *y, *marked, name),
                Mark::Area { corners, named: true, name, .. } => {
                    let (x, y) = centre(corners);
                    (x, y, true, name)
                }
                _ => continue,
            };
            if points > MANY_POINTS && !marked {
                continue;
            }
            let words = cut(name, TEXT, 220.0);
            let (px, py) = (across.at(x), upwards.at(y));
            let width = text_width(&words, TEXT);
            let places = [
                (px + 10.0, py - 8.0),
                (px + 10.0, py + 18.0),
                (px - 10.0 - width, py - 8.0),
                (px - 10.0 - width, py + 18.0),
                (px + 10.0, py + 4.5),
                (px - 10.0 - width, py + 4.5),
                (px - width / 2.0, py - 12.0),
                (px - width / 2.0, py + 22.0),
            ];
            let areas = places.map(|(left, base)| Area {
                left: left - 2.0,
                top: base - 11.0,
                right: left + width + 2.0,
                bottom: base + 4.0,
            });
            let fits = |area: &Area| {
                area.left >= frame.left
                    && area.right <= frame.right
                    && area.top >= frame.top
                    && area.bottom <= frame.bottom
                    && !taken.iter().any(|other| other.meets(area))
            };
            let clear = |area: &&Area| !lines.iter().any(|line| line.meets(area));
            let free: Vec<Area> = areas.into_iter().filter(fits).collect();
            if let Some(&area) = free.iter().find(clear).or(free.first()) {
                let (left, base) = (area.left + 2.0, area.bottom - 4.0);
                self.words(left, base, Anchor::Start, TEXT, Tone::Ink, &words, &halo);
                taken.push(area);
            }
        }
    }

    /// The legend, in lines under the chart; returns where it ends.
    fn legend(&mut self, entries: &[LegendEntry], top: f64) -> f64 {
        let (mut x, mut y) = (EDGE, top + 10.0);
        for entry in entries {
            let words = cut(&entry.name, SMALL, 300.0);
            let width = 20.0 + text_width(&words, SMALL) + 18.0;
            if x > EDGE && x + width > WIDTH - EDGE + 18.0 {
                x = EDGE;
                y += 19.0;
            }
            match entry.sign {
                Sign::Patch(fill) => {
                    let colour = fill.colour(self.ground).hex();
                    let area = Area { left: x, top: y - 9.5, right: x + 14.0, bottom: y + 2.5 };
                    match fill {
                        Fill::Hollow(_) => self.hollow(area, &colour, ""),
                        Fill::Option(_) => self.rectangle(area, &colour, ""),
                        Fill::Group(_) | Fill::Rank { .. } | Fill::Tone(_) => {
                            self.edged(area, &colour, "");
                        }
                    }
                    if let Some(key) = entry.key {
                        self.key(x + 7.0, y + 0.5, key, fill.colour(self.ground));
                    }
                }
                Sign::Marker(style) => self.marker(x + 7.0, y - 3.5, style, ""),
                Sign::Line(fill, dash) => {
                    let colour = Fill::colour(fill, self.ground).hex();
                    self.line((x, y - 3.5), (x + 15.0, y - 3.5), &colour, 2.0, dash);
                }
                Sign::Whisker => {
                    let ink = self.tone(Tone::Ink);
                    self.whisker((x, y - 3.5), (x + 14.0, y - 3.5), &ink);
                }
            }
            let _ = write!(self.out, "<g>{}", titled(&entry.name));
            self.text(x + 20.0, y + 0.5, Anchor::Start, SMALL, Tone::Ink, &words);
            self.out.push_str("</g>");
            x += width;
        }
        if entries.is_empty() { top } else { y + 8.0 }
    }
}

/// The lines of a chart with two scales as chains of small boxes.
fn lines_of(figure: &Figure, across: &Axis, upwards: &Axis) -> Vec<Area> {
    let mut boxes = Vec::new();
    let mut trace = |from: (f64, f64), to: (f64, f64)| {
        let (from, to) =
            ((across.at(from.0), upwards.at(from.1)), (across.at(to.0), upwards.at(to.1)));
        let steps = ((to.0 - from.0).hypot(to.1 - from.1) / 3.0).ceil().max(1.0) as usize;
        for step in 0..=steps {
            let share = step as f64 / steps as f64;
            let x = from.0 + share * (to.0 - from.0);
            let y = from.1 + share * (to.1 - from.1);
            boxes.push(Area { left: x - 1.0, top: y - 1.0, right: x + 1.0, bottom: y + 1.0 });
        }
    };
    for mark in &figure.marks {
        match mark {
            Mark::Line { points, .. } => {
                points.windows(2).for_each(|pair| trace(pair[0], pair[1]));
            }
            Mark::Point { x, y, x_range, y_range, .. } => {
                trace((x_range.0, *y), (x_range.1, *y));
                trace((*x, y_range.0), (*x, y_range.1));
            }
            _ => {}
        }
    }
    boxes
}

fn titled(words: &str) -> String {
    if words.is_empty() { String::new() } else { format!("<title>{}</title>", escape(words)) }
}

/// The horizontal axis of a chart in rows, with room for words at both ends,
/// and the room left of it.
fn horizontal(figure: &Figure, left: f64) -> (Axis, f64) {
    let (mut before, mut after) = (6.0_f64, 16.0_f64);
    // Making room narrows the axis, which moves the words: thrice settles it.
    for _ in 0..3 {
        let (from, to) = (left + before, WIDTH - EDGE - after);
        let axis = Axis { low: figure.x.low, high: figure.x.high, from, to };
        let (mut short_before, mut short_after) = (0.0_f64, 0.0_f64);
        for mark in &figure.marks {
            let Mark::Label { at, before: ends, text, .. } = mark else { continue };
            let width = text_width(text, SMALL) + 8.0;
            if *ends {
                short_before = short_before.max(left + width - axis.at(*at));
            } else {
                short_after = short_after.max(axis.at(*at) + width - (WIDTH - EDGE));
            }
        }
        before += short_before;
        after += short_after;
    }
    let (from, to) = (left + before, WIDTH - EDGE - after);
    (Axis { low: figure.x.low, high: figure.x.high, from, to: to.max(from + 60.0) }, before)
}
