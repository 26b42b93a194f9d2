//! What names give away: the option, the scenario and the load of a run, told
//! from the names of its file, of its folder and of what the file calls it.

use std::collections::BTreeSet;

use crate::workbook::{AlternativeId, Workbook};

/// Words before or after a number that make it a count of requests under way.
const LOAD_WORDS: [&str; 11] = [
    "c",
    "conc",
    "concurrency",
    "concurrent",
    "conn",
    "conns",
    "connections",
    "clients",
    "users",
    "vu",
    "vus",
];

/// A file's name without its ending.
pub(super) fn stem(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem.to_owned(),
        _ => name.to_owned(),
    }
}

/// The words of a name, in small letters: runs of letters and digits, split
/// where a small letter meets a capital.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let (mut inside, mut small) = (false, false);
    for c in text.chars() {
        if !c.is_alphanumeric() {
            (inside, small) = (false, false);
            continue;
        }
        if !inside || (small && c.is_uppercase()) {
            words.push(String::new());
        }
        (inside, small) = (true, c.is_lowercase());
        if let Some(word) = words.last_mut() {
            word.extend(c.to_lowercase());
        }
    }
    words
}

/// A word that is digits and one of [`LOAD_WORDS`], either way round, or digits
/// alone: the number, and whether the word stands with it.
fn counted(word: &str) -> Option<(f64, bool)> {
    let digits = |text: &str| -> Option<f64> {
        let number =
            !text.is_empty() && text.len() <= 7 && text.chars().all(|c| c.is_ascii_digit());
        number.then(|| text.parse().ok()).flatten()
    };
    if let Some(number) = digits(word) {
        return Some((number, false));
    }
    LOAD_WORDS.iter().find_map(|unit| {
        let rest = word.strip_prefix(unit).or_else(|| word.strip_suffix(unit))?;
        Some((digits(rest)?, true))
    })
}

/// The places of the words of a name that tell a load, and the load.
fn load_words(words: &[String]) -> Option<(BTreeSet<usize>, f64)> {
    let load = |number: f64| Some(number).filter(|&number| number > 0.0);
    for (at, word) in words.iter().enumerate() {
        match counted(word) {
            Some((number, true)) => return Some((BTreeSet::from([at]), load(number)?)),
            Some((number, false)) => {
                let is_unit = |at: usize| {
                    words.get(at).is_some_and(|word| LOAD_WORDS.contains(&word.as_str()))
                };
                let beside = at.checked_sub(1).filter(|&at| is_unit(at));
                if let Some(beside) = beside.or_else(|| Some(at + 1).filter(|&at| is_unit(at))) {
                    return Some((BTreeSet::from([at, beside]), load(number)?));
                }
            }
            None => {}
        }
    }
    None
}

/// The load that a name tells: `json-c64`, `64-connections`, `c=64`; nothing
/// where it holds no number that is marked as one.
pub fn load_in_name(name: &str) -> Option<f64> {
    load_words(&words(name)).map(|(_, load)| load)
}

/// The words of a name that do not tell its load.
fn words_but_load(text: &str) -> Vec<String> {
    let mut all = words(text);
    if let Some((places, _)) = load_words(&all) {
        let mut at = 0;
        all.retain(|_| {
            at += 1;
            !places.contains(&(at - 1))
        });
    }
    all
}

/// How well a name fits words: the share of its letters that are found among
/// them, and how many.
fn fit(name: &str, among: &[String]) -> (f64, usize) {
    let wanted = words(name);
    let all: usize = wanted.iter().map(|word| word.chars().count()).sum();
    let found: usize = wanted
        .iter()
        .filter(|word| {
            among.iter().any(|other| {
                other == *word || (word.chars().count() > 3 && other.starts_with(word.as_str()))
            })
        })
        .map(|word| word.chars().count())
        .sum();
    if all == 0 { (0.0, 0) } else { (found as f64 / all as f64, found) }
}

/// Least share of the letters of a name that has to be found.
const LEAST_SHARE: f64 = 0.3;
/// Least share of the letters of a run's label.
const LEAST_SHARE_OF_LABEL: f64 = 0.6;
/// Least number of letters.
const LEAST_LETTERS: usize = 2;

/// The option that names speak of: the first of the texts that fits one option
/// better than all others decides. Names and ids of options count first, then
/// the labels of their runs; the words of scenarios do not.
pub fn option_named(workbook: &Workbook, texts: &[&str]) -> Option<AlternativeId> {
    if let [only] = workbook.alternatives.as_slice() {
        return Some(only.id.clone());
    }
    let scenarios: BTreeSet<String> = scenarios(workbook).into_iter().flat_map(words).collect();
    texts.iter().find_map(|text| {
        let mut among = words_but_load(text);
        among.retain(|word| !scenarios.contains(word));
        best_option(workbook, &among, false).or_else(|| best_option(workbook, &among, true))
    })
}

fn best_option(workbook: &Workbook, among: &[String], by_runs: bool) -> Option<AlternativeId> {
    let mut best: Option<((f64, usize), &AlternativeId)> = None;
    let mut tied = false;
    for option in workbook.alternatives.iter() {
        let runs = workbook.measurements.iter().filter(|run| run.alternative == option.id);
        let (names, least): (Vec<&str>, f64) = if by_runs {
            (runs.map(|run| run.label.as_str()).collect(), LEAST_SHARE_OF_LABEL)
        } else {
            (vec![option.name.as_str(), option.id.as_str()], LEAST_SHARE)
        };
        let score = names
            .into_iter()
            .map(|name| fit(name, among))
            .filter(|&(share, letters)| share >= least && letters >= LEAST_LETTERS)
            .reduce(|best, next| if next > best { next } else { best });
        let Some(score) = score else { continue };
        match best {
            Some((other, _)) if other > score => {}
            Some((other, _)) if other == score => tied = true,
            _ => {
                best = Some((score, &option.id));
                tied = false;
            }
        }
    }
    best.filter(|_| !tied).map(|(_, id)| id.clone())
}

/// The scenarios that runs of the workbook are of, each once, by name.
fn scenarios(workbook: &Workbook) -> BTreeSet<&str> {
    let runs = workbook.measurements.iter().map(|run| run.scenario.as_str());
    runs.chain([workbook.load_plan.scenario.as_str()]).filter(|name| !name.is_empty()).collect()
}

/// The scenario of a run: one of the workbook that the names speak of, or what
/// the file calls it, or else what of the file's name is neither its load nor
/// its option.
pub fn scenario_named(
    workbook: &Workbook,
    told: &str,
    texts: &[&str],
    option: Option<&AlternativeId>,
) -> String {
    let known = scenarios(workbook);
    let among: Vec<String> =
        std::iter::once(told).chain(texts.iter().copied()).flat_map(words_but_load).collect();
    let best = known
        .iter()
        .map(|&name| (fit(name, &among), name))
        .filter(|((share, _), _)| *share > 0.99)
        .reduce(|best, next| if next.0 > best.0 { next } else { best });
    if let Some((_, name)) = best {
        return name.to_owned();
    }
    if !told.trim().is_empty() {
        return told.trim().to_owned();
    }
    let left = texts.first().map(|text| rest(workbook, text, option, "")).unwrap_or_default();
    match (left.is_empty(), known.len()) {
        (true, 1) => known.first().map(|&name| name.to_owned()).unwrap_or_default(),
        _ => left,
    }
}

/// What of a name is neither its load nor the option's name nor the scenario.
fn rest(workbook: &Workbook, text: &str, option: Option<&AlternativeId>, scenario: &str) -> String {
    let named: Vec<String> = option
        .into_iter()
        .flat_map(|id| [id.as_str(), workbook.alternative_name(id)])
        .chain([scenario])
        .flat_map(words)
        .collect();
    let left: Vec<String> =
        words_but_load(text).into_iter().filter(|word| !named.contains(word)).collect();
    left.join(" ")
}

/// What tells a run from others of its option: the label of one of its runs
/// that the names speak of, or else what of them is neither option, scenario
/// nor load; at last the option's name.
pub(super) fn label(
    workbook: &Workbook,
    texts: &[&str],
    option: Option<&AlternativeId>,
    scenario: &str,
) -> String {
    let among: Vec<String> = texts.iter().flat_map(|text| words_but_load(text)).collect();
    let known = option.and_then(|id| {
        workbook
            .measurements
            .iter()
            .filter(|run| run.alternative == *id)
            .map(|run| (fit(&run.label, &among), run.label.as_str()))
            .filter(|((share, _), _)| *share > 0.99)
            .reduce(|best, next| if next.0 > best.0 { next } else { best })
    });
    if let Some((_, label)) = known {
        return label.to_owned();
    }
    // What is left of the file's name, or of that of its folder where it names
    // the option; an address says too little.
    let in_name = texts.first().map(|text| rest(workbook, text, option, scenario));
    let in_folder = texts.get(1).and_then(|text| {
        let left = rest(workbook, text, option, scenario);
        let names_option = left.split(' ').count() < words_but_load(text).len();
        (option.is_some() && names_option).then_some(left)
    });
    let left = in_name.into_iter().chain(in_folder).find(|left| !left.is_empty());
    left.or_else(|| option.map(|id| workbook.alternative_name(id).to_owned())).unwrap_or_default()
}
