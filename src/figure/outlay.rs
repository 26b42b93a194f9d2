//! What a load takes over the load to carry: nodes, their price, or the price of
//! one node alone. Steps, since there is no half a node; a strip above them
//! tells which option takes the least from where to where.

use super::palette::{OptionStyle, Tone, option_style};
use super::{
    About, Dash, DataTable, Figure, Fill, LegendEntry, Mark, Reading, Scale, Sign, Vertical,
    round_scale, text_width,
};
use crate::analysis::number;
use crate::analysis::scalability::{
    Fleet, OneNodeStep, Outlay, OutlayRegion, Outlook, each_type, load_reach, node_steps,
    nodes_in_words, one_node_regions, one_node_steps, outlay_regions,
};
use crate::workbook::Workbook;

/// What is drawn over the load.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OutlayChart {
    /// Nodes of the type that each option runs on.
    Nodes,
    /// Their price a month.
    Price,
    /// The price a month of the cheapest single node that is enough.
    OneNode,
}

/// More steps of one option than these are drawn as a slope.
const MOST_STEPS: usize = 300;
/// The strip at the top begins at this share of the height.
const STRIP: f64 = 0.91;
/// A region narrower than this share of the width has no marker.
const NARROW: f64 = 0.035;
/// Widths of names are judged for a chart about so wide, in pixels.
const WIDTH: f64 = 560.0;

/// One option as it is drawn.
struct Series {
    /// Position in the workbook.
    option: usize,
    style: OptionStyle,
    /// Corners of its steps.
    corners: Vec<(f64, f64)>,
}

/// What is taken at a load, in words.
struct Taken {
    value: f64,
    facts: Vec<(String, String)>,
    cell: String,
}

/// Nodes or price over the load to carry. Nothing where no option has a
/// capacity, or prices are asked for and there are none.
pub fn outlay_figure(workbook: &Workbook, outlook: &Outlook, chart: OutlayChart) -> Option<Figure> {
    let plan = &workbook.load_plan;
    let known: Vec<(usize, &Fleet)> = outlook
        .options
        .iter()
        .filter_map(|option| Some((option.option, option.fleet.as_ref().ok()?)))
        .collect();
    let priced = chart != OutlayChart::Nodes;
    if known.is_empty() || (priced && plan.node_types.is_empty()) {
        return None;
    }
    let usage = plan.utilisation_percent / 100.0;
    let fleets: Vec<Fleet> = known.iter().map(|it| it.1.clone()).collect();
    let x = round_scale("Load to carry, requests per second", load_reach(workbook, &fleets));
    let reach = x.high;
    let alone: Vec<Vec<OneNodeStep>> = match chart {
        OutlayChart::OneNode => fleets
            .iter()
            .map(|fleet| one_node_steps(&each_type(workbook, &fleet.capacity), usage, reach))
            .collect(),
        OutlayChart::Nodes | OutlayChart::Price => Vec::new(),
    };
    let regions = match chart {
        OutlayChart::Nodes => outlay_regions(&fleets, Outlay::Nodes, reach),
        OutlayChart::Price => outlay_regions(&fleets, Outlay::Price, reach),
        OutlayChart::OneNode => Some(one_node_regions(&alone, reach)),
    }
    .unwrap_or_default();
    let at =
        |series: usize, load: f64| taken(workbook, chart, &fleets[series], &alone, series, load);
    let series: Vec<Series> = known
        .iter()
        .enumerate()
        .map(|(at, &(option, fleet))| Series {
            option,
            style: option_style(option),
            corners: match chart {
                OutlayChart::OneNode => alone_corners(&alone[at]),
                _ => fleet_corners(fleet, chart, reach),
            },
        })
        .collect();
    let name = |series: usize| workbook.alternatives[known[series].0].name.as_str();
    let compared = series.len() > 1 && !regions.is_empty();
    let room = if compared { 1.13 } else { 1.06 };
    let top = top(&series, plan.target_rps.filter(|it| *it < reach).unwrap_or(reach / 2.0), &at);
    let cut = series.iter().flat_map(|it| &it.corners).any(|it| it.1 > top);
    let mut y = round_scale(&y_title(workbook, chart), top.max(1e-9) * room);
    if cut {
        y.title.push_str("; steeper lines end where they leave the chart");
    }

    let (mut marks, mut readings) = (Vec::new(), Vec::new());
    let finding = finding(workbook, chart, &regions, &known, reach, &at);
    if compared {
        strip(&regions, reach, y.high, &known, &name, chart, &mut marks, &mut readings);
    }
    if let Some(target) = plan.target_rps.filter(|target| *target <= reach) {
        // Told in the legend: below, lines would run over its words.
        marks.push(Mark::Rule { upright: true, at: target, name: String::new() });
    }
    for it in &series {
        marks.push(Mark::Line {
            points: it.corners.iter().copied().take_while(|it| it.1 <= top).collect(),
            dash: it.style.dash,
            fill: Fill::Option(it.style),
            name: workbook.alternatives[it.option].name.clone(),
        });
    }
    let mut loads: Vec<f64> = x.ticks.iter().map(|it| it.0).filter(|load| *load > 0.0).collect();
    loads.extend(plan.target_rps.filter(|target| *target < reach));
    loads.sort_by(f64::total_cmp);
    loads.dedup();
    let first_row = usize::from(compared);
    for (row, it) in series.iter().enumerate() {
        let told: Vec<(f64, Taken)> =
            loads.iter().filter_map(|&load| Some((load, at(row, load)?))).collect();
        let told: Vec<(f64, Taken)> = told.into_iter().filter(|it| it.1.value <= top).collect();
        let last = told.len().saturating_sub(1);
        for (place, (load, taken)) in told.into_iter().enumerate() {
            let target = plan.target_rps == Some(load);
            readings.push(Reading {
                mark: marks.len(),
                row: row + first_row,
                title: format!("{} at {} requests/s", name(row), load_text(load)),
                facts: taken.facts,
                sum: if target { "The target of the plan".to_owned() } else { String::new() },
                about: Some(About::Option(known[row].1.option.clone())),
                why: None,
            });
            marks.push(Mark::Point {
                x: load,
                y: taken.value,
                x_range: (load, load),
                y_range: (taken.value, taken.value),
                style: it.style,
                marked: false,
                name: if place == last { name(row).to_owned() } else { String::new() },
            });
        }
    }
    let mut legend: Vec<LegendEntry> = series
        .iter()
        .enumerate()
        .map(|(row, it)| LegendEntry::new(name(row), Sign::Marker(it.style)))
        .collect();
    if let Some(target) = plan.target_rps.filter(|target| *target <= reach) {
        let sign = Sign::Line(Fill::Tone(Tone::Muted), Dash::Dotted);
        legend.push(LegendEntry::new(format!("Target {}", load_text(target)), sign));
    }
    if compared {
        if regions.iter().any(|region| region.best.len() > 1) {
            let tie = Sign::Patch(Fill::Tone(Tone::Ground));
            legend.push(LegendEntry::new("Strip left blank, several alike", tie));
        }
        let sign = Sign::Line(Fill::Tone(Tone::Muted), Dash::Solid);
        legend.push(LegendEntry::new(format!("Strip at the top, {}", best_words(chart)), sign));
    }
    let table = table(chart, &regions, &loads, &known, workbook, &at);
    let (id, title) = names(chart);
    Some(Figure {
        id,
        title: title.to_owned(),
        alt: format!("Step chart of the options over the load to carry. {finding}"),
        finding,
        x,
        y: Vertical::Scale(y),
        marks,
        legend,
        readings,
        table,
    })
}

/// How high the chart goes: over all that is taken, but not so far over what the
/// target takes that one option near its limit presses the others flat.
fn top(series: &[Series], target: f64, at: &impl Fn(usize, f64) -> Option<Taken>) -> f64 {
    let highest = |it: &Series| it.corners.iter().map(|it| it.1).fold(0.0, f64::max);
    let all = series.iter().map(highest).fold(0.0, f64::max);
    let lowest = series.iter().map(highest).filter(|it| *it > 0.0).fold(all, f64::min);
    let taken = (0..series.len()).filter_map(|row| Some(at(row, target)?.value));
    all.min((3.0 * taken.fold(0.0, f64::max)).max(1.5 * lowest))
}

fn names(chart: OutlayChart) -> (&'static str, &'static str) {
    match chart {
        OutlayChart::Nodes => ("nodes-over-load", "Nodes over the load to carry"),
        OutlayChart::Price => ("cost-over-load", "Cost a month over the load to carry"),
        OutlayChart::OneNode => ("one-node-over-load", "One larger node alone, cost a month"),
    }
}

fn y_title(workbook: &Workbook, chart: OutlayChart) -> String {
    let currency = &workbook.load_plan.currency;
    let price = if currency.is_empty() {
        "Price a month".to_owned()
    } else {
        format!("{currency} a month")
    };
    match chart {
        OutlayChart::Nodes => "Nodes".to_owned(),
        OutlayChart::Price => price,
        OutlayChart::OneNode => format!("{price}, one node"),
    }
}

fn best_words(chart: OutlayChart) -> &'static str {
    match chart {
        OutlayChart::Nodes => "who needs the fewest nodes",
        OutlayChart::Price | OutlayChart::OneNode => "who is the cheapest",
    }
}

/// A load in requests per second, as it is printed.
pub(super) fn load_text(load: f64) -> String {
    number(load, if load < 10.0 { 2 } else { 0 })
}

/// A price, as it is printed.
pub(super) fn price_text(workbook: &Workbook, price: f64) -> String {
    let currency = &workbook.load_plan.currency;
    let text = number(price, if price < 100.0 && price.fract() != 0.0 { 2 } else { 0 });
    if currency.is_empty() { text } else { format!("{text} {currency}") }
}

fn fleet_corners(fleet: &Fleet, chart: OutlayChart, reach: f64) -> Vec<(f64, f64)> {
    let value = |nodes: u64| match chart {
        OutlayChart::Nodes => nodes as f64,
        _ => fleet.per_month(nodes).unwrap_or(0.0),
    };
    if let Some(steps) = node_steps(fleet, reach, MOST_STEPS) {
        let both = |(from, to, nodes): (f64, f64, u64)| [(from, value(nodes)), (to, value(nodes))];
        return steps.into_iter().flat_map(both).collect();
    }
    (1..=200)
        .map(|at| reach * f64::from(at) / 200.0)
        .map_while(|load| Some((load, value(fleet.nodes(load).ok()?))))
        .collect()
}

fn alone_corners(steps: &[OneNodeStep]) -> Vec<(f64, f64)> {
    let both = |step: &OneNodeStep| {
        [(step.above, step.node_type.per_month), (step.up_to, step.node_type.per_month)]
    };
    steps.iter().flat_map(both).collect()
}

fn taken(
    workbook: &Workbook,
    chart: OutlayChart,
    fleet: &Fleet,
    alone: &[Vec<OneNodeStep>],
    series: usize,
    load: f64,
) -> Option<Taken> {
    let a_month = |price: f64| ("A month".to_owned(), price_text(workbook, price));
    if chart == OutlayChart::OneNode {
        let step = alone[series].iter().find(|step| step.above < load && load <= step.up_to)?;
        let node = &step.node_type;
        return Some(Taken {
            value: node.per_month,
            facts: vec![
                ("One node".to_owned(), node.name.clone()),
                a_month(node.per_month),
                ("Enough up to".to_owned(), format!("{} requests/s", load_text(step.up_to))),
            ],
            cell: format!("{} ({})", price_text(workbook, node.per_month), node.name),
        });
    }
    let nodes = fleet.nodes(load).ok()?;
    let price = fleet.per_month(nodes);
    let mut facts = vec![("Nodes".to_owned(), number(nodes as f64, 0))];
    if let Some(node) = &fleet.node_type {
        facts.push(("Node type".to_owned(), node.name.clone()));
    }
    facts.extend(price.map(a_month));
    let carried = load_text(fleet.planned_rps(nodes));
    facts.push((
        "They carry".to_owned(),
        format!("{carried} requests/s within the use planned for"),
    ));
    let (value, cell) = match chart {
        OutlayChart::Nodes => (nodes as f64, number(nodes as f64, 0)),
        _ => (price?, price_text(workbook, price?)),
    };
    Some(Taken { value, facts, cell })
}

/// The strip of regions at the top of the chart.
#[allow(clippy::too_many_arguments, reason = "one place of use, each a part of the chart")]
fn strip<'a>(
    regions: &[OutlayRegion],
    reach: f64,
    high: f64,
    known: &[(usize, &Fleet)],
    name: &impl Fn(usize) -> &'a str,
    chart: OutlayChart,
    marks: &mut Vec<Mark>,
    readings: &mut Vec<Reading>,
) {
    let y = (STRIP * high, high);
    for region in regions {
        let x = (region.above, region.up_to);
        let share = (x.1 - x.0) / reach;
        let told = match region.best.as_slice() {
            [] => "None carries it".to_owned(),
            [one] => name(*one).to_owned(),
            several => joined(&several.iter().map(|&at| name(at)).collect::<Vec<_>>()),
        };
        let half = share * WIDTH / 2.0;
        let tint = |style: OptionStyle| Mark::Region {
            x,
            y,
            fill: Fill::Option(style),
            name: String::new(),
        };
        match region.best.as_slice() {
            &[one] if share >= NARROW => {
                readings.push(Reading {
                    mark: marks.len(),
                    row: 0,
                    title: format!(
                        "From {} to {} requests/s",
                        load_text(region.above),
                        load_text(region.up_to)
                    ),
                    facts: vec![(
                        match chart {
                            OutlayChart::Nodes => "Fewest nodes".to_owned(),
                            _ => "Cheapest".to_owned(),
                        },
                        told.clone(),
                    )],
                    sum: String::new(),
                    about: Some(About::Option(known[one].1.option.clone())),
                    why: None,
                });
                let (across, up) = (f64::midpoint(x.0, x.1), f64::midpoint(y.0, y.1));
                let style = option_style(known[one].0);
                marks.push(Mark::Point {
                    x: across,
                    y: up,
                    x_range: (across, across),
                    y_range: (up, up),
                    style,
                    marked: true,
                    name: if half > text_width(&told, 14.0) + 14.0 { told } else { String::new() },
                });
                marks.push(tint(style));
            }
            &[one] => marks.push(tint(option_style(known[one].0))),
            [] => {}
            several => {
                let words = if several.len() == known.len() {
                    "All alike".to_owned()
                } else {
                    format!("{told} alike")
                };
                let fits = 2.0 * half > text_width(&words, 12.0) + 14.0;
                marks.push(Mark::Region {
                    x,
                    y,
                    fill: Fill::Tone(Tone::Ground),
                    name: if fits { words } else { String::new() },
                });
            }
        }
    }
}

/// "a", "a and b", "a, b and c", "a, b and 3 others".
fn joined(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [one, other] => format!("{one} and {other}"),
        [one, other, third] => format!("{one}, {other} and {third}"),
        [one, other, rest @ ..] => format!("{one}, {other} and {} others", rest.len()),
    }
}

fn finding(
    workbook: &Workbook,
    chart: OutlayChart,
    regions: &[OutlayRegion],
    known: &[(usize, &Fleet)],
    reach: f64,
    at: &impl Fn(usize, f64) -> Option<Taken>,
) -> String {
    let name = |series: usize| workbook.alternatives[known[series].0].name.as_str();
    let target = workbook.load_plan.target_rps;
    let told = |best: &[usize]| joined(&best.iter().map(|&it| name(it)).collect::<Vec<_>>());
    let verb = |best: &[usize]| match (chart, best.len()) {
        (OutlayChart::Nodes, 0) => "no option is enough",
        (_, 0) => "no single node is enough",
        (OutlayChart::Nodes, 1) => "needs the fewest nodes",
        (OutlayChart::Nodes, _) => "alike need the fewest nodes",
        (_, 1) => "is the cheapest",
        (_, _) => "alike are the cheapest",
    };
    let said = |best: &[usize]| format!("{} {}", told(best), verb(best)).trim().to_owned();
    let outlay = |series: usize, load: f64| match (chart, at(series, load)) {
        (OutlayChart::Nodes, Some(taken)) => nodes_in_words(taken.value as u64),
        (_, Some(taken)) => format!("{} a month", price_text(workbook, taken.value)),
        (_, None) => "out of reach".to_owned(),
    };
    if known.len() == 1 {
        return match target {
            Some(load) => {
                format!("At {} requests/s {} takes {}.", load_text(load), name(0), outlay(0, load))
            }
            None => format!("{} up to {} requests/s.", name(0), load_text(reach)),
        };
    }
    let begin = |text: String| match chart {
        OutlayChart::OneNode => format!("As one larger node, {text}."),
        _ => {
            let mut letters = text.chars();
            letters.next().map_or_else(String::new, |first| {
                format!("{}{}.", first.to_uppercase(), letters.as_str())
            })
        }
    };
    match regions {
        [] => format!("Up to {} requests/s it changes too often to tell.", load_text(reach)),
        [one] => begin(format!("{} up to {} requests/s", said(&one.best), load_text(reach))),
        [first, last] => begin(format!(
            "{} up to {} requests/s, {} beyond",
            said(&first.best),
            load_text(first.up_to),
            if last.best.is_empty() { verb(&[]).to_owned() } else { told(&last.best) }
        )),
        [first, middle, last] => begin(format!(
            "{} up to {} requests/s, {} up to {}, {} beyond",
            said(&first.best),
            load_text(first.up_to),
            if middle.best.is_empty() { verb(&[]).to_owned() } else { told(&middle.best) },
            load_text(middle.up_to),
            if last.best.is_empty() { verb(&[]).to_owned() } else { told(&last.best) }
        )),
        many => {
            let load = target.filter(|load| *load <= reach).unwrap_or(reach);
            let here = many.iter().find(|it| it.above < load && load <= it.up_to);
            let best = here.map_or(&[][..], |it| &it.best);
            let price =
                best.first().map_or_else(String::new, |&it| format!(" ({})", outlay(it, load)));
            begin(format!(
                "at {} requests/s {}{price}; up to {} that changes {} times",
                load_text(load),
                said(best),
                load_text(reach),
                many.len() - 1
            ))
        }
    }
}

/// At most this many regions are rows of the table.
const MOST_ROWS: usize = 80;

fn table(
    chart: OutlayChart,
    regions: &[OutlayRegion],
    loads: &[f64],
    known: &[(usize, &Fleet)],
    workbook: &Workbook,
    at: &impl Fn(usize, f64) -> Option<Taken>,
) -> DataTable {
    let name = |series: usize| workbook.alternatives[known[series].0].name.as_str();
    let mut rows: Vec<f64> = loads.to_vec();
    if regions.len() <= MOST_ROWS {
        rows.extend(regions.iter().map(|region| region.up_to));
    }
    rows.sort_by(f64::total_cmp);
    rows.dedup_by(|a, b| (*a - *b).abs() <= b.abs() * 1e-9);
    let mut header = vec!["Requests per second".to_owned()];
    header.extend((0..known.len()).map(|series| name(series).to_owned()));
    header.push(if chart == OutlayChart::Nodes { "Fewest" } else { "Cheapest" }.to_owned());
    let rows = rows
        .into_iter()
        .map(|load| {
            let mut row = vec![load_text(load)];
            row.extend((0..known.len()).map(|series| {
                at(series, load * (1.0 - 1e-12)).map_or_else(|| "–".to_owned(), |taken| taken.cell)
            }));
            let best = regions.iter().find(|it| it.above < load && load <= it.up_to * (1.0 + 1e-9));
            row.push(best.map_or_else(String::new, |region| {
                joined(&region.best.iter().map(|&it| name(it)).collect::<Vec<_>>())
            }));
            row
        })
        .collect();
    DataTable { header, rows }
}

/// A scale of whole numbers from `low`, as many lines as fit.
pub(super) fn whole_scale(title: &str, low: f64, high: f64) -> Scale {
    let step = super::round_step((high - low).max(1.0), 8.0).max(1.0);
    let mut ticks = vec![(low, number(low, 0))];
    let mut at = (low / step).floor() * step + step;
    while at <= high + 1e-9 {
        ticks.push((at, number(at, 0)));
        at += step;
    }
    Scale { title: title.to_owned(), low, high: high.max(low + 1.0), ticks }
}
