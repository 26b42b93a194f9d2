//! The point of a simplex nearest to a given one that satisfies further linear
//! inequalities: a strictly convex quadratic program, solved by the dual method
//! of Goldfarb and Idnani (1983, Mathematical Programming 27:1–33) with the
//! identity for its Hessian. Bounds are kept out of the matrices: an active one
//! removes its variable.

use super::dot;

/// Slack below which an inequality counts as satisfied; the rows have length 1.
const SLACK: f64 = 1e-13;

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Projection {
    /// The nearest point.
    At(Vec<f64>),
    /// No point satisfies all; shares of the rows, adding to 1, of which the
    /// mixture is below 0 on every variable.
    Nowhere(Vec<f64>),
    /// Rounding kept it from an end.
    Lost,
}

/// An inequality: a row or a bound.
#[derive(Clone, Copy, PartialEq)]
enum Cut {
    Row(usize),
    Floor(usize),
}

struct State<'a> {
    rows: &'a [Vec<f64>],
    x: Vec<f64>,
    /// Rows held at equality, with their multipliers.
    held: Vec<(usize, f64)>,
    /// Multiplier of each variable held at 0.
    floors: Vec<Option<f64>>,
}

/// What moving towards an inequality does.
struct Way {
    /// Direction of the point.
    z: Vec<f64>,
    /// Its length squared.
    length: f64,
    /// Fall of each held row's multiplier.
    rows: Vec<f64>,
    /// Fall of each held floor's multiplier.
    floors: Vec<f64>,
}

/// The point nearest to `start` with x ≥ 0, Σ x = Σ `start` and row · x ≥ 0 for
/// each row. `start` has no negative part.
pub(super) fn nearest(start: &[f64], rows: &[Vec<f64>]) -> Projection {
    let lengths: Vec<f64> = rows.iter().map(|row| dot(row, row).sqrt()).collect();
    let unit: Vec<Vec<f64>> = rows
        .iter()
        .zip(&lengths)
        .map(|(row, &length)| {
            row.iter().map(|x| if length > 0.0 { x / length } else { 0.0 }).collect()
        })
        .collect();
    let mut state =
        State { rows: &unit, x: start.to_vec(), held: Vec::new(), floors: vec![None; start.len()] };
    for _ in 0..20 * (start.len() + rows.len()) + 100 {
        let Some((cut, slack)) = state.most_violated() else {
            return Projection::At(state.x.iter().map(|x| x.max(0.0)).collect());
        };
        match state.satisfy(cut, slack) {
            Ok(()) => {}
            Err(None) => return Projection::Lost,
            Err(Some(mixture)) => {
                let mut shares: Vec<f64> = mixture
                    .iter()
                    .zip(&lengths)
                    .map(|(share, &length)| if length > 0.0 { share / length } else { 0.0 })
                    .collect();
                let sum: f64 = shares.iter().sum();
                if sum <= 0.0 {
                    return Projection::Lost;
                }
                shares.iter_mut().for_each(|share| *share /= sum);
                return Projection::Nowhere(shares);
            }
        }
    }
    Projection::Lost
}

impl State<'_> {
    fn most_violated(&self) -> Option<(Cut, f64)> {
        let mut worst: Option<(Cut, f64)> = None;
        let mut look = |cut: Cut, slack: f64| {
            if slack < -SLACK && worst.is_none_or(|(_, least)| slack < least) {
                worst = Some((cut, slack));
            }
        };
        for (at, &x) in self.x.iter().enumerate() {
            if self.floors[at].is_none() {
                look(Cut::Floor(at), x);
            }
        }
        for (at, row) in self.rows.iter().enumerate() {
            if self.held.iter().all(|(held, _)| *held != at) {
                look(Cut::Row(at), dot(row, &self.x));
            }
        }
        worst
    }

    /// Moves until the inequality holds with equality. An error gives the
    /// shares of the rows that contradict it, or nothing where it got lost.
    fn satisfy(&mut self, cut: Cut, mut slack: f64) -> Result<(), Option<Vec<f64>>> {
        let mut multiplier = 0.0;
        for _ in 0..=self.floors.len() + self.rows.len() {
            let way = self.way(cut).ok_or(None)?;
            let full = if way.length > 1e-18 { -slack / way.length } else { f64::INFINITY };
            let blocked = self.first_blocked(&way);
            let part = blocked.map_or(f64::INFINITY, |(_, at)| at);
            let step = full.min(part);
            if !step.is_finite() {
                return Err(Some(self.mixture(cut, &way)));
            }
            if full.is_finite() {
                self.x.iter_mut().zip(&way.z).for_each(|(x, z)| *x += step * z);
            }
            self.held.iter_mut().zip(&way.rows).for_each(|(held, fall)| held.1 -= step * fall);
            for (floor, fall) in self.floors.iter_mut().zip(&way.floors) {
                if let Some(floor) = floor {
                    *floor -= step * fall;
                }
            }
            multiplier += step;
            if full <= part {
                match cut {
                    Cut::Row(row) => self.held.push((row, multiplier)),
                    Cut::Floor(at) => {
                        self.floors[at] = Some(multiplier);
                        self.x[at] = 0.0;
                    }
                }
                return Ok(());
            }
            match blocked {
                Some((Cut::Row(row), _)) => self.held.retain(|(held, _)| *held != row),
                Some((Cut::Floor(at), _)) => self.floors[at] = None,
                None => return Err(None),
            }
            slack = match cut {
                Cut::Row(row) => dot(&self.rows[row], &self.x),
                Cut::Floor(at) => self.x[at],
            };
        }
        Err(None)
    }

    fn normal(&self, cut: Cut) -> Vec<f64> {
        match cut {
            Cut::Row(row) => self.rows[row].clone(),
            Cut::Floor(at) => {
                let mut normal = vec![0.0; self.x.len()];
                normal[at] = 1.0;
                normal
            }
        }
    }

    /// The sum and the held rows, each as a vector.
    fn equalities(&self) -> Vec<Vec<f64>> {
        let mut all = vec![vec![1.0; self.x.len()]];
        all.extend(self.held.iter().map(|(row, _)| self.rows[*row].clone()));
        all
    }

    fn way(&self, cut: Cut) -> Option<Way> {
        let normal = self.normal(cut);
        let equalities = self.equalities();
        let free = |at: usize| self.floors[at].is_none();
        let inner = |a: &[f64], b: &[f64]| -> f64 {
            (0..a.len()).filter(|&at| free(at)).map(|at| a[at] * b[at]).sum()
        };
        let size = equalities.len();
        let mut system: Vec<Vec<f64>> = equalities
            .iter()
            .map(|row| {
                let mut line: Vec<f64> = equalities.iter().map(|other| inner(row, other)).collect();
                line.push(inner(row, &normal));
                line
            })
            .collect();
        let shares = solve(&mut system, size)?;
        let mut rest = normal;
        for (row, share) in equalities.iter().zip(&shares) {
            rest.iter_mut().zip(row).for_each(|(rest, x)| *rest -= share * x);
        }
        let z: Vec<f64> =
            rest.iter().enumerate().map(|(at, &x)| if free(at) { x } else { 0.0 }).collect();
        Some(Way { length: dot(&z, &z), z, rows: shares[1..].to_vec(), floors: rest })
    }

    /// The held inequality whose multiplier is the first to reach 0.
    fn first_blocked(&self, way: &Way) -> Option<(Cut, f64)> {
        let mut first: Option<(Cut, f64)> = None;
        let mut look = |cut: Cut, multiplier: f64, fall: f64| {
            if fall > 1e-12 {
                let at = (multiplier / fall).max(0.0);
                if first.is_none_or(|(_, least)| at < least) {
                    first = Some((cut, at));
                }
            }
        };
        for ((row, multiplier), fall) in self.held.iter().zip(&way.rows) {
            look(Cut::Row(*row), *multiplier, *fall);
        }
        for (at, (floor, fall)) in self.floors.iter().zip(&way.floors).enumerate() {
            if let Some(multiplier) = floor {
                look(Cut::Floor(at), *multiplier, *fall);
            }
        }
        first
    }

    /// The multipliers by which the rows contradict an inequality (Farkas).
    fn mixture(&self, cut: Cut, way: &Way) -> Vec<f64> {
        let mut shares = vec![0.0; self.rows.len()];
        if let Cut::Row(row) = cut {
            shares[row] = 1.0;
        }
        for ((row, _), fall) in self.held.iter().zip(&way.rows) {
            shares[*row] = (-fall).max(0.0);
        }
        shares
    }
}

/// Solves a small system with its right side as the last column, by
/// elimination with the largest pivot; nothing where it is singular.
fn solve(system: &mut [Vec<f64>], size: usize) -> Option<Vec<f64>> {
    for column in 0..size {
        let pivot = (column..size)
            .max_by(|&a, &b| system[a][column].abs().total_cmp(&system[b][column].abs()))?;
        system.swap(column, pivot);
        if system[column][column].abs() < 1e-15 {
            return None;
        }
        let head = system[column].clone();
        for line in system.iter_mut().skip(column + 1) {
            let factor = line[column] / head[column];
            line.iter_mut().zip(&head).skip(column).for_each(|(x, h)| *x -= factor * h);
        }
    }
    let mut found = vec![0.0; size];
    for at in (0..size).rev() {
        let known: f64 = (at + 1..size).map(|other| system[at][other] * found[other]).sum();
        found[at] = (system[at][size] - known) / system[at][at];
    }
    Some(found)
}
