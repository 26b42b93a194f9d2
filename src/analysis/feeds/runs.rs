//! Which runs feed a criterion.

use std::collections::{BTreeMap, BTreeSet};

use super::NotFed;
use crate::workbook::{
    AlternativeId, Feed, LoadAxis, Measurement, MeasurementId, Subject, Workbook,
};

/// The runs that another replaces, each with the newest that stands for it: by
/// way of others, where that one was replaced too.
pub fn replacements(workbook: &Workbook) -> BTreeMap<&MeasurementId, &MeasurementId> {
    let mut next: BTreeMap<&MeasurementId, &MeasurementId> = BTreeMap::new();
    for run in workbook.measurements.iter() {
        if let Some(old) = &run.replaces {
            next.entry(old).or_insert(&run.id);
        }
    }
    let newest = |mut id| {
        // A sound workbook has no ring; an unsound one ends the walk all the same.
        for _ in 0..next.len() {
            match next.get(id) {
                Some(newer) => id = *newer,
                None => break,
            }
        }
        id
    };
    next.keys().map(|old| (*old, newest(*old))).collect()
}

/// The run that stands for one today: itself, where none replaces it.
pub fn newest_of<'a>(workbook: &'a Workbook, id: &'a MeasurementId) -> &'a MeasurementId {
    replacements(workbook).get(id).copied().unwrap_or(id)
}

/// What the runs that can feed a quantity are of.
fn subject(feed: &Feed) -> Subject {
    match feed {
        Feed::StartUpTime => Subject::Program,
        _ => Subject::Requests,
    }
}

/// The current runs that can feed a quantity, of every option and scenario.
fn candidates<'a>(workbook: &'a Workbook, feed: &Feed) -> Vec<&'a Measurement> {
    let replaced: BTreeSet<&MeasurementId> =
        workbook.measurements.iter().filter_map(|run| run.replaces.as_ref()).collect();
    let subject = subject(feed);
    workbook
        .measurements
        .iter()
        .filter(|run| !run.comparison_only && run.subject == subject)
        .filter(|run| !replaced.contains(&run.id))
        .collect()
}

/// The scenarios of the runs that can feed a quantity, in the order of the
/// alphabet.
pub fn feed_scenarios(workbook: &Workbook, feed: &Feed) -> Vec<String> {
    let all: BTreeSet<&str> =
        candidates(workbook, feed).iter().map(|run| run.scenario.as_str()).collect();
    all.into_iter().map(ToOwned::to_owned).collect()
}

/// The scenario whose runs feed a criterion: the one `wanted`, or else that of
/// the load plan where such runs are of it, or else the one that all are of.
/// Nothing while there are no runs.
pub(super) fn scenario(
    workbook: &Workbook,
    feed: &Feed,
    wanted: &str,
) -> Result<Option<String>, NotFed> {
    if !wanted.is_empty() {
        return Ok(Some(wanted.to_owned()));
    }
    let mut all = feed_scenarios(workbook, feed);
    let planned = &workbook.load_plan.scenario;
    if !planned.is_empty() && all.contains(planned) {
        return Ok(Some(planned.clone()));
    }
    match all.len() {
        0 => Ok(None),
        1 => Ok(all.pop()),
        _ => Err(NotFed::WhichScenario { scenarios: all }),
    }
}

/// The runs that feed an option by a quantity; at least one.
pub(super) fn feeding<'a>(
    workbook: &'a Workbook,
    feed: &Feed,
    wanted: &str,
    option: &AlternativeId,
) -> Result<Vec<&'a Measurement>, NotFed> {
    let own = |run: &&Measurement| run.alternative == *option;
    let able: Vec<&Measurement> = candidates(workbook, feed).into_iter().filter(own).collect();
    if able.is_empty() {
        let mut all = workbook.measurements.iter().filter(own).peekable();
        let right = subject(feed);
        return Err(if all.peek().is_none() {
            NotFed::NoRuns
        } else if all.clone().all(|run| run.subject != right) {
            NotFed::OtherSubject { program: right == Subject::Program }
        } else {
            NotFed::ComparisonOnly
        });
    }
    let chosen = scenario(workbook, feed, wanted)?.unwrap_or_default();
    let of_it: Vec<&Measurement> = able.into_iter().filter(|run| run.scenario == chosen).collect();
    if of_it.is_empty() {
        return Err(NotFed::OtherScenario { scenario: chosen });
    }
    let reckoned = matches!(feed, Feed::CostPerMillion | Feed::NodesFor(_));
    let fits = |run: &&Measurement| run.over == LoadAxis::Concurrency || reckoned;
    let fitting: Vec<&Measurement> = of_it.into_iter().filter(fits).collect();
    if fitting.is_empty() { Err(NotFed::OverNodes) } else { Ok(fitting) }
}
