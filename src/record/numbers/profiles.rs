//! What comes out under each profile, and where the lead changes hands between
//! two, for machines.

use serde::Serialize;

use crate::analysis::{Analysis, ProfilePath, ProfileResult, profile_path, rank_flow};
use crate::workbook::Workbook;

/// Ranks and totals under every profile.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProfilesDocument {
    /// What the rank flow comes to, a sentence.
    pub finding: String,
    /// The profiles, in the workbook's order.
    pub profiles: Vec<ProfileResultDocument>,
}

/// What comes out under one profile.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProfileResultDocument {
    /// Id of the profile.
    pub profile: String,
    /// Its name.
    pub name: String,
    /// `robust`, `close`, `fragile` or `withheld`.
    pub verdict: String,
    /// Id of the option that leads; null while the verdict is withheld.
    pub leader: Option<String>,
    /// Points by which it leads.
    pub lead: Option<f64>,
    /// The options, in the workbook's order.
    pub options: Vec<ProfileOptionDocument>,
}

/// An option under one profile.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProfileOptionDocument {
    /// Id of the option.
    pub option: String,
    /// Its rank by the middle of its total, options that tie sharing the better
    /// one; null where it is not ranked.
    pub rank: Option<usize>,
    /// Lowest possible total; null where it is not ranked.
    pub low: Option<f64>,
    /// Highest possible total.
    pub high: Option<f64>,
}

/// What happens as the weights move in a straight line from one profile to
/// another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CrossingsDocument {
    /// Id of the profile at 0.
    pub from: String,
    /// Id of the profile at 1.
    pub to: String,
    /// What happens to the lead, a sentence.
    pub finding: String,
    /// Who leads from where to where; the stretches cover 0 to 1.
    pub leaders: Vec<LeaderDocument>,
    /// Where two options change places.
    pub crossings: Vec<CrossingDocument>,
    /// In how many cells an answer sets another score under one of the two.
    pub scores_differ: usize,
}

/// Who leads on a stretch of the way.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeaderDocument {
    /// Id of the option.
    pub option: String,
    /// Where the stretch begins, 0 to 1.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
}

/// Two options that change places.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CrossingDocument {
    /// Id of the option that passes.
    pub rises: String,
    /// Id of the one that is passed.
    pub falls: String,
    /// Where on the way, 0 to 1.
    pub at: f64,
    /// The total of both there.
    pub total: f64,
    /// Whether the lead changes hands.
    pub lead: bool,
}

/// The results under all profiles, and the way from the one that `analysis`
/// holds for to each other one.
pub(super) fn profiles(
    workbook: &Workbook,
    analysis: &Analysis,
) -> (ProfilesDocument, Vec<CrossingsDocument>) {
    let results = ProfileResult::all(workbook, analysis);
    let flow = rank_flow(&results);
    let id = |option: usize| workbook.alternatives[option].id.to_string();
    let documents = results
        .iter()
        .zip(&flow.columns)
        .map(|(result, column)| ProfileResultDocument {
            profile: result.profile.to_string(),
            name: result.name.clone(),
            verdict: result.verdict.clone(),
            leader: result.leader.map(id),
            lead: result.lead,
            options: (0..workbook.alternatives.len())
                .map(|option| ProfileOptionDocument {
                    option: id(option),
                    rank: column.ranks[option],
                    low: result.totals[option].map(|total| total.0),
                    high: result.totals[option].map(|total| total.1),
                })
                .collect(),
        })
        .collect();
    let here = results.iter().find(|result| Some(&result.profile) == analysis.profile.as_ref());
    let crossings = here.map_or_else(Vec::new, |here| {
        let others = results.iter().filter(|other| other.profile != here.profile);
        others.map(|other| crossing(workbook, &profile_path(here, other))).collect()
    });
    (ProfilesDocument { finding: flow.sentence(workbook), profiles: documents }, crossings)
}

fn crossing(workbook: &Workbook, path: &ProfilePath) -> CrossingsDocument {
    let id = |option: usize| workbook.alternatives[option].id.to_string();
    CrossingsDocument {
        from: path.from.to_string(),
        to: path.to.to_string(),
        finding: path.sentence(workbook),
        leaders: path
            .leaders
            .iter()
            .map(|it| LeaderDocument { option: id(it.option), from: it.from, to: it.to })
            .collect(),
        crossings: path
            .crossings
            .iter()
            .map(|it| CrossingDocument {
                rises: id(it.rises),
                falls: id(it.falls),
                at: it.at,
                total: it.total,
                lead: it.lead,
            })
            .collect(),
        scores_differ: path.scores_differ,
    }
}
