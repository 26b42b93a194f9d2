//! The decision record: built once from a workbook and its analysis, written
//! many times.
//!
//! Here: what a record holds ([`Record`]), how it is built, and the writers.
//! Not here: files (the caller writes the bytes), clocks (the caller passes the
//! date), and numbers that are not in the [`Record`]: no writer computes one.
//!
//! User text is data in every writer. It cannot forge headings, markup,
//! formulas, scripts or links.

mod build;
mod csv;
mod html;
mod load;
mod markdown;
mod model;
mod numbers;
mod nygard;
mod options;
mod outcome;
mod pages;
mod pdf;
mod sureness;
mod text;

pub use model::{
    ActionLine, BallotLines, CellLine, ContradictionLine, CriterionLine, FindingLine, FlipLines,
    MeasurementLine, OptionSection, Outcome, People, Provenance, Record, RecordOptions,
    RequirementLine, SignOffLine, SourceLine, SwitchLine, VerdictLines,
};
pub use numbers::{
    AnalysisDocument, CellDocument, CriterionDocument, CriterionWeightDocument, DiagnosticDocument,
    DominanceDocument, FlipDocument, FlipsDocument, GateDocument, NearestCellDocument,
    NearestWeightsDocument, OptionDocument, PairFlipDocument, PairFlipsDocument, ProfileDocument,
    RankDocument, RankedOption, ScoreChangeDocument, ShareDocument, ShortVerdict,
    StabilityDocument, TornadoDocument, TornadoEndDocument, TornadoEntryDocument,
    TwoWeightsDocument, VerdictDocument, WeightCellDocument, WeightSwapDocument,
    WeightVectorDocument, analysis_document, rank_document,
};
pub use pages::{PagePicture, PageText, Pages};
pub use pdf::{PdfOutput, pdf};

use crate::figure::{Ground, svg};

/// Longest file name in characters.
const MAX_FILE_NAME: usize = 100;

/// What a record can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Markdown after MADR 4.0.
    Markdown,
    /// Markdown in Nygard's sections.
    Nygard,
    /// One HTML file without scripts.
    Html,
    /// A tagged PDF with the workbook attached.
    Pdf,
    /// The matrix as comma-separated values.
    Csv,
    /// The analysis for machines.
    Json,
    /// Each chart as a picture.
    Svg,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 7] =
        [Self::Markdown, Self::Nygard, Self::Html, Self::Pdf, Self::Csv, Self::Json, Self::Svg];

    /// Name as written on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Nygard => "nygard",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Svg => "svg",
        }
    }

    /// What it is, as shown to people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Markdown => "Markdown (MADR 4)",
            Self::Nygard => "Markdown (Nygard)",
            Self::Html => "HTML",
            Self::Pdf => "PDF (tagged)",
            Self::Csv => "Matrix (CSV)",
            Self::Json => "Analysis (JSON)",
            Self::Svg => "Charts (SVG)",
        }
    }

    /// Ending of its files, without a point.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Nygard => "md",
            format => format.name(),
        }
    }

    /// The format of that name; `madr` means Markdown.
    pub fn from_name(name: &str) -> Option<Self> {
        if name == "madr" {
            return Some(Self::Markdown);
        }
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// Why a record could not be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// A record compares options, and there are too few.
    #[error(
        "a decision record needs at least two options, the workbook has {0}: add the others that \
         were considered (\"do nothing\" is one), also those taken out"
    )]
    TooFewOptions(usize),
    /// A table or document could not be put into its format.
    #[error("the {format} could not be written: {reason}")]
    Writing {
        /// What was written.
        format: &'static str,
        /// What the writer said.
        reason: String,
    },
}

/// The name of the record's Markdown file: `NNNN-slug.md`, 100 characters at
/// most. A title without a letter or digit that can be written in ASCII gives
/// `NNNN-decision-N.md`.
pub fn file_name(record: &Record) -> String {
    format!("{}.md", file_stem(record))
}

/// The part that the names of the record's files begin with, see [`file_name`].
pub fn file_stem(record: &Record) -> String {
    let number = record.file_number();
    let head = format!("{number:04}-");
    let room = MAX_FILE_NAME.saturating_sub(head.len() + ".tradeoff.svg".len());
    let mut slug = text::slug(&record.title);
    if slug.is_empty() {
        slug = format!("decision-{number}");
    }
    if slug.len() > room {
        let cut = slug.get(..room).unwrap_or(&slug);
        // Whole words, unless the first word alone is too long.
        let end = cut.rfind('-').filter(|&end| end > 0).unwrap_or(cut.len());
        slug = cut.get(..end).unwrap_or(cut).to_owned();
    }
    format!("{head}{slug}")
}

/// What was written of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Names of files and their bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// What the reader should know of what could not be written as it stands,
    /// a sentence each.
    pub warnings: Vec<String>,
}

/// Writes the record: names of files and their bytes. The same record gives
/// the same bytes, everywhere and always.
///
/// # Errors
/// When the format asks for what the record lacks, see [`RecordError`].
pub fn export(format: Format, record: &Record) -> Result<Vec<(String, Vec<u8>)>, RecordError> {
    Ok(write(format, record)?.files)
}

/// Writes the record as [`export`] does, and tells what got lost on the way.
///
/// # Errors
/// When the format asks for what the record lacks, see [`RecordError`].
pub fn write(format: Format, record: &Record) -> Result<Written, RecordError> {
    let mut warnings = Vec::new();
    let bytes = match format {
        Format::Markdown => markdown::write(record)?.into_bytes(),
        Format::Nygard => nygard::write(record)?.into_bytes(),
        Format::Html => html::write(record).into_bytes(),
        Format::Pdf => {
            let written = pdf(record)?;
            warnings = written.warnings;
            written.bytes
        }
        Format::Csv => csv::write(record)?,
        Format::Json => json(&record.numbers)?.into_bytes(),
        Format::Svg => {
            let look = svg::Look { ground: Ground::Light, heading: true, narrow: false };
            let files = record.figures.iter().map(|figure| {
                let name = format!("{}.{}.svg", file_stem(record), figure.id);
                (name, svg::paint(figure, look).into_bytes())
            });
            return Ok(Written { files: files.collect(), warnings });
        }
    };
    Ok(Written { files: vec![(file_name_as(record, format), bytes)], warnings })
}

/// The name of the record's file in a format, see [`file_name`].
pub fn file_name_as(record: &Record, format: Format) -> String {
    format!("{}.{}", file_stem(record), format.extension())
}

/// A document as JSON: two spaces deep, one final newline.
///
/// # Errors
/// When the document cannot be put into JSON.
pub fn json<T: serde::Serialize>(document: &T) -> Result<String, RecordError> {
    let mut text = serde_json::to_string_pretty(document)
        .map_err(|error| RecordError::Writing { format: "JSON", reason: error.to_string() })?;
    text.push('\n');
    Ok(text)
}
