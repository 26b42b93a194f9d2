//! How much rankings agree: two of them, or those of several judges.

use super::data_weights::pearson;
use super::error::{NumbersError, checked_list, checked_matrix};

/// Ranks from 1 for the smallest number; equal numbers get the mean of the
/// ranks that they take up.
pub fn average_ranks(numbers: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..numbers.len()).collect();
    order.sort_by(|&a, &b| numbers[a].total_cmp(&numbers[b]));
    let mut ranks = vec![0.0; numbers.len()];
    let mut from = 0;
    while from < order.len() {
        let value = numbers[order[from]];
        // 0 and -0 are equal.
        let alike = order[from..].iter().take_while(|&&at| numbers[at] == value).count().max(1);
        let rank = from as f64 + (alike as f64 + 1.0) / 2.0;
        for &at in &order[from..from + alike] {
            ranks[at] = rank;
        }
        from += alike;
    }
    ranks
}

fn checked_pair(x: &[f64], y: &[f64]) -> Result<(), NumbersError> {
    checked_list(x, "values", 1)?;
    checked_list(y, "values", 1)?;
    if x.len() == y.len() {
        Ok(())
    } else {
        Err(NumbersError::Length { what: "values", found: y.len(), needs: x.len() })
    }
}

/// Kendall's τ_b, which allows for ties (Kendall 1970, Rank Correlation
/// Methods): (concordant - discordant) / √((n₀ - ties in x) (n₀ - ties in y))
/// over all n₀ pairs. Nothing where one of both is constant.
///
/// # Errors
///
/// Lists of different length, empty ones, or a number that is not finite.
pub fn kendall_tau_b(x: &[f64], y: &[f64]) -> Result<Option<f64>, NumbersError> {
    checked_pair(x, y)?;
    let (mut agreement, mut in_x, mut in_y) = (0i64, 0u64, 0u64);
    for i in 0..x.len() {
        for j in i + 1..x.len() {
            let (one, other) = (x[i].partial_cmp(&x[j]), y[i].partial_cmp(&y[j]));
            let sign = |order: Option<std::cmp::Ordering>| order.map_or(0, |order| order as i64);
            agreement += sign(one) * sign(other);
            in_x += u64::from(sign(one) != 0);
            in_y += u64::from(sign(other) != 0);
        }
    }
    let scale = (in_x as f64).sqrt() * (in_y as f64).sqrt();
    Ok((scale > 0.0).then(|| (agreement as f64 / scale).clamp(-1.0, 1.0)))
}

/// Spearman's ρ: Pearson's correlation of the ranks, ties with their mean rank.
/// Nothing where one of both is constant.
///
/// # Errors
///
/// As [`kendall_tau_b`].
pub fn spearman(x: &[f64], y: &[f64]) -> Result<Option<f64>, NumbersError> {
    checked_pair(x, y)?;
    Ok(pearson(&average_ranks(x), &average_ranks(y)))
}

/// Spearman's ρ with more weight at the top (Pinto da Costa and Soares 2005):
/// 1 - 6 Σ (x - y)² ((n - x + 1) + (n - y + 1)) / (n⁴ + n³ - n² - n), of two
/// rankings with 1 for the best. Nothing for fewer than two.
///
/// # Errors
///
/// As [`kendall_tau_b`].
pub fn weighted_spearman(x: &[f64], y: &[f64]) -> Result<Option<f64>, NumbersError> {
    checked_pair(x, y)?;
    let n = x.len() as f64;
    let scale = n.powi(4) + n.powi(3) - n.powi(2) - n;
    let sum: f64 =
        x.iter().zip(y).map(|(x, y)| (x - y).powi(2) * ((n - x + 1.0) + (n - y + 1.0))).sum();
    Ok((scale > 0.0).then(|| 1.0 - 6.0 * sum / scale))
}

/// WS, similarity of two rankings with 1 for the best, which looks at the top
/// most (Sałabun and Urbaniak 2020, ICCS): 1 - Σ 2^(-x) |x - y| /
/// max(|1 - x|, |n - x|). Nothing for fewer than two.
///
/// # Errors
///
/// As [`kendall_tau_b`].
pub fn ws_similarity(x: &[f64], y: &[f64]) -> Result<Option<f64>, NumbersError> {
    checked_pair(x, y)?;
    let n = x.len() as f64;
    if x.len() < 2 {
        return Ok(None);
    }
    let sum: f64 = x
        .iter()
        .zip(y)
        .map(|(x, y)| {
            let widest = (1.0 - x).abs().max((n - x).abs());
            if widest > 0.0 { (-x).exp2() * (x - y).abs() / widest } else { 0.0 }
        })
        .sum();
    Ok(Some(1.0 - sum))
}

/// How much several judges agree on the order of items.
#[derive(Debug, Clone, PartialEq)]
pub struct Concordance {
    /// Sum of the ranks of each item.
    pub rank_sums: Vec<f64>,
    /// Σ (rank sum - their mean)².
    pub s: f64,
    /// Kendall's W, from 0 for no agreement to 1 for full: 12 S / (m² (n³ - n) -
    /// m Σ (t³ - t)). Nothing where no judge tells any items apart, or there is
    /// one item only.
    pub w: Option<f64>,
    /// Friedman's statistic, m (n - 1) W; nothing as W.
    pub chi_squared: Option<f64>,
    /// Its degrees of freedom, n - 1.
    pub degrees: usize,
    /// The chance of such a statistic, or a larger one, without any agreement:
    /// by the χ² distribution, close only for many judges or items. Nothing as
    /// W.
    pub p: Option<f64>,
}

/// Kendall's coefficient of concordance (Kendall and Babington Smith 1939) with
/// ties, and Friedman's test (1937). One row per judge, one column per item;
/// ranks or values that are turned into ranks.
///
/// # Errors
///
/// No judges or items, rows of different length, or a number that is not finite.
pub fn concordance(judges: &[Vec<f64>]) -> Result<Concordance, NumbersError> {
    let n = checked_matrix(judges, 1)?;
    let m = judges.len() as f64;
    let ranked: Vec<Vec<f64>> = judges.iter().map(|judge| average_ranks(judge)).collect();
    let rank_sums: Vec<f64> =
        (0..n).map(|item| ranked.iter().map(|ranks| ranks[item]).sum()).collect();
    let mean = m * (n as f64 + 1.0) / 2.0;
    let s: f64 = rank_sums.iter().map(|sum| (sum - mean).powi(2)).sum();
    let cubed = |count: f64| count.powi(3) - count;
    let ties: f64 = ranked
        .iter()
        .map(|ranks| {
            let mut sorted = ranks.clone();
            sorted.sort_by(f64::total_cmp);
            let alike = sorted.chunk_by(|one, other| one == other);
            alike.map(|group| cubed(group.len() as f64)).sum::<f64>()
        })
        .sum();
    let scale = m * m * cubed(n as f64) - m * ties;
    let w = (scale > 0.0).then(|| (12.0 * s / scale).clamp(0.0, 1.0));
    let degrees = n - 1;
    let chi_squared = w.map(|w| m * degrees as f64 * w);
    Ok(Concordance {
        rank_sums,
        s,
        w,
        chi_squared,
        degrees,
        p: chi_squared.map(|statistic| chi_squared_above(statistic, degrees)),
    })
}

/// The chance that χ² with so many degrees of freedom is above a value: the
/// regularised upper incomplete gamma function Q(degrees / 2, value / 2), by its
/// series or its continued fraction (Press and others 2007, Numerical Recipes,
/// 6.2).
pub fn chi_squared_above(value: f64, degrees: usize) -> f64 {
    if degrees == 0 || value <= 0.0 || value.is_nan() {
        return 1.0;
    }
    let (a, x) = (degrees as f64 / 2.0, value / 2.0);
    let scale = (a * x.ln() - x - ln_gamma_of_half(degrees)).exp();
    let chance = if x < a + 1.0 {
        let (mut term, mut sum, mut next) = (1.0 / a, 1.0 / a, a);
        for _ in 0..10_000 {
            next += 1.0;
            term *= x / next;
            sum += term;
            if term < sum * 1e-17 {
                break;
            }
        }
        1.0 - sum * scale
    } else {
        // Lentz's way through the continued fraction.
        let tiny = 1e-300;
        let mut b = x + 1.0 - a;
        let mut c = 1.0 / tiny;
        let mut d = 1.0 / b;
        let mut fraction = d;
        for step in 1..10_000 {
            let step = f64::from(step);
            let factor = -step * (step - a);
            b += 2.0;
            d = 1.0 / (factor * d + b);
            c = b + factor / c;
            fraction *= d * c;
            if (d * c - 1.0).abs() < 1e-16 {
                break;
            }
        }
        scale * fraction
    };
    chance.clamp(0.0, 1.0)
}

/// ln Γ(k / 2), by Γ(x + 1) = x Γ(x) from Γ(1/2) = √π and Γ(1) = 1.
fn ln_gamma_of_half(k: usize) -> f64 {
    let (start, first) =
        if k.is_multiple_of(2) { (1.0, 0.0) } else { (0.5, 0.5 * std::f64::consts::PI.ln()) };
    let steps = (k - 1) / 2;
    first + (0..steps).map(|step| (start + step as f64).ln()).sum::<f64>()
}
