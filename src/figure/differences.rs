//! One option against another: weighted differences, criterion by criterion.

use super::palette::option_style;
use super::{DataTable, Figure, Fill, LegendEntry, Mark, Row, Scale, Sign, Vertical};
use crate::analysis::{Analysis, compare, number, percent, points};
use crate::workbook::Workbook;

/// Criteria shown one by one; the rest is added up in one row.
const MOST_ROWS: usize = 14;

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
    for (row, (name, low, high)) in bars.into_iter().enumerate() {
        let middle = f64::midpoint(low, high);
        reach = reach.max(low.abs()).max(high.abs());
        let side = if middle >= 0.0 { first } else { second };
        rows.push(Row {
            name: name.clone(),
            lead: String::new(),
            note: String::new(),
            style: None,
        });
        if middle != 0.0 {
            marks.push(Mark::Bar {
                row,
                from: middle.min(0.0),
                to: middle.max(0.0),
                fill: Fill::Option(option_style(side)),
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
        LegendEntry {
            name: format!("Speaks for {}", a.name),
            sign: Sign::Patch(Fill::Option(option_style(first))),
        },
        LegendEntry {
            name: format!("Speaks for {}", b.name),
            sign: Sign::Patch(Fill::Option(option_style(second))),
        },
    ];
    if has_range {
        legend.push(LegendEntry {
            name: "Possible while scores are unknown".to_owned(),
            sign: Sign::Whisker,
        });
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
        table,
    })
}

fn signed(x: f64) -> String {
    let text = points(x);
    if x > 0.0 && text != "0.0" { format!("+{text}") } else { text }
}

fn signed_range(low: f64, high: f64) -> String {
    let (a, b) = (signed(low), signed(high));
    if a == b { a } else { format!("{a} to {b}") }
}

/// A step of 1, 2 or 5 times a power of ten and the number of whole steps that
/// holds `reach` with some room for labels.
fn nice(reach: f64) -> (f64, f64) {
    let wanted = reach * 1.3;
    let power = 10.0_f64.powf((wanted / 4.0).log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| wanted / step <= 4.0)
        .unwrap_or(power * 10.0);
    (step, (wanted / step).ceil() * step)
}
