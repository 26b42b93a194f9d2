//! What is not known for sure, as a setting: how scores spread within their
//! ranges, and how far the weights may be others than those stated.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::CriterionId;

/// How the performance is spread over the range given with a score.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub enum Spread {
    /// Most at the score, falling straight to nothing at both ends.
    #[default]
    Triangular,
    /// Most at the score, falling smoothly and soon: the beta distribution of
    /// PERT with the usual weight of 4 on the score (Malcolm et al. 1959).
    Pert,
    /// Alike from one end to the other; the score does not matter.
    Uniform,
    /// Normal around the score, nine of ten cases within the range, cut to the
    /// ends of the scale.
    Normal,
}

impl Spread {
    /// Every spread.
    pub const ALL: [Self; 4] = [Self::Triangular, Self::Pert, Self::Uniform, Self::Normal];

    /// The spread in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Triangular => "triangular",
            Self::Pert => "PERT",
            Self::Uniform => "uniform",
            Self::Normal => "normal",
        }
    }

    /// What it means, in a line.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Triangular => "most likely at the score, never beyond the range",
            Self::Pert => "like triangular, but ends of the range are rarer",
            Self::Uniform => "anything in the range is as likely",
            Self::Normal => "nine of ten cases in the range, the others beyond it",
        }
    }

    /// Whether it is the one that needs not be written down.
    pub(super) fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// How far the weights may be others than those stated. Criteria whose stated
/// weight is 0 stay out in any case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum WeightFreedom {
    /// As stated; only scores are uncertain.
    Stated,
    /// Spread around those stated: a Dirichlet distribution with the stated
    /// shares as means. The larger the number, the closer they stay: a share
    /// w has the standard deviation √(w (1 − w) / (concentration + 1)).
    Around(f64),
    /// Any weights in the stated order of importance.
    Ordered,
    /// Any weights whose shares of the whole (0 to 1) lie in these ranges; a
    /// criterion without one may have any share.
    Within(#[serde(deserialize_with = "super::unique::map")] BTreeMap<CriterionId, (f64, f64)>),
    /// Any weights at all.
    Free,
}

impl WeightFreedom {
    /// The freedom in words.
    pub fn words(&self) -> String {
        match self {
            Self::Stated => "as stated".to_owned(),
            Self::Around(concentration) => {
                format!("around those stated, concentration {concentration}")
            }
            Self::Ordered => "any in the stated order".to_owned(),
            Self::Within(ranges) if ranges.len() == 1 => "within 1 range".to_owned(),
            Self::Within(ranges) => format!("within {} ranges", ranges.len()),
            Self::Free => "any at all".to_owned(),
        }
    }
}

/// What the draws are made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Uncertainty {
    /// How far the weights may differ.
    pub weights: WeightFreedom,
    /// How many draws are made, 1,000 to 10,000,000.
    pub draws: u32,
    /// Where the random numbers begin: the same seed gives the same draws.
    pub seed: u64,
}

impl Uncertainty {
    /// Fewest and most draws.
    pub const DRAWS: (u32, u32) = (1_000, 10_000_000);
    /// Least and greatest concentration around the stated weights.
    pub const CONCENTRATION: (f64, f64) = (1.0, 100_000.0);
}

impl Default for Uncertainty {
    fn default() -> Self {
        Self { weights: WeightFreedom::Around(100.0), draws: 100_000, seed: 1 }
    }
}
