//! A long list of rows of unlike height, of which only those in sight are
//! drawn. Heights are measured once and kept until the list changes.

use eframe::egui::{self, Id, Rect, Ui, vec2};

/// Rows this many points outside of what is seen are drawn as well, so that
/// the keyboard finds the next one.
const MARGIN: f32 = 400.0;

/// The heights of a list's rows.
#[derive(Debug, Default)]
pub struct TallRows {
    stamp: (u64, u32),
    heights: egui::IdMap<f32>,
}

impl TallRows {
    /// Begins to draw the list; `revision` tells one state of its contents
    /// from the next.
    pub fn begin(&mut self, ui: &Ui, revision: u64) {
        let stamp = (revision, ui.available_width().max(0.0).round() as u32);
        if self.stamp != stamp {
            self.stamp = stamp;
            self.heights.clear();
        }
    }

    /// Draws a row, or leaves its room where it is out of sight. `key` is the
    /// row's stable name. Gives the room that it takes.
    pub fn row(
        &mut self,
        ui: &mut Ui,
        key: impl std::hash::Hash + std::fmt::Debug,
        contents: impl FnOnce(&mut Ui),
    ) -> Rect {
        let id = Id::unique(("row", &key));
        let width = ui.available_width();
        if let Some(&height) = self.heights.get(&id) {
            let room = Rect::from_min_size(ui.cursor().min, vec2(width, height));
            let seen = ui.clip_rect().expand2(vec2(0.0, MARGIN)).intersects(room);
            if !seen && !holds_focus(ui, room) {
                ui.allocate_space(vec2(width, height));
                return room;
            }
        }
        let rect = ui
            .push_id(&key, |ui| {
                ui.vertical(|ui| {
                    ui.set_width(width);
                    contents(ui);
                })
            })
            .response
            .rect;
        self.heights.insert(id, rect.height());
        rect
    }
}

/// Whether the widget with the focus stands in this room: it stays drawn, or
/// it would lose the focus with what was typed.
fn holds_focus(ui: &Ui, room: Rect) -> bool {
    let Some(focused) = ui.memory(|memory| memory.focused()) else { return false };
    // Its place is looked up, not its response: asking for that in the frame of
    // a click elsewhere would take the focus from it.
    let place = ui.viewport(|viewport| {
        let widgets = [&viewport.this_pass.widgets, &viewport.prev_pass.widgets];
        widgets.into_iter().find_map(|widgets| widgets.get(focused)).map(|widget| widget.rect)
    });
    place.is_some_and(|rect| room.contains(rect.center()))
}
