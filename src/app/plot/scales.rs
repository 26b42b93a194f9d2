//! Charts with two scales: points with their ranges, lines, rules, areas.

use eframe::egui::{
    Align, Align2, Color32, Galley, Pos2, Rect, Sense, Stroke, StrokeKind, TextStyle, Ui,
    UiBuilder, Vec2,
    epaint::TextShape,
    pos2,
    text::{LayoutJob, TextFormat, TextWrapping},
    vec2,
};
use egui_plot::{
    FilledArea, GridMark, HLine, Line, LineStyle, Plot, PlotBounds, PlotUi, Polygon, VLine,
};

use super::{Axis, Painted, Spot, colour, scale};
use crate::app::theme::{self, tokens};
use crate::app::widgets;
use crate::figure::{
    Dash, Figure, Fill, Mark, OptionStyle, Room, Scale, ToName, centre, hatching, name_notches,
};

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

/// Columns narrower than this have their names on a slant.
const NARROW: f32 = 76.0;
/// Longest slanted name.
const SLANTED: f32 = 150.0;

/// Room below the frame for the words of the horizontal axis, in a chart of
/// about this width.
fn room_below(figure: &Figure, width: f32) -> f32 {
    if !figure.x.title.is_empty() {
        return 42.0;
    }
    let apart = match figure.x.ticks.as_slice() {
        [first, second, ..] => {
            (second.0 - first.0) / (figure.x.high - figure.x.low).max(f64::MIN_POSITIVE)
        }
        _ => 1.0,
    };
    if apart as f32 * (width - 30.0) < NARROW { 124.0 } else { 56.0 }
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
            // Names below the scale stand on up to three lines.
            pos2(
                rect.right() - 20.0 * size,
                rect.bottom() - room_below(figure, rect.width() - widest) * size,
            ),
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

    /// How much of either scale a length in points is.
    fn units_of(&self, points: f32) -> (f64, f64) {
        let share = |axis: &Axis| {
            let length = f64::from((axis.to - axis.from).abs().max(1.0));
            f64::from(points) / length * (axis.high - axis.low)
        };
        (share(&self.across), share(&self.upwards))
    }

    fn at(&self, x: f64, y: f64) -> Pos2 {
        pos2(self.across.at(x), self.upwards.at(y))
    }
}

/// Paints the chart.
pub(super) fn paint(ui: &mut Ui, figure: &Figure, y: &Scale, rect: Rect) -> Painted {
    let layout = Layout::of(ui, figure, y, rect);
    scales(ui, figure, y, &layout, rect);
    drawn(ui, figure, y, &layout);
    let mut taken = Vec::new();
    for mark in &figure.marks {
        words_behind(ui, mark, &layout, &mut taken);
    }
    let radius = 7.0 * scale(ui);
    let mut places: Vec<Rect> = Vec::with_capacity(figure.marks.len());
    for mark in &figure.marks {
        let (centre, style, radius) = match mark {
            Mark::Point { x, y, style, marked, name, .. } => {
                // Points of a line are smaller unless they are singled out.
                let small = name.is_empty() && !marked;
                (layout.at(*x, *y), style, if small { radius * 0.7 } else { radius })
            }
            Mark::Area { corners, style, .. } => {
                let (x, y) = centre(corners);
                (layout.at(x, y), style, radius)
            }
            Mark::Notch { x, y, .. } => {
                let stroke = Rect::from_center_size(layout.at(*x, *y), vec2(4.0, 16.0) * scale(ui));
                taken.push(stroke);
                places.push(stroke);
                continue;
            }
            Mark::Stretch { from, to, style, name } => {
                let area = stretch_name(ui, &layout, (*from, *to), *style, name);
                taken.push(area);
                places.push(area);
                continue;
            }
            _ => {
                places.push(Rect::NOTHING);
                continue;
            }
        };
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
        if let Some(Mark::Area { corners, .. }) = figure.marks.get(reading.mark) {
            let corners = corners.iter().map(|&(x, y)| layout.at(x, y)).collect();
            painted.areas.push((at, corners));
        }
    }
    painted
}

/// The words of the scales: ticks and titles.
fn scales(ui: &Ui, figure: &Figure, y: &Scale, layout: &Layout, rect: Rect) {
    let (tokens, painter, size) = (tokens(ui), ui.painter(), scale(ui));
    let frame = layout.frame;
    let font = TextStyle::Small.resolve(ui.style());
    let mut free = f32::NEG_INFINITY;
    let named = figure.x.title.is_empty();
    let apart = match figure.x.ticks.as_slice() {
        [first, second, ..] => layout.across.at(second.0) - layout.across.at(first.0),
        _ => frame.width(),
    };
    for (at, text) in &figure.x.ticks {
        if named {
            let below = pos2(layout.across.at(*at), frame.bottom() + 6.0 * size);
            if apart < NARROW * size {
                // Names that would not fit side by side run down to the right.
                let style = TextStyle::Small;
                let words = widgets::one_line(ui, text, &style, tokens.text_muted, SLANTED * size);
                let shape = TextShape::new(below, words, tokens.text_muted);
                painter.add(shape.with_angle(std::f32::consts::FRAC_PI_4));
            } else {
                painter.galley(below, tick_name(ui, text, apart - 8.0 * size), tokens.text_muted);
            }
            continue;
        }
        let words = painter.layout_no_wrap(text.clone(), font.clone(), tokens.text_muted);
        let left = layout.across.at(*at) - words.size().x / 2.0;
        if left > free {
            free = left + words.size().x + 6.0 * size;
            painter.galley(pos2(left, frame.bottom() + 4.0 * size), words, tokens.text_muted);
        }
    }
    for (at, text) in &y.ticks {
        let end = pos2(frame.left() - 6.0 * size, layout.upwards.at(*at));
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

/// A name below the scale on three lines at most, centred on where it is put.
fn tick_name(ui: &Ui, text: &str, width: f32) -> std::sync::Arc<Galley> {
    let format = TextFormat::simple(TextStyle::Small.resolve(ui.style()), tokens(ui).text_muted);
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap = TextWrapping { max_rows: 3, ..TextWrapping::wrap_at_width(width.max(24.0)) };
    job.halign = Align::Center;
    ui.painter().layout_job(job)
}

/// What lies behind the points: grid, areas, rules, lines, ranges.
fn drawn(ui: &mut Ui, figure: &Figure, y: &Scale, layout: &Layout) {
    let size = scale(ui);
    let inks: Vec<Inks> = figure.marks.iter().map(|mark| inks(ui, mark)).collect();
    let x = &figure.x;
    let plot = Plot::new(("drawn", figure.id))
        .width(layout.frame.width())
        .height(layout.frame.height())
        .sense(Sense::hover())
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_drag(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .allow_double_click_reset(false)
        .show_axes(false)
        .show_x(false)
        .show_y(false)
        .show_background(false)
        .grid_color(tokens(ui).line)
        .grid_fade(0.0)
        .set_margin_fraction(Vec2::ZERO)
        .x_grid_spacer(move |_| grid(x))
        .y_grid_spacer(move |_| grid(y))
        .auto_bounds(false);
    let bounds = PlotBounds::from_min_max([x.low, y.low], [x.high, y.high]);
    let mut child = ui.new_child(UiBuilder::new().max_rect(layout.frame));
    plot.show(&mut child, |plot| {
        // In every frame: the scales follow the workbook.
        plot.set_plot_bounds(bounds);
        // Areas lie behind all that is drawn in them.
        let behind = |mark: &Mark| matches!(mark, Mark::Stretch { .. } | Mark::Band { .. });
        for areas in [true, false] {
            for (mark, inks) in figure.marks.iter().zip(&inks) {
                if behind(mark) == areas {
                    draw(plot, mark, *inks, size, layout);
                }
            }
        }
    });
}

fn grid(scale: &Scale) -> Vec<GridMark> {
    let step_size = match scale.ticks.as_slice() {
        [first, second, ..] => (second.0 - first.0).abs(),
        _ => (scale.high - scale.low).abs(),
    };
    scale.ticks.iter().map(|(value, _)| GridMark { value: *value, step_size }).collect()
}

/// The colour of a mark in its strengths.
#[derive(Clone, Copy)]
struct Inks {
    main: Color32,
    veil: Color32,
    pale: Color32,
    band: Color32,
    breath: Color32,
}

/// The colours of a mark, of an area in it, and of lines in that.
fn inks(ui: &Ui, mark: &Mark) -> Inks {
    let tokens = tokens(ui);
    let main = match mark {
        Mark::Line { fill: fill @ Fill::Hollow(_), .. } => tokens.pale(colour(ui, *fill)),
        Mark::Line { fill, .. } | Mark::Region { fill, .. } | Mark::Band { fill, .. } => {
            colour(ui, *fill)
        }
        Mark::Point { style, .. }
        | Mark::Area { style, .. }
        | Mark::Notch { style, .. }
        | Mark::Stretch { style: Some(style), .. } => colour(ui, Fill::Option(*style)),
        _ => tokens.text_muted,
    };
    Inks {
        main,
        veil: tokens.veil(main),
        pale: tokens.pale(main),
        band: tokens.band(main),
        breath: tokens.breath(main),
    }
}

fn draw(
    plot: &mut PlotUi<'_>,
    mark: &Mark,
    Inks { main, veil, pale, band, breath }: Inks,
    size: f32,
    layout: &Layout,
) {
    match mark {
        Mark::Region { x, y, name, .. } => {
            let corners = vec![[x.0, y.0], [x.1, y.0], [x.1, y.1], [x.0, y.1]];
            let area = Polygon::new(name, corners).fill_color(veil).stroke(Stroke::NONE);
            plot.polygon(area.allow_hover(false));
        }
        Mark::Area { corners, style, name, .. } => {
            let edge = Stroke::new(1.5 * size, main);
            let shape: Vec<[f64; 2]> = corners.iter().map(|&(x, y)| [x, y]).collect();
            let area = Polygon::new(name, shape).fill_color(veil).stroke(edge);
            plot.polygon(area.allow_hover(false));
            for [from, to] in hatching(corners, *style) {
                let ends = vec![[from.0, from.1], [to.0, to.1]];
                let line = Line::new("", ends).color(pale).width(size);
                plot.line(line.allow_hover(false));
            }
        }
        Mark::Band { points, name, .. } => {
            let across: Vec<f64> = points.iter().map(|point| point.0).collect();
            let low: Vec<f64> = points.iter().map(|point| point.1).collect();
            let high: Vec<f64> = points.iter().map(|point| point.2).collect();
            let area = FilledArea::new(name, &across, &low, &high).fill_color(band);
            plot.add(area.allow_hover(false));
        }
        Mark::Stretch { from, to, name, .. } => {
            let (low, high) = (layout.upwards.low, layout.upwards.high);
            let corners = vec![[*from, low], [*to, low], [*to, high], [*from, high]];
            let area = Polygon::new(name, corners).fill_color(breath).stroke(Stroke::NONE);
            plot.polygon(area.allow_hover(false));
            if *from > layout.across.low {
                let style = LineStyle::Dotted { spacing: 4.0 * size };
                plot.vline(VLine::new(name, *from).color(main).style(style).allow_hover(false));
            }
        }
        Mark::Notch { x, y, name, .. } => {
            let half = layout.units_of(8.0 * size).1;
            let ends = vec![[*x, y - half], [*x, y + half]];
            let line = Line::new(name, ends).color(main).width(2.5 * size);
            plot.line(line.allow_hover(false));
        }
        Mark::Rule { upright, at, name } => {
            let style = LineStyle::Dotted { spacing: 4.0 * size };
            if *upright {
                plot.vline(VLine::new(name, *at).color(main).style(style).allow_hover(false));
            } else {
                plot.hline(HLine::new(name, *at).color(main).style(style).allow_hover(false));
            }
        }
        Mark::Line { points, dash, name, fill } => {
            // What is not of the option itself is drawn thinner.
            let width = if matches!(fill, Fill::Hollow(_)) { 1.2 } else { 2.0 };
            let points: Vec<[f64; 2]> = points.iter().map(|&(x, y)| [x, y]).collect();
            let style = match dash {
                Dash::Solid => LineStyle::Solid,
                Dash::Dashed => LineStyle::Dashed { length: 9.0 * size },
                Dash::Dotted => LineStyle::Dotted { spacing: 5.0 * size },
                Dash::DashDotted => LineStyle::Dashed { length: 18.0 * size },
            };
            let paint = |plot: &mut PlotUi<'_>, points: Vec<[f64; 2]>| {
                let line = Line::new(name, points).color(main).width(width * size).style(style);
                plot.line(line.allow_hover(false));
            };
            // The joints of steps come out filled where they are drawn in one go.
            let upright = |pair: &[[f64; 2]]| pair[0][0] == pair[1][0] && pair[0][1] != pair[1][1];
            if *dash == Dash::Solid && points.windows(2).any(upright) {
                points.windows(2).for_each(|pair| paint(plot, pair.to_vec()));
            } else {
                paint(plot, points);
            }
        }
        Mark::Point { x, y, x_range, y_range, .. } => {
            let mut stroke = |from: [f64; 2], to: [f64; 2]| {
                let line = Line::new("", vec![from, to]).color(main).width(1.5 * size);
                plot.line(line.allow_hover(false));
            };
            // Half the length of the strokes at the ends, in the scales' units.
            let half = layout.units_of(4.0 * size);
            if layout.across.at(x_range.1) - layout.across.at(x_range.0) > 1.0 {
                stroke([x_range.0, *y], [x_range.1, *y]);
                for end in [x_range.0, x_range.1] {
                    stroke([end, y - half.1], [end, y + half.1]);
                }
            }
            if layout.upwards.at(y_range.0) - layout.upwards.at(y_range.1) > 1.0 {
                stroke([*x, y_range.0], [*x, y_range.1]);
                for end in [y_range.0, y_range.1] {
                    stroke([x - half.0, end], [x + half.0, end]);
                }
            }
        }
        _ => {}
    }
}

/// The names of areas and rules.
fn words_behind(ui: &Ui, mark: &Mark, layout: &Layout, taken: &mut Vec<Rect>) {
    let (ink, painter, size) = (tokens(ui).text_muted, ui.painter(), scale(ui));
    let font = TextStyle::Small.resolve(ui.style());
    let frame = layout.frame;
    let (place, align, name) = match mark {
        Mark::Region { x, y, name, .. } => {
            let area = Rect::from_two_pos(layout.at(x.0, y.0), layout.at(x.1, y.1));
            (area.left_top() + vec2(6.0, 4.0), Align2::LEFT_TOP, name)
        }
        Mark::Rule { upright: true, at, name } => {
            let left = layout.across.at(*at) + 4.0 * size;
            (pos2(left, frame.bottom() - 2.0), Align2::LEFT_BOTTOM, name)
        }
        Mark::Rule { upright: false, at, name } => {
            let bottom = layout.upwards.at(*at) - 1.0;
            (pos2(frame.left() + 4.0 * size, bottom), Align2::LEFT_BOTTOM, name)
        }
        _ => return,
    };
    if !name.is_empty() {
        taken.push(painter.text(place, align, name, font, ink));
    }
}

/// The name of a stretch at its top, with the option's marker, as far as there is
/// room. Gives the place at the top of the stretch that answers for it.
fn stretch_name(
    ui: &Ui,
    layout: &Layout,
    (from, to): (f64, f64),
    style: Option<OptionStyle>,
    name: &str,
) -> Rect {
    let (size, frame) = (scale(ui), layout.frame);
    let (left, right) = (layout.across.at(from), layout.across.at(to));
    let high = 20.0 * size;
    let strip = Rect::from_min_max(pos2(left, frame.top()), pos2(right, frame.top() + high));
    let sign = if style.is_some() { 18.0 * size } else { 0.0 };
    let room = strip.width() - 10.0 * size - sign;
    if room < 0.0 {
        return strip;
    }
    if let Some(style) = style {
        let ink = colour(ui, Fill::Option(style));
        let centre = pos2(left + 12.0 * size, strip.center().y);
        widgets::marker(ui.painter(), centre, 5.0 * size, style.marker, ink);
    }
    if room >= 24.0 * size {
        let ink = tokens(ui).text;
        let words = widgets::one_line(ui, name, &TextStyle::Small, ink, room);
        let place = pos2(left + 6.0 * size + sign, strip.center().y - words.size().y / 2.0);
        ui.painter().galley(place, words, ink);
    }
    strip
}

/// The names of notches, each where it meets no other words, and no line if that
/// can be had; far ones with a line that leads to them.
fn notch_names(ui: &Ui, figure: &Figure, layout: &Layout, lines: &[Pos2], taken: &mut Vec<Rect>) {
    let (tokens, painter, size) = (tokens(ui), ui.painter(), scale(ui));
    let mut notches = Vec::new();
    let mut sizes: Vec<ToName> = Vec::new();
    for mark in &figure.marks {
        let Mark::Notch { x, y, style, name } = mark else { continue };
        let words = widgets::one_line(ui, name, &TextStyle::Small, tokens.text, 260.0 * size);
        let at = layout.at(*x, *y);
        let wanted = words.size();
        let pair = |x: f32, y: f32| (f64::from(x), f64::from(y));
        sizes.push((pair(at.x, at.y), pair(wanted.x, wanted.y)));
        notches.push((at, *style, words));
    }
    let rect_of = |room: Room| {
        let corner = |x: f64, y: f64| pos2(x as f32, y as f32);
        Rect::from_min_max(corner(room.0, room.1), corner(room.2, room.3))
    };
    let free = |room: Room| {
        let area = rect_of(room);
        layout.frame.contains_rect(area) && !taken.iter().any(|other| other.intersects(area))
    };
    let on_curve = |room: Room| lines.iter().any(|&point| rect_of(room).contains(point));
    let named = name_notches(&sizes, f64::from(10.0 * size), free, on_curve);
    for ((at, style, words), named) in notches.into_iter().zip(named) {
        let Some(named) = named else { continue };
        if let Some((x, y)) = named.leader {
            let ink = colour(ui, Fill::Option(style));
            painter.line_segment([at, pos2(x as f32, y as f32)], Stroke::new(size, ink));
        }
        let area = rect_of(named.room);
        let shade = tokens.cloud(tokens.card);
        painter.rect(area.expand2(vec2(2.0, -1.0)), 2.0, shade, Stroke::NONE, StrokeKind::Inside);
        painter.galley(area.min, words, tokens.text);
        taken.push(area);
    }
}

/// The points' names, each where it meets no other name or marker, and no line
/// if that can be had; one that fits nowhere is left to the legend.
fn names(ui: &Ui, figure: &Figure, layout: &Layout, mut taken: Vec<Rect>) {
    let (tokens, painter, size) = (tokens(ui), ui.painter(), scale(ui));
    let lines = traces(figure, layout);
    notch_names(ui, figure, layout, &lines, &mut taken);
    let named = |mark: &Mark| matches!(mark, Mark::Point { name, .. } if !name.is_empty());
    let many = figure.marks.iter().filter(|mark| named(mark)).count() > MANY_POINTS;
    for mark in &figure.marks {
        let (x, y, marked, name) = match mark {
            Mark::Point { x, y, marked, name, .. } => (*x, *y, *marked, name),
            Mark::Area { corners, named: true, name, .. } => {
                let (x, y) = centre(corners);
                (x, y, true, name)
            }
            _ => continue,
        };
        if name.is_empty() || (many && !marked) {
            continue;
        }
        let font = if marked { theme::strong() } else { TextStyle::Body };
        let words = widgets::one_line(ui, name, &font, tokens.text, 220.0 * size);
        let (at, wide, high) = (layout.at(x, y), words.size().x, words.size().y);
        let gap = 10.0 * size;
        let behind = pos2(at.x + gap, at.y - high / 2.0);
        let above = pos2(at.x + gap, at.y - high - 2.0 * size);
        // At the end of a line, the name stands straight behind it.
        let ends = !lines.iter().any(|it| it.x > at.x + 2.0 && (it.y - at.y).abs() < high);
        let places = [
            if ends && !lines.is_empty() { behind } else { above },
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
            let shade = tokens.cloud(tokens.card);
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
