//! The agreement strip: the rank of each option under each method.

use super::palette::option_style;
use super::{About, DataTable, Figure, Mark, Reading, Row, Scale, Vertical};
use crate::analysis::{Analysis, CrossCheck, CrossChecks, CrossMethod, number};
use crate::workbook::Workbook;

/// Options shown; those ranked first by the model.
const MOST: usize = 12;

/// The rank of each option under each method, the model of the workbook first,
/// options in its order. Nothing where there is nothing to rank.
pub fn agreement(workbook: &Workbook, analysis: &Analysis) -> Option<Figure> {
    let checks = crate::analysis::cross_checks(workbook, analysis).ok()?;
    Some(agreement_of(analysis, &checks))
}

/// The same of cross-checks that are at hand.
pub fn agreement_of(analysis: &Analysis, checks: &CrossChecks) -> Figure {
    let shown = checks.options.len().min(MOST);
    let options = &checks.options[..shown];
    let name = |at: usize| analysis.options[at].name.clone();
    let columns = options
        .iter()
        .map(|&option| Row {
            name: name(option),
            lead: String::new(),
            note: String::new(),
            style: Some(option_style(option)),
        })
        .collect();
    let mut table =
        DataTable { header: ["Method", "Agreement"].map(str::to_owned).to_vec(), rows: Vec::new() };
    table.header.extend(checks.options.iter().map(|&option| name(option)));
    table.header.push("Normalisation".to_owned());
    let (mut rows, mut marks, mut readings) = (Vec::new(), Vec::new(), Vec::new());
    let whole = checks.options.len();
    for (row, check) in checks.methods.iter().enumerate() {
        rows.push(Row {
            name: check.method.name().to_owned(),
            lead: String::new(),
            note: if check.method == CrossMethod::Additive {
                String::new()
            } else {
                agreement_text(check)
            },
            style: None,
        });
        let mut line = vec![check.method.name().to_owned(), agreement_text(check)];
        line.extend(check.ranks.iter().map(|rank| rank_text(check, *rank)));
        line.push(check.method.normalisation());
        table.rows.push(line);
        for (column, &option) in options.iter().enumerate() {
            let rank = check.ranks[column];
            let text = rank_text(check, rank);
            readings.push(Reading {
                mark: marks.len(),
                row,
                title: format!("{} under {}", name(option), check.method.name()),
                facts: facts(check, column, &text),
                sum: check.method.normalisation(),
                about: Some(About::Option(analysis.options[option].id.clone())),
                why: None,
            });
            marks.push(Mark::Cell {
                row,
                column,
                strength: rank.map(|rank| strength(rank, whole)),
                short: if check.method.ranks() { text.clone() } else { short(rank) },
                name: format!("{} under {}: {text}", name(option), check.method.name()),
                marked: rank == Some(1),
                text,
            });
        }
    }
    let finding = checks.sentence(analysis);
    Figure {
        id: "agreement",
        title: if shown < whole {
            format!("Ranks under other methods, the first {shown} of {whole} options")
        } else {
            "Ranks under other methods".to_owned()
        },
        alt: format!(
            "Table of the rank of each option, one column each, under each method, one row each. \
             {finding}"
        ),
        finding,
        x: Scale {
            title: "Rank under each method; beside its name the agreement with the additive \
                    ranking, Kendall's τ"
                .to_owned(),
            low: 0.0,
            high: shown as f64,
            ticks: Vec::new(),
        },
        y: Vertical::Matrix { rows, columns },
        marks,
        legend: Vec::new(),
        readings,
        table,
    }
}

/// The rank as printed; for ELECTRE I whether the option is in the kernel.
fn rank_text(check: &CrossCheck, rank: Option<usize>) -> String {
    match rank {
        Some(_) if !check.method.ranks() => "kernel".to_owned(),
        Some(rank) => rank.to_string(),
        None if check.error.is_none() && !check.method.ranks() => "out".to_owned(),
        None => String::new(),
    }
}

fn short(rank: Option<usize>) -> String {
    if rank.is_some() { "k".to_owned() } else { "–".to_owned() }
}

/// The agreement as printed; a dash where there is none.
fn agreement_text(check: &CrossCheck) -> String {
    match check.agreement {
        Some(tau) => number(tau, 2),
        None => "–".to_owned(),
    }
}

fn facts(check: &CrossCheck, column: usize, rank: &str) -> Vec<(String, String)> {
    let name = if check.method.ranks() { "Rank" } else { "Kernel" };
    let rank = match (rank, check.method.ranks()) {
        ("", _) => "none",
        ("kernel", _) => "inside",
        ("out", false) => "outside",
        (other, _) => other,
    };
    let mut facts = vec![(name.to_owned(), rank.to_owned())];
    facts
        .extend(check.columns.iter().map(|(name, of)| ((*name).to_owned(), number(of[column], 3))));
    facts
}

/// The first rank is filled fully, the last hardly.
fn strength(rank: usize, whole: usize) -> f64 {
    let below = whole.saturating_sub(rank) as f64;
    0.05 + 0.6 * below / whole.saturating_sub(1).max(1) as f64
}
