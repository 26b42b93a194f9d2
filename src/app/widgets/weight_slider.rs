//! A slider for a weight, with the range in which the leader stays first drawn
//! under it. Unlike a stock slider it never changes what it only shows.

use eframe::egui::{
    self, Id, Key, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use crate::app::theme::{self, tokens};
use crate::app::tour::{self, Sight};

/// What the user did to a slider in this frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum WeightSliderChange {
    /// It is being dragged, or stepped by a key: the share wanted, 0 to 1.
    To(f64),
    /// The drag is over.
    Done,
}

/// A slider for a share of 0 to 1.
#[must_use = "a slider does nothing until it is shown"]
pub struct WeightSlider<'a> {
    /// What it is known by, wherever it is drawn.
    pub id: Id,
    /// What it is called.
    pub name: &'a str,
    /// The share now.
    pub share: f64,
    /// The range in which the leader stays first.
    pub stable: Option<(f64, f64)>,
    /// Its width in points.
    pub width: f32,
}

impl WeightSlider<'_> {
    /// Shows the slider.
    pub fn show(self, ui: &mut Ui) -> (Response, Option<WeightSliderChange>) {
        let tokens = tokens(ui);
        let (rect, _) = ui.allocate_exact_size(vec2(self.width, 22.0), Sense::hover());
        let mut response = ui.interact(rect, self.id, Sense::click_and_drag());
        let knob = 7.0;
        let track = Rect::from_min_max(
            pos2(rect.left() + knob, rect.center().y - 3.0),
            pos2(rect.right() - knob, rect.center().y + 3.0),
        );
        let x = |share: f64| egui::lerp(track.x_range(), share.clamp(0.0, 1.0) as f32);

        let painter = ui.painter();
        painter.hline(
            track.x_range(),
            track.center().y,
            Stroke::new(theme::LINE_STRONG, tokens.line_strong),
        );
        if let Some((low, high)) = self.stable {
            let band = Rect::from_min_max(pos2(x(low), track.top()), pos2(x(high), track.bottom()));
            painter.rect_filled(band, theme::BAR_RADIUS, tokens.pale(tokens.good));
            for end in [low, high] {
                if end > 0.0 && end < 1.0 {
                    painter.vline(
                        x(end),
                        rect.y_range().shrink(4.0),
                        Stroke::new(theme::LINE_STRONG, tokens.good),
                    );
                }
            }
        }
        let centre = pos2(x(self.share), track.center().y);
        let held = response.dragged() || response.has_focus();
        painter.circle_filled(centre, if held { knob + 1.0 } else { knob }, tokens.accent);
        painter.circle_filled(centre, 2.5, tokens.on_accent);

        tour::sight(ui, Sight::Weights, response.rect);
        let (name, share) = (self.name.to_owned(), self.share);
        response.widget_info(|| WidgetInfo {
            value: Some(share * 100.0),
            ..WidgetInfo::labeled(Role::Slider, true, &name)
        });
        let change = self.change(ui, &response, track);
        if response.clicked() || response.drag_started() {
            response.request_focus();
        }
        if change.is_some() {
            response.mark_changed();
        }
        (response, change)
    }

    fn change(&self, ui: &mut Ui, response: &Response, track: Rect) -> Option<WeightSliderChange> {
        if response.drag_stopped() {
            return Some(WeightSliderChange::Done);
        }
        if (response.dragged() || response.clicked())
            && let Some(pointer) = response.interact_pointer_pos()
        {
            let share = egui::remap_clamp(pointer.x, track.x_range(), 0.0..=1.0);
            // Whole tenths of a percent: what is printed is what is stored.
            return Some(WeightSliderChange::To((f64::from(share) * 1000.0).round() / 1000.0));
        }
        if !response.has_focus() {
            return None;
        }
        ui.memory_mut(|memory| {
            memory.set_focus_lock_filter(
                response.id,
                egui::EventFilter { horizontal_arrows: true, ..Default::default() },
            );
        });
        let step = ui.input(|input| {
            let size = if input.modifiers.shift { 0.05 } else { 0.01 };
            let up = input.num_presses(Key::ArrowRight) as f64;
            let down = input.num_presses(Key::ArrowLeft) as f64;
            (up - down) * size
        });
        (step != 0.0).then(|| WeightSliderChange::To((self.share + step).clamp(0.0, 1.0)))
    }
}
