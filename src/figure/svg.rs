//! Paints any figure as SVG: one self-contained text without scripts, styles
//! or references, the same bytes for the same figure. Words stay words
//! (`<text>`), so that they can be found, read aloud and copied.

use std::fmt::Write as _;

use super::measure::{cut, text_width, wrap};
use super::palette::{Dash, Ground, Marker, OptionStyle, Rgb, Tone, ink_on, option_colour, tone};
use super::{Figure, Fill, LegendEntry, Sign, Vertical};

mod matrix;
mod rows;
mod scatter;

/// Width of every chart in pixels.
pub const WIDTH: f64 = 720.0;
/// Width of one that stands beside another, in the same units: its text is to be
/// read at half the size of the page.
pub const NARROW: f64 = 460.0;

const FONTS: &str = "IBM Plex Sans, Segoe UI, Helvetica, Arial, sans-serif";
const TEXT: f64 = 13.0;
const SMALL: f64 = 11.5;
const EDGE: f64 = 8.0;

/// How a figure is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The ground that it stands on.
    pub ground: Ground,
    /// Whether title and finding stand above the chart, as in a file of its own.
    pub heading: bool,
    /// Whether it is [`NARROW`], to stand beside another.
    pub narrow: bool,
}

/// The figure as SVG.
pub fn paint(figure: &Figure, look: Look) -> String {
    let width = if look.narrow { NARROW } else { WIDTH };
    let mut painter = Painter { out: String::new(), ground: look.ground, width };
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
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" role=\"img\" font-family=\"{FONTS}\" \
         font-size=\"{TEXT}\"><title>{}</title><desc>{}</desc>",
        escape(&figure.title),
        escape(&figure.alt),
    );
    if look.heading {
        let ground = tone(Tone::Ground, look.ground).hex();
        let _ = write!(svg, "<rect width=\"{width}\" height=\"{height}\" fill=\"{ground}\"/>");
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
    width: f64,
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
        for line in wrap(&figure.title, 17.0, self.width - 2.0 * EDGE, 2) {
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
        for line in wrap(&figure.finding, TEXT, self.width - 2.0 * EDGE, 4) {
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

    /// The legend, in lines under the chart; returns where it ends.
    fn legend(&mut self, entries: &[LegendEntry], top: f64) -> f64 {
        let (mut x, mut y) = (EDGE, top + 10.0);
        for entry in entries {
            let words = cut(&entry.name, SMALL, 300.0);
            let width = 20.0 + text_width(&words, SMALL) + 18.0;
            if x > EDGE && x + width > self.width - EDGE + 18.0 {
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

fn titled(words: &str) -> String {
    if words.is_empty() { String::new() } else { format!("<title>{}</title>", escape(words)) }
}
