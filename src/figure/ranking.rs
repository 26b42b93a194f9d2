//! The ranking: totals stacked from what each top-level group adds.

use super::palette::{Tone, option_style};
use super::{DataTable, Figure, Fill, LegendEntry, Mark, Row, Sign, Vertical, value_scale};
use crate::analysis::{Analysis, OptionResult, Standing, number, percent, points, range};
use crate::workbook::{Tree, Workbook};

/// Groups shown by name; what is left is shown as one more.
const MOST_GROUPS: usize = 10;

/// What one top-level group adds to the totals.
#[derive(Debug, Clone, PartialEq)]
pub struct Contribution {
    /// Name of the group, or "Other criteria".
    pub name: String,
    /// Its weight, 0 to 1.
    pub weight: f64,
    /// Points that it adds to each option, in the order of `Analysis::options`.
    pub points: Vec<f64>,
}

/// What the top-level groups with weight add to each option's total, in the
/// order of the tree; beyond ten groups the lightest are taken together.
pub fn contributions(workbook: &Workbook, analysis: &Analysis) -> Vec<Contribution> {
    let tree = Tree::of(workbook);
    let mut groups: Vec<Contribution> = tree
        .roots
        .iter()
        .filter(|&&root| analysis.weights.nodes[root].global > 0.0)
        .map(|&root| {
            let below = tree.leaves_below(workbook, root);
            let inside: Vec<bool> =
                analysis.leaves.iter().map(|leaf| below.contains(leaf)).collect();
            let points = analysis
                .options
                .iter()
                .map(|option| {
                    option
                        .contributions
                        .iter()
                        .zip(&inside)
                        .filter(|(_, inside)| **inside)
                        .map(|(points, _)| points)
                        .sum()
                })
                .collect();
            Contribution {
                name: workbook.criteria[root].name.clone(),
                weight: analysis.weights.nodes[root].global,
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
            weight: 0.0,
            points: vec![0.0; analysis.options.len()],
        };
        for group in groups {
            if group.weight >= least && kept.len() + 1 < MOST_GROUPS {
                kept.push(group);
            } else {
                other.weight += group.weight;
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
    ranking_top(workbook, analysis, usize::MAX)
}

/// The ranking with the first `most` rows only, for a page that has to stay
/// short.
pub fn ranking_top(workbook: &Workbook, analysis: &Analysis, most: usize) -> Figure {
    let groups = contributions(workbook, analysis);
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
                marks.push(Mark::Bar {
                    row,
                    from,
                    to,
                    fill: Fill::Group(at),
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
        })
        .collect();
    if has_range {
        legend.push(LegendEntry {
            name: "Possible totals while scores are unknown".to_owned(),
            sign: Sign::Whisker,
        });
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
        "Bar chart of the total value of each option, 0 to 100 points, stacked by group of \
         criteria. {finding} {}",
        if analysis.weights.is_set() && !listed.is_empty() {
            format!("Totals: {}.", listed.join("; "))
        } else {
            String::new()
        }
    );
    Figure {
        id: "ranking",
        title: "Ranking and what each group of criteria adds".to_owned(),
        finding,
        alt: alt.trim_end().to_owned(),
        x: value_scale("Total value, points of 100"),
        y: Vertical::Rows(rows),
        marks,
        legend,
        table,
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
