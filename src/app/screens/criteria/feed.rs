//! What load runs feed into a criterion: the quantity, its load, the scenario,
//! and what each option gets by it from which run, or why nothing.

use eframe::egui::{RichText, Ui};

use crate::analysis::{self, FedCell, feed_scenarios, own_unit, unit_fits, way_name};
use crate::app::context::Context;
use crate::app::theme::{self, icons};
use crate::app::widgets::{self, NumberField, Tone};
use crate::workbook::{Criterion, Feed, Measure, Scale};

/// What a load run feeds into the criterion, for the list to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quantity {
    None,
    Peak,
    Throughput,
    Latency,
    Errors,
    Contention,
    Coherency,
    Memory,
    StartUpTime,
    CostPerMillion,
    Nodes,
}

/// Chooses what feeds the criterion, and shows what comes of it.
pub(super) fn show(
    ui: &mut Ui,
    context: Context<'_>,
    criterion: &Criterion,
    measure: &Measure,
    leaf: Option<usize>,
    changed: &mut Measure,
) {
    widgets::form_section(ui, "Fed by load runs");
    let now = quantity_of(measure.feed.as_ref());
    let (percentile, load) = parameters(measure.feed.as_ref());
    let width = ui.available_width();
    let chosen = widgets::labelled(ui, "Quantity", |ui| {
        widgets::choose(ui, "feed", "Fed by load runs", &now, width, &quantities())
    });
    if let Some(chosen) = chosen {
        changed.feed = of_quantity(chosen, percentile, load);
        if changed.feed.is_none() {
            changed.feed_scenario.clear();
        }
        return;
    }
    let Some(feed) = &measure.feed else {
        widgets::small(
            ui,
            "Where a load run measures it, the score follows the run. Scores then need a reason.",
        );
        return;
    };
    numbers(ui, criterion, now, (percentile, load), changed);
    scenario(ui, context, feed, measure, changed);
    unit(ui, context, feed, measure, changed);
    ui.add_space(theme::SPACE_XS);
    let Some(leaf) = leaf else { return };
    for (option, result) in context.analysis().options.iter().enumerate() {
        if let Some(cell) = context.analysis().fed(option, leaf) {
            ui.push_id(&result.id, |ui| reading(ui, context, measure, option, cell));
        }
    }
}

fn quantities() -> [(Quantity, String); 11] {
    [
        (Quantity::None, "Nothing, it is scored by hand"),
        (Quantity::Peak, "Highest throughput, requests/s"),
        (Quantity::Throughput, "Throughput at a load, requests/s"),
        (Quantity::Latency, "Latency percentile at a load, ms"),
        (Quantity::Errors, "Errors at a load, %"),
        (Quantity::Contention, "Contention, %"),
        (Quantity::Coherency, "Coherency, %"),
        (Quantity::Memory, "Most memory used, MB"),
        (Quantity::StartUpTime, "Start-up time, ms"),
        (Quantity::CostPerMillion, "Cost of a million requests"),
        (Quantity::Nodes, "Nodes needed for a load"),
    ]
    .map(|(quantity, words)| (quantity, words.to_owned()))
}

/// Percentile and load of a feed, or those to begin with.
fn parameters(feed: Option<&Feed>) -> (f64, f64) {
    match feed {
        Some(Feed::LatencyAt { percentile, concurrency }) => (*percentile, *concurrency),
        Some(Feed::ThroughputAt(load) | Feed::ErrorsAt(load) | Feed::NodesFor(load)) => {
            (99.0, *load)
        }
        _ => (99.0, 100.0),
    }
}

fn numbers(
    ui: &mut Ui,
    criterion: &Criterion,
    now: Quantity,
    (percentile, load): (f64, f64),
    changed: &mut Measure,
) {
    let word = match now {
        Quantity::Throughput | Quantity::Latency | Quantity::Errors => "Concurrent requests",
        Quantity::Nodes => "Load, requests/s",
        _ => return,
    };
    let id = criterion.id.as_str();
    ui.horizontal(|ui| {
        let mut new = (percentile, load);
        if now == Quantity::Latency {
            let field = NumberField::new((id, "percentile"), "Percentile", Some(percentile))
                .bounds(0.0, 100.0);
            if let Some(Some(percentile)) = widgets::labelled(ui, "Percentile", |ui| field.show(ui))
            {
                new.0 = percentile;
            }
        }
        // A load of nothing is none: the least that can be typed is far below 1.
        let field = NumberField::new((id, "feed-load"), word, Some(load))
            .bounds(f64::MIN_POSITIVE, f64::INFINITY);
        if let Some(Some(load)) = widgets::labelled(ui, word, |ui| field.show(ui)) {
            new.1 = load;
        }
        if new != (percentile, load) {
            changed.feed = of_quantity(now, new.0, new.1);
        }
    });
}

/// The scenario whose runs count, from those that there are.
fn scenario(
    ui: &mut Ui,
    context: Context<'_>,
    feed: &Feed,
    measure: &Measure,
    changed: &mut Measure,
) {
    let there = feed_scenarios(context.workbook, feed);
    let planned = &context.workbook.load_plan.scenario;
    let by_plan = if planned.is_empty() {
        "Any, where all runs are of one".to_owned()
    } else {
        format!("That of the load plan, {planned}")
    };
    let mut choices = vec![(String::new(), by_plan)];
    let named = there.iter().filter(|scenario| !scenario.is_empty());
    choices.extend(named.map(|scenario| (scenario.clone(), scenario.clone())));
    let wanted = &measure.feed_scenario;
    if !choices.iter().any(|(scenario, _)| scenario == wanted) {
        choices.push((wanted.clone(), format!("{wanted}, of which there is no run")));
    }
    let width = ui.available_width();
    let chosen = widgets::labelled(ui, "Scenario", |ui| {
        widgets::choose(ui, "feed-scenario", "Scenario of the load runs", wanted, width, &choices)
    });
    if let Some(chosen) = chosen {
        changed.feed_scenario = chosen;
    }
}

/// Where the scale cannot hold what is measured, says so and offers the unit.
fn unit(ui: &mut Ui, context: Context<'_>, feed: &Feed, measure: &Measure, changed: &mut Measure) {
    let plan = &context.workbook.load_plan;
    let own = own_unit(plan, feed);
    let (words, button) = match &measure.scale {
        Scale::Natural { unit, .. } if unit_fits(plan, feed, unit) => return,
        Scale::Natural { unit, .. } if unit.trim().is_empty() => {
            (format!("The scale has no unit. What is measured is in {own}."), "Use")
        }
        Scale::Natural { unit, .. } => {
            (format!("What is measured in {own} cannot be told in {unit}."), "Use")
        }
        Scale::Levels(_) => {
            ("The scale has levels in words, and a run gives a number.".to_owned(), "Measure in")
        }
    };
    widgets::finding_line(ui, Tone::Warning, icons::WARNING, &words);
    if widgets::button(ui, &format!("{button} {own}")).clicked() {
        match &mut changed.scale {
            // The ends that people gave stand.
            Scale::Natural { unit, .. } => *unit = own,
            // Numbers of levels mean nothing in a unit.
            Scale::Levels(_) => {
                *changed = analysis::measured_scale(context.workbook, measure, feed);
            }
        }
    }
}

/// What an option gets, and from where.
fn reading(ui: &mut Ui, context: Context<'_>, measure: &Measure, option: usize, cell: &FedCell) {
    let name = &context.analysis().options[option].name;
    match &cell.reading {
        Ok(fed) => {
            let figure = analysis::performance(measure, fed.performance);
            let standing = if cell.overridden { ", overridden by a score" } else { "" };
            let said = format!("{name} {figure}, {}{standing}", way_name(&fed.way));
            widgets::option_label(ui, option, RichText::new(said));
            let mut words = vec![fed.sentence(context.workbook)];
            words.extend(fed.remarks.iter().cloned());
            widgets::small(ui, words.join(" "));
        }
        Err(why) => {
            widgets::option_label(ui, option, RichText::new(format!("{name} not measured")));
            widgets::small(ui, format!("{} {}", why.sentence(), why.hint()));
        }
    }
}

fn quantity_of(feed: Option<&Feed>) -> Quantity {
    match feed {
        None => Quantity::None,
        Some(Feed::PeakThroughput) => Quantity::Peak,
        Some(Feed::ThroughputAt(_)) => Quantity::Throughput,
        Some(Feed::LatencyAt { .. }) => Quantity::Latency,
        Some(Feed::ErrorsAt(_)) => Quantity::Errors,
        Some(Feed::Contention) => Quantity::Contention,
        Some(Feed::Coherency) => Quantity::Coherency,
        Some(Feed::Memory) => Quantity::Memory,
        Some(Feed::StartUpTime) => Quantity::StartUpTime,
        Some(Feed::CostPerMillion) => Quantity::CostPerMillion,
        Some(Feed::NodesFor(_)) => Quantity::Nodes,
    }
}

fn of_quantity(quantity: Quantity, percentile: f64, load: f64) -> Option<Feed> {
    Some(match quantity {
        Quantity::None => return None,
        Quantity::Peak => Feed::PeakThroughput,
        Quantity::Throughput => Feed::ThroughputAt(load),
        Quantity::Latency => Feed::LatencyAt { percentile, concurrency: load },
        Quantity::Errors => Feed::ErrorsAt(load),
        Quantity::Contention => Feed::Contention,
        Quantity::Coherency => Feed::Coherency,
        Quantity::Memory => Feed::Memory,
        Quantity::StartUpTime => Feed::StartUpTime,
        Quantity::CostPerMillion => Feed::CostPerMillion,
        Quantity::Nodes => Feed::NodesFor(load),
    })
}
