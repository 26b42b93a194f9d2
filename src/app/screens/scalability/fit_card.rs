//! One fit in full: parameters with their errors, the laws beside it, residuals,
//! and what it cannot say.

use eframe::egui::Ui;

use crate::analysis::number;
use crate::analysis::scalability::{Bands, Fit, StudyRun};
use crate::app::context::Context;
use crate::app::theme::{self, icons};
use crate::app::widgets::{self, Column, TableRow, Tone, text_cell};
use crate::figure::small_percent;

/// From this width on, two tables stand side by side.
const TWO_COLUMNS: f32 = 820.0;

/// What no fit of one run can say.
const LIMITS: &str = "The law describes this run: this machine, these versions, this work. It does not tell what other hardware or other requests would do, and beyond the loads that were measured it is a guess. Tools that wait for an answer before they send the next request understate latency under overload.";

/// The card of one fit.
pub(super) fn fit_card(ui: &mut Ui, context: Context<'_>, run: &StudyRun) {
    let option = context.workbook.alternative_name(&run.alternative);
    widgets::card(ui, |ui| {
        let title = if run.label.is_empty() {
            format!("The fit of {option}")
        } else {
            format!("The fit of {option}, {}", run.label)
        };
        widgets::section_title(ui, &title);
        match &run.fit {
            Err(none) => {
                let words = format!("No law is fitted: {none}. {}", none.hint());
                widgets::finding_line(ui, Tone::Warning, icons::WARNING, &words);
            }
            Ok(fit) => {
                let words = format!(
                    "{} fit, R² {}: {} points at {} levels of load, {} degrees of freedom. \
                     Throughputs in requests per second.",
                    capital(fit.quality().word()),
                    number(fit.r_squared, 3),
                    fit.points.len(),
                    fit.levels,
                    fit.degrees_of_freedom
                );
                widgets::muted(ui, words);
                for warning in &fit.warnings {
                    let warned = format!("{}. {}", capital(&warning.to_string()), warning.hint());
                    widgets::finding_line(ui, Tone::Warning, icons::WARNING, &warned);
                }
                ui.add_space(theme::SPACE_XS);
                if ui.available_width() > TWO_COLUMNS {
                    let half = (ui.available_width() - theme::SPACE_L) / 2.0;
                    ui.horizontal_top(|ui| {
                        ui.spacing_mut().item_spacing.x = theme::SPACE_L;
                        ui.vertical(|ui| {
                            ui.set_width(half);
                            parameters(ui, fit, run.bands.as_ref());
                            ui.add_space(theme::SPACE_S);
                            laws(ui, fit);
                        });
                        ui.vertical(|ui| {
                            ui.set_width(ui.available_width());
                            residuals(ui, fit);
                        });
                    });
                } else {
                    parameters(ui, fit, run.bands.as_ref());
                    ui.add_space(theme::SPACE_S);
                    laws(ui, fit);
                    ui.add_space(theme::SPACE_S);
                    residuals(ui, fit);
                }
            }
        }
        ui.add_space(theme::SPACE_XS);
        widgets::prose(ui, LIMITS);
        let note = context.workbook.measurement(&run.run).map(|run| run.note.as_str());
        if let Some(note) = note.filter(|note| !note.trim().is_empty()) {
            widgets::prose(ui, note);
        }
    });
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A requests-per-second figure.
fn rate(rate: f64) -> String {
    number(rate, if rate.abs() >= 100.0 { 0 } else { 1 })
}

fn table(ui: &mut Ui, id: &str, columns: &[Column<'_>], rows: &[Vec<String>]) {
    ui.push_id(id, |ui| {
        widgets::head_row(ui, columns);
        for (at, cells) in rows.iter().enumerate() {
            ui.push_id(at, |ui| {
                let mut row = TableRow::new(ui, columns, theme::ROW_HEIGHT);
                for cell in cells {
                    row.cell(|ui| text_cell(ui, cell.as_str()));
                }
                row.end(at + 1 < rows.len());
            });
        }
    });
}

fn parameters(ui: &mut Ui, fit: &Fit, bands: Option<&Bands>) {
    let columns = [
        Column::left("Parameter", 0.0),
        Column::right("Value", 92.0),
        Column::right("Standard error", 104.0),
        Column::right("90 % band", 150.0),
    ];
    let errors = &fit.standard_errors;
    let told = |error: Option<f64>, text: &dyn Fn(f64) -> String| {
        error.map_or("on its bound".to_owned(), text)
    };
    let band = |of: &dyn Fn(&Bands) -> (f64, f64), text: &dyn Fn(f64) -> String| {
        bands.map_or_else(String::new, |bands| {
            let (low, high) = of(bands);
            let low = text(low);
            format!("{} to {}", low.trim_end_matches(" %"), text(high))
        })
    };
    let law = &fit.usl;
    let peak = |load: f64| number(load.round(), 0);
    let mut rows = vec![
        vec![
            "Contention σ".to_owned(),
            small_percent(law.sigma),
            told(errors.sigma, &small_percent),
            band(&Bands::sigma, &small_percent),
        ],
        vec![
            "Coherency κ".to_owned(),
            small_percent(law.kappa),
            told(errors.kappa, &small_percent),
            band(&Bands::kappa, &small_percent),
        ],
        vec![
            "Throughput of one λ".to_owned(),
            rate(law.lambda),
            told(errors.lambda, &rate),
            band(&Bands::lambda, &rate),
        ],
    ];
    let (_, highest) = fit.range();
    let place = match law.peak_load() {
        Some(load) if load > highest => format!("{}, beyond", peak(load)),
        Some(load) => peak(load),
        None => "none".to_owned(),
    };
    let reach = bands.and_then(Bands::peak_load).map_or_else(String::new, |(low, high)| {
        format!("{} to {}", peak(low), high.map_or("open".to_owned(), peak))
    });
    rows.push(vec!["Concurrency of the peak".to_owned(), place, String::new(), reach]);
    let (_, top) = law.highest_up_to(highest);
    rows.push(vec![
        format!("Highest up to {}", number(highest, 0)),
        rate(top),
        String::new(),
        band(&|bands| bands.highest_up_to(highest), &rate),
    ]);
    table(ui, "parameters", &columns, &rows);
}

fn laws(ui: &mut Ui, fit: &Fit) {
    let columns = [
        Column::left("Law", 0.0),
        Column::right("R²", 70.0),
        Column::right("Residual error, requests/s", 170.0),
    ];
    let error = |error: Option<f64>| error.map_or_else(String::new, rate);
    let row = |name: &str, r: f64, residual: Option<f64>| {
        vec![name.to_owned(), number(r, 4), error(residual)]
    };
    let rows = [
        row("Universal scalability law", fit.r_squared, Some(fit.residual_error)),
        row("Amdahl: contention alone", fit.amdahl.r_squared, fit.amdahl.residual_error),
        row("Straight line", fit.linear.r_squared, fit.linear.residual_error),
    ];
    table(ui, "laws", &columns, &rows);
}

fn residuals(ui: &mut Ui, fit: &Fit) {
    let columns = [
        Column::right("Concurrency", 92.0),
        Column::right("Measured, requests/s", 0.0),
        Column::right("By the law", 0.0),
        Column::right("Residual", 0.0),
    ];
    let rows: Vec<Vec<String>> = fit
        .points
        .iter()
        .zip(&fit.fitted)
        .zip(&fit.residuals)
        .map(|((&(load, measured), &fitted), &residual)| {
            let sign = if residual > 0.0 { "+" } else { "" };
            vec![number(load, 0), rate(measured), rate(fitted), format!("{sign}{}", rate(residual))]
        })
        .collect();
    table(ui, "residuals", &columns, &rows);
}
