//! The totals of the options under each profile.

use super::palette::option_style;
use super::{About, DataTable, Figure, Mark, Reading, Row, Scale, Vertical};
use crate::analysis::why::{Subject, WhyAsked};
use crate::analysis::{Analysis, ProfileResult, number, points, range};
use crate::workbook::{ProfileId, Workbook};

/// Options shown in any case, and at the most.
const FIRST: usize = 12;
const MOST: usize = 16;

/// Profile by option, as totals. The columns stand in the order of the ranking
/// under the profile in force, which is that of `analysis`. Nothing with fewer
/// than two profiles or without a ranked option.
pub fn profiles(
    workbook: &Workbook,
    analysis: &Analysis,
    results: &[ProfileResult],
) -> Option<Figure> {
    if results.len() < 2 || workbook.alternatives.is_empty() {
        return None;
    }
    let columns = columns(workbook, analysis, results);
    let name = |at: usize| workbook.alternatives[at].name.as_str();
    let mut table = DataTable {
        header: ["Profile", "Leads", "Lead", "Verdict"].map(str::to_owned).to_vec(),
        rows: Vec::new(),
    };
    table.header.extend(columns.iter().map(|&at| name(at).to_owned()));
    let (mut marks, mut readings) = (Vec::new(), Vec::new());
    let middles = || {
        let totals = results.iter().flat_map(|result| &result.totals).flatten();
        totals.map(|(low, high)| f64::midpoint(*low, *high))
    };
    let (least, most) =
        (middles().fold(f64::INFINITY, f64::min), middles().fold(f64::NEG_INFINITY, f64::max));
    for (row, result) in results.iter().enumerate() {
        let leader = result.leader;
        let mut line = vec![
            result.name.clone(),
            leader.map_or("nobody", name).to_owned(),
            result.lead.map(points).unwrap_or_default(),
            result.verdict.clone(),
        ];
        for (column, &at) in columns.iter().enumerate() {
            let total = result.totals.get(at).copied().flatten();
            let text = total.map_or("out".to_owned(), |(low, high)| range(low, high));
            // An interval is told by its middle where there is no room for it.
            let short = match total {
                Some((low, high)) if points(low) != points(high) => {
                    format!("≈{}", number(f64::midpoint(low, high), 0))
                }
                _ => text.clone(),
            };
            line.push(text.clone());
            readings.push(reading(workbook, result, at, &text, (marks.len(), row)));
            marks.push(Mark::Cell {
                row,
                column,
                // From the lowest total of the table to the highest.
                strength: total.map(|(low, high)| {
                    (f64::midpoint(low, high) - least) / (most - least).max(1.0)
                }),
                marked: leader == Some(at),
                name: format!("{}, {}: {text}", result.name, name(at)),
                text,
                short,
            });
        }
        table.rows.push(line);
    }
    let current = analysis.profile.as_ref();
    let finding = finding(workbook, results, current);
    Some(Figure {
        id: "profiles",
        title: "Totals under each profile".to_owned(),
        alt: format!("Table of the total of each option under each profile. {finding}"),
        finding,
        x: Scale {
            title: "Total value, points of 100; the leader of each profile is framed".to_owned(),
            low: 0.0,
            high: columns.len() as f64,
            ticks: Vec::new(),
        },
        y: Vertical::Matrix {
            rows: results
                .iter()
                .map(|result| Row {
                    name: result.name.clone(),
                    lead: String::new(),
                    note: if current == Some(&result.profile) {
                        "in force".to_owned()
                    } else {
                        String::new()
                    },
                    style: None,
                })
                .collect(),
            columns: columns
                .iter()
                .map(|&at| Row {
                    name: name(at).to_owned(),
                    lead: String::new(),
                    note: String::new(),
                    style: Some(option_style(at)),
                })
                .collect(),
        },
        marks,
        legend: Vec::new(),
        readings,
        table,
    })
}

/// Options by the ranking in force, then those that are out; of many the first
/// and all that lead under some profile.
fn columns(workbook: &Workbook, analysis: &Analysis, results: &[ProfileResult]) -> Vec<usize> {
    let out = (0..workbook.alternatives.len()).filter(|at| !analysis.order.contains(at));
    let all: Vec<usize> = analysis.order.iter().copied().chain(out).collect();
    let leads = |at: usize| results.iter().any(|result| result.leader == Some(at));
    let kept = |place: usize, at: usize| place < FIRST || leads(at);
    let shown = all.iter().enumerate().filter(|&(place, &at)| kept(place, at));
    shown.map(|(_, &at)| at).take(MOST).collect()
}

fn reading(
    workbook: &Workbook,
    result: &ProfileResult,
    option: usize,
    text: &str,
    (mark, row): (usize, usize),
) -> Reading {
    let name = |at: usize| workbook.alternatives[at].name.as_str();
    let mut facts = vec![("Total".to_owned(), text.to_owned())];
    if let Some(leader) = result.leader
        && let (Some(Some(best)), Some(Some(own))) =
            (result.totals.get(leader), result.totals.get(option))
    {
        let middle = |(low, high): &(f64, f64)| f64::midpoint(*low, *high);
        if leader == option {
            let lead = result.lead.map_or("it is alone".to_owned(), points);
            facts.push(("Leads by".to_owned(), lead));
        } else {
            let behind = format!("{} by {}", name(leader), points(middle(best) - middle(own)));
            facts.push(("Behind".to_owned(), behind));
        }
    }
    if !result.verdict.is_empty() {
        facts.push(("Verdict".to_owned(), result.verdict.clone()));
    }
    Reading {
        mark,
        row,
        title: format!("{} under {}", name(option), result.name),
        facts,
        sum: String::new(),
        about: Some(About::Profile(result.profile.clone())),
        why: Some(WhyAsked {
            profile: Some(result.profile.clone()),
            subject: Subject::Total(workbook.alternatives[option].id.clone()),
        }),
    }
}

fn finding(workbook: &Workbook, results: &[ProfileResult], current: Option<&ProfileId>) -> String {
    let mut wins: Vec<(usize, usize)> = Vec::new();
    for leader in results.iter().filter_map(|result| result.leader) {
        match wins.iter_mut().find(|(option, _)| *option == leader) {
            Some((_, count)) => *count += 1,
            None => wins.push((leader, 1)),
        }
    }
    wins.sort_by_key(|&(option, count)| (std::cmp::Reverse(count), option));
    let name = |at: usize| workbook.alternatives[at].name.as_str();
    let all = results.len();
    let here = results
        .iter()
        .find(|result| Some(&result.profile) == current)
        .and_then(|result| result.leader);
    match wins.as_slice() {
        [] => "No profile has a leader yet.".to_owned(),
        [(option, count)] if *count == all => {
            format!("{} leads under all {all} profiles.", name(*option))
        }
        [(option, count)] => {
            format!(
                "{} leads under {count} of {all} profiles, nobody under the rest.",
                name(*option)
            )
        }
        [(option, count), rest @ ..] => {
            let others: Vec<String> = rest
                .iter()
                .map(|(option, count)| format!("{} under {count}", name(*option)))
                .collect();
            let turn = match here {
                Some(here) if here != *option => {
                    format!("; under the one in force {} does", name(here))
                }
                _ => String::new(),
            };
            format!(
                "It depends on the profile: {} leads under {count} of {all}, {}{turn}.",
                name(*option),
                crate::analysis::listed(&others)
            )
        }
    }
}
