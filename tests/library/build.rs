//! A short way to write a small workbook in a test, through the public types.

use std::collections::BTreeMap;
use std::sync::Arc;

use weighbridge::analysis::{Analysis, OptionResult, analyse};
use weighbridge::workbook::{
    Alternative, AlternativeId, Answer, Ballot, Choice, ChoiceId, Criterion, CriterionId,
    CriterionKind, Dropped, Edit, Effect, Frame, Gate, GateVerdict, Item, Judgement, Measure,
    Person, PersonId, Profile, ProfileId, Question, QuestionId, Requirement, RequirementId,
    RequirementKind, Role, Scenario, Score, Strength, Threshold, Weighting, Workbook, apply,
    faults, put_score,
};

/// An option's id.
pub fn option_id(text: &str) -> AlternativeId {
    AlternativeId::new(text).expect("an id")
}

/// A criterion's id.
pub fn criterion_id(text: &str) -> CriterionId {
    CriterionId::new(text).expect("an id")
}

/// A requirement's id.
pub fn requirement_id(text: &str) -> RequirementId {
    RequirementId::new(text).expect("an id")
}

/// A question's id.
pub fn question_id(text: &str) -> QuestionId {
    QuestionId::new(text).expect("an id")
}

/// A profile's id.
pub fn profile_id(text: &str) -> ProfileId {
    ProfileId::new(text).expect("an id")
}

/// Values given directly: performance from 0 to 100 is its own value.
pub fn plain() -> Measure {
    Measure::natural("points", 0.0, 100.0)
}

/// A workbook under construction, with one profile "main" whose weights are
/// given across the tree. Names are the ids.
#[derive(Debug, Clone)]
pub struct Bench {
    pub workbook: Workbook,
}

impl Bench {
    pub fn new() -> Self {
        let profile = Profile::new(profile_id("main"), "main");
        let workbook = Workbook {
            frame: Frame { title: "Bench".to_owned(), ..Frame::default() },
            profiles: Arc::new(vec![profile]),
            ..Workbook::default()
        };
        Self { workbook }
    }

    /// A bench of plain criteria `c1`, `c2` and so on with these weights and
    /// options with these rows of values.
    pub fn table(weights: &[f64], rows: &[(&str, &[f64])]) -> Self {
        let mut bench = Self::new();
        for (at, weight) in weights.iter().enumerate() {
            bench = bench.leaf(&format!("c{}", at + 1), plain(), *weight);
        }
        rows.iter().fold(bench, |bench, (option, row)| bench.option(option).row(option, row))
    }

    fn profile_mut(&mut self) -> &mut Profile {
        &mut Arc::make_mut(&mut self.workbook.profiles)[0]
    }

    fn requirement_mut(&mut self, id: &str) -> &mut Requirement {
        Arc::make_mut(&mut self.workbook.requirements)
            .iter_mut()
            .find(|requirement| requirement.id.as_str() == id)
            .expect("the requirement was made before")
    }

    fn score_of(mut self, score: Score) -> Self {
        put_score(Arc::make_mut(&mut self.workbook.baseline), score);
        self
    }

    pub fn option(mut self, id: &str) -> Self {
        let option = Alternative::new(option_id(id), id);
        Arc::make_mut(&mut self.workbook.alternatives).push(option);
        self
    }

    pub fn options(self, ids: &[&str]) -> Self {
        ids.iter().fold(self, |bench, id| bench.option(id))
    }

    /// Takes an option out.
    pub fn drop_option(mut self, id: &str) -> Self {
        for option in Arc::make_mut(&mut self.workbook.alternatives) {
            if option.id.as_str() == id {
                option.dropped = Some(Dropped { reason: "Too young".to_owned(), date: None });
            }
        }
        self
    }

    /// A criterion of any kind, below `parent` unless that is empty.
    pub fn node(mut self, id: &str, parent: &str, kind: CriterionKind) -> Self {
        Arc::make_mut(&mut self.workbook.criteria).push(Criterion {
            id: criterion_id(id),
            parent: (!parent.is_empty()).then(|| criterion_id(parent)),
            name: id.to_owned(),
            definition: String::new(),
            measure: String::new(),
            note: String::new(),
            kind,
        });
        self
    }

    /// A group at the top.
    pub fn group(self, id: &str) -> Self {
        self.node(id, "", CriterionKind::Group)
    }

    /// A group below another.
    pub fn group_in(self, parent: &str, id: &str) -> Self {
        self.node(id, parent, CriterionKind::Group)
    }

    /// A scored criterion at the top, with its raw weight.
    pub fn leaf(self, id: &str, measure: Measure, weight: f64) -> Self {
        self.leaf_in("", id, measure, weight)
    }

    /// A scored criterion below a group.
    pub fn leaf_in(self, parent: &str, id: &str, measure: Measure, weight: f64) -> Self {
        self.node(id, parent, CriterionKind::Scored(measure)).weight(id, weight)
    }

    /// The raw weight of a node.
    pub fn weight(mut self, id: &str, weight: f64) -> Self {
        self.profile_mut().weights.insert(criterion_id(id), weight);
        self
    }

    pub fn weighting(mut self, weighting: Weighting) -> Self {
        self.profile_mut().weighting = weighting;
        self
    }

    /// A baseline score.
    pub fn score(self, criterion: &str, option: &str, value: f64) -> Self {
        self.judge(criterion, option, Judgement::Value(value))
    }

    /// A baseline judgement of any sort.
    pub fn judge(self, criterion: &str, option: &str, is: Judgement) -> Self {
        self.score_of(Score::new(criterion_id(criterion), option_id(option), is))
    }

    /// A baseline judgement with the ends of its range.
    pub fn ranged(self, criterion: &str, option: &str, is: Judgement, low: f64, high: f64) -> Self {
        let score = Score::new(criterion_id(criterion), option_id(option), is);
        self.score_of(Score { low: Some(low), high: Some(high), ..score })
    }

    pub fn unknown(self, criterion: &str, option: &str) -> Self {
        self.judge(criterion, option, Judgement::Unknown)
    }

    pub fn not_applicable(self, criterion: &str, option: &str) -> Self {
        self.judge(criterion, option, Judgement::NotApplicable)
    }

    /// Baseline scores of one option on all scored criteria made so far, in
    /// their order.
    pub fn row(self, option: &str, values: &[f64]) -> Self {
        let leaves: Vec<String> = self
            .workbook
            .criteria
            .iter()
            .filter(|criterion| criterion.measure().is_some())
            .map(|criterion| criterion.id.as_str().to_owned())
            .collect();
        assert_eq!(leaves.len(), values.len(), "one value for each scored criterion");
        leaves
            .iter()
            .zip(values)
            .fold(self, |bench, (leaf, value)| bench.score(leaf, option, *value))
    }

    /// What a reviewer gave in a round.
    pub fn ballot(
        mut self,
        reviewer: &str,
        round: u32,
        criterion: &str,
        option: &str,
        is: Judgement,
    ) -> Self {
        let id = PersonId::new(reviewer).expect("an id");
        if self.workbook.person(&id).is_none() {
            Arc::make_mut(&mut self.workbook.people).push(Person {
                id: id.clone(),
                name: reviewer.to_owned(),
                role: Role::Contributor,
                reviewer: true,
            });
        }
        let key = (&id, round);
        let found = self
            .workbook
            .ballots
            .binary_search_by(|other| (&other.reviewer, other.round).cmp(&key));
        let at = found.unwrap_or_else(|at| {
            self.workbook.ballots.insert(at, Arc::new(Ballot::new(id.clone(), round)));
            at
        });
        let ballot = Arc::make_mut(&mut self.workbook.ballots[at]);
        put_score(&mut ballot.scores, Score::new(criterion_id(criterion), option_id(option), is));
        self
    }

    /// A requirement of any kind.
    pub fn requirement(mut self, id: &str, kind: RequirementKind) -> Self {
        Arc::make_mut(&mut self.workbook.requirements).push(Requirement {
            id: requirement_id(id),
            text: id.to_owned(),
            kind,
            scenario: Scenario::default(),
            importance: None,
            difficulty: None,
            owner: None,
            origin: String::new(),
            links: BTreeMap::new(),
            gates: BTreeMap::new(),
            threshold: None,
            when_asked: false,
            claims: Vec::new(),
        });
        self
    }

    pub fn must(self, id: &str) -> Self {
        self.requirement(id, RequirementKind::Must)
    }

    /// A must that waits for an answer.
    pub fn must_when_asked(mut self, id: &str) -> Self {
        self = self.must(id);
        self.requirement_mut(id).when_asked = true;
        self
    }

    /// How an option stands at a must.
    pub fn gate(mut self, must: &str, option: &str, verdict: GateVerdict, reason: &str) -> Self {
        let gate = Gate { verdict, reason: reason.to_owned() };
        self.requirement_mut(must).gates.insert(option_id(option), gate);
        self
    }

    /// A bound that judges a must by itself.
    pub fn bound(mut self, must: &str, criterion: &str, bound: f64, margin: f64) -> Self {
        let criterion = criterion_id(criterion);
        self.requirement_mut(must).threshold = Some(Threshold { criterion, bound, margin });
        self
    }

    /// How much a requirement matters, and what it bears on.
    pub fn links(mut self, id: &str, importance: Option<u8>, links: &[(&str, Strength)]) -> Self {
        let requirement = self.requirement_mut(id);
        requirement.importance = importance;
        requirement.links = links
            .iter()
            .map(|(criterion, strength)| (criterion_id(criterion), *strength))
            .collect();
        self
    }

    /// A question whose choices do these things.
    pub fn question(mut self, id: &str, choices: &[(&str, Vec<Effect>)]) -> Self {
        Arc::make_mut(&mut self.workbook.questions).push(Question {
            id: question_id(id),
            group: String::new(),
            text: id.to_owned(),
            hint: String::new(),
            why: String::new(),
            several: true,
            unit: String::new(),
            choices: choices
                .iter()
                .map(|(id, effects)| Choice {
                    id: ChoiceId::new(id).expect("an id"),
                    label: (*id).to_owned(),
                    band: None,
                    effects: effects.clone(),
                })
                .collect(),
            claims: Vec::new(),
        });
        self
    }

    /// The choices taken at a question.
    pub fn answer(mut self, question: &str, choices: &[&str]) -> Self {
        let choices = choices.iter().map(|id| ChoiceId::new(id).expect("an id")).collect();
        let answer = Answer { choices, ..Answer::default() };
        self.profile_mut().answers.insert(question_id(question), answer);
        self
    }

    pub fn close_call(mut self, points: f64) -> Self {
        self.workbook.frame.close_call = points;
        self
    }

    /// The workbook, which must be sound.
    pub fn build(&self) -> Workbook {
        assert_eq!(faults(&self.workbook), vec![]);
        self.workbook.clone()
    }

    pub fn analyse(&self) -> Analysis {
        analyse(&self.build(), None)
    }
}

/// The result of an option.
pub fn result<'a>(analysis: &'a Analysis, option: &str) -> &'a OptionResult {
    let at = analysis.option_at(&option_id(option)).expect("the option is in the workbook");
    &analysis.options[at]
}

/// The total of an option, which must have one.
pub fn total(analysis: &Analysis, option: &str) -> f64 {
    result(analysis, option).total.expect("every score that counts is known")
}

/// The ids of the ranked options, best first.
pub fn order(analysis: &Analysis) -> Vec<&str> {
    analysis.order.iter().map(|&at| analysis.options[at].id.as_str()).collect()
}

/// Fails unless the two are within `tolerance`.
#[track_caller]
pub fn close(found: f64, expected: f64, tolerance: f64) {
    assert!(
        (found - expected).abs() <= tolerance,
        "found {found}, expected {expected} within {tolerance}"
    );
}

/// Puts a criterion into the tree.
pub fn node(name: &str, parent: Option<&str>, kind: CriterionKind) -> Edit {
    Edit::Put(Item::from(Criterion {
        id: criterion_id(name),
        parent: parent.map(criterion_id),
        name: name.to_owned(),
        definition: String::new(),
        measure: String::new(),
        note: String::new(),
        kind,
    }))
}

/// Two groups: g with the leaves a and b, h with the leaf c; every weight 1.
pub fn two_groups(weighting: Weighting) -> Workbook {
    let leaf = || CriterionKind::Scored(Measure::natural("ms", 100.0, 0.0));
    let mut profile = Profile::new(ProfileId::new("p").unwrap(), "P");
    profile.weighting = weighting;
    for name in ["g", "h", "a", "b", "c"] {
        profile.weights.insert(criterion_id(name), 1.0);
    }
    let edits = vec![
        node("g", None, CriterionKind::Group),
        node("h", None, CriterionKind::Group),
        node("a", Some("g"), leaf()),
        node("b", Some("g"), leaf()),
        node("c", Some("h"), leaf()),
        Edit::Put(Item::from(profile)),
    ];
    apply(&Workbook::default(), &Edit::All { label: "set up".to_owned(), edits }).unwrap()
}

/// The workbook with these weights of the leaves (in the order of the analysis).
pub fn with_leaf_weights(workbook: &Workbook, analysis: &Analysis, weights: &[f64]) -> Workbook {
    let mut changed = workbook.clone();
    let profile = &mut Arc::make_mut(&mut changed.profiles)[0];
    profile.weighting = Weighting::AcrossTree;
    profile.weights = analysis
        .leaves
        .iter()
        .zip(weights)
        .map(|(&node, weight)| (workbook.criteria[node].id.clone(), *weight))
        .collect();
    changed
}
