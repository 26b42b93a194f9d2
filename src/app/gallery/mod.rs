//! Everything that screens are made of, light and dark side by side, in every
//! state: what a change of the design system is looked at in. Debug builds only.
//!
//! States that come and go (under the pointer, pressed, with the focus) stand
//! still here: the part is drawn at rest in the colours of that state.

mod foundations;
mod parts;

use eframe::egui::{Frame, Margin, Response, RichText, TextStyle, Theme, Ui, UiBuilder};

use super::theme::{self, tokens};
use super::widgets;

/// A chapter of the gallery: its title and what it shows.
type Chapter = (&'static str, fn(&mut Ui));

const CHAPTERS: [Chapter; 13] = [
    ("Type", foundations::type_scale),
    ("Colours", foundations::colours),
    ("Heat", foundations::heat),
    ("Options", foundations::options),
    ("Groups", foundations::groups),
    ("Space, lines and corners", foundations::measures),
    ("Icons", foundations::icons),
    ("Buttons", parts::buttons),
    ("Words and tags", parts::words),
    ("Fields", parts::fields),
    ("Choices", parts::choices),
    ("Lists and tables", parts::lists),
    ("Messages and empty places", parts::messages),
];

/// Below this width light and dark stand one under the other.
const ROOMY: f32 = 720.0;
/// Width of a part with the name of its state, as most are.
const STATE: f32 = 130.0;

/// Shows the whole gallery.
pub fn show(ui: &mut Ui) {
    for (title, contents) in CHAPTERS {
        widgets::section_title(ui, title);
        let count = if ui.available_width() < ROOMY { 1 } else { 2 };
        ui.columns(count, |sides| {
            for (at, theme) in [Theme::Light, Theme::Dark].into_iter().enumerate() {
                let Some(side) = sides.get_mut(at % count) else { continue };
                side.push_id((title, theme == Theme::Dark), |ui| {
                    *ui.visuals_mut() = theme::visuals(theme);
                    let frame = Frame::new()
                        .fill(tokens(ui).card)
                        .stroke((theme::LINE, tokens(ui).line))
                        .corner_radius(theme::CARD_RADIUS)
                        .inner_margin(Margin::same(theme::SPACE_M as i8));
                    frame.show(ui, |ui| {
                        ui.set_width(ui.available_width());
                        contents(ui);
                    });
                });
            }
        });
        ui.add_space(theme::SPACE_M);
    }
}

/// The states of a part that has the colours of stock widgets.
const STATES: &[&str] = &["at rest", "under the pointer", "pressed", "with the focus", "disabled"];
/// The states of a part with colours of its own for the pointer, which have to
/// be tried by pointing at it.
const OWN_STATES: &[&str] = &["at rest", "with the focus", "disabled"];

/// A part in these states, each with its name below.
fn in_states(ui: &mut Ui, name: &str, states: &[&str], part: impl Fn(&mut Ui) -> Response) {
    widgets::field_label(ui, name);
    let in_a_row = ((ui.available_width() / STATE) as usize).max(1);
    for row in states.chunks(in_a_row) {
        ui.horizontal_top(|ui| {
            for &state in row {
                ui.scope_builder(UiBuilder::new().id_salt((name, state)), |ui| {
                    ui.vertical(|ui| in_state(ui, state, &part));
                });
            }
        });
    }
}

fn in_state(ui: &mut Ui, state: &str, part: impl Fn(&mut Ui) -> Response) {
    let states = &mut ui.visuals_mut().widgets;
    match state {
        "under the pointer" => states.inactive = states.hovered,
        "pressed" | "with the focus" => states.inactive = states.active,
        "disabled" => ui.disable(),
        _ => {}
    }
    let response = part(ui);
    if state == "with the focus" {
        theme::focus_ring(ui.painter(), response.rect, tokens(ui).accent);
    }
    let colour = tokens(ui).text_muted;
    ui.label(RichText::new(state).text_style(TextStyle::Small).color(colour));
}
