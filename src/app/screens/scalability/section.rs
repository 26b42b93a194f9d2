//! The sections of the scalability screen: each answers one question.

use serde::{Deserialize, Serialize};

/// A section of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Section {
    /// Which option carries which load, at what latency.
    Load,
    /// On how many nodes, at what price, for how long.
    Capacity,
    /// Performance against scalability.
    Tradeoff,
    /// The load runs themselves.
    Runs,
}

impl Section {
    /// Every section, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Load, Self::Capacity, Self::Tradeoff, Self::Runs];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Load => "Under load",
            Self::Capacity => "Capacity",
            Self::Tradeoff => "Trade-off",
            Self::Runs => "Load runs",
        }
    }
}
