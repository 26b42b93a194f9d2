//! Paints a figure in the window with egui_plot. The other painter, for SVG,
//! is in [`crate::figure::svg`]; what is shown is decided in neither.

use eframe::egui::{
    self, Align2, Color32, Label, Rect, RichText, Role, Sense, TextStyle, Ui, Vec2, WidgetInfo,
    pos2, vec2,
};
use egui_plot::{
    Bar, BarChart, GridMark, HLine, Line, LineStyle, Plot, PlotPoint, PlotPoints, PlotTransform,
    PlotUi, Polygon, Text, VLine,
};

use super::theme::{self, tokens};
use super::widgets;
use crate::figure::palette::{Ground, Tone};
use crate::figure::{Dash, Figure, Fill, Mark, Scale, Sign, Vertical};

/// Height of a row in a chart in rows.
const ROW: f32 = 34.0;
/// Height of the horizontal axis.
const AXIS: f32 = 36.0;
/// Size of a sign in a legend.
const SIGN: f32 = 14.0;
/// Share of a row that a bar fills.
const BAR: f64 = 0.72;

/// Shows a figure as wide as there is space, with its legend, and its numbers
/// as a table for those who want them.
pub fn figure_ui(ui: &mut Ui, figure: &Figure) {
    ui.push_id(figure.id, |ui| {
        legend(ui, figure);
        match &figure.y {
            Vertical::Rows(rows) => in_rows(ui, figure, rows.len()),
            Vertical::Scale(scale) => on_scales(ui, figure, scale),
        }
        data_table(ui, figure);
    });
}

fn ground(ui: &Ui) -> Ground {
    if ui.visuals().dark_mode { Ground::Dark } else { Ground::Light }
}

fn colour(ui: &Ui, fill: Fill) -> Color32 {
    tokens(ui).of_figure(fill.colour(ground(ui)))
}

fn legend(ui: &mut Ui, figure: &Figure) {
    if figure.legend.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = theme::SPACE_M;
        for entry in &figure.legend {
            // Sign and words are one piece, so that a line break keeps them together.
            let font = TextStyle::Small.resolve(ui.style());
            let words =
                ui.painter().layout_no_wrap(entry.name.clone(), font, tokens(ui).text_muted);
            let size = vec2(SIGN + theme::SPACE_XS + words.size().x, words.size().y.max(SIGN));
            let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
            let centre = pos2(rect.left() + SIGN / 2.0, rect.center().y);
            sign(ui, entry.sign, Rect::from_center_size(centre, Vec2::splat(SIGN)));
            let top = rect.center().y - words.size().y / 2.0;
            ui.painter().galley(pos2(rect.right() - words.size().x, top), words, tokens(ui).text);
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &entry.name));
        }
    });
}

fn sign(ui: &Ui, sign: Sign, rect: Rect) {
    let painter = ui.painter();
    match sign {
        Sign::Patch(fill) => {
            painter.rect_filled(rect.shrink(1.5), 2.0, colour(ui, fill));
        }
        Sign::Marker(style) => {
            let ink = colour(ui, Fill::Option(style));
            widgets::marker(painter, rect.center(), 5.0, style.marker, ink);
        }
        Sign::Line(fill, dash) => {
            let ends = [rect.left_center(), rect.right_center()];
            let stroke = egui::Stroke::new(2.0, colour(ui, fill));
            if dash == Dash::Solid {
                painter.line_segment(ends, stroke);
            } else {
                painter.extend(egui::Shape::dashed_line(&ends, stroke, 3.0, 3.0));
            }
        }
        Sign::Whisker => {
            let stroke = egui::Stroke::new(1.5, tokens(ui).text_muted);
            painter.hline(rect.x_range(), rect.center().y, stroke);
            for x in [rect.left(), rect.right()] {
                painter.vline(x, rect.center().y - 4.0..=rect.center().y + 4.0, stroke);
            }
        }
    }
}

/// A plot that stays as it is, with the figure's own grid.
fn fixed_plot<'a>(ui: &Ui, figure: &'a Figure, y: Option<&'a Scale>) -> Plot<'a> {
    let ticks = |scale: &Scale| -> Vec<GridMark> {
        let step = match scale.ticks.as_slice() {
            [first, second, ..] => (second.0 - first.0).abs(),
            _ => (scale.high - scale.low).abs().max(1.0),
        };
        scale.ticks.iter().map(|(value, _)| GridMark { value: *value, step_size: step }).collect()
    };
    let text = |scale: &Scale, mark: GridMark| {
        let tick = scale.ticks.iter().find(|(value, _)| (value - mark.value).abs() < 1e-9);
        tick.map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let x = &figure.x;
    let mut plot = Plot::new(figure.id)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_drag(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .allow_double_click_reset(false)
        .show_x(false)
        .show_y(false)
        .show_background(false)
        .grid_color(tokens(ui).line)
        .grid_fade(0.0)
        .set_margin_fraction(Vec2::ZERO)
        .x_grid_spacer(move |_| ticks(x))
        .x_axis_formatter(move |mark, _| text(x, mark))
        .x_axis_label(RichText::new(&x.title).small());
    if let Some(y) = y {
        plot = plot
            .y_grid_spacer(move |_| ticks(y))
            .y_axis_formatter(move |mark, _| text(y, mark))
            .y_axis_label(RichText::new(&y.title).small());
    }
    plot
}

fn in_rows(ui: &mut Ui, figure: &Figure, count: usize) {
    let height = ROW * count as f32 + AXIS;
    let names = (ui.available_width() * 0.3).clamp(140.0, 280.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = theme::SPACE_S;
        let (column, _) = ui.allocate_exact_size(vec2(names, height), Sense::hover());
        // Room for words behind the longest bar.
        let span = figure.x.high - figure.x.low;
        let labels =
            figure.marks.iter().any(|mark| matches!(mark, Mark::Label { before: false, .. }));
        let room = if labels { span * 0.12 } else { span * 0.02 };
        let left = figure.marks.iter().any(|mark| matches!(mark, Mark::Label { before: true, .. }));
        let low = if left { figure.x.low - span * 0.12 } else { figure.x.low };
        let plot = fixed_plot(ui, figure, None)
            .width(ui.available_width())
            .height(height)
            .show_axes([true, false])
            .show_grid([true, false])
            .default_x_bounds(low, figure.x.high + room)
            .default_y_bounds(0.5 - count as f64, 0.5)
            .auto_bounds(false);
        let painted = paint_all(ui, plot, figure);
        named(&painted.response, figure);
        row_names(ui, figure, column, &painted.transform);
    });
}

fn row_names(ui: &Ui, figure: &Figure, column: Rect, transform: &PlotTransform) {
    let Vertical::Rows(rows) = &figure.y else { return };
    let tokens = tokens(ui);
    for (at, row) in rows.iter().enumerate() {
        let y = transform.position_from_point(&PlotPoint::new(0.0, -(at as f64))).y;
        let mut left = column.left();
        if let Some(style) = row.style {
            let colour = colour(ui, Fill::Option(style));
            widgets::marker(ui.painter(), pos2(left + 6.0, y), 5.0, style.marker, colour);
            left += 20.0;
        }
        let text = if row.lead.is_empty() {
            row.name.clone()
        } else {
            format!("{} {}", row.lead, row.name)
        };
        let font = if row.style.is_some() { theme::strong() } else { TextStyle::Body };
        let rect =
            Rect::from_min_max(pos2(left, y - ROW / 2.0), pos2(column.right(), y + ROW / 2.0));
        let muted = !row.note.is_empty();
        let ink = if muted { tokens.text_muted } else { tokens.text };
        let label = Label::new(RichText::new(text).text_style(font).color(ink))
            .truncate()
            .halign(egui::Align::LEFT);
        let mut child = ui.new_child_at(rect, at);
        child.add(label);
        if muted {
            let from = transform.position_from_point(&PlotPoint::new(figure.x.low, -(at as f64)));
            let rect = Rect::from_min_max(
                pos2(from.x, rect.top()),
                pos2(transform.frame().right(), rect.bottom()),
            );
            let mut child = ui.new_child_at(rect, ("note", at));
            child.add(Label::new(RichText::new(&row.note).color(tokens.text_muted)).truncate());
        }
    }
}

/// A child of a `Ui` that is only borrowed, laid out from the left, centred.
trait ChildAt {
    fn new_child_at(&self, rect: Rect, salt: impl std::hash::Hash + std::fmt::Debug) -> Ui;
}

impl ChildAt for Ui {
    fn new_child_at(&self, rect: Rect, salt: impl std::hash::Hash + std::fmt::Debug) -> Ui {
        let builder = egui::UiBuilder::new()
            .max_rect(rect)
            .layout(egui::Layout::left_to_right(egui::Align::Center))
            .layer_id(self.layer_id());
        let mut child = Ui::new(self.ctx().clone(), self.scope_id().with(salt), builder);
        child.set_clip_rect(self.clip_rect());
        child
    }
}

fn on_scales(ui: &mut Ui, figure: &Figure, y: &Scale) {
    let width = ui.available_width();
    let height = (width * 0.62).clamp(260.0, 460.0);
    let plot = fixed_plot(ui, figure, Some(y))
        .width(width)
        .height(height)
        .show_axes([true, true])
        .default_x_bounds(figure.x.low, figure.x.high)
        .default_y_bounds(y.low, y.high)
        .auto_bounds(false);
    let painted = paint_all(ui, plot, figure);
    named(&painted.response, figure);
    point_names(ui, figure, &painted.transform);
}

/// The points' markers and names, over everything else; names keep clear of
/// each other.
fn point_names(ui: &Ui, figure: &Figure, transform: &PlotTransform) {
    let painter = ui.painter().with_clip_rect(transform.frame().expand(2.0));
    let mut taken: Vec<Rect> = Vec::new();
    for mark in &figure.marks {
        let Mark::Point { x, y, style, marked, name, .. } = mark else { continue };
        let centre = transform.position_from_point(&PlotPoint::new(*x, *y));
        let colour = colour(ui, Fill::Option(*style));
        widgets::marker(&painter, centre, 7.0, style.marker, colour);
        let font = if *marked { theme::strong() } else { TextStyle::Body }.resolve(ui.style());
        let galley = painter.layout_no_wrap(name.clone(), font, tokens(ui).text);
        let size = galley.size();
        let places = [
            pos2(centre.x + 8.0, centre.y - 4.0 - size.y),
            pos2(centre.x - 8.0 - size.x, centre.y - 4.0 - size.y),
            pos2(centre.x + 8.0, centre.y + 4.0),
            pos2(centre.x - 8.0 - size.x, centre.y + 4.0),
        ];
        let frame = *transform.frame();
        let fits = |place: &&egui::Pos2| {
            let rect = Rect::from_min_size(**place, size);
            frame.contains_rect(rect) && taken.iter().all(|other| !other.intersects(rect))
        };
        let place = places.iter().find(fits).copied().unwrap_or(places[0]);
        taken.push(Rect::from_min_size(place, size));
        taken.push(Rect::from_center_size(centre, vec2(16.0, 16.0)));
        painter.galley(place, galley, tokens(ui).text);
    }
}

fn paint_all(ui: &mut Ui, plot: Plot<'_>, figure: &Figure) -> egui_plot::PlotResponse<()> {
    let inks: Vec<Inked> = figure.marks.iter().map(|mark| Inked::of(ui, mark)).collect();
    plot.show(ui, move |plot| {
        for (mark, ink) in figure.marks.iter().zip(inks) {
            paint(plot, mark, &ink);
        }
    })
}

/// The colours of a mark, looked up before the plot borrows the `Ui`.
struct Inked {
    main: Color32,
    line: Color32,
    text: Color32,
}

impl Inked {
    fn of(ui: &Ui, mark: &Mark) -> Self {
        let tone = |tone: Tone| colour(ui, Fill::Tone(tone));
        let main = match mark {
            Mark::Bar { fill, .. } | Mark::Tick { fill, .. } | Mark::Line { fill, .. } => {
                colour(ui, *fill)
            }
            Mark::Region { fill, .. } => colour(ui, *fill).gamma_multiply(0.15),
            Mark::Point { style, .. } => colour(ui, Fill::Option(*style)),
            Mark::Range { .. } | Mark::Rule { .. } => tone(Tone::Muted),
            Mark::Label { .. } => tone(Tone::Ink),
        };
        Self { main, line: tone(Tone::Muted), text: tokens(ui).text }
    }
}

fn paint(plot: &mut PlotUi<'_>, mark: &Mark, ink: &Inked) {
    let row_y = |row: usize| -(row as f64);
    match mark {
        Mark::Bar { row, from, to, name, .. } => {
            let words = name.clone();
            let bar = Bar::new(row_y(*row), to - from)
                .base_offset(*from)
                .width(BAR)
                .fill(ink.main)
                .name(name);
            let chart = BarChart::new(name, vec![bar])
                .horizontal()
                .color(ink.main)
                .element_formatter(Box::new(move |_, _| words.clone()));
            plot.bar_chart(chart);
        }
        Mark::Range { row, low, high, name } => {
            segment(plot, name, [*low, row_y(*row)], [*high, row_y(*row)], ink.line, 1.5);
            for end in [*low, *high] {
                segment(
                    plot,
                    name,
                    [end, row_y(*row) - 0.12],
                    [end, row_y(*row) + 0.12],
                    ink.line,
                    1.5,
                );
            }
        }
        Mark::Tick { row, at, name, .. } => {
            segment(
                plot,
                name,
                [*at, row_y(*row) - 0.36],
                [*at, row_y(*row) + 0.36],
                ink.main,
                3.0,
            );
        }
        Mark::Label { row, at, before, text } => {
            let (anchor, words) = if *before {
                (Align2::RIGHT_CENTER, format!("{text} "))
            } else {
                (Align2::LEFT_CENTER, format!(" {text}"))
            };
            let position = PlotPoint::new(*at, row_y(*row));
            plot.text(
                Text::new(text, position, words).anchor(anchor).color(ink.text).allow_hover(false),
            );
        }
        Mark::Point { x, y, x_range, y_range, name, .. } => {
            segment(plot, name, [x_range.0, *y], [x_range.1, *y], ink.main, 1.5);
            segment(plot, name, [*x, y_range.0], [*x, y_range.1], ink.main, 1.5);
        }
        Mark::Line { points, dash, name, .. } => {
            let points: Vec<[f64; 2]> = points.iter().map(|&(x, y)| [x, y]).collect();
            plot.line(
                Line::new(name, PlotPoints::from(points))
                    .color(ink.main)
                    .width(2.0)
                    .style(style(*dash)),
            );
        }
        Mark::Rule { upright: true, at, name } => {
            plot.vline(VLine::new(name, *at).color(ink.main).width(1.0));
        }
        Mark::Rule { upright: false, at, name } => {
            plot.hline(HLine::new(name, *at).color(ink.main).width(1.0));
        }
        Mark::Region { x, y, name, .. } => {
            let corners = vec![[x.0, y.0], [x.1, y.0], [x.1, y.1], [x.0, y.1]];
            let area = Polygon::new(name, PlotPoints::from(corners))
                .fill_color(ink.main)
                .stroke(egui::Stroke::NONE)
                .allow_hover(false);
            plot.polygon(area);
        }
    }
}

fn segment(
    plot: &mut PlotUi<'_>,
    name: &str,
    from: [f64; 2],
    to: [f64; 2],
    colour: Color32,
    width: f32,
) {
    plot.line(Line::new(name, PlotPoints::from(vec![from, to])).color(colour).width(width));
}

fn style(dash: Dash) -> LineStyle {
    match dash {
        Dash::Solid => LineStyle::Solid,
        Dash::Dashed => LineStyle::dashed_dense(),
        Dash::Dotted => LineStyle::dotted_dense(),
        Dash::DashDotted => LineStyle::dashed_loose(),
    }
}

/// A chart has no content for those who do not see it: it is told in words.
fn named(response: &egui::Response, figure: &Figure) {
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &figure.alt));
}

fn data_table(ui: &mut Ui, figure: &Figure) {
    if figure.table.rows.is_empty() {
        return;
    }
    let id = ui.make_persistent_id(("numbers", figure.id));
    let mut open = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or(false);
    let text = if open { "Hide the numbers" } else { "Show the numbers" };
    let button = widgets::link_button(ui, text);
    let name = format!("{text} of {}", figure.title);
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if button.clicked() {
        open = !open;
        ui.data_mut(|data| data.insert_temp(id, open));
    }
    if !open {
        return;
    }
    egui::ScrollArea::both().id_salt("numbers").max_height(320.0).auto_shrink([false, true]).show(
        ui,
        |ui| {
            egui::Grid::new("numbers")
                .num_columns(figure.table.header.len())
                .spacing(vec2(theme::SPACE_L, theme::SPACE_XS))
                .show(ui, |ui| {
                    for head in &figure.table.header {
                        let colour = tokens(ui).text_muted;
                        ui.label(
                            RichText::new(head).text_style(theme::small_strong()).color(colour),
                        );
                    }
                    ui.end_row();
                    for row in &figure.table.rows {
                        for cell in row {
                            ui.label(cell);
                        }
                        ui.end_row();
                    }
                });
        },
    );
}
