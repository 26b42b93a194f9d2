//! What a step says, beside a ring around the place that it speaks about.

use eframe::egui::{
    Align, Area, CornerRadius, EventFilter, Frame, Id, Label, Layout, Order, Rect, Role, Sense,
    Stroke, StrokeKind, Ui, UiBuilder, Vec2, pos2, vec2,
};

use super::{STEPS, Wish};
use crate::app::theme::{self, tokens};
use crate::app::widgets;

/// Width of the words.
const WIDTH: f32 = 340.0;
/// Room between ring and bubble.
const GAP: f32 = 14.0;
/// Room between the place and its ring.
const ROOM: f32 = 4.0;
/// Room kept to the edge of the window.
const EDGE: f32 = 6.0;
/// Frames in which the screen may still move the place about.
const SETTLING: u8 = 4;

/// The words of a step as they are drawn.
#[derive(Debug, Default)]
pub(super) struct Bubble {
    size: Vec2,
    arriving: u8,
    ring: Option<Rect>,
    rect: Option<Rect>,
}

impl Bubble {
    /// Another step comes up.
    pub(super) fn arrive(&mut self) {
        self.arriving = SETTLING;
    }

    /// Whether the step has just come up.
    pub(super) fn is_arriving(&self) -> bool {
        self.arriving > 0
    }

    /// Where the ring was drawn last.
    pub(super) fn ring(&self) -> Option<Rect> {
        self.ring
    }

    /// Where the words were drawn last.
    pub(super) fn rect(&self) -> Rect {
        self.rect.unwrap_or(Rect::NOTHING)
    }

    /// Draws a step over the window. Nothing below it can be worked meanwhile.
    pub(super) fn show(&mut self, ui: &Ui, step: usize, place: Option<Rect>) -> Option<Wish> {
        let window = ui.content_rect();
        let width = WIDTH.min(window.width() - 2.0 * EDGE - 2.0 * theme::SPACE_M);
        let (ring, at) = arrange(place, self.size, window.shrink(EDGE));
        let area = Area::new(Id::unique("tour"))
            .order(Order::Foreground)
            .fixed_pos(at.min)
            .constrain(false)
            .movable(false);
        ui.memory_mut(|memory| memory.set_modal_layer(area.layer()));
        let shown = area.show(ui, |ui| {
            let below = UiBuilder::new().sense(Sense::CLICK | Sense::DRAG).max_rect(window);
            ui.new_child(below).set_min_size(window.size());
            curtain(ui, window, ring);
            let frame = Frame::popup(ui.style()).inner_margin(theme::SPACE_M);
            frame.show(ui, |ui| {
                ui.set_width(width);
                self.words(ui, step)
            })
        });
        self.ring = ring;
        self.rect = Some(shown.inner.response.rect);
        let size = shown.inner.response.rect.size();
        if size != self.size {
            self.size = size;
            ui.request_repaint();
        }
        if self.arriving > 0 {
            self.arriving -= 1;
            ui.request_repaint();
        }
        shown.inner.inner
    }

    fn words(&self, ui: &mut Ui, at: usize) -> Option<Wish> {
        let step = &STEPS[at];
        let count = format!("Step {} of {}", at + 1, STEPS.len());
        let mut wish = None;
        let name = format!("{count}. {}. {}", step.title, step.text);
        let dialog = UiBuilder::new().accessibility_role(Role::Dialog).accessibility_label(name);
        ui.scope_builder(dialog, |ui| {
            widgets::small(ui, count);
            widgets::section_title(ui, step.title);
            ui.add(Label::new(step.text).wrap());
            ui.add_space(theme::SPACE_XS);
            ui.horizontal(|ui| {
                let last = at + 1 == STEPS.len();
                if at > 0 {
                    let back = widgets::button(ui, "Previous step");
                    hold(ui, &back, false);
                    if back.clicked() {
                        wish = Some(Wish::Back);
                    }
                }
                let text = if last { "Finish the tour" } else { "Next step" };
                let on = widgets::primary_button(ui, text);
                hold(ui, &on, self.arriving == SETTLING);
                if on.clicked() {
                    wish = Some(Wish::On);
                }
                if !last {
                    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                        let leave = widgets::link_button(ui, "Leave the tour");
                        let leave = leave.on_hover_text("Leave the tour (Esc)");
                        hold(ui, &leave, false);
                        if leave.clicked() {
                            wish = Some(Wish::Leave);
                        }
                    });
                }
            });
        });
        wish
    }
}

/// Leaves the arrow keys and Escape to the tour, and gives a button the focus.
fn hold(ui: &Ui, button: &eframe::egui::Response, focus: bool) {
    if focus {
        button.request_focus();
    }
    let filter = EventFilter { horizontal_arrows: true, escape: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(button.id, filter));
}

/// Dims everything but the place, and draws the ring.
fn curtain(ui: &Ui, window: Rect, ring: Option<Rect>) {
    let painter = ui.painter().with_clip_rect(window);
    let shade = tokens(ui).curtain();
    let Some(ring) = ring else {
        painter.rect_filled(window, 0.0, shade);
        return;
    };
    for part in [
        Rect::from_min_max(window.min, pos2(window.right(), ring.top())),
        Rect::from_min_max(pos2(window.left(), ring.bottom()), window.max),
        Rect::from_min_max(pos2(window.left(), ring.top()), ring.left_bottom()),
        Rect::from_min_max(ring.right_top(), pos2(window.right(), ring.bottom())),
    ] {
        if part.is_positive() {
            painter.rect_filled(part, 0.0, shade);
        }
    }
    let stroke = Stroke::new(theme::LINE_STRONG, tokens(ui).accent);
    painter.rect_stroke(ring, CornerRadius::same(theme::MARK_RADIUS), stroke, StrokeKind::Middle);
}

/// Where the ring goes, and where a bubble of this size has its place beside
/// it within the window. A place that leaves no room for the bubble is ringed
/// in part, from its upper left corner.
fn arrange(place: Option<Rect>, size: Vec2, window: Rect) -> (Option<Rect>, Rect) {
    let Some(place) = place else {
        return (None, Rect::from_center_size(window.center(), size));
    };
    let ring = place.expand(ROOM).intersect(window);
    if let Some(bubble) = beside(ring, size, window) {
        return (Some(ring), bubble);
    }
    // Cut on the side where most of it stays beside the bubble.
    let room = size + vec2(GAP, GAP);
    let cut = |limit: Rect| ring.intersect(limit);
    let parts = [
        cut(Rect::from_min_max(window.min, pos2(window.right(), window.bottom() - room.y))),
        cut(Rect::from_min_max(window.min, pos2(window.right() - room.x, window.bottom()))),
        cut(Rect::from_min_max(pos2(window.left(), window.top() + room.y), window.max)),
        cut(Rect::from_min_max(pos2(window.left() + room.x, window.top()), window.max)),
    ];
    let largest = parts
        .into_iter()
        .filter(Rect::is_positive)
        .filter_map(|part| Some((part, beside(part, size, window)?)))
        .max_by(|a, b| a.0.area().total_cmp(&b.0.area()));
    match largest {
        Some((part, bubble)) => (Some(part), bubble),
        None => (Some(ring), Rect::from_min_size(window.max - size, size)),
    }
}

/// A place for something of this size beside the ring.
fn beside(ring: Rect, size: Vec2, window: Rect) -> Option<Rect> {
    let clamp = |x: f32, low: f32, high: f32| x.min(high).max(low);
    let x = clamp(ring.center().x - size.x / 2.0, window.left(), window.right() - size.x);
    let y = clamp(ring.top(), window.top(), window.bottom() - size.y);
    [
        pos2(ring.right() + GAP, y),
        pos2(ring.left() - GAP - size.x, y),
        pos2(x, ring.bottom() + GAP),
        pos2(x, ring.top() - GAP - size.y),
    ]
    .into_iter()
    .map(|min| Rect::from_min_size(min, size))
    .find(|bubble| window.expand(0.5).contains_rect(*bubble))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bubble_never_covers_the_place() {
        let size = vec2(372.0, 210.0);
        for (width, height) in [(860.0, 560.0), (1024.0, 640.0), (1440.0, 900.0), (683.0, 427.0)] {
            let window = Rect::from_min_size(pos2(0.0, 0.0), vec2(width, height));
            for left in 0..10 {
                for top in 0..10 {
                    for right in left + 1..=10 {
                        for bottom in top + 1..=10 {
                            let at = |x: i32, y: i32| {
                                pos2(x as f32 * width / 10.0, y as f32 * height / 10.0)
                            };
                            let place = Rect::from_min_max(at(left, top), at(right, bottom));
                            let (ring, bubble) = arrange(Some(place), size, window);
                            let ring = ring.unwrap();
                            assert!(ring.is_positive(), "{place:?} in {window:?}");
                            assert!(
                                !ring.intersect(bubble).is_positive(),
                                "{bubble:?} covers {ring:?} of {place:?} in {window:?}"
                            );
                            assert!(window.expand(1.0).contains_rect(bubble));
                            assert!(place.expand(ROOM).contains_rect(ring));
                        }
                    }
                }
            }
        }
    }
}
