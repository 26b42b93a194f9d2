//! How firm the result is, in one word and one sentence.

use super::flips::{doubled, halved};
use super::format::short;
use super::stability::Span;
use super::{Analysis, CellState, Diagnostic, Stability, TOLERANCE, listed, number, percent};
use crate::workbook::{AlternativeId, CriterionId, Weighting, Workbook};

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

/// A lead below this many points does not show: totals are printed to a tenth.
const DISPLAY_STEP: f64 = 0.1;

/// A change of one weight or score that makes somebody else lead.
struct Weakness {
    /// Position of the node in `Workbook::criteria`.
    node: usize,
    /// How small the change is: a share of the way to the end of its range.
    size: f64,
    /// Position in `Analysis::options` of who leads then.
    rival: usize,
    cause: Cause,
}

enum Cause {
    /// The weight goes from one share to another.
    Weight { from: f64, to: f64 },
    /// The share within the family does.
    Share { from: f64, to: f64 },
    /// The score of this option is at the worse end of its range.
    Worse(usize),
    /// The score of this option is at the better end.
    Better(usize),
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
        (VerdictKind::Close, Some(lead)) if lead < DISPLAY_STEP => {
            format!("{leader} and {second} are as good as level")
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
            reason: format!("{} is the only option that passes every must", first.name),
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
        let level: Vec<&str> = analysis
            .order
            .iter()
            .map(|&at| &analysis.options[at])
            .take_while(|option| first.middle() - option.middle() <= TOLERANCE)
            .map(|option| option.name.as_str())
            .collect();
        (VerdictKind::Close, format!("{} are level", listed(&level)))
    } else if lead < DISPLAY_STEP {
        let reason = format!(
            "less than {} points between {} and {}, too little to count",
            number(DISPLAY_STEP, 1),
            first.name,
            second.name
        );
        (VerdictKind::Close, reason)
    } else if lead < margin {
        let reason = format!(
            "{} points between {} and {}, below the margin of {}",
            number(lead, decimals_below(lead, margin)),
            first.name,
            second.name,
            short(margin, 2)
        );
        (VerdictKind::Close, reason)
    } else if let Some(weakest) = weaknesses.first() {
        (VerdictKind::Fragile, sentence(workbook, analysis, weakest))
    } else {
        let reason = "no single weight halved or doubled and no single score within its range changes who leads";
        (VerdictKind::Robust, reason.to_owned())
    };
    let mut sensitive: Vec<CriterionId> = Vec::new();
    for weakness in weaknesses {
        let id = &workbook.criteria[weakness.node].id;
        if !sensitive.contains(id) {
            sensitive.push(id.clone());
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

/// Decimals with which a lead below the margin also prints below it.
fn decimals_below(lead: f64, margin: f64) -> usize {
    if number(lead, 1) == number(margin, 1) { 2 } else { 1 }
}

fn withheld_reason(workbook: &Workbook, analysis: &Analysis) -> Option<String> {
    for diagnostic in &analysis.diagnostics {
        match diagnostic {
            Diagnostic::NoCriteria => return Some("there is no criterion to score on".to_owned()),
            Diagnostic::WeightsUnset { family: None } => {
                return Some("no criterion that counts has a weight".to_owned());
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
    let running = workbook.alternatives.iter().filter(|option| option.dropped.is_none()).count();
    if running == 0 {
        return Some("every option was taken out".to_owned());
    }
    let Some(&leader) = analysis.order.first() else {
        return Some("no option passes every must".to_owned());
    };
    if running == 1 {
        return Some("there is only one option, and so nothing to compare it with".to_owned());
    }
    // Unknown cells decide nothing while the leader's worst is no less than
    // the others' best.
    let first = &analysis.options[leader];
    let overlapping: Vec<usize> = analysis
        .order
        .iter()
        .copied()
        .skip(1)
        .filter(|&at| {
            let other = &analysis.options[at];
            (first.total.is_none() || other.total.is_none()) && other.high > first.low + TOLERANCE
        })
        .collect();
    if overlapping.is_empty() {
        return None;
    }
    let counted = || (0..analysis.leaves.len()).filter(|&leaf| analysis.leaf_weight(leaf) > 0.0);
    let unknown: usize = std::iter::once(&leader)
        .chain(&overlapping)
        .map(|&at| {
            counted().filter(|&leaf| analysis.cell(at, leaf).state == CellState::Unknown).count()
        })
        .sum();
    let scores = if unknown == 1 {
        "one unknown score".to_owned()
    } else {
        format!("{unknown} unknown scores")
    };
    let name = |&at: &usize| analysis.options[at].name.clone();
    let mut names: Vec<String> = overlapping.iter().take(MOST_NAMED).map(name).collect();
    match overlapping.len().saturating_sub(MOST_NAMED) {
        0 => {}
        // One name takes no more room than saying that there is one more.
        1 => names.extend(overlapping.last().map(name)),
        more => names.push(format!("{more} more")),
    }
    Some(format!("{scores} could put {} ahead of {}", names.join(" or "), first.name))
}

/// Options named one by one in a verdict before the rest is only counted.
const MOST_NAMED: usize = 3;

fn weaknesses(workbook: &Workbook, analysis: &Analysis, leader: usize) -> Vec<Weakness> {
    let mut found = Vec::new();
    // Raw weights are given to leaves, or within families to every node; there
    // one that is halved or doubled moves only the shares of its family.
    let by_family = analysis.weights.weighting == Some(Weighting::WithinFamily);
    for stability in &analysis.stability {
        let node = stability.node;
        let span = if by_family {
            let Some(local) = stability.local else { continue };
            local
        } else if workbook.criteria[node].measure().is_some() {
            let Stability { weight, low, high, below, above, .. } = *stability;
            Span { weight, low, high, below, above }
        } else {
            continue;
        };
        if span.weight <= 0.0 {
            continue;
        }
        let cause = |to: f64| {
            let from = span.weight;
            if by_family { Cause::Share { from, to } } else { Cause::Weight { from, to } }
        };
        let (down, up) = (halved(span.weight), doubled(span.weight));
        if span.low > down + TOLERANCE / 100.0
            && let Some(rival) = span.below
        {
            let size = share(span.weight, span.low, down);
            found.push(Weakness { node, size, rival, cause: cause(span.low) });
        }
        if span.high < up - TOLERANCE / 100.0
            && let Some(rival) = span.above
        {
            let size = share(span.weight, span.high, up);
            found.push(Weakness { node, size, rival, cause: cause(span.high) });
        }
    }
    let top = analysis.options[leader].middle();
    for (leaf, &node) in analysis.leaves.iter().enumerate() {
        let weight = analysis.leaf_weight(leaf);
        let Some(measure) = workbook.criteria[node].measure() else { continue };
        if weight <= 0.0 {
            continue;
        }
        let own = analysis.cell(leader, leaf);
        let fall = weight * (own.middle() - own.plausible_values(measure).0);
        for &rival in analysis.order.iter().skip(1) {
            let gap = top - analysis.options[rival].middle();
            let other = analysis.cell(rival, leaf);
            let rise = weight * (other.plausible_values(measure).1 - other.middle());
            for (move_by, cause) in [(fall, Cause::Worse(leader)), (rise, Cause::Better(rival))] {
                if move_by > gap + TOLERANCE {
                    found.push(Weakness { node, size: gap / move_by, rival, cause });
                }
            }
        }
    }
    found
}

fn share(from: f64, to: f64, end: f64) -> f64 {
    if (end - from).abs() > 0.0 { ((to - from) / (end - from)).abs() } else { 1.0 }
}

fn sentence(workbook: &Workbook, analysis: &Analysis, weakness: &Weakness) -> String {
    let rival = &analysis.options[weakness.rival].name;
    let node = &workbook.criteria[weakness.node];
    let move_of = |what: String, from: f64, to: f64| {
        let verb = if to < from { "falls" } else { "rises" };
        let beyond = if to < from { "below" } else { "above" };
        format!("{rival} leads if {what} {verb} from {} to {beyond} {}", percent(from), percent(to))
    };
    let score_of = |whose: usize, end: &str| {
        format!(
            "{rival} leads if {} on {} is at the {end} end of its range",
            analysis.options[whose].name, node.name
        )
    };
    match weakness.cause {
        Cause::Weight { from, to } => move_of(format!("the weight of {}", node.name), from, to),
        Cause::Share { from, to } => {
            let what = match &node.parent {
                Some(parent) => {
                    format!("the share of {} in {}", node.name, workbook.criterion_name(parent))
                }
                None => format!("the weight of {}", node.name),
            };
            move_of(what, from, to)
        }
        Cause::Worse(option) => score_of(option, "worse"),
        Cause::Better(option) => score_of(option, "better"),
    }
}
