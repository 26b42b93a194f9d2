//! One load run in full: what it is, its points, where it came from, what it
//! replaces.

use eframe::egui::{Id, Label, RichText, Ui};

use super::RunsView;
use super::list::{fed_by, marks, scenario_name, shown_label};
use super::points;
use crate::analysis::{self, scalability};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::theme::{self, icons};
use crate::app::widgets::{self, DateField, NumberField, TextField, Tone};
use crate::workbook::{
    Edit, Item, ItemRef, Kind, LoadAxis, Measurement, MeasurementId, RawFile, Subject,
};

fn label_key(id: &MeasurementId) -> (&str, &'static str) {
    (id.as_str(), "run label")
}

/// The field for the label of a run.
pub(super) fn label_field(id: &MeasurementId) -> Id {
    TextField::new(label_key(id), "", "").id()
}

/// From this width on, fields stand in two columns.
pub(super) const TWO_COLUMNS: f32 = 520.0;

/// The scenarios that runs of the workbook are of, to choose from.
pub(super) fn scenario_choices(context: Context<'_>) -> Vec<(String, String)> {
    let runs = context.workbook.measurements.iter().map(|run| run.scenario.as_str());
    let mut names: Vec<&str> = runs.chain([context.workbook.load_plan.scenario.as_str()]).collect();
    names.retain(|name| !name.is_empty());
    names.sort_unstable();
    names.dedup();
    names.into_iter().map(|name| (name.to_owned(), name.to_owned())).collect()
}

/// A text field for a scenario with those known beside it; gives a new one.
pub(super) fn scenario_field(
    ui: &mut Ui,
    context: Context<'_>,
    id: (&str, &str),
    scenario: &str,
) -> Option<String> {
    let known = scenario_choices(context);
    widgets::labelled(ui, "Scenario", |ui| {
        ui.horizontal(|ui| {
            let list = if known.is_empty() { 0.0 } else { LIST_BUTTON };
            let width = (ui.available_width() - list).max(80.0);
            let field = TextField::new((id, "scenario"), "Scenario", scenario)
                .hint("What was asked of the system")
                .width(width);
            let mut changed = field.show(ui);
            if !known.is_empty() {
                let none = String::new();
                let chosen = widgets::choose(
                    ui,
                    (id, "known scenarios"),
                    "Scenarios of other runs",
                    &none,
                    LIST_BUTTON - theme::SPACE_L * 2.0,
                    &known,
                );
                changed = chosen.or(changed);
            }
            changed
        })
        .inner
    })
}

/// Room that the list of known scenarios takes beside their field.
const LIST_BUTTON: f32 = 140.0;

impl RunsView {
    pub(super) fn editor(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        run: &Measurement,
        out: &mut Actions,
    ) {
        ui.spacing_mut().item_spacing.y = theme::SPACE_M;
        let mut changed: Option<Measurement> = None;
        widgets::card(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme::SPACE_S;
            self.head(ui, context, run, out);
            let mut set = |change: &dyn Fn(&mut Measurement)| {
                let next = changed.get_or_insert_with(|| run.clone());
                change(next);
            };
            fields(ui, context, run, &mut set);
        });
        widgets::card(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme::SPACE_S;
            widgets::section_title(ui, "Points");
            if let Some(points) = points::table(ui, run) {
                changed.get_or_insert_with(|| run.clone()).points = points;
            }
        });
        widgets::card(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme::SPACE_S;
            if let Some(replaces) = self.descent(ui, context, run) {
                changed.get_or_insert_with(|| run.clone()).replaces = replaces;
            }
            files(ui, run, out);
            let note = widgets::labelled_text(
                ui,
                (run.id.as_str(), "note"),
                "What it can and cannot say",
                &run.note,
                3,
            );
            if let Some(note) = note {
                changed.get_or_insert_with(|| run.clone()).note = note;
            }
        });
        if let Some(run) = changed {
            out.edit(Edit::Put(Item::from(run)));
        }
        let remove = format!("Remove {}", shown_label(run));
        if widgets::danger_button(ui, &remove).clicked() {
            out.edit(Edit::Remove(ItemRef::new(Kind::Measurement, run.id.as_str())));
        }
        ui.add_space(theme::SPACE_M);
    }

    /// The run's name, what it came to, how it stands.
    fn head(&mut self, ui: &mut Ui, context: Context<'_>, run: &Measurement, out: &mut Actions) {
        let title = format!("{}, {}", shown_label(run), scenario_name(&run.scenario));
        ui.horizontal(|ui| {
            if let Some(at) = context.analysis().option_at(&run.alternative) {
                widgets::option_sign(ui, at);
            }
            ui.add(Label::new(RichText::new(title).text_style(theme::section())).wrap());
        });
        if let Some((rate, at)) = analysis::peak_throughput(run) {
            let of = match run.over {
                LoadAxis::Concurrency => "concurrent",
                LoadAxis::Nodes => "nodes",
            };
            let rate = analysis::number(rate, 0);
            let at = analysis::number(at, 0);
            widgets::muted(ui, format!("Peak {rate} requests/s at {at} {of}"));
        }
        let marks = marks(context, run);
        if !marks.is_empty() {
            ui.horizontal_wrapped(|ui| {
                for (tone, words) in marks {
                    widgets::tag(ui, tone, &words);
                }
            });
        }
        for fed in &context.analysis().fed {
            let feeds = fed
                .cells
                .iter()
                .filter_map(|cell| cell.reading.as_ref().ok())
                .any(|reading| reading.runs.contains(&run.id));
            if !feeds {
                continue;
            }
            let node = context.analysis().leaves.get(fed.leaf).copied();
            let Some(criterion) = node.and_then(|node| context.workbook.criteria.get(node)) else {
                continue;
            };
            if widgets::link_button(ui, format!("Feeds {}", criterion.name)).clicked() {
                out.push(Action::Reveal(ItemRef::new(Kind::Criterion, criterion.id.as_str())));
            }
        }
        if fed_by(context, &run.id) == 0
            && let Some(newer) = scalability::replaced_by(context.workbook, &run.id)
        {
            let text = format!("Show {}, which replaced it", shown_label(newer));
            if widgets::link_button(ui, text).clicked() {
                self.select(newer.id.as_str());
            }
        }
    }

    /// What the run replaces, and what replaced it; gives a new choice.
    fn descent(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        run: &Measurement,
    ) -> Option<Option<MeasurementId>> {
        let mut choices: Vec<(Option<MeasurementId>, String)> =
            vec![(None, "None: it stands for itself".to_owned())];
        // A run that comes after this one cannot be what it replaces.
        let later = |id: &MeasurementId| {
            let mut at = Some(id);
            for _ in 0..=context.workbook.measurements.len() {
                match at {
                    Some(id) if *id == run.id => return true,
                    Some(id) => {
                        let run = context.workbook.measurement(id);
                        at = run.and_then(|run| run.replaces.as_ref());
                    }
                    None => return false,
                }
            }
            true
        };
        for other in context.workbook.measurements.iter() {
            if other.alternative == run.alternative && !later(&other.id) {
                let scenario = scenario_name(&other.scenario);
                let date = other.date.map(|date| format!(", {date}")).unwrap_or_default();
                let name = format!("{}, {scenario}{date}", shown_label(other));
                choices.push((Some(other.id.clone()), name));
            }
        }
        let chosen = widgets::labelled(ui, "Replaces", |ui| {
            let width = (ui.available_width() - theme::SPACE_L).min(420.0);
            widgets::choose(ui, (&run.id, "replaces"), "Replaces", &run.replaces, width, &choices)
        });
        let old = run.replaces.as_ref().and_then(|id| context.workbook.measurement(id));
        for (words, other) in [
            ("Show what it replaced", old),
            ("Show what replaced it", scalability::replaced_by(context.workbook, &run.id)),
        ] {
            let Some(other) = other else { continue };
            let text = format!("{words}, {}", shown_label(other));
            if widgets::link_button(ui, text).clicked() {
                self.select(other.id.as_str());
            }
        }
        chosen
    }
}

/// Takes a change of the run that is shown.
type Setter<'a> = dyn FnMut(&dyn Fn(&mut Measurement)) + 'a;

/// The fields of a run but its points.
fn fields(ui: &mut Ui, context: Context<'_>, run: &Measurement, set: &mut Setter<'_>) {
    let id = run.id.as_str();
    let two = ui.available_width() >= TWO_COLUMNS;
    let mut side = |ui: &mut Ui, first: bool| {
        if first {
            widgets::labelled(ui, "Label", |ui| {
                let field = TextField::new(label_key(&run.id), "Label of the run", &run.label)
                    .hint("What tells it from others of its option");
                if let Some(text) = field.show(ui) {
                    set(&|run| run.label.clone_from(&text));
                }
            });
            widgets::labelled(ui, "Option", |ui| {
                let options = context.workbook.alternatives.iter();
                let choices: Vec<_> =
                    options.map(|option| (option.id.clone(), option.name.clone())).collect();
                let width = ui.available_width() - theme::SPACE_L;
                let chosen = widgets::choose(
                    ui,
                    (id, "option"),
                    "Option measured",
                    &run.alternative,
                    width,
                    &choices,
                );
                if let Some(option) = chosen {
                    // A run replaces one of its own option only.
                    set(&|run| {
                        run.alternative = option.clone();
                        run.replaces = None;
                    });
                }
            });
            if let Some(text) = scenario_field(ui, context, (id, "run"), &run.scenario) {
                set(&|run| run.scenario.clone_from(&text));
            }
            widgets::labelled(ui, "Counts", |ui| {
                ui.horizontal_wrapped(|ui| {
                    for (over, words) in [
                        (LoadAxis::Concurrency, "Over concurrency"),
                        (LoadAxis::Nodes, "Over nodes"),
                    ] {
                        if widgets::chip(ui, run.over == over, words).clicked() {
                            set(&|run| run.over = over);
                        }
                    }
                    let program = run.subject == Subject::Program;
                    let words = "Times of a program, not of requests";
                    if widgets::chip(ui, program, words).clicked() {
                        let to = if program { Subject::Requests } else { Subject::Program };
                        set(&|run| run.subject = to);
                    }
                });
            });
        } else {
            widgets::labelled(ui, "Tool", |ui| {
                let field = TextField::new((id, "tool"), "Tool", &run.tool);
                if let Some(text) = field.show(ui) {
                    set(&|run| run.tool.clone_from(&text));
                }
            });
            ui.horizontal(|ui| {
                widgets::labelled(ui, "Date", |ui| {
                    if let Some(date) =
                        DateField::new((id, "run date"), "Date of the run", run.date).show(ui)
                    {
                        set(&|run| run.date = date);
                    }
                });
                widgets::labelled(ui, "Cores", |ui| {
                    let field = NumberField::new((id, "cores"), "Cores of the system", run.cores)
                        .bounds(0.001, 1e6);
                    if let Some(cores) = field.show(ui) {
                        set(&|run| run.cores = cores);
                    }
                });
            });
            widgets::labelled(ui, "Environment", |ui| {
                let field = TextField::new((id, "environment"), "Environment", &run.environment)
                    .hint("Machine, versions, settings")
                    .rows(3);
                if let Some(text) = field.show(ui) {
                    set(&|run| run.environment.clone_from(&text));
                }
            });
            let on = run.comparison_only;
            ui.horizontal(|ui| {
                let chip = widgets::chip(ui, on, "Comparison only");
                if chip.on_hover_text("Shown beside the others, but feeds no criterion").clicked() {
                    set(&|run| run.comparison_only = !on);
                }
            });
        }
    };
    if two {
        ui.columns_const(|[left, right]| {
            side(left, true);
            side(right, false);
        });
    } else {
        side(ui, true);
        side(ui, false);
    }
}

/// The files that the run was read from.
fn files(ui: &mut Ui, run: &Measurement, out: &mut Actions) {
    let of_points = run.points.iter().filter_map(|point| point.raw_file.as_ref());
    let mut files: Vec<&RawFile> = Vec::new();
    for raw in run.raw_file.iter().chain(of_points) {
        if !files.contains(&raw) {
            files.push(raw);
        }
    }
    let title = match files.len() {
        0 => {
            widgets::muted(ui, "Typed in by hand: no file stands behind it.");
            return;
        }
        1 => "Read from".to_owned(),
        count => format!("Read from {count} files"),
    };
    widgets::field_label(ui, &title);
    for raw in files {
        ui.horizontal(|ui| {
            let right = eframe::egui::Layout::right_to_left(eframe::egui::Align::Center);
            ui.with_layout(right, |ui| {
                let name = format!("Copy the SHA-256 of {}", raw.name);
                if widgets::icon_button(ui, icons::COPY, &name).clicked() {
                    out.push(Action::Copy(raw.sha256.clone()));
                    out.push(Action::Say(format!("Copied the SHA-256 of {}", raw.name)));
                }
                let left = eframe::egui::Layout::left_to_right(eframe::egui::Align::Center);
                ui.with_layout(left, |ui| {
                    let short: String = raw.sha256.chars().take(12).collect();
                    ui.add(Label::new(&raw.name).truncate());
                    ui.add(
                        Label::new(RichText::new(format!("SHA-256 {short}…")).small()).truncate(),
                    )
                    .on_hover_text(&raw.sha256);
                });
            });
        });
    }
    if run.points.is_empty() {
        widgets::finding_line(ui, Tone::Warning, icons::WARNING, "No point of it is left.");
    }
}
