//! From text to a workbook, or to a list of what is wrong with the text.

use ron::error::SpannedError;
use sha2::{Digest, Sha256};

use super::conflict::conflicts;
use super::error::{Problem, ProblemKind, ReadError};
use super::form::{FORMAT, FileIn};
use super::migrate;
use super::outline::{Outline, offset, position, skip_attributes};
use crate::workbook::{Workbook, distance, faults};

/// Largest file that is read, in bytes.
pub const MAX_FILE_BYTES: u64 = 256 * 1024 * 1024;
/// Deepest nesting of brackets that is read.
pub const MAX_DEPTH: usize = 64;
/// Most items in one list of a file.
pub const MAX_ITEMS: usize = 100_000;
/// Most scores in a file, all ballots and the baseline together.
pub const MAX_SCORES: usize = 10_000_000;
/// Most problems that are told of one file.
pub const MAX_PROBLEMS: usize = 100;

/// A workbook and the format that its text was in.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The workbook.
    pub workbook: Workbook,
    /// The older format, when it was migrated.
    pub migrated_from: Option<u32>,
}

/// SHA-256 in hexadecimal, lower case.
pub fn sha256_hex(bytes: impl AsRef<[u8]>) -> String {
    Sha256::digest(bytes.as_ref()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads a workbook, in this or an older format.
///
/// # Errors
/// When the text is no sound workbook; every problem has a line and a hint.
pub fn parse(text: &str) -> Result<Workbook, ReadError> {
    parse_any(text).map(|parsed| parsed.workbook)
}

/// Reads a workbook from the bytes of a file.
///
/// # Errors
/// As [`parse`], and when the bytes are no UTF-8.
pub fn parse_bytes(bytes: &[u8]) -> Result<Parsed, ReadError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => parse_any(text),
        Err(error) => {
            let sound = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let (line, column) = position(&String::from_utf8_lossy(sound), sound.len());
            let hint = if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
                "The file is UTF-16. Save it as UTF-8 in an editor, then open it again."
            } else {
                "Save the file as UTF-8 in an editor, or choose another file; a workbook is a \
                 text file whose name ends in .weighbridge.ron."
            };
            Err(ReadError::one(Problem {
                kind: ProblemKind::NotAWorkbook,
                line,
                column,
                item: None,
                message: "this is no UTF-8 text".to_owned(),
                hint: hint.to_owned(),
            }))
        }
    }
}

/// Reads a workbook and tells which format it came from.
///
/// # Errors
/// As [`parse`].
pub fn parse_any(text: &str) -> Result<Parsed, ReadError> {
    if text.len() as u64 > MAX_FILE_BYTES {
        return Err(too_large(text.len() as u64));
    }
    // Git on some systems turns line ends into CR LF; the writer escapes every
    // CR that belongs to a text, so those in the file belong to no one.
    let unified;
    let text = if text.contains("\r\n") {
        unified = text.replace("\r\n", "\n");
        &unified
    } else {
        text
    };
    let found = conflicts(text);
    if !found.is_empty() {
        return Err(ReadError { path: None, problems: found });
    }
    let format = format_of(text)?;
    match format {
        FORMAT => read_current(text).map(|workbook| Parsed { workbook, migrated_from: None }),
        1 => {
            let workbook = migrate::from_format_1(text)?;
            Ok(Parsed { workbook, migrated_from: Some(1) })
        }
        _ => {
            let at = Outline::of(text).section("format").unwrap_or(0);
            let newer = format > FORMAT;
            Err(at_offset(
                text,
                at,
                if newer { ProblemKind::NewerFormat } else { ProblemKind::Syntax },
                if newer {
                    format!(
                        "made by a newer Weighbridge, format {format}; this one reads up to \
                         format {FORMAT}"
                    )
                } else {
                    format!("there is no format {format}")
                },
                if newer {
                    "Update Weighbridge, or ask for the file to be saved by an older version."
                } else {
                    "The first field of a workbook is its format, such as \"format: 2\"."
                },
            ))
        }
    }
}

/// That a file is too large to be read.
pub(super) fn too_large(bytes: u64) -> ReadError {
    let mebibytes = MAX_FILE_BYTES / 1024 / 1024;
    ReadError::one(Problem {
        kind: ProblemKind::Limit,
        line: 1,
        column: 1,
        item: None,
        message: format!("the file has {bytes} bytes; a workbook has at most {mebibytes} MiB"),
        hint: "Check that it is the right file; if so, split the workbook.".to_owned(),
    })
}

/// The format that a text names, without reading the rest.
fn format_of(text: &str) -> Result<u32, ReadError> {
    let start = skip_attributes(text);
    let rest = text.get(start..).unwrap_or("");
    let no_workbook = |message: &str, hint: &str| {
        at_offset(text, start.min(text.len()), ProblemKind::NotAWorkbook, message, hint)
    };
    if text.trim().is_empty() {
        return Err(ReadError::one(Problem {
            kind: ProblemKind::NotAWorkbook,
            line: 1,
            column: 1,
            item: None,
            message: "the file is empty".to_owned(),
            hint: "If it once held a workbook, restore it: Weighbridge keeps earlier versions of \
                   what it saved."
                .to_owned(),
        }));
    }
    if text.starts_with('\u{feff}') {
        return Err(no_workbook(
            "the file begins with a byte order mark, which a workbook does not have",
            "Save it as UTF-8 without byte order mark (\"UTF-8\", not \"UTF-8 with BOM\").",
        ));
    }
    let body = rest.strip_prefix("Workbook").unwrap_or(rest).trim_start();
    if !body.starts_with('(') {
        let likeness = if rest.starts_with(['{', '[']) {
            "; it looks like JSON"
        } else if rest.starts_with('<') {
            "; it looks like HTML or XML"
        } else if rest.starts_with("# ") || rest.starts_with("---") || rest.starts_with("## ") {
            "; it looks like Markdown"
        } else {
            ""
        };
        return Err(no_workbook(
            &format!("this is no workbook{likeness}"),
            "A workbook begins with \"Workbook(\" and its name ends in .weighbridge.ron. To bring \
             other data in, use the import commands.",
        ));
    }
    let first = body.get(1..).unwrap_or("");
    let first = first.get(skip_attributes(first)..).unwrap_or("");
    let number = match first.strip_prefix("format").map(str::trim_start) {
        Some(after) if after.starts_with(':') => leading_number(after.get(1..).unwrap_or("")),
        _ => Outline::of(text).section("format").and_then(|at| {
            let after = text.get(at + "format".len()..)?.trim_start();
            leading_number(after.strip_prefix(':')?)
        }),
    };
    number.ok_or_else(|| {
        at_offset(
            text,
            start,
            ProblemKind::Syntax,
            "the file does not say its format",
            format!("Write \"format: {FORMAT},\" as the first field of the workbook."),
        )
    })
}

fn leading_number(text: &str) -> Option<u32> {
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.get(..end)?.parse().ok()
}

/// Options with which every text of this store is read.
pub(super) fn ron_options() -> ron::Options {
    ron::Options::default()
        .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
        .with_recursion_limit(MAX_DEPTH)
}

fn read_current(text: &str) -> Result<Workbook, ReadError> {
    let file: FileIn =
        ron_options().from_str(text).map_err(|error| syntax_problem(text, &error))?;
    let problems = problems_of_form(text, &file);
    if !problems.is_empty() {
        return Err(sorted(problems));
    }
    sound(text, file.into_workbook())
}

/// The workbook, if it is sound.
pub(super) fn sound(text: &str, workbook: Workbook) -> Result<Workbook, ReadError> {
    let found = faults(&workbook);
    if found.is_empty() {
        return Ok(workbook);
    }
    let outline = Outline::of(text);
    let problems = found
        .into_iter()
        .take(MAX_PROBLEMS)
        .map(|fault| {
            let at = outline.place_of(&fault);
            let (line, column) = outline.position(at);
            Problem {
                kind: ProblemKind::Unsound,
                line,
                column,
                item: outline.item_at(at),
                message: fault.message,
                hint: fault.hint,
            }
        })
        .collect();
    Err(sorted(problems))
}

fn sorted(mut problems: Vec<Problem>) -> ReadError {
    problems.sort_by_key(|problem| (problem.line, problem.column));
    ReadError { path: None, problems }
}

/// What is wrong with a file beyond the soundness of its workbook: limits, the
/// order, and the closing lines of the ballots.
fn problems_of_form(text: &str, file: &FileIn) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (list, length) in file.lengths().into_iter().filter(|(_, length)| *length > MAX_ITEMS) {
        let at = Outline::of(text).section(list).unwrap_or(0);
        problems.push(problem(
            text,
            at,
            ProblemKind::Limit,
            format!("the list {list} has {length} items; at most {MAX_ITEMS} are read"),
            "Split the workbook.",
        ));
    }
    let scores = file.baseline.len()
        + file.ballots.iter().map(super::form::BallotIn::score_count).sum::<usize>();
    if scores > MAX_SCORES {
        let at = Outline::of(text).section("ballots").unwrap_or(0);
        problems.push(problem(
            text,
            at,
            ProblemKind::Limit,
            format!("the file has {scores} scores; at most {MAX_SCORES} are read"),
            "Split the workbook.",
        ));
    }
    for (list, id, twice) in file.faults_of_order().into_iter().take(MAX_PROBLEMS) {
        let at = Outline::of(text).in_order(list, &id).unwrap_or(0);
        let (message, hint) = if twice {
            (format!("the order of {list} names \"{id}\" twice"), "Remove one of the two lines.")
        } else {
            (
                format!("the order of {list} names \"{id}\", which does not exist"),
                "Remove the line, or add the item back to its list.",
            )
        };
        problems.push(problem(text, at, ProblemKind::Unsound, message, hint));
    }
    for (number, ballot) in file.ballots.iter().enumerate() {
        if ballot.reviewer != ballot.end && problems.len() < MAX_PROBLEMS {
            let at = Outline::of(text).in_ballot(number, "end").unwrap_or(0);
            problems.push(problem(
                text,
                at,
                ProblemKind::Unsound,
                format!(
                    "the ballot of \"{}\", round {}, ends with the name of \"{}\"",
                    ballot.reviewer, ballot.round, ballot.end
                ),
                "Two ballots may have run into each other in a merge. Check whose scores these \
                 are, and let the last line of the ballot name its reviewer.",
            ));
        }
    }
    problems
}

fn problem(
    text: &str,
    offset: usize,
    kind: ProblemKind,
    message: impl Into<String>,
    hint: impl Into<String>,
) -> Problem {
    let (line, column) = position(text, offset);
    Problem { kind, line, column, item: None, message: message.into(), hint: hint.into() }
}

fn at_offset(
    text: &str,
    offset: usize,
    kind: ProblemKind,
    message: impl Into<String>,
    hint: impl Into<String>,
) -> ReadError {
    ReadError::one(problem(text, offset, kind, message, hint))
}

/// ron's error in plain words, with the item and a way out.
pub(super) fn syntax_problem(text: &str, error: &SpannedError) -> ReadError {
    use ron::Error as Code;
    let outline = Outline::of(text);
    let end = offset(text, error.span.end.line, error.span.end.col);
    let mut at = end;
    let mut kind = ProblemKind::Syntax;
    let (message, hint) = match &error.code {
        Code::NoSuchStructField { expected, found, outer } => {
            at = outline.last_before(end + 1, found, true).unwrap_or(at);
            (
                format!("unknown field \"{found}\"{}", within(outer.as_deref())),
                known("field", found, expected),
            )
        }
        Code::NoSuchEnumVariant { expected, found, outer } => {
            at = outline.last_before(end + 1, found, false).unwrap_or(at);
            (
                format!("unknown word \"{found}\"{}", within(outer.as_deref())),
                known("word", found, expected),
            )
        }
        Code::MissingStructField { field, outer } => {
            let block = outer.as_deref().and_then(|name| outline.block_around(end, name));
            at = block.unwrap_or(at);
            (
                format!("the field \"{field}\" is missing{}", within(outer.as_deref())),
                format!("Add \"{field}: …\"."),
            )
        }
        Code::DuplicateStructField { field, outer } => {
            at = outline.last_before(end + 1, field, true).unwrap_or(at);
            (
                format!("the field \"{field}\" stands twice{}", within(outer.as_deref())),
                "Keep one of the two lines.".to_owned(),
            )
        }
        Code::Message(message) if message.ends_with("stands twice in one map") => {
            let key = message.split('"').nth(1).unwrap_or("");
            at = outline.last_before(end + 1, key, true).unwrap_or(at);
            (message.clone(), "Keep one of the two lines.".to_owned())
        }
        Code::Message(message) => {
            // A bad id or date: the reader stands behind the string.
            at = outline.last_string_before(end).map_or(at, |string| string.start);
            (message.clone(), "Correct the text between the quotation marks.".to_owned())
        }
        Code::ExceededRecursionLimit => {
            kind = ProblemKind::Limit;
            (
                format!("brackets are nested more than {MAX_DEPTH} deep"),
                "Check that the file is a workbook and that no bracket was lost.".to_owned(),
            )
        }
        Code::Eof | Code::ExpectedStringEnd | Code::UnclosedBlockComment => {
            at = text.trim_end().len();
            (
                "the text ends in the middle".to_owned(),
                "A bracket or quotation mark is not closed, or the end of the file was lost. \
                 Weighbridge keeps earlier versions of what it saved."
                    .to_owned(),
            )
        }
        Code::ExpectedComma => match outline.last_string_before(end) {
            // A text that runs on into the next lines has often lost its end.
            Some(string) if string.text.contains('\n') => {
                at = string.start;
                (
                    "the text that begins here does not end where it should".to_owned(),
                    "Add its closing quotation mark, or the comma after it.".to_owned(),
                )
            }
            _ => ("a comma is missing before this".to_owned(), "Add the comma.".to_owned()),
        },
        Code::TrailingCharacters => (
            "something follows the end of the workbook".to_owned(),
            "Remove it, or look for a bracket too many before it.".to_owned(),
        ),
        Code::ExpectedFloat | Code::ExpectedInteger | Code::InvalidIntegerDigit { .. } => (
            "a number is expected here".to_owned(),
            "Write digits, with a point for decimals: 3 or 4.5.".to_owned(),
        ),
        Code::IntegerOutOfBounds => (
            "this number is too large or too small here".to_owned(),
            "Check the number.".to_owned(),
        ),
        Code::ExpectedString => (
            "a text in quotation marks is expected here".to_owned(),
            "Put the text between two \" signs.".to_owned(),
        ),
        Code::ExpectedBoolean => {
            ("true or false is expected here".to_owned(), "Write one of the two.".to_owned())
        }
        Code::ExpectedArray | Code::ExpectedArrayEnd => (
            "a list in square brackets is expected here".to_owned(),
            "Write [ before the first element and ] after the last.".to_owned(),
        ),
        Code::ExpectedMap | Code::ExpectedMapEnd | Code::ExpectedMapColon => (
            "entries in braces are expected here, each as \"key\": value".to_owned(),
            "Write { before the first entry and } after the last.".to_owned(),
        ),
        Code::ExpectedStructLike
        | Code::ExpectedNamedStructLike(_)
        | Code::ExpectedStructLikeEnd => (
            "a block in round brackets is expected here".to_owned(),
            "Write ( before the first field and ) after the last.".to_owned(),
        ),
        Code::ExpectedIdentifier | Code::InvalidIdentifier(_) | Code::SuggestRawIdentifier(_) => (
            "the name of a field is expected here".to_owned(),
            "Write the name, a colon and the value.".to_owned(),
        ),
        Code::UnexpectedChar(c) => (
            format!("the character {c:?} does not belong here"),
            "Remove it, or look for a quotation mark that is not closed before it.".to_owned(),
        ),
        Code::ExpectedDifferentStructName { expected, found } => {
            at = outline.block_around(end + 1, found).unwrap_or(at);
            (
                format!("a {expected} is expected here, not a {found}"),
                format!("Write \"{expected}(\"."),
            )
        }
        other => {
            let text = other.to_string();
            let mut letters = text.chars();
            let first: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
            (
                format!("{first}{}", letters.as_str()),
                "Compare with a workbook that opens, or restore an earlier version.".to_owned(),
            )
        }
    };
    let item = outline.item_at(at);
    let message = match &item {
        Some(item) => format!("{item}: {message}"),
        None => message,
    };
    let (line, column) = outline.position(at);
    ReadError::one(Problem { kind, line, column, item, message, hint })
}

fn within(outer: Option<&str>) -> String {
    outer.map(|name| format!(" in {name}")).unwrap_or_default()
}

fn known(what: &str, found: &str, expected: &[&str]) -> String {
    let all = expected.join(", ");
    let near = expected
        .iter()
        .map(|name| (distance(found, name), name))
        .min()
        .filter(|(distance, name)| *distance <= 1 + name.len().max(found.len()) / 3);
    match near {
        Some((_, near)) => format!("Did you mean \"{near}\"? The {what}s known here are {all}."),
        None if expected.is_empty() => format!("No {what} is known here: remove it."),
        None => format!("The {what}s known here are {all}."),
    }
}
