//! What is shown where no window can be.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::error::Stop;
use super::input::{analysed, open};
use super::layout::plain;
use super::{Outcome, finish, rank};
use crate::store::{FLAGSHIP, TEMPLATES, parse};
use crate::workbook::Workbook;

/// Stands in for the window: says in a line why it could not be opened, prints
/// ranking and verdict of `file`, or else of the workbook that comes with the
/// program, and names the command that writes the record.
pub fn without_display(
    file: Option<&Path>,
    why: &str,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Outcome {
    let result = show(file, why, out, err);
    finish(result, out, err)
}

fn show(
    file: Option<&Path>,
    why: &str,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Outcome, Stop> {
    writeln!(err, "weighbridge: no window: {}", plain(why))?;
    let (path, workbook) = match file {
        Some(path) => (path.to_owned(), open(path)?.workbook),
        None => bundled()?,
    };
    let (analysis, record) = analysed(&workbook, &path, None)?;
    rank::print(&record, &analysis, out)?;
    writeln!(out, "\nThe record:")?;
    if file.is_none() {
        writeln!(out, "  weighbridge new {FLAGSHIP} -o {}", path.display())?;
    }
    writeln!(out, "  weighbridge export {} --to md", plain(&path.display().to_string()))?;
    Ok(Outcome::Done)
}

/// The workbook that comes with the program, and the name that it gets when
/// it is saved.
fn bundled() -> Result<(PathBuf, Workbook), Stop> {
    let template = TEMPLATES
        .iter()
        .find(|template| template.name == FLAGSHIP)
        .ok_or_else(|| Stop::refused("the program comes without its workbook", ""))?;
    Ok((PathBuf::from(template.file_name()), parse(template.text)?))
}
