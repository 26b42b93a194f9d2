//! The guided tour: five steps through the flagship workbook, each beside the
//! place that it speaks about. It shows and changes nothing.

use std::path::PathBuf;

use eframe::egui::{Key, Modifiers, Rect, Ui};

use super::App;
use super::prompt::Leaving;
use crate::store::FLAGSHIP;
use crate::workbook::{AlternativeId, CriterionId};

mod bubble;
mod sight;
mod steps;

pub use sight::{Sight, sight};
pub use steps::{STEPS, Step};

/// A tour under way.
#[derive(Debug)]
pub struct Tour {
    /// The step shown, from 0.
    step: usize,
    /// The file that was open before, to go back to.
    back: Option<PathBuf>,
    bubble: bubble::Bubble,
    /// Whether the place itself was seen, and not only its entry in the rail.
    direct: bool,
}

/// What is wished for in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    Back,
    On,
    Leave,
}

impl Tour {
    fn step(&self) -> &'static Step {
        &STEPS[self.step]
    }

    /// Which step is shown, from 0.
    pub fn position(&self) -> usize {
        self.step
    }

    /// Where the ring and the words were drawn last; no ring where the place
    /// that the step speaks about was not in the window.
    pub fn layout(&self) -> (Option<Rect>, Rect) {
        let ring = if self.direct { self.bubble.ring() } else { None };
        (ring, self.bubble.rect())
    }

    /// Whether it needs the inspector, whether or not that is shown otherwise.
    pub fn needs_inspector(&self) -> bool {
        self.step().sight == Sight::Evidence
    }
}

impl App {
    /// The tour under way.
    pub fn tour(&self) -> Option<&Tour> {
        self.tour.as_ref()
    }

    /// Begins the tour on a fresh copy of the flagship workbook.
    pub(super) fn begin_tour(&mut self) {
        let back = self.document.as_ref().and_then(|document| document.path.clone());
        self.open_template(FLAGSHIP);
        self.tour = Some(Tour { step: 0, back, bubble: bubble::Bubble::default(), direct: false });
        self.show_step();
    }

    /// Takes the keys of the tour before anything else sees them, and says
    /// which place is looked for in this frame.
    pub(super) fn tour_keys(&mut self, ui: &Ui) {
        let Some(tour) = &mut self.tour else {
            sight::forget(ui);
            return;
        };
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let wish = if pressed(Key::Escape) {
            Some(Wish::Leave)
        } else if pressed(Key::ArrowLeft) {
            Some(Wish::Back)
        } else if pressed(Key::ArrowRight) {
            // The last step ends with a word, not with a key held too long.
            (tour.step + 1 < STEPS.len()).then_some(Wish::On)
        } else {
            None
        };
        if let Some(wish) = wish {
            self.do_wish(wish);
        }
        if let Some(tour) = &mut self.tour {
            sight::look_for(ui, tour.step(), tour.bubble.is_arriving());
        }
    }

    /// Draws the step over the window.
    pub(super) fn show_tour(&mut self, ui: &Ui) {
        let Some(tour) = &mut self.tour else { return };
        let (place, direct) = sight::found(ui);
        tour.direct = direct;
        let last = tour.step + 1 == STEPS.len();
        if let Some(wish) = tour.bubble.show(ui, tour.step, place) {
            let wish = if last && wish == Wish::On { Wish::Leave } else { wish };
            self.do_wish(wish);
            ui.request_repaint();
        }
    }

    fn do_wish(&mut self, wish: Wish) {
        let Some(tour) = &mut self.tour else { return };
        match wish {
            Wish::Back => tour.step = tour.step.saturating_sub(1),
            Wish::On => tour.step = (tour.step + 1).min(STEPS.len() - 1),
            Wish::Leave => {
                let back = tour.back.take();
                self.tour = None;
                self.settings.toured = true;
                self.store_settings();
                if let Some(path) = back {
                    self.leave(Leaving::Open(path));
                }
                return;
            }
        }
        self.show_step();
    }

    /// Brings up the screen that the step speaks about.
    fn show_step(&mut self) {
        let (Some(tour), Some(document)) = (&mut self.tour, &self.document) else { return };
        tour.bubble.arrive();
        let step = tour.step();
        self.screen = step.screen;
        if let Some((alternative, criterion)) = step.cell
            && let (Ok(alternative), Ok(criterion)) =
                (AlternativeId::new(alternative), CriterionId::new(criterion))
        {
            self.views.scores.select_cell(document.context(), &alternative, &criterion);
        }
    }
}
