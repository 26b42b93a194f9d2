//! The templates: each is a sound workbook to begin from, and what it states
//! as a fact has its source.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use weighbridge::analysis::{VerdictKind, analyse, questionnaire_effects};
use weighbridge::store::{BLANK, FLAGSHIP, TEMPLATES, Template, parse, template, to_text};
use weighbridge::workbook::{
    Answer, CheckLevel, Claim, Effect, GateVerdict, Judgement, RequirementKind, Scale, Score,
    Workbook, check, put_score,
};

fn own() -> impl Iterator<Item = (&'static Template, Workbook)> {
    TEMPLATES
        .iter()
        .filter(|template| ![FLAGSHIP, BLANK].contains(&template.name))
        .map(|template| (template, parse(template.text).unwrap()))
}

#[test]
fn every_template_is_sound_and_written_as_the_program_writes_it() {
    let mut names = BTreeSet::new();
    for template in TEMPLATES {
        assert!(names.insert(template.name) && names.insert(template.title));
        let workbook = parse(template.text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(to_text(&workbook).unwrap(), template.text, "{}", template.name);
        let errors: Vec<_> = check(&workbook)
            .into_iter()
            .filter(|finding| finding.level == CheckLevel::Error)
            .collect();
        assert!(errors.is_empty(), "{}: {errors:?}", template.name);
    }
    for name in ["build-or-buy", "database", "hosting-model", "framework-choice"] {
        assert!(template(name).is_some(), "{name}");
    }
}

#[test]
fn a_template_frames_a_question_and_says_how_each_criterion_is_judged() {
    for (template, workbook) in own() {
        let name = template.name;
        assert!(workbook.frame.question.ends_with('?'), "{name}");
        assert!(!workbook.frame.context.is_empty() && !workbook.frame.non_goals.is_empty());
        let scored: Vec<_> =
            workbook.criteria.iter().filter(|one| one.measure().is_some()).collect();
        assert!((15..=25).contains(&scored.len()), "{name}: {} criteria", scored.len());
        assert!((8..=15).contains(&workbook.questions.len()), "{name}");
        for criterion in scored {
            assert!(criterion.parent.is_some(), "{name}: {} stands in no family", criterion.id);
            assert!(!criterion.definition.is_empty(), "{name}: {}", criterion.id);
            assert!(!criterion.measure.is_empty(), "{name}: {}", criterion.id);
            let measure = criterion.measure().unwrap();
            match &measure.scale {
                Scale::Levels(levels) => {
                    assert!(levels.len() >= 3);
                    let words: BTreeSet<&str> =
                        levels.iter().map(|level| level.text.as_str()).collect();
                    assert_eq!(words.len(), levels.len(), "{name}: {}", criterion.id);
                }
                Scale::Natural { unit, .. } => assert!(!unit.is_empty()),
            }
        }
        let musts =
            workbook.requirements.iter().filter(|one| one.kind == RequirementKind::Must).count();
        assert!(musts >= 4, "{name}");
    }
}

#[test]
fn every_profile_of_a_template_gives_weights_and_no_verdict_before_scores() {
    for (template, workbook) in own() {
        assert!(workbook.profiles.len() >= 4, "{}", template.name);
        for profile in workbook.profiles.iter() {
            let analysis = analyse(&workbook, Some(&profile.id));
            assert!(analysis.weights.is_set(), "{}: {}", template.name, profile.id);
            assert_eq!(analysis.verdict.kind, VerdictKind::Withheld, "{}", template.name);
        }
    }
}

#[test]
fn every_answer_of_a_template_can_be_given_and_every_criterion_can_gain_weight() {
    for (template, workbook) in own() {
        let mut raised = BTreeSet::new();
        for question in workbook.questions.iter() {
            let mut acts = false;
            for choice in &question.choices {
                let mut profile = workbook.current_profile().unwrap().clone();
                let answer = Answer { choices: vec![choice.id.clone()], ..Answer::default() };
                profile.answers.insert(question.id.clone(), answer);
                let before = questionnaire_effects(&workbook, workbook.current_profile());
                let after = questionnaire_effects(&workbook, Some(&profile));
                acts |= before.weights != after.weights
                    || before.screens != after.screens
                    || before.notes != after.notes;
                raised.extend(choice.effects.iter().filter_map(|effect| match effect {
                    Effect::Minimum(criterion, _) => Some(criterion.clone()),
                    _ => None,
                }));
            }
            assert!(acts, "{}: no answer to {} does anything", template.name, question.id);
            let bands: Vec<_> = question.choices.iter().filter_map(|choice| choice.band).collect();
            if !bands.is_empty() {
                assert!(!question.unit.is_empty());
                // From nothing to everything, without a gap.
                assert_eq!((bands[0].from, bands[bands.len() - 1].to), (None, None));
                for pair in bands.windows(2) {
                    assert_eq!(pair[0].to, pair[1].from, "{}: {}", template.name, question.id);
                }
            }
        }
        for requirement in workbook.requirements.iter() {
            raised.extend(requirement.links.keys().cloned());
        }
        for criterion in workbook.criteria.iter().filter(|one| one.measure().is_some()) {
            assert!(raised.contains(&criterion.id), "{}: {}", template.name, criterion.id);
        }
    }
}

#[test]
fn a_template_can_be_scored_and_ranked() {
    for (template, mut workbook) in own() {
        let leaves: Vec<_> = workbook
            .criteria
            .iter()
            .filter_map(|one| {
                one.measure().map(|measure| (one.id.clone(), measure.anchors.clone()))
            })
            .collect();
        let live: Vec<_> = workbook
            .alternatives
            .iter()
            .filter(|option| option.dropped.is_none())
            .map(|option| option.id.clone())
            .collect();
        let mut ballot = (*workbook.ballots[0]).clone();
        for (place, option) in live.iter().enumerate() {
            for (criterion, anchors) in &leaves {
                // The second is best at everything, the others three quarters
                // of the way, which meets every bound.
                let share = if place == 1 { 1.0 } else { 0.75 };
                let value = anchors.worst + share * (anchors.best - anchors.worst);
                let judged = Judgement::Value(value);
                put_score(
                    &mut ballot.scores,
                    Score::new(criterion.clone(), option.clone(), judged),
                );
            }
        }
        workbook.ballots[0] = Arc::new(ballot);
        for profile in workbook.profiles.iter() {
            let analysis = analyse(&workbook, Some(&profile.id));
            assert_eq!(analysis.order.len(), live.len(), "{}", template.name);
            let first = &analysis.options[analysis.order[0]];
            assert_eq!(first.id, live[1], "{}", template.name);
            assert!((first.total.unwrap() - 100.0).abs() < 1e-9, "{}", template.name);
            let second = analysis.options[analysis.order[1]].total.unwrap();
            assert!((0.0..100.0).contains(&second), "{}", template.name);
            assert_ne!(analysis.verdict.kind, VerdictKind::Withheld, "{}", template.name);
        }
    }
}

#[test]
fn no_score_and_no_failed_must_stands_without_its_source() {
    for (template, workbook) in own() {
        let claims: BTreeMap<&str, &Claim> =
            workbook.claims.iter().map(|claim| (claim.id.as_str(), claim)).collect();
        assert!(workbook.ballots.iter().all(|ballot| ballot.scores.is_empty()));
        for score in workbook.baseline.iter() {
            assert!(!score.reason.is_empty() && !score.claims.is_empty(), "{}", template.name);
            for id in &score.claims {
                let claim = claims[id.as_str()];
                assert!(claim.counts(), "{}: {id} does not count", template.name);
                assert!(!claim.locator.is_empty());
            }
        }
        for requirement in workbook.requirements.iter() {
            for gate in requirement.gates.values() {
                assert!(!gate.reason.is_empty());
                let judged = matches!(gate.verdict, GateVerdict::Fail | GateVerdict::Narrow);
                let plain = gate.reason.starts_with("Runs on")
                    || gate.reason == "A service of one provider";
                assert!(
                    !judged || plain || !requirement.claims.is_empty(),
                    "{}: {}",
                    template.name,
                    requirement.id
                );
            }
        }
        for source in workbook.sources.iter() {
            assert!(!source.place.is_empty() && !source.title.is_empty());
        }
    }
}

#[test]
fn claims_carried_over_are_those_of_the_flagship_with_place_and_verdict() {
    let flagship = parse(template(FLAGSHIP).unwrap()).unwrap();
    let original: BTreeMap<&str, &Claim> =
        flagship.claims.iter().map(|claim| (claim.id.as_str(), claim)).collect();
    let frameworks = parse(template("framework-choice").unwrap()).unwrap();
    let hosting = parse(template("hosting-model").unwrap()).unwrap();
    for workbook in [&frameworks, &hosting] {
        let mut carried = 0;
        for claim in workbook.claims.iter().filter(|claim| claim.id.as_str().starts_with('c')) {
            let Some(theirs) = original.get(claim.id.as_str()) else {
                panic!("{} is not in the flagship", claim.id)
            };
            let of = |claim: &Claim| {
                (
                    claim.source.clone(),
                    claim.heading.clone(),
                    claim.locator.clone(),
                    claim.text.clone(),
                    (claim.verdict, claim.verdict_note.clone(), claim.treatment),
                    (claim.strength, claim.kind, claim.entities.clone()),
                )
            };
            assert_eq!(of(claim), of(theirs));
            assert!(flagship.source(&claim.source) == workbook.source(&claim.source));
            carried += 1;
        }
        assert!(carried >= 8);
    }
    // Everything that the sources say on frameworks is there, and every server
    // framework that they name is an option.
    let ids: BTreeSet<&str> = frameworks.claims.iter().map(|claim| claim.id.as_str()).collect();
    for claim in flagship.claims.iter() {
        if claim.criterion.as_ref().is_some_and(|criterion| criterion.as_str() == "frameworks") {
            assert!(ids.contains(claim.id.as_str()), "{}", claim.id);
        }
    }
    let options: BTreeSet<&str> =
        frameworks.alternatives.iter().map(|option| option.name.as_str()).collect();
    for name in [
        "Express", "NestJS", "Fastify", "Django", "Flask", "FastAPI", "Pyramid", "web2py",
        "Laravel",
    ] {
        assert!(options.contains(name), "{name}");
        let named = |claim: &&Claim| claim.entities.iter().any(|entity| entity == name);
        for claim in flagship.claims.iter().filter(named) {
            assert!(ids.contains(claim.id.as_str()), "{} names {name}", claim.id);
        }
    }
}
