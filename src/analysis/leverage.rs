//! What a single cell can do to the result, and what weight gives a share.

use super::{Analysis, CellState, NodeWeight, TOLERANCE, Weights, invert, performance, reachable};
use crate::workbook::{Tree, Weighting, Workbook};

/// What the score of one option on one criterion could change, all else as it is.
#[derive(Debug, Clone, PartialEq)]
pub enum Leverage {
    /// The criterion has no weight, or counts for no option.
    NoWeight,
    /// The option is not ranked.
    NotRanked,
    /// Nothing on the scale changes who leads.
    None,
    /// The option leads from this performance on (in the criterion's units).
    LeadsFrom(f64),
    /// The option, which leads, falls behind the named one (position in
    /// `Analysis::options`) beyond this performance.
    FallsBehind(usize, f64),
}

/// What a cell can change; unknown cells count at the middle of what is possible.
pub fn leverage(workbook: &Workbook, analysis: &Analysis, option: usize, leaf: usize) -> Leverage {
    leverage_against(workbook, analysis, option, leaf, strongest_rival(analysis, option))
}

/// The strongest of the ranked options but this one, and its total.
pub(super) fn strongest_rival(analysis: &Analysis, option: usize) -> Option<(usize, f64)> {
    analysis
        .order
        .iter()
        .copied()
        .filter(|&other| other != option)
        .map(|other| (other, analysis.options[other].middle()))
        .reduce(|best, next| if next.1 > best.1 { next } else { best })
}

/// What a cell can change between its option and the strongest rival.
pub(super) fn leverage_against(
    workbook: &Workbook,
    analysis: &Analysis,
    option: usize,
    leaf: usize,
    rival: Option<(usize, f64)>,
) -> Leverage {
    let weight = analysis.leaf_weight(leaf);
    let cell = analysis.cell(option, leaf);
    let Some(measure) = workbook.criteria[analysis.leaves[leaf]].measure() else {
        return Leverage::NoWeight;
    };
    if weight <= 0.0 || cell.state == CellState::Dropped {
        return Leverage::NoWeight;
    }
    if !analysis.options[option].is_ranked() {
        return Leverage::NotRanked;
    }
    let own = analysis.options[option].middle();
    let value = cell.middle();
    let Some((rival, total)) = rival else { return Leverage::None };
    let needed = value + (total - own) / weight;
    let (least, most) = reachable(measure);
    // An option level with the leader leads from where it stands.
    if analysis.order.first() == Some(&option) {
        if needed < least + TOLERANCE {
            Leverage::None
        } else {
            Leverage::FallsBehind(rival, invert(measure, needed))
        }
    } else if needed > most + TOLERANCE {
        Leverage::None
    } else {
        Leverage::LeadsFrom(invert(measure, needed))
    }
}

impl Leverage {
    /// Whether the cell could change who leads.
    pub fn matters(&self) -> bool {
        matches!(self, Self::LeadsFrom(_) | Self::FallsBehind(..))
    }

    /// The leverage as a sentence.
    pub fn sentence(
        &self,
        workbook: &Workbook,
        analysis: &Analysis,
        option: usize,
        leaf: usize,
    ) -> String {
        let name = &analysis.options[option].name;
        let Some(measure) = workbook.criteria[analysis.leaves[leaf]].measure() else {
            return String::new();
        };
        match self {
            Self::NoWeight => {
                "The criterion has no weight under this profile, so the score changes nothing."
                    .to_owned()
            }
            Self::NotRanked => format!("{name} is not ranked, so the score changes nothing."),
            Self::None => {
                let leads = analysis.order.first() == Some(&option);
                let end = if leads { measure.anchors.worst } else { measure.anchors.best };
                let what = if leads { "still leads" } else { "does not lead" };
                format!(
                    "Cannot change who leads: {name} {what} even at {}.",
                    performance(measure, end)
                )
            }
            Self::LeadsFrom(at) => format!("{name} leads from {} on.", performance(measure, *at)),
            Self::FallsBehind(rival, at) => format!(
                "{} overtakes when {name} gets worse than {}.",
                analysis.options[*rival].name,
                performance(measure, *at)
            ),
        }
    }
}

/// Whether any score on a criterion (position in `Analysis::leaves`) could
/// change who leads.
pub fn leaf_matters(workbook: &Workbook, analysis: &Analysis, leaf: usize) -> bool {
    analysis.order.iter().any(|&option| leverage(workbook, analysis, option, leaf).matters())
}

/// The raw weight that gives a node the wanted share (0 to 1), the other raw
/// weights as they are: r = share / (1 − share) × Σ others. Across the tree the
/// share is of the whole, within the family of the family. Nothing where no
/// raw weight would do: the others have none, or the weights are not direct.
pub fn raw_weight_for_share(
    tree: &Tree,
    weights: &Weights,
    node: usize,
    share: f64,
) -> Option<f64> {
    // At 100 % the others would vanish; a slider stops short of that.
    let share = share.clamp(0.0, 0.99);
    let raw = |node: &NodeWeight| node.raw;
    let others: f64 = match weights.weighting? {
        Weighting::AcrossTree if tree.children.get(node)?.is_empty() => {
            let leaves = || (0..weights.nodes.len()).filter(|&at| tree.children[at].is_empty());
            leaves().filter(|&at| at != node).map(|at| raw(&weights.nodes[at])).sum()
        }
        Weighting::WithinFamily => {
            let siblings = match tree.parent.get(node)? {
                Some(parent) => &tree.children[*parent],
                None => &tree.roots,
            };
            siblings.iter().filter(|&&at| at != node).map(|&at| raw(&weights.nodes[at])).sum()
        }
        _ => return None,
    };
    (others > 0.0).then(|| {
        let exact = share / (1.0 - share) * others;
        // Three decimals are finer than any slider and keep the file readable.
        (exact * 1000.0).round() / 1000.0
    })
}
