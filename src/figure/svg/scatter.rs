//! Charts with two scales as SVG: points, lines and areas.

use std::fmt::Write as _;

use super::super::measure::{cut, text_width, wrap};
use super::super::palette::{Dash, OptionStyle, Tone, option_colour};
use super::super::{Figure, Fill, Mark, Room, Scale, ToName, centre, hatching, name_notches};
use super::{Anchor, Area, Axis, EDGE, Painter, SMALL, TEXT, dashes, n, titled};

/// Beyond this many points only those singled out are named in the chart.
const MANY_POINTS: usize = 16;

impl Painter {
    /// A chart with two scales; returns where it ends.
    pub(super) fn scatter(&mut self, figure: &Figure, scale: &Scale, top: f64) -> f64 {
        self.text(EDGE, top + 10.0, Anchor::Start, SMALL, Tone::Muted, &scale.title);
        let top = top + 22.0;
        // Words beside the axis, such as names, take the room that they need.
        let widest = scale.ticks.iter().map(|(_, words)| text_width(words, SMALL));
        let from = widest.fold(34.0, f64::max) + 14.0;
        let across = Axis { low: figure.x.low, high: figure.x.high, from, to: self.width - 24.0 };
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
        // Areas lie behind all that is drawn in them.
        let behind = |mark: &&Mark| matches!(mark, Mark::Stretch { .. } | Mark::Band { .. });
        for mark in figure.marks.iter().filter(behind) {
            self.scatter_mark(mark, &across, &upwards, &mut taken);
        }
        for mark in figure.marks.iter().filter(|mark| !behind(mark)) {
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
                if matches!(fill, Fill::Option(_)) {
                    // What is drawn in it keeps its contrast.
                    self.veiled(area, &colour, name);
                } else {
                    self.rectangle(area, &colour, name);
                }
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
            Mark::Band { points, fill, name } => {
                let there = points.iter().map(|&(x, low, _)| (x, low));
                let back = points.iter().rev().map(|&(x, _, high)| (x, high));
                let places: Vec<String> = there
                    .chain(back)
                    .map(|(x, y)| format!("{},{}", n(across.at(x)), n(upwards.at(y))))
                    .collect();
                let _ = write!(
                    self.out,
                    "<polygon points=\"{}\" fill=\"{}\" fill-opacity=\"0.17\">{}</polygon>",
                    places.join(" "),
                    fill.colour(self.ground).hex(),
                    titled(name)
                );
            }
            Mark::Stretch { from, to, style, name } => {
                let area = Area {
                    left: across.at(*from),
                    right: across.at(*to),
                    top: upwards.to,
                    bottom: upwards.from,
                };
                taken.extend(self.stretch(area, *style, name, *from > across.low));
            }
            Mark::Notch { x, y, style, .. } => {
                let colour = option_colour(*style, self.ground).hex();
                let (px, py) = (across.at(*x), upwards.at(*y));
                self.line((px, py - 8.0), (px, py + 8.0), &colour, 2.2, Dash::Solid);
                taken.push(Area {
                    left: px - 2.0,
                    top: py - 8.0,
                    right: px + 2.0,
                    bottom: py + 8.0,
                });
            }
            Mark::Line { points, dash, fill, name } => {
                let places: Vec<String> = points
                    .iter()
                    .map(|(x, y)| format!("{},{}", n(across.at(*x)), n(upwards.at(*y))))
                    .collect();
                let _ = write!(
                    self.out,
                    "<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"{}>{}\
                     </polyline>",
                    places.join(" "),
                    fill.colour(self.ground).hex(),
                    // What is not of the option itself is drawn thinner.
                    if matches!(fill, Fill::Hollow(_)) { "0.9" } else { "1.5" },
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

    /// A stretch of the horizontal axis: its tint, its border, its name at the
    /// top as far as it fits. Gives what the name takes up.
    fn stretch(
        &mut self,
        area: Area,
        style: Option<OptionStyle>,
        name: &str,
        border: bool,
    ) -> Option<Area> {
        let tint = match style {
            Some(style) => option_colour(style, self.ground).hex(),
            None => self.tone(Tone::Grid),
        };
        let _ = write!(
            self.out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{tint}\" \
             fill-opacity=\"{}\">{}</rect>",
            n(area.left),
            n(area.top),
            n((area.right - area.left).max(0.4)),
            n(area.bottom - area.top),
            if style.is_some() { "0.06" } else { "0.35" },
            titled(name)
        );
        if border {
            let ink = self.tone(Tone::Muted);
            let ends = ((area.left, area.top), (area.left, area.bottom));
            self.line(ends.0, ends.1, &ink, 1.2, Dash::Dotted);
        }
        let sign = if style.is_some() { 16.0 } else { 0.0 };
        let room = area.right - area.left - 12.0 - sign;
        if room < 0.0 {
            return None;
        }
        let base = area.top + 14.0;
        if let Some(style) = style {
            self.marker(area.left + 12.0, base - 4.0, style, name);
        }
        let words = if room >= 24.0 { cut(name, SMALL, room) } else { String::new() };
        let left = area.left + 6.0 + sign;
        self.text(left, base, Anchor::Start, SMALL, Tone::Ink, &words);
        let right = left + text_width(&words, SMALL);
        Some(Area { left: area.left, top: area.top, right, bottom: base + 5.0 })
    }

    /// A rectangle of a faint colour.
    fn veiled(&mut self, area: Area, colour: &str, title: &str) {
        let _ = write!(
            self.out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{colour}\" \
             fill-opacity=\"0.25\">{}</rect>",
            n(area.left),
            n(area.top),
            n((area.right - area.left).max(0.4)),
            n(area.bottom - area.top),
            titled(title)
        );
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
        let notches: Vec<((f64, f64), OptionStyle, String)> = figure
            .marks
            .iter()
            .filter_map(|mark| match mark {
                Mark::Notch { x, y, style, name } => {
                    let place = (across.at(*x), upwards.at(*y));
                    Some((place, *style, cut(name, SMALL, 240.0)))
                }
                _ => None,
            })
            .collect();
        let sizes: Vec<ToName> = notches
            .iter()
            .map(|(place, _, words)| (*place, (text_width(words, SMALL) + 4.0, 14.0)))
            .collect();
        let area_of =
            |room: Room| Area { left: room.0, top: room.1, right: room.2, bottom: room.3 };
        let free = |room: Room| {
            let area = area_of(room);
            area.left >= frame.left
                && area.right <= frame.right
                && area.top >= frame.top
                && area.bottom <= frame.bottom
                && !taken.iter().any(|other| other.meets(&area))
        };
        let on_curve = |room: Room| lines.iter().any(|line| line.meets(&area_of(room)));
        let named = name_notches(&sizes, 10.0, free, on_curve);
        for ((place, style, words), named) in notches.iter().zip(named) {
            let Some(named) = named else { continue };
            if let Some(end) = named.leader {
                let colour = option_colour(*style, self.ground).hex();
                self.line(*place, end, &colour, 0.7, Dash::Solid);
            }
            let area = area_of(named.room);
            let (left, base) = (area.left + 2.0, area.bottom - 3.5);
            self.words(left, base, Anchor::Start, SMALL, Tone::Ink, words, &halo);
            taken.push(area);
        }
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
