//! One ring around whatever has the keyboard's focus, stock or painted by hand:
//! no widget draws one of its own, and none can forget to. What gets the focus
//! by a key is scrolled into sight, since a ring out of sight is none.

use eframe::egui::{
    Color32, Context, CornerRadius, Event, Id, Painter, Plugin, RawInput, Rect, Stroke, StrokeKind,
    Ui, ViewportId, ViewportIdMap, WidgetRect, accesskit,
};

use super::{CONTROL_RADIUS, tokens};

/// Width of the ring, in points (WCAG 2.2, success criterion 2.4.13, asks for
/// two).
pub const FOCUS_WIDTH: f32 = 2.0;
/// Room between a control and its ring, so that the ring is seen around a
/// control of the ring's own colour too.
const GAP: f32 = 1.0;
/// How far the ring reaches out of the control.
const REACH: f32 = GAP + FOCUS_WIDTH;

/// Draws the ring after everything else.
#[derive(Default)]
struct FocusRing {
    /// What had the focus in the pass before, in each window.
    focused: ViewportIdMap<Id>,
    /// What is to be scrolled into sight in the next pass, and in which window.
    hidden: Option<(ViewportId, Id)>,
}

impl Plugin for FocusRing {
    fn debug_name(&self) -> &'static str {
        "focus ring"
    }

    fn input_hook(&mut self, _ctx: &Context, input: &mut RawInput) {
        let Some((_, id)) = self.hidden.filter(|(window, _)| *window == input.viewport_id) else {
            return;
        };
        self.hidden = None;
        // As a screen reader asks for it: the widget itself then tells the area
        // that it lies in.
        input.events.push(Event::AccessKitActionRequest(accesskit::ActionRequest {
            action: accesskit::Action::ScrollIntoView,
            target_tree: accesskit::TreeId::ROOT,
            target_node: id.accesskit_id(),
            data: None,
        }));
    }

    fn on_end_pass(&mut self, ui: &mut Ui) {
        let window = ui.viewport_id();
        let Some(id) = ui.memory(|memory| memory.focused()) else {
            self.focused.remove(&window);
            return;
        };
        let Some(widget) = ui.viewport(|viewport| viewport.this_pass.widgets.get(id).copied())
        else {
            return;
        };
        let pointed = ui.input(|input| {
            let pointer = &input.pointer;
            pointer.any_down() || pointer.any_released()
        });
        let arrived = self.focused.insert(window, id) != Some(id);
        if arrived && !pointed && is_hidden(&widget, ui.content_rect()) {
            self.hidden = Some((window, id));
            ui.request_repaint();
        }
        let (rect, seen) = (widget.rect, widget.interact_rect);
        if !widget.enabled || !rect.is_finite() || !seen.is_positive() {
            return;
        }
        let painter =
            ui.layer_painter(widget.layer_id).with_clip_rect(sight(rect, seen, ui.content_rect()));
        focus_ring(&painter, rect.intersect(ui.content_rect().shrink(REACH)), tokens(ui).accent);
    }
}

/// Whether too little of a control is in sight: not all of its height or, for
/// one as large as half the window, nothing at all.
fn is_hidden(widget: &WidgetRect, window: Rect) -> bool {
    let (rect, seen) = (widget.rect, widget.interact_rect);
    if !seen.is_positive() {
        return true;
    }
    rect.height() < window.height() / 2.0 && seen.height() + 1.0 < rect.height()
}

/// Where the ring of a control at `rect`, of which `seen` is in sight, may be
/// drawn: around it, but not beyond an edge behind which it has scrolled away.
fn sight(rect: Rect, seen: Rect, window: Rect) -> Rect {
    let mut sight = rect.expand(REACH);
    if seen.left() > rect.left() {
        sight.min.x = seen.left();
    }
    if seen.top() > rect.top() {
        sight.min.y = seen.top();
    }
    if seen.right() < rect.right() {
        sight.max.x = seen.right();
    }
    if seen.bottom() < rect.bottom() {
        sight.max.y = seen.bottom();
    }
    sight.intersect(window)
}

/// Paints the ring around a control at `rect`.
pub fn focus_ring(painter: &Painter, rect: Rect, colour: Color32) {
    let stroke = Stroke::new(FOCUS_WIDTH, colour);
    let round = CornerRadius::same(CONTROL_RADIUS + REACH as u8);
    painter.rect_stroke(rect.expand(REACH), round, stroke, StrokeKind::Inside);
}

/// Has the ring drawn from now on.
pub(super) fn install(ctx: &Context) {
    ctx.add_plugin(FocusRing::default());
}

#[cfg(test)]
mod tests {
    use eframe::egui::{pos2, vec2};

    use super::*;

    #[test]
    fn the_ring_ends_where_its_control_has_scrolled_away() {
        let window = Rect::from_min_size(pos2(0.0, 0.0), vec2(800.0, 600.0));
        let rect = Rect::from_min_size(pos2(100.0, 100.0), vec2(80.0, 30.0));
        assert_eq!(sight(rect, rect, window), rect.expand(REACH));
        let above = Rect::from_min_max(pos2(100.0, 110.0), rect.max);
        assert_eq!(sight(rect, above, window).top(), 110.0);
        assert_eq!(sight(rect, above, window).bottom(), rect.bottom() + REACH);
        let below = Rect::from_min_max(rect.min, pos2(180.0, 120.0));
        assert_eq!(sight(rect, below, window).bottom(), 120.0);
        let left = Rect::from_min_max(pos2(130.0, 100.0), rect.max);
        assert_eq!(sight(rect, left, window).left(), 130.0);
    }
}
