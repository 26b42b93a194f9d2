//! Looking through a whole workbook: every item and every score by the words
//! that stand in it.

use crate::workbook::{AlternativeId, CriterionId, CriterionKind, ItemRef, Kind, Workbook};

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// An item.
    Item(ItemRef),
    /// A score: of this option on this criterion.
    Cell(AlternativeId, CriterionId),
}

/// A place in the workbook where all words of a query stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What was found.
    pub found: Found,
    /// What people call it.
    pub name: String,
    /// The text in which the words stand, from shortly before the first of
    /// them, where that is not the name.
    pub excerpt: Option<String>,
    /// How well it fits; smaller is better.
    rank: u8,
}

/// Characters of an excerpt before the first word found.
const BEFORE: usize = 24;
/// Characters of an excerpt in all.
const EXCERPT: usize = 110;

/// The words of a query, in lower case.
pub fn query_words(query: &str) -> Vec<String> {
    query.split_whitespace().map(str::to_lowercase).collect()
}

/// How well a name fits words that all have to stand in it; smaller is better,
/// `None` where one of them is missing. 0: the name begins with the first word;
/// 1: each word begins a word of the name; 2: they stand anywhere.
pub fn name_rank(name: &str, words: &[String]) -> Option<u8> {
    let name = name.to_lowercase();
    if !words.iter().all(|word| name.contains(word.as_str())) {
        return None;
    }
    let begins_a_word = |word: &String| {
        name.match_indices(word.as_str()).any(|(at, _)| {
            name[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric())
        })
    };
    match words.first() {
        Some(first) if name.starts_with(first.as_str()) && words.iter().all(begins_a_word) => {
            Some(0)
        }
        _ if words.iter().all(begins_a_word) => Some(1),
        _ => Some(2),
    }
}

/// The items and scores in which all words of `query` stand, the best first and
/// at most `most` of them, and how many there are in all. Capitals do not
/// matter. An empty query finds nothing.
pub fn search(workbook: &Workbook, query: &str, most: usize) -> (Vec<Hit>, usize) {
    let words = query_words(query);
    if words.is_empty() {
        return (Vec::new(), 0);
    }
    let mut hits = Vec::new();
    for (reference, name, texts) in texts(workbook) {
        if let Some((rank, excerpt)) = fit(name, reference.id.as_str(), &texts, &words) {
            let name = if name.trim().is_empty() {
                reference.name(workbook)
            } else {
                name.split_whitespace().collect::<Vec<_>>().join(" ")
            };
            hits.push(Hit { found: Found::Item(reference), name, excerpt, rank });
        }
    }
    scores(workbook, &words, &mut hits);
    // Stable: what fits equally well stays in the order of the rail.
    hits.sort_by_key(|hit| hit.rank);
    let all = hits.len();
    hits.truncate(most);
    (hits, all)
}

/// Ranks the name 0 to 2, the id 3 and the texts 4, with an excerpt.
fn fit(name: &str, id: &str, texts: &[&str], words: &[String]) -> Option<(u8, Option<String>)> {
    if let Some(rank) = name_rank(name, words) {
        return Some((rank, None));
    }
    if words.iter().all(|word| id.to_lowercase().contains(word.as_str())) {
        return Some((3, None));
    }
    // Words may be spread over the name and several texts.
    let whole = texts.iter().fold(name.to_lowercase(), |mut whole, text| {
        whole.push('\n');
        whole.push_str(&text.to_lowercase());
        whole
    });
    if !words.iter().all(|word| whole.contains(word.as_str())) {
        return None;
    }
    let excerpt = texts.iter().find_map(|text| {
        let lower = text.to_lowercase();
        words.iter().find_map(|word| lower.find(word.as_str())).map(|at| {
            let before = lower[..at].chars().count();
            around(text, before)
        })
    });
    Some((4, excerpt))
}

/// A piece of `text` in one line, from shortly before character `at`.
fn around(text: &str, at: usize) -> String {
    let text: Vec<char> =
        text.chars().map(|c| if c.is_whitespace() || c.is_control() { ' ' } else { c }).collect();
    let from = match at.saturating_sub(BEFORE) {
        0 => 0,
        // Begin with a whole word.
        from => (from..at).find(|&at| text.get(at) == Some(&' ')).map_or(from, |space| space + 1),
    };
    let to = (from + EXCERPT).min(text.len());
    let piece: String = text.get(from..to).unwrap_or_default().iter().collect();
    let (before, after) = (if from > 0 { "…" } else { "" }, if to < text.len() { "…" } else { "" });
    format!("{before}{}{after}", piece.trim())
}

/// Every item with its name and the texts to look through, in the order of the
/// rail.
fn texts(workbook: &Workbook) -> impl Iterator<Item = (ItemRef, &str, Vec<&str>)> {
    fn entry<'a>(
        kind: Kind,
        id: &str,
        name: &'a str,
        texts: impl IntoIterator<Item = &'a String>,
    ) -> (ItemRef, &'a str, Vec<&'a str>) {
        (ItemRef::new(kind, id), name, texts.into_iter().map(String::as_str).collect())
    }
    let people =
        workbook.people.iter().map(|item| entry(Kind::Person, item.id.as_str(), &item.name, []));
    let questions = workbook.questions.iter().map(|item| {
        let choices = item.choices.iter().map(|choice| &choice.label);
        let texts = [&item.group, &item.hint].into_iter().chain(choices);
        entry(Kind::Question, item.id.as_str(), &item.text, texts)
    });
    let requirements = workbook.requirements.iter().map(|item| {
        let scenario = &item.scenario;
        let texts = [
            &item.origin,
            &scenario.source,
            &scenario.stimulus,
            &scenario.environment,
            &scenario.response,
            &scenario.measure,
        ];
        let gates = item.gates.values().map(|gate| &gate.reason);
        entry(Kind::Requirement, item.id.as_str(), &item.text, texts.into_iter().chain(gates))
    });
    let alternatives = workbook.alternatives.iter().map(|item| {
        let texts = [&item.idea, &item.description, &item.top_risk]
            .into_iter()
            .chain(item.pros.iter())
            .chain(item.cons.iter())
            .chain(item.prerequisites.iter())
            .chain(item.dropped.iter().map(|dropped| &dropped.reason));
        entry(Kind::Alternative, item.id.as_str(), &item.name, texts)
    });
    let criteria = workbook.criteria.iter().map(|item| {
        let texts = [&item.definition, &item.measure, &item.note];
        entry(Kind::Criterion, item.id.as_str(), &item.name, texts)
    });
    let profiles = workbook
        .profiles
        .iter()
        .map(|item| entry(Kind::Profile, item.id.as_str(), &item.name, [&item.story, &item.note]));
    let sources = workbook.sources.iter().map(|item| {
        let texts = [&item.author, &item.place, &item.covers, &item.problems, &item.origin];
        entry(Kind::Source, item.id.as_str(), &item.title, texts)
    });
    let claims = workbook.claims.iter().map(|item| {
        let texts = [&item.heading, &item.locator, &item.verdict_note, &item.quantity];
        let texts = texts.into_iter().chain(item.entities.iter());
        entry(Kind::Claim, item.id.as_str(), &item.text, texts)
    });
    let contradictions = workbook.contradictions.iter().map(|item| {
        let texts = [&item.said, &item.conclusion, &item.consequence];
        entry(Kind::Contradiction, item.id.as_str(), &item.topic, texts)
    });
    let measurements = workbook.measurements.iter().map(|item| {
        let texts = [&item.scenario, &item.environment, &item.tool, &item.note];
        entry(Kind::Measurement, item.id.as_str(), &item.label, texts)
    });
    let findings = workbook
        .findings
        .iter()
        .map(|item| entry(Kind::Finding, item.id.as_str(), &item.text, [&item.answer]));
    people
        .chain(questions)
        .chain(requirements)
        .chain(alternatives)
        .chain(criteria)
        .chain(profiles)
        .chain(sources)
        .chain(claims)
        .chain(contradictions)
        .chain(measurements)
        .chain(findings)
}

/// Scores whose cell, or the reason given for them, holds the words; a cell
/// once, however many reviewers scored it. A cell is found by its name only
/// where both its option and its criterion are asked for, or each word would
/// find whole rows and columns.
fn scores(workbook: &Workbook, words: &[String], hits: &mut Vec<Hit>) {
    let name_of = |option: &str, criterion: &str| format!("{criterion}, {option}");
    let some = |text: &str| {
        let text = text.to_lowercase();
        words.iter().any(|word| text.contains(word.as_str()))
    };
    let options: Vec<_> = workbook.alternatives.iter().filter(|item| some(&item.name)).collect();
    let mut found = Vec::new();
    for criterion in workbook
        .criteria
        .iter()
        .filter(|item| matches!(item.kind, CriterionKind::Scored(_)) && some(&item.name))
    {
        for option in &options {
            let name = name_of(&option.name, &criterion.name);
            let alone = |name: &str| name_rank(name, words).is_some();
            if name_rank(&name, words).is_some() && !alone(&option.name) && !alone(&criterion.name)
            {
                found.push((option.id.clone(), criterion.id.clone()));
                let cell = Found::Cell(option.id.clone(), criterion.id.clone());
                hits.push(Hit { found: cell, name, excerpt: None, rank: 2 });
            }
        }
    }
    for score in workbook.ballots.iter().flat_map(|ballot| &ballot.scores) {
        if score.reason.is_empty() || !some(&score.reason) {
            continue;
        }
        let cell = (score.alternative.clone(), score.criterion.clone());
        let (Some(option), Some(criterion)) =
            (workbook.alternative(&cell.0), workbook.criterion(&cell.1))
        else {
            continue;
        };
        let name = name_of(&option.name, &criterion.name);
        if let Some((_, Some(excerpt))) = fit("", "", &[&score.reason, &name], words)
            && !found.contains(&cell)
        {
            let hit = Found::Cell(cell.0.clone(), cell.1.clone());
            hits.push(Hit { found: hit, name, excerpt: Some(excerpt), rank: 5 });
            found.push(cell);
        }
    }
}
