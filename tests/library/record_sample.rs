//! A workbook made by hand for the tests of figures and records: three ranked
//! options, one that fails a must, one taken out; weights 50, 30 and 20.
//!
//! Hand computation of the totals (value = share of the way from worst to best):
//! latency 400 → 200 ms: Node.js 250 ms = 75, Python 300 ms = 50, Hybrid 275 ms = 62.5;
//! skills, 5 levels: Node.js 3 = 50, Python 5 = 100, Hybrid 3 = 50;
//! cost 100 → 0 EUR: Node.js 20 = 80, Python 40 = 60, Hybrid 70 = 30.
//! Node.js 0.5·75 + 0.3·50 + 0.2·80 = 68.5; Python 25 + 30 + 12 = 67.0;
//! Hybrid 31.25 + 15 + 6 = 52.25.

use std::sync::Arc;

use weighbridge::workbook::{
    Action, Alternative, AlternativeId, Consequence, Criterion, CriterionId, CriterionKind, Date,
    Dropped, Finding, FindingId, FindingKind, Frame, Gate, GateVerdict, Judgement, Measure, Person,
    PersonId, Profile, ProfileId, Requirement, RequirementId, RequirementKind, RevisitTrigger,
    Role, Scenario, Score, SignOff, SignOffVerdict, Status, Tone, Workbook, put_score,
};

pub fn option(id: &str) -> AlternativeId {
    AlternativeId::new(id).unwrap()
}

pub fn criterion(id: &str) -> CriterionId {
    CriterionId::new(id).unwrap()
}

fn person(id: &str, name: &str, role: Role) -> Person {
    Person { id: PersonId::new(id).unwrap(), name: name.to_owned(), role, reviewer: false }
}

fn leaf(id: &str, parent: Option<&str>, name: &str, measure: Measure) -> Criterion {
    Criterion {
        id: criterion(id),
        parent: parent.map(criterion),
        name: name.to_owned(),
        definition: format!("What {name} means here."),
        measure: String::new(),
        note: String::new(),
        kind: CriterionKind::Scored(measure),
    }
}

fn group(id: &str, name: &str) -> Criterion {
    Criterion {
        id: criterion(id),
        parent: None,
        name: name.to_owned(),
        definition: String::new(),
        measure: String::new(),
        note: String::new(),
        kind: CriterionKind::Group,
    }
}

/// The sample, accepted.
pub fn workbook() -> Workbook {
    let mut latency = Measure::natural("ms", 400.0, 200.0);
    latency.anchors.target = Some(250.0);
    let mut node = Alternative::new(option("node"), "Node.js");
    node.idea = "One runtime for server and browser".to_owned();
    node.pros = vec!["the team ships with it today.".to_owned()];
    node.cons = vec!["CPU-bound work blocks the event loop".to_owned()];
    node.top_risk = "A hot loop stalls every request".to_owned();
    node.costs.build = "80,000 EUR".to_owned();
    node.costs.run = "1,200 EUR a month".to_owned();
    let mut python = Alternative::new(option("python"), "Python");
    python.costs.build = "95,000 EUR".to_owned();
    let mut cobol = Alternative::new(option("cobol"), "COBOL");
    cobol.dropped =
        Some(Dropped { reason: "nobody can hire for it".to_owned(), date: Date::new(2026, 11, 2) });
    let mut baseline = Vec::new();
    for (on, of, value) in [
        ("latency", "node", 250.0),
        ("latency", "python", 300.0),
        ("latency", "hybrid", 275.0),
        ("latency", "perl", 250.0),
        ("skills", "node", 3.0),
        ("skills", "python", 5.0),
        ("skills", "hybrid", 3.0),
        ("skills", "perl", 2.0),
        ("cost", "node", 20.0),
        ("cost", "python", 40.0),
        ("cost", "hybrid", 70.0),
        ("cost", "perl", 10.0),
    ] {
        let mut score = Score::new(criterion(on), option(of), Judgement::Value(value));
        score.reason = format!("Reading for {of} on {on}.");
        if on == "latency" {
            score.low = Some(value - 20.0);
            score.high = Some(value + 20.0);
        }
        put_score(&mut baseline, score);
    }
    let mut profile = Profile::new(ProfileId::new("today").unwrap(), "Today");
    profile.weights = [("latency", 50.0), ("skills", 30.0), ("cost", 20.0)]
        .map(|(id, w)| (criterion(id), w))
        .into();
    let finding = |id: &str, kind: FindingKind, text: &str, owner: Option<&str>| Finding {
        id: FindingId::new(id).unwrap(),
        kind,
        text: text.to_owned(),
        alternative: None,
        criterion: None,
        owner: owner.map(|id| PersonId::new(id).unwrap()),
        answer: String::new(),
    };
    let mut workbook = Workbook {
        frame: Frame {
            title: "Use Node.js for the order backend".to_owned(),
            question: "Which runtime shall the order backend use?".to_owned(),
            context: "Orders arrive at 2,000 requests per second.\n\nThe team knows both."
                .to_owned(),
            non_goals: vec!["the database".to_owned()],
            organisation: "Order team".to_owned(),
            number: Some(12),
            close_call: 1.0,
            tags: vec!["backend".to_owned()],
            raised: Date::new(2026, 11, 1),
            ..Frame::default()
        },
        people: Arc::new(vec![
            person("ada", "@ada", Role::Approver),
            person("grace", "Lovelace, Ada", Role::Driver),
            person("alan", "O'Neil: Pat", Role::Consulted),
            person("platform", "Platform team", Role::Informed),
        ]),
        requirements: Arc::new(vec![Requirement {
            id: RequirementId::new("supported").unwrap(),
            text: "Receives security fixes".to_owned(),
            kind: RequirementKind::Must,
            scenario: Scenario {
                measure: "a fix within 30 days".to_owned(),
                ..Scenario::default()
            },
            importance: None,
            difficulty: None,
            owner: None,
            origin: String::new(),
            links: Default::default(),
            gates: [
                ("node", GateVerdict::Pass, ""),
                ("python", GateVerdict::Pass, ""),
                ("hybrid", GateVerdict::Narrow, "two runtimes to patch"),
                ("perl", GateVerdict::Fail, "no release in two years"),
            ]
            .map(|(id, verdict, reason)| (option(id), Gate { verdict, reason: reason.to_owned() }))
            .into(),
            threshold: None,
            when_asked: false,
            claims: Vec::new(),
        }]),
        alternatives: Arc::new(vec![
            node,
            python,
            Alternative::new(option("hybrid"), "Hybrid"),
            Alternative::new(option("perl"), "Perl"),
            cobol,
        ]),
        criteria: Arc::new(vec![
            group("perf", "Performance"),
            leaf("latency", Some("perf"), "p95 latency", latency),
            group("team", "Team"),
            leaf(
                "skills",
                Some("team"),
                "Team skills",
                Measure::levels(["none", "little", "some", "good", "expert"]),
            ),
            leaf("cost", None, "Monthly cost", Measure::natural("EUR", 100.0, 0.0)),
        ]),
        profiles: Arc::new(vec![profile]),
        baseline: Arc::new(baseline),
        findings: Arc::new(vec![
            finding("r1", FindingKind::Risk, "Report jobs may block the event loop", Some("grace")),
            finding("d1", FindingKind::Dissent, "Would have taken the hybrid", Some("alan")),
            finding("q1", FindingKind::OpenQuestion, "How large do carts get?", None),
        ]),
        ..Workbook::default()
    };
    let decision = &mut workbook.decision;
    decision.status = Status::Accepted;
    decision.chosen = Some(option("node"));
    decision.because = "it passes every must and keeps one language in the house".to_owned();
    decision.consequences = vec![
        Consequence { tone: Tone::Good, text: "one language from end to end".to_owned() },
        Consequence { tone: Tone::Bad, text: "reports move to workers".to_owned() },
    ];
    decision.confirmation =
        "The load test in continuous integration stays under 300 ms at p95.".to_owned();
    decision.revisit = vec![RevisitTrigger {
        metric: "Peak load".to_owned(),
        threshold: "above 4,000 requests per second".to_owned(),
        source: "the gateway's dashboard".to_owned(),
    }];
    decision.decided = Date::new(2026, 11, 20);
    decision.review_by = Date::new(2027, 5, 20);
    decision.actions = vec![Action {
        what: "Move the reports to workers".to_owned(),
        who: Some(PersonId::new("grace").unwrap()),
        by: Date::new(2027, 1, 15),
    }];
    decision.sign_offs = vec![SignOff {
        person: PersonId::new("ada").unwrap(),
        verdict: SignOffVerdict::Approve,
        comment: "Agreed".to_owned(),
        date: Date::new(2026, 11, 20),
        hash: "1f3a".repeat(16),
    }];
    workbook
}
