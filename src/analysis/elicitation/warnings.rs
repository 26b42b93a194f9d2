//! What is careless about how weights are spread over the tree.

use std::collections::{BTreeMap, BTreeSet};

use super::{ACCEPTED_RATIO, WeighingConsistency, elicitation_reports, scope_name};
use crate::analysis::methods::rank_correlation::spearman;
use crate::analysis::{
    Analysis, CellState, Diagnostic, Gap, TOLERANCE, coverage, listed, number, percent,
};
use crate::workbook::{ClaimId, CriterionId, Tree, WeighingScope, Workbook};

/// From so many siblings on their sizes can explain their weights.
const ENOUGH_SIBLINGS: usize = 4;
/// Above this rank correlation they do.
const EXPLAINED: f64 = 0.8;
/// From so many options on a correlation is worth a word.
const ENOUGH_OPTIONS: usize = 4;
/// Up to so many options it may well be chance.
const FEW_OPTIONS: usize = 7;
/// Above this correlation criteria look alike.
const ALIKE: f64 = 0.9;
/// Most pairs of look-alikes that are told.
const MOST_PAIRS: usize = 12;

/// Something to look at before weights are relied on.
#[derive(Debug, Clone, PartialEq)]
pub struct WeighingWarning {
    /// What it is about.
    pub kind: WeighingWarningKind,
    /// What was found, a sentence.
    pub message: String,
    /// What to do, a sentence.
    pub hint: &'static str,
    /// The criteria that it is about, the most telling first.
    pub criteria: Vec<CriterionId>,
}

/// What a warning about weights is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeighingWarningKind {
    /// Groups weigh as much as they have leaves (Weber, Eisenführ and von
    /// Winterfeldt 1988).
    Splitting,
    /// Two criteria rise and fall together over the options.
    Overlap,
    /// Two criteria rest on the same claims.
    SameClaims,
    /// Weight on criteria that no requirement asks for.
    Orphan,
    /// Weight on criteria on which all options are equal.
    Alike,
    /// Weights are no longer those that were elicited.
    Stale,
    /// Judgements contradict each other.
    Inconsistent,
}

impl WeighingWarningKind {
    /// Short stable name, for scripts.
    pub fn code(self) -> &'static str {
        match self {
            Self::Splitting => "splitting",
            Self::Overlap => "overlap",
            Self::SameClaims => "same-claims",
            Self::Orphan => "orphan-weight",
            Self::Alike => "constant-criterion",
            Self::Stale => "weighing-outdated",
            Self::Inconsistent => "weighing-inconsistent",
        }
    }
}

/// Everything worth a look about how weights are spread under the profile of
/// `analysis`.
pub fn weighing_warnings(workbook: &Workbook, analysis: &Analysis) -> Vec<WeighingWarning> {
    let tree = Tree::of(workbook);
    let mut out = Vec::new();
    elicitations(workbook, &tree, analysis, &mut out);
    if analysis.weights.is_set() {
        splitting(workbook, &tree, analysis, &mut out);
        orphans(workbook, analysis, &mut out);
        constant(workbook, analysis, &mut out);
        correlated(workbook, analysis, &mut out);
        same_claims(workbook, analysis, &mut out);
    }
    out
}

/// Names, the first few in full.
fn some(names: &[&str]) -> String {
    const MOST: usize = 5;
    if names.len() > MOST {
        format!("{} and {} more", names[..MOST].join(", "), names.len() - MOST)
    } else {
        listed(names)
    }
}

fn names_of<'a>(workbook: &'a Workbook, ids: &'a [CriterionId]) -> Vec<&'a str> {
    ids.iter().map(|id| workbook.criterion_name(id)).collect()
}

fn elicitations(
    workbook: &Workbook,
    tree: &Tree,
    analysis: &Analysis,
    out: &mut Vec<WeighingWarning>,
) {
    let profile = analysis.profile.as_ref().and_then(|id| workbook.profile(id));
    let Some(profile) = profile else { return };
    for report in elicitation_reports(workbook, tree, profile) {
        let group = report.scope.group().cloned();
        if report.direct && !report.holds() {
            let said = report.staleness(workbook).join(" ");
            let mut criteria: Vec<CriterionId> = group.iter().cloned().collect();
            for ids in [&report.changed, &report.moved, &report.unjudged] {
                criteria.extend(ids.iter().cloned());
            }
            out.push(WeighingWarning {
                kind: WeighingWarningKind::Stale,
                message: format!("{} {said}", report.sentence()),
                hint: "Weigh again, or drop what is kept of the weighing.",
                criteria,
            });
        }
        if let Some(WeighingConsistency::Pairs { ratio: Some(ratio), source, .. }) =
            report.consistency()
            && *ratio > ACCEPTED_RATIO
        {
            out.push(WeighingWarning {
                kind: WeighingWarningKind::Inconsistent,
                message: format!(
                    "{}: comparisons in pairs contradict each other, consistency ratio {} \
                     (random index {source}).",
                    scope_name(workbook, &report.scope),
                    number(*ratio, 3)
                ),
                hint: "Look at the three judgements that contradict each other most.",
                criteria: group.into_iter().chain(report.members.clone()).collect(),
            });
        }
    }
}

fn splitting(
    workbook: &Workbook,
    tree: &Tree,
    analysis: &Analysis,
    out: &mut Vec<WeighingWarning>,
) {
    let scopes =
        std::iter::once((WeighingScope::Top, &tree.roots)).chain(tree.order.iter().map(|&node| {
            (WeighingScope::Group(workbook.criteria[node].id.clone()), &tree.children[node])
        }));
    for (scope, family) in scopes {
        let members: Vec<(usize, usize)> = family
            .iter()
            .map(|&node| (node, tree.leaves_below(workbook, node).len()))
            .filter(|(_, leaves)| *leaves > 0)
            .collect();
        if members.len() < ENOUGH_SIBLINGS {
            continue;
        }
        let sizes: Vec<f64> = members.iter().map(|(_, leaves)| *leaves as f64).collect();
        let weights: Vec<f64> =
            members.iter().map(|(node, _)| analysis.weights.nodes[*node].global).collect();
        let Ok(Some(rho)) = spearman(&sizes, &weights) else { continue };
        if rho <= EXPLAINED {
            continue;
        }
        let mut sorted = members;
        sorted.sort_by_key(|(_, leaves)| std::cmp::Reverse(*leaves));
        let told: Vec<String> = sorted
            .iter()
            .take(4)
            .map(|&(node, leaves)| {
                let share = percent(analysis.weights.nodes[node].global);
                format!("{} {leaves} and {share}", workbook.criteria[node].name)
            })
            .collect();
        let place = match &scope {
            WeighingScope::Group(id) => format!("In {}, groups", workbook.criterion_name(id)),
            _ => "Groups".to_owned(),
        };
        out.push(WeighingWarning {
            kind: WeighingWarningKind::Splitting,
            message: format!(
                "{place} weigh the more the more criteria they have (rank correlation {}): {}.",
                number(rho, 2),
                told.join(", ")
            ),
            hint: "Splitting a group inflates its weight. Compare the groups with each other, not \
                   only their criteria.",
            criteria: sorted.iter().map(|(node, _)| workbook.criteria[*node].id.clone()).collect(),
        });
    }
}

fn orphans(workbook: &Workbook, analysis: &Analysis, out: &mut Vec<WeighingWarning>) {
    // Where nothing is linked at all, nothing can be told.
    let linked = |links: bool, threshold: bool| links || threshold;
    if !workbook.requirements.iter().any(|it| linked(!it.links.is_empty(), it.threshold.is_some()))
    {
        return;
    }
    let gaps: Vec<(CriterionId, f64)> = coverage(workbook, analysis)
        .gaps
        .into_iter()
        .filter_map(|gap| match gap {
            Gap::Unasked { criterion, share } if share > 0.0 => Some((criterion, share)),
            _ => None,
        })
        .collect();
    if gaps.is_empty() {
        return;
    }
    let share: f64 = gaps.iter().map(|(_, share)| share).sum();
    let ids: Vec<CriterionId> = gaps.into_iter().map(|(id, _)| id).collect();
    let (verb, all) = if ids.len() == 1 { ("has", "") } else { ("have", "together ") };
    out.push(WeighingWarning {
        kind: WeighingWarningKind::Orphan,
        message: format!(
            "No requirement asks for {}, which {verb} {all}{} of the weight.",
            some(&names_of(workbook, &ids)),
            percent(share)
        ),
        hint: "Link the requirement behind each, write one, or ask whether it should count.",
        criteria: ids,
    });
}

fn constant(workbook: &Workbook, analysis: &Analysis, out: &mut Vec<WeighingWarning>) {
    let ids: Vec<CriterionId> = analysis
        .diagnostics
        .iter()
        .filter_map(|diagnostic| match diagnostic {
            Diagnostic::ConstantCriterion { criterion } => Some(criterion.clone()),
            _ => None,
        })
        .collect();
    if ids.is_empty() {
        return;
    }
    let share: f64 = analysis
        .leaves
        .iter()
        .filter(|&&leaf| ids.contains(&workbook.criteria[leaf].id))
        .map(|&leaf| analysis.weights.nodes[leaf].global)
        .sum();
    out.push(WeighingWarning {
        kind: WeighingWarningKind::Alike,
        message: format!(
            "All options are equal on {}, so {} of the weight cannot tell them apart.",
            some(&names_of(workbook, &ids)),
            percent(share)
        ),
        hint: "Leave it where it guards a requirement; else weigh what differs.",
        criteria: ids,
    });
}

/// Criteria that rise and fall together over the ranked options.
fn correlated(workbook: &Workbook, analysis: &Analysis, out: &mut Vec<WeighingWarning>) {
    let options = &analysis.order;
    if options.len() < ENOUGH_OPTIONS {
        return;
    }
    let columns: Vec<(usize, Vec<f64>)> = (0..analysis.leaves.len())
        .filter(|&leaf| analysis.leaf_weight(leaf) > 0.0)
        .filter_map(|leaf| {
            let values: Option<Vec<f64>> = options
                .iter()
                .map(|&option| {
                    let cell = analysis.cell(option, leaf);
                    cell.value.filter(|_| cell.state == CellState::Known)
                })
                .collect();
            Some((leaf, values?))
        })
        .collect();
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (at, (leaf, values)) in columns.iter().enumerate() {
        for (other, others) in &columns[at + 1..] {
            if let Some(rho) = correlation(values, others)
                && rho.abs() > ALIKE
            {
                pairs.push((rho, *leaf, *other));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()).then((a.1, a.2).cmp(&(b.1, b.2))));
    let care = if options.len() <= FEW_OPTIONS {
        format!(" With {} options that may be chance.", options.len())
    } else {
        String::new()
    };
    for (rho, leaf, other) in pairs.into_iter().take(MOST_PAIRS) {
        let ids = [leaf, other].map(|leaf| workbook.criteria[analysis.leaves[leaf]].id.clone());
        let share = analysis.leaf_weight(leaf) + analysis.leaf_weight(other);
        let how = if rho > 0.0 { "rise and fall together" } else { "move against each other" };
        out.push(WeighingWarning {
            kind: WeighingWarningKind::Overlap,
            message: format!(
                "{} {how} over the options (correlation {}) and weigh {} together.{care}",
                some(&names_of(workbook, &ids)),
                number(rho, 2),
                percent(share)
            ),
            hint: "See whether they ask the same question twice.",
            criteria: ids.to_vec(),
        });
    }
}

/// Pearson's correlation; nothing where one of both is constant.
fn correlation(x: &[f64], y: &[f64]) -> Option<f64> {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (mean_x, mean_y) = (mean(x), mean(y));
    let (mut xy, mut xx, mut yy) = (0.0, 0.0, 0.0);
    for (x, y) in x.iter().zip(y) {
        let (dx, dy) = (x - mean_x, y - mean_y);
        xy += dx * dy;
        xx += dx * dx;
        yy += dy * dy;
    }
    (xx > TOLERANCE && yy > TOLERANCE).then(|| (xy / (xx * yy).sqrt()).clamp(-1.0, 1.0))
}

/// Criteria whose scores rest on the same claims, at least two.
fn same_claims(workbook: &Workbook, analysis: &Analysis, out: &mut Vec<WeighingWarning>) {
    let mut cited: BTreeMap<&CriterionId, BTreeSet<&ClaimId>> = BTreeMap::new();
    let given = workbook.ballots.iter().flat_map(|ballot| ballot.scores.iter());
    for score in workbook.baseline.iter().chain(given) {
        cited.entry(&score.criterion).or_default().extend(&score.claims);
    }
    let mut by_claims: BTreeMap<&BTreeSet<&ClaimId>, Vec<CriterionId>> = BTreeMap::new();
    for &leaf in &analysis.leaves {
        let id = &workbook.criteria[leaf].id;
        if analysis.weights.nodes[leaf].global <= 0.0 {
            continue;
        }
        if let Some(claims) = cited.get(id).filter(|claims| claims.len() > 1) {
            by_claims.entry(claims).or_default().push(id.clone());
        }
    }
    for (claims, ids) in by_claims.into_iter().filter(|(_, ids)| ids.len() > 1) {
        out.push(WeighingWarning {
            kind: WeighingWarningKind::SameClaims,
            message: format!(
                "The scores on {} rest on the same {} claims.",
                some(&names_of(workbook, &ids)),
                claims.len()
            ),
            hint: "See whether they ask the same question twice.",
            criteria: ids,
        });
    }
}
