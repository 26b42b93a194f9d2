//! The window itself: how eframe runs the program, and where the window was
//! left.

use std::path::Path;

use eframe::egui::{self, Ui, ViewportBuilder, ViewportCommand, pos2, vec2};

use super::settings::WindowPlace;
use super::{App, AppError, Places, crash, dialogs, icon, theme};

/// The id under which desktops know the program: the name of its desktop file
/// (`assets/desktop/weighbridge.desktop`) and the class of its windows.
pub const APP_ID: &str = "weighbridge";
/// Size of the window when it is opened for the first time, in points.
const FIRST_SIZE: [f32; 2] = [1440.0, 900.0];
/// Size below which the screens no longer fit, in points.
const LEAST_SIZE: [f32; 2] = [860.0, 560.0];

/// The program as eframe runs it.
struct Window(App);

impl eframe::App for Window {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.0.note_window(ctx);
        self.0.logic(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.0.frame_ui(ui);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.0.keep_views();
        self.0.store_settings();
    }
}

/// Opens the window: on a file, or else on the start screen.
///
/// # Errors
/// When there is no display, or none that the window can be drawn on.
pub fn run(file: Option<&Path>) -> Result<(), AppError> {
    let places = Places::of_user();
    crash::report_into(places.state.path());
    let dialogs: Box<dyn dialogs::Dialogs> =
        if std::env::var_os("WEIGHBRIDGE_TYPED_PATHS").is_some() {
            Box::new(dialogs::TypedDialogs)
        } else {
            Box::new(dialogs::NativeDialogs)
        };
    let mut app = App::new(places, dialogs);
    let place = app.settings.window.filter(WindowPlace::is_sound).unwrap_or_default();
    let file = file.map(Path::to_owned);
    let options = eframe::NativeOptions {
        viewport: builder(place),
        renderer: eframe::Renderer::Glow,
        ..Default::default()
    };
    eframe::run_native(
        "weighbridge",
        options,
        Box::new(move |cc| {
            theme::install(&cc.egui_ctx);
            cc.egui_ctx.set_zoom_factor(place.zoom);
            if let Some(path) = file {
                app.open_at_start(&cc.egui_ctx, &path);
            }
            Ok(Box::new(Window(app)))
        }),
    )
    .map_err(|error| AppError(error.to_string()))
}

fn builder(place: WindowPlace) -> ViewportBuilder {
    let builder = ViewportBuilder::default()
        .with_app_id(APP_ID)
        .with_title("Weighbridge")
        .with_icon(icon::window_icon())
        .with_inner_size(place.size.map_or(FIRST_SIZE, |(width, height)| [width, height]))
        .with_min_inner_size(LEAST_SIZE)
        .with_maximized(place.maximised)
        .with_drag_and_drop(true);
    match place.position {
        Some((x, y)) => builder.with_position([x, y]),
        None => builder,
    }
}

impl App {
    /// Notes where the window is, and brings it back when it lies beyond every
    /// display, as after one was unplugged.
    fn note_window(&mut self, ctx: &egui::Context) {
        let zoom = self.zoom_before.unwrap_or_else(|| ctx.zoom_factor());
        let now = ctx.input(|input| {
            let view = input.viewport();
            (view.outer_rect, view.inner_rect, view.maximized, view.fullscreen, view.monitor_size)
        });
        let (outer, inner, maximised, full_screen, display) = now;
        let maximised = maximised.unwrap_or(false);
        let mut place = self.settings.window.unwrap_or_default();
        (place.zoom, place.maximised) = (zoom, maximised);
        // The size to come back to is the one before it filled the display.
        if !maximised && full_screen != Some(true) {
            // In points of the display, whatever the zoom.
            let scale = ctx.zoom_factor();
            if let Some(inner) = inner.filter(|inner| inner.is_positive()) {
                let size = inner.size() * scale;
                place.size = Some((size.x.round(), size.y.round()));
            }
            if let Some(outer) = outer {
                let corner = (outer.min.to_vec2() * scale).round();
                place.position = Some((corner.x, corner.y));
            }
        }
        if self.settings.window != Some(place) {
            self.settings.window = Some(place);
        }
        let lost = outer.is_some() && display.is_none_or(|size| size == vec2(0.0, 0.0));
        if lost && !std::mem::replace(&mut self.brought_back, true) && place.position.is_some() {
            ctx.send_viewport_cmd(ViewportCommand::OuterPosition(pos2(40.0, 40.0)));
        }
    }

    /// Opens the file that the program was started with: a large one while the
    /// window is already there.
    fn open_at_start(&mut self, ctx: &egui::Context, path: &Path) {
        if self.open_large(ctx, path) {
            return;
        }
        self.open(path);
        if self.document.is_some() && self.start.has_leftovers() {
            let text = "There is work that was not saved. Close this workbook to see it.";
            self.toasts.say(text, false);
        }
    }
}
