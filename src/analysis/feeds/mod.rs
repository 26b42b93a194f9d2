//! Criteria fed by load runs: what each option gets from the runs measured of
//! it, or why it gets nothing.
//!
//! Only *current* runs count: those that no other run replaces and that are not
//! kept for comparison alone. Runs of different scenarios are never taken
//! together. Nothing is extrapolated: a load outside of what was measured gives
//! nothing, and a quantity that the tool did not tell is unknown.

mod levels;
mod reading;
mod runs;
mod scale;
mod stale;
mod units;
mod words;

use std::cell::RefCell;
use std::sync::Arc;

use crate::workbook::{
    Alternative, AlternativeId, CriterionId, Date, Feed, LoadPlan, Measure, Measurement,
    MeasurementId, PersonId, Scale, Workbook,
};

use super::{Analysis, CellOrigin, Diagnostic};

pub use runs::{feed_scenarios, newest_of, replacements};
pub use scale::measured_scale;
pub use stale::{StaleScore, recited, stale};
pub use units::{own_unit, unit_fits};
pub(super) use words::run_name;
pub use words::{feed_name, way_name};

/// What load runs give an option on a criterion that they feed.
#[derive(Debug, Clone, PartialEq)]
pub struct Fed {
    /// Performance, in the unit of the criterion's scale: the median where
    /// several runs count.
    pub performance: f64,
    /// Lowest plausible performance: of several tries or runs the lowest, of a
    /// fit the lower end of its band, between two levels the lower of them.
    pub low: Option<f64>,
    /// Highest plausible performance, likewise.
    pub high: Option<f64>,
    /// The runs that it comes from, in the order of the workbook; at least one.
    pub runs: Vec<MeasurementId>,
    /// How it comes from them.
    pub way: FedWay,
    /// How often the level was measured, over all runs; 1 for what is fitted.
    pub tries: usize,
    /// Day of the newest of the runs that tell theirs.
    pub date: Option<Date>,
    /// How well the law fits, where it was fitted; of several runs the worst.
    pub quality: Option<FitQuality>,
    /// What is to be known of it, a sentence each.
    pub remarks: Vec<String>,
    /// What the runs that these replaced gave: each with its performance, in
    /// the unit of the scale.
    pub before: Vec<(MeasurementId, f64)>,
}

/// How well a law fits the levels that it was fitted to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FitQuality {
    /// Share of the variation that it explains: 1 where it meets every level.
    pub r_squared: f64,
    /// Levels of load that it was fitted to.
    pub levels: usize,
}

/// How a performance comes from the points of a run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FedWay {
    /// It was measured as it stands.
    Measured,
    /// It lies between two levels that were measured: straight in the logarithm
    /// of the load.
    Between {
        /// Load of the level below.
        below: f64,
        /// Load of the level above.
        above: f64,
    },
    /// It is a parameter of the law that was fitted.
    Fitted,
    /// It was reckoned from what was measured and the load plan.
    Reckoned,
}

/// Why load runs give an option nothing on a criterion.
#[derive(Debug, Clone, PartialEq)]
pub enum NotFed {
    /// There is no run of the option, or none that is current.
    NoRuns,
    /// All runs of the option are kept for comparison alone.
    ComparisonOnly,
    /// Its runs are not of what is fed: requests in place of the start of a
    /// program, or the other way round.
    OtherSubject {
        /// Whether the start of a program is asked for.
        program: bool,
    },
    /// None of its runs is of the scenario.
    OtherScenario {
        /// The scenario that feeds the criterion.
        scenario: String,
    },
    /// Runs are of several scenarios, and nothing says which of them counts.
    WhichScenario {
        /// The scenarios, in the order of the alphabet.
        scenarios: Vec<String>,
    },
    /// Its runs count nodes in place of requests under way at once.
    OverNodes,
    /// The runs do not tell the load of any of their points.
    LoadUnknown,
    /// The runs do not tell the quantity.
    NotTold {
        /// The quantity, as it stands in a sentence: "the 99th percentile".
        what: String,
    },
    /// The load lies outside of the levels measured.
    OutsideMeasured {
        /// The load asked for.
        load: f64,
        /// The lowest level measured.
        from: f64,
        /// The highest.
        to: f64,
    },
    /// No law could be fitted.
    NoFit {
        /// Why, as a sentence.
        why: String,
    },
    /// It cannot be reckoned from the runs and the load plan.
    NotReckoned {
        /// Why, as a sentence.
        why: String,
    },
    /// The criterion has levels in words, where a run gives a number.
    ScaleOfLevels,
    /// The scale's unit is not one that the quantity can be turned into.
    Unit {
        /// The unit of the scale.
        unit: String,
        /// The unit that the quantity has by itself.
        own: String,
    },
}

/// What feeds do in one cell.
#[derive(Debug, Clone, PartialEq)]
pub struct FedCell {
    /// What the runs give.
    pub reading: Result<Fed, NotFed>,
    /// A reviewer's score with a reason counts in place of it.
    pub overridden: bool,
    /// Reviewers whose scores count for nothing here, as they stand over what
    /// was measured without a reason.
    pub ignored: Vec<PersonId>,
}

/// A criterion that load runs feed.
#[derive(Debug, Clone, PartialEq)]
pub struct FedCriterion {
    /// Its position in `Analysis::leaves`.
    pub leaf: usize,
    /// The scenario whose runs feed it; nothing where runs name none or it is
    /// not clear which.
    pub scenario: Option<String>,
    /// One cell for each option, in the workbook's order.
    pub cells: Vec<FedCell>,
}

impl Analysis {
    /// What feeds do in the cell of an option and a leaf (positions in
    /// `options` and `leaves`); nothing where no run feeds the criterion.
    pub fn fed(&self, option: usize, leaf: usize) -> Option<&FedCell> {
        self.fed.iter().find(|it| it.leaf == leaf)?.cells.get(option)
    }
}

/// A quantity of an option in its own unit, before the scale's is known.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Raw {
    value: f64,
    low: Option<f64>,
    high: Option<f64>,
    runs: Vec<MeasurementId>,
    way: FedWay,
    tries: usize,
    date: Option<Date>,
    quality: Option<FitQuality>,
    remarks: Vec<String>,
    before: Vec<(MeasurementId, f64)>,
}

/// What a feed gives each option, in the quantity's own unit.
type Readings = Arc<Vec<Result<Raw, NotFed>>>;

thread_local! {
    /// A decision is analysed under each of its profiles, and again with each
    /// edit: laws are fitted once for all of these. What is kept follows from
    /// the workbook alone, so that results are the same with it and without.
    static LAST: RefCell<Memo> = RefCell::default();
}

/// What the runs give on each fed leaf.
pub(super) fn read(workbook: &Workbook, leaves: &[usize]) -> Vec<FedLeaf> {
    let fed = |&node: &usize| {
        workbook.criteria[node].measure().is_some_and(|measure| measure.feed.is_some())
    };
    if !leaves.iter().any(fed) {
        return Vec::new();
    }
    LAST.with_borrow_mut(|memo| memo.read(workbook, leaves))
}

/// What was read of the runs last: they are read again only where runs, plan
/// or options have changed.
#[derive(Debug, Default)]
struct Memo {
    measurements: Arc<Vec<Measurement>>,
    alternatives: Arc<Vec<Alternative>>,
    plan: LoadPlan,
    entries: Vec<(Feed, String, Option<String>, Readings)>,
}

impl Memo {
    /// What the runs give on each fed leaf, as (leaf, scenario, one reading for
    /// each option).
    fn read(&mut self, workbook: &Workbook, leaves: &[usize]) -> Vec<FedLeaf> {
        let same = Arc::ptr_eq(&self.measurements, &workbook.measurements)
            && Arc::ptr_eq(&self.alternatives, &workbook.alternatives)
            && self.plan == workbook.load_plan;
        let mut before = std::mem::take(&mut self.entries);
        if !same {
            before.clear();
            self.measurements = Arc::clone(&workbook.measurements);
            self.alternatives = Arc::clone(&workbook.alternatives);
            self.plan = workbook.load_plan.clone();
        }
        let mut found = Vec::new();
        for (leaf, &node) in leaves.iter().enumerate() {
            let Some(measure) = workbook.criteria[node].measure() else { continue };
            let Some(feed) = &measure.feed else { continue };
            let wanted = &measure.feed_scenario;
            let fits = |entry: &&(Feed, String, Option<String>, Readings)| {
                entry.0 == *feed && entry.1 == *wanted
            };
            let known = self.entries.iter().find(fits).or_else(|| before.iter().find(fits));
            let entry = known.cloned().unwrap_or_else(|| {
                let scenario = runs::scenario(workbook, feed, wanted).ok().flatten();
                let each = workbook.alternatives.iter();
                let readings = each.map(|it| option_reading(workbook, feed, wanted, &it.id));
                (feed.clone(), wanted.clone(), scenario, Arc::new(readings.collect()))
            });
            if !self.entries.iter().any(|other| fits(&other)) {
                self.entries.push(entry.clone());
            }
            let (_, _, scenario, readings) = entry;
            let cells = readings.iter().map(|raw| in_scale(workbook, measure, feed, raw)).collect();
            found.push(FedLeaf { leaf, scenario, cells });
        }
        found
    }
}

/// What the runs give on one leaf.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FedLeaf {
    pub(super) leaf: usize,
    pub(super) scenario: Option<String>,
    pub(super) cells: Vec<Result<Fed, NotFed>>,
}

/// What the current runs of an option give by a feed: of one run what it gives,
/// of several the median, with the lowest and highest of all.
fn option_reading(
    workbook: &Workbook,
    feed: &Feed,
    wanted: &str,
    option: &AlternativeId,
) -> Result<Raw, NotFed> {
    let runs = runs::feeding(workbook, feed, wanted, option)?;
    if let Some(reckoned) = reading::reckoned(workbook, feed, option, &runs) {
        return reckoned;
    }
    let mut read = Vec::new();
    let mut refused = None;
    for run in &runs {
        match reading::of_run(feed, run) {
            Ok(raw) => read.push(raw),
            // The first reason stands for all: runs of one option are alike.
            Err(why) => refused = refused.or(Some(why)),
        }
    }
    match (read.len(), refused) {
        (0, Some(why)) => Err(why),
        (0, None) => Err(NotFed::NoRuns),
        _ => Ok(Raw { before: before(workbook, feed, &runs), ..together(read) }),
    }
}

/// What the runs that these replaced gave.
fn before(workbook: &Workbook, feed: &Feed, runs: &[&Measurement]) -> Vec<(MeasurementId, f64)> {
    let mut found: Vec<(MeasurementId, f64)> = Vec::new();
    for run in runs {
        let replaced = run.replaces.as_ref().and_then(|id| workbook.measurement(id));
        let Some(replaced) = replaced else { continue };
        if let Ok(was) = reading::of_run(feed, replaced)
            && found.iter().all(|(id, _)| *id != replaced.id)
        {
            found.push((replaced.id.clone(), was.value));
        }
    }
    found
}

/// Several runs of one option as one.
fn together(mut read: Vec<Raw>) -> Raw {
    if let [_] = read.as_slice() {
        return read.remove(0);
    }
    let values: Vec<f64> = read.iter().map(|raw| raw.value).collect();
    let low = read.iter().map(|raw| raw.low.unwrap_or(raw.value)).fold(f64::INFINITY, f64::min);
    let high =
        read.iter().map(|raw| raw.high.unwrap_or(raw.value)).fold(f64::NEG_INFINITY, f64::max);
    let worse = |a: FitQuality, b: FitQuality| if b.r_squared < a.r_squared { b } else { a };
    let mut remarks: Vec<String> = Vec::new();
    for remark in read.iter().flat_map(|raw| &raw.remarks) {
        if !remarks.contains(remark) {
            remarks.push(remark.clone());
        }
    }
    Raw {
        value: levels::median(&values),
        low: Some(low),
        high: Some(high),
        runs: read.iter().flat_map(|raw| raw.runs.iter().cloned()).collect(),
        way: read.iter().map(|raw| raw.way).fold(FedWay::Measured, FedWay::less_direct),
        tries: read.iter().map(|raw| raw.tries).sum(),
        date: read.iter().filter_map(|raw| raw.date).max(),
        quality: read.iter().filter_map(|raw| raw.quality).reduce(worse),
        remarks,
        before: Vec::new(),
    }
}

impl FedWay {
    /// Of two ways the one further from what was measured.
    fn less_direct(self, other: Self) -> Self {
        let rank = |way: &Self| match way {
            Self::Measured => 0,
            Self::Between { .. } => 1,
            Self::Fitted => 2,
            Self::Reckoned => 3,
        };
        if rank(&other) > rank(&self) { other } else { self }
    }
}

/// A quantity in the unit of the criterion's scale.
fn in_scale(
    workbook: &Workbook,
    measure: &Measure,
    feed: &Feed,
    raw: &Result<Raw, NotFed>,
) -> Result<Fed, NotFed> {
    let Scale::Natural { unit, .. } = &measure.scale else { return Err(NotFed::ScaleOfLevels) };
    let plan = &workbook.load_plan;
    let unfit = || NotFed::Unit { unit: unit.clone(), own: own_unit(plan, feed) };
    let factor = units::factor(plan, feed, unit).ok_or_else(unfit)?;
    let raw = raw.as_ref().map_err(Clone::clone)?;
    let performance = raw.value * factor;
    let (low, high) = (raw.low.map(|low| low * factor), raw.high.map(|high| high * factor));
    let all = [Some(performance), low, high];
    if !all.into_iter().flatten().all(f64::is_finite) {
        return Err(unfit());
    }
    Ok(Fed {
        performance,
        // The band of a fit may leave out what was fitted itself.
        low: low.map(|low| low.min(performance)),
        high: high.map(|high| high.max(performance)),
        runs: raw.runs.clone(),
        way: raw.way,
        tries: raw.tries,
        date: raw.date,
        quality: raw.quality,
        remarks: raw.remarks.clone(),
        before: raw
            .before
            .iter()
            .map(|(run, was)| (run.clone(), was * factor))
            .filter(|(_, was)| was.is_finite())
            .collect(),
    })
}

/// How feeds stand in the cells, once these are read.
pub(super) fn standings(
    workbook: &Workbook,
    leaves: &[usize],
    cells: &[super::Cell],
    read: Vec<FedLeaf>,
) -> Vec<FedCriterion> {
    let standing = |FedLeaf { leaf, scenario, cells: readings }: FedLeaf| {
        let criterion = &workbook.criteria[leaves[leaf]];
        let each = readings.into_iter().zip(workbook.alternatives.iter()).enumerate();
        let cells = each.map(|(option, (reading, alternative))| {
            let origin = &cells[option * leaves.len() + leaf].origin;
            let measured = reading.is_ok();
            let ignored = if measured {
                super::scores_given(workbook, &criterion.id, &alternative.id)
                    .into_iter()
                    .filter(|given| !given.score.is_reasoned())
                    .map(|given| given.reviewer.clone())
                    .collect()
            } else {
                Vec::new()
            };
            let overridden = measured && matches!(origin, CellOrigin::Reviewers(_));
            FedCell { reading, overridden, ignored }
        });
        FedCriterion { leaf, scenario, cells: cells.collect() }
    };
    read.into_iter().map(standing).collect()
}

/// Notes what feeds leave open: options without a measurement, scores that
/// count for nothing, scores that rest on runs replaced since.
pub(super) fn note(
    workbook: &Workbook,
    leaves: &[usize],
    fed: &[FedCriterion],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let of = |option: usize| workbook.alternatives[option].id.clone();
    for it in fed {
        let criterion: CriterionId = workbook.criteria[leaves[it.leaf]].id.clone();
        let unfed = |option: &usize| {
            it.cells[*option].reading.is_err() && workbook.alternatives[*option].dropped.is_none()
        };
        let missing: Vec<AlternativeId> = (0..it.cells.len()).filter(unfed).map(of).collect();
        if !missing.is_empty() {
            diagnostics.push(Diagnostic::NotMeasured {
                criterion: criterion.clone(),
                alternatives: missing,
            });
        }
        for (option, cell) in it.cells.iter().enumerate() {
            if !cell.ignored.is_empty() {
                diagnostics.push(Diagnostic::OverMeasured {
                    criterion: criterion.clone(),
                    alternative: of(option),
                });
            }
        }
    }
    for score in stale(workbook) {
        let StaleScore { criterion, alternative, replaced, newest, .. } = score;
        let twin = Diagnostic::Stale { criterion, alternative, replaced, newest };
        if !diagnostics.contains(&twin) {
            diagnostics.push(twin);
        }
    }
}
