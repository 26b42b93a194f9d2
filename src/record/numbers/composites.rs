//! Composites for machines: what follows from the parts, and how.

use serde::Serialize;

use crate::analysis::{Analysis, PartsStanding, compare_parts};
use crate::workbook::{Counts, PartRule, Workbook};

/// An option made of others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CompositeDocument {
    /// Id of the option.
    pub option: String,
    /// Whether what follows from its parts counts: `never`, `where-unscored` or
    /// `always`.
    pub counts: &'static str,
    /// Lowest possible total by its own scores alone; null without weights.
    pub own_low: Option<f64>,
    /// Highest possible total by its own scores alone.
    pub own_high: Option<f64>,
    /// Lowest possible total by its parts alone.
    pub parts_low: Option<f64>,
    /// Highest possible total by its parts alone.
    pub parts_high: Option<f64>,
    /// The two totals in a sentence; empty without weights.
    pub finding: String,
    /// One for each scored criterion, in tree order.
    pub cells: Vec<CompositeCellDocument>,
    /// Where own scores and parts differ, in words, the largest weighted
    /// difference first.
    pub differences: Vec<String>,
}

/// What follows on one criterion.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CompositeCellDocument {
    /// Id of the criterion.
    pub criterion: String,
    /// `best`, `worst`, `mean` or `sum`.
    pub rule: &'static str,
    /// What joining the parts costs, in points of value; a gain below 0.
    pub integration_cost: f64,
    /// The parts.
    pub parts: Vec<PartDocument>,
    /// Performance that follows; null where unknown or where nothing follows.
    pub performance: Option<f64>,
    /// Lowest value that follows; null where nothing follows.
    pub value_low: Option<f64>,
    /// Highest value that follows.
    pub value_high: Option<f64>,
    /// Lowest value by its own score.
    pub own_low: f64,
    /// Highest value by its own score.
    pub own_high: f64,
    /// Which counts: `beside` (its own, no choice made), `in-force` (its
    /// parts), `overridden` (its own over its parts), `refused` (its own, as
    /// nothing follows).
    pub standing: &'static str,
    /// Why nothing follows: `sum-of-levels` or `no-shares`; else null.
    pub refusal: Option<&'static str>,
}

/// A part on one criterion.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PartDocument {
    /// Id of the option.
    pub option: String,
    /// Its share, 0 to 1.
    pub share: f64,
    /// Its performance; null while unknown.
    pub performance: Option<f64>,
    /// Lowest value that it can have.
    pub value_low: f64,
    /// Highest value that it can have.
    pub value_high: f64,
    /// Whether the criterion applies to it.
    pub applies: bool,
    /// Whether the result is its.
    pub decides: bool,
}

pub(super) fn composites(workbook: &Workbook, analysis: &Analysis) -> Vec<CompositeDocument> {
    let compared = compare_parts(analysis);
    let id = |option: usize| workbook.alternatives[option].id.to_string();
    analysis
        .composites
        .iter()
        .map(|composite| {
            let totals = compared.iter().find(|it| it.option == composite.option);
            let cells = composite.leaves.iter().enumerate().map(|(leaf, it)| {
                let derived = it.derived.as_ref().ok();
                CompositeCellDocument {
                    criterion: workbook.criteria[analysis.leaves[leaf]].id.to_string(),
                    rule: match it.rule {
                        PartRule::Best => "best",
                        PartRule::Worst => "worst",
                        PartRule::Mean => "mean",
                        PartRule::Sum => "sum",
                    },
                    integration_cost: it.cost,
                    parts: it
                        .parts
                        .iter()
                        .map(|part| PartDocument {
                            option: id(part.option),
                            share: part.share,
                            performance: part.performance,
                            value_low: part.value.0,
                            value_high: part.value.1,
                            applies: part.applies,
                            decides: part.decides,
                        })
                        .collect(),
                    performance: derived.and_then(|cell| cell.performance),
                    value_low: derived.map(|cell| cell.value_low),
                    value_high: derived.map(|cell| cell.value_high),
                    own_low: it.own.value_low,
                    own_high: it.own.value_high,
                    standing: match it.standing {
                        PartsStanding::Beside => "beside",
                        PartsStanding::InForce => "in-force",
                        PartsStanding::Overridden => "overridden",
                        PartsStanding::Measured => "measured",
                        PartsStanding::Refused => "refused",
                    },
                    refusal: it.derived.as_ref().err().map(|refusal| refusal.code()),
                }
            });
            CompositeDocument {
                option: id(composite.option),
                counts: match composite.counts {
                    Counts::Never => "never",
                    Counts::WhereUnscored => "where-unscored",
                    Counts::Always => "always",
                },
                own_low: totals.map(|it| it.own.0),
                own_high: totals.map(|it| it.own.1),
                parts_low: totals.map(|it| it.from_parts.0),
                parts_high: totals.map(|it| it.from_parts.1),
                finding: totals.map_or_else(String::new, |it| it.sentence(analysis)),
                cells: cells.collect(),
                differences: totals.map_or_else(Vec::new, |totals| {
                    totals
                        .differences
                        .iter()
                        .map(|it| it.sentence(workbook, analysis, composite.option))
                        .collect()
                }),
            }
        })
        .collect()
}
