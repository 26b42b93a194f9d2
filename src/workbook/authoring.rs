//! Writing a questionnaire: what is wrong with a question, where, and what a
//! change to one takes with it.

use std::collections::BTreeSet;

use super::{
    Band, Choice, ChoiceId, CriterionId, Edit, Effect, Item, ItemRef, Kind, Profile, Question,
    QuestionId, RequirementKind, Workbook,
};

/// Highest weight on the questionnaire's scale, which begins at 0.
pub const HIGHEST_WEIGHT: f64 = 5.0;

/// Something wrong with a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionProblem {
    /// Where in the question.
    pub place: QuestionPlace,
    /// What is wrong and what to do, a sentence.
    pub message: String,
}

/// A place in a question.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum QuestionPlace {
    /// The question's words.
    Text,
    /// The unit of its number.
    Unit,
    /// Its answers as a whole.
    Choices,
    /// The words of an answer.
    Label(ChoiceId),
    /// The numbers that mean an answer.
    Band(ChoiceId),
    /// An effect of an answer, by its position.
    Effect(ChoiceId, usize),
}

/// What is wrong with a question: what would confuse whoever answers it, and
/// effects that cannot do what they say. Nothing here keeps a workbook from
/// being read.
pub fn question_problems(workbook: &Workbook, question: &Question) -> Vec<QuestionProblem> {
    let mut found = Vec::new();
    let mut say = |place: QuestionPlace, message: String| {
        found.push(QuestionProblem { place, message });
    };
    if question.text.trim().is_empty() {
        say(QuestionPlace::Text, "Write the question as it is asked.".to_owned());
    }
    match question.choices.len() {
        0 => say(QuestionPlace::Choices, "Add at least two answers to choose from.".to_owned()),
        1 => say(
            QuestionPlace::Choices,
            "One answer leaves nothing to choose: add another.".to_owned(),
        ),
        _ => {}
    }
    let banded = question.choices.iter().any(|choice| choice.band.is_some());
    if question.unit.trim().is_empty() && banded {
        say(QuestionPlace::Unit, "Name the unit in which the ranges are given.".to_owned());
    } else if !question.unit.trim().is_empty() && !banded && !question.choices.is_empty() {
        say(
            QuestionPlace::Unit,
            "No answer has a range of numbers, so a number chooses none.".to_owned(),
        );
    }
    let mut labels = BTreeSet::new();
    for (at, choice) in question.choices.iter().enumerate() {
        let label = choice.label.trim();
        if label.is_empty() {
            say(QuestionPlace::Label(choice.id.clone()), "Give the answer in words.".to_owned());
        } else if !labels.insert(label.to_lowercase()) {
            say(
                QuestionPlace::Label(choice.id.clone()),
                "Another answer has the same words.".to_owned(),
            );
        }
        if let Some(message) = band_problem(&question.choices, at) {
            say(QuestionPlace::Band(choice.id.clone()), message);
        }
        for (position, effect) in choice.effects.iter().enumerate() {
            if let Some(message) = effect_problem(workbook, choice, position, effect) {
                say(QuestionPlace::Effect(choice.id.clone(), position), message);
            }
        }
    }
    found
}

fn band_problem(choices: &[Choice], at: usize) -> Option<String> {
    let band = choices.get(at)?.band?;
    if let (Some(from), Some(to)) = (band.from, band.to)
        && from >= to
    {
        return Some("No number lies in this range: \"from\" must be below \"below\".".to_owned());
    }
    let other =
        choices.iter().take(at).find(|other| other.band.is_some_and(|it| meet(it, band)))?;
    Some(format!("The range meets that of \"{}\": a number must mean one answer.", other.label))
}

fn meet(a: Band, b: Band) -> bool {
    let below = |to: Option<f64>, from: Option<f64>| match (to, from) {
        (Some(to), Some(from)) => to <= from,
        _ => false,
    };
    !below(a.to, b.from) && !below(b.to, a.from)
}

fn effect_problem(
    workbook: &Workbook,
    choice: &Choice,
    position: usize,
    effect: &Effect,
) -> Option<String> {
    let scored = |id: &CriterionId| workbook.criterion(id).and_then(|it| it.measure());
    let again = || choice.effects.iter().take(position);
    match effect {
        Effect::Minimum(criterion, bound) | Effect::Cap(criterion, bound) => {
            if scored(criterion).is_none() {
                return Some("This criterion is not scored, so it has no weight.".to_owned());
            }
            if *bound > HIGHEST_WEIGHT {
                return Some(format!("Weights here run from 0 to {HIGHEST_WEIGHT}."));
            }
            let same = |other: &Effect| {
                std::mem::discriminant(other) == std::mem::discriminant(effect)
                    && matches!(other, Effect::Minimum(on, _) | Effect::Cap(on, _) if on == criterion)
            };
            if again().any(same) {
                return Some("This answer already says so of this criterion.".to_owned());
            }
            let beaten = choice.effects.iter().any(|other| {
                matches!((effect, other), (Effect::Cap(_, cap), Effect::Minimum(on, least))
                    if on == criterion && least > cap)
            });
            beaten.then(|| {
                "This answer also asks for more than that, and \"at least\" wins.".to_owned()
            })
        }
        Effect::Score { criterion, alternative, value, low, high } => {
            let Some(measure) = scored(criterion) else {
                return Some("This criterion is not scored.".to_owned());
            };
            let (lowest, highest) = measure.anchors.range();
            if !(lowest..=highest).contains(value) {
                return Some(format!("The scale runs from {lowest} to {highest}."));
            }
            if low.is_some_and(|low| low > *value) || high.is_some_and(|high| high < *value) {
                return Some("The score lies outside its own range.".to_owned());
            }
            let same = |other: &Effect| {
                matches!(other, Effect::Score { criterion: on, alternative: of, .. }
                    if on == criterion && of == alternative)
            };
            again().any(same).then(|| "This answer already sets this score.".to_owned())
        }
        Effect::Screen(id) => match workbook.requirement(id) {
            Some(it) if it.kind != RequirementKind::Must => {
                Some("Only a must can be asked for; this is none.".to_owned())
            }
            Some(it) if !it.when_asked => {
                Some("This must holds anyway; let it wait for an answer there.".to_owned())
            }
            _ => again()
                .any(|other| other == effect)
                .then(|| "This answer already asks for this must.".to_owned()),
        },
        Effect::StartFrom(_) => again()
            .any(|other| matches!(other, Effect::StartFrom(_)))
            .then(|| "Only the first starting point counts.".to_owned()),
        Effect::Suggest(_) => again()
            .any(|other| other == effect)
            .then(|| "This answer already suggests this profile.".to_owned()),
        Effect::Note(text) => {
            text.trim().is_empty().then(|| "Write the note, or remove it.".to_owned())
        }
    }
}

/// The edit that puts a question in place, with the answers of profiles that
/// no longer fit it mended in the same step: answers taken away are taken out,
/// and of several only the first stays where only one may hold.
pub fn question_change(workbook: &Workbook, question: Question) -> Edit {
    let mut edits = Vec::new();
    for profile in workbook.profiles.iter() {
        if let Some(changed) = fitted(profile, &question) {
            edits.push(Edit::Put(Item::from(changed)));
        }
    }
    if edits.is_empty() {
        return Edit::Put(Item::from(question));
    }
    let name = ItemRef::new(Kind::Question, question.id.as_str()).name(workbook);
    edits.push(Edit::Put(Item::from(question)));
    Edit::All { label: format!("change question {name}"), edits }
}

fn fitted(profile: &Profile, question: &Question) -> Option<Profile> {
    let answer = profile.answers.get(&question.id)?;
    let mut changed = answer.clone();
    changed.choices.retain(|id| question.choices.iter().any(|choice| choice.id == *id));
    if !question.several {
        changed.choices.truncate(1);
    }
    if changed == *answer {
        return None;
    }
    let mut profile = profile.clone();
    let empty =
        changed.choices.is_empty() && changed.number.is_none() && changed.detail.trim().is_empty();
    if empty {
        profile.answers.remove(&question.id);
    } else {
        profile.answers.insert(question.id.clone(), changed);
    }
    Some(profile)
}

/// A new question under a heading, with an id that counts on from those there
/// are: "q07" after "q06".
pub fn new_question(workbook: &Workbook, group: &str, text: &str) -> Question {
    let highest = workbook
        .questions
        .iter()
        .filter_map(|it| it.id.as_str().strip_prefix('q')?.parse::<u32>().ok())
        .max()
        .unwrap_or(0);
    let name = format!("q{:02}", highest.saturating_add(1));
    let taken = workbook.questions.iter().map(|it| &it.id);
    Question {
        id: QuestionId::fresh(&name, "question", taken),
        group: group.to_owned(),
        text: text.to_owned(),
        hint: String::new(),
        why: String::new(),
        several: false,
        unit: String::new(),
        choices: Vec::new(),
        claims: Vec::new(),
    }
}

/// A new answer to a question, without effects.
pub fn new_choice(question: &Question, label: &str) -> Choice {
    let taken = question.choices.iter().map(|it| &it.id);
    Choice {
        id: ChoiceId::fresh(label, "answer", taken),
        label: label.to_owned(),
        band: None,
        effects: Vec::new(),
    }
}
