//! A scrolling list that draws only the rows in sight, so that thousands cost
//! no more than a screenful. Rows may differ in height.

use eframe::egui::{Id, Rect, ScrollArea, Ui, UiBuilder, pos2};

/// Where each row of a list begins, from the top, in points.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RowOffsets(Vec<f32>);

impl RowOffsets {
    /// Rows of these heights, one under the other.
    pub fn of(heights: impl IntoIterator<Item = f32>) -> Self {
        let mut tops = vec![0.0];
        let mut at = 0.0;
        for height in heights {
            at += height;
            tops.push(at);
        }
        Self(tops)
    }

    /// Count of rows.
    pub fn len(&self) -> usize {
        self.0.len().saturating_sub(1)
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Height of all rows together.
    pub fn total(&self) -> f32 {
        self.0.last().copied().unwrap_or(0.0)
    }

    /// Upper and lower edge of a row.
    fn edges(&self, row: usize) -> Option<(f32, f32)> {
        self.0.get(row).copied().zip(self.0.get(row + 1).copied())
    }

    /// The row at a height from the top, or the last one above it.
    fn row_at(&self, y: f32) -> usize {
        self.0.partition_point(|&top| top <= y).saturating_sub(1)
    }
}

/// Shows the rows in sight, each in a place of its own whose ids come from
/// `key`, so that what is typed in a row stays with it. Scrolls to `reveal`
/// when that row is not wholly in sight.
pub fn virtual_list<K: std::hash::Hash + std::fmt::Debug>(
    ui: &mut Ui,
    name: &str,
    offsets: &RowOffsets,
    reveal: Option<usize>,
    key: impl Fn(usize) -> K,
    mut row: impl FnMut(&mut Ui, usize),
) {
    ScrollArea::vertical().id_salt(name).auto_shrink([false, false]).show_viewport(
        ui,
        |ui, viewport| {
            ui.set_height(offsets.total());
            let (top, x) = (ui.max_rect().top(), ui.max_rect().x_range());
            let rect_of = |at: usize| {
                let (from, to) = offsets.edges(at)?;
                Some(Rect::from_min_max(pos2(x.min, top + from), pos2(x.max, top + to)))
            };
            if let Some(rect) = reveal.and_then(rect_of) {
                ui.scroll_to_rect(rect, None);
            }
            let first = offsets.row_at(viewport.min.y);
            for at in first..offsets.len() {
                let Some(rect) = rect_of(at) else { break };
                if rect.top() > top + viewport.max.y {
                    break;
                }
                let id = Id::unique((name, key(at)));
                let mut child = ui.new_child(UiBuilder::new().scope_id(id).max_rect(rect));
                row(&mut child, at);
            }
        },
    );
}
