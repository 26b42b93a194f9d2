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
pub mod linear_program;
pub mod rank_weights;
