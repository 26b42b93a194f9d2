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
        name: "framework-choice",
        title: "Choose a web framework",
        about: "Express, NestJS, Fastify, Django, Flask, FastAPI and others, with the claims about them",
        text: include_str!("../../workbooks/templates/framework-choice.weighbridge.ron"),
    },
    Template {
        name: "database",
        title: "Choose a database",
        about: "relational, document, key-value, wide-column or embedded",
        text: include_str!("../../workbooks/templates/database.weighbridge.ron"),
    },
    Template {
        name: "hosting-model",
        title: "Choose a hosting model",
        about: "machines, containers, orchestration or serverless, run by us or as a service",
        text: include_str!("../../workbooks/templates/hosting-model.weighbridge.ron"),
    },
    Template {
        name: "build-or-buy",
        title: "Build, buy or adopt",
        about: "build it, buy it, subscribe to it, adopt open source, or leave things as they are",
        text: include_str!("../../workbooks/templates/build-or-buy.weighbridge.ron"),
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
