//! What a screen sees: the workbook and everything computed from it.

use std::path::Path;

use super::draws::Draws;
use crate::analysis::Analysis;
use crate::workbook::{CheckFinding, CriterionId, PersonId, Profile, ProfileId, Tree, Workbook};

/// Everything computed from one revision of the workbook.
#[derive(Debug, Clone, PartialEq)]
pub struct Derived {
    /// The revision of the history that it holds for.
    pub revision: u64,
    /// The value tree, linked.
    pub tree: Tree,
    /// The analysis under the current profile.
    pub analysis: Analysis,
    /// What the checks find.
    pub findings: Vec<CheckFinding>,
    /// Name of the last change made since the workbook was opened.
    pub last_change: Option<String>,
}

/// What a screen sees.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The workbook as it stands.
    pub workbook: &'a Workbook,
    /// What was computed from it.
    pub derived: &'a Derived,
    /// Draws over weights and scores.
    pub draws: &'a Draws,
    /// The reviewer whose scores are being entered.
    pub reviewer: Option<&'a PersonId>,
    /// The file that the workbook is saved to, where it has one.
    pub path: Option<&'a Path>,
    /// The name to offer while it has none.
    pub suggested_name: &'a str,
}

impl<'a> Context<'a> {
    /// The analysis under the current profile.
    pub fn analysis(&self) -> &'a Analysis {
        &self.derived.analysis
    }

    /// The name of the workbook's file, or the one that will be offered.
    pub fn file_name(&self) -> String {
        self.path.and_then(Path::file_name).map_or_else(
            || self.suggested_name.to_owned(),
            |name| name.to_string_lossy().into_owned(),
        )
    }

    /// The value tree.
    pub fn tree(&self) -> &'a Tree {
        &self.derived.tree
    }

    /// The profile in force.
    pub fn profile(&self) -> Option<&'a Profile> {
        self.workbook.current_profile()
    }

    /// Id of the profile in force.
    pub fn profile_id(&self) -> Option<&'a ProfileId> {
        self.profile().map(|profile| &profile.id)
    }

    /// Position of a criterion in the workbook.
    pub fn node(&self, id: &CriterionId) -> Option<usize> {
        self.workbook.criteria.iter().position(|criterion| criterion.id == *id)
    }
}
