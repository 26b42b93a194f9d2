//! One order from the orders of several people.
//!
//! Counts of pairs and points, without any scale behind them. No such rule is
//! without paradoxes (Arrow 1951), which is why several stand here side by side.

use super::error::NumbersError;

/// An order that one or more people gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Ballot {
    /// Rank of each candidate, smaller is better, equal is alike. Those without
    /// a rank are alike behind all others.
    pub ranks: Vec<Option<f64>>,
    /// How many people gave it.
    pub count: f64,
}

/// What the ballots say.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    /// Borda's points (1781): of each ballot one for each candidate behind, half
    /// for each alike.
    pub borda: Vec<f64>,
    /// How many people put the candidate of the row before that of the column.
    pub pairwise: Vec<Vec<f64>>,
    /// The candidate who wins against each other one (Condorcet 1785), where
    /// there is one.
    pub condorcet_winner: Option<usize>,
    /// Wins less losses in pairs (Copeland 1951).
    pub copeland: Vec<i64>,
    /// The strength of the strongest path of wins from the row to the column
    /// (Schulze 2011, Soc. Choice Welf. 36:267).
    pub schulze_paths: Vec<Vec<f64>>,
    /// How many other candidates each one beats by the strongest paths.
    pub schulze_wins: Vec<usize>,
    /// How many people put the candidate first; shared where several are alike.
    pub plurality: Vec<f64>,
}

/// The most candidates that are counted.
pub const MAX_CANDIDATES: usize = 200;

/// Counts ballots.
///
/// # Errors
///
/// No ballots or candidates, too many, ballots on different candidates, or
/// counts and ranks that are negative or not finite.
pub fn tally(ballots: &[Ballot]) -> Result<Tally, NumbersError> {
    let n = ballots.first().map_or(0, |ballot| ballot.ranks.len());
    if n == 0 {
        return Err(NumbersError::TooFew { what: "candidates", found: 0, needs: 1 });
    }
    if n > MAX_CANDIDATES {
        return Err(NumbersError::Length { what: "candidates", found: n, needs: MAX_CANDIDATES });
    }
    let mut pairwise = vec![vec![0.0; n]; n];
    let mut borda = vec![0.0; n];
    let mut plurality = vec![0.0; n];
    for (row, ballot) in ballots.iter().enumerate() {
        if ballot.ranks.len() != n {
            let found = ballot.ranks.len();
            return Err(NumbersError::Length { what: "candidates", found, needs: n });
        }
        if !ballot.count.is_finite() {
            return Err(NumbersError::NotFinite { row, column: 0 });
        }
        if ballot.count < 0.0 {
            return Err(NumbersError::Negative { row, column: 0, value: ballot.count });
        }
        let is_bad = |rank: &Option<f64>| rank.is_some_and(|rank| !rank.is_finite());
        if let Some(column) = ballot.ranks.iter().position(is_bad) {
            return Err(NumbersError::NotFinite { row, column });
        }
        // Without a rank: behind all that have one.
        let place = |item: usize| ballot.ranks[item].unwrap_or(f64::INFINITY);
        for i in 0..n {
            for j in (0..n).filter(|&j| j != i) {
                if place(i) < place(j) {
                    pairwise[i][j] += ballot.count;
                    borda[i] += ballot.count;
                } else if place(i) == place(j) {
                    borda[i] += 0.5 * ballot.count;
                }
            }
        }
        let first = (0..n).map(place).fold(f64::INFINITY, f64::min);
        let firsts: Vec<usize> = (0..n).filter(|&item| place(item) == first).collect();
        for &item in &firsts {
            plurality[item] += ballot.count / firsts.len() as f64;
        }
    }
    let beats = |i: usize, j: usize| pairwise[i][j] > pairwise[j][i];
    let copeland = (0..n)
        .map(|i| (0..n).map(|j| i64::from(beats(i, j)) - i64::from(beats(j, i))).sum())
        .collect();
    let condorcet_winner = (0..n).find(|&i| (0..n).all(|j| i == j || beats(i, j)));
    let mut paths: Vec<Vec<f64>> = (0..n)
        .map(|i| (0..n).map(|j| if beats(i, j) { pairwise[i][j] } else { 0.0 }).collect())
        .collect();
    for by in 0..n {
        for from in (0..n).filter(|&from| from != by) {
            for to in (0..n).filter(|&to| to != by && to != from) {
                let around = paths[from][by].min(paths[by][to]);
                paths[from][to] = paths[from][to].max(around);
            }
        }
    }
    let schulze_wins =
        (0..n).map(|i| (0..n).filter(|&j| paths[i][j] > paths[j][i]).count()).collect();
    Ok(Tally {
        borda,
        condorcet_winner,
        copeland,
        schulze_wins,
        schulze_paths: paths,
        pairwise,
        plurality,
    })
}
