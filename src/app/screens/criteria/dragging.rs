//! A row of the tree on its way to another place: where it would go, and what
//! is drawn while it is held.

use eframe::egui::{
    CursorIcon, Id, Key, LayerId, Modifiers, Order, Pos2, Rect, Stroke, StrokeKind, TextStyle, Ui,
    Vec2, pos2, style::ScrollAnimation, vec2,
};

use super::rows::{OutlineRow, RowKind};
use crate::app::theme::{self, tokens};
use crate::workbook::CriterionId;

/// How close to an edge of the list the pointer has to be for it to scroll.
const EDGE: f32 = 26.0;
/// How fast the list scrolls then, in points a second.
const SPEED: f32 = 520.0;

/// A place in the tree, by rows: the group, and the child before which it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DropPlace {
    /// The row of the group; nothing at the top.
    pub parent: Option<usize>,
    /// The row before which it is; nothing at the end of the group.
    pub before: Option<usize>,
    /// The gap between rows in which the line is drawn; nothing where it goes
    /// into a group that the pointer is on.
    gap: Option<(usize, usize)>,
}

/// Where something goes that is let go of over row `at`, `share` of its height
/// down, with the pointer `depth` steps from the left.
fn place_at(rows: &[OutlineRow], at: usize, share: f32, depth: usize) -> DropPlace {
    let row = &rows[at.min(rows.len() - 1)];
    let into = row.kind.is_group() && (0.25..0.75).contains(&share);
    if into && at < rows.len() {
        return DropPlace { parent: Some(at), before: None, gap: None };
    }
    let gap = if at < rows.len() && share < 0.5 { at } else { (at + 1).min(rows.len()) };
    let least = rows.get(gap).map_or(0, |below| below.depth);
    let most = match gap.checked_sub(1).and_then(|above| rows.get(above)) {
        Some(above) if above.kind == RowKind::Open => above.depth + 1,
        Some(above) => above.depth,
        None => 0,
    };
    let depth = depth.clamp(least, most.max(least));
    let parent = depth
        .checked_sub(1)
        .and_then(|above| rows[..gap].iter().rposition(|row| row.depth == above));
    let before = rows.get(gap).filter(|below| below.depth == depth).map(|_| gap);
    DropPlace { parent, before, gap: Some((gap, depth)) }
}

/// What came of a row that is held.
pub enum Held {
    /// It is held on.
    Still,
    /// It was let go of, at a place that can take it or elsewhere.
    Dropped(Option<DropPlace>),
    /// It was left where it was.
    Cancelled,
}

/// Draws where the held row would go and tells what became of it. `list` is
/// what is in sight of the list, `top` where its first row begins, `indent` how
/// far a step goes, `can` whether a place can take it, and `words` what a place
/// is called.
pub fn held(
    ui: &Ui,
    rows: &[OutlineRow],
    id: &CriterionId,
    (list, top, indent): (Rect, f32, f32),
    can: impl Fn(&DropPlace) -> bool,
    words: impl Fn(&DropPlace) -> String,
) -> Held {
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        return Held::Cancelled;
    }
    let (pointer, down) =
        ui.input(|input| (input.pointer.latest_pos(), input.pointer.primary_down()));
    let Some(pointer) = pointer else { return Held::Cancelled };
    let Some(from) = rows.iter().position(|row| row.id == *id) else { return Held::Cancelled };
    let place = list.x_range().contains(pointer.x).then(|| {
        let y = pointer.y.clamp(list.top(), list.bottom()) - top;
        let at = (y / theme::ROW_HEIGHT).floor().max(0.0);
        let share = (y / theme::ROW_HEIGHT - at).clamp(0.0, 1.0);
        let depth = ((pointer.x - list.left()) / indent - 0.5).floor().max(0.0) as usize;
        place_at(rows, at as usize, share, depth)
    });
    let branch_end = rows[from + 1..]
        .iter()
        .position(|row| row.depth <= rows[from].depth)
        .map_or(rows.len(), |after| from + 1 + after);
    let place = place
        .filter(|place| !place.parent.is_some_and(|parent| (from..branch_end).contains(&parent)))
        .filter(|place| can(place));
    if !down {
        return Held::Dropped(place);
    }
    ui.set_cursor_icon(if place.is_some() { CursorIcon::Grabbing } else { CursorIcon::NotAllowed });
    if let Some(place) = &place {
        draw(ui, place, (list, top, indent));
    }
    let said = place.as_ref().map_or_else(String::new, words);
    ghost(ui, &rows[from].name, &said, pointer);
    Held::Still
}

fn draw(ui: &Ui, place: &DropPlace, (list, top, indent): (Rect, f32, f32)) {
    let colour = tokens(ui).accent;
    let painter = ui.painter().with_clip_rect(list.expand(2.0));
    match (place.gap, place.parent) {
        (Some((gap, depth)), _) => {
            let y = top + gap as f32 * theme::ROW_HEIGHT;
            let x = list.left() + theme::SPACE_S + depth as f32 * indent;
            painter.hline(
                (x + 4.0)..=(list.right() - theme::SPACE_S),
                y,
                Stroke::new(theme::LINE_STRONG, colour),
            );
            painter.circle_stroke(pos2(x, y), 4.0, Stroke::new(theme::LINE_STRONG, colour));
        }
        (None, Some(group)) => {
            let y = top + group as f32 * theme::ROW_HEIGHT;
            let rect =
                Rect::from_min_size(pos2(list.left(), y), vec2(list.width(), theme::ROW_HEIGHT));
            painter.rect_stroke(
                rect.shrink(1.0),
                4.0,
                Stroke::new(theme::LINE_STRONG, colour),
                StrokeKind::Inside,
            );
        }
        (None, None) => {}
    }
}

/// The held row's name beside the pointer, and where it would go.
fn ghost(ui: &Ui, name: &str, said: &str, pointer: Pos2) {
    let tokens = tokens(ui);
    let painter = ui.layer_painter(LayerId::new(Order::Tooltip, Id::unique("held criterion")));
    let line = |text: &str, style: TextStyle, colour| {
        crate::app::widgets::one_line(ui, text, &style, colour, 260.0)
    };
    let name = line(name, theme::strong(), tokens.text);
    let said = line(said, TextStyle::Small, tokens.text_muted);
    let size = vec2(name.size().x.max(said.size().x), name.size().y + said.size().y);
    let place = pointer + vec2(14.0, 12.0);
    let rect = Rect::from_min_size(place, size + Vec2::splat(12.0));
    let screen = ui.content_rect();
    let shift =
        vec2((screen.right() - rect.right()).min(0.0), (screen.bottom() - rect.bottom()).min(0.0));
    let rect = rect.translate(shift);
    painter.rect(
        rect,
        theme::TAG_RADIUS,
        tokens.card,
        Stroke::new(theme::LINE, tokens.line_strong),
        StrokeKind::Inside,
    );
    let at = rect.min + Vec2::splat(6.0);
    let below = at + vec2(0.0, name.size().y);
    painter.galley(at, name, tokens.text);
    painter.galley(below, said, tokens.text_muted);
}

/// Scrolls the list while a row is held near its edge. Called inside of it;
/// `more` is whether there is more above and below.
pub fn scroll_at_edges(ui: &Ui, list: Rect, more: (bool, bool)) {
    let Some(pointer) = ui.input(|input| input.pointer.latest_pos()) else { return };
    let step = SPEED * ui.input(|input| input.stable_dt).min(0.05);
    let delta = if pointer.y < list.top() + EDGE && more.0 {
        step
    } else if pointer.y > list.bottom() - EDGE && more.1 {
        -step
    } else {
        return;
    };
    ui.scroll_with_delta_animation(vec2(0.0, delta), ScrollAnimation::none());
    // The pointer may rest there: the list goes on by itself.
    ui.request_repaint();
}
