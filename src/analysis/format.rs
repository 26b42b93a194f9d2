//! Numbers as text, the same wherever they are printed: a point for the
//! decimals, no grouping below ten thousand, a true minus sign.

use crate::workbook::{Measure, Scale};

/// A number with a fixed count of decimals; −0 prints as 0.
pub fn number(x: f64, decimals: usize) -> String {
    let text = format!("{x:.decimals$}");
    let is_zero = text.trim_start_matches('-').chars().all(|c| c == '0' || c == '.');
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) if !is_zero => ("\u{2212}", digits),
        Some(digits) => ("", digits),
        None => ("", text.as_str()),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut grouped = String::new();
    for (at, c) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) && whole.len() > 4 {
            grouped.push(',');
        }
        grouped.push(c);
    }
    if fraction.is_empty() {
        format!("{sign}{grouped}")
    } else {
        format!("{sign}{grouped}.{fraction}")
    }
}

/// Points of value, to a tenth.
pub fn points(x: f64) -> String {
    number(x, 1)
}

/// A share of 0 to 1 in percent, to a tenth.
pub fn percent(share: f64) -> String {
    format!("{} %", number(share * 100.0, 1))
}

/// An interval of points, or one number where the ends print alike.
pub fn range(low: f64, high: f64) -> String {
    let (a, b) = (points(low), points(high));
    if a == b { a } else { format!("{a} – {b}") }
}

/// A performance with its unit, to the decimals of its scale or else to as
/// many as it needs, three at most; on levels to a tenth where it lies between two.
pub fn performance(measure: &Measure, x: f64) -> String {
    match &measure.scale {
        Scale::Levels(_) => short(x, 2),
        Scale::Natural { unit, decimals } => {
            let text = match decimals {
                Some(decimals) => number(x, usize::from(*decimals)),
                None => short(x, if x.abs() >= 100.0 { 0 } else { 3 }),
            };
            if unit.is_empty() { text } else { format!("{text} {unit}") }
        }
    }
}

/// A number with up to `most` decimals, without trailing zeros.
pub fn short(x: f64, most: usize) -> String {
    let text = number(x, most);
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}
