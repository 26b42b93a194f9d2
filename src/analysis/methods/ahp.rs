//! Weights from comparisons in pairs, as in the analytic hierarchy process
//! (Saaty 1980, The Analytic Hierarchy Process).
//!
//! A judgement a_ij says how many times as important item i is as item j; a_ji
//! is its reciprocal. Pairs may be missing, as long as those that are there
//! connect all items.

use std::fmt;

/// The most items that are compared with each other. With more, a person no
/// longer judges consistently, and random indices are not tabled.
pub const MAX_ITEMS: usize = 15;

/// The largest judgement that is taken, and the reciprocal of the smallest.
/// The usual scale ends at 9.
pub const MAX_JUDGEMENT: f64 = 1e6;

/// How far a_ij a_ji may be from 1 in a matrix that is given whole. Printed
/// matrices have reciprocals of two digits, such as 0.33.
const RECIPROCITY: f64 = 0.05;

/// Why weights cannot be had from comparisons.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum AhpError {
    /// There is nothing to compare.
    #[error("there are no items to compare")]
    NoItems,
    /// More items than [`MAX_ITEMS`].
    #[error("{n} items are too many to compare in pairs; at most {MAX_ITEMS} can be")]
    TooManyItems {
        /// How many there are.
        n: usize,
    },
    /// The upper triangle does not have n (n - 1) / 2 judgements.
    #[error("{n} items have {} pairs, and {found} judgements are given", n * (n - 1) / 2)]
    Length {
        /// How many items there are.
        n: usize,
        /// How many judgements there are.
        found: usize,
    },
    /// A row of a matrix does not have as many entries as there are rows.
    #[error("row {} of the matrix has {found} entries where {n} are needed", row + 1)]
    NotSquare {
        /// Position of the row.
        row: usize,
        /// Entries that it has.
        found: usize,
        /// Entries that it needs.
        n: usize,
    },
    /// A judgement is not a positive number of a sensible size.
    #[error(
        "the judgement of item {} against item {} is {value}, not a positive number up to 1000000",
        row + 1, column + 1
    )]
    Judgement {
        /// Position of the first item.
        row: usize,
        /// Position of the second item.
        column: usize,
        /// The judgement.
        value: f64,
    },
    /// A matrix does not have 1 on its diagonal, or entries across it are not
    /// reciprocal.
    #[error(
        "the entries of items {} and {} are not reciprocal: {value} and {across}",
        row + 1, column + 1
    )]
    NotReciprocal {
        /// Position of the first item.
        row: usize,
        /// Position of the second item.
        column: usize,
        /// The entry.
        value: f64,
        /// The entry across the diagonal.
        across: f64,
    },
    /// The judgements leave items that no chain of pairs connects.
    #[error("no chain of comparisons connects all items: {}", GroupsInWords(groups))]
    Unconnected {
        /// Positions of the items, group by group; within a group they are
        /// connected.
        groups: Vec<Vec<usize>>,
    },
    /// Comparisons of different numbers of items cannot be joined.
    #[error("comparisons of {first} and of {other} items cannot be joined")]
    DifferentItems {
        /// Items of the first.
        first: usize,
        /// Items of one that differs.
        other: usize,
    },
}

impl AhpError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoItems => "Compare at least one item.",
            Self::TooManyItems { .. } => {
                "Put the items into groups: compare within each group, and the groups with each \
                 other."
            }
            Self::Length { .. } => "Give each pair once, row by row above the diagonal.",
            Self::NotSquare { .. } => "Give a square matrix.",
            Self::Judgement { .. } => {
                "Say how many times as important the first is: 1 for alike, 1/3 where the second \
                 is three times as important."
            }
            Self::NotReciprocal { .. } => {
                "Where an entry is a, the one across the diagonal is 1/a; the diagonal is 1."
            }
            Self::Unconnected { .. } => "Compare an item of one group with one of the other.",
            Self::DifferentItems { .. } => "Join comparisons of the same items only.",
        }
    }
}

/// Groups of positions in words: "items 1, 2 and apart from them 3".
struct GroupsInWords<'a>(&'a [Vec<usize>]);

impl fmt::Display for GroupsInWords<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, group) in self.0.iter().enumerate() {
            let items: Vec<String> = group.iter().map(|item| (item + 1).to_string()).collect();
            let lead = if at == 0 { "items " } else { "; apart from them " };
            write!(f, "{lead}{}", items.join(", "))?;
        }
        Ok(())
    }
}

/// Judgements of items in pairs: the upper triangle of the matrix, row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparisons {
    n: usize,
    upper: Vec<Option<f64>>,
}

impl Comparisons {
    /// Comparisons of `n` items by the upper triangle, row by row: items 1 and
    /// 2, 1 and 3, and so on. Nothing stands for a pair without a judgement.
    ///
    /// # Errors
    ///
    /// No items, more than [`MAX_ITEMS`], another number of pairs, or a
    /// judgement that is not positive or beyond [`MAX_JUDGEMENT`].
    pub fn new(n: usize, upper: Vec<Option<f64>>) -> Result<Self, AhpError> {
        if n == 0 {
            return Err(AhpError::NoItems);
        }
        if n > MAX_ITEMS {
            return Err(AhpError::TooManyItems { n });
        }
        if upper.len() != n * (n - 1) / 2 {
            return Err(AhpError::Length { n, found: upper.len() });
        }
        let comparisons = Self { n, upper };
        for (row, column) in comparisons.pairs() {
            if let Some(value) = comparisons.upper[comparisons.at(row, column)]
                && !is_judgement(value)
            {
                return Err(AhpError::Judgement { row, column, value });
            }
        }
        Ok(comparisons)
    }

    /// Comparisons by the whole matrix. Where reciprocals are rounded, the
    /// entry of 1 or more counts.
    ///
    /// # Errors
    ///
    /// As [`Comparisons::from_entries`].
    pub fn from_matrix(matrix: &[Vec<f64>]) -> Result<Self, AhpError> {
        if matrix.len() > MAX_ITEMS {
            return Err(AhpError::TooManyItems { n: matrix.len() });
        }
        let entries = |row: &Vec<f64>| row.iter().copied().map(Some).collect();
        Self::from_entries(&matrix.iter().map(entries).collect::<Vec<_>>())
    }

    /// Comparisons by a matrix in which entries may be missing. Of a pair one
    /// entry is enough; of two the one of 1 or more counts, since its reciprocal
    /// may be rounded.
    ///
    /// # Errors
    ///
    /// As [`Comparisons::new`], and where the matrix is not square or entries
    /// across the diagonal are not reciprocal (within 5 %).
    pub fn from_entries(matrix: &[Vec<Option<f64>>]) -> Result<Self, AhpError> {
        let n = matrix.len();
        if n > MAX_ITEMS {
            return Err(AhpError::TooManyItems { n });
        }
        if let Some(row) = matrix.iter().position(|row| row.len() != n) {
            return Err(AhpError::NotSquare { row, found: matrix[row].len(), n });
        }
        let mut upper = Vec::new();
        for (row, entries) in matrix.iter().enumerate() {
            for (column, &above) in entries.iter().enumerate().skip(row) {
                let below = matrix[column][row];
                for (row, column, value) in [(row, column, above), (column, row, below)] {
                    if let Some(value) = value.filter(|&value| !is_judgement(value)) {
                        return Err(AhpError::Judgement { row, column, value });
                    }
                }
                let judged = match (above, below) {
                    (Some(value), Some(across)) if (value * across - 1.0).abs() > RECIPROCITY => {
                        return Err(AhpError::NotReciprocal { row, column, value, across });
                    }
                    (Some(value), Some(across)) if across <= 1.0 => Some(value),
                    (_, Some(across)) => Some(1.0 / across),
                    (value, None) => value,
                };
                if column > row {
                    upper.push(judged);
                }
            }
        }
        Self::new(n, upper)
    }

    /// How many items are compared.
    pub fn n(&self) -> usize {
        self.n
    }

    /// The upper triangle, row by row.
    pub fn upper(&self) -> &[Option<f64>] {
        &self.upper
    }

    /// How many times as important item `i` is as item `j`; 1 for the same
    /// item, nothing without a judgement or for an item that there is none of.
    pub fn judgement(&self, i: usize, j: usize) -> Option<f64> {
        if i >= self.n || j >= self.n {
            None
        } else if i == j {
            Some(1.0)
        } else if i < j {
            self.upper[self.at(i, j)]
        } else {
            self.upper[self.at(j, i)].map(|value| 1.0 / value)
        }
    }

    /// The pairs without a judgement, first item first.
    pub fn missing(&self) -> Vec<(usize, usize)> {
        self.pairs().filter(|&(i, j)| self.upper[self.at(i, j)].is_none()).collect()
    }

    /// Whether every pair has a judgement.
    pub fn is_complete(&self) -> bool {
        self.upper.iter().all(Option::is_some)
    }

    /// These comparisons with one judgement changed, or taken away.
    ///
    /// # Errors
    ///
    /// The judgement is not positive or beyond [`MAX_JUDGEMENT`], or the pair is
    /// none.
    pub fn with(&self, i: usize, j: usize, judgement: Option<f64>) -> Result<Self, AhpError> {
        let value = judgement.unwrap_or(1.0);
        if i >= self.n || j >= self.n || i == j || !is_judgement(value) {
            return Err(AhpError::Judgement { row: i, column: j, value });
        }
        let mut upper = self.upper.clone();
        upper[self.at(i.min(j), i.max(j))] =
            if i < j { judgement } else { judgement.map(|value| 1.0 / value) };
        Self::new(self.n, upper)
    }

    /// Groups of items that judgements connect, each in order; one group where
    /// all are connected.
    pub fn groups(&self) -> Vec<Vec<usize>> {
        let mut group: Vec<usize> = (0..self.n).collect();
        for (i, j) in self.pairs() {
            let (a, b) = (group[i], group[j]);
            if a != b && self.judgement(i, j).is_some() {
                let (low, high) = (a.min(b), a.max(b));
                for of in &mut group {
                    if *of == high {
                        *of = low;
                    }
                }
            }
        }
        (0..self.n)
            .map(|first| (0..self.n).filter(|&item| group[item] == first).collect())
            .filter(|items: &Vec<usize>| !items.is_empty())
            .collect()
    }

    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let n = self.n;
        (0..n).flat_map(move |i| (i + 1..n).map(move |j| (i, j)))
    }

    /// Where the pair of items `i` < `j` stands in the upper triangle.
    fn at(&self, i: usize, j: usize) -> usize {
        i * self.n - i * (i + 1) / 2 + j - i - 1
    }

    fn connected(&self) -> Result<(), AhpError> {
        let groups = self.groups();
        if groups.len() > 1 { Err(AhpError::Unconnected { groups }) } else { Ok(()) }
    }
}

fn is_judgement(value: f64) -> bool {
    // Not a number is in no range.
    (1.0 / MAX_JUDGEMENT..=MAX_JUDGEMENT).contains(&value)
}

/// Weights by row geometric means (Crawford and Williams 1985), summing to 1.
/// Where pairs are missing, by logarithmic least squares on those that are
/// there, which is the same for complete comparisons (Bozóki, Fülöp and Rónyai
/// 2010): the x that minimises Σ (ln a_ij - x_i + x_j)², w = exp x.
///
/// # Errors
///
/// [`AhpError::Unconnected`].
pub fn weights_geometric(comparisons: &Comparisons) -> Result<Vec<f64>, AhpError> {
    comparisons.connected()?;
    let n = comparisons.n;
    // Normal equations: degree_i x_i - Σ_j x_j = Σ_j ln a_ij over the judged
    // pairs; x_0 = 0 makes the solution unique.
    let mut system = vec![vec![0.0; n + 1]; n];
    for (i, row) in system.iter_mut().enumerate() {
        for j in (0..n).filter(|&j| j != i) {
            if let Some(value) = comparisons.judgement(i, j) {
                row[i] += 1.0;
                row[j] -= 1.0;
                row[n] += value.ln();
            }
        }
    }
    system[0] = vec![0.0; n + 1];
    system[0][0] = 1.0;
    Ok(shares_of_logarithms(&solved(system)))
}

/// Solves linear equations that are diagonally dominant, the right side as the
/// last column, by elimination. That dominance makes pivoting needless.
fn solved(mut system: Vec<Vec<f64>>) -> Vec<f64> {
    let n = system.len();
    for at in 0..n {
        let row = system[at].clone();
        for other in &mut system[at + 1..] {
            let factor = other[at] / row[at];
            if factor != 0.0 {
                for (value, above) in other.iter_mut().zip(&row) {
                    *value -= factor * above;
                }
            }
        }
    }
    let mut solution = vec![0.0; n];
    for at in (0..n).rev() {
        let known: f64 = (at + 1..n).map(|later| system[at][later] * solution[later]).sum();
        solution[at] = (system[at][n] - known) / system[at][at];
    }
    solution
}

/// exp x as shares of their sum; the largest x is taken out first, so that
/// nothing overflows.
fn shares_of_logarithms(logarithms: &[f64]) -> Vec<f64> {
    let most = logarithms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let raw: Vec<f64> = logarithms.iter().map(|x| (x - most).exp()).collect();
    let sum: f64 = raw.iter().sum();
    raw.iter().map(|share| share / sum).collect()
}

/// Weights by the principal eigenvector (Saaty 1980), summing to 1. Where pairs
/// are missing, after Harker (1987, Math. Modelling 9:837): 0 for a missing
/// pair, and 1 more on the diagonal for each of a row.
///
/// # Errors
///
/// [`AhpError::Unconnected`].
pub fn weights_eigenvector(comparisons: &Comparisons) -> Result<Vec<f64>, AhpError> {
    comparisons.connected()?;
    Ok(principal(&harker(comparisons)).1)
}

/// Weights by the mean of the columns, each divided by its sum: an
/// approximation of the eigenvector for work by hand.
///
/// # Errors
///
/// [`AhpError::Unconnected`]. Missing pairs are taken as Harker (1987) does.
pub fn weights_column_mean(comparisons: &Comparisons) -> Result<Vec<f64>, AhpError> {
    comparisons.connected()?;
    let matrix = harker(comparisons);
    let n = matrix.len();
    let sums: Vec<f64> = (0..n).map(|column| matrix.iter().map(|row| row[column]).sum()).collect();
    Ok(matrix
        .iter()
        .map(|row| row.iter().zip(&sums).map(|(value, sum)| value / sum).sum::<f64>() / n as f64)
        .collect())
}

/// The matrix, with missing pairs after Harker.
fn harker(comparisons: &Comparisons) -> Vec<Vec<f64>> {
    let n = comparisons.n;
    let mut matrix = vec![vec![0.0; n]; n];
    for (i, row) in matrix.iter_mut().enumerate() {
        for j in 0..n {
            match comparisons.judgement(i, j) {
                Some(value) => row[j] += value,
                None => row[i] += 1.0,
            }
        }
    }
    matrix
}

/// Principal eigenvalue, and eigenvector as shares, of a matrix without
/// negative entries and with a positive diagonal whose items are connected: by
/// power iteration, each step of which doubles the power. That always
/// converges for such a matrix (Perron and Frobenius).
fn principal(matrix: &[Vec<f64>]) -> (f64, Vec<f64>) {
    const DOUBLINGS: usize = 64;
    const SETTLED: f64 = 1e-15;
    let n = matrix.len();
    let mut power = matrix.to_vec();
    let mut vector = row_shares(&power);
    for _ in 0..DOUBLINGS {
        let mut square = vec![vec![0.0; n]; n];
        for (row, target) in power.iter().zip(&mut square) {
            for (factor, other) in row.iter().zip(&power) {
                for (value, entry) in target.iter_mut().zip(other) {
                    *value += factor * entry;
                }
            }
        }
        let largest = square.iter().flatten().copied().fold(0.0, f64::max);
        for value in square.iter_mut().flatten() {
            *value /= largest;
        }
        let next = row_shares(&square);
        let moved = next.iter().zip(&vector).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        power = square;
        vector = next;
        if moved <= SETTLED {
            break;
        }
    }
    // Two plain steps take off the rounding of the squares.
    let mut value = n as f64;
    for _ in 0..2 {
        let next: Vec<f64> = matrix.iter().map(|row| dot(row, &vector)).collect();
        value = next.iter().sum();
        vector = next.iter().map(|entry| entry / value).collect();
    }
    (value, vector)
}

fn row_shares(matrix: &[Vec<f64>]) -> Vec<f64> {
    let sums: Vec<f64> = matrix.iter().map(|row| row.iter().sum()).collect();
    let total: f64 = sums.iter().sum();
    sums.iter().map(|sum| sum / total).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// (A w)_i / w_i of each item: all equal the principal eigenvalue where the
/// weights are the eigenvector.
pub fn row_ratios(comparisons: &Comparisons, weights: &[f64]) -> Vec<f64> {
    let matrix = harker(comparisons);
    matrix.iter().zip(weights).map(|(row, weight)| dot(row, weights) / weight).collect()
}

/// Mean consistency index of random judgements, by number of items. Tables
/// differ, so that a consistency ratio has to name its own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum RandomIndex {
    /// 500,000 simulated matrices for each size, as the R package ahpsurvey has
    /// them; sizes up to 15.
    Simulated,
    /// Saaty (1980).
    Saaty1980,
    /// Saaty (2005), page 31.
    Saaty2005,
    /// Donegan and Dodd (1991), Math. Comput. Modelling 15(10):135.
    DoneganDodd1991,
    /// Tummala and Ling (1998).
    TummalaLing1998,
    /// Aguarón and Moreno-Jiménez (2003), EJOR 147:137.
    AguaronMoreno2003,
    /// A value that the user gives for the size at hand.
    Given(f64),
}

impl RandomIndex {
    /// All tables.
    pub const TABLES: [Self; 6] = [
        Self::Simulated,
        Self::Saaty1980,
        Self::Saaty2005,
        Self::DoneganDodd1991,
        Self::TummalaLing1998,
        Self::AguaronMoreno2003,
    ];

    /// Where it comes from, in words.
    pub fn source(self) -> &'static str {
        match self {
            Self::Simulated => "simulated, 500,000 matrices for each size",
            Self::Saaty1980 => "Saaty 1980",
            Self::Saaty2005 => "Saaty 2005",
            Self::DoneganDodd1991 => "Donegan and Dodd 1991",
            Self::TummalaLing1998 => "Tummala and Ling 1998",
            Self::AguaronMoreno2003 => "Aguarón and Moreno-Jiménez 2003",
            Self::Given(_) => "given",
        }
    }

    /// Name of a table in inputs and outputs; nothing for a given value.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Simulated => Some("simulated"),
            Self::Saaty1980 => Some("saaty_1980"),
            Self::Saaty2005 => Some("saaty_2005"),
            Self::DoneganDodd1991 => Some("donegan_dodd_1991"),
            Self::TummalaLing1998 => Some("tummala_ling_1998"),
            Self::AguaronMoreno2003 => Some("aguaron_moreno_2003"),
            Self::Given(_) => None,
        }
    }

    /// The index of so many items: 0 for one and two, nothing beyond the table.
    pub fn of(self, n: usize) -> Option<f64> {
        let from_three: &[f64] = match self {
            Self::Simulated => &[
                0.525_168_6,
                0.883_665_1,
                1.108_101_4,
                1.249_277_4,
                1.341_551_4,
                1.404_846_6,
                1.450_719_7,
                1.485_726_6,
                1.514_102_2,
                1.535_663_8,
                1.554_592_5,
                1.570_349_8,
                1.583_995_8,
            ],
            Self::Saaty1980 => &[0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49],
            Self::Saaty2005 => &[0.52, 0.89, 1.11, 1.25, 1.35, 1.4, 1.45, 1.49],
            Self::DoneganDodd1991 => {
                &[0.4914, 0.8286, 1.0591, 1.1797, 1.2519, 1.3171, 1.3733, 1.4055]
            }
            Self::TummalaLing1998 => {
                &[0.5799, 0.8921, 1.1159, 1.2358, 1.3322, 1.3952, 1.4537, 1.4882]
            }
            Self::AguaronMoreno2003 => &[0.525, 0.882, 1.115, 1.252, 1.341, 1.404, 1.452, 1.484],
            Self::Given(index) => return Some(if n <= 2 { 0.0 } else { index }),
        };
        if n <= 2 { Some(0.0) } else { from_three.get(n - 3).copied() }
    }
}

/// How consistent judgements are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Consistency {
    /// The principal eigenvalue: the number of items where judgements are
    /// consistent, more otherwise.
    pub lambda_max: f64,
    /// (λ - n) / (n - 1); 0 for one item.
    pub index: f64,
    /// The index over that of random judgements. 0 for up to two items, which
    /// cannot contradict each other; nothing where the table has no index for
    /// so many. Up to 0.10 is usually accepted.
    pub ratio: Option<f64>,
    /// The table of random indices that the ratio rests on. Where pairs are
    /// missing, it is scaled by 1 - 2m / ((n - 1)(n - 2)) for m of them
    /// (Ágoston and Csató 2022, Omega 108:102576).
    pub random_index_source: RandomIndex,
}

/// Consistency of judgements, by the built-in table of random indices.
///
/// # Errors
///
/// [`AhpError::Unconnected`].
pub fn consistency(comparisons: &Comparisons) -> Result<Consistency, AhpError> {
    consistency_by(comparisons, RandomIndex::Simulated)
}

/// Consistency of judgements, by a table of random indices.
///
/// # Errors
///
/// [`AhpError::Unconnected`].
pub fn consistency_by(
    comparisons: &Comparisons,
    table: RandomIndex,
) -> Result<Consistency, AhpError> {
    comparisons.connected()?;
    let n = comparisons.n;
    // Judgements are never better than consistent; what lies below is rounding.
    let lambda_max = principal(&harker(comparisons)).0.max(n as f64);
    Ok(Consistency {
        lambda_max,
        index: consistency_index(lambda_max, n),
        ratio: consistency_ratio(comparisons, lambda_max, table),
        random_index_source: table,
    })
}

/// (λ - n) / (n - 1); 0 for one item.
pub fn consistency_index(lambda_max: f64, n: usize) -> f64 {
    if n < 2 { 0.0 } else { (lambda_max - n as f64) / (n as f64 - 1.0) }
}

/// The consistency index over the random one, for an eigenvalue however come by.
pub fn consistency_ratio(
    comparisons: &Comparisons,
    lambda_max: f64,
    table: RandomIndex,
) -> Option<f64> {
    let n = comparisons.n;
    if n <= 2 {
        return Some(0.0);
    }
    let missing = comparisons.missing().len();
    let free = (n - 1) * (n - 2) / 2;
    // Without any cycle of pairs nothing can contradict.
    if missing >= free {
        return Some(0.0);
    }
    let scale = 1.0 - missing as f64 / free as f64;
    let random = table.of(n).filter(|&index| index > 0.0)? * scale;
    Some(consistency_index(lambda_max, n) / random)
}

/// Three judgements that contradict each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Triad {
    /// The items, in order: i, k, j.
    pub items: [usize; 3],
    /// What is said of i against j.
    pub direct: f64,
    /// What follows for it from i against k and k against j.
    pub indirect: f64,
    /// |ln direct - ln indirect|: 0 where they agree.
    pub contradiction: f64,
}

/// The triad of judgements that contradict each other most (Koczkodaj 1993):
/// the largest |ln a_ij - ln a_ik - ln a_kj|. Nothing without three judgements
/// that close a circle; the first of several alike.
pub fn worst_triad(comparisons: &Comparisons) -> Option<Triad> {
    let n = comparisons.n;
    let mut worst: Option<Triad> = None;
    for i in 0..n {
        for k in i + 1..n {
            for j in k + 1..n {
                let (Some(direct), Some(first), Some(second)) = (
                    comparisons.judgement(i, j),
                    comparisons.judgement(i, k),
                    comparisons.judgement(k, j),
                ) else {
                    continue;
                };
                let indirect = first * second;
                let contradiction = (direct.ln() - indirect.ln()).abs();
                if worst.is_none_or(|triad| contradiction > triad.contradiction + 1e-12) {
                    worst = Some(Triad { items: [i, k, j], direct, indirect, contradiction });
                }
            }
        }
    }
    worst
}

/// A judgement that could be looked at again, and what the others say of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Suggestion {
    /// Position of the first item of the pair.
    pub row: usize,
    /// Position of the second item.
    pub column: usize,
    /// The judgement as it is; nothing where the pair has none.
    pub now: Option<f64>,
    /// What all judgements together say: Π_k (a_ik a_kj)^(1/n).
    pub suggested: f64,
    /// The nearest step of the scale from 1/9 to 9.
    pub on_scale: f64,
    /// The consistency ratio with the step of the scale in its place.
    pub ratio_after: Option<f64>,
}

/// What the judgements together say of one pair: the ratio of the row geometric
/// means, which is Π_k (a_ik a_kj)^(1/n).
///
/// # Errors
///
/// [`AhpError::Unconnected`], or [`AhpError::Judgement`] for a pair that is
/// none.
pub fn suggestion_for(
    comparisons: &Comparisons,
    row: usize,
    column: usize,
) -> Result<Suggestion, AhpError> {
    let weights = weights_geometric(comparisons)?;
    let (Some(first), Some(second)) = (weights.get(row), weights.get(column)) else {
        return Err(AhpError::Judgement { row, column, value: 1.0 });
    };
    let suggested = first / second;
    let on_scale = nearest_step(suggested);
    let repaired = comparisons.with(row, column, Some(on_scale))?;
    Ok(Suggestion {
        row,
        column,
        now: comparisons.judgement(row, column),
        suggested,
        on_scale,
        ratio_after: consistency(&repaired)?.ratio,
    })
}

/// The judgement whose repair to the step of the scale that the others suggest
/// improves consistency most. Nothing where no such repair improves it.
///
/// # Errors
///
/// [`AhpError::Unconnected`].
pub fn suggested_judgement(comparisons: &Comparisons) -> Result<Option<Suggestion>, AhpError> {
    let now = consistency(comparisons)?.ratio;
    let mut best: Option<Suggestion> = None;
    for (row, column) in comparisons.pairs() {
        if comparisons.judgement(row, column).is_none() {
            continue;
        }
        let found = suggestion_for(comparisons, row, column)?;
        let beats = |other: Option<f64>| match (found.ratio_after, other) {
            (Some(after), Some(other)) => after < other - 1e-9,
            _ => false,
        };
        if beats(best.map_or(now, |best| best.ratio_after)) {
            best = Some(found);
        }
    }
    Ok(best)
}

/// The step of Saaty's scale (1/9 to 9) that is nearest by ratio.
pub fn nearest_step(value: f64) -> f64 {
    let steps = (1..=9).flat_map(|step| [f64::from(step), 1.0 / f64::from(step)]);
    let distance = |step: f64| (step.ln() - value.ln()).abs();
    steps.min_by(|a, b| distance(*a).total_cmp(&distance(*b))).unwrap_or(1.0)
}

/// One set of judgements for several people: the geometric mean of what those
/// say who judged a pair, the only mean that keeps reciprocals (Aczél and Saaty
/// 1983, J. Math. Psychology 27:93).
///
/// # Errors
///
/// No people, or different numbers of items.
pub fn aggregated(people: &[Comparisons]) -> Result<Comparisons, AhpError> {
    let Some(first) = people.first() else {
        return Err(AhpError::NoItems);
    };
    if let Some(other) = people.iter().find(|other| other.n != first.n) {
        return Err(AhpError::DifferentItems { first: first.n, other: other.n });
    }
    let upper = (0..first.upper.len())
        .map(|pair| {
            let said: Vec<f64> =
                people.iter().filter_map(|person| person.upper[pair]).map(f64::ln).collect();
            (!said.is_empty()).then(|| (said.iter().sum::<f64>() / said.len() as f64).exp())
        })
        .collect();
    Comparisons::new(first.n, upper)
}
