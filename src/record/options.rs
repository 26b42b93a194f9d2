//! The options as a record prints them.

use std::collections::BTreeSet;

use super::model::{CellLine, OptionSection};
use super::numbers::{origin, reason};
use super::text::{clause, one_line, title};
use crate::analysis::{
    Analysis, Cell, CellState, OptionResult, Standing, compare_parts, cost_text, listed, percent,
    performance, points, range,
};
use crate::workbook::{Alternative, CostFigure, Costing, GateVerdict, Tone, Workbook};

/// Criteria that Markdown prints for each option; the rest is summed up.
pub(super) const MARKDOWN_ROWS: usize = 12;
/// A value this far from all others, in points, is worth an argument.
const TELLING: f64 = 5.0;
/// Criteria named on which a composite's own scores and its parts differ.
const MOST_DIFFERENCES: usize = 3;

/// The options: ranked ones first, best first, then those that are out.
pub(super) fn option_sections(workbook: &Workbook, analysis: &Analysis) -> Vec<OptionSection> {
    let out = (0..analysis.options.len()).filter(|&at| !analysis.options[at].is_ranked());
    let mut taken = BTreeSet::new();
    analysis
        .order
        .iter()
        .copied()
        .chain(out)
        .filter_map(|at| {
            let alternative = workbook.alternatives.get(at)?;
            Some(section(workbook, analysis, at, alternative, &mut taken))
        })
        .collect()
}

fn section(
    workbook: &Workbook,
    analysis: &Analysis,
    at: usize,
    alternative: &Alternative,
    taken: &mut BTreeSet<String>,
) -> OptionSection {
    let result = &analysis.options[at];
    let is_placed = result.is_ranked() && analysis.weights.is_set();
    let mut leaves: Vec<usize> =
        (0..analysis.leaves.len()).filter(|&leaf| analysis.leaf_weight(leaf) > 0.0).collect();
    leaves.sort_by(|&a, &b| analysis.leaf_weight(b).total_cmp(&analysis.leaf_weight(a)));
    let rest: Vec<usize> = leaves.iter().skip(MARKDOWN_ROWS).copied().collect();
    // Of an option that is out, and that nobody scored, there is nothing to show.
    let is_told = result.is_ranked()
        || leaves.iter().any(|&leaf| analysis.cell(at, leaf).state != CellState::Unknown);
    OptionSection {
        title: unique_title(alternative, taken),
        idea: one_line(&alternative.idea),
        description: alternative.description.clone(),
        rank: match result.rank() {
            Some(rank) if is_placed => rank.to_string(),
            None if is_placed => format!("{} to {}", result.best_rank, result.worst_rank),
            _ => "–".to_owned(),
        },
        total: if is_placed { range(result.low, result.high) } else { "–".to_owned() },
        out: out(workbook, alternative, result),
        musts: musts(workbook, result),
        costs: [
            one_line(&alternative.costs.build),
            one_line(&alternative.costs.run),
            one_line(&alternative.costs.exit),
        ],
        top_risk: one_line(&alternative.top_risk),
        arguments: arguments(workbook, analysis, at, alternative),
        rows: if is_told {
            leaves.iter().map(|&leaf| cell_line(workbook, analysis, at, leaf)).collect()
        } else {
            Vec::new()
        },
        rest: if is_told { rest_line(analysis, &rest) } else { String::new() },
        position: at,
    }
}

fn unique_title(alternative: &Alternative, taken: &mut BTreeSet<String>) -> String {
    let own = title(&alternative.name);
    let own = if own.is_empty() { alternative.id.to_string() } else { own };
    let mut candidate = own.clone();
    let mut number = 2;
    while !taken.insert(candidate.clone()) {
        candidate = format!("{own} {number}");
        number += 1;
    }
    candidate
}

fn out(workbook: &Workbook, alternative: &Alternative, result: &OptionResult) -> String {
    match &result.standing {
        Standing::Ranked => String::new(),
        Standing::Dropped => {
            let Some(dropped) = &alternative.dropped else { return "taken out".to_owned() };
            let when = dropped.date.map_or_else(String::new, |date| format!(" on {date}"));
            let why = clause(&dropped.reason);
            if why.is_empty() {
                format!("taken out{when}")
            } else {
                format!("taken out{when} because {why}")
            }
        }
        Standing::Excluded(failed) => {
            let musts: Vec<String> = failed
                .iter()
                .map(|id| {
                    let text = workbook
                        .requirement(id)
                        .map_or_else(|| id.to_string(), |requirement| clause(&requirement.text));
                    let why = result
                        .gates
                        .iter()
                        .find(|gate| gate.requirement == *id)
                        .map_or_else(String::new, |gate| clause(&gate.reason));
                    if why.is_empty() { text } else { format!("{text} ({why})") }
                })
                .collect();
            format!("it fails a must: {}", musts.join("; "))
        }
    }
}

/// Musts met of those that hold, and what is to be said of the others.
fn musts(workbook: &Workbook, result: &OptionResult) -> String {
    if result.standing == Standing::Dropped {
        return "–".to_owned();
    }
    if result.gates.is_empty() {
        return "none set".to_owned();
    }
    let met = |verdict| matches!(verdict, GateVerdict::Pass | GateVerdict::Narrow);
    let passed = result.gates.iter().filter(|gate| met(gate.verdict)).count();
    let others: Vec<String> = result
        .gates
        .iter()
        .filter(|gate| gate.verdict != GateVerdict::Pass)
        .map(|gate| {
            let text = workbook
                .requirement(&gate.requirement)
                .map_or_else(|| gate.requirement.to_string(), |must| clause(&must.text));
            format!(
                "{} {text}",
                match gate.verdict {
                    GateVerdict::Fail => "fails",
                    GateVerdict::Narrow => "just meets",
                    GateVerdict::Pass | GateVerdict::Open => "not judged at",
                }
            )
        })
        .collect();
    let count = format!("{passed} of {}", result.gates.len());
    if others.is_empty() { count } else { format!("{count}; {}", others.join("; ")) }
}

/// What speaks for and against an option: what the user wrote, and where its
/// value is the highest or lowest of all by a telling margin.
fn arguments(
    workbook: &Workbook,
    analysis: &Analysis,
    at: usize,
    alternative: &Alternative,
) -> Vec<(Tone, String)> {
    let mut arguments: Vec<(Tone, String)> = Vec::new();
    let mut add = |tone: Tone, text: String| {
        if !text.is_empty() && !arguments.iter().any(|(_, other)| *other == text) {
            arguments.push((tone, text));
        }
    };
    for pro in &alternative.pros {
        add(Tone::Good, clause(pro));
    }
    for text in extremes(workbook, analysis, at, true) {
        add(Tone::Good, text);
    }
    for prerequisite in &alternative.prerequisites {
        let text = clause(prerequisite);
        if !text.is_empty() {
            add(Tone::Neutral, format!("it presupposes: {text}"));
        }
    }
    let costs = &alternative.costs;
    for (verb, cost) in
        [("building", &costs.build), ("running", &costs.run), ("leaving", &costs.exit)]
    {
        let cost = clause(cost);
        if !cost.is_empty() {
            add(Tone::Neutral, format!("{verb} it costs {cost}"));
        }
    }
    if let Some(total) = &costs.total {
        add(Tone::Neutral, total_cost(&workbook.frame.costing, total));
    }
    for text in by_parts(workbook, analysis, at, alternative) {
        add(Tone::Neutral, text);
    }
    for con in &alternative.cons {
        add(Tone::Bad, clause(con));
    }
    if !alternative.top_risk.trim().is_empty() {
        add(Tone::Bad, format!("its main risk is this: {}", clause(&alternative.top_risk)));
    }
    for text in extremes(workbook, analysis, at, false) {
        add(Tone::Bad, text);
    }
    let out = out(workbook, alternative, &analysis.options[at]);
    add(Tone::Bad, if out.starts_with("taken") { format!("it was {out}") } else { out });
    arguments
}

/// What it costs in all, with its range and what that covers.
fn total_cost(costing: &Costing, total: &CostFigure) -> String {
    let mut text = format!("in all it costs {}", cost_text(costing, total.likely));
    let (low, high) = total.range();
    if low < high {
        let (low, high) = (cost_text(costing, low), cost_text(costing, high));
        text.push_str(&format!(", plausibly {low} to {high}"));
    }
    let covers = clause(&costing.horizon);
    if !covers.is_empty() {
        text.push_str(&format!(" ({covers})"));
    }
    if let Some(day) = costing.priced {
        text.push_str(&format!(", at the prices of {day}"));
    }
    text
}

/// Of a composite: what it is made of, its two totals, and where they differ
/// most.
fn by_parts(
    workbook: &Workbook,
    analysis: &Analysis,
    at: usize,
    alternative: &Alternative,
) -> Vec<String> {
    let Some(composition) = &alternative.composition else { return Vec::new() };
    let shares: f64 = composition.parts.values().sum();
    let parts: Vec<String> = composition
        .parts
        .iter()
        .map(|(part, share)| {
            let name = one_line(workbook.alternative_name(part));
            if shares > 0.0 { format!("{name} ({})", percent(share / shares)) } else { name }
        })
        .collect();
    let mut lines = vec![format!("it is made of {}", listed(&parts))];
    let Some(found) = compare_parts(analysis).into_iter().find(|it| it.option == at) else {
        return lines;
    };
    lines.push(clause(&found.sentence(analysis)));
    lines.extend(
        found
            .differences
            .iter()
            .take(MOST_DIFFERENCES)
            .map(|it| format!("on {}", one_line(&it.sentence(workbook, analysis, at)))),
    );
    if found.differences.len() > MOST_DIFFERENCES {
        let more = found.differences.len() - MOST_DIFFERENCES;
        lines.push(format!("its own scores and its parts differ on {more} more criteria"));
    }
    lines
}

/// Up to two criteria on which the option is best (or worst) of the ranked
/// ones by a telling margin, weightiest difference first.
fn extremes(workbook: &Workbook, analysis: &Analysis, at: usize, best: bool) -> Vec<String> {
    if !analysis.options[at].is_ranked() {
        return Vec::new();
    }
    let mut found: Vec<(f64, String)> = Vec::new();
    for leaf in 0..analysis.leaves.len() {
        let weight = analysis.leaf_weight(leaf);
        let Some(own) = analysis.cell(at, leaf).value.filter(|_| weight > 0.0) else { continue };
        let others: Option<Vec<f64>> = analysis
            .order
            .iter()
            .filter(|&&other| other != at)
            .map(|&other| analysis.cell(other, leaf).value)
            .collect();
        let Some(others) = others else { continue };
        let next = if best {
            others.into_iter().max_by(f64::total_cmp)
        } else {
            others.into_iter().min_by(f64::total_cmp)
        };
        let Some(next) = next else { continue };
        let lead = if best { own - next } else { next - own };
        if lead >= TELLING {
            let node = analysis.leaves[leaf];
            found.push((
                lead * weight,
                format!(
                    "it has the {} value on {}: {} of 100, the next has {}",
                    if best { "highest" } else { "lowest" },
                    one_line(&workbook.criteria[node].name),
                    points(own),
                    points(next)
                ),
            ));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().take(2).map(|(_, text)| text).collect()
}

fn cell_line(workbook: &Workbook, analysis: &Analysis, at: usize, leaf: usize) -> CellLine {
    let node = analysis.leaves[leaf];
    let criterion = &workbook.criteria[node];
    let cell = analysis.cell(at, leaf);
    let print =
        |x: f64| criterion.measure().map_or_else(|| points(x), |measure| performance(measure, x));
    CellLine {
        criterion: one_line(&criterion.name),
        weight: percent(analysis.weights.nodes[node].percent / 100.0),
        performance: performance_text(cell, &print),
        range: match (cell.low, cell.high) {
            (Some(low), Some(high)) => format!("{} to {}", print(low), print(high)),
            (Some(low), None) => format!("from {}", print(low)),
            (None, Some(high)) => format!("up to {}", print(high)),
            (None, None) => String::new(),
        },
        value: match (cell.state, cell.value) {
            (CellState::Dropped, _) => "–".to_owned(),
            (_, Some(value)) => points(value),
            (_, None) => range(cell.value_low, cell.value_high),
        },
        origin: origin(workbook, analysis, at, leaf),
        reason: one_line(&reason(workbook, analysis, at, leaf)),
    }
}

fn performance_text(cell: &Cell, print: &dyn Fn(f64) -> String) -> String {
    match (cell.state, cell.performance) {
        (CellState::Known | CellState::Dropped, Some(performance)) => print(performance),
        (CellState::NotApplicable | CellState::Dropped, _) => "not applicable".to_owned(),
        _ => "unknown".to_owned(),
    }
}

fn rest_line(analysis: &Analysis, rest: &[usize]) -> String {
    if rest.is_empty() {
        return String::new();
    }
    let weight: f64 =
        rest.iter().map(|&leaf| analysis.weights.nodes[analysis.leaves[leaf]].percent).sum();
    match rest.len() {
        1 => format!("One further criterion holds {} of the weight.", percent(weight / 100.0)),
        count => {
            format!("{count} further criteria hold {} of the weight.", percent(weight / 100.0))
        }
    }
}
