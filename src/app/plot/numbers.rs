//! The numbers of a chart as a table that can be read and copied.

use eframe::egui::{self, Label, RichText, Role, TextStyle, Ui, WidgetInfo};
use egui_extras::{Column, TableBuilder};

use crate::app::theme::{self, tokens};
use crate::app::widgets;
use crate::figure::DataTable;

/// Most height that a table of numbers takes.
const HEIGHT: f32 = 340.0;
/// Widths of a column of it.
const LEAST: f32 = 64.0;
const MOST: f32 = 240.0;

/// The table, and a button that copies it for a spreadsheet. `name` is what it
/// holds the numbers of. Gives whether it was copied.
pub fn numbers_ui(ui: &mut Ui, table: &DataTable, name: &str) -> bool {
    let copy = widgets::button(ui, "Copy the numbers")
        .on_hover_text("For a spreadsheet, cells apart by tabs");
    let label = format!("Copy the numbers of {name}");
    copy.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    let copied = copy.clicked();
    if copied {
        ui.copy_text(table.tab_separated());
    }
    let widths: Vec<f32> = (0..table.header.len()).map(|column| width(ui, table, column)).collect();
    let row_height = ui.text_style_height(&TextStyle::Body) + 8.0;
    egui::ScrollArea::horizontal().id_salt(("numbers", name)).auto_shrink([false, true]).show(
        ui,
        |ui| {
            let mut builder = TableBuilder::new(ui)
                .id_salt(("numbers", name))
                .striped(true)
                .max_scroll_height(HEIGHT)
                .auto_shrink([true, true])
                .cell_layout(egui::Layout::left_to_right(egui::Align::Center));
            for width in widths {
                builder = builder.column(Column::initial(width).at_least(40.0).clip(true));
            }
            builder
                .header(row_height, |mut header| {
                    for head in &table.header {
                        header.col(|ui| {
                            let colour = tokens(ui).text_muted;
                            let text =
                                RichText::new(head).text_style(theme::small_strong()).color(colour);
                            ui.add(Label::new(text).truncate());
                        });
                    }
                })
                .body(|body| {
                    body.rows(row_height, table.rows.len(), |mut row| {
                        let cells = table.rows.get(row.index()).map_or(&[][..], Vec::as_slice);
                        for cell in cells {
                            row.col(|ui| {
                                ui.add(Label::new(cell).truncate());
                            });
                        }
                    });
                });
        },
    );
    copied
}

/// As wide as the longest of the first cells, within bounds.
fn width(ui: &Ui, table: &DataTable, column: usize) -> f32 {
    let text = |text: &str, style: &TextStyle| {
        widgets::one_line(ui, text, style, tokens(ui).text, f32::INFINITY).size().x
    };
    let head = table.header.get(column).map_or(0.0, |head| text(head, &theme::small_strong()));
    let cells = table
        .rows
        .iter()
        .take(40)
        .filter_map(|row| row.get(column))
        .map(|cell| text(cell, &TextStyle::Body))
        .fold(0.0, f32::max);
    (head.min(160.0).max(cells) + 8.0).clamp(LEAST, MOST)
}
