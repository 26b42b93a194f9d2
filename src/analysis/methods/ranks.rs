//! From scores to ranks, and how far two rankings agree.

use super::rank_correlation::kendall_tau_b;

/// Ranks from 1 of scores; equal ones share the better rank ("1, 2, 2, 4").
/// Scores within `tolerance` of the first of a group count as equal.
pub fn ranks(scores: &[f64], more_is_better: bool, tolerance: f64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|&a, &b| {
        let by_score = scores[a].total_cmp(&scores[b]);
        (if more_is_better { by_score.reverse() } else { by_score }).then(a.cmp(&b))
    });
    let mut ranks = vec![0; scores.len()];
    let mut head: Option<(f64, usize)> = None;
    for (at, &option) in order.iter().enumerate() {
        let score = scores[option];
        let rank = match head {
            Some((first, rank)) if (score - first).abs() <= tolerance => rank,
            _ => {
                head = Some((score, at + 1));
                at + 1
            }
        };
        ranks[option] = rank;
    }
    ranks
}

/// Kendall's τ_b between two rankings, see [`kendall_tau_b`]: −1 to 1; nothing
/// where one of them ties all options, or with fewer than two, or where they
/// rank different numbers of options.
pub fn rank_agreement(first: &[usize], second: &[usize]) -> Option<f64> {
    let numbers = |ranks: &[usize]| -> Vec<f64> { ranks.iter().map(|&rank| rank as f64).collect() };
    kendall_tau_b(&numbers(first), &numbers(second)).ok().flatten()
}
