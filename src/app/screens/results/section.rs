//! The sections of the results: each answers one question.

use serde::{Deserialize, Serialize};

/// A section of the results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Section {
    /// What came out, and why.
    #[default]
    Result,
    /// What would have to be true for another option to lead.
    Change,
    /// How often each option leads when weights and scores may be others.
    Sure,
    /// What other methods make of the same numbers.
    Methods,
    /// What it costs.
    Cost,
    /// The same under other profiles.
    Profiles,
}

impl Section {
    /// Every section, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::Result, Self::Change, Self::Sure, Self::Methods, Self::Cost, Self::Profiles];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Result => "Result",
            Self::Change => "What would change it",
            Self::Sure => "How sure",
            Self::Methods => "Other methods",
            Self::Cost => "Cost and value",
            Self::Profiles => "Profiles",
        }
    }
}
