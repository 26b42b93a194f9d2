//! What frames a decision, counted and checked: coverage, what is due, where
//! requirements stand, what is wrong with questions.

use std::sync::Arc;

use weighbridge::analysis::{
    DueKind, DueState, Gap, analyse, answer_changes, coverage, due, portfolio, progress,
};
use weighbridge::workbook::{
    Action, Answer, Band, Choice, ChoiceId, Date, Edit, Effect, QuestionPlace, Requirement,
    RequirementKind, RevisitTrigger, Status, Strength, Threshold, Weighting, Workbook, apply,
    new_question, question_change, question_problems,
};

use crate::build::{Bench, criterion_id, option_id, plain, question_id, requirement_id};

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn edited(workbook: &mut Workbook, id: &str, edit: impl FnOnce(&mut Requirement)) {
    let list = Arc::make_mut(&mut workbook.requirements);
    edit(list.iter_mut().find(|it| it.id.as_str() == id).unwrap());
}

fn requirement(id: &str, kind: RequirementKind) -> Requirement {
    Requirement {
        id: requirement_id(id),
        text: id.to_owned(),
        kind,
        scenario: Default::default(),
        importance: None,
        difficulty: None,
        owner: None,
        origin: String::new(),
        links: Default::default(),
        gates: Default::default(),
        threshold: None,
        when_asked: false,
        claims: Vec::new(),
    }
}

/// Two options, three criteria with weights 5, 3 and 2, a must and a want.
fn framed() -> Workbook {
    let mut workbook =
        Bench::table(&[5.0, 3.0, 2.0], &[("a", &[60.0; 3]), ("b", &[50.0; 3])]).workbook;
    workbook.requirements = Arc::new(vec![
        requirement("must", RequirementKind::Must),
        requirement("want", RequirementKind::Want),
        requirement("given", RequirementKind::Constraint),
    ]);
    workbook
}

#[test]
fn coverage_tells_each_gap_and_the_share_that_nobody_asked_for() {
    let mut workbook = framed();
    let found = coverage(&workbook, &analyse(&workbook, None));
    assert_eq!(found.gaps.len(), 5, "a must, a want, three criteria");
    assert_eq!(found.gaps[0], Gap::NoGate(requirement_id("must")));
    assert_eq!(found.gaps[1], Gap::Unmeasured(requirement_id("want")));
    assert_eq!(
        found.sentence(),
        "One must has no gate; one want is measured by no criterion; 3 of 3 criteria are asked for \
         by nothing, with 100.0 % of the weight."
    );

    edited(&mut workbook, "want", |it| {
        it.links.insert(criterion_id("c1"), Strength::Weak);
    });
    edited(&mut workbook, "must", |it| {
        it.threshold = Some(Threshold { criterion: criterion_id("c3"), bound: 10.0, margin: 0.0 });
    });
    let found = coverage(&workbook, &analyse(&workbook, None));
    assert_eq!(found.gaps, [Gap::Unasked { criterion: criterion_id("c2"), share: 0.3 }]);
    assert!((found.asked_share.unwrap() - 0.7).abs() < 1e-12);
    assert_eq!((found.requirements.done, found.requirements.of), (2, 2));
    assert_eq!(
        found.gaps[0].sentence(&workbook),
        "No requirement asks for c2, which has 30.0 % of the weight."
    );

    // A constraint asks for a criterion too.
    edited(&mut workbook, "given", |it| {
        it.links.insert(criterion_id("c2"), Strength::Weak);
    });
    let found = coverage(&workbook, &analyse(&workbook, None));
    assert!(found.gaps.is_empty());
    assert_eq!(
        found.sentence(),
        "Every must is judged, every want is measured, and every criterion is asked for."
    );
}

#[test]
fn a_link_to_a_group_measures_nothing() {
    let mut workbook = Bench::new()
        .node("g", "", weighbridge::workbook::CriterionKind::Group)
        .leaf("c", plain(), 1.0)
        .option("a")
        .workbook;
    let mut want = requirement("want", RequirementKind::Want);
    want.links.insert(criterion_id("g"), Strength::Strong);
    workbook.requirements = Arc::new(vec![want]);
    let found = coverage(&workbook, &analyse(&workbook, None));
    assert_eq!(found.gaps[0], Gap::Unmeasured(requirement_id("want")));
}

#[test]
fn what_is_due_says_in_words_how_late_it_is() {
    let mut workbook = framed();
    assert!(due(&workbook, day("2026-03-01")).is_empty());
    let decision = &mut workbook.decision;
    decision.status = Status::Proposed;
    decision.decided = Some(day("2026-03-03"));
    decision.review_by = Some(day("2027-03-01"));
    decision.actions = vec![
        Action { what: "Try it".to_owned(), by: Some(day("2026-02-27")), ..Action::default() },
        Action { what: "Tell the teams".to_owned(), ..Action::default() },
    ];
    decision.revisit = vec![RevisitTrigger {
        metric: "Peak load".to_owned(),
        threshold: "above 5000 a second".to_owned(),
        ..RevisitTrigger::default()
    }];
    let all = due(&workbook, day("2026-03-01"));
    let lines: Vec<String> = all.iter().map(|it| format!("{}: {}", it.what, it.when())).collect();
    assert_eq!(
        lines,
        [
            // 2026 is no leap year: February ends with the 28th.
            "Try it: overdue by 2 days, was due 2026-02-27",
            "Take the decision: by 2026-03-03, in 2 days",
            "Look at the decision again: by 2027-03-01, in 365 days",
            "Tell the teams: no day is set",
            "Peak load: above 5000 a second: reopens the decision",
        ]
    );
    assert!(all[0].is_overdue() && !all[1].is_overdue());
    assert_eq!(all[4].kind, DueKind::Trigger);
    assert_eq!(due(&workbook, day("2026-03-03"))[1].state, DueState::Today);
    // A decision that is taken is not due any more; its review is.
    workbook.decision.status = Status::Accepted;
    let kinds: Vec<DueKind> = due(&workbook, day("2026-03-01")).iter().map(|it| it.kind).collect();
    assert!(!kinds.contains(&DueKind::Decision) && kinds.contains(&DueKind::Review));
}

#[test]
fn days_are_counted_over_leap_years() {
    for (from, to, days) in [
        ("2024-02-28", "2024-03-01", 2),
        ("2023-02-28", "2023-03-01", 1),
        ("2000-01-01", "2001-01-01", 366),
        ("1900-01-01", "1901-01-01", 365),
        ("1970-01-01", "2026-11-21", 20_778),
        ("2026-11-21", "1970-01-01", -20_778),
    ] {
        assert_eq!(day(from).days_until(day(to)), days, "{from} to {to}");
    }
}

#[test]
fn the_portfolio_names_what_is_important_and_hard() {
    let mut workbook = framed();
    assert_eq!(portfolio(&workbook.requirements).sentence(&workbook), "");
    edited(&mut workbook, "must", |it| (it.importance, it.difficulty) = (Some(4), Some(4)));
    edited(&mut workbook, "want", |it| (it.importance, it.difficulty) = (Some(5), Some(3)));
    let found = portfolio(&workbook.requirements);
    assert_eq!(found.first, [requirement_id("must")]);
    assert_eq!(found.soon, [requirement_id("want")]);
    assert_eq!(
        found.sentence(&workbook),
        "Important and hard is \"must\": look at it first. One is not placed yet."
    );
    edited(&mut workbook, "must", |it| it.difficulty = Some(1));
    assert_eq!(
        portfolio(&workbook.requirements).sentence(&workbook),
        "Nothing important is hard: \"want\" and \"must\" can be met soon. One is not placed yet."
    );
}

#[test]
fn an_answer_is_told_apart_from_the_others() {
    let least = |to: f64| vec![Effect::Minimum(criterion_id("c1"), to)];
    let mut workbook = Bench::table(&[1.0, 1.0], &[("a", &[1.0, 2.0])])
        .question("q1", &[("yes", least(3.0))])
        .question("q2", &[("yes", least(4.0))])
        .workbook;
    let profile = &mut Arc::make_mut(&mut workbook.profiles)[0];
    profile.weighting = Weighting::Questionnaire;
    for id in ["q1", "q2"] {
        let answer = Answer { choices: vec![ChoiceId::new("yes").unwrap()], ..Answer::default() };
        profile.answers.insert(question_id(id), answer);
    }
    let analysis = analyse(&workbook, None);
    let profile = workbook.current_profile().unwrap();
    let of = |id: &str| {
        answer_changes(&workbook, profile, &analysis.questionnaire, &question_id(id))
            .into_iter()
            .find(|change| change.criterion == criterion_id("c1"))
            .unwrap()
    };
    // The second asks for more, so the first moves nothing.
    assert!(!of("q1").is_moved());
    let second = of("q2");
    assert_eq!((second.start, second.end), (3.0, 4.0));
    assert!((second.start_share - 0.75).abs() < 1e-12 && (second.end_share - 0.8).abs() < 1e-12);
}

#[test]
fn what_is_wrong_with_a_question_is_told_at_its_place() {
    let workbook = framed();
    let mut question = new_question(&workbook, "Load", "");
    assert_eq!(question.id, question_id("q01"));
    let id = |text: &str| ChoiceId::new(text).unwrap();
    let choice =
        |name: &str, band, effects| Choice { id: id(name), label: name.to_owned(), band, effects };
    let band = |from, to| Some(Band { from, to });
    question.choices = vec![
        choice(
            "low",
            band(None, Some(100.0)),
            vec![
                Effect::Minimum(criterion_id("c1"), 6.0),
                Effect::Screen(requirement_id("want")),
                Effect::Note(" ".to_owned()),
            ],
        ),
        choice(
            "high",
            band(Some(90.0), None),
            vec![
                Effect::Cap(criterion_id("c2"), 1.0),
                Effect::Minimum(criterion_id("c2"), 2.0),
                Effect::Score {
                    criterion: criterion_id("c1"),
                    alternative: option_id("a"),
                    value: 101.0,
                    low: None,
                    high: None,
                },
            ],
        ),
    ];
    let places: Vec<QuestionPlace> =
        question_problems(&workbook, &question).into_iter().map(|it| it.place).collect();
    assert_eq!(
        places,
        [
            QuestionPlace::Text,
            QuestionPlace::Unit,
            QuestionPlace::Effect(id("low"), 0),
            QuestionPlace::Effect(id("low"), 1),
            QuestionPlace::Effect(id("low"), 2),
            QuestionPlace::Band(id("high")),
            QuestionPlace::Effect(id("high"), 0),
            QuestionPlace::Effect(id("high"), 2),
        ]
    );
}

#[test]
fn a_changed_question_takes_answers_that_no_longer_fit_with_it() {
    let mut workbook =
        Bench::new().question("q1", &[("x", vec![]), ("y", vec![]), ("z", vec![])]).workbook;
    let both = ["y", "z"].map(|it| ChoiceId::new(it).unwrap()).to_vec();
    let answer = Answer { choices: both, detail: "kept".to_owned(), ..Answer::default() };
    let profile = &mut Arc::make_mut(&mut workbook.profiles)[0];
    profile.answers.insert(question_id("q1"), answer);

    let mut question = workbook.questions[0].clone();
    question.choices.retain(|choice| choice.id.as_str() != "y");
    let edit = question_change(&workbook, question.clone());
    assert!(matches!(edit, Edit::All { .. }));
    let changed = apply(&workbook, &edit).unwrap();
    let left = &changed.profiles[0].answers[&question_id("q1")];
    assert_eq!((left.choices.len(), left.detail.as_str()), (1, "kept"));
    assert!(weighbridge::workbook::faults(&changed).is_empty());

    let mut single = workbook.questions[0].clone();
    single.several = false;
    let changed = apply(&workbook, &question_change(&workbook, single)).unwrap();
    assert_eq!(changed.profiles[0].answers[&question_id("q1")].choices.len(), 1);
    assert!(weighbridge::workbook::faults(&changed).is_empty());

    // What fits all answers is a plain change.
    let mut renamed = workbook.questions[0].clone();
    renamed.text = "Other words".to_owned();
    assert!(matches!(question_change(&workbook, renamed), Edit::Put(_)));
}

#[test]
fn a_weight_of_nothing_counts_as_given() {
    let workbook = Bench::table(&[1.0, 0.0], &[("a", &[1.0, 2.0])]).workbook;
    let mut bare = workbook.clone();
    Arc::make_mut(&mut bare.profiles)[0].weights.remove(&criterion_id("c2"));
    let count = |workbook: &Workbook| progress(workbook, &analyse(workbook, None)).weights;
    assert_eq!((count(&workbook).done, count(&workbook).of), (2, 2));
    assert_eq!((count(&bare).done, count(&bare).of), (1, 2));
}
