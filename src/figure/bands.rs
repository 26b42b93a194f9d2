//! Totals that each option reaches in draws over weights and scores.

use super::acceptability::MOST;
use super::palette::{Dash, Tone, option_style};
use super::{
    About, DataTable, Figure, Fill, LegendEntry, Mark, Reading, Row, Sign, Vertical, value_scale,
};
use crate::analysis::uncertainty::{Outcome, draws_text};
use crate::analysis::{Analysis, points, range};

/// For each option, in the order of the ranking, the totals between which nine
/// of ten draws lie, and the middle one. Nothing without draws.
pub fn bands(analysis: &Analysis, outcome: &Outcome) -> Option<Figure> {
    let draws = outcome.shares.draws;
    let shown = outcome.options.len().min(MOST);
    if shown < 2 || draws == 0 {
        return None;
    }
    let (mut rows, mut marks, mut readings) = (Vec::new(), Vec::new(), Vec::new());
    let mut table = DataTable {
        header: ["Option", "5 %", "Middle", "95 %", "As stated"].map(str::to_owned).to_vec(),
        rows: Vec::new(),
    };
    for row in 0..shown {
        let at = outcome.options[row];
        let option = &analysis.options[at];
        let [low, middle, high] = outcome.shares.totals[row];
        rows.push(Row {
            name: option.name.clone(),
            lead: String::new(),
            note: String::new(),
            style: Some(option_style(at)),
        });
        table.rows.push(vec![
            option.name.clone(),
            points(low),
            points(middle),
            points(high),
            range(option.low, option.high),
        ]);
        readings.push(Reading {
            mark: marks.len(),
            row,
            title: option.name.clone(),
            facts: vec![
                ("Nine of ten draws".to_owned(), range(low, high)),
                ("The middle one".to_owned(), points(middle)),
                ("As stated".to_owned(), range(option.low, option.high)),
            ],
            sum: String::new(),
            about: Some(About::Option(option.id.clone())),
            why: None,
        });
        marks.push(Mark::Range {
            row,
            low,
            high,
            name: format!("{}: {} in nine of ten draws", option.name, range(low, high)),
        });
        marks.push(Mark::Tick {
            row,
            at: middle,
            fill: Fill::Option(option_style(at)),
            name: format!("{}: {} in the middle", option.name, points(middle)),
        });
        let text = match points(low) == points(high) {
            true => points(middle),
            false => format!("{} ({})", points(middle), range(low, high)),
        };
        marks.push(Mark::Label { row, at: high, before: false, text });
    }
    let finding = finding(analysis, outcome);
    Some(Figure {
        id: "bands",
        title: match outcome.options.len() {
            0..=MOST => "The totals that each option reaches".to_owned(),
            all => format!("The totals that the first {MOST} of {all} options reach"),
        },
        alt: format!(
            "Whiskers of the totals of each option between which nine of ten of {} lie, with a \
             tick at the middle one. {finding}",
            draws_text(draws)
        ),
        finding,
        x: value_scale("Total value, points of 100"),
        y: Vertical::Rows(rows),
        marks,
        legend: vec![
            LegendEntry::new("Nine of ten draws", Sign::Whisker),
            LegendEntry::new("The middle one", Sign::Line(Fill::Tone(Tone::Muted), Dash::Solid)),
        ],
        readings,
        table,
    })
}

/// Whether the bands of the first two overlap.
fn finding(analysis: &Analysis, outcome: &Outcome) -> String {
    let mut order: Vec<usize> = (0..outcome.options.len()).collect();
    let totals = &outcome.shares.totals;
    order.sort_by(|&a, &b| totals[b][1].total_cmp(&totals[a][1]).then(a.cmp(&b)));
    let (Some(&first), Some(&second)) = (order.first(), order.get(1)) else {
        return String::new();
    };
    let name = |at: usize| analysis.options[outcome.options[at]].name.as_str();
    let ahead = format!("{} reaches {} in the middle", name(first), points(totals[first][1]));
    if totals[first][0] > totals[second][2] {
        format!("{ahead}; its range lies above that of {}.", name(second))
    } else {
        format!("{ahead}; its range overlaps that of {}.", name(second))
    }
}
