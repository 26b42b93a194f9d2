//! Non-linear least squares of the universal scalability law within bounds:
//! Levenberg and Marquardt (Marquardt 1963) with an active set for the bounds
//! σ from 0 to 1, κ of 0 or more, λ above 0.

use super::Usl;

/// Most steps of one descent.
const STEPS: usize = 400;
/// A step this small against the parameters ends the descent.
const STILL: f64 = 1e-11;
/// Lowest λ, of throughput scaled so that the highest is 1.
const LEAST_LAMBDA: f64 = 1e-12;

/// Loads and throughputs, the latter divided by the highest.
#[derive(Debug, Clone)]
pub(super) struct Data {
    pub loads: Vec<f64>,
    pub rates: Vec<f64>,
}

/// Which of the parameters are free: σ, κ, λ.
pub(super) type Free = [bool; 3];

/// Where a descent ended.
#[derive(Debug, Clone, Copy)]
pub(super) struct Descent {
    pub law: Usl,
    pub squares: f64,
    pub converged: bool,
}

fn law_of(p: [f64; 3]) -> Usl {
    Usl { sigma: p[0], kappa: p[1], lambda: p[2] }
}

fn within(p: [f64; 3]) -> [f64; 3] {
    [p[0].clamp(0.0, 1.0), p[1].max(0.0), p[2].max(LEAST_LAMBDA)]
}

impl Data {
    /// Sum of squared residuals.
    pub fn squares(&self, law: &Usl) -> f64 {
        let each = self.loads.iter().zip(&self.rates);
        each.map(|(&load, &rate)| {
            let off = rate - law.throughput(load);
            off * off
        })
        .sum()
    }

    /// Derivatives of the throughput at a load by σ, κ and λ.
    fn slopes(law: &Usl, load: f64) -> [f64; 3] {
        let share = law.capacity(load);
        let slowing = load / share;
        let rate = law.lambda * share;
        let by_sigma = -rate * (load - 1.0) / slowing;
        [by_sigma, by_sigma * load, share]
    }

    /// JᵀJ and Jᵀr.
    fn normal(&self, law: &Usl) -> ([[f64; 3]; 3], [f64; 3]) {
        let (mut square, mut right) = ([[0.0; 3]; 3], [0.0; 3]);
        for (&load, &rate) in self.loads.iter().zip(&self.rates) {
            let slopes = Self::slopes(law, load);
            let off = rate - law.throughput(load);
            for (i, a) in slopes.iter().enumerate() {
                right[i] += a * off;
                for (j, b) in slopes.iter().enumerate() {
                    square[i][j] += a * b;
                }
            }
        }
        (square, right)
    }

    /// The best λ for the shape of a law, in closed form.
    pub fn with_best_lambda(&self, law: Usl) -> Usl {
        let (mut above, mut below) = (0.0, 0.0);
        for (&load, &rate) in self.loads.iter().zip(&self.rates) {
            let share = law.capacity(load);
            above += share * rate;
            below += share * share;
        }
        let lambda = if below > 0.0 { above / below } else { LEAST_LAMBDA };
        Usl { lambda: lambda.max(LEAST_LAMBDA), ..law }
    }

    /// Goes down from a start to the nearest least sum of squares within the
    /// bounds, with some parameters held.
    pub fn descend(&self, start: Usl, may: Free) -> Descent {
        let mut p = within([start.sigma, start.kappa, start.lambda]);
        let mut squares = self.squares(&law_of(p));
        let mut damping = 1e-3;
        let mut converged = false;
        // What is left of the squares when the law meets every point.
        let floor = 1e-30 * self.rates.iter().map(|rate| rate * rate).sum::<f64>();
        for _ in 0..STEPS {
            if squares <= floor {
                converged = true;
                break;
            }
            let (square, right) = self.normal(&law_of(p));
            let low = [0.0, 0.0, LEAST_LAMBDA];
            let high = [1.0, f64::INFINITY, f64::INFINITY];
            // At a bound and pushed against it: held there for this step.
            let free: Free = std::array::from_fn(|i| {
                may[i]
                    && !(p[i] <= low[i] && right[i] <= 0.0)
                    && !(p[i] >= high[i] && right[i] >= 0.0)
            });
            if free == [false; 3] {
                converged = true;
                break;
            }
            let mut taken = false;
            while damping < 1e16 {
                let mut damped = square;
                for (i, row) in damped.iter_mut().enumerate() {
                    row[i] *= 1.0 + damping;
                }
                let Some(step) = solve(&damped, &right, free) else {
                    damping *= 10.0;
                    continue;
                };
                let next = within(std::array::from_fn(|i| p[i] + step[i]));
                let then = self.squares(&law_of(next));
                let small = (0..3).all(|i| (next[i] - p[i]).abs() <= STILL * p[i].abs());
                if then <= squares {
                    taken = true;
                    let still = small || (squares - then <= 1e-16 * squares && damping <= 1e-6);
                    (p, squares) = (next, then);
                    damping = (damping / 10.0).max(1e-14);
                    converged = still;
                    break;
                }
                if small {
                    // Nothing nearer can be told apart: this is the lowest.
                    converged = true;
                    break;
                }
                damping *= 10.0;
            }
            if converged || !taken {
                break;
            }
        }
        Descent { law: law_of(p), squares, converged }
    }

    /// The inverse of JᵀJ over the free parameters, rows and columns of others
    /// 0; nothing where they cannot be told apart.
    pub fn inverse_normal(&self, law: &Usl, free: Free) -> Option<[[f64; 3]; 3]> {
        let (square, _) = self.normal(law);
        let mut inverse = [[0.0; 3]; 3];
        for column in (0..3).filter(|&i| free[i]) {
            let mut unit = [0.0; 3];
            unit[column] = 1.0;
            let solved = solve(&square, &unit, free)?;
            for row in 0..3 {
                inverse[row][column] = solved[row];
            }
        }
        Some(inverse)
    }

    /// The law by linear regression of N/X on 1, N − 1 and N (N − 1), each point
    /// weighted by how its error is magnified there: a start next to the answer
    /// where the data follow the law. Nothing where it leads out of bounds all
    /// too far.
    pub fn linearised(&self) -> Option<Usl> {
        let (mut square, mut right) = ([[0.0; 3]; 3], [0.0; 3]);
        for (&load, &rate) in self.loads.iter().zip(&self.rates) {
            if rate <= 0.0 {
                continue;
            }
            let weight = rate * rate / load;
            let row = [load - 1.0, load * (load - 1.0), 1.0].map(|x| x * weight);
            let answer = load / rate * weight;
            for (i, a) in row.iter().enumerate() {
                right[i] += a * answer;
                for (j, b) in row.iter().enumerate() {
                    square[i][j] += a * b;
                }
            }
        }
        let [a, b, c] = solve(&square, &right, [true; 3])?;
        let law = Usl { sigma: a / c, kappa: b / c, lambda: 1.0 / c };
        (c > 0.0 && law.sigma.is_finite() && law.kappa.is_finite()).then(|| {
            let [sigma, kappa, lambda] = within([law.sigma, law.kappa, law.lambda]);
            self.with_best_lambda(Usl { sigma, kappa, lambda })
        })
    }
}

/// Solves A x = b over the free places by elimination with the largest pivot,
/// each row and column scaled by its diagonal; the others are 0. Nothing where
/// A is singular.
fn solve(a: &[[f64; 3]; 3], b: &[f64; 3], free: Free) -> Option<[f64; 3]> {
    let places: Vec<usize> = (0..3).filter(|&i| free[i]).collect();
    let n = places.len();
    let scale: [f64; 3] = std::array::from_fn(|i| {
        if a[i][i] > 0.0 && a[i][i].is_finite() { 1.0 / a[i][i].sqrt() } else { 0.0 }
    });
    if places.iter().any(|&i| scale[i] == 0.0 || !scale[i].is_finite()) {
        return None;
    }
    let mut m = [[0.0; 4]; 3];
    for (row, &i) in places.iter().enumerate() {
        for (column, &j) in places.iter().enumerate() {
            m[row][column] = a[i][j] * scale[i] * scale[j];
        }
        m[row][n] = b[i] * scale[i];
    }
    for column in 0..n {
        let pivot =
            (column..n).max_by(|&x, &y| m[x][column].abs().total_cmp(&m[y][column].abs()))?;
        if m[pivot][column].abs() < 1e-15 {
            return None;
        }
        m.swap(column, pivot);
        for row in 0..n {
            if row != column {
                let factor = m[row][column] / m[column][column];
                let from = m[column];
                for (to, from) in m[row].iter_mut().zip(from).skip(column) {
                    *to -= factor * from;
                }
            }
        }
    }
    let mut x = [0.0; 3];
    for (row, &i) in places.iter().enumerate() {
        x[i] = m[row][n] / m[row][row] * scale[i];
    }
    x.iter().all(|value| value.is_finite()).then_some(x)
}
