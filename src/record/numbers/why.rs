//! Why totals are what they are, for machines: a tree from the total down to
//! the cells and the claims behind them.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::analysis::why::{Subject, explain};
use crate::analysis::{Analysis, CellOrigin, scores_given};
use crate::workbook::{Claim, CriterionId, Score, Tree, Workbook, find_score};

/// Why each number of the totals is what it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WhyDocument {
    /// One for each option, in the workbook's order; empty without weights.
    pub totals: Vec<TotalWhyDocument>,
    /// One for each scored criterion with weight, in tree order.
    pub weights: Vec<WeightWhyDocument>,
}

/// Why a total is what it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TotalWhyDocument {
    /// Id of the option.
    pub option: String,
    /// Lowest possible total.
    pub low: f64,
    /// Highest possible total.
    pub high: f64,
    /// The formula with the figures put in.
    pub formula: String,
    /// What the nodes at the top add; the points add up to the total.
    pub parts: Vec<NodeWhyDocument>,
}

/// What a node adds to a total.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NodeWhyDocument {
    /// Id of the criterion.
    pub criterion: String,
    /// Its weight, as a share of the whole.
    pub weight: f64,
    /// Fewest points that it can add.
    pub points_low: f64,
    /// Most points that it can add.
    pub points_high: f64,
    /// What the nodes below it add; the points add up to its own. Empty for a
    /// scored criterion.
    pub parts: Vec<NodeWhyDocument>,
    /// The cell of a scored criterion, the value of which times the weight
    /// gives the points.
    pub cell: Option<CellWhyDocument>,
}

/// What stands behind a cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CellWhyDocument {
    /// Performance in the criterion's unit; null while unknown.
    pub performance: Option<f64>,
    /// Lowest value that it can have.
    pub value_low: f64,
    /// Highest value that it can have.
    pub value_high: f64,
    /// Whose word it is: `nobody`, `baseline` (read from the sources),
    /// `answer`, `reviewers`, `parts` or `measured` (load runs feed it).
    pub origin: &'static str,
    /// How many reviewers the performance is the mean of.
    pub reviewers: usize,
    /// Id of the question whose answer sets it.
    pub question: Option<String>,
    /// Ids of the claims that its scores name.
    pub cited: Vec<String>,
    /// Ids of the other claims on the criterion that bear on the option.
    pub claims: Vec<String>,
    /// Ids of the load runs that feed it or that its scores name.
    pub measurements: Vec<String>,
}

/// Why a weight is what it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WeightWhyDocument {
    /// Id of the criterion.
    pub criterion: String,
    /// Its weight, as a share of the whole.
    pub weight: f64,
    /// How the share comes about, in words.
    pub words: String,
    /// The formula with the figures put in.
    pub formula: String,
    /// Where the raw weight comes from, in words.
    pub raw: String,
}

/// Explains all totals and weights.
pub(super) fn why(workbook: &Workbook, analysis: &Analysis) -> WhyDocument {
    let tree = Tree::of(workbook);
    if !analysis.weights.is_set() {
        return WhyDocument { totals: Vec::new(), weights: Vec::new() };
    }
    let mut claims: BTreeMap<&CriterionId, Vec<&Claim>> = BTreeMap::new();
    for claim in workbook.claims.iter() {
        if let Some(criterion) = &claim.criterion {
            claims.entry(criterion).or_default().push(claim);
        }
    }
    let mut leaf_of = vec![None; workbook.criteria.len()];
    for (leaf, &node) in analysis.leaves.iter().enumerate() {
        leaf_of[node] = Some(leaf);
    }
    let on = On { workbook, tree: &tree, analysis, claims, leaf_of };
    let totals = analysis.options.iter().enumerate().map(|(option, result)| {
        let told = explain(workbook, &tree, analysis, &Subject::Total(result.id.clone()));
        TotalWhyDocument {
            option: result.id.to_string(),
            low: result.low,
            high: result.high,
            formula: told.map(|told| told.formula).unwrap_or_default(),
            parts: tree.roots.iter().filter_map(|&node| on.node(option, node)).collect(),
        }
    });
    let weights = analysis.leaves.iter().filter_map(|&node| {
        let id = &workbook.criteria[node].id;
        let share = explain(workbook, &tree, analysis, &Subject::Weight(id.clone()))?;
        let raw = explain(workbook, &tree, analysis, &Subject::RawWeight(id.clone()))?;
        let weight = analysis.weights.nodes[node].global;
        (weight > 0.0).then(|| WeightWhyDocument {
            criterion: id.to_string(),
            weight,
            words: share.words,
            formula: share.formula,
            raw: if raw.formula.is_empty() { raw.words } else { raw.formula },
        })
    });
    WhyDocument { totals: totals.collect(), weights: weights.collect() }
}

struct On<'a> {
    workbook: &'a Workbook,
    tree: &'a Tree,
    analysis: &'a Analysis,
    claims: BTreeMap<&'a CriterionId, Vec<&'a Claim>>,
    leaf_of: Vec<Option<usize>>,
}

impl On<'_> {
    /// What a node adds; nothing for one without weight.
    fn node(&self, option: usize, node: usize) -> Option<NodeWhyDocument> {
        let criterion = self.workbook.criteria[node].id.to_string();
        let Some(leaf) = self.leaf_of[node] else {
            let below = self.tree.children[node].iter();
            let parts: Vec<NodeWhyDocument> =
                below.filter_map(|&child| self.node(option, child)).collect();
            let weight = parts.iter().map(|part| part.weight).sum();
            let points_low = parts.iter().map(|part| part.points_low).sum();
            let points_high = parts.iter().map(|part| part.points_high).sum();
            return (!parts.is_empty()).then_some(NodeWhyDocument {
                criterion,
                weight,
                points_low,
                points_high,
                parts,
                cell: None,
            });
        };
        let weight = self.analysis.leaf_weight(leaf);
        let cell = self.analysis.cell(option, leaf);
        (weight > 0.0).then(|| NodeWhyDocument {
            criterion,
            weight,
            points_low: weight * cell.value_low,
            points_high: weight * cell.value_high,
            parts: Vec::new(),
            cell: Some(self.cell(option, leaf)),
        })
    }

    fn cell(&self, option: usize, leaf: usize) -> CellWhyDocument {
        let criterion = &self.workbook.criteria[self.analysis.leaves[leaf]].id;
        let alternative = &self.analysis.options[option].id;
        let cell = self.analysis.cell(option, leaf);
        let (origin, reviewers, question) = match &cell.origin {
            CellOrigin::Nobody => ("nobody", 0, None),
            CellOrigin::Baseline => ("baseline", 0, None),
            CellOrigin::Answer(question) => ("answer", 0, Some(question.to_string())),
            CellOrigin::Reviewers(count) => ("reviewers", *count, None),
            CellOrigin::Parts => ("parts", 0, None),
            CellOrigin::Measured(_) => ("measured", 0, None),
        };
        let scores: Vec<&Score> = match &cell.origin {
            CellOrigin::Reviewers(_) => scores_given(self.workbook, criterion, alternative)
                .into_iter()
                .map(|given| given.score)
                .collect(),
            CellOrigin::Baseline => {
                find_score(&self.workbook.baseline, criterion, alternative).into_iter().collect()
            }
            _ => Vec::new(),
        };
        let mut cited: Vec<String> =
            scores.iter().flat_map(|score| &score.claims).map(ToString::to_string).collect();
        let mut measurements: Vec<String> =
            scores.iter().flat_map(|score| &score.measurements).map(ToString::to_string).collect();
        if let CellOrigin::Measured(runs) = &cell.origin {
            measurements.extend(runs.iter().map(ToString::to_string));
        }
        for ids in [&mut cited, &mut measurements] {
            ids.sort();
            ids.dedup();
        }
        let claims = self.claims.get(criterion).map_or(&[][..], Vec::as_slice);
        let bears = |claim: &&&Claim| claim.about.is_empty() || claim.about.contains(alternative);
        let claims = claims
            .iter()
            .filter(bears)
            .map(|claim| claim.id.to_string())
            .filter(|id| !cited.contains(id))
            .collect();
        CellWhyDocument {
            performance: cell.performance,
            value_low: cell.value_low,
            value_high: cell.value_high,
            origin,
            reviewers,
            question,
            cited,
            claims,
            measurements,
        }
    }
}
