//! Totals and ranks: V = Σ W v, as an interval while cells are unknown.

use super::{Cell, CellState, GateResult, TOLERANCE, Weights};
use crate::workbook::{AlternativeId, GateVerdict, RequirementId, Workbook};

/// What came out for one option.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionResult {
    /// The option.
    pub id: AlternativeId,
    /// Its name.
    pub name: String,
    /// Whether it is ranked, and if not, why.
    pub standing: Standing,
    /// How it stands at each must that holds.
    pub gates: Vec<GateResult>,
    /// Total, 0 to 100; nothing while a cell that counts is unknown.
    pub total: Option<f64>,
    /// Lowest possible total.
    pub low: f64,
    /// Highest possible total.
    pub high: f64,
    /// Share of the weight on cells that are known, 0 to 1.
    pub completeness: f64,
    /// What each leaf adds to the total, W v, in the order of the leaves; 0
    /// where unknown.
    pub contributions: Vec<f64>,
    /// Best rank that it can have, from 1; 0 when it is not ranked.
    pub best_rank: usize,
    /// Worst rank that it can have.
    pub worst_rank: usize,
}

/// Whether an option is ranked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It is.
    Ranked,
    /// It fails these musts.
    Excluded(Vec<RequirementId>),
    /// It was taken out beforehand.
    Dropped,
}

impl OptionResult {
    /// Whether the option is ranked.
    pub fn is_ranked(&self) -> bool {
        self.standing == Standing::Ranked
    }

    /// The rank, where unknown cells leave only one possible. Options that tie
    /// share the better rank ("1, 2, 2, 4").
    pub fn rank(&self) -> Option<usize> {
        (self.is_ranked() && self.best_rank == self.worst_rank).then_some(self.best_rank)
    }

    /// Middle of the interval of possible totals.
    pub fn middle(&self) -> f64 {
        f64::midpoint(self.low, self.high)
    }

    /// Musts that it only just meets.
    pub fn narrow_passes(&self) -> impl Iterator<Item = &GateResult> {
        self.gates.iter().filter(|gate| gate.verdict == GateVerdict::Narrow)
    }

    /// Musts at which nobody has judged it.
    pub fn open_gates(&self) -> impl Iterator<Item = &GateResult> {
        self.gates.iter().filter(|gate| gate.verdict == GateVerdict::Open)
    }
}

/// Results of all options, and the positions of the ranked ones, best first.
pub(super) fn rank(
    workbook: &Workbook,
    leaves: &[usize],
    cells: &[Cell],
    weights: &Weights,
    gates: Vec<Vec<GateResult>>,
) -> (Vec<OptionResult>, Vec<usize>) {
    let mut options: Vec<OptionResult> = workbook
        .alternatives
        .iter()
        .zip(gates)
        .enumerate()
        .map(|(option, (alternative, gates))| {
            let failed: Vec<RequirementId> = gates
                .iter()
                .filter(|gate| gate.verdict == GateVerdict::Fail)
                .map(|gate| gate.requirement.clone())
                .collect();
            let standing = if alternative.dropped.is_some() {
                Standing::Dropped
            } else if failed.is_empty() {
                Standing::Ranked
            } else {
                Standing::Excluded(failed)
            };
            let row = &cells[option * leaves.len()..(option + 1) * leaves.len()];
            total(
                alternative.id.clone(),
                alternative.name.clone(),
                standing,
                gates,
                leaves,
                row,
                weights,
            )
        })
        .collect();
    let mut order: Vec<usize> = (0..options.len()).filter(|&at| options[at].is_ranked()).collect();
    if !weights.is_set() {
        return (options, order);
    }
    order.sort_by(|&a, &b| options[b].middle().total_cmp(&options[a].middle()).then(a.cmp(&b)));
    // Equal totals keep the order in which the options stand.
    let mut start = 0;
    while start < order.len() {
        let top = options[order[start]].middle();
        let tied = order[start..]
            .iter()
            .take_while(|&&at| top - options[at].middle() <= TOLERANCE)
            .count();
        order[start..start + tied].sort_unstable();
        start += tied;
    }
    for &at in &order {
        let (low, high) = (options[at].low, options[at].high);
        let better = |certainly: bool| {
            order
                .iter()
                .filter(|&&other| other != at)
                .filter(|&&other| {
                    let other = &options[other];
                    if certainly {
                        other.low > high + TOLERANCE
                    } else {
                        other.high > low + TOLERANCE
                    }
                })
                .count()
        };
        let (best, worst) = (1 + better(true), 1 + better(false));
        options[at].best_rank = best;
        options[at].worst_rank = worst;
    }
    (options, order)
}

fn total(
    id: AlternativeId,
    name: String,
    standing: Standing,
    gates: Vec<GateResult>,
    leaves: &[usize],
    row: &[Cell],
    weights: &Weights,
) -> OptionResult {
    let set = weights.is_set();
    let (mut low, mut high, mut known_weight) = (0.0, 0.0, 0.0);
    let mut complete = true;
    let mut contributions = Vec::with_capacity(leaves.len());
    for (&node, cell) in leaves.iter().zip(row) {
        let weight = weights.nodes[node].global;
        // A weight of 0 removes the criterion exactly, unknown cells and all.
        if weight == 0.0 || !set {
            contributions.push(0.0);
            continue;
        }
        low += weight * cell.value_low;
        high += weight * cell.value_high;
        match (cell.state, cell.value) {
            (CellState::Known | CellState::NotApplicable, Some(value)) => {
                known_weight += weight;
                contributions.push(weight * value);
            }
            _ => {
                complete = false;
                contributions.push(0.0);
            }
        }
    }
    OptionResult {
        id,
        name,
        standing,
        gates,
        total: (complete && set).then_some(low),
        low: if set { low } else { 0.0 },
        high: if set { high } else { 100.0 },
        completeness: if set { known_weight.min(1.0) } else { 0.0 },
        contributions,
        best_rank: 0,
        worst_rank: 0,
    }
}
