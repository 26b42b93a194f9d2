//! Sentences from numbers, worded once for every place that shows them.

use super::{Analysis, Stability, percent};
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
