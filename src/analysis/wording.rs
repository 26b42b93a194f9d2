//! Sentences from numbers, worded once for every place that shows them.

use super::{Analysis, Flip, FlipChange, Reach, Stability, percent, performance};
use crate::workbook::{Profile, Workbook};

/// How far a weight can move, in words: "Node.js stays first between 3.0 % and
/// 27.0 %. Above that Python leads." Empty without a leader.
pub fn stability_sentence(analysis: &Analysis, stability: &Stability) -> String {
    let Some(leader) = analysis.leader() else { return String::new() };
    let name = |at: usize| analysis.options.get(at).map_or("another option", |option| &option.name);
    let first = &leader.name;
    let (low, high) = (percent(stability.low), percent(stability.high));
    match (stability.below, stability.above) {
        (None, None) => format!("{first} stays first at any weight."),
        (Some(below), None) => {
            format!("{first} stays first from {low} up. Below that {} leads.", name(below))
        }
        (None, Some(above)) => {
            format!("{first} stays first up to {high}. Above that {} leads.", name(above))
        }
        (Some(below), Some(above)) => format!(
            "{first} stays first between {low} and {high}. Below that {} leads, above it {}.",
            name(below),
            name(above)
        ),
    }
}

/// What the sources expect of a profile, and whether the result agrees: "The
/// sources put Node.js first, support strong. So does this workbook." Nothing
/// where the profile expects nothing. `analysis` is that of the profile.
pub fn expectation_sentence(
    workbook: &Workbook,
    profile: &Profile,
    analysis: &Analysis,
) -> Option<String> {
    let expected = profile.expected.as_ref()?;
    let support = expected.support.name();
    let leader = analysis.verdict.leader.as_ref();
    let Some(first) = &expected.first else {
        return Some(format!("The sources see no clear winner here, support {support}."));
    };
    let said =
        format!("The sources put {} first, support {support}.", workbook.alternative_name(first));
    Some(match leader {
        Some(leader) if leader == first => format!("{said} So does this workbook."),
        Some(leader) => {
            format!("{said} In this workbook {} leads.", workbook.alternative_name(leader))
        }
        None => said,
    })
}

/// A flip in words: what changes, how it is today, how it would have to be.
pub fn flip_words(
    workbook: &Workbook,
    analysis: &Analysis,
    flip: &Flip,
) -> (String, String, String) {
    let criterion = workbook.criterion_name(&flip.criterion);
    match &flip.change {
        FlipChange::Weight { from, to } => {
            (format!("Weight of {criterion}"), percent(*from), to.map(percent).unwrap_or_default())
        }
        FlipChange::Score { alternative, from, to, .. } => {
            let measure =
                workbook.criterion(&flip.criterion).and_then(|criterion| criterion.measure());
            let words = |value: Option<f64>| match (value, measure) {
                (Some(value), Some(measure)) => performance(measure, value),
                _ => "unknown".to_owned(),
            };
            let name = analysis
                .option_at(alternative)
                .map_or(alternative.as_str(), |at| analysis.options[at].name.as_str());
            (format!("{criterion} of {name}"), words(*from), words(*to))
        }
    }
}

/// The single change nearest at hand that would make another option lead, as
/// a sentence: one within reach where there is one, of the option that is
/// least behind.
pub fn closest_flip(workbook: &Workbook, analysis: &Analysis) -> String {
    let all = || {
        analysis.flips.iter().flat_map(|list| {
            let best = [list.best_score(), list.best_weight()];
            best.into_iter().flatten().map(move |flip| (list.option, flip))
        })
    };
    // A larger change is within reach at times where the least is not.
    let within_reach = || {
        analysis.flips.iter().flat_map(|list| {
            let all = [&list.scores, &list.weights];
            let near = all.map(|flips| flips.iter().find(|flip| flip.reach == Reach::Near));
            near.into_iter().flatten().map(move |flip| (list.option, flip))
        })
    };
    let leader = analysis.leader().map_or("the leader", |leader| leader.name.as_str());
    if let Some(level) = analysis.flips.iter().find(|list| list.is_level()) {
        let name = &analysis.options[level.option].name;
        return format!("{name} is level with {leader}: any gain puts it ahead.");
    }
    let Some((option, flip)) = within_reach().next().or_else(|| all().next()) else {
        return format!("No single score and no single weight takes the lead from {leader}.");
    };
    let name = &analysis.options[option].name;
    let (what, today, needed) = flip_words(workbook, analysis, flip);
    let mut letters = what.chars();
    let what = match (&flip.change, letters.next()) {
        (FlipChange::Weight { .. }, Some(first)) => {
            format!("the {}{}", first.to_lowercase(), letters.as_str())
        }
        _ => what,
    };
    let reach = match flip.reach {
        Reach::Near => "Within reach",
        _ => "Nothing within reach changes the leader; nearest",
    };
    format!("{reach}: {name} leads if {what} goes from {today} to {needed}.")
}
