//! What stands behind each cell of the matrix, for whoever works through it:
//! evidence, confidence, whether it could change who leads, and subtotals.
//! Computed once for all cells: a large workbook has tens of thousands.

use std::collections::{BTreeMap, BTreeSet};

use super::leverage::{leverage_against, strongest_rival};
use super::{Analysis, Cell, CellOrigin, CellState, Count, stale};
use crate::workbook::{
    AlternativeId, ClaimVerdict, Confidence, Criterion, CriterionId, PersonId, Score, Severity,
    Tree, Workbook, find_score,
};

/// What stands behind one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CellMarks {
    /// Claims that bear on it: on its criterion, about its option or about none.
    pub claims: usize,
    /// Those that count.
    pub counted: usize,
    /// Those that are disputed or outdated.
    pub disputed: usize,
    /// Those that are wrong.
    pub refuted: usize,
    /// One of them is part of a contradiction on which the score hangs.
    pub conflict: bool,
    /// A load run backs the score; known once the scores are looked at, see
    /// [`CellMarks::backed_by`].
    pub measured: bool,
    /// The least confidence among the scores in force; known likewise.
    pub confidence: Option<Confidence>,
    /// No claim that counts backs it, in a workbook that has claims or load
    /// runs.
    pub unbacked: bool,
    /// Its score could change who leads.
    pub matters: bool,
    /// Load runs feed the criterion.
    pub fed: bool,
    /// A reviewer's score with a reason stands in place of what was measured.
    pub overridden: bool,
    /// A score over what was measured counts for nothing, as it gives no reason.
    pub ignored: bool,
    /// A score in force rests on a load run that another replaced since.
    pub stale: bool,
}

/// What a cell rests on, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// A load run.
    Measured,
    /// A reviewer's word in place of what a load run measured.
    Overridden,
    /// A load run that another replaced since.
    Stale,
    /// Sources that disagree.
    Disputed,
    /// Nobody's word that counts.
    Estimated,
}

impl Ground {
    /// Every ground, in the order of the legend.
    pub const ALL: [Self; 5] =
        [Self::Measured, Self::Overridden, Self::Stale, Self::Disputed, Self::Estimated];

    /// The ground in a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::Overridden => "overridden",
            Self::Stale => "stale",
            Self::Disputed => "disputed",
            Self::Estimated => "estimated",
        }
    }

    /// What the word means, in a sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Measured => "A load run gives or backs the score.",
            Self::Overridden => {
                "A reviewer's score, with a reason, stands in place of what was measured."
            }
            Self::Stale => "The score rests on a load run that another replaced since.",
            Self::Disputed => "Sources contradict each other or known facts here.",
            Self::Estimated => {
                "Nothing was measured where others are, or no claim that counts backs the score."
            }
        }
    }
}

/// What the scores in force in a cell bring with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CellGrounds {
    /// A load run backs one of them.
    pub measured: bool,
    /// The least confidence among them.
    pub confidence: Option<Confidence>,
}

/// What the scores in force in a cell bring with them: those of the reviewers,
/// or else what was read from the sources.
pub fn cell_grounds(
    workbook: &Workbook,
    criterion: &Criterion,
    option: &AlternativeId,
) -> CellGrounds {
    let given = scores_given(workbook, &criterion.id, option);
    let scores: Vec<&Score> = if given.is_empty() {
        find_score(&workbook.baseline, &criterion.id, option).into_iter().collect()
    } else {
        given.iter().map(|given| given.score).collect()
    };
    CellGrounds {
        measured: scores.iter().any(|score| !score.measurements.is_empty()),
        confidence: scores.iter().filter_map(|score| score.confidence).min(),
    }
}

impl CellMarks {
    /// The marks with what the scores bring with them.
    pub fn backed_by(self, grounds: CellGrounds) -> Self {
        Self { measured: grounds.measured, confidence: grounds.confidence, ..self }
    }

    /// What the cell rests on, where that is worth a word: a score that claims
    /// back without dispute needs none, nor does an unknown, nor any score
    /// where no evidence is gathered at all.
    ///
    /// What follows from the parts of a composite rests on their scores.
    pub fn ground(&self, cell: &Cell) -> Option<Ground> {
        if cell.origin == CellOrigin::Parts {
            None
        } else if self.stale {
            Some(Ground::Stale)
        } else if self.overridden {
            Some(Ground::Overridden)
        } else if self.measured || matches!(cell.origin, CellOrigin::Measured(_)) {
            Some(Ground::Measured)
        } else if self.fed && cell.state == CellState::Known {
            // Beside options that were measured, a claim is an estimate too.
            Some(Ground::Estimated)
        } else if self.conflict || self.disputed > 0 {
            Some(Ground::Disputed)
        } else if cell.state == CellState::Known && self.unbacked {
            Some(Ground::Estimated)
        } else {
            None
        }
    }
}

/// All marks and subtotals of one analysis.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Matrix {
    leaves: usize,
    options: usize,
    marks: Vec<CellMarks>,
    subtotals: Vec<Option<(f64, f64)>>,
    /// The leaf (position in `Analysis::leaves`) that each node of the tree is.
    pub leaf_of: Vec<Option<usize>>,
}

impl Matrix {
    /// What stands behind the cell of an option and a leaf (positions in
    /// `Analysis::options` and `Analysis::leaves`).
    pub fn marks(&self, option: usize, leaf: usize) -> CellMarks {
        self.marks.get(option * self.leaves + leaf).copied().unwrap_or_default()
    }

    /// What an option is worth on a node of the tree, as
    /// [`Analysis::node_value`] has it.
    pub fn subtotal(&self, node: usize, option: usize) -> Option<(f64, f64)> {
        self.subtotals.get(node * self.options + option).copied().flatten()
    }
}

/// Gathers what stands behind all cells.
pub fn matrix(workbook: &Workbook, tree: &Tree, analysis: &Analysis) -> Matrix {
    let (leaves, options) = (analysis.leaves.len(), workbook.alternatives.len());
    let mut leaf_of = vec![None; workbook.criteria.len()];
    for (leaf, &node) in analysis.leaves.iter().enumerate() {
        leaf_of[node] = Some(leaf);
    }
    let mut marks = vec![CellMarks::default(); leaves * options];
    add_claims(workbook, &leaf_of, leaves, &mut marks);
    let gathers = !workbook.claims.is_empty() || !workbook.measurements.is_empty();
    for option in 0..options {
        let rival = strongest_rival(analysis, option);
        for leaf in 0..leaves {
            let mark = &mut marks[option * leaves + leaf];
            mark.unbacked = gathers && mark.counted == 0;
            mark.matters = leverage_against(workbook, analysis, option, leaf, rival).matters();
        }
    }
    for it in &analysis.fed {
        for (option, cell) in it.cells.iter().enumerate() {
            let mark = &mut marks[option * leaves + it.leaf];
            mark.fed = true;
            mark.overridden = cell.overridden;
            mark.ignored = !cell.ignored.is_empty();
        }
    }
    for score in stale(workbook) {
        let option = analysis.option_at(&score.alternative);
        let leaf = analysis.leaf_at(workbook, &score.criterion);
        if let (Some(option), Some(leaf)) = (option, leaf) {
            // A score that counts for nothing makes nothing stale.
            let in_force = match analysis.cell(option, leaf).origin {
                CellOrigin::Reviewers(_) => score.reviewer.is_some(),
                CellOrigin::Baseline => score.reviewer.is_none(),
                _ => false,
            };
            marks[option * leaves + leaf].stale |= in_force;
        }
    }
    let subtotals = subtotals(workbook, tree, analysis);
    Matrix { leaves, options, marks, subtotals, leaf_of }
}

fn add_claims(
    workbook: &Workbook,
    leaf_of: &[Option<usize>],
    leaves: usize,
    marks: &mut [CellMarks],
) {
    let nodes: BTreeMap<&CriterionId, usize> =
        workbook.criteria.iter().enumerate().map(|(at, node)| (&node.id, at)).collect();
    let options: BTreeMap<&AlternativeId, usize> =
        workbook.alternatives.iter().enumerate().map(|(at, option)| (&option.id, at)).collect();
    let grave: BTreeSet<_> = workbook
        .contradictions
        .iter()
        .filter(|contradiction| contradiction.severity >= Severity::Medium)
        .map(|contradiction| &contradiction.id)
        .collect();
    for claim in workbook.claims.iter() {
        let leaf =
            claim.criterion.as_ref().and_then(|id| nodes.get(id)).and_then(|&at| leaf_of[at]);
        let Some(leaf) = leaf else { continue };
        let about: Vec<usize> = if claim.about.is_empty() {
            (0..workbook.alternatives.len()).collect()
        } else {
            claim.about.iter().filter_map(|id| options.get(id).copied()).collect()
        };
        for option in about {
            let mark = &mut marks[option * leaves + leaf];
            mark.claims += 1;
            mark.counted += usize::from(claim.counts());
            match claim.verdict {
                ClaimVerdict::Wrong => mark.refuted += 1,
                ClaimVerdict::Disputed | ClaimVerdict::Outdated => mark.disputed += 1,
                _ => {}
            }
            mark.conflict |= claim.contradictions.iter().any(|id| grave.contains(id));
        }
    }
}

/// The value of every option on every node, each leaf added to all above it.
fn subtotals(workbook: &Workbook, tree: &Tree, analysis: &Analysis) -> Vec<Option<(f64, f64)>> {
    /// Sums of weight, and of weight times lowest and highest value.
    #[derive(Clone, Copy, Default)]
    struct Sums(f64, f64, f64);
    impl Sums {
        fn add(&mut self, weight: f64, low: f64, high: f64) {
            self.0 += weight;
            self.1 += weight * low;
            self.2 += weight * high;
        }
        fn mean(self) -> Option<(f64, f64)> {
            (self.0 > 0.0).then(|| (self.1 / self.0, self.2 / self.0))
        }
    }
    let options = workbook.alternatives.len();
    let nodes = workbook.criteria.len();
    // By weight; and alike, for nodes below which nothing has weight.
    let mut sums = vec![(Sums::default(), Sums::default()); nodes * options];
    let mut weights = vec![0.0; nodes];
    for (leaf, &node) in analysis.leaves.iter().enumerate() {
        let weight = analysis.leaf_weight(leaf);
        for above in tree.path_up(node) {
            weights[above] += weight;
            for option in 0..options {
                let cell = analysis.cell(option, leaf);
                if cell.state == CellState::Dropped {
                    continue;
                }
                let (weighted, alike) = &mut sums[above * options + option];
                weighted.add(weight, cell.value_low, cell.value_high);
                alike.add(1.0, cell.value_low, cell.value_high);
            }
        }
    }
    sums.iter()
        .enumerate()
        .map(
            |(at, (weighted, alike))| {
                if weights[at / options.max(1)] > 0.0 { weighted.mean() } else { alike.mean() }
            },
        )
        .collect()
}

/// What one reviewer said of a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GivenScore<'a> {
    /// The reviewer.
    pub reviewer: &'a PersonId,
    /// The round in which it was given.
    pub round: u32,
    /// The score.
    pub score: &'a Score,
}

/// What the reviewers gave in a cell: of each the newest score.
pub fn scores_given<'a>(
    workbook: &'a Workbook,
    criterion: &CriterionId,
    alternative: &AlternativeId,
) -> Vec<GivenScore<'a>> {
    let mut newest: BTreeMap<&PersonId, GivenScore<'a>> = BTreeMap::new();
    for ballot in &workbook.ballots {
        let (reviewer, round) = (&ballot.reviewer, ballot.round);
        if let Some(score) = ballot.score(criterion, alternative)
            && newest.get(reviewer).is_none_or(|before| before.round < round)
        {
            newest.insert(reviewer, GivenScore { reviewer, round, score });
        }
    }
    newest.into_values().collect()
}

/// How many of the cells of options still in the running each reviewer has
/// scored in the open round, in the order of the workbook's people. In a sound
/// workbook every score lies on a scored criterion.
pub fn ballot_progress(workbook: &Workbook, analysis: &Analysis) -> Vec<(PersonId, Count)> {
    let out: Vec<&AlternativeId> = workbook
        .alternatives
        .iter()
        .filter(|option| option.dropped.is_some())
        .map(|option| &option.id)
        .collect();
    let of = analysis.leaves.len() * (workbook.alternatives.len() - out.len());
    let round = workbook.current_round();
    workbook
        .people
        .iter()
        .filter(|person| person.reviewer)
        .map(|person| {
            let done = workbook.ballot(&person.id, round).map_or(0, |ballot| {
                // A ballot may hold tens of thousands: those out are looked up.
                let criteria = analysis.leaves.iter().map(|&node| &workbook.criteria[node].id);
                let idle = criteria
                    .flat_map(|criterion| out.iter().map(move |option| (criterion, option)))
                    .filter(|(criterion, option)| ballot.score(criterion, option).is_some())
                    .count();
                ballot.scores.len() - idle
            });
            (person.id.clone(), Count { done, of })
        })
        .collect()
}
