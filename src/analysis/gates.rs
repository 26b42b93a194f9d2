//! Gates: the musts, before any score. An option that fails one stays visible
//! and is not ranked.

use super::{Cell, QuestionnaireEffects};
use crate::workbook::{
    GateVerdict, QuestionId, Requirement, RequirementId, RequirementKind, Workbook,
};

/// How one option stands at one must that holds.
#[derive(Debug, Clone, PartialEq)]
pub struct GateResult {
    /// The must.
    pub requirement: RequirementId,
    /// The verdict.
    pub verdict: GateVerdict,
    /// Why, in words; empty where nothing was said.
    pub reason: String,
    /// Who or what judged.
    pub basis: GateBasis,
    /// The question whose answer asks for the must, if it waits for one.
    pub asked_by: Option<QuestionId>,
}

/// What a verdict at a must rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GateBasis {
    /// Somebody's judgement.
    Judged,
    /// The performance, compared with the must's bound.
    Compared,
    /// Nothing yet.
    Nothing,
}

/// The musts that hold, for each option in the workbook's order.
pub(super) fn gates(
    workbook: &Workbook,
    leaves: &[usize],
    cells: &[Cell],
    questionnaire: &QuestionnaireEffects,
) -> Vec<Vec<GateResult>> {
    (0..workbook.alternatives.len())
        .map(|option| {
            workbook
                .requirements
                .iter()
                .filter(|requirement| {
                    requirement.kind == RequirementKind::Must
                        && (!requirement.when_asked
                            || questionnaire.screens.contains_key(&requirement.id))
                })
                .map(|requirement| {
                    let row = &cells[option * leaves.len()..(option + 1) * leaves.len()];
                    let (verdict, reason, basis) =
                        judge(workbook, requirement, option, leaves, row);
                    GateResult {
                        requirement: requirement.id.clone(),
                        verdict,
                        reason,
                        basis,
                        asked_by: questionnaire.screens.get(&requirement.id).cloned(),
                    }
                })
                .collect()
        })
        .collect()
}

fn judge(
    workbook: &Workbook,
    requirement: &Requirement,
    option: usize,
    leaves: &[usize],
    row: &[Cell],
) -> (GateVerdict, String, GateBasis) {
    if let Some(gate) = requirement.gates.get(&workbook.alternatives[option].id) {
        return (gate.verdict, gate.reason.clone(), GateBasis::Judged);
    }
    let open = (GateVerdict::Open, String::new(), GateBasis::Nothing);
    let Some(threshold) = &requirement.threshold else { return open };
    let found = leaves
        .iter()
        .zip(row)
        .find(|(node, _)| workbook.criteria[**node].id == threshold.criterion);
    let Some((&node, cell)) = found else { return open };
    let (Some(measure), Some(performance)) = (workbook.criteria[node].measure(), cell.performance)
    else {
        return open;
    };
    // A mean of several scores may miss the bound by a rounding error only.
    let rounding = 1e-9 * threshold.bound.abs();
    let distance = (performance - threshold.bound).abs();
    let meets = measure.anchors.at_least_as_good(performance, threshold.bound);
    let verdict = if !meets && distance > rounding {
        GateVerdict::Fail
    } else if distance <= threshold.margin + rounding {
        GateVerdict::Narrow
    } else {
        GateVerdict::Pass
    };
    let reason = format!(
        "{}: {} against {}",
        workbook.criteria[node].name,
        super::performance(measure, performance),
        super::performance(measure, threshold.bound)
    );
    (verdict, reason, GateBasis::Compared)
}
