//! Feeds in words: what is fed, how, from which runs, or why not.

use super::{Fed, FedWay, NotFed};
use crate::analysis::format::short;
use crate::analysis::{listed, number};
use crate::workbook::{Feed, MeasurementId, Workbook};

/// A number as short as it can be told.
pub(super) fn plain(x: f64) -> String {
    short(x, 3)
}

/// A percentile as it stands before the word: "99th", "99.9th", "50th".
pub(super) fn ordinal(percentile: f64) -> String {
    let text = plain(percentile);
    let teen = ["11", "12", "13"].iter().any(|it| text.ends_with(it));
    let ending = match text.chars().last() {
        Some('1') if !teen => "st",
        Some('2') if !teen => "nd",
        Some('3') if !teen => "rd",
        _ => "th",
    };
    format!("{text}{ending}")
}

/// What a feed measures, in words: "99th percentile of latency at 500
/// concurrent".
pub fn feed_name(feed: &Feed) -> String {
    match feed {
        Feed::PeakThroughput => "highest throughput measured".to_owned(),
        Feed::ThroughputAt(load) => format!("throughput at {} concurrent", plain(*load)),
        Feed::LatencyAt { percentile, concurrency } => format!(
            "{} percentile of latency at {} concurrent",
            ordinal(*percentile),
            plain(*concurrency)
        ),
        Feed::ErrorsAt(load) => format!("share of errors at {} concurrent", plain(*load)),
        Feed::Contention => "contention of the scalability law".to_owned(),
        Feed::Coherency => "coherency of the scalability law".to_owned(),
        Feed::Memory => "most memory used".to_owned(),
        Feed::StartUpTime => "mean start-up time".to_owned(),
        Feed::CostPerMillion => "cost of a million requests".to_owned(),
        Feed::NodesFor(load) => format!("nodes needed for {} requests/s", plain(*load)),
    }
}

/// How a performance comes from its runs, in a word or two.
pub fn way_name(way: &FedWay) -> String {
    match way {
        FedWay::Measured => "measured".to_owned(),
        FedWay::Between { below, above } => {
            format!("between {} and {} concurrent", plain(*below), plain(*above))
        }
        FedWay::Fitted => "fitted".to_owned(),
        FedWay::Reckoned => "reckoned from the run and the load plan".to_owned(),
    }
}

/// A run as it is named in a sentence: its label, or else its id, and its day.
pub(in crate::analysis) fn run_name(workbook: &Workbook, id: &MeasurementId) -> String {
    let Some(run) = workbook.measurement(id) else { return id.to_string() };
    let label = if run.label.trim().is_empty() { id.as_str() } else { run.label.trim() };
    match run.date {
        Some(date) => format!("\"{label}\" of {date}"),
        None => format!("\"{label}\""),
    }
}

impl Fed {
    /// The runs that it comes from, by name and day.
    pub fn runs_in_words(&self, workbook: &Workbook) -> String {
        let names: Vec<String> = self.runs.iter().map(|id| run_name(workbook, id)).collect();
        listed(&names)
    }

    /// Where it comes from, in a sentence.
    pub fn sentence(&self, workbook: &Workbook) -> String {
        let runs = self.runs_in_words(workbook);
        let way = match &self.way {
            FedWay::Measured => format!("Measured by {runs}"),
            FedWay::Between { below, above } => format!(
                "Between the levels of {} and {} concurrent that {runs} measured",
                plain(*below),
                plain(*above)
            ),
            FedWay::Fitted => format!("Fitted to {runs}"),
            FedWay::Reckoned => format!("Reckoned from {runs} and the load plan"),
        };
        let quality = self.quality_in_words().map(|it| format!(", {it}")).unwrap_or_default();
        let several = match (self.runs.len(), self.tries) {
            (1, tries) if tries > 1 => format!("; the median of {tries} tries"),
            (1, _) => String::new(),
            (runs, _) => format!("; the median of {runs} runs"),
        };
        format!("{way}{quality}{several}.")
    }

    /// How well the law fits, where it was fitted.
    pub fn quality_in_words(&self) -> Option<String> {
        let it = self.quality?;
        Some(format!("R² {} over {} levels", number(it.r_squared, 3), it.levels))
    }
}

impl NotFed {
    /// Short stable name, for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoRuns => "no-runs",
            Self::ComparisonOnly => "comparison-only",
            Self::OtherSubject { .. } => "other-subject",
            Self::OtherScenario { .. } => "other-scenario",
            Self::WhichScenario { .. } => "which-scenario",
            Self::OverNodes => "over-nodes",
            Self::LoadUnknown => "load-unknown",
            Self::NotTold { .. } => "not-told",
            Self::OutsideMeasured { .. } => "outside-measured",
            Self::NoFit { .. } => "no-fit",
            Self::NotReckoned { .. } => "not-reckoned",
            Self::ScaleOfLevels => "scale-of-levels",
            Self::Unit { .. } => "unit",
        }
    }

    /// Why, in a sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::NoRuns => "There is no load run of it.".to_owned(),
            Self::ComparisonOnly => {
                "Its runs were replaced or are kept for comparison alone.".to_owned()
            }
            Self::OtherSubject { program: true } => {
                "Its runs are of requests, not of the start of a program.".to_owned()
            }
            Self::OtherSubject { program: false } => {
                "Its runs are of the start of a program, not of requests.".to_owned()
            }
            Self::OtherScenario { scenario } if scenario.is_empty() => {
                "All of its runs name a scenario, and those that feed this name none.".to_owned()
            }
            Self::OtherScenario { scenario } => {
                format!("None of its runs is of the scenario \"{scenario}\".")
            }
            Self::WhichScenario { scenarios } => {
                let named = |scenario: &String| match scenario.as_str() {
                    "" => "one without a name".to_owned(),
                    name => format!("\"{name}\""),
                };
                let named: Vec<String> = scenarios.iter().map(named).collect();
                format!("Runs are of several scenarios: {}.", listed(&named))
            }
            Self::OverNodes => "Its runs count nodes, not requests under way at once.".to_owned(),
            Self::LoadUnknown => {
                "Its runs do not tell how many requests were under way at once.".to_owned()
            }
            Self::NotTold { what } => format!("Its runs do not tell {what}."),
            Self::OutsideMeasured { load, from, to } if from == to => {
                format!("{} concurrent was not measured, only {}.", plain(*load), plain(*from))
            }
            Self::OutsideMeasured { load, from, to } => format!(
                "{} concurrent lies outside of what was measured, {} to {}.",
                plain(*load),
                plain(*from),
                plain(*to)
            ),
            Self::NoFit { why } | Self::NotReckoned { why } => why.clone(),
            Self::ScaleOfLevels => {
                "The scale has levels in words, and a run gives a number.".to_owned()
            }
            Self::Unit { unit, own } if unit.trim().is_empty() => {
                format!("The scale has no unit; what is measured is in {own}.")
            }
            Self::Unit { unit, own } => {
                format!("What is measured in {own} cannot be told in {unit}.")
            }
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoRuns | Self::OtherSubject { .. } | Self::OtherScenario { .. } => {
                "Read a result of a load tool under Scalability, or score it by hand."
            }
            Self::ComparisonOnly => "Say under Scalability which run is to count.",
            Self::WhichScenario { .. } => "Choose the scenario that feeds the criterion.",
            Self::OverNodes | Self::LoadUnknown => {
                "Give the concurrency of the points under Scalability."
            }
            Self::NotTold { .. } => {
                "Choose a quantity that the runs tell, or measure again with a tool that tells it."
            }
            Self::OutsideMeasured { .. } => {
                "Choose a load that was measured, or measure at that load."
            }
            Self::NoFit { .. } => "Measure at more levels of load, past the bend.",
            Self::NotReckoned { .. } => "Complete the load plan under Scalability.",
            Self::ScaleOfLevels => "Give the criterion a natural scale with a unit.",
            Self::Unit { .. } => "Change the unit of the scale.",
        }
    }
}
