//! The tree as an outline: one row per node, painted, with a weight field where
//! the weight is the user's to give. Worked by mouse and by keyboard.

use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::text_edit::TextEditState;
use eframe::egui::{
    EventFilter, Id, Key, Modifiers, Rect, Response, Role, Sense, Stroke, TextStyle, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use super::dragging::{self, DropPlace, Held};
use super::menu;
use super::rows::{OutlineRow, RowKind};
use crate::app::context::Context;
use crate::app::theme::{self, icons, tokens};
use crate::app::tour::{self, Sight};
use crate::app::widgets::{self, NumberField, RowOffsets, TextField, Tone};
use crate::workbook::{CriterionId, NewPlace, ProfileId, Severity, TreeStep, place_criterion};

/// What the user did to the outline in this frame.
#[derive(Debug, Clone, PartialEq)]
pub enum OutlineEvent {
    /// Chose a row, by mouse or key.
    Select(usize),
    /// Folded or unfolded a group.
    Fold(CriterionId),
    /// Gave a raw weight, or cleared it.
    Weight(CriterionId, Option<f64>),
    /// Moves the selected criterion.
    Step(TreeStep),
    /// Adds a criterion, or a group, at the selection.
    Add(NewPlace, bool),
    /// Removes the selected criterion.
    Remove,
    /// Weighs the children of the selected group, or the selected criterion and
    /// its siblings.
    Weigh,
    /// Wants to type a new name for the selected criterion.
    Rename,
    /// Typed a new name.
    Renamed(CriterionId, String),
    /// Has the field for the new name before it.
    RenameBegun,
    /// Is done typing a name; whether by a key, so that the row goes on with
    /// the focus.
    RenameOver(bool),
    /// Has taken hold of a row.
    Hold(CriterionId),
    /// Let go of the row that was held, over a group (nothing at the top) and
    /// before one of its children (nothing at its end), or elsewhere.
    LetGo(Option<(Option<CriterionId>, Option<CriterionId>)>),
}

/// Widths of the columns right of the name; 0 where there is no room.
#[derive(Debug, Clone, Copy)]
struct Columns {
    weight: f32,
    bar: f32,
    percent: f32,
    scale: f32,
    counted: f32,
    voices: f32,
    conflict: f32,
}

const GAP: f32 = 12.0;
const INDENT: f32 = 20.0;
const EDGE: f32 = theme::SPACE_S;
/// In a wide window the columns end here, so that the eye finds from a name to
/// its figures.
const WIDEST: f32 = 1300.0;

impl Columns {
    fn for_width(width: f32) -> Self {
        let mut columns = Self {
            weight: 64.0,
            bar: 72.0,
            percent: 56.0,
            scale: 124.0,
            counted: 62.0,
            voices: 46.0,
            conflict: 60.0,
        };
        let room = |columns: &Self| width - columns.total() - 2.0 * EDGE;
        const NAME: f32 = 230.0;
        for narrower in [
            |columns: &mut Self| columns.scale = 0.0,
            |columns: &mut Self| columns.voices = 0.0,
            |columns: &mut Self| columns.counted = 0.0,
            |columns: &mut Self| columns.bar = 0.0,
        ] {
            if room(&columns) < NAME {
                narrower(&mut columns);
            }
        }
        columns
    }

    fn each(&self) -> [f32; 7] {
        [self.weight, self.bar, self.percent, self.scale, self.counted, self.voices, self.conflict]
    }

    fn total(&self) -> f32 {
        self.each().into_iter().filter(|width| *width > 0.0).map(|width| width + GAP).sum()
    }

    /// Left edges of the columns in a row, each with its width.
    fn places(&self, row: Rect) -> [(f32, f32); 7] {
        let mut x = row.right().min(row.left() + WIDEST) - EDGE - self.total();
        self.each().map(|width| {
            if width > 0.0 {
                x += GAP;
                let place = (x, width);
                x += width;
                place
            } else {
                (x, 0.0)
            }
        })
    }
}

/// The words above the columns.
pub fn heads(ui: &mut Ui) {
    let tokens = tokens(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::hover());
    let columns = Columns::for_width(rect.width());
    let places = columns.places(rect);
    let style = theme::small_strong();
    let y = rect.center().y;
    let name_width = places[0].0 - rect.left() - EDGE;
    widgets::paint_left(
        ui,
        "Criterion",
        &style,
        tokens.text_muted,
        rect.left() + EDGE,
        y,
        name_width,
    );
    let heads = ["Weight", "", "Share", "Scale", "Counted", "Voices", "Conflict"];
    for (at, ((x, width), head)) in places.into_iter().zip(heads).enumerate() {
        if width <= 0.0 || head.is_empty() {
            continue;
        }
        if matches!(at, 3 | 6) {
            widgets::paint_left(ui, head, &style, tokens.text_muted, x, y, width);
        } else {
            widgets::paint_right(ui, head, &style, tokens.text_muted, x + width, y, width);
        }
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(theme::LINE, tokens.line));
}

/// What the outline needs to know beyond its rows.
pub struct OutlineState<'a> {
    /// The selected criterion.
    pub selected: Option<&'a CriterionId>,
    /// The row to scroll to.
    pub reveal: Option<usize>,
    /// Whether the selected row takes the keys.
    pub take_focus: bool,
    /// Whether the selected row's name is being typed, and whether that began
    /// just now.
    pub renaming: Option<bool>,
    /// The row that is held by the pointer.
    pub held: Option<&'a CriterionId>,
    /// Whether rows can be held: not while only some are shown.
    pub movable: bool,
}

/// Shows the outline; gives what was done to it.
pub fn show(
    ui: &mut Ui,
    context: Context<'_>,
    rows: &[OutlineRow],
    state: &OutlineState<'_>,
) -> Vec<OutlineEvent> {
    let mut events = Vec::new();
    let offsets = RowOffsets::of(rows.iter().map(|_| theme::ROW_HEIGHT));
    let selected = rows.iter().position(|row| Some(&row.id) == state.selected);
    let columns = Columns::for_width(ui.available_width());
    let mut sight = None;
    widgets::virtual_list(
        ui,
        "criteria",
        &offsets,
        state.reveal,
        |at| rows.get(at).map(|row| row.id.clone()),
        |ui, at| {
            let Some(row) = rows.get(at) else { return };
            if sight.is_none() {
                let (list, top) = (ui.clip_rect(), ui.max_rect().top());
                let top = top - at as f32 * theme::ROW_HEIGHT;
                sight = Some((
                    list.intersect(ui.max_rect().with_max_y(list.bottom()).with_min_y(list.top())),
                    top,
                ));
                if state.held.is_some() {
                    let more = (top < list.top(), top + offsets.total() > list.bottom());
                    dragging::scroll_at_edges(ui, list, more);
                }
            }
            // Only one row is a stop of the Tab key: the selected one, or the
            // first; arrows lead to the others.
            let stop = selected.map_or(at == 0, |selected| selected == at);
            let is_selected = Some(at) == selected;
            let response =
                row_ui(ui, context, row, columns, (is_selected, stop), state, &mut events);
            if is_selected && state.take_focus && state.renaming.is_none() {
                response.request_focus();
            }
            if response.clicked() {
                events.push(OutlineEvent::Select(at));
                response.request_focus();
            }
            if response.double_clicked() && row.kind.is_group() {
                events.push(OutlineEvent::Fold(row.id.clone()));
            }
            if response.drag_started() && state.movable && state.renaming.is_none() {
                events.push(OutlineEvent::Hold(row.id.clone()));
            }
            response.context_menu(|ui| {
                let verb = context.node(&row.id).and_then(|node| menu::verbs(ui, context, node));
                if let Some(verb) = verb {
                    events.push(OutlineEvent::Select(at));
                    events.push(verb);
                }
            });
            if response.has_focus() {
                keys(ui, rows, at, is_selected, response.id, &mut events);
            }
        },
    );
    if let (Some(id), Some((list, top))) = (state.held, sight) {
        held_ui(ui, context, rows, id, (list, top), &mut events);
    }
    events
}

fn held_ui(
    ui: &Ui,
    context: Context<'_>,
    rows: &[OutlineRow],
    id: &CriterionId,
    (list, top): (Rect, f32),
    events: &mut Vec<OutlineEvent>,
) {
    let id_of = |row: usize| rows.get(row).map(|row| row.id.clone());
    let node_of = |row: Option<usize>| row.and_then(id_of).and_then(|id| context.node(&id));
    let Some(node) = context.node(id) else { return };
    let can = |place: &DropPlace| {
        let (parent, before) = (node_of(place.parent), node_of(place.before));
        place_criterion(context.workbook, context.tree(), node, parent, before).is_some()
    };
    let words = |place: &DropPlace| match place.parent.and_then(|parent| rows.get(parent)) {
        Some(group) => format!("into {}", group.name),
        None => "to the top of the tree".to_owned(),
    };
    match dragging::held(ui, rows, id, (list, top, INDENT), can, words) {
        Held::Still => {}
        Held::Cancelled => events.push(OutlineEvent::LetGo(None)),
        Held::Dropped(place) => {
            let place =
                place.map(|place| (place.parent.and_then(id_of), place.before.and_then(id_of)));
            events.push(OutlineEvent::LetGo(place));
        }
    }
}

fn keys(
    ui: &Ui,
    rows: &[OutlineRow],
    at: usize,
    is_selected: bool,
    id: Id,
    events: &mut Vec<OutlineEvent>,
) {
    let filter =
        EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let Some(row) = rows.get(at) else { return };
    if let Some(event) = menu::pressed(ui) {
        if !is_selected {
            events.push(OutlineEvent::Select(at));
        }
        events.push(event);
        return;
    }
    let pressed =
        |modifiers: Modifiers, key: Key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let screenful = (ui.clip_rect().height() / theme::ROW_HEIGHT).floor().max(2.0) as usize - 1;
    let last = rows.len().saturating_sub(1);
    for (key, to) in [
        (Key::ArrowUp, at.saturating_sub(1)),
        (Key::ArrowDown, (at + 1).min(last)),
        (Key::PageUp, at.saturating_sub(screenful)),
        (Key::PageDown, (at + screenful).min(last)),
        (Key::Home, 0),
        (Key::End, last),
    ] {
        if pressed(Modifiers::NONE, key) && to != at {
            events.push(OutlineEvent::Select(to));
        }
    }
    if pressed(Modifiers::NONE, Key::ArrowRight) {
        match row.kind {
            RowKind::Folded => events.push(OutlineEvent::Fold(row.id.clone())),
            RowKind::Open => events.push(OutlineEvent::Select((at + 1).min(last))),
            _ => {}
        }
    }
    if pressed(Modifiers::NONE, Key::ArrowLeft) {
        let above = rows[..at].iter().rposition(|other| other.depth < row.depth);
        match (row.kind, above) {
            (RowKind::Open, _) => events.push(OutlineEvent::Fold(row.id.clone())),
            (_, Some(above)) => events.push(OutlineEvent::Select(above)),
            _ => {}
        }
    }
}

fn row_ui(
    ui: &mut Ui,
    context: Context<'_>,
    row: &OutlineRow,
    columns: Columns,
    (selected, stop): (bool, bool),
    state: &OutlineState<'_>,
    events: &mut Vec<OutlineEvent>,
) -> Response {
    let tokens = tokens(ui);
    let rect = ui.max_rect();
    let sense = if stop { Sense::click_and_drag() } else { Sense::CLICK | Sense::DRAG };
    let mut response = ui.interact(rect, ui.scope_id().with("row"), sense);
    response.widget_info(|| WidgetInfo::selected(Role::TreeItem, true, selected, &row.spoken));
    if selected {
        ui.painter().rect_filled(rect, theme::TAG_RADIUS, tokens.accent_soft);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, theme::TAG_RADIUS, tokens.control_hover);
    } else if row.kind.is_group() {
        ui.painter().rect_filled(rect, 0.0, tokens.stripe);
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(theme::LINE, tokens.line));

    let places = columns.places(rect);
    let y = rect.center().y;
    // However deep the tree, half the width stays for names.
    let indent = (row.depth as f32 * INDENT).min(rect.width() * 0.25);
    let mut x = rect.left() + EDGE + indent;
    if matches!(row.kind, RowKind::Open | RowKind::Folded) {
        let place = Rect::from_min_max(pos2(x - 4.0, rect.top()), pos2(x + 16.0, rect.bottom()));
        let caret = ui.interact(place, ui.scope_id().with("caret"), Sense::CLICK);
        let (icon, verb) = if row.kind == RowKind::Open {
            (icons::CARET_DOWN, "Fold")
        } else {
            (icons::CARET_RIGHT, "Unfold")
        };
        caret.widget_info(|| {
            WidgetInfo::labeled(Role::Button, true, format!("{verb} {}", row.name))
        });
        let colour = if caret.hovered() { tokens.accent } else { tokens.text_muted };
        widgets::paint_left(ui, icon, &theme::icon(), colour, x, y, 16.0);
        if caret.clicked() {
            events.push(OutlineEvent::Fold(row.id.clone()));
        }
    }
    x += INDENT;
    let name_right = places[0].0 - GAP;
    if let (true, Some(began)) = (selected, state.renaming) {
        let place = Rect::from_min_max(
            pos2(x - theme::SPACE_XS, rect.top() + 1.0),
            pos2(name_right, rect.bottom() - 1.0),
        );
        rename_ui(ui, row, place, began, events);
    } else if name_ui(ui, row, (x, y, name_right)) && response.hovered() {
        response = response.on_hover_text(&row.name);
    }
    cells(ui, row, places, y, context.profile_id(), events);
    response
}

/// A row's name and the word that says what is special about it. Gives whether
/// the name was cut short.
fn name_ui(ui: &Ui, row: &OutlineRow, (x, y, right): (f32, f32, f32)) -> bool {
    let tokens = tokens(ui);
    let style = if row.kind.is_group() { theme::strong() } else { TextStyle::Body };
    let muted = matches!(row.kind, RowKind::Context | RowKind::Dropped);
    let colour = if muted { tokens.text_muted } else { tokens.text };
    let word = match row.kind {
        RowKind::Context => Some(("context", Tone::Plain)),
        RowKind::Dropped => Some(("not applicable", Tone::Plain)),
        RowKind::EmptyGroup => Some(("empty", Tone::Warning)),
        _ => row.odd.map(|(word, grave)| (word, if grave { Tone::Warning } else { Tone::Plain })),
    };
    let kept = if word.is_some() { 62.0 } else { 0.0 };
    let (end, elided) = widgets::paint_left(ui, &row.name, &style, colour, x, y, right - x - kept);
    if let Some((word, tone)) = word {
        widgets::paint_tag(ui, tone, word, end + theme::SPACE_S, y, right - end - theme::SPACE_S);
    }
    elided
}

/// The field in which a row's name is typed, in its place.
fn rename_ui(
    ui: &mut Ui,
    row: &OutlineRow,
    place: Rect,
    began: bool,
    events: &mut Vec<OutlineEvent>,
) {
    let mut child = ui.new_child(UiBuilder::new().id_salt("rename").max_rect(place));
    child.spacing_mut().interact_size.y = place.height();
    let label = format!("New name for {}", row.name);
    let field = TextField::new(("rename", row.id.as_str()), &label, &row.name).width(place.width());
    let (response, name) = field.show_with_response(&mut child);
    if let Some(name) = name.filter(|name| !name.is_empty()) {
        events.push(OutlineEvent::Renamed(row.id.clone(), name));
    }
    if began {
        response.request_focus();
        // All of the name is marked, ready to be typed over.
        let end = CCursor::new(row.name.chars().count());
        let mut state = TextEditState::load(ui, response.id).unwrap_or_default();
        state.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(0), end)));
        state.store(ui, response.id);
        events.push(OutlineEvent::RenameBegun);
    } else if !response.has_focus() {
        let by_key =
            ui.input(|input| input.key_pressed(Key::Enter) || input.key_pressed(Key::Escape));
        events.push(OutlineEvent::RenameOver(by_key));
    }
}

fn cells(
    ui: &mut Ui,
    row: &OutlineRow,
    places: [(f32, f32); 7],
    y: f32,
    profile: Option<&ProfileId>,
    events: &mut Vec<OutlineEvent>,
) {
    let tokens = tokens(ui);
    let rect = ui.max_rect();
    let group = row.kind.is_group();
    let [weight, bar, percent, scale, counted, voices, conflict] = places;
    let weights =
        Rect::from_min_max(pos2(weight.0, rect.top()), pos2(percent.0 + percent.1, rect.bottom()));
    tour::sight(ui, Sight::Weights, weights);
    if let (true, Some(profile)) = (row.editable, profile) {
        let place = Rect::from_min_max(
            pos2(weight.0, rect.top() + 2.0),
            pos2(weight.0 + weight.1, rect.bottom() - 2.0),
        );
        let name = format!("Weight of {}", row.name);
        let mut child = ui.new_child(UiBuilder::new().id_salt("weight").max_rect(place));
        child.spacing_mut().interact_size.y = place.height();
        let field = NumberField::new((profile.as_str(), row.id.as_str()), &name, row.raw)
            .width(weight.1)
            .hint("0")
            .bounds(0.0, f64::INFINITY);
        if let Some(raw) = field.show(&mut child) {
            events.push(OutlineEvent::Weight(row.id.clone(), raw));
        }
    } else {
        let right = weight.0 + weight.1 - 8.0;
        let style = TextStyle::Body;
        widgets::paint_right(ui, &row.raw_text, &style, tokens.text_muted, right, y, weight.1);
    }
    if bar.1 > 0.0 && row.share > 0.0 {
        let width = (bar.1 * row.share as f32).max(2.0);
        let line = Rect::from_min_size(pos2(bar.0, y - 4.0), vec2(width, 8.0));
        let colour = if group { tokens.accent } else { tokens.text_muted };
        ui.painter().rect_filled(line, theme::BAR_RADIUS, colour);
    }
    let style = if group { theme::strong() } else { TextStyle::Body };
    let colour = if row.share > 0.0 { tokens.text } else { tokens.text_muted };
    widgets::paint_right(ui, &row.percent, &style, colour, percent.0 + percent.1, y, percent.1);
    if scale.1 > 0.0 {
        widgets::paint_left(
            ui,
            &row.scale,
            &TextStyle::Small,
            tokens.text_muted,
            scale.0,
            y,
            scale.1,
        );
    }
    for ((x, width), text) in [(counted, &row.counted), (voices, &row.voices)] {
        if width > 0.0 {
            let style = TextStyle::Small;
            widgets::paint_right(ui, text, &style, tokens.text_muted, x + width, y, width);
        }
    }
    if let Some(severity) = row.conflict {
        widgets::paint_tag(ui, tone_of(severity), severity.name(), conflict.0, y, conflict.1);
    }
}

/// How grave a contradiction looks.
pub fn tone_of(severity: Severity) -> Tone {
    match severity {
        Severity::Low => Tone::Plain,
        Severity::Medium => Tone::Warning,
        Severity::High => Tone::Bad,
    }
}
