//! Paints a figure in the window: charts with two scales with egui_plot, charts
//! in rows and matrices by hand. The other painter, for SVG, is in
//! [`crate::figure::svg`]; what is shown is decided in neither.
//!
//! A chart answers to the pointer and to the arrow keys alike: the mark under
//! the pointer, or the one that was walked to, says what it is, in a small note
//! beside it and in the chart's accessible value. Sizes follow the text: where
//! a window sets larger text, all of the chart grows with it.

use eframe::egui::{
    self, Color32, EventFilter, Id, Key, PopupAnchor, Rect, Response, RichText, Role, Sense,
    Stroke, StrokeKind, TextStyle, Tooltip, Ui, WidgetInfo, accesskit, vec2,
};

use super::theme::{self, tokens};
use super::widgets;
use crate::analysis::why::WhyAsked;
use crate::figure::palette::Ground;
use crate::figure::{About, Figure, Fill, Mark, Reading, Step, Vertical, step};

mod legend;
mod matrix;
mod numbers;
mod rows;
mod scales;

pub use numbers::numbers_ui;

/// A chart as it was shown.
pub struct Shown {
    /// The chart's response, for a context menu.
    pub response: Response,
    /// What was asked for of the mark read: to be led to what it is about.
    pub followed: Option<About>,
    /// The number of the mark read, where it was asked why.
    pub asked: Option<WhyAsked>,
    /// The number of the mark read, where it can be asked why.
    pub askable: Option<WhyAsked>,
}

/// Shows legend and chart, as wide as there is space. With a `height` the chart
/// fills it, legend and all, as far as its rows can be stretched or pressed.
pub fn chart_ui(ui: &mut Ui, figure: &Figure, height: Option<f32>) -> Shown {
    let top = ui.cursor().top();
    legend::show(ui, figure);
    let rim = 2.0 * FOCUS_RIM;
    let left = height.map(|height| height - (ui.cursor().top() - top) - rim);
    let width = ui.available_width().max(MINIMUM_WIDTH) - rim;
    let size = vec2(
        width,
        match &figure.y {
            Vertical::Rows(rows) => rows::height(ui, rows.len(), left),
            Vertical::Scale(_) => scales::height(ui, width, left),
            Vertical::Matrix { rows, .. } => matrix::height(ui, rows.len(), left),
        },
    );
    let (outer, _) = ui.allocate_exact_size(size + vec2(rim, rim), Sense::hover());
    let rect = outer.shrink(FOCUS_RIM);
    let id = ui.make_persistent_id(("chart", figure.id));
    let mut response = ui.interact(outer, id, Sense::click());
    let kept: Option<usize> = ui.data(|data| data.get_temp(id));
    let walked = if response.has_focus() { walk(ui, figure, id, kept) } else { kept };

    let mut painted = Painted::default();
    if ui.is_rect_visible(rect) {
        painted = match &figure.y {
            Vertical::Rows(rows) => rows::paint(ui, figure, rows, rect),
            Vertical::Scale(scale) => scales::paint(ui, figure, scale, rect),
            Vertical::Matrix { rows, columns } => matrix::paint(ui, figure, rows, columns, rect),
        };
    }
    let pointed = response.hover_pos().and_then(|at| painted.spot_at(at));
    let by_pointer = response.clicked_by(egui::PointerButton::Primary);
    if by_pointer {
        response.request_focus();
    }
    let read = if by_pointer { pointed.or(walked) } else { walked };
    // Once a step was taken, the keys have the word until the pointer moves.
    let moved = ui.input(|input| input.pointer.delta() != egui::Vec2::ZERO);
    let keys_id = id.with("by keys");
    let had_word = ui.data(|data| data.get_temp::<bool>(keys_id)).unwrap_or(false);
    let keys_have_word = (walked != kept || (had_word && !moved)) && response.has_focus();
    if keys_have_word != had_word {
        ui.data_mut(|data| data.insert_temp(keys_id, keys_have_word));
    }
    if read != kept {
        ui.data_mut(|data| {
            if let Some(read) = read {
                data.insert_temp(id, read);
            } else {
                data.remove_temp::<usize>(id);
            }
        });
    }
    let walked_to = read.filter(|_| response.has_focus());
    let told = if keys_have_word { walked_to } else { pointed.or(walked_to) };
    if let Some(at) = told
        && let Some(reading) = figure.readings.get(at)
    {
        tell(ui, &response, &painted, at, reading);
        if read != kept
            && let Some(spot) = painted.spots.iter().find(|spot| spot.reading == at)
        {
            ui.scroll_to_rect(spot.rect.expand(theme::SPACE_L), None);
        }
    } else if let Some(at) = response.hover_pos()
        && let Some((rect, name)) = painted.cut.iter().find(|(rect, _)| rect.contains(at))
    {
        note(ui, &response, *rect, |ui| {
            ui.label(name);
        });
    }
    if response.has_focus() {
        let copied =
            ui.input(|input| input.events.iter().any(|event| matches!(event, egui::Event::Copy)));
        if copied {
            ui.copy_text(figure.table.tab_separated());
        }
    }
    let value = told.and_then(|at| figure.readings.get(at)).map(Reading::sentence);
    response.widget_info(|| WidgetInfo {
        current_text_value: value.clone(),
        ..WidgetInfo::labeled(Role::Image, true, &figure.alt)
    });
    // A screen reader says the new value when a step has been taken.
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_live(accesskit::Live::Polite);
        node.set_description(HELP.to_owned());
    });
    let entered = response.clicked() && !by_pointer;
    let followed = if entered || (response.double_clicked() && pointed.is_some()) {
        read.or(pointed).and_then(|at| figure.readings.get(at)).and_then(|it| it.about.clone())
    } else {
        None
    };
    if read != kept {
        response.mark_changed();
    }
    let askable = read
        .or(pointed)
        .and_then(|at| figure.readings.get(at))
        .and_then(|reading| reading.why.clone());
    let wants = response.has_focus() && asks_why(ui);
    Shown { asked: askable.clone().filter(|_| wants), askable, response, followed }
}

/// Whether the keys ask why: Alt+Enter or a question mark.
fn asks_why(ui: &Ui) -> bool {
    ui.input_mut(|input| {
        let typed = |event: &egui::Event| matches!(event, egui::Event::Text(text) if text == "?");
        input.consume_key(egui::Modifiers::ALT, Key::Enter) || input.events.iter().any(typed)
    })
}

/// Room around a chart for the frame that shows the focus.
const FOCUS_RIM: f32 = 4.0;
/// Least width that a chart is painted in.
const MINIMUM_WIDTH: f32 = 240.0;
const HELP: &str = "Arrow keys read mark by mark, Enter leads to what a mark is about, Alt+Enter or a question mark tells why its number is what it is";

/// Takes a step with the arrow keys.
fn walk(ui: &Ui, figure: &Figure, id: Id, kept: Option<usize>) -> Option<usize> {
    ui.memory_mut(|memory| {
        let filter =
            EventFilter { horizontal_arrows: true, vertical_arrows: true, ..Default::default() };
        memory.set_focus_lock_filter(id, filter);
    });
    let keys = [
        (Key::ArrowLeft, Step::Left),
        (Key::ArrowRight, Step::Right),
        (Key::ArrowUp, Step::Up),
        (Key::ArrowDown, Step::Down),
        (Key::Home, Step::First),
        (Key::End, Step::Last),
    ];
    let mut at = kept.filter(|&at| at < figure.readings.len());
    ui.input(|input| {
        if input.modifiers.any() {
            return;
        }
        for (key, way) in keys {
            for _ in 0..input.num_presses(key) {
                at = step(figure, at, way);
            }
        }
    });
    at
}

/// Where a reading lies once its chart is painted.
struct Spot {
    /// Position in `Figure::readings`.
    reading: usize,
    /// The mark.
    rect: Rect,
    /// Where pointing means it.
    reach: Rect,
}

/// What painting a chart leaves behind.
#[derive(Default)]
struct Painted {
    spots: Vec<Spot>,
    /// Areas that answer where no spot does: position of the reading, corners.
    areas: Vec<(usize, Vec<egui::Pos2>)>,
    /// Names that were cut short, with their places.
    cut: Vec<(Rect, String)>,
}

impl Painted {
    /// The reading meant by pointing at a place: the mark there, or else the
    /// nearest one whose reach holds the place.
    fn spot_at(&self, at: egui::Pos2) -> Option<usize> {
        let away = |spot: &&Spot| spot.rect.distance_sq_to_pos(at);
        self.spots
            .iter()
            .filter(|spot| spot.reach.contains(at))
            .min_by(|a, b| away(a).total_cmp(&away(b)))
            .map(|spot| spot.reading)
            .or_else(|| {
                let around = |(_, corners): &&(usize, Vec<egui::Pos2>)| holds(corners, at);
                self.areas.iter().find(around).map(|(reading, _)| *reading)
            })
    }
}

/// Whether a convex polygon holds a place: all its edges turn the same way
/// around it.
fn holds(corners: &[egui::Pos2], at: egui::Pos2) -> bool {
    let turns = corners.iter().zip(corners.iter().cycle().skip(1)).map(|(a, b)| {
        let (edge, to) = (*b - *a, at - *a);
        edge.x * to.y - edge.y * to.x
    });
    let (mut left, mut right) = (false, false);
    for turn in turns {
        left |= turn > 0.0;
        right |= turn < 0.0;
    }
    !(left && right) && corners.len() > 2
}

/// Frames the mark and says what it is beside it.
fn tell(ui: &Ui, response: &Response, painted: &Painted, at: usize, reading: &Reading) {
    let Some(spot) = painted.spots.iter().find(|spot| spot.reading == at) else { return };
    let tokens = tokens(ui);
    let frame = spot.rect.expand(2.0);
    let painter = ui.painter();
    painter.rect_stroke(frame, 2.0, Stroke::new(4.0, tokens.card), StrokeKind::Outside);
    painter.rect_stroke(frame, 2.0, Stroke::new(2.0, tokens.text), StrokeKind::Outside);
    note(ui, response, frame, |ui| reading_ui(ui, reading));
}

/// A note beside a place of the chart, in the chart's own text sizes.
fn note(ui: &Ui, response: &Response, rect: Rect, contents: impl FnOnce(&mut Ui)) {
    let style = ui.style().clone();
    let width = 380.0 * scale(ui);
    Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), response.id, PopupAnchor::from(rect))
        .gap(6.0)
        .width(width)
        .show(|ui| {
            ui.set_style(style);
            ui.set_max_width(width);
            contents(ui);
        });
}

fn reading_ui(ui: &mut Ui, reading: &Reading) {
    ui.spacing_mut().item_spacing.y = theme::SPACE_XS;
    let muted = tokens(ui).text_muted;
    ui.label(RichText::new(&reading.title).text_style(theme::strong()));
    let gaps = vec2(theme::SPACE_M, theme::SPACE_XS);
    egui::Grid::new("facts").num_columns(2).spacing(gaps).min_row_height(0.0).show(ui, |ui| {
        for (name, value) in &reading.facts {
            let name = RichText::new(name).text_style(TextStyle::Small).color(muted);
            let name = egui::Label::new(name).truncate();
            ui.scope(|ui| {
                ui.set_max_width(200.0 * scale(ui));
                ui.add(name);
            });
            ui.label(value);
            ui.end_row();
        }
    });
    if !reading.sum.is_empty() {
        ui.add(egui::Label::new(&reading.sum).wrap());
    }
    if reading.why.is_some() {
        let hint = "Alt+Enter or ? tells why";
        ui.label(RichText::new(hint).text_style(TextStyle::Small).color(muted));
    }
    let hint = match reading.about {
        Some(About::Criterion(_)) => "Enter or a double click shows the criterion",
        Some(About::Option(_)) => "Enter or a double click shows the option",
        Some(About::Profile(_)) => "Enter or a double click puts the profile in force",
        Some(About::Measurement(_)) | None => return,
    };
    ui.label(RichText::new(hint).text_style(TextStyle::Small).color(muted));
}

/// How much larger text is than in the main window.
fn scale(ui: &Ui) -> f32 {
    (TextStyle::Body.resolve(ui.style()).size / theme::BODY_SIZE).max(0.5)
}

fn ground(ui: &Ui) -> Ground {
    tokens(ui).ground_kind()
}

fn colour(ui: &Ui, fill: Fill) -> Color32 {
    tokens(ui).of_figure(fill.colour(ground(ui)))
}

/// From numbers to points along one axis.
#[derive(Clone, Copy)]
struct Axis {
    low: f64,
    high: f64,
    from: f32,
    to: f32,
}

impl Axis {
    fn at(&self, x: f64) -> f32 {
        let span = self.high - self.low;
        let share = if span > 0.0 { ((x - self.low) / span).clamp(0.0, 1.0) } else { 0.0 };
        self.from + share as f32 * (self.to - self.from)
    }
}

/// The row of a mark, in charts in rows.
fn row_of(mark: &Mark) -> Option<usize> {
    match mark {
        Mark::Bar { row, .. }
        | Mark::Range { row, .. }
        | Mark::Tick { row, .. }
        | Mark::Label { row, .. }
        | Mark::Cell { row, .. } => Some(*row),
        Mark::Point { .. }
        | Mark::Area { .. }
        | Mark::Line { .. }
        | Mark::Rule { .. }
        | Mark::Region { .. }
        | Mark::Band { .. }
        | Mark::Stretch { .. }
        | Mark::Notch { .. } => None,
    }
}

/// An option's marker and a name, cut short where it does not fit; what was cut
/// is noted. Gives the right edge.
fn name_at(
    ui: &Ui,
    painted: &mut Painted,
    style: Option<crate::figure::OptionStyle>,
    text: &str,
    font: &TextStyle,
    ink: Color32,
    rect: Rect,
) -> f32 {
    let size = scale(ui);
    let mut left = rect.left();
    let y = rect.center().y;
    if let Some(style) = style {
        let centre = egui::pos2(left + 6.0 * size, y);
        let colour = colour(ui, Fill::Option(style));
        widgets::marker(ui.painter(), centre, 5.0 * size, style.marker, colour);
        left += 20.0 * size;
    }
    let (right, was_cut) = widgets::paint_left(ui, text, font, ink, left, y, rect.right() - left);
    if was_cut {
        painted.cut.push((rect, text.to_owned()));
    }
    right
}
