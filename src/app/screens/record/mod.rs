//! Record: the decision, and the page that will be handed on.

use std::fmt;
use std::path::PathBuf;

use eframe::egui::{Rect, Role, ScrollArea, Ui, UiBuilder, vec2};
use serde::{Deserialize, Serialize};

use crate::analysis::open_points;
use crate::app::action::Actions;
use crate::app::context::Context;
use crate::app::exporting::Exported;
use crate::app::theme::{self, icons};
use crate::app::tour::{self, Sight};
use crate::app::widgets::{self, Tone};
use crate::record::Format;
use crate::workbook::{CheckFinding, ItemRef};

mod checks;
mod decision;
mod exports;
mod findings;
mod markdown;
mod paper;
mod preview;

use paper::Paper;
use preview::Preview;

/// From this width on, the page stands beside what is worked on.
const BESIDE: f32 = 1000.0;
/// Narrowest and widest that what is worked on gets beside the page.
const WORK_WIDTH: (f32, f32) = (500.0, 760.0);

/// Stands in the line under the title until there is a record.
const BUILDING: &str = "The record is being built…";

/// What is worked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Side {
    /// What was decided, to be written.
    #[default]
    Decision,
    /// What the review found.
    Findings,
    /// What the checks say.
    Checks,
    /// The Markdown, letter by letter.
    Markdown,
    /// The ways out.
    Export,
    /// Nothing: the page alone.
    Page,
}

impl Side {
    const ALL: [Self; 6] =
        [Self::Decision, Self::Findings, Self::Checks, Self::Markdown, Self::Export, Self::Page];

    fn name(self) -> &'static str {
        match self {
            Self::Decision => "Decision",
            Self::Findings => "Findings",
            Self::Checks => "Checks",
            Self::Markdown => "Markdown",
            Self::Export => "Export",
            Self::Page => "Page",
        }
    }
}

/// How large the page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Zoom {
    /// As wide as there is room.
    #[default]
    Width,
    /// All of it.
    Whole,
    /// In percent of its size on paper.
    Percent(u16),
}

/// How the record is looked at.
#[derive(Default)]
pub struct RecordView {
    side: Side,
    preview: Preview,
    paper: Paper,
    points: Option<(u64, Vec<CheckFinding>)>,
    last: Option<Exported>,
}

impl fmt::Debug for RecordView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordView").field("side", &self.side).finish_non_exhaustive()
    }
}

/// What is kept of it between runs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// What is worked on.
    pub side: Side,
    /// How large the page is shown.
    pub zoom: Zoom,
}

impl RecordView {
    /// What is to be kept between runs.
    pub fn kept(&self) -> Kept {
        Kept { side: self.side, zoom: self.paper.zoom }
    }

    /// Takes up what was kept.
    pub fn restore(&mut self, kept: Kept) {
        self.side = kept.side;
        self.paper.zoom = kept.zoom;
    }

    /// Shows the ways to export.
    pub fn show_exports(&mut self) {
        self.side = Side::Export;
    }

    /// Shows the findings of the review, where the item is one.
    pub fn select(&mut self, _item: &ItemRef) {
        self.side = Side::Findings;
    }

    /// Keeps what was exported last in sight.
    pub fn note(&mut self, exported: Exported) {
        self.last = Some(exported);
    }

    /// The path to offer for the record's file instead of `offered`: named
    /// after the record, and the repository's own folder for what fits there.
    pub fn place(&self, format: Format, offered: PathBuf) -> PathBuf {
        let Some(record) = self.preview.record() else { return offered };
        let folder = self.preview.shown().and_then(|shown| shown.folder.as_ref());
        let name = exports::file_name(record, format);
        match folder.filter(|folder| exports::fitting(folder) == format) {
            Some(folder) => folder.path.join(name),
            None => offered.with_file_name(name),
        }
    }

    /// Draws the screen.
    pub fn show(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        self.preview.tend(ui, context);
        self.check(context);
        let (title, ask) = match self.preview.record() {
            Some(record) => (record.title.as_str(), record.ask.as_str()),
            None if context.workbook.frame.title.is_empty() => ("Record", BUILDING),
            None => (context.workbook.frame.title.as_str(), BUILDING),
        };
        widgets::page_header(ui, title, ask);
        let open = self.points.as_ref().map_or(0, |(_, points)| points.len());
        let warned = self
            .preview
            .shown()
            .and_then(|shown| shown.pages.as_ref().ok())
            .map_or(0, |pages| pages.warnings().len());
        let ways = ui.horizontal_wrapped(|ui| {
            for side in Side::ALL {
                let text = match side {
                    Side::Checks if open + warned > 0 => format!("Checks ({})", open + warned),
                    side => side.name().to_owned(),
                };
                if widgets::chip(ui, self.side == side, &text).clicked() {
                    self.side = side;
                }
            }
        });
        tour::sight(ui, Sight::Record, ways.response.rect);
        if let Some(problem) = self.preview.problem() {
            widgets::finding_line(ui, Tone::Bad, icons::WARNING_CIRCLE, problem);
        }
        ui.add_space(theme::SPACE_XS);
        let room = ui.available_rect_before_wrap();
        if self.side == Side::Page {
            self.page(ui);
        } else if room.width() >= BESIDE {
            let width = (room.width() * 0.47).clamp(WORK_WIDTH.0, WORK_WIDTH.1);
            let gap = theme::SPACE_M;
            let left = Rect::from_min_size(room.min, vec2(width, room.height()));
            let right = Rect::from_min_max(left.right_top() + vec2(gap, 0.0), room.max);
            ui.scope_builder(UiBuilder::new().id_salt("work").max_rect(left), |ui| {
                self.work(ui, context, out);
            });
            ui.scope_builder(UiBuilder::new().id_salt("page").max_rect(right), |ui| {
                self.page(ui);
            });
        } else {
            self.work(ui, context, out);
        }
    }

    /// What is open, found once for each revision.
    fn check(&mut self, context: Context<'_>) {
        let revision = context.derived.revision;
        if self.points.as_ref().is_none_or(|(at, _)| *at != revision) {
            let points =
                open_points(context.workbook, context.analysis(), &context.derived.findings);
            self.points = Some((revision, points));
        }
    }

    /// What is worked on.
    fn work(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        ScrollArea::vertical()
            .id_salt(("record", self.side as u8))
            .auto_shrink([false, false])
            .show(ui, |ui| {
                match self.side {
                    Side::Decision => decision::show(ui, context, out),
                    Side::Findings => findings::show(ui, context, out),
                    Side::Checks => {
                        let points = self.points.as_ref().map_or(&[][..], |(_, points)| points);
                        checks::show(ui, self.preview.shown(), points, out);
                    }
                    Side::Markdown => match self.preview.shown() {
                        Some(shown) => markdown::show(ui, &shown.markdown, out),
                        None => {
                            widgets::muted(ui, "The record is being written…");
                        }
                    },
                    Side::Export => {
                        let last = self.last.as_ref();
                        exports::show(ui, context, self.preview.shown(), last, out);
                    }
                    Side::Page => {}
                }
                ui.add_space(theme::SPACE_L);
            });
    }

    /// The page as it will print.
    fn page(&mut self, ui: &mut Ui) {
        let is_long = self.preview.is_long(ui);
        widgets::landmark(ui, Role::Region, "The page as it will print", |ui| {
            let Some(shown) = self.preview.shown() else {
                widgets::muted(ui, if is_long { "The pages are being set…" } else { "" });
                return;
            };
            match &shown.pages {
                Err(problem) => {
                    widgets::finding_line(ui, Tone::Bad, icons::WARNING_CIRCLE, problem);
                }
                Ok(pages) => {
                    for warning in pages.warnings() {
                        widgets::finding_line(ui, Tone::Warning, icons::WARNING, warning);
                    }
                    if is_long {
                        widgets::small(ui, "The pages are being set anew…");
                    }
                    self.paper.show(ui, pages, &shown.texts, shown.key.revision);
                }
            }
        });
    }
}
