//! The record as PDF, made with typst as a library: PDF/UA-1 (tagged), our own
//! fonts embedded, charts as vectors, the workbook attached.
//!
//! The template (`assets/record/record.typ`) reads the record as JSON, so user
//! text never becomes markup. Date and document id come from the record, so
//! that equal records give equal bytes.
#![expect(clippy::disallowed_types, reason = "files are looked up by id, never walked in order")]

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use serde_json::{Value, json};
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::build::{FRONT_ROWS, TONES};
use super::load;
use super::text::clean;
use super::{OptionSection, Record, RecordError};
use crate::figure::{Figure, Ground, svg};

static TEMPLATE: &str = include_str!("../../assets/record/record.typ");
static FONTS: [&[u8]; 3] = [
    include_bytes!("../../assets/fonts/IBMPlexSans-Regular.ttf"),
    include_bytes!("../../assets/fonts/IBMPlexSans-SemiBold.ttf"),
    include_bytes!("../../assets/fonts/IBMPlexSans-Italic.ttf"),
];

/// Longest text on the first page, in characters; longer ones end there with
/// an ellipsis and stand in full in the appendices.
const FRONT_TEXT: usize = 320;
/// Longest stretch without a place to break a line.
const MOST_UNBROKEN: usize = 24;
/// Cells printed in the full matrix; more are left to the attached workbook.
const MOST_CELLS: usize = 4000;

/// A PDF and what could not be printed in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfOutput {
    /// The file.
    pub bytes: Vec<u8>,
    /// What the reader should know, a sentence each.
    pub warnings: Vec<String>,
}

/// What all exports share: typst's library and the fonts.
struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

static SHARED: LazyLock<Shared> = LazyLock::new(|| {
    let fonts: Vec<Font> = FONTS.iter().flat_map(|data| Font::iter(Bytes::new(*data))).collect();
    Shared {
        library: LazyHash::new(<Library as LibraryExt>::default()),
        book: LazyHash::new(FontBook::from_infos(fonts.iter().map(|font| {
            // The semi-bold calls itself "IBM Plex Sans SmBld"; it belongs to
            // the family.
            let mut info = font.info().clone();
            info.family = "IBM Plex Sans".to_owned();
            info
        }))),
        fonts,
    }
});

/// The files that the template sees.
struct Desk {
    main: FileId,
    source: Source,
    files: HashMap<FileId, Bytes>,
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &SHARED.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &SHARED.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main { Ok(self.source.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHARED.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn failed(reason: impl Into<String>) -> RecordError {
    RecordError::Writing { format: "PDF", reason: reason.into() }
}

fn file(name: &str) -> Result<FileId, RecordError> {
    let path = VirtualPath::new(name).map_err(|error| failed(error.to_string()))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// The record as PDF.
///
/// # Errors
/// When typst cannot set or write the document.
pub fn pdf(record: &Record) -> Result<PdfOutput, RecordError> {
    let (paged, warnings) = set(record)?;
    let bytes = write(&paged, record)?;
    Ok(PdfOutput { bytes, warnings })
}

/// Sets the record on pages; gives them and what the reader should know of
/// what could not be printed, a sentence each.
///
/// # Errors
/// When typst cannot set the document.
pub(super) fn set(record: &Record) -> Result<(PagedDocument, Vec<String>), RecordError> {
    let mut missing = BTreeSet::new();
    let mut data = document(record);
    prepare(&mut data, &mut missing);
    // Hashes and the file's name stay as they are, unbroken.
    data["sha256"] = json!(record.provenance.sha256);

    // The two that stand side by side on the second page.
    let pair = ["tradeoff", "throughput"];
    let paired = pair.iter().all(|id| record.figures.iter().any(|figure| figure.id == *id));
    let mut files = HashMap::new();
    for figure in record.figures.iter().chain(&record.front) {
        let is_front = record.front.as_ref().is_some_and(|front| std::ptr::eq(front, figure));
        let name = if is_front { "front.svg".to_owned() } else { format!("{}.svg", figure.id) };
        let narrow = paired && pair.contains(&figure.id);
        let look = svg::Look { ground: Ground::Light, heading: false, narrow };
        let picture = covered(&svg::paint(figure, look), &mut missing);
        files.insert(file(&name)?, Bytes::from_string(picture));
    }
    let text = serde_json::to_string(&data).map_err(|error| failed(error.to_string()))?;
    files.insert(file("record.json")?, Bytes::from_string(text));
    let attached = record.provenance.workbook_text.clone();
    files.insert(file("workbook.ron")?, Bytes::from_string(attached));
    let main = file("record.typ")?;
    let desk = Desk { main, source: Source::new(main, TEMPLATE.to_owned()), files };

    let compiled = typst::compile::<PagedDocument>(&desk);
    // What typst remembers of earlier exports is dropped after a while.
    typst::comemo::evict(2);
    let paged = compiled.output.map_err(|errors| told(&errors))?;
    let mut warnings: Vec<String> =
        compiled.warnings.iter().map(|warning| warning.message.to_string()).collect();
    if !missing.is_empty() {
        let shown: String = missing.iter().take(12).collect();
        warnings.push(format!(
            "The PDF's fonts lack {} of the characters used ({shown}); they are printed as \u{FFFD}. \
             The HTML export shows them.",
            missing.len()
        ));
    }
    Ok((paged, warnings))
}

fn told(errors: &[SourceDiagnostic]) -> RecordError {
    let texts: Vec<String> = errors.iter().map(|error| error.message.to_string()).collect();
    failed(texts.join("; "))
}

fn write(paged: &PagedDocument, record: &Record) -> Result<Vec<u8>, RecordError> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1])
        .map_err(|error| failed(error.message().to_string()))?;
    let date = record.provenance.generated.or(record.date).and_then(|date| {
        let (year, month, day) = date.parts();
        Datetime::from_ymd_hms(i32::from(year), month, day, 0, 0, 0)
    });
    let options = PdfOptions {
        ident: Smart::Custom(format!(
            "{} {} {}",
            record.provenance.sha256,
            record.file_number(),
            record.title
        )),
        creator: Smart::Custom(Some(
            format!("Weighbridge {}", record.provenance.app_version).trim_end().to_owned(),
        )),
        timestamp: date.map(Timestamp::new_utc),
        page_ranges: None,
        standards,
        tagged: true,
        pretty: false,
    };
    typst_pdf::pdf(paged, &options).map_err(|errors| told(&errors))
}

/// Makes every text in the data printable: characters that the fonts lack are
/// replaced and noted, and long words get places to break.
fn prepare(data: &mut Value, missing: &mut BTreeSet<char>) {
    match data {
        // A percent sign stays with its number.
        Value::String(text) => {
            *text = breakable(&covered(&clean(text), missing)).replace(" %", "\u{A0}%");
        }
        Value::Array(items) => items.iter_mut().for_each(|item| prepare(item, missing)),
        Value::Object(fields) => fields.values_mut().for_each(|field| prepare(field, missing)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn covered(text: &str, missing: &mut BTreeSet<char>) -> String {
    let has = |c: char| SHARED.fonts.iter().all(|font| font.info().coverage.contains(u32::from(c)));
    text.chars()
        .map(|c| {
            if c == '\n' || has(c) {
                c
            } else {
                missing.insert(c);
                '\u{FFFD}'
            }
        })
        .collect()
}

fn breakable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = 0;
    for c in text.chars() {
        run = if c.is_whitespace() || c == '-' { 0 } else { run + 1 };
        if run > MOST_UNBROKEN {
            out.push('\u{200B}');
            run = 1;
        }
        out.push(c);
    }
    out
}

/// The text, cut at a word where it is longer than the first page allows.
fn brief(text: &str) -> String {
    if text.chars().count() <= FRONT_TEXT {
        return text.to_owned();
    }
    let cut: String = text.chars().take(FRONT_TEXT).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', ';', ':', '.', ' ']))
}

fn paragraphs(text: &str) -> Vec<String> {
    clean(text)
        .split("\n\n")
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

fn option(section: &OptionSection) -> Value {
    let arguments: Vec<Value> = TONES
        .iter()
        .flat_map(|tone| section.arguments.iter().filter(move |(other, _)| other == tone))
        .map(|(tone, text)| json!({ "tone": tone.name(), "text": text }))
        .collect();
    json!({
        "title": section.title,
        "idea": section.idea,
        "description": paragraphs(&section.description),
        "rank": section.rank,
        "total": section.total,
        "out": section.out,
        "musts": section.musts,
        "musts_brief": brief(&section.musts),
        "build": section.costs[0],
        "run": section.costs[1],
        "exit": section.costs[2],
        "risk": section.top_risk,
        "risk_brief": brief(&section.top_risk),
        "arguments": arguments,
    })
}

fn figure(figure: &Figure) -> Value {
    json!({
        "id": figure.id,
        "title": figure.title,
        "finding": figure.finding,
        "alt": figure.alt,
        "header": figure.table.header,
        "rows": figure.table.rows,
    })
}

/// The matrix by criterion: each row with the cells of all options.
fn matrix(record: &Record) -> Value {
    let told: Vec<&OptionSection> =
        record.options.iter().filter(|option| !option.rows.is_empty()).collect();
    let rows = told.first().map_or(0, |option| option.rows.len());
    let shown = if told.is_empty() { 0 } else { rows.min(MOST_CELLS / told.len()) };
    let lines: Vec<Value> = (0..shown)
        .filter_map(|at| {
            let head = told.first()?.rows.get(at)?;
            let cells: Vec<Value> = told
                .iter()
                .filter_map(|option| option.rows.get(at))
                .map(|cell| {
                    json!({
                        "performance": cell.performance,
                        "range": cell.range,
                        "value": cell.value,
                        "origin": cell.origin,
                        "reason": cell.reason,
                    })
                })
                .collect();
            Some(json!({ "criterion": head.criterion, "weight": head.weight, "cells": cells }))
        })
        .collect();
    let left = rows - shown;
    json!({
        "titles": told.iter().map(|option| &option.title).collect::<Vec<_>>(),
        "rows": lines,
        "note": if left == 0 {
            String::new()
        } else {
            format!("{left} criteria of less weight are in the attached workbook.")
        },
    })
}

/// Everything that the template prints.
fn document(record: &Record) -> Value {
    let consequences: Vec<Value> = record
        .consequences
        .iter()
        .map(|(tone, text)| json!({ "tone": tone.name(), "text": text }))
        .collect();
    let confirmation = paragraphs(&record.confirmation);
    let provenance = &record.provenance;
    let more_options = record.options.len().saturating_sub(FRONT_ROWS);
    let mut all = json!({
        "identifier": record.identifier().unwrap_or_default(),
        "title": record.title,
        "status": record.status_text,
        "date": record.date.map(|date| date.to_string()).unwrap_or_default(),
        "review_by": record.review_by.map(|date| date.to_string()).unwrap_or_default(),
        "organisation": record.organisation,
        "story": record.story,
        "tags": record.tags,
        "reach": record.reach,
        "question": record.question,
        "question_brief": brief(&record.question),
        "context": paragraphs(&record.context),
        "non_goals": record.non_goals,
        "ask": record.ask,
        "people": record.people,
    });
    let rest = json!({
        "profile": record.profile,
        "requirements": record.requirements,
        "criteria": record.criteria,
        "options": record.options.iter().map(option).collect::<Vec<_>>(),
        "more_options": more_options,
        "chosen": record.chosen().map(|chosen| chosen.title.clone()).unwrap_or_default(),
        "is_chosen": record.outcome.is_chosen,
        "because": record.outcome.because,
        "because_brief": brief(&record.outcome.because),
        "verdict": record.verdict,
        "reasons": record.reasons.iter().map(|text| brief(text)).collect::<Vec<_>>(),
        "downsides": record.downsides.iter().map(|text| brief(text)).collect::<Vec<_>>(),
        "consequences": consequences,
        "conditions": record.conditions,
        "confirmation": confirmation,
        "actions": record.actions,
        "switching": record.switching,
        "flips": record.flips,
        "load": record.load,
        "load_figures": load::FIGURES,
        "findings": record.findings,
        "dissent": record.dissent,
        "dissent_brief": record.dissent.iter().map(|text| brief(text)).collect::<Vec<_>>(),
        "open_questions": record.open_questions,
        "unknown": record.unknown,
        "caveats": record.caveats,
        "contradictions": record.contradictions,
        "revisit": record.revisit,
        "revisit_brief": record.revisit.iter().take(3).map(|text| brief(text)).collect::<Vec<_>>(),
    });
    let last = json!({
        "sign_offs": record.sign_offs,
        "sources": record.sources,
        "measurements": record.measurements,
        "ballots": record.ballots,
        "ballots_note": record.ballots_note,
        "method": record.method,
        "figures": record.figures.iter().map(figure).collect::<Vec<_>>(),
        "front": record.front.as_ref().map(figure),
        "matrix": matrix(record),
        "workbook_file": provenance.workbook_file,
        "attached": !provenance.workbook_text.is_empty(),
        "attached_name": attached_name(&provenance.workbook_file),
        "short_hash": provenance.short_hash(),
        "generated": provenance.generated.map(|date| date.to_string()).unwrap_or_default(),
        "app_version": provenance.app_version,
    });
    for part in [rest, last] {
        if let (Some(all), Value::Object(part)) = (all.as_object_mut(), part) {
            all.extend(part);
        }
    }
    all
}

/// A file name that every reader of attachments takes.
fn attached_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '-' })
        .collect();
    let plain = plain.trim_matches(['.', '-']);
    if plain.is_empty() { "workbook.weighbridge.ron".to_owned() } else { plain.to_owned() }
}
