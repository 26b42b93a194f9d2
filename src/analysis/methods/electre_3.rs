//! ELECTRE III: outranking to a degree, and its two distillations.

use super::ranks::ranks;
use super::table::{Caveat, Direction, MethodError, Table, finite_rows};

/// A threshold of a criterion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Threshold {
    /// In the units of the criterion.
    Fixed(f64),
    /// A share of the performance of the first option of the pair.
    Share(f64),
}

impl Threshold {
    fn at(self, performance: f64) -> f64 {
        match self {
            Self::Fixed(x) => x,
            Self::Share(share) => share * performance.abs(),
        }
    }

    fn is_sound(self) -> bool {
        let (Self::Fixed(x) | Self::Share(x)) = self;
        x.is_finite() && x >= 0.0
    }
}

/// A criterion with thresholds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PseudoCriterion {
    /// q: differences up to it do not count.
    pub indifference: Threshold,
    /// p: differences beyond it count in full.
    pub preference: Threshold,
    /// v: a disadvantage of it forbids the outranking; none without one.
    pub veto: Option<Threshold>,
}

/// What ELECTRE III gives. Row a, column b of a table is about a against b.
#[derive(Debug, Clone, PartialEq)]
pub struct ElectreThree {
    /// Weighted agreement that a is at least as good as b, 0 to 1.
    pub concordance: Vec<Vec<f64>>,
    /// Credibility that a outranks b, 0 to 1.
    pub credibility: Vec<Vec<f64>>,
    /// The distillation from the best down: classes, best first.
    pub descending: Vec<Vec<usize>>,
    /// The distillation from the worst up: classes, best first.
    pub ascending: Vec<Vec<usize>>,
    /// Place of each option by the sum of its places in the two distillations,
    /// from 1; equal ones share the better.
    pub ranks: Vec<usize>,
    /// Constant criteria, one option.
    pub caveats: Vec<Caveat>,
}

impl ElectreThree {
    /// Whether one option is placed at least as high as another in both
    /// distillations, and higher in one.
    pub fn is_above(&self, one: usize, other: usize) -> bool {
        let (a, b) = (self.places(one), self.places(other));
        a.0 <= b.0 && a.1 <= b.1 && a != b
    }

    /// Pairs that the two distillations place against each other.
    pub fn incomparable(&self) -> Vec<(usize, usize)> {
        let count = self.ranks.len();
        (0..count)
            .flat_map(|one| (one + 1..count).map(move |other| (one, other)))
            .filter(|&(one, other)| {
                let (a, b) = (self.places(one), self.places(other));
                (a.0 < b.0 && a.1 > b.1) || (a.0 > b.0 && a.1 < b.1)
            })
            .collect()
    }

    fn places(&self, option: usize) -> (usize, usize) {
        (place(&self.descending, option), place(&self.ascending, option))
    }
}

fn place(classes: &[Vec<usize>], option: usize) -> usize {
    classes.iter().position(|class| class.contains(&option)).unwrap_or(classes.len())
}

/// Cut of the distillation: s(λ) = `offset` + `slope` λ; 0.3 and −0.15 are usual.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cut {
    /// s at 0.
    pub offset: f64,
    /// Change of s for each unit of credibility.
    pub slope: f64,
}

impl Default for Cut {
    fn default() -> Self {
        Self { offset: 0.3, slope: -0.15 }
    }
}

impl Cut {
    fn at(self, credibility: f64) -> f64 {
        (self.offset + self.slope * credibility).max(0.0)
    }
}

/// ELECTRE III (Roy 1978; Figueira, Mousseau and Roy 2005, section 3.2.3).
/// Concordance of a criterion: 1 up to q behind, 0 from p, straight between;
/// discordance: 0 up to p behind, 1 from v, straight between; credibility: the
/// weighted concordance C, times Π (1 − d) / (1 − C) over the criteria with
/// d > C. Then two distillations with the cut s(λ).
///
/// # Errors
///
/// A bad table; thresholds missing, negative or out of order.
pub fn electre_3(
    table: &Table,
    criteria: &[PseudoCriterion],
    cut: Cut,
) -> Result<ElectreThree, MethodError> {
    table.check()?;
    let counted = table.counted();
    for &column in &counted {
        let sound = criteria.get(column).is_some_and(|criterion| {
            criterion.indifference.is_sound()
                && criterion.preference.is_sound()
                && criterion.veto.is_none_or(Threshold::is_sound)
        });
        if !sound {
            return Err(MethodError::Thresholds { column });
        }
    }
    if !cut.offset.is_finite() || !cut.slope.is_finite() {
        return Err(MethodError::Setting("the cut"));
    }
    let whole: f64 = table.weights.iter().sum();
    let count = table.options();
    let mut concordance = vec![vec![1.0; count]; count];
    let mut credibility = vec![vec![1.0; count]; count];
    for a in 0..count {
        for b in 0..count {
            if a == b {
                continue;
            }
            let mut agreed = 0.0;
            let mut doubts = Vec::new();
            for &at in &counted {
                let own = table.rows[a][at];
                let d = table.rows[b][at] - own;
                let behind = if table.directions[at] == Direction::Min { -d } else { d };
                let criterion = criteria[at];
                let (q, p) = (criterion.indifference.at(own), criterion.preference.at(own));
                if q > p {
                    return Err(MethodError::Thresholds { column: at });
                }
                agreed += table.weights[at] / whole * falling(behind, q, p);
                if let Some(veto) = criterion.veto {
                    let v = veto.at(own);
                    if v < p {
                        return Err(MethodError::Thresholds { column: at });
                    }
                    doubts.push(1.0 - falling(behind, p, v));
                }
            }
            let agreed = agreed.clamp(0.0, 1.0);
            let mut degree = agreed;
            // d > C implies C < 1.
            for doubt in doubts.into_iter().filter(|&doubt| doubt > agreed) {
                degree *= (1.0 - doubt) / (1.0 - agreed);
            }
            concordance[a][b] = agreed;
            credibility[a][b] = degree;
        }
    }
    let (concordance, credibility) = (finite_rows(concordance)?, finite_rows(credibility)?);
    let descending = distil(&credibility, cut, true);
    let mut ascending = distil(&credibility, cut, false);
    ascending.reverse();
    let places: Vec<f64> = (0..count)
        .map(|option| {
            let above = |classes: &[Vec<usize>]| {
                classes.iter().take(place(classes, option)).map(Vec::len).sum::<usize>()
            };
            (above(&descending) + above(&ascending)) as f64
        })
        .collect();
    Ok(ElectreThree {
        concordance,
        credibility,
        descending,
        ascending,
        ranks: ranks(&places, false, 0.0),
        caveats: table.caveats(),
    })
}

/// Discordance of a criterion: how far it speaks against a outranking b, 0 to 1;
/// 0 without a veto. The thresholds are taken as they are.
pub fn discordance(
    table: &Table,
    criteria: &[PseudoCriterion],
    column: usize,
) -> Result<Vec<Vec<f64>>, MethodError> {
    table.check()?;
    let criterion = criteria.get(column).ok_or(MethodError::Thresholds { column })?;
    let Some(veto) = criterion.veto else {
        return Ok(vec![vec![0.0; table.options()]; table.options()]);
    };
    let rows = table.rows.iter().map(|a| {
        let (p, v) = (criterion.preference.at(a[column]), veto.at(a[column]));
        let doubt = |b: &Vec<f64>| {
            let d = b[column] - a[column];
            let behind = if table.directions[column] == Direction::Min { -d } else { d };
            1.0 - falling(behind, p, v)
        };
        table.rows.iter().map(doubt).collect()
    });
    finite_rows(rows.collect())
}

/// 1 up to `from`, 0 from `to` on, straight between.
fn falling(x: f64, from: f64, to: f64) -> f64 {
    if x <= from {
        1.0
    } else if x >= to {
        0.0
    } else {
        (to - x) / (to - from)
    }
}

/// One distillation: classes in the order in which they are taken out, the best
/// first when descending, the worst first when ascending.
fn distil(credibility: &[Vec<f64>], cut: Cut, descending: bool) -> Vec<Vec<usize>> {
    let mut left: Vec<usize> = (0..credibility.len()).collect();
    let mut classes = Vec::new();
    while !left.is_empty() {
        let mut set = left.clone();
        let mut level = highest(credibility, &set, f64::INFINITY);
        while set.len() > 1 && level > 0.0 {
            let next = highest(credibility, &set, level - cut.at(level));
            let power: Vec<i64> = set
                .iter()
                .map(|&a| {
                    let beats = |a: usize, b: usize| {
                        let degree = credibility[a][b];
                        a != b
                            && degree > next
                            && degree > credibility[b][a] + cut.at(degree) + 1e-12
                    };
                    set.iter().map(|&b| i64::from(beats(a, b)) - i64::from(beats(b, a))).sum()
                })
                .collect();
            let best = if descending { power.iter().max() } else { power.iter().min() };
            let best = best.copied().unwrap_or(0);
            set = set
                .iter()
                .zip(&power)
                .filter(|(_, own)| **own == best)
                .map(|(at, _)| *at)
                .collect();
            level = next;
        }
        left.retain(|option| !set.contains(option));
        classes.push(set);
    }
    classes
}

/// The highest credibility between two different options of a set that is below
/// a bound; 0 where there is none.
fn highest(credibility: &[Vec<f64>], set: &[usize], below: f64) -> f64 {
    set.iter()
        .flat_map(|&a| set.iter().filter(move |&&b| a != b).map(move |&b| credibility[a][b]))
        .filter(|&degree| degree < below)
        .fold(0.0, f64::max)
}
