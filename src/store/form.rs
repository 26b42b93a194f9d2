//! A workbook as its file has it: which fields, in which order.
//!
//! The file differs from the model where git wants it so: lists are sorted by
//! id, and the order for display stands in lists of its own, one id a line;
//! each ballot closes with a line that names its reviewer, so that neighbours
//! keep an unchanged line between them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::workbook::{
    Alternative, AlternativeId, Ballot, Claim, ClaimId, Contradiction, ContradictionId, Criterion,
    CriterionId, Decision, Finding, FindingId, Frame, LoadPlan, Measurement, MeasurementId, Person,
    PersonId, Profile, ProfileId, Question, QuestionId, Requirement, RequirementId, Score, Source,
    SourceId, StartWeights, Uncertainty, Workbook,
};

/// The format that this version writes, and the newest that it reads.
pub const FORMAT: u32 = 2;

/// A ballot as it is written.
#[derive(Serialize)]
#[serde(rename = "Ballot")]
struct BallotOut<'a> {
    reviewer: &'a PersonId,
    round: u32,
    #[serde(skip_serializing_if = "list_is_empty")]
    scores: &'a [Score],
    #[serde(skip_serializing_if = "map_is_empty")]
    weights: &'a BTreeMap<CriterionId, f64>,
    end: &'a PersonId,
}

/// A ballot as it is read.
#[derive(Deserialize)]
#[serde(rename = "Ballot", deny_unknown_fields)]
pub(super) struct BallotIn {
    pub(super) reviewer: PersonId,
    pub(super) round: u32,
    #[serde(default)]
    scores: Vec<Score>,
    #[serde(default, deserialize_with = "crate::workbook::unique::map")]
    weights: BTreeMap<CriterionId, f64>,
    pub(super) end: PersonId,
}

fn map_is_empty(map: &&BTreeMap<CriterionId, f64>) -> bool {
    map.is_empty()
}

fn is_default<T: Default + PartialEq>(value: &&T) -> bool {
    **value == T::default()
}

fn list_is_empty<T>(list: &&[T]) -> bool {
    list.is_empty()
}

macro_rules! form {
    ($($list:ident: $item:ident, $id:ident;)+) => {
        /// The file as it is written.
        #[derive(Serialize)]
        #[serde(rename = "Workbook")]
        struct FileOut<'a> {
            format: u32,
            frame: &'a Frame,
            #[serde(skip_serializing_if = "Order::is_empty")]
            order: Order,
            #[serde(skip_serializing_if = "Option::is_none")]
            active_profile: Option<&'a ProfileId>,
            #[serde(skip_serializing_if = "is_default")]
            start_weights: &'a StartWeights,
            #[serde(skip_serializing_if = "is_default")]
            uncertainty: &'a Uncertainty,
            #[serde(skip_serializing_if = "is_default")]
            load_plan: &'a LoadPlan,
            #[serde(skip_serializing_if = "is_default")]
            decision: &'a Decision,
            $(#[serde(skip_serializing_if = "Vec::is_empty")]
            $list: Vec<&'a $item>,)+
            #[serde(skip_serializing_if = "list_is_empty")]
            baseline: &'a [Score],
            #[serde(skip_serializing_if = "Vec::is_empty")]
            ballots: Vec<BallotOut<'a>>,
        }

        /// The file as it is read.
        #[derive(Deserialize)]
        #[serde(rename = "Workbook", deny_unknown_fields)]
        pub(super) struct FileIn {
            #[serde(rename = "format")]
            _format: u32,
            frame: Frame,
            #[serde(default)]
            pub(super) order: Order,
            #[serde(default)]
            active_profile: Option<ProfileId>,
            #[serde(default)]
            start_weights: StartWeights,
            #[serde(default)]
            uncertainty: Uncertainty,
            #[serde(default)]
            load_plan: LoadPlan,
            #[serde(default)]
            decision: Decision,
            $(#[serde(default)]
            pub(super) $list: Vec<$item>,)+
            #[serde(default)]
            pub(super) baseline: Vec<Score>,
            #[serde(default)]
            pub(super) ballots: Vec<BallotIn>,
        }

        /// The order for display, where it is not the order of the ids.
        #[derive(Serialize, Deserialize, Default)]
        #[serde(deny_unknown_fields, default)]
        pub(super) struct Order {
            $(#[serde(skip_serializing_if = "Vec::is_empty")]
            $list: Vec<$id>,)+
        }

        impl Order {
            fn of(workbook: &Workbook) -> Self {
                Self { $($list: {
                    let ids = workbook.$list.iter().map(|item| &item.id);
                    if ids.clone().is_sorted() { Vec::new() } else { ids.cloned().collect() }
                },)+ }
            }

            fn is_empty(&self) -> bool {
                $(self.$list.is_empty())&&+
            }
        }

        /// The text of a workbook, byte for byte the same for the same
        /// workbook.
        ///
        /// # Errors
        /// When a value has no form in the file, which no workbook brings about.
        pub fn to_text(workbook: &Workbook) -> Result<String, super::WriteError> {
            let file = FileOut {
                format: FORMAT,
                frame: &workbook.frame,
                order: Order::of(workbook),
                active_profile: workbook.active_profile.as_ref(),
                start_weights: &workbook.start_weights,
                uncertainty: &workbook.uncertainty,
                load_plan: &workbook.load_plan,
                decision: &workbook.decision,
                $($list: {
                    let mut items: Vec<&$item> = workbook.$list.iter().collect();
                    items.sort_by(|a, b| a.id.cmp(&b.id));
                    items
                },)+
                baseline: &workbook.baseline,
                ballots: workbook.ballots.iter().map(|ballot| BallotOut {
                    reviewer: &ballot.reviewer,
                    round: ballot.round,
                    scores: &ballot.scores,
                    weights: &ballot.weights,
                    end: &ballot.reviewer,
                }).collect(),
            };
            let mut text = String::from("#![enable(implicit_some)]\n");
            text.push_str(&super::text::to_ron(&file)?);
            text.push('\n');
            Ok(text)
        }

        impl FileIn {
            /// Lists of the file with their length, for the check of limits.
            pub(super) fn lengths(&self) -> Vec<(&'static str, usize)> {
                vec![$((stringify!($list), self.$list.len())),+]
            }

            /// Ids in the lists of the order that stand twice or that no item
            /// has: list, id, whether it stands twice.
            pub(super) fn faults_of_order(&self) -> Vec<(&'static str, String, bool)> {
                let mut found = Vec::new();
                $({
                    let known: BTreeSet<&$id> = self.$list.iter().map(|item| &item.id).collect();
                    let mut seen = BTreeSet::new();
                    for id in &self.order.$list {
                        let twice = !seen.insert(id);
                        if twice || !known.contains(id) {
                            found.push((stringify!($list), id.to_string(), twice));
                        }
                    }
                })+
                found
            }

            /// The workbook that the file holds. What the order does not name
            /// comes last, in the order of the ids.
            pub(super) fn into_workbook(self) -> Workbook {
                Workbook {
                    frame: self.frame,
                    start_weights: self.start_weights,
                    uncertainty: self.uncertainty,
                    load_plan: self.load_plan,
                    active_profile: self.active_profile,
                    $($list: {
                        let place: BTreeMap<&$id, usize> =
                            self.order.$list.iter().enumerate().map(|(at, id)| (id, at)).collect();
                        let mut items = self.$list;
                        let key = |item: &$item| place.get(&item.id).copied().unwrap_or(usize::MAX);
                        items.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id)));
                        Arc::new(items)
                    },)+
                    baseline: Arc::new(sorted_scores(self.baseline)),
                    ballots: sorted_ballots(self.ballots),
                    decision: self.decision,
                }
            }
        }
    };
}

form! {
    people: Person, PersonId;
    questions: Question, QuestionId;
    requirements: Requirement, RequirementId;
    alternatives: Alternative, AlternativeId;
    criteria: Criterion, CriterionId;
    profiles: Profile, ProfileId;
    sources: Source, SourceId;
    claims: Claim, ClaimId;
    contradictions: Contradiction, ContradictionId;
    measurements: Measurement, MeasurementId;
    findings: Finding, FindingId;
}

impl BallotIn {
    pub(super) fn score_count(&self) -> usize {
        self.scores.len()
    }
}

fn sorted_scores(mut scores: Vec<Score>) -> Vec<Score> {
    if !scores.is_sorted_by(|a, b| a.cell() <= b.cell()) {
        scores.sort_by(|a, b| a.cell().cmp(&b.cell()));
    }
    scores
}

fn sorted_ballots(ballots: Vec<BallotIn>) -> Vec<Arc<Ballot>> {
    let mut ballots: Vec<Arc<Ballot>> = ballots
        .into_iter()
        .map(|ballot| {
            Arc::new(Ballot {
                reviewer: ballot.reviewer,
                round: ballot.round,
                scores: sorted_scores(ballot.scores),
                weights: ballot.weights,
            })
        })
        .collect();
    ballots.sort_by(|a, b| (&a.reviewer, a.round).cmp(&(&b.reviewer, b.round)));
    ballots
}
