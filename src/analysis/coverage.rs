//! Coverage: whether what is required is measured, and whether what is measured
//! is required. Read from the links between requirements and criteria.

use std::collections::BTreeSet;

use super::{Analysis, Count, percent};
use crate::workbook::{
    CriterionId, GateVerdict, Requirement, RequirementId, RequirementKind, Workbook,
};

/// How requirements and criteria cover each other.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Coverage {
    /// What does not fit together: musts first, then wants, then criteria, the
    /// heavier before the lighter.
    pub gaps: Vec<Gap>,
    /// Musts and wants without a gap, of all musts and wants.
    pub requirements: Count,
    /// Scored criteria that a requirement asks for, of all scored criteria.
    pub criteria: Count,
    /// Share of the weight that lies on criteria that a requirement asks for,
    /// 0 to 1; nothing while no weight is set.
    pub asked_share: Option<f64>,
}

/// Something that does not fit together.
#[derive(Debug, Clone, PartialEq)]
pub enum Gap {
    /// A must that nothing judges: it has no bound, and no option was judged.
    NoGate(RequirementId),
    /// A want that bears on no scored criterion, so that nothing measures it.
    Unmeasured(RequirementId),
    /// A scored criterion that no requirement asks for.
    Unasked {
        /// The criterion.
        criterion: CriterionId,
        /// Its share of the weight, 0 to 1.
        share: f64,
    },
}

impl Gap {
    /// The gap in a sentence.
    pub fn sentence(&self, workbook: &Workbook) -> String {
        let text = |id: &RequirementId| {
            workbook.requirement(id).map_or_else(|| id.to_string(), |it| it.text.clone())
        };
        match self {
            Self::NoGate(id) => format!("Nothing judges the must \"{}\".", text(id)),
            Self::Unmeasured(id) => format!("No criterion measures the want \"{}\".", text(id)),
            Self::Unasked { criterion, share } => {
                let name = workbook.criterion_name(criterion);
                if *share > 0.0 {
                    let share = percent(*share);
                    format!("No requirement asks for {name}, which has {share} of the weight.")
                } else {
                    format!("No requirement asks for {name}.")
                }
            }
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoGate(_) => "Give it a bound on a criterion, or judge each option.",
            Self::Unmeasured(_) => "Link it to the criteria that show whether it is met.",
            Self::Unasked { .. } => {
                "Link the requirement behind it, write one, or ask whether it should count."
            }
        }
    }

    /// The requirement that it is about, if it is about one.
    pub fn requirement(&self) -> Option<&RequirementId> {
        match self {
            Self::NoGate(id) | Self::Unmeasured(id) => Some(id),
            Self::Unasked { .. } => None,
        }
    }

    /// The criterion that it is about, if it is about one.
    pub fn criterion(&self) -> Option<&CriterionId> {
        match self {
            Self::Unasked { criterion, .. } => Some(criterion),
            Self::NoGate(_) | Self::Unmeasured(_) => None,
        }
    }
}

impl Coverage {
    /// The finding in a sentence.
    pub fn sentence(&self) -> String {
        let count = |wanted: fn(&Gap) -> bool| self.gaps.iter().filter(|gap| wanted(gap)).count();
        let musts = count(|gap| matches!(gap, Gap::NoGate(_)));
        let wants = count(|gap| matches!(gap, Gap::Unmeasured(_)));
        let criteria = count(|gap| matches!(gap, Gap::Unasked { .. }));
        if self.requirements.of == 0 {
            return "No must or want is written down yet, so no criterion is asked for.".to_owned();
        }
        if self.criteria.of == 0 {
            return "There is no scored criterion yet that could measure a requirement.".to_owned();
        }
        if self.gaps.is_empty() {
            return "Every must is judged, every want is measured, and every criterion is asked \
                    for."
                .to_owned();
        }
        let mut clauses = Vec::new();
        match musts {
            0 => {}
            1 => clauses.push("one must has no gate".to_owned()),
            more => clauses.push(format!("{more} musts have no gate")),
        }
        match wants {
            0 => {}
            1 => clauses.push("one want is measured by no criterion".to_owned()),
            more => clauses.push(format!("{more} wants are measured by no criterion")),
        }
        if criteria > 0 {
            let of = self.criteria.of;
            let share = match self.asked_share {
                Some(asked) => format!(", with {} of the weight", percent(1.0 - asked)),
                None => String::new(),
            };
            let verb = if criteria == 1 { "is" } else { "are" };
            clauses.push(format!("{criteria} of {of} criteria {verb} asked for by nothing{share}"));
        }
        let line = clauses.join("; ");
        let mut letters = line.chars();
        match letters.next() {
            Some(first) => format!("{}{}.", first.to_uppercase(), letters.as_str()),
            None => String::new(),
        }
    }
}

/// How requirements and criteria cover each other. A must is covered by a gate
/// that judges it: a bound, or a judgement of at least one option. A want is
/// covered by a scored criterion that it bears on. A scored criterion is asked
/// for by any requirement that bears on it or bounds it, whatever its kind.
pub fn coverage(workbook: &Workbook, analysis: &Analysis) -> Coverage {
    let scored: BTreeSet<&CriterionId> =
        analysis.leaves.iter().map(|&leaf| &workbook.criteria[leaf].id).collect();
    let mut asked: BTreeSet<&CriterionId> = BTreeSet::new();
    for requirement in workbook.requirements.iter() {
        asked.extend(asks_for(requirement).filter(|criterion| scored.contains(criterion)));
    }
    let mut coverage = Coverage::default();
    for kind in [RequirementKind::Must, RequirementKind::Want] {
        for requirement in workbook.requirements.iter().filter(|it| it.kind == kind) {
            coverage.requirements.of += 1;
            let covered = match kind {
                RequirementKind::Must => has_gate(requirement),
                _ => asks_for(requirement).any(|criterion| scored.contains(criterion)),
            };
            if covered {
                coverage.requirements.done += 1;
            } else if kind == RequirementKind::Must {
                coverage.gaps.push(Gap::NoGate(requirement.id.clone()));
            } else {
                coverage.gaps.push(Gap::Unmeasured(requirement.id.clone()));
            }
        }
    }
    let mut unasked: Vec<(CriterionId, f64)> = Vec::new();
    let mut asked_share = 0.0;
    for (at, &leaf) in analysis.leaves.iter().enumerate() {
        let criterion = &workbook.criteria[leaf].id;
        let share = analysis.leaf_weight(at);
        coverage.criteria.of += 1;
        if asked.contains(criterion) {
            coverage.criteria.done += 1;
            asked_share += share;
        } else {
            unasked.push((criterion.clone(), share));
        }
    }
    unasked.sort_by(|a, b| b.1.total_cmp(&a.1));
    coverage
        .gaps
        .extend(unasked.into_iter().map(|(criterion, share)| Gap::Unasked { criterion, share }));
    coverage.asked_share = analysis.weights.is_set().then_some(asked_share);
    coverage
}

fn asks_for(requirement: &Requirement) -> impl Iterator<Item = &CriterionId> {
    requirement.links.keys().chain(requirement.threshold.as_ref().map(|it| &it.criterion))
}

fn has_gate(requirement: &Requirement) -> bool {
    requirement.threshold.is_some()
        || requirement.gates.values().any(|gate| gate.verdict != GateVerdict::Open)
}
