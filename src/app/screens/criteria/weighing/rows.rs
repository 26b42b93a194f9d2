//! Rows in which criteria are judged: name and swing left, what is judged in
//! the middle, today's share and the one that follows right.

use eframe::egui::{
    Id, Rect, Response, Role, Sense, Stroke, TextStyle, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::draft::Draft;
use crate::analysis::{Weighed, percent};
use crate::app::theme::{self, tokens};
use crate::app::widgets;

/// Height of a row.
pub const ROW: f32 = 46.0;
const FIGURE: f32 = 60.0;
const BAR: f32 = 56.0;
const GAP: f32 = theme::SPACE_S;
/// Width from which there is room for bars.
const ROOMY: f32 = 720.0;

/// Where the parts of a row stand.
#[derive(Debug, Clone, Copy)]
pub struct Columns {
    /// Width of what is judged.
    pub control: f32,
    bar: f32,
    /// The share that fills a bar.
    full: f64,
}

impl Columns {
    /// For a list of this width in which judging takes so much.
    pub fn of(width: f32, control: f32) -> Self {
        Self { control, bar: if width >= ROOMY { BAR } else { 0.0 }, full: 1.0 }
    }

    /// The same with bars that the largest share fills.
    pub fn scaled(self, weighed: Option<&Weighed>) -> Self {
        let shares = weighed.map_or(&[][..], |weighed| &weighed.shares);
        let full = shares.iter().copied().fold(0.0, f64::max);
        if full > 0.0 { Self { full, ..self } } else { self }
    }

    fn figures(self, rect: Rect) -> f32 {
        let bar = if self.bar > 0.0 { self.bar + GAP } else { 0.0 };
        rect.right() - 2.0 * FIGURE - bar
    }

    fn judged(self, rect: Rect) -> Rect {
        let right = self.figures(rect) - GAP;
        Rect::from_min_max(pos2(right - self.control, rect.top()), pos2(right, rect.bottom()))
    }
}

/// The heads above the rows.
pub fn heads(ui: &mut Ui, columns: Columns, judged: &str) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::hover());
    let (style, colour) = (theme::small_strong(), tokens(ui).text_muted);
    let (y, middle) = (rect.center().y, columns.judged(rect));
    widgets::paint_left(ui, "Criterion", &style, colour, rect.left(), y, middle.left());
    widgets::paint_left(ui, judged, &style, colour, middle.left(), y, columns.control);
    let figures = columns.figures(rect);
    widgets::paint_right(ui, "Today", &style, colour, figures + FIGURE, y, FIGURE);
    widgets::paint_right(ui, "Then", &style, colour, figures + 2.0 * FIGURE, y, FIGURE);
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(theme::LINE, tokens(ui).line));
}

/// A row for the member at `at`, with `lead` before its name. `then` is the
/// share that follows. Gives the response of the row behind its controls.
pub fn row(
    ui: &mut Ui,
    draft: &Draft,
    at: usize,
    lead: &str,
    then: Option<f64>,
    columns: Columns,
    control: impl FnOnce(&mut Ui),
) -> Response {
    let tokens = tokens(ui);
    let rect = ui.max_rect();
    let (name, swing) = draft.words.get(at).map_or(("", ""), |(name, swing)| (name, swing));
    let today = draft.today.get(at).copied().unwrap_or(0.0);
    let id = Id::unique(("weighed row", draft.members.get(at)));
    let response = ui.interact(rect, id, Sense::click_and_drag());
    let middle = columns.judged(rect);
    let left = rect.left() + theme::SPACE_XS;
    let room = middle.left() - GAP - left;
    let title = if lead.is_empty() { name.to_owned() } else { format!("{lead} {name}") };
    let (_, cut) = widgets::paint_left(
        ui,
        &title,
        &TextStyle::Body,
        tokens.text,
        left,
        rect.top() + ROW * 0.32,
        room,
    );
    let (_, cut_swing) = widgets::paint_left(
        ui,
        swing,
        &TextStyle::Small,
        tokens.text_muted,
        left,
        rect.top() + ROW * 0.72,
        room,
    );
    let (y, figures) = (rect.center().y, columns.figures(rect));
    let (style, muted) = (TextStyle::Body, tokens.text_muted);
    widgets::paint_right(ui, &percent(today), &style, muted, figures + FIGURE, y, FIGURE);
    let after = then.map_or_else(|| "–".to_owned(), percent);
    widgets::paint_right(ui, &after, &style, tokens.text, figures + 2.0 * FIGURE, y, FIGURE);
    if columns.bar > 0.0
        && let Some(then) = then
    {
        let bar = Rect::from_min_size(
            pos2(rect.right() - columns.bar, y - theme::SPACE_XS),
            vec2(columns.bar * (then / columns.full).clamp(0.0, 1.0) as f32, theme::SPACE_S),
        );
        ui.painter().rect_filled(bar, theme::BAR_RADIUS, tokens.accent);
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(theme::LINE, tokens.line));
    let mut inner = ui.new_child(
        UiBuilder::new()
            .id_salt("judged")
            .max_rect(middle)
            .layout(eframe::egui::Layout::left_to_right(eframe::egui::Align::Center)),
    );
    inner.spacing_mut().item_spacing.x = theme::SPACE_XS;
    control(&mut inner);
    let said = format!(
        "{title}, {swing}, today {}, then {}",
        percent(today),
        then.map_or_else(|| "open".to_owned(), percent)
    );
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &said));
    if cut || cut_swing { response.on_hover_text(format!("{name}, {swing}")) } else { response }
}
