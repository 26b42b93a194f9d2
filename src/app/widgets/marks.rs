//! Options have one colour and one marker everywhere.

use eframe::egui::{
    Color32, Label, Painter, Pos2, Rect, Response, RichText, Sense, Shape, Stroke, Ui, pos2, vec2,
};

use crate::app::theme::{self, tokens};
use crate::figure::palette::{Marker, option_style};

/// Paints a marker.
pub fn marker(painter: &Painter, centre: Pos2, radius: f32, shape: Marker, colour: Color32) {
    let polygon = |points: Vec<Pos2>| Shape::convex_polygon(points, colour, Stroke::NONE);
    let r = radius;
    let at = |x: f32, y: f32| pos2(centre.x + x * r, centre.y + y * r);
    match shape {
        Marker::Circle => {
            painter.circle_filled(centre, r, colour);
        }
        Marker::Square => {
            painter.rect_filled(
                Rect::from_center_size(centre, vec2(1.8 * r, 1.8 * r)),
                0.0,
                colour,
            );
        }
        Marker::Diamond => {
            painter.add(polygon(vec![at(0.0, -1.2), at(1.2, 0.0), at(0.0, 1.2), at(-1.2, 0.0)]));
        }
        Marker::TriangleUp => {
            painter.add(polygon(vec![at(0.0, -1.1), at(1.1, 0.9), at(-1.1, 0.9)]));
        }
        Marker::TriangleDown => {
            painter.add(polygon(vec![at(0.0, 1.1), at(-1.1, -0.9), at(1.1, -0.9)]));
        }
        Marker::Cross => {
            let stroke = Stroke::new(r * 0.6, colour);
            painter.line_segment([at(-0.9, -0.9), at(0.9, 0.9)], stroke);
            painter.line_segment([at(-0.9, 0.9), at(0.9, -0.9)], stroke);
        }
        Marker::Star => {
            let stroke = Stroke::new(r * 0.45, colour);
            for turn in 0..3 {
                let angle = std::f32::consts::PI * turn as f32 / 3.0;
                let (x, y) = (angle.cos() * 1.1, angle.sin() * 1.1);
                painter.line_segment([at(-x, -y), at(x, y)], stroke);
            }
        }
    }
}

/// An option's marker alone, before words of another widget.
pub fn option_sign(ui: &mut Ui, position: usize) {
    let (rect, _) = ui.allocate_exact_size(vec2(12.0, 14.0), Sense::hover());
    let style = option_style(position);
    marker(ui.painter(), rect.center(), 5.0, style.marker, tokens(ui).option(position));
}

/// An option's marker and name.
pub fn option_label(ui: &mut Ui, position: usize, text: RichText) -> Response {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme::SPACE_S;
        option_sign(ui, position);
        ui.add(Label::new(text).truncate())
    })
    .inner
}
