//! Draws over weights and scores, as far as somebody looks at them: a few at
//! once while things move, all that are wanted once they rest. Counted on a
//! thread, given up when the workbook has changed or nobody looks any more.

use std::cell::RefCell;
use std::sync::Arc;
use std::time::Duration;

use eframe::egui::Ui;

use super::context::Context;
use super::work::Work;
use crate::analysis::Analysis;
use crate::analysis::uncertainty::{
    Information, LIVE_DRAWS, Outcome, UncertaintyError, Watch, information, uncertainty,
};
use crate::workbook::Workbook;

/// How long the workbook must have rested before all draws are made, in seconds.
const REST: f64 = 0.25;
/// How often a count under way is told anew, in seconds.
const TELL: f64 = 0.1;
/// A count done sooner is not told, in seconds.
const SOON: f64 = 0.3;

/// What was drawn, with what it was drawn from.
#[derive(Debug)]
pub struct Drawn {
    /// The revision that it holds for.
    pub revision: u64,
    /// The workbook of that revision.
    pub workbook: Workbook,
    /// Its analysis.
    pub analysis: Analysis,
    /// What the draws say, or why none could be made.
    pub outcome: Result<Outcome, UncertaintyError>,
    /// What to find out next.
    pub information: Arc<Information>,
}

/// How things stand.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The newest draws; of an older revision while newer ones are made.
    pub drawn: Option<Arc<Drawn>>,
    /// Changes whenever there are newer draws.
    pub made: u64,
    /// Draws done and wanted of a count under way that takes a while.
    pub progress: Option<(u64, u64)>,
    /// Whether the count was given up for this revision.
    pub given_up: bool,
    /// Whether the draws are of an older revision.
    pub outdated: bool,
}

/// A count under way.
#[derive(Debug)]
struct UnderWay {
    revision: u64,
    draws: u32,
    begun: f64,
    watch: Arc<Watch>,
    work: Work<Option<Drawn>>,
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.watch.cancel();
    }
}

#[derive(Debug, Default)]
struct State {
    drawn: Option<Arc<Drawn>>,
    made: u64,
    under_way: Option<UnderWay>,
    /// Somebody looked in this frame.
    looked: bool,
    /// The revision last seen, and when it was seen first.
    seen: Option<(u64, f64)>,
    given_up: Option<u64>,
}

/// The draws of the open workbook.
#[derive(Debug, Default)]
pub struct Draws(RefCell<State>);

impl Draws {
    /// Looks at the draws of the workbook as it stands, and has them made as
    /// far as they are not. To be called in each frame that shows them.
    pub fn look(&self, ui: &Ui, context: Context<'_>) -> Standing {
        let mut state = self.0.borrow_mut();
        state.looked = true;
        state.tend(ui, context);
        let revision = context.derived.revision;
        let now = ui.input(|input| input.time);
        let progress = state.under_way.as_ref().and_then(|it| {
            let left = SOON - (now - it.begun);
            let next = if left > 0.0 { left } else { TELL };
            ui.request_repaint_after(Duration::from_secs_f64(next));
            let wanted = u64::from(it.draws);
            (left <= 0.0).then(|| (it.watch.done().min(wanted), wanted))
        });
        Standing {
            drawn: state.drawn.clone(),
            made: state.made,
            progress,
            given_up: state.given_up == Some(revision),
            outdated: state.drawn.as_ref().is_some_and(|drawn| drawn.revision != revision),
        }
    }

    /// The draws of a revision, where they were made already.
    pub fn of_revision(&self, revision: u64) -> Option<Arc<Drawn>> {
        self.0.borrow().drawn.clone().filter(|drawn| drawn.revision == revision)
    }

    /// Whether nothing is being counted.
    pub fn is_at_rest(&self) -> bool {
        self.0.borrow().under_way.is_none()
    }

    /// Gives up the count under way; what is shown stays.
    pub fn give_up(&self) {
        let mut state = self.0.borrow_mut();
        if let Some(under_way) = state.under_way.take() {
            // A few draws of a revision before may still be under way.
            let seen = state.seen.map_or(under_way.revision, |(seen, _)| seen);
            state.given_up = Some(seen);
        }
    }

    /// Takes up again what was given up.
    pub fn go_on(&self) {
        self.0.borrow_mut().given_up = None;
    }

    /// Ends a frame: what nobody looked at in it is not counted on.
    pub fn end_frame(&self) {
        let mut state = self.0.borrow_mut();
        if !std::mem::take(&mut state.looked) {
            state.under_way = None;
        }
    }
}

impl State {
    fn tend(&mut self, ui: &Ui, context: Context<'_>) {
        let revision = context.derived.revision;
        let now = ui.input(|input| input.time);
        if self.seen.is_none_or(|(seen, _)| seen != revision) {
            self.seen = Some((revision, now));
        }
        self.take_in(revision);
        let wanted = context.workbook.uncertainty.draws;
        if let Some(under_way) = &self.under_way {
            // A few draws are done soon and are worth showing even when more has
            // changed meanwhile; a full count is not.
            if under_way.revision != revision && under_way.draws > LIVE_DRAWS {
                self.under_way = None;
            } else {
                return;
            }
        }
        let drawn = self.drawn.as_ref().filter(|drawn| drawn.revision == revision);
        let Some(drawn) = drawn else {
            if self.given_up != Some(revision) {
                self.begin(ui, context, wanted.min(LIVE_DRAWS), None);
            }
            return;
        };
        let done = match &drawn.outcome {
            Ok(outcome) => outcome.shares.draws,
            Err(_) => return,
        };
        if done >= u64::from(wanted) || self.given_up == Some(revision) {
            return;
        }
        // A released button makes a frame of its own.
        if ui.input(|input| input.pointer.any_down()) {
            return;
        }
        let since = self.seen.map_or(now, |(_, since)| since);
        let left = REST - (now - since);
        if left > 0.0 {
            ui.request_repaint_after(Duration::from_secs_f64(left));
            return;
        }
        let information = Arc::clone(&drawn.information);
        self.begin(ui, context, wanted, Some(information));
    }

    fn take_in(&mut self, revision: u64) {
        let Some(under_way) = &self.under_way else { return };
        let Some(result) = under_way.work.poll() else { return };
        let ended = under_way.revision;
        self.under_way = None;
        match result {
            Ok(Some(drawn)) => {
                let newer = self.drawn.as_ref().is_none_or(|old| old.revision <= drawn.revision);
                if newer || drawn.revision == revision {
                    self.drawn = Some(Arc::new(drawn));
                    self.made += 1;
                }
            }
            Ok(None) => {}
            Err(problem) => {
                // Counting it once more would end the same way.
                log::warn!("no draws: {problem}");
                self.given_up = Some(ended);
            }
        }
    }

    fn begin(
        &mut self,
        ui: &Ui,
        context: Context<'_>,
        draws: u32,
        known: Option<Arc<Information>>,
    ) {
        let (workbook, analysis) = (context.workbook.clone(), context.analysis().clone());
        let revision = context.derived.revision;
        let watch = Arc::new(Watch::default());
        let watched = Arc::clone(&watch);
        let work = Work::begin("draws", ui.ctx(), move || {
            let outcome = match uncertainty(&workbook, &analysis, draws, &watched) {
                Ok(Some(outcome)) => Ok(outcome),
                Ok(None) => return None,
                Err(error) => Err(error),
            };
            let information = known.unwrap_or_else(|| Arc::new(information(&workbook, &analysis)));
            Some(Drawn { revision, workbook, analysis, outcome, information })
        });
        let begun = ui.input(|input| input.time);
        self.under_way = Some(UnderWay { revision, draws, begun, watch, work });
    }
}
