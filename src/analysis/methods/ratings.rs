//! Weights from points given to criteria one by one.

use super::error::{NumbersError, checked_list};

/// Points as shares of their sum. Direct rating gives points as one sees fit;
/// swing weighting (von Winterfeldt and Edwards 1986) gives 100 to the swing
/// from worst to best that matters most and the others in proportion; SMART
/// (Edwards 1977) gives 10 to the least important and the others in proportion.
/// The shares are the same: w_j = s_j / Σ s. 0 points are weight 0 exactly.
///
/// # Errors
///
/// No points, a number below 0 or not finite, or all 0.
pub fn shares(points: &[f64]) -> Result<Vec<f64>, NumbersError> {
    checked_list(points, "points", 1)?;
    if let Some(column) = points.iter().position(|&number| number < 0.0) {
        return Err(NumbersError::Negative { row: 0, column, value: points[column] });
    }
    // By the largest first, so that the sum cannot overflow.
    let most = points.iter().copied().fold(0.0, f64::max);
    if most <= 0.0 {
        return Err(NumbersError::AllZero);
    }
    let scaled: Vec<f64> = points.iter().map(|number| number / most).collect();
    let sum: f64 = scaled.iter().sum();
    Ok(scaled.iter().map(|number| number / sum).collect())
}

/// Weights by the revised procedure of Simos (Figueira and Roy 2002, EJOR
/// 139:317), before rounding: the criteria lie in ranks from the least important
/// one (1) upward, an empty rank between two is a white card, and the most
/// important one weighs `ratio` times as much as the least. k_r = 1 + (ratio - 1)
/// (r - least) / (most - least), as shares of their sum.
///
/// # Errors
///
/// No ranks, or a ratio below 1 or not finite.
pub fn simos(ranks: &[usize], ratio: f64) -> Result<Vec<f64>, NumbersError> {
    let (Some(&least), Some(&most)) = (ranks.iter().min(), ranks.iter().max()) else {
        return Err(NumbersError::TooFew { what: "ranks", found: 0, needs: 1 });
    };
    if !ratio.is_finite() || ratio < 1.0 {
        return Err(NumbersError::NotPositive { row: 0, column: 0, value: ratio - 1.0 });
    }
    let points: Vec<f64> = ranks
        .iter()
        .map(|&rank| {
            if most == least {
                1.0
            } else {
                1.0 + (ratio - 1.0) * (rank - least) as f64 / (most - least) as f64
            }
        })
        .collect();
    shares(&points)
}
