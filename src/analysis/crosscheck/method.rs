//! The methods that the additive ranking is held against, and how each is run.

use super::base::{Base, INDIFFERENCE, PREFERENCE};
use crate::analysis::methods::{
    Caveat, Cut, DiscordanceScale, ElectreOne, ElectreThree, Ideal, MethodError, Normalisation,
    Promethee, PseudoCriterion, SynthesisMode, Threshold, Vikor, electre_1, electre_3, promethee,
    ranks, synthesis, topsis, vikor, weighted_product, weighted_sum,
};

/// Least value in the weighted product, in points.
pub(super) const FLOOR: f64 = 1.0;
/// Disadvantage on one criterion that forbids outranking in ELECTRE III.
const VETO: f64 = 75.0;
/// Thresholds of ELECTRE I: least share of the weight in agreement, largest
/// disadvantage as a share of the scale.
const CONCORDANCE: f64 = 0.7;
const DISCORDANCE: f64 = 0.5;
/// Scores closer than this tie.
const EQUAL: f64 = 1e-9;

/// A method that ranks the options in its own way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CrossMethod {
    /// The model of the workbook.
    Additive,
    /// Π v^W.
    WeightedProduct,
    /// TOPSIS on values with a fixed ideal.
    TopsisValues,
    /// TOPSIS on raw performances, vector normalisation.
    TopsisVector,
    /// VIKOR on values.
    Vikor,
    /// PROMETHEE I and II on values.
    Promethee,
    /// AHP synthesis, ideal mode.
    AhpIdeal,
    /// AHP synthesis, distributive mode.
    AhpDistributive,
    /// ELECTRE III on values.
    ElectreThree,
    /// ELECTRE I on values: a kernel, no ranking.
    ElectreOne,
}

impl CrossMethod {
    /// Every method, the model of the workbook first.
    pub const ALL: [Self; 10] = [
        Self::Additive,
        Self::WeightedProduct,
        Self::TopsisValues,
        Self::TopsisVector,
        Self::Vikor,
        Self::Promethee,
        Self::AhpIdeal,
        Self::AhpDistributive,
        Self::ElectreThree,
        Self::ElectreOne,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Additive => "Additive value",
            Self::WeightedProduct => "Weighted product",
            Self::TopsisValues => "TOPSIS on values",
            Self::TopsisVector => "TOPSIS on raw figures",
            Self::Vikor => "VIKOR",
            Self::Promethee => "PROMETHEE II",
            Self::AhpIdeal => "AHP, ideal",
            Self::AhpDistributive => "AHP, distributive",
            Self::ElectreThree => "ELECTRE III",
            Self::ElectreOne => "ELECTRE I",
        }
    }

    /// A short stable name, for scripts.
    pub fn code(self) -> &'static str {
        match self {
            Self::Additive => "additive",
            Self::WeightedProduct => "weighted-product",
            Self::TopsisValues => "topsis-values",
            Self::TopsisVector => "topsis-vector",
            Self::Vikor => "vikor",
            Self::Promethee => "promethee-2",
            Self::AhpIdeal => "ahp-ideal",
            Self::AhpDistributive => "ahp-distributive",
            Self::ElectreThree => "electre-3",
            Self::ElectreOne => "electre-1",
        }
    }

    /// What it is run on, its normalisation and settings: a sentence.
    pub fn normalisation(self) -> String {
        match self {
            Self::Additive => "Values between fixed anchors, 0 to 100.".to_owned(),
            Self::WeightedProduct => {
                format!("Values between fixed anchors; below {FLOOR} a value counts as {FLOOR}.")
            }
            Self::TopsisValues => {
                "Values between fixed anchors; the ideal is 100 on every criterion, its opposite 0."
                    .to_owned()
            }
            Self::TopsisVector => {
                "Raw figures and level numbers, each column divided by its length (vector \
                 normalisation); the ideal is the best at hand."
                    .to_owned()
            }
            Self::Vikor => {
                "Values, each criterion from the worst to the best option at hand; v = 0.5."
                    .to_owned()
            }
            Self::Promethee => format!(
                "Differences of value. Quantities: linear, q = {INDIFFERENCE} and p = {PREFERENCE} \
                 points. Levels: half a preference for one step, a full one for two. Up to three \
                 levels: usual."
            ),
            Self::AhpIdeal => {
                "Values as priorities, each criterion divided by its largest.".to_owned()
            }
            Self::AhpDistributive => {
                "Values as priorities, each criterion divided by its sum.".to_owned()
            }
            Self::ElectreThree => format!(
                "Values; q = {INDIFFERENCE}, p = {PREFERENCE}, veto at {VETO} points; cut 0.3 − \
                 0.15 λ; ranked by both distillations together."
            ),
            Self::ElectreOne => format!(
                "Values; concordance from {CONCORDANCE}, discordance up to {DISCORDANCE} of the \
                 scale."
            ),
        }
    }

    /// Where it was published.
    pub fn source(self) -> &'static str {
        match self {
            Self::Additive => "Keeney and Raiffa 1976",
            Self::WeightedProduct => "Bridgman 1922; Miller and Starr 1969",
            Self::TopsisValues | Self::TopsisVector => "Hwang and Yoon 1981",
            Self::Vikor => "Opricovic and Tzeng 2004",
            Self::Promethee => "Brans and Vincke 1985",
            Self::AhpIdeal => "Belton and Gear 1983; Saaty and Vargas 1993",
            Self::AhpDistributive => "Saaty 1980",
            Self::ElectreThree => "Roy 1978",
            Self::ElectreOne => "Roy 1968",
        }
    }

    /// Whether it ranks; ELECTRE I only sorts out a kernel.
    pub fn ranks(self) -> bool {
        self != Self::ElectreOne
    }
}

/// What a method gave beyond scores.
#[derive(Debug, Clone, PartialEq)]
pub enum CrossDetail {
    /// Nothing more.
    Plain,
    /// VIKOR's conditions and compromise set.
    Vikor(Vikor),
    /// PROMETHEE's flows and partial order.
    Promethee(Promethee),
    /// The kernel.
    ElectreOne(ElectreOne),
    /// The distillations.
    ElectreThree(ElectreThree),
}

/// A method's scores and ranks of the rows of a base.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    /// More is better.
    pub scores: Vec<f64>,
    /// From 1; nothing where the method does not rank.
    pub ranks: Vec<Option<usize>>,
    /// The numbers that it printed in papers, by name.
    pub columns: Vec<(&'static str, Vec<f64>)>,
    pub detail: CrossDetail,
    pub caveats: Vec<Caveat>,
}

impl Run {
    fn of(
        scores: Vec<f64>,
        columns: Vec<(&'static str, Vec<f64>)>,
        detail: CrossDetail,
        caveats: Vec<Caveat>,
    ) -> Self {
        let scale = scores.iter().map(|x| x.abs()).fold(1.0, f64::max);
        let ranks = ranks(&scores, true, EQUAL * scale).into_iter().map(Some).collect();
        Self { scores, ranks, columns, detail, caveats }
    }
}

/// Runs a method.
pub(super) fn run(method: CrossMethod, base: &Base) -> Result<Run, MethodError> {
    match method {
        CrossMethod::Additive => {
            let table = base.on_values();
            let scores = weighted_sum(&table)?;
            let columns = vec![("Total", scores.clone())];
            Ok(Run::of(scores, columns, CrossDetail::Plain, table.caveats()))
        }
        CrossMethod::WeightedProduct => {
            let found = weighted_product(&base.on_values(), Some(FLOOR))?;
            let columns = vec![("Product", found.scores)];
            Ok(Run::of(found.logarithms, columns, CrossDetail::Plain, found.caveats))
        }
        CrossMethod::TopsisValues => {
            let ideal = Ideal::Fixed(vec![(100.0, 0.0); base.weights.len()]);
            closeness(topsis(&base.on_values(), Normalisation::None, &ideal)?)
        }
        CrossMethod::TopsisVector => {
            closeness(topsis(&base.on_performances(), Normalisation::Vector, &Ideal::Observed)?)
        }
        CrossMethod::Vikor => {
            let found = vikor(&base.on_values(), 0.5)?;
            let columns = vec![
                ("S", found.sum.clone()),
                ("R", found.regret.clone()),
                ("Q", found.score.clone()),
            ];
            let caveats = found.caveats.clone();
            let scores = found.score.iter().map(|q| -q).collect();
            Ok(Run::of(scores, columns, CrossDetail::Vikor(found), caveats))
        }
        CrossMethod::Promethee => {
            let found = promethee(&base.on_values(), &base.functions)?;
            let columns = vec![
                ("φ⁺", found.leaving.clone()),
                ("φ⁻", found.entering.clone()),
                ("φ", found.net.clone()),
            ];
            let caveats = found.caveats.clone();
            Ok(Run::of(found.net.clone(), columns, CrossDetail::Promethee(found), caveats))
        }
        CrossMethod::AhpIdeal | CrossMethod::AhpDistributive => {
            let mode = if method == CrossMethod::AhpIdeal {
                SynthesisMode::Ideal
            } else {
                SynthesisMode::Distributive
            };
            let found = synthesis(&base.on_values(), mode)?;
            let columns = vec![("Priority", found.scores.clone())];
            Ok(Run::of(found.scores, columns, CrossDetail::Plain, found.caveats))
        }
        CrossMethod::ElectreThree => {
            let criterion = PseudoCriterion {
                indifference: Threshold::Fixed(INDIFFERENCE),
                preference: Threshold::Fixed(PREFERENCE),
                veto: Some(Threshold::Fixed(VETO)),
            };
            let criteria = vec![criterion; base.weights.len()];
            let found = electre_3(&base.on_values(), &criteria, Cut::default())?;
            let place = |classes: &[Vec<usize>]| -> Vec<f64> {
                (0..base.values.len())
                    .map(|row| {
                        let at = classes.iter().position(|class| class.contains(&row));
                        at.map_or(0.0, |at| (at + 1) as f64)
                    })
                    .collect()
            };
            let columns = vec![
                ("Class from above", place(&found.descending)),
                ("Class from below", place(&found.ascending)),
            ];
            let scores = found.ranks.iter().map(|&rank| -(rank as f64)).collect();
            let caveats = found.caveats.clone();
            Ok(Run::of(scores, columns, CrossDetail::ElectreThree(found), caveats))
        }
        CrossMethod::ElectreOne => {
            let scale = DiscordanceScale::Fixed(100.0);
            let found = electre_1(&base.on_values(), CONCORDANCE, DISCORDANCE, scale)?;
            let scores = found.net_concordance();
            let columns = vec![("Net concordance", scores.clone())];
            let ranks = (0..scores.len()).map(|row| found.in_kernel(row).then_some(1)).collect();
            let caveats = found.caveats.clone();
            let detail = CrossDetail::ElectreOne(found);
            Ok(Run { scores, ranks, columns, detail, caveats })
        }
    }
}

fn closeness(found: crate::analysis::methods::Topsis) -> Result<Run, MethodError> {
    let columns =
        vec![("d⁺", found.from_ideal), ("d⁻", found.from_worst), ("C", found.closeness.clone())];
    Ok(Run::of(found.closeness, columns, CrossDetail::Plain, found.caveats))
}
