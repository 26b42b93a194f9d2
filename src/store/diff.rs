//! The difference between two states of a workbook, in words.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use super::words::{Names, changes, field, judgement, sentence, short};
use crate::workbook::{Ballot, ItemRef, Kind, LoadPlan, PersonId, Score, Workbook};

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The item that differs; nothing for the frame, scores and the decision.
    pub item: Option<ItemRef>,
    /// The difference as a sentence without a full stop.
    pub text: String,
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

/// What is different in `after`, in the order of the screens; empty when both
/// are the same.
pub fn differences(before: &Workbook, after: &Workbook) -> Vec<Difference> {
    let mut found = Found { names: Names { later: after, earlier: before }, all: Vec::new() };
    found.part("decision question and setting", &before.frame, &after.frame);
    macro_rules! lists {
        ($($kind:ident: $list:ident),+) => {$(
            if !Arc::ptr_eq(&before.$list, &after.$list) {
                found.list(Kind::$kind, &before.$list, &after.$list, |item| item.id.as_str());
            }
        )+};
    }
    lists!(
        Person: people, Requirement: requirements, Alternative: alternatives, Criterion: criteria,
        Question: questions, Profile: profiles, Source: sources, Claim: claims,
        Contradiction: contradictions, Measurement: measurements, Finding: findings
    );
    if before.active_profile != after.active_profile {
        let name = |id: &Option<crate::workbook::ProfileId>| {
            id.as_ref().map(|id| found.names.by_id(Kind::Profile, id.as_str()))
        };
        let text =
            sentence("active profile", name(&before.active_profile), name(&after.active_profile));
        found.say(None, text);
    }
    found.start_weights(before, after);
    found.uncertainty(before, after);
    found.load_plan(before, after);
    found.scores(&before.baseline, &after.baseline, ", in the baseline");
    found.ballots(&before.ballots, &after.ballots);
    found.part("decision", &before.decision, &after.decision);
    found.all
}

struct Found<'a> {
    names: Names<'a>,
    all: Vec<Difference>,
}

impl Found<'_> {
    fn say(&mut self, item: Option<ItemRef>, text: String) {
        self.all.push(Difference { item, text });
    }

    /// A part that is no item: its fields.
    fn part<T: Serialize + PartialEq>(&mut self, of: &str, before: &T, after: &T) {
        if before == after {
            return;
        }
        let (before, after) = (value(before), value(after));
        for (path, old, new) in changes(&before, &after) {
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            let name = |value: Option<&Value>| match (path.as_slice(), value) {
                (["chosen"], Some(Value::String(id))) => {
                    Some(self.names.by_id(Kind::Alternative, id))
                }
                (_, value) => value.and_then(short),
            };
            let text = told(&format!("{} of the {of}", field(&path)), old, new, name);
            self.say(None, text);
        }
    }

    fn list<T: Serialize + PartialEq>(
        &mut self,
        kind: Kind,
        before: &[T],
        after: &[T],
        id: impl Fn(&T) -> &str,
    ) {
        let old: BTreeMap<&str, &T> = before.iter().map(|item| (id(item), item)).collect();
        let new: BTreeMap<&str, &T> = after.iter().map(|item| (id(item), item)).collect();
        for item in before {
            let reference = ItemRef::new(kind, id(item));
            if !new.contains_key(id(item)) {
                let text = format!("removed {}", self.names.item(&reference));
                self.say(Some(reference), text);
            }
        }
        for item in after {
            let reference = ItemRef::new(kind, id(item));
            match old.get(id(item)) {
                None => {
                    let text = format!("added {}", self.names.item(&reference));
                    self.say(Some(reference), text);
                }
                Some(old) if *old != item => self.item(&reference, &value(*old), &value(item)),
                Some(_) => {}
            }
        }
        let common = |items: &[T], other: &BTreeMap<&str, &T>| -> Vec<String> {
            items.iter().map(&id).filter(|id| other.contains_key(id)).map(str::to_owned).collect()
        };
        if common(before, &new) != common(after, &old) {
            let text = format!("changed the order of the {}", plural(kind));
            self.say(None, text);
        }
    }

    fn item(&mut self, item: &ItemRef, before: &Value, after: &Value) {
        // Several fields of one answer make one difference.
        let mut told_answers = BTreeSet::new();
        for (path, old, new) in changes(before, after) {
            let what = self.names.part(item, &path);
            let answer = match path.as_slice() {
                [first, question, ..] if item.kind == Kind::Profile && first == "answers" => {
                    Some(question)
                }
                _ => None,
            };
            let text = if let Some(question) = answer {
                if !told_answers.insert(question.clone()) {
                    continue;
                }
                let whole = |item: &Value| {
                    let answer = item.get("answers")?.get(question)?;
                    self.names.answer(question, answer)
                };
                let (old, new) = (whole(before), whole(after));
                if old == new { format!("changed the {what}") } else { sentence(&what, old, new) }
            } else {
                told(&what, old, new, |value| value.and_then(short))
            };
            self.say(Some(item.clone()), text);
        }
    }

    fn start_weights(&mut self, before: &Workbook, after: &Workbook) {
        let (old, new) = (&before.start_weights, &after.start_weights);
        if old.default != new.default {
            let text = sentence(
                "default start weight",
                Some(old.default.to_string()),
                Some(new.default.to_string()),
            );
            self.say(None, text);
        }
        for id in old.weights.keys().chain(new.weights.keys()).collect::<BTreeSet<_>>() {
            let weight = |weights: &BTreeMap<_, f64>| weights.get(id).map(ToString::to_string);
            let (old, new) = (weight(&old.weights), weight(&new.weights));
            if old != new {
                let criterion = self.names.by_id(Kind::Criterion, id.as_str());
                self.say(None, sentence(&format!("start weight of {criterion}"), old, new));
            }
        }
    }

    fn uncertainty(&mut self, before: &Workbook, after: &Workbook) {
        let (old, new) = (&before.uncertainty, &after.uncertainty);
        if old.draws != new.draws {
            let (old, new) = (old.draws.to_string(), new.draws.to_string());
            self.say(None, sentence("number of draws", Some(old), Some(new)));
        }
        if old.seed != new.seed {
            let (old, new) = (old.seed.to_string(), new.seed.to_string());
            self.say(None, sentence("seed of the draws", Some(old), Some(new)));
        }
        if old.weights != new.weights {
            let (old, new) = (old.weights.words(), new.weights.words());
            self.say(None, sentence("freedom of the weights", Some(old), Some(new)));
        }
    }

    fn load_plan(&mut self, before: &Workbook, after: &Workbook) {
        let (old, new) = (&before.load_plan, &after.load_plan);
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let amount = |number: Option<f64>, unit: &str| number.map(|it| format!("{it} {unit}"));
        let percent = |number: f64| Some(format!("{number} %"));
        let budget = |plan: &LoadPlan| {
            plan.latency_budget
                .map(|budget| format!("p{} within {} ms", budget.percentile, budget.ms))
        };
        let facts = [
            ("scenario planned for", text(&old.scenario), text(&new.scenario)),
            (
                "load to carry",
                amount(old.target_rps, "requests/s"),
                amount(new.target_rps, "requests/s"),
            ),
            (
                "growth of the load",
                amount(old.growth_percent, "% a year"),
                amount(new.growth_percent, "% a year"),
            ),
            (
                "months planned ahead",
                Some(old.horizon_months.to_string()),
                Some(new.horizon_months.to_string()),
            ),
            ("use of a node", percent(old.utilisation_percent), percent(new.utilisation_percent)),
            (
                "contention among nodes",
                percent(old.node_contention_percent),
                percent(new.node_contention_percent),
            ),
            (
                "contention among cores",
                percent(old.core_contention_percent),
                percent(new.core_contention_percent),
            ),
            ("latency budget", budget(old), budget(new)),
            ("currency of nodes", text(&old.currency), text(&new.currency)),
        ];
        for (what, old, new) in facts {
            if old != new {
                self.say(None, sentence(what, old, new));
            }
        }
        let of = |plan: &LoadPlan, name: &str| {
            let node = plan.node_types.iter().find(|node| node.name == name)?;
            let memory = node.memory_gb.map_or_else(String::new, |gb| format!(", {gb} GB"));
            Some(format!("{} cores{memory}, {} a month", node.cores, node.per_month))
        };
        let names: BTreeSet<&str> =
            old.node_types.iter().chain(&new.node_types).map(|node| node.name.as_str()).collect();
        for name in names {
            let (was, is) = (of(old, name), of(new, name));
            if was != is {
                self.say(None, sentence(&format!("node type \"{name}\""), was, is));
            }
        }
        let options: BTreeSet<_> = old.runs_on.keys().chain(new.runs_on.keys()).collect();
        for option in options {
            let (was, is) = (old.runs_on.get(option).cloned(), new.runs_on.get(option).cloned());
            if was != is {
                let name = self.names.by_id(Kind::Alternative, option.as_str());
                self.say(None, sentence(&format!("node type of {name}"), was, is));
            }
        }
    }

    fn ballots(&mut self, before: &[Arc<Ballot>], after: &[Arc<Ballot>]) {
        type Key<'a> = (&'a PersonId, u32);
        fn keyed(ballots: &[Arc<Ballot>]) -> BTreeMap<Key<'_>, &Arc<Ballot>> {
            ballots.iter().map(|ballot| ((&ballot.reviewer, ballot.round), ballot)).collect()
        }
        let (old, new) = (keyed(before), keyed(after));
        let rounds = new.keys().chain(old.keys()).any(|(_, round)| *round > 1);
        for key in old.keys().chain(new.keys()).copied().collect::<BTreeSet<_>>() {
            let (reviewer, round) = key;
            let empty = Arc::new(Ballot::new(reviewer.clone(), round));
            let (had, has) = (old.get(&key), new.get(&key));
            let (was, is) = (*had.unwrap_or(&&empty), *has.unwrap_or(&&empty));
            let name = self.names.by_id(Kind::Person, reviewer.as_str());
            let name = if rounds { format!("{name}, round {round}") } else { name };
            match (had, has) {
                (None, Some(_)) => self.say(None, format!("added the ballot of {name}")),
                (Some(_), None) => self.say(None, format!("removed the ballot of {name}")),
                _ => {}
            }
            if Arc::ptr_eq(was, is) {
                continue;
            }
            self.scores(&was.scores, &is.scores, &format!(", by {name}"));
            for id in was.weights.keys().chain(is.weights.keys()).collect::<BTreeSet<_>>() {
                let weight = |ballot: &Ballot| ballot.weights.get(id).map(ToString::to_string);
                let (old, new) = (weight(was), weight(is));
                if old != new {
                    let criterion = self.names.by_id(Kind::Criterion, id.as_str());
                    let text = sentence(&format!("weight of {criterion}"), old, new);
                    self.say(None, format!("{text}, by {name}"));
                }
            }
        }
    }

    fn scores(&mut self, before: &[Score], after: &[Score], by: &str) {
        let old: BTreeMap<_, &Score> = before.iter().map(|score| (score.cell(), score)).collect();
        let new: BTreeMap<_, &Score> = after.iter().map(|score| (score.cell(), score)).collect();
        for cell in old.keys().chain(new.keys()).copied().collect::<BTreeSet<_>>() {
            let (old, new) = (old.get(&cell), new.get(&cell));
            if old == new {
                continue;
            }
            let what = self.names.cell(cell.0, cell.1);
            let text = match (old, new) {
                (Some(old), Some(new)) if old.is == new.is => {
                    let (old, new) = (value(old), value(new));
                    let parts: Vec<String> = changes(&old, &new)
                        .iter()
                        .map(|(path, _, _)| {
                            field(&path.iter().map(String::as_str).collect::<Vec<_>>())
                        })
                        .collect();
                    format!("changed the {} of the {what}", parts.join(", "))
                }
                (old, new) => {
                    let is = |score: &&Score| judgement(score.is);
                    sentence(&what, old.map(is), new.map(is))
                }
            };
            self.say(None, text + by);
        }
    }
}

/// A change of one field as a sentence; long values are not quoted.
fn told(
    what: &str,
    old: Option<&Value>,
    new: Option<&Value>,
    short: impl Fn(Option<&Value>) -> Option<String>,
) -> String {
    let (before, after) = (short(old), short(new));
    let fits = before.is_some() == old.is_some() && after.is_some() == new.is_some();
    match (old, new) {
        _ if fits => sentence(what, before, after),
        (None, _) => format!("added the {what}"),
        (_, None) => format!("removed the {what}"),
        _ => format!("changed the {what}"),
    }
}

fn plural(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "people",
        Kind::Question => "questions",
        Kind::Requirement => "requirements",
        Kind::Alternative => "options",
        Kind::Criterion => "criteria",
        Kind::Profile => "profiles",
        Kind::Source => "sources",
        Kind::Claim => "claims",
        Kind::Contradiction => "contradictions",
        Kind::Measurement => "load runs",
        Kind::Finding => "findings",
    }
}

/// A part of the workbook as a tree of named fields. Every type of the model
/// has such a form; one that had none would compare as nothing.
fn value<T: Serialize>(part: &T) -> Value {
    serde_json::to_value(part).unwrap_or(Value::Null)
}
