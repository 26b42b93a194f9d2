//! What is being judged, method by method, until it is applied.

use std::collections::BTreeMap;

use crate::analysis::{scope_members, swing_in_words};
use crate::app::context::Context;
use crate::workbook::{
    CriterionId, Elicitation, GridPlace, Judged, PairJudgement, PairwiseMethod, RankFormula,
    WeighingScope,
};

/// A method to choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Points for swings.
    Swing,
    /// The order alone.
    Ranking,
    /// Multiples of the least.
    Smart,
    /// Comparisons in pairs.
    Pairs,
    /// All against the best and the worst.
    BestWorst,
    /// Importance by difference.
    Grid,
}

impl Method {
    /// Every method.
    pub const ALL: [Self; 6] =
        [Self::Swing, Self::Ranking, Self::Smart, Self::Pairs, Self::BestWorst, Self::Grid];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Swing => "Swing",
            Self::Ranking => "Ranking",
            Self::Smart => "SMART",
            Self::Pairs => "Pairs (AHP)",
            Self::BestWorst => "Best-worst",
            Self::Grid => "Grid",
        }
    }

    /// What it asks, and when to use it.
    pub fn explained(self) -> &'static str {
        match self {
            Self::Swing => {
                "Imagine everything at its worst. The swing to its best that you would want first \
                 gets 100; each other gets what it is worth beside that. The soundest where \
                 scales differ."
            }
            Self::Ranking => {
                "Put the swings in order; weights follow from the order. Quick, and enough where \
                 people agree on the order but not on numbers."
            }
            Self::Smart => {
                "The least important gets 10, the others as many times that as they are more \
                 important. Quick; mind the swings."
            }
            Self::Pairs => {
                "Compare two at a time: which matters more, and by how much? For up to seven that \
                 are hard to put into numbers; tells how consistent you are."
            }
            Self::BestWorst => {
                "Choose the most and the least important, then compare the others with these two \
                 only. Fewer questions than pairs, and consistency is told as well."
            }
            Self::Grid => {
                "Say of each how important it is and how much the options can differ on it. The \
                 quickest for many criteria: two keys each."
            }
        }
    }
}

/// How important, and how much the options can differ, as far as said.
pub type GridDraft = (Option<u8>, Option<u8>);

/// Judgements under way on one scope.
#[derive(Debug, Clone)]
pub struct Draft {
    pub scope: WeighingScope,
    pub method: Method,
    /// What is weighed, in display order.
    pub members: Vec<CriterionId>,
    /// Name and swing of each member.
    pub words: Vec<(String, String)>,
    /// Today's share of each member among them.
    pub today: Vec<f64>,
    pub swing: BTreeMap<CriterionId, f64>,
    pub smart: BTreeMap<CriterionId, f64>,
    pub grid: BTreeMap<CriterionId, GridDraft>,
    /// The order, most important first, each with whether it is alike to the
    /// one above.
    pub order: Vec<(CriterionId, bool)>,
    pub formula: RankFormula,
    pub pairs: Vec<PairJudgement>,
    pub pairwise: PairwiseMethod,
    /// The pair that is asked for.
    pub pair: usize,
    pub best: Option<CriterionId>,
    pub worst: Option<CriterionId>,
    pub to_others: BTreeMap<CriterionId, f64>,
    pub to_worst: BTreeMap<CriterionId, f64>,
    pub note: String,
    /// Whether anything was judged.
    pub touched: bool,
    /// Counts changes, for what is computed from them.
    pub version: u64,
    revision: Option<u64>,
}

impl Draft {
    /// Begins with what was judged before, where it was.
    pub fn begin(context: Context<'_>, scope: &WeighingScope) -> Self {
        let mut draft = Self {
            scope: scope.clone(),
            method: Method::Swing,
            members: Vec::new(),
            words: Vec::new(),
            today: Vec::new(),
            swing: BTreeMap::new(),
            smart: BTreeMap::new(),
            grid: BTreeMap::new(),
            order: Vec::new(),
            formula: RankFormula::Centroid,
            pairs: Vec::new(),
            pairwise: PairwiseMethod::GeometricMean,
            pair: 0,
            best: None,
            worst: None,
            to_others: BTreeMap::new(),
            to_worst: BTreeMap::new(),
            note: String::new(),
            touched: false,
            version: 0,
            revision: None,
        };
        draft.refresh(context);
        let elicited = context.profile().and_then(|profile| profile.elicited.get(scope));
        if let Some(elicitation) = elicited {
            draft.take(elicitation.clone());
        }
        draft.refresh_order();
        draft
    }

    fn take(&mut self, elicitation: Elicitation) {
        self.note = elicitation.note;
        match elicitation.judged {
            Judged::Swing(points) => {
                (self.method, self.swing) = (Method::Swing, points);
            }
            Judged::Smart(points) => {
                (self.method, self.smart) = (Method::Smart, points);
            }
            Judged::Grid(places) => {
                self.method = Method::Grid;
                let both = |place: GridPlace| (Some(place.importance), Some(place.difference));
                self.grid = places.into_iter().map(|(id, place)| (id, both(place))).collect();
            }
            Judged::Ranking { ranks, formula } => {
                (self.method, self.formula) = (Method::Ranking, formula);
                let mut sorted: Vec<(u32, CriterionId)> =
                    ranks.into_iter().map(|(id, rank)| (rank, id)).collect();
                let place = |id: &CriterionId| self.members.iter().position(|other| other == id);
                sorted.sort_by_key(|(rank, id)| (*rank, place(id)));
                self.order = sorted
                    .iter()
                    .enumerate()
                    .map(|(at, (rank, id))| (id.clone(), at > 0 && sorted[at - 1].0 == *rank))
                    .collect();
            }
            Judged::Pairwise { pairs, method } => {
                self.method = Method::Pairs;
                (self.pairs, self.pairwise) = (pairs, method);
            }
            Judged::BestWorst { best, worst, best_to_others, others_to_worst } => {
                self.method = Method::BestWorst;
                (self.best, self.worst) = (Some(best), Some(worst));
                (self.to_others, self.to_worst) = (best_to_others, others_to_worst);
            }
        }
    }

    /// Follows the workbook, which may have changed meanwhile.
    pub fn refresh(&mut self, context: Context<'_>) {
        if self.revision == Some(context.derived.revision) {
            return;
        }
        self.revision = Some(context.derived.revision);
        let (workbook, tree) = (context.workbook, context.tree());
        let nodes = scope_members(workbook, tree, &self.scope);
        self.members = nodes.iter().map(|&node| workbook.criteria[node].id.clone()).collect();
        self.words = nodes
            .iter()
            .map(|&node| {
                let swing = swing_in_words(workbook, tree, node).unwrap_or_default();
                (workbook.criteria[node].name.clone(), swing)
            })
            .collect();
        let weights: Vec<f64> =
            nodes.iter().map(|&node| context.analysis().weights.nodes[node].global).collect();
        let sum: f64 = weights.iter().sum();
        self.today =
            weights.iter().map(|weight| if sum > 0.0 { weight / sum } else { 0.0 }).collect();
        self.refresh_order();
        self.version += 1;
    }

    /// Sees to it that the order has every member once: those that nobody
    /// ordered follow by today's weight.
    fn refresh_order(&mut self) {
        let members = &self.members;
        self.order.retain(|(id, _)| members.contains(id));
        let mut rest: Vec<usize> = (0..members.len())
            .filter(|&at| !self.order.iter().any(|(id, _)| *id == members[at]))
            .collect();
        rest.sort_by(|&a, &b| self.today[b].total_cmp(&self.today[a]).then(a.cmp(&b)));
        for (at, &member) in rest.iter().enumerate() {
            let alike = at > 0 && (self.today[member] - self.today[rest[at - 1]]).abs() < 1e-9;
            self.order.push((members[member].clone(), alike));
        }
        if let Some(first) = self.order.first_mut() {
            first.1 = false;
        }
    }

    /// Notes that something was judged.
    pub fn judged_now(&mut self) {
        self.touched = true;
        self.version += 1;
    }

    /// Name of the member at a position.
    pub fn name(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |(name, _)| name)
    }

    /// Position of a member.
    pub fn position(&self, id: &CriterionId) -> Option<usize> {
        self.members.iter().position(|other| other == id)
    }

    /// The judgements of the method chosen, or what is to be said first.
    pub fn judged(&self) -> Result<Judged, &'static str> {
        let of_members = |map: &BTreeMap<CriterionId, f64>| -> BTreeMap<CriterionId, f64> {
            self.members.iter().filter_map(|id| Some((id.clone(), *map.get(id)?))).collect()
        };
        Ok(match self.method {
            Method::Swing => Judged::Swing(of_members(&self.swing)),
            Method::Smart => Judged::Smart(of_members(&self.smart)),
            Method::Grid => Judged::Grid(
                self.members
                    .iter()
                    .filter_map(|id| match self.grid.get(id)? {
                        (Some(importance), Some(difference)) => Some((
                            id.clone(),
                            GridPlace { importance: *importance, difference: *difference },
                        )),
                        _ => None,
                    })
                    .collect(),
            ),
            Method::Ranking => {
                let mut rank = 0;
                let ranks = self
                    .order
                    .iter()
                    .enumerate()
                    .map(|(at, (id, alike))| {
                        if !alike {
                            rank = at as u32 + 1;
                        }
                        (id.clone(), rank)
                    })
                    .collect();
                Judged::Ranking { ranks, formula: self.formula }
            }
            Method::Pairs => Judged::Pairwise {
                pairs: self
                    .pairs
                    .iter()
                    .filter(|pair| {
                        self.members.contains(&pair.more) && self.members.contains(&pair.less)
                    })
                    .cloned()
                    .collect(),
                method: self.pairwise,
            },
            Method::BestWorst => {
                let known =
                    |id: &Option<CriterionId>| id.clone().filter(|id| self.members.contains(id));
                let best = known(&self.best).ok_or("Choose the most important one.")?;
                let worst = known(&self.worst).ok_or("Choose the least important one.")?;
                if best == worst {
                    return Err("The most and the least important have to differ.");
                }
                let mut best_to_others = of_members(&self.to_others);
                let mut others_to_worst = of_members(&self.to_worst);
                best_to_others.remove(&best);
                others_to_worst.remove(&best);
                others_to_worst.remove(&worst);
                Judged::BestWorst { best, worst, best_to_others, others_to_worst }
            }
        })
    }

    /// Moves the row at `from` so that it stands at `to`.
    pub fn put_row(&mut self, from: usize, to: usize) {
        let to = to.min(self.order.len().saturating_sub(1));
        if from == to || from >= self.order.len() {
            return;
        }
        let (id, alike) = self.order.remove(from);
        // What was alike to it keeps those above it apart.
        if let Some(next) = self.order.get_mut(from)
            && next.1
            && !alike
        {
            next.1 = false;
        }
        let within = self.order.get(to).is_some_and(|next| next.1);
        self.order.insert(to, (id, within));
        if let Some(first) = self.order.first_mut() {
            first.1 = false;
        }
        self.judged_now();
    }

    /// The pairs of members, row by row.
    pub fn all_pairs(&self) -> Vec<(usize, usize)> {
        let n = self.members.len();
        (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j))).collect()
    }

    /// The judgement of members `i` and `j` as steps from alike: below 0 where
    /// `i` matters more, above where `j` does.
    pub fn pair_steps(&self, i: usize, j: usize) -> Option<i32> {
        let (first, second) = (&self.members[i], &self.members[j]);
        self.pairs.iter().find_map(|pair| {
            let steps = pair.times.round() as i32 - 1;
            if pair.more == *first && pair.less == *second {
                Some(-steps)
            } else if pair.more == *second && pair.less == *first {
                Some(steps)
            } else {
                None
            }
        })
    }

    /// Sets the judgement of members `i` and `j`, or takes it away.
    pub fn set_pair(&mut self, i: usize, j: usize, steps: Option<i32>) {
        let (first, second) = (self.members[i].clone(), self.members[j].clone());
        self.pairs.retain(|pair| {
            let of = |id: &CriterionId| pair.more == *id || pair.less == *id;
            !(of(&first) && of(&second))
        });
        if let Some(steps) = steps {
            let (more, less) = if steps <= 0 { (first, second) } else { (second, first) };
            let times = f64::from(steps.abs().min(8) + 1);
            self.pairs.push(PairJudgement { more, less, times });
        }
        let place = |id: &CriterionId| self.members.iter().position(|other| other == id);
        self.pairs.sort_by_key(|pair| {
            let (one, other) = (place(&pair.more), place(&pair.less));
            (one.min(other), one.max(other))
        });
        self.judged_now();
    }
}
