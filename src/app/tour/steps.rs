//! What the tour says, and where.

use super::Sight;
use crate::app::screens::Screen;

/// A step of the tour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The screen that it speaks about.
    pub screen: Screen,
    /// The place on it.
    pub sight: Sight,
    /// Option and criterion of the cell that is looked at, for the matrix.
    pub cell: Option<(&'static str, &'static str)>,
    /// What it is about.
    pub title: &'static str,
    /// What it says, in 40 words at most.
    pub text: &'static str,
}

/// The steps, in order.
pub const STEPS: [Step; 5] = [
    Step {
        screen: Screen::Overview,
        sight: Sight::Verdict,
        cell: None,
        title: "One question, one verdict",
        text: "A workbook answers one question: here, which runtime carries a new back end. Who leads, by how much, and whether to rely on it stand beside it. The verdict is robust, close, fragile, or withheld.",
    },
    Step {
        screen: Screen::Scores,
        sight: Sight::Evidence,
        cell: Some(("nodejs", "concurrency_model")),
        title: "Scores rest on evidence",
        text: "Any score can be asked why. Here are the claims behind this one, each with its source and whether it holds. Wrong claims are shown and count for nothing. Not known is never zero.",
    },
    Step {
        screen: Screen::Criteria,
        sight: Sight::Weights,
        cell: None,
        title: "Weights say what matters to you",
        text: "A weight is how much a criterion counts in your project. Move one, and the ranking at the bottom follows at once. Each profile, chosen at the top, is another kind of project with its own weights.",
    },
    Step {
        screen: Screen::Results,
        sight: Sight::Flips,
        cell: None,
        title: "What would have to be true",
        text: "For every option that loses, this is the smallest change that would make it lead, in the criterion's own units, and whether that is within reach. It tells you what to look into, and when to decide anew.",
    },
    Step {
        screen: Screen::Record,
        sight: Sight::Record,
        cell: None,
        title: "The record holds up a year later",
        text: "Decision, reasons, numbers and what would change them become one record: Markdown, a web page or a PDF. That was all, and nothing was changed: the next decision is yours.",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_read_at_a_glance() {
        for step in STEPS {
            let words = step.text.split_whitespace().count();
            assert!(words <= 40, "{}: {words} words", step.title);
        }
    }
}
