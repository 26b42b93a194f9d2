//! `new`: a workbook file from a template.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::Outcome;
use super::error::Stop;
use super::input::state_dir;
use super::layout::{Align, Table};
use crate::store::{Expected, SaveError, TEMPLATES, parse, save};

/// Begin a workbook from a template
///
/// Without a template it lists them.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Name of the template
    template: Option<String>,

    /// File or folder to write to, "-" for standard output; without it a file
    /// in the current folder, named after the template
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Replace a file that is there
    #[arg(long)]
    force: bool,
}

pub(super) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, Stop> {
    let Some(name) = &arguments.template else {
        list(out)?;
        return Ok(Outcome::Done);
    };
    let Some(template) = TEMPLATES.iter().find(|template| template.name == *name) else {
        return Err(Stop::refused(
            format!("there is no template \"{name}\""),
            format!("The templates are {}.", names()),
        ));
    };
    if arguments.output.as_deref() == Some(Path::new("-")) {
        out.write_all(template.text.as_bytes())?;
        return Ok(Outcome::Done);
    }
    let path = match &arguments.output {
        None => PathBuf::from(template.file_name()),
        Some(path) if path.is_dir() => path.join(template.file_name()),
        Some(path) => path.clone(),
    };
    let workbook = parse(template.text)?;
    let expected = if arguments.force { Expected::Anything } else { Expected::Absent };
    match save(&path, &workbook, expected, &state_dir()) {
        Ok(_) => {}
        Err(SaveError::Exists { .. }) => {
            return Err(Stop::refused(
                format!("{}: there is such a file already", path.display()),
                "Name another file with -o, or replace this one with --force.",
            ));
        }
        Err(error) => return Err(error.into()),
    }
    writeln!(out, "{}", path.display())?;
    Ok(Outcome::Done)
}

fn names() -> String {
    TEMPLATES.iter().map(|template| template.name).collect::<Vec<_>>().join(", ")
}

fn list(out: &mut dyn Write) -> io::Result<()> {
    let mut table = Table::new([("Template", Align::Left), ("What it is", Align::Left)]);
    for template in TEMPLATES {
        table.row([template.name, template.about]);
    }
    table.print(out, 0)?;
    writeln!(out, "\nBegin with: weighbridge new TEMPLATE -o FILE")
}
