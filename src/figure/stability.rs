//! Each weight with the range in which the leader stays first.

use super::palette::Tone;
use super::ranking::PLAIN;
use super::{
    About, DataTable, Figure, Fill, LegendEntry, Mark, Reading, Row, Scale, Sign, Vertical,
};
use crate::analysis::why::{End, Subject};
use crate::analysis::{Analysis, percent, stability_sentence};
use crate::workbook::Workbook;

/// Criteria shown; those whose range is nearest to the weight come first.
const MOST_ROWS: usize = 24;

/// The weights of the scored criteria with their stability intervals, the
/// tightest first. Nothing without a leader, a rival or weights.
pub fn stability(workbook: &Workbook, analysis: &Analysis) -> Option<Figure> {
    let leader = analysis.leader()?;
    if analysis.order.len() < 2 {
        return None;
    }
    let room = |entry: &crate::analysis::Stability| {
        let down = if entry.below.is_some() { entry.weight - entry.low } else { f64::INFINITY };
        let up = if entry.above.is_some() { entry.high - entry.weight } else { f64::INFINITY };
        down.min(up)
    };
    let mut entries: Vec<&crate::analysis::Stability> = analysis
        .stability
        .iter()
        .filter(|entry| workbook.criteria[entry.node].measure().is_some() && entry.weight > 0.0)
        .collect();
    if entries.is_empty() {
        return None;
    }
    entries.sort_by(|a, b| room(a).total_cmp(&room(b)).then(b.weight.total_cmp(&a.weight)));
    let name = |rival: Option<usize>| {
        rival.map_or("nobody".to_owned(), |at| analysis.options[at].name.clone())
    };
    let mut table = DataTable {
        header: [
            "Criterion",
            "Weight",
            "Lowest weight",
            "Leads below it",
            "Highest weight",
            "Leads above it",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: Vec::new(),
    };
    for entry in &entries {
        table.rows.push(vec![
            workbook.criteria[entry.node].name.clone(),
            percent(analysis.weights.nodes[entry.node].percent / 100.0),
            percent(entry.low),
            name(entry.below),
            percent(entry.high),
            name(entry.above),
        ]);
    }
    let mut rows = Vec::new();
    let mut marks = Vec::new();
    let mut readings = Vec::new();
    for (row, entry) in entries.iter().take(MOST_ROWS).enumerate() {
        let text = match (entry.below.is_some(), entry.above.is_some()) {
            (false, false) => "holds at any weight".to_owned(),
            (true, false) => format!("holds from {}", percent(entry.low)),
            (false, true) => format!("holds to {}", percent(entry.high)),
            (true, true) => format!("holds {} to {}", percent(entry.low), percent(entry.high)),
        };
        rows.push(Row {
            name: workbook.criteria[entry.node].name.clone(),
            lead: String::new(),
            note: String::new(),
            style: None,
        });
        readings.push(Reading {
            mark: marks.len(),
            row,
            title: workbook.criteria[entry.node].name.clone(),
            facts: vec![
                ("Weight now".to_owned(), percent(entry.weight)),
                ("Leads below the range".to_owned(), name(entry.below)),
                ("Leads above the range".to_owned(), name(entry.above)),
            ],
            sum: stability_sentence(analysis, entry),
            about: Some(About::Criterion(workbook.criteria[entry.node].id.clone())),
            why: Some(
                Subject::Stability(
                    workbook.criteria[entry.node].id.clone(),
                    if entry.above.is_some() { End::High } else { End::Low },
                )
                .into(),
            ),
        });
        marks.push(Mark::Bar {
            row,
            from: 100.0 * entry.low.min(entry.weight),
            to: 100.0 * entry.high.max(entry.weight),
            fill: Fill::Tone(Tone::Band),
            key: None,
            name: text.clone(),
        });
        marks.push(Mark::Tick {
            row,
            at: 100.0 * entry.weight,
            fill: PLAIN,
            name: format!("Weight now: {}", percent(entry.weight)),
        });
        // Right of the bar where there is room, otherwise inside its end.
        let end = 100.0 * entry.high.max(entry.weight);
        marks.push(Mark::Label {
            row,
            at: if end > 70.0 { 99.0 } else { end },
            before: end > 70.0,
            text,
        });
    }
    let finding = match entries.first().filter(|entry| room(entry).is_finite()) {
        None => format!("No single weight can take the lead from {}.", leader.name),
        Some(entry) => {
            let down = if entry.below.is_some() { entry.weight - entry.low } else { f64::INFINITY };
            let up = if entry.above.is_some() { entry.high - entry.weight } else { f64::INFINITY };
            let (verb, to, rival) = if down <= up {
                ("falls below", entry.low, entry.below)
            } else {
                ("rises above", entry.high, entry.above)
            };
            format!(
                "{} leads until the weight of {} {verb} {} (now {}); then {} does.",
                leader.name,
                workbook.criteria[entry.node].name,
                percent(to),
                percent(entry.weight),
                name(rival)
            )
        }
    };
    Some(Figure {
        id: "stability",
        title: "Weights and how far each can move".to_owned(),
        alt: format!(
            "Chart of the weight of each criterion and the range of weights in which {} stays \
             first, tightest first. {finding}",
            leader.name
        ),
        finding,
        x: Scale {
            title: "Weight of the criterion, percent of the whole".to_owned(),
            low: 0.0,
            high: 100.0,
            ticks: (0..=5).map(|at| (f64::from(at) * 20.0, format!("{} %", at * 20))).collect(),
        },
        y: Vertical::Rows(rows),
        marks,
        legend: vec![
            LegendEntry::new("Weight now", Sign::Line(PLAIN, super::Dash::Solid)),
            LegendEntry::new(
                format!("{} stays first", leader.name),
                Sign::Patch(Fill::Tone(Tone::Band)),
            ),
        ],
        readings,
        table,
    })
}
