//! Each option against each other one: the share of draws in which it is ahead.

use super::palette::option_style;
use super::{About, DataTable, Figure, Mark, Reading, Row, Scale, Vertical};
use crate::analysis::uncertainty::{Outcome, draws_text, margin_text, share_text};
use crate::analysis::{Analysis, number};

/// Options set against each other; more would be a table that nobody reads.
const MOST: usize = 12;
/// A share from which on a pair counts as settled.
const SETTLED: f64 = 0.95;

/// The first twelve ranked options against each other. Nothing without draws.
pub fn winning(analysis: &Analysis, outcome: &Outcome) -> Option<Figure> {
    let draws = outcome.shares.draws;
    let shown = outcome.options.len().min(MOST);
    if shown < 2 || draws == 0 {
        return None;
    }
    let name = |at: usize| analysis.options[outcome.options[at]].name.as_str();
    let heads: Vec<Row> = outcome.options[..shown]
        .iter()
        .map(|&option| Row {
            name: analysis.options[option].name.clone(),
            lead: String::new(),
            note: String::new(),
            style: Some(option_style(option)),
        })
        .collect();
    let mut table = DataTable {
        header: ["Option", "Against", "Ahead in"].map(str::to_owned).to_vec(),
        rows: Vec::new(),
    };
    let (mut marks, mut readings) = (Vec::new(), Vec::new());
    for row in 0..shown {
        for column in 0..shown {
            if row == column {
                marks.push(Mark::blank_cell(row, column));
                continue;
            }
            let share = outcome.shares.ahead[row][column];
            let words = share_text(share, draws);
            table.rows.push(vec![name(row).to_owned(), name(column).to_owned(), words.clone()]);
            readings.push(Reading {
                mark: marks.len(),
                row,
                title: format!("{} against {}", name(row), name(column)),
                facts: vec![(
                    format!("{} is ahead in", name(row)),
                    format!("{words} of the draws ({})", margin_text(share, draws)),
                )],
                sum: String::new(),
                about: Some(About::Option(analysis.options[outcome.options[row]].id.clone())),
                why: None,
            });
            marks.push(Mark::Cell {
                row,
                column,
                strength: Some(share),
                text: words.trim_end_matches(" %").to_owned(),
                short: number(100.0 * share, 0),
                marked: share >= SETTLED,
                name: format!("{} is ahead of {} in {words}", name(row), name(column)),
            });
        }
    }
    let finding = finding(analysis, outcome, shown);
    Some(Figure {
        id: "winning",
        title: match outcome.options.len() {
            0..=MOST => "How often each option is ahead of each other one".to_owned(),
            all => format!("How often the first {MOST} of {all} options are ahead of each other"),
        },
        alt: format!(
            "Table of the share of {} in which the option of the row is ahead of the option of the \
             column. {finding}",
            draws_text(draws)
        ),
        finding,
        x: Scale {
            title: "Percent of the draws in which the option at the left is ahead of the one above"
                .to_owned(),
            low: 0.0,
            high: shown as f64,
            ticks: Vec::new(),
        },
        y: Vertical::Matrix { rows: heads.clone(), columns: heads },
        marks,
        legend: Vec::new(),
        readings,
        table,
    })
}

/// The neighbours in the ranking between which the draws say least.
fn finding(analysis: &Analysis, outcome: &Outcome, shown: usize) -> String {
    let name = |at: usize| analysis.options[outcome.options[at]].name.as_str();
    let draws = outcome.shares.draws;
    let ahead = |a: usize, b: usize| outcome.shares.ahead[a][b];
    let pairs = (0..shown).flat_map(|a| (a + 1..shown).map(move |b| (a, b)));
    let closest = pairs.min_by(|x, y| {
        let away = |&(a, b): &(usize, usize)| (ahead(a, b) - 0.5).abs();
        away(x).total_cmp(&away(y))
    });
    let Some((mut a, mut b)) = closest else { return String::new() };
    if ahead(a, b) < ahead(b, a) {
        (a, b) = (b, a);
    }
    let share = ahead(a, b);
    if share >= 1.0 {
        return "Each option is ahead of those below it in every draw.".to_owned();
    }
    let words = share_text(share, draws);
    match share {
        s if s >= SETTLED => format!(
            "Every pair is settled in 95 % of the draws or more; the least of them is {} ahead of \
             {}, in {words}.",
            name(a),
            name(b)
        ),
        _ => format!("Least settled: {} is ahead of {} in {words} of the draws.", name(a), name(b)),
    }
}
