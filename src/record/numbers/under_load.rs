//! What load runs say, for machines: the law fitted to each, and who carries most
//! at which load.

use serde::Serialize;

use crate::analysis::scalability::{
    BandSettings, Bands, Fit, Study, StudyRun, carries_sentence, scenarios, study,
};
use crate::workbook::Workbook;

/// What the load runs of one scenario say.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UnderLoadDocument {
    /// The scenario; empty for runs that name none.
    pub scenario: String,
    /// Which option carries most at which load, in a sentence.
    pub finding: String,
    /// One run for each option that has one: its best.
    pub runs: Vec<UnderLoadRunDocument>,
    /// Over which loads which option carries most, by rising load.
    pub regions: Vec<RegionDocument>,
}

/// What one run says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UnderLoadRunDocument {
    /// Id of the run.
    pub run: String,
    /// Id of the option.
    pub option: String,
    /// The law; null where none can be fitted.
    pub fit: Option<FitDocument>,
    /// Why no law is fitted; null where one is.
    pub refused: Option<String>,
}

/// A fit of the universal scalability law.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FitDocument {
    /// Contention, a share.
    pub sigma: f64,
    /// Coherency, a share.
    pub kappa: f64,
    /// Throughput at a load of 1, requests per second.
    pub lambda: f64,
    /// Standard errors of sigma, kappa and lambda; null for one on its bound.
    pub standard_errors: [Option<f64>; 3],
    /// Lowest and highest of sigma, kappa and lambda in 90 % of the bootstrap.
    pub bands: Option<[[f64; 2]; 3]>,
    /// Load of the peak; null where throughput never falls.
    pub peak_load: Option<f64>,
    /// Throughput of the peak, requests per second; null without one.
    pub peak_rps: Option<f64>,
    /// Whether the peak lies within what was measured.
    pub peak_measured: bool,
    /// Share of the spread that is explained.
    pub r_squared: f64,
    /// The same for Amdahl's law.
    pub amdahl_r_squared: f64,
    /// The same for a straight line.
    pub linear_r_squared: f64,
    /// Root of the squares of the residuals over the degrees of freedom, requests
    /// per second.
    pub residual_error: f64,
    /// Points less parameters.
    pub degrees_of_freedom: usize,
    /// `good`, `fair` or `weak`.
    pub quality: &'static str,
    /// What it cannot say.
    pub warnings: Vec<String>,
}

/// A stretch of loads.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RegionDocument {
    /// Lowest load.
    pub from: f64,
    /// Highest load.
    pub to: f64,
    /// Id of the option that carries most; null where none leads.
    pub option: Option<String>,
    /// Ids of the options that carry most alike, where none leads.
    pub alike: Vec<String>,
    /// Whether the leader's band lies above all others on most of it.
    pub sure: bool,
}

/// What the load runs say, scenario by scenario, those with most runs first.
pub(super) fn under_load(workbook: &Workbook) -> Vec<UnderLoadDocument> {
    scenarios(workbook)
        .into_iter()
        .map(|scenario| study(workbook, scenario, &BandSettings::default()))
        .filter(|study| !study.runs.is_empty())
        .map(|study| document(workbook, &study))
        .collect()
}

fn document(workbook: &Workbook, study: &Study) -> UnderLoadDocument {
    let option = |at: usize| study.runs.get(at).map(|run| run.alternative.to_string());
    UnderLoadDocument {
        scenario: study.scenario.clone(),
        finding: carries_sentence(workbook, study),
        runs: study.runs.iter().map(run_document).collect(),
        regions: study
            .crossover
            .regions
            .iter()
            .map(|region| RegionDocument {
                from: region.from,
                to: region.to,
                option: region.carrier.and_then(option),
                alike: region.alike.iter().copied().filter_map(option).collect(),
                sure: region.is_sure(),
            })
            .collect(),
    }
}

fn run_document(run: &StudyRun) -> UnderLoadRunDocument {
    UnderLoadRunDocument {
        run: run.run.to_string(),
        option: run.alternative.to_string(),
        fit: run.fit.as_ref().ok().map(|fit| fit_document(fit, run.bands.as_ref())),
        refused: run.fit.as_ref().err().map(ToString::to_string),
    }
}

fn fit_document(fit: &Fit, bands: Option<&Bands>) -> FitDocument {
    let errors = &fit.standard_errors;
    let pair = |(low, high): (f64, f64)| [low, high];
    FitDocument {
        sigma: fit.usl.sigma,
        kappa: fit.usl.kappa,
        lambda: fit.usl.lambda,
        standard_errors: [errors.sigma, errors.kappa, errors.lambda],
        bands: bands.map(|bands| [pair(bands.sigma()), pair(bands.kappa()), pair(bands.lambda())]),
        peak_load: fit.usl.peak_load(),
        peak_rps: fit.usl.peak().map(|(_, rate)| rate),
        peak_measured: fit.peak_within().is_some(),
        r_squared: fit.r_squared,
        amdahl_r_squared: fit.amdahl.r_squared,
        linear_r_squared: fit.linear.r_squared,
        residual_error: fit.residual_error,
        degrees_of_freedom: fit.degrees_of_freedom,
        quality: fit.quality().word(),
        warnings: fit.warnings.iter().map(ToString::to_string).collect(),
    }
}
