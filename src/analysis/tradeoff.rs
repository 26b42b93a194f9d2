//! Two qualities against each other, such as performance and scalability.

use super::{Analysis, number, pareto_front};
use crate::workbook::{AlternativeId, CriterionId, Tree, Workbook};

/// The options by their value on two nodes of the tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Tradeoff {
    /// Node of the horizontal axis.
    pub x: CriterionId,
    /// Node of the vertical axis.
    pub y: CriterionId,
    /// The ranked options that have a value on both.
    pub points: Vec<TradeoffPoint>,
    /// Positions in `points` of the options that none beats on both axes, by
    /// rising x.
    pub front: Vec<usize>,
    /// What it shows, a sentence.
    pub finding: String,
}

/// One option in a trade-off.
#[derive(Debug, Clone, PartialEq)]
pub struct TradeoffPoint {
    /// Position in `Analysis::options`.
    pub option: usize,
    /// The option.
    pub id: AlternativeId,
    /// Value on the horizontal axis: middle, lowest, highest; 0 to 100.
    pub x: (f64, f64, f64),
    /// Value on the vertical axis.
    pub y: (f64, f64, f64),
}

/// The options by their values on two nodes. Ranges are those of the scores'
/// plausible ends, weighted like the values.
pub fn tradeoff(
    workbook: &Workbook,
    analysis: &Analysis,
    x: &CriterionId,
    y: &CriterionId,
) -> Option<Tradeoff> {
    let tree = Tree::of(workbook);
    let node =
        |id: &CriterionId| workbook.criteria.iter().position(|criterion| criterion.id == *id);
    let (x_node, y_node) = (node(x)?, node(y)?);
    let points: Vec<TradeoffPoint> = analysis
        .order
        .iter()
        .filter_map(|&option| {
            Some(TradeoffPoint {
                option,
                id: analysis.options[option].id.clone(),
                x: spread(workbook, &tree, analysis, x_node, option)?,
                y: spread(workbook, &tree, analysis, y_node, option)?,
            })
        })
        .collect();
    let middles: Vec<(f64, f64)> = points.iter().map(|point| (point.x.0, point.y.0)).collect();
    let mut front = pareto_front(&middles);
    front.sort_by(|&a, &b| middles[a].0.total_cmp(&middles[b].0).then(a.cmp(&b)));
    let finding = finding(workbook, analysis, (x_node, y_node), &points, &front);
    Some(Tradeoff { x: x.clone(), y: y.clone(), points, front, finding })
}

/// Middle, lowest and highest plausible value of an option on a node.
fn spread(
    workbook: &Workbook,
    tree: &Tree,
    analysis: &Analysis,
    node: usize,
    option: usize,
) -> Option<(f64, f64, f64)> {
    let (low, high) = analysis.node_value(workbook, tree, node, option)?;
    let below = tree.leaves_below(workbook, node);
    let total: f64 = below.iter().map(|&leaf| analysis.weights.nodes[leaf].global).sum();
    let (mut worst, mut best, mut weights) = (0.0, 0.0, 0.0);
    for (at, leaf) in analysis.leaves.iter().enumerate() {
        let Some(measure) = workbook.criteria[*leaf].measure() else { continue };
        let cell = analysis.cell(option, at);
        if !below.contains(leaf) || cell.state == super::CellState::Dropped {
            continue;
        }
        let weight = if total > 0.0 { analysis.weights.nodes[*leaf].global } else { 1.0 };
        let (from, to) = cell.plausible_values(measure);
        worst += weight * from;
        best += weight * to;
        weights += weight;
    }
    let middle = f64::midpoint(low, high);
    if weights > 0.0 {
        Some((middle, (worst / weights).min(middle), (best / weights).max(middle)))
    } else {
        Some((middle, low, high))
    }
}

fn finding(
    workbook: &Workbook,
    analysis: &Analysis,
    axes: (usize, usize),
    points: &[TradeoffPoint],
    front: &[usize],
) -> String {
    let name = |at: usize| analysis.options[points[at].option].name.as_str();
    let x_name = &workbook.criteria[axes.0].name;
    let y_name = &workbook.criteria[axes.1].name;
    match front {
        [] => "No ranked option has a value on both axes.".to_owned(),
        [only] if points.len() == 1 => format!("Only {} has a value on both axes.", name(*only)),
        [only] => format!("{} is ahead on both: {x_name} and {y_name}.", name(*only)),
        [first, .., last] => {
            let (left, right) = (&points[*first], &points[*last]);
            if (left.x.0 - right.x.0).abs() < 0.05 && (left.y.0 - right.y.0).abs() < 0.05 {
                return format!("{} and {} are level on both axes.", name(*first), name(*last));
            }
            format!(
                "{} gives {} points of {y_name} over {} and loses {} of {x_name}.",
                name(*first),
                number(left.y.0 - right.y.0, 0),
                name(*last),
                number(right.x.0 - left.x.0, 0)
            )
        }
    }
}

/// The axes to begin with: the first two top-level groups that carry scored
/// criteria, performance before scalability where names tell.
pub fn default_axes(workbook: &Workbook) -> Option<(CriterionId, CriterionId)> {
    let tree = Tree::of(workbook);
    let groups: Vec<usize> = tree
        .order
        .iter()
        .copied()
        .filter(|&node| !tree.leaves_below(workbook, node).is_empty())
        .collect();
    let named = |word: &str| {
        groups
            .iter()
            .copied()
            .find(|&node| workbook.criteria[node].name.to_lowercase().contains(word))
    };
    let x = named("performance")
        .or_else(|| tree.roots.iter().copied().find(|root| groups.contains(root)))?;
    let y = named("scalab")
        .filter(|&node| node != x)
        .or_else(|| tree.roots.iter().copied().find(|&root| groups.contains(&root) && root != x))
        .or_else(|| groups.iter().copied().find(|&node| node != x))?;
    Some((workbook.criteria[x].id.clone(), workbook.criteria[y].id.clone()))
}

/// Highest throughput of a load run, in requests per second, and the
/// concurrency at which it was reached; nothing where none was measured.
pub fn peak_throughput(run: &crate::workbook::Measurement) -> Option<(f64, f64)> {
    run.points
        .iter()
        .filter_map(|point| Some((point.throughput_rps?, point.concurrency?)))
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
}
