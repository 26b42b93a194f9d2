//! Charts with two scales: points with their ranges, lines, rules, areas.

use eframe::egui::{
    self, Align2, Pos2, Rect, Shape, Stroke, StrokeKind, TextStyle, Ui, Vec2, pos2, vec2,
};

use super::{Axis, Painted, Spot, colour, scale};
use crate::app::theme::{self, tokens};
use crate::app::widgets;
use crate::figure::{Dash, Figure, Fill, Mark, Scale};

/// Beyond this many points only those singled out are named.
const MANY_POINTS: usize = 16;
/// Points this near to the pointer answer, in points.
const NEAR: f32 = 16.0;

/// Height of the chart, in points; `room` is to be filled.
pub(super) fn height(ui: &Ui, width: f32, room: Option<f32>) -> f32 {
    let size = scale(ui);
    match room {
        Some(room) => room.max(220.0 * size),
        None => {
            // No taller than what is in sight at once.
            let most = (ui.clip_rect().height() * 0.66).clamp(260.0, 900.0);
            (width * 0.55).clamp(260.0, most) * size
        }
    }
}

/// The two axes, with room for their words.
struct Layout {
    across: Axis,
    upwards: Axis,
    frame: Rect,
}

impl Layout {
    fn of(ui: &Ui, figure: &Figure, y: &Scale, rect: Rect) -> Self {
        let size = scale(ui);
        let width_of = |text: &str| {
            widgets::one_line(ui, text, &TextStyle::Small, tokens(ui).text, f32::INFINITY).size().x
        };
        let widest = y.ticks.iter().map(|(_, text)| width_of(text)).fold(0.0, f32::max);
        let frame = Rect::from_min_max(
            pos2(rect.left() + widest + 10.0 * size, rect.top() + 26.0 * size),
            pos2(rect.right() - 20.0 * size, rect.bottom() - 42.0 * size),
        );
        Self {
            across: Axis {
                low: figure.x.low,
                high: figure.x.high,
                from: frame.left(),
                to: frame.right(),
            },
            upwards: Axis { low: y.low, high: y.high, from: frame.bottom(), to: frame.top() },
            frame,
        }
    }

    fn at(&self, x: f64, y: f64) -> Pos2 {
        pos2(self.across.at(x), self.upwards.at(y))
    }
}

/// Paints the chart.
pub(super) fn paint(ui: &Ui, figure: &Figure, y: &Scale, rect: Rect) -> Painted {
    let layout = Layout::of(ui, figure, y, rect);
    grid(ui, figure, y, &layout, rect);
    let mut taken = Vec::new();
    for mark in &figure.marks {
        behind(ui, mark, &layout, &mut taken);
    }
    let radius = 7.0 * scale(ui);
    let mut places: Vec<Rect> = Vec::with_capacity(figure.marks.len());
    for mark in &figure.marks {
        let Mark::Point { x, y, style, marked, name, .. } = mark else {
            places.push(Rect::NOTHING);
            continue;
        };
        let centre = layout.at(*x, *y);
        // Points of a line are smaller unless they are singled out.
        let radius = if name.is_empty() && !marked { radius * 0.7 } else { radius };
        let ink = colour(ui, Fill::Option(*style));
        widgets::marker(ui.painter(), centre, radius, style.marker, ink);
        let area = Rect::from_center_size(centre, Vec2::splat(2.0 * radius + 2.0));
        taken.push(area);
        places.push(area);
    }
    names(ui, figure, &layout, taken);
    let mut painted = Painted::default();
    for (at, reading) in figure.readings.iter().enumerate() {
        if let Some(place) = places.get(reading.mark).copied() {
            let reach = place.expand(NEAR * scale(ui) - place.width() / 2.0);
            painted.spots.push(Spot { reading: at, rect: place, reach });
        }
    }
    painted
}

fn grid(ui: &Ui, figure: &Figure, y: &Scale, layout: &Layout, rect: Rect) {
    let (tokens, painter, size) = (tokens(ui), ui.painter(), scale(ui));
    let frame = layout.frame;
    let font = TextStyle::Small.resolve(ui.style());
    let line = Stroke::new(1.0, tokens.line);
    let mut free = f32::NEG_INFINITY;
    for (at, text) in &figure.x.ticks {
        let x = layout.across.at(*at);
        painter.vline(x, frame.y_range(), line);
        let words = painter.layout_no_wrap(text.clone(), font.clone(), tokens.text_muted);
        let left = x - words.size().x / 2.0;
        if left > free {
            free = left + words.size().x + 6.0 * size;
            painter.galley(pos2(left, frame.bottom() + 4.0 * size), words, tokens.text_muted);
        }
    }
    for (at, text) in &y.ticks {
        let height = layout.upwards.at(*at);
        painter.hline(frame.x_range(), height, line);
        let end = pos2(frame.left() - 6.0 * size, height);
        painter.text(end, Align2::RIGHT_CENTER, text, font.clone(), tokens.text_muted);
    }
    let title = |text: &str| {
        widgets::one_line(ui, text, &TextStyle::Small, tokens.text_muted, rect.width())
    };
    painter.galley(rect.left_top(), title(&y.title), tokens.text_muted);
    let words = title(&figure.x.title);
    let left = (frame.center().x - words.size().x / 2.0).max(rect.left());
    painter.galley(pos2(left, frame.bottom() + 22.0 * size), words, tokens.text_muted);
}

/// What lies behind the points: areas, rules, lines, ranges.
fn behind(ui: &Ui, mark: &Mark, layout: &Layout, taken: &mut Vec<Rect>) {
    let (tokens, painter, size) = (tokens(ui), ui.painter(), scale(ui));
    let frame = layout.frame;
    let small = TextStyle::Small.resolve(ui.style());
    match mark {
        Mark::Region { x, y, fill, name } => {
            let area = Rect::from_two_pos(layout.at(x.0, y.0), layout.at(x.1, y.1));
            painter.rect_filled(area, 0.0, tokens.veil(colour(ui, *fill)));
            let place = area.left_top() + vec2(6.0, 4.0);
            taken.push(painter.text(place, Align2::LEFT_TOP, name, small, tokens.text_muted));
        }
        Mark::Rule { upright, at, name } => {
            let stroke = Stroke::new(1.2, tokens.text_muted);
            let (ends, place, align) = if *upright {
                let x = layout.across.at(*at);
                let ends = [pos2(x, frame.top()), pos2(x, frame.bottom())];
                (ends, pos2(x + 4.0 * size, frame.bottom() - 2.0), Align2::LEFT_BOTTOM)
            } else {
                let y = layout.upwards.at(*at);
                let ends = [pos2(frame.left(), y), pos2(frame.right(), y)];
                (ends, pos2(frame.left() + 4.0 * size, y - 1.0), Align2::LEFT_BOTTOM)
            };
            painter.extend(Shape::dashed_line(&ends, stroke, 2.0, 3.0));
            if !name.is_empty() {
                taken.push(painter.text(place, align, name, small, tokens.text_muted));
            }
        }
        Mark::Line { points, dash, fill, .. } => {
            let stroke = Stroke::new(2.0 * size, colour(ui, *fill));
            let path: Vec<Pos2> = points.iter().map(|&(x, y)| layout.at(x, y)).collect();
            dashed(painter, &path, stroke, *dash, size);
        }
        Mark::Point { x, y, x_range, y_range, style, .. } => {
            let stroke = Stroke::new(1.5 * size, colour(ui, Fill::Option(*style)));
            let centre = layout.at(*x, *y);
            let flat = [layout.at(x_range.0, *y), layout.at(x_range.1, *y)];
            let steep = [layout.at(*x, y_range.0), layout.at(*x, y_range.1)];
            if flat[1].x - flat[0].x > 1.0 {
                painter.line_segment(flat, stroke);
                for end in flat {
                    painter.vline(end.x, centre.y - 4.0 * size..=centre.y + 4.0 * size, stroke);
                }
            }
            if steep[0].y - steep[1].y > 1.0 {
                painter.line_segment(steep, stroke);
                for end in steep {
                    painter.hline(centre.x - 4.0 * size..=centre.x + 4.0 * size, end.y, stroke);
                }
            }
        }
        _ => {}
    }
}

fn dashed(painter: &egui::Painter, path: &[Pos2], stroke: Stroke, dash: Dash, size: f32) {
    let pattern = |dashes: &[f32], gaps: &[f32]| {
        let dashes: Vec<f32> = dashes.iter().map(|it| it * size).collect();
        let gaps: Vec<f32> = gaps.iter().map(|it| it * size).collect();
        Shape::dashed_line_with_offset(path, stroke, &dashes, &gaps, 0.0)
    };
    match dash {
        Dash::Solid => {
            painter.add(Shape::line(path.to_vec(), stroke));
        }
        Dash::Dashed => {
            painter.extend(pattern(&[8.0], &[5.0]));
        }
        Dash::Dotted => {
            painter.extend(pattern(&[2.0], &[4.0]));
        }
        Dash::DashDotted => {
            painter.extend(pattern(&[9.0, 2.0], &[4.0, 4.0]));
        }
    }
}

/// The points' names, each where it meets no other name or marker, and no line
/// if that can be had; one that fits nowhere is left to the legend.
fn names(ui: &Ui, figure: &Figure, layout: &Layout, mut taken: Vec<Rect>) {
    let (tokens, painter, size) = (tokens(ui), ui.painter(), scale(ui));
    let lines = traces(figure, layout);
    let named = |mark: &Mark| matches!(mark, Mark::Point { name, .. } if !name.is_empty());
    let many = figure.marks.iter().filter(|mark| named(mark)).count() > MANY_POINTS;
    for mark in &figure.marks {
        let Mark::Point { x, y, marked, name, .. } = mark else { continue };
        if name.is_empty() || (many && !marked) {
            continue;
        }
        let font = if *marked { theme::strong() } else { TextStyle::Body };
        let words = widgets::one_line(ui, name, &font, tokens.text, 220.0 * size);
        let (at, wide, high) = (layout.at(*x, *y), words.size().x, words.size().y);
        let gap = 10.0 * size;
        let places = [
            pos2(at.x + gap, at.y - high - 2.0 * size),
            pos2(at.x + gap, at.y + 2.0 * size),
            pos2(at.x - gap - wide, at.y - high - 2.0 * size),
            pos2(at.x - gap - wide, at.y + 2.0 * size),
            pos2(at.x + gap, at.y - high / 2.0),
            pos2(at.x - gap - wide, at.y - high / 2.0),
            pos2(at.x - wide / 2.0, at.y - gap - high),
            pos2(at.x - wide / 2.0, at.y + gap),
        ]
        .map(|place| Rect::from_min_size(place, words.size()));
        let fits = |area: &&Rect| {
            layout.frame.contains_rect(**area) && !taken.iter().any(|it| it.intersects(**area))
        };
        let clear = |area: &&Rect| !lines.iter().any(|&point| area.contains(point));
        let place =
            places.iter().filter(fits).find(clear).or_else(|| places.iter().find(fits)).copied();
        if let Some(area) = place {
            let ground = area.expand2(vec2(2.0, -1.0));
            let shade = tokens.card.gamma_multiply(0.85);
            painter.rect(ground, 2.0, shade, Stroke::NONE, StrokeKind::Inside);
            painter.galley(area.min, words, tokens.text);
            taken.push(area);
        }
    }
}

/// The lines and ranges of the chart as rows of places.
fn traces(figure: &Figure, layout: &Layout) -> Vec<Pos2> {
    let mut places = Vec::new();
    let mut trace = |from: Pos2, to: Pos2| {
        let steps = ((to - from).length() / 5.0).ceil().clamp(1.0, 400.0) as usize;
        places.extend((0..=steps).map(|step| from.lerp(to, step as f32 / steps as f32)));
    };
    for mark in &figure.marks {
        match mark {
            Mark::Line { points, .. } => {
                for pair in points.windows(2) {
                    trace(layout.at(pair[0].0, pair[0].1), layout.at(pair[1].0, pair[1].1));
                }
            }
            Mark::Point { x, y, x_range, y_range, .. } => {
                trace(layout.at(x_range.0, *y), layout.at(x_range.1, *y));
                trace(layout.at(*x, y_range.0), layout.at(*x, y_range.1));
            }
            _ => {}
        }
    }
    places
}
