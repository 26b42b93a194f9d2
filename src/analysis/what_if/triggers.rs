//! Ways in which another option could lead, as triggers that reopen a decision.

use super::super::{Analysis, Flip, FlipChange, Reach, listed};
use super::words::{WayPart, way_parts};
use super::{Way, WayChange};
use crate::workbook::{Decision, RevisitTrigger, Workbook};

/// Where a trigger made here is read.
const SOURCE: &str = "this workbook: what would have to be true";
const OR_LESS: &str = "or less";
const OR_MORE: &str = "or more";

/// The trigger that watches for a way in which an option would lead.
pub fn trigger_of(
    workbook: &Workbook,
    analysis: &Analysis,
    option: usize,
    way: &Way,
) -> RevisitTrigger {
    let (parts, _) = way_parts(workbook, analysis, way);
    let name = &analysis.options[option].name;
    let bound =
        |part: &WayPart| format!("{} {}", part.needed, if part.falls { OR_LESS } else { OR_MORE });
    let (metric, threshold) = match (&way.change, parts.as_slice()) {
        // Only a score of its own says by itself who would lead.
        (WayChange::Score(_), [part]) => (part.what.clone(), bound(part)),
        (_, [part]) => (part.what.clone(), format!("{} ({name} then leads)", bound(part))),
        (WayChange::Weights(_), parts) => {
            let words: Vec<String> = parts
                .iter()
                .map(|part| {
                    let what = part.what.strip_prefix("Weight of ").unwrap_or(&part.what);
                    format!("{what} {}", part.needed)
                })
                .collect();
            (format!("Weights under which {name} leads"), listed(&words))
        }
        (_, parts) => {
            let what: Vec<String> = parts.iter().map(|part| part.what.clone()).collect();
            let bounds: Vec<String> = parts.iter().map(bound).collect();
            (listed(&what), format!("{}, together ({name} then leads)", listed(&bounds)))
        }
    };
    RevisitTrigger { metric, threshold, source: SOURCE.to_owned() }
}

/// Whether a decision keeps a trigger already: one that watches the same in the
/// same direction, whatever its threshold.
pub fn keeps_trigger(decision: &Decision, trigger: &RevisitTrigger) -> bool {
    decision.revisit.iter().any(|kept| is_same(kept, trigger))
}

fn is_same(a: &RevisitTrigger, b: &RevisitTrigger) -> bool {
    let direction = |trigger: &RevisitTrigger| {
        let threshold = trigger.threshold.as_str();
        (threshold.contains(OR_LESS), threshold.contains(OR_MORE))
    };
    let (a_way, b_way) = (direction(a), direction(b));
    let opposed = a_way != b_way && a_way != (false, false) && b_way != (false, false);
    a.metric.trim() == b.metric.trim() && !opposed
}

/// For each losing option the cheapest change of one score, or else of one
/// weight, as triggers that the decision does not keep yet. What several
/// options wait for is offered once, at the threshold that is reached first.
pub fn offered_triggers(workbook: &Workbook, analysis: &Analysis) -> Vec<RevisitTrigger> {
    let mut offered: Vec<(f64, RevisitTrigger)> = Vec::new();
    for list in &analysis.flips {
        let Some(flip) = list.best_score().or_else(|| list.best_weight()) else { continue };
        let way = Way { change: change_of(flip), reach: Reach::Far, effort: 0.0 };
        let trigger = trigger_of(workbook, analysis, list.option, &way);
        if keeps_trigger(&workbook.decision, &trigger) {
            continue;
        }
        let size = size(flip);
        match offered.iter_mut().find(|(_, other)| is_same(other, &trigger)) {
            Some(nearer) if size < nearer.0 => *nearer = (size, trigger),
            Some(_) => {}
            None => offered.push((size, trigger)),
        }
    }
    offered.into_iter().map(|(_, trigger)| trigger).collect()
}

fn change_of(flip: &Flip) -> WayChange {
    match flip.change {
        FlipChange::Score { .. } => WayChange::Score(flip.clone()),
        FlipChange::Weight { .. } => WayChange::Weight(flip.clone()),
    }
}

fn size(flip: &Flip) -> f64 {
    match flip.change {
        FlipChange::Score { points, .. } => points.abs(),
        FlipChange::Weight { from, to } => to.map_or(f64::INFINITY, |to| (to - from).abs()),
    }
}
