//! What the columns of a plain table hold, chosen above its first rows.

use eframe::egui::{Label, RichText, ScrollArea, Ui, vec2};

use super::reading::ToRead;
use crate::app::theme::{self, tokens};
use crate::app::widgets;
use crate::import::load::{ColumnRole, Columns, CsvColumns, columns_of};

/// A table whose columns are being chosen.
#[derive(Debug)]
pub(super) struct Chooser {
    /// The files, all with the same headings.
    what: Vec<ToRead>,
    table: CsvColumns,
    chosen: Columns,
}

/// What became of a chooser in a frame.
pub(super) enum Chosen {
    /// It is still open.
    Open,
    /// It was left.
    Left,
    /// The files are to be read with these columns.
    Read(Vec<ToRead>),
}

/// What tables are called together.
pub(super) fn tables_name(what: &[ToRead]) -> String {
    match what {
        [one] => one.origin.name(),
        all => format!("{} tables", all.len()),
    }
}

/// What a column can hold, as it is chosen.
fn roles() -> Vec<(ColumnRole, String)> {
    let first = [
        (ColumnRole::Ignored, "Not used"),
        (ColumnRole::Run, "Name of the run"),
        (ColumnRole::Scenario, "Scenario"),
        (ColumnRole::Concurrency, "Concurrency"),
        (ColumnRole::Throughput, "Requests per second"),
        (ColumnRole::Errors, "Errors"),
    ];
    let last = [
        (ColumnRole::Mean, "Mean latency"),
        (ColumnRole::Max, "Longest latency"),
        (ColumnRole::Duration, "Seconds taken"),
        (ColumnRole::Requests, "Requests"),
        (ColumnRole::Memory, "Memory"),
    ];
    // The usual ones stand first.
    let percentiles = |all: &[u32]| {
        all.iter().map(|&at| (ColumnRole::Percentile(at), percentile_name(at))).collect::<Vec<_>>()
    };
    let named = |(role, words): (ColumnRole, &str)| (role, words.to_owned());
    let mut roles: Vec<(ColumnRole, String)> = first.map(named).to_vec();
    roles.extend(percentiles(&[50_000, 95_000, 99_000]));
    roles.extend(last.map(named));
    roles.extend(percentiles(&[75_000, 90_000, 97_500, 99_900, 99_990]));
    roles
}

fn percentile_name(thousandths: u32) -> String {
    format!("p{} latency", f64::from(thousandths) / 1000.0)
}

/// Width of a column, in points.
const COLUMN: f32 = 150.0;
/// Rows shown.
const ROWS: usize = 6;

impl Chooser {
    /// Begins to choose the columns of files with the same headings, from the
    /// bytes at the start of one of them.
    pub(super) fn new(what: Vec<ToRead>, head: &[u8]) -> Option<Self> {
        let table = columns_of(head)?;
        let before = what.first().and_then(|what| what.settings.columns.clone());
        let mut chosen = before.unwrap_or_else(|| table.guess.clone());
        chosen.roles.resize(table.headings.len(), ColumnRole::Ignored);
        Some(Self { what, table, chosen })
    }

    /// Shows the first rows with a choice above each column.
    pub(super) fn show(&mut self, ui: &mut Ui) -> Chosen {
        let mut answer = Chosen::Open;
        widgets::card(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme::SPACE_S;
            let name = tables_name(&self.what);
            widgets::section_title(ui, &format!("What the columns of {name} hold"));
            widgets::muted(
                ui,
                "Latencies are in milliseconds unless the heading says otherwise. Rows of one run and scenario belong together.",
            );
            let mut all = roles();
            // A percentile that only this table has can be chosen too.
            for role in &self.chosen.roles {
                if let ColumnRole::Percentile(at) = role
                    && !all.iter().any(|(other, _)| other == role)
                {
                    all.push((*role, percentile_name(*at)));
                }
            }
            ScrollArea::horizontal().id_salt(("columns", &name)).show(ui, |ui| {
                ui.horizontal_top(|ui| {
                    for (at, heading) in self.table.headings.iter().enumerate() {
                        ui.push_id(at, |ui| {
                            ui.allocate_ui(vec2(COLUMN, 0.0), |ui| {
                                ui.vertical(|ui| {
                                    ui.set_width(COLUMN);
                                    column(ui, at, heading, &self.table, &all, &mut self.chosen);
                                });
                            });
                        });
                    }
                });
            });
            let told = |role: ColumnRole| self.chosen.roles.contains(&role);
            let speed = told(ColumnRole::Throughput)
                || (told(ColumnRole::Requests) && told(ColumnRole::Duration));
            let times = self
                .chosen
                .roles
                .iter()
                .any(|role| matches!(role, ColumnRole::Percentile(_) | ColumnRole::Mean));
            let ready = speed || times;
            if !ready {
                widgets::small(ui, "Choose at least the requests per second, or a latency.");
            }
            ui.horizontal(|ui| {
                ui.add_enabled_ui(ready, |ui| {
                    if widgets::primary_button(ui, "Read with these columns").clicked() {
                        let mut what = self.what.clone();
                        for one in &mut what {
                            one.settings.columns = Some(self.chosen.clone());
                        }
                        answer = Chosen::Read(what);
                    }
                });
                if widgets::button(ui, "Leave this table").clicked() {
                    answer = Chosen::Left;
                }
            });
        });
        answer
    }
}

fn column(
    ui: &mut Ui,
    at: usize,
    heading: &str,
    table: &CsvColumns,
    roles: &[(ColumnRole, String)],
    chosen: &mut Columns,
) {
    ui.spacing_mut().item_spacing.y = theme::SPACE_XS;
    let shown =
        if heading.trim().is_empty() { format!("column {}", at + 1) } else { heading.to_owned() };
    let Some(role) = chosen.roles.get_mut(at) else { return };
    let name = format!("What {shown} holds");
    let width = COLUMN - theme::SPACE_L;
    if let Some(next) = widgets::choose(ui, ("role", at), &name, role, width, roles) {
        *role = next;
    }
    ui.add(Label::new(RichText::new(shown).text_style(theme::small_strong())).truncate());
    let colour = tokens(ui).text_muted;
    for row in table.rows.iter().take(ROWS) {
        let cell = row.get(at).map(String::as_str).unwrap_or_default();
        ui.add(Label::new(RichText::new(cell).small().color(colour)).truncate());
    }
}
