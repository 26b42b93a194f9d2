//! The list of load runs, by scenario and option.

use std::collections::BTreeMap;

use eframe::egui::{
    Button, CornerRadius, EventFilter, Frame, Id, Key, Label, Modifiers, RichText, Sense, Ui,
};

use super::RunsView;
use crate::analysis::{self, scalability};
use crate::app::action::Actions;
use crate::app::context::Context;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, Tone};
use crate::workbook::{Measurement, MeasurementId, Subject};

/// The runs by scenario, each scenario's by option; those that were replaced
/// after the others.
pub(super) fn order<'a>(context: Context<'a>) -> Vec<(&'a str, Vec<&'a Measurement>)> {
    let mut groups: BTreeMap<&str, Vec<&Measurement>> = BTreeMap::new();
    for run in context.workbook.measurements.iter() {
        groups.entry(&run.scenario).or_default().push(run);
    }
    let option = |run: &Measurement| {
        let options = &context.workbook.alternatives;
        options.iter().position(|option| option.id == run.alternative).unwrap_or(options.len())
    };
    let old = |run: &Measurement| scalability::replaced_by(context.workbook, &run.id).is_some();
    for runs in groups.values_mut() {
        runs.sort_by_key(|run| (old(run), option(run)));
    }
    // Runs of no scenario come last.
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(name, _)| name.is_empty());
    groups
}

/// A scenario's name, or what stands for none.
pub(super) fn scenario_name(scenario: &str) -> &str {
    if scenario.is_empty() { "No scenario named" } else { scenario }
}

/// A run's label, or its id where it has none.
pub(super) fn shown_label(run: &Measurement) -> &str {
    if run.label.trim().is_empty() { run.id.as_str() } else { &run.label }
}

/// How many criteria a run feeds.
pub(super) fn fed_by(context: Context<'_>, id: &MeasurementId) -> usize {
    let feeds = |fed: &&analysis::FedCriterion| {
        let mut cells = fed.cells.iter().filter_map(|cell| cell.reading.as_ref().ok());
        cells.any(|reading| reading.runs.contains(id))
    };
    context.analysis().fed.iter().filter(feeds).count()
}

/// What a run comes to, in a line.
fn summary(run: &Measurement) -> String {
    let mut parts = vec![match run.points.len() {
        1 => "1 point".to_owned(),
        count => format!("{count} points"),
    }];
    if let Some((rate, at)) = analysis::peak_throughput(run) {
        parts.push(format!("peak {}/s at {}", analysis::number(rate, 0), analysis::number(at, 0)));
    }
    if !run.tool.is_empty() {
        parts.push(run.tool.clone());
    }
    parts.extend(run.date.map(|date| date.to_string()));
    parts.extend(file_of(run));
    parts.join(" · ")
}

/// The name of the file, or of the first of several, that a run was read from.
fn file_of(run: &Measurement) -> Option<String> {
    if let Some(raw) = &run.raw_file {
        return Some(raw.name.clone());
    }
    let mut files = run.points.iter().filter_map(|point| point.raw_file.as_ref());
    let first = files.next()?;
    match files.count() {
        0 => Some(first.name.clone()),
        more => Some(format!("{} and {more} more", first.name)),
    }
}

/// What is to be known of a run beside its figures: how it stands, in words.
pub(super) fn marks(context: Context<'_>, run: &Measurement) -> Vec<(Tone, String)> {
    let mut marks = Vec::new();
    if let Some(newer) = scalability::replaced_by(context.workbook, &run.id) {
        marks.push((Tone::Plain, format!("replaced by {}", shown_label(newer))));
    }
    if run.comparison_only {
        marks.push((Tone::Plain, "comparison only".to_owned()));
    }
    match fed_by(context, &run.id) {
        0 => {}
        1 => marks.push((Tone::Accent, "feeds 1 criterion".to_owned())),
        count => marks.push((Tone::Accent, format!("feeds {count} criteria"))),
    }
    if run.points.is_empty() {
        marks.push((Tone::Warning, "no point yet".to_owned()));
    } else if run.subject == Subject::Requests
        && run.points.iter().all(|point| point.concurrency.is_none())
    {
        marks.push((Tone::Warning, "load not known".to_owned()));
    }
    marks
}

impl RunsView {
    pub(super) fn list(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        order: &[(&str, Vec<&Measurement>)],
        out: &mut Actions,
    ) {
        ui.spacing_mut().item_spacing.y = theme::SPACE_XS;
        ui.horizontal_wrapped(|ui| self.ways_in(ui, context, false, out));
        let count = context.workbook.measurements.len();
        let scenarios =
            if order.len() == 1 { "1 scenario" } else { &format!("{} scenarios", order.len()) };
        let runs = if count == 1 { "1 load run".to_owned() } else { format!("{count} load runs") };
        widgets::small(ui, format!("{runs}, {scenarios}"));
        self.rows.begin(ui, context.derived.revision);
        let mut names: Vec<(MeasurementId, Id)> = Vec::new();
        for (scenario, runs) in order {
            self.group_head(ui, context, scenario, runs.len(), out);
            for run in runs {
                self.tall_row(ui, context, run, &mut names);
            }
            ui.add_space(theme::SPACE_S);
        }
        self.list_keys(ui, order, &names);
    }

    fn group_head(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        scenario: &str,
        count: usize,
        out: &mut Actions,
    ) {
        if self.renaming.as_deref() == Some(scenario) {
            self.rename(ui, context, scenario, out);
            return;
        }
        let name = scenario_name(scenario);
        ui.horizontal(|ui| {
            let right = eframe::egui::Layout::right_to_left(eframe::egui::Align::Center);
            ui.with_layout(right, |ui| {
                let verb = format!("Rename scenario {name}");
                if widgets::icon_button(ui, icons::PENCIL_SIMPLE, &verb).clicked() {
                    self.renaming = Some(scenario.to_owned());
                }
                let left = eframe::egui::Layout::left_to_right(eframe::egui::Align::Center);
                ui.with_layout(left, |ui| {
                    let colour = tokens(ui).text_muted;
                    let text = format!("{name} ({count})");
                    let text = RichText::new(text).text_style(theme::small_strong()).color(colour);
                    ui.add(Label::new(text).truncate());
                });
            });
        });
    }

    fn tall_row(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        run: &Measurement,
        names: &mut Vec<(MeasurementId, Id)>,
    ) {
        let mut rows = std::mem::take(&mut self.rows);
        let rect = rows.row(ui, &run.id, |ui| {
            let id = self.row(ui, context, run);
            names.push((run.id.clone(), id));
        });
        self.rows = rows;
        if self.wanted.as_ref() == Some(&run.id) {
            ui.scroll_to_rect(rect, None);
            self.wanted = None;
        }
    }

    /// Gives the id of the name in the row.
    fn row(&mut self, ui: &mut Ui, context: Context<'_>, run: &Measurement) -> Id {
        let tokens = tokens(ui);
        let selected = self.selected.as_ref() == Some(&run.id);
        let old = scalability::replaced_by(context.workbook, &run.id).is_some();
        let fill = if selected { tokens.accent_soft } else { tokens.card };
        let colour = if old && !selected { tokens.text_muted } else { tokens.text };
        let option = context.workbook.alternative_name(&run.alternative);
        let row = Frame::new()
            .fill(fill)
            .corner_radius(CornerRadius::same(theme::CARD_RADIUS))
            .inner_margin(theme::BOX_MARGIN)
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = theme::SPACE_XXS;
                let id = ui
                    .horizontal(|ui| {
                        if let Some(at) = context.analysis().option_at(&run.alternative) {
                            widgets::option_sign(ui, at);
                        }
                        let name = RichText::new(shown_label(run))
                            .text_style(theme::strong())
                            .color(colour);
                        let button = ui.add(Button::new(name).frame(false).truncate());
                        let id = button.id;
                        if self.focus.as_ref() == Some(&run.id) {
                            button.request_focus();
                            self.focus = None;
                        }
                        let scenario = scenario_name(&run.scenario);
                        let name = format!("Load run {} of {option}, {scenario}", shown_label(run));
                        if button.accessible_name(name).clicked() {
                            self.selected = Some(run.id.clone());
                        }
                        id
                    })
                    .inner;
                let line = format!("{option} · {}", summary(run));
                let line = RichText::new(line).small().color(tokens.text_muted);
                ui.add(Label::new(line).truncate());
                let marks = marks(context, run);
                if !marks.is_empty() {
                    ui.horizontal_wrapped(|ui| {
                        for (tone, words) in marks {
                            widgets::tag(ui, tone, &words);
                        }
                    });
                }
                id
            });
        // The whole row takes the pointer; the name in it takes the keyboard.
        let click = ui.interact(row.response.rect, ui.scope_id().with("row"), Sense::hover());
        if click.hovered() && ui.input(|input| input.pointer.primary_clicked()) {
            self.selected = Some(run.id.clone());
        }
        row.inner
    }

    /// Arrows walk through the list and select while a name in it has the focus.
    fn list_keys(
        &mut self,
        ui: &Ui,
        order: &[(&str, Vec<&Measurement>)],
        names: &[(MeasurementId, Id)],
    ) {
        let focused = |(_, id): &&(MeasurementId, Id)| ui.memory(|memory| memory.has_focus(*id));
        let Some((run, id)) = names.iter().find(focused) else { return };
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(*id, filter));
        let all: Vec<&MeasurementId> =
            order.iter().flat_map(|(_, runs)| runs.iter().map(|run| &run.id)).collect();
        let Some(at) = all.iter().position(|other| *other == run) else { return };
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let to = if pressed(Key::ArrowUp) {
            at.checked_sub(1)
        } else if pressed(Key::ArrowDown) {
            Some(at + 1).filter(|&to| to < all.len())
        } else if pressed(Key::Home) {
            Some(0)
        } else if pressed(Key::End) {
            all.len().checked_sub(1)
        } else {
            None
        };
        if let Some(to) = to {
            self.selected = Some(all[to].clone());
            self.wanted.clone_from(&self.selected);
            self.focus.clone_from(&self.selected);
            ui.request_repaint();
        }
    }
}
