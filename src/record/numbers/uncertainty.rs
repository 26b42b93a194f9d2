//! How sure the result is, for machines.

use serde::Serialize;

use crate::analysis::Analysis;
use crate::analysis::uncertainty::{CellInformation, Watch, half_width, information, uncertainty};
use crate::workbook::{WeightFreedom, Workbook};

/// What draws over weights and scores come to. Shares run from 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UncertaintyDocument {
    /// How free the weights were: `stated`, `around`, `ordered`, `within` or
    /// `free`.
    pub weights: &'static str,
    /// For `around`, the concentration of the Dirichlet distribution.
    pub concentration: Option<f64>,
    /// Draws made.
    pub draws: u64,
    /// Where the random numbers began.
    pub seed: u64,
    /// Scores drawn from their ranges.
    pub spread_scores: usize,
    /// Ids of the criteria that the central weights stand for.
    pub criteria: Vec<String>,
    /// The ranked options, in the order of the ranking.
    pub options: Vec<UncertainOptionDocument>,
    /// Why no draws were made; null where they were.
    pub refused: Option<String>,
}

/// An option over all draws.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UncertainOptionDocument {
    /// Its id.
    pub option: String,
    /// Share of draws in which it came first.
    pub first: f64,
    /// Half the width of the 95 % interval around that share.
    pub first_half_width: f64,
    /// Share of draws for each rank, the first rank first (rank acceptability).
    pub ranks: Vec<f64>,
    /// Share of draws in which it was ahead of each option, in the order here.
    pub ahead: Vec<f64>,
    /// Mean weights with which it came first; null where it never did.
    pub central_weights: Option<Vec<f64>>,
    /// Share of draws over scores in which it comes first with these.
    pub confidence: Option<f64>,
    /// Totals below which 5, 50 and 95 % of draws lie.
    pub totals: [f64; 3],
}

/// What knowing one score for sure would be worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InformationDocument {
    /// Id of the option.
    pub option: String,
    /// Id of the criterion.
    pub criterion: String,
    /// Whether the score is unknown, rather than known with a range.
    pub unknown: bool,
    /// Chance that another option leads once it is known.
    pub chance: f64,
    /// What knowing it gains on average, in points of the total.
    pub worth: f64,
}

/// The draws that the workbook asks for.
pub(super) fn uncertainty_document(
    workbook: &Workbook,
    analysis: &Analysis,
) -> UncertaintyDocument {
    let settings = &workbook.uncertainty;
    let (weights, concentration) = match settings.weights {
        WeightFreedom::Stated => ("stated", None),
        WeightFreedom::Around(concentration) => ("around", Some(concentration)),
        WeightFreedom::Ordered => ("ordered", None),
        WeightFreedom::Within(_) => ("within", None),
        WeightFreedom::Free => ("free", None),
    };
    let mut document = UncertaintyDocument {
        weights,
        concentration,
        draws: 0,
        seed: settings.seed,
        spread_scores: 0,
        criteria: Vec::new(),
        options: Vec::new(),
        refused: None,
    };
    let found = match uncertainty(workbook, analysis, settings.draws, &Watch::default()) {
        Ok(Some(found)) => found,
        Ok(None) => return document,
        Err(error) => {
            document.refused = Some(error.to_string());
            return document;
        }
    };
    let shares = &found.shares;
    let criterion = |leaf: &usize| workbook.criteria[analysis.leaves[*leaf]].id.to_string();
    document.draws = shares.draws;
    document.spread_scores = found.varying;
    document.criteria = found.leaves.iter().map(criterion).collect();
    document.options = found
        .options
        .iter()
        .enumerate()
        .map(|(at, option)| UncertainOptionDocument {
            option: analysis.options[*option].id.to_string(),
            first: found.first(at),
            first_half_width: half_width(found.first(at), shares.draws),
            ranks: shares.ranks[at].clone(),
            ahead: shares.ahead[at].clone(),
            central_weights: shares.central[at].clone(),
            confidence: shares.confidence[at],
            totals: shares.totals[at],
        })
        .collect();
    document
}

/// The scores of which something could be found out, the one worth most first;
/// those that cannot change who leads come last, with a worth of 0.
pub(super) fn information_documents(
    workbook: &Workbook,
    analysis: &Analysis,
) -> Vec<InformationDocument> {
    let found = information(workbook, analysis);
    let document = |cell: &CellInformation| InformationDocument {
        option: analysis.options[cell.option].id.to_string(),
        criterion: workbook.criteria[analysis.leaves[cell.leaf]].id.to_string(),
        unknown: cell.unknown,
        chance: cell.chance,
        worth: cell.worth,
    };
    found.matter.iter().chain(&found.idle).map(document).collect()
}
