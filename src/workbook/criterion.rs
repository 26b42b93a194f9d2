//! The value tree: criteria with scales, anchors and value functions.

use serde::{Deserialize, Serialize};

use super::CriterionId;

/// A node of the value tree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Stable id.
    pub id: CriterionId,
    /// The node above, or nothing at the top.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<CriterionId>,
    /// Name as shown and printed.
    pub name: String,
    /// What it means.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub definition: String,
    /// How it would be measured.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub measure: String,
    /// What the sources call it, how it is aligned with a standard, and the like.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Group, scored leaf, or context.
    pub kind: CriterionKind,
}

/// What a node of the value tree is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum CriterionKind {
    /// Holds other criteria.
    Group,
    /// A leaf on which options are scored.
    Scored(Measure),
    /// A leaf that collects evidence but never counts.
    Context,
}

/// How performance on a leaf is expressed and what it is worth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Natural with a unit, or constructed levels.
    pub scale: Scale,
    /// Fixed points of the scale.
    pub anchors: Anchors,
    /// From performance to value.
    pub value_function: ValueFunction,
    /// What a "not applicable" at one option means.
    #[serde(default, skip_serializing_if = "NotApplicableRule::is_default")]
    pub not_applicable: NotApplicableRule,
    /// The measured quantity that sets the performance, where one does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feed: Option<Feed>,
    /// The scenario whose load runs feed it; empty: that of the load plan, or
    /// else any.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub feed_scenario: String,
}

impl Measure {
    /// Constructed levels with the given words, worst first, valued evenly
    /// from 0 to 100.
    pub fn levels<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let words: Vec<&str> = words.into_iter().collect();
        let steps = words.len().saturating_sub(1).max(1) as f64;
        let levels: Vec<ScaleLevel> = words
            .iter()
            .enumerate()
            .map(|(at, text)| ScaleLevel {
                text: (*text).to_owned(),
                value: 100.0 * at as f64 / steps,
            })
            .collect();
        let best = levels.len().max(2) as f64;
        Self {
            scale: Scale::Levels(levels),
            anchors: Anchors::new(1.0, best),
            value_function: ValueFunction::Levels,
            not_applicable: NotApplicableRule::default(),
            feed: None,
            feed_scenario: String::new(),
        }
    }

    /// A natural scale between two anchors, valued linearly. `best` below
    /// `worst` means that less is better.
    pub fn natural(unit: &str, worst: f64, best: f64) -> Self {
        Self {
            scale: Scale::Natural { unit: unit.to_owned(), decimals: None },
            anchors: Anchors::new(worst, best),
            value_function: ValueFunction::Linear,
            not_applicable: NotApplicableRule::default(),
            feed: None,
            feed_scenario: String::new(),
        }
    }

    /// The unit's name, empty for levels.
    pub fn unit(&self) -> &str {
        match &self.scale {
            Scale::Natural { unit, .. } => unit,
            Scale::Levels(_) => "",
        }
    }
}

/// What performance is counted in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Scale {
    /// A quantity with a unit.
    Natural {
        /// Unit as printed after the number: `ms`, `requests/s`, `%`.
        unit: String,
        /// Decimals to show, or as many as the number needs.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decimals: Option<u8>,
    },
    /// Levels in words, worst first. Performance is the level's number from 1,
    /// and may lie between two levels.
    Levels(Vec<ScaleLevel>),
}

/// One level of a constructed scale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScaleLevel {
    /// What the level means, in words that can be checked.
    pub text: String,
    /// Its value, 0 to 100.
    pub value: f64,
}

/// Fixed points of a scale, in its units. They do not depend on the options,
/// so adding an option cannot reverse a ranking. Direction lies in them alone:
/// `best` below `worst` means that less is better.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchors {
    /// Performance worth 0.
    pub worst: f64,
    /// Below this the option would not be taken, whatever else it offers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub walk_away: Option<f64>,
    /// Performance today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<f64>,
    /// Performance aimed at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<f64>,
    /// Performance worth 100.
    pub best: f64,
}

impl Anchors {
    /// Anchors with the two ends only.
    pub fn new(worst: f64, best: f64) -> Self {
        Self { worst, walk_away: None, current: None, target: None, best }
    }

    /// Lower and upper end of the scale, whichever of them is the better.
    pub fn range(&self) -> (f64, f64) {
        (self.worst.min(self.best), self.worst.max(self.best))
    }

    /// Whether `a` is at least as good a performance as `b`.
    pub fn at_least_as_good(&self, a: f64, b: f64) -> bool {
        if self.best >= self.worst { a >= b } else { a <= b }
    }
}

/// From performance to value, 0 at the worst anchor and 100 at the best.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ValueFunction {
    /// Straight between the anchors.
    Linear,
    /// Straight between knots of performance and value, in rising order of
    /// performance, values rising throughout or falling throughout.
    Piecewise(Vec<(f64, f64)>),
    /// Bent by a risk parameter; positive rises early, negative late, 0 is
    /// linear (Kirkwood 1997, exponential single-dimensional value function).
    Exponential(f64),
    /// Straight in the logarithm of the performance; for latencies and sizes.
    Logarithmic,
    /// The values written at the scale's levels, straight between them.
    Levels,
}

impl ValueFunction {
    /// Name of the family of functions.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Linear => "Linear",
            Self::Piecewise(_) => "Piecewise linear",
            Self::Exponential(_) => "Exponential",
            Self::Logarithmic => "Logarithmic",
            Self::Levels => "Values of the levels",
        }
    }
}

/// What "not applicable" at one option does to the criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum NotApplicableRule {
    /// The criterion counts for no option.
    #[default]
    Drop,
    /// The option counts as worst there.
    Worst,
    /// The option counts as best there.
    Best,
}

impl NotApplicableRule {
    /// Every rule.
    pub const ALL: [Self; 3] = [Self::Drop, Self::Worst, Self::Best];

    /// The rule in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Drop => "counts for no option",
            Self::Worst => "the option counts as worst",
            Self::Best => "the option counts as best",
        }
    }

    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// A measured quantity that feeds a criterion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Feed {
    /// Highest throughput measured, requests per second.
    PeakThroughput,
    /// Throughput at a concurrency, requests per second.
    ThroughputAt(f64),
    /// A latency percentile (0 to 100) at a concurrency, milliseconds.
    LatencyAt {
        /// Percentile, such as 99.
        percentile: f64,
        /// Concurrency, such as 500.
        concurrency: f64,
    },
    /// Share of errors at a concurrency, percent.
    ErrorsAt(f64),
    /// Contention of the scalability law fitted, percent.
    Contention,
    /// Coherency of the scalability law fitted, percent.
    Coherency,
    /// Most memory used, MB.
    Memory,
    /// Mean time of a program's run, such as until it is ready, milliseconds.
    StartUpTime,
    /// Price of a million requests on the nodes of the load plan.
    CostPerMillion,
    /// Nodes needed for a load in requests per second.
    NodesFor(f64),
}
