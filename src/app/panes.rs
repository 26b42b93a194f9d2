//! Going through the parts of the window by F6, as desktop programs have it:
//! the bar on top, the rail, the screen, the inspector, the strip.

use eframe::egui::{Id, LayerId, Rect, Ui};

use super::theme;

/// The parts drawn in a frame.
#[derive(Debug, Default)]
pub struct Panes {
    /// The bar on top.
    pub top: Option<Rect>,
    /// The rail.
    pub rail: Option<Rect>,
    /// The screen itself.
    pub screen: Option<Rect>,
    /// The inspector.
    pub inspector: Option<Rect>,
    /// The strip.
    pub strip: Option<Rect>,
}

impl Panes {
    /// The parts that are there, in the order in which they are gone through,
    /// from the screen on.
    fn round(&self) -> Vec<Rect> {
        [self.screen, self.inspector, self.strip, self.top, self.rail]
            .into_iter()
            .flatten()
            .collect()
    }

    /// Gives the focus to the first control of the next part that has one, or
    /// of the one before.
    pub fn go(&self, ui: &Ui, forward: bool) {
        let panes = self.round();
        let count = panes.len();
        let focused = ui.memory(|memory| memory.focused());
        let at = focused.and_then(|id| ui.read_response(id)).and_then(|response| {
            panes.iter().position(|pane| pane.contains(response.rect.center()))
        });
        for step in 1..=count {
            let next = match (at, forward) {
                (Some(at), true) => (at + step) % count,
                (Some(at), false) => (at + count - step) % count,
                (None, true) => step - 1,
                (None, false) => count - step,
            };
            if let Some(id) = first_control(ui, panes[next]) {
                ui.memory_mut(|memory| memory.request_focus(id));
                return;
            }
        }
    }
}

fn first_control(ui: &Ui, pane: Rect) -> Option<Id> {
    // Not the handle on its edge, by which a part is made wider.
    let pane = pane.shrink(theme::SPACE_XS);
    ui.viewport(|viewport| {
        viewport
            .prev_pass
            .widgets
            .get_layer(LayerId::background())
            .find(|widget| {
                widget.enabled
                    && widget.sense.is_focusable()
                    && widget.interact_rect.is_positive()
                    && pane.contains(widget.interact_rect.center())
            })
            .map(|widget| widget.id)
    })
}
