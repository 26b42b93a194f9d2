//! The matrix itself: painted cells, with the heads of rows and columns held
//! in place while the rest scrolls.

use eframe::egui::{
    self, Align2, CornerRadius, FontId, Id, Painter, Rect, Role, ScrollArea, Sense, Stroke,
    StrokeKind, TextStyle, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use super::{ScoresView, Show};
use crate::analysis::{self, CellOrigin, CellState};
use crate::app::action::Actions;
use crate::app::context::Context;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets;
use crate::figure::option_style;

const HEAD: f32 = 38.0;
const INDENT: f32 = 14.0;
const WEIGHT: f32 = 116.0;
const CELL_MINIMUM: f32 = 104.0;
const CELL_MAXIMUM: f32 = 240.0;

/// Sizes of the matrix in this frame.
struct Shape {
    all: Rect,
    names: f32,
    left: f32,
    cell: f32,
    rows: usize,
    columns: usize,
}

impl Shape {
    fn of(ui: &Ui, rows: usize, columns: usize) -> Self {
        let all = ui.available_rect_before_wrap();
        let names = (all.width() * 0.34).clamp(180.0, 340.0);
        let left = names + WEIGHT;
        // The scroll bar lies over the right edge.
        let room = all.width() - left - ui.spacing().scroll.bar_width - theme::SPACE_XS;
        let cell = (room / columns.max(1) as f32).clamp(CELL_MINIMUM, CELL_MAXIMUM);
        Self { all, names, left, cell, rows, columns }
    }

    fn size(&self) -> Vec2 {
        vec2(self.cell * self.columns as f32, theme::ROW_HEIGHT * self.rows as f32)
    }

    fn body(&self) -> Rect {
        Rect::from_min_max(self.all.min + vec2(self.left, HEAD), self.all.max)
    }
}

impl ScoresView {
    /// Draws the matrix into the space that is left.
    pub(super) fn grid(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let shape = Shape::of(ui, self.rows.nodes.len(), context.workbook.alternatives.len());
        let tokens = tokens(ui);
        ui.painter().rect_filled(shape.all, CornerRadius::same(theme::CARD_RADIUS), tokens.card);

        let body = shape.body();
        let mut wanted = None;
        if self.focus_cursor
            && let Some((node, option)) = self.cursor
            && let Some(row) = self.rows.nodes.iter().position(|&other| other == node)
        {
            let min = pos2(shape.cell * option as f32, theme::ROW_HEIGHT * row as f32);
            wanted = Some(Rect::from_min_size(min, vec2(shape.cell, theme::ROW_HEIGHT)));
        }
        let output = ui
            .scope_builder(UiBuilder::new().max_rect(body).id_salt("cells"), |ui| {
                ui.set_clip_rect(ui.clip_rect().intersect(body));
                ScrollArea::both().id_salt("matrix").auto_shrink([false, false]).show_viewport(
                    ui,
                    |ui, view| {
                        ui.set_min_size(shape.size());
                        if let Some(wanted) = wanted
                            && !view.contains_rect(wanted)
                        {
                            let origin = ui.min_rect().min.to_vec2();
                            ui.scroll_to_rect(wanted.translate(origin), None);
                        }
                        self.cells(ui, context, &shape, view, out);
                    },
                )
            })
            .inner;
        let offset = output.state.clamped_offset();
        self.row_heads(ui, context, &shape, offset.y);
        column_heads(ui, context, &shape, offset.x);
        let line = Stroke::new(1.0, tokens.line);
        ui.painter().hline(shape.all.x_range(), body.top(), line);
        ui.painter().vline(body.left(), shape.all.y_range(), line);
        ui.advance_cursor_after_rect(shape.all);
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
        let rows = visible(view.top(), view.bottom(), theme::ROW_HEIGHT, shape.rows);
        let columns = visible(view.left(), view.right(), shape.cell, shape.columns);
        let rows_shown: Vec<usize> = self.rows.nodes.get(rows.clone()).unwrap_or_default().to_vec();
        for (row, node) in rows.zip(rows_shown) {
            for option in columns.clone() {
                let min = origin + vec2(shape.cell * option as f32, theme::ROW_HEIGHT * row as f32);
                let rect = Rect::from_min_size(min, vec2(shape.cell, theme::ROW_HEIGHT));
                match context.analysis().leaves.iter().position(|&leaf| leaf == node) {
                    Some(leaf) => self.cell(ui, context, (node, option, leaf), rect, out),
                    None => group_cell(ui, context, node, option, rect),
                }
            }
        }
    }

    fn cell(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        (node, option, leaf): (usize, usize, usize),
        rect: Rect,
        out: &mut Actions,
    ) {
        let workbook = context.workbook;
        let criterion = &workbook.criteria[node];
        let alternative = &workbook.alternatives[option];
        let id = Id::unique(("score", &criterion.id, &alternative.id));
        let here = self.cursor == Some((node, option));
        if here && self.editor.is_some() {
            self.editor_ui(ui, context, (node, option), rect, out);
            return;
        }
        let response = ui.interact(rect.shrink(0.5), id, Sense::click());
        if response.clicked() || response.gained_focus() {
            self.cursor = Some((node, option));
            self.editor = None;
        }
        if response.clicked() || (here && self.focus_cursor) {
            response.request_focus();
            self.focus_cursor = false;
        }
        let text = cell_text(context, self.show, leaf, option);
        paint_cell(ui, context, (leaf, option), rect, &text, here);
        let name = format!("{}, {}", criterion.name, alternative.name);
        response.widget_info(|| WidgetInfo {
            current_text_value: Some(text.clone()),
            ..WidgetInfo::labeled(Role::Cell, true, &name)
        });
        if response.double_clicked() {
            self.begin_edit(context, (node, option), None);
        } else if here && response.has_focus() {
            self.keys(ui, context, response.id, (node, option), out);
        }
    }

    fn row_heads(&mut self, ui: &mut Ui, context: Context<'_>, shape: &Shape, offset: f32) {
        let area = Rect::from_min_max(
            shape.all.min + vec2(0.0, HEAD),
            pos2(shape.all.left() + shape.left, shape.all.bottom()),
        );
        let painter = ui.painter_at(area);
        let rows = visible(offset, offset + area.height(), theme::ROW_HEIGHT, shape.rows);
        let nodes: Vec<usize> = self.rows.nodes.get(rows.clone()).unwrap_or_default().to_vec();
        for (row, node) in rows.zip(nodes) {
            let top = area.top() + theme::ROW_HEIGHT * row as f32 - offset;
            let rect =
                Rect::from_min_size(pos2(area.left(), top), vec2(shape.left, theme::ROW_HEIGHT));
            self.row_head(ui, &painter, context, shape, node, rect);
        }
    }

    fn row_head(
        &mut self,
        ui: &mut Ui,
        painter: &Painter,
        context: Context<'_>,
        shape: &Shape,
        node: usize,
        rect: Rect,
    ) {
        let tokens = tokens(ui);
        let criterion = &context.workbook.criteria[node];
        let group = criterion.measure().is_none();
        let depth = context.tree().depth[node] as f32;
        if group {
            painter.rect_filled(rect, 0.0, tokens.stripe);
        }
        painter.hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, tokens.line));
        let style = if group { theme::strong() } else { TextStyle::Body };
        let font = style.resolve(ui.style());
        let mut left = rect.left() + theme::SPACE_S + INDENT * depth;
        if group {
            let folded = self.folded.contains(&criterion.id);
            let icon = if folded { icons::CARET_RIGHT } else { icons::CARET_DOWN };
            let font = theme::icon().resolve(ui.style());
            painter.text(
                pos2(left, rect.center().y),
                Align2::LEFT_CENTER,
                icon,
                font,
                tokens.text_muted,
            );
            left += 20.0;
        }
        let end = rect.left() + shape.names - theme::SPACE_XS;
        let name = fitted(ui, &criterion.name, &font, end - left);
        painter.text(pos2(left, rect.center().y), Align2::LEFT_CENTER, &name, font, tokens.text);
        weight(ui, painter, context, node, rect.left() + shape.names, rect.center().y, group);

        let clickable = rect.intersect(painter.clip_rect());
        if !clickable.is_positive() {
            return;
        }
        let sense = if group { Sense::click() } else { Sense::hover() };
        let response = ui.interact(clickable, Id::unique(("row head", &criterion.id)), sense);
        if group {
            let folded = self.folded.contains(&criterion.id);
            response.widget_info(|| {
                WidgetInfo::selected(
                    Role::Button,
                    true,
                    !folded,
                    format!("Fold {}", criterion.name),
                )
            });
            if response.has_focus() {
                painter.rect_stroke(
                    rect.shrink(1.0),
                    0.0,
                    Stroke::new(2.0, tokens.accent),
                    StrokeKind::Inside,
                );
            }
            if response.clicked() {
                if folded {
                    self.folded.retain(|other| *other != criterion.id);
                } else {
                    self.folded.push(criterion.id.clone());
                }
            }
        }
        response.on_hover_ui(|ui| {
            widgets::section_title(ui, &criterion.name);
            if !criterion.definition.is_empty() {
                ui.label(&criterion.definition);
            }
        });
    }
}

/// The weight of a node as a bar and a percentage.
fn weight(
    ui: &Ui,
    painter: &Painter,
    context: Context<'_>,
    node: usize,
    left: f32,
    y: f32,
    group: bool,
) {
    let tokens = tokens(ui);
    let weight = context.analysis().weights.nodes[node];
    let (colour, width) = if group { (tokens.accent, 52.0) } else { (tokens.line_strong, 52.0) };
    let bar = Rect::from_min_size(
        pos2(left, y - 3.0),
        vec2(width * (weight.global * 2.0).min(1.0) as f32, 6.0),
    );
    painter.rect_filled(bar, CornerRadius::same(3), colour);
    let style = if group { theme::small_strong() } else { TextStyle::Small };
    let text = format!("{} %", analysis::number(weight.percent, 1));
    let colour = if weight.global > 0.0 { tokens.text } else { tokens.text_muted };
    painter.text(
        pos2(left + WEIGHT - theme::SPACE_S, y),
        Align2::RIGHT_CENTER,
        text,
        style.resolve(ui.style()),
        colour,
    );
}

fn column_heads(ui: &Ui, context: Context<'_>, shape: &Shape, offset: f32) {
    let tokens = tokens(ui);
    let head = Rect::from_min_size(shape.all.min, vec2(shape.all.width(), HEAD));
    let y = head.center().y;
    let small = theme::small_strong().resolve(ui.style());
    let painter = ui.painter();
    let at = |x: f32| pos2(shape.all.left() + x, y);
    painter.text(
        at(theme::SPACE_S),
        Align2::LEFT_CENTER,
        "Criterion",
        small.clone(),
        tokens.text_muted,
    );
    painter.text(at(shape.names), Align2::LEFT_CENTER, "Weight", small, tokens.text_muted);

    let area = Rect::from_min_max(pos2(shape.all.left() + shape.left, head.top()), head.max);
    let painter = ui.painter_at(area);
    for option in visible(offset, offset + area.width(), shape.cell, shape.columns) {
        let right = area.left() + shape.cell * (option + 1) as f32 - offset;
        let result = &context.analysis().options[option];
        let font = theme::strong().resolve(ui.style());
        let room = shape.cell - 36.0;
        let name = fitted(ui, &result.name, &font, room);
        let colour = if result.is_ranked() { tokens.text } else { tokens.text_muted };
        let text =
            painter.text(pos2(right - theme::SPACE_S, y), Align2::RIGHT_CENTER, name, font, colour);
        let centre = pos2(text.left() - 12.0, y);
        widgets::marker(&painter, centre, 5.0, option_style(option).marker, tokens.option(option));
        let column =
            Rect::from_min_max(pos2(right - shape.cell, head.top()), pos2(right, head.bottom()));
        let response = ui.interact(
            column.intersect(area),
            Id::unique(("column head", &result.id)),
            Sense::hover(),
        );
        response.on_hover_text(&result.name);
    }
}

fn group_cell(ui: &Ui, context: Context<'_>, node: usize, option: usize, rect: Rect) {
    let tokens = tokens(ui);
    let painter = ui.painter();
    painter.rect_filled(rect, 0.0, tokens.stripe);
    painter.hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, tokens.line));
    let mean = context.analysis().node_value(context.workbook, context.tree(), node, option);
    if let Some((low, high)) = mean {
        painter.text(
            pos2(rect.right() - theme::SPACE_S, rect.center().y),
            Align2::RIGHT_CENTER,
            analysis::range(low, high),
            theme::small_strong().resolve(ui.style()),
            tokens.text_muted,
        );
    }
}

fn cell_text(context: Context<'_>, show: Show, leaf: usize, option: usize) -> String {
    let analysis = context.analysis();
    let cell = analysis.cell(option, leaf);
    let measure = context.workbook.criteria[analysis.leaves[leaf]].measure();
    match cell.state {
        CellState::Unknown => "unknown".to_owned(),
        CellState::NotApplicable | CellState::Dropped if cell.performance.is_none() => {
            "n/a".to_owned()
        }
        _ => match (show, cell.performance, measure) {
            (Show::Scores, Some(performance), Some(measure)) => {
                analysis::performance(measure, performance)
            }
            (Show::Values, ..) => analysis::points(cell.value.unwrap_or(0.0)),
            _ => analysis::number(analysis.leaf_weight(leaf) * cell.value.unwrap_or(0.0), 2),
        },
    }
}

fn paint_cell(
    ui: &Ui,
    context: Context<'_>,
    (leaf, option): (usize, usize),
    rect: Rect,
    text: &str,
    here: bool,
) {
    let tokens = tokens(ui);
    let analysis = context.analysis();
    let cell = analysis.cell(option, leaf);
    let painter = ui.painter().with_clip_rect(ui.clip_rect().intersect(rect));
    let known = cell.state == CellState::Known || cell.state == CellState::NotApplicable;
    let ground = match cell.value {
        Some(value) if known => tokens.heat(value),
        _ => tokens.card,
    };
    painter.rect_filled(rect.shrink2(vec2(1.0, 0.5)), 0.0, ground);
    let colour = match cell.state {
        CellState::Unknown => tokens.warning,
        CellState::Dropped => tokens.text_muted,
        _ => tokens.text,
    };
    let right = pos2(rect.right() - theme::SPACE_S, rect.center().y);
    let number = painter.text(
        right,
        Align2::RIGHT_CENTER,
        text,
        TextStyle::Body.resolve(ui.style()),
        colour,
    );
    let note = origin_note(cell);
    if !note.is_empty() && number.left() - rect.left() > 46.0 {
        let left = pos2(rect.left() + theme::SPACE_S, rect.center().y);
        let font = TextStyle::Small.resolve(ui.style());
        let painter = painter
            .with_clip_rect(Rect::from_min_max(rect.min, pos2(number.left() - 4.0, rect.bottom())));
        painter.text(left, Align2::LEFT_CENTER, note, font, tokens.text_muted);
    }
    if here {
        ui.painter().rect_stroke(
            rect.shrink(1.0),
            CornerRadius::same(2),
            Stroke::new(2.0, tokens.accent),
            StrokeKind::Inside,
        );
    }
}

/// Whose score it is and how wide its range, in few letters.
fn origin_note(cell: &analysis::Cell) -> String {
    let whose = match &cell.origin {
        CellOrigin::Nobody | CellOrigin::Baseline => "",
        CellOrigin::Answer(_) => "answer",
        CellOrigin::Reviewers(1) => "scored",
        CellOrigin::Reviewers(_) => "mean",
    };
    let range = match (cell.low, cell.high) {
        (Some(low), Some(high)) if whose.is_empty() && low != high => {
            let end = |x: f64| analysis::number(x, usize::from(x.fract() != 0.0));
            format!("{} – {}", end(low), end(high))
        }
        _ => String::new(),
    };
    format!("{whose}{range}")
}

/// Which of `count` strips of a size are between two positions.
fn visible(from: f32, to: f32, size: f32, count: usize) -> std::ops::Range<usize> {
    let first = (from / size).floor().max(0.0) as usize;
    let last = (to / size).ceil().max(0.0) as usize;
    first.min(count)..last.min(count)
}

/// The text, cut short with an ellipsis where it is wider than `room`.
fn fitted(ui: &Ui, text: &str, font: &FontId, room: f32) -> String {
    let width = |text: &str| {
        ui.painter()
            .layout_no_wrap(text.to_owned(), font.clone(), egui::Color32::PLACEHOLDER)
            .size()
            .x
    };
    if width(text) <= room {
        return text.to_owned();
    }
    let mut letters: Vec<char> = text.chars().collect();
    while letters.len() > 1 {
        letters.pop();
        let shorter = format!("{}…", letters.iter().collect::<String>().trim_end());
        if width(&shorter) <= room {
            return shorter;
        }
    }
    "…".to_owned()
}
