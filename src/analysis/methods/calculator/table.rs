//! The table of methods, by name. A new method is a constant [`Method`] in the
//! file of its adapter, and a line here.

use super::{Method, ranking};

/// All methods, sorted by name.
pub(super) const METHODS: &[Method] = &[
    ranking::AHP_SYNTHESIS,
    ranking::DOMINANCE,
    ranking::ELECTRE_1,
    ranking::ELECTRE_3,
    ranking::MAVT_LINEAR,
    ranking::PROMETHEE,
    ranking::SENSITIVITY,
    ranking::TOPSIS,
    ranking::VIKOR,
    ranking::WEIGHTED_PRODUCT,
    ranking::WEIGHTED_SUM,
];
