//! The workbooks that come with the program.

use super::save::EXTENSION;

/// A workbook that comes with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    /// Short name, as given on the command line.
    pub name: &'static str,
    /// Name as shown where one is chosen.
    pub title: &'static str,
    /// What it is, in a line.
    pub about: &'static str,
    /// Its text.
    pub text: &'static str,
}

impl Template {
    /// Name for a file made from it.
    pub fn file_name(&self) -> String {
        let stem = if self.name == BLANK { "decision" } else { self.name };
        format!("{stem}{EXTENSION}")
    }
}

/// Name of the complete workbook that comes as an example.
pub const FLAGSHIP: &str = "backend-runtime";

/// Name of the workbook that a question of one's own begins with.
pub const BLANK: &str = "blank";

/// Every template, the flagship first and the blank one last.
pub const TEMPLATES: &[Template] = &[
    Template {
        name: FLAGSHIP,
        title: "Choose the backend runtime",
        about: "Node.js, Python, or a hybrid of both: a complete workbook to learn from",
        text: include_str!("../../workbooks/backend-runtime.weighbridge.ron"),
    },
    Template {
        name: BLANK,
        title: "Blank workbook",
        about: "your own question, with two options and a few criteria to change",
        text: include_str!("../../workbooks/templates/blank.weighbridge.ron"),
    },
];

/// The text of the template called `name`.
pub fn template(name: &str) -> Option<&'static str> {
    TEMPLATES.iter().find(|template| template.name == name).map(|template| template.text)
}
