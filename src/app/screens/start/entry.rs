//! A thing to choose on the start screen: an icon, a title, and a line about it.

use eframe::egui::{
    Align2, CornerRadius, Id, Rect, Response, Role, Sense, TextStyle, Ui, Vec2, WidgetInfo, pos2,
    vec2,
};

use crate::app::theme::{self, tokens};
use crate::app::widgets;

/// Room above and below the words.
const ROOM: f32 = 8.0;
/// Where text begins, after the icon.
const TEXT_AT: f32 = 40.0;

/// An entry that is as wide as there is space. `key` tells it from the others
/// on the screen, so that focus stays on it when others come or go.
pub(super) fn entry(ui: &mut Ui, key: &str, icon: &str, title: &str, text: &str) -> Response {
    let tokens = tokens(ui);
    let width = ui.available_width();
    let room = width - TEXT_AT - theme::SPACE_S;
    let title_text = widgets::wrapped(ui, title, &theme::strong(), tokens.text, room);
    let about = widgets::wrapped(ui, text, &TextStyle::Small, tokens.text_muted, room);
    let height = title_text.size().y + 2.0 + about.size().y + 2.0 * ROOM;
    let (rect, response) = ground(ui, key, vec2(width, height));
    let centre = pos2(rect.left() + TEXT_AT / 2.0 + 2.0, rect.center().y);
    let font = theme::icon().resolve(ui.style());
    ui.painter().text(centre, Align2::CENTER_CENTER, icon, font, tokens.accent);
    let at = rect.min + vec2(TEXT_AT, ROOM);
    let below = at + vec2(0.0, title_text.size().y + 2.0);
    ui.painter().galley(at, title_text, tokens.text);
    ui.painter().galley(below, about, tokens.text_muted);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, title));
    ui.accesskit_node_builder(response.id, |node| node.set_description(text));
    response
}

/// The ground of something to choose, which can be pressed.
pub(super) fn ground(ui: &mut Ui, key: &str, size: Vec2) -> (Rect, Response) {
    let (_, rect) = ui.allocate_space(size);
    let response = ui.interact(rect, Id::unique(("start", key)), Sense::click());
    let tokens = tokens(ui);
    let round = CornerRadius::same(theme::CONTROL_RADIUS);
    if response.is_pointer_button_down_on() {
        ui.painter().rect_filled(rect, round, tokens.accent_soft);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, round, tokens.control_hover);
    }
    (rect, response)
}
