//! `compute`: one published method on plain numbers, and cases with known
//! answers held against the program.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use clap::{ArgGroup, Args};
use serde::Serialize;
use serde_json::{Map, Value};

use super::Outcome;
use super::error::{Refusal, Stop};
use super::layout::{count, json, plain};
use crate::analysis::methods::calculator::{
    CaseOutcome, ComputeError, compute_case, methods, verify,
};

/// The most bytes of a case.
const MAX_BYTES: u64 = 8 * 1024 * 1024;

/// The most files of a folder of cases, and the most folders inside each other.
const MAX_FILES: usize = 20_000;
const MAX_DEPTH: usize = 12;

/// Compute a published method on plain numbers
///
/// Reads a case, a JSON object with `method` and `inputs`, and prints what the
/// method gives, so that its numbers can be held against a paper or another
/// program. With --verify it computes cases that also hold `expected` and
/// `tolerance` and tells which agree; fails if one does not.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("what").required(true).args(["case", "list", "verify"])))]
pub(super) struct Arguments {
    /// The case, "-" for standard input
    case: Option<PathBuf>,

    /// List the methods, with what they read and give
    #[arg(long)]
    list: bool,

    /// Hold a case, or all cases in a folder, against what is computed
    #[arg(long, value_name = "PATH")]
    verify: Option<PathBuf>,

    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(
    arguments: &Arguments,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Outcome, Stop> {
    if let Some(path) = &arguments.verify {
        return verify_all(path, arguments.json, out, err);
    }
    if let Some(path) = &arguments.case {
        return one(path, arguments.json, out);
    }
    list(arguments.json, out)?;
    Ok(Outcome::Done)
}

/// What `compute --list --json` prints.
#[derive(Serialize)]
struct ListDocument {
    /// Version of this shape.
    format: u32,
    methods: Vec<MethodDocument>,
}

#[derive(Serialize)]
struct MethodDocument {
    name: &'static str,
    about: &'static str,
    inputs: &'static str,
    outputs: &'static str,
    /// The usual one first.
    variants: Vec<VariantDocument>,
}

#[derive(Serialize)]
struct VariantDocument {
    name: &'static str,
    about: &'static str,
}

fn list(as_json: bool, out: &mut dyn Write) -> Result<(), Stop> {
    if as_json {
        let methods = methods()
            .iter()
            .map(|method| MethodDocument {
                name: method.name,
                about: method.about,
                inputs: method.inputs,
                outputs: method.outputs,
                variants: method
                    .variants
                    .iter()
                    .map(|variant| VariantDocument { name: variant.name, about: variant.about })
                    .collect(),
            })
            .collect();
        return json(out, &ListDocument { format: 1, methods });
    }
    for method in methods() {
        writeln!(out, "{}: {}", method.name, method.about)?;
        writeln!(out, "  inputs   {}", method.inputs)?;
        writeln!(out, "  outputs  {}", method.outputs)?;
        for variant in method.variants {
            writeln!(out, "  variant  {}: {}", variant.name, variant.about)?;
        }
    }
    Ok(())
}

/// What `compute --json` prints.
#[derive(Serialize)]
struct OutputsDocument {
    /// Version of this shape.
    format: u32,
    method: String,
    outputs: Map<String, Value>,
}

fn one(path: &Path, as_json: bool, out: &mut dyn Write) -> Result<Outcome, Stop> {
    let name = shown(path);
    let case = read(path).map_err(|refusal| Stop::Refused(vec![refusal]))?;
    let outputs =
        compute_case(&case).map_err(|error| Stop::Refused(vec![refusal(&name, &error)]))?;
    if as_json {
        let method = case["method"].as_str().unwrap_or_default().to_owned();
        json(out, &OutputsDocument { format: 1, method, outputs })?;
    } else {
        let width = outputs.keys().map(|name| plain(name).chars().count()).max().unwrap_or(0);
        for (name, value) in &outputs {
            print(out, &plain(name), width, value)?;
        }
    }
    Ok(Outcome::Done)
}

/// Prints an output: a matrix row by row, everything else on one line.
fn print(out: &mut dyn Write, name: &str, width: usize, value: &Value) -> io::Result<()> {
    let is_part = |value: &Value| value.is_array() || value.is_object();
    match value {
        Value::Array(rows) if rows.iter().any(is_part) => {
            writeln!(out, "{name}")?;
            rows.iter().try_for_each(|row| writeln!(out, "  {}", in_line(row)))
        }
        Value::Object(map) if map.values().any(is_part) => {
            writeln!(out, "{name}")?;
            map.iter()
                .try_for_each(|(key, row)| writeln!(out, "  {}: {}", plain(key), in_line(row)))
        }
        other => writeln!(out, "{name:width$}  {}", in_line(other)),
    }
}

fn in_line(value: &Value) -> String {
    match value {
        Value::Null => "undefined".to_owned(),
        Value::Bool(is) => (if *is { "yes" } else { "no" }).to_owned(),
        Value::Number(number) => number.as_f64().map_or_else(|| number.to_string(), figure),
        Value::String(text) => plain(text),
        Value::Array(items) => items.iter().map(in_line).collect::<Vec<_>>().join(", "),
        Value::Object(map) => map
            .iter()
            .map(|(key, item)| format!("{} {}", plain(key), in_line(item)))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

/// A number to six significant digits.
fn figure(number: f64) -> String {
    let size = number.abs();
    if number == 0.0 || (number.fract() == 0.0 && size < 1e12) {
        return format!("{number}");
    }
    if !(1e-4..1e9).contains(&size) {
        return format!("{number:.2e}");
    }
    let decimals = (5 - size.log10().floor() as i32).clamp(0, 9) as usize;
    let text = format!("{number:.decimals$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

fn shown(path: &Path) -> String {
    if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() }
}

fn refusal(name: &str, error: &ComputeError) -> Refusal {
    Refusal { message: format!("{name}: {error}"), hint: error.hint() }
}

/// A file, or standard input, as JSON.
fn read(path: &Path) -> Result<Value, Refusal> {
    let name = shown(path);
    let failed = |error: &io::Error| Refusal {
        message: format!("{name}: cannot be read: {error}"),
        hint: "Name a file with a case, or \"-\" for standard input.".to_owned(),
    };
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().lock().take(MAX_BYTES + 1).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes))
    }
    .map_err(|error| failed(&error))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Refusal {
            message: format!("{name}: larger than {} MB", MAX_BYTES / 1024 / 1024),
            hint: "Split the case; a method takes at most 200000 numbers.".to_owned(),
        });
    }
    serde_json::from_slice(&bytes).map_err(|error| Refusal {
        message: format!("{name}:{}:{}: not JSON: {error}", error.line(), error.column()),
        hint: "A case is a JSON object with `method` and `inputs`; NaN and infinite numbers are \
               not JSON."
            .to_owned(),
    })
}

/// What `compute --verify --json` prints.
#[derive(Serialize)]
struct VerifyDocument {
    /// Version of this shape.
    format: u32,
    holds: usize,
    fails: usize,
    not_computed: usize,
    unreadable: usize,
    /// JSON files that are no cases.
    passed_over: usize,
    cases: Vec<CaseDocument>,
}

#[derive(Serialize)]
struct CaseDocument {
    file: String,
    method: Option<String>,
    /// The warning that the case itself carries, such as `peer-convention`.
    status: Option<String>,
    #[serde(flatten)]
    result: CaseResult,
}

#[derive(Serialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
enum CaseResult {
    Holds { compared: usize, largest_difference: f64, at: Option<String> },
    Fails { at: String, expected: Value, got: Value, tolerance: f64 },
    NotComputed { reason: String },
    Unreadable { reason: String },
}

impl CaseResult {
    fn of(outcome: CaseOutcome) -> Self {
        match outcome {
            CaseOutcome::Holds { compared, largest_difference, at } => {
                Self::Holds { compared, largest_difference, at: (!at.is_empty()).then_some(at) }
            }
            CaseOutcome::Fails { field, expected, got, tolerance } => {
                Self::Fails { at: field, expected, got: got.unwrap_or(Value::Null), tolerance }
            }
            CaseOutcome::NotComputed { reason } => Self::NotComputed { reason },
        }
    }

    fn in_words(&self) -> (&'static str, String) {
        match self {
            Self::Holds { compared, largest_difference, at } => {
                let compared = count(*compared, "figure");
                let difference = match at {
                    Some(at) => {
                        format!(", largest difference {} at {at}", figure(*largest_difference))
                    }
                    None => String::new(),
                };
                ("holds", format!("{compared}{difference}"))
            }
            Self::Fails { at, expected, got, tolerance } => (
                "fails",
                format!(
                    "{at}: {} expected, {} computed, {} allowed",
                    short(expected),
                    short(got),
                    figure(*tolerance)
                ),
            ),
            Self::NotComputed { reason } => ("not computed", reason.clone()),
            Self::Unreadable { reason } => ("unreadable", reason.clone()),
        }
    }
}

/// What was expected or computed, with all digits, cut where it is long.
fn short(value: &Value) -> String {
    let text = if value.is_null() { "undefined".to_owned() } else { value.to_string() };
    if text.chars().count() <= 80 {
        text
    } else {
        format!("{}…", text.chars().take(79).collect::<String>())
    }
}

fn verify_all(
    path: &Path,
    as_json: bool,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Outcome, Stop> {
    let files = cases_in(path)?;
    let mut document = VerifyDocument {
        format: 1,
        holds: 0,
        fails: 0,
        not_computed: 0,
        unreadable: 0,
        passed_over: 0,
        cases: Vec::new(),
    };
    for file in &files {
        let name = shown(file);
        let (case, result) = match read(file) {
            Err(refusal) => {
                let reason = refusal.message.clone();
                Stop::Refused(vec![refusal]).print(err)?;
                (Value::Null, CaseResult::Unreadable { reason })
            }
            Ok(case) if case.get("method").is_none() && case.get("expected").is_none() => {
                document.passed_over += 1;
                continue;
            }
            Ok(case) => {
                let result = match verify(&case) {
                    Ok(outcome) => CaseResult::of(outcome),
                    Err(error) => {
                        Stop::Refused(vec![refusal(&name, &error)]).print(err)?;
                        CaseResult::Unreadable { reason: error.to_string() }
                    }
                };
                (case, result)
            }
        };
        let text = |name: &str| case.get(name).and_then(Value::as_str).map(str::to_owned);
        let status = text("status").filter(|status| status != "ok");
        match &result {
            CaseResult::Holds { .. } => document.holds += 1,
            CaseResult::Fails { .. } => document.fails += 1,
            CaseResult::NotComputed { .. } => document.not_computed += 1,
            CaseResult::Unreadable { .. } => document.unreadable += 1,
        }
        if !as_json && !matches!(result, CaseResult::Unreadable { .. }) {
            let (word, rest) = result.in_words();
            let told = match &status {
                Some(status) if !matches!(result, CaseResult::Holds { .. }) => {
                    format!(" (the case is marked {status})")
                }
                _ => String::new(),
            };
            writeln!(out, "{word}  {}  {}", plain(&name), plain(&format!("{rest}{told}")))?;
        }
        document.cases.push(CaseDocument { file: name, method: text("method"), status, result });
    }
    if document.cases.is_empty() {
        return Err(Stop::refused(
            format!("{}: there are no cases", shown(path)),
            "Cases are JSON files with `method`, `inputs` and `expected`.",
        ));
    }
    let outcome = if document.unreadable > 0 {
        Outcome::Refused
    } else if document.fails > 0 {
        Outcome::DoesNotHold
    } else {
        Outcome::Done
    };
    if as_json {
        json(out, &document)?;
    } else {
        summarise(&document, out)?;
    }
    Ok(outcome)
}

fn summarise(document: &VerifyDocument, out: &mut dyn Write) -> Result<(), Stop> {
    let mut parts = vec![
        format!("{} hold", document.holds),
        format!("{} fail", document.fails),
        format!("{} cannot be computed", document.not_computed),
    ];
    if document.unreadable > 0 {
        parts.push(format!("{} cannot be read", document.unreadable));
    }
    if document.passed_over > 0 {
        let files = count(document.passed_over, "other JSON file");
        parts.push(format!("{files} passed over"));
    }
    writeln!(out, "\n{}: {}", count(document.cases.len(), "case"), parts.join(", "))?;
    Ok(())
}

/// The JSON files at a path, in order: itself, or all below a folder. Links are
/// not followed, so that no folder stands inside itself.
fn cases_in(path: &Path) -> Result<Vec<PathBuf>, Stop> {
    let unreadable = |path: &Path, error: &io::Error| {
        Stop::refused(
            format!("{}: cannot be read: {error}", path.display()),
            "Name a folder with cases, or one case.",
        )
    };
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let mut found = Vec::new();
    let mut folders = vec![(path.to_path_buf(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(|error| unreadable(&folder, &error))? {
            let entry = entry.map_err(|error| unreadable(&folder, &error))?;
            let kind = entry.file_type().map_err(|error| unreadable(&entry.path(), &error))?;
            let path = entry.path();
            if kind.is_dir() && depth < MAX_DEPTH {
                folders.push((path, depth + 1));
            } else if kind.is_file() && path.extension().is_some_and(|ending| ending == "json") {
                found.push(path);
            }
        }
        if found.len() + folders.len() > MAX_FILES {
            return Err(Stop::refused(
                format!("{}: more than {MAX_FILES} files", shown(path)),
                "Name the folder that holds the cases.",
            ));
        }
    }
    found.sort();
    Ok(found)
}
