//! What makes load runs, what they feed and the load plan unsound.

use std::collections::BTreeSet;

use super::Inspector;
use crate::workbook::{Feed, Kind, Measure, Measurement, MeasurementId, Workbook};

impl Inspector<'_> {
    pub(super) fn measurement(&mut self, workbook: &Workbook, measurement: &Measurement) {
        self.reference(Kind::Alternative, measurement.alternative.as_str());
        self.references(Kind::Measurement, measurement.replaces.iter().map(|id| id.as_str()));
        if let Some(replaced) = &measurement.replaces {
            let other = |id: &MeasurementId| workbook.measurement(id);
            if other(replaced).is_some_and(|run| run.alternative != measurement.alternative) {
                self.fault(
                    replaced.as_str(),
                    format!("replaces \"{replaced}\", which is a run of another option"),
                    "A run replaces one of the same option.",
                );
            }
            let mut before = Some(replaced);
            for _ in 0..=workbook.measurements.len() {
                let Some(id) = before else { break };
                if *id == measurement.id {
                    self.fault(
                        id.as_str(),
                        "replaces itself, by way of others".to_owned(),
                        "The run replaced is an older one.",
                    );
                    break;
                }
                before = other(id).and_then(|run| run.replaces.as_ref());
            }
        }
        if let Some(cores) = measurement.cores {
            self.more_than_zero("the number of cores", cores);
        }
        for point in &measurement.points {
            let numbers = [
                point.concurrency,
                point.offered_rps,
                point.throughput_rps,
                point.duration_s,
                point.mean_ms,
                point.stddev_ms,
                point.max_ms,
                point.memory_mb,
            ];
            for number in numbers.into_iter().flatten() {
                self.at_least_zero("a measured number", number);
            }
            for (percentile, latency) in &point.percentiles_ms {
                if self.finite("a percentile", *percentile) && !(0.0..=100.0).contains(percentile) {
                    self.fault(
                        percentile.to_string(),
                        format!("has a percentile of {percentile}"),
                        "Percentiles run from 0 to 100.",
                    );
                }
                self.at_least_zero("a latency", *latency);
            }
        }
    }

    pub(super) fn feed(&mut self, measure: &Measure) {
        match &measure.feed {
            Some(Feed::ThroughputAt(concurrency) | Feed::ErrorsAt(concurrency)) => {
                self.at_least_zero("the concurrency of the feed", *concurrency);
            }
            Some(Feed::LatencyAt { percentile, concurrency }) => {
                self.at_least_zero("the concurrency of the feed", *concurrency);
                if self.finite("the percentile of the feed", *percentile)
                    && !(0.0..=100.0).contains(percentile)
                {
                    self.fault(
                        percentile.to_string(),
                        format!("is fed by a percentile of {percentile}"),
                        "Percentiles run from 0 to 100.",
                    );
                }
            }
            Some(Feed::NodesFor(load)) => {
                if self.finite("the load of the feed", *load) && *load <= 0.0 {
                    self.fault(
                        load.to_string(),
                        format!("is fed by the nodes for a load of {load}"),
                        "Give a load above 0 requests per second.",
                    );
                }
            }
            Some(
                Feed::PeakThroughput
                | Feed::Contention
                | Feed::Coherency
                | Feed::Memory
                | Feed::StartUpTime
                | Feed::CostPerMillion,
            )
            | None => {}
        }
    }

    pub(super) fn load_plan(&mut self, workbook: &Workbook) {
        self.place.section = "load_plan";
        let plan = &workbook.load_plan;
        if let Some(target) = plan.target_rps {
            self.more_than_zero("the load to carry", target);
        }
        if let Some(growth) = plan.growth_percent
            && self.finite("the growth of the load", growth)
            && growth <= -100.0
        {
            self.fault(
                growth.to_string(),
                format!("a growth of {growth} % leaves no load"),
                "Give more than -100 % a year.",
            );
        }
        if !(1..=600).contains(&plan.horizon_months) {
            self.fault(
                plan.horizon_months.to_string(),
                format!("{} months are not between 1 and 600", plan.horizon_months),
                "36 is the usual number.",
            );
        }
        if !(plan.utilisation_percent > 0.0 && plan.utilisation_percent <= 100.0) {
            self.fault(
                plan.utilisation_percent.to_string(),
                format!("{} % of a node cannot be planned for", plan.utilisation_percent),
                "Give more than 0 and at most 100 %.",
            );
        }
        for (what, percent) in [
            ("the contention among nodes", plan.node_contention_percent),
            ("the contention among cores", plan.core_contention_percent),
        ] {
            if !(0.0..=100.0).contains(&percent) {
                self.fault(
                    percent.to_string(),
                    format!("{what} is {percent} %"),
                    "Give 0 to 100 %.",
                );
            }
        }
        if let Some(budget) = plan.latency_budget {
            if !(0.0..=100.0).contains(&budget.percentile) {
                self.fault(
                    budget.percentile.to_string(),
                    format!("the latency budget has a percentile of {}", budget.percentile),
                    "Percentiles run from 0 to 100.",
                );
            }
            self.more_than_zero("the latency budget", budget.ms);
        }
        let mut names = BTreeSet::new();
        for node in &plan.node_types {
            if !names.insert(node.name.as_str()) {
                self.fault(
                    node.name.as_str(),
                    format!("there are two node types \"{}\"", node.name),
                    "Give each its own name.",
                );
            }
            self.more_than_zero("the number of cores", node.cores);
            self.at_least_zero("the price of a node", node.per_month);
            if let Some(memory) = node.memory_gb {
                self.more_than_zero("the memory of a node", memory);
            }
        }
        for (option, node) in &plan.runs_on {
            self.reference(Kind::Alternative, option.as_str());
            if !names.contains(node.as_str()) {
                self.fault(
                    node.as_str(),
                    format!("\"{option}\" runs on \"{node}\", which is no node type of the plan"),
                    "Choose one of the node types, or take the entry out.",
                );
            }
        }
    }

    fn more_than_zero(&mut self, what: &str, number: f64) {
        if self.finite(what, number) && number <= 0.0 {
            self.fault(number.to_string(), format!("{what} is {number}"), "Give more than 0.");
        }
    }
}
