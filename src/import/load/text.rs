//! Figures out of text that was laid out for people: lines with their numbers,
//! numbers with units, what to say where one is missing.

use super::LoadError;
use super::source::Source;

/// What to do about output that stops too soon.
pub(super) const CUT_SHORT: &str =
    "The output was cut short: take the whole of it, or run the tool again to its end.";

/// What to do about a figure that cannot be.
pub(super) const DAMAGED: &str = "See whether the file was damaged or edited: take the tool's own.";

/// The whole file without the codes that colour a terminal.
///
/// # Errors
///
/// See [`Source::text`].
pub(super) fn plain_text(source: &mut Source<'_>) -> Result<String, LoadError> {
    let text = source.text()?;
    if !text.contains('\u{1b}') {
        return Ok(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(next) = chars.next() {
        if next != '\u{1b}' {
            plain.push(next);
        } else if chars.next_if_eq(&'[').is_some() {
            // Parameters, up to the letter that ends them; never past a line.
            while let Some(code) = chars.next_if(|&code| code != '\n') {
                if ('@'..='~').contains(&code) {
                    break;
                }
            }
        }
    }
    Ok(plain)
}

/// Lines with their numbers from 1, without space around them.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (u64, &str)> {
    (1..).zip(text.lines().map(str::trim))
}

/// A finite number that is not negative, as `what` in a line.
///
/// # Errors
///
/// When it is none.
pub(super) fn figure(line: u64, what: &str, text: &str) -> Result<f64, LoadError> {
    number(text).ok_or_else(|| wrong(line, what, text, "a number"))
}

/// A whole number that is not negative, as `what` in a line.
///
/// # Errors
///
/// When it is none.
pub(super) fn count(line: u64, what: &str, text: &str) -> Result<u64, LoadError> {
    let digits = text.trim();
    let is_count =
        !digits.is_empty() && digits.len() <= 15 && digits.bytes().all(|b| b.is_ascii_digit());
    let parsed = if is_count { digits.parse().ok() } else { None };
    parsed.ok_or_else(|| wrong(line, what, text, "a count"))
}

/// A length of time with its unit, as `what` in a line.
///
/// # Errors
///
/// When it is none.
pub(super) fn length(line: u64, what: &str, text: &str) -> Result<Length, LoadError> {
    Length::read(text).ok_or_else(|| wrong(line, what, text, "a length of time"))
}

fn wrong(line: u64, what: &str, text: &str, wanted: &str) -> LoadError {
    let shown: String = text.trim().chars().take(40).collect();
    LoadError::at(line, format!("{what} is \"{shown}\", which is not {wanted}"), DAMAGED)
}

/// A finite number that is not negative.
pub(super) fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let fits =
        !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b".eE+-".contains(&b));
    let number: f64 = if fits { text.parse().ok()? } else { return None };
    (number.is_finite() && number >= 0.0).then_some(number)
}

/// A number with a suffix for thousands and more, or with commas between them:
/// `29.55k`, `1.2M`, `58,467.2`.
pub(super) fn number_with_suffix(text: &str) -> Option<f64> {
    let text = text.trim().replace(',', "");
    let (digits, factor) = match text.chars().last()? {
        'k' | 'K' => (&text[..text.len() - 1], 1e3),
        'M' => (&text[..text.len() - 1], 1e6),
        'G' | 'B' => (&text[..text.len() - 1], 1e9),
        _ => (text.as_str(), 1.0),
    };
    Some(number(digits)? * factor)
}

/// A length of time as it was printed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Length {
    /// In milliseconds.
    pub(super) ms: f64,
    /// Half of what the last digit printed stands for, in milliseconds.
    pub(super) rounding_ms: f64,
}

impl Length {
    /// A number with its unit, with or without space between them: `1.27ms`,
    /// `0.0014 secs`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let (digits, unit) = text.split_at(digits);
        let factor = match unit.trim() {
            "ns" => 1e-6,
            "us" | "µs" | "μs" => 1e-3,
            "ms" => 1.0,
            "s" | "sec" | "secs" | "seconds" => 1e3,
            "m" | "min" => 6e4,
            "h" => 3.6e6,
            _ => return None,
        };
        let decimals = digits.split_once('.').map_or(0, |(_, after)| after.len().min(12));
        let rounding = 0.5 * 10f64.powi(-(decimals as i32));
        Some(Self { ms: number(digits)? * factor, rounding_ms: rounding * factor })
    }
}

/// The path of an address, which says what was asked; empty where there is
/// none.
pub(super) fn path_of(address: &str) -> String {
    let after = address.split_once("://").map_or("", |(_, after)| after);
    after.find('/').map_or_else(String::new, |at| after[at..].to_owned())
}
