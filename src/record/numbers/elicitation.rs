//! How weights came about, for machines.

use serde::Serialize;

use crate::analysis::{Analysis, WeighingConsistency, elicitation_reports, weighing_warnings};
use crate::workbook::{CriterionId, Tree, Workbook};

/// How the weights of the profile came about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ElicitationDocument {
    /// One for each part of the tree that was weighed by a method.
    pub weighings: Vec<WeighingDocument>,
    /// What is careless about how weights are spread.
    pub warnings: Vec<WeighingWarningDocument>,
}

/// A part of the tree that was weighed by a method.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WeighingDocument {
    /// What was weighed: `*` for all criteria, `/` for the top of the tree, or
    /// the id of the group whose children were.
    pub scope: String,
    /// The method in words.
    pub method: String,
    /// The weights that follow; empty where none do any more.
    pub weights: Vec<WeighedDocument>,
    /// How consistent the judgements are; null where the method does not tell.
    pub consistency: Option<ConsistencyDocument>,
    /// Whether the weights in force are those that were elicited.
    pub holds: bool,
    /// What keeps it from that, a sentence each.
    pub outdated: Vec<String>,
    /// Who judged, why so.
    pub note: String,
}

/// A weight that follows from judgements.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WeighedDocument {
    /// Id of the criterion.
    pub criterion: String,
    /// Its share of what was weighed, 0 to 1.
    pub share: f64,
    /// Whether the weight in force differs.
    pub changed: bool,
}

/// How consistent judgements are. 0 is fully consistent throughout.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConsistencyDocument {
    /// Pairs: the consistency ratio, usually accepted up to 0.10. Best-worst: ξ
    /// of the non-linear model over its index. Null where none is tabled.
    pub ratio: Option<f64>,
    /// Where the index that the ratio rests on comes from.
    pub source: &'static str,
    /// Best-worst: ξ of the linear model.
    pub xi: Option<f64>,
    /// Best-worst: the ratio by inputs.
    pub input_ratio: Option<f64>,
    /// Whether the ratio is usually accepted; null where no bound is agreed on.
    pub accepted: Option<bool>,
    /// The same in a sentence.
    pub sentence: String,
}

/// Something to look at before weights are relied on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WeighingWarningDocument {
    /// Stable name of the rule.
    pub code: &'static str,
    /// What was found.
    pub message: String,
    /// What to do.
    pub hint: &'static str,
    /// Ids of the criteria that it is about.
    pub criteria: Vec<String>,
}

/// How the weights under the profile of `analysis` came about.
pub(super) fn elicitation_document(
    workbook: &Workbook,
    analysis: &Analysis,
) -> ElicitationDocument {
    let ids = |ids: &[CriterionId]| ids.iter().map(ToString::to_string).collect();
    let profile = analysis.profile.as_ref().and_then(|id| workbook.profile(id));
    let weighings = profile
        .map(|profile| {
            elicitation_reports(workbook, &Tree::of(workbook), profile)
                .into_iter()
                .map(|report| WeighingDocument {
                    scope: report.scope.to_string(),
                    method: report.method.clone(),
                    weights: report
                        .weighed
                        .iter()
                        .flat_map(|weighed| report.members.iter().zip(&weighed.shares))
                        .map(|(id, share)| WeighedDocument {
                            criterion: id.to_string(),
                            share: *share,
                            changed: report.changed.contains(id),
                        })
                        .collect(),
                    consistency: report.consistency().map(consistency),
                    holds: report.holds(),
                    outdated: report.staleness(workbook),
                    note: profile
                        .elicited
                        .get(&report.scope)
                        .map_or_else(String::new, |elicitation| elicitation.note.clone()),
                })
                .collect()
        })
        .unwrap_or_default();
    let warnings = weighing_warnings(workbook, analysis)
        .into_iter()
        .map(|warning| WeighingWarningDocument {
            code: warning.kind.code(),
            message: warning.message,
            hint: warning.hint,
            criteria: ids(&warning.criteria),
        })
        .collect();
    ElicitationDocument { weighings, warnings }
}

fn consistency(found: &WeighingConsistency) -> ConsistencyDocument {
    let (ratio, source, xi, input_ratio) = match found {
        WeighingConsistency::Pairs { ratio, source, .. } => (*ratio, *source, None, None),
        WeighingConsistency::BestWorst { xi, ratio, input_ratio, source } => {
            (Some(*ratio), *source, Some(*xi), Some(*input_ratio))
        }
    };
    ConsistencyDocument {
        ratio,
        source,
        xi,
        input_ratio,
        accepted: found.accepted(),
        sentence: found.sentence(),
    }
}
