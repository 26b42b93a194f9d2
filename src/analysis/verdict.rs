//! How firm the result is, in one word and one sentence.

use super::flips::{doubled, halved};
use super::{Analysis, CellState, Diagnostic, TOLERANCE, number, percent};
use crate::workbook::{AlternativeId, CriterionId, Workbook};

/// What can be said of the result as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// In a word.
    pub kind: VerdictKind,
    /// Why, a clause without a full stop.
    pub reason: String,
    /// Who leads, unless the verdict is withheld.
    pub leader: Option<AlternativeId>,
    /// Who is second.
    pub runner_up: Option<AlternativeId>,
    /// Points between them.
    pub lead: Option<f64>,
    /// Criteria on which the order hangs, the most sensitive first.
    pub sensitive: Vec<CriterionId>,
}

/// How firm a result is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum VerdictKind {
    /// No single weight halved or doubled, and no single score within its
    /// range, changes who leads.
    Robust,
    /// The lead is below the close-call margin: no clear winner.
    Close,
    /// One weight halved or doubled, or one score within its range, changes
    /// who leads.
    Fragile,
    /// Something that is missing could change who leads.
    Withheld,
}

impl VerdictKind {
    /// The verdict in a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Robust => "robust",
            Self::Close => "close",
            Self::Fragile => "fragile",
            Self::Withheld => "withheld",
        }
    }
}

impl Verdict {
    /// The verdict and its reason in one sentence, without a full stop.
    pub fn sentence(&self) -> String {
        let mut letters = self.kind.name().chars();
        let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        format!("{first}{}: {}", letters.as_str(), self.reason)
    }

    pub(super) fn withheld(reason: String) -> Self {
        Self {
            kind: VerdictKind::Withheld,
            reason,
            leader: None,
            runner_up: None,
            lead: None,
            sensitive: Vec::new(),
        }
    }
}

/// A change of one weight or score that makes somebody else lead.
struct Weakness {
    criterion: CriterionId,
    /// How small the change is: a share of the way to the end of its range.
    size: f64,
    sentence: String,
}

/// The result as the title of a page: who leads, by how much, how firm.
pub fn headline(analysis: &Analysis) -> String {
    let verdict = &analysis.verdict;
    let name = |id: &Option<AlternativeId>| {
        let at = id.as_ref().and_then(|id| analysis.option_at(id));
        at.map(|at| analysis.options[at].name.as_str()).unwrap_or_default()
    };
    let (leader, second) = (name(&verdict.leader), name(&verdict.runner_up));
    match (verdict.kind, verdict.lead) {
        (VerdictKind::Withheld, _) => format!("No verdict yet: {}", verdict.reason),
        (_, None) => format!("{leader} is the only option in the ranking"),
        (VerdictKind::Close, Some(lead)) if lead <= TOLERANCE => {
            format!("{leader} and {second} are level")
        }
        (VerdictKind::Close, Some(lead)) => {
            format!("No clear winner: {leader} is {} points ahead of {second}", number(lead, 1))
        }
        (VerdictKind::Fragile, Some(lead)) => {
            format!("{leader} leads by {} points, but the order is fragile", number(lead, 1))
        }
        (VerdictKind::Robust, Some(lead)) => {
            format!("{leader} leads by {} points, and the order is robust", number(lead, 1))
        }
    }
}

pub(super) fn verdict(workbook: &Workbook, analysis: &Analysis) -> Verdict {
    if let Some(reason) = withheld_reason(workbook, analysis) {
        return Verdict::withheld(reason);
    }
    let Some(&leader) = analysis.order.first() else {
        return Verdict::withheld("no option is ranked".to_owned());
    };
    let first = &analysis.options[leader];
    let Some(second) = analysis.runner_up() else {
        return Verdict {
            leader: Some(first.id.clone()),
            kind: VerdictKind::Robust,
            reason: "it is the only option that passes every must".to_owned(),
            runner_up: None,
            lead: None,
            sensitive: Vec::new(),
        };
    };
    let lead = first.middle() - second.middle();
    let mut weaknesses = weaknesses(workbook, analysis, leader);
    weaknesses.sort_by(|a, b| a.size.total_cmp(&b.size));
    let margin = workbook.frame.close_call;
    let (kind, reason) = if lead <= TOLERANCE {
        (VerdictKind::Close, format!("{} and {} are level", first.name, second.name))
    } else if lead < margin {
        let reason = format!(
            "{} points between {} and {}, below the margin of {}",
            number(lead, 1),
            first.name,
            second.name,
            number(margin, if margin.fract() == 0.0 { 0 } else { 1 })
        );
        (VerdictKind::Close, reason)
    } else if let Some(weakest) = weaknesses.first() {
        (VerdictKind::Fragile, weakest.sentence.clone())
    } else {
        let reason = "no single weight halved or doubled and no single score within its range changes who leads";
        (VerdictKind::Robust, reason.to_owned())
    };
    let mut sensitive: Vec<CriterionId> = Vec::new();
    for weakness in weaknesses {
        if !sensitive.contains(&weakness.criterion) {
            sensitive.push(weakness.criterion);
        }
    }
    Verdict {
        kind,
        reason,
        leader: Some(first.id.clone()),
        runner_up: Some(second.id.clone()),
        lead: Some(lead),
        sensitive,
    }
}

fn withheld_reason(workbook: &Workbook, analysis: &Analysis) -> Option<String> {
    for diagnostic in &analysis.diagnostics {
        match diagnostic {
            Diagnostic::NoCriteria => return Some("there is no criterion to score on".to_owned()),
            Diagnostic::WeightsUnset { family: None } => {
                return Some("no criterion has a weight".to_owned());
            }
            Diagnostic::WeightsUnset { family: Some(family) } => {
                return Some(format!(
                    "the criteria in {} have no weights",
                    workbook.criterion_name(family)
                ));
            }
            _ => {}
        }
    }
    if workbook.alternatives.is_empty() {
        return Some("there is no option".to_owned());
    }
    let Some(&leader) = analysis.order.first() else {
        return Some("no option passes every must".to_owned());
    };
    // Unknown cells decide nothing while the leader's worst is no less than
    // the others' best.
    let first = &analysis.options[leader];
    let overlapping: Vec<&str> = analysis
        .order
        .iter()
        .skip(1)
        .map(|&at| &analysis.options[at])
        .filter(|other| {
            (first.total.is_none() || other.total.is_none()) && other.high > first.low + TOLERANCE
        })
        .map(|other| other.name.as_str())
        .collect();
    if overlapping.is_empty() {
        return None;
    }
    let unknown = (0..analysis.leaves.len())
        .filter(|&leaf| analysis.leaf_weight(leaf) > 0.0)
        .map(|leaf| {
            analysis
                .order
                .iter()
                .filter(|&&at| analysis.cell(at, leaf).state == CellState::Unknown)
                .count()
        })
        .sum::<usize>();
    let cells = if unknown == 1 {
        "one unknown score".to_owned()
    } else {
        format!("{unknown} unknown scores")
    };
    Some(format!("{cells} could put {} ahead of {}", overlapping.join(" or "), first.name))
}

fn weaknesses(workbook: &Workbook, analysis: &Analysis, leader: usize) -> Vec<Weakness> {
    let mut found = Vec::new();
    for stability in &analysis.stability {
        let criterion = &workbook.criteria[stability.node];
        if criterion.measure().is_none() || stability.weight <= 0.0 {
            continue;
        }
        let (down, up) = (halved(stability.weight), doubled(stability.weight));
        if stability.low > down + TOLERANCE / 100.0
            && let Some(rival) = stability.below
        {
            found.push(Weakness {
                criterion: criterion.id.clone(),
                size: share(stability.weight, stability.low, down),
                sentence: weight_sentence(
                    &criterion.name,
                    "falls",
                    stability.weight,
                    stability.low,
                    &analysis.options[rival].name,
                ),
            });
        }
        if stability.high < up - TOLERANCE / 100.0
            && let Some(rival) = stability.above
        {
            found.push(Weakness {
                criterion: criterion.id.clone(),
                size: share(stability.weight, stability.high, up),
                sentence: weight_sentence(
                    &criterion.name,
                    "rises",
                    stability.weight,
                    stability.high,
                    &analysis.options[rival].name,
                ),
            });
        }
    }
    let rivals = || analysis.order.iter().skip(1).copied();
    let top = analysis.options[leader].middle();
    for leaf in 0..analysis.leaves.len() {
        let weight = analysis.leaf_weight(leaf);
        let criterion = &workbook.criteria[analysis.leaves[leaf]];
        let Some(measure) = criterion.measure() else { continue };
        if weight <= 0.0 {
            continue;
        }
        let own = analysis.cell(leader, leaf);
        let fall = weight * (middle(own) - own.plausible_values(measure).0);
        for rival in rivals() {
            let gap = top - analysis.options[rival].middle();
            let other = analysis.cell(rival, leaf);
            let rise = weight * (other.plausible_values(measure).1 - middle(other));
            for (move_by, whose) in [(fall, leader), (rise, rival)] {
                if move_by > gap + TOLERANCE {
                    found.push(Weakness {
                        criterion: criterion.id.clone(),
                        size: gap / move_by,
                        sentence: format!(
                            "{} leads if {} on {} is at the end of its range",
                            analysis.options[rival].name,
                            analysis.options[whose].name,
                            criterion.name
                        ),
                    });
                }
            }
        }
    }
    found
}

fn middle(cell: &super::Cell) -> f64 {
    cell.value.unwrap_or_else(|| f64::midpoint(cell.value_low, cell.value_high))
}

fn share(from: f64, to: f64, end: f64) -> f64 {
    if (end - from).abs() > 0.0 { ((to - from) / (end - from)).abs() } else { 1.0 }
}

fn weight_sentence(criterion: &str, verb: &str, from: f64, to: f64, rival: &str) -> String {
    format!(
        "{rival} leads if the weight of {criterion} {verb} from {} to {}",
        percent(from),
        percent(to)
    )
}
