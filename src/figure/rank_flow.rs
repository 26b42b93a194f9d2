//! How the ranks of the options change from profile to profile.

use super::palette::{Tone, option_style};
use super::{About, DataTable, Figure, Fill, LegendEntry, Mark, Reading, Scale, Sign, Vertical};
use crate::analysis::why::{Subject, WhyAsked};
use crate::analysis::{Analysis, ProfileResult, RankFlow, range, rank_flow};
use crate::workbook::Workbook;

/// Beyond this many options, lines are told apart by the names at their ends
/// alone.
const LEGEND: usize = 24;

/// Rank flow (a bump chart): profiles from the left in the workbook's order,
/// the options as lines through their ranks, those that are not ranked apart
/// below. Nothing with fewer than two profiles or without a ranked option.
pub fn rank_flow_figure(
    workbook: &Workbook,
    analysis: &Analysis,
    results: &[ProfileResult],
) -> Option<Figure> {
    let flow = rank_flow(results);
    if results.len() < 2 || flow.most == 0 {
        return None;
    }
    let options = workbook.alternatives.len();
    let last = results.len() - 1;
    let out_rows = flow
        .columns
        .iter()
        .map(|column| column.places.iter().filter(|place| place.is_none()).count())
        .max()
        .unwrap_or_default();
    // Heights run downwards from 0; the unranked have a band of their own.
    let height_of = |column: usize, option: usize| -> (f64, bool) {
        match flow.columns[column].places[option] {
            Some(place) => (-(place as f64), true),
            None => {
                let before = flow.columns[column].places[..option].iter().filter(|it| it.is_none());
                (-((flow.most + 1 + before.count()) as f64) - 0.4, false)
            }
        }
    };
    let floor = -((flow.most + out_rows) as f64) - if out_rows > 0 { 0.9 } else { 0.5 };
    let columns = last as f64;
    let (left, right) = (-(0.02 * columns + 0.08), columns * 1.32);
    let mut marks = Vec::new();
    if out_rows > 0 {
        marks.push(Mark::Region {
            x: (left, right),
            y: (floor, -(flow.most as f64) - 0.7),
            fill: Fill::Tone(Tone::Grid),
            name: "Not ranked".to_owned(),
        });
    }
    let name = |at: usize| workbook.alternatives[at].name.as_str();
    for option in 0..options {
        lines(&flow, option, name(option), &height_of, &mut marks);
    }
    // Walked option by option, in the order of the first profile.
    let mut order: Vec<usize> = (0..options).collect();
    order.sort_by(|&a, &b| height_of(0, b).0.total_cmp(&height_of(0, a).0));
    let mut readings = Vec::new();
    for (row, &option) in order.iter().enumerate() {
        for (column, result) in results.iter().enumerate() {
            let (y, ranked) = height_of(column, option);
            readings.push(reading(workbook, &flow, result, (column, option), (marks.len(), row)));
            let x = column as f64;
            marks.push(Mark::Point {
                x,
                y,
                x_range: (x, x),
                y_range: (y, y),
                style: option_style(option),
                marked: ranked && flow.columns[column].ranks[option] == Some(1),
                name: if column == last { shortened(name(option), 16) } else { String::new() },
            });
        }
    }
    let finding = flow.sentence(workbook);
    let first = &flow.columns[0];
    let mut ticks: Vec<(f64, String)> = (0..options)
        .filter_map(|option| {
            let rank = first.ranks[option]?;
            Some((height_of(0, option).0, format!("{rank}  {}", shortened(name(option), 20))))
        })
        .collect();
    ticks.sort_by(|a, b| b.0.total_cmp(&a.0));
    let legend = if options > LEGEND {
        Vec::new()
    } else {
        (0..options)
            .map(|option| {
                let style = option_style(option);
                LegendEntry::new(name(option), Sign::Line(Fill::Option(style), style.dash))
            })
            .collect()
    };
    let in_force = analysis.profile.as_ref().and_then(|id| workbook.profile(id));
    let told = in_force.map_or_else(String::new, |it| format!(" In force is \"{}\".", it.name));
    Some(Figure {
        id: "rank-flow",
        title: "Ranks from profile to profile".to_owned(),
        alt: format!(
            "Rank flow chart: one line for each option through its rank under each of {} \
             profiles, the first rank on top. {finding}{told}",
            results.len()
        ),
        finding,
        x: Scale {
            title: String::new(),
            low: left,
            high: right,
            ticks: results
                .iter()
                .enumerate()
                .map(|(at, result)| (at as f64, result.name.clone()))
                .collect(),
        },
        y: Vertical::Scale(Scale {
            title: format!("Rank; named on the left as under \"{}\"", results[0].name),
            low: floor,
            high: -0.5,
            ticks,
        }),
        marks,
        legend,
        readings,
        table: table(workbook, &flow, results),
    })
}

/// The lines of an option, broken where it is not ranked.
fn lines(
    flow: &RankFlow,
    option: usize,
    name: &str,
    height_of: &dyn Fn(usize, usize) -> (f64, bool),
    marks: &mut Vec<Mark>,
) {
    let style = option_style(option);
    let mut run: Vec<(f64, f64)> = Vec::new();
    let mut end = |run: &mut Vec<(f64, f64)>| {
        let points = std::mem::take(run);
        if points.len() > 1 {
            marks.push(Mark::Line {
                points,
                dash: style.dash,
                fill: Fill::Option(style),
                name: name.to_owned(),
            });
        }
    };
    for column in 0..flow.columns.len() {
        match height_of(column, option) {
            (y, true) => run.push((column as f64, y)),
            _ => end(&mut run),
        }
    }
    end(&mut run);
}

/// A name of so many letters at the most, to fit beside the lines.
fn shortened(name: &str, most: usize) -> String {
    if name.chars().count() <= most {
        return name.to_owned();
    }
    let cut: String = name.chars().take(most - 1).collect();
    format!("{}…", cut.trim_end())
}

fn reading(
    workbook: &Workbook,
    flow: &RankFlow,
    result: &ProfileResult,
    (column, option): (usize, usize),
    (mark, row): (usize, usize),
) -> Reading {
    let name = &workbook.alternatives[option].name;
    let rank = flow.columns[column].ranks[option];
    let mut facts = vec![("Rank".to_owned(), rank_words(flow, column, option))];
    if let Some((low, high)) = result.totals.get(option).copied().flatten() {
        facts.push(("Total".to_owned(), range(low, high)));
    }
    if let Some(before) = column.checked_sub(1)
        && let (Some(now), Some(then)) = (rank, flow.columns[before].ranks[option])
        && now != then
    {
        let text = format!("from {then} under \"{}\"", flow.columns[before].name);
        facts.push((if now < then { "Rises" } else { "Falls" }.to_owned(), text));
    }
    Reading {
        mark,
        row,
        title: format!("{name} under {}", result.name),
        facts,
        sum: String::new(),
        about: Some(About::Profile(result.profile.clone())),
        why: Some(WhyAsked {
            profile: Some(result.profile.clone()),
            subject: Subject::Total(workbook.alternatives[option].id.clone()),
        }),
    }
}

/// A rank as text; shared ones say so.
fn rank_words(flow: &RankFlow, column: usize, option: usize) -> String {
    let ranks = &flow.columns[column].ranks;
    match ranks[option] {
        None => "not ranked".to_owned(),
        Some(rank) if ranks.iter().filter(|it| **it == Some(rank)).count() > 1 => {
            format!("{rank}, shared")
        }
        Some(rank) => rank.to_string(),
    }
}

fn table(workbook: &Workbook, flow: &RankFlow, results: &[ProfileResult]) -> DataTable {
    let mut header = vec!["Option".to_owned()];
    header.extend(results.iter().map(|result| result.name.clone()));
    let rows = workbook
        .alternatives
        .iter()
        .enumerate()
        .map(|(option, alternative)| {
            let mut row = vec![alternative.name.clone()];
            row.extend((0..flow.columns.len()).map(|column| rank_words(flow, column, option)));
            row
        })
        .collect();
    DataTable { header, rows }
}
