//! Words for the parts of a workbook, shared by differences and conflicts.

use serde_json::Value;

use crate::workbook::{
    AlternativeId, ChoiceId, CriterionId, ItemRef, Judgement, Kind, QuestionId, Workbook,
};

/// Longest text that is quoted in a sentence, in characters.
const LONGEST_QUOTE: usize = 60;

/// Names of items, from two states of a workbook: the later one first.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    pub(super) later: &'a Workbook,
    pub(super) earlier: &'a Workbook,
}

impl Names<'_> {
    pub(super) fn of(&self, item: &ItemRef) -> String {
        let holder = if item.get(self.later).is_some() { self.later } else { self.earlier };
        item.name(holder)
    }

    pub(super) fn by_id(&self, kind: Kind, id: &str) -> String {
        self.of(&ItemRef::new(kind, id))
    }

    /// The item as a sentence names it: `criterion Cost`, `requirement "…"`.
    pub(super) fn item(&self, item: &ItemRef) -> String {
        let name = self.of(item);
        let plain = matches!(
            item.kind,
            Kind::Person | Kind::Alternative | Kind::Criterion | Kind::Profile | Kind::Measurement
        );
        let word = item.kind.word();
        if plain { format!("{word} {name}") } else { format!("{word} \"{name}\"") }
    }

    pub(super) fn cell(&self, criterion: &CriterionId, alternative: &AlternativeId) -> String {
        format!(
            "score of {} on {}",
            self.by_id(Kind::Alternative, alternative.as_str()),
            self.by_id(Kind::Criterion, criterion.as_str())
        )
    }

    /// What stands at `path` within an item, as a sentence names it.
    pub(super) fn part(&self, item: &ItemRef, path: &[String]) -> String {
        let of = self.item(item);
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        match (item.kind, path.as_slice()) {
            (Kind::Profile, ["weights", id]) => {
                format!("weight of {} in {of}", self.by_id(Kind::Criterion, id))
            }
            (Kind::Profile, ["elicited", scope, rest @ ..]) => self.weighing(&of, scope, rest),
            (Kind::Profile, ["answers", id, ..]) => {
                format!("answer to \"{}\" in {of}", self.by_id(Kind::Question, id))
            }
            (Kind::Requirement, ["gates", id, ..]) => {
                format!("judgement of {} at {of}", self.by_id(Kind::Alternative, id))
            }
            (Kind::Requirement, ["links", id]) => {
                format!("link of {of} to {}", self.by_id(Kind::Criterion, id))
            }
            (Kind::Alternative, ["composition", "parts", id]) => {
                format!("share of {} in {of}", self.by_id(Kind::Alternative, id))
            }
            (_, path) => format!("{} of {of}", field(path)),
        }
    }

    /// A part of how weights were elicited, as a sentence names it.
    fn weighing(&self, of: &str, scope: &str, rest: &[&str]) -> String {
        let scope = match scope {
            "*" => "all criteria".to_owned(),
            "/" => "the top of the tree".to_owned(),
            id => self.by_id(Kind::Criterion, id),
        };
        let whole = format!("weighing of {scope} in {of}");
        let named = |id: &str| {
            let item = ItemRef::new(Kind::Criterion, id);
            let known = item.get(self.later).is_some() || item.get(self.earlier).is_some();
            known.then(|| self.of(&item))
        };
        match rest {
            [] => whole,
            ["judged", .., last] => match named(last) {
                Some(name) => format!("judgement of {name} in the {whole}"),
                None => format!("{} in the {whole}", field(&[last])),
            },
            ["ranges", id] => {
                format!("range of {} in the {whole}", self.by_id(Kind::Criterion, id))
            }
            path => format!("{} of the {whole}", field(path)),
        }
    }

    /// The choices of an answer in words, where that is all that it holds.
    pub(super) fn answer(&self, question: &str, answer: &Value) -> Option<String> {
        let question = QuestionId::new(question).ok()?;
        let question =
            self.later.question(&question).or_else(|| self.earlier.question(&question))?;
        let words: Vec<String> = answer
            .get("choices")?
            .as_array()?
            .iter()
            .filter_map(|id| ChoiceId::new(id.as_str()?).ok())
            .map(|id| {
                let choice = question.choices.iter().find(|choice| choice.id == id);
                choice.map_or(id.to_string(), |choice| format!("\"{}\"", choice.label))
            })
            .collect();
        let number = answer.get("number").and_then(Value::as_f64);
        let number = number.map(|number| format!("{number} {}", question.unit).trim().to_owned());
        let all: Vec<String> = words.into_iter().chain(number).collect();
        (!all.is_empty()).then(|| all.join(", "))
    }
}

/// A path of field names as words: `anchors`, `best` is "best anchor".
pub(super) fn field(path: &[&str]) -> String {
    // Names of variants, such as `Scored`, tell a reader nothing.
    let path: Vec<&str> = path
        .iter()
        .copied()
        .filter(|step| !step.starts_with(|c: char| c.is_ascii_uppercase()))
        .collect();
    let words = match path.as_slice() {
        [.., "anchors", end] => format!("{end} anchor"),
        ["scenario", part] => format!("{part} of the scenario"),
        ["costs", "total", end] => format!("{end} total cost"),
        ["costs", part] => format!("{part} cost"),
        [.., "parent"] => "place in the tree".to_owned(),
        [.., "is"] => "judgement".to_owned(),
        [] => "content".to_owned(),
        path => path.join(" "),
    };
    words.replace('_', " ")
}

/// A judgement in words.
pub(super) fn judgement(judgement: Judgement) -> String {
    match judgement {
        Judgement::Value(value) => value.to_string(),
        Judgement::Unknown => "unknown".to_owned(),
        Judgement::NotApplicable => "not applicable".to_owned(),
    }
}

/// A value that fits into a sentence.
pub(super) fn short(value: &Value) -> Option<String> {
    match value {
        Value::Bool(yes) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        Value::Number(number) => Some(
            number
                .as_f64()
                .filter(|_| number.is_f64())
                .map_or_else(|| number.to_string(), |number| number.to_string()),
        ),
        Value::String(text) => {
            let fits = text.chars().count() <= LONGEST_QUOTE && !text.contains('\n');
            fits.then(|| format!("\"{text}\""))
        }
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Where two values differ, down to the fields: path, before, after.
pub(super) type Change<'a> = (Vec<String>, Option<&'a Value>, Option<&'a Value>);

/// The fields in which two values differ.
pub(super) fn changes<'a>(before: &'a Value, after: &'a Value) -> Vec<Change<'a>> {
    let mut found = Vec::new();
    compare(&mut Vec::new(), Some(before), Some(after), &mut found);
    found
}

fn compare<'a>(
    path: &mut Vec<String>,
    before: Option<&'a Value>,
    after: Option<&'a Value>,
    found: &mut Vec<Change<'a>>,
) {
    if before == after {
        return;
    }
    // Each weighing is told by itself, the first one too.
    let weighings = matches!(path.as_slice(), [field] if field == "elicited");
    let (old, new) = (before.and_then(Value::as_object), after.and_then(Value::as_object));
    if weighings && (old.is_none() || new.is_none()) {
        for (key, value) in old.into_iter().chain(new).flatten() {
            path.push(key.clone());
            compare(path, old.map(|_| value), new.map(|_| value), found);
            path.pop();
        }
        return;
    }
    if let (Some(old), Some(new)) = (old, new) {
        let gone = old.keys().filter(|key| !new.contains_key(*key));
        for key in new.keys().chain(gone) {
            path.push(key.clone());
            compare(path, old.get(key), new.get(key), found);
            path.pop();
        }
    } else {
        found.push((path.clone(), before, after));
    }
}

/// A change as a sentence about `what`.
pub(super) fn sentence(what: &str, before: Option<String>, after: Option<String>) -> String {
    match (before, after) {
        (Some(before), Some(after)) => format!("{what}: {before} → {after}"),
        (None, Some(after)) => format!("{what}: {after}, new"),
        (Some(before), None) => format!("{what}: {before} removed"),
        (None, None) => format!("changed the {what}"),
    }
}
