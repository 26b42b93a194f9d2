//! The matrix itself: painted cells, with the heads of rows and columns held
//! in place while the rest scrolls. Only what is in sight is drawn.

use eframe::egui::{
    CornerRadius, Id, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2,
    WidgetInfo, pos2, vec2,
};

use super::rows::Row;
use super::select::{Area, Spot};
use super::{ScoresView, paint};
use crate::analysis;
use crate::app::action::Actions;
use crate::app::context::Context;
use crate::app::theme::{self, tokens};
use crate::app::widgets;

/// Height of the heads of the columns.
pub(super) const HEAD: f32 = 46.0;
const CELL_MINIMUM: f32 = 92.0;
const CELL_MAXIMUM: f32 = 232.0;
/// Width of a cell where not all options are in sight at once.
const CELL_CROWDED: f32 = 112.0;
/// Narrowest that the column of criteria can be made.
pub(super) const NAMES_MINIMUM: f32 = 120.0;

/// Sizes of the matrix in this frame.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    /// All of it.
    pub all: Rect,
    /// Width of the names of criteria.
    pub names: f32,
    /// Width of the weights.
    pub weight: f32,
    /// Width of a cell.
    pub cell: f32,
    /// Count of options.
    pub columns: usize,
}

impl Shape {
    /// The left edge of the first option.
    pub fn left(&self) -> f32 {
        self.names + self.weight
    }

    /// The cells' part.
    pub fn body(&self) -> Rect {
        Rect::from_min_max(self.all.min + vec2(self.left(), HEAD), self.all.max)
    }
}

/// Which of `count` strips of a size are between two positions.
pub(super) fn visible(from: f32, to: f32, size: f32, count: usize) -> std::ops::Range<usize> {
    let first = (from / size).floor().max(0.0) as usize;
    let last = (to / size).ceil().max(0.0) as usize;
    first.min(count)..last.min(count)
}

impl ScoresView {
    fn shape(&self, ui: &Ui, columns: usize) -> Shape {
        let mut all = ui.available_rect_before_wrap();
        let width = all.width();
        let weight = if width < 720.0 { 62.0 } else { 116.0 };
        let most = (width - weight - CELL_MINIMUM - theme::SPACE_M).max(NAMES_MINIMUM);
        let fit = (self.facts.widest_criterion + theme::SPACE_M).clamp(180.0, 400.0);
        let names = self
            .kept
            .names_width
            .unwrap_or_else(|| fit.min(width * 0.36))
            .clamp(NAMES_MINIMUM, most);
        // The scroll bar lies over the right edge.
        let room = width - names - weight - ui.spacing().scroll.bar_width - theme::SPACE_XS;
        let marker_and_edges = 36.0;
        let named = (self.facts.widest_option + marker_and_edges).clamp(CELL_MINIMUM, 168.0);
        // Where whole names would push options out of sight, they are cut short.
        let crowded = named * columns as f32 > room;
        let wanted = if crowded { named.min(CELL_CROWDED) } else { named };
        let cell = (room / columns.max(1) as f32).clamp(wanted, CELL_MAXIMUM);
        let scroll_bar = if cell * columns as f32 > room { theme::SPACE_M } else { 0.0 };
        let height = HEAD + theme::ROW_HEIGHT * self.rows.all.len() as f32 + scroll_bar;
        all.max.y = all.max.y.min(all.min.y + height.max(HEAD + theme::ROW_HEIGHT));
        let filled = names + weight + cell * columns as f32 + (width - names - weight - room);
        all.max.x = all.max.x.min(all.min.x + filled);
        Shape { all, names, weight, cell, columns }
    }

    /// Draws the matrix into the space that is left.
    pub(super) fn grid(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let shape = self.shape(ui, context.workbook.alternatives.len());
        let tokens = tokens(ui);
        ui.painter().rect_filled(shape.all, CornerRadius::same(theme::CARD_RADIUS), tokens.card);
        let body = shape.body();
        self.page = ((body.height() / theme::ROW_HEIGHT) as usize).saturating_sub(1).max(1);
        let mut scroll = ScrollArea::both().id_salt("matrix").auto_shrink([false, false]);
        if std::mem::take(&mut self.reveal) {
            scroll = scroll.scroll_offset(self.offset_to_cursor(&shape));
        }
        let grid = UiBuilder::new()
            .max_rect(body)
            .id_salt("cells")
            .accessibility_role(Role::Grid)
            .accessibility_label("Matrix of scores");
        let output = ui
            .scope_builder(grid, |ui| {
                ui.set_clip_rect(ui.clip_rect().intersect(body));
                scroll.show_viewport(ui, |ui, view| {
                    let rows = self.rows.all.len() as f32;
                    ui.set_min_size(vec2(
                        shape.cell * shape.columns as f32,
                        theme::ROW_HEIGHT * rows,
                    ));
                    self.cells(ui, context, &shape, view, out);
                })
            })
            .inner;
        self.offset = output.state.clamped_offset();
        self.drag(ui, &shape);
        self.row_heads(ui, context, &shape);
        self.column_heads(ui, context, &shape);
        let line = Stroke::new(theme::LINE, tokens.line);
        ui.painter().hline(shape.all.x_range(), body.top(), line);
        ui.painter().vline(body.left(), shape.all.y_range(), line);
        self.width_handle(ui, &shape);
        ui.advance_cursor_after_rect(shape.all);
    }

    /// How far to scroll so that the cursor is in sight, no farther than needed.
    fn offset_to_cursor(&self, shape: &Shape) -> Vec2 {
        let Some(cursor) = self.selection.cursor() else { return self.offset };
        let Some(row) = self.rows.row(cursor.node) else { return self.offset };
        let size = shape.body().size();
        let fit = |offset: f32, at: usize, step: f32, size: f32| {
            let start = step * at as f32;
            // The scroll bar lies over the last points.
            offset.min(start).max(start + step + theme::SPACE_M - size).max(0.0)
        };
        vec2(
            fit(self.offset.x, cursor.option, shape.cell, size.x),
            fit(self.offset.y, row, theme::ROW_HEIGHT, size.y),
        )
    }

    fn cells(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        shape: &Shape,
        view: Rect,
        out: &mut Actions,
    ) {
        let origin = ui.min_rect().min;
        let place = |row: usize, option: usize| {
            let min = origin + vec2(shape.cell * option as f32, theme::ROW_HEIGHT * row as f32);
            Rect::from_min_size(min, vec2(shape.cell, theme::ROW_HEIGHT))
        };
        // First the editor: what is typed is taken before another cell takes
        // the click that ends it.
        let edited = self.editor.as_ref().map(|editor| editor.at);
        if let Some(at) = edited {
            match self.rows.row(at.node) {
                Some(row) => self.editor_ui(ui, context, at, place(row, at.option), out),
                None => self.editor = None,
            }
        }
        let edited = edited.filter(|_| self.editor.is_some());
        let areas = self.selection.areas(&self.rows.row_of);
        let rows = visible(view.top(), view.bottom(), theme::ROW_HEIGHT, self.rows.all.len());
        let columns = visible(view.left(), view.right(), shape.cell, shape.columns);
        let mut cursor_drawn = false;
        self.focused = false;
        let cursor = self.selection.cursor();
        for at in rows {
            let Some(&row) = self.rows.all.get(at) else { continue };
            for option in columns.clone() {
                let spot = Spot { node: row.node, option };
                cursor_drawn |= cursor == Some(spot);
                if edited != Some(spot) {
                    let selected = areas.iter().any(|area| area.contains(at, option));
                    self.cell(ui, context, row, option, place(at, option), selected, out);
                }
            }
        }
        // A cell that is scrolled out of sight keeps the focus and its keys.
        if let Some(cursor) = cursor
            && !cursor_drawn
            && edited.is_none()
            && let Some(at) = self.rows.row(cursor.node)
            && let Some(&row) = self.rows.all.get(at)
            && cursor.option < shape.columns
        {
            self.cell(ui, context, row, cursor.option, place(at, cursor.option), true, out);
        }
        self.outline_selection(ui, &areas, &place);
    }

    fn outline_selection(&self, ui: &Ui, areas: &[Area], place: &impl Fn(usize, usize) -> Rect) {
        let tokens = tokens(ui);
        let painter = ui.painter();
        if !self.selection.is_single() {
            for area in areas {
                let first = place(area.rows.0, area.options.0);
                let rect = first.union(place(area.rows.1, area.options.1));
                painter.rect_filled(rect, 0.0, tokens.veil(tokens.accent));
                let stroke = Stroke::new(theme::LINE, tokens.accent);
                painter.rect_stroke(rect, 0.0, stroke, StrokeKind::Inside);
            }
        }
        // With the focus in the cell, the window draws the ring around it.
        if let Some(cursor) = self.selection.cursor().filter(|_| !self.focused)
            && let Some(row) = self.rows.row(cursor.node)
        {
            painter.rect_stroke(
                place(row, cursor.option).shrink(1.0),
                CornerRadius::same(theme::MARK_RADIUS),
                Stroke::new(theme::LINE_STRONG, tokens.accent),
                StrokeKind::Inside,
            );
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one cell of many, drawn in a hot loop")]
    fn cell(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        row: Row,
        option: usize,
        rect: Rect,
        selected: bool,
        out: &mut Actions,
    ) {
        let spot = Spot { node: row.node, option };
        let criterion = &context.workbook.criteria[row.node];
        let alternative = &context.workbook.alternatives[option];
        let id = Id::unique(("score", &criterion.id, &alternative.id));
        let response = ui.interact(rect.shrink(0.5), id, Sense::click());
        let here = self.selection.cursor() == Some(spot);
        let free = self.editor.is_none();
        // A cell that gets the focus only now has no say in the keys that
        // brought it here.
        let has_focus = |ui: &Ui| ui.memory(|memory| memory.has_focus(id));
        let had_focus = has_focus(ui) && ui.memory(|memory| memory.had_focus_last_frame(id));
        let shift = ui.input(|input| input.modifiers.shift);
        let pressed = response.is_pointer_button_down_on()
            && ui.input(|input| input.pointer.primary_pressed());
        if free && pressed {
            self.dragging = true;
        }
        if free && (pressed || response.clicked()) {
            if shift && self.selection.cursor().is_some() {
                self.selection.extend(spot);
            } else {
                self.selection.set(spot);
            }
            self.focus_cursor = true;
        } else if free && response.gained_focus() && !here && !self.focus_cursor {
            // By Tab from outside, or by a screen reader.
            self.selection.set(spot);
        }
        let here = self.selection.cursor() == Some(spot);
        if here && self.focus_cursor && free {
            response.request_focus();
            self.focus_cursor = false;
        }
        let name = format!("{}, {}", criterion.name, alternative.name);
        match self.shown(context, row, option) {
            Some(shown) => {
                let looked_for = row
                    .leaf
                    .is_none_or(|leaf| self.facts.passes(context, self.kept.filters, option, leaf));
                paint::paint(ui, rect, &shown, !looked_for);
                response.widget_info(|| WidgetInfo {
                    current_text_value: Some(shown.words()),
                    selected: Some(selected),
                    ..WidgetInfo::labeled(Role::Cell, true, &name)
                });
            }
            None => {
                let text = self.subtotal(row.node, option);
                paint_group(ui, rect, &text);
                response.widget_info(|| WidgetInfo {
                    current_text_value: Some(text.clone()),
                    selected: Some(selected),
                    ..WidgetInfo::labeled(Role::Cell, true, &name)
                });
            }
        }
        if response.double_clicked() && row.leaf.is_some() {
            self.begin_edit(context, spot, None);
        } else if here && free && has_focus(ui) {
            self.focused = true;
            self.keys(ui, context, response.id, had_focus, out);
        }
        if response.secondary_clicked() && free && !selected {
            self.selection.set(spot);
        }
        if self.selection.cursor() == Some(spot) {
            response.context_menu(|ui| self.cell_menu(ui, context, spot, out));
        }
    }

    fn subtotal(&self, node: usize, option: usize) -> String {
        match self.facts.matrix.subtotal(node, option) {
            Some((low, high)) => analysis::range(low, high),
            None => String::new(),
        }
    }

    /// Draws out the selection while the pointer is held, and scrolls along at
    /// the edges.
    fn drag(&mut self, ui: &Ui, shape: &Shape) {
        if !self.dragging {
            return;
        }
        let (down, position) =
            ui.input(|input| (input.pointer.primary_down(), input.pointer.latest_pos()));
        let (true, Some(position)) = (down, position) else {
            self.dragging = false;
            return;
        };
        let body = shape.body();
        let inside = body.clamp(position) - body.min + self.offset;
        let last = self.rows.all.len().saturating_sub(1);
        let row = ((inside.y / theme::ROW_HEIGHT) as usize).min(last);
        let option = ((inside.x / shape.cell) as usize).min(shape.columns.saturating_sub(1));
        let Some(row) = self.rows.all.get(row) else { return };
        let spot = Spot { node: row.node, option };
        if self.selection.cursor() != Some(spot) {
            self.selection.extend(spot);
            self.focus_cursor = true;
            self.reveal |= !body.contains(position);
            ui.request_repaint();
        }
    }

    /// The cells of areas, row by row, with their leaves; groups are left out.
    pub(super) fn leaf_spots(&self, areas: &[Area]) -> Vec<(Spot, usize)> {
        let mut cells = Vec::new();
        for area in areas {
            for at in area.rows.0..=area.rows.1 {
                if let Some(Row { leaf: Some(leaf), node }) = self.rows.all.get(at).copied() {
                    let options = area.options.0..=area.options.1;
                    cells.extend(options.map(|option| (at, Spot { node, option }, leaf)));
                }
            }
        }
        if areas.len() > 1 {
            cells.sort_unstable();
            cells.dedup();
        }
        cells.into_iter().map(|(_, spot, leaf)| (spot, leaf)).collect()
    }
}

fn paint_group(ui: &Ui, rect: Rect, text: &str) {
    let tokens = tokens(ui);
    let painter = ui.painter();
    painter.rect_filled(rect, 0.0, tokens.stripe);
    painter.hline(rect.x_range(), rect.bottom(), Stroke::new(theme::LINE, tokens.line));
    let right = rect.right() - theme::SPACE_S - 15.0;
    let style = theme::small_strong();
    let width = rect.width() - theme::SPACE_M;
    widgets::paint_right(ui, text, &style, tokens.text_muted, right, rect.center().y, width);
}

/// The top left corner above the names and weights, for the heads.
pub(super) fn corner(shape: &Shape) -> Rect {
    Rect::from_min_max(shape.all.min, pos2(shape.all.left() + shape.left(), shape.all.top() + HEAD))
}
