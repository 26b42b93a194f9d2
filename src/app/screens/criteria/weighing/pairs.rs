//! Comparisons in pairs: one question at a time, the matrix, and what
//! contradicts itself.

use eframe::egui::{
    self, EventFilter, Grid, Id, Key, Label, Modifiers, RichText, Role, ScrollArea, Sense, Stroke,
    TextStyle, Ui, WidgetInfo, pos2, vec2,
};

use super::draft::Draft;
use super::rows::{self, Columns, ROW};
use crate::analysis::{ACCEPTED_RATIO, Weighed, WeighingConsistency, number};
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, Tone};
use crate::workbook::PairwiseMethod;

/// Steps to each side of alike.
const STEPS: i32 = 8;
const SCALE_WIDTH: f32 = 560.0;
const SCALE_HEIGHT: f32 = 46.0;

/// What was asked for in this frame.
enum Asked {
    Set(usize, usize, Option<i32>),
    Next,
    Previous,
    Look(usize),
    Method(PairwiseMethod),
}

/// Shows the question, what contradicts itself, the matrix and the shares.
pub fn show(ui: &mut Ui, draft: &mut Draft, focus: &mut bool, weighed: Option<&Weighed>) {
    let pairs = draft.all_pairs();
    draft.pair = draft.pair.min(pairs.len().saturating_sub(1));
    let Some(&(i, j)) = pairs.get(draft.pair) else { return };
    let mut asked = None;
    ScrollArea::vertical().id_salt("pairs").auto_shrink([false, false]).show(ui, |ui| {
        question(ui, draft, (i, j), pairs.len(), focus, &mut asked);
        ui.add_space(theme::SPACE_S);
        if let Some(consistency) = weighed.and_then(|weighed| weighed.consistency.as_ref()) {
            contradictions(ui, draft, consistency, &pairs, &mut asked);
        }
        matrix(ui, draft, &pairs, &mut asked);
        shares(ui, draft, weighed);
    });
    match asked {
        None => return,
        Some(Asked::Set(i, j, steps)) => draft.set_pair(i, j, steps),
        Some(Asked::Next) => draft.pair = after(draft, &pairs),
        Some(Asked::Previous) => {
            draft.pair = draft.pair.checked_sub(1).unwrap_or(pairs.len() - 1);
        }
        Some(Asked::Look(pair)) => {
            draft.pair = pair;
            *focus = true;
        }
        Some(Asked::Method(method)) => {
            draft.pairwise = method;
            draft.judged_now();
        }
    }
    ui.request_repaint();
}

/// The next pair without a judgement, else the next one.
fn after(draft: &Draft, pairs: &[(usize, usize)]) -> usize {
    let n = pairs.len();
    (1..n)
        .map(|step| (draft.pair + step) % n)
        .find(|&at| draft.pair_steps(pairs[at].0, pairs[at].1).is_none())
        .unwrap_or((draft.pair + 1) % n)
}

/// How much more important, in words.
fn by_how_much(times: i32) -> &'static str {
    match times {
        2 => "slightly",
        3 => "moderately",
        4 => "moderately to strongly",
        5 => "strongly",
        6 => "strongly to very strongly",
        7 => "very strongly",
        8 => "very strongly to extremely",
        _ => "extremely",
    }
}

fn in_words(draft: &Draft, (i, j): (usize, usize), steps: Option<i32>) -> String {
    let (first, second) = (draft.name(i), draft.name(j));
    match steps {
        None => "Not judged. Arrows choose, Enter goes on.".to_owned(),
        Some(0) => format!("{first} and {second} matter alike (1)."),
        Some(steps) => {
            let (more, less) = if steps < 0 { (first, second) } else { (second, first) };
            let times = steps.abs() + 1;
            format!("{more} matters {} more than {less} ({times}).", by_how_much(times))
        }
    }
}

fn question(
    ui: &mut Ui,
    draft: &Draft,
    (i, j): (usize, usize),
    count: usize,
    focus: &mut bool,
    asked: &mut Option<Asked>,
) {
    let steps = draft.pair_steps(i, j);
    ui.horizontal_wrapped(|ui| {
        let text =
            format!("Pair {} of {count}. Which matters more, and by how much?", draft.pair + 1);
        ui.label(RichText::new(text).text_style(theme::strong()));
    });
    let width = SCALE_WIDTH.min(ui.available_width());
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = theme::SPACE_M;
        for at in [i, j] {
            ui.vertical(|ui| {
                ui.set_width((width - theme::SPACE_M) / 2.0);
                let name = RichText::new(draft.name(at)).text_style(theme::section());
                ui.add(Label::new(name).wrap());
                let swing = draft.words.get(at).map_or("", |(_, swing)| swing);
                widgets::small(ui, swing);
            });
        }
    });
    scale(ui, draft, (i, j), width, focus, asked);
    ui.add(Label::new(in_words(draft, (i, j), steps)).wrap());
    ui.horizontal_wrapped(|ui| {
        if widgets::button(ui, "Previous pair").clicked() {
            *asked = Some(Asked::Previous);
        }
        if widgets::button(ui, "Next pair").clicked() {
            *asked = Some(Asked::Next);
            *focus = true;
        }
        let clear = ui.add_enabled_ui(steps.is_some(), |ui| widgets::button(ui, "Leave it open"));
        if clear.inner.clicked() {
            *asked = Some(Asked::Set(i, j, None));
        }
        let methods: Vec<(PairwiseMethod, String)> =
            PairwiseMethod::ALL.iter().map(|it| (*it, it.name().to_owned())).collect();
        let name = "Weights by";
        if let Some(method) =
            widgets::choose(ui, "pairwise", name, &draft.pairwise, 150.0, &methods)
        {
            *asked = Some(Asked::Method(method));
        }
    });
}

/// The scale from 9 on the left over alike to 9 on the right.
fn scale(
    ui: &mut Ui,
    draft: &Draft,
    (i, j): (usize, usize),
    width: f32,
    focus: &mut bool,
    asked: &mut Option<Asked>,
) {
    let tokens = tokens(ui);
    let steps = draft.pair_steps(i, j);
    let (rect, _) = ui.allocate_exact_size(vec2(width, SCALE_HEIGHT), Sense::hover());
    let id = Id::unique(("pair scale", &draft.scope));
    let response = ui.interact(rect, id, Sense::click_and_drag());
    let inner = rect.shrink2(vec2(theme::SPACE_M, 0.0));
    let x = |step: i32| {
        egui::remap(step as f32, -STEPS as f32..=STEPS as f32, inner.left()..=inner.right())
    };
    let y = rect.top() + 14.0;
    let line = Stroke::new(theme::LINE_STRONG, tokens.line_strong);
    ui.painter().hline(inner.x_range(), y, line);
    for step in -STEPS..=STEPS {
        let tall = if step % 2 == 0 { 6.0 } else { 3.0 };
        ui.painter().vline(x(step), y - tall..=y + tall, Stroke::new(theme::LINE, line.color));
        if step % 2 == 0 {
            let galley = widgets::one_line(
                ui,
                &(step.abs() + 1).to_string(),
                &TextStyle::Small,
                tokens.text_muted,
                24.0,
            );
            let place = pos2(x(step) - galley.size().x / 2.0, rect.top() + 24.0);
            ui.painter().galley(place, galley, tokens.text_muted);
        }
    }
    let centre = pos2(x(steps.unwrap_or(0)), y);
    if steps.is_some() {
        ui.painter().circle_filled(centre, 8.0, tokens.accent);
    } else {
        ui.painter().circle(centre, 7.0, tokens.card, Stroke::new(theme::LINE_MARK, tokens.accent));
    }
    let name = format!("{} against {}", draft.name(i), draft.name(j));
    let said = in_words(draft, (i, j), steps);
    response.widget_info(|| WidgetInfo {
        value: steps.map(f64::from),
        current_text_value: Some(said.clone()),
        ..WidgetInfo::labeled(Role::Slider, true, &name)
    });
    if *focus {
        // The click that led here takes the focus away again where a frame is
        // drawn twice, so it is asked for until it is there.
        response.request_focus();
        *focus = !ui.memory(|memory| memory.had_focus_last_frame(id));
    }
    if (response.clicked() || response.dragged())
        && let Some(pointer) = response.interact_pointer_pos()
    {
        let step = egui::remap_clamp(
            pointer.x,
            inner.left()..=inner.right(),
            -STEPS as f32..=STEPS as f32,
        );
        let step = step.round() as i32;
        if steps != Some(step) {
            *asked = Some(Asked::Set(i, j, Some(step)));
        }
        response.request_focus();
    }
    if !ui.memory(|memory| memory.has_focus(id)) {
        return;
    }
    // The arrows are kept for the scale from the frame after this one on.
    if !ui.memory(|memory| memory.had_focus_last_frame(id)) {
        ui.request_repaint();
    }
    let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let left = pressed(Key::ArrowLeft);
    if left || pressed(Key::ArrowRight) {
        let by = if left { -1 } else { 1 };
        // The first press says alike is left behind.
        let to = (steps.unwrap_or(0) + by).clamp(-STEPS, STEPS);
        *asked = Some(Asked::Set(i, j, Some(to)));
    } else if pressed(Key::Home) || pressed(Key::Num0) || pressed(Key::Num1) {
        *asked = Some(Asked::Set(i, j, Some(0)));
    } else if pressed(Key::Delete) || pressed(Key::Backspace) {
        *asked = Some(Asked::Set(i, j, None));
    } else if ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::Enter)) {
        *asked = Some(Asked::Previous);
    } else if pressed(Key::Enter) {
        *asked = Some(Asked::Next);
        *focus = true;
    }
}

fn contradictions(
    ui: &mut Ui,
    draft: &Draft,
    consistency: &WeighingConsistency,
    pairs: &[(usize, usize)],
    asked: &mut Option<Asked>,
) {
    let WeighingConsistency::Pairs { ratio, triad, suggestion, .. } = consistency else { return };
    let (Some(ratio), Some(triad)) = (ratio, triad) else { return };
    if *ratio <= 1e-9 {
        return;
    }
    widgets::section_title(ui, "What contradicts itself most");
    let [i, k, j] = triad.items;
    let factor = triad.contradiction.exp();
    widgets::muted(
        ui,
        format!(
            "The direct judgement and the way round differ by a factor of {}.",
            number(factor, 1)
        ),
    );
    for pair in [(i, k), (k, j), (i, j)] {
        let Some(at) = pairs.iter().position(|other| *other == pair) else { continue };
        let words = in_words(draft, pair, draft.pair_steps(pair.0, pair.1));
        if widgets::link_button(ui, words).clicked() {
            *asked = Some(Asked::Look(at));
        }
    }
    if let Some(found) = suggestion {
        let pair = (found.row.min(found.column), found.row.max(found.column));
        let on_scale = if found.row < found.column { found.on_scale } else { 1.0 / found.on_scale };
        let steps = if on_scale >= 1.0 {
            -(on_scale.round() as i32 - 1)
        } else {
            (1.0 / on_scale).round() as i32 - 1
        };
        let after = found.ratio_after.map_or_else(String::new, |after| {
            format!(" The ratio would go from {} to {}.", number(*ratio, 3), number(after, 3))
        });
        let text =
            format!("The others together say: {}{after}", in_words(draft, pair, Some(steps)));
        let tone = if *ratio > ACCEPTED_RATIO { Tone::Warning } else { Tone::Plain };
        widgets::finding_line(ui, tone, icons::INFO, &text);
        if widgets::button(ui, "Use the suggested judgement").clicked() {
            *asked = Some(Asked::Set(pair.0, pair.1, Some(steps)));
        }
    }
    ui.add_space(theme::SPACE_S);
}

fn matrix(ui: &mut Ui, draft: &Draft, pairs: &[(usize, usize)], asked: &mut Option<Asked>) {
    widgets::section_title(ui, "All judgements");
    widgets::small(ui, "How many times as important the row is as the column.");
    let n = draft.members.len();
    ScrollArea::horizontal().id_salt("pair matrix").show(ui, |ui| {
        Grid::new("pair matrix").spacing(vec2(theme::SPACE_XS, theme::SPACE_XS)).show(ui, |ui| {
            ui.label("");
            for column in 0..n {
                ui.scope(|ui| {
                    ui.set_max_width(CELL);
                    ui.add(Label::new(RichText::new(draft.name(column)).small()).truncate());
                });
            }
            ui.end_row();
            for row in 0..n {
                ui.scope(|ui| {
                    ui.set_max_width(NAME);
                    ui.set_min_width(NAME);
                    ui.add(Label::new(draft.name(row)).truncate());
                });
                for column in 0..n {
                    cell(ui, draft, (row, column), pairs, asked);
                }
                ui.end_row();
            }
        });
    });
}

const CELL: f32 = 58.0;
const NAME: f32 = 150.0;

fn cell(
    ui: &mut Ui,
    draft: &Draft,
    (row, column): (usize, usize),
    pairs: &[(usize, usize)],
    asked: &mut Option<Asked>,
) {
    if row == column {
        ui.add_sized(vec2(CELL, theme::CONTROL_HEIGHT), Label::new("1"));
        return;
    }
    let pair = (row.min(column), row.max(column));
    let steps = draft.pair_steps(pair.0, pair.1);
    let text = match steps.map(|steps| if row < column { steps } else { -steps }) {
        None => "?".to_owned(),
        Some(steps) if steps <= 0 => (1 - steps).to_string(),
        Some(steps) => format!("1/{}", steps + 1),
    };
    if row > column {
        let colour = tokens(ui).text_muted;
        let label = Label::new(RichText::new(text).color(colour));
        ui.add_sized(vec2(CELL, theme::CONTROL_HEIGHT), label);
        return;
    }
    let at = pairs.iter().position(|other| *other == pair);
    let on = at == Some(draft.pair);
    let button = egui::Button::new(text).selected(on).min_size(vec2(CELL, theme::CONTROL_HEIGHT));
    let said = in_words(draft, pair, steps);
    let name = format!("Judge {} against {}", draft.name(row), draft.name(column));
    let response = ui.add(button).on_hover_text(said);
    if response.accessible_name(name).clicked() {
        *asked = at.map(Asked::Look);
    }
}

fn shares(ui: &mut Ui, draft: &Draft, weighed: Option<&Weighed>) {
    ui.add_space(theme::SPACE_S);
    let columns = Columns::of(ui.available_width(), 0.0).scaled(weighed);
    rows::heads(ui, columns, "");
    for at in 0..draft.members.len() {
        let then = weighed.and_then(|weighed| weighed.shares.get(at)).copied();
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
        let mut child = ui.new_child(egui::UiBuilder::new().id_salt(("share", at)).max_rect(rect));
        rows::row(&mut child, draft, at, "", then, columns, |_| {});
    }
}
