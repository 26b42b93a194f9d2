//! What other methods make of the same numbers: a second opinion on the order,
//! on the reading of labels, on irrelevant options, and on the numbers
//! themselves.

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::Ui;

use crate::analysis::{
    Analysis, Audit, CrossChecks, CrossMethod, HygieneItem, NoCrossChecks, Ordinal, audit,
    cross_checks, hygiene, ordinal,
};
use crate::app::action::Actions;
use crate::app::charts::{Chart, chart_card};
use crate::app::context::Context;
use crate::app::theme;
use crate::app::widgets;
use crate::app::work::Work;
use crate::figure::{self, Figure};
use crate::workbook::Workbook;

mod audit_card;
mod hygiene_card;
mod labels_card;
mod list;

/// Up to so many cells everything is worked out before the frame is drawn.
const AT_ONCE: usize = 400;

/// How the section is looked at.
#[derive(Default)]
pub(super) struct MethodsView {
    found: Option<(u64, Arc<Found>)>,
    work: Option<(u64, Work<Result<Found, NoCrossChecks>>)>,
    /// Why the last work gave nothing, and for which revision.
    failed: Option<(u64, String)>,
    /// Methods that are opened.
    methods: BTreeSet<CrossMethod>,
    /// Whether the weights level by level are shown.
    levels: bool,
    /// Whether the whole list of what is careless is shown.
    all: bool,
    /// Items of that list of which all places are shown, by their words.
    opened: BTreeSet<String>,
}

impl std::fmt::Debug for MethodsView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MethodsView").field("methods", &self.methods).finish_non_exhaustive()
    }
}

/// Everything that the section tells of one revision.
struct Found {
    figure: Figure,
    checks: CrossChecks,
    ordinal: Ordinal,
    labels: String,
    audit: Audit,
    irrelevant: String,
    hygiene: Vec<HygieneItem>,
}

impl Found {
    fn of(workbook: &Workbook, analysis: &Analysis) -> Result<Self, NoCrossChecks> {
        let checks = cross_checks(workbook, analysis)?;
        let ordinal = ordinal(workbook, analysis)?;
        let audit = audit(workbook, analysis)?;
        Ok(Self {
            figure: figure::agreement_of(analysis, &checks),
            labels: ordinal.sentence(analysis),
            irrelevant: audit.sentence(analysis),
            hygiene: hygiene(workbook, analysis),
            checks,
            ordinal,
            audit,
        })
    }
}

impl MethodsView {
    /// Draws the section.
    pub(super) fn show(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let analysis = context.analysis();
        if let Some(reason) = nothing(analysis) {
            widgets::card(ui, |ui| {
                widgets::section_title(ui, "No second opinion yet");
                widgets::muted(ui, reason.sentence());
            });
            ui.add_space(theme::SPACE_XS);
            hygiene_card::show(ui, context, &hygiene(context.workbook, analysis), self, out);
            return;
        }
        self.tend(ui, context);
        let revision = context.derived.revision;
        if let Some((of, reason)) = &self.failed
            && *of == revision
        {
            let text = format!("The other methods could not be worked out: {reason}.");
            widgets::card(ui, |ui| widgets::muted(ui, text));
            return;
        }
        // What holds for an earlier revision may name options that are gone.
        let Some(found) = self.found.as_ref().filter(|(of, _)| *of == revision) else {
            let long = self.work.as_mut().is_some_and(|(_, work)| work.is_long(ui));
            if long {
                widgets::card(ui, |ui| widgets::muted(ui, "Working out the other methods…"));
            }
            return;
        };
        let found = Arc::clone(&found.1);
        chart_card(ui, &Chart::Agreement, &found.figure, out, |_| {});
        ui.add_space(theme::SPACE_XS);
        list::show(ui, context, &found.checks, &mut self.methods);
        ui.add_space(theme::SPACE_XS);
        labels_card::show(ui, context, &found.ordinal, &found.labels, &mut self.levels);
        ui.add_space(theme::SPACE_XS);
        audit_card::show(ui, context, &found.audit, &found.irrelevant);
        ui.add_space(theme::SPACE_XS);
        hygiene_card::show(ui, context, &found.hygiene, self, out);
    }

    /// Sees to it that everything holds for the workbook as it stands: small
    /// ones at once, large ones on a thread.
    fn tend(&mut self, ui: &Ui, context: Context<'_>) {
        let (workbook, analysis) = (context.workbook, context.analysis());
        let revision = context.derived.revision;
        if self.found.as_ref().is_some_and(|(of, _)| *of == revision) {
            return;
        }
        if analysis.order.len() * analysis.leaves.len() <= AT_ONCE {
            self.work = None;
            self.found =
                Found::of(workbook, analysis).ok().map(|found| (revision, Arc::new(found)));
            return;
        }
        // Work for an earlier revision is given up.
        self.work = self.work.take().filter(|(of, _)| *of == revision);
        if self.failed.as_ref().is_some_and(|(of, _)| *of == revision) {
            return;
        }
        match &self.work {
            None => {
                let (workbook, analysis) = (workbook.clone(), analysis.clone());
                let work =
                    Work::begin("other methods", ui.ctx(), move || Found::of(&workbook, &analysis));
                self.work = Some((revision, work));
            }
            Some((_, work)) => match work.poll() {
                None => {}
                Some(done) => {
                    self.work = None;
                    match done {
                        Ok(Ok(found)) => self.found = Some((revision, Arc::new(found))),
                        Ok(Err(reason)) => {
                            self.failed = Some((revision, reason.sentence().to_owned()));
                        }
                        Err(reason) => self.failed = Some((revision, reason)),
                    }
                }
            },
        }
    }
}

/// Why there is nothing to hold against each other.
fn nothing(analysis: &Analysis) -> Option<NoCrossChecks> {
    if !analysis.weights.is_set() {
        Some(NoCrossChecks::NoWeights)
    } else if analysis.order.len() < 2 {
        Some(NoCrossChecks::FewOptions)
    } else {
        None
    }
}
