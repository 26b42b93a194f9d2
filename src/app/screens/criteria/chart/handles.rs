//! What can be taken hold of in the chart of a value function: knots, anchors,
//! the bend of a curve, the values of levels. By pointer and by keys alike.

use eframe::egui::{
    self, Align2, CursorIcon, EventFilter, Id, Key, Pos2, Rect, Response, Role, Sense, Shape,
    Stroke, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::{Action, Actions, Frame, edit, text};
use crate::analysis::{
    AnchorKind, add_knot, bend_through, grain, move_anchor, move_knot, number, performance,
    remove_knot, set_level_value, value,
};
use crate::app::screens::criteria::measure::Stretched;
use crate::app::theme::{self, tokens};
use crate::workbook::{Criterion, CriterionId, Measure, Scale, ValueFunction};

/// How far off the chart a knot has to be let go of to be removed.
const OFF: f32 = 34.0;
/// Side of the place by which a handle is taken.
const GRIP: f32 = 18.0;

/// Something that can be taken hold of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Handle {
    /// A knot of a piecewise function, by its place.
    Knot(usize),
    /// The middle of an exponential one.
    Bend,
    /// The value of a level, by its place.
    Level(usize),
    /// A fixed point of the scale.
    Anchor(u8),
}

/// A handle that is being dragged.
#[derive(Debug, Clone)]
pub struct Held {
    handle: Handle,
    /// The measure when it was taken hold of.
    from: Measure,
    /// From the pointer to the handle's middle.
    offset: Vec2,
    /// The performances shown since.
    pub span: (f64, f64),
}

impl Held {
    fn key(criterion: &CriterionId) -> Id {
        Id::unique(("held in the value chart", criterion))
    }

    /// The one that is being dragged in the chart of a criterion.
    pub fn of(ui: &Ui, criterion: &Criterion) -> Option<Self> {
        ui.data(|data| data.get_temp(Self::key(&criterion.id)))
    }
}

/// What a handle is known by.
pub fn id(criterion: &Criterion, handle: Handle) -> Id {
    Id::unique(("value handle", &criterion.id, handle))
}

fn anchor_of(handle: u8) -> AnchorKind {
    AnchorKind::ALL[usize::from(handle) % AnchorKind::ALL.len()]
}

fn all(measure: &Measure) -> Vec<Handle> {
    let mut all = Vec::new();
    match (&measure.value_function, &measure.scale) {
        (ValueFunction::Piecewise(knots), _) => all.extend((0..knots.len()).map(Handle::Knot)),
        (ValueFunction::Exponential(_), _) => all.push(Handle::Bend),
        (ValueFunction::Levels, Scale::Levels(levels)) => {
            all.extend((0..levels.len()).map(Handle::Level));
        }
        _ => {}
    }
    let levels = matches!(measure.scale, Scale::Levels(_));
    for (at, anchor) in (0_u8..).zip(AnchorKind::ALL) {
        // Those of levels are the first and the last.
        let fixed = levels && !anchor.is_optional();
        if !fixed && anchor.of(&measure.anchors).is_some() {
            all.push(Handle::Anchor(at));
        }
    }
    all
}

fn middle(measure: &Measure) -> f64 {
    f64::midpoint(measure.anchors.worst, measure.anchors.best)
}

/// Performance and value at which a handle stands.
fn stands(measure: &Measure, handle: Handle) -> (f64, f64) {
    match handle {
        Handle::Knot(at) => match &measure.value_function {
            ValueFunction::Piecewise(knots) => knots.get(at).copied().unwrap_or_default(),
            _ => (0.0, 0.0),
        },
        Handle::Bend => (middle(measure), value(measure, middle(measure)).0),
        Handle::Level(at) => match &measure.scale {
            Scale::Levels(levels) => {
                ((at + 1) as f64, levels.get(at).map_or(0.0, |level| level.value))
            }
            Scale::Natural { .. } => (0.0, 0.0),
        },
        Handle::Anchor(at) => (anchor_of(at).of(&measure.anchors).unwrap_or_default(), 0.0),
    }
}

/// The measure with a handle moved, as near as is legal.
fn moved(measure: &Measure, handle: Handle, to: (f64, f64)) -> Option<Measure> {
    match handle {
        Handle::Knot(at) => move_knot(measure, at, to.0, to.1),
        Handle::Bend => bend_through(measure, to.1),
        Handle::Level(at) => set_level_value(measure, at, to.1),
        Handle::Anchor(at) => move_anchor(measure, anchor_of(at), to.0),
    }
}

fn name(measure: &Measure, handle: Handle) -> String {
    let (x, y) = stands(measure, handle);
    let (x, y) = (performance(measure, x), number(y, 0));
    match handle {
        Handle::Knot(at) => format!("Knot {}: {x} gives {y}", at + 1),
        Handle::Bend => format!("Bend: {x}, halfway, gives {y}"),
        Handle::Level(at) => format!("Level {}: gives {y}", at + 1),
        Handle::Anchor(at) => format!("{} anchor: {x}", anchor_of(at).name()),
    }
}

/// Name of the undo step, before that of the criterion.
fn verb(handle: Handle) -> &'static str {
    match handle {
        Handle::Knot(_) => "move knot of",
        Handle::Bend => "bend value function of",
        Handle::Level(_) => "value of a level of",
        Handle::Anchor(_) => "move anchor of",
    }
}

fn centre(frame: Frame, measure: &Measure, handle: Handle) -> Pos2 {
    let (x, y) = stands(measure, handle);
    match handle {
        Handle::Anchor(_) => pos2(frame.x(x), frame.area.bottom() + 13.0),
        _ => frame.at(x, y),
    }
}

/// Shows every handle and does what is done to it. Gives whether one of them is
/// under the pointer or has the focus.
pub fn show(
    ui: &mut Ui,
    frame: Frame,
    chart: Rect,
    criterion: &Criterion,
    measure: &Measure,
    stretched: &mut Stretched,
    out: &mut Actions,
) -> bool {
    let mut handled = false;
    let mut labels = Vec::new();
    for handle in all(measure) {
        let place = centre(frame, measure, handle);
        let rect = Rect::from_center_size(place, Vec2::splat(GRIP));
        let response = ui.interact(rect, id(criterion, handle), Sense::click_and_drag());
        let words = name(measure, handle);
        let (x, y) = stands(measure, handle);
        let now = if matches!(handle, Handle::Anchor(_)) { x } else { y };
        response.widget_info(|| WidgetInfo {
            value: Some(now),
            ..WidgetInfo::labeled(Role::Slider, true, &words)
        });
        draw(ui, frame, measure, handle, place, &response);
        if let Handle::Anchor(at) = handle {
            labels.push((anchor_of(at), place));
        }
        handled |= response.hovered() || response.has_focus() || response.dragged();
        if response.clicked() || response.drag_started() {
            response.request_focus();
        }
        if (response.hovered() || response.dragged()) && !response.context_menu_opened() {
            let icon = match handle {
                Handle::Knot(_) => CursorIcon::Grab,
                Handle::Bend | Handle::Level(_) => CursorIcon::ResizeVertical,
                Handle::Anchor(_) => CursorIcon::ResizeHorizontal,
            };
            ui.set_cursor_icon(icon);
            said(ui, frame, &words, place);
        } else if response.has_focus() {
            said(ui, frame, &words, place);
        }
        let mut change =
            Change { criterion, measure, handle, stretched: &mut *stretched, out: &mut *out };
        change.dragged(ui, frame, chart, &response, place);
        change.keys(ui, &response);
        if let Handle::Knot(at) = handle {
            change.menu(&response, at);
        }
    }
    ends(ui, measure, &labels);
    handled
}

/// What is done to one handle in this frame.
struct Change<'a> {
    criterion: &'a Criterion,
    measure: &'a Measure,
    handle: Handle,
    stretched: &'a mut Stretched,
    out: &'a mut Actions,
}

impl Change<'_> {
    fn to(&mut self, measure: Measure, gesture: &str) {
        if measure == *self.measure {
            return;
        }
        let ends = |measure: &Measure| (measure.anchors.worst, measure.anchors.best);
        if ends(&measure) != ends(self.measure) && self.stretched.is_none() {
            *self.stretched = Some((self.criterion.id.clone(), self.measure.anchors.clone()));
        }
        let gesture = format!("{gesture} {:?} of {}", self.handle, self.criterion.id);
        self.out.push(Action::Drag(edit(self.criterion, measure, verb(self.handle)), gesture));
    }

    fn dragged(&mut self, ui: &Ui, frame: Frame, chart: Rect, response: &Response, place: Pos2) {
        let key = Held::key(&self.criterion.id);
        if response.drag_started() {
            let pointer = ui.input(|input| input.pointer.press_origin()).unwrap_or(place);
            let held = Held {
                handle: self.handle,
                from: self.measure.clone(),
                offset: place - pointer,
                span: (frame.low, frame.high),
            };
            ui.data_mut(|data| data.insert_temp(key, held));
        }
        let held: Option<Held> = ui.data(|data| data.get_temp(key));
        let Some(held) = held.filter(|held| held.handle == self.handle) else { return };
        let off = response
            .interact_pointer_pos()
            .is_some_and(|pointer| !chart.expand(OFF).contains(pointer));
        let taken_off = match self.handle {
            Handle::Knot(at) if off => remove_knot(&held.from, at),
            _ => None,
        };
        let none = egui::Modifiers::NONE;
        if ui.input_mut(|input| input.consume_key(none, Key::Escape)) {
            self.to(held.from, "drag");
            self.out.push(Action::DragEnd);
            ui.data_mut(|data| data.remove::<Held>(key));
        } else if response.dragged()
            && let Some(pointer) = response.interact_pointer_pos()
        {
            if taken_off.is_some() {
                said(ui, frame, "Let go to remove the knot", place);
            }
            let wanted = pointer + held.offset;
            let to = (frame.performance(wanted.x), frame.value(wanted.y));
            if let Some(measure) = moved(&held.from, self.handle, to) {
                self.to(measure, "drag");
            }
        } else {
            if let Some(measure) = taken_off.filter(|_| response.drag_stopped()) {
                self.to(measure, "drag");
            }
            self.out.push(Action::DragEnd);
            ui.data_mut(|data| data.remove::<Held>(key));
        }
    }

    fn keys(&mut self, ui: &Ui, response: &Response) {
        if response.lost_focus() {
            // The next steps are a gesture of their own.
            self.out.push(Action::DragEnd);
        }
        if !response.has_focus() || ui.input(|input| input.modifiers.alt || input.modifiers.command)
        {
            return;
        }
        let filter = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let steps = ui.input_mut(|input| {
            let large = if input.modifiers.shift { 10.0 } else { 1.0 };
            let mut pressed = |key| input.count_and_consume_key(egui::Modifiers::NONE, key) as f64;
            let across = pressed(Key::ArrowRight) - pressed(Key::ArrowLeft);
            let up = pressed(Key::ArrowUp) - pressed(Key::ArrowDown);
            (across * large, up * large)
        });
        let (x, y) = stands(self.measure, self.handle);
        if steps != (0.0, 0.0) {
            let to = (x + steps.0 * grain(self.measure), y + steps.1);
            if let Some(measure) = moved(self.measure, self.handle, to) {
                self.to(measure, "keys");
            }
        }
        let Handle::Knot(at) = self.handle else { return };
        let pressed = |key| ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key));
        if pressed(Key::Delete) || pressed(Key::Backspace) {
            self.remove(at);
        }
        if pressed(Key::Insert) {
            self.add_after(at);
        }
    }

    fn remove(&mut self, at: usize) {
        match remove_knot(self.measure, at) {
            Some(measure) => self.out.edit(edit(self.criterion, measure, "remove knot of")),
            None => self.out.push(Action::Say("A value function needs two knots.".to_owned())),
        }
    }

    /// Adds a knot halfway to the next one, before the last to the one before.
    fn add_after(&mut self, at: usize) {
        let ValueFunction::Piecewise(knots) = &self.measure.value_function else { return };
        let other = knots.get(at + 1).or_else(|| at.checked_sub(1).and_then(|at| knots.get(at)));
        let (Some(knot), Some(other)) = (knots.get(at), other) else { return };
        if let Some((measure, _)) = add_knot(self.measure, f64::midpoint(knot.0, other.0)) {
            self.out.edit(edit(self.criterion, measure, "add knot to"));
        }
    }

    fn menu(&mut self, response: &Response, at: usize) {
        let many = matches!(
            &self.measure.value_function,
            ValueFunction::Piecewise(knots) if knots.len() > 2
        );
        response.context_menu(|ui| {
            if ui.button("Add knot after it").clicked() {
                self.add_after(at);
            }
            if ui.add_enabled(many, egui::Button::new("Remove this knot")).clicked() {
                self.remove(at);
            }
        });
    }
}

fn draw(
    ui: &Ui,
    frame: Frame,
    measure: &Measure,
    handle: Handle,
    place: Pos2,
    response: &Response,
) {
    let tokens = tokens(ui);
    let painter = ui.painter();
    let lit = response.hovered() || response.dragged();
    let radius = if lit { 7.0 } else { 5.5 };
    match handle {
        Handle::Knot(_) | Handle::Bend => {
            painter.circle(
                place,
                radius,
                tokens.card,
                Stroke::new(theme::LINE_STRONG, tokens.accent),
            );
        }
        Handle::Level(_) => {
            let size = vec2(if lit { 22.0 } else { 18.0 }, 6.0);
            painter.rect_filled(
                Rect::from_center_size(place, size),
                theme::BAR_RADIUS,
                tokens.accent,
            );
        }
        Handle::Anchor(at) => {
            let end = !anchor_of(at).is_optional();
            let colour = if end || lit { tokens.accent } else { tokens.text_muted };
            let side = if lit { 7.0 } else { 6.0 };
            let points = vec![
                pos2(place.x, place.y - side),
                pos2(place.x + side, place.y + side * 0.7),
                pos2(place.x - side, place.y + side * 0.7),
            ];
            let fill = if end { colour } else { tokens.card };
            painter.add(Shape::convex_polygon(points, fill, Stroke::new(theme::LINE_MARK, colour)));
            if end {
                let worth = value(measure, stands(measure, handle).0).0;
                let line = [pos2(place.x, frame.area.bottom()), pos2(place.x, frame.y(worth))];
                let stroke = Stroke::new(theme::LINE, tokens.line_strong);
                painter.extend(Shape::dashed_line(&line, stroke, 3.0, 3.0));
            }
        }
    }
}

/// The figures of a handle, above the chart.
fn said(ui: &Ui, frame: Frame, words: &str, place: Pos2) {
    let tokens = tokens(ui);
    let galley = crate::app::widgets::one_line(
        ui,
        words,
        &egui::TextStyle::Small,
        tokens.text,
        frame.area.width() + 20.0,
    );
    let least = frame.area.left() - 20.0;
    let left = (place.x - galley.size().x / 2.0)
        .clamp(least, (frame.area.right() - galley.size().x).max(least));
    let rect = Rect::from_min_size(pos2(left, frame.area.top() - super::ABOVE), galley.size());
    ui.painter().rect_filled(rect.expand(3.0), theme::BAR_RADIUS, tokens.accent_soft);
    ui.painter().galley(rect.min, galley, tokens.text);
}

/// The names and figures of the two ends, below their grips.
fn ends(ui: &Ui, measure: &Measure, labels: &[(AnchorKind, Pos2)]) {
    let colour = tokens(ui).text_muted;
    let ends: Vec<&(AnchorKind, Pos2)> =
        labels.iter().filter(|(anchor, _)| !anchor.is_optional()).collect();
    for (anchor, place) in &ends {
        let at = anchor.of(&measure.anchors).unwrap_or_default();
        let words = format!("{} {}", anchor.name().to_lowercase(), performance(measure, at));
        // Each end's words run inwards, so that they meet as late as can be.
        let leftmost = ends.iter().all(|(_, other)| place.x <= other.x);
        let (x, align) = if leftmost {
            (place.x - 14.0, Align2::LEFT_TOP)
        } else {
            (place.x + 14.0, Align2::RIGHT_TOP)
        };
        text(ui, pos2(x, place.y + 6.0), align, &words, colour);
    }
}
