//! Joining two people's work on the same workbook, from the state that both
//! began with.
//!
//! Items are joined by id and field by field, ballots score by score, weights
//! entry by entry. Where both changed the same thing, ours is kept and the
//! conflict is told. The result is as sound as ours.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::words::{Names, field, judgement, short};
use crate::workbook::{
    AlternativeId, Ballot, CriterionId, Fault, ItemRef, Kind, PersonId, Score, Workbook, faults,
};

/// Two states of a workbook, joined.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// The result.
    pub workbook: Workbook,
    /// What both changed, each in another way. Ours is in the result.
    pub conflicts: Vec<Conflict>,
}

/// Something that both sides changed, each in another way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The item that it lies in, if it lies in one.
    pub item: Option<ItemRef>,
    /// What it is, such as "weight of Cost in profile Public API".
    pub what: String,
    /// Our state of it, which is kept; nothing if it is too long to quote.
    pub ours: Option<String>,
    /// Their state of it.
    pub theirs: Option<String>,
}

impl std::fmt::Display for Conflict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&self.ours, &self.theirs) {
            (Some(ours), Some(theirs)) => {
                write!(f, "{}: {ours} here, {theirs} there", self.what)
            }
            _ => write!(f, "{}: changed on both sides", self.what),
        }
    }
}

/// Joins `ours` and `theirs`, which both began as `base`.
pub fn merge(base: &Workbook, ours: &Workbook, theirs: &Workbook) -> Merged {
    let names = Names { later: ours, earlier: theirs };
    let mut joiner = Joiner { names, conflicts: Vec::new() };
    macro_rules! lists {
        ($($kind:ident: $list:ident),+) => {
            Workbook {
                frame: joiner.part(
                    "the decision question and setting", &base.frame, &ours.frame, &theirs.frame,
                ),
                start_weights: joiner.part(
                    "the start weights",
                    &base.start_weights, &ours.start_weights, &theirs.start_weights,
                ),
                uncertainty: joiner.part(
                    "the uncertainty", &base.uncertainty, &ours.uncertainty, &theirs.uncertainty,
                ),
                load_plan: joiner.part(
                    "the load plan", &base.load_plan, &ours.load_plan, &theirs.load_plan,
                ),
                active_profile: joiner.active_profile(base, ours, theirs),
                $($list: joiner.list(
                    Kind::$kind, &base.$list, &ours.$list, &theirs.$list, |item| item.id.as_str(),
                ),)+
                baseline: {
                    let cells =
                        joiner.scores(&base.baseline, &ours.baseline, &theirs.baseline, "in the baseline");
                    Arc::new(cells)
                },
                ballots: joiner.ballots(&base.ballots, &ours.ballots, &theirs.ballots),
                decision: joiner.part(
                    "the decision", &base.decision, &ours.decision, &theirs.decision,
                ),
            }
        };
    }
    let workbook = lists!(
        Person: people, Question: questions, Requirement: requirements,
        Alternative: alternatives, Criterion: criteria, Profile: profiles, Source: sources,
        Claim: claims, Contradiction: contradictions, Measurement: measurements, Finding: findings
    );
    joiner.make_sound(workbook, base, ours, theirs)
}

struct Joiner<'a> {
    names: Names<'a>,
    conflicts: Vec<Conflict>,
}

/// Three states of a thing that may be missing.
struct Three<'a, T: ?Sized> {
    base: Option<&'a T>,
    ours: Option<&'a T>,
    theirs: Option<&'a T>,
}

impl<'a, T: PartialEq + ?Sized> Three<'a, T> {
    /// The state that results where at most one side has changed it.
    fn plain(&self) -> Option<Option<&'a T>> {
        if self.ours == self.theirs || self.theirs == self.base {
            Some(self.ours)
        } else if self.ours == self.base {
            Some(self.theirs)
        } else {
            None
        }
    }
}

impl Joiner<'_> {
    fn tell(
        &mut self,
        item: Option<&ItemRef>,
        what: String,
        ours: Option<String>,
        theirs: Option<String>,
    ) {
        self.conflicts.push(Conflict { item: item.cloned(), what, ours, theirs });
    }

    fn part<T>(&mut self, name: &str, base: &T, ours: &T, theirs: &T) -> T
    where
        T: Clone + PartialEq + Serialize + DeserializeOwned,
    {
        let three = Three { base: Some(base), ours: Some(ours), theirs: Some(theirs) };
        if let Some(plain) = three.plain() {
            return plain.unwrap_or(ours).clone();
        }
        let mut fields = Fields::default();
        let joined = fields.join_whole(base, ours, theirs);
        for (path, our, their) in fields.conflicts {
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            self.tell(None, format!("{} of {name}", field(&path)), our, their);
        }
        joined.unwrap_or_else(|| ours.clone())
    }

    fn active_profile(
        &mut self,
        base: &Workbook,
        ours: &Workbook,
        theirs: &Workbook,
    ) -> Option<crate::workbook::ProfileId> {
        let three = Three {
            base: base.active_profile.as_ref(),
            ours: ours.active_profile.as_ref(),
            theirs: theirs.active_profile.as_ref(),
        };
        // Which profile one looks at is no matter for a conflict.
        three.plain().unwrap_or(three.ours).cloned()
    }

    fn list<T>(
        &mut self,
        kind: Kind,
        base: &Arc<Vec<T>>,
        ours: &Arc<Vec<T>>,
        theirs: &Arc<Vec<T>>,
        id: impl Fn(&T) -> &str,
    ) -> Arc<Vec<T>>
    where
        T: Clone + PartialEq + Serialize + DeserializeOwned,
    {
        let same = |a: &Arc<Vec<T>>, b: &Arc<Vec<T>>| Arc::ptr_eq(a, b) || a == b;
        if same(theirs, base) || same(ours, theirs) {
            return Arc::clone(ours);
        }
        if same(ours, base) {
            return Arc::clone(theirs);
        }
        let by_id = |items: &'_ [T]| -> BTreeMap<String, T> {
            items.iter().map(|item| (id(item).to_owned(), item.clone())).collect()
        };
        let (in_base, in_ours, in_theirs) = (by_id(base), by_id(ours), by_id(theirs));
        let ids: BTreeSet<&String> =
            in_base.keys().chain(in_ours.keys()).chain(in_theirs.keys()).collect();
        let mut joined: BTreeMap<String, T> = BTreeMap::new();
        for key in ids {
            let three = Three {
                base: in_base.get(key),
                ours: in_ours.get(key),
                theirs: in_theirs.get(key),
            };
            if let Some(item) = self.item(&ItemRef::new(kind, key), &three) {
                joined.insert(key.clone(), item);
            }
        }
        let order = |items: &[T]| items.iter().map(|item| id(item).to_owned()).collect::<Vec<_>>();
        let (order, clash) =
            join_order(&order(base), &order(ours), &order(theirs), |id| joined.contains_key(id));
        if clash {
            self.tell(None, format!("order of the list {}", kind.list()), None, None);
        }
        Arc::new(order.iter().filter_map(|id| joined.remove(id)).collect())
    }

    fn item<T>(&mut self, item: &ItemRef, three: &Three<'_, T>) -> Option<T>
    where
        T: Clone + PartialEq + Serialize + DeserializeOwned,
    {
        if let Some(plain) = three.plain() {
            return plain.cloned();
        }
        let whole = self.names.item(item);
        let (Some(ours), Some(theirs)) = (three.ours, three.theirs) else {
            let state = |side: Option<&T>| {
                Some(if side.is_some() { "changed" } else { "removed" }.to_owned())
            };
            self.tell(Some(item), whole, state(three.ours), state(three.theirs));
            return three.ours.cloned();
        };
        let mut fields = Fields::default();
        let joined = match three.base {
            Some(base) => fields.join_whole(base, ours, theirs),
            None => fields.join_whole(&Value::Null, ours, theirs),
        };
        for (path, our, their) in fields.conflicts {
            let what = self.names.part(item, &path);
            self.tell(Some(item), what, our, their);
        }
        Some(joined.unwrap_or_else(|| {
            self.tell(Some(item), whole, None, None);
            ours.clone()
        }))
    }

    fn scores(&mut self, base: &[Score], ours: &[Score], theirs: &[Score], by: &str) -> Vec<Score> {
        type Cells<'a> = BTreeMap<(&'a CriterionId, &'a AlternativeId), &'a Score>;
        fn cells(scores: &[Score]) -> Cells<'_> {
            scores.iter().map(|score| (score.cell(), score)).collect()
        }
        let (base, ours, theirs) = (cells(base), cells(ours), cells(theirs));
        let keys: BTreeSet<_> =
            base.keys().chain(ours.keys()).chain(theirs.keys()).copied().collect();
        let mut joined = Vec::new();
        for cell in keys {
            let three = Three {
                base: base.get(&cell).copied(),
                ours: ours.get(&cell).copied(),
                theirs: theirs.get(&cell).copied(),
            };
            let score = three.plain().unwrap_or_else(|| {
                let is = |score: Option<&Score>| {
                    Some(score.map_or("removed".to_owned(), |score| judgement(score.is)))
                };
                let what = format!("{}, {by}", self.names.cell(cell.0, cell.1));
                let (our, their) = (is(three.ours), is(three.theirs));
                if our == their {
                    self.tell(None, what, None, None);
                } else {
                    self.tell(None, what, our, their);
                }
                three.ours
            });
            joined.extend(score.cloned());
        }
        joined
    }

    fn ballots(
        &mut self,
        base: &[Arc<Ballot>],
        ours: &[Arc<Ballot>],
        theirs: &[Arc<Ballot>],
    ) -> Vec<Arc<Ballot>> {
        type Keyed<'a> = BTreeMap<(&'a PersonId, u32), &'a Arc<Ballot>>;
        fn keyed(ballots: &[Arc<Ballot>]) -> Keyed<'_> {
            ballots.iter().map(|ballot| ((&ballot.reviewer, ballot.round), ballot)).collect()
        }
        let (base, ours, theirs) = (keyed(base), keyed(ours), keyed(theirs));
        let keys: BTreeSet<_> =
            base.keys().chain(ours.keys()).chain(theirs.keys()).copied().collect();
        let mut joined = Vec::new();
        for key in keys {
            let three = Three {
                base: base.get(&key).copied(),
                ours: ours.get(&key).copied(),
                theirs: theirs.get(&key).copied(),
            };
            if let Some(plain) = three.plain() {
                joined.extend(plain.cloned());
                continue;
            }
            let (reviewer, round) = key;
            let empty = Arc::new(Ballot::new(reviewer.clone(), round));
            let or_empty =
                |ballot: Option<&Arc<Ballot>>| ballot.map_or(Arc::clone(&empty), Arc::clone);
            let (was, our, their) =
                (or_empty(three.base), or_empty(three.ours), or_empty(three.theirs));
            let name = self.names.by_id(Kind::Person, reviewer.as_str());
            let by = format!("by {name}, round {round}");
            let scores = self.scores(&was.scores, &our.scores, &their.scores, &by);
            let mut weights = BTreeMap::new();
            for id in was.weights.keys().chain(our.weights.keys()).chain(their.weights.keys()) {
                if weights.contains_key(id) {
                    continue;
                }
                let three = Three {
                    base: was.weights.get(id),
                    ours: our.weights.get(id),
                    theirs: their.weights.get(id),
                };
                let weight = three.plain().unwrap_or_else(|| {
                    let criterion = self.names.by_id(Kind::Criterion, id.as_str());
                    let text = |weight: Option<&f64>| {
                        Some(weight.map_or("removed".to_owned(), ToString::to_string))
                    };
                    self.tell(
                        None,
                        format!("weight of {criterion}, {by}"),
                        text(three.ours),
                        text(three.theirs),
                    );
                    three.ours
                });
                if let Some(weight) = weight {
                    weights.insert(id.clone(), *weight);
                }
            }
            let removed = three.ours.is_none() || three.theirs.is_none();
            if !(removed && scores.is_empty() && weights.is_empty()) {
                joined.push(Arc::new(Ballot {
                    reviewer: reviewer.clone(),
                    round,
                    scores,
                    weights,
                }));
            }
        }
        joined
    }

    /// Mends what does not fit together after joining: what one side removed
    /// and the other still uses comes back; where two changes contradict each
    /// other, ours holds.
    fn make_sound(
        mut self,
        mut workbook: Workbook,
        base: &Workbook,
        ours: &Workbook,
        theirs: &Workbook,
    ) -> Merged {
        // Each pass restores or replaces something; a workbook is mended in
        // a few, and the limit holds where our own state is unsound.
        for _ in 0..64 {
            let found = faults(&workbook);
            if found.is_empty() {
                return Merged { workbook, conflicts: self.conflicts };
            }
            let before = workbook.clone();
            for fault in found {
                self.mend(&mut workbook, &fault, base, ours, theirs);
            }
            if workbook.is_same(&before) {
                break;
            }
        }
        if faults(ours).is_empty() {
            self.tell(None, "the two states do not fit together".to_owned(), None, None);
            return Merged { workbook: ours.clone(), conflicts: self.conflicts };
        }
        Merged { workbook, conflicts: self.conflicts }
    }

    fn mend(
        &mut self,
        workbook: &mut Workbook,
        fault: &Fault,
        base: &Workbook,
        ours: &Workbook,
        theirs: &Workbook,
    ) {
        if let Some(kind) = fault.place.refers_to {
            let lost = ItemRef::new(kind, &fault.token);
            if lost.get(workbook).is_some() {
                return;
            }
            if [ours, theirs, base].into_iter().any(|from| put_from(workbook, from, &lost)) {
                let state = |side: &Workbook| {
                    Some(if lost.get(side).is_some() { "in use" } else { "removed" }.to_owned())
                };
                let what = self.names.item(&lost);
                self.tell(Some(&lost), what, state(ours), state(theirs));
                return;
            }
        }
        let what = match &fault.item {
            Some(item) => {
                if !put_from(workbook, ours, item) {
                    return;
                }
                self.names.item(item)
            }
            None => match fault.place.section {
                "decision" => {
                    workbook.decision = ours.decision.clone();
                    "the decision".to_owned()
                }
                "frame" => {
                    workbook.frame = ours.frame.clone();
                    "the decision question and setting".to_owned()
                }
                "start_weights" => {
                    workbook.start_weights = ours.start_weights.clone();
                    "the start weights".to_owned()
                }
                "uncertainty" => {
                    workbook.uncertainty = ours.uncertainty.clone();
                    "the uncertainty".to_owned()
                }
                "load_plan" => {
                    workbook.load_plan = ours.load_plan.clone();
                    "the load plan".to_owned()
                }
                "active_profile" => {
                    workbook.active_profile = ours.active_profile.clone();
                    return;
                }
                "baseline" => {
                    workbook.baseline = Arc::clone(&ours.baseline);
                    "the baseline".to_owned()
                }
                "ballots" => {
                    workbook.ballots = ours.ballots.clone();
                    "the ballots".to_owned()
                }
                _ => return,
            },
        };
        self.tell(fault.item.as_ref(), what, None, None);
    }
}

/// Puts an item of `from` in place of the one with its id, or at the end;
/// false where `from` has none.
fn put_from(workbook: &mut Workbook, from: &Workbook, item: &ItemRef) -> bool {
    macro_rules! lists {
        ($($kind:ident: $list:ident),+) => {
            match item.kind {
                $(Kind::$kind => {
                    let Some(found) = from.$list.iter().find(|other| other.id.as_str() == item.id)
                    else {
                        return false;
                    };
                    let list = Arc::make_mut(&mut workbook.$list);
                    match list.iter_mut().find(|other| other.id == found.id) {
                        Some(other) => other.clone_from(found),
                        None => list.push(found.clone()),
                    }
                    true
                })+
            }
        };
    }
    lists!(
        Person: people, Question: questions, Requirement: requirements,
        Alternative: alternatives, Criterion: criteria, Profile: profiles, Source: sources,
        Claim: claims, Contradiction: contradictions, Measurement: measurements, Finding: findings
    )
}

/// Joins the order of two lists: the side that moved something sets it, and
/// what the other side added stands behind its neighbour there. Tells as well
/// whether both moved something, each in another way; ours holds then.
fn join_order(
    base: &[String],
    ours: &[String],
    theirs: &[String],
    keep: impl Fn(&str) -> bool,
) -> (Vec<String>, bool) {
    let moved = |side: &[String]| {
        let in_side: BTreeSet<&String> = side.iter().collect();
        let in_base: BTreeSet<&String> = base.iter().collect();
        let common = side.iter().filter(|id| in_base.contains(id));
        !common.eq(base.iter().filter(|id| in_side.contains(id)))
    };
    let (we_moved, they_moved) = (moved(ours), moved(theirs));
    let (first, second) = if we_moved { (ours, theirs) } else { (theirs, ours) };
    let mut order: Vec<String> = first.iter().filter(|id| keep(id)).cloned().collect();
    let mut placed: BTreeSet<String> = order.iter().cloned().collect();
    let mut before: Option<&String> = None;
    for id in second.iter().filter(|id| keep(id)) {
        if placed.insert(id.clone()) {
            let at = before
                .and_then(|before| order.iter().position(|other| other == before))
                .map_or(0, |at| at + 1);
            order.insert(at, id.clone());
        }
        before = Some(id);
    }
    let in_theirs: BTreeSet<&String> = theirs.iter().collect();
    let in_ours: BTreeSet<&String> = ours.iter().collect();
    let clash = we_moved
        && they_moved
        && !ours
            .iter()
            .filter(|id| in_theirs.contains(id))
            .eq(theirs.iter().filter(|id| in_ours.contains(id)));
    (order, clash)
}

/// Path, our state, their state.
type FieldConflict = (Vec<String>, Option<String>, Option<String>);

/// Joins values field by field.
#[derive(Default)]
struct Fields {
    path: Vec<String>,
    conflicts: Vec<FieldConflict>,
}

impl Fields {
    /// The joined value, or nothing where the joined fields make none.
    fn join_whole<B, T>(&mut self, base: &B, ours: &T, theirs: &T) -> Option<T>
    where
        B: Serialize,
        T: Serialize + DeserializeOwned,
    {
        let value = |result: Result<Value, serde_json::Error>| result.ok();
        let base = value(serde_json::to_value(base))?;
        let ours = value(serde_json::to_value(ours))?;
        let theirs = value(serde_json::to_value(theirs))?;
        let three = Three { base: Some(&base), ours: Some(&ours), theirs: Some(&theirs) };
        let joined = self.join(&three)?;
        serde_json::from_value(joined).ok()
    }

    fn join(&mut self, three: &Three<'_, Value>) -> Option<Value> {
        if let Some(plain) = three.plain() {
            return plain.cloned();
        }
        // The judgements of one weighing belong together.
        if matches!(self.path.as_slice(), [field, _] if field == "elicited") {
            return self.conflict(three);
        }
        match (three.ours, three.theirs) {
            (Some(Value::Object(ours)), Some(Value::Object(theirs))) => {
                let none = Map::new();
                let base = three.base.and_then(Value::as_object).unwrap_or(&none);
                let keys: BTreeSet<&String> =
                    base.keys().chain(ours.keys()).chain(theirs.keys()).collect();
                let mut joined = Map::new();
                for key in keys {
                    self.path.push(key.clone());
                    let three =
                        Three { base: base.get(key), ours: ours.get(key), theirs: theirs.get(key) };
                    if let Some(value) = self.join(&three) {
                        joined.insert(key.clone(), value);
                    }
                    self.path.pop();
                }
                Some(Value::Object(joined))
            }
            (Some(Value::Array(ours)), Some(Value::Array(theirs))) => {
                let none = Vec::new();
                let base = three.base.and_then(Value::as_array).unwrap_or(&none);
                match (self.keyed(base), self.keyed(ours), self.keyed(theirs)) {
                    (Some(base), Some(ours), Some(theirs)) => {
                        Some(self.join_lists(&base, &ours, &theirs))
                    }
                    _ => self.conflict(three),
                }
            }
            _ => self.conflict(three),
        }
    }

    fn conflict(&mut self, three: &Three<'_, Value>) -> Option<Value> {
        let text = |value: Option<&Value>| match value {
            Some(value) => short(value),
            None => Some("removed".to_owned()),
        };
        self.conflicts.push((self.path.clone(), text(three.ours), text(three.theirs)));
        three.ours.cloned()
    }

    /// The elements of a list by what names each of them, where the list is a
    /// set of named things.
    fn keyed<'v>(&self, list: &'v [Value]) -> Option<Vec<(String, &'v Value)>> {
        let mut seen = BTreeSet::new();
        list.iter()
            .map(|element| {
                let key = match element {
                    // The choices of one answer belong together.
                    Value::String(_) if self.path.iter().any(|step| step == "answers") => None,
                    Value::String(text) => Some(text.clone()),
                    Value::Number(number) => Some(number.to_string()),
                    Value::Object(fields) => fields
                        .get("id")
                        .or_else(|| fields.get("person"))
                        .and_then(Value::as_str)
                        .map(str::to_owned),
                    _ => None,
                }?;
                seen.insert(key.clone()).then_some((key, element))
            })
            .collect()
    }

    fn join_lists(
        &mut self,
        base: &[(String, &Value)],
        ours: &[(String, &Value)],
        theirs: &[(String, &Value)],
    ) -> Value {
        let find = |list: &[(String, &'_ Value)], key: &str| -> Option<Value> {
            list.iter().find(|(other, _)| other == key).map(|(_, value)| (*value).clone())
        };
        let keys: BTreeSet<&String> =
            base.iter().chain(ours).chain(theirs).map(|(key, _)| key).collect();
        let mut joined = BTreeMap::new();
        for key in keys {
            let (was, our, their) = (find(base, key), find(ours, key), find(theirs, key));
            self.path.push(key.clone());
            let three = Three { base: was.as_ref(), ours: our.as_ref(), theirs: their.as_ref() };
            if let Some(value) = self.join(&three) {
                joined.insert(key.clone(), value);
            }
            self.path.pop();
        }
        let order =
            |list: &[(String, &Value)]| list.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
        let (order, _) =
            join_order(&order(base), &order(ours), &order(theirs), |key| joined.contains_key(key));
        Value::Array(order.iter().filter_map(|key| joined.remove(key)).collect())
    }
}
