//! Two qualities against each other, with ranges and the Pareto front.

use super::palette::{Dash, Tone, option_style};
use super::{
    About, DataTable, Figure, Fill, LegendEntry, Mark, Reading, Sign, Vertical, value_scale,
};
use crate::analysis::why::Subject;
use crate::analysis::{self, Analysis, TOLERANCE, TradeoffPoint, number, points, value};
use crate::workbook::{CriterionId, Workbook};

/// The ranked options by their values on two nodes of the tree, such as
/// performance and scalability. Nothing where the workbook lacks a node or
/// nothing is known of any option on both.
pub fn tradeoff(
    workbook: &Workbook,
    analysis: &Analysis,
    x: &CriterionId,
    y: &CriterionId,
) -> Option<Figure> {
    let found = analysis::tradeoff(workbook, analysis, x, y)?;
    // Where anything is possible on an axis, nothing is known to show.
    let known = |(_, low, high): (f64, f64, f64)| high - low < 100.0 - TOLERANCE;
    if !found.points.iter().any(|point| known(point.x) && known(point.y)) {
        return None;
    }
    let (x_name, y_name) = (workbook.criterion_name(x), workbook.criterion_name(y));
    let mut marks = Vec::new();
    for (upright, id) in [(true, x), (false, y)] {
        let Some(measure) = workbook.criterion(id).and_then(|criterion| criterion.measure()) else {
            continue;
        };
        let anchors = &measure.anchors;
        for (at, name) in [(anchors.target, "target"), (anchors.walk_away, "walk-away")] {
            if let Some(at) = at {
                marks.push(Mark::Rule { upright, at: value(measure, at).0, name: name.to_owned() });
            }
        }
    }
    let front: Vec<(f64, f64)> =
        found.front.iter().map(|&at| (found.points[at].x.0, found.points[at].y.0)).collect();
    let has_front = front.len() > 1;
    if has_front {
        marks.push(Mark::Line {
            points: front,
            dash: Dash::Dashed,
            fill: Fill::Tone(Tone::Muted),
            name: "Pareto front".to_owned(),
        });
    }
    let mut table = DataTable {
        header: vec![
            "Option".to_owned(),
            x_name.to_owned(),
            format!("{x_name}, range"),
            y_name.to_owned(),
            format!("{y_name}, range"),
            "On the Pareto front".to_owned(),
        ],
        rows: Vec::new(),
    };
    let mut legend = Vec::new();
    let mut readings = Vec::new();
    let mut has_range = false;
    for (at, point) in found.points.iter().enumerate() {
        let marked = found.front.contains(&at);
        let name = analysis.options[point.option].name.clone();
        let style = option_style(point.option);
        has_range |= point.x.2 - point.x.1 > 0.05 || point.y.2 - point.y.1 > 0.05;
        table.rows.push(vec![
            name.clone(),
            points(point.x.0),
            analysis::range(point.x.1, point.x.2),
            points(point.y.0),
            analysis::range(point.y.1, point.y.2),
            if marked { "yes" } else { "no" }.to_owned(),
        ]);
        legend.push(LegendEntry::new(name.clone(), Sign::Marker(style)));
        readings.push((point.x.0, reading(analysis, point, (x_name, y_name), marked, marks.len())));
        marks.push(Mark::Point {
            x: point.x.0,
            y: point.y.0,
            x_range: (point.x.1, point.x.2),
            y_range: (point.y.1, point.y.2),
            style,
            marked,
            name,
        });
    }
    if has_range {
        legend.push(LegendEntry::new("Plausible range of the scores", Sign::Whisker));
    }
    if has_front {
        legend.push(LegendEntry::new(
            "Pareto front: none is better on both",
            Sign::Line(Fill::Tone(Tone::Muted), Dash::Dashed),
        ));
    }
    readings.sort_by(|a: &(f64, Reading), b| a.0.total_cmp(&b.0));
    let places: Vec<String> = found
        .points
        .iter()
        .map(|point| {
            format!(
                "{} {} and {}",
                analysis.options[point.option].name,
                number(point.x.0, 0),
                number(point.y.0, 0)
            )
        })
        .collect();
    Some(Figure {
        id: "tradeoff",
        title: format!("{x_name} against {y_name}"),
        alt: format!(
            "Scatter chart of the options by value on {x_name} (across) and {y_name} (upwards), 0 \
             to 100 points each. {} Values: {}.",
            found.finding,
            places.join("; ")
        ),
        finding: found.finding,
        x: value_scale(&format!("{x_name}, points of 100")),
        y: Vertical::Scale(value_scale(&format!("{y_name}, points of 100"))),
        marks,
        legend,
        readings: readings.into_iter().map(|(_, reading)| reading).collect(),
        table,
    })
}

/// What an option's point says.
fn reading(
    analysis: &Analysis,
    point: &TradeoffPoint,
    (x_name, y_name): (&str, &str),
    on_front: bool,
    mark: usize,
) -> Reading {
    let option = &analysis.options[point.option];
    let ranged = |(middle, low, high): (f64, f64, f64)| {
        if high - low > 0.05 {
            format!("{}, plausibly {}", points(middle), analysis::range(low, high))
        } else {
            points(middle)
        }
    };
    Reading {
        mark,
        row: 0,
        title: option.name.clone(),
        facts: vec![
            (x_name.to_owned(), ranged(point.x)),
            (y_name.to_owned(), ranged(point.y)),
            ("Total".to_owned(), analysis::range(option.low, option.high)),
        ],
        sum: if on_front {
            "On the Pareto front: no other option is better on both".to_owned()
        } else {
            "Behind the Pareto front: another option is at least as good on both".to_owned()
        },
        about: Some(About::Option(option.id.clone())),
        why: Some(Subject::Total(option.id.clone()).into()),
    }
}
