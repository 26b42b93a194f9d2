//! Who leads over all weights of two criteria, as areas of a triangle.

use super::palette::{Dash, Tone, option_style};
use super::{About, DataTable, Figure, Fill, LegendEntry, Mark, Reading, Scale, Sign, Vertical};
use crate::analysis::{self, Analysis, TwoWeights, percent};
use crate::workbook::Workbook;

/// Areas from this share on are named in the chart, and in its finding.
const NAMED: f64 = 0.02;
/// Options that the finding names.
const TOLD: usize = 3;

/// Who leads over the weights of two scored criteria (positions in
/// `Analysis::leaves`), the others in proportion. Nothing where the two do not
/// count or there is nothing to compare.
pub fn two_weights(workbook: &Workbook, analysis: &Analysis, x: usize, y: usize) -> Option<Figure> {
    let map = analysis::two_weights(analysis, x, y)?;
    let leader = *analysis.order.first()?;
    let name = |option: usize| analysis.options[option].name.as_str();
    let criterion = |leaf: usize| workbook.criteria[analysis.leaves[leaf]].name.as_str();
    let (x_name, y_name) = (criterion(x), criterion(y));
    let hundred = |(a, b): (f64, f64)| (100.0 * a, 100.0 * b);
    let mut table = DataTable {
        header: ["Option", "Share of all weights", "Corner", x_name, y_name]
            .map(str::to_owned)
            .to_vec(),
        rows: Vec::new(),
    };
    let (mut marks, mut legend, mut readings) = (Vec::new(), Vec::new(), Vec::new());
    for cell in &map.cells {
        let names: Vec<String> = std::iter::once(&cell.option)
            .chain(&cell.level)
            .map(|&option| name(option).to_owned())
            .collect();
        let names = analysis::listed(&names);
        let share = percent(cell.share);
        for (at, corner) in cell.corners.iter().enumerate() {
            table.rows.push(vec![
                names.clone(),
                share.clone(),
                (at + 1).to_string(),
                percent(corner.0),
                percent(corner.1),
            ]);
        }
        readings.push(Reading {
            mark: marks.len(),
            row: 0,
            title: names.clone(),
            facts: vec![("Leads at".to_owned(), format!("{share} of all weights"))],
            sum: corners_in_words(&cell.corners, x_name, y_name),
            about: Some(About::Option(analysis.options[cell.option].id.clone())),
            why: None,
        });
        let style = option_style(cell.option);
        legend.push(LegendEntry::new(format!("{names} leads: {share}"), Sign::Marker(style)));
        marks.push(Mark::Area {
            corners: cell.corners.iter().copied().map(hundred).collect(),
            style,
            named: cell.share >= NAMED,
            name: names,
        });
    }
    marks.push(Mark::Line {
        points: vec![(0.0, 100.0), (100.0, 0.0)],
        dash: Dash::Solid,
        fill: Fill::Tone(Tone::Muted),
        name: "Both together have all the weight".to_owned(),
    });
    let today = hundred(map.today);
    readings.push(Reading {
        mark: marks.len() + 2,
        row: 0,
        title: "Today's weights".to_owned(),
        facts: vec![
            (x_name.to_owned(), percent(map.today.0)),
            (y_name.to_owned(), percent(map.today.1)),
            ("Leads".to_owned(), name(leader).to_owned()),
        ],
        sum: border_in_words(analysis, &map),
        about: None,
        why: None,
    });
    for (upright, at) in [(true, today.0), (false, today.1)] {
        marks.push(Mark::Rule { upright, at, name: String::new() });
    }
    marks.push(Mark::Point {
        x: today.0,
        y: today.1,
        x_range: (today.0, today.0),
        y_range: (today.1, today.1),
        style: option_style(leader),
        marked: true,
        name: "Today".to_owned(),
    });
    let finding = finding(analysis, &map, x_name, y_name);
    let axis = |name: &str| Scale {
        title: format!("Weight of {name}, percent of the whole"),
        low: 0.0,
        high: 100.0,
        ticks: (0..=5).map(|at| (f64::from(at) * 20.0, format!("{} %", at * 20))).collect(),
    };
    Some(Figure {
        id: "two-weights",
        title: format!("Who leads at which weights of {x_name} and {y_name}"),
        alt: format!(
            "Map of who leads over all weights of {x_name} (across) and {y_name} (upwards), the \
             other weights in proportion. {finding}"
        ),
        finding,
        x: axis(x_name),
        y: Vertical::Scale(axis(y_name)),
        marks,
        legend,
        readings,
        table,
    })
}

fn finding(analysis: &Analysis, map: &TwoWeights, x_name: &str, y_name: &str) -> String {
    let name = |option: usize| analysis.options[option].name.as_str();
    if let [only] = map.cells.as_slice() {
        return format!("{} leads at any weights of {x_name} and {y_name}.", name(only.option));
    }
    let mut shares: Vec<String> = map
        .cells
        .iter()
        .filter(|cell| cell.share >= NAMED)
        .take(TOLD)
        .map(|cell| format!("{} at {}", name(cell.option), percent(cell.share)))
        .collect();
    if let Some(first) = shares.first_mut() {
        *first = first.replacen(" at ", " leads at ", 1);
    }
    let more = map.cells.len() - shares.len();
    match more {
        0 => {}
        1 => shares.push("one other at the rest".to_owned()),
        more => shares.push(format!("{more} others at the rest")),
    }
    format!(
        "{} of all weights of {x_name} and {y_name}. {}",
        analysis::listed(&shares),
        border_in_words(analysis, map)
    )
}

/// The weights nearest to today's at which another option leads.
fn border_in_words(analysis: &Analysis, map: &TwoWeights) -> String {
    map.nearest.map_or_else(String::new, |(option, (x, y))| {
        format!(
            "Nearest to today's {} and {}, {} leads from {} and {} on.",
            percent(map.today.0),
            percent(map.today.1),
            analysis.options[option].name,
            percent(x),
            percent(y)
        )
    })
}

fn corners_in_words(corners: &[(f64, f64)], x_name: &str, y_name: &str) -> String {
    let words: Vec<String> =
        corners.iter().map(|(x, y)| format!("{} / {}", percent(*x), percent(*y))).collect();
    format!("Corners, {x_name} / {y_name}: {}", words.join("; "))
}

/// The lines that hatch an option's area, so that areas are told apart without
/// colour: parallel lines at an angle of the option's own, cut at the corners.
/// `corners` is convex, in numbers of the axes from 0 to 100.
pub fn hatching(corners: &[(f64, f64)], style: super::OptionStyle) -> Vec<[(f64, f64); 2]> {
    /// Distance of the lines.
    const GAP: f64 = 3.0;
    // By the marker, which repeats at another length than the colours.
    let degrees: f64 = match style.marker {
        super::Marker::Circle => 45.0,
        super::Marker::Square => 135.0,
        super::Marker::Diamond => 0.0,
        super::Marker::TriangleUp => 90.0,
        super::Marker::Cross => 20.0,
        super::Marker::Star => 160.0,
        super::Marker::TriangleDown => 70.0,
    };
    let (sin, cos) = degrees.to_radians().sin_cos();
    // Height over the direction of the lines.
    let height = |(x, y): (f64, f64)| y * cos - x * sin;
    let (low, high) = corners
        .iter()
        .map(|&corner| height(corner))
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), h| (low.min(h), high.max(h)));
    let mut lines = Vec::new();
    if !(low.is_finite() && high.is_finite()) {
        return lines;
    }
    let (first, last) = ((low / GAP).floor() as i64 + 1, (high / GAP).ceil() as i64 - 1);
    for step in first..=last {
        let level = step as f64 * GAP;
        let mut ends = Vec::new();
        for (a, b) in corners.iter().zip(corners.iter().cycle().skip(1)) {
            let (from, to) = (height(*a) - level, height(*b) - level);
            if (from <= 0.0) != (to <= 0.0) {
                let share = from / (from - to);
                ends.push((a.0 + share * (b.0 - a.0), a.1 + share * (b.1 - a.1)));
            }
        }
        if let [a, b] = ends[..] {
            lines.push([a, b]);
        }
    }
    lines
}

/// Centre of a convex polygon's area; the mean of the corners where it has none.
pub fn centre(corners: &[(f64, f64)]) -> (f64, f64) {
    let (mut area, mut x, mut y) = (0.0, 0.0, 0.0);
    for (a, b) in corners.iter().zip(corners.iter().cycle().skip(1)) {
        let cross = a.0 * b.1 - b.0 * a.1;
        area += cross / 2.0;
        x += (a.0 + b.0) * cross / 6.0;
        y += (a.1 + b.1) * cross / 6.0;
    }
    if area.abs() > 1e-9 {
        return (x / area, y / area);
    }
    let count = corners.len().max(1) as f64;
    let sum = corners.iter().fold((0.0, 0.0), |sum, corner| (sum.0 + corner.0, sum.1 + corner.1));
    (sum.0 / count, sum.1 / count)
}
