//! Options, called `Alternative` in code since Rust owns the word.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{AlternativeId, CriterionId, Date};

/// One of the options between which the team decides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alternative {
    /// Stable id.
    pub id: AlternativeId,
    /// Name as shown and printed.
    pub name: String,
    /// The idea in one line.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub idea: String,
    /// What it is, in paragraphs.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// What must hold before it can be chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prerequisites: Vec<String>,
    /// Arguments for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pros: Vec<String>,
    /// Arguments against it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cons: Vec<String>,
    /// The main risk, in a sentence.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub top_risk: String,
    /// Money, where known.
    #[serde(default, skip_serializing_if = "Costs::is_empty")]
    pub costs: Costs,
    /// For a composite: what it is made of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub composition: Option<Composition>,
    /// Set when it was taken out before the ranking; it stays visible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dropped: Option<Dropped>,
}

impl Alternative {
    /// A new option with a name and nothing else.
    pub fn new(id: AlternativeId, name: &str) -> Self {
        Self {
            id,
            name: name.to_owned(),
            idea: String::new(),
            description: String::new(),
            prerequisites: Vec::new(),
            pros: Vec::new(),
            cons: Vec::new(),
            top_risk: String::new(),
            costs: Costs::default(),
            composition: None,
            dropped: None,
        }
    }
}

/// What an option costs: in words, as printed in the record, each with its
/// currency and date ("80,000 EUR, 2026"); and as one figure to be set against
/// value, in the currency and over the period of `Frame::costing`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Costs {
    /// To build it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub build: String,
    /// To run it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub run: String,
    /// To leave it again.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub exit: String,
    /// All of it as a number, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<CostFigure>,
}

impl Costs {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A cost as a number, 0 or more.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CostFigure {
    /// Lowest plausible cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// The cost to reckon with.
    pub likely: f64,
    /// Highest plausible cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
}

impl CostFigure {
    /// A cost without a range.
    pub fn of(likely: f64) -> Self {
        Self { low: None, likely, high: None }
    }

    /// Lowest and highest plausible cost; the likely one where none is given.
    pub fn range(&self) -> (f64, f64) {
        (self.low.unwrap_or(self.likely), self.high.unwrap_or(self.likely))
    }
}

/// Why and when an option was taken out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dropped {
    /// Why.
    pub reason: String,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
}

/// What a composite option is made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Composition {
    /// The parts, with their share of the traffic or work (any positive
    /// numbers; only their ratio counts).
    #[serde(deserialize_with = "super::unique::map")]
    pub parts: BTreeMap<AlternativeId, f64>,
    /// Rule for the criteria that `rules` does not name.
    pub rule: PartRule,
    /// Rules per criterion.
    #[serde(
        default,
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "super::unique::map"
    )]
    pub rules: BTreeMap<CriterionId, PartRule>,
    /// What joining the parts costs, in points of value (0 to 100); below 0 is
    /// a gain.
    #[serde(
        default,
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "super::unique::map"
    )]
    pub integration_cost: BTreeMap<CriterionId, f64>,
    /// Whether what follows from the parts counts.
    #[serde(default, skip_serializing_if = "Counts::is_default")]
    pub counts: Counts,
    /// Why these rules, shares and costs.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Composition {
    /// A composition of parts by one rule for all criteria, that costs nothing
    /// and stands beside the option's own scores.
    pub fn new(parts: BTreeMap<AlternativeId, f64>, rule: PartRule) -> Self {
        Self {
            parts,
            rule,
            rules: BTreeMap::new(),
            integration_cost: BTreeMap::new(),
            counts: Counts::default(),
            note: String::new(),
        }
    }

    /// The rule that holds on a criterion.
    pub fn rule_on(&self, criterion: &CriterionId) -> PartRule {
        self.rules.get(criterion).copied().unwrap_or(self.rule)
    }

    /// What joining the parts costs on a criterion, in points of value.
    pub fn cost_on(&self, criterion: &CriterionId) -> f64 {
        self.integration_cost.get(criterion).copied().unwrap_or(0.0)
    }
}

/// Whether what follows from the parts of a composite counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Counts {
    /// It stands beside the option's own scores and changes no total.
    #[default]
    Never,
    /// It counts where nobody has scored the option.
    WhereUnscored,
    /// It counts everywhere; the option's own scores stand beside.
    Always,
}

impl Counts {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::Never, Self::WhereUnscored, Self::Always];

    /// The choice in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Never => "stands beside its own scores",
            Self::WhereUnscored => "counts where nobody scored it",
            Self::Always => "counts in place of its own scores",
        }
    }

    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// How a composite's performance on a criterion follows from its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartRule {
    /// As good as the best part.
    Best,
    /// As bad as the worst part.
    Worst,
    /// Mean by share.
    Mean,
    /// Sum over the parts (money, hours, counts).
    Sum,
}

impl PartRule {
    /// Every rule.
    pub const ALL: [Self; 4] = [Self::Best, Self::Worst, Self::Mean, Self::Sum];

    /// The rule in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Best => "as good as the best part",
            Self::Worst => "as bad as the worst part",
            Self::Mean => "mean by share",
            Self::Sum => "sum of the parts",
        }
    }
}
