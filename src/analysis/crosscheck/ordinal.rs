//! Whether a lead survives any reading of ordinal labels.
//!
//! Labels such as "good" are read as numbers, and a lead may come from the
//! reading. With one shared reading v(1) ≤ … ≤ v(n) from 0 to 100 the
//! difference of two totals is Σ_L (v(L) − v(L−1)) · [W_A(≥L) − W_B(≥L)], where
//! W(≥L) is the weight on which an option reaches level L. The steps add to 100,
//! so the least difference over all readings is 100 times the least bracket:
//! A stays ahead under every reading exactly when no bracket outweighs what the
//! other criteria give (first-order stochastic dominance; Hadar and Russell
//! 1969; Fishburn 1974). Criteria with the same count of levels share a reading;
//! quantities keep their value functions.

use std::collections::BTreeMap;

use super::{NoCrossChecks, base_of};
use crate::analysis::{Analysis, CellState, TOLERANCE, percent, points};
use crate::workbook::{NotApplicableRule, Scale, Workbook};

/// What hangs on how labels are read.
#[derive(Debug, Clone, PartialEq)]
pub struct Ordinal {
    /// Weight of the criteria on labels, 0 to 1.
    pub label_weight: f64,
    /// The counts of levels in use, each with the weight of its criteria.
    pub scales: Vec<(usize, f64)>,
    /// The additive leader (position in `Analysis::options`).
    pub leader: usize,
    /// The leader against each other ranked option, in the additive order.
    pub pairs: Vec<OrdinalPair>,
}

/// The leader against one other option.
#[derive(Debug, Clone, PartialEq)]
pub struct OrdinalPair {
    /// The other (position in `Analysis::options`).
    pub other: usize,
    /// Points by which the leader is ahead in the reading least kind to it, when
    /// criteria with as many levels share one reading; negative: behind.
    pub least: f64,
    /// The same when each criterion may have a reading of its own.
    pub least_each: f64,
    /// The count of levels and the level where the leader is weakest, where the
    /// shared reading can turn the order: reading all below as 0 and the rest
    /// as 100 does it.
    pub fails_at: Option<(usize, usize)>,
    /// Points that quantities give the leader, whatever the labels.
    pub quantities: f64,
    /// The cumulated weights, scale by scale, level by level from the second.
    pub levels: Vec<LevelShare>,
}

/// The weight on which two options reach a level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LevelShare {
    /// Count of levels of the scale.
    pub of: usize,
    /// The level, from 2.
    pub level: usize,
    /// Weight on which the leader reaches it, 0 to 1; unknown counts as the
    /// lowest level possible.
    pub leader: f64,
    /// Weight on which the other does; unknown counts as the highest.
    pub other: f64,
}

impl OrdinalPair {
    /// Whether the leader is ahead under every shared reading.
    pub fn holds(&self) -> bool {
        self.least >= -TOLERANCE
    }

    /// Whether it is even when each criterion has a reading of its own.
    pub fn holds_each(&self) -> bool {
        self.least_each >= -TOLERANCE
    }
}

/// Tests the lead of the additive leader against every reading of the labels.
///
/// # Errors
///
/// There is nothing to rank.
pub fn ordinal(workbook: &Workbook, analysis: &Analysis) -> Result<Ordinal, NoCrossChecks> {
    let base = base_of(workbook, analysis)?;
    let leader = base.options[0];
    let mut scales: BTreeMap<usize, f64> = BTreeMap::new();
    for (column, &leaf) in base.leaves.iter().enumerate() {
        if let Some((count, _)) = labels(workbook, analysis, leaf) {
            *scales.entry(count).or_default() += base.weights[column];
        }
    }
    let pairs = base.options[1..]
        .iter()
        .map(|&other| pair(workbook, analysis, &base.leaves, &scales, leader, other))
        .collect();
    Ok(Ordinal {
        label_weight: scales.values().sum(),
        scales: scales.into_iter().collect(),
        leader,
        pairs,
    })
}

/// Count of levels of a leaf on labels, and what "not applicable" means there.
fn labels(
    workbook: &Workbook,
    analysis: &Analysis,
    leaf: usize,
) -> Option<(usize, NotApplicableRule)> {
    let measure = workbook.criteria[analysis.leaves[leaf]].measure()?;
    match &measure.scale {
        Scale::Levels(levels) if levels.len() >= 2 => Some((levels.len(), measure.not_applicable)),
        _ => None,
    }
}

fn pair(
    workbook: &Workbook,
    analysis: &Analysis,
    leaves: &[usize],
    scales: &BTreeMap<usize, f64>,
    leader: usize,
    other: usize,
) -> OrdinalPair {
    let mut levels: Vec<LevelShare> = scales
        .keys()
        .flat_map(|&of| {
            (2..=of).map(move |level| LevelShare { of, level, leader: 0.0, other: 0.0 })
        })
        .collect();
    let (mut quantities, mut each) = (0.0, 0.0);
    for &leaf in leaves {
        let weight = analysis.leaf_weight(leaf);
        let Some((count, rule)) = labels(workbook, analysis, leaf) else {
            let (a, b) = (analysis.cell(leader, leaf), analysis.cell(other, leaf));
            quantities += weight * (a.value_low - b.value_high);
            continue;
        };
        // Unknown counts against the leader.
        let own = level(analysis, leader, leaf, count, rule).0;
        let theirs = level(analysis, other, leaf, count, rule).1;
        let mut least = f64::INFINITY;
        for share in levels.iter_mut().filter(|share| share.of == count) {
            let (a, b) = (reached(own, share.level), reached(theirs, share.level));
            share.leader += weight * a;
            share.other += weight * b;
            least = least.min(a - b);
        }
        each += 100.0 * weight * least;
    }
    let mut shared = 0.0;
    let mut weakest: Option<LevelShare> = None;
    for &of in scales.keys() {
        let least = levels
            .iter()
            .filter(|share| share.of == of)
            .min_by(|a, b| (a.leader - a.other).total_cmp(&(b.leader - b.other)));
        if let Some(least) = least {
            shared += 100.0 * (least.leader - least.other);
            if weakest.is_none_or(|one| least.leader - least.other < one.leader - one.other) {
                weakest = Some(*least);
            }
        }
    }
    let least = quantities + shared;
    OrdinalPair {
        other,
        least,
        least_each: quantities + each,
        fails_at: weakest.filter(|_| least < -TOLERANCE).map(|share| (share.of, share.level)),
        quantities,
        levels,
    }
}

/// Lowest and highest level of a cell, from 1.
fn level(
    analysis: &Analysis,
    option: usize,
    leaf: usize,
    count: usize,
    rule: NotApplicableRule,
) -> (f64, f64) {
    let cell = analysis.cell(option, leaf);
    let top = count as f64;
    let clamp = |x: f64| x.clamp(1.0, top);
    match (cell.state, cell.performance) {
        (CellState::Known, Some(own)) => (clamp(own), clamp(own)),
        (CellState::NotApplicable, _) if rule == NotApplicableRule::Best => (top, top),
        (CellState::NotApplicable, _) => (1.0, 1.0),
        _ => (cell.low.map_or(1.0, clamp), cell.high.map_or(top, clamp)),
    }
}

/// How far a performance reaches a level: 1 at or above it, 0 a whole level or
/// more below, straight between, as values between two levels are.
fn reached(performance: f64, level: usize) -> f64 {
    (performance - (level - 1) as f64).clamp(0.0, 1.0)
}

impl Ordinal {
    /// The pair under which the lead hangs most on the reading; none where it
    /// holds throughout.
    pub fn worst(&self) -> Option<&OrdinalPair> {
        self.pairs.iter().filter(|pair| !pair.holds()).min_by(|a, b| a.least.total_cmp(&b.least))
    }

    /// The verdict in a sentence or two.
    pub fn sentence(&self, analysis: &Analysis) -> String {
        let name = |at: usize| analysis.options[at].name.as_str();
        let leader = name(self.leader);
        if self.scales.is_empty() {
            return "No criterion that counts is judged on labels, so that nothing hangs on how \
                    labels are read."
                .to_owned();
        }
        let part = percent(self.label_weight);
        let Some(worst) = self.worst() else {
            let each = self.pairs.iter().all(OrdinalPair::holds_each);
            return if each {
                format!(
                    "{leader} is first for any reading of the labels that keeps their order, even \
                     if each criterion is read in its own way ({part} of the weight is on labels)."
                )
            } else {
                format!(
                    "{leader} is first for any reading of the labels that keeps their order, as \
                     long as a label means the same on every criterion ({part} of the weight is on \
                     labels)."
                )
            };
        };
        let count = self.pairs.iter().filter(|pair| !pair.holds()).count();
        let other = name(worst.other);
        let total = |at: usize| analysis.options[at].middle();
        let mut words = if total(self.leader) - total(worst.other) > TOLERANCE {
            format!(
                "Against {other} the lead of {leader} hangs on how the labels are read ({part} of \
                 the weight is on labels)."
            )
        } else {
            format!(
                "{leader} and {other} are level, so that another reading of the labels decides \
                 between them ({part} of the weight is on labels)."
            )
        };
        if let Some((of, level)) = worst.fails_at
            && let Some(share) =
                worst.levels.iter().find(|share| share.of == of && share.level == level)
        {
            words.push_str(&format!(
                " The test fails at level {level} of {of}: {leader} reaches it on {} of the weight, \
                 {other} on {}; in the reading least kind to {leader} it is {} points behind.",
                percent(share.leader),
                percent(share.other),
                points(-worst.least)
            ));
        }
        if count > 1 {
            words.push_str(&match count - 1 {
                1 => " The same holds against one more option.".to_owned(),
                more => format!(" The same holds against {more} more options."),
            });
        }
        words
    }
}
