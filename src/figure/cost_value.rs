//! Value against cost, with the Pareto line, its steps and the budget.

use super::palette::{Dash, Tone, option_style};
use super::{
    About, DataTable, Figure, Fill, LegendEntry, Mark, Reading, Scale, Sign, Vertical, round_scale,
    round_step,
};
use crate::analysis::{
    Analysis, CostStanding, CostStep, CostValue, ValueBasis, cost_text, cost_value, number, points,
    range,
};
use crate::workbook::{Costing, Workbook};

/// Up to so many options behind the line are tied to the one that beats them;
/// more ties would hide the points.
const MOST_TIES: usize = 6;
/// A budget more than so many times the dearest option is left out, so that
/// the options do not crowd at the left.
const FAR_BUDGET: f64 = 1.6;

/// The ranked options by cost and value. Nothing where fewer than two of them
/// have a cost.
pub fn cost_value_figure(
    workbook: &Workbook,
    analysis: &Analysis,
    basis: ValueBasis,
) -> Option<Figure> {
    let found = cost_value(workbook, analysis, basis)?;
    if found.points.len() < 2 {
        return None;
    }
    let costing = &workbook.frame.costing;
    let mut marks = Vec::new();
    let mut legend = Vec::new();
    let reach = found.points.iter().map(|point| point.cost.2).fold(0.0, f64::max);
    let budget = costing.budget.filter(|&budget| budget <= reach * FAR_BUDGET);
    if let Some(at) = budget {
        marks.push(Mark::Rule { upright: true, at, name: "Budget".to_owned() });
    }
    let place = |at: usize| (found.points[at].cost.0, found.points[at].value.0);
    let mut behind = Vec::new();
    ties(&found, place, &mut marks, &mut behind);
    // One place alone makes no line.
    if let Some(first) = found.steps.first() {
        let mut line = vec![place(first.from)];
        line.extend(found.steps.iter().map(|step| place(step.to)));
        marks.push(Mark::Line {
            points: line,
            dash: Dash::Dashed,
            fill: Fill::Tone(Tone::Muted),
            name: "Pareto line".to_owned(),
        });
        legend.push(LegendEntry::new(
            "Pareto line: nothing has more value for no more cost",
            Sign::Line(Fill::Tone(Tone::Muted), Dash::Dashed),
        ));
    }
    legend.append(&mut behind);
    let mut readings = Vec::new();
    let mut has_range = false;
    for (at, point) in found.points.iter().enumerate() {
        let on_line = point.standing.is_on_line();
        let (value, cost) = (point.value, point.cost);
        has_range |= value.2 - value.1 > 0.05 || cost.2 > cost.1;
        let name = found.name(analysis, at);
        readings.push(reading(workbook, analysis, &found, at, marks.len()));
        marks.push(Mark::Point {
            x: cost.0,
            y: value.0,
            x_range: (cost.1, cost.2),
            y_range: (value.1, value.2),
            style: option_style(point.option),
            marked: on_line,
            name: if on_line {
                name.to_owned()
            } else {
                // The word first: a long name is cut at its end.
                format!("{}: {name}", found.standing_in_short(at))
            },
        });
    }
    if has_range {
        legend.push(LegendEntry::new("Plausible range of scores and costs", Sign::Whisker));
    }
    let what = match basis {
        ValueBasis::All => "Value",
        ValueBasis::WithoutCosts => "Value without the criteria that are costs",
    };
    let mut across = "Cost".to_owned();
    if !costing.currency.trim().is_empty() {
        across.push_str(&format!(", {}", costing.currency.trim()));
    }
    if !costing.horizon.trim().is_empty() {
        across.push_str(&format!(", {}", costing.horizon.trim()));
    }
    if let Some(day) = costing.priced {
        across.push_str(&format!(", prices of {day}"));
    }
    let places: Vec<String> = (0..found.points.len())
        .map(|at| {
            let point = &found.points[at];
            format!(
                "{} {} points for {}, {}",
                found.name(analysis, at),
                points(point.value.0),
                cost_text(costing, point.cost.0),
                found.standing_in_words(analysis, at)
            )
        })
        .collect();
    Some(Figure {
        id: "cost-value",
        title: format!("{what} against cost"),
        alt: format!(
            "Scatter chart of the options by cost (across) and value in points of 100 (upwards). \
             {} Options: {}.",
            found.finding,
            places.join("; ")
        ),
        finding: found.finding.clone(),
        x: round_scale(&across, reach.max(budget.unwrap_or(0.0))),
        y: Vertical::Scale(value_axis(&format!("{what}, points of 100"), &found)),
        marks,
        legend,
        readings,
        table: table(workbook, analysis, &found),
    })
}

/// Dotted lines from the options behind the line to the one that beats each.
fn ties(
    found: &CostValue,
    place: impl Fn(usize) -> (f64, f64),
    marks: &mut Vec<Mark>,
    legend: &mut Vec<LegendEntry>,
) {
    let tied: Vec<(usize, usize)> = (0..found.points.len())
        .filter_map(|at| match &found.points[at].standing {
            CostStanding::Dominated(by)
            | CostStanding::SameCost(by)
            | CostStanding::SameValue(by) => Some((at, *by.first()?)),
            CostStanding::OnHull | CostStanding::BehindMix { .. } => None,
        })
        .collect();
    if tied.is_empty() || tied.len() > MOST_TIES {
        return;
    }
    for (at, by) in tied {
        marks.push(Mark::Line {
            points: vec![place(at), place(by)],
            dash: Dash::Dotted,
            fill: Fill::Tone(Tone::Muted),
            name: String::new(),
        });
    }
    legend.push(LegendEntry::new(
        "Leads to an option with no less value for no more cost",
        Sign::Line(Fill::Tone(Tone::Muted), Dash::Dotted),
    ));
}

/// An axis about the values that there are: where 0 lies means nothing.
fn value_axis(title: &str, found: &CostValue) -> Scale {
    let low = found.points.iter().map(|point| point.value.1).fold(100.0, f64::min);
    let high = found.points.iter().map(|point| point.value.2).fold(0.0, f64::max);
    let room = ((high - low) * 0.15).max(2.0);
    let (low, high) = ((low - room).max(0.0), (high + room).min(100.0));
    let step = round_step(high - low, 9.0);
    let from = (low / step).floor() as i64;
    let to = (high / step).ceil() as i64;
    let decimals = usize::from(step < 1.0);
    Scale {
        title: title.to_owned(),
        low: from as f64 * step,
        high: to as f64 * step,
        ticks: (from..=to)
            .map(|at| at as f64 * step)
            .map(|at| (at, number(at, decimals)))
            .collect(),
    }
}

/// The step of the line that ends at a point.
fn step_to(found: &CostValue, at: usize) -> Option<&CostStep> {
    found.steps.iter().find(|step| step.to == at || found.points[at].coincides.contains(&step.to))
}

fn table(workbook: &Workbook, analysis: &Analysis, found: &CostValue) -> DataTable {
    let costing = &workbook.frame.costing;
    let mut header: Vec<String> = [
        "Option",
        "Value",
        "Value, range",
        "Cost",
        "Cost, range",
        "Gain over the next cheaper on the line",
        "For",
        "Cost of a point",
        "Standing",
    ]
    .map(str::to_owned)
    .to_vec();
    if found.budget.is_some() {
        header.push("Budget".to_owned());
    }
    let rows = found.points.iter().enumerate().map(|(at, point)| {
        let step = step_to(found, at);
        let of = |text: &dyn Fn(&CostStep) -> String| step.map_or_else(String::new, text);
        let mut row = vec![
            found.name(analysis, at).to_owned(),
            points(point.value.0),
            range(point.value.1, point.value.2),
            cost_text(costing, point.cost.0),
            cost_range(costing, point.cost),
            of(&|step| points(step.gain)),
            of(&|step| cost_text(costing, step.cost)),
            of(&|step| cost_text(costing, step.cost_per_point)),
            found.standing_in_words(analysis, at),
        ];
        if let Some(answer) = &found.budget {
            row.push(answer.affordable[at].name().to_owned());
        }
        row
    });
    DataTable { header, rows: rows.collect() }
}

/// Lowest to highest cost, the currency once; one cost where they are the same.
fn cost_range(costing: &Costing, (_, low, high): (f64, f64, f64)) -> String {
    let plain = Costing::default();
    let high_text = cost_text(costing, high);
    if low < high { format!("{} – {high_text}", cost_text(&plain, low)) } else { high_text }
}

/// What an option's point says.
fn reading(
    workbook: &Workbook,
    analysis: &Analysis,
    found: &CostValue,
    at: usize,
    mark: usize,
) -> Reading {
    let costing = &workbook.frame.costing;
    let point = &found.points[at];
    let mut value = points(point.value.0);
    if point.value.2 - point.value.1 > 0.05 {
        value.push_str(&format!(", plausibly {}", range(point.value.1, point.value.2)));
    }
    let mut cost = cost_text(costing, point.cost.0);
    if point.cost.2 > point.cost.1 {
        let ends = (cost_text(costing, point.cost.1), cost_text(costing, point.cost.2));
        cost.push_str(&format!(", plausibly {} to {}", ends.0, ends.1));
    }
    let mut facts = vec![("Value".to_owned(), value), ("Cost".to_owned(), cost)];
    if let Some(step) = step_to(found, at) {
        facts.push((
            format!("Over {}", found.name(analysis, step.from)),
            format!(
                "{} points for {}, {} a point",
                points(step.gain),
                cost_text(costing, step.cost),
                cost_text(costing, step.cost_per_point)
            ),
        ));
    }
    if let Some(answer) = &found.budget {
        facts.push(("Budget".to_owned(), answer.affordable[at].name().to_owned()));
    }
    let mut sum = found.standing_in_words(analysis, at);
    if let Some(first) = sum.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    Reading {
        mark,
        row: 0,
        title: found.name(analysis, at).to_owned(),
        facts,
        sum,
        about: Some(About::Option(point.id.clone())),
        why: None,
    }
}
