//! Older formats, each read through types of its own, which never change.
//!
//! Format 1 was the first draft: title and question stood at the top level,
//! every criterion was a natural scale with its weight in it, and the scores
//! of all reviewers lay in one list, in which two people's work could not be
//! merged. Lists were in the order of display.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::error::ReadError;
use super::read::{ron_options, sound, syntax_problem};
use crate::workbook::{
    Alternative, AlternativeId, Ballot, Criterion, CriterionId, CriterionKind, Frame, Judgement,
    Measure, Person, PersonId, Profile, ProfileId, Role, Score, Workbook,
};

/// Margin below which a lead is too close, which format 1 did not store.
const CLOSE_CALL: f64 = 5.0;

#[derive(Deserialize)]
#[serde(rename = "Workbook", deny_unknown_fields)]
struct Workbook1 {
    #[serde(rename = "format")]
    _format: u32,
    title: String,
    #[serde(default)]
    decision_question: String,
    #[serde(default)]
    context: String,
    #[serde(default)]
    people: Vec<Person1>,
    #[serde(default)]
    options: Vec<Option1>,
    #[serde(default)]
    criteria: Vec<Criterion1>,
    #[serde(default)]
    scores: Vec<Score1>,
}

#[derive(Deserialize)]
#[serde(rename = "Person", deny_unknown_fields)]
struct Person1 {
    id: PersonId,
    name: String,
    #[serde(default)]
    approver: bool,
}

#[derive(Deserialize)]
#[serde(rename = "Option", deny_unknown_fields)]
struct Option1 {
    id: AlternativeId,
    name: String,
    #[serde(default)]
    summary: String,
}

#[derive(Deserialize)]
#[serde(rename = "Criterion", deny_unknown_fields)]
struct Criterion1 {
    id: CriterionId,
    name: String,
    #[serde(default)]
    definition: String,
    #[serde(default)]
    unit: String,
    worst: f64,
    best: f64,
    weight: f64,
}

#[derive(Deserialize)]
#[serde(rename = "Score", deny_unknown_fields)]
struct Score1 {
    reviewer: PersonId,
    option: AlternativeId,
    criterion: CriterionId,
    /// Nothing where the reviewer did not know.
    #[serde(default)]
    value: Option<f64>,
    #[serde(default)]
    reason: String,
}

/// Reads a text of format 1 as a workbook of today.
///
/// # Errors
/// When it is no sound workbook of format 1.
pub(super) fn from_format_1(text: &str) -> Result<Workbook, ReadError> {
    let old: Workbook1 =
        ron_options().from_str(text).map_err(|error| syntax_problem(text, &error))?;
    let mut ballots: BTreeMap<PersonId, Ballot> = BTreeMap::new();
    for person in &old.people {
        ballots.insert(person.id.clone(), Ballot::new(person.id.clone(), 1));
    }
    for score in old.scores {
        let is = score.value.map_or(Judgement::Unknown, Judgement::Value);
        let mut new = Score::new(score.criterion, score.option, is);
        new.reason = score.reason;
        let ballot =
            ballots.entry(score.reviewer.clone()).or_insert_with(|| Ballot::new(score.reviewer, 1));
        ballot.scores.push(new);
    }
    for ballot in ballots.values_mut() {
        ballot.scores.sort_by(|a, b| a.cell().cmp(&b.cell()));
    }
    let mut profiles = Vec::new();
    let mut active_profile = None;
    if let (false, Ok(id)) = (old.criteria.is_empty(), ProfileId::new("default")) {
        let mut profile = Profile::new(id.clone(), "Default");
        profile.weights =
            old.criteria.iter().map(|criterion| (criterion.id.clone(), criterion.weight)).collect();
        profiles.push(profile);
        active_profile = Some(id);
    }
    let workbook = Workbook {
        frame: Frame {
            title: old.title,
            question: old.decision_question,
            context: old.context,
            close_call: CLOSE_CALL,
            ..Frame::default()
        },
        people: Arc::new(
            old.people
                .into_iter()
                .map(|person| Person {
                    id: person.id,
                    name: person.name,
                    role: if person.approver { Role::Approver } else { Role::Contributor },
                    reviewer: true,
                })
                .collect(),
        ),
        alternatives: Arc::new(
            old.options
                .into_iter()
                .map(|option| Alternative {
                    idea: option.summary,
                    ..Alternative::new(option.id, &option.name)
                })
                .collect(),
        ),
        criteria: Arc::new(
            old.criteria
                .into_iter()
                .map(|criterion| Criterion {
                    id: criterion.id,
                    parent: None,
                    name: criterion.name,
                    definition: criterion.definition,
                    measure: String::new(),
                    note: String::new(),
                    kind: CriterionKind::Scored(Measure::natural(
                        &criterion.unit,
                        criterion.worst,
                        criterion.best,
                    )),
                })
                .collect(),
        ),
        profiles: Arc::new(profiles),
        active_profile,
        ballots: ballots.into_values().map(Arc::new).collect(),
        ..Workbook::default()
    };
    sound(text, workbook)
}
