//! Each option against each other one: the share of the weight on which it is
//! the better of the two.

use super::palette::option_style;
use super::{About, DataTable, Figure, Mark, Reading, Row, Scale, Vertical};
use crate::analysis::why::Subject;
use crate::analysis::{Analysis, Pair, number, pair, percent};
use crate::workbook::Workbook;

/// Options set against each other; more would be a table that nobody reads.
const MOST: usize = 12;

/// The first twelve ranked options against each other. Nothing without weights or with
/// fewer than two ranked options.
pub fn pairs(_workbook: &Workbook, analysis: &Analysis) -> Option<Figure> {
    let order = &analysis.order[..analysis.order.len().min(MOST)];
    if order.len() < 2 || !analysis.weights.is_set() {
        return None;
    }
    let name = |at: usize| analysis.options[at].name.as_str();
    let row_of = |&at: &usize| Row {
        name: name(at).to_owned(),
        lead: String::new(),
        note: String::new(),
        style: Some(option_style(at)),
    };
    let mut table = DataTable {
        header: [
            "Option",
            "Against",
            "Better on, weight",
            "Better on, criteria",
            "Level on, criteria",
            "Worse on, criteria",
            "Unknown, criteria",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: Vec::new(),
    };
    let mut marks = Vec::new();
    let mut readings = Vec::new();
    for (row, &one) in order.iter().enumerate() {
        for (column, &other) in order.iter().enumerate() {
            if one == other {
                marks.push(Mark::blank_cell(row, column));
                continue;
            }
            let pair = pair(analysis, one, other);
            table.rows.push(vec![
                name(one).to_owned(),
                name(other).to_owned(),
                percent(pair.better_weight),
                pair.better.to_string(),
                pair.level.to_string(),
                pair.worse.to_string(),
                pair.unknown.to_string(),
            ]);
            readings.push(reading(analysis, (one, other), &pair, (marks.len(), row)));
            marks.push(Mark::Cell {
                row,
                column,
                strength: Some(pair.better_weight),
                text: number(100.0 * pair.better_weight, 0),
                short: number(100.0 * pair.better_weight, 0),
                marked: pair.never_worse(),
                name: format!(
                    "{} is better than {} on {} of the weight",
                    name(one),
                    name(other),
                    percent(pair.better_weight)
                ),
            });
        }
    }
    let finding = finding(analysis);
    Some(Figure {
        id: "pairs",
        title: match analysis.order.len() {
            0..=MOST => "Each option against each other one".to_owned(),
            all => format!("The first {MOST} of {all} options against each other"),
        },
        alt: format!(
            "Table of the share of the weight on which the option of the row is better than the \
             option of the column. {finding}"
        ),
        finding,
        x: Scale {
            title:
                "Percent of the weight on which the option at the left is better than the one above"
                    .to_owned(),
            low: 0.0,
            high: order.len() as f64,
            ticks: Vec::new(),
        },
        y: Vertical::Matrix {
            rows: order.iter().map(row_of).collect(),
            columns: order.iter().map(row_of).collect(),
        },
        marks,
        legend: Vec::new(),
        readings,
        table,
    })
}

fn reading(
    analysis: &Analysis,
    (one, other): (usize, usize),
    pair: &Pair,
    (mark, row): (usize, usize),
) -> Reading {
    let (a, b) = (&analysis.options[one].name, &analysis.options[other].name);
    let criteria = |count: usize, weight: f64| match count {
        0 => "no criterion".to_owned(),
        1 => format!("1 criterion, {} of the weight", percent(weight)),
        count => format!("{count} criteria, {} of the weight", percent(weight)),
    };
    let mut facts = vec![
        (format!("{a} is better on"), criteria(pair.better, pair.better_weight)),
        (format!("{b} is better on"), criteria(pair.worse, pair.worse_weight)),
        ("Level on".to_owned(), criteria(pair.level, pair.level_weight)),
    ];
    if pair.unknown > 0 {
        let count = criteria(pair.unknown, pair.unknown_weight);
        facts.push(("Unknown on".to_owned(), count));
    }
    Reading {
        mark,
        row,
        title: format!("{a} against {b}"),
        facts,
        sum: if pair.never_worse() {
            format!("{a} is nowhere worse: it stays ahead whatever the weights")
        } else {
            String::new()
        },
        about: Some(About::Option(analysis.options[one].id.clone())),
        why: Some(
            Subject::Lead(analysis.options[one].id.clone(), analysis.options[other].id.clone())
                .into(),
        ),
    }
}

fn finding(analysis: &Analysis) -> String {
    let name = |at: usize| analysis.options[at].name.as_str();
    let beaten: Vec<String> = analysis
        .dominance
        .iter()
        .map(|pair| {
            let how = if pair.strict { "better than" } else { "at least as good as" };
            format!(
                "{} is {how} {} on every criterion that counts",
                name(pair.better),
                name(pair.worse)
            )
        })
        .collect();
    match beaten.as_slice() {
        [] => "No option is at least as good as another on every criterion: the weights decide."
            .to_owned(),
        [one] => format!("{one}, whatever the weights."),
        [one, rest @ ..] => {
            let more = match rest.len() {
                1 => "one more pair is".to_owned(),
                count => format!("{count} more pairs are"),
            };
            format!("{one}, whatever the weights; {more} settled the same way.")
        }
    }
}
