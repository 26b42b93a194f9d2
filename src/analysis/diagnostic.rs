//! What could not be computed, or only with a caveat: typed, so that no number
//! has to carry the message.

use super::feeds::run_name;
use super::{Analysis, CellState, TOLERANCE, listed};
use crate::workbook::{AlternativeId, CriterionId, MeasurementId, RequirementId, Workbook};

/// A caveat of the analysis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Diagnostic {
    /// There is no scored criterion.
    NoCriteria,
    /// A family of criteria has no weights; nothing stands for the top one.
    WeightsUnset {
        /// The family's parent.
        family: Option<CriterionId>,
    },
    /// Cells that count and are unknown.
    Unknown {
        /// Criterion and option of each.
        cells: Vec<(CriterionId, AlternativeId)>,
    },
    /// A criterion counts for no option, since it does not apply to one.
    NotApplicable {
        /// The criterion.
        criterion: CriterionId,
        /// The option.
        alternative: AlternativeId,
    },
    /// A performance lies beyond the ends of its scale and counts as the end.
    OutOfRange {
        /// The criterion.
        criterion: CriterionId,
        /// The option.
        alternative: AlternativeId,
    },
    /// Nothing follows for a composite from its parts where it should: its own
    /// score counts.
    PartsRefused {
        /// The criterion.
        criterion: CriterionId,
        /// The composite.
        alternative: AlternativeId,
    },
    /// Options that load runs give nothing on a criterion that they feed.
    NotMeasured {
        /// The criterion.
        criterion: CriterionId,
        /// The options, but for those taken out.
        alternatives: Vec<AlternativeId>,
    },
    /// A score over what was measured gives no reason, and so counts for nothing.
    OverMeasured {
        /// The criterion.
        criterion: CriterionId,
        /// The option.
        alternative: AlternativeId,
    },
    /// A score rests on a load run that another replaced since.
    Stale {
        /// The criterion.
        criterion: CriterionId,
        /// The option.
        alternative: AlternativeId,
        /// The run that it cites.
        replaced: MeasurementId,
        /// The run that stands for it today.
        newest: MeasurementId,
    },
    /// A criterion that counts tells no options apart.
    ConstantCriterion {
        /// The criterion.
        criterion: CriterionId,
    },
    /// Options that share a total.
    Tie {
        /// The options.
        alternatives: Vec<AlternativeId>,
    },
    /// Only one option is ranked: there is nothing to compare it with.
    SingleOption,
    /// An option only just meets a must.
    NarrowPass {
        /// The must.
        requirement: RequirementId,
        /// The option.
        alternative: AlternativeId,
    },
    /// A must that holds, at which an option has not been judged.
    OpenGate {
        /// The must.
        requirement: RequirementId,
        /// The option.
        alternative: AlternativeId,
    },
}

impl Diagnostic {
    /// Short stable name, for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoCriteria => "no-criteria",
            Self::WeightsUnset { .. } => "weights-unset",
            Self::Unknown { .. } => "unknown",
            Self::NotApplicable { .. } => "not-applicable",
            Self::OutOfRange { .. } => "out-of-range",
            Self::PartsRefused { .. } => "parts-refused",
            Self::NotMeasured { .. } => "not-measured",
            Self::OverMeasured { .. } => "over-measured",
            Self::Stale { .. } => "stale-score",
            Self::ConstantCriterion { .. } => "constant-criterion",
            Self::Tie { .. } => "tie",
            Self::SingleOption => "single-option",
            Self::NarrowPass { .. } => "narrow-pass",
            Self::OpenGate { .. } => "open-gate",
        }
    }

    /// The caveat as a sentence, with the items' names.
    pub fn sentence(&self, workbook: &Workbook) -> String {
        let criterion = |id: &CriterionId| workbook.criterion_name(id).to_owned();
        let option = |id: &AlternativeId| workbook.alternative_name(id).to_owned();
        let must = |id: &RequirementId| {
            workbook
                .requirement(id)
                .map_or_else(|| id.to_string(), |requirement| requirement.text.clone())
        };
        match self {
            Self::NoCriteria => "There is no criterion to score on.".to_owned(),
            Self::WeightsUnset { family: None } => "No criterion has a weight.".to_owned(),
            Self::WeightsUnset { family: Some(family) } => {
                format!("The criteria in {} have no weights.", criterion(family))
            }
            Self::Unknown { cells } => match cells.as_slice() {
                [(on, of)] => {
                    format!("The score of {} on {} is unknown.", option(of), criterion(on))
                }
                _ => format!("{} scores that count are unknown.", cells.len()),
            },
            Self::NotApplicable { criterion: on, alternative } => format!(
                "{} does not apply to {} and so counts for no option.",
                criterion(on),
                option(alternative)
            ),
            Self::OutOfRange { criterion: on, alternative } => format!(
                "{} lies beyond the scale of {} and counts as its end.",
                option(alternative),
                criterion(on)
            ),
            Self::PartsRefused { criterion: on, alternative } => format!(
                "Nothing follows for {} on {} from its parts by the rule chosen there.",
                option(alternative),
                criterion(on)
            ),
            Self::NotMeasured { criterion: on, alternatives } => {
                let names: Vec<String> = alternatives.iter().map(option).collect();
                let verb = if names.len() == 1 { "is" } else { "are" };
                format!(
                    "Load runs feed {}, but {} {verb} not measured there.",
                    criterion(on),
                    listed(&names)
                )
            }
            Self::OverMeasured { criterion: on, alternative } => format!(
                "{} on {} counts as measured: a score over that gives no reason.",
                option(alternative),
                criterion(on)
            ),
            Self::Stale { criterion: on, alternative, replaced, newest } => format!(
                "The score of {} on {} rests on {}, which {} replaced since.",
                option(alternative),
                criterion(on),
                run_name(workbook, replaced),
                run_name(workbook, newest)
            ),
            Self::ConstantCriterion { criterion: on } => {
                format!("{} counts, but tells no options apart.", criterion(on))
            }
            Self::Tie { alternatives } => {
                let names: Vec<String> = alternatives.iter().map(option).collect();
                format!("{} have the same total.", names.join(" and "))
            }
            Self::SingleOption => {
                "Only one option is ranked, so there is nothing to compare.".to_owned()
            }
            Self::NarrowPass { requirement, alternative } => {
                format!("{} only just meets \"{}\".", option(alternative), must(requirement))
            }
            Self::OpenGate { requirement, alternative } => {
                format!("{} has not been judged at \"{}\".", option(alternative), must(requirement))
            }
        }
    }
}

/// Adds the caveats that follow from the result.
pub(super) fn add_result_diagnostics(workbook: &Workbook, analysis: &mut Analysis) {
    let mut found = Vec::new();
    let counted: Vec<usize> =
        (0..analysis.leaves.len()).filter(|&leaf| analysis.leaf_weight(leaf) > 0.0).collect();
    let id = |leaf: usize| workbook.criteria[analysis.leaves[leaf]].id.clone();

    let unknown: Vec<(CriterionId, AlternativeId)> = counted
        .iter()
        .flat_map(|&leaf| analysis.order.iter().map(move |&option| (leaf, option)))
        .filter(|&(leaf, option)| analysis.cell(option, leaf).state == CellState::Unknown)
        .map(|(leaf, option)| (id(leaf), analysis.options[option].id.clone()))
        .collect();
    if !unknown.is_empty() {
        found.push(Diagnostic::Unknown { cells: unknown });
    }
    if analysis.order.len() > 1 {
        for &leaf in &counted {
            let values: Vec<Option<f64>> =
                analysis.order.iter().map(|&option| analysis.cell(option, leaf).value).collect();
            if let Some(Some(first)) = values.first()
                && values
                    .iter()
                    .all(|value| value.is_some_and(|value| (value - first).abs() <= TOLERANCE))
            {
                found.push(Diagnostic::ConstantCriterion { criterion: id(leaf) });
            }
        }
    }
    // Options with unknown cells may stand between two that tie.
    let totals: Vec<(usize, f64)> = analysis
        .order
        .iter()
        .filter_map(|&option| Some((option, analysis.options[option].total?)))
        .collect();
    let mut rest = totals.as_slice();
    while let Some(&(_, top)) = rest.first() {
        let tied = rest.iter().take_while(|(_, total)| (top - total).abs() <= TOLERANCE).count();
        let (level, below) = rest.split_at(tied);
        if tied > 1 {
            let tied = level.iter().map(|(option, _)| analysis.options[*option].id.clone());
            found.push(Diagnostic::Tie { alternatives: tied.collect() });
        }
        rest = below;
    }
    if analysis.order.len() == 1 {
        found.push(Diagnostic::SingleOption);
    }
    for &option in &analysis.order {
        let result = &analysis.options[option];
        found.extend(result.narrow_passes().map(|gate| Diagnostic::NarrowPass {
            requirement: gate.requirement.clone(),
            alternative: result.id.clone(),
        }));
        found.extend(result.open_gates().map(|gate| Diagnostic::OpenGate {
            requirement: gate.requirement.clone(),
            alternative: result.id.clone(),
        }));
    }
    analysis.diagnostics.extend(found);
}
