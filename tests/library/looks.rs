//! How the window looks is said in one place: no screen has a colour, a width of
//! a line, a roundness, a margin, a space, a size of type or a glyph of its own.

use std::fs;
use std::path::{Path, PathBuf};

/// Where looks are made: the theme, the widgets, their gallery, and the painter
/// of figures, whose measures follow the size of the text.
const MAKERS: [&str; 4] = ["theme", "widgets", "gallery", "plot"];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Lines of code of the window, without comments, with their place; of all files
/// but those of the rooms left out.
fn lines(left_out: &[&str]) -> Vec<(String, String)> {
    let app = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/app");
    let mut files = Vec::new();
    sources(&app, &mut files);
    files.sort();
    let mut lines = Vec::new();
    for file in files {
        let name = file.strip_prefix(&app).unwrap();
        if left_out.iter().any(|room| name.starts_with(room)) {
            continue;
        }
        for (number, line) in fs::read_to_string(&file).unwrap().lines().enumerate() {
            if !line.trim_start().starts_with("//") {
                lines.push((format!("{}:{}", name.display(), number + 1), line.to_owned()));
            }
        }
    }
    assert!(lines.len() > 1000, "{left_out:?}");
    lines
}

/// Whether a text begins with a number that is not nought.
fn is_measure(text: &str) -> bool {
    let text = text.trim_start();
    let number: String = text.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    number.parse().is_ok_and(|number: f64| number != 0.0)
}

/// The arguments that follow an opening bracket, as far as the line goes.
fn arguments(rest: &str) -> Vec<&str> {
    let mut depth = 0;
    let mut from = 0;
    let mut found = Vec::new();
    for (at, c) in rest.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => {
                found.push(&rest[from..at]);
                return found;
            }
            ')' => depth -= 1,
            ',' if depth == 0 => {
                found.push(&rest[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    found.push(&rest[from..]);
    found
}

/// Calls of which one argument, or any, is a measure of looks.
const CALLS: [(&str, Option<usize>); 12] = [
    ("Stroke::new(", Some(0)),
    (".add_space(", Some(0)),
    ("Margin::same(", None),
    ("Margin::symmetric(", None),
    ("inner_margin(", Some(0)),
    ("outer_margin(", Some(0)),
    ("CornerRadius::same(", Some(0)),
    (".corner_radius(", Some(0)),
    (".rect_filled(", Some(1)),
    (".rect_stroke(", Some(1)),
    ("RichText::size(", None),
    (").size(", Some(0)),
];

/// What a line says of looks in figures, if it does.
fn measure(line: &str) -> Option<&str> {
    for (call, position) in CALLS {
        if let Some((_, rest)) = line.split_once(call) {
            let found = arguments(rest).into_iter().enumerate().find(|(at, argument)| {
                position.is_none_or(|position| position == *at) && is_measure(argument)
            });
            if let Some((_, argument)) = found {
                return Some(argument);
            }
        }
    }
    if let Some((_, value)) = line.split_once(" = ").filter(|(place, _)| place.contains("spacing"))
    {
        let value = value.trim_start_matches("vec2(").trim_start_matches("Vec2::new(");
        return arguments(value).into_iter().find(|argument| is_measure(argument));
    }
    line.contains("FontId::").then_some("FontId::")
}

#[test]
fn no_screen_has_a_colour_of_its_own() {
    for (place, line) in lines(&["theme"]) {
        let made = ["Color32::from", "Color32::WHITE", "Color32::BLACK", "gamma_multiply", "Hsva"]
            .into_iter()
            .find(|way| line.contains(way));
        assert_eq!(made, None, "{place}: {line}");
    }
}

#[test]
fn no_screen_has_measures_of_looks_of_its_own() {
    let found: Vec<String> = lines(&MAKERS)
        .into_iter()
        .filter_map(|(place, line)| measure(&line).map(|_| format!("{place}: {}", line.trim())))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn no_screen_has_glyphs_of_its_own() {
    for (place, line) in lines(&["theme"]) {
        let icon = line.contains("\\u{e") || line.contains("\\u{f");
        let pictured = line.chars().any(|c| ('\u{e000}'..='\u{f8ff}').contains(&c));
        assert!(!icon && !pictured, "{place}: {line}");
    }
}

/// What the test above looks for is found where it is.
#[test]
fn measures_are_told_from_names() {
    for line in [
        "Stroke::new(1.5, tokens.line)",
        "ui.add_space(12.0);",
        ".inner_margin(Margin::symmetric(theme::X, 4))",
        "painter.rect_filled(rect.shrink2(vec2(1.0, 0.5)), 3.0, ground);",
        "ui.spacing_mut().item_spacing.y = 2.0;",
        "ui.spacing_mut().item_spacing = vec2(theme::SPACE_S, 6.0);",
        "let font = FontId::proportional(12.0);",
    ] {
        assert!(measure(line).is_some(), "{line}");
    }
    for line in [
        "Stroke::new(theme::LINE, tokens.line)",
        "ui.add_space(theme::SPACE_M);",
        "painter.rect_filled(rect.shrink2(vec2(1.0, 0.5)), 0.0, ground);",
        "ui.spacing_mut().item_spacing.y = 0.0;",
        "let width = 220.0;",
    ] {
        assert!(measure(line).is_none(), "{line}");
    }
}
