//! The markers that git leaves in a file whose merge is not finished.

use super::error::{Problem, ProblemKind};

/// Length of a marker: git repeats its sign seven times.
const LENGTH: usize = 7;

/// Whether `text` begins with what git marks conflicts with.
pub(super) fn begins_marker(text: &str) -> bool {
    ['<', '=', '>', '|'].into_iter().any(|sign| marker(text, sign).is_some())
}

/// What follows the marker at the begin of a line.
fn marker(line: &str, sign: char) -> Option<&str> {
    let rest = line.trim_start_matches(sign);
    (line.len() - rest.len() == LENGTH && (rest.is_empty() || rest.starts_with([' ', '\n', '\r'])))
        .then(|| rest.trim())
}

/// The conflicts in a text, one problem for each block, at its first marker.
pub(super) fn conflicts(text: &str) -> Vec<Problem> {
    let mut found: Vec<Problem> = Vec::new();
    // Sides of the block that is open, and the line that opened it.
    let mut open: Option<(usize, String)> = None;
    for (at, line) in text.lines().enumerate() {
        let at = at + 1;
        if let Some(side) = marker(line, '<') {
            if let Some((began, ours)) = open.take() {
                found.push(problem(began, None, &ours, ""));
            }
            open = Some((at, side.to_owned()));
        } else if let Some(theirs) = marker(line, '>') {
            match open.take() {
                Some((began, ours)) => found.push(problem(began, Some(at), &ours, theirs)),
                None => found.push(problem(at, None, "", theirs)),
            }
        } else if open.is_none() && (marker(line, '=') == Some("") || marker(line, '|').is_some()) {
            found.push(problem(at, None, "", ""));
        }
    }
    if let Some((began, ours)) = open {
        found.push(problem(began, None, &ours, ""));
    }
    found
}

fn problem(line: usize, last: Option<usize>, ours: &str, theirs: &str) -> Problem {
    let place = match last {
        Some(last) => format!("lines {line} to {last}"),
        None => format!("line {line}"),
    };
    let sides = match (ours, theirs) {
        ("", "") => String::new(),
        (side, "") | ("", side) => format!(" (one side is \"{side}\")"),
        (ours, theirs) => format!(" between \"{ours}\" and \"{theirs}\""),
    };
    Problem {
        kind: ProblemKind::Conflict,
        line,
        column: 1,
        item: None,
        message: format!("a merge is not finished: {place} hold a conflict{sides}")
            .replace(&format!("line {line} hold "), &format!("line {line} holds the marker of ")),
        hint: "Finish the merge: keep one side of each marked block, or both, and remove the \
               marker lines; or give it up with \"git merge --abort\"."
            .to_owned(),
    }
}
