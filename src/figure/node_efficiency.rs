//! What each of several nodes carries against one alone, over their number: by
//! the contention that the plan assumes, and as it was measured where runs over
//! nodes tell it.

use super::outlay::whole_scale;
use super::palette::{Tone, option_style};
use super::{
    About, Dash, DataTable, Figure, Fill, LegendEntry, Mark, Reading, Scale, Sign, Vertical,
};
use crate::analysis::number;
use crate::analysis::scalability::{Outlook, measured_efficiency, node_efficiency, nodes_in_words};
use crate::workbook::Workbook;

/// Efficiency per node over the number of nodes. Nothing where no option has a
/// number of nodes and none was measured over nodes.
pub fn node_efficiency_figure(workbook: &Workbook, outlook: &Outlook) -> Option<Figure> {
    let contention = workbook.load_plan.node_contention_percent / 100.0;
    let needed: Vec<(usize, u64)> = outlook
        .options
        .iter()
        .filter_map(|option| Some((option.option, option.nodes.as_ref().ok()?.nodes)))
        .collect();
    let measured = measured_efficiency(workbook);
    if needed.is_empty() && measured.is_empty() {
        return None;
    }
    let name = |option: usize| workbook.alternatives[option].name.as_str();
    let most = needed.iter().map(|it| it.1 as f64);
    let most = most.chain(measured.iter().flat_map(|run| &run.points).map(|it| it.0));
    let most = (most.fold(4.0, f64::max) * 1.25).ceil();
    let (mut marks, mut readings, mut legend) = (Vec::new(), Vec::new(), Vec::new());
    let mut table = DataTable {
        header: ["Option", "Nodes", "Each node carries, %", "From"].map(str::to_owned).to_vec(),
        rows: Vec::new(),
    };
    let percent = |share: f64| number(100.0 * share, 1);
    marks.push(Mark::Line {
        points: (0..=160)
            .map(|at| 1.0 + (most - 1.0) * f64::from(at) / 160.0)
            .map(|nodes| (nodes, 100.0 * node_efficiency(nodes, contention)))
            .collect(),
        dash: Dash::Solid,
        fill: Fill::Tone(Tone::Muted),
        name: "Assumed".to_owned(),
    });
    legend.push(LegendEntry::new(
        format!("Assumed: {} % contention among nodes", number(100.0 * contention, 1)),
        Sign::Line(Fill::Tone(Tone::Muted), Dash::Solid),
    ));
    let mut point = |marks: &mut Vec<Mark>,
                     option: usize,
                     at: (f64, f64),
                     row: usize,
                     from: &str,
                     said: String| {
        readings.push(Reading {
            mark: marks.len(),
            row,
            title: format!("{}, {}", name(option), nodes_in_words(at.0 as u64)),
            facts: vec![
                ("Each carries".to_owned(), format!("{} % of one alone", percent(at.1))),
                ("Together".to_owned(), format!("as much as {} alone", number(at.0 * at.1, 2))),
            ],
            sum: from.to_owned(),
            about: Some(About::Option(workbook.alternatives[option].id.clone())),
            why: None,
        });
        table.rows.push(vec![
            name(option).to_owned(),
            number(at.0, 0),
            percent(at.1),
            from.to_owned(),
        ]);
        let (x, y) = (at.0, 100.0 * at.1);
        marks.push(Mark::Point {
            x,
            y,
            x_range: (x, x),
            y_range: (y, y),
            style: option_style(option),
            marked: false,
            name: said,
        });
    };
    for &(option, nodes) in &needed {
        let at = (nodes as f64, node_efficiency(nodes as f64, contention));
        point(&mut marks, option, at, 0, "Assumed, at the target", name(option).to_owned());
        legend.push(LegendEntry::new(name(option), Sign::Marker(option_style(option))));
    }
    for (row, run) in measured.iter().enumerate() {
        let found = workbook.alternatives.iter().position(|option| option.id == run.option);
        let Some(option) = found else { continue };
        let style = option_style(option);
        marks.push(Mark::Line {
            points: run.points.iter().map(|&(nodes, share)| (nodes, 100.0 * share)).collect(),
            dash: style.dash,
            fill: Fill::Option(style),
            name: name(option).to_owned(),
        });
        legend.push(LegendEntry::new(
            format!("{}, measured", name(option)),
            Sign::Line(Fill::Option(style), style.dash),
        ));
        let last = run.points.len().saturating_sub(1);
        for (place, &at) in run.points.iter().enumerate() {
            let said =
                if place == last { format!("{} measured", name(option)) } else { String::new() };
            point(&mut marks, option, at, row + 1, "Measured", said);
        }
    }
    let finding = match needed.iter().map(|it| it.1).max() {
        _ if contention == 0.0 && measured.is_empty() => {
            "No contention among nodes is assumed: each carries as much as one alone.".to_owned()
        }
        Some(nodes) => format!(
            "With {} % contention each of {} carries {} % of what one carries alone.",
            number(100.0 * contention, 1),
            nodes_in_words(nodes),
            percent(node_efficiency(nodes as f64, contention))
        ),
        None => measured.iter().filter_map(|run| run.points.last()).next().map_or_else(
            String::new,
            |&(nodes, share)| {
                format!(
                    "As measured, each of {} carries {} % of what one carries alone.",
                    nodes_in_words(nodes as u64),
                    percent(share)
                )
            },
        ),
    };
    let highest = measured.iter().flat_map(|run| &run.points).map(|it| it.1).fold(1.0, f64::max);
    let tops = (highest * 5.0).ceil() as usize;
    Some(Figure {
        id: "node-efficiency",
        title: "Efficiency per node: what each carries against one alone".to_owned(),
        alt: format!("Line chart of the efficiency per node over the number of nodes. {finding}"),
        finding,
        x: whole_scale("Nodes", 1.0, most),
        y: Vertical::Scale(Scale {
            title: "Percent of one node alone".to_owned(),
            low: 0.0,
            high: 20.0 * tops as f64,
            ticks: (0..=tops).map(|at| (20.0 * at as f64, (20 * at).to_string())).collect(),
        }),
        marks,
        legend,
        readings,
        table,
    })
}
