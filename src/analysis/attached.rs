//! What hangs on an item: what goes, or loses its hold, when it is removed.

use std::collections::BTreeSet;

use crate::workbook::{CriterionId, Effect, ItemRef, Kind, Tree, Workbook};

/// What removing the item takes along, clause by clause ("43 scores",
/// "2 load runs"); empty where nothing hangs on it.
pub fn attached(workbook: &Workbook, item: &ItemRef) -> Vec<String> {
    let id = item.id.as_str();
    let mut clauses = Vec::new();
    let mut add = |count: usize, one: &str, many: &str| {
        if count > 0 {
            clauses.push(format!("{count} {}", if count == 1 { one } else { many }));
        }
    };
    match item.kind {
        Kind::Alternative => {
            let scores = workbook
                .ballots
                .iter()
                .map(|ballot| &ballot.scores)
                .chain(std::iter::once(&*workbook.baseline))
                .flatten();
            let is_it = |other: &crate::workbook::AlternativeId| other.as_str() == id;
            add(scores.filter(|score| is_it(&score.alternative)).count(), "score", "scores");
            let runs = workbook.measurements.iter().filter(|run| is_it(&run.alternative));
            add(runs.count(), "load run", "load runs");
            let judged = workbook.requirements.iter().filter(|must| must.gates.keys().any(is_it));
            add(judged.count(), "judgement at a must", "judgements at musts");
            let answers = effects(workbook).filter(
                |effect| matches!(effect, Effect::Score { alternative, .. } if is_it(alternative)),
            );
            add(answers.count(), "score set by an answer", "scores set by answers");
            for composite in workbook.alternatives.iter() {
                let part = composite
                    .composition
                    .as_ref()
                    .is_some_and(|composition| composition.parts.keys().any(is_it));
                if part {
                    clauses.push(format!("its part in {}", composite.name));
                }
            }
            if workbook.decision.chosen.as_ref().is_some_and(is_it) {
                clauses.push("the choice of the decision".to_owned());
            }
        }
        Kind::Person => {
            let ballots = workbook.ballots.iter().filter(|ballot| ballot.reviewer.as_str() == id);
            add(ballots.map(|ballot| ballot.scores.len()).sum(), "score", "scores");
            let signed = workbook.decision.sign_offs.iter();
            let signed = signed.filter(|sign_off| sign_off.person.as_str() == id);
            add(signed.count(), "sign-off", "sign-offs");
            let owned = workbook.requirements.iter();
            let owned = owned.filter(|it| it.owner.as_ref().is_some_and(|by| by.as_str() == id));
            add(owned.count(), "requirement's owner", "requirements' owner");
            let actions = workbook.decision.actions.iter();
            let actions = actions.filter(|it| it.who.as_ref().is_some_and(|by| by.as_str() == id));
            add(actions.count(), "action's doer", "actions' doer");
        }
        Kind::Question => {
            let answers = workbook.profiles.iter().flat_map(|profile| profile.answers.keys());
            let count = answers.filter(|question| question.as_str() == id).count();
            add(count, "answer given to it", "answers given to it");
        }
        Kind::Requirement => {
            if let Some(requirement) =
                workbook.requirements.iter().find(|requirement| requirement.id.as_str() == id)
            {
                add(requirement.gates.len(), "judgement of an option", "judgements of options");
                add(requirement.links.len(), "link to a criterion", "links to criteria");
            }
            let asked = effects(workbook)
                .filter(|effect| matches!(effect, Effect::Screen(must) if must.as_str() == id));
            add(asked.count(), "answer that asks for it", "answers that ask for it");
        }
        Kind::Criterion => criterion(workbook, id, &mut add),
        _ => {}
    }
    clauses
}

/// What hangs on a criterion and, for a group, on all below it.
fn criterion(workbook: &Workbook, id: &str, add: &mut impl FnMut(usize, &str, &str)) {
    let tree = Tree::of(workbook);
    let Some(node) = workbook.criteria.iter().position(|other| other.id.as_str() == id) else {
        return;
    };
    let mut below = vec![node];
    let mut at = 0;
    while let Some(&next) = below.get(at) {
        below.extend(&tree.children[next]);
        at += 1;
    }
    let branch: BTreeSet<&CriterionId> =
        below.iter().map(|&node| &workbook.criteria[node].id).collect();
    let count = |found: &mut dyn Iterator<Item = &CriterionId>| {
        found.filter(|other| branch.contains(other)).count()
    };
    add(below.len() - 1, "criterion in it", "criteria in it");
    let scores = workbook
        .ballots
        .iter()
        .map(|ballot| &ballot.scores)
        .chain(std::iter::once(&*workbook.baseline))
        .flatten();
    add(count(&mut scores.map(|score| &score.criterion)), "score", "scores");
    let weights = workbook.profiles.iter().flat_map(|profile| profile.weights.keys());
    add(count(&mut { weights }), "weight in a profile", "weights in profiles");
    let links = workbook.requirements.iter().flat_map(|requirement| requirement.links.keys());
    add(count(&mut { links }), "link to a requirement", "links to requirements");
    let bounds =
        workbook.requirements.iter().filter_map(|requirement| requirement.threshold.as_ref());
    add(count(&mut bounds.map(|bound| &bound.criterion)), "bound of a must", "bounds of musts");
    let answers = effects(workbook).filter_map(|effect| match effect {
        Effect::Minimum(criterion, _)
        | Effect::Cap(criterion, _)
        | Effect::Score { criterion, .. } => Some(criterion),
        _ => None,
    });
    add(count(&mut { answers }), "effect of an answer", "effects of answers");
    let claims = workbook.claims.iter().filter_map(|claim| claim.criterion.as_ref());
    add(count(&mut { claims }), "link to a claim", "links to claims");
    let findings = workbook.findings.iter().filter_map(|finding| finding.criterion.as_ref());
    add(count(&mut { findings }), "link to a finding", "links to findings");
}

fn effects(workbook: &Workbook) -> impl Iterator<Item = &Effect> {
    workbook
        .questions
        .iter()
        .flat_map(|question| &question.choices)
        .flat_map(|choice| &choice.effects)
}
