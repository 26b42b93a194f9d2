//! A thing to choose on the start screen: an icon, a title, and a line about it.

use eframe::egui::{
    CornerRadius, Id, Rect, Response, Role, Sense, Stroke, StrokeKind, TextStyle, Ui, WidgetInfo,
    pos2, vec2,
};

use crate::app::theme::{self, tokens};
use crate::app::widgets;

/// Height of an entry with a line of text below its title.
const HEIGHT: f32 = 52.0;
/// Where text begins, after the icon.
const TEXT_AT: f32 = 40.0;

/// An entry that is as wide as there is space. `key` tells it from the others
/// on the screen, so that focus stays on it when others come or go.
pub(super) fn entry(ui: &mut Ui, key: &str, icon: &str, title: &str, text: &str) -> Response {
    let (rect, response) = ground(ui, key, vec2(ui.available_width(), HEIGHT));
    let tokens = tokens(ui);
    let centre = pos2(rect.left() + TEXT_AT / 2.0 + 2.0, rect.center().y);
    ui.painter().text(
        centre,
        eframe::egui::Align2::CENTER_CENTER,
        icon,
        theme::icon().resolve(ui.style()),
        tokens.accent,
    );
    let left = rect.left() + TEXT_AT;
    let width = rect.right() - theme::SPACE_S - left;
    let y = rect.center().y;
    widgets::paint_left(ui, title, &theme::strong(), tokens.text, left, y - 10.0, width);
    let (_, cut) =
        widgets::paint_left(ui, text, &TextStyle::Small, tokens.text_muted, left, y + 10.0, width);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, title));
    if cut { response.on_hover_text(text) } else { response }
}

/// The ground of something to choose: it can be pressed and has a focus that
/// can be seen.
pub(super) fn ground(ui: &mut Ui, key: &str, size: eframe::egui::Vec2) -> (Rect, Response) {
    let (_, rect) = ui.allocate_space(size);
    let response = ui.interact(rect, Id::unique(("start", key)), Sense::click());
    let tokens = tokens(ui);
    let round = CornerRadius::same(theme::CONTROL_RADIUS);
    if response.is_pointer_button_down_on() {
        ui.painter().rect_filled(rect, round, tokens.accent_soft);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, round, tokens.control_hover);
    }
    if response.has_focus() {
        let stroke = Stroke::new(2.0, tokens.accent);
        ui.painter().rect_stroke(rect, round, stroke, StrokeKind::Inside);
    }
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    (rect, response)
}
