//! VIKOR: the compromise between the good of all criteria and the worst regret.

use super::ranks::ranks;
use super::table::{Caveat, Direction, MethodError, Table, finite};

/// Scores of VIKOR closer than this count as equal.
const EQUAL: f64 = 1e-12;

/// What VIKOR gives. Less is better in S, R and Q.
#[derive(Debug, Clone, PartialEq)]
pub struct Vikor {
    /// S = Σ of the weighted regrets.
    pub sum: Vec<f64>,
    /// R = the largest weighted regret.
    pub regret: Vec<f64>,
    /// The column of the largest regret.
    pub worst_column: Vec<usize>,
    /// Q, the compromise of the two, 0 to 1.
    pub score: Vec<f64>,
    /// DQ = 1 / (options − 1), the lead that the first condition asks for.
    pub needed_lead: f64,
    /// The lead of the first over the second by Q.
    pub lead: f64,
    /// Condition 1, acceptable advantage: the lead is at least DQ.
    pub has_advantage: bool,
    /// Condition 2, acceptable stability: the first by Q is first by S or R too.
    pub is_stable: bool,
    /// The compromise set, best first, by the rows of the table.
    pub compromise: Vec<usize>,
    /// What could not be told apart.
    pub caveats: Vec<Caveat>,
}

/// VIšekriterijumsko KOmpromisno Rangiranje (Opricovic and Tzeng 2004, European
/// Journal of Operational Research 156, equations 1 to 3 and conditions C1 and
/// C2): regret = w (f* − f) / (f* − f⁻) between the best and worst at hand, 0
/// on a constant criterion; S = Σ, R = max;
/// Q = v (S − S*) / (S⁻ − S*) + (1 − v) (R − R*) / (R⁻ − R*), a fraction whose
/// denominator is 0 being 0. `v`, 0 to 1, is the weight of the majority of
/// criteria, usually ½.
///
/// # Errors
///
/// A bad table; `v` outside of 0 to 1.
pub fn vikor(table: &Table, v: f64) -> Result<Vikor, MethodError> {
    table.check()?;
    if !(0.0..=1.0).contains(&v) {
        return Err(MethodError::Setting("v"));
    }
    let count = table.options();
    let (mut sum, mut regret) = (vec![0.0; count], vec![0.0_f64; count]);
    let mut worst_column = vec![0; count];
    for column in table.counted() {
        let high = table.column(column).fold(f64::NEG_INFINITY, f64::max);
        let low = table.column(column).fold(f64::INFINITY, f64::min);
        let span = high - low;
        if span <= 0.0 {
            continue;
        }
        if !span.is_finite() {
            return Err(MethodError::TooLarge);
        }
        for (row, x) in table.column(column).enumerate() {
            let short = match table.directions[column] {
                Direction::Max => high - x,
                Direction::Min => x - low,
            };
            let term = table.weights[column] * short / span;
            sum[row] += term;
            if term > regret[row] {
                regret[row] = term;
                worst_column[row] = column;
            }
        }
    }
    let (sum, regret) = (finite(sum)?, finite(regret)?);
    let part = |of: &[f64], row: usize| {
        let least = of.iter().copied().fold(f64::INFINITY, f64::min);
        let most = of.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if most - least > 0.0 { (of[row] - least) / (most - least) } else { 0.0 }
    };
    let score: Vec<f64> =
        (0..count).map(|row| v * part(&sum, row) + (1.0 - v) * part(&regret, row)).collect();
    let mut caveats = table.caveats();
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|&a, &b| score[a].total_cmp(&score[b]).then(a.cmp(&b)));
    let (by_sum, by_regret) = (ranks(&sum, false, EQUAL), ranks(&regret, false, EQUAL));
    let first = order[0];
    let needed_lead = if count > 1 { 1.0 / (count - 1) as f64 } else { 0.0 };
    let lead = order.get(1).map_or(0.0, |&second| score[second] - score[first]);
    let has_advantage = lead >= needed_lead - EQUAL;
    // Any of those that tie for the first place will do.
    let is_stable = order
        .iter()
        .take_while(|&&row| score[row] - score[first] <= EQUAL)
        .any(|&row| by_sum[row] == 1 || by_regret[row] == 1);
    let compromise = match (has_advantage, is_stable) {
        _ if count == 1 => vec![first],
        (true, true) => vec![first],
        (true, false) => order.iter().take(2).copied().collect(),
        (false, _) => order
            .iter()
            .copied()
            .take_while(|&row| score[row] - score[first] < needed_lead - EQUAL)
            .collect(),
    };
    if count > 1 && score.iter().all(|x| *x == 0.0) {
        caveats.push(Caveat::AllAlike);
    }
    Ok(Vikor {
        sum,
        regret,
        worst_column,
        score,
        needed_lead,
        lead,
        has_advantage,
        is_stable,
        compromise,
        caveats,
    })
}
