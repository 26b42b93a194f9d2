//! Importance against difficulty: which requirements to look at first. Marks
//! are dragged, or moved by the arrow keys.

use std::collections::BTreeMap;

use eframe::egui::{
    self, Align2, EventFilter, Id, Key, Modifiers, Pos2, Rect, Role, ScrollArea, Sense, Stroke,
    StrokeKind, TextStyle, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::matrix::{brief, shown_text};
use super::{Part, RequirementsView};
use crate::analysis::PORTFOLIO_HIGH;
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::theme::{self, tokens};
use crate::app::widgets;
use crate::workbook::{Edit, Item, Requirement, RequirementId};

/// Least height of the chart, in points.
const LOWEST: f32 = 300.0;
/// Greatest height of the chart, in points.
const HIGHEST: f32 = 620.0;
/// From this width on, the chart and the list stand side by side.
const SIDE_BY_SIDE: f32 = 980.0;
/// Room for the words and figures of the axes, left and below, in points.
const AXIS: f32 = 40.0;
/// Room for the words above the chart, in points.
const ABOVE: f32 = 22.0;
/// Radius of a requirement's mark, in points; smaller where many crowd.
const RADII: [f32; 4] = [11.0, 9.0, 7.0, 5.0];
/// A label narrower than this says nothing, in points.
const LABEL_LEAST: f32 = 40.0;

/// Where a mark stands, and how wide its label may be.
#[derive(Debug, Clone, Copy)]
struct Slot {
    centre: Pos2,
    radius: f32,
    label: f32,
}

/// Places for so many marks in a field of the chart, so that neither marks nor
/// labels meet.
fn slots(field: Rect, count: usize) -> Vec<Slot> {
    let inner = field.shrink(3.0);
    let mut chosen = (RADII[RADII.len() - 1], 1, count.max(1));
    for radius in RADII {
        let rows = ((inner.height() / (2.0 * radius + 3.0)).floor() as usize).max(1);
        let columns = count.div_ceil(rows).max(1);
        chosen = (radius, rows, columns);
        if inner.width() / columns as f32 >= 2.0 * radius + 2.0 {
            break;
        }
    }
    let (radius, rows, columns) = chosen;
    let used = rows.min(count.max(1));
    let (width, height) = (inner.width() / columns as f32, 2.0 * radius + 3.0);
    let label = width - 2.0 * radius - 8.0;
    let label = if label >= LABEL_LEAST { label } else { 0.0 };
    let top = inner.center().y - height * used as f32 / 2.0;
    (0..count)
        .map(|at| {
            let (column, row) = ((at / rows) as f32, (at % rows) as f32);
            let left = inner.left() + width * column;
            let x = if label > 0.0 { left + radius + 1.0 } else { left + width / 2.0 };
            Slot { centre: pos2(x, top + height * (row + 0.5)), radius, label }
        })
        .collect()
}

impl RequirementsView {
    pub(super) fn portfolio(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        if context.workbook.requirements.is_empty() {
            let text = "Here requirements stand by how much they matter and how hard they are to \
                        meet, so that the important and hard ones are looked at first. Write the \
                        requirements first.";
            let way = Some("Write requirements");
            if widgets::empty_state(ui, "Nothing to place yet", text, way) {
                self.part = Part::Requirements;
            }
            return;
        }
        ScrollArea::vertical().id_salt("portfolio").auto_shrink([false, false]).show(ui, |ui| {
            let width = ui.available_width();
            if width < SIDE_BY_SIDE {
                self.chart_card(ui, context, out);
                ui.add_space(theme::SPACE_S);
                self.rating_card(ui, context, out);
                return;
            }
            let top = ui.cursor().min;
            let left = ((width - theme::SPACE_M) * 0.58).floor();
            let rest = width - left - theme::SPACE_M;
            for (at, x, width) in [(0, 0.0, left), (1, left + theme::SPACE_M, rest)] {
                let room =
                    Rect::from_min_size(top + vec2(x, 0.0), vec2(width, ui.available_height()));
                ui.scope_builder(UiBuilder::new().id_salt(at).max_rect(room), |ui| {
                    if at == 0 {
                        self.chart_card(ui, context, out);
                    } else {
                        self.rating_card(ui, context, out);
                    }
                });
            }
        });
    }

    fn chart_card(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let Some((sentence, empty)) = self.counted.as_ref().map(|counted| {
            let portfolio = &counted.portfolio;
            (portfolio.sentence(context.workbook), portfolio.placed.is_empty())
        }) else {
            return;
        };
        widgets::card(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme::SPACE_S;
            if empty {
                widgets::section_title(ui, "Nothing is placed yet");
                widgets::muted(
                    ui,
                    "Say in the list how important and how hard each requirement is, from 1 to 5. \
                     It then stands here, and what is both important and hard shows at the top \
                     right: look at that first.",
                );
                let way = widgets::primary_button(ui, "Begin with the first requirement");
                if way.clicked() {
                    let first = context.workbook.requirements.first();
                    self.rate = first.map(|it| (it.id.clone(), super::rating::Scale::Importance));
                }
                return;
            }
            widgets::section_title(ui, &sentence);
            widgets::small(
                ui,
                "Drag a requirement, or move it with the arrow keys. The number is its place in \
                 the list.",
            );
            self.chart(ui, context, out);
        });
    }

    fn chart(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let width = ui.available_width();
        let height = (width * 0.62).clamp(LOWEST, HIGHEST);
        let (rect, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
        let plot = Rect::from_min_max(
            rect.min + vec2(AXIS, ABOVE),
            rect.max - vec2(theme::SPACE_XS, AXIS),
        );
        paint_ground(ui, rect, plot);
        let requirements = &context.workbook.requirements;
        let mut places: BTreeMap<(u8, u8), Vec<usize>> = BTreeMap::new();
        for (at, requirement) in requirements.iter().enumerate() {
            if let (Some(importance), Some(difficulty)) =
                (requirement.importance, requirement.difficulty)
            {
                places.entry((difficulty, importance)).or_default().push(at);
            }
        }
        // In the order of the list, so that Tab goes through it as it is read.
        let mut marks: Vec<(usize, Slot)> = Vec::new();
        for ((difficulty, importance), here) in places {
            let slots = slots(field(plot, difficulty, importance), here.len());
            marks.extend(here.into_iter().zip(slots));
        }
        marks.sort_by_key(|(at, _)| *at);
        for (at, slot) in marks {
            if let Some(requirement) = requirements.get(at) {
                self.mark(ui, plot, at + 1, requirement, slot, out);
            }
        }
    }

    fn mark(
        &mut self,
        ui: &mut Ui,
        plot: Rect,
        number: usize,
        requirement: &Requirement,
        slot: Slot,
        out: &mut Actions,
    ) {
        let tokens = tokens(ui);
        let (Some(importance), Some(difficulty)) = (requirement.importance, requirement.difficulty)
        else {
            return;
        };
        let radius = slot.radius;
        let wide = if slot.label > 0.0 { slot.label + 6.0 } else { 0.0 };
        let room = Rect::from_min_max(
            slot.centre - vec2(radius, radius),
            slot.centre + vec2(radius + wide, radius),
        );
        let id = Id::unique(("portfolio", &requirement.id));
        let response = ui.interact(room, id, Sense::click_and_drag());
        let on = self.selected.as_ref() == Some(&requirement.id);
        let text = shown_text(requirement);
        let name = format!("{number} in the chart: {text}");
        let value = format!("importance {importance}, difficulty {difficulty}");
        response.widget_info(|| WidgetInfo {
            current_text_value: Some(value.clone()),
            ..WidgetInfo::selected(Role::Button, true, on, &name)
        });
        let focused = ui.memory(|memory| memory.has_focus(id));
        let mut centre = slot.centre;
        let pointer = response.interact_pointer_pos();
        if let Some(pointer) = pointer.filter(|_| response.dragged()) {
            centre = plot.clamp(pointer);
        }
        let (fill, ink) =
            if on { (tokens.text, tokens.card) } else { (tokens.accent, tokens.on_accent) };
        let painter = ui.painter();
        painter.circle_filled(centre, radius, fill);
        if focused || response.hovered() || response.dragged() {
            painter.circle_stroke(
                centre,
                radius + 2.0,
                Stroke::new(theme::LINE_STRONG, tokens.accent),
            );
        }
        if radius >= 9.0 {
            let font = theme::small_strong().resolve(ui.style());
            painter.text(centre, Align2::CENTER_CENTER, number.to_string(), font, ink);
        }
        if slot.label > 0.0 && !response.dragged() {
            let x = centre.x + radius + 5.0;
            let style = TextStyle::Small;
            widgets::paint_left(ui, text, &style, tokens.text, x, centre.y, slot.label);
        }
        if response.drag_started() || response.clicked() {
            response.request_focus();
            self.selected = Some(requirement.id.clone());
            self.removing = false;
        }
        if let Some(pointer) = pointer.filter(|_| response.dragged()) {
            let to = place_at(plot, pointer);
            if to != (difficulty, importance) {
                let gesture = format!("place {}", requirement.id);
                out.push(Action::Drag(placed(requirement, to), gesture));
            }
        }
        if response.drag_stopped() {
            out.push(Action::DragEnd);
        }
        if focused {
            let to = moved(ui, id, (difficulty, importance));
            if to != (difficulty, importance) {
                self.selected = Some(requirement.id.clone());
                out.edit(placed(requirement, to));
            }
        }
        if !response.dragged() {
            response.on_hover_text(format!("{number}. {text}: {value}, of 5"));
        }
    }

    fn rating_card(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        widgets::card(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme::SPACE_XS;
            widgets::section_title(ui, "Importance and difficulty of each");
            widgets::small(
                ui,
                "1 is little, 5 is much. Digits and arrows choose, Enter goes on, Delete clears.",
            );
            self.rating(ui, context, out);
        });
    }

    /// Works on a requirement.
    pub(super) fn chosen(&mut self, id: RequirementId) {
        self.selected = Some(id);
        self.removing = false;
    }
}

/// The field of the chart for a difficulty and an importance.
fn field(plot: Rect, difficulty: u8, importance: u8) -> Rect {
    let step = vec2(plot.width() / 5.0, plot.height() / 5.0);
    let (x, y) = (f32::from(difficulty) - 1.0, 5.0 - f32::from(importance));
    Rect::from_min_size(plot.min + vec2(step.x * x, step.y * y), step)
}

/// The difficulty and importance at a point of the chart.
fn place_at(plot: Rect, pointer: Pos2) -> (u8, u8) {
    let step = |share: f32| (1.0 + (share * 5.0).floor().clamp(0.0, 4.0)) as u8;
    let x = (pointer.x - plot.left()) / plot.width();
    let y = (plot.bottom() - pointer.y) / plot.height();
    (step(x), step(y))
}

fn moved(ui: &Ui, id: Id, (difficulty, importance): (u8, u8)) -> (u8, u8) {
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
    if pressed(Key::ArrowRight) {
        ((difficulty + 1).min(5), importance)
    } else if pressed(Key::ArrowLeft) {
        (difficulty.saturating_sub(1).max(1), importance)
    } else if pressed(Key::ArrowUp) {
        (difficulty, (importance + 1).min(5))
    } else if pressed(Key::ArrowDown) {
        (difficulty, importance.saturating_sub(1).max(1))
    } else {
        (difficulty, importance)
    }
}

fn placed(requirement: &Requirement, (difficulty, importance): (u8, u8)) -> Edit {
    let changed = Requirement {
        importance: Some(importance),
        difficulty: Some(difficulty),
        ..requirement.clone()
    };
    Edit::All {
        label: format!("importance and difficulty of {}", brief(requirement)),
        edits: vec![Edit::Put(Item::from(changed))],
    }
}

fn paint_ground(ui: &Ui, rect: Rect, plot: Rect) {
    let tokens = tokens(ui);
    let painter = ui.painter();
    let small = TextStyle::Small.resolve(ui.style());
    painter.rect_filled(plot, 0.0, tokens.stripe);
    let first = field(plot, PORTFOLIO_HIGH, PORTFOLIO_HIGH).union(field(plot, 5, 5));
    painter.rect_filled(first, 0.0, tokens.accent_soft);
    let line = Stroke::new(theme::LINE, tokens.line);
    for step in 1..5_u8 {
        let corner = field(plot, step, step).right_top();
        painter.vline(corner.x, plot.y_range(), line);
        painter.hline(plot.x_range(), corner.y, line);
    }
    painter.rect_stroke(
        plot,
        0.0,
        Stroke::new(theme::LINE, tokens.line_strong),
        StrokeKind::Inside,
    );
    let muted = tokens.text_muted;
    for step in 1..=5_u8 {
        let centre = field(plot, step, step).center();
        let figure = step.to_string();
        let below = pos2(centre.x, plot.bottom() + 3.0);
        painter.text(below, Align2::CENTER_TOP, &figure, small.clone(), muted);
        let beside = pos2(plot.left() - 6.0, centre.y);
        painter.text(beside, Align2::RIGHT_CENTER, &figure, small.clone(), muted);
    }
    let above = plot.top() - 3.0;
    let words = "important and easy: soon";
    painter.text(pos2(plot.left(), above), Align2::LEFT_BOTTOM, words, small.clone(), muted);
    let words = "important and hard: first";
    painter.text(pos2(plot.right(), above), Align2::RIGHT_BOTTOM, words, small.clone(), muted);
    painter.text(
        pos2(plot.center().x, rect.bottom()),
        Align2::CENTER_BOTTOM,
        "difficulty →",
        small.clone(),
        muted,
    );
    let words = painter.layout_no_wrap("importance →".to_owned(), small, muted);
    let corner = pos2(rect.left(), plot.center().y + words.size().x / 2.0);
    painter.add(
        egui::epaint::TextShape::new(corner, words, muted).with_angle(-std::f32::consts::FRAC_PI_2),
    );
}
