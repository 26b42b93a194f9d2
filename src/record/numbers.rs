//! The analysis as documents for machines, with names in place of positions.
//!
//! Both shapes are stable: fields are added, never renamed or removed without
//! a new `format`. Unknown is `null`, never zero. Shares and weights run from
//! 0 to 1, values and totals from 0 to 100, performance is in the criterion's
//! own unit.

use serde::Serialize;

pub mod methods;

mod composites;
mod costs;
mod elicitation;
mod fed;
mod profiles;
mod scalability;
mod uncertainty;
mod under_load;
mod what_if;
mod why;

pub use what_if::{
    CriterionWeightDocument, NearestCellDocument, NearestWeightsDocument, PairFlipDocument,
    PairFlipsDocument, ScoreChangeDocument, ShareDocument, TornadoDocument, TornadoEndDocument,
    TornadoEntryDocument, TwoWeightsDocument, WeightCellDocument, WeightSwapDocument,
    WeightVectorDocument,
};

use crate::analysis::{
    Analysis, Cell, CellOrigin, CellState, FedCell, FlipChange, GateResult, Reach, Standing, Ways,
    all_ways,
};
use crate::workbook::{
    AlternativeId, CriterionId, CriterionKind, GateVerdict, Judgement, PersonId, Score, Workbook,
    find_score,
};
use composites::{CompositeDocument, composites};
use costs::{CostValueDocument, cost_value_document};
use elicitation::{ElicitationDocument, elicitation_document};
use fed::{FedCriterionDocument, fed};
use scalability::{ScalabilityDocument, scalability_document};
use uncertainty::{
    InformationDocument, UncertaintyDocument, information_documents, uncertainty_document,
};

/// Everything that `analyse --json` prints.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AnalysisDocument {
    /// Version of this shape: 1.
    pub format: u32,
    /// Title of the decision.
    pub title: String,
    /// The profile that it holds for.
    pub profile: Option<ProfileDocument>,
    /// What can be said of the result as a whole.
    pub verdict: VerdictDocument,
    /// The options, in the workbook's order.
    pub options: Vec<OptionDocument>,
    /// The nodes of the value tree, in the workbook's order.
    pub criteria: Vec<CriterionDocument>,
    /// The matrix, criterion by criterion, options in the workbook's order.
    pub cells: Vec<CellDocument>,
    /// Range of each weight in which the leader stays first.
    pub stability: Vec<StabilityDocument>,
    /// What would make each losing option lead, cheapest first.
    pub flips: Vec<FlipsDocument>,
    /// Pairs of scores that together would make each losing option lead.
    pub pair_flips: Vec<PairFlipsDocument>,
    /// Weight moved between two criteria that would make each losing option
    /// lead; options for which none would are left out.
    pub weight_swaps: Vec<WeightSwapDocument>,
    /// The weights nearest to today's at which each losing option would lead.
    pub nearest_weights: Vec<NearestWeightsDocument>,
    /// What moves the leader's margin; null with fewer than two ranked options.
    pub tornado: Option<TornadoDocument>,
    /// Who leads over the two weights that can move least; null where there
    /// are no two.
    pub two_weights: Option<TwoWeightsDocument>,
    /// Options that are at least as good as another on everything.
    pub dominance: Vec<DominanceDocument>,
    /// Options made of others: what follows for each from its parts.
    pub composites: Vec<CompositeDocument>,
    /// Criteria that load runs feed: what each option gets, and from where.
    pub fed: Vec<FedCriterionDocument>,
    /// Value against cost; null where no ranked option has a cost.
    pub cost_value: Option<CostValueDocument>,
    /// What load runs and the load plan come to; null where the workbook has
    /// neither.
    pub scalability: Option<ScalabilityDocument>,
    /// What knowing a score for sure would be worth, the most first.
    pub information: Vec<InformationDocument>,
    /// How the weights came about: methods, consistency, what is careless.
    pub elicitation: ElicitationDocument,
    /// What could not be computed, or only with a caveat.
    pub diagnostics: Vec<DiagnosticDocument>,
    /// What other methods make of the same numbers; left out where nobody asked
    /// ([`AnalysisDocument::add_cross_checks`]), as are the three that follow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crosschecks: Option<methods::CrossChecksDocument>,
    /// Whether the lead survives any reading of the labels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ordinal: Option<methods::OrdinalDocument>,
    /// What irrelevant options do to the order of the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audit: Option<methods::AuditDocument>,
    /// What is careless about the numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hygiene: Option<Vec<methods::HygieneDocument>>,
    /// What draws over weights and scores come to; left out where nobody asked
    /// ([`AnalysisDocument::add_draws`]).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uncertainty: Option<UncertaintyDocument>,
    /// Why totals and weights are what they are; left out where nobody asked
    /// ([`AnalysisDocument::add_reasons`]), as are the two that follow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<why::WhyDocument>,
    /// Ranks and totals under every profile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profiles: Option<profiles::ProfilesDocument>,
    /// Where options change places on the way from this profile to each other
    /// one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crossings: Option<Vec<profiles::CrossingsDocument>>,
    /// What the load runs say, scenario by scenario; left out where nobody asked
    /// ([`AnalysisDocument::add_load_runs`]).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub under_load: Option<Vec<under_load::UnderLoadDocument>>,
}

impl AnalysisDocument {
    /// Adds what the load runs say: the law fitted to each, and who carries most at
    /// which load.
    pub fn add_load_runs(&mut self, workbook: &Workbook) {
        self.under_load = Some(under_load::under_load(workbook));
    }

    /// Adds what other methods, other readings of labels, irrelevant options and
    /// a look at the numbers tell. It takes longer than all the rest, so that a
    /// record does without.
    pub fn add_cross_checks(&mut self, workbook: &Workbook, analysis: &Analysis) {
        self.crosschecks = Some(methods::crosschecks(workbook, analysis));
        self.ordinal = Some(methods::labels(workbook, analysis));
        self.audit = Some(methods::irrelevant(workbook, analysis));
        self.hygiene = Some(methods::careless(workbook, analysis));
    }

    /// Adds what the draws come to that the workbook asks for, all of them.
    pub fn add_draws(&mut self, workbook: &Workbook, analysis: &Analysis) {
        self.uncertainty = Some(uncertainty_document(workbook, analysis));
    }

    /// Adds why totals and weights are what they are, and what comes out under
    /// the other profiles.
    pub fn add_reasons(&mut self, workbook: &Workbook, analysis: &Analysis) {
        self.why = Some(why::why(workbook, analysis));
        let (profiles, crossings) = profiles::profiles(workbook, analysis);
        self.profiles = Some(profiles);
        self.crossings = Some(crossings);
    }
}

/// What `rank --json` prints.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RankDocument {
    /// Id of the profile.
    pub profile: Option<String>,
    /// The options: ranked ones first, best first, then those that are out.
    pub options: Vec<RankedOption>,
    /// What can be said of the result as a whole.
    pub verdict: ShortVerdict,
}

/// An option in [`RankDocument`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RankedOption {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its rank; null where it is not ranked or unknown scores leave it open.
    pub rank: Option<usize>,
    /// Its total; null while a score that counts is unknown, and where it is
    /// not ranked.
    pub total: Option<f64>,
    /// Lowest possible total; null where it is not ranked.
    pub low: Option<f64>,
    /// Highest possible total; null where it is not ranked.
    pub high: Option<f64>,
    /// How it stands at each must that holds.
    pub gates: Vec<GateDocument>,
}

/// A verdict in [`RankDocument`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShortVerdict {
    /// `robust`, `close`, `fragile` or `withheld`.
    pub kind: &'static str,
    /// Why.
    pub reason: String,
}

/// A profile.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProfileDocument {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where its weights come from.
    pub weighting: &'static str,
}

/// A verdict in full.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VerdictDocument {
    /// `robust`, `close`, `fragile` or `withheld`.
    pub kind: &'static str,
    /// Why.
    pub reason: String,
    /// Option that leads; null while withheld.
    pub leader: Option<String>,
    /// Option ranked second.
    pub runner_up: Option<String>,
    /// Points between them.
    pub lead: Option<f64>,
    /// Criteria on which the order hangs, the most sensitive first.
    pub sensitive: Vec<String>,
}

/// A must at one option.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GateDocument {
    /// Id of the must.
    pub requirement: String,
    /// The must in words.
    pub text: String,
    /// `pass`, `narrow`, `open` or `fail`.
    pub verdict: &'static str,
    /// Why; may be empty.
    pub reason: String,
}

/// An option.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OptionDocument {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `ranked`, `excluded` (fails a must) or `dropped`.
    pub standing: &'static str,
    /// Its rank, where unknown scores leave only one possible.
    pub rank: Option<usize>,
    /// Best possible rank.
    pub best_rank: Option<usize>,
    /// Worst possible rank.
    pub worst_rank: Option<usize>,
    /// Its total; null while a score that counts is unknown.
    pub total: Option<f64>,
    /// Lowest possible total.
    pub low: f64,
    /// Highest possible total.
    pub high: f64,
    /// Share of the weight on known scores.
    pub completeness: f64,
    /// How it stands at each must that holds.
    pub gates: Vec<GateDocument>,
}

/// A node of the value tree.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CriterionDocument {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Id of the node above.
    pub parent: Option<String>,
    /// `group`, `scored` or `context`.
    pub kind: &'static str,
    /// Unit of its performance; empty for levels, groups and context.
    pub unit: String,
    /// Weight as given.
    pub raw: f64,
    /// Share among its siblings.
    pub local: f64,
    /// Share of the whole.
    pub global: f64,
    /// The share as printed, in percent; leaves add to 100.
    pub percent: f64,
}

/// A cell of the matrix.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CellDocument {
    /// Id of the criterion.
    pub criterion: String,
    /// Id of the option.
    pub option: String,
    /// `known`, `unknown`, `not-applicable` or `dropped` (counts for nobody).
    pub state: &'static str,
    /// Performance in the criterion's unit.
    pub performance: Option<f64>,
    /// Lowest plausible performance.
    pub low: Option<f64>,
    /// Highest plausible performance.
    pub high: Option<f64>,
    /// Value.
    pub value: Option<f64>,
    /// Lowest value that it can have.
    pub value_low: f64,
    /// Highest value that it can have.
    pub value_high: f64,
    /// What it adds to the total; null while unknown.
    pub contribution: Option<f64>,
    /// Whether the performance lies beyond the scale and counts as its end.
    pub out_of_range: bool,
    /// Whose word it is.
    pub origin: String,
    /// Why; may be empty.
    pub reason: String,
}

/// Range of a weight in which the leader stays first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StabilityDocument {
    /// Id of the node.
    pub criterion: String,
    /// Weight now.
    pub weight: f64,
    /// Lowest weight.
    pub low: f64,
    /// Highest weight.
    pub high: f64,
    /// Option that leads below; null where no weight is that low.
    pub below: Option<String>,
    /// Option that leads above; null where no weight is that high.
    pub above: Option<String>,
}

/// What would make one option lead.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FlipsDocument {
    /// Id of the option.
    pub option: String,
    /// Points by which it is behind.
    pub gap: f64,
    /// Changes of one of its scores.
    pub scores: Vec<FlipDocument>,
    /// Changes of one weight.
    pub weights: Vec<FlipDocument>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FlipDocument {
    /// Id of the criterion.
    pub criterion: String,
    /// Performance or weight now.
    pub from: Option<f64>,
    /// Performance or weight needed; null where none would do.
    pub to: Option<f64>,
    /// `near`, `far` or `not-possible`.
    pub reach: &'static str,
}

/// One option at least as good as another on everything.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DominanceDocument {
    /// Id of the better one.
    pub better: String,
    /// Id of the other.
    pub worse: String,
    /// Whether it is better on everything.
    pub strict: bool,
}

/// A caveat.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DiagnosticDocument {
    /// Short stable name.
    pub code: &'static str,
    /// The caveat, a sentence.
    pub message: String,
}

/// The analysis as `analyse --json` prints it.
pub fn analysis_document(workbook: &Workbook, analysis: &Analysis) -> AnalysisDocument {
    document_with(workbook, analysis, &all_ways(workbook, analysis))
}

/// The same from ways that are known already.
pub(super) fn document_with(
    workbook: &Workbook,
    analysis: &Analysis,
    ways: &[Ways],
) -> AnalysisDocument {
    let option = |at: usize| analysis.options[at].id.to_string();
    let verdict = &analysis.verdict;
    AnalysisDocument {
        format: 1,
        title: workbook.frame.title.clone(),
        profile: analysis.profile.as_ref().and_then(|id| workbook.profile(id)).map(|profile| {
            ProfileDocument {
                id: profile.id.to_string(),
                name: profile.name.clone(),
                weighting: profile.weighting.name(),
            }
        }),
        verdict: VerdictDocument {
            kind: verdict.kind.name(),
            reason: verdict.reason.clone(),
            leader: verdict.leader.as_ref().map(ToString::to_string),
            runner_up: verdict.runner_up.as_ref().map(ToString::to_string),
            lead: verdict.lead,
            sensitive: verdict.sensitive.iter().map(ToString::to_string).collect(),
        },
        options: options(workbook, analysis),
        criteria: criteria(workbook, analysis),
        cells: cells(workbook, analysis),
        stability: analysis
            .stability
            .iter()
            .map(|entry| StabilityDocument {
                criterion: workbook.criteria[entry.node].id.to_string(),
                weight: entry.weight,
                low: entry.low,
                high: entry.high,
                below: entry.below.map(option),
                above: entry.above.map(option),
            })
            .collect(),
        flips: analysis
            .flips
            .iter()
            .map(|flips| FlipsDocument {
                option: option(flips.option),
                gap: flips.gap,
                scores: flips.scores.iter().map(flip).collect(),
                weights: flips.weights.iter().map(flip).collect(),
            })
            .collect(),
        pair_flips: what_if::pairs(workbook, analysis),
        weight_swaps: what_if::swaps(workbook, analysis, ways),
        nearest_weights: what_if::nearest(workbook, analysis, ways),
        tornado: what_if::tornado(workbook, analysis),
        two_weights: what_if::two_weights(workbook, analysis),
        dominance: analysis
            .dominance
            .iter()
            .map(|pair| DominanceDocument {
                better: option(pair.better),
                worse: option(pair.worse),
                strict: pair.strict,
            })
            .collect(),
        composites: composites(workbook, analysis),
        fed: fed(workbook, analysis),
        cost_value: cost_value_document(workbook, analysis),
        scalability: scalability_document(workbook),
        information: information_documents(workbook, analysis),
        elicitation: elicitation_document(workbook, analysis),
        diagnostics: analysis
            .diagnostics
            .iter()
            .map(|diagnostic| DiagnosticDocument {
                code: diagnostic.code(),
                message: diagnostic.sentence(workbook),
            })
            .collect(),
        crosschecks: None,
        uncertainty: None,
        ordinal: None,
        audit: None,
        hygiene: None,
        why: None,
        profiles: None,
        crossings: None,
        under_load: None,
    }
}

/// The ranking as `rank --json` prints it.
pub fn rank_document(workbook: &Workbook, analysis: &Analysis) -> RankDocument {
    let out = (0..analysis.options.len()).filter(|&at| !analysis.options[at].is_ranked());
    RankDocument {
        profile: analysis.profile.as_ref().map(ToString::to_string),
        options: analysis
            .order
            .iter()
            .copied()
            .chain(out)
            .map(|at| {
                let result = &analysis.options[at];
                let ranked = result.is_ranked() && analysis.weights.is_set();
                RankedOption {
                    id: result.id.to_string(),
                    name: result.name.clone(),
                    rank: result.rank().filter(|_| ranked),
                    total: result.total.filter(|_| ranked),
                    low: ranked.then_some(result.low),
                    high: ranked.then_some(result.high),
                    gates: result.gates.iter().map(|gate| gate_document(workbook, gate)).collect(),
                }
            })
            .collect(),
        verdict: ShortVerdict {
            kind: analysis.verdict.kind.name(),
            reason: analysis.verdict.reason.clone(),
        },
    }
}

fn options(workbook: &Workbook, analysis: &Analysis) -> Vec<OptionDocument> {
    analysis
        .options
        .iter()
        .map(|result| OptionDocument {
            id: result.id.to_string(),
            name: result.name.clone(),
            standing: match result.standing {
                Standing::Ranked => "ranked",
                Standing::Excluded(_) => "excluded",
                Standing::Dropped => "dropped",
            },
            rank: result.rank().filter(|_| result.best_rank > 0),
            best_rank: (result.best_rank > 0).then_some(result.best_rank),
            worst_rank: (result.worst_rank > 0).then_some(result.worst_rank),
            total: result.total,
            low: result.low,
            high: result.high,
            completeness: result.completeness,
            gates: result.gates.iter().map(|gate| gate_document(workbook, gate)).collect(),
        })
        .collect()
}

fn gate_document(workbook: &Workbook, gate: &GateResult) -> GateDocument {
    GateDocument {
        requirement: gate.requirement.to_string(),
        text: workbook
            .requirement(&gate.requirement)
            .map_or_else(String::new, |requirement| requirement.text.clone()),
        verdict: match gate.verdict {
            GateVerdict::Pass => "pass",
            GateVerdict::Narrow => "narrow",
            GateVerdict::Open => "open",
            GateVerdict::Fail => "fail",
        },
        reason: gate.reason.clone(),
    }
}

fn criteria(workbook: &Workbook, analysis: &Analysis) -> Vec<CriterionDocument> {
    workbook
        .criteria
        .iter()
        .zip(&analysis.weights.nodes)
        .map(|(criterion, weight)| CriterionDocument {
            id: criterion.id.to_string(),
            name: criterion.name.clone(),
            parent: criterion.parent.as_ref().map(ToString::to_string),
            kind: match criterion.kind {
                CriterionKind::Group => "group",
                CriterionKind::Scored(_) => "scored",
                CriterionKind::Context => "context",
            },
            unit: criterion.measure().map_or("", |measure| measure.unit()).to_owned(),
            raw: weight.raw,
            local: weight.local,
            global: weight.global,
            percent: weight.percent,
        })
        .collect()
}

fn cells(workbook: &Workbook, analysis: &Analysis) -> Vec<CellDocument> {
    let mut cells = Vec::with_capacity(analysis.cells.len());
    for (leaf, &node) in analysis.leaves.iter().enumerate() {
        let criterion = &workbook.criteria[node].id;
        for (at, result) in analysis.options.iter().enumerate() {
            let cell = analysis.cell(at, leaf);
            let counts = matches!(cell.state, CellState::Known | CellState::NotApplicable);
            cells.push(CellDocument {
                criterion: criterion.to_string(),
                option: result.id.to_string(),
                state: match cell.state {
                    CellState::Known => "known",
                    CellState::Unknown => "unknown",
                    CellState::NotApplicable => "not-applicable",
                    CellState::Dropped => "dropped",
                },
                performance: cell.performance,
                low: cell.low,
                high: cell.high,
                value: cell.value,
                value_low: cell.value_low,
                value_high: cell.value_high,
                contribution: result.contributions.get(leaf).copied().filter(|_| counts),
                out_of_range: cell.out_of_range,
                origin: origin(workbook, analysis, at, leaf),
                reason: reason(workbook, analysis, at, leaf),
            });
        }
    }
    cells
}

fn flip(flip: &crate::analysis::Flip) -> FlipDocument {
    let (from, to) = match &flip.change {
        FlipChange::Score { from, to, .. } => (*from, *to),
        FlipChange::Weight { from, to } => (Some(*from), *to),
    };
    FlipDocument { criterion: flip.criterion.to_string(), from, to, reach: reach_name(flip.reach) }
}

fn reach_name(reach: Reach) -> &'static str {
    match reach {
        Reach::Near => "near",
        Reach::Far => "far",
        Reach::NotPossible => "not-possible",
    }
}

/// Whose word a cell is, in words; where load runs feed the criterion, whether
/// it is an estimate beside what was measured.
pub(super) fn origin(workbook: &Workbook, analysis: &Analysis, at: usize, leaf: usize) -> String {
    let cell = analysis.cell(at, leaf);
    let word = origin_word(workbook, cell);
    match analysis.fed(at, leaf) {
        Some(fed) if fed.overridden => format!("{word}, over what was measured"),
        Some(FedCell { reading: Err(_), .. }) if cell.performance.is_some() => {
            format!("{word}, estimated")
        }
        _ => word,
    }
}

fn origin_word(workbook: &Workbook, cell: &Cell) -> String {
    match &cell.origin {
        CellOrigin::Nobody => "nobody".to_owned(),
        CellOrigin::Baseline => "sources".to_owned(),
        CellOrigin::Answer(question) => format!(
            "answer to \"{}\"",
            workbook.question(question).map_or(question.as_str(), |question| &question.text)
        ),
        CellOrigin::Reviewers(1) => "1 reviewer".to_owned(),
        CellOrigin::Reviewers(count) => format!("{count} reviewers"),
        CellOrigin::Parts => "its parts".to_owned(),
        CellOrigin::Measured(_) => "measured".to_owned(),
    }
}

/// Why a cell is as it is: the reasons of those whose word it is.
pub(super) fn reason(workbook: &Workbook, analysis: &Analysis, at: usize, leaf: usize) -> String {
    let cell = analysis.cell(at, leaf);
    let criterion = &workbook.criteria[analysis.leaves[leaf]].id;
    let option = &analysis.options[at].id;
    match &cell.origin {
        CellOrigin::Baseline => find_score(&workbook.baseline, criterion, option)
            .map_or_else(String::new, |score| score.reason.clone()),
        CellOrigin::Reviewers(_) => reviewers_reasons(workbook, criterion, option),
        CellOrigin::Parts => {
            analysis.derivation(at, leaf).map_or_else(String::new, |it| it.in_words(workbook))
        }
        CellOrigin::Measured(_) => analysis
            .fed(at, leaf)
            .and_then(|it| it.reading.as_ref().ok())
            .map_or_else(String::new, |fed| fed.sentence(workbook)),
        CellOrigin::Answer(_) | CellOrigin::Nobody => String::new(),
    }
}

/// What each reviewer said in the newest round that scored the cell. Ballots
/// are sorted by reviewer and round.
fn reviewers_reasons(
    workbook: &Workbook,
    criterion: &CriterionId,
    option: &AlternativeId,
) -> String {
    let mut newest: Vec<(&PersonId, &Score)> = Vec::new();
    for ballot in &workbook.ballots {
        let Some(score) = ballot.score(criterion, option) else { continue };
        match newest.last_mut() {
            Some(last) if *last.0 == ballot.reviewer => last.1 = score,
            _ => newest.push((&ballot.reviewer, score)),
        }
    }
    let said: Vec<String> = newest
        .iter()
        .filter(|(_, score)| !score.reason.trim().is_empty())
        .map(|(reviewer, score)| {
            let name = workbook.person_name(reviewer);
            let kind = match score.is {
                Judgement::Value(_) => "",
                Judgement::Unknown => " (does not know)",
                Judgement::NotApplicable => " (not applicable)",
            };
            format!("{name}{kind}: {}", score.reason.trim())
        })
        .collect();
    said.join("; ")
}
