//! How often each option has each rank in draws over weights and scores.

use super::palette::option_style;
use super::{
    About, DataTable, Figure, Fill, LegendEntry, Mark, Reading, Row, Scale, Sign, Vertical,
};
use crate::analysis::Analysis;
use crate::analysis::uncertainty::{Outcome, draws_text, margin_text, share_headline, share_text};

/// Most options shown; more ranks could not be told apart.
pub(super) const MOST: usize = 24;

const RANKS: [&str; MOST] = [
    "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17",
    "18", "19", "20", "21", "22", "23", "24",
];

/// An axis of percent from 0 to 100.
pub(super) fn share_scale(title: &str) -> Scale {
    Scale {
        title: title.to_owned(),
        low: 0.0,
        high: 100.0,
        ticks: (0..=5).map(|step| (f64::from(step) * 20.0, (step * 20).to_string())).collect(),
    }
}

/// Stacked bars: for each option, in the order of the ranking, the share of
/// draws in which it came first, second and so on. Nothing without draws.
pub fn acceptability(analysis: &Analysis, outcome: &Outcome) -> Option<Figure> {
    let draws = outcome.shares.draws;
    let count = outcome.options.len();
    if count < 2 || draws == 0 {
        return None;
    }
    let shown = count.min(MOST);
    let name = |at: usize| analysis.options[outcome.options[at]].name.as_str();
    let mut rows = Vec::with_capacity(shown);
    let (mut marks, mut readings) = (Vec::new(), Vec::new());
    let mut table = DataTable {
        header: std::iter::once("Option".to_owned())
            .chain((1..=count).map(|rank| format!("Rank {rank}")))
            .collect(),
        rows: Vec::new(),
    };
    for at in 0..shown {
        let option = outcome.options[at];
        let ranks = &outcome.shares.ranks[at];
        rows.push(Row {
            name: name(at).to_owned(),
            lead: String::new(),
            note: String::new(),
            style: Some(option_style(option)),
        });
        table.rows.push(
            std::iter::once(name(at).to_owned())
                .chain(ranks.iter().map(|share| share_text(*share, draws)))
                .collect(),
        );
        let mut from = 0.0;
        for (rank, share) in ranks.iter().enumerate() {
            let to = (from + 100.0 * share).min(100.0);
            if *share > 0.0 {
                readings.push(reading(analysis, outcome, (at, rank), marks.len()));
                marks.push(Mark::Bar {
                    row: at,
                    from,
                    to,
                    fill: rank_fill(rank, count),
                    key: RANKS.get(rank).copied(),
                    name: format!(
                        "{}: rank {} in {}",
                        name(at),
                        rank + 1,
                        share_text(*share, draws)
                    ),
                });
            }
            from = to;
        }
        let first = ranks.first().copied().unwrap_or(0.0);
        marks.push(Mark::Label {
            row: at,
            at: 100.0,
            before: false,
            text: format!("{} first", share_text(first, draws)),
        });
    }
    let finding = format!("{}.", share_headline(analysis, outcome));
    let listed: Vec<String> = (0..shown)
        .map(|at| format!("{} {}", name(at), share_text(outcome.first(at), draws)))
        .collect();
    Some(Figure {
        id: "acceptability",
        title: match count {
            0..=MOST => "How often each option has each rank".to_owned(),
            all => format!("How often the first {MOST} of {all} options have each rank"),
        },
        alt: format!(
            "Bars of the share of {} in which each option has each rank. {finding} First: {}.",
            draws_text(draws),
            listed.join("; ")
        ),
        finding,
        x: share_scale("Percent of the draws; the number in a part is the rank"),
        y: Vertical::Rows(rows),
        marks,
        legend: legend(count),
        readings,
        table,
    })
}

fn rank_fill(rank: usize, of: usize) -> Fill {
    let small = |x: usize| u16::try_from(x).unwrap_or(u16::MAX);
    Fill::Rank { at: small(rank), of: small(of) }
}

/// The first, the second and the last rank; those between shade off.
fn legend(count: usize) -> Vec<LegendEntry> {
    let entry = |rank: usize, name: &str| LegendEntry {
        name: name.to_owned(),
        sign: Sign::Patch(rank_fill(rank, count)),
        key: RANKS.get(rank).copied(),
    };
    let mut entries = vec![entry(0, "First")];
    if count > 2 {
        entries.push(entry(1, "Second"));
    }
    if count > 3 {
        entries.push(entry(2, "Third, and so on"));
    }
    entries.push(entry(count - 1, "Last"));
    entries
}

fn reading(
    analysis: &Analysis,
    outcome: &Outcome,
    (at, rank): (usize, usize),
    mark: usize,
) -> Reading {
    let draws = outcome.shares.draws;
    let option = &analysis.options[outcome.options[at]];
    let share = outcome.shares.ranks[at][rank];
    let so_far: f64 = outcome.shares.ranks[at][..=rank].iter().sum();
    let exact = format!("{} ({})", share_text(share, draws), margin_text(share, draws));
    let mut facts = vec![(format!("Rank {}", rank + 1), exact)];
    if rank > 0 {
        let text = share_text(so_far.min(1.0), draws);
        facts.push((format!("Rank {} or better", rank + 1), text));
    }
    Reading {
        mark,
        row: at,
        title: option.name.clone(),
        facts,
        sum: String::new(),
        about: Some(About::Option(option.id.clone())),
        why: None,
    }
}
