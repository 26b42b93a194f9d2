//! Cross-checks as documents: other methods, readings of labels, irrelevant
//! options, what is careless.

use serde::Serialize;

use crate::analysis::{Analysis, AuditChange, Jump, audit, cross_checks, hygiene, ordinal};
use crate::workbook::Workbook;

/// What other methods make of the same numbers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CrossChecksDocument {
    /// What they say of the leader, a sentence; why there is none where there is
    /// nothing to rank.
    pub finding: String,
    /// One entry per method, the additive model first; empty where there is
    /// nothing to rank.
    pub methods: Vec<CrossCheckDocument>,
    /// Cells that are unknown and count at the middle of what is possible.
    pub unknown: Vec<CellPlace>,
}

/// A cell of the matrix.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CellPlace {
    /// Id of the criterion.
    pub criterion: String,
    /// Id of the option.
    pub option: String,
}

/// One method.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CrossCheckDocument {
    /// Short stable name.
    pub method: &'static str,
    /// Name as printed.
    pub name: &'static str,
    /// What it is run on: normalisation and settings.
    pub normalisation: String,
    /// Where it was published.
    pub source: &'static str,
    /// Kendall's τ_b with the additive ranking; null where it is not defined,
    /// and for ELECTRE I.
    pub agreement: Option<f64>,
    /// Whether the additive leader is first, in ELECTRE I in the kernel.
    pub same_winner: bool,
    /// The ranked options, in the additive order.
    pub options: Vec<CrossOption>,
    /// How it compares with the additive ranking, and why.
    pub explanation: String,
    /// Its own findings: conditions, partial order, kernel.
    pub findings: Vec<String>,
    /// What has to be said beside it.
    pub caveats: Vec<String>,
}

/// An option under one method.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CrossOption {
    /// Its id.
    pub option: String,
    /// Its rank; in ELECTRE I 1 for those in the kernel, null for the others.
    pub rank: Option<usize>,
    /// The numbers that the rank follows from.
    pub numbers: Vec<CrossNumber>,
}

/// A number of a method.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CrossNumber {
    /// Its name in the method.
    pub name: &'static str,
    /// The number.
    pub value: f64,
}

/// Whether the lead survives any reading of the labels.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OrdinalDocument {
    /// The verdict, a sentence.
    pub finding: String,
    /// Share of the weight on labels; null where there is nothing to rank.
    pub label_weight: Option<f64>,
    /// The leader against each other option.
    pub pairs: Vec<OrdinalPairDocument>,
}

/// The leader against one other option.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OrdinalPairDocument {
    /// Id of the other.
    pub option: String,
    /// Whether the leader is ahead under every shared reading.
    pub holds: bool,
    /// Whether it is even when each criterion has a reading of its own.
    pub holds_each: bool,
    /// Points by which the leader is ahead in the reading least kind to it.
    pub least: f64,
    /// The same with a reading for each criterion.
    pub least_each: f64,
    /// Count of levels of the scale where it fails.
    pub fails_of: Option<usize>,
    /// The level where it fails.
    pub fails_at: Option<usize>,
    /// Cumulated weights, level by level.
    pub levels: Vec<LevelDocument>,
}

/// Weight on which two options reach a level.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LevelDocument {
    /// Count of levels of the scale.
    pub of: usize,
    /// The level, from 2.
    pub level: usize,
    /// Weight on which the leader reaches it.
    pub leader: f64,
    /// Weight on which the other does.
    pub other: f64,
}

/// What irrelevant options do to the order of the others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AuditDocument {
    /// What was found, a sentence.
    pub finding: String,
    /// Options that were taken out and copied, where not all were.
    pub limited_to: Option<usize>,
    /// One entry per method that ranks.
    pub methods: Vec<AuditedDocument>,
}

/// One method in the audit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AuditedDocument {
    /// Short stable name.
    pub method: &'static str,
    /// Changes tried.
    pub tried: usize,
    /// Changes under which some pair changed places.
    pub turned: usize,
    /// Changes under which the first place changed hands.
    pub new_winner: usize,
    /// Examples.
    pub reversals: Vec<ReversalDocument>,
}

/// Two options that change places.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReversalDocument {
    /// `removed`, `copied` or `dominated`.
    pub change: &'static str,
    /// Id of the option that is taken out, copied, or beats the added one.
    pub option: String,
    /// Id of the option that was ahead.
    pub before: String,
    /// Id of the option that then is.
    pub after: String,
    /// Whether the first place changes hands.
    pub winner: bool,
}

/// One thing to look at.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HygieneDocument {
    /// `error`, `warning` or `note`.
    pub level: &'static str,
    /// Short stable name of the rule.
    pub code: &'static str,
    /// What was found, a sentence.
    pub message: String,
    /// What to do; may be empty.
    pub hint: String,
    /// Cells that it is about.
    pub cells: Vec<CellPlace>,
    /// Ids of other items that it is about.
    pub items: Vec<String>,
}

/// Other methods on the same numbers.
pub(super) fn crosschecks(workbook: &Workbook, analysis: &Analysis) -> CrossChecksDocument {
    let id = |at: usize| analysis.options[at].id.to_string();
    let checks = match cross_checks(workbook, analysis) {
        Ok(checks) => checks,
        Err(reason) => {
            return CrossChecksDocument {
                finding: reason.sentence().to_owned(),
                methods: Vec::new(),
                unknown: Vec::new(),
            };
        }
    };
    CrossChecksDocument {
        finding: checks.sentence(analysis),
        methods: checks
            .methods
            .iter()
            .map(|check| CrossCheckDocument {
                method: check.method.code(),
                name: check.method.name(),
                normalisation: check.method.normalisation(),
                source: check.method.source(),
                agreement: check.agreement,
                same_winner: check.same_winner,
                options: checks
                    .options
                    .iter()
                    .enumerate()
                    .map(|(row, &option)| CrossOption {
                        option: id(option),
                        rank: check.ranks[row],
                        numbers: check
                            .columns
                            .iter()
                            .map(|(name, of)| CrossNumber { name, value: of[row] })
                            .collect(),
                    })
                    .collect(),
                explanation: check.explanation.clone(),
                findings: check.findings.clone(),
                caveats: check.caveats.clone(),
            })
            .collect(),
        unknown: checks
            .unknown
            .iter()
            .map(|(option, criterion)| CellPlace {
                criterion: criterion.to_string(),
                option: option.to_string(),
            })
            .collect(),
    }
}

/// Whether the lead survives any reading of the labels.
pub(super) fn labels(workbook: &Workbook, analysis: &Analysis) -> OrdinalDocument {
    match ordinal(workbook, analysis) {
        Err(reason) => OrdinalDocument {
            finding: reason.sentence().to_owned(),
            label_weight: None,
            pairs: Vec::new(),
        },
        Ok(found) => OrdinalDocument {
            finding: found.sentence(analysis),
            label_weight: Some(found.label_weight),
            pairs: found
                .pairs
                .iter()
                .map(|pair| OrdinalPairDocument {
                    option: analysis.options[pair.other].id.to_string(),
                    holds: pair.holds(),
                    holds_each: pair.holds_each(),
                    least: pair.least,
                    least_each: pair.least_each,
                    fails_of: pair.fails_at.map(|(of, _)| of),
                    fails_at: pair.fails_at.map(|(_, level)| level),
                    levels: pair
                        .levels
                        .iter()
                        .map(|one| LevelDocument {
                            of: one.of,
                            level: one.level,
                            leader: one.leader,
                            other: one.other,
                        })
                        .collect(),
                })
                .collect(),
        },
    }
}

/// What irrelevant options do to the order of the others.
pub(super) fn irrelevant(workbook: &Workbook, analysis: &Analysis) -> AuditDocument {
    let id = |at: usize| analysis.options[at].id.to_string();
    match audit(workbook, analysis) {
        Err(reason) => AuditDocument {
            finding: reason.sentence().to_owned(),
            limited_to: None,
            methods: Vec::new(),
        },
        Ok(found) => AuditDocument {
            finding: found.sentence(analysis),
            limited_to: found.limited_to,
            methods: found
                .methods
                .iter()
                .map(|one| AuditedDocument {
                    method: one.method.code(),
                    tried: one.tried,
                    turned: one.turned,
                    new_winner: one.new_winner,
                    reversals: one
                        .reversals
                        .iter()
                        .map(|reversal| {
                            let (change, option) = match reversal.change {
                                AuditChange::Removed(at) => ("removed", at),
                                AuditChange::Copied(at) => ("copied", at),
                                AuditChange::Dominated(at) => ("dominated", at),
                            };
                            ReversalDocument {
                                change,
                                option: id(option),
                                before: id(reversal.before),
                                after: id(reversal.after),
                                winner: reversal.winner,
                            }
                        })
                        .collect(),
                })
                .collect(),
        },
    }
}

/// What is careless about the numbers.
pub(super) fn careless(workbook: &Workbook, analysis: &Analysis) -> Vec<HygieneDocument> {
    hygiene(workbook, analysis)
        .into_iter()
        .map(|item| {
            let (mut cells, mut items) = (Vec::new(), Vec::new());
            for jump in item.jumps {
                match jump {
                    Jump::Cell(option, criterion) => cells.push(CellPlace {
                        criterion: criterion.to_string(),
                        option: option.to_string(),
                    }),
                    Jump::Item(item) => items.push(item.id),
                }
            }
            HygieneDocument {
                level: item.level.name(),
                code: item.code,
                message: item.message,
                hint: item.hint,
                cells,
                items,
            }
        })
        .collect()
}
