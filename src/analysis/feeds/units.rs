//! Units of measured quantities, and those of scales that they are turned into.

use crate::workbook::{Feed, LoadPlan};

/// The unit that a quantity has by itself.
pub fn own_unit(plan: &LoadPlan, feed: &Feed) -> String {
    match feed {
        Feed::PeakThroughput | Feed::ThroughputAt(_) => "requests/s".to_owned(),
        Feed::LatencyAt { .. } | Feed::StartUpTime => "ms".to_owned(),
        Feed::ErrorsAt(_) | Feed::Contention | Feed::Coherency => "%".to_owned(),
        Feed::Memory => "MB".to_owned(),
        Feed::CostPerMillion if plan.currency.trim().is_empty() => "per million".to_owned(),
        Feed::CostPerMillion => plan.currency.trim().to_owned(),
        Feed::NodesFor(_) => "nodes".to_owned(),
    }
}

/// Whether a quantity can be told in a unit.
pub fn unit_fits(plan: &LoadPlan, feed: &Feed, unit: &str) -> bool {
    factor(plan, feed, unit).is_some()
}

/// What a quantity in its own unit is multiplied with to be in another; nothing
/// where the other is not known, or of another kind.
pub(super) fn factor(plan: &LoadPlan, feed: &Feed, unit: &str) -> Option<f64> {
    let whole = unit.trim().to_lowercase();
    // What stands behind the unit, as in "ms at p99", does not change it.
    let word = whole.split([' ', '(', ',']).next().unwrap_or_default();
    match feed {
        Feed::PeakThroughput | Feed::ThroughputAt(_) => {
            let per_second = [
                "requests/s",
                "request/s",
                "req/s",
                "reqs/s",
                "r/s",
                "rps",
                "1/s",
                "requests/sec",
                "req/sec",
                "requests/second",
            ];
            match word {
                word if per_second.contains(&word) => Some(1.0),
                "requests" | "req" if whole.contains("per second") => Some(1.0),
                "krps" | "kreq/s" => Some(1e-3),
                "requests/min" | "req/min" | "rpm" => Some(60.0),
                _ => None,
            }
        }
        Feed::LatencyAt { .. } | Feed::StartUpTime => match word {
            "ms" | "msec" | "millisecond" | "milliseconds" => Some(1.0),
            "s" | "sec" | "second" | "seconds" => Some(1e-3),
            "µs" | "μs" | "us" | "microsecond" | "microseconds" => Some(1e3),
            _ => None,
        },
        Feed::ErrorsAt(_) | Feed::Contention | Feed::Coherency => match word {
            "%" | "percent" | "per" if word != "per" || whole.starts_with("per cent") => Some(1.0),
            "‰" => Some(10.0),
            _ => None,
        },
        Feed::Memory => match word {
            "mb" | "megabyte" | "megabytes" => Some(1.0),
            "gb" | "gigabyte" | "gigabytes" => Some(1e-3),
            "kb" | "kilobyte" | "kilobytes" => Some(1e3),
            "mib" => Some(1e6 / 1_048_576.0),
            "gib" => Some(1e6 / 1_073_741_824.0),
            _ => None,
        },
        Feed::CostPerMillion => {
            let currency = plan.currency.trim().to_lowercase();
            let told = if currency.is_empty() { "per million" } else { &currency };
            whole.contains(told).then_some(1.0)
        }
        Feed::NodesFor(_) => {
            let known = ["node", "nodes", "server", "servers", "instance", "instances", "machines"];
            known.contains(&word).then_some(1.0)
        }
    }
}
