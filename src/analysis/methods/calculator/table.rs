//! The table of methods, by name. A new method is a constant [`Method`] in the
//! file of its adapter, and a line here.

use super::{Method, acceptability, pairs, ranking, ranks, samples, scalability, tree, weights};

/// All methods, sorted by name.
pub(super) const METHODS: &[Method] = &[
    pairs::EIGENVECTOR,
    pairs::GEOMETRIC,
    tree::HIERARCHY,
    ranking::AHP_SYNTHESIS,
    scalability::SPEED_UP,
    ranks::VOTES,
    pairs::BEST_WORST,
    ranking::DOMINANCE,
    ranking::ELECTRE_1,
    ranking::ELECTRE_3,
    ranks::TAU,
    ranks::CONCORDANCE,
    scalability::LITTLE,
    ranking::MAVT_LINEAR,
    samples::PERCENTILES,
    ranking::PROMETHEE,
    ranking::SENSITIVITY,
    acceptability::SMAA_2,
    ranking::TOPSIS,
    scalability::FIT,
    scalability::MODEL,
    ranking::VIKOR,
    ranking::WEIGHTED_PRODUCT,
    ranking::WEIGHTED_SUM,
    weights::CRITIC,
    weights::DIRECT,
    weights::ENTROPY,
    weights::OTHER,
    weights::RANK,
    weights::STANDARD_DEVIATION,
    weights::SWING,
];
