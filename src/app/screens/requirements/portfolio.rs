//! Importance against difficulty: which requirements to look at first.

use std::collections::BTreeMap;

use eframe::egui::{
    self, Align2, FontId, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::app::theme::{self, tokens};
use crate::app::widgets;
use crate::workbook::{Requirement, RequirementId};

/// Height of the chart, in points.
const HEIGHT: f32 = 220.0;
/// Widest that the chart gets, in points.
const WIDEST: f32 = 520.0;
/// Radius of a requirement's mark, in points.
const RADIUS: f32 = 11.0;

/// Draws the requirements that have both an importance and a difficulty.
/// Gives the one that was clicked.
pub(super) fn show(
    ui: &mut Ui,
    requirements: &[Requirement],
    selected: Option<&RequirementId>,
) -> Option<RequirementId> {
    let mut places: BTreeMap<(u8, u8), Vec<&Requirement>> = BTreeMap::new();
    for requirement in requirements {
        if let (Some(importance), Some(difficulty)) =
            (requirement.importance, requirement.difficulty)
        {
            places.entry((difficulty, importance)).or_default().push(requirement);
        }
    }
    if places.is_empty() {
        return None;
    }
    let mut clicked = None;
    widgets::card(ui, |ui| {
        widgets::section_title(ui, "Importance × difficulty");
        widgets::small(
            ui,
            "Important and hard, at the top right: look at these first. The number is the \
             requirement's place in the list.",
        );
        let tokens = tokens(ui);
        let size = vec2(ui.available_width().min(WIDEST), HEIGHT);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let plot = Rect::from_min_max(rect.min + vec2(28.0, 8.0), rect.max - vec2(8.0, 28.0));
        let painter = ui.painter();
        let at = |difficulty: f32, importance: f32| {
            pos2(
                egui::remap(difficulty, 0.5..=5.5, plot.x_range()),
                egui::remap(importance, 0.5..=5.5, plot.bottom()..=plot.top()),
            )
        };
        painter.rect_filled(plot, 0.0, tokens.stripe);
        painter.rect_filled(
            Rect::from_two_pos(at(3.5, 3.5), plot.right_top()),
            0.0,
            tokens.accent_soft,
        );
        painter.rect_stroke(plot, 0.0, Stroke::new(1.0, tokens.line), StrokeKind::Inside);
        let small = egui::TextStyle::Small.resolve(ui.style());
        let figure: FontId = theme::small_strong().resolve(ui.style());
        painter.text(
            pos2(plot.center().x, rect.bottom() - 2.0),
            Align2::CENTER_BOTTOM,
            "difficulty →",
            small.clone(),
            tokens.text_muted,
        );
        let words = painter.layout_no_wrap("importance →".to_owned(), small, tokens.text_muted);
        let corner = pos2(rect.left() + 4.0, plot.center().y + words.size().x / 2.0);
        painter.add(
            egui::epaint::TextShape::new(corner, words, tokens.text_muted)
                .with_angle(-std::f32::consts::FRAC_PI_2),
        );
        for ((difficulty, importance), here) in places {
            let spot = at(f32::from(difficulty), f32::from(importance));
            let first = (here.len() as f32 - 1.0) / 2.0;
            for (step, requirement) in here.into_iter().enumerate() {
                let centre = spot + vec2((step as f32 - first) * (2.0 * RADIUS + 2.0), 0.0);
                let number = requirements
                    .iter()
                    .position(|other| other.id == requirement.id)
                    .map_or(0, |at| at + 1);
                let room = Rect::from_center_size(centre, vec2(2.0 * RADIUS, 2.0 * RADIUS));
                let id = ui.scope_id().with(("portfolio", &requirement.id));
                let response = ui.interact(room, id, Sense::click());
                let on = selected == Some(&requirement.id);
                let name = format!("{number} in the chart: {}", requirement.text);
                response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, &name));
                let (fill, text) =
                    if on { (tokens.text, tokens.card) } else { (tokens.accent, tokens.on_accent) };
                let painter = ui.painter();
                painter.circle_filled(centre, RADIUS, fill);
                if response.has_focus() || response.hovered() {
                    painter.circle_stroke(centre, RADIUS + 2.0, Stroke::new(2.0, tokens.accent));
                }
                let number = number.to_string();
                painter.text(centre, Align2::CENTER_CENTER, number, figure.clone(), text);
                if response.on_hover_text(&requirement.text).clicked() {
                    clicked = Some(requirement.id.clone());
                }
            }
        }
    });
    clicked
}
