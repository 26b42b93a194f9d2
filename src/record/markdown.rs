//! The record as Markdown after MADR 4.0.
//!
//! Every line of user text is escaped so that it stays text: it makes no
//! heading, list, table, rule, link, HTML or front matter, and no placeholder
//! that a record checker would take for a gap.

use std::fmt::Write as _;

use super::build::TONES;
use super::options::MARKDOWN_ROWS;
use super::text::{clean, one_line};
use super::{OptionSection, Record, RecordError};
use crate::workbook::Tone;

/// Unknown scores named one by one.
const MOST_UNKNOWN: usize = 10;
/// Options told what would have to be true for.
const FLIPS: usize = 3;

/// The headings in which the Markdown shapes differ.
pub(super) struct Heads {
    pub context: &'static str,
    pub outcome: &'static str,
    pub consequences: &'static str,
    pub confirmation: &'static str,
}

const HEADS: Heads = Heads {
    context: "## Context and Problem Statement",
    outcome: "## Decision Outcome",
    consequences: "### Consequences",
    confirmation: "### Confirmation",
};

/// The record.
pub(super) fn write(record: &Record) -> Result<String, RecordError> {
    let chosen = record
        .chosen()
        .filter(|_| record.options.len() >= 2)
        .ok_or(RecordError::TooFewOptions(record.options.len()))?;
    let mut out = String::new();
    front_matter(&mut out, record);
    let _ = write!(out, "\n# {}\n", escape(&record.title));
    context(&mut out, record, &HEADS);
    if !record.drivers.is_empty() {
        out.push_str("\n## Decision Drivers\n\n");
        bullets(&mut out, &record.drivers);
    }
    out.push_str("\n## Considered Options\n\n");
    for option in &record.options {
        let _ = writeln!(out, "* {}", escape_line(&option.title));
    }
    outcome(&mut out, record, chosen, &HEADS);
    out.push_str("\n## Pros and Cons of the Options\n");
    for option in &record.options {
        pros_and_cons(&mut out, option);
    }
    more_information(&mut out, record);
    Ok(out)
}

fn front_matter(out: &mut String, record: &Record) {
    out.push_str("---\n");
    let _ = writeln!(out, "number: {}", record.file_number());
    let _ = writeln!(out, "status: {}", record.status_text);
    if let Some(date) = record.date {
        let _ = writeln!(out, "date: {date}");
    }
    for (key, names) in [
        ("decision-makers", &record.people.decision_makers),
        ("consulted", &record.people.consulted),
        ("informed", &record.people.informed),
        ("tags", &record.tags),
    ] {
        if names.is_empty() {
            continue;
        }
        let _ = writeln!(out, "{key}:");
        for name in names {
            let _ = writeln!(out, "  - {}", yaml(name));
        }
    }
    if !record.supersedes.is_empty() {
        let numbers: Vec<String> =
            record.supersedes.iter().map(|number| format!("ADR-{number:04}")).collect();
        let _ = writeln!(out, "supersedes: {}", numbers.join(", "));
    }
    if let Some(date) = record.review_by {
        let _ = writeln!(out, "review-by: {date}");
    }
    let provenance = &record.provenance;
    let source = match (provenance.workbook_file.is_empty(), provenance.sha256.is_empty()) {
        (true, true) => None,
        (false, true) => Some(provenance.workbook_file.clone()),
        (true, false) => Some(format!("sha256:{}", provenance.sha256)),
        (false, false) => {
            Some(format!("{} sha256:{}", provenance.workbook_file, provenance.sha256))
        }
    };
    if let Some(source) = source {
        let _ = writeln!(out, "weighbridge: {}", yaml(&source));
    }
    out.push_str("---\n");
}

/// A string for YAML 1.2: plain where every reader takes it for that string,
/// else in double quotes. The bar that joins table cells in some readers
/// becomes a slash.
fn yaml(text: &str) -> String {
    let text = one_line(text).replace('|', "/");
    let begins_plain = text.chars().next().is_some_and(char::is_alphabetic);
    let all_plain = text.chars().all(|c| c.is_alphanumeric() || " .,-_/'()+:".contains(c));
    let word = text.to_ascii_lowercase();
    let reserved =
        ["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(&word.as_str());
    let numeric = word.parse::<f64>().is_ok();
    if begins_plain
        && all_plain
        && !reserved
        && !numeric
        && !text.contains(": ")
        && !text.ends_with(':')
    {
        return text;
    }
    let mut quoted = String::from("\"");
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted.push('"');
    quoted
}

pub(super) fn context(out: &mut String, record: &Record, heads: &Heads) {
    let _ = write!(out, "\n{}\n", heads.context);
    let _ = write!(out, "\n{}\n", escape_line(&record.question));
    paragraphs(out, &record.context);
    if !record.non_goals.is_empty() {
        let _ = write!(out, "\nNot decided here: {}.\n", escape(&record.non_goals.join("; ")));
    }
    if !record.story.is_empty() {
        let _ = write!(out, "\nStory: {}\n", escape(&record.story));
    }
    if !record.reach.is_empty() {
        let _ = write!(out, "\n{}.\n", escape_line(&record.reach.join(". ")));
    }
}

pub(super) fn outcome(out: &mut String, record: &Record, chosen: &OptionSection, heads: &Heads) {
    let _ = write!(out, "\n{}\n\n", heads.outcome);
    let _ = writeln!(
        out,
        "Chosen option: \"{}\", because {}.",
        escape_line(&chosen.title),
        escape(&record.outcome.because)
    );
    if !record.conditions.is_empty() {
        out.push_str("\nThe decision stands on these conditions:\n\n");
        bullets(out, &record.conditions);
    }
    let _ = write!(out, "\n{}\n", heads.consequences);
    if !record.consequences.is_empty() {
        out.push('\n');
    }
    for (tone, text) in &record.consequences {
        let _ = writeln!(out, "* {}, because {}", tone.name(), escape(text));
    }
    for tone in [Tone::Good, Tone::Bad] {
        if !record.consequences.iter().any(|(other, _)| *other == tone) {
            let word = tone.name().to_lowercase();
            let _ = write!(out, "\nNo {word} consequence was recorded.\n");
        }
    }
    let has_actions = !record.actions.is_empty();
    if !clean(&record.confirmation).trim().is_empty() || has_actions {
        let _ = write!(out, "\n{}\n", heads.confirmation);
        paragraphs(out, &record.confirmation);
        if has_actions {
            out.push_str("\nActions:\n\n");
            let lines: Vec<String> = record
                .actions
                .iter()
                .map(|action| {
                    let who = if action.who.is_empty() {
                        String::new()
                    } else {
                        format!(" ({})", action.who)
                    };
                    let by = if action.by.is_empty() {
                        String::new()
                    } else {
                        format!(", by {}", action.by)
                    };
                    format!("{}{who}{by}", action.what)
                })
                .collect();
            bullets(out, &lines);
        }
    }
}

pub(super) fn pros_and_cons(out: &mut String, option: &OptionSection) {
    let _ = write!(out, "\n### {}\n", escape_line(&option.title));
    if !option.idea.is_empty() {
        let _ = write!(out, "\n{}\n", escape_line(&option.idea));
    }
    paragraphs(out, &option.description);
    let standing = if option.out.is_empty() {
        format!("Rank {}, total {} of 100; musts met: {}.", option.rank, option.total, option.musts)
    } else {
        format!("Not ranked: {}.", option.out)
    };
    let _ = write!(out, "\n{}\n", escape(&standing));
    if !option.rows.is_empty() {
        out.push_str(
            "\n| Criterion | Weight | Score | Range | Value |\n| - | -: | -: | -: | -: |\n",
        );
        for row in option.rows.iter().take(MARKDOWN_ROWS) {
            let range = if row.range.is_empty() { "–" } else { &row.range };
            let _ = writeln!(
                out,
                "| {} | {} | {} | {} | {} |",
                escape(&row.criterion),
                escape(&row.weight),
                escape(&row.performance),
                escape(range),
                escape(&row.value)
            );
        }
        if !option.rest.is_empty() {
            let _ = write!(out, "\n{}\n", escape(&option.rest));
        }
    }
    if !option.arguments.is_empty() {
        out.push('\n');
        for tone in TONES {
            for (_, text) in option.arguments.iter().filter(|(other, _)| *other == tone) {
                let _ = writeln!(out, "* {}, because {}", tone.name(), escape(text));
            }
        }
    }
}

pub(super) fn more_information(out: &mut String, record: &Record) {
    out.push_str("\n## More Information\n");
    let verdict = &record.verdict;
    let _ = write!(out, "\nVerdict: {}. {}\n", verdict.kind, escape(&capital(&verdict.reason)));
    let _ = write!(out, "\n{}\n", escape_line(&verdict.margin));
    let _ = write!(out, "\n{}\n", escape_line(&verdict.flip));
    if !verdict.sure.is_empty() {
        let _ = write!(out, "\n{}\n", escape_line(&verdict.sure));
    }
    if record.dissent.is_empty() {
        out.push_str("\nNo dissent recorded.\n");
    }
    let revisit = if record.revisit.is_empty() {
        out.push_str("\nNo trigger or day of review was recorded.\n");
        Vec::new()
    } else {
        record.revisit.clone()
    };
    let flips: Vec<String> =
        record.flips.iter().take(FLIPS).map(|line| line.least.clone()).collect();
    let unknown = unknown_lines(record);
    let contradictions: Vec<String> = record
        .contradictions
        .iter()
        .map(|line| {
            format!("{} ({}; {}): {}", line.topic, line.severity, line.criteria, line.conclusion)
        })
        .collect();
    for (lead, items) in [
        ("Revisit when:", &revisit),
        ("What would have to be true for another option to lead:", &flips),
        ("Under load:", &record.load),
        ("Dissent:", &record.dissent),
        ("Open questions:", &record.open_questions),
        ("Unknown scores that count:", &unknown),
        ("Caveats:", &record.caveats),
        ("Contradictions in the evidence that touch what counts:", &contradictions),
    ] {
        if !items.is_empty() {
            let _ = write!(out, "\n{lead}\n\n");
            bullets(out, items);
        }
    }
    if !record.sign_offs.iter().all(|line| line.verdict.is_empty()) {
        out.push_str("\nSign-off:\n\n");
        let lines: Vec<String> = record
            .sign_offs
            .iter()
            .filter(|line| !line.verdict.is_empty())
            .map(|line| {
                let date =
                    if line.date.is_empty() { String::new() } else { format!(" on {}", line.date) };
                let said = if line.comment.is_empty() {
                    String::new()
                } else {
                    format!(": {}", line.comment)
                };
                format!("{} ({}) {}{date}{said}", line.name, line.role, line.verdict)
            })
            .collect();
        bullets(out, &lines);
    }
    let _ = write!(out, "\nProfile used: {}.\n", escape(&record.profile));
    let provenance = &record.provenance;
    if !provenance.workbook_file.is_empty() {
        let _ = write!(out, "\nWorkbook: {}\n", escape(&provenance.workbook_file));
    }
    if !provenance.sha256.is_empty() {
        let _ = write!(out, "\nSHA-256 of the workbook: {}\n", escape(&provenance.sha256));
    }
    if !record.supersedes.is_empty() {
        let numbers: Vec<String> =
            record.supersedes.iter().map(|number| format!("ADR-{number:04}")).collect();
        let _ = write!(out, "\nSupersedes {}.\n", numbers.join(" and "));
    }
}

fn unknown_lines(record: &Record) -> Vec<String> {
    let mut lines: Vec<String> = record.unknown.iter().take(MOST_UNKNOWN).cloned().collect();
    match record.unknown.len().saturating_sub(MOST_UNKNOWN) {
        0 => {}
        1 => lines.push("one more".to_owned()),
        more => lines.push(format!("{more} more")),
    }
    lines
}

pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

pub(super) fn bullets(out: &mut String, items: &[String]) {
    for item in items {
        let _ = writeln!(out, "* {}", escape_line(&one_line(item)));
    }
}

/// User text in paragraphs, each line escaped on its own.
fn paragraphs(out: &mut String, text: &str) {
    let mut open = false;
    for line in clean(text).lines() {
        let line = one_line(line);
        if line.is_empty() {
            open = false;
            continue;
        }
        if !open {
            out.push('\n');
            open = true;
        }
        let _ = writeln!(out, "{}", escape_line(&line));
    }
}

/// Text inside a line that reads as exactly that text.
pub(super) fn escape(text: &str) -> String {
    let words: Vec<String> = text.split(' ').map(escape_word).collect();
    words.join(" ")
}

/// Text that begins a line or an item of a list: what would begin a block
/// there is escaped too.
pub(super) fn escape_line(text: &str) -> String {
    let escaped = escape(text);
    let digits = escaped.chars().take_while(char::is_ascii_digit).count();
    let first = escaped.chars().next();
    if matches!(first, Some('#' | '-' | '+' | '=' | '>' | ':')) {
        format!("\\{escaped}")
    } else if digits > 0 && escaped[digits..].starts_with(['.', ')']) {
        let (number, rest) = escaped.split_at(digits);
        format!("{number}\\{rest}")
    } else {
        escaped
    }
}

/// A word without spaces; a web address becomes a plain link to itself.
fn escape_word(word: &str) -> String {
    let is_address = (word.starts_with("https://") || word.starts_with("http://"))
        && word.chars().all(|c| c.is_ascii_graphic() && !"<>\\\"`{}|".contains(c));
    if is_address {
        let end = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'']).len();
        let (address, rest) = word.split_at(end);
        return format!("<{address}>{}", escape_word(rest));
    }
    let mut out = String::with_capacity(word.len() + 4);
    let chars: Vec<char> = word.chars().collect();
    for (at, &c) in chars.iter().enumerate() {
        let near = |to: Option<&char>| to.is_some_and(|c| c.is_alphanumeric());
        match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' | '$' => {
                out.push('\\');
                out.push(c);
            }
            // Inside a word an underscore is only a letter.
            '_' => {
                let inner = at > 0 && near(chars.get(at - 1)) && near(chars.get(at + 1));
                out.push_str(if inner { "_" } else { "\\_" });
            }
            // A hash sign after a space at the end of a heading closes it.
            '#' if at == 0 => out.push_str("\\#"),
            '&' if chars.get(at + 1).is_some_and(|next| next.is_alphanumeric() || *next == '#') => {
                out.push_str("&amp;");
            }
            '{' => out.push_str("&#123;"),
            '}' => out.push_str("&#125;"),
            '…' => out.push_str("..."),
            // Addresses without a scheme would be linked by some readers.
            '@' if at > 0 && chars.get(at + 1).is_some() => out.push_str("&#64;"),
            ':' if chars.get(at + 1) == Some(&'/') && chars.get(at + 2) == Some(&'/') => {
                out.push_str("&#58;");
            }
            '.' if at == 3 && word.starts_with("www.") => out.push_str("&#46;"),
            c => out.push(c),
        }
    }
    out
}
