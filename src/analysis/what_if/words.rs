//! Ways in which an option could lead, in words.

use super::super::{Analysis, Flip, Reach, flip_words, number, percent, performance};
use super::{Nearest, PairFlip, ScoreChange, Way, WayChange};
use crate::analysis::listed;
use crate::workbook::{AlternativeId, CriterionId, Workbook};

/// Weights of a vector named one by one; the rest are counted.
const NAMED_WEIGHTS: usize = 4;

/// One number that changes in a way to lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayPart {
    /// What changes: "Throughput of Python", "Weight of Cost".
    pub what: String,
    /// How it is today, with its unit.
    pub today: String,
    /// How it would have to be.
    pub needed: String,
    /// Whether the number falls.
    pub falls: bool,
    /// The criterion.
    pub criterion: CriterionId,
    /// The option whose score it is; nothing for a weight.
    pub alternative: Option<AlternativeId>,
}

/// The sort of a way in a few words.
pub fn way_kind(way: &Way) -> &'static str {
    match way.change {
        WayChange::Score(_) => "One score",
        WayChange::Weight(_) => "One weight",
        WayChange::Scores(_) => "Two scores",
        WayChange::Swap(_) => "Two weights",
        WayChange::Weights(_) => "All weights",
    }
}

/// The numbers that change in a way, and how many more weights change that are
/// too small to be named.
pub fn way_parts(workbook: &Workbook, analysis: &Analysis, way: &Way) -> (Vec<WayPart>, usize) {
    match &way.change {
        WayChange::Score(flip) | WayChange::Weight(flip) => {
            (vec![flip_part(workbook, analysis, flip)], 0)
        }
        WayChange::Scores(PairFlip { changes, .. }) => {
            let part = |change: &ScoreChange| score_part(workbook, analysis, change);
            (changes.iter().map(part).collect(), 0)
        }
        WayChange::Swap(swap) => {
            let moved = swap.moved;
            let giver = (swap.giver, swap.giver_now, swap.giver_now - moved);
            let taker = (swap.taker, swap.taker_now, swap.taker_now + moved);
            let part = |change| weight_part(workbook, analysis, change);
            (vec![part(giver), part(taker)], 0)
        }
        WayChange::Weights(vector) => {
            let changes = vector.changes(analysis);
            let seen: Vec<_> = changes
                .iter()
                .filter(|(_, now, then)| percent(*now) != percent(*then))
                .take(NAMED_WEIGHTS)
                .map(|&change| weight_part(workbook, analysis, change))
                .collect();
            let more = changes.len() - seen.len();
            (seen, more)
        }
    }
}

fn flip_part(workbook: &Workbook, analysis: &Analysis, flip: &Flip) -> WayPart {
    let (what, today, needed) = flip_words(workbook, analysis, flip);
    let (alternative, falls) = match &flip.change {
        crate::analysis::FlipChange::Score { alternative, from, to, .. } => {
            (Some(alternative.clone()), falls(workbook, &flip.criterion, *from, *to))
        }
        crate::analysis::FlipChange::Weight { from, to } => (None, to.is_some_and(|to| to < *from)),
    };
    WayPart { what, today, needed, falls, criterion: flip.criterion.clone(), alternative }
}

/// Whether a performance that gets better falls: by its own two numbers, or
/// where it is unknown by the scale.
fn falls(workbook: &Workbook, criterion: &CriterionId, from: Option<f64>, to: Option<f64>) -> bool {
    match (from, to) {
        (Some(from), Some(to)) => to < from,
        _ => workbook
            .criterion(criterion)
            .and_then(|found| found.measure())
            .is_some_and(|measure| measure.anchors.best < measure.anchors.worst),
    }
}

fn score_part(workbook: &Workbook, analysis: &Analysis, change: &ScoreChange) -> WayPart {
    let measure = workbook.criterion(&change.criterion).and_then(|found| found.measure());
    let words = |x: f64| measure.map_or_else(|| number(x, 2), |measure| performance(measure, x));
    let name = analysis
        .option_at(&change.alternative)
        .map_or(change.alternative.as_str(), |at| analysis.options[at].name.as_str());
    WayPart {
        what: format!("{} of {name}", workbook.criterion_name(&change.criterion)),
        today: change.from.map_or_else(|| "unknown".to_owned(), words),
        needed: words(change.to),
        falls: change.from.map_or_else(
            || falls(workbook, &change.criterion, None, None) == (change.points > 0.0),
            |from| change.to < from,
        ),
        criterion: change.criterion.clone(),
        alternative: Some(change.alternative.clone()),
    }
}

fn weight_part(
    workbook: &Workbook,
    analysis: &Analysis,
    (leaf, now, then): (usize, f64, f64),
) -> WayPart {
    let criterion = &workbook.criteria[analysis.leaves[leaf]];
    WayPart {
        what: format!("Weight of {}", criterion.name),
        today: percent(now),
        needed: percent(then),
        falls: then < now,
        criterion: criterion.id.clone(),
        alternative: None,
    }
}

/// A way as a sentence: "Python leads if throughput of Python goes from 7 to 8
/// and weight of Cost from 20 % to 12 %; within reach."
pub fn way_sentence(workbook: &Workbook, analysis: &Analysis, option: usize, way: &Way) -> String {
    let name = &analysis.options[option].name;
    let (parts, more) = way_parts(workbook, analysis, way);
    if let WayChange::Weights(_) = way.change {
        let mut words: Vec<String> = parts
            .iter()
            .map(|part| {
                let what = part.what.strip_prefix("Weight of ").unwrap_or(&part.what);
                format!("{what} {} (now {})", part.needed, part.today)
            })
            .collect();
        match more {
            0 => {}
            1 => words.push("one more that changes less".to_owned()),
            more => words.push(format!("{more} more that change less")),
        }
        let weights = listed(&words);
        return format!("{name} leads at the weights {weights}; {}.", reach_words(way.reach));
    }
    let words: Vec<String> = parts
        .iter()
        .map(|part| format!("{} goes from {} to {}", as_subject(part), part.today, part.needed))
        .collect();
    format!("{name} leads if {}; {}.", listed(&words), reach_words(way.reach))
}

fn reach_words(reach: Reach) -> &'static str {
    match reach {
        Reach::Near => "within reach",
        Reach::Far => "possible, not near",
        Reach::NotPossible => "not possible",
    }
}

fn as_subject(part: &WayPart) -> String {
    match part.what.strip_prefix("Weight of ") {
        Some(rest) if part.alternative.is_none() => format!("the weight of {rest}"),
        _ => part.what.clone(),
    }
}

/// What the nearest weights say where there are none at which an option leads:
/// who is in the way. Empty where there are such weights.
pub fn nearest_sentence(analysis: &Analysis, option: usize, nearest: &Nearest) -> String {
    let name = &analysis.options[option].name;
    if nearest.lead.is_some() {
        return String::new();
    }
    let names: Vec<String> = nearest
        .dominated_by
        .iter()
        .map(|(at, share)| match nearest.dominated_by.len() {
            1 => analysis.options[*at].name.clone(),
            _ => format!("{} of {}", percent(*share), analysis.options[*at].name),
        })
        .collect();
    match names.as_slice() {
        [] => format!("No weights were found that make {name} lead."),
        [one] => format!(
            "No weights make {name} lead: {one} is at least as good on every criterion that counts."
        ),
        several => format!(
            "No weights make {name} lead: a mixture, {}, is at least as good on every criterion \
             that counts.",
            listed(several)
        ),
    }
}
