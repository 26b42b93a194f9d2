//! Charts in windows of their own, for a projector or a second screen. A window
//! shows one chart of the open workbook, goes with every change of it, and sets
//! its text larger as it grows. Where the system gives no further windows, it
//! stands inside of the main one.

use eframe::egui::{
    self, CentralPanel, Frame, Id, Key, KeyboardShortcut, Label, Modifiers, Pos2, RichText,
    ScrollArea, Ui, Vec2, ViewportBuilder, ViewportClass, ViewportCommand, ViewportId, vec2,
};

use super::action::Actions;
use super::charts::{self, Chart, Shelf};
use super::context::Context;
use super::plot::chart_ui;
use super::theme::{self, icons, tokens};
use super::widgets;
use crate::figure::{Figure, Vertical};

/// Size of a window that was never opened before, in points.
const SIZE: Vec2 = vec2(960.0, 640.0);
const LEAST: Vec2 = vec2(420.0, 320.0);
/// A chart of this size has text as large as the main window's.
const UNSCALED: Vec2 = vec2(760.0, 500.0);
/// Height of what stands above and below the rows of a chart, about.
const ROUND_ROWS: f32 = 190.0;
/// Most that text grows with the window.
const LARGEST: f32 = 4.0;
const CLOSE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::W);

/// The windows that are open, and where those stood that were.
#[derive(Debug, Default)]
pub struct ChartWindows {
    open: Vec<Window>,
    places: Vec<(ViewportId, Place)>,
    shelf: Shelf,
}

#[derive(Debug)]
struct Window {
    chart: Chart,
    /// Where it opened; the window manager has it from then on.
    begun: Place,
    /// It has not been drawn yet.
    is_new: bool,
    /// What had the focus when it opened.
    before: Option<Id>,
}

#[derive(Debug, Clone, Copy)]
struct Place {
    size: Vec2,
    position: Option<Pos2>,
}

fn id_of(chart: &Chart) -> ViewportId {
    ViewportId::from_hash_of(("chart window", chart.noun()))
}

impl ChartWindows {
    /// The charts shown in windows, in the order in which they were opened.
    pub fn charts(&self) -> impl Iterator<Item = &Chart> {
        self.open.iter().map(|window| &window.chart)
    }

    /// Opens a window for a chart. A window that shows a chart of this kind
    /// already shows this one from now on, and comes to the front.
    pub fn open(&mut self, ctx: &egui::Context, chart: Chart) {
        let id = id_of(&chart);
        if let Some(window) = self.open.iter_mut().find(|window| id_of(&window.chart) == id) {
            window.chart = chart;
            if !ctx.embed_viewports() {
                ctx.send_viewport_cmd_to(id, ViewportCommand::Focus);
            }
            return;
        }
        let known = self.places.iter().find(|(known, _)| *known == id).map(|(_, place)| *place);
        self.open.push(Window {
            chart,
            begun: known.unwrap_or(Place { size: SIZE, position: None }),
            is_new: true,
            before: ctx.memory(|memory| memory.focused()),
        });
    }

    /// Closes all of them, as when the workbook is left. Where they stood is
    /// remembered.
    pub fn close_all(&mut self) {
        self.open.clear();
        self.shelf = Shelf::default();
    }

    /// Shows the windows.
    pub fn show(&mut self, ui: &Ui, context: Context<'_>, out: &mut Actions) {
        let mut closed = None;
        // The window opened last answers first to a key that all of them see.
        for at in (0..self.open.len()).rev() {
            let Some(window) = self.open.get_mut(at) else { continue };
            let figure = self.shelf.figure(ui, context, &window.chart);
            let title = figure
                .as_ref()
                .map_or("Weighbridge", |figure| figure.finding.trim_end_matches('.'));
            let id = id_of(&window.chart);
            let mut builder = ViewportBuilder::default()
                .with_app_id("weighbridge")
                .with_title(title)
                .with_inner_size(window.begun.size)
                .with_min_inner_size(LEAST);
            if let Some(position) = window.begun.position {
                builder = builder.with_position(position);
            }
            let place = &mut self.places;
            let is_closed = ui.ctx().show_viewport_immediate(id, builder, |ui, class| {
                let shown = window_ui(ui, class, window, figure.as_deref(), context, out);
                if class != ViewportClass::EmbeddedWindow {
                    remember(ui, id, place);
                }
                shown
            });
            if is_closed {
                closed = Some(at);
            }
        }
        if let Some(at) = closed {
            let window = self.open.remove(at);
            if let Some(before) = window.before {
                ui.memory_mut(|memory| memory.request_focus(before));
            }
            ui.ctx().request_repaint_of(ViewportId::ROOT);
        }
    }
}

/// Keeps where a window stands, for the next time that it is opened.
fn remember(ui: &Ui, id: ViewportId, places: &mut Vec<(ViewportId, Place)>) {
    let Some(place) = ui.input(|input| {
        let viewport = input.viewport();
        if viewport.fullscreen == Some(true) {
            return None;
        }
        let size = viewport.inner_rect?.size();
        let position = viewport.outer_rect.map(|rect| rect.min);
        (size.x >= LEAST.x && size.y >= LEAST.y).then_some(Place { size, position })
    }) else {
        return;
    };
    match places.iter_mut().find(|(known, _)| *known == id) {
        Some((_, known)) => *known = place,
        None => places.push((id, place)),
    }
}

/// Draws a window; gives whether it is to be closed.
fn window_ui(
    ui: &mut Ui,
    class: ViewportClass,
    window: &mut Window,
    figure: Option<&Figure>,
    context: Context<'_>,
    out: &mut Actions,
) -> bool {
    let embedded = class == ViewportClass::EmbeddedWindow;
    let mut closed = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    if !embedded {
        closed |= ui.input(|input| input.viewport().close_requested());
        closed |= ui.input_mut(|input| input.consume_shortcut(&CLOSE));
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::F11)) {
            toggle_full_screen(ui);
        }
    }
    let mut contents = |ui: &mut Ui| {
        enlarge(ui, figure);
        ui.push_id(("chart window", window.chart.noun()), |ui| {
            closed |= head(ui, embedded, &window.chart, figure, context);
            let room = ui.available_height() - theme::SPACE_S;
            ScrollArea::vertical().id_salt("chart").auto_shrink([false, false]).show(ui, |ui| {
                let Some(figure) = figure else {
                    charts::nothing_to_show(ui, &window.chart);
                    return;
                };
                let shown = chart_ui(ui, figure, Some(room));
                if window.is_new {
                    shown.response.request_focus();
                }
                charts::after(&window.chart, figure, shown, out);
                charts::numbers(ui, &window.chart, figure);
            });
        });
    };
    if embedded {
        contents(ui);
    } else {
        let fill = tokens(ui).card;
        let frame = Frame::new().fill(fill).inner_margin(theme::SCREEN_MARGIN);
        CentralPanel::default().frame(frame).show(ui, contents);
    }
    window.is_new = false;
    closed
}

/// The finding, what it holds for, and the window's few buttons. Gives whether
/// the window is to be closed.
fn head(
    ui: &mut Ui,
    embedded: bool,
    chart: &Chart,
    figure: Option<&Figure>,
    context: Context<'_>,
) -> bool {
    let mut closed = false;
    let layout = egui::Layout::right_to_left(egui::Align::TOP);
    ui.with_layout(layout, |ui| {
        let name = format!("Close the window of {}", chart.noun());
        closed = widgets::icon_button(ui, icons::X, &name)
            .on_hover_text("Esc closes it as well")
            .clicked();
        if !embedded {
            let name = format!("Full screen for {}", chart.noun());
            let button = widgets::icon_button(ui, icons::CORNERS_OUT, &name);
            if button.on_hover_text("F11").clicked() {
                toggle_full_screen(ui);
            }
        }
        if let Some(figure) = figure {
            charts::numbers_button(ui, chart, figure);
        }
        ui.with_layout(egui::Layout::top_down(egui::Align::LEFT), |ui| {
            let Some(figure) = figure else { return };
            let title = figure.finding.trim_end_matches('.');
            ui.add(Label::new(RichText::new(title).text_style(theme::title())).wrap());
            let mut line = figure.title.clone();
            if let Some(profile) = context.profile() {
                line.push_str(" · ");
                line.push_str(&profile.name);
            }
            widgets::muted(ui, line);
        });
    });
    closed
}

fn toggle_full_screen(ui: &Ui) {
    let full = ui.input(|input| input.viewport().fullscreen == Some(true));
    ui.send_viewport_cmd(ViewportCommand::Fullscreen(!full));
}

/// Sets text and spaces as large as the window allows, in steps of a tenth: a
/// chart of many rows is to be seen whole rather than large.
fn enlarge(ui: &mut Ui, figure: Option<&Figure>) {
    let room = ui.max_rect().size();
    let rows = match figure.map(|figure| &figure.y) {
        Some(Vertical::Rows(rows) | Vertical::Matrix { rows, .. }) => rows.len(),
        Some(Vertical::Scale(_)) | None => 0,
    };
    let tall = (rows as f32 * theme::ROW_HEIGHT + ROUND_ROWS).max(UNSCALED.y);
    let factor = (room.x / UNSCALED.x).min(room.y / tall).clamp(1.0, LARGEST);
    let factor = (factor * 10.0).floor() / 10.0;
    let style = ui.style_mut();
    for font in style.text_styles.values_mut() {
        font.size *= factor;
    }
    let spacing = &mut style.spacing;
    spacing.item_spacing *= factor;
    spacing.button_padding *= factor;
    spacing.interact_size *= factor;
}
