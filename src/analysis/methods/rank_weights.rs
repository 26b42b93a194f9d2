//! Weights from nothing but the order of importance.
//!
//! Only the order of the ranks counts: 1 is the most important, and equal ranks
//! share the mean of the weights of the places that they take up, so that
//! weights always sum to 1.

/// Rank-order centroid weights (Edwards and Barron 1994, Organ. Behav. Hum.
/// Decis. Process. 60:306): w_k = (1/n) Σ_{i=k}^n 1/i, the mean of all weights
/// that agree with the order.
pub fn centroid(ranks: &[usize]) -> Vec<f64> {
    let n = ranks.len();
    let mut places = vec![0.0; n];
    let mut sum = 0.0;
    for place in (0..n).rev() {
        sum += 1.0 / (place as f64 + 1.0);
        places[place] = sum / n as f64;
    }
    shared(ranks, &places)
}

/// Rank-sum weights (Stillwell, Seaver and Edwards 1981): w_k = 2 (n + 1 - k) /
/// (n (n + 1)).
pub fn sum(ranks: &[usize]) -> Vec<f64> {
    let n = ranks.len() as f64;
    let places: Vec<f64> =
        (0..ranks.len()).map(|place| 2.0 * (n - place as f64) / (n * (n + 1.0))).collect();
    shared(ranks, &places)
}

/// Rank-reciprocal weights (Stillwell, Seaver and Edwards 1981): w_k = (1/k) /
/// Σ_i 1/i.
pub fn reciprocal(ranks: &[usize]) -> Vec<f64> {
    let parts: Vec<f64> = (1..=ranks.len()).map(|place| 1.0 / place as f64).collect();
    let total: f64 = parts.iter().sum();
    let places: Vec<f64> = parts.iter().map(|part| part / total).collect();
    shared(ranks, &places)
}

/// Weights of places given to items by rank; equal ranks share.
fn shared(ranks: &[usize], places: &[f64]) -> Vec<f64> {
    ranks
        .iter()
        .map(|rank| {
            let before = ranks.iter().filter(|other| *other < rank).count();
            let alike = ranks.iter().filter(|other| *other == rank).count();
            places[before..before + alike].iter().sum::<f64>() / alike as f64
        })
        .collect()
}
