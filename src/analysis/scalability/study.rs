//! All of it for one scenario: what is drawn and told of the options under load.

use rayon::prelude::*;

use super::{
    BandSettings, Bands, Carrier, Crossover, Fit, Level, NoFit, bands, best_runs, crossover,
    fit_run, levels, runs_of,
};
use crate::workbook::{AlternativeId, Measurement, MeasurementId, Workbook};

/// A run of a scenario with what it says.
#[derive(Debug, Clone, PartialEq)]
pub struct StudyRun {
    /// The run.
    pub run: MeasurementId,
    /// Its option.
    pub alternative: AlternativeId,
    /// What tells the run from others of the option.
    pub label: String,
    /// Position of the option in `Workbook::alternatives`.
    pub option: usize,
    /// Its points by level.
    pub levels: Vec<Level>,
    /// The law fitted to it, or why there is none.
    pub fit: Result<Fit, NoFit>,
    /// The bands of the fit.
    pub bands: Option<Bands>,
}

impl StudyRun {
    /// As it is compared with others.
    pub fn carrier(&self) -> Carrier<'_> {
        Carrier { levels: &self.levels, fit: self.fit.as_ref().ok(), bands: self.bands.as_ref() }
    }

    /// Lowest and highest load with a throughput.
    pub fn range(&self) -> Option<(f64, f64)> {
        let told = || self.levels.iter().filter(|level| level.carried().is_some());
        Some((told().next()?.load, told().next_back()?.load))
    }

    /// The level at a load.
    pub fn level(&self, load: f64) -> Option<&Level> {
        self.levels.iter().find(|level| level.load == load)
    }
}

/// The options of a scenario under load.
#[derive(Debug, Clone, PartialEq)]
pub struct Study {
    /// The scenario; empty for runs that name none.
    pub scenario: String,
    /// One run for each option that has one: its best, see [`best_runs`]. In the
    /// order of the options.
    pub runs: Vec<StudyRun>,
    /// The other current runs of the scenario, for comparison: of an option that
    /// has a better one, or kept for comparison only. Without bands.
    pub compared: Vec<StudyRun>,
    /// How many current runs the scenario has, those not shown among them.
    pub current: usize,
    /// Over which loads which of `runs` carries most.
    pub crossover: Crossover,
}

impl Study {
    /// Levels of load that any of the runs was measured at, rising.
    pub fn loads(&self) -> Vec<f64> {
        let mut loads: Vec<f64> =
            self.runs.iter().flat_map(|run| &run.levels).map(|level| level.load).collect();
        loads.sort_by(f64::total_cmp);
        loads.dedup();
        loads
    }
}

/// Puts together what the runs of a scenario say. Costs some milliseconds for
/// each option, for the bands.
pub fn study(workbook: &Workbook, scenario: &str, settings: &BandSettings) -> Study {
    let of = |run: &Measurement, with_bands: bool| {
        let option = workbook.alternatives.iter().position(|it| it.id == run.alternative)?;
        let fit = fit_run(run);
        let bands = fit.as_ref().ok().filter(|_| with_bands).map(|fit| bands(fit, settings));
        Some(StudyRun {
            run: run.id.clone(),
            alternative: run.alternative.clone(),
            label: run.label.clone(),
            option,
            levels: levels(run),
            fit,
            bands,
        })
    };
    let best: Vec<&Measurement> =
        best_runs(workbook, scenario).into_iter().map(|(_, run)| run).collect();
    let all = runs_of(workbook, scenario);
    // Each run is fitted for itself, on whichever thread: the order stays.
    let runs: Vec<StudyRun> = best.par_iter().filter_map(|run| of(run, true)).collect();
    let compared = all
        .iter()
        .filter(|run| !best.iter().any(|other| other.id == run.id))
        .filter_map(|run| of(run, false))
        .collect();
    let carriers: Vec<Carrier<'_>> = runs.iter().map(StudyRun::carrier).collect();
    let crossover = crossover(&carriers);
    Study { scenario: scenario.to_owned(), current: all.len(), crossover, compared, runs }
}
