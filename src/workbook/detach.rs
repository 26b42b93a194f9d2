//! What goes with an item: removing one removes every reference to it, and
//! whatever cannot be without it, so that the workbook stays sound.

use std::sync::Arc;

use super::{ClaimId, Effect, ItemRef, Kind, Score, WeightFreedom, Workbook};

/// Removes every reference to an item that is about to go, and whatever cannot
/// be without it: the criteria below a group, the scores of an option, the
/// claims of a source.
pub(super) fn detach(workbook: &mut Workbook, item: &ItemRef) {
    let id = item.id.as_str();
    match item.kind {
        Kind::Person => {
            workbook.ballots.retain(|ballot| ballot.reviewer.as_str() != id);
            edit_all(&mut workbook.requirements, |requirement| clear(&mut requirement.owner, id));
            edit_all(&mut workbook.findings, |finding| clear(&mut finding.owner, id));
            workbook.decision.sign_offs.retain(|sign_off| sign_off.person.as_str() != id);
            for action in &mut workbook.decision.actions {
                clear(&mut action.who, id);
            }
        }
        Kind::Question => {
            edit_all(&mut workbook.profiles, |profile| {
                profile.answers.retain(|key, _| key.as_str() != id);
            });
            edit_all(&mut workbook.claims, |claim| {
                claim.questions.retain(|other| other.as_str() != id);
            });
        }
        Kind::Requirement => edit_effects(
            workbook,
            |effect| !matches!(effect, Effect::Screen(requirement) if requirement.as_str() == id),
        ),
        Kind::Alternative => detach_alternative(workbook, id),
        Kind::Criterion => detach_criterion(workbook, id),
        Kind::Profile => {
            clear(&mut workbook.active_profile, id);
            edit_all(&mut workbook.claims, |claim| {
                claim.profiles.retain(|other| other.as_str() != id);
            });
            edit_effects(
                workbook,
                |effect| !matches!(effect, Effect::StartFrom(profile) | Effect::Suggest(profile) if profile.as_str() == id),
            );
        }
        Kind::Source => {
            let gone: Vec<ItemRef> = workbook
                .claims
                .iter()
                .filter(|claim| claim.source.as_str() == id)
                .map(|claim| ItemRef::new(Kind::Claim, claim.id.as_str()))
                .collect();
            for claim in gone {
                detach(workbook, &claim);
                claim.take_out(workbook);
            }
        }
        Kind::Claim => {
            let keep = |other: &ClaimId| other.as_str() != id;
            edit_all(&mut workbook.contradictions, |contradiction| {
                contradiction.claims.retain(keep);
            });
            edit_all(&mut workbook.questions, |question| question.claims.retain(keep));
            edit_all(&mut workbook.requirements, |requirement| requirement.claims.retain(keep));
            edit_all(&mut workbook.profiles, |profile| {
                if let Some(expected) = &mut profile.expected {
                    expected.supporting.retain(keep);
                    expected.against.retain(keep);
                }
            });
            edit_scores(workbook, |scores| {
                for score in scores {
                    score.claims.retain(keep);
                }
            });
        }
        Kind::Contradiction => {
            edit_all(&mut workbook.claims, |claim| {
                claim.contradictions.retain(|other| other.as_str() != id);
            });
        }
        Kind::Measurement => {
            // What it replaced was replaced by its successor too.
            let before = workbook
                .measurements
                .iter()
                .find(|run| run.id.as_str() == id)
                .and_then(|run| run.replaces.clone());
            edit_all(&mut workbook.measurements, |run| {
                if run.replaces.as_ref().is_some_and(|other| other.as_str() == id) {
                    run.replaces.clone_from(&before);
                }
            });
            edit_scores(workbook, |scores| {
                for score in scores {
                    score.measurements.retain(|other| other.as_str() != id);
                }
            });
        }
        Kind::Finding => {}
    }
}

fn detach_alternative(workbook: &mut Workbook, id: &str) {
    edit_scores(workbook, |scores| scores.retain(|score| score.alternative.as_str() != id));
    edit_all(&mut workbook.requirements, |requirement| {
        requirement.gates.retain(|key, _| key.as_str() != id);
    });
    edit_all(&mut workbook.findings, |finding| clear(&mut finding.alternative, id));
    edit_all(&mut workbook.claims, |claim| {
        claim.about.retain(|other| other.as_str() != id);
        clear(&mut claim.favours, id);
    });
    edit_all(&mut workbook.alternatives, |alternative| {
        if let Some(composition) = &mut alternative.composition {
            composition.parts.retain(|key, _| key.as_str() != id);
            if composition.parts.is_empty() {
                alternative.composition = None;
            }
        }
    });
    workbook.load_plan.runs_on.retain(|key, _| key.as_str() != id);
    edit_all(&mut workbook.profiles, |profile| {
        if let Some(expected) = &mut profile.expected {
            clear(&mut expected.first, id);
        }
    });
    edit_effects(
        workbook,
        |effect| !matches!(effect, Effect::Score { alternative, .. } if alternative.as_str() == id),
    );
    let gone: Vec<ItemRef> = workbook
        .measurements
        .iter()
        .filter(|run| run.alternative.as_str() == id)
        .map(|run| ItemRef::new(Kind::Measurement, run.id.as_str()))
        .collect();
    for run in gone {
        detach(workbook, &run);
        run.take_out(workbook);
    }
    clear(&mut workbook.decision.chosen, id);
}

/// Takes out every score on a criterion that is not scored any more.
pub(super) fn drop_scores_on(workbook: &mut Workbook, id: &str) {
    let lies_on = |score: &Score| score.criterion.as_str() == id;
    let baseline = workbook.baseline.iter().any(lies_on);
    if baseline || workbook.ballots.iter().any(|ballot| ballot.scores.iter().any(lies_on)) {
        edit_scores(workbook, |scores| scores.retain(|score| !lies_on(score)));
    }
}

fn detach_criterion(workbook: &mut Workbook, id: &str) {
    let below: Vec<ItemRef> = workbook
        .criteria
        .iter()
        .filter(|criterion| criterion.parent.as_ref().is_some_and(|parent| parent.as_str() == id))
        .map(|criterion| ItemRef::new(Kind::Criterion, criterion.id.as_str()))
        .collect();
    for child in below {
        detach(workbook, &child);
        child.take_out(workbook);
    }
    edit_scores(workbook, |scores| scores.retain(|score| score.criterion.as_str() != id));
    for ballot in &mut workbook.ballots {
        if ballot.weights.keys().any(|key| key.as_str() == id) {
            Arc::make_mut(ballot).weights.retain(|key, _| key.as_str() != id);
        }
    }
    workbook.start_weights.weights.retain(|key, _| key.as_str() != id);
    workbook.frame.costing.criteria.retain(|key, _| key.as_str() != id);
    if let WeightFreedom::Within(ranges) = &mut workbook.uncertainty.weights {
        ranges.retain(|key, _| key.as_str() != id);
    }
    edit_all(&mut workbook.profiles, |profile| {
        profile.weights.retain(|key, _| key.as_str() != id);
        super::elicitation::forget_criterion(&mut profile.elicited, id);
    });
    edit_all(&mut workbook.requirements, |requirement| {
        requirement.links.retain(|key, _| key.as_str() != id);
        if requirement
            .threshold
            .as_ref()
            .is_some_and(|threshold| threshold.criterion.as_str() == id)
        {
            requirement.threshold = None;
        }
    });
    edit_all(&mut workbook.findings, |finding| clear(&mut finding.criterion, id));
    edit_all(&mut workbook.claims, |claim| clear(&mut claim.criterion, id));
    edit_all(&mut workbook.alternatives, |alternative| {
        if let Some(composition) = &mut alternative.composition {
            composition.rules.retain(|key, _| key.as_str() != id);
            composition.integration_cost.retain(|key, _| key.as_str() != id);
        }
    });
    edit_effects(workbook, |effect| match effect {
        Effect::Minimum(criterion, _)
        | Effect::Cap(criterion, _)
        | Effect::Score { criterion, .. } => criterion.as_str() != id,
        Effect::Screen(_) | Effect::StartFrom(_) | Effect::Suggest(_) | Effect::Note(_) => true,
    });
}

fn clear<T: PartialEq + std::fmt::Display>(reference: &mut Option<T>, id: &str) {
    if reference.as_ref().is_some_and(|other| other.to_string() == id) {
        *reference = None;
    }
}

fn edit_all<T: Clone>(list: &mut Arc<Vec<T>>, edit: impl FnMut(&mut T)) {
    Arc::make_mut(list).iter_mut().for_each(edit);
}

fn edit_scores(workbook: &mut Workbook, mut edit: impl FnMut(&mut Vec<Score>)) {
    edit(Arc::make_mut(&mut workbook.baseline));
    for ballot in &mut workbook.ballots {
        edit(&mut Arc::make_mut(ballot).scores);
    }
}

fn edit_effects(workbook: &mut Workbook, keep: impl Fn(&Effect) -> bool) {
    edit_all(&mut workbook.questions, |question| {
        for choice in &mut question.choices {
            choice.effects.retain(&keep);
        }
    });
}
