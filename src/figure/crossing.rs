//! Totals on the way from one profile to another, and where they cross.

use super::palette::option_style;
use super::{
    About, DataTable, Figure, Fill, LegendEntry, Mark, Reading, Scale, Sign, Vertical, round_step,
};
use crate::analysis::why::{Subject, WhyAsked};
use crate::analysis::{ProfileResult, number, points, profile_path, share_of_way};
use crate::workbook::Workbook;

/// The totals as lines over the share of the way from one profile to another,
/// with the points where options change places. Nothing where no option is
/// ranked under both.
pub fn crossing(workbook: &Workbook, from: &ProfileResult, to: &ProfileResult) -> Option<Figure> {
    let path = profile_path(from, to);
    if path.lines.is_empty() || from.profile == to.profile {
        return None;
    }
    let name = |at: usize| workbook.alternatives[at].name.as_str();
    let (mut marks, mut readings, mut legend) = (Vec::new(), Vec::new(), Vec::new());
    for line in &path.lines {
        let style = option_style(line.option);
        marks.push(Mark::Line {
            points: vec![(0.0, line.at_0), (1.0, line.at_1)],
            dash: style.dash,
            fill: Fill::Option(style),
            name: name(line.option).to_owned(),
        });
        legend
            .push(LegendEntry::new(name(line.option), Sign::Line(Fill::Option(style), style.dash)));
    }
    let point = |x: f64, y: f64, option: usize, marked: bool, name: String| Mark::Point {
        x,
        y,
        x_range: (x, x),
        y_range: (y, y),
        style: option_style(option),
        marked,
        name,
    };
    for it in &path.crossings {
        let at = share_of_way(it.at);
        let said =
            if it.lead { format!("{} leads from {at}", name(it.rises)) } else { String::new() };
        readings.push(Reading {
            mark: marks.len(),
            row: 0,
            title: format!("{} passes {}", name(it.rises), name(it.falls)),
            facts: vec![
                ("At".to_owned(), format!("{at} of the way")),
                ("Total of both".to_owned(), points(it.total)),
                ("The lead".to_owned(), if it.lead { "changes hands" } else { "stays" }.to_owned()),
            ],
            sum: String::new(),
            about: None,
            why: None,
        });
        marks.push(point(it.at, it.total, it.rises, it.lead, said));
    }
    let mut order: Vec<usize> = (0..path.lines.len()).collect();
    order.sort_by(|&a, &b| path.lines[b].at_0.total_cmp(&path.lines[a].at_0).then(a.cmp(&b)));
    let first_row = usize::from(!path.crossings.is_empty());
    for (row, &at) in order.iter().enumerate() {
        let line = &path.lines[at];
        for (x, y, profile) in [(0.0, line.at_0, from), (1.0, line.at_1, to)] {
            readings.push(Reading {
                mark: marks.len(),
                row: row + first_row,
                title: format!("{} under {}", name(line.option), profile.name),
                facts: vec![("Total".to_owned(), points(y))],
                sum: String::new(),
                about: Some(About::Profile(profile.profile.clone())),
                why: Some(WhyAsked {
                    profile: Some(profile.profile.clone()),
                    subject: Subject::Total(workbook.alternatives[line.option].id.clone()),
                }),
            });
            let said = if x > 0.5 { name(line.option).to_owned() } else { String::new() };
            marks.push(point(x, y, line.option, false, said));
        }
    }
    let finding = path.sentence(workbook);
    let note = match path.scores_differ {
        0 => String::new(),
        1 => ". One score differs between the two, by an answer; it moves along".to_owned(),
        count => format!(". {count} scores differ between the two, by answers; they move along"),
    };
    let mut table = DataTable {
        header: ["Passes", "Is passed", "Share of the way", "Total of both", "The lead changes"]
            .map(str::to_owned)
            .to_vec(),
        rows: Vec::new(),
    };
    for it in &path.crossings {
        table.rows.push(vec![
            name(it.rises).to_owned(),
            name(it.falls).to_owned(),
            format!("{} %", number(it.at * 100.0, 2)),
            number(it.total, 2),
            if it.lead { "yes" } else { "no" }.to_owned(),
        ]);
    }
    let quarters = [0.0, 0.25, 0.5, 0.75, 1.0];
    Some(Figure {
        id: "crossing",
        title: format!("From \"{}\" to \"{}\"", from.name, to.name),
        alt: format!(
            "Line chart of the totals as the weights move in a straight line from \"{}\" (left) to \
             \"{}\" (right). {finding}{note}",
            from.name, to.name
        ),
        finding,
        x: Scale {
            title: format!("Share of the way from \"{}\" to \"{}\"{note}", from.name, to.name),
            low: 0.0,
            high: 1.2,
            ticks: quarters
                .iter()
                .map(|at| (*at, format!("{} %", number(at * 100.0, 0))))
                .collect(),
        },
        y: Vertical::Scale(totals_scale(&path.lines)),
        marks,
        legend,
        readings,
        table,
    })
}

/// A scale that holds all totals, from a round step below the least.
fn totals_scale(lines: &[crate::analysis::PathLine]) -> Scale {
    let ends = || lines.iter().flat_map(|line| [line.at_0, line.at_1]);
    let (least, most) = (ends().fold(f64::INFINITY, f64::min), ends().fold(0.0, f64::max));
    let step = round_step((most - least).max(1.0), 5.0);
    let low = (least / step).floor() * step;
    let high = (most / step).ceil() * step;
    let high = if high - low < step { low + step } else { high };
    let steps = ((high - low) / step).round() as usize;
    let decimals = (-step.log10().floor()).clamp(0.0, 6.0) as usize;
    Scale {
        title: "Total value, points of 100".to_owned(),
        low,
        high,
        ticks: (0..=steps)
            .map(|at| low + at as f64 * step)
            .map(|at| (at, number(at, decimals)))
            .collect(),
    }
}
