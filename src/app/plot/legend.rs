//! What the fills, letters and markers of a chart mean.

use eframe::egui::{
    self, Align2, Rect, Role, Sense, Stroke, TextStyle, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::{colour, ground, scale};
use crate::app::theme::{self, tokens};
use crate::app::widgets;
use crate::figure::palette::ink_on;
use crate::figure::{Dash, Figure, Fill, LegendEntry, Sign, Vertical};

/// Size of a sign, in points at the main window's text size.
const SIGN: f32 = 16.0;

/// The legend in as many lines as it needs.
pub(super) fn show(ui: &mut Ui, figure: &Figure) {
    let columns: Vec<LegendEntry>;
    let entries = match &figure.y {
        // Narrow columns show markers alone: here is what they mean.
        Vertical::Matrix { columns: heads, .. } if super::matrix::is_narrow(ui, figure) => {
            columns = heads
                .iter()
                .filter_map(|head| {
                    let sign = Sign::Marker(head.style?);
                    Some(LegendEntry { name: head.name.clone(), sign, key: None })
                })
                .collect();
            &columns
        }
        _ => &figure.legend,
    };
    if entries.is_empty() {
        return;
    }
    let size = scale(ui);
    ui.scope(|ui| {
        // Lines of a legend stand closer than those of buttons.
        ui.spacing_mut().interact_size.y = 0.0;
        ui.spacing_mut().item_spacing = vec2(theme::SPACE_M * size, 6.0 * size);
        ui.horizontal_wrapped(|ui| entries_ui(ui, entries, size));
    });
}

fn entries_ui(ui: &mut Ui, entries: &[LegendEntry], size: f32) {
    for entry in entries {
        let sign_size = SIGN * size;
        let gap = 6.0 * size;
        let widest = (ui.max_rect().width() - sign_size - gap).max(40.0);
        let words = widgets::one_line(ui, &entry.name, &TextStyle::Small, tokens(ui).text, widest);
        // Sign and words are one piece, so that a line break keeps them together.
        let wanted = vec2(sign_size + gap + words.size().x, words.size().y.max(sign_size));
        let (rect, response) = ui.allocate_exact_size(wanted, Sense::hover());
        let centre = pos2(rect.left() + sign_size / 2.0, rect.center().y);
        sign(ui, entry, Rect::from_center_size(centre, Vec2::splat(sign_size)));
        let top = rect.center().y - words.size().y / 2.0;
        let was_cut = words.elided;
        ui.painter().galley(pos2(rect.right() - words.size().x, top), words, tokens(ui).text);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &entry.name));
        if was_cut {
            response.on_hover_text(&entry.name);
        }
    }
}

fn sign(ui: &Ui, entry: &LegendEntry, rect: Rect) {
    let painter = ui.painter();
    match entry.sign {
        Sign::Patch(fill) => {
            let patch = rect.shrink(0.5);
            let shade = colour(ui, fill);
            let (shade, stroke) = match fill {
                Fill::Hollow(_) => (tokens(ui).veil(shade), Stroke::new(1.5, shade)),
                _ => (shade, Stroke::new(1.0, tokens(ui).line_strong)),
            };
            painter.rect(patch, 2.0, shade, stroke, egui::StrokeKind::Inside);
            if let Some(key) = entry.key {
                let ink = tokens(ui).of_figure(ink_on(fill.colour(ground(ui))));
                let font = theme::small_strong().resolve(ui.style());
                painter.text(patch.center(), Align2::CENTER_CENTER, key, font, ink);
            }
        }
        Sign::Marker(style) => {
            let ink = colour(ui, Fill::Option(style));
            widgets::marker(painter, rect.center(), rect.width() * 0.36, style.marker, ink);
        }
        Sign::Line(fill, dash) => {
            let ends = [rect.left_center(), rect.right_center()];
            let stroke = Stroke::new(2.0, colour(ui, fill));
            if dash == Dash::Solid {
                painter.line_segment(ends, stroke);
            } else {
                painter.extend(egui::Shape::dashed_line(&ends, stroke, 3.0, 3.0));
            }
        }
        Sign::Whisker => {
            let stroke = Stroke::new(1.5, tokens(ui).text_muted);
            painter.hline(rect.x_range(), rect.center().y, stroke);
            for x in [rect.left(), rect.right()] {
                painter.vline(x, rect.center().y - 4.0..=rect.center().y + 4.0, stroke);
            }
        }
    }
}
