//! The frame of the decision: what is asked, by whom, in which situation.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{CriterionId, Date, PersonId};

/// The question that the workbook answers, and its setting.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Frame {
    /// Short name of the decision, in one line.
    pub title: String,
    /// The decision question, one sentence with a question mark.
    pub question: String,
    /// Situation and forces, in paragraphs.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub context: String,
    /// What is deliberately not decided here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub non_goals: Vec<String>,
    /// Organisation or team that decides, as printed in the record's header.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub organisation: String,
    /// Number of the record in its folder of decisions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// Link or key of the story, ticket or request behind it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub story: String,
    /// How far the decision reaches.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// How hard it is to take back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reversibility: Option<Reversibility>,
    /// Words to find it by.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Day on which the question was raised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raised: Option<Date>,
    /// A lead below this many points of 100 is called too close to be one.
    pub close_call: f64,
    /// What the costs of the options are counted in.
    #[serde(skip_serializing_if = "Costing::is_default")]
    pub costing: Costing,
}

/// What the cost figures of all options are counted in, and what may be spent:
/// figures of different currencies or periods cannot be set against each other.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Costing {
    /// Currency as printed after the number: `EUR`, `thousand EUR`,
    /// `person days`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub currency: String,
    /// What the figures cover: "building it and three years of running".
    #[serde(skip_serializing_if = "String::is_empty")]
    pub horizon: String,
    /// Day of the prices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priced: Option<Date>,
    /// The most that may be spent, 0 or more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<f64>,
    /// Whether a criterion is itself a cost, where that was said; else its
    /// name and unit tell.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "super::unique::map")]
    pub criteria: BTreeMap<CriterionId, bool>,
}

impl Costing {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// How far a decision reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Level {
    /// One component.
    Local,
    /// One system.
    System,
    /// Several systems or teams.
    Domain,
    /// The whole organisation.
    Organisation,
}

impl Level {
    /// Every level, from narrow to wide.
    pub const ALL: [Self; 4] = [Self::Local, Self::System, Self::Domain, Self::Organisation];

    /// The level in a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Local => "Component",
            Self::System => "System",
            Self::Domain => "Several systems",
            Self::Organisation => "Organisation",
        }
    }
}

/// How hard a decision is to take back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reversibility {
    /// Cheap to undo.
    TwoWay,
    /// Costly or impossible to undo.
    OneWay,
}

impl Reversibility {
    /// Every value.
    pub const ALL: [Self; 2] = [Self::TwoWay, Self::OneWay];

    /// The value in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::TwoWay => "Can be taken back",
            Self::OneWay => "Hard to take back",
        }
    }
}

/// Somebody with a part in the decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Stable id.
    pub id: PersonId,
    /// Name as printed.
    pub name: String,
    /// Part in the decision (DACI).
    pub role: Role,
    /// Whether the person gives scores; a reviewer has a ballot.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reviewer: bool,
}

/// A person's part in the decision, after the DACI scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// Runs the work towards the decision.
    Driver,
    /// Decides; one person or one body.
    Approver,
    /// Gives judgement and advice.
    Contributor,
    /// Was asked for advice.
    Consulted,
    /// Is told the outcome.
    Informed,
}

impl Role {
    /// Every role, in the order of the roster.
    pub const ALL: [Self; 5] =
        [Self::Driver, Self::Approver, Self::Contributor, Self::Consulted, Self::Informed];

    /// The role in a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Driver => "Driver",
            Self::Approver => "Approver",
            Self::Contributor => "Contributor",
            Self::Consulted => "Consulted",
            Self::Informed => "Informed",
        }
    }
}
