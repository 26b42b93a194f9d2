//! Whether the weights in force are still those that were elicited.

use std::collections::BTreeSet;

use super::{
    Weighed, WeighingConsistency, WeighingError, scope_members, scope_name, shares_in_force,
    strays, weighed,
};
use crate::analysis::listed;
use crate::workbook::{
    CriterionId, Elicitation, Judged, Profile, Scale, Tree, WeighingScope, Weighting, Workbook,
};

/// Shares that differ by less than this are the same: raw weights are kept to
/// six digits.
const SAME_SHARE: f64 = 1e-5;

/// How an elicitation stands to the weights in force.
#[derive(Debug, Clone, PartialEq)]
pub struct ElicitationReport {
    /// What was weighed.
    pub scope: WeighingScope,
    /// What that is called.
    pub name: String,
    /// The method, with the formula where there are several.
    pub method: String,
    /// Weights that follow from the judgements today.
    pub weighed: Result<Weighed, WeighingError>,
    /// The criteria that they are of.
    pub members: Vec<CriterionId>,
    /// Criteria whose weights differ from what was elicited.
    pub changed: Vec<CriterionId>,
    /// Criteria that belong to what was weighed and were not judged.
    pub unjudged: Vec<CriterionId>,
    /// Criteria that were judged and no longer belong to what was weighed.
    pub strayed: Vec<CriterionId>,
    /// Criteria whose anchors were moved since.
    pub moved: Vec<CriterionId>,
    /// Whether weights are given directly, so that it can count at all.
    pub direct: bool,
}

impl ElicitationReport {
    /// Whether the weights in force are those that were elicited, for what was
    /// judged.
    pub fn holds(&self) -> bool {
        self.direct
            && self.weighed.is_ok()
            && self.changed.is_empty()
            && self.unjudged.is_empty()
            && self.strayed.is_empty()
            && self.moved.is_empty()
    }

    /// How consistent the judgements are, where the method tells.
    pub fn consistency(&self) -> Option<&WeighingConsistency> {
        self.weighed.as_ref().ok()?.consistency.as_ref()
    }

    /// How it was weighed, in a sentence.
    pub fn sentence(&self) -> String {
        format!("{}: weighed by {}.", self.name, in_sentence(&self.method))
    }

    /// What keeps it from being the weights in force, a sentence each; empty
    /// where it holds.
    pub fn staleness(&self, workbook: &Workbook) -> Vec<String> {
        let names = |ids: &[CriterionId]| {
            let names: Vec<&str> =
                ids.iter().take(3).map(|id| workbook.criterion_name(id)).collect();
            match ids.len().saturating_sub(3) {
                0 => listed(&names),
                more => format!("{} and {more} more", names.join(", ")),
            }
        };
        let mut said = Vec::new();
        if !self.direct {
            said.push("Weights now come from elsewhere, so it does not count.".to_owned());
        }
        if let Err(error) = &self.weighed {
            said.push(format!("No weights follow from it any more. {}", error.sentence(workbook)));
        }
        if !self.unjudged.is_empty() {
            said.push(format!("Not judged then: {}.", names(&self.unjudged)));
        }
        if !self.strayed.is_empty() {
            said.push(format!("No longer among them: {}.", names(&self.strayed)));
        }
        if !self.changed.is_empty() {
            said.push(format!(
                "Weights have been changed by hand since: {}.",
                names(&self.changed)
            ));
        }
        if !self.moved.is_empty() {
            said.push(format!(
                "Anchors have been moved since, and a weight belongs to its range: {}.",
                names(&self.moved)
            ));
        }
        said
    }
}

/// A method's name within a sentence.
fn in_sentence(method: &str) -> String {
    if method.starts_with("SMART") {
        return method.to_owned();
    }
    let mut letters = method.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// The method of judgements in words, with the formula where there are several.
fn method_name(judged: &Judged) -> String {
    match judged {
        Judged::Ranking { formula, .. } => {
            format!("{}, {}", judged.name(), formula.name().to_lowercase())
        }
        Judged::Pairwise { method, .. } => {
            format!("{}, {}", judged.name(), method.name().to_lowercase())
        }
        Judged::BestWorst { .. } => format!("{}, linear model", judged.name()),
        _ => judged.name().to_owned(),
    }
}

/// How an elicitation of a profile stands to the weights in force.
pub fn elicitation_report(
    workbook: &Workbook,
    tree: &Tree,
    profile: &Profile,
    scope: &WeighingScope,
    elicitation: &Elicitation,
) -> ElicitationReport {
    let id = |node: usize| &workbook.criteria[node].id;
    let judged = elicitation.judged.criteria();
    let all = scope_members(workbook, tree, scope);
    let in_scope: BTreeSet<&CriterionId> = all.iter().map(|&node| id(node)).collect();
    let nodes: Vec<usize> = all.iter().copied().filter(|&node| judged.contains(id(node))).collect();
    let members: Vec<CriterionId> = nodes.iter().map(|&node| id(node).clone()).collect();
    let weighed = weighed(&members, &elicitation.judged);
    let direct = matches!(profile.weighting, Weighting::AcrossTree | Weighting::WithinFamily);
    let changed = match (&weighed, shares_in_force(workbook, tree, profile, scope, &nodes)) {
        (Ok(weighed), Some(now)) => members
            .iter()
            .zip(weighed.shares.iter().zip(now))
            .filter(|(_, (then, now))| (**then - now).abs() > SAME_SHARE)
            .map(|(id, _)| id.clone())
            .collect(),
        (Ok(_), None) if direct => members.clone(),
        _ => Vec::new(),
    };
    let moved = elicitation
        .ranges
        .iter()
        .filter(|(id, range)| {
            let measure = workbook.criterion(id).and_then(|criterion| criterion.measure());
            measure.is_none_or(|measure| {
                !matches!(measure.scale, Scale::Natural { .. })
                    || measure.anchors.worst != range.worst
                    || measure.anchors.best != range.best
            })
        })
        .map(|(id, _)| id.clone())
        .collect();
    ElicitationReport {
        scope: scope.clone(),
        name: scope_name(workbook, scope),
        method: method_name(&elicitation.judged),
        unjudged: all
            .iter()
            .map(|&node| id(node))
            .filter(|id| !judged.contains(id))
            .cloned()
            .collect(),
        strayed: strays(&elicitation.judged, &in_scope),
        weighed,
        members,
        changed,
        moved,
        direct,
    }
}

/// How each elicitation of a profile stands: all criteria, the top, then the
/// groups by id.
pub fn elicitation_reports(
    workbook: &Workbook,
    tree: &Tree,
    profile: &Profile,
) -> Vec<ElicitationReport> {
    profile
        .elicited
        .iter()
        .map(|(scope, elicitation)| elicitation_report(workbook, tree, profile, scope, elicitation))
        .collect()
}
