//! Scalability, capacity: the plan by keyboard, what it comes to, the charts.

use std::sync::Arc;

use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};
use weighbridge::app::screens::Screen;
use weighbridge::workbook::{
    LatencyBudget, LoadPoint, Measurement, MeasurementId, NodeType, Workbook,
};

use crate::frame_sample::{Stage, click, enter, option_id, sample, stage};

fn run(id: &str, option: &str, points: &[(f64, f64, f64)]) -> Measurement {
    Measurement {
        scenario: "orders".to_owned(),
        cores: Some(1.0),
        points: points
            .iter()
            .map(|&(concurrency, rps, p99)| LoadPoint {
                concurrency: Some(concurrency),
                throughput_rps: Some(rps),
                percentiles_ms: vec![(99.0, p99)],
                ..LoadPoint::default()
            })
            .collect(),
        ..Measurement::new(MeasurementId::new(id).unwrap(), option_id(option), "orders")
    }
}

/// Node.js carries 3000 on a node, 4000 too slowly; Python 1000.
fn measured() -> Workbook {
    let mut workbook = sample();
    workbook.measurements = Arc::new(vec![
        run("m1", "node", &[(8.0, 3000.0, 40.0), (64.0, 4000.0, 300.0)]),
        run("m2", "python", &[(8.0, 1000.0, 60.0)]),
    ]);
    let plan = &mut workbook.load_plan;
    plan.utilisation_percent = 100.0;
    plan.latency_budget = Some(LatencyBudget { percentile: 99.0, ms: 100.0 });
    workbook
}

fn shown(workbook: Workbook) -> Harness<'static, Stage> {
    let mut harness = stage(workbook, Screen::Scalability);
    click(&mut harness, "Capacity");
    harness
}

fn says(harness: &Harness<'_, Stage>, words: &str) -> bool {
    harness.query_all_by_label_contains(words).next().is_some()
}

fn plan<'a>(harness: &'a Harness<'_, Stage>) -> &'a weighbridge::workbook::LoadPlan {
    &harness.state().document.workbook().load_plan
}

#[test]
fn without_runs_it_teaches_and_the_plan_can_be_filled_in() {
    let mut harness = shown(sample());
    assert!(says(&harness, "No load run tells yet what a node carries"));
    assert!(says(&harness, "A load run tells what one node of an option carries"));
    enter(&mut harness, "Load to carry", "8000");
    assert_eq!(plan(&harness).target_rps, Some(8000.0));
    click(&mut harness, "Go to Load runs");
    assert!(says(&harness, "No load run yet"));
}

#[test]
fn the_plan_is_given_field_by_field_and_what_it_takes_follows() {
    let mut harness = shown(measured());
    assert!(says(&harness, "On one node Node.js carries 3000 requests/s, Python 1000"));
    assert!(says(&harness, "Give the load to carry"));
    assert!(says(&harness, "p99 is 300 ms at 64"));
    enter(&mut harness, "Load to carry", "8000");
    assert!(says(&harness, "At 8000 requests/s Node.js needs 3 nodes, Python 8"));
    // 9000 for Node.js' three, 8000 for Python's eight.
    enter(&mut harness, "Growth a year", "100");
    assert!(says(&harness, "month 1") && says(&harness, "month 3"));
    enter(&mut harness, "Use of a node", "50");
    assert!(says(&harness, "At 8000 requests/s Node.js needs 6 nodes, Python 16"));
    enter(&mut harness, "Planned ahead", "24");
    enter(&mut harness, "Contention among nodes", "1");
    enter(&mut harness, "Contention among cores", "5");
    enter(&mut harness, "Latency budget", "50");
    assert!(says(&harness, "Python: At no level measured does p99 keep 50 ms"));
    enter(&mut harness, "Currency of the prices", "EUR");
    let plan = plan(&harness);
    assert_eq!((plan.horizon_months, plan.currency.as_str()), (24, "EUR"));
    assert_eq!((plan.node_contention_percent, plan.core_contention_percent), (1.0, 5.0));
    assert!(harness.state().refused.is_empty());
    // Each field is an undo step of its own, with its name.
    let undone = harness.state_mut().document.undo();
    assert_eq!(undone.as_deref(), Some("currency of the load plan"));
    let undone = harness.state_mut().document.undo();
    assert_eq!(undone.as_deref(), Some("latency budget"));
}

#[test]
fn node_types_are_added_changed_ordered_and_removed() {
    let mut workbook = measured();
    workbook.load_plan.target_rps = Some(8000.0);
    let mut harness = shown(workbook);
    assert!(says(&harness, "Without node types, a node is a machine like the one measured"));
    for (name, cores, price) in [("small", "1", "20"), ("large", "4", "70")] {
        enter(&mut harness, "Name of a new node type", name);
        enter(&mut harness, "Cores of a new node type", cores);
        let add = harness.get_by_label("Add the node type");
        assert!(add.accesskit_node().is_disabled(), "it has no price yet");
        enter(&mut harness, "Price of a new node type", price);
        click(&mut harness, "Add the node type");
    }
    let names = |harness: &Harness<'_, Stage>| -> Vec<String> {
        plan(harness).node_types.iter().map(|node| node.name.clone()).collect()
    };
    assert_eq!(names(&harness), ["small", "large"]);
    // Three small nodes for Node.js: 60 a month; one large one carries 12,000.
    assert!(says(&harness, "60"));
    click(&mut harness, "Node type of Python");
    let choice = by().role(Role::Button).label("large");
    harness.get_all(choice).last().unwrap().click();
    harness.run();
    assert_eq!(plan(&harness).runs_on.get(&option_id("python")).unwrap(), "large");
    assert!(says(&harness, "At 8000 requests/s Python needs 2 nodes, Node.js 3"));
    // Its name goes along with what runs on it.
    enter(&mut harness, "Name of large", "huge");
    assert_eq!(plan(&harness).runs_on.get(&option_id("python")).unwrap(), "huge");
    click(&mut harness, "Move huge up");
    assert_eq!(names(&harness), ["huge", "small"]);
    enter(&mut harness, "Memory of huge", "16");
    enter(&mut harness, "Price of huge", "80");
    assert_eq!(plan(&harness).node_types[0].memory_gb, Some(16.0));
    click(&mut harness, "Remove huge");
    assert_eq!(names(&harness), ["small"]);
    assert!(plan(&harness).runs_on.is_empty());
    assert!(harness.state().refused.is_empty());
}

#[test]
fn the_charts_are_read_by_keyboard() {
    let mut workbook = measured();
    let plan = &mut workbook.load_plan;
    plan.target_rps = Some(8000.0);
    plan.growth_percent = Some(100.0);
    plan.node_types =
        vec![NodeType { name: "small".to_owned(), cores: 1.0, memory_gb: None, per_month: 20.0 }];
    let mut harness = shown(workbook);
    for noun in ["nodes", "cost of nodes", "single node", "headroom", "efficiency per node"] {
        let name = format!("Show the numbers of the {noun}");
        assert!(harness.query_by_label(&name).is_some(), "{name}");
    }
    let chart = "Node.js and Python alike need the fewest nodes up to 1000 requests/s";
    let image = |harness: &Harness<'_, Stage>| {
        let node = harness.get(by().role(Role::Image).label_contains(chart));
        node.accesskit_node().value().unwrap_or_default()
    };
    harness.get(by().role(Role::Image).label_contains(chart)).focus();
    harness.run();
    harness.key_press(Key::End);
    harness.run();
    let said = image(&harness);
    assert!(said.starts_with("Python at") && said.contains("Node type small"), "{said}");
}
