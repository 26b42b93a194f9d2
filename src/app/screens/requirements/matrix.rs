//! Requirements against criteria, as a matrix worked by keyboard: how strongly
//! each requirement bears on each criterion. The heads of rows and columns are
//! held in place while the rest scrolls.

use eframe::egui::{
    self, Align2, CornerRadius, EventFilter, Id, Key, Modifiers, Painter, Rect, Role, ScrollArea,
    Sense, Stroke, StrokeKind, TextStyle, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use crate::analysis::Coverage;
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, Tone};
use crate::workbook::{
    Criterion, CriterionId, Edit, Item, ItemRef, Kind, Requirement, RequirementId, RequirementKind,
    Strength,
};

/// Least and greatest height of the heads of columns, whose words run upwards,
/// in points.
const HEAD: (f32, f32) = (112.0, 200.0);
/// Least width of a column, in points.
const CELL_MINIMUM: f32 = 34.0;
/// Greatest width of a column, in points.
const CELL_MAXIMUM: f32 = 52.0;
/// Radius of the mark of a link, in points.
const MARK: f32 = 6.5;

/// How the matrix is looked at.
#[derive(Debug, Default)]
pub(super) struct Matrix {
    /// Only what has a gap is shown.
    pub(super) gaps_only: bool,
    /// Whether every gap is listed, not only the first few.
    pub(super) all_gaps: bool,
    /// The cell with the cursor.
    pub(super) cursor: Option<(RequirementId, CriterionId)>,
    /// Whether the cursor is to be brought into sight, with the focus.
    focus: bool,
    shown: Option<Shown>,
}

/// Rows and columns, by position in the workbook's lists.
#[derive(Debug)]
struct Shown {
    revision: u64,
    gaps_only: bool,
    rows: Vec<usize>,
    columns: Vec<usize>,
}

/// Sizes in this frame.
struct Shape {
    all: Rect,
    left: f32,
    head: f32,
    cell: f32,
}

/// What the cursor does with a link.
enum Turn {
    Step,
    To(Option<Strength>),
}

impl Matrix {
    /// Puts the cursor on a cell, brings it into sight and gives it the focus.
    pub(super) fn go(&mut self, requirement: RequirementId, criterion: CriterionId) {
        self.cursor = Some((requirement, criterion));
        self.focus = true;
    }

    /// The first row and column shown, for a cursor that lacks one of them.
    pub(super) fn first(&self, context: Context<'_>) -> Option<(RequirementId, CriterionId)> {
        let shown = self.shown.as_ref()?;
        let requirement = context.workbook.requirements.get(*shown.rows.first()?)?;
        let criterion = context.workbook.criteria.get(*shown.columns.first()?)?;
        Some((requirement.id.clone(), criterion.id.clone()))
    }

    fn refresh(&mut self, context: Context<'_>, coverage: &Coverage) {
        let revision = context.derived.revision;
        let before = match self.shown.take() {
            Some(shown) if shown.revision == revision && shown.gaps_only == self.gaps_only => {
                self.shown = Some(shown);
                return;
            }
            other => other.filter(|shown| shown.gaps_only == self.gaps_only),
        };
        let workbook = context.workbook;
        let mut rows: Vec<usize> = (0..workbook.requirements.len()).collect();
        rows.sort_by_key(|&row| workbook.requirements[row].kind);
        let mut columns = context.analysis().leaves.clone();
        if self.gaps_only {
            // What was shown stays while gaps are mended, or the next one
            // would jump under the cursor.
            let kept = |list: fn(&Shown) -> &Vec<usize>, at: usize| {
                before.as_ref().is_some_and(|shown| list(shown).contains(&at))
            };
            let has =
                |wanted: &dyn Fn(&crate::analysis::Gap) -> bool| coverage.gaps.iter().any(wanted);
            let some_rows: Vec<usize> = rows
                .iter()
                .copied()
                .filter(|&row| {
                    let id = &workbook.requirements[row].id;
                    kept(|shown| &shown.rows, row) || has(&|gap| gap.requirement() == Some(id))
                })
                .collect();
            let some_columns: Vec<usize> = columns
                .iter()
                .copied()
                .filter(|&column| {
                    let id = &workbook.criteria[column].id;
                    kept(|shown| &shown.columns, column) || has(&|gap| gap.criterion() == Some(id))
                })
                .collect();
            if !some_rows.is_empty() {
                rows = some_rows;
            }
            if !some_columns.is_empty() {
                columns = some_columns;
            }
        }
        self.shown = Some(Shown { revision, gaps_only: self.gaps_only, rows, columns });
    }

    /// Draws the matrix into the space that is left.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        coverage: &Coverage,
        out: &mut Actions,
    ) {
        self.refresh(context, coverage);
        let Some(shown) = self.shown.take() else { return };
        let all = ui.available_rect_before_wrap();
        let left = (all.width() * 0.34).clamp(150.0, 380.0);
        let room = all.width() - left - ui.spacing().scroll.bar_width - theme::SPACE_XS;
        let cell = (room / shown.columns.len().max(1) as f32).clamp(CELL_MINIMUM, CELL_MAXIMUM);
        let head = (all.height() * 0.32).clamp(HEAD.0, HEAD.1);
        let shape = Shape { all, left, head, cell };
        let tokens = tokens(ui);
        ui.painter().rect_filled(all, CornerRadius::same(theme::CARD_RADIUS), tokens.card);

        let body = Rect::from_min_max(all.min + vec2(left, head), all.max);
        let size =
            vec2(cell * shown.columns.len() as f32, theme::ROW_HEIGHT * shown.rows.len() as f32);
        let place = self.place(context, &shown);
        let mut wanted = None;
        if self.focus
            && let Some((row, column)) = place
        {
            let min = pos2(cell * column as f32, theme::ROW_HEIGHT * row as f32);
            wanted = Some(Rect::from_min_size(min, vec2(cell, theme::ROW_HEIGHT)));
        }
        let output = ui
            .scope_builder(UiBuilder::new().max_rect(body).id_salt("cells"), |ui| {
                ui.set_clip_rect(ui.clip_rect().intersect(body));
                ScrollArea::both().id_salt("coverage").auto_shrink([false, false]).show_viewport(
                    ui,
                    |ui, view| {
                        ui.set_min_size(size);
                        if let Some(wanted) = wanted
                            && !view.contains_rect(wanted)
                        {
                            let origin = ui.min_rect().min.to_vec2();
                            ui.scroll_to_rect(wanted.translate(origin), None);
                        }
                        self.cells(ui, context, &shape, &shown, view, out);
                    },
                )
            })
            .inner;
        let offset = output.state.clamped_offset();
        self.row_heads(ui, context, &shape, &shown, coverage, offset.y);
        self.column_heads(ui, context, &shape, &shown, coverage, offset.x);
        let line = Stroke::new(theme::LINE, tokens.line);
        ui.painter().hline(all.x_range(), body.top(), line);
        ui.painter().vline(body.left(), all.y_range(), line);
        ui.advance_cursor_after_rect(all);
        self.shown = Some(shown);
    }

    /// Row and column of the cursor, where it is shown.
    fn place(&self, context: Context<'_>, shown: &Shown) -> Option<(usize, usize)> {
        let (requirement, criterion) = self.cursor.as_ref()?;
        let workbook = context.workbook;
        let row = shown.rows.iter().position(|&at| workbook.requirements[at].id == *requirement)?;
        let column = shown.columns.iter().position(|&at| workbook.criteria[at].id == *criterion)?;
        Some((row, column))
    }

    fn cells(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        shape: &Shape,
        shown: &Shown,
        view: Rect,
        out: &mut Actions,
    ) {
        let origin = ui.min_rect().min;
        let rows = visible(view.top(), view.bottom(), theme::ROW_HEIGHT, shown.rows.len());
        let columns = visible(view.left(), view.right(), shape.cell, shown.columns.len());
        // One cell takes the Tab key: the cursor's, or the first.
        let stop = self.place(context, shown).unwrap_or((0, 0));
        let first_in_sight = (rows.start, columns.start);
        let stop_drawn = rows.contains(&stop.0) && columns.contains(&stop.1);
        for row in rows {
            for column in columns.clone() {
                let min = origin + vec2(shape.cell * column as f32, theme::ROW_HEIGHT * row as f32);
                let rect = Rect::from_min_size(min, vec2(shape.cell, theme::ROW_HEIGHT));
                let stops = (row, column) == if stop_drawn { stop } else { first_in_sight };
                self.cell(ui, context, shown, (row, column), rect, stops, out);
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "a cell is drawn in one place only")]
    fn cell(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        shown: &Shown,
        (row, column): (usize, usize),
        rect: Rect,
        stops: bool,
        out: &mut Actions,
    ) {
        let requirement = &context.workbook.requirements[shown.rows[row]];
        let criterion = &context.workbook.criteria[shown.columns[column]];
        let here = self
            .cursor
            .as_ref()
            .is_some_and(|(of, on)| *of == requirement.id && *on == criterion.id);
        let id = Id::unique(("link", &requirement.id, &criterion.id));
        let sense = if stops { Sense::click() } else { Sense::CLICK };
        let response = ui.interact(rect.shrink(0.5), id, sense);
        let strength = requirement.links.get(&criterion.id).copied();
        let bound = requirement.threshold.as_ref().is_some_and(|it| it.criterion == criterion.id);
        if response.gained_focus() && !here {
            self.cursor = Some((requirement.id.clone(), criterion.id.clone()));
        }
        if here && self.focus {
            response.request_focus();
            self.focus = false;
        }
        let focused = ui.memory(|memory| memory.has_focus(id));
        paint_cell(ui, rect, strength, bound, here, focused, response.hovered());
        let name = format!("{}, {}", shown_text(requirement), criterion.name);
        let mut value = strength.map_or("not linked", Strength::name).to_owned();
        if bound {
            value.push_str(", bound");
        }
        response.widget_info(|| WidgetInfo {
            current_text_value: Some(value.clone()),
            ..WidgetInfo::labeled(Role::Cell, true, &name)
        });
        if response.clicked() {
            let was_here = here;
            self.go(requirement.id.clone(), criterion.id.clone());
            ui.request_repaint();
            // The first click goes to a cell, the next ones change it.
            if was_here {
                turn(requirement, criterion, &Turn::Step, out);
            }
            return;
        }
        if here && focused {
            self.keys(ui, context, shown, (row, column), response.id, out);
        } else {
            response.on_hover_text(format!("{name}: {value}"));
        }
    }

    fn keys(
        &mut self,
        ui: &Ui,
        context: Context<'_>,
        shown: &Shown,
        (row, column): (usize, usize),
        id: Id,
        out: &mut Actions,
    ) {
        ui.memory_mut(|memory| {
            memory.set_focus_lock_filter(
                id,
                EventFilter {
                    horizontal_arrows: true,
                    vertical_arrows: true,
                    ..EventFilter::default()
                },
            );
        });
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let requirement = &context.workbook.requirements[shown.rows[row]];
        let criterion = &context.workbook.criteria[shown.columns[column]];
        let strengths = [
            (Key::Num0, None),
            (Key::Num1, Some(Strength::Weak)),
            (Key::Num2, Some(Strength::Medium)),
            (Key::Num3, Some(Strength::Strong)),
            (Key::Delete, None),
        ];
        for (key, strength) in strengths {
            if pressed(key) {
                turn(requirement, criterion, &Turn::To(strength), out);
                return;
            }
        }
        if pressed(Key::Space) {
            turn(requirement, criterion, &Turn::Step, out);
            return;
        }
        if pressed(Key::Enter) {
            out.push(Action::Reveal(ItemRef::new(Kind::Requirement, requirement.id.as_str())));
            return;
        }
        let (last_row, last_column) =
            (shown.rows.len().saturating_sub(1), shown.columns.len().saturating_sub(1));
        let to = if pressed(Key::ArrowDown) {
            ((row + 1).min(last_row), column)
        } else if pressed(Key::ArrowUp) {
            (row.saturating_sub(1), column)
        } else if pressed(Key::ArrowRight) {
            (row, (column + 1).min(last_column))
        } else if pressed(Key::ArrowLeft) {
            (row, column.saturating_sub(1))
        } else if pressed(Key::Home) {
            (row, 0)
        } else if pressed(Key::End) {
            (row, last_column)
        } else if pressed(Key::PageDown) {
            ((row + PAGE).min(last_row), column)
        } else if pressed(Key::PageUp) {
            (row.saturating_sub(PAGE), column)
        } else {
            return;
        };
        if to != (row, column) {
            let requirement = context.workbook.requirements[shown.rows[to.0]].id.clone();
            let criterion = context.workbook.criteria[shown.columns[to.1]].id.clone();
            self.go(requirement, criterion);
            ui.request_repaint();
        }
    }

    fn row_heads(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        shape: &Shape,
        shown: &Shown,
        coverage: &Coverage,
        offset: f32,
    ) {
        let area = Rect::from_min_max(
            shape.all.min + vec2(0.0, shape.head),
            pos2(shape.all.left() + shape.left, shape.all.bottom()),
        );
        let tokens = tokens(ui);
        let rows = visible(offset, offset + area.height(), theme::ROW_HEIGHT, shown.rows.len());
        let painter = ui.painter_at(area);
        for row in rows {
            let requirement = &context.workbook.requirements[shown.rows[row]];
            let top = area.top() + theme::ROW_HEIGHT * row as f32 - offset;
            let rect =
                Rect::from_min_size(pos2(area.left(), top), vec2(shape.left, theme::ROW_HEIGHT));
            let here = self.cursor.as_ref().is_some_and(|(of, _)| *of == requirement.id);
            if here {
                painter.rect_filled(rect, 0.0, tokens.accent_soft);
            }
            painter.hline(rect.x_range(), rect.bottom(), Stroke::new(theme::LINE, tokens.line));
            let gap = coverage.gaps.iter().find(|gap| gap.requirement() == Some(&requirement.id));
            let mut right = rect.right() - theme::SPACE_S;
            if gap.is_some() {
                let font = theme::icon().resolve(ui.style());
                let place = pos2(right, rect.center().y);
                let icon =
                    painter.text(place, Align2::RIGHT_CENTER, icons::WARNING, font, tokens.warning);
                right = icon.left() - theme::SPACE_XS;
            }
            let x = rect.left() + theme::SPACE_S;
            let letter = kind_word(requirement.kind);
            let small = theme::small_strong().resolve(ui.style());
            let kind = painter.text(
                pos2(x, rect.center().y),
                Align2::LEFT_CENTER,
                letter,
                small,
                tokens.text_muted,
            );
            let from = kind.right().max(x + KIND) + theme::SPACE_XS;
            let text = widgets::one_line(
                ui,
                shown_text(requirement),
                &TextStyle::Body,
                tokens.text,
                right - from,
            );
            let place = pos2(from, rect.center().y - text.size().y / 2.0);
            painter.galley(place, text, tokens.text);
            let seen = rect.intersect(area);
            if !seen.is_positive() {
                continue;
            }
            let response = ui.interact(seen, Id::unique(("row of", &requirement.id)), Sense::CLICK);
            let name = match gap {
                Some(gap) => gap.sentence(context.workbook),
                None => format!("Row of {}", shown_text(requirement)),
            };
            response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, &name));
            let hover = match gap {
                Some(gap) => format!("{name} {}", gap.hint()),
                None => format!("{}: {}", requirement.kind.name(), requirement.text),
            };
            if response.on_hover_text(hover).clicked() {
                let column = self.cursor.as_ref().map(|(_, on)| on.clone());
                let first =
                    shown.columns.first().map(|&at| context.workbook.criteria[at].id.clone());
                if let Some(column) = column.or(first) {
                    self.go(requirement.id.clone(), column);
                }
            }
        }
    }

    fn column_heads(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        shape: &Shape,
        shown: &Shown,
        coverage: &Coverage,
        offset: f32,
    ) {
        let tokens = tokens(ui);
        let area = Rect::from_min_max(
            pos2(shape.all.left() + shape.left, shape.all.top()),
            pos2(shape.all.right(), shape.all.top() + shape.head),
        );
        let painter = ui.painter_at(area);
        let columns = visible(offset, offset + area.width(), shape.cell, shown.columns.len());
        for column in columns {
            let criterion = &context.workbook.criteria[shown.columns[column]];
            let left = area.left() + shape.cell * column as f32 - offset;
            let rect = Rect::from_min_size(pos2(left, area.top()), vec2(shape.cell, shape.head));
            let here = self.cursor.as_ref().is_some_and(|(_, on)| *on == criterion.id);
            if here {
                painter.rect_filled(rect, 0.0, tokens.accent_soft);
            }
            let gap = coverage.gaps.iter().find(|gap| gap.criterion() == Some(&criterion.id));
            let mut bottom = rect.bottom() - theme::SPACE_S;
            if gap.is_some() {
                let font = theme::icon().resolve(ui.style());
                let place = pos2(rect.center().x, bottom);
                let icon = painter.text(
                    place,
                    Align2::CENTER_BOTTOM,
                    icons::WARNING,
                    font,
                    tokens.warning,
                );
                bottom = icon.top() - theme::SPACE_XS;
            }
            upwards(
                ui,
                &painter,
                &criterion.name,
                pos2(rect.center().x, bottom),
                bottom - rect.top(),
            );
            let seen = rect.intersect(area);
            if !seen.is_positive() {
                continue;
            }
            let response =
                ui.interact(seen, Id::unique(("column of", &criterion.id)), Sense::CLICK);
            let name = match gap {
                Some(gap) => gap.sentence(context.workbook),
                None => format!("Column of {}", criterion.name),
            };
            response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &name));
            let hover = match gap {
                Some(gap) => format!("{name} {}", gap.hint()),
                None => criterion.name.clone(),
            };
            if response.on_hover_text(hover).clicked() {
                let row = self.cursor.as_ref().map(|(of, _)| of.clone());
                let first =
                    shown.rows.first().map(|&at| context.workbook.requirements[at].id.clone());
                if let Some(row) = row.or(first) {
                    self.go(row, criterion.id.clone());
                }
            }
        }
    }
}

/// Room for the word of a requirement's kind, in points.
const KIND: f32 = 40.0;
/// Rows that a page key moves.
const PAGE: usize = 10;

/// A requirement's text, or its id where it has none.
pub(super) fn shown_text(requirement: &Requirement) -> &str {
    match requirement.text.trim() {
        "" => requirement.id.as_str(),
        text => text,
    }
}

fn kind_word(kind: RequirementKind) -> &'static str {
    match kind {
        RequirementKind::Constraint => "Given",
        RequirementKind::Assumption => "Assume",
        kind => kind.name(),
    }
}

/// Text that runs upwards from a point, cut where it does not fit.
fn upwards(ui: &Ui, painter: &Painter, text: &str, from: egui::Pos2, room: f32) {
    let colour = tokens(ui).text;
    let galley = widgets::one_line(ui, text, &TextStyle::Small, colour, room - theme::SPACE_S);
    let place = pos2(from.x - galley.size().y / 2.0, from.y);
    painter.add(
        egui::epaint::TextShape::new(place, galley, colour)
            .with_angle(-std::f32::consts::FRAC_PI_2),
    );
}

fn paint_cell(
    ui: &Ui,
    rect: Rect,
    strength: Option<Strength>,
    bound: bool,
    here: bool,
    focused: bool,
    hovered: bool,
) {
    let tokens = tokens(ui);
    let painter = ui.painter();
    if hovered {
        painter.rect_filled(rect, 0.0, tokens.stripe);
    }
    let line = Stroke::new(theme::LINE, tokens.line);
    painter.hline(rect.x_range(), rect.bottom(), line);
    painter.vline(rect.right(), rect.y_range(), line);
    if bound {
        let inner = Rect::from_center_size(rect.center(), Vec2::splat(2.0 * MARK + 8.0));
        painter.rect_stroke(
            inner,
            theme::MARK_RADIUS,
            Stroke::new(theme::LINE_MARK, tokens.text_muted),
            StrokeKind::Inside,
        );
    }
    if let Some(strength) = strength {
        mark(painter, rect.center(), strength, tokens.accent);
    }
    if here {
        let width = if focused { 2.0 } else { 1.0 };
        let line = Stroke::new(width, tokens.accent);
        painter.rect_stroke(rect.shrink(1.0), 0.0, line, StrokeKind::Inside);
    }
}

/// The mark of a strength: a ring, a ring with a dot, a disc.
pub(super) fn mark(
    painter: &Painter,
    centre: egui::Pos2,
    strength: Strength,
    colour: egui::Color32,
) {
    match strength {
        Strength::Weak => {
            painter.circle_stroke(centre, MARK, Stroke::new(theme::LINE_MARK, colour));
        }
        Strength::Medium => {
            painter.circle_stroke(centre, MARK, Stroke::new(theme::LINE_MARK, colour));
            painter.circle_filled(centre, MARK * 0.5, colour);
        }
        Strength::Strong => {
            painter.circle_filled(centre, MARK, colour);
        }
    }
}

fn turn(requirement: &Requirement, criterion: &Criterion, turn: &Turn, out: &mut Actions) {
    let now = requirement.links.get(&criterion.id).copied();
    let next = match turn {
        Turn::To(strength) => *strength,
        Turn::Step => match now {
            None => Some(Strength::Weak),
            Some(Strength::Weak) => Some(Strength::Medium),
            Some(Strength::Medium) => Some(Strength::Strong),
            Some(Strength::Strong) => None,
        },
    };
    set_link(requirement, criterion, next, out);
}

/// Asks for another strength of a link, or for none.
pub(super) fn set_link(
    requirement: &Requirement,
    criterion: &Criterion,
    strength: Option<Strength>,
    out: &mut Actions,
) {
    if requirement.links.get(&criterion.id).copied() == strength {
        return;
    }
    let mut changed = requirement.clone();
    match strength {
        Some(strength) => changed.links.insert(criterion.id.clone(), strength),
        None => changed.links.remove(&criterion.id),
    };
    out.edit(Edit::All {
        label: format!("link of {} to {}", brief(requirement), criterion.name),
        edits: vec![Edit::Put(Item::from(changed))],
    });
}

/// The beginning of a requirement's text, for names of steps.
pub(super) fn brief(requirement: &Requirement) -> String {
    let text = shown_text(requirement);
    match text.char_indices().nth(BRIEF) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// Letters of a requirement's text in the name of a step.
const BRIEF: usize = 40;

/// The rows or columns of a size that lie between two edges.
fn visible(from: f32, to: f32, size: f32, count: usize) -> std::ops::Range<usize> {
    let first = (from / size).floor().max(0.0) as usize;
    let last = (to / size).ceil().max(0.0) as usize;
    first.min(count)..last.min(count)
}

/// A line that says what the marks mean.
pub(super) fn legend(ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        for strength in Strength::ALL {
            let (rect, _) = ui.allocate_exact_size(Vec2::splat(2.0 * MARK + 2.0), Sense::hover());
            mark(ui.painter(), rect.center(), strength, tokens(ui).accent);
            let factor = crate::analysis::number(strength.factor(), 0);
            widgets::small(ui, format!("{}, counts {factor}", strength.name()));
        }
        let (rect, _) = ui.allocate_exact_size(Vec2::splat(2.0 * MARK + 2.0), Sense::hover());
        let line = Stroke::new(theme::LINE_MARK, tokens(ui).text_muted);
        ui.painter().rect_stroke(rect, theme::MARK_RADIUS, line, StrokeKind::Inside);
        widgets::small(ui, "bound of a must");
    });
}

/// Tone of a gap by what it is about.
pub(super) fn tone(gap: &crate::analysis::Gap) -> Tone {
    match gap {
        crate::analysis::Gap::Unasked { share, .. } if *share <= 0.0 => Tone::Plain,
        _ => Tone::Warning,
    }
}
