//! How long the nodes of today last: the load as it grows, against what the
//! nodes carry that each option needs for it today.

use super::outlay::{load_text, whole_scale};
use super::palette::{Tone, option_style};
use super::{
    About, Dash, DataTable, Figure, Fill, LegendEntry, Mark, Reading, Sign, Vertical, round_scale,
};
use crate::analysis::number;
use crate::analysis::scalability::{Headroom, Outlook, load_by_month, nodes_in_words};
use crate::workbook::Workbook;

/// The load month by month, and what the nodes of today carry. Nothing where the
/// plan has no target or no growth, or no option has a capacity.
pub fn headroom_figure(workbook: &Workbook, outlook: &Outlook) -> Option<Figure> {
    let plan = &workbook.load_plan;
    let loads = load_by_month(plan).ok()?;
    let known: Vec<(usize, &Headroom)> = outlook
        .options
        .iter()
        .filter_map(|option| Some((option.option, option.headroom.as_ref().ok()?)))
        .collect();
    if known.is_empty() {
        return None;
    }
    let name = |option: usize| workbook.alternatives[option].name.as_str();
    let last = loads.len().saturating_sub(1);
    let month_of = |at: usize| at as f64;
    let (mut marks, mut readings, mut legend) = (Vec::new(), Vec::new(), Vec::new());
    marks.push(Mark::Line {
        points: loads.iter().enumerate().map(|(at, &load)| (month_of(at), load)).collect(),
        dash: Dash::Solid,
        fill: Fill::Tone(Tone::Ink),
        name: "Load".to_owned(),
    });
    legend.push(LegendEntry::new("Load", Sign::Line(Fill::Tone(Tone::Ink), Dash::Solid)));
    for (row, &(option, room)) in known.iter().enumerate() {
        let style = option_style(option);
        legend.push(LegendEntry::new(
            format!("{}, {} of today", name(option), nodes_in_words(room.nodes_today)),
            Sign::Marker(style),
        ));
        marks.push(Mark::Line {
            points: vec![(0.0, room.planned_rps), (month_of(last), room.planned_rps)],
            dash: style.dash,
            fill: Fill::Option(style),
            name: name(option).to_owned(),
        });
        // The whole years, and the month in which they are full.
        let mut months: Vec<usize> = (0..=last).step_by(12).collect();
        let full = room.full_in_month.map(|month| month as usize);
        months.extend(full);
        if !months.contains(&last) {
            months.push(last);
        }
        months.sort_unstable();
        months.dedup();
        for month in months {
            let is_full = full == Some(month);
            let mut facts = vec![
                ("Load".to_owned(), format!("{} requests/s", load_text(loads[month]))),
                (
                    "Nodes of today carry".to_owned(),
                    format!("{} requests/s", load_text(room.planned_rps)),
                ),
            ];
            let needed = room.nodes.get(month).copied().flatten();
            facts.push((
                "Nodes needed".to_owned(),
                needed.map_or_else(|| "out of reach".to_owned(), |nodes| number(nodes as f64, 0)),
            ));
            readings.push(Reading {
                mark: marks.len(),
                row,
                title: format!("{}, {}", name(option), in_month(month)),
                facts,
                sum: if is_full {
                    "First month that is too much".to_owned()
                } else {
                    String::new()
                },
                about: Some(About::Option(workbook.alternatives[option].id.clone())),
                why: None,
            });
            let (x, y) = (month_of(month), room.planned_rps);
            marks.push(Mark::Point {
                x,
                y,
                x_range: (x, x),
                y_range: (y, y),
                style,
                marked: is_full,
                name: if is_full {
                    format!("{}, month {month}", name(option))
                } else if full.is_none() && month == last {
                    name(option).to_owned()
                } else {
                    String::new()
                },
            });
        }
    }
    let finding = finding(workbook, &known);
    let highest = known.iter().map(|it| it.1.planned_rps);
    let highest = highest.chain(loads.iter().copied()).fold(0.0, f64::max);
    let mut header = vec!["Month".to_owned(), "Load, requests per second".to_owned()];
    for &(option, _) in &known {
        header.push(format!("Nodes, {}", name(option)));
    }
    let rows = loads
        .iter()
        .enumerate()
        .map(|(month, &load)| {
            let mut row = vec![month.to_string(), load_text(load)];
            row.extend(known.iter().map(|(_, room)| {
                let nodes = room.nodes.get(month).copied().flatten();
                nodes.map_or_else(|| "–".to_owned(), |nodes| number(nodes as f64, 0))
            }));
            row
        })
        .collect();
    Some(Figure {
        id: "headroom",
        title: "Headroom: what the nodes of today carry as the load grows".to_owned(),
        alt: format!("Line chart of the load month by month against the nodes of today. {finding}"),
        finding,
        x: whole_scale("Months from today", 0.0, month_of(last).max(1.0)),
        y: Vertical::Scale(round_scale("Requests per second", highest * 1.05)),
        marks,
        legend,
        readings,
        table: DataTable { header, rows },
    })
}

fn in_month(month: usize) -> String {
    if month == 0 { "today".to_owned() } else { format!("month {month}") }
}

fn finding(workbook: &Workbook, known: &[(usize, &Headroom)]) -> String {
    let name = |option: usize| workbook.alternatives[option].name.as_str();
    let horizon = workbook.load_plan.horizon_months;
    let mut full: Vec<(u32, usize)> =
        known.iter().filter_map(|(option, room)| Some((room.full_in_month?, *option))).collect();
    full.sort_unstable();
    let months =
        |count: u32| if count == 1 { "month".to_owned() } else { format!("{count} months") };
    let (Some(&first), Some(&last)) = (full.first(), full.last()) else {
        return format!("The nodes of today last for all of the next {}.", months(horizon));
    };
    let of = |month: u32| {
        let names: Vec<&str> =
            full.iter().filter(|it| it.0 == month).map(|it| name(it.1)).collect();
        match names.as_slice() {
            [one] => (*one).to_owned(),
            [one, other] => format!("{one} and {other}"),
            [one, rest @ ..] => format!("{one} and {} others", rest.len()),
            [] => String::new(),
        }
    };
    if full.len() < known.len() {
        let lasting = known.iter().find(|it| it.1.full_in_month.is_none());
        let lasting = lasting.map_or("", |it| name(it.0));
        return format!(
            "The nodes of today are full in month {} with {}; with {lasting} they last for all of \
             the next {}.",
            first.0,
            of(first.0),
            months(horizon)
        );
    }
    if first.0 == last.0 {
        return format!("The nodes of today are full in month {}, whichever option.", first.0);
    }
    format!(
        "The nodes of today are full in month {} with {}, in month {} with {}.",
        first.0,
        of(first.0),
        last.0,
        of(last.0)
    )
}
