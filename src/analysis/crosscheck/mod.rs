//! Cross-checks: other published methods on the workbook's own numbers, held
//! against its additive ranking, with every disagreement put into words.
//!
//! The additive model stays the model. What other methods say is a second
//! opinion: where they agree, the choice does not hang on the arithmetic; where
//! they do not, the reason is worth knowing. Here too: whether the lead survives
//! any reading of ordinal labels, whether an irrelevant option could change the
//! order, and what is careless about the numbers. None of it is part of
//! [`super::analyse`]: it is asked for when it is looked at.

use super::Analysis;
use super::methods::{MethodError, rank_agreement};
use crate::workbook::{AlternativeId, CriterionId, Workbook};

mod audit;
mod base;
mod explain;
mod hygiene;
mod method;
mod ordinal;

pub use audit::{Audit, AuditChange, AuditedMethod, Reversal, audit};
pub use hygiene::{HygieneItem, Jump, hygiene};
pub use method::{CrossDetail, CrossMethod};
pub use ordinal::{LevelShare, Ordinal, OrdinalPair, ordinal};

use base::Base;

/// The other methods on the numbers of one analysis.
#[derive(Debug, Clone, PartialEq)]
pub struct CrossChecks {
    /// Positions in `Analysis::options` of the ranked options, the additive
    /// order. Lists by option below are in this order.
    pub options: Vec<usize>,
    /// One entry per method, the additive model first.
    pub methods: Vec<CrossCheck>,
    /// Cells that are unknown and count at the middle of what is possible.
    pub unknown: Vec<(AlternativeId, CriterionId)>,
}

/// One method on the numbers of one analysis.
#[derive(Debug, Clone, PartialEq)]
pub struct CrossCheck {
    /// The method.
    pub method: CrossMethod,
    /// Rank of each option from 1, ties sharing the better; in ELECTRE I 1 for
    /// those in the kernel. Nothing where it gives none.
    pub ranks: Vec<Option<usize>>,
    /// The numbers that the ranks follow from, by name, for each option.
    pub columns: Vec<(&'static str, Vec<f64>)>,
    /// Kendall's τ_b with the additive ranking, −1 to 1; nothing where one of
    /// them ties all options, and for ELECTRE I.
    pub agreement: Option<f64>,
    /// Whether the additive leader is first (in ELECTRE I, in the kernel).
    pub same_winner: bool,
    /// What it gave beyond scores.
    pub detail: CrossDetail,
    /// What has to be said beside it, sentences.
    pub caveats: Vec<String>,
    /// How it compares with the additive ranking, and why; sentences.
    pub explanation: String,
    /// Its special findings in words: conditions, partial order, kernel.
    pub findings: Vec<String>,
    /// Why it could not be run.
    pub error: Option<MethodError>,
}

/// Why there are no cross-checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoCrossChecks {
    /// No criterion has weight.
    NoWeights,
    /// Fewer than two options are ranked.
    FewOptions,
}

impl NoCrossChecks {
    /// The reason as a sentence, with what to do.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::NoWeights => {
                "The criteria have no weights yet, so no method can rank. Set them under Criteria."
            }
            Self::FewOptions => {
                "Fewer than two options are ranked, so there is no order to check. Add an option, \
                 or see under Options why the others are out."
            }
        }
    }
}

/// Runs every method on the numbers of an analysis.
///
/// # Errors
///
/// There is nothing to rank.
pub fn cross_checks(
    workbook: &Workbook,
    analysis: &Analysis,
) -> Result<CrossChecks, NoCrossChecks> {
    let base = base_of(workbook, analysis)?;
    let names = Names::of(workbook, analysis, &base);
    let additive = method::run(CrossMethod::Additive, &base);
    let own: Vec<usize> = match &additive {
        Ok(run) => run.ranks.iter().map(|rank| rank.unwrap_or(0)).collect(),
        Err(_) => vec![1; base.options.len()],
    };
    let methods = CrossMethod::ALL
        .into_iter()
        .map(|which| match method::run(which, &base) {
            Err(error) => CrossCheck {
                method: which,
                ranks: vec![None; base.options.len()],
                columns: Vec::new(),
                agreement: None,
                same_winner: false,
                detail: CrossDetail::Plain,
                caveats: Vec::new(),
                explanation: format!("It cannot be run here: {error}."),
                findings: Vec::new(),
                error: Some(error),
            },
            Ok(run) => {
                let ranks: Vec<usize> = run.ranks.iter().flatten().copied().collect();
                let agreement = if which.ranks() { rank_agreement(&own, &ranks) } else { None };
                let same_winner =
                    own.iter().zip(&run.ranks).any(|(own, rank)| *own == 1 && *rank == Some(1));
                CrossCheck {
                    method: which,
                    agreement,
                    same_winner,
                    caveats: explain::caveats(&names, &base, which, &run),
                    explanation: explain::explain(&names, &base, &own, which, &run),
                    findings: explain::findings(&names, &run.detail),
                    ranks: run.ranks,
                    columns: run.columns,
                    detail: run.detail,
                    error: None,
                }
            }
        })
        .collect();
    let unknown = base
        .unknown
        .iter()
        .map(|&(row, column)| {
            let node = analysis.leaves[base.leaves[column]];
            (analysis.options[base.options[row]].id.clone(), workbook.criteria[node].id.clone())
        })
        .collect();
    Ok(CrossChecks { options: base.options, methods, unknown })
}

impl CrossChecks {
    /// The other methods that rank.
    pub fn others(&self) -> impl Iterator<Item = &CrossCheck> {
        self.methods
            .iter()
            .filter(|check| check.method != CrossMethod::Additive && check.method.ranks())
    }

    /// What the other methods say of the leader, a sentence.
    pub fn sentence(&self, analysis: &Analysis) -> String {
        let Some(leader) = self.options.first().map(|&at| analysis.options[at].name.as_str())
        else {
            return "No option is ranked.".to_owned();
        };
        if let Some(words) = self.level(analysis) {
            return words;
        }
        let run: Vec<&CrossCheck> = self.others().filter(|check| check.error.is_none()).collect();
        let against: Vec<&CrossCheck> =
            run.iter().copied().filter(|check| !check.same_winner).collect();
        let (count, all) = (run.len() - against.len(), run.len());
        let mut by_winner: Vec<(String, Vec<&str>)> = Vec::new();
        for check in &against {
            let first = check.ranks.iter().position(|rank| *rank == Some(1)).unwrap_or(0);
            let name = &analysis.options[self.options[first]].name;
            match by_winner.iter_mut().find(|(other, _)| other == name) {
                Some((_, methods)) => methods.push(check.method.name()),
                None => by_winner.push((name.clone(), vec![check.method.name()])),
            }
        }
        if all == 0 {
            return "No other method could be run on these numbers.".to_owned();
        }
        if against.is_empty() {
            return format!("All {all} other methods put {leader} first too.");
        }
        let rest: Vec<String> = by_winner
            .iter()
            .map(|(name, methods)| {
                let verb = if methods.len() == 1 { "puts" } else { "put" };
                format!("{} {verb} {name} first", joined(methods))
            })
            .collect();
        if count == 0 {
            return format!("No other method puts {leader} first: {}.", rest.join("; "));
        }
        format!("{count} of {all} other methods put {leader} first too; {}.", rest.join("; "))
    }
}

impl CrossChecks {
    /// What the others say where the additive total has several first.
    fn level(&self, analysis: &Analysis) -> Option<String> {
        let own = &self.methods.first()?.ranks;
        let name = |row: usize| analysis.options[self.options[row]].name.as_str();
        let first: Vec<usize> = (0..own.len()).filter(|&row| own[row] == Some(1)).collect();
        if first.len() < 2 {
            return None;
        }
        let names: Vec<&str> = first.iter().map(|&row| name(row)).collect();
        let mut words = format!("{} are level in the additive total", joined(&names));
        for row in 0..own.len() {
            let count = self
                .others()
                .filter(|check| {
                    check.ranks[row] == Some(1)
                        && check.ranks.iter().filter(|rank| **rank == Some(1)).count() == 1
                })
                .count();
            if count > 0 {
                let methods = if count == 1 { "method puts" } else { "methods put" };
                words.push_str(&format!("; {count} other {methods} {} first", name(row)));
            }
        }
        Some(format!("{words}."))
    }
}

fn base_of(workbook: &Workbook, analysis: &Analysis) -> Result<Base, NoCrossChecks> {
    if !analysis.weights.is_set() {
        return Err(NoCrossChecks::NoWeights);
    }
    if analysis.order.len() < 2 {
        return Err(NoCrossChecks::FewOptions);
    }
    let base = Base::of(workbook, analysis);
    if base.leaves.is_empty() { Err(NoCrossChecks::NoWeights) } else { Ok(base) }
}

/// Names of rows and columns of a base.
struct Names {
    options: Vec<String>,
    criteria: Vec<String>,
}

impl Names {
    fn of(workbook: &Workbook, analysis: &Analysis, base: &Base) -> Self {
        Self {
            options: base.options.iter().map(|&at| analysis.options[at].name.clone()).collect(),
            criteria: base
                .leaves
                .iter()
                .map(|&leaf| workbook.criteria[analysis.leaves[leaf]].name.clone())
                .collect(),
        }
    }

    fn list(&self, rows: &[usize]) -> String {
        let names: Vec<&str> = rows.iter().map(|&row| self.options[row].as_str()).collect();
        joined(&names)
    }
}

/// Names in a row: "A", "A and B", "A, B and C"; beyond six the rest is counted.
fn joined(names: &[&str]) -> String {
    const MOST: usize = 6;
    if names.len() > MOST {
        return format!("{} and {} more", names[..MOST].join(", "), names.len() - MOST);
    }
    match names {
        [] => "none".to_owned(),
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}
