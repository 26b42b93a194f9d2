//! Which columns of plain CSV hold what, as it is typed.

use super::super::error::Stop;
use crate::import::load::{ColumnRole, Columns, LoadError, columns_of};

const HINT: &str = "Write --columns concurrency=2,throughput=5, with headings or numbers from 1. Kinds are run, scenario, concurrency, throughput, duration, requests, errors, mean, p50 and any other percentile, max and memory.";

/// A kind, and the column that holds it, as it was typed.
pub(super) struct Wanted {
    role: ColumnRole,
    column: String,
}

/// Reads what was typed.
///
/// # Errors
///
/// When a part is no kind with a column, or a kind is there twice.
pub(super) fn parse(text: &str) -> Result<Vec<Wanted>, Stop> {
    let mut wanted: Vec<Wanted> = Vec::new();
    for part in text.split(',').filter(|part| !part.trim().is_empty()) {
        let (kind, column) = part.split_once('=').unwrap_or((part, ""));
        let column = column.trim().to_owned();
        let role = role(kind.trim()).filter(|_| !column.is_empty());
        let role = role.ok_or_else(|| {
            Stop::refused(
                format!("--columns: \"{}\" is no kind with its column", part.trim()),
                HINT,
            )
        })?;
        if wanted.iter().any(|other| other.role == role) {
            return Err(Stop::refused(format!("--columns: {} is there twice", kind.trim()), HINT));
        }
        wanted.push(Wanted { role, column });
    }
    if wanted.is_empty() {
        return Err(Stop::refused("--columns: no column is named", HINT));
    }
    Ok(wanted)
}

fn role(kind: &str) -> Option<ColumnRole> {
    let role = match kind.to_lowercase().as_str() {
        "run" => ColumnRole::Run,
        "scenario" => ColumnRole::Scenario,
        "concurrency" => ColumnRole::Concurrency,
        "throughput" => ColumnRole::Throughput,
        "duration" => ColumnRole::Duration,
        "requests" => ColumnRole::Requests,
        "errors" => ColumnRole::Errors,
        "mean" => ColumnRole::Mean,
        "max" => ColumnRole::Max,
        "memory" => ColumnRole::Memory,
        percentile => {
            let digits = percentile.strip_prefix('p')?;
            if !digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
                return None;
            }
            let percentile: f64 = digits.parse().ok()?;
            let thousandths = (percentile * 1000.0).round();
            if !(1.0..=100_000.0).contains(&thousandths) {
                return None;
            }
            ColumnRole::Percentile(thousandths as u32)
        }
    };
    Some(role)
}

/// The columns of the table that begins so.
///
/// # Errors
///
/// When a column that was typed is not there, or holds two kinds.
pub(super) fn resolve(wanted: &[Wanted], head: &[u8]) -> Result<Columns, LoadError> {
    let table = columns_of(head).ok_or_else(LoadError::unknown_format)?;
    let mut roles = vec![ColumnRole::Ignored; table.headings.len()];
    for Wanted { role, column } in wanted {
        let by_name = table
            .headings
            .iter()
            .position(|heading| heading.trim().to_lowercase() == column.to_lowercase());
        let by_number = || {
            let number: usize = column.parse().ok()?;
            (1..=roles.len()).contains(&number).then(|| number - 1)
        };
        let missing = || {
            LoadError::at(
                1,
                format!("there is no column \"{column}\""),
                format!("The headings are {}.", table.headings.join(", ")),
            )
        };
        let at = by_name.or_else(by_number).ok_or_else(missing)?;
        if roles[at] != ColumnRole::Ignored {
            return Err(LoadError::at(1, format!("column \"{column}\" is named twice"), HINT));
        }
        roles[at] = *role;
    }
    Ok(Columns { roles })
}
