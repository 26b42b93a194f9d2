//! Plain tables of few rows: heads, cells, lines between rows. What may have
//! hundreds of rows is drawn by `egui_extras` or by a screen of its own.

use eframe::egui::{
    self, Align as EguiAlign, Label, Layout, Rect, Response, RichText, Sense, Stroke, Ui,
    UiBuilder, pos2, vec2,
};

use crate::app::theme::{self, tokens};

/// Which way a column's text runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// From the left; words.
    Left,
    /// To the right; numbers.
    Right,
}

/// A column: its head, its width in points, its direction. A width of 0 takes
/// what the others leave.
#[derive(Debug, Clone, Copy)]
pub struct Column<'a> {
    /// Words above the column.
    pub head: &'a str,
    /// Width in points, or 0 for the rest.
    pub width: f32,
    /// Direction.
    pub align: Align,
}

impl<'a> Column<'a> {
    /// A column for words.
    pub fn left(head: &'a str, width: f32) -> Self {
        Self { head, width, align: Align::Left }
    }

    /// A column for numbers.
    pub fn right(head: &'a str, width: f32) -> Self {
        Self { head, width, align: Align::Right }
    }
}

fn widths(ui: &Ui, columns: &[Column<'_>]) -> Vec<f32> {
    let gap = ui.spacing().item_spacing.x;
    let fixed: f32 = columns.iter().map(|column| column.width).sum();
    let loose = columns.iter().filter(|column| column.width == 0.0).count().max(1) as f32;
    let left = ui.available_width() - fixed - gap * columns.len().saturating_sub(1) as f32;
    let rest = (left / loose).max(60.0);
    columns.iter().map(|column| if column.width == 0.0 { rest } else { column.width }).collect()
}

/// The heads of a table's columns.
pub fn head_row(ui: &mut Ui, columns: &[Column<'_>]) {
    let colour = tokens(ui).text_muted;
    let mut row = TableRow::new(ui, columns, 24.0);
    for column in columns {
        row.cell(|ui| {
            ui.add(
                Label::new(
                    RichText::new(column.head).text_style(theme::small_strong()).color(colour),
                )
                .truncate(),
            );
        });
    }
    row.end(true);
}

/// One row of a table, cell by cell from the left.
pub struct TableRow<'u, 'c> {
    ui: &'u mut Ui,
    columns: &'c [Column<'c>],
    widths: Vec<f32>,
    rect: Rect,
    x: f32,
    at: usize,
    height: f32,
    response: Response,
}

impl<'u, 'c> TableRow<'u, 'c> {
    /// Begins a row of at least this height, in points.
    pub fn new(ui: &'u mut Ui, columns: &'c [Column<'c>], height: f32) -> Self {
        let widths = widths(ui, columns);
        let top = ui.available_rect_before_wrap().min;
        let rect = Rect::from_min_size(top, vec2(ui.available_width(), height));
        let id = ui.next_auto_id();
        let response = ui.interact(rect, id.with("row"), Sense::hover());
        Self { ui, columns, widths, rect, x: top.x, at: 0, height, response }
    }

    /// The next cell.
    pub fn cell<R>(&mut self, contents: impl FnOnce(&mut Ui) -> R) -> R {
        let column = self.columns.get(self.at).copied().unwrap_or(Column::left("", 60.0));
        let width = self.widths.get(self.at).copied().unwrap_or(60.0);
        let rect = Rect::from_min_size(pos2(self.x, self.rect.top()), vec2(width, self.height));
        let layout = match column.align {
            Align::Left => Layout::left_to_right(EguiAlign::Center),
            Align::Right => Layout::right_to_left(EguiAlign::Center),
        };
        let mut child = self
            .ui
            .new_child(UiBuilder::new().id_salt(("cell", self.at)).max_rect(rect).layout(layout));
        let result = contents(&mut child);
        self.height = self.height.max(child.min_rect().height());
        self.x += width + self.ui.spacing().item_spacing.x;
        self.at += 1;
        result
    }

    /// Ends the row, with a line below it unless it is the last.
    pub fn end(self, line: bool) -> Response {
        let rect = Rect::from_min_size(self.rect.min, vec2(self.rect.width(), self.height));
        self.ui.allocate_rect(rect, Sense::hover());
        self.ui.add_space(-self.ui.spacing().item_spacing.y);
        if line {
            let colour = tokens(self.ui).line;
            self.ui.painter().hline(
                rect.x_range(),
                rect.bottom(),
                Stroke::new(theme::LINE, colour),
            );
        }
        self.response
    }
}

/// Text in a cell, cut short where it does not fit, whole on hover.
pub fn text_cell(ui: &mut Ui, text: impl Into<egui::WidgetText>) -> Response {
    ui.add(Label::new(text).truncate())
}
