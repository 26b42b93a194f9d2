//! Points that make a curve over concurrency, and the law fitted to them.

use std::path::Path;

use super::{Loaded, figure};
use crate::analysis::scalability::{Fit, NoFit, fit_run};
use crate::workbook::{AlternativeId, Measurement, MeasurementId, Subject};

/// Points of one tool against one address, at more than one concurrency.
pub(super) struct Series {
    /// Positions among all points of all files, from 0.
    pub(super) positions: Vec<usize>,
    /// Positions of the files that they are of.
    files: Vec<usize>,
    name: String,
    /// The law, or why there is none.
    pub(super) fit: Result<Fit, NoFit>,
}

impl Series {
    /// What it is of.
    pub(super) fn title(&self, loaded: &[Loaded]) -> String {
        let files = match self.files.as_slice() {
            [file] => loaded[*file].name.clone(),
            files => format!("{} files", files.len()),
        };
        format!("Scalability of {} ({files})", self.name)
    }

    /// The fit in lines.
    pub(super) fn lines(&self) -> Vec<String> {
        let fit = match &self.fit {
            Ok(fit) => fit,
            Err(refused) => return vec![format!("no fit: {refused}"), refused.hint().to_owned()],
        };
        let usl = &fit.usl;
        let peak = match usl.peak() {
            Some((load, rate)) => {
                format!("peak at concurrency {}: {} requests/s", figure(load), figure(rate))
            }
            None => "no peak: by the law throughput never falls".to_owned(),
        };
        let mut lines = vec![
            format!(
                "contention {:.6}, coherency {:.3e}, throughput of one {}",
                usl.sigma,
                usl.kappa,
                figure(usl.lambda)
            ),
            peak,
            format!("R² {:.4} over {} levels", fit.r_squared, fit.levels),
        ];
        lines.extend(fit.warnings.iter().map(|warning| format!("warning: {warning}")));
        lines
    }
}

/// The series among what was read: points of one tool, name and scenario at two
/// levels or more. A run with several levels is a series of its own; runs at one
/// level each, in files of one folder, are one together. With `separate`, each
/// file stands for itself.
pub(super) fn series(loaded: &[Loaded], separate: bool) -> Vec<Series> {
    struct Gathered<'a> {
        key: (&'static str, &'a str, &'a str, &'a Path, Option<(usize, usize)>),
        positions: Vec<usize>,
        files: Vec<usize>,
        run: Measurement,
    }
    let mut gathered: Vec<Gathered<'_>> = Vec::new();
    let mut position = 0;
    for (at, file) in loaded.iter().enumerate() {
        let tool = file.results.format.tool();
        for (number, run) in file.results.runs.iter().enumerate() {
            let loads = run.points.iter().filter_map(|read| read.point.concurrency);
            let alone = match levels(loads) {
                2.. => Some((at, number + 1)),
                _ => separate.then_some((at, 0)),
            };
            let (name, scenario) = (run.name.as_str(), run.scenario.as_str());
            let key = (tool, name, scenario, file.folder.as_path(), alone);
            for read in &run.points {
                position += 1;
                let point = &read.point;
                let tells = point.concurrency.is_some() && point.throughput_rps.is_some();
                if run.subject != Subject::Requests || !tells {
                    continue;
                }
                let found = gathered.iter().position(|gathered| gathered.key == key);
                let into = found.unwrap_or_else(|| {
                    // Of no workbook: the ids stand for nothing.
                    let id = MeasurementId::fresh("", "read", std::iter::empty());
                    let option = AlternativeId::fresh("", "read", std::iter::empty());
                    let run = Measurement::new(id, option, &run.name);
                    gathered.push(Gathered { key, positions: Vec::new(), files: Vec::new(), run });
                    gathered.len() - 1
                });
                let into = &mut gathered[into];
                into.positions.push(position - 1);
                if into.files.last() != Some(&at) {
                    into.files.push(at);
                }
                into.run.points.push(point.clone());
            }
        }
    }
    gathered.retain(|gathered| {
        levels(gathered.run.points.iter().filter_map(|point| point.concurrency)) > 1
    });
    let fitted = gathered.into_iter().map(|gathered| Series {
        positions: gathered.positions,
        files: gathered.files,
        name: match gathered.key.2 {
            scenario if gathered.key.1.contains(scenario) => gathered.key.1.to_owned(),
            scenario => format!("{}, {scenario}", gathered.key.1),
        },
        fit: fit_run(&gathered.run),
    });
    fitted.collect()
}

/// How many levels there are among loads.
fn levels(loads: impl Iterator<Item = f64>) -> usize {
    let mut levels: Vec<f64> = loads.collect();
    levels.sort_unstable_by(f64::total_cmp);
    levels.dedup();
    levels.len()
}
