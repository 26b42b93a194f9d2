//! The record as files: what each is for and what it will be called.

use eframe::egui::{Label, RichText, Ui};

use super::preview::Prepared;
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::exporting::Exported;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, Tone};
use crate::record::{Format, Record, file_name_as, file_stem};
use crate::store::{RecordFolder, RecordShape};
use crate::workbook::Edit;

/// What a format is for.
fn purpose(format: Format) -> &'static str {
    match format {
        Format::Markdown => {
            "For the repository: MADR 4 with front matter, as Backstage, Structurizr and adrs read it."
        }
        Format::Nygard => {
            "For a repository kept with adr-tools: title, day, status, context, decision, consequences."
        }
        Format::Html => "For mail and intranet: one page that needs nothing else and runs nothing.",
        Format::Pdf => {
            "For signing and filing: as shown here, read by screen readers, with the workbook attached."
        }
        Format::Csv => {
            "For a spreadsheet: every option on every criterion, with where it comes from."
        }
        Format::Json => "For other programs: every number of the analysis.",
        Format::Svg => "For slides: each chart as a picture that stays sharp, in a folder.",
    }
}

/// The name that is offered for the record's file.
pub(super) fn file_name(record: &Record, format: Format) -> String {
    match format {
        Format::Svg => format!("{}-charts", file_stem(record)),
        format => file_name_as(record, format),
    }
}

/// Draws the ways out.
pub(super) fn show(
    ui: &mut Ui,
    context: Context<'_>,
    prepared: Option<&Prepared>,
    last: Option<&Exported>,
    out: &mut Actions,
) {
    let record = prepared.and_then(|prepared| prepared.record.as_deref().ok());
    let folder = prepared.and_then(|prepared| prepared.folder.as_ref());
    if let Some(last) = last {
        widgets::card(ui, |ui| {
            widgets::section_title(ui, "Exported last");
            widgets::finding_line(ui, Tone::Good, icons::CHECK_CIRCLE, &last.words);
            for warning in &last.warnings {
                widgets::finding_line(ui, Tone::Warning, icons::WARNING, warning);
            }
            let path = last.path.display().to_string();
            if widgets::link_button(ui, "Copy its path").clicked() {
                out.push(Action::Copy(path));
                out.push(Action::Say("Copied the path".to_owned()));
            }
        });
        ui.add_space(theme::SPACE_XS);
    }
    if let Some(folder) = folder {
        repository(ui, context, folder, out);
        ui.add_space(theme::SPACE_XS);
    }
    widgets::card(ui, |ui| {
        widgets::section_title(ui, "Export the record");
        widgets::muted(ui, "The same workbook gives the same bytes, every time.");
        for format in Format::ALL {
            ui.add_space(theme::SPACE_XS);
            widgets::rule(ui);
            let fits = folder.is_some_and(|folder| fitting(folder) == format);
            ui.push_id(format.name(), |ui| one(ui, format, record, fits, out));
        }
    });
}

/// The format that fits the records in a folder.
pub(super) fn fitting(folder: &RecordFolder) -> Format {
    match folder.shape {
        RecordShape::Nygard => Format::Nygard,
        RecordShape::Madr | RecordShape::Other | RecordShape::None => Format::Markdown,
    }
}

/// Where the repository keeps its records, and what fits there.
fn repository(ui: &mut Ui, context: Context<'_>, folder: &RecordFolder, out: &mut Actions) {
    widgets::card(ui, |ui| {
        widgets::section_title(ui, "The repository's decision records");
        let written = match folder.shape {
            RecordShape::Madr => "written after MADR",
            RecordShape::Nygard => "written in Nygard's sections",
            RecordShape::Other => "written in several ways",
            RecordShape::None => "",
        };
        let held = match folder.records {
            0 => "holds no record yet".to_owned(),
            1 => format!("holds 1 record, {written}"),
            count => format!("holds {count} records, {written}"),
        };
        let fits = fitting(folder).label();
        let text = format!("{} {held}. {fits} fits there.", folder.path.display());
        widgets::muted(ui, text);
        match context.workbook.frame.number {
            Some(number) => {
                widgets::muted(ui, format!("This record has the number {number:04}."));
            }
            None => {
                let next = folder.next;
                if widgets::button(ui, &format!("Give it the number {next:04}")).clicked() {
                    let mut frame = context.workbook.frame.clone();
                    frame.number = Some(next);
                    out.edit(Edit::SetFrame(Box::new(frame)));
                }
            }
        }
    });
}

fn one(ui: &mut Ui, format: Format, record: Option<&Record>, fits: bool, out: &mut Actions) {
    ui.horizontal_top(|ui| {
        let beside = BUTTON + ui.spacing().item_spacing.x;
        let width = (ui.available_width() - beside).max(0.0);
        ui.vertical(|ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = theme::SPACE_XS / 2.0;
            ui.horizontal_wrapped(|ui| {
                let name = RichText::new(format.label()).text_style(theme::strong());
                ui.add(Label::new(name).wrap());
                if fits {
                    widgets::tag(ui, Tone::Accent, "fits the repository");
                }
            });
            widgets::muted(ui, purpose(format));
            if let Some(record) = record {
                let colour = tokens(ui).text_muted;
                let name = RichText::new(file_name(record, format)).monospace().color(colour);
                ui.add(Label::new(name).wrap());
            }
        });
        let response = widgets::button(ui, "Export…");
        if response.accessible_name(format!("Export as {}", format.label())).clicked() {
            out.push(Action::Export(format));
        }
    });
}

/// Room for the button at the end of a row.
const BUTTON: f32 = 92.0;
