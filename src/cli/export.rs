//! `export`: the decision record and its charts as files.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::Outcome;
use super::error::Stop;
use super::input::{analysed, open, stem};
use super::layout::plain;
use crate::record::{self, Format, Written};
use crate::store::write_whole;

/// Write the decision record, the matrix, the analysis or the charts
///
/// The same workbook and profile give the same bytes each time. The path of
/// each file written is printed.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The workbook
    file: PathBuf,

    /// What to write
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    to: String,

    /// File or folder to write to, "-" for standard output; without it a file
    /// beside the workbook, named after it. Charts are files in a folder
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,

    /// Profile whose weights and answers count, by id or name; without it the
    /// workbook's active one
    #[arg(short, long, value_name = "PROFILE")]
    profile: Option<String>,
}

fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(Format::ALL.map(Format::name))
}

pub(super) fn run(
    arguments: &Arguments,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Outcome, Stop> {
    let Some(format) = Format::from_name(&arguments.to) else {
        return Err(Stop::refused(format!("there is no format \"{}\"", arguments.to), ""));
    };
    let to_output = arguments.output.as_deref() == Some(Path::new("-"));
    let many = format == Format::Svg;
    if to_output && many {
        return Err(Stop::refused(
            "several charts cannot go to standard output",
            "Name a folder with -o, or leave -o out.",
        ));
    }
    let opened = open(&arguments.file)?;
    let (_, record) = analysed(&opened.workbook, &arguments.file, arguments.profile.as_deref())?;
    let Written { files, warnings } = record::write(format, &record)
        .map_err(|error| Stop::refused(format!("{}: {error}", arguments.file.display()), ""))?;
    for warning in &warnings {
        // Standard output has the paths, or the record itself.
        writeln!(err, "warning: {}", plain(warning))?;
    }
    if to_output {
        for (_, bytes) in &files {
            out.write_all(bytes)?;
        }
        return Ok(Outcome::Done);
    }
    let stem = stem(&arguments.file);
    if many {
        let folder = arguments
            .output
            .clone()
            .unwrap_or_else(|| arguments.file.with_file_name(format!("{stem}-charts")));
        fs::create_dir_all(&folder).map_err(|cause| Stop::unwritten(&folder, &cause))?;
        for (name, bytes) in &files {
            write(&folder.join(name), bytes, out)?;
        }
        return Ok(Outcome::Done);
    }
    let name = format!("{stem}.{}", format.extension());
    let path = match &arguments.output {
        None => arguments.file.with_file_name(name),
        Some(path) if path.is_dir() => path.join(name),
        Some(path) => path.clone(),
    };
    if is_same_file(&path, &arguments.file) {
        return Err(Stop::refused(
            format!("{}: this is the workbook itself", path.display()),
            "Name another file with -o.",
        ));
    }
    for (_, bytes) in &files {
        write(&path, bytes, out)?;
    }
    Ok(Outcome::Done)
}

fn write(path: &Path, bytes: &[u8], out: &mut dyn Write) -> Result<(), Stop> {
    let is_special = fs::metadata(path).is_ok_and(|data| !data.is_file());
    let written = if is_special {
        // A device or a pipe takes the bytes; nothing may be put in its place.
        fs::write(path, bytes)
    } else {
        // What a link leads to is replaced, not the link.
        write_whole(&path.canonicalize().unwrap_or_else(|_| path.to_owned()), bytes)
    };
    written.map_err(|cause| Stop::unwritten(path, &cause))?;
    writeln!(out, "{}", path.display())?;
    Ok(())
}

/// Whether both paths lead to one file that exists.
fn is_same_file(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}
