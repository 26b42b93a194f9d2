//! The ranking: totals stacked from what each top-level group adds.

use serde::{Deserialize, Serialize};

use super::palette::{Tone, option_style};
use super::{
    About, DataTable, Figure, Fill, LegendEntry, Mark, Reading, Row, Sign, Vertical, value_scale,
};
use crate::analysis::why::Subject;
use crate::analysis::{
    Analysis, CellState, OptionResult, Standing, number, percent, points, range,
};
use crate::workbook::{CriterionId, Tree, Workbook};

/// Parts shown by name; what is left is shown as one more.
const MOST_GROUPS: usize = 10;
/// Criteria that the reading of a part lists.
const LISTED: usize = 4;

/// What the bars of a ranking are stacked from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Stack {
    /// The top-level groups of the tree.
    #[default]
    Groups,
    /// The criteria themselves.
    Criteria,
}

/// What one top-level group, or one criterion, adds to the totals.
#[derive(Debug, Clone, PartialEq)]
pub struct Contribution {
    /// Name of the group or criterion, or "Other criteria".
    pub name: String,
    /// The group or criterion; nothing for the others taken together.
    pub criterion: Option<CriterionId>,
    /// Positions in `Analysis::leaves` of the criteria in it.
    pub leaves: Vec<usize>,
    /// Its weight, 0 to 1.
    pub weight: f64,
    /// Points that it adds to each option, in the order of `Analysis::options`.
    pub points: Vec<f64>,
}

/// What the parts with weight add to each option's total, in the order of the
/// tree; beyond ten the lightest are taken together.
pub fn contributions(workbook: &Workbook, analysis: &Analysis, stack: Stack) -> Vec<Contribution> {
    let tree = Tree::of(workbook);
    let nodes = match stack {
        Stack::Groups => &tree.roots,
        Stack::Criteria => &analysis.leaves,
    };
    let mut groups: Vec<Contribution> = nodes
        .iter()
        .filter(|&&node| analysis.weights.nodes[node].global > 0.0)
        .map(|&node| {
            let below = tree.leaves_below(workbook, node);
            let leaves: Vec<usize> = (0..analysis.leaves.len())
                .filter(|&leaf| below.contains(&analysis.leaves[leaf]))
                .collect();
            let points = analysis
                .options
                .iter()
                .map(|option| leaves.iter().map(|&leaf| option.contributions[leaf]).sum())
                .collect();
            Contribution {
                name: workbook.criteria[node].name.clone(),
                criterion: Some(workbook.criteria[node].id.clone()),
                leaves,
                weight: analysis.weights.nodes[node].global,
                points,
            }
        })
        .collect();
    if groups.len() > MOST_GROUPS {
        let mut weights: Vec<f64> = groups.iter().map(|group| group.weight).collect();
        weights.sort_by(|a, b| b.total_cmp(a));
        let least = weights[MOST_GROUPS - 2];
        let mut kept = Vec::new();
        let mut other = Contribution {
            name: "Other criteria".to_owned(),
            criterion: None,
            leaves: Vec::new(),
            weight: 0.0,
            points: vec![0.0; analysis.options.len()],
        };
        for group in groups {
            if group.weight >= least && kept.len() + 1 < MOST_GROUPS {
                kept.push(group);
            } else {
                other.weight += group.weight;
                other.leaves.extend(group.leaves);
                for (sum, points) in other.points.iter_mut().zip(&group.points) {
                    *sum += points;
                }
            }
        }
        kept.push(other);
        groups = kept;
    }
    groups
}

/// The ranking as stacked bars, ranked options first, then those that are out.
pub fn ranking(workbook: &Workbook, analysis: &Analysis) -> Figure {
    build(workbook, analysis, usize::MAX, Stack::Groups)
}

/// The ranking with bars stacked from groups or from single criteria.
pub fn ranking_by(workbook: &Workbook, analysis: &Analysis, stack: Stack) -> Figure {
    build(workbook, analysis, usize::MAX, stack)
}

/// The ranking with the first `most` rows only, for a page that has to stay
/// short.
pub fn ranking_top(workbook: &Workbook, analysis: &Analysis, most: usize) -> Figure {
    build(workbook, analysis, most, Stack::Groups)
}

fn build(workbook: &Workbook, analysis: &Analysis, most: usize, stack: Stack) -> Figure {
    let groups = contributions(workbook, analysis, stack);
    let mut readings = Vec::new();
    let mut rows = Vec::new();
    let mut marks = Vec::new();
    let mut table = DataTable {
        header: ["Rank", "Option", "Total"].map(str::to_owned).to_vec(),
        rows: Vec::new(),
    };
    table
        .header
        .extend(groups.iter().map(|group| format!("{} ({})", group.name, percent(group.weight))));
    let out = (0..analysis.options.len()).filter(|at| !analysis.options[*at].is_ranked());
    let mut has_range = false;
    for option in analysis.order.iter().copied().chain(out).take(most) {
        let result = &analysis.options[option];
        let row = rows.len();
        let is_shown = result.is_ranked() && analysis.weights.is_set();
        rows.push(Row {
            name: result.name.clone(),
            lead: if is_shown { rank_text(result) } else { "–".to_owned() },
            note: if result.is_ranked() { String::new() } else { out_note(workbook, result) },
            style: Some(option_style(option)),
        });
        let mut line = vec![
            if is_shown { rank_text(result) } else { "–".to_owned() },
            result.name.clone(),
            if is_shown { total_text(result) } else { out_note(workbook, result) },
        ];
        line.extend(
            groups
                .iter()
                .map(|group| if is_shown { points(group.points[option]) } else { "–".to_owned() }),
        );
        table.rows.push(line);
        if !is_shown {
            continue;
        }
        let mut from = 0.0;
        for (at, group) in groups.iter().enumerate() {
            let to = from + group.points[option];
            if to > from {
                readings.push(reading(workbook, analysis, option, group, (marks.len(), row)));
                marks.push(Mark::Bar {
                    row,
                    from,
                    to,
                    fill: Fill::Group(at),
                    key: key(at),
                    name: format!("{}: {} points", group.name, points(group.points[option])),
                });
            }
            from = to;
        }
        if result.high - result.low > 0.05 {
            has_range = true;
            marks.push(Mark::Range {
                row,
                low: result.low,
                high: result.high,
                name: format!("Possible totals: {}", range(result.low, result.high)),
            });
        }
        readings.push(total_reading(analysis, option, &groups, (marks.len(), row)));
        marks.push(Mark::Label {
            row,
            at: from.max(result.high),
            before: false,
            text: total_text(result),
        });
    }
    let mut legend: Vec<LegendEntry> = groups
        .iter()
        .enumerate()
        .map(|(at, group)| LegendEntry {
            name: format!("{} {}", group.name, percent(group.weight)),
            sign: Sign::Patch(Fill::Group(at)),
            key: key(at),
        })
        .collect();
    if has_range {
        legend.push(LegendEntry::new("Possible totals while scores are unknown", Sign::Whisker));
    }
    let finding = finding(analysis);
    let listed: Vec<String> = analysis
        .order
        .iter()
        .take(most)
        .map(|&at| &analysis.options[at])
        .map(|result| format!("{} {}", result.name, total_text(result)))
        .collect();
    let alt = format!(
        "Bar chart of the total value of each option, 0 to 100 points, stacked by {}. {finding} \
         {}",
        match stack {
            Stack::Groups => "group of criteria",
            Stack::Criteria => "criterion",
        },
        if analysis.weights.is_set() && !listed.is_empty() {
            format!("Totals: {}.", listed.join("; "))
        } else {
            String::new()
        }
    );
    Figure {
        id: "ranking",
        title: match stack {
            Stack::Groups => "Ranking and what each group of criteria adds",
            Stack::Criteria => "Ranking and what each criterion adds",
        }
        .to_owned(),
        finding,
        alt: alt.trim_end().to_owned(),
        x: value_scale("Total value, points of 100"),
        y: Vertical::Rows(rows),
        marks,
        legend,
        readings,
        table,
    }
}

/// The letter of the part at a position, A first.
fn key(position: usize) -> Option<&'static str> {
    LETTERS.get(position..=position)
}

const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// How a part comes to its points: weight × value.
fn reading(
    workbook: &Workbook,
    analysis: &Analysis,
    option: usize,
    group: &Contribution,
    (mark, row): (usize, usize),
) -> Reading {
    let result = &analysis.options[option];
    let added = group.points[option];
    let unknown = group
        .leaves
        .iter()
        .filter(|&&leaf| {
            analysis.leaf_weight(leaf) > 0.0
                && analysis.cell(option, leaf).state == CellState::Unknown
        })
        .count();
    let weight = percent(group.weight);
    let mut facts = vec![("Weight".to_owned(), weight.clone())];
    let mut sum = format!("{} points", points(added));
    if unknown == 0 && group.weight > 0.0 {
        let value = points(added / group.weight);
        sum = format!("{weight} × {value} = {} points", points(added));
        facts.push(("Value".to_owned(), value));
    } else if unknown > 0 {
        let scores = if unknown == 1 { "1 score".to_owned() } else { format!("{unknown} scores") };
        facts.push(("Unknown".to_owned(), scores));
        sum.push_str(" from what is known");
    }
    facts.push(("Points".to_owned(), points(added)));
    if group.leaves.len() > 1 {
        let mut leaves = group.leaves.clone();
        let adds = |leaf: usize| result.contributions[leaf];
        leaves.sort_by(|&a, &b| adds(b).total_cmp(&adds(a)).then(a.cmp(&b)));
        for &leaf in leaves.iter().take(LISTED).filter(|&&leaf| adds(leaf) > 0.0) {
            let node = analysis.leaves[leaf];
            let value = analysis.cell(option, leaf).value.map_or("?".to_owned(), points);
            let words = format!(
                "{} × {value} = {}",
                percent(analysis.weights.nodes[node].percent / 100.0),
                points(adds(leaf))
            );
            facts.push((workbook.criteria[node].name.clone(), words));
        }
    }
    Reading {
        mark,
        row,
        title: format!("{} for {}", group.name, result.name),
        facts,
        sum,
        about: group.criterion.clone().map(About::Criterion),
        why: group.criterion.clone().map(|id| Subject::Contribution(result.id.clone(), id).into()),
    }
}

/// How an option comes to its total: the sum of its parts.
fn total_reading(
    analysis: &Analysis,
    option: usize,
    groups: &[Contribution],
    (mark, row): (usize, usize),
) -> Reading {
    let result = &analysis.options[option];
    let mut facts =
        vec![("Total".to_owned(), total_text(result)), ("Rank".to_owned(), rank_text(result))];
    if let Some(leader) = analysis.leader().filter(|leader| leader.id != result.id) {
        let gap = points(leader.middle() - result.middle());
        facts.push(("Behind".to_owned(), format!("{} by {gap}", leader.name)));
    }
    let parts: Vec<String> =
        groups.iter().map(|group| group.points[option]).filter(|x| *x > 0.0).map(points).collect();
    let known: f64 = groups.iter().map(|group| group.points[option]).sum();
    let mut sum = format!("{} = {} points", parts.join(" + "), points(known));
    if result.total.is_none() {
        sum.push_str(" from what is known");
    }
    Reading {
        mark,
        row,
        title: format!("{} in total", result.name),
        facts,
        sum: if parts.len() > 1 { sum } else { String::new() },
        about: Some(About::Option(result.id.clone())),
        why: Some(Subject::Total(result.id.clone()).into()),
    }
}

fn finding(analysis: &Analysis) -> String {
    let Some(leader) = analysis.leader() else { return "No option is ranked.".to_owned() };
    if !analysis.weights.is_set() {
        return "The criteria have no weights yet, so nothing is ranked.".to_owned();
    }
    let Some(second) = analysis.runner_up() else {
        return format!("{} is the only option that is ranked.", leader.name);
    };
    let lead = leader.middle() - second.middle();
    if leader.total.is_none() || second.total.is_none() {
        format!(
            "{} is ahead with {} points against {} for {}, while some scores are unknown.",
            leader.name,
            total_text(leader),
            total_text(second),
            second.name
        )
    } else if number(lead, 1) == "0.0" {
        format!("{} and {} are level at {} points.", leader.name, second.name, total_text(leader))
    } else {
        format!(
            "{} leads {} by {} points, {} to {}.",
            leader.name,
            second.name,
            points(lead),
            total_text(leader),
            total_text(second)
        )
    }
}

/// The total as printed: one number, or an interval while cells are unknown.
fn total_text(result: &OptionResult) -> String {
    match result.total {
        Some(total) => points(total),
        None => range(result.low, result.high),
    }
}

fn rank_text(result: &OptionResult) -> String {
    match result.rank() {
        Some(rank) => rank.to_string(),
        None => format!("{}–{}", result.best_rank, result.worst_rank),
    }
}

fn out_note(workbook: &Workbook, result: &OptionResult) -> String {
    match &result.standing {
        Standing::Ranked => "not ranked: no weights".to_owned(),
        Standing::Dropped => "taken out beforehand".to_owned(),
        Standing::Excluded(failed) => {
            let musts: Vec<&str> = failed
                .iter()
                .map(|id| {
                    workbook
                        .requirement(id)
                        .map_or(id.as_str(), |requirement| requirement.text.as_str())
                })
                .collect();
            format!("fails {}", musts.join("; "))
        }
    }
}

/// The fill of what needs no distinction.
pub(super) const PLAIN: Fill = Fill::Tone(Tone::Accent);
