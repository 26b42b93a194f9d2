//! Published methods on plain numbers: weights from judgements and from data,
//! rankings, statistics of rankings and samples.
//!
//! Nothing here knows a workbook: a function takes numbers and gives numbers or
//! a typed error. Formulas and their sources stand at the functions. The
//! [`calculator`] names the methods, so that anyone can hold them against a
//! table in a paper. Not here: what a workbook's own analysis needs, which
//! stands one level up.

pub mod ahp;
pub mod bwm;
pub mod calculator;
pub mod data_weights;
mod electre_1;
mod electre_3;
mod error;
pub mod hierarchy;
pub mod linear_program;
mod normalise;
mod pareto;
mod piecewise;
mod promethee;
pub mod quantile;
pub mod rank_correlation;
pub mod rank_weights;
mod ranks;
pub mod ratings;
mod sensitivity;
mod synthesis;
mod table;
mod topsis;
mod vikor;
pub mod voting;
mod weighted_product;
mod weighted_sum;

pub use electre_1::{DiscordanceScale, ElectreOne, electre_1, kernel};
pub use electre_3::{Cut, ElectreThree, PseudoCriterion, Threshold, discordance, electre_3};
pub use error::NumbersError;
pub use normalise::{Normalisation, Normalised, normalise};
pub use pareto::{DominanceTable, dominance_table};
pub use piecewise::{Beyond, piecewise_value};
pub use promethee::{Preference, Promethee, Relation, flows, promethee, relation};
pub use ranks::{rank_agreement, ranks};
pub use sensitivity::{CriticalWeight, WinnerIntervals, critical_weight, winner_intervals};
pub use synthesis::{Synthesis, SynthesisMode, synthesis};
pub use table::{Caveat, Direction, MethodError, Table};
pub use topsis::{Ideal, Topsis, topsis};
pub use vikor::{Vikor, vikor};
pub use weighted_product::{WeightedProduct, weighted_product};
pub use weighted_sum::weighted_sum;
