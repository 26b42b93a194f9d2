//! The record as a page: what its readers will see first.

use eframe::egui::{Label, RichText, Ui};

use crate::app::plot::figure_ui;
use crate::app::theme;
use crate::app::widgets::{self, Column, TableRow, Tone, text_cell};
use crate::record::Record;
use crate::workbook::Tone as Consequence;

/// Draws the page.
pub(super) fn show(ui: &mut Ui, record: &Record) {
    ui.scope(|ui| {
        // No wider than a page reads well; the scroll bar lies over the edge.
        let edge = theme::SPACE_S;
        ui.set_max_width((ui.available_width() - edge).min(920.0));
        widgets::card(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                if let Some(identifier) = record.identifier() {
                    widgets::tag(ui, Tone::Plain, &identifier);
                }
                widgets::tag(ui, Tone::Accent, &record.status_text);
                if let Some(date) = record.date {
                    widgets::small(ui, date.to_string());
                }
                widgets::small(ui, &record.organisation);
            });
            ui.add(Label::new(RichText::new(&record.title).text_style(theme::title())).wrap());
            ui.add(Label::new(RichText::new(&record.question).text_style(theme::strong())).wrap());
            ui.add_space(theme::SPACE_S);
            verdict(ui, record);
            ui.add_space(theme::SPACE_S);
            options(ui, record);
            ui.add_space(theme::SPACE_S);
            if let Some(figure) = record.figures.first() {
                widgets::section_title(ui, &figure.title);
                figure_ui(ui, figure);
            }
            list(ui, "Reasons", &record.reasons);
            list(ui, "Accepted downsides", &record.downsides);
            let consequences: Vec<String> = record
                .consequences
                .iter()
                .map(|(tone, text)| {
                    let word = match tone {
                        Consequence::Good => "Good",
                        Consequence::Neutral => "Neutral",
                        Consequence::Bad => "Bad",
                    };
                    format!("{word}, because {text}")
                })
                .collect();
            list(ui, "Consequences", &consequences);
            list(ui, "Conditions", &record.conditions);
            switching(ui, record);
            list(ui, "Revisit when", &record.revisit);
            list(ui, "Open questions", &record.open_questions);
            if record.dissent.is_empty() {
                widgets::muted(ui, "No dissent recorded.");
            } else {
                list(ui, "Dissent", &record.dissent);
            }
            ui.add_space(theme::SPACE_S);
            widgets::small(
                ui,
                format!(
                    "Workbook SHA-256 {} · Weighbridge {}",
                    record.provenance.short_hash(),
                    record.provenance.app_version
                ),
            );
        });
    });
}

fn verdict(ui: &mut Ui, record: &Record) {
    if !record.outcome.because.is_empty() {
        let option = record.chosen().map(|option| option.title.clone()).unwrap_or_default();
        let word = if record.outcome.is_chosen { "Chosen" } else { "Proposed" };
        ui.add(Label::new(format!("{word}: {option}, because {}.", record.outcome.because)).wrap());
    }
    for (key, value) in [
        ("Verdict", format!("{}: {}", record.verdict.kind, record.verdict.reason)),
        ("Runner-up", record.verdict.runner_up.clone()),
        ("Margin", record.verdict.margin.clone()),
        ("Smallest flip", record.verdict.flip.clone()),
    ] {
        if !value.trim().is_empty() {
            widgets::key_value(ui, key, &value);
        }
    }
}

fn options(ui: &mut Ui, record: &Record) {
    let columns = [
        Column::left("Option", 0.0),
        Column::left("Rank", 60.0),
        Column::right("Total", 110.0),
        Column::left("Musts", 150.0),
        Column::left("Main risk", 220.0),
    ];
    widgets::head_row(ui, &columns);
    for option in &record.options {
        ui.push_id(option.position, |ui| {
            let mut row = TableRow::new(ui, &columns, theme::ROW_HEIGHT);
            row.cell(|ui| {
                let text = RichText::new(&option.title).text_style(theme::strong());
                widgets::option_label(ui, option.position, text)
            });
            row.cell(|ui| text_cell(ui, &option.rank));
            row.cell(|ui| text_cell(ui, &option.total));
            row.cell(|ui| {
                text_cell(ui, if option.out.is_empty() { &option.musts } else { &option.out })
            });
            row.cell(|ui| text_cell(ui, &option.top_risk));
            row.end(true);
        });
    }
}

fn switching(ui: &mut Ui, record: &Record) {
    if record.switching.is_empty() {
        return;
    }
    ui.add_space(theme::SPACE_S);
    widgets::section_title(ui, "Weights at which the order changes");
    let columns = [
        Column::left("Criterion", 0.0),
        Column::right("Now", 80.0),
        Column::left("Below", 220.0),
        Column::left("Above", 220.0),
    ];
    widgets::head_row(ui, &columns);
    for line in record.switching.iter().take(10) {
        let mut row = TableRow::new(ui, &columns, theme::ROW_HEIGHT);
        row.cell(|ui| text_cell(ui, &line.criterion));
        row.cell(|ui| text_cell(ui, &line.now));
        row.cell(|ui| text_cell(ui, &line.below));
        row.cell(|ui| text_cell(ui, &line.above));
        row.end(true);
    }
}

fn list(ui: &mut Ui, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    ui.add_space(theme::SPACE_S);
    widgets::section_title(ui, title);
    for line in lines {
        ui.add(Label::new(format!("• {line}")).wrap());
    }
}
