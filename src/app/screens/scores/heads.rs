//! The heads of the matrix: criteria with their weights on the left, options
//! with their totals on top. They stay where they are while the cells scroll.

use eframe::egui::{
    CornerRadius, CursorIcon, Id, Key, Modifiers, Rect, Role, Sense, Stroke, StrokeKind, TextStyle,
    Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::ScoresView;
use super::find::Match;
use super::grid::{HEAD, NAMES_MINIMUM, Shape, corner, visible};
use super::rows::{CARET, INDENT, Row};
use super::select::Spot;
use crate::analysis;
use crate::app::context::Context;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets;
use crate::figure::option_style;

impl ScoresView {
    pub(super) fn row_heads(&mut self, ui: &mut Ui, context: Context<'_>, shape: &Shape) {
        let area = Rect::from_min_max(
            shape.all.min + vec2(0.0, HEAD),
            pos2(shape.all.left() + shape.left(), shape.all.bottom()),
        );
        let mut child = ui.new_child(UiBuilder::new().max_rect(area).id_salt("row heads"));
        child.set_clip_rect(area.intersect(ui.clip_rect()));
        let (from, to) = (self.offset.y, self.offset.y + area.height());
        for at in visible(from, to, theme::ROW_HEIGHT, self.rows.all.len()) {
            let Some(&row) = self.rows.all.get(at) else { continue };
            let top = area.top() + theme::ROW_HEIGHT * at as f32 - self.offset.y;
            let size = vec2(shape.left(), theme::ROW_HEIGHT);
            let rect = Rect::from_min_size(pos2(area.left(), top), size);
            self.row_head(&child, context, shape, row, rect);
        }
    }

    fn row_head(&mut self, ui: &Ui, context: Context<'_>, shape: &Shape, row: Row, rect: Rect) {
        let tokens = tokens(ui);
        let criterion = &context.workbook.criteria[row.node];
        let group = row.leaf.is_none();
        let cursor_here = self.selection.cursor().is_some_and(|cursor| cursor.node == row.node);
        let painter = ui.painter();
        if group {
            painter.rect_filled(rect, 0.0, tokens.stripe);
        }
        if cursor_here {
            painter.rect_filled(rect, 0.0, tokens.accent_soft);
        }
        self.mark_match(ui, rect, Match::Row(row.node));
        painter.hline(rect.x_range(), rect.bottom(), Stroke::new(theme::LINE, tokens.line));
        let y = rect.center().y;
        let mut left =
            rect.left() + theme::SPACE_S + INDENT * context.tree().depth[row.node] as f32;
        let folded = group && self.is_folded(&criterion.id);
        if group {
            let icon = if folded { icons::CARET_RIGHT } else { icons::CARET_DOWN };
            widgets::paint_left(ui, icon, &theme::icon(), tokens.text_muted, left, y, CARET);
            left += CARET;
        }
        let style = if group { theme::strong() } else { TextStyle::Body };
        let room = rect.left() + shape.names - theme::SPACE_S - left;
        widgets::paint_left(ui, &criterion.name, &style, tokens.text, left, y, room);
        let weight_rect =
            Rect::from_min_max(pos2(rect.left() + shape.names, rect.top()), rect.right_bottom());
        self.weight(ui, context, row.node, weight_rect, group);

        let clickable = rect.intersect(ui.clip_rect());
        if !clickable.is_positive() {
            return;
        }
        let id = Id::unique(("row head", &criterion.id));
        // The keys of the cells do the same, so that the heads are no stops of
        // the Tab key.
        let response = ui.interact(clickable, id, Sense::CLICK);
        response.widget_info(|| {
            if group {
                let name = format!("Fold {}", criterion.name);
                WidgetInfo::selected(Role::Button, true, folded, name)
            } else {
                WidgetInfo::labeled(Role::RowHeader, true, &criterion.name)
            }
        });
        if response.clicked() && self.editor.is_none() {
            if group {
                self.toggle_fold(&criterion.id);
            } else {
                let spot = |option| Spot { node: row.node, option };
                let last = shape.columns.saturating_sub(1);
                self.span_by_click(ui, spot(last), spot(0));
            }
        }
        response.on_hover_ui(|ui| {
            widgets::section_title(ui, &criterion.name);
            if !criterion.definition.is_empty() {
                ui.label(&criterion.definition);
            }
            let path: Vec<&str> = context
                .tree()
                .path_up(row.node)
                .skip(1)
                .map(|above| context.workbook.criteria[above].name.as_str())
                .collect();
            if !path.is_empty() {
                widgets::small(ui, format!("In {}", path.join(", in ")));
            }
        });
    }

    /// Selects a whole row or column by its head: with Ctrl besides what is
    /// selected, with Shift up to it.
    fn span_by_click(&mut self, ui: &Ui, from: Spot, to: Spot) {
        let modifiers = ui.input(|input| input.modifiers);
        match self.selection.cursor() {
            Some(cursor) if modifiers.shift => {
                // From the cursor's row or column to this one.
                let whole_row = from.node == to.node;
                let start = if whole_row {
                    Spot { node: cursor.node, option: from.option }
                } else {
                    Spot { node: from.node, option: cursor.option }
                };
                self.selection.span(start, to, false);
            }
            _ => self.selection.span(from, to, modifiers.command),
        }
        self.focus_cursor = true;
    }

    pub(super) fn column_heads(&mut self, ui: &mut Ui, context: Context<'_>, shape: &Shape) {
        let tokens = tokens(ui);
        let y = shape.all.top() + HEAD / 2.0;
        let small = theme::small_strong();
        let left = shape.all.left() + theme::SPACE_S;
        widgets::paint_left(ui, "Criterion", &small, tokens.text_muted, left, y, shape.names);
        let left = shape.all.left() + shape.names;
        if shape.weight > 100.0 {
            widgets::paint_left(ui, "Weight", &small, tokens.text_muted, left, y, shape.weight);
        } else {
            let right = left + shape.weight - theme::SPACE_S;
            widgets::paint_right(ui, "Weight", &small, tokens.text_muted, right, y, shape.weight);
        }

        let area = Rect::from_min_max(
            pos2(shape.all.left() + shape.left(), shape.all.top()),
            pos2(shape.all.right(), shape.all.top() + HEAD),
        );
        let mut child = ui.new_child(UiBuilder::new().max_rect(area).id_salt("column heads"));
        child.set_clip_rect(area.intersect(ui.clip_rect()));
        let (from, to) = (self.offset.x, self.offset.x + area.width());
        for option in visible(from, to, shape.cell, shape.columns) {
            let left = area.left() + shape.cell * option as f32 - self.offset.x;
            let rect = Rect::from_min_size(pos2(left, area.top()), vec2(shape.cell, HEAD));
            self.column_head(&child, context, option, rect);
        }
    }

    fn column_head(&mut self, ui: &Ui, context: Context<'_>, option: usize, rect: Rect) {
        let tokens = tokens(ui);
        let result = &context.analysis().options[option];
        let painter = ui.painter();
        if self.selection.cursor().is_some_and(|cursor| cursor.option == option) {
            painter.rect_filled(rect.shrink2(vec2(1.0, 1.0)), 0.0, tokens.accent_soft);
        }
        self.mark_match(ui, rect.shrink(1.0), Match::Column(option));
        let colour = if result.is_ranked() { tokens.text } else { tokens.text_muted };
        let right = rect.right() - theme::SPACE_S;
        let room = rect.width() - 36.0;
        let style = theme::strong();
        let name = widgets::one_line(ui, &result.name, &style, colour, room);
        let left = right - name.size().x;
        let y = rect.top() + 16.0;
        painter.galley(pos2(left, y - name.size().y / 2.0), name, colour);
        let centre = pos2(left - 12.0, y);
        widgets::marker(painter, centre, 5.0, option_style(option).marker, tokens.option(option));
        let ranked = result.is_ranked() && context.analysis().weights.is_set();
        let standing = if ranked {
            let total = analysis::range(result.low, result.high);
            let place = match result.rank() {
                Some(rank) => format!("{rank}."),
                None => format!("{}. to {}.", result.best_rank, result.worst_rank),
            };
            let full = format!("{place} with {total}");
            let fits =
                widgets::one_line(ui, &full, &TextStyle::Small, colour, f32::INFINITY).size().x
                    <= rect.width() - theme::SPACE_M;
            if fits { full } else { place }
        } else if result.is_ranked() {
            String::new()
        } else {
            "not ranked".to_owned()
        };
        let y = rect.top() + 34.0;
        let room = rect.width() - theme::SPACE_M;
        let small = TextStyle::Small;
        widgets::paint_right(ui, &standing, &small, tokens.text_muted, right, y, room);

        let clickable = rect.intersect(ui.clip_rect());
        if !clickable.is_positive() {
            return;
        }
        let id = Id::unique(("column head", &result.id));
        let response = ui.interact(clickable, id, Sense::CLICK);
        response.widget_info(|| WidgetInfo {
            current_text_value: Some(standing.clone()),
            ..WidgetInfo::labeled(Role::ColumnHeader, true, &result.name)
        });
        let ends = self.rows.leaves.first().zip(self.rows.leaves.last());
        if response.clicked()
            && self.editor.is_none()
            && let Some((&first, &last)) = ends
        {
            let spot = |row: usize| Spot { node: self.rows.all[row].node, option };
            let (from, to) = (spot(last), spot(first));
            self.span_by_click(ui, from, to);
        }
        response.on_hover_ui(|ui| {
            widgets::section_title(ui, &result.name);
            if !standing.is_empty() {
                widgets::muted(ui, &standing);
            }
            let idea = &context.workbook.alternatives[option].idea;
            if !idea.is_empty() {
                ui.label(idea);
            }
        });
    }

    fn mark_match(&self, ui: &Ui, rect: Rect, this: Match) {
        let Some(find) = &self.find else { return };
        if !find.matches.contains(&this) {
            return;
        }
        let tokens = tokens(ui);
        ui.painter().rect_filled(rect, 0.0, tokens.selection);
        if find.current() == Some(this) {
            let stroke = Stroke::new(theme::LINE_STRONG, tokens.accent);
            ui.painter().rect_stroke(rect.shrink(1.0), 0.0, stroke, StrokeKind::Inside);
        }
    }

    /// The edge by which the column of criteria is made wider, by pointer or
    /// by arrow keys.
    pub(super) fn width_handle(&mut self, ui: &Ui, shape: &Shape) {
        let tokens = tokens(ui);
        let x = corner(shape).left() + shape.names - theme::SPACE_S;
        let rect = Rect::from_min_max(
            pos2(x - 4.0, shape.all.top()),
            pos2(x + 4.0, shape.all.top() + HEAD),
        );
        let response = ui
            .interact(rect, Id::unique("width of criteria"), Sense::click_and_drag())
            .on_hover_cursor(CursorIcon::ResizeHorizontal);
        response.widget_info(|| WidgetInfo {
            value: Some(f64::from(shape.names)),
            ..WidgetInfo::labeled(Role::Slider, true, "Width of the criteria")
        });
        let strong = response.hovered() || response.dragged() || response.has_focus();
        let colour = if strong { tokens.accent } else { tokens.line };
        let mark = Rect::from_center_size(rect.center(), vec2(2.0, HEAD - theme::SPACE_M));
        ui.painter().rect_filled(mark, CornerRadius::same(theme::MARK_RADIUS), colour);
        let mut step = response.drag_delta().x;
        if response.has_focus() {
            ui.memory_mut(|memory| {
                let filter =
                    eframe::egui::EventFilter { horizontal_arrows: true, ..Default::default() };
                memory.set_focus_lock_filter(response.id, filter);
            });
            ui.input_mut(|input| {
                if input.consume_key(Modifiers::NONE, Key::ArrowLeft) {
                    step -= 16.0;
                }
                if input.consume_key(Modifiers::NONE, Key::ArrowRight) {
                    step += 16.0;
                }
            });
        }
        if step != 0.0 {
            let most = shape.all.width() * 0.7;
            self.kept.names_width = Some((shape.names + step).clamp(NAMES_MINIMUM, most));
            ui.request_repaint();
        }
        if response.double_clicked() {
            self.kept.names_width = None;
        }
        response.on_hover_text("Drag to make the criteria wider; a double click fits them again");
    }

    /// The weight of a node as a bar and a percentage.
    fn weight(&self, ui: &Ui, context: Context<'_>, node: usize, rect: Rect, group: bool) {
        let tokens = tokens(ui);
        let weight = context.analysis().weights.nodes[node];
        let y = rect.center().y;
        if rect.width() > 100.0 && self.facts.largest_share > 0.0 {
            let colour = if group { tokens.accent } else { tokens.line_strong };
            let length = 50.0 * (weight.global / self.facts.largest_share).min(1.0) as f32;
            let bar = Rect::from_min_size(pos2(rect.left(), y - 3.0), vec2(length, 6.0));
            ui.painter().rect_filled(bar, CornerRadius::same(theme::BAR_RADIUS), colour);
        }
        let style = if group { theme::small_strong() } else { TextStyle::Small };
        let text = format!("{} %", analysis::number(weight.percent, 1));
        let colour = if weight.global > 0.0 { tokens.text } else { tokens.text_muted };
        let right = rect.right() - theme::SPACE_S;
        widgets::paint_right(ui, &text, &style, colour, right, y, rect.width());
    }
}
