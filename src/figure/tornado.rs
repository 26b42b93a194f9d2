//! What each uncertain score and each weight does to the leader's margin.

use super::palette::Tone;
use super::{
    About, DataTable, Figure, Fill, LegendEntry, Mark, Reading, Row, Scale, Sign, Vertical,
    round_step, signed,
};
use crate::analysis::{
    self, Analysis, TornadoEnd, TornadoEntry, TornadoSubject, number, percent, performance,
};
use crate::workbook::Workbook;

/// Bars drawn, the widest.
const MOST_ROWS: usize = 16;
/// Rows of the table; what moves the margin less is counted in one more.
const MOST_TOLD: usize = 60;
const LOW: Fill = Fill::Tone(Tone::Band);
const HIGH: Fill = Fill::Tone(Tone::Accent);

/// The margin of the leader between the ends of each range and with each weight
/// halved and doubled, the widest swing first. Nothing where nothing moves it.
pub fn tornado(workbook: &Workbook, analysis: &Analysis) -> Option<Figure> {
    let found = analysis::tornado(workbook, analysis)?;
    let widest = found.entries.first()?;
    let leader = analysis.options[found.leader].name.as_str();
    let name = |option: usize| analysis.options[option].name.as_str();
    let words = |entry: &TornadoEntry| subject(workbook, analysis, entry.subject);
    let at = |entry: &TornadoEntry, end: &TornadoEnd| ends(workbook, analysis, entry, end);
    let today = found.margin;
    let mut table = DataTable {
        header: [
            "What varies",
            "From",
            "Margin there",
            "First there",
            "To",
            "Margin there",
            "First there",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: Vec::new(),
    };
    for entry in found.entries.iter().take(MOST_TOLD) {
        let mut row = vec![words(entry)];
        for end in [&entry.low, &entry.high] {
            row.extend([at(entry, end), signed(end.margin), name(end.first).to_owned()]);
        }
        table.rows.push(row);
    }
    let untold = found.entries.len().saturating_sub(MOST_TOLD);
    if untold > 0 {
        let mut row = vec![format!("{untold} more that move it less")];
        row.resize(table.header.len(), String::new());
        table.rows.push(row);
    }
    let (mut rows, mut marks, mut readings) = (Vec::new(), Vec::new(), Vec::new());
    let (mut low, mut high) = (today.min(0.0), today.max(0.0));
    for (row, entry) in found.entries.iter().take(MOST_ROWS).enumerate() {
        let span = entry.span(today);
        (low, high) = (low.min(span.0), high.max(span.1));
        rows.push(Row {
            name: words(entry),
            lead: String::new(),
            note: String::new(),
            style: None,
        });
        readings.push(Reading {
            mark: marks.len(),
            row,
            title: words(entry),
            facts: vec![
                (at(entry, &entry.low), margin_words(analysis, &entry.low)),
                (at(entry, &entry.high), margin_words(analysis, &entry.high)),
            ],
            sum: format!("Today {leader} leads by {}", number(today, 1)),
            about: Some(match entry.subject {
                TornadoSubject::Score { leaf, .. } | TornadoSubject::Weight { leaf } => {
                    let node = analysis.leaves[leaf];
                    About::Criterion(workbook.criteria[node].id.clone())
                }
            }),
            why: None,
        });
        // The longer of two on the same side lies behind the other.
        let mut bars = [(&entry.low, LOW), (&entry.high, HIGH)];
        bars.sort_by(|a, b| (b.0.margin - today).abs().total_cmp(&(a.0.margin - today).abs()));
        for (end, fill) in bars {
            marks.push(Mark::Bar {
                row,
                from: end.margin.min(today),
                to: end.margin.max(today),
                fill,
                key: None,
                name: format!("{}: {}", at(entry, end), margin_words(analysis, end)),
            });
        }
        for (end, before) in label_ends(entry, today) {
            marks.push(Mark::Label { row, at: end.margin, before, text: at(entry, end) });
        }
    }
    marks.push(Mark::Rule { upright: true, at: today, name: String::new() });
    marks.push(Mark::Rule { upright: true, at: 0.0, name: String::new() });
    let turning = found.entries.iter().filter(|entry| entry.flips()).count();
    let finding = format!(
        "{leader} leads by {}. {} moves that most, from {} to {}; {}.",
        number(today, 1),
        words(widest),
        signed(widest.span(today).0),
        signed(widest.span(today).1),
        match turning {
            0 => "nothing within its range takes the lead away".to_owned(),
            1 => "one range or weight takes the lead away".to_owned(),
            several => format!("{several} ranges and weights take the lead away"),
        }
    );
    Some(Figure {
        id: "tornado",
        title: format!("What moves the margin of {leader} most"),
        alt: format!(
            "Bars of the margin of {leader} over the strongest other option, each score between \
             the ends of its range and each weight halved and doubled, widest first. {finding}"
        ),
        finding,
        x: scale(leader, low, high),
        y: Vertical::Rows(rows),
        marks,
        legend: vec![
            LegendEntry::new("Worse end of the range, or half the weight", Sign::Patch(LOW)),
            LegendEntry::new("Better end of the range, or double the weight", Sign::Patch(HIGH)),
            LegendEntry::new(
                "Upright lines: 0, and the margin today",
                Sign::Line(Fill::Tone(Tone::Muted), super::Dash::Solid),
            ),
        ],
        readings,
        table,
    })
}

/// The ends that get words: both where they lie on either side of today, else
/// the farther one.
fn label_ends(entry: &TornadoEntry, today: f64) -> Vec<(&TornadoEnd, bool)> {
    let side = |end: &TornadoEnd| end.margin < today;
    let (low, high) = (&entry.low, &entry.high);
    let (low_way, high_way) = ((low.margin - today).abs(), (high.margin - today).abs());
    if low_way > 1e-9 && high_way > 1e-9 && side(low) == side(high) {
        let farther = if low_way >= high_way { low } else { high };
        return vec![(farther, side(farther))];
    }
    let moved = [(low, low_way), (high, high_way)];
    moved.into_iter().filter(|(_, way)| *way > 1e-9).map(|(end, _)| (end, side(end))).collect()
}

fn subject(workbook: &Workbook, analysis: &Analysis, subject: TornadoSubject) -> String {
    let criterion = |leaf: usize| workbook.criteria[analysis.leaves[leaf]].name.as_str();
    match subject {
        TornadoSubject::Score { option, leaf } => {
            format!("{} of {}", criterion(leaf), analysis.options[option].name)
        }
        TornadoSubject::Weight { leaf } => format!("Weight of {}", criterion(leaf)),
    }
}

fn ends(
    workbook: &Workbook,
    analysis: &Analysis,
    entry: &TornadoEntry,
    end: &TornadoEnd,
) -> String {
    match entry.subject {
        TornadoSubject::Weight { .. } => percent(end.at),
        TornadoSubject::Score { leaf, .. } => workbook.criteria[analysis.leaves[leaf]]
            .measure()
            .map_or_else(|| number(end.at, 2), |measure| performance(measure, end.at)),
    }
}

fn margin_words(analysis: &Analysis, end: &TornadoEnd) -> String {
    let first = &analysis.options[end.first].name;
    format!("{first} leads by {}", number(end.margin.abs(), 1))
}

/// An axis of margins that holds 0, with lines at round steps.
fn scale(leader: &str, low: f64, high: f64) -> Scale {
    let step = round_step((high - low).max(1e-6), 6.0);
    let (first, last) = ((low / step).floor() as i32, (high / step).ceil() as i32);
    let decimals = (-step.log10().floor()).clamp(0.0, 6.0) as usize;
    Scale {
        title: format!("Margin of {leader}, points; below 0 another option leads"),
        low: f64::from(first) * step,
        high: f64::from(last.max(first + 1)) * step,
        ticks: (first..=last.max(first + 1))
            .map(|at| (f64::from(at) * step, number(f64::from(at) * step, decimals)))
            .collect(),
    }
}
