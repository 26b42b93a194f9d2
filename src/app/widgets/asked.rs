//! A number that can be asked why.

use eframe::egui::{Button, CursorIcon, Response, RichText, Role, Shape, Ui, WidgetInfo};

use crate::app::theme::{self, tokens};

/// A number that can be asked why: it looks like any other, and shows a dotted
/// line below while the pointer or the focus is on it. `name` is what asking
/// does, such as "Why 85.3 for Node.js". Whether it was asked is its click.
pub fn asked(ui: &mut Ui, text: impl Into<RichText>, name: &str) -> Response {
    let button = Button::new(text.into()).frame(false);
    // In a line that wraps it goes to the next one whole.
    let button = if ui.layout().main_wrap { button } else { button.truncate() };
    let response = ui.add(button);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    if response.hovered() || response.has_focus() {
        let (rect, colour) = (response.rect, tokens(ui).accent);
        let y = (rect.center().y + theme::BODY_SIZE / 2.0 + theme::SPACE_XXS).min(rect.bottom());
        let ends = [rect.left_bottom(), rect.right_bottom()].map(|at| eframe::egui::pos2(at.x, y));
        let dots = Shape::dotted_line(&ends, colour, 2.0 * theme::SPACE_XXS, theme::LINE);
        ui.painter().extend(dots);
    }
    response.on_hover_cursor(CursorIcon::Help).on_hover_text(name)
}
