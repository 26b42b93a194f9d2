//! Record: the decision, and the page that will be handed on.

use eframe::egui::{ScrollArea, Ui};

use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::files;
use crate::app::theme;
use crate::app::tour::{self, Sight};
use crate::app::widgets::{self, Tone};
use crate::record::{self, Format, Record};

mod decision;
mod findings;
mod page;

/// Which side of the record is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Side {
    /// What was decided, to be written.
    #[default]
    Decision,
    /// What the review found.
    Findings,
    /// The page as it reads.
    Page,
    /// The Markdown, letter by letter.
    Markdown,
}

/// How the record is looked at.
#[derive(Debug, Default)]
pub struct RecordView {
    side: Side,
    built: Option<Built>,
}

/// The record of one revision.
#[derive(Debug)]
struct Built {
    revision: u64,
    record: Result<Box<Record>, String>,
    markdown: Result<String, String>,
}

impl RecordView {
    /// Draws the screen.
    pub fn show(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        self.refresh(context);
        let Some(built) = &self.built else { return };
        let title = match &built.record {
            Ok(record) => record.title.clone(),
            Err(_) => "Record".to_owned(),
        };
        let line = match &built.record {
            Ok(record) => record.ask.clone(),
            Err(_) => String::new(),
        };
        widgets::page_header(ui, &title, &line);
        let ways = ui.horizontal_wrapped(|ui| {
            for (side, text) in [
                (Side::Decision, "Decision"),
                (Side::Findings, "Findings"),
                (Side::Page, "Page"),
                (Side::Markdown, "Markdown"),
            ] {
                if widgets::chip(ui, self.side == side, text).clicked() {
                    self.side = side;
                }
            }
            ui.add_space(theme::SPACE_M);
            widgets::muted(ui, "Export as");
            for format in Format::ALL {
                let name = format!("Export as {}", format.label());
                let response = widgets::button(ui, format.label());
                let response = response.accessible_name(name);
                if response.clicked() {
                    out.push(Action::Export(format));
                }
            }
        });
        tour::sight(ui, Sight::Record, ways.response.rect);
        ui.add_space(theme::SPACE_XS);
        if let Err(problem) = &built.record {
            widgets::finding_line(ui, Tone::Bad, theme::icons::WARNING_CIRCLE, problem);
            return;
        }
        ScrollArea::vertical()
            .id_salt(("record", self.side as u8))
            .auto_shrink([false, false])
            .show(ui, |ui| {
                match (self.side, &built.record) {
                    (Side::Decision, _) => decision::show(ui, context, out),
                    (Side::Findings, _) => findings::show(ui, context, out),
                    (Side::Page, Ok(record)) => page::show(ui, record),
                    (Side::Markdown, _) => markdown(ui, &built.markdown, out),
                    (Side::Page, Err(_)) => {}
                }
                ui.add_space(theme::SPACE_L);
            });
    }

    fn refresh(&mut self, context: Context<'_>) {
        let revision = context.derived.revision;
        if self.built.as_ref().is_some_and(|built| built.revision == revision) {
            return;
        }
        let record = files::record(context.workbook, "decision");
        let markdown = record.as_ref().map_err(Clone::clone).and_then(|record| {
            let files =
                record::export(Format::Markdown, record).map_err(|error| error.to_string())?;
            let bytes = files.into_iter().next().map(|(_, bytes)| bytes).unwrap_or_default();
            Ok(String::from_utf8_lossy(&bytes).into_owned())
        });
        self.built = Some(Built { revision, record: record.map(Box::new), markdown });
    }
}

fn markdown(ui: &mut Ui, text: &Result<String, String>, out: &mut Actions) {
    match text {
        Err(problem) => {
            widgets::finding_line(ui, Tone::Warning, theme::icons::WARNING, problem);
        }
        Ok(text) => {
            if widgets::link_button(ui, "Copy the Markdown").clicked() {
                out.push(Action::Copy(text.clone()));
                out.push(Action::Say("Copied the Markdown".to_owned()));
            }
            widgets::card(ui, |ui| {
                for line in text.lines() {
                    let (style, line) = match line.strip_prefix('#') {
                        Some(_) => (theme::strong(), line),
                        None => (eframe::egui::TextStyle::Body, line),
                    };
                    let text =
                        eframe::egui::RichText::new(if line.is_empty() { " " } else { line });
                    ui.add(eframe::egui::Label::new(text.text_style(style)).wrap());
                }
            });
        }
    }
}
