//! What was measured, behind the performance of an option: the runs, how the
//! figure comes from them, what it was before, and what a reviewer put over it.

use super::{EvidenceKind, Explanation, On, WhyEvidence};
use crate::analysis::feeds::run_name;
use crate::analysis::{FedCell, listed, newest_of, performance as printed};
use crate::workbook::{AlternativeId, ItemRef, Kind, Measure, Measurement, MeasurementId, Score};

/// The figure as the runs give it.
pub(super) fn measured(on: On<'_>, told: &mut Explanation, measure: &Measure, cell: &FedCell) {
    let Ok(fed) = &cell.reading else { return };
    told.words = fed.sentence(on.workbook);
    told.notes.extend(fed.remarks.iter().cloned());
    for (run, was) in &fed.before {
        let was = printed(measure, *was);
        told.notes.push(format!("Was {was} by {}, replaced since.", run_name(on.workbook, run)));
    }
}

/// What else is to be known where runs feed the criterion: what a score stands
/// over, whose scores count for nothing, or why nothing was measured.
pub(super) fn beside(on: On<'_>, told: &mut Explanation, measure: &Measure, cell: &FedCell) {
    match &cell.reading {
        Ok(fed) if cell.overridden => {
            let figure = printed(measure, fed.performance);
            let sentence = fed.sentence(on.workbook);
            told.notes.push(format!("It counts in place of {figure}. {sentence}"));
        }
        Ok(_) => {}
        Err(why) => told.notes.push(format!(
            "Not measured, so this is an estimate. {} {}",
            why.sentence(),
            why.hint()
        )),
    }
    if !cell.ignored.is_empty() {
        let names: Vec<&str> =
            cell.ignored.iter().map(|person| on.workbook.person_name(person)).collect();
        let score = if names.len() == 1 { "score" } else { "scores" };
        told.notes.push(format!(
            "The {score} of {} over what was measured gives no reason, and counts for nothing.",
            listed(&names)
        ));
    }
}

/// The load runs behind a cell: those that feed it or that its scores name, and
/// those that these replaced.
pub(super) fn runs(
    on: On<'_>,
    told: &mut Explanation,
    alternative: &AlternativeId,
    cell: Option<&FedCell>,
    scores: &[&Score],
) {
    let fed = cell.and_then(|cell| cell.reading.as_ref().ok());
    let feeds = |id: &MeasurementId| fed.is_some_and(|fed| fed.runs.contains(id));
    for run in on.workbook.measurements.iter() {
        let named = scores.iter().any(|score| score.measurements.contains(&run.id));
        let newest = newest_of(on.workbook, &run.id);
        let replaced = *newest != run.id;
        // What was replaced stays as a trace of what fed the cell before.
        let trace = replaced && feeds(newest);
        // Where nothing was measured, the runs that there are tell why not.
        let beside = cell.is_some() && fed.is_none() && run.alternative == *alternative;
        let beside = beside && !replaced;
        if !named && !feeds(&run.id) && !trace && !beside {
            continue;
        }
        let counts = !replaced && (named || feeds(&run.id));
        if named && replaced && !scores.iter().any(|it| it.measurements.contains(newest)) {
            told.notes.push(format!(
                "The score rests on {}, which {} replaced since: it is to be looked at again.",
                run_name(on.workbook, &run.id),
                run_name(on.workbook, newest)
            ));
        }
        let mut standing = standing(run);
        if replaced {
            standing.push(format!("replaced by {}", run_name(on.workbook, newest)));
        } else if !counts {
            standing.push("feeds nothing here".to_owned());
        }
        told.evidence.push(WhyEvidence {
            kind: EvidenceKind::Measurement,
            item: Some(ItemRef::new(Kind::Measurement, run.id.as_str())),
            source: run.tool.clone(),
            text: run.label.clone(),
            standing: standing.join("; "),
            cited: named,
            counts,
        });
    }
}

/// Day and setting of a run.
fn standing(run: &Measurement) -> Vec<String> {
    let mut told: Vec<String> = run.date.iter().map(ToString::to_string).collect();
    if !run.environment.trim().is_empty() {
        told.push(run.environment.trim().to_owned());
    }
    told
}
