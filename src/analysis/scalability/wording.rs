//! What the runs of a scenario come to, in a sentence each.

use super::{Region, Study, StudyRun};
use crate::analysis::number;
use crate::workbook::Workbook;

/// A load, as a sentence tells it.
fn load(at: f64) -> String {
    number(at, 0)
}

fn joined(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Those that carry most alike in a stretch where nobody leads; nothing where all
/// do, or one leads.
pub fn alike(workbook: &Workbook, study: &Study, region: &Region) -> Option<String> {
    let told = study.runs.iter().filter(|run| run.range().is_some()).count();
    if region.carrier.is_some() || region.alike.len() < 2 || region.alike.len() >= told {
        return None;
    }
    let names: Vec<String> = region
        .alike
        .iter()
        .filter_map(|&at| study.runs.get(at))
        .map(|run| workbook.alternative_name(&run.alternative).to_owned())
        .collect();
    Some(if names.len() <= 4 {
        joined(&names)
    } else {
        format!("{} of the {told} options", names.len())
    })
}

/// Those that carry less than the ones alike: by name where it is one.
fn rest(workbook: &Workbook, study: &Study, region: &Region) -> String {
    let mut others = (0..study.runs.len())
        .filter(|at| !region.alike.contains(at))
        .filter(|&at| study.runs[at].range().is_some());
    match (others.next(), others.next()) {
        (Some(one), None) => workbook.alternative_name(&study.runs[one].alternative).to_owned(),
        _ => "the others".to_owned(),
    }
}

/// Which option carries most at which load.
pub fn carries_sentence(workbook: &Workbook, study: &Study) -> String {
    let name = |run: &StudyRun| workbook.alternative_name(&run.alternative).to_owned();
    let regions = &study.crossover.regions;
    let told: Vec<(&StudyRun, f64, f64)> = study
        .runs
        .iter()
        .filter_map(|run| {
            let best = run
                .levels
                .iter()
                .filter_map(|level| Some((level.load, level.throughput?.median)))
                .reduce(|best, next| if next.1 > best.1 { next } else { best })?;
            Some((run, best.0, best.1))
        })
        .collect();
    let (Some(first), Some(last)) = (regions.first(), regions.last()) else {
        let Some((run, at, rate)) =
            told.into_iter().reduce(|best, next| if next.2 > best.2 { next } else { best })
        else {
            return "No run tells a throughput with its load.".to_owned();
        };
        let rate = number(rate, 0);
        return format!(
            "{} carries up to {rate} requests/s, at {} concurrent.",
            name(run),
            load(at)
        );
    };
    // Two are compared with "more", several with "most".
    let more = if told.len() > 2 { "most" } else { "more" };
    let who = |region: &Region| region.carrier.and_then(|at| study.runs.get(at)).map(name);
    let range = format!("from {} to {} concurrent requests", load(first.from), load(last.to));
    let mut sentence = match regions.as_slice() {
        [only] => match (who(only), alike(workbook, study, only)) {
            (Some(name), _) => format!("{name} carries {more} at every load, {range}"),
            (None, Some(names)) => {
                let rest = rest(workbook, study, only);
                format!("{names} carry about the same and more than {rest}, {range}")
            }
            (None, None) => format!("All options carry about the same, {range}"),
        },
        _ => {
            let mut parts = Vec::new();
            // Whether it has been said yet what is told: who carries most.
            let mut said = false;
            for (at, region) in regions.iter().enumerate() {
                let end = if at + 1 == regions.len() {
                    "beyond".to_owned()
                } else if at == 0 {
                    format!("up to {} concurrent requests", load(region.to))
                } else {
                    format!("up to {}", load(region.to))
                };
                parts.push(match (who(region), alike(workbook, study, region)) {
                    (Some(name), _) if said => format!("{name} {end}"),
                    (Some(name), _) => {
                        said = true;
                        format!("{name} carries {more} {end}")
                    }
                    (None, Some(names)) if at == 0 => format!("{names} carry most alike {end}"),
                    (None, Some(names)) => format!("{names} alike {end}"),
                    (None, None) if at == 0 => format!("All options carry about the same {end}"),
                    (None, None) => format!("all about the same {end}"),
                });
            }
            parts.join(", ")
        }
    };
    let mut unsure: Vec<String> =
        regions.iter().filter(|region| !region.is_sure()).filter_map(who).collect();
    unsure.sort();
    unsure.dedup();
    if !unsure.is_empty() {
        let (lead, is) = if unsure.len() == 1 { ("lead", "is") } else { ("leads", "are") };
        sentence.push_str(&format!(
            "; the {lead} of {} {is} not sure, since bands overlap",
            joined(&unsure)
        ));
    }
    sentence.push('.');
    sentence
}

/// The percentile that latency is shown at: that of the plan's budget where a run
/// tells it, or else the highest up to the 99th that every run with percentiles
/// tells. Nothing where no run tells one.
pub fn shown_percentile(workbook: &Workbook, study: &Study) -> Option<f64> {
    let told = |run: &StudyRun| -> Vec<f64> {
        run.levels.iter().flat_map(|level| &level.percentiles).map(|&(at, _)| at).collect()
    };
    let runs: Vec<Vec<f64>> = study.runs.iter().map(told).filter(|told| !told.is_empty()).collect();
    let same = |a: f64, b: f64| (a - b).abs() < 1e-9;
    let planned = workbook.load_plan.latency_budget.map(|budget| budget.percentile);
    if let Some(planned) = planned
        && runs.iter().flatten().any(|&at| same(at, planned))
    {
        return Some(planned);
    }
    let in_all = |at: f64| runs.iter().all(|run| run.iter().any(|&it| same(it, at)));
    let candidates = runs.first()?.iter().copied().filter(|&at| at <= 99.0 && in_all(at));
    candidates.reduce(f64::max)
}

/// Up to which load each option keeps the budget of latency; without a budget,
/// who is fastest and slowest at the highest load of each. Nothing where no run
/// tells a percentile.
pub fn latency_sentence(workbook: &Workbook, study: &Study) -> Option<String> {
    let percentile = shown_percentile(workbook, study)?;
    let p = format!("p{}", number(percentile, usize::from(percentile.fract() > 0.0)));
    let ms = |ms: f64| format!("{} ms", number(ms, if ms < 10.0 { 1 } else { 0 }));
    let runs: Vec<(String, Vec<(f64, f64)>)> = study
        .runs
        .iter()
        .map(|run| {
            let points = run
                .levels
                .iter()
                .filter_map(|level| Some((level.load, level.percentile(percentile)?.median)))
                .collect();
            (workbook.alternative_name(&run.alternative).to_owned(), points)
        })
        .filter(|(_, points): &(String, Vec<(f64, f64)>)| !points.is_empty())
        .collect();
    let budget = workbook
        .load_plan
        .latency_budget
        .filter(|budget| (budget.percentile - percentile).abs() < 1e-9);
    if let Some(budget) = budget {
        // The load before the first at which it is exceeded.
        let mut kept: Vec<(Option<f64>, bool, String)> = runs
            .iter()
            .map(|(name, points)| {
                let over = points.iter().position(|&(_, it)| it > budget.ms);
                let until = match over {
                    None => points.last().map(|point| point.0),
                    Some(at) => at.checked_sub(1).map(|before| points[before].0),
                };
                (until, over.is_none(), name.clone())
            })
            .collect();
        kept.sort_by(|a, b| b.0.unwrap_or(0.0).total_cmp(&a.0.unwrap_or(0.0)));
        let mut parts: Vec<String> = Vec::new();
        for group in kept.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let names: Vec<String> = group.iter().map(|one| one.2.clone()).collect();
            let names = match names.len() {
                0..=4 => joined(&names),
                many => format!("{many} options"),
            };
            parts.push(match group[0] {
                (None, ..) => format!("{names} at no load measured"),
                (Some(until), true, _) => format!("{names} at every load, up to {}", load(until)),
                (Some(until), false, _) => format!("{names} up to {}", load(until)),
            });
        }
        let within = ms(budget.ms);
        return Some(format!("{p} stays within {within} for {} concurrent.", parts.join(", for ")));
    }
    let ends: Vec<(&str, f64, f64)> = runs
        .iter()
        .filter_map(|(name, points)| points.last().map(|&(at, it)| (name.as_str(), at, it)))
        .collect();
    let best = ends.iter().reduce(|best, next| if next.2 < best.2 { next } else { best })?;
    let worst = ends.iter().reduce(|worst, next| if next.2 > worst.2 { next } else { worst })?;
    let told =
        |end: &(&str, f64, f64)| format!("{} {} at {} concurrent", end.0, ms(end.2), load(end.1));
    Some(if ends.len() == 1 {
        format!("At its highest load, {p} is {}.", told(best))
    } else {
        format!(
            "At the highest load of each, {p} is lowest for {} and highest for {}.",
            told(best),
            told(worst)
        )
    })
}
