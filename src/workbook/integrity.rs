//! What makes a workbook sound: ids unique, references kept, numbers finite,
//! scales and trees well formed. A file with a fault is refused; an edit that
//! would bring one is refused too.

mod load;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Alternative, Criterion, CriterionKind, Effect, Item, ItemRef, Judgement, Kind, Measure,
    Profile, Question, Requirement, Scale, Score, Uncertainty, ValueFunction, WeightFreedom,
    Workbook,
};

/// Something that makes a workbook unsound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The item at fault; nothing for the workbook as a whole.
    pub item: Option<ItemRef>,
    /// The text in the file that is at fault, such as a dangling id, as far as
    /// one can be named; with it the reader finds the line.
    pub token: String,
    /// What is wrong, as a clause without a full stop.
    pub message: String,
    /// What to do about it.
    pub hint: String,
    /// Where it lies, for the reader of a file.
    pub place: Place,
}

/// Where in a workbook a fault lies, more closely than its item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// The list or part, by the name of its field: `criteria`, `ballots`,
    /// `decision`; empty when it is not known.
    pub section: &'static str,
    /// Reviewer and round of the ballot.
    pub ballot: Option<(String, u32)>,
    /// Criterion and option of the score.
    pub cell: Option<(String, String)>,
    /// What the token refers to, where it is a reference.
    pub refers_to: Option<Kind>,
}

impl Place {
    /// What a message about the place begins with, where no item is named.
    fn prefix(&self) -> String {
        match (&self.ballot, self.section) {
            (Some((reviewer, round)), _) => format!("ballot of \"{reviewer}\", round {round}: "),
            (None, "frame") => "question and setting: ".to_owned(),
            (None, "baseline") => "baseline: ".to_owned(),
            (None, "decision") => "decision: ".to_owned(),
            (None, "start_weights") => "start weights: ".to_owned(),
            (None, "uncertainty") => "uncertainty: ".to_owned(),
            (None, "load_plan") => "load plan: ".to_owned(),
            (None, "active_profile") => "active profile: ".to_owned(),
            (None, _) => String::new(),
        }
    }
}

/// The ids that a workbook holds, by kind.
struct Ids<'a>(BTreeMap<Kind, BTreeSet<&'a str>>);

impl<'a> Ids<'a> {
    fn of(workbook: &'a Workbook) -> Self {
        let mut ids = BTreeMap::new();
        macro_rules! collect {
            ($($kind:ident: $list:ident),+) => {$(
                ids.insert(Kind::$kind, workbook.$list.iter().map(|item| item.id.as_str()).collect());
            )+};
        }
        collect!(
            Person: people, Question: questions, Requirement: requirements,
            Alternative: alternatives, Criterion: criteria, Profile: profiles, Source: sources,
            Claim: claims, Contradiction: contradictions, Measurement: measurements,
            Finding: findings
        );
        Self(ids)
    }

    fn has(&self, kind: Kind, id: &str) -> bool {
        self.0.get(&kind).is_some_and(|ids| ids.contains(id))
    }

    /// The id of this kind most like `id`, if one is close enough to be meant.
    fn nearest(&self, kind: Kind, id: &str) -> Option<&'a str> {
        let ids = self.0.get(&kind)?;
        ids.iter()
            .map(|other| (distance(id, other), *other))
            .min()
            .filter(|(distance, other)| *distance <= 1 + other.len().max(id.len()) / 4)
            .map(|(_, other)| other)
    }
}

/// Edit distance of two ids (Levenshtein 1966).
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let b: Vec<u8> = b.bytes().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, right) in b.iter().enumerate() {
            let change = diagonal + usize::from(left != *right);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

/// Collects the faults of one item after the other.
struct Inspector<'a> {
    ids: Ids<'a>,
    item: Option<ItemRef>,
    place: Place,
    found: Vec<Fault>,
}

impl<'a> Inspector<'a> {
    fn new(workbook: &'a Workbook) -> Self {
        Self { ids: Ids::of(workbook), item: None, place: Place::default(), found: Vec::new() }
    }

    fn fault(
        &mut self,
        token: impl Into<String>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let message = match &self.item {
            Some(item) => format!("{} \"{}\": {}", item.kind.word(), item.id, message.into()),
            None => self.place.prefix() + &message.into(),
        };
        self.found.push(Fault {
            place: self.place.clone(),
            item: self.item.clone(),
            token: token.into(),
            message,
            hint: hint.into(),
        });
    }

    fn reference(&mut self, kind: Kind, id: &str) {
        if self.ids.has(kind, id) {
            return;
        }
        let hint = match self.ids.nearest(kind, id) {
            Some(near) => format!(
                "Did you mean \"{near}\"? Otherwise add the {} or remove the reference.",
                kind.word()
            ),
            None => format!("Add a {} with this id, or remove the reference.", kind.word()),
        };
        self.place.refers_to = Some(kind);
        self.fault(id, format!("refers to {} \"{id}\", which does not exist", kind.word()), hint);
        self.place.refers_to = None;
    }

    fn references<'b>(&mut self, kind: Kind, ids: impl IntoIterator<Item = &'b str>) {
        for id in ids {
            self.reference(kind, id);
        }
    }

    /// Reports a number that is infinite or not a number; true if it is finite.
    fn finite(&mut self, what: &str, number: f64) -> bool {
        if number.is_finite() {
            return true;
        }
        let token = if number.is_nan() { "NaN" } else { "inf" };
        self.fault(
            token,
            format!("{what} is {number}, which is no number to reckon with"),
            "Give a finite number, or leave the field out when the value is unknown.",
        );
        false
    }

    fn at_least_zero(&mut self, what: &str, number: f64) {
        if self.finite(what, number) && number < 0.0 {
            self.fault(
                number.to_string(),
                format!("{what} is {number}, below 0"),
                "Give 0 or more.",
            );
        }
    }

    fn unique<'b>(&mut self, kind: Kind, ids: impl Iterator<Item = &'b str>) {
        let mut seen = BTreeSet::new();
        for id in ids {
            if !seen.insert(id) {
                self.item = Some(ItemRef::new(kind, id));
                self.place.section = kind.list();
                self.fault(
                    id,
                    "the id stands twice",
                    "Give one of the two another id; ids are unique among items of a kind.",
                );
                self.item = None;
            }
        }
    }

    fn item(&mut self, workbook: &Workbook, item: &Item) {
        let reference = item.reference();
        self.place.section = reference.kind.list();
        self.item = Some(reference);
        match item {
            Item::Person(_) => {}
            Item::Source(_) => {}
            Item::Question(question) => self.question(question),
            Item::Requirement(requirement) => self.requirement(requirement),
            Item::Alternative(alternative) => self.alternative(workbook, alternative),
            Item::Criterion(criterion) => self.criterion(workbook, criterion),
            Item::Profile(profile) => self.profile(workbook, profile),
            Item::Claim(claim) => {
                self.reference(Kind::Source, claim.source.as_str());
                self.references(
                    Kind::Alternative,
                    claim.about.iter().chain(&claim.favours).map(|id| id.as_str()),
                );
                self.references(Kind::Criterion, claim.criterion.iter().map(|id| id.as_str()));
                self.references(
                    Kind::Contradiction,
                    claim.contradictions.iter().map(|id| id.as_str()),
                );
                self.references(Kind::Profile, claim.profiles.iter().map(|id| id.as_str()));
                self.references(Kind::Question, claim.questions.iter().map(|id| id.as_str()));
            }
            Item::Contradiction(contradiction) => {
                self.references(Kind::Claim, contradiction.claims.iter().map(|id| id.as_str()));
            }
            Item::Measurement(measurement) => self.measurement(workbook, measurement),
            Item::Finding(finding) => {
                self.references(
                    Kind::Alternative,
                    finding.alternative.iter().map(|id| id.as_str()),
                );
                self.references(Kind::Criterion, finding.criterion.iter().map(|id| id.as_str()));
                self.references(Kind::Person, finding.owner.iter().map(|id| id.as_str()));
            }
        }
        self.item = None;
    }

    fn question(&mut self, question: &Question) {
        self.references(Kind::Claim, question.claims.iter().map(|id| id.as_str()));
        let mut seen = BTreeSet::new();
        for choice in &question.choices {
            if !seen.insert(&choice.id) {
                self.fault(
                    choice.id.as_str(),
                    format!("the choice id \"{}\" stands twice", choice.id),
                    "Give one of the two choices another id.",
                );
            }
            if let Some(band) = choice.band {
                for end in band.from.iter().chain(&band.to) {
                    self.finite("the end of a band", *end);
                }
            }
            for effect in &choice.effects {
                match effect {
                    Effect::Minimum(criterion, weight) | Effect::Cap(criterion, weight) => {
                        self.reference(Kind::Criterion, criterion.as_str());
                        self.at_least_zero("a weight", *weight);
                    }
                    Effect::Score { criterion, alternative, value, low, high } => {
                        self.reference(Kind::Criterion, criterion.as_str());
                        self.reference(Kind::Alternative, alternative.as_str());
                        self.range("a score", Some(*value), *low, *high);
                    }
                    Effect::Screen(requirement) => {
                        self.reference(Kind::Requirement, requirement.as_str());
                    }
                    Effect::StartFrom(profile) | Effect::Suggest(profile) => {
                        self.reference(Kind::Profile, profile.as_str());
                    }
                    Effect::Note(_) => {}
                }
            }
        }
    }

    fn requirement(&mut self, requirement: &Requirement) {
        self.references(Kind::Person, requirement.owner.iter().map(|id| id.as_str()));
        self.references(Kind::Criterion, requirement.links.keys().map(|id| id.as_str()));
        self.references(Kind::Alternative, requirement.gates.keys().map(|id| id.as_str()));
        self.references(Kind::Claim, requirement.claims.iter().map(|id| id.as_str()));
        for (what, number) in
            [("importance", requirement.importance), ("difficulty", requirement.difficulty)]
        {
            if let Some(number) = number.filter(|number| !(1..=5).contains(number)) {
                self.fault(
                    number.to_string(),
                    format!("the {what} is {number}"),
                    "Give a number from 1 to 5.",
                );
            }
        }
        if let Some(threshold) = &requirement.threshold {
            self.reference(Kind::Criterion, threshold.criterion.as_str());
            self.finite("the bound", threshold.bound);
            self.at_least_zero("the margin", threshold.margin);
        }
    }

    fn alternative(&mut self, workbook: &Workbook, alternative: &Alternative) {
        if let Some(cost) = &alternative.costs.total {
            self.at_least_zero("the cost", cost.likely);
            for (what, end) in [("the lowest cost", cost.low), ("the highest cost", cost.high)] {
                if let Some(end) = end {
                    self.at_least_zero(what, end);
                }
            }
            let (low, high) = cost.range();
            if !(low <= cost.likely && cost.likely <= high) {
                self.fault(
                    cost.likely.to_string(),
                    format!("the cost {} is not between {low} and {high}", cost.likely),
                    "Give the lowest cost, the likely one and the highest in rising order.",
                );
            }
        }
        let Some(composition) = &alternative.composition else { return };
        self.references(Kind::Alternative, composition.parts.keys().map(|id| id.as_str()));
        self.references(
            Kind::Criterion,
            composition
                .rules
                .keys()
                .chain(composition.integration_cost.keys())
                .map(|id| id.as_str()),
        );
        for share in composition.parts.values() {
            self.at_least_zero("the share of a part", *share);
        }
        for cost in composition.integration_cost.values() {
            self.finite("an integration cost", *cost);
        }
        for part in composition.parts.keys() {
            let nested = workbook.alternative(part).is_some_and(|part| part.composition.is_some());
            if nested || *part == alternative.id {
                self.fault(
                    part.as_str(),
                    format!("the part \"{part}\" is itself a composite"),
                    "Make composites of plain options only.",
                );
            }
        }
    }

    /// An option that is part of a composite does not become one itself. In a
    /// whole workbook the composite is found at fault instead.
    fn stays_plain(&mut self, workbook: &Workbook, alternative: &Alternative) {
        let whole = workbook.alternatives.iter().find(|other| {
            let made = other.composition.as_ref();
            made.is_some_and(|made| made.parts.contains_key(&alternative.id))
        });
        if let (Some(_), Some(whole)) = (&alternative.composition, whole) {
            self.fault(
                whole.id.as_str(),
                format!("is part of \"{}\", which is itself a composite", whole.id),
                "Make composites of plain options only.",
            );
        }
    }

    fn criterion(&mut self, workbook: &Workbook, criterion: &Criterion) {
        if let Some(parent) = &criterion.parent {
            self.reference(Kind::Criterion, parent.as_str());
            if let Some(above) = workbook.criterion(parent)
                && above.kind != CriterionKind::Group
            {
                self.fault(
                    parent.as_str(),
                    format!("stands below \"{parent}\", which is no group"),
                    "Only a group holds other criteria: make it one, or choose another parent.",
                );
            }
            let mut at = Some(parent);
            let mut steps = 0;
            while let Some(id) = at {
                steps += 1;
                if *id == criterion.id || steps > workbook.criteria.len() {
                    self.fault(
                        parent.as_str(),
                        "stands below itself",
                        "Choose a parent outside of its own branch.",
                    );
                    break;
                }
                at = workbook.criterion(id).and_then(|node| node.parent.as_ref());
            }
        }
        if criterion.kind != CriterionKind::Group
            && let Some(child) =
                workbook.criteria.iter().find(|child| child.parent.as_ref() == Some(&criterion.id))
        {
            self.fault(
                child.id.as_str(),
                format!("is a leaf, but \"{}\" stands below it", child.id),
                "Move the criteria below it elsewhere first.",
            );
        }
        if let CriterionKind::Scored(measure) = &criterion.kind {
            self.measure(measure);
        }
    }

    fn measure(&mut self, measure: &Measure) {
        let anchors = &measure.anchors;
        let ends = self.finite("the worst anchor", anchors.worst)
            && self.finite("the best anchor", anchors.best);
        if ends && anchors.worst == anchors.best {
            self.fault(anchors.worst.to_string(), "the worst and the best anchor are the same", "Give two different performances; the value runs from 0 at one to 100 at the other.");
        }
        for (what, anchor) in [
            ("the walk-away anchor", anchors.walk_away),
            ("the current anchor", anchors.current),
            ("the target anchor", anchors.target),
        ] {
            if let Some(anchor) = anchor {
                self.finite(what, anchor);
            }
        }
        if let Scale::Levels(levels) = &measure.scale {
            if levels.len() < 2 {
                self.fault(
                    "Levels",
                    "has fewer than two levels",
                    "Describe at least the worst and the best level.",
                );
            }
            for level in levels {
                if self.finite("the value of a level", level.value)
                    && !(0.0..=100.0).contains(&level.value)
                {
                    self.fault(
                        level.value.to_string(),
                        format!("the value of a level is {}", level.value),
                        "Give a value from 0 to 100.",
                    );
                }
            }
        }
        self.feed(measure);
        match &measure.value_function {
            ValueFunction::Linear => {}
            ValueFunction::Levels => {
                if !matches!(measure.scale, Scale::Levels(_)) {
                    self.fault(
                        "Levels",
                        "takes its values from levels, but its scale has none",
                        "Choose another value function, or a scale of levels.",
                    );
                }
            }
            ValueFunction::Exponential(bend) => {
                if self.finite("the bend of the value function", *bend) && bend.abs() > 50.0 {
                    self.fault(
                        bend.to_string(),
                        format!("the bend of the value function is {bend}"),
                        "Give a number from -50 to 50; 0 is straight.",
                    );
                }
            }
            ValueFunction::Logarithmic => {
                if anchors.worst <= 0.0 || anchors.best <= 0.0 {
                    self.fault(
                        "Logarithmic",
                        "has a logarithmic value function and an anchor of 0 or less",
                        "Use anchors above 0, or another value function.",
                    );
                }
            }
            ValueFunction::Piecewise(knots) => self.knots(knots),
        }
    }

    fn knots(&mut self, knots: &[(f64, f64)]) {
        if knots.len() < 2 {
            self.fault(
                "Piecewise",
                "has a value function with fewer than two knots",
                "Give at least two pairs of performance and value.",
            );
        }
        let mut sound = true;
        for (x, value) in knots {
            sound &= self.finite("a knot", *x) && self.finite("the value of a knot", *value);
            if value.is_finite() && !(0.0..=100.0).contains(value) {
                self.fault(
                    value.to_string(),
                    format!("the value of a knot is {value}"),
                    "Give values from 0 to 100.",
                );
            }
        }
        let rising = knots.windows(2).all(|pair| pair[0].0 < pair[1].0);
        if sound && !rising {
            self.fault(
                "Piecewise",
                "has a value function whose knots are out of order",
                "Sort the knots by rising performance, each performance once.",
            );
        }
        let up = knots.windows(2).all(|pair| pair[0].1 <= pair[1].1);
        let down = knots.windows(2).all(|pair| pair[0].1 >= pair[1].1);
        if sound && !up && !down {
            self.fault(
                "Piecewise",
                "has a value function that rises and falls",
                "Let the values rise throughout or fall throughout.",
            );
        }
    }

    fn profile(&mut self, workbook: &Workbook, profile: &Profile) {
        for (criterion, weight) in &profile.weights {
            self.reference(Kind::Criterion, criterion.as_str());
            self.at_least_zero("a weight", *weight);
        }
        for (scope, elicitation) in &profile.elicited {
            let named = elicitation.judged.criteria();
            let ids = scope.group().into_iter().chain(named).chain(elicitation.ranges.keys());
            self.references(Kind::Criterion, ids.map(|id| id.as_str()));
            for (token, message, hint) in super::elicitation::faults_of_numbers(elicitation) {
                self.fault(token, message, hint);
            }
        }
        if let Some(expected) = &profile.expected {
            self.references(Kind::Alternative, expected.first.iter().map(|id| id.as_str()));
            self.references(
                Kind::Claim,
                expected.supporting.iter().chain(&expected.against).map(|id| id.as_str()),
            );
        }
        for (id, answer) in &profile.answers {
            self.reference(Kind::Question, id.as_str());
            let Some(question) = workbook.question(id) else { continue };
            for choice in &answer.choices {
                if !question.choices.iter().any(|other| other.id == *choice) {
                    self.fault(
                        choice.as_str(),
                        format!(
                            "answers question \"{id}\" with \"{choice}\", which is no choice there"
                        ),
                        "Choose one of the answers on offer.",
                    );
                }
            }
            if answer.choices.len() > 1 && !question.several {
                self.fault(
                    id.as_str(),
                    format!("answers question \"{id}\" with several choices"),
                    "Only one choice fits this question.",
                );
            }
            if let Some(number) = answer.number {
                self.finite("the number of an answer", number);
            }
        }
    }

    /// A range around a value: finite, and in order.
    fn range(&mut self, what: &str, value: Option<f64>, low: Option<f64>, high: Option<f64>) {
        let mut sound = true;
        for number in low.iter().chain(&value).chain(&high) {
            sound &= self.finite(what, *number);
        }
        let ascending: Vec<f64> = low.into_iter().chain(value).chain(high).collect();
        if sound && !ascending.is_sorted() {
            let (Some(first), Some(last)) = (ascending.first(), ascending.last()) else { return };
            self.fault(
                first.to_string(),
                format!("{what} does not lie between its low {first} and high {last}"),
                "Keep low, value and high in this order.",
            );
        }
    }

    fn score(&mut self, workbook: &Workbook, score: &Score) {
        self.place.cell =
            Some((score.criterion.as_str().to_owned(), score.alternative.as_str().to_owned()));
        self.reference(Kind::Alternative, score.alternative.as_str());
        self.reference(Kind::Criterion, score.criterion.as_str());
        if let Some(criterion) = workbook.criterion(&score.criterion)
            && criterion.measure().is_none()
        {
            self.fault(
                score.criterion.as_str(),
                format!("a score lies on \"{}\", which is not a scored criterion", score.criterion),
                "Scores belong to the leaves of the tree.",
            );
        }
        self.score_numbers(score);
        self.references(Kind::Claim, score.claims.iter().map(|id| id.as_str()));
        self.references(Kind::Measurement, score.measurements.iter().map(|id| id.as_str()));
        self.place.cell = None;
    }

    fn score_numbers(&mut self, score: &Score) {
        let value = match score.is {
            Judgement::Value(value) => Some(value),
            Judgement::Unknown | Judgement::NotApplicable => None,
        };
        let what = format!("the score of \"{}\" on \"{}\"", score.alternative, score.criterion);
        self.range(&what, value, score.low, score.high);
    }

    fn scores(&mut self, workbook: &Workbook, scores: &[Score]) {
        let leaves: BTreeSet<&str> = workbook
            .criteria
            .iter()
            .filter(|criterion| criterion.measure().is_some())
            .map(|criterion| criterion.id.as_str())
            .collect();
        for score in scores {
            // The common case is cheap: a ballot may hold thousands of scores.
            let plain = leaves.contains(score.criterion.as_str())
                && self.ids.has(Kind::Alternative, score.alternative.as_str())
                && score.claims.is_empty()
                && score.measurements.is_empty();
            if plain {
                let numbers = match score.is {
                    Judgement::Value(value) => Some(value),
                    Judgement::Unknown | Judgement::NotApplicable => None,
                };
                if score.low.is_none() && score.high.is_none() && numbers.is_none_or(f64::is_finite)
                {
                    continue;
                }
            }
            self.score(workbook, score);
        }
        for pair in scores.windows(2) {
            if pair[0].cell() == pair[1].cell() {
                let (criterion, alternative) = pair[0].cell();
                self.place.cell =
                    Some((criterion.as_str().to_owned(), alternative.as_str().to_owned()));
                self.fault(
                    alternative.as_str(),
                    format!("scores \"{alternative}\" on \"{criterion}\" twice"),
                    "Keep one of the two scores.",
                );
                self.place.cell = None;
            }
        }
    }

    fn decision(&mut self, workbook: &Workbook) {
        self.place.section = "decision";
        let decision = &workbook.decision;
        self.references(Kind::Alternative, decision.chosen.iter().map(|id| id.as_str()));
        self.references(
            Kind::Person,
            decision.actions.iter().filter_map(|action| action.who.as_ref()).map(|id| id.as_str()),
        );
        self.references(
            Kind::Person,
            decision.sign_offs.iter().map(|sign_off| sign_off.person.as_str()),
        );
    }

    fn frame(&mut self, workbook: &Workbook) {
        self.place.section = "frame";
        self.at_least_zero("the close-call margin", workbook.frame.close_call);
        let costing = &workbook.frame.costing;
        if let Some(budget) = costing.budget {
            self.at_least_zero("the budget", budget);
        }
        self.references(Kind::Criterion, costing.criteria.keys().map(|id| id.as_str()));
    }

    fn start_weights(&mut self, workbook: &Workbook) {
        self.place.section = "start_weights";
        self.at_least_zero("the default start weight", workbook.start_weights.default);
        for (criterion, weight) in &workbook.start_weights.weights {
            self.reference(Kind::Criterion, criterion.as_str());
            self.at_least_zero("a start weight", *weight);
        }
    }

    fn uncertainty(&mut self, workbook: &Workbook) {
        self.place.section = "uncertainty";
        let Uncertainty { weights, draws, .. } = &workbook.uncertainty;
        let (fewest, most) = Uncertainty::DRAWS;
        if !(fewest..=most).contains(draws) {
            self.fault(
                draws.to_string(),
                format!("{draws} draws are not between {fewest} and {most}"),
                "100000 is the usual number.",
            );
        }
        match weights {
            WeightFreedom::Around(concentration) => {
                let (least, greatest) = Uncertainty::CONCENTRATION;
                if !(least..=greatest).contains(concentration) {
                    self.fault(
                        concentration.to_string(),
                        format!("a concentration of {concentration} is not between {least} and {greatest}"),
                        "100 is the usual number.",
                    );
                }
            }
            WeightFreedom::Within(ranges) => {
                for (criterion, (low, high)) in ranges {
                    self.reference(Kind::Criterion, criterion.as_str());
                    if !(0.0..=1.0).contains(low) || !(*low..=1.0).contains(high) {
                        self.fault(
                            criterion.as_str(),
                            format!("the range of the weight of \"{criterion}\", {low} to {high}, is none"),
                            "Give the lower end first, both from 0 to 1.",
                        );
                    }
                }
            }
            WeightFreedom::Stated | WeightFreedom::Ordered | WeightFreedom::Free => {}
        }
    }
}

/// Everything that makes the workbook unsound, in file order; empty when it
/// is sound.
pub fn faults(workbook: &Workbook) -> Vec<Fault> {
    let mut inspector = Inspector::new(workbook);
    macro_rules! each {
        ($($kind:ident: $list:ident),+) => {$(
            inspector.unique(Kind::$kind, workbook.$list.iter().map(|item| item.id.as_str()));
            for item in workbook.$list.iter() {
                inspector.item(workbook, &Item::from(item.clone()));
            }
        )+};
    }
    inspector.frame(workbook);
    each!(
        Person: people, Question: questions, Requirement: requirements,
        Alternative: alternatives, Criterion: criteria, Profile: profiles, Source: sources,
        Claim: claims, Contradiction: contradictions, Measurement: measurements, Finding: findings
    );
    inspector.start_weights(workbook);
    inspector.uncertainty(workbook);
    inspector.load_plan(workbook);
    inspector.place.section = "active_profile";
    inspector.references(Kind::Profile, workbook.active_profile.iter().map(|id| id.as_str()));
    inspector.place.section = "baseline";
    inspector.scores(workbook, &workbook.baseline);
    inspector.place.section = "ballots";
    let mut seen = BTreeSet::new();
    for ballot in &workbook.ballots {
        inspector.place.ballot = Some((ballot.reviewer.as_str().to_owned(), ballot.round));
        inspector.reference(Kind::Person, ballot.reviewer.as_str());
        if ballot.round == 0 {
            inspector.fault("0", "is of round 0", "Rounds count from 1.");
        }
        if !seen.insert((&ballot.reviewer, ballot.round)) {
            inspector.fault(
                ballot.reviewer.as_str(),
                "stands twice",
                "Join the two ballots into one.",
            );
        }
        inspector.scores(workbook, &ballot.scores);
        for (criterion, weight) in &ballot.weights {
            inspector.reference(Kind::Criterion, criterion.as_str());
            inspector.at_least_zero("a weight on a ballot", *weight);
        }
    }
    inspector.place.ballot = None;
    inspector.decision(workbook);
    inspector.found
}

/// The faults of one item of the workbook.
pub(super) fn faults_of_item(workbook: &Workbook, item: &Item) -> Vec<Fault> {
    let mut inspector = Inspector::new(workbook);
    inspector.item(workbook, item);
    if let Item::Alternative(alternative) = item {
        inspector.stays_plain(workbook, alternative);
    }
    inspector.found
}

/// The faults of scores that are to go on a ballot.
pub(super) fn faults_of_ballot_scores(workbook: &Workbook, scores: &[Score]) -> Vec<Fault> {
    let mut inspector = Inspector::new(workbook);
    for score in scores {
        inspector.score(workbook, score);
    }
    inspector.found
}

/// The faults of the decision.
pub(super) fn faults_of_decision(workbook: &Workbook) -> Vec<Fault> {
    let mut inspector = Inspector::new(workbook);
    inspector.decision(workbook);
    inspector.found
}

/// The faults of the question and its setting.
pub(super) fn faults_of_frame(workbook: &Workbook) -> Vec<Fault> {
    let mut inspector = Inspector::new(workbook);
    inspector.frame(workbook);
    inspector.found
}

/// The faults of the questionnaire's start weights.
pub(super) fn faults_of_start_weights(workbook: &Workbook) -> Vec<Fault> {
    let mut inspector = Inspector::new(workbook);
    inspector.start_weights(workbook);
    inspector.found
}

/// The faults of what the draws are made of.
pub(super) fn faults_of_uncertainty(workbook: &Workbook) -> Vec<Fault> {
    let mut inspector = Inspector::new(workbook);
    inspector.uncertainty(workbook);
    inspector.found
}

/// The faults of the load plan.
pub(super) fn faults_of_load_plan(workbook: &Workbook) -> Vec<Fault> {
    let mut inspector = Inspector::new(workbook);
    inspector.load_plan(workbook);
    inspector.found
}
