//! The result under every profile, in short.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Analyser, Analysis, CellOrigin, VerdictKind, analyse};
use crate::workbook::{ProfileId, Workbook};

/// What comes out under one profile.
#[derive(Debug, Clone, PartialEq)]
pub struct ProfileResult {
    /// The profile.
    pub profile: ProfileId,
    /// Its name.
    pub name: String,
    /// Lowest and highest possible total of each option, in the workbook's
    /// order; nothing for those that are not ranked.
    pub totals: Vec<Option<(f64, f64)>>,
    /// Position in `Workbook::alternatives` of who leads; nothing while the
    /// verdict is withheld.
    pub leader: Option<usize>,
    /// Points by which it leads, where there is a second.
    pub lead: Option<f64>,
    /// The verdict in a word.
    pub verdict: String,
    /// Performances that an answer of the profile sets, by position of the
    /// option and of the leaf.
    pub answered: BTreeMap<(usize, usize), f64>,
}

impl ProfileResult {
    /// The result of one profile from its analysis.
    pub fn of(workbook: &Workbook, profile: &ProfileId, analysis: &Analysis) -> Self {
        let set = analysis.weights.is_set();
        let verdict = &analysis.verdict;
        Self {
            profile: profile.clone(),
            name: workbook.profile(profile).map_or(profile.as_str(), |it| &it.name).to_owned(),
            totals: analysis
                .options
                .iter()
                .map(|option| (set && option.is_ranked()).then_some((option.low, option.high)))
                .collect(),
            leader: verdict
                .leader
                .as_ref()
                .filter(|_| set && verdict.kind != VerdictKind::Withheld)
                .and_then(|leader| analysis.option_at(leader)),
            lead: verdict.lead,
            verdict: verdict.kind.name().to_owned(),
            answered: answered(analysis),
        }
    }

    /// The result of one profile, computed.
    pub fn compute(workbook: &Workbook, profile: &ProfileId) -> Self {
        Self::of(workbook, profile, &analyse(workbook, Some(profile)))
    }

    /// The result under each profile, in the workbook's order. `here` is the
    /// analysis of one of them, which is not made again.
    ///
    /// What the profiles have in common, above all what load runs feed, is
    /// looked at once; the profiles are then shared among the threads. Each is
    /// a result of its own, so that the number of threads changes nothing.
    pub fn all(workbook: &Workbook, here: &Analysis) -> Vec<Self> {
        let Some(first) = workbook.profiles.first() else { return Vec::new() };
        let mut warm = Analyser::default();
        warm.look_at(workbook, Some(&first.id));
        workbook
            .profiles
            .par_iter()
            .map_init(
                || warm.clone(),
                |analyser, profile| {
                    if here.profile.as_ref() == Some(&profile.id) {
                        Self::of(workbook, &profile.id, here)
                    } else {
                        let analysis = analyser.analyse(workbook, Some(&profile.id));
                        Self::of(workbook, &profile.id, &analysis)
                    }
                },
            )
            .collect()
    }
}

fn answered(analysis: &Analysis) -> BTreeMap<(usize, usize), f64> {
    let leaves = analysis.leaves.len();
    analysis
        .cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| matches!(cell.origin, CellOrigin::Answer(_)))
        .filter_map(|(at, cell)| Some(((at / leaves, at % leaves), cell.performance?)))
        .collect()
}
