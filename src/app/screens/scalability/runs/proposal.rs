//! One proposed run in the panel of what was read: what it is, its points, and
//! how the chart would look with it.

use eframe::egui::{
    Align, Button, Label, Layout, RichText, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo,
    vec2,
};

use super::editor::scenario_field;
use super::import::ImportPanel;
use super::list::shown_label;
use crate::analysis::number;
use crate::app::context::Context;
use crate::app::plot::chart_ui;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, DateField, NumberField, TextField, Tone};
use crate::import::load::propose::{ProposedRun, join_alike, replaced_by};
use crate::workbook::{AlternativeId, MeasurementId, Subject};

/// From this width on, form and chart stand side by side.
const TWO_COLUMNS: f32 = 860.0;
/// Width of the form then.
const FORM: f32 = 360.0;
/// Proposals in the list that are in sight at once.
const LISTED: f32 = 6.0;

impl ImportPanel {
    /// The proposals, and the one selected in full.
    pub(super) fn proposals(&mut self, ui: &mut Ui, context: Context<'_>) {
        if self.proposed.is_empty() {
            return;
        }
        if self.proposed.len() > 1 {
            self.choice(ui, context);
        }
        self.selected = self.selected.min(self.proposed.len() - 1);
        let at = self.selected;
        let chart = self.chart(context);
        let side = ui.available_width() >= TWO_COLUMNS;
        let form = |ui: &mut Ui, panel: &mut Self| {
            widgets::card(ui, |ui| {
                ui.spacing_mut().item_spacing.y = theme::SPACE_S;
                ui.push_id(("proposal", at), |ui| panel.form(ui, context, at));
            });
        };
        let shown = |ui: &mut Ui, panel: &mut Self| {
            widgets::card(ui, |ui| match &chart {
                Some(figure) => {
                    widgets::section_title(ui, figure.finding.trim_end_matches('.'));
                    widgets::small(ui, "As the workbook would be with what is kept");
                    chart_ui(ui, figure, None);
                }
                None => {
                    widgets::section_title(ui, "No curve yet");
                    let lacking = panel.proposed.get(at).map(no_curve).unwrap_or_default();
                    widgets::muted(ui, lacking);
                }
            });
            if let Some(run) = panel.proposed.get_mut(at) {
                widgets::card(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = theme::SPACE_S;
                    ui.push_id(("points", at), |ui| points(ui, at, run));
                });
            }
        };
        if side {
            ui.horizontal_top(|ui| {
                ui.vertical(|ui| {
                    ui.set_width(FORM);
                    form(ui, self);
                });
                ui.vertical(|ui| {
                    ui.set_width(ui.available_width());
                    shown(ui, self);
                });
            });
        } else {
            form(ui, self);
            shown(ui, self);
        }
    }

    /// Which proposal is shown, and what goes for all of them.
    fn choice(&mut self, ui: &mut Ui, context: Context<'_>) {
        widgets::card(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme::SPACE_XS;
            let height = LISTED * (theme::CONTROL_HEIGHT + theme::SPACE_XS);
            let count = self.proposed.len();
            ScrollArea::vertical()
                .id_salt("proposals")
                .max_height(height)
                .auto_shrink([false, true])
                .show_rows(ui, theme::CONTROL_HEIGHT, count, |ui, range| {
                    for at in range {
                        self.choice_row(ui, context, at);
                    }
                });
            ui.horizontal_wrapped(|ui| {
                let first = self.proposed.get(self.selected).cloned();
                if widgets::button(ui, "Same environment, date and cores for all").clicked()
                    && let Some(first) = first
                {
                    for run in &mut self.proposed {
                        run.environment.clone_from(&first.environment);
                        run.date = first.date;
                        run.cores = first.cores;
                    }
                }
                let option = self.proposed.get(self.selected).and_then(|run| run.option.clone());
                let open = self.proposed.iter().any(|run| run.option.is_none());
                if open
                    && option.is_some()
                    && widgets::button(ui, "Same option for those without").clicked()
                {
                    for run in self.proposed.iter_mut().filter(|run| run.option.is_none()) {
                        run.option.clone_from(&option);
                        run.replaces = replaced_by(context.workbook, run);
                    }
                }
                let mut joined = self.proposed.clone();
                join_alike(&mut joined);
                if joined.len() < self.proposed.len()
                    && widgets::button(ui, "Join runs of one option, scenario and label").clicked()
                {
                    self.proposed = joined;
                    self.selected = 0;
                }
            });
        });
    }

    fn choice_row(&mut self, ui: &mut Ui, context: Context<'_>, at: usize) {
        let Some(run) = self.proposed.get(at) else { return };
        let number = at + 1;
        let chosen = self.selected == at;
        let (mut keep, mut select) = (run.keep, false);
        ui.horizontal(|ui| {
            let check = ui.checkbox(&mut keep, "");
            check.widget_info(|| {
                let name = format!("Keep run {number}");
                WidgetInfo::selected(Role::CheckBox, true, keep, name)
            });
            // What is to be known of it first: a long name takes what is left.
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if run.option.is_none() {
                    widgets::tag(ui, Tone::Warning, "choose the option");
                }
                if run.known_as.is_some() {
                    widgets::tag(ui, Tone::Plain, "read before");
                }
                if run.replaces.is_some() {
                    widgets::tag(ui, Tone::Accent, "replaces a run");
                }
                if run.without_load() > 0 && run.subject == Subject::Requests {
                    widgets::tag(ui, Tone::Warning, "load not known");
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let option = run.option.as_ref();
                    if let Some(at) = option.and_then(|id| context.analysis().option_at(id)) {
                        widgets::option_sign(ui, at);
                    }
                    let option =
                        option.map_or("no option yet", |id| context.workbook.alternative_name(id));
                    let text = format!("{option}, {}, {}", words(&run.label), words(&run.scenario));
                    let name = format!("Show run {number}, {text}");
                    let mut text = RichText::new(text);
                    if chosen {
                        text = text.text_style(theme::strong());
                    }
                    let button = ui.add(Button::selectable(chosen, text).truncate());
                    select = button.accessible_name(name).clicked();
                });
            });
        });
        if let Some(run) = self.proposed.get_mut(at) {
            run.keep = keep;
        }
        if select {
            self.selected = at;
        }
    }

    fn form(&mut self, ui: &mut Ui, context: Context<'_>, at: usize) {
        let mut split = false;
        let Some(run) = self.proposed.get_mut(at) else { return };
        let id = format!("proposal {at}");
        let id = id.as_str();
        let files = run.files();
        let title = match files.as_slice() {
            [] => run.tool.clone(),
            [file] => format!("{}, read from {file}", run.tool),
            files => format!("{}, read from {} files", run.tool, files.len()),
        };
        let several = files.len() > 1;
        widgets::section_title(ui, &title);
        if !run.names.is_empty() {
            let names = run.names.iter().take(4).cloned().collect::<Vec<_>>().join(", ");
            let more = run.names.len().saturating_sub(4);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            widgets::small(ui, format!("The file calls it {names}{more}"));
        }
        if several {
            widgets::small(ui, "Each file is a level of load, or a try at one, of this run");
            split = widgets::button(ui, "Take the files apart").clicked();
        }
        if let Some(known) = run.known_as.as_ref().and_then(|id| context.workbook.measurement(id)) {
            let text =
                format!("This very file is in the workbook already, as {}.", shown_label(known));
            widgets::finding_line(ui, Tone::Warning, icons::WARNING, &text);
        }
        if widgets::chip(ui, run.keep, "Keep this run").clicked() {
            run.keep = !run.keep;
        }
        let before = (run.option.clone(), run.scenario.clone(), run.label.clone());
        widgets::labelled(ui, "Option", |ui| {
            let options = context.workbook.alternatives.iter();
            let choices: Vec<(Option<AlternativeId>, String)> =
                options.map(|option| (Some(option.id.clone()), option.name.clone())).collect();
            if choices.is_empty() {
                widgets::muted(
                    ui,
                    "The workbook names no option yet. Add one under Options; what was read waits here.",
                );
            }
            let width = ui.available_width() - theme::SPACE_L;
            let chosen = widgets::choose(
                ui,
                (id, "option"),
                "Option measured",
                &run.option,
                width,
                &choices,
            );
            if let Some(option) = chosen {
                run.option = option;
            }
            if run.option.is_none() {
                let text = "Names do not tell which option this is of. Choose it.";
                widgets::finding_line(ui, Tone::Warning, icons::WARNING, text);
            }
        });
        if let Some(text) = scenario_field(ui, context, (id, "proposal"), &run.scenario) {
            run.scenario = text;
        }
        widgets::labelled(ui, "Label", |ui| {
            let field = TextField::new((id, "label"), "Label of the run", &run.label)
                .hint("What tells it from others of its option");
            if let Some(text) = field.show(ui) {
                run.label = text;
            }
        });
        if before != (run.option.clone(), run.scenario.clone(), run.label.clone()) {
            run.replaces = replaced_by(context.workbook, run);
        }
        replaces(ui, context, id, run);
        widgets::labelled(ui, "Environment", |ui| {
            let field = TextField::new((id, "environment"), "Environment", &run.environment)
                .hint("Machine, versions, settings")
                .rows(2);
            if let Some(text) = field.show(ui) {
                run.environment = text;
            }
        });
        ui.horizontal(|ui| {
            widgets::labelled(ui, "Date", |ui| {
                let field = DateField::new((id, "date"), "Date of the run", run.date);
                if let Some(date) = field.show(ui) {
                    run.date = date;
                }
            });
            widgets::labelled(ui, "Cores", |ui| {
                let field = NumberField::new((id, "cores"), "Cores of the system", run.cores)
                    .bounds(0.001, 1e6);
                if let Some(cores) = field.show(ui) {
                    run.cores = cores;
                }
            });
        });
        let chip = widgets::chip(ui, run.comparison_only, "Comparison only");
        if chip.on_hover_text("Shown beside the others, but feeds no criterion").clicked() {
            run.comparison_only = !run.comparison_only;
        }
        told(ui, run);
        if split && at < self.proposed.len() {
            let parts = self.proposed.remove(at).split();
            for (offset, part) in parts.into_iter().enumerate() {
                self.proposed.insert(at + offset, part);
            }
        }
    }
}

/// A text, or what stands for none.
fn words(text: &str) -> &str {
    if text.trim().is_empty() { "unnamed" } else { text }
}

/// Why there is no curve of a run.
fn no_curve(run: &ProposedRun) -> String {
    if run.option.is_none() {
        "The chart is drawn once the option is chosen.".to_owned()
    } else if run.subject == Subject::Program {
        "These are times of a program, not of requests under load: they can feed a criterion, and stand in no chart over concurrency.".to_owned()
    } else if run.without_load() == run.points.len() {
        "No point tells its load. Type in the load of each, or keep the run without: then it counts for no curve.".to_owned()
    } else {
        "No point of it tells the requests answered per second.".to_owned()
    }
}

/// The run that this one would replace.
fn replaces(ui: &mut Ui, context: Context<'_>, id: &str, run: &mut ProposedRun) {
    let Some(option) = &run.option else { return };
    let mut choices: Vec<(Option<MeasurementId>, String)> = vec![(None, "No run".to_owned())];
    for other in context.workbook.measurements.iter() {
        if other.alternative == *option {
            let date = other.date.map(|date| format!(", {date}")).unwrap_or_default();
            let name = format!("{}, {}{date}", shown_label(other), words(&other.scenario));
            choices.push((Some(other.id.clone()), name));
        }
    }
    if choices.len() == 1 {
        return;
    }
    widgets::labelled(ui, "Replaces", |ui| {
        let width = ui.available_width() - theme::SPACE_L;
        let chosen =
            widgets::choose(ui, (id, "replaces"), "Replaces", &run.replaces, width, &choices);
        if let Some(chosen) = chosen {
            run.replaces = chosen;
        }
        if run.replaces.is_some() {
            widgets::small(ui, "That run stays as a trace, and counts no more.");
        }
    });
}

/// Most warnings that are listed.
const WARNINGS: usize = 8;

/// Warnings of the files, and what the tool cannot know.
fn told(ui: &mut Ui, run: &ProposedRun) {
    let of_points = run.points.iter().flat_map(|it| {
        let load = it.point.concurrency.map(|load| format!("At {}: ", number(load, 0)));
        let load = load.unwrap_or_default();
        it.warnings.iter().map(move |warning| format!("{load}{warning}"))
    });
    let mut warnings = run.warnings.iter().cloned().chain(of_points);
    for warning in warnings.by_ref().take(WARNINGS) {
        widgets::finding_line(ui, Tone::Warning, icons::WARNING, &warning);
    }
    let more = warnings.count();
    if more > 0 {
        widgets::small(ui, format!("and {more} more"));
    }
    if !run.limits.is_empty() {
        widgets::field_label(ui, &format!("What {} can and cannot know", run.tool));
        widgets::bullets(ui, &run.limits);
    }
}

/// Width of a column of figures, in points.
const COLUMN: f32 = 84.0;
/// Points in sight at once.
const ROWS: usize = 12;

/// The points as they were read; a load that the tool does not know is asked
/// for.
fn points(ui: &mut Ui, at: usize, run: &mut ProposedRun) {
    widgets::section_title(ui, "Points");
    let open = run.without_load();
    let requests = run.subject == Subject::Requests;
    if requests && open > 0 {
        let what = if open == 1 { "1 point does" } else { &format!("{open} points do") };
        let text = format!(
            "{what} not tell the load. Type it in, or leave it open: then it counts for no curve."
        );
        widgets::finding_line(ui, Tone::Warning, icons::WARNING, &text);
    }
    if run.points.iter().any(|it| it.load_from_name) {
        let text = "The load was taken from the file's name, since the tool does not tell it. Look whether it is right.";
        widgets::finding_line(ui, Tone::Plain, icons::INFO, text);
    }
    for (load, count) in run.tries().into_iter().take(WARNINGS) {
        widgets::small(ui, format!("{count} tries at {}: their spread is shown", number(load, 0)));
    }
    let heads = ["Load", "Requests/s", "Errors", "p50 ms", "p99 ms", "Memory MB", "File"];
    let colour = tokens(ui).text_muted;
    cells(ui, &heads, |ui, at| {
        let head = RichText::new(heads[at]).text_style(theme::small_strong()).color(colour);
        ui.add(Label::new(head).truncate());
    });
    let count = run.points.len();
    let height = ROWS as f32 * (theme::CONTROL_HEIGHT + theme::SPACE_XS);
    ScrollArea::vertical()
        .id_salt("read points")
        .max_height(height)
        .auto_shrink([false, true])
        .show_rows(ui, theme::CONTROL_HEIGHT, count, |ui, range| {
            for row in range {
                let Some(it) = run.points.get_mut(row) else { continue };
                cells(ui, &heads, |ui, column| {
                    let point = &mut it.point;
                    let text = |value: Option<f64>, decimals| {
                        value.map_or_else(|| "not told".to_owned(), |value| number(value, decimals))
                    };
                    let shown = match column {
                        0 => {
                            let name = format!("Load of point {}", row + 1);
                            let field = NumberField::new(
                                ("proposal load", at, row, &it.file.sha256),
                                &name,
                                point.concurrency,
                            )
                            .width(COLUMN - theme::SPACE_L - theme::SPACE_S)
                            .bounds(0.0, 1e9);
                            if let Some(load) = field.show(ui) {
                                point.concurrency = load.filter(|&load| load > 0.0);
                                it.load_from_name = false;
                            }
                            return;
                        }
                        1 => text(point.throughput_rps, 0),
                        2 => {
                            point.errors.map_or_else(|| "not told".to_owned(), |it| it.to_string())
                        }
                        3 => text(point.percentile(50.0), 1),
                        4 => text(point.percentile(99.0), 1),
                        5 => text(point.memory_mb, 1),
                        _ if it.label.is_empty() => it.file.name.clone(),
                        _ => it.label.clone(),
                    };
                    let failed = column == 2 && point.errors.is_some_and(|errors| errors > 0);
                    let colour = if failed { tokens(ui).bad } else { tokens(ui).text };
                    ui.add(Label::new(RichText::new(shown).color(colour)).truncate());
                });
            }
        });
}

fn cells(ui: &mut Ui, heads: &[&str], mut cell: impl FnMut(&mut Ui, usize)) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let last = heads.len().saturating_sub(1);
        for at in 0..heads.len() {
            let width = if at == last {
                ui.available_width().max(COLUMN)
            } else {
                COLUMN.min((ui.available_width() / (heads.len() - at) as f32).max(56.0))
            };
            let size = vec2(width, theme::CONTROL_HEIGHT);
            let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
            let layout = Layout::left_to_right(Align::Center);
            let builder = UiBuilder::new().id_salt(at).max_rect(rect).layout(layout);
            cell(&mut ui.new_child(builder), at);
        }
    });
}
