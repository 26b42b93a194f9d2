//! What is still open, in one list: what the checks find, what the analysis
//! could not do, and what the review left unanswered, each said once.

use std::collections::BTreeMap;

use super::{Analysis, Diagnostic, PartsStanding, ValueBasis, cost_value, is_reasoned};
use crate::workbook::{
    AlternativeId, CheckFinding, CheckLevel, FindingKind, ItemRef, Kind, RequirementId, Workbook,
};

/// What is open, the grave first. `findings` are those of the checks.
pub fn open_points(
    workbook: &Workbook,
    analysis: &Analysis,
    findings: &[CheckFinding],
) -> Vec<CheckFinding> {
    let mut points = findings.to_vec();
    // The same lack under two names is told once.
    let said = |code: &str| {
        let twin = if code == "single-option" { "few-options" } else { code };
        findings.iter().any(|finding| finding.code == twin)
    };
    let mut open_gates: BTreeMap<&RequirementId, Vec<&AlternativeId>> = BTreeMap::new();
    for diagnostic in &analysis.diagnostics {
        match diagnostic {
            Diagnostic::OpenGate { requirement, alternative } => {
                open_gates.entry(requirement).or_default().push(alternative);
            }
            diagnostic if !said(diagnostic.code()) => points.push(point(workbook, diagnostic)),
            _ => {}
        }
    }
    for (requirement, options) in open_gates {
        points.push(open_gate(workbook, requirement, &options));
    }
    points.extend(counted_twice(workbook, analysis));
    points.extend(overridden(workbook, analysis));
    let unanswered = workbook
        .findings
        .iter()
        .filter(|finding| finding.kind == FindingKind::OpenQuestion)
        .filter(|finding| finding.answer.trim().is_empty());
    for finding in unanswered {
        points.push(CheckFinding {
            level: CheckLevel::Note,
            code: "open-question",
            item: Some(ItemRef::new(Kind::Finding, finding.id.as_str())),
            message: finding.text.clone(),
            hint: "The review left this question open.".to_owned(),
        });
    }
    points.sort_by_key(|point| point.level);
    points
}

/// Cost set against value, while criteria that are costs themselves have weight.
fn counted_twice(workbook: &Workbook, analysis: &Analysis) -> Option<CheckFinding> {
    let found = cost_value(workbook, analysis, ValueBasis::All)?;
    let message = found.warning(workbook).filter(|_| found.points.len() > 1)?;
    let first = found.counted_twice.first()?;
    Some(CheckFinding {
        level: CheckLevel::Note,
        code: "cost-counted-twice",
        item: Some(ItemRef::new(Kind::Criterion, first.criterion.as_str())),
        message,
        hint: "Give it no weight, or look under Results at value without it.".to_owned(),
    })
}

/// Scores of a composite over what follows from its parts, given without a
/// reason; one finding for each composite.
fn overridden(workbook: &Workbook, analysis: &Analysis) -> Vec<CheckFinding> {
    let mut found = Vec::new();
    for composite in &analysis.composites {
        let option = &workbook.alternatives[composite.option];
        let bare: Vec<&str> = composite
            .leaves
            .iter()
            .enumerate()
            .filter(|(_, it)| it.standing == PartsStanding::Overridden)
            .map(|(leaf, _)| &workbook.criteria[analysis.leaves[leaf]])
            .filter(|criterion| !is_reasoned(workbook, criterion, &option.id))
            .map(|criterion| criterion.name.as_str())
            .collect();
        if bare.is_empty() {
            continue;
        }
        let told = match bare.as_slice() {
            few if few.len() <= 3 => listed(few),
            many => format!("{} criteria", many.len()),
        };
        found.push(CheckFinding {
            level: CheckLevel::Note,
            code: "parts-overridden",
            item: Some(ItemRef::new(Kind::Alternative, option.id.as_str())),
            message: format!(
                "{} is scored over what follows from its parts on {told}, without a reason.",
                option.name
            ),
            hint: "Say in the score why it departs from its parts.".to_owned(),
        });
    }
    found
}

fn open_gate(
    workbook: &Workbook,
    requirement: &RequirementId,
    options: &[&AlternativeId],
) -> CheckFinding {
    let names: Vec<&str> = options.iter().map(|id| workbook.alternative_name(id)).collect();
    let item = ItemRef::new(Kind::Requirement, requirement.as_str());
    let verb = if names.len() == 1 { "has" } else { "have" };
    CheckFinding {
        level: CheckLevel::Warning,
        code: "open-gate",
        message: format!(
            "{} {verb} not been judged at the must \"{}\".",
            listed(&names),
            item.name(workbook)
        ),
        item: Some(item),
        hint: "Judge whether each option meets it.".to_owned(),
    }
}

fn point(workbook: &Workbook, diagnostic: &Diagnostic) -> CheckFinding {
    let criterion = |id: &crate::workbook::CriterionId| ItemRef::new(Kind::Criterion, id.as_str());
    let (level, item, hint) = match diagnostic {
        Diagnostic::NoCriteria => (CheckLevel::Warning, None, "Add criteria with a scale."),
        Diagnostic::WeightsUnset { family } => {
            (CheckLevel::Warning, family.as_ref().map(criterion), "Give weights under Criteria.")
        }
        Diagnostic::Unknown { .. } => (
            CheckLevel::Warning,
            None,
            "Score them, or say that they do not apply; until then totals are ranges.",
        ),
        Diagnostic::NotApplicable { criterion: on, .. } => (
            CheckLevel::Note,
            Some(criterion(on)),
            "Choose under Criteria what \"not applicable\" does there.",
        ),
        Diagnostic::OutOfRange { criterion: on, .. } => (
            CheckLevel::Warning,
            Some(criterion(on)),
            "Widen the anchors under Criteria, or correct the score.",
        ),
        Diagnostic::PartsRefused { alternative, .. } => (
            CheckLevel::Warning,
            Some(ItemRef::new(Kind::Alternative, alternative.as_str())),
            "Choose another rule for that criterion under Options.",
        ),
        Diagnostic::NotMeasured { criterion: on, .. } => (
            CheckLevel::Note,
            Some(criterion(on)),
            "What is scored there is an estimate. Measure, or look under Criteria why not.",
        ),
        Diagnostic::OverMeasured { criterion: on, .. } => (
            CheckLevel::Warning,
            Some(criterion(on)),
            "Give the reason under Scores, or clear the score.",
        ),
        Diagnostic::Stale { criterion: on, .. } => (
            CheckLevel::Warning,
            Some(criterion(on)),
            "Look at the score again: keep it for the new run, or clear it.",
        ),
        Diagnostic::ConstantCriterion { criterion: on } => (
            CheckLevel::Note,
            Some(criterion(on)),
            "Nothing is wrong, but its weight decides nothing.",
        ),
        Diagnostic::Tie { .. } => {
            (CheckLevel::Note, None, "Look under Results what would tell them apart.")
        }
        Diagnostic::SingleOption => (CheckLevel::Note, None, "Add another option to compare with."),
        Diagnostic::NarrowPass { requirement, .. } => (
            CheckLevel::Note,
            Some(ItemRef::new(Kind::Requirement, requirement.as_str())),
            "Check the figure: a little less and the option is out.",
        ),
        Diagnostic::OpenGate { requirement, .. } => (
            CheckLevel::Warning,
            Some(ItemRef::new(Kind::Requirement, requirement.as_str())),
            "Judge whether the option meets it.",
        ),
    };
    CheckFinding {
        level,
        code: diagnostic.code(),
        item,
        message: diagnostic.sentence(workbook),
        hint: hint.to_owned(),
    }
}

/// Names in a row, as a sentence lists them.
pub fn listed<T: AsRef<str>>(names: &[T]) -> String {
    match names {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}
