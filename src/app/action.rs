//! What a screen asks for. Screens draw from the workbook and its analysis and
//! change only their own view state; everything else is asked for as an action
//! and done after the frame is drawn, so that no frame sees half a change.

use std::path::PathBuf;

use crate::analysis::why::WhyAsked;
use crate::record::Format;
use crate::workbook::{AlternativeId, CriterionId, Edit, ItemRef, PersonId};

use super::charts::Chart;
use super::command::Command;
use super::screens::{ResultSection, Screen};

/// Something to be done after the frame.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Change the workbook.
    Edit(Edit),
    /// Change the workbook as part of one long gesture with this key, such as
    /// a drag: one undo step in all.
    Drag(Edit, String),
    /// The gesture is over.
    DragEnd,
    /// Do what a menu entry does.
    Run(Command),
    /// Show a screen.
    Go(Screen),
    /// Show where an item is worked on, and select it there.
    Reveal(ItemRef),
    /// Show the matrix with the cursor on the cell of this option and criterion.
    RevealCell(AlternativeId, CriterionId),
    /// Show a section of the results.
    ShowSection(ResultSection),
    /// Open a workbook file.
    Open(PathBuf),
    /// Begin a workbook from the template of this name.
    OpenTemplate(&'static str),
    /// Write a record to a file, or into a folder for several.
    Export(Format),
    /// Give up the export that is under way.
    CancelExport,
    /// Enter scores as this reviewer.
    ScoreAs(PersonId),
    /// Show a chart in a window of its own.
    OpenChart(Chart),
    /// Tell why a number is what it is.
    Why(WhyAsked),
    /// Say something in passing.
    Say(String),
    /// Change the workbook, and say in passing what was done, with a way to
    /// take it back.
    EditAndSay(Edit, String),
    /// Put text on the clipboard.
    Copy(String),
}

/// Collects the actions of one frame.
#[derive(Debug, Default)]
pub struct Actions(Vec<Action>);

impl Actions {
    /// Asks for something.
    pub fn push(&mut self, action: Action) {
        self.0.push(action);
    }

    /// Asks for a change of the workbook.
    pub fn edit(&mut self, edit: Edit) {
        self.push(Action::Edit(edit));
    }

    /// Asks a number why.
    pub fn ask_why(&mut self, asked: impl Into<WhyAsked>) {
        self.push(Action::Why(asked.into()));
    }

    /// Everything asked for, in order.
    pub fn take(&mut self) -> Vec<Action> {
        std::mem::take(&mut self.0)
    }
}
