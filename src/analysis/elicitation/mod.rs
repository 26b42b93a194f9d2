//! Elicited weights: what was judged, what weights follow from it, how
//! consistent the judgements are, whether the weights in force are still those,
//! and what is careless about how weights are spread.
//!
//! The methods themselves, on plain numbers, are in [`super::methods`].

use std::collections::{BTreeMap, BTreeSet};

use super::methods::ahp::{self, AhpError, Comparisons};
use super::methods::{bwm, rank_weights};
use super::{listed, performance};
use crate::workbook::{
    CriterionId, Edit, Elicitation, Judged, JudgedRange, PairJudgement, PairwiseMethod, Profile,
    RankFormula, Scale, Tree, Weighing, WeighingScope, Weighting, Workbook,
};

mod report;
mod warnings;

pub use report::{ElicitationReport, elicitation_report, elicitation_reports};
pub use warnings::{WeighingWarning, WeighingWarningKind, weighing_warnings};

/// The most siblings that are compared in pairs: beyond seven (plus or minus
/// two, Miller 1956; Saaty and Ozdemir 2003) people no longer judge
/// consistently, and 21 questions are enough for anybody.
pub const MOST_PAIRED: usize = 7;

/// Up to this consistency ratio judgements of pairs are usually accepted (Saaty
/// 1980).
pub const ACCEPTED_RATIO: f64 = 0.1;

/// The weights that follow from judgements.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighed {
    /// Share of each, in the order of what was weighed; they add to 1.
    pub shares: Vec<f64>,
    /// What is written as raw weights: points where points were given, else
    /// percents to six digits.
    pub raw: Vec<f64>,
    /// How consistent the judgements are, where the method tells.
    pub consistency: Option<WeighingConsistency>,
    /// Where the method's own rule is not kept, though weights follow.
    pub remarks: Vec<String>,
}

/// How consistent judgements are.
#[derive(Debug, Clone, PartialEq)]
pub enum WeighingConsistency {
    /// Of comparisons in pairs.
    Pairs {
        /// The consistency ratio; nothing where no random index is tabled.
        ratio: Option<f64>,
        /// Where the random index comes from.
        source: &'static str,
        /// Pairs without a judgement.
        missing: usize,
        /// The three judgements that contradict each other most, as positions:
        /// i, k, j.
        triad: Option<ahp::Triad>,
        /// The judgement whose repair helps most.
        suggestion: Option<ahp::Suggestion>,
    },
    /// Of the best-worst method.
    BestWorst {
        /// ξ of the linear model: 0 for consistent.
        xi: f64,
        /// ξ of the non-linear model over its index, 0 to 1.
        ratio: f64,
        /// The ratio by inputs (Liang, Brunelli and Rezaei 2020), 0 to 1.
        input_ratio: f64,
        /// Where the index comes from.
        source: &'static str,
    },
}

impl WeighingConsistency {
    /// Whether the judgements are usually accepted; nothing where there is no
    /// ratio to tell by.
    pub fn accepted(&self) -> Option<bool> {
        match self {
            Self::Pairs { ratio, .. } => ratio.map(|ratio| ratio <= ACCEPTED_RATIO),
            // No threshold of the linear ξ is agreed on; that of the ratio by
            // inputs depends on size and scale, and lies near 0.2 to 0.35.
            Self::BestWorst { .. } => None,
        }
    }

    /// The consistency in a sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::Pairs { ratio: Some(ratio), source, missing, .. } => {
                let verdict = if *ratio <= ACCEPTED_RATIO {
                    "within the 0.10 that is usually accepted"
                } else {
                    "above the 0.10 that is usually accepted"
                };
                let open = match missing {
                    0 => String::new(),
                    1 => " One pair is open.".to_owned(),
                    more => format!(" {more} pairs are open."),
                };
                format!(
                    "Consistency ratio {}, {verdict} (random index {source}).{open}",
                    super::number(*ratio, 3)
                )
            }
            Self::Pairs { ratio: None, .. } => {
                "No consistency ratio, since no random index is tabled.".to_owned()
            }
            Self::BestWorst { xi, ratio, input_ratio, source } => format!(
                "Consistency: ξ of the linear model {}, ratio {} (index {source}), ratio by \
                 inputs {}; 0 is fully consistent.",
                super::number(*xi, 3),
                super::number(*ratio, 3),
                super::number(*input_ratio, 3)
            ),
        }
    }
}

/// Why no weights follow from judgements.
#[derive(Debug, Clone, PartialEq)]
pub enum WeighingError {
    /// Fewer than two criteria to weigh.
    TooFew,
    /// Criteria without a judgement.
    NotJudged(Vec<CriterionId>),
    /// All points are 0.
    AllZero,
    /// More than [`MOST_PAIRED`] to compare in pairs.
    TooMany(usize),
    /// Groups of criteria that no chain of comparisons connects.
    Apart(Vec<Vec<CriterionId>>),
    /// The method does not take the judgements: why, and what to do.
    Refused(String, &'static str),
    /// The profile is gone.
    NoProfile,
}

impl WeighingError {
    /// What is wrong, in a sentence.
    pub fn sentence(&self, workbook: &Workbook) -> String {
        let names = |ids: &[CriterionId]| {
            let names: Vec<&str> = ids.iter().map(|id| workbook.criterion_name(id)).collect();
            match names.as_slice() {
                [first, _, _, rest @ ..] if !rest.is_empty() => {
                    format!("{first} and {} more", ids.len() - 1)
                }
                few => listed(few),
            }
        };
        match self {
            Self::TooFew => "There are not two criteria here to weigh.".to_owned(),
            Self::NotJudged(ids) => format!("Not judged yet: {}.", names(ids)),
            Self::AllZero => "All points are 0, so no weights follow.".to_owned(),
            Self::TooMany(n) => format!(
                "{n} are too many to compare in pairs: {} questions. At most {MOST_PAIRED} are.",
                n * (n - 1) / 2
            ),
            Self::Apart(groups) => {
                let groups: Vec<String> = groups.iter().map(|group| names(group)).collect();
                format!("No chain of comparisons connects all: {}.", groups.join("; apart from "))
            }
            Self::Refused(why, _) => {
                let mut letters = why.chars();
                let first = letters.next().map(|first| first.to_uppercase().to_string());
                format!("{}{}.", first.unwrap_or_default(), letters.as_str())
            }
            Self::NoProfile => "There is no profile to hold weights.".to_owned(),
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::TooFew => "Add criteria, or choose another part of the tree.",
            Self::NotJudged(_) => "Judge them, or give 0 to what shall not count.",
            Self::AllZero => "Give the most valuable swing 100 points.",
            Self::TooMany(_) => {
                "Put them into groups and compare within each group, or use another method."
            }
            Self::Apart(_) => "Compare one of each part with one of another.",
            Self::Refused(_, hint) => hint,
            Self::NoProfile => "Add a profile.",
        }
    }
}

/// Positions of the criteria that a scope weighs, in display order: those that
/// hold at least one scored leaf.
pub fn scope_members(workbook: &Workbook, tree: &Tree, scope: &WeighingScope) -> Vec<usize> {
    let family: &[usize] = match scope {
        WeighingScope::Leaves => return tree.leaves(workbook),
        WeighingScope::Top => &tree.roots,
        WeighingScope::Group(id) => {
            let at = workbook.criteria.iter().position(|other| other.id == *id);
            at.map_or(&[], |at| &tree.children[at])
        }
    };
    let counts = |node: &usize| !tree.leaves_below(workbook, *node).is_empty();
    family.iter().copied().filter(counts).collect()
}

/// Every scope in which there are at least two to weigh: all leaves, the top,
/// then the groups from the top down.
pub fn weighing_scopes(workbook: &Workbook, tree: &Tree) -> Vec<WeighingScope> {
    let mut scopes = vec![WeighingScope::Leaves];
    if tree.roots.iter().any(|&root| !tree.children[root].is_empty()) {
        scopes.push(WeighingScope::Top);
    }
    scopes.extend(
        tree.order
            .iter()
            .filter(|&&node| !tree.children[node].is_empty())
            .map(|&node| WeighingScope::Group(workbook.criteria[node].id.clone())),
    );
    scopes.retain(|scope| scope_members(workbook, tree, scope).len() > 1);
    scopes
}

/// What a scope is called.
pub fn scope_name(workbook: &Workbook, scope: &WeighingScope) -> String {
    match scope {
        WeighingScope::Leaves => "All criteria".to_owned(),
        WeighingScope::Top => "The top of the tree".to_owned(),
        WeighingScope::Group(id) => workbook.criterion_name(id).to_owned(),
    }
}

/// The swing of the criterion at `node`, from worst to best in its units; for a
/// group, which leaves swing together. `None` for context.
pub fn swing_in_words(workbook: &Workbook, tree: &Tree, node: usize) -> Option<String> {
    let criterion = workbook.criteria.get(node)?;
    if let Some(measure) = criterion.measure() {
        if let Scale::Levels(levels) = &measure.scale {
            let text = |at: f64| {
                let at = (at.round().max(1.0) as usize - 1).min(levels.len().saturating_sub(1));
                levels.get(at).map_or("", |level| level.text.as_str())
            };
            let (worst, best) = (text(measure.anchors.worst), text(measure.anchors.best));
            return Some(format!("from \"{worst}\" to \"{best}\""));
        }
        let end = |x: f64| performance(measure, x);
        return Some(format!(
            "from {} to {}",
            end(measure.anchors.worst),
            end(measure.anchors.best)
        ));
    }
    let names: Vec<&str> = tree
        .leaves_below(workbook, node)
        .into_iter()
        .map(|leaf| workbook.criteria[leaf].name.as_str())
        .collect();
    (!names.is_empty()).then(|| format!("all from worst to best: {}", names.join(", ")))
}

/// The weights that follow from judgements on `members`.
///
/// # Errors
/// Where a criterion is not judged, or the method takes them not.
pub fn weighed(members: &[CriterionId], judged: &Judged) -> Result<Weighed, WeighingError> {
    if members.len() < 2 {
        return Err(WeighingError::TooFew);
    }
    match judged {
        Judged::Swing(points) => {
            let points = of_members(members, |id| points.get(id).copied())?;
            let mut weighed = from_points(&points)?;
            let most = points.iter().copied().fold(0.0, f64::max);
            if (most - 100.0).abs() > 1e-9 {
                weighed.remarks.push("The most valuable swing has 100 points by rule.".to_owned());
            }
            Ok(weighed)
        }
        Judged::Smart(points) => {
            let points = of_members(members, |id| points.get(id).copied())?;
            let mut weighed = from_points(&points)?;
            let least = points.iter().copied().fold(f64::INFINITY, f64::min);
            if (least - 10.0).abs() > 1e-9 {
                weighed
                    .remarks
                    .push("The least important criterion has 10 points by rule.".to_owned());
            }
            Ok(weighed)
        }
        Judged::Grid(places) => {
            let points = of_members(members, |id| places.get(id).map(|place| place.points()))?;
            from_points(&points)
        }
        Judged::Ranking { ranks, formula } => {
            let ranks = of_members(members, |id| ranks.get(id).map(|rank| *rank as usize))?;
            let shares = match formula {
                RankFormula::Centroid => rank_weights::centroid(&ranks),
                RankFormula::Sum => rank_weights::sum(&ranks),
                RankFormula::Reciprocal => rank_weights::reciprocal(&ranks),
            };
            Ok(from_shares(shares, None))
        }
        Judged::Pairwise { pairs, method } => from_pairs(members, pairs, *method),
        Judged::BestWorst { best, worst, best_to_others, others_to_worst } => {
            let at = |id: &CriterionId| {
                members
                    .iter()
                    .position(|other| other == id)
                    .ok_or_else(|| WeighingError::NotJudged(vec![id.clone()]))
            };
            let (best_at, worst_at) = (at(best)?, at(worst)?);
            let against = best_to_others.get(worst).copied();
            let to_others = of_members(members, |id| {
                if id == best { Some(1.0) } else { best_to_others.get(id).copied() }
            })?;
            let to_worst = of_members(members, |id| match id {
                id if id == worst => Some(1.0),
                id if id == best => against,
                id => others_to_worst.get(id).copied(),
            })?;
            let found = bwm::linear(best_at, worst_at, &to_others, &to_worst)
                .map_err(|error| WeighingError::Refused(error.to_string(), error.hint()))?;
            let consistency = WeighingConsistency::BestWorst {
                xi: found.xi,
                ratio: found.ratio,
                input_ratio: found.input_ratio,
                source: bwm::INDEX_SOURCE,
            };
            Ok(from_shares(found.weights, Some(consistency)))
        }
    }
}

fn of_members<T>(
    members: &[CriterionId],
    of: impl Fn(&CriterionId) -> Option<T>,
) -> Result<Vec<T>, WeighingError> {
    let missing: Vec<CriterionId> = members.iter().filter(|id| of(id).is_none()).cloned().collect();
    if missing.is_empty() {
        Ok(members.iter().filter_map(of).collect())
    } else {
        Err(WeighingError::NotJudged(missing))
    }
}

fn from_points(points: &[f64]) -> Result<Weighed, WeighingError> {
    let sum: f64 = points.iter().sum();
    if sum <= 0.0 {
        return Err(WeighingError::AllZero);
    }
    Ok(Weighed {
        shares: points.iter().map(|points| points / sum).collect(),
        raw: points.to_vec(),
        consistency: None,
        remarks: Vec::new(),
    })
}

fn from_shares(shares: Vec<f64>, consistency: Option<WeighingConsistency>) -> Weighed {
    let raw = shares.iter().map(|share| six_digits(share * 100.0)).collect();
    Weighed { shares, raw, consistency, remarks: Vec::new() }
}

/// A number to six significant digits: finer than any share that is printed,
/// and still readable in the file.
fn six_digits(x: f64) -> f64 {
    format!("{x:.5e}").parse().unwrap_or(x)
}

/// Judgements of pairs as the upper triangle over `members`. Judgements of
/// criteria that are not among them are left out.
pub fn comparisons(
    members: &[CriterionId],
    pairs: &[PairJudgement],
) -> Result<Comparisons, WeighingError> {
    let n = members.len();
    if n > MOST_PAIRED {
        return Err(WeighingError::TooMany(n));
    }
    let at: BTreeMap<&CriterionId, usize> =
        members.iter().enumerate().map(|(at, id)| (id, at)).collect();
    let mut upper = vec![None; n * (n.max(1) - 1) / 2];
    for pair in pairs {
        let (Some(&more), Some(&less)) = (at.get(&pair.more), at.get(&pair.less)) else {
            continue;
        };
        let (i, j) = (more.min(less), more.max(less));
        if i != j {
            let times = if more < less { pair.times } else { 1.0 / pair.times };
            upper[i * n - i * (i + 1) / 2 + j - i - 1] = Some(times);
        }
    }
    Comparisons::new(n, upper).map_err(|error| refused(members, &error))
}

fn refused(members: &[CriterionId], error: &AhpError) -> WeighingError {
    match error {
        AhpError::Unconnected { groups } => WeighingError::Apart(
            groups
                .iter()
                .map(|group| group.iter().filter_map(|&at| members.get(at)).cloned().collect())
                .collect(),
        ),
        AhpError::TooManyItems { n } => WeighingError::TooMany(*n),
        other => WeighingError::Refused(other.to_string(), other.hint()),
    }
}

fn from_pairs(
    members: &[CriterionId],
    pairs: &[PairJudgement],
    method: PairwiseMethod,
) -> Result<Weighed, WeighingError> {
    let comparisons = comparisons(members, pairs)?;
    let refused = |error: AhpError| refused(members, &error);
    let shares = match method {
        PairwiseMethod::GeometricMean => ahp::weights_geometric(&comparisons),
        PairwiseMethod::Eigenvector => ahp::weights_eigenvector(&comparisons),
    }
    .map_err(refused)?;
    let found = ahp::consistency(&comparisons).map_err(refused)?;
    let consistency = WeighingConsistency::Pairs {
        ratio: found.ratio,
        source: found.random_index_source.source(),
        missing: comparisons.missing().len(),
        triad: ahp::worst_triad(&comparisons).filter(|triad| triad.contradiction > 1e-9),
        suggestion: ahp::suggested_judgement(&comparisons).map_err(refused)?,
    };
    Ok(from_shares(shares, Some(consistency)))
}

/// The ranges of the natural scales among `members`, to be kept with their
/// judgements.
pub fn judged_ranges(
    workbook: &Workbook,
    members: &[CriterionId],
) -> BTreeMap<CriterionId, JudgedRange> {
    members
        .iter()
        .filter_map(|id| {
            let measure = workbook.criterion(id)?.measure()?;
            let natural = matches!(measure.scale, Scale::Natural { .. });
            let range = JudgedRange { worst: measure.anchors.worst, best: measure.anchors.best };
            natural.then(|| (id.clone(), range))
        })
        .collect()
}

/// Raw weight of each node under a profile whose weights are given directly: a
/// group weighs what its leaves do across the tree.
fn raw_weights(workbook: &Workbook, tree: &Tree, profile: &Profile) -> Vec<f64> {
    let own =
        |node: usize| profile.weights.get(&workbook.criteria[node].id).copied().unwrap_or(0.0);
    (0..workbook.criteria.len())
        .map(|node| match profile.weighting {
            Weighting::WithinFamily => own(node),
            _ => tree.leaves_below(workbook, node).into_iter().map(own).sum(),
        })
        .collect()
}

/// Shares of `members` among themselves by the raw weights of a profile;
/// nothing where weights are not given directly or all are 0.
fn shares_in_force(
    workbook: &Workbook,
    tree: &Tree,
    profile: &Profile,
    scope: &WeighingScope,
    members: &[usize],
) -> Option<Vec<f64>> {
    let raw = raw_weights(workbook, tree, profile);
    let local = |node: usize| {
        let family = tree.parent[node].map_or(&tree.roots, |above| &tree.children[above]);
        let sum: f64 = family.iter().map(|&at| raw[at]).sum();
        if sum > 0.0 { raw[node] / sum } else { 0.0 }
    };
    let weight = |node: usize| match (profile.weighting, scope) {
        (Weighting::WithinFamily, WeighingScope::Leaves) => tree.path_up(node).map(local).product(),
        _ => raw[node],
    };
    if matches!(profile.weighting, Weighting::Questionnaire | Weighting::Requirements) {
        return None;
    }
    let weights: Vec<f64> = members.iter().map(|&node| weight(node)).collect();
    let sum: f64 = weights.iter().sum();
    (sum > 0.0).then(|| weights.iter().map(|weight| weight / sum).collect())
}

/// The edit that takes up what was judged, with the weights that follow, as one
/// step. All criteria weighed at once are compared across the tree; the members
/// of a family keep their family's weight between them.
///
/// # Errors
/// As [`weighed`].
pub fn weigh(
    workbook: &Workbook,
    tree: &Tree,
    profile: &Profile,
    scope: &WeighingScope,
    judged: Judged,
    note: &str,
) -> Result<Edit, WeighingError> {
    let nodes = scope_members(workbook, tree, scope);
    let members: Vec<CriterionId> =
        nodes.iter().map(|&node| workbook.criteria[node].id.clone()).collect();
    let found = weighed(&members, &judged)?;
    let (weighting, weights) = match (scope, profile.weighting) {
        (WeighingScope::Leaves, _) => {
            (Weighting::AcrossTree, members.iter().cloned().zip(found.raw).collect())
        }
        (_, Weighting::WithinFamily) => {
            (Weighting::WithinFamily, members.iter().cloned().zip(found.raw).collect())
        }
        _ => (Weighting::AcrossTree, spread(workbook, tree, profile, &nodes, &found.shares)),
    };
    let elicitation = Elicitation {
        judged,
        ranges: judged_ranges(workbook, &members),
        note: note.trim().to_owned(),
    };
    Ok(Edit::Weigh(Box::new(Weighing {
        profile: profile.id.clone(),
        scope: scope.clone(),
        elicitation,
        weighting,
        weights,
    })))
}

/// Raw weights of the leaves below `nodes`, so that these have `shares` of what
/// they weigh together, and the leaves below each keep their proportions.
fn spread(
    workbook: &Workbook,
    tree: &Tree,
    profile: &Profile,
    nodes: &[usize],
    shares: &[f64],
) -> BTreeMap<CriterionId, f64> {
    let raw = raw_weights(workbook, tree, profile);
    let together: f64 = nodes.iter().map(|&node| raw[node]).sum();
    // A family without any weight gets one for each of its leaves.
    let leaves: usize = nodes.iter().map(|&node| tree.leaves_below(workbook, node).len()).sum();
    let together = if together > 0.0 { together } else { leaves as f64 };
    let mut weights = BTreeMap::new();
    for (&node, share) in nodes.iter().zip(shares) {
        let below = tree.leaves_below(workbook, node);
        for &leaf in &below {
            let part =
                if raw[node] > 0.0 { raw[leaf] / raw[node] } else { 1.0 / below.len() as f64 };
            let id = workbook.criteria[leaf].id.clone();
            weights.insert(id, six_digits(together * share * part));
        }
    }
    weights
}

/// Criteria that a judgement speaks of and that are not among `members`.
fn strays(judged: &Judged, members: &BTreeSet<&CriterionId>) -> Vec<CriterionId> {
    judged.criteria().into_iter().filter(|id| !members.contains(id)).cloned().collect()
}
