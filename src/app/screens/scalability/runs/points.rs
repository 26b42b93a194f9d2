//! The points of a run as a table of fields: figures from a colleague's slide
//! are typed in as well as those read from a file are mended.

use eframe::egui::{Align, Label, Layout, RichText, ScrollArea, Ui, UiBuilder, vec2};

use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, NumberField};
use crate::workbook::{LoadAxis, LoadPoint, Measurement, Subject};

/// A figure of a point.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Figure {
    Load,
    Offered,
    Throughput,
    Errors,
    Requests,
    Duration,
    Mean,
    Deviation,
    /// A latency percentile, 0 to 100.
    Percentile(f64),
    Longest,
    Memory,
}

impl Figure {
    fn head(self, run: &Measurement) -> String {
        match self {
            Self::Load if run.over == LoadAxis::Nodes => "Nodes".to_owned(),
            Self::Load => "Load".to_owned(),
            Self::Offered => "Offered/s".to_owned(),
            Self::Throughput => "Requests/s".to_owned(),
            Self::Errors => "Errors".to_owned(),
            Self::Requests => "Requests".to_owned(),
            Self::Duration => "Seconds".to_owned(),
            Self::Mean => "Mean ms".to_owned(),
            Self::Deviation => "Std dev ms".to_owned(),
            Self::Percentile(at) => format!("p{at} ms"),
            Self::Longest => "Max ms".to_owned(),
            Self::Memory => "Memory MB".to_owned(),
        }
    }

    fn of(self, point: &LoadPoint) -> Option<f64> {
        match self {
            Self::Load => point.concurrency,
            Self::Offered => point.offered_rps,
            Self::Throughput => point.throughput_rps,
            Self::Errors => point.errors.map(|count| count as f64),
            Self::Requests => point.requests.map(|count| count as f64),
            Self::Duration => point.duration_s,
            Self::Mean => point.mean_ms,
            Self::Deviation => point.stddev_ms,
            Self::Percentile(at) => point.percentile(at),
            Self::Longest => point.max_ms,
            Self::Memory => point.memory_mb,
        }
    }

    fn set(self, point: &mut LoadPoint, to: Option<f64>) {
        // Counts of fields are whole and within bounds.
        let whole = to.map(|to| to.round() as u64);
        match self {
            Self::Load => point.concurrency = to,
            Self::Offered => point.offered_rps = to,
            Self::Throughput => point.throughput_rps = to,
            Self::Errors => point.errors = whole,
            Self::Requests => point.requests = whole,
            Self::Duration => point.duration_s = to,
            Self::Mean => point.mean_ms = to,
            Self::Deviation => point.stddev_ms = to,
            Self::Percentile(at) => {
                point.percentiles_ms.retain(|(other, _)| (other - at).abs() >= 1e-9);
                point.percentiles_ms.extend(to.map(|to| (at, to)));
                point.percentiles_ms.sort_by(|a, b| a.0.total_cmp(&b.0));
            }
            Self::Longest => point.max_ms = to,
            Self::Memory => point.memory_mb = to,
        }
    }
}

/// The figures that get a column: the usual ones, and all that a point has.
fn columns(run: &Measurement) -> Vec<Figure> {
    let has = |figure: Figure| run.points.iter().any(|point| figure.of(point).is_some());
    let usual: &[Figure] = match run.subject {
        Subject::Requests => &[
            Figure::Load,
            Figure::Throughput,
            Figure::Errors,
            Figure::Requests,
            Figure::Percentile(50.0),
            Figure::Percentile(95.0),
            Figure::Percentile(99.0),
            Figure::Memory,
        ],
        Subject::Program => &[Figure::Mean, Figure::Percentile(50.0), Figure::Memory],
    };
    let mut percentiles: Vec<f64> = vec![50.0, 95.0, 99.0];
    for (at, _) in run.points.iter().flat_map(|point| &point.percentiles_ms) {
        if !percentiles.iter().any(|other| (other - at).abs() < 1e-9) {
            percentiles.push(*at);
        }
    }
    percentiles.sort_by(f64::total_cmp);
    let before = [
        Figure::Load,
        Figure::Offered,
        Figure::Throughput,
        Figure::Errors,
        Figure::Requests,
        Figure::Duration,
        Figure::Mean,
        Figure::Deviation,
    ];
    before
        .into_iter()
        .chain(percentiles.into_iter().map(Figure::Percentile))
        .chain([Figure::Longest, Figure::Memory])
        .filter(|figure| usual.contains(figure) || has(*figure))
        .collect()
}

/// Width of a field with its margins, in points.
const FIELD: f32 = 78.0;
/// Room that a column takes: the field with its margins.
const COLUMN: f32 = 84.0;
/// Room for the button at the end of a row.
const BUTTON: f32 = 40.0;
/// Rows in sight at most; the others scroll.
const ROWS: usize = 12;

/// The points as fields; gives the points as they were changed.
pub(super) fn table(ui: &mut Ui, run: &Measurement) -> Option<Vec<LoadPoint>> {
    let mut changed: Option<Vec<LoadPoint>> = None;
    if run.points.is_empty() {
        widgets::muted(
            ui,
            "No level of load yet. Add one and type in what is known of it; what is not known stays empty.",
        );
    } else {
        let columns = columns(run);
        let height = theme::CONTROL_HEIGHT + theme::SPACE_XS;
        let width = columns.len() as f32 * COLUMN + BUTTON;
        ScrollArea::horizontal().id_salt("points across").auto_shrink([false, true]).show(
            ui,
            |ui| {
                ui.set_width(width.max(ui.available_width()));
                ui.spacing_mut().item_spacing.y = theme::SPACE_XS;
                let colour = tokens(ui).text_muted;
                row(ui, columns.iter().map(|figure| figure.head(run)), |ui, head| {
                    let head = RichText::new(head).text_style(theme::small_strong()).color(colour);
                    ui.add(Label::new(head).truncate());
                });
                ScrollArea::vertical()
                    .id_salt("points down")
                    .max_height(height * ROWS as f32)
                    .auto_shrink([false, true])
                    .show_rows(ui, theme::CONTROL_HEIGHT, run.points.len(), |ui, range| {
                        for at in range {
                            point_row(ui, run, at, &columns, &mut changed);
                        }
                    });
            },
        );
    }
    ui.horizontal_wrapped(|ui| {
        if widgets::button(ui, "Add a level").clicked() {
            let points = changed.get_or_insert_with(|| run.points.clone());
            points.push(LoadPoint::default());
        }
        let load = |point: &LoadPoint| point.concurrency.unwrap_or(f64::INFINITY);
        if !run.points.is_sorted_by_key(load) && widgets::button(ui, "Sort by load").clicked() {
            let points = changed.get_or_insert_with(|| run.points.clone());
            points.sort_by(|a, b| load(a).total_cmp(&load(b)));
        }
    });
    changed
}

/// A row of cells of one width each.
fn row<T>(ui: &mut Ui, cells: impl Iterator<Item = T>, mut cell: impl FnMut(&mut Ui, T)) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for (at, it) in cells.enumerate() {
            let (rect, _) = ui.allocate_exact_size(
                vec2(COLUMN, theme::CONTROL_HEIGHT),
                eframe::egui::Sense::hover(),
            );
            let layout = Layout::left_to_right(Align::Center);
            let builder = UiBuilder::new().id_salt(at).max_rect(rect).layout(layout);
            cell(&mut ui.new_child(builder), it);
        }
    });
}

fn point_row(
    ui: &mut Ui,
    run: &Measurement,
    at: usize,
    columns: &[Figure],
    changed: &mut Option<Vec<LoadPoint>>,
) {
    let Some(point) = run.points.get(at) else { return };
    let number = at + 1;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        row(ui, columns.iter().copied(), |ui, figure| {
            let head = figure.head(run);
            let name = format!("{head} of point {number}");
            let most = match figure {
                Figure::Errors | Figure::Requests => 1e15,
                _ => 1e12,
            };
            let field = NumberField::new((run.id.as_str(), at, &head), &name, figure.of(point))
                .width(FIELD)
                .bounds(0.0, most);
            if let Some(to) = field.show(ui) {
                let points = changed.get_or_insert_with(|| run.points.clone());
                if let Some(point) = points.get_mut(at) {
                    figure.set(point, to);
                }
            }
        });
        if widgets::icon_button(ui, icons::TRASH, &format!("Remove point {number}")).clicked() {
            let points = changed.get_or_insert_with(|| run.points.clone());
            if at < points.len() {
                points.remove(at);
            }
        }
    });
}
