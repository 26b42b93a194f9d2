//! What to find out next: what it would be worth to know one score for sure.
//!
//! For a cell whose value v is spread, all else as it stands: the decision is
//! made for today's leader; were v known first, it would be made for whoever
//! then leads. What that gains on average is the expected value of perfect
//! information on the cell, E[max(V, M)] − max(E[V], M), in points of the
//! total (Raiffa and Schlaifer 1961; for one parameter of several: Felli and
//! Hazen 1998).

use super::spread::quantiles;
use crate::analysis::leverage::strongest_rival;
use crate::analysis::{Analysis, CellState, TOLERANCE};
use crate::workbook::Workbook;

/// What knowing one score would be worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CellInformation {
    /// Position in `Analysis::options`.
    pub option: usize,
    /// Position in `Analysis::leaves`.
    pub leaf: usize,
    /// Chance, 0 to 1, that another option leads once it is known.
    pub chance: f64,
    /// What knowing it gains on average, in points of the total.
    pub worth: f64,
    /// Whether it is unknown today, rather than known with a range.
    pub unknown: bool,
}

/// The cells of which something could be found out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Information {
    /// Those that can change who leads, the one worth most first.
    pub matter: Vec<CellInformation>,
    /// Those that are uncertain, but cannot change who leads by themselves.
    pub idle: Vec<CellInformation>,
}

/// What to find out next. Empty where fewer than two options are ranked.
pub fn information(workbook: &Workbook, analysis: &Analysis) -> Information {
    let mut found = Information::default();
    let Some(&leader) = analysis.order.first() else { return found };
    if analysis.order.len() < 2 || !analysis.weights.is_set() {
        return found;
    }
    for &option in &analysis.order {
        let Some((_, rival)) = strongest_rival(analysis, option) else { continue };
        let total = analysis.options[option].middle();
        for (leaf, &node) in analysis.leaves.iter().enumerate() {
            let weight = analysis.leaf_weight(leaf);
            let cell = analysis.cell(option, leaf);
            let Some(measure) = workbook.criteria[node].measure().filter(|_| weight > 0.0) else {
                continue;
            };
            let Some(quantiles) = quantiles(measure, cell) else { continue };
            // The option leads where its value is above this one.
            let level = cell.middle() + (rival - total) / weight;
            let (excess, above) = quantiles.above(level);
            // E[max(V, M)] − M, and what is decided without knowing.
            let informed = weight * excess;
            let blind = (weight * (quantiles.mean() - level)).max(0.0);
            let chance = if option == leader { 1.0 - above } else { above };
            let (least, most) = quantiles.ends();
            let can =
                if option == leader { least < level - TOLERANCE } else { most > level + TOLERANCE };
            let unknown = cell.state == CellState::Unknown;
            let worth = (informed - blind).max(0.0);
            if can {
                found.matter.push(CellInformation { option, leaf, chance, worth, unknown });
            } else {
                let (chance, worth) = (0.0, 0.0);
                found.idle.push(CellInformation { option, leaf, chance, worth, unknown });
            }
        }
    }
    found.matter.sort_by(|a, b| b.worth.total_cmp(&a.worth).then(b.chance.total_cmp(&a.chance)));
    found
}

/// The same for a total that is normally spread: `gap` points between the
/// option and its strongest rival, and the standard deviation that the cell
/// gives the total. Gives the chance that the leader changes and the worth,
/// s (φ(z) − z (1 − Φ(z))) with z = gap / s.
pub fn normal_information(gap: f64, deviation: f64) -> (f64, f64) {
    if deviation <= 0.0 || !deviation.is_finite() || !gap.is_finite() {
        return (0.0, 0.0);
    }
    let z = gap.abs() / deviation;
    let density = libm::exp(-0.5 * z * z) / (2.0 * std::f64::consts::PI).sqrt();
    let beyond = 0.5 * libm::erfc(z / std::f64::consts::SQRT_2);
    (beyond, (deviation * (density - z * beyond)).max(0.0))
}
