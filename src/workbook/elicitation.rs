//! How weights were elicited: what was asked and answered, kept beside the
//! weights that came of it, so that they can be looked at and defended later.
//!
//! The raw weights of the profile are what counts; an elicitation never
//! overrules them. What weights follow from it, and whether they still are
//! those in force, is computed in `analysis::elicitation`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{CriterionId, IdError};

/// Largest judgement of a comparison, on Saaty's scale from 1 to 9.
pub const MOST_TIMES: f64 = 9.0;

/// Most points that swing and SMART take.
pub const MOST_POINTS: f64 = 1_000_000.0;

/// What was weighed against each other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum WeighingScope {
    /// All scored criteria, across the tree. Written `*`.
    Leaves,
    /// What stands at the top of the tree. Written `/`.
    Top,
    /// The children of a group. Written as its id.
    Group(CriterionId),
}

impl WeighingScope {
    /// The group whose children were weighed.
    pub fn group(&self) -> Option<&CriterionId> {
        match self {
            Self::Group(id) => Some(id),
            Self::Leaves | Self::Top => None,
        }
    }
}

impl fmt::Display for WeighingScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Leaves => f.write_str("*"),
            Self::Top => f.write_str("/"),
            Self::Group(id) => f.write_str(id.as_str()),
        }
    }
}

impl From<WeighingScope> for String {
    fn from(scope: WeighingScope) -> Self {
        scope.to_string()
    }
}

impl TryFrom<String> for WeighingScope {
    type Error = IdError;

    fn try_from(text: String) -> Result<Self, IdError> {
        match text.as_str() {
            "*" => Ok(Self::Leaves),
            "/" => Ok(Self::Top),
            id => CriterionId::new(id).map(Self::Group),
        }
    }
}

/// How the weights of one scope were elicited.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Elicitation {
    /// The method, and what was answered.
    pub judged: Judged,
    /// Worst and best anchor of each natural scale when it was judged: a weight
    /// belongs to the range that it was given for.
    #[serde(
        default,
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "super::unique::map"
    )]
    pub ranges: BTreeMap<CriterionId, JudgedRange>,
    /// Who judged, why so: whatever is worth knowing a year later.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A method of elicitation with its judgements.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Judged {
    /// Swing (von Winterfeldt and Edwards 1986): points for the swing from worst
    /// to best, the most valuable 100.
    Swing(#[serde(deserialize_with = "super::unique::map")] BTreeMap<CriterionId, f64>),
    /// The order of importance alone.
    Ranking {
        /// 1 for the most important; those of one rank are alike. Only the order
        /// counts.
        #[serde(deserialize_with = "super::unique::map")]
        ranks: BTreeMap<CriterionId, u32>,
        /// From ranks to weights.
        formula: RankFormula,
    },
    /// SMART (Edwards 1977): the least important has 10 points, the others as
    /// many times that as they are more important.
    Smart(#[serde(deserialize_with = "super::unique::map")] BTreeMap<CriterionId, f64>),
    /// Comparisons in pairs, as in the analytic hierarchy process (Saaty 1980).
    Pairwise {
        /// The judgements, one for each pair; pairs may be missing.
        pairs: Vec<PairJudgement>,
        /// From judgements to weights.
        method: PairwiseMethod,
    },
    /// Best-worst method (Rezaei 2015), linear model.
    BestWorst {
        /// The most important one.
        best: CriterionId,
        /// The least important one.
        worst: CriterionId,
        /// How many times as important the best is as each, 1 to 9.
        #[serde(deserialize_with = "super::unique::map")]
        best_to_others: BTreeMap<CriterionId, f64>,
        /// How many times as important each is as the worst, 1 to 9.
        #[serde(deserialize_with = "super::unique::map")]
        others_to_worst: BTreeMap<CriterionId, f64>,
    },
    /// Swing-weight matrix (Parnell and Trainor 2009): importance by how much the
    /// options can differ.
    Grid(#[serde(deserialize_with = "super::unique::map")] BTreeMap<CriterionId, GridPlace>),
}

/// From ranks to weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RankFormula {
    /// Rank-order centroid (Edwards and Barron 1994).
    Centroid,
    /// Rank sum (Stillwell, Seaver and Edwards 1981).
    Sum,
    /// Rank reciprocal (Stillwell, Seaver and Edwards 1981).
    Reciprocal,
}

impl RankFormula {
    /// Every formula.
    pub const ALL: [Self; 3] = [Self::Centroid, Self::Sum, Self::Reciprocal];

    /// The formula in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Centroid => "Rank-order centroid",
            Self::Sum => "Rank sum",
            Self::Reciprocal => "Rank reciprocal",
        }
    }
}

/// From judgements of pairs to weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PairwiseMethod {
    /// Row geometric means (Crawford and Williams 1985).
    GeometricMean,
    /// Principal eigenvector (Saaty 1980).
    Eigenvector,
}

impl PairwiseMethod {
    /// Every method.
    pub const ALL: [Self; 2] = [Self::GeometricMean, Self::Eigenvector];

    /// The method in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::GeometricMean => "Geometric mean",
            Self::Eigenvector => "Eigenvector",
        }
    }
}

/// A judgement of two criteria.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PairJudgement {
    /// The more important one.
    pub more: CriterionId,
    /// The other.
    pub less: CriterionId,
    /// How many times as important it is, 1 (alike) to 9.
    pub times: f64,
}

/// The range of a criterion when it was judged, in the units of its scale.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JudgedRange {
    /// The worst anchor.
    pub worst: f64,
    /// The best anchor.
    pub best: f64,
}

/// Where a criterion stands in a swing-weight matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GridPlace {
    /// How important it is: 3 high, 2 middle, 1 low.
    pub importance: u8,
    /// How much the options can differ on it: 3 much, 2 some, 1 little.
    pub difference: u8,
}

impl GridPlace {
    /// Points of each place of the matrix: they fall along every row and every
    /// column, as the method demands, from 100 for what is important and differs
    /// much.
    pub fn points(self) -> f64 {
        const POINTS: [[f64; 3]; 3] = [[5.0, 10.0, 20.0], [15.0, 30.0, 50.0], [40.0, 70.0, 100.0]];
        let at = |step: u8| usize::from(step.clamp(1, 3) - 1);
        POINTS[at(self.importance)][at(self.difference)]
    }
}

impl Judged {
    /// The method in words.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Swing(_) => "Swing",
            Self::Ranking { .. } => "Ranking",
            Self::Smart(_) => "SMART",
            Self::Pairwise { .. } => "Pairs (AHP)",
            Self::BestWorst { .. } => "Best-worst",
            Self::Grid(_) => "Swing-weight matrix",
        }
    }

    /// Every criterion that a judgement speaks of.
    pub fn criteria(&self) -> BTreeSet<&CriterionId> {
        match self {
            Self::Swing(points) | Self::Smart(points) => points.keys().collect(),
            Self::Ranking { ranks, .. } => ranks.keys().collect(),
            Self::Grid(places) => places.keys().collect(),
            Self::Pairwise { pairs, .. } => {
                pairs.iter().flat_map(|pair| [&pair.more, &pair.less]).collect()
            }
            Self::BestWorst { best, worst, best_to_others, others_to_worst } => {
                let rest = best_to_others.keys().chain(others_to_worst.keys());
                [best, worst].into_iter().chain(rest).collect()
            }
        }
    }

    /// Takes a criterion that is gone out of the judgements. Gives whether
    /// anything is left that says something.
    fn forget(&mut self, id: &str) -> bool {
        let other = |key: &CriterionId| key.as_str() != id;
        match self {
            Self::Swing(points) | Self::Smart(points) => points.retain(|key, _| other(key)),
            Self::Ranking { ranks, .. } => ranks.retain(|key, _| other(key)),
            Self::Grid(places) => places.retain(|key, _| other(key)),
            Self::Pairwise { pairs, .. } => {
                pairs.retain(|pair| other(&pair.more) && other(&pair.less));
            }
            Self::BestWorst { best, worst, best_to_others, others_to_worst } => {
                if best.as_str() == id || worst.as_str() == id {
                    return false;
                }
                best_to_others.retain(|key, _| other(key));
                others_to_worst.retain(|key, _| other(key));
            }
        }
        !self.criteria().is_empty()
    }
}

/// Takes a criterion that is gone out of a profile's elicitations.
pub(super) fn forget_criterion(elicited: &mut BTreeMap<WeighingScope, Elicitation>, id: &str) {
    elicited.retain(|scope, elicitation| {
        elicitation.ranges.retain(|key, _| key.as_str() != id);
        scope.group().is_none_or(|group| group.as_str() != id) && elicitation.judged.forget(id)
    });
}

/// What is wrong with the numbers of an elicitation: the token at fault, what
/// is wrong, what to do. References are looked at elsewhere.
pub(super) fn faults_of_numbers(elicitation: &Elicitation) -> Vec<(String, String, &'static str)> {
    let mut found = Vec::new();
    let mut number = |value: f64, what: &str, low: f64, high: f64, hint: &'static str| {
        if !(low..=high).contains(&value) {
            found.push((value.to_string(), format!("{what} is {value}"), hint));
        }
    };
    const TIMES: &str = "Say how many times as important it is, from 1 to 9.";
    const POINTS: &str = "Give points from 0 to 1000000.";
    match &elicitation.judged {
        Judged::Swing(points) | Judged::Smart(points) => {
            for value in points.values() {
                number(*value, "the points of a weighing", 0.0, MOST_POINTS, POINTS);
            }
        }
        Judged::Ranking { ranks, .. } => {
            for rank in ranks.values() {
                let (rank, hint) = (f64::from(*rank), "Ranks begin with 1.");
                number(rank, "a rank of a weighing", 1.0, f64::from(u32::MAX), hint);
            }
        }
        Judged::Pairwise { pairs, .. } => {
            for PairJudgement { times, .. } in pairs {
                number(*times, "a comparison of a weighing", 1.0, MOST_TIMES, TIMES);
            }
            let mut seen = BTreeSet::new();
            for PairJudgement { more: one, less: other, .. } in pairs {
                if one == other {
                    let what = format!("compares \"{one}\" with itself");
                    found.push((one.to_string(), what, "Compare two different criteria."));
                } else if !seen.insert((one.min(other), one.max(other))) {
                    let what = format!("compares \"{one}\" and \"{other}\" twice");
                    found.push((one.to_string(), what, "Keep one of the two judgements."));
                }
            }
        }
        Judged::BestWorst { best, worst, best_to_others, others_to_worst } => {
            for times in best_to_others.values().chain(others_to_worst.values()) {
                number(*times, "a comparison of a weighing", 1.0, MOST_TIMES, TIMES);
            }
            if best == worst {
                let what = format!("has \"{best}\" as the best and the worst of a weighing");
                found.push((best.to_string(), what, "Name two different criteria."));
            }
        }
        Judged::Grid(places) => {
            for place in places.values() {
                for step in [place.importance, place.difference] {
                    let (step, hint) = (f64::from(step), "Give 1, 2 or 3.");
                    number(step, "a place in a swing-weight matrix", 1.0, 3.0, hint);
                }
            }
        }
    }
    for range in elicitation.ranges.values() {
        for end in [range.worst, range.best] {
            if !end.is_finite() {
                let what = format!("a range of a weighing is {end}");
                found.push((end.to_string(), what, "Give a finite number."));
            }
        }
    }
    found
}
