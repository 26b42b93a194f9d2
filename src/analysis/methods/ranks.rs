//! From scores to ranks, and how far two rankings agree.

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

/// Kendall's τ_b between two rankings (Kendall 1945, The Treatment of Ties in
/// Ranking Problems): concordant less discordant pairs over the geometric mean
/// of the pairs not tied in the one and in the other. −1 to 1; nothing where
/// one of them ties all options, or with fewer than two.
pub fn rank_agreement(first: &[usize], second: &[usize]) -> Option<f64> {
    let count = first.len().min(second.len());
    let (mut agree, mut against, mut apart_first, mut apart_second) = (0_i64, 0_i64, 0_i64, 0_i64);
    for a in 0..count {
        for b in a + 1..count {
            let (one, other) = (first[a].cmp(&first[b]), second[a].cmp(&second[b]));
            apart_first += i64::from(one.is_ne());
            apart_second += i64::from(other.is_ne());
            if one.is_ne() && other.is_ne() {
                if one == other {
                    agree += 1;
                } else {
                    against += 1;
                }
            }
        }
    }
    let whole = (apart_first as f64).sqrt() * (apart_second as f64).sqrt();
    (whole > 0.0).then(|| ((agree - against) as f64 / whole).clamp(-1.0, 1.0))
}
