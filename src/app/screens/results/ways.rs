//! For each option that does not lead, a card with the ways in which it would:
//! one of each sort, the least effort first.

use std::time::{Duration, Instant};

use eframe::egui::{Button, Rect, RichText, Role, Ui, WidgetInfo, vec2};

use crate::analysis::{
    Reach, Way, WayPart, Ways, keeps_trigger, nearest_sentence, points, trigger_of, way_kind,
    way_parts, ways,
};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, Column, TableRow, Tone, text_cell};
use crate::figure::DataTable;
use crate::workbook::{Edit, ItemRef, Kind, RevisitTrigger};

/// Options shown before all are asked for, those least behind first.
const FIRST: usize = 5;
/// Of many cards those this far out of sight are not drawn, in points.
const AROUND: f32 = 700.0;
/// How long is worked at it in one frame.
const SLICE: Duration = Duration::from_millis(3);

/// What was found of one revision, in words.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    revision: Option<u64>,
    cards: Vec<Card>,
    /// Heights of the cards as they were drawn, and the width at which.
    heights: (f32, Vec<f32>),
}

/// One option's card.
#[derive(Debug)]
struct Card {
    option: usize,
    name: String,
    behind: String,
    lines: Vec<Line>,
    /// Why no weights do, where none do.
    weights: String,
}

/// One way.
#[derive(Debug)]
struct Line {
    kind: &'static str,
    reach: Reach,
    parts: Vec<WayPart>,
    more: usize,
    trigger: RevisitTrigger,
    kept: bool,
}

impl Sheet {
    /// Works out so many options, a slice in each frame. Gives whether all of
    /// them are there.
    fn tend(&mut self, ui: &Ui, context: Context<'_>, wanted: usize) -> bool {
        if self.revision != Some(context.derived.revision) {
            self.revision = Some(context.derived.revision);
            self.cards.clear();
            self.heights.1.clear();
        }
        let begun = Instant::now();
        let flips = &context.analysis().flips;
        for list in flips.iter().take(wanted).skip(self.cards.len()) {
            if begun.elapsed() > SLICE {
                ui.request_repaint();
                return false;
            }
            if let Some(found) = ways(context.workbook, context.analysis(), list.option) {
                self.cards.push(Card::of(context, &found));
            }
        }
        true
    }
}

impl Card {
    fn of(context: Context<'_>, found: &Ways) -> Self {
        let (workbook, analysis) = (context.workbook, context.analysis());
        let leader = analysis.leader().map_or("the leader", |leader| leader.name.as_str());
        let line = |way: &Way| {
            let (parts, more) = way_parts(workbook, analysis, way);
            let trigger = trigger_of(workbook, analysis, found.option, way);
            let kept = keeps_trigger(&workbook.decision, &trigger);
            Line { kind: way_kind(way), reach: way.reach, parts, more, trigger, kept }
        };
        let (behind, weights) = if found.is_level() {
            (format!("Level with {leader}: any gain puts it ahead"), String::new())
        } else {
            let weights = nearest_sentence(analysis, found.option, &found.nearest);
            (format!("{} points behind {leader}", points(found.gap)), weights)
        };
        Self {
            option: found.option,
            name: analysis.options[found.option].name.clone(),
            behind,
            lines: found.ways.iter().map(line).collect(),
            weights,
        }
    }
}

/// The cards; `all` tells whether every option has one.
pub(super) fn ways_cards(
    ui: &mut Ui,
    context: Context<'_>,
    sheet: &mut Sheet,
    all: &mut bool,
    out: &mut Actions,
) {
    let count = context.analysis().flips.len();
    let wanted = if *all { count } else { count.min(FIRST) };
    let done = sheet.tend(ui, context, wanted);
    let width = ui.available_width();
    if sheet.heights.0 != width {
        sheet.heights = (width, Vec::new());
    }
    let (cards, heights) = (&sheet.cards, &mut sheet.heights.1);
    for (at, card) in cards.iter().take(wanted).enumerate() {
        let top = ui.cursor().top();
        // Of many those far out of sight are left out; the next one is drawn, so
        // that the keyboard finds it.
        if let Some(&height) = heights.get(at)
            && wanted > FIRST
        {
            let room = Rect::from_min_size(ui.cursor().min, vec2(width, height));
            if !ui.is_rect_visible(room.expand2(vec2(0.0, AROUND))) {
                ui.add_space(height);
                continue;
            }
        }
        card_ui(ui, context, card, out);
        ui.add_space(theme::SPACE_XS);
        let height = ui.cursor().top() - top;
        if heights.len() <= at {
            heights.resize(at + 1, height);
        }
        heights[at] = height;
    }
    if !done {
        widgets::muted(ui, format!("Working out {} more options", wanted - sheet.cards.len()));
    }
    ui.horizontal_wrapped(|ui| {
        if count > FIRST {
            let text = if *all {
                "Show fewer options".to_owned()
            } else {
                format!("Show {} more options", count - FIRST)
            };
            let name = if *all { "Show fewer options" } else { "Show all options" };
            if widgets::link_button(ui, text).accessible_name(name).clicked() {
                *all = !*all;
            }
        }
        if done && widgets::link_button(ui, "Copy the ways for a spreadsheet").clicked() {
            out.push(Action::Copy(table(sheet, wanted).tab_separated()));
            out.push(Action::Say("The ways are on the clipboard".to_owned()));
        }
    });
}

fn card_ui(ui: &mut Ui, context: Context<'_>, card: &Card, out: &mut Actions) {
    widgets::card(ui, |ui| {
        ui.push_id(("ways", &context.analysis().options[card.option].id), |ui| {
            ui.set_max_width(theme::TABLE_WIDTH.min(ui.available_width()));
            let title = RichText::new(format!("For {} to lead", card.name));
            widgets::option_label(ui, card.option, title.text_style(theme::strong()));
            widgets::small(ui, &card.behind);
            if !card.lines.is_empty() {
                let columns = columns();
                widgets::head_row(ui, &columns);
                for line in &card.lines {
                    line_ui(ui, context, &columns, card, line, out);
                }
            }
            if !card.weights.is_empty() {
                ui.add_space(theme::SPACE_XS);
                widgets::muted(ui, &card.weights);
            }
        });
    });
}

fn columns() -> [Column<'static>; 6] {
    [
        Column::left("Least effort first", 116.0),
        Column::left("What changes", 0.0),
        Column::right("Today", 96.0),
        Column::right("Needed", 110.0),
        Column::left("", 96.0),
        Column::right("", 40.0),
    ]
}

fn line_ui(
    ui: &mut Ui,
    context: Context<'_>,
    columns: &[Column<'_>],
    card: &Card,
    line: &Line,
    out: &mut Actions,
) {
    let last = line.parts.len().saturating_sub(1);
    for (at, part) in line.parts.iter().enumerate() {
        let mut row = TableRow::new(ui, columns, theme::ROW_HEIGHT);
        row.cell(|ui| {
            if at == 0 {
                text_cell(ui, line.kind);
            }
        });
        row.cell(|ui| part_button(ui, card, line, part, out));
        row.cell(|ui| text_cell(ui, &part.today));
        row.cell(|ui| text_cell(ui, RichText::new(&part.needed).text_style(theme::strong())));
        row.cell(|ui| {
            if at == 0 {
                let near = line.reach == Reach::Near;
                let tone = if near { Tone::Warning } else { Tone::Plain };
                let colour = if near { tone.text(ui) } else { tokens(ui).text_muted };
                text_cell(ui, RichText::new(line.reach.name()).color(colour));
            }
        });
        row.cell(|ui| {
            if at == 0 {
                keep_button(ui, context, card, line, out);
            }
        });
        row.end(at == last && line.more == 0);
    }
    if line.more > 0 {
        let mut row = TableRow::new(ui, columns, theme::ROW_HEIGHT);
        row.cell(|_| {});
        row.cell(|ui| {
            let text = match line.more {
                1 => "and one more weight, by less".to_owned(),
                more => format!("and {more} more weights, by less"),
            };
            text_cell(ui, RichText::new(text).color(tokens(ui).text_muted));
        });
        row.end(true);
    }
}

/// What changes, as a button that leads there.
fn part_button(ui: &mut Ui, card: &Card, line: &Line, part: &WayPart, out: &mut Actions) {
    ui.push_id((line.kind, &part.what), |ui| {
        let hint = match part.alternative {
            Some(_) => "Show this score",
            None => "Show the criterion",
        };
        let response = ui.add(Button::new(&part.what).frame(false).truncate()).on_hover_text(hint);
        let name = format!("{} would lead by {}: {}", card.name, lower(line.kind), part.what);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        if response.clicked() {
            out.push(match &part.alternative {
                Some(option) => Action::RevealCell(option.clone(), part.criterion.clone()),
                None => Action::Reveal(ItemRef::new(Kind::Criterion, part.criterion.as_str())),
            });
        }
    });
}

fn keep_button(ui: &mut Ui, context: Context<'_>, card: &Card, line: &Line, out: &mut Actions) {
    let what = format!("{} for {} to lead", lower(line.kind), card.name);
    ui.push_id((line.kind, "keep"), |ui| {
        if line.kept {
            let text = RichText::new(icons::CHECK).text_style(theme::icon());
            let hint = format!("Reopens the decision already: {what}");
            let label = ui.label(text.color(tokens(ui).text_muted)).on_hover_text(&hint);
            label.widget_info(|| WidgetInfo::labeled(Role::Label, true, &hint));
            return;
        }
        let name = format!("Keep as a reason to reopen the decision: {what}");
        if widgets::icon_button(ui, icons::FLAG, &name).clicked() {
            let mut decision = context.workbook.decision.clone();
            decision.revisit.push(line.trigger.clone());
            let said = "Kept as a reason to reopen the decision".to_owned();
            out.push(Action::EditAndSay(Edit::SetDecision(Box::new(decision)), said));
        }
    });
}

fn lower(text: &str) -> String {
    text.to_lowercase()
}

fn table(sheet: &Sheet, wanted: usize) -> DataTable {
    let mut rows = Vec::new();
    for card in sheet.cards.iter().take(wanted) {
        for line in &card.lines {
            for part in &line.parts {
                rows.push(vec![
                    card.name.clone(),
                    line.kind.to_owned(),
                    part.what.clone(),
                    part.today.clone(),
                    part.needed.clone(),
                    line.reach.name().to_owned(),
                ]);
            }
        }
    }
    DataTable {
        header: ["Option", "Way", "What changes", "Today", "Needed", "Reach"]
            .map(str::to_owned)
            .to_vec(),
        rows,
    }
}
