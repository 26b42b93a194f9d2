//! One option against another: weighted differences, criterion by criterion.

use super::palette::option_style;
use super::{
    About, DataTable, Figure, Fill, LegendEntry, Mark, Reading, Row, Scale, Sign, Vertical,
    round_step, signed,
};
use crate::analysis::why::Subject;
use crate::analysis::{Analysis, Difference, compare, number, percent, points};
use crate::workbook::Workbook;

/// Criteria shown one by one; the rest is added up in one row.
const MOST_ROWS: usize = 14;
/// Criteria of the last row that a reading of it lists.
const REST_LISTED: usize = 5;

/// Why the first option is ahead of the second, or behind it: points that each
/// criterion adds to its lead, largest first. Positions in `Analysis::options`.
/// Nothing where a position is out of range or no criterion has weight.
pub fn differences(
    workbook: &Workbook,
    analysis: &Analysis,
    first: usize,
    second: usize,
) -> Option<Figure> {
    let (a, b) = (analysis.options.get(first)?, analysis.options.get(second)?);
    let all = compare(analysis, first, second);
    if all.is_empty() || first == second {
        return None;
    }
    let shown = if all.len() > MOST_ROWS { MOST_ROWS - 1 } else { all.len() };
    let mut rows = Vec::new();
    let mut marks = Vec::new();
    let mut table = DataTable {
        header: vec![
            "Criterion".to_owned(),
            "Weight".to_owned(),
            format!("Value of {}", a.name),
            format!("Value of {}", b.name),
            format!("Points for {}", a.name),
        ],
        rows: Vec::new(),
    };
    let value = |value: Option<f64>| value.map_or("unknown".to_owned(), points);
    for difference in &all {
        let node = analysis.leaves[difference.leaf];
        table.rows.push(vec![
            workbook.criteria[node].name.clone(),
            percent(analysis.weights.nodes[node].percent / 100.0),
            value(difference.first),
            value(difference.second),
            signed_range(difference.low, difference.high),
        ]);
    }
    let mut bars: Vec<(String, f64, f64)> = all[..shown]
        .iter()
        .map(|difference| {
            let node = analysis.leaves[difference.leaf];
            (workbook.criteria[node].name.clone(), difference.low, difference.high)
        })
        .collect();
    if shown < all.len() {
        let rest = &all[shown..];
        bars.push((
            format!("{} other criteria", rest.len()),
            rest.iter().map(|difference| difference.low).sum(),
            rest.iter().map(|difference| difference.high).sum(),
        ));
    }
    let mut reach = 1.0_f64;
    let mut has_range = false;
    let mut readings = Vec::new();
    for (row, (name, low, high)) in bars.into_iter().enumerate() {
        let middle = f64::midpoint(low, high);
        reach = reach.max(low.abs()).max(high.abs());
        let fill = if middle >= 0.0 {
            Fill::Option(option_style(first))
        } else {
            Fill::Hollow(option_style(second))
        };
        rows.push(Row {
            name: name.clone(),
            lead: String::new(),
            note: String::new(),
            style: None,
        });
        readings.push(match all.get(row).filter(|_| row < shown) {
            Some(difference) => {
                reading(workbook, analysis, (first, second), difference, row, &marks)
            }
            None => rest_reading(workbook, analysis, &all[shown..], &name, row, &marks),
        });
        if middle != 0.0 {
            marks.push(Mark::Bar {
                row,
                from: middle.min(0.0),
                to: middle.max(0.0),
                fill,
                key: None,
                name: format!("{name}: {} points", signed(middle)),
            });
        }
        if high - low > 0.05 {
            has_range = true;
            marks.push(Mark::Range {
                row,
                low,
                high,
                name: format!("Between {} and {} points", signed(low), signed(high)),
            });
        }
        marks.push(Mark::Label {
            row,
            at: if middle >= 0.0 { middle.max(high) } else { middle.min(low) },
            before: middle < 0.0,
            text: signed_range(low, high),
        });
    }
    let (step, reach) = nice(reach);
    let steps = (reach / step).round() as i32;
    let ticks = (-steps..=steps)
        .map(|at| {
            let x = f64::from(at) * step;
            (x, number(x.abs(), usize::from(step < 1.0)))
        })
        .collect();
    let lead = a.middle() - b.middle();
    let count = |ahead: bool| {
        all.iter()
            .filter(|difference| {
                let middle = difference.middle();
                if ahead { middle > 0.05 } else { middle < -0.05 }
            })
            .count()
    };
    let finding = match (number(lead.abs(), 1).as_str(), all.first()) {
        ("0.0", _) => format!(
            "{} and {} are level: ahead on {} and on {} criteria.",
            a.name,
            b.name,
            count(true),
            count(false)
        ),
        (_, Some(largest)) => format!(
            "{} is {} points {} {}; the largest difference is {} on {}.",
            a.name,
            points(lead.abs()),
            if lead > 0.0 { "ahead of" } else { "behind" },
            b.name,
            signed(largest.middle()),
            workbook.criteria[analysis.leaves[largest.leaf]].name
        ),
        _ => String::new(),
    };
    let mut legend = vec![
        LegendEntry::new(
            format!("Speaks for {}", a.name),
            Sign::Patch(Fill::Option(option_style(first))),
        ),
        LegendEntry::new(
            format!("Speaks for {}", b.name),
            Sign::Patch(Fill::Hollow(option_style(second))),
        ),
    ];
    if has_range {
        legend.push(LegendEntry::new("Possible while scores are unknown", Sign::Whisker));
    }
    marks.push(Mark::Rule { upright: true, at: 0.0, name: String::new() });
    Some(Figure {
        id: "differences",
        title: format!("{} against {}", a.name, b.name),
        alt: format!(
            "Bar chart of the weighted differences between {} (bars to the right) and {} (bars to \
             the left), in points of the total. {finding}",
            a.name, b.name
        ),
        finding,
        x: Scale {
            title: format!("Points for {} (left) and for {} (right)", b.name, a.name),
            low: -reach,
            high: reach,
            ticks,
        },
        y: Vertical::Rows(rows),
        marks,
        legend,
        readings,
        table,
    })
}

/// How one criterion comes to its points: weight × (value − value).
fn reading(
    workbook: &Workbook,
    analysis: &Analysis,
    (first, second): (usize, usize),
    difference: &Difference,
    row: usize,
    marks: &[Mark],
) -> Reading {
    let node = analysis.leaves[difference.leaf];
    let (a, b) = (&analysis.options[first].name, &analysis.options[second].name);
    let weight = percent(analysis.weights.nodes[node].percent / 100.0);
    let value = |value: Option<f64>| value.map_or("unknown".to_owned(), points);
    let range = signed_range(difference.low, difference.high);
    let sum = match (difference.first, difference.second) {
        (Some(x), Some(y)) => format!("{weight} × ({} − {}) = {range}", points(x), points(y)),
        _ => format!("{range} points, whatever the unknown value turns out to be"),
    };
    Reading {
        mark: marks.len(),
        row,
        title: workbook.criteria[node].name.clone(),
        facts: vec![
            ("Weight".to_owned(), weight),
            (format!("Value of {a}"), value(difference.first)),
            (format!("Value of {b}"), value(difference.second)),
            (format!("Points for {a}"), range),
        ],
        sum,
        about: Some(About::Criterion(workbook.criteria[node].id.clone())),
        why: Some(
            Subject::Difference(
                analysis.options[first].id.clone(),
                analysis.options[second].id.clone(),
                workbook.criteria[node].id.clone(),
            )
            .into(),
        ),
    }
}

/// What the criteria taken together are, the largest first.
fn rest_reading(
    workbook: &Workbook,
    analysis: &Analysis,
    rest: &[Difference],
    name: &str,
    row: usize,
    marks: &[Mark],
) -> Reading {
    let facts = rest
        .iter()
        .take(REST_LISTED)
        .map(|difference| {
            let node = analysis.leaves[difference.leaf];
            let range = signed_range(difference.low, difference.high);
            (workbook.criteria[node].name.clone(), range)
        })
        .collect();
    let low: f64 = rest.iter().map(|difference| difference.low).sum();
    let high: f64 = rest.iter().map(|difference| difference.high).sum();
    Reading {
        mark: marks.len(),
        row,
        title: name.to_owned(),
        facts,
        sum: format!(
            "{} points together; all of them stand in the numbers",
            signed_range(low, high)
        ),
        about: None,
        why: None,
    }
}

fn signed_range(low: f64, high: f64) -> String {
    let (a, b) = (signed(low), signed(high));
    if a == b { a } else { format!("{a} to {b}") }
}

/// A round step and a whole number of steps that holds `reach` with some room
/// for labels.
fn nice(reach: f64) -> (f64, f64) {
    let wanted = reach * 1.3;
    let step = round_step(wanted, 4.0);
    (step, (wanted / step).ceil() * step)
}
