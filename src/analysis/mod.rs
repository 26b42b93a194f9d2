//! Numbers from a workbook: weights, values, gates, ranking, what would change
//! it, and how firm it is.
//!
//! Pure functions: the same workbook and profile give the same bits on every
//! machine. No number here is ever infinite or not a number; what cannot be
//! computed is told by a [`Diagnostic`]. Not here: how numbers are drawn,
//! printed or worded for one reader (`figure`, `record`, `app`, `cli`).
//!
//! The model is additive over a value tree with fixed anchors, gates first:
//! V = Σ W v (Keeney and Raiffa 1976, Decisions with Multiple Objectives).

use crate::workbook::{
    AlternativeId, CriterionId, GateVerdict, Profile, ProfileId, Tree, Workbook,
};

mod answering;
mod attached;
mod cells;
mod claims;
mod compare;
mod composite;
mod cost_value;
mod coverage;
mod crosscheck;
mod crossing;
mod diagnostic;
mod dominance;
mod due;
mod elicitation;
mod evidence;
mod feeds;
mod flips;
mod format;
mod frontier;
mod gates;
mod holding;
mod leverage;
mod matrix;
pub mod methods;
mod moved;
mod open_points;
mod portfolio;
mod profile_pair;
mod profiles;
mod progress;
mod questionnaire;
mod rank_flow;
mod ranking;
mod rescale;
pub mod scalability;
mod search;
mod shaping;
mod stability;
mod tradeoff;
pub mod uncertainty;
mod value;
mod verdict;
mod weights;
mod what_if;
pub mod why;
mod wording;

pub use answering::{
    WeightChange, answer_changes, effects_in_words, weight_changes, with_choice, with_detail,
    with_number,
};
pub use attached::attached;
pub use cells::{Cell, CellOrigin, CellState};
pub use claims::{
    CitingCell, ClaimFilter, ClaimSummary, ClaimUses, claim_uses, claims_in, filter_claims,
    shared_voices,
};
pub use compare::{Contrast, Difference, Pair, compare, contrasts, pair};
pub use composite::{
    Derivation, FromParts, PartTrace, PartsComparison, PartsDifference, PartsStanding, Refusal,
    compare_parts, is_reasoned,
};
pub use cost_value::{
    Affordable, BudgetAnswer, CostPoint, CostStanding, CostStep, CostValue, CountedTwice,
    ValueBasis, cost_text, cost_value, criteria_that_are_costs, option_cost,
};
pub use coverage::{Coverage, Gap, coverage};
pub use crosscheck::{
    Audit, AuditChange, AuditedMethod, CrossCheck, CrossChecks, CrossDetail, CrossMethod,
    HygieneItem, Jump, LevelShare, NoCrossChecks, Ordinal, OrdinalPair, Reversal, audit,
    cross_checks, hygiene, ordinal,
};
pub use crossing::{PathCrossing, PathLeader, PathLine, ProfilePath, profile_path, share_of_way};
pub use diagnostic::Diagnostic;
pub use dominance::{Dominance, pareto_front};
pub use due::{Due, DueKind, DueState, due};
pub use elicitation::{
    ACCEPTED_RATIO, ElicitationReport, MOST_PAIRED, Weighed, WeighingConsistency, WeighingError,
    WeighingWarning, WeighingWarningKind, comparisons, elicitation_report, elicitation_reports,
    judged_ranges, scope_members, scope_name, swing_in_words, weigh, weighed, weighing_scopes,
    weighing_warnings,
};
pub use evidence::{Backing, EvidenceTally, backing, claims_on, contradictions_on, tally};
pub use feeds::{
    Fed, FedCell, FedCriterion, FedWay, FitQuality, NotFed, StaleScore, feed_name, feed_scenarios,
    measured_scale, newest_of, own_unit, recited, replacements, stale, unit_fits, way_name,
};
pub use flips::{Flip, FlipChange, FlipList, Reach};
pub use format::{number, percent, performance, points, range, short as short_number};
pub use frontier::{FrontierStep, frontier_steps};
pub use gates::{GateBasis, GateResult};
pub use holding::{Holding, HoldingChange, MovedPerformance, ProfileHolding, holding};
pub use leverage::{Leverage, leaf_matters, leverage, raw_weight_for_share};
pub use matrix::{
    CellGrounds, CellMarks, GivenScore, Ground, Matrix, ballot_progress, cell_grounds, matrix,
    scores_given,
};
pub use open_points::{listed, open_points};
pub use portfolio::{PORTFOLIO_HIGH, Portfolio, portfolio};
pub use profile_pair::{ProfileComparison, ShareDifference, compare_profiles};
pub use profiles::ProfileResult;
pub use progress::{Count, Progress, progress};
pub use questionnaire::{AnswerScore, QuestionnaireEffects, WeightStep, questionnaire_effects};
pub use rank_flow::{FlowColumn, RankFlow, rank_flow};
pub use ranking::{OptionResult, Standing};
pub use rescale::{
    carried_weights, equal_weights, range_factor, rescaled_weights, weights_for_shares,
};
pub use search::{Found, Hit, name_rank, query_words, search};
pub use shaping::{
    AnchorKind, add_knot, bend_through, grain, move_anchor, move_knot, remove_knot,
    set_level_value, starting_knots, with_anchors,
};
pub use stability::{Span, Stability};
pub use tradeoff::{Tradeoff, TradeoffPoint, default_axes, peak_throughput, tradeoff};
pub use value::{invert, reachable, value};
pub use verdict::{Verdict, VerdictKind, headline};
pub use weights::{NodeWeight, RequirementPart, Weights, largest_remainder, requirement_parts};
pub use what_if::{
    Nearest, PairFlip, ScoreChange, Tornado, TornadoEnd, TornadoEntry, TornadoSubject, TwoWeights,
    Way, WayChange, WayPart, Ways, WeightCell, WeightSwap, WeightVector, all_ways, flip_effort,
    keeps_trigger, nearest_sentence, nearest_weights, offered_triggers, pair_flips,
    sensitive_weights, tornado, trigger_of, two_weights, way_kind, way_parts, way_sentence, ways,
    weight_swap,
};
pub use wording::{closest_flip, expectation_sentence, flip_words, stability_sentence};

/// Values and weights closer than this count as equal: 1e-9 of the scale of
/// 0 to 100.
pub const TOLERANCE: f64 = 1e-7;

/// Everything computed from one workbook under one profile.
#[derive(Debug, Clone, PartialEq)]
pub struct Analysis {
    /// The profile that it holds for; nothing where the workbook has none.
    pub profile: Option<ProfileId>,
    /// What the answers of the profile do.
    pub questionnaire: QuestionnaireEffects,
    /// Weights of all nodes of the tree.
    pub weights: Weights,
    /// Positions in `Workbook::criteria` of the scored leaves, in tree order.
    pub leaves: Vec<usize>,
    /// One cell per option and leaf, option by option; see [`Analysis::cell`].
    pub cells: Vec<Cell>,
    /// What follows for each composite from its parts, in the workbook's order.
    pub composites: Vec<FromParts>,
    /// What load runs give on each criterion that they feed, in tree order.
    pub fed: Vec<FedCriterion>,
    /// One result per option, in the workbook's order.
    pub options: Vec<OptionResult>,
    /// Positions in `options` of those that are ranked, best first.
    pub order: Vec<usize>,
    /// How far each weight can move before another option leads; one per
    /// node of the tree with a weight, in tree order. Empty without a leader.
    pub stability: Vec<Stability>,
    /// For each ranked option but the leader, the changes that would make it
    /// lead, cheapest first.
    pub flips: Vec<FlipList>,
    /// Which option is at least as good as which other on everything.
    pub dominance: Vec<Dominance>,
    /// What can be said of the result as a whole.
    pub verdict: Verdict,
    /// What could not be computed, or only with a caveat.
    pub diagnostics: Vec<Diagnostic>,
}

impl Analysis {
    /// The cell of an option (position in `options`) and a leaf (position in
    /// `leaves`).
    pub fn cell(&self, option: usize, leaf: usize) -> &Cell {
        &self.cells[option * self.leaves.len() + leaf]
    }

    /// Weight of a leaf (position in `leaves`), 0 to 1 across the tree.
    pub fn leaf_weight(&self, leaf: usize) -> f64 {
        self.weights.nodes[self.leaves[leaf]].global
    }

    /// The position in `options` of an option.
    pub fn option_at(&self, id: &AlternativeId) -> Option<usize> {
        self.options.iter().position(|option| option.id == *id)
    }

    /// The position in `leaves` of a criterion.
    pub fn leaf_at(&self, workbook: &Workbook, id: &CriterionId) -> Option<usize> {
        self.leaves.iter().position(|&node| workbook.criteria[node].id == *id)
    }

    /// The result ranked first, where one is ranked.
    pub fn leader(&self) -> Option<&OptionResult> {
        self.order.first().map(|&at| &self.options[at])
    }

    /// The result ranked second.
    pub fn runner_up(&self) -> Option<&OptionResult> {
        self.order.get(1).map(|&at| &self.options[at])
    }

    /// What an option is worth on a node of the tree (position in
    /// `Workbook::criteria`): the mean of the values below it by weight, as
    /// lowest and highest value while cells are unknown. Where nothing below
    /// the node has weight, leaves count alike. Nothing for a node without
    /// scored leaves.
    pub fn node_value(
        &self,
        workbook: &Workbook,
        tree: &Tree,
        node: usize,
        option: usize,
    ) -> Option<(f64, f64)> {
        let below = tree.leaves_below(workbook, node);
        let total: f64 = below.iter().map(|&leaf| self.weights.nodes[leaf].global).sum();
        let (mut low, mut high, mut sum) = (0.0, 0.0, 0.0);
        for (at, leaf) in self.leaves.iter().enumerate() {
            if !below.contains(leaf) {
                continue;
            }
            let weight = if total > 0.0 { self.weights.nodes[*leaf].global } else { 1.0 };
            let cell = self.cell(option, at);
            if weight > 0.0 && cell.state != CellState::Dropped {
                low += weight * cell.value_low;
                high += weight * cell.value_high;
                sum += weight;
            }
        }
        (sum > 0.0).then(|| (low / sum, high / sum))
    }
}

/// Analyses a workbook under a profile; without one, under its current profile.
pub fn analyse(workbook: &Workbook, profile: Option<&ProfileId>) -> Analysis {
    Analyser::default().analyse(workbook, profile)
}

/// Analyses one workbook again and again as it changes, and remembers what did
/// not change. Its results are those of [`analyse`], bit for bit.
#[derive(Debug, Clone, Default)]
pub struct Analyser {
    cells: cells::Remembered,
}

impl Analyser {
    /// Analyses a workbook under a profile; without one, under its current
    /// profile.
    pub fn analyse(&mut self, workbook: &Workbook, profile: Option<&ProfileId>) -> Analysis {
        run(workbook, profile, &mut self.cells)
    }

    /// Remembers the cells of a workbook under a profile, and nothing more.
    fn look_at(&mut self, workbook: &Workbook, profile: Option<&ProfileId>) {
        let chosen = profile.and_then(|id| workbook.profile(id));
        let leaves = Tree::of(workbook).leaves(workbook);
        self.cells.resolve(workbook, &leaves, &questionnaire_effects(workbook, chosen));
    }
}

fn run(
    workbook: &Workbook,
    profile: Option<&ProfileId>,
    remembered: &mut cells::Remembered,
) -> Analysis {
    let chosen: Option<&Profile> = match profile {
        Some(id) => workbook.profile(id),
        None => workbook.current_profile(),
    };
    let tree = Tree::of(workbook);
    let leaves = tree.leaves(workbook);
    let questionnaire = questionnaire_effects(workbook, chosen);
    let mut diagnostics = Vec::new();

    let (mut cells, read) = remembered.resolve(workbook, &leaves, &questionnaire);
    let fed = feeds::standings(workbook, &leaves, &cells, read);
    feeds::note(workbook, &leaves, &fed, &mut diagnostics);
    // Parts are plain options, so that what follows from them needs one pass.
    let composites = composite::derive(workbook, &leaves, &mut cells, &fed, &mut diagnostics);
    cells::note_out_of_range(workbook, &leaves, &cells, &mut diagnostics);
    // Gates first: who is out has no say in what counts.
    let gates = gates::gates(workbook, &leaves, &cells, &questionnaire);
    let out: Vec<bool> = workbook
        .alternatives
        .iter()
        .zip(&gates)
        .map(|(option, gates)| {
            option.dropped.is_some() || gates.iter().any(|gate| gate.verdict == GateVerdict::Fail)
        })
        .collect();
    let dropped = cells::drop_not_applicable(workbook, &leaves, &out, &mut cells, &mut diagnostics);
    let weights = weights::weights(workbook, &tree, chosen, &questionnaire, &dropped);
    diagnostics.extend(weights.diagnostics(workbook));

    let (options, order) = ranking::rank(workbook, &leaves, &cells, &weights, gates);

    let mut analysis = Analysis {
        profile: chosen.map(|profile| profile.id.clone()),
        questionnaire,
        weights,
        leaves,
        cells,
        composites,
        fed,
        options,
        order,
        stability: Vec::new(),
        flips: Vec::new(),
        dominance: Vec::new(),
        verdict: Verdict::withheld(String::new()),
        diagnostics,
    };
    if analysis.weights.is_set() {
        analysis.stability = stability::stability(workbook, &tree, &analysis);
        analysis.flips = flips::flips(workbook, &analysis);
    }
    analysis.dominance = dominance::dominance(&analysis);
    diagnostic::add_result_diagnostics(workbook, &mut analysis);
    analysis.verdict = verdict::verdict(workbook, &analysis);
    analysis
}
